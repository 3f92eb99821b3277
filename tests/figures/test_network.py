"""What a network of terms shows."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from conftest_names import LABELS, NEW, OLD, TERMS
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.textpath import TextPath

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.label_placement import MarkLabel, covered, place_labels
from discourse.figures.base.labels import article_styles
from discourse.figures.base.text_size import text_extent


def edges(ax):
    """How many edges of each kind are drawn."""
    return {
        lines.get_label(): len(lines.get_segments()) for lines in ax.collections if isinstance(lines, LineCollection)
    }


def nodes(ax, kind="both"):
    return next(each for each in ax.collections if isinstance(each, PathCollection) and each.get_label() == kind)


def test_network_draws_what_reaches_the_minimum(pairs):
    one = pairs[pairs["doc"] == NEW]
    assert edges(figures.plot_network(one)) == {"both": 7}
    assert edges(figures.plot_network(one, minimum=2)) == {"both": 6}
    with pytest.raises(DiscourseError, match="the largest is 3"):
        figures.plot_network(one, minimum=4)


def test_pairs_that_are_one_expression_have_a_mark_in_the_middle_of_their_edge(pairs):
    """Two of them; of a pair that only one article always joins, none; without such a pair nothing is said."""
    first = pairs[["term_a", "term_b"]].eq(pairs[["term_a", "term_b"]].iloc[0]).all(axis=1)
    other = pairs["term_a"].eq(pairs["term_a"].iloc[1]) & pairs["term_b"].eq(pairs["term_b"].iloc[1])
    for joined, marks in (
        (first | other, 2),
        (first | other & pairs["doc"].eq(NEW), 1 + (other.sum() == 1)),
        (first & False, 0),
    ):
        ax = figures.plot_network(pairs.assign(adjacent=joined), labels=LABELS)
        drawn = [nodes(ax, "adjacent")] if marks else []
        assert sum(len(each.get_offsets()) for each in drawn) == marks
        assert ("◇：总是连写成一语" in ax.get_xlabel()) == bool(marks)
        segments = [
            np.mean(line, axis=0)
            for each in ax.collections
            if isinstance(each, LineCollection)
            for line in each.get_segments()
        ]
        for each in drawn:
            assert all(np.isclose(segments, place).all(axis=1).any() for place in each.get_offsets())


def test_networks_on_one_layout_share_places_and_sizes(pairs):
    layout = figures.network_layout(pairs)
    drawn = [nodes(figures.plot_network(pairs[pairs["doc"] == doc], layout=layout)) for doc in (NEW, OLD)]
    assert np.array_equal(drawn[0].get_offsets(), drawn[1].get_offsets())
    assert np.array_equal(drawn[0].get_sizes(), drawn[1].get_sizes())


def test_network_nodes_have_areas_in_proportion_to_windows(pairs):
    sizes = nodes(figures.plot_network(pairs[pairs["doc"] == NEW])).get_sizes()
    assert sizes / sizes[0] == pytest.approx(np.array([9, 8, 7, 6, 5, 4]) / 9)


def test_layout_is_the_same_for_the_same_seed_whatever_the_order_of_rows(pairs):
    shuffled = pairs.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(figures.network_layout(pairs), figures.network_layout(shuffled))
    assert not figures.network_layout(pairs).equals(figures.network_layout(pairs, seed=1))


def test_a_layout_without_a_term_is_refused(pairs):
    layout = figures.network_layout(pairs).head(3)
    with pytest.raises(DiscourseError, match="the layout has no place for"):
        figures.plot_network(pairs[pairs["doc"] == NEW], layout=layout)


@pytest.fixture
def two(pairs):
    """Both articles have three pairs; only NEW those of 低空经济, 光伏 and 集成电路, and the bridge."""
    return pairs[(pairs["doc"] == NEW) | pairs["term_b"].isin(TERMS[:3])]


def test_a_network_of_two_tells_edges_of_both_from_those_of_one_by_colour_and_line(two):
    ax = figures.plot_network(two, labels=LABELS)
    assert edges(ax) == {"both": 3, NEW: 4}
    lines = {each.get_label(): each for each in ax.collections if isinstance(each, LineCollection)}
    assert lines["both"].get_linestyle()[0][1] is None and lines[NEW].get_linestyle()[0][1] is not None
    assert matplotlib.colors.to_hex(lines["both"].get_color()[0]) != matplotlib.colors.to_hex(lines[NEW].get_color()[0])
    said = [text.get_text() for text in ax.findobj(matplotlib.legend.Legend)[0].get_texts()]
    assert said == ["两篇都有（3 对）", "只在人民日报共现（4 对）", "只在经济日报共现（0 对）"]


def test_terms_that_only_one_article_pairs_are_hollow(two):
    ax = figures.plot_network(two, labels=LABELS)
    assert len(nodes(ax).get_offsets()) == 3 and len(nodes(ax, NEW).get_offsets()) == 3
    assert {matplotlib.colors.to_hex(color) for color in nodes(ax, NEW).get_facecolor()} == {"#ffffff"}


def test_a_pair_that_is_only_rarer_in_one_article_is_no_pair_that_it_lacks(two):
    """The bridge is once in NEW; if OLD has it 3 times, it is drawn from minimum=2 on, and as a pair of both."""
    bridge = two[two["n"] == 1].assign(doc=OLD, n=3)
    assert edges(figures.plot_network(pd.concat([two, bridge]), minimum=2)) == {"both": 4, NEW: 3}


def test_one_article_of_two_is_drawn_on_the_map_and_scale_of_both(two):
    old, new = (figures.plot_network(two, doc=doc, labels=LABELS) for doc in (OLD, NEW))
    assert edges(old) == {"both": 3} and edges(new) == {"both": 3, NEW: 4}
    assert np.array_equal(nodes(old).get_offsets(), nodes(new).get_offsets())
    assert np.array_equal(nodes(old).get_sizes(), nodes(new).get_sizes())
    assert "经济日报所无" in new.get_xlabel() and "所无" not in old.get_xlabel()


def test_one_of_many_articles_is_drawn_by_itself(two):
    """A group by its value, be it a number; what the frame has not is named beside what it has."""
    years = pd.concat([two.assign(doc=two["doc"].map({OLD: 2022, NEW: 2023})), two[two["doc"] == OLD].assign(doc=2024)])
    years = years.rename(columns={"doc": "year"}).assign(by="year")
    for year in (2022, "2022"):
        alone = figures.plot_network(years[years["year"] == 2022], labels=LABELS)
        assert edges(figures.plot_network(years, doc=year, labels=LABELS)) == edges(alone)
    with pytest.raises(DiscourseError, match="doc='2032' is not one of: '2022', '2023', '2024'"):
        figures.plot_network(years, doc=2032)


def test_three_articles_on_one_map_are_refused(pairs):
    with pytest.raises(DiscourseError, match="one article or two, the frame has 3"):
        figures.plot_network(pd.concat([pairs, pairs.head(1).assign(doc="x")]))


def test_a_network_says_how_many_pairs_do_not_reach_the_minimum_missing_values_among_them(pairs):
    one = pairs[pairs["doc"] == NEW].assign(npmi=[0.5, 0.4, 0.3, 0.2, np.nan, -0.1, -0.5])
    assert "另有 3 对不到 0，未画" in figures.plot_network(one, value="npmi", minimum=0).get_xlabel()
    assert edges(figures.plot_network(one, value="npmi", minimum=-1)) == {"both": 6}
    with pytest.raises(DiscourseError, match="infinite"):
        figures.plot_network(one.assign(npmi=np.inf), value="npmi")


def test_names_without_a_free_place_are_left_out_and_counted():
    """Sixty terms of twenty characters in a column: some nodes stay unnamed, and the line below says how many."""
    names = [f"专精特新中小企业数字化转型升级服务平{i:02d}" for i in range(61)]
    frame = pd.DataFrame({"term_a": names[:-1], "term_b": names[1:], "n": 1, "n_a": 1, "n_b": 1})
    with figures.theme(width=85):
        ax = figures.plot_network(frame)
    drawn = sum(bool(text.get_text()) for text in ax.texts)
    assert 0 < drawn < 61 and f"另有 {61 - drawn} 处名称放不下" in ax.get_xlabel()


def test_a_label_keeps_off_the_lines_where_it_can():
    """A line runs to the right of the mark, where a label would stand first: it stands above or below the line."""
    with figures.theme():
        figure = plt.figure(figsize=(200 / 72, 200 / 72), layout="none")
        ax = figure.add_axes((0, 0, 1, 1), xlim=(0, 200), ylim=(0, 200))
        label = MarkLabel(["低空经济"], (100, 100), 3)
        marks = {"size": 7, "marks": np.array([[100, 100]]), "radii": np.array([3])}
        alone = place_labels(ax, [label], lines=np.empty((0, 4)), **marks)[0]
        lines = np.array([[100, 100, 200, 100], [0, 100, 100, 100]])
        beside = place_labels(ax, [label], lines=lines, **marks)[0]
    assert alone.box[[1, 3]].mean() == pytest.approx(100) and covered(alone.box[None], lines).sum() > 0
    assert covered(beside.box[None], lines).sum() == 0


def test_a_network_of_shuffled_rows_and_columns_is_the_same(two):
    mixed = two.sample(frac=1, random_state=1)[two.columns[::-1]].assign(own=1)
    drawn = [figures.plot_network(each, labels=LABELS) for each in (two, mixed)]
    assert edges(drawn[0]) == edges(drawn[1])
    places = [[each.get_offsets().tolist() for each in ax.collections] for ax in drawn]
    shapes = [[path.vertices.tolist() for each in ax.collections for path in each.get_paths()] for ax in drawn]
    assert places[0] == places[1] and shapes[0] == shapes[1]
    assert [text.get_text() for text in drawn[0].texts] == [text.get_text() for text in drawn[1].texts]


def test_one_article_alone_on_the_map_of_two_has_its_colour_among_both(two):
    """In labels that put both on the same place of the round of looks, the later takes the next."""
    labels = {f"d{place}": "" for place in range(20)}
    docs = {NEW: "d1", OLD: "d11"}
    frame = two.assign(doc=two["doc"].map(docs))
    with figures.theme():
        looks = article_styles(["d1", "d11"], labels)
        colors = {doc: nodes(figures.plot_network(frame, doc=doc, labels=labels)).get_facecolor()[0] for doc in looks}
    expected = ["#" + look.color.strip("#").lower() for look in looks.values()]
    assert [matplotlib.colors.to_hex(colors[doc]) for doc in looks] == expected
    assert looks["d1"].color != looks["d11"].color


def test_the_room_of_a_label_is_that_of_its_ink():
    """The points of a letter's outline reach as far as its curves: the box is that of matplotlib, found faster."""
    font = matplotlib.font_manager.FontProperties(fname=figures.font_path())
    for line in ("低空经济", "Q&@gj,", "（6G）"):
        box = TextPath((0, 0), line, size=12, prop=font).get_extents()
        assert text_extent(line, 12).extents == pytest.approx([-box.width / 2, box.y0, box.width / 2, box.y1], abs=0.05)
    two, (upper, lower) = text_extent("Qj\n光伏", 12), (text_extent("Qj", 12), text_extent("光伏", 12))
    assert (two.x1, two.y0, two.y1) == (max(upper.x1, lower.x1), lower.y0, upper.y1 + 1.1 * 12)


def test_blank_text_has_no_ink():
    assert text_extent("", 7).width == text_extent(" ", 7).height == 0


def test_terms_of_an_article_whose_pairs_the_focus_leaves_out_stand_alone(pairs):
    """The old one ties none of the two, and has one of them in a window of its own."""
    pairs = pairs[(pairs["doc"] == NEW) | ~pairs["term_a"].isin(TERMS[:1])]
    lone = pd.DataFrame({"doc": [NEW, NEW, OLD], "term": [*TERMS[:2], TERMS[0]], "range": [4, 5, 1]})
    ax = figures.plot_network(pairs, focus=TERMS[:2], nodes=lone)
    assert len(nodes(ax).get_offsets()) == 1 and len(nodes(ax, NEW).get_offsets()) == 1
    with pytest.raises(DiscourseError, match="nodes are of 'other' too"):
        figures.plot_network(pairs, nodes=lone.assign(doc=[NEW, NEW, "other"]))
