"""What stands together: pairs of terms in one window."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from discourse.measures.association import association
from discourse.measures.frequency import check_by, unit_of
from discourse.words.windows import countable, inside, window_keys


def count_pairs(
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    within: str,
    by: str | list[str],
    of: str | None = None,
    lists: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count in how many windows two terms stand together.

    A window is a sentence, paragraph, point, turn or section (`within`); `base`, the tokens, says how many there are,
    those without any term included. The imprint has none, and what belongs to no point, turn or section lies in none
    of these. A term that stands twice in a window counts once. `of` names the column whose values are paired
    (default `term`, else `word`). `lists`, the items of find_lists, tells what one enumeration has merely put side by
    side: pairs[~pairs.same_list] is what is left.

    Returns by…, term_a, term_b (in the order of their characters), n, n_a, n_b, windows, the measures of `association`
    (expected, pmi, pmi2, npmi, dice, log_dice, jaccard, g2, chi2, t, z, delta_p_ab, delta_p_ba, fisher_p), within, of,
    n_same_list (the windows in which both stand in different items of one list), same_list (all n windows are
    such): one row for each pair that shares a window, from the most frequent. The last two are missing without `lists`.

    Raises DiscourseError for an unknown `within`, `by` or `of`.
    """
    by = check_by(by, mentions)
    of = unit_of(mentions, of)
    keys = [*dict.fromkeys([*by, *window_keys(within)])]
    check_by(keys, base)
    windows = inside(countable(base), within)[keys].drop_duplicates()
    held = inside(countable(mentions), within)[[*keys, of]].dropna(subset=of).drop_duplicates()
    sizes = windows.groupby(by, dropna=False).size().rename("windows").reset_index()
    groups = held.groupby(by, dropna=False)
    tables = [pair_up(group, keys, of).assign(**dict(zip(by, key, strict=True))) for key, group in groups]
    columns = [*by, "term_a", "term_b", "n", "n_a", "n_b"]
    pairs = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    pairs = pairs.merge(sizes, on=by, how="left")
    measures = association(pairs["n"], pairs["n_a"], pairs["n_b"], pairs["windows"])
    order = [True] * len(by) + [False, True, True]
    return (
        pairs.join(measures)
        .assign(within=within, of=of)
        .pipe(add_same_list, held=inside(countable(mentions), within), keys=keys, by=by, of=of, lists=lists)
        .sort_values([*by, "n", "term_a", "term_b"], ascending=order, ignore_index=True)
    )


def pair_up(held: pd.DataFrame, keys: list[str], of: str) -> pd.DataFrame:
    """Count the windows of one group that two terms share; `held` has a row for each window and term."""
    window = held.groupby(keys, dropna=False).ngroup().to_numpy()
    term, names = pd.factorize(held[of], sort=True)
    table = csr_array((np.ones(len(held), dtype=int), (window, term)))
    both = triu(table.T @ table, k=1).tocoo()
    single = table.sum(axis=0)
    a, b = both.coords
    return pd.DataFrame(
        {"term_a": names[a], "term_b": names[b], "n": both.data, "n_a": single[a], "n_b": single[b]}
    )


def add_same_list(
    pairs: pd.DataFrame, *, held: pd.DataFrame, keys: list[str], by: list[str], of: str, lists: pd.DataFrame | None
) -> pd.DataFrame:
    """Add n_same_list and same_list; `held` are the places that count, `keys` tell their windows apart.

    What stands in a list nested in an item stands in that item too, so it counts for the outer list as well.
    """
    if lists is None:
        return pairs.assign(n_same_list=None, same_list=None).astype({"n_same_list": "Int64", "same_list": "boolean"})
    items = lists[["doc", "paragraph", "list", "rank", "start", "end"]]
    place = [*dict.fromkeys([*keys, "doc", "list"])]
    listed = (
        held.merge(items.rename(columns={"start": "from", "end": "to"}), on=["doc", "paragraph"])
        .query("`from` <= start and end <= to")[[*place, "rank", of]]
        .drop_duplicates()
    )
    both = listed.merge(listed, on=place, suffixes=("_a", "_b")).rename(columns={f"{of}_a": "term_a", f"{of}_b": "term_b"})
    pair = [*by, "term_a", "term_b"]
    counts = (
        both[(both["term_a"] < both["term_b"]) & (both["rank_a"] != both["rank_b"])]
        .drop_duplicates([*dict.fromkeys([*keys, *pair])])
        .groupby(pair, dropna=False)
        .size()
        .rename("n_same_list")
        .reset_index()
    )
    found = pairs.merge(counts, on=pair, how="left")
    n = found["n_same_list"].fillna(0).astype("Int64")
    return found.assign(n_same_list=n, same_list=n.eq(found["n"]).astype("boolean"))
