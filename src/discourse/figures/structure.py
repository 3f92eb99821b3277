"""How long each section of each article is, and what it is made of."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from discourse.figures.canvas import legend_above, new_axes, small
from discourse.figures.frames import require, with_doc
from discourse.figures.labels import Look, article_looks, article_order, printed
from discourse.figures.theme import WORDS, themed, word

MAKER = "dc.count"
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

    `counts` has any number of rows per `section` (and `doc`, and `kind`, if it has them); and `n`, as `dc.count`
    returns. Raises DiscourseError for missing columns.

    >>> counts = pd.DataFrame({"section": [1, 1, 2], "kind": ["question", "answer", "answer"], "n": [30, 200, 250]})
    >>> [text.get_text() for text in plot_structure(counts).texts]
    ['230', '250']
    """
    counts = with_doc(require(counts, ["section", "n"], maker=MAKER))
    counts = counts if "kind" in counts else counts.assign(kind="body")
    docs, sections = article_order(counts["doc"], labels), sorted(counts["section"].unique())
    kinds = sorted(counts["kind"].unique(), key=lambda kind: ([*KINDS, kind].index(kind), kind))
    names, looks = printed(docs, labels), article_looks(docs, labels)
    words = counts.pivot_table(index=["doc", "section"], columns="kind", values="n", aggfunc="sum")[kinds]
    ax = ax or new_axes(columns=1, height=len(sections) * (len(docs) * 11 + 8) + 60)
    for row, doc in enumerate(docs):
        mine = words.loc[doc].reindex(sections)
        heights = np.arange(len(sections)) + (row - (len(docs) - 1) / 2) * 0.8 / len(docs)
        _draw_bars(ax, mine.fillna(0), heights, 0.72 / len(docs), looks[doc])
        _print_totals(ax, mine.sum(axis="columns", min_count=1), heights, looks[doc])
    heads = [word("front") if each == 0 else word("section", section=each) for each in sections]
    ax.set_yticks(range(len(sections)), heads)
    ax.set_ylim(len(sections) - 0.45, -0.55)
    ax.set_xlim(0, 1.12 * np.nanmax(words.sum(axis="columns")))
    ax.set_xlabel(word("words"))
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    if docs != [""]:
        legend_above(ax, [Patch(facecolor=looks[doc].color) for doc in docs], [names[doc] for doc in docs])
    if len(kinds) > 1:
        grey = Look(matplotlib.rcParams["xtick.labelcolor"], "")
        handles = [Patch(**fill(kind, grey, kinds[0])) for kind in kinds]
        kind_names = [word(kind) if kind in WORDS else str(kind) for kind in kinds]
        legend_above(ax, handles, kind_names, up=2 if docs == [""] else 11)
    return ax


def fill(kind: str, look: Look, full: str) -> dict:
    """Return how the bar of a kind is filled: with colour if it is the kind `full`, else hatched in that colour."""
    if kind == full:
        return {"facecolor": look.color, "edgecolor": look.color}
    return {"facecolor": "white", "edgecolor": look.color, "hatch": KINDS.get(kind, "oo")}


def _draw_bars(ax: Axes, words: pd.DataFrame, heights: np.ndarray, height: float, look: Look) -> None:
    start = np.zeros(len(words))
    for kind in words:
        ax.barh(heights, words[kind], left=start, height=height, **fill(kind, look, words.columns[0]))
        start += words[kind].to_numpy()


def _print_totals(ax: Axes, totals: pd.Series, heights: np.ndarray, look: Look) -> None:
    for y, total in zip(heights, totals):
        if pd.notna(total):
            place = {"xytext": (2, 0), "textcoords": "offset points", "va": "center"}
            ax.annotate(f"{total:.0f}", (total, y), size=small(), color=look.color, **place)
