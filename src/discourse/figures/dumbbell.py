"""The rates of each unit in two versions, side by side on one line."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from discourse.errors import DiscourseError, one_of
from discourse.figures.canvas import margin, margin_column, name_width, new_axes, paper_width, small
from discourse.figures.emphasis import VERDICTS
from discourse.figures.frames import at_least_one, name_missing, one_pair, one_row_each, require, unit_column
from discourse.figures.labels import Look, article_looks, printed, wrap
from discourse.figures.room import paper_height, row_step
from discourse.figures.theme import themed, word

MAKER = "dc.compare"
COLUMNS = ["n_old", "n_new", "rate_old", "rate_new", "old", "new"]
# The margin: a column of counts takes this many type sizes, and its head so many half-width characters.
COLUMN, HEAD = 5.5, 9
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
    name of their version. Where `change` has a `verdict` (`dc.add_paired_test`), it is printed beside them. The line
    shows a distance, no interval: how sure a difference is, `plot_emphasis` shows.

    `change` has one row per `section` (if it has one) and unit: `term`, else `word`, else the column named by `of`;
    and `n_old, n_new, rate_old, rate_new, old, new`, as `dc.compare` returns. A row that misses a rate, of a text
    without words, is not drawn, and the line below counts it. Raises DiscourseError for missing columns, doubled rows,
    a rate that is negative or infinite, a frame without any pair of rates, or one that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [1], "n_new": [2], "rate_old": [0.9], "rate_new": [1.7],
    ...     "old": ["a"], "new": ["b"]})
    >>> plot_dumbbell(change).get_yticklabels()[0].get_text()
    '光伏'
    """
    unit = unit_column(change, of, maker=MAKER)
    require(change, [unit, *COLUMNS], maker=MAKER)
    keys = [key for key in ("section", unit) if key in change]
    change = name_missing(change, unit)
    one_row_each(change, keys, maker=MAKER)
    old, new = one_pair(change)
    rated = with_rates(change)
    rows = farthest_apart(rated, keys, at_least_one(top))
    names, looks = printed([*rows[unit], old, new], labels), article_looks([old, new], labels)
    columns = 2 if "verdict" in rows else 1
    paper = paper_width(ax, columns=columns)
    step = row_step([*_heads(rows, keys, names, paper), *_verdicts(rows, paper)], least=1.6)
    rows = farthest_apart(rated, keys, min(len(rows), max(1, int((paper_height(ax) - FRAME) / step))))
    heads, verdicts = _heads(rows, keys, names, paper), _verdicts(rows, paper)
    ax = ax or new_axes(columns=columns, height=len(rows) * step + FRAME)
    _draw_frame(ax, rows, heads, _note(len(rows), len(rated), len(change), paper))
    for place, (doc, column) in enumerate(((old, "n_old"), (new, "n_new")), 1):
        counts = {"right": place * COLUMN * small(), "look": looks[doc], "head": wrap(names[doc], HEAD)}
        margin_column(ax, [f"{n:.0f}" if pd.notna(n) else "–" for n in rows[column]], **counts)
    if verdicts:
        _print_verdicts(ax, verdicts)
    _draw_marks(ax, rows, looks[old], looks[new])
    return ax


def with_rates(change: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have both rates; raise where none has."""
    check_rates(change, ["rate_old", "rate_new"])
    rated = change.dropna(subset=["rate_old", "rate_new"])
    if rated.empty:
        raise DiscourseError(f"no row has both rates: give {MAKER} the words of both texts, as in base=tokens")
    return rated


def check_rates(frame: pd.DataFrame, columns: list[str]) -> None:
    """Raise where one of `columns` holds what cannot be a rate; it may be missing."""
    for column in columns:
        wrong = frame.loc[(frame[column] < 0) | np.isinf(frame[column]), column]
        if len(wrong):
            raise DiscourseError(f"{column}={wrong.iloc[0]:g} is no rate, which is 0 or more: look at how it was made")


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


def _heads(rows: pd.DataFrame, keys: list[str], names: dict, paper: float) -> list[str]:
    """Return the names of the rows, each with its section where rows have one, on a line of its own if need be."""
    line = name_width(paper)
    heads = [names[name] for name in rows[keys[-1]]]
    if "section" not in keys:
        return [wrap(head, line) for head in heads]
    places = [word("section", section=each) if each else word("front") for each in rows["section"]]
    whole = [f"{head} · {place}" for head, place in zip(heads, places)]
    return [
        text if wrap(text, line) == text else f"{wrap(head, line)}\n{place}"
        for text, head, place in zip(whole, heads, places)
    ]


def _verdicts(rows: pd.DataFrame, paper: float) -> list[str]:
    """Return what the paired test says of each row; nothing where no row was tested."""
    if "verdict" not in rows:
        return []
    said = [one_of("verdict", each, VERDICTS) if pd.notna(each) else None for each in rows["verdict"]]
    return [wrap(word(VERDICTS[each] if each else "untested"), name_width(paper, share=0.15)) for each in said]


def _note(drawn: int, rated: int, given: int, paper: float) -> str:
    """Say what is not drawn, if anything."""
    cut = word("apart_cut", top=drawn, cut=rated - drawn) if rated > drawn else ""
    lost = word("no_rate", cut=given - rated) if given > rated else ""
    return "\n".join(wrap(note, name_width(paper, share=0.6, most=80)) for note in (cut, lost) if note)


def _draw_frame(ax: Axes, rows: pd.DataFrame, heads: list[str], note: str) -> None:
    most = rows[["rate_old", "rate_new"]].max(axis=None) or 1.0
    ax.set_yticks(range(len(heads)), heads)
    ax.set_ylim(len(heads) - 0.4, -0.6)
    ax.set_xlim(-0.03 * most, 1.05 * most)
    ax.xaxis.set_major_locator(MaxNLocator(nbins="auto", steps=[1, 2, 5, 10]))
    ax.set_xlabel(f"{word('rate')}\n{note}" if note else word("rate"))
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _print_verdicts(ax: Axes, verdicts: list[str]) -> None:
    """Print what the paired test says of each row, right of the counts."""
    right, style = (2 * COLUMN + 1) * small(), {"size": small(), "ha": "left", "linespacing": 1.1}
    for y, verdict in enumerate(verdicts):
        ax.text(1, y, verdict, transform=margin(ax, right=right), va="center", **style)
    ax.text(1, 1, word("verdict"), transform=margin(ax, right=right, up=1.5 * small(), data_y=False), **style)


def _draw_marks(ax: Axes, rows: pd.DataFrame, old: Look, new: Look) -> None:
    """Draw the lines and the marks, hollow where the count is 0, apart where they would cover each other."""
    ends = rows[["rate_old", "rate_new"]]
    grey, heights = matplotlib.rcParams["axes.edgecolor"], range(len(rows))
    ax.hlines(heights, ends.min(axis="columns"), ends.max(axis="columns"), color=grey, lw=1.4, zorder=1)
    size = matplotlib.rcParams["lines.markersize"] + matplotlib.rcParams["lines.markeredgewidth"]
    ax.figure.draw_without_rendering()
    points = ax.transData.get_matrix()[0, 0] * 72 / ax.figure.dpi
    near = (ends["rate_new"] - ends["rate_old"]).abs().to_numpy() * points < NEAR * size
    for look, side, up in ((old, "old", 0.42), (new, "new", -0.42)):
        for y, rate, n, close in zip(heights, rows[f"rate_{side}"], rows[f"n_{side}"], near, strict=True):
            place = ax.transData + ScaledTranslation(0, up * size * close / 72, ax.figure.dpi_scale_trans)
            style = {"marker": look.marker, "color": look.color, "mfc": look.color if n else "white"}
            ax.plot(rate, y, ls="none", transform=place, clip_on=False, zorder=3, **style)
