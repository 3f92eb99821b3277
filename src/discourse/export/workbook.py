"""A sheet becomes an Excel workbook."""

import io
import math
import shutil
from collections.abc import Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from discourse.errors import DiscourseError
from discourse.export.sheet import (
    EXACT,
    FORMULA,
    LEAST_P,
    Column,
    Value,
    is_text,
    printed,
    width,
)

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
# In characters of the sheet's type.
NARROWEST, WIDEST = 6, 60
# A file that held the day it was written would have other bytes every day.
NO_DAY = datetime(2000, 1, 1)


class Archive(ZipFile):
    """A zip file whose members bear no day."""

    def writestr(self, name: str, data: str | bytes) -> None:
        """Add a member from memory."""
        super().writestr(self._member(name), data)

    def write(self, filename: str, arcname: str) -> None:
        """Add a member from a file."""
        with open(filename, "rb") as source, self.open(self._member(arcname), "w") as member:
            shutil.copyfileobj(source, member)

    def _member(self, name: str) -> ZipInfo:
        member = ZipInfo(name)
        member.compress_type = ZIP_DEFLATED
        return member


def workbook(sheet: list[Column], name: str) -> bytes:
    """Return a sheet as XLSX: the head bold and frozen, with filters, columns as wide as what they hold.

    Texts are stored as texts, so that none runs as a formula, becomes a date or loses a zero; one that looks like
    a formula stays a text when its cell is edited. Numbers keep all their digits and are shown rounded, p-values below
    0.001 as <0.001. What is missing is empty; infinite numbers, and whole ones of 16 digits and more, which Excel
    cannot hold, are texts. `name` is what errors call the table.

    Raises `DiscourseError` for more rows, columns or characters in a cell than Excel holds.
    """
    check_limits(sheet, name)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.created, book.properties.modified = "discourse", NO_DAY, NO_DAY
    page = book.create_sheet("table")
    letters = [get_column_letter(place) for place in range(1, len(sheet) + 1)]
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{letters[-1]}{len(sheet[0].cells) + 1}"
    for letter, column in zip(letters, sheet, strict=True):
        page.column_dimensions[letter].width = fitting_width(column)
    for row in zip(*(_cells(page, column) for column in sheet), strict=True):
        page.append(row)
    content = io.BytesIO()
    with Archive(content, "w") as archive:
        ExcelWriter(book, archive).write_data()
    return content.getvalue()


def check_limits(sheet: list[Column], name: str) -> None:
    """Refuse what Excel would cut off."""
    rows = len(sheet[0].cells) + 1
    if rows > MOST_ROWS or len(sheet) > MOST_COLUMNS:
        raise DiscourseError(
            f"{name}: {rows - 1:,} rows and {len(sheet):,} columns; Excel holds {MOST_ROWS - 1:,} below the head and "
            f"{MOST_COLUMNS:,}: filter the frame, split it, or write it by frame.to_csv"
        )
    for column in sheet:
        for row, cell in enumerate((column.name, *column.cells)):
            # Excel counts a character beyond the basic plane as two.
            if isinstance(cell, str) and 2 * len(cell) > MOST_CHARACTERS < len(cell.encode("utf-16-le")) / 2:
                place = f"row {row}" if row else "the head"
                raise DiscourseError(
                    f"{name}: the text in {place} of column {column.name[:40]!r} has {len(cell):,} characters, "
                    f"and a cell of Excel holds {MOST_CHARACTERS:,}: leave the column out, or shorten it by .str.slice"
                )


def fitting_width(column: Column) -> float:
    """Return how wide a column is to be: as its widest line, within reason, and room for the button of the filter."""
    texts = {printed(cell, column) for cell in column.cells if cell is not None}
    widest = max((width(line) for text in texts for line in text[: 2 * WIDEST].splitlines()), default=0)
    return min(WIDEST, max(NARROWEST, widest + 1, width(column.name) + 3))


def number_format(column: Column) -> str:
    """Return how Excel shows the numbers of a column."""
    if column.kind == "p":
        return f'[<{LEAST_P}]"<{LEAST_P}";0.{"0" * column.decimals}'
    if column.kind == "decimal":
        return "0.00E+00" if column.decimals is None else f"0.{'0' * column.decimals}"
    return "0" if column.kind == "whole" else "General"


def _cells(page: WriteOnlyWorksheet, column: Column) -> Iterator[Cell | None]:
    """Yield the cells of a column from the head down; openpyxl writes each before it asks for the next."""
    side = "left" if is_text(column) else "right"
    head = WriteOnlyCell(page)
    head.font, head.alignment = Font(bold=True), Alignment(horizontal=side)
    yield _filled(head, column.name)
    number, text, formula = WriteOnlyCell(page), WriteOnlyCell(page), WriteOnlyCell(page)
    number.number_format = number_format(column)
    text.number_format = formula.number_format = "@"
    formula.quotePrefix = True
    for style in (text, formula):
        style.alignment = Alignment(horizontal=side)
    for value in column.cells:
        value = storable(value)
        if value is None or value == "":
            yield None
        elif not isinstance(value, str):
            number.value = value
            yield number
        else:
            yield _filled(formula if FORMULA.match(value) else text, value)


def storable(value: Value) -> Value:
    """Return a number that Excel cannot hold as a text, all else as it is."""
    if isinstance(value, float) and not math.isfinite(value):
        return "∞" if value > 0 else "-∞"
    return str(value) if isinstance(value, int) and abs(value) >= EXACT else value


def _filled(cell: Cell, text: str) -> Cell:
    cell.value = text
    # openpyxl takes a text that begins with = for a formula, and #N/A for an error.
    cell.data_type = "s"
    return cell
