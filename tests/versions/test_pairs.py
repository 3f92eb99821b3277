"""Which articles are compared: those that share a group, the earliest with each later one."""

from itertools import permutations

import pandas as pd
import pytest

from discourse import side_by_side, version_pairs
from discourse.errors import DiscourseError, NothingToCompareError


def articles(*rows):
    return pd.DataFrame(rows, columns=["doc", "group", "date"])


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([("b", "g", "2024-10-08"), ("a", "g", "2024-09-03")], [("a", "b")]),
        ([("a", "g", None), ("b", "g", "2024-09-03")], [("b", "a")]),
        ([("a", "g", "2024-09-03"), ("b", "g", "2024-09-03")], [("a", "b")]),
        ([("c", "g", "2024-12-01"), ("b", "g", "2024-10-08"), ("a", "g", "2024-09-03")], [("a", "b"), ("a", "c")]),
        ([("d", "h", "2023-01-02"), ("b", "g", "2024-10-08"), ("a", "g", "2024-09-03"), ("e", "h", "2023-02-02")],
         [("d", "e"), ("a", "b")]),
        ([("b", "g", None), ("a", "g", None), ("c", "g", None)], [("a", "b"), ("a", "c")]),
        ([("d", "h", "2024-09-03"), ("c", "h", "2024-09-03"), ("b", "g", "2024-09-03"), ("a", "g", "2024-09-03")],
         [("a", "b"), ("c", "d")]),
        ([("a", "g", "2024-09-03"), ("x", None, "2020-01-01"), ("b", "g", "2024-10-08")], [("a", "b")]),
    ],
)  # fmt: skip
def test_the_earliest_of_a_group_is_the_base_of_each_later_one(rows, pairs):
    """Whatever the order of the manifest."""
    for order in permutations(rows):
        assert version_pairs(articles(*order)) == pairs


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "g", "2024-09-03")], "the study has one article"),
        (
            [("a", "g", None), ("b", "h", None), ("c", None, None), ("d", None, None)],
            "4 articles, and no two of one group",
        ),
    ],
)
def test_where_nothing_can_be_compared_the_repair_is_said(rows, said):
    with pytest.raises(NothingToCompareError, match=f"{said}.*group= in data/corpus.toml"):
        version_pairs(articles(*rows))


def test_another_frame_is_refused():
    with pytest.raises(DiscourseError, match="articles has no column 'group', 'date'; give what read_corpus returns"):
        version_pairs(pd.DataFrame({"doc": ["a"]}))


def test_side_by_side_stand_versions_else_the_earliest_and_the_latest():
    rows = [("x", None, "2020-01-01"), ("b", "g", "2024-10-08"), ("a", "g", "2024-09-03"), ("y", None, None)]
    assert side_by_side(articles(*rows)) == ["a", "b"]
    assert side_by_side(articles(rows[3], ("m", None, "2022"), rows[1], rows[0])) == ["x", "b"]
    assert side_by_side(articles(rows[3], rows[0])) == ["x", "y"]
    assert side_by_side(articles(rows[0])) == ["x"]
