"""Which of a few terms stand together in which windows, in one text or two, as a matrix of small tables."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import refuse_doubled_rows, require_rows, with_doc
from discourse.figures.base.focus import choose_units
from discourse.figures.base.labels import ArticleStyle, article_order, article_styles, printed_names
from discourse.figures.base.matrix import color_on
from discourse.figures.base.notes import print_lines
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.text_size import small_size, text_width, wrap_to_width
from discourse.figures.base.theme import LINE_STEP, localize, localize_name, record_plot, themed
from discourse.schema import PAIR

MADE_BY = "dc.count_pairs"
# From the narrowest to the widest; spans of words come first, in their order.
WINDOWS = ["sentence", "paragraph", "point", "turn", "section"]
# So many terms have room on a page; how high a row of a cell is, and the gap between cells as a share of one;
# what stands around the cells beside notes and upright names, in points.
MOST_TERMS, ROW, GAP = 9, 11.0, 0.06
FRAME = 22.0


@themed
def plot_pair_windows(
    pairs: pd.DataFrame, *, focus: str | Iterable[str], labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw, for every two of a few terms, in how many windows of each kind they stand together, in one text or two.

    A cell has a row for each text and a column for each kind of window, from the narrowest to the widest; the darker,
    the more windows; 0 is printed as a dot. A star says that some of these are of one enumeration (`n_same_list`).
    Names stand on the diagonal; the key, above it, names rows and columns. `focus` names two to nine terms in their
    order, or categories of a lexicon among `labels`.

    `pairs` are the rows of `dc.count_pairs` by several windows, one below the other (`pd.concat`): `term_a, term_b, n,
    within`, and `doc`, `n_same_list` if there are any. A pair without a row in a window does not stand together there.
    Raises DiscourseError for missing columns, doubled rows, more than two articles, and more terms than have room.

    >>> pairs = pd.DataFrame({"term_a": ["6G"], "term_b": ["算力"], "n": [2], "within": ["sentence"]})
    >>> "2" in [text.get_text() for text in plot_pair_windows(pairs, focus=["6G", "算力"]).texts]
    True
    """
    pairs = with_doc(require_rows(pairs, [*PAIR, "n", "within"], maker=MADE_BY))
    refuse_doubled_rows(pairs, ["doc", *PAIR, "within"], maker=f"{MADE_BY} of one article and one lexicon")
    docs = article_order(pairs["doc"], labels)
    # Spans of words first, in their order.
    windows = sorted(pairs["within"].unique(), key=lambda each: (each in WINDOWS and 1 + WINDOWS.index(each), each))
    if len(docs) > 2:
        raise DiscourseError(f"{len(docs)} articles, and a cell has room for two: filter pairs by doc")
    chosen = choose_units(focus, pd.unique(pairs[PAIR].to_numpy().ravel()), labels, unit="term")
    terms = chosen.units
    if len(terms) < 2:
        raise NothingToDrawError(f"focus= names one term of the frame, {terms[0]!r}, and a pair takes two: name others")
    if len(terms) > MOST_TERMS:
        raise DiscourseError(f"focus= names {len(terms)} terms of the frame: name 2 to {MOST_TERMS}")
    names, looks = printed_names([*terms, *docs], labels), article_styles(docs, labels)
    height = ROW * max(2, len(docs)) * (1 + GAP) * len(terms)
    width = figure_width(ax, columns=1 if len(terms) * len(windows) <= 16 else 2)
    cells = WindowCells.of_pairs(pairs, terms, looks, windows)
    printed = [names[term] for term in terms]
    heads, aside, cell = diagonal_names(
        printed, 0.96 * width, beside=text_width([names[doc] for doc in docs], small_size())
    )
    cells.check_room(cell)
    # The names on the diagonal stand between cells.
    lines = 1 + max(head.count("\n") for head in heads)
    height = max(height, (LINE_STEP * max(lines, 2) + 0.4) * small_size() * len(terms))
    notes = [localize("note.pair_windows"), *([localize("note.star_list")] if cells.counts["listed"].any() else [])]
    notes = [wrap_to_width(note, 0.95 * width, small_size()) for note in notes + chosen.note(labels)]
    # Above the key, its names stand upright where one of them is too wide.
    upright = (kind := text_width(cells.kinds, small_size())) > 0.95 * cell * cells.sizes[0]
    frame = FRAME + 1.3 * small_size() * sum(note.count("\n") + 1 for note in notes) + kind * upright
    ax = ax or new_axes(columns=width / figure_width(None, columns=1), height=height + frame)
    cells.draw(ax)
    for at, (head, left) in enumerate(zip(heads, aside, strict=True)):
        style = {"va": "center", "size": small_size(), "linespacing": LINE_STEP}
        ax.text(at - 0.47 * left, at, head, ha="left" if left else "center", **style)
    cells.draw_key(ax, names, len(terms) - 1, upright=upright)
    ax.set(xlim=(-0.52, 0.96 * width / cell - 0.48), ylim=(len(terms) - 0.48, -0.52), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    print_lines(ax, notes, width=0.95 * width, size=small_size())
    return record_plot(ax, measures=["n"])


class WindowCells(NamedTuple):
    """The tables of a matrix: their counts by column, row, doc and window, how articles look, what windows are called.

    `counts` has a row for each two terms, doc and window, by their numbers: column, row, doc, window, n, listed.
    """

    counts: pd.DataFrame
    looks: dict[str, ArticleStyle]
    kinds: list[str]

    @property
    def sizes(self) -> tuple[float, float]:
        """How wide and high a number of a cell is, in cells."""
        return (1 - GAP) / len(self.kinds), (1 - GAP) / len(self.looks)

    @classmethod
    def of_pairs(cls, pairs: pd.DataFrame, terms: list, looks: dict[str, ArticleStyle], windows: list) -> "WindowCells":
        """Take the counts of every two terms in each article, in the order of `looks`, and each of the `windows`."""
        docs = list(looks)
        place = {term: at for at, term in enumerate(terms)}
        mine = pairs[pairs[PAIR].isin(terms).all(axis="columns")]
        ends = np.sort(mine[PAIR].map(place.get).to_numpy(dtype=int), axis=1)
        listed = mine["n_same_list"].fillna(0) if "n_same_list" in mine else pd.Series(0, mine.index)
        found = pd.DataFrame({"column": ends[:, 0], "row": ends[:, 1], "doc": mine["doc"].map(docs.index).to_numpy()})
        found = found.assign(
            window=mine["within"].map(windows.index).to_numpy(), n=mine["n"].array, listed=listed.array
        )
        every = pd.MultiIndex.from_product(
            [range(len(terms)), range(len(terms)), range(len(docs)), range(len(windows))],
            names=["column", "row", "doc", "window"],
        )
        table = found.set_index(list(every.names)).reindex(every).reset_index()
        counts = table[table["column"] < table["row"]].fillna({"n": 0, "listed": 0}).astype({"n": int, "listed": int})
        kinds = [
            localize_name("unit", each) if isinstance(each, str) else localize("context.words", k=each)
            for each in windows
        ]
        return cls(counts, looks, kinds)

    def check_room(self, cell: float) -> None:
        """Refuse cells, `cell` points wide, whose columns are too narrow for their numbers."""
        counts = self.counts
        texts = [f"{n}{'*' if listed else ''}" for n, listed in zip(counts["n"], counts["listed"], strict=True)]
        if text_width(set(texts), small_size()) > cell * self.sizes[0]:
            raise DiscourseError(
                f"the numbers of {counts['window'].nunique()} kinds of windows do not fit into cells for "
                f"{counts['row'].max() + 1} terms: name fewer terms, leave windows out, or draw it wider, as in "
                "dc.theme(width=170)"
            )

    def draw(self, ax: Axes) -> None:
        """Draw the squares of all cells, shaded by their counts, and print these."""
        counts, inner, (wide, high) = self.counts, 1 - GAP, self.sizes
        hue = matplotlib.colormaps[matplotlib.rcParams["image.cmap"]]
        most = max(4, counts["n"].max())
        colors = hue(0.15 + 0.65 * counts["n"].to_numpy() / most)
        colors[counts["n"].to_numpy() == 0] = 1
        corners = [
            (row.column - inner / 2 + wide * row.window, row.row - inner / 2 + high * row.doc)
            for row in counts.itertuples()
        ]
        edge = matplotlib.rcParams["grid.color"]
        ax.add_collection(
            PatchCollection(
                [Rectangle(corner, wide, high) for corner in corners], facecolors=colors, edgecolor=edge, linewidth=0.5
            )
        )
        for (x, y), n, listed, color in zip(corners, counts["n"], counts["listed"], colors, strict=True):
            text = f"{n}{'*' if listed else ''}" if n else "·"
            style = {"ha": "center", "va": "center", "size": small_size(), "color": color_on(color)}
            ax.text(x + wide / 2, y + high / 2, text, **style)

    def draw_key(self, ax: Axes, names: dict, right: float, *, upright: bool) -> None:
        """Say above the diagonal, on an empty cell at `right`, what its columns and rows are: windows, and texts."""
        inner, top, (wide, high) = 1 - GAP, 0, self.sizes
        grey = matplotlib.rcParams["xtick.labelcolor"]
        box = {"facecolor": "none", "edgecolor": matplotlib.rcParams["axes.edgecolor"], "linewidth": 0.5}
        for at, name in enumerate(self.kinds):
            x = right - inner / 2 + wide * at
            for doc in range(len(self.looks)):
                ax.add_patch(Rectangle((x, top - inner / 2 + high * doc), wide, high, **box))
            ax.annotate(
                name, (x + wide / 2, top - inner / 2), xytext=(0, 1.5), textcoords="offset points", ha="center",
                va="bottom", rotation=90 * upright, size=small_size(), color=grey, annotation_clip=False,
            )  # fmt: skip
        for at, (doc, look) in enumerate(self.looks.items()):
            if doc:
                y = top - inner / 2 + high * (at + 0.5)
                ax.annotate(
                    names[doc], (right - inner / 2, y), xytext=(-2, 0), textcoords="offset points", ha="right",
                    va="center", size=small_size(), color=look.ink,
                )  # fmt: skip


def diagonal_names(names: list[str], width: float, *, beside: float) -> tuple[list[str], list[bool], float]:
    """Return the names in lines, which of them begin at the left of their place, and the width of a cell in points.

    A name stands in the middle of its place, or, where that is too narrow, reaches right of it, where no cells are;
    cells are narrower than their part of `width` where the last need more room. The first leaves `beside` points of
    its row to the names beside the key.
    """
    cell, size = width / len(names), small_size()
    while True:
        free = (len(names) - 1) * cell - beside - 4
        rooms = [min(0.98 * cell, max(free, size)), *[0.98 * cell] * (len(names) - 1)]
        heads = [wrap_to_width(name, room, size) for name, room in zip(names, rooms, strict=True)]
        widths = [text_width([head], size) for head in heads]
        if cell <= size or all(at * cell + wide <= width for at, wide in enumerate(widths)):
            centred = [min(cell, 2 * free - cell), *[cell] * (len(names) - 1)]
            return heads, [wide > room for wide, room in zip(widths, centred, strict=True)], cell
        cell -= 1
