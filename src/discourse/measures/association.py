"""How closely two terms are tied, from the windows that hold both, either and neither."""

import numpy as np
import pandas as pd

from discourse.measures.contingency import broadcast_floats, check_parts, chi2, fisher_p, g2, observed_expected


def association(n, n_a, n_b, windows) -> pd.DataFrame:
    """Measure how much more often two terms share a window than chance would have it.

    `n` of the `windows` hold both, `n_a` the one, `n_b` the other; numbers or arrays of one length. Logarithms are of
    base 2, but for G², whose logarithms are natural.

    Returns

    - expected: n_a · n_b / windows
    - pmi: log2(n / expected); −∞ where n is 0
    - pmi2: log2(n² / expected), which favours frequent pairs; −∞ where n is 0
    - npmi: pmi / −log2(n / windows), from −1 (never together) over 0 (as chance has it) to 1 (never apart)
    - dice: 2 n / (n_a + n_b); log_dice: 14 + log2(dice), −∞ where n is 0; jaccard: n / (n_a + n_b − n)
    - g2, chi2: of the table of four cells, with a minus where the terms share fewer windows than expected
    - t: (n − expected) / √n, −∞ where n is 0; z: (n − expected) / √expected
    - delta_p_ab: P(b | a) − P(b | not a), how far a foretells b; delta_p_ba: the reverse
    - fisher_p: exact and two-sided

    What is undefined is missing: npmi where every window holds both; g2 and chi2 where a term stands in no window or
    in all; delta_p_ab where a does; everything where there are no windows. The rows are those of the arrays, numbered
    from 0. Raises DiscourseError for what is no number, is infinite, or has another length than the others, and for
    counts that cannot be: below 0, n above n_a or n_b, and fewer windows than hold a, b or either.

    Source: Church and Hanks (1990, p. 23) for pmi, Daille (1994) for pmi2 in the form of Evert (2008), Bouma (2009,
    p. 36) for npmi, Dice (1945), Rychlý (2008, p. 9) for log_dice, Jaccard (1912), Dunning (1993) for g2, Pearson
    (1900) for chi2, Church et al. (1991, pp. 120-126) for t, Dennis (1965, p. 69) for z, Gries (2013, p. 143) for
    delta_p, Fisher (1935) for fisher_p.

    >>> association(2, 2, 4, 8)[["expected", "pmi", "dice", "delta_p_ab"]].round(3)
       expected  pmi   dice  delta_p_ab
    0       1.0  1.0  0.667       0.667
    """
    n, n_a, n_b, windows = broadcast_floats(n=n, n_a=n_a, n_b=n_b, windows=windows)
    for name, part, whole_name, whole in [
        ("n", n, "n_a", n_a), ("n", n, "n_b", n_b), ("n_a", n_a, "windows", windows), ("n_b", n_b, "windows", windows),
        ("n_a + n_b - n", n_a + n_b - n, "windows", windows),
    ]:  # fmt: skip
        check_parts(name, part, whole_name, whole)
    return associate(n, n_a, n_b, windows)


def associate(n: np.ndarray, n_a: np.ndarray, n_b: np.ndarray, windows: np.ndarray) -> pd.DataFrame:
    """Measure as `association` does, of pairs within so many words, too, whose windows overlap and are estimated.

    Missing is then everything where n is above n_a or n_b; and what rests on four cells (npmi, g2, chi2, delta_p,
    fisher_p) where there are fewer windows than hold either.
    """
    possible = (n >= 0) & (n <= np.minimum(n_a, n_b)) & (windows > 0)
    n, n_a, n_b, windows = np.where(possible, [n, n_a, n_b, windows], np.nan)
    # Where there are fewer windows than hold either, there is no table of four cells.
    tables = np.where(n_a + n_b - n <= windows, windows, np.nan)
    observed, cells = observed_expected(n, n_a, n_b, windows)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n_a * n_b / windows
        pmi = np.log2(n / expected)
        dice = 2 * n / (n_a + n_b)
        return pd.DataFrame(
            {
                "expected": expected,
                "pmi": pmi,
                "pmi2": np.log2(n**2 / expected),
                "npmi": np.where((n == 0) & (n_a * n_b / tables > 0), -1.0, pmi / -np.log2(n / tables)),
                "dice": dice,
                "log_dice": 14 + np.log2(dice),
                "jaccard": n / (n_a + n_b - n),
                "g2": g2(observed, cells),
                "chi2": chi2(observed, cells),
                "t": (n - expected) / np.sqrt(n),
                "z": (n - expected) / np.sqrt(expected),
                "delta_p_ab": n / n_a - (n_b - n) / (tables - n_a),
                "delta_p_ba": n / n_b - (n_a - n) / (tables - n_b),
                "fisher_p": fisher_p(n, n_a, n_b, windows),
            },
            copy=False,
        )
