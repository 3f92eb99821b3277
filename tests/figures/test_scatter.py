"""What the scatter of two versions shows."""

import numpy as np
import pandas as pd
import pytest
from conftest_names import LABELS, NEW, OLD

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.labels import article_styles
from discourse.figures.scatter import ZERO


def marks(ax):
    """Place, mark and whether it is filled, of each mark."""
    drawn = [line for line in ax.lines if line.get_marker() not in ("", "None")]
    return {
        (round(float(line.get_xdata()[0]), 3), round(float(line.get_ydata()[0]), 3)): (
            line.get_marker(), line.get_markerfacecolor() != "white", line.get_markersize(),
        )
        for line in drawn
    }  # fmt: skip


def texts(ax):
    return {text.get_text(): text.get_color() for text in ax.texts if text.get_text()}


def grid(places):
    """A frame with `n` units at each (rate_old, rate_new)."""
    rows = [(f"t{i:02d}{k}", *place) for i, (place, n) in enumerate(places.items()) for k in range(n)]
    return pd.DataFrame(rows, columns=["term", "rate_old", "rate_new"]).assign(old=OLD, new=NEW)


def test_rates_lie_on_one_log_scale_and_zeros_in_a_strip(rated):
    """Rates run from 1 to 8: 4 lies at 2/3 of the way, 8 at the end, 0 in the strip."""
    x, y = np.log(4) / np.log(8), np.log(6) / np.log(8)
    places = {(x, 1), (ZERO, 0), (0, ZERO), (y, np.log(3) / np.log(8))}
    ax = figures.plot_scatter(rated, labels=LABELS)
    assert set(marks(ax)) == {tuple(np.round(place, 3)) for place in places}
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "1", "2", "5"]
    assert "灰带：该版没有" in ax.get_xlabel()


def test_ranks_are_one_step_apart(rated):
    """1, 3, 4, 6 and 8 lie at quarters of the way."""
    places = {(0.5, 1), (ZERO, 0), (0, ZERO), (0.75, 0.25)}
    assert set(marks(figures.plot_scatter(rated, value="rank"))) == places


def test_the_version_that_has_more_gives_mark_and_colour(rated):
    with figures.theme():
        looks = article_styles([OLD, NEW], LABELS)
    ax = figures.plot_scatter(rated, labels=LABELS)
    assert texts(ax)["人工智能"] == looks[NEW].color and texts(ax)["集成电路"] == looks[OLD].color
    above = {place: mark for place, (mark, *_) in marks(ax).items()}
    assert {above[place] for place in above if place[1] > place[0]} == {looks[NEW].marker}
    assert {above[place] for place in above if place[1] < place[0]} == {looks[OLD].marker}
    even = figures.plot_scatter(rated.assign(rate_new=rated["rate_old"]))
    assert {mark for mark, *_ in marks(even).values()} == {"D"}


def test_a_filled_mark_is_a_difference_that_is_shown(rated_tested):
    """Of four units the paired test shows 人工智能 alone."""
    ax = figures.plot_scatter(rated_tested)
    assert sorted(filled for _, filled, _ in marks(ax).values()) == [False, False, False, True]
    assert "实心：可见差异；空心：未见差异" in ax.get_xlabel()


def test_units_of_one_place_share_a_mark_as_wide_as_they_are_many():
    """Sixteen units have three times the width of one; more than three are numbered instead of named."""
    ax = figures.plot_scatter(grid({(1, 4): 16, (4, 1): 1, (2, 8): 2}), labels=LABELS)
    size = {place: size for place, (_, _, size) in marks(ax).items()}
    assert size[(0, 0.667)] / (size[(0.667, 0)] / 0.8) == pytest.approx(3)
    assert {"×16", "t010", "t020\nt021"} <= set(texts(ax))
    assert "标名 3 / 19 项    ×k：k 项同在一处" in ax.get_xlabel()


def test_the_farthest_and_the_most_frequent_are_named_first():
    """(1, 8) is the farthest, (30, 30) the most frequent; (2, 2) and (3, 3) are neither."""
    frame = grid({(2, 2): 1, (3, 3): 1, (1, 8): 1, (30, 30): 1})
    ax = figures.plot_scatter(frame, top=2)
    assert set(texts(ax)) - {text for text in texts(ax) if "多见于" in text} == {"t020", "t030"}
    assert "标名 2 / 4 项" in ax.get_xlabel()


def test_a_row_without_a_rate_is_counted_and_what_is_no_rate_refused(rated):
    lost = rated.assign(rate_new=rated["rate_new"].where(rated["term"] != "光伏"))
    assert "1 项没有频率，未画" in figures.plot_scatter(lost).get_xlabel()
    for wrong in (-1, np.inf):
        with pytest.raises(DiscourseError, match="rate_old"):
            figures.plot_scatter(rated.assign(rate_old=wrong))
    with pytest.raises(DiscourseError, match="'rank'"):
        figures.plot_scatter(rated, value="ranks")


def test_six_hundred_units_are_all_drawn_and_no_label_covers_another():
    """Each unit is in a mark, the sum of which is the number of units."""
    rng = np.random.default_rng(0)
    rates = rng.negative_binomial(0.5, 0.05, (600, 2)) + np.array([0, 1])
    frame = pd.DataFrame(rates, columns=["rate_old", "rate_new"]).assign(old=OLD, new=NEW)
    frame["term"] = [f"专精特新中小企业数字化转型升级服务{i:03d}" for i in range(600)]
    ax = figures.plot_scatter(frame)
    sizes = [size / (0.8 if mark in "sD" else 1) for mark, _, size in marks(ax).values()]
    assert sum(4 ** (size / min(sizes) - 1) for size in sizes) == pytest.approx(600)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent().padded(-1.5) for text in ax.texts if text.get_text()]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
