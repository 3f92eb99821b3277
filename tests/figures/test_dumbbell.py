"""What the paired dots show: which rows, in which order, where, and what is said beside them."""

import numpy as np
import pandas as pd
import pytest
from checks import collisions, row_names
from conftest_names import LABELS, NEW, OLD, TERMS

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.labels import article_styles


def compared(pairs, total_old=1000, total_new=1000):
    """A comparison of units with so many mentions in texts of so many words."""
    rows = pd.DataFrame([(unit, *counts) for unit, counts in pairs.items()], columns=["term", "n_old", "n_new"])
    rates = {"rate_old": 1000 * rows["n_old"] / total_old, "rate_new": 1000 * rows["n_new"] / total_new}
    return rows.assign(**rates, old=OLD, new=NEW)


def marks(ax, doc):
    """The marks of one article in the Axes, from the first row down."""
    with figures.theme():
        marker = article_styles([OLD, NEW], LABELS)[doc].marker
    # Those in the margin, over the counts, are artists of their own.
    return [line for line in ax.lines if line.get_marker() == marker and line.get_zorder() == 3]


def centres(ax, doc):
    """Where the marks of one article stand on the canvas, in points."""
    ax.figure.draw_without_rendering()
    places = [line.get_transform().transform(line.get_xydata()[0]) for line in marks(ax, doc)]
    return np.array(places) * 72 / ax.figure.dpi


def test_marks_stand_at_both_rates_from_the_most_gained_to_the_most_lost(rated):
    """人工智能 4 : 8, 脑机接口 0 : 1, 光伏 1 : 0, 集成电路 6 : 3."""
    ax = figures.plot_dumbbell(rated, labels=LABELS)
    assert row_names(ax) == ["人工智能", "脑机接口", "光伏", "集成电路"]
    assert [line.get_xdata()[0] for line in marks(ax, OLD)] == [4, 0, 1, 6]
    assert [line.get_xdata()[0] for line in marks(ax, NEW)] == [8, 1, 0, 3]
    assert [line.get_ydata()[0] for line in marks(ax, NEW)] == [0, 1, 2, 3]


def test_a_line_joins_the_two_rates_of_each_row(rated):
    segments = figures.plot_dumbbell(rated, labels=LABELS).collections[0].get_segments()
    expected = [[[4, 0], [8, 0]], [[0, 1], [1, 1]], [[0, 2], [1, 2]], [[3, 3], [6, 3]]]
    assert [segment.tolist() for segment in segments] == expected


def test_a_count_of_zero_is_a_hollow_mark(rated):
    ax = figures.plot_dumbbell(rated, labels=LABELS)
    assert [line.get_markerfacecolor() == "white" for line in marks(ax, OLD)] == [False, True, False, False]
    assert [line.get_markerfacecolor() == "white" for line in marks(ax, NEW)] == [False, False, True, False]


def test_both_counts_stand_in_the_margin_under_the_names_of_their_versions(rated):
    texts = [text.get_text() for text in figures.plot_dumbbell(rated, labels=LABELS).texts]
    assert [text for text in texts if text.isdigit()] == ["4", "0", "1", "6", "8", "1", "0", "3"]
    assert {"经济日报", "人民日报"} <= set(texts)


def test_marks_that_would_hide_each_other_stand_one_above_the_other():
    """3 : 3 is lifted apart, the old version above; 1 : 9 stands on one line."""
    ax = figures.plot_dumbbell(compared({"光伏": (1, 9), "算力": (3, 3)}), labels=LABELS)
    (far_old, equal_old), (far_new, equal_new) = centres(ax, OLD), centres(ax, NEW)
    assert equal_old[0] == pytest.approx(equal_new[0]) and equal_old[1] - equal_new[1] > 3
    assert far_old[1] == pytest.approx(far_new[1]) and far_new[0] - far_old[0] > 50


def test_the_rates_that_lie_farthest_apart_are_drawn_and_the_others_counted(rated):
    ax = figures.plot_dumbbell(rated, top=2, labels=LABELS)
    assert row_names(ax) == ["人工智能", "集成电路"]
    assert ax.get_xlabel() == "每千词次数\n差别最大的 2 项；另有 2 项未画"
    assert "未画" not in figures.plot_dumbbell(rated, labels=LABELS).get_xlabel()


def test_slightly_different_lengths_do_not_decide_between_added_and_dropped():
    """Of 1,000 and 1,010 words one mention is 1.000 and 0.990: equal here, so the more frequent unit comes first."""
    change = compared({"光伏": (1, 0), "算力": (5, 6), "算法": (0, 1)}, total_old=1000, total_new=1010)
    assert change["rate_old"][0] > change["rate_new"][1] - change["rate_old"][1] > 0
    assert row_names(figures.plot_dumbbell(change, top=1)) == ["算力"]


def test_a_mention_is_worth_more_in_a_shorter_text_and_each_section_is_a_text_of_its_own():
    """Of 500 and 1,000 words a mention is worth 2: 2.4 is one, 3.2 two. Of a section of 1,000 alone, 2.4 are two."""
    change = pd.DataFrame({"term": ["光伏", "算力"], "n_old": [1, 4], "n_new": [4.4, 4.8], "old": OLD, "new": NEW})
    change = change.assign(rate_old=[2.0, 8.0], rate_new=[4.4, 4.8])
    assert row_names(figures.plot_dumbbell(change, top=1)) == ["算力"]
    sections = change.assign(section=[1, 2], n_old=[2, 4])
    assert row_names(figures.plot_dumbbell(sections, top=1))[0].startswith("算力")


def test_rows_of_sections_name_them(rated):
    ax = figures.plot_dumbbell(rated.assign(section=[0, 1, 2, 3]), labels=LABELS)
    assert row_names(ax) == ["人工智能 · 篇首", "脑机接口 · 第1节", "光伏 · 第2节", "集成电路 · 第3节"]


def test_a_row_without_a_rate_is_counted_and_not_drawn(rated):
    ax = figures.plot_dumbbell(rated.assign(rate_old=[4.0, np.nan, 1.0, 6.0]), labels=LABELS)
    assert "脑机接口" not in row_names(ax) and ax.get_xlabel().endswith("1 项没有频率，未画")


def test_no_rate_at_all_names_the_repair(rated):
    with pytest.raises(DiscourseError, match="base=tokens"):
        figures.plot_dumbbell(rated.assign(rate_new=np.nan))


@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_what_cannot_be_a_rate_is_refused(rated, wrong):
    with pytest.raises(DiscourseError, match=f"rate_old={wrong:g} is no rate"):
        figures.plot_dumbbell(rated.assign(rate_old=[4.0, wrong, 1.0, 6.0]))


def test_verdicts_stand_beside_the_counts_and_a_missing_one_says_so(rated_tested):
    rows = rated_tested.assign(verdict=["shown", "too few differences", None, "not shown"])
    with figures.theme(language="en"):
        texts = [text.get_text() for text in figures.plot_dumbbell(rows, labels=LABELS).texts]
    assert texts[-5:] == ["shown", "too few differences", "not tested", "not shown", "difference"]


def test_two_pairs_of_versions_and_doubled_rows_are_refused(rated):
    with pytest.raises(DiscourseError, match="filter the frame by old and new"):
        figures.plot_dumbbell(rated.assign(new=["a", "a", "b", "b"]))
    with pytest.raises(DiscourseError, match="2 rows where one is drawn"):
        figures.plot_dumbbell(rated.assign(term=["光伏", "光伏", "算力", "算法"]))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [85, 170])
def test_two_hundred_rows_of_long_names_fill_one_page_and_count_the_rest(language, width):
    names = [f"{'长' * 17}{i:03d}" if language == "zh" else f"incomprehensible {i:03d}" for i in range(200)]
    change = compared({name: (i % 7, i % 5) for i, name in enumerate(names)})
    with figures.theme(language=language, width=width):
        ax = figures.plot_dumbbell(change.assign(verdict="too few differences"), top=200)
        assert collisions(ax.figure) == []
    assert ax.figure.get_figheight() * 25.4 <= 227
    drawn = len(row_names(ax))
    assert drawn >= 12 and str(200 - drawn) in ax.get_xlabel()


def test_a_column_named_by_of_is_drawn(rated):
    kinds = rated.drop(columns="term").assign(category=["技术", None, "产业", "企业"])
    assert row_names(figures.plot_dumbbell(kinds, of="category"))[1] == "（无）"


def test_english_names_come_from_the_labels(rated):
    with figures.theme(language="en", width=170):
        assert row_names(figures.plot_dumbbell(rated, labels=LABELS))[0] == LABELS[1].labels("en")[TERMS[0]]
