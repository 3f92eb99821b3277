"""Rates over time: steps of one rate each, and whether there is more than one."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import NOTHING_LEFT, DiscourseError, one_of, significance_level, whole_number
from discourse.measures.comparison import false_discovery
from discourse.measures.frequency import PER
from discourse.measures.intervals import share_interval
from discourse.schema import (
    ADDED,
    DROPPED,
    FEWER,
    MORE,
    NOT_SHOWN,
    SHOWN,
    TOO_FEW,
    TREND,
    check_counts,
    check_unique,
    counted_column,
    key_columns,
    make_frame,
    require_columns,
    state_counted,
)
from discourse.words.groups import add_metadata, check_articles, check_words, values_of_articles
from discourse.words.windows import countable
from discourse.years.segmentation import ChangeTest, estimate_dispersion, part_series

FAMILIES = ["negative_binomial", "poisson"]
# What can be parted in a moment.
MOST_TEXTS = 200


class Points(NamedTuple):
    """What a rate is followed over: of each date its name, and its length in `unit`; and what has none."""

    names: list
    sizes: np.ndarray
    unit: str
    undated: int


class RateSeries(NamedTuple):
    """The counts of a unit at all dates, and how a change of their rate is tested."""

    n: np.ndarray
    points: Points
    test: ChangeTest

    def p(self, number: int) -> float:
        """Return the p of one change more than `number`; missing where no step can be parted."""
        most = len(self.n) // self.test.least - 1
        return self.test.p(self.n, self.points.sizes, number) if number < most else np.nan

    def smallest_p(self) -> float:
        """Return the p of as many places that all stand in the texts at that end where they are rarer."""
        sizes, least = self.points.sizes, self.test.least
        first = sizes[:least].sum() <= sizes[-least:].sum()
        end = slice(0, least) if first else slice(len(sizes) - least, len(sizes))
        together = np.zeros(len(sizes), dtype="int64")
        shares = np.cumsum([0.0, *sizes[end]]) / sizes[end].sum()
        together[end] = np.diff(np.round(shares * self.n.sum()))
        return self._replace(n=together).p(0)

    def steps(self, said: dict, level: float) -> list[dict]:
        """Return the steps with what is `said` of all of them, the p and q of any change among it."""
        sizes, smallest, shown = self.points.sizes, self.smallest_p(), said["q"] <= level
        number, p_more = int(shown), said["p"]
        while number and (p_more := self.p(number)) <= level:
            number += 1
        parted = part_series(self.n[None], sizes, most=max(1, number), least=self.test.least)
        begins = [0, *parted.changes(number), len(self.n)]
        said = said | {
            "steps": number + 1, "p_more": p_more, "p_smallest": smallest, "rate_unit": self.points.unit,
            "dispersion": estimate_dispersion(self.n, sizes),
            "verdict": SHOWN if shown else TOO_FEW if smallest > level else NOT_SHOWN,
        }  # fmt: skip
        rows: list[dict] = []
        for step, (start, end) in enumerate(pairwise(begins), 1):
            row = said | {"step": step, "first": self.points.names[start], "last": self.points.names[end - 1]}
            row |= {"texts": end - start, "n": int(self.n[start:end].sum()), "total": int(sizes[start:end].sum())}
            if rows:
                n, before = row["n"], rows[-1]["n"]
                ratio = (max(n, 0.5) / row["total"]) / (max(before, 0.5) / rows[-1]["total"])
                row["change"] = ADDED if not before else DROPPED if not n else MORE if ratio > 1 else FEWER
                row |= self.interval(begins[step - 2], start, end, level) | {"log_ratio": float(np.log2(ratio))}
            rows.append(row)
        return rows

    def interval(self, first: int, change: int, end: int, level: float) -> dict[str, object]:
        """Return the dates between which a step begins, the steps beside it left as they are."""
        window = slice(first, end)
        inner = self.test.interval(self.n[window], self.points.sizes[window], change - first, level)
        low, high = (self.points.names[first + at] for at in inner)
        return {"begins_low": low, "begins_high": high}


def trend(
    counts: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    base: pd.DataFrame | None = None,
    of: str | None = None,
    family: str = "negative_binomial",
    least: int = 2,
    level: float = 0.05,
    draws: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Part the rate of each unit over time into steps, and say whether there is more than one.

    `counts` are what `count` returns by doc, with `articles` for the dates, or by a year, quarter, month or day. The
    articles of one date are one text, and texts stand in the order of their dates, however far apart; there may be 200.
    Counts have no row for what a text lacks: its n is 0. Where a text lacks every unit, they do not tell its length
    either: `base`, the tokens, does, and without it the lengths of all texts are the characters of their articles.

    A step has at least `least` texts. Where steps begin is found exactly, by dynamic programming on the likelihood of
    counts with one rate a step and the length of the text as offset (Bellman and Roth 1969; Auger and Lawrence 1989).
    Changes are added as long as series with one change less, drawn from the fit, gain as much by one more in no more
    than a share `level` of `draws` (parametric bootstrap, Efron and Tibshirani 1993, ch. 16). Drawn counts are negative
    binomial, their variance a multiple of the mean, for words come in bursts; `family="poisson"` takes them as
    independent, and finds changes where there are none if they are not. Over all units the p of any change at all is
    corrected (Benjamini and Hochberg 1995): where `q` is above `level`, the unit has one step.

    Returns one row a step, the column counted, then

    - step, steps (which, of how many), first, last (dates of its texts), texts, n, total, rate (per 1,000), rate_low,
      rate_high (exact 95 % interval of a Poisson rate, Garwood 1936; too short where `dispersion` is above 1),
      rate_unit
    - begins_low, begins_high: the dates between which the step begins, at 95 % if `level` is 0.05 (likelihood ratio
      with a bootstrapped bound); missing in the first step
    - change: added, more, fewer or dropped, against the step before; log_ratio (of the rates, 0.5 for a count of 0)
    - p, q (of any change), p_more (of one more change than there are), p_smallest (of a unit with as many places that
      stand together at one end), dispersion (variance over mean, estimated), family
    - verdict: shown, not shown, or too few differences, where p_smallest is above `level`
    - undated: articles left out, which have no date; dated_by: the key of the dates
    - of, by; `evidence` opens the n places of a step, given the articles

    Raises DiscourseError for counts by other keys, doubled rows, articles without dates or that lack a doc, fewer than
    2 × `least` texts or more than 200, and a text whose length is not known.

    >>> years = range(2011, 2021)
    >>> counts = pd.DataFrame({"year": years, "term": "改革", "n": [2, 1, 2, 3, 2, 9, 8, 9, 7, 9], "total": 1000})
    >>> steps = trend(counts.assign(by="year"))
    >>> steps[["term", "first", "last", "n", "rate", "begins_low", "begins_high", "change", "verdict"]]
      term  first  last   n  rate  begins_low  begins_high change verdict
    0   改革   2011  2015  10   2.0        <NA>         <NA>    NaN   shown
    1   改革   2016  2020  42   8.4        2016         2016   more   shown
    """
    one_of("family", family, FAMILIES)
    least, draws = whole_number("least", least, least=1), whole_number("draws", draws, least=19)
    level, seed = significance_level("level", level), whole_number("seed", seed)
    of, key, points, laid_out = read_series(counts, articles=articles, base=base, of=of, least=2 * least)
    test = ChangeTest(least=least, dispersed=family == FAMILIES[0], draws=draws, seed=seed)
    series = {unit: RateSeries(n, points, test) for unit, n in laid_out.items()}
    p = [each.p(0) for each in series.values()]
    corrected = false_discovery(p, among=np.ones(len(p)))
    rows = []
    for (unit, each), own, q in zip(series.items(), p, corrected, strict=True):
        said = {"p": own, "q": q, "family": family, "undated": points.undated, of: unit, "dated_by": dated_by(key)}
        rows += each.steps(said, level)
    steps = make_frame(rows, {of: str(counts[of].dtype)} | TREND)
    low, high = share_interval(steps["n"], steps["total"], "poisson")
    steps = steps.assign(rate=PER * steps["n"] / steps["total"], rate_low=PER * low, rate_high=PER * high)
    dates = dict.fromkeys(["first", "last", "begins_low", "begins_high"], date_type(points))
    return state_counted(steps.astype(dates), of=of, by=[])


def read_series(
    counts: pd.DataFrame, *, articles: pd.DataFrame | None, base: pd.DataFrame | None, of: str | None, least: int
) -> tuple[str, str, Points, dict[object, np.ndarray]]:
    """Return what was counted, by which key, the dates, and the counts of each unit at all of them, 0 where there is no
    row.

    Refuses counts that tell no dates, and fewer than `least` or more than can be parted.
    """
    require_columns(counts, ["n", "total"], name="counts", maker="count")
    if counts.empty:
        raise DiscourseError(f"counts have no rows: {NOTHING_LEFT}")
    of, keys = counted_column(counts, of, name="counts"), key_columns(counts, name="counts")
    if len(keys) != 1:
        raise DiscourseError(
            f"counts are by {', '.join(keys) or 'nothing'}, and a trend is one over dates; count by='doc', or by year, "
            "quarter or month with articles=corpus.articles"
        )
    (key,) = keys
    check_unique(counts, [key, of], name="counts")
    check_counts(counts, n=["n"], totals=["total"], name="counts")
    counts = counts.astype({"n": "int64", "total": "Float64"})
    points = find_dates(counts, key, articles, base)
    if not least <= len(points.names) <= MOST_TEXTS:
        raise DiscourseError(
            f"a trend needs {least} to {MOST_TEXTS} dates, and counts have {len(points.names)}; count more texts, or "
            "by a longer period, as in by='year'"
        )
    dates = counts[key]
    if key == "doc" and articles is not None:
        dates = dates.map(articles.set_index("doc")["date"].astype("str"))
    table = counts.assign(**{key: dates}).pivot_table(index=of, columns=key, values="n", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=points.names, fill_value=0)
    return of, key, points, {unit: row.to_numpy(dtype="int64") for unit, row in table.iterrows()}


def dated_by(key: str) -> str:
    """Return what tells the dates of texts counted by a key."""
    return "date" if key == "doc" else key


def date_type(points: Points) -> str:
    """Return the type of a column of dates: years are numbers."""
    return "Int64" if all(isinstance(name, int) for name in points.names) else "str"


def find_dates(counts: pd.DataFrame, key: str, articles: pd.DataFrame | None, base: pd.DataFrame | None) -> Points:
    """Find the dates and the length of each, by what knows all of them: the tokens, the counts, or the articles."""
    if articles is None and key == "doc":
        raise DiscourseError("counts are by doc, whose dates only articles tell; give articles=corpus.articles")
    undated = 0
    if base is not None:
        check_words(base, columns=["doc"])
        words = countable(add_metadata(base, [key], articles, name="base"))
        sizes, unit = words.groupby(key).size(), "word"
    else:
        sizes = counts.drop_duplicates(key).set_index(key)["total"]
        unit = counts["rate_unit"].iloc[0] if "rate_unit" in counts and len(counts) else "word"
    if articles is not None:
        check_articles(articles, ["doc", "date"])
        names = articles["doc"] if key == "doc" else values_of_articles(articles, key)
        known = names.dropna().unique().tolist()
        for name in counts[key].dropna().unique().tolist():
            one_of(key, name, known, repair="Give the articles of all counts")
        if base is None and not names.dropna().isin(sizes.index).all():
            require_columns(articles, ["characters"], name="articles", maker="read_corpus")
            sizes, unit = articles["characters"].groupby(names).sum(), "character"
        if key == "doc":
            dates = articles.set_index("doc")["date"].astype("str")
            undated = int(dates.reindex(sizes.index).isna().sum())
            sizes = sizes.groupby(dates).sum()
    if sizes.isna().any():
        raise DiscourseError(f"counts have no total in {key}={sizes.index[sizes.isna()][0]!r}; give base=tokens")
    sizes = sizes[sizes > 0].sort_index()
    return Points(sizes.index.tolist(), sizes.to_numpy(dtype=float), unit, undated)
