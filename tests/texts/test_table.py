import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

import discourse as dc
import discourse.texts.corpus as corpus_module
from discourse.errors import DiscourseError
from discourse.schema import ARTICLES, PROBLEMS
from discourse.texts.formats.html import read_html
from discourse.texts.table import read_table
from study import apply_edits

ROWS = pd.DataFrame(
    {
        "id": ["a", "b"],
        "body": ["谈开放\n\n问：为什么？\n答：因为好。", "一条新闻。\n第二段。"],
        "date": ["2024-10-08", None],
        "source": ["甲报", "乙报"],
    }
)
WRITERS = {
    "csv": lambda path: ROWS.to_csv(path, index=False),
    "tsv": lambda path: ROWS.to_csv(path, index=False, sep="\t"),
    "gb18030.csv": lambda path: ROWS.to_csv(path, index=False, encoding="gb18030"),
    "xlsx": lambda path: ROWS.to_excel(path, index=False),
    "jsonl": lambda path: ROWS.to_json(path, orient="records", lines=True, force_ascii=False),
    "parquet": ROWS.to_parquet,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_rows_give_the_same_corpus_from_every_kind_of_table(tmp_path, kind):
    """Two articles, one with a date, whichever file they came in; offsets point into the text of their row."""
    path = tmp_path / f"articles.{kind}"
    WRITERS[kind](path)
    corpus = read_table(path, text="body", doc="id")
    assert corpus.articles[["doc", "source", "file"]].to_numpy().tolist() == [
        ["a", "甲报", f"{path.name}, row 1"], ["b", "乙报", f"{path.name}, row 2"],
    ]  # fmt: skip
    assert corpus.articles["date"].fillna("-").tolist() == ["2024-10-08", "-"]
    assert corpus.paragraphs[["doc", "kind", "text"]].to_numpy().tolist() == [
        ["a", "title", "谈开放"], ["a", "question", "为什么？"], ["a", "answer", "因为好。"],
        ["b", "body", "一条新闻。"], ["b", "body", "第二段。"],
    ]  # fmt: skip
    texts = ROWS.set_index("id")["body"]
    assert all(texts[p.doc][p.raw_start : p.raw_end] == p.text for p in corpus.paragraphs.itertuples())


def test_numbers_and_dates_of_a_workbook_are_read_as_printed(tmp_path):
    """A name that Excel keeps as a number, a date that it keeps as a date."""
    path = tmp_path / "articles.xlsx"
    pd.DataFrame({"doc": [7], "text": ["一条新闻。"], "date": [pd.Timestamp("2024-10-08")]}).to_excel(path, index=False)
    article = read_table(path).articles.iloc[0]
    assert (article["doc"], article["date"]) == ("7", "2024-10-08")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.csv",
            "doc,words\na,文。\n",
            "no column holds the articles by its head; name one, as in text=…, of 'doc', 'words'",
        ),
        (
            "a.csv",
            "doc,正文1,正文2\na,文。,章。\n",
            "of 'doc', '正文1', '正文2'; '正文1', '正文2' may hold parts of them: join these first",
        ),
        (
            "a.csv",
            "id,编号,text\na,b,文。\n",
            "the doc of the articles may stand in 'id', '编号'; name one, as in doc='id'",
        ),
        ("a.csv", "id,text,日期,日期\na,文。,2024,2024\n", "the date of the articles may stand in '日期', '日期'"),
        ("a.csv", "id,text,text\na,文。,章。\n", "may stand in 'text', 'text'.* a head of its own"),
        ("a.csv", "doc,text\na,\n", "a.csv, row 1: text='' holds no text; fill it or delete the row"),
        ("a.csv", "doc,text\na,nan\n", "a.csv, row 1: text='nan' holds no text"),
        ("a.csv", "doc,text\na,#NAME?\n", "a.csv, row 1: text='#NAME.' holds no text"),
        ("a.csv", "doc,text\na,&nbsp;\n", "a.csv, row 1: text='&nbsp;' holds no text"),
        ("a.csv", "doc,text\na,<p> </p>\n", "a.csv, row 1: text='<p> </p>' holds no text"),
        ("a.csv", "doc,text\na,文。\na,文。\n", "row 2: has doc='a' and the text of row 1; delete one of them"),
        ("a.csv", "doc,text\n", "holds no rows; its heads are 'doc', 'text'"),
        ("a.csv", "", "a.csv: holds no rows"),
        ("a.csv", 'doc,text\na,"文。\nb,章。\n', "a.csv, line 2: a quotation mark opens a cell that none closes"),
        (
            "a.csv",
            'doc,text\na,"他说"好，",文。"\n',
            "a.csv, row 1: has a mark inside quotation marks, in line 2; write it twice",
        ),
        ("a.csv", "doc,text\na,文，,章。\n", "a.csv, row 1: has 3 cells, and the head 2; put a cell"),
        ("a.csv", "doc,text\na\n", "a.csv, row 1: has 1 cells, and the head 2"),
        ("a.doc", "文。", "ending='.doc' is not one of: '.csv'"),
        ("a.dta", "文。", "is a file of Stata: give read_table what pandas.read_stata makes of it, or save it as CSV"),
        ("a.csv", "doc,text\na,无\n", "a.csv, row 1: text='无' holds no text"),
        ("a.xls", "文。", "no column holds the articles|holds no rows|seems to be no head"),
        ("a.jsonl", '{"doc": "a"\n', "row 1: is no JSON"),
        ("a.jsonl", "[1]\n", "row 1: holds 1, no object"),
        ("a.jsonl", '{"text": ' + "[" * 10**5 + "]" * 10**5 + "}", "row 1: is no JSON: its objects stand too deep"),
        ("a.jsonl", '{"a":' * 400 + "1" + "}" * 400, "row 1: is no JSON: its objects stand too deep|no column holds"),
        ("a.jsonl", '{"text": ' + "1" * 5000 + "}", "row 1: is no JSON: Exceeds the limit"),
        ("a.csv", f"text{',x' * 5000}\n文。", "a.csv: has 5,001 columns, where 5,000 are the most"),
        ("a.jsonl", '{"doc": "a", "text": "文。"}\n{"doc": \n', "row 2: is no JSON"),
        ("a.xlsx", "no workbook", "not a workbook"),
        ("a.parquet", "no parquet", "not a Parquet file"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(tmp_path, name, content, message):
    """With the value, the place and the repair."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DiscourseError, match=message) as error:
        read_table(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"text": "word"}, "text='word' is not one of: 'doc', 'text'"),
        ({"date": "day"}, "date='day' is not one of: 'doc', 'text'"),
        ({"errors": "ignore"}, "errors='ignore' is not one of: 'raise', 'collect'"),
        ({"sheet": "1"}, "sheet='1' is for .xlsx, .xlsm only"),
    ],
)
def test_an_argument_that_fits_nothing_is_named(tmp_path, options, message):
    (tmp_path / "a.csv").write_text("doc,text\na,文。\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match=message):
        read_table(tmp_path / "a.csv", **options)


def test_a_missing_table_is_named(tmp_path):
    """Before anything is read."""
    with pytest.raises(DiscourseError, match="no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(DiscourseError, match="table is a list; give the path of a file, or a DataFrame"):
        read_table([1])


def table(text="低空经济是新增长引擎。", **columns):
    """One article, or as many as the columns have values."""
    frame = pd.DataFrame({"id": ["a"], "text": [text]} | {name: [value] for name, value in columns.items()})
    return frame


def kinds(corpus):
    return corpus.paragraphs[["kind", "text"]].to_numpy().tolist()


TEXT = "低空经济是新增长引擎。"
# the cell of the title, the text, and the paragraphs
TITLES = {
    "in no line": ("谈低空", TEXT, [["body", TEXT]]),
    "in no line, below which the text begins like it": ("低空经济", TEXT, [["body", TEXT]]),
    "in the first line": ("谈低空", f"谈低空\n{TEXT}", [["title", "谈低空"], ["body", TEXT]]),
    "with other signs": ("谈“低空”：路在何方", f"谈 “低空” ──路在何方\n{TEXT}", [["title", "谈 “低空” ──路在何方"], ["body", TEXT]]),
    "of other width": ("谈6G", f"谈６Ｇ\n{TEXT}", [["title", "谈６Ｇ"], ["body", TEXT]]),
    "below a line of the page": (
        "谈低空", f"2024年10月8日 来源：甲报\n谈低空\n{TEXT}",
        [["imprint", "2024年10月8日 来源：甲报"], ["title", "谈低空"], ["body", TEXT]]),
    "before a blank": ("谈低空", f"谈低空　{TEXT}", [["title", "谈低空"], ["body", TEXT]]),
    "with the site behind it": ("谈低空_甲网", f"谈低空\n{TEXT}", [["title", "谈低空"], ["body", TEXT]]),
    "and more in its line": ("谈低空", f"谈低空——访王某\n{TEXT}", [["title", "谈低空——访王某"], ["body", TEXT]]),
    "as markup": ("<b>谈低空</b>&nbsp;", f"谈低空\n{TEXT}", [["title", "谈低空"], ["body", TEXT]]),
    "that is all of the text": ("谈低空", "谈低空", [["body", "谈低空"]]),
    "and another short line": ("谈低空", f"总体要求\n{TEXT}", [["heading", "总体要求"], ["body", TEXT]]),
    "over two lines": (
        "谈低空经济的今天 和低空经济的明天", f"谈低空经济的今天\n和低空经济的明天\n{TEXT}",
        [["title", "谈低空经济的今天"], ["imprint", "和低空经济的明天"], ["body", TEXT]]),
    "below the text": ("谈低空", f"{TEXT}\n谈低空", [["body", TEXT], ["body", "谈低空"]]),
    "and a subtitle": ("谈低空", f"——访王某\n{TEXT}", [["subtitle", "——访王某"], ["body", TEXT]]),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", TITLES)
def test_a_title_of_its_own_is_the_title_whether_the_text_repeats_it_or_not(case):
    """It is the line of the text where it stands there; nothing is added, and the rest is read as ever."""
    title, text, paragraphs = TITLES[case]
    corpus = read_table(table(text, 标题=title))
    printed = title.replace("<b>谈低空</b>&nbsp;", "谈低空")
    assert corpus.articles["title"].tolist() == [printed]
    assert kinds(corpus) == paragraphs
    assert all(text[p.raw_start : p.raw_end] == p.text for p in corpus.paragraphs.itertuples())


def test_without_a_title_of_its_own_a_title_is_found_as_ever():
    corpus = read_table(pd.DataFrame({"id": ["a"], "text": [f"谈低空\n{TEXT}"], "标题": [None]}))
    assert corpus.articles["title"].tolist() == ["谈低空"] and corpus.problems.empty


def test_usual_heads_are_found_and_other_columns_kept(tmp_path):
    """Under their own heads; a head may bear blanks, capitals, full width, a byte order mark."""
    head, row = "\ufeffＩＤ, 正文 ,发布日期,发文机关,地区,链接,备注", "00123,文。,2024年10月,甲部,东部 ,http://a.cn,"
    (tmp_path / "a.csv").write_text(f"{head}\n{row}\n00124,章。,,,西部,,x\n", encoding="utf-8")
    articles = read_table(tmp_path / "a.csv").articles
    columns = ["doc", "date", "date_basis", "date_note", "source", "地区", "链接", "备注"]
    assert articles[columns].fillna("-").to_numpy().tolist() == [
        ["00123", "2024-10", "declared", "2024年10月", "甲部", "东部", "http://a.cn", "-"],
        ["00124", "-", "-", "-", "-", "西部", "-", "x"],
    ]  # fmt: skip
    assert list(articles.columns) == [*ARTICLES, "地区", "链接", "备注"]


def test_columns_are_named_at_will():
    frame = pd.DataFrame(
        {"key": ["a"], "words": ["文。"], "when": ["2024"], "who": ["甲报"], "what": ["谈"], "source": ["x"]}
    )
    with pytest.warns(UserWarning, match="renamed_column"):
        article = read_table(frame, text="words", doc="key", date="when", source="who", title="what").articles.iloc[0]
    assert article[["doc", "date", "source", "title", "source_table"]].tolist() == ["a", "2024", "甲报", "谈", "x"]


def test_the_exact_name_goes_before_other_usual_heads():
    frame = pd.DataFrame({"id": ["1"], "doc": ["a"], "content": ["x"], "text": ["文。"]})
    article = read_table(frame).articles.iloc[0]
    assert article[["doc", "id", "content"]].tolist() == ["a", "1", "x"]


@pytest.mark.parametrize(
    ("part", "heads", "taken"),
    [("date", ("成文日期", "发布日期"), 1), ("date", ("时间", "日期"), 1), ("source", ("来源", "发文机关"), 1)],
)
def test_of_several_columns_the_usual_one_is_taken_and_the_other_told(part, heads, taken):
    """Of dates that of print, of sources who issued a document; the other stays a column of its own."""
    cells = ["2024-01-02", "2024-01-05"]
    frame = pd.DataFrame(
        {
            "id": ["a"],
            "text": ["低空经济是新增长引擎。"],
            **{head: [cell] for head, cell in zip(heads, cells, strict=True)},
        }
    )
    with pytest.warns(UserWarning, match="likely_column"):
        corpus = read_table(frame)
    other = heads[1 - taken]
    assert corpus.articles[[part, other]].to_numpy().tolist() == [[cells[taken], cells[1 - taken]]]
    assert f"{other!r} may be, too" in corpus.problems["note"].iloc[0]


def test_cells_of_bytes_are_decoded_each_by_itself():
    """As databases and crawlers give them: text and title, in whatever encoding."""
    texts = ["低空经济是新增长引擎。各地正在布局。", "先进制造业是实体经济的骨干。要加快升级。"]
    frame = pd.DataFrame(
        {"id": [1, 2], "text": [texts[0].encode(), texts[1].encode("gb18030")], "title": ["甲".encode(), "乙"]}
    )
    corpus = read_table(frame)
    assert corpus.paragraphs["text"].tolist() == texts and corpus.articles["title"].tolist() == ["甲", "乙"]


def test_columns_of_other_types_keep_them():
    frame = pd.DataFrame({
        "id": ["a", "b"], "text": ["文。", "章。"], "year": [2023, 2024], "share": [0.5, None], "day": pd.to_datetime(["2024-01-02", None]),
        "n": pd.Series([3, None], dtype=object), "tags": [["x"], []],
    })  # fmt: skip
    articles = read_table(frame).articles
    assert articles["year"].tolist() == [2023, 2024] and articles["share"].sum() == 0.5
    assert articles["day"].iloc[0] == pd.Timestamp("2024-01-02") and articles["n"].fillna(0).tolist() == [3, 0]
    assert str(articles["n"].dtype) == "Int64"
    assert articles["tags"].tolist() == [["x"], []]


def test_a_column_whose_name_is_taken_is_renamed_and_told(tmp_path):
    """By a column of articles, or by another column of the table."""
    (tmp_path / "a.csv").write_text("id,text,file,地区,地区\na,文。,x,东,西\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="a.csv: 2 noted as renamed_column"):
        corpus = read_table(tmp_path / "a.csv")
    assert corpus.articles[["file", "file_table", "地区", "地区_2"]].iloc[0].tolist() == [
        "a.csv, row 1",
        "x",
        "东",
        "西",
    ]
    assert corpus.problems["rule"].tolist() == ["renamed_column"] * 2
    assert "'file' is kept as 'file_table'" in corpus.problems["note"].iloc[0]


def test_an_unnamed_index_that_was_written_out_is_kept_as_pandas_calls_it(tmp_path):
    ROWS.to_csv(tmp_path / "a.csv")
    assert read_table(tmp_path / "a.csv", text="body").articles["Unnamed: 0"].tolist() == ["0", "1"]


def test_a_frame_in_the_hand_is_read_like_a_file():
    """Its index tells nothing, unless it has a name; it is left as it was."""
    frame = ROWS.set_axis([7, 7]).copy()
    corpus = read_table(frame, text="body")
    assert corpus.articles["file"].tolist() == ["DataFrame, row 1", "DataFrame, row 2"]
    pd.testing.assert_frame_equal(frame, ROWS.set_axis([7, 7]))
    again = read_table(ROWS.set_index("id"), text="body")
    pd.testing.assert_frame_equal(again.paragraphs, corpus.paragraphs)


@pytest.mark.parametrize(
    ("ids", "docs"),
    [
        ([1.0, 2.0], ["1", "2"]),
        (["1.0", "2.0"], ["1", "2"]),
        (["1.0", "1.1"], ["1.0", "1.1"]),
        (["007", "07"], ["007", "07"]),
        (pd.array([1, 2], dtype="Int64"), ["1", "2"]),
        ([pd.Timestamp("2024-10-08"), "x"], ["2024-10-08", "x"]),
    ],
)
def test_names_are_texts_as_a_reader_would_write_them(ids, docs):
    assert read_table(pd.DataFrame({"id": ids, "text": ["文。", "章。"]})).articles["doc"].tolist() == docs


BAD = pd.DataFrame({
    "id": ["a", "b", "c", "a", "e", None, "g"],
    "text": ["文。", " ", "-", "文。", 3, None, "句。"],
})  # fmt: skip
BAD_RULES = [(2, "empty_text"), (3, "empty_text"), (4, "doubled_doc"), (5, "empty_text"), (6, "empty_row")]


def test_all_bad_rows_are_named_in_one_error():
    with pytest.raises(DiscourseError) as error:
        read_table(BAD)
    said = str(error.value)
    assert said.startswith("DataFrame: 5 of 7 rows cannot be read: row 2: text=' ' holds no text")
    assert all(f"row {row}: " in said for row, _ in BAD_RULES) and 'errors="collect"' in said


def test_bad_rows_are_collected_and_the_others_read():
    """Articles and refused rows are all there were."""
    with pytest.warns(UserWarning) as warned:
        corpus = read_table(BAD, errors="collect")
    assert len(warned) == 1 and str(warned[0].message).startswith("DataFrame: 5 of 7 rows are not read: row 2")
    assert warned[0].filename == __file__
    assert corpus.articles["doc"].tolist() == ["a", "g"]
    assert list(corpus.problems[["row", "rule"]].itertuples(index=False, name=None)) == BAD_RULES
    assert corpus.problems["file"].tolist() == [f"DataFrame, row {row}" for row, _ in BAD_RULES]
    assert len(corpus.articles) + len(corpus.problems) == len(BAD)
    assert dict(corpus.problems.dtypes.astype(str)) == {name: PROBLEMS[name] for name in PROBLEMS}


def test_rows_of_one_name_and_without_one_are_read_under_names_of_their_own():
    """No text is lost by its name; only a row that is one above over again is refused."""
    frame = pd.DataFrame(
        {"id": ["a", "a", None, "a_2", "a", "a", ""], "text": ["文。", "章。", "节。", "句。", "文。", "词。", "字。"]}
    )
    with pytest.warns(UserWarning, match="1 of 7 rows are not read: row 5: has id='a' and the text of row 1"):
        corpus = read_table(frame, errors="collect")
    assert corpus.articles["doc"].tolist() == ["a", "a_3", "row 3", "a_2", "a_4", "row 7"]
    assert corpus.problems[["row", "rule"]].to_numpy().tolist() == [
        [2, "renamed_doc"], [3, "renamed_doc"], [5, "doubled_doc"], [6, "renamed_doc"], [7, "renamed_doc"],
    ]  # fmt: skip


def test_the_head_of_a_sheet_is_the_row_with_the_most_usual_heads(tmp_path):
    """Above it stand a title, a note, and heads of several columns, one of which might be that of the text."""
    rows = [
        ["政策汇编"],
        ["注：网上所得"],
        ["基本信息", "", "内容"],
        ["标题", "发布日期", "正文"],
        ["谈", "2023-03-05", "文。"],
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join([*row, *[""] * (3 - len(row))]) for row in rows), encoding="utf-8")
    with pytest.warns(UserWarning, match="1 noted as above_head"):
        corpus = read_table(path)
    assert corpus.articles[["title", "date"]].to_numpy().tolist() == [["谈", "2023-03-05"]]
    assert corpus.paragraphs["text"].tolist() == ["文。"]


def test_no_row_is_lost_by_a_notice_in_it():
    """The notice is imprint, and what stands beside it text; a row that is only a notice is its text all the same."""
    said, notice = "低空经济是新的增长引擎，要支持企业创新。", "版权声明：本文版权归作者所有。"
    with pytest.warns(UserWarning, match="1 noted as imprint_alone"):
        corpus = read_table(
            pd.DataFrame({"id": list("abc"), "text": [said + notice, f"（本文经授权发布）{said}", notice]})
        )
    assert corpus.paragraphs[["kind", "text"]].to_numpy().tolist() == [
        ["body", said], ["imprint", notice], ["body", f"（本文经授权发布）{said}"], ["body", notice],
    ]  # fmt: skip


def test_of_many_bad_rows_the_first_are_named_and_the_others_counted():
    frame = pd.DataFrame({"id": range(49), "text": [""] * 49})
    with pytest.raises(DiscourseError, match="49 of 49 rows cannot be read: .*row 10: .*; and 39 more. Mend them"):
        read_table(frame)
    with pytest.warns(UserWarning, match="49 of 49"):
        corpus = read_table(frame, errors="collect")
    assert corpus.articles.empty and len(corpus.problems) == 49 and list(corpus.articles.columns) == list(ARTICLES)


def test_a_corpus_without_problems_has_an_empty_frame_of_them():
    corpus = read_table(ROWS, text="body")
    assert corpus.problems.empty and list(corpus.problems.columns) == list(PROBLEMS)


def test_an_article_whose_reading_fails_is_a_problem_of_its_own(monkeypatch):
    """Whatever the fault of the code, the other rows are read, and the error names the article."""

    def fail(text, **options):
        if "坏" in text:
            raise IndexError("list index out of range")
        return find_structure(text, **options)

    find_structure = corpus_module.find_structure
    monkeypatch.setattr(corpus_module, "find_structure", fail)
    frame = pd.DataFrame({"id": ["a", "b", "c"], "text": ["好。", "坏。", "好。"]})
    with pytest.warns(UserWarning, match="1 of 3 rows are not read: row 2: .*IndexError"):
        corpus = read_table(frame, errors="collect")
    assert corpus.articles["doc"].tolist() == ["a", "c"]
    assert corpus.problems[["doc", "row", "rule"]].to_numpy().tolist() == [["b", 2, "failed"]]
    with pytest.raises(
        DiscourseError, match=r"b \(DataFrame, row 2\): cannot be read, by a fault of discourse: IndexError"
    ) as error:
        read_table(frame)
    assert isinstance(error.value.__cause__, IndexError)


def test_a_date_that_cannot_be_read_is_a_problem_and_the_article_is_kept():
    frame = pd.DataFrame({"id": ["a", "b", "c"], "text": ["文。"] * 3, "date": ["昨天", "10/8/2024", 45573]})
    with pytest.warns(UserWarning, match="2 noted as date"):
        corpus = read_table(frame)
    assert corpus.articles["date"].fillna("-").tolist() == ["-", "-", "2024-10-08"]
    assert corpus.articles["date_note"].fillna("-").tolist() == ["-", "-", "45573"]
    assert corpus.problems[["doc", "row", "rule"]].to_numpy().tolist() == [["a", 1, "date"], ["b", 2, "date"]]
    assert "date='昨天' is no date; write it like 2024-10-08" in corpus.problems["note"].iloc[0]
    assert "may be 2024-08-10 or 2024-10-08" in corpus.problems["note"].iloc[1]


def test_months_and_years_are_drawn_over_time():
    """From a table to the figure: each on its first day."""
    frame = pd.DataFrame(
        {"id": ["a", "b", "c"], "text": ["低空经济。"] * 3, "date": ["2023", "2024年3月", "2024-10-08"]}
    )
    corpus = read_table(frame)
    assert corpus.articles["date"].tolist() == ["2023", "2024-03", "2024-10-08"]
    counts = dc.count(dc.segment(corpus.paragraphs), by="doc")
    ax = dc.plot_trend(counts, corpus.articles, focus=["经济"])
    assert [label.get_text().split("\n")[0] for label in ax.get_xticklabels()] == [
        "2023年",
        "2024年3月",
        "2024年10月8日",
    ]


# the cell, the paragraphs, and what of the cell is an edit
CELLS = {
    "paragraphs": ("<p>低空<b>经济</b>好。</p><p>第二&nbsp;段。</p>", ["低空经济好。", "第二\xa0段。"]),
    "breaks": ("低空经济好。<br/>第二段。", ["低空经济好。", "第二段。"]),
    "capitals and attributes": (
        "<DIV CLASS='x'>低空经济好。</DIV><P style=\"a\">第二段。",
        ["低空经济好。", "第二段。"],
    ),
    "tags inside lines only": ("低空<b>经济</b>好。\r\n第二<a href=x>段</a>。", ["低空经济好。", "第二段。"]),
    "escaped as a whole": ("&lt;p&gt;低空经济好。&lt;/p&gt;&lt;p&gt;第二段。&lt;/p&gt;", ["低空经济好。", "第二段。"]),
    "with escaped line ends": ("<p>低空经_x000D_\n济好。</p><p>第二段。</p>", ["低空经济好。", "第二段。"]),
    "a whole page": (
        "<!DOCTYPE html><html><body><p>低空经济好。</p><p>第二段。</p></body></html>",
        ["低空经济好。", "第二段。"],
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_html_in_a_cell_is_read_as_a_page_is(case):
    """Offsets are those into what it prints, as with a file of HTML."""
    cell, texts = CELLS[case]
    corpus = read_table(table(cell))
    assert corpus.paragraphs["text"].tolist() == texts and corpus.articles["format"].tolist() == ["html"]
    printed = read_html(cell).text if case in ("paragraphs", "breaks", "a whole page") else None
    if printed is not None:
        assert all(printed[p.raw_start : p.raw_end] == p.text for p in corpus.paragraphs.itertuples())


@pytest.mark.parametrize(
    "cell", ["5<6，a<b>c，好。", "办《<中国制造2025>》好。", "AT&T; 与 R&D 好。", "x_1_y好。", "if a < b 好。"]
)
def test_signs_that_are_no_markup_stay(cell):
    corpus = read_table(table(cell))
    assert corpus.paragraphs["text"].tolist() == [cell] and corpus.articles["format"].tolist() == ["text"]
    assert corpus.edits.empty


@pytest.mark.parametrize(
    ("cell", "texts", "edits"),
    [
        ("低空&amp;经济好。\n第二&#8220;段&rdquo;。", ["低空&经济好。", "第二“段”。"], ["&amp;", "&#8220;", "&rdquo;"]),
        ("低空经济好。_x000D_\n第二段。_x000D_", ["低空经济好。", "第二段。"], ["_x000D_\n", "_x000D_"]),
        ("5 &lt; 6，好。", ["5 < 6，好。"], ["&lt;"]),
        ("低&amp;nbsp;空好。", ["低\xa0空好。"], ["&amp;nbsp;"]),
        ("_x005F_x000D_好。_xD83D__xDE00_", ["_x000D_好。😀"], ["_x005F_", "_xD83D__xDE00_"]),
    ],
)
def test_entities_and_escapes_are_edits_of_the_cell(cell, texts, edits):
    """Offsets point into the cell as it is, and the edits give the text."""
    corpus = read_table(table(cell))
    assert corpus.paragraphs["text"].tolist() == texts
    assert corpus.edits.loc[corpus.edits["before"].str.contains("[&_]"), "before"].tolist() == edits
    assert apply_edits(cell, corpus.edits) == "".join(texts)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("字" * 32_767, True),
        ("字" * 32_766, False),
        ("字" * 32_768, False),
        ("𠀀" + "字" * 32_765, True),
        ("字" * 32_766 + "_x000D_", True),
    ],
)
def test_a_cell_as_long_as_excel_allows_may_have_been_cut(text, full):
    """The article is read, and told."""
    if full:
        with pytest.warns(UserWarning, match="1 noted as full_cell"):
            corpus = read_table(table(text))
        assert corpus.problems["rule"].tolist() == ["full_cell"] and "32,767" in corpus.problems["note"].iloc[0]
    else:
        corpus = read_table(table(text))
        assert corpus.problems.empty
    assert corpus.articles["characters"].tolist() == [len(text)]


# what is written, and the articles that are read of it
FILES = {
    "quotes and line ends": ('id,text\r\n1,"第一段，“好”。\r\n""第二""段。"\r\n', {"1": '第一段，“好”。|"第二"段。'}),
    "a long cell": ("id,text\n1," + "长" * 200_000 + "\n", {"1": "长" * 200_000}),
    "semicolons": ("id;text\n1;文，a,b。\n", {"1": "文，a,b。"}),
    "tabs in a .csv": ("id\ttext\n1\t文，a,b。\n", {"1": "文，a,b。"}),
    "trailing separators": ("id,text,,\n1,文。,,\n2,章。,,,,\n", {"1": "文。", "2": "章。"}),
    "empty rows at the end": ("id,text\n1,文。\n,\n,\n\n", {"1": "文。"}),
    "blank lines": ("\nid,text\n\n1,文。\n\n2,章。\n", {"1": "文。", "2": "章。"}),
    "NUL": ("id,text\n1,文\0。\n", {"1": "文。"}),
    "old line ends": ("id,text\r1,文。\r2,章。\r", {"1": "文。", "2": "章。"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_as_spreadsheets_write_it(tmp_path, case, encoding):
    content, read = FILES[case]
    (tmp_path / "a.csv").write_bytes(content.encode(encoding))
    corpus = read_table(tmp_path / "a.csv")
    assert corpus.paragraphs.groupby("doc")["text"].agg("|".join).to_dict() == read and corpus.problems.empty


def test_ragged_rows_are_told_with_their_numbers_and_shift_no_column(tmp_path):
    rows = ["a,文。,甲", "b,文,章。,乙", "c,文。", 'd,"他说"好，,"",丁', "e,句。,戊", 'f,"低空"经济。,"己"']
    (tmp_path / "a.csv").write_text("\n".join(["id,text,source", *rows]), encoding="utf-8")
    with pytest.warns(UserWarning, match="3 of 6 rows"):
        corpus = read_table(tmp_path / "a.csv", errors="collect")
    assert corpus.articles[["doc", "source"]].to_numpy().tolist() == [["a", "甲"], ["e", "戊"], ["f", "己"]]
    assert corpus.paragraphs["text"].tolist() == ["文。", "句。", '"低空"经济。']
    assert corpus.problems[["row", "rule"]].to_numpy().tolist() == [
        *([n, "ragged_row"] for n in (2, 3, 4)),
        [6, "marks"],
    ]


def test_rows_above_the_head_are_left_out_and_told(tmp_path):
    """The name of the whole table, merged over its width."""
    (tmp_path / "a.csv").write_text("2024年文件汇总,,\n,,\nid,text,地区\n1,文。,东\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="1 noted as above_head"):
        corpus = read_table(tmp_path / "a.csv")
    assert corpus.articles[["file", "地区"]].iloc[0].tolist() == ["a.csv, row 1", "东"]
    assert "2024年文件汇总" in corpus.problems["note"].iloc[0]


HEAD, A, B = ["编号", "正文", "地区"], ["a", "文。", "东"], ["b", "章。", "西"]
NO_ARTICLES = {
    "a title of two cells": ([["慧科", "2024-05-01 导出", ""], [], HEAD, A, B], 0, "above_head"),
    "heads above heads": ([["编号", "文章", ""], ["", "正文", "地区"], A, B], 0, "above_head"),
    "units": ([HEAD, ["", "（全文）", "（省）"], A, B], 1, "no_article"),
    "a total and a note": ([HEAD, A, B, ["合计", "", "2篇"], ["数据来源：慧科新闻", "", ""]], 2, "no_article"),
    "heads in another language": ([HEAD, ["id", "text", ""], A, B], 1, "no_article"),
    "a head again": ([HEAD, A, HEAD, B], 1, "no_article"),
    "heads of Qualtrics": ([HEAD, ["编号", "请谈谈", "区"], ['{"ImportId":"_id"}', "{}", "{}"], A, B], 2, "no_article"),
}


@pytest.mark.parametrize("case", NO_ARTICLES)
def test_rows_that_are_no_articles_are_left_out_and_told(tmp_path, case):
    """A row of problems for each below the head; the articles keep the numbers of their rows."""
    rows, left_out, rule = NO_ARTICLES[case]
    with pytest.warns(UserWarning, match=f"noted as {rule}"):
        corpus = read_table(workbook(tmp_path / "a.xlsx", s=rows))
    assert corpus.articles[["doc", "地区"]].to_numpy().tolist() == [["a", "东"], ["b", "西"]]
    assert corpus.problems["row"].notna().sum() == left_out and set(corpus.problems["rule"]) == {rule}


def test_a_row_that_may_be_an_article_is_refused_and_not_left_out():
    """A total in the middle, a name without a text at the end, a text at the end that begins like a note."""
    frame = pd.DataFrame([["合计", ""], ["a", "文。"], ["b", ""]], columns=["id", "text"])
    with pytest.raises(DiscourseError, match="2 of 3 rows cannot be read: row 1: .* row 3: "):
        read_table(frame)
    assert read_table(pd.DataFrame({"id": ["注"], "text": ["来源：人民日报。"]})).problems.empty


def test_articles_without_names_are_named_by_their_rows():
    """As problems say, and no warning; the column doc is free for that."""
    corpus = read_table(pd.DataFrame({"标题": ["要闻", "要闻"], "正文": ["文。", "章。"]}))
    assert corpus.problems["rule"].tolist() == ["numbered"]
    assert corpus.articles[["doc", "title", "file"]].to_numpy().tolist() == [
        ["1", "要闻", "DataFrame, row 1"], ["2", "要闻", "DataFrame, row 2"],
    ]  # fmt: skip


def test_a_value_in_two_types_is_one():
    """As Excel gives it, whose cells may hold a number as a text."""
    frame = pd.DataFrame({"id": [1, 2, 3], "text": "文。", "batch": [2023, "2023", None]})
    assert read_table(frame).articles["batch"].fillna("-").tolist() == ["2023", "2023", "-"]


def test_year_month_and_day_in_columns_are_a_date():
    """As far as they go; the columns stay."""
    frame = pd.DataFrame(
        {"id": [1, 2, 3], "text": "文。", "年": [2024] * 3, "月": ["3月", 3.0, None], "日": [5, None, 5]}
    )
    articles = read_table(frame).articles
    assert articles["date"].tolist() == ["2024-03-05", "2024-03", "2024"]
    assert articles["年"].tolist() == [2024] * 3


def test_a_text_in_parts_is_whole_or_told():
    """Paragraphs of a list are lines; a second column of the text is told, as are line ends that are signs."""
    frame = pd.DataFrame({"id": ["a"], "text": [["文。", "章。"]]})
    assert read_table(frame).paragraphs["text"].tolist() == ["文。", "章。"]
    with pytest.warns(UserWarning, match="likely_column"):
        corpus = read_table(pd.DataFrame({"id": ["a"], "正文": ["文。"], "正文2": ["章。"], "正文字数": [9]}))
    assert corpus.problems["note"].iloc[0].startswith("'正文2' may hold more of the articles than '正文'")
    with pytest.warns(UserWarning, match="1 noted as coded"):
        corpus = read_table(pd.DataFrame({"id": ["a"], "text": [r"文中\n是换行。\r\n\u7ae0。"]}))
    assert corpus.paragraphs["text"].tolist() == [r"文中\n是换行。\r\n\u7ae0。"] and corpus.edits.empty
    assert read_table(pd.DataFrame({"id": ["a"], "text": [r"存于C:\new。"]})).problems.empty


@pytest.mark.parametrize(
    ("left", "told"),
    [("1 1921 /enp-->", True), ("function show(a)", True), ("a{color:red; font-size:9px;}", True), ("a-->b;(c)", True),
     ("五 -> 六", False), ("f(x)=2x; y:3", False), ("$('#a')", True), ("申报 --> 审核 --> 公示", False),
     ("成本$(万元)", False), ("{一季度: 申报; b: 审核; c: 公示}", False), ("生产函数 function f(x), function(x)", False)],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:DataFrame")
def test_code_that_a_page_left_in_a_text_is_told(left, told):
    problems = read_table(
        pd.DataFrame({"id": ["a"], "text": [f"发展产业，推进改革。{left}"]}), errors="collect"
    ).problems
    assert problems["rule"].tolist() == ["coded"] * told


def test_heads_with_what_explains_them_are_known():
    """Stars, brackets, and a head of its own that ends so; the label of a source goes."""
    frame = pd.DataFrame([["a", "谈", "来源：新华网", "2024.3.5", "文。"]])
    frame.columns = ["编号（必填）", "标题*", "媒体来源", "发布日期（年月日）", "政策正文"]
    articles = read_table(frame).articles
    assert articles[["doc", "title", "source", "date"]].iloc[0].tolist() == ["a", "谈", "新华网", "2024-03-05"]
    for heads in (["编号 ID", "标题 Title", "来源/Source", "日期 Date", "正文 Text"],
                  ["ID-编号", "Title-题名", "Source-文献来源", "PubTime-发表时间", "Text-正文"]):  # fmt: skip
        frame.columns = heads
        articles = read_table(frame).articles
        assert articles[["doc", "title", "source", "date"]].iloc[0].tolist() == ["a", "谈", "新华网", "2024-03-05"]


def test_of_many_rows_each_that_is_broken_is_one_problem():
    """Ten ways, one of them read as a page: as many articles and refused rows as there are rows."""
    text = "发展产业，推进改革。"
    cells = ["", "2024-03-05 08:00", float("nan"), "12345.6", text.encode().decode("latin-1"), f"{text}\x1b[2J",
             "发展产业。" * 100_001, text, f"<p>{text}</p>", None]  # fmt: skip
    frame = pd.DataFrame({"id": [f"a{n}" for n in range(40)], "text": [text] * 15 + cells + [text] * 15})
    frame.loc[22, "id"] = "a1"
    with pytest.warns(UserWarning, match="6 of 40 rows are not read: row 16: "):
        corpus = read_table(frame, errors="collect")
    told = corpus.problems.set_index("row")["rule"].to_dict()
    assert told == {16: "empty_text", 17: "empty_text", 18: "empty_text", 19: "empty_text", 20: "misread", 21: "control",
                    22: "long_text", 23: "doubled_doc", 25: "empty_text"}  # fmt: skip
    assert len(corpus.articles) == 40 - 6 and corpus.paragraphs["text"].iloc[-16] == text
    assert corpus.problems["note"].str.len().min() > 20


def test_signs_of_devices_and_texts_of_many_articles_are_told():
    """A tab is no such sign."""
    texts = ["发展\x1b[2J产业。", "发展产业。" * 100_001, "发展\t产业。"]
    with pytest.warns(UserWarning, match="1 noted as control .*; 1 noted as long_text"):
        corpus = read_table(pd.DataFrame({"id": [1, 2, 3], "text": texts}))
    assert corpus.problems["row"].tolist() == [1, 2] and len(corpus.articles) == 3


def test_exports_in_other_forms_are_tables(tmp_path):
    """A page that is named .xls, columns parted by strokes, objects inside objects, heads on two levels."""
    files = {
        "a.xls": "<table><tr><th>编号<th>正文<tr><td>a<td>文。</table>",
        "a.txt": "编号|正文\na|文。\n",
        "a.json": '{"code": 0, "data": {"total": 1, "list": [{"编号": "a", "正文": "文。"}]}}',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        corpus = read_table(tmp_path / name)
        assert corpus.articles["doc"].tolist() == ["a"] and corpus.paragraphs["text"].tolist() == ["文。"]
    page = "<html><table><tr><th>正文</th><tr><td>文。<br>章\n&lt;一&gt;。</td></tr><tr><td><p>甲。</p><p>乙。</p></td></tr>"
    page += "<tr><td><style>p{color:red}</style><script>f()</script>推进经\n济改革\n<p>甲。</p></td></tr></table>"
    (tmp_path / "a.xls").write_text(page, encoding="gb18030")
    rows = read_table(tmp_path / "a.xls").paragraphs[["doc", "text"]].to_numpy().tolist()
    assert rows == [
        ["1", "文。"],
        ["1", "章 <一>。"],
        ["2", "甲。"],
        ["2", "乙。"],
        ["3", "推进经济改革"],
        ["3", "甲。"],
    ]
    frame = pd.DataFrame([["a", "文。"]], columns=pd.MultiIndex.from_tuples([("甲", "编号"), ("乙", "正文")]))
    assert read_table(frame).articles["doc"].tolist() == ["a"]
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(DiscourseError, match="old Excel workbook .* save it as .xlsx in Excel"):
        read_table(tmp_path / "b.xls")


def test_texts_that_are_none_or_stand_twice_are_told():
    texts = ["详见附件", "发展产业。" * 10, "改革。", "发展产业。" * 10]
    with pytest.warns(UserWarning, match="1 noted as short_text .*; 1 noted as doubled_text"):
        corpus = read_table(pd.DataFrame({"帖子ID": [1, 2, 3, 4], "text": texts}))
    assert corpus.problems["row"].tolist() == [1, 4] and "has the text of row 2" in corpus.problems["note"].iloc[1]


def test_names_that_a_spreadsheet_rounded_are_told():
    with pytest.warns(UserWarning, match="1 noted as rounded_doc"):
        read_table(pd.DataFrame({"id": ["6.90E+17"], "text": ["文。"]}))


def workbook(path, **sheets):
    """Write sheets of rows of cells."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_column_that_may_be_the_date_is_told_and_not_taken():
    """When a law takes effect or a page was copied is not when it was printed; nothing is told where a date is."""
    frame = pd.DataFrame({"id": ["a"], "text": ["文。"], "施行日期": ["2024-06-01"], "crawl_time": ["2025-01-01"]})
    with pytest.warns(UserWarning, match="1 noted as likely_column"):
        corpus = read_table(frame)
    assert corpus.articles["date"].isna().all()
    assert "'施行日期' or 'crawl_time' may be" in corpus.problems["note"].iloc[0]
    corpus = read_table(frame.assign(pubTime="2024-03-05"))
    assert corpus.articles["date"].tolist() == ["2024-03-05"] and corpus.problems.empty


def test_what_no_usual_head_says_is_taken_where_one_column_may_say_it_and_told():
    """Abstracts are read where no column has more; of several columns of texts none is."""
    frame = pd.DataFrame(
        [["谈低空", "国务院", "5 Mar 2024", "低空经济是新增长引擎。"], ["谈算力", "工信部", "2024-04", None]],
        columns=["policy_title", "issuing_agency", "issue_date", "Abstract Note"],
    )
    with pytest.warns(UserWarning, match="1 of 2 rows .* 4 noted as likely_column"):
        corpus = read_table(frame, errors="collect")
    assert corpus.articles[["title", "source", "date"]].iloc[0].tolist() == ["谈低空", "国务院", "2024-03-05"]
    said = "the text of the articles is 'Abstract Note' by the sentences in its cells: where it is not, name"
    assert corpus.paragraphs["text"].tolist() == ["低空经济是新增长引擎。"] and said in corpus.problems["note"].iloc[0]
    frame = pd.DataFrame({"省": ["甲"], "2019": ["低空经济是新增长引擎。"], "2020": ["先进制造业是骨干。"]})
    with pytest.raises(DiscourseError, match="of '省', '2019', '2020'; '2019', '2020' all hold texts: .* frame.melt"):
        read_table(frame)
    of_links = pd.DataFrame(
        {"编号": 1, "正文": frame["2019"], "来源": "https://www.gov.cn/1.htm", "发布部门": "工信部"}
    )
    assert read_table(of_links).articles["source"].tolist() == ["工信部"]
    with pytest.warns(UserWarning, match="likely_column"):
        problems = read_table(of_links.assign(day="20241008")).problems
    assert "'day' may be: if so, name it, as in date='day'" in problems["note"].iloc[0]
    with pytest.warns(UserWarning, match="likely_column"):
        articles = read_table(frame[["2019"]].assign(页=1, journal_title="某刊", 更新日期="2024-01-02")).articles
    assert articles[["title", "date"]].isna().all(axis=None)


def test_a_head_of_two_rows_is_one(tmp_path):
    """Of cells that reach down beside a cell above two others; a row of heads in another language is none of it."""
    rows = [["编号", "基本信息", None, "正文"], [None, "标题", "日期", None], ["a", "谈", "2024-03-05", "文。"]]
    with pytest.warns(UserWarning, match="1 noted as above_head"):
        articles = read_table(workbook(tmp_path / "a.xlsx", one=rows)).articles
    assert articles[["doc", "title", "date"]].to_numpy().tolist() == [["a", "谈", "2024-03-05"]]


def test_the_sheet_that_is_read_is_told(tmp_path):
    """The first that is not empty, or the one named."""
    head = ["id", "text"]
    path = workbook(tmp_path / "a.xlsx", empty=[], one=[head, ["a", "文。"]], two=[head, ["b", "章。"]])
    with pytest.warns(UserWarning, match="1 noted as other_sheets"):
        corpus = read_table(path)
    assert corpus.articles["doc"].tolist() == ["a"] and "'one' is read; 'two' too" in corpus.problems["note"].iloc[0]
    corpus = read_table(path, sheet="two")
    assert corpus.articles["doc"].tolist() == ["b"] and corpus.problems.empty
    with pytest.raises(DiscourseError, match="sheet='three' is not one of: 'empty', 'one', 'two'"):
        read_table(path, sheet="three")


def test_sheets_of_years_are_one_table(tmp_path):
    """Their names are the dates where no column has them; a sheet with other heads, or of another name, is told."""
    years = {
        f"{year}年": [["编号", "正文"], ["1", f"{year}发展产业。"], ["2", f"{year}稳就业。"]] for year in (2021, 2022)
    }
    path = workbook(tmp_path / "a.xlsx", **years, **{"2023年": [["编号", "全文"], ["1", "文。"]]}, 说明=[["甲", "乙"]])
    with pytest.warns(UserWarning, match="joined_sheets"):
        corpus = read_table(path)
    assert corpus.articles[["doc", "date", "年份"]].to_numpy().tolist() == [
        ["1", "2021", "2021年"], ["2", "2021", "2021年"], ["1_2", "2022", "2022年"], ["2_2", "2022", "2022年"],
    ]  # fmt: skip
    notes = corpus.problems.set_index("rule")["note"]
    assert notes["joined_sheets"].endswith("'2021年' from row 1 on, '2022年' from row 3 on")
    assert (
        notes["other_sheets"] == "the sheets '2021年', '2022年' are read; '2023年', '说明' too: read each with sheet="
    )
    dated = {f"Sheet{n}": [["id", "text", "date"], [f"a{n}", "文。" * n, "2020-01-02"]] for n in (1, 2)}
    with pytest.warns(UserWarning, match="joined_sheets"):
        articles = read_table(workbook(tmp_path / "b.xlsx", **dated)).articles
    assert articles[["doc", "date", "sheet"]].to_numpy().tolist() == [
        ["a1", "2020-01-02", "Sheet1"], ["a2", "2020-01-02", "Sheet2"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "cell", "source", "date"),
    [
        ("来源 时间", "虚拟日报 2024-10-08 09:30", "虚拟日报", "2024-10-08"),
        ("出处", "《虚拟日报》（2024年10月08日 第1版）", "虚拟日报", "2024-10-08"),
        ("日期", "2024-10-08 来源：虚拟网", "虚拟网", "2024-10-08"),
        ("日期", "会议 2024-10-08", None, "2024-10-08"),
        ("来源", "虚拟市政府2024年10月8日新闻发布会", "虚拟市政府2024年10月8日新闻发布会", None),
        ("来源", "虚拟日报 2024-13-40", "虚拟日报", None),
    ],
)
@pytest.mark.filterwarnings("ignore:DataFrame")
def test_a_source_and_a_day_in_one_cell_are_two(head, cell, source, date):
    """Where no other column has the one that is missing; what was written is noted."""
    article = read_table(pd.DataFrame({"id": ["a"], head: [cell], "text": ["文。"]})).articles.iloc[0]
    assert [None if pd.isna(article[part]) else article[part] for part in ("source", "date")] == [source, date]
    assert date is None or article["date_note"] == cell


@pytest.mark.parametrize(
    ("heads", "rows", "docs"),
    [
        (["编号", "标题", "段落"], [["a", "甲", 1], ["a", "甲", 2], ["b", "乙", 1]], ["a", "b"]),
        (["报告年份", "段号"], [["2021", 1], ["2021", 2], ["2022", 1]], ["1", "3"]),
        (["id", "title", "date"], [["a", "甲", "2020"], ["a", "甲", "2020"], ["b", "乙", "2021"]], ["a", "b"]),
        (["id", "title", "date"], [["a", "甲", "2020"], ["", None, None], ["b", "乙", "2021"]], ["a", "b"]),
        # What readers wrote, two days, a name that returns, and paragraphs of several articles counted through.
        (["id", "title", "读者"], [["a", "甲", "x"], ["a", "甲", "y"], ["b", "乙", "z"]], ["a", "a_2", "b"]),
        (["id", "title", "date"], [["a", "快讯", "2020"], ["a", "快讯", "2021"], ["b", "乙", "2021"]], ["a", "a_2", "b"]),
        (["id", "title", "date"], [["a", "甲", "2020"], ["a", "甲", "2020"], ["b", "乙", "2021"], ["a", "甲", "2020"]],
         ["a", "a_2", "b", "a_3"]),
        (["id", "title", "para"], [["a", "甲", 1], ["a", "甲", 1], ["b", "乙", 1]], ["a", "a_2", "b"]),
        (["id", "date", "seq"], [["a", "2020", 1], ["a", "2021", 2], ["b", "2021", 1]], ["a", "a_2", "b"]),
    ],
)  # fmt: skip
def test_rows_that_are_paragraphs_of_one_article_are_one(heads, rows, docs):
    """By their numbers, or where all else is the same or empty; none is lost, and the rest is told as before."""
    frame = pd.DataFrame([[*row, f"第{n}段说产业。"] for n, row in enumerate(rows)], columns=[*heads, "text"])
    with pytest.warns(UserWarning, match="joined_rows" if len(docs) == 2 else "renamed_doc"):
        corpus = read_table(frame)
    assert corpus.articles["doc"].tolist() == docs
    assert sorted(corpus.paragraphs["text"]) == sorted(frame["text"])


def test_cells_that_a_sheet_shows_as_one_have_one_value(tmp_path):
    """But of texts and names: a text that is shown beside two rows is one article."""
    path = workbook(
        tmp_path / "a.xlsx",
        s=[["年汇总"], ["id", "text", "地区"], ["a", "文。", "东部"], ["b", "章。"], ["c", "句。", "西部"]],
    )
    book = load_workbook(path)
    for cells in ("A1:C1", "C3:C4"):
        book.active.merge_cells(cells)
    book.save(path)
    with pytest.warns(UserWarning, match="above_head"):
        articles = read_table(path).articles
    assert articles[["doc", "地区"]].to_numpy().tolist() == [["a", "东部"], ["b", "东部"], ["c", "西部"]]


def test_a_workbook_keeps_what_its_cells_say(tmp_path):
    """Zeros before a number, NA as a name, numbers and dates; empty rows at the end are none."""
    day = pd.Timestamp("2024-10-08 12:30").to_pydatetime()
    rows = [
        ["编号", "正文", "日期", "地区"],
        ["001", "文。_x000D_", day, "NA"],
        [2, "章。", 45573, None],
        [None] * 4,
        [None, " "],
    ]
    corpus = read_table(workbook(tmp_path / "a.xlsx", s=rows))
    assert corpus.articles[["doc", "date", "地区"]].fillna("-").to_numpy().tolist() == [
        ["001", "2024-10-08", "NA"], ["2", "2024-10-08", "-"],
    ]  # fmt: skip
    assert corpus.paragraphs["text"].tolist() == ["文。", "章。"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": 11, "text": "文。"}, {"id": 12, "text": "章。", "地区": "东"}]',
        '{"data": [{"id": 11, "text": "文。"}, {"id": 12, "text": "章。", "地区": "东"}], "n": 2}',
        '{"id": {"0": 11, "1": 12}, "text": {"0": "文。", "1": "章。"}, "地区": {"0": null, "1": "东"}}',
        '{"id": [11, 12], "text": ["文。", "章。"], "地区": [null, "东"]}',
        '{"id": 11, "text": "文。"}\n\n{"id": 12, "text": "章。", "地区": "东"}\n',
        '{"11": {"text": "文。"}, "12": {"text": "章。", "地区": "东"}}',
        '{"id": 11, "text": [{"no": 1, "content": "文。"}]}\n{"id": 12, "text": [{"content": "章。"}], "地区": "东"}\n',
        '{"id": 11, "body": {"text": ["文。"]}}\n{"id": 12, "body": {"text": "章。", "地区": {"name": "东"}}}\n',
    ],
)
def test_json_is_read_in_whatever_shape(tmp_path, content):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    articles = read_table(tmp_path / "a.json").articles
    assert articles[["doc", "地区"]].fillna("-").to_numpy().tolist() == [["11", "-"], ["12", "东"]]


def test_a_declared_encoding_wins(tmp_path):
    (tmp_path / "a.csv").write_bytes("id,text\n1,中。\n".encode("gbk"))
    assert read_table(tmp_path / "a.csv", encoding="gbk").paragraphs["text"].tolist() == ["中。"]


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [("a.csv", "utf-8", "utf-8"), ("a.csv", "gb18030", "gb18030"), ("a.tsv", "utf-16", "utf-16"),
     ("a.csv", "big5", "cp950"), ("a.jsonl", "gb18030", "gb18030"), ("a.csv", "utf-8-sig", "utf-8-sig")],
)  # fmt: skip
def test_the_encoding_of_an_article_is_that_of_its_table(tmp_path, name, written, read):
    frame = pd.DataFrame({"id": ["a", "b"], "text": ["我們發展經濟。", "<p>我們來</p><p>這裡。</p>"]})
    parted = "\t" if name == "a.tsv" else ","
    content = frame.to_csv(index=False, sep=parted)
    if name == "a.jsonl":
        content = frame.to_json(orient="records", lines=True, force_ascii=False)
    (tmp_path / name).write_bytes(content.encode(written))
    assert read_table(tmp_path / name).articles["encoding"].tolist() == [read] * 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("主要任务是发展经济。".encode("gb2312").decode("latin-1"), "misread"),
        ("我們發展經濟。".encode().decode("gb18030", "replace"), "misread"),
        ("发展????经济。", "misread"),
        ("发展\ufffd经济。", "misread"),
        (
            "/".join(["发展", "先进", "制造业", "推动", "人工", "智能", "与", "经济", "融合", "发展", "低空", "经济"]),
            "parted",
        ),
        (
            "|".join(["发展", "先进", "制造业", "推动", "人工", "智能", "与", "经济", "融合", "发展", "低空", "经济"]),
            "parted",
        ),
        (
            "/n ".join(
                ["发展", "先进", "制造业", "推动", "人工", "智能", "与", "经济", "融合", "发展", "低空", "经济"]
            ),
            "parted",
        ),
    ],
)
def test_one_damaged_article_among_good_ones_is_noted(text, rule):
    frame = pd.DataFrame({"id": ["a", "b", "c"], "text": ["发展经济。", text, "先进制造业。"]})
    with pytest.warns(UserWarning, match=f"1 noted as {rule}"):
        corpus = read_table(frame)
    assert corpus.problems[["doc", "row", "rule"]].to_numpy().tolist() == [["b", 2, rule]]
    assert corpus.articles["doc"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["目录····第一章", "café déjà vu Müller", "误差为±±±±三。", "主要〓任务。"])
def test_what_is_not_damaged_is_not_noted(text):
    assert read_table(pd.DataFrame({"id": ["a"], "text": [text]})).problems.empty


@pytest.mark.parametrize(
    "head", ["Publish Date", "publish-date", "PubDate", "印发日期", "公布日期", "发文日期", "出版日期", "发布 日期"]
)
def test_heads_of_dates_are_compared_without_blanks_and_hyphens(head):
    frame = pd.DataFrame(
        {"id": ["a"], "text": ["文。"], head: ["2024-10-08"], "实施日期": ["2025-01-01"], "年份": 2023}
    )
    assert read_table(frame).articles["date"].tolist() == ["2024-10-08"]


@pytest.mark.parametrize("head", ["发布部门", "制定机关", "发布机关", "刊名", "期刊", "媒体名称", "出处"])
def test_heads_of_sources(head):
    frame = pd.DataFrame({"id": ["a"], "text": ["文。"], head: ["甲报"]})
    assert read_table(frame).articles["source"].tolist() == ["甲报"]


def test_a_table_without_a_head_is_told_to_get_one(tmp_path):
    (tmp_path / "a.csv").write_text("1,甲,发展数字经济。\n2,乙,发展低空经济。\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="seems to be no head, .* write one above it"):
        read_table(tmp_path / "a.csv")


def test_a_label_and_a_text_are_read_without_a_head_and_factiva_by_its_own(tmp_path):
    """Both are told: the first row is an article, too; the lead of an article stands in a column before the rest."""
    first = "发展低空经济，要安全，要把握好节奏和力度，各地区各部门都要结合实际，认真抓好贯彻落实工作。"
    (tmp_path / "a.txt").write_text(f"时政\t{first}\n财经\t稳住物价，保供应。\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="no_head"):
        corpus = read_table(tmp_path / "a.txt")
    assert corpus.paragraphs["text"].tolist() == [first, "稳住物价，保供应。"]
    assert corpus.articles["column 1"].tolist() == ["时政", "财经"]
    # A question is a head where a caller says so, or where a frame has it.
    (tmp_path / "b.csv").write_text(f"编号,{first}\n1,要安全，要稳步发展。\n", encoding="utf-8")
    assert len(read_table(tmp_path / "b.csv", text=first).articles) == 1
    with pytest.raises(DiscourseError, match="seems to be no head"):
        read_table(tmp_path / "b.csv")
    with pytest.warns(UserWarning, match="likely_column"):
        assert len(read_table(pd.DataFrame({"类": ["财经"], first: ["稳住物价，保供应。"]})).articles) == 1
    frame = pd.DataFrame(
        {"HD": ["谈低空"], "SN": ["甲报"], "PD": ["5 March 2024"], "LP": ["低空经济要安全。"], "TD": ["各地都要抓紧。"]}
    )
    with pytest.warns(UserWarning, match="factiva"):
        corpus = read_table(frame)
    assert corpus.paragraphs["text"].tolist() == ["低空经济要安全。", "各地都要抓紧。"]
    assert corpus.articles[["title", "source", "date", "LP"]].iloc[0].tolist() == [
        "谈低空",
        "甲报",
        "2024-03-05",
        "低空经济要安全。",
    ]
    # What a caller names, and what another column says, keeps its head.
    for given, named in ((frame, {"title": "HD"}), (frame, {"source": "SN"}), (frame.assign(title="谈低空"), {})):
        with pytest.warns(UserWarning, match="factiva"):
            corpus = read_table(given, **named)
        assert corpus.articles[["title", "source"]].iloc[0].tolist() == ["谈低空", "甲报"]
        assert len(corpus.paragraphs) == 2
    with pytest.warns(UserWarning, match="factiva"):
        assert read_table(frame, doc="SN").articles["doc"].tolist() == ["甲报"]
    assert read_table(frame.assign(text="要稳。")).paragraphs["text"].tolist() == ["要稳。"]
    assert read_table(frame, text="TD", title="HD").paragraphs["text"].tolist() == ["各地都要抓紧。"]


def test_links_are_no_articles():
    frame = pd.DataFrame(
        {"省": ["甲", "乙"], "链接": ["https://a.example/1.pdf?id=2!", "https://a.example/2.pdf?id=3!"]}
    )
    with pytest.raises(DiscourseError, match="no column holds the articles by its head"):
        read_table(frame)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_empty_rows_of_a_file_are_passed_over_and_counted(tmp_path, ending):
    rows = [["id", "text"], ["1", "文。"], [None, None], ["2", "章。"]]
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        path.write_text("id,text\n1,文。\n\n2,章。\n", encoding="utf-8")
    else:
        pd.DataFrame(rows).to_excel(path, index=False, header=False)
    corpus = read_table(path)
    assert corpus.problems.empty
    assert corpus.articles["file"].tolist() == [f"a.{ending}, row 1", f"a.{ending}, row 3"]


def test_of_a_workbook_that_begins_with_a_note_the_sheet_of_articles_is_read(tmp_path):
    """And told; a hidden sheet comes last, and rows and columns that are hidden are told."""
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"说明": ["甲"], "版本": ["乙"]}).to_excel(book, sheet_name="封面", index=False)
        ROWS.to_excel(book, sheet_name="数据", index=False)
    with pytest.warns(UserWarning, match="1 noted as other_sheets"):
        corpus = read_table(tmp_path / "a.xlsx")
    assert corpus.problems["note"].tolist() == ["the sheet '数据' is read; '封面' too: read each with sheet="]
    assert len(corpus.articles) == len(ROWS)
    sheets = {title: [["id", "text", "旧"], [title, "文。", "x"]] for title in "甲乙"}
    book = load_workbook(workbook(tmp_path / "b.xlsx", **sheets))
    book["甲"].sheet_state = "hidden"
    book["乙"].column_dimensions["C"].hidden = book["乙"].row_dimensions[2].hidden = True
    book.save(tmp_path / "b.xlsx")
    with pytest.warns(UserWarning, match="1 noted as other_sheets .*; 1 noted as hidden"):
        corpus = read_table(tmp_path / "b.xlsx")
    assert corpus.articles["doc"].tolist() == ["乙"]
    assert "row 2; column C of the sheet '乙' are hidden" in corpus.problems["note"].iloc[1]


def test_a_year_is_the_date_where_no_column_has_one():
    """And stays a column; beside a date it is none; of articles without any date no year can be told."""
    table = pd.DataFrame({"编号": ["a", "b"], "年份": ["2022年", "2023"], "正文": ["发展产业。", "发展农业。"]})
    articles = dc.read_table(table).articles
    assert articles["date"].tolist() == ["2022", "2023"] and articles["年份"].tolist() == ["2022年", "2023"]
    tokens = dc.segment(dc.read_table(table).paragraphs)
    assert dc.count(tokens, by="year", articles=articles)["year"].unique().tolist() == [2022, 2023]
    dated = dc.read_table(table.assign(日期="2024-10-08")).articles
    assert dated["date"].tolist() == ["2024-10-08"] * 2
    with pytest.raises(DiscourseError, match="by='year', but no article has a date that tells its year"):
        dc.count(tokens, by="year", articles=articles.assign(date=None))


@pytest.mark.parametrize("read", [dc.read_table, dc.read_lexicon, dc.read_stopwords])
def test_formulas_without_a_value_are_refused_with_their_cells(tmp_path, read):
    """As openpyxl writes them: the cell would be taken for an empty one. In another sheet they stop nothing."""
    book = Workbook()
    for row in [["id", "词语", "text"], [1, "光伏", "发展光伏。"], [2, "算力", "发展算力。"]]:
        book.active.append(row)
    book.create_sheet("other")["A1"] = "=1+1"
    book.save(tmp_path / "t.xlsx")
    read(tmp_path / "t.xlsx")
    book.active["C3"] = '="发展"&"算力。"'
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(DiscourseError, match="t.xlsx: has formulas without a value, in C3; open it in Excel"):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_rows_in_other_bytes_are_refused_and_the_others_read(tmp_path, ending):
    """One row in a hundred; of more, the file is in another encoding, or in two."""
    rows = [f'{{"doc": "d{n}", "text": "发展低空经济第{n}。"}}' for n in range(200)]
    if ending == ".csv":
        rows = ["doc,text", *(f"d{n},发展低空经济第{n}。" for n in range(200))]
    path = tmp_path / f"t{ending}"
    for odd, read in ((2, 198), (3, None)):
        lines = [row.encode("gb18030" if 7 <= n < 7 + odd else "utf-8") for n, row in enumerate(rows)]
        path.write_bytes(b"\n".join(lines))
        if read is None:
            with pytest.raises(DiscourseError, match="while the others are utf-8"):
                dc.read_table(path, errors="collect")
            continue
        with pytest.warns(UserWarning, match="2 of 200 rows are not read"):
            corpus = dc.read_table(path, errors="collect")
        assert len(corpus.articles) == read
        assert corpus.problems["rule"].tolist() == ["unreadable"] * 2
        assert corpus.problems["note"].str.contains("no UTF-8").all()
        with pytest.raises(DiscourseError, match="has bytes that are no UTF-8"):
            dc.read_table(path)


def test_a_row_that_is_refused_counts_no_text_again():
    pages = ["<html><head><title>谈谈低空经济</title></head><body></body></html>"] * 2
    with pytest.warns(UserWarning, match="2 of 3 rows are not read"):
        corpus = dc.read_table(pd.DataFrame({"id": ["a", "b", "c"], "text": [*pages, "发展。"]}), errors="collect")
    assert set(corpus.problems["rule"]) == {"empty_text"}
