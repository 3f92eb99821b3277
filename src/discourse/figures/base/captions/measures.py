"""The window, the measures and the lexicons that a figure shows, for its caption."""

from collections.abc import Callable

import pandas as pd

from discourse.figures.base.captions.counts import LENGTHS, WINDOWS, only_value, sides_of_comparison
from discourse.figures.base.theme import PlotRecord, current_language, localize, quantity
from discourse.schema import COUNTABLE
from discourse.strings import STRINGS

# A lexicon stands behind figures of what it names, not behind those of sections and blocks.
LEXICAL = {*COUNTABLE, "term_a", "item"} - {"type"}


def caption_window(data: pd.DataFrame) -> str:
    """Tell within what terms were counted together, or over what parts their spread was measured."""
    within, over = only_value(data, "within"), only_value(data, "over")
    if within is not None and str(within).isdigit():
        return localize("caption.window_words", k=within)
    if within in WINDOWS:
        return localize("caption.window", window=localize(f"unit.{within}"))
    if over is not None and str(over).isdigit():
        return localize("caption.spread_equal", k=over)
    over = "article" if over == "doc" else over
    return (
        localize("caption.spread", parts=localize(f"unit.{over}", plural=True)) if over in {*WINDOWS, "article"} else ""
    )


def caption_measures(data: pd.DataFrame, records: list[PlotRecord]) -> list[str]:
    """Tell the measures that the plots show and their intervals, as far as the data have what the sentences name."""
    columns: dict[str, None] = {}
    told = []
    for record in records:
        for measure in record.measures:
            # Where there is an interval that knows the pairing, it is the one drawn.
            low = f"{measure}_paired_low" if f"{measure}_paired_low" in data else f"{measure}_low"
            columns |= {measure: None} | ({low: None} if record.intervals else {})
    for column in columns:
        there = column in data or (column == "rate" and "rate_old" in data)
        if f"definition.{column}" in STRINGS and there:
            values = VALUES[column](data, records) if column in VALUES else {}
            if values is not None:
                told.append(localize(f"definition.{column}", **values))
    return told


def rate_values(data: pd.DataFrame, records: list[PlotRecord]) -> dict | None:
    """Return the unit of the texts' lengths; it is words where the frame does not say."""
    unit = only_value(data, "rate_unit") if "rate_unit" in data else "word"
    return {"unit": localize(f"unit.{unit}", plural=True)} if unit in LENGTHS else None


def interval_values(data: pd.DataFrame, records: list[PlotRecord]) -> dict | None:
    """Return how the intervals were made, and that some were refused."""
    if "interval" not in data:
        return None
    codes = set(data["interval"].dropna())
    made = [code for code in codes if f"interval.{code}" in STRINGS]
    if len(made) != 1:
        return None
    name = localize(f"interval.{made[0]}")
    return {"interval": localize("caption.refused", interval=name) if "none" in codes else name}


def idf_values(data: pd.DataFrame, records: list[PlotRecord]) -> dict | None:
    """Return the number of parts, of each article if only so many can be."""
    keys, noun, n = text_parts(data), part_noun(data), only_value(data, "parts")
    if n is None:
        return {"parts": ""}
    # More sections than N can only be if N was counted inside each article.
    inside, parts = len(keys) == 2 and len(data[keys].drop_duplicates()) > n, quantity(int(n), noun)
    return {
        "parts": localize("caption.parts", parts=localize("caption.parts_of_article", parts=parts) if inside else parts)
    }


def tfidf_values(data: pd.DataFrame, records: list[PlotRecord]) -> dict | None:
    """Return the number of parts, and that each was scaled, if the numbers say so."""
    keys, squares = text_parts(data), data["tfidf"] ** 2
    sums = squares.groupby([data[key] for key in keys], dropna=False).sum() if keys else pd.Series([squares.sum()])
    scaled = len(data) > 0 and (sums - 1).abs().max() < 1e-6
    norm = localize("caption.norm", part=localize(part_noun(data))) if scaled else ""
    idf = idf_values(data, records)
    return None if idf is None else {**idf, "norm": norm}


def log_ratio_values(data: pd.DataFrame, records: list[PlotRecord]) -> dict | None:
    """Return the version that positive values speak for, and what stands for a count of 0."""
    docs = dict(sides_of_comparison(data, [record.labels for record in records]))
    lacking = data[[column for column in ("n_old", "n_new") if column in data]].eq(0).any(axis="columns")
    finite = data["log_ratio"].abs() < float("inf")
    zero = localize("caption.zero") if (lacking & finite).any() else ""
    return {"new": docs["new"], "zero": zero} if docs else None


# What the sentence on a measure is filled in with, by its column; None where the data lack it.
VALUES: dict[str, Callable[[pd.DataFrame, list[PlotRecord]], dict | None]] = {
    "rate": rate_values,
    "rate_low": interval_values,
    "idf": idf_values,
    "tfidf": tfidf_values,
    "log_ratio": log_ratio_values,
}


def text_parts(data: pd.DataFrame) -> list[str]:
    """Return the columns that tell the parts of a text apart."""
    return [key for key in ("doc", "section") if key in data]


def part_noun(data: pd.DataFrame) -> str:
    """Return the fixed text for what the parts of a text are called."""
    return "unit.section" if "section" in data else "unit.article" if "doc" in data else "unit.part"


def caption_lexicons(data: pd.DataFrame, records: list[PlotRecord]) -> str:
    """Tell the lexicons among the labels of the plots, where the data hold what lexicons name."""
    parts, found = [record.labels for record in records], dict[str, None]()
    while parts:
        part = parts.pop(0)
        if isinstance(part, (list, tuple)):
            parts = [*part, *parts]
        elif isinstance(part, pd.DataFrame):
            # The articles of a corpus; what a frame describes is something else.
            continue
        elif callable(describe := getattr(part, "describe", None)) and (text := describe(current_language())):
            found[text] = None
    if not found or not LEXICAL & set(data.columns):
        return ""
    return localize("caption.lexicon", lexicons=localize("punctuation.semicolon").join(found))
