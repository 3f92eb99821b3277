from math import log2

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import shift
from study import NEW, OLD, change, tokens

COLUMNS = ["proportion_shift", "shift", "shift_share", "divergence", "covered"]
# 工业 8 and 11, 算力 2 and 0, 企业 5 and 5, 发展 5 and 23, 光伏 0 and 1: 20 words and 40.
WORDS = ["工业", "算力", "企业", "发展", "光伏"]
N_OLD, N_NEW = [8, 2, 5, 5, 0], [11, 0, 5, 23, 1]


@st.composite
def vocabularies(draw):
    """The counts of all words of two texts, each with a word at least."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=40))
    return np.array([*pairs, (1, 1)]).T


def compared(n_old=N_OLD, n_new=N_NEW, words=WORDS, **columns):
    """A comparison of the counts of all words of two texts."""
    sizes = {"n_old": n_old, "total_old": sum(n_old), "n_new": n_new, "total_new": sum(n_new)}
    return pd.DataFrame({**columns, "word": words, **sizes, "old": "a", "new": "b"})


# worked by hand


def test_a_word_of_one_text_alone_adds_half_its_share():
    """A quarter of the old text: the mean m is half of p, and ½ p log2(p / m) is ½ · ¼ · 1."""
    row = shift(1, 4, 0, 4).iloc[0]
    assert tuple(row) == (-1 / 4, -1 / 2 * 1 / 4)


def test_a_word_of_both_texts_adds_the_mean_of_two_terms():
    """1 in 4 against 3 in 4: m is ½."""
    row = shift(1, 4, 3, 4).iloc[0]
    assert row["proportion_shift"] == 3 / 4 - 1 / 4
    assert row["shift"] == pytest.approx(1 / 2 * 1 / 4 * log2(1 / 2) + 1 / 2 * 3 / 4 * log2(3 / 2))


def test_a_word_with_the_same_share_adds_nothing_whatever_its_counts():
    """2 in 10 and 20 in 100; and a word in neither."""
    assert shift([2, 0], 10, [20, 0], 100).to_numpy().tolist() == [[0, 0], [0, 0]]


def test_what_is_no_text_has_no_contribution():
    """No words, a missing total."""
    assert shift([0, 1], [0, np.nan], 1, 10).isna().to_numpy().all()


# independent implementations


def test_contributions_are_those_of_the_authors_own_program():
    """shifterator 0.3.0, JSDivergenceShift(base=2): the score of each word times its share, new less old."""
    theirs = [0.008397315582457779, 0.05, 0.015319531114783236, 0.04745249999194945, 0.0125]
    parts = shift(N_OLD, 20, N_NEW, 40)
    np.testing.assert_allclose(parts["shift"].abs(), theirs, rtol=1e-12)
    assert parts["shift"].abs().sum() == pytest.approx(0.13366934668919048)
    np.testing.assert_array_equal(np.sign(parts["shift"]), [-1, -1, -1, 1, 1])


@settings(max_examples=20)
@given(vocabularies())
def test_contributions_of_all_words_sum_to_the_divergence_of_scipy(case):
    """scipy gives its root."""
    n_old, n_new = case
    parts = shift(n_old, n_old.sum(), n_new, n_new.sum())
    assert parts["shift"].abs().sum() == pytest.approx(jensenshannon(n_old, n_new, base=2) ** 2, abs=1e-12)
    assert parts["proportion_shift"].sum() == pytest.approx(0, abs=1e-12)


@settings(max_examples=20)
@given(vocabularies())
def test_swapping_the_texts_turns_every_sign(case):
    n_old, n_new = case
    there = shift(n_old, n_old.sum(), n_new, n_new.sum())
    np.testing.assert_allclose(there, -shift(n_new, n_new.sum(), n_old, n_old.sum()), atol=1e-15)


@settings(max_examples=20)
@given(vocabularies())
def test_the_sign_is_that_of_the_difference_of_shares_and_none_is_beyond_half_the_larger_share(case):
    n_old, n_new = case
    parts = shift(n_old, n_old.sum(), n_new, n_new.sum())
    assert (parts["shift"] * parts["proportion_shift"] >= 0).all()
    assert (parts["shift"].abs() <= np.maximum(n_old / n_old.sum(), n_new / n_new.sum()) / 2 + 1e-15).all()


def test_texts_without_a_common_word_are_one_bit_apart():
    rows = dc.add_word_shift(compared([3, 1, 0], [0, 0, 7], list("甲乙丙")))
    assert rows["divergence"].tolist() == [1, 1, 1]
    assert rows["shift"].tolist() == pytest.approx([-3 / 8, -1 / 8, 1 / 2])


# frames


def test_the_columns_follow_those_of_the_comparison_in_this_order():
    frame = compared()
    assert list(dc.add_word_shift(frame).columns) == [*frame.columns, *COLUMNS]
    assert list(frame.columns) == list(compared().columns)


def test_shares_of_all_words_sum_to_one_and_cover_both_texts():
    rows = dc.add_word_shift(compared())
    assert rows["shift_share"].sum() == pytest.approx(1)
    assert rows["covered"].tolist() == pytest.approx([1] * 5)
    assert rows["divergence"].tolist() == pytest.approx([0.13366934668919048] * 5)


def test_a_part_of_the_words_has_the_divergence_of_the_part_and_says_how_much_it_covers():
    """工业 and 算力: 10 of 20 words and 11 of 40; their contributions are what they were among all."""
    whole, part = dc.add_word_shift(compared()), dc.add_word_shift(compared().head(2))
    assert part["shift"].equals(whole["shift"].head(2))
    assert part["divergence"].tolist() == pytest.approx([whole["shift"].head(2).abs().sum()] * 2)
    assert part["shift_share"].sum() == pytest.approx(1)
    assert part["covered"].tolist() == pytest.approx([(10 / 20 + 11 / 40) / 2] * 2)


def test_rows_filtered_afterwards_keep_their_share_of_the_whole():
    rows = dc.add_word_shift(compared())
    assert rows[rows["n_old"] > 0]["shift_share"].sum() == pytest.approx(1 - 0.0125 / 0.13366934668919048)


def test_each_group_and_each_pair_of_docs_is_a_whole_of_its_own():
    """Two sections, and the same words with the docs exchanged."""
    sections = pd.concat([compared(section=1), compared(N_NEW, N_OLD, section=2), compared(section=1).assign(old="c")])
    rows = dc.add_word_shift(sections.reset_index(drop=True))
    assert rows.groupby(["section", "old"])["shift_share"].sum().tolist() == pytest.approx([1, 1, 1])
    assert rows["covered"].to_numpy() == pytest.approx(1)
    assert rows["shift"].iloc[:5].to_numpy() == pytest.approx(-rows["shift"].iloc[5:10].to_numpy())


def test_any_index_is_kept():
    rows = compared().set_index(pd.Index([7, 7, 3, 1, 0]))
    assert list(dc.add_word_shift(rows).index) == [7, 7, 3, 1, 0]
    assert dc.add_word_shift(rows)["shift"].tolist() == dc.add_word_shift(compared())["shift"].tolist()


def test_a_missing_total_leaves_the_row_missing_and_the_others_alone():
    """A section that one version does not have."""
    rows = pd.concat([compared(section=1), compared(section=2).assign(total_new=np.nan)], ignore_index=True)
    measured = dc.add_word_shift(rows)
    assert measured.loc[measured["section"] == 2, COLUMNS].isna().to_numpy().all()
    assert measured.loc[measured["section"] == 1, COLUMNS].notna().to_numpy().all()


def test_texts_that_are_alike_have_no_shares():
    """Nothing is no share of nothing."""
    rows = dc.add_word_shift(compared([1, 3], [2, 6], ["甲", "乙"]))
    assert rows["divergence"].tolist() == [0, 0] and rows["shift_share"].isna().all()


def test_an_empty_comparison_stays_empty_with_all_columns():
    assert list(dc.add_word_shift(compared().head(0)).columns[-5:]) == COLUMNS


def test_a_frame_without_counts_is_refused_by_name():
    with pytest.raises(DiscourseError, match="no column 'total_new', 'new'; give what compare returns"):
        dc.add_word_shift(compared().drop(columns=["total_new", "new"]))


def test_rows_that_count_the_same_words_twice_are_refused():
    """Every word twice, once under another name: 40 of 20 words of the old text; or a word in two rows."""
    again = compared()
    with pytest.raises(DiscourseError, match="2.00 times the words of the old text"):
        dc.add_word_shift(pd.concat([again, again.assign(word=again["word"] + "等")]))
    with pytest.raises(DiscourseError, match="change has 2 rows for .*name all keys"):
        dc.add_word_shift(pd.concat([again, again]))


# the study


def test_the_two_prints_are_as_far_apart_as_scipy_says():
    rows = dc.add_word_shift(dc.compare(dc.count(tokens(), by="doc"), old=OLD, new=NEW))
    apart = jensenshannon(rows["n_old"], rows["n_new"], base=2) ** 2
    assert rows["divergence"].iloc[0] == pytest.approx(apart)
    assert rows["covered"].iloc[0] == pytest.approx(1)


def test_the_terms_of_the_study_are_a_part_and_say_so():
    """263 mentions in 1,095 words and 277 in 1,092."""
    rows = dc.add_word_shift(change())
    assert rows["covered"].iloc[0] == pytest.approx((263 / 1095 + 277 / 1092) / 2)
