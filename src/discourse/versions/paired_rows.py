"""Rows of two versions, each in its block, and pairs of them laid out side by side."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import SIDES, make_frame
from discourse.words.blocks import place_in_blocks

# The columns of an alignment that say which block a place stands in.
OF_BLOCKS = [f"{end}_{key}_{side}" for end in ("first", "last") for key in ("paragraph", "sentence") for side in SIDES]
Pair = tuple[dict[str, Any] | None, dict[str, Any] | None, dict[str, str]]


def rows_in_blocks(frame: pd.DataFrame, sentences: pd.DataFrame, doc: object, *, name: str, form: str) -> list[dict]:
    """List the rows of one version in their order, each with the block that it stands in.

    `sentences` are those of `sentences_of_blocks`; `name` and `form` name the frame and what a row is called by.
    Raises DiscourseError for a row that stands in no block.
    """
    own = frame[frame["doc"].eq(doc) & frame["kind"].ne("imprint")]
    own = own.sort_values(["paragraph", "start", "end"], kind="stable").reset_index(drop=True)
    spots = own[["doc", "paragraph", "sentence"]].assign(place=own.index)
    blocks = place_in_blocks(spots, sentences).drop_duplicates("place").set_index("place")["block"]
    for lost in own.drop(index=blocks.index).head(1).to_dict("records"):
        raise DiscourseError(
            f"aligned has no block for paragraph {lost['paragraph']} of {doc!r}, where {name} have "
            f"{lost[form]!r}; make both from the same paragraphs"
        )
    return own.astype(object).where(own.notna(), None).assign(block=blocks).to_dict("records")


def lay_out_pairs(
    pairs: Iterable[Pair], docs: dict[str, Any], columns: Iterable[str], types: dict[str, str]
) -> pd.DataFrame:
    """Lay pairs of rows out side by side, and what is said of each, in the order of the new version.

    What the old version alone has stands where its block does.
    """
    ordered = sorted(
        pairs, key=lambda each: [(each[1] or each[0] or {})[key] for key in ("block", "paragraph", "start")]
    )
    rows = []
    for old, new, told in ordered:
        row: dict[str, object] = {**told, **docs}
        for side, own in zip(SIDES, (old, new), strict=True):
            row |= {f"{name}_{side}": own[name] for name in columns if own}
        rows.append(row)
    return make_frame(rows, types)
