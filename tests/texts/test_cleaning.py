import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.texts.cleaning import (
    EDIT_TYPES,
    Draft,
    apply_edits,
    clean,
    correct,
    edit_rows,
    keep_span,
    line_counter,
    shared_ends,
)
from discourse.tables import make_frame

ABOUT = {"rule": "test", "reason": "test"}


def edits_of(draft):
    return make_frame(edit_rows("a", draft), EDIT_TYPES)


def rebuilt(draft):
    return apply_edits(draft.raw, edits_of(draft))


@given(st.text("甲乙丙\n \u200b", max_size=30), st.data())
def test_edits_rebuild_the_text_whatever_was_changed(raw, data):
    """Any chain of changes, one inside the other included, is told by edits that do not overlap."""
    draft = Draft(raw)
    for _ in range(data.draw(st.integers(0, 6))):
        if not draft.text:
            break
        start = data.draw(st.integers(0, len(draft.text) - 1))
        end = data.draw(st.integers(start + 1, len(draft.text)))
        after = data.draw(st.text("丁戊", max_size=3))
        expected = draft.text[:start] + after + draft.text[end:]
        draft = draft.replace([(start, end, after)], **ABOUT)
        assert draft.text == expected
    assert rebuilt(draft) == draft.text
    spans = [(edit.raw_start, edit.raw_end) for edit in draft.edits]
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


def test_several_changes_at_once_are_offsets_into_the_same_text():
    """Changes given together do not move each other."""
    draft = Draft("一二三四五").replace([(0, 1, ""), (2, 3, "叁叁"), (4, 5, "")], **ABOUT)
    assert draft.text == "二叁叁四"
    assert rebuilt(draft) == "二叁叁四"


def test_a_change_inside_a_correction_stays_declared():
    """What the researcher wrote keeps its origin when a rule works inside it."""
    draft = correct(Draft("甲乙丙"), [{"find": "乙", "replace": "丁\u200b戊", "reason": "misread"}])
    draft = clean(draft)
    assert draft.text == "甲丁戊丙"
    assert [edit.origin for edit in draft.edits] == ["declared"]
    assert rebuilt(draft) == "甲丁戊丙"


def test_a_correction_records_only_what_changes():
    """The edit names the stray word, not the sentence around it."""
    draft = correct(Draft("腹地 and 关键"), [{"find": "腹地 and 关键", "replace": "腹地和关键", "reason": "stray"}])
    (edit,) = edits_of(draft).itertuples()
    assert (edit.before, edit.after, edit.raw_start, edit.raw_end) == (" and ", "和", 2, 7)


def test_a_doubtful_place_is_noted_and_not_mended():
    """The text stays, and the row says doubtful."""
    draft = correct(Draft("选择。建设"), [{"find": "选择。建设", "reason": "a misread comma?", "doubtful": True}])
    (edit,) = edits_of(draft).itertuples()
    assert (draft.text, edit.doubtful, edit.before == edit.after) == ("选择。建设", True, True)


@pytest.mark.parametrize("find", ["丙", "甲"])
def test_a_correction_must_fit_exactly_once(find):
    """One that fits nowhere, or twice, is refused with its text."""
    with pytest.raises(DiscourseError, match=f"{find}.*stands [02] times"):
        correct(Draft("甲乙甲"), [{"find": find, "replace": "丁", "reason": "x"}])


def test_what_is_left_out_is_an_edit():
    """The page's other articles are rows of edits, with their text."""
    draft = keep_span(Draft("前文。本文。后文。"), "本文", "后文")
    assert draft.text == "本文。"
    assert list(edits_of(draft)["before"]) == ["前文。", "后文。"]


def test_ends_before_that_is_nowhere_is_an_error():
    """A boundary that is not found is never ignored."""
    with pytest.raises(DiscourseError, match="ends_before='尾'"):
        keep_span(Draft("本文。"), None, "尾")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [("数\u200b据", "数据"), ("\ufeff数据", "数据"), ("软\u00ad件", "软件"), ("数 据", "数 据"), ("（套），:", "（套），:")],
)
def test_rules_remove_what_does_not_print_and_nothing_else(raw, cleaned):
    """Blanks inside a line and the width of signs stay as printed."""
    assert clean(Draft(raw)).text == cleaned


def test_shared_ends_do_not_overlap():
    """A doubled letter is not counted at both ends."""
    assert shared_ends("aa", "a") == (1, 0)


def test_lines_are_counted_as_editors_do():
    """\\r\\n is one line end."""
    line = line_counter("a\r\nb\nc")
    assert [line(0), line(3), line(5)] == [1, 2, 3]


def test_apply_edits_without_edits_is_the_text():
    """An empty frame changes nothing."""
    assert apply_edits("甲", pd.DataFrame(columns=["raw_start", "raw_end", "before", "after"])) == "甲"
