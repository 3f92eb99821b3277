"""Which terms stand together, as a matrix."""

from collections.abc import Iterable

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import one_expression, require_pairs, value_name
from discourse.figures.base.focus import check_top, focused_rows
from discourse.figures.base.labels import printed_names, wrap
from discourse.figures.base.matrix import color_on, draw_matrix
from discourse.figures.base.page import figure_height, figure_width, new_axes
from discourse.figures.base.rows import cut_note, row_names
from discourse.figures.base.text_size import row_height, text_width, wrap_to_width
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.schema import PAIR

MADE_BY = "dc.count_pairs"
# The widest matrix, in points, that leaves room for names in one page column.
PAGE_COLUMN = 215
# What stands above and below the rows, in points, but for the names of the columns; the narrowest column; the height of
# a line of a name that stands upright.
FRAME, LEAST_WIDTH, LINE = 66, 8.4, 8.0


@themed
def plot_pairs(
    pairs: pd.DataFrame,
    *,
    value: str = "n",
    top: int = 20,
    focus: str | Iterable[str] | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw `value` for every pair of the `top` most connected terms as a matrix.

    The terms with the largest summed `n` over their pairs are drawn, as many as a page, or a given `ax`, holds; those
    that stand together more than with others lie side by side, and those that stand with no other of them are left out;
    a note counts the terms that are not drawn. `focus` names the terms instead, or categories of a lexicon among
    `labels`. One article fills the lower triangle; a second one the upper, in the
    same order and shades. Where the columns are too narrow for names, they have the numbers of their rows. Where some
    values are negative, white is 0, and negative cells have a minus or a hatch; ∞ is infinite, × has no value.

    `pairs` has one row per `doc` (if it has one), `term_a` and `term_b`; and `n` and the column `value`, as
    `dc.count_pairs` returns. Raises DiscourseError for missing columns, doubled rows, no value at all, or more than two
    articles.

    Pairs that are `adjacent` in every window, one expression that the lexicon cuts (产业链供应链), have a frame;
    `pairs[~pairs["adjacent"]]` leaves them out.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2]})
    >>> [label.get_text() for label in plot_pairs(pairs).get_yticklabels()]
    ['算力', '算法']
    """
    pairs, docs, span = require_pairs(pairs, [], value, labels=labels, maker=MADE_BY)
    if pairs[value].isna().all():
        raise DiscourseError(f"value={value!r} is missing in every row: draw another column, or count the pairs anew")
    every = len({*pairs["term_a"], *pairs["term_b"]})
    pairs, chosen = focused_rows(pairs, PAIR, focus, labels)
    terms, beside, below, ax = _fit_terms(pairs, len(chosen.units) or check_top(top), labels, ax)
    ax.set_yticks(range(len(terms)), beside if below else [f"{name}  {n}" for n, name in enumerate(beside, 1)])
    ax.set_xticks(range(len(terms)), below or range(1, len(terms) + 1), rotation=90 if below else 0)
    ax.tick_params(axis="x", length=0)
    width = figure_width(ax, columns=1)
    if docs != [""]:
        names, size = printed_names(docs, labels), matplotlib.rcParams["axes.titlesize"]
        corners = ("◣ ", "◥ ") if len(docs) == 2 else ("",)
        titles = [corner + names[doc] for corner, doc in zip(corners, docs, strict=True)]
        titles = [wrap_to_width(title, 0.5 * width, size) for title in titles]
        together = "\n" not in "".join(titles) and text_width(["    ".join(titles)], size) < 0.6 * width
        ax.set_title(("    " if together else "\n").join(titles), loc="left")
    notes = [localize("axis.never", value=value_name(value, span))]
    drawn = pairs[(pairs["n"] > 0) & pairs["term_a"].isin(terms) & pairs["term_b"].isin(terms)]
    joined = one_expression(drawn)
    notes += [localize("note.adjacent_framed")] * bool(joined.any())
    notes += cut_note("note.terms_cut", (len(chosen.units) or every) - len(terms)) + chosen.note(labels)
    notes = [wrap_to_width(note, 0.75 * width, matplotlib.rcParams["axes.labelsize"]) for note in notes]
    # The first article below the diagonal, x before y, the second above it.
    centres = np.sort(drawn[PAIR].map(terms.index).to_numpy(), axis=1)
    centres = np.where(drawn[["doc"]] == docs[0], centres, centres[:, ::-1])
    draw_matrix(ax, centres, drawn[value], width=len(terms), label="\n".join(notes))
    if joined.any():
        # A frame inside the cell, in a colour that is seen on its shade.
        shaded, values = ax.collections[0], drawn.loc[joined, value].to_numpy(dtype=float)
        shades = shaded.to_rgba(np.clip(np.nan_to_num(values), *shaded.get_clim()))
        colors = [color_on(shade) for shade in np.where(np.isnan(values)[:, None], 1.0, shades)]
        frames = [Rectangle((x - 0.4, y - 0.4), 0.8, 0.8) for x, y in centres[joined]]
        ax.add_collection(PatchCollection(frames, facecolor="none", edgecolor=colors, linewidth=0.9, label="adjacent"))
    return record_plot(ax, measures=[value] + ["adjacent"] * bool(joined.any()), left_out=len(pairs) - len(drawn))


def _fit_terms(
    pairs: pd.DataFrame, top: int, labels: object, ax: Axes | None
) -> tuple[list[str], list[str], list[str], Axes]:
    """Return the terms that have room, their names beside rows and below columns, none where too wide; the Axes."""
    terms = terms_by_community(pairs, top)
    names = printed_names(terms, labels)
    below = [wrap(names[term]) for term in terms]
    columns = 1 if len(terms) * row_height(below) < PAGE_COLUMN else 2
    width, size = figure_width(ax, columns=columns), matplotlib.rcParams["ytick.labelsize"]
    beside = row_names(terms, names, width)
    room = width - text_width(beside, size) - 12
    if room / len(terms) < LINE * max(name.count("\n") + 1 for name in below):
        below, room = [], room - 2 * size
    frame = FRAME + (text_width(below, size) if below else 14)
    fitting = int(min((figure_height(ax) - frame) / row_height(beside), room / LEAST_WIDTH))
    if fitting < len(terms) and top > 2:
        return _fit_terms(pairs, max(2, min(fitting, top - 1)), labels, ax)
    return terms, beside, below, ax or new_axes(columns=columns, height=len(terms) * row_height(beside) + frame)


def terms_by_community(pairs: pd.DataFrame, top: int) -> list[str]:
    """Return the `top` most connected terms, communities together, the strongest first.

    Communities are those of greedy modularity (Clauset, Newman and Moore 2004) on `n` summed over the articles.
    """
    graph = nx.Graph()
    sums = pairs.groupby(PAIR, as_index=False)["n"].sum()
    graph.add_weighted_edges_from(sums[sums["n"] > 0].itertuples(index=False))
    if not graph:
        raise NothingToDrawError(
            "no pair of the frame has n above 0: no two stand together in these texts, or a filter kept no such pair"
        )
    strength = dict(graph.degree(weight="weight"))
    strongest = sorted(graph, key=lambda term: (-strength[term], term))[:top]
    place = {term: index for index, term in enumerate(strongest)}
    # Numbers for names: sets of strings have another order in every run, and ties would fall differently.
    chosen = nx.Graph()
    chosen.add_nodes_from(place.values())
    inner = graph.subgraph(strongest).edges(data="weight")
    chosen.add_weighted_edges_from(sorted((*sorted((place[a], place[b])), n) for a, b, n in inner))
    chosen.remove_nodes_from([index for index, degree in list(chosen.degree) if not degree])
    if not chosen:
        raise NothingToDrawError(f"no two of the top={top} terms stand together: use a larger top=")
    groups = nx.community.greedy_modularity_communities(chosen, weight="weight")
    weights = {index: strength[term] for term, index in place.items()}
    ranked = sorted((sorted(group) for group in groups), key=lambda group: (-sum(map(weights.get, group)), group))
    return [strongest[index] for group in ranked for index in group]
