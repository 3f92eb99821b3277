"""What is counted, and the windows that it lies in."""

import pandas as pd

from discourse.errors import one_of

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


def window_keys(within: str, *, parameter: str = "within") -> list[str]:
    """Return the columns that tell the windows of a kind apart."""
    return WINDOWS[one_of(parameter, within, WINDOWS)]


def inside(frame: pd.DataFrame, within: str) -> pd.DataFrame:
    """Keep what lies in a window of that kind: section 0, turn 0 and a missing point are none."""
    if within in ("section", "turn"):
        return frame[frame[within] > 0]
    return frame[frame["point"].notna()] if within == "point" else frame


def number_words(places: pd.DataFrame, *, base: pd.DataFrame) -> pd.DataFrame:
    """Add `number` and `last_number`: which words of its doc a place begins and ends with, counted from 0.

    `base` are the tokens; only those that count are numbered. A place that begins inside a word has that word's number.
    """
    words = countable(base)[["doc", "paragraph", "start"]]
    words = words.assign(number=words.groupby("doc").cumcount()).sort_values("start", kind="stable")
    spots = places[["doc", "paragraph"]].assign(row=range(len(places)))
    numbers = [
        pd.merge_asof(spots.assign(start=at).sort_values("start", kind="stable"), words, on="start", by=["doc", "paragraph"])
        .set_index("row")["number"]
        .reindex(range(len(places)))
        .to_numpy()
        for at in (places["start"].astype("int64"), places["end"].astype("int64") - 1)
    ]
    return places.assign(number=numbers[0], last_number=numbers[1])
