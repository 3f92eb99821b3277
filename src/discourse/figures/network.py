"""Which terms stand together, as a network."""

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from discourse.errors import DiscourseError
from discourse.figures.canvas import ink, new_axes, small
from discourse.figures.cells import decimals
from discourse.figures.frames import number_column, one_row_each, require, span_of, value_name, with_doc
from discourse.figures.labels import article_looks, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.count_pairs"
CENTRE = ""
# Where a label may stand around its node, best first, as the angle in degrees.
ANGLES = (0, 180, 90, 270, 45, 315, 135, 225)


@themed
def plot_network(
    pairs: pd.DataFrame,
    *,
    value: str = "n",
    minimum: float = 1,
    layout: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms of one article as nodes, and the pairs with at least `minimum` of `value` as edges.

    The area of a node is the number of windows that hold its term, the width of an edge is `value`; a line below
    gives their ranges. `layout` says where the nodes stand, so that two versions can be drawn on one map: make it of
    both with `network_layout(pairs)`, which also gives them one scale. Without it, the edges drawn make their own.

    `pairs` has one row per `term_a` and `term_b`; `n_a, n_b` and the column `value`; and one `doc` if any, as
    `dc.count_pairs` returns. `layout` has `term, x, y`. Raises DiscourseError for missing columns, doubled rows,
    several articles, a minimum that no pair reaches, and a layout that lacks a term.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2]})
    >>> sorted(text.get_text() for text in plot_network(pairs).texts)
    ['算力', '算法']
    """
    require(pairs, ["term_a", "term_b", "n", "n_a", "n_b", value], maker=MAKER)
    number_column(pairs, value)
    span = span_of(pairs)
    doc = _only_article(with_doc(pairs))
    one_row_each(pairs, ["term_a", "term_b"], maker=f"{MAKER} of one article")
    edges = pairs[pairs[value] >= minimum]
    if edges.empty:
        raise DiscourseError(f"no pair has {value} of at least {minimum}: lower minimum=, the largest is {pairs[value].max():g}")
    windows = windows_of(edges)
    places = _places(network_layout(edges) if layout is None else layout, windows)
    names = printed([*windows.index, doc], labels)
    ax = ax or new_axes(columns=2, height=340)
    if doc:
        ax.set_title(names[doc], loc="left")
    _quiet(ax, _note(windows, edges[value], value, span))
    look = article_looks([doc], labels)[doc]
    shared = layout if layout is not None else pd.DataFrame()
    widest = shared["n"].max() if value == "n" and "n" in shared else edges[value].max()
    _draw_edges(ax, edges, places, edges[value] / widest)
    sizes = node_sizes(windows, shared["windows"].max() if "windows" in shared else windows.max())
    spots = places.loc[windows.index].to_numpy().T
    ax.scatter(*spots, s=sizes**2, color=look.color, edgecolor="white", lw=0.6, zorder=2)
    _label_nodes(ax, places, sizes, names, edges[["term_a", "term_b"]].to_numpy())
    return ax


def network_layout(pairs: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Return one map for the terms of `pairs`, on which terms that stand together are near.

    Columns: `term`; `x` and `y` from 0 to 1; and `windows` and `n`, the most windows that hold the term and that it
    shares with another in any article, so that figures on one map share one scale. The same pairs and the same `seed`
    give the same map. Leave out what will not be drawn, as in `network_layout(pairs[pairs["n"] >= 2])`: a map of few
    edges is easier to read. The places are those of Fruchterman and Reingold's springs (1991), their gaps evened out.

    Reads `term_a, term_b, n, n_a, n_b`, of any number of articles. Raises DiscourseError for missing columns.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2]})
    >>> network_layout(pairs)[["term", "windows", "n"]].to_numpy().tolist()
    [['算力', 3, 2], ['算法', 2, 2]]
    """
    require(pairs, ["term_a", "term_b", "n", "n_a", "n_b"], maker=MAKER)
    sums = pairs.groupby(["term_a", "term_b"], as_index=False)["n"].sum()
    graph = nx.Graph()
    graph.add_nodes_from(sorted({*sums["term_a"], *sums["term_b"]}))
    graph.add_weighted_edges_from((a, b, np.log2(1 + n)) for a, b, n in sums.itertuples(index=False) if n > 0)
    # A faint tie of every term to one centre keeps unconnected groups from drifting apart.
    graph.add_weighted_edges_from((CENTRE, term, 0.15) for term in list(graph))
    spring = nx.spring_layout(graph, k=2.2 / len(graph) ** 0.5, iterations=300, seed=seed)
    places = pd.DataFrame.from_dict(spring, orient="index", columns=["x", "y"]).drop(CENTRE)
    # Half place, half rank: springs crowd the middle and throw what is unconnected far out.
    places = (_to_unit(places) + _to_unit(places.rank(method="first"))) / 2
    most = _ends(pairs).groupby("term")[["windows", "n"]].max()
    return places.round(6).rename_axis("term").join(most).reset_index()


def windows_of(edges: pd.DataFrame) -> pd.Series:
    """Return the number of windows that hold each term of `edges`, the largest first."""
    nodes = _ends(edges).drop_duplicates("term").sort_values(["windows", "term"], ascending=[False, True])
    return nodes.set_index("term")["windows"]


def node_sizes(windows: pd.Series, most: float) -> pd.Series:
    """Return the diameter of each node in points, its area proportional to `windows`, the largest at `most`."""
    return 2.4 * matplotlib.rcParams["font.size"] * (windows / most) ** 0.5


def _ends(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per end of a pair: `term, windows, n`."""
    ends = [pairs[[f"term_{end}", f"n_{end}", "n"]].set_axis(["term", "windows", "n"], axis="columns") for end in "ab"]
    return pd.concat(ends)


def _to_unit(places: pd.DataFrame) -> pd.DataFrame:
    spread = places.max() - places.min()
    return (places - places.min()) / spread.where(spread > 0, 1)


def _only_article(pairs: pd.DataFrame) -> str:
    docs = sorted(pairs["doc"].unique())
    if len(docs) > 1:
        raise DiscourseError(
            f"a network shows one article and the frame has {', '.join(docs)}: filter it, "
            "and give both figures layout=network_layout(pairs) of the whole frame"
        )
    return docs[0]


def _places(layout: pd.DataFrame, windows: pd.Series) -> pd.DataFrame:
    require(layout, ["term", "x", "y"], maker="dc.network_layout")
    lost = [term for term in windows.index if term not in set(layout["term"])]
    if lost:
        names = "、".join(lost)
        raise DiscourseError(f"the layout has no place for {names}: make it of all pairs, by dc.network_layout")
    return layout.set_index("term")[["x", "y"]]


def _quiet(ax: Axes, note: str) -> None:
    ax.set(xticks=[], yticks=[], xlim=(-0.06, 1.06), ylim=(-0.06, 1.06))
    ax.set_xlabel(note, fontsize=small())
    ax.spines[:].set_visible(False)


def _note(windows: pd.Series, values: pd.Series, value: str, span: int | None) -> str:
    places = decimals(values.to_numpy(dtype=float))
    ends = {"low": f"{values.min():.{places}f}", "high": f"{values.max():.{places}f}"}
    line = "network" if span is None else "network_near"
    return word(line, least=windows.min(), most=windows.max(), value=value_name(value, span), **ends)


def _draw_edges(ax: Axes, edges: pd.DataFrame, places: pd.DataFrame, weights: pd.Series) -> None:
    color = matplotlib.rcParams["axes.edgecolor"]
    for (a, b), weight in zip(edges[["term_a", "term_b"]].to_numpy(), weights):
        ends = places.loc[[a, b]].to_numpy().T
        ax.plot(*ends, marker="", color=color, alpha=0.6, lw=max(0.3, 3.2 * weight), zorder=1, solid_capstyle="round")


def _label_nodes(ax: Axes, places: pd.DataFrame, sizes: pd.Series, names: dict, edges: np.ndarray) -> None:
    """Print the names beside their nodes, the largest first, each on the first free place around its node."""
    ax.figure.draw_without_rendering()
    points = 72 / ax.figure.dpi
    centres = {term: ax.transData.transform(places.loc[term]) * points for term in sizes.index}
    taken = [Bbox.from_bounds(*(centres[term] - size / 2), size, size) for term, size in sizes.items()]
    lines = [Path([centres[a], centres[b]]) for a, b in edges]
    frame = Bbox(ax.get_window_extent().get_points() * points)
    halo = [withStroke(linewidth=1.6, foreground="white", alpha=0.85)]
    for term, size in sizes.items():
        text = wrap(names[term])
        shift, box = free_place(_with_air(text), centres[term], size / 2 + 1, taken, lines, frame)
        taken.append(box)
        style = {"ha": "center", "va": "center", "size": small() + 0.5, "path_effects": halo, "zorder": 3}
        ax.annotate(text, places.loc[term], shift, textcoords="offset points", annotation_clip=False, **style)
        nearest = np.clip(centres[term], box.min, box.max) - centres[term]
        if np.hypot(*nearest) > size / 2 + 5:
            line = {"arrowstyle": "-", "lw": 0.4, "shrinkA": 0, "shrinkB": size / 2}
            ax.annotate("", places.loc[term], nearest, textcoords="offset points", arrowprops=line)


def free_place(
    extent: tuple[float, float], centre: np.ndarray, clear: float, taken: list[Bbox], lines: list[Path], frame: Bbox
) -> tuple[np.ndarray, Bbox]:
    """Return how far from `centre` a label of `extent` stands free of all `taken`, and its box there.

    The nearest place counts that is `clear` points or more away and inside `frame`, and of equally near ones that
    which crosses the fewest `lines`; where none is free, the one that covers least. All lengths are points.
    """
    tried, corners = [], np.array([other.extents for other in taken])
    for farther in range(0, 90, 3):
        for angle in np.radians(ANGLES):
            shift = np.array([np.cos(angle), np.sin(angle)]) * (np.array(extent) / 2 + clear + farther)
            box = Bbox.from_bounds(*(centre + shift - np.array(extent) / 2), *extent)
            outside = max(0, frame.x0 - box.x0, frame.y0 - box.y0, box.x1 - frame.x1, box.y1 - frame.y1)
            covered = _overlap(box, corners) + 100 * outside
            tried.append((covered, len(tried), shift, box))
        free = [place for place in tried if not place[0]]
        if free:
            return min(free, key=lambda place: sum(line.intersects_bbox(place[3], filled=False) for line in lines))[2:]
    return min(tried)[2:]


def _overlap(box: Bbox, corners: np.ndarray) -> float:
    """Return the area that `box` shares with boxes given as rows of x0, y0, x1, y1."""
    low, high = np.maximum(corners[:, :2], box.min), np.minimum(corners[:, 2:], box.max)
    return float((high - low).clip(0).prod(axis=1).sum())


def _with_air(text: str) -> tuple[float, float]:
    """Return the width and height of a label in points, with a little air."""
    size = small() + 0.5
    return ink(text, size).width + 3, ink(text, size).height + 0.4 * size
