"""How formulas live, rates turn, words come and go, and whose words texts repeat, in words."""

import pandas as pd

from discourse.figures.base.theme import localize
from discourse.figures.base.verdicts import VERDICTS
from discourse.reports.wording import Wording, listed, naming, percent, rounded, units
from discourse.schema import ADDED, AS_MANY, DROPPED, FEWER, MORE, SHOWN, counted_column

CHANGES = {change: f"report.{change.replace(' ', '_')}_over_time" for change in (ADDED, MORE, AS_MANY, FEWER, DROPPED)}


def describe_formulas(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell of the formulas with the most places when each comes, is most frequent and goes, and which stand nowhere."""

    def tell(row: dict) -> str:
        dates = {name: wording.date(row[name]) for name in ("first", "last", "peak")}
        return localize("report.life", name=wording.name(row["term"]), n=row["n"], present=row["present"], **dates)

    dated = frame[frame["first"].notna()]
    said = [localize("report.lives", units=units(len(dated), "term"), texts=int(frame["docs_total"].max()))]
    said.append(naming("report.lives_named", wording.ranked(dated, "n", ["term"], tell)))
    nowhere = frame.loc[frame["n"].eq(0) & frame["first"].isna(), "term"]
    return [*said, naming("report.lives_nowhere", wording.leading([wording.name(each) for each in nowhere]))]


def describe_trend(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell how many rates turned, and of these when, from what to what; and the verdicts on the others."""
    of = counted_column(frame)
    firsts, turns = frame[frame["step"].eq(1)], frame[frame["step"].gt(1)]

    def tell(row: dict) -> str:
        before = frame[frame[of].eq(row[of]) & frame["step"].eq(row["step"] - 1)]["rate"].item()
        ends = {"low": wording.name(str(row["begins_low"])), "high": wording.name(str(row["begins_high"]))}
        rates = {"old": rounded(before), "new": rounded(row["rate"])}
        return localize("report.turn", name=wording.name(row[of]), date=wording.date(row["first"]), **ends, **rates)

    said = [localize("report.trends", units=units(len(firsts), of), n=int(firsts["verdict"].eq(SHOWN).sum()))]
    said.append(naming("report.turns", wording.ranked(turns, "q", [of, "step"], tell, ascending=True)))
    return [*said, tell_verdicts(firsts)]


def describe_vocabulary(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell what is shown to be new, to rise, to fall and to go, the most frequent first; and the other verdicts."""
    of, shown = counted_column(frame), frame[frame["verdict"].eq(SHOWN)]
    said = [localize("report.vocabulary", units=units(len(frame), of), n=len(shown))]
    for change, key in CHANGES.items():
        rows = shown[shown["change"].eq(change)]
        # What comes or goes is told with its date, all else with its places.
        told = rows["first" if change == ADDED else "last"].astype("str") if change in (ADDED, DROPPED) else rows["n"]
        tell = wording.valued(of, lambda row: str(row["told"]))
        said.append(naming(key, wording.ranked(rows.assign(told=told), "n", [of], tell)))
    return [*said, tell_verdicts(frame)]


def describe_reuse(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell which text, or group, has most of its letters of another, and which of all others together."""
    key = next(name.removesuffix("_from") for name in frame if str(name).endswith("_from"))
    shared = frame[frame["n"].gt(0)]

    def interval(row: dict, mark: str) -> str:
        ends = [percent(row[f"{end}{mark}"], 1) for end in ("low", "high") if pd.notna(row[f"{end}{mark}"])]
        return localize("report.between", low=ends[0], high=ends[1]) if ends else ""

    def tell(row: dict) -> str:
        sides = {side: wording.name(str(row[f"{key}_{side}"])) for side in ("from", "to")}
        ends = interval(row, "")
        return localize(
            "report.borrowed", share=percent(row["share"], 1), source=sides["from"], text=sides["to"], ends=ends
        )

    def tell_all(row: dict) -> str:
        share = percent(row["share_any"], 1) + interval(row, "_any")
        return localize("report.name_value", name=wording.name(str(row[f"{key}_to"])), value=share)

    texts = frame.drop_duplicates(f"{key}_to")
    said = [localize("report.reuse", texts=len(texts), n=int(texts["share_any"].gt(0).sum()))]
    said.append(
        naming(
            "report.reuse_any", wording.ranked(texts[texts["share_any"].gt(0)], "share_any", [f"{key}_to"], tell_all)
        )
    )
    return [*said, naming("report.reuse_pairs", wording.ranked(shared, "share", [f"{key}_to", f"{key}_from"], tell))]


def describe_topics(frame: pd.DataFrame, wording: Wording) -> list[str]:
    """Tell the stable topics by their heaviest units; or that none is stable."""
    of, stable = counted_column(frame), frame[frame["verdict"].eq(SHOWN)]
    sizes = {"n": stable["topic"].nunique(), "topics": frame["topic"].nunique()}
    said = [localize("report.topics" if len(stable) else "report.topics_none", **sizes)]
    for number, rows in stable.groupby("topic"):
        names = wording.leading([wording.name(each) for each in rows.sort_values("rank")[of]])
        share = percent(rows["share"].iloc[0], 1)
        said.append(localize("report.topic", number=number, share=share, names=names))
    return said


def tell_verdicts(rows: pd.DataFrame) -> str:
    """Tell how often each other verdict stands than that a difference is shown."""
    others = listed(
        rows.loc[rows["verdict"].ne(SHOWN), "verdict"], {code: f"verdict.{key}" for code, key in VERDICTS.items()}
    )
    return localize("report.not_shown", verdicts=others) if others else ""
