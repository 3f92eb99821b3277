from math import inf, log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom, binomtest, chi2_contingency, fisher_exact
from scipy.stats.contingency import relative_risk
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import proportion_confint

from discourse.errors import DiscourseError
from discourse.measures import conservative_ratio, keyness, posterior_ratio, weighted_log_odds

TESTS = ["g2", "chi2", "fisher_p", "bic"]
EFFECTS = ["log_ratio", "log_ratio_low", "log_ratio_high", "pct_diff", "odds_ratio", "difference"]


@st.composite
def texts(draw, largest=3_000_000, least=0):
    """n_old, total_old, n_new, total_new."""
    sides = []
    for _ in range(2):
        total = draw(st.integers(1, largest))
        sides += [draw(st.integers(min(least, total), min(total, 5000))), total]
    return sides


# printed figures


def test_the_difference_coefficient_has_the_value_printed():
    """Hofland and Johansson (1982, p. 471): 18 in one million words against 35 in another, -0.32."""
    assert round(keyness(35, 1_000_000, 18, 1_000_000)["difference"][0], 2) == -0.32


def test_pct_diff_has_the_value_printed():
    """Gabrielatos and Marchi (2011, p. 18): 206,523 in 959,641 against 178,174 in 1,562,358, 88.7."""
    assert round(keyness(178_174, 1_562_358, 206_523, 959_641)["pct_diff"][0], 1) == 88.7


def test_the_odds_ratio_has_the_value_printed():
    """Pojanapunya and Todd (2016, p. 154): 16,217 in 2,796,938 against 735 in 2,087,946, 16.6."""
    assert round(keyness(735, 2_087_946, 16_217, 2_796_938)["odds_ratio"][0], 1) == 16.6


def test_the_log_ratio_counts_doublings_as_hardie_lists_them():
    """Hardie (2014): the same 0, twice 1, four times 2, eight times 3 … 1,024 times 10."""
    times = 2 ** np.arange(11)
    np.testing.assert_allclose(keyness(3, 10_000, 3 * times, 10_000)["log_ratio"], np.arange(11), atol=1e-12)


def test_g2_has_the_value_that_dunning_prints():
    """Dunning (1993, p. 72): 110 swiss in 2,552 words after the, 111 in 29,225 after others, 270.72."""
    row = keyness(111, 111 + 29114, 110, 110 + 2442).iloc[0]
    assert round(row["g2"], 2) == 270.72
    assert round(keyness(110, 110 + 2442, 111, 111 + 29114)["g2"][0], 2) == -270.72


def test_fisher_p_has_the_value_of_the_lady_tasting_tea():
    """Pedersen (1996, p. 10): 0.486, two-sided."""
    assert round(keyness(1, 4, 3, 4)["fisher_p"][0], 3) == 0.486


def test_the_interval_has_the_values_r_prints():
    """R's poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): ratio 1.971488, 95 % from 0.8584264 to 4.2772659."""
    row = keyness(6 + 8 + 7, 1083 + 1050 + 878, 11, 800).iloc[0]
    assert 2 ** row["log_ratio"] == pytest.approx(1.971488, abs=5e-7)
    assert 2 ** row["log_ratio_low"] == pytest.approx(0.8584264, abs=5e-8)
    assert 2 ** row["log_ratio_high"] == pytest.approx(4.2772659, abs=5e-8)


# independent implementations


@settings(max_examples=20)
@given(texts(least=1))
def test_effect_sizes_are_those_of_scipy_and_statsmodels(sides):
    """The ratio of two risks, the odds ratio, and what follows from the two rates."""
    n_old, total_old, n_new, total_new = sides
    row = keyness(*sides).iloc[0]
    risk = relative_risk(n_new, total_new, n_old, total_old).relative_risk
    near = {"rel": 1e-9, "abs": 1e-9}
    assert row["log_ratio"] == pytest.approx(log2(risk), **near)
    assert row["pct_diff"] == pytest.approx(100 * (risk - 1), **near)
    assert row["difference"] == pytest.approx((risk - 1) / (risk + 1), **near)
    if n_old < total_old and n_new < total_new:
        table = Table2x2([[n_new, total_new - n_new], [n_old, total_old - n_old]], shift_zeros=False)
        assert row["odds_ratio"] == pytest.approx(table.oddsratio, **near)


@settings(max_examples=20)
@given(texts(largest=3_000).filter(lambda sides: 0 < sides[0] + sides[2] < sides[1] + sides[3]))
def test_tests_are_those_of_scipy(sides):
    """G² and χ² without correction and with the sign of the difference, Fisher's p two-sided."""
    n_old, total_old, n_new, total_new = sides
    row, table = keyness(*sides).iloc[0], [[n_new, total_new - n_new], [n_old, total_old - n_old]]
    sign = np.sign(n_new * total_old - n_old * total_new)
    for measure, name in (("g2", "log-likelihood"), ("chi2", "pearson")):
        theirs = chi2_contingency(table, correction=False, lambda_=name).statistic
        assert row[measure] == pytest.approx(sign * theirs, rel=1e-9, abs=1e-9)
    assert row["fisher_p"] == pytest.approx(fisher_exact(table)[1], rel=1e-9)


@settings(max_examples=20)
@given(texts(largest=3_000_000).filter(lambda sides: 0 < sides[0] + sides[2] < sides[1] + sides[3]))
def test_bic_weighs_two_rates_against_one(sides):
    """The BIC of one rate for both texts less that of a rate for each, from the likelihoods themselves."""
    n_old, total_old, n_new, total_new = sides
    both = (n_old + n_new) / (total_old + total_new)
    one = binom.logpmf([n_old, n_new], [total_old, total_new], both).sum()
    two = binom.logpmf([n_old, n_new], [total_old, total_new], [n_old / total_old, n_new / total_new]).sum()
    expected = (-2 * one + log(total_old + total_new)) - (-2 * two + 2 * log(total_old + total_new))
    assert keyness(*sides)["bic"][0] == pytest.approx(expected, rel=1e-7, abs=1e-6)
    ratio = chi2_contingency(
        [[n_new, total_new - n_new], [n_old, total_old - n_old]], correction=False, lambda_="log-likelihood"
    )
    assert keyness(*sides)["bic"][0] == pytest.approx(ratio.statistic - log(total_old + total_new), rel=1e-9, abs=1e-7)


@settings(max_examples=20)
@given(texts(largest=5000).filter(lambda sides: sides[0] + sides[2] <= 120))
def test_the_interval_ends_where_the_binomial_tails_do(sides):
    """Solved anew from the tails: each end leaves 2.5 % beyond the counts seen, whatever the counts."""
    n_old, total_old, n_new, total_new = sides
    row, both = keyness(*sides).iloc[0], n_old + n_new
    if not both:
        assert row[["log_ratio", "log_ratio_low", "log_ratio_high"]].isna().all()
        return
    size = log2(total_old / total_new)
    share = lambda low, tail: brentq(tail, 1e-12, 1 - 1e-12, xtol=1e-14) if low else None
    low = share(n_new, lambda p: binom.sf(n_new - 1, both, p) - 0.025)
    high = share(n_old, lambda p: binom.cdf(n_new, both, p) - 0.025)
    assert row["log_ratio_low"] == (pytest.approx(log2(low / (1 - low)) + size, abs=1e-5) if low else -inf)
    assert row["log_ratio_high"] == (pytest.approx(log2(high / (1 - high)) + size, abs=1e-5) if high else inf)


# signs and mirrors


@settings(max_examples=20)
@given(texts())
def test_exchanging_the_texts_mirrors_the_measures(sides):
    """Signed measures change their sign, ratios turn over, interval ends change places, p and BIC stay."""
    n_old, total_old, n_new, total_new = sides
    there, back = keyness(*sides).iloc[0], keyness(n_new, total_new, n_old, total_old).iloc[0]
    near = {"rel": 1e-9, "abs": 1e-9, "nan_ok": True}
    for measure in ("log_ratio", "difference", "g2", "chi2"):
        assert back[measure] == pytest.approx(-there[measure], **near), measure
    assert back["log_ratio_low"] == pytest.approx(-there["log_ratio_high"], **near)
    for measure in ("fisher_p", "bic"):
        assert back[measure] == pytest.approx(there[measure], **near), measure
    with np.errstate(divide="ignore"):
        assert back["odds_ratio"] == pytest.approx(np.divide(1, there["odds_ratio"]), **near)
    assert (back["rate_old"], back["rate_new"]) == (there["rate_new"], there["rate_old"])


@settings(max_examples=20)
@given(texts())
def test_more_in_the_new_text_is_positive(sides):
    """By the rates: all effect sizes agree on the direction, and so do the signed tests."""
    row = keyness(*sides).iloc[0]
    sign = np.sign(sides[2] * sides[1] - sides[0] * sides[3])
    if sides[0] + sides[2]:
        for measure in ("pct_diff", "difference", "chi2", "g2"):
            assert not row[measure] * sign < -1e-9, measure
    if min(sides[0], sides[2]):
        assert row["log_ratio"] * sign > -1e-9


def test_bic_and_fisher_p_have_no_direction():
    """Half as often and twice as often are as much of a difference."""
    more, less = keyness(10, 1000, 40, 1000).iloc[0], keyness(40, 1000, 10, 1000).iloc[0]
    assert more["bic"] == pytest.approx(less["bic"]) and more["fisher_p"] == pytest.approx(less["fisher_p"])
    assert more["bic"] == pytest.approx(more["g2"] - log(2000)) and more["bic"] > 0


# zeros and ends

EDGES = {
    "new only": ((0, 100, 3, 100), {
        "rate_old": 0, "log_ratio": log2(3 / 0.5), "log_ratio_high": inf, "pct_diff": inf, "odds_ratio": inf,
        "difference": 1,
    }),
    "old only": ((3, 100, 0, 200), {
        "rate_new": 0, "log_ratio": log2((0.5 / 200) / (3 / 100)), "log_ratio_low": -inf, "pct_diff": -100,
        "odds_ratio": 0, "difference": -1,
    }),
    "equal texts": ((7, 100, 7, 100), {
        "log_ratio": 0, "pct_diff": 0, "odds_ratio": 1, "difference": 0, "g2": 0, "chi2": 0, "fisher_p": 1,
        "bic": -log(200),
    }),
    "equal rates": ((1, 3, 10, 30), {
        "log_ratio": 0, "pct_diff": 0, "odds_ratio": 1, "difference": 0, "g2": 0, "chi2": 0, "fisher_p": 1,
        "bic": -log(33),
    }),
    "in neither": ((0, 100, 0, 200), {"rate_old": 0, "rate_new": 0} | dict.fromkeys([*EFFECTS, *TESTS])),
    "no word in old": ((0, 0, 3, 10), {"rate_old": None, "rate_new": 300} | dict.fromkeys([*EFFECTS, *TESTS])),
    "no word in new": ((3, 10, 0, 0), {"rate_old": 300, "rate_new": None} | dict.fromkeys([*EFFECTS, *TESTS])),
    "no word at all": ((0, 0, 0, 0), dict.fromkeys(["rate_old", "rate_new", *EFFECTS, *TESTS])),
    "nothing else in new": ((1, 100, 5, 5), {"odds_ratio": inf, "rate_new": 1000, "log_ratio": log2(100)}),
    "nothing else in both": ((4, 4, 5, 5), {
        "log_ratio": 0, "pct_diff": 0, "odds_ratio": None, "difference": 0, "g2": None, "chi2": None, "fisher_p": 1,
        "bic": None,
    }),
    "an unknown total": ((1, 10, 1, np.nan), {"rate_old": 100, "rate_new": None} | dict.fromkeys(EFFECTS + TESTS)),
}  # fmt: skip


@pytest.mark.parametrize("case", EDGES)
def test_zeros_and_ends(case):
    """The value that mathematics gives, infinite where that is infinite, or a missing one: never a 0 in its place."""
    counts, expected = EDGES[case]
    row = keyness(*counts).iloc[0]
    for measure, value in expected.items():
        value = np.nan if value is None else value
        assert row[measure] == pytest.approx(value, abs=1e-12, nan_ok=True), measure


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((12, 10, 1, 10), "n_old=12 in place 0 is above total_old=10; a count is a part of its total"),
        ((1, 10, [1, 11], 10), "n_new=11 in place 1 is above total_new=10"),
        ((1, 0, 0, 10), "n_old=1 in place 0 is above total_old=0"),
        ((1, 10, -1, 10), "n_new=-1 in place 0 is below 0; a count is 0 or more"),
        ((0, -5, 1, 10), "total_old=-5 in place 0 is below 0"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, message):
    """By all that compare two counts: a missing value would hide the mistake."""
    for measure in (keyness, weighted_log_odds, conservative_ratio, posterior_ratio):
        with pytest.raises(DiscourseError, match=message):
            measure(*counts)


def test_a_zero_counts_as_a_half_in_the_log_ratio_alone():
    """0 against 2: log2 of (0.5/200) / (2/100); the rate stays 0, and the others know no half."""
    row = keyness(2, 100, 0, 200).iloc[0]
    assert row["log_ratio"] == pytest.approx(log2((0.5 / 200) / (2 / 100)))
    assert (row["rate_new"], row["pct_diff"], row["odds_ratio"], row["log_ratio_low"]) == (0, -100, 0, -inf)


def test_a_count_below_a_half_is_no_half():
    """0.2 against 0.4 of as many words is one doubling."""
    assert keyness(0.2, 100, 0.4, 100)["log_ratio"].tolist() == [pytest.approx(1)]


def test_numbers_lists_arrays_and_series_are_alike():
    """A series counts by its order, whatever its index; one total serves all."""
    expected = keyness(np.array([1, 2, 0]), 100, [3, 2, 1], 200)
    index = [7, 0, 3]
    series = keyness(pd.Series([1, 2, 0], index=index), 100, pd.Series([3, 2, 1], index=index[::-1]), pd.Series(200))
    pd.testing.assert_frame_equal(series, expected)
    for at, (old, new) in enumerate([(1, 3), (2, 2), (0, 1)]):
        one = keyness(old, 100, new, 200)
        assert len(one) == 1
        np.testing.assert_allclose(one.iloc[0], expected.iloc[at], rtol=1e-12)


def test_no_words_give_an_empty_frame():
    """With all its columns."""
    assert list(keyness([], [], [], []).columns) == ["rate_old", "rate_new", *EFFECTS, *TESTS]
    assert len(keyness([], 100, [], 100)) == len(weighted_log_odds([], 100, [], 100)) == 0


# weighted log odds


def fighting_words(n_old, total_old, n_new, total_new, prior):
    """Monroe, Colaresi and Quinn (2008, eq. 16, 20, 22) for one word, α taken from both texts."""
    alpha_0 = total_old + total_new if prior is None else prior
    alpha = alpha_0 * (n_old + n_new) / (total_old + total_new)
    odds = {}
    for text, n, total in (("old", n_old, total_old), ("new", n_new, total_new)):
        odds[text] = (n + alpha) / (total + alpha_0 - n - alpha)
    delta = log(odds["new"]) - log(odds["old"])
    variance = 1 / (n_new + alpha) + 1 / (n_old + alpha)
    return delta, sqrt(variance), delta / sqrt(variance)


@settings(max_examples=20)
@given(
    st.lists(texts().filter(lambda sides: 0 < sides[0] + sides[2] < sides[1] + sides[3]), min_size=1, max_size=5),
    st.none() | st.floats(0.5, 1e6),
)
def test_weighted_log_odds_are_those_of_a_plain_loop(words, prior):
    """Word by word in plain Python."""
    found = weighted_log_odds(*np.transpose(words), prior=prior)
    expected = [fighting_words(*word, prior) for word in words]
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-9, atol=1e-9)


def test_weighted_log_odds_by_hand():
    """1 and 4 in 1,000 each: α is 5 of 2,000, so the odds are 9 to 2991 against 6 to 2994."""
    row = weighted_log_odds(1, 1000, 4, 1000).iloc[0]
    assert row["log_odds"] == pytest.approx(log(9 / 2991) - log(6 / 2994))
    assert row["log_odds_z"] == pytest.approx(row["log_odds"] / sqrt(1 / 9 + 1 / 6))


@settings(max_examples=20)
@given(texts().filter(lambda sides: 0 < sides[0] + sides[2] < sides[1] + sides[3]))
def test_weighted_log_odds_change_sign_with_the_texts(sides):
    """And keep their error."""
    n_old, total_old, n_new, total_new = sides
    there, back = weighted_log_odds(*sides).iloc[0], weighted_log_odds(n_new, total_new, n_old, total_old).iloc[0]
    assert back["log_odds"] == pytest.approx(-there["log_odds"], rel=1e-9, abs=1e-12)
    assert back["log_odds_z"] == pytest.approx(-there["log_odds_z"], rel=1e-9, abs=1e-12)
    assert back["log_odds_se"] == pytest.approx(there["log_odds_se"], rel=1e-9)


def test_a_larger_prior_draws_towards_no_difference_and_a_small_one_to_the_plain_odds():
    """2 against 8: less and less, and with next to no prior the log of the odds ratio."""
    draws = [weighted_log_odds(2, 1000, 8, 1000, prior=prior)["log_odds"][0] for prior in (1e-9, 10, 1000, 1e5, 1e9)]
    assert draws == sorted(draws, reverse=True)
    assert draws[0] == pytest.approx(log(keyness(2, 1000, 8, 1000)["odds_ratio"][0]))
    assert draws[-1] == pytest.approx(0, abs=1e-5)


def test_weighted_log_odds_have_no_value_where_there_is_nothing_to_weigh():
    """In neither text, in a text without words, or nothing else in both."""
    counts = [(0, 100, 0, 100), (0, 0, 3, 10), (3, 10, 0, 0), (4, 4, 5, 5), (1, 10, 1, np.nan)]
    found = weighted_log_odds(*np.transpose(counts))
    assert found.isna().all(axis=None)
    one_side = weighted_log_odds([0, 3], 100, [3, 0], 100)
    assert one_side["log_odds"].tolist() == pytest.approx([log(6 / 294) - log(3 / 297), log(3 / 297) - log(6 / 294)])


@pytest.mark.parametrize("prior", [0, -5, inf, np.nan])
def test_a_prior_that_is_no_number_of_words_is_refused(prior):
    """With what to give."""
    with pytest.raises(DiscourseError, match=f"prior={prior!r}.*give one above 0"):
        weighted_log_odds(1, 10, 2, 10, prior=prior)


RANDOM = np.random.default_rng(5).integers(0, 30, (60, 2))


def test_the_conservative_ratio_is_the_end_of_the_interval_of_another_implementation():
    """Clopper and Pearson by scipy, at 1 − .05 / rows; the end nearest to 0, or 0 inside."""
    rows = RANDOM[RANDOM.sum(axis=1) > 0]
    mine = conservative_ratio(rows[:, 0], 1000, rows[:, 1], 2000)["lrc"]
    assert (mine != 0).any() and (mine == 0).any()
    for (old, new), lrc in zip(rows.tolist(), mine, strict=True):
        ends = binomtest(new, old + new).proportion_ci(1 - 0.05 / len(rows), "exact")
        low, high = (np.log2(end / (1 - end) / 2) if 0 < end < 1 else (2 * end - 1) * np.inf for end in ends)
        assert lrc == pytest.approx(low if low > 0 else high if high < 0 else 0)


def test_more_tests_claim_less_and_swapped_texts_the_reverse():
    one, many, back = (
        conservative_ratio(*counts, tests=tests)["lrc"][0]
        for counts, tests in (((5, 1000, 40, 1000), 1), ((5, 1000, 40, 1000), 1000), ((40, 1000, 5, 1000), 1))
    )
    assert 0 < many < one < 3 and back == pytest.approx(-one)
    assert one == keyness(5, 1000, 40, 1000)["log_ratio_low"][0]
    with pytest.raises(DiscourseError, match="tests=0"):
        conservative_ratio(1, 10, 1, 10, tests=0)


def test_the_posterior_of_the_ratio_is_that_of_drawn_rates():
    """Two gamma variates with n + 1/2 over the totals, 400,000 times."""
    random = np.random.default_rng(0)
    for old, new in ((0, 3), (1, 4), (20, 12)):
        drawn = np.log2(random.gamma(new + 0.5, 1 / 2000, 400_000) / random.gamma(old + 0.5, 1 / 1000, 400_000))
        mine = posterior_ratio(old, 1000, new, 2000).iloc[0]
        assert mine[["log_ratio_low", "log_ratio_median"]].tolist() == pytest.approx(
            np.quantile(drawn, [0.025, 0.5]), abs=0.05
        )
        assert mine["log_ratio_high"] == pytest.approx(np.quantile(drawn, 0.975), rel=0.05)
        assert mine["more_in_new"] == pytest.approx((drawn > 0).mean(), abs=0.005)
        # Of equal totals the share of `new` has the interval of Jeffreys, here that of statsmodels.
        ends = proportion_confint(new, old + new, method="jeffreys")
        found = posterior_ratio(old, 900, new, 900).loc[0, ["log_ratio_low", "log_ratio_high"]]
        assert found.tolist() == pytest.approx([np.log2(end / (1 - end)) for end in ends])
    assert posterior_ratio(0, 0, [0, 1, 2], 10).isna().all(axis=None)
    even = posterior_ratio(3, 100, 3, 100).iloc[0]
    assert (even["log_ratio_median"], even["more_in_new"]) == pytest.approx((0, 0.5))
    assert even["log_ratio_low"] == pytest.approx(-even["log_ratio_high"])
