"""The lines of a printed text become paragraphs, its title, headings, bold words and numbers of notes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median

from discourse.texts.formats.marks import LINE, PARAGRAPH, Block, Mark, extend_bold
from discourse.texts.formats.pdf_lines import PROSE_MARK, SHORT_AT_STOP, TextLine, find_span, usual_size

# A line begins a paragraph by a gap above it, as a multiple of the usual one, or by another size of type.
GAP, OTHER_SIZE = 1.4, 0.08
# So many gaps show what is usual in a size of type.
LEAST_GAPS = 12
# So many lines that end where none goes further show where a column ends.
LEAST_FULL = 3
# Notes at the foot of a page are set in smaller type, by as much at the least.
FOOTNOTE_SIZE = 0.92
# Headings are set in larger type, and are no longer than this.
HEADING_SIZE, HEADING_LENGTH, DEEPEST_LEVEL = 1.12, 80, 6
# The lines of a title stand so near each other.
TITLE_GAP = 2.5
HEAVY = re.compile(r"bold|heavy|black|\A(?>.*hei)(?!.*light)|fzht|黑", re.IGNORECASE)
# Fields of a document in a row are no lines of one paragraph, however full: 发文日期：… above 发文字号：….
FIELDS = r"发文(?:日期|字号|机关|单位)|受文者|速\s?别|密\s?等(?:及[^:：]{2,14})?|附\s?件|正\s?本|副\s?本"
FIELD = re.compile(rf"\s*(?:{FIELDS})\s?[:：]\s?\S")
CONTENTS = re.compile(r"目\s*[录錄次]|contents", re.IGNORECASE)
SENTENCE_END = re.compile(r"。|[a-z][.?!](?=\s|$)")
# In larger type, too, text is set of which so many lines, and such a share of them, hold the end of a sentence.
LEAST_ENDS, SHARE_OF_ENDS = 3, 0.2


class PrintedText:
    """The lines of all columns, and what parts each from the one before; `size` is that of the text.

    Rows of tables, which may be more than the text, do not count for it. Each of the `boxes`, whose columns stand
    beside the text, and of the `headlines` of upright lines is put where a paragraph of the text begins.
    """

    def __init__(
        self,
        columns: list[list[TextLine]],
        boxes: Iterable[list[list[TextLine]]] = (),
        headlines: Iterable[TextLine] = (),
    ):
        self.lines = list(chain(*columns))
        self.size = usual_size([line for line in self.lines if "\t" not in line.text] or self.lines)
        boxes = [*boxes, *([[line]] for line in headlines)]
        self.heading_sizes = find_heading_sizes([*self.lines, *chain(*chain(*boxes))], self.size)
        self.partings = find_partings(columns, self.heading_sizes)
        self.boxed = set(chain(*chain(*boxes))) - set(headlines)
        for box in boxes:
            self.put_box(box)

    def make_blocks(self) -> list[Block]:
        """Part the lines into paragraphs and mark title, headings, bold words and the numbers of notes."""
        fonts = Counter[str]()
        for start, end, font in chain(*(line.fonts for line in self.lines)):
            fonts[font] += end - start
        usual = max(fonts, key=lambda font: fonts[font], default="")
        headings = self.find_headings()
        blocks, at = [], 0
        while at < len(self.lines):
            boxed = self.lines[at] in self.boxed
            # What is large in a box heads nothing of the text beside it.
            last, name, level = (at, "", 0) if boxed else headings.get(at, (at, "", 0))
            text = LINE.join(line.text for line in self.lines[at : last + 1])
            marks = [Mark(0, len(text), name, level)] if name else []
            for start, end, other in [] if name or HEAVY.search(usual) else self.lines[at].fonts:
                if HEAVY.search(other) and text[start:end].strip():
                    blank = marks and not text[marks[-1].end : start].strip()
                    extend_bold(marks, marks[-1].end if blank else start, end)
            marks += [Mark(0, len(text), "box")] if boxed else []
            begin = 0
            for line in self.lines[at : last + 1]:
                # What a note at the foot of a page begins with is no mark of another.
                notes = (
                    line.notes if line.size > FOOTNOTE_SIZE * self.size else [note for note in line.notes if note[0]]
                )
                marks += [Mark(begin + start, begin + end, "note") for start, end in notes]
                begin += len(line.text) + len(LINE)
            blocks.append(Block(text, tuple(marks), self.partings[at]))
            at = last + 1
        return blocks

    def put_box(self, box: list[list[TextLine]]) -> None:
        """Put the columns of a box before the first paragraph that begins beside it or below."""
        own = list(chain(*box))
        top = max(line.y + line.size for line in own)
        beside = (at for at, line in enumerate(self.lines) if line.page == own[0].page and line.y <= top)
        first = next(beside, len(self.lines))
        at = next((at for at in range(first, len(self.lines)) if self.partings[at] == PARAGRAPH), len(self.lines))
        self.lines[at:at], self.partings[at:at] = own, find_partings(box, self.heading_sizes)

    def find_larger_lines(self) -> list[tuple[float, int, int]]:
        """List the short paragraphs in larger type: their size, first and last line."""
        starts = [at for at, parting in enumerate(self.partings) if parting == PARAGRAPH or at == 0]
        found = []
        for first, after in pairwise([*starts, len(self.lines)]):
            text = "".join(line.text for line in self.lines[first:after]).strip()
            size = self.lines[first].size
            # A row of a table heads nothing.
            if (
                "\t" not in text
                and size in self.heading_sizes
                and 1 < len(text) <= HEADING_LENGTH
                and not text.endswith("。")
            ):
                found.append((size, first, after - 1))
        return found

    def find_headings(self) -> dict[int, tuple[int, str, int]]:
        """Map the first line of larger type to (last line, name, level); the largest on the first page is the title."""
        lines, found = self.lines, self.find_larger_lines()
        largest = max((size_ for size_, *_ in found), default=0.0)
        for number in reversed(range(1, len(found))):
            (size_, first, end), (below, after, last) = found[number - 1 : number + 1]
            # A title of two lines stands with more room between them than the text has.
            near = lines[end].page == lines[after].page and gap_between(lines[end], lines[after]) <= TITLE_GAP
            if size_ == below == largest and after == end + 1 and near:
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


def find_heading_sizes(lines: list[TextLine], usual: float) -> set[float]:
    """Return the sizes of type that are larger than the `usual` one, but those in which text is set, or nearly so."""
    ends = defaultdict[float, list[bool]](list)
    for line in lines:
        if line.size >= HEADING_SIZE * usual:
            ends[line.size].append(SENTENCE_END.search(line.text) is not None)
    of_text = [size for size, held in ends.items() if sum(held) >= max(LEAST_ENDS, SHARE_OF_ENDS * len(held))]
    return {size for size in ends if not any(abs(size - other) <= OTHER_SIZE * other for other in of_text)}


def are_apart(before: TextLine, line: TextLine, *, is_text: bool) -> bool:
    """Tell whether two lines can be of no one paragraph: in other sizes of type, or in that of headings, overleaf."""
    other = abs(line.size - before.size) > OTHER_SIZE * before.size
    return other or not (is_text or line.page == before.page)


def find_partings(columns: list[list[TextLine]], heading_sizes: set[float]) -> list[str]:
    """Say of each line whether it begins a paragraph; in `heading_sizes` of type no text is set."""
    gaps = find_gaps(columns)
    partings: list[str] = []
    before, first, edge, hanging = None, None, 0.0, list[TextLine]()
    for column, edges in zip(columns, find_edges(columns), strict=True):
        for above, line, below in zip([None, *column], column, [*column[1:], None], strict=False):
            opened, is_text = partings[-1:] != [LINE], line.size not in heading_sizes
            hangs = above is not None and first is not None and line.hangs_below(first, above, below, edge, hanging)
            new = (
                before is None
                or are_apart(before, line, is_text=is_text)
                or (
                    above is not None and (gap_between(above, line) > GAP * gaps[line.size] or line.is_row_below(above))
                )
                or (is_text and not hangs and line.is_indented(above, below, opened=opened, edge=edge))
                or before.ends_before(line, edge, opened=opened, is_text=is_text)
                or line.heads(before, below, edges[line.size])
                or all(map(FIELD.match, (before.text, line.text)))
            )
            partings.append(PARAGRAPH if new else LINE)
            # Larger type, of a title, may go across what stands below it.
            before, first, edge = line, line if new else first, edges[line.size]
            hanging = [first, line] if hangs and not new and first else hanging
    return partings


def find_gaps(columns: list[list[TextLine]]) -> dict[float, float]:
    """Find how far lines of each size stand below others, in ems: as is usual, and further where that size does.

    A table may have more lines than the text, and less room between them.
    """
    gaps, sizes = defaultdict[float, list[float]](list), {line.size for line in chain(*columns)}
    for above, line in chain(*(pairwise(column) for column in columns)):
        gaps[line.size if above.size == line.size else 0.0].append(gap_between(above, line))
    usual = median(chain(*gaps.values())) if gaps else 0.0
    return {size: max(usual, median(own)) if len(own := gaps[size]) >= LEAST_GAPS else usual for size in sizes}


def find_edges(columns: list[list[TextLine]]) -> list[dict[float, float]]:
    """Find for each column where its lines of each size end: where its full lines do, or those of others near it."""
    edges, shown = list[dict[float, float]](), []
    for column in columns:
        # Lines of one size, or nearly so, end together; enough full ones of one size show where.
        sizes = {line.size: line.x1 for line in sorted(column, key=attrgetter("x1"))}
        edges.append({s: max(x1 for other, x1 in sizes.items() if abs(other - s) <= OTHER_SIZE * s) for s in sizes})
        full = Counter(line.size for line in column if edges[-1][line.size] - line.x1 <= SHORT_AT_STOP * line.size)
        shown += [find_span(column)] if max(full.values()) >= LEAST_FULL else []
    for column, own in zip(columns, edges, strict=True):
        x0, x1 = find_span(column)
        near = [end for begin, end in shown if begin < x1 and x0 < end and end >= x1 - SHORT_AT_STOP * column[0].size]
        # What is no prose, such as names and days, ends before the column does.
        if near and (x0, x1) not in shown and not any(PROSE_MARK.search(line.text) for line in column):
            own.update({size: max(edge, min(near)) for size, edge in own.items()})
    return edges


def gap_between(above: TextLine, line: TextLine) -> float:
    """Measure how far a line lies below another, in ems."""
    return (above.y - line.y) / line.size
