"""Printed pages: lines out of fragments, columns in reading order, running heads told apart."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from statistics import median

import numpy as np

from discourse.texts.formats.boxes import (
    OTHER_TYPE,
    find_initials,
    group_rows,
    join_rows,
    set_initials,
    split_boxes,
    stand_upright,
)
from discourse.texts.formats.marks import Layout, join_blocks
from discourse.texts.formats.pdf_lines import (
    NARROW,
    NEAR,
    NEAR_IN_ONE_GO,
    NOTE,
    PROSE_MARK,
    Fragment,
    Gutter,
    TextLine,
    assemble_lines,
    find_span,
    join_parts,
    usual_size,
)
from discourse.texts.formats.pdf_paragraphs import FOOTNOTE_SIZE, PrintedText
from discourse.texts.normalize import letters

# A gutter parts two columns, one of so many lines at the least, each so wide, most of them full; few lines cross it.
LEAST_LINES, LEAST_WIDTH, FULL, MOST_ACROSS = 3, 6.0, 0.8, 0.3
# So many left edges of lines are tried, those of most lines.
MOST_EDGES = 200
# The list of notes at the end is none at the foot of a page.
REFERENCES = re.compile(r"参考文献|參考文獻|注释|註釋|References|Notes", re.IGNORECASE)
# What a journal prints at the foot of an article's first page, without a number.
FOOT_LABEL = re.compile(
    r"[*＊]?\s*[\[［【]?(?:收稿日期|收稿時間|基金项目|项目基金|资助项目|作者简介|第一作者|通[讯信]作者|本文系)"
)
# The title of an article on a page of several is set in type so much larger.
ZONE_SIZE = 1.4
# And where it is no wider than a column, the gap beside it is this many times its size.
WIDE_GAP = 2.2
# The lines of a page among which its running head and its number are, from the top and from the bottom.
OUTERMOST = 3
# The number of a line in the margin of a draft; so many stand on a page at the least, on as many lines of prose as not.
LINE_NUMBER, LEAST_NUMBERS = re.compile(r"\s*\d{1,4}\s*"), 5
NUMBER = re.compile(r"\d+|[ivxlcIVXLC]+|[一二三四五六七八九十〇零百]+")
NUMBER_AT_EDGE = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
PAGE_NUMBER = re.compile(
    r"[-—–·•]+\s*\d{1,4}\s*[-—–·•]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:https?|(?:ﬁ|fi)le):\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}/\d{1,2}/\d{2,4},?\s+(?:[上下]午)?\s?\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.{0,60})?"
)


def lay_out_columns(pages: list[list[Fragment]]) -> Layout:
    """Lay out the pages of a text: lines in reading order, a blank line before each paragraph.

    `marks` are the title, headings, bold words and the raised numbers of notes; `discarded` are running heads, page
    numbers, the numbers of lines, the notes at the foot of a page, and what stands aslant.

    >>> lay_out_columns([[Fragment("经济", 0, 24, 700, 12), Fragment("低空", 0, 24, 712, 12)]]).text
    '低空\\n经济'
    """
    pages, numbers = part_line_numbers(pages)
    printed = [group_lines(page, number) for number, page in enumerate(pages)]
    left = find_running_heads(printed)
    left |= find_footnotes([[line for line in page if line not in left] for page in printed])
    kept = [split_quotes(*split_boxes(join_rows([line for line in page if line not in left]))) for page in printed]
    zones = [zone for text, _ in kept for zone in find_zones(text)]
    gutters = list(filter(None, map(find_gutter, zones)))
    columns = list(chain(*(find_columns(zone, gutters) for zone in zones)))
    columns, sidebars = part_sidebars(columns)
    beside = [find_columns(box, ()) for _, boxes in kept for box in boxes] + [[column] for column in sidebars]
    blocks = PrintedText(columns, beside, stand_upright(pages)).make_blocks()
    discarded = [line.text.strip() for line in chain(*printed) if line in left] + numbers
    return join_blocks(blocks, discarded + ["".join(f.text for f in page if f.aslant).strip() for page in pages])


def split_quotes(lines: list[TextLine], boxes: list[list[TextLine]]) -> tuple[list[TextLine], list[list[TextLine]]]:
    """Put the larger lines across the gutter of a page, that say again what a column says, among its boxes."""
    gutter, usual = find_gutter(lines), usual_size(lines)
    if gutter is None or not any(line.size >= ZONE_SIZE * usual for line in lines):
        return lines, boxes
    left, across, right = split_at_gutter(sorted(lines, key=lambda line: -line.y), gutter)
    said = [letters("".join(line.text for line in side)) for side in (left, right)]
    quotes = [
        line
        for line in across
        if line.size >= ZONE_SIZE * usual
        and all(side[0].y > line.y > side[-1].y for side in (left, right))
        and any(letters(line.text) in words for words in said)
    ]
    return (close_gaps(lines, quotes), [*boxes, *([quote] for quote in quotes)]) if quotes else (lines, boxes)


def close_gaps(lines: list[TextLine], quotes: list[TextLine]) -> list[TextLine]:
    """Return the other lines, those below each quotation as near to those above it as lines are: they go on there."""
    others = sorted((line for line in lines if line not in quotes), key=lambda line: -line.y)
    lead = median([above - below for above, below in pairwise(dict.fromkeys(line.y for line in others))])
    closed, risen = list[TextLine](), 0.0
    for above, line in pairwise([others[0], *others]):
        between = any(above.y > quote.y > line.y for quote in quotes)
        risen += above.y - line.y - lead if between else 0.0
        closed.append(line._replace(y=line.y + risen))
    return closed


def part_sidebars(columns: list[list[TextLine]]) -> tuple[list[list[TextLine]], list[list[TextLine]]]:
    """Part columns from sidebars: short lines in other type than the text, beside all of which a column of it stands.

    A column of the text may be in smaller type, too, but its lines are full.
    """
    size = usual_size(chain(*columns))
    found = []
    for column in columns:
        (x0, x1), heights = find_span(column), [line.y for line in column]
        beside = (
            other
            for other in columns
            if other[0].page == column[0].page and abs(usual_size(other) - size) <= OTHER_TYPE * size
            and (find_span(other)[1] <= x0 or find_span(other)[0] >= x1)
            and other[0].y >= max(heights) - size and other[-1].y <= min(heights) + size
        )  # fmt: skip
        widths = [(line.x1 - line.x0) / line.size for line in column]
        full = 2 * sum(width >= FULL * max(widths) for width in widths) >= len(widths)
        flush = sum(line.x0 - x0 <= line.size / 2 for line in column) >= max(LEAST_LINES, FULL * len(column))
        if flush and not full and abs(usual_size(column) - size) > OTHER_TYPE * size and any(beside):
            found.append(column)
    return [column for column in columns if column not in found], found


def part_line_numbers(pages: list[list[Fragment]]) -> tuple[list[list[Fragment]], list[str]]:
    """Part pages from the numbers of their lines; return both, the numbers of a page as one text."""
    numbers = [find_line_numbers(page) for page in pages]
    kept = [[f for f in page if f not in own] for page, own in zip(pages, map(set, numbers), strict=True)]
    return kept, [" ".join(f.text.strip() for f in own) for own in numbers]


def find_line_numbers(page: list[Fragment]) -> list[Fragment]:
    """Find the numbers of the lines of a draft: they stand outside its text, beside lines of prose, and rise evenly."""
    level = [f for f in page if not (f.aslant or f.upright) and f.text.strip()]
    numbers = sorted((f for f in level if LINE_NUMBER.fullmatch(f.text)), key=lambda f: -f.y)
    text = [f for f in level if not LINE_NUMBER.fullmatch(f.text)]
    if len(numbers) < LEAST_NUMBERS or not text:
        return []
    left, right = min(f.x0 for f in text), max(f.x1 for f in text)
    sides = [f for f in numbers if f.x1 <= left], [f for f in numbers if f.x0 >= right]
    return next((side for side in sides if count_lines(side, text)), [])


def count_lines(numbers: list[Fragment], text: list[Fragment]) -> bool:
    """Tell whether numbers in a margin, from the top down, rise evenly beside a text that is prose."""
    steps = {after - before for before, after in pairwise(int(f.text) for f in numbers)}
    if len(numbers) < LEAST_NUMBERS or len(steps) != 1 or min(steps) < 1:
        return False
    y = np.array([f.y for f in text])
    beside = ("".join(text[at].text for at in np.flatnonzero(np.abs(y - f.y) <= NEAR * f.size)) for f in numbers)
    return 2 * sum(PROSE_MARK.search(line) is not None for line in beside) >= len(numbers)


def group_lines(fragments: list[Fragment], page: int) -> list[TextLine]:
    """Set fragments as lines, from the top of the page; none goes across a gutter that shows where gaps are narrow."""
    fragments = [f for f in fragments if not (f.aslant or f.upright)]
    initials = find_initials(fragments)
    fragments = [f for f in fragments if f not in initials]
    gutters = [
        found for zone in find_zones(assemble_lines(fragments, page, NARROW, NARROW)) for found in nested_gutters(zone)
    ]
    return set_initials(assemble_lines(fragments, page, NEAR_IN_ONE_GO, NEAR, gutters), initials, page)


def find_running_heads(pages: list[list[TextLine]]) -> set[TextLine]:
    """Find the running heads and page numbers: outermost lines that another page has at the same height.

    Numbers do not count. On a lone page, and on others, a line that says it is a page's number is one, too.
    """
    alike: dict[str, list[TextLine]] = defaultdict(list)
    facing: dict[int, list[TextLine]] = defaultdict(list)
    usual = usual_size(chain(*pages))
    for page in pages:
        lines = sorted(page, key=lambda line: -line.y)
        for line in dict.fromkeys(lines[:OUTERMOST] + lines[-OUTERMOST:]):
            alike[NUMBER.sub("#", re.sub(r"\s", "", line.text))].append(line)
            number = NUMBER_AT_EDGE.search(line.text.strip()) if line.size < usual else None
            # Left pages name the book, right ones the chapter, each beside its number, at the outer edge: notes have
            # theirs before them on all pages, pictures behind.
            if number and (number.start() == 0) == (int(number[0]) % 2 == 0):
                facing[line.page - int(number[0])].append(line)
    on_both = [lines for lines in facing.values() if len({line.page % 2 for line in lines}) > 1]
    return {
        line
        for lines in chain(alike.values(), on_both)
        for line in lines
        if PAGE_NUMBER.fullmatch(line.text.strip())
        or any(other.page != line.page and abs(other.y - line.y) <= line.size for other in lines)
    }


def find_footnotes(pages: list[list[TextLine]]) -> set[TextLine]:
    """Find the notes at the foot of each page: smaller lines that begin with a number cited above or as such notes do,
    or go on there.
    """
    least = FOOTNOTE_SIZE * usual_size(chain(*pages))
    found: set[TextLine] = set()
    for page in pages:
        words = {line for line in page if line.size > least}
        cited = set().union(*(line.cited for line in words))
        x0, x1, y = np.array([(line.x0, line.x1, line.y) for line in page]).reshape(-1, 3).T
        is_word = np.array([line in words for line in page], dtype=bool)
        for line in sorted(set(page) - words, key=lambda line: -line.y):
            overlaps = (x0 < line.x1) & (line.x0 < x1)
            higher = np.flatnonzero(overlaps & (y > line.y))
            if not len(higher) or (overlaps & is_word & (y < line.y)).any():
                continue
            above = page[higher[np.argmin(y[higher])]]
            label = NOTE.match(line.text.strip())
            begins = above in words and (label["label"] in cited if label else FOOT_LABEL.match(line.text) is not None)
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
    middle = sum(find_span(lines)) / 2 if lines else 0.0
    at_head = True
    heights = sorted(line.y for line in lines)
    sides = {right: [line.y for line in lines if (line.x0 >= edge) == right] for right in (False, True)}
    sides = {right: sorted([-math.inf, *side, math.inf]) for right, side in sides.items()}
    for line in sorted(lines, key=lambda line: -line.y):
        reach = 0.8 * line.size
        alone = bisect_left(heights, line.y + reach) - bisect_right(heights, line.y - reach) == 1
        beside = sides[line.x0 < edge]
        below, above = beside[bisect_left(beside, line.y) - 1], beside[bisect_right(beside, line.y)]
        over = line.x0 < edge < line.x1 or above - below >= WIDE_GAP * line.size
        divides = alone and over and line.size >= ZONE_SIZE * usual
        # What is centred above the columns, such as a byline, may stand beside the gutter.
        centred = abs(line.x0 + line.x1 - 2 * middle) <= line.size
        if at_head != (alone and (line.x0 < edge or centred) if at_head else divides):
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
        rows = group_rows(lines)
        # Letters that are set wide apart are no cells.
        signs = [" " if all(len(part.text) <= 2 for part in row) else "\t" for row in rows]
        return [[join_parts(row, cells=sign) for row, sign in zip(rows, signs, strict=True)]] if rows else []
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
    places = np.array([(line.x0, line.x1, line.y, line.size) for line in lines]).reshape(-1, 4)
    x0, x1 = places[:, :2].T
    for gutter in possible_gutters(lines):
        left, right = places[x1 <= gutter], places[x0 >= gutter]
        if is_column(left, right) and is_column(right, left):
            found.append((np.sum((x0 < gutter) & (gutter < x1)), left[:, 1].max() - gutter, gutter))
    if found:
        return min(found)[-1]
    for gutter in known:
        left, across, right = split_at_gutter(lines, gutter)
        widths = [(line.x1 - line.x0) / line.size for line in left + right]
        if left and right and len(across) <= MOST_ACROSS * len(lines) and median(widths) >= LEAST_WIDTH:
            return gutter
    return None


def possible_gutters(lines: list[TextLine]) -> list[float]:
    """List the left edges of lines that few lines run across, and that have wide ones on either side.

    They are counted before anyone looks at the lines one by one: a page can have thousands.
    """
    begins, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    wide = [line for line in lines if line.x1 - line.x0 >= LEAST_WIDTH * line.size]
    first, last = min((line.x1 for line in wide), default=math.inf), max((line.x0 for line in wide), default=-math.inf)
    possible = []
    edges = Counter(round(line.x0) - 1.0 for line in lines)
    for edge in sorted(edge for edge, _ in edges.most_common(MOST_EDGES)):
        n_left, n_right = bisect_right(ends, edge), len(lines) - bisect_left(begins, edge)
        across = len(lines) - n_left - n_right
        if across <= MOST_ACROSS * len(lines) and max(n_left, n_right) >= LEAST_LINES and first <= edge <= last:
            possible.append(edge)
    return possible


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


def is_column(lines: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether lines form a column of text beside other lines: side by side, wide and mostly full.

    The short lines of a column in other type than the text beside it, such as a sidebar, all begin at its edge.

    Of each line the two arrays have left, right, baseline and size.
    """
    if not len(lines) or not len(other):
        return False
    x0, x1, y, size = lines.T
    beside = (y >= other[:, 2].min() - size) & (y <= other[:, 2].max() + size)
    if not beside.any():
        return False
    judged = beside if beside.sum() >= LEAST_LINES else slice(None)
    widths = np.sort((x1 - x0)[judged] / size[judged])
    wide = widths[3 * len(widths) // 4]
    unlike = abs(np.median(size) - np.median(other[:, 3])) > OTHER_TYPE * np.median(other[:, 3])
    flush = np.sum(np.abs(x0 - x0.min()) <= size / 2) >= max(LEAST_LINES, FULL * len(lines))
    full = 2 * np.sum(widths >= FULL * wide) >= len(widths)
    return bool(wide >= LEAST_WIDTH and (full or (unlike and flush)))
