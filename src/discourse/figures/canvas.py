"""The paper under a figure: its size, the measures of its type, its legend and its margins."""

from collections.abc import Iterable, Sequence

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox, ScaledTranslation, blended_transform_factory

from discourse.figures.labels import Look
from discourse.figures.theme import current_setting, font_path


def paper_width(ax: Axes | None, *, columns: float) -> float:
    """Return the width in points that a plot has: that of `ax`, else of the theme, else `columns` page columns.

    Of `ax`, its place in the grid counts, not its present position: that moves while a figure fills.
    """
    if ax is not None:
        grid = ax.get_subplotspec()
        place = grid.get_position(ax.figure) if grid else ax.get_position(original=True)
        return place.width * ax.figure.get_size_inches()[0] * 72
    width = current_setting().width
    return width / 25.4 * 72 if width else columns * matplotlib.rcParams["figure.figsize"][0] * 72


def new_axes(*, columns: float, height: float) -> Axes:
    """Return Axes on a new figure, as wide as `paper_width` says and `height` points high."""
    return plt.subplots(figsize=(paper_width(None, columns=columns) / 72, height / 72))[1]


def name_width(paper: float, *, share: float = 0.32, most: int = 44) -> int:
    """Return how many half-width characters a line of names may have on `paper` points, where it gets `share` of them."""
    return int(np.clip(2 * share * paper / matplotlib.rcParams["ytick.labelsize"], 10, most))


def small() -> float:
    """Return the smallest size of type, in points."""
    return matplotlib.rcParams["legend.title_fontsize"]


def row_height(texts: Iterable[str], *, least: float = 1.5) -> float:
    """Return the height in points of a row that holds any of `texts`, `least` times the type size at the least."""
    lines = max(text.count("\n") + 1 for text in texts)
    return matplotlib.rcParams["ytick.labelsize"] * max(least, 1.2 * lines + 0.2)


def ink(text: str, size: float) -> Bbox:
    """Return the box in points that the ink of `text` fills at `size`.

    Its lines are centred on x = 0, and y = 0 is the baseline of the last.
    """
    font = FontProperties(fname=font_path())
    boxes = [TextPath((0, 0), line, size=size, prop=font).get_extents() for line in text.split("\n")]
    width = max(box.width for box in boxes)
    # Versions of matplotlib set the lines of this font 1.0 to 1.1 times its size apart.
    return Bbox([[-width / 2, boxes[-1].y0], [width / 2, boxes[0].y1 + 1.1 * size * (len(boxes) - 1)]])


def margin(ax: Axes, *, right: float = 0, up: float = 0, data_y: bool = True):
    """Return the transform of the right margin: x = 1 is the edge, moved by `right` and `up` points.

    y is data where `data_y`, else the fraction of the Axes.
    """
    base = blended_transform_factory(ax.transAxes, ax.transData) if data_y else ax.transAxes
    return base + ScaledTranslation(right / 72, up / 72, ax.figure.dpi_scale_trans)


def margin_column(ax: Axes, rows: Sequence[str], *, right: float, look: Look, head: str = "") -> None:
    """Print counts in the right margin, ending `right` points from the edge, under their article's mark and name."""
    for y, text in enumerate(rows):
        ax.text(1, y, text, transform=margin(ax, right=right), ha="right", va="center", size=small(), color=look.color)
    type_ = {"ha": "right", "size": small(), "linespacing": 1.1}
    ax.text(1, 0, "n", transform=margin(ax, right=right, up=-1.8 * small(), data_y=False), **type_)
    ax.text(1, 1, head, transform=margin(ax, right=right, up=1.5 * small(), data_y=False), color=look.color, **type_)
    above = margin(ax, right=right - 0.3 * small(), up=0.7 * small(), data_y=False)
    ax.add_artist(Line2D([1], [1], transform=above, ls="none", clip_on=False, marker=look.marker, color=look.color))


def legend_above(ax: Axes, handles: Sequence, names: Sequence[str], *, up: float = 2) -> None:
    """Explain `handles` in lines of up to four, `up` points above the Axes, from its left edge."""
    columns = legend_columns(names, paper_width(ax, columns=1))
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "bbox_transform": margin(ax, up=up, data_y=False)}
    legend = ax.add_artist(Legend(ax, handles, names, ncols=columns, **place))
    # A clipped artist counts as lying inside the Axes, and no room would be left for it.
    legend.set_clip_on(False)


def legend_room(names: Sequence[str], paper: float) -> float:
    """Return the height in points that `legend_above` takes for `names`."""
    return -(-len(names) // max(1, legend_columns(names, paper))) * 1.7 * matplotlib.rcParams["legend.fontsize"]


def legend_columns(names: Sequence[str], paper: float) -> int:
    """Return how many entries, four at the most, stand side by side on the share of `paper` that Axes mostly have."""
    size = matplotlib.rcParams["legend.fontsize"]
    around = size * (matplotlib.rcParams["legend.handlelength"] + matplotlib.rcParams["legend.handletextpad"])
    widths = [ink(name, size).width + around for name in names]
    for columns in range(min(len(names), 4), 1, -1):
        filled = sum(column.max() for column in np.array_split(widths, columns))
        if filled + (columns - 1) * size * matplotlib.rcParams["legend.columnspacing"] <= 0.5 * paper:
            return columns
    return 1


def mark(look: Look, **changes) -> Line2D:
    """Return the mark of an article, for a legend."""
    return Line2D([], [], **{"ls": "none", "marker": look.marker, "color": look.color, **changes})
