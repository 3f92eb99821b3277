"""Figures of several panels."""

import pandas as pd
import pytest
from checks import collisions
from conftest_names import LABELS

import discourse as dc
from discourse import figures
from discourse.errors import NothingToDrawError


@pytest.mark.parametrize("language", ["zh", "en"])
def test_changed_lists_keep_their_signs_apart_in_two_by_two_panels(items, language):
    """Axes shrink while their figure fills, and − and + stand between the versions, a fixed way from either."""
    with figures.theme(language=language, width=170):
        figure, axes = figures.panels(list("abcd"))
        for ax in axes.values():
            figures.plot_list_changes(items, labels=LABELS, ax=ax)
        assert collisions(figure) == []
        signs = {text: text.get_window_extent() for text in axes["a"].texts if text.get_text() in ("−", "+")}
    assert len(signs) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_dropped_item_and_an_added_one_of_the_same_rank_keep_their_signs_apart(items, language):
    """In every list of the four panels the first item was dropped, and another added in its place."""
    first = items.query("item == '光伏'").assign(list_new=1)
    added = items.query("item == '脑机接口'").assign(rank_new=1, list_old=1)
    kept = items.query("item == '人工智能'").assign(rank_new=2)
    with figures.theme(language=language, width=170):
        figure, axes = figures.panels(list("abcd"))
        for ax in axes.values():
            figures.plot_list_changes(pd.concat([first, added, kept]), labels=LABELS, ax=ax)
        figure.draw_without_rendering()
        minus, plus = (next(text for text in axes["d"].texts if text.get_text() == sign) for sign in "−+")
        gap = (plus.get_window_extent().x0 - minus.get_window_extent().x1) * 72 / figure.dpi
        assert collisions(figure) == []
    assert minus.get_position()[1] == plus.get_position()[1] and gap > 1


def test_what_the_texts_have_not_is_nothing_to_draw():
    """A notebook says so in its place and goes on; names that are doubled are a fault."""
    undated = pd.DataFrame(
        {"doc": ["a"], "term": ["光伏"], "n": 1, "total": 9, "rate": 1.0, "rate_low": 0, "rate_high": 2}
    )
    pairs = pd.DataFrame({"term_a": ["光伏"], "term_b": ["算力"], "n": 1, "within": "sentence", "doc": "a"})
    for draw in (
        lambda: dc.panels([]),
        lambda: dc.plot_trend(undated, pd.DataFrame({"doc": ["a"], "date": [None]})),
        lambda: dc.plot_pair_windows(pairs, focus=["光伏"]),
    ):
        with pytest.raises(NothingToDrawError):
            draw()
