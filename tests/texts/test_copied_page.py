"""A page copied with all its menus and lists of links gives its article, and nothing of a text without them is lost."""

from types import SimpleNamespace

import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import find_doubts
from discourse.texts.layout import copied_page
from discourse.texts.layout.copied_page import CopiedPage
from discourse.texts.structure import find_structure

TITLE, SUBTITLE = "虚拟县车间改造提速", "全县二百个车间用上新设备"
SENTENCE = "全县今年改造了二百个车间，工人学会了操作新设备，产量比去年多了三成。"
BODY = [SENTENCE * 2, "改造为了谁", SENTENCE * 3, "师傅说，设备换了，手艺还在。", SENTENCE * 2]
# Whatever a site prints above an article: what is known of it, and what is not.
MENU = [
    "虚拟网",
    "登录",
    "新闻",
    "国内",
    "国际",
    "财经",
    "虚拟网客户端下载",
    "热词",
    "车间里的年轻人走红网络",
    "多地下起了大雪",
    "汽车",
    "房产",
    "教育",
    "健康",
]
FOOT = [
    "责任编辑：林晓",
    "分享到：",
    "相关新闻",
    "邻县车间改造启动",
    "多地下起了大雪！",
    "1 林师傅的一天",
    "更多",
    "暂无评论",
    "虚拟服务热线",
    "虚拟地图",
    "登录",
    "关于我们 | 联系我们 | 版权声明",
]


def kinds(lines):
    """List the kind of each line; a line that was cut has the kinds of its parts."""
    found = {}
    for piece in find_structure("\n".join(lines), line_of=line_counter("\n".join(lines))):
        found.setdefault(piece.line, []).append(piece.kind)
    return ["+".join(found[line]) for line in range(1, len(lines) + 1)]


@pytest.mark.parametrize("foot", [FOOT, []], ids=["foot", "no foot"])
@pytest.mark.parametrize("menu", [MENU, []], ids=["menu", "no menu"])
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (["首页 > 新闻 > 正文", TITLE, "2024-10-08 09:30　来源：虚拟日报"], "ITI"),
        (["首页 > 新闻 > 正文", TITLE, SUBTITLE, "2024-10-08 09:30　来源：虚拟日报", "分享到：", "微信"], "ITSIII"),
        ([TITLE, "2024-10-08 09:30　来源：虚拟日报", "字号：大 中 小"], "TII"),
        (["虚拟网 > 时政 > 正文", f"{TITLE}！", "发布时间：2024-10-08"], "ITI"),
        ([TITLE, TITLE, "2024-10-08　虚拟日报"], "?II"),
    ],
)  # fmt: skip
def test_a_page_with_its_menu_and_its_links_gives_title_and_text(menu, foot, head, expected):
    """Whether the menu stands above or not, and the links below."""
    names = {"I": "imprint", "T": "title", "S": "subtitle"}
    found = kinds([*menu, *head, *BODY, *foot])
    assert set(found[: len(menu)]) <= {"imprint"}
    at = len(menu)
    found_head = found[at : at + len(head)]
    assert [kind for kind, letter in zip(found_head, expected, strict=True) if letter != "?"] == [
        names[letter] for letter in expected if letter != "?"
    ]
    assert "title" in found_head or expected.startswith("?")
    at += len(head)
    assert found[at : at + len(BODY)] == ["body", "heading", "body", "body", "body"]
    assert set(found[at + len(BODY) :]) <= {"imprint"}


LIST = [f"{name}车间" for name in "甲乙丙丁戊己庚辛壬癸"]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, *BODY, *LIST, *BODY],
        [TITLE, *LIST, *BODY],
        [TITLE, "2024-10-08", *LIST, *BODY],
        [TITLE, *BODY, *LIST],
        [TITLE, *BODY, "（责任编辑：林晓）", SUBTITLE, "2024-10-09", *BODY],
        [TITLE, *[line for name in "甲乙丙丁" for line in (f"记者：{name}车间何时开工？", "林晓：明年。")]],
        ["车间谣", *["一车铁，", "两车煤，", "三更灯火四更雷。"] * 5],
    ],
    ids=["list inside", "list above", "list below date", "list at the end", "two articles", "dialogue", "verse"],
)
def test_a_text_that_is_no_page_keeps_all_its_lines(lines):
    """Lists, verse, speeches and further articles are no menus, though their lines are short."""
    lost = [line for line, kind in zip(lines, kinds(lines), strict=True) if kind == "imprint"]
    assert [line for line in lost if "2024" not in line and "编辑" not in line] == []


def test_the_article_of_several_stretches_is_told_by_what_it_weighs():
    """Sentences count by their characters, other lines cost 20; a loss of more than 300 parts two stretches."""
    lines = [SENTENCE * 10, *["车间"] * 15, SENTENCE * 10, *["车间"] * 16, SENTENCE]
    blocks = find_structure("\n".join(lines), line_of=line_counter("\n".join(lines)))
    for block in blocks:
        block.kind, block.rule = None, ""
    length = len(SENTENCE)
    assert CopiedPage(blocks).find_stretches() == [(0, 17, 20 * length - 15 * 20), (33, 34, length)]


def test_a_text_goes_on_below_pictures_and_advertisements_up_to_the_line_of_its_editors():
    """Whole sentences do, however little they weigh; below that line the page prints what it wants."""
    beside = ["[图片]", "图片来源：虚拟图库", "点击查看大图", "广告", SENTENCE, "广告", SENTENCE]
    lines = [TITLE, "2024-10-08 09:30　来源：虚拟网", SENTENCE * 3, *beside, *FOOT, SENTENCE, SENTENCE]
    found = kinds(lines)
    assert [found[at] for at in (3, 4, 7, 9)] == ["imprint", "imprint", "body", "body"]
    assert set(found[10:]) == {"imprint"}


def test_comments_below_an_article_are_not_its_text():
    """Though they are sentences: what the page prints between costs three times as much as other lines."""
    comments = [
        "网友评论",
        "2024-10-09 09:30",
        SENTENCE,
        "回复",
        "举报",
        "点赞 3",
        SENTENCE * 5,
        "关于我们 | 联系我们 | 版权声明",
    ]
    found = kinds([TITLE, "2024-10-08", *BODY, "责任编辑：林晓", "收藏", "分享到：", "打印", *comments])
    assert found[2:7] == ["body", "heading", "body", "body", "body"]
    assert set(found[7:]) == {"imprint"}


def test_a_slogan_is_no_title_and_a_summary_may_stand_below_many_lines_of_the_page():
    """What is shorter than a phrase goes behind one that as much speaks for; lines of the page are not counted."""
    page = ["虚拟经济网", "虚拟经济门户", "县域冷链“断链”之困怎么解", "2024年06月05日 06:10", "来源：虚拟日报", "林晓"]
    tools = ["[字号", "大", "中", "小", "]", "[打印本稿]"]
    found = kinds([*page, *tools, "内容提要：冷链断在产地。", *BODY])
    assert found[:3] == ["imprint", "imprint", "title"]
    assert found[len(page) + len(tools)] == "lead"


def test_words_below_keywords_are_keywords_only_where_the_label_stands_alone():
    """Below keywords themselves a short line is a heading."""
    body = ["一、问题的提出", *BODY]
    assert kinds(["谈冷链", "【摘要】冷链断在产地，接在路上。", "关键词：冷链；县域", *body])[3] == "heading"
    assert kinds(["谈冷链", *BODY, "关键词：", "冷链", "县域"])[-3:] == ["imprint"] * 3


@pytest.mark.parametrize(
    ("words", "kind", "doubts"),
    [(BODY[0][4:-4], "imprint", []), ("夜校让工人多了一条路，下班以后也能学一门手艺。", "body", ["beside_text"])],
)
def test_what_stands_in_a_box_beside_the_text_is_not_counted_in_silence(words, kind, doubts):
    """Words of the text that stand there again are no second text; all else is doubted, and heads nothing."""
    text = "\n".join(["谈冷链", *BODY, words, *BODY[::-1]])
    at = text.index(f"\n{words}\n") + 1
    pieces = find_structure(text, line_of=line_counter(text), marks=[(at, at + len(words), "box", 0)])
    (boxed,) = [piece for piece in pieces if piece.mark == "box"]
    assert boxed.kind == kind
    assert [doubt.rule for doubt in find_doubts(pieces) if doubt.line == boxed.line] == doubts


def test_a_box_that_the_layout_shows_is_lead_to_its_end():
    """Elsewhere only the first paragraph below its name is."""
    lines = ["谈冷链", BODY[0], "核心阅读", "冷链断在产地。", "接在路上。", BODY[1]]
    text = "\n".join(lines)
    start, end = text.index("核心阅读"), text.index(BODY[1])
    pieces = find_structure(text, line_of=line_counter(text), marks=[(start, end, "box", 0)])
    assert [piece.kind for piece in pieces][2:] == ["imprint", "lead", "lead", "body"]
    assert kinds(lines)[2:] == ["imprint", "lead", "body", "body"]


def test_the_title_of_a_document_that_a_notice_issues_is_not_that_of_the_notice():
    """The notice names it; above that stand the page's own lines, and the document begins with its first paragraph."""
    notice = "虚拟市人民政府办公室关于印发《虚拟市车间管理暂行办法》的通知"
    lines = [
        "【法宝引证码】 CLI.12.0000000", "原文链接：https://example.org/a.html", notice, notice, "虚府办发〔2024〕21号",
        "各区人民政府：", "现将《虚拟市车间管理暂行办法》印发你们，请认真遵照执行。", "虚拟市人民政府办公室", "2024年10月11日",
        "虚拟市车间管理暂行办法", *(f"第{n}条 {SENTENCE * 2}" for n in "一二三"),
    ]  # fmt: skip
    assert [lines[at] for at, kind in enumerate(kinds(lines)) if kind == "title"] == [notice]


def test_a_long_title_printed_twice_is_that_of_a_notice_and_whoever_signs_it_is_none():
    house = "虚拟省推进“三车一间”改造领导小组新工艺执行小组办公室"
    title = f"{house}关于印发虚拟省关于加快对接区域全面车间改造伙伴关系协定新规则扎实推进高水平改造与高质量发展实施意见的通知"
    lines = [
        "【法宝引证码】 CLI.12.0000000", "原文链接：https://example.org/a.html", title, title, "（虚改办〔2024〕6号）",
        "省有关单位：", f"《意见》已经省政府同意，现印发给你们，请认真贯彻执行。{SENTENCE}", house, "2024年3月23日",
        *(f"{SENTENCE * 2}" for _ in range(3)),
    ]  # fmt: skip
    assert [at for at, kind in enumerate(kinds(lines)) if kind == "title"] == [2]


def test_a_line_that_is_too_long_for_a_title_is_not_asked_for_its_form(monkeypatch):
    """That takes time by the square of its length."""
    asked = []
    form = SimpleNamespace(fullmatch=lambda text: asked.append(len(text)))
    monkeypatch.setattr(copied_page, "OF_NOTICE", form)
    kinds(["关于印发" * 30, "关于印发" * 31, *BODY])
    assert max(asked) == 120
