from pathlib import Path

import pytest

from discourse.texts.boundaries import find_boundaries
from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import find_doubts
from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.facts import LineFacts
from discourse.texts.structure import find_structure
from study import DATA

FINE = "题目\n导语。\n甲节\n问：甲？\n答：乙。\n一是丙。\n二是丁。\n乙节\n问：戊？\n答：己。"


def doubts(text, **options):
    """Give the doubts about a text as (line, rule, note)."""
    found = find_doubts(find_structure(text, line_of=line_counter(text), **options))
    return [(doubt.line, doubt.rule, doubt.note) for doubt in found]


def test_a_plain_interview_raises_no_doubt():
    """What fits everywhere is not shown."""
    assert doubts(FINE) == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("开会了。\n散会了。", (1, "no_title", "no title found")),
        (
            "题目\n问：甲？\n答：乙。\n问：丙？\n答：丁。\n问：戊？\n王明：己。",
            (7, "speaks_once", "speaker 王明 speaks once"),
        ),
        ("题目\n导语。\n答：乙。\n问：丙？\n答：丁。", (3, "answer_without_question", "answer without a question")),
        ("眉题\n真正的题目\n2024年1月2日\n甲。", (2, "two_titles", "two lines that may be the title")),
        ("题目\n问：甲？\n问：乙？\n答：丙。", (2, "question_without_answer", "question without an answer")),
        ("题目\n导语。\n一、甲\n二、乙\n正文。", (3, "section_without_text", "section without text")),
        ("题目\n导语。\n一、甲\n正文。\n三、乙\n正文。", (5, "number_left_out", "number: 三 follows 一")),
        (
            "题目\n1.甲吗？\n正文正文正文。\n2.乙吗？\n正文正文正文。\n3.丙吗？\n正文正文正文。",
            (2, "headings_ask", "all 3 headings ask: questions, with answers below?"),
        ),
        ("题目\n导语。\n二、甲\n正文。", (3, "first_number", "number: the first is 二")),
        (
            "题目\n导语。\n2.1 基础\n正文。\n2.1.1 数据\n正文。\n2.2 方法\n正文。\n3.1 结果\n正文。\n3.3 结论\n正文。",
            (11, "number_left_out", "number: 3.3 follows 3.1"),
        ),
        ("题目\n问：甲？\n答：乙。\n一是丙。\n三是丁。", (5, "point_out_of_order", "point 3 after point 1")),
        ("题目\n问：甲？\n答：乙。\n一是丙。", (4, "series_of_one", "a series of one point")),
        ("题目\n他说：“好\n真好。”\n散会。", (2, "open_quotes", "“ without its partner in the line")),
        (f"题目\n{'长' * 31}\n正文在此。", (2, "ends_midway", "ends without a stop: a broken line?")),
        ("题目\n正文在此，\n。还有一句。", (3, "begins_midway", "begins with what ends a sentence: a broken line?")),
        (
            "题目\n（新华社北京1月2日电）\n，下半句在此。",
            (3, "begins_midway", "begins with what ends a sentence: a broken line?"),
        ),
        (
            "题目\n红方：何时开工？\n还没有定。\n红方：那就再等等。\n也好。\n蓝方：等不起。\n是啊。\n蓝方：散会。",
            (2, "unread_label", "红方: begins 2 lines, and names nobody: a speaker?"),
        ),
        (
            "题目\n问：甲？\n这里说的是另外一件很长的事。\n问：丙？\n答：丁。",
            (3, "question_runs_on", "goes on behind a question: the answer?"),
        ),
        (
            f"题目\n导语在此。\n甲是什么？\n{'甲是这样的一件事情，' * 9}说完了。\n散会。",
            (3, "question_alone", "asks, above a long paragraph: a heading, a question?"),
        ),
        (
            "The Title\nA text is here.\nLin Xiao:\nSo it is.",
            (3, "name_alone", "a name alone on its line: a label, or a line of the page?"),
        ),
        (
            "题目\n正文在此。\n虚拟网消息（晚间播报）：正文在此，后面还有一句。",
            (3, "source_left", "begins with a source or a reporter that is not cut off"),
        ),
        (
            "题目\n正文在此。\n虚拟市市长　林晓\n正文在此。",
            (3, "name_alone", "a name alone on its line: a label, or a line of the page?"),
        ),
        ("题目\n正文。\n甲\n乙\n丙\n丁\n正文。", (3, "short_lines", "short lines without stops: a list or headings?")),
        (f"题目\n导语。\n（一）{'长' * 30}\n正文在此。", (3, "long_heading", "heading of 33 characters")),
        (
            f"题目\n正文。\n图为{'长' * 70}。",
            (3, "long_imprint", "73 characters that are not counted (imprint: caption)"),
        ),
        (
            "题目\n访谈。\n您好吗？\n好。\n您忙吗？\n忙。",
            (3, "question_without_label", "question without a label: a question without a label"),
        ),
        (
            "题目\n发展/v 先进/a 制造业/n 推动/v 人工/n 智能/n。",
            (2, "parted", "'/' stands between its words (lines so: 1)"),
        ),
        ("政 府 工 作 报 告\n正文。", (1, "parted", "' ' stands between its words (lines so: 1)")),
        ("题目\n记者：甲？\n王明：乙。\n王明：", (4, "label_without_speech", "a label without speech")),
    ],
)
def test_what_looks_wrong_is_named_with_its_line(text, doubt):
    """Each kind of doubt, on a text that has it."""
    assert doubt in doubts(text)


def test_a_doubt_says_what_to_declare_and_a_declaration_ends_it():
    """The line is that of the file."""
    text = "题目\n导语。\n一、甲\n正文。\n三、乙\n正文。"
    found = find_doubts(find_structure(text, line_of=line_counter(text)))
    assert found[0].declare.startswith("line = 5, ")
    assert doubts(text, declarations=[{"line": 5, "kind": "body", "reason": "x"}]) == []


def test_headings_below_a_decimal_one_part_none_of_its_series():
    text = "题目\n导语。\n1.1 基础\n正文。\n1.1.1 数据\n正文。\n1.1.2 来源\n正文。\n1.2 方法\n正文。\n2.1 结果\n正文。"
    assert [rule for _, rule, _ in doubts(text) if "number" in rule] == []


def test_the_study_shows_its_broken_lines():
    """The two that break in mid-sentence; the third breaks after a full stop, and nothing betrays it."""
    raw = (DATA / "raw" / "004_b40dfb81d15566bc.txt").read_text(encoding="utf-8")
    assert doubts(raw[: raw.index("民生谈")]) == [
        (23, "ends_midway", "ends without a stop: a broken line?"), (41, "ends_midway", "ends without a stop: a broken line?"),
    ]  # fmt: skip


def test_the_page_of_the_study_shows_where_its_other_texts_begin():
    """Four unrelated texts follow the interview; two more lines look like it."""
    raw = (DATA / "raw" / "004_b40dfb81d15566bc.txt").read_text(encoding="utf-8")
    assert [(found.line, found.text[:6], raw[found.start :][:3]) for found in find_boundaries(raw)] == [
        (77, "民生谈", "民生谈"), (83, "人口老龄化和", "人口老"), (93, "2024年中", "202"), (101, "追风逐日看新", "追风逐"),
        (129, "(上接第三版", "(上接"),
    ]  # fmt: skip


def test_an_article_alone_in_its_file_has_no_boundary():
    """Neither the other study text nor any layout shows one but the reply that ends with 完."""
    alone = (DATA / "raw" / "000_413cd85b7e72fea7.txt").read_text(encoding="utf-8")
    assert find_boundaries(alone) == []
    layouts = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
    assert [path.stem for path in layouts if find_boundaries(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("between", "rule"),
    [
        ("（责任编辑：甲）\n另一题目\n另一段。", "after_end"),
        ("（新华社北京9月2日电）\n另一题目\n另一段。", "after_end"),
        ("另一题目\n新华社北京9月2日电　另一段。", "above_dateline"),
        ("另一题目\n本报记者　林晓\n另一段。", "above_byline"),
        ("另一题目\n2024-05-07 09:00 来源：虚拟网\n另一段。", "above_byline"),
        ("另一题目\n——访林晓\n本报记者　林晓\n另一段。", "above_byline"),
        ("另一通知\n虚政发〔2024〕4号\n各县：\n另一段。", "above_byline"),
        ("短评：另一题目\n另一段。", "short_piece"),
        ("相关阅读\n另一题目\n" + "另一段。" * 30, "links"),
        ("（上接第一版）要把人才培养放在前面。", "continued"),
        ("另一题目\n它的副题\n另一段。", "two_lines"),
        ("新华社北京9月2日电　另一段。", "dispatch"),
        ("第三段。（林晓）\n另一题目\n另一段。（王明 林晓）\n又一题目\n又一段。", "after_signature"),
        ("（上接第一版）\n另一段。", "continued"),
    ],
)
def test_each_evidence_of_a_boundary(between, rule):
    """A title-like line, or a dispatch, after full paragraphs of another article."""
    found = find_boundaries(f"题目\n第一段。\n第二段。\n{between}")
    assert found[0].rule == rule
    assert (
        found[0].text
        == next(line for line in between.split("\n") if not line.startswith(("（责", "（新", "第三")))[:40]
    )


def test_the_head_of_an_article_is_one_boundary_at_its_first_line():
    """Three lines of a title and a subtitle above the byline; the dispatch below belongs to them."""
    article = "{}题目\n它的第二行\n——副题一则\n本报记者　林晓\n新华社北京9月2日电　第一段。\n第二段。\n第三段。"
    found = find_boundaries("\n".join(article.format(name) for name in "甲乙丙丁"))
    assert [(edge.line, edge.rule) for edge in found] == [
        (8, "above_byline"),
        (15, "above_byline"),
        (22, "above_byline"),
    ]


def test_where_articles_have_each_a_byline_what_has_none_is_a_part_of_one():
    """The same marks and short lines in a file without bylines may begin pieces of their own."""
    parts = "■甲地举行农机大赛\n第三段。\n小题目\n另一行\n第四段。\n新华社北京9月2日电　第五段。"
    bylined = "{}题目\n本报记者　林晓\n第一段。\n第二段。\n" + parts
    assert [edge.line for edge in find_boundaries("\n".join(bylined.format(name) for name in "甲乙丙"))] == [11, 21]
    plain = bylined.replace("本报记者　林晓\n", "")
    rules = [edge.rule for edge in find_boundaries(plain.format("甲"))]
    assert rules == ["short_piece", "two_lines", "dispatch"][: len(rules)]
    assert rules


def test_a_caption_and_the_heads_of_a_digest_begin_no_article():
    """A caption is known by the layout; heads in a series are told by one another."""
    text = "题目\n第一段。\n第二段。\n小题目\n工厂一角\n第三段。"
    assert [edge.rule for edge in find_boundaries(text)] == ["two_lines"]
    start = text.index("工厂一角")
    assert find_boundaries(text, marks=[(start, start + 4, "caption", 0)]) == []
    items = "\n".join(f"【虚拟{name}报】{name}地举行农机大赛\n新华社北京9月2日电　{name}段。" for name in "甲乙丙丁")
    assert find_boundaries(f"题目\n第一段。\n第二段。\n要闻\n{items}") == []


@pytest.mark.parametrize(
    "ending", ["虚拟市人民政府\n2024年5月6日", "甲乡丙村\n丁乡戊村，\n都通了公路。", "相关阅读", "短评不长，说两句。"]
)
def test_what_only_looks_like_another_article_is_none(ending):
    """A signature above its date, lines of verse, links without titles, a sentence about a column."""
    assert find_boundaries(f"题目\n第一段。\n第二段。\n{ending}") == []


def test_the_number_of_a_note_is_no_mark_of_a_line():
    """A PDF marks it; it says nothing of where an article begins."""
    text = "谈低空经济\n\n低空经济1是新增长引擎。\n\n各地都在布局。"
    marks = [(0, 5, "title", 0), (11, 12, "note", 0)]
    assert find_boundaries(text, marks=marks) == find_boundaries(text, marks=marks[:1]) == []


def test_headings_with_their_captions_begin_no_articles():
    """Three pairs of short lines tell the parts of one text; a byline in the file shows that it has several."""
    parts = [f"{name}节\n{name}园一角\n{name}一段。\n{name}二段。" for name in "甲乙丙"]
    text = "\n".join(["题目", "第一段。", "第二段。", *parts])
    assert find_boundaries(text) == find_boundaries(f"{text}（林晓）\n另一题目\n另一段。") == []
    bylined = f"{text}\n另一题目\n本报记者　林晓\n另一段。"
    assert {edge.rule for edge in find_boundaries(bylined)} == {"two_lines", "above_byline"}


def test_a_page_whose_title_is_marked_has_one_article_and_so_has_a_document_with_what_is_attached():
    """Whatever pairs of lines stand in it, and whatever follows its end."""
    text = "题目\n第一段。\n第二段。\n小题目\n另一行\n第三段。"
    assert find_boundaries(text) and find_boundaries(text, marks=[(0, 2, "title", 1)]) == []
    links = "题目\n第一段。\n第二段。\n相关阅读\n另一题目\n{0}\n再一题目\n{0}\n{0}"
    assert [len(find_boundaries(links.format("摘要一则。" * times))) for times in (15, 30)] == [0, 1]
    assert find_boundaries("通知\n第一段。\n第二段。\n（此件公开发布）\n附件\n第三段。") == []


def test_a_paragraph_that_ends_with_who_is_charged_with_it_is_whole():
    """In brackets behind its last sentence."""
    line = "完善创新体系，加快建设各类平台，支持企业牵头承担任务，推动成果转化应用。（各部门按职责分工负责）"
    assert doubts(f"题目\n{line}\n{line}\n{line}") == []


def test_no_words_are_lost_in_a_long_address():
    address = "https://example.com/" + "a" * 90
    line = "会议在北京举行，各地代表讨论了明年的安排，通过了有关决定。"
    assert doubts(f"题目\n原文链接：{address}\n{line}\n{line}\n© {'虚拟时报' * 20}") == []


def test_quotation_marks_of_the_wrong_signs_are_no_loss_where_they_are_in_pairs():
    lines = ['面对“询问"，会议代表说没有这样的安排。', "面对”询问”，会议代表说没有这样的安排。"]
    assert [line for line, rule, _ in doubts("\n".join(["题目", *lines])) if rule == "open_quotes"] == []
    assert (2, "open_quotes", "“ without its partner in the line") in doubts(
        "题目\n面对“询问，会议代表说没有这样的安排。"
    )


def test_the_title_of_another_article_of_the_file_is_a_heading():
    """Above a byline whose name is on no list, with a subtitle or a dateline between; several sentences are text."""
    full = "推进新型工业化是一项系统工程，要坚持稳中求进，统筹发展和安全，把各项部署落到实处，不断取得成效。"
    below = ["作者：莽九晨  时间：2018-12-31", f"本报平壤10月12日电 （记者莽九晨）{full}"]
    text = "\n".join(
        ["题目", *[full] * 3, "另一个题目", "——副题一则", *below, "又一个题目", *below, f"{full}{full}一句"]
    )
    rows = [
        (block.line, block.kind)
        for block in find_structure(text, line_of=line_counter(text))
        if block.line in (5, 9, 12)
    ]
    assert rows == [(5, "heading"), (9, "heading"), (12, "body")]


def test_the_only_heading_of_a_text_is_doubted_where_nothing_of_its_own_tells_it():
    """Two are a series; one with a number is no caption."""
    full = "推进新型工业化是一项系统工程，要坚持稳中求进，统筹发展和安全，把各项部署落到实处，不断取得成效。"
    parts = [["题目", full, full, line, full, full] for line in ("车间里的年轻人", "一、车间里的年轻人")]
    texts = ["\n".join(part) for part in [*parts, [*parts[0], "回来的人", full, full]]]
    assert [[rule for _, rule, _ in doubts(text) if rule == "lone_heading"] for text in texts] == [
        ["lone_heading"],
        [],
        [],
    ]


def test_a_date_alone_below_each_title_begins_an_article():
    """Where the first has none, a date heads a part of it."""
    text = (
        "题目\n2024-05-06\n第一段。\n第二段。\n另一题目\n2024-05-07\n另一段。\n又一段。\n第三题目\n2024-05-08\n一段。"
    )
    assert [(edge.line, edge.rule) for edge in find_boundaries(text)] == [(5, "above_byline"), (9, "above_byline")]
    assert find_boundaries(text.replace("2024-05-06\n", "")) == []
    blocks = find_structure(text, line_of=line_counter(text))
    assert [block.kind for block in blocks if block.line in (2, 6, 10)] == ["imprint"] * 3


def test_a_document_stands_below_the_notice_that_names_it():
    """Its title begins no article, who signs the notice is none, and the number of an article heads nothing."""
    text = (
        "虚拟市人民政府办公室　关于印发《虚拟市车间安全管理办法（试行）》的通知\n发布日期：2024-05-06　来源：虚拟市人民政府办公室\n各区人民政府：\n"
        "《虚拟市车间安全管理办法（试行）》已经市政府同意，现印发给你们。\n虚拟市人民政府办公室\n2024年5月6日\n（此件公开发布）\n"
        "虚拟市车间安全管理办法（试行）\n第一条\n为了加强车间安全管理，制定本办法。\n第二条\n车间应当每月检查一次，并记录在案。"
    )
    assert find_boundaries(text) == []
    kinds = [block.kind for block in find_structure(text, line_of=line_counter(text))]
    assert kinds == ["title", "imprint", "body", "body", *["imprint"] * 3, "heading", *["body"] * 4]


@pytest.mark.parametrize(
    "lines",
    [
        ["有人说：“这是一件好事。", "“别的事也一样好。”"],
        ["「車間都換了新設備。", "工人學會了新本事。", "產量多了三成。」"],
        ["会议(一年一次）今天举行。"],
        ["1)推进改革（见附件1；2)。"],
        ["a) 推进改革（一年一次）；b) 扩大开放。"],
        ["一）说得好（笑）:)"],
    ],
)
def test_a_quotation_of_several_paragraphs_and_brackets_of_two_widths_are_not_doubted(lines):
    """A line that is broken inside quotation marks ends without a stop: it is."""
    assert [found for found in doubts("\n".join(["题目", *lines])) if found[1] == "open_quotes"] == []
    broken = "\n".join(["题目", lines[0].rstrip("。"), *lines[1:]])
    assert any(rule == "open_quotes" for _, rule, _ in doubts(broken)) == (len(lines) > 1)


def test_long_headings_of_a_series_and_questions_that_go_on_are_not_doubted():
    """The number tells the one, its first word the other; of questions without labels only the first is shown."""
    numbered = [f"（{number}）{'长' * 30}\n正文在此。" for number in "一二"]
    assert doubts("\n".join(["题目", "导语。", *numbered])) == []
    for asks, goes_on in (("那么，甲是什么？", True), ("对此，您如何评价甲？", False), ("你如何评价甲？", False)):
        asked = ["导语在此。", asks, f"{'甲是这样的一件事情，' * 9}说完了。", "散会。"]
        assert ("question_alone" in [rule for _, rule, _ in doubts("\n".join(["题目", *asked]))]) != goes_on, asks
    spoken = doubts("题目\n访谈。\n您好吗？\n好。\n您忙吗？\n忙。")
    assert [rule for _, rule, _ in spoken].count("question_without_label") == 1


def test_speech_without_labels_is_doubted_once():
    """However often who is asked and who answers takes turns; other lines are doubted in each row of them."""
    for rule, times in (("after_question", 1), ("likely_text", 3)):
        blocks = [LineBlock(0, 1, LineFacts("题"), kind="title")]
        for line in range(1, 7):
            block = LineBlock(line, line + 1, LineFacts("说"), line=line, kind="answer", rule=rule)
            block.kind_certainty = 0.5 if line % 2 else 1.0
            blocks.append(block)
        assert [found.rule for found in find_doubts(blocks)].count("unsure") == times
