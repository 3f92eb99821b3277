"""Every unit of two versions at once: its rate in one against its rate in the other."""

from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import one_of
from discourse.figures.base.arguments import (
    at_least_one,
    base_name,
    compared,
    verdicts_of,
    with_rates,
)
from discourse.figures.base.label_placement import (
    Label,
    broken,
    label_options,
    place_labels,
    print_label,
    squares,
    under,
)
from discourse.figures.base.labels import ArticleStyle, article_styles, printed, style_of_more, wrap
from discourse.figures.base.page import (
    axes_box,
    crowd_size,
    figure_width,
    in_points,
    margin,
    new_axes,
)
from discourse.figures.base.text_size import small_size, wrap_to_width
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.compare"
RATES = ["rate_old", "rate_new"]
# The axes run from 0, the least rate, to 1, the largest; a rate of 0 has its place in a strip below them.
ZERO, STRIP, EDGE = -0.13, (-0.2, -0.06), 1.06
# As many units that share a place are named; for more, their number is printed.
NAMED = 3
# How wide the mark of one unit is, in marks of the style sheet.
ONE = 1 / 1.2
TICKS = 6


class Scale(NamedTuple):
    """Where rates lie on an axis: `places` of `rates`, both rising; other rates lie in between."""

    rates: np.ndarray
    places: np.ndarray

    def place(self, rates: pd.Series) -> np.ndarray:
        """Return the place of each rate."""
        return np.where(rates > 0, np.interp(rates, self.rates, self.places), ZERO)


@themed
def plot_scatter(
    change: pd.DataFrame,
    *,
    value: str = "rate",
    top: int = 20,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of each unit in `new` against its rate in `old`.

    On the diagonal the rates are equal; above it stands what `new` has more of, below it what `old` has more of, in
    the colour and the mark of that version (a grey diamond: even, the log ratio rounds to 0.0). With `value="rate"`
    the axes are logarithmic, with "rank" every rate that occurs is one step from the next: the crowd of rare units
    then has as much room as the frequent few. The scale is the same on both axes. A rate of 0 has no logarithm: such
    units stand in the grey strips beside the axes.

    Units of the same two rates share one mark, the wider the more they are. Named are the `top` units that lie
    farthest from the diagonal or are the most frequent, as far as their names find a place; places that more than
    three units share show their number (×4). All others stay dots; the line below says how many are named. Where
    `change` has a `verdict` (`dc.add_paired_test`), a filled mark is a difference that is shown, a hollow one is not.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `rate_old, rate_new, old,
    new`, as `dc.compare` returns. A row that misses a rate is not drawn, and the line below counts it. Raises
    DiscourseError for missing columns, doubled rows, a rate that is negative or infinite, a frame without any pair of
    rates, or one that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "rate_old": [1.0], "rate_new": [2.0], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_scatter(change).texts][-1]
    '光伏'
    """
    change, (unit,), old, new = compared(change, of, RATES, maker=MADE_BY)
    one_of("value", value, ["rate", "rank"])
    rows = with_rates(change, maker=MADE_BY)
    scale = scale_of(rows[RATES].to_numpy(), value)
    marks = marks_of(rows, unit, scale)
    looks, names = article_styles([old, new], labels), printed([*rows[unit], old, new], labels)
    ax = ax or new_axes(columns=1, height=30 + 1.02 * min(figure_width(None, columns=1), 340))
    zeros = bool((rows[RATES] == 0).any(axis=None))
    _draw_axes(ax, scale, zeros)
    _draw_marks(ax, marks, looks[old], looks[new])
    _head(ax, names[old], names[new], looks[old], looks[new])
    room = 0.86 * figure_width(ax, columns=1)
    said_of = (localize("axis.rate_of_version", doc=names[doc], unit=base_name(change)) for doc in (old, new))
    axes = [wrap_to_width(text, room, small_size()) for text in said_of]
    ax.set_ylabel(axes[1], fontsize=small_size())
    said = [localize("note.scale_rank" if value == "rank" else "note.scale_log")]
    said += [localize("note.filled_verdict")] * ("verdict" in rows) + [localize("note.grey_zero")] * zeros
    said += [localize("note.no_rate", cut=len(change) - len(rows))] * (len(rows) < len(change))
    named = to_name(marks, at_least_one(top))
    _name_marks(ax, marks, named, names, looks[old], looks[new], (axes[0], said, len(rows)))
    return ax


def scale_of(rates: np.ndarray, value: str) -> Scale:
    """Return where the rates of both versions lie on either axis, from the least at 0 to the largest at 1."""
    found = np.unique(rates[rates > 0])
    if not len(found):
        return Scale(np.array([1.0]), np.array([0.5]))
    steps = np.log(found) if value == "rate" else np.arange(len(found), dtype=float)
    length = steps[-1] - steps[0]
    return Scale(found, (steps - steps[0]) / length if length else np.array([0.5]))


def marks_of(rows: pd.DataFrame, unit: str, scale: Scale) -> pd.DataFrame:
    """Return one row for each mark: `x, y, units` (a list), `n`, `ratio`, `shown`, `apart` and `often`.

    `apart` is how far it lies from the diagonal, `often` the sum of its rates. Units of two verdicts at one place have
    a mark each.
    """
    shown = [verdict == "shown" for verdict in verdicts_of(rows)] or True
    # Rates that differ by less than can be seen, as of 1 in 1,000 words by another way of reckoning, share a place.
    keyed = rows.assign(shown=shown, **rows[RATES].round(9)).sort_values(unit)
    marks = keyed.groupby([*RATES, "shown"], as_index=False).agg(units=(unit, list), n=(unit, "size"))
    x, y = (scale.place(marks[rate]) for rate in RATES)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.nan_to_num(np.log2(marks["rate_new"] / marks["rate_old"]), nan=0.0, posinf=np.inf, neginf=-np.inf)
    return marks.assign(x=x, y=y, ratio=ratio, apart=np.abs(y - x), often=marks[RATES].sum(axis="columns"))


def to_name(marks: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the marks to be named, the most important first: `top` units, and the places of many units after them.

    A mark is as important as its better rank: by distance from the diagonal, or by frequency.
    """
    crowd = marks["n"] > NAMED
    few = marks[~crowd]
    ranks = few[["apart", "often"]].rank(ascending=False, method="first")
    order = ranks.assign(best=ranks.min(axis="columns"), worst=ranks.max(axis="columns")).sort_values(["best", "worst"])
    few = few.loc[order.index]
    return pd.concat([few[few["n"].cumsum() <= top], marks[crowd].sort_values("n", ascending=False, kind="stable")])


def _draw_axes(ax: Axes, scale: Scale, zeros: bool) -> None:
    """Draw the ticks, the diagonal, and strips for a rate of 0 where any is."""
    low = STRIP[0] if zeros else STRIP[1]
    ax.set(xlim=(low, EDGE), ylim=(low, EDGE))
    ticks = _ticks(scale)
    places, texts = np.interp(ticks, scale.rates, scale.places), [f"{tick:.3g}" for tick in ticks]
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks([*([ZERO] if zeros else []), *places], [*(["0"] if zeros else []), *texts])
    ax.tick_params(labelsize=small_size())
    grid, edge = matplotlib.rcParams["grid.color"], matplotlib.rcParams["axes.edgecolor"]
    if zeros:
        ax.axvspan(*STRIP, color=grid, alpha=0.55, lw=0, zorder=0)
        ax.axhspan(*STRIP, color=grid, alpha=0.55, lw=0, zorder=0)
    ax.plot([STRIP[1], EDGE], [STRIP[1], EDGE], color=edge, lw=0.7, ls=(0, (4, 3)), marker="", zorder=1)


def _ticks(scale: Scale) -> np.ndarray:
    """Return rates to print: round ones where the axis has them, else such as occur, evenly spread."""
    low, high = scale.rates[[0, -1]]
    decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    even = np.allclose(np.diff(scale.places), np.diff(scale.places)[:1]) and len(scale.rates) > 2
    for steps in ([1, 2, 5], [1, 3], [1]):
        ticks = np.concatenate([decade * np.array(steps) for decade in decades])
        ticks = ticks[(ticks >= low * 0.999) & (ticks <= high * 1.001)]
        if len(ticks) <= TICKS:
            break
    if even or len(ticks) < 2:
        return scale.rates[np.unique(np.linspace(0, len(scale.rates) - 1, TICKS).round().astype(int))]
    return ticks


def _draw_marks(ax: Axes, marks: pd.DataFrame, old: ArticleStyle, new: ArticleStyle) -> None:
    """Draw the marks, the wide ones below; filled where a difference is shown."""
    for row in marks.sort_values("n", ascending=False, kind="stable").itertuples():
        look = style_of_more(row.ratio, old, new)
        face = {} if row.shown else {"markerfacecolor": "white"}
        size = crowd_size(row.n, one=ONE) * (0.8 if look.marker in "sD" else 1)
        ax.plot(row.x, row.y, ls="none", marker=look.marker, ms=size, color=look.color, zorder=3, clip_on=False, **face)


def _head(ax: Axes, name_old: str, name_new: str, old: ArticleStyle, new: ArticleStyle) -> None:
    """Say above the Axes which version has more on which side of the diagonal."""
    above, width = margin(ax, up=4, data_y=False), int(0.9 * figure_width(ax, columns=1) / small_size())
    left, right = localize("legend.above_diagonal", doc=name_new), localize("legend.below_diagonal", doc=name_old)
    ax.text(0, 1, wrap(left, width), color=new.color, transform=above, ha="left", size=small_size())
    ax.text(1, 1, wrap(right, width), color=old.color, transform=above, ha="right", size=small_size())


def _name_marks(
    ax: Axes,
    marks: pd.DataFrame,
    named: pd.DataFrame,
    names: dict,
    old: ArticleStyle,
    new: ArticleStyle,
    below: tuple[str, list[str], int],
) -> None:
    """Print the names of marks, or their numbers, beside them, and below the Axes how many units are named."""
    name, said, units = below
    few = named["n"] <= NAMED
    crowd = [localize("note.crowd")] * bool((~few).any())
    # The line is of the same length whatever its number: what it says must not move the marks.
    under(ax, [localize("note.named", named=named.loc[few, "n"].sum(), units=units), *crowd, *said], name=name)
    frame = axes_box(ax)
    radii = crowd_size(marks["n"], one=ONE) / 2 + 0.5
    taken = squares(in_points(ax, marks[["x", "y"]].to_numpy()), radii.to_numpy())
    texts = [label_options(_texts(row, names), small_size()) for row in named.itertuples()]
    centres = in_points(ax, named[["x", "y"]].to_numpy()) if len(named) else np.empty((0, 2))
    wanted = [Label(text, tuple(xy), radii[i]) for text, xy, i in zip(texts, centres, named.index, strict=True)]
    diagonal = in_points(ax, np.array([[STRIP[1]] * 2, [EDGE] * 2])).reshape(1, 4)
    spots = place_labels(wanted, taken=taken, lines=diagonal, frame=frame)
    for row, label, spot in zip(named.itertuples(), wanted, spots, strict=True):
        if spot:
            color = style_of_more(row.ratio, old, new).color
            print_label(ax, (row.x, row.y), label, spot, size=small_size(), color=color, zorder=4)
    placed = sum(n for n, spot in zip(named["n"], spots, strict=True) if spot and n <= NAMED)
    under(ax, [localize("note.named", named=placed, units=units), *crowd, *said], name=name)


def _texts(row: object, names: dict) -> list[str]:
    """Return the ways to print what stands at a mark: its names, or how many there are."""
    if row.n > NAMED:
        return [f"×{row.n}"]
    if row.n == 1:
        return broken(names[row.units[0]])
    return ["\n".join(wrap(names[unit]) for unit in row.units)]
