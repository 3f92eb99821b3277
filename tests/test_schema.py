"""What a result counts and by which keys is found by name, and refused where it cannot be told."""

import numpy as np
import pandas as pd
import pytest

from discourse import schema
from discourse.errors import DiscourseError

RESULT = pd.DataFrame({"n": [2], "year": [2024], "term": ["6G"], "doc": ["a"], "category": ["信息"]})


def test_what_was_counted_is_what_the_frame_states_else_the_first_that_can_be():
    assert schema.counted_column(RESULT) == "term"
    assert schema.counted_column(RESULT.assign(of="category")) == "category"
    assert schema.counted_column(RESULT.assign(of="category"), of="year") == "year"
    assert schema.counted_column(RESULT.drop(columns="term")) == "category"


def test_keys_are_those_that_the_frame_states_else_those_of_a_text():
    assert schema.key_columns(RESULT) == ["doc"]
    assert schema.key_columns(RESULT.assign(by="year|doc")) == ["year", "doc"]
    assert schema.key_columns(RESULT.assign(by="")) == []


def test_what_is_stated_is_read_back():
    stated = schema.state_counted(RESULT, of="category", by=["doc", "year"])
    assert list(stated.columns[-2:]) == ["of", "by"]
    assert (schema.counted_column(stated), schema.key_columns(stated)) == ("category", ["doc", "year"])
    empty = schema.state_counted(RESULT.head(0), of="term", by=["doc"])
    assert empty.dtypes[["of", "by"]].astype(str).tolist() == ["str", "str"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: schema.counted_column(RESULT, of="trem"), "of='trem' is not one of: .* Did you mean 'term'"),
        (lambda: schema.counted_column(RESULT[["n"]], name="counts"), "counts has none of the columns 'term', .*only 'n'"),
        (lambda: schema.counted_column(RESULT.assign(of="word")), "the frame has no column 'word'"),
        (lambda: schema.key_columns(RESULT.assign(by="doc|section")), "its column 'section' is gone; keep the keys"),
        (lambda: schema.key_columns(pd.concat([RESULT.assign(by="doc"), RESULT.assign(by="year")])), "filter it by by"),
        (lambda: schema.check_keys(7, RESULT), "by=7 is no name; give that of a column, several in a list, or"),
        (lambda: schema.check_keys("dok", RESULT), "by='dok' is not one of: .* Did you mean 'doc'"),
        (lambda: schema.check_keys("n", RESULT), "by names 'n', a column that results have of their own"),
        (lambda: schema.check_keys("term", RESULT, of="term"), "by names 'term', which is what is counted"),
        (lambda: schema.check_unique(pd.concat([RESULT] * 3), ["doc"], name="counts"), "counts has 3 rows for doc='a'"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(call, message):
    """In one line with the value, the options and the repair."""
    with pytest.raises(DiscourseError, match=message):
        call()


def test_groups_are_numbered_alike_in_all_frames():
    """In the order of the keys; missing is a group; a column may have any name."""
    keys = pd.DataFrame({"group": ["b", None, "a"], "n": [1, 1, 2]})
    other = pd.DataFrame({"group": ["a", "b"], "n": [2, 1]}, index=[5, 5])
    in_rows = pd.DataFrame({"doc": ["b"] * 500 + [None] * 200 + ["a"] * 300})
    assert schema.number_groups(["doc"], in_rows)[0].tolist() == [1] * 500 + [2] * 200 + [0] * 300
    mine, theirs = schema.number_groups(["group", "n"], keys, other)
    assert mine.tolist() == [1, 2, 0] and theirs.tolist() == [0, 1]
    assert [numbers.tolist() for numbers in schema.number_groups([], keys, other)] == [[0, 0, 0], [0, 0]]
    assert schema.number_groups(["n"], keys.head(0))[0].dtype == np.int64


@pytest.mark.parametrize(
    "values", [["乙", "6G", None, "", "乙"], [3, -1, 3, 0], [0.5, np.nan, -0.0, 0.0], [True, False]]
)
def test_few_rows_are_numbered_as_many_are(values):
    """Few are numbered without pandas; rows that repeat get the same numbers."""
    few = pd.DataFrame({"key": values})
    many = pd.concat([few] * schema.WORTH_RUNS, ignore_index=True)
    numbers = schema.number_groups(["key"], few)[0]
    assert schema.number_groups(["key"], many)[0].tolist() == numbers.tolist() * schema.WORTH_RUNS
    assert schema.number_groups(["key"], few, many)[0].tolist() == numbers.tolist()
