"""Named rows down a figure: which of them the page holds, how high it is, and what stands around and beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.labels import wrap
from discourse.figures.base.page import figure_height, margin
from discourse.figures.base.text_size import name_width, row_height, small_size
from discourse.figures.base.theme import localize


@dataclass(frozen=True)
class RowLayout:
    """The rows that a figure draws, from the top down.

    `kept` are their places among the rows given, and `cut` is how many of these are not drawn. `heads` are the names
    printed left of the rows; `heights` and `frame` are points: of each row, and of all that stands above and below the
    rows. The vertical axis of `even` rows counts rows from 0; that of others counts points.
    """

    kept: list[int]
    cut: int
    heads: list[str]
    heights: np.ndarray
    frame: float
    even: bool

    @property
    def figure_height(self) -> float:
        """The height in points of a figure that holds the rows and what stands around them."""
        return self.heights.sum() + self.frame

    @property
    def ends(self) -> np.ndarray:
        """Where each row ends on the vertical axis."""
        return np.arange(len(self.kept)) + 0.5 if self.even else np.cumsum(self.heights)

    @property
    def middles(self) -> np.ndarray:
        """The middle of each row on the vertical axis."""
        return np.arange(len(self.kept)) if self.even else self.ends - self.heights / 2

    def keep(self, texts: Sequence) -> list:
        """Return those of `texts` that belong to the rows drawn; there are as many as rows were given, or none."""
        return [texts[row] for row in self.kept] if texts else []

    def draw_frame(self, ax: Axes) -> None:
        """Name the rows, and set the limits of the vertical axis."""
        ax.set_yticks(self.middles, self.heads)
        ax.set_ylim(*((len(self.kept) - 0.4, -0.6) if self.even else (self.ends[-1], 0)))
        ax.spines["left"].set_visible(False)


def fit_rows(
    heads: Sequence[str],
    ax: Axes | None,
    *,
    frame: float,
    least: float = 1.5,
    beside: Sequence[str] = (),
    heights: Sequence[float] | None = None,
    ranks: Sequence[int] | None = None,
    least_rows: int = 1,
) -> RowLayout:
    """Return the layout of as many rows as the page, or a given `ax`, holds beside `frame` points; the first at least.

    `heads` are the names of the rows, in their lines, from the top down. All rows are as high as the lines of names
    and of the texts `beside` them need, and `least` times the type size at the least, or have their own `heights` in
    points. Where not all fit, those with the lowest `ranks` (0, 1, …; by default the upper ones) are kept, in the order
    given, and `least_rows` of them in any case.

    >>> fit_rows(["算力", "光伏"], None, frame=620, heights=[10, 10], ranks=[1, 0]).heads
    ['算力', '光伏']
    >>> fit_rows(["算力", "光伏"], None, frame=621, heights=[10, 10], ranks=[1, 0]).heads
    ['光伏']
    """
    order = np.arange(len(heads)) if ranks is None else np.asarray(ranks)
    even = [row_height([*heads, *beside], least=least)] * len(heads) if heights is None else heights
    sizes = np.asarray(even, dtype=float)
    fitting = int((np.cumsum(sizes[np.argsort(order)]) <= figure_height(ax) - frame).sum())
    kept = np.flatnonzero(order < max(least_rows, fitting)).tolist()
    return RowLayout(kept, len(heads) - len(kept), [heads[row] for row in kept], sizes[kept], frame, heights is None)


def print_beside(ax: Axes, texts: Sequence[str], *, right: float, head: str, **style) -> None:
    """Print a text in `style` beside each of even rows, `right` points from the Axes, and their `head` above them."""
    style = {"size": small_size(), "ha": "left", **style}
    for y, text in enumerate(texts):
        ax.text(1, y, text, transform=margin(ax, right=right), va="center", **style)
    if texts and head:
        ax.text(1, 1, head, transform=margin(ax, right=right, up=1.5 * small_size(), data_y=False), **style)


def row_names(units: Iterable[object], names: Mapping[object, str], width: float, *, share: float = 0.32) -> list[str]:
    """Return the printed names of `units`, in lines that take up to `share` of a figure `width` points wide."""
    return [wrap(names[each], name_width(width, share=share)) for each in units]


def cut_note(key: str, cut: int, **values: object) -> list[str]:
    """Return what is to be said of `cut` things that are not drawn, in the words of `key`; nothing where all are."""
    return [localize(key, cut=cut, **values)] if cut else []


def rank_rows(
    rows: pd.DataFrame, keys: Sequence[str], top: int, *, by: Sequence[str], then: Sequence[str]
) -> pd.DataFrame:
    """Return the `top` rows with the largest values in the columns `by`, sorted by those `then`, the largest first.

    Of equals, the first by their `keys` come first. The column `rank` counts the rows from 0 in the first order.

    >>> rank_rows(pd.DataFrame({"term": ["a", "b", "c"], "n": [1, 5, 3], "rate": [2.0, 0.0, 1.0]}), ["term"], 2,
    ...     by=["n"], then=["rate"])
      term  n  rate  rank
    2    c  3   1.0     1
    1    b  5   0.0     0
    """
    ascending = [False] * len(by) + [True] * len(keys)
    chosen = rows.sort_values([*by, *keys], ascending=ascending).head(top)
    ascending = [False] * len(then) + [True] * len(keys)
    return chosen.assign(rank=range(len(chosen))).sort_values([*then, *keys], ascending=ascending)
