"""Which verb governs which term."""

from collections.abc import Iterable

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from discourse.figures.base.arguments import case_name, counted_rows, require_rows
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import MOST_LOOKS, article_order, article_styles, printed_names, wrap
from discourse.figures.base.legends import article_legend, legend_above, legend_height
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import name_width, small_size, text_width
from discourse.figures.base.theme import localize, record_plot, themed

MADE_BY = "dc.count of dc.add_verbs"
# What stands above and below the rows, in points, and the least width of a column in type sizes of a mark.
FRAME, COLUMN = 50, 1.5
# What the numbers of the first row take above it, in type sizes.
NUMBERS = 1.1


@themed
def plot_verbs(
    counts: pd.DataFrame,
    *,
    top: int = 20,
    focus: str | Iterable[str] | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which verb governs which term: terms in rows, verbs in columns, a mark for each article in their cell.

    The `top` terms with the most governed mentions are drawn, as many as a page holds, and the verbs that govern them,
    the most frequent first, as many as there is room for, of up to eight articles; lines below count the others.
    `focus` names the terms instead: terms or categories of a lexicon among `labels`. A number beside a mark says how
    often, where that is more than once. What nothing governs is not drawn.

    `counts` has one row per `doc`, `term` and verb, named by the column that was counted (`verb`, or `verb_class`),
    and `n`, as `dc.count(dc.add_verbs(mentions, actions), by=["doc", "term"], of="verb", base=tokens)` returns.
    Raises DiscourseError for missing columns and doubled rows.

    >>> counts = pd.DataFrame({"doc": "a", "term": ["6G"], "verb": ["发展"], "n": [1], "of": "verb", "by": "doc|term"})
    >>> [label.get_text() for label in plot_verbs(counts).get_yticklabels()]
    ['6G']
    """
    stated = counts["of"].dropna().unique() if isinstance(counts, pd.DataFrame) and "of" in counts else []
    of = str(stated[0]) if len(stated) == 1 else None
    known = counts[counts[of].notna()] if of is not None and of in counts else counts
    rows, verb = counted_rows(known, of, ["term", "n"], maker=MADE_BY, keys=["doc", "term"])
    rows, chosen = focused_rows(require_rows(rows[rows["n"] > 0], [], maker=MADE_BY), ["term"], focus, labels)
    sums = rows.groupby("term", sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    terms = [*chosen.units] or sums.index[: check_top(top)].tolist()
    width = figure_width(ax, columns=2)
    every = article_order(rows.loc[rows["term"].isin(terms), "doc"], labels)
    docs, rows = every[:MOST_LOOKS], rows[rows["term"].isin(terms) & rows["doc"].isin(every[:MOST_LOOKS])]
    governing = rows[verb].unique()
    # Two verbs that govern one object are two names.
    names = printed_names([*terms, *docs, *dict.fromkeys("|".join(governing).split("|"))], labels)
    names |= {each: " / ".join(names[part] for part in each.split("|")) for each in governing}
    looks = article_styles(docs, labels)
    most = int(0.7 * width / (mark_width(rows["n"]) * (len(docs) + 0.6)))
    verbs = rows.groupby(verb, sort=False)["n"].sum().sort_values(ascending=False, kind="stable").index
    above = {each: wrap(names[each], 18) for each in verbs[:most]}
    rows = rows[rows[verb].isin(above)]
    terms = [term for term in terms if term in set(rows["term"])]
    heads = row_names(terms, names, width, share=0.22)
    handles, texts = article_legend(looks, names, case=case_name(rows, beside=["term"]))
    upright = text_width([line for each in above.values() for line in each.split("\n")], small_size())
    frame = FRAME + upright + legend_height(texts, 0.6 * width)
    layout = fit_rows(heads, ax, frame=frame)
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    layout.draw_frame(ax)
    draw_cells(ax, rows, verb, layout.keep(terms), list(above), looks)
    ax.set_xlim(-0.6, len(above) - 0.4)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(above)), list(above.values()), rotation=90, size=small_size(), linespacing=1.0)
    ax.tick_params(axis="x", length=0, pad=NUMBERS * small_size())
    ax.grid(True)
    notes = cut_note("note.terms_cut", layout.cut) + cut_note("note.verbs_cut", max(0, len(verbs) - most))
    notes += cut_note(f"cases_cut.{case_name(rows, beside=['term'])}", len(every) - len(docs))
    notes = [wrap(note, name_width(width, share=0.6, most=90)) for note in (localize("axis.verbs"), *notes)]
    ax.set_xlabel("\n".join([*notes, *chosen.note(labels)]))
    if texts:
        legend_above(ax, handles, texts, room=0.6 * width, up=upright + (NUMBERS + 0.8) * small_size())
    return record_plot(ax, left_out=layout.cut + max(0, len(verbs) - most) + len(every) - len(docs))


def mark_width(numbers: pd.Series) -> float:
    """Return how many points a mark takes with the widest of some numbers beside it."""
    size = matplotlib.rcParams["lines.markersize"]
    return max(COLUMN * size, 0.7 * size + text_width([f"{numbers.max()}"], small_size()))


def draw_cells(ax: Axes, rows: pd.DataFrame, verb: str, terms: list, verbs: list, looks: dict) -> None:
    """Draw a mark for each article in the cell of each term and verb, side by side, with its number if not 1."""
    size, apart = matplotlib.rcParams["lines.markersize"], mark_width(rows["n"])
    for place, (doc, look) in enumerate(looks.items()):
        mine = rows[rows["doc"].eq(doc) & rows["term"].isin(terms) & rows[verb].isin(verbs)]
        mine = mine.assign(x=mine[verb].map(verbs.index), y=mine["term"].map(terms.index)).sort_values(["y", "x"])
        x, y = mine["x"].to_numpy(), mine["y"].to_numpy()
        aside = (place - (len(looks) - 1) / 2) * apart
        moved = ax.transData + ScaledTranslation(aside / 72, 0, ax.figure.dpi_scale_trans)
        ax.plot(x, y, ls="none", marker=look.marker, color=look.color, transform=moved, clip_on=False, zorder=3)
        for at, height, n in zip(x, y, mine["n"], strict=True):
            if n > 1:
                beside = moved + ScaledTranslation(0.55 * size / 72, 0.5 * size / 72, ax.figure.dpi_scale_trans)
                ax.text(at, height, f"{n}", transform=beside, size=small_size(), va="bottom", color=look.ink)
