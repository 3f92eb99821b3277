"""Which phrases stand in which kinds of paragraphs of either version."""

import matplotlib
import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import compared_docs, require_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import all_labels, article_styles, printed_names
from discourse.figures.base.legends import article_legend, legend_above
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.text_size import small_size, text_width
from discourse.figures.base.theme import localize_name, record_plot, themed
from discourse.schema import check_codes, refuse_gaps

MADE_BY = "dc.find_headline_phrases"
COLUMNS = ["doc", "phrase", "kind", "migrates", "old", "new"]
KINDS = ["title", "subtitle", "heading", "question", "lead", "answer", "body"]
# What stands around the rows, in points; the distance of a version's mark from the middle of its column of width 1.
FRAME, APART = 58, 0.17
# The share of the width that the phrases get.
NAMED = 0.36
PLACED_BY = ["phrase", "migrates", "kind", "doc"]


@themed
def plot_headline_phrases(
    phrases: pd.DataFrame, *, top: int = 25, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw a row for each phrase and a column for each kind of paragraph: a mark where the old, the new version has it.

    The number beside a mark is how often it stands there, if more than once. Phrases that migrate come first, those
    with the longest text before others; below a line stand those that both versions have in the same kinds. The first
    `top` are drawn, as many as one page holds; a note counts the others.

    `phrases` has one row for each place of a phrase, as `dc.find_headline_phrases` returns. Raises DiscourseError for
    missing columns and for a frame of more than two versions.

    >>> places = pd.DataFrame({"doc": ["a", "b"], "phrase": "筑牢根基", "kind": ["answer", "heading"], "migrates": True,
    ...     "old": "a", "new": "b"})
    >>> [label.get_text() for label in plot_headline_phrases(places).get_xticklabels()]
    ['小标题', '答']
    """
    old, new = compared_docs(require_rows(phrases, COLUMNS, maker=MADE_BY))
    refuse_gaps(phrases, PLACED_BY, name="phrases")
    check_codes(phrases, "kind", KINDS)
    counts = phrases.astype({"migrates": bool}).groupby(PLACED_BY, as_index=False).size()
    order = counts[["phrase", "migrates"]].drop_duplicates()
    order = order.assign(length=-order["phrase"].str.len(), stays=~order["migrates"])
    order = order.sort_values(["stays", "length", "phrase"], ignore_index=True)
    drawn = order.head(check_top(top))
    names, looks = printed_names([old, new], labels), article_styles([old, new], labels)
    known, width = all_labels(labels), figure_width(ax, columns=2)
    printed = {phrase: known.get(phrase, phrase).replace("$", r"\$") for phrase in drawn["phrase"]}
    kinds = {kind: localize_name("kind", kind) for kind in KINDS if kind in set(counts["kind"])}
    above = text_width(kinds.values(), matplotlib.rcParams["xtick.labelsize"])
    # Names of kinds that are wider than their columns stand upright.
    upright = above > 0.9 * (0.94 - NAMED) * width / len(kinds)
    rows = fit_rows(row_names(drawn["phrase"], printed, width, share=NAMED), ax, frame=FRAME + above * upright)
    drawn = drawn.iloc[rows.kept]
    ax = ax or new_axes(columns=2, height=rows.figure_height)
    rows.draw_frame(ax)
    rule_columns(ax, list(kinds.values()), upright=upright)
    y_of = {phrase: y for y, phrase in enumerate(drawn["phrase"])}
    for row in counts[counts["phrase"].isin(list(y_of))].itertuples(index=False):
        side, look = 1 if row.doc == new else -1, looks[row.doc]
        x = list(kinds).index(row.kind) + side * APART
        ax.plot(x, y_of[row.phrase], ls="none", marker=look.marker, color=look.color)
        if row.size > 1:
            # Away from the mark of the other version.
            style = {"ha": "left" if side > 0 else "right", "va": "center", "size": small_size(), "color": look.ink}
            ax.annotate(str(row.size), (x, y_of[row.phrase]), (3.5 * side, 0), textcoords="offset points", **style)
    if 0 < drawn["migrates"].sum() < len(drawn):
        ax.axhline(drawn["migrates"].sum() - 0.5, color=matplotlib.rcParams["axes.edgecolor"], lw=0.6)
    legend_above(ax, *article_legend(looks, names), room=width, up=2.2 * small_size() + above * upright)
    cut = len(order) - len(drawn)
    print_notes(ax, cut_note("note.rows_cut", cut))
    return record_plot(ax, left_out=cut)


def rule_columns(ax: Axes, names: list[str], *, upright: bool) -> None:
    """Name columns above, between rules."""
    ax.set_xticks(range(len(names)), names, rotation=90 * upright)
    ax.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.spines[:].set_visible(False)
    rule = {"color": matplotlib.rcParams["grid.color"], "lw": matplotlib.rcParams["grid.linewidth"], "zorder": 0}
    for at in range(len(names) + 1):
        ax.axvline(at - 0.5, **rule)
    ax.grid(axis="y")
