"""How often the most frequent units occur in each article."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.canvas import legend_above, margin_column, mark, new_axes, row_height, small
from discourse.figures.frames import at_least_one, name_missing, one_row_each, require, unit_column, with_doc
from discourse.figures.labels import Look, article_looks, article_order, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.count"


@themed
def plot_frequency(
    counts: pd.DataFrame, *, top: int = 20, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw the rate per 1,000 words of the `top` most frequent units, one mark per article, with its 95 % interval.

    The units with the largest `n` over all articles are drawn, the largest on top; `n` stands in the right margin,
    and – where the frame has no row for a unit and an article.

    `counts` has one row per `doc` (if it has one) and unit: `term`, else `word`, else the column named by `of`; and
    `n, rate, rate_low, rate_high`, as `dc.count` returns. Raises DiscourseError for missing columns or doubled rows.

    >>> counts = pd.DataFrame({"term": ["算力"], "n": [2], "rate": [1.5], "rate_low": [0.4], "rate_high": [5.5]})
    >>> plot_frequency(counts).get_yticklabels()[0].get_text()
    '算力'
    """
    unit = unit_column(counts, of, maker=MAKER)
    require(counts, [unit, "n", "rate", "rate_low", "rate_high"], maker=MAKER)
    counts = name_missing(with_doc(counts), unit)
    one_row_each(counts, ["doc", unit], maker=MAKER)
    units = most_frequent(counts, unit, at_least_one(top))
    docs = article_order(counts["doc"], labels)
    names, looks = printed([*units, *docs], labels), article_looks(docs, labels)
    rows = [wrap(names[each]) for each in units]
    height = row_height(rows, least=1.1 + 0.5 * len(docs))
    ax = ax or new_axes(columns=1, height=len(rows) * height + 50)
    for place, doc in enumerate(docs):
        mine = counts[counts["doc"] == doc].set_index(unit).reindex(units)
        shift = (place - (len(docs) - 1) / 2) * 0.6 / len(docs)
        _draw_rates(ax, mine, np.arange(len(units)) + shift, looks[doc])
        numbers = ["–" if pd.isna(n) else f"{n:.0f}" for n in mine["n"]]
        margin_column(ax, numbers, right=(place + 1) * 3 * small(), look=looks[doc])
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(left=0)
    ax.set_xlabel(word("interval"))
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    if docs != [""]:
        legend_above(ax, [mark(looks[doc]) for doc in docs], [names[doc] for doc in docs], up=2.2 * small())
    return ax


def most_frequent(counts: pd.DataFrame, unit: str, top: int) -> list:
    """Return the `top` units with the largest summed `n`; of equals, the first in the order of their characters."""
    sums = counts.groupby(unit, dropna=False)["n"].sum().reset_index()
    return sums.sort_values(["n", unit], ascending=[False, True]).head(top)[unit].tolist()


def _draw_rates(ax: Axes, rows: pd.DataFrame, heights: np.ndarray, look: Look) -> None:
    ax.hlines(heights, rows["rate_low"], rows["rate_high"], color=look.color, lw=0.9)
    ax.plot(rows["rate"], heights, ls="none", marker=look.marker, color=look.color)
