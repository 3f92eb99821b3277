"""The rates of units from article to article, by date."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from scipy.optimize import isotonic_regression

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.arguments import (
    check_rates,
    check_top,
    most_frequent,
    name_missing,
    named_terms,
    rate_axis_name,
    refuse_doubled_rows,
    require_rows,
    unit_column,
)  # fmt: skip
from discourse.figures.base.labels import article_order, printed_names, wrap
from discourse.figures.base.notes import fill_lines
from discourse.figures.base.page import (
    PAGE_HEIGHT,
    axes_box,
    figure_height,
    figure_width,
    margin,
    new_axes,
)
from discourse.figures.base.text_size import name_width, small_size, text_extent, text_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY, READER = "dc.count", "dc.read_corpus"
COLUMNS = ["doc", "n", "total", "rate", "rate_low", "rate_high"]
# What `date_basis` is where the date is not one that the paper prints.
UNSURE = ["inferred", "stamp"]
# What tells units apart beside their colours and marks.
STYLES = ["-", (0, (5, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1, 1.5))]
# Colours and marks of units begin after those of the first two articles, which other figures of a study show.
FIRST_LOOK = 2
# So many units share a scale, up to so many articles, where marks stand so many points apart: more would tangle.
TOGETHER, ARTICLES, NEAREST = 8, 10, 1.2
# Points: between the marks of one day, around the days, left of the Axes, for an interval that can be told apart, and
# for what stands above and below; for a unit with a zero line of its own, at the least and as a rule.
STEP, EDGE, LEFT, DENSE, FRAME = 3, 6, 30, 0.6, 80
LANE, LANE_RULE = 24, 42
# So many articles are named under their dates.
NAMED = 12
# Units of the calendar, coarser and coarser; the number from which each is counted makes weeks begin on Mondays.
CALENDAR = [("D", 1, 0), ("D", 2, 0), ("D", 7, 3), ("D", 14, 3), ("M", 1, 0), ("M", 2, 0), ("M", 3, 0), ("M", 6, 0)]
CALENDAR += [("Y", step, 1970) for step in (1, 2, 5, 10, 20, 50, 100)]


class UnitStyle(NamedTuple):
    """How one unit is drawn."""

    color: str
    marker: str
    style: object


class Layout(NamedTuple):
    """Where things go: the days from `first` to `last` on so many `points`; the foot of each unit, and its height.

    Units share one foot where they are `together`. Intervals are drawn where marks are `sparse` enough to tell them.
    """

    first: float
    last: float
    points: float
    feet: list[float]
    height: float
    sparse: bool

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


@themed
def plot_trend(
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 6,
    terms: Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of each unit in each article at the article's date: a mark, its 95 % interval, and a line between.

    The `top` units with the largest `n` over all articles drawn are shown, as many as a page holds, or those that
    `terms` names. An article that has no row for a unit does not mention it: its rate is 0, and no interval is drawn,
    since the frame gives none. The axis is true to time, but the marks of one day stand a little beside each other. A
    line joins two articles that follow each other, each alone on its day; several articles of one day stand side by
    side and are not joined, for nothing tells which came first. Nothing is smoothed or fitted. A hollow mark: the date
    is inferred, or that of a copying site (`date_basis`).

    Names stand at the right end. Up to eight units in up to ten articles share one scale, where their marks find room
    beside each other; else each unit stands on a zero line of its own, all at one scale. Few articles are named under
    their dates. Where marks are too dense to tell their intervals apart, these are left out. A line below says so, and
    counts what is not drawn: further units, and articles without a date, without words, or without any row in `counts`.

    `counts` has one row per `doc` and unit: `term`, else `word`, else the column named by `of`; and `n, total, rate,
    rate_low, rate_high`, as `dc.count(…, by="doc")` returns. `articles` has `doc`, `date` as ISO text, and `date_basis`
    if it is known, as `corpus.articles`. One article makes one column of marks. Raises DiscourseError for missing
    columns, doubled rows, articles none of which has a date, a doc that `articles` lacks, a date that is none, an
    unknown one of `terms`, and a rate that is negative or infinite.

    >>> counts = pd.DataFrame({"doc": ["a", "b"], "term": "算力", "n": [1, 4], "total": 1000, "rate": [1.0, 4.0],
    ...     "rate_low": [0.0, 1.1], "rate_high": [5.6, 10.2]})
    >>> ax = plot_trend(counts, pd.DataFrame({"doc": ["a", "b"], "date": ["2024-09-03", "2024-10-08"]}))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['2024年9月3日\\na', '2024年10月8日\\nb']
    """
    unit = unit_column(counts, of, maker=MADE_BY)
    require_rows(counts, [*COLUMNS, unit], maker=MADE_BY)
    counts = name_missing(counts, unit)
    refuse_doubled_rows(counts, ["doc", unit], maker=MADE_BY)
    check_rates(counts, ["rate"])
    dated = in_time(articles, counts, labels)
    drawn = counts[counts["doc"].isin(dated["doc"])]
    units = chosen_units(drawn, unit, top, terms, most=room_for(ax))
    rates = [rates_of(drawn[drawn[unit] == each], dated) for each in units]
    names = printed_names([*units, *(dated["doc"] if len(dated) <= NAMED else [])], labels)
    paper = figure_width(ax, columns=2)
    texts = [wrap(names[each], name_width(paper, share=0.26)) for each in units]
    layout = layout_of(dated, rates, paper - LEFT - 14 - text_width(texts, small_size()))
    heights = np.array([text_extent(text, small_size()).height + 0.45 * small_size() for text in texts])
    ax = ax or new_axes(columns=2, height=height_of(heights, layout))
    for place, (each, look) in enumerate(zip(rates, looks_of(len(units)), strict=True)):
        _draw_unit(ax, each.assign(day=dated["day"] + shifts(dated, place, layout)), look, layout, layout.feet[place])
    _draw_frame(ax, dated, names, layout)
    _head_rates(ax, counts, layout.sparse, paper)
    cut = 0 if terms is not None else drawn[unit].nunique() - len(units)
    notes = _notes(articles, counts, dated, rates, cut, layout.sparse)
    ax.set_xlabel("\n".join(fill_lines(notes, layout.points + LEFT)), fontsize=small_size())
    _name_units(ax, texts, heights, rates, layout)
    return record_plot(ax, measures=["rate"], intervals=layout.sparse, left_out=cut)


def in_time(articles: pd.DataFrame, counts: pd.DataFrame, labels: object) -> pd.DataFrame:
    """Return the articles of `counts` with a date and words, by date: doc, day (since 1970), unsure, of_day, peers.

    `of_day` numbers the articles of a day from 0, `peers` is how many they are.
    """
    require_rows(articles, ["doc", "date"], maker=READER)
    if articles["doc"].duplicated().any():
        doc = articles.loc[articles["doc"].duplicated(), "doc"].iloc[0]
        raise DiscourseError(f"articles has several rows of doc={doc!r}: give one row an article, as {READER} does")
    for doc in counts["doc"].unique():
        one_of("doc", doc, articles["doc"])
    unsure = articles["date_basis"].isin(UNSURE) if "date_basis" in articles else False
    rows = articles[["doc"]].assign(day=days_of(articles["date"]), unsure=unsure)
    if rows.loc[rows["doc"].isin(counts["doc"]), "day"].isna().all():
        raise DiscourseError("no article has a date, and a trend is one over dates: declare date= in the manifest")
    rows = rows[rows["day"].notna() & rows["doc"].isin(with_words(counts))]
    if rows.empty:
        raise DiscourseError(f"no article with a date has words: give {MADE_BY} their tokens, as in base=tokens")
    order = {doc: place for place, doc in enumerate(article_order(rows["doc"], labels))}
    rows = rows.assign(_order=rows["doc"].map(order)).sort_values(["day", "_order"], ignore_index=True)
    return rows.assign(of_day=rows.groupby("day").cumcount(), peers=rows.groupby("day")["doc"].transform("size"))


def with_words(counts: pd.DataFrame) -> pd.Series:
    """Return the docs that have a total, and so a rate of 0 for what they do not mention."""
    return counts.loc[counts["total"] > 0, "doc"].drop_duplicates()


def days_of(dates: pd.Series) -> pd.Series:
    """Return dates, ISO text or dates of Python or pandas, as whole days since 1970-01-01; missing where there is none.

    >>> days_of(pd.Series(["1970-01-02", None])).tolist()
    [1.0, nan]
    """
    texts = dates.map(lambda date: str(date).strip()[:10] or None, na_action="ignore")
    days = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
    wrong = dates[texts.notna() & days.isna()]
    if len(wrong):
        raise DiscourseError(f"date={wrong.iloc[0]!r} is no date of a day: write it like 2024-10-08")
    return (days - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)


def room_for(ax: Axes | None) -> int:
    """Return how many units the height of the Axes, or of a page, holds, each on a zero line of its own."""
    return max(1, int((figure_height(ax) - FRAME) / LANE))


def chosen_units(counts: pd.DataFrame, unit: str, top: int, terms: Iterable[str] | None, *, most: int) -> list:
    """Return the units named, each once, or the `top` most frequent, at most `most`."""
    if terms is None:
        return most_frequent(counts, unit, min(check_top(top), most))
    named = named_terms(terms, counts[unit], unit=unit)
    if len(named) > most:
        raise DiscourseError(f"terms= names {len(named)} units, and the figure has room for 1 to {most}: name so many")
    return named


def rates_of(counts: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    """Return rate, rate_low and rate_high of one unit in the articles `dated`, a rate of 0 where it has no row."""
    rates = counts.set_index("doc")[["rate", "rate_low", "rate_high"]].reindex(dated["doc"]).reset_index(drop=True)
    rates = rates.replace([np.inf, -np.inf], np.nan).join(dated[["unsure", "peers"]])
    return rates.assign(rate=rates["rate"].where(dated["doc"].isin(counts["doc"]), 0.0))


def layout_of(dated: pd.DataFrame, rates: list[pd.DataFrame], room: float) -> Layout:
    """Return where things go on `room` points of width."""
    points = max(20.0, room - 2 * EDGE)
    few = len(rates) <= TOGETHER and len(dated) <= ARTICLES
    together = len(rates) == 1 or (few and steps_of(dated, len(rates), points).min() >= NEAREST)
    sparse = points / (len(dated) * (len(rates) if together else 1)) >= DENSE
    columns = ["rate", "rate_high"] if sparse else ["rate"]
    most = np.nanmax([0.0, *(each[columns].max(axis=None) for each in rates)]) or 1.0
    feet = [0.0 if together else 1.1 * most * above for above in reversed(range(len(rates)))]
    return Layout(dated["day"].min(), dated["day"].max(), points, feet, float(most), bool(sparse))


def height_of(names: np.ndarray, layout: Layout) -> float:
    """Return the height of a figure in points: no higher than a page, where names or units need not be nearer."""
    lane = np.clip((PAGE_HEIGHT - FRAME) / len(names), LANE, LANE_RULE)
    return FRAME + max(120, 1.1 * names.sum() if layout.together else lane * len(names))


def steps_of(dated: pd.DataFrame, beside: int, points: float) -> pd.Series:
    """Return how many points apart the marks of each article stand, `beside` for one, on an axis of so many `points`.

    These are STEP, and fewer where the neighbouring day is too near for that.
    """
    days = np.unique(dated["day"])
    gaps = np.diff(days, prepend=-np.inf, append=np.inf) * points / max(1.0, np.ptp(days))
    nearest = np.minimum(gaps[:-1], gaps[1:])[np.searchsorted(days, dated["day"])]
    return np.minimum(STEP, 0.8 * np.minimum(nearest, points) / slots_of(dated, beside))


def slots_of(dated: pd.DataFrame, beside: int) -> pd.Series:
    """Return how many marks wide each article's day is, with a gap between its articles."""
    return dated["peers"] * (beside + 1) - 1


def shifts(dated: pd.DataFrame, place: int, layout: Layout) -> pd.Series:
    """Return by how many days the marks of one unit are set off theirs: article by article of a day, unit by unit."""
    slot = dated["of_day"] * (layout.beside + 1) + place % layout.beside
    middle = (slots_of(dated, layout.beside) - 1) / 2
    return (slot - middle) * steps_of(dated, layout.beside, layout.points) / layout.day


def looks_of(units: int) -> list[UnitStyle]:
    """Return a colour, a mark and a style of line for each of so many units."""
    cycle = list(matplotlib.rcParams["axes.prop_cycle"])[FIRST_LOOK:]
    return [
        UnitStyle(**cycle[at % len(cycle)], style=STYLES[(at + at // len(cycle)) % len(STYLES)]) for at in range(units)
    ]


def calendar_days(first: float, last: float, code: str, step: int, origin: int) -> list[int]:
    """Return the days from `first` to `last` on which every `step`th D (day), M (month) or Y (year) begins.

    >>> calendar_days(0, 364, "M", 3, 0)
    [0, 90, 181, 273]
    """
    ends = np.array([first, last]).astype("datetime64[D]").astype(f"datetime64[{code}]").astype(int)
    numbers = [number for number in range(ends[0], ends[1] + 1) if (number + origin) % step == 0]
    days = np.array(numbers, dtype=int).astype(f"datetime64[{code}]").astype("datetime64[D]").astype(int)
    return [int(day) for day in days if first <= day <= last]


def date_text(day: float, key: str) -> str:
    """Return a day since 1970 as text: its "date", "day" (without the year), "month" or "year"."""
    year, month, number = (int(part) for part in str(np.datetime64(int(day), "D")).split("-"))
    return localize(f"date.{key}", year=year, month=localize(f"month.{month}"), day=number)


def ticks_of(dated: pd.DataFrame, names: dict, layout: Layout) -> tuple[list[float], list[str]]:
    """Return where the axis of time has ticks, and their texts: at the dates of few articles, else of the calendar."""
    days = sorted(dated["day"].unique())
    if len(dated) <= NAMED:
        dates = [date_text(day, "date") for day in days]
        papers = [
            localize("punctuation.enumeration").join(names[doc] for doc in docs)
            for _, docs in dated.groupby("day")["doc"]
        ]
        named = [f"{date}\n{wrap(paper, 14)}" for date, paper in zip(dates, papers, strict=True)]
        for texts in (named, dates):
            if fits(days, texts, layout):
                return days, texts
    for level in CALENDAR:
        ticks = calendar_days(layout.first, layout.last, *level)
        texts = calendar_texts(ticks, level[0])
        if ticks and fits(ticks, texts, layout):
            return ticks, texts
    return days[:1], [date_text(days[0], "date")]


def calendar_texts(days: list[int], code: str) -> list[str]:
    """Return what is printed at the ticks of a calendar: the year too where it is another than before."""
    if code == "Y":
        return [date_text(day, "year") for day in days]
    years = [date_text(day, "year") for day in days]
    texts = [date_text(day, {"D": "day", "M": "month"}[code]) for day in days]
    before = ["", *years[:-1]]
    return [text if year == last else f"{text}\n{year}" for text, year, last in zip(texts, years, before, strict=True)]


def fits(days: list[float], texts: list[str], layout: Layout) -> bool:
    """Say whether texts centred on their days stand clear of each other."""
    size = matplotlib.rcParams["xtick.labelsize"]
    if len(days) * size > layout.points:
        return len(days) == 1
    halves = np.array([text_extent(text, size).width / 2 + 3 for text in texts])
    return bool(np.all(np.diff(days) * layout.day >= halves[1:] + halves[:-1]))


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


def _draw_unit(ax: Axes, rates: pd.DataFrame, look: UnitStyle, layout: Layout, foot: float) -> None:
    """Draw one unit: intervals, lines between articles alone on their day, marks, hollow where the date is unsure."""
    days, heights = rates["day"], rates["rate"] + foot
    if layout.sparse:
        ends = rates["rate_low"].clip(lower=0) + foot, rates["rate_high"] + foot
        ax.vlines(days, *ends, color=look.color, lw=0.7, alpha=0.7, zorder=1)
    thin = 0.9 if layout.together else 0.6
    ax.plot(days, heights.where(rates["peers"] == 1), color=look.color, ls=look.style, marker="", lw=thin, zorder=2)
    size = float(np.clip(1.3 * layout.points / len(days), 2, matplotlib.rcParams["lines.markersize"]))
    for unsure, face in ((False, look.color), (True, "white")):
        some = rates["unsure"] == unsure
        style = {"marker": look.marker, "ms": size, "mew": 0.2 * size, "color": look.color, "mfc": face}
        # An empty line that is not clipped counts as lying in the corner of the canvas, and would take all room.
        if some.any():
            ax.plot(days[some], heights[some], ls="none", clip_on=False, zorder=3, **style)


def _draw_frame(ax: Axes, dated: pd.DataFrame, names: dict, layout: Layout) -> None:
    """Set the axes: time below, rates from 0 on the left, from the foot of each unit."""
    marks = dated["peers"].iloc[[0, -1]].max() * (layout.beside + 1) * STEP / 2
    edge = (EDGE + min(marks, 0.15 * layout.points)) / layout.day
    ax.set_xlim(layout.first - edge, layout.last + edge)
    ax.set_ylim(0, max(layout.feet) + 1.04 * layout.height)
    ax.set_xticks(*ticks_of(dated, names, layout))
    if not layout.together:
        ticks = [tick for tick in MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(0, 0.75 * layout.height)]
        ticks = [0, max(tick for tick in ticks if tick <= 0.75 * layout.height)]
        places = [foot + tick for foot in layout.feet for tick in ticks]
        ax.set_yticks(places, [f"{tick:g}" for tick in ticks] * len(layout.feet))
        ax.hlines(layout.feet, *ax.get_xlim(), color=matplotlib.rcParams["axes.edgecolor"], lw=0.5, zorder=0.9)
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)


def _head_rates(ax: Axes, counts: pd.DataFrame, sparse: bool, paper: float) -> None:
    """Say above the Axes what the heights and the upright lines are."""
    head = localize("axis.interval_vertical", rate=rate_axis_name(counts)) if sparse else rate_axis_name(counts)
    size = matplotlib.rcParams["axes.labelsize"]
    ax.text(0, 1, wrap(head, int(1.8 * paper / size)), transform=margin(ax, up=6, data_y=False), size=size)


def _notes(
    articles: pd.DataFrame, counts: pd.DataFrame, dated: pd.DataFrame, rates: list[pd.DataFrame], cut: int, sparse: bool
) -> list[str]:
    """Say what a reader would miss or ask about, and what is not drawn."""
    counted = articles[articles["doc"].isin(counts["doc"])]
    undated = int(days_of(counted["date"]).isna().sum())
    bare = any(each[["rate_low", "rate_high"]].isna().any(axis=None) for each in rates)
    lost = sum(int(each["rate"].isna().sum()) for each in rates)
    notes = [
        ("note.units_cut", cut and {"cut": cut}),
        ("note.no_rate", lost and {"cut": lost}),
        ("note.undated", undated and {"cut": undated}),
        ("note.uncounted", len(articles) > undated + len(dated) and {"cut": len(articles) - undated - len(dated)}),
        ("note.date_unsure", dated["unsure"].any() and {}),
        ("note.one_day", (dated["peers"] > 1).any() and {}),
        ("note.dense", not sparse and {}),
        ("note.no_interval", sparse and bare and {}),
    ]
    return [localize(key, **values) for key, values in notes if isinstance(values, dict)]


def _name_units(ax: Axes, texts: list[str], heights: np.ndarray, rates: list[pd.DataFrame], layout: Layout) -> None:
    """Print the names at the right end, each with its mark, and a thin line to the height of its last mark."""
    _, low, _, high = axes_box(ax)
    room = high - low
    last = [each["rate"].ffill().fillna(0).iloc[-1] if layout.together else 0.3 * layout.height for each in rates]
    wanted = np.add(last, layout.feet) / ax.get_ylim()[1]
    places, edge = spread_out(wanted * room, heights, room) / room, margin(ax, data_y=False)
    for text, place, mine, look in zip(texts, places, wanted, looks_of(len(texts)), strict=True):
        key = {"ls": "none", "marker": look.marker, "color": look.color, "clip_on": False}
        ax.add_artist(Line2D([1], [place], transform=margin(ax, right=8, data_y=False), **key))
        line = {"arrowstyle": "-", "lw": 0.4, "shrinkA": 0, "shrinkB": 0, "color": look.color}
        ends = {"xycoords": edge, "textcoords": margin(ax, right=5, data_y=False)}
        ax.annotate("", (1, mine), (1, place), arrowprops=line, annotation_clip=False, **ends)
        beside = margin(ax, right=13, data_y=False)
        ax.text(1, place, text, transform=beside, va="center", size=small_size(), linespacing=1.1)
