"""Small tables and lists of words, as editors and spreadsheets save them, become frames of text."""

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Callable
from itertools import islice, pairwise
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
# A word in double quotes, as code lists it; and lines that are all in quotes of one kind, or all end in a comma.
QUOTED = re.compile(r'^"([^"]+)"[,，]?$')
ALL_QUOTED = [
    re.compile(rf"{mark}([^{mark}{end}]+){end}[,，;；、]?")
    for mark, end in [("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("＂", "＂")]
]
ENDED = re.compile(r"(.*\w.*?)\s*[,，;；、]")
# What stands before a word that is numbered, or has a bullet. A blank alone parts a number from a word, too.
NUMBER = re.compile(
    r"(?:[(（\[【]\s*(?P<bracketed>\d+)\s*[)）\]】]|(?P<marked>\d+)(?P<mark>[.．、)）:：])|(?P<bare>\d+)(?=\s)"
    r"|(?P<sign>[①-⒛㉑-㉟㊱-㊿]))\s*(?=\S)"
)
BULLET = re.compile(r"(?:[-*+](?=\s)|[•·●○■□◆◇▪▫‣–—▶►➢✓√])\s*(?=\S)")
# What explains a head: 术语（中文）.
GLOSS = re.compile(r"(?<=\S)\s*[(（\[【][^()（）]*[)）\]】]$")
# A head may stand below a title, in one of the first rows.
HEAD_WITHIN = 6


def read_small_table(
    path: str | Path,
    names: dict[str, list[str]],
    *,
    needed: list[str],
    parse_list: Callable[[list[str]], list[dict[str, str]]] | None = None,
) -> pd.DataFrame:
    """Read a small table or list as text, whatever it was saved as; the index is the line of each row.

    A table is CSV (parted by commas, tabs or semicolons) or the first sheet of an XLSX workbook (a warning names
    others), with a head, maybe below a title. `names`
    has the columns known, each with other heads that mean it; `needed` are those that must be there. Where no head
    names them, and `parse_list` is given, the file is a list: one word a line, whatever signs are in it, and
    `parse_list` makes rows of the lines. Blanks around a cell and characters that print as nothing are left off, and
    blank lines skipped; so are what stands around all words of a list (`without_marks`), and cells merged down a column
    have one value. A row may have fewer cells than the head, its last columns left out, but not more.

    Raises MissingFileError where there is no such file, DiscourseError where it cannot be read, lacks a column, or has
    rows that do not fit: all of them in one message, with their lines and numbers of fields.
    """
    path = Path(path)
    try:
        if path.suffix.lower() in (".json", ".jsonl"):
            raise DiscourseError("is JSON; save it as CSV, or as text with one word a line")
        data = read_bytes(path)
        text = text_of_sheet(data) if data.startswith((WORKBOOK, OLD_WORKBOOK)) else decode(data)[0]
        lines = {number: line for number, line in enumerate(LINE_END.split(text), 1) if clean(line)}
        if not lines:
            raise DiscourseError("is empty; write a row into it")
        at, separator, head = find_head(lines, names, needed)
        missing = sorted({*needed} - {*head})
        if not missing:
            words = list(map(clean, islice(lines.values(), 1, None)))
            bare = without_marks(words) if len(head) == 1 else words
            if bare != words:
                lines |= dict(zip(islice(lines, 1, None), bare, strict=True))
            # Lines keep their numbers, and a title above the head goes.
            rows = LINE_END.split(text) if bare == words else [lines.get(n, "") for n in range(1, max(lines) + 1)]
            return lay_out_rows("\n".join([*[""] * (at - 1), *rows[at - 1 :]]), separator, head)
        if parse_list is None or (len(head) > 1 and set(head) & set(names)):
            repair = "rename what is meant"
            raise DiscourseError(f"lacks the columns {missing}; its head has {head}: {repair}")
        words = without_marks([clean(line) for line in lines.values()])
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


def text_of_sheet(data: bytes) -> str:
    """Return the first sheet of a workbook that has cells as text parted by tabs; a warning names the others."""
    sheets, written = read_sheets(data), io.StringIO()
    filled = [name for name, sheet in sheets.items() if any(clean(cell) for row in sheet.rows for cell in row)]
    for name in filled[:1]:
        sheet = sheets[name]
        rows = [[re.sub(r"\s+", " ", clean(cell)) for cell in row] for row in sheet.calculated_rows()]
        for left, right, top, bottom in sheet.merged:
            for row in rows[top + 1 : bottom + 1] if left == right else []:
                row[left] = rows[top][left]
        csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    if filled[1:]:
        others = ", ".join(map(repr, filled[1:]))
        repair = "put all rows into one sheet, or save each sheet as a file of its own"
        warnings.warn(f"only the sheet {filled[0]!r} is read, not {others}: {repair}", stacklevel=4)
    return written.getvalue()


def find_head(lines: dict[int, str], names: dict[str, list[str]], needed: list[str]) -> tuple[int, str, list[str]]:
    """Find the line of the head, what parts its cells, and its columns; the first line's, where none has `needed`.

    Above a head of several columns may stand rows of one cell, a title.
    """
    first = None
    for number, line in islice(lines.items(), HEAD_WITHIN):
        cells = {s: next(csv.reader([line], delimiter=s)) for s in SEPARATORS}
        try:
            heads = {s: name_columns(row, names) for s, row in cells.items()}
        except DiscourseError:
            if first is None:
                raise
            continue
        separator = max(SEPARATORS, key=lambda s: (len(set(needed) & set(heads[s])), len(heads[s])))
        head = heads[separator]
        first = first or (number, separator, head)
        if set(needed) <= set(head) and (number == first[0] or len(head) > 1):
            return number, separator, head
        if max(sum(map(bool, map(clean, row))) for row in cells.values()) > 1:
            break
    assert first
    return first


def without_marks(lines: list[str]) -> list[str]:
    """Leave off what stands around every word of a list: quotes, commas behind, and numbers or bullets before.

    Numbers go where all lines have one, which rise: from 1 one by one, or by any step where more than a blank follows.

    >>> without_marks(["1. 人工智能", "2. 6G"]), without_marks(["3.5G", "4.0"]), without_marks(["“算力”，", "“光伏”"])
    (['人工智能', '6G'], ['3.5G', '4.0'], ['算力', '光伏'])
    """
    found = [match for line in lines if (match := NUMBER.match(line))]
    if 1 < len(lines) == len(found):
        numbers = [number_before(match) for match in found]
        counted = numbers == [*range(1, len(lines) + 1)]
        rising = all(a < b for a, b in pairwise(numbers)) and not any(match["bare"] for match in found)
        words = [line[match.end() :] for line, match in zip(lines, found, strict=True)]
        # All may be numbers with a point: 1.5, 2.5.
        points = all(
            match["mark"] in (".", "．") and line[match.end("mark")].isdigit()
            for line, match in zip(lines, found, strict=True)
        )
        lines = words if (counted or rising) and not points else lines
    elif lines and all(map(BULLET.match, lines)):
        lines = [BULLET.sub("", line, count=1) for line in lines]
    lines = [QUOTED.sub(r"\1", line) for line in lines]
    for quoted in ALL_QUOTED:
        if lines and all(map(quoted.fullmatch, lines)):
            lines = [quoted.sub(r"\1", line) for line in lines]
    if len(lines) > 1 and all(map(ENDED.fullmatch, lines[:-1])):
        lines = [ended[1] if (ended := ENDED.fullmatch(line)) else line for line in lines]
    return lines


def number_before(match: re.Match) -> int:
    """Return the number that stands before a word, as a figure or as one sign."""
    figures = match["bracketed"] or match["marked"] or match["bare"]
    return int(figures) if figures else int(unicodedata.numeric(match["sign"]))


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
    bare = [fold_head(GLOSS.sub("", cell)) for cell in written]
    known = {fold_head(name) for column, others in names.items() for name in (column, *others)}
    for column, others in names.items():
        wanted = {fold_head(name) for name in (column, *others)}
        places = [at for at, cell in enumerate(folded) if cell in wanted]
        # 术语（中文） is 术语, where nothing else is, and is not known as a whole by another name.
        glossed = [at for at, cell in enumerate(bare) if cell in wanted and folded[at] not in known]
        places = places or glossed
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
