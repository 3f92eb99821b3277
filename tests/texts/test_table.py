import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.texts.table import read_table

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
        ("a.csv", "doc,body\na,文。\n", "text='text' is not one of: 'doc', 'body'"),
        ("a.csv", "doc,text\na,\n", "a.csv, row 1: text='' holds no text"),
        ("a.csv", "doc,text\n,文。\n", "row 1: doc is empty"),
        ("a.csv", "doc,text\na,文。\na,章。\n", r"doc='a' names the rows \[1, 2\]"),
        ("a.csv", "doc,text,date\na,文。,昨天\n", "date='昨天' is no date"),
        ("a.csv", "", "not a table|empty"),
        ("a.txt", "文。", "ending='.txt' is not one of: '.csv'"),
        ("a.jsonl", '{"doc": "a"\n', "line 1 is no JSON"),
        ("a.jsonl", "[1]\n", "line 1 holds"),
        ("a.xlsx", "no workbook", "not a workbook"),
        ("a.parquet", "no parquet", "not a Parquet file"),
        (
            "a.csv",
            "doc,text,source\na,专访某某,甲报,extra\nb,专访别人,乙报,y\n",
            "a.csv: not a table of values parted by ','",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(tmp_path, name, content, message):
    """With the value, the place and the repair."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DiscourseError, match=message) as error:
        read_table(path)
    assert "\n" not in str(error.value)


def test_a_missing_table_is_named(tmp_path):
    """Before anything is read."""
    with pytest.raises(DiscourseError, match="no such file"):
        read_table(tmp_path / "none.csv")
