"""Every unit of two versions at once: its rate in one against its rate in the other."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import one_of
from discourse.figures.base.arguments import compared, rate_unit_name, with_rates
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.label_placement import MarkLabel, line_breaks, place_labels, print_label
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, style_of_more, wrap
from discourse.figures.base.notes import print_above, print_notes
from discourse.figures.base.page import crowd_size, figure_width, new_axes
from discourse.figures.base.rows import cut_note
from discourse.figures.base.text_size import small_size, wrap_to_width
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.figures.base.verdicts import verdict_codes, verdict_column

MADE_BY = "dc.compare"
RATES = ["rate_old", "rate_new"]
# The axes run from 0, the least rate, to 1, the largest; a rate of 0 has its place in a strip below them.
ZERO, STRIP, EDGE = -0.13, (-0.2, -0.06), 1.06
# As many units that share a place are named; for more, their number is printed.
NAMED = 3
# How wide the mark of one unit is, in marks of the style sheet.
ONE_UNIT = 1 / 1.2
TICKS = 6


@themed
def plot_scatter(
    change: pd.DataFrame,
    *,
    value: str = "rate",
    top: int = 20,
    focus: str | Iterable[str] | None = None,
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

    Units of the same two rates share one mark, the wider the more they are. Named are the `top` units that lie farthest
    from the diagonal or are the most frequent, as far as their names find a place; places that more than three units
    share show their number (×4). `focus` names the units that are named instead: values of what was counted, or terms
    or categories of a lexicon among `labels`. All others stay dots; the line below says how many are named. Where
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
    rows, top = with_rates(change, maker=MADE_BY), check_top(top)
    chosen = focused_rows(rows, [unit], focus, labels)[1]
    placed = marks, scale = RateMarks.group(rows, unit, value)
    looks, names = article_styles([old, new], labels), printed_names([*rows[unit], old, new], labels)
    ax = ax or new_axes(columns=1, height=30 + 1.02 * min(figure_width(None, columns=1), 340))
    has_zeros = bool((rows[RATES] == 0).any(axis=None))
    scale.draw(ax, has_zeros=has_zeros)
    for mark in marks.sort_values("n", ascending=False, kind="stable").itertuples():
        look = style_of_more(mark.ratio, looks[old], looks[new])
        face = {"marker": look.marker, "color": look.color, "mfc": look.color if mark.shown else "white"}
        size = crowd_size(mark.n, one=ONE_UNIT) * (0.8 if look.marker in "sD" else 1)
        ax.plot(mark.x, mark.y, ls="none", ms=size, zorder=3, clip_on=False, **face)
    for key, doc, x, align in (("legend.above_diagonal", new, 0, "left"), ("legend.below_diagonal", old, 1, "right")):
        style = {"color": looks[doc].ink, "size": small_size()}
        print_above(ax, localize(key, doc=names[doc]), x, align=align, share=0.9, **style)
    width = 0.86 * figure_width(ax, columns=1)
    titles = [localize("axis.rate_of_version", doc=names[doc], unit=rate_unit_name(change)) for doc in (old, new)]
    titles = [wrap_to_width(title, width, small_size()) for title in titles]
    ax.set_ylabel(titles[1], fontsize=small_size())
    notes = [localize("note.crowd")] * bool((marks["n"] > NAMED).any())
    notes += [localize("note.scale_rank" if value == "rank" else "note.scale_log")]
    notes += [localize("note.filled_verdict")] * (verdict_column(rows) in rows) + [
        localize("note.grey_zero")
    ] * has_zeros
    notes += cut_note("note.no_rate", len(change) - len(rows)) + chosen.note(labels)
    named = placed.to_name(top, chosen.units)
    placed.label(ax, named, names, looks[old], looks[new], name=titles[0], notes=notes)
    return record_plot(ax, measures=["rate", verdict_column(change)], left_out=len(change) - len(rows))


class RateScale(NamedTuple):
    """Where rates lie on an axis: `places` of `rates`, both rising; other rates lie in between."""

    rates: np.ndarray
    places: np.ndarray

    def place(self, rates: pd.Series) -> np.ndarray:
        """Return the place of each rate."""
        return np.where(rates > 0, np.interp(rates, self.rates, self.places), ZERO)

    def draw(self, ax: Axes, *, has_zeros: bool) -> None:
        """Draw both axes with their ticks, the diagonal, and strips for a rate of 0 where any is.

        Ticks are round rates where the axis has them, else such as occur, evenly spread.
        """
        low, high = self.rates[[0, -1]]
        decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
        for steps in ([1, 2, 5], [1, 3], [1]):
            ticks = np.concatenate([decade * np.array(steps) for decade in decades])
            ticks = ticks[(ticks >= low * 0.999) & (ticks <= high * 1.001)]
            if len(ticks) <= TICKS:
                break
        even = np.allclose(np.diff(self.places), np.diff(self.places)[:1]) and len(self.rates) > 2
        if even or len(ticks) < 2:
            ticks = self.rates[np.unique(np.linspace(0, len(self.rates) - 1, TICKS).round().astype(int))]
        places, texts = np.interp(ticks, self.rates, self.places), [f"{tick:.3g}" for tick in ticks]
        limits = (STRIP[0] if has_zeros else STRIP[1], EDGE)
        ax.set(xlim=limits, ylim=limits)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_ticks([*[ZERO] * has_zeros, *places], [*["0"] * has_zeros, *texts])
        ax.tick_params(labelsize=small_size())
        if has_zeros:
            for draw_strip in (ax.axvspan, ax.axhspan):
                draw_strip(*STRIP, color=matplotlib.rcParams["grid.color"], alpha=0.55, lw=0, zorder=0)
        diagonal, edge = [STRIP[1], EDGE], matplotlib.rcParams["axes.edgecolor"]
        ax.plot(diagonal, diagonal, color=edge, lw=0.7, ls=(0, (4, 3)), marker="", zorder=1)


class RateMarks(NamedTuple):
    """The marks of units that share both rates, and where rates lie on either axis, the least at 0, the largest at 1.

    Columns of `marks`: `x, y, units` (a list), `n`, `ratio`, `shown`, `apart`, how far it lies from the diagonal, and
    `often`, the sum of its rates.
    """

    marks: pd.DataFrame
    scale: RateScale

    @classmethod
    def group(cls, rows: pd.DataFrame, unit: str, value: str) -> "RateMarks":
        """Give the units of one place a mark, those of two verdicts there one each."""
        found = np.unique(rows[RATES].to_numpy()[rows[RATES] > 0])
        scale = RateScale(np.array([1.0]), np.array([0.5]))
        if len(found):
            steps = np.log(found) if value == "rate" else np.arange(len(found), dtype=float)
            length = steps[-1] - steps[0]
            scale = RateScale(found, (steps - steps[0]) / length if length else np.array([0.5]))
        shown = [verdict == "shown" for verdict in verdict_codes(rows)] or True
        # Rates that differ by less than can be seen, as of 1 in 1,000 words by another way of reckoning, share a place.
        keyed = rows.assign(shown=shown, **rows[RATES].round(9)).sort_values(unit)
        marks = keyed.groupby([*RATES, "shown"], as_index=False).agg(units=(unit, list), n=(unit, "size"))
        x, y = (scale.place(marks[rate]) for rate in RATES)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.nan_to_num(
                np.log2(marks["rate_new"] / marks["rate_old"]), nan=0.0, posinf=np.inf, neginf=-np.inf
            )
        marks = marks.assign(x=x, y=y, ratio=ratio, apart=np.abs(y - x), often=marks[RATES].sum(axis="columns"))
        return cls(marks, scale)

    def to_name(self, top: int, chosen: list) -> pd.DataFrame:
        """Return the marks whose units are named: those `chosen`, else the `top` most important and those of many.

        A mark is as important as its better rank: by distance from the diagonal, or by frequency. Of the units that
        share a mark only those chosen are named.
        """
        marks = self.marks
        if chosen:
            units = marks["units"].map(lambda units: [each for each in units if each in chosen])
            return marks.assign(units=units, n=units.str.len())[units.str.len() > 0]
        few, crowds = marks[marks["n"] <= NAMED], marks[marks["n"] > NAMED]
        ranks = few[["apart", "often"]].rank(ascending=False, method="first")
        order = ranks.assign(best=ranks.min(axis="columns"), worst=ranks.max(axis="columns")).sort_values(
            ["best", "worst"]
        )
        few = few.loc[order.index]
        few = few[few["n"].cumsum() <= top]
        return pd.concat([few, crowds.sort_values("n", ascending=False, kind="stable")])

    def label(
        self,
        ax: Axes,
        named: pd.DataFrame,
        names: dict,
        old: ArticleStyle,
        new: ArticleStyle,
        *,
        name: str,
        notes: list[str],
    ) -> None:
        """Print the names of the units `named` beside their marks, and their number where many share one.

        The notes below the Axes say how many are named.
        """
        marks = self.marks
        units, few = marks["n"].sum(), named["n"].where(named["n"] <= NAMED, 0).sum()
        # The line is of the same length whatever its number: what it says must not move the marks.
        print_notes(ax, [localize("note.named", named=few, units=units), *notes], name=name)
        radii = crowd_size(marks["n"], one=ONE_UNIT) / 2 + 0.5
        labels = []
        for mark in named.itertuples():
            texts = (
                line_breaks(names[mark.units[0]]) if mark.n == 1 else ["\n".join(wrap(names[u]) for u in mark.units)]
            )
            labels.append(MarkLabel([f"×{mark.n}"] if mark.n > NAMED else texts, (mark.x, mark.y), radii[mark.Index]))
        obstacles = {"marks": marks[["x", "y"]].to_numpy(), "radii": radii.to_numpy()}
        diagonal = np.array([[STRIP[1], STRIP[1], EDGE, EDGE]])
        placed = place_labels(ax, labels, size=small_size(), lines=diagonal, **obstacles)
        count = 0
        for placement, n, ratio in zip(placed, named["n"], named["ratio"], strict=True):
            if placement:
                count += n if n <= NAMED else 0
                print_label(ax, placement, size=small_size(), color=style_of_more(ratio, old, new).ink, zorder=4)
        print_notes(ax, [localize("note.named", named=count, units=units), *notes], name=name)
