"""Heads and feet of pages that no rule knows line by line, panels without an asker, lines that commas and links break."""

import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.joining import find_joins
from discourse.texts.structure import find_structure

TEXT = "车间里装上了新的机床，产量翻了一番。"
PAGES = {
    "an account": ["更多内容，点击上方蓝字", "老车间添了新机床", "虚拟工信 2025-03-06 18:30 虚拟省", "以下文章来源于虚拟日报", TEXT, "往期推荐"],
    "a reader's stream": ["虚拟头条", "关注 推荐 视频 财经", "搜索", "2 评论", "收藏", "老车间添了新机床", "原创2024-07-01 12:03·车间观察", TEXT, "暂无评论"],
    "a column": ["首发于 车间笔记", "老车间添了新机床", "林晓", "钳工 公众号：车间笔记", "关注他", "312 人赞同了该文章", TEXT, "赞同 312 45 条评论"],
    "a board": ["虚拟论坛 › 经济 › 车间", "老车间添了新机床", "楼主 | 发表于 2019-8-3 21:07:55 | 只看该作者", TEXT, "回复 举报"],
    "a portal": ["老车间添了新机床", "2023年11月02日 09:15 虚拟新闻网", "虚拟财经APP", "缩小字体 放大字体 收藏 微博 微信 分享 0", TEXT],
    "a printed paper": ["版面导航", "返回目录", "放大+ 缩小- 全文复制", "老车间添了新机床", "本报记者 林晓", TEXT],
    "a journal": ["《虚拟论丛》2022年第3期 作者：林晓 点击：809", "老车间添了新机床", TEXT, "注释：", "①《虚拟文选》第3卷，第20页。"],
    "a site": ["虚拟台 视频", "搜索", "老车间添了新机床", "2024年10月8日 09:30", TEXT, "图1　新机床"],
    "a group": ["老车间添了新机床", "虚拟研究院课题组", TEXT],
    "an office": ["虚拟市人民政府文件", "虚政发〔2024〕21号", "老车间添了新机床", TEXT],
}  # fmt: skip


def rows(text):
    """Read a text; what each of its paragraphs is."""
    return find_structure(text, line_of=line_counter(text))


@pytest.mark.parametrize("page", PAGES)
def test_of_a_page_copied_whole_title_and_text_are_left(page):
    """Whatever stands among the lines of the page above, below and between them is imprint."""
    found = [(row.kind, row.text) for row in rows("\n".join(PAGES[page])) if row.kind != "imprint"]
    assert found == [("title", "老车间添了新机床"), ("body", TEXT)]


@pytest.mark.parametrize(("asks", "answers"), [
    ("网友“小草”", "白露"), ("虚拟社记者追问", "白露"), ("【市民提问】", "【部门回复】"), ("【群众来信】", "【单位答复】"),
])  # fmt: skip
def test_who_asks_is_told_by_the_label(asks, answers):
    """By nicknames in quotation marks, and by what is done to a letter."""
    end = "" if asks.startswith("【") else "："
    lines = ["车间里的问答", *[f"{asks}{end}何时开工？", f"{answers}{end}明年开工。"] * 2]
    assert [row.kind for row in rows("\n".join(lines))][1:] == ["question", "answer"] * 2


def test_guests_whom_nobody_asks_speak():
    """Where their labels open most lines; people of a list who stand there once each do not."""
    guests = ["车间圆桌", *["虚拟大学教授 林晓：要快。", "虚拟公司总监 王明：要稳。"] * 2]
    assert [row.kind for row in rows("\n".join(guests))] == ["title", *["answer"] * 4]
    people = ["车间名录", "林晓：钳工。", "王明：车工。", "张远：焊工。", "赵宁：电工。"]
    assert not any(row.opens_turn for row in rows("\n".join(people)))
    asked = ["车间会变吗", *(f"{name}：不会。老机床还要用上很多年。" for name in ("林晓", "王明", "张远", "赵宁"))]
    assert [row.kind for row in rows("\n".join(asked))] == ["title", *["answer"] * 4]


CLAUSE = "第一条 为了保护车间里的老机床，维护生产的秩序和安全，促进工艺的传承，"


@pytest.mark.parametrize(("lines", "paragraphs"), [
    # No paragraph ends at a comma, if its line is longer than verse.
    (["办法", CLAUSE, "制定本办法。"], ["办法", CLAUSE + "制定本办法。"]),
    (["春", "机声隆隆催人早，", "车间处处是新春。"], ["春", "机声隆隆催人早，", "车间处处是新春。"]),
    # A link broke the sentence; it begins above, and ends below.
    (["车间", "近日，", "虚拟市工信局", "发布了《", "车间办法", "》，要求", "各单位", "抓好落实。", "另一段。"],
     ["车间", "近日，虚拟市工信局发布了《车间办法》，要求各单位抓好落实。", "另一段。"]),
])  # fmt: skip
def test_a_line_goes_on_where_a_sentence_cannot_end(lines, paragraphs):
    """At a comma, and around a link."""
    text = "\n".join(lines)
    for start, end, between, _ in reversed(find_joins(text)):
        text = text[:start] + between + text[end:]
    assert text.split("\n") == paragraphs


def test_guests_that_the_lines_above_introduce_speak():
    """Once, where a list above names one; whom nobody names, and who speaks once, is a word of the answer."""
    more = ["车间里的机床都已登记。", "各地的口径要统一起来。", "这件事急不得。"]
    said = ["林晓：堵点在哪？", "王明：在供给。", *more, "张远：我补充一点。", "林晓：怎么办？", "王明：登记。", *more]
    roster = ["车间圆桌", "嘉宾", "王明（虚拟公司总监）", "张远（虚拟大学教授）"]
    assert "张远" in [row.speaker for row in rows("\n".join(roster + said))]
    assert "张远" not in [row.speaker for row in rows("\n".join(roster[:1] + said))]


def test_those_who_are_asked_may_have_a_code():
    """访 asks, and G2 answers, as in notes of interviews."""
    lines = ["车间访谈", "访：何时开工？", "G2：明年开工。", "访：会推迟吗？", "G2：不会。"]
    assert [row.speaker for row in rows("\n".join(lines))][1:] == ["访", "G2"] * 2


def test_one_more_question_and_the_hour_of_a_conference():
    """追问 asks, and the day and hour below the title are no heading."""
    lines = ["车间发布会", "2024年9月23日（星期一）上午10时", "记者：何时开工？", "林晓：明年开工。",
             "追问：会不会推迟？", "林晓：不会。"]  # fmt: skip
    assert [row.kind for row in rows("\n".join(lines))] == ["title", "imprint", *["question", "answer"] * 2]


LONG = "车间里装上了新的机床，产量翻了一番，工人们也学会了新的本领，日子一天比一天好。"
TALKS = {
    "two alone on their lines": (["阿青", "何时开工？", "老树", LONG] * 3, 2),
    "two before wide blanks": (["阿青　　何时开工？", f"老树　　{LONG}"] * 3, 1),
    "who asks now and then, and says less": (["阿青：说说开工。", f"老树：{LONG}", "阿青：然后呢？", f"老树：{LONG}", "阿青：嗯。", f"老树：{LONG}"], 1),
    "one whom others ask": ([f"{who}：何时开工？\n老树：{LONG}" for who in ("阿青", "云雀之歌", "河马")], 1),
    "one whose answers have no label": (["阿青：何时开工？", LONG, LONG] * 3, 1),
    "one whose name ends as what tells does": (
        [f"看理想：何时开工？\n林晓：{LONG}\n林晓：{LONG}\n{LONG}", f"看理想：然后呢？\n林晓：{LONG}\n{LONG}\n{LONG}"] * 2,
        1,
    ),
    "two who speak but twice": (["阿青：何时开工？", f"老树：{LONG}"] * 2, 1),
}  # fmt: skip


@pytest.mark.parametrize("talk", TALKS)
def test_who_talks_is_told_by_what_returns(talk):
    """Whatever they are called: who asks, or says less, asks."""
    lines, label = TALKS[talk]
    text = "\n".join(lines).split("\n")
    found = [row.kind for row in rows("\n".join(["车间夜话", *text])) if row.kind != "title"]
    asked = ["question" if ("？" in line or "说说" in line or "嗯" in line) else "answer" for line in text]
    assert found == [kind for kind, line in zip(asked, text, strict=True) if len(line) > 2 * label]


def test_lists_of_aims_are_no_talk():
    """Nor lines alone that return without turns."""
    for lines in (["目标：何时开工？", f"措施：{LONG}"] * 3, ["返回", LONG, "返回", LONG, "返回", LONG]):
        assert not any(row.opens_turn for row in rows("\n".join(["车间夜话", *lines])))


def test_boxes_alone_are_headings_and_asides_are_text():
    """What names a picture is no aside."""
    boxed = ["题目", "【简历】", LONG, "【访谈正文】", *["记者：何时开工？", f"林晓：{LONG}"] * 2]
    assert [row.kind for row in rows("\n".join(boxed))][1:5:2] == ["heading", "heading"]
    asides = [LONG, "（笑着说）", LONG, "（又笑了）", LONG, "（不笑了）", LONG]
    assert {row.kind for row in rows("\n".join(["题目", *asides]))} == {"title", "body"}
    pictures = [line.replace("笑", "图") for line in asides]
    assert [row.kind for row in rows("\n".join(["题目", *pictures]))][2::2] == ["imprint"] * 3
