"""Topics are found in any matrix; only those that other seeds and halves of the texts find, too, are stable."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.topics import overlaps

pytestmark = pytest.mark.slow


def counts(table, units="abcdefghijklmnopqrstuvwx"):
    rows = [(f"{row:02}", units[at], n) for row, every in enumerate(table) for at, n in enumerate(every) if n]
    frame = pd.DataFrame(rows, columns=["doc", "word", "n"])
    return frame.assign(total=frame.groupby("doc")["n"].transform("sum"), of="word", by="doc")


def test_planted_topics_are_stable_and_their_units_the_heaviest():
    """Twelve texts speak of a to d, twelve of m to p, each now and then of something else."""
    random = np.random.default_rng(1)
    table = random.poisson(0.2, (24, 24))
    table[:12, :4] += random.poisson(5, (12, 4))
    table[12:, 12:16] += random.poisson(4, (12, 4))
    found = dc.find_topics(counts(table), topics=2, seeds=4, halves=8)
    tops = found[found["rank"] <= 4].groupby("topic")["word"].agg(set).tolist()
    assert tops == [set("abcd"), set("mnop")] and found["verdict"].eq("shown").all()
    assert found.drop_duplicates("topic")["share"].sum() == pytest.approx(1) and found["weight"].max() == 1


def test_texts_in_which_words_fall_by_chance_have_no_stable_topic():
    table = np.random.default_rng(2).poisson(1, (24, 24))
    found = dc.find_topics(counts(table), topics=3, seeds=4, halves=8)
    assert found["verdict"].eq("not shown").all()
    assert "没有一个稳定" in dc.report(found, language="zh") and "none is stable" in dc.report(found, language="en")


def test_topics_are_matched_one_to_one():
    """Both of ours look like their first; it can be that of one only."""
    ours, theirs = np.array([[3.0, 2, 0, 0], [2, 3, 0, 0]]), np.array([[5.0, 5, 0, 0], [0, 0, 1, 1]])
    assert sorted(overlaps(ours, [theirs])[0].tolist()) == [0, 1]


def test_more_topics_than_texts_bear_are_refused():
    with pytest.raises(DiscourseError, match="topics=3, and counts have 4 rows of 2 units; ask for fewer, or"):
        dc.find_topics(counts([[1, 2]] * 4), topics=3)
