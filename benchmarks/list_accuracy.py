"""Precision and recall of find_lists and compare_lists against the hand-made key of the two interviews.

    python benchmarks/list_accuracy.py

An item counts as found where its words, its rank and its list's place, lead and head are those of the key; its fate is
right where its change and its ranks on both sides are too.
"""

from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.versions.lists import compare_lists
from discourse.words.lists import find_lists

ROOT = Path(__file__).parents[1]
OLD, NEW = "economic-daily", "peoples-daily"


def read_key() -> pd.DataFrame:
    """Return the key: list, section, point, pattern, lead, head_old, head_new, item, rank_old, rank_new, change."""
    return pd.read_csv(ROOT / "tests" / "versions" / "lists_key.csv", dtype=str, keep_default_na=False)


def as_text(value: object) -> str:
    """Return what the key writes for a value: nothing for a missing one."""
    return "" if pd.isna(value) else str(value)


def key_items() -> dict:
    """Return the key's items: doc, section, point, lead, head, rank, item -> doc."""
    sides = ((OLD, "rank_old", "head_old"), (NEW, "rank_new", "head_new"))
    return {
        (doc, row["section"], row["point"], row["lead"], row[head], row[rank], row["item"]): doc
        for doc, rank, head in sides
        for row in read_key().to_dict("records")
        if row[rank]
    }


def found_items(lists: pd.DataFrame) -> dict:
    """Return the items of find_lists in the same form."""
    return {
        (row["doc"], str(row["section"]), point_of_list(row, row["point"]),
         *(as_text(row[column]) for column in ("lead", "head", "rank", "item"))): row["doc"]
        for row in lists.to_dict("records")
    }  # fmt: skip


def point_of_list(row: dict, point: object) -> str:
    """Return the point a list stands in; the list of the points stands in none."""
    return "" if row["pattern"] == "points" else as_text(point)


def key_fates() -> dict:
    """Return the key's fates: section, point, item, rank in old, rank in new -> change."""
    columns = ["section", "point", "item", "rank_old", "rank_new"]
    return {tuple(row[column] for column in columns): row["change"] for row in read_key().to_dict("records")}


def found_fates(changes: pd.DataFrame) -> dict:
    """Return the fates of compare_lists in the same form."""
    fates = {}
    for row in changes.to_dict("records"):
        side = "new" if row["change"] == "added" else "old"
        point = point_of_list(row, row[f"point_{side}"])
        ranks = as_text(row["rank_old"]), as_text(row["rank_new"])
        fates[(as_text(row[f"section_{side}"]), point, row[f"item_{side}"], *ranks)] = row["change"]
    return fates


def accuracy(key: dict, found: dict) -> pd.DataFrame:
    """Return kind, key, found, right, precision, recall: a row for each kind, and one for all."""
    right = {item: kind for item, kind in found.items() if key.get(item) == kind}
    rows = []
    for kind in [*dict.fromkeys([*key.values(), *found.values()]), "all"]:
        n_key, n_found, n_right = (
            sum(kind in (each, "all") for each in items.values()) for items in (key, found, right)
        )
        rows.append(
            (kind, n_key, n_found, n_right, n_right / n_found if n_found else None, n_right / n_key if n_key else None)
        )
    return pd.DataFrame(rows, columns=["kind", "key", "found", "right", "precision", "recall"])


if __name__ == "__main__":
    study = dc.read_corpus(ROOT / "data" / "corpus.toml").paragraphs
    terms = dc.read_lexicon(ROOT / "data" / "lexicons" / "strategic_industries.csv")
    for title, key, found in (
        ("items found", key_items(), found_items(find_lists(study, lexicon=terms))),
        ("items found without a lexicon", key_items(), found_items(find_lists(study))),
        ("fates", key_fates(), found_fates(compare_lists(study, old=OLD, new=NEW, lexicon=terms))),
        ("fates without a lexicon", key_fates(), found_fates(compare_lists(study, old=OLD, new=NEW))),
    ):
        print(f"{title}\n{accuracy(key, found).round(3).to_string(index=False)}")
        for item in sorted(set(key.items()) ^ set(found.items())):
            print("  only in the", "key:" if item in key.items() else "result:", *item[0], "→", item[1])
        print()
