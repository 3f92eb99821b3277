"""How names, numbers and lists are worded in one language."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from discourse.figures.base.arguments import rate_unit_name, with_doc
from discourse.figures.base.captions.counts import UNITS
from discourse.figures.base.labels import article_order, printed_names
from discourse.figures.base.theme import current_language, localize, quantity

# What Markdown would take for a mark: in a report it stands for itself.
MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~$]")


@dataclass(frozen=True)
class Wording:
    """The labels by which names are printed, and how many names a sentence lists at most."""

    labels: list[dict[str, str]]
    top: int

    def name(self, name: object) -> str:
        """Return what is printed for an article, a term or a category."""
        return printed_names([name], self.labels)[name].replace(r"\$", "$")

    def known(self, text: str) -> str:
        """Return the label of a piece of text, else the piece itself."""
        return next((str(table[text]) for table in self.labels if text in table), text)

    def pair(self, row: dict) -> str:
        """Return both terms of a pair."""
        return f"{self.name(row['term_a'])}–{self.name(row['term_b'])}"

    def leading(self, rows: Sequence | pd.DataFrame, ranks: Iterable | None = None, *, tell: Callable = str) -> str:
        """List the first `top` of `rows`, each as `tell` words it, and say how many follow.

        With `ranks`, only those that follow with the rank of the last one named are said to.
        """
        rows = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
        shown, rest = [tell(row) for row in rows[: self.top]], len(rows) - self.top
        if ranks is not None and rest > 0:
            ranks = list(ranks)
            rest = sum(rank == ranks[self.top - 1] for rank in ranks[self.top :])
        key = "report.and_more" if ranks is None else "report.and_tied"
        text = localize("punctuation.enumeration").join(shown)
        return text + (localize(key, n=rest) if rest > 0 else "")

    def groups(self, frame: pd.DataFrame, *, beside: Iterable[str] = ()) -> list[tuple[str, pd.DataFrame]]:
        """List the articles of a result, or groups of them, by their printed names, in the order of the labels."""
        named = with_doc(frame, beside=beside)
        docs = article_order(named["doc"], self.labels)
        return [(self.name(doc) if doc else localize("report.corpus"), named[named["doc"] == doc]) for doc in docs]


class Prose(str):
    """A text that a notebook shows as a paragraph where it ends a cell."""

    def _repr_markdown_(self) -> str:
        """Return the text with every sign that Markdown reads set off."""
        return MARKDOWN_SIGNS.sub(r"\\\g<0>", self)


def paragraph(sentences: Iterable[str]) -> Prose:
    """Put sentences one after the other, with a blank between them in English; empty ones are left out."""
    return Prose(("" if current_language() == "zh" else " ").join(filter(None, sentences)))


def units(n: int, of: str) -> str:
    """Return so many of what was counted, as in "131 terms"."""
    return quantity(n, UNITS.get(of, "unit.value"), column=of)


def words(total: float, frame: pd.DataFrame) -> str:
    """Return the length of a text in the unit of the frame's rates."""
    return f"{total:,.0f} {rate_unit_name(frame)}"


def interval(low: float, high: float, *, decimals: int = 2) -> str:
    """Return the ends of an interval, with a true minus and without a sign of nothing."""
    return localize("report.interval", low=signed(low, decimals), high=signed(high, decimals))


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with so many decimals and a true minus.

    >>> signed(-0.061), signed(float("inf"))
    ('−0.06', '∞')
    """
    return f"{value:.{decimals}f}".replace("inf", "∞").replace("-", "\u2212")


def p_value(p: float) -> str:
    """Return a p-value as papers print it.

    >>> p_value(0.0104), p_value(0.00004), p_value(0.48)
    ('= .010', '< .001', '= .48')
    """
    if p < 0.001:
        return "< .001"
    return f"= {p:.3f}".replace("0.", ".", 1) if p < 0.1 else f"= {p:.2f}".replace("0.", ".", 1)


def percent(part: float, whole: float) -> str:
    """Return a share in per cent, whole from 10 % on."""
    share = 100 * part / whole if whole else float("nan")
    return f"{share:.0f}%" if share >= 10 or share == 0 else f"{share:.1f}%"
