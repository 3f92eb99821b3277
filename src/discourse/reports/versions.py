"""What became of sentences, items, words and numbers between two versions, and what stands around a mention."""

import pandas as pd

from discourse.figures.base.captions.counts import FATES
from discourse.figures.base.labels import all_labels
from discourse.figures.base.theme import localize, localize_name, quantity
from discourse.figures.contexts import describe_mention
from discourse.reports.wording import Wording, listed, naming, paragraph, percent
from discourse.schema import SIDES
from discourse.versions.align import CHANGES

# How often what was replaced, and what replaced it, stands in each version.
COUNTS_OF_BOTH = ["before_in_old", "before_in_new", "after_in_old", "after_in_new"]


def describe_alignment(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many blocks became what, and how much of the words was kept."""
    old, new = wording.versions(frame)
    changes = listed(frame["change"], {change: f"change.{change}" for change in CHANGES})
    said = [localize("report.blocks", old=old, new=new, n=quantity(len(frame), "unit.block"), changes=changes)]
    kept = int(frame["words_kept"].sum())
    for name, side in ((old, "old"), (new, "new")):
        whole = int(frame[f"words_{side}"].sum())
        said.append(
            localize("report.words_kept", group=name, kept=f"{kept:,}", n=f"{whole:,}", share=percent(kept, whole))
        )
    moved = int(frame["moved"].sum())
    moves = localize("report.moved", n=moved) if moved else localize("report.none_moved")
    return [*said, localize("report.dictionary_words"), moves]


def describe_list_changes(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many items of lists were kept, moved, dropped and added, and name those that came and went."""
    old, new = wording.versions(frame)
    number, fates = quantity(len(frame), "unit.item"), listed(frame["change"], FATES)
    said = [localize("report.items", old=old, new=new, n=number, changes=fates)]
    known = all_labels(wording.labels)
    for fate in ("dropped", "added", "moved"):
        items = wording.leading([known.get(item, item) for item in frame.loc[frame["change"] == fate, "item"]])
        said.append(naming("report.items_named", items, change=localize_name("change", fate)))
    return said


def describe_substitutions(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell what was put in the place of what, the recurring ones with how often each stands in both versions."""
    old, new = wording.versions(frame)
    said = [localize("report.substitutions", old=old, new=new, n=len(frame), m=int(frame["n"].sum()))]
    again = frame[frame["n"] > 1]
    names = [
        localize("report.replaced", **row)
        for row in again[["before", "after", "n", *COUNTS_OF_BOTH]].to_dict("records")
    ]
    return [*said, naming("report.replaced_again", wording.leading(names))]


def describe_headline_phrases(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many phrases of headlines stand in the running text, too, and name those that went elsewhere."""
    old, new = wording.versions(frame)
    phrases = frame.drop_duplicates("phrase").to_dict("records")
    names = []
    for row in phrases:
        kinds = {
            side: " + ".join(localize_name("kind", kind) for kind in filter(None, str(row[f"kinds_{side}"]).split("|")))
            or "–"
            for side in ("old", "new")
        }
        names += [localize("report.phrase_kinds", phrase=row["phrase"], **kinds)] if row["migrates"] else []
    said = localize("report.headline_phrases", old=old, new=new, n=len(phrases), m=len(frame), k=len(names))
    return [said, naming("report.migrated", wording.leading(names))]


def describe_quantity_changes(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell which numbers stand in both versions, and which came and went, with what they are: done or a goal."""
    old, new = wording.versions(frame)
    said = [localize("report.numbers", old=old, new=new, n=len(frame))]
    for change in pd.unique(frame["change"]):
        rows = frame[frame["change"] == change]
        names = []
        for row in rows.to_dict("records"):
            sides = [
                localize(
                    "report.number", form=row[f"form_{side}"], status=localize_name("status", row[f"status_{side}"])
                )
                for side in SIDES
                if pd.notna(row[f"form_{side}"])
            ]
            names.append(" → ".join(dict.fromkeys(sides)))
        name = localize_name("change", change)
        said.append(localize("report.numbers_named", change=name, n=len(rows), names=wording.leading(names)))
    return said


def describe_contexts(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each term how often it stands in each text, and where, in which list and who brings it up."""
    said, known = [], all_labels(wording.labels)
    terms = frame["term"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    for term in terms.index[: wording.top]:
        rows = frame[frame["term"] == term]
        sides = []
        for name, mine in wording.groups(rows):
            told = []
            for place, *items in (describe_mention(row, known) for row in mine.to_dict("records")):
                told.append(localize("report.mention_listed", place=place, items=items[0]) if items else place)
            number = quantity(len(mine), "unit.mention")
            told = [f"({at}) {place}" for at, place in enumerate(told, 1)] if len(told) > 1 else told
            more = localize("report.and_more", n=len(told) - wording.top) if len(told) > wording.top else ""
            places = localize("punctuation.semicolon").join(told[: wording.top]) + more
            sides.append(localize("report.mentions_of", group=name, n=number, places=places))
        said.append(localize("report.term", term=wording.name(term), sides=paragraph(sides)))
    return [*said, localize("report.terms_cut", n=len(terms) - wording.top) if len(terms) > wording.top else ""]
