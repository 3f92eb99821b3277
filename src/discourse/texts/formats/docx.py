"""Word files: the text of a document as it is printed."""

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from docx import Document
from docx.document import Document as Book
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from discourse.errors import DiscourseError
from discourse.texts.formats.marks import Block, Layout, Mark, join_blocks
from discourse.texts.formats.numbering import Numbers, value

MEGABYTE = 2**20
# What fits into the memory, and more than any article has; a few kilobytes can unpack to more.
MOST_UNPACKED = 200 * MEGABYTE
# a file in the archive, what the archive is
OTHER_ARCHIVES = [
    ("xl/workbook.xml", "is an Excel workbook; read it as a table of articles"),
    ("ppt/presentation.xml", "is a PowerPoint file; save its text as .docx"),
    ("content.xml", "is an OpenDocument file; save it as .docx"),
    ("META-INF/container.xml", "is an e-book (.epub); save its text as .docx"),
]
NO_DOCUMENT = "is a zip archive without a Word document that can be read; open it in Word and save it as .docx"

# Signs in a run, and the elements that hold runs; nothing else in a paragraph (deleted words, field codes, pictures) is
# printed as text.
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
HOLDERS = {
    "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "customXml", "ruby",
    "rubyBase", "oMath", "oMathPara", "r",
}  # fmt: skip
BLOCK_HOLDERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}
MARGINS = [RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES]
# What the names of styles say, in either language of Word.
HEADING_STYLE = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"toc( ?\d| heading)|目录 ?\d?", re.IGNORECASE)
MARKED_STYLES = {"title": "title", "标题": "title", "caption": "caption", "题注": "caption"}


class Style(NamedTuple):
    """What a style says of its paragraphs or runs, the word of the styles it is based on included."""

    name: str = ""
    bold: bool | None = None
    level: int = 0
    numbering: tuple[str | None, str | None] = (None, None)


Line = list[list[_Element]]
# What the packages raise on a file that is no Word document, or a damaged one.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, OpcError, LxmlError, AttributeError, KeyError, TypeError, ValueError, OSError, EOFError,
)  # fmt: skip


def lay_out_document(data: bytes) -> Layout:
    """Take the text out of a Word file in the order of its paragraphs, tables and text boxes.

    A paragraph is a line; so is a row of a table, its cells parted by tabs. The numbers of numbered lists are written
    out. Words that a tracked change deletes, and hidden ones, are not printed; those it inserts are. `marks` are the
    title, headings, captions and bold words, by style or by hand; `left` are headers, footers, notes, the contents.

    Raises DiscourseError for an archive that is no Word document.
    """
    book = open_document(data)
    styles = read_styles(book)
    numbers = Numbers(next(related(book, [RELATIONSHIP_TYPE.NUMBERING]), None))
    blocks, left = [], []
    for line in walk(book.element.body):
        block = print_line(line, styles, numbers)
        (left if is_contents(line, styles) else blocks).append(block)
    margins = [block_of(paragraph, styles) for part in related(book, MARGINS) for paragraph in part.iter(qn("w:p"))]
    return join_blocks([b for b in blocks if b.text.strip()], [b.text.strip() for b in left + margins])


def open_document(data: bytes) -> Book:
    """Open a Word file; say what the archive is where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DiscourseError("is a Word file or zip archive that is cut off or damaged; get it anew") from error
    names = {file.filename for file in files}
    other = next((what for name, what in OTHER_ARCHIVES if name in names), NO_DOCUMENT)
    size = sum(file.file_size for file in files if file.filename.endswith((".xml", ".rels")))
    if size > MOST_UNPACKED:
        raise DiscourseError(
            f"unpacks to {size / MEGABYTE:,.0f} MB of text; a document has {MOST_UNPACKED // MEGABYTE} MB at the most, "
            "as it is held whole. Divide it into its articles"
        )
    try:
        return Document(io.BytesIO(data))
    except DAMAGED as error:
        raise DiscourseError(other) from error


def related(book: Book, types: list[str]) -> Iterator[_Element]:
    """Give the parts of a document that are of the types, in the order of the types and of their names."""
    relations = [r for r in book.part.rels.values() if r.reltype in types and not r.is_external]
    parts = [(types.index(relation.reltype), relation.target_part) for relation in relations]
    for _, part in sorted(parts, key=lambda found: (found[0], len(found[1].partname), found[1].partname)):
        yield part.element if hasattr(part, "element") else parse_xml(part.blob)


def read_styles(book: Book) -> dict[str | None, Style]:
    """Read what each style says, by its identifier; None is that of paragraphs without one."""
    elements = {style.get(qn("w:styleId")): style for style in book.styles.element.findall(qn("w:style"))}

    def resolve(name: str | None, seen: frozenset = frozenset()) -> Style:
        element = elements.get(name)
        if element is None or name in seen:
            return Style()
        parent = resolve(value(element, "w:basedOn"), seen | {name})
        called = (value(element, "w:name") or "").lower()
        own = element.find(qn("w:pPr"))
        heading = HEADING_STYLE.fullmatch(called)
        bold = is_bold(element.find(qn("w:rPr")))
        return Style(
            called,
            parent.bold if bold is None else bold,
            int(heading[1]) if heading else level_of(own) or parent.level,
            tuple(mine or theirs for mine, theirs in zip(list_of(own), parent.numbering, strict=True)),
        )

    return {name: resolve(name) for name in [None, *elements]}


def is_bold(properties: _Element | None) -> bool | None:
    """Tell what the properties of a run say of its weight; None where they say nothing."""
    bold = None if properties is None else properties.find(qn("w:b"))
    return None if bold is None else bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def level_of(properties: _Element | None) -> int:
    """Return the level of a heading, from 1, that the properties of a paragraph give it; 0 for one of the text."""
    level = None if properties is None else value(properties, "w:outlineLvl")
    return 0 if level in (None, "9") else int(level) + 1


def list_of(properties: _Element | None) -> tuple[str | None, str | None]:
    """Return the list and the depth in it that the properties of a paragraph name."""
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    return (None, None) if numbering is None else (value(numbering, "w:numId"), value(numbering, "w:ilvl"))


def walk(parent: _Element) -> Iterator[Line]:
    """Give the lines of a part of the document: the cells of each, and in a cell the paragraphs printed as one."""
    joined = []
    for child in parent:
        tag = local(child)
        if tag == "p":
            for box in boxes_of(child):
                yield from walk(box)
            joined.append(child)
            if not is_deleted(child, "w:pPr/w:rPr"):
                yield [joined]
                joined = []
        elif tag == "tbl":
            for row in child.iter(qn("w:tr")):
                yield from walk_row(row, child)
        elif tag in BLOCK_HOLDERS:
            yield from walk(child)
    if joined:
        yield [joined]


def walk_row(row: _Element, table: _Element) -> Iterator[Line]:
    """Give the lines of a row of a table: one where each cell is a paragraph at the most, else those of each cell."""
    if next(row.iterancestors(qn("w:tbl"))) is not table or is_deleted(row, "w:trPr"):
        return
    cells = [list(walk(cell)) for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
    full = [[line for line in cell if any(text_of(p) for part in line for p in part)] for cell in cells]
    if all(len(cell) <= 1 and all(len(line) == 1 for line in cell) for cell in full):
        yield [cell[0][0] if cell else [] for cell in full]
    else:
        yield from (line for cell in full for line in cell)


def local(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_deleted(element: _Element, path: str) -> bool:
    """Tell whether a tracked change deletes the end of a paragraph, or a row."""
    for step in path.split("/"):
        element = None if element is None else element.find(qn(step))
    return element is not None and any(local(child) in ("del", "moveFrom") for child in element)


def boxes_of(paragraph: _Element) -> list[_Element]:
    """List the text boxes fixed to a paragraph; each is stored twice, for old and for new versions of Word."""
    boxes = []
    for box in paragraph.iter(qn("w:txbxContent")):
        between = itertools.takewhile(lambda ancestor: ancestor is not paragraph, box.iterancestors())
        around = [local(ancestor) for ancestor in between]
        if "Fallback" not in around and "txbxContent" not in around:
            boxes.append(box)
    return boxes


def is_contents(line: Line, styles: dict[str | None, Style]) -> bool:
    """Tell whether a line is of the table of contents."""
    return any(CONTENTS_STYLE.fullmatch(styles.get(style_of(p), Style()).name) for cell in line for p in cell)


def style_of(paragraph: _Element) -> str | None:
    """Return the identifier of a paragraph's style."""
    properties = paragraph.find(qn("w:pPr"))
    return None if properties is None else value(properties, "w:pStyle")


def print_line(line: Line, styles: dict[str | None, Style], numbers: Numbers) -> Block:
    """Print the cells of a line, parted by tabs."""
    text, marks = "", []
    for at, cell in enumerate(line):
        text += "\t" if at else ""
        for paragraph in cell:
            block = block_of(paragraph, styles, numbers)
            marks += [mark._replace(start=mark.start + len(text), end=mark.end + len(text)) for mark in block.marks]
            text += block.text
    return Block(text.rstrip("\t"), tuple(marks))


def block_of(paragraph: _Element, styles: dict[str | None, Style], numbers: Numbers | None = None) -> Block:
    """Print a paragraph, its number before it, with the marks of its style and its bold words."""
    properties = paragraph.find(qn("w:pPr"))
    style = styles.get(style_of(paragraph), Style())
    number, depth = (mine or theirs for mine, theirs in zip(list_of(properties), style.numbering, strict=True))
    text = numbers.next(number, int(depth or 0)) if numbers and number else ""
    start, marks = len(text), []
    for run, bold in runs_of(paragraph, style, styles):
        if bold and run.strip():
            follows = marks and marks[-1].end == len(text)
            begin = marks.pop().start if follows else len(text)
            marks.append(Mark(begin, len(text) + len(run), "bold"))
        text += run
    if not text[start:].strip():
        return Block("")
    level = level_of(properties) or style.level
    if style.name in MARKED_STYLES:
        marks = [Mark(0, len(text), MARKED_STYLES[style.name])]
    elif level:
        marks = [Mark(0, len(text), "heading", level)]
    return Block(text, tuple(marks))


def runs_of(element: _Element, style: Style, styles: dict[str | None, Style]) -> Iterator[tuple[str, bool]]:
    """Give the runs of a paragraph that are printed, and whether each is bold."""
    for child in element:
        tag = local(child)
        if tag != "r":
            if tag in HOLDERS:
                yield from runs_of(child, style, styles)
            elif tag == "t":
                yield "".join(child.itertext()), False
            continue
        properties = child.find(qn("w:rPr"))
        if properties is not None and properties.find(qn("w:vanish")) is not None:
            continue
        own = None if properties is None else styles.get(value(properties, "w:rStyle"), Style()).bold
        bold = next((b for b in (is_bold(properties), own, style.bold) if b is not None), False)
        yield "".join(sign_of(sign) for sign in child), bold
        for holder in child:
            if local(holder) in HOLDERS:
                yield from runs_of(holder, style, styles)


def sign_of(element: _Element) -> str:
    """Return what an element of a run prints."""
    tag = local(element)
    if tag == "t":
        text = "".join(element.itertext())
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        return text if kept else text.strip(" \t\r\n")
    if tag == "sym":
        return chr(int(element.get(qn("w:char"), "FFFD"), 16))
    if tag == "br" and element.get(qn("w:type")) in ("page", "column"):
        return ""
    return SIGNS.get(tag, "")


def text_of(paragraph: _Element) -> str:
    """Return the text of a paragraph without blanks at its ends and without its number."""
    return "".join(run for run, _ in runs_of(paragraph, Style(), {})).strip()
