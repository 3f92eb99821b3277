"""Rows become a frame whose columns keep their types, however few the rows."""

import pandas as pd

KEYS = {
    "doc": "str", "section": "int64", "turn": "int64", "paragraph": "int64", "sentence": "int64", "position": "int64",
    "kind": "str", "speaker": "str", "point": "Int64",
}  # fmt: skip


def keys(*names: str) -> dict[str, str]:
    """Return the types of the named key columns, in that order."""
    return {name: KEYS[name] for name in names}


def make_frame(rows: list, types: dict[str, str]) -> pd.DataFrame:
    """Lay rows out as a frame with the columns and types given.

    >>> make_frame([("a", 2)], {"doc": "str", "n": "float64"})
      doc    n
    0   a  2.0
    """
    return pd.DataFrame(rows, columns=list(types)).astype(types)
