"""How far a rate could lie from the one counted."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import betainccinv, betaincinv, gammainccinv, gammaincinv

from discourse.errors import DiscourseError, one_of
from discourse.schema import first_rows, number_groups
from discourse.words.windows import word_sizes

INTERVALS = ["exact", "wilson", "jeffreys", "agresti_coull", "normal", "poisson", "bootstrap"]
# A resample can only hold what was seen: with one mention nominal 95 % cover some 63 %.
LEAST, RESAMPLES = 5, 2000
# So many intervals are worked out without asking which are the same.
FEW = 1000


def share_interval(n, total, interval: str = "exact") -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of the 95 % interval of n / total; missing where n cannot be out of total, or total is 0.

    Source: Clopper and Pearson (1934), Wilson (1927), Brown, Cai and DasGupta (2001) for the others of a share, Garwood
    (1936) for that of a Poisson count.

    >>> [round(float(end), 4) for end in share_interval(2, 1000, "wilson")]
    [0.0005, 0.0073]
    """
    one_of("interval", interval, INTERVALS)
    n, total = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(total, dtype=float))
    if n.ndim and n.size > FEW:
        # Of many words most have the same counts, whose interval is worked out once.
        (row,) = number_groups(["n", "total"], pd.DataFrame({"n": n.ravel(), "total": total.ravel()}))
        first = first_rows(row)
        if len(first) < n.size:
            ends = share_interval(n.ravel()[first], total.ravel()[first], interval)
            return ends[0][row].reshape(n.shape), ends[1][row].reshape(n.shape)
    known = (n >= 0) & (n <= total) & (total > 0) & (total < np.inf)
    n, total = np.where(known, n, np.nan), np.where(known, total, np.nan)
    tail = 0.025
    if interval == "poisson":
        low, high = gammaincinv(n, tail) / total, gammainccinv(n + 1, tail) / total
    elif interval == "exact":
        low, high = betaincinv(n, total - n + 1, tail), betainccinv(n + 1, total - n, tail)
    elif interval == "jeffreys":
        low, high = (quantile(n + 0.5, total - n + 0.5, tail) for quantile in (betaincinv, betainccinv))
    else:
        # Imported where it is asked for: it takes longer to load than all else that a count needs.
        from statsmodels.stats.proportion import proportion_confint

        low, high = proportion_confint(n, total, alpha=2 * tail, method=interval)
    # A share ends at none and at all, where the quantiles of "jeffreys" do not (Brown et al. 2001).
    low, high = np.where(n == 0, 0, low), np.where((n == total) & (interval != "poisson"), 1, high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def bootstrap_interval(
    counts: pd.DataFrame,
    places: pd.DataFrame,
    words: pd.DataFrame,
    *,
    keys: list[str],
    shared: list[str],
    unit: str,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Resample sentences with replacement and return the middle 95 % of the shares, row by row of `counts`.

    `keys` tell the rows of counts apart, and the places that each counts; `shared` are those of them by which the
    totals are taken, in `unit`. Rows with fewer than LEAST mentions are missing.

    Source: Efron (1979); the percentile interval of Efron and Tibshirani (1993, ch. 13), clusters resampled whole.
    """
    for frame in (places, words):
        if not {"doc", "sentence"} <= set(frame):
            raise DiscourseError(
                "interval='bootstrap' resamples sentences, but a frame lacks 'doc' or 'sentence'; give tokens and "
                f"mentions that have both, or another interval: {[name for name in INTERVALS if name != 'bootstrap']}"
            )
    low, high = (np.full(len(counts), np.nan) for _ in range(2))
    counted, key = number_groups(keys, counts, places)
    row = np.argsort(counted)[key]
    groups = np.concatenate(number_groups(shared, words, places))
    sentences = np.concatenate(number_groups([*dict.fromkeys([*shared, "doc", "sentence"])], words, places))
    here, most = sentences[: len(words)], max(sentences, default=-1)
    sizes = np.bincount(here, weights=word_sizes(words, unit), minlength=most + 1)
    enough = counts["n"].to_numpy()[row] >= LEAST
    for group in np.unique(groups[len(words) :][enough]):
        mine = np.unique(sentences[groups == group])
        here = enough & (groups[len(words) :] == group)
        at = np.searchsorted(mine, sentences[len(words) :][here])
        column, rows = pd.factorize(row[here], sort=True)
        table = csr_array((np.ones(len(at)), (at, column)), shape=(len(mine), len(rows)))
        low[rows], high[rows] = resample_shares(table, sizes[mine], seed)
    return low, high


def resample_shares(table: csr_array | np.ndarray, sizes: np.ndarray, seed: int) -> np.ndarray:
    """Return the ends of the middle 95 % of shares over sentences that are drawn with replacement.

    `table` says what each sentence (row) has of each column, `sizes` how long it is.
    """
    # Numbers with a point are multiplied many times faster than whole ones.
    drawn = np.random.default_rng(seed).multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), RESAMPLES)
    drawn = drawn.astype(float)
    totals = (drawn @ sizes.astype(float))[:, None]
    shares = (table.T @ drawn.T).T / np.where(totals > 0, totals, np.nan)
    return np.percentile(shares, [2.5, 97.5], axis=0)
