"""Pairs become files of a network, for Gephi and other programs."""

import io
import math
import re
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.export.files import NAME, target_folder, write_results
from discourse.export.sheet import coerce_cell, visible_characters
from discourse.figures.base.arguments import group_keys, with_doc
from discourse.figures.base.labels import article_order
from discourse.schema import PAIR, check_counts, check_unique, counted_column, key_columns, require_columns

# Of a lexicon, what stands at the nodes; of pairs, what stands at no edge.
TOLD, UNTOLD = ["english", "category", "broader"], ["n_a", "n_b", "of", "by"]
ENDINGS = [".gexf", ".graphml"]
# How wide a map is for Gephi, whose marks are some ten across.
MAP = 1000
# A date in a file would change its bytes from day to day.
DATED = re.compile(rb' lastmodifieddate="[^"]*"')


def save_network(
    pairs: pd.DataFrame,
    name: str,
    *,
    counts: pd.DataFrame | None = None,
    lexicon: Any = None,
    layout: pd.DataFrame | None = None,
    together: bool = False,
    folder: str | Path | None = None,
) -> list[Path]:
    """Write pairs as a network in GEXF, which Gephi opens, and GraphML, which most other programs do.

    A term is a node, a pair an edge without direction. An edge has `weight`, which is n, and every measure of its row
    (n, expected, pmi, …, within) but those that are missing or infinite. A node has `label`, the term; `windows`, how
    many hold it (of pairs within so many words: its places); and `n`, which is the same, or the `n` of `counts`, where
    these are given. Then the terms that stand in no pair are nodes, too. Of a `lexicon` (`dc.read_lexicon`), a node has
    `english`, `category` and `broader`. Of a `layout`, that of the picture (`dc.network_layout`), it has `x` and `y`,
    and in GEXF its place, so that Gephi opens the map of the paper.

    `pairs` are what `dc.count_pairs` returns, `counts` what `dc.count` returns by the same keys. Several articles, or
    groups, have a network each, since Gephi would add up the edges of one: their files stand in a folder `name` and are
    called `name`_doc, or, where a doc has other characters than letters, digits, - and _, by their number; the network
    has the doc for its name. Or all are one network, `together`: then the columns of each stand apart, with its doc
    behind their names (n_2023, n_2024), `docs` says which have a term or a pair (joined by |), and `weight` is the
    largest n, as in the picture of two versions.

    `name` is the file name without ending, `folder` the results folder (see `results_folder`); the files go into its
    `networks/`, all or none, and take the place of all that an earlier call wrote by that `name`. The same frame always
    gives the same bytes.

    Raises `DiscourseError`, before anything is written, for missing columns and terms, doubled rows (of one pair in
    either direction), counts that are none or by other keys, no term at all, a layout that lacks a term, and a `name`
    that not every system can hold.

    Returns the paths: .gexf and .graphml of each network.

    >>> import tempfile
    >>> pairs = pd.DataFrame({"term_a": ["算力"], "term_b": ["算法"], "n": [2], "n_a": [3], "n_b": [2], "npmi": [0.5]})
    >>> gexf, graphml = save_network(pairs, "terms", folder=tempfile.mkdtemp())
    >>> nx.read_gexf(gexf).edges["算力", "算法"]["npmi"]
    0.5
    """
    require_columns(pairs, [*PAIR, "n", "n_a", "n_b"], name="pairs", maker="dc.count_pairs")
    if lexicon is not None and not isinstance(getattr(lexicon, "terms", None), pd.DataFrame):
        raise DiscourseError(f"lexicon is a {type(lexicon).__name__}; give what dc.read_lexicon returns")
    keys, unit = group_keys(pairs), "" if counts is None else counted_column(counts, name="counts")
    check_one_each(pairs, keys)
    check_counts(pairs, n=["n", "n_a", "n_b"], totals=[], name="pairs")
    ends = pd.DataFrame(np.sort(pairs[PAIR].astype(str).to_numpy(), axis=1), columns=PAIR, index=pairs.index)
    check_unique(pairs.assign(**ends), [*keys, *PAIR], name="pairs")
    pairs = with_doc(pairs)
    docs = [*pairs["doc"]]
    if counts is not None:
        require_columns(counts, [*keys, "n"], name="counts", maker=f"dc.count by {keys}, as pairs are counted,")
        check_unique(counts, [*keys, unit], name="counts")
        counts = with_doc(counts.assign(by="|".join(keys))).rename(columns={unit: "term"})
        docs += [*counts["doc"]]
    docs = article_order(docs, None)
    if not docs:
        raise DiscourseError(
            "pairs has no rows, and a network has terms: no two stand together in these texts, or a filter kept none"
        )
    files: dict[Path, bytes] = {}
    networks = target_folder(folder, "networks", name)
    groups = [docs] if together else [[doc] for doc in docs]
    for group, ending in zip(groups, [""] if together else file_endings(docs), strict=True):
        place = target_folder(folder, f"networks/{name}" if len(groups) > 1 else "networks", name + ending)
        graph = nx.Graph(name=" | ".join(group))
        for doc in group:
            mine = pairs[pairs["doc"] == doc].drop(columns=["doc", *keys])
            known = None if counts is None else counts[counts["doc"] == doc]
            add_pairs(graph, mine, known, lexicon, f"_{doc}" if together else "")
        for suffix, content in write_graph(graph, layout).items():
            files[place / f"{name}{ending}{suffix}"] = content
    paths = write_results(files)
    # Groups that are no more, or the one network that has become several.
    for path in [*networks.glob(f"{name}.*"), *(networks / name).glob(f"{name}_*")]:
        if path.suffix in ENDINGS and path not in files:
            path.unlink()
    if (networks / name).is_dir() and not any((networks / name).iterdir()):
        (networks / name).rmdir()
    return paths


def file_endings(docs: list[str]) -> list[str]:
    """Return what the names of the files of several docs end with: the docs, or their numbers where no file can be so.

    >>> file_endings(["a"]), file_endings(["a", "b-1"]), file_endings(["a", "A"]), file_endings(["甲/乙", "丙"])
    ([''], ['_a', '_b-1'], ['_1', '_2'], ['_1', '_2'])
    """
    if len(docs) == 1:
        return [""]
    endings = [f"_{doc}" for doc in docs]
    if len({each.casefold() for each in endings}) == len(docs) and all(NAME.fullmatch(f"a{each}") for each in endings):
        return endings
    return [f"_{number:0{len(str(len(docs)))}}" for number in range(1, len(docs) + 1)]


def check_one_each(pairs: pd.DataFrame, keys: list[str]) -> None:
    """Refuse rows without a term, and pairs counted by more than tells networks apart, such as by section, if several
    are there.
    """
    if pairs[PAIR].isna().any(axis=None):
        raise DiscourseError("pairs has rows without term_a or term_b: leave them out, a pair has two terms")
    beyond = [key for key in (key_columns(pairs) if "by" in pairs and len(pairs) else []) if key not in keys]
    if beyond and pairs[[*keys, *beyond]].drop_duplicates().duplicated(keys).any():
        raise DiscourseError(
            f"pairs are counted by {key_columns(pairs)}, and a network is that of one doc: count them by 'doc', or "
            f"keep the rows of one {' and '.join(beyond)}, of {pairs[beyond[0]].drop_duplicates().tolist()[:9]}"
        )


def add_pairs(graph: nx.Graph, pairs: pd.DataFrame, counts: pd.DataFrame | None, lexicon: Any, mark: str) -> None:
    """Add the terms and pairs of one article or group to a network; what is of it alone is called by its `mark`.

    `pairs`, `counts` and `lexicon` are as for `save_network`; what an article's rows lack is no attribute.
    """
    windows = {term: n for end in "ab" for term, n in zip(pairs[f"term_{end}"], pairs[f"n_{end}"], strict=True)}
    numbers = windows if counts is None else dict(zip(counts["term"], counts["n"], strict=True))
    known = {} if lexicon is None else lexicon.terms.set_index("term").to_dict("index")
    for term in {*windows, *numbers}:
        row = {f"n{mark}": numbers.get(term), f"windows{mark}": windows.get(term), "label": term}
        row |= {column: known.get(term, {}).get(column) or None for column in TOLD}
        graph.add_node(visible_characters(term), **known_cells(row))
        note_doc(graph.nodes[visible_characters(term)], mark)
    for row in pairs.drop(columns=UNTOLD, errors="ignore").to_dict("records"):
        a, b = (visible_characters(row.pop(column)) for column in PAIR)
        weight = max(row["n"], graph.edges[a, b]["weight"] if graph.has_edge(a, b) else row["n"])
        marked = {f"{column}{mark}": value for column, value in row.items()}
        graph.add_edge(a, b, **known_cells({"weight": weight, **marked}))
        note_doc(graph.edges[a, b], mark)


def note_doc(attributes: dict[str, Any], mark: str) -> None:
    """Note that one article more has a term or a pair, where several are told apart.

    >>> note_doc(seen := {"docs": "2023"}, "_2024")
    >>> seen
    {'docs': '2023|2024'}
    """
    if mark:
        attributes["docs"] = "|".join([*filter(None, [attributes.get("docs")]), mark.removeprefix("_")])


def write_graph(graph: nx.Graph, layout: pd.DataFrame | None) -> dict[str, bytes]:
    """Return a network as the bytes of files, by their endings, its terms at the places of a layout.

    Terms and pairs stand in the order of their characters.
    """
    same = nx.Graph(name=graph.graph["name"])
    same.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: node[0]))
    same.add_edges_from(sorted((*sorted((a, b)), row) for a, b, row in graph.edges(data=True)))
    if layout is not None:
        require_columns(layout, ["term", "x", "y"], name="layout", maker="dc.network_layout")
        terms = layout["term"].map(visible_characters)
        places = layout.assign(term=terms).set_index("term")[["x", "y"]].to_dict("index")
        if lost := sorted(set(graph) - places.keys()):
            raise DiscourseError(f"the layout has no place for {'、'.join(lost[:9])}; make it of all pairs and terms")
        nx.set_node_attributes(same, {term: {end: float(places[term][end]) for end in "xy"} for term in same})
    gexf, graphml = io.BytesIO(), io.BytesIO()
    nx.write_graphml_xml(same, graphml, prettyprint=True)
    placed = same.copy()
    for row in placed.nodes.values():
        if "x" in row:
            row["viz"] = {"position": {end: MAP * row.get(end, 0.0) for end in "xyz"}}
    nx.write_gexf(placed, gexf)
    return {".gexf": DATED.sub(b"", gexf.getvalue()), ".graphml": graphml.getvalue()}


def known_cells(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as plain values, without those that are missing or infinite.

    >>> known_cells({"n": 2, "pmi": math.inf, "same_list": pd.NA})
    {'n': 2}
    """
    cells = {column: coerce_cell(value) for column, value in row.items()}
    return {
        column: cell
        for column, cell in cells.items()
        if cell is not None and not (isinstance(cell, float) and math.isinf(cell))
    }
