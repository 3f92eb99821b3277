"""How much fits into the place that a figure has."""

import math
from collections.abc import Sequence
from itertools import pairwise

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend

from discourse.figures.canvas import ink, margin
from discourse.figures.labels import wrap

# A figure is at most 226 mm high, which leaves room for its caption on a page.
PAGE = 640


def paper_height(ax: Axes | None) -> float:
    """Return the height in points that a plot may have: that of `ax` in its grid, else that of a page."""
    if ax is None:
        return PAGE
    grid = ax.get_subplotspec()
    place = grid.get_position(ax.figure) if grid else ax.get_position(original=True)
    return place.height * ax.figure.bbox.height * 72 / ax.figure.dpi


def row_step(texts: Sequence[str], *, least: float = 1.5) -> float:
    """Return the height in points of even rows in which no two neighbours of `texts` touch."""
    lines = [text.count("\n") + 1 for text in texts]
    closest = max((sum(two) / 2 for two in pairwise([lines[0], *lines])), default=1)
    return matplotlib.rcParams["ytick.labelsize"] * max(least, 1.12 * closest + 0.2)


def widest(texts: Sequence[str], size: float) -> float:
    """Return the width in points of the longest line of `texts` at `size`."""
    return max((ink(text, size).width for text in texts if text), default=0.0)


def lines_on(text: str, room: float, size: float) -> str:
    """Return `text` at `size` in as few even lines as `room` points need."""
    longest = int(2 * widest([text], size) / size) + 40
    for number in range(max(1, math.ceil(widest([text], size) / room)), len(text) + 1):
        for units in range(8, longest, 2):
            lines = wrap(text, units)
            if lines.count("\n") < number and widest(lines.split("\n"), size) <= room:
                return lines
    return wrap(text, int(2 * room / size))


def legend_over(ax: Axes, handles: Sequence, names: Sequence[str], *, room: float, up: float) -> None:
    """Explain `handles` in as many columns as `room` points hold, `up` points above the Axes, from its left edge."""
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "bbox_transform": margin(ax, up=up, data_y=False)}
    legend = ax.add_artist(Legend(ax, handles, names, ncols=legend_columns(names, room), **place))
    # A clipped artist counts as lying inside the Axes, and no room would be left for it.
    legend.set_clip_on(False)


def legend_columns(names: Sequence[str], room: float) -> int:
    """Return how many columns of `names` with their handles `room` points hold, five at the most."""
    size = matplotlib.rcParams["legend.fontsize"]
    around = size * (matplotlib.rcParams["legend.handlelength"] + matplotlib.rcParams["legend.handletextpad"])
    gap = size * matplotlib.rcParams["legend.columnspacing"]
    widths = [ink(name, size).width + around for name in names]
    for columns in range(min(len(names), 5), 1, -1):
        if sum(max(part) for part in np.array_split(widths, columns)) + gap * (columns - 1) <= room:
            return columns
    return 1


def legend_height(names: Sequence[str], room: float) -> float:
    """Return the height in points of a legend of `names` in `room` points."""
    return -(-len(names) // legend_columns(names, room)) * 1.7 * matplotlib.rcParams["legend.fontsize"]
