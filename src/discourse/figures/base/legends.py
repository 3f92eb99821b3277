"""Legends above the Axes, in as many columns as their room in points holds."""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerLine2D
from matplotlib.lines import Line2D

from discourse.figures.base.labels import MOST_LOOKS, ArticleStyle
from discourse.figures.base.page import margin
from discourse.figures.base.text_size import text_extent
from discourse.figures.base.theme import LEGEND_STEP, LINE_STEP, localize


class CentredMark(HandlerLine2D):
    """Sets a mark in the middle of the box that is kept for it; matplotlib sets a wide one higher."""

    def create_artists(self, legend, orig_handle, xdescent, ydescent, *others):
        """Return the artists of a handle; matplotlib takes half of `ydescent`, by which the box reaches down."""
        return super().create_artists(legend, orig_handle, xdescent, 2 * ydescent, *others)


def legend_above(ax: Axes, handles: Sequence, names: Sequence[str], *, room: float, up: float = 2) -> None:
    """Explain `handles` in as many columns as `room` points hold, `up` points above the Axes, from its left edge."""
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "bbox_transform": margin(ax, up=up, data_y=False)}
    lines = [each for each in handles if isinstance(each, Line2D) and each.get_marker() not in ("", "None")]
    # A wide mark would reach beyond the box of the legend, for which room is kept.
    widest = max((line.get_markersize() for line in lines), default=0) / matplotlib.rcParams["legend.fontsize"]
    place["handleheight"] = max(matplotlib.rcParams["legend.handleheight"], LINE_STEP * widest)
    place["handler_map"] = {Line2D: CentredMark()}
    legend = ax.add_artist(Legend(ax, handles, names, ncols=legend_columns(names, room), **place))
    # A clipped artist counts as lying inside the Axes, and no room would be left for it.
    legend.set_clip_on(False)


def legend_columns(names: Sequence[str], room: float) -> int:
    """Return how many columns of `names` with their handles `room` points hold, five at the most."""
    size = matplotlib.rcParams["legend.fontsize"]
    around = size * (matplotlib.rcParams["legend.handlelength"] + matplotlib.rcParams["legend.handletextpad"])
    gap = size * matplotlib.rcParams["legend.columnspacing"]
    widths = [text_extent(name, size).width + around for name in names]
    for columns in range(min(len(names), 5), 1, -1):
        if sum(max(part) for part in np.array_split(widths, columns)) + gap * (columns - 1) <= room:
            return columns
    return 1


def legend_height(names: Sequence[str], room: float) -> float:
    """Return the height in points of a legend of `names` in `room` points."""
    return -(-len(names) // legend_columns(names, room)) * LEGEND_STEP * matplotlib.rcParams["legend.fontsize"]


def article_mark(look: ArticleStyle, **changes) -> Line2D:
    """Return the mark of an article, for a legend."""
    return Line2D([], [], **{"ls": "none", "marker": look.marker, "color": look.color, **changes})


def article_legend(
    looks: Mapping[str, ArticleStyle], names: Mapping[object, str], *, case: str = "article"
) -> tuple[list[Line2D], list[str]]:
    """Return the marks and names of the articles: one for all where they share a look, none for a nameless one.

    `case` is "article", or "group" where groups stand for articles.
    """
    if len(looks) > MOST_LOOKS:
        return [article_mark(next(iter(looks.values())))], [localize(f"each_case.{case}", n=len(looks))]
    named = {doc: look for doc, look in looks.items() if doc != ""}
    return [article_mark(look) for look in named.values()], [names[doc] for doc in named]
