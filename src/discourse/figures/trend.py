"""The rates of units from article to article, by date."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import MO, DayLocator, MonthLocator, WeekdayLocator, YearLocator, num2date
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from scipy.optimize import isotonic_regression

from discourse.errors import DiscourseError, NothingToDrawError, one_of
from discourse.figures.base.arguments import counted_rows, group_keys, rate_axis_name, rate_unit_name, require_rows
from discourse.figures.base.focus import check_top, units_to_draw
from discourse.figures.base.labels import article_order, printed_names, wrap
from discourse.figures.base.notes import fill_lines
from discourse.figures.base.page import axes_box, figure_height, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, row_names
from discourse.figures.base.text_size import small_size, text_extent, text_width
from discourse.figures.base.theme import PAGE_HEIGHT, localize, record_plot, themed
from discourse.schema import check_counts, require_columns

MADE_BY, READER = "dc.count", "dc.read_corpus"
RATES = ["rate", "rate_low", "rate_high"]
# The codes of `date_basis` where the date is not one that the paper prints.
UNSURE = ["inferred", "stamp"]
# What tells units apart beside their colours and marks.
LINES = ["-", (0, (5, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1, 1.5))]
# Colours and marks of units begin after those of the first two articles, which other figures of a study show.
FIRST_STYLE = 2
# So many units share a scale, up to so many articles, where marks stand so many points apart: more would tangle.
TOGETHER, ARTICLES, NEAREST = 8, 10, 1.2
# Points: between the marks of one day, around the days, left of the Axes, for an interval that can be told apart, and
# for what stands above and below; for a unit with a zero line of its own, at the least and as a rule.
STEP, EDGE, LEFT, DENSE, FRAME = 3, 6, 30, 0.6, 80
WHOLE_CORPUS = (
    "counts are of the whole corpus, and a trend is one over dates: count by='doc', or by='year' with "
    "articles=corpus.articles"
)
LANE, LANE_RULE = 24, 42
# So many articles are named under their dates.
NAMED = 12
QUARTER = r"\d{4}-Q[1-4]"
# Where ticks may stand, closer to wider: how many days apart, what is printed_names, and the locator.
CALENDAR = [
    (1, "day", DayLocator()),
    (2, "day", DayLocator(bymonthday=range(1, 30, 2))),
    (7, "day", WeekdayLocator(byweekday=MO)),
    (14, "day", DayLocator(bymonthday=(1, 15))),
    *((30 * step, "month", MonthLocator(bymonth=range(1, 13, step))) for step in (1, 2, 3, 6)),
    *((365 * step, "year", YearLocator(step)) for step in (1, 2, 5, 10, 20, 50, 100)),
]


class UnitStyle(NamedTuple):
    """How one unit is drawn."""

    color: str
    marker: str
    line: object


@themed
def plot_trend(
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 6,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    steps: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of each unit in each article at the article's date: a mark, its 95 % interval, and a line between.

    The `top` units with the largest `n` over all articles drawn are shown, as many as a page holds, or those that
    `focus` names: values of what was counted, or terms or categories of a lexicon among `labels`. An article that has
    no row for a unit does not mention it: its rate is 0, and no interval is drawn, since the frame gives none. The axis
    is true to time, but the marks of one day stand a little beside each other. A line joins two articles that follow
    each other, each alone on its day; several articles of one day stand side by side and are not joined, for nothing
    tells which came first; nor are years, quarters or months with one between them that has no text. Nothing is
    smoothed or fitted. A hollow mark: the date is inferred, or that of a copying site (`date_basis`).

    With `steps`, what `dc.trend` returns of the same counts, the rate of each step lies behind the marks as a broad
    bar, from its first text to its last; where a step may begin, at 95 %, a thin bar on the zero line says.

    Names stand at the right end. Up to eight units in up to ten articles share one scale, where their marks find room
    beside each other; else each unit stands on a zero line of its own, all at one scale. Few articles are named under
    their dates. Where marks are too dense to tell their intervals apart, these are left out. A line below says so, and
    counts what is not drawn: further units, and articles without a date, without words, or without any row in `counts`.

    `counts` has one row per `doc` and unit: `term`, else `word`, else the column named by `of`; and `n, total, rate,
    rate_low, rate_high`, as `dc.count(…, by="doc")` returns. Counts by a year, a month or a day stand at that date, and
    `articles` are not read. `articles` has `doc`, `date` as ISO text, and `date_basis`
    if it is known, as `corpus.articles`. One article makes one column of marks. Raises DiscourseError for missing
    columns, counts of the whole corpus, doubled rows, articles none of which has a date, a doc that `articles` lacks, a
    date that is none, an unknown one of `focus`, a rate that is negative or infinite, and steps in another unit.

    >>> counts = pd.DataFrame({"doc": ["a", "b"], "term": "算力", "n": [1, 4], "total": 1000, "rate": [1.0, 4.0],
    ...     "rate_low": [0.0, 1.1], "rate_high": [5.6, 10.2]})
    >>> ax = plot_trend(counts, pd.DataFrame({"doc": ["a", "b"], "date": ["2024-09-03", "2024-10-08"]}))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['2024年9月3日\\na', '2024年10月8日\\nb']
    """
    keys = group_keys(require_rows(counts, ["n"], maker=MADE_BY)) or ["doc"]
    if {*keys, "by"} - set(counts) == {"doc"}:
        raise DiscourseError(WHOLE_CORPUS)
    counts, unit = counted_rows(counts, of, [*keys, "n", "total", *RATES[1:]], maker=MADE_BY, rates=["rate"])
    articles = articles if keys == ["doc"] else dates_of_groups(counts, keys)
    dated, lost = articles_over_time(articles, counts, labels)
    drawn, most = counts[counts["doc"].isin(dated["doc"])], max(1, int((figure_height(ax) - FRAME) / LANE))
    units, cut, absent = units_to_draw(drawn, unit, focus, labels, min(check_top(top), most))
    if len(units) > most:
        raise DiscourseError(f"focus= names {len(units)} units, and the figure has room for 1 to {most}: name so many")
    names = printed_names([*units, *(dated["doc"] if len(dated) <= NAMED else [])], labels)
    # A year that is no more than its date needs no name below it.
    names |= {} if keys == ["doc"] else {doc: "" for doc in dated["doc"] if names.get(doc) == doc}
    width = figure_width(ax, columns=2)
    texts = row_names(units, names, width, share=0.26)
    found = [drawn[drawn[unit] == each].set_index("doc") for each in units]
    layout = TrendLayout.fit(dated, found, width - LEFT - 14 - text_width(texts, small_size()))
    heights = np.array([text_extent(text, small_size()).height + 0.45 * small_size() for text in texts])
    # No higher than a page, where names or units need not be nearer.
    lanes = len(units) * np.clip((PAGE_HEIGHT - FRAME) / len(units), LANE, LANE_RULE)
    ax = ax or new_axes(columns=2, height=FRAME + max(120, 1.1 * heights.sum() if layout.together else lanes))
    cycle = list(matplotlib.rcParams["axes.prop_cycle"])[FIRST_STYLE:]
    lines = [LINES[(at + at // len(cycle)) % len(LINES)] for at in range(len(units))]
    styles = [UnitStyle(**cycle[at % len(cycle)], line=line) for at, line in enumerate(lines)]
    parted = steps_of_units(steps, unit, units, counts)
    for place, style in enumerate(styles):
        layout.draw_unit(ax, place, style)
        layout.draw_steps(ax, place, style, parted.get(units[place]))
    lost = {"note.units_cut": cut, "note.no_rate": sum(int(mine["rate"].isna().sum()) for mine in layout.rates), **lost}
    name, line = rate_axis_name(counts), int(1.8 * width / matplotlib.rcParams["axes.labelsize"])
    name = wrap(localize("axis.interval_vertical", rate=name) if layout.sparse else name, line)
    layout.draw_axes(ax, name, names)
    notes = [note for key, cut in lost.items() for note in cut_note(key, cut)] + absent + layout.notes()
    notes += [localize("note.steps")] * bool(parted)
    ax.set_xlabel("\n".join(fill_lines(notes, layout.points + LEFT)), fontsize=small_size())
    layout.name_units(ax, texts, heights, styles)
    return record_plot(ax, measures=["rate"], intervals=layout.sparse, left_out=sum(lost.values()))


class TrendLayout(NamedTuple):
    """What is drawn where: the articles by date, the rates of each unit in them, the width of the scale of time.

    Each unit stands on its foot, and is so high; units share one foot where they are `together`. Intervals are drawn
    where marks are `sparse` enough to tell them.
    """

    dated: pd.DataFrame
    rates: list[pd.DataFrame]
    points: float
    feet: list[float]
    height: float
    sparse: bool

    @classmethod
    def fit(cls, dated: pd.DataFrame, found: list[pd.DataFrame], room: float) -> "TrendLayout":
        """Lay the rates of all units out on `room` points of width; `found` are the counts of each, by doc.

        An article without a row does not mention the unit, and has a rate of 0.
        """
        rates, docs = [], dated["doc"]
        for mine in found:
            every = mine[RATES].replace([np.inf, -np.inf], np.nan).reindex(docs).reset_index(drop=True)
            rates.append(every.assign(rate=every["rate"].mask(~docs.isin(mine.index), 0.0)))
        points = max(20.0, room - 2 * EDGE)
        few = len(rates) <= TOGETHER and len(dated) <= ARTICLES
        together = len(rates) == 1 or (few and mark_distances(dated, len(rates), points).min() >= NEAREST)
        sparse = points / (len(dated) * (len(rates) if together else 1)) >= DENSE
        columns = ["rate", "rate_high"] if sparse else ["rate"]
        most = np.nanmax([0.0, *(mine[columns].max(axis=None) for mine in rates)]) or 1.0
        feet = [0.0 if together else 1.1 * most * above for above in reversed(range(len(rates)))]
        return cls(dated, rates, points, feet, float(most), bool(sparse))

    @property
    def first(self) -> float:
        """The first day."""
        return self.dated["day"].min()

    @property
    def last(self) -> float:
        """The last day."""
        return self.dated["day"].max()

    @property
    def together(self) -> bool:
        """Whether the units stand on one scale, side by side on each day."""
        return max(self.feet) == 0

    @property
    def beside(self) -> int:
        """How many marks stand side by side for one article."""
        return len(self.feet) if self.together else 1

    @property
    def day(self) -> float:
        """The width of a day in points."""
        return self.points / max(1.0, self.last - self.first)

    @property
    def mark_size(self) -> float:
        """The size of a mark in points."""
        return float(np.clip(1.3 * self.points / len(self.dated), 2, matplotlib.rcParams["lines.markersize"]))

    def notes(self) -> list[str]:
        """Return what a reader has to know of the marks."""
        bare = any(mine[RATES[1:]].isna().any(axis=None) for mine in self.rates)
        said = {
            "note.date_unsure": self.dated["unsure"].any(),
            # Where all are years, or months, their ticks say so.
            "note.date_partial": self.dated["shown"].nunique() > 1,
            "note.no_text": self.dated["after_gap"].any(),
            "note.one_day": (self.dated["peers"] > 1).any(),
            "note.dense": not self.sparse,
            "note.no_interval": self.sparse and bare,
        }
        return [localize(key) for key, holds in said.items() if holds]

    def draw_unit(self, ax: Axes, place: int, style: UnitStyle) -> None:
        """Draw the unit at this `place`: intervals, lines between articles alone on their day, marks.

        Marks are hollow where the date is unsure, and set off their days: article by article of a day, unit by unit.
        """
        dated, rates, foot, step = self.dated, self.rates[place], self.feet[place], self.beside + 1
        slot, last = dated["of_day"] * step + place % self.beside, dated["peers"] * step - 2
        days = dated["day"] + (slot - last / 2) * mark_distances(dated, self.beside, self.points) / self.day
        heights = rates["rate"] + foot
        if self.sparse:
            ends = rates["rate_low"].clip(lower=0) + foot, rates["rate_high"] + foot
            ax.vlines(days, *ends, color=style.color, lw=0.7, alpha=0.7, zorder=1)
        thin = 0.9 if self.together else 0.6
        gaps = np.flatnonzero(dated["after_gap"])
        line = (np.insert(of, gaps, np.nan) for of in (days, heights.where(dated["peers"] == 1)))
        ax.plot(*line, color=style.color, ls=style.line, marker="", lw=thin, zorder=2)
        size = self.mark_size
        for unsure, face in ((False, style.color), (True, "white")):
            some = dated["unsure"] == unsure
            look = {"marker": style.marker, "ms": size, "mew": 0.2 * size, "color": style.color, "mfc": face}
            # An empty line that is not clipped counts as lying in the corner of the canvas, and would take all room.
            if some.any():
                ax.plot(days[some], heights[some], ls="none", clip_on=False, zorder=3, **look)

    def draw_steps(self, ax: Axes, place: int, style: UnitStyle, steps: pd.DataFrame | None) -> None:
        """Draw the rates of the steps of the unit at this `place`, and where they may begin."""
        if steps is None:
            return
        foot, ends = self.feet[place], steps[["first", "last", "begins_low", "begins_high"]].apply(days_of)
        behind = {"color": style.color, "alpha": 0.35, "zorder": 0.95, "capstyle": "butt"}
        ax.hlines(foot + steps["rate"], ends["first"], ends["last"], lw=4, **behind)
        # A mark on the zero line covers no such bar.
        later, wide = ends.dropna(), (1.5 + self.mark_size / 2) / self.day
        begins = later["begins_low"] - wide, later["begins_high"] + wide
        ax.hlines([foot] * len(later), *begins, lw=2, **behind | {"alpha": 0.8})

    def draw_axes(self, ax: Axes, name: str, names: dict) -> None:
        """Set time below, rates from 0 on the left, from the foot of each unit, with their `name` above."""
        marks = self.dated["peers"].iloc[[0, -1]].max() * (self.beside + 1) * STEP / 2
        edge = (EDGE + min(marks, 0.15 * self.points)) / self.day
        ax.set_xlim(self.first - edge, self.last + edge)
        ax.set_ylim(0, max(self.feet) + 1.04 * self.height)
        ax.set_xticks(*self.time_ticks(names))
        if not self.together:
            most = 0.75 * self.height
            ticks = [0, max(tick for tick in MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(0, most) if tick <= most)]
            places = [foot + tick for foot in self.feet for tick in ticks]
            ax.set_yticks(places, [f"{tick:g}" for tick in ticks] * len(self.feet))
            ax.hlines(self.feet, *ax.get_xlim(), color=matplotlib.rcParams["axes.edgecolor"], lw=0.5, zorder=0.9)
        ax.grid(axis="y")
        ax.spines["left"].set_visible(False)
        above = margin(ax, up=6, data_y=False)
        ax.text(0, 1, name, transform=above, size=matplotlib.rcParams["axes.labelsize"])

    def time_ticks(self, names: dict) -> tuple[list[float], list[str]]:
        """Return where the axis of time has ticks, and their texts: at dates of few articles, else of the calendar."""
        dated, choices = self.dated, []
        days = sorted(dated["day"].unique())
        if len(dated) <= NAMED:
            # Of one day, the most that is known of it.
            known, comma = dated.groupby("day")["shown"].min(), localize("punctuation.enumeration")
            dates = [text for day, key in known.items() for text in date_texts([day], key)]
            papers = [comma.join(names[doc] for doc in docs) for _, docs in dated.groupby("day")["doc"]]
            choices.append(
                (days, [f"{date}\n{wrap(paper, 14)}".rstrip() for date, paper in zip(dates, papers, strict=True)])
            )
            choices.append((days, dates))
        for step, key, locator in CALENDAR:
            if (self.last - self.first) / step * matplotlib.rcParams["xtick.labelsize"] < self.points:
                # A locator that finds no date returns the ends of what it is asked for: these are kept out of the axis.
                ends = num2date(self.first - step - 1), num2date(self.last + step + 1)
                ticks = [tick for tick in locator.tick_values(*ends) if self.first <= tick <= self.last]
                texts, years = date_texts(ticks, key), date_texts(ticks, "year")
                if key != "year":
                    changes = [year != before for year, before in zip(years, ["", *years], strict=False)]
                    texts = [
                        f"{text}\n{year}" if new else text
                        for text, year, new in zip(texts, years, changes, strict=True)
                    ]
                choices.append((ticks, texts))
        size = matplotlib.rcParams["xtick.labelsize"]
        for ticks, texts in choices:
            halves = np.array([text_extent(text, size).width / 2 + 3 for text in texts])
            # Texts centred on their ticks stand clear of each other.
            if len(ticks) and np.all(np.diff(ticks) * self.day >= halves[1:] + halves[:-1]):
                return ticks, texts
        return days[:1], date_texts(days[:1], "date")

    def name_units(self, ax: Axes, texts: list[str], heights: np.ndarray, styles: list[UnitStyle]) -> None:
        """Print the names at the right end, each with its mark, and a thin line to the height of its last mark."""
        _, low, _, high = axes_box(ax)
        room = high - low
        last = [mine["rate"].ffill().fillna(0).iloc[-1] if self.together else 0.3 * self.height for mine in self.rates]
        wanted = np.add(last, self.feet) / ax.get_ylim()[1]
        places, edge = spread_out(wanted * room, heights, room) / room, margin(ax, data_y=False)
        for text, place, mine, style in zip(texts, places, wanted, styles, strict=True):
            key = {"ls": "none", "marker": style.marker, "color": style.color, "clip_on": False}
            ax.add_artist(Line2D([1], [place], transform=margin(ax, right=8, data_y=False), **key))
            line = {"arrowstyle": "-", "lw": 0.4, "shrinkA": 0, "shrinkB": 0, "color": style.color}
            ends = {"xycoords": edge, "textcoords": margin(ax, right=5, data_y=False)}
            ax.annotate("", (1, mine), (1, place), arrowprops=line, annotation_clip=False, **ends)
            beside = margin(ax, right=13, data_y=False)
            ax.text(1, place, text, transform=beside, va="center", size=small_size(), linespacing=1.1)


def dates_of_groups(counts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return groups as articles, `doc` and `date`: each is the date of a year, a month or a day that names it."""
    groups = counts.drop_duplicates("doc")
    dates = groups["doc"].mask(groups[keys].isna().any(axis="columns"))
    wrong = dates[~dates.str.fullmatch(rf"\d{{4}}(-\d{{2}}){{0,2}}|{QUARTER}", na=True)]
    if len(wrong):
        raise DiscourseError(
            f"a trend is one over dates, and {', '.join(keys)}={wrong.iloc[0]!r} is none: count by doc, or by a year "
            "(2024), quarter (2024-Q4), month (2024-10) or day; plot_frequency shows other groups"
        )
    return groups[["doc"]].assign(date=dates)


def articles_over_time(
    articles: pd.DataFrame, counts: pd.DataFrame, labels: object
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the articles of `counts` with a date and words, by date; and the numbers of the others, by what to say.

    Columns: doc; `day`, from 1970-01-01 as matplotlib counts; `shown`, how much of the date is known (date, month_year,
    year, which stand at their first day); `unsure`; `after_gap`, whether a year, quarter or month without a text stands
    before it, where all are such; `of_day` numbers the articles of a day from 0, `peers` is how many they are. Dates
    may be ISO text or dates.
    """
    require_rows(articles, ["doc", "date"], maker=READER)
    if articles["doc"].duplicated().any():
        doc = articles.loc[articles["doc"].duplicated(), "doc"].iloc[0]
        raise DiscourseError(f"articles has several rows of doc={doc!r}: give one row an article, as {READER} does")
    for doc in counts.loc[~counts["doc"].isin(articles["doc"]), "doc"].head(1):
        one_of("doc", doc, articles["doc"])
    shown = known_of_dates(articles["date"])[1]
    days = days_of(articles["date"])
    basis = articles["date_basis"] if "date_basis" in articles else pd.Series(None, articles.index)
    rows = articles[["doc"]].assign(day=days, shown=shown, unsure=basis.isin(UNSURE))
    undated = rows["doc"].isin(counts["doc"]) & rows["day"].isna()
    if undated.sum() == counts["doc"].nunique():
        raise NothingToDrawError(
            "no article has a date, and a trend is one over dates: declare date= in the manifest, "
            "or fill the column of dates of the table and name it, as in read_table(…, date=…)"
        )
    # Of an article without words no rate is known; one with words has a rate of 0 for what it does not mention.
    rows = rows[rows["day"].notna() & rows["doc"].isin(counts.loc[counts["total"] > 0, "doc"])]
    if rows.empty:
        raise NothingToDrawError(f"no article with a date has words: give {MADE_BY} their tokens, as in base=tokens")
    order = {doc: place for place, doc in enumerate(article_order(rows["doc"], labels))}
    rows = rows.assign(_order=rows["doc"].map(order)).sort_values(["day", "_order"], ignore_index=True)
    rows = rows.assign(of_day=rows.groupby("day").cumcount(), peers=rows.groupby("day")["doc"].transform("size"))
    # Begins a period that follows one without any; none does where the kinds of periods differ.
    months = (
        {"year": 12, "quarter": 3, "month_year": 1}.get(rows["shown"].iloc[0]) if rows["shown"].nunique() == 1 else None
    )
    days = pd.to_datetime(rows["day"], unit="D").dt
    rows["after_gap"] = (12 * days.year + days.month).diff() > (months or np.inf)
    lost = {"note.undated": int(undated.sum()), "note.uncounted": len(articles) - int(undated.sum()) - len(rows)}
    return rows, lost


def known_of_dates(dates: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return dates as ISO text, and how much of each is known: date, month_year, quarter or year."""
    texts = dates.map(lambda date: str(date).strip()[:10] or None, na_action="ignore").astype("str")
    shown = texts.str.len().map({4: "year", 7: "month_year"}).fillna("date")
    return texts, shown.mask(texts.str.fullmatch(QUARTER, na=False), "quarter")


def days_of(dates: pd.Series) -> pd.Series:
    """Return the first day of dates, years, quarters and months, from 1970-01-01; missing where the date is.

    >>> days_of(pd.Series(["1970-01-03", "1970-Q2", 1971, None])).tolist()
    [2.0, 90.0, 365.0, nan]
    """
    texts, shown = known_of_dates(dates)
    # A quarter stands at its first month.
    months = texts.str.replace(r"Q(\d)", lambda quarter: f"{3 * int(quarter[1]) - 2:02}", regex=True)
    first_days = months + shown.map({"year": "-01-01", "month_year": "-01", "quarter": "-01", "date": ""})
    found = pd.to_datetime(first_days, format="%Y-%m-%d", errors="coerce")
    wrong = dates[texts.notna() & found.isna()]
    if len(wrong):
        raise DiscourseError(f"date={wrong.iloc[0]!r} is no date: write it like 2024-10-08, 2024-10 or 2024")
    return (found - pd.Timestamp(0)) / pd.Timedelta(days=1)


def steps_of_units(
    steps: pd.DataFrame | None, unit: str, units: list, counts: pd.DataFrame
) -> dict[object, pd.DataFrame]:
    """Return the steps of each unit, for those that have more than one; none where there are no steps at all."""
    if steps is None:
        return {}
    columns = [unit, "steps", "first", "last", "begins_low", "begins_high", "rate"]
    require_columns(steps, columns, name="steps", maker="dc.trend")
    check_counts(steps, n=["steps"], totals=[], name="steps")
    if "rate_unit" in steps and rate_unit_name(steps) != rate_unit_name(counts):
        said = f"steps are per 1,000 {rate_unit_name(steps)}, and counts per 1,000 {rate_unit_name(counts)}"
        raise DiscourseError(f"{said}: give dc.trend the lengths in the unit of the counts, base=tokens")
    several = steps[steps["steps"].gt(1) & steps[unit].isin(units)]
    return dict(list(several.groupby(unit)))


def mark_distances(dated: pd.DataFrame, beside: int, points: float) -> pd.Series:
    """Return how many points apart the marks of each article stand, `beside` for one, on an axis of so many `points`.

    These are STEP, and fewer where the neighbouring day is too near for that.
    """
    days = np.unique(dated["day"])
    gaps = np.diff(days, prepend=-np.inf, append=np.inf) * points / max(1.0, np.ptp(days))
    nearest = np.minimum(gaps[:-1], gaps[1:])[np.searchsorted(days, dated["day"])]
    return np.minimum(STEP, 0.8 * np.minimum(nearest, points) / (dated["peers"] * (beside + 1) - 1))


def date_texts(days: Sequence[float], key: str) -> list[str]:
    """Return days since 1970 as texts: their "date", "day" (without the year), "month", "quarter" or "year"."""
    texts = []
    for date in num2date(days) if len(days) else []:
        values = {"month": localize(f"month.{date.month}"), "quarter": (date.month + 2) // 3}
        texts.append(localize(f"date.{key}", year=date.year, day=date.day, **values))
    return texts


def spread_out(wanted: np.ndarray, heights: np.ndarray, room: float) -> np.ndarray:
    """Return the places nearest to those `wanted`, in their order, at which boxes of these heights stand clear.

    They stay from 0 to `room` where that is high enough. The nearest in the sense of least squares: taking off the
    heights between them makes of it a regression that may only rise.

    >>> spread_out(np.array([5.0, 5.0, 50.0]), np.array([10.0, 10.0, 10.0]), 60).tolist()
    [5.0, 15.0, 50.0]
    """
    order = np.argsort(wanted, kind="stable")
    sizes = heights[order]
    above = np.concatenate([[0], np.cumsum((sizes[1:] + sizes[:-1]) / 2)])
    low = sizes[0] / 2
    high = max(low, room - above[-1] - sizes[-1] / 2)
    places = np.empty(len(wanted))
    places[order] = np.clip(isotonic_regression(wanted[order] - above).x, low, high) + above
    return places
