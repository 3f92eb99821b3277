"""What the dispersion plot shows."""

import numpy as np
import pandas as pd
import pytest
from checks import axes_texts, collisions, printed_texts, row_names
from conftest_names import LABELS, NEW, OLD, TERMS
from matplotlib.collections import LineCollection

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.dispersion import LANE, MOST_LANES


def ticks(ax):
    """All upright lines as (x, height in lanes)."""
    segments = [
        np.array(each) for lines in ax.collections if isinstance(lines, LineCollection) for each in lines.get_segments()
    ]
    upright = [each for each in segments if each[0, 0] == each[1, 0]]
    return sorted((float(each[0, 0]), round(float(abs(each[1, 1] - each[0, 1])) / LANE, 3)) for each in upright)


def copies(places, number):
    """The places of one article, printed by so many papers."""
    one = places[places["doc"] == NEW]
    return pd.concat([one.assign(doc=f"paper-{at:03}") for at in range(number)], ignore_index=True)


def test_a_tick_stands_at_each_place_half_as_high_in_a_heading(places):
    """脑机接口 stands at 300 in a heading and at 310 in an answer, and 50 words later in the old article."""
    ax = figures.plot_dispersion(places, focus=[TERMS[1]])
    assert ticks(ax) == [(300, 0.4), (310, 0.8), (350, 0.4), (360, 0.8)]


def test_without_kinds_all_ticks_are_whole(places):
    ax = figures.plot_dispersion(places.drop(columns="kind"), focus=TERMS[1])
    assert {height for _, height in ticks(ax)} == {0.8}


def test_the_most_frequent_units_come_first_and_the_rest_is_counted(places):
    ax = figures.plot_dispersion(places, top=3, labels=LABELS)
    assert row_names(ax) == [TERMS[3], TERMS[2], TERMS[1]]
    assert ax.get_xlabel().endswith("另有 1 个词项未画")


def test_chosen_terms_keep_the_order_given(places):
    ax = figures.plot_dispersion(places, focus=[TERMS[0], TERMS[2], TERMS[1]], labels=LABELS)
    assert row_names(ax) == [TERMS[0], TERMS[2], TERMS[1]]
    assert "未画" not in ax.get_xlabel()


def test_the_number_of_places_of_each_lane_stands_in_the_margin(places):
    rows = places[~(places["doc"].eq(OLD) & places["term"].eq(TERMS[3]))]
    ax = figures.plot_dispersion(rows, top=2, labels=LABELS)
    assert [text for text in axes_texts(ax) if text.isdigit()] == ["3", "3", "4", "0"]


def test_a_line_is_as_long_as_its_article(places):
    """One scale: the old article has half the words of the new one."""
    rows = places.assign(place=places["place"] / 2, words=places["words"].where(places["doc"].eq(NEW), 705))
    ax = figures.plot_dispersion(rows, focus=TERMS[0], labels=LABELS)
    segments = [np.array(each) for lines in ax.collections for each in lines.get_segments()]
    assert sorted(each[1, 0] for each in segments if each[0, 1] == each[1, 1]) == [705, 1410]
    assert ax.get_xlim()[1] == 1410


def test_sections_begin_at_lines_and_have_their_numbers_above(places, structure):
    """50 words of lead and four sections of 340: lines at 50, 390, 730 and 1070 in every lane of both rows."""
    ax = figures.plot_dispersion(places, focus=TERMS[3], parts=structure, labels=LABELS)
    assert row_names(ax) == ["节", TERMS[3]]
    bounds = [x for x, height in ticks(ax) if height == 1]
    assert bounds == sorted([50, 390, 730, 1070] * 4)
    assert [text for text in axes_texts(ax) if text in "1234"][:4] == ["1", "2", "3", "4"]


def test_an_article_that_only_the_parts_know_has_an_empty_lane(places, structure):
    """It does not have the unit at all, which is what there is to see."""
    ax = figures.plot_dispersion(places[places["doc"] == NEW], focus=TERMS[1], parts=structure, labels=LABELS)
    assert [text for text in axes_texts(ax) if text.isdigit()][-2:] == ["2", "0"]


def test_parts_of_another_length_are_refused(places, structure):
    with pytest.raises(DiscourseError, match="parts have 1400 words of 'economic-daily', and its places say 1410"):
        figures.plot_dispersion(places, parts=structure.assign(n=structure["n"].where(structure.index != 13, 40)))


def test_punctuation_without_a_place_is_not_drawn(places):
    rows = places.assign(place=places["place"].astype("Int64").where(places["term"] != TERMS[3]))
    assert row_names(figures.plot_dispersion(rows)) == [TERMS[2], TERMS[1], TERMS[0]]


@pytest.mark.parametrize("place", [-1, 1410, np.inf])
def test_a_place_outside_its_article_is_refused(places, place):
    with pytest.raises(DiscourseError, match=f"place={place:g} lies outside 'peoples-daily' with its 1410 words"):
        figures.plot_dispersion(places.assign(place=places["place"].astype(float).where(places.index != 3, place)))


def test_an_unknown_term_is_named_with_the_nearest(places):
    with pytest.raises(DiscourseError, match="focus='人工智慧' stands nowhere.*such as '人工智能'"):
        figures.plot_dispersion(places, focus=["人工智慧"])


def test_more_than_six_articles_have_a_row_each_and_one_unit(places):
    ax = figures.plot_dispersion(copies(places, MOST_LANES + 1), focus=TERMS[1], labels=LABELS[1])
    assert row_names(ax) == [f"paper-{at:03}" for at in range(MOST_LANES + 1)]
    assert TERMS[1] in axes_texts(ax) and [text for text in axes_texts(ax) if text.isdigit()] == ["2"] * (
        MOST_LANES + 1
    )


def test_more_than_six_articles_with_more_units_ask_for_one(places):
    with pytest.raises(DiscourseError, match="4 units in 7 articles, and more than 6 articles show one: name it"):
        figures.plot_dispersion(copies(places, 7))


@pytest.mark.parametrize("width", [85, 170])
@pytest.mark.parametrize("articles", [1, 6, 7, 100])
def test_any_number_of_articles_fits_a_page(places, articles, width):
    with figures.theme(width=width):
        figure = figures.plot_dispersion(copies(places, articles), focus=TERMS[2]).figure
        assert collisions(figure) == []
    assert figure.get_figheight() * 25.4 <= 250


def test_what_the_page_has_no_room_for_is_counted(places):
    """Two hundred terms, and a hundred articles: drawn and cut make all."""
    many = pd.DataFrame({"term": [f"词{at:03}" for at in range(200)], "place": range(200), "words": 1000})
    ax = figures.plot_dispersion(many, top=200)
    assert ax.get_xlabel().endswith(f"另有 {200 - len(row_names(ax))} 个词项未画")
    ax = figures.plot_dispersion(copies(places, 100), focus=TERMS[2])
    assert ax.get_xlabel().endswith(f"另有 {100 - len(row_names(ax))} 篇未画")


@pytest.mark.parametrize("width", [85, 170])
def test_long_names_do_not_collide(places, width):
    names = {TERMS[0]: "一二三四五六七八九十一二三四五六七八九十", TERMS[1]: "internationalization"}
    with figures.theme(width=width):
        assert collisions(figures.plot_dispersion(places, labels=names).figure) == []


def test_a_unit_without_a_name_is_none(places):
    rows = places.assign(category=pd.Series(["技术", None] * 10, dtype="str"))
    assert set(row_names(figures.plot_dispersion(rows, of="category"))) == {"技术", "（无）"}


def test_both_kinds_of_ticks_are_explained_in_the_language_of_the_figure(places):
    with figures.theme(language="en"):
        said = [text.get_text() for text in printed_texts(figures.plot_dispersion(places, labels=LABELS).figure)]
    assert {"answer", "heading", "People's Daily", "Economic Daily"} <= set(said)
