"""The lines of a printed page: out of the fragments that it paints, with what stands raised in them."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from discourse.texts.characters import CONTAINS_HAN, ENDS_CLAUSE, ENDS_SENTENCE, WIDE
from discourse.texts.numerals import CONTENTS_ENTRY, NUMBERED

# Lengths are in ems, the size of the type: a Chinese character is one em wide.
# Fragments are of one line where their baselines are so near and the gap between them so narrow. What is painted in
# one go may have wider gaps, but not across a gutter; stops are set into each other by half their width.
SAME_BASELINE, NEAR, NEAR_IN_ONE_GO, NARROW, OVERLAP = 0.4, 0.8, 1.3, 0.5, 0.7
# What goes on with a line is looked for among so many that were begun last: more do not stand beside each other.
MOST_BESIDE = 200
# What is raised in a line is smaller by a sixth at the least, as browsers set it, touches the words beside it, and
# stands no higher; if it is the number of a note, it may be painted after all the lines.
SMALLER, TOUCHING, RAISED, NOTE_RAISED = 0.15, 0.3, 0.7, 0.9
NOTE = re.compile(r"[\[［〔(（【]?(?P<label>[\d,，、–—~-]{1,7}|[①-⑳*＊†‡¹²³⁰⁴-⁹]{1,3})[\]］〕)）】]?")
# A gap is a blank between Latin letters, and beside a Chinese character only if it is about as wide as one.
LATIN_BLANK, BLANK = 0.08, 0.7
# Latin letters are set at even steps where so many steps are known, no wider than a letter, most of them alike, though
# the letters are of so many widths.
LATIN, LEAST_STEPS, LEAST_WIDTHS, WIDEST_STEP, EVEN_STEP, MOSTLY_EVEN = re.compile(r"[!-~]+"), 4, 3, 0.75, 0.05, 0.7
# Letters that are set wide apart stand as far from each other, or nearly so.
EVEN = 0.3
# A line begins a paragraph by an indent, or after a line that ends so much earlier than the column.
INDENT, SHORT_AT_STOP, SHORT = 1.2, 1.5, 4.0
# What stands further right than this is no indent: who signs, and when.
WIDEST_INDENT = 8.0
# Below the words of an item the lines stand further right by no more than this.
WIDEST_HANGING = 4.5
# What Word sets before items stands in a font of signs, among the characters for private use.
LISTED = re.compile(r"[\[［【]\d+[\]］】]|[•·・●■◆▪○◦‣□◇▶►➢➤✓★※\uf000-\uf8ff]|[-–*]\s")
# The day alone on its line, below who signs.
DATED = re.compile(
    r"[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
)
# After the end of a sentence no number goes on with it, nor 2.1 before a blank.
SECTION = re.compile(rf"{NUMBERED.pattern}|\d+\.\d+\s")
# What stands above or below an abstract begins so, and is no part of it.
LABELLED = re.compile(
    r"[\[［【]?(?:摘\s*要|内容提要|关\s*键\s*[词字]|關\s*鍵\s*[詞字]|中图分类号|Abstract|Key ?words)\s*[\]］】:：]",
    re.IGNORECASE,
)
# A small word of Latin letters goes on with others that are no sentence; it is about half as wide as it is long.
SMALL_WORD, LATIN_WIDTH, NO_SENTENCE = re.compile(r"[a-z]\S*"), 0.45, re.compile(r"[A-Za-z0-9%,;)”’\"']$")
PROSE_MARK = re.compile(r"[，、。；：！？]|[.,;](?=\s|$)")
EXPONENT_BASE = re.compile(r"[A-Za-z0-9]$")
BEGINS_WIDE = re.compile(f"[{WIDE}]")


class Fragment(NamedTuple):
    """Words as they are painted: where they begin and end, their baseline, size and font.

    `aslant` says that they do not run to the right, `upright` that their characters stand below each other.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""
    aslant: bool = False
    upright: bool = False

    def is_of_type(self, other: "Fragment") -> bool:
        """Tell whether others are of the same font and size."""
        return self.font == other.font and abs(self.size - other.size) <= 0.01 * other.size

    def is_followed_by(self, other: "Fragment") -> bool:
        """Tell whether others go on with Latin letters on the right of these, in the same type."""
        return (
            self.is_of_type(other)
            and abs(self.y - other.y) < LATIN_BLANK * self.size
            and self.x0 < other.x0
            and LATIN.fullmatch(self.text) is not None
            and LATIN.fullmatch(other.text) is not None
        )


class TextLine(NamedTuple):
    """A line of a column, or a part of one: its text, its place, the page it is on, the spans of it in each font.

    `notes` are the spans of the raised numbers of notes.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    fonts: tuple[tuple[int, int, str], ...]
    notes: tuple[tuple[int, int], ...] = ()

    def blank_after(self, other: "TextLine") -> str:
        """Return the blank that the gap between a part and the one before it is, or nothing."""
        wide = BEGINS_WIDE.match(other.text[-1:]) or BEGINS_WIDE.match(self.text)
        # Leaders are set with air between them.
        closed = other.text[-1:].isspace() or self.text[:1].isspace() or other.text[-1:] + self.text[:1] == "……"
        return " " if not closed and self.x0 - other.x1 > (BLANK if wide else LATIN_BLANK) * self.size else ""

    def is_note_after(self, text: str) -> bool:
        """Tell whether a raised part may be the number of a note; a digit behind a letter or digit is an exponent."""
        note = NOTE.fullmatch(self.text.strip())
        return note is not None and not (note[0][0].isdigit() and EXPONENT_BASE.search(text))

    @property
    def cited(self) -> set[str]:
        """The labels of the notes that the line names."""
        raised = (NOTE.fullmatch(self.text[start:end].strip()) for start, end in self.notes)
        return {note["label"] for note in raised if note} | set(re.findall("[①-⑳]", self.text))

    @property
    def is_listed(self) -> bool:
        """Whether the line begins with a number or a sign of a list, which is no raised number of a note."""
        raised = self.notes and not self.notes[0][0]
        return SECTION.match(self.text.strip()) is not None or (not raised and LISTED.match(self.text) is not None)

    def is_indented(self, above: "TextLine | None", below: "TextLine | None", *, opened: bool, edge: float) -> bool:
        """Tell whether the line begins further right than those above and below, or hangs out on the left of a list.

        `opened` says that the line above begins a paragraph, so that the step back from it to this line is an indent's.
        What is full at the `edge` of the column and ends at no stop goes on, though the lines below it step back.
        """
        step = (self.x0 - above.x0) / self.size if above else 0.0
        back = (self.x0 - below.x0) / self.size if below and below.size == self.size else 0.0
        return (
            step >= INDENT
            or (back >= INDENT and step > -INDENT and not (above and above.goes_on_at(edge) and self.is_flush(above)))
            or (step <= -INDENT and (not opened or step <= -WIDEST_INDENT))
        )

    def goes_on_at(self, edge: float) -> bool:
        """Tell whether a line is full at the edge of its column and ends at no stop."""
        return (edge - self.x1) / self.size < SHORT and ENDS_CLAUSE.search(self.text.strip()) is None

    def hangs_below(
        self, first: "TextLine", above: "TextLine", below: "TextLine | None", edge: float, hanging: list["TextLine"]
    ) -> bool:
        """Tell whether the line goes on below the words of a labelled one, which stands further left than they do.

        Below a heading the first line of a paragraph stands further right, too, but not the second; nor is that the
        only one between full lines with numbers, or as far right as the lines of the item before it, of which `hanging`
        has the first and one that hangs.
        """
        if self.size != first.size or not 0 < self.x0 - first.x0 <= WIDEST_HANGING * self.size:
            return False
        again = (above is not first and above.is_flush(self)) or (below is not None and below.is_flush(self))
        again = again or (bool(hanging) and hanging[0].is_flush(first) and hanging[1].is_flush(self))
        between = below is not None and below.is_flush(first) and SECTION.match(below.text) and first.goes_on_at(edge)
        return LISTED.match(first.text) is not None or (
            bool(again or between) and SECTION.match(first.text) is not None
        )

    def is_flush(self, other: "TextLine") -> bool:
        """Tell whether two lines begin at one place."""
        return abs(self.x0 - other.x0) < 0.3 * self.size

    def is_row_below(self, above: "TextLine") -> bool:
        """Tell whether the line or the one above it is a row of a table."""
        cells = self.text.count("\t"), above.text.count("\t")
        return max(cells) > 1 or min(cells) > 0

    def heads(self, before: "TextLine", below: "TextLine | None", edge: float) -> bool:
        """Tell whether a short line without a stop, above an indented one, heads it: no paragraph ends so.

        What stands `before` it has ended; the column ends at `edge`.
        """
        short = (edge - self.x1) / self.size >= SHORT and not ENDS_CLAUSE.search(self.text.strip())
        indented = below is not None and (below.x0 - self.x0) / self.size >= INDENT
        return short and indented and ENDS_CLAUSE.search(before.text.strip()) is not None

    def ends_before(self, line: "TextLine", edge: float, *, opened: bool, is_text: bool) -> bool:
        """Tell whether a paragraph ends with this line, and another begins with the next.

        It ends far from the `edge` of the column, or less far at a stop; or a number begins what follows a sentence.
        `opened` says that the paragraph begins with this line, `is_text` that the next is set in the type of the text.
        """
        # The number of a note may stand behind the stop.
        noted = self.notes and self.notes[-1][1] == len(self.text)
        text = self.text[: self.notes[-1][0] if noted else None].strip()
        word = SMALL_WORD.match(line.text) if NO_SENTENCE.search(text) and not ENDS_SENTENCE.search(text) else None
        # Where the next word would not have fitted, a line of Latin words is full.
        short = (edge - self.x1) / self.size - (LATIN_WIDTH * (len(word[0]) + 1) if word else 0.0)
        heading = opened and SECTION.match(text) and "。" not in text
        ends = heading or ENDS_CLAUSE.search(text)
        # A long entry of a table of contents has its leaders in its second line.
        if heading and short < WIDEST_INDENT and CONTENTS_ENTRY.fullmatch(line.text) and not SECTION.match(line.text):
            return False
        if CONTENTS_ENTRY.fullmatch(text) or DATED.fullmatch(line.text.strip()) or LABELLED.match(line.text):
            return True
        if (ends or ENDS_SENTENCE.search(text)) and not text.endswith("；") and line.is_listed:
            return True
        if is_text and short >= (SHORT_AT_STOP if ends else SHORT):
            return True
        return short >= SHORT and abs(line.x0 - self.x0) < 0.5 * line.size


class Gutter(NamedTuple):
    """Where a gutter stands, and from which baseline to which it parts columns."""

    x: float
    top: float
    bottom: float


def join_even_letters(fragments: list[Fragment]) -> list[Fragment]:
    """Join the Latin letters that a page sets one by one at even steps, however wide each of them is.

    Where they are narrower than a step, as `i` and `t` in a grid of half squares, the room beside them is no blank.
    """
    steps = defaultdict[tuple[str, float], list[tuple[float, float]]](list)
    for letter, after in pairwise(fragments):
        if len(letter.text) == 1 and letter.is_followed_by(after):
            steps[letter.font, letter.size].append((after.x0 - letter.x0, letter.x1 - letter.x0))
    even = {}
    for (font, size), own in steps.items():
        step = median(length for length, _ in own)
        widths = [width for length, width in own if abs(length - step) <= EVEN_STEP * step]
        unlike = len({round(width / size, 1) for width in widths}) >= LEAST_WIDTHS
        if unlike and len(widths) >= max(LEAST_STEPS, MOSTLY_EVEN * len(own)) and step <= WIDEST_STEP * size:
            even[font, size] = step
    joined: list[Fragment] = []
    for f in fragments:
        step = even.get((f.font, f.size), 0.0) if LATIN.fullmatch(f.text) else 0.0
        last = joined[-1] if joined else f
        f = f._replace(x1=f.x0 + step * len(f.text)) if step else f
        if step and last.is_followed_by(f) and abs(f.x0 - last.x1) <= step / 4:
            joined[-1] = last._replace(text=last.text + f.text, x1=f.x1)
        else:
            joined.append(f)
    return joined


def assemble_lines(
    fragments: list[Fragment], page: int, in_one_go: float, near: float, gutters: Iterable[Gutter] = ()
) -> list[TextLine]:
    """Join what is painted in one go with gaps no wider than `in_one_go` ems, then what is `near` each other."""
    runs: list[LineParts] = []
    last = None
    for f in fragments:
        part = LineParts.of(TextLine(f.text, f.x0, f.x1, f.y, f.size, page, ((0, len(f.text), f.font),)))
        if last and last.are_adjacent(part, in_one_go, gutters, raised=RAISED):
            runs[-1].add(part)
            last = part
        elif f.text.strip():
            runs.append(LineParts.of(*part.parts))
            last = part
    lines: list[LineParts] = []
    largest = max((run.base.size for run in runs), default=0.0)
    for run in sorted(runs, key=lambda run: (-run.parts[0].y, run.parts[0].x0)):
        # The lines come from the top: none further up than the largest sign is high goes on here.
        nearest = bisect_left(lines, -run.parts[0].y - largest, key=lambda line: -line.parts[0].y)
        close = lines[max(nearest, len(lines) - MOST_BESIDE) :]
        reach = max(near, TOUCHING) * largest
        begin, end = run.x0 - reach, run.x1 + reach
        within = (line for line in reversed(close) if line.x1 >= begin and line.x0 <= end)
        beside = next((line for line in within if line.are_adjacent(run, near, gutters)), None)
        if beside is None:
            lines.append(run)
        else:
            beside.add(run)
    return [join_parts(line.parts) for line in lines]


@dataclass
class LineParts:
    """Parts of one line, the first of those that are largest, and from where to where they stand."""

    parts: list[TextLine]
    base: TextLine
    x0: float
    x1: float

    @classmethod
    def of(cls, part: TextLine) -> "LineParts":
        """Begin with one part."""
        return cls([part], part, part.x0, part.x1)

    def add(self, other: "LineParts") -> None:
        """Take over the parts of another."""
        self.parts += other.parts
        self.base = other.base if other.base.size > self.base.size else self.base
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)

    def are_adjacent(
        self, other: "LineParts", widest: float, gutters: Iterable[Gutter], *, raised: float = 0.0
    ) -> bool:
        """Tell whether the parts go on with others: on one baseline, or smaller and raised, and no wider gap."""
        first, second = self.parts[0], other.parts[0]
        if abs(first.y - second.y) > max(first.size, second.size):
            return False
        lower, upper = (other, self) if other.base.size > self.base.size else (self, other)
        base, small = lower.base, upper.base
        gap, rise = max(upper.x0 - lower.x1, lower.x0 - upper.x1), small.y - base.y
        if gap > TOUCHING * base.size and any(
            bottom <= base.y <= top and min(lower.x1, upper.x1) <= gutter <= max(lower.x0, upper.x0)
            for gutter, top, bottom in gutters
        ):
            return False
        if abs(rise) <= SAME_BASELINE * small.size:
            return -OVERLAP * small.size <= gap <= widest * small.size
        if base.size - small.size <= SMALLER * base.size or gap > TOUCHING * base.size:
            return False
        is_note = len(upper.parts) == 1 and NOTE.fullmatch(small.text.strip()) is not None
        return (abs(rise) <= raised * base.size and gap >= -TOUCHING * base.size) or (
            is_note and 0 < rise <= NOTE_RAISED * base.size
        )


def are_spaced_out(parts: list[TextLine], size: float) -> bool:
    """Tell whether parts, from left to right, are Chinese characters of a word that are set evenly apart."""
    gaps = [after.x0 - part.x1 for part, after in pairwise(parts)]
    return len(gaps) > 1 and max(gaps) - min(gaps) <= EVEN * size and all(map(is_chinese, parts))


def join_parts(parts: list[TextLine], *, cells: str = "") -> TextLine:
    """Join parts to a line, from left to right, with blanks for the gaps that are some.

    `cells` is what parts the cells of a row, which is as large as its first cell. Chinese characters that are set wide
    apart are a word.
    """
    parts = sorted(parts, key=lambda part: part.x0)
    size = parts[0].size if cells else usual_size(parts)
    y = next(part.y for part in parts if cells or to_tenth(part.size) == size)
    text, fonts, notes = "", [], []
    apart = cells != "\t" and are_spaced_out(parts, size)
    for before, part in zip([None, *parts], parts, strict=False):
        if before and not apart:
            text += cells or part.blank_after(before)
        fonts += [(start + len(text), end + len(text), font) for start, end, font in part.fonts]
        notes += [(start + len(text), end + len(text)) for start, end in part.notes]
        if not cells and part.y > y and part.size <= (1 - SMALLER) * size and part.is_note_after(text):
            notes.append((len(text), len(text) + len(part.text)))
        text += part.text
    return TextLine(
        text, parts[0].x0, max(part.x1 for part in parts), y, size, parts[0].page, tuple(fonts), tuple(notes)
    )


def is_chinese(part: TextLine) -> bool:
    """Tell whether a part of a line is one Chinese character."""
    return len(part.text) == 1 and CONTAINS_HAN.match(part.text) is not None


def to_tenth(size: float) -> float:
    """Round a size to a tenth of a point, and one tenth at the least: lengths are divided by it."""
    return max(round(size, 1), 0.1)


def usual_size(lines: Iterable[TextLine]) -> float:
    """Return the size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[to_tenth(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def find_span(lines: list[TextLine]) -> tuple[float, float]:
    """Find where the lines begin on the left and end on the right."""
    return min(line.x0 for line in lines), max(line.x1 for line in lines)
