"""Points in running text: which numbers make a list, which do not, and what heads each point."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.texts.cleaning import line_counter
from discourse.texts.layout.rules import normalize_line
from discourse.texts.layout.series import find_openers
from discourse.texts.structure import find_structure
from discourse.words.lists import find_lists
from discourse.words.lists.rules import FORMS, RUNNING_FORMS


def paragraphs(*texts, points=None, **columns):
    base = {"doc": "a", "section": 1, "turn": 0, "kind": "body", "speaker": None} | columns
    frame = pd.DataFrame({"paragraph": range(1, len(texts) + 1), "text": list(texts)}).assign(**base)
    return frame.assign(point=pd.array(points or [None] * len(texts), dtype="Int64"))


def points_of(frame):
    """The lists of points of a frame, each as its items joined by a bar."""
    lists = find_lists(frame)
    return [" | ".join(group["item"]) for _, group in lists[lists["pattern"].eq("points")].groupby("list")]


def read(*lines):
    """Lay lines out as an article is: with its sections, turns and points."""
    text = "\n".join(lines)
    rows = [
        {"doc": "a", "section": p.section, "turn": p.turn, "paragraph": n, "kind": p.kind, "speaker": p.speaker, "point": p.point,
             "text": p.text, "raw_start": p.start, "raw_end": p.end}
        for n, p in enumerate(find_structure(text, line_of=line_counter(text)), 1)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"point": "Int64"})


# --- what is a list of points ----------------------------------------------------------------------------------------

LISTS = [
    # every style, parted by full stops, by ； and, where words number, by commas
    ("一是稳就业。二是促转型。三是强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("下一步，一是稳就业，二是促转型，三是强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("会议强调，一要稳就业，二要促转型；三要强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("第一，稳就业；第二，促转型。", ["稳就业 | 促转型"]),
    ("第一点，稳就业；第二个方面是促转型。", ["稳就业 | 促转型"]),
    ("其一，稳就业；其二，促转型。", ["稳就业 | 促转型"]),
    ("首先，稳就业。其次，促转型。再次，强企业。最后，保供应。", ["稳就业 | 促转型 | 强企业 | 保供应"]),
    ("首先是稳就业，其次是促转型，最后是强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("首先，稳就业。其次，促转型。再次，强企业。再者，保供应。最后，防风险。", ["稳就业 | 促转型 | 强企业 | 保供应 | 防风险"]),
    ("首先，稳就业。其次，促转型。第三，强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("首先，稳就业。最后，促转型。", ["稳就业 | 促转型"]),
    ("分工：（一）稳就业；（二）促转型。", ["稳就业 | 促转型"]),
    ("分工：（1）稳就业；(2)促转型。", ["稳就业 | 促转型"]),
    ("①稳就业，②促转型，③强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("重点：1.稳就业；2.促转型；3.强企业。", ["稳就业 | 促转型 | 强企业"]),
    ("重点：1、稳就业；2、促转型。", ["稳就业 | 促转型"]),
    ("重点：1)稳就业；2)促转型。", ["稳就业 | 促转型"]),
    ("我们一方面稳就业，另一方面促转型。", ["稳就业 | 促转型"]),
    ("一方面，稳就业。另一方面，促转型。", ["稳就业 | 促转型"]),
    ("一方面是稳就业，另外一个方面是促转型。", ["稳就业 | 促转型"]),
    ("一方面稳就业，一方面促转型。", ["稳就业 | 促转型"]),
    # traditional characters, full-width figures, quotation marks
    ("首先，穩就業。其次，促轉型。最後，強企業。", ["穩就業 | 促轉型 | 強企業"]),
    ("一方面穩就業，另一個方面促轉型。", ["穩就業 | 促轉型"]),
    ("重点：１．稳就业；２．促转型。", ["稳就业 | 促转型"]),
    ("他说：“一要稳就业；二要促转型”。", ["稳就业 | 促转型"]),
    # the first sentence heads a point; what leads over to the next belongs to neither
    ("一要稳就业。加强培训，减轻负担。二要促转型。", ["稳就业 | 促转型"]),
    ("一方面稳就业，但另一方面，也促转型。", ["稳就业 | 也促转型"]),
    ("一方面稳就业，但是在另一方面，也促转型。", ["稳就业 | 也促转型"]),
    ("一是稳就业（含灵活就业），二是促转型。", ["稳就业（含灵活就业） | 促转型"]),
    ("一是是否稳就业，二是怎样促转型。", ["是否稳就业 | 怎样促转型"]),
    # several lists, and lists inside points
    ("一是稳就业；二是促转型。生活上，一是保供应；二是防风险；三是强企业。", ["稳就业 | 促转型", "保供应 | 防风险 | 强企业"]),
    ("一是稳就业：（1）青年；（2）农民工。二是促转型。", ["稳就业 | 促转型", "青年 | 农民工"]),
    ("第一，稳就业，一方面增岗位，另一方面强培训；第二，促转型。", ["稳就业 | 促转型", "增岗位 | 强培训"]),
    # a list ends before a gap
    ("一是稳就业；二是促转型；四是强企业。", ["稳就业 | 促转型"]),
    ("首先，稳就业。最后，促转型。第三，强企业。", ["稳就业 | 促转型"]),
]  # fmt: skip
NO_LISTS = [
    # one alone
    "首先，要稳就业。",
    "首先感谢大家，其次感谢各位。",
    "一要稳就业，还要促转型。",
    "另一方面，促转型。",
    "最后，稳就业。",
    # ordinals that count something
    "第一季度增长5%，第二季度增长6%。",
    "第一产业稳，第二产业升，第三产业快。",
    "第一书记到村，第二书记到户。",
    "排名第一，增速第二。",
    "第一、第二、第三产业协调发展。",
    "首先，打通最后一公里。最后一公里要打通。",
    "发展是第一要务，人才是第二要素。",
    "一要素，二要素。",
    "走完第一步，再走第二步。",
    # figures that are no numbers of points
    "增长1.5%，2.3%，3.1%。",
    "2024年，2025年，2026年。",
    "1.5倍；2.5倍。",
    "1、2、3号线开通。",
    "见第（一）项和第（二）项。",
    "见式（1）和式（2）。",
    "事件①发生以来，会议②召开。",
    "（2024）1号，（2025）2号。",
    "5月1日，5月2日。",
    # gaps, the wrong order, the wrong beginning, two styles
    "一是稳就业；三是促转型。",
    "二是稳就业；一是促转型。",
    "一是稳就业；三是促转型。再说，二是强企业。",
    "二是稳就业；三是促转型。",
    "首先，稳就业。再次，促转型。",
    "首先，稳就业。第三，促转型。",
    "一是稳就业；二要促转型。",
    "第一，稳就业。其次，促转型。",
    "（一）稳就业；（2）促转型。",
    "①稳就业；2.促转型。",
    # no words of their own
    "首先，其次，最后，都要稳。",
    "要讲规矩，一是一，二是二。",
    # 一方面 as a noun
    "在这一方面，成绩很大。另一方面，问题不少。",
    "只是决策的一方面，另一方面看执行。",
    "黑暗一方面多，光明一方面多。",
    "",
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "lists"), LISTS)
def test_the_points_of_one_paragraph(text, lists):
    """Each list as its items, without numbers and stops."""
    assert points_of(paragraphs(text)) == lists


@pytest.mark.slow
@pytest.mark.parametrize("text", NO_LISTS)
def test_what_makes_no_list_of_points(text):
    """One point alone, ordinals that count, decimals and dates, gaps, two styles, no words."""
    assert points_of(paragraphs(text)) == []


@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.name)
def test_every_style_has_an_example_and_a_text_that_is_none(rule):
    """The table is right about itself: the example opens a point of that style, the other text none."""
    example, unlike = (find_openers(normalize_line(text), RUNNING_FORMS) for text in (rule.example, rule.unlike))
    assert [opener.style for opener in example if not opener.start] == [rule.name]
    assert rule.name not in [opener.style for opener in unlike if not opener.start]


# --- points of several paragraphs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "lists"),
    [
        (["要做好：一是稳就业。", "二是促转型；三是强企业。"], ["稳就业 | 促转型 | 强企业"]),
        (["首先，稳就业。", "加强培训。", "其次，促转型。", "最后，强企业。"], ["稳就业 | 促转型 | 强企业"]),
        (["首先，稳就业。", "其次，促转型。", "第三，强企业。"], ["稳就业 | 促转型 | 强企业"]),
        (["一要稳就业。", "加强培训。", "二要促转型。"], ["稳就业 | 促转型"]),
        (["一方面，稳就业。加强培训。", "另一方面，促转型。"], ["稳就业 | 促转型"]),
        (["（1）稳就业。", "（2）促转型。"], ["稳就业 | 促转型"]),
        (["一是稳就业。第一，青年；第二，农民工。", "二是促转型。第一，设备；第二，软件。"],
         ["稳就业 | 促转型", "青年 | 农民工", "设备 | 软件"]),
        (["一是稳就业。", "首先，青年优先。", "其次，农民工优先。", "二是促转型。"], ["稳就业 | 促转型", "青年优先 | 农民工优先"]),
        (["一是稳就业。包括：一是青年；二是农民工。", "二是促转型。"], ["稳就业 | 促转型", "青年 | 农民工"]),
    ],
)  # fmt: skip
def test_points_of_an_answer_are_one_list_however_its_lines_are_broken(lines, lists):
    """One a paragraph, several in one, and lists inside points."""
    assert points_of(read("题目", "问：怎么办？", f"答：{lines[0]}", *lines[1:])) == lists


def test_a_new_section_turn_or_heading_begins_a_new_list():
    """二要 in another section goes on with nothing."""
    texts = "一要稳就业。", "二要促转型。"
    assert points_of(paragraphs(*texts)) == ["稳就业 | 促转型"]
    assert points_of(paragraphs(*texts).assign(section=[1, 2])) == []
    assert points_of(paragraphs(*texts).assign(turn=[2, 4])) == []
    between = paragraphs(texts[0], "小标题", texts[1]).assign(kind=["body", "heading", "body"])
    assert points_of(between) == []


def test_what_numbers_headings_numbers_points_only_where_the_layout_says_so():
    """（一） and 1. at the heads of paragraphs, with their points and without."""
    for texts in (("（一）稳就业。", "（二）促转型。"), ("1.稳就业。", "2.促转型。")):
        assert points_of(paragraphs(*texts)) == []
        assert points_of(paragraphs(*texts, points=[1, 2])) == ["稳就业 | 促转型"]


def test_a_word_that_the_layout_does_not_count_goes_on_from_the_paragraph_before_only():
    """第二 that opens the next paragraph, but not one further on."""
    assert points_of(paragraphs("两点，第一，稳就业。", "第二，促转型。")) == ["稳就业 | 促转型"]
    assert points_of(paragraphs("两点，第一，稳就业。", "加强培训。", "第二，促转型。")) == []
    assert points_of(paragraphs("两点，第一，稳就业。", "又说，第二，促转型。")) == []


def test_points_inside_a_point_have_its_list_as_parent():
    """Also where they stand after its first sentence, and in the last point; not what merely follows it."""
    texts = "一是稳就业。第一，青年；第二，老人。", "二是促转型。", "首先，设备。", "其次，软件。"
    lists = find_lists(paragraphs(*texts, points=[1, 2, 2, 2]))
    parents = lists[lists["rank"].eq(1)].set_index("item")["parent"]
    assert pd.isna(parents["稳就业"]) and parents["青年"] == parents["设备"] == 1
    apart = find_lists(paragraphs("一是稳就业；二是促转型。此外，第一，青年；第二，老人。"))
    assert apart["parent"].isna().all()


def test_the_columns_place_each_point_in_its_own_paragraph():
    """paragraph, sentence, point, length, start and end; no head and no lead."""
    lists = find_lists(paragraphs("会上说，一要稳就业。", "好。二要促转型；三要强企业。"))
    assert lists.empty
    lists = find_lists(paragraphs("会上说，一要稳就业。", "二要促转型；三要强企业。"))
    assert lists[["list", "rank", "length", "paragraph", "sentence", "item", "start", "end"]].to_numpy().tolist() == [
        [1, 1, 3, 1, 1, "稳就业", 6, 9], [1, 2, 3, 2, 2, "促转型", 2, 5], [1, 3, 3, 2, 2, "强企业", 8, 11],
    ]  # fmt: skip
    assert lists["head"].isna().all() and lists["lead"].isna().all() and set(lists["pattern"]) == {"points"}


# --- any text --------------------------------------------------------------------------------------------------------

COUNTED = "一二三四五六七八九"
MARKS = {
    "一是": [f"{n}是" for n in COUNTED],
    "一要": [f"{n}要" for n in COUNTED],
    "第一，": [f"第{n}，" for n in COUNTED],
    "其一": [f"其{n}，" for n in COUNTED],
    "首先": ["首先，", "其次，", "再次，", "最后，"],
    "（一）": [f"（{n}）" for n in COUNTED],
    "（1）": [f"（{n}）" for n in range(1, 10)],
    "①": list("①②③④⑤⑥⑦⑧⑨"),
    "1.": [f"{n}." for n in range(1, 10)],
    "一方面": ["一方面", "另一方面"],
}
WORDS = st.text(alphabet="稳就业促转型强企保供应防风险", min_size=2, max_size=6)


def test_every_style_of_the_table_is_written_below():
    """A new row of the table needs a row here."""
    assert MARKS.keys() == {rule.name for rule in FORMS}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(MARKS)), st.lists(WORDS, min_size=2, max_size=9), st.sampled_from("。；，"))
def test_what_is_written_as_points_is_read_as_points(style, items, stop):
    """Written by hand in any style, with any stop: the items come back in their order."""
    items = items[: len(MARKS[style])]
    text = "".join(f"{mark}{item}{stop}" for mark, item in zip(MARKS[style], items, strict=False))
    lists = find_lists(paragraphs(f"要点：{text}"))
    points = lists[lists["pattern"].eq("points")]
    assert list(points["item"]) == items and list(points["rank"]) == list(range(1, len(items) + 1))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(MARKS.keys() - {"首先", "一方面"})), st.lists(WORDS, min_size=3, max_size=9), st.data())
def test_a_point_left_out_ends_the_list_before_it(style, items, data):
    """Without the first or the second no list is left, without a later one those before it."""
    left_out = data.draw(st.integers(0, len(items) - 1))
    marked = [f"{mark}{item}。" for mark, item in zip(MARKS[style], items, strict=False)]
    found = points_of(paragraphs("".join(marked[:left_out] + marked[left_out + 1 :])))
    assert found == ([" | ".join(items[:left_out])] if left_out > 1 else [])


PIECES = st.sampled_from(
    [mark for marks in MARKS.values() for mark in marks[:4]]
    + list("，。；：、“”（）")
    + ["稳就业", "促转型", "的", "是", "1.5", "第"]
)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join), min_size=1, max_size=4), st.data())
def test_any_paragraphs_can_be_read(texts, data):
    """Offsets give the text back, ranks run from 1 to the length, items do not overlap, reading twice is the same."""
    points = data.draw(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=len(texts), max_size=len(texts)))
    frame = paragraphs(*texts, points=points)
    lists = find_lists(frame)
    for row in lists.itertuples():
        assert texts[row.paragraph - 1][row.start : row.end] == row.item and row.item.strip()
        assert row.parent is pd.NA or pd.isna(row.parent) or row.parent < row.list
    for _, group in lists.groupby("list"):
        assert list(group["rank"]) == list(range(1, len(group) + 1)) and set(group["length"]) == {len(group)}
        spans = list(group[["paragraph", "start", "end"]].itertuples(index=False))
        assert all((a[0], a[2]) <= (b[0], b[1]) for a, b in zip(spans, spans[1:], strict=False))
    pd.testing.assert_frame_equal(lists, find_lists(frame))
