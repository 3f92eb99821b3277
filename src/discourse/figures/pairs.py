"""Which terms stand together, as a matrix."""

import matplotlib
import networkx as nx
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import (
    at_least_one,
    number_column,
    one_row_each,
    require,
    span_of,
    value_name,
    with_doc,
)  # fmt: skip
from discourse.figures.base.labels import article_order, printed, wrap
from discourse.figures.base.matrix import Cell, draw_cells
from discourse.figures.base.page import figure_height, figure_width, new_axes
from discourse.figures.base.text_size import name_width, row_height, text_width, wrap_to_width
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.count_pairs"
# The widest matrix, in points, that leaves room for names in one page column.
COLUMN = 215
# What stands above and below the rows, in points, but for the names of the columns; the narrowest column; the height of
# a line of a name that stands upright.
FRAME, LEAST, LINE = 66, 8.4, 8.0


@themed
def plot_pairs(
    pairs: pd.DataFrame, *, value: str = "n", top: int = 20, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw `value` for every pair of the `top` most connected terms as a matrix.

    The terms with the largest summed `n` over their pairs are drawn, as many as a page, or a given `ax`, holds; those
    that stand together more than with others lie side by side, and those that stand with no other of them are left out;
    a note counts the terms that are not drawn. One article fills the lower triangle; a second one the upper, in the
    same order and shades. Where the columns are too narrow for names, they have the numbers of their rows. Where some
    values are negative, white is 0, and negative cells have a minus or a hatch; ∞ is infinite, × has no value.

    `pairs` has one row per `doc` (if it has one), `term_a` and `term_b`; and `n` and the column `value`, as
    `dc.count_pairs` returns. Raises DiscourseError for missing columns, doubled rows, no value at all, or more than two
    articles.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2]})
    >>> [label.get_text() for label in plot_pairs(pairs).get_yticklabels()]
    ['算力', '算法']
    """
    pairs = with_doc(require(pairs, ["term_a", "term_b", "n", value], maker=MADE_BY))
    number_column(pairs, value)
    span = span_of(pairs)
    one_row_each(pairs, ["doc", "term_a", "term_b"], maker=MADE_BY)
    docs = article_order(pairs["doc"], labels)
    if len(docs) > 2:
        two = f"pairs[pairs['doc'].isin([{docs[0]!r}, {docs[1]!r}])]"
        raise DiscourseError(
            f"a matrix has two triangles, the frame {len(docs)} articles, {', '.join(docs)}: "
            f"filter it to two, as in {two}"
        )
    if pairs[value].isna().all():
        raise DiscourseError(f"value={value!r} is missing in every row: draw another column, or count the pairs anew")
    terms, rows, feet, ax = _lay_out(pairs, at_least_one(top), labels, ax)
    ax.set_yticks(range(len(terms)), rows if feet else [f"{row}  {place}" for place, row in enumerate(rows, 1)])
    ax.set_xticks(range(len(terms)), feet or range(1, len(terms) + 1), rotation=90 if feet else 0)
    ax.tick_params(axis="x", length=0)
    paper = figure_width(ax, columns=1)
    size = matplotlib.rcParams["axes.labelsize"]
    if docs != [""]:
        names = printed(docs, labels)
        corners = ("◣ ", "◥ ") if len(docs) == 2 else ("",)
        type_ = matplotlib.rcParams["axes.titlesize"]
        title = [
            wrap_to_width(corner + names[doc], 0.5 * paper, type_) for corner, doc in zip(corners, docs, strict=True)
        ]
        together = "\n" not in "".join(title) and text_width(["    ".join(title)], type_) < 0.6 * paper
        ax.set_title(("    " if together else "\n").join(title), loc="left")
    key = [localize("axis.never", value=value_name(value, span))]
    if cut := len(set(pairs["term_a"]) | set(pairs["term_b"])) - len(terms):
        key.append(localize("note.terms_cut", cut=cut))
    label = "\n".join(wrap_to_width(line, 0.75 * paper, size) for line in key)
    draw_cells(ax, _cells(pairs, terms, docs, value), width=len(terms), label=label)
    return ax


def _lay_out(
    pairs: pd.DataFrame, top: int, labels: object, ax: Axes | None
) -> tuple[list[str], list[str], list[str], Axes]:
    """Return the terms that have room, their names beside rows and below columns, none where too wide; the Axes."""
    terms = side_by_side(pairs, top)
    names = [printed(terms, labels)[term] for term in terms]
    feet = [wrap(name) for name in names]
    columns = 1 if len(terms) * row_height(feet) < COLUMN else 2
    paper = figure_width(ax, columns=columns)
    size = matplotlib.rcParams["ytick.labelsize"]
    rows = [wrap(name, name_width(paper)) for name in names]
    beside = paper - text_width(rows, size) - 12
    if beside / len(terms) < LINE * max(foot.count("\n") + 1 for foot in feet):
        feet, beside = [], beside - 2 * size
    below = text_width(feet, size) if feet else 14
    fitting = int(min((figure_height(ax) - FRAME - below) / row_height(rows), beside / LEAST))
    if fitting < len(terms) and top > 2:
        return _lay_out(pairs, max(2, min(fitting, top - 1)), labels, ax)
    return terms, rows, feet, ax or new_axes(columns=columns, height=len(terms) * row_height(rows) + FRAME + below)


def side_by_side(pairs: pd.DataFrame, top: int) -> list[str]:
    """Return the `top` most connected terms, communities together, the strongest first.

    Communities are those of greedy modularity (Clauset, Newman and Moore 2004) on `n` summed over the articles.
    """
    graph = nx.Graph()
    sums = pairs.groupby(["term_a", "term_b"], as_index=False)["n"].sum()
    graph.add_weighted_edges_from(sums[sums["n"] > 0].itertuples(index=False))
    if not graph:
        raise DiscourseError("no pair of the frame has n above 0 to draw: look at the filter before it")
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
        raise DiscourseError(f"no two of the top={top} terms stand together: use a larger top=")
    groups = nx.community.greedy_modularity_communities(chosen, weight="weight")
    weights = {index: strength[term] for term, index in place.items()}
    ranked = sorted((sorted(group) for group in groups), key=lambda group: (-sum(map(weights.get, group)), group))
    return [strongest[index] for group in ranked for index in group]


def _cells(pairs: pd.DataFrame, terms: list[str], docs: list[str], value: str) -> list[Cell]:
    place = {term: index for index, term in enumerate(terms)}
    cells = []
    for row in pairs[pairs["n"] > 0].to_dict("records"):
        if row["term_a"] in place and row["term_b"] in place:
            first, last = sorted((place[row["term_a"]], place[row["term_b"]]))
            x, y = (first, last) if row["doc"] == docs[0] else (last, first)
            cells.append(Cell(x, y, row[value]))
    return cells
