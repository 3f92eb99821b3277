"""What the lines of Chinese news and policy texts look like: a table for each question, a row for each habit.

A row has its name, its pattern, a text that it must fit and one that it must not. Patterns see a text as
`normalize_line` gives it: half-width, one blank for a blank of any kind, simplified. A new habit is a new row.
"""

import re
import sys
from functools import cache, cached_property
from typing import NamedTuple

from discourse.texts.normalize import folded_forms
from discourse.texts.numerals import NUMERALS


class Rule(NamedTuple):
    """A habit of layout: what it is called, what it looks like, an example, and a text that is none."""

    name: str
    pattern: str
    example: str
    unlike: str


class RuleTable(tuple):
    """The rules of one question, in the order in which they are asked."""

    @cached_property
    def any_rule(self) -> re.Pattern:
        """All rules as one pattern."""
        return re.compile("|".join(f"(?:{rule.pattern})" for rule in self))

    @cached_property
    def named_rule(self) -> re.Pattern:
        """The same, each rule a group of its name: this says which, but takes twice as long to say none."""
        return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in self))


def match_rule(rules: RuleTable, text: str) -> str | None:
    """Name the first rule of a table that a whole text fits, or None."""
    found = rules.named_rule.fullmatch(text) if rules.any_rule.fullmatch(text) else None
    return found.lastgroup if found else None


def match_prefix(rules: RuleTable, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match | None:
    """Match the first rule of a table that fits at `start`, up to `end`; `lastgroup` is the rule's name."""
    return rules.named_rule.match(text, start, end) if rules.any_rule.match(text, start, end) else None


# Signs that stand for others, beside those that `fold` folds, and a character of two simple forms.
ALIKE = str.maketrans("\xa0\t\u2002\u2003﹕∶︰｡〔〕⸺⸻覆", "    :::。[]——复")


@cache
def line_forms() -> tuple[re.Pattern, dict[str, str]]:
    """Give the characters that the patterns know as others, as a pattern and each with its other."""
    forms = {chr(code): chr(form) for code, form in (folded_forms() | ALIKE).items()}
    return re.compile(f"[{re.escape(''.join(forms))}]"), forms


def normalize_line(text: str) -> str:
    """Return a text as the patterns see it, one character for one.

    >>> normalize_line("記者　：Ｑ１（甲）")
    '记者 :Q1(甲)'
    """
    # Few characters of a text have another form: this takes a fifth of the time of str.translate.
    pattern, forms = line_forms()
    return pattern.sub(lambda match: forms[match[0]], text)


# --- names ----------------------------------------------------------------------------------------------------------

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安"
    "颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳"
    "裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵解柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧宫苟褚廉简娄盖符奚穆党"
    "燕郎邸冀谈姬屠郜裘缪阚阙訾逄隗佘郗逯宓禹亓仝郄荀钮戎芮蓟晏栾郁商蒙喻揭窦迟敖鄢卓仇艾蓝巩井练仲乐虞卞封竺冼楚佟栗匡宗巫鞠桑荆谌明沙伏岑习胥蔺寿羊陆阴"
)
COMPOUND = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|南宫|长孙|宇文|东方"
HAN = r"[\u4e00-\u9fff]"
NAME = rf"(?:(?:{COMPOUND}){HAN}{{1,2}}|[{SURNAMES}] {{0,2}}{HAN}{{1,2}}|{HAN}{{2,8}}(?:[·•]{HAN}{{1,8}}){{1,3}})"
NAMES = rf"{NAME}(?:[ 、,]{{1,3}}{NAME}){{0,9}}"
OFFICE = (
    r"(?:部长|主任|司长|局长|书记|主席|院长|校长|厅长|处长|科长|县长|市长|省长|州长|区长|镇长|会长|所长|社长|行长|司令|"
    r"教授|研究员|院士|议员|委员|代表|博士|专家|学者|发言人|负责人|总监|董事长|经理|总裁|总编辑|秘书长|总理|总统|外长|"
    r"大使|长官|政府顾问|经济师|工程师|理事长|厂长|队长|馆长|律师|医生|老师|同志|先生|女士|创始人|首席执行官|CEO)"
)
# An office whose people are named without a post: 省政府新闻办公室林晓.
BUREAU = r"(?:新闻办公室|新闻办|办公厅|办公室|新闻中心|宣传部|外宣办)"
# Words that begin like a name and stand before a colon as titles of a list do.
NOT_NAMES = {
    "文", "解", "方", "时", "明", "关", "单", "成", "向", "包", "应", "简", "易", "万", "时间", "时期", "方向",
    "方法", "方案", "方式", "方面", "关键", "关键词", "成果", "成绩", "成效", "成本", "任务", "安全", "安排", "项目",
    "单位", "路径", "解读", "解决", "解释", "平台", "明确", "金额", "金融", "费用", "申报", "申请", "申请人", "温度",
    "文件", "文字", "文章", "常见", "向好", "项目名", "路线", "万一", "简介", "简单", "简言之", "连续", "石油",
    "白皮书", "江苏", "高校", "高度", "高质量", "何谓", "何以", "何时", "何地", "易言之", "时至今", "马上", "任意",
    "查询", "查处", "盖因", "党建", "党委", "商务", "商业", "计划", "华为", "古语云", "古人云", "乐观", "包括",
    "包含", "边界", "车辆", "房屋", "米价", "单价", "管理", "管道", "符合", "宗旨", "封面", "习语", "艺术", "伏笔",
    "应用", "原因", "和谐", "井然", "牛市", "水平", "黄金", "黄牌", "白酒", "钟声", "温馨提示", "严格", "严防",
    "康复", "武器", "施工", "施策", "江西", "安徽", "海南", "河南", "湖南", "云南", "贵州", "宁夏", "广东", "山东",
    "石家庄", "马来西亚", "韩国", "文旅", "文化", "文明", "教育", "金句", "金秋", "高铁", "高层", "常态", "常务",
    "常委", "常委会", "段落", "夏季", "秋季", "冬季", "春季", "向前", "章程", "童年", "时任", "时代", "时事", "万事",
    "万物", "毛利", "毛利率", "成员", "成交", "游客", "查阅", "房价", "司法", "司机", "包装", "全文", "甘肃", "宁波",
    "晋级", "古代", "池塘", "盛会", "欧盟", "欧洲", "卫生", "卫星", "项目一", "项目二", "田间", "石化", "方针",
    "关系", "关税", "关注", "关联", "明天", "明年",
}  # fmt: skip

# --- what belongs to the page, not to the text ----------------------------------------------------------------------

DATE = r"\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2} ?日?"
SITES = (
    rf"新华社|新华网|中新社|中新网|中国新闻网|人民网|央视网|央广网|中国网|光明网|中国经济网|国际在线|财联社|"
    rf"{HAN}{{2,6}}(?:日报|时报|晚报|早报|周报|新闻网|通讯社)"
)
AGENCY = rf"(?:本报|本刊|本网|本台|{SITES}|{HAN}{{2,6}}(?:在线|社))"
PRESS = rf"(?:(?:首席|见习|特约|实习|全媒体|驻{HAN}{{2,6}})?(?:记者|通讯员|评论员|摄影|特派员))"
EDITORS = (
    "责任编辑|责编|编辑|校对|审校|审读|审稿|编审|值班编委|值班主任|值班编辑|版式|版式设计|版式统筹|绘图|摄影|摄像|出品人|执笔|执笔记者|"
    "参与记者|参与采写|参与采访|采写|撰文|撰稿|供图|资料图片|图源|图文|文图|实习记者|通讯员|实习生|作者|作者单位|主编|本版主编|本版责编|"
    "本期编辑|本版编辑|美编|美术编辑|译者|录音整理|运营编辑|运营统筹|运营|文字编辑|新媒体编辑|网络编辑|图片编辑|栏目编辑"
)
SOURCES = (
    "来源|稿源|稿件来源|信息来源|文章来源|内容来源|图片来源|图片截图自|截图自|图自|文字来源|资料来源|数据来源|本文来源|原标题|原载|转自|转载自|摘自|原文链接|原文标题|"
    "索引号|发文字号|文号|发布机构|发布单位|信息公开类别|主题分类|发文机关|浏览次数|浏览量|阅读量|点击数|中图分类号|文献标识码|文章编号|收稿日期|DOI|doi|字号|字体"
)
NAMED = (
    "记者|主持人|主持|嘉宾|访谈|采访|对话人|对谈人|受访者|受访人|文|图|文字|访谈人|采访人|解读人|讲述人|发言人|特邀嘉宾|本期嘉宾|访谈嘉宾|视频|专家|"
    "审核|初审|复审|终审|一审|二审|三审|监制|策划|统筹|版面|制图|海报|剪辑|配音|出品|文案|图片|签发|排版|翻译|编译|整理|设计"
)

STAMPS = "(?:发布|发表|更新|刊发|上传|印发|成文|公布|发稿|编辑|录入|添加|创建|公开|生成|日期|首发|出版|修改)(?:时间|日期)|时间|日期"
# A counter of views, and what a page offers to do: the weak words are furniture beside others only.
COUNTERS = (
    r"(?:(?:本文|文章|本页|网页|页面|已|共|被|累计|总){0,3}(?:浏览|阅读|点击|访问|查看|点阅|阅览)(?:次数|人数|数|总量|量|率)?|人气|访客数?|在看|点?赞数?|评论数?|转发数?|"
    r"回复数?|点击|热度) ?[:|]? ?[\[(]? ?(?:\d[\d,.]* ?[万千亿wWkK]?\+?|[\-—–]+)? ?(?:人次|次数?|人|位|遍)?[\])]?"
)
SIZES = r"[【\[(]?(?:(?:调整|正文|文章|打印)?字[号体](?:大小)?|大小) ?[:|]? ?(?:[大中小特超默认标准]{1,2}[ |/·、,]*){0,5}[】\])]?|[AT] ?[+\-]+ ?[大中小]?|[AT] ?[大中小]|T ?\| ?T"
BUTTONS = (
    rf"{SIZES}|打印(?:本[页文稿]|文章|页面)?|关闭(?:窗口|本页|页面)?|(?:分享|转发)(?:本文|文章)?(?:[到至给](?:微信|微博|朋友圈|微信朋友圈|好友|QQ)?)?|分享让更多人看到|"
    r"(?:加入|已)?收藏(?:本[页文])?|已订阅|保存(?:本页)?|(?:网站)?纠错|我要(?:纠错|评论|分享|打印)|复制链接|推荐给朋友|返回(?:顶部|首页|列表|上页)?|[大小]字号?|听新闻|语音播报"
)
TOOLS = rf"{BUTTONS}|{COUNTERS}"
WEAK_TOOLS = (
    "微信|订阅|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|Qzone|朋友圈|人人网|豆瓣|钉钉|邮件|留言|评论|点赞|转发|在看|赞|默认|放大|缩小|更多|默认大小|"
    r"字[号体]|[大中小]{1,3}[】\])]?|A|T|超大|特大|标准|[+\-]"
)
PARTED = r"[ |丨/·、,:【\]】\[()]"
# What a database of laws prints above a law, in boxes or before a colon.
CARDS = (
    "(?:北大)?法宝引证码|(?:北大)?法宝引注|引证码|引注|发布部门|发布机关|制定机关|颁布单位|颁布部门|批准部门|批准机关|发文字号|文号|发布日期|公布日期|颁布日期|批准日期|实施日期|施行日期|生效日期|"
    "失效日期|时效性|效力级别|效力位阶|法规类别|法律类别|专题分类|专题类别|失效依据|部分失效依据|修改依据|唯一标[志识]|题注|法宝联想|法宝提示|全文|法规全文|正文|"
    "法律法规|主题分类|组配分类|信息来源|发文机关|索引号|公开方式|有效性"
)
STATES = "现行有效|有效|已?失效|已?废止|已被修改|已修改|尚未生效|尚未施行|未生效|部分失效|部分失效/废止|被修订"

# A whole line; blanks inside the leading word (编　辑：) do not matter.
IMPRINT = RuleTable([
    Rule("breadcrumb",
         r"(?:(?:您|你)?(?:的)?当前的?位置|(?:您|你)(?:所在|现在)的?位置) ?[:是].{0,80}|(?:现在|所在)?的?位置 ?: ?(?:首页|主页|网站).{0,80}|"
         r"(?:(?:网站|本站|门户)?首页|主页)(?: ?(?:>{1,2}|[»›→]| [-|/] ) ?[^。,]{2,30}){1,6}|"
         r"[^ 。,:;!?>]{0,8}(?:公开|中心|新闻|要闻|资讯|政务|频道|政策|动态|法规|专题|政府)(?: ?(?:>{1,2}|[»›]) ?[^。,:;!?>]{2,30}){2,6}|"
         r"首页(?: ?[>/»] ?[^。,]{2,20}){1,6}|"
         r"当前位置[ >»]{1,9}.{1,80}|首页 ?[>»]{1,2}.{1,80}|[^。,:!?]{2,60}[>»] ?正文|"
         r"[^。,:!?>»]{2,12}网 ?[>»].{2,60}",
         "您当前的位置：首页 > 新闻 > 要闻", "首页设计要简洁。"),
    Rule("menu", r"(?:网站)?首页(?: [^ 。,:;!?]{2,6}){3,15}", "首页 要闻 财经 科技 文化", "首页 要闻"),
    Rule("stamp",
         r"(?:发布|发表|更新|刊发|上传|印发|成文)(?:时间|日期) ?: ?\d{4}[^。]{0,80}|\d{2}-\d{2} \d{2}:\d{2}|"
         rf"(?:发布|发表|更新|编辑)于 ?:? ?{DATE}[^。,;]{{0,30}}|"
         rf"(?:时间|日期) ?: ?{DATE}(?: ?\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?[^。;,至]{{0,50}}|"
         rf"(?:时间|日期) ?{DATE} ?\d{{1,2}}:\d{{2}}[^。;,至]{{0,50}}|"
         rf"[【\[(]? ?(?:{STAMPS}) ?[】\])]? ?:? ?{DATE}(?: ?\d{{1,2}}[:时]\d{{2}}(?:[:分](?:\d{{2}}秒?)?)?)? ?[】\])]?",
         "发布时间:2024-11-23 13:26:06", "时间：2024年5月6日至8日"),
    Rule("source", rf"[(【\[]?(?:{SOURCES}) ?[:|丨] ?[^。!?;]{{1,60}}[)】\]]?", "来源：人民日报", "来源于实践。"),
    Rule("editors",
         rf"[(【\[—\- ]{{0,3}}(?:本文|本期|本版|本刊)?(?:{EDITORS})(?: ?[:/|丨] ?| I )[^。!?;,]{{1,60}}[)】\]]?",
         "(责编:岳弘彬、牛镛)", "编辑：你说得不对，应当再想想。"),
    Rule("role_and_name",
         rf"(?:作者|文|图|撰文|采写|编辑|责编|整理|摄影|统筹|策划) {NAMES}", "作者 林晓", "文 明"),
    Rule("several_roles",
         rf"(?:(?:{EDITORS}|{NAMED}|对话) ?[:/|丨] ?{NAMES}[ ,;、]{{1,4}}){{1,6}}"
         rf"(?:{EDITORS}|{NAMED}|{HAN}{{2,4}}) ?[:/|丨] ?{NAMES}",
         "对话：林晓，编辑：王明", "对话：林晓，你好。"),
    Rule("names_after_a_role",
         rf"[(【\[]?(?:(?:本期)?(?:{NAMED})|{HAN}{{0,4}}记者) ?[:/|丨] ?(?:[^。!?;,:]{{0,24}}(?:{PRESS} ?| ))?{NAMES}"
         rf"(?: [^。!?;,:]{{2,20}})?(?:[ 、]{{1,3}}{HAN}{{2,4}} ?[:/|丨] ?{NAMES}){{0,5}}"
         rf"(?: ?\([^()。!?]{{2,40}}\))?[)】\]]?",
         "主持人：本报记者　林晓", "记者：何时开工？"),
    Rule("paper_and_date",
         rf"《 ?[^》]{{2,16}} ?》 ?\(? ?{DATE} ?(?:第? ?\w{{1,3}} ?版)?[^。,]{{0,8}}\)?",
         "《 人民日报 》( 2024年10月08日 02 版)", "《决定》2024年7月18日通过，共十五部分。"),
    Rule("date_and_source",
         rf"[(•·]? ?{DATE}(?: ?(?:星期|周){HAN})?(?:[ T]?\d{{1,2}}[:时]\d{{2}}(?:[:分](?:\d{{2}}秒?)?)?(?:Z|\+\d{{2}}:?\d{{2}})?)?\)? ?(?:\([^()]{{0,20}}更新\))?"
         rf"(?:\|? ?(?:{SOURCES}|作者|星期{HAN}) ?:? ?[^。!?;,]{{1,50}})?\)?",
         "2024-10-08 09:30　来源：经济日报", "2024年10月8日，会议召开。"),
    Rule("date_and_name", rf"{DATE} ?{NAMES}", "2021-12-24林晓", "2021年12月24日会议"),
    Rule("issue", r"[^。,:!?]{2,20} ?\d{4} ?年 ?(?:第 ?)?\d{1,3} ?期", "虚拟周刊 2021年35期", "2021年三期工程"),
    Rule("day_of_the_week", rf"(?:{DATE} ?)?\((?:星期|周){HAN}\)|(?:星期|周)[一二三四五六日天]", "2024年5月22日（星期三）", "星期三（5月22日）开会。"),
    Rule("date_in_characters",
         rf"[一二][〇○零Oo0{NUMERALS}]{{3}}年[{NUMERALS}]{{1,2}}月[{NUMERALS}]{{1,3}}日", "二〇二四年三月二十六日", "一年三月"),
    Rule("date_in_brackets", rf"\( ?{DATE}[^()]{{0,60}}\)", "（2024年7月18日第三次全体会议通过）", "（2024年新增）"),
    Rule("dispatch_in_brackets",
         rf"\( ?(?:{AGENCY})?[^()]{{0,12}}\d{{1,2}}月\d{{1,2}}日(?:电|讯)[^()]{{0,30}}\)",
         "（新华社北京9月2日电）", "（9月2日来电）"),
    Rule("continued", r"\( ?(?:上接|下转)[^()]{1,14}\)", "(上接第三版)", "（上接产业，下连消费）增长。"),
    Rule("page",
         rf"[—\-·]* ?(?:第? ?\d{{1,3}} ?[版页](?: ?[:(]? ?{HAN}{{1,4}} ?\)?)?|"
         rf"第? ?\d{{1,3}} ?版 ?: ?\d{{1,3}}|\d{{1,3}}) ?[—\-·]*",
         "第6版(国际)", "第6版本已经发布"),
    Rule("byline",
         rf"《[^》]{{2,12}}》(?:杂志|周刊|报)?{PRESS}[/: ]{{1,2}}{NAMES}(?: ?发自[^。]{{2,30}})?|"
         rf"[(■□●◆▲ ]*(?:{AGENCY})?{PRESS} {{0,2}}{NAMES}(?: {{0,2}}{PRESS} {{0,2}}{NAMES})?(?: ?(?:整理|报道|摄影报道))? ?\)?",
         "本报记者 乔文汇", "记者采访了部长金壮龙。"),
    Rule("press_alone", r"(?:本报|本刊|本网|新华社|人民日报|经济日报)(?:评论员|记者|编辑部|特约评论员)", "本报记者", "本报记者赶到了现场"),
    Rule("caption", r"[(▲△↑]*(?:图为(?!什么|何)|[上下左右]图(?:[:(]|为|是)|图[①-⑩\d] ?[:(])[^\n]{2,150}", "图为发布会现场。", "图为什么重要"),
    Rule("caption_with_a_mark", r"[▲△▼▽] ?[^。!?▲△▼▽]{4,80}", "▲虚拟车间一角", "△"),
    Rule("who_stands_where",
         r"[^。!?]{2,60}[,( ](?:左|右|前排|后排)[一二三四五起中]{1,2}(?:为|是|:)[^。!?]{2,40}",
         "获奖者合影，左二为林晓", "向左走，左二是他。"),
    # What it must end with comes first: the words before that are dear to try.
    Rule("photograph",
         rf"(?=.*(?:摄|供图|绘|制图)(?:影报道)?[)）]?$)[^\n]{{0,150}}?(?:{AGENCY})? ?(?:{PRESS}|发)? ?{NAME} ?(?:摄|供图|绘|制图)(?:影报道)?[)）]?",
         "新华社记者 张涛 摄", "高速公路拍摄。"),
    Rule("file_photograph",
         r"(?=.*[图片][)]?$)[^\n]{2,150}[。 (](?:资料图片?|资料照片|网络图片|网上图片|视频截图|效果图|示意图|[^。 (]{0,16}截图)[)]?",
         "警员到庭作供。资料图片", "请看资料图片。"),
    Rule("no_photograph_of_ours", rf"[(]?(?:{AGENCY})(?:发|供图|资料图片|资料照片|资料图)[)]?|\(?资料图片?\)?", "新华社发", "新华社发表评论。"),
    Rule("document_number",
         rf"\(?{HAN}{{1,8}}[\[(]\d{{4}}[\])] ?(?:第 ?)?\d{{1,4}} ?号\)?|[A-Z]{{2,8}}-\d{{4}}-\d{{3,6}}",
         "国发〔2018〕43号", "国发〔2018〕43号文件要求，加快建设。"),
    Rule("about_the_print", r"\((?:本文|原文|原题|原载|本报告|此文|文章)[^()]{2,60}\)", "（本文刊发于《虚拟周刊》2017年第6期）", "（本文从略）。下文"),
    Rule("about_the_author",
         r"(?:[(\[【](?:作者简介|基金项目|课题项目)[)\]】] ?:?|[(]?(?:作者简介|基金项目|课题项目) ?:|[(]?作者(?:分别|均|现)?[为系](?!何|什么)).{2,150}|"
         rf"\({NAME},?(?:系|[现时]?[为任])[^()。]{{4,60}}\)",
         "作者简介：林晓，虚拟大学教授，著有《车间》。", "基金项目落地慢，要抓紧。"),
    Rule("open_to_all", r"\((?:此件|本件)[^()]{2,12}\)", "（此件公开发布）", "（此件事关重大，务必重视，不得有误）"),
    Rule("end", r"[(\[【—\-= ]*(?:完|全文完|未完待续|END|End|end)[)\]】—\-= ]*", "（完）", "完成"),
    Rule("furniture",
         r"[【\[]?(?:相关(?:新闻|阅读|链接|稿件|报道|文章|推荐)|推荐阅读|延伸阅读|热门推荐|更多(?:新闻|精彩)?|分享(?:到)?|返回(?:顶部|首页)|"
         r"(?:阅读)?[上下]一[篇版]|订阅|打印(?:本页)?|关闭(?:窗口)?|网友评论|我要评论|编辑推荐|注册|(?:退出)?登录|点击|搜索|手机版|设为首页|加入收藏|网站地图|无障碍(?:浏览|阅读)?|"
         r"(?:跳到|跳转到|跳至)主要?内容[^。]{0,4}|(?:APP|客户端)下载|查看原(?:始|文)[^。]{0,4}|全屏|加大|还原|减小|下载|收藏|"
         r"(?:推荐|热点|热门|最新)文章|下载地址 ?:.{1,40}|"
         r"客户端|(?:简体|繁体)版|扫一扫[^。]{0,20}|长按[^。]{0,20}二维码[^。]{0,10}|"
         r"点击(?:查看|进入|下载|图片)[^。]{0,20}|Copyright.{0,100}|版权所有.{0,80}|https?://[!-~]{3,200}|首页 ?[>»›].{1,80}|"
         r"(?:[你您](?:现在)?的|当前|所在)(?:当前)?位置 ?:.{1,80})[】\]:]?",
         "相关阅读", "相关阅读习惯正在改变"),
    Rule("whole_text", r"(?:政策|文件|公告|通知)?(?:全文|正文)", "政策全文", "全文共五章"),
    Rule("size_of_print", r"[【\[]? ?字[号体] ?[:]?(?: ?[大中小]){0,3} ?[】\]]?", "【字号：", "字号小一些"),
    Rule("attached_file",
         r"[【\[(](?:原文|附件|文件|全文)(?:下载|链接|查看)[】\])]|附件下载|下载附件|相关附件|[^。!?]{2,90}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)",
         "【原文下载】", "附件下载很慢。"),
    Rule("taken_from",
         r"(?:本文|原文|文章|内容)(?:来自|来源于|转自|转载自|摘自|首发于|原载于?)[^。!?]{2,90}",
         "本文来自微信公众号：虚拟车间", "本文来自一线，写的是车间。"),
    Rule("follow_us",
         r"(?:欢迎|请)?(?:扫码|扫描|长按|识别)[^。!?]{0,24}(?:公众号|微信|二维码|邮件|客户端|视频号)[^。!?]{0,24}|"
         r"欢迎(?:关注|订阅)[^。!?]{2,40}|[^。!?]{0,8}添?加[^。!?]{0,10}微信 ?:[^。!?]{2,40}|"
         r"\((?:微信号?|公众号|投稿邮箱) ?:[^。!?()]{2,40}\)|(?:转载|合作|投稿)[^。!?]{0,20}请联系[^。!?]{2,30}",
         "扫码订阅虚拟周刊精选邮件", "关注微信小程序里的乱象"),
    Rule("rights",
         r"(?:版权|免责|特别|郑重)(?:声明|提示|说明) ?:.{2,150}|"
         r"[\\*]*(?:本文|文章|以上)[^。]{0,20}(?:不代表|独立观点)[^。]{2,60}",
         "版权声明：未经许可不得转载", "版权声明要写清楚。"),
    Rule("agency_and_name", rf"(?:{SITES}) {{1,2}}{NAME}", "新华社 林晓", "新华社 发布消息"),
    Rule("asks_in_a_picture", r"[^。,:;!?]{2,16}记者(?:现场)?提问", "虚拟日报记者提问", "请记者提问。"),
    Rule("counter",
         rf"[(【\[]? ?(?=.*[\d:\-—])(?:{COUNTERS})|[\-—–]{{1,3}} ?次(?:浏览|阅读|点击)?|"
         r"(?:已有|共有|已被|您是本[页站文])?(?:第 ?)?\d[\d,.]* ?[万千亿wWkK]?\+? ?(?:人次|次|人|位)?(?:浏览过?|阅读过?|看过|访客|访问者|点击|点赞|条?评论)|"
         r"(?:您|你)?是?(?:本[页站文]的?)?第 ?\d+ ?[位个](?:访客|访问者|读者|浏览者)",
         "浏览次数：1,234 次", "访问量超过1.2亿人次"),
    # What a piece has taken it keeps: to try all ways to part a row of buttons would take for ever.
    Rule("tools",
         rf"(?=.*(?:{TOOLS})){PARTED}{{0,2}}(?:(?>{TOOLS}|{WEAK_TOOLS}){PARTED}{{0,6}}+){{2,30}}+|(?:(?:{WEAK_TOOLS})[ |丨/·]{{1,4}}){{2,20}}(?:{WEAK_TOOLS})|"
         rf"{PARTED}{{0,2}}(?:{BUTTONS}){PARTED}{{0,2}}",
         "A+大 A+中 A+小", "大 中小企业"),
    Rule("read_aloud",
         r"(?:点击|一键)(?:语音)?(?:播报|收听|朗读|播放|听)(?:本文|全文|音频|新闻|文章|语音)?(?:[ ,(]{0,2}(?:全文|时长|需|大?约|共){1,3} ?:? ?\d{1,3}(?:分钟?|秒)\)?)?|"
         r"(?:本文|全文)(?:大?约|共)?\d{2,6}字[ ,]{0,2}(?:预计)?(?:阅读|读完)(?:时间)?(?:大?约|需要?|共){0,2} ?\d{1,3} ?分钟",
         "点击播报本文，约5分钟", "点击播放键，就能听到民歌。"),
    Rule("by_telephone",
         r"[^。,;:!?]{0,12}(?:扫一扫|扫描二维码|扫码|二维码)[^。;!?]{0,12}(?:打开|查看|浏览|阅读|分享|访问|观看|关注)[^。;!?]{0,16}[。!]?|"
         r"打开微信[,,][^。]{2,60}(?:分享|朋友圈)[^。]{0,10}[。]?|(?:在)?手机(?:上|端)?(?:打开|查看|浏览|阅读|看)(?:当前页|本页|文章|此文|新闻)?",
         "扫一扫在手机打开当前页", "乘客扫码，才能看到车次。"),
    Rule("site_foot",
         rf"[^。]{{0,60}}ICP[备证]\w{{6,12}}号[^。]{{0,40}}|[^。]{{0,20}}公网安备 ?\d{{8,16}}号?|网站标识码 ?:? ?\w{{8,12}}|(?:主办|承办)单位 ?: ?[^。]{{2,40}}(?:维护|承办|技术支持)[^。]{{0,60}}|"
         r"(?:(?:联系我们|网站地图|关于我们|网站声明|使用帮助|法律声明)[ |丨]{0,3}){2,6}|(?:阅读)?[上下]一[篇条] ?:[^。]{0,60}|视力保护色 ?:?|\[手机看[^\]]{2,6}\]|"
         rf"【(?:我要)?纠错】 ?[【\[]?(?:{EDITORS}) ?:[^。,]{{1,20}}|\d{{4}} \d{{2}}/\d{{2}} \d{{2}}:\d{{2}}(?::\d{{2}})?|(?:{SITES}) ?\|? ?{DATE}[^。,;]{{0,30}}",
         "京ICP备05070218号", "主办单位：虚拟市人民政府"),
    Rule("wechat",
         rf"(?:原创|转载) ?:? [^。,;!?]{{2,40}} {DATE}[^。]{{0,24}}|原创 {NAMES}(?: [^。,:;!?]{{2,20}}){{0,2}}|"
         r"(?:点击)?(?:上方|下方)?(?:的?蓝字)?关注(?:我们|该公众号)|点击(?:上方|下方)?蓝字[^。]{0,12}|预览时标签不可点|(?:继续|向上)滑动看下一[个篇]|(?:轻触)?阅读原文|喜欢此内容的人还喜欢|"
         r"收录于(?:合集|话题)? ?[#\d][^。]{0,40}",
         "原创 林晓 虚拟车间 2024-10-08 08:00 北京", "原创 药物研发"),
    Rule("law_card",
         rf"(?:【 ?(?:{CARDS}) ?】 ?:? ?[^【】。]{{0,80}}){{1,12}}|[【\[(]?(?:(?:北大)?法宝)?(?:引证码|引注)[】\])]? ?:? ?CLI[\w.()]+|CLI\.[\w.()]+|"
         rf"(?:时效性|有效性) ?: ?(?:{STATES})|(?:效力级别|效力位阶|法规类别|专题分类|公开方式|公开属性|制定机关|发布部门|发布机关|批准部门|颁布单位|组配分类) ?: ?[^。!?;,:]{{1,40}}|"
         rf"(?:[公颁发]布|批准|实施|施行|生效|失效|成文|签署) ?日期 ?: ?{DATE}",
         "【法宝引证码】 CLI.11.1535062", "施行日期：自公布之日起三十日后"),
    Rule("label_alone",
         rf"[(【\[]? ?(?:{SOURCES}|{STAMPS.removesuffix('|时间|日期')}|责任编辑|责编|本文编辑|审核|分享[到至]|收藏|{CARDS}) ?[:】]|(?:发布|更新|发表)(?:时间|日期)",
         "来源：", "资金来源："),
    Rule("keywords", r"(?:关键词|标签|Tags?) ?:?", "关键词：", "关键词不多"),
    Rule("ornament", r"[^\w]+", "＊＊＊＊＊", "＊一＊"),
])  # fmt: skip

# A label and what the lines below it say, a slash for each end of a line.
BROKEN = RuleTable([
    Rule("date",
         rf"(?:[(【\[]? ?(?:{STAMPS}|(?:颁布|实施|施行|生效)日期) ?[】\])]?(?: ?:|/:)?(?:/|$))?(?:{DATE}[^。!?/]{{0,30}}(?:/\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)?",
         "发布时间：/2026-02-10", "时间：/明天"),
    Rule("source",
         r"[(【\[]? ?(?:来源|稿源|(?:稿件|信息|文章|内容|新闻|本文)来源|发布(?:机构|单位|部门|机关)|供稿(?:单位)?)(?: ?[:】\]]+|/:)(?:/[^。!?;,:/【]{2,24})?",
         "来源：/四川日报", "来源：/四川日报报道，全省稳中有进。"),
    Rule("law_card", rf"【(?:{CARDS}) ?】/[^。!?;,:/【]{{2,40}}", "【时效性】/现行有效", "【时效性】/新闻要快，政策要准。"),
    Rule("names", rf"[(【\[]?(?:作者|(?:责任)?编辑|责编|校对|审核|初审|复审|终审|撰文|供稿)(?: ?[:】]+|/:)(?:/{NAMES}[)】\]]?)?", "责任编辑：/林晓", "作者：/不详"),
    Rule("counter", rf"(?:{COUNTERS})(?:/:)?(?:/[\d,.万千亿+\-]+)?(?:/人?次)?", "浏览次数：/123/次", "浏览次数：/三"),
    Rule("tools", rf"(?:{PARTED}/)?(?:{TOOLS}|字|[【\[(]?[大A])? ?:?(?:/(?>{TOOLS}|{WEAK_TOOLS}|{PARTED})(?=/|$)){{1,12}}+", "字体：/大/中/小", "分享到：/大会"),
    Rule("breadcrumb",
         r"(?:(?:您|你)?(?:的|当前|所在|现在)?的?位置 ?(?::|/:)(?:/?(?:网站)?首页)?|(?:网站)?首页|主页)(?:(?: |/)?(?:>{1,2}|[»›→])(?:(?: |/)?[^/。,:>»›→]{2,14})?){0,6}",
         "首页/>/新闻/>/正文", "首页/新闻"),
])  # fmt: skip
# What a reader service, a library or a board prints above a text: a name for each thing, in a language or two.
METADATA = RuleTable([
    Rule("title", r"【?(?:Title(?:-题名)?|标 *题|题 *[名目]|篇 *名|文章标题) ?[:】]+ *", "Title: 广东新措", "标题党："),
    Rule("subtitle", r"【?副标?题 ?[:】]+ *", "副标题：一个县的七年", "副题目"),
    Rule("text", r"【?(?:Markdown Content|Content|Text|正 *文|内 *容|全 *文) ?[:】]+ *", "Markdown Content:", "正文如下："),
    Rule("address", r"【?(?:URL(?: Source)?|Source URL|Link-链接|发信人|寄信人|发信站) ?[:】]+ *", "URL Source: https://a.cn", "URLs"),
    Rule("other",
         r"【?(?:Source(?:-文献来源)?|Published(?: Time| Date)?|PubTime-发表时间|Date|Author(?:s|-作者)?|By(?:line)?|Description|Warning|"
         r"Number of Pages|Site(?: ?Name)?|Language|Lang|Excerpt|Keywords?(?:-关键词)?|Tags|Category|SrcDatabase-来源库|Organ-单位|"
         r"Summary-摘要|Year-年|Period-期|Volume-卷|PageCount-页码|Page-页码|DOI(?:-DOI)?|Publisher|Hostname|作 *者|来 *源|日 *期|时 *间|"
         r"(?:发布|发表)(?:时间|日期)|链 *接|网 *址|原文(?:链接|地址)|单 *位|索 ?引 ?号|主题分类|发文机关|成文日期|发文字号|发布机构|有效性|公开方式|栏 *目|版 *[次面]|机 *构|报纸名称|媒体) ?[:】]+ *",
         "Published Time: 2024-12-31", "Sourced:"),
])  # fmt: skip
# Behind the title in the title of a page: the part of the site, and the site's name.
PAGE_SIGN = r" ?(?:_+|[|丨]|--?|(?<![–—])[–—](?![–—])) ?"
SITE_NAME = re.compile(
    rf"[^\n]{{6,80}}?(?P<site>(?:{PAGE_SIGN}[^_|丨\-–—。,:\d]{{0,8}}(?:新闻|频道|要闻|政策|解读|时政|经济|科技|财经|动态|公告|文件|国内|国际|社会|理论|专栏|"
    rf"公报|公开|滚动|信息|发布|资讯)){{0,2}}(?:{PAGE_SIGN}(?:{SITES}|澎湃新闻|腾讯网|新浪网|搜狐网?|网易(?:新闻)?|凤凰网|知乎|求是网|理论网|微信公众平台|北大法宝|"
    rf"[^_|丨\-–—。,:!?]{{0,20}}(?:政府网站?|门户网站?|政府门户|[省市县区州旗]人民政府|新闻网|日报网?|官网|官方网站|新闻客户端))|"
    rf"_ ?[^_|丨\-–—。,:!?]{{2,16}}网(?:——[^_]{{2,12}})?|[\[(【](?:{STATES})[\])】]))"
)

# Directly below the title.
AUTHOR = RuleTable([
    Rule("author", rf"(?:[{SURNAMES}] {{1,2}}{HAN}|{NAME}(?:[ 、,]{{1,2}}{NAME}){{1,7}})", "林　晓", "周边"),
    Rule("office_and_author",
         rf"(?!.*(?:访|对话|连线|采访))[{HAN[1:-1]}、,()]{{0,39}}{OFFICE} {{1,3}}{NAME}",
         "国务院总理　李强", "本刊专访院长 李强"),
    Rule("one_of_ours", rf"(?:(?:本报|本刊|特约)(?:评论员|撰稿人?|记者) ?[/:|]?|(?:作者|文|口述) ?[/:|]) ?{NAMES}", "文/林晓", "文明建设"),
])  # fmt: skip
# A paragraph's first words, and its last: they name the dispatch, and the text goes on without them.
DATELINES = RuleTable([
    Rule("dateline",
         rf"据?(?:{AGENCY}|记者) ?(?:{HAN}{{0,10}}?)\d{{1,2}}月\d{{1,2}}日(?:综合)?(?:[电讯]|消息) ?(?:\([^()]{{2,40}}\)|"
         rf"{PRESS} ?{NAMES}(?:报道)?:)?(?: ?题:|/)?",
         "新华社北京10月8日电（记者林晓）会议召开。", "新华社记者10月8日来电话说"),
    Rule("reporter_in_brackets",
         rf"\({AGENCY}{PRESS} ?{HAN}{{2,12}}\d{{1,2}}日[电讯]\)|本报{HAN}{{2,6}}[电讯] ?\({PRESS} ?{NAMES}\)",
         "（虚拟社记者林晓上海29日电）会议召开。", "（记者注）会议召开。"),
    Rule("news_of_ours",
         rf"(?:{AGENCY})讯(?![息号]) ?(?:\([^()]{{2,40}}\)|{PRESS} ?{NAMES}(?:报道)?:)?",
         "本报讯（记者 林晓）会议召开。", "本报讯息灵通"),
    Rule("site_in_brackets",
         rf"【[^】]{{2,10}}(?:网|社|报|台|新闻|周刊)】 ?(?:\([^()]{{0,12}}{PRESS} ?[^()]{{2,40}}\))?",
         "【虚拟网】（记者 林晓 实习记者 王艺）会议召开。", "【网】会议召开。"),
    Rule("dispatch_in_brackets",
         rf"【[^】]{{0,20}}(?:报|网|社|台|新闻|电视)[^】]{{0,10}}(?:报道|讯|消息|电)(?: ?{PRESS} ?{NAMES})?】",
         "【环球时报报道 记者林晓】会议召开。", "【聆讯】法庭开庭。"),
])  # fmt: skip
CREDITS = RuleTable([
    Rule("credit",
         rf"[(【](?:(?:{AGENCY})?(?:[^()【】]{{0,16}}\d{{1,2}}日[电讯])? ?{PRESS} ?:? ?{NAMES}(?:[ 、,;]{{1,3}}{PRESS}? "
         rf"?:? ?{NAMES}){{0,3}}(?: ?报道| ?摄)?"
         rf"|(?:{SITES}) {{1,2}}{NAME}"
         rf"|(?:{EDITORS}|参与采写|记者|来源|执笔) ?: ?[^()。!?【】]{{1,60}}|完|全文完)[)】]",
         "（记者 林晓）", "（记者注）"),
])  # fmt: skip

# --- the head of an article -----------------------------------------------------------------------------------------

SERIES = RuleTable([
    Rule("series", r"[(【][^()】]{0,40}(?:访谈|专访|对话|系列|学习贯彻|解读|述评|观察|·)[^()】]{0,40}[)】]", "(权威访谈·学习贯彻全会精神)", "（摘要）"),
])  # fmt: skip
SUBTITLE = RuleTable([Rule("subtitle", r"[—―─–\-]{1,3} ?\S.*", "——访工业和信息化部部长金壮龙", "三十而立")])
COLUMN = RuleTable([
    Rule("column",
         rf"[■●◆▲★ ]*(?:[{HAN[1:-1]}·]{{0,6}}(?:访谈|专访|观察|视点|时评|评论|聚焦|热点|答问|述评|快评|论坛|调查|对话|观点))[:]?",
         "高端访谈", "对话未来"),
    Rule("site", rf"{SITES}|新闻中心|要闻|时政|财经|科技|国内|国际|宏观经济|政策解读", "虚拟新闻网", "走进合作社"),
])  # fmt: skip
BOXES = "核心阅读|核心提示|阅读提示|内容提要|内容摘要|编者按|编者的话|开栏的话|摘要|提要|导语|内容提示|引言|核心观点|关键词|导读"
BOX_ALONE = RuleTable([
    Rule("box", rf"[【\[■●◆▲]?(?:{BOXES.removesuffix('|核心观点|关键词|导读')})[】\]:]?", "核心阅读", "核心阅读能力"),
])  # fmt: skip
BOX = RuleTable(
    [Rule("box", rf"[【\[(](?:{BOXES})[】\])]|(?:{BOXES}) ?[:|](?! *$)", "【编者按】新年开新局。", "摘要不宜过长。")]
)
CONTENTS = RuleTable([Rule("contents", r"目 {0,4}录", "目　录", "目录学")])

# --- who speaks -----------------------------------------------------------------------------------------------------

COUNT = rf"(?:\d{{1,3}}|[{NUMERALS}]{{1,3}})"
BULLET = r"[▲△▼▽●■□◆◇★☆※▶►○◎•·>*＃# ]*"
NUMBERING = rf"(?:[(]?{COUNT}[.、)．] ?(?:[(]?{COUNT}[)] ?)?)?"
# Who stands before the colon, in the box, alone on the line; the number of a question is no part of the name.
LABELS = RuleTable([
    Rule("boxed",
         rf"{BULLET}{NUMBERING}(?:【(?P<a>[^】\[\]]{{1,40}})】|\[(?P<b>[^\]【】]{{1,40}})\]|"
         rf"<(?P<c>[^<>]{{1,20}})>) ?:? ?\** ?",
         "【记者】为什么？", "【】"),
    Rule("colon", rf"{BULLET}{NUMBERING}(?P<d>[^:。!?;“”\"*]{{1,44}}?) ?\** ?: ?\** ?", "**记者：**为什么？", "他说，“好：就这样”"),
])  # fmt: skip
ROLE_NUMBER = rf"(?:第?{COUNT})?"
QUESTIONERS = RuleTable([
    Rule("asked", rf"{ROLE_NUMBER}问{COUNT}?", "一问", "问题"),
    Rule("reporter",
         rf"(?!.*[问称说])[^,、: “「\[]{{0,30}}(?:、[^,、: ]{{1,12}})? ?记者(?! ?(?:解释|解读|查[询阅看]|关注|向|时常|明白|连线|"
         rf"走访))(?: ?{NAME})?",
         "韩联社记者", "记者注意到"),
    Rule("reporter_asks",
         r"(?:有|另有|还有|又有)?(?:媒体|外国|境外)?记者(?:提问|问|追问)|(?:现场)?提问(?:者|人)?|采访者|访问者|访谈者|采访人|发问",
         "提问", "提问环节"),
    Rule("host", rf"(?:[^,。]{{0,16}})?主持人?(?:[ (]?{NAME}\)?)?|编者", "主持人 曲某", "主持召开"),
    Rule("public",
         rf"网友[^,。:]{{0,8}}|(?:观众|听众|读者)(?: ?[{SURNAMES}]{HAN}{{1,2}}|[甲乙丙丁某A-Z\d]{{1,4}}|提问|问)?",
         "网友小李", "读者来论·众声"),
    Rule("Q", r"Q ?\d{0,3}|q", "Q1", "QQ"),
])  # fmt: skip
ANSWERERS = RuleTable([
    Rule("answered", rf"{ROLE_NUMBER}答{COUNT}?", "答", "答案"),
    Rule("A", r"A ?\d{0,3}|a", "A1", "AI"),
])  # fmt: skip
# Only where no other label asks, and each is answered by its counterpart: 问题： … 答复：…
WEAK_QUESTIONERS = RuleTable([Rule("question", rf"问题{COUNT}?|提问", "问题", "问题在于")])
WEAK_ANSWERERS = RuleTable([Rule("reply", rf"(?:答复|回答|解答|回复|答){COUNT}?", "答复", "答案")])
MEDIA = RuleTable([
    Rule("media",
         rf"《[^》]{{2,12}}》|本[刊报网台社]|[{HAN[1:-1]}A-Za-z0-9]{{1,10}}"
         r"(?:日报|时报|晚报|早报|周报|周刊|月刊|学刊|周末|杂志|新闻|在线|观察|光年|卫视|电视台|总台|电台|广播|通讯社|财经|网|"
         "社|报|智库)",
         "虚拟周刊", "社会"),
])  # fmt: skip
NOT_SPEAKERS = RuleTable([
    Rule("salutation",
         r"(?:尊敬的|敬爱的|各位)?[^。]{0,24}(?:同志们|朋友们|先生们|女士们|同学们|同事们|乡亲们|战友们|来宾们?|各位[^。]{1,12}|代表们|委员们)",
         "各位代表", "周代表"),
    Rule("headline", r"[^|丨]{2,8} ?[|丨] ?.{2,44}", "专访 | 虚拟大学校长林晓", "林晓"),
    Rule("chair", r"(?:尊敬的)?(?:主席|议长|会长|主持人)(?:先生|女士)?,?", "主席", "周主席"),
    Rule("connective",
         r"例如|比如|譬如|其中|即|也就是说|换言之|总之|因此|所以|但是|一方面|另一方面|具体来说|具体而言|简言之|事实上|结果|结论|原因|建议|"
         r"目标|措施|地点|内容|主题|注|备注|提示|说明|特点|背景|数据|案例|问题|答案|亮点|核心|要点|名称|地址|电话|邮箱|网址|附件|链接",
         "例如", "例会"),
])  # fmt: skip
# What the host of a press conference says.
HOST = RuleTable([
    Rule("gives_the_floor",
         r"(?:欢迎|开始|继续)[^。!?]{0,8}提问|请(?:大家|各位)?(?:继续)?提问|请[^。!?]{2,24}(?:作|做)?(?:介绍|发言)|有请|最后一个(?:问题|提问)|"
         r"(?:发布会|吹风会|记者会|见面会|采访活动|采访|活动)(?:到此|就到这里|现在)(?:结束|为止|开始)?",
         "下面请大家提问。", "谢谢你的提问。"),
])  # fmt: skip
# Words of the head that promise questions and answers, and words of a question put to someone.
INTERVIEW = re.compile(r"访|对话|问答|答问|答记者|问题回答|实录|Q&A|座谈|三人谈|同样的问题|请.{0,12}解读|百问|提问")
ADDRESSED = re.compile(
    r"您|请问|请您|你们?(?:认为|觉得|如何|怎么|怎样|是|会|有)|贵(?:部|省|市|公司|单位|局|国|校)|请.{0,6}(?:谈谈|介绍)"
)
# Words of a report, not of an interview.
REPORTED = re.compile(r"(?:说|表示|认为|介绍|指出|解释|告诉|坦言|举例|预测|强调|称)(?:记者)?[,，：:“]")
THANKS = re.compile(r"(?:\[\d{1,2}:\d{2}\]|谢谢(?:你们?|您|大家|主持人|部长)?[。!]?|[ ”\")\]])+$")

# --- headings and points --------------------------------------------------------------------------------------------

# The levels from the highest; what the layout of the file or the researcher calls a heading stands above them.
HEADINGS = RuleTable([
    Rule("part", rf"第[{NUMERALS}百\d]{{1,4}} ?(?:编(?!辑)|部分|篇|卷)(?![^ :]{{0,2}}[的是])", "第一部分 总论", "第一编辑部"),
    Rule("chapter", rf"第[{NUMERALS}百\d]{{1,4}} ?章", "第一章 总则", "第一款"),
    Rule("division", rf"第[{NUMERALS}百\d]{{1,4}} ?节(?!课|目)", "第一节 一般规定", "第一节课"),
    Rule("number", rf"[{NUMERALS}百]{{1,4}} ?、", "一、工作回顾", "一来、二去"),
    Rule("bracket", rf"\([{NUMERALS}]{{1,3}}\)", "（一）抓项目", "（一般）"),
    Rule("article", rf"第[{NUMERALS}百\d]{{1,5}} ?条", "第一条", "第一线"),
    Rule("digit", r"\d{1,2} ?[.．、] ?(?!\d)", "1.增长", "1.5倍"),
])  # fmt: skip
LEVELS = {"declared": 0} | {f"mark_{n}": n for n in range(1, 7)} | {
    rule.name: n for n, rule in enumerate(HEADINGS, 7)
} | {"plain": 20}  # fmt: skip


class PointRule(NamedTuple):
    """A style of numbering points; one that is not `sure` opens none unless its second follows."""

    name: str
    pattern: str
    example: str
    unlike: str
    sure: bool = False
    anywhere: bool = True


# `n` is the point's number, in digits or Chinese; those of ORDINALS have one of their own. Where `anywhere` is not
# set, the style numbers headings and paragraphs too, and counts points inside questions and answers only.
POINTS = (
    PointRule("一是", rf"(?P<n>[{NUMERALS}]{{1,3}})是(?!(?P=n)[，,、])(?!否|不是)", "一是改革。", "一是一，二是二。", True),
    PointRule("第一，",
              rf"第(?P<n>[{NUMERALS}]{{1,3}})(?:[，,是、：:]|(?:个?方面|点|条|个){HAN}{{0,3}}[，,：:是])",
              "第一，保障。", "第一季度增长。", True),
    PointRule("其一", rf"其(?P<n>[{NUMERALS}])[，,是、：:]", "其二，落实。", "其一家之言。", True),
    PointRule("首先", r"(?P<n>首先|其次|再次|再者|最后)(?=[，,、是要就])", "首先，登记。", "首先感谢大家。"),
    PointRule("（一）", rf"[（(](?P<n>[{NUMERALS}]{{1,3}})[）)]", "（一）批出牌照。", "（一般）", anywhere=False),
    PointRule("（1）", r"[（(](?P<n>\d{1,2})[）)]", "（1）改造类。", "（2024）", anywhere=False),
    PointRule("①", r"(?P<n>[①-⑳])", "①政策咨询。", "㊀", anywhere=False),
    PointRule("1.", r"(?P<n>\d{1,2})(?:[.．、](?!\d)|[）)])", "1.保障用地。", "1.5倍", anywhere=False),
)  # fmt: skip
# The ranks that a word without a number can stand for.
MOST_POINTS = 100
ORDINALS = {
    "首先": range(1, 2), "其次": range(2, 3), "再次": range(3, 4), "再者": range(3, 4), "最后": range(2, MOST_POINTS),
}  # fmt: skip

# --- where another article may begin --------------------------------------------------------------------------------

# What stands below a title, one line between at the most.
BELOW_TITLE = {
    "imprint_stamp", "imprint_date_and_source", "imprint_date_and_name", "imprint_document_number", "imprint_byline",
}  # fmt: skip
NEIGHBOURS = RuleTable([
    Rule("links",
         r"[【\[]?(?:相关|推荐|延伸|热门|更多)(?:新闻|阅读|链接|稿件|报道|文章|推荐|精彩)[】\]:]?", "相关阅读", "相关阅读习惯"),
])  # fmt: skip
SHORT_PIECES = RuleTable([
    Rule("column", r"(?:短评|社论|快评|时评|编后|今日谈|新闻链接|相关链接|名词解释) ?[:|丨] ?.{2,40}", "短评：让服务跑在前面", "短评不长"),
    Rule("mark", r"[■●◆▲★] ?[^■●◆▲★]{4,40}", "■虚拟县举行农机大赛", "●"),
])  # fmt: skip
END_MARKS = {
    "imprint_editors", "imprint_end", "imprint_dispatch_in_brackets", "imprint_continued", "imprint_paper_and_date",
    "imprint_byline", "imprint_press_alone", "imprint_open_to_all",
}  # fmt: skip
