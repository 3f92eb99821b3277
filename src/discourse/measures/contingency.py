"""Tests of a two-by-two table: how far its cells are from independence."""

import numpy as np
from scipy.special import betaln, xlogy

# Two tables whose probabilities differ by less than rounding are equally likely.
AS_LIKELY = 1 + 1e-7
CELLS_AT_ONCE = 1_000_000


def columns_of(*values) -> list[np.ndarray]:
    """Bring numbers and arrays to float arrays of one length."""
    return np.broadcast_arrays(*(np.atleast_1d(np.asarray(value, dtype=float)) for value in values))


def cells_of(n, row, column, total) -> tuple[np.ndarray, np.ndarray]:
    """Return the four observed and expected cells of tables with first cell `n` and first margins `row`, `column`.

    Both have the shape (4, tables). A table that cannot be, or has an empty margin, is missing throughout.
    """
    observed = np.stack([n, row - n, column - n, total - row - column + n])
    rows, columns = [row, row, total - row, total - row], [column, total - column, column, total - column]
    expected = np.stack([r * c for r, c in zip(rows, columns, strict=True)]) / np.where(total > 0, total, np.nan)
    possible = (observed >= 0).all(axis=0) & (expected > 0).all(axis=0)
    return np.where(possible, observed, np.nan), np.where(possible, expected, np.nan)


def g2(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Log-likelihood ratio G² = 2 Σ O ln(O / E) (Dunning 1993, p. 67)."""
    return 2 * xlogy(observed, observed / expected).sum(axis=0)


def chi2(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Pearson's χ² = Σ (O − E)² / E (Pearson 1900), without Yates's correction."""
    return ((observed - expected) ** 2 / expected).sum(axis=0)


def fisher_p(n, row, column, total) -> np.ndarray:
    """Fisher's exact p, two-sided: the probability of all tables that are no likelier than this one (Fisher 1935).

    Equal tables are worked out once, for most terms of a text share theirs with many others.
    """
    tables = np.stack([n, row, column, total], axis=1)
    possible = np.isfinite(tables).all(axis=1) & (tables >= 0).all(axis=1) & (total > 0)
    possible &= (n <= np.minimum(row, column)) & (n >= row + column - total)
    p = np.full(len(tables), np.nan)
    if possible.any():
        distinct, where = np.unique(tables[possible], axis=0, return_inverse=True)
        p[possible] = np.concatenate([tail_of(chunk) for chunk in in_chunks(distinct)])[where.ravel()]
    return p


def in_chunks(tables: np.ndarray) -> list[np.ndarray]:
    """Split tables so that the outcomes of each chunk fit into memory."""
    outcomes = np.cumsum(np.minimum(tables[:, 1], tables[:, 2]) + 1)
    return np.split(tables, np.flatnonzero(np.diff(outcomes // CELLS_AT_ONCE)) + 1)


def tail_of(tables: np.ndarray) -> np.ndarray:
    """Sum the probabilities of the outcomes that are no likelier than the one seen, table by table."""
    n, row, column, total = tables.T
    low, high = np.maximum(0, row + column - total), np.minimum(row, column)
    sizes = (high - low + 1).astype(int)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    outcome = np.arange(sizes.sum()) - np.repeat(first - low, sizes)
    total, row, column = (np.repeat(value, sizes) for value in (total, row, column))
    chance = np.exp(
        ln_choose(row, outcome) + ln_choose(total - row, column - outcome) - ln_choose(total, column)
    )
    seen = np.repeat(chance[first + (n - low).astype(int)], sizes)
    return np.minimum(np.add.reduceat(np.where(chance <= seen * AS_LIKELY, chance, 0), first), 1)


def ln_choose(n, k) -> np.ndarray:
    """Return the natural logarithm of the number of ways to choose k out of n."""
    return -betaln(n - k + 1, k + 1) - np.log(n + 1)
