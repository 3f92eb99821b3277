"""What differs between two versions: counts, rates, effect sizes."""

from collections.abc import Hashable
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from discourse.errors import DiscourseError, hint_at, one_of, whole_number
from discourse.measures.frequency import add_sums
from discourse.measures.keyness import conservative_ratio, keyness, posterior_ratio, weighted_log_odds
from discourse.schema import (
    ADDED,
    AS_MANY,
    DROPPED,
    FEWER,
    MORE,
    check_counts,
    check_unique,
    counted_column,
    key_columns,
    number_groups,
    require_columns,
    state_counted,
)
from discourse.words.groups import words_by
from discourse.words.windows import word_sizes

# What `posterior_ratio` calls as `keyness` calls its own, by its name beside these.
POSTERIOR = {
    "log_ratio_median": "log_ratio_posterior",
    "log_ratio_low": "log_ratio_posterior_low",
    "log_ratio_high": "log_ratio_posterior_high",
}


def compare(
    counts: pd.DataFrame,
    *,
    old: Hashable,
    new: Hashable,
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    min_count: int = 5,
    prior: float | None = None,
) -> pd.DataFrame:
    """Compare the counts of two versions, or of two groups of texts: one row for each word or term that either has.

    `counts` come from `count`. `old` and `new` are docs where "doc" is among their keys, else two values of one key:
    of years in counts by year, of sources in counts by source. Other keys (section, …) are compared one by one. Where
    one side has no count in a group, or none at all, its total is taken from `base`, the tokens, in the unit of the
    counts, with keys out of `articles` as in `count`; without `base` it is missing, and so are the rates.

    The tests of this table take words as independent draws and say too much of two versions of one text: for what can
    be claimed, go on to `add_paired_test`. Only what stands at least `min_count` times in both versions together is
    among the tests made.

    Returns the other keys, the column counted, n_old, total_old, n_new, total_new; the measures of `keyness`
    (rate_old, rate_new, log_ratio, log_ratio_low, log_ratio_high, pct_diff, odds_ratio, difference, g2, chi2, fisher_p,
    bic); log_ratio_bound (the end of the interval nearest to 0, or 0 inside it: Evert 2022), and lrc, the same at a
    level divided by the number of rows (`measures.conservative_ratio`); log_ratio_posterior, log_ratio_posterior_low,
    log_ratio_posterior_high, more_in_new (what is to be believed of the ratio: `measures.posterior_ratio`); log_odds,
    log_odds_z (`measures.weighted_log_odds`, which `prior` is handed to); tested (n_old + n_new reach min_count);
    fisher_q (fisher_p after Benjamini and Hochberg 1995, over all tests made; missing for others); hapax (once in both
    together); change: added, dropped, more, fewer, as many (by the counts), missing where a side has no words at all
    (a total of 0: nobody can drop a term who printed nothing); old, new; between, the key whose values
    these are, where it is not doc; rate_unit, in which the totals are counted, where `counts` have it; of (the name of
    the column counted) and by (the other keys, joined by |). Sorted by the keys, then by log_ratio from the largest.

    `counts` made by hand say in columns `of` and `by` what was counted and by which keys; without these, the keys are
    those of a text (doc, section, …), and what was counted is term, else word, else category …

    Raises DiscourseError for an unknown doc or value, the same one twice, counts without keys, with two rows for one
    term, with two totals of one text or another than `base` has, in two units, or that are no whole numbers from 0; a
    `prior` not above 0, and a `min_count` that is no whole number from 0.

    >>> counts = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["6G", "6G", "光伏"], "n": [1, 2, 1], "total": 1000})
    >>> compare(counts, old="a", new="b")[["term", "n_old", "n_new", "log_ratio", "change"]]
      term  n_old  n_new  log_ratio change
    0   6G      1      2        1.0   more
    1   光伏      0      1        1.0  added
    """
    min_count = whole_number("min_count", min_count)
    require_columns(counts, ["n", "total"], name="counts", maker="count")
    of = counted_column(counts, name="counts")
    keys = [key for key in key_columns(counts, name="counts") if key != of]
    words = None if base is None else words_by(base, keys, counts, articles)[0]
    between = find_between(counts, words, keys, old=old, new=new)
    check_unique(counts, [*keys, of], name="counts")
    counts = counts[counts[between].isin([old, new])]
    keys.remove(between)
    change = pair_sides(counts, words, [*keys, of], between, old=old, new=new)
    sizes = {name: change[name] for name in ("n_old", "total_old", "n_new", "total_new")}
    n_old, total_old, n_new, total_new = sizes.values()
    cases = {ADDED: n_old == 0, DROPPED: n_new == 0, MORE: n_new > n_old, FEWER: n_new < n_old}
    return (
        change.join(keyness(**sizes))
        # The end of the interval that is nearest to 0, and 0 where the interval holds it.
        .assign(log_ratio_bound=lambda f: np.clip(0, f["log_ratio_low"], f["log_ratio_high"]))
        .join(conservative_ratio(**sizes))
        .join(posterior_ratio(**sizes).rename(columns=POSTERIOR))
        .join(weighted_log_odds(**sizes, prior=prior)[["log_odds", "log_odds_z"]])
        .assign(
            tested=n_old + n_new >= min_count,
            fisher_q=lambda f: false_discovery(f["fisher_p"], among=f["tested"]),
            hapax=n_old + n_new == 1,
            change=pd.Series(np.select(list(cases.values()), list(cases), AS_MANY)).mask(total_old * total_new == 0),
            old=old,
            new=new,
            **({} if between == "doc" else {"between": between}),
            **({"rate_unit": counts["rate_unit"].iloc[0]} if "rate_unit" in counts and len(counts) else {}),
        )
        .pipe(state_counted, of=of, by=keys)
        .sort_values([*keys, "log_ratio", of], ascending=[True] * len(keys) + [False, True], ignore_index=True)
    )


def find_between(counts: pd.DataFrame, base: pd.DataFrame | None, keys: list[str], *, old, new) -> str:
    """Return the key whose values `old` and `new` are: doc where that is a key, else the one key that has both."""
    sides = pd.Series({"old": old, "new": new}, dtype=object)
    if (missing := sides.isna()).any():
        side = missing.idxmax()
        raise DiscourseError(
            f"{side}={sides[side]!r} is missing, which is no group to compare; give a value that is known"
        )
    frames = [counts] if base is None else [counts, base]
    values: dict[str, list] = {key: [] for key in (["doc"] if "doc" in keys else keys)}
    for key, known in values.items():
        for frame in frames:
            known += frame[key].dropna().unique().tolist() if key in frame else []
    if not values:
        raise DiscourseError(
            "counts has no key whose values could be compared; count by doc, or by a group of articles"
        )
    found = [key for key, known in values.items() if old in known and new in known]
    if len(values) == 1:
        ((key, known),) = values.items()
        for side, value in sides.items():
            one_of(side, value, dict.fromkeys(known))
    elif len(found) != 1:
        listed = "; ".join(f"{key}: {', '.join(map(repr, dict.fromkeys(known)))}" for key, known in values.items())
        every = list(chain(*values.values()))
        hint = "".join(hint_at(side, value, every) for side, value in sides.items() if value not in every)
        raise DiscourseError(
            f"old={old!r} and new={new!r} are values of {found or 'no one key'}; give two of one, {listed}{hint}"
        )
    if old == new:
        raise DiscourseError(f"old={old!r} and new={new!r} are one {found[0]}; give two of {values[found[0]]}")
    return found[0]


def pair_sides(
    counts: pd.DataFrame, words: pd.DataFrame | None, columns: list[str], between: str, *, old, new
) -> pd.DataFrame:
    """Set the counts of both sides beside each other: the `columns`, n_old, total_old, n_new, total_new.

    A total is that of the words, in its unit, or else of the counts; both must agree. The last of the columns is what
    was counted, the others are the keys of a total, beside that which is compared. Refuses counts that are no whole
    numbers, or have two totals for one text or two units.
    """
    keys = [key for key in counts if key in {*columns[:-1], between}]
    check_counts(counts, n=["n"], totals=["total"], name="counts")
    units = counts["rate_unit"].unique() if "rate_unit" in counts else []
    if len(units) > 1:
        raise DiscourseError(f"counts has totals in {' and '.join(map(repr, units))}; count both sides in one unit")
    (groups,) = number_groups(keys, counts)
    several = counts.groupby(groups)["total"].transform("nunique") > 1
    if several.any():
        text = ", ".join(f"{key}={value!r}" for key, value in counts.loc[several, keys].iloc[0].items())
        raise DiscourseError(
            f"counts has several totals for {text}; count all of it in one call, and keep all its keys in a column `by`"
        )
    unit = units[0] if len(units) else "word"
    known = counts[[*keys, "total"]].drop_duplicates(keys)
    n = (counts.loc[counts[between] == value, [*columns, "n"]] for value in (old, new))
    change = pd.merge(*n, on=columns, how="outer", suffixes=("_old", "_new"))
    paired = change[columns]
    for side, value in (("old", old), ("new", new)):
        texts = change[columns[:-1]].assign(**{between: value})
        total = counted = texts.merge(known, on=keys, how="left")["total"]
        if words is not None:
            shared = [key for key in keys if key in words]
            total = add_sums(texts, words, word_sizes(words, unit), keys=shared, name="total")["total"]
            total = total.fillna(0).astype(int)
            for at in np.flatnonzero(counted.notna() & counted.ne(total))[:1]:
                text = ", ".join(f"{key}={value!r}" for key, value in texts.iloc[[at]].to_dict("records")[0].items())
                raise DiscourseError(
                    f"counts has total={counted[at]:g} for {text}, and base has {total[at]} {unit}s there; give "
                    "as base the tokens that they were counted with"
                )
        paired = paired.assign(**{f"n_{side}": change[f"n_{side}"].fillna(0).astype(int), f"total_{side}": total})
    return paired


def false_discovery(p: ArrayLike, *, among: ArrayLike, groups: ArrayLike = 0) -> np.ndarray:
    """Correct p-values after Benjamini and Hochberg (1995), over those that are `among` the tests made.

    `among` may also say how many tests of the same p each stands for, and `groups` which are corrected together, by
    numbers.

    >>> false_discovery([0.01, 0.04, 0.5], among=[True, True, False]).tolist()
    [0.02, 0.04, nan]
    >>> false_discovery([0.01, 1.0], among=[1, 9]).round(3).tolist()
    [0.1, 1.0]
    """
    p, times = np.asarray(p, dtype=float), np.asarray(among, dtype=int)
    made = np.flatnonzero((times > 0) & ~np.isnan(p))
    group = np.broadcast_to(np.asarray(groups), p.shape)[made]
    order = np.lexsort((p[made], group))
    made, group = made[order], group[order]
    ranks = pd.Series(times[made]).groupby(group).cumsum()
    share = ranks / ranks.groupby(group).transform("last")
    q = np.full(len(p), np.nan)
    q[made] = (p[made] / share)[::-1].groupby(group[::-1]).cummin()[::-1]
    return q
