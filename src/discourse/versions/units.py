"""Which blocks of two versions are one unit of a test: each, what replaced each other, or all of one point."""

import networkx as nx
import numpy as np
import pandas as pd

from discourse.errors import one_of
from discourse.schema import SIDES

UNITS_OF_TESTS = ["block", "replacement", "point"]


def unite_blocks(aligned: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Number the blocks of an alignment alike that are one `unit`, as `add_paired_test` takes them.

    "block" leaves all as they are. "replacement" unites what was dropped and what was added between the same two
    blocks that both versions have: an editor who replaces a passage makes one edit. "point" unites all blocks of one
    point, or, outside of points, of one turn and section; points that hold one block together, in whichever version,
    are one. A block that was moved remains one of its own. Returns `aligned` with other numbers in `block`. Raises
    DiscourseError for another unit.

    >>> aligned = pd.DataFrame({"block": [1, 2, 3, 4], "moved": False, "first_sentence_old": [1, 2, None, 3],
    ...                         "first_sentence_new": [1, None, 2, 3]})
    >>> unite_blocks(aligned, "replacement")["block"].tolist()
    [1, 2, 2, 4]
    """
    one_of("unit", unit, UNITS_OF_TESTS)
    places = aligned[[f"first_sentence_{side}" for side in SIDES]].astype("float64")
    stays = (places.notna().all(axis=1) & ~aligned["moved"].astype(bool)).to_numpy()
    ties = nx.Graph()
    ties.add_nodes_from(("block", block) for block in aligned["block"])
    if unit == "replacement":
        # Blocks that stay are in one order in both versions: what has as many of them before it stands in one gap.
        for column in places:
            alone = (places.notna().sum(axis=1).eq(1) & places[column].notna()).to_numpy()
            gaps = np.searchsorted(np.sort(places.loc[stays, column]), places.loc[alone, column])
            ties.add_edges_from(
                (("block", block), ("gap", gap)) for block, gap in zip(aligned["block"][alone], gaps, strict=True)
            )
    if unit == "point":
        for side in SIDES:
            keys = aligned[[f"{key}_{side}" for key in ("section", "turn", "point")]].astype("float64").fillna(-1)
            here = (places[f"first_sentence_{side}"].notna() & ~aligned["moved"].astype(bool)).to_numpy()
            for block, key in zip(aligned["block"][here], keys[here].itertuples(index=False, name=None), strict=True):
                ties.add_edge(("block", block), (side, *key))
    lowest: dict[int, int] = {}
    for united in nx.connected_components(ties):
        blocks = [node[1] for node in united if node[0] == "block"]
        lowest |= dict.fromkeys(blocks, min(blocks, default=0))
    return aligned.assign(block=aligned["block"].map(lowest))
