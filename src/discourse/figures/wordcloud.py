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
from discourse.figures.base.arguments import counted_rows, rate_unit_name, require_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import article_order, article_styles, printed_names, wrap
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import axes_size, figure_width, new_axes
from discourse.figures.base.rows import cut_note
from discourse.figures.base.text_size import name_width, small_size, text_extent, wrap_to_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.count"
# The largest type is this many times the ordinary one: a word of four characters is then nearly a column wide.
LARGEST = 6
# What lies between words, in points and in type sizes: more beside them than above, for words of one unit have a space
# between them too.
GAP, BESIDE, ABOVE = 2, 0.4, 0.1
# From one scale to the next that is tried, and how many there are: at the last, no type is legible.
STEP, STEPS = 1.1, 200


class PlacedWord(NamedTuple):
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
    """Draw the `top` units of one article as words, the area of their type strictly proportional to their rate.

    `scale` is the rate per 1,000 words (or characters, where the column `unit` says so) that is set in the largest
    type: clouds drawn with the same `scale` can be compared. Without it, it is the one at which, of the clouds of all
    articles in `counts`, the emptiest has most of its words on Axes of this size: to draw comparable clouds side by
    side, give the whole frame each time and name the article by `doc`; its colour is then its own among them, grey
    where they are more than eight. No word is shrunk to fit. Units that would fall below the smallest legible type are
    left out, and so are the first that find no room and all that are rarer; the line below the cloud says how many, and
    gives the rates of the largest and the smallest word. Units of rate 0 have no size and are no word of the cloud;
    those without a rate are counted in that line.

    `counts` has one row per `doc` (if it has one) and unit: `term`, else `word`, else the column named by `of`; and
    `rate`, as `dc.count` returns. Raises DiscourseError for missing columns, doubled rows, several articles of
    which `doc` names none, a rate that is negative or infinite, and a `scale` below the largest rate.

    >>> counts = pd.DataFrame({"term": ["算力", "光伏"], "n": [4, 2], "rate": [3.0, 0.75]})
    >>> [(text.get_text(), text.get_size()) for text in plot_wordcloud(counts, scale=12).texts]
    [('算力', 22.5), ('光伏', 11.25)]
    """
    counts, unit = counted_rows(counts, of, [], maker=MADE_BY, rates=["rate"])
    counts = require_rows(counts[~(counts["rate"] <= 0)], [], maker=MADE_BY)
    docs = article_order(counts["doc"], labels)
    if doc is None and len(docs) > 1:
        several = f"a cloud shows one article and the frame has {', '.join(docs)}"
        raise DiscourseError(f"{several}: name it, as in doc={docs[0]!r}")
    doc = docs[0] if doc is None else one_of("doc", str(doc), docs)
    rated = counts.dropna(subset="rate").sort_values(["rate", unit], ascending=[False, True])
    largest = rated.groupby("doc").head(check_top(top))
    rates = {each: largest[largest["doc"] == each].set_index(unit)["rate"] for each in docs}
    names = printed_names([*(name for cloud in rates.values() for name in cloud.index), *docs], labels)
    width, size = figure_width(ax, columns=1), matplotlib.rcParams["axes.titlesize"]
    line = name_width(width, share=0.5, most=22)
    clouds = {each: measure_words(rates[each].rename(index=lambda name: wrap(names[name], line))) for each in docs}
    ax = ax or new_axes(columns=1, height=0.75 * figure_width(None, columns=1))
    heads = {each: wrap_to_width(names[each], 0.96 * width, size) for each in docs}
    area = cloud_area(ax, lines=4 + max(head.count("\n") for head in heads.values()))
    if scale is None:
        scale = fullest_scale(list(clouds.values()), area)
    words = lay_out_words(clouds[doc], scale, area)
    if scale < clouds[doc]["rate"].max():
        least = math.ceil(clouds[doc]["rate"].max() * 10) / 10
        raise DiscourseError(
            f"scale={scale:g} is too small: it is the rate of the largest type. Use at least scale={least:g} in all "
            "clouds to be compared, or give the frame of all articles and doc="
        )
    draw_words(ax, words, color=article_styles(docs, labels)[doc].ink)
    drawn, mine = rates[doc].iloc[: len(words)], counts[counts["doc"] == doc]
    sizes = {"most": f"{drawn.max():.1f}", "least": f"{drawn.min():.1f}"}
    note = localize("note.cloud_sizes", **sizes) if words else localize("legend.none")
    missing = int(mine["rate"].isna().sum())
    cut = len(mine) - missing - len(words)
    notes = [localize("note.cloud_cut", note=note, cut=cut) if cut else note]
    # That rates are per word goes without saying.
    if "rate_unit" in mine and (mine["rate_unit"] == "character").any():
        notes.append(localize("note.per_mille", unit=rate_unit_name(mine)))
    print_notes(ax, notes + cut_note("note.no_rate", missing))
    if doc:
        ax.set_title(heads[doc])
    return record_plot(ax, measures=["rate"], left_out=cut + missing)


def measure_words(rates: pd.Series) -> pd.DataFrame:
    """Return the words of a cloud, the largest first: `text, rate`, and the box of their ink at one point of type.

    The box is given by `width, height, top`, the last above the baseline.
    """
    boxes = [text_extent(text, 1) for text in rates.index]
    width, height, top = ([getattr(box, side) for box in boxes] for side in ("width", "height", "y1"))
    return pd.DataFrame({"text": rates.index, "rate": rates.to_numpy(), "width": width, "height": height, "top": top})


def fullest_scale(clouds: list[pd.DataFrame], area: tuple[float, float]) -> float:
    """Return the scale, from the largest rate up in steps of 10 %, at which the emptiest cloud has most of its words.

    Of several such it is the one with the most words. A cloud is a frame as `measure_words` returns; `area` is a width
    and a height in points.
    """
    chosen, best = 0.0, (0.0, 0)
    for scale in max(cloud["rate"].max() for cloud in clouds) * STEP ** np.arange(STEPS):
        # No larger scale has more legible words than this one.
        legible = [len(legible_words(cloud, scale)) for cloud in clouds]
        if (min(n / len(cloud) for n, cloud in zip(legible, clouds, strict=True)), sum(legible)) <= best:
            break
        drawn: list[int] = []
        for cloud in clouds:
            drawn.append(len(lay_out_words(cloud, scale, area)))
            if drawn[-1] / len(cloud) < best[0]:
                break
        else:
            least = min(n / len(cloud) for n, cloud in zip(drawn, clouds, strict=True))
            if (least, sum(drawn)) > best:
                chosen, best = scale, (least, sum(drawn))
    if not chosen:
        raise DiscourseError("the words do not fit these Axes at a legible size: use larger Axes or a smaller top=")
    return chosen


def lay_out_words(cloud: pd.DataFrame, scale: float, area: tuple[float, float]) -> list[PlacedWord]:
    """Return where the legible words of `cloud` go so that none touches another, as many as find room in `area`.

    After one that finds none come others of its rate, and no rarer ones.

    The largest word comes first, and each goes to the free place nearest to the centre, on the map of taken places of
    the package wordcloud. Its own layout is of no use here: it shrinks words that do not fit, rounds sizes from word
    to word, and puts the ink lower than the place that it found free.
    """
    width, height = (int(side) for side in area)
    shown = legible_words(cloud, scale)
    sizes = type_sizes(shown["rate"], scale)
    wide = np.ceil(shown["width"] * sizes + GAP + BESIDE * sizes).astype(int)
    high = np.ceil(shown["height"] * sizes + GAP + ABOVE * sizes).astype(int)
    taken, dots = IntegralOccupancyMap(height, width, None), np.zeros((height, width), dtype=np.uint32)
    words: list[PlacedWord] = []
    full = 0.0
    for text, size, right, down, top in zip(shown["text"], sizes, wide, high, shown["top"], strict=True):
        if size < full:
            break
        # How many points above and left of each are taken; a place is free where their numbers at its corners cancel.
        sums = np.pad(taken.integral, ((1, 0), (1, 0))).astype(np.int64)
        rows, columns = max(0, height + 1 - down), max(0, width + 1 - right)
        free = sums[down:, right:] - sums[:rows, right:] - sums[down:, :columns] + sums[:rows, :columns] == 0
        if not free.any():
            full = size
            continue
        y, x = np.ogrid[:rows, :columns]
        # Distances from the centre are shares of the sides, so that the cloud takes the shape of its place.
        distance = ((2 * y + down) / height - 1) ** 2 + ((2 * x + right) / width - 1) ** 2
        row, column = divmod(int(np.where(free, distance, np.inf).argmin()), columns)
        dots[row : row + down, column : column + right] = 1
        taken.update(dots, row, column)
        line = height / 2 - row - (GAP + ABOVE * size) / 2 - top * size
        words.append(PlacedWord(text, size, column + (right - width) / 2, line))
    return words


def draw_words(ax: Axes, words: list[PlacedWord], *, color: str, centre: float = 0.5) -> None:
    """Print the words of a cloud on bare Axes; its centre is half way up, at the share `centre` of their width."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    for text, size, x, y in words:
        place = ax.transAxes + ScaledTranslation(x / 72, y / 72, ax.figure.dpi_scale_trans)
        ax.text(centre, 0.5, text, size=size, color=color, transform=place, ha="center", va="baseline")


def legible_words(cloud: pd.DataFrame, scale: float) -> pd.DataFrame:
    """Return the words of `cloud` that reach the smallest size of type."""
    return cloud[type_sizes(cloud["rate"], scale) >= small_size()]


def type_sizes(rates: pd.Series, scale: float) -> pd.Series:
    """Return the type size of each rate in points: its square, as the area of a word, is proportional to the rate."""
    return largest_type() * np.sqrt(rates / scale)


def largest_type() -> float:
    """Return the largest size of type, that of the rate `scale`, in points."""
    return LARGEST * matplotlib.rcParams["font.size"]


def cloud_area(ax: Axes, *, lines: float) -> tuple[float, float]:
    """Return the width and height of the Axes in points, less `lines` of type above and below."""
    width, height = axes_size(ax)
    return width, height - lines * matplotlib.rcParams["font.size"]
