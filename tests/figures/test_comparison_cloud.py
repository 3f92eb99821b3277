"""What the comparison cloud shows."""

import numpy as np
import pandas as pd
import pytest
from conftest_names import LABELS, NEW, OLD

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.labels import article_styles


def words(ax):
    """The words of the clouds: those with a size of their own, by text."""
    return {text.get_text().replace("\n", ""): text for text in ax.texts if "多见于" not in text.get_text()}


def test_each_word_stands_once_on_the_side_that_has_more(rated):
    with figures.theme():
        looks = article_styles([OLD, NEW], LABELS)
    ax = figures.plot_comparison_cloud(rated, labels=LABELS)
    ax.figure.draw_without_rendering()
    centre = ax.get_window_extent().x0 + ax.get_window_extent().width / 2
    right = {name: text.get_window_extent().x0 > centre for name, text in words(ax).items()}
    assert right == {"人工智能": True, "脑机接口": True, "光伏": False, "集成电路": False}
    assert {words(ax)[name].get_color() for name in ("光伏", "集成电路")} == {looks[OLD].color}
    assert [text.get_text() for text in ax.texts if "多见于" in text.get_text()] == [
        "← 更多见于 经济日报",
        "更多见于 人民日报 →",
    ]


def test_the_area_of_type_is_strictly_proportional_to_the_difference_on_both_sides(rated):
    """Differences are 4, 1, 1 and 3."""
    sizes = {name: text.get_size() ** 2 for name, text in words(figures.plot_comparison_cloud(rated)).items()}
    unit = sizes["光伏"]
    assert sizes == pytest.approx({"人工智能": 4 * unit, "脑机接口": unit, "光伏": unit, "集成电路": 3 * unit})


def test_what_is_not_drawn_is_said_below(rated):
    """Top 1 a side leaves two out; a unit of equal rates and one without a rate stand in neither cloud."""
    more = pd.DataFrame(
        {"term": ["甲", "乙"], "rate_old": [2.0, np.nan], "rate_new": [2.0, 1.0], "old": OLD, "new": NEW}
    )
    ax = figures.plot_comparison_cloud(pd.concat([rated, more]), top=1)
    assert set(words(ax)) == {"人工智能", "集成电路"}
    said = ax.get_xlabel()
    assert "最大 4.0‰，最小 3.0‰" in said and "并非检验" in said
    assert "另有 2 词差别不更大，未画" in said and "1 词两版相同" in said and "1 项没有频率，未画" in said


def test_words_too_small_for_legible_type_are_left_out_and_counted(rated):
    tiny = rated.head(1).assign(term="甲", rate_old=0.0, rate_new=0.01)
    ax = figures.plot_comparison_cloud(pd.concat([rated, tiny]))
    assert "甲" not in words(ax) and "另有 1 词差别不更大，未画" in ax.get_xlabel()
    assert min(text.get_size() for text in ax.texts) >= 6.5


def test_many_that_differ_as_much_fill_what_is_left_and_the_others_are_counted(rated):
    """Two hundred long names of the least difference: those that find room are drawn, all of one size."""
    many = pd.concat(
        [rated.head(1).assign(term=f"a long name of number {n}", rate_old=1.5, rate_new=0.0) for n in range(200)]
    )
    ax = figures.plot_comparison_cloud(pd.concat([rated, many]), top=200)
    drawn = [text for name, text in words(ax).items() if name.startswith("a long")]
    assert 1 < len(drawn) < 200 and len({text.get_size() for text in drawn}) == 1
    left = len(rated) + len(many) - len(words(ax))
    assert f"另有 {left} 词差别不更大，未画" in ax.get_xlabel()


def test_a_side_that_has_nothing_more_says_so_and_no_difference_at_all_is_an_error(rated):
    assert "（无）" in words(figures.plot_comparison_cloud(rated.query("n_new > n_old")))
    with pytest.raises(DiscourseError, match="same rate in both"):
        figures.plot_comparison_cloud(rated.assign(rate_new=rated["rate_old"]))
    with pytest.raises(DiscourseError, match="is no rate"):
        figures.plot_comparison_cloud(rated.assign(rate_new=-1.0))
