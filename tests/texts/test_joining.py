import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.texts.joining import find_joins

PROSE = (
    "推进新型工业化是一项系统工程，需要把高质量发展的要求贯穿始终，把科技创新和产业创新融合起来，"
    "既要抓住当前，也要着眼长远，一步一个脚印往前走。各地情况不同，路径也应当不同，不能一哄而上，更不能简单照搬。"
)


def wrap(paragraphs, width, *, first="", between="\n"):
    """Break paragraphs at `width` characters, as a page does."""
    lines = [re.findall(f".{{1,{width}}}", first + paragraph) for paragraph in paragraphs]
    return between.join("\n".join(line) for line in lines)


def joined(text):
    for start, end, after in reversed(find_joins(text)):
        text = text[:start] + after + text[end:]
    return text


@pytest.mark.parametrize("width", [18, 24, 30, 38])
@pytest.mark.parametrize(("first", "between"), [("　　", "\n"), ("", "\n\n")])
def test_a_wrapped_text_is_joined_to_its_paragraphs(width, first, between):
    """Told apart by indents or by blank lines; the paragraphs come out as they went in."""
    paragraphs = [PROSE, PROSE[20:], PROSE[50:] + PROSE]
    assert joined(wrap(paragraphs, width, first=first, between=between)) == between.join(first + p for p in paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "坚定不移推进新型工业化\n加快建设现代化产业体系\n大力培育专精特新企业群\n持续优化产业发展的环境\n",
        "一、总体要求\n二、主要任务\n三、保障措施\n四、组织实施\n五、监督检查\n",
        "\n".join([PROSE, PROSE[10:], PROSE[33:]]),
        "推动高质量发展\n" + PROSE + "\n加快科技创新\n" + PROSE,
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
        "",
        "\n\n",
    ],
)
def test_what_was_not_wrapped_is_left(text):
    """Headings, lists of headings, whole paragraphs, verse."""
    assert find_joins(text) == []


def test_labels_points_and_headings_begin_lines_of_their_own():
    """Even after a full line without a stop."""
    statute = "第三条 本办法自发布之日起施行"
    for opener in ["记者：请问下一步怎么做", "一是加强领导", "（二）加大投入", "2.优化环境", statute]:
        text = wrap([PROSE + PROSE[:29], opener + PROSE], 30)
        assert f"\n{opener[:4]}" in joined(text), opener


def test_latin_words_are_parted_by_a_blank():
    """Chinese characters are not."""
    lines = "推进新型工业化是一项系统工程，需要把要求贯穿始终的 deep\nlearning 等技术用好，既要抓住当前，也要着眼长远，一步\n"
    text = lines * 4 + "走。"
    assert "deep learning" in joined(text) and "一步推进" in joined(text)


@given(st.text(alphabet="工业化，。\n 　abc：一是1", max_size=300))
def test_joins_are_line_ends_only(text):
    """Whatever the text: what is taken out is blanks and one line end at the least, in order and without overlap."""
    last = 0
    for start, end, after in find_joins(text):
        assert last <= start < end and "\n" in text[start:end] and not text[start:end].strip() and after in ("", " ")
        last = end


@pytest.mark.parametrize("count", [3, 5])
@pytest.mark.parametrize("opener", ["", "一要", "（一）"])
def test_a_list_of_headings_as_wide_as_the_page_is_left(count, opener):
    """Three lines without a mark, where a paragraph would begin, are joined neither to each other nor to the text."""
    headings = [(opener + word * 20)[:18] for word in "甲乙丙丁戊"[:count]]
    text = "\n".join([*headings, wrap([PROSE, PROSE], 18)])
    assert joined(text).split("\n")[:count] == headings


def test_a_list_of_names_is_left():
    """Blanks part the words of its lines, which may be as wide as the page."""
    names = ["组长　林晓　虚拟市市长和市工业领导小组组长", "成员　王明　虚拟市工业局局长和党组书记一级"]
    text = "\n".join([wrap([PROSE, PROSE], 21), names[0], names[1] + "。"])
    assert joined(text).split("\n")[-2:] == [names[0], names[1] + "。"]
