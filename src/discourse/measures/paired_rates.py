"""What the blocks of two versions say of a difference of rates: how likely, how large, and what could have been shown.

All functions take the counts and the words of the blocks of both versions, rows × blocks or blocks.
"""

from bisect import bisect_left
from functools import partial

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import ndtr, ndtri, stdtrit

# So few blocks are flipped in all ways; the sums of more are counted on a grid of so many steps.
WRITTEN_OUT, GRID = 12, 4096
# All ways to give signs to so many steps, the first that of only plus; the first 2^m rows of m columns are those of m.
ALL_SIGNS = 1.0 - 2 * (np.arange(2**WRITTEN_OUT)[:, None] >> np.arange(WRITTEN_OUT) & 1)
# An interval needs so many effective blocks, and so many with the term on each side, and is drawn so often; detectable
# ratios go up to 16 by such steps.
LEAST_BLOCKS, LEAST_HOLDING, RESAMPLES = 6, 2, 2000
POWER, TRIALS, RATIOS = 0.8, 200, 2 ** (np.arange(1, 65) / 16)
TOO_FEW, ONE_SIDED = "refused: too few blocks differ", "refused: one version has none"
ONE_BLOCK = "refused: one version has it in one block or passage"
NOT_DRAWN = "refused: nothing is drawn with seed=None"
BEYOND = "refused: not even 16 times as much could be shown"


def describe_rates(
    n_old, n_new, words_old, words_new, *, log_ratio=(), passages=None, level: float = 0.05, seed: int | None = 0
) -> pd.DataFrame:
    """Test rows of counts in blocks, rows × blocks, and give the interval of each `log_ratio` and what could be shown.

    `words_old` and `words_new` are those of the blocks, `passages` their numbers (see `number_passages`; default:
    each block is one), the same for all rows. Returns the columns of `add_paired_test` that
    are not corrected, from n_effective to detectable_note.
    """
    steps = rate_steps(n_old, words_old, n_new, words_new)
    stands = (n_old + n_new) > 0
    # What the lengths of other blocks add makes no p smaller than the blocks with the term can.
    effective, p = effective_p(steps, stands)
    units, at = np.unique(np.arange(steps.shape[1]) if passages is None else passages, return_inverse=True)
    inside = csr_array((np.ones(len(at)), (np.arange(len(at)), at)), shape=(len(at), len(units)))
    apart, joined = effective_p(steps @ inside, np.where(stands, steps, 0) @ inside != 0)
    both = n_old.any(axis=1) & n_new.any(axis=1)
    # A passage is drawn as one: what is in it is no evidence of its own for the interval, either.
    old, old_words, new, new_words = (each @ inside for each in (n_old, words_old, n_new, words_new))
    holding = np.minimum((old > 0).sum(axis=1), (new > 0).sum(axis=1))
    few = [~both, np.minimum(effective, apart) < LEAST_BLOCKS, holding < LEAST_HOLDING, seed is None]
    notes = np.select(few, [ONE_SIDED, TOO_FEW, ONE_BLOCK, NOT_DRAWN], "")
    low, high, ratio = np.full((3, len(n_old)), np.nan)
    able = notes == ""
    if able.any() and seed is not None:
        ends = paired_interval(old[able], old_words, new[able], new_words, effective=apart[able], seed=seed)
        # Both are about the log ratio of the totals that the rows state.
        seen = np.log2((n_new[able].sum(axis=1) * words_old.sum()) / (n_old[able].sum(axis=1) * words_new.sum()))
        low[able], high[able] = (end - seen + log_ratio[able] for end in ends)
    enough = least_p(stands.sum(axis=1)) <= level
    if seed is not None:
        for row in np.flatnonzero(both & enough):
            ratio[row] = detectable_ratio(n_old[row], words_old, n_new[row], words_new, level=level, seed=seed)
    reasons = [~both, ~enough, seed is None, np.isnan(ratio)]
    return pd.DataFrame(
        {
            "n_effective": effective,
            "p_rate": p,
            "p_rate_smallest": least_p(effective),
            "p_rate_joined": joined,
            "p_rate_joined_smallest": least_p(apart),
            "log_ratio_paired_low": low,
            "log_ratio_paired_high": high,
            "interval": np.where(able, "paired_bootstrap", "none"),
            "interval_note": notes,
            "detectable": ratio,
            "detectable_note": np.select(reasons, [ONE_SIDED, TOO_FEW, NOT_DRAWN, BEYOND], ""),
        }
    )


def rate_steps(n_old, words_old, n_new, words_new) -> np.ndarray:
    """Return what each block adds to the difference of the rates, in mentions; positive is more in `new`.

    The rate of both together is taken off each side: (n_new − rate · words_new) / total_new, less the same of the old
    side, times the harmonic mean of both totals. The sum is the difference of the rates times that mean. Of versions of
    one length a block adds d − rate · l: by how much its counts differ, and its words.

    >>> rate_steps([2, 1], [10, 10], [1, 2], [10, 0]).round(2).tolist()
    [-1.33, 3.33]
    """
    n_old, words_old, n_new, words_new = (
        np.asarray(each, dtype=float) for each in (n_old, words_old, n_new, words_new)
    )
    total_old, total_new = (each.sum(axis=-1, keepdims=True) for each in (words_old, words_new))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = (n_old + n_new).sum(axis=-1, keepdims=True) / (total_old + total_new)
        mean = 2 / (1 / total_old + 1 / total_new)
        return mean * ((n_new - rate * words_new) / total_new - (n_old - rate * words_old) / total_old)


def effective_p(steps: np.ndarray, stands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return of each row of steps the effective number of those where the term stands, and p, not below their least."""
    effective = effective_number(np.where(stands, steps, 0))
    least = least_p(effective)
    # What stands in one block has a p of 1, however the signs of the others fall: half of all words, as a rule.
    open_rows = (least < 1) | np.isnan(steps).any(axis=1)
    # Rows with the same steps (words of one sentence) are counted out once.
    kinds, rows = np.unique(steps[open_rows], axis=0, return_inverse=True)
    p = np.ones(len(steps))
    p[open_rows] = np.array([flip_p(each) for each in kinds], dtype=float)[rows]
    return effective, np.maximum(p, least)


def number_passages(places_old, places_new) -> np.ndarray:
    """Number blocks alike that follow each other in one version and are missing from the other: one passage.

    The places are those of the blocks in each version, missing or infinite where it lacks them.

    >>> number_passages([1, 2, 3, 4, np.nan, np.nan], [1, np.nan, np.nan, 4, 3, 2]).tolist()
    [0, 1, 1, 3, 5, 5]
    """
    sides = [np.asarray(places, dtype=float) for places in (places_old, places_new)]
    numbers = np.arange(len(sides[0]))
    for mine, other in (sides, sides[::-1]):
        here = np.argsort(mine)[: np.isfinite(mine).sum()]
        alone = ~np.isfinite(other[here])
        begins = ~(alone & np.concatenate([[False], alone[:-1]]))
        first = here[np.maximum.accumulate(np.where(begins, np.arange(len(here)), 0))]
        numbers[here[alone]] = first[alone]
    return numbers


def flip_p(steps: np.ndarray) -> float:
    """Return the share of all signs of the steps whose sum is as far from 0 as the sum seen, or farther.

    Up to twelve steps are written out. More are rounded to 1/4,096 of the sum of their sizes, and counted out: the
    signs of rounded steps are as even as those of the steps.

    >>> flip_p([1, 1, 1, 1, 1, 1]), flip_p([0.5, 0.5, -0.5]), flip_p([])
    (0.03125, 1.0, 1.0)
    """
    steps = np.asarray(steps, dtype=float)
    if np.isnan(steps).any():
        return np.nan
    steps = steps[np.argsort(np.abs(steps), kind="stable")]
    steps = steps[np.abs(steps) > 1e-9 * np.abs(steps).max(initial=0)]
    if len(steps) <= WRITTEN_OUT:
        # The first is the sum seen. To turn all signs changes no size: those ways tell in which the last is plus.
        sums = np.abs(ALL_SIGNS[: 2 ** max(0, len(steps) - 1), : len(steps)] @ steps)
        return float((sums >= sums[0] * (1 - 1e-9)).mean())
    whole = np.rint(steps * (GRID / np.abs(steps).sum())).astype(int)
    # chances[k] is the chance that the steps with a plus add up to k.
    chances, top = np.zeros(np.abs(whole).sum() + 1), 1
    chances[0] = 1.0
    for size in np.abs(whole[whole != 0]):
        chances[:top] = half = 0.5 * chances[:top]
        chances[size : size + top] += half
        top += size
    sums = np.abs(2 * np.arange(top) - np.abs(whole).sum())
    return float(min(1.0, chances[:top][sums >= abs(whole.sum())].sum()))


def effective_number(steps: np.ndarray) -> np.ndarray:
    """Return how many steps of one size would count as much: (sum of sizes)² / sum of squares (Kish 1965); 0 of none.

    >>> effective_number(np.array([[1.0, -1, 1, 0], [3, 1, 0, 0], [0, 0, 0, 0]])).tolist()
    [3.0, 1.6, 0.0]
    """
    squares = (steps**2).sum(axis=-1)
    return np.abs(steps).sum(axis=-1) ** 2 / np.where(squares > 0, squares, 1)


def paired_interval(n_old, words_old, n_new, words_new, *, effective, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of the 95 % interval of the log ratio of each row, blocks resampled with replacement.

    A block is drawn with both its sides. The percentiles are those that are corrected for bias and accelerated (BCa,
    Efron and Tibshirani 1993, ch. 14): a version with the term in few blocks has it by chance much less often than it
    might, and seldom much more. They make up for few blocks (Hesterberg 2015) by the quantile of t with as many degrees
    of freedom as there are `effective` blocks with the term, less one, for it is these that the spread of the draws
    rests on, however many blocks are drawn. `words_old` and `words_new` are one row for all, or rows.
    """
    words_old, words_new = np.atleast_2d(words_old, words_new)
    blocks = words_old.shape[1]
    places = (
        np.random.default_rng(seed).integers(blocks, size=(RESAMPLES, blocks)) + blocks * np.arange(RESAMPLES)[:, None]
    )
    # How often each block is drawn, draw by draw; counted, which is faster than to draw the counts themselves.
    drawn = np.bincount(places.ravel(), minlength=places.size).reshape(places.shape)
    # The first row is what was seen, each block once.
    drawn = np.concatenate([np.ones((1, blocks)), drawn])
    logs, pulls = [], []
    for n, words in ((n_old, words_old), (n_new, words_new)):
        found = drawn @ n.T
        # As in the log ratio itself, 0.5 stands for none.
        logs.append(np.log2(np.where(found > 0, found, 0.5)) - np.log2(np.maximum(drawn @ words.T, 1)))
        pulls.append(n / n.sum(axis=1, keepdims=True) - words / words.sum(axis=1, keepdims=True))
    (seen,), ratios = np.split(logs[1] - logs[0], [1])
    bias = ndtri(np.mean([ratios < seen, ratios <= seen], axis=(0, 1)).clip(1 / RESAMPLES, 1 - 1 / RESAMPLES))
    # How much one block pulls at the log ratio: the skewness of these is the acceleration.
    pull = pulls[1] - pulls[0]
    squares = (pull**2).sum(axis=1)
    speed = (pull**3).sum(axis=1) / (6 * np.where(squares > 0, squares, 1) ** 1.5)
    far = bias + np.array([[-1], [1]]) * stdtrit(np.asarray(effective) - 1, 0.975)
    shares = ndtr(bias + far / np.maximum(1 - speed * far, 0.05))
    low, high = np.array([np.quantile(*each) for each in zip(ratios.T, shares.T, strict=True)]).T
    return low, high


def detectable_ratio(n_old, words_old, n_new, words_new, *, level: float, seed: int) -> float:
    """Return the least ratio of the rates that the test would show in these blocks four times out of five.

    Mentions are left out at random, of the one version or of the other, until the version that has the higher rate has
    it so many times as high; of equal rates, the worse of both ways. Missing where no ratio up to 16 would be shown.
    `level` is that of a single test, taken by the normal quantile.
    """
    old, new = (n_old, words_old), (n_new, words_new)
    ratio = (n_new.sum() / words_new.sum()) / (n_old.sum() / words_old.sum())
    ways = [(*new, *old, ratio)] * bool(ratio >= 1) + [(*old, *new, 1 / ratio)] * bool(ratio <= 1)
    found = []
    for *sides, seen in ways:
        share = partial(shown_share, *sides, seen=seen, level=level, seed=seed)
        at = bisect_left(RATIOS, POWER, key=share)
        found.append(RATIOS[at] if at < len(RATIOS) else np.nan)
    return float(np.max(found))


def shown_share(many, words, few, others, ratio: float, *, seen: float, level: float, seed: int) -> float:
    """Return how often the test shows that `many` are more, once mentions are left out so that from the ratio `seen`
    of the rates comes `ratio`: each is kept with that chance, trial by trial."""
    random = np.random.default_rng(seed)
    total, other = words.sum(), others.sum()
    mean, here = 2 / (1 / total + 1 / other), (many + few) > 0
    left = []
    for n, share, size in ((many, min(1, ratio / seen), total), (few, min(1, seen / ratio), other)):
        ends = np.cumsum(n[here]).astype(int)
        kept = np.cumsum(random.random((TRIALS, ends[-1])) < share, axis=1)
        left.append(np.diff(np.pad(kept, ((0, 0), (1, 0)))[:, ends], axis=1, prepend=0) / size)
    lengths = mean * (words / total - others / other)
    rate = (left[0].sum(axis=1) * total + left[1].sum(axis=1) * other) / (total + other)
    steps = mean * (left[0] - left[1]) - rate[:, None] * lengths[here]
    spread = np.sqrt((steps**2).sum(axis=1) + rate**2 * (lengths[~here] ** 2).sum())
    far = mean * (left[0] - left[1]).sum(axis=1) >= -ndtri(level / 2) * spread
    return float((far & (least_p(effective_number(steps)) <= level)).mean())


def least_p(effective):
    """Return the least p that so many effective blocks can give: 2 / 2^effective."""
    return np.minimum(1, 2.0 ** (1 - np.asarray(effective)))
