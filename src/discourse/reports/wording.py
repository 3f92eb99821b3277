"""How names, numbers and lists are worded in one language."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from discourse.figures.base.arguments import compared_docs, rate_unit_name, with_doc
from discourse.figures.base.captions.counts import UNITS, tell_codes
from discourse.figures.base.labels import all_labels, article_order, printed_names
from discourse.figures.base.theme import current_language, localize, quantity
from discourse.schema import kind_of_interval

# What Markdown would take for a mark: in a report it stands for itself.
MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~$]")
# More groups than these are told together.
MOST_GROUPS = 12
# A number that rounds to nothing is given with so many decimals at the most.
MOST_DECIMALS = 4


@dataclass(frozen=True)
class Wording:
    """The labels by which names are printed, and how many names a sentence lists at most; which groups are not told."""

    labels: list[dict[str, str]] | None
    top: int
    left_out: set[str] = field(default_factory=set)

    def name(self, name: object) -> str:
        """Return what is printed for an article, a term or a category."""
        known = self.known.get(str(name))
        return printed_names([name], self.labels)[name].replace(r"\$", "$") if known is None else known

    def date(self, date: object) -> str:
        """Return what is printed for a date or a period: of a year, that it is one."""
        text = self.name(str(date))
        return localize("report.year", year=text) if re.fullmatch(r"\d{4}", text) else text

    @cached_property
    def known(self) -> dict[str, str]:
        """The first label of every name: each is asked for many times."""
        return all_labels(self.labels)

    def versions(self, frame: pd.DataFrame) -> list[str]:
        """Return what is printed for the two versions that a frame compares, the old one first."""
        return [self.name(doc) for doc in compared_docs(frame)]

    def pair(self, row: dict) -> str:
        """Return both terms of a pair."""
        return f"{self.name(row['term_a'])}–{self.name(row['term_b'])}"

    def counted_pair(self, row: dict) -> str:
        """Return both terms of a pair with its n, how many of these are one expression, and the expected number."""
        adjacent = row.get("n_adjacent", pd.NA)
        key = "report.pair_n" if pd.isna(adjacent) or not adjacent else "report.pair_n_adjacent"
        return localize(key, pair=self.pair(row), n=row["n"], adjacent=adjacent, expected=f"{row['expected']:.2g}")

    def leading(self, rows: Sequence | pd.DataFrame, ranks: Iterable | None = None, *, tell: Callable = str) -> str:
        """List the first `top` of `rows`, each as `tell` words it, and say how many follow.

        With `ranks`, only those that follow with the rank of the last one named are said to. Where these are more than
        `top`, none of that rank is named, unless it is the first: which ones would be chance.
        """
        rows = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
        ranks = [] if ranks is None else list(ranks)
        shown, rest, key = min(self.top, len(rows)), len(rows) - self.top, "report.and_more"
        if rest > 0 and ranks:
            last = ranks[shown - 1]
            rest, key = ranks[shown:].count(last), "report.and_tied"
            if rest > self.top and ranks[0] != last:
                shown, rest, key = ranks.index(last), ranks.count(last), "report.then_tied"
        told, comma = [tell(row) for row in rows[:shown]], localize("punctuation.enumeration")
        # Between names that hold a comma themselves, a comma would part what belongs together.
        mark = localize("punctuation.semicolon") if any(comma in each for each in told) else comma
        text = mark.join(told)
        return text + (localize(key, n=f"{rest:,}") if rest > 0 else "")

    def ranked(
        self, rows: pd.DataFrame, column: str, keys: Sequence[str], tell: Callable, *, ascending: bool = False
    ) -> str:
        """List rows by a column, the largest value first (or the least: `ascending`), of equals the first by `keys`.

        See `leading`.
        """
        rows = rows.sort_values([column, *keys], ascending=[ascending] + [True] * len(keys))
        return self.leading(rows, rows[column], tell=tell)

    def valued(self, of: str, value: Callable[[dict], str]) -> Callable[[dict], str]:
        """Return what words a row as the name of its unit with a value."""
        return lambda row: localize("report.name_value", name=self.name(row[of]), value=value(row))

    def stepped(self, of: str) -> Callable[[dict], str]:
        """Return what words a row as its unit with both counts, and the log ratio with its interval: that of its own
        test, if it is there."""

        def tell(row: dict) -> str:
            counts = localize("report.step", name=self.name(row[of]), old=row["n_old"], new=row["n_new"])
            ends = f"log_ratio{kind_of_interval(row)}_{{}}"
            low, high = (row.get(ends.format(end), math.nan) for end in ("low", "high"))
            if pd.notna(low) and math.isfinite(row["log_ratio"]):
                ends = localize("report.interval", low=signed(low), high=signed(high))
                return localize("report.step_ratio", step=counts, ratio=signed(row["log_ratio"]), interval=ends)
            return counts

        return tell

    def rated(self, of: str) -> Callable[[dict], str]:
        """Return what words a row as its unit with its count, its rate and an interval, where there are such."""

        def tell(row: dict) -> str:
            values = {"name": self.name(row[of]), "n": f"{row['n']:,.0f}"}
            if pd.isna(row.get("rate")):
                return localize("report.name_n", **values)
            values |= {"rate": rounded(row["rate"]), "unit": rate_unit_name({"rate_unit": [row.get("rate_unit")]})}
            if pd.isna(row.get("rate_low")):
                return localize("report.name_rate", **values)
            ends = f"{rounded(row['rate_low'])}–{rounded(row['rate_high'])}"
            return localize("report.name_rate_interval", interval=ends, **values)

        return tell

    def groups(self, frame: pd.DataFrame, *, beside: Iterable[str] = ()) -> list[tuple[str, pd.DataFrame]]:
        """List the articles of a result, or groups of them, by their printed names, in the order of the labels.

        Of many only the first: the others are `left_out`.
        """
        named = with_doc(frame, beside=beside)
        docs = article_order(named["doc"], self.labels)
        self.left_out.update(docs[MOST_GROUPS:])
        told = docs[:MOST_GROUPS]
        return [(self.name(doc) if doc else localize("report.corpus"), named[named["doc"] == doc]) for doc in told]


class Prose(str):
    """A text that a notebook shows as a paragraph where it ends a cell."""

    def _repr_markdown_(self) -> str:
        """Return the text with every sign that Markdown reads set off."""
        return MARKDOWN_SIGNS.sub(r"\\\g<0>", self)


def paragraph(sentences: Iterable[str]) -> Prose:
    """Put sentences one after the other, with a blank between them in English; empty ones are left out."""
    return Prose(("" if current_language() == "zh" else " ").join(filter(None, sentences)))


def naming(key: str, names: str, **values: object) -> str:
    """Return a sentence that lists `names`; none where there are none."""
    return localize(key, names=names, **values) if names else ""


def listed(codes: pd.Series, names: dict[str, str]) -> str:
    """List how often each code stands that does, in the order of `names`, its fixed texts."""
    return localize("punctuation.enumeration").join(tell_codes(codes, names))


def units(n: int, of: str) -> str:
    """Return so many of what was counted, as in "131 terms"."""
    return quantity(n, UNITS.get(of, "unit.value"), column=of)


def words(total: float, frame: pd.DataFrame) -> str:
    """Return the length of a text in the unit of the frame's rates."""
    return f"{total:,.0f} {rate_unit_name(frame)}"


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with so many decimals and a true minus; with more, where it would round to nothing.

    What is nothing with more of them, too, is 0 and has no sign.

    >>> signed(-0.061), signed(-0.0021), signed(float("inf")), signed(-0.00001), signed(-0.0)
    ('−0.06', '−0.002', '∞', '0.00', '0.00')
    """
    least = decimals
    while value and decimals < MOST_DECIMALS and not float(f"{value:.{decimals}f}"):
        decimals += 1
    if not float(f"{value:.{decimals}f}"):
        decimals = least
    return f"{value:z.{decimals}f}".replace("inf", "∞").replace("-", "\u2212")


def rounded(rate: float) -> str:
    """Return a rate as short texts bear it: whole from 10 on, with one decimal below, with two below 0.1.

    >>> rounded(18.33), rounded(4.02), rounded(0.023)
    ('18', '4.0', '0.02')
    """
    if round(rate, 1) >= 10:
        return f"{rate:,.0f}"
    return f"{rate:.1f}" if rate >= 0.1 or not rate else f"{rate:.2f}"


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
