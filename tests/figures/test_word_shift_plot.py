"""What the word shift graph shows."""

import numpy as np
import pandas as pd
import pytest
from checks import article_color, axes_texts, collisions
from conftest_names import LABELS, NEW, OLD, TERMS
from matplotlib.colors import to_hex

from discourse import figures
from discourse.errors import DiscourseError


def names_of(ax, terms):
    return [text for text in axes_texts(ax) if text.replace("\n", "") in terms]


def many(number):
    """Rows that add 1/number each, by turns more in new and in old."""
    sign = np.where(np.arange(number) % 2, 1, -1)
    return pd.DataFrame({"term": [f"词{at:03}" for at in range(number)], "n_old": 2 - sign, "n_new": 2 + sign}).assign(
        shift=0.1 * sign / number, shift_share=1 / number, divergence=0.1, covered=1.0, old=OLD, new=NEW
    )


def test_bars_are_shares_of_the_divergence_to_the_side_that_has_more(shifted):
    """40 % 人工智能 and 15 % 脑机接口 to the right, 30 % 集成电路 and 15 % 光伏 to the left, the largest on top."""
    ax = figures.plot_word_shift(shifted, labels=LABELS)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([40, -30, -15, 15])
    assert names_of(ax, TERMS) == ["人工智能", "集成电路", "光伏", "脑机接口"]
    heights = [bar.get_y() for bar in ax.patches]
    assert heights == sorted(heights) and ax.yaxis_inverted()


def test_bars_have_the_colour_of_the_article_and_are_hollow_where_the_other_lacks_the_unit(shifted):
    ax = figures.plot_word_shift(shifted, labels=LABELS)
    edges = [to_hex(bar.get_edgecolor()) for bar in ax.patches]
    assert edges == [article_color(doc) for doc in (NEW, OLD, OLD, NEW)]
    assert [to_hex(bar.get_facecolor()) == "#ffffff" for bar in ax.patches] == [False, False, True, True]
    assert "空心：只见于一文" in ax.get_xlabel()
    assert "空心" not in figures.plot_word_shift(shifted[shifted["n_old"].mul(shifted["n_new"]) > 0]).get_xlabel()


def test_names_stand_at_the_outer_ends_inside_the_frame(shifted):
    ax = figures.plot_word_shift(shifted, labels=LABELS)
    ax.figure.draw_without_rendering()
    bars = dict(zip(["人工智能", "集成电路", "光伏", "脑机接口"], ax.patches, strict=True))
    frame = ax.get_window_extent()
    for text in [text for text in ax.texts if text.get_text() in bars]:
        box, bar = text.get_window_extent(), bars[text.get_text()].get_window_extent()
        assert box.x0 >= bar.x1 if bars[text.get_text()].get_width() > 0 else box.x1 <= bar.x0
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1


def test_the_head_has_the_sums_of_both_sides_over_all_rows(shifted):
    """0.02 bits: 55 % more in new, 45 % more in old, though one row alone is drawn."""
    said = axes_texts(figures.plot_word_shift(shifted, top=1, labels=LABELS))
    assert "← 更多见于 经济日报\n合计 0.009 比特（45%）" in said
    assert "更多见于 人民日报 →\n合计 0.011 比特（55%）" in said


def test_counts_of_both_versions_stand_in_the_margins(shifted):
    assert [text for text in axes_texts(figures.plot_word_shift(shifted)) if text.isdigit()] == list("4610" + "8301")


def test_the_label_says_what_is_drawn_what_is_covered_and_that_it_is_no_test(shifted):
    with figures.theme(language="en", width=170):
        said = figures.plot_word_shift(shifted, top=3, labels=LABELS).get_xlabel().replace("\n", " ")
    assert "Share of the Jensen–Shannon divergence of 0.02 bits (%)" in said
    assert "The 3 drawn of 4 make 85% of it; 1 more add as much as the last one and are not drawn" in said
    assert "these units alone, 10% of the words of both texts" in said
    assert said.endswith("contributions describe, they test nothing")


def test_a_comparison_of_all_words_needs_no_word_about_its_part(shifted):
    assert "只计这些词项" not in figures.plot_word_shift(shifted.assign(covered=1.0)).get_xlabel()


def test_rows_without_a_value_are_counted_and_not_drawn(shifted):
    ax = figures.plot_word_shift(shifted.assign(shift=shifted["shift"].where(shifted["term"] != "光伏")))
    assert len(ax.patches) == 3 and "另有 1 项无值" in ax.get_xlabel()


def test_texts_that_are_alike_have_nothing_to_draw(shifted):
    with pytest.raises(DiscourseError, match="no row adds to a difference"):
        figures.plot_word_shift(shifted.assign(shift=0.0, shift_share=np.nan))


def test_infinite_contributions_are_refused(shifted):
    with pytest.raises(DiscourseError, match="infinite contributions"):
        figures.plot_word_shift(shifted.assign(shift=np.inf))


def test_one_comparison_is_drawn_at_a_time(shifted):
    """Two sections have each their own whole, and rows of one unit would hide each other."""
    with pytest.raises(DiscourseError, match="2 comparisons, each with its own divergence"):
        figures.plot_word_shift(shifted.assign(divergence=[0.02, 0.02, 0.03, 0.03]))
    with pytest.raises(DiscourseError, match="8 rows where one is drawn"):
        figures.plot_word_shift(pd.concat([shifted, shifted]))


@pytest.mark.parametrize("width", [85, 170])
@pytest.mark.parametrize("number", [1, 30, 200])
def test_any_number_of_rows_fits_a_page_and_the_rest_is_counted(number, width):
    with figures.theme(width=width):
        ax = figures.plot_word_shift(many(number), top=number)
        assert collisions(ax.figure) == []
    drawn = len(ax.patches)
    assert ax.figure.get_figheight() * 25.4 <= 250
    assert f"所画 {drawn} 项（共 {number} 项）合占 {100 * drawn / number:.0f}%" in ax.get_xlabel().replace("\n", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [85, 170])
def test_long_names_do_not_collide(shifted, width, language):
    names = {
        "人工智能": "一二三四五六七八九十一二三四五六七八九十",
        "集成电路": "internationalization of small and medium-sized enterprises",
        "光伏": "internationalisations",
        "脑机接口": "brain–computer interfaces",
        NEW: "人民日报海外版（第二版）上半版",
        OLD: "The Economic Daily of the Week",
    }
    with figures.theme(width=width, language=language):
        assert collisions(figures.plot_word_shift(shifted, labels=names).figure) == []
