"""Groups of articles are compared with the article as the unit: what one repeats is one article."""

from itertools import combinations
from math import comb, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

import discourse as dc
from discourse.errors import DiscourseError

# The words of each article: its year, how often 甲, how many others.
FEW = {
    "a": (2023, 3, 7),
    "b": (2023, 0, 20),
    "c": (2023, 1, 9),
    "d": (2024, 5, 5),
    "e": (2024, 4, 26),
    "f": (2024, 2, 8),
}


def words_of(articles):
    """Tokens, all of an article in one sentence, and the articles."""
    rows = [(doc, word) for doc, (_, n, others) in articles.items() for word in ["甲"] * n + ["丁"] * others]
    words = pd.DataFrame(rows, columns=["doc", "word"]).assign(sentence=1, kind="body", type="word")
    return words, pd.DataFrame({"doc": [*articles], "year": [year for year, *_ in articles.values()]})


def dealt_out(articles, **options):
    words, about = words_of(articles)
    change = dc.compare(dc.count(words, by="year", articles=about), old=2023, new=2024)
    return dc.add_article_test(change, words, base=words, articles=about, **options).set_index("word")


def test_p_is_the_share_of_all_deals_whose_rates_differ_as_much():
    """Six articles, three a side: 20 deals written out."""
    n, size = ([each[at] for each in FEW.values()] for at in (1, 2))
    total = np.add(n, size)

    def gap(new):
        old = [at for at in range(6) if at not in new]
        return abs(
            np.take(n, new).sum() / np.take(total, new).sum() - np.take(n, old).sum() / np.take(total, old).sum()
        )

    exact = np.mean([gap([*deal]) >= gap([3, 4, 5]) - 1e-12 for deal in combinations(range(6), 3)])
    row = dealt_out(FEW).loc["甲"]
    assert row["p_article"] == exact and exact > 2 / comb(6, 3)
    assert row[["articles_old", "articles_new", "n_articles"]].tolist() == [3, 3, 5]
    assert (
        row["p_article_smallest"] == 2 / comb(6, 3) and row["verdict"] == "too few differences" and np.isnan(row["q"])
    )


def test_what_one_article_repeats_is_one_article():
    """One of six has it fifty times: it stands on this side or on that in every deal, and G² is beyond 30."""
    one = {doc: (year, 50 * (doc == "f"), 50) for doc, (year, *_) in FEW.items()}
    row = dealt_out(one).loc["甲"]
    assert row["p_article"] == row["p_article_smallest"] == 1 and row["g2"] > 30
    assert row["interval_note"] == "refused: one side has none" and np.isnan(row["log_ratio_article_low"])


def test_the_lengths_of_other_articles_are_no_evidence():
    """One of two against four has it, beside a short one: its rate is highest in this deal of 15, but 5 of 15 have it there."""
    rows = [("a", 2023, 5, 100), ("b", 2023, 0, 10), *((doc, 2024, 0, 1000) for doc in "cdef")]
    assert dealt_out({doc: rest for doc, *rest in rows}).loc["甲", "p_article"] == 5 / 15


def test_a_word_of_all_articles_of_one_side_is_shown_and_shuffles_come_near_all_deals():
    apart = {
        f"{side}{number}": (year, side == "n", 9 + number)
        for side, year in (("o", 2023), ("n", 2024))
        for number in range(5)
    }
    exact, drawn = dealt_out(apart), dealt_out(apart, draws=200)
    assert exact.loc["甲", "p_article"] == 2 / comb(10, 5) and exact.loc["甲", "verdict"] == "shown"
    assert (
        drawn.loc["甲", "p_article"] == pytest.approx(2 / 252, abs=4 * sqrt(2 / 252 / 200))
        and (drawn["p_article"] >= 1 / 201).all()
    )


def test_the_interval_rests_on_the_spread_between_articles():
    """Two articles a side, of one length: the rates 2 and 4 of one side, 4 and 8 of the other; all by hand."""
    row = dealt_out({"a": (2023, 2, 98), "b": (2023, 4, 96), "c": (2024, 4, 96), "d": (2024, 8, 92)}).loc["甲"]
    # n_i / n is 1/3 and 2/3, the shares of words are 1/2; k / (k − 1) is 2. Each side has one degree of freedom.
    spread = 2 * 2 * (1 / 3 - 1 / 2) ** 2
    far = t.ppf(0.975, (2 * spread) ** 2 / (2 * spread**2)) * sqrt(2 * spread) / np.log(2)
    assert row["log_ratio"] == log2(2) and row["interval"] == "articles"
    assert row[["log_ratio_article_low", "log_ratio_article_high"]].tolist() == pytest.approx([1 - far, 1 + far])


def test_groups_are_told_in_words_and_two_docs_are_refused():
    words, about = words_of(FEW)
    change = dc.compare(dc.count(words, by="year", articles=about), old=2023, new=2024)
    dealt = dc.add_article_test(change, words, base=words, articles=about)
    assert "以篇为单位的重新分配检验" in dc.report(dealt, language="zh") and "未见差异" not in dc.report(
        dealt, language="zh"
    )
    assert "Lijffijt et al. 2016" in dc.methods(dealt, language="en")
    docs = dc.compare(dc.count(words, by="doc"), old="a", new="d")
    with pytest.raises(DiscourseError, match="change compares two docs, an article each; take add_paired_test"):
        dc.add_article_test(docs, words, base=words)


def test_a_side_with_hardly_more_than_one_article_has_no_interval():
    """Nine of ten in one article are hardly more than one: t has no degree of freedom there."""
    few = {"a": (2023, 9, 91), "b": (2023, 1, 99), "c": (2024, 4, 96), "d": (2024, 5, 95), "e": (2024, 3, 97)}
    row = dealt_out(few | {"f": (2023, 0, 100)}).loc["甲"]
    assert row["interval_note"] == "refused: hardly more than one article of a side has the term"
    assert np.isnan(row["log_ratio_article_high"])
