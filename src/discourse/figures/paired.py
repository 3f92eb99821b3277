"""What the paired test says, and what it could have said."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from discourse.figures.canvas import new_axes, small
from discourse.figures.frames import at_least_one, one_pair, require, unit_column
from discourse.figures.labels import article_looks, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.add_paired_test"
COLUMNS = ["units", "p_paired", "p_smallest", "log_ratio", "old", "new"]
LEVEL = 0.05
# Where this many rows share a place, their mark is twice as wide as that of one.
CROWD = 4


@themed
def plot_paired_test(
    change: pd.DataFrame, *, top: int = 3, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw each row's paired p against the number of units in which its counts differ.

    The line is the least p that so many units can give: nothing can lie under it, and where it runs above 0.05 (the
    dashed line) no difference could have been shown, however large. Marks are as wide as many rows share a place, filled
    where the test could reach 0.05. The `top` rows with the least p are named, as long as they are under 0.5.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `units, p_paired,
    p_smallest, log_ratio, old, new`, as `dc.add_paired_test` returns. Raises DiscourseError for missing columns, or a
    frame that compares more than two versions.

    >>> change = pd.DataFrame({"word": ["和"], "units": [14], "p_paired": [0.011], "p_smallest": [0.0001],
    ...     "log_ratio": [0.4], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_paired_test(change).texts][-1]
    '和'
    """
    unit = unit_column(change, of, maker=MAKER)
    rows = require(change, [unit, *COLUMNS], maker=MAKER).query("units > 0")
    old, new = one_pair(change)
    looks = article_looks([old, new], labels)
    ax = ax or new_axes(columns=1, height=190)
    places = rows.groupby(["units", "p_paired", "p_smallest"], as_index=False).size()
    least = max(1e-12, 0.5 * places["p_paired"].min()) if len(places) else LEVEL
    _draw_line(ax, most=max(10, rows["units"].max() if len(rows) else 0), least=min(2e-3, least))
    ink = matplotlib.rcParams["xtick.labelcolor"]
    for place in places.to_dict("records"):
        able = place["p_smallest"] <= LEVEL
        size = matplotlib.rcParams["lines.markersize"] * (1 + np.log(place["size"]) / np.log(CROWD)) / 1.5
        face = {} if able else {"markerfacecolor": "white"}
        ax.plot(place["units"], place["p_paired"], ls="none", marker="o", ms=size, color=ink, zorder=3, **face)
    _name(ax, rows.sort_values(["p_paired", unit]).head(at_least_one(top)).query("p_paired < 0.5"), unit, looks, labels)
    return ax


def _draw_line(ax: Axes, *, most: int, least: float) -> None:
    """Draw the least p possible, and the level, on axes that reach to `most` units and down to p = `least`."""
    units = np.arange(1, min(most + 1, 3 - np.log2(least)) + 1)
    ax.set_yscale("log")
    ax.plot(units, 2.0 ** (1 - units), color=matplotlib.rcParams["axes.edgecolor"], lw=0.9, marker="", zorder=1)
    ax.axhline(LEVEL, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, ls=(0, (4, 3)), zorder=1)
    ax.set_xlim(0, most + 1)
    ax.set_ylim(least, 1.6)
    ticks = [tick for tick in [1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, LEVEL, 0.1, 0.5, 1] if tick >= least]
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(word("units"))
    ax.set_ylabel(word("p_paired"))
    ax.text(0.03, 0.06, wrap(word("p_beyond"), 17), transform=ax.transAxes, size=small(), color=matplotlib.rcParams["xtick.labelcolor"], va="bottom")


def _name(ax: Axes, rows: pd.DataFrame, unit: str, looks: dict, labels: object) -> None:
    """Name rows at the right of their marks, in the colour of the version that has more."""
    names = printed(rows[unit], labels)
    for place, some in rows.groupby(["units", "p_paired"], sort=False):
        more = some["log_ratio"].iloc[0] > 0
        color = looks[some["new" if more else "old"].iloc[0]].color
        text = word("and").join(names[name] for name in some[unit])
        ax.annotate(text, place, xytext=(6, 0), textcoords="offset points", va="center", size=small(), color=color)
