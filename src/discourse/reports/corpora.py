"""What a corpus holds, and what was changed in its files, in words."""

import pandas as pd

from discourse.figures.base.theme import localize, localize_name, quantity
from discourse.reports.wording import Wording, naming


def describe_articles(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many articles there are, of which dates, and how these are known."""
    dates = frame["date"].dropna().sort_values()
    said = [localize("report.articles", n=quantity(len(frame), "unit.article"))]
    if len(dates):
        said.append(localize("report.dated", first=dates.iloc[0], last=dates.iloc[-1]))
    bases = frame["date_basis"].fillna("none").value_counts()
    told = [localize("report.basis_n", basis=localize_name("date_basis", basis), n=n) for basis, n in bases.items()]
    said.append(localize("report.date_bases", bases=localize("punctuation.enumeration").join(told)))
    return said


def describe_edits(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many changes were made to each file, by a rule or by declaration, and how many places are doubtful."""
    said = []
    for name, rows in wording.groups(frame):
        changed = rows[rows["before"].ne(rows["after"])]
        declared, outside = changed["origin"].eq("declared"), changed["rule"].eq("outside")
        numbers = {
            "rules": ~declared & ~outside,
            "declared": declared & ~outside,
            "doubtful": rows["doubtful"].astype(bool),
            "outside": outside,
        }
        told = [localize(f"report.edits_{key}", n=n) for key, which in numbers.items() if (n := int(which.sum()))]
        names = localize("punctuation.enumeration").join(told)
        said.append(naming("report.edits", names, group=name) or localize("report.edits_none", group=name))
    return said
