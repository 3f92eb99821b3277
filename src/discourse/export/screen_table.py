"""A frame as one reads it on a screen: heads in words, rounded numbers, counts that open their sentences."""

import re
from html import escape
from math import floor, log10
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.export.sheet import Column, make_sheet, print_cell
from discourse.figures.base.labels import all_labels
from discourse.figures.base.theme import localize, theme
from discourse.figures.base.verdicts import VERDICTS
from discourse.schema import SIDES, check_counts, require_columns
from discourse.strings import STRINGS
from discourse.texts.characters import display_width

# How the columns of an interval's ends end.
ENDS = ("low", "high")
# What every result says of itself, which the heads say already.
BOOKKEEPING = ["of", "by", "rate_unit", "tested", "interval", "interval_note"]
# Columns whose cells are codes with names of their own, by how they begin; and where those of others stand.
CODES = [
    "kind",
    "change",
    "verdict",
    "status",
    "hedge",
    "date_basis",
    "what",
    "prompting",
    "shape",
    "within",
    "of",
    "p_below",
]
TOPICS = {"within": "unit", "of": "unit", "p_below": "column"}
# A column whose texts take no more half-width characters, as dates, terms and verdicts do, is not broken into lines.
SHORT = 24
STYLE = """<style>
.discourse{border-collapse:collapse;font-size:13px;line-height:1.45}
.discourse th,.discourse td{padding:3px 9px;text-align:right;vertical-align:top;border:0}
.discourse td{white-space:nowrap}
.discourse td.w,.discourse th.w{text-align:left!important;min-width:4.5em;max-width:42em;white-space:normal}
.discourse td.s,.discourse th b{white-space:nowrap}
.discourse th b{font-weight:inherit}
.discourse th{min-width:3.2em;font-weight:600;border-bottom:1.5px solid currentColor}
.discourse summary{cursor:pointer;text-decoration:underline dotted;list-style:none}
.discourse tr.k0,.discourse tr.k1{display:none}
.discourse tr:has(details.k0[open])+tr.k0,.discourse tr:has(details.k1[open])+tr+tr.k1{display:table-row}
.discourse ol{margin:2px 0 8px 1.5em;padding:0;text-align:left}
.discourse small{opacity:.7;margin-right:.7em}
</style>"""


class ScreenTable(NamedTuple):
    """A table for the screen: notebooks and pages show `html`, a terminal `text`."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_table(
    frame: pd.DataFrame,
    lines: pd.DataFrame | None = None,
    *,
    columns: list[str] | None = None,
    labels: object = None,
    language: str = "zh",
) -> ScreenTable:
    """Show a frame on a screen: heads and codes in words, numbers rounded, no row numbers.

    A measure that has an interval (rate, rate_low, rate_high) stands with it in one column, with so many decimals that
    half the intervals are two digits wide or more; other numbers are rounded as in `save_table`. `lines` are what
    `evidence` gives for the rows of `frame`: each count then opens its sentences, those of a comparison the old and the
    new apart, in a saved page too, without a script. `columns` are those to show, by default all but what a result says
    of itself (of, by, rate_unit …). `labels` are printed for articles and terms, as in figures. The index of a pivot or
    a crosstab, which has names, is shown as columns, and its heads are printed as what they are values of.

    Returns a table that a notebook shows by itself: `html`, and `text` for a terminal.

    Raises DiscourseError for a column that the frame lacks, lines of other rows, and another language.

    >>> frame = pd.DataFrame({"term": ["6G"], "n": [2], "rate": [1.23], "rate_low": [0.4], "rate_high": [3.1]})
    >>> show_table(frame, language="en")
    term n per 1,000 words
      6G 2  1.2 [0.4, 3.1]
    """
    with theme(language=language):
        known = all_labels(labels)
        frame, pivoted = flatten_pivot(frame, known)
        for name in columns or []:
            one_of("columns", name, list(frame.columns))
        shown = columns or [name for name in frame.columns if name not in BOOKKEEPING]
        sheet = {column.name: column for column in make_sheet(frame[shown])}
        printed = print_columns(sheet, known)
        heads = [(name, pivoted.get(name) or head_of(name, frame, known), sheet[name].is_text) for name in printed]
        opened = open_counts(frame, lines, list(printed))
        rows = list(map(list, zip(*printed.values(), strict=True)))
        text = pd.DataFrame(rows, columns=[head for _, head, _ in heads]).to_string(index=False)
        return ScreenTable(write_html(heads, rows, opened, lines, known), text)


def print_columns(sheet: dict[str, Column], known: dict[str, str]) -> dict[str, list[str]]:
    """Print the cells of each column, codes and what the labels know by their names.

    The ends of an interval stand in the column of its measure.
    """
    numbers = {name for name, column in sheet.items() if not column.is_text}
    ends = {name: [f"{name}_{end}" for end in ENDS] for name in sheet}
    measures = {name for name in sheet if {name, *ends[name]} <= numbers}
    inside = {end for name in measures for end in ends[name]}
    return {
        name: print_intervals(column, *(sheet[end] for end in ends[name]))
        if name in measures
        else [
            known.get(text, text)
            for text in (name_code(name, cell) or print_cell(cell, column) for cell in column.cells)
        ]
        for name, column in sheet.items()
        if name not in inside
    }


def flatten_pivot(frame: pd.DataFrame, known: dict[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return a pivot with one name a column, and the heads of those that are values: codes and what the labels know by
    their names, what stands on several levels parted by a dot."""
    require_columns(frame, [], name="frame", maker="count")
    if frame.columns.names == [None]:
        return frame, {}
    heads = {}
    for column in frame.columns:
        parts = column if isinstance(column, tuple) else (column,)
        values = [(name, part) for name, part in zip(frame.columns.names, parts, strict=True) if part != ""]
        printed = [print_value("" if name is None else str(name), part, known) for name, part in values]
        heads[" · ".join(str(part) for _, part in values)] = " · ".join(printed) if all(printed) else ""
    return frame.set_axis(list(heads), axis="columns"), heads


def print_value(column: str, value: object, known: dict[str, str]) -> str:
    """Print a value of a column where it heads another: a number, and what is true or false, with that column's head.

    The columns of a pivot of several measures are headed by these, and theirs is a level without a name.
    """
    if not column:
        return head_of(str(value), pd.DataFrame(), known)
    said = name_code(column, value) or known.get(str(value), "")
    if not isinstance(value, bool | np.bool_ | Real) or known.get(str(value)):
        return said
    return f"{head_of(column, pd.DataFrame(), known)} {said or value}"


def name_code(column: str, cell: object) -> str:
    """Return what is printed for a code of a column; nothing where the column has none, or the cell is no code."""
    topic = next((code for code in CODES if column == code or column.startswith(f"{code}_")), "")
    key = (
        f"{TOPICS.get(topic, topic)}.{VERDICTS.get(cell, cell).replace(' ', '_')}"
        if topic and isinstance(cell, str)
        else ""
    )
    if isinstance(cell, bool | np.bool_):
        key = "column.yes" if cell else "column.no"
    return localize(key) if key in STRINGS else ""


def print_intervals(column: Column, low: Column, high: Column) -> list[str]:
    """Print a measure with its interval, rounded so that half the intervals are two digits wide or more."""
    ends = [np.array([np.nan if cell is None else cell for cell in each.cells], dtype=float) for each in (low, high)]
    widths = ends[1] - ends[0]
    widths = widths[np.isfinite(widths) & (widths > 0)]
    decimals = max(0, 1 - floor(log10(np.median(widths)))) if len(widths) else column.decimals
    number = Column(column.name, "decimal", [], decimals)

    def say(cell: object) -> str:
        return print_cell(None if cell is None else float(cell), number)  # type: ignore[arg-type]

    return [
        say(cell) + ("" if least is None and most is None else f" [{say(least)}, {say(most)}]")
        for cell, least, most in zip(column.cells, low.cells, high.cells, strict=True)
    ]


def head_of(name: str, frame: pd.DataFrame, known: dict[str, str]) -> str:
    """Head a column in words: its own name here, else that of its measure or noun; for a side with its article."""
    stem, _, side = name.rpartition("_")
    if side in SIDES and stem:
        docs = frame[side].dropna().unique() if side in frame else []
        of_side = known.get(docs[0], docs[0]) if len(docs) == 1 else localize(f"side.{side}")
        return f"{head_of(stem, frame, known)} · {of_side}"
    if side in ENDS and stem:
        return f"{head_of(stem, frame, known)} {localize(f'column.{side}')}"
    keys = [f"column.{name}", f"measure.{name}", f"unit.{name}"]
    told = (localize(key) for key in keys if key in STRINGS and "{" not in STRINGS[key]["zh"])
    return next(told, known.get(name, name))


def open_counts(frame: pd.DataFrame, lines: pd.DataFrame | None, shown: list[str]) -> dict[str, dict[int, list[int]]]:
    """Say for each count that opens, and each row, which lines it opens, by their positions."""
    if lines is None:
        return {}
    require_columns(lines, ["doc", "left", "match", "right", "row"], name="lines", maker="evidence")
    check_counts(lines, n=["row"], totals=[], name="lines")
    rows = lines["row"].astype("int64")
    if len(lines) and rows.max() >= len(frame):
        raise DiscourseError(
            f"lines open row {rows.max()}, and the frame has {len(frame)}; give the rows that evidence opened"
        )
    sides = [f"n_{side}" for side in SIDES]
    if set(sides) <= set(shown) and set(SIDES) <= set(frame):
        docs = {f"n_{side}": frame[side].tolist() for side in SIDES}
    else:
        docs = {next((name for name in ("n", *sides) if name in shown), shown[0]): []}
    opened: dict[str, dict[int, list[int]]] = {name: {} for name in docs}
    for at, (row, doc) in enumerate(zip(rows, lines["doc"], strict=True)):
        for name, of_row in docs.items():
            if not of_row or of_row[row] == doc:
                opened[name].setdefault(row, []).append(at)
    return opened


def write_html(heads: list, rows: list[list[str]], opened: dict, lines: pd.DataFrame | None, known: dict) -> str:
    """Write a table as HTML; below a row stand the lines that its counts open, hidden until they do."""
    short = [all(display_width(row[at]) <= SHORT for row in rows) for at in range(len(heads))]
    side = [f' class="w{" s" * is_short}"' * is_text for (_, _, is_text), is_short in zip(heads, short, strict=True)]
    page = [STYLE, '<table class="discourse"><thead><tr>']
    # What is of an article stands above its name, in two lines.
    broken = [re.sub(r"(.+?) · (.+)", r"<b>\1<br>\2</b>", escape(head)) for _, head, _ in heads]
    page += [f"<th{css}>{head}</th>" for css, head in zip(side, broken, strict=True)]
    page.append("</tr></thead><tbody>")
    for number, row in enumerate(rows):
        page.append("<tr>")
        for css, (name, _, _), text in zip(side, heads, row, strict=True):
            cell = escape(text)
            if opened.get(name, {}).get(number):
                place = list(opened).index(name)
                cell = f'<details class="k{place}"><summary>{cell}</summary></details>'
            page.append(f"<td{css}>{cell}</td>")
        page.append("</tr>")
        for place, of_rows in enumerate(opened.values()):
            items = "".join(write_line(lines.iloc[at], known) for at in of_rows.get(number, []))  # type: ignore[union-attr]
            page.append(f'<tr class="k{place}"><td class="w" colspan="{len(heads)}"><ol>{items}</ol></td></tr>')
    return "".join([*page, "</tbody></table>"])


def write_line(line: pd.Series, known: dict[str, str]) -> str:
    """Write a line of a concordance: its place, and the match among its words."""
    place = known.get(line["doc"], line["doc"])
    if {"section", "paragraph"} <= set(line.index):
        place += f" §{line['section']} ¶{line['paragraph']}"
    words = "{}<b>{}</b>{}".format(*(escape(str(line[part])) for part in ("left", "match", "right")))
    return f"<li><small>{escape(place)}</small>{words}</li>"
