"""Rows of a figure: which of them the page holds, and in which order."""

import matplotlib.pyplot as plt
import pandas as pd

from discourse import figures
from discourse.figures.base.rows import fit_rows, rank_rows
from discourse.figures.base.theme import PAGE_HEIGHT


def test_rows_that_do_not_fit_are_cut_by_rank_and_the_others_keep_their_order():
    layout = fit_rows(list("abcd"), None, frame=PAGE_HEIGHT - 25, heights=[10] * 4, ranks=[2, 1, 3, 0])
    assert (layout.heads, layout.cut, layout.keep("wxyz")) == (["b", "d"], 2, ["x", "z"])
    assert layout.figure_height == PAGE_HEIGHT - 5


def test_rows_of_their_own_heights_count_points_from_the_top():
    layout = fit_rows(list("abc"), None, frame=PAGE_HEIGHT - 40, heights=[10, 20, 30])
    assert layout.ends.tolist() == [10, 30] and layout.middles.tolist() == [5, 20]


def test_one_row_is_drawn_however_small_the_page_and_a_given_ax_is_the_page():
    assert fit_rows(list("ab"), None, frame=2 * PAGE_HEIGHT, heights=[10, 10]).heads == ["a"]
    with figures.theme():
        _, ax = plt.subplots(figsize=(3, 1), layout="none")
        high = ax.get_subplotspec().get_position(ax.figure).height * 72
    assert len(fit_rows(list("abcdefgh"), ax, frame=0, heights=[10] * 8).heads) == int(high / 10)


def test_rows_are_ranked_by_one_order_and_sorted_by_another():
    rows = pd.DataFrame({"term": ["c", "b", "a"], "size": [5, 9, 5], "step": [1, -9, 1]})
    ranked = rank_rows(rows, ["term"], 2, by=["size"], then=["step"])
    assert ranked["term"].tolist() == ["a", "b"] and ranked["rank"].tolist() == [1, 0]
