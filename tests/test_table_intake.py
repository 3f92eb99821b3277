"""A table of articles in a study: what `discourse add` writes, what `check`, a run and a package make of it."""

import tomllib
import zipfile
from contextlib import chdir

import pandas as pd
import pytest
from typer.testing import CliRunner

import discourse as dc
from discourse.cli import app
from discourse.errors import DiscourseError, MissingFileError
from discourse.export import sums, write_provenance
from discourse.pack import pack_study
from discourse.reproduce import check_inputs

ROWS = pd.DataFrame(
    {
        "编号": ["n1", "n2", "n3", "n4"],
        "标题": ["谈低空", "再谈低空", "谈工厂", "空"],
        "发布日期": ["2023-05-01", "2024年6月", "昨天", "2024"],
        "正文": ["低空经济是新增长引擎。", "低空经济要安全。低空经济要便民。", "人形机器人走进工厂。", None],
        "地区": ["东部", "东部", "西部", "西部"],
        "字数": [11, 16, 10, 0],
    }
)


@pytest.fixture
def study(tmp_path):
    """A study that one article has come into, and beside it a table of four rows, of which the last has no text."""
    folder = tmp_path / "我的 study"
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "a.txt").write_text("一条新闻。\n第二段。\n", encoding="utf-8")
    (folder / "data" / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n', encoding="utf-8")
    (folder / "data" / "lexicons").mkdir()
    (folder / "data" / "lexicons" / "terms.csv").write_text("term\n低空经济\n", encoding="utf-8")
    ROWS.to_csv(tmp_path / "articles.csv", index=False)
    ROWS.to_excel(tmp_path / "articles.xlsx", index=False)
    return folder


def run(*arguments, folder):
    with chdir(folder):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


def add_entry(study, **keys):
    """Write the entry of a table by hand, with the table at its place."""
    ROWS.to_csv(study / "data" / "raw" / "articles.csv", index=False)
    lines = "\n".join(f"{key} = {value}" for key, value in {"file": '"raw/articles.csv"', **keys}.items())
    manifest = study / "data" / "corpus.toml"
    manifest.write_text(f"{manifest.read_text(encoding='utf-8')}\n[[table]]\n{lines}\n", encoding="utf-8")
    return manifest


def test_a_table_comes_in_by_one_entry_and_its_rows_are_articles_with_all_that_it_says_of_them(study):
    """One row has no text and one no date: both are told at once, and the entry says that the first is left out."""
    code, out, err = run("add", "../articles.xlsx", "--yes", folder=study)
    assert code == 0, err
    for said in ("3 articles, 37 characters", "地区, 字数", "2023-05-01 to 2024-06; 1 without", "not read: row 4: 正文=",
                 "row 3: date='昨天' is no date"):  # fmt: skip
        assert said in out
    entry = tomllib.loads((study / "data" / "corpus.toml").read_text(encoding="utf-8"))["table"]
    assert [(e["file"], e["errors"]) for e in entry] == [("raw/articles.xlsx", "collect")]
    with pytest.warns(UserWarning, match="1 of 4 rows are not read"):
        corpus = dc.read_corpus(study / "data" / "corpus.toml")
    assert corpus.articles["doc"].tolist() == ["a", "n1", "n2", "n3"]
    assert corpus.articles["字数"].tolist() == [pd.NA, 11, 16, 10] and corpus.articles["字数"].dtype == "Int64"
    assert corpus.articles["file"].tolist()[1] == "raw/articles.xlsx, row 1"
    assert corpus.problems["rule"].tolist() == ["date", "empty_text"]
    lexicon = dc.read_lexicon(study / "data" / "lexicons")
    tokens = dc.segment(corpus.paragraphs, lexicon=lexicon)
    counts = dc.count(dc.find_terms(corpus.paragraphs, lexicon), base=tokens, by="地区", articles=corpus.articles)
    assert counts[["地区", "n"]].to_numpy().tolist() == [["东部", 1 + 2]]


def test_check_shows_what_columns_were_taken_for_and_any_of_the_articles(study):
    run("add", "../articles.csv", "--yes", folder=study)
    code, out, err = run("check", folder=study)
    assert (code, err) == (0, "") and "date      发布日期" in out and "terms.csv: 1 of 1 terms found" in out
    assert "再谈低空" in run("check", "n2", folder=study)[1]
    assert "not one of" in run("check", "n9", folder=study)[2]


def test_a_run_depends_on_the_table_and_a_package_without_texts_gives_neither_it_nor_its_columns(study):
    run("add", "../articles.csv", "--yes", folder=study)
    (study / "notebooks").mkdir()
    (study / "notebooks" / "00.ipynb").write_text(
        '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8"
    )
    with pytest.warns(UserWarning, match="rows are not read"):
        inputs = check_inputs(study)
        assert {"data/raw/articles.csv", "data/raw/a.txt"} < {p.relative_to(study).as_posix() for p in inputs}
        write_provenance(study / "results", sums(inputs, folder=study))
        packs = [
            zipfile.ZipFile(pack_study(study, study / "results", study.parent / f"{texts}.zip", texts=texts))
            for texts in (True, False)
        ]
    names = [{name.partition("/")[2] for name in pack.namelist()} for pack in packs]
    assert names[0] - names[1] == {"data/raw/articles.csv", "data/raw/a.txt"}
    told = [pack.read(f"{pack.namelist()[0].partition('/')[0]}/texts.csv").decode() for pack in packs]
    assert "东部" in told[0] and "东部" not in told[1] and "再谈低空" in told[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["articles.csv", "--column", "text=全文"], "text='全文' is not one of"),
        (["articles.csv", "--column", "正文"], "--column text=正文"),
        (["articles.csv", "--column", "tekst=正文"], "Did you mean 'text'"),
        (["articles.csv", "--source", "某报"], "--source is told of texts"),
        (["my-study.txt", "--column", "text=正文"], "no table is named"),
        (["words.csv"], "name one, as in text=…, of 'word', by --column. If it is a list of words"),
        (["bare.csv"], "none of its rows is an article"),
        (["same.csv"], "doc='a' names an article of raw/a.txt, too"),
        (["nowhere.csv"], "no such file"),
    ],
)
def test_what_is_no_table_of_articles_or_is_told_of_none_is_refused_and_nothing_is_written(study, arguments, said):
    for name, text in {"words": "word\n低空\n", "bare": "id,text\n1,\n", "same": "id,text\na,低空经济。\n"}.items():
        (study.parent / f"{name}.csv").write_text(text, encoding="utf-8")
    before = (study / "data" / "corpus.toml").read_bytes()
    code, _, err = run("add", f"../{arguments[0]}", *arguments[1:], "--yes", folder=study)
    assert code == 2 and said in err, err
    assert (study / "data" / "corpus.toml").read_bytes() == before and len(
        list((study / "data" / "raw").iterdir())
    ) == 1


def test_a_table_is_added_once(study):
    run("add", "../articles.csv", "--yes", folder=study)
    assert "is there already" in run("add", "../articles.csv", "--yes", folder=study)[2]


@pytest.mark.parametrize(
    ("keys", "error", "said"),
    [
        ({}, DiscourseError, "row 4: 正文=.* holds no text"),
        ({"fil": '"x"'}, DiscourseError, "Did you mean 'file'"),
        ({"errors": '"colect"'}, DiscourseError, "Did you mean 'collect'"),
        ({"columns": '"正文"'}, DiscourseError, "must be a table, as in { text = … }"),
        ({"columns": "{ date = 3 }"}, DiscourseError, "date=3 must be a text"),
        ({"sha256": '"0"'}, DiscourseError, "is not the file declared"),
        ({"file": '"../articles.csv"'}, DiscourseError, "leaves the folder of the manifest"),
        ({"file": '"raw/b.csv"'}, MissingFileError, "no such file"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_and_collected_where_others_can_be_read(study, keys, error, said):
    manifest = add_entry(study, **keys)
    with pytest.raises(error, match=said):
        dc.read_corpus(manifest)
    with pytest.warns(UserWarning):
        corpus = dc.read_corpus(manifest, errors="collect")
    assert corpus.articles["doc"].tolist() == (["a"] if keys else ["a", "n1", "n2", "n3"])
    assert len(corpus.problems) == (1 if keys else 2)


def test_check_names_a_table_with_rows_that_its_entry_does_not_leave_out(study):
    add_entry(study)
    code, out, err = run("check", folder=study)
    assert code == 2 and "not read: row 4" in out and "1 rows cannot be read: mend them, or leave them out by" in err


def test_a_study_may_be_of_a_table_alone_and_its_entry_says_which_column_is_which(study):
    (study / "data" / "corpus.toml").write_text("", encoding="utf-8")
    manifest = add_entry(study, errors='"collect"', columns='{ title = "地区" }')
    with pytest.warns(UserWarning):
        corpus = dc.read_corpus(manifest)
    assert corpus.articles["title"].tolist() == ["东部", "东部", "西部"]


def test_two_articles_of_one_name_in_two_entries_are_refused(study):
    manifest = add_entry(study, errors='"collect"')
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"a"', '"n2"', 1), encoding="utf-8")
    with (
        pytest.warns(UserWarning, match="rows are not read"),
        pytest.raises(DiscourseError, match=r"articles.csv, row 2: doc='n2' names an article of raw/a.txt, too"),
    ):
        dc.read_corpus(manifest)


def test_of_a_folder_the_texts_are_taken_and_a_table_is_named(study):
    pages = study.parent / "pages"
    pages.mkdir()
    (pages / "b.txt").write_text("另一条新闻。\n第二段。\n", encoding="utf-8")
    ROWS.to_csv(pages / "articles.csv", index=False)
    code, out, err = run("add", "../pages", "--yes", folder=study)
    assert code == 0 and "added 'b'" in out
    assert "left out, as no articles: articles.csv" in err and "discourse add ../pages/articles.csv" in err
