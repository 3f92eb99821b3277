"""Targets, one row each, over articles or years."""

import math

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from pandas.api.types import is_integer_dtype

from discourse.figures.base.arguments import require_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import all_labels, article_order, printed_names, wrap
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import small_size, text_width
from discourse.figures.base.theme import localize, localize_name, record_plot, themed
from discourse.schema import refuse_gaps
from discourse.texts.characters import display_width

MADE_BY = "dc.find_commitments"
COLUMNS = ["value", "value_high", "unit", "counted", "hedge", "deadline", "quantity"]
# The mark of each hedge: what is exact, at least so much, at most so much, about so much.
MARKS = {"exact": "o", "over": "^", "under": "v", "about": "D"}
SIGNS = {"over": "≥", "under": "≤", "about": "≈"}
# Heights of a row in type sizes, the part of it in which values rise, and what stands around the rows, in points.
ROW, RISE, FRAME = 4.2, 0.55, 40
# More columns take the whole page; the width of the narrowest in type sizes.
MOST_NARROW, COLUMN = 4, 1.3
# The least width of a name that stands upright, in Latin letters.
UPRIGHT = 16


@themed
def plot_targets(
    targets: pd.DataFrame, *, over: str = "doc", top: int = 12, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw targets as a ladder: a row for each thing that is counted, a column for each article or year.

    A mark stands as high in its row as the value is large there, between the least and the largest of the row, and
    shows how exact it is: ○ as it is said, △ at least, ▽ at most, ◇ about; a range is a bar. The number is printed
    above, with the deadline below. `over` names what the columns are: doc, or a column of whole numbers such as year,
    whose gaps are drawn as columns without a text. Of several numbers for one thing in one column the first is drawn;
    numbers that name nothing they count, as a time in 三年行动, are not: the note counts their units.
    The `top` rows that most columns have are drawn, as many as the page holds, and of more columns than it holds the
    articles whose numbers most others have, too, or the last years; a note counts the others.

    `targets` are rows of `dc.find_commitments` or `dc.find_quantities`, such as those of status "goal" and "plan".
    Raises DiscourseError for missing columns and a frame without numbers.

    >>> row = {"doc": "a", "value": 200.0, "unit": "个", "counted": "数字园区", "hedge": "about", "deadline": "2027"}
    >>> targets = pd.DataFrame([row | {"value_high": None, "quantity": "200个"}])
    >>> [text.get_text() for text in plot_targets(targets).texts][:2]
    ['≈200个', '2027']
    """
    widest = 0.7 * figure_width(ax, columns=2)
    rows, columns, nameless, other = rows_in_columns(targets, over, labels, int(widest / (COLUMN * small_size())))
    sums = (
        rows.groupby(["counted", "unit"], sort=False, dropna=False).size().sort_values(ascending=False, kind="stable")
    )
    kept = list(sums.index)[: check_top(top)]
    # What is counted is the text's own words: it is printed so where no label knows it.
    known, names = all_labels(labels), printed_names(columns, labels)
    names |= {counted: known.get(counted, counted) for counted, _ in kept}
    page_columns, size = 2 if len(columns) > MOST_NARROW else 1, small_size()
    width = figure_width(ax, columns=page_columns)
    heads, room = row_names([counted for counted, _ in kept], names, width, share=0.24), 0.7 * width / len(columns)
    # Numbers that are wider than their columns stand upright.
    longest = text_width([print_number(row) for row in rows.to_dict("records")], size)
    above = longest if longest > room else 0
    below, turned, height = heads_below([str(names[each]) for each in columns], room)
    layout = fit_rows(heads, ax, frame=FRAME + above + height, least=ROW + above / size)
    ax = ax or new_axes(columns=page_columns, height=layout.figure_height)
    layout.draw_frame(ax)
    for height, (counted, unit) in enumerate(layout.keep(kept)):
        same = rows["unit"].eq(unit) if pd.notna(unit) else rows["unit"].isna()
        draw_ladder(ax, rows[rows["counted"].eq(counted) & same], height, room=above / size)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_xticks(range(len(columns)), below, size=size, rotation=90 if turned else 0)
    ax.grid(axis="y")
    for at in [at for at, each in enumerate(columns) if each not in set(rows[over])]:
        ax.text(at, -0.45, localize("legend.no_text"), rotation=90, ha="center", va="top", size=size, color="0.35")
    signs = [f"{SIGNS[each]} {localize_name('hedge', each)}" for each in SIGNS if each in set(rows["hedge"])]
    cut = layout.cut + len(sums) - len(kept) + nameless
    notes = [*cut_note("note.rows_cut", cut), *cut_note(f"cases_cut.{'article' if over == 'doc' else 'group'}", other)]
    print_notes(ax, [*filter(None, ["   ".join(signs)]), *notes])
    return record_plot(ax, left_out=cut + other)


def rows_in_columns(targets: pd.DataFrame, over: str, labels: object, most: int) -> tuple[pd.DataFrame, list, int, int]:
    """Return the rows that are drawn, with the column `at` which each stands, and the columns: articles, or years.

    The last two are of how many units the numbers are that name nothing they count, and how many columns with a number
    are left out, beyond `most`: of articles those whose numbers fewest others have, of years the first.
    """
    if isinstance(targets, pd.DataFrame) and "quantity" not in targets and "form" in targets:
        targets = targets.rename(columns={"form": "quantity"})
    rows = require_rows(targets, [*COLUMNS, over], maker=MADE_BY)
    rows = rows[rows["value"].notna()]
    refuse_gaps(rows, [over], name="targets")
    nameless = rows.loc[rows["counted"].isna(), "unit"].nunique(dropna=False)
    rows = require_rows(rows[rows["counted"].notna()], [], maker=MADE_BY)
    if is_integer_dtype(years := rows[over]):
        columns = [*range(max(int(years.min()), int(years.max()) + 1 - most), int(years.max()) + 1)]
    else:
        things = rows.drop_duplicates(["counted", "unit", over])
        shared = things.groupby(["counted", "unit"], dropna=False)[over].transform("size") - 1
        numbers = shared.groupby(things[over]).agg(["sum", "size"]).apply(tuple, axis="columns")
        columns = article_order(rows[over], labels)
        largest = {*sorted(columns, key=numbers.get, reverse=True)[:most]}
        columns = [column for column in columns if column in largest]
    other = rows.loc[~rows[over].isin(columns), over].nunique()
    # The first is the first of the text, in whatever order the rows stand.
    places = [column for column in ("paragraph", "start") if column in rows]
    at = rows[over].map({column: place for place, column in enumerate(columns)})
    rows = rows.assign(at=at).dropna(subset="at").astype({"at": "int64"}).sort_values(["at", *places], kind="stable")
    return rows.drop_duplicates(["counted", "unit", over]), columns, nameless, other


def heads_below(names: list[str], room: float) -> tuple[list[str], bool, float]:
    """Break the names of columns into lines; say whether they stand upright, and how many points more they then take.

    They do where one is wider than its `room` in points.
    """
    size = small_size()
    heads = [wrap(name, max(4, int(1.9 * room / size))) for name in names]
    if text_width([line for head in heads for line in head.split("\n")], size) <= room:
        return heads, False, 0
    # As many lines as stand side by side in a column.
    lines = max(1, int(room / (COLUMN * size)))
    heads = [wrap(name, max(UPRIGHT, math.ceil(display_width(name) / lines))) for name in names]
    return heads, True, text_width([line for head in heads for line in head.split("\n")], size)


def print_number(row: dict) -> str:
    """Return a number as it is printed, with the sign of its hedge."""
    return f"{SIGNS.get(row['hedge'], '')}{row['quantity']}"


def draw_ladder(ax: Axes, rows: pd.DataFrame, height: int, *, room: float) -> None:
    """Draw one target over the columns `at` which it stands: marks by their hedges, joined, with numbers and deadlines.

    Numbers that stand upright take `room` type sizes above the marks.
    """
    high = rows["value_high"].fillna(rows["value"]).to_numpy(dtype=float)
    low, size = rows["value"].to_numpy(dtype=float), small_size()
    least, most = low.min(), high.max()
    # Marks rise in the lower part of their row, what does not change stands in its middle.
    part = ROW / (ROW + room)
    shares = [(each - least) / (most - least) if most > least else np.full(len(low), 0.5) for each in (low, high)]
    bottom, top = (height + 0.5 - part * (0.5 - RISE / 2 + RISE * share) for share in shares)
    x, color = rows["at"].to_numpy(), matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0]
    ax.plot(x, bottom, color=matplotlib.rcParams["axes.edgecolor"], lw=0.7, zorder=1)
    ax.vlines(x, bottom, top, color=color, lw=2.4)
    for row, at, below, above in zip(rows.to_dict("records"), x, bottom, top, strict=True):
        hedge = row["hedge"] if row["hedge"] in SIGNS else "exact"
        ax.plot(
            at, below, marker=MARKS[hedge], mfc="white" if hedge != "exact" else color, mec=color, ls="none", zorder=3
        )
        number = print_number(row).replace("$", r"\$")
        style = {"textcoords": "offset points", "ha": "center", "size": size}
        ax.annotate(number, (at, above), (0, 0.6 * size), va="bottom", rotation=90 * bool(room), **style)
        due = row["deadline"] if pd.notna(row["deadline"]) else ""
        ax.annotate(f"{due}", (at, below), (0, -0.6 * size), va="top", color="0.35", **style)
