"""What is counted, and the windows that it lies in."""

from collections.abc import Iterable
from numbers import Integral

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of, whole_number
from discourse.schema import number_groups, refuse_gaps, require_columns

WINDOWS = {
    "sentence": ["doc", "sentence"],
    "paragraph": ["doc", "paragraph"],
    "point": ["doc", "section", "turn", "point"],
    "turn": ["doc", "turn"],
    "section": ["doc", "section"],
}


def countable(frame: pd.DataFrame, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Keep the tokens or mentions that count: no imprint, no punctuation; and of their columns those named, if any."""
    counts = which_count(frame)
    if columns is not None:
        frame = frame[[column for column in dict.fromkeys(columns) if column in frame]]
    return frame if counts.all() else frame[counts]


def which_count(frame: pd.DataFrame) -> np.ndarray:
    """Tell which tokens or mentions count (see `countable`)."""
    never = {column: value for column, value in {"kind": "imprint", "type": "punctuation"}.items() if column in frame}
    tests = [frame[column].ne(value).to_numpy(dtype=bool, na_value=False) for column, value in never.items()]
    return np.logical_and.reduce([np.ones(len(frame), dtype=bool), *tests])


def word_sizes(words: pd.DataFrame, unit: str) -> pd.Series:
    """Return how much each token adds to a total in words or characters (`unit`)."""
    return words["word"].str.len() if unit == "character" else pd.Series(1, index=words.index)


def window_keys(within: str) -> list[str]:
    """Return the columns that tell the windows of a kind apart."""
    return WINDOWS[one_of("within", within, WINDOWS)]


def word_distance(within: str | int) -> int | None:
    """Return how many words apart `within` allows, None where it names a kind of window."""
    if isinstance(within, Integral) and not isinstance(within, bool) and within >= 1:
        return whole_number("within", within)
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
    refuse_gaps(lists, ["doc", "paragraph", *({"list", "item"} & {*columns})], name="lists")
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
    words = countable(base)
    here, there = number_groups(keys, places, words)
    begins, ends = (places[end].to_numpy(dtype="int64") for end in ("start", "end"))
    starts = words["start"].to_numpy(dtype="int64")
    order = np.lexsort((starts, there))
    docs = words["doc"].iloc[order]
    number = docs.groupby(docs.to_numpy()).cumcount().to_numpy()
    # The last word of the same paragraph that begins no later; before the first word of all there is none.
    text = max(starts.max(initial=0), ends.max(initial=0)) + 1
    marks = (there * text + starts)[order]
    paragraph, number = np.append(there[order], -1), np.append(number, 0)
    numbers = {}
    for name, at in (("number", begins), ("last_number", ends - 1)):
        word = np.searchsorted(marks, here * text + at, side="right") - 1
        numbers[name] = pd.Series(number[word], places.index).where(paragraph[word] == here)
    return pd.DataFrame(numbers)


def check_numbered(places: pd.DataFrame, numbers: pd.DataFrame) -> None:
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
    refuse_lost(places, here, there, window, name=name)


def refuse_lost(places: pd.DataFrame, here: np.ndarray, there: np.ndarray, window: list[str], *, name: str) -> None:
    """Refuse places whose windows, by their numbers `here`, are not among those `there` of the words."""
    lost = ~np.isin(here, there)
    if lost.any():
        first = places.loc[lost, window].head(1).to_dict("records")[0]
        where = ", ".join(f"{key}={value!r}" for key, value in first.items())
        raise DiscourseError(
            f"base has no word in {where}, where {name} has one; make both from the same paragraphs, and leave no "
            "tokens out, or leave these places out too"
        )
