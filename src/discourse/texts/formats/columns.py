"""Printed pages: lines out of fragments, columns in the order in which they are read, running heads told apart."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from discourse.texts.formats.marks import LINE, PARAGRAPH, Block, Layout, Mark, lay_out

# Lengths are in ems, the size of the type: a Chinese character is one em wide.
# Fragments are of one line where their baselines are so near and the gap between them so narrow. What is painted in
# one go may have wider gaps, and signs set smaller and higher in it; stops are set into each other by half their width.
SAME_BASELINE, NEAR, NEAR_IN_ONE_GO, RAISED, OVERLAP = 0.4, 0.8, 1.3, 0.7, 0.7
# A gap is a blank between Latin letters, and beside a Chinese character only if it is about as wide as one.
LATIN_BLANK, BLANK = 0.13, 0.7
# What is painted a second time so near is bold.
TWICE = 0.12
# A gutter parts two columns, one of so many lines at the least, each so wide, most of them full; few lines cross it.
LEAST_LINES, LEAST_WIDTH, FULL, MOST_ACROSS = 3, 6.0, 0.8, 0.3
# A line begins a paragraph by an indent, by a gap above it, as a multiple of the usual one, by another size of type, or
# after a line that ends so much earlier than the column.
INDENT, GAP, OTHER_SIZE, SHORT_AT_STOP, SHORT = 1.2, 1.4, 0.08, 1.5, 4.0
# Headings are set in larger type, and are no longer than this.
HEADING_SIZE, HEADING_LENGTH, DEEPEST_LEVEL = 1.12, 80, 6
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
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
STOP = re.compile(r"[。！？!?；;：:…]['”’」』）)】》]*$")


class Fragment(NamedTuple):
    """Words as they are painted: where they begin and end, their baseline, size and font, and if they stand aslant."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""
    aslant: bool = False


class Line(NamedTuple):
    """A line of a column: its text, its place, the page it is on, and the spans of it in each font."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    fonts: tuple[tuple[int, int, str], ...]


def lay_out_columns(pages: list[list[Fragment]]) -> Layout:
    """Lay out the pages of a text: lines in reading order, a blank line before each paragraph.

    `marks` are the title, headings and bold words, `left` are running heads, page numbers and what stands aslant.

    >>> lay_out_columns([[Fragment("经济", 0, 24, 700, 12), Fragment("低空", 0, 24, 712, 12)]]).text
    '低空\\n经济'
    """
    printed = [find_lines([f for f in page if not f.aslant], number) for number, page in enumerate(pages)]
    heads = find_heads(printed)
    bodies = [[line for line in page if line not in heads] for page in printed]
    zones = [zone for body in bodies for zone in find_zones(body)]
    gutters = [gutter for gutter in map(find_gutter, zones) if gutter is not None]
    columns = [column for zone in zones for column in find_columns(zone, gutters)]
    aslant = ["".join(f.text for f in page if f.aslant).strip() for page in pages]
    left = [line.text.strip() for page in printed for line in page if line in heads]
    return lay_out(mark_lines(columns), left + aslant)


def find_lines(fragments: list[Fragment], page: int) -> list[Line]:
    """Set fragments as lines, from the top of the page: what is painted in one go, then what is near each other."""
    runs: list[list[Fragment]] = []
    for fragment in once(fragments):
        if not fragment.text.strip() and not (runs and follows(runs[-1][-1], fragment)):
            continue
        if runs and follows(runs[-1][-1], fragment):
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    runs.sort(key=lambda run: (-run[0].y, run[0].x0))
    joined: list[list[Fragment]] = []
    for run in runs:
        near = next((other for other in reversed(joined) if is_near(other, run)), None)
        if near is None:
            joined.append(run)
        else:
            near += run
    return [line_of(run, page) for run in joined if any(f.text.strip() for f in run)]


def once(fragments: list[Fragment]) -> list[Fragment]:
    """Take what is painted twice, hardly moved, as painted once in bold."""
    kept: list[Fragment] = []
    places: dict[str, list[int]] = {}
    for fragment in fragments:
        near = [
            at
            for at in places.get(fragment.text, [])
            if max(abs(kept[at].x0 - fragment.x0), abs(kept[at].y - fragment.y)) < TWICE * fragment.size
        ]
        if near and fragment.text.strip():
            kept[near[0]] = kept[near[0]]._replace(font="bold")
        else:
            places.setdefault(fragment.text, []).append(len(kept))
            kept.append(fragment)
    return kept


def follows(before: Fragment, after: Fragment) -> bool:
    """Tell whether a fragment goes on in the line of the one painted before it."""
    size = max(before.size, after.size)
    gap, fall = after.x0 - before.x1, abs(before.y - after.y)
    raised = abs(before.size - after.size) > 0.2 * size and abs(gap) <= 0.3 * size and fall <= RAISED * size
    level = fall <= SAME_BASELINE * min(before.size, after.size)
    return (level or raised) and -OVERLAP * size <= gap <= NEAR_IN_ONE_GO * size


def is_near(run: list[Fragment], other: list[Fragment]) -> bool:
    """Tell whether two runs of fragments are one line: on one baseline, one beginning near where the other ends."""
    size = min(run[0].size, other[0].size)
    gap = max(other[0].x0 - run[-1].x1, run[0].x0 - other[-1].x1)
    return abs(run[0].y - other[0].y) <= SAME_BASELINE * size and -OVERLAP * size <= gap <= NEAR * size


def line_of(run: list[Fragment], page: int) -> Line:
    """Set the fragments of a line from left to right, with blanks for the gaps."""
    run = sorted(run, key=lambda f: f.x0)
    text, fonts, last = "", [], None
    for fragment in run:
        if last and is_blank(last, fragment):
            text += " "
        fonts.append((len(text), len(text) + len(fragment.text), fragment.font))
        text, last = text + fragment.text, fragment
    sizes = Counter()
    for fragment in run:
        sizes[round(fragment.size, 1)] += len(fragment.text)
    size = sizes.most_common(1)[0][0]
    y = next(f.y for f in run if round(f.size, 1) == size)
    return Line(text, run[0].x0, max(f.x1 for f in run), y, size, page, tuple(fonts))


def is_blank(before: Fragment, after: Fragment) -> bool:
    """Tell whether the gap between two fragments of a line is a blank."""
    if before.text[-1:].isspace() or after.text[:1].isspace():
        return False
    chinese = WIDE.match(before.text[-1:]) or WIDE.match(after.text)
    return after.x0 - before.x1 > (BLANK if chinese else LATIN_BLANK) * after.size


def find_heads(pages: list[list[Line]]) -> set[Line]:
    """Find the running heads and page numbers: outermost lines that another page has at the same height.

    Numbers do not count. On a lone page, and on others, a line that says it is a page's number is one, too.
    """
    outer = [(line, plain(line.text)) for page in pages for line in outermost(page)]
    by_text: dict[str, list[Line]] = {}
    for line, text in outer:
        by_text.setdefault(text, []).append(line)
    return {
        line
        for line, text in outer
        if PAGE_NUMBER.fullmatch(line.text.strip())
        or any(other.page != line.page and abs(other.y - line.y) <= line.size for other in by_text[text])
    }


def outermost(page: list[Line]) -> list[Line]:
    """List the first and the last lines of a page."""
    lines = sorted(page, key=lambda line: -line.y)
    return list(dict.fromkeys(lines[:OUTERMOST] + lines[-OUTERMOST:]))


def plain(text: str) -> str:
    """Return a text without its blanks, its numbers made one sign.

    >>> plain("第 12 页")
    '第#页'
    """
    return NUMBER.sub("#", re.sub(r"\s", "", text))


def find_zones(lines: list[Line]) -> list[list[Line]]:
    """Divide a page from the top into zones: lines with nothing beside them, then the columns below, and so on.

    Such a line ends the columns above it only if it is the large title of another article: a heading inside a column
    may have nothing beside it by chance, but neither reaches across the gutter nor stands in a wide gap of the other.
    """
    usual = median(line.size for line in lines) if lines else 0.0
    gutter = find_gutter(lines)
    zones: list[list[Line]] = [[]]
    at_head = True
    for line in sorted(lines, key=lambda line: -line.y):
        alone = all(other is line or abs(other.y - line.y) >= 0.8 * line.size for other in lines)
        large = line.size >= ZONE_SIZE * usual
        heads = alone and not (gutter is not None and line.x0 >= gutter)
        divides = alone and large and (gutter is None or reaches_over(line, lines, gutter))
        if at_head != (heads if at_head else divides):
            at_head = not at_head
            zones.append([])
        zones[-1].append(line)
    return [zone for zone in zones if zone]


def reaches_over(line: Line, lines: list[Line], gutter: float) -> bool:
    """Tell whether a line stands over both columns: across the gutter, or in a wide gap of the column beside it."""
    if line.x0 < gutter < line.x1:
        return True
    beside = [other for other in lines if (other.x0 >= gutter) != (line.x0 >= gutter)]
    above = min((other.y for other in beside if other.y > line.y), default=float("inf"))
    below = max((other.y for other in beside if other.y < line.y), default=float("-inf"))
    return above - below >= WIDE_GAP * line.size


def find_columns(lines: list[Line], gutters: Iterable[float]) -> list[list[Line]]:
    """Divide a page into its columns, in the order in which they are read.

    Lines that run across a gutter divide the page into bands; in each, the column left of the gutter is read first.
    `gutters` are those of all pages, for a page with too few lines to show its own.
    """
    gutter = find_gutter(lines) or find_known(lines, gutters)
    if gutter is None:
        return [in_rows(lines)] if lines else []
    across = sorted((line for line in lines if line.x0 < gutter < line.x1), key=lambda line: -line.y)
    bounds = [float("inf"), *(line.y for line in across), float("-inf")]
    columns: list[list[Line]] = []
    for at, (top, bottom) in enumerate(pairwise(bounds)):
        band = [line for line in lines if line not in across and bottom <= line.y < top]
        left = [line for line in band if line.x1 <= gutter]
        right = [line for line in band if line.x0 >= gutter]
        columns += find_columns(left, gutters) + find_columns(right, gutters)
        if at < len(across):
            follows_across = columns and at and not band
            if follows_across:
                columns[-1] = [*columns[-1], across[at]]
            else:
                columns.append([across[at]])
    return columns


def find_gutter(lines: list[Line]) -> float | None:
    """Find where a gutter stands, at the left edge of a column with another beside it; None for a single column."""
    best = None
    for edge in sorted({round(line.x0) for line in lines}):
        gutter = edge - 1.0
        left = [line for line in lines if line.x1 <= gutter]
        right = [line for line in lines if line.x0 >= gutter]
        across = len(lines) - len(left) - len(right)
        if across > MOST_ACROSS * len(lines) or max(len(left), len(right)) < LEAST_LINES:
            continue
        if not (is_column(left, right) and is_column(right, left)):
            continue
        room = gutter - max(line.x1 for line in left)
        if best is None or (across, -room) < best[0]:
            best = ((across, -room), gutter)
    return best[1] if best else None


def find_known(lines: list[Line], gutters: Iterable[float]) -> float | None:
    """Find a gutter of other pages that this page keeps to, with fewer lines beside it than would show it."""
    for gutter in gutters:
        left = [line for line in lines if line.x1 <= gutter]
        right = [line for line in lines if line.x0 >= gutter]
        if left and right and len(lines) - len(left) - len(right) <= MOST_ACROSS * len(lines):
            widths = [(line.x1 - line.x0) / line.size for line in left + right]
            if median(widths) >= LEAST_WIDTH:
                return gutter
    return None


def is_column(lines: list[Line], other: list[Line]) -> bool:
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


def in_rows(lines: list[Line]) -> list[Line]:
    """Sort the lines of a column from the top; what stands on one baseline is one line, its parts parted by tabs."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if rows and abs(rows[-1][0].y - line.y) <= SAME_BASELINE * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [one_line(sorted(row, key=lambda line: line.x0)) for row in rows]


def one_line(row: list[Line]) -> Line:
    """Set the parts of a row as one line; letters that are set wide apart are parted by blanks."""
    if len(row) == 1:
        return row[0]
    sign = " " if all(len(part.text) <= 2 for part in row) else "\t"
    text, fonts = "", []
    for part in row:
        text += sign if text else ""
        fonts += [(start + len(text), end + len(text), font) for start, end, font in part.fonts]
        text += part.text
    return row[0]._replace(text=text, x1=row[-1].x1, fonts=tuple(fonts))


def mark_lines(columns: list[list[Line]]) -> list[Block]:
    """Part the lines of all columns into paragraphs and mark title, headings and bold words."""
    lines = [line for column in columns for line in column]
    if not lines:
        return []
    sizes, fonts = Counter(), Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        for start, end, font in line.fonts:
            fonts[font] += end - start
    size, font = sizes.most_common(1)[0][0], fonts.most_common(1)[0][0]
    partings = find_partings(columns, size)
    headings = {first: (name, level, last) for name, level, first, last in find_headings(lines, partings, size)}
    blocks, at = [], 0
    while at < len(lines):
        name, level, last = headings.get(at, ("", 0, at))
        marks = bold_marks(lines[at], font)
        text = LINE.join(line.text for line in lines[at : last + 1])
        blocks.append(Block(text, (Mark(0, len(text), name, level),) if name else tuple(marks), partings[at]))
        at = last + 1
    return blocks


def find_partings(columns: list[list[Line]], size: float) -> list[str]:
    """Say of each line whether it begins a paragraph; `size` is that of the text."""
    gaps = [gap_between(a, b) for column in columns for a, b in pairwise(column)]
    usual = median(gaps) if gaps else 0.0
    partings, before, edge = [], None, 0.0
    for column in columns:
        for at, line in enumerate(column):
            above = before if at else None
            opened = not partings or partings[-1] == PARAGRAPH
            short = (edge - before.x1) / before.size if before else 0.0
            is_text = line.size < HEADING_SIZE * size
            new = (
                before is None
                or abs(line.size - before.size) > OTHER_SIZE * before.size
                or (above is not None and gap_between(above, line) > GAP * usual)
                or (is_text and is_indented(line, above, column[at + 1 :], opened))
                or (is_text and ends(before, short))
                or (short >= SHORT and abs(line.x0 - before.x0) < 0.5 * line.size)
            )
            partings.append(PARAGRAPH if new else LINE)
            before, edge = line, max(other.x1 for other in column)
    return partings


def gap_between(above: Line, line: Line) -> float:
    """Measure how far a line lies below another, in ems."""
    return (above.y - line.y) / line.size


def is_indented(line: Line, above: Line | None, below: list[Line], opened: bool) -> bool:
    """Tell whether a line begins further right than the one above it or below it, or hangs out on the left of a list.

    `opened` says that the line above begins a paragraph, so that the step back from it to this line is an indent's.
    """
    step = (line.x0 - above.x0) / line.size if above else 0.0
    back = (line.x0 - below[0].x0) / line.size if below and below[0].size == line.size else 0.0
    return step >= INDENT or (back >= INDENT and step > -INDENT) or (step <= -INDENT and not opened)


def ends(before: Line, short: float) -> bool:
    """Tell whether a line ends its paragraph: it stops early, and a little earlier is enough after a full stop."""
    return short >= SHORT or (short >= SHORT_AT_STOP and STOP.search(before.text) is not None)


def find_headings(lines: list[Line], partings: list[str], size: float) -> list[tuple[str, int, int, int]]:
    """List what is in larger type as (name, level, first line, last line); the largest on page one is the title."""
    starts = [at for at, parting in enumerate(partings) if parting == PARAGRAPH or at == 0]
    found = []
    for first, after in pairwise([*starts, len(lines)]):
        text = "".join(line.text for line in lines[first:after]).strip()
        if lines[first].size >= HEADING_SIZE * size and 1 < len(text) <= HEADING_LENGTH and not text.endswith("。"):
            found.append((lines[first].size, first, after - 1))
    largest = max((s for s, first, _ in found if lines[first].page == 0), default=None)
    title = next(((first, last) for s, first, last in found if s == largest and lines[first].page == 0), None)
    levels = sorted({s for s, *place in found if tuple(place) != title}, reverse=True)
    return [
        ("title", 0, *place) if tuple(place) == title else ("heading", min(levels.index(s) + 1, DEEPEST_LEVEL), *place)
        for s, *place in found
    ]


def bold_marks(line: Line, body: str) -> list[Mark]:
    """Mark the words of a line that are in a heavy font, where the text is not."""
    if HEAVY.search(body):
        return []
    heavy = [(bool(HEAVY.search(font)), start, end) for start, end, font in line.fonts]
    marks = []
    for is_heavy, spans in groupby(heavy, key=lambda span: span[0]):
        spans = list(spans)
        if is_heavy and line.text[spans[0][1] : spans[-1][2]].strip():
            marks.append(Mark(spans[0][1], spans[-1][2], "bold"))
    return marks
