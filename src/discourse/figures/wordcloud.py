"""Clouds of words whose sizes can be compared, within a cloud and across clouds."""

import math
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation
from wordcloud.wordcloud import IntegralOccupancyMap

from discourse.errors import DiscourseError, one_of
from discourse.figures.canvas import ink, new_axes, small
from discourse.figures.frames import at_least_one, name_missing, one_row_each, require, unit_column, with_doc
from discourse.figures.labels import article_looks, article_order, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.count"
# The largest type is this many times the ordinary one: a word of four characters is then nearly a column wide.
LARGEST = 6
GAP = 2  # points between words


class Placed(NamedTuple):
    """A word of a cloud: its type size, and the middle of its baseline, in points from the centre of the cloud."""

    text: str
    size: float
    x: float
    y: float


@themed
def plot_wordcloud(
    counts: pd.DataFrame,
    *,
    doc: str | None = None,
    scale: float | None = None,
    top: int = 80,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the `top` units of one article as words, their type size strictly proportional to their rate.

    `scale` is the rate per 1,000 words that is set in the largest type: clouds drawn with the same `scale` can be
    compared. Without it, it is the least at which the clouds of all articles in `counts` fit Axes of this size: to
    draw comparable clouds side by side, give the whole frame each time and name the article by `doc`. No word is
    shrunk to fit. Units that would fall below the smallest legible type are left out; the line below the cloud says
    so, and gives the rates of the largest and the smallest word.

    `counts` has one row per `doc` (if it has one) and unit: `term`, else `word`, else the column named by `of`; and
    `rate`, as `dc.count` returns. Raises DiscourseError for missing columns, doubled rows, several articles of
    which `doc` names none, and a `scale` at which the words do not fit.

    >>> counts = pd.DataFrame({"term": ["算力", "光伏"], "n": [4, 2], "rate": [3.0, 1.5]})
    >>> [(text.get_text(), text.get_size()) for text in plot_wordcloud(counts, scale=6).texts]
    [('算力', 22.5), ('光伏', 11.25)]
    """
    unit = unit_column(counts, of, maker=MAKER)
    require(counts, [unit, "rate"], maker=MAKER)
    counts = require(name_missing(with_doc(counts[counts["rate"] > 0]), unit), [], maker=MAKER)
    one_row_each(counts, ["doc", unit], maker=MAKER)
    docs = article_order(counts["doc"], labels)
    doc = _chosen(doc, docs)
    rates = {each: _largest(counts[counts["doc"] == each], unit, at_least_one(top)) for each in docs}
    names = printed([*(name for each in docs for name in rates[each].index), doc], labels)
    clouds = {each: rates[each].rename(index=lambda name: wrap(names[name])) for each in docs}
    ax = ax or new_axes(columns=1, height=0.75 * matplotlib.rcParams["figure.figsize"][0] * 72)
    room = _room(ax)
    scale = fitting_scale(list(clouds.values()), room) if scale is None else _checked(scale, clouds[doc], room)
    color = article_looks([doc], labels)[doc].color
    words = lay_out(clouds[doc], scale, room)
    for each in words:
        spot = ax.transAxes + ScaledTranslation(each.x / 72, each.y / 72, ax.figure.dpi_scale_trans)
        ax.text(0.5, 0.5, each.text, size=each.size, color=color, transform=spot, ha="center", va="baseline")
    ax.set(xticks=[], yticks=[])
    ax.set_xlabel(_note(clouds[doc], len(words), (counts["doc"] == doc).sum()), fontsize=small())
    ax.spines[:].set_visible(False)
    if doc:
        ax.set_title(names[doc])
    return ax


def fitting_scale(clouds: list[pd.Series], room: tuple[float, float]) -> float:
    """Return the least scale, from the largest rate up in steps of 5 %, at which each of `clouds` fits `room`.

    A cloud is a Series of rates by word, the largest first; `room` is a width and a height in points.
    """
    scale = max(cloud.max() for cloud in clouds)
    while any(lay_out(cloud, scale, room) is None for cloud in clouds):
        scale *= 1.05
    if not any(len(legible(cloud, scale)) for cloud in clouds):
        raise DiscourseError("the words do not fit these Axes at a legible size: use larger Axes or a smaller top=")
    return scale


def lay_out(cloud: pd.Series, scale: float, room: tuple[float, float]) -> list[Placed] | None:
    """Return where each legible word of `cloud` goes so that none touches another, or None if they do not fit `room`.

    The largest word comes first, and each goes to the free place nearest to the centre, on the map of taken places of
    the package wordcloud. Its own layout is of no use here: it shrinks words that do not fit, rounds sizes from word
    to word, and puts the ink lower than the place that it found free.
    """
    width, height = (int(side) for side in room)
    taken, dots = IntegralOccupancyMap(height, width, None), np.zeros((height, width), dtype=np.uint32)
    words = []
    for text, size in (legible(cloud, scale) * type_size() / scale).items():
        box = ink(text, size)
        wide, high = math.ceil(box.width) + GAP, math.ceil(box.height) + GAP
        place = most_central(taken.integral, high, wide)
        if place is None:
            return None
        row, column = place
        dots[row : row + high, column : column + wide] = 1
        taken.update(dots, row, column)
        words.append(Placed(text, size, column + (wide - width) / 2, height / 2 - row - GAP / 2 - box.y1))
    return words


def most_central(integral: np.ndarray, high: int, wide: int) -> tuple[int, int] | None:
    """Return the free place of `high` × `wide` points nearest to the centre, or None.

    `integral` holds, for each point, how many points above and left of it are taken.
    """
    sums = np.pad(integral, ((1, 0), (1, 0))).astype(np.int64)
    rows, columns = sums.shape[0] - high, sums.shape[1] - wide
    if rows < 1 or columns < 1:
        return None
    free = sums[high:, wide:] - sums[:rows, wide:] - sums[high:, :columns] + sums[:rows, :columns] == 0
    down, right = np.ogrid[:rows, :columns]
    # Distances are shares of the sides, so that the cloud takes the shape of its place.
    distance = ((2 * down + high) / (sums.shape[0] - 1) - 1) ** 2 + ((2 * right + wide) / (sums.shape[1] - 1) - 1) ** 2
    if not free.any():
        return None
    return divmod(int(np.where(free, distance, np.inf).argmin()), columns)


def legible(cloud: pd.Series, scale: float) -> pd.Series:
    """Return the words of `cloud` that reach the smallest size of type."""
    return cloud[cloud * type_size() / scale >= small()]


def type_size() -> float:
    """Return the largest size of type, that of the rate `scale`, in points."""
    return LARGEST * matplotlib.rcParams["font.size"]


def _room(ax: Axes) -> tuple[float, float]:
    """Return the width and height of the Axes in points, less the lines above and below.

    The place in the grid counts, not the present position: that moves while a figure fills, and panels would differ.
    """
    grid = ax.get_subplotspec()
    place = grid.get_position(ax.figure) if grid else ax.get_position(original=True)
    width, height = ax.figure.get_size_inches() * 72
    return place.width * width, place.height * height - 4 * matplotlib.rcParams["font.size"]


def _chosen(doc: str | None, docs: list[str]) -> str:
    if doc is not None:
        return one_of("doc", doc, docs)
    if len(docs) > 1:
        several = ", ".join(docs)
        raise DiscourseError(f"a cloud shows one article and the frame has {several}: name it, as in doc={docs[0]!r}")
    return docs[0]


def _checked(scale: float, cloud: pd.Series, room: tuple[float, float]) -> float:
    """Return `scale` if the words of `cloud` fit at it, else raise with one at which they do."""
    if scale >= cloud.max() and lay_out(cloud, scale, room) is not None:
        return scale
    fits = fitting_scale([cloud], room)
    raise DiscourseError(
        f"scale={scale:g} is too small: at {type_size():g} points for that rate the words do not fit. Use at least "
        f"scale={math.ceil(fits * 10) / 10:g} in all clouds to be compared, or give the frame of all articles and doc="
    )


def _largest(counts: pd.DataFrame, unit: str, top: int) -> pd.Series:
    rows = counts.sort_values(["rate", unit], ascending=[False, True]).head(top)
    return rows.set_index(unit)["rate"]


def _note(cloud: pd.Series, drawn: int, units: int) -> str:
    note = word("cloud", most=f"{cloud.iloc[0]:.1f}", least=f"{cloud.iloc[drawn - 1]:.1f}")
    return word("cloud_cut", note=note, cut=units - drawn) if units > drawn else note
