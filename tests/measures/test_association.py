from math import inf, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import distance
from scipy.special import rel_entr
from scipy.stats import chi2_contingency, fisher_exact, linregress
from scipy.stats.contingency import expected_freq
from statsmodels.stats.contingency_tables import Table2x2

from discourse.errors import DiscourseError
from discourse.measures import association
from discourse.measures.association import associate

COLUMNS = [
    "expected", "pmi", "pmi2", "npmi", "dice", "log_dice", "jaccard", "g2", "chi2", "t", "z", "delta_p_ab",
    "delta_p_ba", "fisher_p",
]  # fmt: skip
# what rests on all four cells, and so on the windows that hold neither
FOUR_CELLS = ["npmi", "g2", "chi2", "delta_p_ab", "delta_p_ba", "fisher_p"]
DIRECTED = ["delta_p_ab", "delta_p_ba"]
# the New York Times newswire of Manning and Schütze (1999, ch. 5), in words
NEWSWIRE = 14_307_668


@st.composite
def counts(draw, largest=2_000_000):
    """n, n_a, n_b and windows that a text can have."""
    windows = draw(st.integers(1, largest))
    n_a, n_b = (draw(st.integers(0, min(windows, 5000))) for _ in range(2))
    return draw(st.integers(max(0, n_a + n_b - windows), min(n_a, n_b))), n_a, n_b, windows


# printed figures


def test_t_and_chi2_of_new_companies_have_the_values_printed():
    """Manning and Schütze (1999, pp. 164-165 and section 5.3.3): t = 0.999932, and χ² of 1.55."""
    row = association(8, 15828, 4675, NEWSWIRE).iloc[0]
    assert round(row["t"], 6) == 0.999932
    assert round(row["chi2"], 2) == 1.55


def test_chi2_of_vache_and_cow_has_the_value_printed():
    """Manning and Schütze (1999, section 5.3.3): 59 sentence pairs hold both, 6 cow alone, 8 vache alone: 456,400."""
    assert round(association(59, 59 + 6, 59 + 8, 59 + 6 + 8 + 570_934)["chi2"][0]) == 456_400


@pytest.mark.parametrize(
    ("n_a", "n_b", "printed"),
    [
        (42, 20, 18.38), (41, 27, 17.98), (30, 117, 16.31), (77, 59, 15.94), (24, 320, 15.19), (14907, 9017, 1.09),
        (13484, 10570, 1.01), (14734, 13478, 0.53), (14093, 14776, 0.46), (15019, 15629, 0.29),
    ],
)  # fmt: skip
def test_pmi_has_the_values_printed(n_a, n_b, printed):
    """Manning and Schütze (1999, Table 5.14): ten bigrams that stand twenty times each."""
    assert association(20, n_a, n_b, NEWSWIRE)["pmi"][0] == pytest.approx(printed, abs=5.1e-3)


def test_pmi_of_honorary_doctor_has_the_value_printed():
    """Church and Hanks (1990, p. 24, Table 2): doctors and dentists, 11.3 in some 15 million words."""
    assert round(association(8, 1105, 44, 15_000_000)["pmi"][0], 1) == 11.3


def test_npmi_has_its_three_fixed_points():
    """Bouma (2009, p. 36): 1 where two words stand together only, 0 where chance has it, -1 where never together."""
    assert association([10, 1, 0], [10, 10, 10], [10, 10, 10], 100)["npmi"].tolist() == pytest.approx([1, 0, -1])


def test_delta_p_has_the_values_printed():
    """Gries (2013, p. 144): of course; of foretells course by 0.032, course foretells of by 0.697."""
    of, course, both = 5610 + 168_938, 5610 + 2257, 5610
    row = association(both, of, course, 5610 + 168_938 + 2257 + 10_233_063).iloc[0]
    assert (round(row["delta_p_ab"], 3), round(row["delta_p_ba"], 3)) == (0.032, 0.697)


def test_dice_has_the_value_printed():
    """Smadja, McKeown and Hatzivassiloglou (1996, p. 13): 130 sentences with both, 3,121 and 143 with each, 0.08."""
    assert round(association(130, 3121, 143, 10_000)["dice"][0], 2) == 0.08


def test_log_dice_has_the_properties_printed():
    """Rychlý (2008, p. 9): at most 14; 0 is one in 16,384 of each; one more is twice as often, seven some 100 times."""
    top, none, one, twice, often = association(
        [50, 1, 1, 2, 128], [50, 16_384, 1000, 1000, 1000], [50, 16_384, 1000, 1000, 1000], 10**6
    )["log_dice"]
    assert (top, none) == pytest.approx((14, 0))
    assert (twice - one, often - one) == pytest.approx((1, 7))


def test_g2_has_the_value_that_dunning_prints():
    """Dunning (1993, p. 72): mineral water, 167.23; mineral stands before no other word, water after three others."""
    assert round(association(10, 10, 13, 10 + 3 + 31_764)["g2"][0], 2) == 167.23


# independent implementations


@settings(max_examples=20)
@given(counts(largest=3000).filter(lambda c: 0 < c[1] < c[3] and 0 < c[2] < c[3]))
def test_measures_of_four_cells_are_those_of_scipy_and_statsmodels(pair):
    """G², χ², Fisher's p, the expected number, and z as the residual of the cell that holds both."""
    n, n_a, n_b, windows = pair
    row, table = association(*pair).iloc[0], np.array([[n, n_a - n], [n_b - n, windows - n_a - n_b + n]])
    expected = expected_freq(table)[0, 0]
    assert row["expected"] == pytest.approx(expected, rel=1e-9)
    for measure, name in (("g2", "log-likelihood"), ("chi2", "pearson")):
        theirs = chi2_contingency(table, correction=False, lambda_=name).statistic
        assert abs(row[measure]) == pytest.approx(theirs, rel=1e-9, abs=1e-9)
        assert row[measure] * (n - expected) > -1e-9
    assert row["fisher_p"] == pytest.approx(fisher_exact(table)[1], rel=1e-9)
    assert row["z"] == pytest.approx(Table2x2(table, shift_zeros=False).resid_pearson[0, 0], rel=1e-9, abs=1e-9)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=200))
def test_measures_of_windows_are_those_of_scipy_on_the_windows_themselves(windows):
    """Dice and Jaccard as distances, ΔP as the slope of one term's presence on the other's, window by window."""
    a, b = np.transpose(windows)
    row = association((a & b).sum(), a.sum(), b.sum(), len(windows)).iloc[0]
    if (a | b).any():
        assert row["dice"] == pytest.approx(1 - distance.dice(a, b), rel=1e-9, abs=1e-12)
        assert row["jaccard"] == pytest.approx(1 - distance.jaccard(a, b), rel=1e-9, abs=1e-12)
    else:
        assert row[["dice", "log_dice", "jaccard"]].isna().all()
    for name, x, y in (("delta_p_ab", a, b), ("delta_p_ba", b, a)):
        if 0 < x.sum() < len(windows):
            slope = linregress(x.astype(float), y.astype(float)).slope
            assert row[name] == pytest.approx(slope, rel=1e-9, abs=1e-9)
        else:
            assert np.isnan(row[name])


@settings(max_examples=20)
@given(counts().filter(lambda c: c[0] > 0))
def test_measures_of_information_follow_from_scipys_relative_entropy(pair):
    """PMI is the relative entropy of one cell over its probability; PMI² adds log2 n, NPMI divides by -log2 of it."""
    n, n_a, n_b, windows = pair
    row, share = association(*pair).iloc[0], n / windows
    pmi = rel_entr(share, n_a / windows * (n_b / windows)) / share / np.log(2)
    assert row["pmi"] == pytest.approx(pmi, rel=1e-9, abs=1e-9)
    assert row["pmi2"] == pytest.approx(pmi + log2(n), rel=1e-9, abs=1e-9)
    assert row["log_dice"] == pytest.approx(14 + log2(row["dice"]), rel=1e-9, abs=1e-9)
    if n < windows:
        assert row["npmi"] == pytest.approx(pmi / -log2(share), rel=1e-9, abs=1e-9)
        assert -1 <= row["npmi"] <= 1 + 1e-9
    else:
        assert np.isnan(row["npmi"])


@settings(max_examples=20)
@given(counts().filter(lambda c: c[0] > 0))
def test_t_and_z_compare_with_what_was_seen_and_what_was_expected(pair):
    """Both are the same difference, over the root of n and of the expected number: their ratio is that of the roots."""
    n, n_a, n_b, windows = pair
    row = association(*pair).iloc[0]
    assert row["t"] == pytest.approx(sqrt(n) - n_a * n_b / windows / sqrt(n), rel=1e-9, abs=1e-9)
    assert row["t"] * sqrt(n) == pytest.approx(row["z"] * sqrt(row["expected"]), rel=1e-9, abs=1e-9)


# directions and mirrors


@settings(max_examples=20)
@given(counts())
def test_the_order_of_the_terms_matters_to_delta_p_alone(pair):
    """Which changes places."""
    n, n_a, n_b, windows = pair
    there, back = association(n, n_a, n_b, windows), association(n, n_b, n_a, windows)
    mirrored = back.rename(columns=dict(zip(DIRECTED, DIRECTED[::-1], strict=True)))[COLUMNS]
    np.testing.assert_allclose(there.to_numpy(), mirrored.to_numpy(), rtol=1e-9, atol=1e-9)


@settings(max_examples=20)
@given(counts().filter(lambda c: 0 < c[1] < c[3] and 0 < c[2] < c[3]))
def test_all_agree_whether_two_terms_meet_more_often_than_chance_has_it(pair):
    """Above the expected number all are positive, below it all negative."""
    n, n_a, n_b, windows = pair
    row, sign = association(*pair).iloc[0], np.sign(n * windows - n_a * n_b)
    for measure in ("pmi", "npmi", "g2", "chi2", "t", "z", *DIRECTED):
        assert row[measure] * sign >= -1e-9, measure
    assert min(row[DIRECTED]) >= -1 and max(row[DIRECTED]) <= 1


# zeros and ends

EDGES = {
    "never together": ((0, 2, 3, 8), {
        "expected": 6 / 8, "pmi": -inf, "pmi2": -inf, "npmi": -1, "dice": 0, "log_dice": -inf, "jaccard": 0, "t": -inf,
        "z": -sqrt(6 / 8), "delta_p_ab": -3 / 6, "delta_p_ba": -2 / 5,
    }),
    "never apart": ((2, 2, 2, 8), {
        "pmi": 2, "npmi": 1, "dice": 1, "log_dice": 14, "jaccard": 1, "chi2": 8, "delta_p_ab": 1, "delta_p_ba": 1,
    }),
    "as chance has it": ((1, 2, 4, 8), {
        "expected": 1, "pmi": 0, "npmi": 0, "g2": 0, "chi2": 0, "t": 0, "z": 0, "delta_p_ab": 0, "delta_p_ba": 0,
        "fisher_p": 1,
    }),
    "both in all windows": ((8, 8, 8, 8), {
        "expected": 8, "pmi": 0, "npmi": None, "dice": 1, "jaccard": 1, "g2": None, "chi2": None, "t": 0, "z": 0,
        "delta_p_ab": None, "delta_p_ba": None, "fisher_p": 1,
    }),
    "one in all windows": ((3, 8, 3, 8), {
        "expected": 3, "pmi": 0, "npmi": 0, "g2": None, "chi2": None, "delta_p_ab": None, "delta_p_ba": 0,
        "fisher_p": 1,
    }),
    "one in none": ((0, 0, 3, 8), {
        "expected": 0, "pmi": None, "pmi2": None, "npmi": None, "dice": 0, "log_dice": -inf, "jaccard": 0, "g2": None,
        "chi2": None, "t": None, "z": None, "delta_p_ab": None, "delta_p_ba": 0, "fisher_p": 1,
    }),
    "both in none": ((0, 0, 0, 8), dict.fromkeys(COLUMNS) | {"expected": 0, "fisher_p": 1}),
    "no windows": ((0, 0, 0, 0), dict.fromkeys(COLUMNS)),
    "one window": ((1, 1, 1, 1), {"expected": 1, "pmi": 0, "npmi": None, "g2": None, "delta_p_ab": None}),
    "unknown": ((1, 2, np.nan, 8), dict.fromkeys(COLUMNS)),
}  # fmt: skip
# Of pairs within so many words, whose windows overlap and are estimated.
ESTIMATED = {
    "together more often than one stands": ((3, 2, 4, 8), dict.fromkeys(COLUMNS)),
    "fewer windows than hold either": ((1, 5, 5, 8), dict.fromkeys(FOUR_CELLS) | {
        "expected": 25 / 8, "pmi": log2(8 / 25), "dice": 0.2, "jaccard": 1 / 9, "t": 1 - 25 / 8,
    }),
    "more places than windows": ((4, 5, 5, 2), dict.fromkeys(FOUR_CELLS) | {"expected": 25 / 2, "dice": 0.8}),
}  # fmt: skip


@pytest.mark.parametrize("case", [*EDGES, *ESTIMATED])
def test_zeros_and_ends(case):
    """The value that mathematics gives, infinite where that is infinite, or a missing one: never a 0 in its place."""
    pair, expected = (EDGES | ESTIMATED)[case]
    row = (associate(*np.array([pair], dtype=float).T) if case in ESTIMATED else association(*pair)).iloc[0]
    for measure, value in expected.items():
        value = np.nan if value is None else value
        assert row[measure] == pytest.approx(value, abs=1e-12, nan_ok=True), measure


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((3, 2, 4, 8), "n=3 in place 0 is above n_a=2; a count is a part of its total"),
        ((3, 4, [3, 2], 8), "n=3 in place 1 is above n_b=2"),
        ((1, 9, 2, 8), "n_a=9 in place 0 is above windows=8"),
        ((1, 5, 5, 8), "n_a [+] n_b - n=9 in place 0 is above windows=8"),
        ((-1, 2, 4, 8), "n=-1 in place 0 is below 0; a count is 0 or more"),
        ((1, 2, 3, 0), "n_a=2 in place 0 is above windows=0"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, message):
    """A missing value would hide the mistake."""
    with pytest.raises(DiscourseError, match=message):
        association(*counts)


def test_numbers_lists_arrays_and_series_are_alike():
    """A series counts by its order, whatever its index; one number of windows serves all."""
    expected = association(np.array([2, 1]), np.array([3, 2]), [4, 2], 8)
    assert list(expected.columns) == COLUMNS
    series = association(pd.Series([2, 1], index=[5, 3]), pd.Series([3, 2], index=[3, 5]), pd.Series([4, 2]), 8)
    pd.testing.assert_frame_equal(series, expected)
    for at, (n, n_a, n_b) in enumerate([(2, 3, 4), (1, 2, 2)]):
        pd.testing.assert_frame_equal(association(n, n_a, n_b, 8), expected.iloc[[at]].reset_index(drop=True))


def test_no_pairs_give_an_empty_frame():
    """With all its columns."""
    assert list(association([], [], [], []).columns) == COLUMNS
    assert len(association([], [], [], 8)) == 0
