"""Tests of a two-by-two table: how far its cells are from independence."""

import numpy as np
import pandas as pd
from pandas.api.types import is_list_like
from scipy.special import ndtr, xlog1py

from discourse.errors import DiscourseError, one_line
from discourse.schema import number_groups

# Two tables whose probabilities differ by less than rounding are equally likely.
AS_LIKELY = 1e-7
CELLS_AT_ONCE = 1_000_000
# The exponent below which a probability is 0 in double precision; outcomes summed for one table at the most.
NO_CHANCE, MOST_OUTCOMES = 745.0, 3_000_000
# On which side of independence a cell lies when the first lies above it.
SIDES = np.array([[1], [-1], [-1], [1]])


def broadcast_floats(**values) -> list[np.ndarray]:
    """Bring numbers and arrays, by their names, to float arrays of one length; what is missing stays so.

    Raises DiscourseError for what is no number, is infinite, has rows and columns, or another length than the others.

    >>> broadcast_floats(n=[1, 2], total=10)
    [array([1., 2.]), array([10., 10.])]
    """
    arrays = {}
    for name, value in values.items():
        if np.ndim(value) > 1:
            raise DiscourseError(f"{name} has {np.ndim(value)} dimensions; give a number, or an array of one dimension")
        try:
            array = pd.array(value if is_list_like(value) else [value]).to_numpy(float, na_value=np.nan)
        except (TypeError, ValueError, OverflowError) as error:
            raise DiscourseError(f"{name}={one_line(value)} holds what is no number ({error}); give numbers") from error
        if np.isinf(array).any():
            raise DiscourseError(f"{name} is infinite in place {np.flatnonzero(np.isinf(array))[0]}; give a number")
        arrays[name] = array
    lengths = {name: len(array) for name, array in arrays.items() if len(array) != 1}
    if len({*lengths.values()}) > 1:
        told = ", ".join(f"{length} of {name}" for name, length in lengths.items())
        raise DiscourseError(f"the arrays have unequal lengths, {told}; give one number, or as many as of the others")
    return list(np.broadcast_arrays(*arrays.values()))


def check_parts(name: str, part: np.ndarray, whole_name: str, whole: np.ndarray) -> None:
    """Refuse counts below 0, and above what they are a part of; either may be missing.

    >>> check_parts("n_a", np.array([12.0]), "windows", np.array([10.0]))
    Traceback (most recent call last):
    discourse.errors.DiscourseError: n_a=12 in place 0 is above windows=10; a count is a part of its total
    """
    for each, values in ((name, part), (whole_name, whole)):
        for at in np.flatnonzero(values < 0)[:1]:
            raise DiscourseError(f"{each}={values[at]:.12g} in place {at} is below 0; a count is 0 or more")
    for at in np.flatnonzero(part > whole)[:1]:
        told = f"{name}={part[at]:.12g} in place {at} is above {whole_name}={whole[at]:.12g}"
        raise DiscourseError(f"{told}; a count is a part of its total")


def observed_expected(n, row, column, total) -> tuple[np.ndarray, np.ndarray]:
    """Return the four observed and expected cells of tables with first cell `n` and first margins `row`, `column`.

    Both have the shape (4, tables). A table that cannot be, or has an empty margin, is missing throughout.
    """
    observed = np.stack([n, row - n, column - n, total - row - column + n])
    rows, columns = [row, row, total - row, total - row], [column, total - column, column, total - column]
    expected = np.stack([r * c for r, c in zip(rows, columns, strict=True)]) / np.where(total > 0, total, np.nan)
    possible = (observed >= 0).all(axis=0) & (expected > 0).all(axis=0)
    return np.where(possible, observed, np.nan), np.where(possible, expected, np.nan)


def excess(observed: np.ndarray) -> np.ndarray:
    """Return how far the first cell lies above its expected value, as the fourth does; the others lie as far below.

    From the cells alone, for O − E loses the digits of a small difference between large counts.
    """
    a, b, c, d = observed
    return (a * d - b * c) / observed.sum(axis=0)


def g2(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Log-likelihood ratio G² = 2 Σ O ln(O / E) (Dunning 1993), with a minus where the first cell is below its E."""
    above = excess(observed)
    return np.sign(above) * 2 * xlog1py(observed, SIDES * above / expected).sum(axis=0)


def chi2(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Pearson's χ² = Σ (O − E)² / E (Pearson 1900), without Yates's correction, signed as `g2` is."""
    above = excess(observed)
    return np.sign(above) * (above**2 / expected).sum(axis=0)


def fisher_p(n, row, column, total) -> np.ndarray:
    """Fisher's exact p, two-sided: the probability of all tables that are no likelier than this one (Fisher 1935).

    Outcomes whose probability is 0 in double precision are left out, so that time and memory are bounded. Of tables
    that leave more than MOST_OUTCOMES, which have billions in every cell, p is that of the normal distribution of the
    same mean and variance, with the correction for continuity. Equal tables are worked out once, for most terms of a
    text share theirs with many others.
    """
    tables = np.stack([n, row, column, total], axis=1)
    possible = np.isfinite(tables).all(axis=1) & (tables >= 0).all(axis=1) & (total > 0)
    possible &= (n <= np.minimum(row, column)) & (n >= row + column - total)
    possible &= (tables == np.floor(tables)).all(axis=1)
    p = np.full(len(tables), np.nan)
    if possible.any():
        cells = ["n", "row", "column", "total"]
        (where,) = number_groups(cells, pd.DataFrame(tables[possible], columns=cells))
        distinct = np.empty((where.max() + 1, 4))
        distinct[where] = tables[possible]
        n, row, column, total = distinct.T
        mean = row * column / total
        variance = mean * (1 - row / total) * (total - column) / np.maximum(total - 1, 1)
        # Farther from the mean no outcome has a chance (Bernstein's inequality, which holds for this distribution too).
        reach = NO_CHANCE / 3 + np.sqrt((NO_CHANCE / 3) ** 2 + 2 * NO_CHANCE * variance)
        low = np.maximum(np.maximum(0, row + column - total), np.floor(mean - reach))
        high = np.minimum(np.minimum(row, column), np.ceil(mean + reach))
        outcomes = high - low + 1
        with np.errstate(divide="ignore", invalid="ignore"):
            normal = 2 * ndtr((0.5 - np.abs(n - mean)) / np.sqrt(variance))
        tails = np.where(outcomes > MOST_OUTCOMES, np.minimum(1, normal), 0.0)
        summed = np.flatnonzero((outcomes <= MOST_OUTCOMES) & (n >= low) & (n <= high))
        # As many tables at once as have outcomes that fit into memory.
        ends = np.flatnonzero(np.diff(np.cumsum(outcomes[summed]) // CELLS_AT_ONCE)) + 1
        for some in np.split(summed, ends):
            tails[some] = two_sided_tail(distinct[some], low[some], high[some])
        p[possible] = tails[where]
    return p


def two_sided_tail(tables: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Sum the probabilities of the outcomes from `low` to `high` no likelier than the one seen, table by table."""
    n, row, column, total = tables.T
    sizes = (high - low + 1).astype(int)
    first = np.cumsum(sizes) - sizes
    outcome = np.arange(sizes.sum()) - np.repeat(first - low, sizes)
    # The logarithm of each outcome's hypergeometric probability, up to a constant for each table: the steps from one
    # outcome to the next are summed, for factorials of large totals lose digits; where a table begins the sum is 0.
    rows, columns, totals = (np.repeat(value, sizes) for value in (row, column, total))
    with np.errstate(divide="ignore"):
        step = np.log((rows - outcome + 1) * (columns - outcome + 1) / (outcome * (totals - rows - columns + outcome)))
    step[first] = 0
    step[first[1:]] = -np.add.reduceat(step, first)[:-1]
    likely = np.cumsum(step)
    likely -= np.repeat(np.maximum.reduceat(likely, first), sizes)
    chance, seen = np.exp(likely), np.repeat(likely[first + (n - low).astype(int)], sizes)
    no_likelier = np.where(likely <= seen + AS_LIKELY, chance, 0)
    return np.add.reduceat(no_likelier, first) / np.add.reduceat(chance, first)
