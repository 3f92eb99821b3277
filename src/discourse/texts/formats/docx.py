"""Word files: the text of a document as it is printed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml.etree import LxmlError, _Element

from discourse.errors import DiscourseError
from discourse.texts.formats.marks import Block, Layout, Mark, extend_bold, join_blocks
from discourse.texts.formats.numbering import Numbering, child_value, counted_number, full_path

MEGABYTE = 2**20
# What fits into the memory, and more than any article has; a few kilobytes can unpack to more.
MOST_UNPACKED = 100 * MEGABYTE
# a file in the archive, what the archive is
OTHER_ARCHIVES = [
    ("xl/workbook.xml", "is an Excel workbook; read it as a table of articles"),
    ("ppt/presentation.xml", "is a PowerPoint file; save its text as .docx"),
    ("content.xml", "is an OpenDocument file; save it as .docx"),
    ("META-INF/container.xml", "is an e-book (.epub); save its text as .docx"),
]
NO_DOCUMENT = "is a zip archive without a Word document that can be read; open it in Word and save it as .docx"
BROKEN_ARCHIVE = "is a Word file or zip archive that is cut off or damaged; get it anew"

# What elements of a run print, and the elements that hold runs; nothing else in a paragraph (deleted words, field
# codes, pictures) is printed as text.
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
NAMED_STYLES = {"title": "title", "标题": "title", "caption": "caption", "题注": "caption"}

# Where a paragraph names its style.
STYLE = "w:pPr/w:pStyle"
# The outline level, counted from 0, of what is no heading.
TEXT_LEVEL = 9


class Style(NamedTuple):
    """What a style says of its paragraphs or runs, the word of the styles it is based on included."""

    name: str = ""
    bold: bool | None = None
    level: int = 0
    numbering: tuple[str | None, str | None] = (None, None)


# What the packages raise on a file that is no Word document, or a damaged one.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, OpcError, LxmlError, AttributeError, KeyError, TypeError, ValueError, OSError,
    EOFError,
)  # fmt: skip


def read_docx(data: bytes) -> Layout:
    """Take the text out of a Word file in the order of its paragraphs, tables and text boxes.

    A paragraph is a line; so is a row of a table, its cells parted by tabs. The numbers of numbered lists are written
    out. Words that a tracked change deletes, and hidden ones, are not printed; those it inserts are. `marks` are the
    title, headings, captions and bold words, by style or by hand; `discarded` are headers, footers, notes and the
    table of contents.

    Raises DiscourseError for an archive that is no Word document.
    """
    document = open_document(data)
    styles = read_styles(document)
    numbering = Numbering(next(related_parts(document, [RELATIONSHIP_TYPE.NUMBERING]), None))
    blocks, discarded = [], []
    for cells in iterate_lines(document.element.body):
        parts: list[Block] = []
        for at, cell in enumerate(cells):
            parts += [Block("\t", parting="")] if at else []
            parts += [print_paragraph(paragraph, styles, numbering)._replace(parting="") for paragraph in cell]
        text, marks, *_ = join_blocks(parts)
        names = [styles.get(child_value(paragraph, STYLE), Style()).name for cell in cells for paragraph in cell]
        if any(map(CONTENTS_STYLE.fullmatch, names)):
            discarded.append(text.strip())
        elif text.strip():
            blocks.append(Block(text.rstrip("\t"), marks))
    margins = (paragraph for part in related_parts(document, MARGINS) for paragraph in part.iter(full_path("w:p")))
    return join_blocks(blocks, discarded + [print_paragraph(paragraph, styles).text.strip() for paragraph in margins])


def open_document(data: bytes) -> WordDocument:
    """Open a Word file; say what the archive is where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            read = [file for file in files if file.filename.endswith((".xml", ".rels"))]
            size = sum(file.file_size for file in read)
            if size <= MOST_UNPACKED < sum(file.file_size for file in files):
                # Pictures are not read, and one of a few kilobytes can unpack to more than the memory holds.
                data = keep_only(archive, read)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError) as error:
        raise DiscourseError(BROKEN_ARCHIVE) from error
    names = {file.filename for file in files}
    other = next((what for name, what in OTHER_ARCHIVES if name in names), NO_DOCUMENT)
    if size > MOST_UNPACKED:
        raise DiscourseError(
            f"unpacks to {size / MEGABYTE:,.0f} MB of text; a document has {MOST_UNPACKED // MEGABYTE} MB at the most, "
            "as it is held whole. Divide it into its articles"
        )
    try:
        document = Document(io.BytesIO(data))
        empty = document.element.body is None
    except DAMAGED as error:
        raise DiscourseError(other) from error
    if empty:
        raise DiscourseError(other)
    return document


def keep_only(archive: zipfile.ZipFile, kept: list[zipfile.ZipInfo]) -> bytes:
    """Copy an archive with all files but those `kept` emptied: what names them still finds them."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as emptied:
        for file in archive.infolist():
            emptied.writestr(file.filename, archive.read(file) if file in kept else b"")
    return copy.getvalue()


def related_parts(document: WordDocument, types: list[str]) -> Iterator[_Element]:
    """Give the parts of a document that are of the types, in the order of the types and of their names."""
    relations = [r for r in document.part.rels.values() if r.reltype in types and not r.is_external]
    parts = [(types.index(relation.reltype), relation.target_part) for relation in relations]
    for _, part in sorted(parts, key=lambda found: (found[0], len(found[1].partname), found[1].partname)):
        try:
            yield part.element if hasattr(part, "element") else parse_xml(part.blob)
        except (LxmlError, ValueError) as error:
            raise DiscourseError(f"{part.partname} in it is damaged; open it in Word and save it anew") from error


def read_styles(document: WordDocument) -> dict[str | None, Style]:
    """Read what each style says, by its identifier; None is that of paragraphs without one."""
    elements = {
        style.get(full_path("w:styleId")): style for style in document.styles.element.findall(full_path("w:style"))
    }

    found: dict[str | None, Style] = {}
    for name in [None, *elements]:
        # A style is read after those that it is based on; one of a circle is based on none.
        chain: list[str | None] = []
        while name in elements and name not in found and name not in chain:
            chain.append(name)
            name = child_value(elements[name], "w:basedOn")
        style = found.get(name, Style())
        for name in reversed(chain):
            style = found[name] = read_style(elements[name], style)
    return {name: found.get(name, Style()) for name in [None, *elements]}


def read_style(element: _Element, parent: Style) -> Style:
    """Read what a style says, and what it leaves to the one that it is based on."""
    called = (child_value(element, "w:name") or "").lower()
    own = element.find(full_path("w:pPr"))
    heading = HEADING_STYLE.fullmatch(called)
    bold = is_bold(element.find(full_path("w:rPr")))
    number, depth = list_position(own)
    return Style(
        called,
        parent.bold if bold is None else bold,
        int(heading[1]) if heading else outline_level(own) or parent.level,
        (number or parent.numbering[0], depth or parent.numbering[1]),
    )


def is_bold(properties: _Element | None) -> bool | None:
    """Tell what the properties of a run say of its weight; None where they say nothing."""
    bold = None if properties is None else properties.find(full_path("w:b"))
    return None if bold is None else bold.get(full_path("w:val"), "1") not in ("0", "false", "off")


def outline_level(properties: _Element | None) -> int:
    """Return the level of a heading, from 1, that the properties of a paragraph give it; 0 for one of the text."""
    level = counted_number(child_value(properties, "w:outlineLvl"), TEXT_LEVEL)
    return level + 1 if level < TEXT_LEVEL else 0


def list_position(properties: _Element | None) -> tuple[str | None, str | None]:
    """Return the list and the depth in it that the properties of a paragraph name."""
    return child_value(properties, "w:numPr/w:numId"), child_value(properties, "w:numPr/w:ilvl")


def iterate_lines(parent: _Element) -> Iterator[list[list[_Element]]]:
    """Give the lines of a part of the document: the cells of each, and in a cell the paragraphs printed as one."""
    joined = []
    for child in parent:
        tag = local_name(child)
        if tag == "p":
            for box in child.iter(full_path("w:txbxContent")):
                between = [ancestor for ancestor in box.iterancestors() if child in ancestor.iterancestors()]
                # Each text box is stored twice, for old and for new versions of Word.
                if not {"Fallback", "txbxContent"}.intersection(map(local_name, between)):
                    yield from iterate_lines(box)
            joined.append(child)
            if not is_deleted(child, "w:pPr/w:rPr"):
                yield [joined]
                joined = []
        elif tag == "tbl":
            for row in child.iter(full_path("w:tr")):
                if next(row.iterancestors(full_path("w:tbl"))) is child and not is_deleted(row, "w:trPr"):
                    yield from iterate_row_lines(row)
        elif tag in BLOCK_HOLDERS:
            yield from iterate_lines(child)
    if joined:
        yield [joined]


def iterate_row_lines(row: _Element) -> Iterator[list[list[_Element]]]:
    """Give the lines of a row of a table: one where each cell is a paragraph at the most, else those of each cell."""
    full = []
    for cell in row.iter(full_path("w:tc")):
        if next(cell.iterancestors(full_path("w:tr"))) is row:
            lines = list(iterate_lines(cell))
            full.append([line for line in lines if any(print_paragraph(p, {}).text for part in line for p in part)])
    if all(len(cell) <= 1 and all(len(line) == 1 for line in cell) for cell in full):
        yield [cell[0][0] if cell else [] for cell in full]
    else:
        yield from (line for cell in full for line in cell)


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_deleted(element: _Element, path: str) -> bool:
    """Tell whether a tracked change deletes the end of a paragraph, or a row."""
    properties = element.find(full_path(path))
    return properties is not None and any(local_name(child) in ("del", "moveFrom") for child in properties)


def print_paragraph(paragraph: _Element, styles: dict[str | None, Style], numbering: Numbering | None = None) -> Block:
    """Print a paragraph, its number before it, with the marks of its style and its bold words."""
    properties = paragraph.find(full_path("w:pPr"))
    style = styles.get(child_value(paragraph, STYLE), Style())
    number, depth = (mine or theirs for mine, theirs in zip(list_position(properties), style.numbering, strict=True))
    text = numbering.next(number, counted_number(depth)) if numbering and number else ""
    start = len(text)
    marks: list[Mark] = []
    for run, bold in iterate_runs(paragraph, style, styles):
        if bold and run.strip():
            extend_bold(marks, len(text), len(text) + len(run))
        text += run
    if not text[start:].strip():
        return Block("")
    level = outline_level(properties) or style.level
    if style.name in NAMED_STYLES:
        marks = [Mark(0, len(text), NAMED_STYLES[style.name])]
    elif level:
        marks = [Mark(0, len(text), "heading", level)]
    return Block(text, tuple(marks))


def iterate_runs(element: _Element, style: Style, styles: dict[str | None, Style]) -> Iterator[tuple[str, bool]]:
    """Give the runs of a paragraph that are printed, and whether each is bold."""
    for child in element:
        tag = local_name(child)
        if tag != "r":
            if tag in HOLDERS:
                yield from iterate_runs(child, style, styles)
            elif tag == "t":
                yield "".join(child.itertext()), False
            continue
        properties = child.find(full_path("w:rPr"))
        if properties is not None and properties.find(full_path("w:vanish")) is not None:
            continue
        own = styles.get(child_value(properties, "w:rStyle"), Style()).bold
        bold = next((b for b in (is_bold(properties), own, style.bold) if b is not None), False)
        yield "".join(map(print_sign, child)), bold
        for holder in child:
            if local_name(holder) in HOLDERS:
                yield from iterate_runs(holder, style, styles)


def print_sign(element: _Element) -> str:
    """Return what an element of a run prints."""
    tag = local_name(element)
    if tag == "t":
        text = "".join(element.itertext())
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        return text if kept else text.strip(" \t\r\n")
    if tag == "sym":
        code = element.get(full_path("w:char"), "")
        known = re.fullmatch("[0-9A-Fa-f]{1,4}", code) and not 0xD800 <= int(code, 16) <= 0xDFFF
        return chr(int(code, 16)) if known else "\ufffd"
    if tag == "br" and element.get(full_path("w:type")) in ("page", "column"):
        return ""
    return SIGNS.get(tag, "")
