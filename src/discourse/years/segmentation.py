"""A series of counts is parted into steps of one rate each: the likeliest parting, and how likely chance is as good."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import xlogy
from scipy.stats import chi2

# Draws whose partings are worked out at once.
AT_ONCE = 500
# Likelihoods nearer than this are equal but for rounding.
NEAR = 1e-9
# No larger dispersion can be told from the counts of texts; and no gain is taken by a smaller one.
MOST_DISPERSED, LEAST_DISPERSED = 100.0, 0.3


class Partings(NamedTuple):
    """The best partings of several series: of each, by the number of changes, its log-likelihood; and the way back."""

    likelihoods: np.ndarray
    back: np.ndarray

    def changes(self, number: int, series: int = 0) -> list[int]:
        """Return where the steps of a series begin, the first left out, in its best parting with so many changes."""
        ends = [self.back.shape[2] - 1]
        for k in range(number, 0, -1):
            ends.append(int(self.back[k, series, ends[-1]]))
        return ends[:0:-1]


def part_series(n: np.ndarray, sizes: np.ndarray, *, most: int, least: int) -> Partings:
    """Part series of counts, one a row, into up to `most` + 1 steps of `least` texts at least, each of one rate.

    `sizes` are the lengths of the texts. The log-likelihood leaves out what is the same for all partings. Exact, by
    dynamic programming (Bellman and Roth 1969; Auger and Lawrence 1989).

    >>> part_series(np.array([[0, 0, 4, 4]]), np.ones(4), most=1, least=2).changes(1)
    [2]
    """
    counts = np.cumsum(np.insert(n, 0, 0, axis=1), axis=1)
    lengths = np.cumsum(np.insert(sizes.astype(float), 0, 0.0))
    series, last = counts.shape[0], counts.shape[1]
    best = np.full((most + 1, series, last), -np.inf)
    back = np.zeros((most + 1, series, last), dtype="int64")
    for end in range(least, last):
        starts = end - least + 1
        step = counts[:, end, None] - counts[:, :starts]
        fit = xlogy(step, step / (lengths[end] - lengths[:starts]))
        best[0, :, end] = fit[:, 0]
        for k in range(1, most + 1):
            found = best[k - 1, :, :starts] + fit
            back[k, :, end] = found.argmax(axis=1)
            best[k, :, end] = np.take_along_axis(found, back[k, :, end, None], axis=1)[:, 0]
    return Partings(best[:, :, -1].T, back)


def dispersion_index(n: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return how many times the variance of each series is its mean, by texts that follow each other.

    It is the mean of Pearson's chi-squared of neighbours that have a count, whose expectation is 1 for Poisson counts
    of one rate. A change of the rate raises it at one pair alone.

    >>> dispersion_index(np.array([[4, 0, 4, 0]]), np.ones(4))
    array([4.])
    """
    first, second = n[:, :-1], n[:, 1:]
    total = first + second
    expected = total * sizes[:-1] / (sizes[:-1] + sizes[1:])
    squares = (first - expected) ** 2 * np.where(total > 0, total, 0)
    chi = np.divide(squares, expected * (total - expected), out=np.zeros(total.shape), where=total > 0)
    return np.maximum(LEAST_DISPERSED, chi.sum(axis=1) / np.maximum(1, (total > 0).sum(axis=1)))


def estimate_dispersion(n: np.ndarray, sizes: np.ndarray) -> float:
    """Return how many times the variance of a series is its mean, if its counts are negative binomial; 1 at the least.

    Of two neighbours with a sum of s the chi-squared of `dispersion_index` is then φ s / (φ − 1 + s) on average, less
    than the dispersion φ where counts are few; φ is what makes the mean of all pairs the one found (method of moments).

    >>> round(estimate_dispersion(np.array([4, 0, 4, 0]), np.ones(4))), estimate_dispersion(np.ones(4), np.ones(4))
    (100, 1.0)
    """
    index, sums = dispersion_index(n[None], sizes)[0], n[:-1] + n[1:]
    sums = sums[sums > 0]

    def excess(dispersion: float) -> float:
        return float((dispersion * sums / (dispersion - 1 + sums)).mean() - index)

    if index <= 1:
        return 1.0
    return float(MOST_DISPERSED if excess(MOST_DISPERSED) <= 0 else brentq(excess, 1, MOST_DISPERSED))


def draw_series(
    n: np.ndarray, sizes: np.ndarray, changes: list[int], *, dispersion: float, draws: int, seed: int
) -> np.ndarray:
    """Draw series with the steps of this one: the counts of each step fall on its texts by their lengths, by chance.

    The sum of a step stays, so that its unknown rate plays no part. With a `dispersion` above 1 the variance is so many
    times the mean: negative binomial counts, which given their sum are Dirichlet-multinomial.

    >>> draw_series(np.array([0, 0, 4, 4]), np.ones(4), [2], dispersion=1, draws=9, seed=0)[:, :2].sum()
    np.int64(0)
    """
    rng = np.random.default_rng(seed)
    drawn = np.zeros((draws, len(n)), dtype="int64")
    for start, end in zip([0, *changes], [*changes, len(n)], strict=True):
        total, shares = n[start:end].sum(), sizes[start:end] / sizes[start:end].sum()
        chances = np.tile(shares, (draws, 1))
        if dispersion > 1 and total:
            weights = rng.standard_gamma(shares * total / (dispersion - 1), size=chances.shape)
            # All weights may be too small for a number: then one text has it all.
            empty = weights.sum(axis=1) == 0
            weights[empty] = rng.multinomial(1, shares, size=empty.sum())
            chances = weights / weights.sum(axis=1, keepdims=True)
        drawn[:, start:end] = rng.multinomial(total, chances)
    return drawn


class ChangeTest(NamedTuple):
    """How one change more is tested: the least texts of a step, whether counts may be dispersed, draws, their seed."""

    least: int
    dispersed: bool
    draws: int
    seed: int

    def gain(self, n: np.ndarray, sizes: np.ndarray, number: int) -> tuple[np.ndarray, Partings]:
        """Return twice the gain in log-likelihood by one change more than `number`, of each series; and the partings.

        Where counts may be dispersed it is taken by the dispersion of the series.
        """
        parted = part_series(n, sizes, most=number + 1, least=self.least)
        gain = 2 * (parted.likelihoods[:, number + 1] - parted.likelihoods[:, number])
        return gain / (dispersion_index(n, sizes) if self.dispersed else 1), parted

    def p(self, n: np.ndarray, sizes: np.ndarray, number: int) -> float:
        """Return how often series with `number` changes gain as much by one more as this one: a parametric bootstrap.

        >>> counts = np.array([2, 3, 2, 3, 9, 8, 9, 8])
        >>> ChangeTest(least=2, dispersed=False, draws=99, seed=0).p(counts, np.ones(8), 0)
        0.01
        """
        (gain,), parted = self.gain(n[None], sizes, number)
        drawn = self.draw(n, sizes, parted.changes(number))
        gains = [self.gain(part, sizes, number)[0] for part in np.array_split(drawn, -(-len(drawn) // AT_ONCE))]
        # Equal gains differ by rounding.
        return float((1 + (np.concatenate(gains) >= gain - NEAR).sum()) / (1 + len(drawn)))

    def interval(self, n: np.ndarray, sizes: np.ndarray, change: int, level: float) -> tuple[int, int]:
        """Return the first and the last text at which the one change of a series may be, with 1 − `level`.

        Those are kept whose log-likelihood is below the best by no more than that of the true change is in all but a
        share `level` of series drawn with this one. The bound is half a quantile of chi-squared at the least, for a few
        places always fall where the change is clear.

        >>> test = ChangeTest(least=2, dispersed=False, draws=99, seed=0)
        >>> test.interval(np.array([0] * 9 + [7] * 9), np.ones(18), 9, 0.05)
        (9, 9)
        """
        found = change_likelihoods(self.draw(n, sizes, [change]), sizes, least=self.least)
        most = np.quantile(found.max(axis=1) - found[:, change - self.least], 1 - level, method="higher")
        own = change_likelihoods(n[None], sizes, least=self.least)[0]
        most = max(most, chi2.isf(level, 1) / 2)
        kept = np.flatnonzero(own >= own.max() - most - NEAR) + self.least
        return int(min(kept[0], change)), int(max(kept[-1], change))

    def draw(self, n: np.ndarray, sizes: np.ndarray, changes: list[int]) -> np.ndarray:
        """Draw series with the steps of this one, as dispersed as it is."""
        dispersion = estimate_dispersion(n, sizes) if self.dispersed else 1.0
        return draw_series(n, sizes, changes, dispersion=dispersion, draws=self.draws, seed=self.seed)


def change_likelihoods(n: np.ndarray, sizes: np.ndarray, *, least: int) -> np.ndarray:
    """Return for each series the log-likelihood of one change, at each text where it may be.

    >>> change_likelihoods(np.array([[0, 0, 4, 4]]), np.ones(4), least=1).argmax()
    np.int64(1)
    """
    before, length = np.cumsum(n, axis=1)[:, :-1], np.cumsum(sizes)[:-1]
    total, whole = n.sum(axis=1, keepdims=True), sizes.sum()
    fit = xlogy(before, before / length) + xlogy(total - before, (total - before) / (whole - length))
    return fit[:, least - 1 : fit.shape[1] - least + 1]
