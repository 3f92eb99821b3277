"""Precision and recall of align_versions for each type of change, against the hand-made key of the two interviews.

    python benchmarks/alignment_accuracy.py

A block counts as found where its sentences on both sides and its type are those of the key.
"""

from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.versions.align import CHANGES, align_versions

ROOT = Path(__file__).parents[1]
OLD, NEW = "economic-daily", "peoples-daily"


def key_blocks() -> dict:
    """Return the key's blocks: sentences of both sides -> change."""
    key = pd.read_csv(ROOT / "tests" / "versions" / "alignment_key.csv", dtype=str, keep_default_na=False)
    return {
        (tuple(map(int, row.old.split())), tuple(map(int, row.new.split()))): row.change for row in key.itertuples()
    }


def found_blocks() -> dict:
    """Return the blocks of align_versions in the same form."""
    rows = align_versions(dc.read_corpus(ROOT / "data" / "corpus.toml").paragraphs, old=OLD, new=NEW)
    return {(sentences(row, "old"), sentences(row, "new")): row.change for row in rows.itertuples()}


def sentences(row, side: str) -> tuple[int, ...]:
    """List the numbers of a block's sentences on one side."""
    first, last = getattr(row, f"first_sentence_{side}"), getattr(row, f"last_sentence_{side}")
    return () if pd.isna(first) else tuple(range(first, last + 1))


def accuracy() -> pd.DataFrame:
    """Return change, key, found, right, precision, recall: a row for each type, and one for all."""
    key, found = key_blocks(), found_blocks()
    right = {block: change for block, change in found.items() if key.get(block) == change}
    rows = []
    for change in [*CHANGES, "all"]:
        n_key, n_found, n_right = (
            sum(change in (kind, "all") for kind in blocks.values()) for blocks in (key, found, right)
        )
        precision = n_right / n_found if n_found else None
        rows.append((change, n_key, n_found, n_right, precision, n_right / n_key if n_key else None))
    return pd.DataFrame(rows, columns=["change", "key", "found", "right", "precision", "recall"])


if __name__ == "__main__":
    print(accuracy().round(3).to_string(index=False))
    wrong = {block: change for block, change in found_blocks().items() if key_blocks().get(block) != change}
    print("\nnot as in the key (sentences of the old, of the new, change):")
    for (old, new), change in wrong.items():
        print(" ", old, new, change)
