import hashlib
import re
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError, MissingFileError
from discourse.schema import ARTICLES, PARAGRAPHS
from discourse.texts.cleaning import line_counter
from discourse.texts.corpus import REFUSALS, build_corpus, read_article
from discourse.texts.formats.read_file import Decoded, read_text
from discourse.texts.sentences import split_sentences
from discourse.texts.structure import find_structure
from study import DATA, apply_edits, corpus

HERE = Path(__file__).parent
SHORT = [path.read_text(encoding="utf-8")[:300] for path in sorted((HERE / "layouts").glob("*.txt"))[::4]]
EXAMPLES = DATA.parent / "docs" / "examples"
LAYOUTS = [*sorted((HERE / "layouts").glob("*.txt")), *sorted(EXAMPLES.glob("*.html"))]

ARTICLE = "题目\n\n导语。\n\n问：为什么？\n\n答：好。\n"


def manifest(tmp_path, text, **files):
    """Write a manifest and its files; the one file a.txt by default."""
    for name, content in (files or {"a": ARTICLE}).items():
        (tmp_path / f"{name}.txt").write_bytes(content.encode())
    path = tmp_path / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return path


def article(**keys):
    lines = [f"{key} = {value!r}" for key, value in ({"doc": "a", "file": "a.txt"} | keys).items()]
    return "[[article]]\n" + "\n".join(lines) + "\n"


def read(raw, *corrections, **declared):
    """Read a text with corrections (find, replace), and hold it to what every article must hold."""
    mends = [{"find": find, "replace": replace, "reason": "x"} for find, replace in corrections]
    entry = {"doc": "a", "file": "a.txt", "correction": mends} | declared
    corpus = build_corpus([read_article(entry, Decoded(raw, "utf-8", "0"))])
    hold_promises(raw, corpus.paragraphs, corpus.edits)
    return corpus


def hold_promises(raw, paragraphs, edits):
    """The edits give the text, whole and by paragraph; spans follow each other; lines are those of the file."""
    line, before, rows = line_counter(raw), 0, list(edits.itertuples())
    assert apply_edits(raw, edits) == "".join(paragraphs["text"])
    assert all(raw[e.raw_start : e.raw_end] == e.before for e in rows)
    for p in paragraphs.itertuples():
        assert before <= p.raw_start < p.raw_end
        parts, at = [], p.raw_start
        for e in rows:
            if p.raw_start <= e.raw_start and e.raw_end <= p.raw_end and e.before != e.after:
                parts += [raw[at : e.raw_start], e.after]
                at = e.raw_end
        assert "".join([*parts, raw[at : p.raw_end]]) == p.text
        assert p.line == line(p.raw_start)
        before = p.raw_end


@pytest.mark.parametrize("corrections", [True, False])
def test_edits_turn_the_decoded_file_into_the_paragraphs(corrections):
    """Character for character: the whole article, and each paragraph inside its own span."""
    study = corpus(corrections)
    for row in study.articles.itertuples():
        raw = read_text(DATA / row.file).text
        hold_promises(raw, *(frame[frame["doc"] == row.doc] for frame in (study.paragraphs, study.edits)))


@pytest.mark.parametrize("corrections", [True, False])
@pytest.mark.parametrize("doc", ["peoples-daily", "economic-daily"])
def test_both_texts_have_four_sections_questions_answers_and_sixteen_points(doc, corrections):
    """The structure stands whether or not the page's damage is mended."""
    p = corpus(corrections).paragraphs.query("doc == @doc")
    assert sorted(p.loc[p["kind"] == "heading", "section"]) == [1, 2, 3, 4]
    assert list(p.loc[p["kind"] == "question", "turn"]) == [1, 3, 5, 7]
    assert sorted(p.loc[p["kind"] == "answer", "turn"].unique()) == [2, 4, 6, 8]
    points = p.dropna(subset="point").groupby(["section", "point"]).size()
    assert list(points.index) == [(section, point) for section in range(1, 5) for point in range(1, 5)]
    assert (p["kind"] == "title").sum() == 1
    assert (p["kind"] == "lead").sum() == 2


def test_speakers_titles_and_imprint_are_those_printed():
    """What each text calls its speakers, and where each text ends."""
    p = corpus().paragraphs
    speakers = p.dropna(subset="speaker").groupby(["doc", "kind"])["speaker"].unique().map(list).to_dict()
    assert speakers == {
        ("peoples-daily", "question"): ["记者"], ("peoples-daily", "answer"): ["金壮龙"],
        ("economic-daily", "question"): ["问"], ("economic-daily", "answer"): ["答"],
    }  # fmt: skip
    articles = corpus().articles.set_index("doc")
    assert list(articles["title"]) == ["加快推进新型工业化", "加快推进新型工业化，为推进中国式现代化提供坚实支撑"]
    assert articles.loc["economic-daily", "subtitle"] == "——访工业和信息化部党组书记、部长金壮龙"
    assert list(articles["date"]) == ["2024-10-08", "2024-09-03"]
    assert list(articles["date_basis"]) == ["imprint", "inferred"]
    assert articles.loc["economic-daily", "date_note"].startswith("dispatches on the same page")
    imprint = p[(p["kind"] == "imprint") & (p["doc"] == "peoples-daily")]["text"]
    assert list(imprint)[-2:] == ["《 人民日报 》( 2024年10月08日 02 版)", "(责编:岳弘彬、牛镛)"]
    last = p[p["doc"] == "economic-daily"].iloc[-1]
    assert last["text"].endswith("助力专精特新企业引进各类人才。")


def test_the_damage_shows_without_the_corrections():
    """Three broken lines and the stray word come back, and only they."""
    mended, damaged = (corpus(on).paragraphs.query("doc == 'economic-daily'")["text"] for on in (True, False))
    assert len(damaged) == len(mended) + 3
    assert sum(" and " in text for text in damaged) == 1
    assert "".join(damaged).replace(" and ", "和") == "".join(mended)


def test_the_raw_texts_are_the_ones_received():
    """The sums in the manifest are those of the files."""
    for row in corpus().articles.itertuples():
        assert hashlib.sha256((DATA / row.file).read_bytes()).hexdigest() == row.sha256


def test_reading_twice_gives_the_same_frames():
    """Nothing is remembered between two calls."""
    again = dc.read_corpus(DATA / "corpus.toml")
    for name in ("articles", "paragraphs", "edits"):
        pd.testing.assert_frame_equal(getattr(corpus(), name), getattr(again, name))


def test_doc_and_file_are_enough(tmp_path):
    """All else is detected, and the columns are those promised."""
    read = dc.read_corpus(manifest(tmp_path, article()))
    assert list(read.articles.columns) == list(ARTICLES)
    assert list(read.paragraphs.columns) == list(PARAGRAPHS)
    assert list(read.paragraphs["kind"]) == ["title", "lead", "question", "answer"]
    assert read.labels("en") == {"a": "a"}


def test_the_imprint_gives_source_date_and_page_and_a_stamp_only_a_date(tmp_path):
    """The paper's own line wins over the copying site's stamp; date_basis says which it was, and date_note the line."""
    text = "题目\n发布时间:2024-11-23 13:26\n正文在此。\n《人民日报》（2024年10月08日 02 版）"
    row = dc.read_corpus(manifest(tmp_path, article(), a=text)).articles.iloc[0]
    assert (row["source"], row["date"], row["page"]) == ("人民日报", "2024-10-08", "2")
    assert (row["date_basis"], row["date_note"]) == ("imprint", "《人民日报》（2024年10月08日 02 版）")
    row = dc.read_corpus(manifest(tmp_path, article(), a="题目\n发布时间:2024-11-23\n正文在此。")).articles.iloc[0]
    assert list(row[["date", "date_basis", "date_note"]]) == ["2024-11-23", "stamp", "发布时间:2024-11-23"]


def test_the_date_of_a_document_stands_beside_its_number(tmp_path):
    """Not that of the page which copied it, or of the program; where none does, and the page is years younger than the
    number, it is told. The notice of December that is printed in January is not."""
    head = "时间:2024-05-22 19:54 来源:法律资料网\n关于税率的通知\n{}\n海关总署:\n现将有关问题通知如下。"
    text = head.format("2000年12月28日 税委会[2000]17号")
    assert dc.read_corpus(manifest(tmp_path, article(), a=text)).articles["date"].tolist() == ["2000-12-28"]
    crawled = "标题：关于税率的通知\n抓取时间：2026-04-03\n\n关于税率的通知\n\n各单位：\n现将有关问题通知如下。\n"
    for end, date in [("", "none"), ("财政部\n2024年6月3日", "2024-06-03")]:
        articles = dc.read_corpus(manifest(tmp_path, article(), a=crawled + end)).articles
        assert articles["date"].fillna("none").tolist() == [date]
    for year, told in [(2022, ["other_year"]), (2023, [])]:
        path = manifest(tmp_path, article(), a=head.format(f"税委会〔{year}〕17号"))
        with warnings.catch_warnings(action="ignore"):
            corpus = dc.read_corpus(path)
        assert (corpus.problems["rule"].tolist(), *corpus.articles["date"]) == (told, "2024-05-22")


def test_a_misprinted_date_is_missing_and_said(tmp_path):
    """A thirteenth month in the imprint stops nobody, and a declared date wins over it."""
    text = "题目\n正文在此。\n《人民日报》（2024年13月08日 02 版）"
    row = dc.read_corpus(manifest(tmp_path, article(), a=text)).articles.iloc[0]
    assert pd.isna(row["date"]) and pd.isna(row["date_basis"])
    assert row["date_note"] == "no date in the imprint: 《人民日报》（2024年13月08日 02 版）"
    row = dc.read_corpus(manifest(tmp_path, article(date="2024-10-08"), a=text)).articles.iloc[0]
    assert (row["date"], row["date_basis"]) == ("2024-10-08", "declared") and pd.isna(row["date_note"])
    line = "来源：虚拟日报　二〇二四年二月三十日"
    row = dc.read_corpus(manifest(tmp_path, article(), a=f"题目\n{line}\n正文在此。")).articles.iloc[0]
    assert (row["source"], row["date_note"]) == ("虚拟日报", f"no date in the page: {line}")


FIVE = "\n".join([
    article(doc="a", file="a.txt"),
    article(doc="b", file="none.txt"),
    article(doc="c", file="c.txt"),
    article(doc="a", file="a.txt"),
    article(doc="d", file="a.txt", titel="x"),
])  # fmt: skip


def test_all_articles_that_cannot_be_read_are_named_at_once(tmp_path):
    """A file that is missing, a text without text, a doubled name, a wrong key."""
    path = manifest(tmp_path, FIVE, a=ARTICLE, c="（责任编辑：林晓）")
    with pytest.raises(DiscourseError) as error:
        dc.read_corpus(path)
    said = str(error.value)
    assert f"{path}: 4 of 5 articles cannot be read: " in said and "\n" not in said
    for part in ("names 2 articles", "Did you mean 'title'", "none.txt: no such file", "c: holds no article text"):
        assert part in said


def test_the_other_articles_are_read_and_these_are_problems(tmp_path):
    """Articles and problems are all that the manifest names."""
    path = manifest(tmp_path, FIVE, a=ARTICLE, c="（责任编辑：林晓）")
    with pytest.warns(UserWarning, match="4 of 5 articles are not read"):
        read = dc.read_corpus(path, errors="collect")
    assert list(read.articles["doc"]) == ["a"]
    assert read.problems[["doc", "file", "rule"]].to_numpy().tolist() == [
        ["a", "a.txt", "doubled_doc"], ["d", "a.txt", "entry"], ["b", "none.txt", "missing_file"], ["c", "c.txt", "unreadable"],
    ]  # fmt: skip
    assert read.problems["row"].isna().all() and set(read.problems["rule"]) <= set(REFUSALS)
    pd.testing.assert_frame_equal(read.paragraphs, dc.read_corpus(manifest(tmp_path, article())).paragraphs)


def test_files_that_are_not_there_are_missing_files_however_many(tmp_path):
    path = manifest(tmp_path, article(doc="a", file="x.txt") + article(doc="b", file="y.txt"))
    with pytest.raises(MissingFileError, match="2 of 2 articles cannot be read: a: .*x.txt: no such file.*; b: "):
        dc.read_corpus(path)


@pytest.mark.parametrize("fault", [IndexError("x"), RecursionError("deep"), KeyError("k"), MemoryError()])
def test_whatever_fails_in_reading_concerns_one_article(tmp_path, monkeypatch, fault):
    """A fault of the code names its article, and never a traceback alone."""

    def fail(entry, decoded, **options):
        if entry["doc"] == "b":
            raise fault
        return read_article(entry, decoded, **options)

    monkeypatch.setattr("discourse.texts.manifest.read_article", fail)
    path = manifest(tmp_path, article(doc="a") + article(doc="b") + article(doc="c"))
    with pytest.raises(
        DiscourseError, match=rf"b \(a.txt\): cannot be read, by a fault of discourse: {type(fault).__name__}"
    ):
        dc.read_corpus(path)
    with pytest.warns(UserWarning, match="1 of 3 articles are not read: b: "):
        read = dc.read_corpus(path, errors="collect")
    assert list(read.articles["doc"]) == ["a", "c"] and list(read.problems["rule"]) == ["failed"]


def test_a_corpus_without_problems_has_none(tmp_path):
    """The frame has its columns all the same; another word than raise or collect is refused."""
    read = dc.read_corpus(manifest(tmp_path, article()), errors="collect")
    assert read.problems.empty and list(read.problems.columns) == ["doc", "file", "row", "rule", "note"]
    with pytest.raises(DiscourseError, match="errors='skip' is not one of: 'raise', 'collect'"):
        dc.read_corpus(manifest(tmp_path, article()), errors="skip")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ('"2024年10月"', "2024-10"),
        ("2024", "2024"),
        ("2024-10-08T12:30:00", "2024-10-08"),
        ('"20241008"', "2024-10-08"),
    ],
)
def test_a_manifest_may_have_a_date_in_any_form(tmp_path, written, date):
    """As a table may; a month and a year stay what they are."""
    read = dc.read_corpus(manifest(tmp_path, article() + f"date = {written}\n"))
    assert list(read.articles["date"]) == [date]


@pytest.mark.parametrize(
    ("declared", "basis", "note"),
    [
        ({}, "declared", None),
        ({"date_note": "as the editor wrote"}, "declared", "as the editor wrote"),
        ({"date_basis": "inferred", "date_note": "from its neighbours"}, "inferred", "from its neighbours"),
        ({"date_basis": "inferred: from its neighbours: a, b"}, "inferred", "from its neighbours: a, b"),
        ({"date_basis": "推断：据同版电头"}, "inferred", "据同版电头"),
        ({"date_basis": "Inferred from its neighbours"}, "inferred", "Inferred from its neighbours"),
        ({"date_basis": "stamp of the copying site: 发布时间:2024-11-23"}, "stamp", "发布时间:2024-11-23"),
        ({"date_basis": "line of the page: 2024年11月20日"}, "page", "2024年11月20日"),
        ({"date_basis": "page two of the paper"}, "declared", "page two of the paper"),
    ],
)
def test_the_basis_of_a_declared_date_is_a_code_with_a_note(tmp_path, declared, basis, note):
    """A manifest may give both in one text, as those written before had it; an inferred date never looks declared."""
    row = dc.read_corpus(manifest(tmp_path, article(date="2024-10-08", **declared))).articles.iloc[0]
    assert [None if pd.isna(row[key]) else row[key] for key in ("date_basis", "date_note")] == [basis, note]


def test_an_article_whose_paragraphs_overlap_is_refused_with_its_line(monkeypatch):
    """Its text would be printed twice: no rule may do that."""
    twice = lambda *args, **options: [block for block in find_structure(*args, **options) for _ in range(2)]
    monkeypatch.setattr("discourse.texts.corpus.find_structure", twice)
    with pytest.raises(DiscourseError, match="a.txt.: line 1: '题目' would stand twice"):
        read("题目\n发展低空经济，好。\n")


def test_a_label_on_its_own_line_is_an_edit(tmp_path):
    """Label and line end are rows of edits, and the edits rebuild the paragraphs."""
    text = "题目\r\n\r\n记者：\r\n　　为什么？\r\n王某：\r\n好。\r\n"
    read = dc.read_corpus(manifest(tmp_path, article(), a=text))
    assert apply_edits(text, read.edits) == "".join(read.paragraphs["text"]) == "题目为什么？好。"
    assert list(read.edits.loc[read.edits["rule"] == "label", "before"].str.strip()) == ["记者：", "王某："]


TALK = "谈开放\n\n问：为什么？因为好。好在哪里？\n\n答：一是快。二是稳。\n"
# what a correction finds and puts there, and the paragraphs that it makes: kind and text, and their place in the file
MENDED = {
    "a label that the scan lost": (
        [("为什么？因为", "为什么？\n答：因为")], ["question 为什么？ 7-11", "answer 因为好。好在哪里？ 11-20"]),
    "a label that stands for a misread character": (
        [("？因为", "？\n答：为")], ["question 为什么？ 7-11", "answer 为好。好在哪里？ 12-20"]),
    "both labels of a turn": (
        [("？因为好。好", "？\n答：因为好。\n问：好")],
        ["question 为什么？ 7-11", "answer 因为好。 11-15", "question 好在哪里？ 15-20"]),
    "words before and after the cut": (
        [("？因为", "？请讲。\n答：是的，因为")], ["question 为什么？请讲。 7-11", "answer 是的，因为好。好在哪里？ 11-20"]),
    "words before the cut only": (
        [("？因为好", "？请讲。\n答：因由好")], ["question 为什么？请讲。 7-11", "answer 因由好。好在哪里？ 11-20"]),
    "a paragraph put in whole, where a blank line is": (
        [("里？\n", "里？\n\n答：快。\n\n问：还有？\n")],
        ["question 为什么？因为好。好在哪里？ 7-20", "answer 快。 20-21", "question 还有？ 21-22", "answer 一是快。 24-28"]),
    "a paragraph put in whole, where nothing parts two": (
        [("？因为", "？\n答：请听。\n问：因为")],
        ["question 为什么？ 7-11", "answer 请听。 11-12", "question 因为好。好在哪里？ 12-20"]),
    "a point that is cut off": (
        [("快。二是", "快；\n二是")], ["answer 一是快； 24-28", "answer 二是稳。 28-32"]),
    "a point put in inside a line": (
        [("快。二是", "快。二是准。三是")], ["answer 一是快。 24-28", "answer 二是准。 28-30", "answer 三是稳。 30-32"]),
}  # fmt: skip


@pytest.mark.parametrize("case", MENDED)
def test_a_correction_may_put_in_what_parts_paragraphs(case):
    """A label, a line end, a point: each paragraph has a span of its own, as if the file had it so."""
    corrections, paragraphs = MENDED[case]
    rows = read(TALK, *corrections).paragraphs
    printed = [f"{p.kind} {p.text} {p.raw_start}-{p.raw_end}" for p in rows.itertuples()]
    at = printed.index(paragraphs[0])
    assert printed[at : at + len(paragraphs)] == paragraphs


def test_a_correction_that_puts_in_a_line_end_is_a_row_of_edits():
    """What no paragraph prints is recorded all the same, with both reasons."""
    edits = read(TALK, ("为什么？因为", "为什么？\n答：因为")).edits.query("origin == 'declared'")
    assert [tuple(row) for row in edits[["rule", "raw_start", "raw_end", "before", "after"]].to_numpy()] == [
        ("correction", 11, 11, "", "")
    ]
    assert edits["reason"].iloc[0].startswith("x; names the speaker")


def test_a_correction_over_several_lines_keeps_each_on_its_line():
    """Lines are those of the file, and a declaration finds them."""
    text = "谈开放\n甲说一\n乙说二。\n丙说三。"
    mended = read(
        text, ("甲说一\n乙说二。\n丙", "子说1。\n丑说2。\n寅"), declare=[{"line": 3, "kind": "heading", "reason": "x"}]
    )
    assert mended.paragraphs[["line", "kind", "text"]].to_numpy().tolist() == [
        [1, "title", "谈开放"], [2, "body", "子说1。"], [3, "heading", "丑说2。"], [4, "body", "寅说三。"],
    ]  # fmt: skip


PUT = [
    "",
    "。",
    "\n",
    "\n\n",
    "\n答：",
    "？\n问：好吗？\n答：",
    "；二是",
    "，",
    "\u200b",
    "\n新的一段。",
    "\r\n",
    "\u2028",
    " ",
    "\x00",
]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_corrected_text_is_read_as_one_that_was_right_from_the_start(data):
    """Whatever is put where: the same paragraphs and sentences, and spans that keep what is promised."""
    raw = data.draw(st.sampled_from([TALK, ARTICLE, "一段没有题目的话，\n还有一段。\n\n一是甲；二是乙。\n", *SHORT]))
    mended, corrections = raw, []
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(mended) - 1))
        end = data.draw(st.integers(start + 1, min(len(mended), start + 12)))
        find = mended[start:end]
        assume(mended.count(find) == 1)
        at = data.draw(st.integers(0, len(find)))
        stop = data.draw(st.integers(at, len(find)))
        corrections.append((find, find[:at] + data.draw(st.sampled_from(PUT)) + find[stop:]))
        mended = mended.replace(*corrections[-1])
        assume(mended.strip())
    try:
        plain = read(mended)
    except DiscourseError as error:
        with pytest.raises(DiscourseError, match=re.escape(str(error)[:20])):
            read(raw, *corrections)
        return
    corrected = read(raw, *corrections)
    columns = ["section", "turn", "paragraph", "heading", "kind", "speaker", "point", "text", "rule"]
    pd.testing.assert_frame_equal(corrected.paragraphs[columns], plain.paragraphs[columns])
    assert split_sentences(corrected.paragraphs) == split_sentences(plain.paragraphs)


@pytest.mark.parametrize("kind", ["heading", "body"])
def test_headings_may_be_declared_before_every_question(kind):
    """Two declared headings open two sections; none is left to guess a level from."""
    text = "题目\n\n甲\n\n问：为什么？\n\n答：好。\n\n乙\n\n问：还有？\n\n答：没有。\n"
    declared = [{"line": line, "kind": kind, "reason": "x"} for line in (3, 9)]
    assert read(text, declare=declared).paragraphs["section"].max() == (2 if kind == "heading" else 0)


BAD = {
    "misspelt key": (article(titel="x"), "key='titel' is not one of.*Did you mean 'title'"),
    "misspelt key in a correction": (
        article() + '[[article.correction]]\nfind = "好"\nreplace = "坏"\nreson = "x"\n', "Did you mean 'reason'"),
    "lacks file": ('[[article]]\ndoc = "a"\n', "lacks the key 'file'"),
    "doc twice": (article() + article(), "doc='a' names 2 articles"),
    "changed file": (article(sha256="0" * 64), f"{'0' * 64} in the manifest, {hashlib.sha256(ARTICLE.encode()).hexdigest()}"),
    "no article": ("", "holds no article; add texts with discourse add"),
    "no TOML": ("[[article]\n", "not a TOML file"),
    "no date": (article(date="2024-13-01"), "date='2024-13-01' is no date"),
    "boundary nowhere": (article(starts_at="没有"), "starts_at='没有' stands 0 times"),
    "outside": (article(file="../b.txt"), "leaves the folder"),
    "title nowhere": (article(title="别的"), "title='别的' begins no line"),
    "declared line": (article() + "[[article.declare]]\nline = 2\nkind = 'body'\nreason = 'x'\n", "line=2 holds no paragraph"),
    "a number for a text": (article(title=4), "title=4 must be a text in quotes"),
    "a list for a page": (article(page=[1]), r"page=\[1\] must be a text in quotes, or a whole number"),
    "a switch for a page": (article() + "page = true\n", "page=True must be a text in quotes"),
    "a fraction for a date": (article(date=2024.1), "date=2024.1 must be a date"),
    "a list for a label": (article(label=["x"]), r"label=\['x'\] must be a table"),
    "a number in a label": (article() + "label = {zh = 1}\n", "label: zh=1 must be a text"),
    "a text for a switch": (article(join_lines="no"), "join_lines='no' must be true or false"),
    "a line below 1": (
        article() + "[[article.declare]]\nline = -1\nkind = 'body'\nreason = 'x'\n", "line=-1 must be a whole number"),
    "corrections in one line": (article(correction=["好"]), "'好' must be a table with the keys find"),
    "a correction for corrections": (article(correction=3), "correction=3 must be written as"),
    "a correction without replace": (
        article() + '[[article.correction]]\nfind = "好"\nreason = "x"\n', "lacks the key 'replace'"),
    "articles in one line": ('article = ["a"]\n', "must be entries that begin each with a line"),
    "misspelt basis": (article(date="2024-10-08", date_basis="infered"), "date_basis='infered' is not one of.*'inferred'"),
    "two notes": (article(date_basis="inferred: x", date_note="y"), "date_note='y' stands beside it"),
    "overrulings of no name": ("overrulings = 3\n" + article(), "overrulings=3 must be the name of a CSV file"),
    "a key of the article below a declaration": (
        article() + "[[article.declare]]\nline = 1\nreason = 'x'\nlabel.zh = '甲'\n", "'label' is.*it belongs one level up"),
    "a key of the manifest below an article": (article() + "overrulings = 'o.csv'\n", "'overrulings' is.*one level up"),
    "declared kind": (article() + "[[article.declare]]\nline = 1\nkind = 'tittle'\nreason = 'x'\n", "Did you mean 'title'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_manifests_are_refused_in_one_line(tmp_path, case):
    """Each says the value, the options or the repair."""
    text, message = BAD[case]
    with pytest.raises(DiscourseError, match=message) as error:
        dc.read_corpus(manifest(tmp_path, text))
    assert "\n" not in str(error.value).replace("not a TOML file", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")
def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    path = manifest(tmp_path, article(file="b.txt"))
    (tmp_path / "b.txt").symlink_to("c.txt")
    (tmp_path / "c.txt").symlink_to("b.txt")
    with pytest.raises(DiscourseError, match=r"^a: file='b.txt' is a link that leads to itself"):
        dc.read_corpus(path)
    path = manifest(tmp_path, 'overrulings = "c.txt"\n' + article(), a=TALK)
    with pytest.raises(DiscourseError, match=r"^overrulings='c.txt' is a link that leads to itself"):
        dc.read_corpus(path)


@pytest.mark.parametrize("content", ["", "\n\n  \n", "2024年10月8日\n"])
def test_an_empty_article_is_refused(tmp_path, content):
    """No text, or nothing but an imprint, is no article."""
    with pytest.raises(DiscourseError, match="holds no article text"):
        dc.read_corpus(manifest(tmp_path, article(), a=content))


def test_missing_files_are_named(tmp_path):
    """The manifest, and a file that it names."""
    with pytest.raises(MissingFileError, match="no such manifest"):
        dc.read_corpus(tmp_path / "nowhere.toml")
    with pytest.raises(MissingFileError, match="b.txt: no such file"):
        dc.read_corpus(manifest(tmp_path, article(file="b.txt")))


@pytest.mark.parametrize(
    ("line", "source", "date"),
    [
        ("2024年11月20日 来源：示例日报", "示例日报", "2024-11-20"),
        ("2024年9月22日 示例周刊", "示例周刊", "2024-09-22"),
        ("2024-09-22 08:30 示例青年报", "示例青年报", "2024-09-22"),
        ("来源：新华社", "新华社", None),
        ("2024-11-20 09:30", None, "2024-11-20"),
        ("发布时间:2024-11-23 13:26:06 来源: sp20241123", None, "2024-11-23"),
        ("《示例日报》（2024年09月03日第3版）", "示例日报", "2024-09-03"),
    ],
)
def test_source_and_date_are_read_from_the_lines_of_the_page(tmp_path, line, source, date):
    """A site's own number is no source; what no line says is missing."""
    (tmp_path / "a.txt").write_text(f"谈开放\n{line}\n开放带来进步，封闭必然落后。\n", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "a.txt"\n', encoding="utf-8")
    article = dc.read_corpus(tmp_path / "corpus.toml").articles.iloc[0]
    assert [None if pd.isna(article[key]) else article[key] for key in ("source", "date")] == [source, date]
    assert pd.isna(article["date_basis"]) == (date is None)


@pytest.mark.slow
@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_edits_give_the_paragraphs_of_any_layout(path):
    """Character for character, whatever the format; some are read twice, and the frames are equal."""
    decoded = read_text(path)
    entry = {"doc": "a", "file": path.name}
    first = build_corpus([read_article(entry, decoded)])
    hold_promises(decoded.text, first.paragraphs, first.edits)
    if path in LAYOUTS[::6]:
        again = build_corpus([read_article(entry, decoded)])
        pd.testing.assert_frame_equal(first.paragraphs, again.paragraphs)
        pd.testing.assert_frame_equal(first.edits, again.edits)
