"""The rates of each unit in two versions, side by side on one line."""

from collections.abc import Iterable

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from discourse.figures.base.arguments import compared, rate_axis_name, with_rates
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, row_heads, wrap
from discourse.figures.base.notes import fill_lines
from discourse.figures.base.page import axes_box, counts_in_margin, figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, print_beside, rank_rows
from discourse.figures.base.text_size import name_width, small_size
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.figures.base.verdicts import explain_signs, verdict_codes, verdict_column, verdict_texts
from discourse.schema import SIDES

MADE_BY = "dc.compare"
COLUMNS = ["n_old", "n_new", "rate_old", "rate_new"]
# The margin: a column of counts takes this many type sizes, and its head so many half-width characters.
COUNT_WIDTH, HEAD_WIDTH = 5.5, 9
# From so many points on, verdicts are printed in words.
WIDE = 300
# What stands above and below the rows, in points.
FRAME = 60
# Marks nearer than this share of their size would hide each other.
NEAR = 0.6


@themed
def plot_dumbbell(
    change: pd.DataFrame,
    *,
    top: int = 20,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of each unit in the old and in the new version as two marks, joined by a line.

    The `top` rows whose two rates lie farthest apart are drawn, as many as a page, or a given `ax`, holds; a line below
    says how many are left out. `focus` names the units instead: values of what was counted, or terms or categories of a
    lexicon among `labels`. Differences are taken in whole mentions (a mention is worth 1,000 / words), so that
    texts of slightly different length do not decide between 0 : 1 and 1 : 0; of equals, units with more mentions come
    first. The rows are sorted by `rate_new` − `rate_old`: what the new version has more of stands above, what it has
    less of below.

    A mark is filled, or hollow where the version lacks the unit (its count is 0). Two marks that would hide each other
    stand one above the other, the old version's above. Both counts stand in the right margin, under the mark and the
    name of their version. Where `change` has a `verdict` (`dc.add_paired_test`), it is printed beside them, in one page
    column as a sign that is explained below: * shown, – not shown, ? too few differences, = same everywhere, · not
    tested. The line shows a distance, no interval: how sure a difference is, `plot_emphasis` shows.

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
    change, chosen = focused_rows(change, keys[-1:], focus, labels)
    rated = with_rates(change, maker=MADE_BY)
    sides = [rated[f"rate_{side}"] / rated[f"n_{side}"].where(rated[f"n_{side}"] > 0) for side in SIDES]
    # What a mention adds to a rate, in the shorter version of each text.
    texts = [rated[key] for key in keys[:-1]] or [pd.Series(0, rated.index)]
    worth = pd.concat(sides, axis="columns").max(axis="columns").groupby(texts, dropna=False).transform("max").fillna(1)
    step = rated["rate_new"] - rated["rate_old"]
    size = (step.abs() / worth).round() * worth
    rows = rated.assign(_step=step.round(9), _size=size.round(9), _n=rated["n_old"] + rated["n_new"])
    top = len(rows) if chosen.units else check_top(top)
    rows = rank_rows(rows, keys, top, by=["_size", "_n"], then=["_step", "rate_new"])
    names, looks = printed_names([*rows[keys[-1]], old, new], labels), article_styles([old, new], labels)
    columns = 2 if verdict_column(rows) in rows else 1
    width = figure_width(ax, columns=columns)
    wide = width >= WIDE
    verdicts = verdict_texts(verdict_codes(rows), wide=wide, line=name_width(width, share=0.15))
    heads = row_heads(rows, keys, names, name_width(width))
    layout = fit_rows(heads, ax, frame=FRAME, least=1.6, beside=verdicts, ranks=rows["rank"])
    rows, verdicts = rows.iloc[layout.kept], layout.keep(verdicts)
    ax = ax or new_axes(columns=columns, height=layout.figure_height)
    layout.draw_frame(ax)
    signs = [explain_signs(verdict_codes(rows))] if verdicts and not wide else []
    notes = [localize("note.hollow_there")] if rows[["n_old", "n_new"]].eq(0).any(axis=None) else []
    notes += cut_note("note.apart_cut", len(rated) - len(rows), top=len(rows))
    notes += cut_note("note.no_rate", len(change) - len(rated)) + chosen.note(labels)
    notes = fill_lines(notes, 0.6 * width * small_size() / matplotlib.rcParams["axes.labelsize"])
    ax.set_xlabel("\n".join([rate_axis_name(change), *signs, *notes]), linespacing=1.3)
    for place, (doc, column) in enumerate(((old, "n_old"), (new, "n_new")), 1):
        right, head = place * COUNT_WIDTH * small_size(), wrap(names[doc], HEAD_WIDTH)
        counts_in_margin(ax, rows[column], right=right, look=looks[doc], head=head)
    right, head = (2 * COUNT_WIDTH + 1) * small_size(), localize("verdict.difference") if wide else ""
    print_beside(ax, verdicts, right=right, head=head, linespacing=1.1)
    _draw_pairs_of_marks(ax, rows, looks[old], looks[new])
    return record_plot(ax, measures=["rate", verdict_column(change)], left_out=len(change) - len(rows))


def _draw_pairs_of_marks(ax: Axes, rows: pd.DataFrame, old: ArticleStyle, new: ArticleStyle) -> None:
    """Draw the lines and the marks, hollow where the count is 0, apart where they would cover each other."""
    ends = rows[["rate_old", "rate_new"]]
    most = ends.max(axis=None) or 1.0
    ax.set_xlim(-0.03 * most, 1.05 * most)
    ax.xaxis.set_major_locator(MaxNLocator(nbins="auto", steps=[1, 2, 5, 10]))
    ax.grid(axis="x")
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
