"""What the paired test says, and what it could have said."""

from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import at_least_one, compared
from discourse.figures.base.labels import article_styles, printed, wrap
from discourse.figures.base.legends import legend_height, legend_over
from discourse.figures.base.page import (
    axes_box,
    crowd_size,
    figure_width,
    in_points,
    new_axes,
)
from discourse.figures.base.text_size import small_size, text_extent, wrap_to_width
from discourse.figures.base.theme import localize, quantity, themed

MADE_BY = "dc.add_paired_test"
COLUMNS = ["n_blocks", "p_paired", "p_smallest", "log_ratio"]
LEVEL = 0.05
# How wide the mark of one row is, in marks of the style sheet.
ONE = 1 / 1.5
# Below it an axis would be all ticks; marks of a smaller p point down from its edge.
LEAST = 1e-12
# So many names are printed at one mark, then how many more there are.
NAMES = 3
# What stands around the Axes, in points: the numbers and the name of the axis of p.
AROUND = 32


class Spot(NamedTuple):
    """Where a name may stand beside its mark: a direction, and how the text is aligned to it."""

    x: int
    y: int
    ha: str
    va: str


SPOTS = [
    Spot(1, 0, "left", "center"), Spot(-1, 0, "right", "center"), Spot(0, 1, "center", "bottom"),
    Spot(0, -1, "center", "top"), Spot(1, 1, "left", "bottom"), Spot(1, -1, "left", "top"),
    Spot(-1, 1, "right", "bottom"), Spot(-1, -1, "right", "top"),
]  # fmt: skip


@themed
def plot_paired_test(
    change: pd.DataFrame, *, top: int = 3, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw each row's paired p against the number of units in which its counts differ.

    The line is the least p that so many units can give: nothing can lie under it, and where it runs above 0.05 (the
    dashed line) no difference could have been shown, however large. Marks are the wider the more rows share a place,
    filled where the test could reach 0.05; a triangle at the edge has a p below 1e-12. The `top` rows with the least p
    are named, as long as they are under 0.5, beside their marks where there is room. A note counts the rows that have
    no p, since their counts are the same in every unit, and the marks whose names found no room.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `units, p_paired,
    p_smallest, log_ratio, old, new`, as `dc.add_paired_test` returns. Raises DiscourseError for missing columns,
    doubled rows, a frame that compares more than two versions, or one in which no counts differ.

    >>> change = pd.DataFrame({"word": ["和"], "n_blocks": [14], "p_paired": [0.011], "p_smallest": [0.0001],
    ...     "log_ratio": [0.4], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_paired_test(change).texts][-1]
    '和'
    """
    change, (*_, unit), old, new = compared(change, of, COLUMNS, maker=MADE_BY, by_section=True)
    rows = change[(change["n_blocks"] > 0) & change["p_paired"].notna()]
    if rows.empty:
        raise DiscourseError("the counts of no row differ between the versions in any unit: there is no test to draw")
    looks, top = article_styles([old, new], labels), at_least_one(top)
    places = rows.groupby(["n_blocks", "p_paired", "p_smallest"], as_index=False, dropna=False).size()
    least = min(2e-3, max(LEAST, 0.5 * places["p_paired"].min()))
    room = figure_width(ax, columns=1) - AROUND
    handles, names = _key(places)
    ax = ax or new_axes(columns=1, height=190 + legend_height(names, room))
    _draw_line(ax, most=max(10, rows["n_blocks"].max()), least=least, room=room)
    for place in places.to_dict("records"):
        _draw_mark(ax, place, least)
    legend_over(ax, handles, names, room=room, up=3)
    ax.set_xlabel(_below(room, rows=len(change) - len(rows)), linespacing=1.3)
    named = rows.sort_values(["p_paired", unit]).head(top).query("p_paired < 0.5")
    if cut := _name(ax, named.assign(p_paired=named["p_paired"].clip(lower=least)), unit, looks, labels):
        ax.set_xlabel(_below(room, rows=len(change) - len(rows), names=cut), linespacing=1.3)
    return ax


def _able(place: dict) -> bool:
    return place["p_smallest"] <= LEVEL


def _style(rows: int, able: bool) -> dict:
    color = matplotlib.rcParams["xtick.labelcolor"]
    face = color if able else "white"
    return {"ls": "none", "marker": "o", "ms": crowd_size(rows, one=ONE), "color": color, "markerfacecolor": face}


def _draw_mark(ax: Axes, place: dict, least: float) -> None:
    style = _style(place["size"], _able(place)) | ({"marker": "v"} if place["p_paired"] < least else {})
    ax.plot(place["n_blocks"], max(place["p_paired"], least), zorder=3, clip_on=False, **style)


def _key(places: pd.DataFrame) -> tuple[list[Line2D], list[str]]:
    """Return what explains the width of the marks, where they differ, and their filling."""
    sizes = [rows for rows in (1, 10, 100, 1000) if rows <= places["size"].max()]
    entries = [(_style(rows, False), quantity(rows, "unit.row")) for rows in sizes]
    entries.append((_style(1, True), localize("legend.in_reach")))
    # A mark wider than the handles of the style sheet would touch its name.
    return [Line2D([], [], **style) for style, _ in entries], [
        " " * int(style["ms"] > 9) + name for style, name in entries
    ]


def _below(room: float, *, rows: int, names: int = 0) -> str:
    """Return the name of the axis of units, and below it what is not drawn."""
    notes = [localize("note.even_cut", cut=rows)] if rows else []
    notes += [localize("note.names_cut", cut=names)] if names else []
    return "\n".join(
        wrap_to_width(text, 0.95 * room, matplotlib.rcParams["axes.labelsize"])
        for text in [localize("axis.blocks"), *notes]
    )


def _draw_line(ax: Axes, *, most: int, least: float, room: float) -> None:
    """Draw the least p possible, and the level, on axes of `room` points, `most` units and down to p = `least`."""
    units = np.arange(1, min(most + 1, 3 - np.log2(least)) + 1)
    grey = matplotlib.rcParams["axes.edgecolor"]
    ax.set_yscale("log")
    ax.plot(units, 2.0 ** (1 - units), color=grey, lw=0.9, marker="", zorder=1)
    ax.axhline(LEVEL, color=grey, lw=0.8, ls=(0, (4, 3)), zorder=1)
    ax.set_xlim(0, most + 1)
    ax.set_ylim(least, 1.6)
    ticks = [tick for tick in [1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, LEVEL, 0.1, 0.5, 1] if tick >= least]
    # A long axis has no room for both neighbours of 0.05.
    ticks = [tick for tick in ticks if least > 1e-5 or tick not in (0.1, 0.5)]
    ax.set_yticks(ticks, [f"{tick:g}".replace("e-0", "e-") for tick in ticks])
    ax.minorticks_off()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(localize("measure.p_paired"))
    place = {"transform": ax.transAxes, "size": small_size(), "color": matplotlib.rcParams["xtick.labelcolor"]}
    # The line crosses the lower quarter of the figure here, as a share of its width.
    crossing = (1 - np.log2(1.6**0.25 * least**0.75)) / (most + 1)
    ax.text(
        0.03,
        0.06,
        wrap_to_width(localize("note.p_beyond"), np.clip((crossing - 0.06) * room, 25, 60), small_size()),
        va="bottom",
        **place,
    )


def _name(ax: Axes, rows: pd.DataFrame, unit: str, looks: dict, labels: object) -> int:
    """Name rows beside their marks, in the colour of the version that has more; return how many have no room."""
    bounds, names = Bbox.from_extents(axes_box(ax)), printed(rows[unit], labels)
    units = np.linspace(1, 41, 201)
    points = in_points(ax, np.column_stack([units, 2.0 ** (1 - units)]))
    taken = [Bbox([point - 0.5, point + 0.5]) for point in points]
    taken += [_around(ax, line) for line in ax.lines if line.get_marker() in ("o", "v")]
    cut = 0
    for place, some in rows.groupby(["n_blocks", "p_paired"], sort=False):
        more = some["log_ratio"].iloc[0] > 0
        color = looks[some["new" if more else "old"].iloc[0]].color
        text, middle = _joined([names[name] for name in some[unit]]), in_points(ax, place)
        away = max((box.width / 2 for box in taken if box.contains(*middle)), default=0) + 2
        boxes = {spot: _box(text, middle, spot, away) for spot in SPOTS}
        free = [spot for spot, box in boxes.items() if _within(box, bounds) and not box.count_overlaps(taken)]
        if not free:
            cut += 1
            continue
        taken.append(boxes[free[0]])
        aside = {"xytext": (free[0].x * away, free[0].y * away), "textcoords": "offset points"}
        ax.annotate(text, place, ha=free[0].ha, va=free[0].va, size=small_size(), color=color, **aside)
    return cut


def _joined(names: list[str]) -> str:
    """Return the first of `names` in one text, and how many more there are."""
    more = f" +{len(names) - NAMES}" if len(names) > NAMES else ""
    return wrap(localize("punctuation.enumeration").join(names[:NAMES]) + more, 26)


def _around(ax: Axes, line: Line2D) -> Bbox:
    """Return the box in points that the mark of `line` fills on the figure."""
    x, y = in_points(ax, (line.get_xdata()[0], line.get_ydata()[0]))
    half = line.get_markersize() / 2 + 1
    return Bbox([[x - half, y - half], [x + half, y + half]])


def _box(text: str, middle: np.ndarray, spot: Spot, away: float) -> Bbox:
    """Return the box in points that `text` fills `away` from the `middle` of its mark."""
    size = text_extent(text, small_size()).width + 1, (text.count("\n") + 1) * 1.2 * small_size()
    centre = middle + np.array([spot.x, spot.y]) * (away + np.array(size) / 2)
    return Bbox([centre - np.array(size) / 2, centre + np.array(size) / 2])


def _within(box: Bbox, bounds: Bbox) -> bool:
    return bounds.x0 <= box.x0 and box.x1 <= bounds.x1 + 2 and bounds.y0 <= box.y0 and box.y1 <= bounds.y1 + 2
