"""What differs between two texts or groups, and how sure that is, in words."""

import numpy as np
import pandas as pd

from discourse.figures.base.theme import localize, localize_name
from discourse.figures.base.verdicts import VERDICTS
from discourse.reports.wording import Wording, listed, naming, p_value, percent, signed, units, words
from discourse.schema import CHANGES, SHOWN, SIDES, TOO_FEW, counted_column

# Below it a p is told before its correction, too.
LEVEL = 0.05


def describe_comparison(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell for each pair of versions what came and went, what changed most, and which differences are shown."""
    of, said = counted_column(frame), []
    for _, rows in frame.groupby(["old", "new"], sort=False):
        old, new = wording.versions(rows)
        totals = [rows[f"total_{side}"].dropna().unique() for side in SIDES]
        lengths = [words(each[0], rows) if len(each) == 1 else "" for each in totals]
        sides = {"old": old, "new": new, "units": units(len(rows), of)}
        known = all(lengths)
        key = "report.compared_lengths" if known else "report.compared"
        said.append(localize(key, **sides, **({"long_old": lengths[0], "long_new": lengths[1]} if known else {})))
        names = {change: f"report.{change.replace(' ', '_')}" for change in CHANGES}
        said.append(localize("report.changes", changes=listed(rows["change"], names)))
        for key, sign in (("report.increased", 1), ("report.decreased", -1)):
            steps = sign * (rows["n_new"] - rows["n_old"])
            moved = rows.assign(step=steps)[steps > 0]
            said.append(naming(key, wording.ranked(moved, "step", [of], wording.stepped(of))))
        for describe in (describe_parts, describe_verdicts):
            said += describe(rows, of, wording)
    return said


def describe_parts(rows: pd.DataFrame, of: str, wording: Wording) -> list[str]:
    """Tell what stands in more parts of either side, and what is more frequent there by one part alone, if counted."""
    if "range_g2" not in rows:
        return []
    over, said = rows["over"].iloc[0], list[str]()
    part = "article" if over == "doc" else over if isinstance(over, str) else "part"
    one, many = (localize(f"unit.{part}", n=n) for n in (1, 2))
    for group, side, other, sign in zip(wording.versions(rows), SIDES, reversed(SIDES), (-1, 1), strict=True):

        def tell(row: dict, side: str = side, other: str = other) -> str:
            values = {"n": row[f"range_{side}"], "parts": row[f"parts_{side}"]}
            others = {"m": row[f"range_{other}"], "others": row[f"parts_{other}"]}
            return localize("report.name_parts", name=wording.name(row[of]), **values, **others)

        ahead = rows.assign(size=sign * rows["range_g2"]).query("size > 0")
        said.append(naming("report.in_more_parts", wording.ranked(ahead, "size", [of], tell), group=group, parts=many))
        bound, n = sign * rows["log_ratio_bound"], f"n_{side}"
        alone = rows[(bound > 0) & (rows[f"range_{side}"] == 1) & (rows[n] > 1)]
        count = lambda row, n=n: localize("report.name_n", name=wording.name(row[of]), n=row[n])
        names = wording.leading(alone.sort_values([n, of], ascending=[False, True]), tell=count)
        said.append(naming("report.key_in_one_part", names, group=group, part=one))
    return said


def describe_verdicts(rows: pd.DataFrame, of: str, wording: Wording) -> list[str]:
    """Tell what the tests show: of two versions that of rates first, the main one; of groups that of articles."""
    said = []
    for test, suffix, p in (
        ("rate", "_rate", ["p_rate", "p_rate_joined"]),
        ("exchange", "", ["p_paired", "p_paired_joined"]),
        ("article", "", ["p_article"]),
    ):
        if not {p[0], f"verdict{suffix}"} <= set(rows):
            continue
        verdicts = rows[f"verdict{suffix}"]
        asked = rows[verdicts.notna() & ~verdicts.isin([TOO_FEW]) & rows[f"q{suffix}"].notna()]
        asked = asked.assign(p=asked.filter(p).max(axis=1), q=asked[f"q{suffix}"]).sort_values(["p", of])
        none = "" if len(asked) else "_none"
        said.append(localize(f"report.test_{test}{none}", n=units(len(asked), of)))
        shown = asked[asked[f"verdict{suffix}"].eq(SHOWN)]
        # If none is shown, those of a small p are named.
        names = wording.leading(
            shown if len(shown) else asked[asked["p"] < LEVEL],
            tell=lambda row: localize(
                "report.name_test", name=wording.name(row[of]), p=p_value(row["p"]), q=p_value(row["q"])
            ),
        )
        if len(shown):
            said.append(localize("report.shown", n=units(len(shown), of), names=names))
        else:
            key = "report.one_not_shown" if len(asked) == 1 else "report.none_shown"
            said += [localize(key) if len(asked) else "", naming("report.before_correction", names)]
        others = listed(verdicts[verdicts.ne(SHOWN)], {code: f"verdict.{key}" for code, key in VERDICTS.items()})
        said.append(localize("report.not_shown", verdicts=others) if others else "")
    return said


def describe_word_shift(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how far two texts diverge, and what makes the most of it on either side."""
    of = counted_column(frame)
    old, new = wording.versions(frame)
    bits = signed(frame["divergence"].dropna().iloc[0], 3)
    said = [localize("report.divergence", old=old, new=new, bits=bits, units=units(len(frame), of))]
    for name, sign in ((old, -1), (new, 1)):
        rows = frame[np.sign(frame["shift"]) == sign].assign(size=lambda rows: rows["shift"].abs())
        tell = wording.valued(of, lambda row: percent(abs(row["shift_share"]), 1))
        said.append(naming("report.shift_side", wording.ranked(rows, "size", [of], tell), group=name))
    return said


def describe_sensitivity(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many findings stand under all choices, by their nature and what they are about, and which do not."""
    said = []
    for (nature, about), rows in frame.groupby(["nature", "about"], sort=True):
        kind = localize(f"report.{nature}_about", about=localize_name("unit", about))
        given = rows["by_construction"] if "by_construction" in rows else pd.Series(False, rows.index)
        tried = rows[~given]
        stand = int(tried["stands"].sum())
        key = "report.stand" if stand else "report.stand_none"
        said.append(localize(key, kind=kind, stand=stand, n=len(tried)) if len(tried) else "")
        said.append(localize("report.by_construction", n=int(given.sum())) if given.any() else "")
        fallen = rows[~rows["stands"]]
        pairs = [
            wording.name(row["item"]) + (f"–{wording.name(row['item_b'])}" if pd.notna(row["item_b"]) else "")
            for row in fallen.to_dict("records")
        ]
        said.append(naming("report.fallen", wording.leading(pairs)))
        hangs = fallen[fallen["differs"].str.split(", ").map(lambda names: "without_a_line" in names)]
        lines = [
            localize("report.hangs_on_line", name=wording.name(row["item"]), line=wording.name(row["line"]))
            for row in hangs.to_dict("records")
        ]
        said.append(naming("report.hangs_on_lines", wording.leading(lines)))
    return said
