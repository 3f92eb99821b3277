"""Lines that were wrapped at one width: at which, and which of them go on in the next."""

import math
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from discourse.texts.characters import CLAUSE_ENDS, CLOSING_MARKS, PAUSES, display_width
from discourse.texts.fact import fact
from discourse.texts.lines import (
    BREAKER,
    INDENT,
    LATIN_PROSE,
    OPENER,
    PUNCTUATION,
    SENTENCE,
    SLACK,
    STRETCH,
    NonblankLine,
)
from discourse.texts.numerals import NUMBERED, NUMERALS

NUMBER_BETWEEN_DASHES = re.compile(
    r"[-—–·•~]+\s*\d{1,4}\s*[-—–·•~]+|第\s*\d{1,4}\s*页(?:\s*+(?:[,，/]\s*+)?共\s*\d{1,4}\s*页)?"
)
PAGE_NUMBER = re.compile(rf"{NUMBER_BETWEEN_DASHES.pattern}|\d{{1,4}}(?:\s*/\s*\d{{1,4}})?")
# The head of a page: its number beside what it is a page of, with the issue or the day.
ISSUE = re.compile(
    r"(?<![^\s》])(?:\d{4}\s*年\s*(?:第\s*\d{1,3}\s*期|\d{1,2}\s*月)|第\s*\d{1,3}\s*[卷期]|\d{4}-\d{2}-\d{2})"
)
RUNNING_HEAD = re.compile(
    r"[·\-—]?\s*\d{1,4}(?:\s*+[·\-—])?\s++[^\s\d][^，。；：！？,;:!?]{3,}|"
    r"[^，。；：！？,;:!?]{4,}(?:\u3000|\s{2})(?:[·\-—]\s*+)?\d{1,4}\s*[·\-—]?"
)
NUMBER_APART = re.compile(
    r"[·•\-—]\s*\d{1,4}\s*[·•\-—](?:\u3000|\s{2})[^。！？]{3,}|"
    r"[^。！？]{4,}(?:\u3000|\s{2})[·•\-—]\s*\d{1,4}\s*[·•\-—]"
)
LONGEST_HEAD, EDGES = 80, "0123456789·•-—年"
NOTHING = re.compile(r"(?!)")
# A numbered line that may be a heading, be it of several clauses; articles and items of lists are sentences.
HEADED = re.compile(rf"(?:[{NUMERALS}]+\s*、|\d+(?:\.\d+)+\s)[^。；：！？;:!?]+")
# Headings and verse seldom have two marks in a line, or the end of a sentence inside it.
PROSE = re.compile(rf"(?:{SENTENCE.pattern}).|{PUNCTUATION.pattern}.*{PUNCTUATION.pattern}")
# What a line must hold to be longer than the one before it: a word, and the marks that are not parted from it.
WORD = re.compile(r"[“‘「『（(【《〈]*(?:[A-Za-z0-9][\w.%/+-]*|\S)[，。；、：！？…,;:!?”’」』）)】》〉]*", re.ASCII)
# That many lines in a row without a mark, where a paragraph would begin, are headings.
HEADINGS_IN_A_ROW = 3
# A wrapped text has this many full lines at the least, and this share of its lines that break off are full. For each of
# them so many, and one at the least, may be longer: where a page ends, two lines are often stored as one.
LEAST_LINES, LEAST_SHARE, LEAST_PROSE, MOST_LONGER = 4, 0.6, 0.2, 0.25
# Fewer full lines show a wrapped text if there are two of them, so wide, and none that breaks off is shorter. Few lines
# so narrow have two marks: there their marks stand at different places, as those of verse and slogans do not.
FEWEST_LINES, WIDE_ENOUGH, NARROW, MOST_ALIKE = 2, 40, 32, 0.4
# Lines that break off show how narrow a full line may be, all but one in twenty.
MOST_SHOWN = 0.95
# A stop at the end of a full line ends the paragraph less often than this.
CHANCE = 0.2
# So many lines that break off show whether all were wrapped at one width; to change it costs as much as so many lines
# that it does not fit.
WINDOW, CHANGE = 24, 4
# No line is as wide.
UNWRAPPED = 10**9
# Shorter lines are headings, verse or tables, not the columns of a page.
NARROWEST = 16
# Blanks after lines mark the ends of paragraphs if so many of these have them, and so many others have none.
MOSTLY = 0.8


class MeasuredLines:
    """Lines that may have been wrapped at one width; `broken` are those that end at no stop, each with the next.

    Blank lines between lines count for none where they part nearly all that break off, too.
    """

    def __init__(self, lines: list[NonblankLine], broken: list[tuple[NonblankLine, NonblankLine]]):
        gaps = [after.blanks for line, after in pairwise(lines) if line.breaks_off]
        usual = sorted(gaps)[int((1 - MOSTLY) / 2 * len(gaps))] if len(gaps) >= LEAST_LINES else 0
        self.lines = [replace(line, blanks=max(0, line.blanks - usual)) for line in lines] if usual else lines
        self.broken = broken

    @fact
    def limit(self) -> int | None:
        """The width at which the lines were wrapped, None where they were not.

        A line that breaks off shows it if it is no wider, but would be with the next word.
        """
        marked = [(line, after) for line, after in self.broken if line.breaks_off]
        shown = Counter(w for line, after in marked for w in range(line.width, line.width + after.word + SLACK))
        limit = max(shown, key=lambda width: (shown[width], -width), default=0)
        prose = shown[limit] >= LEAST_SHARE * len(marked) and self.is_prose([line for line, _ in marked], limit)
        return limit if limit >= NARROWEST and self.has_full_lines(limit, prose=prose) else None

    def has_full_lines(self, limit: int, *, prose: bool) -> bool:
        """Tell whether enough lines are as wide as `limit`: few if none that breaks off is narrower, more of prose."""
        full = [(line, after) for line, after in self.broken if line.fills(limit, after)]
        longer = sum(line.width > limit + 2 * SLACK for line in self.lines)
        if longer > max(1, MOST_LONGER * len(full)):
            return False
        # The first line of a paragraph, which stands further right and ends where the others do, shows the width alone.
        begun = any(line.breaks_off and line.is_indented_above(after) for line, after in full)
        fewest = 1 if begun and not longer else FEWEST_LINES if begun or limit >= WIDE_ENOUGH else LEAST_LINES
        few = (
            len(full) >= fewest and self.lines[-1].ends and sum(line.has_marks for line, _ in self.broken) <= len(full)
        )
        return (few and begun) or (prose and (few or len(full) >= LEAST_LINES))

    @staticmethod
    def is_prose(lines: list[NonblankLine], limit: int) -> bool:
        """Tell whether enough lines are prose by their words; narrow ones are, if their marks stand here and there."""
        if limit <= NARROW and len(lines) > LEAST_LINES:
            at = Counter(found.start() for line in lines if (found := PUNCTUATION.search(line.text)))
            if at and max(at.values()) <= MOST_ALIKE * len(lines):
                return True
        prose = sum((PROSE.search(line.words) or LATIN_PROSE.search(line.text)) is not None for line in lines)
        return prose >= LEAST_PROSE * len(lines)


class WrappedText:
    """A text that was wrapped at one width: which of its lines are full, and how its paragraphs are told apart."""

    def __init__(self, lines: list[NonblankLine], limit: int):
        self.lines = lines
        self.limit = limit
        self.least = limit - limit // STRETCH
        self.full = [line.width + after.word > self.least for line, after in pairwise(lines)] + [False]
        self.broken = [at for at, is_full in enumerate(self.full) if is_full and lines[at].breaks_off]
        self.indent = Counter(lines[at + 1].indent for at in self.broken).most_common(1)[0][0]
        self.short = [at for at, is_full in enumerate(self.full[:-1]) if not is_full]
        # Where a paragraph surely ends.
        self.ended = [at for at in self.short if lines[at].ends]

    @fact
    def narrowest(self) -> int:
        """The least width, with the next word, of nearly all full lines that surely break off."""
        shown = sorted(self.lines[at].width + self.lines[at + 1].word for at in self.broken)
        return shown[int((1 - MOST_SHOWN) * len(shown))] if len(shown) >= FEWEST_LINES else self.least + 1

    @fact
    def apart(self) -> str:
        """What tells where a paragraph ends: blanks after it, a blank line, an indent; or nothing but a short line."""
        lines, short, ended = self.lines, self.short, self.ended
        trailing = {at for at, line in enumerate(lines) if line.trailing}
        if len(trailing) >= 2 and len({*short} & trailing) >= MOSTLY * len(short) and not trailing & {*self.broken}:
            return "trailing blanks"
        parted = sum(lines[at + 1].blanks > 0 for at in ended)
        indented = sum(abs(lines[at + 1].indent - self.indent) >= INDENT for at in ended)
        gaps = sum(line.blanks > 0 for line in lines[1:])
        if (parted > indented and 2 * parted >= len(ended)) or (not ended and 2 <= gaps < len(lines) - 1):
            return "blank lines"
        if 2 * indented >= max(len(ended), 1) or (not ended and self.begins_indented):
            return "indents"
        firsts = [at + 1 for at in ended if self.full[at + 1]]
        lost = sum(map(self.lacks_indent, firsts))
        return "lost indents" if lost >= max(2, MOSTLY * len(firsts)) else ""

    @fact
    def begins_indented(self) -> bool:
        """Whether the first line of a paragraph of several stands further right than those below it."""
        return any(
            line.is_indented_above(self.lines[at + 1]) and line.indent - self.indent >= INDENT
            for at, line in enumerate(self.lines[:-1])
            if self.full[at] and (not at or not self.full[at - 1] or self.lines[at - 1].ends)
        )

    def is_parted(self, at: int) -> bool:
        """Tell whether what tells paragraphs apart stands between a line and the next."""
        line, after = self.lines[at : at + 2]
        if self.apart == "trailing blanks":
            return line.trailing
        return after.blanks > 0 if self.apart == "blank lines" else abs(after.indent - self.indent) >= INDENT

    @fact
    def always_parted(self) -> bool:
        """Whether what opens a point or is labelled stands apart like every other paragraph."""
        known = self.apart in ("trailing blanks", "blank lines", "indents")
        openers = [self.is_parted(at) for at in self.ended if known and OPENER.match(self.lines[at + 1].text)]
        return known and sum(openers) >= MOSTLY * len(openers)

    def lacks_indent(self, at: int) -> bool:
        """Tell whether a full line would be wider than the others if it had the indent of a paragraph's first line."""
        line = self.lines[at]
        hanging = 2 if line.text[-1] in f"{CLAUSE_ENDS}{PAUSES}{CLOSING_MARKS}" else 0
        return self.full[at] and line.width + 2 * INDENT <= self.limit + hanging

    @fact
    def stops_inside(self) -> bool:
        """Whether stops at the ends of full lines stand there by chance, inside paragraphs.

        The last line of a paragraph is full by chance, too: for each that is not, as often as a word is part of a line.
        """
        full, short = (
            sum(
                self.lines[at].ends and self.begins_like_any(at + 1)
                for at, is_full in enumerate(self.full[:-1])
                if is_full is part
            )
            for part in (True, False)
        )
        return full * CHANCE > (short + 1) * 2 * INDENT / self.limit

    def begins_like_any(self, at: int) -> bool:
        """Tell whether a line begins as those inside paragraphs do: with no opener, indent, or blank line before it."""
        line = self.lines[at]
        return not (line.blanks or OPENER.match(line.text)) and abs(line.indent - self.indent) < INDENT

    def paragraphs(self) -> list[list[int]]:
        """List the lines of each paragraph."""
        found = [[0]]
        for at in range(1, len(self.lines)):
            ended = self.apart == "trailing blanks" and self.lines[at - 1].trailing
            if not ended and self.goes_on(found[-1]):
                found[-1].append(at)
            else:
                found.append([at])
        return found

    def broken_lines(self) -> list[int]:
        """List the lines that go on in the next, those of lists and headings left out."""
        found, listed = [], 0
        for paragraph in self.paragraphs():
            first, last = self.lines[paragraph[0]], self.lines[paragraph[-1]]
            texts = [self.lines[at].text for at in paragraph]
            # Lines without a mark, where a paragraph would begin, are headings.
            headings = next((n for n, text in enumerate(texts) if PUNCTUATION.search(text)), len(texts))
            ended = self.always_parted and last is not self.lines[-1] and self.is_parted(paragraph[-1])
            numbered = NUMBERED.match(first.text) and (ended or not self.full[paragraph[-1]])
            if numbered and (ended or headings == len(texts) or len(texts) == 2):
                found += paragraph[:-1]
            elif self.has_sentences(paragraph):
                found += paragraph[headings if listed + headings >= HEADINGS_IN_A_ROW and not ended else 0 : -1]
            listed = listed + headings if headings == len(texts) and self.full[paragraph[0]] else 0
        return found

    def has_sentences(self, paragraph: list[int]) -> bool:
        """Tell whether a paragraph ends in a stop, or has the words or the commas of sentences."""
        texts = [self.lines[at].text for at in paragraph]
        ends = self.lines[paragraph[-1]].ends
        return ends or any(map(SENTENCE.search, texts)) or sum("，" in text for text in texts) > 1

    def goes_on(self, paragraph: list[int]) -> bool:
        """Tell whether a paragraph that was begun goes on in the next line."""
        first, last = paragraph[0], paragraph[-1]
        line, after = self.lines[last], self.lines[last + 1]
        if not self.opens_nothing(first, last) or not self.is_aligned(first, last):
            return False
        # A title stands above a blank line.
        if not last and after.blanks and not line.breaks_off:
            return False
        # Where indents were lost, the first line of a paragraph is shorter by as much.
        lost = 2 * INDENT if first == last and self.apart != "indents" and not line.ends else 0
        if line.width + after.word + lost <= self.least:
            return False
        if line.ends:
            return self.goes_on_after_stop(last)
        heading = first == last and NUMBERED.match(line.text)
        # What is set as a heading, shorter than nearly all lines that break off, and above a full line, is all of it.
        if heading and HEADED.fullmatch(line.text) and self.full[last + 1] and line.width + after.word < self.narrowest:
            return False
        return after.blanks <= 1 and (
            self.apart != "blank lines" or not after.blanks or (line.breaks_off and not heading)
        )

    def opens_nothing(self, first: int, last: int) -> bool:
        """Tell whether the line below the `last` of a paragraph may go on with it by its words."""
        line = self.lines[last]
        # Where all paragraphs stand apart, a sentence goes on in whatever does not.
        inside = self.always_parted and not self.is_parted(last) and (line.breaks_off or first < last)
        return line.may_go_on(self.lines[last + 1], NOTHING if inside else OPENER if line.ends else BREAKER)

    def is_aligned(self, first: int, last: int) -> bool:
        """Tell whether the line below the `last` of a paragraph stands where its lines do.

        They stand below its second one, which may stand further right than the number of the first.
        """
        line, after = self.lines[last], self.lines[last + 1]
        if first < last:
            return abs(after.indent - self.lines[first + 1].indent) < INDENT
        hangs = line.breaks_off and after.indent > line.indent and OPENER.match(line.text) is not None
        return hangs or after.indent < self.indent + INDENT

    def goes_on_after_stop(self, at: int) -> bool:
        """Tell whether a paragraph goes on below a full line that ends at a stop."""
        line, after = self.lines[at : at + 2]
        # The last line of a paragraph ends at a mark, too.
        if after.blanks or (after.paged and self.apart != "indents") or not (self.full[at + 1] or after.ends):
            return False
        if self.apart in ("", "lost indents") and line.width + after.word < self.narrowest:
            return False
        if self.apart == "lost indents":
            return not self.lacks_indent(at + 1) if self.full[at + 1] else self.stops_inside
        return self.apart != "" or self.stops_inside


def measure_lines(lines: list[NonblankLine]) -> None:
    """Measure the lines, their indents and first words, and tell whether they were wrapped at a number of characters.

    Editors do so, whether these are wide or not: more lines have one length than one width, and count as wide then.
    """
    widths = [display_width(line.printed) for line in lines]
    lengths = Counter(len(line.printed) for line in lines)
    by_count = bool(lines) and max(lengths.values()) > max(Counter(widths).values())
    for line, width in zip(lines, widths, strict=True):
        first = WORD.match(line.text)
        parts = line.printed, line.printed[: len(line.printed) - len(line.text)], first[0] if first else ""
        line.width, line.indent, line.word = (
            (2 * len(part) for part in parts) if by_count else (width, *map(display_width, parts[1:]))
        )
        line.by_count = by_count


def is_running_head(line: NonblankLine) -> bool:
    """Tell whether a line is the number of a page beside what it is a page of, with the issue or set apart by dots."""
    text = line.text
    if (text[0] not in EDGES and text[-1] not in EDGES) or len(text) > LONGEST_HEAD or len(text.split(maxsplit=1)) < 2:
        return False
    dated = ISSUE.search(text) is not None and RUNNING_HEAD.fullmatch(text) is not None
    return dated or NUMBER_APART.fullmatch(text) is not None


def find_wrapped(lines: list[NonblankLine]) -> dict[int, int]:
    """Map each line that was wrapped at the width of the lines around it to the one it goes on in.

    That is the next which is no page number, nor a running head.
    """
    places = [at for at, line in enumerate(lines) if not (PAGE_NUMBER.fullmatch(line.text) or is_running_head(line))]
    kept = [lines[at] for at in places]
    broken = list_broken(kept)
    if not any(line.breaks_off for line, _ in broken):
        return {}
    # Few lines that break off show no width, unless the last one ends: that of most texts need not be measured.
    least = FEWEST_LINES if kept[-1].ends else LEAST_LINES
    if len(broken) < least and not any(
        line.printed[0].isspace() > after.printed[0].isspace() for line, after in broken
    ):
        return {}
    measure_lines(lines)
    paged = {after for at, after in pairwise(places) if after > at + 1}
    kept = [replace(lines[at], blanks=0, paged=True) if at in paged else lines[at] for at in places]
    joined: list[int] = []
    for start, stop in divide_by_width(kept):
        part = kept[start:stop]
        if len(part) < len(kept):
            measure_lines(part)
            broken = list_broken(part)
        measured = MeasuredLines(part, broken)
        joined += (
            [start + at for at in WrappedText(measured.lines, measured.limit).broken_lines()] if measured.limit else []
        )
    return {places[at]: places[at + 1] for at in joined}


def list_broken(lines: list[NonblankLine]) -> list[tuple[NonblankLine, NonblankLine]]:
    """List the lines that end at no stop and may go on, each with the next."""
    return [(line, after) for line, after in pairwise(lines) if not line.ends and line.may_go_on(after, OPENER)]


def divide_by_width(lines: list[NonblankLine]) -> list[tuple[int, int]]:
    """Divide a text into stretches that were wrapped at one width each, or not at all; most texts are one."""
    # A line that breaks off is full; one that ends is no wider than the others.
    shown = [
        (at, line.width - 2, line.width + after.word + SLACK if line.breaks_off else math.inf)
        for at, (line, after) in enumerate(pairwise(lines))
        if line.breaks_off or line.ends
    ]
    spans = [(low, high) for _, low, high in shown]
    limits = local_limits([span for span in spans if span[1] < math.inf])
    if not limits:
        return [(0, len(lines))]
    widths = cheapest_widths(spans, [*limits, UNWRAPPED])
    starts = {0}
    for place, (old, new) in enumerate(pairwise(widths), 1):
        if old != new:
            first = shown[place][0]
            other = next((at for at, low, high in shown[place:] if not low <= old < high), len(lines) - 1)
            apart = next((at for at in range(first, other + 1) if lines[at].blanks), 0)
            # A stretch begins with a paragraph; the last line of the one before may be of any width.
            first += not lines[first - 1].ends and lines[first].ends
            starts.add(apart or next((at for at in range(first, 0, -1) if lines[at - 1].ends), 0))
    return list(pairwise([*sorted(starts), len(lines)]))


def local_limits(spans: list[tuple[int, float]]) -> list[int]:
    """List the widths that most lines near each other show; none of a text with few that break off."""
    limits: list[int] = []
    for start in range(0, len(spans), WINDOW // 2) if len(spans) >= WINDOW else ():
        near = spans[start : start + WINDOW]
        fits = Counter(width for low, high in near for width in range(low + 2, int(high)))
        best = max(fits, key=lambda width: (fits[width], -width))
        if fits[best] >= LEAST_SHARE * len(near) and all(abs(best - limit) > SLACK for limit in limits):
            limits.append(best)
    return limits


def cheapest_widths(spans: list[tuple[int, float]], widths: list[int]) -> list[int]:
    """Give each line a width that its span holds, if possible that of the line before it.

    Source: the cheapest path of Viterbi (1967), IEEE Transactions on Information Theory 13(2).
    """
    costs, ways = [0.0] * len(widths), []
    for low, high in spans:
        cheapest = min(range(len(widths)), key=costs.__getitem__)
        most = costs[cheapest] + CHANGE
        ways.append([n if cost <= most else cheapest for n, cost in enumerate(costs)])
        costs = [min(cost, most) + (not low <= width < high) for cost, width in zip(costs, widths, strict=True)]
    now = min(range(len(widths)), key=costs.__getitem__)
    path = []
    for way in reversed(ways):
        path.append(widths[now])
        now = way[now]
    return path[::-1]
