"""What a page prints around its article is imprint at head and foot, and title, source and date are taken from it."""

import pytest

import discourse as dc
from discourse.texts.cleaning import line_counter
from discourse.texts.structure import find_structure

TITLE = "低空经济要飞得稳"
FIRST = "过去一年，面对复杂严峻的形势，全省上下团结一心，经济运行稳中有进。"
LAST = "今年将继续推动制造业高质量发展，加快建设现代化产业体系，实现新的跨越。"
BODY = f"{FIRST}\n\n{LAST}"

FURNITURE = (
    """
浏览次数：123 | 浏览次数：　　次 | 浏览次数：- | 阅读 1.2万 | 阅读数：10万+ | 点击数： | 访问量：3,456 | 访问次数：[88] | -次 | 1.2万次浏览
本文已被浏览 1234 次 | 您是第12345位访问者 | 123人阅读 | 点赞 35 | 阅读：1234 评论：12 点赞：3 | （浏览次数：88次） | 人气：35
A+大 A+中 A+小 | A- A A+ | T+ T- | 大 中 小 | 【字体：大 中 小】 | 字号：小 中 大 | 字体大小：[大][中][小] | 小字号 | 字号：默认 大 超大
打印 关闭 | 【打印本页】【关闭窗口】 | 打印文章 关闭窗口 | 分享到： | 分享到：微信 微博 QQ空间 | 分享 收藏 打印 关闭 | 收藏本页 | 我要纠错
保存本页 打印本页 关闭窗口 | [ 浏览次数：123 ] [ 字体：大 中 小 ] [ 打印 ] [ 关闭 ] | 分享让更多人看到 | 【纠错】 【责任编辑:林晓】
扫一扫在手机打开当前页 | 扫一扫，在手机打开当前页 | 用微信扫描二维码，分享至朋友圈 | 手机看文章
打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。 | 原创 林晓 虚拟车间 2024-10-08 08:00 北京 | 阅读原文
首页 > 新闻 > 正文 | 当前位置：首页>>政策 | 您的位置：首页 > 政务公开 | 现在位置：首页 > 新闻 | 首页 → 新闻 → 正文
首页 - 政务公开 - 政策文件 | 主页 > 新闻 | 人民网>>时政>>要闻 | 政务公开 > 政策 > 政策解读
【法宝引证码】 CLI.11.1535062 | 【发布部门】 国务院 【发布日期】 2019.08.20 | 【实施日期】2019.08.20 | 【时效性】现行有效 | 【全文】
引证码 CLI.11.1535062(EN) | 制定机关：国务院 | 公布日期：2019.08.20 | 时效性：现行有效 | 效力位阶：地方政府规章 | 法规类别：自由贸易区
【法宝引注】CLI.4.5012345 | 北大法宝引证码：CLI.4.5012345 | 【北大法宝引证码】 CLI.4.1(EN) | 法宝引注：CLI.4.1 | 【法宝引注】 | [法宝引证码]CLI.4.1
订阅 已订阅 已收藏 收藏 大字号 | 订阅 收藏 | 已订阅 | 点击播报本文，约5分钟 | 点击收听全文 | 本文约3500字，阅读需10分钟 | 阅读下一篇： | 阅读上一篇
【来源：虚拟日报】 【字体：大 中 小】 | 2026-02-10 11:20·虚拟发布 | 正在加载 | 举报 | 分享至好友和朋友圈 | 用微信扫码二维码 | 上一版 下一版
2026年02月10日 08:30 北京 | 点分享 | 点个在看 | 某日报社概况丨关于某网丨报社招聘丨广告服务 | 某网股份有限公司版权所有，未经书面授权禁止使用
网友评论仅供其表达个人看法，并不表明本网立场 | 未经授权许可，不得转载
来源： | 发布时间： | 2026年02月10日 07时41分 | 2026-02-10T07:41:22+08:00 | 发布于 2026-02-10 | 虚拟日报 2024年10月08日
跳转到正文内容 | 不支持Flash | 联系我们 | 相关词条 | 热门词条 | https://a.cn 2011年02月27日11:05 虚拟网 | 文/ | [现行有效] | [12] | 网站编辑：林晓 | 楼主：山里人 | 调查问题加载中，请稍候。 | 查看我的收藏 | 有用+1 | 发表观点 | 发布日期: 2026-02-10 浏览次数: 次 字号: 大 中 小 | 京ICP备05070218号 | 下一篇：没有了
受理编号：LY20240918003 | 证券代码：300999 证券简称：虚拟智造 公告编号：2024-008 | 留言人：山里人 留言类型：建议 留言时间：2024-09-18 08:12:45 | □现场参观 ☑业绩说明会 □其他 | 满意度评价：★★★★★ | 附件清单（如有） 无 | 播报文章 | 类型：分类：原创 | （责任编辑　林晓） | 【免责声明】以上内容不构成投资建议。 | 虚拟日报数字报 2024年09月20日 星期五 | A04版：深度 上一版 下一版 | 订阅虚拟网主编精选版电邮 | 资料图：虚拟银行一角 | 编导：林晓　摄像：王明 | *仅供业内人士阅读参考 | 听新闻 作者：林晓 责编：王明 | 来信人：李* | 答复单位：虚拟区市场局 | 类别：咨询 | 央视网消息 | *本文数据来源：虚拟银行 | 版式设计 林晓 | 虚拟研究　2024年第3期（总第45期） | 〔中图分类号〕D630　〔文献标识码〕A | 作者：林晓，虚拟大学教授；王明，博士研究生
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)
NO_FURNITURE = (
    """
浏览次数最多的政策是减税。|访问量超过1.2亿人次，创历史新高。|阅读1.2万字的报告，需要两个小时|他点击“打印”，三秒钟就拿到了证明。|分享经济发展迅速。
关闭小煤矿123处。|大中小企业融通发展|大、中、小企业协同创新|收藏市场走势平稳。|阅读 分享 成长|点赞中国制造|老字号：大有可为|分享：我的创业故事
首页、栏目、频道都改了版。|当前位置服务产业规模超过5000亿元。|您的位置在哪里，服务就在哪里。|位置：城东新区
扫一扫就能办事，群众直呼方便。|市民扫码，就能看到公交车到站时间。|原创 药物研发|关注我们身边的变化
时效性：新闻要快，政策要准。|施行日期：自公布之日起三十日后|效力级别：要看制定机关，也要看程序，两者缺一不可。
订阅经济发展很快。|收藏与订阅|点击播放键，就能听到民歌。|阅读下一篇章的故事|版权所有者应当登记。|正在加载货物的车辆。|举报有功的人员受奖。|未经许可不得开采。|引注要规范|资金来源：|发布日期尚未确定。|主办单位：虚拟市人民政府|公报由国务院授权国家统计局发布。|（三）由国务院授权税务总局发布。|本文件由国务院授权国家统计局发布。|原创：让创新成为第一动力|原创：织密民生保障网|封面：一座城的转型|数据支持：让决策更有依据|备份：重要数据每天一次|出自《论语》，意思是学而不厌|评价：干得好。|编号：见下文。
""".strip()
    .replace("\n", "|")
    .split("|")
)


def kinds(text):
    """List the kinds of each line."""
    found = {}
    for piece in find_structure(text, line_of=line_counter(text)):
        found.setdefault(piece.line, set()).add(piece.kind)
    return list(found.values())


def test_wide_red_heads_and_the_head_of_a_journal_are_no_titles(tmp_path):
    """The title stands below them, over two lines; authors have the numbers of their notes behind their names."""
    wide = f"虚 拟 县 人 民 政 府 文 件\n虚政发〔2024〕8号\n虚拟县人民政府\n关于印发方案的通知\n{FIRST}\n{LAST}"
    assert read(tmp_path, wide)[0] == "虚拟县人民政府关于印发方案的通知"
    journal = f"第38卷 第5期\n虚拟学报（社会科学版）\nVol.38 No.5\n2024年9月\nSept. 2024\n{TITLE}\n林　晓１，王　明２\n{FIRST}\n{LAST}"
    assert read(tmp_path, journal)[0] == TITLE


def test_what_belongs_to_the_page_is_imprint_at_its_head_and_at_its_foot():
    """And the article around it stays what it is."""
    for line in FURNITURE:
        assert kinds(f"{TITLE}\n2026-02-10\n{line}\n{BODY}") == [
            {"title"},
            {"imprint"},
            {"imprint"},
            {"body"},
            {"body"},
        ], line
        assert kinds(f"{TITLE}\n{BODY}\n{line}") == [{"title"}, {"body"}, {"body"}, {"imprint"}], line


def test_what_is_linked_below_a_text_is_imprint_and_a_paragraph_is_not():
    """The titles of other articles, and an abstract, below a word that says so, up to the end of the page."""
    page = f"{TITLE}\n{BODY}\n{{}}\n深度观察\n虚拟市新增三条航线"
    for links in ("阅读下一篇：", "热点推荐", "大家都在看"):
        assert kinds(page.format(links))[3:] == [{"imprint"}] * 3
        assert kinds(f"{page.format(links)}\n{LAST}")[3:] == [{"imprint"}] * 4
        assert kinds(f"{page.format(links)}\n{LAST * 10}")[-1] == {"body"}


@pytest.mark.parametrize(
    ("lines", "strays"),
    [
        (["带您走进车间", FIRST, LAST, FIRST], [0]),
        (["带您走进车间", "订阅虚拟", FIRST, LAST, FIRST], [0, 1]),
        ([FIRST, "车间一日", "播放短片 ↗", LAST, FIRST, "一线的声音"], [1, 2, 5]),
        # a list, verse, rows of a table, who signs, thanks, an abstract, a heading
        ([FIRST, "甲车间", "乙车间", "丙车间", LAST, FIRST], []),
        ([FIRST, "名称：", "车间", "产量", LAST, FIRST], []),
        ([FIRST, "产量\t12", LAST, FIRST, "虚拟市人民政府"], []),
        ([FIRST, LAST, FIRST, "谢谢大家"], []),
        (["关键词 车间 产量", FIRST, LAST, FIRST], []),
        # what a numbered line is filled with, up to the last
        ([FIRST, LAST, "一、地点", "东车间会议室", "二、人员", "各车间负责同志", FIRST], []),
        # without paragraphs nothing tells
        (["甲车间", FIRST, LAST], []),
        # inside what people say nothing is stray
        (["记者：何时开工？", "林晓：明年。", "就这样", "记者：为什么？", "林晓：再议。"], []),
    ],
)
def test_short_lines_alone_around_paragraphs_are_imprint(lines, strays):
    """Without a stop, and no more than two in a row."""
    found = kinds("\n".join([TITLE, "2024-10-08", *lines]))[2:]
    assert [at for at, kind in enumerate(found) if kind == {"imprint"}] == strays


def test_a_short_line_above_everything_is_the_title():
    """Where nothing else is one, right above what people say, too."""
    assert kinds("总理会见记者\n记者：何时开工？\n总理：明年。\n记者：为什么？\n总理：再议。")[0] == {"title"}


def test_short_lines_among_those_of_a_page_below_the_text_are_imprint():
    """What no rule knows, too; but no speech, nor many lines, nor what stands above all furniture."""
    page = f"{TITLE}\n{BODY}\n责任编辑：林晓\n{{}}\n收藏"
    assert kinds(page.format("车间见闻报料\n虚拟新闻报料：021-0000"))[3:] == [{"imprint"}] * 4
    assert kinds(page.format("车间见闻报料\n王明：谢谢"))[4:6] == [{"body"}, {"body"}]
    assert kinds(page.format("\n".join("甲乙丙丁戊己庚辛壬")))[4] == {"body"}
    assert kinds(f"{TITLE}\n{BODY}\n车间见闻报料\n收藏")[3] == {"body"}


def test_a_head_of_an_account_or_a_platform_is_imprint():
    """A word that marks it as its own work, the account's names, and where it was posted."""
    head = "原创\n虚拟发改委\n虚拟发改\n2026-02-10 18:00\n北京"
    assert kinds(f"{TITLE}\n{head}\n{BODY}")[1:6] == [{"imprint"}] * 5
    assert kinds(f"{TITLE}\n2026-02-10 18:00\n前言\n{BODY}")[2] == {"heading"}


def test_the_name_of_an_account_is_imprint_again_below_itself():
    """As copied pages print it twice."""
    assert kinds(f"{TITLE}\n原创 林晓 虚拟车间\n虚拟车间\n{BODY}")[1:3] == [{"imprint"}] * 2


def test_a_card_of_a_law_below_its_title_names_it_again():
    """Its values are no subtitle, and its date is the law's."""
    card = "【法规标题】关于新片区的规定\n【发布部门】某市\n【发布日期】2025.06.17\n【时效性】现行有效"
    assert kinds(f"关于新片区的规定\n{card}\n{BODY}")[1:] == [{"imprint", "title"}, *[{"imprint"}] * 3, *[{"body"}] * 2]


def test_a_line_of_the_text_that_holds_such_words_is_no_imprint():
    """Neither below the head nor at the end."""
    for line in NO_FURNITURE:
        assert "imprint" not in kinds(f"{TITLE}\n2026-02-10\n{line}\n{BODY}")[2], line
        assert kinds(f"{TITLE}\n{BODY}\n{line}")[-1] == {"body"}, line


@pytest.mark.parametrize("stamp", ["2026-02-10", "2026年02月10日05:42 | 来源：人民网－人民日报", "来源：\n四川日报"])
def test_a_name_between_title_and_date_is_the_authors(stamp):
    """Other words of that place are a second line of the title."""
    for name in ("林晓", "林洪兴", "林 晓", "欧阳明月"):
        assert kinds(f"{TITLE}\n{name}\n{stamp}\n{BODY}")[:2] == [{"title"}, {"imprint"}], name
    for words in ("何以持久", "路在脚下", "方案"):
        assert kinds(f"{TITLE}\n{words}\n{stamp}\n{BODY}")[:2] == [{"title"}, {"subtitle"}], words


def read(tmp_path, text, name="a.txt"):
    """Read one article as (title, source, date), and what is neither title nor imprint."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text(f'[[article]]\ndoc = "a"\nfile = "{name}"\n', encoding="utf-8")
    corpus = dc.read_corpus(tmp_path / "corpus.toml")
    about = [value if isinstance(value, str) else None for value in corpus.articles.loc[0, ["title", "source", "date"]]]
    return *about, [p.text for p in corpus.paragraphs.itertuples() if p.kind not in ("title", "imprint")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "source", "date"),
    [
        (f"{TITLE}/来源：/经济日报/发布时间：/2024-10-08", "经济日报", "2024-10-08"),
        (f"{TITLE}/2024年10月08日 07时41分/来源:/四川日报/【字体：/大/中/小/】/分享：", "四川日报", "2024-10-08"),
        (f"{TITLE}/发布时间：/2024-10-08 10:22/来源：/省发展改革委/浏览次数：/123/次/字号：/大/中/小/打印", "省发展改革委", "2024-10-08"),
        (f"首页/>/新闻/{TITLE}/2024年10月08日/来源：经济日报/作者：/林晓", "经济日报", "2024-10-08"),
        (f"来源：/四川日报/发布时间：/2024-10-08/{TITLE}", "四川日报", "2024-10-08"),
        (f"来源：/{TITLE}/2024-10-08", None, "2024-10-08"),
        (f"{TITLE}/2024-10-08 10:22/来源/：/经济日报/字体/：/大/中/小/分享到/：", "经济日报", "2024-10-08"),
        (f"{TITLE}/发布日期/2024-10-08/浏览次数/56/来源：/求是/【/大/中/小/】/【/打印/】", "求是", "2024-10-08"),
        (f"{TITLE}/2024-10-08/09:30/来源：/新华社客户端/责任编辑：/林晓/A+/A-/分享到/微信/微博", "新华社客户端", "2024-10-08"),
        (f"{TITLE}/时间：/2024年10月8日/来源：/中国经济网/阅读：/1.2万", "中国经济网", "2024-10-08"),
        (f"{TITLE}/[/字号：/大/中/小/]/2024-10-08/来源：/学习时报", "学习时报", "2024-10-08"),
        (f"【法宝引证码】 CLI.2.3/【发布部门】 国务院/【发布日期】 2019.07.27/【时效性】 现行有效/{TITLE}", "国务院", "2019-07-27"),
        (f"【发布部门】/国务院/【发布日期】/2019.07.27/【法规类别】/自由贸易区/{TITLE}", "国务院", "2019-07-27"),
        (f"{TITLE}[现行有效]/制定机关：国务院/公布日期：2019.07.27/施行日期：2019.08.01", "国务院", "2019-07-27"),
        (f"{TITLE}/当前位置：首页>>政策>>正文", None, None),
        (f"当前位置：首页>>政策>>正文/{TITLE}/时间：2024-10-08 来源：经济日报 浏览次数：12", "经济日报", "2024-10-08"),
        (f"{TITLE}/虚拟日报/2024-10-08 10:00/阅读 1.2万", "虚拟日报", "2024-10-08"),
        (f"虚拟网>政策>正文/{TITLE}/2024-10-08 10:00", "虚拟网", "2024-10-08"),
        (f"{TITLE}_新华网", "新华网", None),
        (f"{TITLE}--经济·科技--人民网", "人民网", None),
    ],
)  # fmt: skip
def test_a_head_broken_into_lines_is_read_as_one(tmp_path, lines, source, date):
    """Each slash stands for the end of a line."""
    assert read(tmp_path, lines.replace("/", "\n") + f"\n{BODY}") == (TITLE, source, date, [FIRST, LAST])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "source", "date"),
    [
        (f"Title: {TITLE} - 虚拟市人民政府门户网站||URL Source: https://a.cn/1.html||Markdown Content:", "虚拟市人民政府门户网站", None),
        (f"Title: {TITLE}||URL Source: https://a.cn||Published Time: 2024-12-31T08:00:00+08:00||Markdown Content:", None, "2024-12-31"),
        (f"Title: {TITLE}_国务院文件_中国政府网||URL Source: https://a.cn||Published Time: Tue, 15 Oct 2024 03:12:45 GMT||Number of Pages: 3||Markdown Content:|# {TITLE}", "中国政府网", "2024-10-15"),
        (f"Title: {TITLE}|Author: 林晓|Source: 人民日报|Date: Oct 8, 2024|URL: https://a.cn", "人民日报", "2024-10-08"),
        (f"Title：{TITLE}|Author：林晓", None, None),
        (f"URL Source: https://a.cn||Markdown Content:|# {TITLE}", None, None),
        (f"标题：{TITLE}|作者：林晓|来源：经济日报|发布时间：2024-10-08|正文：", "经济日报", "2024-10-08"),
        (f"【标题】{TITLE}|【来源】经济日报|【日期】2024-10-08|【正文】", "经济日报", "2024-10-08"),
        (f"HD {TITLE}|BY 林晓|WC 218 字|PD 2024 年 10 月 8 日|SN 经济日报|SC JJRB|LA 简体中文|LP ", "经济日报", "2024-10-08"),
        (f"报章/媒体: 经济日报 | 2024-10-08|版次: A02|标题: {TITLE}|字数: 218|词数: ", "经济日报", "2024-10-08"),
        (f"SrcDatabase-来源库: 期刊|Title-题名: {TITLE}|Source-文献来源: 经济研究|PubTime-发表时间: 2024-05-20", "经济研究", "2024-05-20"),
        (f"索 引 号：000014349/2024-00032|发文机关：国务院|标　　题：{TITLE}|发布日期：2024年3月13日||{TITLE}", "国务院", "2024-03-13"),
        (f"虚拟站 -- 精华区文章阅读|-----|发信人: reader (读者), 信区: Economics|标  题: {TITLE}|发信站: 虚拟站, 站内信件", None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_the_head_of_a_reader_service_gives_title_source_and_date(tmp_path, name, head, source, date):
    """Each bar stands for the end of a line; what the library of laws or a board prints is of the same form."""
    assert read(tmp_path, head.replace("|", "\n") + f"\n{BODY}", name) == (TITLE, source, date, [FIRST, LAST])


def test_text_behind_the_last_key_of_a_head_is_text(tmp_path):
    """And one key alone makes no head."""
    assert read(tmp_path, f"标题：{TITLE}\n来源：经济日报\n正文：{BODY}")[3] == [FIRST, LAST]
    assert read(tmp_path, f"标题：{TITLE}\n副标题：一个县的七年\n作者：林晓\n{BODY}")[3] == [
        "一个县的七年",
        FIRST,
        LAST,
    ]
    archived = f"HD {TITLE}\nWC 218 字\nSC JJRB\nLP\n{FIRST}\n\nTD\n{LAST}\n\nNS e211 : 税收"
    assert read(tmp_path, archived)[3] == [FIRST, LAST]
    assert read(tmp_path, f"标题：也是一门学问\n{BODY}")[0] == "标题：也是一门学问"


@pytest.mark.parametrize(
    ("front", "below", "source", "date"),
    [
        (f'title: "{TITLE}"|date: "2019-05-22"|author: "林晓"', f"# {TITLE}", None, "2019-05-22"),
        (f"title: {TITLE}|date: 2024-10-08|source: 经济日报", "", "经济日报", "2024-10-08"),
        (f'title: \'{TITLE}\'|published: 2024-10-08T10:00:00+08:00|source: "https://a.cn"|created: 2025-01-01', "", None, "2024-10-08"),
        (f"layout: post|title:  {TITLE}|date:   2024-10-08 10:00:00 +0800|tags:|  - 低空", TITLE, None, "2024-10-08"),
        (f"标题: {TITLE}|日期: 2024年10月8日|来源: 经济日报", "", "经济日报", "2024-10-08"),
        (f"title: {TITLE}|sitename: 人民网|date: '2024-10-08'||# remark|url: https://a.cn/2023-01-01/", "", "人民网", "2024-10-08"),
        (f"title: >-|  {TITLE}|pubDate: Oct 8, 2024", "", None, "2024-10-08"),
        ("date: 2024/10/08|source: 求是", f"# {TITLE}", "求是", "2024-10-08"),
        (f"title: {TITLE}_新华网|date: 2024-10-08", f"来源：新华社\n{TITLE}", "新华社", "2024-10-08"),
        (f"title: {TITLE}|author: 林晓", "2024-10-09 来源：新华社", "新华社", "2024-10-09"),
    ],
)  # fmt: skip
def test_front_matter_gives_title_source_and_date(tmp_path, front, below, source, date):
    """Whether the text has a title of its own or not, and before what the page prints."""
    text = "---\n" + front.replace("|", "\n") + f"\n---\n\n{below}\n\n{BODY}\n"
    assert read(tmp_path, text, "a.md") == (TITLE, source, date, [FIRST, LAST])


def test_front_matter_makes_a_file_of_any_name_markdown(tmp_path):
    """And headings of the first level below its title are headings."""
    text = f"---\ntitle: {TITLE}\n---\n# 一、背景\n\n{FIRST}\n\n# 二、成效\n\n{LAST}\n"
    assert read(tmp_path, text) == (TITLE, None, None, ["一、背景", FIRST, "二、成效", LAST])


def test_lines_between_rules_are_no_front_matter(tmp_path):
    """What stands between two of them is text where no key opens it."""
    assert read(tmp_path, f"{TITLE}\n\n---\n\n{FIRST}\n\n---\n\n{LAST}", "a.md")[3] == [FIRST, LAST]
    assert read(tmp_path, f"---\n\n{FIRST}\n\n---\n\n{LAST}", "a.md")[3] == [FIRST, LAST]


def test_contents_and_who_made_a_dispatch_are_imprint_in_english():
    """What stands below the word again as headings; the source, the editor, and who reported it."""
    text = "On power\n\nSource: Xinhua\n\nEditor: huaxia\n\nContents\n\nPreface\n\nOutlook\n\nPreface\n\nPower is vital.\n\nOutlook\n\n"
    text += "Power grows fast.\n\n(Reporting by Jane Doe; Editing by Li Wei)"
    kinds = [block.kind for block in find_structure(text, line_of=lambda at: 0)]
    assert kinds[1:6] == ["imprint"] * 5 and kinds[7] == kinds[9] == "body" and kinds[10] == "imprint"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Example Daily, April 2, 2025", "imprint"), ("Published: 6:00am, 2 Apr 2025", "imprint"),
        ("Associated Press Writer", "imprint"),
        ("(Xinhua) 08:22, April 02, 2025", "imprint"), ("Wed 2 Apr 2025 07.11 BST", "imprint"),
        ("Xing Yi contributed to this story.", "imprint"), ("Trade contributed to this story.", "body"), ("The Road Fund contributed to this story.", "body"), ("The Information Office of the State Council", "imprint"),
        ("Ministry of Trade Approves Plan", "body"), ("Court Overrules Planning Committee", "body"),
        ("Senior Writer Wins Prize", "body"), ("April 2, 2025, was cold.", "body"), ("Power grows fast, and far.", "body"),
    ],
)  # fmt: skip
def test_who_printed_an_english_page_and_when_is_imprint(line, kind):
    """Below its title; a sentence that repeats the title is none of its lines."""
    text = f"Power grows\n\n{line}\n\nOctober 8, 2024\n\nPower is vital. It moves all.\n\nThat is all we know."
    found = find_structure(text, line_of=lambda at: 0)[1].kind
    assert (found == "imprint") == (kind == "imprint"), found


def test_roman_numerals_number_headings_and_no_names():
    """I. M. Pei and V. Putin are people, whatever the script; three in a row are a list."""
    text = "V. Putin in Beijing\n\nThey met for two days.\n\nI. The talks\n\nThe talks went on until late.\n\n"
    text += "V. Ivanova, Minister of Transport and Ports\n\nShe came from the coast.\n\nII. The hall\n\nI. M. Pei designed the hall. It is near the lake.\n\nI. Cut fees\nII. Open credit\nIII. Train"
    blocks = find_structure(text + f"\n\nV. 普京出席了开幕式。\n\n{FIRST * 5}", line_of=lambda at: 0)
    assert [block.kind for block in blocks] == ["title", *["body", "heading"], *["body"] * 3, "heading", *["body"] * 6]
    text = "Port opens\n\nThey met for two days.\n\nX. Files and other stories\n\nThe talks went on until late."
    assert [block.kind for block in find_structure(text, line_of=lambda at: 0)][2] != "heading"


def test_labels_inside_the_text_are_text():
    """When and where something takes place is told in lines as well."""
    lines = kinds(f"{TITLE}\n{FIRST}\n时间：\n上午九时\n来源\n国家统计局\n大\n中\n小\n{LAST}")
    assert "imprint" not in set.union(*lines)
    for head in (
        "HD 视频产业行动计划\nSN 比提高三成",
        "ET 实验室发布城市大脑方案\nPD 快充标准统一工作加快推进\nLP 问题的求解方法…",
        "指标说明\n词数：共十个",
    ):
        fields = "\n".join(
            f"{line}\n{FIRST}" for line in ("IN 2024: 稳中有进", "CO 2: 减排路径", "DE novo: 设计", "TD", "LP")
        )
        assert "imprint" not in set.union(*kinds(f"{head}\n{FIRST}\n{fields}"))


def test_a_translator_who_speaks_again_has_no_part_in_making_the_page():
    asked = ["记者：你来几年了？", "翻译：三年多", "记者：还会再来吗？", "翻译：会的"]
    for lines, kinds in (
        (asked, ["title", "question", "answer", "question", "answer"]),
        ([line.replace("三年多", "Yes") for line in asked], ["title", "question", "answer", "question", "answer"]),
        ([FIRST, "翻译：林晓", LAST], ["title", "body", "imprint", "body"]),
    ):
        text = "\n".join([TITLE, *lines])
        assert [piece.kind for piece in find_structure(text, line_of=line_counter(text))] == kinds


@pytest.mark.parametrize("unit", ["字号", "阅读", "打印 ", "大小", "【", "微信 ", "-新闻", "首页 > "])
def test_a_row_of_buttons_that_is_none_takes_no_time(unit):
    """However many ways there are to part it; a pattern that tries them all would not end here."""
    assert kinds(f"{TITLE}\n{(unit * 80)[:150]}的\n{BODY}")[0] == {"title"}


@pytest.mark.parametrize(
    "signed", ["", "\n办公室", "\n（联系人：林晓）\n办公室\n2024年1月8日", "\n\n虚拟市政府\n二〇二四年一月八日"]
)
@pytest.mark.parametrize(
    "listed",
    [
        "附件：1.工作要点\n2.任务分工表",
        "附件：\n1.工作要点\n2.任务分工表（2024年）",
        "附件：1．工作要点\n　　　2．任务分工表\n　　　3．统计表",
        "附：1、工作要点\n2、任务分工表",
        "附件1：工作要点\n附件2：任务分工表",
        "附件：工作要点",
    ],
)
def test_the_list_of_what_is_attached_is_imprint(listed, signed):
    """At the end of a notice, above who signs it; no headings, and no section."""
    pieces = find_structure(f"{TITLE}\n{BODY}\n{listed}{signed}", line_of=lambda offset: 0)
    count = len(listed.split("\n"))
    assert [piece.kind for piece in pieces[3 : 3 + count]] == ["imprint"] * count
    assert {piece.section for piece in pieces} == {0}


def test_what_is_attached_itself_is_text():
    """Its title heads it, and the list above stays imprint where a date parts the two."""
    plan = "一、要求\n要稳中求进，抓好落实。\n二、任务\n要做好工作，扎实推进。"
    text = f"{TITLE}\n{BODY}\n附件1：工作要点\n{plan}"
    assert kinds(text)[3:] == [{"heading"}, {"heading"}, {"body"}, {"heading"}, {"body"}]
    text = f"{TITLE}\n{BODY}\n附件：1.要点\n2.分工\n办公室\n2024年1月8日\n{plan}"
    assert kinds(text)[3:5] + kinds(text)[6:9] == [{"imprint"}, {"imprint"}, {"imprint"}, {"heading"}, {"body"}]


def test_what_heads_nothing_below_all_text_belongs_to_the_page(tmp_path):
    """Headings of Markdown above text do not."""
    text = f"# {TITLE}\n\n## 一段\n\n{BODY}\n\n## 相关\n\n## 更多\n"
    assert read(tmp_path, text, "a.md")[3] == ["一段", *filter(None, BODY.split("\n"))]


def test_a_day_in_brackets_is_part_of_the_title(tmp_path):
    """A source behind the title is cut off it."""
    assert read(tmp_path, f"新闻发布会辑录（2023-04-26）\n{BODY}")[0] == "新闻发布会辑录（2023-04-26）"
