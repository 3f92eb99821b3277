"""The foot of a page: what it prints below its article, in whole sentences too."""

import re
from functools import lru_cache
from itertools import pairwise

from discourse.texts.layout.blocks import LineBlock, decide_open, is_text, split_block, split_imprint
from discourse.texts.layout.rules import HAN, NAMES, NEIGHBOURS, match_rule
from discourse.texts.sentences import sentence_starts

# What stands below an article only: whose it is, who keeps the site, what the page offers.
LAST_LINES = {"imprint_rights", "imprint_site_foot", "imprint_notice"}
# A line that heads what readers wrote, and what somebody who sells or shares the page says of other pages.
COMMENTS = re.compile(
    r"[【\[]?(?:(?:热门|最新|最热|精彩|全部|网友|读者|精选)(?:评论|留言|跟[帖贴])|(?:评论|留言)(?:列表|区)|"
    r"评论 ?(?:[(]\d+[)])?)[】\]:]?.{0,6}"
)
# The abstract of another article is shorter than a paragraph of a text, and none follows it at once.
ABSTRACT, COMMENT = 100, 60
# Above the line of its editors an article goes on in two sentences of this length, too.
SENTENCE, EDITED = 16, {"imprint_editors", "imprint_names_after_a_role", "imprint_role_and_name", "imprint_end"}
# However many of these words a longer line has, it is a text.
LONGEST_NOTICE = 600
# Who had which part in a text.
CREDIT = re.compile(rf"[△▲]?{HAN}{{2,8}} ?[|丨/] ?{NAMES}")
# What a page offers its reader.
# Not in WhatsApp.
MEANS = (
    "APP(?<![A-Za-z]APP)|App(?<![A-Za-z]App)|app(?<![A-Za-z]app)|"
    "客户端|公众号|小程序|二维码|微信号?|微博|视频号|抖音号?|头条号|粉丝群|交流群|金麒麟"
)


def begin_with(words: str, rest: str) -> str:
    """Write a pattern that begins with one of several words.

    Where each form of a pattern begins with a character, and none with a bracket, it is looked for in a tenth of the
    time.

    >>> begin_with("下载|打开", ".?APP")
    '下载.?APP|打开.?APP'
    """
    return "|".join(f"{word}{rest}" for word in words.split("|"))


# Whose the words are, and what may be done with them.
OWNER = (
    "刊载|本文|该文|此(?:文|内容)|本[网站报刊号]|本平台|本公众号|本频道|凡|稿件|文章|作品|图片|素材|平台仅|"
    # Begun with a capital, they begin a sentence: that this content may not be copied is what somebody says.
    "This (?:material|content|(?:web)?site) may not be|The content [^.]{0,300}this (?:web)?site"
)
LEGAL = "|".join((
    "未经[^。]{0,20}(?:授权|许可|允许|同意)", begin_with("不|仅|并不", "代表"),
    "不(?:意味|表明|等于|表示)[^。]{0,6}(?:赞同|同意|认同|证实)", "版权[^。]{0,12}(?:归|属|所有)",
    "侵权|侵犯|著作权|法律责任|注明(?:来源|出处)|自行承担|风险自[担负]|信息存储空间|观点属",
    begin_with("转载|使用", "[^。]{0,12}(?:注明|联系|请)"), begin_with("请|予以|及时|立即", "[^。]{0,10}删除"),
    begin_with("仅供|不构成", "[^。]{0,8}(?:参考|建议|学习)"),
    r"Copyright ?(?:©|\([Cc]\)|\d{4}|[^.]{0,60}reserved)", begin_with("A|a", "(?i:ll rights reserved)"),
    (r"may not be (?:published|reproduced|redistributed)[^.]{0,60} without (?:(?:the|any|prior|express|written) ){0,3}"
     r"(?:permission|authori[sz]ation|consent)(?: of the (?:author|owner|publisher)s?)?(?=\.|$)"),
))  # fmt: skip
OWNED, RIGHTS = re.compile(OWNER), re.compile(LEGAL)
OFFER = re.compile("|".join((
    begin_with("下载|打开|安装|点击|扫描?|扫码|长按|识别|关注|订阅|添加|搜索|登录|加入|尽在",
               rf"[^。!?]{{0,24}}(?:{MEANS})"),
    begin_with(MEANS, r"[^。!?]{0,16}(?:下载|打开|扫描|扫码|关注|订阅|添加|搜索|回复|获取|阅读体验)"),
    begin_with("购买|开通|加入", "[^。!?]{0,4}会员"),
    begin_with("A|a", "(?i:ll rights reserved)"), begin_with("O|o", "(?i:nly provides? information storage)"),
    begin_with("V|v", r"(?i:iews? expressed[^。]{0,60}(?:authors?|own)\b)"),
    r"喜欢(?:这篇|本文|我们|本刊)[^。!?]{0,8}[!?]|评论内容为空|去 ?[Aa]pp ?[^。]{0,6}(?:商店|市场)[^。]{0,4}[搜下]",
    "【点击[^】]{1,8}】|炒股就看|推荐进入|优惠订阅|免费(?:阅读|试读)|好文章,需要你",
    begin_with("感谢|欢迎", "[^。]{0,10}订[阅户]"), begin_with("按此|点击", "[^。]{0,6}订阅"),
    begin_with("点个|点亮|欢迎", "[^。!?]{0,8}(?:在看|点赞|分享|转发|留言|鼓励)"),
    # What only the buttons of a page are called, in quotation marks.
    begin_with("“|「|\"|【|\\[", r"(?:在看|阅读原文)[”」\"】\]]"),
    begin_with("戳这里|戳下方|猛戳|请戳", "[^。!?]{0,12}(?:关注|发现|查看|了解|阅读|链接|下方|原文|二维码)"),
)))  # fmt: skip


def cut_notices(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the notices below an article, and cut their sentences from both ends of its last paragraph.

    >>> from discourse.texts.layout.blocks import read_line_blocks
    >>> text = "低空经济是新的增长引擎，要支持企业创新。本文版权归作者所有。"
    >>> [(part.text, part.kind) for part in cut_notices(read_line_blocks(text, lambda start: 1))]
    [('低空经济是新的增长引擎，要支持企业创新。', None), ('本文版权归作者所有。', 'imprint')]
    """
    mark_notices(blocks[::-1])
    last = next((at for at in reversed(range(len(blocks))) if blocks[at].kind is None), None)
    own = own_words(blocks[last]) if last is not None and says_notice(blocks[last].normalized) else None
    if last is None or own in (None, (0, len(blocks[last].text))):
        return blocks
    (start, end), block = own, blocks[last]
    before = [split_imprint(block, 0, start, "imprint_notice")] if start else []
    behind = [split_imprint(block, end, None, "imprint_notice")] if end < len(block.text) else []
    return [*blocks[:last], *before, split_block(block, start, end), *behind, *blocks[last + 1 :]]


def mark_foot(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark what a page prints below the line that ends its article, and its offers above the first paragraph.

    Below that line another article may begin, or this one go on: then it stays, as text.
    """
    end = foot_start(blocks)
    if end < len(blocks):
        decide_open(blocks[end:], "imprint_below_text")
        mark_notices(blocks[:end][::-1])
    first = next((at for at, block in enumerate(blocks) if is_text(block) and not is_notice(block)), 0)
    for block in blocks[:first]:
        if block.kind is None and OFFER.search(block.normalized):
            block.decide("imprint", "imprint_notice")
    return blocks


def mark_notices(blocks: list[LineBlock]) -> None:
    """Mark the notices among the first blocks, up to one that no rule knows."""
    for block in blocks:
        if block.kind is None:
            if not is_notice(block):
                break
            block.decide("imprint", "imprint_notice")


def foot_start(blocks: list[LineBlock]) -> int:
    """Return where the foot of a page begins: at the first line that only stands below an article, if no text follows.

    Such are notices, and what heads links and comments.

    Most of the text stands above it. So many blocks as there are, if nowhere.
    """
    text = next((at for at, block in enumerate(blocks) if is_text(block)), len(blocks))
    comments = next((at for at in range(text, len(blocks)) if COMMENTS.fullmatch(blocks[at].normalized)), len(blocks))
    edited = max((at for at in range(text, comments) if blocks[at].rule in EDITED), default=0)
    below = reversed(range(text, len(blocks)))
    last = next((at for at in below if text_goes_on(blocks, at, said=at < comments, edited=at < edited)), text)
    above, length = 0, sum(len(block.text) for block in blocks if is_text(block))
    for at, block in enumerate(blocks):
        if at > last and 2 * above >= length:
            line = block.normalized
            if (
                block.rule in LAST_LINES
                or (block.kind is None and says_whose(block.normalized))
                or match_rule(NEIGHBOURS, line) is not None
                or COMMENTS.fullmatch(line)
            ):
                return at
        above += len(block.text) * is_text(block)
    return len(blocks)


def text_goes_on(blocks: list[LineBlock], at: int, *, said: bool, edited: bool) -> bool:
    """Tell whether the text goes on in a line: a long paragraph, or two in a row, a heading by its form, speech.

    `edited` is a line that stands above the one that names the editors.
    """
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if block.kind is not None:
        return block.kind != "imprint"
    # Asked first, for most lines are such paragraphs and all else takes longer to find.
    if is_text(block) and len(block.text) >= ABSTRACT:
        return not says_whose(block.normalized)
    label, beside = block.facts.label, after is not None and is_text(after)
    if block.facts.dateline:
        return True
    if said and (block.mark in ("title", "heading") or (label and label.names_speaker) or block.facts.opens_point):
        return True
    if beside and block.facts.number and not block.facts.ends_sentence:
        return True
    if not is_text(block):
        return False
    least = SENTENCE if edited and block.facts.ends_sentence else COMMENT
    return bool(after and beside and min(len(block.text), len(after.text)) >= least)


def is_notice(block: LineBlock) -> bool:
    """Tell whether a line says whose a text is, who made it, or what a page offers its reader, and nothing else."""
    return says_notice(block.normalized) and not own_words(block)


@lru_cache(maxsize=1000)
def says_notice(text: str) -> bool:
    """Tell whether a line has what notices say, beside whatever else; the last ones are asked several times."""
    short = len(text) <= LONGEST_NOTICE
    return short and bool(says_whose(text) or OFFER.search(text) or CREDIT.fullmatch(text))


def own_words(block: LineBlock) -> tuple[int, int] | None:
    """Return where the words of an article stand among the sentences of a notice, if one of them says nothing like it.

    >>> from discourse.texts.layout.blocks import read_line_blocks
    >>> text = "本文由作者授权发布。低空经济是新的增长引擎，要支持企业创新。本文版权归作者所有。"
    >>> own_words(*read_line_blocks(text, lambda start: 1)), own_words(*read_line_blocks(text[-8:], lambda start: 1))
    ((0, 30), None)
    """
    kept, own = list[tuple[int, int]](), False
    for start, end in pairwise([*sentence_starts(block.text), len(block.text)]):
        said = block.normalized[start:end]
        if not RIGHTS.search(said) and not OFFER.search(said):
            kept.append((start, end))
            own = own or (end - start >= SENTENCE and not OWNED.search(said))
    return (kept[0][0], kept[-1][1]) if own else None


def says_whose(text: str) -> bool:
    """Tell whether a line says whose a text is, and what may be done with it."""
    return len(text) <= LONGEST_NOTICE and bool(OWNED.search(text) and RIGHTS.search(text))
