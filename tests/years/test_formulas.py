"""When a formula comes and goes: counted by hand on five years, of which one has no text."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError, NothingToCompareError
from discourse.years.formulas import FormulaPlace, Life

TEXTS = {
    "r3": ("2003-03-05", ["要走新型工业化道路。", "看好算力。"]),
    "r4": ("2004-03-05", ["推进改革。"]),
    "r6": ("2006-03-05", ["推进新型　工业化，新型工業化是大事。"]),
    "r7": ("2007-03-05", ["新型工\u200b业化、新型工业化，新型工业化。改革改革改革改革改革改革。"]),
    "no": (None, ["算力。"]),
}
TERMS = ["新型工业化", "走新型工业化道路", "算力", "人形机器人"]


def frames(texts):
    """Make paragraphs and articles of texts with their dates; the last paragraph of all is an imprint."""
    rows = [(doc, n, "body", text) for doc, (_, own) in texts.items() for n, text in enumerate(own, 1)]
    doc, n, *_ = rows[-1]
    rows.append((doc, n + 1, "imprint", "算力 新型工业化"))
    text = pd.DataFrame(rows, columns=["doc", "paragraph", "kind", "text"])
    dates = [(doc, date, "国务院") for doc, (date, _) in texts.items()]
    return text.assign(section=0, turn=0, speaker=None, point=None), pd.DataFrame(
        dates, columns=["doc", "date", "source"]
    )


@pytest.fixture(scope="module")
def study():
    return frames(TEXTS)


@pytest.fixture(scope="module")
def lives(study):
    return dc.formulas(study[0], terms=TERMS, articles=study[1])


def one(lives, term):
    return lives.set_index("term").loc[term]


def test_a_life_is_told_by_years_present_absent_and_without_a_text(lives):
    """Width, script, blanks and what does not print change nothing; the longer form is part of the shorter one's life."""
    row = one(lives, "新型工业化")
    assert row[["first", "last", "present", "absent", "no_text"]].tolist() == [2003, 2007, 3, 1, 1]
    assert row[["present_in", "n_in", "absent_in", "no_text_in"]].tolist() == [
        "2003|2006|2007",
        "1|2|3",
        "2004",
        "2005",
    ]
    assert row[["n", "n_longer", "longer"]].tolist() == [5, 1, "走新型工业化道路"]
    assert row["fixedness"] == 5 / 6
    assert (row["peak"], row["peak_n"], row["peak_rate"]) == (2006, 2, 1000 * 2 / 15)


def test_counted_alone_the_shorter_form_has_all_places(study):
    assert dc.formulas(study[0], terms=["新型工业化"], articles=study[1])["n"].item() == 6


def test_what_stands_nowhere_keeps_its_row_and_what_has_no_year_is_told(lives):
    assert lives["term"].tolist() == TERMS
    row = one(lives, "人形机器人")
    assert (
        (row["n"], row["docs"], row["docs_total"]) == (0, 0, 5) and pd.isna(row["first"]) and pd.isna(row["fixedness"])
    )
    assert one(lives, "算力")[["n", "undated", "present_in", "docs", "share"]].tolist() == [2, 1, "2003", 2, 2 / 5]


def test_who_says_it_first_is_the_earliest_article_and_of_several_that_day_none(study):
    paragraphs, articles = frames(
        {"b": ("2003-05", ["好。有算力。"]), "a": ("2003-03", ["说算力。"]), "c": ("2003-03", ["算力"])}
    )
    row = dc.formulas(paragraphs, terms=["算力"], articles=articles).iloc[0]
    assert row[["first_doc", "first_text", "first_docs", "first_source"]].tolist() == ["a", "说算力。", 2, "国务院"]


def test_every_row_opens_its_places(study, lives):
    mentions = dc.find_terms(study[0], dc.Lexicon(TERMS))
    assert len(dc.evidence(lives, mentions, study[0])) == lives["n"].sum() == 5 + 1 + 2


def test_other_forms_are_variants(study):
    lexicon = dc.Lexicon(pd.DataFrame({"term": ["大事"], "forms": ["推进改革|看好"]}))
    row = dc.formulas(study[0], terms=lexicon, articles=study[1]).iloc[0]
    assert row[["n", "variants", "fixedness"]].tolist() == [3, "推进改革|看好", 1 / 3]


@pytest.mark.parametrize(("by", "between"), [("month", 49), ("quarter", 17)])
def test_other_periods_have_those_between_as_well(study, by, between):
    """From March 2003 to March 2007 there are 49 months or 17 quarters, of which four have a text."""
    row = dc.formulas(study[0], terms=["新型工业化"], articles=study[1], by=by).iloc[0]
    assert (row["present"], row["absent"], row["no_text"]) == (3, 1, between - 4)


def test_a_grade_needs_so_many_articles_that_one_is_not_scalding():
    """5 of 96 are 5.2 %, 4 are 4.2 %."""
    places = [FormulaPlace(2024, None, doc, 1, 1, None, None, "算力", None) for doc in "abcdea"]
    assert [Life("算力", places[:n]).grade({2024: 96}) for n in (1, 4, 5, 6)] == [
        None,
        "scalding",
        "boiling",
        "boiling",
    ]
    assert Life("算力", places).grade({2024: 77}) is None


def test_a_period_that_is_no_column_is_refused(study):
    with pytest.raises(DiscourseError, match="by='yaer' is not one of.*articles=corpus.articles"):
        dc.formulas(study[0], terms=TERMS, articles=study[1], by="yaer")


def test_any_column_is_a_period_and_years_of_a_table_with_gaps_are_years(study):
    paragraphs, articles = study
    by_doc = dc.formulas(paragraphs, terms=["算力"], by="doc")
    assert by_doc[["present_in", "undated", "no_text"]].to_numpy().tolist() == [["no|r3", 0, 0]]
    by_source = dc.formulas(paragraphs, terms=["算力"], articles=articles, by="source")
    assert by_source[["first", "n_in"]].to_numpy().tolist() == [["国务院", "2"]]
    years = articles.assign(year=[2003.0, 2004.0, 2006.0, 2007.0, None])
    assert dc.formulas(paragraphs, terms=["算力"], articles=years)["present_in"].tolist() == ["2003"]


def test_a_study_of_years_takes_dated_articles():
    """A study of five articles of which four have a date, two the same, is one of three dates."""
    articles = pd.DataFrame({"doc": [*"edcba"], "date": ["2024", "2023-05", "2023-05", None, "2021"]})
    assert dc.dated_articles(articles, least=3)["doc"].tolist() == ["a", "c", "d", "e"]
    with pytest.raises(NothingToCompareError, match="for 4 of its 5 articles, 3 different dates, and .* takes 4"):
        dc.dated_articles(articles, least=4)
