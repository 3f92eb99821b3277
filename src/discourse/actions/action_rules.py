"""What tells who is to do what, how surely and how: a table for each question."""

import re

# The classes of verbs, each with its name in English; a table of verbs has no others.
VERB_CLASSES = {
    "创建": "create", "壮大": "grow", "完善": "improve", "强化": "strengthen", "推进": "advance", "落实": "implement",
    "支持": "support", "保障": "protect", "探索": "explore", "限制": "limit", "运用": "use",
}  # fmt: skip
# How surely something is to be done, from the strongest; in a class words bind alike.
MODALS = {
    "prohibition": "不得 不能 决不能 绝不能 不准 不许 决不 绝不 不可",
    "obligation": "必须 务必 一定要 要 应 应当 应该 须 需 需要",
    "goal": "力争 争取 力求 努力实现 确保实现",
    "intention": "将 拟 计划 打算 准备 愿",
    "permission": "可 可以 能 能够 鼓励 支持 引导 允许",
}
# How much, how fast and in which way, from what binds most. What is not here and stands before a verb is none of them.
DEGREES = {
    "intensity": (
        "大力 着力 全力 全面 深入 切实 坚决 坚定不移 毫不动摇 充分 高度 积极 努力 牢牢 严格 扎实 更大力度 更加 更好 "
        "着重 重点 特别 从严 严肃 严厉 有力 坚定 真正 认真 大幅 大幅度 显著 明显 有效 更 彻底 最大限度 竭力 狠 "
        "千方百计 竭尽全力 持之以恒 大规模 整体 圆满 强力 十分 牢固"
    ),
    "pace": "加快 加速 抓紧 尽快 及时 率先 提前 适时 迅速 尽早 早日",
    "continuity": "继续 持续 进一步 不断 始终 长期 坚持不懈 接续 再 反复 基本",
    "manner": (
        "系统 协同 统筹 全链条 分行业 分级分类 前瞻 依法 分类 分级 多渠道 精准 广泛 优先 主动 自主 妥善 规范 因地制宜 "
        "平等 公平 自觉 均衡 普遍 有机 健康 灵活 正确 准确 密切 一体 一体化 联合 共同 合力 集中 同步 综合 深度 完整 "
        "层层 实时 定期 直接 全程 全方位 多措并举 分批 分步 组织 创新 公开 择优 按时 足额 保质保量 亲自 带头 创造性 "
        "高质量 高标准 高水平 高效 更多 经常 一次性 定向 延期 阶段性 梯次 差异化 常态化"
    ),
    "caution": "稳步 稳妥 逐步 有序 适当 适度 合理 审慎 科学 慎重 稳慎 循序渐进 积极稳妥",
}


def classes_of(table: dict[str, str]) -> dict[str, tuple[str, int]]:
    """Return the class of each word of a table and the rank of the class, from the strongest, 0.

    >>> classes_of({"goal": "力争 争取", "intention": "将"})["将"]
    ('intention', 1)
    """
    return {word: (name, rank) for rank, (name, words) in enumerate(table.items()) for word in words.split()}


def set_of(words: str) -> frozenset[str]:
    """Return words that blanks part as a set.

    >>> sorted(set_of("上 中"))
    ['上', '中']
    """
    return frozenset(words.split())


MODAL_CLASS, DEGREE_CLASS = classes_of(MODALS), classes_of(DEGREES)
ONE_TO_TEN = "一二三四五六七八九十"
# What a clause may begin with and what says nothing of its action: links, times, questions.
OPENERS = {
    *(f"{number}{ending}" for number in ONE_TO_TEN for ending in ("是", "要")),
    *(f"第{number}" for number in ONE_TO_TEN),
    *set_of(
        "首先 其次 最后 此外 同时 并 并且 而且 还 也 又 都 均 就 则 才 更要 仍 仍然 依然 因此 所以 因而 特别是 尤其 "
        "尤其是 关键 请问 如何 怎样 怎么 下一步 目前 当前 今年 明年 去年 今后 未来 现在 近期 年内 年底 全年 上半年 "
        "下半年 主要 其中 为此 比如 即 这就是 一方面 另一方面 在此基础上 与此同时 由此 已 已经 累计 曾 先后 共 共计 "
        "正 正在 才能 只有 多次 三次 两次 这样 必然 早 从今年起 从明年起 一定"
    ),
}  # fmt: skip
# What goes before a noun; what closes such a phrase; those of a means, whose phrase is a frame; those of an addressee.
PREPOSITIONS = set_of(
    "在 为了 对 对于 向 为 与 同 和 以 用 从 由 于 通过 依托 按 经 跟 给 随着 面对 结合 借助 自 沿 凭 除"
)
CLOSERS = set_of("上 中 下 里 内 方面 领域 基础上 过程中 框架下 前提下 时 期间 之间 条件下")
MEANS = {"以", "用", "通过", "依托"}
TOWARDS = {"为", "为了", "对", "对于", "给", "向", "与", "同"}
# What clauses are built around: no action, but the frame of those that follow.
FRAMES = set_of("围绕 紧紧围绕 聚焦 针对 瞄准 按照 根据 着眼 着眼于 立足 立足于 面向 鉴于")
TAKES_BEFORE = {"把", "将"}
# What 把 and its object lead to.
RESULTS = set_of(
    "作为 摆在 摆 放在 放 纳入 转化 转化为 转变 转变为 落到 落实 落实到 贯穿 贯穿于 列入 列为 用于 结合 统一 "
    "结合起来 作 化 融入 抓好 办好 做 变 变成 建成 建设成 打造成 培育成 推向 引向 送 提高到 降低 控制 保持 置于 用好 "
    "管好"
)
# Verbs of being, of having, of saying and of change by itself: a clause that has one first says no action.
STATES = set_of(
    "是 有 为 乃 属于 成为 具有 存在 达 达到 超过 占 占到 增长 下降 上升 上涨 回落 回升 增至 升至 降至 位居 居 处于 "
    "面临 符合 体现 表明 证明 意味 显示 取决于 有利于 无 受到 出现 呈现 发生 觉得 认为 知道 看到 明白 深知 不是 即是 "
    "涌现 展现 展现出 经历 遇到 遭遇 靠 来自 受 预计 包括 约 近 值得 相信 能否 理解 既是 也是 就是 这是 仍是 并重 "
    "并举 兼顾 并进 采访 访 深刻 恢复增长 扭亏 谈 说 负责 提出 指出 强调 表示 明确 作出 感到 涨 降 增加到 提高到 "
    "降低到 减少到 增长到 扩大到 提升到 下降到"
)
# What a subject is said to be: it ends the object of a verb before it (实现新型工业化是关键任务).
COPULAS = set_of("是 既是 也是 就是 乃是 仍是 关系 事关 有利于 离不开 需要")
NEGATIONS = set_of("不 没有 未 没 非 无法 难以 尚未 从未")
# What joins verbs and objects; what a second action follows; what follows a verb and belongs to it: 建设好, 完成了.
JOINERS = set_of("和 与 及 以及 或 暨")
AND_THEN = set_of("并 并且 从而 进而 以 来 而 且")
ASPECTS = set_of("了 过 着 好")
# Verbs that need no object; names that only look like verbs; what is found so may be none.
INTRANSITIVE = {"先行先试", "发力"}
NO_VERBS = set_of("改革开放 开放创新 研究开发 规范管理 投资管理 保护主义 组织领导")
UNSURE = {"tag", "topic"}
# A modal that a segmenter draws to the noun before it: 工业和信息化部将.
GLUED_MODAL = re.compile("[部委局署厅省市县会院]将")
# What a noun phrase ends with that has verbs before it: 完善促进产业转移的政策体系 improves a system, no more.
HEAD = re.compile(r"(?:机制|制度|体系|政策|计划|方案|办法|规划|行动|措施|举措|体制|模式|法规|条例|意见)$")
# What several parts of a list may have in common at the end.
SHARED = re.compile(rf"{HEAD.pattern}|(?:工程|活动|工作|专项|市场|能力|水平|建设|项目)$")
# What ends so is one thing, whichever verbs it has inside: 扩大鼓励外商投资范围.
SYSTEM = re.compile(rf"{HEAD.pattern}|(?:范围|力度|步伐|试点|比重|规模|需求)$")
# Nouns with which a verb before them makes a name: 服务体系, 发展环境.
AFTER_NOMINAL = re.compile(
    r"(?:机制|制度|体系|政策|计划|方案|办法|规划|行动|措施|环境|格局|条件|体制|模式|能力|水平|方式|结构|秩序|工作|问题|力度|质量|"
    r"效益|成本|风险|压力|需求|空间|速度|基础|成果|规模|项目|平台|中心|目标|任务|战略|理念|思想|道路|关系|局面|成效|力量|动力|活力|"
    r"步伐|优势|权益|利益|程序|标准|规范|设施|网络|市场|人才|队伍|资金|经费|责任|领域|行业|企业|机构|部门|单位)$"
)
ABILITIES = {"能力", "本领"}
# A word that ends so only describes what follows it.
DESCRIBES = re.compile(r"(?:[性类式]|(?<!升)级|(?<!模)型|[^变转]化)$")
# Who acts: a pronoun, or what ends as the names of bodies and of people do.
ACTOR = re.compile(
    r"(?:我们|他们|大家|各国|双方|政府|国务院|[部委局署]|委员会|中央|财政|地方|各地|地区|各级|部门|企业|公司|银行|国家|我国|中国|全党|"
    r"全国|社会|人民|群众|干部|机构|单位|院校|高校|学校|机关|组织|代表|方面|农民|居民|职工|城市|[省市县区]|[转承][出接]地|协会|工会|"
    r"资本|资金|各方|会议|领导|团体|队伍|同志|公务员|[^个每]人|人员|[作记学读]者|劳动者|经营者)$"
)
# An actor that holds for the sentences that follow, until another is named.
LASTING = re.compile(r"^(?:我们|.{0,12}(?:[^全各]部|委员会|国务院|政府|中央|总局|办公室))$")
