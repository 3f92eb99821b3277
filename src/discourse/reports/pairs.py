"""Which terms stand together, in words."""

import pandas as pd

from discourse.figures.base.theme import localize, quantity
from discourse.reports.wording import Wording, naming, percent
from discourse.schema import PAIR, check_counts


def describe_pairs(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell, for each window, which pairs stand together the most often, and whether two texts agree."""
    check_counts(frame, n=["n", "windows"], totals=[], name="frame")
    said = []
    for within in pd.unique(frame["within"]):
        rows, k = frame[frame["within"] == within], within
        window = localize("report.within_words", k=k) if not isinstance(within, str) else ""
        groups = wording.groups(rows)
        for name, mine in groups:
            met = mine[mine["n"] > 0]
            number = quantity(len(met), "unit.pair")
            size = window or localize(
                "report.in_windows", windows=quantity(int(mine["windows"].iloc[0]), f"unit.{within}")
            )
            said.append(localize("report.pairs", group=name, size=size, pairs=number) if len(met) else "")
            said.append(naming("report.pairs_most", wording.ranked(met, "n", PAIR, wording.counted_pair)))
            once = int((met["n"] == 1).sum())
            said.append(localize("report.pairs_once", n=once, share=percent(once, len(met))) if once else "")
            if "same_list" in met and met["same_list"].notna().all() and len(met):
                listed = int(met["same_list"].sum())
                said.append(localize("report.pairs_listed", n=listed, share=percent(listed, len(met))))
            if "adjacent" in met and met["adjacent"].fillna(False).any():
                joined = met[met["adjacent"].fillna(False)]
                names, share = wording.ranked(joined, "n", PAIR, wording.pair), percent(len(joined), len(met))
                said.append(localize("report.pairs_adjacent", n=len(joined), share=share, names=names))
        said += compare_groups(groups, wording)
    return said


def compare_groups(groups: list[tuple[str, pd.DataFrame]], wording: Wording) -> list[str]:
    """Tell of two texts whether the same pairs stand together in both, and which in one alone."""
    if len(groups) != 2:
        return []
    sides = [rows[rows["n"] > 0].set_index(PAIR)["n"] for _, rows in groups]
    if sides[0].sort_index().equals(sides[1].sort_index()):
        return [localize("report.pairs_same")]
    both = sides[0].index.intersection(sides[1].index)
    said = [localize("report.pairs_both", n=quantity(len(both), "unit.pair"))]
    for (name, _), mine, other in zip(groups, sides, sides[::-1], strict=True):
        own = mine[~mine.index.isin(other.index)].reset_index()
        names = wording.ranked(own, "n", PAIR, wording.pair)
        said.append(naming("report.pairs_only", names, group=name, n=quantity(len(own), "unit.pair")))
    return said
