"""What differs between two versions: counts, rates, effect sizes."""

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from discourse.errors import DiscourseError, one_of
from discourse.measures.frequency import add_totals
from discourse.measures.keyness import keyness, weighted_log_odds
from discourse.schema import (
    ADDED,
    AS_MANY,
    DROPPED,
    FEWER,
    MORE,
    check_unique,
    counted_column,
    key_columns,
    require_columns,
    state_counted,
)


def compare(
    counts: pd.DataFrame,
    *,
    old: str,
    new: str,
    base: pd.DataFrame | None = None,
    min_count: int = 5,
    prior: float | None = None,
) -> pd.DataFrame:
    """Compare the counts of two versions: one row for each word or term that either has.

    `counts` come from `count` with "doc" among its keys; other keys (section, …) are compared one by one. `old` and
    `new` are docs. Where one version has no count in a group, or none at all, its total is taken from `base`, the
    tokens, in the unit of the counts; without `base` it is missing, and so are the rates.

    The tests of this table take words as independent draws and say too much of two versions of one text: for what can
    be claimed, go on to `add_paired_test`. Only what stands at least `min_count` times in both versions together is
    among the tests made.

    Returns the other keys, the column counted, n_old, total_old, n_new, total_new; the measures of `keyness`
    (rate_old, rate_new, log_ratio, log_ratio_low, log_ratio_high, pct_diff, odds_ratio, difference, g2, chi2, fisher_p,
    bic); log_ratio_bound (the end of the interval nearest to 0, or 0 inside it: Evert 2022); log_odds, log_odds_z (see
    `measures.weighted_log_odds`, which `prior` is handed to); tested (n_old + n_new reach min_count); fisher_q
    (fisher_p after Benjamini and Hochberg 1995, over all tests made; missing for others); hapax (once in both
    together); change: added, dropped, more, fewer, as many (by the counts); old, new; rate_unit, in which the totals
    are counted, where `counts` have it; of (the name of the column counted) and by (the other keys, joined by |).
    Sorted by the keys, then by log_ratio from the largest.

    `counts` made by hand say in columns `of` and `by` what was counted and by which keys; without these, the keys are
    those of a text (doc, section, …), and what was counted is term, else word, else category …

    Raises DiscourseError for an unknown doc, the same doc twice, counts without "doc" or with two rows for one term, or
    a `prior` not above 0.

    >>> counts = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["6G", "6G", "光伏"], "n": [1, 2, 1], "total": 1000})
    >>> compare(counts, old="a", new="b")[["term", "n_old", "n_new", "log_ratio", "change"]]
      term  n_old  n_new  log_ratio change
    0   6G      1      2        1.0   more
    1   光伏      0      1        1.0  added
    """
    one_of("by", "doc", counts.columns)
    require_columns(counts, ["n", "total"], name="counts", maker="count")
    docs = counts["doc"] if base is None else pd.concat([counts["doc"], base["doc"]])
    for side, doc in (("old", old), ("new", new)):
        one_of(side, doc, docs.unique())
    if old == new:
        raise DiscourseError(f"old={old!r} and new={new!r} are one doc; give two of {list(counts['doc'].unique())}")
    of = counted_column(counts, name="counts")
    keys = [key for key in key_columns(counts, name="counts") if key not in ("doc", of)]
    check_unique(counts, ["doc", *keys, of], name="counts")
    before, after = (counts.loc[counts["doc"] == doc, [*keys, of, "n"]] for doc in (old, new))
    change = before.merge(after, on=[*keys, of], how="outer", suffixes=("_old", "_new"))
    n_old, n_new = (change[column].fillna(0).astype(int) for column in ("n_old", "n_new"))
    total_old, total_new = (totals_for(change, counts, doc, keys, base) for doc in (old, new))
    sizes = {"n_old": n_old, "total_old": total_old, "n_new": n_new, "total_new": total_new}
    change = change[[*keys, of]].assign(**sizes)
    cases = {ADDED: n_old == 0, DROPPED: n_new == 0, MORE: n_new > n_old, FEWER: n_new < n_old}
    return (
        change.join(keyness(**sizes))
        # The end of the interval that is nearest to 0, and 0 where the interval holds it.
        .assign(log_ratio_bound=lambda f: np.clip(0, f["log_ratio_low"], f["log_ratio_high"]))
        .join(weighted_log_odds(**sizes, prior=prior)[["log_odds", "log_odds_z"]])
        .assign(
            tested=n_old + n_new >= min_count,
            fisher_q=lambda f: false_discovery(f["fisher_p"], among=f["tested"]),
            hapax=n_old + n_new == 1,
            change=np.select(list(cases.values()), list(cases), AS_MANY),
            old=old,
            new=new,
            **{column: counts[column].iloc[0] for column in ["rate_unit"] if column in counts and len(counts)},
        )
        .pipe(state_counted, of=of, by=keys)
        .sort_values([*keys, "log_ratio", of], ascending=[True] * len(keys) + [False, True], ignore_index=True)
    )


def totals_for(change: pd.DataFrame, counts: pd.DataFrame, doc: str, keys: list[str], base: pd.DataFrame | None):
    """Take one version's total for each row of `change`, in the unit of the counts."""
    mine = counts[counts["doc"] == doc]
    if base is None and not keys:
        return mine["total"].iloc[0]
    if base is None:
        return change[keys].merge(mine[[*keys, "total"]].drop_duplicates(keys), on=keys, how="left")["total"]
    unit = counts["rate_unit"].iloc[0] if "rate_unit" in counts and len(counts) else "word"
    words, shared = base[base["doc"] == doc], [key for key in keys if key in base]
    return add_totals(change[keys], words, keys=shared, unit=unit)["total"].fillna(0).astype(int)


def false_discovery(p: pd.Series, *, among: pd.Series) -> np.ndarray:
    """Correct p-values after Benjamini and Hochberg (1995), over those that are `among` the tests made.

    >>> false_discovery(pd.Series([0.01, 0.04, 0.5]), among=pd.Series([True, True, False])).tolist()
    [0.02, 0.04, nan]
    """
    made = (among & p.notna()).to_numpy()
    q = np.full(len(p), np.nan)
    if made.any():
        q[made] = multipletests(p.to_numpy()[made], method="fdr_bh")[1]
    return q
