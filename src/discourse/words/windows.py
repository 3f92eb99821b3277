"""What is counted, and the windows that it lies in."""

from numbers import Integral

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.schema import PAIR, number_groups, require_columns

WINDOWS = {
    "sentence": ["doc", "sentence"],
    "paragraph": ["doc", "paragraph"],
    "point": ["doc", "section", "turn", "point"],
    "turn": ["doc", "turn"],
    "section": ["doc", "section"],
}


def countable(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the tokens or mentions that count: no imprint, no punctuation."""
    kept = frame[frame["kind"] != "imprint"] if "kind" in frame else frame
    return kept[kept["type"] != "punctuation"] if "type" in kept else kept


def word_sizes(words: pd.DataFrame, unit: str) -> pd.Series:
    """Return how much each token adds to a total in words or characters (`unit`)."""
    return words["word"].str.len() if unit == "character" else pd.Series(1, index=words.index)


def window_keys(within: str) -> list[str]:
    """Return the columns that tell the windows of a kind apart."""
    return WINDOWS[one_of("within", within, WINDOWS)]


def word_distance(within: str | int) -> int | None:
    """Return how many words apart `within` allows, None where it names a kind of window."""
    if isinstance(within, Integral) and not isinstance(within, bool) and within >= 1:
        return int(within)
    if isinstance(within, str):
        window_keys(within)
        return None
    kinds = ", ".join(repr(kind) for kind in WINDOWS)
    raise DiscourseError(f"within={within!r} is neither a number of words, 1 or more and whole, nor one of: {kinds}")


def in_windows(frame: pd.DataFrame, within: str | int) -> pd.DataFrame:
    """Keep what lies in a window of that kind: section 0, turn 0 and a missing point are none."""
    if within in ("section", "turn"):
        return frame[frame[within] > 0]
    return frame[frame["point"].notna()] if within == "point" else frame


def find_items(places: pd.DataFrame, lists: pd.DataFrame, *, columns: list[str]) -> pd.DataFrame:
    """Find the items of lists that each place stands in, one row for each: place (its row), doc, and `columns`.

    What stands in a list nested in an item stands in that item too.
    """
    where = ["doc", "paragraph", "start", "end"]
    require_columns(lists, [*where, *columns], name="lists", maker="find_lists")
    spots = places[where].assign(place=range(len(places)))
    found = spots.merge(lists[[*where, *columns]], on=["doc", "paragraph"], suffixes=("", "_item"))
    found = found[(found["start_item"] <= found["start"]) & (found["end"] <= found["end_item"])]
    return found[["place", "doc", *columns]]


def number_words(places: pd.DataFrame, *, base: pd.DataFrame) -> pd.DataFrame:
    """Return for each place `number` and `last_number`: the words of its doc that it begins and ends with, from 0.

    `base` are the tokens; only those that count are numbered. A place that begins inside a word has that word's number;
    where `base` has no word, the numbers are missing.
    """
    keys = ["doc", "paragraph"]
    words = countable(base)[[*keys, "start"]].sort_values([*keys, "start"], kind="stable")
    words = words.assign(number=words.groupby("doc").cumcount()).sort_values("start", kind="stable")
    spots = places[keys].assign(row=range(len(places)))
    numbers = {}
    for name, at in (("number", places["start"]), ("last_number", places["end"] - 1)):
        ordered = spots.assign(start=at.astype("int64")).sort_values("start", kind="stable")
        found = pd.merge_asof(ordered, words, on="start", by=keys).set_index("row")["number"]
        numbers[name] = found.reindex(range(len(places))).to_numpy()
    return pd.DataFrame(numbers, index=places.index)


def check_numbers(places: pd.DataFrame, numbers: pd.DataFrame) -> None:
    """Refuse places where the tokens have no word."""
    lost = places[numbers["number"].isna()]
    if len(lost):
        doc, paragraph = lost["doc"].iloc[0], lost["paragraph"].iloc[0]
        raise DiscourseError(
            f"base has no word at {len(lost)} of {len(places)} places, the first in paragraph {paragraph} of {doc!r}; "
            "give as base the tokens of the paragraphs that hold them"
        )


def check_windows(places: pd.DataFrame, words: pd.DataFrame, window: list[str], *, name: str = "mentions") -> None:
    """Refuse places in windows without any word; `window` are the columns that tell windows apart."""
    here, there = number_groups(window, places, words)
    lost = ~np.isin(here, there)
    if lost.any():
        first = places.loc[lost, window].head(1).to_dict("records")[0]
        where = ", ".join(f"{key}={value!r}" for key, value in first.items())
        raise DiscourseError(
            f"base has no word in {where}, where {name} has one; make both from the same paragraphs, and leave no "
            "tokens out, or leave these places out too"
        )


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
    check_numbers(places, numbers)
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
