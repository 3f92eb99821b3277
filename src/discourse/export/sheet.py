"""A frame becomes a sheet: columns of one kind each, and cells that every format can hold.

What the formats share is decided here: which index is written, what a number is, how many decimals are printed, and
what stands for a character that no file can hold. CSV and Markdown are made here too.
"""

import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from numbers import Integral, Real
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_integer_dtype

from discourse.errors import DiscourseError

# What XML and UTF-8 cannot hold: control characters but tab and line breaks, halves of a pair, and two that are none.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UNUSABLE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# A spreadsheet runs what begins so, also after blanks and in full width; an apostrophe before it may be ours.
FORMULA = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r\n])")
QUOTED = re.compile(r'[",\r\n]')
# Columns of p-values by name: p, p_paired, fisher_p, q, fisher_q; not delta_p_ab.
P_VALUE = re.compile(r"[pq](_.*)?|.*_[pq]")
LEAST_P, P_DECIMALS = 0.001, 3
# So many digits are written of a number that is not whole: those beyond differ from one processor to another.
DIGITS = 12
# Whole numbers above it are no longer exact in a spreadsheet.
EXACT = 10**15
MARKDOWN = re.compile(r"[\\`*\[\]<>|~$&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")

Value = str | int | float | bool | None
Result = TypeVar("Result")


class Column(NamedTuple):
    """A column of a sheet: its name, its kind ("text", "truth", "whole", "decimal", "p"), its cells, its decimals.

    A cell is None where it is missing. Decimals are those to print, None for numbers too small to print without
    a power of ten.
    """

    name: str
    kind: str
    cells: Sequence[Value]
    decimals: int | None = 0

    @property
    def is_text(self) -> bool:
        """Whether the column is set at the left."""
        return self.kind in ("text", "truth")

    @classmethod
    def of(cls, name: str, cells: Sequence[Value]) -> "Column":
        """Make a column of plain Python values, its kind by what they are."""
        types = {type(cell) for cell in cells if cell is not None}
        if types == {bool}:
            return cls(name, "truth", cells)
        if not types or types & {str, bool}:
            return cls(name, "text", cells)
        if types == {int}:
            return cls(name, "whole", cells)
        if any(isinstance(cell, int) and abs(cell) >= EXACT for cell in cells):
            # A float would change such a number.
            return cls(name, "text", [None if cell is None else str(cell) for cell in cells])
        values = np.array(cells, dtype=float)
        numbers = [None if math.isnan(value) else value for value in values.tolist()]
        if P_VALUE.fullmatch(name) and np.nanmin(values) >= 0 and np.nanmax(values) <= 1:
            return cls(name, "p", numbers, P_DECIMALS)
        finite = np.abs(values[np.isfinite(values)])
        if len(finite) and (finite < EXACT).all() and (finite == np.floor(finite)).all():
            return cls(name, "whole", numbers)
        return cls(name, "decimal", numbers, decimals(finite.max(initial=0)))


def make_sheet(frame: pd.DataFrame) -> list[Column]:
    """Return the columns of a frame, the index first if it has a name or holds words.

    Names of several levels are joined by " / ". Dates and all else that is no number become text. Characters that no
    file can hold are replaced by visible ones: control characters by their pictures (␀), halves of a pair by �.

    Raises `DiscourseError` if `frame` is no DataFrame, has no column, or has two of one name.

    >>> frame = pd.DataFrame({"term": ["光伏"], "n": [2], "rate": [1.5], "fisher_p": [0.01]})
    >>> [column.kind for column in make_sheet(frame)]
    ['text', 'whole', 'decimal', 'p']
    """
    if not isinstance(frame, pd.DataFrame):
        raise DiscourseError(f"{type(frame).__name__} must be a pandas DataFrame: of a Series, pass its to_frame()")
    index, columns = frame.index, []
    # Mere row numbers are no index to write.
    if any(name is not None for name in index.names) or not is_integer_dtype(index):
        nameless = "level_{}" if index.nlevels > 1 else ""
        for level, name in enumerate(index.names):
            values = pd.Series(index.get_level_values(level))
            columns.append((nameless.format(level) if name is None else name, values))
    columns += [(name, frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
    if not columns:
        raise DiscourseError("the frame has no columns: there is nothing to write")
    sheet = []
    for name, values in columns:
        if is_datetime64_any_dtype(values.dtype):
            values = values.astype(str).where(values.notna(), None)
        levels = [
            visible_characters(str(part)) for part in (name if isinstance(name, tuple) else [name]) if pd.notna(part)
        ]
        head = " / ".join(level for level in levels if level)
        sheet.append(Column.of(head, map_distinct(coerce_cell, values.tolist())))
    names = pd.Series([column.name for column in sheet])
    if len(doubled := sorted(names[names.duplicated()].unique())):
        raise DiscourseError(f"more than one column is called {', '.join(map(repr, doubled))}: rename all but one")
    return sheet


def map_distinct(function: Callable[[Any], Result], cells: Sequence) -> list[Result]:
    """Apply a function to each cell, once to those that are alike: many rows of a table say the same.

    >>> map_distinct(str, [1, True, 1])
    ['1', 'True', '1']
    """
    # 1, 1.0 and True are equal, and not alike.
    typed = list(zip(map(type, cells), cells, strict=True))
    try:
        results = {each: function(each[1]) for each in set(typed)}
    except TypeError:
        # A list or a set cannot be looked up.
        return [function(cell) for cell in cells]
    return [results[each] for each in typed]


def coerce_cell(value: object) -> Value:
    """Return a cell as text, int, float or bool; None where it is missing.

    >>> [coerce_cell(value) for value in (pd.NA, 3, 0.5, 1 / 3, "创\\x00新", ("a", 1))]
    [None, 3, 0.5, 0.333333333333, '创␀新', "('a', 1)"]
    """
    if isinstance(value, str):
        return visible_characters(value)
    # Python's own are told from others at once, and most cells are such.
    if isinstance(value, int):
        return value if isinstance(value, bool) else int(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Decimal) and value.is_finite() and Decimal(repr(float(value))) != value:
        return str(value)
    if isinstance(value, (Real, Decimal)):
        # −0.0 is 0.
        number = float(value) + 0.0
        if math.isnan(number):
            return None
        return number if math.isinf(number) or number.is_integer() else float(f"{number:.{DIGITS}g}")
    if isinstance(value, (set, frozenset)):
        # The order of a set differs from run to run.
        return visible_characters("{" + ", ".join(sorted(map(repr, value))) + "}")
    return visible_characters(str(value))


def visible_characters(text: str) -> str:
    """Return `text` with a visible character for each that no file can hold."""
    if text.isprintable():
        return text
    pictured = CONTROLS.sub(lambda match: "␡" if match[0] == "\x7f" else chr(0x2400 + ord(match[0])), text)
    return UNUSABLE.sub("\ufffd", pictured)


def decimals(largest: float) -> int | None:
    """Return how many decimals suit a column by its largest number: 2, from 1,000 on 1, below 1 three digits.

    None, where it would take more than six: such numbers are printed with a power of ten.

    >>> [decimals(number) for number in (0, 45.1, 1281.5, 0.81, 0.0123, 0.00001)]
    [2, 2, 1, 3, 4, None]
    """
    if not largest:
        return 2
    places = 2 - math.floor(math.log10(largest))
    return None if places > 6 else max(1 if largest >= 1000 else 2, places)


def print_cell(cell: Value, column: Column) -> str:
    """Return a cell as it is printed on paper: rounded, – where it is missing, ∞ where it is infinite.

    >>> [print_cell(cell, Column("q", "p", [], 3)) for cell in (0.0112, 0.0002, None)]
    ['0.011', '<0.001', '–']
    """
    if cell is None:
        return "–"
    if isinstance(cell, (str, int)):
        return str(cell)
    if not math.isfinite(cell):
        return "∞" if cell > 0 else "-∞"
    if column.kind == "p" and cell < LEAST_P:
        return f"<{LEAST_P}"
    if column.kind == "text":
        return f"{cell:.6g}"
    text = f"{cell:.2e}" if column.decimals is None else f"{cell:.{column.decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def csv(sheet: list[Column]) -> bytes:
    """Return a sheet as CSV: UTF-8 with a byte-order mark, which tells spreadsheets the encoding; lines end in \\n.

    Numbers have twelve digits, whole ones all; inf and -inf are written so, what is missing is empty. A text, or the
    name of a column, that a spreadsheet would run has an apostrophe before it: one that begins with = + - @ (also in
    full width, or after blanks), with a tab or a line break, or with apostrophes and then any of these. To get it
    back, take one apostrophe away where a text begins so.
    """
    columns = [map_distinct(field_of_csv, [column.name, *column.cells]) for column in sheet]
    # One empty field would be an empty line, which readers skip.
    lines = (",".join(row) or '""' for row in zip(*columns, strict=True))
    return "".join(f"{line}\n" for line in lines).encode("utf-8-sig")


def field_of_csv(cell: Value) -> str:
    """Write a cell of a CSV file, in quotation marks where it needs them.

    >>> field_of_csv("=1+1"), field_of_csv("a,b"), field_of_csv(None)
    ("'=1+1", '"a,b"', '')
    """
    text = "" if cell is None else f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else str(cell)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def markdown(sheet: list[Column]) -> bytes:
    """Return a sheet as a table of GitHub's Markdown: numbers rounded and at the right, line breaks as <br>."""
    columns = []
    for column in sheet:
        printed = map_distinct(partial(print_cell, column=column), column.cells)
        columns.append(map_distinct(escape_markdown, [column.name, ":---" if column.is_text else "---:", *printed]))
    return "".join(f"| {' | '.join(row)} |\n" for row in zip(*columns, strict=True)).encode("utf-8")


def escape_markdown(text: str) -> str:
    """Write a cell so that Markdown takes nothing in it for its own.

    >>> print(escape_markdown("a|b"))
    a\\|b
    """
    return re.sub(r"\r\n|[\r\n]", "<br>", MARKDOWN.sub(r"\\\g<0>", text))
