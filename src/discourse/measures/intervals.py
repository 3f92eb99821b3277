"""How far a rate could lie from the one counted."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from discourse.errors import DiscourseError, one_of

BINOMIAL = {
    "exact": "beta", "wilson": "wilson", "jeffreys": "jeffreys", "agresti_coull": "agresti_coull", "normal": "normal",
}  # fmt: skip
INTERVALS = [*BINOMIAL, "poisson", "bootstrap"]
# A resample can only hold what was seen: with one mention nominal 95 % cover some 63 %.
LEAST, RESAMPLES = 5, 2000


def share_interval(n, total, interval: str = "exact") -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of the 95 % interval of n / total; missing where n cannot be out of total, or total is 0.

    >>> [round(float(end), 4) for end in share_interval(2, 1000, "wilson")]
    [0.0005, 0.0073]
    """
    n, total = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(total, dtype=float))
    known = (n >= 0) & (n <= total) & (total > 0) & (total < np.inf)
    n, total = np.where(known, n, np.nan), np.where(known, total, np.nan)
    if one_of("interval", interval, INTERVALS) == "poisson":
        low, high = confint_poisson(n, total, method="exact-c", alpha=0.05)
    else:
        low, high = proportion_confint(n, total, alpha=0.05, method=BINOMIAL[interval])
        # A share ends at none and at all, where the quantiles of "jeffreys" do not (Brown et al. 2001).
        low, high = np.where(n == 0, 0, low), np.where(n == total, 1, high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def bootstrap_interval(
    counts: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame, *, keys: list[str], shared: list[str], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Resample sentences with replacement and return the middle 95 % of the shares, row by row of `counts`.

    `places` and `base` have one row a place, with its `_size` in `base`; `keys` tell the rows of counts apart, `shared`
    those of them by which the totals are taken. Rows with fewer than LEAST mentions are missing.

    Source: Efron (1979); the percentile interval of Efron and Tibshirani (1993, ch. 13), clusters resampled whole.
    """
    low, high = (np.full(len(counts), np.nan) for _ in range(2))
    rows = counts.reset_index(drop=True).assign(_row=range(len(counts)))
    enough = rows[rows["n"] >= LEAST]
    sentences = sentences_of(places, base, shared)
    sizes = sentences.groupby(["_group", "doc", "sentence"])["_size"].sum()
    groups = sentences["_group"].to_numpy()[len(base) :]
    found = places.assign(_group=groups).merge(enough[[*keys, "_row"]], on=keys)
    for group, some in found.groupby("_group"):
        words = sizes.loc[group]
        at = words.index.get_indexer(pd.MultiIndex.from_frame(some[["doc", "sentence"]]))
        row, names = pd.factorize(some["_row"], sort=True)
        table = csr_array((np.ones(len(some)), (at, row)), shape=(len(words), len(names)))
        drawn = np.random.default_rng(seed).multinomial(len(words), np.full(len(words), 1 / len(words)), RESAMPLES)
        totals = (drawn @ words.to_numpy())[:, None]
        shares = (table.T @ drawn.T).T / np.where(totals > 0, totals, np.nan)
        low[names], high[names] = np.percentile(shares, [2.5, 97.5], axis=0)
    return low, high


def sentences_of(places: pd.DataFrame, base: pd.DataFrame, shared: list[str]) -> pd.DataFrame:
    """List the words of `base`, then the places, each with its sentence, its group and its size: a place has none."""
    columns = [*dict.fromkeys([*shared, "doc", "sentence"])]
    for frame in (places, base):
        if not {"doc", "sentence"} <= set(frame):
            raise DiscourseError(
                "interval='bootstrap' resamples sentences, but a frame lacks 'doc' or 'sentence'; give tokens and "
                f"mentions that have both, or another interval: {[name for name in INTERVALS if name != 'bootstrap']}"
            )
    sentences = pd.concat([base[[*columns, "_size"]], places[columns].assign(_size=0)], ignore_index=True)
    return sentences.assign(_group=sentences.groupby(shared, dropna=False).ngroup() if shared else 0)
