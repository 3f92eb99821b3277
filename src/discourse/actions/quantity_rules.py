"""What makes a number a quantity, and what tells how exact and how far it is meant: a table for each question."""

# Units of measure and classifiers, for numbers in figures and in Chinese numerals.
MEASURES = (
    "个百分点 个多百分点 个多月 个多小时 百分点 个基点 % ‰ 倍 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 "
    "纳米 海里 微克 毫克 千克 公斤 吨标准煤 吨 斤 公顷 亩 千瓦时 千瓦 瓦时 吉瓦 兆瓦 瓦 美元 欧元 港元 日元 英镑 "
    "元 毛钱 毛 个小时 小时 分钟 个月 个季度 个工作日 工作日 周岁 岁 年 天 人次 件次 户次 标准箱 标箱 立方"
)
CLASSIFIERS = "个 家 项 种 条 件 人 名 位 户 次 所 座 处 批 台 套 辆 艘 架 类 份 支 门"
# After a Chinese numeral these are mostly something else: 三部曲, 五星级, 四川省, 三级.
AFTER_FIGURES = (
    "部 篇 本 册 片 块 张 起 例 对 组 只 头 棵 株 列 趟 班 场 站 期 款 幅 段 轮 股 床 间 栋 层 级 字 村 省 市 县 "
    "区 乡 镇 国 米 克 升 度 分 秒 吨级 重 座次 台次"
)
LATIN_UNITS = "kWh kW MW GW kg km TB GB MB Gbps Mbps EFLOPS"
# What follows such a character and tells that it is no unit: a date, a name, a part of a word.
NOT_AFTER = {
    "年": "代规计行级", "次": "会产", "位": "一数于置列居", "个": "全百", "人": "大民代权口",
    "成": "为立员功果本就长效熟型都", "家": "庭属园国长乡底", "门": "户", "户": "籍外", "条": "例件",
    "项": "目", "所": "有以在", "件": "套", "处": "于理", "类": "似型", "名": "义单列", "度": "假过",
    "区": "域", "级": "别", "分": "之别析类", "重": "大点要", "天": "然气津下", "元": "旦", "对": "于外口",
    "组": "织", "市": "场", "国": "家有际集", "省": "级", "县": "级", "期": "间", "支": "持撑付", "份": "额",
    "台": "湾", "套": "餐", "种": "植业", "批": "准", "座": "谈", "架": "构", "起": "来", "站": "在",
    "场": "所", "块": "钱", "片": "区", "段": "时", "轮": "动", "层": "次", "间": "接", "头": "部",
    "本": "身质", "部": "门分署长", "列": "入", "升": "级至到", "克": "服", "倍": "增", "斤": "斤", "瓦": "斯",
    "班": "级", "款": "项", "幅": "度", "只": "有要", "例": "如外",
}  # fmt: skip
# Units whose thing stands before the number, unless 的 follows; and those of time, of which a number counts nothing
# else.
SHARES = {"%", "‰", "个百分点", "百分点", "个基点", "倍"}
TIME = {"年", "天", "个月", "个季度", "小时", "个小时", "分钟", "工作日", "个工作日", "岁", "周岁", "秒"}


def any_of(units: str) -> str:
    """Return the pattern that fits one of some units, the longest first, where what follows does not forbid it.

    >>> any_of("个 个月 年")
    '个月|个(?![全百])|年(?![代规计行级])'
    """
    ordered = sorted(units.split(), key=len, reverse=True)
    return "|".join(f"{each}(?![{NOT_AFTER[each]}])" if each in NOT_AFTER else each for each in ordered)


FIGURES = r"(?:(?<![A-Za-z\d.])(?:\d+[亿万]\d+[千百万]|\d+(?:,\d{3}){0,9}(?:\.\d+)?))"
NUMERAL_SIGNS = "一二三四五六七八九十百千两零〇"
# Not after 数 and 几, which leave open how many.
NUMERALS = rf"(?:(?<![{NUMERAL_SIGNS}数几])[一二三四五六七八九十两][{NUMERAL_SIGNS}]{{0,11}})"
NUMBER = f"(?:{FIGURES}|{NUMERALS})"
SIZE = r"\s?(?:万亿|亿|百万|千万|十万|万|[百千](?![瓦米克卡赫伏]))"
UNIT = any_of(f"{MEASURES} {CLASSIFIERS}")
UNIT_OF_FIGURES = f"{UNIT}|{any_of(AFTER_FIGURES)}|(?:{LATIN_UNITS.replace(' ', '|')})(?![A-Za-z])"
TO = r"\s*[—–\-~～至到]{1,2}\s*"
YEAR = r"(?<!\d)(?:19|20)\d\d"
# What follows a Chinese numeral with 个 or 项 in the names of policies: 两个确立, 四个自信.
SLOGAN = "确立|维护|意识|自信|全面|代表|务必|毫不动摇|大局|规定精神|文明|不放松|决不|统一|结合|相适应|有利于"
# Spans that hold numbers and are no quantities, by the name of the rule; they are looked for first.
NO_QUANTITIES = {
    "title": r"《[^》]{0,80}》",
    "years": rf"{YEAR}\s*[—–\-~～]{{1,2}}\s*(?:19|20)\d\d(?!\d)",
    "year": rf"{YEAR}\s*+(?:[—–\-~～至到、和]{{1,2}}\s*+(?:19|20)?\d\d\s*+)?年度?(?:代|\d{{1,2}}月(?:\d{{1,2}}日)?)?",
    "numeral_year": r"[一二][〇零○一二三四五六七八九]{3}年|(?<!\d)\d0年代|\d{1,2}世纪",
    "date": r"(?<!\d)\d{1,2}月(?:份|(?:\d{1,2}日?)?(?:[—–\-~～至到]{1,2}\d{1,2}[月日])?)|(?<!\d)\d{1,2}日(?!均|元)",
    "clock": r"(?<!\d)\d{1,2}[:：]\d\d(?::\d\d)?",
    "ordinal": rf"第\s*{NUMBER}(?:\s*[、至到和—]\s*{NUMBER})*|{NUMERALS}届",
    "anniversary": rf"{NUMBER}[多余]?周年",
    "point": r"(?:^|(?<=[,，。;；:：、“]))[一二三四五六七八九十]{1,3}(?:是|要|则|来)",
    "named": rf"“{NUMERALS}[^”，。\d]{{0,9}}”|{NUMERALS}[个项](?=[^,，。]{{0,3}}(?:{SLOGAN}))|中央八项规定",
}
# What is a quantity, by the name of the rule, the surest first.
QUANTITY = {
    "percent_word": rf"百分之(?P<number>{NUMBER}(?:点{NUMERALS})?)",
    "fraction": rf"(?P<whole>{NUMBER})分之(?P<number>{NUMBER})",
    "half": r"(?P<number>一半)(?!天)",
    "tenths": rf"(?P<number>[二三四五六七八九两])成(?![{NOT_AFTER['成']}])",
    "doubling": r"翻(?P<number>[一二三四两])番",
    "range": (
        rf"(?<![从由])(?P<low>{NUMBER})(?P<low_size>{SIZE})?(?:{UNIT_OF_FIGURES})?{TO}"
        rf"(?P<number>{NUMBER})(?P<size>{SIZE})?(?P<unit>{UNIT_OF_FIGURES})"
    ),
    "figures": rf"(?P<number>{FIGURES})[多余]?(?P<size>{SIZE})?[多余]?(?P<unit>{UNIT_OF_FIGURES})",
    "numerals": rf"(?P<number>{NUMERALS})[多余]?(?P<size>{SIZE})?[多余]?(?P<unit>{UNIT})",
    "full": r"全覆盖",
    "indefinite": r"(?<![第首分])(?:一大?(?P<unit>批)(?!次|准|一批)|若干(?=[^,，。;；、]))",
    "bare_size": rf"(?P<number>{NUMBER})[多余]?(?P<size>\s?万?亿|(?<=[\d十百千多余])万)[多余]?(?![{NUMERAL_SIGNS}\d])",
    "bare": rf"(?<=[为达到至在是过约近])(?P<number>{FIGURES})(?![\d年月日号时点:：.]|[A-Za-z])",
}
# How exact a number is: words that end right before it, and words that follow it; the longest that fits counts.
HEDGES_BEFORE = {
    "under": "近 将近 接近 不到 不足 未满 低于 少于 小于 不超过 不高于 不大于 不多于 最多 至多 控制在 压减到",
    "over": "超过 超出 超 突破 逾 高于 大于 多于 不低于 不少于 不小于 至少 最少 年满 满 跃上 迈上",
    "about": "约 大约 约为 约占 大致 大体",
    "reached": "达 达到 已达 高达 多达 共达",
}
# 达 tells a number as something reached; how exact it is stays open.
HEDGES_AFTER = {"about": "左右 上下", "over": "以上 之上 多 余", "under": "以下 以内 之内 之下"}
PAST = r"已(?!知)|累计|了(?!解)|(?<![比较])(?:去年|上年(?!均))|半年|过去|[年月]来"
REVIEW = r"^(?!.*(?:目标|任务|安排)).*(?:回顾|成就|成绩|工作情况|过去|经验)"
# How far a number is meant, by words of its own and what follows, its clause, its sentence up to there, or the heading
# over it. The first cue that fits decides.
STATUS_CUES = [
    ("condition", "threshold", "form", r"(?:以上|以下|以内)的?(?=[^\s,，。;；:：、的)）])"),
    ("done", "perfect", "clause", rf"{PAST}|创下|创历史|[前第]三?季度|超额|圆满|历史性"),
    ("done", "review", "heading", REVIEW),
    ("goal", "target", "sentence", r"目标|力争|争取|预期|确保|努力实现|20\d\d年[底末]?前|[底末]前"),
    ("goal", "target", "sentence", r"(?<![加高少低升降大长])到20\d\d年(?!的)"),
    ("plan", "intention", "clause", r"将(?!近)|拟|(?<![重主必首纲提])要(?![素求点闻紧害])|今后|明年|打算|准备"),
    ("goal", "bound", "clause", r"左右|以内|控制在|不低于|不超过|保持在"),
    ("plan", "tasks", "heading", r"任务|安排|建议|要求|重点|部署|做好"),
    (
        "plan",
        "action",
        "clause",
        r"今年|未来|计划|继续|进一步|打造|建设|培育|实施|开展|支持|安排|发行|完成|推进|再(?!次)",
    ),
    ("done", "perfect", "sentence", rf"{PAST}|(?:19|20)\d\d年[,，]"),
    ("done", "state", "clause", r"为|达|占|是|有|增长|增加|下降|提高|超过|突破|上涨|减少|降低|上升|升至|降至|实现"),
]
# Verbs between a thing and its number, and what may stand beside them.
PREDICATES = (
    "为 是 达 达到 占 有 增长 增加 增至 增加到 增加至 下降 降至 降到 下降到 下降至 降低 降低到 降低至 提高 提高到 "
    "提高至 提升 提升到 提升至 减少 减少到 上升 上升到 上升至 升至 上涨 扩大 扩大到 新增 增 降 超 共 共有 合计 "
    "累计 保持在 稳定在 控制在 压减 完成 实现 建成 突破 超过 跃升至 跃升到 到 至 在 由 从 按 定 年均 实际 分别 再 "
    "均 基本 已 要 将 全年 仅 还 又 就 平均"
)
# What a share or a change is measured by.
THAN = r"比(?![例重率价])"
MORE_OR_LESS = "增|提|下?降|减|上升|扩|翻|缩|多|少"
BASES = [
    r"占(?P<base>[^,，。;；:：\d]{1,14}?)(?:的?(?:比重|比例|份额)[^,，。;；\d]{0,8})?$",
    rf"(?:{THAN}|较|与)(?P<base>[^,，。;；:：]{{1,10}}?)(?:相比)?(?:{MORE_OR_LESS})[^,，。;；]{{0,7}}$",
    r"(?P<base>同比|环比)[^,，。;；]{0,6}$",
    r"(?P<base>每[人户亩年月天次](?:每[人户年月天])?)$",
]
# The year by which something is to be reached, before the number.
BY, BEFORE = r"(?:到|至|力争|争取)\s*(?P<by>20\d\d)年(?![来的])", r"(?P<before>20\d\d)年(?:[底末]?[前内]|[底末])"
# 截至2024年底 says when a number was counted.
DEADLINE = f"(?<![加高少低升降大长截]){BY}|(?<!截[至止]){BEFORE}"
# The time that a number refers to, before it: 2023年, 今年上半年, 截至2024年底, “十三五”时期, 近五年; not what it is
# compared with, nor the year by which.
MONTHS = r"前?\d{1,2}个?月份?(?:[—–\-~～至到]\d{1,2}月份?)?(?:\d{1,2}日)?"
PART_OF_YEAR = rf"上半年|下半年|前[一二三]个?季度|第?[一二三四]季度|{MONTHS}|全年"
SPAN = rf"(?:{NUMERALS}|(?<!\d)\d+|几)年"
PERIOD = (
    rf"(?:(?:截[至止]到?|自)?"
    rf"(?:{YEAR}(?:\s*+(?:年\s*+)?[—–\-~～至到]{{1,2}}\s*(?:19|20)\d\d)?年度?|[今去上前明]年|“?十[一二三四五六]五”?(?:时期|期间)?)"
    rf"(?:{PART_OF_YEAR})*[底末初]?(?:以来|间)?|(?:截[至止]到?)?(?:{PART_OF_YEAR}|目前)|(?:近|过去){SPAN}|{SPAN}来|近年来)"
    r"(?!不变价|规划|起|的?\d|以来最)"
)
