"""How often, how typical, how evenly, and where: the frames of one text, or of one beside others."""

import pandas as pd

from discourse.figures.base.theme import localize, localize_name, quantity
from discourse.reports.wording import Wording, naming, percent, units, words
from discourse.schema import counted_column, key_columns

# Below so many mentions nothing is said of how evenly a term is spread.
ENOUGH = 5


def describe_counts(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each article or group how much was counted in it, and what is the most frequent."""
    of, groups = counted_column(frame), wording.groups(frame)
    if of == "kind":
        return describe_lengths(groups)
    said = []
    for name, rows in groups:
        present = rows[rows["n"] > 0]
        whole = rows["total"].dropna().unique()
        length = localize("report.in_words", words=words(whole[0], rows)) if len(whole) == 1 else ""
        n = quantity(int(rows["n"].sum()), "unit.occurrence" if of == "word" else "unit.mention")
        told = localize("report.count", group=name, n=n, units=units(present[of].nunique(), of), length=length)
        names = wording.ranked(present, "n", [of], wording.rated(of))
        said += [told, naming("report.most_frequent", names)]
    return said


def describe_lengths(groups: list[tuple[str, pd.DataFrame]]) -> list[str]:
    """Tell how long each text is, and which shares its kinds of paragraphs have of it."""
    said = []
    for name, rows in groups:
        kinds = rows.groupby("kind")["n"].sum().sort_values(ascending=False, kind="stable")
        parts = [
            localize("report.name_value", name=localize_name("kind", kind), value=percent(n, kinds.sum()))
            for kind, n in kinds.items()
            if n
        ]
        joined = localize("punctuation.enumeration").join(parts)
        said.append(localize("report.length", group=name, words=words(kinds.sum(), rows), parts=joined))
    return said


def describe_tfidf(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each part what is typical of it."""
    of, keys = counted_column(frame), key_columns(frame)
    said = []
    sections = [key for key in keys if key == "section"]
    for name, rows in wording.groups(frame, beside=sections):
        parts = rows.groupby(sections, sort=True) if sections else [((), rows)]
        for section, part in parts:
            tell = wording.valued(of, lambda row: f"{row['tfidf']:.2f}")
            names = wording.ranked(part[part["tfidf"] > 0], "tfidf", [of], tell)
            where = localize("report.section_of", group=name, n=section[0]) if section else name
            said.append(naming("report.typical", names, group=where))
    return [*said, localize("report.tfidf_ranks")]


def describe_dispersion(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each text which units are spread over its parts the most evenly, and which lie in one part alone."""
    of, said = counted_column(frame), []
    for name, rows in wording.groups(frame):
        enough, alone = rows[rows["n"] >= ENOUGH], rows[(rows["range"] == 1) & (rows["n"] > 1)]
        tell = lambda row: localize(
            "report.name_spread", name=wording.name(row[of]), range=row["range"], parts=row["parts"],
            dp=f"{row['dp_norm']:.2f}", n=row["n"],
        )  # fmt: skip
        # Both name a set, not its head alone: whatever is left out is counted, tied or not.
        spread = wording.leading(enough.sort_values(["dp_norm", of]), tell=tell)
        count = lambda row: localize("report.name_n", name=wording.name(row[of]), n=row["n"])
        once = wording.leading(alone.sort_values(["n", of], ascending=[False, True]), tell=count)
        few = int((rows["n"] < ENOUGH).sum())
        key = "report.few_mentions" if few else "report.few_none"
        said.append(localize(key, group=name, units=units(few, of), least=ENOUGH))
        said += [naming("report.evenly", spread), naming("report.in_one_part", once)]
    return said


def describe_prominence(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of each text what stands in its title and headings, what comes first, and who brings terms up."""
    of, said = counted_column(frame), []
    for name, rows in wording.groups(frame):
        for kind in ("title", "heading", "lead", "question"):
            here = rows[rows[f"in_{kind}"] > 0].sort_values([f"in_{kind}", of], ascending=[False, True])
            names, where = wording.leading(here[of], tell=wording.name), localize_name("kind", kind)
            said.append(naming("report.kind_names", names, group=name, kind=where))
        tell = wording.valued(of, lambda row: percent(row["first"], 1))
        said.append(localize("report.earliest", names=wording.ranked(rows, "first", [of], tell, ascending=True)))
        answers = rows["in_answer"].sum()
        if answers:
            prompted, own = (int(rows[column].sum()) for column in ("prompted", "spontaneous"))
            shares = {"prompted": percent(prompted, answers), "spontaneous": percent(own, answers)}
            said.append(localize("report.prompting", n=int(answers), m=prompted, k=own, **shares))
    return said
