"""Where in a text the words of others stand: a barcode, a row for each source."""

from collections.abc import Iterable

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from discourse.errors import DiscourseError, NothingToDrawError, one_of
from discourse.figures.base.arguments import require_rows
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import article_order, article_styles, printed_names
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import counts_in_margin, figure_width, new_axes
from discourse.figures.base.rows import cut_note, fit_rows, row_names
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.schema import check_counts, check_paragraphs

MADE_BY = "dc.find_reuse"
PLACES = ["doc_from", "doc_to", "paragraph_to", "start_to", "end_to", "length"]
# Points: above and below the rows; from the Axes to the end of the column of counts; the edge of a passage, so that a
# short one in a long text is seen; the share of a row that it fills.
FRAME, COUNT_RIGHT, EDGE, FILLED = 46, 26, 0.4, 0.72


@themed
def plot_reuse(
    passages: pd.DataFrame,
    paragraphs: pd.DataFrame,
    *,
    doc: str,
    top: int = 20,
    focus: str | Iterable[str] | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one text from its beginning to its end as a barcode: a bar for each passage, a row for each text it is from.

    Above all of them stands a row of all sources together, for a passage may have several. The `top` sources with the
    most letters are drawn, in the order of `labels` (that of the corpus), or those that `focus` names. Their passages
    are counted at the right; faint lines are where sections begin. The imprint is left out.

    `passages` are what `dc.find_reuse` returns, or rows of it, `paragraphs` those that it was given. Raises
    DiscourseError for missing columns, a `doc` that is none, and a text without a passage.

    >>> lines = ["加快推进新型工业化，建设制造强国。", "会议说，加快推进新型工业化、建设制造强国！要快。"]
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": lines})
    >>> from discourse import find_reuse
    >>> [label.get_text() for label in plot_reuse(find_reuse(text), text, doc="b").get_yticklabels()]
    ['a']
    """
    rows = require_rows(passages, PLACES, maker=MADE_BY)
    check_counts(rows, n=["paragraph_to", "start_to", "end_to", "length"], totals=[], name="passages")
    if rows["doc_from"].isna().any():
        raise DiscourseError(f"passages has no doc_from in row {rows['doc_from'].isna().argmax()}; leave the row out")
    check_paragraphs(paragraphs, ["section", "kind", "text"])
    mine = rows[rows["doc_to"].eq(one_of("doc", doc, paragraphs["doc"].drop_duplicates()))]
    if mine.empty:
        raise NothingToDrawError(f"no passage of the frame stands in doc={doc!r} as the later text")
    mine = mine.sort_values(["paragraph_to", "start_to", "doc_from"], kind="stable")
    mine, chosen = focused_rows(mine, ["doc_from"], focus, labels)
    letters = mine.groupby("doc_from")["length"].sum().sort_values(ascending=False, kind="stable")
    letters = letters.head(len(letters) if chosen.units else check_top(top))
    sources = article_order(letters.index, labels)
    several = len(sources) > 1
    ranks = [0] * several + [several + letters.index.get_loc(each) for each in sources]
    names, whole = printed_names(sources, labels), localize("legend.all_sources")
    width = figure_width(ax, columns=2)
    heads = [whole] * several + row_names(sources, names, width)
    layout = fit_rows(heads, ax, frame=FRAME, least=1.7, ranks=ranks)
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    layout.draw_frame(ax)
    # The paragraphs that count, with the characters at which each begins and ends.
    text = paragraphs[paragraphs["doc"].eq(doc) & paragraphs["kind"].ne("imprint")].sort_values("paragraph")
    text = text.assign(begin=(lengths := text["text"].str.len()).cumsum() - lengths, end=lengths.cumsum())
    grey, looks = matplotlib.rcParams["xtick.labelcolor"], article_styles(sources, labels)
    strips = layout.keep(
        [(mine, grey)] * several + [(mine[mine["doc_from"].eq(each)], looks[each].color) for each in sources]
    )
    for y, (strip, color) in enumerate(strips):
        draw_strip(ax, strip, text, y, color)
    sections = text.loc[text["section"].ne(text["section"].shift()) & text["begin"].gt(0), "begin"]
    ax.vlines(sections, *ax.get_ylim(), color=matplotlib.rcParams["grid.color"], lw=0.6, zorder=0)
    ax.set_xlim(0, text["end"].max())
    counts_in_margin(ax, [len(strip) for strip, _ in strips], right=COUNT_RIGHT)
    cut = mine["doc_from"].nunique() - len(strips) + several
    notes = (
        [localize("note.section_lines")] * bool(len(sections)) + cut_note("note.rows_cut", cut) + chosen.note(labels)
    )
    print_notes(ax, notes, name=localize("axis.characters_from_start"))
    return record_plot(ax, left_out=cut)


def draw_strip(ax: Axes, passages: pd.DataFrame, text: pd.DataFrame, y: float, color: str) -> None:
    """Draw a bar for each passage, where it stands in the text."""
    begins = passages["paragraph_to"].map(text.set_index("paragraph")["begin"])
    bars = [
        Rectangle((begin + start, y - FILLED / 2), end - start, FILLED)
        for begin, start, end in zip(begins, passages["start_to"], passages["end_to"], strict=True)
    ]
    ax.add_collection(PatchCollection(bars, facecolor=color, edgecolor=color, linewidth=EDGE))
    ax.axhline(y, color=matplotlib.rcParams["grid.color"], lw=0.6, zorder=0)
