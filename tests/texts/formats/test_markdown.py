import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.texts.formats.markdown import find_layout_marks, find_signs
from discourse.texts.formats.read_file import read_text


def printed(text):
    """Put into a text what its signs print."""
    parts, at = [], 0
    for sign in find_signs(text):
        parts += [text[at : sign.start], sign.after]
        at = sign.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 低空经济", "低空经济"),
        ("## 一、总体要求 ##", "一、总体要求"),
        ("###二级标题", "二级标题"),
        ("## 一、总体要求 {#goals .unnumbered}", "一、总体要求"),
        ('<iframe src="a.html"></iframe>正文', "正文"),
        ("低空经济\n===\n", "低空经济\n\n"),
        ("二、主要任务\r\n---\r\n正文。", "二、主要任务\r\n\r\n正文。"),
        ("**一是**改造", "一是改造"),
        ("__一是__改造，***二是***提升，~~三是~~", "一是改造，二是提升，三是"),
        ("*重点*与_强调_", "重点与_强调_"),
        ("见 _强调_ 处", "见 强调 处"),
        ("> 导语。\n>> 引文。", "导语。\n引文。"),
        ("- 第一\n* 第二\n+ 第三\n1. 第四\n- [x] 第五", "第一\n第二\n第三\n1. 第四\n第五"),
        ('见[全文](https://x.cn/a_(1)_b "题")。', "见全文。"),
        ('见[全文][a]。\n\n[a]: https://x.cn "题"', "见全文。\n\n"),
        ("<https://x.cn/_a_>", "https://x.cn/_a_"),
        ("前![图](a.png)后", "前后"),
        ("产值[^1]增长。\n\n[^1]: 初步数。", "产值增长。\n\n初步数。"),
        (r"\*不是强调\*", "*不是强调*"),
        ("用`a*b*c`算", "用a*b*c算"),
        ("```py\n# **x**\n```\n正文", "# **x**\n\n正文"),
        ("<b>粗</b><br>换行&nbsp;&lt;首台&gt;", "粗\n换行\u00a0<首台>"),
        ("<!-- 编者\n注 -->正文", "正文"),
        ("---\ntitle: 题\ntags:\n  - a\n---\n正文", "题\n正文"),
        ('+++\ntitle = "题"\ndate = 2024-03-05\n+++\n正文', "题\n正文"),
        ("---\n\ntitle: 题\n\ntags:\n\n  - a\n\n---\n正文", "题\n正文"),
        ("---\n\n甲: 好\n\n---\n正文", "\n\n甲: 好\n\n\n正文"),
        ("---\ntitle: 题\ntags:\n  - a\n---\n# 题\n正文", "\n题\n正文"),
        ("正文\n\n---\n\n* * *\n\n正文", "正文\n\n\n\n\n\n正文"),
        ("| 项目 | 数 |\n|:--|--:|\n| 低空\\|空域 | 3 |", "项目\t数\n\n低空|空域\t3"),
        ("第一行\\\n第二行", "第一行\n第二行"),
    ],
)
def test_what_markdown_does_not_print_is_found(text, shown):
    """Each sign by its span, with what is printed in its place."""
    assert printed(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4与2**3", "snake_case_name", "#低空经济#", "《决定》提出[1][2]，", "（一）总体要求", "- 2 -", "* 注：号内",
        "a < b > c", "<AI>与<中国>", "价格：$5", "注：1.5倍", "---", "一、—— 二", "100%\n~ 200%", "&c; 与 AT&T", "【记者】",
        "1) 第一", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_sign_is_printed(text):
    """Bullets and rules aside, these come out as they went in."""
    assert printed(text).strip() == {"* 注：号内": "注：号内", "---": ""}.get(text, text)


def test_what_is_not_closed_hides_nothing_that_is():
    """Above an opening that nothing closes, code is looked for; below the last of these, too."""
    opened = "```a\n" * 3
    assert printed(f"```\n*一*\n```\n{opened}~~~\n*二*\n~~~\n*三*") == f"*一*\n\n{opened}*二*\n\n三"


def test_headings_and_bold_words_are_marked():
    """With their levels; a lone heading of the first level that comes first is the title."""
    text = "# 低空经济 #\n\n**记者：**怎样？\n\n## 一、问\n\n正文`**`。\n\n小题\n---\n"
    marks = [(text[m.start : m.end], m.name, m.level) for m in find_layout_marks(text)]
    assert marks == [("低空经济", "title", 0), ("记者：", "bold", 0), ("一、问", "heading", 2), ("小题", "heading", 2)]


def test_two_headings_of_the_first_level_are_no_title():
    """They are sections, or two articles."""
    assert [mark.name for mark in find_layout_marks("# 甲\n\n# 乙\n")] == ["heading", "heading"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.md", "正文", "markdown"),
        ("a.txt", "# 题\n\n**一是**改造", "markdown"),
        ("a.txt", "# 题\n\n## 节\n", "markdown"),
        ("a.txt", "#低空经济# 话题\n\n# 一号", "text"),
        ("a.txt", "**注**", "text"),
        ("a.csv", "# 题\n\n## 节\n", "text"),
    ],
)
def test_markdown_is_known_by_its_name_or_by_two_kinds_of_signs(tmp_path, name, text, found):
    """The text is the file itself in either case."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    decoded = read_text(path)
    assert (decoded.text, decoded.format, decoded.discarded) == (text, found, ())


@settings(max_examples=40)
@given(st.text(alphabet="#*_`~[]()!<>|\\-=: \n\r&;低空经ab1", max_size=60))
def test_signs_never_overlap_and_lie_inside_the_text(text):
    """So that they can be edited away; what is marked holds a character."""
    signs = find_signs(text)
    assert all(a.end <= b.start for a, b in zip(signs, signs[1:], strict=False))
    assert all(0 <= sign.start < sign.end <= len(text) for sign in signs)
    assert all(mark.start < mark.end <= len(text) for mark in find_layout_marks(text))


def test_a_few_words_behind_an_image_are_its_caption():
    """Not in the middle of a line, nor a sentence."""
    marks = find_layout_marks("![](a.png)《新机床》  \n见![](b.png)新机床\n![](c.png)他们装上了新机床。\n")
    assert [(mark.name, mark.start, mark.end) for mark in marks] == [("caption", 10, 15)]
