"""Which units mark which section of which article."""

from collections.abc import Iterable

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from discourse.figures.base.arguments import (
    case_name,
    counted_rows,
    group_keys,
    number_column,
    rate_axis_name,
    require_rows,
)
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import article_order, printed_names, wrap
from discourse.figures.base.matrix import draw_matrix
from discourse.figures.base.page import axes_box, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import name_width, small_size, text_width, wrap_to_width
from discourse.figures.base.theme import LINE_STEP, localize, localize_name, record_plot, themed
from discourse.texts.characters import display_width
from discourse.texts.labels import shorten_title, shortest

MADE_BY = "dc.add_tfidf"
KEYS = ["doc", "section"]
# What one page has room for; so many columns fit a page column, and so many articles stand side by side unturned.
MOST_ROWS, MOST_COLUMNS, NARROW_COLUMNS, UNTURNED = 40, 24, 10, 4
# What stands above and below the rows, in points, but for upright names; a gap between articles, in columns.
FRAME, GAP = 72, 0.4
# How long an upright name over a column may be, in half-width characters, where more is not needed.
HEAD = 32


@themed
def plot_heatmap(
    scores: pd.DataFrame,
    *,
    value: str = "tfidf",
    top: int = 5,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw `value` for the `top` units of every section, units in rows, sections in columns beside their article's.

    A unit among the `top` of one section is drawn for all; where that would be more than forty rows, only the first
    ranks of each section are drawn, as many as fit. `focus` names the units instead: values of what was counted, or
    terms or categories of a lexicon among `labels`. Rows are sorted by the section where they are largest, so that the
    dark cells descend like stairs. A blank cell means that the frame has no row there, or a value of 0. Where there are
    more than twenty-four sections, a column is an article, and shows the largest value of its sections; articles
    for which the page has no room are left out, and the label below says how many.

    `scores` has one row per `doc`, `section` (or one of the two) and unit: `term`, else `word`, else the column named
    by `of`; and the column `value`, as `dc.add_tfidf` returns (`dc.count` for "n" or "rate"). Raises DiscourseError
    for missing columns or doubled rows.

    >>> scores = pd.DataFrame({"section": [1, 2], "term": ["算力", "光伏"], "tfidf": [0.5, 0.25]})
    >>> [label.get_text() for label in plot_heatmap(scores).get_yticklabels()]
    ['算力', '光伏']
    """
    require_rows(scores, [], maker=MADE_BY)
    sections = ["section"] if "section" in scores else []
    needed = [] if sections or group_keys(scores) or "by" in scores else KEYS
    scores, unit = counted_rows(scores, of, [*needed, value], maker=MADE_BY, keys=["doc", *sections])
    number_column(scores, value)
    scores, chosen = focused_rows(scores, [unit], focus, labels)
    present = require_rows(scores[scores[value].fillna(0) != 0], [], maker=MADE_BY)
    label = localize("axis.blank", value=rate_axis_name(scores) if value == "rate" else localize_name("measure", value))
    table = pivot_sections(present, unit, value, article_order(present["doc"], labels))
    columns, by_article = 1 if len(table.columns) <= NARROW_COLUMNS else 2, table.columns[0][1] == ""
    label = localize("axis.largest", value=label) if sections and by_article else label
    width = figure_width(ax, columns=columns)
    most = int(0.6 * width / (1.3 * small_size())) if by_article else MOST_COLUMNS
    cut = max(0, len(table.columns) - most)
    table, ranks = staircase(table.iloc[:, :most], len(chosen.units) or check_top(top))
    docs = list(dict.fromkeys(doc for doc, _ in table.columns))
    names = printed_names([*table.index, *docs], labels)
    upright = by_article and len(docs) > UNTURNED
    size = matplotlib.rcParams["xtick.labelsize"]
    line = max(8, int(2 * 0.55 * width / size / len(docs)))
    heads = {doc: names[doc] for doc in docs}
    if upright:
        heads = short_heads(heads)
    elif by_article:
        heads = {doc: wrap(head, line) for doc, head in heads.items()}
    lines = max(each.count("\n") for each in heads.values())
    above = text_width(heads.values(), size) if upright else LINE_STEP * size * lines
    # The cells of a given ax may be as low as they must.
    rows = fit_rows(row_names(table.index, names, width), None, frame=FRAME + above, ranks=ranks)
    table = table.iloc[rows.kept]
    ax = ax or new_axes(columns=columns, height=rows.figure_height)
    rows.draw_frame(ax)
    article = table.columns.get_level_values("doc")
    places = np.arange(len(article)) + GAP * np.cumsum([False, *(article[1:] != article[:-1])])
    _print_column_heads(ax, places, table.columns, heads, upright=upright)
    y, x = np.nonzero(table.notna().to_numpy())
    notes = cut_note(f"cases_cut.{case_name(scores, beside=sections)}", cut) + cut_note("note.units_cut", rows.cut)
    label = "\n".join([wrap(label, name_width(width, share=0.6, most=90)), *notes, *chosen.note(labels)])
    draw_matrix(ax, np.column_stack([places[x], y]), table.to_numpy()[y, x], width=places[-1] + 1, label=label)
    return record_plot(ax, measures=[value], left_out=cut + rows.cut)


def pivot_sections(present: pd.DataFrame, unit: str, value: str, docs: list[str]) -> pd.DataFrame:
    """Return the values of units in rows by doc and section in columns, the `docs` in their order.

    Without sections, and where they are more than a page has room for, an article has one column: "", the largest of
    its sections.
    """
    if "section" not in present:
        present = present.assign(section="")
    elif present["doc"].any() and len(present[KEYS].drop_duplicates()) > MOST_COLUMNS:
        present = present.groupby(["doc", unit], as_index=False)[value].max().assign(section="")
    table = present.pivot(index=unit, columns=KEYS, values=value)
    return table[sorted(table.columns, key=lambda column: (docs.index(column[0]), column[1]))]


def short_heads(names: dict[str, str]) -> dict[str, str]:
    """Return names that stand upright, the long ones without their middle, so far as that leaves them apart.

    >>> short_heads({"a": "Journal of Contemporary Industrial Policy 2010", "b": "人民日报 2010"})
    {'a': 'Journal of…Policy 2010', 'b': '人民日报 2010'}
    """
    longest = max(map(display_width, names.values()))
    widths = range(min(HEAD, longest), longest + 1)
    return shortest({doc: shorten_title(name, width, ends=True) for doc, name in names.items()} for width in widths)


def staircase(table: pd.DataFrame, top: int) -> tuple[pd.DataFrame, list[int]]:
    """Return the rows among the `top` of any column, sorted by the section of their largest value, and their ranks.

    Where they would be more than MOST_ROWS, fewer of each column count, but the first of each always. The ranks count
    from 0, the first of each column before all second ones.
    """
    by_name = table.sort_index()
    best_of_columns = [by_name[column].dropna().nlargest(top).index for column in by_name]
    chosen: dict = {}
    for place in range(top):
        wider = chosen | {name: None for best in best_of_columns for name in best[place : place + 1]}
        if place and len(wider) > MOST_ROWS:
            break
        chosen = wider
    by_name = by_name.loc[list(chosen)]
    best, columns = by_name.idxmax(axis="columns"), list(table.columns)
    places = {name: (best[name][1], -by_name.at[name, best[name]], columns.index(best[name])) for name in chosen}
    order = sorted(chosen, key=lambda name: (*places[name], str(name)))
    return by_name.loc[order], [list(chosen).index(name) for name in order]


def _print_column_heads(ax: Axes, places: np.ndarray, columns: pd.MultiIndex, heads: dict, *, upright: bool) -> None:
    """Print the section over each column and the article over its columns."""
    docs, sections = zip(*columns, strict=True)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0)
    if sections[0] == "":
        ax.set_xticks(places, [heads[doc] for doc in docs], rotation=90 * upright)
        return
    ax.set_xticks(places, [localize("section.front") if section == 0 else str(section) for section in sections])
    ax.set_xlabel(localize("unit.section").capitalize(), fontsize=small_size(), loc="left")
    ax.xaxis.set_label_coords(-0.01, 1, transform=margin(ax, up=2.5, data_y=False))
    ax.xaxis.label.set(ha="right", va="bottom")
    above = ax.get_xaxis_transform() + ScaledTranslation(0, 1.6 * small_size() / 72, ax.figure.dpi_scale_trans)
    left, _, right, _ = axes_box(ax)
    column, size = (right - left) / (places[-1] + 1), matplotlib.rcParams["font.size"]
    for doc in dict.fromkeys(docs):
        own = [place for place, each in zip(places, docs, strict=True) if each == doc]
        head = wrap_to_width(heads[doc], max(column * (len(own) + 0.3), 3 * small_size()), size)
        ax.text(np.mean(own), 1, head, transform=above, ha="center", va="bottom")
