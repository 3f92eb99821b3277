"""Small tables and lists of words, as editors and spreadsheets save them, become frames of text."""

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, list_faults
from discourse.texts.characters import INVISIBLE
from discourse.texts.formats.encodings import decode
from discourse.texts.formats.read_file import read_bytes
from discourse.texts.normalize import fold

SEPARATORS = [",", "\t", ";"]
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A separator between two words: no list of words has it, while a number may (1,3-丙二醇).
SEPARATED = re.compile(r"[^\W\d_]\s*[,;]\s*\w|\w\s*[,;]\s*[^\W\d_]|\w\s*\t\s*\w")
UNSEEN = re.compile(f"[{INVISIBLE}]+")
QUOTED = re.compile(r'"[^"]+"')

Rows = list[tuple[int, list[str]]]


def read_small_table(
    path: str | Path,
    names: dict[str, list[str]],
    *,
    needed: list[str],
    parse_list: Callable[[list[str]], list[dict[str, str]]] | None = None,
) -> pd.DataFrame:
    """Read a small table or list as text, whatever it was saved as; the index is the line of each row.

    A table is CSV (parted by commas, tabs or semicolons) or the first sheet of an XLSX workbook, with a head. `names`
    has the columns known, each with other heads that mean it; `needed` are those that must be there. Where no head
    names them, and `parse_list` is given, the file is a list: one word a line, whatever signs are in it, and
    `parse_list` makes rows of the lines. Blanks around a cell and characters that print as nothing are left off, and
    blank lines skipped. A row may have fewer cells than the head, its last columns left out, but not more.

    Raises MissingFileError where there is no such file, DiscourseError where it cannot be read, lacks a column, or has
    rows that do not fit: all of them in one message, with their lines and numbers of fields.
    """
    path = Path(path)
    try:
        data = read_bytes(path)
        if data.startswith(OLD_WORKBOOK):
            raise DiscourseError("is an old Excel workbook (.xls); save it as .xlsx, or as CSV (UTF-8)")
        if data.startswith(WORKBOOK):
            rows = read_sheet(data)
            lines = [(line, "\t".join(cells).strip()) for line, cells in rows]
            heads = {"\t": rows[0][1]} if rows else {}
        else:
            text = decode(data)[0]
            lines = [(number, clean(line)) for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1)]
            lines = [(number, line) for number, line in lines if line]
            heads = {s: next(csv.reader([line], delimiter=s)) for s in SEPARATORS for _, line in lines[:1]}
        if not lines:
            raise DiscourseError("is empty; write a row into it")
        known = {s: len(set(needed) & set(name_columns(head, names))) for s, head in heads.items()}
        separator = max(known, key=lambda s: (known[s], len(heads[s])))
        columns = name_columns(heads[separator], names)
        if known[separator] == len(needed):
            rows = rows if data.startswith(WORKBOOK) else list(split_rows(text, separator))
            return lay_out(rows[1:], columns)
        if parse_list is None or (len(columns) > 1 and set(columns) & set(names)):
            missing = [column for column in needed if column not in columns]
            raise DiscourseError(f"lacks the columns {missing}; its head has {heads[separator]}: rename what is meant")
        words = [line[1:-1] if QUOTED.fullmatch(line) else line for _, line in lines]
        table = pd.DataFrame(parse_list(words), index=[number for number, _ in lines], dtype="str").fillna("")
        parted = [f"line {line} {word!r}" for line, word in table[needed[0]].items() if SEPARATED.search(word)]
        if parted:
            repair = f"begin the table with a head that has the column {needed[0]!r}, or write one word a line"
            raise DiscourseError(f"no head names the fields of {list_faults(parted)}; {repair}")
        return table
    except DiscourseError as error:
        raise type(error)(f"{path}: {error}") from error


def clean(cell: object) -> str:
    """Return a cell as text without blanks around it and without characters that print as nothing."""
    return "" if cell is None or pd.isna(cell) else UNSEEN.sub("", str(cell)).strip()


def name_columns(head: list, names: dict[str, list[str]]) -> list[str]:
    """Give each column its known name, whichever of its names the head has; others keep theirs.

    Raises DiscourseError where two columns bear one name, or may be meant by it.

    >>> name_columns(["序号", "词语", "類別"], {"term": ["词语"], "category": ["类别"]})
    ['序号', 'term', 'category']
    """
    written = [clean(cell) for cell in head]
    plain = [re.sub(r"[\s_]+", "_", fold(cell).casefold()) for cell in written]
    columns = [cell or f"column {number}" for number, cell in enumerate(written, 1)]
    for column, others in names.items():
        places = [at for at, cell in enumerate(plain) if cell == column]
        places = places or [at for at, cell in enumerate(plain) if cell in others]
        if len(places) > 1:
            meant = ", ".join(repr(written[at]) for at in places)
            raise DiscourseError(f"the columns {meant} may all be {column!r}; rename all but one")
        for at in places:
            columns[at] = column
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise DiscourseError(f"the head has {twice[0]!r} twice; rename one")
    return columns


def read_sheet(data: bytes) -> Rows:
    """Read the rows of a workbook's first sheet that are not blank, each with its number."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # They tell of styles and extensions, which no cell's text hangs on.
            warnings.simplefilter("ignore")
            sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    except Exception as error:
        # openpyxl lets errors of zip, XML and its own through, of no common kind.
        raise DiscourseError(f"is no workbook that can be read ({error}); save it anew as .xlsx, or as CSV") from error
    rows = [(number, [clean(cell) for cell in cells]) for number, cells in enumerate(sheet.values, 1)]
    return [(number, cells) for number, cells in rows if any(cells)]


def split_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV text that are not blank, each with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cleaned := [clean(cell) for cell in cells]):
                yield line, cleaned
            line = reader.line_num + 1
    except csv.Error as error:
        raise DiscourseError(
            f"line {line}: {error}; close the double quotes, and double those inside a cell"
        ) from error


def lay_out(rows: Rows, columns: list[str]) -> pd.DataFrame:
    """Lay rows out as a frame, the line of each as its index; one may have fewer cells than columns, not more."""
    width, faults = len(columns), []
    for line, cells in rows:
        filled = max(at for at, cell in enumerate(cells, 1) if cell)
        if filled > width:
            faults.append(f"line {line} has {filled} fields, the head {width} (too many: {cells[width:filled]})")
        cells[:] = [*cells[:width], *[""] * (width - len(cells))]
    if faults:
        raise DiscourseError(f"{list_faults(faults)}; put double quotes around a cell that holds a comma")
    return pd.DataFrame([cells for _, cells in rows], columns=columns, index=[line for line, _ in rows], dtype="str")
