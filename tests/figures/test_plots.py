"""What each figure shows."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from checks import article_color, axes_texts, row_names
from conftest_names import LABELS, NEW, OLD, TERMS
from matplotlib.colors import to_hex

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.pairs import terms_by_community


def data_lines(ax):
    """The lines and marks drawn for data, without those in the margins."""
    return [line for line in ax.lines if line.get_transform() == ax.transData]


def test_frequency_draws_the_most_frequent_units_in_either_language(counts):
    assert row_names(figures.plot_frequency(counts, top=2, labels=LABELS)) == ["人工智能", "脑机接口"]
    with figures.theme(language="en"):
        ax = figures.plot_frequency(counts, top=2, labels=LABELS)
    assert row_names(ax) == ["artificial\nintelligence", "brain-computer\ninterface"]
    assert ax.get_xlabel().startswith("Occurrences per 1,000 words")


def test_frequency_draws_rates_and_prints_counts_with_a_dash_where_there_is_no_row(counts):
    ax = figures.plot_frequency(counts, labels=LABELS)
    marks = [list(line.get_xdata()) for line in data_lines(ax)]
    assert marks[0] == [6, 5, 4, 3, 2, 1] and marks[1][:5] == [5, 4, 3, 2, 1] and np.isnan(marks[1][5])
    assert " ".join(text for text in axes_texts(ax) if text not in ("n", "")) == "6 5 4 3 2 1 5 4 3 2 1 –"


def test_frequency_draws_any_column_named_by_of(counts):
    kinds = counts.head(2).rename(columns={"term": "category"}).assign(category=["技术", None])
    assert row_names(figures.plot_frequency(kinds, of="category")) == ["技术", "（无）"]


def test_frequency_refuses_rows_that_would_hide_each_other(counts):
    with pytest.raises(DiscourseError, match="20 rows where one is drawn"):
        figures.plot_frequency(pd.concat([counts, counts]).iloc[:20].sort_values("n").assign(doc=NEW, term="光伏"))


def test_the_same_article_has_one_colour_in_every_figure(counts, change, structure):
    one = counts[counts["doc"] == OLD]
    ax = figures.plot_emphasis(change, labels=LABELS)
    colors = {text.get_color() for text in figures.plot_wordcloud(one, labels=LABELS).texts}
    colors |= {figures.plot_frequency(one, labels=LABELS).lines[0].get_color()}
    colors |= {figures.plot_structure(structure[structure["doc"] == OLD], labels=LABELS).patches[0].get_facecolor()}
    colors |= {text.get_color() for text in ax.texts if text.get_text() == "← 更多见于 经济日报"}
    assert {to_hex(color if isinstance(color, tuple) else f"#{color.strip('#')}") for color in colors} == {
        article_color(OLD)
    }


def test_heatmap_descends_like_stairs_and_says_what_blank_means(scores):
    ax = figures.plot_heatmap(scores, labels=LABELS)
    assert row_names(ax) == [TERMS[0], TERMS[4], TERMS[5], TERMS[1], TERMS[2], TERMS[3]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["篇首", "1", "2", "3", "4"] * 2
    assert [text for text in axes_texts(ax) if "日报" in text] == ["人民日报", "经济日报"]
    assert ax.figure.axes[-1].get_xlabel() == "tf-idf（空白：未出现）"


def test_heatmap_prints_the_value_of_each_cell(scores):
    one = scores[(scores["doc"] == NEW) & (scores["section"] == 1)]
    assert sorted(axes_texts(figures.plot_heatmap(one, value="n"))[-2:]) == ["1", "5"]


def test_heatmap_takes_the_top_of_every_section(scores):
    assert len(row_names(figures.plot_heatmap(scores, top=1))) == 5


def test_pairs_that_stand_together_lie_side_by_side(pairs):
    order = [TERMS.index(term) for term in terms_by_community(pairs, 6)]
    assert {frozenset(order[:3]), frozenset(order[3:])} == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_pairs_of_two_articles_fill_a_triangle_each(pairs):
    ax = figures.plot_pairs(pairs, labels=LABELS)
    assert len(ax.collections[0].get_paths()) == len(pairs)
    assert ax.get_title(loc="left") == "◣ 人民日报    ◥ 经济日报"


def test_emphasis_runs_from_more_in_new_to_more_in_old_with_both_counts(change):
    ax = figures.plot_emphasis(change, labels=LABELS)
    assert row_names(ax) == ["脑机接口", "人工智能", "集成电路", "光伏"]
    assert {"← 更多见于 经济日报", "更多见于 人民日报 →"} <= set(axes_texts(ax))
    assert [text for text in axes_texts(ax) if text.isdigit()] == ["0", "4", "6", "1", "1", "8", "3", "0"]
    assert [ax.get_xticklabels()[end].get_text() for end in (0, -1)] == ["−∞", "+∞"]


def test_emphasis_marks_a_version_without_the_unit_by_a_hollow_mark_and_an_arrow(change):
    ax = figures.plot_emphasis(change, labels=LABELS)
    marks = [line for line in data_lines(ax) if line.get_marker() in ("o", "s")]
    assert [line.get_markerfacecolor() == "white" for line in marks] == [True, False, False, True]
    assert [line.get_marker() for line in marks] == ["o", "o", "s", "s"]
    assert sorted(line.get_marker() for line in data_lines(ax) if line.get_marker() in "<>") == ["<", ">"]


def test_emphasis_prefers_the_differences_that_the_counts_support(change):
    assert row_names(figures.plot_emphasis(change, top=2)) == ["人工智能", "集成电路"]


def test_structure_prints_the_words_of_every_section_of_every_article(structure):
    ax = figures.plot_structure(structure, labels=LABELS)
    assert axes_texts(ax) == ["50", "340", "340", "340", "340"] * 2
    assert row_names(ax) == ["篇首", "第1节", "第2节", "第3节", "第4节"]


def test_structure_needs_no_kinds(structure):
    assert axes_texts(figures.plot_structure(structure.drop(columns=["kind", "doc"]))) == [
        "100",
        "680",
        "680",
        "680",
        "680",
    ]


def test_emphasis_prints_the_verdict_of_each_row(tested):
    """The words of the paired test stand beside the counts, in the language of the figure."""
    with figures.theme(language="en"):
        said = axes_texts(figures.plot_emphasis(tested, labels=LABELS))
    assert [text for text in said if text in ("shown", "not shown", "too few differences")] == [
        "too few differences", "shown", "not shown", "too few differences",
    ]  # fmt: skip


def test_the_paired_test_names_the_least_p_and_fills_what_could_reach_the_level(tested):
    """人工智能 (p 2/1024) and 集成电路 (14/64) are named; the two seen once share an empty, wider mark."""
    ax = figures.plot_paired_test(tested, labels={"人工智能": "AI"})
    assert [text.get_text() for text in ax.texts[1:]] == ["AI", "集成电路"]
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    filled = {tuple(line.get_xdata()): line.get_markerfacecolor() != "white" for line in marks}
    assert filled == {(1,): False, (6,): True, (10,): True}
    sizes = {tuple(line.get_xdata()): line.get_markersize() for line in marks}
    assert sizes[(1,)] > sizes[(6,)] == sizes[(10,)]
    assert ax.get_ylim()[0] < 2 / 2**10


def test_no_name_stands_on_the_line_of_the_level_of_the_paired_test(tested):
    """A mark a little above it has room for its name above the line, or below."""
    p = [2 / 2**10, 1, 1, 0.052]
    ax = figures.plot_paired_test(tested.assign(p_rate=p, p_paired=p))
    ax.figure.canvas.draw()
    (level,) = ax.transData.transform([[0, 0.05]])[:, 1]
    boxes = [text.get_window_extent() for text in ax.texts[1:]]
    assert boxes and not any(box.y0 < level < box.y1 for box in boxes)


def test_pairs_within_words_say_so_and_are_not_mixed_with_windows(pairs):
    """A count within 5 words is no number of windows, on neither figure."""
    near = pairs.query("doc == @NEW").assign(within=5)
    with figures.theme(language="en"):
        assert "Times within 5 words" in figures.plot_network(near, labels=LABELS).get_xlabel()
        texts = [ax.get_ylabel() + ax.get_xlabel() for ax in figures.plot_pairs(near, labels=LABELS).figure.axes]
    assert any("Times within 5 words" in text for text in texts)
    with pytest.raises(DiscourseError, match="within 5, sentence"):
        figures.plot_pairs(pd.concat([near, near.assign(within="sentence")]))


RATES = {
    "frequency": lambda get, **more: figures.plot_frequency(get("counts").assign(**more)),
    "frequency_of_many": lambda get, **more: figures.plot_frequency(get("many")[0].assign(**more)),
    "wordcloud": lambda get, **more: figures.plot_wordcloud(get("counts").assign(**more), doc=NEW),
    "heatmap": lambda get, **more: figures.plot_heatmap(get("scores").assign(**more), value="rate"),
    "trend": lambda get, **more: figures.plot_trend(get("counts").assign(**more), get("articles")),
    "dumbbell": lambda get, **more: figures.plot_dumbbell(get("rated").assign(**more)),
    "scatter": lambda get, **more: figures.plot_scatter(get("rated").assign(**more)),
    "comparison_cloud": lambda get, **more: figures.plot_comparison_cloud(get("rated").assign(**more)),
}


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize(
    ("unit", "base", "other"), [("word", "words", "characters"), ("character", "characters", "words")]
)
def test_rates_are_named_by_what_they_are_counted_in(name, unit, base, other, request):
    """`dc.count(unit="character")` notes it in the column `rate_unit`; a frame without the column has rates by words."""
    with figures.theme(language="en"):
        figure = RATES[name](request.getfixturevalue, rate_unit=unit).figure
    said = " ".join(printed.get_text() for printed in figure.findobj(matplotlib.text.Text)).replace("\n", " ")
    assert f"per 1,000 {base}" in said or (name, unit) == ("wordcloud", "word")
    assert f"per 1,000 {other}" not in said


def test_rates_of_two_kinds_are_not_drawn_on_one_scale(counts):
    mixed = counts.assign(rate_unit=["word", "character"] * (len(counts) // 2) + ["word"] * (len(counts) % 2))
    with pytest.raises(DiscourseError, match="filter the frame by rate_unit"):
        figures.plot_frequency(mixed)
