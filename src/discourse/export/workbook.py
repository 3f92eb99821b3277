"""A sheet becomes an Excel workbook."""

import io
import math
import re
from datetime import datetime
from functools import partial

from xlsxwriter import Workbook

from discourse.errors import DiscourseError
from discourse.export.sheet import EXACT, FORMULA, LEAST_P, Column, map_distinct, print_cell
from discourse.texts.characters import display_width

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
# In characters of the sheet's type.
NARROWEST, WIDEST = 6, 60
# A file that held the day it was written would have other bytes every day.
NO_DAY = datetime(2000, 1, 1)


def workbook(sheet: list[Column]) -> bytes:
    """Return a sheet as XLSX: the head bold and frozen, with filters, columns as wide as what they hold.

    Texts are stored as texts, so that none runs as a formula, becomes a date or loses a zero; one that looks like
    a formula stays a text when its cell is edited. Numbers keep twelve digits and are shown rounded, p-values below
    0.001 as <0.001. What is missing is empty; infinite numbers, and whole ones of 16 digits and more, which Excel
    cannot hold, are texts. Line breaks are Excel's, \\n.

    Raises `DiscourseError` for more rows, columns or characters in a cell than Excel holds.
    """
    check_limits(sheet)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"author": "discourse", "created": NO_DAY})
        page = book.add_worksheet("table")
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet[0].cells), len(sheet) - 1)
        for place, column in enumerate(sheet):
            side = {"align": "left" if column.is_text else "right"}
            number = book.add_format({"num_format": number_format(column)})
            text = book.add_format({"num_format": "@", **side})
            formula = book.add_format({"num_format": "@", "quote_prefix": True, **side})
            filled = [cell for cell in column.cells if cell is not None]
            texts = {*map_distinct(partial(print_cell, column=column), filled)}
            lines = [line for text in texts for line in text[: 2 * WIDEST].splitlines()]
            widest = max((display_width(line, ambiguous=1) for line in lines), default=0)
            # As wide as its widest line, within reason, and with room for the button of the filter.
            head = display_width(column.name, ambiguous=1) + 3
            page.set_column(place, place, min(WIDEST, max(NARROWEST, widest + 1, head)))
            page.write_string(0, place, re.sub(r"\r\n?", "\n", column.name), book.add_format({"bold": True, **side}))
            for row, value in enumerate(column.cells, 1):
                if isinstance(value, float) and not math.isfinite(value):
                    value = "∞" if value > 0 else "-∞"
                elif isinstance(value, int) and abs(value) >= EXACT:
                    value = str(value)
                if isinstance(value, str) and value:
                    look = formula if FORMULA.match(value) else text
                    # A line of a cell ends in \n; \r would be stored as the sign _x000D_.
                    page.write_string(row, place, re.sub(r"\r\n?", "\n", value), look)
                elif isinstance(value, bool):
                    page.write_boolean(row, place, value, number)
                elif isinstance(value, int | float):
                    page.write_number(row, place, value, number)
    return content.getvalue()


def check_limits(sheet: list[Column]) -> None:
    """Refuse what Excel would cut off."""
    rows = len(sheet[0].cells) + 1
    if rows > MOST_ROWS or len(sheet) > MOST_COLUMNS:
        raise DiscourseError(
            f"{rows - 1:,} rows and {len(sheet):,} columns; Excel holds {MOST_ROWS - 1:,} below the head and "
            f"{MOST_COLUMNS:,}: filter the frame, split it, or write it by frame.to_csv"
        )
    for column in sheet:
        for row, cell in enumerate((column.name, *column.cells)):
            # Excel counts a character beyond the basic plane as two.
            if isinstance(cell, str) and 2 * len(cell) > MOST_CHARACTERS < len(cell.encode("utf-16-le")) / 2:
                place = f"row {row}" if row else "the head"
                raise DiscourseError(
                    f"the text in {place} of column {column.name[:40]!r} has {len(cell):,} characters, "
                    f"and a cell of Excel holds {MOST_CHARACTERS:,}: leave the column out, or shorten it by .str.slice"
                )


def number_format(column: Column) -> str:
    """Return how Excel shows the numbers of a column."""
    if column.kind not in ("p", "decimal"):
        return "0" if column.kind == "whole" else "General"
    if column.decimals is None:
        return "0.00E+00"
    digits, half = f"0.{'0' * column.decimals}", f"{0.5 * 10**-column.decimals:.{column.decimals + 1}f}"
    if column.kind == "p":
        return f'[<{LEAST_P}]"<{LEAST_P}";{digits}'
    # Excel would show a number below 0 that is rounded to nothing as -0.00.
    vanish = any(isinstance(cell, float) and -float(half) < cell < 0 for cell in column.cells)
    return f'[<=-{half}]-{digits};[<0]"{digits}";{digits}' if vanish else digits
