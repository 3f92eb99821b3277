"""The rates of each unit in two versions, side by side on one line."""

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from discourse.figures.base.arguments import (
    SIGNS,
    at_least_one,
    compared,
    key_of_signs,
    rate_name,
    verdicts_of,
    with_rates,
)
from discourse.figures.base.labels import ArticleStyle, article_styles, printed, row_heads, wrap
from discourse.figures.base.page import (
    axes_box,
    counts_in_margin,
    figure_height,
    figure_width,
    margin,
    new_axes,
)
from discourse.figures.base.text_size import name_width, row_height, small_size
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.compare"
COLUMNS = ["n_old", "n_new", "rate_old", "rate_new"]
# The margin: a column of counts takes this many type sizes, and its head so many half-width characters.
COLUMN, HEAD = 5.5, 9
# From so many points on, verdicts are printed in words.
WIDE = 300
# What stands above and below the rows, in points.
FRAME = 60
# Marks nearer than this share of their size would hide each other.
NEAR = 0.6


@themed
def plot_dumbbell(
    change: pd.DataFrame, *, top: int = 20, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw the rate of each unit in the old and in the new version as two marks, joined by a line.

    The `top` rows whose two rates lie farthest apart are drawn, as many as a page, or a given `ax`, holds; a line below
    says how many are left out. Differences are taken in whole mentions (a mention is worth 1,000 / words), so that
    texts of slightly different length do not decide between 0 : 1 and 1 : 0; of equals, units with more mentions come
    first. The rows are sorted by `rate_new` − `rate_old`: what the new version has more of stands above, what it has
    less of below.

    A mark is filled, or hollow where the version lacks the unit (its count is 0). Two marks that would hide each other
    stand one above the other, the old version's above. Both counts stand in the right margin, under the mark and the
    name of their version. Where `change` has a `verdict` (`dc.add_paired_test`), it is printed beside them, in one page
    column as a sign that is explained below: * shown, – not shown, ? too rare to say, · not tested. The line shows a
    distance, no interval: how sure a difference is, `plot_emphasis` shows.

    `change` has one row per `section` (if it has one) and unit: `term`, else `word`, else the column named by `of`;
    and `n_old, n_new, rate_old, rate_new, old, new`, as `dc.compare` returns. A row that misses a rate, of a text
    without words, is not drawn, and the line below counts it. Raises DiscourseError for missing columns, doubled rows,
    a rate that is negative or infinite, a frame without any pair of rates, or one that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [1], "n_new": [2], "rate_old": [0.9], "rate_new": [1.7],
    ...     "old": ["a"], "new": ["b"]})
    >>> plot_dumbbell(change).get_yticklabels()[0].get_text()
    '光伏'
    """
    change, keys, old, new = compared(change, of, COLUMNS, maker=MADE_BY, by_section=True)
    rated = with_rates(change, maker=MADE_BY)
    rows = farthest_apart(rated, keys, at_least_one(top))
    names, looks = printed([*rows[keys[-1]], old, new], labels), article_styles([old, new], labels)
    columns = 2 if "verdict" in rows else 1
    paper = figure_width(ax, columns=columns)
    heads, verdicts = row_heads(rows, keys, names, name_width(paper)), _verdicts(rows, paper)
    step = row_height([*heads, *verdicts], least=1.6)
    rows = farthest_apart(rated, keys, min(len(rows), max(1, int((figure_height(ax) - FRAME) / step))))
    heads, verdicts = row_heads(rows, keys, names, name_width(paper)), _verdicts(rows, paper)
    ax = ax or new_axes(columns=columns, height=len(rows) * step + FRAME)
    signs = [key_of_signs(verdicts_of(rows))] if verdicts and paper < WIDE else []
    _draw_frame(ax, rows, heads, [rate_name(change), *signs, *_notes(len(rows), len(rated), len(change), paper)])
    for place, (doc, column) in enumerate(((old, "n_old"), (new, "n_new")), 1):
        counts_in_margin(
            ax, rows[column], right=place * COLUMN * small_size(), look=looks[doc], head=wrap(names[doc], HEAD)
        )
    if verdicts:
        _print_verdicts(ax, verdicts, head=localize("verdict.difference") if paper >= WIDE else "")
    _draw_marks(ax, rows, looks[old], looks[new])
    return ax


def farthest_apart(change: pd.DataFrame, keys: list[str], top: int) -> pd.DataFrame:
    """Return the `top` rows whose rates lie farthest apart in whole mentions, from most gained to most lost."""
    step, worth = change["rate_new"] - change["rate_old"], mention_worth(change, keys[:-1])
    size = (step.abs() / worth).round() * worth
    rows = change.assign(_step=step.round(9), _size=size.round(9), _n=change["n_old"] + change["n_new"])
    rows = rows.sort_values(["_size", "_n", *keys], ascending=[False] * 2 + [True] * len(keys)).head(top)
    return rows.sort_values(["_step", "rate_new", *keys], ascending=[False] * 2 + [True] * len(keys))


def mention_worth(change: pd.DataFrame, texts: list[str]) -> pd.Series:
    """Return what one mention adds to a rate in the shorter version of a row's text; `texts` are the keys of texts."""
    each = [change[f"rate_{side}"] / change[f"n_{side}"].where(change[f"n_{side}"] > 0) for side in ("old", "new")]
    worth = pd.concat(each, axis="columns").max(axis="columns")
    shared = [change[key] for key in texts] or [pd.Series(0, change.index)]
    return worth.groupby(shared, dropna=False).transform("max").fillna(1)


def _verdicts(rows: pd.DataFrame, paper: float) -> list[str]:
    """Return what the paired test says of each row, in words or by its sign; nothing where no row was tested."""
    return [
        wrap(localize(f"verdict.{said}"), name_width(paper, share=0.15)) if paper >= WIDE else SIGNS[said]
        for said in verdicts_of(rows)
    ]


def _notes(drawn: int, rated: int, given: int, paper: float) -> list[str]:
    """Return what has to be said of what is not drawn."""
    cut = localize("note.apart_cut", top=drawn, cut=rated - drawn) if rated > drawn else ""
    lost = localize("note.no_rate", cut=given - rated) if given > rated else ""
    return [wrap(note, name_width(paper, share=0.6, most=80)) for note in (cut, lost) if note]


def _draw_frame(ax: Axes, rows: pd.DataFrame, heads: list[str], below: list[str]) -> None:
    most = rows[["rate_old", "rate_new"]].max(axis=None) or 1.0
    ax.set_yticks(range(len(heads)), heads)
    ax.set_ylim(len(heads) - 0.4, -0.6)
    ax.set_xlim(-0.03 * most, 1.05 * most)
    ax.xaxis.set_major_locator(MaxNLocator(nbins="auto", steps=[1, 2, 5, 10]))
    ax.set_xlabel("\n".join(below))
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _print_verdicts(ax: Axes, verdicts: list[str], *, head: str) -> None:
    """Print what the paired test says of each row, right of the counts."""
    right, style = (2 * COLUMN + 1) * small_size(), {"size": small_size(), "ha": "left", "linespacing": 1.1}
    for y, verdict in enumerate(verdicts):
        ax.text(1, y, verdict, transform=margin(ax, right=right), va="center", **style)
    ax.text(1, 1, head, transform=margin(ax, right=right, up=1.5 * small_size(), data_y=False), **style)


def _draw_marks(ax: Axes, rows: pd.DataFrame, old: ArticleStyle, new: ArticleStyle) -> None:
    """Draw the lines and the marks, hollow where the count is 0, apart where they would cover each other."""
    ends = rows[["rate_old", "rate_new"]]
    grey, heights = matplotlib.rcParams["axes.edgecolor"], range(len(rows))
    ax.hlines(heights, ends.min(axis="columns"), ends.max(axis="columns"), color=grey, lw=1.4, zorder=1)
    size = matplotlib.rcParams["lines.markersize"] + matplotlib.rcParams["lines.markeredgewidth"]
    axes_box(ax)
    points = ax.transData.get_matrix()[0, 0] * 72 / ax.figure.dpi
    near = (ends["rate_new"] - ends["rate_old"]).abs().to_numpy() * points < NEAR * size
    for look, side, up in ((old, "old", 0.42), (new, "new", -0.42)):
        for y, rate, n, close in zip(heights, rows[f"rate_{side}"], rows[f"n_{side}"], near, strict=True):
            place = ax.transData + ScaledTranslation(0, up * size * close / 72, ax.figure.dpi_scale_trans)
            style = {"marker": look.marker, "color": look.color, "mfc": look.color if n else "white"}
            ax.plot(rate, y, ls="none", transform=place, clip_on=False, zorder=3, **style)
