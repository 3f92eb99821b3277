"""Text becomes text and edits: every change is written down, with its place in the decoded file."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from discourse.errors import DiscourseError
from discourse.texts.characters import HAN, INVISIBLE, LINE_END, WIDE, is_usual
from discourse.texts.fact import fact
from discourse.texts.formats.encodings import find_misreadings
from discourse.texts.formats.markdown import find_signs
from discourse.texts.formats.marks import Mark
from discourse.texts.formats.markup import ESCAPED, escaped_character
from discourse.texts.joining import find_joins
from discourse.texts.normalize import simplify

# rule, what it finds and takes out, why
TEXT_RULES = [
    ("invisible", f"[{INVISIBLE}]+", "prints as nothing, yet parts words"),
    ("control", r"[\x00-\x08\x0e-\x1b\x7f]+", "no printed character"),
]
# Characters that print as others, and are no part of any word: radicals, which a PDF may give in their place, and those
# that Unicode has twice. For the simplified radicals it names no character.
ORDINARY = {
    chr(code): plain
    for code in [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
} | dict(
    zip(
        "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# The whole blocks: a class of so many single characters takes sixty times as long to look for.
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Blanks inside a line: between two Chinese characters; and where words are written without: beside a Chinese character
# or mark, before a mark that closes, after one that opens, between single characters (2 0 2 4).
BLANK = r"[^\S\r\n\x1c-\x1e\x85\u2028\u2029]"
BETWEEN_HAN = re.compile(rf"{BLANK}(?<=[{HAN}].){BLANK}*(?=[{HAN}])")
TOGETHER = re.compile(rf"[{HAN}](?=[{HAN}])")
CHINESE = rf"{WIDE}“”‘’…—·"
BESIDE_HAN = re.compile(rf"(?<=[{CHINESE}])(?<!\s){BLANK}+(?=\S)|(?<=\S){BLANK}+(?!\s)(?=[{CHINESE}])")
BESIDE_MARK = re.compile(rf"(?<=\S){BLANK}+(?=[%‰,.;:!?)\]])|(?<=[(\[]){BLANK}+(?=\S)")
BETWEEN_SINGLES = re.compile(rf"(?<!\S\S)(?<=\S){BLANK}+(?=\S(?!\S))")
RUNNING_TEXT = re.compile(rf"^(?=.*[，。；！？,;])(?=.*[{HAN}]).*$", re.MULTILINE)
# In a text parted into words or characters so many blanks stand between two Chinese characters, and at this share of
# the places between them; in others hardly any.
LEAST_PARTED, PARTED = 5, 0.25
# The sign before a line of the one mail that another quotes, and in what share of the lines it belongs to none of them.
QUOTED, FIRST_SIGN, MOSTLY_QUOTED = (
    re.compile(r"^> ?(?=[^\s>])", re.MULTILINE),
    re.compile(r"^[^\S\n]*+\S", re.MULTILINE),
    0.5,
)
# Beyond this length what a correction puts in is not held against what stood there: it would fill the memory.
LONGEST = 10_000


class Edit(NamedTuple):
    """One change to the decoded text; `raw_start` and `raw_end` are character offsets into it."""

    rule: str
    raw_start: int
    raw_end: int
    after: str
    reason: str
    origin: str = "automatic"
    doubtful: bool = False


@dataclass(frozen=True)
class TrackedText:
    """A decoded text with the edits made so far; each character of `text` knows its span in `raw`.

    The edits part and stand in the order of the file. `remarks` note places and change nothing.
    """

    raw: str
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Edit, ...] = ()

    @fact
    def text(self) -> str:
        """The text as the edits leave it."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.raw[at : edit.raw_start], edit.after]
            at = edit.raw_end
        return "".join([*parts, self.raw[at:]])

    @fact
    def begins(self) -> list[int]:
        """Where in `text` begins what each edit put there."""
        lengths = (len(edit.after) - (edit.raw_end - edit.raw_start) for edit in self.edits)
        return [edit.raw_start + moved for edit, moved in zip(self.edits, accumulate(lengths, initial=0), strict=False)]

    @fact
    def ends(self) -> list[int]:
        """Where in `text` ends what each edit put there."""
        return [begin + len(edit.after) for begin, edit in zip(self.begins, self.edits, strict=True)]

    def edit_at(self, offset: int) -> int | None:
        """Return the number of the edit that put a character of `text` there, None for a character of the file."""
        number = bisect_right(self.ends, offset)
        return number if number < len(self.edits) and self.begins[number] <= offset else None

    def is_inside_edit(self, offset: int) -> bool:
        """Tell whether the characters before and after an offset into `text` were put there by one edit."""
        number = self.edit_at(offset)
        return number is not None and self.begins[number] < offset

    def edit_without_place(self, offset: int) -> int | None:
        """Return the number of the edit that put a character of `text` in where the file has none, else None."""
        number = self.edit_at(offset)
        return number if number is not None and self.edits[number].raw_start == self.edits[number].raw_end else None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end], which is not empty, stands in `raw`."""
        if not self.edits:
            return start, end
        return self._character_span(start)[0], self._character_span(end - 1)[1]

    def raw_offset(self, offset: int) -> int:
        """Return where in `raw` the character at an offset into `text` stands; one put there, where its like stood."""
        number = bisect_right(self.ends, offset)
        if number == len(self.edits) or self.begins[number] >= offset:
            return self._character_span(offset)[0]
        edit, put = self.edits[number], offset - self.begins[number]
        here = there = 0
        for source, target, length in unchanged_runs(self.raw[edit.raw_start : edit.raw_end], edit.after):
            if put < target + length:
                return edit.raw_start + (min(here + put - there, source) if put < target else source + put - target)
            here, there = source + length, target + length
        return min(edit.raw_start + here + put - there, edit.raw_end)

    def text_offset(self, raw_offset: int) -> int:
        """Return the offset into `text` of the first character that stands in `raw` at an offset or after it."""
        return bisect_left(range(len(self.text)), raw_offset, key=lambda offset: self._character_span(offset)[0])

    def replace(
        self, changes: Sequence[tuple], *, rule: str, reason: str = "", origin: str = "automatic"
    ) -> "TrackedText":
        """Make the changes (start, end, after), which are offsets into `text` and do not overlap.

        A fourth item is the reason of that change alone. A change that touches what earlier edits put there takes them
        in whole; one that takes nothing out takes in the character before it, or after it where the text begins, so
        that each edit has a place in the file.
        """
        if not changes:
            return self
        if not self.edits and all(start < end for start, end, *_ in changes):
            # Nothing was changed before: what the changes take out stands in the file as it does here.
            edits = [Edit(rule, a, b, put, own[0] if own else reason, origin) for a, b, put, *own in sorted(changes)]
            return TrackedText(self.raw, tuple(edits), self.remarks)
        placed = []
        for start, end, after, *own in sorted(changes):
            if start == end:
                before, behind = self.text[max(0, start - 1) : start], "" if start else self.text[0]
                start, end, after = start - len(before), end + len(behind), before + after + behind
            # The edits taken in: from the first to before the last.
            first, stop = bisect_right(self.ends, start), bisect_left(self.begins, end)
            placed.append(((start, end, after, *own), first, stop))
        if any(stop > first for (_, _, stop), (_, first, _) in pairwise(placed)):
            tracked = self
            for change, _, _ in reversed(placed):
                tracked = tracked.replace([change], rule=rule, reason=reason, origin=origin)
            return tracked
        edits, at = [], 0
        for (start, end, after, *own), first, stop in placed:
            edit = Edit(rule, start, end, after, own[0] if own else reason, origin)
            edits += [*self.edits[at:first], self.take_in(edit, first, stop)]
            at = stop
        return TrackedText(self.raw, (*edits, *self.edits[at:]), self.remarks)

    def take_in(self, change: Edit, first: int, stop: int) -> Edit:
        """Return a change of `text` as an edit of the file that takes in the edits from `first` to before `stop`."""
        start, end, taken = change.raw_start, change.raw_end, self.edits[first:stop]
        if not taken:
            # What the last edit before moved tells the place.
            moved = self.edits[first - 1].raw_end - self.ends[first - 1] if first else 0
            return change._replace(raw_start=start + moved, raw_end=end + moved)
        after = self.text[self.begins[first] : start] + change.after + self.text[end : self.ends[stop - 1]]
        raw_start, raw_end = self.raw_span(start, end)
        edit = change._replace(raw_start=raw_start, raw_end=raw_end, after=after)
        # What was declared of the edits taken in stays declared, with rule and reason.
        if declared := [other for other in taken if other.origin == "declared"]:
            reasons = dict.fromkeys(other.reason for other in (*declared, edit) if other.reason)
            edit = edit._replace(rule=declared[0].rule, reason="; ".join(reasons), origin="declared")
        return edit

    def split_at(self, offset: int, raw_offset: int) -> "TrackedText":
        """Part the text at an offset, so that what follows begins at `raw_offset` in the file; `text` stays as it is.

        The edit around the offset becomes two. Where there is none, or `raw_offset` lies beyond it, one is made first
        that reaches from the one to the other.
        """
        everywhere = range(len(self.text))
        start = min(offset, bisect_right(everywhere, raw_offset, key=lambda at: self._character_span(at)[0])) - 1
        end = max(offset, bisect_left(everywhere, raw_offset, key=lambda at: self._character_span(at)[1])) + 1
        number = self.edit_at(offset)
        if number is None or start < self.begins[number] or self.ends[number] < end:
            return self.merge_edits(start, end).split_at(offset, raw_offset)
        edit, middle = self.edits[number], offset - self.begins[number]
        head = edit._replace(raw_end=raw_offset, after=edit.after[:middle])
        tail = edit._replace(raw_start=raw_offset, after=edit.after[middle:])
        parts = [part for part in (head, tail) if self.raw[part.raw_start : part.raw_end] != part.after]
        return TrackedText(self.raw, (*self.edits[:number], *parts, *self.edits[number + 1 :]), self.remarks)

    def merge_edits(self, start: int, end: int) -> "TrackedText":
        """Make one declared edit of what stands in text[start:end], which a correction reaches into."""
        return self.replace([(start, end, self.text[start:end])], rule="correction", origin="declared")

    def _character_span(self, offset: int) -> tuple[int, int]:
        """Return the span in `raw` of one character of `text`: its own, or that of the edit that put it there."""
        number = bisect_right(self.ends, offset)
        if number < len(self.edits) and self.begins[number] <= offset:
            return self.edits[number].raw_start, self.edits[number].raw_end
        place = offset - self.ends[number - 1] + self.edits[number - 1].raw_end if number else offset
        return place, place + 1


@lru_cache(maxsize=16)
def unchanged_runs(before: str, after: str) -> tuple[tuple[int, int, int], ...]:
    """List the runs of characters that stay when `before` becomes `after`: where in both, and how long."""
    if max(len(before), len(after)) > LONGEST:
        return ()
    codes = Indel.opcodes(before, after)
    return tuple((c.src_start, c.dest_start, c.dest_end - c.dest_start) for c in codes if c.tag == "equal")


def assign_raw_spans(
    tracked: TrackedText, paragraphs: list[tuple[int, int]]
) -> tuple[TrackedText, list[tuple[int, int]]]:
    """Give each paragraph, from `start` to `end` in the text, a span of the file that is its own alone.

    An edit that reaches over the end of a paragraph is split there. A paragraph that a correction put in whole takes a
    character from what parts it from the next or the last, or else from the next, whose edit gives it back.

    Returns the tracked text, its `text` as it was, and the spans in the file. Raises DiscourseError where the
    corrections put in more paragraphs than the file has characters.
    """
    if not tracked.edits:
        return tracked, paragraphs
    spans = []
    for (start, end), (after, _) in zip(paragraphs, [*paragraphs[1:], (None, None)], strict=True):
        # What is left out between two paragraphs of one line belongs to the first, so that their spans adjoin.
        adjoins = end == after or tracked.is_inside_edit(end)
        raw_end = tracked.raw_offset(end) if adjoins else tracked.raw_span(end - 1, end)[1]
        spans.append((tracked.raw_offset(start), raw_end))
    if any(raw_start >= raw_end for raw_start, raw_end in spans):
        spans = widen_empty_spans(spans, *tracked.raw_span(0, len(tracked.text)))
    elif not any(tracked.is_inside_edit(offset) for span in paragraphs for offset in span):
        return tracked, spans
    edges = {end: raw_end for (_, end), (_, raw_end) in zip(paragraphs, spans, strict=True)}
    edges |= {start: raw_start for (start, _), (raw_start, _) in zip(paragraphs, spans, strict=True)}
    for offset, raw_offset in sorted(edges.items()):
        if 0 < offset < len(tracked.text):
            end, start = tracked.raw_span(offset - 1, offset)[1], tracked.raw_span(offset, offset + 1)[0]
            if tracked.is_inside_edit(offset) or raw_offset not in (start, end):
                tracked = tracked.split_at(offset, raw_offset)
    # What a split left without a place of its own at the ends of a paragraph takes in the character beside it: at the
    # edge of two spans it would lie in both.
    for (start, end), (_, stop) in zip(paragraphs, spans, strict=True):
        if (number := tracked.edit_without_place(start)) is not None:
            beyond = tracked.ends[number]
            tracked = tracked.merge_edits(start, beyond + 1) if beyond < end else tracked.split_at(end, stop)
        if (number := tracked.edit_without_place(end - 1)) is not None:
            tracked = tracked.merge_edits(tracked.begins[number] - 1, end)
    return tracked, spans


def widen_empty_spans(spans: list[tuple[int, int]], begin: int, stop: int) -> list[tuple[int, int]]:
    """Give each empty span a character: of the gap after it, the gap before it, or by moving those that follow.

    The spans lie in the file between `begin` and `stop`. Raises DiscourseError where it has too few characters."""
    starts, ends = map(list, zip(*spans, strict=True))
    for at, (start, end) in enumerate(spans):
        if start == end and end < (starts[at + 1] if at + 1 < len(spans) else stop):
            ends[at] += 1
        elif start == end and (ends[at - 1] if at else begin) < start:
            starts[at] -= 1
    for at in range(len(spans)):
        starts[at] = max([starts[at], *ends[max(at - 1, 0) : at]])
        ends[at] = max(ends[at], starts[at] + 1)
    for at in reversed(range(len(spans))):
        ends[at] = min([ends[at], *starts[at + 1 : at + 2], stop])
        starts[at] = min(starts[at], ends[at] - 1)
    if starts[0] < begin:
        raise DiscourseError(
            f"the corrections make {len(spans)} paragraphs of what has {stop - begin} characters in the file; "
            "put in fewer, each with words of the file"
        )
    return list(zip(starts, ends, strict=True))


def apply_declarations(
    raw: str, *, starts_at: str | None = None, ends_before: str | None = None, corrections: Iterable[dict] = ()
) -> TrackedText:
    """Leave out what stands before `starts_at` and from `ends_before` on, and make the declared corrections.

    In each correction `find` becomes `replace`; one marked `doubtful` is noted, and the text left as it is.

    Raises DiscourseError where `ends_before` does not stand in the text, and where `starts_at` or the `find` of a
    correction does not stand there exactly once.
    """
    begin = find_once(raw, starts_at, "starts_at") if starts_at else 0
    end = raw.find(ends_before, begin) if ends_before else len(raw)
    if end < 0:
        raise DiscourseError(f"ends_before={ends_before!r} does not stand in the article; copy it from the file")
    outside = [(a, b, "") for a, b in [(0, begin), (end, len(raw))] if a < b]
    tracked = TrackedText(raw).replace(outside, rule="outside", reason="no part of the article", origin="declared")
    remarks = []
    for correction in corrections:
        find, reason = correction["find"], correction["reason"]
        start = find_once(tracked.text, find, "correction.find")
        if correction.get("doubtful"):
            span = tracked.raw_span(start, start + len(find))
            remarks.append(Edit("doubtful", *span, raw[slice(*span)], reason, "declared", True))
            continue
        # Only what changes is recorded, not the words around it.
        put = correction["replace"]
        head = Prefix.similarity(find, put)
        tail = Postfix.similarity(find[head:], put[head:])
        change = (start + head, start + len(find) - tail, put[head : len(put) - tail])
        tracked = tracked.replace([change], rule="correction", reason=reason, origin="declared")
    return replace(tracked, remarks=tuple(remarks)) if remarks else tracked


def apply_rules(
    tracked: TrackedText, *, file_format: str, join_lines: bool = True, marks: Iterable[Mark] = ()
) -> TrackedText:
    """Apply the automatic rules: what does not print goes, misread places are noted, broken lines are joined.

    In a PDF a blank line parts paragraphs, and all lines that none parts are joined; elsewhere those are for which the
    evidence is good, and none where `join_lines` is False. What the `marks` of the layout call the number of a note
    goes, too, and no title or heading is joined to what follows.
    """
    notes = [(tracked.text_offset(m.start), tracked.text_offset(m.end), "") for m in marks if m.name == "note"]
    # One may stand where a declaration left the words out.
    notes = [(start, end, after) for start, end, after in notes if start < end]
    tracked = tracked.replace(notes, rule="note", reason="raised number of a note")
    for rule, formats, find, reason in MENDS:
        if (not formats or file_format in formats) and (changes := find(tracked.text)):
            tracked = tracked.replace(changes, rule=rule, reason=reason)
    spans = [(tracked.raw_span(found.start, found.end), found.reason) for found in find_misreadings(tracked.text)]
    misread = [Edit("misread", *span, tracked.raw[slice(*span)], reason, doubtful=True) for span, reason in spans]
    tracked = replace(tracked, remarks=(*tracked.remarks, *misread)) if misread else tracked
    if not join_lines:
        return tracked
    ends = {tracked.text_offset(mark.end) for mark in marks if mark.name in ("title", "heading")}
    return tracked.replace(
        find_joins(tracked.text, paragraphs_apart=file_format == "pdf", heading_ends=ends), rule="join"
    )


def find_escapes(text: str) -> list[tuple[int, int, str]]:
    """Find the characters that a page or a workbook writes in signs of its own, each with what it prints as."""
    if "&" not in text and "_x" not in text:
        return []
    found = ((*match.span(), escaped_character(match)) for match in ESCAPED.finditer(text))
    return [change for change in found if change[2] != text[slice(*change[:2])]]


def find_quotes(text: str) -> list[tuple[int, int, str]]:
    """Find the signs before the lines that a mail quotes, where most of its lines have one."""
    signs = [(*match.span(), "") for match in QUOTED.finditer(text)] if ">" in text else []
    return signs if len(signs) > 1 and len(signs) >= MOSTLY_QUOTED * len(FIRST_SIGN.findall(text)) else []


def find_unprinted(text: str, *, pattern: str) -> list[tuple[int, int, str]]:
    """Find what a rule of `TEXT_RULES` takes out."""
    return [] if is_usual(text) else [(*match.span(), "") for match in re.finditer(pattern, text)]


def find_lookalikes(text: str) -> list[tuple[int, int, str]]:
    """Find the characters that print as others, each with the other."""
    found = [] if is_usual(text) else list(LOOKALIKE.finditer(text))
    # The radical ⼾ is printed for 户 in simplified texts, for 戶 in traditional ones.
    ordinary = ORDINARY | {"⼾": "户"} if found and simplify(text) == text else ORDINARY
    return [(*match.span(), ordinary[match[0]]) for match in found if match[0] in ordinary]


def find_parting_blanks(text: str) -> list[tuple[int, int, str]]:
    """Find the blanks of a text that was parted into words or characters."""
    # Names in a row, menus and tables have blanks of their own.
    if not has_gaps(text) or not is_parted("\n".join(RUNNING_TEXT.findall(text)), BETWEEN_HAN):
        return []
    places = (BESIDE_HAN, BESIDE_MARK, BETWEEN_SINGLES)
    return list({(*match.span(), "") for pattern in places for match in pattern.finditer(text)})


# In this order: the rule, the formats of which it is asked (none: of all), what finds its changes, why they are made.
MENDS: list[tuple[str, tuple[str, ...], Callable[[str], Sequence[tuple]], str]] = [
    ("markdown", ("markdown",), find_signs, ""),
    ("escape", ("text", "html"), find_escapes, "how a page or a workbook writes a character"),
    ("quoted", ("text",), find_quotes, "the sign that a mail puts before the lines it quotes"),
    *((rule, (), partial(find_unprinted, pattern=pattern), reason) for rule, pattern, reason in TEXT_RULES),
    ("lookalike", (), find_lookalikes, "a radical or a doubled code that prints as the character"),
    ("parted", (), find_parting_blanks, "the text was parted into words or characters"),
]


def is_parted(text: str, parting: re.Pattern) -> bool:
    """Tell whether what `parting` finds stands between so many Chinese characters that it parts words or characters.

    >>> is_parted("发展 先进 制造业 ，推动 人工 智能 与 经济 融合 。", BETWEEN_HAN), is_parted("前 言", BETWEEN_HAN)
    (True, False)
    """
    parted = sum(1 for _ in parting.finditer(text))
    return parted >= LEAST_PARTED and parted >= PARTED * (parted + len(TOGETHER.findall(text)))


def has_gaps(text: str) -> bool:
    """Tell whether blanks part so many words of a text's lines that they may part all: of most texts they do not."""
    return len(text.split()) - sum(map(bool, map(str.strip, text.split("\n")))) >= LEAST_PARTED


def find_once(text: str, part: str, parameter: str) -> int:
    """Return where `part` stands in `text`, which must hold it exactly once."""
    if not part:
        raise DiscourseError(f"{parameter}='' is empty; copy it from the file")
    found = text.count(part)
    if found != 1:
        repair = "copy it from the file" if not found else "lengthen it until it is the only one"
        raise DiscourseError(f"{parameter}={part!r} stands {found} times in the article, not once; {repair}")
    return text.index(part)


def line_counter(text: str) -> Callable[[int], int]:
    """Return a function that gives the line number, from 1, of a character offset."""
    if "\r" in text:
        ends = [match.end() for match in LINE_END.finditer(text)]
    else:
        ends = list(accumulate(len(line) + 1 for line in text.split("\n")))[:-1]
    return lambda offset: bisect_right(ends, offset) + 1
