"""Which terms stand together, in words."""

import pandas as pd

from discourse.figures.base.theme import localize, quantity
from discourse.reports.wording import Wording, percent

PAIR = ["term_a", "term_b"]


def describe_pairs(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell, for each window, which pairs stand together the most often, and whether two texts agree."""
    said = []
    for within in pd.unique(frame["within"]):
        rows, k = frame[frame["within"] == within], within
        window = localize("report.within_words", k=k) if not isinstance(within, str) else ""
        groups = wording.groups(rows)
        for name, mine in groups:
            met = mine[mine["n"] > 0].sort_values(["n", *PAIR], ascending=[False, True, True])
            number = quantity(len(met), "unit.pair")
            size = window or localize(
                "report.in_windows", windows=quantity(int(mine["windows"].iloc[0]), f"unit.{within}")
            )
            said.append(localize("report.pairs", group=name, size=size, pairs=number) if len(met) else "")
            names = wording.leading(met, met["n"], tell=lambda row: describe_pair(row, wording))
            said.append(localize("report.pairs_most", names=names) if names else "")
            once = int((met["n"] == 1).sum())
            said.append(localize("report.pairs_once", n=once, share=percent(once, len(met))) if once else "")
            if "same_list" in met and met["same_list"].notna().all() and len(met):
                listed = int(met["same_list"].sum())
                said.append(localize("report.pairs_listed", n=listed, share=percent(listed, len(met))))
            if "adjacent" in met and met["adjacent"].fillna(False).any():
                joined = met[met["adjacent"].fillna(False)]
                listed_names = wording.leading(joined, joined["n"], tell=wording.pair)
                share = percent(len(joined), len(met))
                said.append(localize("report.pairs_adjacent", n=len(joined), share=share, names=listed_names))
        said += compare_groups(groups, wording)
    return said


def describe_pair(row: dict, wording: Wording) -> str:
    """Name a pair with its n, how many of these are one expression, and the expected number."""
    adjacent = row.get("n_adjacent", pd.NA)
    key = "report.pair_n" if pd.isna(adjacent) or not adjacent else "report.pair_n_adjacent"
    return localize(key, pair=wording.pair(row), n=row["n"], adjacent=adjacent, expected=f"{row['expected']:.2g}")


def compare_groups(groups: list[tuple[str, pd.DataFrame]], wording: Wording) -> list[str]:
    """Tell of two texts whether the same pairs stand together in both, and which in one alone."""
    if len(groups) != 2:
        return []
    names = [name for name, _ in groups]
    sides = [rows[rows["n"] > 0].set_index(PAIR)["n"] for _, rows in groups]
    if sides[0].sort_index().equals(sides[1].sort_index()):
        return [localize("report.pairs_same")]
    both = sides[0].index.intersection(sides[1].index)
    said = [localize("report.pairs_both", n=quantity(len(both), "unit.pair"))]
    for name, mine, other in zip(names, sides, sides[::-1], strict=True):
        own = mine[~mine.index.isin(other.index)].reset_index().sort_values(["n", *PAIR], ascending=[False, True, True])
        listed = wording.leading(own, own["n"], tell=wording.pair)
        number = quantity(len(own), "unit.pair")
        said.append(localize("report.pairs_only", group=name, n=number, names=listed) if len(own) else "")
    return said
