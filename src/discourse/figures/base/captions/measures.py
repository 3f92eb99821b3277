"""The window, the measures and the lexicons that a figure shows, for its caption."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from discourse.figures.base.captions.counts import LENGTHS, WINDOWS, only_value, sides_of_comparison
from discourse.figures.base.theme import PlotRecord, current_language, localize, quantity
from discourse.schema import COUNTABLE, kind_of_interval
from discourse.strings import STRINGS

# A lexicon stands behind figures of what it names, not behind those of sections and blocks.
LEXICAL = {*COUNTABLE, "term_a", "item"} - {"type"}


class FigureFacts(NamedTuple):
    """What the data of a figure, and the records of its plots, tell for its caption."""

    data: pd.DataFrame
    records: list[PlotRecord]

    def window(self) -> str:
        """Tell within what terms were counted together, or over what parts their spread was measured."""
        within, over = only_value(self.data, "within"), only_value(self.data, "over")
        if within is not None and str(within).isdigit():
            return localize("caption.window_words", k=within)
        if within in WINDOWS:
            return localize("caption.window", window=localize(f"unit.{within}"))
        if over is not None and str(over).isdigit():
            return localize("caption.spread_equal", k=over)
        over = "article" if over == "doc" else over
        return (
            localize("caption.spread", parts=localize(f"unit.{over}", plural=True))
            if over in {*WINDOWS, "article"}
            else ""
        )

    def measures(self) -> list[str]:
        """Tell the measures that the plots show and their intervals, as far as the data have what is to be named."""
        columns: dict[str, None] = {}
        told = []
        for record in self.records:
            for measure in record.measures:
                # Where there is the interval of its own test, it is the one drawn.
                low = f"{measure}{kind_of_interval(self.data, measure)}_low"
                columns |= {measure: None} | ({low: None} if record.intervals else {})
        for column in columns:
            there = column in self.data or (column == "rate" and "rate_old" in self.data)
            if f"definition.{column}" in STRINGS and there:
                values = VALUES[column](self) if column in VALUES else {}
                if values is not None:
                    told.append(localize(f"definition.{column}", **values))
        return told

    def rate(self) -> dict | None:
        """Return the unit of the texts' lengths; it is words where the frame does not say."""
        unit = only_value(self.data, "rate_unit") if "rate_unit" in self.data else "word"
        return {"unit": localize(f"unit.{unit}", plural=True)} if unit in LENGTHS else None

    def interval(self) -> dict | None:
        """Return how the intervals were made, and that some were refused."""
        if "interval" not in self.data:
            return None
        codes = set(self.data["interval"].dropna())
        made = [code for code in codes if f"interval.{code}" in STRINGS]
        if len(made) != 1:
            return None
        name = localize(f"interval.{made[0]}")
        return {"interval": localize("caption.refused", interval=name) if "none" in codes else name}

    def idf(self) -> dict[str, str]:
        """Return the number of parts, of each article if only so many can be."""
        keys, noun, n = self.text_parts(), self.part_noun(), only_value(self.data, "parts")
        if n is None:
            return {"parts": ""}
        # More sections than N can only be if N was counted inside each article.
        inside, parts = len(keys) == 2 and len(self.data[keys].drop_duplicates()) > n, quantity(int(n), noun)
        return {
            "parts": localize(
                "caption.parts", parts=localize("caption.parts_of_article", parts=parts) if inside else parts
            )
        }

    def tfidf(self) -> dict[str, str]:
        """Return the number of parts, and that each was scaled, if the numbers say so."""
        keys, squares = [self.data[key] for key in self.text_parts()], self.data["tfidf"] ** 2
        sums = squares.groupby(keys, dropna=False).sum() if keys else pd.Series([squares.sum()])
        scaled = len(squares) > 0 and (sums - 1).abs().max() < 1e-6
        norm = localize("caption.norm", part=localize(self.part_noun())) if scaled else ""
        return {**self.idf(), "norm": norm}

    def log_ratio(self) -> dict | None:
        """Return the version that positive values speak for, and what stands for a count of 0."""
        docs = dict(sides_of_comparison(self.data, [record.labels for record in self.records]))
        lacking = self.data[[column for column in ("n_old", "n_new") if column in self.data]].eq(0).any(axis="columns")
        finite = self.data["log_ratio"].abs() < float("inf")
        zero = localize("caption.zero") if (lacking & finite).any() else ""
        return {"new": docs["new"], "zero": zero} if docs else None

    def text_parts(self) -> list[str]:
        """Return the columns that tell the parts of a text apart."""
        return [key for key in ("doc", "section") if key in self.data]

    def part_noun(self) -> str:
        """Return the fixed text for what the parts of a text are called."""
        return "unit.section" if "section" in self.data else "unit.article" if "doc" in self.data else "unit.part"

    def lexicons(self) -> str:
        """Tell the lexicons among the labels of the plots, where the data hold what lexicons name."""
        parts, found = [record.labels for record in self.records], dict[str, None]()
        while parts:
            part = parts.pop(0)
            if isinstance(part, (list, tuple)):
                parts = [*part, *parts]
            elif isinstance(part, pd.DataFrame):
                # The articles of a corpus; what a frame describes is something else.
                continue
            elif callable(describe := getattr(part, "describe", None)) and (text := describe(current_language())):
                found[text] = None
        if not found or not LEXICAL & set(self.data.columns):
            return ""
        return localize("caption.lexicon", lexicons=localize("punctuation.semicolon").join(found))


# What the sentence on a measure is filled in with, by its column; None where the data lack it.
VALUES: dict[str, Callable[[FigureFacts], dict | None]] = {
    "rate": FigureFacts.rate,
    "rate_low": FigureFacts.interval,
    "idf": FigureFacts.idf,
    "tfidf": FigureFacts.tfidf,
    "log_ratio": FigureFacts.log_ratio,
}
