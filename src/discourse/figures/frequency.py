"""How often the most frequent units occur in each article."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import (
    at_least_one,
    check_rates,
    most_frequent,
    name_missing,
    one_row_each,
    rate_name,
    require,
    unit_column,
    with_doc,
)  # fmt: skip
from discourse.figures.base.labels import (
    MOST_LOOKS,
    ArticleStyle,
    article_order,
    article_styles,
    printed,
    wrap,
)
from discourse.figures.base.legends import legend_height, legend_over, mark
from discourse.figures.base.page import counts_in_margin, figure_height, figure_width, new_axes
from discourse.figures.base.text_size import name_width, row_height, small_size
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.count"
# So many articles stand one below the other in a row; more share a line.
APART = 3


@themed
def plot_frequency(
    counts: pd.DataFrame, *, top: int = 20, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw the rate of the `top` most frequent units, a mark for each article.

    The rate is per 1,000 words, or characters where the column `unit` says so. The units with the largest `n` over all
    articles are drawn, the largest on top, as many as a page, or a given `ax`, holds; the line below says how many of
    the `top` are left out. Up to three articles stand one below the other, each with its 95 % interval and its `n` in
    the right margin, – where the frame has no row for it. More articles share one line, from the lowest to the highest
    rate; the margin gives `n` of all together and the number of articles that have the unit. Beyond ten, articles share
    one mark.

    `counts` has one row per `doc` (if it has one) and unit: `term`, else `word`, else the column named by `of`; and
    `n, rate, rate_low, rate_high`, as `dc.count` returns. Raises DiscourseError for missing columns, doubled rows, and
    a rate that is negative or infinite.

    >>> counts = pd.DataFrame({"term": ["算力"], "n": [2], "rate": [1.5], "rate_low": [0.4], "rate_high": [5.5]})
    >>> plot_frequency(counts).get_yticklabels()[0].get_text()
    '算力'
    """
    unit = unit_column(counts, of, maker=MADE_BY)
    require(counts, [unit, "n", "rate", "rate_low", "rate_high"], maker=MADE_BY)
    check_rates(counts, ["rate", "rate_low", "rate_high"])
    counts = name_missing(with_doc(counts), unit)
    one_row_each(counts, ["doc", unit], maker=MADE_BY)
    units = most_frequent(counts, unit, at_least_one(top))
    docs = article_order(counts["doc"], labels)
    names, looks = printed([*units, *docs], labels), article_styles(docs, labels)
    paper = figure_width(ax, columns=1)
    rows = [wrap(names[each], name_width(paper)) for each in units]
    apart = len(docs) <= APART
    height = row_height(rows, least=1.1 + 0.5 * len(docs) if apart else 1.5)
    handles, texts = _key(docs, names, looks)
    legend = legend_height(texts, 0.5 * paper)
    room = max(1, int((figure_height(ax) - 38 - legend) / height))
    cut, units, rows = max(0, len(rows) - room), units[:room], rows[:room]
    ax = ax or new_axes(columns=1, height=len(rows) * height + 38 + legend)
    shown = counts[counts[unit].isin(units)]
    (_draw_apart if apart else _draw_together)(ax, shown, unit, units, docs, looks)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(left=0)
    name = localize("axis.interval_horizontal" if apart else "axis.range", rate=rate_name(counts))
    note = f"\n{localize('note.units_cut', cut=cut)}" if cut else ""
    ax.set_xlabel(wrap(name, int(0.6 * paper / 3.5)) + note)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    if texts:
        legend_over(ax, handles, texts, room=0.5 * paper, up=2.2 * small_size() if apart else 2)
    return ax


def _key(docs: list[str], names: dict, looks: dict[str, ArticleStyle]) -> tuple[list, list[str]]:
    """Return the handles and texts of the legend: each article, or one for all where they share a look."""
    if len(docs) > MOST_LOOKS:
        return [mark(looks[docs[0]])], [localize("legend.each_article", articles=len(docs))]
    named = [doc for doc in docs if doc != ""]
    return [mark(looks[doc]) for doc in named], [names[doc] for doc in named]


def _draw_apart(
    ax: Axes, counts: pd.DataFrame, unit: str, units: list, docs: list[str], looks: dict[str, ArticleStyle]
) -> None:
    """Draw each article on a height of its own, with its interval, and its counts in the margin."""
    for place, doc in enumerate(docs):
        mine = counts[counts["doc"] == doc].set_index(unit).reindex(units)
        shift = (place - (len(docs) - 1) / 2) * 0.6 / len(docs)
        heights = np.arange(len(units)) + shift
        ax.hlines(heights, mine["rate_low"], mine["rate_high"], color=looks[doc].color, lw=0.9)
        ax.plot(mine["rate"], heights, ls="none", marker=looks[doc].marker, color=looks[doc].color)
        counts_in_margin(ax, mine["n"], right=(place + 1) * 3 * small_size(), look=looks[doc])


def _draw_together(
    ax: Axes, counts: pd.DataFrame, unit: str, units: list, docs: list[str], looks: dict[str, ArticleStyle]
) -> None:
    """Draw all articles on one line, from the lowest rate to the highest, and their sums in the margin."""
    ends = counts.groupby(unit)["rate"].agg(["min", "max"]).reindex(units)
    grey = matplotlib.rcParams["axes.edgecolor"]
    ax.hlines(range(len(units)), ends["min"], ends["max"], color=grey, lw=0.7, zorder=1)
    for doc in docs:
        mine = counts[counts["doc"] == doc].set_index(unit).reindex(units)
        look = looks[doc]
        face = {"alpha": 0.5, "mew": 0} if len(docs) > MOST_LOOKS else {"markeredgecolor": "white", "mew": 0.4}
        ax.plot(mine["rate"], range(len(units)), ls="none", marker=look.marker, color=look.color, clip_on=False, **face)
    present = counts[counts["n"] > 0].groupby(unit)
    sums = pd.DataFrame({"n": present["n"].sum(), "articles": present["doc"].nunique()}).reindex(units).fillna(0)
    counts_in_margin(ax, sums["n"], right=3 * small_size())
    counts_in_margin(ax, sums["articles"], right=6 * small_size(), foot=localize("axis.articles"))
