"""Which terms stand together, as a network."""

from typing import NamedTuple

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patheffects import withStroke

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.arguments import (
    number_column,
    one_row_each,
    require,
    span_of,
    value_name,
    with_doc,
)
from discourse.figures.base.label_placement import (
    Label,
    broken,
    label_options,
    place_labels,
    print_label,
    squares,
    under,
)
from discourse.figures.base.labels import ArticleStyle, article_order, article_styles, printed
from discourse.figures.base.legends import legend_over
from discourse.figures.base.matrix import decimals
from discourse.figures.base.page import axes_box, figure_width, in_points, new_axes
from discourse.figures.base.text_size import small_size
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.count_pairs"
PAIR = ["term_a", "term_b"]
CENTRE = ""
BOTH = "both"
# The widest line in points, the thinnest, the thinnest that still shows that it is broken, and lines all of one width.
WIDEST, THINNEST, VISIBLE, ALIKE = 3.2, 0.3, 0.9, 1.2
FULL, DASHES, DOTS = "solid", (0, (4, 2)), (0, (1, 1.3))
# As many terms as a figure of the ordinary height holds; for more it grows, up to so many times.
TERMS, HIGHEST = 40, 1.6


class Kind(NamedTuple):
    """How the terms and pairs are drawn that both articles have, or only one: mark, and colour and dashes of lines."""

    look: ArticleStyle
    hollow: bool
    line: str
    dashes: object


@themed
def plot_network(
    pairs: pd.DataFrame,
    *,
    doc: str | None = None,
    value: str = "n",
    minimum: float = 1,
    layout: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw terms as nodes and pairs with at least `minimum` of `value` as edges: of one article, or of two on one map.

    The area of a node is the number of windows that hold its term, the width of an edge is `value`. A line below gives
    their ranges, and says how many pairs do not reach the minimum and how many names found no free place.

    Of two articles, each pair is drawn that reaches the minimum in either, by the larger of its two values. What both
    have is grey: full lines, filled circles. What only one has is in its colour: broken lines, dashes for the first
    article and dots for the second, and hollow nodes with its mark (of the same area) for terms that are paired in that
    article only.
    With `doc`, that article of the two is drawn alone, in its colour and on the map and scale of both; what the other
    lacks is again broken and hollow. An article lacks a pair if `pairs` has no row of it: give all rows and a
    `minimum`, for in a frame cut beforehand a pair that is only rarer in one article looks like one that it lacks.

    `layout` says where the nodes stand, so that several figures share one map and one scale: make it of all of them
    with `network_layout(pairs)`. Without it, the pairs that reach the minimum make their own.

    `pairs` has one row per `doc` (if it has one), `term_a` and `term_b`; and `n_a, n_b` and the column `value`, as
    `dc.count_pairs` returns. `layout` has `term, x, y`. Raises DiscourseError for missing columns, doubled rows, more
    than two articles, an unknown `doc`, infinite values, a minimum that no pair reaches, a layout that lacks a term.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2]})
    >>> sorted(text.get_text() for text in plot_network(pairs).texts)
    ['算力', '算法']
    """
    require(pairs, [*PAIR, "n", "n_a", "n_b", value], maker=MADE_BY)
    number_column(pairs, value)
    span, pairs = span_of(pairs), with_doc(pairs)
    docs = _two_at_most(pairs, labels)
    one_row_each(pairs, ["doc", *PAIR], maker=f"{MADE_BY} of one article")
    reached = _reaching(pairs, value, minimum)
    shown = pairs if doc is None else pairs[pairs["doc"] == one_of("doc", doc, docs)]
    edges = _edges(shown, value, minimum).join(_kinds_of(pairs, PAIR), on=PAIR)
    nodes = _nodes(shown, edges).join(_kinds_of(_ends(pairs), ["term"]))
    layout = network_layout(reached) if layout is None else layout
    places = _places(layout, nodes.index)
    names, kinds = printed([*nodes.index, *docs], labels), _kinds(docs, doc, labels)
    ax = ax or _sized_axes(len(nodes))
    _head(ax, docs, doc, names, kinds, edges["kind"].value_counts())
    _draw_edges(ax, edges, places, _line_widths(edges["value"], reached[value], layout, value), kinds)
    most = (layout if "windows" in layout else nodes)["windows"].max()
    sizes = node_sizes(nodes["windows"], most, len(layout))
    _draw_nodes(ax, nodes["kind"], places, sizes, kinds)
    note = [*_ranges(nodes["windows"], edges["value"], value, span), *_remarks(docs, doc, names, edges)]
    if cut := len(shown.drop_duplicates(PAIR)) - len(edges):
        note.append(localize("note.pairs_cut", cut=cut, minimum=f"{minimum:g}"))
    _name_nodes(ax, places, sizes, names, edges[PAIR], note)
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
    require(pairs, ["term_a", "term_b", "n", "n_a", "n_b"], maker=MADE_BY)
    sums = pairs.groupby(["term_a", "term_b"], as_index=False)["n"].sum()
    graph = nx.Graph()
    graph.add_nodes_from(sorted({*sums["term_a"], *sums["term_b"]}))
    graph.add_weighted_edges_from((a, b, np.log2(1 + n)) for a, b, n in sums.itertuples(index=False) if n > 0)
    # A faint tie of every term to one centre keeps unconnected groups from drifting apart.
    graph.add_weighted_edges_from((CENTRE, term, 0.15) for term in list(graph))
    spring = nx.spring_layout(graph, k=2.2 / len(graph) ** 0.5, iterations=300, seed=seed)
    places = _turned(pd.DataFrame.from_dict(spring, orient="index", columns=["x", "y"]).drop(CENTRE))
    # Half place, half rank: springs crowd the middle and throw what is unconnected far out.
    places = (_to_unit(places) + _to_unit(places.rank(method="first"))) / 2
    most = _ends(pairs).groupby("term")[["windows", "n"]].max()
    return places.round(6).rename_axis("term").join(most).reset_index()


def node_sizes(windows: pd.Series, most: float, terms: int) -> pd.Series:
    """Return the diameter of each node in points, its area proportional to `windows`, the largest at `most`.

    On a map of many `terms` all are smaller, or no room would be left for names.
    """
    return 2.4 * matplotlib.rcParams["font.size"] * min(1, TERMS / terms) ** 0.5 * (windows / most) ** 0.5


def _ends(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per end of a pair: `term, windows, n`, and `doc` where `pairs` has it."""
    kept = [column for column in ("n", "doc") if column in pairs]
    ends = [pairs[[f"term_{end}", f"n_{end}", *kept]].set_axis(["term", "windows", *kept], axis=1) for end in "ab"]
    return pd.concat(ends)


def _turned(places: pd.DataFrame) -> pd.DataFrame:
    """Turn the map until its longest way lies along x: a map that lies aslant leaves two corners empty."""
    centred = places - places.mean()
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    # Either direction of an axis is as good: one has to be chosen, or the map could come out mirrored.
    axes *= np.sign(axes[[0, 1], np.abs(axes).argmax(axis=1)])[:, None]
    return pd.DataFrame(centred.to_numpy() @ axes.T, index=places.index, columns=places.columns)


def _to_unit(places: pd.DataFrame) -> pd.DataFrame:
    spread = places.max() - places.min()
    return (places - places.min()) / spread.where(spread > 0, 1)


def _two_at_most(pairs: pd.DataFrame, labels: object) -> list[str]:
    docs = article_order(pairs["doc"], labels)
    if len(docs) > 2:
        raise DiscourseError(
            f"a network shows one article or two, the frame has {len(docs)}, {', '.join(docs)}: filter it, "
            "and give all figures layout=network_layout(pairs) of the whole frame"
        )
    return docs


def _reaching(pairs: pd.DataFrame, value: str, minimum: float) -> pd.DataFrame:
    """Return the rows of the pairs that reach `minimum` in any article."""
    if np.isinf(pairs[value].to_numpy(dtype=float)).any():
        raise DiscourseError(f"value={value!r} is infinite in some rows, and no line is as wide: filter them out")
    reached = pairs[pairs.groupby(PAIR)[value].transform("max") >= minimum]
    if reached.empty:
        raise _out_of_reach(pairs, value, minimum)
    return reached


def _edges(shown: pd.DataFrame, value: str, minimum: float) -> pd.DataFrame:
    """Return one row per pair that reaches `minimum`: `term_a, term_b, value`, the largest of its values."""
    largest = shown.groupby(PAIR)[value].max().rename("value")
    if not (largest >= minimum).any():
        raise _out_of_reach(shown, value, minimum)
    return largest[largest >= minimum].reset_index()


def _out_of_reach(pairs: pd.DataFrame, value: str, minimum: float) -> DiscourseError:
    largest = pairs[value].max()
    return DiscourseError(f"no pair has {value} of at least {minimum}: lower minimum=, the largest is {largest:g}")


def _nodes(shown: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return `windows` by term of `edges`, the most of them first."""
    windows = _ends(shown).groupby("term")[["windows"]].max()
    nodes = windows.loc[sorted({*edges["term_a"], *edges["term_b"]})]
    return nodes.sort_values("windows", ascending=False, kind="stable")


def _kinds_of(rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return which articles have each pair or term: BOTH, which is all there are, or the one doc."""
    docs = rows.groupby(keys)["doc"].agg(["nunique", "first"])
    return docs["first"].where(docs["nunique"] < rows["doc"].nunique(), BOTH).rename("kind")


def _kinds(docs: list[str], doc: str | None, labels: object) -> dict[str, Kind]:
    """Return how to draw what both articles have, and what only each of them has."""
    looks, grey = article_styles(docs, labels), matplotlib.rcParams["axes.edgecolor"]
    one = doc or (docs[0] if len(docs) == 1 else None)
    both = ArticleStyle(looks[one].color if one is not None else matplotlib.rcParams["xtick.labelcolor"], "o")
    dashes = dict(zip(docs, (DASHES, DOTS), strict=False))
    only = {each: Kind(looks[each], True, looks[each].color, dashes[each]) for each in docs}
    return {BOTH: Kind(both, False, grey, FULL), **only}


def _places(layout: pd.DataFrame, terms: pd.Index) -> pd.DataFrame:
    require(layout, ["term", "x", "y"], maker="dc.network_layout")
    lost = [term for term in terms if term not in set(layout["term"])]
    if lost:
        names = "、".join(lost)
        raise DiscourseError(f"the layout has no place for {names}: make it of all pairs, by dc.network_layout")
    return layout.set_index("term")[["x", "y"]]


def _sized_axes(terms: int) -> Axes:
    """Return Axes on a new figure, the higher the more terms there are."""
    height = min(340, 1.25 * figure_width(None, columns=2))
    return new_axes(columns=2, height=height * np.clip((terms / TERMS) ** 0.5, 1, HIGHEST))


def _head(ax: Axes, docs: list[str], doc: str | None, names: dict, kinds: dict[str, Kind], n: pd.Series) -> None:
    """Make the Axes quiet, and say above them what they show: one article, or the `n` edges of each kind of two."""
    ax.set(xticks=[], yticks=[], xlim=(-0.06, 1.06), ylim=(-0.06, 1.06))
    ax.spines[:].set_visible(False)
    if doc or len(docs) == 1:
        ax.set_title(names[doc or docs[0]] if doc or docs[0] else "", loc="left")
        return
    texts = [localize("legend.pairs_both", n=n.get(BOTH, 0))]
    texts += [localize("legend.pairs_one", doc=names[each], n=n.get(each, 0)) for each in docs]
    legend_over(ax, [_handle(kinds[each]) for each in (BOTH, *docs)], texts, room=0.95 * figure_width(ax, columns=2))


def _handle(kind: Kind) -> Line2D:
    face = "white" if kind.hollow else kind.look.color
    node = {"marker": kind.look.marker, "markerfacecolor": face, "markeredgecolor": kind.look.color}
    return Line2D([], [], color=kind.line, ls=kind.dashes, **node)


def _ranges(windows: pd.Series, values: pd.Series, value: str, span: int | None) -> list[str]:
    """Return what areas and widths mean, and from where to where they reach."""
    area = localize("legend.area_windows" if span is None else "legend.area_places", range=_range(windows, 0))
    width = _range(values, decimals(values.to_numpy(dtype=float)))
    return [area, localize("legend.width", value=value_name(value, span), range=width)]


def _range(values: pd.Series, places: int) -> str:
    ends = [f"{end:.{places}f}".replace("-", "\u2212") for end in (values.min(), values.max())]
    return "–".join(dict.fromkeys(ends))


def _remarks(docs: list[str], doc: str | None, names: dict, edges: pd.DataFrame) -> list[str]:
    """Return what has to be said of the comparison of two articles."""
    if doc is None:
        return [localize("note.larger_of_both")] if len(docs) == 2 else []
    return [localize("note.lacking", doc=names[each]) for each in docs if each != doc and (edges["kind"] == doc).any()]


def _line_widths(values: pd.Series, reached: pd.Series, layout: pd.DataFrame, value: str) -> pd.Series:
    """Return the width of each edge in points: in proportion to its value, from the least on if some are negative."""
    widest = layout["n"].max() if value == "n" and "n" in layout else reached.max()
    if reached.min() == widest:
        return pd.Series(ALIKE, index=values.index)
    least = min(0, reached.min())
    return (WIDEST * (values - least) / (widest - least)).clip(lower=THINNEST)


def _draw_edges(ax: Axes, edges: pd.DataFrame, places: pd.DataFrame, widths: pd.Series, kinds: dict[str, Kind]) -> None:
    """Draw the edges, those of one article alone over those of both."""
    ends = _lines(edges, places.to_dict("index")).reshape(-1, 2, 2)
    for order, (name, kind) in enumerate(kinds.items()):
        mine = (edges["kind"] == name).to_numpy()
        lines = {"colors": kind.line, "linestyles": [kind.dashes], "label": name, "zorder": 1 + 0.1 * order}
        lines["alpha"] = 0.6 if kind.dashes == FULL else 1
        drawn = widths[mine].clip(lower=0 if kind.dashes == FULL else VISIBLE)
        if mine.any():
            ax.add_collection(LineCollection(ends[mine], linewidths=drawn, **lines))


def _draw_nodes(ax: Axes, kind_of: pd.Series, places: pd.DataFrame, sizes: pd.Series, kinds: dict[str, Kind]) -> None:
    for name, kind in kinds.items():
        mine = kind_of.index[kind_of == name]
        color = {"color": "white", "edgecolor": kind.look.color, "lw": 1.1}
        if not kind.hollow:
            color = {"color": kind.look.color, "edgecolor": "white", "lw": 0.6}
        if len(mine):
            spots = places.loc[mine].to_numpy().T
            area = sizes[mine] ** 2 * _area("o") / _area(kind.look.marker)
            ax.scatter(*spots, s=area, marker=kind.look.marker, zorder=2, label=name, **color)


def _area(marker: str) -> float:
    """Return the area that a mark fills at one size: a square is larger than the circle inside it."""
    style = MarkerStyle(marker)
    x, y = style.get_path().transformed(style.get_transform()).to_polygons()[0].T
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


def _lines(edges: pd.DataFrame, places: dict) -> np.ndarray:
    """Return the ends of the edges as rows of x0, y0, x1, y1."""
    return np.array([[*_xy(places[a]), *_xy(places[b])] for a, b in edges[PAIR].to_numpy()])


def _xy(place: dict) -> tuple[float, float]:
    return place["x"], place["y"]


def _name_nodes(
    ax: Axes, places: pd.DataFrame, sizes: pd.Series, names: dict, edges: pd.DataFrame, note: list[str]
) -> None:
    """Print the names beside their nodes, the largest first, off the edges where they can be, and the note below.

    A name without a free place is left out, and the note says how many are.
    """
    under(ax, note)
    ways = {term: label_options(broken(names[term]), small_size() + 0.5) for term in sizes.index}
    for _ in range(2):
        frame = axes_box(ax)
        centres = pd.DataFrame(in_points(ax, places.to_numpy()), index=places.index, columns=["x", "y"])
        mine = centres.loc[sizes.index].to_numpy()
        labels = [Label(ways[term], tuple(xy), sizes[term] / 2) for term, xy in zip(sizes.index, mine, strict=True)]
        nodes, lines = squares(mine, sizes.to_numpy() / 2), _lines(edges, centres.to_dict("index"))
        spots = place_labels(labels, taken=nodes, lines=lines, frame=frame)
        unnamed, height = spots.count(None), ax.get_xlabel().count("\n")
        under(ax, [*note, *([localize("note.names_cut", cut=unnamed)] if unnamed else [])])
        # A line more takes room from the map, and so decides anew what has a place.
        if ax.get_xlabel().count("\n") == height:
            break
    halo = [withStroke(linewidth=1.6, foreground="white", alpha=0.85)]
    for term, label, spot in zip(sizes.index, labels, spots, strict=True):
        if spot:
            print_label(ax, places.loc[term], label, spot, size=small_size() + 0.5, path_effects=halo, zorder=3)
