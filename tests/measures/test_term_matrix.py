"""Counts go out as a matrix and come back as they were."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError

COUNTS = pd.DataFrame(
    {"doc": ["a", "a", "b"], "section": [1, 2, 1], "term": ["算力", "光伏", "算力"], "n": [2, 1, 3], "total": [9, 8, 7]}
).assign(of="term", by="doc|section")


def test_a_row_is_a_combination_of_keys_and_a_column_a_unit():
    matrix = dc.to_matrix(COUNTS.iloc[::-1])
    assert matrix.values.toarray().tolist() == [[0, 2], [1, 0], [0, 3]]
    assert matrix.rows.to_numpy().tolist() == [["a", 1, 9], ["a", 2, 8], ["b", 1, 7]]
    assert matrix.columns.tolist() == ["光伏", "算力"]


def test_the_way_back_gives_the_counts_again():
    pd.testing.assert_frame_equal(dc.from_matrix(dc.to_matrix(COUNTS)), COUNTS)
    whole = COUNTS.head(1).drop(columns=["doc", "section"]).assign(by="")
    pd.testing.assert_frame_equal(dc.from_matrix(dc.to_matrix(whole)), whole)


def test_the_weights_of_another_tool_take_the_labels_of_the_units():
    """Two topics over two terms; the largest weight first, none where it is 0."""
    topics = pd.DataFrame({"topic": [1, 2]})
    weights = dc.to_matrix(COUNTS)._replace(values=np.array([[0.2, 0.8], [0.5, 0]]), rows=topics)
    back = dc.from_matrix(weights, value="weight")
    assert back[["topic", "term", "weight"]].to_numpy().tolist() == [
        [1, "算力", 0.8],
        [1, "光伏", 0.2],
        [2, "光伏", 0.5],
    ]
    assert back["by"].unique() == ["topic"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dc.to_matrix(COUNTS, value="rate"), "value='rate' is not one of: 'n', 'total'"),
        (lambda: dc.to_matrix(pd.concat([COUNTS, COUNTS])), "counts has 2 rows for"),
        (lambda: dc.to_matrix(COUNTS.assign(x=[1, None, 2.0]), value="x"), "counts have no x for term='光伏'"),
        (lambda: dc.from_matrix(dc.to_matrix(COUNTS)._replace(values=np.ones((2, 2)))), r"is \(2, 2\), and its labels"),
    ],
)
def test_what_is_no_matrix_is_refused(call, message):
    with pytest.raises(DiscourseError, match=message):
        call()
