"""What stands together: pairs of terms in one window, or within some words of each other."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from discourse.measures.association import associate
from discourse.measures.comparison import false_discovery
from discourse.measures.contingency import fisher_p
from discourse.measures.frequency import add_sums
from discourse.schema import PAIR, first_rows, number_groups, require_columns, state_counted
from discourse.words.cooccurrences import pair_nearby
from discourse.words.groups import Grouped, group_places
from discourse.words.windows import check_windows, find_items, in_windows, window_keys, word_distance


def count_pairs(
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    within: str | int,
    by: str | list[str],
    of: str | None = None,
    articles: pd.DataFrame | None = None,
    lists: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count in how many windows, or how often within some words of each other, two terms stand together.

    A window is a sentence, paragraph, point, turn or section (`within`) of one doc; `base`, the tokens, says how many
    there are, those without any term included. The imprint has none, and what belongs to no point, turn or section lies
    in none of these. A term that stands twice in a window counts once.

    With a whole number k as `within`, terms stand together that are at most k words apart, to either side and in one
    paragraph; punctuation is no word. There n is the most pairs of places, one of each term, that can be made with
    each place in one pair only; n_a and n_b are the places of each term. So n is never above n_a or n_b, and the
    order of the two terms does not matter. windows is the number of spans of 2k words that the group's words would
    fill (rounded, at least 1), so that expected is n_a · n_b · 2k / words. Chance alone gives rather less, for it
    takes spans in full that a paragraph cuts, and each place as often as it is in reach; the larger k, the more so.
    Counts that no table of four cells can have, as of frequent terms and a large k, have no npmi, g2, chi2, delta_p
    and fisher_p.

    `of` names the column whose values are paired (default `term`, else `word`). `by` and `articles` are those of
    `count`: a group of articles has the windows of them all. `lists`, the items of find_lists, tells what one
    enumeration has merely put side by side: pairs[~pairs.same_list] is what is left. A compound that the lexicon cuts
    in two (产业链供应链) is no tie of two terms either: pairs[~pairs.adjacent] leaves those out that are always printed
    as one.

    Returns by…, term_a, term_b (in the order of their characters), n, n_a, n_b, windows, the measures of `association`
    (expected, pmi, pmi2, npmi, dice, log_dice, jaccard, g2, chi2, t, z, delta_p_ab, delta_p_ba, fisher_p), fisher_q
    (fisher_p after Benjamini and Hochberg 1995, over all pairs of the terms that a group has, those that never stand
    together with their own p), tests (how many these are), within, n_same_list (of the n, those with the two in
    different items of one list), same_list (all n are such; both are missing without `lists`), n_adjacent (of the n,
    those in which every mention of one term ends or begins where one of the other begins or ends), adjacent (all n are
    such; both are missing where mentions have no start and end), of (the name of the column paired) and by (the keys,
    joined by |): one row for each pair that stands together, from the most frequent.

    Raises DiscourseError for an unknown `within`, `by` or `of`, a key that `base` lacks, a `base` that is no tokens,
    and for places that lie in no window of `base`, or, with a number of words, where it has no word.

    Source: Evert (2008, sections 3.1 and 4.1) and Brezina (2018, pp. 66-75) for words apart and the expected number
    corrected for the span; Church and Hanks (1990, p. 24) for dividing by the span, and for the trouble with places
    that are counted more than once; Benjamini and Hochberg (1995) for fisher_q.

    >>> tokens = pd.DataFrame({"doc": "a", "paragraph": 1, "kind": "body", "type": "word", "start": range(8),
    ...                        "end": range(1, 9), "word": list("党和国家党的国策")})
    >>> pairs = count_pairs(tokens, base=tokens, within=2, by="doc")
    >>> pairs.loc[pairs["n"] > 1, ["term_a", "term_b", "n", "n_a", "n_b", "windows", "expected"]]
      term_a term_b  n  n_a  n_b  windows  expected
    0      党      国  2    2    2        2       2.0
    """
    counted = tally_pairs(mentions, base, within=within, by=by, of=of, articles=articles, lists=lists)
    return measure_pairs(counted, within=within)


class CountedPairs(NamedTuple):
    """What is counted of pairs, to be measured: their meetings, the places of single terms, and the windows.

    `pairs` have by…, term_a, term_b, n, n_same_list, n_adjacent; `single` by…, the column `of` and n; `windows` the
    keys `shared` and how many windows there are, or words, where terms are to be so many words apart.
    """

    pairs: pd.DataFrame
    single: pd.DataFrame
    windows: pd.DataFrame
    of: str
    by: list[str]
    shared: list[str]


def tally_pairs(
    mentions: pd.DataFrame,
    base: pd.DataFrame,
    *,
    within: str | int,
    by: str | list[str],
    of: str | None,
    articles: pd.DataFrame | None,
    lists: pd.DataFrame | None = None,
) -> CountedPairs:
    """Count the meetings of terms, as `count_pairs` does."""
    distance = word_distance(within)
    window = ["doc", "paragraph", "start"] if distance else window_keys(str(within))
    # Words that are paired themselves are asked where they stand, others in which windows alone.
    columns = [*window, *(["doc", "paragraph", "start", "end"] if mentions is base else [])]
    grouped = group_places(mentions, base, by=by, of=of, articles=articles, columns=columns)
    places, words, of, by, shared = keep_in_windows(grouped, within, window)
    if distance:
        met = pair_nearby(places, base=words, of=of, by=by, words=distance)
        meeting, place = np.tile(np.arange(len(met)), 2), np.concatenate([met["first"], met["second"]])
    else:
        check_windows(places, words, window)
        (meeting,), place = number_groups([*dict.fromkeys([*by, *window])], places), np.arange(len(places))
        words = words.iloc[first_rows(number_groups([*dict.fromkeys([*shared, *window])], words)[0])]
    (term,) = number_groups([*by, of], places)
    names = places.iloc[first_rows(term)]
    # Meetings × terms; what stands in a meeting twice is in it once. No meeting holds terms of two groups.
    shape = meeting.max(initial=0) + 1, max(1, len(names))
    table = csr_array((np.ones(len(meeting), dtype=int), (meeting, term[place])), shape=shape)
    table.data[:] = 1
    both = triu(table.T @ table, k=1).tocoo()
    a, b = both.coords
    single = np.bincount(term, minlength=1) if distance else table.sum(axis=0)
    pairs = names[by].iloc[a].assign(term_a=names[of].iloc[a].array, term_b=names[of].iloc[b].array)
    met = pd.DataFrame({"meeting": meeting, "place": place, "term": term[place]})
    meetings = Meetings(places, met, pd.MultiIndex.from_arrays([a, b]))
    unknown = pd.Series(pd.NA, pairs.index, dtype="Int64").array
    listed = unknown if lists is None else meetings.count_listed(lists)
    joined = meetings.count_joined() if {"start", "end"} <= set(places) else unknown
    pairs = pairs.assign(n=both.data, n_same_list=listed, n_adjacent=joined).reset_index(drop=True)
    (group,) = number_groups(shared, words)
    windows = words[shared].iloc[first_rows(group)].assign(windows=np.bincount(group))
    alone = names[[*by, of]].assign(n=single[: len(names)]).reset_index(drop=True)
    return CountedPairs(pairs, alone, windows.reset_index(drop=True), of, by, shared)


def keep_in_windows(grouped: Grouped, within: str | int, window: list[str]) -> Grouped:
    """Keep of places that have a term, and of words, those that lie in windows, which the columns `window` tell."""
    for frame, name, maker in ((grouped.places, "mentions", "find_terms"), (grouped.words, "base", "segment")):
        require_columns(frame, window, name=name, maker=maker)
    places, words = (in_windows(each, within) for each in (grouped.places.dropna(subset=grouped.of), grouped.words))
    return grouped._replace(places=places, words=words)


def measure_pairs(counted: CountedPairs, *, within: str | int) -> pd.DataFrame:
    """Measure how closely terms are tied, from what is counted: the frame of `count_pairs`."""
    pairs, single, windows, of, by, shared = counted
    distance = word_distance(within)
    group, of_single = number_groups(by, pairs, single)
    terms = [
        pd.DataFrame({"group": groups, "of": frame[term].array}, copy=False)
        for groups, frame, term in ((group, pairs, PAIR[0]), (group, pairs, PAIR[1]), (of_single, single, of))
    ]
    a, b, known = number_groups(["group", "of"], *terms)
    places = np.zeros(max(each.max(initial=0) for each in (a, b, known)) + 1, dtype="int64")
    places[known] = single["n"]
    pairs = pairs.assign(n_a=places[a], n_b=places[b])
    # Sorted while there are few columns.
    pairs = pairs.iloc[np.lexsort((b, a, -pairs["n"], group))].reset_index(drop=True)
    listed, joined = pairs.pop("n_same_list").array, pairs.pop("n_adjacent").array
    pairs = add_sums(pairs, windows, windows["windows"], keys=shared, name="windows")
    if distance:
        pairs["windows"] = (pairs["windows"] / (2 * distance)).round().clip(lower=1).astype("int64")
    pairs = pairs.join(associate(*(pairs[each].to_numpy(float) for each in ("n", "n_a", "n_b", "windows"))))
    return (
        pairs.assign(**correct_over_pairs(pairs, single[[*by, "n"]], by), within=distance or within)
        .assign(n_same_list=listed, same_list=listed == pairs["n"].array)
        .assign(n_adjacent=joined, adjacent=joined == pairs["n"].array)
        .pipe(state_counted, of=of, by=by)
    )


def correct_over_pairs(pairs: pd.DataFrame, terms: pd.DataFrame, by: list[str]) -> dict[str, np.ndarray]:
    """Correct fisher_p over all pairs that the `terms` of a group could have made: fisher_q and tests.

    `terms` have the keys and n. Of pairs that never meet those with equal margins have one p, worked out once.
    """
    groups, of_terms = number_groups(by, pairs, terms)
    sizes = pd.DataFrame({"group": of_terms, "n": terms["n"].to_numpy()})
    sizes = sizes[np.isin(of_terms, groups)].groupby(["group", "n"]).size().rename("terms").reset_index()
    could = sizes.merge(sizes, on="group", suffixes=("_a", "_b"))
    could = could[could["n_a"] <= could["n_b"]]
    same = could["n_a"] == could["n_b"]
    could["pairs"] = np.where(same, could["terms_a"] * (could["terms_a"] - 1) // 2, could["terms_a"] * could["terms_b"])
    margins = np.sort(pairs[["n_a", "n_b"]], axis=1)
    met = pd.DataFrame({"group": groups, "n_a": margins[:, 0], "n_b": margins[:, 1]})
    could_at, met_at = number_groups(["group", "n_a", "n_b"], could, met)
    could["pairs"] -= np.bincount(met_at, minlength=could_at.max(initial=-1) + 1)[could_at]
    never = could[could["pairs"] > 0]
    windows = np.zeros(groups.max(initial=-1) + 1)
    windows[groups] = pairs["windows"]
    n_a, n_b = (never[each].to_numpy(float) for each in ("n_a", "n_b"))
    p = fisher_p(np.zeros(len(never)), n_a, n_b, windows[never["group"]])
    p, tested = np.concatenate([pairs["fisher_p"], p]), np.concatenate([groups, never["group"]])
    times = np.concatenate([np.ones(len(pairs), dtype=int), never["pairs"]])
    tests = np.bincount(tested, weights=np.where(np.isnan(p), 0, times), minlength=len(windows)).astype(int)
    q = false_discovery(p, among=times, groups=tested)
    return {"fisher_q": q[: len(pairs)], "tests": tests[groups]}


@dataclass(frozen=True)
class Meetings:
    """The windows, or pairs of places, in which terms meet.

    `met` has a row for each of the `places` in a meeting: meeting, place (its row, from 0) and term (its number);
    `terms` are the pairs of terms, the lower number first, for which meetings are counted.
    """

    places: pd.DataFrame
    met: pd.DataFrame
    terms: pd.MultiIndex

    def count_listed(self, lists: pd.DataFrame) -> pd.array:
        """Count, for each pair of terms, the meetings in which they stand in different items of one list."""
        items = find_items(self.places, lists, columns=["list", "rank"])
        both = items.merge(items, on=["doc", "list"], suffixes=("_a", "_b"))
        return self.count(self.find_neighbours(both[both["rank_a"] != both["rank_b"]]))

    def count_joined(self) -> pd.array:
        """Count, for each pair of terms, the meetings in which every place of one adjoins one of the other."""
        spots = self.places[["start", "end"]].assign(place=range(len(self.places)))
        spots["text"] = number_groups(["doc", "paragraph"], self.places)[0]
        both = spots.merge(spots, left_on=["text", "end"], right_on=["text", "start"], suffixes=("_a", "_b"))
        joined = self.find_neighbours(both)
        n_places = self.met.groupby(["meeting", "term"]).size()
        alone = np.ones(len(joined), dtype=bool)
        for end in "ab":
            adjoin = joined.groupby(["meeting", "a", "b"])[f"place_{end}"].transform("nunique")
            here = n_places.reindex(pd.MultiIndex.from_frame(joined[["meeting", end]]))
            alone &= adjoin.to_numpy() < here.to_numpy()
        return self.count(joined[~alone])

    def find_neighbours(self, neighbours: pd.DataFrame) -> pd.DataFrame:
        """Find the meetings in which pairs of `place_a` and `place_b` stand: meeting, a, b (their terms, a the lower),
        place_a, place_b."""
        first, second = (self.met.rename(columns={"term": end, "place": f"place_{end}"}) for end in "ab")
        both = neighbours[["place_a", "place_b"]].merge(first, on="place_a").merge(second, on=["meeting", "place_b"])
        turned = both.rename(columns={"a": "b", "b": "a", "place_a": "place_b", "place_b": "place_a"})
        both = pd.concat([both, turned])
        return both[both["a"] < both["b"]]

    def count(self, found: pd.DataFrame) -> pd.array:
        """Count, for each pair of terms, the meetings among those that `find_neighbours` gives."""
        counts = found.drop_duplicates(["meeting", "a", "b"]).groupby(["a", "b"]).size()
        return pd.array(counts.reindex(self.terms, fill_value=0), dtype="Int64")
