"""Pages whose layouts are those of Chinese papers and ministries; the words in them are the test's own."""

import base64
import re

import pytest

from discourse.errors import DiscourseError
from discourse.texts.formats.html import ARTICLES, read_html
from discourse.texts.formats.read_file import read_text
from discourse.texts.manifest import read_corpus

TITLE = "稳步扩大制度型开放"
LEAD = "近日，记者就稳步扩大制度型开放采访了有关负责同志。"
ONE = "一是对接国际高标准规则，在产权保护、产业补贴、环境标准等领域先行先试，形成一批可复制的做法。"
TWO = "二是缩减外资准入负面清单，落实全面取消制造业领域限制措施，推动电信、医疗等领域扩大开放。"
END = "下一步，将加强部门协同，让开放的红利惠及更多企业和百姓。"
BODY = [LEAD, ONE, TWO, END]
NEIGHBOURS = [
    "某地举办年货节，市集人气旺", "专家解读：春耕备耕看什么", "夜经济点亮古城，游客量创新高", "一图读懂最新通知",
]  # fmt: skip
LINKS = "".join(f'<li><a href="/{n}.html">{text}</a></li>' for n, text in enumerate(NEIGHBOURS))
MENU = "".join(f'<a href="/{name}">{name}</a>' for name in ["首页", "时政", "国际", "财经", "文化", "视频"])
FOOT = "版权所有：某某网，未经书面授权，不得转载、摘编。"
COMMENT = "写得真好，我们这里也要这样做，支持支持！"


def paragraphs(tag="p", indent=""):
    return "".join(f"<{tag}>{indent}{text}</{tag}>" for text in BODY)


PEOPLE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}--时政--人民网</title>
<script>var a = "脚本里的话，不是正文。";</script><style>.a{{color:red}}</style></head><body>
<div class="header"><div class="nav">{MENU}</div></div>
<div class="layout route cf"><a href="/">人民网</a>>><a href="/b">时政</a></div>
<div class="layout rm_txt cf"><div class="col col-1"><h4 class="pre">（学习进行时）</h4><h1>{TITLE}</h1>
<h4 class="sub">——访有关负责同志</h4>
<div class="author cf">本报记者 某某</div><div class="channel cf">
<div class="col-1-1 fl">2024年10月08日05:30 | 来源：<a href="http://x.cn">人民网－人民日报</a></div>
<div class="share fr">分享到：<a href="#">微博</a></div></div>
<div class="rm_txt_con cf"><div class="box_pic"></div>{paragraphs(indent="　　")}
<p style="text-align: center;"><img src="x.jpg"></p>
<p style="text-align: center;">图为企业车间。某某摄（人民图片）</p>
<div class="zdfy cf"></div><div class="edit cf">(责编：某某、某某)</div></div></div>
<div class="col col-2"><h3>热门排行</h3><ul class="rm_ranking cf">{LINKS}</ul></div></div>
<div class="footer">{FOOT}</div></body></html>"""

XINHUA = f"""<html><head><title>{TITLE}-新华网</title></head><body><div class="topAd"></div>
<div class="head-line clearfix"><h1><span class="title">{TITLE}</span></h1></div>
<div class="header-time"><span class="year"><em>2024</em></span>/<span
class="day"><em>10/08</em></span> <span class="time">08:15:30</span></div>
<div class="source">来源：新华网</div>
<div class="main clearfix"><div class="main-left left">
<div id="detail"><span id="detailContent">{paragraphs(indent="　　")}</span>
<div class="editor"><span>【责任编辑:某某】</span></div></div><div class="columBox">
<ul class="list">{LINKS}</ul></div></div>
<div class="main-right right"><div class="columBox book">
<p>荐书：一本讲述运河两岸人家的小说，作者走访了沿线五十个村镇，写下普通人的悲欢。</p></div></div></div>
<div class="foot">{FOOT}</div></body></html>"""

GOV = f"""<html><head><meta name="ArticleTitle" content="{TITLE}"></head><body><div class="header">
<ul>{LINKS}</ul></div>
<div class="BreadcrumbNav">首页 > 政策 > 解读</div><div class="content"><div class="article">
<div class="pages-title"><h1 id="ti">{TITLE}</h1></div>
<div class="pages-date">2024-10-08 09:21 <span class="font">来源： 人民日报</span>
<div class="pages_print">字号：<span>默认</span> <span>大</span> <span>超大</span> | 打印</div></div>
<div class="pages_content" id="UCAP-CONTENT">{paragraphs()}</div><div class="editor">责任编辑：某某</div>
<div class="jiedu-blk"><h3>相关稿件</h3><ul>{LINKS}</ul></div></div></div>
<div class="footer">{FOOT}</div></body></html>"""

MIIT = f"""<html><body><table width="1000"><tr><td>{MENU}</td></tr></table><div class="w1000">
<div id="con_title">{TITLE}</div>
<div class="cinfo center"><span id="con_time">发布时间：2024-10-08 10:00</span><span>来源：规划司</span></div>
<div class="ccontent center" id="con_con">{paragraphs()}</div>
<div class="share">【字体：大 中 小】</div></div><div>{FOOT}</div></body></html>"""

CCTV = f"""<html><body><div class="header_nav">{MENU}</div><div class="main"><div class="title_area">
<h1>{TITLE}</h1><div class="info1">来源：央视网 | 2024年10月08日 07:02:33</div></div>
<div class="content_area" id="content_area">{paragraphs()}</div>
<div class="zebian"><span>编辑：某某</span><span>责任编辑：某某</span></div>
<div class="relevance"><div class="ind_list">{LINKS}</div></div></div>
<div class="shadow">{FOOT}</div></body></html>"""

GMW = f"""<html><body><div class="g-nav">{MENU}</div><div class="g-main"><h1 class="u-title">{TITLE}</h1>
<div class="m-contentMsg"><span class="m-con-source">来源：<a href="x">光明网-《光明日报》</a></span><span
class="m-con-time">2024-10-08 05:10</span></div>
<div class="u-mainText">{paragraphs()}<div id="contentLiability">[ 责编：某某 ]</div></div></div>
<div class="g-right"><div class="m-recommend"><h2>推荐阅读</h2>
<p>海边的风很大，渔民们早早收了网，准备迎接今年的第一场台风，码头上一片忙碌。</p></div></div></body></html>"""

WECHAT = f"""<html><body><div id="js_article" class="rich_media"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title" id="activity-name">
      {TITLE}
   </h1>
<div id="meta_content" class="rich_media_meta_list"><span
class="rich_media_meta rich_media_meta_text">某某</span> <a href="javascript:void(0);"
id="js_name">某部微信</a> <em id="publish_time">2024年10月08日 18:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><section>
<section style="text-align:center"><strong>
{LEAD}</strong></section><section><p><span style="font-weight: 700;">一是</span>{ONE[2:]}</p></section>
<section><p>{TWO}</p><p><br></p><p>{END}</p></section></section></div></div>
<div id="js_tags">预览时标签不可点</div><div class="qr_code_pc">微信扫一扫\n关注该公众号</div>
<div style="display:none">看不见的话，不在页面上。</div></div></body></html>"""

PAPER = f"""<html><head><meta property="og:title" content="{TITLE}"></head><body><div id="__next">
<div class="header_wrap__1">{MENU}</div><main><div class="index_wrapper__L_zqV">
<h1 class="index_title__B8mhI">{TITLE}</h1>
<div class="ant-space"><div>澎湃新闻记者 某某</div><div>2024-10-08 11:21</div><div>来源：澎湃新闻</div></div>
<div class="index_cententWrap__Jv8jK">{paragraphs()}</div>
<div class="index_copyright__Xf">责任编辑：某某</div><div class="index_commentWrap__9"><h3>评论（99）</h3>
<div class="comment_item">{COMMENT}</div></div></div>
<aside><ul>{LINKS}</ul></aside></main></div></body></html>"""

TABLES = f"""<html><head><title>{TITLE}_某某日报</title></head><body><table><tr>
<td class="menu">{MENU}</td></tr></table><table width="960"><tr><td width="700">
<table><tr><td class="bt">{TITLE}</td></tr><tr><td>2024-10-08 来源：某某日报</td></tr><tr>
<td><font size="3">　　{LEAD}<br><br>　　{ONE}<br><br>　　{TWO}<br><br>　　{END}</font></td></tr></table></td>
<td width="260"><ul>{LINKS}</ul></td></tr></table><p align="center">{FOOT}</p></body></html>"""

DIGITAL = f"""<html><body><div class="main"><div class="right">
<div class="lai"><span>2024年10月08日</span> <a href="x">上一期</a> <a href="y">下一期</a></div>
<div class="article-box"><div class="article"><h3>（权威访谈）</h3><h1>{TITLE}</h1><h2>——访有关负责同志</h2>
<p class="sec">《某某日报》（2024年10月08日 第 02 版）</p><div class="attachment"></div>
<div id="ozoom"><founder-content>{paragraphs(indent="　　")}</founder-content></div></div></div></div>
<div class="left"><ul class="swiper">{LINKS}</ul></div></div></body></html>"""

UNKNOWN = f"""<html><body><div class="wrap"><div class="top"><ul>{LINKS}</ul></div><div class="col-a">
<div class="box"><div class="hd"><h1>{TITLE}</h1><span>2024-10-08 08:00</span></div>
<div class="intro">{LEAD}</div><div class="txt"><p>{ONE}</p><p>{TWO}</p><p>{END}</p></div><p>记者：某某</p></div>
<div class="comment-list"><p>{COMMENT}</p><p>{COMMENT[::-1]}</p></div></div><div class="col-b"><h3>精选</h3>
<ul>{LINKS}</ul></div></div><div class="copyright">{FOOT}</div></body></html>"""

CE = f"""<html><body><div class="nav">{MENU}</div><div class="laiyuan">
<h1 id="articleTitle">{TITLE}</h1><span id="articleTime">2024年10月08日 07:10</span>　<span
id="articleSource">来源：经济日报</span></div>
<div class="content" id="articleText"><div class="TRS_Editor">{paragraphs(indent="　　")}</div></div>
<div id="articleEditor">（责任编辑：某某）</div><div class="xgxw"><h3>相关新闻</h3>
<ul>{LINKS}</ul></div></body></html>"""

PAGES = {
    "people.com.cn": (PEOPLE, [
        "（学习进行时）", TITLE, "——访有关负责同志", "本报记者 某某", "2024年10月08日05:30 | 来源：人民网－人民日报", *BODY,
        "图为企业车间。某某摄（人民图片）", "(责编：某某、某某)",
    ]),
    "news.cn": (XINHUA, [TITLE, "2024/10/08 08:15:30", "来源：新华网", *BODY, "【责任编辑:某某】"]),
    "gov.cn": (GOV, [TITLE, "2024-10-08 09:21 来源： 人民日报", *BODY, "责任编辑：某某"]),
    "miit.gov.cn": (MIIT, [TITLE, "发布时间：2024-10-08 10:00来源：规划司", *BODY]),
    "cctv.com": (CCTV, [TITLE, "来源：央视网 | 2024年10月08日 07:02:33", *BODY, "编辑：某某责任编辑：某某"]),
    "gmw.cn": (GMW, [TITLE, "来源：光明网-《光明日报》2024-10-08 05:10", *BODY, "[ 责编：某某 ]"]),
    "WeChat": (WECHAT, [TITLE, "某某 某部微信 2024年10月08日 18:00", *BODY]),
    "thepaper.cn": (PAPER, [TITLE, "澎湃新闻记者 某某", "2024-10-08 11:21", "来源：澎湃新闻", *BODY, "责任编辑：某某"]),
    "tables": (TABLES, [TITLE, "2024-10-08 来源：某某日报", *BODY]),
    "digital paper": (DIGITAL, [
        "（权威访谈）", TITLE, "——访有关负责同志", "《某某日报》（2024年10月08日 第 02 版）", *BODY,
    ]),
    "unknown": (UNKNOWN, [TITLE, "2024-10-08 08:00", *BODY, "记者：某某"]),
    "ce.cn": (CE, [TITLE, "2024年10月08日 07:10　来源：经济日报", *BODY, "（责任编辑：某某）"]),
}  # fmt: skip


def shown(layout):
    """List the paragraphs of a layout without the blanks at their ends."""
    return [text.strip() for text in re.split(r"\n\n", layout.text) if text.strip()]


@pytest.mark.parametrize("site", PAGES)
def test_the_article_comes_out_of_the_page_and_nothing_else(site):
    """Title, what belongs to it, every paragraph, the editors' line: no menu, neighbour, comment or notice."""
    code, wanted = PAGES[site]
    assert shown(read_html(code)) == wanted


@pytest.mark.parametrize("site", PAGES)
def test_every_word_of_a_page_is_kept_or_named_as_left(site):
    """Nothing that the page prints vanishes; what is left is named once, and the title is marked."""
    layout = read_html(PAGES[site][0])
    printed = "".join(re.findall(r"[\u4e00-\u9fff]", layout.text + "".join(layout.discarded)))
    unseen = r"<(script|style|head).*?</\1>|<div style=.display:none.*?</div>"
    code = re.sub(unseen, "", PAGES[site][0], flags=re.DOTALL)
    seen = set(re.findall(r"[\u4e00-\u9fff]", re.sub(r"<[^>]*>", "", code)))
    assert seen <= set(printed)
    assert len(set(layout.discarded)) == len(layout.discarded)
    titles = [mark for mark in layout.marks if mark.name == "title"]
    assert [layout.text[mark.start : mark.end].strip() for mark in titles] == [TITLE]


def test_headings_bold_words_and_captions_are_marked():
    """By their spans in the text; the bold of a heading, too."""
    code = (
        f"<h1>{TITLE}</h1><h2>一、<b>总体</b>要求</h2><p>{ONE}<strong>重点</strong> <b>任务</b>"
        f"<span style='font-weight: 700'>落实</span>。</p>"
        f"<p><img><br>图为车间一角。</p><p>{TWO}</p>"
    )
    layout = read_html(code)
    marks = [(layout.text[m.start : m.end], m.name, m.level) for m in layout.marks]
    assert marks == [
        (TITLE, "title", 0), ("一、总体要求", "heading", 2), ("总体", "bold", 0), ("重点", "bold", 0),
        ("任务落实", "bold", 0), ("图为车间一角。", "caption", 0),
    ]  # fmt: skip


def test_a_short_line_below_a_picture_that_follows_a_heading_is_its_caption():
    """Between other paragraphs a short line below a picture may as well head what follows."""
    code = f"<h1>{TITLE}</h1><p>{ONE}</p><p>甲、乙两地比产量</p><p><img></p><p>车间一角</p><p>{TWO}</p>"
    layout = read_html(code)
    assert [(layout.text[m.start : m.end], m.name) for m in layout.marks][1:] == [("车间一角", "caption")]
    assert [m.name for m in read_html(code.replace("<p>甲、乙两地比产量</p>", "")).marks] == ["title"]


@pytest.mark.parametrize(
    ("line", "captions"),
    [
        ('<p align="center">车间一角</p>', 1),
        ('<p style="text-align: center">车间一角</p>', 1),
        ('<p align="center"><b>一线工人怎么说</b></p>', 0),
        ('<p align="center">老车间。</p>', 1),
        ("<p>老车间。</p>", 0),
        ("<p>事实并非如此。</p>", 0),
        ("<p>车间里的机器响个不停。</p>", 0),
    ],
)
def test_a_line_below_a_picture_is_its_caption_where_it_alone_is_centred(line, captions):
    code = f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p align=center><img></p>{line}<p>{TWO}</p>"
    assert [mark.name for mark in read_html(code).marks].count("caption") == captions
    # Where the page centres its text, that says nothing of a line.
    poem = f"<center>{code}</center>"
    assert [mark.name for mark in read_html(poem).marks].count("caption") == captions * ("align" not in line)


def test_what_stands_around_the_title_heads_nothing():
    """The name of a series and a subtitle are no sections, though their tags are those of headings."""
    for code in (PEOPLE, DIGITAL):
        assert [mark.name for mark in read_html(code).marks if mark.level] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("<p>　　首行\n   缩进。</p>", "　　首行缩进。"),
        ("<p>GDP\n growth</p>", "GDP growth"),
        ("<p>&nbsp;&nbsp;前&emsp;后 </p>", "\xa0\xa0前\u2003后"),
        ("<p>甲<br>乙<br/><br>丙</p>", "甲\n乙\n\n丙"),
        ("<p>甲<span> 乙</span><b> 丙 </b></p>", "甲 乙 丙"),
        ("<div>甲<p>乙</p>丙</div>", "甲\n\n乙\n\n丙"),
        ("<table><tr><td>项目</td><td><p>数</p></td></tr><tr><td>甲</td><td>3</td></tr></table>", "项目\t数\n\n甲\t3"),
        ("<pre>一行\n  二行</pre>", "一行\n  二行"),
        ("<p>甲<script>x</script><!-- y --><style>z</style>乙", "甲乙"),
        ("<p>首台&lt;套&gt;&amp;&#25104;套", "首台<套>&成套"),
        ("<ul><li>第一<li>第二</ul>", "第一\n\n第二"),
        ("<p>甲<p>乙<div>丙", "甲\n\n乙\n\n丙"),
    ],
)  # fmt: skip
def test_the_text_is_what_the_page_prints(code, text):
    """Blanks run together as in a browser, the blanks of Chinese type stay, a block is a paragraph, a row is a line."""
    assert read_html(f"<body>{code}").text == text


@pytest.mark.parametrize("code", ["<body><ul>" + LINKS + "</ul></body>", f"<body><div class='nav'>{MENU}</div></body>"])
def test_a_page_without_running_text_is_kept_whole(code):
    """Where no article can be told, more is kept rather than less."""
    layout = read_html(code)
    assert layout.discarded == ()
    assert len(re.sub(r"\s", "", layout.text)) == len(re.sub(r"<[^>]*>|\s", "", code))


def test_an_article_under_a_name_of_furniture_is_an_article():
    """What holds most of the running text is not left for what its class is called."""
    article = f"<div class='comment share sidebar'><h1>{TITLE}</h1>{paragraphs()}</div>"
    code = f"{article}<div class='comment'><p>{COMMENT}</p></div>"
    layout = read_html(code)
    assert shown(layout) == [TITLE, *BODY]
    assert layout.discarded == (COMMENT,)


ARTICLE = f"<h1>{TITLE}</h1>{paragraphs() * 2}"
ITEMS = f"<p>{COMMENT}</p><p>{COMMENT[::-1]}</p>"
MANY = "".join(f"<p>{number}：{COMMENT}</p>" for number in range(40))


@pytest.mark.parametrize(
    "code",
    [
        f"<div>{ARTICLE}</div><div class='comment-list'>{MANY}{ITEMS}</div>",
        f"<div>{ARTICLE}<div id='disqus_thread'>{ITEMS}</div></div>",
        f"<div>{ARTICLE}<div class='newsCommentList'>{ITEMS}</div></div>",
        f"<div>{ARTICLE}<div itemprop='comment'>{ITEMS}</div></div>",
        f"<article>{ARTICLE}<section><h2>评论</h2><article>{ITEMS}<a href='#'>回复</a></article></section></article>",
        f"<div>{ARTICLE}<h3>网友评论（2）</h3>{ITEMS}<p>责任编辑：某某</p></div>",
        f"<div>{ARTICLE}<p><b>最新评论</b></p>{ITEMS}</div>",
        f"<div>{ARTICLE}<h2>2 thoughts on “{TITLE}”</h2>{ITEMS}<h2>Leave a Reply</h2></div>",
        f"<div>{ARTICLE}<h2>Comments</h2>{ITEMS}</div>",
        f"<table><tr><td>{ARTICLE}</td></tr><tr><td>网友评论(2)</td></tr><tr><td>{ITEMS}</td></tr></table>",
    ],
)
def test_what_readers_wrote_below_an_article_is_left_and_named(code):
    """Comments are furniture of the page, by what their element is called or by their heading, however many they are."""
    layout = read_html(f"<body>{code}</body>")
    wanted = [TITLE, *BODY * 2, *(["责任编辑：某某"] if "责任编辑" in code else [])]
    assert shown(layout) == wanted
    left = "".join(layout.discarded)
    assert COMMENT in left and COMMENT[::-1] in left


@pytest.mark.parametrize(
    "code",
    [
        f"<p>谈开放，谈标准。</p><div id='comment_content'>{paragraphs() * 3}</div>",
        f"<h2>背景</h2>{paragraphs() * 2}<h2>网友评论</h2><p>{TWO}</p><h2>专家观点</h2><p>{END}</p>",
        f"{paragraphs()}<p>网友评论说，{COMMENT}</p>",
    ],
)
def test_an_article_that_is_a_comment_or_tells_of_some_is_kept(code):
    """The page of a column called 评论, a heading among others of the article, a sentence."""
    layout = read_html(f"<body><div><h1>{TITLE}</h1>{code}</div></body>")
    assert layout.discarded == ()


def test_a_button_above_the_text_heads_no_comments():
    """It is called as they are; what stands below it is the article."""
    above = "<p>2024年10月8日 10:20 来源：虚拟网，记者从会上获悉。</p><div>微信</div><h4>评论</h4>"
    code = f"<body><div><h1>{TITLE}</h1>{above}{paragraphs()}</div></body>"
    assert all(part in read_html(code).text for part in BODY)


LINKED = '{"@graph": [{"@type": "NewsArticle", "comment": [{"datePublished": "2025-01-01"}], "datePublished": "2024-10-08"}]}'


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("<meta property='article:published_time' content='2024-10-08T05:30:00+08:00'>", "", "2024-10-08"),
        ("<meta name='PubDate' content='2024-10-08 09:21'><meta name='date' content='2025-01-01'>", "", "2024-10-08"),
        (f"<script type='application/ld+json'>{LINKED}</script>", "", "2024-10-08"),
        (
            "<script type='application/ld+json'>{no JSON</script>",
            "<time datetime='2024-10-08'>前天</time>",
            "2024-10-08",
        ),
        ("", "<meta itemprop='datePublished' content='2024-10-08'>", "2024-10-08"),
        ("", "<p>厂子<time datetime='1958-05-01'>1958年</time>建成，今年改造。</p>", None),
        ("", "<ul><li><time datetime='2024-10-08'>某地举办年货节</time></li></ul>", None),
        ("", "<p class='updated'><time datetime='2024-10-08'>更新</time></p>", None),
        ("<meta name='pubdate' content='1970-01-01'>", "", None),
        ("<meta name='pubdate' content='2024-10-08'>", "<p>2024年10月05日 来源：人民日报</p>", "2024-10-05"),
    ],
)
def test_the_code_of_a_page_tells_its_date_where_its_lines_do_not(head, body, date, tmp_path):
    """In its head, in JSON-LD, in an element of time that stands by itself; what is printed counts before that."""
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}{paragraphs()}", "utf-8")
    (tmp_path / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "a.html"\n', "utf-8")
    article = read_corpus(tmp_path / "corpus.toml").articles.iloc[0]
    found = article[["date", "date_basis"]].astype(object).where(article[["date", "date_basis"]].notna(), None)
    assert found.to_list() == [date, date and ("page" if "来源" in body else "stamp")]


def test_one_long_paragraph_is_not_taken_for_the_whole():
    """A notice of one long paragraph and short ones under it is all of them."""
    code = f"<body><div><h1>{TITLE}</h1></div><div><p>{ONE * 6}</p><p>特此通知。</p><p>{LEAD}</p></div></body>"
    assert shown(read_html(code)) == [TITLE, ONE * 6, "特此通知。", LEAD]


def test_a_line_of_the_papers_name_and_date_is_no_title_though_the_page_is_called_so():
    """The title is the heading, with the subtitle below it; a title that has a date and no rival stays one."""
    imprint, below = "《虚拟日报》（2024年05月18日 第03版）", "<h1>治理见实效</h1><h4>——来自某市的调查</h4>"
    name = "<title>虚拟日报 2024年05月18日 第03版</title>"
    text = read_html(f"<head>{name}</head><body>{below}<p>{imprint}</p><div>{paragraphs()}</div>").text
    assert text.split("\n\n")[:3] == ["治理见实效", "——来自某市的调查", imprint]
    dated = "2024年10月8日召开的会议"
    code = f"<head><title>{dated}_某网</title></head><body><div>首页</div><p>{dated}</p><div>{paragraphs()}</div>"
    assert read_html(code).text.startswith(dated)


def test_a_list_of_links_inside_the_article_is_left_and_a_link_is_not():
    """A paragraph that is one link belongs to the text; three of them in a row are neighbours."""
    links = "".join(f'<p><a href="x">{text}</a></p><p>2024-10-0{n}</p>' for n, text in enumerate(NEIGHBOURS, 1))
    code = (
        f"<h1>{TITLE}</h1><div><p>{ONE}</p><p><a href=x>《有关规定》全文</a></p><p>{TWO}</p>{links}<p>{END}</p></div>"
    )
    assert shown(read_html(code)) == [TITLE, ONE, "《有关规定》全文", TWO, "2024-10-04", END]


def test_reading_a_page_asks_nothing_of_any_host(monkeypatch):
    """Images, frames, entities and style sheets are names, not requests."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "http://x.cn/a">]>'
    others = '<link rel=stylesheet href="http://x.cn/a.css"><img src="http://x.cn/a.png">'
    assert "稳步" in read_html(entity + others + PEOPLE).text


def test_each_place_of_articles_is_found_by_its_rule():
    """A row of the table, with the article in it and a longer neighbour outside."""
    for selector, _ in ARTICLES:
        name = re.sub(r"[.#\[\]^]|itemprop=|class=", "", selector)
        attributes = {"#": f'id="{name}"', ".": f'class="{name}"', "[": f'class="{name}" itemprop="articleBody"'}
        tag = f"div {attributes[selector[0]]}" if selector[0] in attributes else selector
        code = f"<div><p>{ONE}{TWO}</p></div><{tag}><p>{LEAD}</p><p>{ONE}</p><p>{TWO}</p></{tag.split()[0]}>"
        assert shown(read_html(code)) == [LEAD, ONE, TWO], selector


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "big5"])
def test_a_page_is_read_in_the_encoding_of_its_bytes(tmp_path, encoding):
    """Whatever its head says; a browser that saves it may leave the old name there."""
    head = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head>"
    code = f"{head}<body><h1>擴大開放</h1><p>推進改革，改善民生。</p>"
    path = tmp_path / "a.htm"
    path.write_bytes(code.encode(encoding))
    decoded = read_text(path)
    assert (decoded.text, decoded.format) == ("擴大開放\n\n推進改革，改善民生。", "html")


def test_a_damaged_character_of_a_page_is_shown_as_in_a_browser(tmp_path):
    """One bad byte in a page is no reason to refuse it; the character lost is U+FFFD, to be doubted."""
    data = PEOPLE.replace("utf-8", "gbk").encode("gb18030").replace("复制".encode("gb18030"), b"\xff\xff")
    path = tmp_path / "a.html"
    path.write_bytes(data)
    assert "可\ufffd\ufffd的做法" in read_text(path).text
    path.write_bytes(b"<html><body>" + bytes(range(128, 256)) * 20)
    with pytest.raises(DiscourseError, match="is Chinese text in none of"):
        read_text(path)


def test_a_page_saved_as_one_file_is_unpacked(tmp_path):
    """The form of a mail that browsers call MHTML, with the page as one part and an image as another."""
    page = base64.encodebytes(PEOPLE.encode()).decode()
    mail = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        f"------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n"
        "------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n------b--\r\n"
    )
    path = tmp_path / "a.mhtml"
    path.write_bytes(mail.encode())
    decoded = read_text(path)
    assert decoded.format == "html"
    assert decoded.text == read_html(PEOPLE).text


def test_a_page_whose_text_comes_by_script_is_refused(tmp_path):
    """With what to do instead."""
    path = tmp_path / "a.html"
    path.write_text("<html><body><div id='app'></div><script>render()</script></body></html>", encoding="utf-8")
    with pytest.raises(DiscourseError, match="prints no text of its own; open it in a browser"):
        read_text(path)


@pytest.mark.slow
def test_a_page_of_elements_nested_without_end_is_read(tmp_path):
    """Editors that put each paragraph into the last one's element: what is printed counts, not how deep it stands."""
    paragraphs = [f"第{number}段：推进新型工业化。" for number in range(1200)]
    flat, nested = "".join(f"<div>{text}</div>" for text in paragraphs), "".join(f"<div>{text}" for text in paragraphs)
    assert read_html(nested).text.split("\n\n")[-1] == read_html(flat).text.split("\n\n")[-1] == paragraphs[-1]
    deep = "<div>" * 5000 + "<p><b>推进</b>新型工业化。</p>" + "</div>" * 5000
    assert read_html(deep) == read_html("<p><b>推进</b>新型工业化。</p>")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "<div " + " ".join(f"a{n}='x>'" for n in range(1001)) + ">经济</div>",
            "element <div> of more than 1,000 attributes",
        ),
        ("<p>经济" + "<span><b>" * 5001, "more than 10,000 elements inside each other"),
    ],
)
def test_code_that_no_browser_writes_is_refused_before_it_takes_minutes(code, said):
    with pytest.raises(DiscourseError, match=said):
        read_html(code)


def test_stray_quotes_and_scripts_are_no_attributes_and_open_elements_no_depth():
    """What a page has thousands of is read."""
    words = " ".join(f"w{n}" for n in range(2000))
    odd = f"<script>if (a<b) '{words}'; if (c <d {words}</script><!-- <a {words}> --><a href=x\"y>经济</a><p>{words}"
    assert words in read_html(odd).text
    assert "经济。" in read_html("<ul>" + "<li>经济。<br>" * 6000 + "<p>完" * 6000).text


def test_a_page_of_thousands_of_paragraphs_takes_no_square_of_their_number(monkeypatch):
    """The most prose of any element is asked once, not for each of them."""
    asked = []
    monkeypatch.setattr(
        "discourse.texts.formats.html.max", lambda *values, **how: asked.append(1) or max(*values, **how), raising=False
    )
    read_html("<p>发展经济。</p>" * 500)
    assert len(asked) < 1200
