"""Small tables and lists of words, as editors and spreadsheets save them, become frames of text."""

import csv
import io
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, list_faults
from discourse.texts.characters import HAN, INVISIBLE, LINE_END
from discourse.texts.formats.encodings import decode
from discourse.texts.formats.read_file import read_bytes
from discourse.texts.formats.workbooks import OLD_WORKBOOK, read_sheets
from discourse.texts.normalize import fold

SEPARATORS = [",", "\t", ";"]
WORKBOOK = b"PK\x03\x04"
# A separator between two words: no list of words has it, while a number may (1,3-丙二醇).
SEPARATED = re.compile(rf"[^\W\d_]\s*[,;]\s*\w|\w\s*[,;]\s*[^\W\d_]|\w\s*\t\s*\w|[{HAN}]\s*[、，]\s*[{HAN}]")
UNSEEN = re.compile(f"[{INVISIBLE}]+")
# A word in quotes, as code lists it; and one that is numbered.
QUOTED = re.compile(r'^"([^"]+)"[,，]?$')
NUMBERED = re.compile(r"[(（]?(\d+)[.．、)）]\s*(?=\S)")


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
    blank lines skipped; so are numbers of the lines that run from 1, and cells merged down a column have one
    value. A row may have fewer cells than the head, its last columns left out, but not more.

    Raises MissingFileError where there is no such file, DiscourseError where it cannot be read, lacks a column, or has
    rows that do not fit: all of them in one message, with their lines and numbers of fields.
    """
    path = Path(path)
    try:
        if path.suffix.lower() in (".json", ".jsonl"):
            raise DiscourseError("is JSON; save it as CSV, or as text with one word a line")
        data = read_bytes(path)
        if data.startswith((WORKBOOK, OLD_WORKBOOK)):
            sheet, written = next(iter(read_sheets(data).values())), io.StringIO()
            rows = [[re.sub(r"\s+", " ", clean(cell)) for cell in row] for row in sheet.calculated_rows()]
            for left, right, top, bottom in sheet.merged:
                for row in rows[top + 1 : bottom + 1] if left == right else []:
                    row[left] = rows[top][left]
            csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
            text = written.getvalue()
        else:
            text = decode(data)[0]
        lines = {number: line for number, line in enumerate(LINE_END.split(text), 1) if clean(line)}
        if not lines:
            raise DiscourseError("is empty; write a row into it")
        heads = {s: name_columns(next(csv.reader(islice(lines.values(), 1), delimiter=s)), names) for s in SEPARATORS}
        separator = max(SEPARATORS, key=lambda s: (len(set(needed) & set(heads[s])), len(heads[s])))
        missing = sorted({*needed} - {*heads[separator]})
        if not missing:
            return lay_out_rows(text, separator, heads[separator])
        if parse_list is None or (len(heads[separator]) > 1 and set(heads[separator]) & set(names)):
            repair = "rename what is meant"
            raise DiscourseError(f"lacks the columns {missing}; its head has {heads[separator]}: {repair}")
        words = without_numbers([QUOTED.sub(r"\1", clean(line)) for line in lines.values()])
        table = pd.DataFrame(parse_list(words), index=list(lines), dtype="str").fillna("")
        one_line = len(lines) == 1 and len(table[needed[0]].iloc[0].split()) > 2
        parted = [f"line {n} {word!r}" for n, word in table[needed[0]].items() if one_line or SEPARATED.search(word)]
        if parted:
            repair = f"begin the table with a head that has the column {needed[0]!r}, or write one word a line"
            raise DiscourseError(f"no head names the fields of {list_faults(parted)}; {repair}")
        return table
    except DiscourseError as error:
        raise type(error)(f"{path}: {error}") from error


def clean(cell: object) -> str:
    """Return a cell as text without blanks around it and without characters that print as nothing."""
    return "" if cell is None or pd.isna(cell) else UNSEEN.sub("", str(cell)).strip()


def without_numbers(lines: list[str]) -> list[str]:
    """Leave the numbers of lines off where all have one, from 1 on.

    >>> without_numbers(["1. 人工智能", "2. 6G"]), without_numbers(["3.5G", "4.0"])
    (['人工智能', '6G'], ['3.5G', '4.0'])
    """
    found = [match for line in lines if (match := NUMBERED.match(line))]
    numbered = len(lines) > 1 and [int(match[1]) for match in found] == [*range(1, len(lines) + 1)]
    return [NUMBERED.sub("", line, count=1) for line in lines] if numbered else lines


def fold_head(head: object) -> str:
    """Fold the head of a column for comparing: width, script, capitals; blanks, underscores and hyphens go.

    >>> fold_head(" Publish_Ｄate "), fold_head("_")
    ('publishdate', '_')
    """
    folded = fold(clean(head)).casefold()
    return re.sub(r"[\s_-]+", "", folded) or folded


def name_columns(head: list, names: dict[str, list[str]]) -> list[str]:
    """Give each column its known name, whichever of its names the head has; others keep theirs.

    Raises DiscourseError where two columns bear one name, or may be meant by it.

    >>> name_columns(["序号", "词语", "類別"], {"term": ["词语"], "category": ["类别"]})
    ['序号', 'term', 'category']
    """
    written = [clean(cell) for cell in head]
    folded = [fold_head(cell) for cell in written]
    columns = [cell or f"column {number}" for number, cell in enumerate(written, 1)]
    for column, others in names.items():
        wanted = {fold_head(name) for name in (column, *others)}
        places = [at for at, cell in enumerate(folded) if cell in wanted]
        if len(places) > 1:
            meant = ", ".join(repr(written[at]) for at in places)
            raise DiscourseError(f"the columns {meant} may all be {column!r}; rename all but one")
        for at in places:
            columns[at] = column
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise DiscourseError(f"the head has {twice[0]!r} twice; rename one")
    return columns


def lay_out_rows(text: str, separator: str, columns: list[str]) -> pd.DataFrame:
    """Lay the rows of a CSV text below its head out as a frame, with the line where each begins as its index.

    Blank rows are left out; a row may have fewer cells than there are columns, not more.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    rows, faults, line, width = {}, [], 1, len(columns)
    try:
        for written in reader:
            cells = [clean(cell) for cell in written]
            filled = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
            if filled:
                rows[line] = [*cells[:width], *[""] * (width - len(cells))]
            if filled > width:
                faults.append(f"line {line} has {filled} fields, the head {width} (too many: {cells[width:filled]})")
            line = reader.line_num + 1
    except csv.Error as error:
        raise DiscourseError(
            f"line {line}: {error}; close the double quotes, and double those inside a cell"
        ) from error
    if faults:
        raise DiscourseError(f"{list_faults(faults)}; put double quotes around a cell that holds a comma")
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype="str").iloc[1:]
