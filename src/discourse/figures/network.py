"""Which terms stand together, as a network."""

from collections.abc import Iterable
from numbers import Real
from typing import Any, NamedTuple

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patheffects import withStroke

from discourse.errors import DiscourseError, NothingToDrawError, whole_number
from discourse.figures.base.arguments import (
    case_name,
    one_expression,
    refuse_doubled_rows,
    require_pairs,
    require_rows,
    value_name,
    with_doc,
)
from discourse.figures.base.focus import Focus, choose_units
from discourse.figures.base.label_placement import MarkLabel, line_breaks, place_labels, print_label
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names
from discourse.figures.base.legends import legend_above
from discourse.figures.base.matrix import decimals_to_show
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.rows import cut_note
from discourse.figures.base.text_size import small_size
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.schema import PAIR

MADE_BY = "dc.count_pairs"
CENTRE = ""
BOTH = "both"
# The widest line in points, the thinnest, the thinnest that still shows that it is broken, and lines all of one width.
WIDEST, THINNEST, VISIBLE, ALIKE = 3.2, 0.3, 0.9, 1.2
FULL, DASHES, DOTS = "solid", (0, (4, 2)), (0, (1, 1.3))
# The area of the mark on the edge of a pair that is one expression.
JOINED = 11
# As many terms as a figure of the ordinary height holds; for more it grows, up to so many times.
TERMS, HIGHEST = 40, 1.6


class PresenceStyle(NamedTuple):
    """How the terms and pairs are drawn that both articles have, or only one: node, and colour and dashes of lines."""

    node: ArticleStyle
    hollow: bool
    line_color: str
    dashes: Any


@themed
def plot_network(
    pairs: pd.DataFrame,
    *,
    doc: str | int | None = None,
    value: str = "n",
    minimum: float = 1,
    focus: str | Iterable[str] | None = None,
    nodes: pd.DataFrame | None = None,
    layout: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw terms as nodes and pairs with at least `minimum` of `value` as edges: of one article, or of two on one map.

    `nodes` are terms that are drawn even where they stand alone, without a pair that reaches the minimum: what
    `dc.dispersion` returns over the same windows, whose `range` is the number of windows that hold a term. `focus`
    names the terms of the map: terms or categories of a lexicon among `labels`.

    The area of a node is the number of windows that hold its term, the width of an edge is `value`. A line below gives
    their ranges, and says how many pairs do not reach the minimum and how many names found no free place. Pairs that
    are `adjacent` in every window, one expression that the lexicon cuts (产业链供应链), have a ◇ on their edge;
    `pairs[~pairs["adjacent"]]` leaves them out.

    Of two articles, each pair is drawn that reaches the minimum in either, by the larger of its two values. What both
    have is grey: full lines, filled circles. What only one has is in its colour: broken lines, dashes for the first
    article and dots for the second, and hollow nodes with its mark (of the same area) for terms that are paired in that
    article only.
    With `doc`, that article of the two is drawn alone, in its colour and on the map and scale of both; what the other
    lacks is again broken and hollow. Of more than two articles, `doc` draws the one that it names, by itself. An
    article lacks a pair if `pairs` has no row of it: give all rows and a `minimum`, for in a frame cut beforehand a
    pair that is only rarer in one article looks like one that it lacks.

    `layout` says where the nodes stand, so that several figures share one map and one scale: make it of all of them
    with `network_layout(pairs)`. Without it, the pairs that reach the minimum make their own.

    `pairs` has one row per `doc` (if it has one), `term_a` and `term_b`; and `n_a, n_b` and the column `value`, as
    `dc.count_pairs` returns. `layout` has `term, x, y`. Raises DiscourseError for missing columns, doubled rows, more
    than two articles without `doc`, an unknown one, infinite values, a minimum that no pair reaches, a layout that
    lacks a term.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2]})
    >>> sorted(text.get_text() for text in plot_network(pairs).texts)
    ['算力', '算法']
    """
    if isinstance(minimum, bool) or not isinstance(minimum, Real):
        raise DiscourseError(f"minimum={minimum!r} is no number; give the least {value} of a pair that is drawn")
    pairs, docs, span = require_pairs(pairs, ["n_a", "n_b"], value, labels=labels, maker=MADE_BY, doc=doc)
    doc = doc if doc is None else str(doc)
    ends, chosen = term_windows(pairs, nodes, docs), Focus([], [])
    if focus is not None:
        chosen = choose_units(focus, ends["term"], labels, unit="term")
        pairs = pairs[pairs[PAIR].isin(chosen.units).all(axis="columns")]
        ends = term_windows(pairs, nodes, docs)
        ends = ends[ends["term"].isin(chosen.units)]
    shown = pairs if doc is None else pairs[pairs["doc"] == doc]
    here = ends if doc is None else ends[ends["doc"] == doc]
    network = edges, nodes = PairNetwork.scale(
        pairs, shown, ends, here, value, minimum, layout, articles=len(docs), alone=nodes is not None
    )
    names = printed_names([*nodes.index, *docs], labels)
    height = min(340, 1.25 * figure_width(None, columns=2)) * np.clip((len(nodes) / TERMS) ** 0.5, 1, HIGHEST)
    ax = ax or new_axes(columns=2, height=height)
    case = case_name(pairs)
    network.draw(ax, docs, doc, names, article_styles(docs, labels), case)
    area = _range_text(nodes["windows"], 0)
    notes = [localize("legend.area_windows" if span is None else "legend.area_places", range=area)]
    if len(edges):
        width = _range_text(edges["value"], None)
        notes += [localize("legend.width", value=value_name(value, span), range=width)]
    if doc is None:
        notes += [localize(f"larger_of_both.{case}")] * (len(docs) == 2)
    elif (edges["presence"] == doc).any():
        notes += [localize("note.lacking", doc=names[each]) for each in docs if each != doc]
    joined = bool(edges["adjacent"].any())
    notes += [localize("note.adjacent_marked")] * joined
    cut = len(shown.drop_duplicates(PAIR)) - len(edges)
    notes += cut_note("note.pairs_cut", cut, minimum=f"{minimum:g}") + chosen.note(labels)
    network.print_names(ax, names, notes)
    return record_plot(ax, measures=[value] + ["adjacent"] * joined, left_out=cut)


def network_layout(pairs: pd.DataFrame, *, nodes: pd.DataFrame | None = None, seed: int = 0) -> pd.DataFrame:
    """Return one map for the terms of `pairs`, on which terms that stand together are near.

    Columns: `term`; `x` and `y` from 0 to 1; and `windows` and `n`, the most windows that hold the term and that it
    shares with another in any article, so that figures on one map share one scale. The same pairs and the same `seed`
    give the same map. Leave out what will not be drawn, as in `network_layout(pairs[pairs["n"] >= 2])`: a map of few
    edges is easier to read. The places are those of Fruchterman and Reingold's springs (1991), their gaps evened out.

    Reads `term_a, term_b, n, n_a, n_b`, of any number of articles. `nodes` are terms that may stand alone, as in
    `plot_network`. Raises DiscourseError for missing columns.

    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2]})
    >>> network_layout(pairs)[["term", "windows", "n"]].to_numpy().tolist()
    [['算力', 3, 2], ['算法', 2, 2]]
    """
    seed = whole_number("seed", seed, most=2**32 - 1)
    require_rows(pairs, [*PAIR, "n", "n_a", "n_b"], maker=MADE_BY)
    refuse_doubled_rows(with_doc(pairs), ["doc", *PAIR], maker=MADE_BY)
    docs = pairs["doc"].unique().tolist() if "doc" in pairs else []
    return map_terms(pairs, term_windows(pairs, nodes, docs), seed=seed)


def map_terms(pairs: pd.DataFrame, ends: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Return the layout of the terms of `ends`, tied by `pairs`."""
    sums = pairs.groupby(PAIR, as_index=False)["n"].sum()
    graph = nx.Graph()
    graph.add_nodes_from(sorted(ends["term"].unique()))
    graph.add_weighted_edges_from(
        (a, b, np.log2(1.0 + n)) for a, b, n in sums[[*PAIR, "n"]].itertuples(index=False) if n > 0
    )
    # A faint tie of every term to one centre keeps unconnected groups from drifting apart.
    graph.add_weighted_edges_from((CENTRE, term, 0.15) for term in list(graph))
    spring = nx.spring_layout(graph, k=2.2 / len(graph) ** 0.5, iterations=300, seed=seed)
    places = pd.DataFrame.from_dict(spring, orient="index", columns=["x", "y"]).drop(CENTRE)
    # Turned until the longest way lies along x: a map that lies aslant leaves two corners empty.
    centred = places - places.mean()
    axes = np.linalg.svd(centred)[2]
    # Either direction of an axis is as good: one has to be chosen, or the map could come out mirrored.
    axes *= np.sign(axes[[0, 1], np.abs(axes).argmax(axis=1)])[:, None]
    places = pd.DataFrame(centred.to_numpy() @ axes.T, index=places.index, columns=places.columns)
    # Half place, half rank: springs crowd the middle and throw what is unconnected far out.
    places = (_to_unit_square(places) + _to_unit_square(places.rank(method="first"))) / 2
    most = ends.groupby("term")[["windows", "n"]].max()
    return places.round(6).rename_axis("term").join(most).reset_index()


def _to_unit_square(places: pd.DataFrame) -> pd.DataFrame:
    spread = places.max() - places.min()
    return (places - places.min()) / spread.where(spread > 0, 1)


def term_windows(pairs: pd.DataFrame, nodes: pd.DataFrame | None, docs: list[str]) -> pd.DataFrame:
    """Return one row per end of a pair, and per term of `nodes`: `term, windows, n`, and `doc` where `pairs` has it.

    Refuses nodes of an article that is none of the `docs`, those of all pairs before any focus; none is any article.
    """
    kept = [column for column in ("n", "doc") if column in pairs]
    ends = [pairs[[f"term_{end}", f"n_{end}", *kept]].set_axis(["term", "windows", *kept], axis=1) for end in "ab"]
    if nodes is not None:
        nodes = with_doc(require_rows(nodes, ["term", "range"], maker="dc.dispersion"))
        refuse_doubled_rows(nodes, ["doc", "term"], maker="dc.dispersion of one kind of part")
        if lost := sorted(set(nodes["doc"]).difference(docs)) if docs else []:
            raise DiscourseError(f"nodes are of {lost[0]!r} too, which has no pairs: filter them to {sorted(docs)}")
        ends += [nodes.rename(columns={"range": "windows"}).assign(n=0)[["term", "windows", *kept]]]
    return pd.concat(ends)


def _presence(rows: pd.DataFrame, keys: list[str], articles: int) -> pd.Series:
    """Return which of the `articles` have each pair or term: BOTH, which is all there are, or the one doc."""
    docs = rows.groupby(keys)["doc"].agg(["nunique", "first"])
    return docs["first"].where(docs["nunique"] < articles, BOTH).rename("presence")


class PairNetwork(NamedTuple):
    """The pairs and terms of a map: edges with term_a, term_b, value, presence, adjacent and width; nodes, by their
    term, with windows, presence, x, y and diameter."""

    edges: pd.DataFrame
    nodes: pd.DataFrame

    @classmethod
    def scale(
        cls,
        pairs: pd.DataFrame,
        shown: pd.DataFrame,
        ends: pd.DataFrame,
        here: pd.DataFrame,
        value: str,
        minimum: float,
        layout: pd.DataFrame | None,
        *,
        articles: int,
        alone: bool,
    ) -> "PairNetwork":
        """Take the edges of `shown` that reach `minimum`, and the nodes they join, or all `here`, the largest first."""
        if np.isinf(pairs[value].to_numpy(dtype=float)).any():
            raise DiscourseError(f"value={value!r} is infinite in some rows, and no line is as wide: filter them out")
        largest = shown.groupby(PAIR)[value].max().rename("value")
        if not alone and not (largest >= minimum).any():
            repair = f"lower minimum=, the largest is {largest.max():g}"
            raise NothingToDrawError(f"no pair has {value} of at least {minimum}: {repair}")
        edges = largest[largest >= minimum].reset_index().join(_presence(pairs, PAIR, articles), on=PAIR)
        nodes = here.groupby("term")[["windows"]].max().join(_presence(ends, ["term"], articles))
        nodes = nodes if alone else nodes.loc[sorted({*edges["term_a"], *edges["term_b"]})]
        reached = pairs[pairs.groupby(PAIR)[value].transform("max") >= minimum]
        layout = map_terms(reached, ends if alone else term_windows(reached, None, [])) if layout is None else layout
        require_rows(layout, ["term", "x", "y"], maker="network_layout")
        if lost := [term for term in nodes.index if term not in set(layout["term"])]:
            several = f"the layout has no place for {'、'.join(lost)}"
            raise DiscourseError(f"{several}: make it of all pairs, by dc.network_layout")
        nodes = nodes.join(layout.set_index("term")[["x", "y"]]).sort_values("windows", ascending=False, kind="stable")
        # Areas are proportional to windows. On a map of many terms all are smaller, or no room would be left for names.
        most = (layout if "windows" in layout else nodes)["windows"].max()
        largest_mark = 2.4 * matplotlib.rcParams["font.size"] * min(1, TERMS / len(layout)) ** 0.5
        nodes["diameter"] = largest_mark * (nodes["windows"] / most) ** 0.5
        # Widths are proportional to values, from the least on if some are negative.
        least, widest = (
            reached[value].min(),
            layout["n"].max() if value == "n" and "n" in layout else reached[value].max(),
        )
        widths = WIDEST * (edges["value"] - min(0, least)) / ((widest - min(0, least)) or 1)
        joined = shown.assign(joined=one_expression(shown)).query("n > 0").groupby(PAIR)["joined"].all()
        edges = edges.join(joined.rename("adjacent"), on=PAIR).fillna({"adjacent": False})
        return cls(edges.assign(width=ALIKE if least == widest else widths.clip(lower=THINNEST)), nodes)

    def draw(
        self, ax: Axes, docs: list[str], doc: str | None, names: dict, looks: dict[str, ArticleStyle], case: str
    ) -> None:
        """Draw edges and nodes, those of one article alone over those of both, and say above what they show."""
        ax.set(xticks=[], yticks=[], xlim=(-0.06, 1.06), ylim=(-0.06, 1.06))
        ax.spines[:].set_visible(False)
        alone = doc or (docs[0] if len(docs) == 1 else None)
        shared = matplotlib.rcParams["xtick.labelcolor"] if alone is None else looks[alone].color
        styles = {BOTH: PresenceStyle(ArticleStyle(shared, "o"), False, matplotlib.rcParams["axes.edgecolor"], FULL)}
        for each, dashes in zip(docs, (DASHES, DOTS), strict=False):
            styles[each] = PresenceStyle(looks[each], True, looks[each].color, dashes)
        handles, texts = [], []
        for order, (presence, (node, hollow, line_color, dashes)) in enumerate(styles.items()):
            mine, marks = (rows[rows["presence"] == presence] for rows in self)
            if len(mine):
                style: dict[str, Any] = {"colors": line_color, "linestyles": [dashes], "zorder": 1 + 0.1 * order}
                style |= {"alpha": 0.6 if dashes == FULL else 1, "label": presence}
                widths, ends = mine["width"].clip(lower=0 if dashes == FULL else VISIBLE), self.end_points(mine)
                ax.add_collection(LineCollection(list(ends.reshape(-1, 2, 2)), linewidths=widths, **style))
                if len(middles := self.middles(mine)):
                    look: dict[str, Any] = {"color": "white", "edgecolor": line_color, "lw": 0.9, "label": "adjacent"}
                    ax.scatter(*middles.T, s=JOINED, marker="D", zorder=2.1, **look)
            if len(marks):
                inside, around, edge = ("white", node.color, 1.1) if hollow else (node.color, "white", 0.6)
                fill: dict[str, Any] = {"color": inside, "edgecolor": around, "lw": edge}
                area = marks["diameter"] ** 2 * _marker_area("o") / _marker_area(node.marker)
                ax.scatter(marks["x"], marks["y"], s=area, marker=node.marker, zorder=2, label=presence, **fill)
            mark: dict[str, Any] = {"marker": node.marker, "mfc": "white" if hollow else node.color, "mec": node.color}
            handles.append(Line2D([], [], color=line_color, ls=dashes, **mark))
            key, who = (
                (f"pairs_of_both.{case}", {}) if presence == BOTH else ("legend.pairs_one", {"doc": names[presence]})
            )
            texts.append(localize(key, n=len(mine), **who))
        if alone is None:
            legend_above(ax, handles, texts, room=0.95 * figure_width(ax, columns=2))
        else:
            ax.set_title(names[alone] if alone else "", loc="left")

    def print_names(self, ax: Axes, names: dict, notes: list[str]) -> None:
        """Print the notes below, and the names, the largest node first; off the edges where they can be.

        A name without a free place is left out, and a note counts these.
        """
        edges, nodes = self
        size, radii = small_size() + 0.5, nodes["diameter"].to_numpy() / 2
        marks, middles = nodes[["x", "y"]].to_numpy(), self.middles(edges)
        taken = {
            "marks": np.vstack([marks, middles]), "radii": np.append(radii, np.full(len(middles), JOINED**0.5 / 2)),
        }  # fmt: skip
        labels = [
            MarkLabel(line_breaks(names[term]), place, radius)
            for term, place, radius in zip(nodes.index, marks, radii, strict=True)
        ]
        print_notes(ax, notes)
        for _ in range(2):
            placed = place_labels(ax, labels, size=size, lines=self.end_points(edges), **taken)
            lines = ax.get_xlabel().count("\n")
            print_notes(ax, notes + cut_note("note.names_cut", placed.count(None)))
            # A line more takes room from the map, and so decides anew what has a place.
            if ax.get_xlabel().count("\n") == lines:
                break
        halo = [withStroke(linewidth=1.6, foreground="white", alpha=0.85)]
        for placement in filter(None, placed):
            print_label(ax, placement, size=size, path_effects=halo, zorder=3)

    def end_points(self, edges: pd.DataFrame) -> np.ndarray:
        """Return the ends of some edges as rows of x0, y0, x1, y1."""
        return np.hstack([self.nodes.loc[edges[term], ["x", "y"]].to_numpy() for term in PAIR])

    def middles(self, edges: pd.DataFrame) -> np.ndarray:
        """Return where the marks of those edges stand whose pair is one expression, as rows of x, y."""
        ends = self.end_points(edges[edges["adjacent"].to_numpy(dtype=bool)])
        return (ends[:, :2] + ends[:, 2:]) / 2


def _marker_area(marker: str) -> float:
    """Return the area that a mark fills at one size: a square is larger than the circle inside it."""
    style = MarkerStyle(marker)
    x, y = np.transpose(style.get_path().transformed(style.get_transform()).to_polygons()[0])
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


def _range_text(values: pd.Series, decimals: int | None) -> str:
    """Return the least and the largest of `values`, with as many decimals as these need where None are named."""
    decimals = decimals_to_show(values.to_numpy(dtype=float)) if decimals is None else decimals
    ends = [f"{end:z.{decimals}f}".replace("-", "\u2212") for end in (values.min(), values.max())]
    return "–".join(dict.fromkeys(ends))
