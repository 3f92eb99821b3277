"""What each unit adds to the difference between two versions."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import compared
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, wrap
from discourse.figures.base.page import axes_box, figure_width, margin, new_axes
from discourse.figures.base.rows import RowLayout, cut_note, fit_rows, rank_rows, row_names
from discourse.figures.base.text_size import row_height, small_size, text_extent
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.add_word_shift"
COLUMNS = ["n_old", "n_new", "shift", "shift_share", "divergence", "covered"]
# Points between a bar and its name, and between the frame and the counts.
AIR = 3.0
# Points that heads, scale and notes take at the most, and what they take beside their lines.
FRAME, FRAME_WITHOUT_LINES = 110, 24
# Contributions that differ less than this many decimals of a bit differ by rounding alone.
DIGITS = 12


@themed
def plot_word_shift(
    change: pd.DataFrame,
    *,
    top: int = 30,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what each unit adds to the difference of two versions, the largest contributions on top.

    A bar goes left where `old` has more of the unit, right where `new` has more, and is as long as its share of the
    Jensen–Shannon divergence of the versions; hollow, where one version lacks the unit. Its counts stand in the
    margins, `n_old` left, `n_new` right. Above stand the sums of each side over all rows, below it the divergence in
    bits, what share of it the rows drawn make (the `top`, or as many as fit a page), how many that add as much as the
    last of them are not drawn, and, where the rows are not all words of the texts, of how much they are.

    `focus` names the units instead: values of what was counted, or terms or categories of a lexicon among `labels`.
    Contributions describe what the two texts are made of. They test nothing: see `dc.add_paired_test`.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `n_old, n_new, shift,
    shift_share, divergence, covered, old, new`, as `dc.add_word_shift` returns. Raises DiscourseError for missing
    columns, doubled rows, contributions that are all 0 or infinite, and a frame of more than one comparison.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [0], "n_new": [2], "shift": [0.01], "shift_share": [1.0],
    ...     "divergence": [0.01], "covered": [0.5], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_word_shift(change).texts][-1]
    '光伏'
    """
    change, (unit,), old, new = compared(change, of, COLUMNS, maker=MADE_BY)
    top = check_top(top) if focus is None else len(change)
    rows, chosen = focused_rows(largest_contributions(change, unit, top), [unit], focus, labels)
    names, looks = printed_names([*rows[unit], old, new], labels), article_styles([old, new], labels)
    width = figure_width(ax, columns=1)
    texts = row_names(rows[unit], names, width, share=0.25)
    layout = fit_rows(texts, ax, frame=FRAME, heights=[row_height([text]) for text in texts])
    rows = rows.iloc[layout.kept]
    drawn = Contributions(change, rows)
    note = drawn.note(width, chosen.note(labels))
    heads = {}
    for side, key, doc in ((-1, "legend.more_old", old), (1, "legend.more_new", new)):
        mine, line = change[np.sign(change["shift"]) == side], int(0.42 * width / matplotlib.rcParams["font.size"] * 2)
        sums = {"bits": f"{mine['shift'].abs().sum():.2g}", "share": f"{100 * mine['shift_share'].sum():.0f}"}
        heads[doc] = f"{wrap(localize(key, doc=names[doc]), line)}\n{wrap(localize('axis.shift_side', **sums), line)}"
    lines = note.count("\n") + max(head.count("\n") for head in heads.values()) + 2
    ax = ax or new_axes(columns=1, height=layout.heights.sum() + 9 * lines + FRAME_WITHOUT_LINES)
    ax.axvline(0, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, zorder=3)
    layout.draw_frame(ax)
    ax.set_yticks([])
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.set_xlabel(note, linespacing=1.3)
    ax.grid(axis="x")
    for doc, x, align in ((old, 0.48, "right"), (new, 0.52, "left")):
        style = {"ha": align, "va": "bottom", "linespacing": 1.15, "color": looks[doc].ink}
        ax.text(x, 1, heads[doc], transform=margin(ax, up=4, data_y=False), **style)
    for x, doc, column, side in ((0, old, "n_old", -1), (1, new, "n_new", 1)):
        right, look, style = side * (AIR + 1), looks[doc], {"ha": "left" if x else "right", "size": small_size()}
        for y, n in zip(layout.middles, rows[column], strict=True):
            ax.text(x, y, f"{n:.0f}", transform=margin(ax, right=right), va="center", color=look.ink, **style)
        ax.text(x, 0, "n", transform=margin(ax, right=right, up=-1.8 * small_size(), data_y=False), **style)
        above = margin(ax, right=right + 0.3 * side * small_size(), up=0.7 * small_size(), data_y=False)
        ax.add_artist(Line2D([x], [1], transform=above, ls="none", clip_on=False, marker=look.marker, color=look.color))
    drawn.draw_bars(ax, layout, {-1: looks[old], 1: looks[new]})
    last, ticks = ax.get_xlim()[1], ax.get_xticks()
    # A number at the end would touch the n of the margin.
    ax.set_xticks(ticks[np.abs(ticks) < 0.95 * last])
    return record_plot(ax, measures=["shift"], left_out=len(change) - len(rows))


def largest_contributions(change: pd.DataFrame, unit: str, top: int) -> pd.DataFrame:
    """Return the `top` rows that add most, the largest first; of equals the more frequent, then by name.

    Refuses infinite contributions, and those of several comparisons: they are shares of other wholes.
    """
    if np.isinf(change[["shift", "shift_share"]].to_numpy(dtype=float)).any():
        raise DiscourseError(f"the frame has infinite contributions, which cannot be drawn: make them by {MADE_BY}")
    wholes = change["divergence"].dropna().round(DIGITS).nunique()
    if wholes > 1:
        raise DiscourseError(
            f"{wholes} comparisons, each with its own divergence, and a figure shows one: filter the frame"
        )
    rows = change[change["shift"].notna() & change["shift"].ne(0) & change["shift_share"].notna()]
    if rows.empty:
        raise NothingToDrawError("no row adds to a difference: the two texts have all these units equally often")
    rows = rows.assign(
        _size=rows["shift"].abs().round(DIGITS),
        _n=rows["n_old"] + rows["n_new"],
        _percent=100 * np.sign(rows["shift"]) * rows["shift_share"],
        _in_one_text=rows[["n_old", "n_new"]].eq(0).any(axis="columns"),
    )
    return rank_rows(rows, [unit], top, by=["_size", "_n"], then=["_size", "_n"])


class Contributions(NamedTuple):
    """The rows of a comparison that are drawn, with what each adds to the difference of the versions.

    Columns of `rows` beside those of `change`: _size, _n, _percent (negative where the old version has more) and
    _in_one_text.
    """

    change: pd.DataFrame
    rows: pd.DataFrame

    def draw_bars(self, ax: Axes, layout: RowLayout, looks: dict[int, ArticleStyle]) -> None:
        """Draw the bars, in the look of their side, and print each name at the outer end of its bar.

        The scale is made so that the longest of both fit into a half.
        """
        rows = self.rows
        percent, size = rows["_percent"].to_numpy(), matplotlib.rcParams["ytick.labelsize"]
        colors = [looks[1 if value > 0 else -1].color for value in percent]
        faces = ["white" if hollow else color for hollow, color in zip(rows["_in_one_text"], colors, strict=True)]
        ax.barh(layout.middles, percent, height=0.9 * size, color=faces, edgecolor=colors, lw=0.8)
        left, _, right, _ = axes_box(ax)
        half = (right - left) / 2
        room = np.array([half - text_extent(text, size).width - 2 * AIR for text in layout.heads])
        # A name too long for its half still leaves its bar a tenth of it.
        scale = (np.maximum(room, 0.1 * half) / np.abs(percent)).min()
        ax.set_xlim(-half / scale, half / scale)
        for value, y, text in zip(percent, layout.middles, layout.heads, strict=True):
            side = np.sign(value)
            place = {"ha": "left" if side > 0 else "right", "va": "center", "linespacing": 1.1, "size": size}
            ax.annotate(text, (value, y), (side * AIR, 0), textcoords="offset points", annotation_clip=False, **place)

    def note(self, width: float, absent: list[str]) -> str:
        """Return what stands below the scale: of what it is a share, and what is not drawn."""
        change, rows = self
        whole, least = rows.iloc[0], rows["_size"].min()
        bits, covered = f"{whole['divergence']:.3g}", whole["covered"]
        drawn = {"drawn": len(rows), "rows": len(change), "share": f"{100 * rows['shift_share'].sum():.0f}"}
        tied = int(change["shift"].abs().round(DIGITS).eq(least).sum() - rows["_size"].eq(least).sum())
        said = [
            localize("note.shift_drawn", **drawn),
            localize("note.shift_tied", tied=tied) if tied > 0 else "",
            localize("note.shift_part", covered=f"{100 * covered:.0f}") if covered < 1 - 1e-9 else "",
            *cut_note("note.shift_missing", int(change["shift"].isna().sum())),
            localize("note.shift_hollow") if rows["_in_one_text"].any() else "",
            *absent,
            localize("note.shift_no_test"),
        ]
        first, *rest = filter(None, said)
        line = int(0.84 * width / matplotlib.rcParams["axes.labelsize"] * 2)
        text = first[0].upper() + first[1:]
        for clause in rest:
            longer = f"{text}{localize('punctuation.semicolon')}{clause}"
            # A line ends where a clause does, where it can.
            fits = "\n" not in wrap(longer.split("\n")[-1], line)
            text = longer if fits else f"{text}{localize('punctuation.semicolon').rstrip()}\n{wrap(clause, line)}"
        return f"{wrap(localize('measure.shift', bits=bits), line)}\n{text}"
