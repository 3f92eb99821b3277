"""Text becomes text and edits: every change is written down, with its place in the decoded file."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import Indel

from discourse.errors import DiscourseError
from discourse.texts.formats.encodings import find_misreadings
from discourse.texts.formats.markdown import find_signs
from discourse.texts.joining import find_joins, join_paragraphs

# rule, what it finds, what it puts there, why
TEXT_RULES = [
    ("invisible", r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+", "", "prints as nothing, yet parts words"),
    ("control", r"[\x00-\x08\x0e-\x1b\x7f]+", "", "no printed character"),
]

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

    `owner` is the number of the edit that put a character there, -1 for one of the file; `begins` and `ends` say where
    in `text` stands what each edit put there.
    """

    raw: str
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Edit, ...] = ()
    text: str = field(init=False, repr=False)
    first: np.ndarray = field(init=False, repr=False)
    last: np.ndarray = field(init=False, repr=False)
    owner: np.ndarray = field(init=False, repr=False)
    begins: np.ndarray = field(init=False, repr=False)
    ends: np.ndarray = field(init=False, repr=False)

    def __post_init__(self):
        characters, first, last, owner, at = [], [], [], [], 0
        for number, edit in enumerate((*self.edits, Edit("", len(self.raw), len(self.raw), "", ""))):
            kept, put = np.arange(at, edit.raw_start), len(edit.after)
            characters += [self.raw[at : edit.raw_start], edit.after]
            first += [kept, np.full(put, edit.raw_start)]
            last += [kept + 1, np.full(put, edit.raw_end)]
            owner += [np.full(len(kept), -1, np.int32), np.full(put, number, np.int32)]
            at = edit.raw_end
        ends = np.cumsum([len(part) for part in characters], dtype=int)
        object.__setattr__(self, "text", "".join(characters))
        for name, parts in (("first", first), ("last", last), ("owner", owner)):
            object.__setattr__(self, name, np.concatenate(parts))
        object.__setattr__(self, "begins", ends[:-2:2])
        object.__setattr__(self, "ends", ends[1:-2:2])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end], which is not empty, stands in `raw`."""
        return int(self.first[start]), int(self.last[end - 1])

    def within_edit(self, offset: int) -> bool:
        """Tell whether the characters before and after an offset into `text` were put there by one edit."""
        return 0 < offset < len(self.text) and self.owner[offset - 1] == self.owner[offset] >= 0

    def place(self, offset: int) -> int:
        """Return where in `raw` the character at an offset into `text` stands; one put there, where its like stood."""
        if not self.within_edit(offset):
            return int(self.first[offset])
        edit, begin = self.edits[self.owner[offset]], int(self.begins[self.owner[offset]])
        return edit.raw_start + place_in(self.raw[edit.raw_start : edit.raw_end], edit.after, offset - begin)

    def replace(self, changes: list[tuple], **about) -> "TrackedText":
        """Make the changes (start, end, after), which are offsets into `text` and do not overlap.

        A fourth item is the reason of that change alone. A change that touches what earlier edits put there takes them
        in whole; one that takes nothing out takes in the character before it, or after it where the text begins.
        """
        changes = [self._widened(*change) for change in sorted(changes)]
        taken = [self._taken(start, end) for start, end, *_ in changes]
        if any(one[1] > other[0] for one, other in pairwise(taken)):
            draft = self
            for change in reversed(changes):
                draft = draft.replace([change], **about)
            return draft
        edits, at = [], 0
        for change, (here, stop) in zip(changes, taken, strict=True):
            own = dict(zip(["reason"], change[3:]))
            edits += [*self.edits[at:here], self._edit(*change[:3], here, stop, **about | own)]
            at = stop
        return TrackedText(self.raw, (*edits, *self.edits[at:]), self.remarks) if changes else self

    def _widened(self, start: int, end: int, after: str, *reason: str) -> tuple:
        """Let a change that takes nothing out take in a character, so that each edit has a place in the file."""
        if start < end:
            return start, end, after, *reason
        if start:
            return start - 1, end, self.text[start - 1] + after, *reason
        return 0, 1, after + self.text[0], *reason

    def _taken(self, start: int, end: int) -> tuple[int, int]:
        """Return which edits a change takes in, from the first to before the last; equal where it comes among them."""
        return int(self.ends.searchsorted(start, "right")), int(self.begins.searchsorted(end, "left"))

    def _edit(self, start: int, end: int, after: str, here: int, stop: int, **about) -> Edit:
        """Make the edit of one change; what was declared of those it takes in stays declared, with rule and reason."""
        taken = self.edits[here:stop]
        if taken:
            after = self.text[self.begins[here] : start] + after + self.text[end : self.ends[stop - 1]]
        raw_start, raw_end = self.raw_span(start, end)
        made = Edit(raw_start=raw_start, raw_end=raw_end, after=after, **about)
        declared = [edit for edit in taken if edit.origin == "declared"]
        if not declared:
            return made
        reasons = dict.fromkeys(edit.reason for edit in (*declared, made) if edit.reason)
        return made._replace(rule=declared[0].rule, reason="; ".join(reasons), origin="declared")

    def cut(self, offset: int, place: int) -> "TrackedText":
        """Part the text at an offset, so that what follows begins at `place` in the file; `text` stays as it is.

        The edit around the offset becomes two. Where there is none, or `place` lies beyond it, one is made first that
        reaches from the one to the other.
        """
        start = min(offset, int(self.first.searchsorted(place, "right"))) - 1
        end = max(offset, int(self.last.searchsorted(place, "left"))) + 1
        number = int(self.owner[offset])
        if number < 0 or (self.owner[start:end] != number).any():
            return self.over(start, end).cut(offset, place)
        edit, middle = self.edits[number], offset - int(self.begins[number])
        head = edit._replace(raw_end=place, after=edit.after[:middle])
        tail = edit._replace(raw_start=place, after=edit.after[middle:])
        parts = [part for part in (head, tail) if self.raw[part.raw_start : part.raw_end] != part.after]
        return TrackedText(self.raw, (*self.edits[:number], *parts, *self.edits[number + 1 :]), self.remarks)

    def over(self, start: int, end: int) -> "TrackedText":
        """Make one edit of what stands in text[start:end], which a correction reaches into."""
        return self.replace([(start, end, self.text[start:end])], rule="correction", reason="", origin="declared")


@lru_cache(maxsize=16)
def kept_runs(before: str, after: str) -> tuple[tuple[int, int, int], ...]:
    """List the runs of characters that stay when `before` becomes `after`: where in both, and how long.

    >>> kept_runs("好因为", "好。\\n答：因为")
    ((0, 0, 1), (1, 5, 2))
    """
    if max(len(before), len(after)) > LONGEST:
        return ()
    codes = Indel.opcodes(before, after)
    return tuple((c.src_start, c.dest_start, c.dest_end - c.dest_start) for c in codes if c.tag == "equal")


def place_in(before: str, after: str, offset: int) -> int:
    """Return where in `before` the character after[offset] stands, or its like, if `before` becomes `after`.

    >>> place_in("好因为", "好。\\n答：因为", 3), place_in("一\\n二", "1\\n2", 2)
    (1, 2)
    """
    here = there = 0
    for source, target, length in kept_runs(before, after):
        if offset < target:
            return min(here + offset - there, source)
        if offset < target + length:
            return source + offset - target
        here, there = source + length, target + length
    return min(here + offset - there, len(before))


def settle(draft: TrackedText, pieces: list[tuple[int, int]]) -> tuple[TrackedText, list[tuple[int, int]]]:
    """Give each paragraph, from `start` to `end` in the text, a span of the file that is its own alone.

    An edit that reaches over the end of a paragraph is cut there. A paragraph that a correction put in whole takes a
    character from what parts it from the next or the last, or else from the next, whose edit gives it back.

    Returns the draft, its text as it was, and the spans in the file. Raises DiscourseError where the corrections put in
    more paragraphs than the file has characters.
    """
    spans = share_out(raw_spans(draft, pieces), draft)
    cuts = {end: stop for (_, end), (_, stop) in zip(pieces, spans, strict=True)}
    cuts |= {start: begin for (start, _), (begin, _) in zip(pieces, spans, strict=True)}
    for offset, place in sorted(cuts.items()):
        if 0 < offset < len(draft.text):
            natural = (draft.first[offset], draft.last[offset - 1])
            if draft.within_edit(offset) or place not in natural:
                draft = draft.cut(offset, place)
    for (start, end), (_, stop) in zip(pieces, spans, strict=True):
        draft = anchor(draft, start, end, stop)
    return draft, spans


def anchor(draft: TrackedText, start: int, end: int, stop: int) -> TrackedText:
    """Let what a cut left without a place of its own at the ends of a paragraph take in the character beside it.

    At the edge of two spans it would lie in both.
    """
    if draft.first[start] == draft.last[start]:
        after = int(draft.ends[draft.owner[start]])
        draft = draft.over(start, after + 1) if after < end else draft.cut(end, stop)
    if draft.first[end - 1] == draft.last[end - 1]:
        draft = draft.over(int(draft.begins[draft.owner[end - 1]]) - 1, end)
    return draft


def raw_spans(draft: TrackedText, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find where the paragraphs stand in the file; one that a correction put in whole may have an empty span."""
    spans = []
    for (start, end), (after, _) in zip(pieces, [*pieces[1:], (None, None)], strict=True):
        # What is left out between two paragraphs of one line belongs to the first, so that their spans adjoin.
        shared = end == after or draft.within_edit(end)
        spans.append((draft.place(start), draft.place(end) if shared else int(draft.last[end - 1])))
    return spans


def share_out(spans: list[tuple[int, int]], draft: TrackedText) -> list[tuple[int, int]]:
    """Give each empty span a character: of the gap after it, the gap before it, or by moving those that follow."""
    if all(start < end for start, end in spans):
        return spans
    begin, stop = draft.raw_span(0, len(draft.text))
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


def keep_span(draft: TrackedText, starts_at: str | None, ends_before: str | None) -> TrackedText:
    """Leave out what stands before `starts_at` and from `ends_before` on.

    Raises DiscourseError where one of them is not in the text, or `starts_at` stands twice.
    """
    begin = find_once(draft.text, starts_at, "starts_at") if starts_at else 0
    end = len(draft.text)
    if ends_before:
        end = draft.text.find(ends_before, begin)
        if end < 0:
            raise DiscourseError(f"ends_before={ends_before!r} does not stand in the article; copy it from the file")
    outside = [(a, b, "") for a, b in [(0, begin), (end, len(draft.text))] if a < b]
    return draft.replace(outside, rule="outside", reason="no part of the article", origin="declared")


def correct(draft: TrackedText, corrections: list[dict]) -> TrackedText:
    """Make the declared corrections: `find` becomes `replace`; one marked `doubtful` is noted and left as it is.

    Raises DiscourseError where `find` does not stand in the text exactly once.
    """
    remarks = list(draft.remarks)
    for correction in corrections:
        find, reason = correction["find"], correction["reason"]
        start = find_once(draft.text, find, "correction.find")
        if correction.get("doubtful"):
            raw_start, raw_end = draft.raw_span(start, start + len(find))
            remarks.append(Edit("doubtful", raw_start, raw_end, draft.raw[raw_start:raw_end], reason, "declared", True))
            continue
        head, tail = shared_ends(find, correction["replace"])
        middle = correction["replace"][head : len(correction["replace"]) - tail]
        change = (start + head, start + len(find) - tail, middle)
        draft = draft.replace([change], rule="correction", reason=reason, origin="declared")
    return TrackedText(draft.raw, draft.edits, tuple(remarks))


def clean(draft: TrackedText) -> TrackedText:
    """Apply the automatic rules of `TEXT_RULES`, in their order."""
    for rule, pattern, after, reason in TEXT_RULES:
        changes = [(match.start(), match.end(), after) for match in re.finditer(pattern, draft.text)]
        if changes:
            draft = draft.replace(changes, rule=rule, reason=reason)
    return draft


def strip_markup(draft: TrackedText) -> TrackedText:
    """Take out the signs of a Markdown text, which are not printed."""
    return draft.replace([tuple(sign) for sign in find_signs(draft.text)], rule="markdown")


def note_misreadings(draft: TrackedText) -> TrackedText:
    """Note the places whose characters are probably not those printed, and leave them as they are."""
    spans = [(draft.raw_span(found.start, found.end), found.reason) for found in find_misreadings(draft.text)]
    remarks = [Edit("misread", *span, draft.raw[slice(*span)], reason, doubtful=True) for span, reason in spans]
    return TrackedText(draft.raw, draft.edits, (*draft.remarks, *remarks)) if remarks else draft


def join_lines(draft: TrackedText, *, paragraphs_apart: bool) -> TrackedText:
    """Join the lines that a page broke: all that no blank line parts, or else those for which the evidence is good."""
    joins = join_paragraphs(draft.text) if paragraphs_apart else find_joins(draft.text)
    return draft.replace(joins, rule="join", reason="line broken by the width of the page")


def edit_rows(doc: str, draft: TrackedText) -> list[tuple]:
    """Lay a draft's edits and remarks out as rows of the frame `edits`."""
    line = line_counter(draft.raw)
    return [
        (doc, e.rule, e.raw_start, e.raw_end, line(e.raw_start), draft.raw[e.raw_start : e.raw_end],
         e.after, e.reason, e.origin, e.doubtful)
        for e in sorted(draft.edits + draft.remarks, key=lambda e: (e.raw_start, e.raw_end))
    ]  # fmt: skip


def apply_edits(text: str, edits: pd.DataFrame) -> str:
    """Apply the `edits` of one article to its decoded text: the paragraphs' texts, one after the other.

    >>> edits = pd.DataFrame({"raw_start": [2], "raw_end": [4], "before": ["\\n\\n"], "after": [""]})
    >>> apply_edits("监管\\n\\n体系", edits)
    '监管体系'
    """
    parts, at = [], 0
    changing = edits[edits["before"] != edits["after"]]
    for edit in changing.sort_values(["raw_start", "raw_end"]).itertuples():
        parts += [text[at : edit.raw_start], edit.after]
        at = edit.raw_end
    return "".join([*parts, text[at:]])


def find_once(text: str, part: str, parameter: str) -> int:
    """Return where `part` stands in `text`, which must hold it exactly once."""
    if not part:
        raise DiscourseError(f"{parameter}='' is empty; copy it from the file")
    found = text.count(part)
    if found != 1:
        repair = "copy it from the file" if not found else "lengthen it until it is the only one"
        raise DiscourseError(f"{parameter}={part!r} stands {found} times in the article, not once; {repair}")
    return text.index(part)


def shared_ends(a: str, b: str) -> tuple[int, int]:
    """Count the characters that two strings share at their beginning and, beyond these, at their end.

    >>> shared_ends("腹地 and 关键", "腹地和关键")
    (2, 2)
    """
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    return head, tail


def line_counter(text: str):
    """Return a function that gives the line number, from 1, of a character offset."""
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    return lambda offset: bisect_right(ends, offset) + 1
