"""A table with an article in each row becomes a corpus."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, one_of
from discourse.schema import ARTICLES
from discourse.texts.characters import LINE_END
from discourse.texts.corpus import (
    ERRORS,
    REFUSALS,
    Article,
    Corpus,
    Problem,
    RefusedError,
    build_corpus,
    collecting,
    note_damage,
    problem_frame,
    read_article,
)
from discourse.texts.dates import read_date
from discourse.texts.formats.markup import BLOCK_TAG, ESCAPED, escaped_character, looks_like_html
from discourse.texts.formats.read_file import BLANK, Decoded, read_text
from discourse.texts.formats.workbooks import SAVE_AS, read_sheets
from discourse.texts.normalize import fold_head

# What a table may say of an article, and the heads that are taken for it where no column is named, in small letters; a
# head that is the name itself goes before the others.
HEADS = {
    "text": "text content body fulltext full_text article_text 正文 内容 全文 文本 正文内容 全文内容 文章内容 新闻内容 "
    "文本内容",
    "doc": "doc id doc_id docid article_id no no. number 编号 序号 文章编号 文本编号 文档编号 文件编号",
    "title": "title headline 标题 题目 篇名 题名 文章标题 新闻标题 文件标题 政策标题 法规标题 "
    "文件名称 政策名称 法规名称",
    "subtitle": "subtitle 副标题 副题",
    "source": "source newspaper media publisher 来源 稿源 出处 媒体 媒体名称 报纸 报纸名称 报刊 刊名 期刊 "
    "发文机关 发文单位 发布机构 发布单位 发布部门 发布机关 制定机关",
    "date": "date time datetime pubdate pub_date publish_date publication_date published "
    "pubtime publish_time published_at 日期 时间 发布日期 发布时间 "
    "发文日期 印发日期 公布日期 成文日期 发表日期 发表时间 出版日期 报道日期 刊发日期 刊登日期",
    "page": "page 版面 版次 版",
    "group": "group",
    "label_zh": "label_zh",
    "label_en": "label_en",
}
# What the head of a column ends with that may say so, too; it is not taken for it, as it may be another (抓取时间).
LIKELY_HEADS = {"title": ("标题", "题名", "题目", "title"), "date": ("日期", "时间", "date", "time")}
# The heads of a column that is the date where no other is.
YEARS = ["year", "年份", "年度", "年"]
# What programs write into a cell that holds nothing, and Excel into one whose formula fails.
NOTHING = {"", "nan", "none", "null", "n/a", "#n/a", "<na>", "nat"}
LONGEST_NOTHING = max(map(len, NOTHING))
FAILED_FORMULAS = {"#name?", "#value!", "#ref!", "#div/0!", "#num!", "#null!"}
QUOTE = "put a cell that holds a separator or a line end into quotation marks"
BLANKS = " \t\r\n\v\f\u3000\xa0\ufeff\0"
# The most characters, in units of UTF-16, that Excel keeps in a cell; the most that a C long lets a cell of CSV have.
FULL_CELL, LONGEST_CELL = 32_767, 2**31 - 1


def read_table(
    table: str | Path | pd.DataFrame,
    *,
    text: str | None = None,
    doc: str | None = None,
    title: str | None = None,
    subtitle: str | None = None,
    source: str | None = None,
    date: str | None = None,
    page: str | None = None,
    group: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    errors: str = "raise",
) -> Corpus:
    """Read many articles from the rows of a table: a DataFrame, CSV, TSV, XLSX, JSON, JSON lines or Parquet.

    `text` names the column that holds the articles, `doc` the one that holds their names; `title, subtitle, source,
    date, page, group` name those that are taken as declared in a manifest, where a row has them. A column that is not
    named is found by its usual head (`HEADS`: text, content, 正文, 内容, 全文; id, 编号, 序号; 标题, 题目, 篇名; 日期,
    发布日期; 来源, 发文机关 …); label_zh and label_en are the labels of figures. All other columns are kept in
    `articles` under their own heads, blanks around their texts left off; one that bears the name of a column of
    `articles` gets `_table` behind it.

    A title is the article's whether the text repeats it or not; nothing is added to the text. Dates may be written in
    many ways (see `read_date`); a month stays 2024-10, a year 2024. A column 年份 or year is the date where none is.
    `date_note` has what was written, where that is another text. Where a date cannot be read, the article is read as
    one without, and `problems` has a row. A cell that holds HTML is read as a page is, and its offsets are those into
    what it prints; others are those into the cell.
    `sheet` names the sheet of a workbook, by default the first that is not empty; `encoding` is that of a text file,
    where the guess is wrong. `articles.encoding` is the one that the file was read with, utf-8 for a DataFrame.

    Rows that cannot be read, with no text, no name or a name that stands above, with more or fewer cells than the head,
    are refused all at once, in one error. With `errors="collect"` the others are read, and these stand in `problems`.
    Rows count from 1 below the head; empty ones of a file are counted and passed over. One warning
    says that `problems` has rows.

    Returns a `Corpus` of the frames that `read_corpus` describes, in `articles` the other columns too; `file` is the
    table's name and the row.

    Raises MissingFileError for a file that is not there, DiscourseError for another kind of file, for a column that is
    missing or may be one of several, for a table without rows, and for rows that cannot be read.

    >>> table = pd.DataFrame({"编号": [1], "标题": ["谈低空"], "正文": ["低空经济是新增长引擎。"], "地区": ["东部"]})
    >>> corpus = read_table(table)
    >>> corpus.articles[["doc", "title", "地区"]].to_numpy().tolist(), corpus.paragraphs["text"].tolist()
    ([['1', '谈低空', '东部']], ['低空经济是新增长引擎。'])
    """
    one_of("errors", errors, ERRORS)
    name, given = open_table(table, sheet, encoding)
    named = {"text": text, "doc": doc, "title": title, "subtitle": subtitle, "source": source, "date": date}
    sheets = next((f" ({problem.note})" for problem in given.problems if problem.rule == "other_sheets"), "")
    places = match_columns(given.heads, named | {"page": page, "group": group}, name + sheets)
    kept = name_other_columns(given.heads, places)
    # A year is a date, if only that, and stays a column of its own.
    years = [at for at, head in enumerate(given.heads) if fold_head(head) in YEARS]
    places = {"date": years[0]} | places if years else places
    problems = [problem._replace(file=name) for problem in given.problems]
    problems += [Problem(None, name, None, "likely_column", note) for note in note_likely_columns(given.heads, places)]
    for at, column in kept.items():
        if given.heads[at] not in ("", column):
            note = f"the column {given.heads[at]!r} is kept as {column!r}, as another has that name"
            problems.append(Problem(None, name, None, "renamed_column", note))
    for at, first, last in given.merged:
        if at not in (places["text"], places["doc"]):
            given.rows.loc[first:last, at] = given.rows.at[first, at]
    docs = given.rows[places["doc"]].map(cell_text)
    # Whole numbers beside a missing one, as pandas writes them.
    if docs[docs != ""].str.fullmatch(r"\d+\.0").all():
        docs = docs.str.removesuffix(".0")
    articles, row_of = dict[int, Article](), dict[str, int]()
    for number, name_of, cells in zip(docs.index, docs, given.rows.itertuples(index=False, name=None), strict=True):
        entry = {"doc": name_of, "file": f"{name}, row {number}"}
        with collecting(problems, entry, number):
            check_row(cells, name_of, given.heads, places, row_of)
            row_of[name_of] = number
            declared, noted = declare_cells(cells, given.heads, places)
            decoded = decode_cell(cells[places["text"]], given.encoding)
            article = read_article(entry | declared, decoded, title_apart=True)
            problems += [Problem(name_of, entry["file"], number, *note) for note in noted]
            problems += note_damage(article, number)
            articles[number] = article.rows_alone()
    refused = sum(problem.rule in REFUSALS for problem in problems)
    problems.sort(key=lambda problem: problem.row or 0)
    found = problem_frame(problems, errors=errors, where=name, given=f"{len(articles) + refused:,} rows")
    corpus = build_corpus(list(articles.values()), problems=found)
    others = given.rows.loc[list(articles), list(kept)].set_axis(list(kept.values()), axis=1).apply(tidy_column)
    return replace(corpus, articles=pd.concat([corpus.articles, others.reset_index(drop=True)], axis=1))


class Table(NamedTuple):
    """A table as it was read: its heads, its rows by their numbers from 1, and what is wrong with other rows.

    The columns of `rows` are numbered as the heads are, from 0. `merged` are the cells of a column that a sheet shows
    as one: the column, the first row, the last. `encoding` is that of a text file; workbooks and Parquet are UTF-8.
    """

    heads: list[str]
    rows: pd.DataFrame
    problems: list[Problem]
    merged: list[tuple[int, int, int]]
    encoding: str = "utf-8"


def open_table(table: str | Path | pd.DataFrame, sheet: str | None, encoding: str | None) -> tuple[str, Table]:
    """Read a table of any kind; return its name and it."""
    if isinstance(table, pd.DataFrame):
        name, given = "DataFrame", table_of_frame(table)
    elif not isinstance(table, str | Path):
        raise DiscourseError(f"table is a {type(table).__name__}; give the path of a file, or a DataFrame")
    else:
        path = Path(table)
        name, ending = path.name, path.suffix.lower()
        if ending == ".xls":
            raise DiscourseError(f"{name}: {SAVE_AS}")
        one_of("ending", ending, READERS)
        if not path.is_file():
            raise MissingFileError(f"{path}: no such file. Check the name, or put the file there")
        for option, value, endings in (("sheet", sheet, WORKBOOKS), ("encoding", encoding, TEXT_FILES)):
            if value is not None and ending not in endings:
                raise DiscourseError(f"{name}: {option}={value!r} is for {', '.join(endings)} only; leave it out")
        given = READERS[ending](path, sheet or encoding)
    if not given.heads and given.problems:
        raise DiscourseError(f"{name}, {given.problems[0].place}: {given.problems[0].note}")
    # A sentence is a cell of an article.
    if name != "DataFrame" and (cells := [head for head in given.heads if re.search("[。！？]", head)]):
        raise DiscourseError(
            f"{name}: its first row seems to be no head, with {cells[0]!r:.40}: write one above it, such as id,text"
        )
    if given.rows.empty and not given.problems:
        raise DiscourseError(f"{name}: holds no rows; its heads are {', '.join(map(repr, given.heads)) or '(none)'}")
    return name, given


def match_columns(heads: list[str], named: dict[str, str | None], name: str) -> dict[str, int]:
    """Find the columns that say something of an article, those named and those of a usual head, by their places."""
    folded = [fold_head(head) for head in heads]
    has = ", ".join(map(repr, heads)) or "(none)"
    places: dict[str, int] = {}
    for part, usual in HEADS.items():
        column = named.get(part)
        wanted = [fold_head(head) for head in (usual.split() if column is None else [column])]
        near = [at for at, head in enumerate(folded) if head in wanted and (column or at != places.get("text"))]
        found = [at for at in near if heads[at] == (column or part)] or near
        if len(found) > 1:
            several = ", ".join(repr(heads[at]) for at in found)
            raise DiscourseError(
                f"{name}: the {part} of the articles may stand in {several}; name one, as in "
                f"{part}={heads[found[0]]!r}, and give each column a head of its own. The columns are {has}"
            )
        if found:
            places[part] = found[0]
        elif column is not None:
            one_of(part, column, heads)
        elif part in ("text", "doc"):
            what, repair = "holds the articles", "name one, as in text=…,"
            if part == "doc":
                what, repair = "names the articles", "number the rows in a column id, or name one, as in doc=…,"
            raise DiscourseError(f"{name}: no column {what} by its head; {repair} of {has}")
    return places


def note_likely_columns(heads: list[str], places: dict[str, int]) -> list[str]:
    """Say which columns may hold the titles or dates of articles, where no column was taken for these.

    >>> note_likely_columns(["id", "text", "施行日期", "title"], {"doc": 0, "text": 1, "title": 3})
    ["no column is the date of the articles by its head; '施行日期' may be: if so, name it, as in date='施行日期'"]
    """
    notes = []
    for part, ends in LIKELY_HEADS.items():
        others = [head for at, head in enumerate(heads) if at not in places.values() and fold_head(head).endswith(ends)]
        if others and part not in places:
            said = " or ".join(map(repr, others))
            said += f" may be: if so, name it, as in {part}={others[0]!r}"
            notes.append(f"no column is the {part} of the articles by its head; {said}")
    return notes


def name_other_columns(heads: list[str], places: dict[str, int]) -> dict[int, str]:
    """Give each of the other columns a name that is its own in `articles`: its head, if that is free."""
    kept: dict[int, str] = {}
    for at, head in enumerate(heads):
        if at not in places.values():
            column = f"{head}_table" if head in ARTICLES else head or f"Unnamed: {at}"
            copies = (f"{column}_{number}" if number > 1 else column for number in range(1, len(heads) + 2))
            kept[at] = next(copy for copy in copies if copy not in kept.values())
    return kept


def check_row(
    cells: Sequence[object], doc: str, heads: list[str], places: dict[str, int], row_of: dict[str, int]
) -> None:
    """Refuse a row that is empty, that lacks text or name, or that bears the name of a row above."""
    text = cells[places["text"]]
    said = cell_text(text)
    if not any(map(cell_text, cells)):
        raise RefusedError("empty_row", "is empty; delete it")
    if not isinstance(text, str) or BLANK.fullmatch(said) or said.casefold() in FAILED_FORMULAS:
        raise RefusedError(
            "empty_text", f"{heads[places['text']]}={text!r:.40} holds no text; fill it or delete the row"
        )
    if not doc:
        raise RefusedError("no_doc", f"{heads[places['doc']]} is empty; name each article")
    if doc in row_of:
        note = f"{heads[places['doc']]}={doc!r} names row {row_of[doc]} already; give each row a name of its own"
        raise RefusedError("doubled_doc", note)


def declare_cells(
    cells: Sequence[object], heads: list[str], places: dict[str, int]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Take what a row declares of its article, and note what of it is doubtful: rule and note."""
    said = {part: cell_text(cells[at]) for part, at in places.items() if part not in ("text", "doc")}
    declared: dict[str, Any] = {part: cell for part, cell in said.items() if cell}
    noted = []
    written = declared.pop("date", "")
    try:
        day = read_date(written) if written else ""
    except DiscourseError as error:
        noted.append(("date", f"{error}. The article is read as if {heads[places['date']]!r} were empty"))
    else:
        declared |= {"date": day} if day else {}
        # How it was written, where that is not what it became.
        declared |= {"date_basis": "declared", "date_note": written} if day != written else {}
    labels = {key: declared.pop(f"label_{key}") for key in ("zh", "en") if f"label_{key}" in declared}
    declared |= {"label": labels} if labels else {}
    text = str(cells[places["text"]])
    printed = ESCAPED.sub(escaped_character, text) if "_x" in text else text
    if FULL_CELL in {len(each.encode("utf-16-le", "surrogatepass")) // 2 for each in (text, printed)}:
        note = (
            f"{heads[places['text']]} has {FULL_CELL:,} characters, all that a cell of Excel may hold: its end may be"
        )
        noted.append(("full_cell", f"{note} lost. Compare it with the source; CSV files have no such limit"))
    return declared, noted


def decode_cell(content: str, encoding: str = "utf-8") -> Decoded:
    """Decode the text of a cell: HTML, be it escaped or not, as a page is, and anything else as it stands.

    `encoding` is that of its table's file.
    """
    sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    for code in (content, ESCAPED.sub(escaped_character, content) if "&lt;" in content else content):
        if looks_like_html(code):
            from discourse.texts.formats.html import read_html

            # Between tags that are all inside lines, it is line ends that part the lines.
            code = code.replace("_x000D_", "")
            layout = read_html(code if BLOCK_TAG.search(code) else LINE_END.sub("<br>", code))
            return Decoded(layout.text, encoding, sha256, "html", layout.marks, layout.discarded)
    return Decoded(content, encoding, sha256)


def cell_text(value: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as ISO, nothing for what is missing.

    Blanks around a text are left off; of tags, entities and escaped characters stays what they print.

    >>> [cell_text(value) for value in (7.0, "00123 ", pd.Timestamp("2024-10-08"), "<b>谈</b>A&amp;B", None, "NaN")]
    ['7', '00123', '2024-10-08', '谈A&B', '', '']
    """
    if isinstance(value, str):
        text = value.strip(BLANKS)
        if len(text) <= LONGEST_NOTHING and text.casefold() in NOTHING:
            return ""
        if looks_like_html(text):
            text = " ".join(decode_cell(text).text.split())
        return ESCAPED.sub(escaped_character, text).strip(BLANKS) if "&" in text or "_x" in text else text
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if isinstance(value, float | np.floating) and value.is_integer():
        return str(int(value))
    if hasattr(value, "date"):
        return value.date().isoformat()
    return str(value).strip()


def tidy_column(column: pd.Series) -> pd.Series:
    """Leave the blanks around the texts of a column off, make empty ones missing, and give it the type that fits."""
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    cells = [(value.strip(BLANKS) or None) if isinstance(value, str) else value for value in column]
    tidy = pd.Series(cells, column.index, dtype=object)
    # Beside a missing one whole numbers would become fractions.
    whole = pd.api.types.infer_dtype(tidy, skipna=True) == "integer" and tidy.isna().any()
    return tidy.astype("Int64") if whole else tidy.infer_objects()


def table_of_frame(
    frame: pd.DataFrame,
    numbers: Iterable[int] | None = None,
    problems: Sequence[Problem] = (),
    merged: Sequence[tuple[int, int, int]] = (),
) -> Table:
    """Make a table of a frame, its rows numbered from 1 or as given; empty rows at the end are left off."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    heads = ["" if pd.api.types.is_scalar(head) and pd.isna(head) else str(head).strip(BLANKS) for head in frame]
    rows = frame.set_axis(range(len(heads)), axis=1)
    rows = rows.set_axis(list(numbers or range(1, len(rows) + 1)), axis=0)
    last = len(rows)
    while last and not any(map(cell_text, rows.iloc[last - 1])):
        last -= 1
    return Table(heads, rows.iloc[:last], list(problems), list(merged))


def head_row(cells: list[list]) -> int:
    """Return the place of the head of a table: the first row that has two or more cells filled."""
    return next((at for at, row in enumerate(cells) if sum(cell_text(cell) != "" for cell in row) > 1), 0)


def table_of_cells(cells: list[list], faults: dict[int, str], merged: Sequence[tuple[int, int, int]] = ()) -> Table:
    """Make a table of rows of cells, its head among them.

    `faults` says what is wrong with rows, by their places; `merged` are cells shown as one.
    """
    head, problems = head_row(cells), []
    if above := [" ".join(map(cell_text, row)).strip() for row in cells[:head] if any(map(cell_text, row))]:
        note = f"rows above the head are left out: {'; '.join(above)!r:.80}"
        problems.append(Problem(None, None, None, "above_head", note))
    sound = [at for at in range(head + 1, len(cells)) if at not in faults and any(map(cell_text, cells[at]))]
    problems += [Problem(None, None, at - head, "ragged_row", note) for at, note in faults.items()]
    width = max(map(len, [*cells[head : head + 1], *(cells[at] for at in sound)]), default=0)
    rows = [cells[at] + [None] * (width - len(cells[at])) for at in sound]
    heads = [cell_text(cell) for row in cells[head : head + 1] for cell in row]
    heads += [""] * (width - len(heads))
    frame = pd.DataFrame(rows, columns=range(width), dtype=object)
    # A column without a head and without a cell is the edge of a sheet.
    used = [at for at, title in enumerate(heads) if title or any(map(cell_text, frame[at]))]
    merged = [(used.index(at), first - head, last - head) for at, first, last in merged if at in used and first > head]
    frame = frame[used].set_axis([heads[at] for at in used], axis=1)
    return table_of_frame(frame, [at - head for at in sound], problems, merged)


def read_delimited(path: Path, encoding: str | None) -> Table:
    """Read a CSV or TSV file, whatever encoding and separator a spreadsheet saved it with."""
    decoded = read_text(path, encoding=encoding)
    text = decoded.text.lstrip("\ufeff")
    plain = (re.sub(r'"[^"]*"', "", line) for line in text.split("\n"))
    head = next((line for line in plain if re.search("[,\t;]", line)), ",")
    cells, faults = list[list](), dict[int, str]()
    limit = csv.field_size_limit(LONGEST_CELL)
    read_whole = False

    def lines() -> Iterator[str]:
        nonlocal read_whole
        yield from io.StringIO(text, newline="")
        read_whole = True

    reader = csv.reader(lines(), delimiter=max(",\t;", key=head.count), strict=True)
    try:
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                # Only a cell that is still open looks for lines behind the last.
                if read_whole:
                    raise DiscourseError(
                        f"{path.name}, line {line}: a quotation mark opens a cell that none closes, so that all below "
                        "would be one cell; close it, or write a mark that belongs to the text twice"
                    ) from error
                row, faults[len(cells)] = ["?"], f"has a mark inside quotation marks, in line {line}; write it twice"
            cells.append(row)
    finally:
        csv.field_size_limit(limit)
    top = head_row(cells)
    if note := next((faults[at] for at in faults if at <= top), ""):
        raise DiscourseError(f"{path.name}: the head of the table {note}")
    width = len(cells[top]) if cells else 0
    for at, row in enumerate(cells[top + 1 :], top + 1):
        if (len(row) < width and any(map(cell_text, row))) or any(map(cell_text, row[width:])):
            faults.setdefault(at, f"has {len(row)} cells, and the head {width}; {QUOTE}")
    return table_of_cells(cells, faults)._replace(encoding=decoded.encoding or "utf-8")


def read_workbook(path: Path, sheet: str | None) -> Table:
    """Read a sheet of an Excel workbook: the one named, else the first that is not empty."""
    try:
        sheets = read_sheets(path.read_bytes())
    except DiscourseError as error:
        raise DiscourseError(f"{path}: {error}") from error
    full = [title for title, each in sheets.items() if any(any(map(cell_text, row)) for row in each.rows)]
    title = (full or list(sheets))[0] if sheet is None else one_of("sheet", sheet, sheets)
    merged = [(left, top, bottom) for left, right, top, bottom in sheets[title].merged if left == right]
    try:
        table = table_of_cells(sheets[title].calculated_rows(), {}, merged)
    except DiscourseError as error:
        raise DiscourseError(f"{path}: {error}") from error
    if sheet is None and len(full) > 1:
        note = f"the sheet {title!r} is read; {', '.join(map(repr, full[1:]))} too: read each with sheet="
        table.problems.append(Problem(None, None, None, "other_sheets", note))
    return table


def read_json(path: Path, encoding: str | None) -> Table:
    """Read objects of JSON, one a row: one on each line, a list of them, or lists and objects by column."""
    decoded = read_text(path, encoding=encoding)
    text = decoded.text.lstrip("\ufeff")
    rows: dict[int, dict] = {}
    problems = []
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        content = [line for line in text.split("\n") if line.strip()]
    if isinstance(content, dict):
        lists = [each for each in content.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
        columns = all(isinstance(each, list | dict) for each in content.values()) and not lists
        content = lists[0] if len(lists) == 1 else pd.DataFrame(content).to_dict("records") if columns else [content]
    for number, row in enumerate(content if isinstance(content, list) else [content], 1):
        try:
            row = json.loads(row) if isinstance(row, str) else row
        except json.JSONDecodeError as error:
            problems.append(Problem(None, None, number, "no_json", f"is no JSON: {error}; put one object on each line"))
            continue
        if isinstance(row, dict):
            rows[number] = row
        else:
            note = f'holds {row!r:.40}, no object; write {{"doc": …, "text": …}}'
            problems.append(Problem(None, None, number, "no_json", note))
    table = table_of_frame(pd.DataFrame(list(rows.values()), dtype=object), rows, problems)
    return table._replace(encoding=decoded.encoding or "utf-8")


def read_parquet(path: Path, _: None) -> Table:
    """Read a Parquet file."""
    from pyarrow.lib import ArrowException

    try:
        return table_of_frame(pd.read_parquet(path, engine="pyarrow"))
    except ArrowException as error:
        raise DiscourseError(f"{path}: not a Parquet file that can be read ({error})") from error


WORKBOOKS, TEXT_FILES = [".xlsx", ".xlsm"], [".csv", ".tsv", ".jsonl", ".ndjson", ".json"]
READERS: dict[str, Callable[[Path, Any], Table]] = (
    dict.fromkeys(TEXT_FILES[:2], read_delimited)
    | dict.fromkeys(WORKBOOKS, read_workbook)
    | dict.fromkeys(TEXT_FILES[2:], read_json)
    | {".parquet": read_parquet}
)
