import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.formats.marks import Mark
from discourse.texts.structure import find_structure

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
        ("1问：为什么？", "问", "为什么？"),
        ("一问：为什么？", "问", "为什么？"),
        ("▲新华社记者：为什么？", "新华社记者", "为什么？"),
        ("中央广播电视总台记者:为什么？", "中央广播电视总台记者", "为什么？"),
        ("主持人 曲某: 为什么？", "主持人 曲某", "为什么？"),
        ("1.问：为什么？", "问", "为什么？"),
        ("（三）问：为什么？", "问", "为什么？"),
        ("《人民日报》记者：为什么？", "《人民日报》记者", "为什么？"),
        ("新华社、新华网记者：为什么？", "新华社、新华网记者", "为什么？"),
        ("有记者问：为什么？", "有记者问", "为什么？"),
        ("问（甲，下同）：为什么？", "问", "为什么？"),
        ("**记者：**为什么？", "记者", "为什么？"),
        ("**记者**：为什么？", "记者", "为什么？"),
        ("記者：為什麼？", "記者", "為什麼？"),
        ("Ｑ１：为什么？", "Ｑ", "为什么？"),
        ("主播A：为什么？", "主播A", "为什么？"),
        ("记者［点头］：为什么？", "记者", "为什么？"),
        ("10:02:03 From 主持人 To Everyone：为什么？", "主持人", "为什么？"),
        ("Q1【主持人】：为什么？", "主持人", "为什么？"),
    ],
)
def test_a_question_is_known_by_its_label(line, speaker, text):
    """The label goes into the column speaker and out of the text."""
    question = structure(f"题目\n{line}\n答：好。")[1]
    assert (question.kind, question.speaker, question.text) == ("question", speaker, text)


def test_a_letter_to_an_office_is_asked_and_answered():
    """Its labels stand alone; where nobody answers, 网友留言 heads what readers of a page wrote."""
    card = "关于加装电梯的问题\n状态：已办理\n网友留言：\n何时能批下来？\n官方回复：\n您好，正在办理。"
    assert [block.kind for block in structure(card)] == ["title", "imprint", "question", "answer"]
    assert structure("题目\n第一段。\n第二段。\n网友留言：\n说得好。")[3].rule == "imprint_furniture"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("发言人 1   00:05", "发言人 2   00:31"),
        ("小鱼干 [01:05]", "老白 [01:31]"),
        ("00:05 Speaker 1", "00:31 Speaker 2"),
        ("**林洄 2024-10-08 10:00:05**", "**陈遥 10-08 10:01**"),
    ],
)
def test_whoever_stands_by_the_time_of_a_speech_speaks(first, second):
    """Though nobody asks; words with a time that stand there once are none."""
    lines = ["题目", first, "我先说。", "再说一句。", second, "我补充。", first, "好。", second, "完了。"]
    rows = [(block.turn, block.kind) for block in structure("\n".join(lines))]
    assert rows == [(0, "title"), *[(turn, "answer") for turn in (1, 1, 2, 3, 4)]]
    assert {block.kind for block in structure("题目\n会议 09:00\n议程有三项。\n会后参观车间。")[2:]} == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "问题：如何解决。",
        "答案：没有。",
        "例如：这样。",
        "关键在于：实干。",
        "《决定》：这样说。",
        "12:30开始。",
        "记者注意到：有人排队。",
        "“问：为什么？”他写道。",
        "同志们：",
        "各位代表：",
        "时间：明天。",
        "记者了解到，这样好。",
        "【新质生产力】这样说。",
    ],
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
        "本报记者林晓实习记者王艺发自虚拟市",
        "www.XUNINET.com2024年10月08日 09:30:00来源：虚拟网",
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
        "本报记者　林　晓　通讯员　赵一帆",
        "（本报记者林晓、赵一帆整理）",
        "编　辑：甲　来　源：乙",
        "文/虚拟日报记者　林晓",
        "图为会场。新华社记者　林晓　摄",
        "（此件公开发布）",
        "国发〔2018〕43号",
        "第6版(国际)",
        "＊＊＊＊＊＊",
        "責任編輯：林曉",
    ],
)
def test_the_imprint_is_known_by_its_form(line):
    """Dates, page numbers, editors' and source lines are kept apart from what is counted."""
    assert kinds(f"题目\n\n正文在此。\n\n{line}")[-1] == "imprint"


@pytest.mark.parametrize(
    "line",
    [
        "记者采访了部长金壮龙。",
        "本报记者林晓发自内心",
        "来源于实践。",
        "2024年10月8日，会议召开。",
        "编辑工作很重要。",
        "时间就是金钱。",
        "图为什么重要？",
        "上图书馆开放了。",
        "基金项目落地慢。",
        "审核：部门初审、专家复审、公示",
        "资料图书馆开放了。",
        "记者时常下乡",
        "完成任务",
        "时间：2024年，地点：北京。会议召开。",
    ],
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


def test_a_dateline_and_a_credit_are_cut_from_their_paragraph():
    """They name the dispatch; the paragraph between them stays."""
    pieces = structure("题目\n新华社北京10月8日电（记者林晓）　会议召开。（记者　赵一帆）")
    assert [(p.kind, p.text) for p in pieces[1:]] == [
        ("imprint", "新华社北京10月8日电（记者林晓）"), ("body", "会议召开。"), ("imprint", "（记者　赵一帆）"),
    ]  # fmt: skip
    assert {p.line for p in pieces[1:]} == {2}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("虚拟网北京7月8日电（记者林晓）会议召开。", "会议召开。"),
        ("虚拟网讯　会议召开。", "会议召开。"),
        ("本报8日讯（记者林晓）会议召开。", "会议召开。"),
        ("本报虚拟市8日电 会议召开。", "会议召开。"),
        ("虚拟网5月9日虚拟市消息（记者林晓 通讯员王明）会议召开。", "会议召开。"),
        ("小王5月9日收到消息（记者林晓）便来了。", None),
        ("本报记者林晓报道　会议召开。", "会议召开。"),
        ("本报记者林晓报道了会议。", None),
        ("本报8日消息：会议召开。", "会议召开。"),
        ("本报8日消息记者林晓不信。", None),
        ("本报8日电话采访了他。", None),
        ("新华社8日消息称，会议召开。", None),
        ("新华社记者8日电告编辑部。", None),
        ("国家电网7月8日电 会议召开。", None),
        ("国家电网7月8日电力负荷达到新高。", None),
        ("虚拟路网7月8日电子收费上线。", None),
        ("互联网讯 飞平台上线。", None),
        ("虚拟网讯号站建成。", None),
    ],
)
def test_a_site_has_a_dateline_where_no_word_is_cut(line, text):
    """A network is no site, and behind a site 电 or 讯 may begin a word."""
    assert [p.text for p in structure(f"题目\n{line}")[1:] if p.kind == "body"] == [text or line]


def test_a_sentence_in_brackets_is_no_credit():
    """Only what names who wrote is cut from a paragraph's end."""
    assert structure("题目\n会议召开。（会期三天）")[1].text == "会议召开。（会期三天）"
    for credit in ("作者系虚拟县委书记", "新华每日电讯"):
        assert structure(f"题目\n会议召开。（{credit}）\n会议结束。")[1].text == "会议召开。"


def test_a_label_after_a_full_stop_opens_a_turn_in_mid_line():
    """Where the same label opens lines too, and not inside quotation marks or before one."""
    text = "题目\n记者：甲？王明：乙。记者：丙？\n王明：他说：“对。记者：不对。”有人问：行吗？王明：“行。”"
    assert [(p.speaker, p.turn, p.line) for p in structure(text)[1:]] == [
        ("记者", 1, 2), ("王明", 2, 2), ("记者", 3, 2), ("王明", 4, 3),
    ]  # fmt: skip


def test_a_label_spaced_from_its_speech_counts_where_the_article_keeps_to_it():
    """One such line alone is a byline or a sentence."""
    spaced = "题目\n记者　开工了吗？\n王明　早就开工了，很顺利。\n记者　何时完工呢？\n王明　明年春天就能完工。"
    assert [p.speaker for p in structure(spaced)[1:]] == ["记者", "王明", "记者", "王明"]
    assert kinds("题目\n记者　来到工地时看到了什么？\n工地上人来人往。") == ["title", "body", "body"]


def test_a_label_alone_needs_no_colon_where_the_article_keeps_to_it():
    """Two reporters on lines of their own are labels; one is a short line."""
    alone = "甲报记者\n为什么？\n王明：因为好。\n《乙报》记者\n还有呢？\n王明：没有了。"
    assert [p.speaker for p in structure(alone)] == ["甲报记者", "王明", "《乙报》记者", "王明"]
    assert kinds("题目\n甲报记者\n为什么？\n因为好。") == ["title", "body", "body", "body"]


def test_a_speaker_who_goes_on_under_the_same_label_goes_on_with_the_turn():
    """A heading between two labels begins a new one."""
    text = "题目\n主持人：甲？\n王明：乙。\n王明：丙。\n主持人：丁？\n王明：戊。"
    assert [p.turn for p in structure(text)[1:]] == [1, 2, 2, 3, 4]


def test_a_label_without_speech_is_no_lost_line():
    """It stays as a paragraph, to be seen."""
    pieces = structure("题目\n记者：甲？\n王明：乙。\n王明：")
    assert (pieces[-1].text, pieces[-1].rule) == ("王明：", "label_without_speech")


def test_a_host_asks_and_a_guest_who_asks_back_answers():
    """Who says 请…提问 has the part of the host; one question among many answers makes no reporter."""
    text = "题目\n寿丽：请大家提问。\n甲报记者：一？\n王明：二。难道不是吗？\n甲报记者：三？\n王明：四。\n寿丽：最后一个问题。\n甲报记者：五？\n王明：六。"
    roles = {p.speaker: p.kind for p in structure(text) if p.opens_turn}
    assert roles == {"寿丽": "question", "甲报记者": "question", "王明": "answer"}


def test_below_a_marked_heading_too_and_who_is_introduced_there_does_not_speak():
    """前言 heads a lead; a paragraph that names the next speaker is told, one with his words or 我 in it is said."""
    told, said = "老街来了林晓，店里卖书，也卖花，两年里换过三次地方。", "我说林晓会来，他就来了。"
    lines = [
        "题目",
        "#前言",
        FULL,
        "#老街",
        FULL,
        "问：甲呢？",
        "周远：好。",
        "#新街",
        told,
        "问：乙呢？",
        "林晓：好。",
        "#桥头",
        said,
    ]
    text, marks = "\n".join(line.lstrip("#") for line in lines), []
    for line in lines:
        if line[0] == "#":
            marks.append((text.index(line[1:]), text.index(line[1:]) + len(line) - 1, "heading", 2))
    assert [(p.kind, p.section) for p in structure(text, marks=marks)] == [
        ("title", 0), ("heading", 1), ("lead", 0), ("heading", 2), ("body", 2), ("question", 2), ("answer", 2),
        ("heading", 3), ("body", 3), ("question", 3), ("answer", 3), ("heading", 4), ("answer", 4),
    ]  # fmt: skip


def test_the_title_again_between_paragraphs_heads_a_section():
    """Above them or below it belongs to the page, as does a list of other articles, whatever colons their titles have."""
    lines = [
        "老街的新店",
        "老街的新店",
        FULL,
        FULL,
        FULL,
        "老街的新店",
        FULL,
        "Related",
        "桥头：木工坊",
        "老街的新店",
        "河东：渡口",
    ]
    assert [(p.kind, p.section) for p in structure("\n".join(lines))] == [
        ("title", 0), ("imprint", 0), *[("body", 0)] * 3, ("heading", 1), ("body", 1), *[("imprint", 0)] * 4,
    ]  # fmt: skip


def test_a_mark_of_the_file_decides_title_headings_and_captions():
    """HTML, Word and Markdown say what a line is; the levels of headings decide the sections."""
    text = "站名\n题目在此。\n大标题，很长很长很长很长很长很长很长很长很长很长很长很长的一个。\n正文。\n小标题\n正文。\n一个人在走路\n大标题二\n正文。"
    spans = {name: (text.index(name), text.index(name) + len(name)) for name in text.split("\n")}
    big = next(name for name in spans if name.startswith("大标题，"))
    marks = [
        Mark(*spans["题目在此。"], "title"), Mark(*spans[big], "heading", 2), Mark(*spans["小标题"], "heading", 3),
        Mark(*spans["一个人在走路"], "caption"), Mark(*spans["大标题二"], "heading", 2),
    ]  # fmt: skip
    assert [(p.kind, p.section) for p in structure(text, marks=marks)] == [
        ("imprint", 0), ("title", 0), ("heading", 1), ("body", 1), ("heading", 1), ("body", 1), ("imprint", 0),
        ("heading", 2), ("body", 2),
    ]  # fmt: skip


def test_a_bold_beginning_may_be_a_label():
    """With or without a colon; bold words that name no speaker stay text."""
    text = "题目\n记者 为什么？\n王明：因为好。\n重点是 实干。"
    bold = [Mark(at, at + 2, "bold") for at in range(len(text)) if text.startswith(("记者", "重点"), at)]
    pieces = structure(text, marks=bold)[1:]
    assert [p.speaker for p in pieces] == ["记者", "王明", "王明"]
    assert (pieces[0].text, pieces[-1].text) == ("为什么？", "重点是 实干。")


def test_bold_lines_that_ask_are_questions_without_a_label():
    """And the same lines in plain type, asked of nobody, are headings of a text without turns."""
    text = "题目\n导语。\n钱从哪里来？\n从市场来，也从财政来。\n人往哪里去？\n到车间去，到一线去。"
    asked = [line for line in text.split("\n") if line.endswith("？")]
    bold = [Mark(text.index(line), text.index(line) + len(line), "bold") for line in asked]
    assert kinds(text, marks=bold) == ["title", "lead", "question", "answer", "question", "answer"]
    assert kinds(text) == ["title", "body", "heading", "body", "heading", "body"]


def test_a_list_of_short_lines_has_no_headings():
    """Three or more in a row that might all be headings are a list, or verse."""
    assert kinds("题目\n先说几句。\n一、甲\n二、乙\n三、丙\n正文在此。") == ["title", *["body"] * 5]


def test_a_heading_run_into_its_paragraph_stays_one_paragraph():
    """（一）加强领导。全文 … is body."""
    assert kinds("题目\n正文。\n（一）加强领导。各级都要抓好落实。\n（二）加强督查。要常态化开展。") == [
        "title",
        *["body"] * 3,
    ]


def test_a_name_of_a_part_with_a_stop_heads_the_parts_below_it():
    """（二）检查。 stands above 1.一般检查。, not above the next of its own series."""
    full = "各地根据实际情况制定办法，按照规定的程序和时限办理，并及时向有关部门报告结果。" * 2
    lines = [
        "题目",
        full,
        "（一）表现。",
        full,
        "（二）检查。",
        "1.一般检查。",
        full,
        "2.其他检查。",
        full,
        "（三）从严。",
        "（四）从快。",
    ]
    heads = {5: "heading", 6: "heading", 8: "heading"}
    found = dict(enumerate(kinds("\n".join([*lines, full])), 1))
    assert {at: found[at] for at in (5, 6, 8, 10)} == heads | {10: "body"}


def test_sections_follow_the_headings_before_questions():
    """A heading inside an answer, of whatever numbering, opens none."""
    for inside in ("1.丙", "丙节"):
        text = f"题目\n一节\n问：甲？\n答：乙。\n{inside}\n丁。\n二节\n问：戊？\n答：己。"
        assert [(p.kind, p.section) for p in structure(text)[1:]] == [
            ("heading", 1), ("question", 1), ("answer", 1), ("heading", 1), ("answer", 1),
            ("heading", 2), ("question", 2), ("answer", 2),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "spoken"),
    [
        # A question and its answer on one line, pair by pair.
        (["问：今年如何？答：总体稳定。", "问：毕业生怎么办？答：摆在首位。"],
         [("question", "问"), ("answer", "答"), ("question", "问"), ("answer", "答")]),
        (["记者：何时开工？方志远：明年。", "记者：在哪里？方志远：在海边。"],
         [("question", "记者"), ("answer", "方志远"), ("question", "记者"), ("answer", "方志远")]),
        # One more who answers, once only, where several do.
        (["主持人：到了什么阶段？", "龙海涛：到了“好用”。", "柳青：关键是数据。", "万建国：企业怕不会转。", "主持人：下一步？",
          "柳青：一地一策。", "龙海涛：培养人才。"],
         [("question", "主持人"), ("answer", "龙海涛"), ("answer", "柳青"), ("answer", "万建国"), ("question", "主持人"),
          ("answer", "柳青"), ("answer", "龙海涛")]),
        # A surname that no table has.
        (["记者：有何影响？", "覃仕志：会回升。", "记者：会跌吗？", "覃仕志：看利率。"],
         [("question", "记者"), ("answer", "覃仕志"), ("question", "记者"), ("answer", "覃仕志")]),
    ],
)  # fmt: skip
def test_who_speaks_is_told_apart(lines, spoken):
    assert [(p.kind, p.speaker) for p in structure("\n".join(["题目", *lines]))][1:] == spoken


def test_values_after_a_colon_inside_an_answer_are_no_speakers():
    lines = [
        "记者：怎么做？",
        "王某：有三条。",
        "牢记：安全第一。",
        "重点：补短板。",
        "难点：缺人才。",
        "记者：然后呢？",
        "王某：再看。",
    ]
    speakers = [p.speaker for p in structure("\n".join(["题目", *lines]))][1:]
    assert speakers == ["记者", "王某", "王某", "王某", "王某", "记者", "王某"]


FULL = "推动传统产业改造升级，培育壮大新兴产业，增强产业链韧性，扩大高水平开放，改善民生。"


def sections_of_headings(*lines):
    """Read lines, = for a full paragraph, and give the sections of those that are headings, in their order."""
    pieces = structure("\n".join(["题目", *(FULL if line == "=" else line for line in lines)]))
    return [piece.section for piece in pieces if piece.kind == "heading"]


@pytest.mark.parametrize(
    ("lines", "sections"),
    [
        ("五年回顾 = 目标任务 = 今年重点 = （一）消费 = （二）产业 =", [1, 2, 3, 3, 3]),
        ("去年工作 = （一）经济 = （二）民生 = 今年工作 = （一）增长 = （二）改革 =", [1, 1, 1, 2, 2, 2]),
        ("改革成就 一、经济 = 二、社会 = 改革经验 一、坚持 = 二、创新 =", [1, 1, 1, 2, 2, 2]),
        ("总体要求 = 重点任务 = 1.消费 = 2.产业 = 组织保障 =", [1, 2, 2, 2, 3]),
        ("= 管理办法 第一章总则 = 第二章附则 = 实施细则 第一章总则 = 第二章附则 =", [1, 1, 1, 2, 2, 2]),
        ("= 财政支持 1.补助 = 2.减税 = 金融支持 3.贷款 = 4.担保 =", [1, 1, 1, 2, 2, 2]),
        ("回顾 = 重点 = （一）消费 = 1.补贴 = 2.活动 = （二）产业 = 保障 =", [1, 2, 2, 2, 2, 2, 3]),
        ("回顾 = 重点 （一）消费 = （二）产业 =", [1, 2, 2, 2]),
        ("回顾 = 目标 = 重点 = 一、消费 = 二、产业 =", [1, 2, 3, 3, 3]),
        ("环境 = 思想 = 任务 = （一）甲业 = （二）乙业 = 保障 =", [1, 2, 3, 3, 3, 4]),
        # numbers above, or nothing that tells
        ("一、回顾 = 经济 = 民生 = 二、重点 = 消费 = 产业 =", [1, 1, 1, 2, 2, 2]),
        ("前言 = 一、问题 = 二、对策 = 三、建议 = 结语 =", [0, 1, 2, 3, 3]),
        ("绪论 = 总论 = 一、问题 = 二、对策 = 参考文献 =", [0, 0, 1, 2, 2]),
        ("工作部署 = （一）消费 = （二）产业 =", [0, 1, 2]),
        ("总体情况 = 一、经济 = 物价平稳 = 二、民生 = 收入增长 = 三、改革 =", [0, 1, 1, 2, 2, 3]),
        ("一、问题 = 二、对策 = 专家观点 = 读者来信 =", [1, 2, 2, 2]),
        ("甲论 = 乙论 = （完） = 一、问题 = 二、对策 =", [0, 0, 1, 2]),
        ("回顾 = 目标 = 重点 =", [1, 2, 3]),
        ("一、问题 = （一）甲 = （二）乙 = 二、对策 =", [1, 1, 1, 2]),
    ],
)
def test_headings_without_numbers_stand_above_numbers_that_begin_again_below_them(lines, sections):
    """Where a series of numbers runs on over them, or they frame the text, the numbers are the sections."""
    assert sections_of_headings(*lines.split()) == sections


@pytest.mark.parametrize(
    ("lines", "sections"),
    [
        ("一、需要什么条件？ = 案例：甲是否符合？ 答：不符合。 二、能领多少？ =", [1, 2]),
        ("1.需要什么条件？ = 案例：甲是否符合？ 答：不符合。 2.能领多少？ =", [1, 2]),
        ("（一）条件 = 问：甲符合吗？ 答：不符合。 （二）金额 =", [1, 2]),
        ("第一章条件 = 问：甲符合吗？ 答：不符合。 第二章金额 =", [1, 2]),
        ("第一部分条件 = 问：甲符合吗？ 答：不符合。 第二部分金额 =", [1, 2]),
        ("一、条件 = 问：甲符合吗？ 答：不符合。 二、金额 = 问：多少？ 答：九十。 三、期限 问：多久？ 答：两年。", [1, 2, 3]),
        ("一、条件 = 问：甲符合吗？ 答：不符合。 二、金额 问：多少？ 答：九十。 三、期限 问：多久？ 答：两年。", [1, 2, 3]),
        ("导语一段。 一、背景 = 二、内容 = 三、问答 问：甲符合吗？ 答：不符合。 问：乙呢？ 答：符合。", [1, 2, 3]),
        ("一、背景 （一）国内 = （二）国外 = 二、问答 问：甲符合吗？ 答：不符合。", [1, 1, 1, 2]),
        ("记者采访了王明。 一、条件 = 记者：甲符合吗？ 王明：不符合。 二、金额 = 记者：多少？ 王明：九十。", [1, 2]),
        # what a lead may hold
        ("王明谈了三点。 一、条件 二、金额 三、期限 记者：甲符合吗？ 王明：不符合。", []),
        ("王明谈了两点。 一、条件 二、金额 = 记者：甲符合吗？ 王明：不符合。", []),
        ("一、条件放宽，更多人能领。 二、金额提高，标准更高。 记者：甲符合吗？ 王明：不符合。", []),
        ("一、条件 = 记者：甲符合吗？ 王明：不符合。 记者：乙呢？ 王明：符合。", []),
        ("记者采访了王明。 人物简介 = 记者：甲符合吗？ 王明：不符合。", []),
        ("1.需要什么条件？ 答：三个条件。 2.能领多少？ 答：九十。", []),
    ],
)  # fmt: skip
def test_numbered_headings_before_the_first_turn_open_sections(lines, sections):
    """Two or more that go on with each other, wherever the turns begin; the lines of a list in the lead do not."""
    assert sections_of_headings(*lines.split()) == sections


def test_below_a_numbered_heading_the_lead_is_over():
    """What stands there is body, in the section, though the first turn comes later."""
    lines = ["题目", "导语。", "一、条件", FULL, "问：甲符合吗？", "答：不符合。", "二、金额", FULL]
    assert [(p.kind, p.section) for p in structure("\n".join(lines))] == [
        ("title", 0), ("lead", 0), ("heading", 1), ("body", 1), ("question", 1), ("answer", 1), ("heading", 2), ("answer", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("marks", ["●▲", "▲■", "△▽", "◇◆", "★☆", "▲▲"])
@pytest.mark.parametrize("end", ["……", "", "；", "，也新在方法", "。"])
def test_a_mark_before_a_speakers_label_makes_no_caption(marks, end):
    """However the answer ends; the same mark above a picture's words still does."""
    ask, reply = marks
    text = f"{ask}记者：有什么新特点？\n{reply}林晓：新在开门问策{end}\n{ask}记者：能否举例？\n{reply}林晓：收到建言。"
    assert kinds(text) == ["question", "answer"] * 2
    assert [piece.speaker for piece in structure(text)] == ["记者", "林晓"] * 2
    assert kinds("题目\n正文在此。\n▲虚拟车间一角\n▲黄河口：鸟儿飞翔\n正文在此。")[2:4] == ["imprint"] * 2


def test_numbers_parted_by_a_blank_head_sections_and_count_nothing():
    """As papers and standards number: 2 方法, 2.1 数据; what a number measures follows it as closely."""
    prose = "县域经济是国民经济的基本单元，也是城乡融合发展的重要切入点。"
    text = f"县域经济研究\n1 引言\n{prose}\n2 方法\n2.1 数据\n{prose}\n3 结论\n{prose}"
    found = [(piece.text, piece.section) for piece in structure(text) if piece.kind == "heading"]
    assert found == [("1 引言", 1), ("2 方法", 2), ("2.1 数据", 2), ("3 结论", 3)]
    assert "heading" not in kinds(f"县域经济研究\n{prose}\n12 个项目落地\n2.1 万人就业\n{prose}")


def test_numbers_alone_on_their_lines_head_sections_with_what_stands_below_them():
    """They run from 1, and stand above numbers that go on through all sections; figures that do not run are none."""
    parts = "01\n房子怎么留\n街道只换了屋顶。\n1、先修屋顶\n修了两个月。\n02\n人怎么请回来\n租金分三年收。\n2、租金少收\n企业敢来了。"
    blocks = find_structure(f"老街\n老街要改。\n{parts}", line_of=lambda at: 0)
    assert [block.section for block in blocks] == [0, 0, *[1] * 5, *[2] * 5]
    assert [block.kind for block in blocks[2:7]] == ["heading", "heading", "body", "heading", "body"]
    assert blocks[4].heading == "01 房子怎么留"
    assert "heading" not in kinds(f"老街\n老街要改。\n{parts.replace('01', '31').replace('02', '45')}")[2:3]


@pytest.mark.parametrize("question", ["为什么？", "那今天会怎样呢？", "可是钱呢？", "难道要等十年？"])
def test_a_question_that_asks_on_heads_nothing(question):
    """Beside it stand questions that do."""
    asked = ["钱从哪里来？", "人往哪里去？", question]
    found = kinds("\n".join(["题目", "导语。", *(line for each in asked for line in (each, "到车间去，到一线去。"))]))
    assert found == ["title", "body", "heading", "body", "heading", "body", "body", "body"]


def test_where_each_sentence_has_a_line_a_question_is_one_of_them():
    """In short paragraphs it heads nothing; between long ones it does."""
    asked = ["题目", "钱从哪里来？", "{0}", "{0}", "{0}", "人往哪里去？", *["{0}"] * 9]
    short, long = (
        "\n".join(asked).format(line) for line in ("大家都说钱不够用。", "大家都说钱不够用，" * 5 + "还要再想办法。")
    )
    assert kinds(short) == ["title", *["body"] * 14]
    assert [at for at, kind in enumerate(kinds(long)) if kind == "heading"] == [1, 5]


def test_what_a_sentence_announces_is_no_heading():
    text = "题目\n去年，我写过这篇文章：\n车间里的年轻人\n{0}\n老机床\n{0}\n新机床\n{0}".format(
        "机床修了两个月，工人们都说好。"
    )
    assert [kind == "heading" for kind in kinds(text)] == [False, False, False, False, True, False, True, False]
    # Two of a series are, where it goes on below, unless that is the series they stand in.
    assert sections_of_headings("会议指出：", "一、总体要求", "二、主要目标", "=", "三、重点任务", "=") == [1, 2, 3]
    listed = ["要做两件事：", "一、改造车间", "二、培训工人", "="]
    assert sections_of_headings("一、总体要求", "=", "二、主要目标", *listed, "三、重点任务", "=") == [1, 2, 3]


def test_one_mark_of_the_page_below_all_headings_does_not_number_the_sections():
    """It is of a higher level than those of the text; with two of that level they open the sections."""
    body, found = "机床修了两个月，工人们都说好。", []
    for last in (["## 机床之外"], ["## 机床之外", body, "## 车间之外"]):
        lines = ["车间", body, "#### 老机床", body, "#### 新机床", body, *last, body]
        text = "\n".join(line.lstrip("# ") for line in lines)
        marks, at = [], 0
        for line in lines:
            plain = line.lstrip("# ")
            if line != plain:
                marks.append((at, at + len(plain), "heading", line.count("#")))
            at += len(plain) + 1
        found.append([block.section for block in structure(text, marks=marks)])
    assert found == [[0, 0, 1, 1, 2, 2, 2, 2], [0, 0, 0, 0, 0, 0, 1, 1, 2, 2]]


def test_the_post_behind_a_name_and_the_letter_before_it_are_no_part_of_who_speaks():
    """A picture that a copy has left out heads nothing."""
    text = "谈算力\nQ1【主持人】：为什么？\nA【周明，某大学教授】：算力是底座。\n[图片]\nQ2【主持人】：怎么走？\nA【周明】：稳步走。"
    read = find_structure(text, line_of=lambda offset: text.count("\n", 0, offset) + 1)
    assert [(block.kind, block.speaker) for block in read[1:]] == [
        ("question", "主持人"),
        ("answer", "周明"),
        ("imprint", None),
        ("question", "主持人"),
        ("answer", "周明"),
    ]


def test_who_answers_a_paper_each_time_speaks_whatever_his_name():
    """Three lines without a label, and three with one."""
    text = "谈车间\n《虚拟观察》：瓶颈在哪里？\n阿力木：有三个方面。\n第一，是成本。\n第二，是数据。\n第三，是人才。\n"
    text += "《虚拟观察》：怎么办？\n阿力木：开放场景。"
    read = find_structure(text, line_of=lambda offset: text.count("\n", 0, offset) + 1)
    answers = [block.speaker for block in read if block.kind == "answer"]
    assert answers == ["阿力木"] * 5


def test_all_above_the_number_of_a_document_is_its_title():
    """An answer to a motion, whose first line names no matter."""
    text = "虚拟市人民政府对市政协第四次会议\n第46号提案的答复\n虚政函〔2024〕8号\n林晓委员：\n您提出的建议收悉，现答复如下。"
    kinds = [block.kind for block in find_structure(text, line_of=line_counter(text))]
    assert kinds == ["title", "title", "imprint", "body", "body"]


def test_a_law_says_when_it_was_amended_and_when_it_takes_effect():
    """However often it was amended, that is imprint; its last article is text, as is one that forbids."""
    amended = "　".join(
        f"根据{year}年3月18日虚拟市第{year - 2000}届人民代表大会《关于修改〈虚拟法〉的决定》修正"
        for year in range(2011, 2016)
    )
    text = (
        f"虚拟车间法\n（2001年3月18日虚拟市人民代表大会通过　{amended}）\n第一条　为了保护车间里的工人，制定本法。\n"
        "第二条　车间应当每月检查一次设备，并把结果记录在案，供工人查阅，保存不少于三年。\n禁止使用已经报废的设备。\n"
        "第三条　违反本法规定的，由主管部门责令改正，并处一万元以上十万元以下的罚款；情节严重的，责令停业。\n"
        "第四条　本法自2002年1月1日起施行。"
    )
    kinds = [block.kind for block in find_structure(text, line_of=line_counter(text))]
    assert kinds == ["title", "imprint", "body", "body", "body", "body", "body"]


def test_marked_headings_and_others_of_their_series_are_of_one_level():
    body = "正文在此，讲的是车间里的规矩。"
    text = f"题目\n一、甲\n{body}\n二、乙\n{body}\n三、丙\n{body}\n"
    marks = [Mark(text.index("三、"), text.index("三、") + 4, "heading", 2)]
    sections = [block.section for block in find_structure(text, line_of=line_counter(text), marks=marks)]
    assert sections == [0, 1, 1, 2, 2, 3, 3]


def test_an_essay_that_asks_now_and_then_is_no_interview():
    """Its questions, addressed or bold, stand far apart; those of an interview without labels make up the text."""
    full = "路修好以后，车间里的年轻人多了起来，夜里也亮着灯，这样的日子从前想都不敢想。"
    questions = ["您见过这样的车间吗？", "您会回到这里来吗？"]
    for size, asked in ((9, 0), (2, 2)):
        text = "\n".join(["车间的夜", full, *(line for each in questions for line in [each, *[full] * size])])
        for marks in ([], [Mark(text.index(each), text.index(each) + len(each), "bold") for each in questions]):
            found = find_structure(text, line_of=line_counter(text), marks=marks)
            assert sum(block.kind == "question" for block in found) == asked


@pytest.mark.parametrize(
    "line",
    [
        "会上，省长王明（中）强调，要加快推进低空经济高质量发展。", "专家认为改革（左）与开放（右）是两个轮子，缺一不可。",
        "谢谢。", "高质量。", "张家口。", "以下为人民群众谋利益的三件实事，年底前办完。",
        "学界已有许多研究，各有所长，也各有所短，争论不断。（作者系统梳理了国内外文献，提出了三点建议）",
        "Pictures from the front line show the extent of damage", "Illustrations by the author show this",
        "Images from the meeting show who came", "Photos by Ann Lake show the river",
    ],
)  # fmt: skip
def test_what_looks_like_a_caption_or_credit_and_says_something_is_text(line):
    """A sentence with 左 or 右 in brackets, one word with a stop, what an author did, and what pictures show."""
    assert ("body", line) in [(p.kind, p.text) for p in structure(f"题目\n{FULL}\n{line}\n{FULL}")]


def test_an_english_paragraph_above_a_credit_is_text():
    """A caption is short."""
    lines = [
        "题目",
        FULL,
        "The plan asks for new quays and more boats on the river. " * 2,
        "Photograph by Ann Lake/Valley Press",
        FULL,
    ]
    found = [(p.kind, p.text) for p in structure("\n".join(lines))]
    assert ("body", lines[2].strip()) in found and ("imprint", lines[3]) in found


def test_numbered_sentences_are_told_within_their_section():
    """Five items in the second section do not make items of two headings in the first; nor of what a file marks."""
    heads = [["一、总体要求", "（一）优化布局。", FULL, "（二）完善标准。", FULL], ["二、组织保障"]]
    items = [f"（{number}）支持园区{number}。" for number in "一二三四五"]
    found = structure("\n".join(["题目", *heads[0], *heads[1], *items, FULL]))
    assert {p.text: p.kind for p in found}["（二）完善标准。"] == "heading"
    items = [f"{number}、支持园区{number}。" for number in "三四五六七"]
    text = "\n".join(["题目", "一、优化布局。", FULL, "二、完善标准。", FULL, *items, FULL])
    marks = [(text.index(head), text.index(head) + 7, "heading", 2) for head in ("一、优化布局", "二、完善标准")]
    assert [p.kind for p in structure(text, marks=marks)][:4] == ["title", "heading", "body", "heading"]


def test_a_title_that_stands_again_and_again_runs_over_the_pages():
    """So does one above numbered headings."""
    for lines in (["谈改革", FULL, FULL, FULL, "谈改革", FULL, FULL, "谈改革", FULL],
                  ["谈改革", "一、回顾", FULL, FULL, FULL, "谈改革", FULL, FULL]):  # fmt: skip
        again = [p.kind for p in structure("\n".join(lines))[1:] if p.text == "谈改革"]
        assert set(again) == {"imprint"}


def test_an_answer_that_names_an_office_which_answers_below_stays_an_answer():
    """A person is introduced; and what goes on below the paragraph is said by whom the label names."""
    lines = ["题目", "记者：问什么？", f"国家发展改革委：{FULL}", "关于措施", f"下一步将会同财政部推进。{FULL}", FULL,
             "记者：还有吗？", f"财政部：{FULL}"]  # fmt: skip
    assert [p.kind for p in structure("\n".join(lines))][-4:-2] == ["answer", "answer"]


def test_of_several_headings_that_ask_the_first_is_one():
    """Whichever is the longest."""
    lines = ["题目", "低空经济的发展前景到底如何？", FULL, "安全如何保障？", FULL, "资金从哪里来？", FULL]
    assert [p.kind for p in structure("\n".join(lines))][1] == "heading"


@pytest.mark.parametrize(
    ("line", "of_author"),
    [
        ("虚拟大学经济学院副教授", True), ("虚拟县农业银行首席经济师", True), ("虚拟政治学院经济学副教授", True),
        ("虚拟大学迎来首位女校长", False), ("虚拟银行三年换了五任行长", False), ("从虚拟医院护士到院长", False),
        ("专访虚拟大学经济学院教授", False), ("一位村医院的老医生", False), ("一个银行行长", False),
        ("大学老师，也要下田", False), ("公司里的工程师", False), ("走进虚拟县医院院长", False),
    ],
)  # fmt: skip
def test_below_an_author_stand_house_and_post_and_no_one_who_is_met(line, of_author):
    prose = "旧车间改成了书店，窗子还是原来的窗子，木地板是从拆下来的船板上锯出来的，走上去有一点响，店主说这样才像是在江边读书。"
    blocks = structure(f"旧车间\n文｜林晓\n{line}\n{prose}\n{prose}\n")
    assert [block.rule == "imprint_author" for block in blocks][2:] == [of_author, False, False]


def test_an_introduction_by_its_name_heads_a_section():
    prose = "旧车间改成了书店，窗子还是原来的窗子，木地板是从拆下来的船板上锯出来的，走上去有一点响，店主说这样才像是在江边读书。"
    blocks = structure(f"旧车间\n引言\n{prose}\n{prose}\n船板做的书架\n{prose}\n")
    assert [(block.kind, block.section) for block in blocks][1:4] == [("heading", 1), ("body", 1), ("body", 1)]
    boxed = structure(f"旧车间\n【引言】\n{prose}\n{prose}\n")
    assert [block.kind for block in boxed][1:] == ["imprint", "lead", "body"]


@pytest.mark.parametrize(
    ("line", "deck"),
    [
        ("三年里货船少了一半，码头边的仓库空了，可是年轻人来了，他们要在船板上读书，也要在船板上做饭，有人说这是租金便宜的缘故", True),
        ("电车不必学内燃机。它另起一行", True),
        ("旧仓库。虚拟视觉 资料", False),
        ("今天一早，下着雨，码头上没有人。", False),
    ],
)  # fmt: skip
def test_clauses_without_a_stop_below_the_title_tell_what_the_text_is_about(line, deck):
    prose = (
        "旧车间改成了书店，窗子还是原来的窗子，木地板是从拆下来的船板上锯出来的，走上去有一点响，店主说这样才像是在江边读书。"
        * 2
    )
    assert (structure(f"旧码头\n{line}\n{prose}\n{prose}\n")[1].rule == "line_below_title") == deck


@pytest.mark.parametrize(
    ("first", "second", "heads"),
    [
        ("误区一：多喝水就好。", "误区二：不吃药也行。", True), ("村民一：修路好。", "村民二：通水好。", False),
        ("理由一，省钱。", "理由二，省事。", False), ("方案一：三月开工；", "方案三：六月开工。", False),
        ("场景一：清晨六点，老王推开门。", "场景二：中午十二点，食堂开饭。", False),
        ("嘉宾一：修路好。", "嘉宾二：通水好。", False), ("农历初一：祭神。", "农历初二：唱戏。", False),
    ],
)  # fmt: skip
def test_words_that_count_head_sections_where_nobody_speaks(first, second, heads):
    prose = (
        "旧车间改成了书店，窗子还是原来的窗子，木地板是从拆下来的船板上锯出来的，走上去有一点响，店主说这样才像是在江边读书。"
        * 2
    )
    read = structure(f"旧码头的新生\n{prose}\n{first}\n{prose}\n{second}\n{prose}\n")
    assert {block.kind == "heading" for block in (read[2], read[4])} == {heads}


def test_pairs_of_short_lines_head_sections_and_items_of_two_lines_do_not():
    """Two pairs or more, the longer below; three numbered names each with who has it, in figures."""
    text = "一段话说明今年的情况，并说明明年的打算。"
    pairs = ["题目", text, "家长", "打听高校情况", text, "考生", "觉得压力很大", text]
    assert [p.section for p in structure("\n".join(pairs))[1:]] == [0, 1, 1, 1, 2, 2, 2]
    assert "heading" not in kinds("\n".join([*pairs[:5], text, text]))
    for one, two in (("图1", "图2"), ("他说", "她说道")):
        assert "heading" not in kinds("\n".join([*pairs[:2], one, *pairs[3:5], two, *pairs[6:]]))
    items = ["题目", text, "1.小山遗址", "虚拟考古所", "2.大河遗址", "虚拟博物院", "3.高庙遗址", "虚拟文物局", text]
    assert kinds("\n".join(items)) == ["title", *["body"] * 8]
    assert kinds("\n".join(items).translate(str.maketrans("123.", "一二三、"))).count("heading") == 3


def test_the_title_of_what_is_attached_may_be_long_and_what_is_attached_without_a_number():
    """Longer than a heading, the marks of titles inside it others; below 附件： one name, and no paragraph."""
    title = "虚拟县人民政府关于加快对接《区域全面经济伙伴关系协定》（RCEP）经贸新规则扎实推进高水平开放的实施意见"
    named = f"《{title.replace('《', '〈').replace('》', '〉')}》现印发给你们。"
    notice = [
        "关于印发意见的通知",
        named,
        "虚拟县人民政府",
        "2022年3月23日",
        title,
        "制定本意见。",
        "一、目标",
        "开放。",
    ]
    assert kinds("\n".join(notice)) == [
        "title", "body", "imprint", "imprint", "heading", "body", "heading", "body",
    ]  # fmt: skip
    assert kinds("\n".join(notice).replace(named, "《另一个县的意见》现印发给你们。"))[4] == "body"
    assert kinds("题目\n会议召开。\n附件：\n虚拟县考评指标")[2:] == ["imprint"] * 2
    assert kinds("题目\n会议召开。\n附件：\n考评由各县进行。")[2:] == ["body"] * 2


def test_signs_alone_are_nobodys_where_others_speak():
    """问 and 答 are the pair's, but for those whom a host may have called."""
    text = "谈航道\n链接：旧文\n小周问：船走老路吗？\n老冯答：走新路。\n小周问：谁来清？\n老冯答：各村出人。\n"
    for host, asks in (("", "小周"), ("主持人：请村民提问。\n", "问")):
        assert [block.speaker for block in structure(f"{text}{host}问：何时开工？\n答：明年。")][-2] == asks
