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


def window_keys(within: str) -> list[str]:
    """Return the columns that tell the windows of a kind apart."""
    return WINDOWS[one_of("within", within, WINDOWS)]


def inside(frame: pd.DataFrame, within: str) -> pd.DataFrame:
    """Keep what lies in a window of that kind: section 0, turn 0 and a missing point are none."""
    if within in ("section", "turn"):
        return frame[frame[within] > 0]
    return frame[frame["point"].notna()] if within == "point" else frame
