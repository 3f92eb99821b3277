"""A table with an article in each row becomes a corpus."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, repeat, takewhile
from numbers import Number
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_list_like

from discourse.errors import DiscourseError, MissingFileError, list_faults, one_of
from discourse.schema import ARTICLES
from discourse.texts.characters import HAN, LINE_END, SENTENCE_ENDS
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
from discourse.texts.formats.encodings import MixedLinesError, decode
from discourse.texts.formats.markup import BLOCK_TAG, ESCAPED, escaped_character, looks_like_html
from discourse.texts.formats.read_file import Decoded, decode_text, no_file, read_text
from discourse.texts.formats.small_tables import FOOTER, GLOSS, TAG, WORKBOOK, rows_of_page
from discourse.texts.formats.workbooks import OLD_WORKBOOK, SAVE_AS, Sheet, read_sheets
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.normalize import fold_head

# What a table may say of an article, and the heads that are taken for it where no column is named, in small letters; a
# head that is the name itself goes before the others. Of several columns that mean one part, but for text and name, the
# one whose head stands first here is taken.
HEADS = {
    "text": "text content body fulltext full_text article_text 正文 内容 全文 文本 内文 正文内容 全文内容 文章内容 "
    "新闻内容 文本内容 文件内容 政策内容 报道内容",
    "doc": "doc id doc_id docid article_id news_id newsid response_id record_id accession_no filename file_name "
    "no no. number key uuid 编号 序号 文件名 文章编号 文本编号 文档编号 文件编号 新闻编号 政策编号 记录编号 索引号 "
    "文章id 新闻id 文档id 文本id",
    "title": "title headline 标题 题目 篇名 题名 文章标题 新闻标题 文件标题 政策标题 法规标题 "
    "文件名称 政策名称 法规名称",
    "subtitle": "subtitle 副标题 副题",
    "source": "source newspaper media media_name publisher puborg publication publication_title pubtitle journal "
    "outlet site site_name "
    "发文机关 发文单位 制定机关 发布机构 发布单位 发布部门 发布机关 来源 稿源 出处 媒体 媒体名称 媒体来源 "
    "来源媒体 来源网站 来源报纸 报章 报纸 报纸名称 报刊 报刊名称 刊名 期刊 文献来源 信息来源 新闻来源 文章来源 "
    "公众号 公众号名称",
    "date": "date datetime pubdate pub_date publish_date publication_date published "
    "pubtime publish_time published_at 日期 发布日期 发布时间 "
    "发文日期 印发日期 公布日期 成文日期 发表日期 发表时间 出版日期 报道日期 刊发日期 刊登日期 time 时间",
    "page": "page 版面 版次 版 版头 版别 版名 版位",
    "group": "group",
    "label_zh": "label_zh",
    "label_en": "label_en",
}
USUAL_HEADS = {head for usual in HEADS.values() for head in usual.split()}
# What the head of a column ends with that may say so, too. The only one is taken for it and told, unless it may say
# another thing, such as when a page was copied (抓取时间), a law takes effect, or where a journal's title stands.
LIKELY_HEADS = {
    "title": ("标题", "题名", "题目", "title"),
    "source": (
        "来源", "媒体", "报章", "报纸", "网站", "机关", "机构", "部门", "source", "agency", "issuer", "department",
    ),
    "date": ("日期", "时间", "date", "time"),
}  # fmt: skip
OF_OTHER_THINGS = re.compile(
    r".*(?:抓取|采集|爬取|下载|入库|更新|修改|访问|导出|施行|实施|生效|失效|截止|出生|收稿|录用|修回|作者|基金|数据|资助|主管|英文|副"
    r"|crawl|scrap|fetch|down|updat|modif|access|add|insert|creat|effect|expir|dead|birth|receiv|accept|retriev"
    r"|journal|site|job|sub|publication|book|series|page|data|run|start|end).*"
)
# The cells of a column of texts: long ones with the end of a sentence; and of how many rows they are looked at.
SENTENCES, SEVERAL_ROWS = re.compile(rf"[{SENTENCE_ENDS}]|[.!?](?:\s|\Z)"), 50
# What the columns of Factiva mean; the longest label of a text, and the shortest text that is taken for no head.
FACTIVA = {"HD": "title", "SN": "source", "PD": "date", "AN": "doc", "TD": "text"}
LONGEST_LABEL, SHORTEST_FIRST = 12, 40
# What reads the files of programs for statistics, and of databases.
OF_STATISTICS = {
    ".dta": "is a file of Stata: give read_table what pandas.read_stata makes of it",
    ".sav": "is a file of SPSS: give read_table what pandas.read_spss makes of it",
    ".rds": "is a file of R: give what write.csv makes of it",
    ".rdata": "is a file of R: give what write.csv makes of it",
    ".db": "is a database: give read_table what pandas.read_sql makes of it",
    ".sqlite": "is a database: give read_table what pandas.read_sql makes of it",
}
LINK = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
# What a column of articles or of their names ends with, where it is the only one: 政策正文, 微博id.
ENDS_OF_HEADS = {"text": re.compile(r".*(?:正文|全文|内文|内容|content|fulltext)"), "doc": re.compile(r".*(?:id|编号)")}
TWO_LANGUAGES = re.compile(
    rf"([{HAN}]+)\s*+(?:[/（(]\s*+)?([A-Za-z][A-Za-z_ ]*)[)）]?|([A-Za-z][A-Za-z_ ]*+)\s*+[-/（(]\s*([{HAN}]+)[)）]?"
)
# What tells the parts of articles in several columns apart: 正文1, 正文2, 正文（续）.
PART = "0123456789一二三四上中下续补()（）"
# The heads of columns that are the date, or make it up, where no other is.
DATE_PARTS = [
    ["year", "年份", "年度", "年", "报告年份", "发布年份", "发文年份", "文件年份", "政策年份"],
    ["month", "月份", "月"],
    ["day", "日"],
]
# What the sheets of one table are told apart by, and a name that is the year of all in the sheet.
FIGURES_OF_SHEET, YEAR_OF_SHEET = re.compile(r"\d+"), re.compile(r" *(?:19|20)\d\d ?(?:年度?)? *")
LEAD_HEADS = {"导语", "导言", "lead", "lede"}
# What numbers the paragraphs of an article, each of which is a row.
PARAGRAPH_HEADS = {
    "paragraph", "paragraph_id", "paragraph_no", "para", "para_id", "para_no", "seq",
    "段", "段落", "段落号", "段落序号", "段落编号", "段号", "段序", "段次", "次序",
}  # fmt: skip
# A head may stand below some rows, and has what explains it, or a star, behind it.
HEAD_WITHIN, LONGEST_HEAD, STARS = 8, 40, "*＊※ "
# What says in what a column is counted, or of what form it is.
UNIT = re.compile(r"[(（\[].{1,20}[)）\]]|单位.*|YYYY.*", re.IGNORECASE)
# What Qualtrics writes into the last of three rows of heads.
IMPORT_ID = '{"ImportId"'
# A text of these words alone is none, nor is a formula that failed.
NO_ARTICLE = {"#name?", "#value!", "#ref!", "#div/0!", "#num!", "#null!"} | {
    r"\n",
    "-",
    "--",
    "—",
    "——",
    "/",
    "无",
    "無",
    "暂无",
    "空",
    "缺失",
    "na",
    "missing",
    "无正文",
    "无内容",
}
# Line ends and other signs as programs write them in code.
CODED = re.compile(r"\\(?:[nrt](?![A-Za-z])|u[0-9a-fA-F]{4}|xa0)")
# What of a page's code whoever took its text out of it may have left there; 申报 --> 审核 and 成本$(万元) are none.
CODE_OF_PAGE = re.compile(
    r"-->(?<=[a-z/;}]-->)|function(?<=\bfunction)(?: \w{4,}\(|\([^()]*\) ?\{)|var(?<=\bvar) \w+ ?=|"
    r"document(?<=\bdocument)\.\w+\(|\$\((?:[\"'.#]|document|function|this|window)|"
    r"\{ ?[a-z-]{3,} ?: ?[^;{}\u4e00-\u9fff]{1,40}; ?[a-z-]{3,} ?:"
)
# So many rows show whether a column holds dates; the most characters of one, whose year has four figures beside a sign.
SAMPLE_ROWS, LONGEST_DATE = 5, 30
# So many rows of a table are taken out of it at once: the texts of all would take its memory again.
ROWS_AT_ONCE = 1_000
PARTED_DATE = re.compile(
    r"\d{4}[-/.年]\d|\d[-/.]\d{4}(?!\d)|\A(?:19|20)\d\d[01]\d[0-3]\d\Z|\A[A-Z][a-z]{2} [A-Z][a-z]{2} \d|"
    # Seconds since 1970, and thousandths.
    r"\A1\d{9}(?:\d{3})?\Z"
)
# What a caller may say of the columns of a table, and which of these name one: the arguments of `read_table`.
NAMED = ["text", "doc", "title", "subtitle", "source", "date", "page", "group"]
COLUMNS = [*NAMED, "sheet", "encoding"]
# What no text has: controls, but tabs and line ends. No article is longer than this many characters.
CONTROL, LONGEST_ARTICLE = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]"), 300_000
# What stands for a byte that was not decoded, and what is said of its line; one line in so many may have some.
UNDECODED, FEW = re.compile("[\udc80-\udcff]"), 100
OPEN_CELL = (
    "a quotation mark opens a cell that none closes, so that all below would be one cell; close it, or write a mark "
    "that belongs to the text twice"
)
MARK_INSIDE = "has a mark inside quotation marks, in line {}; write it twice"
PLAIN_MARKS = (
    "has quotation marks that are not in pairs around its cells, in line {}; they are read as part of the text"
)
OTHER_BYTES = (
    "has bytes that are no UTF-8, while the other lines are, in line {}: they are damaged, or in another encoding; "
    "write the row anew from its source"
)
# A number is no article, nor are marks.
LETTER = re.compile(r"[^\W\d_]")
# Nor is a shorter one without the end of a sentence; of a text so long no second article has the same.
SHORTEST_ARTICLE, LEAST_DOUBLED = 8, 50
# A number that a spreadsheet rounded, and a label before what it names.
ROUNDED, LABEL = re.compile(r"\d(?:\.\d+)?[Ee]\+\d+"), re.compile(r"(?:来源|來源|稿源|出处|媒体)\s*[:：]\s*(?=\S)")
# A source and a day in one cell, in either order, and what a head names that holds a source beside the day.
DAY = r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}日?(?:[\sT]*\d{1,2}:\d\d(?::\d\d)?)?"
SOURCE_AND_DAY = re.compile(
    rf"(?:(?:来源|稿源|出处)\s*[:：]\s*)?(?:《(?P<paper>[^》]{{2,20}})》|(?P<first>[^\d《》（(:：|,，。]{{2,20}}?))"
    rf"[\s,，|/（(·]*(?:(?:发布)?(?:时间|日期)\s*[:：]\s*)?{DAY}\s*(?:(?:星期|周).\s*)?(?:第?\s*\w{{1,3}}\s*版)?[)）]?|"
    rf"{DAY}[\s,，|/·]+(?:(?:来源|稿源|出处)\s*[:：]\s*)?(?P<last>[^\d《》（(:：|,，。]{{2,20}})"
)
NAMES_SOURCE = re.compile(r"来源|稿源|出处|媒体|source|media")
# What programs write into a cell that holds nothing.
NOTHING = {"", r"\n", "nan", "none", "null", "n/a", "#n/a", "<na>", "nat"}
LONGEST_NOTHING = max(map(len, NOTHING))
QUOTE = "put a cell that holds a separator or a line end into quotation marks"
BLANKS = " \t\r\n\v\f\u3000\xa0\ufeff\0"
# More columns say nothing of an article; each takes its time.
MOST_COLUMNS = 5_000
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

    Where no column names the articles, the numbers of the rows do.

    A title is the article's whether the text repeats it or not; nothing is added to the text. Dates may be written in
    many ways (see `read_date`); a month stays 2024-10, a year 2024. A column 年份 or year is the date where none is,
    with others of month and day. `date_note` has what was written, where that is another text. Where a date cannot be
    read, the article is read as one without, and `problems` has a row. A cell that holds HTML is read as a page is, and
    its offsets are those into what it prints; others are those into the cell. A list of texts is a text of lines.
    `sheet` names the sheet of a workbook, by default the first that has articles, with all that have its heads and a
    name that differs in figures only (2021, 2022): `problems` says from which row on each counts, a column 年份 or
    sheet which it was. `encoding` is that of a text file, where the guess is wrong. `articles.encoding` is the one that
    the file was read with, utf-8 for a DataFrame.

    Of rows of one name the later ones are called by it and a number (a_2), and a row without a name by its own number
    (row 3); `problems` has a row for each.

    Rows in a row that are paragraphs of one article (with its name and title, and numbers of paragraphs, or all other
    columns the same or empty) are read as one, and `problems` says which.

    Rows that cannot be read, with no text, with name and text of a row above, with more or fewer cells than the head,
    are refused all at once, in one error. With `errors="collect"` the others are read, and these stand in `problems`.
    Rows count from 1 below the head; empty ones of a file are counted and passed over, those of units, heads again,
    totals and notes left out, each with a row of `problems`. One warning says that `problems` has rows, but not where
    they say no more than that the rows are numbered.

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
    named = {"text": text, "doc": doc, "title": title, "subtitle": subtitle, "source": source, "date": date}
    named |= {"page": page, "group": group}
    name, given = open_table(table, named | {"sheet": sheet, "encoding": encoding})
    rows = ArticleRows.arrange(name, given, named)
    return read_rows(name, rows, errors=errors)


def read_rows(
    name: str, table: "ArticleRows", *, errors: str, declared: Mapping[str, dict[str, list]] | None = None
) -> Corpus:
    """Read the articles of a table of that name as `read_table` does.

    `declared` has what a manifest declares of single rows, by their doc: corrections, and what lines are.
    """
    problems = list(table.problems)
    articles, row_of = dict[int, Article](), dict[str, int]()
    with garbage_collection_paused():
        for number, doc, cells in table.each():
            entry = {"doc": doc, "file": f"{name}, row {number}"}
            with collecting(problems, entry, number):
                table.columns.check_row(cells, doc, row_of)
                row_of[doc] = number
                said, decoded, noted = table.take(cells)
                article = read_article(entry | said | (declared or {}).get(doc, {}), decoded, title_apart=True)
                problems += [Problem(doc, entry["file"], number, *note) for note in noted]
                problems += note_damage(article, number)
                articles[number] = article.rows_alone()
    for doc in declared or {}:
        if doc not in row_of:
            raise DiscourseError(
                f"{name}: what is declared of doc={doc!r} is told of none of its rows; correct the doc"
            )
    # A row that is not read counts nothing again.
    problems = [problem for problem in problems if problem.rule != "doubled_text" or problem.row in articles]
    refused = sum(problem.rule in REFUSALS for problem in problems)
    problems.sort(key=lambda problem: problem.row or 0)
    given_rows = f"{len(articles) + refused:,} rows"
    found = problem_frame(problems, errors=errors, where=name, given=given_rows, stacklevel=4)
    corpus = build_corpus(list(articles.values()), problems=found)
    kept = table.kept
    others = table.given.rows.loc[list(articles), list(kept)].set_axis(list(kept.values()), axis=1).apply(tidy_column)
    return replace(corpus, articles=pd.concat([corpus.articles, others.reset_index(drop=True)], axis=1))


class ArticleRows(NamedTuple):
    """The rows of a table that are to be articles: what its columns say, and which other ones are `kept` as what.

    `docs` are the names of the articles by the numbers of their rows.
    """

    columns: "Columns"
    given: "Table"
    docs: pd.Series
    kept: dict[int, str]
    problems: list[Problem]

    @classmethod
    def arrange(cls, name: str, given: "Table", named: Mapping[str, str | None]) -> "ArticleRows":
        """Find the columns of a table and complete them; `named` are those that a caller named."""
        sheets = next((f" ({problem.note})" for problem in given.problems if problem.rule == "other_sheets"), "")
        places = match_columns(given, named, name + sheets)
        columns = Columns(given.heads, places, frozenset(part for part, column in named.items() if column))
        kept = columns.name_others()
        problems = [*given.problems, *columns.note_likely(given.rows.head(SAMPLE_ROWS))]
        for at, column in kept.items():
            if given.heads[at] not in ("", column):
                note = f"the column {given.heads[at]!r} is kept as {column!r}, as another has that name"
                problems.append(Problem(None, None, None, "renamed_column", note))
        given, places = complete_columns(given, places, problems)
        docs = given.rows[places["doc"]].map(cell_text)
        # Whole numbers beside a missing one, as pandas writes them.
        if docs[docs != ""].str.fullmatch(r"\d+\.0").all():
            docs = docs.str.removesuffix(".0")
        docs, renamed = name_rows(docs, given.rows[places["text"]], given.heads[places["doc"]])
        problems += renamed
        problems = [problem._replace(file=name) for problem in problems]
        return cls(Columns(given.heads, places), given, docs, kept, problems)

    def each(self) -> Iterator[tuple[int, str, Sequence]]:
        """Give the number of each row, the name of its article, and its cells."""
        for first in range(0, len(self.docs), ROWS_AT_ONCE):
            some = slice(first, first + ROWS_AT_ONCE)
            docs, rows = self.docs.iloc[some], self.given.rows.iloc[some]
            # Columns are read as lists: to ask an array for each cell takes ten times as long.
            cells = zip(*(rows.iloc[:, at].tolist() for at in range(rows.shape[1])), strict=True)
            yield from zip(docs.index, docs.tolist(), cells, strict=True)

    def take(self, cells: Sequence) -> tuple[dict[str, Any], Decoded, list[tuple[str, str]]]:
        """Take of a row what its cells declare of its article, its text, and what of it is doubtful."""
        declared, noted = self.columns.declare_cells(cells)
        return declared, decode_cell(cells[self.columns.places["text"]], self.given.encoding), noted

    def entry(self, doc: str, name: str) -> tuple[dict[str, Any], Decoded]:
        """Return the article of that name as an entry of a manifest would have it, and its text."""
        number, _, cells = next(row for row in self.each() if row[1] == doc)
        declared, decoded, _ = self.take(cells)
        return {"doc": doc, "file": f"{name}, row {number}"} | declared, decoded


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


def open_table(table: str | Path | pd.DataFrame, columns: Mapping[str, str | None]) -> tuple[str, Table]:
    """Read a table of any kind, of whose `columns` a caller says what `read_table` takes; return its name and it."""
    sheet, encoding, text = map(columns.get, ("sheet", "encoding", "text"))
    if isinstance(table, pd.DataFrame):
        name, given = "DataFrame", table_of_frame(table)
    elif not isinstance(table, str | Path):
        raise DiscourseError(f"table is a {type(table).__name__}; give the path of a file, or a DataFrame")
    else:
        path = Path(table)
        name, ending = path.name, path.suffix.lower()
        if path.is_dir():
            raise DiscourseError(f"{path}: is a folder; give one table in it, or count all of them by count_corpus")
        if ending in OF_STATISTICS:
            raise DiscourseError(f"{path}: {OF_STATISTICS[ending]}, or save it as CSV")
        one_of(f"{path}: ending", ending, READERS)
        if not path.is_file():
            raise MissingFileError(f"{path}: {no_file(path)}")
        for option, value, endings in (("sheet", sheet, WORKBOOKS), ("encoding", encoding, TEXT_FILES)):
            if value is not None and ending not in endings:
                raise DiscourseError(f"{name}: {option}={value!r} is for {', '.join(endings)} only; leave it out")
        wanted = HEADS["text"].split() if text is None else [text]
        given = READERS[ending](path, sheet or encoding, {*map(fold_head, wanted)})
    if not given.heads and given.problems:
        raise DiscourseError(f"{name}, {given.problems[0].place}: {given.problems[0].note}")
    # A column that is named is one of a head.
    if name != "DataFrame" and not any(map(columns.get, NAMED)):
        given = take_first_row(name, given)
    given = name_factiva_columns(given, columns)
    if given.rows.empty and not given.problems:
        raise DiscourseError(f"{name}: holds no rows; its heads are {', '.join(map(repr, given.heads)) or '(none)'}")
    return name, given


def take_first_row(name: str, given: "Table") -> "Table":
    """Take the first row of a table of two columns, a short label and a long text, for a row where it is no head.

    Raises DiscourseError for another table whose first row has a sentence.

    >>> rows = pd.DataFrame([["财经", "稳住物价，保供应。"]], [1])
    >>> given = take_first_row("a.csv", Table(["时政", "发展低空经济，要安全。" * 4], rows, [], []))
    >>> given.heads, given.rows[0].tolist()
    (['column 1', 'text'], ['时政', '财经'])
    """
    texts = [at for at, head in enumerate(given.heads) if len(head) >= SHORTEST_FIRST and are_texts([head])]
    some = given.rows.head(SEVERAL_ROWS)
    if len(given.heads) == 2 and len(texts) == 1 and len(some) and are_texts(some[texts[0]]):
        text, label = texts[0], 1 - texts[0]
        longest = max(map(len, [given.heads[label], *map(cell_text, some[label])]))
        if longest <= LONGEST_LABEL and fold_head(given.heads[label]) not in USUAL_HEADS:
            rows = pd.concat([pd.DataFrame([given.heads]), given.rows]).set_axis(range(1, len(given.rows) + 2))
            heads = ["text" if at == text else f"column {at + 1}" for at in rows]
            said = f"{given.heads[text]!r:.40}; the other column is {heads[label]!r}"
            note = f"its first row is no head, but an article: {said}"
            told = [problem._replace(row=problem.row and problem.row + 1) for problem in given.problems]
            return given._replace(heads=heads, rows=rows, problems=[Problem(None, None, None, "no_head", note), *told])
    # A sentence is a cell of an article.
    if cells := [head for head in given.heads if re.search("[。！？]", head)]:
        raise DiscourseError(
            f"{name}: its first row seems to be no head, with {cells[0]!r:.40}: write one above it, such as id,text, "
            "or name the column of the texts if it is one"
        )
    return given


def name_factiva_columns(given: "Table", columns: Mapping[str, str | None]) -> "Table":
    """Name the columns of Factiva by what they mean, and put the lead of each article, LP, before the rest, TD.

    Those that a caller names, or whose part of an article another column is, keep their heads; where TD does, all do.
    """
    heads, taken = given.heads, {*map(fold_head, given.heads)} | {part for part in NAMED if columns.get(part)}
    own = {columns.get(part) for part in NAMED}
    meant = {head: part for head, part in FACTIVA.items() if head in heads and head not in own and part not in taken}
    if "LP" not in heads or "TD" not in meant:
        return given
    rows, lead, rest = given.rows.copy(), *map(heads.index, ("LP", "TD"))
    rows[rest] = (rows[lead].map(cell_text) + "\n" + rows[rest].map(cell_text)).str.strip("\n")
    said = ", ".join(f"{head!r} as {part!r}" for head, part in meant.items())
    note = f"the columns are read as those of Factiva: {said}, below 'LP'; name the text where they are not"
    problems = [*given.problems, Problem(None, None, None, "factiva", note)]
    return given._replace(heads=[meant.get(head, head) for head in heads], rows=rows, problems=problems)


def match_columns(given: "Table", named: Mapping[str, str | None], name: str) -> dict[str, int]:
    """Find the columns that say something of an article, those named and those of a usual head, by their places.

    Where no head tells the articles, the only column of texts holds them; title, source and date may be told by what a
    head ends with.
    """
    heads, has = given.heads, ", ".join(map(repr, given.heads)) or "(none)"
    places: dict[str, int] = {}
    for part in HEADS:
        column = named.get(part)
        found = places_of_part(heads, part, column, taken=None if column else places.get("text"))
        if column is None:
            found = without_links(given, part, found) or places_of_likely(given, part, {*places.values()})
        if len(found) > 1 and part == "text" and not places_of_part(heads, part, column, taken=None):
            several, found = ", ".join(repr(heads[at]) for at in found), []
            has += (
                f"; {several} all hold texts: if each is an article, put them one below the other, as frame.melt does; "
                "if they are parts of one, join them first"
            )
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
        elif part == "text":
            usual = HEADS[part].split()
            parts = [head for head in heads if fold_head(head).rstrip(PART) in usual]
            said = f"; {', '.join(map(repr, parts))} may hold parts of them: join these first" if parts else ""
            raise DiscourseError(
                f"{name}: no column holds the articles by its head; name one, as in text=…, of {has}{said}"
            )
    return places


def without_links(given: "Table", part: str, places: list[int]) -> list[int]:
    """Return the places of columns, without those of links unless the text or the name of an article is looked for."""
    return [at for at in places if part in ENDS_OF_HEADS or not are_links(given.rows[at].head(SEVERAL_ROWS))]


def places_of_part(heads: list[str], part: str, column: str | None, *, taken: int | None) -> list[int]:
    """Return the places of the columns that say a part of each article by their heads, or of the one named `column`."""
    wanted = {fold_head(head) for head in (HEADS[part].split() if column is None else [column])}
    found = places_of_heads(heads, column or part, wanted, taken)
    if column is None:
        found = (places_of_endings if part in ENDS_OF_HEADS else first_of_usual)(heads, found, part)
    return found


def places_of_likely(given: "Table", part: str, taken: set[int]) -> list[int]:
    """Return the places of the columns of texts, for the text; for another part that of the head which ends as it does.

    None where several end so; the cells of a date must be dates.
    """
    rows = given.rows.head(SEVERAL_ROWS)
    if part == "text":
        return [at for at in rows if are_texts(rows[at]) and not are_links(rows[at])]
    ends, heads = LIKELY_HEADS.get(part, ()), map(plain_head, given.heads)
    found = [at for at, head in enumerate(heads) if head.endswith(ends) and at not in taken] if ends else []
    found = [at for at in found if not are_links(rows[at])]
    if len(found) != 1 or OF_OTHER_THINGS.fullmatch(plain_head(given.heads[found[0]])):
        return []
    return [] if part == "date" and not are_dates(rows[found[0]], bare=True) else found


def are_links(cells: Iterable[object]) -> bool:
    """Tell whether cells are addresses of pages, which name nothing, one or more, and empty ones aside.

    >>> are_links(["https://www.gov.cn/zhengce/1.htm", None]), are_links(["人民网", "www.people.com.cn"])
    (True, False)
    """
    said = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return bool(said) and all(map(LINK.fullmatch, said))


def are_texts(cells: Iterable[object]) -> bool:
    """Tell whether most cells are texts of sentences; empty ones aside.

    >>> are_texts(["低空经济是新增长引擎，要支持企业创新，要安全。", None]), are_texts(["低空经济", "制造业"])
    (True, False)
    """
    said = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    texts = [cell for cell in said if len(cell) >= SHORTEST_ARTICLE and SENTENCES.search(cell)]
    return 2 * len(texts) > len(said)


def first_of_usual(heads: list[str], found: list[int], part: str) -> list[int]:
    """Return of the places of a part that of the head which stands first among the usual ones; all that have the same.

    >>> first_of_usual(["成文日期", "标题", "发布日期（年）"], [0, 2], "date")
    [2]
    """
    usual = HEADS[part].split()
    ranks = {at: [usual.index(head) for head in map(plain_head, [heads[at]]) if head in usual] for at in found}
    return [at for at in found if ranks[at] == min(ranks.values())]


def places_of_heads(heads: list[str], name: str, wanted: set[str], taken: int | None) -> list[int]:
    """Return the places of the heads that mean a part: those that are its name, else that fold to one of its heads.

    Where none does, what explains a head is left off, as are stars (正文（全文）, 标题*). It may be in two languages
    (标题 Title, Title-题名).
    """
    for fold in (fold_head, plain_head):
        near = [at for at, head in enumerate(heads) if fold(head) in wanted and at != taken]
        if near:
            return [at for at in near if heads[at] == name] or near
    twice = [TWO_LANGUAGES.fullmatch(head) for head in heads]
    return [
        at
        for at, both in enumerate(twice)
        if both and at != taken and {*map(fold_head, filter(None, both.groups()))} & wanted
    ]


def places_of_endings(heads: list[str], known: list[int], part: str) -> list[int]:
    """Return the `known` places, else those of the heads that end as those of texts or names do; of names, if one."""
    if known:
        return known
    found = [at for at, head in enumerate(heads) if ENDS_OF_HEADS[part].fullmatch(plain_head(head))]
    return found if part == "text" or len(found) == 1 else []


def are_dates(cells: Iterable[object], *, bare: bool = False) -> bool:
    """Tell whether cells are dates by their form, not `bare` numbers or words; one or more, and empty ones aside.

    >>> are_dates(["25.10.2024", ""]), are_dates(["20241025"]), are_dates(["45573"]), are_dates(["1710460800000"])
    (True, True, False, True)
    >>> are_dates(["Tue Oct 08 12:30:00 +0800 2024"])
    True
    """
    said = list(filter(None, map(cell_text, cells)))
    with suppress(DiscourseError):
        return all(
            len(cell) <= LONGEST_DATE and (bare or PARTED_DATE.search(cell)) and read_date(cell) for cell in said
        ) and bool(said)
    return False


def plain_head(head: str) -> str:
    """Fold a head without its stars and what explains it.

    >>> plain_head("发布日期（年月日）*")
    '发布日期'
    """
    return fold_head(GLOSS.sub("", head.strip(STARS)))


@dataclass(frozen=True)
class Columns:
    """The columns of a table by their heads, the places of those that say something of each article, and those of
    these that a caller named."""

    heads: list[str]
    places: dict[str, int]
    named: frozenset[str] = frozenset()

    def head_of(self, part: str) -> str:
        """Return the head of the column that says a part of each article."""
        return self.heads[self.places[part]]

    def note_likely(self, rows: pd.DataFrame) -> list[Problem]:
        """Note which columns may hold titles, sources, dates or more of the text, where no column was taken for these.

        Whatever its head, a column whose first `rows` are dates may be the date.

        >>> columns = Columns(["id", "text", "Datum", "title", "source"], dict(doc=0, text=1, title=3, source=4))
        >>> rows = pd.DataFrame([["a", "低空", "25.10.2024", "题", "报"]])
        >>> [problem.note for problem in columns.note_likely(rows)]
        ["no column is the date of the articles by its head; 'Datum' may be: if so, name it, as in date='Datum'"]
        """
        taken = self.places.values()
        free = [head for at, head in enumerate(self.heads) if at not in taken and not are_links(rows[at])]
        notes, others = [], {head: fold_head(head) for head in free}
        for part in ["text", *LIKELY_HEADS]:
            if part in self.places and part not in self.named and not self.is_usual(part):
                why = "what its head ends with" if part in LIKELY_HEADS else "the sentences in its cells"
                said = f"the {part} of the articles is {self.head_of(part)!r} by {why}"
                notes.append(f"{said}: where it is not, name the column that is, as in {part}=…, or rename it")
        text = fold_head(self.head_of("text")).rstrip(PART)
        if more := [
            head
            for head, folded in others.items()
            if (folded.rstrip(PART) == text and text in HEADS["text"]) or folded in LEAD_HEADS
        ]:
            said = f"{', '.join(map(repr, more))} may hold more of the articles than {self.head_of('text')!r}"
            notes.append(f"{said}, which alone is read: join these columns first, if so")
        for part, ends in LIKELY_HEADS.items():
            likely = [head for head, folded in others.items() if folded.endswith(ends)]
            # A column of years is the date where no other is.
            if part == "date" and not {*others.values()} & {*DATE_PARTS[0]}:
                likely = likely or [
                    head for at, head in enumerate(self.heads) if head in others and are_dates(rows[at])
                ]
            rivals = [head for head in free if plain_head(head) in HEADS[part].split()]
            if rivals and part in self.places:
                said = (
                    f"the {part} of the articles is {self.head_of(part)!r}; {', '.join(map(repr, rivals))} may be, too"
                )
                notes.append(f"{said}: if that is meant, name it, as in {part}={rivals[0]!r}")
            if likely and part not in self.places:
                said = f"{' or '.join(map(repr, likely))} may be: if so, name it, as in {part}={likely[0]!r}"
                notes.append(f"no column is the {part} of the articles by its head; {said}")
        return [Problem(None, None, None, "likely_column", note) for note in notes]

    def is_usual(self, part: str) -> bool:
        """Tell whether the head of the column of a part is one of those that mean it."""
        return self.places[part] in places_of_part(self.heads, part, None, taken=None)

    def name_others(self) -> dict[int, str]:
        """Give each of the other columns a name that is its own in `articles`: its head, if that is free."""
        kept, taken, copies = dict[int, str](), set[str](), Counter[str]()
        for at, head in enumerate(self.heads):
            if at not in self.places.values():
                column = name = f"{head}_table" if head in ARTICLES else head or f"Unnamed: {at}"
                while name in taken:
                    copies[column] += 1
                    name = f"{column}_{copies[column] + 1}"
                kept[at] = name
                taken.add(name)
        return kept

    def check_row(self, cells: Sequence[object], doc: str, row_of: dict[str, int]) -> None:
        """Refuse a row that is empty, that lacks text, or that has the name of a row above, as it has its text."""
        text = cells[self.places["text"]]
        said = cell_text(text)
        if not any(map(cell_text, cells)):
            raise RefusedError("empty_row", "is empty; delete it")
        if not isinstance(text, str) or not LETTER.search(said) or said.casefold() in NO_ARTICLE:
            raise RefusedError(
                "empty_text", f"{self.head_of('text')}={text!r:.40} holds no text; fill it or delete the row"
            )
        if doc in row_of:
            note = f"has {self.head_of('doc')}={doc!r} and the text of row {row_of[doc]}; delete one of them"
            raise RefusedError("doubled_doc", note)

    def declare_cells(self, cells: Sequence[object]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Take what a row declares of its article, and note what of it is doubtful: rule and note."""
        said = {part: cell_text(cells[at]) for part, at in self.places.items() if part not in ("text", "doc")}
        declared: dict[str, Any] = {part: cell for part, cell in said.items() if cell}
        if "source" in declared:
            declared["source"] = LABEL.sub("", declared["source"], count=1)
        noted = []
        written = declared.pop("date", "")
        head = self.heads[self.places.get("date", self.places.get("source", 0))]
        if ("source" in self.places) != ("date" in self.places):
            joint = SOURCE_AND_DAY.fullmatch(written or declared.get("source", ""))
            named = not written or NAMES_SOURCE.search(f"{head} {written}".casefold())
            if joint and named:
                declared["source"], written = joint["paper"] or joint["first"] or joint["last"], joint[0]
        try:
            day = read_date(written) if written else ""
        except DiscourseError as error:
            noted.append(("date", f"{error}. The article is read as if {head!r} were empty"))
        else:
            declared |= {"date": day} if day else {}
            # How it was written, where that is not what it became.
            declared |= {"date_basis": "declared", "date_note": written} if day != written else {}
        labels = {key: declared.pop(f"label_{key}") for key in ("zh", "en") if f"label_{key}" in declared}
        declared |= {"label": labels} if labels else {}
        text = str(cells[self.places["text"]])
        printed = ESCAPED.sub(escaped_character, text) if "_x" in text else text
        if 2 * len(text) >= FULL_CELL and FULL_CELL in {
            len(each.encode("utf-16-le", "surrogatepass")) // 2 for each in (text, printed)
        }:
            note = f"{self.head_of('text')} has {FULL_CELL:,} characters, all that a cell of Excel may hold"
            note += ": its end may be lost. Compare it with the source; CSV files have no such limit"
            noted.append(("full_cell", note))
        return declared, noted + doubts_of_cell(text, self.head_of("text"), said.get("title"))


def complete_columns(given: "Table", places: dict[str, int], problems: list[Problem]) -> tuple["Table", dict[str, int]]:
    """Give a table what its columns say together: names, dates, whole texts; leave out rows that are no articles."""
    heads, rows, places = list(given.heads), given.rows.copy(deep=False), dict(places)
    for at, first, last in given.merged:
        if first in rows.index and at not in (places["text"], places.get("doc")):
            rows.loc[first:last, at] = rows.at[first, at]
    rows = join_paragraph_rows(heads, rows, places, problems)
    if "doc" not in places:
        places["doc"], rows[len(heads)] = len(heads), rows.index.astype(str)
        heads.append("doc")
        note = "no column names the articles by its head: each is named by the number of its row. Name one, as in doc=…"
        problems.append(Problem(None, None, None, "numbered", f"{note}, if the table has one"))
    if "date" not in places:
        places |= add_date(heads, rows)
    texts = rows[places["text"]]
    if texts.dtype == object:
        rows[places["text"]] = [cell if isinstance(cell, str) else join_lines(cell) for cell in texts]
    said = rows[places["text"]].astype(str)
    again = said[said.duplicated() & (said.str.len() >= LEAST_DOUBLED)]
    of_text = dict(zip(said[::-1], said.index[::-1], strict=True)) if len(again) else {}
    for number, text in again.items():
        note = f"has the text of row {of_text[text]}, and counts again: leave one of them out, if they are one article"
        problems.append(Problem(None, None, number, "doubled_text", note))
    left_out = find_other_rows(heads, rows, places, len(given.heads))
    for number in left_out:
        begins = next(filter(None, map(cell_text, rows.loc[number])), "")
        note = f"{begins!r:.40} begins no article, but units, a head, a total or a note; the row is left out"
        problems.append(Problem(None, None, number, "no_article", note))
    if rounded := rows[places["doc"]].astype(str).str.fullmatch(ROUNDED).sum():
        note = f"{heads[places['doc']]} has {rounded:,} numbers that a spreadsheet rounded, such as 6.9E+17"
        problems.append(Problem(None, None, None, "rounded_doc", f"{note}: save the column as text"))
    return given._replace(heads=heads, rows=rows.drop(index=left_out)), places


def join_paragraph_rows(
    heads: list[str], rows: pd.DataFrame, places: dict[str, int], problems: list[Problem]
) -> pd.DataFrame:
    """Join the rows that are paragraphs of one article, as lines of its text in the first of them.

    They stand in a row, with the same name and title, and have numbers of paragraphs that grow, or the same in all
    other columns, or nothing there. Rows of a name or of a title alone may be several articles.

    >>> frame = pd.DataFrame([["a", "谈", "一。"], ["a", "谈", "二。"], ["", "", "三。"], ["b", "谈", "四。"]])
    >>> joined = join_paragraph_rows(["id", "title", "text"], frame, {"doc": 0, "title": 1, "text": 2}, [])
    >>> joined[2].tolist()
    ['一。\\n二。\\n三。', '四。']
    """
    text, names = places["text"], [places[part] for part in ("doc", "title") if part in places]
    number = next((at for at, head in enumerate(heads) if at != text and fold_head(head) in PARAGRAPH_HEADS), None)
    others = [at for at in rows if at not in (text, number)]
    # Without name and title, paragraphs that are numbered anew where another column changes.
    names = names or (others if number is not None else [])
    named = rows[names].map(cell_text)
    again = named.duplicated() | (named == "").all(axis=1)
    if len(names) < 2 - (number is not None) or not again.any():
        return rows
    cells = rows.map(cell_text)
    other = cells[others]
    same = other if number is None else named
    alike = (same == same.shift()).all(axis=1) & (named != "").all(axis=1)
    goes_on = (alike | (other == "").all(axis=1)) & (cells[text] != "") & (cells[text] != cells[text].shift())
    if number is not None:
        goes_on &= pd.to_numeric(cells[number], errors="coerce").diff() > 0
    if number is not None and "date" in places:
        # What came out on another day is another article.
        day = cells[places["date"]]
        goes_on &= (day == "") | (day == day.shift())
    # A name that returns further down tells no article.
    first = named[~goes_on]
    whole = ~first.duplicated(keep=False) & (first != "").all(axis=1)
    groups = (~goes_on).cumsum()
    groups = groups[groups.duplicated(keep=False) & groups.map(dict(zip(groups[~goes_on], whole, strict=True)))]
    texts, below = rows[text].copy(), list[int]()
    for group in groups.groupby(groups).groups.values():
        texts[group[0]] = "\n".join(cells[text][group])
        below += group[1:].tolist()
        note = f"and the rows to {group[-1]} are paragraphs of one article, and read as one; of the other columns"
        problems.append(Problem(None, None, group[0], "joined_rows", f"{note} the cells of the first row count"))
    rows = rows.copy(deep=False)
    rows[text] = texts
    return rows.drop(index=below)


def name_rows(docs: pd.Series, texts: pd.Series, head: str) -> tuple[pd.Series, list[Problem]]:
    """Give each row with a text a name of its own: where it lacks one, by its number, else by that of another text.

    A row that has name and text of one above keeps both.

    >>> name_rows(pd.Series(["a", "a", "a", ""]), pd.Series(["一。", "二。", "一。", "三。"]), "id")[0].tolist()
    ['a', 'a_2', 'a', 'row 3']
    """
    named, taken, of_texts, problems = docs.copy(), {*docs.tolist()}, dict[str, dict[str, str]](), list[Problem]()
    for number, doc, cell in zip(docs.index, docs.tolist(), texts.tolist(), strict=True):
        if not isinstance(cell, str) or not (text := cell.strip(BLANKS)):
            continue
        known = of_texts.setdefault(doc, {}) if doc else {}
        if doc and not known:
            known[text] = doc
        elif text in known:
            named[number] = known[text]
        else:
            numbered = (f"{doc}_{n}" for n in count(len(known) + 1)) if doc else (f"row {n}" for n in count(number))
            named[number] = known[text] = name = next(name for name in numbered if name not in taken)
            taken.add(name)
            said = f"{head}={doc!r} names another text above" if doc else f"{head} is empty"
            note = f"{said}: the row is called {name!r}; where it is a part of that article, join them first"
            problems.append(Problem(name, None, number, "renamed_doc", note))
    return named, problems


def join_lines(cell: object) -> object:
    """Join the lines of a text that is a list of them, or of objects that each hold one; anything else stays.

    >>> join_lines(["文。", "章。"]), join_lines([{"no": 1, "text": "文。"}]), join_lines([1]), join_lines(None)
    ('文。\\n章。', '文。', [1], None)
    """
    lines, heads = list(cell) if isinstance(cell, Iterable) and is_list_like(cell) else [], HEADS["text"].split()
    if all(isinstance(line, dict) for line in lines):
        lines = [next((line[key] for key in line if plain_head(key) in heads), None) for line in lines]
    return "\n".join(lines) if lines and all(isinstance(line, str) for line in lines) else cell


def add_date(heads: list[str], rows: pd.DataFrame) -> dict[str, int]:
    """Say which column is the date, where one has the year; with others of month and day a column is added for it.

    A year is a date, if only that, and stays a column of its own.
    """
    parts = [[at for at, head in enumerate(heads) if fold_head(head) in names] for names in DATE_PARTS]
    dated = [columns[0] for columns in takewhile(bool, parts)]
    if len(dated) > 1:
        said = (map(str.strip, map(cell_text, row), repeat("年月日份 ")) for row in rows[dated].to_numpy())
        rows[len(heads)] = ["-".join(takewhile(bool, row)) for row in said]
        heads.append("-".join(heads[at] for at in dated))
        return {"date": len(heads) - 1}
    return {"date": dated[0]} if dated else {}


def is_of_columns(cells: list, usual: dict[int, set[str]]) -> bool:
    """Tell whether a row says of columns in what they count, or names them: `usual` has the heads that mean each.

    >>> is_of_columns(["", "（字）"], {}), is_of_columns(["编号", "正文"], {0: {"编号", "id"}, 1: {"正文", "text"}})
    (True, True)
    """
    said = {at: cell for at, cell in enumerate(map(cell_text, cells)) if cell}
    named = [plain_head(cell) in usual[at] for at, cell in said.items() if at in usual]
    return bool(said) and (all(map(UNIT.fullmatch, said.values())) or (len(named) > 1 and all(named)))


def find_other_rows(heads: list[str], rows: pd.DataFrame, places: dict[str, int], width: int) -> list[int]:
    """Return the numbers of the rows that are no articles by what they say, and where: units, heads, totals, notes.

    Below the head stand units, heads in another language, and what Qualtrics writes; at the end totals and notes.
    A head may stand again where tables were joined. `width` is the number of columns that the table came with.
    """
    text, doc = places["text"], places["doc"]
    numbers = rows.index.tolist()
    heads_again = zip(numbers, rows[text].tolist(), rows[doc].tolist(), strict=True)
    other = [n for n, *row in heads_again if isinstance(row[0], str) and row == [heads[text], heads[doc]]]
    usual = {at: {fold_head(head) for head in HEADS[part].split()} for part, at in places.items() if at < width}
    other += takewhile(lambda n: is_of_columns(rows.loc[n].tolist()[:width], usual), numbers)
    imported = [n for n in numbers[:2] if any(cell_text(cell).startswith(IMPORT_ID) for cell in rows.loc[n])]
    other += numbers[: numbers.index(imported[0]) + 1] if imported else []
    for n in reversed(numbers):
        said = [cell for cell in map(cell_text, rows.loc[n]) if cell]
        if cell_text(rows.at[n, text]) or not said or not FOOTER.fullmatch(said[0]):
            break
        other.append(n)
    return sorted(set(other))


def doubts_of_cell(text: str, head: str, title: str | None) -> list[tuple[str, str]]:
    """Note what a cell has that no article does: rule and note."""
    noted = []
    if control := CONTROL.search(text):
        note = f"{head} holds {control[0]!r}, a sign that controls a device and prints as nothing"
        noted.append(("control", f"{note}: look whether text was lost beside it"))
    if len(text) > LONGEST_ARTICLE:
        note = f"{head} has {len(text):,} characters, as no article has: look whether it is one"
        noted.append(("long_text", f"{note}, or a quotation mark is missing"))
    if len(text) < SHORTEST_ARTICLE and text != title and not re.search(f"[{SENTENCE_ENDS}]", text):
        noted.append(("short_text", f"{head}={text!r} is hardly an article: empty the cell if it is none"))
    if "\\" in text and (coded := CODED.search(text)):
        note = f"{head} holds {coded[0]!r:.12} as signs, as programs write what does not print"
        noted.append(("coded", f"{note}: replace it, such as by str.replace"))
    elif not looks_like_html(text) and (coded := CODE_OF_PAGE.search(text)):
        noted.append(("coded", f"{head} holds {coded[0]!r:.24}, of the code of a page: take that out"))
    return noted


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
            return Decoded(layout.text, encoding, sha256, "html", *layout[1:])
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
    """Leave the blanks around the texts of a column off, make empty ones missing, and give it the type that fits.

    Where some cells are texts, numbers are, too: a sheet may have 2023 in either form, and it is one value.

    >>> tidy_column(pd.Series([2023, "2023 ", 1.0, None], dtype=object)).tolist()
    ['2023', '2023', '1', nan]
    """
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    cells = [(value.strip(BLANKS) or None) if isinstance(value, str) else value for value in column]
    if any(isinstance(cell, str) for cell in cells):
        cells = [cell_text(cell) or None if isinstance(cell, Number) else cell for cell in cells]
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
    if frame.columns.nlevels > 1:
        # Of heads above heads the lowest names the column, unless it names several.
        lowest = [str(levels[-1]) for levels in frame]
        alone = len({*lowest}) == len(lowest)
        frame = frame.set_axis(lowest if alone else [" ".join(map(str, levels)) for levels in frame], axis=1)
    heads = ["" if pd.api.types.is_scalar(head) and pd.isna(head) else str(head).strip(BLANKS) for head in frame]
    rows = frame.set_axis(range(len(heads)), axis=1)
    for at in rows:
        # Databases and crawlers give texts as bytes.
        if pd.api.types.is_object_dtype(rows[at]) and any(isinstance(cell, bytes) for cell in rows[at]):
            rows[at] = [decode(cell)[0] if isinstance(cell, bytes) else cell for cell in rows[at]]
    rows = rows.set_axis(list(numbers or range(1, len(rows) + 1)), axis=0)
    last = len(rows)
    while last and not any(map(cell_text, rows.iloc[last - 1])):
        last -= 1
    return Table(heads, rows.iloc[:last], list(problems), list(merged))


def check_width(name: str, heads: Sequence[object]) -> None:
    """Refuse a table of more columns than any needs."""
    if (width := sum(map(bool, heads))) > MOST_COLUMNS:
        raise DiscourseError(
            f"{name}: has {width:,} columns, where {MOST_COLUMNS:,} are the most: leave out those that say nothing "
            "of the articles"
        )


def head_row(cells: list[list], wanted: Set[str]) -> int:
    """Return the place of the head of a table: the first row with two or more cells filled, or one soon below it.

    The lower one has a head of the articles, one of `wanted`, as below a title or a merged head; of several such the
    one with the most usual heads.
    """
    first = next((at for at, row in enumerate(cells) if sum(cell_text(cell) != "" for cell in row) > 1), 0)
    short = ([cell for cell in map(cell_text, row) if len(cell) <= LONGEST_HEAD] for row in cells[first:][:HEAD_WITHIN])
    heads = [(at, [*map(plain_head, row)]) for at, row in enumerate(short, first)]
    known = [(len(USUAL_HEADS.intersection(row)), -at) for at, row in heads if not wanted.isdisjoint(row)]
    top = -max(known, default=(0, -first))[1]
    # Below a head that reaches down two rows, others are parted: 编号, 基本信息, 正文 above 标题, 日期.
    above, below = ([*map(cell_text, cells[at])] if at < len(cells) else [] for at in (top, top + 1))
    parted = [plain_head(cell) in USUAL_HEADS for cell in below if cell]
    reaching = any(plain_head(cell) in wanted and not "".join(below[at : at + 1]) for at, cell in enumerate(above))
    return top + (known != [] and reaching and len(parted) > 1 and all(parted))


def table_of_cells(
    cells: list[list], faults: dict[int, tuple[str, str]], wanted: Set[str], merged: Sequence[tuple[int, int, int]] = ()
) -> Table:
    """Make a table of rows of cells, its head among them, which has one of `wanted`.

    `faults` says what is wrong with rows, by their places: the rule and the note; `merged` are cells shown as one.
    """
    head, problems = head_row(cells, wanted), []
    if above := [" ".join(map(cell_text, row)).strip() for row in cells[:head] if any(map(cell_text, row))]:
        note = f"rows above the head are left out: {'; '.join(above)!r:.80}"
        problems.append(Problem(None, None, None, "above_head", note))
    sound = [at for at in range(head + 1, len(cells)) if at not in faults and any(map(cell_text, cells[at]))]
    problems += [Problem(None, None, at - head, *fault) for at, fault in faults.items()]
    width = max(map(len, [*cells[head : head + 1], *(cells[at] for at in sound)]), default=0)
    rows = [cells[at] + [None] * (width - len(cells[at])) for at in sound]
    heads = heads_of_columns(cells[: head + 1], width)
    frame = pd.DataFrame(rows, columns=range(width), dtype=object)
    # A column without a head and without a cell is the edge of a sheet.
    used = [at for at, title in enumerate(heads) if title or any(map(cell_text, frame[at]))]
    merged = [(used.index(at), first - head, last - head) for at, first, last in merged if at in used and first > head]
    frame = frame[used].set_axis([heads[at] for at in used], axis=1)
    return table_of_frame(frame, [at - head for at in sound], problems, merged)


def heads_of_columns(rows: list[list], width: int) -> list[str]:
    """Return the heads of columns in the last of some rows, and above it where that has none: of a cell reaching down.

    >>> heads_of_columns([["2024年"], ["编号", "文章"], ["", "正文"]], 3)
    ['编号', '正文', '']
    """
    said = [[*map(cell_text, row), *[""] * width][:width] for row in reversed(rows)]
    # A row of one cell is a title.
    several = [row for row in said[1:] if sum(map(bool, row)) > 1]
    return [next(filter(None, column), "") for column in zip(*said[:1], *several, strict=True)] or [""] * width


def read_text_of_rows(path: Path, encoding: str | None) -> Decoded:
    """Read the text of a table, a row a line, of which a few may be damaged, or in another encoding than the others.

    In these lines `UNDECODED` stands for each byte that is no UTF-8.
    """
    try:
        return read_text(path, encoding=encoding)
    except MixedLinesError:
        data = path.read_bytes()
        text = data.decode("utf-8", "surrogateescape")
        lines = text.split("\n")
        if sum(UNDECODED.search(line) is not None for line in lines) * FEW > len(lines):
            raise
        return Decoded(text, "utf-8", hashlib.sha256(data).hexdigest())


def read_delimited(path: Path, encoding: str | None, wanted: Set[str]) -> Table:
    """Read a CSV or TSV file, whatever encoding and separator a spreadsheet saved it with."""
    decoded = read_text_of_rows(path, encoding)
    text = decoded.text.lstrip("\ufeff")
    plain = (re.sub(r'"[^"]*"', "", line) for line in text.split("\n"))
    head = next((line for line in plain if re.search("[,\t;|]", line)), ",")
    try:
        cells, faults, mended = parse_rows(text, max(",\t;|", key=head.count))
    except DiscourseError as error:
        raise DiscourseError(f"{path.name}, {error}") from error
    top = head_row(cells, wanted)
    if fault := next((faults[at] for at in faults if at <= top), None):
        raise DiscourseError(f"{path.name}: the head of the table {fault[1]}")
    head_cells = cells[top] if cells else []
    check_width(path.name, head_cells)
    width = len(head_cells)
    for at, row in enumerate(cells[top + 1 :], top + 1):
        if at in mended and len(row) != width:
            faults[at] = ("ragged_row", MARK_INSIDE.format(mended[at]))
        if (len(row) < width and any(map(cell_text, row))) or any(map(cell_text, row[width:])):
            faults.setdefault(at, ("ragged_row", f"has {len(row)} cells, and the head {width}; {QUOTE}"))
    table = table_of_cells(cells, faults, wanted)._replace(encoding=decoded.encoding or "utf-8")
    told = [(at - top, PLAIN_MARKS.format(line)) for at, line in mended.items() if at not in faults]
    return table._replace(problems=[*table.problems, *(Problem(None, None, n, "marks", note) for n, note in told)])


def parse_rows(text: str, separator: str) -> tuple[list[list], dict[int, tuple[str, str]], dict[int, int]]:
    """Part a text into rows of cells; say which cannot be read, and of which lines the quotation marks belong to cells.

    The rows are named by their places: the rule and the note of a fault, the number of a line whose marks are not in
    pairs around cells, and which was parted at each separator.

    >>> parse_rows('id,text\\na,"低空"经济\\n', ",")[::2]
    ([['id', 'text'], ['a', '"低空"经济']], {1: 2})
    """
    cells, faults, mended, written = list[list](), dict[int, tuple[str, str]](), dict[int, int](), list[str]()
    read_whole, limit = False, csv.field_size_limit(LONGEST_CELL)

    def lines() -> Iterator[str]:
        nonlocal read_whole
        for line in io.StringIO(text, newline=""):
            written[:] = [line]
            yield line
        read_whole = True

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    try:
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return cells, faults, mended
            except csv.Error as error:
                # Only a cell that is still open looks for lines behind the last.
                if read_whole:
                    raise DiscourseError(f"line {line}: {OPEN_CELL}") from error
                if line == reader.line_num:
                    row, mended[len(cells)] = [*map(bare_cell, written[0].rstrip("\r\n").split(separator))], line
                else:
                    row, faults[len(cells)] = ["?"], ("ragged_row", MARK_INSIDE.format(line))
            if any(map(UNDECODED.search, row)):
                row, faults[len(cells)] = ["?"], ("unreadable", OTHER_BYTES.format(line))
            cells.append(row)
    finally:
        csv.field_size_limit(limit)


def bare_cell(cell: str) -> str:
    """Return a cell without the quotation marks around all of it.

    >>> bare_cell('"他说"好"。"'), bare_cell('"低空"经济')
    ('他说"好"。', '"低空"经济')
    """
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def read_workbook(path: Path, sheet: str | None, wanted: Set[str]) -> Table:
    """Read a sheet of an Excel workbook: the one named, else the first with articles, or that is not empty."""
    try:
        sheets = read_sheets(path.read_bytes())
    except DiscourseError as error:
        raise DiscourseError(f"{path}: {error}") from error
    full = [title for title, each in sheets.items() if any(any(map(cell_text, row)) for row in each.rows)]
    heads = {title: sheets[title].rows[head_row(sheets[title].rows, wanted)] for title in full}
    with_articles = [title for title in full if any(plain_head(cell_text(cell)) in wanted for cell in heads[title])]
    title = (with_articles or full or list(sheets))[0] if sheet is None else one_of("sheet", sheet, sheets)
    check_width(path.name, heads.get(title, []))
    try:
        parts = read_alike(title, sheets if sheet is None else {title: sheets[title]}, wanted)
    except DiscourseError as error:
        raise DiscourseError(f"{path}: {error}") from error
    table = join_sheets(parts) if len(parts) > 1 else parts[title]
    if sheet is None and (others := [other for other in full if other not in parts]):
        verb = f"sheet {title!r} is" if len(parts) == 1 else f"sheets {', '.join(map(repr, parts))} are"
        note = f"the {verb} read; {', '.join(map(repr, others))} too: read each with sheet="
        table.problems.insert(0, Problem(None, None, None, "other_sheets", note))
    return table


def read_alike(title: str, sheets: Mapping[str, Sheet], wanted: Set[str]) -> dict[str, Table]:
    """Read a sheet, and those that have its heads, and a name that differs in figures only: one for each year, or part.

    What is hidden of them is noted.
    """
    tables = dict[str, Table]()
    for name, sheet in sheets.items():
        if FIGURES_OF_SHEET.sub("0", name) == FIGURES_OF_SHEET.sub("0", title):
            merged = [(left, top, bottom) for left, right, top, bottom in sheet.merged if left == right]
            tables[name] = table_of_cells(sheet.calculated_rows(), {}, wanted, merged)
            if sheet.hidden:
                note = f"{list_faults(sheet.hidden)} of the sheet {name!r} are hidden, and read all the same"
                tables[name].problems.append(Problem(None, None, None, "hidden", f"{note}: delete what is not meant"))
    return {name: table for name, table in tables.items() if table.heads == tables[title].heads}


def join_sheets(parts: Mapping[str, Table]) -> Table:
    """Join tables of the same heads, the rows of each numbered on; its name stands in one column more.

    That is the year of its articles where each name is one, unless a column has it.

    >>> one, two = (Table(["正文"], pd.DataFrame([[text]], [1]), [], []) for text in ("甲文。", "乙文。"))
    >>> joined = join_sheets({"2021年": one, "2022年": two})
    >>> joined.heads, joined.rows.to_numpy().tolist(), joined.rows.index.tolist()
    (['正文', '年份'], [['甲文。', '2021年'], ['乙文。', '2022年']], [1, 2])
    """
    heads = next(iter(parts.values())).heads
    yearly = all(map(YEAR_OF_SHEET.fullmatch, parts)) and not {*map(fold_head, heads)} & {*DATE_PARTS[0]}
    rows, problems, merged, said, above = [], list[Problem](), [], [], 0
    for title, part in parts.items():
        rows.append(part.rows.set_axis(part.rows.index + above, axis=0).assign(sheet=title))
        problems += [each._replace(row=each.row and each.row + above) for each in part.problems]
        merged += [(at, first + above, last + above) for at, first, last in part.merged]
        said.append(f"{title!r} from row {above + 1} on")
        above += max(part.rows.index, default=0)
    note = f"its sheets have the same heads, and are read as one table: {', '.join(said)}"
    problems.append(Problem(None, None, None, "joined_sheets", note))
    frame = pd.concat(rows).set_axis(range(len(heads) + 1), axis=1)
    return Table([*heads, "年份" if yearly else "sheet"], frame, problems, merged)


def read_json(path: Path, encoding: str | None, wanted: Set[str]) -> Table:
    """Read objects of JSON, one a row: one on each line, a list of them, one under each name, or columns."""
    decoded = read_text_of_rows(path, encoding)
    text = decoded.text.lstrip("\ufeff")
    rows: dict[int, dict] = {}
    problems = []
    try:
        content = parse_json(text)
    except ValueError:
        content = [line for line in text.split("\n") if line.strip()]
    if isinstance(content, dict):
        content = rows_of_object(content, wanted)
    damaged = UNDECODED.search(text) is not None
    for number, row in enumerate(content if isinstance(content, list) else [content], 1):
        if damaged and UNDECODED.search(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)):
            problems.append(Problem(None, None, number, "unreadable", OTHER_BYTES.format(number)))
            continue
        try:
            row = parse_json(row) if isinstance(row, str) else row
        except ValueError as error:
            problems.append(Problem(None, None, number, "no_json", f"is no JSON: {error}; put one object on each line"))
            continue
        if isinstance(row, dict):
            rows[number] = flatten_object(row)
        else:
            note = f'holds {row!r:.40}, no object; write {{"doc": …, "text": …}}'
            problems.append(Problem(None, None, number, "no_json", note))
    check_width(path.name, list({key for row in rows.values() for key in row}))
    table = table_of_frame(pd.DataFrame(list(rows.values()), dtype=object), rows, problems)
    return table._replace(encoding=decoded.encoding or "utf-8")


def parse_json(text: str) -> Any:
    """Parse JSON. Raises ValueError where it is none, or holds what is too deep or too long to be of a table."""
    try:
        content = json.loads(text)
        flatten_object({"": content})
    except RecursionError as error:
        raise ValueError("its objects stand too deep inside each other") from error
    return content


def rows_of_object(content: dict, wanted: Set[str]) -> list[dict]:
    """Return the rows of a table that is one object: the list in it, what stands under each name, its columns, itself.

    >>> rows_of_object({"a": {"text": "一。"}, "b": {"text": "二。"}}, wanted=["text"])
    [{'doc': 'a', 'text': '一。'}, {'doc': 'b', 'text': '二。'}]
    """
    parts = list(content.values())
    if all(isinstance(each, dict) and any(plain_head(key) in wanted for key in each) for each in parts):
        # The names are those of the articles.
        return [{"doc": name} | each for name, each in content.items()]
    lists = list(find_records(content))
    if not lists and all(isinstance(each, list | dict) for each in parts):
        return pd.DataFrame(content).to_dict("records")
    return lists[0] if len(lists) == 1 else [content]


def flatten_object(row: dict) -> dict:
    """Return an object whose parts are no objects: theirs stand beside the others, under the path where two are alike.

    The paragraphs of a list of texts are lines.

    >>> flatten_object({"id": 1, "meta": {"id": 2, "title": "题"}, "source": {"name": "报"}, "text": ["一。", "二。"]})
    {'id': 1, 'meta.id': 2, 'title': '题', 'source': '报', 'text': '一。\\n二。'}
    """
    flat: dict = {}
    for key, value in row.items():
        if isinstance(value, dict):
            for inner, each in flatten_object(value).items():
                # A source is what its name says.
                name = key if inner in ("name", "名称") else inner
                flat[f"{key}.{inner}" if name in flat or (name in row and name != key) else name] = each
        else:
            flat[key] = join_lines(value)
    return flat


def find_records(content: dict) -> Iterator[list[dict]]:
    """Give the lists of objects in an object of JSON, and in those that it holds.

    >>> list(find_records({"code": 0, "data": {"total": 1, "list": [{"id": "a"}]}}))
    [[{'id': 'a'}]]
    """
    for each in content.values():
        if isinstance(each, dict):
            yield from find_records(each)
        elif isinstance(each, list) and each and isinstance(each[0], dict):
            yield each


def read_page(path: Path, encoding: str | None, wanted: Set[str]) -> Table:
    """Read the first table of a page, as databases export it as .xls; or what else is named so."""
    data = path.read_bytes()
    if data.startswith(OLD_WORKBOOK):
        raise DiscourseError(f"{path.name}: {SAVE_AS}")
    if data.startswith(WORKBOOK):
        return read_workbook(path, None, wanted)
    try:
        text, notes = decode_text(data, encoding)[0], list[str]()
    except DiscourseError as error:
        raise DiscourseError(f"{path}: {error}") from error
    if not TAG.match(text):
        return read_delimited(path, encoding, wanted)
    table = table_of_cells([list(row) for row in rows_of_page(text, notes)], {}, wanted)
    table.problems.extend(Problem(None, None, None, "other_sheets", note) for note in notes)
    return table


def read_parquet(path: Path, _: None, __: Set[str]) -> Table:
    """Read a Parquet file."""
    from pyarrow.lib import ArrowException

    try:
        return table_of_frame(pd.read_parquet(path, engine="pyarrow"))
    except ArrowException as error:
        raise DiscourseError(f"{path}: not a Parquet file that can be read ({error})") from error


WORKBOOKS, TEXT_FILES = [".xlsx", ".xlsm"], [".csv", ".tsv", ".txt", ".tab", ".jsonl", ".ndjson", ".json"]
READERS: dict[str, Callable[[Path, Any, Set[str]], Table]] = (
    dict.fromkeys(TEXT_FILES[:4], read_delimited)
    | dict.fromkeys(WORKBOOKS, read_workbook)
    | dict.fromkeys(TEXT_FILES[4:], read_json)
    | {".parquet": read_parquet, ".xls": read_page}
)
