"""What each of two versions stresses more."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import (
    SIGNS,
    VERDICTS,
    at_least_one,
    compared,
    key_of_signs,
    require,
    verdicts_of,
)
from discourse.figures.base.labels import (
    ArticleStyle,
    article_styles,
    printed,
    row_heads,
    style_of_more,
    wrap,
)
from discourse.figures.base.legends import legend_over, mark
from discourse.figures.base.page import (
    counts_in_margin,
    figure_height,
    figure_width,
    margin,
    new_axes,
)
from discourse.figures.base.text_size import name_width, row_height, small_size, text_width, wrap_to_width
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.compare"
COLUMNS = ["n_old", "n_new", "log_ratio", "log_ratio_low", "log_ratio_high"]
# What stands above and below the rows, in points, where there is little room; a tick and its number need so many.
FRAME, TICK = 92, 17


class Columns(NamedTuple):
    """Where the counts of both versions end and the verdicts begin, in type sizes right of the rows."""

    old: float
    new: float
    verdict: float


WIDE, NARROW = Columns(6, 12, 13), Columns(3.2, 6, 7)


class Room(NamedTuple):
    """How a figure uses its width: the columns beside the rows, and the points that are left for the intervals."""

    columns: Columns
    points: float

    @property
    def wide(self) -> bool:
        """Whether names of versions and verdicts have room."""
        return self.columns is WIDE


class Reach(NamedTuple):
    """How far an axis reaches from zero: finite values, and the edge, farther out where some are infinite."""

    finite: float
    edge: float

    @property
    def infinite(self) -> float:
        """Where an infinite value is marked."""
        return (self.finite + self.edge) / 2


@themed
def plot_emphasis(
    change: pd.DataFrame, *, top: int = 30, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw the log ratio of the rates of each unit in two versions, with its 95 % interval and both counts.

    The `top` rows whose interval lies farthest from zero, or reaches least across it, are drawn: the differences that
    the counts support best; as many as a page, or a given `ax`, holds. A note counts the rows that are not drawn.
    They are sorted by the log ratio. Positive is more in `new`. A grey diamond: the rates are even, their log ratio
    rounds to 0.0. A hollow mark: one version lacks the unit. An arrow: the interval goes on beyond the figure, where a
    count is 0 without end. Where `change` has a `verdict` (`dc.add_paired_test`), it is printed beside the counts: no
    mark of the interval says whether a difference between two versions of one text is shown. In one page column it is a
    sign, explained below: * shown, – not shown, ? too rare to say, · not tested.

    `change` has one row per `section` (if it has one) and unit: `term`, else `word`, else the column named by `of`;
    and `n_old, n_new, log_ratio, log_ratio_low, log_ratio_high, old, new`, as `dc.compare` returns. Raises
    DiscourseError for missing columns, doubled rows, or a frame that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [1], "n_new": [2], "log_ratio": [1.0],
    ...     "log_ratio_low": [-2.5], "log_ratio_high": [4.5], "old": ["a"], "new": ["b"]})
    >>> plot_emphasis(change).get_yticklabels()[0].get_text()
    '光伏'
    """
    change, keys, old, new = compared(change, of, COLUMNS, maker=MADE_BY, by_section=True)
    rows = require(best_supported(change, keys, at_least_one(top)), [], maker=MADE_BY)
    names, looks = printed([*rows[keys[-1]], old, new], labels), article_styles([old, new], labels)
    paper = figure_width(ax, columns=2)
    step = row_height(row_heads(rows, keys, names, name_width(paper)))
    rows = best_supported(change, keys, min(len(rows), max(1, int((figure_height(ax) - FRAME) / step))))
    heads = row_heads(rows, keys, names, name_width(paper))
    sides = [localize("legend.more_old", doc=names[old]), localize("legend.more_new", doc=names[new])]
    room = room_for(heads, sides, paper, verdicts="verdict" in rows)
    ax = ax or new_axes(columns=2, height=len(rows) * step + (62 if room.wide else FRAME))
    reach = reach_of(rows)
    for y, row in enumerate(rows.to_dict("records")):
        _draw_row(ax, y, row, style_of_more(row["log_ratio"], looks[old], looks[new]), reach)
    verdicts = verdicts_of(rows)
    _draw_frame(ax, heads, reach, room.points)
    _explain(ax, room, verdicts, paper, cut=len(change) - len(rows))
    for version, column, right in ((old, "n_old", room.columns.old), (new, "n_new", room.columns.new)):
        head = wrap(names[version], 10) if room.wide else ""
        counts_in_margin(ax, rows[column], right=right * small_size(), look=looks[version], head=head)
    _print_verdicts(ax, verdicts, room)
    _name_sides(ax, sides, [looks[old], looks[new]], room)
    return ax


def room_for(heads: Sequence[str], sides: Sequence[str], paper: float, *, verdicts: bool) -> Room:
    """Return the wide columns where `sides` can be printed over their half of the intervals, else the narrow ones."""
    names = text_width(heads, matplotlib.rcParams["ytick.labelsize"])
    said = (
        text_width([localize(f"verdict.{key}") for key in [*VERDICTS.values(), "difference"]], small_size())
        if verdicts
        else 0
    )
    wide = paper - names - WIDE.verdict * small_size() - said
    if text_width(sides, matplotlib.rcParams["font.size"]) < 0.48 * wide:
        return Room(WIDE, wide)
    return Room(NARROW, paper - names - (NARROW.verdict + (1 if verdicts else 0)) * small_size())


def best_supported(change: pd.DataFrame, keys: list[str], top: int) -> pd.DataFrame:
    """Return the `top` rows with the least change that their interval allows, sorted by log ratio, largest first."""
    rows = change.dropna(subset=["log_ratio"])
    least = rows[["log_ratio_low", "log_ratio_high"]].mul([1, -1]).max(axis="columns").fillna(-np.inf)
    rows = rows.assign(_least=least, _size=rows["log_ratio"].abs(), _n=rows["n_old"] + rows["n_new"])
    rows = rows.sort_values(["_least", "_size", "_n", *keys], ascending=[False] * 3 + [True] * len(keys)).head(top)
    return rows.sort_values(["log_ratio", "_least", "_n", *keys], ascending=[False] * 3 + [True] * len(keys))


def reach_of(rows: pd.DataFrame) -> Reach:
    """Return how far the axis reaches to either side: all finite ratios, and their intervals within reason."""
    ratios = rows["log_ratio"].abs().to_numpy()
    ends = rows[["log_ratio_low", "log_ratio_high"]].abs().to_numpy()
    farthest = max(1.0, ratios[np.isfinite(ratios)].max(initial=0))
    finite = min(farthest + 2, max(farthest, ends[np.isfinite(ends)].max(initial=0))) + 0.25
    return Reach(finite, finite + 1) if np.isinf(ratios).any() else Reach(finite, finite)


def _draw_row(ax: Axes, y: int, row: dict, look: ArticleStyle, reach: Reach) -> None:
    """Draw the interval, with an arrow where it leaves the figure, and the mark: hollow where one count is 0."""
    ratio = float(np.clip(row["log_ratio"], -reach.infinite, reach.infinite))
    for end, head in ((row["log_ratio_low"], "<"), (row["log_ratio_high"], ">")):
        if pd.isna(end):
            continue
        edge = reach.edge if np.isinf(end) else reach.finite
        ax.hlines(y, *sorted((ratio, np.clip(end, -edge, edge))), color=look.color, lw=0.9)
        if abs(end) > edge:
            ax.plot(np.sign(end) * edge, y, marker=head, color=look.color, ms=3, mew=0, clip_on=False)
    hollow = {"markerfacecolor": "white"} if 0 in (row["n_old"], row["n_new"]) else {}
    ax.plot(ratio, y, ls="none", marker=look.marker, color=look.color, zorder=3, **hollow)


def _print_verdicts(ax: Axes, verdicts: list[str], room: Room) -> None:
    """Print what the paired test says of each row, right of the counts: in words, or by its sign."""
    right = room.columns.verdict * small_size()
    place = {"size": small_size(), "ha": "left"}
    for y, verdict in enumerate(verdicts):
        said = localize(f"verdict.{verdict}") if room.wide else SIGNS[verdict]
        ax.text(1, y, said, transform=margin(ax, right=right), va="center", **place)
    if verdicts and room.wide:
        ax.text(
            1,
            1,
            localize("verdict.difference"),
            transform=margin(ax, right=right, up=1.5 * small_size(), data_y=False),
            **place,
        )


def _name_sides(ax: Axes, sides: list[str], looks: list[ArticleStyle], room: Room) -> None:
    """Say over the intervals which version has more on which side, or in a legend with the marks of both."""
    if not room.wide:
        names = [wrap(side, 34) for side in sides]
        # The marks over the counts begin right of the intervals.
        beside = text_width(names, matplotlib.rcParams["legend.fontsize"]) + 2 * small_size() < room.points
        up = 2 if beside else 1.5 * small_size()
        legend_over(ax, [mark(look) for look in looks], names, room=room.points, up=up)
        return
    above = margin(ax, up=5, data_y=False)
    for x, side, align, look in zip((0.48, 0.52), sides, ("right", "left"), looks, strict=True):
        ax.text(x, 1, side, ha=align, color=look.color, transform=above)


def _explain(ax: Axes, room: Room, verdicts: list[str], paper: float, *, cut: int) -> None:
    """Print below the axis what it measures, what the signs of the verdicts mean, and how many rows were left out."""
    # The lines are centred below the intervals, and may be as wide as the narrower of the margins beside these allows.
    right = (room.columns.verdict if verdicts else room.columns.new) * small_size()
    most = room.points + 2 * min(right, max(0.0, paper - room.points - right))
    size = matplotlib.rcParams["axes.labelsize"]
    lines = [wrap_to_width(localize("measure.log_ratio"), 0.95 * most, size)]
    if verdicts and not room.wide:
        lines.append(key_of_signs(verdicts))
    if cut:
        lines.append(localize("note.rows_cut", cut=cut))
    ax.set_xlabel("\n".join(lines), linespacing=1.3)


def _draw_frame(ax: Axes, heads: list[str], reach: Reach, points: float) -> None:
    ax.axvline(0, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, zorder=1)
    apart = TICK * 2 * reach.edge / max(points, TICK)
    step = min(math.ceil(max(reach.finite / 5, apart)), int(reach.finite))
    ticks = [tick * step for tick in range(-int(reach.finite / step), int(reach.finite / step) + 1)]
    if reach.edge > reach.finite:
        ticks = [tick for tick in ticks if reach.infinite - abs(tick) > apart or not tick]
    texts = [f"{tick:+d}".replace("-", "\u2212") if tick else "0" for tick in ticks]
    if reach.edge > reach.finite:
        ticks, texts = [-reach.infinite, *ticks, reach.infinite], ["\u2212∞", *texts, "+∞"]
    ax.set_xticks(ticks, texts)
    ax.set_yticks(range(len(heads)), heads)
    ax.set_xlim(-reach.edge, reach.edge)
    ax.set_ylim(len(heads) - 0.4, -0.6)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
