"""`focus` names what a figure draws: units, or categories of a lexicon among the labels."""

import pandas as pd
import pytest
from checks import axes_texts, printed_texts
from conftest_names import LABELS, NEW, OLD, TERMS

import discourse as dc
from discourse import figures
from discourse.errors import DiscourseError, NothingToDrawError

LEXICON = dc.Lexicon(
    pd.DataFrame({"term": [*TERMS, "量子科技"], "category": ["智能", "智能", "信息", "空天", "能源", "信息", "量子"]})
)
PLOTS = {
    "frequency": (figures.plot_frequency, "counts"),
    "heatmap": (figures.plot_heatmap, "scores"),
    "pairs": (figures.plot_pairs, "pairs"),
    "network": (figures.plot_network, "pairs"),
    "scatter": (figures.plot_scatter, "rated"),
    "emphasis": (figures.plot_emphasis, "change"),
    "dumbbell": (figures.plot_dumbbell, "rated"),
    "word_shift": (figures.plot_word_shift, "shifted"),
    "paired_test": (figures.plot_paired_test, "tested"),
    "contexts": (figures.plot_contexts, "contexts"),
    "dispersion": (figures.plot_dispersion, "places"),
}


@pytest.mark.parametrize("name", PLOTS)
def test_a_focus_draws_the_terms_of_a_category_and_says_which_stand_nowhere(name, request):
    plot, fixture = PLOTS[name]
    frame = request.getfixturevalue(fixture)
    ax = plot(frame, focus=["智能", "量子"], labels=[*LABELS, LEXICON])
    texts = "".join(text.get_text() for text in printed_texts(ax.figure)).replace("\n", "")
    assert {term for term in TERMS if term in texts} == {"人工智能", "脑机接口"}
    assert "文中未见：量子科技" in texts


def test_of_many_terms_that_stand_nowhere_forty_are_named_and_the_others_counted(counts):
    lexicon = dc.Lexicon(pd.DataFrame({"term": ["人工智能", *(f"词{n:02}" for n in range(45))], "category": "智能"}))
    with figures.theme(language="en"), pytest.warns(UserWarning, match="词39$"):
        ax = figures.plot_frequency(counts, focus="智能", labels=[{"人工智能": "AI"}, lexicon])
    said = "".join(text.get_text() for text in printed_texts(ax.figure)).replace("\n", " ")
    assert "in none of the texts: 词00, 词01" in said and "词39 … and 5 more" in said and "词40" not in said


@pytest.mark.parametrize("name", PLOTS)
def test_an_unknown_focus_is_refused_with_what_is_near(name, request):
    plot, fixture = PLOTS[name]
    with pytest.raises(DiscourseError, match=r"focus='人工智慧' stands nowhere.*such as.*人工智能"):
        plot(request.getfixturevalue(fixture), focus="人工智慧", labels=LABELS)
    with pytest.raises(DiscourseError, match=r"focus=\[\] names no unit"):
        plot(request.getfixturevalue(fixture), focus=[], labels=LABELS)


def test_a_focus_of_which_the_frame_has_nothing_is_nothing_to_draw(counts):
    with pytest.raises(NothingToDrawError, match="none of these stands in the frame"):
        figures.plot_frequency(counts, focus="量子科技", labels=LEXICON)


def test_members_are_terms_and_those_of_categories_in_the_order_named():
    assert LEXICON.members(["信息", "人工智能", "集成电路"]) == ["新一代信息技术", "集成电路", "人工智能"]
    with pytest.raises(DiscourseError, match="names='信西' is not one of: '智能'"):
        LEXICON.members("信西")


def test_nodes_stand_on_the_map_without_a_pair(pairs):
    alone = pd.DataFrame({"doc": [NEW, OLD, NEW], "term": ["量子科技", "量子科技", "算力"], "range": [2, 1, 5]})
    ax = figures.plot_network(pairs, nodes=alone, labels=LABELS)
    assert {"量子科技", "算力", *TERMS} <= set(axes_texts(ax))
    layout = figures.network_layout(pairs, nodes=alone).set_index("term")
    assert layout.loc[["量子科技", "算力"], "windows"].tolist() == [2, 5]
    without = figures.plot_network(pairs, labels=LABELS)
    assert "量子科技" not in axes_texts(without)


def test_a_map_of_nodes_alone_needs_no_pair_and_one_of_an_unknown_article_is_refused(pairs):
    alone = pd.DataFrame({"doc": [NEW], "term": ["量子科技"], "range": [2]})
    ax = figures.plot_network(pairs, nodes=alone, focus="量子科技", labels=LABELS)
    assert "量子科技" in axes_texts(ax) and not ax.collections[0].get_paths()[1:]
    with pytest.raises(DiscourseError, match="nodes are of 'other' too"):
        figures.plot_network(pairs, nodes=alone.assign(doc="other"), labels=LABELS)
