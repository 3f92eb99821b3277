"""Pairs as files of a network, read back."""

import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.export import save_network
from discourse.export.sheet import coerce_cell

TEXT = {"a": "制造业要强，数字经济要快。制造业和算力。", "b": "数字经济和算力。光伏要多。", "c": "光伏要多。"}


ROWS = [("制造业", "manufacturing", "产业", ""), ("数字经济", "digital economy", "产业", ""), ("算力", "", "", "")]


class Lexicon:
    terms = pd.DataFrame(ROWS, columns=["term", "english", "category", "broader"])


@pytest.fixture
def pairs():
    """Two articles: a has 制造业 with 数字经济 and with 算力, b 数字经济 with 算力; one measure is missing, one infinite."""
    rows = [("a", "制造业", "数字经济", 1, 2, 1), ("a", "制造业", "算力", 1, 2, 1), ("b", "数字经济", "算力", 1, 1, 1)]
    frame = pd.DataFrame(rows, columns=["doc", "term_a", "term_b", "n", "n_a", "n_b"])
    missing = pd.array([pd.NA] * 3, dtype="Int64")
    frame = frame.assign(npmi=[0.25, np.nan, -0.5], pmi=[1.0, np.inf, -1.0], n_same_list=missing)
    return frame.assign(same_list=pd.array([True, pd.NA, False], "boolean"), within="sentence", of="term", by="doc")


@pytest.fixture
def counts():
    """光伏 stands in no pair, and in an article without any."""
    rows = [("a", "制造业", 2), ("a", "数字经济", 1), ("a", "算力", 1), ("b", "数字经济", 1), ("b", "算力", 1)]
    rows += [("b", "光伏", 3), ("c", "光伏", 1)]
    return pd.DataFrame(rows, columns=["doc", "term", "n"]).assign(of="term", by="doc")


READERS = {".gexf": nx.read_gexf, ".graphml": nx.read_graphml}


def read(paths):
    """The networks by file name; GEXF gives each edge an id of its own."""
    graphs = {path.name: READERS[path.suffix](path) for path in paths}
    for graph in graphs.values():
        for *_, edge in graph.edges(data=True):
            edge.pop("id", None)
    return graphs


def test_a_network_holds_every_measure_of_every_pair_that_has_a_value(pairs, tmp_path):
    graphs = read(save_network(pairs[pairs["doc"] == "a"], "terms", folder=tmp_path))
    assert list(graphs) == ["terms.gexf", "terms.graphml"]
    for graph in graphs.values():
        assert {*graph.nodes} == {"制造业", "数字经济", "算力"}
        assert graph.nodes["制造业"] == {"label": "制造业", "n": 2, "windows": 2}
        assert graph.edges["制造业", "数字经济"] == {
            "weight": 1, "n": 1, "npmi": 0.25, "pmi": 1.0, "same_list": True, "within": "sentence",
        }  # fmt: skip
        assert graph.edges["制造业", "算力"] == {"weight": 1, "n": 1, "within": "sentence"}
        assert not graph.is_directed() and not graph.is_multigraph()


def test_each_article_has_a_network_of_its_own(pairs, counts, tmp_path):
    graphs = read(save_network(pairs, "terms", folder=tmp_path))
    assert list(graphs) == ["terms_a.gexf", "terms_a.graphml", "terms_b.gexf", "terms_b.graphml"]
    assert graphs["terms_b.gexf"].number_of_edges() == graphs["terms_b.graphml"].number_of_edges() == 1
    assert len(save_network(pairs, "all", counts=counts, folder=tmp_path)) == 3 * 2


def test_all_articles_together_are_one_network_that_says_which_has_what(pairs, counts, tmp_path):
    """The weight is the larger of both, as in the picture of two versions."""
    twice = pd.concat([pairs, pairs[pairs["doc"] == "b"].assign(doc="a", n=4, npmi=0.75)])
    graphs = read(save_network(twice, "terms", counts=counts, lexicon=Lexicon(), together=True, folder=tmp_path))
    assert list(graphs) == ["terms.gexf", "terms.graphml"]
    for graph in graphs.values():
        both, one = graph.edges["数字经济", "算力"], graph.edges["制造业", "算力"]
        assert [both[name] for name in ("weight", "n_a", "n_b", "npmi_a", "npmi_b", "docs")] == [
            4,
            4,
            1,
            0.75,
            -0.5,
            "a|b",
        ]
        assert one == {"weight": 1, "n_a": 1, "within_a": "sentence", "docs": "a"}
        assert graph.nodes["光伏"] == {"label": "光伏", "n_b": 3, "n_c": 1, "docs": "b|c"}
        assert graph.nodes["算力"] | {"label": "算力", "n_a": 1, "n_b": 1, "docs": "a|b"} == graph.nodes["算力"]


def test_terms_stand_where_they_do_in_the_picture(pairs, tmp_path):
    """In thousandths for Gephi; a term without a place is refused."""
    layout = dc.network_layout(pairs)
    graphs = read(save_network(pairs, "terms", layout=layout, together=True, folder=tmp_path))
    for term, x, y in layout[["term", "x", "y"]].itertuples(index=False):
        gexf, graphml = (graphs[f"terms.{ending}"].nodes[term] for ending in ("gexf", "graphml"))
        assert (graphml["x"], graphml["y"]) == (gexf["x"], gexf["y"]) == (x, y)
        assert gexf["viz"]["position"] == {"x": 1000 * x, "y": 1000 * y, "z": 0}
    with pytest.raises(DiscourseError, match="the layout has no place for 算力; make it of all pairs and terms"):
        save_network(pairs, "terms", layout=layout[layout["term"] != "算力"], folder=tmp_path)


def test_terms_that_stand_alone_are_nodes_where_counts_are_given(pairs, counts, tmp_path):
    graphs = read(save_network(pairs, "terms", counts=counts, lexicon=Lexicon(), folder=tmp_path))
    for ending in ("gexf", "graphml"):
        alone, nodes = graphs[f"terms_c.{ending}"], graphs[f"terms_b.{ending}"].nodes
        assert dict(alone.nodes(data=True)) == {"光伏": {"label": "光伏", "n": 1}} and not alone.edges
        assert nodes["光伏"] == {"label": "光伏", "n": 3}
        told = {"english": "digital economy", "category": "产业"}
        assert nodes["数字经济"] == {"label": "数字经济", "n": 1, "windows": 1} | told
        assert nodes["算力"] == {"label": "算力", "n": 1, "windows": 1}


@pytest.mark.parametrize(
    ("names", "endings"),
    [
        (["2023", "2024"], ["_2023", "_2024"]),
        (["人民日报", "经济日报"], ["_1", "_2"]),
        (["a", "A"], ["_1", "_2"]),
        (["a/b", "c"], ["_1", "_2"]),
        ([f"第{n}篇" for n in range(1, 12)], [f"_{n:02}" for n in range(1, 12)]),
    ],
)
def test_files_of_several_are_called_by_what_every_system_can_hold(names, endings, pairs, tmp_path):
    frame = pd.concat([pairs.head(1).drop(columns="doc").assign(group=name, by="group") for name in names])
    paths = save_network(frame, "g", folder=tmp_path)
    assert [path.stem for path in paths[::2]] == [f"g{ending}" for ending in endings]
    named = [nx.read_graphml(path).graph["name"] for path in paths[1::2]]
    assert sorted(named) == sorted(names)


def test_a_network_takes_the_place_of_the_last_of_its_name(pairs, tmp_path):
    """Of several groups, fewer, or one; what other networks and people wrote stays."""
    networks = tmp_path / "networks"

    def written(frame, name="g"):
        save_network(frame, name, folder=tmp_path)
        return sorted(path.relative_to(networks).as_posix() for path in networks.rglob("*.gexf"))

    both = ["g/g_a.gexf", "g/g_b.gexf"]
    assert written(pairs) == both
    assert written(pairs[pairs["doc"] == "a"], "g_a") == [*both, "g_a.gexf"]
    (networks / "g" / "mine.gexf").write_text("mine")
    renamed = pairs.assign(doc=pairs["doc"].replace("b", "c"))
    assert written(renamed) == ["g/g_a.gexf", "g/g_c.gexf", "g/mine.gexf", "g_a.gexf"]
    assert written(pairs[pairs["doc"] == "b"]) == ["g.gexf", "g/mine.gexf", "g_a.gexf"]
    assert written(pairs) == [*both, "g/mine.gexf", "g_a.gexf"]
    written(pairs, "h"), written(pairs[pairs["doc"] == "b"], "h")
    assert not (networks / "h").exists()


def test_pairs_of_the_whole_corpus_make_one_network(pairs, counts, tmp_path):
    whole = pairs.drop(columns="doc").assign(by="")
    sums = counts.groupby("term", as_index=False)["n"].sum().assign(of="term", by="")
    [gexf, _] = save_network(whole, "whole", counts=sums, folder=tmp_path)
    assert nx.read_gexf(gexf).number_of_nodes() == 4 and gexf == tmp_path / "networks" / "whole.gexf"


@pytest.mark.slow
def test_neither_the_order_of_rows_nor_the_run_changes_a_byte(pairs, counts, tmp_path):
    """Another run has another order of its sets; a date would change from day to day."""
    code = (
        "import sys, pandas as pd, discourse as dc; pairs, counts = map(pd.read_pickle, sys.argv[2:]); "
        "dc.save_network(pairs, 'g', counts=counts, folder=sys.argv[1])"
    )
    files = [tmp_path / f"{number}.pkl" for number in range(2)]
    for frame, file in zip((pairs, counts), files, strict=True):
        frame.sample(frac=1, random_state=1).to_pickle(file)
    other = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = os.environ | {"PYTHONHASHSEED": other}
    subprocess.run([sys.executable, "-c", code, tmp_path / "there", *files], check=True, env=environment)
    save_network(pairs, "g", counts=counts, folder=tmp_path / "here")
    here, there = (
        {path.name: path.read_bytes() for path in sorted((tmp_path / run / "networks" / "g").iterdir())}
        for run in ("here", "there")
    )
    assert here == there and len(here) == 6
    assert not any(b"lastmodified" in content for content in here.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda pairs, counts: (pairs.drop(columns="n_a"), counts), "pairs has no column 'n_a'"),
        (lambda pairs, counts: (pd.concat([pairs, pairs]), counts), "rows for doc='a'"),
        (lambda pairs, counts: (pairs, counts.drop(columns="doc").assign(by="")), "counts has no column 'doc'"),
        (lambda pairs, counts: (pairs, pd.concat([counts, counts])), "rows for doc='a'"),
        (lambda pairs, counts: (pairs.head(0), None), "pairs has no rows"),
        (
            lambda pairs, counts: (pairs.assign(section=[1, 2, 1], by="doc|section"), None),
            r"counted by \['doc', 'section'\], and a network is that of one doc.*keep the rows of one section, of \[1, 2\]",
        ),
    ],
)
def test_what_makes_no_network_is_refused_before_anything_is_written(change, message, pairs, counts, tmp_path):
    frame, numbers = change(pairs, counts)
    with pytest.raises(DiscourseError, match=message):
        save_network(frame, "g", counts=numbers, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_corpus_goes_into_a_network_and_back(tmp_path):
    """What is read back is what was counted; nothing in between but the calls of a notebook."""
    table = pd.DataFrame({"doc": list(TEXT), "text": list(TEXT.values())})
    table.to_csv(tmp_path / "t.csv", index=False)
    lines = [
        "term,forms,english,category,broader,note",
        *(f"{term},,e{term},产业,," for term in ["制造业", "数字经济", "算力", "光伏"]),
    ]
    (tmp_path / "l.csv").write_text("\n".join(lines), encoding="utf-8")
    corpus, lexicon = dc.read_table(tmp_path / "t.csv"), dc.read_lexicon(tmp_path / "l.csv")
    tokens, mentions = dc.segment(corpus.paragraphs, lexicon=lexicon), dc.find_terms(corpus.paragraphs, lexicon)
    pairs = dc.count_pairs(mentions, base=tokens, within="sentence", by="doc")
    counts = dc.count(mentions, base=tokens, by="doc")
    graphs = read(dc.save_network(pairs, "g", counts=counts, lexicon=lexicon, folder=tmp_path))
    for doc, mine in pairs.groupby("doc"):
        for ending in ("gexf", "graphml"):
            graph = graphs[f"g_{doc}.{ending}"]
            assert graph.number_of_edges() == len(mine)
            for row in mine.to_dict("records"):
                edge = graph.edges[row["term_a"], row["term_b"]]
                gone = ["doc", "term_a", "term_b", "n_a", "n_b", "of", "by"]
                told = {name: coerce_cell(value) for name, value in row.items() if pd.notna(value) and name not in gone}
                assert edge == told | {"weight": row["n"]}
                assert [graph.nodes[row[f"term_{end}"]]["windows"] for end in "ab"] == [row["n_a"], row["n_b"]]
    assert graphs["g_c.gexf"].nodes["光伏"] == {"label": "光伏", "n": 1, "english": "e光伏", "category": "产业"}


def test_what_is_no_pair_or_no_count_is_refused_and_nothing_is_written(pairs, tmp_path):
    """A pair turned round is the same pair."""
    turned = pairs.rename(columns={"term_a": "term_b", "term_b": "term_a", "n_a": "n_b", "n_b": "n_a"})
    for frame, message in [
        (pd.concat([pairs, turned]), "term_a"),
        (pairs.assign(term_b=None), "rows without term_a or term_b"),
        (pairs.assign(n=np.nan), "pairs has n=nan"),
        (pairs.assign(n=-1), "pairs has n=-1"),
        (pairs.assign(n_a=1.5), "pairs has n_a=1.5"),
    ]:
        with pytest.raises(DiscourseError, match=message):
            save_network(frame, "pairs", folder=tmp_path)
    assert list(tmp_path.rglob("*.*")) == []
