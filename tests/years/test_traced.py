"""How much of a text stands in others: letters counted once, by text, by source, and sentence by sentence."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError

ONE, TWO = "加快推进新型工业化建设", "完善现代化产业体系布局"
DATES = {"a": "2022", "b": "2023", "c": "2024", "d": "2024"}
ARTICLES = pd.DataFrame({"doc": [*DATES], "date": [*DATES.values()], "source": ["国务院", "国务院", "报", "报"]})


def text(**docs):
    rows = [(doc, n, line) for doc, lines in docs.items() for n, line in enumerate(lines, 1)]
    frame = pd.DataFrame(rows, columns=["doc", "paragraph", "text"])
    kind = np.where(frame["text"].str.startswith("网"), "imprint", "body")
    return frame.assign(section=0, turn=0, kind=kind, speaker=None, point=None)


# b has one passage of a; c has that of both, and one of a alone, in two paragraphs; d has nothing.
TEXT = text(
    a=[ONE + "。", TWO + "。"],
    b=["我们" + ONE + "。"],
    c=["今天" + ONE[:5] + "、" + ONE[5:] + "吗。好。", TWO + "。", "网" + TWO],
    d=["别的。"],
)


def test_letters_in_passages_are_counted_once_by_text_and_by_all_together():
    """Of c, 26 letters, 11 stand in b and 22 in a; no letter counts twice, and a mark is none."""
    found = dc.count_reuse(dc.find_reuse(TEXT, articles=ARTICLES), TEXT, articles=ARTICLES)
    columns = ["doc_from", "doc_to", "n", "total", "passages", "sentences", "sentences_total", "share_any"]
    assert found[columns].astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [None, "a", 0, 22, 0, 0, 2, 0],
        ["a", "b", 11, 13, 1, 1, 1, 11 / 13],
        ["a", "c", 22, 26, 2, 2, 3, 22 / 26],
        ["b", "c", 11, 26, 1, 1, 3, 22 / 26],
        [None, "d", 0, 2, 0, 0, 1, 0],
    ]
    assert found["share"].tolist() == [0, 11 / 13, 22 / 26, 11 / 26, 0] and found["low"].isna().all()


def test_texts_of_one_source_are_one_and_so_are_those_of_none():
    passages = dc.find_reuse(TEXT, articles=ARTICLES)
    found = dc.count_reuse(passages, TEXT, articles=ARTICLES, by="source")
    assert found[["source_from", "source_to", "n", "total", "passages"]].to_numpy().tolist() == [
        ["国务院", "国务院", 11, 35, 1],
        ["国务院", "报", 22, 28, 3],
    ]
    known = ARTICLES.assign(source=ARTICLES["source"].where(ARTICLES["doc"].ne("a")))
    found = dc.count_reuse(passages, TEXT, articles=known, by="source")
    assert found[["source_from", "source_to", "n", "passages"]].fillna("").to_numpy().tolist() == [
        ["", "", 0, 0], ["", "国务院", 11, 1], ["", "报", 22, 2], ["国务院", "报", 11, 1]]  # fmt: skip
    assert found["share_any"].tolist() == [0, 11 / 13, 22 / 28, 22 / 28]


def test_what_has_none_has_no_year_either_where_years_are_whole_numbers():
    articles = ARTICLES.assign(year=[2022, 2023, 2024, 2024])
    found = dc.count_reuse(dc.find_reuse(TEXT, articles=articles), TEXT, articles=articles, by="year")
    assert found[["year_from", "year_to", "n"]].fillna(0).to_numpy().tolist() == [
        [0, 2022, 0], [2022, 2023, 11], [2022, 2024, 22], [2023, 2024, 11]]  # fmt: skip


def test_the_interval_is_that_of_sentences_drawn_again():
    """Half of forty sentences are borrowed whole: by the binomial, half ± 1.96 √(0.25 / 40)."""
    lines = [f"{chr(0x6000 + n) * 3}{ONE}{chr(0x7000 + n) * 3}。" for n in range(20)]
    frame = text(a=[ONE], b=[*lines, *("".join(chr(0x5000 + 17 * n + k) for k in range(17)) + "。" for n in range(20))])
    row = dc.count_reuse(dc.find_reuse(frame), frame).iloc[1]
    assert (row["n"], row["total"], row["sentences"]) == (220, 680, 20)
    half = 1.96 * (0.25 / 40) ** 0.5
    assert [row["low"], row["high"]] == pytest.approx([11 / 17 * (0.5 - half), 11 / 17 * (0.5 + half)], abs=0.02)
    again = dc.count_reuse(dc.find_reuse(frame), frame).iloc[1]
    assert row["low"] == again["low"] == row["low_any"]


def test_a_text_is_traced_to_a_named_source_that_is_not_later():
    traced = dc.trace(TEXT, source="b", articles=ARTICLES)
    assert traced[["doc", "paragraph", "sentence", "letters", "n", "shared"]].to_numpy().tolist() == [
        ["c", 1, 1, 14, 11, "加快推进新、型工业化建设"],
        ["c", 1, 2, 1, 0, ""],
        ["c", 2, 3, 11, 0, ""],
        ["d", 1, 1, 2, 0, ""],
    ]
    assert traced["direction"].eq("earlier").all() and traced["share"].iloc[0] == 11 / 14
    assert dc.evidence(traced, TEXT, TEXT)["match"].tolist() == traced["text"].tolist()
    assert dc.trace(TEXT, source="c", articles=ARTICLES)["doc"].unique().tolist() == ["d"]


def test_of_texts_that_dates_do_not_tell_apart_the_one_named_is_the_source():
    traced = dc.trace(TEXT, source="c")
    assert traced.groupby("doc")["n"].sum().to_dict() == {"a": 22, "b": 11, "d": 0}
    assert traced["direction"].eq("unknown").all()


def test_passages_of_other_paragraphs_are_refused():
    passages = dc.find_reuse(TEXT)
    with pytest.raises(
        DiscourseError, match="passages have one in paragraph 1 of 'b', and paragraphs have another text"
    ):
        dc.count_reuse(passages, TEXT.assign(text=TEXT["text"].where(TEXT["doc"].ne("b"), "短。")))
    with pytest.raises(DiscourseError, match="by='level' is not one of"):
        dc.count_reuse(passages, TEXT, by="level")
    with pytest.raises(DiscourseError, match="by='paragraph' has several values in doc='a'"):
        dc.count_reuse(passages, TEXT, by="paragraph")
    with pytest.raises(DiscourseError, match="passages have one of 'a', which paragraphs have not"):
        dc.count_reuse(passages, TEXT[TEXT["doc"].ne("a")])
    with pytest.raises(DiscourseError, match="source='z' is not one of"):
        dc.trace(TEXT, source="z")
