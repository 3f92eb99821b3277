"""What the matrix of pairs shows of values below zero, missing and infinite ones, and where there is little room."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from checks import axes_texts, collisions
from conftest_names import LABELS, NEW, TERMS

from discourse import figures
from discourse.errors import DiscourseError


@pytest.fixture
def one(pairs):
    """The seven pairs of one article."""
    return pairs[pairs["doc"] == NEW].reset_index(drop=True)


def chain(names):
    """Each of the names once with the next."""
    return pd.DataFrame([(a, b, 1) for a, b in pairwise(names)], columns=["term_a", "term_b", "n"])


def key(ax):
    """The Axes of the colour key."""
    return ax.figure.axes[-1]


def hatched(ax):
    return [each for each in ax.collections if each.get_hatch()]


def test_pairs_that_are_one_expression_are_framed_and_named(one):
    """Two of seven, one of them the largest, on a dark shade; without such a pair nothing is framed or said."""
    marked = one.assign(n=[9, 1, 1, 1, 1, 1, 1], adjacent=[True, True] + [False] * 5)
    for language, note in (("zh", "框：总是连写成一语"), ("en", "framed: always printed as one expression")):
        with figures.theme(language=language):
            ax = figures.plot_pairs(marked, labels=LABELS)
        (frames,) = [each for each in ax.collections if each.get_label() == "adjacent"]
        assert len(frames.get_paths()) == marked["adjacent"].sum() and note in key(ax).get_xlabel()
        middles = [
            {tuple(np.round(path.get_extents().get_points().mean(axis=0))) for path in each.get_paths()}
            for each in (frames, ax.collections[0])
        ]
        assert middles[0] < middles[1]
        assert len({tuple(color) for color in frames.get_edgecolor()}) == 2
    for plain in (one, one.assign(adjacent=False), one.assign(adjacent=None)):
        ax = figures.plot_pairs(plain, labels=LABELS)
        assert "框" not in key(ax).get_xlabel()
        assert [len(each.get_paths()) for each in ax.collections if each.get_label() == "adjacent"] == []


def test_white_is_zero_between_two_hues_where_some_values_are_negative(one):
    ax = figures.plot_pairs(one.assign(npmi=[-0.4, 0.0, 0.2, 0.1, 0.1, 0.1, 0.1]), value="npmi", labels=LABELS)
    assert key(ax).get_xlim() == (-0.4, 0.4)
    low, zero, high = ax.collections[0].to_rgba(np.array([-0.4, 0.0, 0.4]))[:, :3]
    assert list(zero) == [1, 1, 1] and low[0] > low[2] and high[0] < high[2]
    assert "\u22120.40" in axes_texts(ax)


def test_shades_begin_at_zero_where_no_value_is_negative(one):
    assert key(figures.plot_pairs(one, value="npmi")).get_xlim() == (0, 0.5)


def test_negative_cells_without_numbers_are_hatched_here_and_in_the_key():
    """Fourteen pairs in a row at 85 mm, three of them negative: −0.40 does not fit into a cell."""
    rows = chain([f"词{i:02d}" for i in range(15)])
    with figures.theme(width=85):
        ax = figures.plot_pairs(rows.assign(npmi=[-0.4, -0.3, -0.2, *[0.25] * 11]), value="npmi")
    assert not any("0." in text for text in axes_texts(ax))
    assert [len(each.get_paths()) for each in hatched(ax)] == [3]
    assert [patch.get_hatch() is not None for patch in key(ax).patches] == [True]


def test_a_pair_whose_value_is_missing_is_crossed_and_not_blank(one):
    ax = figures.plot_pairs(one.assign(npmi=[np.nan, *[0.5] * 6]), value="npmi", labels=LABELS)
    assert axes_texts(ax).count("×") == 1 and "×：无值" in key(ax).get_xlabel()
    assert len(ax.collections[0].get_paths()) == 6
    with pytest.raises(DiscourseError, match="value='npmi' is missing in every row"):
        figures.plot_pairs(one.assign(npmi=np.nan), value="npmi")


def test_infinite_values_have_the_last_shade_and_their_sign(one):
    ax = figures.plot_pairs(one.assign(npmi=[np.inf, -np.inf, *[0.5] * 5]), value="npmi")
    assert {"∞", "\u2212∞"} <= set(axes_texts(ax))
    assert sorted(ax.collections[0].get_array()) == [-0.5, *[0.5] * 6]


def test_columns_too_narrow_for_names_have_the_numbers_of_their_rows():
    """Fifteen long names at 85 mm; three have room for theirs."""
    rows = chain([f"reasonable share of manufacturing {i}" for i in range(15)])
    with figures.theme(width=85):
        ax = figures.plot_pairs(rows)
        few = figures.plot_pairs(rows.head(2))
        assert collisions(ax.figure) == []
    below = [label.get_text() for label in ax.get_xticklabels()]
    assert below == [str(i) for i in range(1, len(below) + 1)]
    assert all(label.get_text().endswith(f"  {i}") for i, label in enumerate(ax.get_yticklabels(), 1))
    assert few.get_xticklabels()[0].get_text().startswith("reasonable")


def test_terms_that_are_not_drawn_are_counted(one):
    """Of six terms two; of 200 as many as a page holds."""
    assert "另有 4 词未画" in key(figures.plot_pairs(one, top=2)).get_xlabel()
    ax = figures.plot_pairs(chain([f"词{i:03d}" for i in range(200)]), top=200)
    drawn = len(ax.get_yticklabels())
    assert 20 < drawn < 80 and f"另有 {200 - drawn} 词未画" in key(ax).get_xlabel()


def test_three_articles_are_refused_with_the_filter_that_mends_it(pairs):
    three = pd.concat([pairs, pairs.assign(doc="x").drop_duplicates(["term_a", "term_b"])])
    with pytest.raises(DiscourseError, match=r"filter it to two, as in pairs\[pairs\['doc'\].isin\(\["):
        figures.plot_pairs(three)


def test_every_term_of_one_article_keeps_its_row(one):
    assert {label.get_text() for label in figures.plot_pairs(one).get_yticklabels()} == set(TERMS)


def test_the_first_article_lies_below_the_diagonal_and_the_second_above(pairs):
    """Seven pairs of the one that the labels name first, six of the other; y runs down."""
    corners = [
        path.vertices.min(axis=0) for path in figures.plot_pairs(pairs, labels=LABELS).collections[0].get_paths()
    ]
    assert [sum(x < y for x, y in corners), sum(x > y for x, y in corners)] == [7, 6]


@pytest.mark.parametrize(("width", "terms", "windows"), [(85, 2, 1), (85, 2, 4), (85, 5, 3), (85, 9, 3), (170, 9, 4)])
def test_long_names_of_few_and_of_many_terms_stand_beside_their_cells(width, terms, windows):
    words = ["specialized, refined, distinctive, novel", "next-generation information technology", "industrialization"]
    names = [f"{words[n % 3]} {chr(65 + n)}" for n in range(terms)]
    kinds = [10, "sentence", "paragraph", "section"][-windows:]
    rows = [
        (doc, a, b, 3, kind) for doc in ("Economic Daily", "People's Daily") for kind in kinds
        for a, b in combinations(names, 2)
    ]  # fmt: skip
    pairs = pd.DataFrame(rows, columns=["doc", "term_a", "term_b", "n", "within"])
    with figures.theme(language="en", width=width):
        assert collisions(figures.plot_pair_windows(pairs, focus=names).figure) == []


def test_numbers_that_are_wider_than_their_cells_are_refused():
    rows = [(*pair, 1234, kind) for pair in combinations("abcdefghi", 2) for kind in (5, 10, "sentence", "section")]
    pairs = pd.DataFrame(rows, columns=["term_a", "term_b", "n", "within"])
    with figures.theme(width=85), pytest.raises(DiscourseError, match="4 kinds of windows do not fit .* 9 terms"):
        figures.plot_pair_windows(pairs, focus=[*"abcdefghi"])
