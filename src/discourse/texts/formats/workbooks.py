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
# What fits into the memory; a few kilobytes can unpack to more.
MOST_UNPACKED = 400 * MEGABYTE
TOO_LARGE = (
    f"unpacks to {{:,.0f}} MB of cells; a workbook is held whole, and has {MOST_UNPACKED // MEGABYTE} MB at the most: "
    "divide it, or save it as CSV, which has no such limit"
)
# A cell of a formula without a value; t="str" has one, an empty text.
UNCALCULATED = re.compile(
    rb"<c\b(?![^<>]*\bt=\"str\")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*+(?:(?:<v\s*/>|<v>\s*</v>)\s*+)?</c>"
)

# What reads a workbook for it.
READ_BY = ("openpyxl", "zipfile", "lxml", "et_xmlfile")
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
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(file.file_size for file in archive.infolist() if file.filename.endswith(".xml"))
            if size > MOST_UNPACKED:
                raise DiscourseError(TOO_LARGE.format(size / MEGABYTE))
            # Styles and rules that openpyxl does not know are no part of the table.
            warnings.simplefilter("ignore")
            # Which cells are merged is known only of sheets that are read whole, which takes longer.
            inner = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
            whole = any(map(MERGED_OR_HIDDEN.search, inner))
            unknown = any(map(UNCALCULATED.search, inner))
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=not whole)
            sheets = {}
            # Hidden sheets come last.
            for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible"):
                # A sheet may say that it is smaller than it is.
                if not whole:
                    sheet.reset_dimensions()
                merged = [
                    (cells.min_col - 1, cells.max_col - 1, cells.min_row - 1, cells.max_row - 1)
                    for cells in (sheet.merged_cells.ranges if whole else [])
                ]
                hidden = hidden_parts(sheet, whole)
                sheets[sheet.title] = Sheet([list(row) for row in sheet.values], merged, [], hidden)
            book.close()
            for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets if unknown else []:
                sheets[sheet.title].uncalculated.extend(find_uncalculated(sheet, sheets[sheet.title].rows))
    except Exception as error:
        if not arose_in(error, *READ_BY):
            raise
        # openpyxl lets errors of zip, XML and its own through, of no common kind.
        said = f"is not a workbook that can be read ({error})"
        raise DiscourseError(f"{said}; save it anew as .xlsx, or as CSV") from error
    return sheets


def find_uncalculated(formulas: Any, rows: list[list]) -> list[str]:
    """List the cells of a sheet of formulas whose values, as rows, are missing."""
    known = {(y, x) for y, row in enumerate(rows, 1) for x, value in enumerate(row, 1) if value is not None}
    cells = (cell for cell in chain(*formulas.iter_rows()) if cell.data_type == "f")
    return [cell.coordinate for cell in cells if (cell.row, cell.column) not in known]


def hidden_parts(sheet: Any, whole: bool) -> list[str]:
    """Name the rows and columns of a sheet of openpyxl that are not shown; those of one read whole are known."""
    if not whole:
        return []
    sizes = [*product(["row"], sheet.row_dimensions.items()), *product(["column"], sheet.column_dimensions.items())]
    return [f"{kind} {at}" for kind, (at, size) in sizes if size.hidden]
