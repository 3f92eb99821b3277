"""How much texts take from each other: year by year as a matrix, from source to source as a flow."""

from collections.abc import Sequence

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import refuse_doubled_rows, require_rows
from discourse.figures.base.labels import ArticleStyle, article_order, article_styles, printed_names, wrap
from discourse.figures.base.matrix import draw_matrix
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import name_width, small_size, text_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.count_reuse"
# Points: above and below the rows of the matrix beside upright names, and a column of it at the least.
FRAME, COLUMN = 76, 9.0
# The flow: points of height for a group and at the least; the width of a bar and the gap between groups, as shares;
# how light a band is.
GROUP, BAR, GAP, LIGHT = 42, 0.03, 0.04, 0.45


@themed
def plot_reuse_matrix(shares: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw how much of each text stands in each earlier one: the later in rows, the earlier in columns, in per cent.

    With counts by year it is a heat map of year by year. A blank cell is none. Groups that share nothing on either side
    are left out; where the page has no room for all, so are the first columns and the last rows; a note counts them.

    `shares` are what `dc.count_reuse` returns, by whatever it counts. Raises DiscourseError for missing columns,
    doubled rows, and where nothing is shared.

    >>> shares = pd.DataFrame({"year_from": [2022, 2022, 2023], "year_to": [2023, 2024, 2024], "n": [9, 5, 9],
    ...     "share": [0.3, 0.1, 0.2]})
    >>> [label.get_text() for label in plot_reuse_matrix(shares).get_yticklabels()]
    ['2023', '2024']
    """
    rows = shared_rows(shares, ["share"])
    sides = {side: article_order(rows[side], labels) for side in ("from", "to")}
    names = printed_names(dict.fromkeys([*sides["from"], *sides["to"]]), labels)
    width = figure_width(ax, columns=2)
    most = max(1, int(0.75 * width / COLUMN))
    columns = sides["from"][-most:]
    above = text_width([names[each] for each in columns], matplotlib.rcParams["xtick.labelsize"])
    layout = fit_rows(row_names(sides["to"], names, width), None, frame=FRAME + above)
    places = {each: place for place, each in enumerate(layout.keep(sides["to"]))}
    ax = ax or new_axes(columns=2, height=max(layout.figure_height, 0.3 * width))
    layout.draw_frame(ax)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(columns)), [names[each] for each in columns], rotation=90)
    ax.tick_params(axis="x", length=0)
    drawn = rows[rows["from"].isin(columns) & rows["to"].isin(places)]
    centres = np.column_stack([drawn["from"].map(columns.index), drawn["to"].map(places)])
    cut = layout.cut + len(sides["from"]) - len(columns)
    label = wrap(localize("axis.share_reused"), name_width(width, share=0.6, most=90))
    label = "\n".join([label, *cut_note("note.rows_cut", cut)])
    draw_matrix(ax, centres, 100 * drawn["share"].to_numpy(), width=len(columns), label=label)
    return record_plot(ax, left_out=cut)


@themed
def plot_reuse_flow(shares: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw who takes letters from whom: sources at the left, those that repeat them at the right, bands between.

    The width of a band is the letters that the one at the right has of the one at the left, and stands beside each
    group as a sum; a letter with several sources is in several bands. Both sides have the order of `labels`.

    `shares` are what `dc.count_reuse` returns, by source, level or another group of a few. Raises DiscourseError for
    missing columns, doubled rows, more groups than a page holds, and where nothing is shared.

    >>> shares = pd.DataFrame({"source_from": ["国务院"], "source_to": ["人民日报"], "n": [90]})
    >>> sorted(text.get_text() for text in plot_reuse_flow(shares).texts)
    ['人民日报  90', '国务院  90']
    """
    rows = shared_rows(shares, [])
    sides = {side: article_order(rows[side], labels) for side in ("from", "to")}
    most = max(map(len, sides.values()))
    height = min(480, max(3, most) * GROUP)
    if most * 2 * small_size() > height:
        raise DiscourseError(
            f"a flow of {most} groups on one side is read by nobody; count by fewer, such as source, or draw "
            "plot_reuse_matrix"
        )
    names = printed_names(dict.fromkeys([*sides["from"], *sides["to"]]), labels)
    ax = ax or new_axes(columns=2, height=height)
    looks = article_styles(sides["from"], labels)
    # A bar begins below those above it, with a gap between.
    sums = {side: rows.groupby(side)["n"].sum().reindex(order) for side, order in sides.items()}
    sizes = {side: sums[side] / rows["n"].sum() for side in sides}
    tops = {side: (size.cumsum() - size + GAP * np.arange(len(size))).to_dict() for side, size in sizes.items()}
    for side, x, align in (("from", 0.0, "right"), ("to", 1.0, "left")):
        for each, top in tops[side].items():
            size = sizes[side][each]
            color = looks[each].color if side == "from" else matplotlib.rcParams["xtick.labelcolor"]
            ax.add_patch(Rectangle((x - BAR * (side == "from"), top), BAR, size, color=color, lw=0))
            place = -BAR - 0.01 if side == "from" else 1 + BAR + 0.01
            text = f"{wrap(names[each], 24)}  {sums[side][each]:,}"
            ax.text(place, top + size / 2, text, ha=align, va="center", size=small_size())
    draw_bands(ax, rows, sides, tops, looks)
    bottom = 1 + GAP * (most - 1)
    ax.set(xlim=(-BAR, 1 + BAR), ylim=(bottom + 0.02, -0.02), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    print_notes(ax, [localize("note.reuse_flow")])
    return record_plot(ax)


def shared_rows(shares: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows of `count_reuse` that share something, their groups named `from` and `to`, as texts.

    >>> shared_rows(pd.DataFrame({"year_from": [2022, None], "year_to": 2023, "n": [5, 0]}), [])["from"].tolist()
    ['2022']
    """
    require_rows(shares, ["n", *columns], maker=MADE_BY)
    found = [name.removesuffix("_from") for name in shares if str(name).endswith("_from")]
    keys = [key for key in found if f"{key}_to" in shares]
    if len(keys) != 1:
        raise DiscourseError(f"the frame has {len(keys)} pairs of columns _from and _to; give what {MADE_BY} returns")
    rows = shares[shares["n"].gt(0)]
    if rows.empty:
        raise NothingToDrawError("no text of the frame has passages of another")
    refuse_doubled_rows(rows, [f"{keys[0]}_from", f"{keys[0]}_to"], maker=MADE_BY)
    none = localize("legend.none")
    named = {
        side: [
            none if pd.isna(each) else str(int(each) if isinstance(each, float) else each)
            for each in rows[f"{keys[0]}_{side}"]
        ]
        for side in ("from", "to")
    }
    return rows.assign(**named).sort_values(["from", "to"], kind="stable")


def draw_bands(
    ax: Axes,
    rows: pd.DataFrame,
    sides: dict[str, list[str]],
    tops: dict[str, dict[str, float]],
    looks: dict[str, ArticleStyle],
) -> None:
    """Draw the band of each row from its place at the left to that at the right, none over another.

    It is as wide on its way as at its ends.
    """
    here, curve = {side: dict(each) for side, each in tops.items()}, [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    order = rows.sort_values(["from", "to"], key=lambda column: column.map(sides[column.name].index))
    for source, later, n in order[["from", "to", "n"]].itertuples(index=False, name=None):
        size, left, right = n / rows["n"].sum(), here["from"][source], here["to"][later]
        points = [(0, left), (0.5, left), (0.5, right), (1, right), (1, right + size), (0.5, right + size)]
        points += [(0.5, left + size), (0, left + size), (0, left)]
        color = looks[source].color
        ax.add_patch(PathPatch(Path(points, codes), facecolor=color, alpha=LIGHT, edgecolor=color, lw=0.4))
        here["from"][source] += size
        here["to"][later] += size
