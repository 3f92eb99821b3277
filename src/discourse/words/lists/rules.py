"""The words, marks and forms that make a list: a table for each question."""

import re

from discourse.texts.layout.rules import MOST_POINTS, ORDINALS, POINTS, POSTS, PointRule
from discourse.texts.layout.series import PointForms
from discourse.texts.numerals import NUMERALS

EMPTY = ("quantity", "adverb", "lead", "of")
# A list is coordinated by 、, or by 和 and its like before 等. 和 alone makes no list: it joins words everywhere.
MARKS = {
    "separator": "、､",
    "stop": "，。；：！？,;:!?｡…—\n",
    "closer": ["等", "等等"],
    "joiner": ["和", "与", "及", "以及", "及其", "或", "或者", "同", "跟"],
    "of": ["的", "之"],
}
BRACKETS = {
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", '"': '"',
}  # fmt: skip
QUOTES, TITLES = '“‘「『"', "《〈"

# Where the first item begins: these words announce a list and belong to no item …
LEADS = [
    "围绕", "聚焦", "瞄准", "面向", "针对", "基于", "包括", "包含", "涵盖", "涉及", "覆盖", "比如", "例如", "诸如",
    "譬如", "如", "像", "坚持", "着眼", "立足", "依托", "通过", "利用", "运用", "结合", "按照", "根据", "是", "即",
    "有", "为", "在", "于", "对", "以", "用", "从", "由", "被", "把", "将", "让", "使", "向", "给", "要", "应", "须",
    "必须", "能", "能够", "可以", "需要", "来自", "来到",
]  # fmt: skip
# … these say how many, and no more …
QUANTITIES = [
    "了", "着", "过", "更", "多", "一批", "一系列", "若干", "多个", "多种", "多项", "各类", "各种", "各项", "一些",
    "部分", "更多", "许多", "众多", "诸多",
]  # fmt: skip
# … and these are verbs that the dictionary tags as something else; in front of a noun they govern it.
VERBS = [
    "发展", "建设", "优化", "培育", "筑牢", "壮大", "健全", "助力", "深化", "攻坚", "稳定", "落实", "发展壮大",
    "大力发展", "做大", "做优", "做强", "做大做强", "做优做强", "整治", "规范", "突破", "布局", "部署", "谋划",
    "畅通", "弘扬", "讲好", "严守", "压实", "便利", "丰富", "繁荣", "活跃", "盘活", "激活", "营造", "排查", "加快",
    "着力", "坚定", "放眼", "代表", "会同", "共用",
]  # fmt: skip
# 与 before one of these means "together with": 区块链与实体经济融合 is no coordination.
TOGETHER = ["融合", "结合", "衔接", "协调", "协同", "对接", "适应", "相适应", "匹配", "同步", "互动", "联动"]
# Where the last item ends, whatever it is: these say something of the list (教育、科技、人才是…), unless all items have them.
BREAKS = [
    "是", "在", "为", "将", "已", "均", "都", "也", "就", "还", "不仅", "要", "应", "应当", "必须", "具有", "具备",
    "有着", "成为", "得到", "面临", "高度重视", "先后", "相继", "陆续", "同步", "共同", "分别", "联合", "牵头",
]  # fmt: skip
# … and these do so after a verb: 加强同欧盟、东盟的合作.
WITH = ["同", "跟", "与"]
# … as does their number: 政策、市场、科技三个维度.
SUM = re.compile(r"[两三四五六七八九十](个|大|方面|项|类|种|条|方|者)?$")
MEASURE = re.compile(r"^[个家项条种类批座所名万亿千百\d]+$")
# The head after 等 ends with the last of these, if it has any: 等新型融合领域|安全保障能力.
CLASSES = [
    "领域", "产业", "行业", "方面", "方向", "赛道", "引擎", "产业链", "供应链", "底座", "终端", "指标", "问题",
    "因素", "基金", "企业", "技术", "产品", "地区", "省份", "城市", "国家", "部门", "单位", "机构", "环节", "要素",
    "资源", "工具", "方式", "措施", "手段", "举措", "任务", "工作", "工程", "项目", "平台", "地", "省", "市", "县",
    "人",
]  # fmt: skip
# What such a head classes is done, not had: its one item keeps its verb (通过推进设备更新等方式).
ACTIONS = ["方式", "措施", "手段", "举措", "途径", "工作", "任务", "行动", "环节", "方法"]
# These may stand before 的 inside a head: 等一批新的增长引擎.
PLAIN = ["新", "大", "重要", "主要", "重大", "关键"]
NO_HEADS = ["有机", "全面", "深度", "紧密", "共同", "协同", "相互", "积极", "一起"]
SUFFIXES = "感力率度权性者"
# Posts that one person holds are no list: 党组书记、部长金壮龙.
POST = re.compile(rf"({POSTS}|总经理|总师|委员(?!会))")
# What numbers an article of a law is no word of its first list.
ARTICLE_NUMBER = re.compile(rf"第[{NUMERALS}百千\d]+[编章节条款项]\s+")
# 一、 at the head of a paragraph numbers it; 第一、 and 其一、 do so anywhere.
NUMBERING = re.compile(rf"(^[（(]?|第|其)[{NUMERALS}百\d]+$")

# How unlike its neighbours an item is, in characters; the least unlike reading of a list is taken.
COSTS = {
    "kind": 3.0, "verb inside": 1.0, "begins alike": 3.0, "begins after joiner": 3.0, "cuts a noun": 3.0,
    "stands twice": 99.0,
}  # fmt: skip

# Points are numbered as those that open paragraphs are, and in these styles, which running text alone has.
RUNNING = (PointRule("一方面", "(?P<n>一方面|另外?一[个個]?方面)", "一方面稳就业。", "一个方面"),)
FORMS = tuple({rule.name: rule for rule in (*RUNNING, *POINTS)}.values())
LAID_OUT = {rule.name for rule in POINTS}
# What may stand before a point: a stop or a mark, for a sign or a figure, which refer and count too, fewer of them.
# 一方面 may follow any word that does not make it a noun, if 另一方面 comes within some sentences.
WORD_BEFORE = "(?:^|(?<=[。;,:!?…— “‘「『(”’」』)】]))"
SIGN_BEFORE = "(?:^|(?<=[。;,:!?…、 “‘「『”’」』】]))"
BEFORE = {rule.name: WORD_BEFORE if rule.anywhere else SIGN_BEFORE for rule in FORMS} | {
    "一方面": f"(?:{WORD_BEFORE}|(?<![这这那某每哪何的之另同])(?=.{{0,300}}另外?一[个個]?方面))",
}  # fmt: skip
# What is skipped: 首先是 and 一方面是 go on as 一是 does; 是否 is a word of the point.
AFTER = r"(?:(?<=[先次者后面])就?是(?!否|不是))?[,、: ]*"
# The ranks of what is no number. 首先 may be followed by 第二, and whatever follows 最后 is no point.
RANKS = ORDINALS | {"再次": range(3, MOST_POINTS), "再者": range(3, MOST_POINTS), "一方面": range(1, 3)} | dict.fromkeys(
    ["另一方面", "另外一方面", "另一个方面", "另一個方面", "另外一个方面", "另外一個方面"], range(2, 3)
)  # fmt: skip
RUNNING_FORMS = PointForms(FORMS, BEFORE, RANKS, AFTER)
GOES_ON_AS = {"首先": ("第一，",)}
LAST = "最后"
# Series that are open at once, one inside the other.
DEEPEST = 12
