"""What each of two versions stresses more."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import compared, require_rows
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, row_heads, style_of_more, wrap
from discourse.figures.base.legends import article_mark, legend_above
from discourse.figures.base.notes import fill_lines
from discourse.figures.base.page import counts_in_margin, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, print_beside, rank_rows
from discourse.figures.base.text_size import name_width, small_size, text_width, wrap_to_width
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.figures.base.verdicts import VERDICTS, explain_signs, verdict_codes, verdict_column, verdict_texts
from discourse.schema import kind_of_interval

MADE_BY = "dc.compare"
INTERVAL = ["log_ratio_low", "log_ratio_high"]
COLUMNS = ["n_old", "n_new", "log_ratio", *INTERVAL]
# What stands above and below the rows, in points, where there is little room, and where there is much; a tick and its
# number need so many.
FRAME, WIDE_FRAME, TICK = 92, 62, 17


class MarginColumns(NamedTuple):
    """Where the counts of both versions end and the verdicts begin, in type sizes right of the rows."""

    old: float
    new: float
    verdict: float

    @classmethod
    def choose(cls, room: float, sides: list[str], *, judged: bool) -> tuple["MarginColumns", float]:
        """Return the columns of the margin, and how many of the `room` points they leave for the intervals.

        The margin is wide where the sides can be named over their half of the intervals.
        """
        said = [localize(f"verdict.{key}") for key in [*VERDICTS.values(), "difference"]] if judged else []
        points = room - WIDE.verdict * small_size() - text_width(said, small_size())
        if text_width(sides, matplotlib.rcParams["font.size"]) < 0.48 * points:
            return WIDE, points
        return NARROW, room - (NARROW.verdict + judged) * small_size()


WIDE, NARROW = MarginColumns(6, 12, 13), MarginColumns(3.2, 6, 7)


@themed
def plot_emphasis(
    change: pd.DataFrame,
    *,
    top: int = 30,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the log ratio of the rates of each unit in two versions, with its 95 % interval and both counts.

    Where `change` has the interval of its own test (`log_ratio_paired_low` and `…_high` of `dc.add_paired_test`, or
    `log_ratio_article_low` and `…_high` of `dc.add_article_test`), it is drawn, and a row that has none is a mark
    without a line; else the interval for independent texts.

    The `top` rows whose interval for independent texts lies farthest from zero, or reaches least across it, are drawn:
    the differences that the counts support best; as many as a page, or a given `ax`, holds. A note counts the rows
    that are not drawn. `focus` names the units instead: values of what was counted, or terms or categories of a
    lexicon among `labels`. They are sorted by the log ratio. Positive is more in `new`. A grey diamond: the rates
    are even, their log ratio rounds to 0.0. A hollow mark: one version lacks the unit. An arrow: the interval goes
    on beyond the figure, where a count is 0 without end. Where `change` has a `verdict_rate`, or else a `verdict`,
    it is printed beside the counts: no mark of the interval says whether a difference between two versions of one
    text is shown. In one page column it is a sign, explained below: * shown, – not shown, ? too few differences, =
    same everywhere, · not tested.

    `change` has one row per `section` (if it has one) and unit: `term`, else `word`, else the column named by `of`;
    and `n_old, n_new, log_ratio, log_ratio_low, log_ratio_high, old, new`, as `dc.compare` returns. Raises
    DiscourseError for missing columns, doubled rows, or a frame that compares more than two versions.

    >>> change = pd.DataFrame({"term": ["光伏"], "n_old": [1], "n_new": [2], "log_ratio": [1.0],
    ...     "log_ratio_low": [-2.5], "log_ratio_high": [4.5], "old": ["a"], "new": ["b"]})
    >>> plot_emphasis(change).get_yticklabels()[0].get_text()
    '光伏'
    """
    change, keys, old, new = compared(change, of, COLUMNS, maker=MADE_BY, by_section=True)
    change, chosen = focused_rows(change, keys[-1:], focus, labels)
    rows = require_rows(change.dropna(subset=["log_ratio"]), [], maker=MADE_BY)
    # The least difference that the interval allows.
    rows = rows.assign(_least=rows[INTERVAL].mul([1, -1]).max(axis="columns").fillna(-np.inf))
    kind = kind_of_interval(rows)
    rows = rows.assign(**{end: rows[end.replace("log_ratio", f"log_ratio{kind}")] for end in INTERVAL})
    rows = rows.assign(_size=rows["log_ratio"].abs(), _n=rows["n_old"] + rows["n_new"])
    by, then = ["_least", "_size", "_n"], ["log_ratio", "_least", "_n"]
    rows = rank_rows(rows, keys, len(rows) if chosen.units else check_top(top), by=by, then=then)
    names, looks = printed_names([*rows[keys[-1]], old, new], labels), article_styles([old, new], labels)
    width = figure_width(ax, columns=2)
    layout = fit_rows(row_heads(rows, keys, names, name_width(width)), ax, frame=FRAME, ranks=rows["rank"])
    rows = rows.iloc[layout.kept]
    verdicts = verdict_codes(rows)
    sides = [localize("legend.more_old", doc=names[old]), localize("legend.more_new", doc=names[new])]
    room = width - text_width(layout.heads, matplotlib.rcParams["ytick.labelsize"])
    columns, points = MarginColumns.choose(room, sides, judged=bool(verdicts))
    wide = columns is WIDE
    ax = ax or new_axes(columns=2, height=layout.figure_height - FRAME + (WIDE_FRAME if wide else FRAME))
    layout.draw_frame(ax)
    _draw_log_ratios(ax, rows, looks[old], looks[new], points)
    for version, column, right in ((old, "n_old", columns.old), (new, "n_new", columns.new)):
        head = wrap(names[version], 10) if wide else ""
        counts_in_margin(ax, rows[column], right=right * small_size(), look=looks[version], head=head)
    head = localize("verdict.difference") if wide else ""
    print_beside(ax, verdict_texts(verdicts, wide=wide), right=columns.verdict * small_size(), head=head)
    # The lines below are centred, and may be as wide as the narrower of the margins beside the intervals allows.
    right = (columns.verdict if verdicts else columns.new) * small_size()
    most = points + 2 * min(right, max(0.0, width - points - right))
    axis = localize(f"measure.log_ratio{kind}")
    below = [wrap_to_width(axis, 0.95 * most, matplotlib.rcParams["axes.labelsize"])]
    below += [explain_signs(verdicts)] if verdicts and not wide else []
    below += [localize(f"no_interval.{kind[1:]}")] if kind and rows[INTERVAL].isna().any(axis=None) else []
    notes = [localize("note.hollow_one_side")] * bool(rows[["n_old", "n_new"]].eq(0).any(axis=None))
    notes += cut_note("note.rows_cut", left_out := len(change) - len(rows)) + chosen.note(labels)
    below += fill_lines(notes, most * small_size() / matplotlib.rcParams["axes.labelsize"])
    ax.set_xlabel("\n".join(below), linespacing=1.3)
    _name_sides(ax, sides, [looks[old], looks[new]], points, wide=wide)
    return record_plot(ax, measures=["log_ratio", verdict_column(change)], intervals=True, left_out=left_out)


def _draw_log_ratios(ax: Axes, rows: pd.DataFrame, old: ArticleStyle, new: ArticleStyle, points: float) -> None:
    """Draw the intervals, with an arrow where one leaves the figure, and the marks, hollow where one count is 0.

    The scale, on so many `points`, reaches as far to either side as all finite ratios, and their intervals within
    reason; infinite ratios are marked beyond.
    """
    ratios, ends = rows["log_ratio"].abs(), rows[["log_ratio_low", "log_ratio_high"]].abs().to_numpy()
    farthest = max(1.0, ratios[np.isfinite(ratios)].max() if np.isfinite(ratios).any() else 0)
    finite = min(farthest + 2, max(farthest, ends[np.isfinite(ends)].max(initial=0))) + 0.25
    beyond = bool(np.isinf(ratios).any())
    edge, infinite = finite + beyond, finite + beyond / 2
    ax.axvline(0, color=matplotlib.rcParams["axes.edgecolor"], lw=0.8, zorder=1)
    for y, row in enumerate(rows.to_dict("records")):
        look, ratio = style_of_more(row["log_ratio"], old, new), float(np.clip(row["log_ratio"], -infinite, infinite))
        for end, arrow in ((row["log_ratio_low"], "<"), (row["log_ratio_high"], ">")):
            last = edge if np.isinf(end) else finite
            if pd.notna(end):
                ax.hlines(y, *sorted((ratio, np.clip(end, -last, last))), color=look.color, lw=0.9)
            if abs(end) > last:
                ax.plot(np.sign(end) * last, y, marker=arrow, color=look.color, ms=3, mew=0, clip_on=False)
        hollow = {"markerfacecolor": "white"} if 0 in (row["n_old"], row["n_new"]) else {}
        ax.plot(ratio, y, ls="none", marker=look.marker, color=look.color, zorder=3, **hollow)
    apart = TICK * 2 * edge / max(points, TICK)
    step = min(math.ceil(max(finite / 5, apart)), int(finite))
    most = int(finite / step)
    ticks = {tick * step: f"{tick * step:+d}".replace("-", "\u2212") for tick in range(-most, most + 1)} | {0: "0"}
    if beyond:
        ticks = {tick: text for tick, text in ticks.items() if infinite - abs(tick) > apart or not tick}
        ticks = {-infinite: "\u2212∞"} | ticks | {infinite: "+∞"}
    ax.set_xticks(list(ticks), list(ticks.values()))
    ax.set_xlim(-edge, edge)
    ax.grid(axis="x")


def _name_sides(ax: Axes, sides: list[str], looks: list[ArticleStyle], points: float, *, wide: bool) -> None:
    """Say over the intervals which version has more on which side; where these are not wide, in a legend of marks."""
    if wide:
        for x, side, align, look in zip((0.48, 0.52), sides, ("right", "left"), looks, strict=True):
            ax.text(x, 1, side, ha=align, color=look.ink, transform=margin(ax, up=5, data_y=False))
        return
    lines = [wrap(side, 34) for side in sides]
    # The marks over the counts begin right of the intervals.
    beside = text_width(lines, matplotlib.rcParams["legend.fontsize"]) + 2 * small_size() < points
    up = 2 if beside else 1.5 * small_size()
    legend_above(ax, [article_mark(look) for look in looks], lines, room=points, up=up)
