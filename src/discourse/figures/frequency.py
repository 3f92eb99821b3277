"""How often the most frequent units occur in each article."""

from collections.abc import Iterable

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import case_name, counted_rows, rate_axis_name
from discourse.figures.base.focus import units_to_draw
from discourse.figures.base.labels import MOST_LOOKS, ArticleStyle, article_order, article_styles, printed_names, wrap
from discourse.figures.base.legends import article_legend, legend_above, legend_height
from discourse.figures.base.page import counts_in_margin, figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import small_size, text_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.count"
# So many articles stand one below the other in a row; more share a line.
MOST_BELOW_EACH_OTHER = 3
# Points that the scale, its name and the heads of the counts take.
FRAME = 38


@themed
def plot_frequency(
    counts: pd.DataFrame,
    *,
    top: int = 20,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of the `top` most frequent units, a mark for each article.

    The rate is per 1,000 words, or characters where the column `rate_unit` says so. The units with the largest `n` over
    all articles are drawn, the largest on top, as many as a page, or a given `ax`, holds; the line below says how many
    of the `top` are left out. `focus` names the units instead, and their order: values of what was counted, or terms or
    categories of a lexicon among `labels`. Up to three articles stand one below the other, each with its 95 % interval
    and its `n` in the right margin, – where the frame has no row for it. More articles share one line, from the lowest
    to the highest rate; the margin gives `n` of all together and the number of articles that have the unit. Beyond
    eight, articles share one mark.

    `counts` has one row per `doc` (if it has one) and unit: `term`, else `word`, else the column named by `of`; and
    `n, rate, rate_low, rate_high`, as `dc.count` returns. Raises DiscourseError for missing columns, doubled rows, and
    a rate that is negative or infinite.

    >>> counts = pd.DataFrame({"term": ["算力"], "n": [2], "rate": [1.5], "rate_low": [0.4], "rate_high": [5.5]})
    >>> plot_frequency(counts).get_yticklabels()[0].get_text()
    '算力'
    """
    counts, unit = counted_rows(counts, of, ["n"], maker=MADE_BY, rates=["rate", "rate_low", "rate_high"])
    docs = article_order(counts["doc"], labels)
    units, _, absent = units_to_draw(counts, unit, focus, labels, top)
    names, looks = printed_names([*units, *docs], labels), article_styles(docs, labels)
    width, apart = figure_width(ax, columns=1), len(docs) <= MOST_BELOW_EACH_OTHER
    case = case_name(counts)
    handles, texts = article_legend(looks, names, case=case)
    heads = row_names(units, names, width)
    frame, least = FRAME + legend_height(texts, 0.5 * width), 1.1 + 0.5 * len(docs) if apart else 1.5
    rows = fit_rows(heads, ax, frame=frame, least=least)
    shown = rows.keep(units)
    ax = ax or new_axes(columns=1, height=rows.figure_height)
    _draw_rates(ax, counts[counts[unit].isin(shown)], unit, shown, looks)
    rows.draw_frame(ax)
    ax.set_xlim(left=0)
    name = localize("axis.interval_horizontal" if apart else f"case_range.{case}", rate=rate_axis_name(counts))
    ax.set_xlabel("\n".join([wrap(name, int(0.6 * width / 3.5)), *cut_note("note.units_cut", rows.cut), *absent]))
    ax.grid(axis="x")
    if texts:
        legend_above(ax, handles, texts, room=0.5 * width, up=2.2 * small_size() if apart else 2)
    return record_plot(ax, measures=["rate"], intervals=apart, left_out=rows.cut)


def _draw_rates(ax: Axes, counts: pd.DataFrame, unit: str, units: list, looks: dict[str, ArticleStyle]) -> None:
    """Draw the rates of up to three articles one below the other, with intervals; of more on one line, with its range.

    Their counts stand in the margin, of more articles the sums of these and of the articles that have the unit.
    """
    apart, crowd = len(looks) <= MOST_BELOW_EACH_OTHER, len(looks) > MOST_LOOKS
    if crowd:
        # All at once: thousands of articles, one after the other, would take minutes.
        look, drawn = next(iter(looks.values())), counts[counts[unit].isin(units)]
        face = {"color": look.color, "alpha": 0.5, "mew": 0, "clip_on": False}
        ax.plot(drawn["rate"], drawn[unit].map(units.index), ls="none", marker=look.marker, **face)
    for place, (doc, look) in enumerate([] if crowd else looks.items()):
        mine = counts[counts["doc"] == doc].set_index(unit).reindex(units)
        heights = np.arange(len(units)) + ((place - (len(looks) - 1) / 2) * 0.6 / len(looks) if apart else 0)
        if apart:
            ax.hlines(heights, mine["rate_low"], mine["rate_high"], color=look.color, lw=0.9)
            counts_in_margin(ax, mine["n"], right=(place + 1) * 3 * small_size(), look=look)
        style = {} if apart else {"clip_on": False, "markeredgecolor": "white", "mew": 0.4}
        ax.plot(mine["rate"], heights, ls="none", marker=look.marker, color=look.color, **style)
    if apart:
        return
    ends = counts.groupby(unit)["rate"].agg(["min", "max"]).reindex(units)
    grey = matplotlib.rcParams["axes.edgecolor"]
    ax.hlines(range(len(units)), ends["min"], ends["max"], color=grey, lw=0.7, zorder=1)
    present = counts[counts["n"] > 0].groupby(unit)
    sums = pd.DataFrame({"n": present["n"].sum(), "articles": present["doc"].nunique()}).reindex(units).fillna(0)
    counts_in_margin(ax, sums["n"], right=3 * small_size())
    foot = localize(f"cases.{case_name(counts)}")
    wide = max(3 * small_size(), text_width([foot], small_size()) + 1.6 * small_size())
    counts_in_margin(ax, sums["articles"], right=3 * small_size() + wide, foot=foot)
