"""What differs between two versions: counts, rates, log ratios."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from discourse.errors import DiscourseError, one_of
from discourse.measures.frequency import PER
from discourse.words.windows import countable


def keyness(n_old, total_old, n_new, total_new) -> pd.DataFrame:
    """Compare how often something stands in an old and a new text; more in `new` is positive.

    Counts and totals are numbers or arrays of one length.

    Returns rate_old, rate_new (per 1,000), log_ratio = log2 of rate_new / rate_old, and its 95 % interval
    log_ratio_low, log_ratio_high. Where one count is 0, 0.5 stands for it in the log ratio, as Hardie does; where both
    are, or a total is 0, the log ratio is missing. The interval is exact given the sum of both counts (Clopper and
    Pearson on n_new out of it) and infinite on the side of a zero; it takes words as independent draws, which two
    versions of one text are not.

    Source: Hardie (2014), Log Ratio; Przyborowski and Wilenski (1940) for the conditional interval.

    >>> keyness(1, 1000, 4, 1000).round(2)
       rate_old  rate_new  log_ratio  log_ratio_low  log_ratio_high
    0       1.0       4.0        2.0          -1.34            7.62
    """
    counts = (np.atleast_1d(np.asarray(value, dtype=float)) for value in (n_old, total_old, n_new, total_new))
    n_old, total_old, n_new, total_new = np.broadcast_arrays(*counts)
    seen, both = (n_old + n_new) > 0, n_old + n_new
    low, high = proportion_confint(n_new, np.where(seen, both, 1), alpha=0.05, method="beta")
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.log2(total_old / total_new)
        size = np.where(seen & np.isfinite(size), size, np.nan)
        return pd.DataFrame(
            {
                "rate_old": PER * n_old / total_old,
                "rate_new": PER * n_new / total_new,
                "log_ratio": np.log2(np.maximum(n_new, 0.5) / np.maximum(n_old, 0.5)) + size,
                "log_ratio_low": np.log2(low / (1 - low)) + size,
                "log_ratio_high": np.log2(high / (1 - high)) + size,
            }
        )


def compare(counts: pd.DataFrame, *, old: str, new: str, base: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare the counts of two versions: one row for each word or term that either has.

    `counts` come from `count` with "doc" among its keys; other keys (section, …) are compared one by one. `old` and
    `new` are docs. Where one version has no count in a group, its total is taken from `base`, the tokens; without
    `base` it is missing, and so are the rates.

    Returns the other keys, the column counted, n_old, total_old, n_new, total_new, rate_old, rate_new (per 1,000
    words), log_ratio (base 2, positive for more in `new`), log_ratio_low, log_ratio_high (see `keyness`), and old, new.
    Sorted by the keys, then by log_ratio from the largest.

    Raises DiscourseError for an unknown doc, the same doc twice, or counts without "doc".

    >>> counts = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["6G", "6G", "光伏"], "n": [1, 2, 1], "total": 1000})
    >>> compare(counts, old="a", new="b")[["term", "n_old", "n_new", "log_ratio"]]
      term  n_old  n_new  log_ratio
    0   6G      1      2        1.0
    1   光伏      0      1        1.0
    """
    one_of("by", "doc", counts.columns)
    for side, doc in (("old", old), ("new", new)):
        one_of(side, doc, counts["doc"].unique())
    if old == new:
        raise DiscourseError(f"old={old!r} and new={new!r} are one doc; give two of {list(counts['doc'].unique())}")
    *keys, unit = [column for column in counts.columns[: list(counts.columns).index("n")] if column != "doc"]
    sides = [side_of(counts, doc, keys, unit, name, base) for doc, name in ((old, "old"), (new, "new"))]
    (n_old, totals_old), (n_new, totals_new) = sides
    change = n_old.merge(n_new, on=[*keys, unit], how="outer").fillna({"n_old": 0, "n_new": 0})
    change = change.merge(totals_old, on=keys, how="left") if keys else change.assign(total_old=totals_old)
    change = change.merge(totals_new, on=keys, how="left") if keys else change.assign(total_new=totals_new)
    change = change[[*keys, unit, "n_old", "total_old", "n_new", "total_new"]].astype({"n_old": int, "n_new": int})
    measures = keyness(change["n_old"], change["total_old"], change["n_new"], change["total_new"])
    order = [True] * len(keys) + [False, True]
    return (
        change.join(measures)
        .assign(old=old, new=new)
        .sort_values([*keys, "log_ratio", unit], ascending=order, ignore_index=True)
    )


def side_of(counts: pd.DataFrame, doc: str, keys: list[str], unit: str, side: str, base: pd.DataFrame | None):
    """Take one version's counts and its totals: a number, or one for each group of `keys`."""
    mine = counts[counts["doc"] == doc]
    n = mine[[*keys, unit, "n"]].rename(columns={"n": f"n_{side}"})
    if not keys:
        return n, mine["total"].iloc[0]
    totals = mine[[*keys, "total"]].drop_duplicates(keys)
    if base is not None:
        tokens = countable(base)
        shared = [key for key in keys if key in base]
        totals = tokens[tokens["doc"] == doc].groupby(shared, dropna=False).size().rename("total").reset_index()
    return n, totals.rename(columns={"total": f"total_{side}"})
