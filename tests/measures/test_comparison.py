from math import inf, log2

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import keyness
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


def test_the_interval_has_the_values_r_prints():
    """R's poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): ratio 1.971488, 95 % from 0.8584264 to 4.2772659."""
    row = keyness(6 + 8 + 7, 1083 + 1050 + 878, 11, 800).iloc[0]
    assert 2 ** row["log_ratio"] == pytest.approx(1.971488, abs=5e-7)
    assert 2 ** row["log_ratio_low"] == pytest.approx(0.8584264, abs=5e-8)
    assert 2 ** row["log_ratio_high"] == pytest.approx(4.2772659, abs=5e-8)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 5000), st.integers(1, 5000))
def test_the_interval_ends_where_the_binomial_tails_do(n_old, n_new, total_old, total_new):
    """Solved anew from the tails: each end leaves 2.5 % beyond the counts seen, whatever the counts."""
    row, both = keyness(n_old, total_old, n_new, total_new).iloc[0], n_old + n_new
    if not both:
        assert row[["log_ratio", "log_ratio_low", "log_ratio_high"]].isna().all()
        return
    size = log2(total_old / total_new)
    share = lambda low, tail: brentq(tail, 1e-12, 1 - 1e-12, xtol=1e-14) if low else None
    low = share(n_new, lambda p: binom.sf(n_new - 1, both, p) - 0.025)
    high = share(n_old, lambda p: binom.cdf(n_new, both, p) - 0.025)
    assert row["log_ratio_low"] == (pytest.approx(log2(low / (1 - low)) + size, abs=1e-5) if low else -inf)
    assert row["log_ratio_high"] == (pytest.approx(log2(high / (1 - high)) + size, abs=1e-5) if high else inf)


def test_a_total_of_zero_gives_missing_values():
    """No rate, no ratio, no crash."""
    row = keyness([0], [0], [3], [10]).iloc[0]
    assert row[["rate_old", "log_ratio", "log_ratio_low", "log_ratio_high"]].isna().all()


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
    base = pd.DataFrame({"doc": ["a", "b", "b"], "section": 2, "kind": "body", "type": "word", "word": "字"})
    assert dc.compare(counts, old="a", new="b", base=base).query("section == 2")["total_new"].tolist() == [2]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"old": "a", "new": "d"}, "new='d' is not one of: 'a', 'b', 'c'"),
        ({"old": "a", "new": "a"}, "are one doc"),
    ],
)
def test_unknown_docs_are_named(options, message):
    """With those there are."""
    with pytest.raises(DiscourseError, match=message):
        dc.compare(COUNTS, **options)
    with pytest.raises(DiscourseError, match="by='doc' is not one of"):
        dc.compare(COUNTS.drop(columns="doc"), old="a", new="b")
