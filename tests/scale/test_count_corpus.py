"""Counts of a corpus in parts are those of the same corpus in one table, whatever the parts, engine and run."""

import os
import re
import signal
import threading
import warnings
from itertools import cycle, product
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import discourse as dc
from discourse.cli import app
from discourse.errors import DiscourseError, MissingFileError
from discourse.scale import engines, slices, tallies

pytestmark = pytest.mark.slow

LEXICON = dc.Lexicon(pd.DataFrame({"term": ["算力", "光伏", "低空经济"], "category": ["信息", "能源", "交通"]}))
TEXTS = [
    "算力和光伏。发展低空经济，6G。", "光伏光伏，算力！没有词。", "一是改革。\n二是算力、光伏。", "改革发展。",
    "低空经济与光伏。\n\n问：算力如何？\n\n答：算力很好，光伏也好。",
]  # fmt: skip
BY = ["doc", "地区", "year", "quarter", "month", [], ["year", "地区"], ["doc", "sentence"], ["地区", "kind"], "point"]
# What is counted, and in which windows pairs: each with each by some key.
COUNTED, WITHIN = [("word", "word"), (None, "word"), ("category", "character")], ["sentence", "paragraph", 3]


def articles():
    """Five articles of three years, one without a date and one without a region."""
    dates = ["2023-01-02", "2023-12-02", None, "2024", "2021-05-06"]
    return pd.DataFrame(
        {"id": [f"a{n}" for n in range(5)], "地区": ["东", "西", "东", None, "西"], "date": dates, "text": TEXTS}
    )


def write_parts(folder, ending=".csv", sizes=(2, 1, 2)):
    """Write the articles into tables of so many rows."""
    folder.mkdir(exist_ok=True)
    at = 0
    for number, size in enumerate(sizes):
        rows, path = articles().iloc[at : at + size], folder / f"part{number}{ending}"
        if ending == ".parquet":
            rows.to_parquet(path, index=False)
        elif ending == ".jsonl":
            rows.to_json(path, orient="records", lines=True, force_ascii=False)
        else:
            rows.to_csv(path, index=False)
        at += size
    return folder


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """The articles in three tables."""
    return write_parts(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def whole(parts):
    """The same articles read from one table: articles, tokens and mentions."""
    corpus = dc.read_table(pd.concat([pd.read_csv(path) for path in sorted(parts.glob("*.csv"))]))
    return corpus.articles, dc.segment(corpus.paragraphs, lexicon=LEXICON), dc.find_terms(corpus.paragraphs, LEXICON)


@pytest.mark.parametrize(("by", "ways"), [*zip(BY, cycle(product(COUNTED, WITHIN)))], ids=str)
def test_counts_are_those_of_the_whole(parts, whole, by, ways, monkeypatch):
    """Words, terms and categories, in words and characters, and pairs: row by row, column by column.

    Of a part, the tokens of a few articles at once are in a frame.
    """
    monkeypatch.setattr(tallies, "BATCH_CHARACTERS", 12)
    articles, tokens, mentions = whole
    same, run = {"by": by, "articles": articles}, {"by": by, "lexicon": LEXICON, "n_jobs": 1}
    (of, unit), within = ways
    expected = dc.count(tokens if of == "word" else mentions, base=tokens, of=of, unit=unit, **same)
    pd.testing.assert_frame_equal(dc.count_corpus(parts, of=of, unit=unit, **run), expected)
    expected = dc.count_docs(tokens if of == "word" else mentions, base=tokens, of=of, **same)
    pd.testing.assert_frame_equal(dc.count_docs_corpus(parts, of=of, **run), expected)
    expected = dc.count_pairs(mentions, base=tokens, within=within, **same)
    pd.testing.assert_frame_equal(dc.count_pairs_corpus(parts, within=within, **run), expected)


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".tsv.csv"])
def test_the_kind_and_the_size_of_parts_change_nothing(parts, tmp_path, ending):
    """Nor does the order of the files that are named."""
    expected = dc.count_corpus(parts, by="year", n_jobs=1)
    found = sorted(write_parts(tmp_path, ending, sizes=(1, 3, 1)).iterdir(), reverse=True)
    pd.testing.assert_frame_equal(dc.count_corpus(found, by="year", n_jobs=1), expected)


def test_paragraphs_that_were_read_and_files_of_texts_are_parts_too(parts, whole, tmp_path):
    """Paragraphs in Parquet are taken as they stand; text files are articles by their names."""
    for n, text in enumerate(TEXTS):
        (tmp_path / f"a{n}.txt").write_text(text, encoding="utf-8")
    corpus = dc.read_table(articles())
    (tmp_path / "read").mkdir()
    region = corpus.articles.set_index("doc")["地区"]
    read = corpus.paragraphs.assign(地区=corpus.paragraphs["doc"].map(region))
    read.to_parquet(tmp_path / "read" / "paragraphs.parquet")
    expected = dc.count_corpus(parts, by=["地区", "kind"], n_jobs=1)
    pd.testing.assert_frame_equal(dc.count_corpus(tmp_path / "read", by=["地区", "kind"], n_jobs=1), expected)
    expected = dc.count(dc.segment(corpus.paragraphs), by="doc")
    pd.testing.assert_frame_equal(dc.count_corpus(tmp_path / "*.txt", by="doc", n_jobs=1), expected)


def test_a_run_goes_on_where_it_stopped(parts, tmp_path, monkeypatch):
    """Only what has changed is counted again: a part that another text is in, all with another lexicon."""
    folder, cache = write_parts(tmp_path / "parts"), tmp_path / "cache"
    count, seen = tallies.count_part, []

    def counted(part, counting):
        seen.append(part.name)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return count(part, counting)

    monkeypatch.setattr(engines, "count_part", counted)
    run = {"by": "地区", "cache": cache, "n_jobs": 1}
    with pytest.raises(KeyboardInterrupt):
        dc.count_corpus(folder, **run)
    counts = dc.count_corpus(folder, **run)
    assert seen == ["part0.csv", "part1.csv", "part2.csv", "part2.csv"]
    assert counts.attrs == {"parts": 3, "counted": 1, "problems": []}
    pd.testing.assert_frame_equal(counts, dc.count_corpus(parts, by="地区", n_jobs=1))
    stored = {path.name: path.read_bytes() for path in cache.glob("*.parquet")}
    dc.count_corpus(folder, interval="wilson", **run)
    articles().iloc[:1].to_csv(folder / "part1.csv", index=False)
    dc.count_corpus(folder, **run)
    assert seen[4:] == ["part0.csv", "part1.csv", "part2.csv", "part1.csv"]
    assert {path.name: path.read_bytes() for path in cache.glob("*.parquet")}.items() >= stored.items()
    assert dc.count_corpus(folder, lexicon=LEXICON, **run).attrs["counted"] == 3
    next(cache.glob("*.parquet")).write_bytes(b"PAR1 half")
    assert dc.count_corpus(folder, **run).attrs["counted"] <= 1


def test_what_cannot_be_read_is_a_problem_with_its_reason(parts, tmp_path):
    """A part or a row; the others are counted, and without errors="collect" an error names all."""
    folder = write_parts(tmp_path / "parts")
    (folder / "part3.csv").write_text("", encoding="utf-8")
    (folder / "part4.parquet").write_bytes(b"PAR1")
    (folder / "part5.csv").write_text("id,地区,date,text\nx,东,2024,\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="3 of the corpus cannot be read: part3.csv: .*part5.csv.*errors=.collect"):
        dc.count_corpus(folder, by="地区", n_jobs=1)
    with pytest.warns(UserWarning, match="3 of the corpus are not counted"):
        counts = dc.count_corpus(folder, by="地区", n_jobs=1, errors="collect")
    assert [problem["file"] for problem in counts.attrs["problems"]] == [
        "part3.csv",
        "part4.parquet",
        "part5.csv, row 1",
    ]
    pd.testing.assert_frame_equal(counts, dc.count_corpus(parts, by="地区", n_jobs=1))


@pytest.mark.parametrize(
    ("source", "options", "error", "said"),
    [
        (5, {}, DiscourseError, "source=5 is no path; give a folder"),
        ([None], {}, DiscourseError, "source names None, which is no path"),
        ("", {}, DiscourseError, "source names '', which is no path"),
        (".", {"columns": ["text"]}, DiscourseError, "columns=['text'] is no dict"),
        (".", {"backend_options": "x"}, DiscourseError, "backend_options='x' is no dict"),
        (".", {"cache": 5}, DiscourseError, "cache=5 is no path; give a folder"),
        (".", {"cache": "part0.csv"}, DiscourseError, "cache='part0.csv' is a file; give a folder"),
        (".", {"n_jobs": 10**9}, DiscourseError, "n_jobs=1000000000 is too large"),
        ("none", {}, MissingFileError, "none: no such file or folder"),
        ("*.cvs", {}, MissingFileError, "no file matches this pattern"),
        ("empty", {}, DiscourseError, "empty: is empty, and no file to count; give files of one of the kinds .csv"),
        (".", {"by": "region"}, DiscourseError, "part0.csv: by='region' is not one of: 'doc'"),
        (".", {"of": "term"}, DiscourseError, "of='term' is counted of a lexicon's terms; give lexicon="),
        (".", {"interval": "bootstrap"}, DiscourseError, "interval='bootstrap' is not one of: 'exact'"),
        (".", {"backend": "ray!"}, DiscourseError, "backend='ray!' is not one of"),
        (".", {"columns": {"txt": "text"}}, DiscourseError, "columns='txt' is not one of: 'text'"),
        (".", {"lexicon": ["算力"]}, DiscourseError, "lexicon is a list, no Lexicon"),
        (".", {"n_jobs": 0.5}, DiscourseError, "n_jobs=0.5 is no whole number"),
    ],
)  # fmt: skip
def test_wrong_requests_are_named(parts, tmp_path, monkeypatch, source, options, error, said):
    """In one line, with the value, the options and the repair."""
    monkeypatch.chdir(write_parts(tmp_path / "here"))
    Path("empty").mkdir()
    with pytest.raises(error, match=re.escape(said)) as raised:
        dc.count_corpus(source, **{"by": "地区", "n_jobs": 1} | options)
    assert "\n" not in str(raised.value)


def test_rows_open_their_lines_by_reading_the_parts_again(parts, whole, tmp_path):
    """The lines are those of the whole; parts that hold less than was counted are refused."""
    articles, tokens, mentions = whole
    paragraphs = dc.read_table(pd.concat([pd.read_csv(path) for path in sorted(parts.glob("*.csv"))])).paragraphs
    terms = dc.count_corpus(parts, by="year", lexicon=LEXICON, n_jobs=1)
    pairs = dc.count_pairs_corpus(parts, within=3, by=[], lexicon=LEXICON, n_jobs=1)
    words = dc.count_corpus(parts, by="地区", n_jobs=1).head(3)
    parts = [*sorted(parts.glob("*.csv")), tmp_path / "broken.parquet"]
    parts[-1].write_bytes(b"PAR1")
    for rows, places, lexicon in ((terms, mentions, LEXICON), (pairs, mentions, LEXICON), (words, tokens, None)):
        expected = dc.evidence(rows, places, paragraphs, base=tokens, articles=articles)
        pd.testing.assert_frame_equal(dc.evidence_corpus(rows, parts, lexicon=lexicon), expected)
    with pytest.raises(DiscourseError, match="row 0 of rows counts .*, and places hold"):
        dc.evidence_corpus(terms.head(1), parts[1], lexicon=LEXICON)


def test_the_first_row_of_a_large_table_without_a_head_is_counted_once(tmp_path, monkeypatch):
    """Twelve articles, each with 发展 twelve times, in several slices, above each of which the first row stands."""
    rows = [f"时政,{'发展经济。' * 12}{'工业' * number}\n" for number in range(12)]
    (tmp_path / "a.tsv").write_text("".join(rows).replace(",", "\t"), encoding="utf-8")
    monkeypatch.setattr(slices, "SLICE", 600)
    with warnings.catch_warnings(action="ignore"):
        counts = dc.count_corpus(tmp_path, by=[], n_jobs=1, errors="collect")
        whole = dc.read_table(tmp_path / "a.tsv", errors="collect")
    assert counts.attrs["parts"] > 2 and counts.set_index("word")["n"]["发展"] == 12 * 12
    assert counts["n"].sum() == len(dc.segment(whole.paragraphs).query("type != 'punctuation'"))


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_large_table_is_several_parts(tmp_path, monkeypatch, ending):
    """Cut between its rows, also where cells hold line ends; rows and docs have the numbers of the whole table."""
    table = pd.concat([articles()] * 3, ignore_index=True).drop(columns="id")
    table.loc[12, "text"] = None
    folder = write_parts(tmp_path, ending, sizes=(0,))
    with warnings.catch_warnings(action="ignore"):
        whole = dc.read_table(table, errors="collect")
    write = {".csv": table.to_csv, ".parquet": table.to_parquet}
    if ending == ".jsonl":
        table.to_json(folder / "part0.jsonl", orient="records", lines=True, force_ascii=False)
    else:
        write[ending](folder / f"part0{ending}", index=False)
    # Parquet packs what stands there again.
    monkeypatch.setattr(slices, "SLICE", 100 if ending == ".parquet" else 300)
    with pytest.warns(UserWarning, match=f"1 of the corpus are not counted: part0{ending}, row 13: "):
        counts = dc.count_corpus(folder, by="doc", n_jobs=1, errors="collect")
    assert counts.attrs["parts"] > 2
    expected = dc.count(dc.segment(whole.paragraphs), by="doc")
    pd.testing.assert_frame_equal(counts, expected)
    (folder / "read").mkdir()
    whole.paragraphs.to_parquet(folder / "read" / "paragraphs.parquet", row_group_size=5)
    monkeypatch.setattr(slices, "SLICE", 900)
    counts = dc.count_corpus(folder / "read", by="doc", n_jobs=1)
    assert counts.attrs["parts"] > 2
    pd.testing.assert_frame_equal(counts, expected)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,text\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n", [0, 4]),
        ('id,text\n1,"a\n2,b"\n3,"""c"\n4,d\n5,e\n6,f\n7,g\n', [0, 1]),
        ('id,text\n1,a "b\n2,c\n3,d\n4,e\n5,f\n6,g\n', [0]),
        ('"id\n",text\n1,b\n2,c\n3,d\n4,e\n5,f\n', [0]),
        ("id,text\n1,a\n2,b\n3,c\n4,d\n4,e\n5,f\n8,g\n8,h\n", [0, 3]),
    ],
)
def test_a_table_is_cut_between_rows_alone(tmp_path, monkeypatch, text, rows):
    """Not inside quotation marks, and not at all where one mark or the head misleads."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(slices, "SLICE", 16)
    assert [piece.above if piece else 0 for piece in slices.cut_table(path)] == rows


def test_counts_that_are_kept_are_read_by_what_they_are_of(parts, tmp_path):
    """The rows of a year or a term are those of the run, with its totals; of two runs one must be meant."""
    run = {"lexicon": LEXICON, "cache": tmp_path, "n_jobs": 1}
    counts, docs = dc.count_corpus(parts, by=["year", "地区"], **run), dc.count_docs_corpus(parts, by="year", **run)
    pairs = dc.count_pairs_corpus(parts, within="sentence", by="year", **run)
    dc.count_pairs_corpus(parts, within="sentence", by=["year", "地区"], **run)
    for frame, where, told in (
        (counts, {"year": 2023}, {}), (counts, {"term": ["算力", "光伏"], "地区": ["东"]}, {}), (counts, {}, {}),
        (docs, {"year": [2021, 2023]}, {"unit": "article"}), (pairs, {"term_a": "光伏"}, {"within": "sentence"}),
    ):  # fmt: skip
        asked = {key: value if isinstance(value, list) else [value] for key, value in where.items()}
        expected = frame
        for key, values in asked.items():
            expected = expected[expected[key].isin(values)]
        found = dc.read_counts(tmp_path, by=frame["by"].iloc[0].split("|"), where=where, **told)
        pd.testing.assert_frame_equal(found, expected.reset_index(drop=True))
    for options, said in (
        ({"by": "year", "within": 3}, "no run fits by=.'year'., within=3; it keeps those of"),
        ({"by": "doc"}, "no run fits by=.'doc'"),
        ({"by": ["year", "地区"], "where": {"word": "算力"}}, "where='word' is not one of"),
        ({"by": ["year", "地区"], "where": {"year": "2023"}}, "where has year='2023'"),
    ):
        with pytest.raises(DiscourseError, match=said):
            dc.read_counts(tmp_path, **options)
    with pytest.raises(DiscourseError, match="where='x' is no dict"):
        dc.read_counts(tmp_path, by="year", where="x")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run-0.json").write_text("{", encoding="utf-8")
    with pytest.raises(DiscourseError, match="run-0.json: is no record of a run"):
        dc.read_counts(tmp_path / "broken", by="year")
    with pytest.raises(MissingFileError, match="keeps no counts; count with cache="):
        dc.read_counts(parts, by="year")


def test_a_doc_of_two_parts_is_no_group(tmp_path):
    """Each table numbers its articles from 1: by doc they would be one, by region they are counted."""
    for name in ("a", "b"):
        articles().iloc[:1].to_csv(tmp_path / f"{name}.csv", index=False)
    assert dc.count_corpus(tmp_path, by="地区", n_jobs=1)["n"].min() == 2
    with pytest.raises(DiscourseError, match="two parts have a doc of the same name"):
        dc.count_corpus(tmp_path, by="doc", n_jobs=1)


def test_dates_may_tell_the_quarter_in_some_parts_only(tmp_path):
    """In none is an error, as in `count`."""
    articles().assign(date=["2024", "2024", "2024", "2024-05", "2024-06"]).iloc[:3].to_csv(
        tmp_path / "a.csv", index=False
    )
    with pytest.raises(DiscourseError, match="by='quarter', but no article has a date"):
        dc.count_corpus(tmp_path, by="quarter", n_jobs=1)
    articles().assign(id=list("vwxyz")).iloc[:1].to_csv(tmp_path / "b.csv", index=False)
    assert dc.count_corpus(tmp_path, by="quarter", n_jobs=1)["quarter"].dropna().unique().tolist() == ["2023-Q1"]


def die_once(part, counting, *, mark, count=tallies.count_part):
    """Count a part, but kill the worker that comes first."""
    if part.name == "part1.csv" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return count(part, counting)


def test_two_processes_and_a_worker_that_dies_give_the_same(parts, tmp_path, monkeypatch):
    """The pool is started anew, and the bytes are those of one process."""
    from functools import partial

    expected = dc.count_corpus(parts, by="doc", n_jobs=1)
    monkeypatch.setattr(engines, "count_or_load", partial(count_in_worker, mark=tmp_path / "dead"))
    with warnings.catch_warnings(action="ignore"):
        counts = dc.count_corpus(parts, by="doc", n_jobs=2)
    assert (tmp_path / "dead").exists()
    pd.testing.assert_frame_equal(counts, expected)


def count_in_worker(part, counting, cache, *, mark):
    """Count in a worker, of which one dies."""
    return die_once(part, counting, mark=mark), True, ""


def test_a_cluster_of_two_workers_gives_the_same(parts):
    """Where dask is installed: a scheduler and two processes of this machine, to which a used lexicon goes."""
    distributed = pytest.importorskip("distributed")
    expected = dc.count_corpus(parts, by="year", lexicon=LEXICON, n_jobs=1)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        options = {"backend": "dask", "backend_options": {"scheduler_host": cluster.scheduler_address}}
        counts = dc.count_corpus(parts, by="year", lexicon=LEXICON, **options)
    assert counts.to_csv() == expected.to_csv()
    # Nothing is left that would ask for the cluster again and again.
    assert "IO loop" not in {thread.name for thread in threading.enumerate()}


def test_the_command_counts_and_tells_what_it_could_not_read(parts, tmp_path):
    """The table is that of the function; a part that cannot be read makes the exit status 2."""
    folder, output = write_parts(tmp_path / "parts"), tmp_path / "counts.parquet"
    asked = ["count", str(folder), "--by", "year", "--jobs", "1", "--cache", str(tmp_path / "cache")]
    done = CliRunner().invoke(app, [*asked, "--output", str(output)])
    assert (done.exit_code, done.stderr) == (0, "3 parts, 3 of them counted in this run\n")
    pd.testing.assert_frame_equal(pd.read_parquet(output), dc.count_corpus(parts, by="year", n_jobs=1))
    (folder / "part3.csv").write_text("", encoding="utf-8")
    again = CliRunner().invoke(app, asked)
    assert again.exit_code == 2
    assert again.stderr.startswith("4 parts, 1 of them counted in this run\ndiscourse: part3.csv: ")
    assert again.stderr.count("part3.csv") == 1
    assert again.stdout.startswith("year,word,n,total,rate")
    wrong = CliRunner().invoke(app, [*asked, "--output", "counts.xls"])
    assert wrong.exit_code == 2
    assert "--output counts.xls: must be the name of a file that ends in .csv or .parquet" in wrong.stderr


def test_a_part_without_any_words_has_no_pairs(tmp_path):
    """Nor has one of which nothing is read; evidence of years is not sought among dates."""
    (tmp_path / "a.txt").write_text("（责任编辑：张三）", encoding="utf-8")
    pd.DataFrame({"doc": ["a"], "year": pd.to_datetime(["2024-01-01"]), "text": "算力和光伏。"}).to_parquet(
        tmp_path / "b.parquet"
    )
    options = {"within": "sentence", "by": [], "n_jobs": 1, "lexicon": dc.Lexicon(["算力", "光伏"])}
    assert dc.count_pairs_corpus(tmp_path / "b.parquet", **options)["n"].tolist() == [1]
    with pytest.warns(UserWarning, match="a.txt: holds no article text"):
        assert dc.count_pairs_corpus(tmp_path, **options, errors="collect")["n"].tolist() == [1]
    counts = dc.count_corpus(tmp_path / "b.parquet", by=[], n_jobs=1).assign(year=2024, by="year").head(1)
    with pytest.raises(DiscourseError, match="and places hold 0 of it"):
        dc.evidence_corpus(counts, tmp_path / "b.parquet")
