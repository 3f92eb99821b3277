"""What is to be done, who is quoted, and what became of it, in words."""

import pandas as pd

from discourse.figures.base.theme import localize, localize_name, quantity
from discourse.reports.wording import Wording, listed, naming
from discourse.schema import SIDES

STATUSES = {status: f"status.{status}" for status in ("goal", "plan", "done", "condition")}
FATES_OF_ACTIONS = ("kept", "strengthened", "weakened", "changed", "added", "dropped")
CHANGES = {change: f"change.{change}" for change in FATES_OF_ACTIONS}


def describe_actions(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell the actions of each text, of which status, with the most frequent classes and verbs; and their numbers."""
    said = []
    for group, rows in wording.groups(frame):
        acts = rows[rows["verb"].notna()]
        statuses = listed(acts["status"], STATUSES)
        said.append(localize("report.actions", group=group, n=quantity(len(acts), "unit.action"), statuses=statuses))
        for column in ("verb_class", "verb"):
            counts = acts[column].value_counts().rename_axis("name").reset_index(name="n")
            names = wording.ranked(counts, "n", ["name"], wording.valued("name", lambda row: f"{row['n']}"))
            said.append(naming(f"report.actions_by_{column}", names))
        if "quantity" in rows:
            numbers = rows[rows["value"].notna() & rows["status"].isin(["goal", "plan"])]
            said.append(naming("report.targets", wording.leading(numbers, tell=tell_number)))
    return said


def tell_number(row: dict) -> str:
    """Word a row of commitments as its number, what it counts, how exact it is and by when."""
    told = [localize_name("hedge", row["hedge"])] if pd.notna(row["hedge"]) else []
    told += [localize("report.by_year", year=row["deadline"])] if pd.notna(row["deadline"]) else []
    told += [localize_name("status", row["status"])]
    words = " ".join(str(each) for each in (row["quantity"], row["counted"]) if pd.notna(each))
    return localize("report.name_value", name=words, value=localize("punctuation.comma").join(told))


def describe_governing(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each term which verbs govern it in each text, with their degrees and modals."""
    said, frame = [], pd.concat([rows for _, rows in wording.groups(frame)])
    terms = frame["term"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    for term in terms.index[: wording.top]:
        sides = []
        for group, rows in wording.groups(frame[frame["term"] == term]):
            words = dict[str, None]()
            for row in rows[rows["verb"].notna()].to_dict("records"):
                # As it is printed; and, where the labels know another, the name of the verb.
                printed = "".join(str(row[each]) for each in ("modal", "degree", "verb") if pd.notna(row[each]))
                name = wording.name(row["verb"])
                words[printed if name == row["verb"] else localize("report.name_value", name=printed, value=name)] = (
                    None
                )
            names = wording.leading(list(words)) or localize("report.not_governed")
            n = quantity(len(rows), "unit.mention")
            sides.append(localize("report.governed_in", group=group, n=n, names=names))
        told = localize("punctuation.semicolon").join(sides)
        said.append(localize("report.governed", term=wording.name(term), sides=told))
    return [*said, localize("report.terms_cut", n=len(terms) - wording.top) if len(terms) > wording.top else ""]


def describe_action_changes(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell what became of the actions of both versions, by what they differ, and which numbers came and went."""
    old, new = wording.versions(frame)
    changes = listed(frame["change"], CHANGES)
    said = [localize("report.action_changes", old=old, new=new, n=quantity(len(frame), "unit.action"), changes=changes)]
    for change in ("strengthened", "weakened"):
        names = wording.leading(frame[frame["change"] == change], tell=tell_change)
        said.append(naming("report.changes_named", names, change=localize(f"change.{change}")))
    for change, side in (("added", "new"), ("dropped", "old")):
        rows = frame[frame["change"].eq(change) & frame[f"value_{side}"].notna()]
        names = wording.leading(rows, tell=lambda row, side=side: name_action(row, side))
        said.append(naming("report.numbers_of_actions", names, change=localize(f"change.{change}")))
    return said


def tell_change(row: dict) -> str:
    """Word a pair of actions as both wordings and what differs."""
    what = localize("punctuation.comma").join(localize_name("what", each) for each in row["what"].split("|"))
    return localize("report.name_value", name=" → ".join(name_action(row, side) for side in SIDES), value=what)


def name_action(row: dict, side: str) -> str:
    """Name an action of one version by its words; a number without a verb by itself."""
    words = [row[f"{name}_{side}"] for name in ("modal", "degree", "verb", "object")]
    return "".join(str(word) for word in words if pd.notna(word)) or str(row[f"quantity_{side}"])


def describe_quotations(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many places each text quotes, from which sources, and which words."""
    said = []
    for group, rows in wording.groups(frame):
        counts = (
            rows["source"].fillna(localize("report.no_source")).value_counts().rename_axis("name").reset_index(name="n")
        )
        sources = wording.ranked(
            counts, "n", ["name"], lambda row: localize("report.name_n", name=row["name"], n=row["n"])
        )
        n, texts = quantity(len(rows), "unit.quotation"), wording.leading(list(dict.fromkeys(rows["text"])))
        said.append(localize("report.quotations", group=group, n=n, sources=sources, texts=texts))
    return said
