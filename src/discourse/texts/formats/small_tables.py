"""Small tables and lists of words, as editors and spreadsheets save them, become frames of text."""

import csv
import io
import json
import re
import warnings
from collections.abc import Callable
from itertools import islice, takewhile
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, list_faults, one_line
from discourse.texts.characters import CONTAINS_HAN, LINE_END
from discourse.texts.formats.encodings import decode
from discourse.texts.formats.read_file import read_bytes
from discourse.texts.formats.word_lists import read_word_list, words_of_dictionary
from discourse.texts.formats.workbooks import OLD_WORKBOOK, Sheet, read_sheets
from discourse.texts.normalize import UNSEEN, clean, fold_head

SEPARATORS = [",", "\t", ";"]
WORKBOOK, DOCUMENT = b"PK\x03\x04", b"word/document.xml"
WORKBOOKS = (WORKBOOK, OLD_WORKBOOK)
LINE_OF_PAGE = "\u2028"
TAG = re.compile(r"\s*<(?:!doctype|html|head|meta|body|div|table|ul|ol)\b", re.IGNORECASE)
# The line below the head of a table in Markdown.
RULE_OF_TABLE = re.compile(r"(?=.*\|)\s*+(?:\|\s*+)?:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+(?:\|\s*+)?")
# How a list of objects in YAML begins, below comments.
RECORD_IN_YAML = re.compile(r"(?:(?:#.*|---)?\s*\n)*-\s++(?:\{|[^\s:#]++:(?:\s|\Z))")
# What explains a head: 术语（中文）.
GLOSS = re.compile(r"(?<=\S)\s*+[(（\[【][^()（）]{0,200}[)）\]】]$")
# 关键词2, 变体 3: one of several columns of one meaning.
NUMBERED_HEAD = re.compile(r"(?<=[^\W\d])\s*\d{1,2}\Z")
# What a row below the last of a table begins with, that is none of them.
FOOTER = re.compile(
    r"(?:[合总總共小]\s*[计計]|[数數资資][据據料]\s*[来來]源|[来來]源|出[处處]|[备備]?[注註]释?|[说說]明|制表|填表|导出|total|source|note)s?"
    r"\b.*|[共合]\s*\d+\s*[篇条條份个個].*|[—=-]{3,}.*",
    re.IGNORECASE | re.DOTALL,
)
# Of these what stands alone in its row below the words, be it in their column.
TOTAL = re.compile(
    r"[共合]\s*+(?:计\s*+)?(?:[:：]\s*+)?\d++\s*+[个條条項项词詞].*|(?:[备備]?[注註]释?|(?:[数资]据?料?)?来源)\s*+[:：].*"
)
# How a program that numbers the rows of a list writes it: no head above the numbers.
NUMBERED_ROW, HEAD_OF_NUMBERED = re.compile(r'"?(\d+)"?[,\t]"?([^,\t]*?)"?'), re.compile(r'(?:"")?[,\t]"?[^,\t]*"?')
# A sheet of one column with a longer cell is one of notes.
LONGEST_IN_LIST = 30
# A head may stand below a title, in one of the first rows.
HEAD_WITHIN, LONGEST_HEAD = 6, 10_000


def read_small_table(
    path: str | Path,
    names: dict[str, list[str]],
    *,
    needed: list[str],
    parse_list: Callable[[list[str]], list[dict[str, str]]] | None = None,
) -> pd.DataFrame:
    """Read a small table or list as text, whatever it was saved as; the index is the line of each row.

    A table is CSV (parted by commas, tabs or semicolons), the first sheet of an XLSX workbook, the first table of a
    page, or one in Markdown, with a head, maybe below a title. `names` has the columns known, each with other heads
    that mean it; `needed` are those that must be there. Where no head names them, or it names one column alone, and
    `parse_list` is given, the file is a list, as `read_word_list` reads it. Blanks around a cell and characters that
    print as nothing are left off, blank lines skipped, and cells merged down a column have one value. A row may have
    fewer cells than the head, its last columns left out, but not more. What was left out, or may be meant otherwise, is
    warned of.

    Raises MissingFileError where there is no such file, DiscourseError where it cannot be read, lacks a column, or has
    rows that do not fit: all of them in one message, with their lines and numbers of fields.
    """
    path, notes = Path(path), list[str]()
    try:
        data = read_bytes(path)
        text = text_of_table(data, notes)
        # Tabs and blanks before a line are empty cells, or part its levels.
        lines = {n: UNSEEN.sub("", line).rstrip() for n, line in enumerate(LINE_END.split(text), 1) if clean(line)}
        if not lines:
            raise DiscourseError("is empty; write a row into it")
        at, separator, head = find_head(lines, names, needed)
        missing = sorted({*needed} - {*head})
        if parse_list and (len(head) == 1 or (missing and not {*head} & {*names})):
            # A head of one column is a line above a list.
            listed = without_row_numbers({number: line for number, line in lines.items() if missing or number > at})
            table = table_of_list(listed, separator, names, needed[0], parse_list, notes)
            if not missing and len(listed) == 1 < len(table):
                notes.append(f"line {table.index[0]} is read as {len(table)} words; where it is one, give a frame")
        elif missing:
            raise DiscourseError(f"lacks the columns {missing}; its head has {head}: rename what is meant")
        else:
            # Lines keep their numbers, and a title above the head goes.
            written = "\n".join([*[""] * (at - 1), *LINE_END.split(text)[at - 1 :]])
            # The cells of a sheet stand in their columns, whatever a row has right of these.
            table = lay_out_rows(written, separator, head, notes if data.startswith(WORKBOOKS) else None)
            table = without_footers(table, needed[0], notes)
    except DiscourseError as error:
        raise type(error)(f"{path}: {error}") from error
    for note in notes:
        warnings.warn(f"{path}: {note}", stacklevel=3)
    return table


def without_row_numbers(lines: dict[int, str]) -> dict[int, str]:
    """Leave off the numbers that a program wrote before the rows of a list, counted from 0 or 1, and its head.

    >>> without_row_numbers({1: ",0", 2: "0,的", 3: "1,了"})
    {2: '的', 3: '了'}
    """
    (_, head), *rows = lines.items() if len(lines) > 1 else [(0, "1")]
    found = {number: NUMBERED_ROW.fullmatch(line) for number, line in rows}
    numbers = [int(match[1]) for match in found.values() if match]
    if HEAD_OF_NUMBERED.fullmatch(head) and numbers in [[*range(len(rows))], [*range(1, len(rows) + 1)]]:
        return {number: match[2] for number, match in found.items() if match}
    return lines


def table_of_list(
    lines: dict[int, str],
    separator: str,
    names: dict[str, list[str]],
    column: str,
    parse_list: Callable[[list[str]], list[dict[str, str]]],
    notes: list[str],
) -> pd.DataFrame:
    """Read the lines of a list as a table: of words by category, where it may have categories, else of words.

    A word that stands in several parts of the list has the categories of all of them, parted by |.
    """
    table = words_of_categories(lines, separator, notes) if lines and "category" in names else pd.DataFrame()
    if lines and table.empty:
        heads = {fold_head(name) for name in (column, *names[column])}
        table = read_word_list(lines, column, heads, parse_list, notes)
    if "category" not in table:
        return table
    of = table.groupby(column, sort=False)["category"].agg(lambda cells: "|".join(filter(None, dict.fromkeys(cells))))
    own = dict(zip(table[column], table["category"], strict=True))
    if several := [f"{word!r} of {categories}" for word, categories in of.items() if categories != own[word]]:
        notes.append(f"words of several categories have all of them, parted by |: {list_faults(several)}")
    return table.assign(category=table[column].map(of))


def words_of_categories(lines: dict[int, str], separator: str, notes: list[str]) -> pd.DataFrame:
    """Read a dictionary, or a list whose columns are categories, each with words of its own below its head.

    Such columns are of several lengths, and are filled from their heads down. Of other lists the frame is empty.
    """
    if entries := words_of_dictionary({number: line.strip() for number, line in lines.items()}):
        table = pd.DataFrame(entries, dtype="str").set_index("line").rename(int)
        return table[["word", "category"]].set_axis(["term", "category"], axis=1)
    if max(map(len, lines.values())) > LONGEST_HEAD:
        return pd.DataFrame()
    # Above the heads may stand a title, alone in its row.
    titles = list(takewhile(lambda row: separator not in row[1].strip(separator), lines.items()))
    lines = dict(list(lines.items())[len(titles) :]) or lines
    head, *below = ([clean(cell) for cell in row] for row in csv.reader(lines.values(), delimiter=separator))
    rows = list(zip(list(lines)[1:], (row + [""] * (len(head) - len(row)) for row in below), strict=False))
    columns = list(zip(*(row for _, row in rows), strict=True)) if all(len(row) == len(head) for _, row in rows) else []
    sizes = [sum(map(bool, column)) for column in columns]
    if not all(head) or not are_filled_down(columns, sizes):
        return pd.DataFrame()
    words = [
        (n, word, name)
        for name, column in zip(head, columns, strict=True)
        for (n, _), word in zip(rows, column, strict=True)
        if word
    ]
    if titles:
        notes.append(
            f"titles are no words of a list: {list_faults([f'line {n} {title!r:.80}' for n, title in titles])}"
        )
    said = "; ".join(f"{name!r} of {size}" for name, size in zip(head, sizes, strict=True))
    notes.append(f"each column is read as a category of words: {said:.200}; where it is not, write a head with 'term'")
    numbers, terms, categories = zip(*words, strict=True)
    return pd.DataFrame({"term": terms, "category": categories}, index=list(numbers), dtype="str")


def are_filled_down(columns: list[tuple[str, ...]], sizes: list[int]) -> bool:
    """Tell whether columns are of several lengths, two of them of two words or more, each filled from its head down.

    >>> are_filled_down([("光伏", "风电"), ("高铁", ""), ("5G", "6G")], [2, 1, 2])
    True
    """
    several = len({*sizes}) > 1 and all(sizes) and sorted(sizes)[-2] > 1
    return several and all(all(column[:size]) for column, size in zip(columns, sizes, strict=True))


def without_footers(table: pd.DataFrame, column: str, notes: list[str]) -> pd.DataFrame:
    """Leave out the rows below the last with a cell in `column` that are totals and notes, and tell them."""
    last = len(table)
    while last and (cells := [cell for cell in table.iloc[last - 1] if cell]) and FOOTER.fullmatch(cells[0]):
        if table[column].iloc[last - 1] and (len(cells) > 1 or table.shape[1] == 1 or not TOTAL.fullmatch(cells[0])):
            break
        last -= 1
    if out := [f"line {n} {next(filter(None, row))!r:.40}" for n, *row in table.iloc[last:].itertuples()]:
        notes.append(f"rows below the table are left out: {list_faults(out)}")
    return table.iloc[:last]


def text_of_table(data: bytes, notes: list[str]) -> str:
    """Return the text of a file; of a workbook, of the first table of a page and of one in Markdown as rows of tabs."""
    document = data.startswith(WORKBOOK) and DOCUMENT in data
    workbook = data.startswith(WORKBOOKS) and not document
    text = "" if workbook or document else decode(data)[0]
    lines = LINE_END.split(text)
    if workbook or document:
        rows = (rows_of_document if document else rows_of_sheet)(data, notes)
    elif TAG.match(text):
        rows = [[cell.replace("\n", " ") for cell in row] for row in rows_of_page(text, notes)]
    elif records := read_records(text):
        heads = list(dict.fromkeys(head for record in records for head in record))
        rows = [heads, *([str(record.get(head) or "") for head in heads] for record in records)]
    elif any(map(RULE_OF_TABLE.fullmatch, lines)):
        rows = rows_of_markdown(lines)
    else:
        return text
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue()


def rows_of_markdown(lines: list[str]) -> list[list[str]]:
    """Return the rows of a table in Markdown, its cells without the signs of bold words.

    >>> rows_of_markdown(["| term | n |", "|---|---|", "| **算力** | 2 |"])
    [['term', 'n'], [''], ['算力', '2']]
    """
    # The line below the head is none of the rows, which keep their numbers.
    lines = ["" if RULE_OF_TABLE.fullmatch(line) else line.strip() for line in lines]
    lines = [re.sub(r"\*\*([^*|]+)\*\*", r"\1", line) for line in lines]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", re.sub(r"^\||\|$", "", line))] for line in lines]


def read_records(text: str) -> list[dict]:
    """Read objects, each a row of a table: a list of them in JSON or in YAML, or JSON with one a line; else give none.

    Lists of words in a cell are parted by ；. Of those one a line, all have the same names: others name what they hold.

    >>> read_records('[{"term": "算力"}]'), read_records('["算力"]'), read_records('[{"forms": ["运力", "AI"]}]')
    ([{'term': '算力'}], [], [{'forms': '运力；AI'}])
    >>> read_records('{"term": "算力", "n": 2}\\n{"term": "6G", "n": 1}'), read_records("- term: 算力\\n- term: 6G")
    ([{'term': '算力', 'n': 2}, {'term': '6G', 'n': 1}], [{'term': '算力'}, {'term': '6G'}])
    """
    lines = [*filter(str.strip, text.splitlines())]
    in_list, one_a_line = text.lstrip().startswith("["), text.lstrip().startswith("{") and len(lines) > 1
    parts = [text] if in_list else lines if one_a_line else []
    try:
        found = [json.loads(part, object_pairs_hook=name_fields) for part in parts] or [records_in_yaml(text)]
    except DiscourseError:
        raise
    except (ValueError, RecursionError):
        return []
    found = found if one_a_line else found[0]
    if not all(isinstance(each, dict) for each in found) or (one_a_line and len({*map(frozenset, found)}) > 1):
        return []
    rows = list[dict]()
    for each in found:
        words = {head: "；".join(v) for head, v in each.items() if isinstance(v, list) and {*map(type, v)} <= {str}}
        rows.append(each | words)
    return rows if not any(isinstance(v, list | dict) for row in rows for v in row.values()) else []


def records_in_yaml(text: str) -> list[dict]:
    """Read a list in YAML of objects that begin with the same name, each value as it is written; else give none.

    Of one field each, they are objects where its name is in small letters: others name what they hold.

    >>> records_in_yaml("- term: 算力 # 技术\\n  forms: [运力]\\n  note: ~")
    [{'term': '算力', 'forms': ['运力'], 'note': ''}]
    >>> records_in_yaml("- 技术: 算力\\n- 技术: 光伏")
    []
    """
    import yaml

    class FieldLoader(yaml.BaseLoader):
        def construct_mapping(self, node, deep=False):
            return name_fields(self.construct_pairs(node, deep=True))

        def construct_scalar(self, node):
            return "" if node.value in ("~", "null") and not node.style else super().construct_scalar(node)

    try:
        found = yaml.load(text, FieldLoader) if RECORD_IN_YAML.match(text) else []
    except (yaml.YAMLError, TypeError):
        return []
    names = {next(iter(each), "") if isinstance(each, dict) else "" for each in found}
    several = any(len(each) > 1 for each in found)
    return found if len(names) == 1 and (several or names.pop().islower()) else []


def name_fields(pairs: list[tuple[str, object]]) -> dict:
    """Return the fields of an object by their names; one that has a name twice is refused, for one would be lost."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise DiscourseError(f"an object has a name twice: {one_line(pairs)}; give all its words in one, parted by |")
    return fields


def rows_of_page(text: str, notes: list[str]) -> list[list[str]]:
    """Return the rows of the first table of a page, else the entries of its lists; each cell in its lines."""
    from selectolax.lexbor import LexborHTMLParser

    from discourse.texts.formats.html import BROKEN, check_code

    check_code(text)
    page = LexborHTMLParser(text)
    page.strip_tags(["script", "style"])
    for node in page.css("br, p, div, td li"):
        node.insert_after(LINE_OF_PAGE)
        if node.tag != "br":
            node.insert_before(LINE_OF_PAGE)
    table = page.css_first("table")
    if table:
        # Rows of tables in its cells are none of it.
        lines = [row for part in table.iter() for row in part.iter() if row.tag == "tr"]
        rows = [[cell.text() for cell in row.iter() if cell.tag in ("td", "th")] for row in lines]
    else:
        rows = [[entry.text()] for entry in page.css("li")]
    if not rows:
        raise DiscourseError("is a page without a table or a list; save its words as text, one a line")
    if len(page.css("table")) > 1:
        notes.append("only the first table of the page is read; save each as a file of its own")
    # The line ends of its code are blanks, or nothing between Chinese characters.
    parted = [[[BROKEN.sub("", line).split() for line in cell.split(LINE_OF_PAGE)] for cell in row] for row in rows]
    return [["\n".join(map(" ".join, filter(None, lines))) for lines in row] for row in parted]


def rows_of_document(data: bytes, notes: list[str]) -> list[list[str]]:
    """Return the rows of the first table of a Word file, else its paragraphs as rows of one cell."""
    import docx

    document = docx.Document(io.BytesIO(data))
    if document.tables[1:]:
        notes.append("only the first table of the document is read; save each as a file of its own")
    for table in document.tables:
        return [[re.sub(r"\s+", " ", cell.text).strip() for cell in row.cells] for row in table.rows]
    return [[paragraph.text.strip()] for paragraph in document.paragraphs]


def rows_of_sheet(data: bytes, notes: list[str]) -> list[list[str]]:
    """Return the rows of the first sheet of a workbook that has cells, or of several lists, each below its name.

    A sheet of notes is none, if there are others. What is read so, and what is not read, is told in `notes`.
    """
    sheets = {name: rows for name, sheet in read_sheets(data).items() if (rows := cells_of_sheet(sheet))}
    lists = {name: [row[0] for row in filter(None, rows)] for name, rows in sheets.items() if max(map(len, rows)) == 1}
    about = {name for name, words in lists.items() if max(map(len, words)) > LONGEST_IN_LIST}
    read = [name for name in sheets if name not in about] or [*sheets]
    several = len(read) > 1 and {*read} <= {*lists}
    read = read if several else read[:1]
    notes += [f"each sheet is read as a category of words: {', '.join(map(repr, read))}"] * several
    if left := [name for name in sheets if name not in read]:
        repair = "put all rows into one sheet, or save each sheet as a file of its own"
        notes.append(f"sheets that are not read: {', '.join(map(repr, left))}; {repair}")
    return (
        join_lists({name: lists[name] for name in read}) if several else [row for name in read for row in sheets[name]]
    )


def join_lists(lists: dict[str, list[str]]) -> list[list[str]]:
    """Return lists as rows of one cell, each below its name and without its head.

    A head is that of all lists, or has no Chinese where all words have some.

    >>> join_lists({"科技": ["word", "算力"], "能源": ["word", "光伏"]})
    [['【科技】'], ['算力'], ['【能源】'], ['光伏']]
    """
    heads, words = {first for first, *_ in lists.values()}, [word for _, *rest in lists.values() for word in rest]
    headed = len(heads) == 1 or (all(map(CONTAINS_HAN.search, words)) and not any(map(CONTAINS_HAN.search, heads)))
    return [[cell] for name, words in lists.items() for cell in (f"【{name}】", *words[headed:])]


def cells_of_sheet(sheet: Sheet) -> list[list[str]]:
    """Return the cells of a sheet, those merged down a column with one value, empty ones behind the last left off."""
    rows = [[re.sub(r"\s+", " ", clean(cell)) for cell in row] for row in sheet.rows]
    if not any(map(any, rows)):
        return []
    sheet.calculated_rows()
    for left, right, top, bottom in sheet.merged:
        for row in filter(any, rows[top + 1 : bottom + 1] if left == right else []):
            row[left] = rows[top][left]
    return [row[: max((at for at, cell in enumerate(row, 1) if cell), default=0)] for row in rows]


def find_head(lines: dict[int, str], names: dict[str, list[str]], needed: list[str]) -> tuple[int, str, list[str]]:
    """Find the line of the head, what parts its cells, and its columns; the first line's, where none has `needed`.

    Above a head of several columns may stand rows of one cell, a title.
    """
    first = None
    for number, line in islice(lines.items(), HEAD_WITHIN):
        cells = {s: next(csv.reader([line[:LONGEST_HEAD]], delimiter=s)) for s in SEPARATORS}
        try:
            heads = {s: name_columns(row, names) for s, row in cells.items()}
        except DiscourseError:
            if first is None:
                raise
            continue
        separator = max(SEPARATORS, key=lambda s: (len(set(needed) & set(heads[s])), len(heads[s])))
        head = heads[separator]
        first = first if first and len(first[2]) >= min(len(head), 2) else (number, separator, head)
        if set(needed) <= set(head) and (number == first[0] or len(head) > 1):
            return number, separator, head
        if max(sum(map(bool, map(clean, row))) for row in cells.values()) > 1:
            break
    assert first
    return first


def name_columns(head: list, names: dict[str, list[str]]) -> list[str]:
    """Give each column its known name, whichever of its names the head has; others keep theirs, with a number if twice.

    So have several columns of one meaning that are numbered (关键词1, 关键词2), and all but the first keep a number.

    Raises DiscourseError where several columns may be meant by one name.

    >>> name_columns(["序号", "词语", "類別", "强度", "强度"], {"term": ["词语"], "category": ["类别"]})
    ['序号', 'term', 'category', '强度', '强度 2']
    >>> name_columns(["词1", "词2"], {"term": ["词"]})
    ['term', 'term 2']
    """
    written = [clean(cell) for cell in head]
    known = {fold_head(name): column for column, others in names.items() for name in (column, *others)}
    whole, glossed, numbered = (
        [known.get(fold_head(pattern.sub("", cell) if pattern else cell), "") for cell in written]
        for pattern in (None, GLOSS, NUMBERED_HEAD)
    )
    # 术语（中文） is 术语, where nothing else is, and is not known as a whole by another name.
    meant = [one or (other if other not in whole else "") for one, other in zip(whole, glossed, strict=True)]
    for column in filter(None, meant):
        if meant.count(column) > 1:
            several = ", ".join(repr(cell) for cell, other in zip(written, meant, strict=True) if other == column)
            raise DiscourseError(f"the columns {several} may all be {column!r}; rename all but one")
    return [name_column(at, meant, numbered, written) for at in range(len(written))]


def name_column(at: int, meant: list[str], numbered: list[str], written: list[str]) -> str:
    """Name a column by what it means, else by its head, with a number where one before it is named so."""
    column, one, cell = meant[at], numbered[at], written[at]
    if not column and one:
        before = meant.count(one) + [*zip(meant, numbered, strict=True)][:at].count(("", one))
        return f"{one} {before + 1}" if before else one
    before = written[:at].count(cell)
    return column or (f"{cell} {before + 1}" if cell and before else cell or f"column {at + 1}")


def lay_out_rows(text: str, separator: str, columns: list[str], notes: list[str] | None) -> pd.DataFrame:
    """Lay the rows of a CSV text below its head out as a frame, with the line where each begins as its index.

    Blank rows are left out; a row may have fewer cells than there are columns, not more, unless these go to `notes`.
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
                faults.append(
                    f"line {line} has {filled} fields, the head {width} (too many: {one_line(cells[width:filled])})"
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise DiscourseError(
            f"line {line}: {error}; close the double quotes, and double those inside a cell"
        ) from error
    if faults and notes is None:
        raise DiscourseError(f"{list_faults(faults)}; put double quotes around a cell that holds a comma")
    if faults and notes is not None:
        notes.append(f"cells below no head are left out: {list_faults(faults)}; write a head above what is meant")
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype="str").iloc[1:]
