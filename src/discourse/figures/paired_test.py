"""What the paired test says, and what it could have said."""

from collections.abc import Iterable

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from discourse.errors import NothingToDrawError, one_of
from discourse.figures.base.arguments import check_rates, compared
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.label_placement import MarkLabel, place_labels, print_label
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, style_of_more, wrap
from discourse.figures.base.legends import legend_above, legend_height
from discourse.figures.base.notes import print_lines
from discourse.figures.base.page import crowd_size, figure_width, new_axes
from discourse.figures.base.rows import cut_note
from discourse.figures.base.text_size import small_size, wrap_to_width
from discourse.figures.base.theme import localize, quantity, record_plot, themed

MADE_BY = "dc.add_paired_test"
# Of each test the number of units, p, and the least p that so many can give.
TESTS = {"rate": ["n_effective", "p_rate", "p_rate_smallest"], "counts": ["n_blocks", "p_paired", "p_smallest"]}
AXES = {"rate": "axis.effective_blocks", "counts": "axis.blocks"}
LEVEL = 0.05
# How wide the mark of one row is, in marks of the style sheet.
ONE_ROW = 1 / 1.5
# Below it an axis would be all ticks; marks of a smaller p point down from its edge.
LEAST = 1e-12
# So many names are printed at one mark, then how many more there are; a p from this on is not named.
NAMES, UNNAMED = 3, 0.5
# What stands around the Axes, in points: the numbers and the name of the axis of p.
AROUND = 32


@themed
def plot_paired_test(
    change: pd.DataFrame,
    *,
    test: str = "rate",
    top: int = 3,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each row's paired p against the number of units that it rests on.

    `test` is "rate", the main one (p_rate against the effective number of blocks), or "counts" (p_paired against the
    number of blocks in which the counts differ). Where `change` has the p of passages, too (p_rate_joined,
    p_paired_joined), the larger of both is drawn, for what both show is shown. The line is the least p that so many
    units can give: nothing can lie under it, and where it runs above 0.05 (the dashed line) no difference could have
    been shown, however large. Marks are the wider the more rows share a place, filled where the test could reach 0.05;
    a triangle at the edge has a p below 1e-12. The `top` rows with the least p are named, as long as they are under
    0.5, or those of the units that `focus` names (values of what was counted, or terms or categories of a lexicon among
    `labels`), beside their marks where there is room. A note counts the rows that have no p, or the same counts in
    every unit, and the marks whose names found no room.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and n_effective, p_rate,
    p_rate_smallest, or n_blocks, p_paired, p_smallest, log_ratio, old, new, as `dc.add_paired_test` returns. Raises
    DiscourseError for missing columns, doubled rows, a p that is none, a frame that compares more than two versions, or
    one in which no counts differ.

    >>> change = pd.DataFrame({"word": ["和"], "n_effective": [16.4], "p_rate": [0.005], "p_rate_smallest": [2e-5],
    ...     "log_ratio": [0.4], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_paired_test(change).texts][-1]
    '和'
    """
    units, p_column, _ = columns = TESTS[one_of("test", test, TESTS)]
    change, (*keys, unit), old, new = compared(change, of, [*columns, "log_ratio"], maker=MADE_BY, by_section=True)
    check_rates(change, columns[1:], most=1)
    change = change.assign(**{p_column: change.reindex(columns=[p_column, f"{p_column}_joined"]).max(axis=1)})
    tested = change[(change[units] > 0) & change[p_column].notna()]
    rows = tested.rename(columns=dict(zip(columns, ["units", "p", "p_least"], strict=True)))
    if rows.empty:
        raise NothingToDrawError(
            "the counts of no row differ between the versions in any unit: there is no test to draw"
        )
    # What lies nearer than a tenth of a unit is one mark; p under the line would be no p.
    rows = rows.assign(units=rows["units"].round(1), p=rows["p"].round(3).where(rows["p"] > 0.05, rows["p"]))
    marks = rows.groupby(["units", "p"], as_index=False).agg(p_least=("p_least", "min"), size=("p", "size"))
    least = min(2e-3, max(LEAST, 0.5 * marks["p"].min()))
    rows, marks = (frame.assign(y=frame["p"].clip(lower=least)) for frame in (rows, marks))
    width = figure_width(ax, columns=1) - AROUND
    sizes = [n for n in (1, 10, 100, 1000) if n <= marks["size"].max()]
    styles = [*(_mark_style(n, False) for n in sizes), _mark_style(1, True)]
    texts = [*(quantity(n, "unit.row") for n in sizes), localize("legend.in_reach")]
    # A mark wider than the handles of the style sheet would touch its name.
    texts = [" " * int(style["ms"] > 9) + text for style, text in zip(styles, texts, strict=True)]
    ax = ax or new_axes(columns=1, height=190 + legend_height(texts, width))
    _draw_limits(ax, p_column, most=max(10, int(np.ceil(rows["units"].max()))), least=least, width=width)
    for blocks, p, p_least, n, y in marks.itertuples(index=False):
        beyond = {"marker": "v"} if p < least else {}
        ax.plot(blocks, y, zorder=3, clip_on=False, **_mark_style(n, p_least <= LEVEL) | beyond)
    legend_above(ax, [Line2D([], [], **style) for style in styles], texts, room=width, up=3)
    named, chosen = focused_rows(rows.sort_values(["p", unit, *keys]), [unit], focus, labels)
    named = named if chosen.units else named.head(check_top(top)).query("p < @UNNAMED")
    names = printed_names(named[unit], labels)
    named = named.assign(name=named[unit].map(names))
    notes = [localize(AXES[test]), *cut_note("note.even_cut", len(change) - len(rows)), *chosen.note(labels)]
    below = {"width": 0.95 * width, "size": matplotlib.rcParams["axes.labelsize"]}
    print_lines(ax, notes, **below)
    looks = article_styles([old, new], labels)
    if cut := _name_rows(ax, named, marks, looks[old], looks[new]):
        print_lines(ax, [*notes, localize("note.names_cut", cut=cut)], **below)
    return record_plot(ax, measures=[p_column], left_out=len(change) - len(rows))


def _mark_style(rows: int, able: bool) -> dict:
    """Return how a place of so many rows is marked: filled where the test is `able` to reach the level."""
    color = matplotlib.rcParams["xtick.labelcolor"]
    face = color if able else "white"
    return {"ls": "none", "marker": "o", "ms": crowd_size(rows, one=ONE_ROW), "color": color, "markerfacecolor": face}


def _draw_limits(ax: Axes, p_column: str, *, most: int, least: float, width: float) -> None:
    """Draw the least p possible, and the level, on axes `width` points wide, of `most` blocks and down to `least`."""
    blocks = np.arange(1, min(most + 1, 3 - np.log2(least)) + 1)
    grey = matplotlib.rcParams["axes.edgecolor"]
    ax.set_yscale("log")
    ax.plot(blocks, 2.0 ** (1 - blocks), color=grey, lw=0.9, marker="", zorder=1)
    ax.axhline(LEVEL, color=grey, lw=0.8, ls=(0, (4, 3)), zorder=1)
    ax.set_xlim(0, most + 1)
    ax.set_ylim(least, 1.6)
    ticks = [tick for tick in [1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, LEVEL, 0.1, 0.5, 1] if tick >= least]
    # A long axis has no room for both neighbours of 0.05.
    ticks = [tick for tick in ticks if least > 1e-5 or tick not in (0.1, 0.5)]
    ax.set_yticks(ticks, [f"{tick:g}".replace("e-0", "e-") for tick in ticks])
    ax.minorticks_off()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(localize(f"measure.{p_column}"))
    # The line crosses the lower quarter of the figure here, as a share of its width.
    crossing = (1 - np.log2(1.6**0.25 * least**0.75)) / (most + 1)
    text = wrap_to_width(localize("note.p_beyond"), np.clip((crossing - 0.06) * width, 25, 60), small_size())
    style = {"size": small_size(), "color": matplotlib.rcParams["xtick.labelcolor"]}
    ax.text(0.03, 0.06, text, va="bottom", transform=ax.transAxes, **style)


def _name_rows(ax: Axes, named: pd.DataFrame, marks: pd.DataFrame, old: ArticleStyle, new: ArticleStyle) -> int:
    """Name rows beside their marks, in the colour of the version that has more; return how many have no room."""
    labels, colors = [], []
    for place, some in named.groupby(["units", "y"], sort=False):
        here = marks[(marks["units"] == place[0]) & (marks["y"] == place[1])]
        more = f" +{len(some) - NAMES}" if len(some) > NAMES else ""
        text = wrap(localize("punctuation.enumeration").join(some["name"].iloc[:NAMES]) + more, 26)
        labels.append(MarkLabel([text], place, crowd_size(here["size"].max(), one=ONE_ROW) / 2))
        colors.append(style_of_more(some["log_ratio"].iloc[0], old, new).ink)
    radii = crowd_size(marks["size"], one=ONE_ROW).to_numpy() / 2 + 0.5
    # The line of the least p is straight where p has a logarithmic axis; the other is that of the level.
    first, last = ax.get_xlim()
    lines = np.array([[1, 1, 40, 2.0**-39], [first, LEVEL, last, LEVEL]])
    places = marks[["units", "y"]].to_numpy()
    placed = place_labels(ax, labels, size=small_size(), marks=places, radii=radii, lines=lines)
    for placement, color in zip(placed, colors, strict=True):
        if placement:
            print_label(ax, placement, size=small_size(), color=color)
    return placed.count(None)
