"""How far a rate could lie from the one counted."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from discourse.errors import one_of

BINOMIAL = {
    "exact": "beta", "wilson": "wilson", "jeffreys": "jeffreys", "agresti_coull": "agresti_coull", "normal": "normal",
}  # fmt: skip
INTERVALS = [*BINOMIAL, "poisson", "bootstrap"]
# A resample can only hold what was seen: with one mention nominal 95 % cover some 63 %.
LEAST, RESAMPLES = 5, 2000


def share_interval(n, total, interval: str = "exact") -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of the 95 % interval of n / total.

    >>> [round(float(end), 4) for end in share_interval(2, 1000, "wilson")]
    [0.0005, 0.0073]
    """
    n, total = np.asarray(n, dtype=float), np.asarray(total, dtype=float)
    if one_of("interval", interval, INTERVALS) == "poisson":
        return confint_poisson(n, total, method="exact-c", alpha=0.05)
    return proportion_confint(n, total, alpha=0.05, method=BINOMIAL[interval])


def bootstrap_interval(
    counts: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame, *, keys: list[str], shared: list[str], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Resample sentences with replacement and return the middle 95 % of the shares, row by row of `counts`.

    `places` and `base` have one row a place, with its `size` in `base`; `keys` tell the rows of counts apart, `shared`
    those of them by which the totals are taken. Rows with fewer than LEAST mentions are missing.

    Source: Efron (1979); the percentile interval of Efron and Tibshirani (1993, ch. 13), clusters resampled whole.
    """
    low, high = (np.full(len(counts), np.nan) for _ in range(2))
    rows = counts.reset_index(drop=True).assign(row=range(len(counts)))
    enough = rows[rows["n"] >= LEAST]
    sizes = base.assign(group=group_of(base, shared)).groupby(["group", "doc", "sentence"], sort=True)["size"].sum()
    found = places.assign(group=group_of(places, shared)).merge(enough[[*keys, "row"]], on=keys)
    for group, some in found.groupby("group", sort=True):
        sentences = sizes.loc[group]
        at = sentences.index.get_indexer(pd.MultiIndex.from_frame(some[["doc", "sentence"]]))
        row, names = pd.factorize(some["row"], sort=True)
        table = csr_array((np.ones(len(some)), (at, row)), shape=(len(sentences), len(names)))
        drawn = np.random.default_rng(seed).multinomial(len(sentences), np.full(len(sentences), 1 / len(sentences)), RESAMPLES)
        shares = (table.T @ drawn.T).T / (drawn @ sentences.to_numpy())[:, None]
        low[names], high[names] = np.percentile(shares, [2.5, 97.5], axis=0)
    return low, high


def group_of(frame: pd.DataFrame, shared: list[str]) -> pd.Series:
    """Name the group of each row; a missing key is a group too."""
    if not shared:
        return pd.Series("", index=frame.index)
    return frame[shared].astype(str).agg("\x1f".join, axis=1)
