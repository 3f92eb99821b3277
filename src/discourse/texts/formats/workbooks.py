"""The sheets of an Excel workbook become rows of cells."""

import io
import re
import warnings
import zipfile
from itertools import chain, product
from typing import Any, NamedTuple

from discourse.errors import DiscourseError, arose_in, list_faults

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "is an old Excel workbook (.xls); save it as .xlsx in Excel, or as CSV (UTF-8)"
MEGABYTE = 2**20
# What fits into the memory; a few kilobytes can unpack to more. No large table packs a hundred to one.
MOST_UNPACKED, MOST_BLANK, BLANK = 400 * MEGABYTE, 50 * MEGABYTE, 100
TOO_LARGE = (
    "unpacks to {:,.0f} MB of cells{}; a workbook is held whole, and has {:,.0f} MB at the most: divide it, or save it "
    "as CSV, which has no such limit"
)
# Between cells that stand far apart a sheet has empty ones; merged ones take the most memory.
MOST_ROWS, MOST_CELLS, MOST_MERGED = 2**20, 2**24, 100_000
TOO_WIDE = f"has a sheet of more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells: delete what stands far from the table"
TOO_MERGED = f"has more than {MOST_MERGED:,} merged cells: take the merging off, or save it as CSV"
# A cell of a formula without a value; t="str" has one, an empty text.
UNCALCULATED = re.compile(
    rb"<c\b(?![^<>]*\bt=\"str\")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*+(?:(?:<v\s*/>|<v>\s*</v>)\s*+)?</c>"
)

# What reads a workbook for it.
READ_BY = ("openpyxl", "zipfile", "lxml", "et_xmlfile")
MERGED = re.compile(rb'<mergeCell\b[^<>]*\bref="([^"<>]*)"')
MERGED_OR_HIDDEN = re.compile(rb'<mergeCell |<(?:row|col)\b[^<>]*\bhidden="(?:1|true)"')


class Sheet(NamedTuple):
    """The cells of a sheet, row by row, and the blocks of cells that it shows as one: first and last column and row.

    Columns and rows count from 0. `uncalculated` names the cells whose formula has no value, as in a workbook that a
    program wrote and no spreadsheet has opened, `hidden` the rows and columns that are not shown.
    """

    rows: list[list]
    merged: list[tuple[int, int, int, int]]
    uncalculated: list[str]
    hidden: list[str]

    def calculated_rows(self) -> list[list]:
        """Return the rows, if every formula has a value, else raise: its cell would be taken for an empty one."""
        if self.uncalculated:
            cells = list_faults(self.uncalculated)
            raise DiscourseError(
                f"has formulas without a value, in {cells}; open it in Excel or LibreOffice and save it"
            )
        return self.rows


def read_sheets(data: bytes) -> dict[str, Sheet]:
    """Read the sheets of a workbook (.xlsx, .xlsm) by their names, formulas as the values last seen.

    Raises DiscourseError for what is no such workbook.
    """
    import openpyxl

    if data.startswith(OLD_WORKBOOK):
        raise DiscourseError(SAVE_AS)
    try:
        with warnings.catch_warnings():
            # Styles and rules that openpyxl does not know are no part of the table.
            warnings.simplefilter("ignore")
            whole, unknown = check_sheets(data)
            # Which cells are merged or hidden is known only of sheets that are read whole.
            layout = openpyxl.load_workbook(io.BytesIO(data)) if whole else None
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
            # Hidden sheets come last.
            if not book.worksheets:
                raise DiscourseError("is a workbook without a sheet of cells; save its table as CSV")
            ordered = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
            sheets = {sheet.title: Sheet(rows_of(sheet), [], [], []) for sheet in ordered}
            for sheet in layout.worksheets if layout else []:
                sheets[sheet.title] = with_layout(sheets[sheet.title].rows, sheet)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if unknown else None
            for sheet in formulas.worksheets if formulas else []:
                sheet.reset_dimensions()
                sheets[sheet.title].uncalculated.extend(find_uncalculated(sheet, sheets[sheet.title].rows))
            for each in (book, formulas):
                each.close() if each else None
    except Exception as error:
        if not arose_in(error, *READ_BY):
            raise
        # openpyxl lets errors of zip, XML and its own through, of no common kind.
        said = f"is not a workbook that can be read ({' '.join(str(error).split())})"
        raise DiscourseError(f"{said}; save it anew as .xlsx, or as CSV") from error
    return sheets


def check_sheets(data: bytes) -> tuple[bool, bool]:
    """Tell whether cells of a workbook are merged or hidden, and whether formulas lack a value.

    Raises DiscourseError for more than the memory holds.
    """
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [file for file in archive.infolist() if file.filename.endswith(".xml")]
        size, packed = (sum(getattr(file, side) for file in parts) for side in ("file_size", "compress_size"))
        blank = size > BLANK * packed
        most, said = (MOST_BLANK, ", nearly all of them blank") if blank else (MOST_UNPACKED, "")
        if size > most:
            raise DiscourseError(TOO_LARGE.format(size / MEGABYTE, said, most / MEGABYTE))
        whole, unknown, merged = False, False, 0
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                sheet = archive.read(name)
                whole |= bool(MERGED_OR_HIDDEN.search(sheet))
                unknown |= bool(UNCALCULATED.search(sheet))
                for cells in MERGED.findall(sheet):
                    left, top, right, bottom = range_boundaries(cells.decode())
                    merged += (right - left + 1) * (bottom - top + 1)
    if merged > MOST_MERGED:
        raise DiscourseError(TOO_MERGED)
    return whole, unknown


def rows_of(sheet: Any) -> list[list]:
    """Return the rows of a sheet of openpyxl, each up to its last cell. Raises DiscourseError for too many cells."""
    # A sheet may say that it is smaller than it is.
    sheet.reset_dimensions()
    rows, cells = list[list](), 0
    for row in sheet.values:
        rows.append(list(row))
        cells += len(row)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise DiscourseError(TOO_WIDE)
    return rows


def with_layout(rows: list[list], sheet: Any) -> Sheet:
    """Return the rows of a sheet, all of one width, with what openpyxl says of its layout, read whole."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise DiscourseError(TOO_WIDE)
    merged = [
        (cells.min_col - 1, cells.max_col - 1, cells.min_row - 1, cells.max_row - 1)
        for cells in sheet.merged_cells.ranges
        if cells.min_col <= width and cells.min_row <= len(rows)
    ]
    sizes = [*product(["row"], sheet.row_dimensions.items()), *product(["column"], sheet.column_dimensions.items())]
    hidden = [f"{kind} {at}" for kind, (at, size) in sizes if size.hidden]
    return Sheet([[*row, *[None] * (width - len(row))] for row in rows], merged, [], hidden)


def find_uncalculated(formulas: Any, rows: list[list]) -> list[str]:
    """List the cells of a sheet of formulas whose values, as rows, are missing."""
    known = {(y, x) for y, row in enumerate(rows, 1) for x, value in enumerate(row, 1) if value is not None}
    cells = (cell for cell in chain(*formulas.iter_rows()) if cell.data_type == "f")
    return [cell.coordinate for cell in cells if (cell.row, cell.column) not in known]
