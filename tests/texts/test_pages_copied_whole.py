"""Pages as people copy them: all around the article is imprint, and title, source and date are the page's own."""

import pytest

import discourse as dc
from discourse.intake import preview_article
from discourse.texts.formats.read_file import read_text
from discourse.texts.layout.facts import LineFacts

LONG_ADDRESS = "https://www.example.gov.cn/post.html?q=" + "%E5%82%AC" * 40
FURNITURE = {
    "counter": [
        "浏览次数：123", "阅读 1.2万", "阅读(123)", "阅读：1,234次", "点击数：-", "点击量：10万+", "本文已被浏览 123 次", "-次", "次浏览",
        "1.2万阅读", "【浏览次数：】", "人气：45", "阅读量：加载中...", "2024-01-02 10:00 浏览：123",
    ],
    "size of print": [
        "字号：大 中 小", "字体：大中小", "【字体：大 中 小】", "【字号", "A+大 A+中 A+小", "A- A A+", "大 | 中 | 小", "字号：[大] [中] [小]",
        "字体大小：小 中 大", "收藏 打印 字号：默认 大 超大 |", "小字号",
    ],
    "button": [
        "打印 关闭 分享", "【打印】【关闭】", "打印本页 | 关闭窗口", "分享到：微信 微博 QQ空间", "分享：", "[推荐朋友] [关闭窗口] [打印本稿]",
        "扫一扫在手机打开当前页", "【我要纠错】", "【纠错】 【责任编辑:林晓】", "分享让更多人看到", "[返回上一页] [本讨论区]",
    ],
    "breadcrumb": [
        "首页 > 新闻 > 正文", "首页>>政务公开>>政策文件", "首页 - 新闻 - 要闻", "首页→新闻→正文", "主页 > 新闻", "当前位置：首页 > 新闻",
        "所在位置：首页", "虚拟网 > 时政 > 正文", "虚拟网 | 新闻 | 正文", "新闻中心 > 国内 > 时政", "> 首页 > 新闻", "Home > News > Politics",
    ],
    "record": [
        "【法宝引证码】CLI.11.1234567", "CLI.1.12345(EN)", "【制定机关】 虚拟市人民政府", "【时效性】 现行有效", "时效性：现行有效",
        "索 引 号：000014349/2024-00001", "有 效 性：有效", "成文日期：2024年10月8日", "【被引频次】 12", "网络首发时间：2024-05-06",
    ],
    "reader service": [
        f"URL Source: {LONG_ADDRESS}", "Published Time: 2025-01-01T08:00:00+08:00", "Markdown Content:", "发信人: reader (读者), 信区: economics", "原文链接：" + LONG_ADDRESS,
    ],
    "posted": [
        "最后更新: 2019-09-07 15:14:21", "2019-05-17 · 虚拟城市报道", "原创 kingname 虚拟Code 前天", "虚拟科技 昨天", "原创： 林晓编译 虚拟研究",
        "安装虚拟客户端接收最全面的资讯→【下载地址】",
    ],
    "copy of a network": ["↑点击上方“虚拟发布”关注我们", "投稿邮箱：news@example.com", "收录于合集 #车间 12个", "点击上方蓝字关注我们", "阅读原文", "继续滑动看下一个", "分享 收藏 点赞 在看", "赞 在看 写留言"],
    "foot": [
        "粤ICP备12345678号", "主办：虚拟市人民政府　粤ICP备12345678号　网站标识码4400000001", "技术支持：虚拟科技公司", "关于我们 | 联系我们 | 网站地图",
        "上一篇：关于印发办法的通知", "请加入成为虚拟新闻的月费订户，支持我们的工作。所有订户都收到通讯。",
    ],
    "authors and date": [
        "作者：林晓;王明;赵一帆  时间：2018-12-31", "记者 林晓 王明 2024年3月5日", "记者 林晓 王 明 寇一帆", "本报驻虚拟国记者 莽一帆",
    ],
    "where from": ["----摘自虚拟网----", "《虚拟观察》2000年第三期A版", "(06-28 17:34)", "虚拟博物院供图", "来源于：东区办事处", "（原标题：“车间改造”启动！工人来了？）", "(综合整理自虚拟新闻、虚拟网等)", "相關文章：車間裡的年輕人"],
    "date and paper": ["2026年02月10日 07时41分", "虚拟日报 | 2024年10月08日 09:30:12", "2024年10月08日 虚拟日报"],
    "legend": [
        "问：记者　　伍：伍明达", "（问：本报记者　答：王明）", "（林：虚拟大学医学院教授、医院顾问医生林晓／ Hay：虚拟大学荣休教授Alastair Hay）",
    ],
}  # fmt: skip
# Sentences, headings and lists with the same words.
TEXT = """阅读是一种习惯|全民阅读|阅读|浏览次数超过一亿次，创历史新高。|阅读量：这篇文章突破十万。|累计点击量达到1.2万次|3次|第3次|一次|人次|
打印、关闭、分享等功能一应俱全。|点击打印按钮即可打印本页|字号不宜过大|大小|中小企业|首页改版方案|您当前的位置决定了您的视野。|你现在的位置是全国第一。|
投入 > 产出|风险→收益|法宝引证码是一种编号。|CLI是命令行界面|来源于实践|Date of birth|Author's note|Title IX|办理京ICP备案的流程|
网站备案号为京ICP备12345号。|关于我们的调查|联系我们的办法|分享空间|更多空间|微信|微博|1.评论|3.访问|关闭高耗能企业|下载量|A股|T型人才|分享经济|
时效性要求高|公布日期未定|有效性检验|上一篇报道引起反响|扫一扫二维码即可办理业务，方便群众。|原创性成果不断涌现，居全国前列|技术支持体系|字体设计|记者 好的|记者：好的|
摘自一线的故事|供图方案|最后更新了设备|原标题很长|回到昨天|相关文章很多|问：何时开工？　答：明年。"""  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for lines in FURNITURE.values() for line in lines])
def test_a_line_that_a_page_sets_beside_its_article_is_imprint(line):
    assert LineFacts(line).imprint


@pytest.mark.parametrize("line", TEXT.replace("\n", "").split("|"))
def test_words_of_the_kind_in_a_line_of_the_text_are_none(line):
    assert LineFacts(line).imprint is None


def read(tmp_path, text, name="a.txt", **declared):
    """Read one article, and lay it out as its row and its paragraphs of each kind."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    lines = "".join(f"{key} = {value!r}\n" for key, value in declared.items())
    (tmp_path / "corpus.toml").write_text(f'[[article]]\ndoc = "a"\nfile = "{name}"\n{lines}', encoding="utf-8")
    corpus = dc.read_corpus(tmp_path / "corpus.toml")
    texts = corpus.paragraphs.groupby("kind")["text"].agg(list).to_dict()
    return corpus.articles.iloc[0], texts


BODY = ["会议研究了本年度的重点工作，部署了下一步任务。", "会议要求，各单位要抓好落实，按期完成各项任务。"]


def page(*lines):
    return "\n".join([*lines, *BODY])


@pytest.mark.slow
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("lines", FURNITURE.values(), ids=FURNITURE.keys())
def test_furniture_is_never_title_subtitle_or_body(tmp_path, lines, above):
    """Above the title or below it, and at the foot."""
    head = [*lines, "加快车间改造的办法"] if above else ["加快车间改造的办法", *lines]
    article, texts = read(tmp_path, page(*head) + "\n" + "\n".join(lines))
    assert article["title"] == "加快车间改造的办法"
    assert texts["body"] == BODY
    assert set(texts) == {"title", "imprint", "body"}


HEADS = {
    "broken lines": (["关于车间的报告", "2026年02月10日 07时41分", "来源:", "虚拟日报", "【字体：", "大", "中", "小", "】", "分享：", "微信", "微博"],
                     "关于车间的报告", "虚拟日报", "2026-02-10"),
    "keys above their values": (["关于车间的报告", "发布时间：", "2026-02-10 09:00", "稿源：", "虚拟市民政局", "浏览次数：", "1.2万"],
                                "关于车间的报告", "虚拟市民政局", "2026-02-10"),
    "a key without a value": (["来源：", "作者：", "关于印发车间办法的通知", "2026-02-10"], "关于印发车间办法的通知", None, "2026-02-10"),
    "paper below the title": (["关于车间的报告", "虚拟日报", "2026年2月10日"], "关于车间的报告", "虚拟日报", "2026-02-10"),
    "source in brackets": (["关于车间的报告", "来源： （虚拟使馆供稿）    2026-02-10"], "关于车间的报告", "虚拟使馆", "2026-02-10"),
    "reader service": (["Title: 车间改造1月1日起实施 - 虚拟市人民政府门户网站", "URL Source: https://example.gov.cn/a.html",
                        "Published Time: 2026-02-10T08:00:00Z", "Markdown Content:"], "车间改造1月1日起实施", "虚拟市人民政府门户网站", "2026-02-10"),
    "title with channel and site": (["Title: 车间改造办法_政策_虚拟政府网", "2026-02-10"], "车间改造办法", "虚拟政府网", "2026-02-10"),
    "title without a site": (["Title: 专访 | 中国-东盟合作的新车间", "2026-02-10"], "专访 | 中国-东盟合作的新车间", None, "2026-02-10"),
    "record of a document": (["索 引 号：000014349/2026-00001", "发文机关：虚拟市人民政府", "标　　题：关于车间的通知", "成文日期：2026年02月10日",
                              "关于车间的通知"], "关于车间的通知", "虚拟市人民政府", "2026-02-10"),
    "record with a class": (["首页>政务公开>政策文件", "发文机关：虚拟部", "标 题：关于车间的意见", "发布日期：2026-02-10", "分 类：产业规划", "关于车间的意见"],
                            "关于车间的意见", "虚拟部", "2026-02-10"),
    "board": (["虚拟站 -- 精华区文章阅读", "----------", "发信人: reader (读者), 信区: economics", "标  题: 车间里的问答",
               "发信站: 虚拟站 (Thu Aug 17 15:48:27 2000) , 站内信件"], "车间里的问答", None, "2000-08-17"),
    "site's name twice": (["虚拟网", "虚拟网", "虚拟县县长林晓:改造是为了人", "赵一帆", "2026年02月10日08:36 | 来源:虚拟日报", "小字号"],
                         "虚拟县县长林晓:改造是为了人", "虚拟日报", "2026-02-10"),
    "rows of a menu": (["首页|必读|视频|专访|运营", "手机|网络|通信|报告|会展", "首页 >> 监管 >> 正文", "车间改造提速", "2026年2月10日 08:51  虚拟日报"],
                       "车间改造提速", "虚拟日报", "2026-02-10"),
    "an account's name": (["虚拟首页", "登录月下人", "车间改造提速，工人学会了操作新设备", "发布时间：2026-02-10优质原创作者"],
                          "车间改造提速，工人学会了操作新设备", None, "2026-02-10"),
    "section twice": (["车间资讯", "车间资讯", "关于《车间改造条例(草案)》公开征求意见的公告", "发布时间:2026-02-10"], "关于《车间改造条例(草案)》公开征求意见的公告", None, "2026-02-10"),
    "buttons in one word": (["虚拟网 > 正文", "搜索网站地图设置首页", "车间改造提速", "2026-02-10 来源: 虚拟网"], "车间改造提速", "虚拟网", "2026-02-10"),
    "agency and place": (["车间改造提速", "虚拟网 打印 纠错", "收听本文 00:00/00:00", "新华社,虚拟市", "2026-02-10 03:02", "已收藏"], "车间改造提速", None, "2026-02-10"),
    "name and stamp": (["虚拟网 > 新闻 > 民生", "车间改造提速", "林晓 发布时间:2026-02-10 09:03:00来源: 虚拟日报"], "车间改造提速", "虚拟日报", "2026-02-10"),
    "tools on lines of their own": (["虚拟网 > 正文", "车间改造提速", "2026-02-10 01:23:32 來源: 虛擬社", "關注虛擬網", "微博", "評論", "圖集"],
                                    "车间改造提速", "虛擬社", "2026-02-10"),
    "labels in a row": (["林晓:车间的三条路", "选择字号:   本文共阅读 1659 次 更新时间:2026-02-10 17:39", "进入专题: 车间   改造  ", "林晓  "],
                        "林晓:车间的三条路", None, "2026-02-10"),
    "table without colons": (["虚拟省政府网 虚拟市政府网 市人大 市政协", "索   引   号 20260210-1 分        类 其他; 市政府文件;",
                              "发 布 机 构 市政府 发 文 日 期 2026-02-10", "名        称 关于车间的通知", "文        号 虚政发〔2026〕1号", "关于车间的通知"],
                             "关于车间的通知", None, "2026-02-10"),
    "number and date": (["首页 » 法规 »", "关于车间的通知(2026年)", "时间:2026-02-10 19:54:20 来源: 虚拟法律网 作者:虚拟法律网 阅读:8750", "2025年12月28日 虚工[2025]17号"],
                        "关于车间的通知(2026年)", "虚拟法律网", "2025-12-28"),
    "journal": (["车间的三条路", "【中图分类号】F562 【文献标识码】A", f"【作者简介】林晓，虚拟大学教授。{'研究方向为车间改造，著有《车间》。' * 12}"],
                "车间的三条路", None, None),
    "dispatch with its headline": (["车间改造提速", "2026-02-10", "虚拟社虚拟市2月10日电 题:车间改造提速——看虚拟县", "虚拟社记者林晓、王明"],
                                   "车间改造提速", None, "2026-02-10"),
    "picture of an agency": (["车间改造提速", "2026-02-10 06:30", "县长林晓接受记者采访(中新社)"], "车间改造提速", None, "2026-02-10"),
    "house above the title": (["网站首页|客户端|官方微博|投稿|邮箱 虚拟科学网", "虚拟科学院工业研究所", "车间改造的三条路", "2026年02月10日来源:《虚拟科学》2026年03期    作者:林晓"],
                              "车间改造的三条路", "虚拟科学", "2026-02-10"),
    "stamp behind the title": (["首页>经济 > 宏观", "宏观经济", "车间改造的三条路时间: 2026-02-10信息来源:虚拟问题研究 2026年第1期 作者:林晓 责编:admin"],
                               "车间改造的三条路", "虚拟问题研究", "2026-02-10"),
    "magazine": (["APP下载", "车间改造的三条路", "2026-02-10林晓王一帆", "虚拟学报 2026年2期", "林 晓,王一帆", "(1.虚拟大学经济学院,虚拟市 210037;2.虚拟研究院工业所,虚拟市 611130)"],
                 "车间改造的三条路", None, "2026-02-10"),
    "literature database": (["SrcDatabase-来源库: 期刊", "Title-题名: 车间改造的三条路", "Author-作者: 林晓;王明", "FirstDuty-第一责任人: 林晓;", "Fund-基金: 虚拟项目",
                             "PubTime-发表时间: 2026-02-10", "PageCount-页码: 12-25"], "车间改造的三条路", None, "2026-02-10"),
    "newspaper database": (["虚拟数据", "标　　题：车间改造的三条路", "作　　者：本报记者　林晓　王明", "来　　源：虚拟日报", "版　　次：第 02 版", "日　　期：2026-02-10", "正　　文："],
                           "车间改造的三条路", "虚拟日报", "2026-02-10"),
    "mail": (["发件人: 林晓 <lin@example.com>", "发送时间: 2026年2月10日 09:30", "收件人: 王明", "主题: 车间改造的三条路"], "车间改造的三条路", None, "2026-02-10"),
    "law from a data base": (["【法宝引证码】 CLI.11.1234567", "原文链接：https://example.com/lar/a.html", "虚拟新区管理办法", "【公布日期】 2026.02.10"],
                             "虚拟新区管理办法", None, "2026-02-10"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_a_page_gives_title_source_and_date(tmp_path, head):
    """And nothing of it is counted."""
    lines, title, source, date = HEADS[head]
    article, texts = read(tmp_path, page(*lines))
    found = {key: None if article.isna()[key] else article[key] for key in ("title", "source", "date", "subtitle")}
    assert found == {"title": title, "source": source, "date": date, "subtitle": None}
    assert texts["body"] == BODY
    assert "lead" not in texts


# Whole pages as people copy them; ＝ stands for the two paragraphs of the text.
PAGES = {
    "a ministry": (
        ("首页 > 政策 > 文件库|字号：默认 大 超大 | 打印 | 收藏 | 留言 |标　　题： 关于车间改造的意见|发文机关： 虚拟部|来　　源： 虚拟政府网|"
        "主题分类： 工业、交通\\工业|公文种类： 意见|成文日期： 2024年05月06日|关于车间改造的意见|国发〔2024〕12号|＝|（此件公开发布）|扫一扫在手机打开当前页|"
        "【我要纠错】 责任编辑：林晓|主办单位：虚拟厅　运行维护单位：虚拟中心|版权所有：虚拟政府网　中文域名：虚拟.政务|京ICP备12345678号"),
        ["关于车间改造的意见", "虚拟政府网", "2024-05-06"]),
    "a paper's site": (
        ("虚拟网>>时政|车间改造提速|2024年10月08日06:12 | 来源：虚拟网－虚拟日报|小字号|原标题：车间改造跑出加速度|＝|《 虚拟日报 》（ 2024年10月08日 02 版）|"
        "(责编：林晓、王明)|分享让更多人看到|推荐阅读"), ["车间改造提速", "虚拟日报", "2024-10-08"]),
    "an agency": (
        "虚拟网 > 时政 > 正文|2024 10/08 09:30:12|来源：虚拟网|车间改造提速|字体：|小|大|分享到：|＝|【纠错】|【责任编辑:林晓】|阅读下一篇：",
        ["车间改造提速", "虚拟网", "2024-10-08"]),
    "an economic site": (
        ("虚拟经济网 > 新闻中心 > 国内 > 正文|车间改造提速|2024年10月08日 09:30 来源：虚拟日报|[推荐朋友] [关闭窗口] [打印本稿] [字号 大 中 小]|＝|"
        "(责任编辑：林晓)|网友评论|虚拟经济网版权及免责声明：|1、凡本网注明“来源：虚拟经济网”的作品，均为本网合法拥有版权。"),
        ["车间改造提速", "虚拟日报", "2024-10-08"]),
    "an account": (
        ("车间改造提速|原创 林晓 虚拟车间 2024年10月08日 09:30 北京|点击上方蓝字关注我们|＝|来源：虚拟日报|编辑：林晓|预览时标签不可点|收录于合集 #车间 12个|"
        "阅读 1.2万|分享 收藏 点赞 在看|写留言|微信扫一扫|关注该公众号|继续滑动看下一个|轻触阅读原文"), ["车间改造提速", "虚拟日报", "2024-10-08"]),
    "an account that names no other source": (
        "【圆桌对话】|车间改造为什么要提速|原创 林晓 虚拟车间 2024年10月08日 09:30 北京|＝|微信扫一扫|关注该公众号",
        ["车间改造为什么要提速", "虚拟车间", "2024-10-08"]),
    "a card whose cells are lines": (
        "索引号|0001/2024-00045|主题分类|发布机构|虚拟市工业局|标题|关于车间改造的意见|文号|虚工〔2023〕45号|时效|有效|关于车间改造的意见|2024年10月08日|＝|浏览次数：|关闭本页",
        ["关于车间改造的意见", None, "2024-10-08"]),
    "a card whose colons stand alone": (
        "标题：|车间改造为什么要提速|来源：|虚拟日报|日期：|2024-10-08|正文：|＝", ["车间改造为什么要提速", "虚拟日报", "2024-10-08"]),
    "an account whose name stands twice": (
        "车间改造为什么要提速|虚拟报|虚拟报2024年10月08日 07:33 北京|＝|继续滑动看下一个", ["车间改造为什么要提速", "虚拟报", "2024-10-08"]),
    "a paper's name above its date": (
        "虚拟时报|2024-11-20 星期三|A01版|虚拟时报评论员|车间改造为什么要提速|■ 虚拟时报评论员|＝|责编：林晓|下一篇", ["车间改造为什么要提速", "虚拟时报", "2024-11-20"]),
    "an office above its notice": (
        "虚拟市人民政府办公室|市政府办公室关于加强|车间改造工作的通知|发布时间：2024-06-20 17:08　来源：市政府办　阅读：2365次　[打印] [关闭]|＝|相关文章：|· 车间会议召开",
        ["市政府办公室关于加强车间改造工作的通知", "市政府办", "2024-06-20"]),
    "an article that begins with its title": (
        "车间改造在春天提速|2024-07-22　来源：虚拟日报　分享到：|＝", ["车间改造在春天提速", "虚拟日报", "2024-07-22"]),
    "a listed company": (
        ("证券代码：300999 证券简称：虚拟智造|虚拟智造股份有限公司投资者关系活动记录表|编号：2024-008|活动类别 □特定对象调研 ☑业绩说明会|"
        "参与单位名称及人员姓名 线上参与业绩说明会的投资者|时间 2024年9月12日 15:00-17:00|＝|附件清单（如有） 无"),
        ["虚拟智造股份有限公司投资者关系活动记录表", None, "2024-09-12"]),
    "a data base of laws": (
        ("虚拟市车间管理办法|【发布部门】 虚拟市人民政府|【发文字号】 虚拟市人民政府令第12号|【公布日期】 2024.05.06|【施行日期】 2024.07.01|【时效性】 现行有效|"
        "【效力位阶】 地方政府规章|【法规类别】 工业管理|【法宝引证码】 CLI.11.1234567|虚拟市车间管理办法|＝|北大法宝|©北大法宝：专业提供法律信息。"),
        ["虚拟市车间管理办法", "虚拟市人民政府", "2024-05-06"]),
    "a city": (
        ("虚拟市人民政府门户网站|无障碍|长者版|首页|政务公开|互动交流|当前位置： 首页 > 政务公开 > 政策解读|《车间改造办法》政策解读|发布时间：2024-10-08|"
        "信息来源：虚拟市工业局|浏览次数：|12|字号：|[|大|中|小|]|＝|分享到：|微信|微博|打印|关闭|上一篇：无|1.车间改造办法.docx|粤ICP备12345678号"),
        ["《车间改造办法》政策解读", "虚拟市工业局", "2024-10-08"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_copied_whole_gives_its_text(tmp_path, name):
    """All else is imprint, and title, source and date are the page's own."""
    text, expected = PAGES[name]
    # A bar between buttons has blanks beside it.
    lines = text.replace(" | ", " \\ ").split("|")
    article, texts = read(tmp_path, "\n".join(lines).replace(" \\ ", " | ").replace("＝", "\n".join(BODY)))
    assert [None if article.isna()[key] else article[key] for key in ("title", "source", "date")] == expected
    assert texts["body"] == BODY
    assert set(texts) == {"title", "imprint", "body"}


FRONT = '---\ntitle: "车间改造的办法"\ndate: "2019-05-22"\nlastmod: 2020-01-01\nsource: 虚拟日报\ntags:\n  - "车间"\n---\n\n'


@pytest.mark.parametrize("heading", ["# 车间改造的办法\n\n", ""])
def test_the_front_matter_of_a_markdown_file_is_read(tmp_path, heading):
    """Whether or not the text prints the title, too."""
    article, texts = read(tmp_path, FRONT + heading + "\n\n".join(BODY), "a.md")
    assert list(article[["title", "source", "date", "date_basis"]]) == [
        "车间改造的办法",
        "虚拟日报",
        "2019-05-22",
        "page",
    ]
    assert article["date_note"] == 'date: "2019-05-22"'
    assert texts == {"title": ["车间改造的办法"], "body": BODY}


def test_what_the_manifest_declares_overrules_the_front_matter(tmp_path):
    article, _ = read(tmp_path, FRONT + "# 办法\n\n" + "\n\n".join(BODY), "a.md", title="办法", date="2024-10-08")
    assert list(article[["title", "source", "date", "date_basis"]]) == ["办法", "虚拟日报", "2024-10-08", "declared"]


@pytest.mark.parametrize(
    ("line", "source", "date"),
    [
        ("2024年10月08日 09:30 虚拟日报", "虚拟日报", "2024-10-08"),
        ("2024-10-08 虚拟新闻网", "虚拟新闻网", "2024-10-08"),
        ("2024-10-08 09:30:00 來源: 虛擬社", "虛擬社", "2024-10-08"),
        ("2024-10-08 來源：虛擬日報　作者：林曉", "虛擬日報", "2024-10-08"),
        ("2024-10-08 来源: 本站原创", None, "2024-10-08"),
        ("——2024年10月8日在虚拟县第一次会议上", None, "2024-10-08"),
        ("作者：林晓;王明  时间：2024-10-08", None, "2024-10-08"),
        ("二〇二四年十月八日", None, "2024-10-08"),
        ("——2024年的虚拟县", None, None),
    ],
)
def test_source_and_date_stand_in_one_line(tmp_path, line, source, date):
    """With a label or without one, in traditional characters, in a subtitle, in characters."""
    article, texts = read(tmp_path, page("关于车间的报告", line))
    assert [None if article.isna()[key] else article[key] for key in ("source", "date")] == [source, date]
    assert texts["body"] == BODY


def test_captions_and_shortcodes_of_markdown_are_no_text(tmp_path):
    """Nor is a paragraph a heading because a sign of one opens it."""
    long = "车间改造以后，工人学会了操作新设备，产量比去年多了三成。" * 3
    lines = [
        "# 车间改造提速",
        "<figure><figcaption>厂长林晓说，改造值得。虚拟社</figcaption></figure>",
        '{{< video src="a" >}}',
        "{% include a %}",
    ]
    _, texts = read(tmp_path, "\n\n".join([*lines, BODY[0], "## 设备", BODY[1], f"#### {long}"]), "a.md")
    assert texts == {
        "title": ["车间改造提速"],
        "imprint": ["厂长林晓说，改造值得。虚拟社"],
        "heading": ["设备"],
        "body": [*BODY, long],
    }


def test_a_page_of_a_document_names_its_issuer_in_a_table_and_its_title_in_several_lines(tmp_path):
    """Neither line of the title is lost; the table, which is no part of the text, says whose the document is."""
    rows = [
        "发文机关：<td>国务院办公厅<td>主题分类：<td>民航",
        "发文字号：<td>国办发〔2024〕12号<td>成文日期：<td>2024年3月5日",
    ]
    about = f"<table>{''.join(f'<tr><td>{row}' for row in rows)}</table>"
    title = "<h1>国务院办公厅关于<br>有效发挥低空经济作用切实<br>支持小微企业发展的意见</h1>"
    text = "<p>发展低空经济，是培育新质生产力的重要内容。为推动低空经济高质量发展，现提出以下意见。" * 8
    body = f"<div>{about}</div><div>{title}<p>国办发〔2024〕12号</p>{text}<p>2024年3月5日</div>"
    found, texts = read(tmp_path, body, "a.html")
    assert found["title"] == "国务院办公厅关于有效发挥低空经济作用切实支持小微企业发展的意见"
    assert (found["source"], found["date"]) == ("国务院办公厅", "2024-03-05")
    assert "发文机关" in found["discarded_text"] and "发文机关" not in str(texts)


def test_a_part_of_a_series_stands_above_the_title(tmp_path):
    """The line below it is the title, though it is shorter, where a dash opens the third."""
    head = ["虚拟时报独家报道丨林晓在虚拟县系列采访实录第十九篇", "“车间改造是为了人”", "——林晓在虚拟县（十八）"]
    article, texts = read(tmp_path, page(*head))
    assert list(article[["title", "subtitle"]]) == head[1:]
    assert texts["imprint"] == head[:1]
    assert texts["body"] == BODY


@pytest.mark.parametrize(
    "kicker",
    ["学习贯彻党的二十届三中全会精神", "虚拟县高质量发展系列述评之二", "牢记嘱托　感恩奋进", "深入学习全国两会精神"],
)
def test_the_occasion_of_a_text_stands_above_its_title(tmp_path, kicker):
    """Though the author's name alone stands between title and date; elsewhere the second line is the subtitle."""
    article, texts = read(tmp_path, page(kicker, "以科技创新引领车间改造提速", "林晓", "2024-10-08　来源：虚拟日报"))
    assert list(article[["title", "subtitle"]]) == ["以科技创新引领车间改造提速", kicker] and texts["body"] == BODY
    article, _ = read(tmp_path, page("车间里的年轻人", "以科技创新引领车间改造", "林晓", "2024-10-08　来源：虚拟日报"))
    assert list(article[["title", "subtitle"]]) == ["车间里的年轻人", "以科技创新引领车间改造"]


def test_a_second_paragraph_of_a_box_is_doubted(tmp_path):
    _, texts = read(tmp_path, page("车间改造提速", "2024-10-08", "核心阅读", "改造要快，也要稳。"))
    assert texts["lead"] == ["改造要快，也要稳。"] and texts["body"] == BODY
    assert [each.rule for each in doubts_of(tmp_path)] == ["after_box"]
    read(tmp_path, page("车间改造提速", "2024-10-08", "核心阅读：改造要快，也要稳。"))
    assert doubts_of(tmp_path) == []


def doubts_of(tmp_path):
    return preview_article({"doc": "a", "file": "a.txt"}, read_text(tmp_path / "a.txt")).doubts


def test_the_words_of_a_menu_in_a_text_are_text(tmp_path):
    """A row is a menu above a title only, and tools are tools where several stand below the date."""
    text = ["发展|先进|制造业|推动|人工", "首页改版", *BODY]
    assert read(tmp_path, "\n".join(["车间改造提速", "2026-02-10", *text]))[1]["body"][:1] == text[:1]


LONG = "虚拟省人民政府办公厅关于印发虚拟省推动制造业高质量发展三年行动计划（2024—2026年）和虚拟省中小企业数字化转型试点方案的通知"


def test_a_title_of_more_than_sixty_characters_stands_above_its_number_or_date(tmp_path):
    """A line as long that neither follows is a paragraph."""
    assert len(LONG) > 60
    for line in ("虚政办发〔2024〕12号", "2024-10-08　来源：虚拟日报"):
        assert read(tmp_path, page(LONG, line))[0]["title"] == LONG
    assert read(tmp_path, page(LONG))[1]["body"] == [LONG, *BODY]


@pytest.mark.slow
@pytest.mark.parametrize("names", ["（林晓）", "（林晓　王明）", "(林晓、王明)"])
@pytest.mark.parametrize("apart", ["", "\n"])
def test_the_names_of_authors_end_a_text(tmp_path, names, apart):
    """In brackets behind the last paragraph, or below it; elsewhere they explain something."""
    assert read(tmp_path, page("车间改造提速") + apart + names)[1]["body"] == BODY
    first, last = BODY
    assert read(tmp_path, "\n".join(["车间改造提速", first + names, last]))[1]["body"] == [first + names, last]
    assert read(tmp_path, page("车间改造提速") + apart + "（笑声）")[1]["body"][-1].endswith("（笑声）")


@pytest.mark.parametrize("box", [["核心提示"], []])
def test_a_summary_in_bullets_is_lead(tmp_path, box):
    """Two lines or more at the beginning of a text; one may be a heading, and those below the text's first are text."""
    bullets = ["■ 全县改造二百个车间", "■ 产量多了三成"]
    assert read(tmp_path, "\n".join(["车间改造提速", "2024-10-08", *box, *bullets, *BODY]))[1]["lead"] == bullets
    assert "lead" not in read(tmp_path, "\n".join(["车间改造提速", BODY[0], *bullets, BODY[1]]))[1]


def test_an_author_whom_the_title_names_is_imprint_below_it(tmp_path):
    """With his post, or with his paper."""
    for line in ("林晓虚拟大学研究院执行院长", "林晓", "赵一帆/虚拟青年报"):
        article, texts = read(tmp_path, page("林晓：车间改造是为了人", line, "2024-10-08"))
        assert article.isna()["subtitle"]
        assert texts["imprint"] == [line, "2024-10-08"]


def test_a_sentence_keeps_the_dateline_that_it_needs(tmp_path):
    """A comma goes on with it, and a source ends where a button begins."""
    sentence = "据虚拟社9月26日消息，车间改造启动，工人学会了操作新设备。"
    article, texts = read(tmp_path, page("车间改造提速", "2024-10-08　来源: 虚拟日报举报", sentence))
    assert texts["body"] == [sentence, *BODY]
    assert article["source"] == "虚拟日报"


@pytest.mark.parametrize("line, source", {
    "来源：微信公众号“虚拟视野”，作者：林晓": "虚拟视野", "来源：“虚拟视野”客户端": "虚拟视野",
    "来源：公众号《虚拟视野》": "虚拟视野", "来源：微信公众号": "微信公众号", "来源：网络": None,
}.items())  # fmt: skip
def test_a_source_is_named_in_quotation_marks_too(tmp_path, line, source):
    """What kind of account it is stands before them, and where that is all, it is the source."""
    found = read(tmp_path, page("车间改造提速", line, *BODY))[0]["source"]
    assert (None if found != found else found) == source


def test_the_source_of_a_picture_or_of_data_is_not_that_of_the_article(tmp_path):
    """What names both below a text names the article's own."""
    for line in ("封面图来源：虚拟图库", "数据来源：虚拟统计局"):
        assert read(tmp_path, page("车间改造提速", *BODY, line))[0].isna()["source"]
        article, _ = read(tmp_path, page("车间改造提速", *BODY, line, "来源：虚拟日报"))
        assert article["source"] == "虚拟日报"
