"""Enumerations as objects: which items stand in which list."""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pandas as pd

from discourse.tables import keys, make_frame
from discourse.texts.sentences import SENTENCE_STOP, sentence_at, split_sentences
from discourse.texts.structure import NUMERALS, point_of, read_numeral
from discourse.words.folding import fold
from discourse.words.segment import rjieba_tokenizer

LIST_TYPES = keys("doc", "section", "turn", "paragraph", "sentence", "kind", "speaker", "point") | {
    "list": "int64", "parent": "Int64", "pattern": "str", "head": "str", "lead": "str", "rank": "int64",
    "length": "int64", "item": "str", "start": "int64", "end": "int64",
}  # fmt: skip

EMPTY = ("quantity", "adverb", "lead", "of")
# A list is coordinated by 、, or by 和 and its like before 等. 和 alone makes no list: it joins words everywhere.
MARKS = {
    "separator": "、､",
    "stop": "，。；：！？,;:!?｡…—\n",
    "closer": ["等", "等等"],
    "joiner": ["和", "与", "及", "以及", "及其", "或", "或者", "同", "跟"],
    "of": ["的", "之"],
}
BRACKETS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", '"': '"'}
QUOTES, TITLES = "“‘「『\"", "《〈"

# Where the first item begins: these words announce a list and belong to no item …
LEADS = (
    "围绕 聚焦 瞄准 面向 针对 基于 包括 包含 涵盖 涉及 覆盖 比如 例如 诸如 譬如 如 像 坚持 着眼 立足 依托 通过 利用 运用 "
    "结合 按照 根据 是 即 有 为 在 于 对 以 用 从 由 被 把 将 让 使 向 给 要 应 须 必须 能 能够 可以 需要 来自 来到"
).split()
# … these say how many, and no more …
QUANTITIES = "了 着 过 更 多 一批 一系列 若干 多个 多种 多项 各类 各种 各项 一些 部分 更多 许多 众多 诸多".split()
# … and these are verbs that the dictionary tags as something else; in front of a noun they govern it.
VERBS = (
    "发展 建设 优化 培育 筑牢 壮大 健全 助力 深化 攻坚 稳定 落实 发展壮大 大力发展 做大 做优 做强 做大做强 做优做强 整治 规范 突破 布局 "
    "部署 谋划 畅通 弘扬 讲好 严守 压实 便利 丰富 繁荣 活跃 盘活 激活 营造 排查 加快 着力 坚定 放眼"
).split()
# 与 before one of these means "together with": 区块链与实体经济融合 is no coordination.
TOGETHER = "融合 结合 衔接 协调 协同 对接 适应 相适应 匹配 同步 互动 联动".split()
# Where the last item ends, whatever it is: these say something of the list (教育、科技、人才是…), unless all items have them.
BREAKS = (
    "是 在 为 将 已 均 都 也 就 还 不仅 要 应 应当 必须 具有 具备 有着 成为 得到 面临 高度重视 先后 相继 陆续 同步 共同 分别"
).split()
# … and these do so after a verb: 加强同欧盟、东盟的合作.
WITH = ["同", "跟", "与"]
# … as does their number: 政策、市场、科技三个维度.
SUM = re.compile(r"[两三四五六七八九十](个|大|方面|项|类|种|条|方|者)?$")
MEASURE = re.compile(r"^[个家项条种类批座所名万亿千百\d]+$")
# The head after 等 ends with the last of these, if it has any: 等新型融合领域|安全保障能力.
CLASSES = (
    "领域 产业 行业 方面 方向 赛道 引擎 产业链 供应链 底座 终端 指标 问题 因素 基金 企业 技术 产品 地区 省份 城市 国家 部门 单位 机构 环节 "
    "要素 资源 工具 方式 措施 手段 举措 任务 工作 工程 项目 平台 地 省 市 县 人"
).split()
# What such a head classes is done, not had: its one item keeps its verb (通过推进设备更新等方式).
ACTIONS = "方式 措施 手段 举措 途径 工作 任务 行动 环节 方法".split()
# These may stand before 的 inside a head: 等一批新的增长引擎.
PLAIN = "新 大 重要 主要 重大 关键".split()
NO_HEADS = "有机 全面 深度 紧密 共同 协同 相互 积极 一起".split()
SUFFIXES = "感力率度权性者"
# Posts that one person holds are no list: 党组书记、部长金壮龙.
POST = re.compile(
    r"(书记|部长|主任|司长|局长|主席|院长|校长|厅长|市长|省长|县长|会长|院士|教授|研究员|发言人|负责人|董事长|总经理|委员|代表|总裁|总师|所长|处长)"
)
# 一、 at the head of a paragraph numbers it; 第一、 and 其一、 do so anywhere.
NUMBERING = re.compile(rf"(^[（(]?|第|其)[{NUMERALS}百\d]+$")
POINT_MARK = re.compile(rf"(?:^|(?<=[。；;，,：:！？ \u3000]))(?:(?P<n>[{NUMERALS}]+)是|第(?P<m>[{NUMERALS}]+)[，,是])[，,]?")
HEADLINE = re.compile(r"[^。；;！？!?｡]*")

# How unlike its neighbours an item is, in characters; the least unlike reading of a list is taken.
COSTS = {"kind": 3.0, "verb inside": 1.0, "begins after joiner": 3.0, "cuts a noun": 3.0}


class Word(NamedTuple):
    """A word of a clause: its span, and what part it can play in a list."""

    start: int
    end: int
    text: str
    role: str


class Listing(NamedTuple):
    """A list as found in one place: the spans of its items, and what stands around them."""

    spans: tuple[tuple[int, int], ...]
    pattern: str
    head: str | None
    lead: str | None


def find_lists(paragraphs: pd.DataFrame, *, lexicon=None) -> pd.DataFrame:
    """Find the enumerations of every paragraph, and the points 一是 … 四是, one row for each item.

    Patterns: `enumeration` (A、B和C, with or without 等领域), `quoted` (“选种、育苗、培优”, “点”“线”“面”), `example` (one
    item before 等 and a noun: 低空经济等新增长引擎), `points` (the first sentence of each point, without its number).
    和 makes a list only beside 、 or before 等. The first item begins, and the last ends, where it is most like the
    others in length and kind; the terms of `lexicon` (a `Lexicon` or None) are never cut. The posts of one person,
    what stands in 《》, the numbers of paragraphs and the imprint are no lists.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point, list (from 1 within the doc, in the order
    of their starts), parent (the list in one of whose items it stands, else missing), pattern, head (the noun after
    等), lead (the word that governs the first item), rank (from 1), length (items), item, start, end: offsets into the
    paragraph's text.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None,
    ...                                 point=None, text="聚焦光伏、锂电池等领域，加强服务和管理。")])
    >>> find_lists(paragraphs)[["list", "lead", "rank", "item", "head", "start", "end"]]
       list lead  rank item head  start  end
    0     1   聚焦     1   光伏   领域      2    4
    1     1   聚焦     2  锂电池   领域      5    8
    """
    rows = []
    places = list(zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True))
    for doc in dict.fromkeys(paragraphs["doc"]):
        mine = [place for place in places if place[0].doc == doc and place[0].kind != "imprint"]
        rows += number_lists(mine, lexicon)
    return make_frame(rows, LIST_TYPES)


def number_lists(places: list, lexicon) -> list[tuple]:
    """Number the lists of one doc and lay out their items; a list's items are (place, start, end)."""
    found = [points for points in find_points(places) if len(points[0]) > 1 and all(a < b for _, a, b in points[0])]
    for at, (paragraph, _) in enumerate(places):
        for listing in sorted(lists_of(paragraph.text, lexicon)):
            found.append(([(at, *span) for span in listing.spans], listing))
    found.sort(key=lambda each: (each[0][0][:2], -each[0][0][2]))
    rows = []
    for number, (items, listing) in enumerate(found, 1):
        parent = parent_of(items, [other for other, _ in found])
        for rank, (at, start, end) in enumerate(items, 1):
            p, sentences = places[at]
            rows.append(
                (p.doc, p.section, p.turn, p.paragraph, sentence_at(sentences, start), p.kind, p.speaker, p.point, number,
                 parent, listing.pattern, listing.head, listing.lead, rank, len(items), p.text[start:end], start, end)
            )  # fmt: skip
    return rows


def parent_of(items: list[tuple], lists: list[list[tuple]]) -> int | None:
    """Return the number of the list whose item holds all of `items` most closely."""
    (at, start, _), (last, _, end) = items[0], items[-1]
    around = [
        (stop - begin, number)
        for number, others in enumerate(lists, 1)
        for place, begin, stop in others
        if others is not items and place == at == last and begin <= start and end <= stop
    ]
    return min(around)[1] if around else None


# --- points ---------------------------------------------------------------------------------------------------------


def find_points(places: list) -> Iterator[tuple[list[tuple], Listing]]:
    """Give the runs of points 一是 …: one to a paragraph, or several within one."""
    listing, run, where = Listing((), "points", None, None), [], None
    for at, (p, _) in enumerate(places):
        inside = [(read_numeral(mark["n"] or mark["m"]), mark.end()) for mark in POINT_MARK.finditer(p.text)]
        rising = inside[: next((i for i, (n, _) in enumerate(inside) if n != i + 1), len(inside))]
        if len(rising) > 1:
            # A point that is cut short by the next one ends before it.
            ends = [mark.start() for mark in POINT_MARK.finditer(p.text)][1 : len(rising)] + [len(p.text)]
            spans = [headline(p.text, start) for _, start in rising]
            yield [(at, start, min(stop, end)) for (start, stop), end in zip(spans, ends, strict=True)], listing
            continue
        opened, here = point_of(p.text), (p.section, p.turn)
        if run and (here != where or (opened and opened[1] == 1)):
            yield run, listing
            run = []
        if opened and inside and pd.notna(p.point) and opened[1] == p.point == len(run) + 1:
            run, where = [*run, (at, *headline(p.text, inside[0][1]))], here
    if run:
        yield run, listing


def headline(text: str, start: int) -> tuple[int, int]:
    """Return the span of the sentence that heads a point, without its stop."""
    return start, HEADLINE.match(text, start).end()


# --- enumerations ---------------------------------------------------------------------------------------------------


def lists_of(text: str, lexicon) -> list[Listing]:
    """Find the enumerations of a text, those inside quotation marks and brackets too."""
    terms = [(start, end) for start, end, _ in lexicon.find(text)] if lexicon is not None else []
    found = []
    levels = [(0, len(text))] if re.search("[、､]|等|[”’」』》][“‘「『《]", text) else []
    for start, end in levels:
        shut = [span for span in brackets(text, start, end) if not any(a <= span[0] and span[1] <= b for a, b in terms)]
        levels += [(a + 1, b - 1) for a, b in shut if text[a] not in TITLES]
        words = read_words(text, start, end, terms, shut)
        listings = [listing for clause in split(words, "stop") for listing in read_clause(clause, text)]
        quoted = start and text[start - 1] in QUOTES
        found += [each._replace(pattern="quoted") if quoted and fills(each, start, end) else each for each in listings]
    return found


def fills(listing: Listing, start: int, end: int) -> bool:
    """Tell whether a list is all that stands in a span."""
    return (listing.spans[0][0], listing.spans[-1][1]) == (start, end)


def brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost pairs of quotation marks and brackets in a span."""
    found, open_, close, depth = [], None, None, 0
    for at in range(start, end):
        if open_ is None and text[at] in BRACKETS:
            open_, close, depth = at, fold(BRACKETS[text[at]]), 1
        elif open_ is not None and fold(text[at]) == close:
            depth -= 1
            if not depth:
                found.append((open_, at + 1))
                open_ = None
        elif open_ is not None and text[at] == text[open_]:
            depth += 1
    return found


def read_words(text: str, start: int, end: int, terms: list, shut: list) -> list[Word]:
    """Cut a span into words, terms and brackets whole, and say what part each can play."""
    tag = rjieba_tokenizer().tag
    whole = sorted([*shut, *(t for t in terms if start <= t[0] and t[1] <= end and not any(a < t[1] and t[0] < b for a, b in shut))])
    words = []
    for a, b in [*whole, (end, end)]:
        for word, kind in tag(text[start:a], hmm=False) if start < a else []:
            words.append(Word(start, start + len(word), word, role_of(word, kind)))
            start += len(word)
        if words and a < b and text[a] in QUOTES + TITLES and text[words[-1].end - 1] in "”’」』》〉" and words[-1].end == a:
            words.append(Word(a, a, "", "separator"))
        if a < b:
            # A quotation that is a whole sentence is speech, and no item.
            role = "noun" if text[a] not in QUOTES else "stop" if SENTENCE_STOP.search(text, a, b) else "quote"
            words.append(Word(a, b, text[a:b], role))
        start = b
    words = join_pairs(words)
    return [in_place(*three) for three in zip([None, *words], words, [*words[1:], None], strict=False)]


def join_pairs(words: list[Word]) -> list[Word]:
    """Join a verb and a noun of one character, or its suffix: words that the dictionary lacks (算力, 降碳, 获得感)."""
    joined = []
    for word in words:
        last = joined[-1] if joined else None
        short = last and last.role == "verb" and len(last.text) == len(word.text) == 1 and word.role == "noun"
        if short or (last and last.role == "verb" and word.text in SUFFIXES):
            joined[-1] = Word(last.start, word.end, last.text + word.text, "either")
        else:
            joined.append(word)
    return joined


def in_place(before: Word | None, word: Word, after: Word | None) -> Word:
    """Take a verb of the table for a noun where it governs nothing (产业化发展), 同 after a verb for with.

    After a number and its measure a verb belongs to what is counted: 100个应用场景.
    """
    if word.text in VERBS and (after is None or after.role not in ("noun", "either", "quote", "quantity", "verb", "lead")):
        return word._replace(role="either")
    if word.role == "verb" and before is not None and MEASURE.search(before.text):
        return word._replace(role="noun")
    if word.text in WITH and (before is None or before.role in ("verb", "lead", "stop")):
        return word._replace(role="lead")
    return word


def role_of(word: str, tag: str) -> str:
    """Say what part a word can play in a list, by the tables and else by its tag."""
    for role, marks in MARKS.items():
        if word in marks:
            return role
    if word in LEADS:
        return "lead"
    if word in QUANTITIES:
        return "quantity"
    if word in VERBS or tag in ("v", "vd"):
        return "verb"
    if tag in ("p", "d"):
        return "lead" if tag == "p" else "adverb"
    return "either" if tag in ("vn", "an") else "space" if word.isspace() else "noun"


def split(words: list[Word], role: str) -> list[list[Word]]:
    """Cut a run of words at those that play a part."""
    parts = [[]]
    for word in words:
        if word.role == role:
            parts.append([])
        elif word.role != "space":
            parts[-1].append(word)
    return parts


def read_clause(words: list[Word], text: str) -> Iterator[Listing]:
    """Give the lists of a clause: parts between separators, closed by 等 or by the clause's end."""
    group = []
    for part in split(words, "separator"):
        while closer := next((i for i, word in enumerate(part) if i and word.role == "closer"), 0):
            yield from make_list([*group, part[:closer]], part[closer + 1 :], text)
            group, part = [], part[closer + 1 :]
        group.append(part)
        if len(group) > 1 and breaks(part, group[:-1]):
            yield from make_list(group, None, text)
            group = [part]
    yield from make_list(group, None, text)


def breaks(part: list[Word], known: list) -> int | None:
    """Return where a part leaves the list to say something of it, by a word that the known items lack."""
    common = {word.text for other in known for word in other}
    return next((i for i, word in enumerate(part) if i and word.text in BREAKS and word.text not in common), None)


def make_list(parts: list[list[Word]], after: list[Word] | None, text: str) -> Iterator[Listing]:
    """Decide what the items of a list are; `after` is what follows its 等, None where it has none."""
    head = head_of(after) if after is not None else None
    if not all(parts) or (len(parts) == 1 and head is None):
        return
    first, middles, tails = divide(parts, closed=after is not None)
    if tails:
        begin, tail = min(product(starts_of(first, middles, tails), tails), key=lambda option: unlike(first, middles, *option))
    else:
        begin, tail = example_start(first, head), []
    items = [first[begin:], *middles, *tail]
    spans = tuple(bare(item, text) for item in items)
    if not any(len(item) == 1 and item[0].role in EMPTY for item in items) and is_list(spans, text):
        yield Listing(spans, pattern_of(items), head, lead_of(first[:begin]))


def divide(parts: list, *, closed: bool) -> tuple[list[Word], list, list]:
    """Divide a list into the part that holds its first item, whole items, and the ways to read its last part."""
    first, *middles, last = parts if len(parts) > 1 else [[], *parts]
    joined = any(word.role == "joiner" for part in parts[:-1] for word in part[-4:])
    joints = [] if joined else joints_of(last)
    if not first:
        return (last[: joints[0]], [], [[last[joints[0] + 1 :]]]) if joints else (last, [], [])
    if closed:
        return first, middles, [[last[: joints[0]], last[joints[0] + 1 :]] if joints else [last]]
    known = [first, *middles]
    tails = [[last[:end]] for end in ends_of(last, known) if end not in joints[:1]]
    for joint in joints[:1]:
        rest = last[joint + 1 :]
        tails += [[last[:joint], rest[:end]] for end in ends_of(rest, [*known, last[:joint]])]
    return first, middles, tails


def joints_of(words: list[Word]) -> list[int]:
    """Return where a joiner coordinates: between words, and not in 与…融合 or 和…相适应."""
    return [
        i
        for i, word in enumerate(words[:-1])
        if i and word.role == "joiner" and not any(later.text in TOGETHER for later in words[i + 2 :])
    ]


def verbal(item: list[Word]) -> bool:
    """Tell whether an item is a predicate: 打造新动能, but not 数字园区."""
    return len(item) > 1 and item[0].role in ("verb", "lead")


def governs(word: Word) -> bool:
    """Tell whether a word belongs to no first item: it announces or counts what follows."""
    return word.role in ("lead", "quantity")


def starts_of(first: list[Word], middles: list, tails: list) -> list[int]:
    """List where the first item may begin: after what governs it, at a verb, or where it matches the others."""
    shared = {word.text for item in [*middles, *tails[0]] for word in item}
    floor = 1 + max((i for i, word in enumerate(first[:-1]) if governs(word) and word.text not in shared), default=-1)
    if all(len(item) == 1 and item[0].role == "quote" for item in [*middles, tails[0][0][:1]]) and first[-1].role == "quote":
        return [len(first) - 1]
    open_ = {i + 1 for i, word in enumerate(first) if word.role in ("verb", "of", "joiner")}
    open_ |= {i for i, word in enumerate(first) if word.role == "verb"} | {floor}
    size = even([*middles, *tails[0]])
    open_ |= {i for i in range(len(first)) if size and letters(first[i:]) == size}
    begins = {item[0].text[0] for item in [*middles, *tails[0]]}
    open_ |= {i for i, word in enumerate(first) if begins == {word.text[0]}}
    return sorted(i for i in open_ if floor <= i < len(first)) or [len(first) - 1]


def ends_of(last: list[Word], known: list[list[Word]]) -> list[int]:
    """List where the last item may end: with its clause, before what governs it no more, or where it matches."""
    if known[-1][-1].role == "quote" and last[0].role == "quote":
        return [1]
    predicate = verbal(last)
    limits = [i for i, word in enumerate(last) if i and (word.role == "of" or (word.role == "lead" and not predicate))]
    has_of = any(word.role == "of" for part in known for word in part)
    whole = len(last) if has_of or not limits else limits[0]
    whole = min(whole, breaks(last, known) or whole)
    ends = {i for i in limits if i <= whole} | {whole}
    if not predicate:
        joined = any(word.role == "joiner" for part in known for word in part[-4:])
        ends |= {i for i in range(1, whole) if last[i].role in ("verb", "adverb") or SUM.match(last[i].text) or (last[i].role == "joiner" and not joined)}
    size, tails = even(known[1:]), {part[-1].text[-1] for part in known}
    ends |= {i for i in range(1, whole) if size and letters(last[:i]) == size}
    ends |= {next((i for i in range(1, whole) if len(tails) == 1 and shares(last[i - 1].text, *tails)), whole)}
    return sorted(ends, reverse=True)


def shares(word: str, ending: str) -> bool:
    """Tell whether a word has the ending that the other items share: 先导性, 颠覆性技术 where that is one term."""
    return word == ending or ending in word[1:]


def even(items: list[list[Word]]) -> int:
    """Return the one length in characters of two or more items, 0 where they differ."""
    sizes = {letters(item) for item in items}
    return sizes.pop() if len(items) > 1 and len(sizes) == 1 else 0


def letters(item: list[Word]) -> int:
    """Return the length of an item in characters."""
    return item[-1].end - item[0].start if item else 0


def unlike(first: list[Word], middles: list, begin: int, tail: list) -> tuple[float, int, int]:
    """Measure how unlike each other the items of a reading are; of equals, more and longer items come first."""
    item = first[begin:]
    others = middles or tail
    size = sum(map(letters, others)) / len(others)
    cost = misfit(item, size, others[0])
    model, size = (others[0], size) if middles else (item, letters(item))
    cost += sum(misfit(each, size, model) for each in tail) / len(tail)
    cost += cut_cost(first[:begin], item[0])
    return cost, -len(tail), -(tail[-1][-1].end - item[0].start)


def cut_cost(before: list[Word], word: Word) -> float:
    """Measure how much speaks against beginning an item with `word`, in characters."""
    if not before:
        return 0.0
    if before[-1].role == "joiner":
        return COSTS["begins after joiner"]
    return COSTS["cuts a noun"] * ({before[-1].role, word.role} <= {"noun", "either", "quote"})


def misfit(item: list[Word], size: float, model: list[Word]) -> float:
    """Measure how unlike a model an item is, in characters."""
    roles = {item[0].role, model[0].role} - {"either"}
    clash = verbal(item) != verbal(model) and len(roles) > 1
    inside = not verbal(model) and any(word.role == "verb" for word in item[1:-1])
    return abs(letters(item) - size) + COSTS["kind"] * clash + COSTS["verb inside"] * inside


def example_start(words: list[Word], head: str) -> int:
    """Return where the one item before 等 begins: after the last word that governs it."""
    govern = ("lead", "of", "quantity") if head.endswith(tuple(ACTIONS)) else ("lead", "of", "quantity", "verb", "joiner")
    return 1 + max((i for i, word in enumerate(words[:-1]) if word.role in govern), default=-1)


def head_of(after: list[Word]) -> str | None:
    """Return the noun that follows 等, up to the last that names a class of things."""
    classed, run = False, []
    for word in after[next((i for i, word in enumerate(after) if word.text not in QUANTITIES), 0) :]:
        if word.role == "of" and run and run[-1].text in PLAIN:
            run.append(word)
            continue
        if word.text[0] in BRACKETS and word.role != "quote":
            break
        nominal = word.role in ("noun", "either", "quantity", "quote") or (word.text in VERBS and run)
        if not nominal and (classed or not run or word.role != "verb"):
            break
        classed |= word.text.endswith(tuple(CLASSES))
        run.append(word)
    while run and run[-1].role == "verb" and run[-1].text not in VERBS:
        run.pop()
    if not run or run[0].text in NO_HEADS or not any(word.role == "noun" for word in run):
        return None
    last = max((i for i, word in enumerate(run) if word.text.endswith(tuple(CLASSES))), default=len(run) - 1)
    return "".join(word.text for word in run[: last + 1])


def lead_of(before: list[Word]) -> str | None:
    """Return the word that governs the first item: the last before it, the first where 的 lies between."""
    govern = [word.text for word in before if word.role in ("lead", "verb")]
    return None if not govern else govern[0] if before[-1].role == "of" else govern[-1]


def pattern_of(items: list[list[Word]]) -> str:
    """Name the pattern of a list."""
    if len(items) == 1:
        return "example"
    return "quoted" if all(len(item) == 1 and item[0].role == "quote" for item in items) else "enumeration"


def bare(item: list[Word], text: str) -> tuple[int, int]:
    """Return the span of an item, without the quotation marks around all of it."""
    quoted = len(item) == 1 and item[0].role == "quote"
    return item[0].start + quoted, item[-1].end - quoted


def is_list(spans: tuple, text: str) -> bool:
    """Tell things enumerated from the numbers of paragraphs and the posts of one person."""
    items = [text[start:end] for start, end in spans]
    if not all(re.search(r"\w", item) for item in items):
        return False
    if NUMBERING.search(text[max(0, spans[0][1] - 4) : spans[0][1]]) and len(items[0]) <= 3:
        return False
    if len(items) > 1 and all(re.fullmatch(rf"[{NUMERALS}\d]+", item) for item in items[:-1]):
        return False
    return not (len(items) > 1 and POST.search(items[0]) and POST.search(items[-1]) and not POST.search(items[-1]).end() == len(items[-1]))
