"""What a page prints below its article is imprint, in whole sentences too; what goes on below it is text."""

import pytest

import discourse as dc
from discourse.texts.boundaries import find_boundaries
from discourse.texts.structure import find_structure

TEXT = "车间提速\n2024-10-08 来源：虚拟日报\n" + "\n".join(["全省上下团结一心，经济运行稳中有进，好于预期。"] * 3)
ABSTRACTS = "光伏价格企稳\n业内预计，三季度价格将止跌回升。\n电池标准出台\n新标准明年一月起实施。"
LONG = "第二篇文章从这里开始，说的是另一件事情，和上面的没有关系。" * 4


def kinds(below: str) -> list[str | None]:
    """Read what stands below the text."""
    text = f"{TEXT}\n{below}"
    return [block.kind for block in find_structure(text, line_of=lambda at: text.count("\n", 0, at)) if block.line > 4]


@pytest.mark.parametrize(
    "notice",
    [
        "声明：本网登载此文出于传递更多信息之目的，并不意味着赞同其观点。",
        "本文系虚拟网独家稿件，文章内容纯属作者个人观点，不代表平台观点，未经授权，不得转载，否则将追究法律责任。",
        "该文观点仅代表作者本人，平台仅提供信息存储空间服务。",
        "下载虚拟APP，随时随地看财经。",
        "更多资讯，扫描二维码关注虚拟公众号。",
        "部分图片来自网络，如有侵权请联系删除。",
        "“在看”我吗？",
        f"Copyright 1994 - 2024. All rights reserved. The content ({'text, ' * 20}etc) published in this site is its own.",
        f"Copyright (c) 2024 {'The Valley Press ' * 6}. This material may not be published without permission.",
        "本内容经虚拟信息公司取得授权持有人授权提供。",
    ],
)
def test_a_notice_below_the_text_is_imprint(notice):
    """Whose the text is, and what the page offers; with nothing but furniture below."""
    assert kinds(notice) == ["imprint"]
    assert kinds(f"{notice}\n推荐阅读\n{ABSTRACTS}") == ["imprint"] * 6


def test_below_the_words_that_say_whose_a_text_is_the_page_prints_what_it_wants():
    """Whatever no rule knows; a paragraph below them is text."""
    whose = "本文原刊于《虚拟纵横》，内容有编删。欢迎个人分享，媒体转载请联系版权方。"
    assert set(kinds(f"{whose}\n☟☟ 新刊发行 ☟☟\n点击小程序下单\n虚拟纵横")) == {"imprint"}
    assert kinds(f"{whose}\n{TEXT.split()[-1] * 3}")[-1] == "body"


@pytest.mark.parametrize(
    "sentence",
    [
        "文章写得好，不如路修得好。",
        "村民扫码，就能看到菜价。",
        "平台经济要规范，也要发展。",
        "图片里的人是我父亲。",
        "本内容产业规划经省政府授权由文旅厅发布。",
        "Under the new law, this material may not be published without the permission of the ministry of culture.",
        "The court held that copyright belongs to the author and that this content may not be reproduced without consent.",
        "This website was closed in May because copyright holders had complained about it.",
        "This content moderation law obliges platforms to respect copyright and to answer users.",
        "This material may not be published without the consent of both sides, the minister said.",
    ],
)
def test_a_sentence_with_such_words_is_text(sentence):
    """It says nothing of its own page."""
    assert kinds(sentence) == ["body"]


@pytest.mark.parametrize("head", ["相关新闻", "推荐阅读", "为您推荐", "热门排行", "大家都在看"])
def test_abstracts_of_other_articles_are_imprint(head):
    """Below a line that heads them; they bound no article."""
    assert kinds(f"{head}\n{ABSTRACTS}") == ["imprint"] * 5
    assert not find_boundaries(f"{TEXT}\n{head}\n{ABSTRACTS}")


@pytest.mark.parametrize("head", ["评论列表", "网友评论（8）", "最新评论"])
def test_what_readers_wrote_is_imprint(head):
    """With the names of those who wrote it."""
    assert kinds(f"{head}\n#1楼 老陈\n写得好，转走了。\n沙发：我们县也有。") == ["imprint"] * 4


@pytest.mark.parametrize(
    "more",
    [LONG, f"另一个题目\n{LONG}", "本报北京1月3日电 公路修通，两地只隔一小时。", "记者：何时开工？\n林晓：明年。"],
)
def test_text_that_goes_on_below_such_a_line_is_text(more):
    """A long paragraph, a dispatch, speech."""
    assert kinds(f"相关新闻\n{more}")[-1] != "imprint"


def test_links_between_paragraphs_do_not_end_a_text():
    """Where the line that names the editors stands below short sentences, they are text; and not where it is above."""
    inside = [
        "延伸阅读",
        "一图读懂改造",
        "改什么，居民自己商量，自己说了算数。",
        "钱从哪里来，市里出大头，区里来配套。",
    ]
    assert kinds("\n".join([*inside, "【责任编辑：林晓】"])) == ["imprint"] * 2 + ["body"] * 2 + ["imprint"]
    assert kinds("\n".join(["【责任编辑：林晓】", *inside])) == ["imprint"] * 5


def test_what_a_page_offers_above_its_text_is_imprint():
    """Between the head and the first paragraph."""
    text = TEXT.replace("日报\n", "日报\n炒股就看虚拟研报，专业，及时，助您挖掘机会！\n")
    assert [block.kind for block in find_structure(text, line_of=lambda at: 0)][:3] == ["title", "imprint", "imprint"]


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("游客在矿坑公园乘坐观光小火车", "imprint"),
        ("11月1日，护鱼员张圣元在洪湖巡逻", "imprint"),
        ("俯瞰建设中的跨海大桥", "imprint"),
        ("无人机拍摄的虚拟县山村", "imprint"),
        ("▲市民在夜校学习插花。图/虚拟社", "imprint"),
        ("虚拟工厂的装配车间（图源：虚拟社）", "imprint"),
        ("把方便留给群众", "heading"),
        ("人才在一线成长成才", "heading"),
        ("在稳中求进", "heading"),
    ],
)
def test_words_of_somebody_who_does_something_somewhere_are_a_caption(caption, kind):
    """Between two paragraphs, without a stop; what names a thing or an idea heads the next."""
    text = f"{TEXT}\n{caption}\n{LONG}"
    assert [block.kind for block in find_structure(text, line_of=lambda at: 0)][5:] == [kind, "body"]


def test_a_card_of_a_document_with_keys_that_no_rule_knows_is_imprint():
    """Among three or more that are known; the title stands below it."""
    card = "索 引 号：000014349/2024\n主题分类：科技\n承办处室：综合处\n发文日期：2024年4月11日\n车间改造办法"
    pieces = find_structure(f"{card}\n{LONG}", line_of=lambda at: 0)
    assert [piece.kind for piece in pieces] == [*["imprint"] * 4, "title", "body"]


@pytest.mark.parametrize(
    "heads",
    [
        ["县城缺什么？", "钱从哪里来？", "路往哪里走！"],
        ["一问：红线怎么守", "二问：质量怎么提", "三问：账怎么算"],
        ["制度型开放稳步扩大，外资准入负面清单再“瘦身”，制造业限制措施清零", "服务业试点再提速", "营商环境持续优化"],
        [
            "制度型开放稳步扩大，外资准入负面清单再次缩短，制造业限制措施清零",
            "服务业扩大开放试点再次提速，电信和医疗等领域的举措陆续落地见效",
        ],
    ],
)
def test_headings_of_a_series_are_told_by_one_another(heads):
    """One may end in an exclamation mark or be long where others are known; numbered questions head what answers none."""
    text = "\n".join([TEXT, *(line for head in heads for line in (head, LONG))])
    assert [block.kind for block in find_structure(text, line_of=lambda at: 0)][5:] == ["heading", "body"] * len(heads)


def test_the_signs_of_a_quoted_mail_are_no_words_of_its_lines(tmp_path):
    """Each is taken out, and what the mail is about is no title where it brings one."""
    mail = "发件人：林晓\n主题：转发\n> 车间改造办法\n> 全省上下团结一心，经济运行稳中有进。\n> 明年继续。"
    (tmp_path / "a.txt").write_text(mail, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "a.txt"\n', encoding="utf-8")
    corpus = dc.read_corpus(tmp_path / "corpus.toml")
    assert corpus.articles["title"].tolist() == ["车间改造办法"]
    assert corpus.paragraphs["text"].tolist()[-2:] == ["全省上下团结一心，经济运行稳中有进。", "明年继续。"]
    assert corpus.edits["rule"].tolist().count("quoted") == 3


@pytest.mark.parametrize(
    ("ahead", "rest"),
    [
        ("虚拟报快讯（记者 林晓）", "会议今日召开，部署明年的工作。"),
        ("虚拟网消息（新闻联播）：", "会议今日召开，部署明年的工作。"),
        ("【《虚拟网》专稿/记者 林晓】", "会议今日召开，部署明年的工作。"),
    ],
)
def test_a_reporter_and_a_site_ahead_of_a_paragraph_are_cut_off(ahead, rest):
    """As datelines are; below a heading of the file they begin no article."""
    text = TEXT.replace("全省", f"{ahead}{rest}", 1)
    pieces = find_structure(text, line_of=lambda at: 0)
    assert [piece.kind for piece in pieces][2:4] == ["imprint", "body"] and pieces[3].text.startswith("会议")


@pytest.mark.parametrize(
    ("ahead", "cut"),
    [
        ("BEIJING, Oct. 8 (Xinhua) -- ", True),
        ("BEIJING, Oct 8 (Reuters) - ", True),
        ("WASHINGTON (AP) — ", True),
        ("Oct 14 (Reuters) - ", True),
        ("Shanghai, China (AFP) – ", True),
        ("BEIJING, Oct. 8 was a cold day -- ", False),
        ("The World Trade Organization (WTO) - ", False),
        ("SHANGHAI, March 3 -- ", True),
        ("Beijing (AP) — ", True),
        ("Action Plan (AP) - ", False),
        ("ACTION PLAN (AP) - ", False),
        ("Accounts payable (AP) – ", False),
        ("The accord with Associated Press (AP) - ", False),
        ("China News Service (CNS) - ", False),
        ("A bid by Bloomberg (Bloomberg) — ", False),
        ("NATO Oct. 7 — ", False),
        ("THE PLAN OF May 15 - ", False),
        ("SHANGHAI, March 3 — the day it began — ", False),
    ],
)
def test_the_dateline_of_an_english_dispatch_is_imprint(ahead, cut):
    """The place with the day or the agency, and a dash."""
    text = f"Talks in Beijing\n{ahead}Officials met on Tuesday and agreed on rules. More talks will follow."
    kinds = [piece.kind for piece in find_structure(text, line_of=lambda at: 0)]
    assert kinds == ["title", *["imprint"] * cut, "body"]


def test_posts_and_names_alone_on_their_lines_speak_where_they_greet():
    """As the site of a press office prints them, with or without a colon."""
    text = (
        "发布会实录\n今天举行发布会。\n新闻办新闻局局长 胡晓\n女士们、先生们，大家上午好，欢迎出席发布会。\n国务院研究室主任 黄一守：\n"
        "各位记者朋友，大家好！\n今年很不平凡。"
    )
    pieces = find_structure(text, line_of=lambda at: 0)[2:]
    assert [piece.speaker for piece in pieces] == ["新闻办新闻局局长 胡晓", *["国务院研究室主任 黄一守"] * 2]


@pytest.mark.parametrize("line", ["首页-校园新闻-正文", "虚拟参考报记者 林晓 虚拟市报道"])
def test_a_trail_with_hyphens_and_a_byline_with_its_place_are_imprint(line):
    """Above and below the title."""
    above, below = f"{line}\n{TEXT}", TEXT.replace("\n", f"\n{line}\n", 1)
    for text in (above, below) if "首页" in line else (below,):
        kinds = [block.kind for block in find_structure(text, line_of=lambda at: 0)]
        assert sorted(kinds[:3]) == ["imprint", "imprint", "title"], text


SIGNED = "2024年3月5日"


@pytest.mark.parametrize(
    "below",
    [
        f"虚拟市财政局\n{SIGNED}",
        f"虚拟部办公厅　　国家虚拟委\n虚拟总局\n{SIGNED}\n（此件公开发布）",
        f"虚 拟 市 人 民 政 府\n{SIGNED}印发",
        "（此件公开发布）\n虚拟市委\n虚拟市人民政府（盖章）\n二〇二四年三月五日",
        f"附件：工作要点\n市长　林晓\n{SIGNED}",
        "参考文献：\n[1] 林晓. 县域研究：三十个县的\n调查[M]. 北京: 虚拟出版社, 2020.\n李华, 2021. 产业布局[J]. 虚拟学刊, (3): 1-9.",
        "主要参考文献(References)\n林晓：《县域研究》，虚拟出版社，2020年。",
        "五、注　释\n1．县域包括县级市，下同。\n2．数据由作者整理。",
    ],
)
def test_who_signs_and_what_is_cited_below_a_text_is_imprint(below):
    """Offices in rows and lines, with the day; works and notes in any form, wrapped ones too."""
    assert set(kinds(below)) == {"imprint"}


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (f"虚拟市财政局\n{SIGNED}\n印发了配套办法，明确了资金的使用范围。", [0, 2]),
        (f"参加单位：\n虚拟市财政局\n{SIGNED}", [0, 1]),
        ("参考资料\n《虚拟年鉴》显示，2020年产值增长百分之五。\n下一步要抓好落实，形成合力。", [0, 1, 2]),
        (
            "参考文献\n[1] 林晓. 研究[M]. 北京: 虚拟出版社, 2020.\n附录：访谈提纲\n请谈谈你们的看法，越具体越好。",
            [2, 3],
        ),
        ("参考文献\n[1] 林晓. 研究[M]. 北京: 虚拟出版社, 2020\n附录：访谈提纲\n请谈谈你们的看法，越具体越好。", [2, 3]),
        # A paragraph below a line without a stop does not go on with it; a day is no year of a work.
        (f"参考资料\n《虚拟年鉴》记载了经过\n{TEXT.split()[-1]}", [2]),
        (f"Notes\nHe wrote the note on June 5, 2019, and put it under the door.\n{TEXT.split()[-1]}", [0, 1, 2]),
    ],
)
def test_offices_dates_and_works_inside_a_text_sign_and_cite_nothing(below, text):
    """A day that the text goes on below, a list, and sentences about sources; below the works it goes on."""
    assert [at for at, kind in enumerate(kinds(below)) if kind != "imprint"] == text


def test_the_number_alone_below_a_decree_is_imprint_and_heads_a_part_elsewhere():
    """Below what is issued, and nowhere else; who else has it, too; the word at the end of a dispatch is cut off."""
    pieces = find_structure(f"虚拟市人民政府令\n第56号\n{TEXT.split()[-1]}\n分送：各区人民政府。", line_of=lambda at: 0)
    assert [piece.kind for piece in pieces] == ["title", "imprint", "body", "imprint"]
    pieces = find_structure(
        "\n".join(["案例", *[f"第{n}号\n{TEXT.split()[-1]}" for n in "一二"]]), line_of=lambda at: 0
    )
    assert [piece.kind for piece in pieces if piece.text[0] == "第"] == ["heading"] * 2
    english = "Port opens\nThe city opened a new port for drones, officials said.\nIt will be safe, they added. (END)"
    assert [piece.text for piece in find_structure(english, line_of=lambda at: 0)][-1] == "(END)"
