from math import inf, log2

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import keyness, weighted_log_odds
from discourse.measures.comparison import false_discovery
from study import NEW, OLD, change, mentions, terms, tokens

COUNTS = pd.DataFrame(
    {"doc": ["a", "a", "b", "b", "c"], "term": ["6G", "光伏", "6G", "算力", "6G"], "n": [1, 2, 4, 1, 9],
     "total": [100, 100, 200, 200, 50]}
)  # fmt: skip


def test_a_comparison_by_hand():
    """6G: 1 in 100 against 4 in 200 is twice the rate; the third doc has no part in it."""
    rows = dc.compare(COUNTS, old="a", new="b").set_index("term")
    assert list(rows.columns[:4]) == ["n_old", "total_old", "n_new", "total_new"]
    assert tuple(rows.loc["6G", ["n_old", "total_old", "n_new", "total_new", "rate_old", "rate_new"]]) == (
        1, 100, 4, 200, 1000 / 100, 1000 * 4 / 200,
    )  # fmt: skip
    assert rows.loc["6G", "log_ratio"] == log2(2)
    assert len(rows) == 3


def test_a_zero_counts_as_a_half_in_the_log_ratio_alone():
    """光伏 2 against 0: log2 of (0.5/200) / (2/100); the rate stays 0."""
    row = dc.compare(COUNTS, old="a", new="b").set_index("term").loc["光伏"]
    assert row["log_ratio"] == pytest.approx(log2((0.5 / 200) / (2 / 100)))
    assert (row["n_new"], row["rate_new"], row["log_ratio_low"]) == (0, 0, -inf)


def test_swapping_old_and_new_mirrors_the_comparison():
    """Log ratios change their sign, and the ends of the intervals their places."""
    there, back = (dc.compare(COUNTS, old=a, new=b).set_index("term").sort_index() for a, b in ("ab", "ba"))
    np.testing.assert_allclose(there["log_ratio"], -back["log_ratio"])
    np.testing.assert_allclose(there["log_ratio_low"], -back["log_ratio_high"])


def test_every_measure_is_that_of_the_formulae():
    """Row by row: the counts and totals of both docs, handed to the pure functions."""
    rows = dc.compare(COUNTS, old="a", new="b", prior=50)
    sizes = rows["n_old"], rows["total_old"], rows["n_new"], rows["total_new"]
    measures = keyness(*sizes)
    pd.testing.assert_frame_equal(rows[list(measures.columns)], measures)
    weighted = weighted_log_odds(*sizes, prior=50)
    pd.testing.assert_frame_equal(rows[["log_odds", "log_odds_z"]], weighted[["log_odds", "log_odds_z"]])


def test_the_bound_is_the_end_of_the_interval_nearest_to_zero():
    """0 where the interval holds 0 (3 : 3, and 4 : 0), the lower end of an interval above it, the upper of one below."""
    rows = many()
    ends = {"甲": "log_ratio_low", "乙": "log_ratio_high"}
    assert {word: row["log_ratio_bound"] for word, row in rows.iterrows() if row["log_ratio_bound"] != 0} == {
        word: rows.loc[word, end] for word, end in ends.items()
    }
    assert rows.loc["乙", "log_ratio_bound"] < 0 < rows.loc["甲", "log_ratio_bound"]


def test_what_can_be_claimed_of_many_rows_and_what_is_to_be_believed_of_each():
    """Clopper and Pearson at 5 % over the eight rows; gamma variates with n + 1/2, drawn."""
    rows = many()
    for word, (old, new) in MANY.items():
        ends = binomtest(new, old + new).proportion_ci(1 - 0.05 / len(MANY), "exact") if old + new else (0.5, 0.5)
        low, high = (np.log2(end / (1 - end)) if 0 < end < 1 else (2 * end - 1) * np.inf for end in ends)
        assert rows.loc[word, "lrc"] == pytest.approx(max(low, 0) + min(high, 0))
        drawn = np.log2(np.divide(*(np.random.default_rng(new).gamma([[new + 0.5], [old + 0.5]], size=(2, 200_000)))))
        believed = rows.loc[word, ["log_ratio_posterior_low", "log_ratio_posterior", "more_in_new"]].tolist()
        assert believed == pytest.approx([*np.quantile(drawn, [0.025, 0.5]), (drawn > 0).mean()], rel=0.03, abs=0.03)
        assert rows.loc[word, "log_ratio_posterior_high"] == pytest.approx(np.quantile(drawn, 0.975), rel=0.05)


def test_the_columns_and_their_order_are_fixed():
    """Keys and unit, counts of both sides, measures, what was tested, what is a fact, the docs."""
    assert list(dc.compare(COUNTS, old="a", new="b").columns) == [
        "term", "n_old", "total_old", "n_new", "total_new", "rate_old", "rate_new", "log_ratio", "log_ratio_low",
        "log_ratio_high", "pct_diff", "odds_ratio", "difference", "g2", "chi2", "fisher_p", "bic", "log_ratio_bound",
        "lrc", "log_ratio_posterior", "log_ratio_posterior_low", "log_ratio_posterior_high", "more_in_new", "log_odds",
        "log_odds_z", "tested", "fisher_q", "hapax", "change", "old", "new", "of", "by",
    ]  # fmt: skip


# two docs of 1,000 words; n of each word in a and in b
MANY = {
    "甲": (1, 30),
    "乙": (20, 4),
    "丙": (3, 3),
    "丁": (0, 5),
    "戊": (4, 0),
    "己": (0, 1),
    "庚": (1, 0),
    "辛": (2, 2),
}


def many(**options):
    rows = [(doc, word, n[side]) for word, n in MANY.items() for side, doc in enumerate("ab") if n[side]]
    counts = pd.DataFrame(rows, columns=["doc", "term", "n"]).assign(total=1000)
    return dc.compare(counts, old="a", new="b", **options).set_index("term")


def test_the_minimum_count_is_of_both_versions_together():
    """Five by default: 丙 with 3 and 3 and 丁 with 0 and 5 are tested, 戊 with 4 and 0 and 辛 with 2 and 2 are not."""
    rows = many()
    assert set(rows.index[rows["tested"]]) == set("甲乙丙丁")
    assert rows["fisher_q"].notna().equals(rows["tested"]) and rows["fisher_p"].notna().all()
    assert set(many(min_count=1).query("tested").index) == set(MANY)
    assert many(min_count=99)["fisher_q"].isna().all()


def test_q_corrects_over_the_tests_made_alone():
    """As scipy corrects those four p-values; more tests make q larger."""
    rows = many()
    made = rows[rows["tested"]]
    np.testing.assert_allclose(made["fisher_q"], false_discovery_control(made["fisher_p"]), rtol=1e-12)
    assert (many(min_count=1).loc[made.index, "fisher_q"] >= made["fisher_q"] - 1e-15).all()


def test_q_rejects_what_benjamini_and_hochberg_reject():
    """Benjamini and Hochberg (1995): of their fifteen p-values, four at 0.05, for 0.0095 is below 4/15 · 0.05."""
    p = pd.Series(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
         1.0]
    )  # fmt: skip
    q = false_discovery(p, among=p >= 0)
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[:4].tolist() == pytest.approx([0.0001 * 15, 0.0004 * 15 / 2, 0.0019 * 15 / 3, 0.0095 * 15 / 4])


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1) | st.none(), max_size=30), st.data())
def test_q_is_that_of_scipy_over_what_is_among_the_tests(values, data):
    """Whatever the index; missing p-values are no tests, and what is no test has no q."""
    p = pd.Series(values, dtype=float, index=range(len(values), 0, -1))
    among = pd.Series(data.draw(st.lists(st.booleans(), min_size=len(p), max_size=len(p))), index=p.index, dtype=bool)
    q, made = false_discovery(p, among=among), (among & p.notna()).to_numpy()
    assert np.isnan(q[~made]).all()
    if made.any():
        np.testing.assert_allclose(q[made], false_discovery_control(p.to_numpy()[made]), rtol=1e-9, atol=1e-300)


def test_facts_are_said_by_the_counts():
    """What stands in one version only, what stands more or less often in the other, and hapaxes."""
    rows = many()
    assert rows["change"].to_dict() == {
        "甲": "more", "乙": "fewer", "丙": "as many", "丁": "added", "戊": "dropped", "己": "added", "庚": "dropped",
        "辛": "as many",
    }  # fmt: skip
    assert set(rows.index[rows["hapax"]]) == {"己", "庚"}
    assert (rows["old"] == "a").all() and (rows["new"] == "b").all()


def test_facts_go_by_the_counts_also_where_the_rates_say_otherwise():
    """3 in 100 and 3 in 300 are as many, though the rate fell by two thirds."""
    counts = pd.DataFrame({"doc": ["a", "b"], "term": "6G", "n": 3, "total": [100, 300]})
    row = dc.compare(counts, old="a", new="b").iloc[0]
    assert (row["change"], row["log_ratio"]) == ("as many", pytest.approx(-log2(3)))


def test_swapping_the_docs_mirrors_every_signed_column():
    """Bounds and odds too; p, q and BIC stay, added becomes dropped."""
    there = many()
    rows = [(doc, word, n[side]) for word, n in MANY.items() for side, doc in enumerate("ab") if n[side]]
    counts = pd.DataFrame(rows, columns=["doc", "term", "n"]).assign(total=1000)
    back = dc.compare(counts, old="b", new="a").set_index("term").loc[there.index]
    for measure in ("log_ratio", "log_ratio_bound", "difference", "g2", "chi2", "log_odds", "log_odds_z"):
        np.testing.assert_allclose(back[measure], -there[measure], rtol=1e-9, atol=1e-12, err_msg=measure)
    for measure in ("fisher_p", "fisher_q", "bic"):
        np.testing.assert_allclose(back[measure], there[measure], rtol=1e-9, err_msg=measure)
    swapped = {"added": "dropped", "dropped": "added", "more": "fewer", "fewer": "more", "as many": "as many"}
    assert back["change"].tolist() == there["change"].map(swapped).tolist()
    assert back["hapax"].equals(there["hapax"]) and back["tested"].equals(there["tested"])


def test_the_study_is_compared_term_by_term():
    """Counts of both sides are those of the two docs, none lost."""
    assert change()["n_old"].sum() == terms().query("doc == @OLD")["n"].sum()
    assert change()["n_new"].sum() == terms().query("doc == @NEW")["n"].sum()
    assert not change()["term"].duplicated().any()


def test_sections_and_categories_are_compared_one_by_one():
    """Each section's totals are its own, taken from the tokens where a side has no mention."""
    counts = dc.count(mentions(), of="category", base=tokens(), by=["doc", "section"])
    rows = dc.compare(counts, old=OLD, new=NEW, base=tokens())
    totals = dc.count(tokens(), by=["doc", "section"]).groupby(["doc", "section"])["total"].first()
    assert (rows["total_old"] == rows["section"].map(totals[OLD])).all()
    assert (rows["total_new"] == rows["section"].map(totals[NEW])).all()


def test_without_base_an_unknown_total_is_missing_not_zero():
    """Section 2 of b has no count: its total is not in the counts, but in the tokens."""
    counts = COUNTS.assign(section=[1, 2, 1, 1, 1])[["doc", "section", "term", "n", "total"]]
    row = dc.compare(counts, old="a", new="b").query("section == 2").iloc[0]
    assert np.isnan(row["total_new"]) and np.isnan(row["log_ratio"])
    first = dc.compare(counts.assign(section=3 - counts["section"]), old="a", new="b").sort_values("section")
    assert first["total_new"].fillna(0).tolist() == [0, 200, 200]
    base = pd.DataFrame({"doc": list("aabbb"), "section": [1, 2, 1, 2, 2], "kind": "body", "word": "字"})
    counts["total"], counts["n"] = 1, 1
    assert dc.compare(counts, old="a", new="b", base=base).query("section == 2")["total_new"].tolist() == [2]


def test_a_group_without_words_in_one_version_has_a_total_of_zero():
    """Section 2 of b has none, as the tokens show: it dropped nothing, and no rate is made up."""
    counts = COUNTS.assign(section=[1, 2, 1, 1, 1])[["doc", "section", "term", "n", "total"]]
    base = pd.DataFrame({"doc": list("aab"), "section": [1, 2, 1], "kind": "body", "type": "word", "word": "字"})
    row = dc.compare(counts.assign(total=1, n=1), old="a", new="b", base=base).query("section == 2").iloc[0]
    assert (row["total_new"], row["n_new"]) == (0, 0)
    assert row[["change", "rate_new", "log_ratio", "g2", "fisher_p", "log_odds"]].isna().all()


def test_keys_that_the_tokens_lack_leave_the_totals_to_those_they_have():
    """By category the totals are the doc's, by section and category the section's: 6 and 4 of a, 3 and 5 of b."""
    base = pd.DataFrame({"doc": list("a" * 10 + "b" * 8), "section": [1] * 6 + [2] * 4 + [1] * 3 + [2] * 5,
                         "kind": "body", "type": "word", "word": "字"})  # fmt: skip
    places = pd.DataFrame({"doc": list("aab"), "section": [1, 2, 1], "kind": "body", "term": list("甲乙甲"),
                           "category": list("天地天")})  # fmt: skip
    for by, totals in ((["doc", "category"], [(10, 8), (10, 8)]), (["doc", "section", "category"], [(6, 3), (4, 5)])):
        rows = dc.compare(dc.count(places, base=base, by=by), old="a", new="b", base=base).sort_values("term")
        assert rows[["n_old", "n_new"]].to_numpy().tolist() == [[1, 0], [1, 1]]
        assert [*zip(rows["total_old"], rows["total_new"], strict=True)] == totals[::-1]


def test_totals_from_the_tokens_are_in_the_unit_of_the_counts():
    """Counted per character, a doc of four words of two characters has eight, with base as without."""
    base = pd.DataFrame(
        {"doc": list("aaaabb"), "section": 1, "kind": "body", "type": "word", "word": ["制造", "芯片"] * 3}
    )
    for unit, totals in (("word", [4, 2]), ("character", [8, 4])):
        counts = dc.count(base, by=["doc", "section"], unit=unit)
        for given_base in (None, base):
            row = dc.compare(counts, old="a", new="b", base=given_base).iloc[0]
            assert row[["total_old", "total_new"]].tolist() == totals


def test_missing_keys_are_compared_with_missing_keys():
    """What stands in no point is compared with what stands in none, not left out."""
    counts = dc.count(tokens(), by=["doc", "point"])
    rows = dc.compare(counts, old=OLD, new=NEW)
    assert rows["point"].isna().any()
    assert rows["n_old"].sum() == counts.loc[counts["doc"] == OLD, "n"].sum()
    assert rows["n_new"].sum() == counts.loc[counts["doc"] == NEW, "n"].sum()
    assert rows.loc[rows["point"].isna(), "total_new"].nunique() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [({"old": "a", "new": "d"}, "new='d' is not one of: 'a', 'b', 'c'"), ({"old": "a", "new": "a"}, "are one doc")],
)
def test_unknown_docs_are_named(options, message):
    """With those there are."""
    with pytest.raises(DiscourseError, match=message):
        dc.compare(COUNTS, **options)
    with pytest.raises(DiscourseError, match="counts has no key"):
        dc.compare(COUNTS.drop(columns="doc"), old="a", new="b")
    with pytest.raises(DiscourseError, match="prior=-1 is no number of words"):
        dc.compare(COUNTS, old="a", new="b", prior=-1)


def test_a_version_that_has_none_is_compared_by_its_words():
    """光伏 stands once among the four words of a, and b, of two words, has no term at all."""
    base = pd.DataFrame({"doc": list("aaaabb"), "kind": "body", "type": "word", "word": list("甲乙丙丁戊己")})
    counts = pd.DataFrame({"doc": ["a"], "term": ["光伏"], "n": [1], "total": [4], "rate_unit": "word"})
    row = dc.compare(counts, old="a", new="b", base=base).iloc[0]
    assert (row["n_old"], row["total_old"], row["n_new"], row["total_new"], row["change"]) == (1, 4, 0, 2, "dropped")
    with pytest.raises(DiscourseError, match="new='b' is not one of: 'a'"):
        dc.compare(counts, old="a", new="b")
    none = dc.compare(counts.head(0), old="a", new="b", base=base)
    assert none.empty and "verdict" not in none and "fisher_q" in none


def test_a_source_without_words_in_a_year_dropped_nothing():
    """乙报 has no text of 2022, and in 2021 two words without 光伏; 甲报 has none of 2023."""
    base = pd.DataFrame({"doc": list("aabbcd"), "kind": "body", "type": "word",
                         "word": ["光伏", "6G", "算力", "6G", "光伏", "光伏"]})  # fmt: skip
    articles = pd.DataFrame({"doc": list("abcd"), "source": ["甲报", "乙报", "甲报", "乙报"],
                             "year": [2021, 2021, 2022, 2023]})  # fmt: skip
    counts = dc.count(base, by=["source", "year"], articles=articles)
    for old, new, names in [("甲报", "乙报", {}), ("乙报", "甲报", {"dropped": "added", "added": "dropped"})]:
        change = dc.compare(counts, old=old, new=new, base=base, articles=articles).set_index(["year", "word"])[
            "change"
        ]
        expected = {(2021, "光伏"): "dropped", (2021, "算力"): "added", (2021, "6G"): "as many"}
        assert change.loc[2021].to_dict() == {word: names.get(what, what) for (_, word), what in expected.items()}
        assert change.loc[[2022, 2023]].isna().all() and len(change) == 5
    tested = dc.add_sentence_test(
        dc.compare(counts, old="甲报", new="乙报", base=base, articles=articles),
        base.assign(sentence=1, paragraph=1, start=[0, 2, 0, 2, 0, 0], end=[2, 4, 2, 4, 2, 2]), base=base.assign(
            sentence=1, paragraph=1, start=[0, 2, 0, 2, 0, 0], end=[2, 4, 2, 4, 2, 2]), articles=articles)  # fmt: skip
    assert tested["change"].isna().sum() == 2


YEARS = pd.DataFrame({"year": pd.array([2021, 2022, None], "Int64"), "source": ["甲", "乙", "甲"], "term": "光伏", "n": 1,
                      "total": 9})  # fmt: skip


@pytest.mark.parametrize("missing", [pd.NA, None, float("nan"), pd.NaT])
@pytest.mark.parametrize("by", ["year", "year|source"])
def test_a_missing_value_is_no_group(missing, by):
    """As old and as new, whatever the sign for missing."""
    for options in ({"old": 2021, "new": missing}, {"old": missing, "new": 2021}):
        with pytest.raises(DiscourseError, match="is missing, which is no group to compare"):
            dc.compare(YEARS.assign(by=by), **options)


@pytest.mark.parametrize(
    ("years", "options", "message"),
    [
        ([2021, 2022, 2023], {"old": "2021", "new": "2022"}, r"2021, 2022, 2023\. These are numbers: give old=2021$"),
        ([2021, 2022, 2023], {"old": 2021, "new": "2022"}, "These are numbers: give new=2022$"),
        ([2021, 2022, np.nan], {"old": "2021", "new": "2022"}, r"These are numbers: give old=2021\.0$"),
        (["2021", "2022", "2023"], {"old": 2021, "new": 2022}, "These are texts: give old='2021'$"),
        ([2021, 2022, 2023], {"old": "2011", "new": "2022"}, r"Did you mean 2021\?$"),
        ([2021, 2022, 2023], {"old": "甲", "new": 2022}, "is not one of: 2021, 2022, 2023$"),
    ],
)
def test_numbers_and_texts_are_told_apart(years, options, message):
    """A year given as a text, and the other way round; also where there are two keys."""
    counts = YEARS.assign(year=years, by="year")
    with pytest.raises(DiscourseError, match=message):
        dc.compare(counts, **options)


def test_numbers_and_texts_are_told_apart_among_several_keys():
    """The hint is at the side that is wrong."""
    with pytest.raises(DiscourseError, match=r"no one key.*These are numbers: give old=2021\. .*give new=2022$"):
        dc.compare(YEARS.assign(by="year|source"), old="2021", new="2022")


def test_a_base_with_other_totals_than_the_counts_is_refused():
    tokens = pd.DataFrame({"doc": ["a", "a", "b"], "kind": "body", "type": "word", "word": ["光伏", "算力", "光伏"]})
    counts = dc.count(tokens, by="doc")
    assert dc.compare(counts, old="a", new="b", base=tokens)["total_old"].tolist() == [2, 2]
    with pytest.raises(DiscourseError, match="counts has total=2 for doc='a', and base has 1 words there"):
        dc.compare(counts, old="a", new="b", base=tokens[1:])
