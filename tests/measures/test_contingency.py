from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb, isnan, perm

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact, hypergeom

from discourse.errors import DiscourseError
from discourse.measures import contingency
from discourse.measures.contingency import broadcast_floats, chi2, fisher_p, g2, observed_expected

# Dunning (1993, p. 72), bigrams ranked by -2 log λ: the value printed, and k(AB), k(A ~B), k(~A B), k(~A ~B)
DUNNING = [
    (270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612), (256.84, 31, 23, 139, 31584),
    (167.23, 10, 0, 3, 31764), (157.21, 76, 104, 2476, 29121), (157.03, 16, 16, 51, 31694), (146.80, 9, 0, 5, 31763),
    (115.02, 16, 0, 865, 30896), (104.53, 10, 9, 41, 31717), (100.96, 8, 2, 27, 31740), (98.72, 12, 111, 14, 31640),
    (95.29, 8, 5, 24, 31740), (94.50, 10, 93, 6, 31668), (91.40, 12, 111, 21, 31633), (81.55, 10, 45, 35, 31687),
]  # fmt: skip


def as_floats(n, row, column, total):
    """What the functions take, from numbers and lists."""
    return broadcast_floats(n=n, row=row, column=column, total=total)


def margins(a, b, c, d):
    """First cell, first row, first column, total: what the functions take."""
    return as_floats(a, a + b, a + c, a + b + c + d)


def tables(largest):
    """Four cells without an empty margin."""
    cell = st.integers(0, largest)
    return st.tuples(cell, cell, cell, cell).filter(lambda cells: min(sides_of(*cells)) > 0)


def sides_of(a, b, c, d):
    """All four margins: rows, then columns."""
    return a + b, c + d, a + c, b + d


@pytest.mark.parametrize(("printed", "a", "b", "c", "d"), DUNNING)
def test_g2_has_the_values_that_dunning_prints(printed, a, b, c, d):
    """Dunning (1993, p. 72): fifteen bigrams of financial news, to two decimals."""
    assert round(g2(*observed_expected(*margins(a, b, c, d)))[0], 2) == printed


def test_chi2_has_the_value_that_dunning_prints():
    """Dunning (1993, p. 73): three bigrams whose words never stand apart have χ² = 31,777, the size of the text."""
    assert chi2(*observed_expected(*margins(3, 0, 0, 31774)))[0] == pytest.approx(31777.00, abs=5e-3)


def test_fisher_p_has_the_value_of_the_lady_tasting_tea():
    """Pedersen (1996, p. 10): one cup right of four, two-sided, 0.486; the table is Fisher's (1935)."""
    assert round(fisher_p(*margins(1, 3, 3, 1))[0], 3) == 0.486


@settings(max_examples=20)
@given(tables(2_000))
def test_g2_and_chi2_are_those_of_scipy(cells):
    """Without Yates's correction; scipy's have no sign."""
    observed, expected = observed_expected(*margins(*cells))
    for measure, name in ((g2, "log-likelihood"), (chi2, "pearson")):
        theirs = chi2_contingency(np.reshape(cells, (2, 2)), correction=False, lambda_=name)
        assert abs(measure(observed, expected)[0]) == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-9)
        np.testing.assert_allclose(expected[:, 0], theirs.expected_freq.ravel(), rtol=1e-12)


def decimals(cells):
    """G² and χ² with fifty digits."""
    with localcontext(prec=50):
        a, b, c, d = map(Decimal, cells)
        total = a + b + c + d
        expected = [r * k / total for r in (a + b, c + d) for k in (a + c, b + d)]
        ratio = 2 * sum(o * (o / e).ln() for o, e in zip((a, b, c, d), expected, strict=True) if o)
        return float(ratio), float(sum((o - e) ** 2 / e for o, e in zip((a, b, c, d), expected, strict=True)))


@settings(max_examples=20)
@given(tables(10_000_000))
def test_nine_digits_hold_for_texts_of_millions_of_words(cells):
    """Also where two counts of millions differ by one, as decimals of fifty digits have it."""
    observed, expected = observed_expected(*margins(*cells))
    ratio, square = decimals(cells)
    assert abs(g2(observed, expected)[0]) == pytest.approx(ratio, rel=1e-9, abs=1e-9)
    assert abs(chi2(observed, expected)[0]) == pytest.approx(square, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(
    ("cells", "sign"), [((5, 6_000_000 - 5, 6, 6_000_000 - 6), -1), ((7_000_000 - 5, 5, 5_000_001 - 6, 6), 1)]
)
def test_a_small_difference_between_millions_keeps_its_digits(cells, sign):
    """5 of some million against 6 of some million: O ln(O / E), or O - E of a large cell, would keep some eight."""
    measured = observed_expected(*margins(*cells))
    assert (sign * g2(*measured)[0], sign * chi2(*measured)[0]) == pytest.approx(decimals(cells), rel=1e-12)


@settings(max_examples=20)
@given(tables(500))
def test_the_sign_is_that_of_the_first_cell_against_its_expectation(cells):
    """Plus above, minus below, and both measures exactly 0 on it."""
    a, b, c, d = cells
    observed, expected = observed_expected(*margins(*cells))
    assert np.sign(chi2(observed, expected)[0]) == np.sign(a * d - b * c)
    assert g2(observed, expected)[0] * np.sign(a * d - b * c) >= -1e-12
    assert (g2(observed, expected)[0] == 0) or a * d != b * c


@settings(max_examples=20)
@given(tables(300))
def test_fisher_p_is_that_of_scipy(cells):
    """Two-sided, to nine digits."""
    assert fisher_p(*margins(*cells))[0] == pytest.approx(fisher_exact(np.reshape(cells, (2, 2)))[1], rel=1e-9)


def test_fisher_p_is_exact_for_texts_of_millions_of_words():
    """Counted out in fractions, for rare words in two million and in fifty million."""
    draw = np.random.default_rng(0)
    for size in (2_000_000, 50_000_000):
        for _ in range(20):
            total, row = int(draw.integers(size // 2, size)), int(draw.integers(1, 60))
            column = int(draw.integers(total // 10, total))
            n = int(draw.integers(max(0, row * column // total - 8), min(row, row * column // total + 8) + 1))
            ways = [comb(row, k) * perm(column, k) * perm(total - column, row - k) for k in range(row + 1)]
            exact = Fraction(sum(way for way in ways if way <= ways[n]), sum(ways))
            assert fisher_p(*as_floats(n, row, column, total))[0] == pytest.approx(float(exact), rel=1e-12)


def test_equally_likely_tables_count_whatever_the_rounding():
    """Of 10 words 5 are in each text: 2 against 3 and 3 against 2 are as likely, and nothing is likelier than both."""
    assert fisher_p(*as_floats(2, 5, 5, 10))[0] == pytest.approx(1, rel=1e-12)
    assert fisher_p(*as_floats(1, 5, 5, 10))[0] == pytest.approx(2 * (25 + 1) / comb(10, 5), rel=1e-12)


def test_tables_have_the_same_p_alone_and_among_others(monkeypatch):
    """To twelve digits of twenty thousand tables at once, however they are cut into chunks, and how often one comes."""
    draw = np.random.default_rng(0)
    cells = [draw.integers(*ends, 20_000) for ends in ((0, 9), (1, 60), (500, 3000), (100_000, 1_000_000))]
    cells = [np.append(cell, cell[:3]) for cell in cells]
    together = fisher_p(*margins(*cells))
    some = np.r_[0:20_000:500, -3:0]
    alone = [fisher_p(*margins(*(cell[at] for cell in cells)))[0] for at in some]
    np.testing.assert_allclose(together[some], alone, rtol=1e-12)
    monkeypatch.setattr(contingency, "CELLS_AT_ONCE", 50)
    np.testing.assert_allclose(fisher_p(*margins(*(cell[some] for cell in cells))), alone, rtol=1e-12)


def test_with_an_empty_margin_there_is_one_table_only():
    """Its p is 1; how far it is from independence, nothing says."""
    counts = as_floats([0, 3, 0], [0, 3, 4], [5, 3, 0], [9, 3, 9])
    assert fisher_p(*counts).tolist() == [1, 1, 1]
    assert np.isnan(g2(*observed_expected(*counts))).all() and np.isnan(chi2(*observed_expected(*counts))).all()


@pytest.mark.parametrize(
    "counts",
    [
        (3, 2, 5, 9), (3, 5, 2, 9), (-1, 2, 5, 9), (0, 5, 5, 9), (1, 5, 5, 0), (0, 0, 0, 0), (1, 2, np.nan, 9),
    ],
)  # fmt: skip
def test_what_no_table_can_have_is_missing(counts):
    """More in a cell than in its margin, less than nothing, no total."""
    assert isnan(fisher_p(*as_floats(*counts))[0])
    assert isnan(g2(*observed_expected(*as_floats(*counts)))[0]) and isnan(
        chi2(*observed_expected(*as_floats(*counts)))[0]
    )


def test_parts_of_a_word_have_no_exact_p():
    """Frequencies that were adjusted are no counts."""
    assert isnan(fisher_p(*as_floats(1.5, 2, 5, 9))[0])


@pytest.mark.parametrize(
    ("n", "total", "message"),
    [
        ("many", 9, r"^n='many' holds what is no number \("),
        ([1, "x"], 9, r"^n=\[1, 'x'\] holds what is no number"),
        (10**400, 9, "holds what is no number"),
        (1, np.inf, "^total is infinite in place 0; give a number"),
        ([1, 2], [9, -np.inf], "^total is infinite in place 1"),
        ([[1, 2], [3, 4]], 9, "^n has 2 dimensions"),
        ([1, 2, 3], [8, 9], "unequal lengths, 3 of n, 2 of total"),
    ],
)
def test_what_is_no_row_of_numbers_is_refused_by_its_name(n, total, message):
    with pytest.raises(DiscourseError, match=message):
        as_floats(n, 2, 5, total)


def test_what_is_missing_in_whatever_way_is_missing():
    values = [None, np.nan, pd.NA, pd.Series([pd.NA], dtype="Int64"), pd.Series([None], dtype="double[pyarrow]")]
    assert all(np.isnan(as_floats(value, 2, 5, 9)[0]).all() for value in values)


def test_fisher_p_of_a_text_of_sixty_million_words_sums_what_has_a_chance_only():
    """Of scipy's hypergeometric distribution: all outcomes no likelier than the one seen, at both ends."""
    n, row, column, total = 15_003_000, 30_000_000, 30_000_000, 60_000_000
    chance = hypergeom(total, row, column)
    mirrored = 2 * 15_000_000 - n
    assert fisher_p(*as_floats(n, row, column, total))[0] == pytest.approx(
        chance.sf(n - 1) + chance.cdf(mirrored), rel=1e-5
    )
    # 300,000 above what is expected, at a standard deviation of 1,936.
    assert fisher_p(*as_floats(n + 297_000, row, column, total))[0] == 0


@pytest.mark.parametrize("above", [0, 1, 500, 2000, 6000])
def test_the_stated_approximation_of_fisher_p_is_near_the_exact_one(above, monkeypatch):
    """At a standard deviation of 1,118: 500 above the mean, 2,000 above, and so on."""
    tables = as_floats(5_000_000 + above, 10_000_000, 10_000_000, 20_000_000)
    exact = fisher_p(*tables)[0]
    monkeypatch.setattr(contingency, "MOST_OUTCOMES", 1000)
    assert fisher_p(*tables)[0] == pytest.approx(exact, rel=1e-3)


def test_no_tables_have_no_p():
    """An empty column in, an empty column out."""
    assert len(fisher_p(*as_floats([], [], [], []))) == 0
    assert g2(*observed_expected(*as_floats([], [], [], []))).tolist() == []


@settings(max_examples=20)
@given(tables(200))
def test_turning_the_table_changes_no_p(cells):
    """Rows for columns, and texts exchanged."""
    a, b, c, d = cells
    p = fisher_p(*margins(a, b, c, d))[0]
    for turned in ((a, c, b, d), (c, d, a, b), (b, a, d, c)):
        assert fisher_p(*margins(*turned))[0] == pytest.approx(p, rel=1e-12)
