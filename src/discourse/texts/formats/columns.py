"""Printed pages: lines out of fragments, columns in reading order, running heads told apart."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from discourse.texts.characters import ENDS_CLAUSE, WIDE
from discourse.texts.formats.marks import LINE, PARAGRAPH, Block, Layout, Mark, extend_bold, join_blocks
from discourse.texts.numerals import CONTENTS_ENTRY, NUMBERED

# Lengths are in ems, the size of the type: a Chinese character is one em wide.
# Fragments are of one line where their baselines are so near and the gap between them so narrow. What is painted in
# one go may have wider gaps, but not across a gutter; stops are set into each other by half their width.
SAME_BASELINE, NEAR, NEAR_IN_ONE_GO, NARROW, OVERLAP = 0.4, 0.8, 1.3, 0.5, 0.7
# What is raised in a line is smaller by a fifth at the least, touches the words beside it, and stands no higher; if it
# is the number of a note, it may be painted after all the lines.
SMALLER, TOUCHING, RAISED, NOTE_RAISED = 0.2, 0.3, 0.7, 0.9
NOTE = re.compile(r"[\[［〔(（【]?(?P<label>[\d,，、–—~-]{1,7}|[①-⑳*＊†‡¹²³⁰⁴-⁹]{1,3})[\]］〕)）】]?")
# A gap is a blank between Latin letters, and beside a Chinese character only if it is about as wide as one.
LATIN_BLANK, BLANK = 0.08, 0.7
# A gutter parts two columns, one of so many lines at the least, each so wide, most of them full; few lines cross it.
LEAST_LINES, LEAST_WIDTH, FULL, MOST_ACROSS = 3, 6.0, 0.8, 0.3
# A line begins a paragraph by an indent, by a gap above it, as a multiple of the usual one, by another size of type, or
# after a line that ends so much earlier than the column.
INDENT, GAP, OTHER_SIZE, SHORT_AT_STOP, SHORT = 1.2, 1.4, 0.08, 1.5, 4.0
# The day alone on its line, below who signs.
DATED = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
# What stands further right than this is no indent: who signs, and when.
WIDEST_INDENT = 8.0
# Notes at the foot of a page are set in smaller type, by as much at the least; their list at the end is none.
FOOTNOTE_SIZE, REFERENCES = 0.92, re.compile(r"参考文献|參考文獻|注释|註釋|References|Notes", re.IGNORECASE)
# Headings are set in larger type, and are no longer than this.
HEADING_SIZE, HEADING_LENGTH, DEEPEST_LEVEL = 1.12, 80, 6
# The lines of a title stand so near each other.
TITLE_GAP = 2.5
# The title of an article on a page of several is set in type so much larger.
ZONE_SIZE = 1.4
# And where it is no wider than a column, the gap beside it is this many times its size.
WIDE_GAP = 2.2
# The lines of a page among which its running head and its number are, from the top and from the bottom.
OUTERMOST = 3
HEAVY = re.compile(r"bold|heavy|black|hei(?!.*light)|fzht|黑", re.IGNORECASE)
NUMBER = re.compile(r"\d+|[ivxlcIVXLC]+|[一二三四五六七八九十〇零百]+")
PAGE_NUMBER = re.compile(
    r"[-—–·•]+\s*\d{1,4}\s*[-—–·•]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:https?|(?:ﬁ|fi)le):\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}/\d{1,2}/\d{2,4},?\s+(?:[上下]午)?\s?\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.{0,60})?"
)
# After the end of a sentence no number goes on with it, nor 2.1 before a blank.
SECTION = re.compile(rf"{NUMBERED.pattern}|\d+\.\d+\s")
PROSE_MARK = re.compile(r"[，、。；：！？]|[.,;](?=\s|$)")
CONTENTS = re.compile(r"目\s*[录錄次]|contents", re.IGNORECASE)
EXPONENT_BASE = re.compile(r"[A-Za-z0-9]$")
BEGINS_WIDE = re.compile(f"[{WIDE}]")


class Fragment(NamedTuple):
    """Words as they are painted: where they begin and end, their baseline, size and font, and if they stand aslant."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""
    aslant: bool = False


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

    def is_above(self, other: "TextLine") -> bool:
        """Tell whether the line stands above words of another."""
        return self.y > other.y and self.x0 < other.x1 and other.x0 < self.x1

    def blank_after(self, other: "TextLine") -> str:
        """Return the blank that the gap between a part and the one before it is, or nothing."""
        wide = BEGINS_WIDE.match(other.text[-1:]) or BEGINS_WIDE.match(self.text)
        typed = other.text[-1:].isspace() or self.text[:1].isspace()
        return " " if not typed and self.x0 - other.x1 > (BLANK if wide else LATIN_BLANK) * self.size else ""

    def is_note_after(self, text: str) -> bool:
        """Tell whether a raised part may be the number of a note; a digit behind a letter or digit is an exponent."""
        note = NOTE.fullmatch(self.text.strip())
        return note is not None and not (note[0][0].isdigit() and EXPONENT_BASE.search(text))

    @property
    def cited(self) -> set[str]:
        """The labels of the notes that the line names."""
        raised = (NOTE.fullmatch(self.text[start:end].strip()) for start, end in self.notes)
        return {note["label"] for note in raised if note} | set(re.findall("[①-⑳]", self.text))

    def is_indented(self, above: "TextLine | None", below: "TextLine | None", *, opened: bool) -> bool:
        """Tell whether the line begins further right than those above and below, or hangs out on the left of a list.

        `opened` says that the line above begins a paragraph, so that the step back from it to this line is an indent's.
        """
        step = (self.x0 - above.x0) / self.size if above else 0.0
        back = (self.x0 - below.x0) / self.size if below and below.size == self.size else 0.0
        return (
            step >= INDENT
            or (back >= INDENT and step > -INDENT)
            or (step <= -INDENT and (not opened or step <= -WIDEST_INDENT))
        )

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
        short = (edge - self.x1) / self.size
        heading = opened and SECTION.match(text) and "。" not in text
        ends = heading or ENDS_CLAUSE.search(text)
        if CONTENTS_ENTRY.fullmatch(text) or DATED.fullmatch(line.text.strip()):
            return True
        if ends and not text.endswith("；") and SECTION.match(line.text.strip()):
            return True
        if is_text and short >= (SHORT_AT_STOP if ends else SHORT):
            return True
        return short >= SHORT and abs(line.x0 - self.x0) < 0.5 * line.size


class Gutter(NamedTuple):
    """Where a gutter stands, and from which baseline to which it parts columns."""

    x: float
    top: float
    bottom: float


def lay_out_columns(pages: list[list[Fragment]]) -> Layout:
    """Lay out the pages of a text: lines in reading order, a blank line before each paragraph.

    `marks` are the title, headings, bold words and the raised numbers of notes; `discarded` are running heads, page
    numbers, the notes at the foot of a page, and what stands aslant.

    >>> lay_out_columns([[Fragment("经济", 0, 24, 700, 12), Fragment("低空", 0, 24, 712, 12)]]).text
    '低空\\n经济'
    """
    printed = [group_lines([f for f in page if not f.aslant], number) for number, page in enumerate(pages)]
    left = find_running_heads(printed)
    left |= find_footnotes([[line for line in page if line not in left] for page in printed])
    zones = [zone for page in printed for zone in find_zones([line for line in page if line not in left])]
    gutters = [gutter for gutter in map(find_gutter, zones) if gutter is not None]
    columns = [column for zone in zones for column in find_columns(zone, gutters)]
    aslant = ["".join(f.text for f in page if f.aslant).strip() for page in pages]
    discarded = [line.text.strip() for line in chain(*printed) if line in left]
    return join_blocks(make_blocks(columns), discarded + aslant)


def group_lines(fragments: list[Fragment], page: int) -> list[TextLine]:
    """Set fragments as lines, from the top of the page; none goes across a gutter that shows where gaps are narrow."""
    gutters = [
        found for zone in find_zones(assemble_lines(fragments, page, NARROW, NARROW)) for found in nested_gutters(zone)
    ]
    return assemble_lines(fragments, page, NEAR_IN_ONE_GO, NEAR, gutters)


def assemble_lines(
    fragments: list[Fragment], page: int, in_one_go: float, near: float, gutters: Iterable[Gutter] = ()
) -> list[TextLine]:
    """Join what is painted in one go with gaps no wider than `in_one_go` ems, then what is `near` each other."""
    runs: list[list[TextLine]] = []
    for f in fragments:
        part = TextLine(f.text, f.x0, f.x1, f.y, f.size, page, ((0, len(f.text), f.font),))
        if runs and are_adjacent(runs[-1][-1:], [part], in_one_go, gutters, raised=RAISED):
            runs[-1].append(part)
        elif f.text.strip():
            runs.append([part])
    lines: list[list[TextLine]] = []
    for run in sorted(runs, key=lambda run: (-run[0].y, run[0].x0)):
        beside = next((line for line in reversed(lines) if are_adjacent(line, run, near, gutters)), None)
        if beside is None:
            lines.append(run)
        else:
            beside += run
    return [join_parts(line) for line in lines]


def are_adjacent(
    parts: list[TextLine], others: list[TextLine], widest: float, gutters: Iterable[Gutter], *, raised: float = 0.0
) -> bool:
    """Tell whether parts of a line go on with others: on one baseline, or smaller and raised, and no wider gap."""
    if abs(parts[0].y - others[0].y) > max(parts[0].size, others[0].size):
        return False
    lower, upper = sorted((parts, others), key=lambda group: max(group, key=attrgetter("size")).size, reverse=True)
    base, small = max(lower, key=attrgetter("size")), max(upper, key=attrgetter("size"))
    (x0, x1), (start, end) = ((min(p.x0 for p in g), max(p.x1 for p in g)) for g in (lower, upper))
    gap, rise = max(start - x1, x0 - end), small.y - base.y
    if gap > TOUCHING * base.size and any(
        bottom <= base.y <= top and min(x1, end) <= gutter <= max(x0, start) for gutter, top, bottom in gutters
    ):
        return False
    if abs(rise) <= SAME_BASELINE * small.size:
        return -OVERLAP * small.size <= gap <= widest * small.size
    if base.size - small.size <= SMALLER * base.size or gap > TOUCHING * base.size:
        return False
    is_note = len(upper) == 1 and NOTE.fullmatch(small.text.strip()) is not None
    return (abs(rise) <= raised * base.size and gap >= -TOUCHING * base.size) or (
        is_note and 0 < rise <= NOTE_RAISED * base.size
    )


def join_parts(parts: list[TextLine], *, cells: bool = False) -> TextLine:
    """Join parts to a line, from left to right, with blanks for the gaps that are some.

    `cells` of a row are parted by tabs, letters that are set wide apart by blanks; a row is as large as its first cell.
    """
    parts = sorted(parts, key=lambda part: part.x0)
    sign = " " if all(len(part.text) <= 2 for part in parts) else "\t"
    size = parts[0].size if cells else usual_size(parts)
    y = next(part.y for part in parts if cells or round(part.size, 1) == size)
    text, fonts, notes = "", [], []
    for before, part in zip([None, *parts], parts, strict=False):
        if before:
            text += sign if cells else part.blank_after(before)
        fonts += [(start + len(text), end + len(text), font) for start, end, font in part.fonts]
        notes += [(start + len(text), end + len(text)) for start, end in part.notes]
        if not cells and part.y > y and part.size <= (1 - SMALLER) * size and part.is_note_after(text):
            notes.append((len(text), len(text) + len(part.text)))
        text += part.text
    return TextLine(
        text, parts[0].x0, max(part.x1 for part in parts), y, size, parts[0].page, tuple(fonts), tuple(notes)
    )


def find_running_heads(pages: list[list[TextLine]]) -> set[TextLine]:
    """Find the running heads and page numbers: outermost lines that another page has at the same height.

    Numbers do not count. On a lone page, and on others, a line that says it is a page's number is one, too.
    """
    alike: dict[str, list[TextLine]] = defaultdict(list)
    for page in pages:
        lines = sorted(page, key=lambda line: -line.y)
        for line in dict.fromkeys(lines[:OUTERMOST] + lines[-OUTERMOST:]):
            alike[NUMBER.sub("#", re.sub(r"\s", "", line.text))].append(line)
    return {
        line
        for lines in alike.values()
        for line in lines
        if PAGE_NUMBER.fullmatch(line.text.strip())
        or any(other.page != line.page and abs(other.y - line.y) <= line.size for other in lines)
    }


def find_footnotes(pages: list[list[TextLine]]) -> set[TextLine]:
    """Find the notes at the foot of each page: smaller lines that begin with a number cited above, or go on there."""
    least = FOOTNOTE_SIZE * usual_size(chain(*pages))
    found: set[TextLine] = set()
    for page in pages:
        words = {line for line in page if line.size > least}
        cited = set().union(*(line.cited for line in words))
        for line in sorted(set(page) - words, key=lambda line: -line.y):
            above = min((other for other in page if other.is_above(line)), key=attrgetter("y"), default=None)
            if above is None or any(line.is_above(other) for other in words):
                continue
            label = NOTE.match(line.text.strip())
            begins = above in words and label is not None and label["label"] in cited
            if above in found or (begins and not REFERENCES.search(above.text)):
                found.add(line)
    return found


def find_zones(lines: list[TextLine]) -> list[list[TextLine]]:
    """Divide a page from the top into zones: lines with nothing beside them, then the columns below, and so on.

    Such a line ends the columns above it only if it is the large title of another article: a heading inside a column
    may have nothing beside it by chance, but neither reaches across the gutter nor stands in a wide gap of the other.
    """
    gutter = find_gutter(lines)
    edge = math.inf if gutter is None else gutter
    usual = median([line.size for line in lines] or [0.0])
    zones: list[list[TextLine]] = [[]]
    at_head = True
    for line in sorted(lines, key=lambda line: -line.y):
        alone = sum(abs(other.y - line.y) < 0.8 * line.size for other in lines) == 1
        beside = [other.y for other in lines if (other.x0 >= edge) != (line.x0 >= edge)]
        above = min((y for y in beside if y > line.y), default=math.inf)
        below = max((y for y in beside if y < line.y), default=-math.inf)
        over = line.x0 < edge < line.x1 or above - below >= WIDE_GAP * line.size
        divides = alone and over and line.size >= ZONE_SIZE * usual
        if at_head != (alone and line.x0 < edge if at_head else divides):
            at_head = not at_head
            zones.append([])
        zones[-1].append(line)
    return [zone for zone in zones if zone]


def find_columns(lines: list[TextLine], gutters: Iterable[float]) -> list[list[TextLine]]:
    """Divide a page into its columns, in reading order.

    Lines that run across a gutter divide the page into bands; in each, the column left of the gutter is read first.
    What stands on one baseline of a column is one line, a row of a table.
    `gutters` are those of all pages, for a page with too few lines to show its own.
    """
    gutter = find_gutter(lines, gutters)
    if gutter is None:
        rows: list[list[TextLine]] = []
        for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
            if rows and abs(rows[-1][0].y - line.y) <= SAME_BASELINE * min(line.size, rows[-1][0].size):
                rows[-1].append(line)
            else:
                rows.append([line])
        return [[join_parts(row, cells=True) for row in rows]] if rows else []
    left, across, right = split_at_gutter(lines, gutter)
    across.sort(key=lambda line: -line.y)
    columns: list[list[TextLine]] = []
    bounds = [float("inf"), *(line.y for line in across), float("-inf")]
    for at, (top, bottom) in enumerate(pairwise(bounds)):
        sides = [[line for line in side if bottom <= line.y < top] for side in (left, right)]
        columns += [column for side in sides for column in find_columns(side, gutters)]
        if at < len(across):
            if columns and at and not any(sides):
                columns[-1] = [*columns[-1], across[at]]
            else:
                columns.append([across[at]])
    return columns


def split_at_gutter(lines: list[TextLine], gutter: float) -> tuple[list[TextLine], list[TextLine], list[TextLine]]:
    """Split lines into those on the left of a gutter, those across it, and those on its right."""
    left = [line for line in lines if line.x1 <= gutter]
    across = [line for line in lines if line.x0 < gutter < line.x1]
    return left, across, [line for line in lines if line.x0 >= gutter]


def find_gutter(lines: list[TextLine], known: Iterable[float] = ()) -> float | None:
    """Find where a gutter stands, at the left edge of a column with another beside it; None for a single column.

    `known` are gutters of other pages: this page may keep to one with fewer lines beside it than would show it.
    """
    found = []
    for gutter in sorted({round(line.x0) - 1.0 for line in lines}):
        left, across, right = split_at_gutter(lines, gutter)
        if len(across) > MOST_ACROSS * len(lines) or max(len(left), len(right)) < LEAST_LINES:
            continue
        if is_column(left, right) and is_column(right, left):
            found.append((len(across), max(line.x1 for line in left) - gutter, gutter))
    if found:
        return min(found)[-1]
    for gutter in known:
        left, across, right = split_at_gutter(lines, gutter)
        widths = [(line.x1 - line.x0) / line.size for line in left + right]
        if left and right and len(across) <= MOST_ACROSS * len(lines) and median(widths) >= LEAST_WIDTH:
            return gutter
    return None


def nested_gutters(lines: list[TextLine]) -> list[Gutter]:
    """List the gutters between the columns of a zone, and those inside the columns."""
    gutter = find_gutter(lines)
    left, _, right = split_at_gutter(lines, math.inf if gutter is None else gutter)
    # The cells of a table are no prose.
    prose = [sum(PROSE_MARK.search(line.text) is not None for line in side) for side in (left, right)]
    if gutter is None or 3 * prose[0] < len(left) or 3 * prose[1] < len(right):
        return []
    heights = [line.y for line in left + right]
    return [Gutter(gutter, max(heights), min(heights)), *nested_gutters(left), *nested_gutters(right)]


def is_column(lines: list[TextLine], other: list[TextLine]) -> bool:
    """Tell whether lines form a column of text beside other lines: side by side, wide and mostly full."""
    if not other:
        return False
    top, bottom = max(line.y for line in other), min(line.y for line in other)
    beside = [line for line in lines if bottom - line.size <= line.y <= top + line.size]
    if not beside:
        return False
    judged = beside if len(beside) >= LEAST_LINES else lines
    widths = sorted((line.x1 - line.x0) / line.size for line in judged)
    wide = widths[3 * len(widths) // 4]
    return wide >= LEAST_WIDTH and 2 * sum(width >= FULL * wide for width in widths) >= len(widths)


def make_blocks(columns: list[list[TextLine]]) -> list[Block]:
    """Part the lines of all columns into paragraphs and mark title, headings, bold words and the numbers of notes."""
    lines = [line for column in columns for line in column]
    size, fonts = usual_size(lines), Counter[str]()
    for line in lines:
        for start, end, font in line.fonts:
            fonts[font] += end - start
    font = max(fonts, key=lambda f: fonts[f], default="")
    partings = find_partings(columns, size)
    headings = find_headings(lines, partings, size)
    blocks, at = [], 0
    while at < len(lines):
        last, name, level = headings.get(at, (at, "", 0))
        text = LINE.join(line.text for line in lines[at : last + 1])
        marks = [Mark(0, len(text), name, level)] if name else []
        for start, end, other in [] if name or HEAVY.search(font) else lines[at].fonts:
            if HEAVY.search(other) and text[start:end].strip():
                blank = marks and not text[marks[-1].end : start].strip()
                marks = extend_bold(marks, marks[-1].end if blank else start, end)
        begin = 0
        for line in lines[at : last + 1]:
            # What a note at the foot of a page begins with is no mark of another.
            notes = line.notes if line.size > FOOTNOTE_SIZE * size else [note for note in line.notes if note[0]]
            marks += [Mark(begin + start, begin + end, "note") for start, end in notes]
            begin += len(line.text) + len(LINE)
        blocks.append(Block(text, tuple(marks), partings[at]))
        at = last + 1
    return blocks


def usual_size(lines: Iterable[TextLine]) -> float:
    """Return the size in which most of the text is set, to a tenth of a point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def find_partings(columns: list[list[TextLine]], size: float) -> list[str]:
    """Say of each line whether it begins a paragraph; `size` is that of the text."""
    gaps = [gap_between(a, b) for column in columns for a, b in pairwise(column)]
    usual = median(gaps) if gaps else 0.0
    partings: list[str] = []
    before, edge = None, 0.0
    for column in columns:
        sizes = {line.size: line.x1 for line in sorted(column, key=attrgetter("x1"))}
        edges = {own: max(x1 for size_, x1 in sizes.items() if abs(size_ - own) <= OTHER_SIZE * own) for own in sizes}
        for above, line, below in zip([None, *column], column, [*column[1:], None], strict=False):
            opened, is_text = partings[-1:] != [LINE], line.size < HEADING_SIZE * size
            new = (
                before is None
                or abs(line.size - before.size) > OTHER_SIZE * before.size
                or (above is not None and gap_between(above, line) > GAP * usual)
                or (is_text and line.is_indented(above, below, opened=opened))
                or before.ends_before(line, edge, opened=opened, is_text=is_text)
                or line.heads(before, below, edges[line.size])
            )
            partings.append(PARAGRAPH if new else LINE)
            # Larger type, of a title, may go across what stands below it.
            before, edge = line, edges[line.size]
    return partings


def gap_between(above: TextLine, line: TextLine) -> float:
    """Measure how far a line lies below another, in ems."""
    return (above.y - line.y) / line.size


def find_larger_lines(lines: list[TextLine], partings: list[str], size: float) -> list[tuple[float, int, int]]:
    """List the short paragraphs in larger type: their size, first and last line."""
    starts = [at for at, parting in enumerate(partings) if parting == PARAGRAPH or at == 0]
    found = []
    for first, after in pairwise([*starts, len(lines)]):
        text = "".join(line.text for line in lines[first:after]).strip()
        if lines[first].size >= HEADING_SIZE * size and 1 < len(text) <= HEADING_LENGTH and not text.endswith("。"):
            found.append((lines[first].size, first, after - 1))
    return found


def find_headings(lines: list[TextLine], partings: list[str], size: float) -> dict[int, tuple[int, str, int]]:
    """Map the first line of larger type to (last line, name, level); the largest on the first page is the title."""
    found = find_larger_lines(lines, partings, size)
    largest = max((size_ for size_, *_ in found), default=0.0)
    for number in reversed(range(1, len(found))):
        (size_, first, end), (below, after, last) = found[number - 1 : number + 1]
        # A title of two lines stands with more room between them than the text has.
        if size_ == below == largest and after == end + 1 and gap_between(lines[end], lines[after]) <= TITLE_GAP:
            found[number - 1 : number + 1] = [(size_, first, last)]
    # The table of contents may have a page of its own before the title.
    titles = [heading for heading in found if not CONTENTS.fullmatch(lines[heading[1]].text.strip())]
    first_page = lines[titles[0][1]].page if titles and len(titles) < len(found) else 0
    title = max((h for h in titles if lines[h[1]].page == first_page), key=lambda heading: heading[0], default=None)
    levels = sorted({heading[0] for heading in found if heading != title}, reverse=True)
    return {
        first: (last, "heading", min(levels.index(s) + 1, DEEPEST_LEVEL))
        if (s, first, last) != title
        else (last, "title", 0)
        for s, first, last in found
    }
