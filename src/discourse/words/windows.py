"""What is counted, and the windows that it lies in."""

from numbers import Integral

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of

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


def having(frame: pd.DataFrame, values: dict) -> pd.DataFrame:
    """Keep the rows that have the given values; missing equals missing."""
    for column, value in values.items():
        frame = frame[frame[column].isna() if pd.isna(value) else frame[column].eq(value)]
    return frame


def window_keys(within: str, *, parameter: str = "within") -> list[str]:
    """Return the columns that tell the windows of a kind apart."""
    return WINDOWS[one_of(parameter, within, WINDOWS)]


def words_of(within: str | int) -> int | None:
    """Return how many words apart `within` allows, None where it names a kind of window."""
    if isinstance(within, Integral) and not isinstance(within, bool) and within >= 1:
        return int(within)
    if isinstance(within, str):
        window_keys(within)
        return None
    kinds = ", ".join(repr(kind) for kind in WINDOWS)
    raise DiscourseError(f"within={within!r} is neither a number of words, 1 or more and whole, nor one of: {kinds}")


def inside(frame: pd.DataFrame, within: str | int) -> pd.DataFrame:
    """Keep what lies in a window of that kind: section 0, turn 0 and a missing point are none."""
    if within in ("section", "turn"):
        return frame[frame[within] > 0]
    return frame[frame["point"].notna()] if within == "point" else frame


def number_words(places: pd.DataFrame, *, base: pd.DataFrame) -> pd.DataFrame:
    """Add `number` and `last_number`: which words of its doc a place begins and ends with, counted from 0.

    `base` are the tokens; only those that count are numbered. A place that begins inside a word has that word's number.
    """
    words = countable(base)[["doc", "paragraph", "start"]].sort_values(["doc", "paragraph", "start"], kind="stable")
    words = words.assign(number=words.groupby("doc").cumcount()).sort_values("start", kind="stable")
    spots = places[["doc", "paragraph"]].assign(row=range(len(places)))
    keys = ["doc", "paragraph"]
    numbers = [
        pd.merge_asof(spots.assign(start=at).sort_values("start", kind="stable"), words, on="start", by=keys)
        .set_index("row")["number"]
        .reindex(range(len(places)))
        .to_numpy()
        for at in (places["start"].astype("int64"), places["end"].astype("int64") - 1)
    ]
    return places.assign(number=numbers[0], last_number=numbers[1])


def near_pairs(places: pd.DataFrame, *, base: pd.DataFrame, of: str, by: list[str], words: int) -> pd.DataFrame:
    """Pair the places of every two terms that stand at most `words` words apart in one paragraph, as many as can be.

    From the last word of the earlier place to the first word of the later one the numbers of the words differ by
    `words` at most; punctuation has no number. Of two terms each place is in one pair only. `places` are those that
    count, with a value in `of`, and none inside another; `base` are the tokens; `by` names the columns that tell
    groups apart.

    Returns term_a, term_b (in the order of their characters), first and second: the rows of `places`, counted from 0,
    of the earlier and of the later place. Sorted by the terms, then by the later place.

    Raises DiscourseError for a place where `base` has no word.
    """
    spots = number_words(places, base=base)
    check_numbers(spots)
    terms, names = pd.factorize(places[of], sort=True)
    group = places.groupby([*dict.fromkeys([*by, "doc", "paragraph"])], dropna=False).ngroup().to_numpy()
    spots = spots.assign(term=terms, group=group, row=range(len(places)))
    spots = spots.sort_values(["group", "number", "start"], kind="stable")
    early, late = in_reach(spots, words)
    term, row = spots["term"].to_numpy(), spots["row"].to_numpy()
    unlike = term[early] != term[late]
    early, late = early[unlike], late[unlike]
    a, b = np.minimum(term[early], term[late]), np.maximum(term[early], term[late])
    order = np.lexsort((early, late, b, a))
    kept = order[greedy_matching(a[order] * len(names) + b[order], early[order], late[order])]
    return pd.DataFrame(
        {"term_a": names[a[kept]], "term_b": names[b[kept]], "first": row[early[kept]], "second": row[late[kept]]}
    )


def check_numbers(spots: pd.DataFrame) -> None:
    """Refuse places where the tokens have no word."""
    lost = spots[spots["number"].isna()]
    if len(lost):
        doc, paragraph = lost["doc"].iloc[0], lost["paragraph"].iloc[0]
        raise DiscourseError(
            f"base has no word at {len(lost)} of {len(spots)} places, the first in paragraph {paragraph} of {doc!r}; "
            "give as base the tokens of the paragraphs that hold them"
        )


def in_reach(spots: pd.DataFrame, words: int) -> tuple[np.ndarray, np.ndarray]:
    """List each place with each later one of its group that begins within `words` of its end, as rows of `spots`.

    `spots` have group, number and last_number, and are sorted by the first two.
    """
    group, number, last = (spots[column].to_numpy(dtype="int64") for column in ("group", "number", "last_number"))
    furthest = int(last.max(initial=0))
    reach = min(words, furthest)
    # One axis for all groups, with a gap between two that no reach can bridge.
    origin = group * (furthest + reach + 1)
    size = np.searchsorted(origin + number, origin + last + reach, side="right") - np.arange(len(spots)) - 1
    early = np.repeat(np.arange(len(spots)), size)
    return early, early + 1 + np.arange(len(early)) - np.repeat(np.cumsum(size) - size, size)


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
