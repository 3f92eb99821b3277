"""What stands together: pairs of terms in one window, or within some words of each other."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from discourse.measures.association import association
from discourse.measures.frequency import check_by, unit_of
from discourse.words.windows import countable, inside, near_pairs, window_keys, words_of

COUNTS = ["n", "n_a", "n_b", "windows"]


def count_pairs(
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    within: str | int,
    by: str | list[str],
    of: str | None = None,
    lists: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count in how many windows, or how often within some words of each other, two terms stand together.

    A window is a sentence, paragraph, point, turn or section (`within`); `base`, the tokens, says how many there are,
    those without any term included. The imprint has none, and what belongs to no point, turn or section lies in none
    of these. A term that stands twice in a window counts once.

    With a whole number k as `within`, terms stand together that are at most k words apart, to either side and in one
    paragraph; punctuation is no word. There n is the most pairs of places, one of each term, that can be made with
    each place in one pair only; n_a and n_b are the places of each term. So n is never above n_a or n_b, and the
    order of the two terms does not matter. windows is the number of spans of 2k words that the group's words would
    fill (rounded, at least 1), so that expected is n_a · n_b · 2k / words. Chance alone gives rather less, for it
    takes spans in full that a paragraph cuts, and each place as often as it is in reach; the larger k, the more so.
    Counts that no table of four cells can have, as of frequent terms and a large k, have no npmi, g2, chi2, delta_p
    and fisher_p.

    `of` names the column whose values are paired (default `term`, else `word`). `lists`, the items of find_lists,
    tells what one enumeration has merely put side by side: pairs[~pairs.same_list] is what is left.

    Returns by…, term_a, term_b (in the order of their characters), n, n_a, n_b, windows, the measures of `association`
    (expected, pmi, pmi2, npmi, dice, log_dice, jaccard, g2, chi2, t, z, delta_p_ab, delta_p_ba, fisher_p), within, of,
    n_same_list (of the n, those with the two in different items of one list), same_list (all n are such): one row for
    each pair that stands together, from the most frequent. The last two are missing without `lists`.

    Raises DiscourseError for an unknown `within`, `by` or `of`, and for a number of words where `base` lacks the words
    of a place.

    Source: Evert (2008, sections 3.1 and 4.1) and Brezina (2018, pp. 66-75) for words apart and the expected number
    corrected for the span; Church and Hanks (1990, p. 24) for dividing by the span, and for the trouble with places
    that are counted more than once.

    >>> tokens = pd.DataFrame({"doc": "a", "paragraph": 1, "kind": "body", "type": "word", "start": range(8),
    ...                        "end": range(1, 9), "word": list("党和国家党的国策")})
    >>> pairs = count_pairs(tokens, base=tokens, within=2, by="doc")
    >>> pairs.loc[pairs["n"] > 1, ["term_a", "term_b", "n", "n_a", "n_b", "windows", "expected"]]
      term_a term_b  n  n_a  n_b  windows  expected
    0      党      国  2    2    2        2       2.0
    """
    by = check_by(by, mentions)
    of = unit_of(mentions, of)
    words = words_of(within)
    keys = by if words else [*dict.fromkeys([*by, *window_keys(within)])]
    check_by(keys, base)
    places, base = (inside(countable(frame), within) for frame in (mentions, base))
    places = places.dropna(subset=of)
    if words:
        met = near_pairs(places, base=base, of=of, by=by, words=words)
        met = met.join(places[by].iloc[met["first"]].reset_index(drop=True))
        pairs, listed = count_near(met, places, base, by, of, words), near_in_list(met, places, lists)
    else:
        pairs, listed = count_windows(places, base, keys, by, of), windows_of_lists(places, keys, of, lists)
    order = [True] * len(by) + [False, True, True]
    return (
        pairs.join(association(*(pairs[column] for column in COUNTS)))
        .assign(within=words or within, of=of)
        .pipe(add_same_list, listed, pair=[*by, "term_a", "term_b"])
        .sort_values([*by, "n", "term_a", "term_b"], ascending=order, ignore_index=True)
    )


def count_windows(places: pd.DataFrame, base: pd.DataFrame, keys: list[str], by: list[str], of: str) -> pd.DataFrame:
    """Count the windows that two terms share, that hold each, and that there are."""
    held = places[[*keys, of]].drop_duplicates()
    sizes = base[keys].drop_duplicates().groupby(by, dropna=False).size().rename("windows").reset_index()
    groups = held.groupby(by, dropna=False)
    tables = [pair_up(group, keys, of).assign(**dict(zip(by, key, strict=True))) for key, group in groups]
    types = held.dtypes[by].to_dict() | dict.fromkeys(["term_a", "term_b"], held.dtypes[of])
    types |= dict.fromkeys(["n", "n_a", "n_b"], "int64")
    pairs = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(types))
    return pairs[list(types)].astype(types).merge(sizes, on=by, how="left")


def pair_up(held: pd.DataFrame, keys: list[str], of: str) -> pd.DataFrame:
    """Count the windows of one group that two terms share; `held` has a row for each window and term."""
    window = held.groupby(keys, dropna=False).ngroup().to_numpy()
    term, names = pd.factorize(held[of], sort=True)
    table = csr_array((np.ones(len(held), dtype=int), (window, term)))
    both = triu(table.T @ table, k=1).tocoo()
    single = table.sum(axis=0)
    a, b = both.coords
    return pd.DataFrame({"term_a": names[a], "term_b": names[b], "n": both.data, "n_a": single[a], "n_b": single[b]})


def count_near(
    met: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame, by: list[str], of: str, words: int
) -> pd.DataFrame:
    """Count the pairs of places of two terms, the places of each, and the spans of 2 · `words` words that there are."""
    pair = [*by, "term_a", "term_b"]
    n = met.groupby(pair, dropna=False).size().rename("n").reset_index()
    single = places.groupby([*by, of], dropna=False).size().reset_index()
    a, b = (single.set_axis([*by, f"term_{side}", f"n_{side}"], axis="columns") for side in "ab")
    sizes = base.groupby(by, dropna=False).size()
    spans = (sizes / (2 * words)).round().clip(lower=1).astype("int64").rename("windows").reset_index()
    return n.merge(a, on=[*by, "term_a"]).merge(b, on=[*by, "term_b"]).merge(spans, on=by, how="left")


def in_lists(places: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """Give each place the lists and ranks of the items that it stands in, one row for each.

    What stands in a list nested in an item stands in that item too, so it counts for the outer list as well.
    """
    items = lists[["doc", "paragraph", "list", "rank", "start", "end"]].rename(columns={"start": "from", "end": "to"})
    return places.merge(items, on=["doc", "paragraph"]).query("`from` <= start and end <= to")


def windows_of_lists(places: pd.DataFrame, keys: list[str], of: str, lists: pd.DataFrame | None) -> pd.DataFrame | None:
    """List, for each pair of terms, the windows in which they stand in different items of one list."""
    if lists is None:
        return None
    place = [*dict.fromkeys([*keys, "doc", "list"])]
    listed = in_lists(places, lists)[[*place, "rank", of]].drop_duplicates()
    both = listed.rename(columns={of: "term"}).pipe(lambda frame: frame.merge(frame, on=place, suffixes=("_a", "_b")))
    both = both[(both["term_a"] < both["term_b"]) & (both["rank_a"] != both["rank_b"])]
    return both.drop_duplicates([*keys, "term_a", "term_b"])


def near_in_list(met: pd.DataFrame, places: pd.DataFrame, lists: pd.DataFrame | None) -> pd.DataFrame | None:
    """Keep the pairs of places that stand in different items of one list."""
    if lists is None:
        return None
    spots = places[["doc", "paragraph", "start", "end"]].assign(place=range(len(places)))
    ranks = in_lists(spots, lists)[["place", "list", "rank"]]
    both = (
        met.assign(met=met.index)
        .merge(ranks.rename(columns={"place": "first"}), on="first")
        .merge(ranks.rename(columns={"place": "second"}), on=["second", "list"], suffixes=("_a", "_b"))
    )
    return both[both["rank_a"] != both["rank_b"]].drop_duplicates("met")


def add_same_list(pairs: pd.DataFrame, listed: pd.DataFrame | None, *, pair: list[str]) -> pd.DataFrame:
    """Add n_same_list, the rows of `listed` for each pair, and same_list."""
    if listed is None:
        return pairs.assign(n_same_list=None, same_list=None).astype({"n_same_list": "Int64", "same_list": "boolean"})
    counts = listed.groupby(pair, dropna=False).size().rename("n_same_list").reset_index()
    found = pairs.merge(counts, on=pair, how="left")
    n = found["n_same_list"].fillna(0).astype("Int64")
    return found.assign(n_same_list=n, same_list=n.eq(found["n"]).astype("boolean"))
