"""What stands on a printed page beside the text that runs around it: tables, boxes, captions."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median

from discourse.texts.formats.pdf_lines import (
    PROSE_MARK,
    SAME_BASELINE,
    Fragment,
    TextLine,
    find_span,
    join_parts,
    usual_size,
)

# A row of a table has so many cells at the least, half of them no wider than this and none than that, apart by so much;
# a table has so many rows.
LEAST_CELLS, WIDE_CELL, WIDEST_CELL, CELL_GAP, LEAST_ROWS = 3, 6.0, 12.0, 0.8, 3
# Most lines of the text go from one edge of the page to the other; beside a box there are so many, so wide, most full.
ACROSS, LEAST_BESIDE, NARROWEST_TEXT, NEAR_EDGE, MOSTLY_FULL = 0.8, 3, 6.0, 1.5, 0.6
# A box is narrower than the text beside it by so much, or of another size of type: two columns are alike.
NARROWER, OTHER_TYPE = 1.35, 0.08
# Upright lines of one headline are so near each other, and begin so near each other's height.
UPRIGHT_GAP, UPRIGHT_DROP = 1.0, 3.0
# The notes in the margins of a page are no more than this share of it; the lines of one are so near each other.
MOST_IN_MARGINS, NOTE_GAP = 0.2, 2.2
# So near above or below it a line goes across.
NEAR_ABOVE = 4.0
# The large first character of a paragraph is so many times as large as its other ones, and stands so near the first
# lines, two at the least; the text goes on below it, or no further right than an indent.
INITIAL, INITIAL_SIZE, INITIAL_GAP, LEAST_LOWERED = re.compile(r"[“「『\"'(（《]?[^\W\d_]"), 1.8, 1.5, 2
BACK, MOST_INITIALS = 2.5, 20


def group_rows(lines: list[TextLine]) -> list[list[TextLine]]:
    """List what stands on each baseline, from the top."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if rows and abs(rows[-1][0].y - line.y) <= SAME_BASELINE * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def join_rows(lines: list[TextLine]) -> list[TextLine]:
    """Join the cells of each row of the tables on a page, which are read by rows whatever columns the page has."""
    found: list[TextLine] = []
    run: list[list[TextLine]] = []
    for row in [*group_rows(lines), []]:
        cells = [part for part in row if part.x1 - part.x0 <= WIDEST_CELL * part.size]
        found += [part for part in row if part not in cells]
        pairs = pairwise(sorted(cells, key=attrgetter("x0")))
        apart = len(cells) >= LEAST_CELLS and all(b.x0 - a.x1 >= CELL_GAP * a.size for a, b in pairs)
        short = apart and median((cell.x1 - cell.x0) / cell.size for cell in cells) <= WIDE_CELL
        # The text beside a table may have lines between its rows.
        if short or (row and not cells):
            run += [cells] if cells else []
            continue
        found += [join_parts(cells, cells="\t") for cells in run] if len(run) >= LEAST_ROWS else chain(*run)
        found += cells
        run = []
    return found


class TextAcross:
    """The text of a page by its size and the lines that go across all of it, beside which boxes and notes may stand."""

    def __init__(self, lines: list[TextLine]):
        self.size = usual_size(lines)
        text = of_size(lines, self.size)
        self.left, self.right = find_span(text) if text else (0.0, 0.0)
        self.across = [line for line in text if line.x1 - line.x0 >= ACROSS * (self.right - self.left)]
        # Most lines of a text go across.
        self.is_usual = 2 * len(self.across) > len(text)

    def find_margin_notes(self, lines: list[TextLine]) -> list[list[TextLine]]:
        """List what stands in smaller type in the margins of the page."""
        smaller = [line for line in lines if line.size < (1 - OTHER_TYPE) * self.size]
        notes: list[list[TextLine]] = []
        for margin in ([x for x in smaller if x.x1 <= self.left], [x for x in smaller if x.x0 >= self.right]):
            for line in sorted(margin, key=lambda line: -line.y):
                last = notes[-1][-1] if notes else None
                if last and last in margin and last.y - line.y <= NOTE_GAP * line.size:
                    notes[-1].append(line)
                else:
                    notes.append([line])
        most = MOST_IN_MARGINS * sum(len(line.text) for line in lines)
        return notes if sum(len(line.text) for line in chain(*notes)) <= most else []

    def find_beside(self, lines: list[TextLine]) -> Iterator[tuple[list[TextLine], list[TextLine]]]:
        """List lines of the text with what stands beside them, between lines that go across both."""
        left, right = find_span(self.across)
        ordered = sorted(lines, key=lambda line: -line.y)
        for gutter in sorted({round(line.x0) - 1.0 for line in lines if line.x0 > left + self.size}):
            band: list[TextLine] = []
            above = None
            for line in [*ordered, None]:
                if line is not None and not line.x0 < gutter < line.x1:
                    band.append(line)
                    continue
                sides = [line for line in band if line.x1 <= gutter], [line for line in band if line.x0 >= gutter]
                for beside, box, edge in ((*sides, left), (*sides[::-1], right)) if all(sides) else ():
                    found = self.take_beside(beside, box, edge)
                    if found and any(
                        other is not None and min(abs(other.y - own.y) for own in found[0]) <= NEAR_ABOVE * self.size
                        for other in (above, line)
                    ):
                        yield found
                band, above = [], line

    def take_beside(
        self, beside: list[TextLine], box: list[TextLine], edge: float
    ) -> tuple[list[TextLine], list[TextLine]] | None:
        """Return the lines that are the text, full and at its `edge`, and what is the box beside them; or None."""
        size = self.size
        beside = of_size(beside, size)
        if len(beside) < LEAST_BESIDE:
            return None
        top, bottom = max(line.y for line in beside), min(line.y for line in beside)
        # The short last line of a paragraph may stand above, at the other edge.
        ends = {line for line in of_size(box, size) if not bottom - size < line.y < top + size / 2}
        box = [line for line in box if line not in ends]
        if (
            not box
            or not bottom - 2 * size <= min(line.y for line in box) <= max(line.y for line in box) <= top + 2 * size
        ):
            return None
        x0, x1 = find_span(beside)
        at_edge = min(abs(x0 - edge), abs(x1 - edge)) <= NEAR_EDGE * size and x1 - x0 >= NARROWEST_TEXT * size
        full = sum(x1 - line.x1 <= NEAR_EDGE * size for line in beside) >= MOSTLY_FULL * len(beside)
        marked = 2 * sum(PROSE_MARK.search(line.text) is not None for line in beside) >= len(beside)
        begin, end = find_span(box)
        unlike = abs(usual_size(box) - size) > OTHER_TYPE * size or NARROWER * (end - begin) <= x1 - x0
        return (beside, box) if at_edge and full and marked and unlike else None


def split_boxes(lines: list[TextLine]) -> tuple[list[TextLine], list[list[TextLine]]]:
    """Split the lines of a page into its text and the boxes beside which it is narrower; it is set as wide as above."""
    page, boxes = TextAcross(lines), list[list[TextLine]]()
    if page.is_usual:
        boxes = page.find_margin_notes(lines)
        lines = [line for line in lines if not any(line in box for box in boxes)]
    while len(page.across) > 1:
        found = max(page.find_beside(lines), key=lambda sides: len(sides[1]), default=None)
        if not found:
            break
        beside, box = found
        boxes.append(box)
        x0, x1 = find_span(beside)
        begin, end = page.left - x0, page.right - x1
        rest = [line for line in lines if line not in box and line not in beside]
        lines = rest + [line._replace(x0=line.x0 + begin, x1=line.x1 + end) for line in beside]
    return lines, boxes


def of_size(lines: list[TextLine], size: float) -> list[TextLine]:
    """List the lines that are set in a size, or nearly so."""
    return [line for line in lines if abs(line.size - size) <= OTHER_TYPE * size]


def find_initials(fragments: list[Fragment]) -> list[Fragment]:
    """Find the large first characters of paragraphs whose first lines stand beside them."""
    found, largest = [], INITIAL_SIZE * min((f.size for f in fragments), default=0.0)
    large = [f for f in fragments if f.size >= largest and INITIAL.fullmatch(f.text.strip())]
    for f in large if len(large) <= MOST_INITIALS else ():
        lowered = [other for other in fragments if is_lowered(other, f)]
        below = (other for other in fragments if 0 < f.y - other.y <= f.size)
        back = any(abs(other.x0 - f.x0) <= BACK * other.size for other in below if other not in lowered)
        if back and len({round(other.y) for other in lowered}) >= LEAST_LOWERED:
            found.append(f)
    return found


def is_lowered(part: Fragment | TextLine, initial: Fragment) -> bool:
    """Tell whether what is painted stands right beside the large first character of its paragraph."""
    gap, drop = (part.x0 - initial.x1) / part.size, (part.y - initial.y) / part.size
    fits = initial.size >= INITIAL_SIZE * part.size and -SAME_BASELINE <= drop <= initial.size / part.size
    return fits and -SAME_BASELINE <= gap <= INITIAL_GAP


def set_initials(lines: list[TextLine], initials: list[Fragment], page: int) -> list[TextLine]:
    """Put large first characters before the first of the lines beside them, which are set as far left as they are.

    One that is not beside a line as a whole, but beside the first characters of some, is a line of its own.
    """
    for initial in initials:
        lowered = sorted((line for line in lines if is_lowered(line, initial)), key=lambda line: -line.y)
        text = initial.text.strip()
        own = TextLine(text, initial.x0, initial.x1, initial.y, initial.size, page, ((0, len(text), initial.font),))
        lines += [] if lowered else [own]
        for line in lowered:
            by, before = (len(text), text) if line is lowered[0] else (0, "")
            spans = tuple((start + by, end + by, font) for start, end, font in line.fonts)
            notes = tuple((start + by, end + by) for start, end in line.notes)
            lines[lines.index(line)] = line._replace(text=before + line.text, x0=initial.x0, fonts=spans, notes=notes)
    return lines


def stand_upright(pages: list[list[Fragment]]) -> list[TextLine]:
    """Join upright lines beside each other, as of a headline, from the right to the left."""
    found: list[TextLine] = []
    upright = [(number, f) for number, page in enumerate(pages) for f in page if f.upright]
    for number, f in sorted(upright, key=lambda placed: (placed[0], -placed[1].x0)):
        line = TextLine(f.text, f.x0, f.x1, f.y, f.size, number, ((0, len(f.text), f.font),))
        last = found[-1] if found else line._replace(page=-1)
        beside = last.x0 - line.x1 <= UPRIGHT_GAP * f.size and abs(last.y - line.y) <= UPRIGHT_DROP * f.size
        if beside and (last.page, last.size) == (number, f.size):
            found[-1] = last._replace(text=last.text + f.text, x0=f.x0, fonts=((0, len(last.text + f.text), f.font),))
        else:
            found.append(line)
    return found
