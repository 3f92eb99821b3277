import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.structure import find_structure, point_of

TWO_SPEAKERS = """谈开放

——访王某

前言一段。
另一段，记者采访了王某。

第一节的小标题

记者：为什么？
王某：因为好。
这一段仍是回答。
一是开放。
二是改革。
接着讲改革。

第二节，下一步

记者：怎么办？
王某：办好。

(责编:甲、乙)"""


def structure(text, **options):
    return find_structure(text, line_of=line_counter(text), **options)


def kinds(text, **options):
    return [piece.kind for piece in structure(text, **options)]


def test_an_interview_is_told_apart_to_the_last_paragraph():
    """Kinds, sections, turns, speakers and points of a small interview, counted by hand."""
    rows = [(p.kind, p.section, p.turn, p.speaker, p.point) for p in structure(TWO_SPEAKERS)]
    assert rows == [
        ("title", 0, 0, None, None),
        ("subtitle", 0, 0, None, None),
        ("lead", 0, 0, None, None),
        ("lead", 0, 0, None, None),
        ("heading", 1, 0, None, None),
        ("question", 1, 1, "记者", None),
        ("answer", 1, 2, "王某", None),
        ("answer", 1, 2, "王某", None),
        ("answer", 1, 2, "王某", 1),
        ("answer", 1, 2, "王某", 2),
        ("answer", 1, 2, "王某", 2),
        ("heading", 2, 0, None, None),
        ("question", 2, 3, "记者", None),
        ("answer", 2, 4, "王某", None),
        ("imprint", 0, 0, None, None),
    ]


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("记者：为什么？", "记者", "为什么？"),
        ("问:为什么？", "问", "为什么？"),
        ("本报记者：为什么？", "本报记者", "为什么？"),
        ("【记者】为什么？", "记者", "为什么？"),
        ("[问] 为什么？", "问", "为什么？"),
        ("Q：为什么？", "Q", "为什么？"),
        ("主持人 ： 为什么？", "主持人", "为什么？"),
        ("1问：为什么？", "1问", "为什么？"),
        ("一问：为什么？", "一问", "为什么？"),
        ("▲新华社记者：为什么？", "新华社记者", "为什么？"),
        ("中央广播电视总台记者:为什么？", "中央广播电视总台记者", "为什么？"),
        ("主持人 曲某: 为什么？", "主持人 曲某", "为什么？"),
    ],
)
def test_a_question_is_known_by_its_label(line, speaker, text):
    """The label goes into the column speaker and out of the text."""
    question = structure(f"题目\n{line}\n答：好。")[1]
    assert (question.kind, question.speaker, question.text) == ("question", speaker, text)


@pytest.mark.parametrize(
    "line",
    ["问题：如何解决。", "答案：没有。", "例如：这样。", "关键在于：实干。", "《决定》：这样说。", "12:30开始。"],
)
def test_what_is_no_label_stays_text(line):
    """Words before a colon that name no speaker open no turn."""
    piece = structure(f"题目\n问：为什么？\n答：好。\n{line}")[-1]
    assert (piece.text, piece.turn, piece.speaker) == (line, 2, "答")


def test_an_office_before_the_name_is_part_of_the_label():
    """Several people answer, each under office and name."""
    text = "题目\n记者：甲？\n工业和信息化部部长 王某:好。\n主持人：请。\n民政部部长李某：谢谢。"
    pieces = structure(text)[1:]
    assert [(p.kind, p.speaker) for p in pieces] == [
        ("question", "记者"), ("answer", "工业和信息化部部长 王某"), ("question", "主持人"), ("answer", "民政部部长李某"),
    ]  # fmt: skip


def test_a_label_alone_on_its_line_names_the_next():
    """The line with the label is no paragraph."""
    pieces = structure("题目\n记者：\n为什么？\n王某：\n好。\n记者：\n还有呢？\n王某：\n没有。")
    assert [(p.speaker, p.text) for p in pieces[1:3]] == [("记者", "为什么？"), ("王某", "好。")]


@pytest.mark.parametrize(
    "line",
    [
        "发布时间:2024-11-23 13:26:06 来源: sp20241123",
        "来源：人民日报",
        "《 人民日报 》( 2024年10月08日 02 版)",
        "《经济日报》（2024年09月03日第3版）",
        "(责编:岳弘彬、牛镛)",
        "责任编辑：张三",
        "2024年10月8日",
        "2024-10-08 09:30",
        "（2024年9月8日）",
        "（2024年7月18日第三次全体会议通过）",
        "（新华社北京9月2日电）",
        "本报记者 乔文汇",
        "(上接第三版)",
    ],
)
def test_the_imprint_is_known_by_its_form(line):
    """Dates, page numbers, editors' and source lines are kept apart from what is counted."""
    assert kinds(f"题目\n\n正文在此。\n\n{line}")[-1] == "imprint"


@pytest.mark.parametrize(
    "line", ["记者采访了部长金壮龙。", "来源于实践。", "2024年10月8日，会议召开。", "编辑工作很重要。", "时间就是金钱。"]
)
def test_sentences_are_no_imprint(line):
    """A sentence that begins like an imprint line stays text."""
    assert kinds(f"题目\n\n正文在此。\n\n{line}")[-1] == "body"


def test_a_series_label_is_cut_from_the_title():
    """The brackets after the title name a column of the paper, like the imprint."""
    pieces = structure("加快推进(权威访谈·学习贯彻全会精神)\n正文在此。")
    assert [(p.kind, p.text) for p in pieces[:2]] == [("title", "加快推进"), ("imprint", "(权威访谈·学习贯彻全会精神)")]


def test_a_bracket_that_names_no_series_stays_in_the_title():
    """（一） or （摘要） is part of a title."""
    assert structure("政府工作报告（摘要）\n正文在此。")[0].text == "政府工作报告（摘要）"


def test_speeches_have_sections_by_their_highest_numbering():
    """一、 opens a section, （一） a heading inside it, and no turn is opened."""
    pieces = structure("讲话\n各位代表。\n一、成绩\n很大。\n（一）工业\n增长。\n（二）农业\n丰收。\n二、任务\n艰巨。")
    assert [(p.kind, p.section) for p in pieces] == [
        ("title", 0), ("body", 0), ("heading", 1), ("body", 1), ("heading", 1), ("body", 1), ("heading", 1),
        ("body", 1), ("heading", 2), ("body", 2),
    ]  # fmt: skip
    assert {p.turn for p in pieces} == {0}
    assert pieces[5].heading == "一、成绩"


def test_a_sentence_as_first_line_is_no_title():
    """Without a short first line the article has none."""
    assert kinds("会议在北京召开。\n与会者发言。") == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("一是改革。", 1), ("十二是开放。", 12), ("第三，保障。", 3), ("其二，落实。", 2), ("这是一是二", None), ("问题是", None)],
)
def test_points_are_read_by_their_numeral(text, number):
    """一是 is 1, 第三， is 3; 是 after no numeral is none."""
    opened = point_of(text)
    assert (opened and opened[1]) == number


def test_points_begin_anew_with_each_turn():
    """The first point of an answer is not the next of the one before."""
    text = "题\n问：甲？\n答：好。\n一是一。\n二是二。\n问：乙？\n答：行。\n一是三。"
    assert [p.point for p in structure(text)[1:]] == [None, None, 1, 2, None, None, 1]


def test_a_point_out_of_order_is_none():
    """三是 after 一是 opens no point: it continues the first."""
    assert [p.point for p in structure("题\n问：甲？\n答：好。\n一是一。\n三是三。")[-2:]] == [1, 1]


def test_a_declaration_overrules_each_guess():
    """Kind, speaker and point as the manifest declares them, by line."""
    text = "题目\n\n不是导语。\n问：为什么？\n好。"
    declared = [
        {"line": 3, "kind": "body", "reason": "x"},
        {"line": 5, "kind": "answer", "speaker": "王某", "point": 1, "reason": "x"},
    ]
    pieces = structure(text, declarations=declared)
    assert [(p.kind, p.speaker, p.turn, p.point) for p in pieces[1:]] == [
        ("body", None, 0, None), ("question", "问", 1, None), ("answer", "王某", 2, 1),
    ]  # fmt: skip
