"""How long each section of each article is, and what it is made of."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import case_name, name_missing, require_rows, with_doc
from discourse.figures.base.labels import ArticleStyle, article_order, article_styles, printed_names, section_name
from discourse.figures.base.legends import legend_above, legend_height
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import small_size
from discourse.figures.base.theme import localize, localize_name, record_plot, themed

MADE_BY = "dc.count"
# So many articles are drawn section by section; more have one bar each.
APART = 3
# Lengths in points: what stands above and below the bars of sections and of articles, but for the legend; a bar of a
# section, and what lies between sections.
SECTION_FRAME, ARTICLE_FRAME, BAR, BETWEEN = 36, 46, 11, 8
# From the largest part of an article to the smallest, with their hatches: the largest of a figure is full colour.
KINDS = {
    "answer": "||||",
    "body": "++++",
    "lead": "....",
    "question": "/////",
    "heading": "xxxxx",
    "subtitle": "-----",
    "title": "\\\\\\\\\\",
    "imprint": "oo",
}


@themed
def plot_structure(counts: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw the words of every section as bars, the articles one below the other, divided by kind of paragraph.

    The number at a bar's end is the words of the section, `n` summed over all rows that share `doc` and `section`.
    More than three articles have one bar each, all sections together; so have articles that were counted without
    sections. As many sections or articles are drawn as a page holds; a note counts the others.

    `counts` has any number of rows per `section`, `doc` (or another key, such as a year) and `kind`, where it has them;
    and `n`, as `dc.count` returns. Raises DiscourseError for missing columns, and for an `n` that is missing, negative
    or infinite.

    >>> counts = pd.DataFrame({"section": [1, 1, 2], "kind": ["question", "answer", "answer"], "n": [30, 200, 250]})
    >>> [text.get_text() for text in plot_structure(counts).texts]
    ['230', '250']
    """
    counts = with_doc(require_rows(counts, ["n"], maker=MADE_BY), beside=["section", "kind"])
    by_section, case = "section" in counts, case_name(counts, beside=["section", "kind"])
    counts = name_missing(pd.DataFrame({"section": 0, "kind": "body"}, counts.index).assign(**counts), "kind")
    wrong = counts[counts["section"].isna() | ~np.isfinite(counts["n"].astype(float)) | (counts["n"] < 0)]
    if len(wrong):
        section, n = wrong.iloc[0][["section", "n"]]
        raise DiscourseError(f"section={section}, n={n} is no number of words in a section: look at how it was made")
    require_rows(counts[counts["n"] > 0], [], maker=MADE_BY)
    docs = article_order(counts["doc"], labels)
    kinds = sorted(counts["kind"].unique(), key=lambda kind: ([*KINDS, kind].index(kind), kind))
    names, grey = printed_names(docs, labels), ArticleStyle(matplotlib.rcParams["xtick.labelcolor"], "")
    apart, room = by_section and len(docs) <= APART, 0.5 * figure_width(ax, columns=1)
    kind_names = [localize_name("kind", kind) for kind in kinds]
    doc_names = [names[doc] for doc in docs] if apart and docs != [""] else []
    legend = legend_height(kind_names, room) + legend_height(doc_names, room)
    if apart:
        rows, looks, note = sorted(counts["section"].unique()), article_styles(docs, labels), "note.rows_cut"
        heads, heights = [section_name(section) for section in rows], [len(docs) * BAR + BETWEEN] * len(rows)
        counts, frame = counts.assign(row=counts["section"]), SECTION_FRAME
    else:
        rows, looks, heads, heights = docs, {"": grey}, row_names(docs, names, 2 * room), None
        counts, note, frame = counts.assign(row=counts["doc"], doc=""), f"cases_cut.{case}", ARTICLE_FRAME
    # The bars of sections on a given ax may be as low as they must.
    layout = fit_rows(heads, ax, frame=frame + legend, heights=heights, least_rows=len(rows) if ax and apart else 1)
    rows = layout.keep(rows)
    ax = ax or new_axes(columns=1, height=layout.figure_height)
    words = counts.pivot_table(index=["doc", "row"], columns="kind", values="n", aggfunc="sum")[kinds]
    words = words[words.index.isin(rows, level="row")]
    _draw_stacked_bars(ax, words, rows, looks)
    ax.set_xlabel("\n".join([localize("axis.words"), *cut_note(note, layout.cut)]))
    ax.set_yticks(range(len(rows)), layout.heads)
    ax.set(xlim=(0, (1.12 if apart else 1.14) * np.nanmax(words.sum(axis="columns"))), ylim=(len(rows) - 0.45, -0.55))
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    if doc_names:
        legend_above(ax, [Patch(facecolor=look.color) for look in looks.values()], doc_names, room=room)
    up = legend_height(doc_names, room) - 1 if doc_names else 2.0
    if len(kinds) > 1:
        legend_above(ax, [Patch(**kind_fill(kind, grey, kinds[0])) for kind in kinds], kind_names, room=room, up=up)
    return record_plot(ax, counted="words", left_out=layout.cut)


def kind_fill(kind: str, look: ArticleStyle, full: str) -> dict:
    """Return how the bar of a kind is filled: with colour if it is the kind `full`, else hatched in that colour."""
    if kind == full:
        return {"facecolor": look.color, "edgecolor": look.color}
    return {"facecolor": "white", "edgecolor": look.color, "hatch": KINDS.get(kind, "oo")}


def _draw_stacked_bars(ax: Axes, words: pd.DataFrame, rows: list, looks: dict[str, ArticleStyle]) -> None:
    """Draw the `words` of each kind (columns) by doc and row, the docs of a row together, and print their sums."""
    place = {"xytext": (2, 0), "textcoords": "offset points", "va": "center", "size": small_size()}
    for number, (doc, look) in enumerate(looks.items()):
        mine = words.loc[doc].reindex(rows)
        heights = np.arange(len(rows)) + (number - (len(looks) - 1) / 2) * 0.8 / len(looks)
        start = np.zeros(len(rows))
        for kind, n in mine.fillna(0).items():
            ax.barh(heights, n, left=start, height=0.72 / len(looks), **kind_fill(kind, look, words.columns[0]))
            start += n.to_numpy()
        for y, total in zip(heights, mine.sum(axis="columns", min_count=1), strict=True):
            if pd.notna(total):
                ax.annotate(f"{total:.0f}", (total, y), color=look.ink, **place)
