"""Which terms stand together, as a matrix."""

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.figures.canvas import new_axes, row_height
from discourse.figures.cells import Cell, draw_cells
from discourse.figures.frames import at_least_one, number_column, one_row_each, require, span_of, value_name, with_doc
from discourse.figures.labels import article_order, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.count_pairs"
# The widest matrix, in points, that leaves room for names in one page column.
COLUMN = 215


@themed
def plot_pairs(
    pairs: pd.DataFrame, *, value: str = "n", top: int = 20, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw `value` for every pair of the `top` most connected terms as a matrix.

    The terms with the largest summed `n` over their pairs are drawn; those that stand together more than with others
    lie side by side, and those that stand with no other of them are left out. One article fills the lower triangle; a
    second one the upper, in the same order and shades.

    `pairs` has one row per `doc` (if it has one), `term_a` and `term_b`; and `n` and the column `value`, as
    `dc.count_pairs` returns. Raises DiscourseError for missing columns, doubled rows, or more than two articles.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2]})
    >>> [label.get_text() for label in plot_pairs(pairs).get_yticklabels()]
    ['算力', '算法']
    """
    pairs = with_doc(require(pairs, ["term_a", "term_b", "n", value], maker=MAKER))
    number_column(pairs, value)
    span = span_of(pairs)
    one_row_each(pairs, ["doc", "term_a", "term_b"], maker=MAKER)
    docs = article_order(pairs["doc"], labels)
    if len(docs) > 2:
        several = ", ".join(docs)
        raise DiscourseError(f"a matrix has two triangles, the frame {len(docs)} articles, {several}: filter it to two")
    terms = side_by_side(pairs, at_least_one(top))
    names = printed([*terms, *docs], labels)
    rows = [wrap(names[term]) for term in terms]
    side = len(terms) * row_height(rows)
    ax = ax or new_axes(columns=1 if side < COLUMN else 2, height=side + 120)
    ax.set_yticks(range(len(terms)), rows)
    ax.set_xticks(range(len(terms)), rows, rotation=90)
    ax.tick_params(axis="x", length=0)
    label = value_name(value, span)
    if docs != [""]:
        corners = ("◣ ", "◥ ") if len(docs) == 2 else ("",)
        ax.set_title("    ".join(corner + names[doc] for corner, doc in zip(corners, docs)), loc="left")
    draw_cells(ax, _cells(pairs, terms, docs, value), width=len(terms), label=word("never", value=label))
    return ax


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
    for row in pairs[pairs["n"] > 0].dropna(subset=[value]).to_dict("records"):
        if row["term_a"] in place and row["term_b"] in place:
            first, last = sorted((place[row["term_a"]], place[row["term_b"]]))
            x, y = (first, last) if row["doc"] == docs[0] else (last, first)
            cells.append(Cell(x, y, row[value]))
    return cells
