"""Which block of two aligned versions a place in either text stands in."""

import pandas as pd

from discourse.schema import SIDES, check_counts


def sentences_of_blocks(aligned: pd.DataFrame) -> pd.DataFrame:
    """List the sentences of each block: old, new, block, at (the row of `aligned`, from 0), doc, sentence, first, last.

    `first` and `last` are the paragraphs that the block begins and ends in; missing where `aligned` names none.
    """
    sides = []
    for side in SIDES:
        rows = aligned.assign(at=range(len(aligned)))[aligned[f"first_sentence_{side}"].notna().to_numpy()]
        ends_of_rows = [f"first_sentence_{side}", f"last_sentence_{side}"]
        check_counts(rows, n=ends_of_rows, totals=[], name="aligned")
        ends = zip(rows[f"first_sentence_{side}"], rows[f"last_sentence_{side}"], strict=True)
        rows = rows.assign(doc=rows[side], sentence=[range(int(first), int(last) + 1) for first, last in ends])
        names = {f"{end}_paragraph_{side}": end for end in ("first", "last")}
        rows = rows.reindex(columns=["old", "new", "block", "at", "doc", "sentence", *names]).rename(columns=names)
        sides.append(rows.explode("sentence"))
    return pd.concat(sides, ignore_index=True).astype({"sentence": "int64"})


def place_in_blocks(places: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Join each place to the blocks that hold it, of the pair of versions that `places` name by old and new, or of all.

    `places` have doc, paragraph (which may be missing) and sentence; `sentences` are those of `sentences_of_blocks`.
    """
    found = places.merge(sentences, on=[key for key in ("doc", "sentence", "old", "new") if key in places])
    # A sentence that runs over several points has a block for each; the paragraph tells which of them holds a place.
    apart = found["paragraph"].lt(found["first"]) | found["paragraph"].gt(found["last"])
    return found[~apart.fillna(False)]
