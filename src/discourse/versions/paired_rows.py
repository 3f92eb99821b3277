"""Rows of two versions, each in its block, and pairs of them laid out side by side."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import SIDES, make_frame, require_columns
from discourse.versions.align import aligned_docs
from discourse.versions.sequences import match_greedily
from discourse.words.blocks import place_in_blocks, sentences_of_blocks

# The columns of an alignment that say which block a place stands in.
OF_BLOCKS = [f"{end}_{key}_{side}" for end in ("first", "last") for key in ("paragraph", "sentence") for side in SIDES]
Row = dict[str, Any]
Pair = tuple[Row | None, Row | None, dict[str, str]]


class PairedRows:
    """Rows of two versions, those of each in their order, and each in the block that it stands in."""

    def __init__(self, frame: pd.DataFrame, aligned: pd.DataFrame, *, name: str, form: str) -> None:
        """Take the rows of a frame, which has that name, and whose rows are called by the column `form`.

        Raises DiscourseError for missing columns, an alignment of several pairs of versions or of other paragraphs.
        """
        require_columns(aligned, ["block", "old", "new", *OF_BLOCKS], name="aligned", maker="align_versions")
        self.docs, self.sentences = aligned_docs(aligned), sentences_of_blocks(aligned)
        self.olds, self.news = (self.rows_of(frame, self.docs[side], name, form) for side in SIDES)

    def rows_of(self, frame: pd.DataFrame, doc: object, name: str, form: str) -> list[Row]:
        """List the rows of one version but for its imprint; one that stands in no block is refused."""
        own = frame[frame["doc"].eq(doc) & frame["kind"].ne("imprint")]
        own = own.sort_values(["paragraph", "start", "end"], kind="stable").reset_index(drop=True)
        spots = own[["doc", "paragraph", "sentence"]].assign(place=own.index)
        blocks = place_in_blocks(spots, self.sentences).drop_duplicates("place").set_index("place")["block"]
        for lost in own.drop(index=blocks.index).head(1).to_dict("records"):
            raise DiscourseError(
                f"aligned has no block for paragraph {lost['paragraph']} of {doc!r}, where {name} have "
                f"{lost[form]!r}; make both from the same paragraphs"
            )
        return own.astype(object).where(own.notna(), None).assign(block=blocks).to_dict("records")

    def lay_out(
        self, options: list[tuple], judge: Callable[[Row, Row], dict[str, str]], types: dict[str, str]
    ) -> pd.DataFrame:
        """Lay the rows out in pairs side by side, and what is said of each, in the order of the new version.

        `options` are the pairs that may be, as `match_greedily` takes them; `judge` says of a pair what became of it,
        and what has none was added or dropped. What the old version alone has stands where its block does. `types` are
        the columns, those of a side by their names with _old and _new.
        """
        partners = dict(match_greedily(options))
        pairs: list[Pair] = []
        for i, old in enumerate(self.olds):
            new = self.news[partners[i]] if i in partners else None
            pairs.append((old, new, judge(old, new) if new else {"change": "dropped"}))
        came = sorted({*range(len(self.news))}.difference(partners.values()))
        pairs += [(None, self.news[j], {"change": "added"}) for j in came]
        pairs.sort(key=lambda each: [(each[1] or each[0] or {})[key] for key in ("block", "paragraph", "start")])
        columns = [name.removesuffix("_old") for name in types if name.endswith("_old")]
        rows = []
        for *sides, told in pairs:
            laid = {
                f"{name}_{side}": row[name] for side, row in zip(SIDES, sides, strict=True) if row for name in columns
            }
            rows.append({**told, **self.docs, **laid})
        return make_frame(rows, types)
