"""How long each section of each article is, and what it is made of."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import name_missing, require, with_doc
from discourse.figures.base.labels import (
    ArticleStyle,
    article_order,
    article_styles,
    printed,
    section_name,
    wrap,
)
from discourse.figures.base.legends import legend_height, legend_over
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.text_size import name_width, row_height, small_size
from discourse.figures.base.theme import localize, localize_name, themed

MADE_BY = "dc.count"
# So many articles are drawn section by section; more have one bar each, and a page has room for so many bars.
APART, MOST = 3, 40
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
    More than three articles have one bar each, all sections together, the first forty of them.

    `counts` has any number of rows per `section` (and `doc`, and `kind`, if it has them); and `n`, as `dc.count`
    returns. Raises DiscourseError for missing columns, and for an `n` that is missing, negative or infinite.

    >>> counts = pd.DataFrame({"section": [1, 1, 2], "kind": ["question", "answer", "answer"], "n": [30, 200, 250]})
    >>> [text.get_text() for text in plot_structure(counts).texts]
    ['230', '250']
    """
    counts = with_doc(require(counts, ["section", "n"], maker=MADE_BY))
    counts = name_missing(counts, "kind") if "kind" in counts else counts.assign(kind="body")
    wrong = counts[counts["section"].isna() | ~np.isfinite(counts["n"].astype(float)) | (counts["n"] < 0)]
    if len(wrong):
        section, n = wrong.iloc[0][["section", "n"]]
        raise DiscourseError(f"section={section}, n={n} is no number of words in a section: look at how it was made")
    require(counts[counts["n"] > 0], [], maker=MADE_BY)
    docs, sections = article_order(counts["doc"], labels), sorted(counts["section"].unique())
    kinds = sorted(counts["kind"].unique(), key=lambda kind: ([*KINDS, kind].index(kind), kind))
    names, looks = printed(docs, labels), article_styles(docs, labels)
    paper = figure_width(ax, columns=1)
    kind_names = [localize_name("kind", kind) for kind in kinds]
    doc_names = [names[doc] for doc in docs] if len(docs) <= APART and docs != [""] else []
    room = 0.5 * paper
    legend = legend_height(kind_names, room) + legend_height(doc_names, room)
    if len(docs) <= APART:
        ax = ax or new_axes(columns=1, height=len(sections) * (len(docs) * 11 + 8) + 36 + legend)
        _draw_sections(ax, counts, docs, kinds, looks)
        heads = [section_name(each) for each in sections]
        ax.set_xlabel(localize("axis.words"))
    else:
        heads = [wrap(names[doc], name_width(paper)) for doc in docs[:MOST]]
        ax = ax or new_axes(columns=1, height=len(heads) * row_height(heads) + 46 + legend)
        _draw_articles(ax, counts, docs[:MOST], kinds)
        cut = len(docs) - len(heads)
        ax.set_xlabel(
            f"{localize('axis.words')}\n{localize('note.articles_cut', cut=cut)}"
            if cut
            else localize("axis.words")
        )
    ax.set_yticks(range(len(heads)), heads)
    ax.set_ylim(len(heads) - 0.45, -0.55)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    up = 2.0
    if doc_names:
        legend_over(ax, [Patch(facecolor=looks[doc].color) for doc in docs], doc_names, room=room)
        up += legend_height(doc_names, room) - 3
    if len(kinds) > 1:
        legend_over(ax, [Patch(**fill(kind, _grey(), kinds[0])) for kind in kinds], kind_names, room=room, up=up)
    return ax


def _draw_sections(
    ax: Axes, counts: pd.DataFrame, docs: list[str], kinds: list[str], looks: dict[str, ArticleStyle]
) -> None:
    """Draw a bar for each section and article, the articles of a section together."""
    words = counts.pivot_table(index=["doc", "section"], columns="kind", values="n", aggfunc="sum")[kinds]
    sections = sorted(counts["section"].unique())
    for row, doc in enumerate(docs):
        mine = words.loc[doc].reindex(sections)
        heights = np.arange(len(sections)) + (row - (len(docs) - 1) / 2) * 0.8 / len(docs)
        _draw_bars(ax, mine.fillna(0), heights, 0.72 / len(docs), looks[doc])
        _print_totals(ax, mine.sum(axis="columns", min_count=1), heights, looks[doc])
    ax.set_xlim(0, 1.12 * np.nanmax(words.sum(axis="columns")))


def _draw_articles(ax: Axes, counts: pd.DataFrame, docs: list[str], kinds: list[str]) -> None:
    """Draw a bar for each article, its sections together."""
    words = counts.pivot_table(index="doc", columns="kind", values="n", aggfunc="sum").reindex(docs)[kinds]
    heights, grey = np.arange(len(docs)), _grey()
    _draw_bars(ax, words.fillna(0), heights, 0.72, grey)
    _print_totals(ax, words.sum(axis="columns", min_count=1), heights, grey)
    ax.set_xlim(0, 1.14 * np.nanmax(words.sum(axis="columns")))


def _grey() -> ArticleStyle:
    return ArticleStyle(matplotlib.rcParams["xtick.labelcolor"], "")


def fill(kind: str, look: ArticleStyle, full: str) -> dict:
    """Return how the bar of a kind is filled: with colour if it is the kind `full`, else hatched in that colour."""
    if kind == full:
        return {"facecolor": look.color, "edgecolor": look.color}
    return {"facecolor": "white", "edgecolor": look.color, "hatch": KINDS.get(kind, "oo")}


def _draw_bars(ax: Axes, words: pd.DataFrame, heights: np.ndarray, height: float, look: ArticleStyle) -> None:
    start = np.zeros(len(words))
    for kind in words:
        ax.barh(heights, words[kind], left=start, height=height, **fill(kind, look, words.columns[0]))
        start += words[kind].to_numpy()


def _print_totals(ax: Axes, totals: pd.Series, heights: np.ndarray, look: ArticleStyle) -> None:
    for y, total in zip(heights, totals, strict=True):
        if pd.notna(total):
            place = {"xytext": (2, 0), "textcoords": "offset points", "va": "center"}
            ax.annotate(f"{total:.0f}", (total, y), size=small_size(), color=look.color, **place)
