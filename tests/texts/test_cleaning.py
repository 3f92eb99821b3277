import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.texts.characters import LINE_END, USUAL
from discourse.texts.cleaning import (
    BETWEEN_HAN,
    LOOKALIKE,
    RUNNING_TEXT,
    TEXT_RULES,
    Edit,
    TrackedText,
    apply_declarations,
    apply_rules,
    assign_raw_spans,
    has_gaps,
    is_parted,
    line_counter,
)
from study import apply_edits, corpus, lexicon, tokens

ABOUT = {"rule": "test", "reason": "test"}


def correct(raw, **correction):
    return apply_declarations(raw, corrections=[{"reason": "x"} | correction])


def edits_of(draft):
    rows = [edit._asdict() | {"before": draft.raw[edit.raw_start : edit.raw_end]} for edit in draft.edits]
    return pd.DataFrame(rows, columns=[*Edit._fields, "before"])


def rebuilt(draft):
    return apply_edits(draft.raw, edits_of(draft))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text("甲乙丙\n \u200b", max_size=30), st.data())
def test_edits_rebuild_the_text_whatever_was_changed(raw, data):
    """Any chain of changes, one inside the other and one that only puts in included, is told by edits that part."""
    draft = TrackedText(raw)
    for _ in range(data.draw(st.integers(0, 6))):
        if not draft.text:
            break
        start = data.draw(st.integers(0, len(draft.text)))
        end = data.draw(st.integers(start, len(draft.text)))
        after = data.draw(st.text("丁戊", max_size=3))
        expected = draft.text[:start] + after + draft.text[end:]
        draft = draft.replace([(start, end, after)], **ABOUT)
        assert draft.text == expected
    assert rebuilt(draft) == draft.text
    spans = [(edit.raw_start, edit.raw_end) for edit in draft.edits]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(start < end for start, end in spans)


def test_several_changes_at_once_are_offsets_into_the_same_text():
    """Changes given together do not move each other."""
    draft = TrackedText("一二三四五").replace([(0, 1, ""), (2, 3, "叁叁"), (4, 5, "")], **ABOUT)
    assert draft.text == "二叁叁四"
    assert rebuilt(draft) == "二叁叁四"


def test_a_change_inside_a_correction_stays_declared():
    """What the researcher wrote keeps its origin when a rule works inside it."""
    draft = apply_rules(correct("甲乙丙", find="乙", replace="丁\u200b戊\u200b己"), file_format="text")
    assert draft.text == "甲丁戊己丙"
    assert [edit.origin for edit in draft.edits] == ["declared"]
    assert rebuilt(draft) == "甲丁戊己丙"


def test_a_correction_records_only_what_changes():
    """The edit names the stray word, not the sentence around it, and keeps no letter twice."""
    (edit,) = edits_of(correct("腹地 and 关键", find="腹地 and 关键", replace="腹地和关键")).itertuples()
    assert (edit.before, edit.after, edit.raw_start, edit.raw_end) == (" and ", "和", 2, 7)
    (edit,) = edits_of(correct("xaay", find="aa", replace="a")).itertuples()
    assert (edit.before, edit.after) == ("a", "")


@pytest.mark.parametrize(
    ("find", "replace", "before", "after"),
    [
        ("甲", "子甲", "甲", "子甲"),
        ("甲", "甲子", "甲", "甲子"),
        ("丙", "丙子", "丙", "丙子"),
        ("乙丙", "乙子丙", "乙", "乙子"),
    ],
)
def test_a_correction_that_only_puts_in_takes_a_character_with_it(find, replace, before, after):
    """At the text's beginning and end, too, its edit has a place in the file that is its own."""
    draft = correct("甲乙丙", find=find, replace=replace)
    (edit,) = edits_of(draft).itertuples()
    assert (edit.before, edit.after) == (before, after)
    assert rebuilt(draft) == draft.text == "甲乙丙".replace(find, replace)


def test_what_is_put_in_before_a_line_end_outlives_the_line_end():
    """The missing full stop stays when the blank behind it goes."""
    draft = correct("甲乙\n丙", find="乙\n", replace="乙。\n")
    draft = draft.replace([(3, 4, "")], **ABOUT)
    assert rebuilt(draft) == draft.text == "甲乙。丙"


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("", "问答", [0, 0]),  # all put in
        ("因为", "答：因为", [0, 0, 0, 1]),  # put in before what stays
        ("箐因", "答：因", [0, 1, 1]),  # one misread, one missing
        ("一\n二", "1\n2", [0, 1, 2]),  # a line each
        ("甲 乙", "甲乙", [0, 2]),  # something left out between
    ],
)
def test_each_character_of_a_correction_has_its_place_in_the_file(before, after, places):
    """That of the same character, else that of the one it stands for."""
    draft = TrackedText(f"始{before}终", (Edit("test", 1, 1 + len(before), after, ""),))
    assert [draft.raw_offset(1 + offset) - 1 for offset in range(len(after))] == places


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text("甲乙丙丁", min_size=6, max_size=12), st.data())
def test_paragraphs_have_spans_of_their_own_wherever_a_correction_reaches(raw, data):
    """Any text put anywhere and cut anywhere: the spans part, and none is empty."""
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start, len(raw) - 1))
    draft = TrackedText(raw).replace(
        [(start, end, data.draw(st.text("甲乙子丑", max_size=6)))], **ABOUT, origin="declared"
    )
    cuts = sorted(data.draw(st.sets(st.integers(0, len(draft.text)), min_size=2, max_size=5)))
    pieces = list(pairwise(cuts))[:: data.draw(st.integers(1, 2))]
    settled, spans = assign_raw_spans(draft, pieces)
    assert settled.text == draft.text
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat) and all(a < b for a, b in spans)
    gaps = zip([0, *(end for _, end in pieces)], [*(start for start, _ in pieces), len(draft.text)], strict=True)
    left = settled.replace([(a, b, "") for a, b in gaps if a < b], **ABOUT)
    assert rebuilt(left) == left.text == "".join(draft.text[a:b] for a, b in pieces)
    for (a, b), (raw_start, raw_end) in zip(pieces, spans, strict=True):
        own = [e._replace(raw_start=e.raw_start - raw_start, raw_end=e.raw_end - raw_start)
               for e in left.edits if raw_start <= e.raw_start and e.raw_end <= raw_end]  # fmt: skip
        assert TrackedText(raw[raw_start:raw_end], tuple(own)).text == draft.text[a:b]


def test_more_paragraphs_than_characters_are_refused():
    """Two paragraphs cannot both stand on one character."""
    draft = correct("甲", find="甲", replace="子丑")
    with pytest.raises(DiscourseError, match="make 2 paragraphs of what has 1 character"):
        assign_raw_spans(draft, [(0, 1), (1, 2)])


def test_a_doubtful_place_is_noted_and_not_mended():
    """The text stays, and the row says doubtful."""
    draft = correct("选择。建设", find="选择。建设", doubtful=True)
    (edit,) = draft.remarks
    assert (draft.text, draft.edits, edit.doubtful, edit.after) == ("选择。建设", (), True, "选择。建设")


@pytest.mark.parametrize("find", ["丙", "甲"])
def test_a_correction_must_fit_exactly_once(find):
    """One that fits nowhere, or twice, is refused with its text; so is an empty one, which stands everywhere."""
    with pytest.raises(DiscourseError, match=f"{find}.*stands [02] times"):
        correct("甲乙甲", find=find, replace="丁")
    with pytest.raises(DiscourseError, match="correction.find='' is empty"):
        correct("甲", find="", replace="丁")


def test_what_is_left_out_is_an_edit():
    """The page's other articles are rows of edits, with their text."""
    draft = apply_declarations("前文。本文。后文。", starts_at="本文", ends_before="后文")
    assert draft.text == "本文。"
    assert list(edits_of(draft)["before"]) == ["前文。", "后文。"]


def test_ends_before_that_is_nowhere_is_an_error():
    """A boundary that is not found is never ignored."""
    with pytest.raises(DiscourseError, match="ends_before='尾'"):
        apply_declarations("本文。", ends_before="尾")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("数\u200b据", "数据"),
        ("\ufeff数据", "数据"),
        ("软\u00ad件", "软件"),
        ("数 据", "数 据"),
        ("（套），:", "（套），:"),
    ],
)
def test_rules_remove_what_does_not_print_and_nothing_else(raw, cleaned):
    """Blanks inside a line and the width of signs stay as printed."""
    assert apply_rules(TrackedText(raw), file_format="text").text == cleaned


def test_lines_are_counted_as_editors_do():
    """\\r\\n is one line end."""
    line = line_counter("a\r\nb\nc")
    assert [line(0), line(3), line(5)] == [1, 2, 3]


def test_nothing_that_a_text_of_usual_characters_holds_is_mended():
    """Such a text is not searched for what does not print, nor for what prints as another character."""
    usual = "".join(filter(USUAL.fullmatch, map(chr, range(0x10000))))
    looked_for = [LOOKALIKE, *(re.compile(pattern) for _, pattern, _ in TEXT_RULES)]
    assert [pattern for pattern in looked_for if pattern.search(usual)] == []
    assert USUAL.fullmatch("发展６Ｇ，\u3000“一带一路”（2024）——\r\n\tGDP……") and not USUAL.fullmatch("低空\u200b经济")


BLANKS = [" ", "  ", "\t", "\u3000", "\u00a0", "\u2009", "\u200b "]
WORDS = ["发展", "先进", "制造业", "，", "推动", "人工", "智能", "与", "实体", "经济", "融合", "。", "建设", "5G", "网络", "，", "用好", "AI", "。"]  # fmt: skip


@pytest.mark.parametrize("blank", BLANKS)
def test_a_text_parted_into_words_is_put_together(blank):
    """Whatever blank it is, each a row of the edits; indents and line ends stay."""
    draft = apply_rules(TrackedText(f"　　{blank.join(WORDS)}\n　　另起。"), file_format="text")
    assert draft.text == f"　　{''.join(WORDS)}\n　　另起。"
    assert {edit.rule for edit in draft.edits} <= {"parted", "invisible"}
    assert rebuilt(draft) == draft.text


def test_a_text_parted_into_characters_is_put_together_and_latin_words_stay_apart():
    """2 0 2 4 is a number again; big data has its blank."""
    parted = apply_rules(TrackedText(" ".join("在2024年，大力发展5G网络与AI(6.6%)。")), file_format="text")
    assert parted.text == "在2024年，大力发展5G网络与AI(6.6%)。"
    words = apply_rules(TrackedText(" ".join(WORDS) + " 用好 big data ( 6.6 % ) ， 发展 经济 。"), file_format="text")
    assert words.text.endswith("用好big data (6.6%)，发展经济。")


@pytest.mark.parametrize("doc", ["economic-daily", "peoples-daily"])
def test_a_text_of_the_study_parted_into_its_words_has_the_same_terms(doc):
    """What an engine's output, saved as a text, would lose."""
    words = tokens()[tokens()["doc"] == doc].groupby("paragraph")["word"]
    printed = corpus().paragraphs.query("doc == @doc")["text"].tolist()
    draft = apply_rules(TrackedText("\n".join(words.agg(" ".join))), file_format="text", join_lines=False)
    for text, put_together in zip(printed, draft.text.split("\n"), strict=True):
        rows = [row for *_, row in lexicon().find(text)]
        assert [row for *_, row in lexicon().find(put_together)] == rows
        assert put_together.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "出席会议的有：\n张三 李四 王五 赵六 孙七 周八 吴九\n会议由郑十主持，会议讨论了低空经济的发展问题。",
        "前　言\n目　录\n本报告讨论 5G 网络 与 AI 大模型，共 三 章。",
        "首页 新闻 财经 体育 视频 图片 专题\n发展低空经济，推动高质量发展。",
        "序号　名称　单位　数量　备注　合计",
        "张三 李四 王五 赵六 孙七 周八出席。\n会议讨论了低空经济的发展问题，强调要把安全放在第一位。",
    ],
)
def test_blanks_in_a_text_that_is_not_parted_stay(text):
    """Names in a row, menus, tables, a spaced heading, blanks around Latin words."""
    assert apply_rules(TrackedText(text), file_format="text", join_lines=False).text == text


def test_radicals_and_doubled_codes_become_the_characters_that_they_print():
    """As PDFs give them; a true Han character and a full-width sign stay."""
    draft = apply_rules(TrackedText("⼈⼯智能，⻓三⻆，农⼾，\uf98a量，﨎Ａ"), file_format="text")
    assert draft.text == "人工智能，长三角，农户，力量，﨎Ａ"
    assert apply_rules(TrackedText("農⼾發展經濟"), file_format="text").text == "農戶發展經濟"
    assert [(edit.rule, edit.after) for edit in draft.edits][:2] == [("lookalike", "人"), ("lookalike", "工")]
    assert rebuilt(draft) == draft.text


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\ufe00", "\u2063", "\U000e0100"])
def test_what_prints_as_nothing_goes(sign):
    """It would part words."""
    assert apply_rules(TrackedText(sign.join("发展低空经济")), file_format="text").text == "发展低空经济"


@given(
    st.lists(st.sampled_from(["甲", "乙", "a", " ", "\u3000", "\t", "，", "\n", "\r", "\v"]), min_size=9, max_size=40)
)
def test_what_has_no_gaps_is_not_parted(signs):
    """The cheap question that most texts are asked first rules out none that the dear one would take."""
    text = "".join(signs) + "甲 乙 丙 丁 戊 己"
    for each in (text, f"，{text}"):
        assert has_gaps(each) or not is_parted("\n".join(RUNNING_TEXT.findall(each)), BETWEEN_HAN)


@given(st.text("甲\r\n", max_size=20), st.integers(0, 20))
def test_a_line_is_counted_by_the_ends_before_it(text, offset):
    """Whatever ends the lines, and however they are mixed."""
    ends = [match.end() for match in LINE_END.finditer(text)]
    assert line_counter(text)(offset) == 1 + sum(end <= offset for end in ends)
