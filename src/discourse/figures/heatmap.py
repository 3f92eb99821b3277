"""Which units mark which section of which article."""

from itertools import pairwise

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from discourse.figures.base.arguments import (
    at_least_one,
    name_missing,
    number_column,
    one_row_each,
    rate_name,
    require,
    unit_column,
)  # fmt: skip
from discourse.figures.base.labels import article_order, printed, wrap
from discourse.figures.base.matrix import Cell, draw_cells
from discourse.figures.base.page import axes_box, figure_width, margin, new_axes
from discourse.figures.base.text_size import name_width, row_height, small_size, text_width, wrap_to_width
from discourse.figures.base.theme import localize, localize_name, themed

MADE_BY = "dc.add_tfidf"
# What one page has room for.
MOST_ROWS, MOST_COLUMNS = 40, 24


@themed
def plot_heatmap(
    scores: pd.DataFrame,
    *,
    value: str = "tfidf",
    top: int = 5,
    of: str | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw `value` for the `top` units of every section, units in rows, sections in columns beside their article's.

    A unit among the `top` of one section is drawn for all; where that would be more than forty rows, only the first
    ranks of each section are drawn, as many as fit. Rows are sorted by the section where they are largest, so that the
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
    unit = unit_column(scores, of, maker=MADE_BY)
    keys = [key for key in ("doc", "section") if key in scores] or ["doc", "section"]
    require(scores, [*keys, unit, value], maker=MADE_BY)
    number_column(scores, value)
    scores = name_missing(scores, unit)
    one_row_each(scores, [*keys, unit], maker=MADE_BY)
    table = _table(scores, keys, unit, value, labels)
    label = localize("axis.blank", value=rate_name(scores) if value == "rate" else localize_name("measure", value))
    if len(table.columns) > MOST_COLUMNS and len(keys) == 2:
        table = table.T.groupby(level="doc", sort=False).max().T
        table.columns = pd.MultiIndex.from_product([table.columns, [""]], names=["doc", "section"])
        label = localize("axis.largest", value=label)
    paper = figure_width(ax, columns=1 if len(table.columns) <= 10 else 2)
    room = int(0.6 * paper / (1.3 * small_size())) if table.columns[0][1] == "" else MOST_COLUMNS
    label = wrap(label, name_width(paper, share=0.6, most=90))
    if cut := max(0, len(table.columns) - room):
        table, label = table.iloc[:, :room], f"{label}\n{localize('note.articles_cut', cut=cut)}"
    table = staircase(table, at_least_one(top))
    docs = list(dict.fromkeys(doc for doc, _ in table.columns))
    names = printed([*table.index, *docs], labels)
    rows = [wrap(names[each], name_width(paper)) for each in table.index]
    heads = text_width([names[doc] for doc in docs], matplotlib.rcParams["xtick.labelsize"]) if _upright(table) else 0
    height = len(rows) * row_height(rows) + 72 + heads
    ax = ax or new_axes(columns=1 if len(table.columns) <= 10 else 2, height=height)
    places = _column_places(table)
    cells = [
        Cell(x, y, table.iat[y, column])
        for y in range(len(rows))
        for column, x in enumerate(places)
        if pd.notna(table.iat[y, column])
    ]
    ax.set_yticks(range(len(rows)), rows)
    _head_columns(ax, table, places, names)
    draw_cells(ax, cells, width=places[-1] + 1, label=label)
    return ax


def _table(scores: pd.DataFrame, keys: list[str], unit: str, value: str, labels: object) -> pd.DataFrame:
    """Return units × (doc, section), articles in the order of the labels, blank where there is nothing."""
    present = require(scores[scores[value].fillna(0) != 0], [], maker=MADE_BY)
    wide = present.assign(**{key: "" for key in ("doc", "section") if key not in keys})
    order = article_order(wide["doc"], labels)
    wide = wide.pivot(index=unit, columns=["doc", "section"], values=value)
    return wide[sorted(wide.columns, key=lambda column: (order.index(column[0]), column[1]))]


def staircase(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the rows among the `top` of any column, sorted by the section of their largest value.

    Where they would be more than MOST_ROWS, fewer ranks of each column count, but the first of each always.
    """
    by_name = table.sort_index()
    best_of = [by_name[column].dropna().nlargest(top).index for column in by_name]
    chosen = {name for best in best_of for name in best[:1]}
    for rank in range(1, top):
        wider = chosen | {name for best in best_of for name in best[rank : rank + 1]}
        if len(wider) > MOST_ROWS:
            break
        chosen = wider
    chosen = by_name[by_name.index.isin(chosen)].dropna(how="all")
    best = chosen.idxmax(axis="columns")
    columns = list(table.columns)
    order = sorted(
        chosen.index,
        key=lambda name: (best[name][1], -chosen.at[name, best[name]], columns.index(best[name]), str(name)),
    )
    return chosen.loc[order]


def _upright(table: pd.DataFrame) -> bool:
    """Tell whether the columns are articles, too many for their names to stand side by side."""
    return len(table.columns) > 4 and all(section == "" for _, section in table.columns)


def _column_places(table: pd.DataFrame) -> np.ndarray:
    """Return the centre of each column, with a gap between articles."""
    docs = [doc for doc, _ in table.columns]
    gaps = np.cumsum([0, *(0.4 * (a != b) for a, b in pairwise(docs))])
    return np.arange(len(docs)) + gaps


def _head_columns(ax: Axes, table: pd.DataFrame, places: np.ndarray, names: dict) -> None:
    """Print the section over each column and the article over its columns."""
    docs, sections = zip(*table.columns, strict=True)
    ax.xaxis.tick_top()
    heads = [
        "" if section == "" else localize("section.front") if section == 0 else str(section) for section in sections
    ]
    upright = _upright(table)
    if not any(heads):
        heads = [names[doc] if upright else wrap(names[doc], 8) for doc in docs]
    ax.set_xticks(places, heads, rotation=90 if upright else 0)
    ax.tick_params(axis="x", length=0)
    if sections[0] == "":
        return
    ax.set_xlabel(localize("unit.section").capitalize(), fontsize=small_size(), loc="left")
    ax.xaxis.set_label_coords(-0.01, 1, transform=margin(ax, up=2.5, data_y=False))
    ax.xaxis.label.set(ha="right", va="bottom")
    above = ax.get_xaxis_transform() + ScaledTranslation(0, 1.6 * small_size() / 72, ax.figure.dpi_scale_trans)
    left, _, right, _ = axes_box(ax)
    column = (right - left) / (places[-1] + 1)
    for doc in dict.fromkeys(docs):
        own = [place for place, each in zip(places, docs, strict=True) if each == doc]
        head = wrap_to_width(
            names[doc], max(column * (len(own) + 0.3), 3 * small_size()), matplotlib.rcParams["font.size"]
        )
        ax.text(np.mean(own), 1, head, transform=above, ha="center", va="bottom")
