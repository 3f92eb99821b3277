"""What the comparison of two versions shows, and its paired test, at both widths and for hard input."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import axes_texts, collisions
from conftest_names import LABELS, NEW, OLD

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.verdicts import SIGNS


def compared(rows, *, name="词"):
    """So many terms, each once in old and twice in new."""
    ratio = {"log_ratio": 1.0, "log_ratio_low": -2.0, "log_ratio_high": 4.0}
    terms = [f"{name}{row:03d}" for row in range(rows)]
    return pd.DataFrame({"term": terms, "n_old": 1, "n_new": 2, **ratio, "old": OLD, "new": NEW})


def test_in_one_column_the_verdict_is_a_sign_explained_below(tested):
    """* for shown, – for not shown, ? for too few differences: only signs that are used are explained."""
    with figures.theme(language="en", width=85):
        ax = figures.plot_emphasis(tested, labels=LABELS)
    assert [text for text in axes_texts(ax) if text in SIGNS.values()] == ["?", "*", "–", "?"]
    assert "* shown   – not shown   ? too few differences" in ax.get_xlabel()
    with figures.theme(language="en", width=85):
        assert "* shown" not in figures.plot_emphasis(tested[tested["verdict"] != "shown"], labels=LABELS).get_xlabel()


@pytest.mark.parametrize(("width", "said"), [(85, "·"), (170, "not tested")])
def test_a_row_without_a_verdict_says_that_it_was_not_tested(tested, width, said):
    spoiled = tested.assign(verdict=tested["verdict"].where(tested["term"] != "光伏"))
    with figures.theme(language="en", width=width):
        assert axes_texts(figures.plot_emphasis(spoiled, labels=LABELS)).count(said) == 1


def test_in_one_column_a_legend_says_which_mark_is_more_of_which_version(change):
    with figures.theme(width=85):
        legends = figures.plot_emphasis(change, labels=LABELS).get_children()
    (legend,) = [each for each in legends if type(each).__name__ == "Legend"]
    assert [text.get_text() for text in legend.get_texts()] == ["← 更多见于 经济日报", "更多见于 人民日报 →"]


def test_rows_that_are_not_drawn_are_counted():
    """Of 200 rows 30 are drawn; all 4 of a frame of 4 need no note."""
    assert "另有 170 行未画" in figures.plot_emphasis(compared(200)).get_xlabel()
    assert "未画" not in figures.plot_emphasis(compared(4)).get_xlabel()


def test_a_row_without_a_ratio_is_not_drawn_and_counted(change):
    ax = figures.plot_emphasis(change.assign(log_ratio=[1.0, np.nan, -np.inf, -1.0]))
    assert len(ax.get_yticklabels()) == 3 and "另有 1 行未画" in ax.get_xlabel()


def test_a_page_or_a_given_ax_limits_the_rows():
    """A page has room for fewer than 200 rows, an ax of 60 mm for fewer than 15, and both count what they leave out."""
    page = figures.plot_emphasis(compared(200), top=200)
    assert page.figure.get_figheight() * 25.4 < 230
    with figures.theme():
        _, ax = plt.subplots(figsize=(6.7, 60 / 25.4))
        figures.plot_emphasis(compared(200), ax=ax)
    for drawn in (page, ax):
        rows = len(drawn.get_yticklabels())
        assert rows < 200 and f"另有 {200 - rows} 行未画" in drawn.get_xlabel()
    assert len(ax.get_yticklabels()) < 15


@pytest.mark.parametrize("width", [85, 170])
@pytest.mark.parametrize("name", ["二十个汉字的词语一行放不下的名称长名称", "internationalization"])
def test_long_names_and_infinite_ratios_do_not_collide(width, name):
    frame = compared(40, name=name)
    frame.loc[::4, ["n_old", "log_ratio", "log_ratio_high"]] = [0, np.inf, np.inf]
    frame.loc[1::4, ["log_ratio_low", "log_ratio_high"]] = np.nan
    with figures.theme(width=width):
        assert collisions(figures.plot_emphasis(frame, labels=LABELS).figure) == []


def test_panels_of_one_figure_do_not_collide(tested, pairs, aligned, items):
    with figures.theme(language="en"):
        figure, axes = plt.subplots(2, 2, figsize=(6.7, 6.7))
        figures.plot_emphasis(tested, labels=LABELS, ax=axes[0, 0])
        figures.plot_paired_test(tested, labels=LABELS, ax=axes[0, 1])
        figures.plot_alignment(aligned, labels=LABELS, ax=axes[1, 0])
        figures.plot_pairs(pairs, labels=LABELS, ax=axes[1, 1])
        assert collisions(figure) == []
        figure, axes = plt.subplots(1, 2, figsize=(6.7, 4))
        figures.plot_rewriting(aligned, labels=LABELS, ax=axes[0])
        figures.plot_list_changes(items, labels=LABELS, ax=axes[1])
        assert collisions(figure) == []


def test_the_paired_test_counts_rows_that_differ_nowhere_and_needs_one_that_does(tested):
    alike = tested.assign(n_blocks=[10, 0, 0, 6], p_paired=[2 / 2**10, np.nan, np.nan, 14 / 2**6])
    assert "另有 2 行无检验值" in figures.plot_paired_test(alike, test="counts", labels=LABELS).get_xlabel()
    with pytest.raises(DiscourseError, match="the counts of no row differ"):
        figures.plot_paired_test(tested.assign(n_blocks=0), test="counts")


@pytest.mark.parametrize(
    ("p", "said"), [(1.5, "p_paired=1.5 is not between 0 and 1"), ("0.2", "which is text, no number")]
)
def test_what_is_no_p_is_refused(tested, p, said):
    with pytest.raises(DiscourseError, match=said):
        figures.plot_paired_test(tested.assign(p_paired=p), test="counts")


def test_the_p_of_passages_is_drawn_where_it_is_the_larger(tested):
    """What both say is shown: 0.25 by blocks and 0.5 by passages is a mark at 0.5."""
    joined = tested.assign(p_rate=0.25, p_rate_joined=[0.5, 0.1, 0.5, np.nan])
    marks = [tuple(line.get_ydata()) for line in figures.plot_paired_test(joined, labels=LABELS).lines]
    assert {p for mark in marks if len(mark) == 1 for p in mark} == {0.25, 0.5}


def test_a_p_below_the_axis_is_a_triangle_at_its_edge(tested):
    tiny = tested.assign(n_blocks=[200, 1, 1, 6], p_paired=[1e-30, 1.0, 1.0, 14 / 2**6])
    ax = figures.plot_paired_test(tiny, test="counts", labels=LABELS)
    assert [list(line.get_ydata()) for line in ax.lines if line.get_marker() == "v"] == [[1e-12]]
    assert ax.get_ylim()[0] == pytest.approx(1e-12)


def test_many_names_at_one_mark_are_cut_to_three_and_a_number(tested):
    """Six rows of one p share one name."""
    same = pd.concat([tested.head(1).assign(term=f"词{i}") for i in range(6)])
    assert axes_texts(figures.plot_paired_test(same, top=6))[-1].replace("\n", "") == "词0、词1、词2 +3"


def test_names_without_room_are_counted():
    """Twenty long names beside marks a little apart do not all fit."""
    p = [0.2 + 0.001 * i for i in range(20)]
    crowd = compared(20, name="二十个汉字的词语一行放不下的名称").assign(n_blocks=6, p_paired=p, p_smallest=1 / 32)
    ax = figures.plot_paired_test(crowd, test="counts", top=20)
    named = sum("二十" in text for text in axes_texts(ax))
    assert 0 < named < 20 and f"另有 {20 - named} 处名称放不下" in ax.get_xlabel()
    assert collisions(ax.figure) == []


def test_lists_are_cut_to_the_height_and_one_that_is_longer_is_refused_with_a_repair(items):
    """Two lists of 40 items fit on no page together, one of 200 on none; in one column places stand above."""
    long = pd.concat([items.head(1).assign(item=f"项{i}", item_old=f"项{i}", rank_old=i + 1) for i in range(200)])
    with pytest.raises(DiscourseError, match="the shortest changed list needs .* mm, .* leave out what was kept"):
        figures.plot_list_changes(long)
    two = pd.concat([long.head(40), long.head(40).assign(list_old=2, list_new=3)])
    assert "另有 1 组变动的列举未画" in axes_texts(figures.plot_list_changes(two))
    with figures.theme(width=85):
        ax = figures.plot_list_changes(items, labels=LABELS)
    assert axes_texts(ax)[0] == "1.3  等光伏"
    heights = [text.get_position()[1] for text in ax.texts]
    assert heights[0] < heights[axes_texts(ax).index("人工智能")]


def test_an_interval_that_knows_the_pairing_is_drawn_in_the_place_of_the_other(tested):
    """Two rows have one: their lines go to its ends; the others are marks without a line, and a note says why."""
    ends = {"log_ratio_paired_low": [0.5, np.nan, np.nan, -1.5], "log_ratio_paired_high": [1.5, np.nan, np.nan, 0.25]}
    with figures.theme(language="en"):
        ax = figures.plot_emphasis(tested.assign(**ends), labels=LABELS)
    lines = sorted(tuple(end[0] for end in line.get_segments()[0]) for line in ax.collections)
    assert lines == [(-1.5, -1.0), (-1.0, 0.25), (0.5, 1.0), (1.0, 1.5)]
    assert (
        "paired 95% interval" in ax.get_xlabel()
        and "no line: too few blocks differ, or have its words" in ax.get_xlabel()
    )
    plain = figures.plot_emphasis(tested, labels=LABELS)
    assert len(plain.collections) == 8 and "配对" not in plain.get_xlabel()


def test_the_verdict_on_rates_is_the_one_printed(tested):
    """Beside one on counts it is the main one, in the caption's record too."""
    both = tested.assign(verdict_rate=["same everywhere", "not shown", "not shown", "not shown"])
    with figures.theme(language="en"):
        ax = figures.plot_emphasis(both, labels=LABELS)
    assert axes_texts(ax).count("not shown") == 3 and "same everywhere" in axes_texts(ax)
    assert ax.drawn.measures == ("log_ratio", "verdict_rate")
    assert figures.plot_dumbbell(both.assign(rate_old=1.0, rate_new=2.0)).drawn.measures == ("rate", "verdict_rate")


def test_the_test_of_rates_is_drawn_unless_the_other_is_named(tested):
    """Its p against effective blocks; an unknown test is refused, with those there are."""
    rates = tested.assign(p_rate=[0.25, 1, 1, 0.5])
    with figures.theme(language="en"):
        ax, other = figures.plot_paired_test(rates), figures.plot_paired_test(rates, test="counts")
    assert ax.get_xlabel() == "Effective number of aligned blocks" and "rates" in ax.get_ylabel()
    assert "counts differ" in other.get_xlabel() and "counts" in other.get_ylabel()
    assert (ax.drawn.measures, other.drawn.measures) == (("p_rate",), ("p_paired",))
    with pytest.raises(DiscourseError, match="test='rates' is not one of: 'rate', 'counts'"):
        figures.plot_paired_test(rates, test="rates")
