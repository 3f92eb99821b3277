import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.texts.joining import AT_PAGE, find_joins

PROSE = (
    "推进新型工业化是一项系统工程，需要把高质量发展的要求贯穿始终，把科技创新和产业创新融合起来，"
    "既要抓住当前，也要着眼长远，一步一个脚印往前走。各地情况不同，路径也应当不同，不能一哄而上，更不能简单照搬。"
)


def wrap(paragraphs, width, *, first="", between="\n"):
    """Break paragraphs at `width` characters, as a page does."""
    lines = [re.findall(f".{{1,{width}}}", first + paragraph) for paragraph in paragraphs]
    return between.join("\n".join(line) for line in lines)


def joined(text):
    for start, end, after, _ in reversed(find_joins(text)):
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
    for start, end, after, _ in find_joins(text):
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


def page_ends(lines, every, begins="　　"):
    """Store the last line of each page and the first of the next as one, where no paragraph ends between them."""
    lines, at = list(lines), every - 1
    while at < len(lines) - 1:
        if not lines[at + 1].startswith(begins):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        at += every
    return lines


THREE = [PROSE, PROSE[20:], PROSE[50:] + PROSE]


def test_longer_lines_at_page_ends_leave_the_rest_joined():
    """One in nine lines is two; all paragraphs come out as they went in."""
    lines = page_ends(wrap(THREE * 3, 20, first="　　").split("\n"), 9)
    assert max(map(len, lines)) == 40
    assert joined("\n".join(lines)) == "\n".join("　　" + paragraph for paragraph in THREE * 3)


def test_a_single_long_line_after_four_is_joined_to_them():
    """The last line of the paragraph is two and a half times as wide as the page."""
    text = "\n".join([*(PROSE[at : at + 16] for at in range(0, 64, 16)), PROSE[64:]])
    assert joined(text) == PROSE


def test_a_text_whose_lines_all_stand_to_the_right_is_joined():
    """Six blanks before each line, and four more before the first of each paragraph."""
    lines = [
        line for text in THREE for line in (" " * 10 + text[:18], *(" " * 6 + rest for rest in cut(text[18:], 20)))
    ]
    assert joined("\n".join(lines)) == "\n".join(" " * 10 + text for text in THREE)


def cut(text, width):
    return re.findall(f".{{1,{width}}}", text)


@pytest.mark.parametrize("width", [37, 40, 41, 45, 60, 77])
@pytest.mark.parametrize(("first", "between"), [("　　", "\n"), ("", "\n\n")])
def test_odd_widths_and_half_width_characters(width, first, between):
    """Lines hold as many columns as fit, Latin words and numbers are not cut, stops stay with the word before them."""
    mixed = (
        "全年GDP达到1349084亿元，增长5.0%，其中R&D经费占2.68%；5G基站425万个，APP月活超过2.5亿，"
        "工业Internet覆盖45个大类，企业使用SaaS和PaaS服务的比例提高，AI应用达到38个。"
    )
    paragraphs = [PROSE, PROSE[20:], mixed, PROSE[50:] + PROSE]
    lines = [fit(first + paragraph, width) for paragraph in paragraphs]
    assert joined(between.join("\n".join(found) for found in lines)) == between.join(first + p for p in paragraphs)


def fit(text, width):
    """Break a paragraph where the next word would go beyond so many half-width columns."""
    lines = [""]
    for word in re.findall(r"(?:[A-Za-z0-9.&%]+|.)[，。；：！？、）》”]*", text):
        columns = sum(1 if sign.isascii() else 2 for sign in lines[-1] + word)
        if columns > width:
            lines.append("")
        lines[-1] += word
    return lines


def test_lines_of_as_many_characters_are_joined_inside_words():
    """A wide character counts as a narrow one; what is cut is one word again."""
    mixed = "加快发展Industrial Internet和Artificial Intelligence等新技术，扩大应用，培育一批企业，形成新的增长点，推动高质量发展。"
    text = "\n".join("\n".join(cut("　　" + paragraph, 20)) for paragraph in (PROSE, mixed, PROSE[20:]))
    assert joined(text) == "\n".join("　　" + paragraph for paragraph in (PROSE, mixed, PROSE[20:]))


def test_the_lines_of_a_numbered_list_stand_below_its_words():
    """A hanging indent opens no paragraph."""
    items = [f"{n}. " + PROSE[n : n + 70] + "。" for n in (1, 2, 3)]
    lines = [line for item in items for line in (item[:20], *("   " + rest for rest in cut(item[20:], 18)))]
    assert joined("\n".join([*cut(PROSE, 20), "", *lines])) == "\n".join([PROSE, "", *items])


def test_first_lines_whose_indents_were_lost_are_joined():
    """They are two characters shorter than the others."""
    paragraphs = [PROSE + PROSE[:-3] + "上。", PROSE[13:], PROSE[33:], PROSE[7:]]
    text = "\n".join(line for paragraph in paragraphs for line in (paragraph[:24], *cut(paragraph[24:], 26)))
    assert joined(text) == "\n".join(paragraphs)


def test_blanks_after_lines_tell_where_paragraphs_end():
    """Also after a last line that is full."""
    paragraphs = [PROSE[:59] + "。", *THREE]
    text = "".join("\n".join(cut(paragraph, 20)) + " \n" for paragraph in paragraphs)
    assert joined(text).split(" \n")[:-1] == paragraphs


@pytest.mark.parametrize(
    "continued",
    [
        "第十二条的规定办理",
        "（二）项所列情形",
        "首先满足群众的需要",
        "主要目标和重点任务是：提高质量",
        "3.5个百分点以上",
    ],
)
def test_what_a_broken_sentence_refers_to_opens_nothing(continued):
    """A line in mid-sentence goes on in the number of an article, a colon, a decimal number."""
    text = "\n".join([*cut(PROSE[:80], 20), PROSE[:19] + "按", continued + "。", *cut(PROSE, 20)])
    assert f"按{continued}" in joined(text)


def test_headings_signatures_and_addresses_stay_lines_of_their_own():
    """Before, between and after wrapped paragraphs, whether the lines before them are full or not."""
    lines = ["一、总体要求", *cut("　　" + PROSE[:57] + "。", 20), "（一）发展目标", *cut("　　" + PROSE, 20)]
    end = ["某某市人民政府办公室", "地址：某某市某某区某某大街一百二十号某某大厦", "邮编：一〇〇〇〇〇"]
    wanted = ["一、总体要求", "　　" + PROSE[:57] + "。", "（一）发展目标", "　　" + PROSE, *end]
    assert joined("\n".join(lines + end)).split("\n") == wanted


@pytest.mark.parametrize(
    "lines",
    [
        ["我们从黎明走到黄昏的时候", "山川都在低声地歌唱着远方", "河流带着泥土奔向大海深处", "故乡的灯火一盏一盏点亮了。"],
        ["我们从黎明走到黄昏，", "山川都在低声地歌唱，", "河流带着泥土奔向大海，", "故乡的灯火一盏盏亮，", "母亲站在村口树下。"],
        ["深化改革开放，增强发展动力", "坚持创新驱动，培育新质动能", "扩大有效投资，优化经济结构", "改善人民生活，增进民生福祉", PROSE],
        ["去了工厂，看到了新的设备", "工人们说，效率提高了一倍", "厂长介绍，明年还要再建一条生产线，扩大产能", "我们很受鼓舞，决心向他们学习"],
    ],
)  # fmt: skip
def test_verse_headings_and_short_paragraphs_are_left(lines):
    """Their lines are as wide as each other by chance."""
    assert find_joins("\n".join(lines)) == []


def test_english_is_wrapped_at_words():
    """Each break is a blank again."""
    text = (
        "The low-altitude economy, which grew quickly in 2024, has become a new engine of growth for many cities, and "
        "local governments have published plans, set up funds, and opened airspace for drones. Analysts say that, with "
        "clear rules, the industry could double by 2030, although safety, noise, and insurance remain open questions."
    )
    lines = [""]
    for word in text.split():
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1] + word) < 60 else [*lines, word]
    assert joined("\n".join(lines)) == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("会议审议了\n政府工作报告\n。会议充分肯定。", "会议审议了政府工作报告。会议充分肯定。"),
        ("会议审议了\n\n政府工作报告\n\n，并提出意见。", "会议审议了政府工作报告，并提出意见。"),
        ("通过了《\n民营经济促进法\n》，自五月起施行。", "通过了《民营经济促进法》，自五月起施行。"),
        ("推进“\n一带一路\n”建设。", "推进“一带一路”建设。"),
        ("按照该法（\n2023年修订\n）的规定。", "按照该法（2023年修订）的规定。"),
        ("出席的有\n张三\n、\n李四\n和\n王五\n等。", "出席的有张三、李四和王五等。"),
        ("落实\n甲意见\n和\n乙通知\n，现提出办法。", "落实甲意见和乙通知，现提出办法。"),
        ("一、总体情况\n国务院\n，各部委要落实。", "一、总体情况\n国务院，各部委要落实。"),
        ("标题\n\n2024年3月11日\n\n总理\n，在会上讲话。", "标题\n\n2024年3月11日\n\n总理，在会上讲话。"),
        ("闭幕\n\n会议审议了\n报告\n；会议结束。", "闭幕\n\n会议审议了报告；会议结束。"),
        ("浓度（PM\n2.5\n）下降。", "浓度（PM2.5）下降。"),
        # An open word, a name, and what goes on behind it.
        ("记者从\n虚拟汽车协会\n获悉：出口增长，质量提高。", "记者从虚拟汽车协会获悉：出口增长，质量提高。"),
        (
            "开发区位于\n虚拟市\n东部，\n1992年\n经\n国务院\n批准，面积不小。",
            "开发区位于虚拟市东部，1992年经国务院批准，面积不小。",
        ),
        ("办法根据\n《立法法》\n等法律，结合实际，制定。", "办法根据《立法法》等法律，结合实际，制定。"),
        ("山川唱着\n远方\n故乡的灯火亮了。", "山川唱着\n远方\n故乡的灯火亮了。"),
        # Two paragraphs show that blank lines part them; in brackets stands the code of a share.
        (
            "算力受益。受此影响，\n甲信息\n(002222)、\n乙科技\n(603333)等涨停。\n\n另一段。\n\n末段。",
            "算力受益。受此影响，甲信息(002222)、乙科技(603333)等涨停。\n\n另一段。\n\n末段。",
        ),
        ("会议结束。\n。。。。\n另一段。", "会议结束。\n。。。。\n另一段。"),
        ("会议结束。\n”十四五“时期要创新。", "会议结束。\n”十四五“时期要创新。"),
        ("相关链接\n政府工作报告\n公司法", "相关链接\n政府工作报告\n公司法"),
    ],
)
def test_lines_broken_at_links_are_one(broken, whole):
    """No line begins with 。 or ends with 《; a name between two such lines stands in mid-sentence."""
    assert joined(broken) == whole


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("日前发布的\n负面清单\n显示，限制已取消\n。\n\n另一段。", "日前发布的负面清单显示，限制已取消。\n\n另一段。"),
        ("清单发布\n\n昨天\n负面清单\n显示，限制已取消\n！", "清单发布\n\n昨天负面清单显示，限制已取消！"),
        ("清单发布\n2024-10-08\n据悉，\n国务院\n发布了\n清单\n。", "清单发布\n2024-10-08\n据悉，国务院发布了清单。"),
        ("前一段。\n负面清单\n显示，限制已取消\n。\n后一段。", "前一段。\n负面清单显示，限制已取消。\n后一段。"),
        ("清单\n记者：请问\n负面清单\n何时施行\n？\n司长：明年。", "清单\n记者：请问负面清单何时施行？\n司长：明年。"),
        ("清单发布\n负面清单\n显示，限制已取消\n。", "清单发布\n负面清单显示，限制已取消。"),
        ("一、清单\n负面清单\n显示，限制已取消\n；", "一、清单\n负面清单显示，限制已取消；"),
    ],
)
def test_a_stop_alone_on_its_line_ends_the_sentence_above_it(broken, whole):
    """Up to another stop, a blank line, a heading, a date or the title."""
    assert joined(broken) == whole


def test_a_sentence_of_several_clauses_that_breaks_off_goes_on():
    """A line that is too long for a heading, before the few words that end it, or one that begins like a notice."""
    for first, rest in [
        ("现将《二〇二四年工作要点》印发给你们，请结合实际认真贯彻", "落实。遇到问题，请及时报告。"),
        ("现将《二〇二四年工作要点》印发给你们，请结合", "实际认真贯彻落实。"),
        ("根据国务院关于做好今年就业工作的部署，经研究决定开展", "专项行动，请遵照执行。"),
        ("为做好今年的就业工作，特制定本办法，各地要结合当地的实际情况", "认真组织实施。"),
        ("各地要加强领导，明确责任，把各项任务真正落到实处并抓出", "成效；不得推诿。"),
    ]:
        assert joined(f"各有关单位：\n{first}\n{rest}\n办公室") == f"各有关单位：\n{first}{rest}\n办公室"
        assert joined(f"{first}\n\n{rest}") == f"{first}\n\n{rest}"
    for heading, below in [
        ("深化改革，扩大开放，奋力谱写中国式现代化建设的崭新篇章", "过去一年，经济稳中有进。"),
        ("学深悟透，真抓实干，奋力开创新时代农业农村工作的新局面", "好。我们要继续努力。"),
        ("根据国务院印发的意见，请您介绍一下有关的背景和主要内容", "意见的出台有深刻的背景。"),
    ]:
        assert joined(f"讲话\n{heading}\n{below}") == f"讲话\n{heading}\n{below}"


def test_a_sentence_broken_at_a_name_is_one_where_blank_lines_part_paragraphs():
    """Even if the next line begins with no mark; a signature below a sentence stays."""
    four = "\n\n".join([PROSE] * 4)
    assert (
        joined(f"{four}\n\n各地推进。推动\n某某协定\n生效实施。\n\n{PROSE}")
        == f"{four}\n\n各地推进。推动某某协定生效实施。\n\n{PROSE}"
    )
    signed = f"{four}\n某某市人民政府\n二〇二四年三月"
    assert joined(signed) == signed


def test_a_title_goes_on_in_no_name():
    """What the layout marks as a heading ends where it ends."""
    text = "闭幕\n总理\n。会议结束。"
    assert [start for start, *_ in find_joins(text)] == [2, 5]
    assert [start for start, *_ in find_joins(text, heading_ends=[2])] == [5]


@pytest.mark.parametrize("number", ["— 12 —", "第12页 共30页", "12"])
def test_a_sentence_goes_on_over_the_number_of_a_page(number):
    """It goes with the break, and the reason says so; one between two paragraphs stays."""
    lines = cut("　　" + PROSE, 20)
    text = "\n".join([*lines[:2], "", number, "", *lines[2:], number, *cut("　　" + PROSE[20:], 20)])
    assert joined(text) == "\n".join(["　　" + PROSE, number, "　　" + PROSE[20:]])
    assert [reason for *_, reason in find_joins(text)].count(AT_PAGE) == 1


def test_a_paragraph_that_ends_with_its_page_goes_on_in_no_other():
    """Its last line is full and ends at a stop; no indent tells where the next begins."""
    paragraphs = [PROSE, PROSE[20:], PROSE[60:] + PROSE, PROSE[40:]]
    *before, last = ("\n".join(cut(paragraph, 20)) for paragraph in paragraphs)
    wanted = "\n\n".join(paragraphs[:3]) + f"\n\n— 3 —\n\n{paragraphs[3]}"
    assert joined("\n\n".join(before) + f"\n\n— 3 —\n\n{last}") == wanted


def test_narrow_english_lines_without_a_mark_are_no_fault():
    """Six lines break off among their words, and none has a mark whose place could be compared."""
    lines = ["the new growth engine of our", "land is one that we make now", "for all of the people here we"]
    lines += ["make it for the good of every", "body who lives in this land so", "it is one of the best we have"]
    assert (
        joined("\n".join([*lines, "made in a very long time here."])).split()
        == " ".join([*lines, "made in a very long time here."]).split()
    )


def test_narrow_lines_are_joined_where_their_marks_stand_at_different_places():
    """Those of slogans stand at one place."""
    whole = "为贯彻国家部署，加快传统产业改造升级，培育壮大新兴产业，结合实际，制定本方案。到二〇二七年，工业增加值年均增长百分之六，研发工具普及率达到百分之八十五。"
    lines = [whole[at : at + 12] for at in range(0, len(whole), 12)]
    assert joined("\n".join(["实施方案", "", *lines])) == f"实施方案\n\n{whole}"
    slogans = "\n".join(["奋进新征程中，建功新时代上", "开拓新局面里，谱写新篇章来", "扛起新使命去，展现新作为了"] * 3)
    assert joined(slogans) == slogans


def test_a_paragraph_of_three_lines_is_joined_below_its_title():
    """Two full lines show the width of a short text, if none that breaks off is shorter."""
    first = "新型工业化是全面建成社会主义现代化强国的必由之路，也是"
    second, third = "构建新发展格局的必然选择，要坚定不移、持之以恒地推进下", "去，不断取得新成效。"
    assert joined(f"推进新型工业化\n\n{first}\n{second}\n{third}") == f"推进新型工业化\n\n{first}{second}{third}"
    headings = f"{first}\n\n第一段说的是别的事情。\n\n{second[:20]}\n\n第二段也说别的事情。"
    assert joined(headings) == headings


def test_a_hyphen_at_the_end_of_a_line_goes_with_a_word_and_stays_in_a_compound():
    """What the text prints elsewhere counts first; high- begins compounds."""
    lines = [
        "The rapid development of artificial intelli-", "gence is changing how almost all of the high-",
        "quality manufacturing works, and the govern-", "ment has issued more guide-lines and a guide-",
        "lines text on the safety of such systems now.",
    ]  # fmt: skip
    assert joined("\n".join(lines)) == (
        "The rapid development of artificial intelligence is changing how almost all of the high-quality manufacturing"
        " works, and the government has issued more guide-lines and a guide-lines text on the safety of such systems now."
    )


def test_a_word_that_a_hyphen_parts_shows_that_short_lines_of_english_are_broken():
    """However few they are: small letters go on with small ones; without such a word they may be verse."""
    lines = ["The forty-", "seven villages spent more of their own money on offi\u2010", "cials, and less on roads."]
    assert (
        joined("\n".join(lines))
        == "The forty-seven villages spent more of their own money on officials, and less on roads."
    )
    lines = ["The office has reorgan-", "ized its services, and", "waiting is over", "in the county.", "A list"]
    assert (
        joined("\n".join(lines))
        == "The office has reorganized its services, and waiting is over in the county.\nA list"
    )
    verse = "The water runs below,\nand over it the bridge\nis waiting for us."
    assert joined(verse) == verse


def test_what_the_text_prints_elsewhere_tells_a_word_from_a_compound():
    """high- begins compounds, but not where the text has the whole word."""
    lines = [
        "The report has one highlight, which is that a low-", "altitude economy is growing fast, and it will high-",
        "light the need for rules that are clear to people, while the rest of it, as we know, is not so new to us.",
    ]  # fmt: skip
    text = "\n".join(lines)
    assert "low-altitude" in joined(text) and "will highlight the" in joined(text)


def test_a_prefix_begins_a_compound_where_its_word_stands_alone():
    """re-gions is a word that a line parted, re-elected a compound."""
    lines = [
        "The low-altitude economy is growing in many re-", "gions of the country, where those who were re-",
        "elected keep what those who had been elected had promised to all of the people in the year before that one.",
    ]  # fmt: skip
    text = joined("\n".join(lines))
    assert "many regions of" in text and "were re-elected keep" in text


def test_a_paragraph_of_two_lines_is_joined_and_a_long_heading_is_not():
    """Nothing is headed by a line of three clauses that is longer than all below it."""
    first, second = "本市今年将新建改扩建中小学四十所，新增学位五万个，并建", "立教师编制动态调整机制。"
    assert joined(f"简讯\n\n{first}\n{second}") == f"简讯\n\n{first}{second}"
    for below in (f"{PROSE}\n\n{PROSE}", f"{second}\n{second}"):
        assert joined(f"简讯\n\n{first}\n{below}") == f"简讯\n\n{first}\n{below}"


def test_an_english_abstract_of_two_lines_is_joined():
    """No line begins with a small letter below one as long as a sentence."""
    first, second = (
        "This paper studies the effect of express delivery on farmers' incomes in",
        "western China in detail.",
    )
    assert joined(f"On Delivery\n\n{first}\n{second}") == f"On Delivery\n\n{first} {second}"
    assert joined(f"On Delivery\n\n{first}\nWestern China.") == f"On Delivery\n\n{first}\nWestern China."


POINTS = (
    "抓好三件事。一是加快改革，完善制度，激发活力。二是扩大开放，优化环境，稳住外资。三是改善民生，增加就业，办好实事。"
)


@pytest.mark.parametrize("every", ["> ", ">> ", ">"])
def test_the_signs_of_a_quoted_mail_are_no_words(every):
    """They stand before each line, also before a blank one; those of the first line of a paragraph stay."""
    text = "\n\n".join("\n".join(cut(paragraph, 24)) for paragraph in THREE)
    quoted = "\n".join(every + line for line in text.split("\n"))
    assert joined(quoted) == f"\n{every}\n".join(every + paragraph for paragraph in THREE)
    assert joined(f"{quoted}\n回信说的是别的事。").endswith(f"{every}{THREE[-1]}\n回信说的是别的事。")


def test_a_blank_line_after_each_line_parts_nothing():
    """Where nearly all that break off have one; paragraphs are told by their indents."""
    lines = wrap(THREE, 24, first="　　").split("\n")
    assert joined("\n\n".join(lines)) == "\n\n".join("　　" + paragraph for paragraph in THREE)


@pytest.mark.parametrize("width", [20, 22, 26, 30, 34])
def test_where_paragraphs_stand_apart_a_point_in_mid_line_opens_none(width):
    """Nor does a number that the end of a line cuts in two, nor a full line that ends at a stop end one."""
    paragraphs = [POINTS + PROSE[:27] + "这是要求之一。" + POINTS, PROSE + POINTS, POINTS * 2]
    for first, between in (("　　", "\n"), ("", "\n\n")):
        text = wrap(paragraphs, width, first=first, between=between)
        assert joined(text) == between.join(first + p for p in paragraphs)


def test_a_number_in_mid_sentence_opens_nothing():
    """第 and 之 at the end of a line say that the numeral below them goes on with it, whatever tells paragraphs apart."""
    lines = [PROSE[:18] + "之", "一是", PROSE[18:36], PROSE[36:54] + "第", "一、效益优先，" + PROSE[:13], PROSE[13:]]
    text = "\n".join([lines[0], lines[1] + PROSE[18:35], PROSE[35:54] + "第", *lines[4:], *cut(PROSE, 20)])
    assert "之一是" in joined(text) and "第一、效益优先" in joined(text)


def run(start, length, end="。"):
    """Take so many characters of prose from some place, the last a stop."""
    return (PROSE * 3)[start:].lstrip("，。")[: length - len(end)] + end


@pytest.mark.parametrize("width", [20, 24, 30])
def test_first_lines_that_lack_their_indent_tell_where_paragraphs_begin(width):
    """A full line ends at a stop: the next is as wide as it inside a paragraph, and narrower at its beginning."""
    firsts = [run(n, width - 2, "") for n in (0, 41, 7, 33, 52, 18)]
    rests = [
        [run(22, width), run(61, width, ""), run(5, 9)],
        [run(70, width)],
        [run(13, width, ""), run(27, width), run(44, 12)],
        [run(81, width, ""), run(2, 8)],
        [run(30, width, ""), run(9, width)],
        [run(55, 10)],
    ]
    paragraphs = ["\n".join([first, *rest]) for first, rest in zip(firsts, rests, strict=True)]
    assert joined("\n".join(paragraphs)) == "\n".join(paragraph.replace("\n", "") for paragraph in paragraphs)


def test_stops_at_the_ends_of_full_lines_are_as_likely_inside_paragraphs():
    """Where there are more of them than paragraphs that could fill their last line by chance."""
    lines = [*cut(run(0, 93), 20), *(run(n, 20) for n in (3, 17, 41, 60)), run(9, 10), *cut(PROSE[5:], 20)]
    assert joined("\n".join(lines)) == f"{run(0, 93)}\n{''.join(lines[5:10])}\n{PROSE[5:]}"
    short = [line for n in range(9) for line in (run(n, 20, ""), run(n + 20, 20, ""), run(n, 9))]
    assert joined("\n".join([*short, run(3, 20), run(50, 11)])).endswith(f"\n{run(3, 20)}\n{run(50, 11)}")


@pytest.mark.parametrize("width", [10, 12, 16, 20])
def test_a_single_paragraph_shows_its_width_by_its_first_line(width):
    """It stands two characters further right than the rest, and ends where the others do."""
    whole = PROSE[:5] + "，" + PROSE[6 : 4 * width] + "。"
    assert joined(wrap([whole], width, first="　　")) == "　　" + whole
    verse = ["　　深化改革，扩大开放", "我们从黎明走到黄昏，走到了远方的山川。"]
    assert joined("\n".join(verse)) == "\n".join(verse)


def test_no_heading_has_the_end_of_a_sentence_inside_it():
    """A paragraph of two lines is one, though nothing shows its width."""
    first, second = "推动风险防范取得明显进展。当前我国经济金融", "风险总体可控，要标本兼治。"
    assert joined(f"简讯\n\n{first}\n{second}") == f"简讯\n\n{first}{second}"
    assert joined(f"简讯\n\n{first}\n{second}\n{PROSE}") == f"简讯\n\n{first}\n{second}\n{PROSE}"


@pytest.mark.parametrize("widths", [(20, 34), (34, 20), (30, 24, 38)])
def test_texts_one_after_the_other_are_joined_each_at_its_width(widths):
    """As in a file of many regulations; one of whole paragraphs may stand between them."""
    texts = [
        wrap(THREE * 3, width, first="　　" if width < 30 else "", between="\n\n" if width >= 30 else "\n")
        for width in widths
    ]
    wanted = [
        ("\n" if width < 30 else "\n\n").join(("　　" if width < 30 else "") + p for p in THREE * 3) for width in widths
    ]
    whole = "\n".join("　　" + paragraph for paragraph in THREE * 4)
    assert joined("\n\n".join([texts[0], whole, *texts[1:]])) == "\n\n".join([wanted[0], whole, *wanted[1:]])


@pytest.mark.parametrize("number", ["— 2 —", "- 12 -", "第 3 页"])
def test_a_sentence_goes_on_over_the_number_of_a_page_in_a_text_that_was_not_wrapped(number):
    """Not into what stands apart, or below a sentence that ended."""
    text = f"{PROSE}\n{PROSE[:40]}\n{number}\n{PROSE[40:]}"
    assert joined(text) == f"{PROSE}\n{PROSE}"
    for other in (f"{PROSE}\n{number}\n{PROSE}", f"{PROSE[:40]}\n{number}\n　　{PROSE}", f"题目\n{number}\n{PROSE}"):
        assert joined(other) == other


def test_a_numbered_line_that_is_not_full_heads_what_was_wrapped():
    """Above a full line, be it of two clauses, as nearly all that break off are wider; a full one goes on, and ends."""
    text = "\n".join(cut(PROSE * 4, 24))
    narrow, wide = "三、强化资源配置功能，提升服务辐射能级", "1.3 到 2035 年基本建成具有影响力的现代化"
    assert f"\n{narrow}\n推进" in joined(f"{text}\n{narrow}\n{text}")
    assert f"\n{wide}大都市\n推进" in joined(f"{text}\n{wide}\n大都市\n{text}")


def test_the_number_of_a_page_goes_where_it_stands_before_its_first_words():
    """In the middle of a sentence, before a paragraph, and before the number of a heading; a list keeps its own."""
    whole = PROSE.replace("。", "，") * 18
    lines = cut(whole, 20)
    paged = [f"{7 + at // 12}{line}" if at and at % 12 == 0 else line for at, line in enumerate(lines)]
    assert joined("\n".join([*paged, PROSE[:9] + "。"])) == whole + PROSE[:9] + "。"
    paged[23], paged[24] = "一步一个脚印往前走。", f"{7 + 2}1.1 总体要求"
    assert "往前走。\n1.1 总体要求\n" in joined("\n".join(paged))
    listed = "\n".join(
        f"{n}{name}。\n" + "\n".join(["其他的话。"] * 12) for n, name in enumerate(["总则", "任务", "保障", "附则"], 1)
    )
    assert joined(listed) == listed


def test_an_article_inside_a_line_begins_a_paragraph():
    """Where a page ends, two lines are stored as one; a sentence may refer to an article."""
    lines = [
        *cut(PROSE[:80], 20),
        "不能照搬。 第四条 " + PROSE[:20],
        *cut(PROSE[20:], 20),
        "第二章 规划 第五条 依照第三条 办理。",
    ]
    text = joined("\n".join([*cut(run(0, 93), 20), *lines]))
    assert [line[:3] for line in text.split("\n")] == ["推进新", "推进新", "第四条", "第二章", "第五条"]
    assert text.endswith("第二章 规划\n第五条 依照第三条 办理。")


def test_a_number_set_lower_stands_in_its_sentence():
    assert joined("环境质量更好，PM\n2.5\n平均浓度下降。\n另一段。") == "环境质量更好，PM2.5平均浓度下降。\n另一段。"


def test_whom_a_notice_addresses_may_take_two_lines():
    """The number of the document above it is no part of it."""
    lines = [
        "虚政发〔2024〕12号",
        "各县、区人民政府，虚拟经济开发区、市新城、示例",
        "工业园区，市各委、办、局，市各直属单位：",
    ]
    assert joined("\n".join([*lines, PROSE])) == "\n".join([lines[0], lines[1] + lines[2], PROSE])


def test_articles_of_a_statute_that_share_lines_are_parted():
    """Chapters, too, with or without a blank between the characters of a name; two that are named in prose are not."""
    parts = ["第一章 总　则", "第一条 为了规范管理。", "第二条 适用本办法。", "第二章 收集", "第三条 应当合法。"]
    assert joined(" ".join(parts[:3]) + "\n" + "".join(parts[3:4]) + " " + parts[4]) == "\n".join(parts)
    assert find_joins(f"他说。第三条 路走不通。\n{PROSE}") == []
