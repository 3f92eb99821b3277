import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import CONCORDANCE
from study import lexicon

LINES = list(CONCORDANCE)[:7]
TEXT = pd.DataFrame(
    {"doc": "a", "section": 1, "turn": 0, "paragraph": [1, 2], "kind": ["body", "imprint"], "speaker": None,
     "point": None, "text": ["发展人形机器人。机器人产业用ＡＩ。", "机器人编辑"]}
)  # fmt: skip


def test_lines_show_the_place_and_its_neighbours():
    """Contexts end at the paragraph; sentences are numbered."""
    lines = dc.concordance(TEXT, "机器人", width=3)
    assert list(lines.columns[:7]) == LINES
    assert list(lines["left"]) == ["展人形", "器人。", ""]
    assert list(lines["right"]) == ["。机器", "产业用", "编辑"]
    assert list(lines["sentence"]) == [1, 2, 3]


def test_a_concordance_says_why_it_shows_more_than_the_count():
    """One place lies inside 人形机器人, one in the imprint: one is counted."""
    found = dc.find_terms(TEXT, lexicon())
    lines = dc.concordance(TEXT, "机器人", mentions=found)
    assert list(lines["note"]) == ["inside 人形机器人", "", "imprint: not counted"]
    assert list(lines["rule"]) == ["inside_term", "", "imprint"]
    counted = dc.count(found, base=dc.segment(TEXT, lexicon=lexicon()), by="doc").set_index("term")["n"]
    assert counted["机器人"] == (lines["note"] == "").sum() == 1


def test_what_is_printed_with_blanks_is_shown_as_a_term_is_found():
    """Blanks beside Chinese characters and signs that print as nothing part no words; a regular expression sees them."""
    text = TEXT.iloc[:1].assign(text="发展 人工 智能，人工\u200b智能")
    assert list(dc.concordance(text, "人工智能")["match"]) == ["人工 智能", "人工\u200b智能"]
    assert list(dc.concordance(text, "人工 智能")["start"]) == [3, 9]
    assert list(dc.concordance(text, r"人工\s智能", regex=True)["match"]) == ["人工 智能"]


def test_width_is_folded_and_the_print_shown():
    """AI finds ＡＩ; a regular expression is one on request only."""
    assert list(dc.concordance(TEXT, "AI")["match"]) == ["ＡＩ"]
    assert len(dc.concordance(TEXT, "机.人")) == 0
    assert len(dc.concordance(TEXT, "机.人", regex=True)) == 3


@pytest.mark.parametrize(
    ("pattern", "options", "message"),
    [
        ("", {}, "pattern='' is empty"),
        ("\u200b", {}, "is empty"),
        ("(", {"regex": True}, "no regular expression"),
        ("a{99999999999}", {"regex": True}, "no regular expression: the repetition number"),
        ("甲", {"width": -1}, "width=-1"),
    ],
)
def test_bad_requests_are_refused(pattern, options, message):
    """In one line with the value."""
    with pytest.raises(DiscourseError, match=message):
        dc.concordance(TEXT, pattern, **options)


def test_a_regular_expression_that_takes_for_ever_is_stopped(monkeypatch):
    """One that doubles its time with each character."""
    monkeypatch.setattr("discourse.words.concordance.SECONDS", 0.05)
    with pytest.raises(DiscourseError, match=r"takes more than 0.05 seconds.*write it without"):
        dc.concordance(TEXT.iloc[:1].assign(text="a" * 26 + "b"), "(a+)+$", regex=True)
