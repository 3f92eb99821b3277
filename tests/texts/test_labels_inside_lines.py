"""Labels inside a line: wherever a speech is broken off, each character stands once, and the turns are told apart."""

import re
from itertools import cycle, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.texts.cleaning import line_counter
from discourse.texts.corpus import build_corpus, read_article
from discourse.texts.formats.read_file import Decoded
from discourse.texts.layout import rules
from discourse.texts.structure import find_structure
from study import apply_edits

MARKS = [
    "……",
    "…",
    "。……",
    "！……",
    "……”",
    "……）",
    "——",
    "”",
    "）",
    "。",
    "？！",
    "（笑）",
    "；",
    "，",
    "　　",
    "  ",
    "",
]
LABELS = ["记者：", "记者:", "记者 ：", "【记者】", "主持人：", "问：", "新华社记者：", "1.问："]
FOLLOWS = ["为什么？", "“为什么？”", "……", "为什么？答：好。", "答：好。", ""]
ENDS = ["", "\n答：好。\n", "\n记者：还有呢？"]


def stand_once(*texts):
    """Hold that each character that is no blank stands in one paragraph or one edit; give the last text's (kind, text)."""
    articles = [
        read_article({"doc": str(n), "file": "a.txt"}, Decoded(raw, "utf-8", "0")) for n, raw in enumerate(texts)
    ]
    corpus = build_corpus(articles)
    edits_of = dict(iter(corpus.edits.groupby("doc")))
    for doc, paragraphs in corpus.paragraphs.groupby("doc"):
        raw, edits = texts[int(doc)], edits_of.get(doc, corpus.edits[:0])
        assert apply_edits(raw, edits) == "".join(paragraphs["text"])
        changed = edits[edits["before"] != edits["after"]]
        standing = "".join([*changed["before"], *paragraphs["text"]])
        assert sorted("".join(standing.split())) == sorted("".join([*raw.split(), *changed["after"]]).replace(" ", ""))
    return list(zip(paragraphs["kind"], paragraphs["text"], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS)
def test_each_character_stands_once_wherever_a_label_stands(mark):
    """Whatever label it is and what follows it; below a question and without one, and with each end, in turn."""
    heads = ["好", "记者：您怎么看？\n答：发展经济，好。我看"]
    around = cycle(product(heads, ENDS))
    for _ in range(MARKS.index(mark)):
        next(around)
    variants = zip(product(LABELS, [*FOLLOWS, FOLLOWS[0]]), around, strict=False)
    stand_once(*(f"{head}{mark}{label}{follows}{end}" for (label, follows), (head, end) in variants))


PIECES = st.sampled_from(
    [
        *MARKS,
        *LABELS,
        "答：",
        "【答】",
        "王明：",
        "王明（院长）：",
        "（记者）",
        "好",
        "为什么",
        "\n",
        "“",
        "：",
        "**",
        "<",
        ">",
        "(",
        "1.",
    ]
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_labels_and_marks_in_any_order_never_double_a_text(pieces):
    """Two rules that want the same characters never both get them."""
    stand_once(f"题目\n记者：您怎么看？\n{pieces}\n答：好。")


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark",
    [
        "……",
        "…",
        "。",
        "。……",
        "！",
        "！——",
        "？！",
        "——",
        "--",
        "——”",
        "）",
        "……”",
        "（笑）",
        "(众人大笑)",
        "。（鼓掌）",
        "……  ",
        "......",
        "······",
        "】",
        "　　",
    ],
)
def test_a_speech_that_is_broken_off_ends_before_the_next_label(mark):
    """The mark stays with who was broken off, though no full stop stands before the label."""
    quoted = "“" if "”" in mark else ""
    printed = stand_once(f"记者：您怎么看？\n答：发展低空经济，好。{quoted}我看{mark}记者：为什么？\n答：好。")
    assert printed == [
        ("question", "您怎么看？"), ("answer", f"发展低空经济，好。{quoted}我看{mark.rstrip()}"),
        ("question", "为什么？"), ("answer", "好。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "答：发展经济，好。我看记者：为什么",
        "答：好。他对“发言人”记者：说过。",
        "答：好，央视（中央电视台）记者：说过。",
        "答：好。——专家：李明。",
        "答：他问我……王记者：不认识。",
        "答：好。记者：“为什么？”他就走了。",
    ],
)
def test_words_like_a_label_inside_a_speech_stay_in_it(line):
    """Where nothing breaks off, or nobody is called so at the beginning of a line, or the words are reported."""
    assert stand_once(f"问：您怎么看？\n{line}\n问：还有呢？\n答：没有。")[1] == ("answer", line[2:])


def test_a_reporter_who_asks_once_after_applause_asks():
    """A role that opens no other line is a label where the line ends in what it asks."""
    lines = (
        "虚拟日报记者：怎么看？\n王明：办好两件事。（掌声）虚拟社记者：哪两件？\n王明：修路、建库。（笑）专家：就这样。"
    )
    assert stand_once(lines) == [
        ("question", "怎么看？"), ("answer", "办好两件事。（掌声）"), ("question", "哪两件？"),
        ("answer", "修路、建库。（笑）专家：就这样。"),
    ]  # fmt: skip


def test_a_paper_that_opens_lines_asks_inside_others_too():
    """Its name is no role, and no person's."""
    assert stand_once("虚拟周刊：怎么看？\n王明：难……虚拟周刊：难在哪？王明：缺人。\n虚拟周刊：好吗？\n王明：好。")[1:4] == [
        ("answer", "难……"), ("question", "难在哪？"), ("answer", "缺人。"),
    ]  # fmt: skip


def test_who_stands_with_a_post_alone_on_the_line_speaks_if_others_do():
    """A host says a few words once, and does not always ask."""
    text = "某局副局长 林晓：\n欢迎出席发布会。\n某部司长 王明：\n谢谢。\n虚拟社记者：\n有何考虑？\n王明：\n有方案。"
    pieces = find_structure(text, line_of=line_counter(text))
    assert [piece.speaker for piece in pieces] == ["某局副局长 林晓", "王明", "虚拟社记者", "王明"]


def test_guests_by_number_and_names_with_a_point_are_speakers():
    """嘉宾二, and names whose first part has one character."""
    text = "题目\n主持人：好吗？\n嘉宾一：好。\n嘉宾二：也好……主持人：真的？嘉宾二：真的。\n主持人：让先生呢？\n让·林：好。"
    pieces = find_structure(text, line_of=line_counter(text))[1:]
    assert [piece.speaker for piece in pieces] == [
        "主持人", "嘉宾一", "嘉宾二", "主持人", "嘉宾二", "主持人", "让·林",
    ]  # fmt: skip


def test_a_label_whose_two_characters_stand_apart_is_one():
    """As columns set 记者 beside longer names."""
    text = "题目\n记　者：好吗？\n王院长：好……记  者：更好吗？\n王院长：更好。"
    pieces = find_structure(text, line_of=line_counter(text))[1:]
    assert [(piece.kind, piece.speaker) for piece in pieces] == [
        ("question", "记者"), ("answer", "王院长"), ("question", "记者"), ("answer", "王院长"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "forms", ["王厅长", "王志强厅长", "省商务厅厅长王志强", "省商务厅厅长 王志强", "王志强（厅长）"]
)
def test_one_person_with_a_post_and_without_is_one_speaker(forms):
    """Whose surname no other has."""
    text = f"题目\n主持人：好吗？\n王志强：好。\n主持人：快吗？\n{forms}：快。\n主持人：李厅长呢？\n李厅长：也好。"
    pieces = find_structure(text, line_of=line_counter(text))[1:]
    assert [piece.speaker for piece in pieces] == ["主持人", "王志强", "主持人", "王志强", "主持人", "李厅长"]
    two = find_structure(f"{text}\n王晓：我补充。", line_of=line_counter(text))
    assert ("王厅长" in {piece.speaker for piece in two}) == (forms == "王厅长")


@pytest.mark.parametrize(
    "line",
    [
        "采访时间：2016年5月3日", "采访地点：四川绵阳", "对话人物：王志强，作家；李冰，学者", "出席：某部副部长 王志强", "王志强　某大学教授",
        "嘉宾：王志强（某大学教授）", "播出时间：2023年8月12日", "地点：新闻发布厅",
    ],
)  # fmt: skip
def test_who_takes_part_when_and_where_is_imprint_above_a_dialogue(line):
    """And no lead, heading or speech; below a first such line a name with its house is one more."""
    text = f"题目\n{line}\n李冰 某公司经理\n主持人：好吗？\n王志强：好。\n主持人：快吗？\n王志强：快。"
    pieces = find_structure(text, line_of=line_counter(text))
    assert [piece.kind for piece in pieces[:4]] == ["title", "imprint", "imprint", "question"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("说话间，一架飞机升空了。", "body"),
        ("他指了指手上的疤，说那是烫的。", "body"),
        ("走进车间，记者看到机器转个不停。", "body"),
        ("他指了指我，说你来。", "answer"),
        ("他在车间干了十年。", "answer"),
    ],
)
def test_what_a_writer_tells_between_two_answers_is_body(told, kind):
    """Who speaks is pointed at, or watched; what somebody says of another stays speech."""
    text = f"题目\n记者：好吗？\n林浩：好。\n{told}\n记者：快吗？\n林浩：快。"
    assert find_structure(text, line_of=line_counter(text))[3].kind == kind


def test_numbered_questions_of_questions_and_answers_are_asked():
    """Where the head says so; elsewhere they head what stands below."""
    pairs = "\n".join(f"{n}. 什么是数据资产？\n数据资产是一种资源，企业拥有它。" for n in (1, 2, 3))
    for title, kinds in (("数据资产八问八答", {"question", "answer"}), ("数据资产解读", {"heading", "body"})):
        pieces = find_structure(f"{title}\n{pairs}", line_of=line_counter(pairs))[1:]
        assert {piece.kind for piece in pieces} == kinds


@pytest.mark.parametrize(
    "form", ["[00:00:{n}] {who}：{said}", "00:00:{n} {who}：{said}", "{who}｜{said}", "{who} | {said}"]
)
def test_labels_behind_a_time_or_before_a_bar_are_labels(form):
    """As programs that write down speech, and magazines, print them."""
    said = [("主持人", "好吗？"), ("老秦", "很好。"), ("主持人", "快吗？"), ("老秦", "也快。")]
    text = "芯片这十年\n" + "\n".join(form.format(n=n, who=who, said=words) for n, (who, words) in enumerate(said, 10))
    pieces = find_structure(text, line_of=line_counter(text))[1:]
    assert [(piece.speaker, piece.text) for piece in pieces] == said


def test_a_legend_names_who_speaks_once_and_says_what_they_are():
    """The name stands before the comma."""
    text = "座谈\n（张：张立新，保险公司经理；何：何萍，农户；记：本刊记者）\n记：赔了吗？\n何：赔了。\n张：一个月之内。\n记：还投吗？\n何：投。"
    pieces = find_structure(text, line_of=line_counter(text))[2:]
    assert [piece.speaker for piece in pieces][1:3] == ["何萍", "张立新"]


def test_a_line_in_brackets_is_no_title():
    """It says who speaks, and the line above it, though it ends like the name of a column, is the title."""
    text = (
        "关于算力的对话\n（问：本刊记者 赵；答：某实验室主任 孙志刚）\n赵：够吗？\n孙：不够。\n赵：差在哪？\n孙：软件。"
    )
    pieces = find_structure(text, line_of=line_counter(text))
    assert [piece.kind for piece in pieces] == ["title", "imprint", *["question", "answer"] * 2]


def test_a_dash_before_a_label_at_the_beginning_of_a_line_is_no_part_of_it():
    """As dialogues print it; an ellipsis there is what the speaker before leaves unsaid."""
    assert stand_once("——记者：好吗？\n——答：好。\n……记者：更好吗？\n——答：更好。") == [
        ("question", "好吗？"), ("answer", "好。"), ("answer", "……"), ("question", "更好吗？"), ("answer", "更好。"),
    ]  # fmt: skip


def test_a_speech_begins_behind_the_blanks_below_its_label():
    """And a label that another follows stands alone, without the blanks between."""
    assert [text for _, text in stand_once("记者：好吗？\n答：好。记者：　　　答：更好。")] == [
        "好吗？",
        "好。",
        "记者：",
        "更好。",
    ]


def test_labels_without_speech_in_a_row_are_each_a_paragraph():
    """None prints the line of another."""
    text = "问：您怎么看？\n答：好。\n问：！答：。问：…\n答：没有。"
    pieces = find_structure(text, line_of=line_counter(text))
    assert all(before.end <= after.start for before, after in zip(pieces, pieces[1:], strict=False))
    assert "".join(piece.text for piece in pieces).count("！") == 1


@pytest.mark.parametrize("unit", ["——", "”", "（笑）", "……", "我看……记者：", "）"])
def test_a_long_line_of_marks_is_cut_without_loss(unit):
    """50,000 characters, which a mark looked at again from each place before it would take minutes for."""
    text = "记者：为什么？\n答：" + unit * (50_000 // len(unit))
    blocks = find_structure(text, line_of=line_counter(text))
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    assert sum(block.text.count(unit[0]) for block in blocks) == text.count(unit[0])


@given(st.text('问记者林:：【】[](),。1.、“”"* •0', max_size=24))
def test_what_rules_out_a_label_rules_out_none(text):
    """Lines without a colon are not tried word by word; all others are."""
    guarded = next(rule.pattern for rule in rules.LABELS if rule.name == "colon")
    free = guarded.removeprefix("(?=[^:]+:)")
    found = [re.match(pattern, text) for pattern in (guarded, free)]
    assert free != guarded and len({match and match.span("d") for match in found}) == 1
