from collections import Counter
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import betaincinv
from scipy.stats import binomtest, norm, poisson

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.intervals import INTERVALS, LEAST, RESAMPLES, share_interval
from study import mentions, tokens

BINOMIAL = ["exact", "wilson", "jeffreys", "agresti_coull", "normal"]
MADE = [name for name in INTERVALS if name != "bootstrap"]


@st.composite
def shares(draw, largest=2_000_000):
    """A count and a total that it can be out of."""
    total = draw(st.integers(1, largest))
    return draw(st.integers(0, total)), total


# printed figures


@pytest.mark.parametrize(
    ("interval", "printed"),
    [
        ("normal", {(81, 263): (0.2522, 0.3638), (15, 148): (0.0527, 0.1500), (0, 20): (0, 0), (1, 29): (0, 0.1009)}),
        ("wilson", {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0, 0.1611),
                    (1, 29): (0.0061, 0.1718)}),
        ("exact", {(81, 263): (0.2527, 0.3676), (15, 148): (0.0578, 0.1617), (0, 20): (0, 0.1684),
                   (1, 29): (0.0009, 0.1776)}),
    ],
)  # fmt: skip
def test_intervals_of_a_share_have_the_values_printed(interval, printed):
    """Newcombe (1998, Table I): methods 1, 3 and 5, the first cut off at 0."""
    for (n, total), ends in printed.items():
        assert tuple(round(float(end), 4) for end in share_interval(n, total, interval)) == ends


@pytest.mark.parametrize(
    ("n", "low", "high"), [(0, 0, 3.69), (1, 0.0253, 5.57), (3, 0.619, 8.77), (5, 1.62, 11.67), (10, 4.80, 18.39)]
)
def test_the_poisson_interval_has_the_values_printed(n, low, high):
    """Pearson and Hartley (1966, Table 40), after Garwood (1936): limits for an expected number, of n seen."""
    found = [float(end) * 1_000_000 for end in share_interval(n, 1_000_000, "poisson")]
    assert (round(found[0], 4 if n == 1 else 3 if n == 3 else 2), round(found[1], 2)) == (low, high)


# independent implementations


@settings(max_examples=20)
@given(shares())
def test_intervals_of_a_share_are_those_of_scipy(share):
    """Exact and Wilson by binomtest, Jeffreys by the inverse of the incomplete beta function."""
    n, total = share
    for interval, method in (("exact", "exact"), ("wilson", "wilson")):
        theirs = binomtest(n, total).proportion_ci(0.95, method=method)
        assert share_interval(n, total, interval) == pytest.approx(tuple(theirs), rel=1e-9, abs=1e-12)
    low, high = share_interval(n, total, "jeffreys")
    assert low == pytest.approx(betaincinv(n + 0.5, total - n + 0.5, 0.025) if n else 0, rel=1e-9)
    assert high == pytest.approx(betaincinv(n + 0.5, total - n + 0.5, 0.975) if n < total else 1, rel=1e-9)


@settings(max_examples=20)
@given(shares())
def test_the_normal_interval_and_agresti_and_coulls_are_those_of_their_formula(share):
    """The second is the first after z²/2 mentions and z²/2 other words are added; both are cut off at 0 and 1."""
    n, total = share
    z = norm.ppf(0.975)
    for interval, more in (("normal", 0), ("agresti_coull", z**2)):
        p = (n + more / 2) / (total + more)
        reach = z * sqrt(p * (1 - p) / (total + more))
        ends = max(0, p - reach) if n else 0, min(1, p + reach) if n < total else 1
        assert share_interval(n, total, interval) == pytest.approx(ends, rel=1e-9, abs=1e-12)


@settings(max_examples=20)
@given(st.integers(0, 300), st.integers(300, 2_000_000))
def test_the_poisson_interval_ends_where_the_tails_do(n, total):
    """Solved anew: so many mentions or more leave 2.5 % at the lower end, so many or fewer at the upper."""
    low, high = (float(end) * total for end in share_interval(n, total, "poisson"))
    assert high == pytest.approx(brentq(lambda mean: poisson.cdf(n, mean) - 0.025, n, n + 60 + 3 * n, xtol=1e-12))
    if n:
        assert low == pytest.approx(brentq(lambda mean: poisson.sf(n - 1, mean) - 0.025, 0, n, xtol=1e-12))
    else:
        assert low == 0


# ends, zeros and shapes


@pytest.mark.parametrize("interval", BINOMIAL)
def test_no_share_lies_beyond_none_and_all(interval):
    """None of 20 begins at exactly 0, all of 20 ends at exactly 1 (Brown, Cai and DasGupta 2001 for Jeffreys)."""
    assert share_interval(0, 20, interval)[0] == 0
    assert share_interval(20, 20, interval)[1] == 1


@settings(max_examples=20)
@given(shares(largest=5000), st.sampled_from(BINOMIAL))
def test_the_other_words_have_the_mirrored_interval(share, interval):
    """What 3 of 10 leaves to 7 of 10; and every interval holds the share counted."""
    n, total = share
    (low, high), others = share_interval(n, total, interval), share_interval(total - n, total, interval)
    assert (low, high) == pytest.approx((1 - others[1], 1 - others[0]), abs=1e-12)
    assert low - 1e-12 <= n / total <= high + 1e-12


@pytest.mark.parametrize("interval", MADE)
@pytest.mark.parametrize(
    ("n", "total"), [(0, 0), (3, 0), (3, np.nan), (np.nan, 3), (5, 3), (-1, 3), (1, np.inf), (1, -3)]
)
def test_what_cannot_be_out_of_a_total_has_no_interval(interval, n, total):
    """No words, an unknown number, more mentions than words, fewer than none."""
    assert np.isnan(share_interval(n, total, interval)).all()


@pytest.mark.parametrize("interval", MADE)
def test_numbers_lists_and_series_are_alike(interval):
    """By their order, whatever the index; what cannot be leaves its neighbours as they are; nothing gives nothing."""
    low, high = share_interval(pd.Series([2, 5, 1], index=[7, 3, 9]), [1000, 3, 20], interval)
    assert np.isnan(low[1]) and np.isnan(high[1])
    for at, (n, total) in {0: (2, 1000), 2: (1, 20)}.items():
        assert (low[at], high[at]) == tuple(map(float, share_interval(n, total, interval)))
    np.testing.assert_array_equal(share_interval([2, 1], 20, interval), share_interval([2, 1], [20, 20], interval))
    assert [len(end) for end in share_interval([], [], interval)] == [0, 0]


def test_an_unknown_interval_is_named():
    """With the options, and the one meant."""
    with pytest.raises(DiscourseError, match="interval='wilsen' is not one of: 'exact'.*Did you mean 'wilson'"):
        share_interval(1, 2, "wilsen")


# the bootstrap, on a corpus that can be counted: 24 sentences of two docs, one character a word


def corpus():
    """Tokens of two docs and two sections; words of one to three characters."""
    draw, rows = np.random.default_rng(7), []
    for sentence in range(24):
        doc, section = "ab"[sentence % 2], 1 + sentence // 12
        for word in draw.choice(["甲", "乙乙", "丙丙丙", "。"], size=draw.integers(1, 9), p=[0.5, 0.2, 0.1, 0.2]):
            rows.append((doc, section, sentence, "body", word, "punctuation" if word == "。" else "word"))
        rows.append((doc, section, sentence, "body", "字", "word"))
    return pd.DataFrame(rows, columns=["doc", "section", "sentence", "kind", "word", "type"])


CORPUS = corpus()


def resampled(words, keys, unit, seed):
    """Draw the sentences of each group in plain Python and give the ends of its words' rates."""
    expected = {}
    for group, some in words.groupby(keys):
        sentences = [list(words) for _, words in some.groupby(["doc", "sentence"])["word"]]
        size = len(sentences)
        draws = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), RESAMPLES)
        for word, n in Counter(word for sentence in sentences for word in sentence).items():
            rates = []
            for times in draws:
                text = [word for sentence, repeat in zip(sentences, times, strict=True) for word in sentence * repeat]
                total = sum(map(len, text)) if unit == "character" else len(text)
                rates.append(1000 * text.count(word) / total)
            if n >= LEAST:
                expected[*group, word] = tuple(np.percentile(rates, [2.5, 97.5]))
    return expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "unit"), [(["doc"], "word"), (["doc", "section"], "word"), (["doc"], "character"), (["section"], "word")]
)
def test_the_bootstrap_is_that_of_a_plain_loop(keys, unit):
    """The same draws of whole sentences, texts put together and counted anew; too few mentions are refused."""
    rows = dc.count(CORPUS, by=keys, unit=unit, interval="bootstrap", seed=3).set_index([*keys, "word"])
    expected = resampled(CORPUS[CORPUS["type"] == "word"], keys, unit, seed=3)
    made = rows[rows["n"] >= LEAST]
    assert len(expected) == len(made) > 2
    for key, ends in expected.items():
        assert tuple(made.loc[key, ["rate_low", "rate_high"]]) == pytest.approx(ends)
    refused = rows[rows["n"] < LEAST]
    assert refused[["rate_low", "rate_high"]].isna().all(axis=None) and refused["rate"].notna().all()


def test_refused_rows_say_why():
    """Below five mentions there is no bootstrap interval: the code is none, and the note beside it says why."""
    rows = dc.count(CORPUS, by=["doc", "section"], interval="bootstrap")
    said = rows.groupby(rows["n"] < LEAST)[["interval", "interval_note"]].agg(set)
    assert said.loc[True].to_list() == [{"none"}, {"refused: fewer than 5 mentions"}]
    assert said.loc[False].to_list() == [{"bootstrap"}, {""}]
    assert rows["n"].between(1, LEAST - 1).any() and rows["rate"].notna().all()


def test_the_bootstrap_is_the_same_each_time_and_in_any_order():
    """A seed fixes the draws; another seed gives other ends, the rows of the tokens in another order the same."""
    first = dc.count(CORPUS, by="doc", interval="bootstrap")
    pd.testing.assert_frame_equal(first, dc.count(CORPUS, by="doc", interval="bootstrap", seed=0))
    shuffled = CORPUS.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(first, dc.count(shuffled, by="doc", interval="bootstrap"))
    assert not first.equals(dc.count(CORPUS, by="doc", interval="bootstrap", seed=1))


def test_one_group_has_the_same_interval_alone_and_among_others():
    """The draws of a doc do not hang on which other docs are counted."""
    both, alone = (dc.count(frame, by="doc", interval="bootstrap") for frame in (CORPUS, CORPUS[CORPUS["doc"] == "b"]))
    pd.testing.assert_frame_equal(both[both["doc"] == "b"].reset_index(drop=True), alone)


def test_keys_of_any_name_and_type_lose_no_interval():
    """A column named group, a missing key, and a key that the tokens lack."""
    plain = dc.count(CORPUS, by="doc", interval="bootstrap")
    frame = CORPUS.assign(group=CORPUS["doc"] + "集", point=pd.array([None] * len(CORPUS), dtype="Int64"))
    for extra in ("group", "point"):
        rows = dc.count(frame, by=["doc", extra], interval="bootstrap")
        np.testing.assert_array_equal(rows["rate_low"], plain["rate_low"])
    places = CORPUS.assign(category=CORPUS["word"])
    rows = dc.count(places, base=CORPUS, by=["doc", "category"], of="word", interval="bootstrap")
    np.testing.assert_array_equal(rows["rate_low"].dropna().sort_values(), plain["rate_low"].dropna().sort_values())


def test_a_word_that_stands_evenly_leaves_no_doubt():
    """The same in each sentence: every resample has the same rate."""
    even = pd.DataFrame({"doc": "a", "sentence": np.repeat(range(6), 4), "kind": "body", "type": "word",
                         "word": ["甲", "乙", "乙", "丙"] * 6})  # fmt: skip
    rows = dc.count(even, by="doc", interval="bootstrap").set_index("word")
    assert rows.loc["乙", ["rate", "rate_low", "rate_high"]].tolist() == [500, 500, 500]


def test_mentions_outside_the_tokens_given_are_counted_and_break_nothing():
    """Sentences that base lacks bring mentions and no words."""
    base = CORPUS[(CORPUS["sentence"] > 3) | (CORPUS["doc"] == "b")]
    rows = dc.count(CORPUS, base=base, by="doc", interval="bootstrap").set_index(["doc", "word"])
    full = dc.count(CORPUS, by="doc").set_index(["doc", "word"])
    assert rows["n"].equals(full["n"].reindex(rows.index))
    assert rows.loc["a", "total"].lt(full.loc["a", "total"]).all() and rows.loc["b", "total"].equals(
        full.loc["b", "total"]
    )
    assert rows.loc[("a", "甲"), "rate_low"] < rows.loc[("a", "甲"), "rate"] < rows.loc[("a", "甲"), "rate_high"]


def test_the_bootstrap_needs_sentences():
    """Frames without them are refused in one line."""
    with pytest.raises(DiscourseError, match="interval='bootstrap' resamples sentences.*'exact'"):
        dc.count(CORPUS.drop(columns="sentence"), by="doc", interval="bootstrap")


def test_frequent_terms_of_the_study_have_a_bootstrap_interval():
    """It holds the rate counted; sections are resampled by themselves."""
    for by in ("doc", ["doc", "section"]):
        rows = dc.count(mentions(), base=tokens(), by=by, interval="bootstrap").query("n >= @LEAST")
        assert len(rows) and (rows["rate_low"] <= rows["rate"]).all() and (rows["rate"] <= rows["rate_high"]).all()


def test_nothing_to_count_gives_an_empty_frame_for_every_interval():
    """With its columns."""
    for interval in INTERVALS:
        rows = dc.count(CORPUS.iloc[:0], by="doc", interval=interval)
        assert len(rows) == 0 and list(rows.columns[-4:-2]) == ["interval", "interval_note"]
