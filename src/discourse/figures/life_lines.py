"""The lives of formulas, one line each over the years."""

import re
from collections.abc import Iterable

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import refuse_doubled_rows, require_rows
from discourse.figures.base.focus import Focus, check_top, focused_rows
from discourse.figures.base.labels import printed_names
from discourse.figures.base.legends import legend_above, legend_height
from discourse.figures.base.notes import fill_lines
from discourse.figures.base.page import axes_box, counts_in_margin, figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, rank_rows, row_names
from discourse.figures.base.text_size import small_size, text_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.formulas"
IN = ["present_in", "n_in", "absent_in", "no_text_in"]
YEAR = re.compile(r"\d{4}")
# Points: above and below the rows beside the legend, and between the names of two periods.
FRAME, BETWEEN = 60, 8
# A mark is as high as this share of its row at the most, and so many points at the least; how light others than the
# peak are; so many names of formulas that stand nowhere are printed.
MARK, LEAST_MARK, LIGHT, NAMED = 0.92, 2.2, 0.55, 8
# Points from the Axes to the end of the column of counts.
COUNT_RIGHT = 24


@themed
def plot_life_lines(
    formulas: pd.DataFrame,
    *,
    top: int = 30,
    focus: str | Iterable[str] | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the life of each formula as a line over the periods: a mark where it stands, its area the number of places.

    The line runs from the first period that has the formula to the last, through those whose texts lack it, and is
    broken where there is no text at all. The mark of the peak, the highest rate, is dark. The `top` formulas with the
    most places are drawn, as many as a page, or a given `ax`, holds, or those that `focus` names; the earliest stand
    above. Their places in all periods stand at the right. A line below counts what is not drawn, and names what stands
    nowhere. Years stand at their true distance; other periods one after the other.

    `formulas` is what `dc.formulas` returns, or rows of it. Raises DiscourseError for missing columns, doubled rows, a
    name of `focus` that is none, and where no formula stands in a dated text.

    >>> life = {"term": "新型工业化", "n": 3, "first": 2003, "last": 2006, "peak": 2006, "present_in": "2003|2006",
    ...     "n_in": "1|2", "absent_in": "2004", "no_text_in": "2005"}
    >>> [label.get_text() for label in plot_life_lines(pd.DataFrame([life])).get_xticklabels()]
    ['2003', '2004', '2005', '2006']
    """
    rows = require_rows(formulas, ["term", "n", "first", "last", "peak", *IN], maker=MADE_BY)
    refuse_doubled_rows(rows, ["term"], maker=MADE_BY)
    rows, chosen = focused_rows(rows, ["term"], focus, labels)
    dated = rows[rows["first"].notna()]
    if dated.empty:
        raise NothingToDrawError("no formula of the frame stands in a text with a date")
    lists = dated[IN].map(lambda cell: [each for each in str(cell).split("|") if each])
    for each in lists["n_in"]:
        if not all(map(str.isdecimal, each)):
            raise DiscourseError(
                f"n_in={'|'.join(each)!r} is no list of counts, joined by |: give what {MADE_BY} returns"
            )
    dated = dated.assign(**lists, _n=[sum(map(int, each)) for each in lists["n_in"]])
    ranked = rank_rows(dated, ["term"], len(dated) if chosen.units else check_top(top), by=["_n"], then=["_n"])
    ranked = ranked.sort_values(["first", "last", "term"])
    width, most = figure_width(ax, columns=2), max(max(map(int, each)) for each in ranked["n_in"])
    signs = [localize("legend.area_places", range=f"1–{most}" if most > 1 else "1"), localize("legend.peak")]
    heads = row_names(ranked["term"], printed_names(ranked["term"], labels), width)
    layout = fit_rows(heads, ax, frame=FRAME + legend_height(signs, 0.6 * width), least=1.8, ranks=ranked["rank"])
    drawn = ranked.iloc[layout.kept]
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    layout.draw_frame(ax)
    nowhere = rows.loc[rows["n"].eq(0) & rows["first"].isna(), "term"].tolist()
    notes = [localize("note.life_line"), *Focus([], nowhere).note(labels, most=NAMED)]
    notes += cut_note("note.rows_cut", len(rows) - len(drawn) - len(nowhere)) + chosen.note(labels)
    ax.set_xlabel("\n".join(fill_lines(notes, 0.6 * width)), fontsize=small_size())
    counts_in_margin(ax, drawn["_n"], right=COUNT_RIGHT)
    blue = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0]
    marks = [{"mfc": face, "mec": blue} for face in (_lighter(blue), blue)]
    legend_above(ax, [Line2D([], [], ls="none", marker="o", **mark) for mark in marks], signs, room=0.6 * width)
    places = _draw_periods(ax, drawn)
    _draw_lives(ax, drawn, places, most=most, height=min(layout.heights), color=blue)
    return record_plot(ax, measures=["n"], left_out=len(rows) - len(drawn))


def _draw_periods(ax: Axes, rows: pd.DataFrame) -> dict[str, int]:
    """Set the periods of all lives below, as many of their names as stand clear of each other, and return their places.

    Years are placed as numbers, others counted from 0 in their order.
    """
    known = sorted(
        {each for column in ("present_in", "absent_in", "no_text_in") for cell in rows[column] for each in cell}
    )
    if all(YEAR.fullmatch(each) for each in known):
        places = {str(year): year for year in range(int(known[0]), int(known[-1]) + 1)}
    else:
        places = {each: place for place, each in enumerate(known)}
    ends = [*places.values()]
    ax.set_xlim(ends[0] - 0.6, ends[-1] + 0.6)
    names, size = list(places), matplotlib.rcParams["xtick.labelsize"]
    left, _, right, _ = axes_box(ax)
    room = (right - left) / (ends[-1] - ends[0] + 1.2)
    step = int(np.ceil((text_width(names, size) + BETWEEN) / room))
    ax.set_xticks(ends[::step], names[::step])
    ax.grid(axis="x")
    return places


def _draw_lives(ax: Axes, rows: pd.DataFrame, places: dict[str, int], *, most: int, height: float, color: str) -> None:
    """Draw the line of each life, broken where there is no text, and its marks."""
    for y, row in enumerate(rows.to_dict("records")):
        broken = {places[each] for each in row["no_text_in"]}
        life = [places[each] for each in [*row["present_in"], *row["absent_in"]]]
        line = [at if at not in broken else np.nan for at in range(min(life), max(life) + 1)]
        ax.plot(line, np.full(len(line), y), color=color, lw=0.8, marker="", zorder=1)
        for each, n in zip(row["present_in"], row["n_in"], strict=True):
            wide = max(LEAST_MARK, MARK * height * np.sqrt(int(n) / max(most, 4)))
            face = color if each == str(row["peak"]) else _lighter(color)
            ax.plot(places[each], y, marker="o", ms=wide, mfc=face, mec=color, mew=0.6, ls="none", zorder=2)


def _lighter(color: str) -> tuple[float, float, float]:
    """Mix a colour with white."""
    red, green, blue = (1 - LIGHT * (1 - part) for part in matplotlib.colors.to_rgb(color))
    return red, green, blue
