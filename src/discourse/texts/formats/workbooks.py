"""The sheets of an Excel workbook become rows of cells."""

import io
import warnings
import zipfile
from typing import NamedTuple

from discourse.errors import DiscourseError

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "is an old Excel workbook (.xls); save it as .xlsx in Excel, or as CSV (UTF-8)"


class Sheet(NamedTuple):
    """The cells of a sheet, row by row, and the blocks of cells that it shows as one: first and last column and row.

    Columns and rows count from 0.
    """

    rows: list[list]
    merged: list[tuple[int, int, int, int]]


def read_sheets(data: bytes) -> dict[str, Sheet]:
    """Read the sheets of a workbook (.xlsx, .xlsm) by their names, formulas as the values last seen.

    Raises DiscourseError for what is no such workbook.
    """
    import openpyxl

    if data.startswith(OLD_WORKBOOK):
        raise DiscourseError(SAVE_AS)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Styles and rules that openpyxl does not know are no part of the table.
            warnings.simplefilter("ignore")
            # Which cells are merged is known only of sheets that are read whole, which takes longer.
            inner = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
            whole = any(b"<mergeCell " in each for each in inner)
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=not whole)
            sheets = {}
            for sheet in book.worksheets:
                # A sheet may say that it is smaller than it is.
                if not whole:
                    sheet.reset_dimensions()
                merged = [
                    (cells.min_col - 1, cells.max_col - 1, cells.min_row - 1, cells.max_row - 1)
                    for cells in (sheet.merged_cells.ranges if whole else [])
                ]
                sheets[sheet.title] = Sheet([list(row) for row in sheet.values], merged)
            book.close()
    except Exception as error:
        # openpyxl lets errors of zip, XML and its own through, of no common kind.
        said = f"is not a workbook that can be read ({error})"
        raise DiscourseError(f"{said}; save it anew as .xlsx, or as CSV") from error
    return sheets
