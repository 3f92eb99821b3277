"""Who stands in the middle of a network of terms, and whether it has communities that a random one has not."""

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.communities import betweenness, swap_ends

pytestmark = pytest.mark.slow


def words(*sentences):
    """Tokens of a doc, a letter each; a sentence a paragraph."""
    rows = [(n, at, letter) for n, sentence in enumerate(sentences, 1) for at, letter in enumerate(sentence)]
    frame = pd.DataFrame(rows, columns=["paragraph", "start", "word"]).assign(doc="a", kind="body", type="word")
    return frame.assign(sentence=frame["paragraph"], end=frame["start"] + 1, section=1, turn=0, point=None)


def tied(ties, **more):
    return pd.DataFrame(sorted(ties), columns=["term_a", "term_b"]).assign(n=1, **more)


def test_ties_are_the_windows_that_hold_both_and_a_term_by_itself_has_none():
    """丙 stands with 甲 twice, with 乙 once, between both and 丁; 戊 is alone."""
    tokens = words("甲丙", "丙甲甲", "丙乙", "丙丁", "戊", "戊")
    found = dc.centrality(tokens, base=tokens, within="sentence", by="doc").set_index("word")
    assert found[["windows", "degree", "strength", "betweenness"]].T.to_dict("list") == {
        "丙": [4, 3, 4, 3 / 6], "甲": [2, 1, 2, 0], "丁": [1, 1, 1, 0], "乙": [1, 1, 1, 0], "戊": [2, 0, 0, 0],
    }  # fmt: skip
    # The star has the eigenvalue √6, and its ends a share of their ties over it.
    assert found["eigenvector"].tolist() == pytest.approx([1, 2 / 6**0.5, 1 / 6**0.5, 1 / 6**0.5, 0])
    assert (found["strength_low"] < found["strength"]).tolist() == [True] * 4 + [False]
    assert found.loc["丙", "strength_low"] > 0 and found.loc["戊", ["degree_low", "degree_high"]].eq(0).all()
    # Half of the draws lose a neighbour or more of three, and the interval is moved by as much, to the four there are.
    assert found.loc["丙", "degree_high"] == 4


def test_the_interval_of_a_sum_over_windows_is_that_of_the_windows_drawn():
    """Of a hundred sentences 甲 and 乙 stand together in half: 50 ± 1.96 √25."""
    tokens = words(*["甲乙"] * 50, *["丙"] * 50)
    row = dc.centrality(tokens, base=tokens, within="sentence", by="doc", draws=999).iloc[0]
    assert [row["strength_low"], row["strength_high"]] == pytest.approx([50 - 9.8, 50 + 9.8], abs=1.5)


def test_shortest_ways_are_counted_as_another_library_counts_them():
    for seed in range(5):
        random = np.random.default_rng(seed)
        ties = np.triu(random.integers(0, 3, (12, 12)) * (random.random((12, 12)) < 0.4), 1)
        ties = ties + ties.T
        graph = nx.from_numpy_array(np.divide(1, ties, out=np.zeros(ties.shape), where=ties > 0))
        other = nx.betweenness_centrality(graph, weight="weight", normalized=False)
        assert betweenness(ties.astype(float)) == pytest.approx([2 * each for each in other.values()])


def test_random_networks_have_no_communities_and_planted_ones_are_found():
    """Of sixteen random networks no more than three in twenty by chance; two cliques with one tie between them are two."""
    said = []
    for seed in range(16):
        ends = nx.gnm_random_graph(16, 36, seed=seed).edges
        found = dc.find_communities(tied([(f"{a:02}", f"{b:02}") for a, b in ends]), seeds=4, draws=39, seed=seed)
        said += found["verdict"].unique().tolist()
        assert found["community"].isna().all() or found["verdict"].eq("shown").all()
    assert said.count("not shown") >= 14 and len(said) == 16
    cliques = [pair for group in ("abcdef", "uvwxyz") for pair in combinations(group, 2)]
    found = dc.find_communities(tied([*cliques, ("a", "u")], doc="x", by="doc", of="term"), draws=39)
    assert found.groupby("community")["term"].agg(set).tolist() == [set("abcdef"), set("uvwxyz")]
    assert found[["doc", "verdict", "agree", "seeds_agree"]].drop_duplicates().to_numpy().tolist() == [
        ["x", "shown", 1, 1]
    ]
    # Of 31 ties all but one are within; each clique has half of all ends.
    assert found["modularity"].iloc[0] == pytest.approx(30 / 31 - 2 * 0.5**2)


def test_ends_are_swapped_so_that_every_term_keeps_its_ties():
    ends = [list(each) for each in nx.gnm_random_graph(12, 30, seed=1).edges]
    degree = lambda ties: np.bincount(np.ravel(ties)).tolist()
    for swapped in swap_ends(ends, 3, np.random.default_rng(0)):
        assert degree(swapped) == degree(ends) and swapped != ends
        assert len({frozenset(each) for each in swapped}) == 30 and all(a != b for a, b in swapped)


def test_what_is_no_network_is_refused_or_too_small():
    few = dc.find_communities(tied([("a", "b"), ("b", "c")]), draws=19)
    assert few["verdict"].unique().tolist() == ["too few differences"] and few["community"].isna().all()
    with pytest.raises(DiscourseError, match="value='npmi' is not one of: 'n'"):
        dc.find_communities(tied([("a", "b")]), value="npmi")
    with pytest.raises(DiscourseError, match="within=5 is not one of"):
        dc.centrality(words("甲乙"), base=words("甲乙"), within=5, by="doc")
