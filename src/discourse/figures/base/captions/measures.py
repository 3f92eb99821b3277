"""The window, the measures and the lexicons that a figure shows, for its caption."""

from collections.abc import Callable

import pandas as pd

from discourse.figures.base.captions.counts import LENGTHS, UNITS, WINDOWS, only, sides_of
from discourse.figures.base.theme import PlotRecord, current_language, localize, quantity
from discourse.strings import STRINGS

# What a plot shows whose measure is not named by `value=`: columns of its frame.
SHOWS = {
    "plot_comparison_cloud": ["rate"],
    "plot_dumbbell": ["rate", "verdict"],
    "plot_emphasis": ["log_ratio", "log_ratio_low", "verdict"],
    "plot_frequency": ["rate", "rate_low"],
    "plot_paired_test": ["p_paired"],
    "plot_scatter": ["rate", "verdict"],
    "plot_trend": ["rate", "rate_low"],
    "plot_word_shift": ["shift"],
    "plot_wordcloud": ["rate"],
}

# A lexicon stands behind figures of what it names, not behind those of sections and blocks.
LEXICAL = {*UNITS, "term_a", "item", "broader", "form"}


def window(data: pd.DataFrame) -> str:
    """Tell within what terms were counted together, or over what parts their spread was measured."""
    within, over = only(data, "within"), only(data, "over")
    if within is not None and str(within).isdigit():
        return localize("caption.window_words", k=within)
    if within in WINDOWS:
        return localize("caption.window", window=localize(f"unit.{within}"))
    if over is not None and str(over).isdigit():
        return localize("caption.spread_equal", k=over)
    return localize("caption.spread", parts=localize(f"unit.{over}", plural=True)) if over in WINDOWS else ""


def measured(data: pd.DataFrame, drawn: list[PlotRecord], *, intervals: bool) -> list[str]:
    """Tell the measures that the plots show, and their intervals where `intervals` are drawn."""
    columns = [
        column
        for each in drawn
        for column in (*SHOWS.get(each.plot, []), each.value)
        if f"definition.{column}" in STRINGS
    ]
    labels = [each.labels for each in drawn]
    shown = [column for column in dict.fromkeys(columns) if intervals or not column.endswith("_low")]
    return [measure(data, column, labels) for column in shown]


def measure(data: pd.DataFrame, column: str, labels: list) -> str:
    """Tell one measure, if the data have what its sentence names."""
    if column not in data and not (column == "rate" and "rate_old" in data):
        return ""
    values = FILLED[column](data, labels) if column in FILLED else {}
    return "" if None in values.values() else localize(f"definition.{column}", **values)


def fill_rate(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the unit of the texts' lengths; it is words where the frame does not say."""
    unit = only(data, "rate_unit") if "rate_unit" in data else "word"
    return {"unit": localize(f"unit.{unit}", plural=True) if unit in LENGTHS else None}


def fill_interval(data: pd.DataFrame, labels: list) -> dict:
    """Fill in how the intervals were made, and that some were refused."""
    if "interval" not in data:
        return {"interval": None}
    kinds = data["interval"].dropna().drop_duplicates()
    refused = kinds.astype(str).str.startswith("refused")
    made = [kind for kind in kinds[~refused] if f"interval.{kind}" in STRINGS]
    if len(made) != 1:
        return {"interval": None}
    name = localize(f"interval.{made[0]}")
    return {"interval": localize("caption.refused", interval=name) if refused.any() else name}


def fill_parts(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the number of parts, of each article if only so many can be."""
    keys, noun = parts_of(data)
    parts = only(data, "parts")
    if parts is None:
        return {"parts": ""}
    told = quantity(int(parts), noun)
    # More sections than N can only be if N was counted inside each article.
    inside = len(keys) == 2 and len(data[keys].drop_duplicates()) > parts
    return {
        "parts": localize("caption.parts", parts=localize("caption.parts_of_article", parts=told) if inside else told)
    }


def fill_tfidf(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the number of parts, and that each was scaled, if the numbers say so."""
    keys, noun = parts_of(data)
    squares = data["tfidf"] ** 2
    sums = squares.groupby([data[key] for key in keys], dropna=False).sum() if keys else pd.Series([squares.sum()])
    scaled = len(data) > 0 and (sums - 1).abs().max() < 1e-6
    return {**fill_parts(data, labels), "norm": localize("caption.norm", part=localize(noun)) if scaled else ""}


def parts_of(data: pd.DataFrame) -> tuple[list[str], str]:
    """Return the columns that tell the parts of a text apart, and what the parts are called."""
    keys = [key for key in ("doc", "section") if key in data]
    return keys, "unit.section" if "section" in keys else "unit.article" if keys else "unit.part"


def fill_log_ratio(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the version that positive values speak for, and what stands for a count of 0."""
    docs = dict(sides_of(data, labels)) if {"old", "new"} <= set(data) else {}
    lacking = data[[column for column in ("n_old", "n_new") if column in data]].eq(0).any(axis="columns")
    finite = data["log_ratio"].abs() < float("inf")
    return {"new": docs.get("new"), "zero": localize("caption.zero") if (lacking & finite).any() else ""}


FILLED: dict[str, Callable[[pd.DataFrame, list], dict]] = {
    "rate": fill_rate,
    "rate_low": fill_interval,
    "idf": fill_parts,
    "tfidf": fill_tfidf,
    "log_ratio": fill_log_ratio,
}


def lexicons(data: pd.DataFrame, drawn: list[PlotRecord]) -> str:
    """Tell the lexicons among the labels of the plots, where the data hold what lexicons name."""
    found = [text for each in drawn for text in described(each.labels)] if LEXICAL & set(data.columns) else []
    return (
        localize("caption.lexicon", lexicons=localize("punctuation.semicolon").join(dict.fromkeys(found)))
        if found
        else ""
    )


def described(labels: object) -> list[str]:
    """List what the parts of `labels` that can describe themselves say."""
    if isinstance(labels, (list, tuple)):
        return [text for part in labels for text in described(part)]
    describe = getattr(labels, "describe", None)
    text = describe(current_language()) if callable(describe) else ""
    return [text] if text else []
