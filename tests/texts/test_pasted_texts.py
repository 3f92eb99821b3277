"""Dialogues and pages in the ways in which people paste them: speakers with any name, pages with their own lines."""

import pytest

from discourse.texts.boundaries import find_boundaries
from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import find_doubts
from discourse.texts.joining import AT_PAGE, find_joins
from discourse.texts.structure import find_structure

TEXT = "车间里装上了新的机床，产量翻了一番，工人们都说好。"


def read(*lines):
    """Read a text of these lines below a title."""
    text = "\n".join(["老车间添了新机床", *lines])
    return find_structure(text, line_of=line_counter(text))


def kinds(*lines):
    """Tell what each of these lines below the title is."""
    return [block.kind for block in read(*lines)[1:]]


@pytest.mark.parametrize(("asks", "answers", "lead"), [
    ("海岛ISLAND", "伊一", "下面是对话。"), ("XK", "YL", "虚拟周刊记者 XK 与工人 YL 的对话。"),
])  # fmt: skip
def test_two_who_take_turns_speak_whatever_they_are_called(asks, answers, lead):
    """Who asks is told by the questions, or by the lines above; two words that nobody asks under are none."""
    end = "？" if asks == "海岛ISLAND" else "。"
    found = read(lead, *[f"{asks}：再说一点{end}", f"{answers}：好的。"] * 3)
    assert [(b.kind, b.speaker) for b in found[2:]] == [("question", asks), ("answer", answers)] * 3
    assert kinds(*["海岛甲：再说一点。", "伊一：好的。"] * 3) == ["body"] * 6


def test_who_answers_inside_lines_need_not_open_one():
    """Behind the question of a paper, in quotation marks too; what somebody quotes in passing is no turn."""
    line = "《虚拟观察》：为什么？巍山：要快。《虚拟观察》：怎么办？巍山：“快”就是早。"
    found = [(b.kind, b.speaker) for b in read(line, line)[1:]]
    assert found == [("question", "《虚拟观察》"), ("answer", "巍山")] * 4
    found = [(b.kind, b.speaker) for b in read(f"我采访了他。{line}")[1:]]
    assert found == [("lead", None)] + [("question", "《虚拟观察》"), ("answer", "巍山")] * 2


def test_readers_ask_under_the_names_of_their_accounts():
    """Each once, and somebody answers; one below the other they comment."""
    found = read("@江边的雨：为什么？", "许长山：为了快。", "@Mike_20：还有呢？", "许长山：没有了。")
    assert [(b.kind, b.speaker) for b in found[1:3]] == [("question", "@江边的雨"), ("answer", "许长山")]
    assert kinds("@江边的雨：为什么？", "@Mike_20：还有呢？", "许长山：没有了。") == ["body"] * 3


def test_a_legend_says_more_in_brackets():
    """A colon in them parts no name from its letter."""
    pair = ["记：何时开工？", "萧：明年。"]
    found = read("记：现场记者（包括：甲台、乙台）  萧：萧世和", *pair, *pair)
    assert [b.speaker for b in found if b.speaker] == ["记者", "萧世和"] * 2
    found = read("问：虚拟网记者　答：求真版主", "问：何时开工？", "答：明年。", "问：在哪里？", "答：在县里。")
    assert [b.speaker for b in found if b.speaker] == ["虚拟网记者", "求真版主"] * 2


def test_the_last_answer_is_doubted_where_it_goes_on_and_on():
    """Text of another kind may follow it."""
    pair = ["记者：何时开工？", "王明：明年。"]
    assert [d.rule for d in find_doubts(read(*pair, *pair, *[TEXT] * 2))] == []
    doubted = [(d.rule, d.line) for d in find_doubts(read(*pair, *pair, *[TEXT] * 3))]
    assert doubted == [("turn_runs_on", 8)]


@pytest.mark.parametrize("line", [
    "《虚拟车间》剧照", "车间一角。那天下着雨（图｜虚拟中国）", "图说：车间一角，1921年。", "“点赞”“在看”，让更多人看到", "原始网址：", "a.b@c.cn",
])  # fmt: skip
def test_a_line_of_the_page_between_paragraphs_is_imprint(line):
    """Captions, appeals, addresses."""
    assert kinds(TEXT, line, TEXT, TEXT) == ["body", "imprint", "body", "body"]


def test_a_work_that_several_lines_name_is_that_of_their_pictures():
    """Each named once heads what is printed below."""
    assert kinds(TEXT, "《车间》", TEXT, "《车间》", TEXT)[1::2] == ["imprint"] * 2
    assert kinds(TEXT, "《车间》", TEXT, "《码头》", TEXT)[1::2] == ["heading"] * 2


def test_notes_at_the_end_are_those_that_the_text_cites():
    """By their marks behind words; a list of points is none."""
    notes = ["[1] 数据来自调查。", "[2] 见《虚拟学刊》。"]
    assert kinds(f"车间多了[1]，人少了[2]。{TEXT}", *notes)[1:] == ["imprint"] * 2
    assert kinds(f"车间多了，人少了。{TEXT}", *notes)[1:] == ["body"] * 2
    assert kinds(TEXT, TEXT, "注：数据为初步统计，产值来自财政厅，其他来自统计局。")[2] == "imprint"
    assert kinds(TEXT, "注：数据为初步统计，产值来自财政厅，其他来自统计局。", TEXT)[1] == "body"


def test_a_heading_of_two_lines_may_have_a_colon_behind_the_first():
    """Two or more such make a series, and the lines are one heading."""
    found = read(TEXT, "虚拟大学：", "抓实整改", TEXT, "海岛学院：", "学懂弄通", TEXT)
    assert [(b.section, b.kind) for b in found[2:5]] == [(1, "heading")] * 2 + [(1, "body")]
    assert found[-1].section == 2


def test_a_running_head_parts_no_paragraph():
    """The line above breaks off; the head goes with the break, one with a sentence stands."""
    head = "\n\n  口述历史　2021年第3期　　47\n\n"
    broken = "厂里开了三天会，会上说好人好马上三线，孩子刚满一岁，我"
    text = f"{broken}{head}第二天就报了名。"
    assert [text[start:end] for start, end, *_ in find_joins(text)] == [head.rstrip(" ")]
    assert find_joins(text.replace("，我", "。")) == []
    assert kinds(TEXT, "6　经济　　虚拟日报　2024年7月9日", TEXT, TEXT)[1] == "imprint"


def test_a_title_that_asks_goes_on_in_no_line_of_the_page():
    """A sentence that a line begins ends below it, before the next blank line."""
    page = f"工资少了？这三类人要注意\n观察员\n关注\n\n{TEXT}\n\n{TEXT}\n\n{TEXT}"
    assert find_joins(page) == []


def test_below_a_breadcrumb_stands_the_title_and_below_it_the_subtitle():
    """Though the second line stands nearer to the stamp; a kicker is shorter than the title."""
    for first, title in (("咖啡店开进县城以后", 0), ("消费观察", 1)):
        lines = [
            "您现在的位置：虚拟财经网 / 产业 / 正文",
            first,
            "下沉市场的第一杯，卖给了谁",
            "文 / 程野",
            "2024年6月20日 10:12",
        ]
        text = "\n".join([*lines, *[TEXT * 3] * 4])
        blocks = find_structure(text, line_of=line_counter(text))
        assert [b.text for b in blocks if b.kind == "title"] == [lines[1 + title]]


def test_titles_of_markdown_begin_the_articles_of_a_file():
    """Below a line of the page; one alone, below what stands before a post, begins none."""
    article = f"{TEXT * 3}\n\n---\n\n"
    text = "".join(f"# 第{n}条消息的题目\n\n{article}" for n in "甲乙丙")
    assert [edge.rule for edge in find_boundaries(text)] == ["title_again"] * 2
    assert find_boundaries(f"tags: 车间\n\n{TEXT}\n\n# 一条消息的题目\n\n谈车间\n\n{article}") == []
    assert find_boundaries(f"{TEXT}\n\n{TEXT}\n\n■ 不排名次的学校\n\n问：为什么？\n\n答：{TEXT}") == []


@pytest.mark.parametrize(("asks", "answers"), [
    ("20:03 阿梅：", "20:04 小满："), ("【主播】阿梅：", "【嘉宾】小满："),
])  # fmt: skip
def test_beside_a_time_or_a_part_stands_who_speaks(asks, answers):
    """Whatever the name; who answers once does, too."""
    found = read(f"{asks}你在哪里？", f"{answers}在岛上，没有车间。", f"{asks}好，谢谢你。还有吗？", f"{answers}没有。")
    assert [(b.kind, b.speaker) for b in found[1:]] == [("question", "阿梅"), ("answer", "小满")] * 2


def test_an_exclamation_of_clauses_above_a_question_is_said():
    """It heads nothing; a short one does."""
    pair = ["记者：何时开工？", "王明：明年开工。"]
    assert kinds(*pair, "借这个机会，向大家说一声，辛苦了！", *pair)[2] == "answer"
    assert kinds(*pair, "明年开工！", *pair)[2] == "heading"


def test_reporters_who_ask_once_and_guests_whom_the_head_names_are_not_doubted():
    """Anybody else who speaks once is."""
    pair, once = ["记者：何时开工？", "王明：明年。"] * 3, ["虚拟社记者：还有呢？", "李亮：没有了。"]
    assert [d.rule for d in find_doubts(read(*pair, *once))] == ["speaks_once"]
    assert [d.rule for d in find_doubts(read("嘉宾：王明、李亮", *pair, *once))] == []


@pytest.mark.parametrize("line", [
    "2024-10-08 15:00-16:00　主持：@虚拟网", "2024-01-15 20:31 发布于：北京市",
    "楼主：老铁 时间：2023-05-06 09:21:33 点击：48213 回复：1206",
])  # fmt: skip
def test_a_line_of_the_page_below_the_title_is_imprint(line):
    """Hours, where it was posted, the card of a post."""
    assert kinds(line, *[TEXT] * 3) == ["imprint"] + ["body"] * 3


def test_the_number_of_a_page_between_dots_parts_no_paragraph():
    """Beside the name of the author; a boxed word with a blank in it makes no table of a line."""
    lines = ["〔摘　要〕过去二十年，讨论大多集中在大城市，可是从人口普查看县城和", "镇吸纳的人口占到了新增城镇人口的一半以上，这个事实没有得到足够的", "第4期　　　林晓：县城的路　　　· 23 ·", "重视，有关的研究也主要集中在东部沿海地区，中西部的县城究竟发生了", "什么，人们知道得并不多，要到县里去看一看，听一听那里的人怎么说话，", "怎么过日子。"]  # fmt: skip
    found = find_joins("\n".join(lines))
    assert len(found) == 4 and sum(reason == AT_PAGE for *_, reason in found) == 1


def test_numbers_of_pages_above_numbered_headings_head_nothing():
    """Alone on their lines, they do; an office above the title of a document is no title."""
    pages = kinds(TEXT, "1", "一、综合", TEXT, "2", "二、农业", TEXT)
    assert (pages[1], pages[4]) == ("imprint", "imprint")
    assert kinds(TEXT, "1", TEXT, "2", TEXT)[1::2] == ["heading"] * 2
    text = f"虚拟省统计局\n2024年1月22日\n2023年虚拟省经济发展统计公报\n{TEXT}\n{TEXT}"
    found = find_structure(text, line_of=line_counter(text))
    assert [b.kind for b in found[:3]] == ["imprint", "imprint", "title"]
