"""The page under a figure: its size, its margins, and where things lie on it, in points."""

from collections.abc import Iterable

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from discourse.figures.base.labels import ArticleStyle
from discourse.figures.base.text_size import small_size
from discourse.figures.base.theme import FOOT_DOWN, HEAD_UP, LINE_STEP, MARK_IN, MARK_UP, PAGE_HEIGHT, current_setting


def axes_size(ax: Axes) -> tuple[float, float]:
    """Return the width and the height in points of the place that `ax` has in its figure, or part of a figure.

    Its place in the grid counts, not its present position: that moves while a figure fills, and panels would differ.
    """
    grid, page = ax.get_subplotspec(), ax.figure.bbox
    place = grid.get_position(ax.figure) if grid else ax.get_position(original=True)
    return place.width * page.width * 72 / ax.figure.dpi, place.height * page.height * 72 / ax.figure.dpi


def figure_width(ax: Axes | None, *, columns: float) -> float:
    """Return the width in points that a plot has: that of `ax`, else of the theme, else `columns` page columns."""
    if ax is not None:
        return axes_size(ax)[0]
    width = current_setting().width
    return width / 25.4 * 72 if width else columns * matplotlib.rcParams["figure.figsize"][0] * 72


def figure_height(ax: Axes | None) -> float:
    """Return the height in points that a plot may have: that of `ax`, else that of a page."""
    return PAGE_HEIGHT if ax is None else axes_size(ax)[1]


def new_axes(*, columns: float, height: float) -> Axes:
    """Return Axes on a new figure, as wide as `figure_width` says and `height` points high."""
    return plt.subplots(figsize=(figure_width(None, columns=columns) / 72, height / 72))[1]


def axes_box(ax: Axes) -> np.ndarray:
    """Lay the figure of `ax` out as it stands, and return the box of `ax` as x0, y0, x1, y1 in points of the canvas."""
    figure = ax.get_figure(root=True)
    if (layout := figure.get_layout_engine()) is not None:
        # To draw as well, without an output, would take twice as long. Only its limits an axis sets when it is asked.
        layout.execute(figure)
        ax.get_xlim()
    else:
        figure.draw_without_rendering()
    return ax.get_window_extent().extents * 72 / ax.figure.dpi


def in_points(ax: Axes, places: np.ndarray) -> np.ndarray:
    """Return rows of data coordinates as points of the canvas."""
    return ax.transData.transform(np.asarray(places, dtype=float)) * 72 / ax.figure.dpi


def margin(ax: Axes, *, right: float = 0, up: float = 0, data_y: bool = True):
    """Return the transform of the right margin: x = 1 is the edge, moved by `right` and `up` points.

    y is data where `data_y`, else the fraction of the Axes.
    """
    base = blended_transform_factory(ax.transAxes, ax.transData) if data_y else ax.transAxes
    return base + ScaledTranslation(right / 72, up / 72, ax.figure.dpi_scale_trans)


def counts_in_margin(
    ax: Axes,
    counts: Iterable[float],
    *,
    right: float,
    look: ArticleStyle | None = None,
    head: str = "",
    foot: str = "n",
    at: Iterable[float] | None = None,
) -> None:
    """Print the counts of the rows in the right margin, ending `right` points from the edge, – where there is none.

    Rows are even, and counted from 0, unless it is said `at` what heights they stand.

    Above them stand the mark of their article, if they have one, and its name, below them what they are.
    """
    size = small_size()
    style = {"ha": "right", "size": size, "linespacing": LINE_STEP}
    ax.text(1, 0, foot, transform=margin(ax, right=right, up=-FOOT_DOWN * size, data_y=False), **style)
    color = look.ink if look else matplotlib.rcParams["text.color"]
    counts = list(counts)
    for y, n in zip(range(len(counts)) if at is None else at, counts, strict=True):
        text = "–" if pd.isna(n) else f"{n:.0f}"
        ax.text(1, y, text, transform=margin(ax, right=right), va="center", color=color, **style)
    if look:
        place = margin(ax, right=right, up=HEAD_UP * size, data_y=False)
        ax.text(1, 1, head, transform=place, color=color, **style)
        place = margin(ax, right=right - MARK_IN * size, up=MARK_UP * size, data_y=False)
        ax.add_artist(Line2D([1], [1], transform=place, ls="none", clip_on=False, marker=look.marker, color=color))


def crowd_size(n: pd.Series | int, *, one: float) -> pd.Series | float:
    """Return the width in points of marks that stand for `n` things: `one` ordinary mark wide, for four twice that."""
    return one * matplotlib.rcParams["lines.markersize"] * (1 + np.log(n) / np.log(4))
