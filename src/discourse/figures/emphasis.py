"""What each of two versions stresses more."""

import math
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import one_of
from discourse.figures.canvas import margin, margin_column, new_axes, row_height, small
from discourse.figures.frames import at_least_one, name_missing, one_pair, one_row_each, require, unit_column
from discourse.figures.labels import Look, article_looks, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.compare"
# A figure of two columns has room for names on one line.
LINE = 44
# Below it a log ratio rounds to 0.0: the lengths of the texts differ, the counts hardly.
EVEN = 0.05
VERDICTS = {"shown": "shown", "not shown": "not_shown", "too rare to say": "too_rare"}
COLUMNS = ["n_old", "n_new", "log_ratio", "log_ratio_low", "log_ratio_high", "old", "new"]


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
    the counts support best. They are sorted by the log ratio. Positive is more in `new`. A grey diamond: the rates are
    even, their log ratio rounds to 0.0. A hollow mark: one version lacks the unit. An arrow: the interval goes on
    beyond the figure, where a count is 0 without end. Where `change` has a `verdict` (`dc.add_paired_test`), it is printed
    beside the counts: no mark of the interval says whether a difference between two versions of one text is shown.

    `change` has one row per `section` (if it has one) and unit: `term`, else `word`, else the column named by `of`;
    and `n_old, n_new, log_ratio, log_ratio_low, log_ratio_high, old, new`, as `dc.compare` returns. Raises
    DiscourseError for missing columns, doubled rows, or a frame that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [1], "n_new": [2], "log_ratio": [1.0], "log_ratio_low": [-2.5],
    ...     "log_ratio_high": [4.5], "old": ["a"], "new": ["b"]})
    >>> plot_emphasis(change).get_yticklabels()[0].get_text()
    '光伏'
    """
    unit = unit_column(change, of, maker=MAKER)
    require(change, [unit, *COLUMNS], maker=MAKER)
    keys = [key for key in ("section", unit) if key in change]
    change = name_missing(change, unit)
    one_row_each(change, keys, maker=MAKER)
    rows = require(best_supported(change, keys, at_least_one(top)), [], maker=MAKER)
    old, new = one_pair(change)
    names, looks = printed([*rows[unit], old, new], labels), article_looks([old, new], labels)
    heads = [_head(row, keys, names[row[unit]]) for row in rows.to_dict("records")]
    ax = ax or new_axes(columns=2, height=len(rows) * row_height(heads) + 62)
    reach = reach_of(rows)
    for y, row in enumerate(rows.to_dict("records")):
        _draw_row(ax, y, row, _look(row["log_ratio"], looks[old], looks[new]), reach)
    _draw_frame(ax, heads, reach)
    for version, column, right in ((old, "n_old", 6), (new, "n_new", 12)):
        place = {"right": right * small(), "look": looks[version], "head": wrap(names[version], 10)}
        margin_column(ax, [f"{n:.0f}" for n in rows[column]], **place)
    if "verdict" in rows:
        _print_verdicts(ax, rows["verdict"])
    above = margin(ax, up=5, data_y=False)
    ax.text(0.48, 1, word("more_old", doc=names[old]), ha="right", color=looks[old].color, transform=above)
    ax.text(0.52, 1, word("more_new", doc=names[new]), ha="left", color=looks[new].color, transform=above)
    return ax


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


def _look(ratio: float, old: Look, new: Look) -> Look:
    """Return the look of the version that has more; a grey diamond where the rates are as good as even."""
    if abs(ratio) < EVEN:
        return Look(matplotlib.rcParams["xtick.labelcolor"], "D")
    return new if ratio > 0 else old


def _draw_row(ax: Axes, y: int, row: dict, look: Look, reach: Reach) -> None:
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


def _print_verdicts(ax: Axes, verdicts: pd.Series) -> None:
    """Print what the paired test says of each row, right of the counts."""
    place = {"size": small(), "ha": "left"}
    for y, verdict in enumerate(verdicts):
        said = word(VERDICTS[one_of("verdict", verdict, VERDICTS)])
        ax.text(1, y, said, transform=margin(ax, right=13 * small()), va="center", **place)
    head = margin(ax, right=13 * small(), up=1.5 * small(), data_y=False)
    ax.text(1, 1, word("verdict"), transform=head, **place)


def _draw_frame(ax: Axes, heads: list[str], reach: Reach) -> None:
    ax.axvline(0, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, zorder=1)
    step = math.ceil(reach.finite / 5)
    ticks = [tick * step for tick in range(-int(reach.finite / step), int(reach.finite / step) + 1)]
    texts = [f"{tick:+d}".replace("-", "\u2212") if tick else "0" for tick in ticks]
    if reach.edge > reach.finite:
        ticks, texts = [-reach.infinite, *ticks, reach.infinite], ["\u2212∞", *texts, "+∞"]
    ax.set_xticks(ticks, texts)
    ax.set_yticks(range(len(heads)), heads)
    ax.set_xlim(-reach.edge, reach.edge)
    ax.set_ylim(len(heads) - 0.4, -0.6)
    ax.set_xlabel(word("emphasis"))
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _head(row: dict, keys: list[str], name: str) -> str:
    """Return the name of a row, with its section where rows have one."""
    if "section" not in keys:
        return wrap(name, LINE)
    section = word("front") if row["section"] == 0 else word("section", section=row["section"])
    return wrap(f"{name} · {section}", LINE)
