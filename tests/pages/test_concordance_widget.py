"""The concordance in a notebook, as its state is set from Python; tests/jupyterlab.py has it in a browser."""

import sys

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.pages import concordance_widget

PARAGRAPHS = pd.DataFrame(
    [
        {"doc": "a", "section": 1, "turn": 0, "paragraph": 1, "kind": "body", "text": "甲乙发展丙。乙甲发展丁。"},
        {"doc": "a", "section": 1, "turn": 0, "paragraph": 2, "kind": "imprint", "text": "发展报"},
        {"doc": "b", "section": 2, "turn": 0, "paragraph": 1, "kind": "answer", "text": "丙高质量发展乙。"},
    ]
).assign(speaker=[None, None, "答"], point=pd.array([None] * 3, dtype="Int64"), heading=None)
LEXICON = dc.Lexicon(["发展", "高质量发展"])


@pytest.fixture
def shown():
    mentions = dc.find_terms(PARAGRAPHS, LEXICON)
    return dc.show_concordance(PARAGRAPHS, mentions, labels={"a": "甲报", "发展": "development"}, language="en")


def test_a_term_shows_the_places_that_are_counted_and_a_string_all_with_the_reason(shown):
    assert [(each["label"], each["counts"]) for each in shown.terms] == [
        ("development", [2, 0]),
        ("高质量发展", [0, 1]),
    ]
    shown.term = "发展"
    assert shown.frame[["doc", "left", "right"]].to_numpy().tolist() == [
        ["a", "甲乙", "丙。乙甲发展丁。"],
        ["a", "甲乙发展丙。乙甲", "丁。"],
    ]
    assert (shown.said, shown.counts) == ("Places: 2, in texts: 1", {"a": 2})
    shown.query = "发展"
    assert shown.term == "" and len(shown.lines) == 4
    assert [line["note"] for line in shown.lines] == ["", "", "imprint: not counted", "inside 高质量发展"]
    assert shown.lines[3]["place"] == "b §2 ¶1" and shown.lines[3]["speaker"] == "答"
    shown.term = "高质量发展"
    assert shown.query == "" and shown.counts == {"b": 1}


def test_lines_are_narrowed_and_sorted_from_the_match_outward(shown):
    shown.query, shown.width = "发展", 2
    shown.order = "left"
    # 乙 U+4E59, 甲 U+7532, 量 U+91CF: what stands nearest to the match decides.
    assert shown.frame["left"].tolist() == ["", "甲乙", "乙甲", "质量"]
    shown.order = "right"
    assert shown.frame["right"].tolist() == ["丁。", "丙。", "乙。", "报"]
    shown.docs = ["b"]
    assert shown.frame["doc"].tolist() == ["b"] and shown.said == "Places: 1, in texts: 1"
    shown.docs = []
    assert shown.lines == [] and shown.said == "Places: 0, in texts: 0"


def test_what_cannot_be_looked_up_is_said_and_nothing_is_shown(shown):
    shown.regex, shown.query = True, "("
    assert shown.lines == [] and "is no regular expression" in shown.said
    shown.term = "制造业"
    assert shown.lines == [] and "'制造业' stands nowhere among the mentions" in shown.said
    shown.term = ""
    assert (shown.lines, shown.said) == ([], "")


def test_the_browser_gets_so_many_lines_and_the_frame_has_all(shown, monkeypatch):
    monkeypatch.setattr(concordance_widget, "MOST_LINES", 3)
    shown.query = "发展"
    assert (len(shown.lines), len(shown.frame)) == (3, 4)
    assert shown.said == "Places: 4, in texts: 2; below are the first 3 lines, frame has all"


def test_without_its_extra_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "discourse.pages.concordance_widget")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(DiscourseError, match=r"pip install 'discourse\[lab\]'"):
        dc.show_concordance(PARAGRAPHS)


def test_articles_and_their_lines_stand_in_the_order_of_the_labels():
    shown = dc.show_concordance(PARAGRAPHS, labels={"b": "早报", "a": "晚报"})
    shown.query = "发展"
    assert [each["doc"] for each in shown.articles] == ["b", "a"]
    assert shown.frame["doc"].tolist() == ["b", "a", "a", "a"]
