"""What each unit adds to the difference between two versions."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import at_least_one, compared
from discourse.figures.base.labels import ArticleStyle, article_styles, printed, wrap
from discourse.figures.base.page import axes_box, figure_height, figure_width, margin, new_axes
from discourse.figures.base.text_size import name_width, row_height, small_size, text_extent
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.add_word_shift"
COLUMNS = ["n_old", "n_new", "shift", "shift_share", "divergence", "covered"]
# Points between a bar and its name, and between the frame and the counts.
AIR = 3.0
# Points that heads, scale and notes take at the most.
FRAME = 110
# Contributions that differ less than this many decimals of a bit differ by rounding alone.
DIGITS = 12


@themed
def plot_word_shift(
    change: pd.DataFrame, *, top: int = 30, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw what each unit adds to the difference of two versions, the largest contributions on top.

    A bar goes left where `old` has more of the unit, right where `new` has more, and is as long as its share of the
    Jensen–Shannon divergence of the versions; hollow, where one version lacks the unit. Its counts stand in the
    margins, `n_old` left, `n_new` right. Above stand the sums of each side over all rows, below it the divergence in
    bits, what share of it the rows drawn make (the `top`, or as many as fit a page), how many that add as much as the
    last of them are not drawn, and, where the rows are not all words of the texts, of how much they are.

    Contributions describe what the two texts are made of. They test nothing: see `dc.add_paired_test`.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `n_old, n_new, shift,
    shift_share, divergence, covered, old, new`, as `dc.add_word_shift` returns. Raises DiscourseError for missing columns,
    doubled rows, contributions that are all 0 or infinite, and a frame of more than one comparison.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [0], "n_new": [2], "shift": [0.01], "shift_share": [1.0],
    ...     "divergence": [0.01], "covered": [0.5], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_word_shift(change).texts][-1]
    '光伏'
    """
    change, (unit,), old, new = compared(change, of, COLUMNS, maker=MADE_BY)
    check_one_whole(change)
    rows = largest(change, unit, at_least_one(top))
    names, looks = printed([*rows[unit], old, new], labels), article_styles([old, new], labels)
    paper = figure_width(ax, columns=1)
    texts = [wrap(names[each], name_width(paper, share=0.25)) for each in rows[unit]]
    heads = [_head(change, side, names[doc], paper) for side, doc in ((-1, old), (1, new))]
    ends = np.cumsum([row_height([text]) for text in texts])
    fits = max(1, int((ends <= figure_height(ax) - FRAME).sum()))
    rows, texts, ends = rows.head(fits), texts[:fits], ends[:fits]
    middles, note = ends - np.diff(ends, prepend=0) / 2, _note(change, rows, paper)
    lines = note.count("\n") + max(head.count("\n") for head in heads) + 2
    ax = ax or new_axes(columns=1, height=ends[-1] + 9 * lines + 24)
    _draw_bars(ax, rows, middles, looks[old], looks[new])
    _draw_frame(ax, ends[-1], note)
    for head, look, x, side in ((heads[0], looks[old], 0.48, "right"), (heads[1], looks[new], 0.52, "left")):
        place = {"ha": side, "va": "bottom", "linespacing": 1.15}
        ax.text(x, 1, head, color=look.color, transform=margin(ax, up=4, data_y=False), **place)
    _print_counts(ax, rows["n_old"], middles, looks[old], x=0, right=-AIR - 1)
    _print_counts(ax, rows["n_new"], middles, looks[new], x=1, right=AIR + 1)
    _name_bars(ax, _percent(rows).to_numpy(), middles, texts)
    return ax


def check_one_whole(change: pd.DataFrame) -> None:
    """Refuse infinite contributions, and those of several comparisons: they are shares of other wholes."""
    if np.isinf(change[["shift", "shift_share"]].to_numpy(dtype=float)).any():
        raise DiscourseError(f"the frame has infinite contributions, which cannot be drawn: make them by {MADE_BY}")
    wholes = change["divergence"].dropna().round(DIGITS).nunique()
    if wholes > 1:
        raise DiscourseError(
            f"{wholes} comparisons, each with its own divergence, and a figure shows one: filter the frame"
        )


def largest(change: pd.DataFrame, unit: str, top: int) -> pd.DataFrame:
    """Return the `top` rows that add most, the largest first; of equals the more frequent, then by name."""
    rows = change[change["shift"].notna() & change["shift"].ne(0) & change["shift_share"].notna()]
    if rows.empty:
        raise DiscourseError("no row adds to a difference: the two texts have all these units equally often")
    rows = rows.assign(_size=rows["shift"].abs().round(DIGITS), _n=rows["n_old"] + rows["n_new"])
    return rows.sort_values(["_size", "_n", unit], ascending=[False, False, True]).head(top)


def _percent(rows: pd.DataFrame) -> pd.Series:
    """Return the contributions in per cent of the divergence, negative where the old version has more."""
    return 100 * np.sign(rows["shift"]) * rows["shift_share"]


def _in_one_text(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows have a count of 0 on one side."""
    return rows[["n_old", "n_new"]].eq(0).any(axis="columns")


def _draw_bars(ax: Axes, rows: pd.DataFrame, middles: np.ndarray, old: ArticleStyle, new: ArticleStyle) -> None:
    percent = _percent(rows)
    colors = [new.color if value > 0 else old.color for value in percent]
    faces = ["white" if hollow else color for hollow, color in zip(_in_one_text(rows), colors, strict=True)]
    height = 0.9 * matplotlib.rcParams["ytick.labelsize"]
    ax.barh(middles, percent, height=height, color=faces, edgecolor=colors, lw=0.8)


def _draw_frame(ax: Axes, height: float, note: str) -> None:
    ax.axvline(0, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, zorder=3)
    ax.set_yticks([])
    ax.set_ylim(height, 0)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.set_xlabel(note, linespacing=1.3)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _name_bars(ax: Axes, percent: np.ndarray, middles: np.ndarray, texts: list[str]) -> None:
    """Print each name at the outer end of its bar, and make the scale so that the longest of both fit into a half."""
    size = matplotlib.rcParams["ytick.labelsize"]
    left, _, right, _ = axes_box(ax)
    half = (right - left) / 2
    room = np.array([half - text_extent(text, size).width - 2 * AIR for text in texts])
    # A name too long for its half still leaves its bar a tenth of it.
    scale = (np.maximum(room, 0.1 * half) / np.abs(percent)).min()
    ax.set_xlim(-half / scale, half / scale)
    for value, y, text in zip(percent, middles, texts, strict=True):
        side = np.sign(value)
        place = {"ha": "left" if side > 0 else "right", "va": "center", "linespacing": 1.1, "size": size}
        ax.annotate(text, (value, y), (side * AIR, 0), textcoords="offset points", annotation_clip=False, **place)


def _print_counts(
    ax: Axes, counts: pd.Series, middles: np.ndarray, look: ArticleStyle, *, x: float, right: float
) -> None:
    """Print the counts of one version beside the frame, under its mark."""
    style = {"ha": "left" if x else "right", "size": small_size()}
    for y, n in zip(middles, counts, strict=True):
        ax.text(x, y, f"{n:.0f}", transform=margin(ax, right=right), va="center", color=look.color, **style)
    ax.text(x, 0, "n", transform=margin(ax, right=right, up=-1.8 * small_size(), data_y=False), **style)
    above = margin(ax, right=right + (0.3 if x else -0.3) * small_size(), up=0.7 * small_size(), data_y=False)
    ax.add_artist(Line2D([x], [1], transform=above, ls="none", clip_on=False, marker=look.marker, color=look.color))


def _head(change: pd.DataFrame, side: int, name: str, paper: float) -> str:
    """Return the head of one side: which version has more there, and what all rows of that side add."""
    mine = change[np.sign(change["shift"]) == side]
    said = localize("legend.more_new" if side > 0 else "legend.more_old", doc=name)
    sums = localize(
        "axis.shift_side", bits=f"{mine['shift'].abs().sum():.2g}", share=f"{100 * mine['shift_share'].sum():.0f}"
    )
    width = int(0.42 * paper / matplotlib.rcParams["font.size"] * 2)
    return f"{wrap(said, width)}\n{wrap(sums, width)}"


def _note(change: pd.DataFrame, rows: pd.DataFrame, paper: float) -> str:
    """Return what stands below the scale: of what it is a share, and what is not drawn."""
    drawn = {"drawn": len(rows), "rows": len(change), "share": f"{100 * rows['shift_share'].sum():.0f}"}
    covered, missing = rows["covered"].iloc[0], int(change["shift"].isna().sum())
    least = rows["_size"].min()
    tied = int(change["shift"].abs().round(DIGITS).eq(least).sum() - rows["_size"].eq(least).sum())
    said = {
        "measure.shift": True,
        "note.shift_drawn": True,
        "note.shift_tied": tied > 0,
        "note.shift_part": covered < 1 - 1e-9,
        "note.shift_missing": missing > 0,
        "note.shift_hollow": _in_one_text(rows).any(),
        "note.shift_no_test": True,
    }
    values = {**drawn, "bits": f"{rows['divergence'].iloc[0]:.3g}", "tied": tied, "cut": missing}
    first, *rest = [localize(key, covered=f"{100 * covered:.0f}", **values) for key, needed in said.items() if needed]
    width = int(0.84 * paper / matplotlib.rcParams["axes.labelsize"] * 2)
    text = rest[0][0].upper() + rest[0][1:]
    for clause in rest[1:]:
        joined = f"{text}{localize('punctuation.semicolon')}{clause}"
        # A line ends where a clause does, where it can.
        fits = "\n" not in wrap(joined.split("\n")[-1], width)
        text = joined if fits else f"{text}{localize('punctuation.semicolon').rstrip()}\n{wrap(clause, width)}"
    return f"{wrap(first, width)}\n{text}"
