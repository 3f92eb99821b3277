"""Where two terms stand together, place by place."""

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import PAIR, PLACE, counted_column, number_groups, require_columns
from discourse.words.groups import check_words
from discourse.words.windows import check_numbered, countable, in_windows, number_words, window_keys, word_distance


def find_cooccurrences(
    mentions: pd.DataFrame, *, within: str | int, of: str | None = None, base: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the windows that hold two terms, one row for each: a pair becomes a thing that stands somewhere.

    What `count_pairs` counts by doc, and places like mentions: `count`, `compare`, `add_paired_test`, `dispersion` and
    `evidence` take them as they take terms. So two versions are compared by pairs,

        met = find_cooccurrences(mentions, within="sentence")
        change = compare(count(met, base=tokens, by="doc"), old=…, new=…)
        add_paired_test(change, met, aligned)

    with rates per 1,000 words. `within` and `of` are those of `count_pairs`; a number of words takes `base`, the
    tokens.

    The place is that of the two mentions that are nearest to each other, from the one to the other. Where these stand
    in two paragraphs, it is that of the earlier one, and so is the block of two versions that a test puts it in.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point (of the earlier mention, as far as `mentions`
    have them), term_a, term_b (in the order of their characters), pair (both, with a dash between), start, end and
    within; sorted by doc and place. What counts no words (the imprint) has no row.

    Raises DiscourseError for an unknown `within` or `of`, and for a number of words without `base`.

    >>> mentions = pd.DataFrame({"doc": "a", "paragraph": 1, "sentence": [1, 1, 2], "kind": "body",
    ...                          "term": ["6G", "光伏", "6G"], "start": [0, 3, 8], "end": [2, 5, 10]})
    >>> find_cooccurrences(mentions, within="sentence")[["doc", "sentence", "pair", "start", "end"]]
      doc  sentence   pair  start  end
    0   a         1  6G–光伏      0    5
    """
    distance = word_distance(within)
    window = [] if distance else window_keys(str(within))
    if distance and base is not None:
        check_words(base)
    where = ["doc", "paragraph", "start", "end", "kind", *window]
    require_columns(mentions, where, name="mentions", maker="find_terms or segment")
    of = counted_column(mentions, of, name="mentions")
    places = countable(mentions).dropna(subset=of)
    places = places.sort_values(["doc", "paragraph", "start"], kind="stable", ignore_index=True)
    met = pair_places(places, base=base, of=of, by=[], within=within)
    ends = met[["first", "second"]]
    earlier, later = (places.iloc[ends.agg(which, axis=1)].reset_index(drop=True) for which in ("min", "max"))
    same = earlier["paragraph"].eq(later["paragraph"])
    keys = [column for column in PLACE if column in places]
    return (
        earlier[keys]
        .assign(term_a=met["term_a"].array, term_b=met["term_b"].array)
        .assign(pair=lambda frame: frame["term_a"] + "–" + frame["term_b"])
        .assign(start=earlier["start"], end=earlier["end"].where(~same, later["end"]), within=distance or within)
        .sort_values(["doc", "paragraph", "start", "end", "pair"], ignore_index=True)
    )


def pair_places(
    places: pd.DataFrame, *, base: pd.DataFrame | None, of: str, by: list[str], within: str | int
) -> pd.DataFrame:
    """Pair, in each window, every two terms that it holds, by the two places that are nearest to each other.

    Arguments and columns are those of `pair_nearby`, but that `first` is the place of term_a and `second` of term_b.
    `within` a number of words, the pairs are those of `pair_nearby` throughout.

    Raises DiscourseError for a number of words without `base`, too.
    """
    if words := word_distance(within):
        if base is None:
            raise DiscourseError(f"within={within}: words apart are found by numbering words; give base=tokens")
        return pair_nearby(places, base=base, of=of, by=by, words=words)
    within = str(within)
    here = in_windows(places.assign(place=range(len(places))), within)
    terms, names = pd.factorize(here[of], sort=True)
    (window,) = number_groups([*dict.fromkeys([*by, *window_keys(within)])], here)
    spots = here[["paragraph", "start", "place"]].assign(term=terms, window=window)
    both = spots.merge(spots, on="window", suffixes=("_a", "_b"))
    both = both[both["term_a"] < both["term_b"]]
    for column in ("paragraph", "start"):
        both[f"{column}s"] = (both[f"{column}_a"] - both[f"{column}_b"]).abs()
    met = [*PAIR, "window"]
    both = both.sort_values([*met, "paragraphs", "starts", "place_a", "place_b"]).drop_duplicates(met)
    return pd.DataFrame(
        {
            "term_a": names[both["term_a"]], "term_b": names[both["term_b"]],
            "first": both["place_a"].to_numpy(), "second": both["place_b"].to_numpy(),
        }
    )  # fmt: skip


def pair_nearby(places: pd.DataFrame, *, base: pd.DataFrame, of: str, by: list[str], words: int) -> pd.DataFrame:
    """Pair the places of every two terms that stand at most `words` words apart in one paragraph, as many as can be.

    From the last word of the earlier place to the first word of the later one the numbers of the words differ by
    `words` at most; punctuation has no number. Of two terms each place is in one pair only. `places` are those that
    count, with a value in `of`, and none inside another; `base` are the tokens; `by` names the columns that tell
    groups apart.

    Returns term_a, term_b (in the order of their characters), first and second: the rows of `places`, counted from 0,
    of the earlier and of the later place. Sorted by the terms, then by the later place.

    Raises DiscourseError for a place where `base` has no word.
    """
    numbers = number_words(places, base=base)
    check_numbered(places, numbers)
    terms, names = pd.factorize(places[of], sort=True)
    (groups,) = number_groups([*dict.fromkeys([*by, "doc", "paragraph"])], places)
    order = np.lexsort((places["start"], numbers["number"], groups))
    term, group = terms[order], groups[order]
    number, last = (numbers[column].to_numpy(dtype="int64")[order] for column in ("number", "last_number"))
    # One axis for all groups, with a gap between two that no reach can bridge. Candidates are each place and every
    # later one of its group that begins within reach of its end.
    furthest = int(last.max(initial=0))
    reach = min(words, furthest)
    origin = group * (furthest + reach + 1)
    at = np.arange(len(order))
    later = np.searchsorted(origin + number, origin + last + reach, side="right") - at - 1
    early = np.repeat(at, later)
    late = early + 1 + np.arange(len(early)) - np.repeat(np.cumsum(later) - later, later)
    early, late = early[term[early] != term[late]], late[term[early] != term[late]]
    a, b = np.minimum(term[early], term[late]), np.maximum(term[early], term[late])
    sorting = np.lexsort((early, late, b, a))
    a, b, early, late = (each[sorting] for each in (a, b, early, late))
    kept = greedy_matching(a * len(names) + b, early, late)
    return pd.DataFrame(
        {"term_a": names[a[kept]], "term_b": names[b[kept]], "first": order[early[kept]], "second": order[late[kept]]}
    )


def greedy_matching(pair: np.ndarray, early: np.ndarray, late: np.ndarray) -> np.ndarray:
    """Tell which candidates are taken in their order, each place once for a pair of terms.

    They are sorted by `pair` (the number of the two terms), then by the later place, then by the earlier one. So no
    other choice takes more. Say (i, j) is taken, where a largest choice has (i, y) and (x, j). No free candidate ends
    before j, so y comes after j; and i is the first in reach of j, so x comes after i. What lies between two places
    in reach of each other is in reach of both, so (x, y) is a candidate, and (i, j) with (x, y) are as many.
    """
    used = [-1] * (int(late.max(initial=-1)) + 1)
    taken = np.zeros(len(pair), dtype=bool)
    for at, (terms, i, j) in enumerate(zip(pair.tolist(), early.tolist(), late.tolist(), strict=True)):
        if used[i] != terms and used[j] != terms:
            used[i] = used[j] = terms
            taken[at] = True
    return taken
