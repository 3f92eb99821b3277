"""What belongs to the page, not to the text: dates, bylines, captions, credits, tables of contents."""

import re
from collections import Counter
from itertools import chain, dropwhile, pairwise, takewhile

from discourse.texts.characters import CONTAINS_HAN
from discourse.texts.fact import fact
from discourse.texts.layout.blocks import LineBlock, decide_open, is_full, split_block, split_imprint
from discourse.texts.layout.facts import FULL_LENGTH, HEADING_LENGTH, IMPRINT_LENGTH, TITLE_LENGTH, LineFacts
from discourse.texts.layout.rules import (
    ARCHIVE,
    ARCHIVE_FIELD,
    BROKEN,
    CONTENTS,
    CREDITS,
    DATE,
    FIELD_ALONE,
    HAN,
    IMPRINT,
    MEDIA,
    METADATA,
    NAME,
    NAMES,
    NEIGHBOURS,
    NOTE_LINE,
    NOTES_HEAD,
    OFFICE,
    PERSONS,
    SITE_NAME,
    SITES,
    SURE_ARCHIVE,
    WEAK_ANSWERERS,
    WEAK_QUESTIONERS,
    WORK_CITED,
    WORK_LINE,
    match_prefix,
    match_rule,
    normalize_line,
)
from discourse.texts.layout.speech import Label, speaker_name
from discourse.texts.numerals import CONTENTS_ENTRY, NUMERALS

# A stamp may stand on the line of the title, among the first lines; a list of what is known of a text is no longer.
HEAD_LINES, LIST_LINES = 6, 24
STAMP = re.compile(
    r"^(?P<title>[^。:]{5,60}?) *(?:[ (]|(?<!发布)(?<!发表)(?<!更新)(?=(?:发布|发表|更新)?(?:时间|日期) ?: ?\d{4}))"
    r"(?P<stamp>(?:(?:来源|稿源|作者|日期|[^ :]{0,2}时间|发布日期) ?:|\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.]).*)$"
)
# The day of what a title names, in brackets: 发布会辑录（2023-04-26）.
DATE_ALONE = re.compile(rf"{DATE}\)")
# A key of a card that no rule knows; so many keys make a head without a title among them.
KEY, LEAST_KEYS = re.compile(rf"(?P<other>{HAN}(?: {{0,4}}{HAN}){{1,7}} ?:) ?[^。!?;]{{0,60}}$"), 3
MAIL = re.compile("From|To|Cc|发件人|收件人|抄送")
FIGURES = re.compile(r"\d")
SAID = re.compile(r"[:】\]] ?[^ :】\]]")
# Who wrote a text, and below it the house and the post of the author: not what heads the words of who is met.
AUTHORED = {f"imprint_{name}" for name in ("names_after_a_role", "editors", "role_and_name", "byline", "translator")}
POST_OF_AUTHOR = rf"(?:{OFFICE}|讲师|研究生|[博硕]士生|[博硕]士生导师|主编|顾问|合伙人)"
AFFILIATION = re.compile(
    r"(?!对话|[专探寻采回]访|[走访][进近]|[访记致与从在听我]|一[位名个]|怎[样么]|如何)[^ 。!?;,:“”《》]{2,24}"
    "(?:大学|学院|研究[院所会]|中心|公司|集团|银行|[协学商]会|基金会|智库|医院|学校|事务所)"
    # Between them stand parts of the house, a subject, and the rank of a post: what 迎来 or 聘请 one is a sentence.
    "(?:[^ 。!?;,:“”《》的]{0,12}(?:中心|[院系部所处室科组会司学史论]|关系|经济|教育|金融|管理|政治|法律|新闻|工程))?"
    rf"(?:(?:原|前|副|兼|名誉|荣誉|常务|执行|客座|兼职|青年|高级|资深|首席|特约|特聘|讲席|终身|助理|主任|党委|总){{0,3}}{POST_OF_AUTHOR}[、兼]?){{1,3}}"
)
LONGEST_KEYWORD, LONGEST_NAME, LONGEST_CAPTION = 10, 5, 200
# The most characters of a label alone on its line, and of what the line below it says.
LONGEST_VALUE = 40
# What surely belongs to the foot of a page, and the most lines there that no rule knows.
FOOT = {
    f"imprint_{name}"
    for name in (
        "editors",
        "names_after_a_role",
        "role_and_name",
        "source",
        "furniture",
        "rights",
        "site_foot",
        "wechat",
        "tools",
        "end",
        "follow_us",
        "links",
        "by_telephone",
        "label_alone",
        "counter",
        "stamp",
        "attached_file",
        "labels_in_a_row",
    )
}
FOOT_LINES = 8
# The lines that date an article, and those of a menu or of the tools of a page.
DATED = {
    f"imprint_{name}"
    for name in ("stamp", "date_and_source", "byline", "posted_by", "date_and_name", "names_and_date", "paper_and_date")
}
CRUMBS = {"imprint_breadcrumb", "imprint_trail"}
MENUS = {
    f"imprint_{name}"
    for name in (
        "furniture", "menu", "size_of_print", "tools", "tools_in_a_row", "tool_alone", "trail", "breadcrumb", "counter",
        "wechat", "site_foot", "by_telephone", "law_card", "follow_us", "posted_by",
    )
}  # fmt: skip
PAGE = MENUS | FOOT
PUBLISHER = re.compile(r".*(?:[网报社台局委办厅部府刊号院会司处组站]|中心|新闻|客户端|发布|政府)")
# What a journal says of author and grant, however long.
LONG_NOTE = re.compile(
    r"[(【\[]?(?:(?:作者|专家|嘉宾|受访者|受访人|人物|主讲人|讲述人)简介|作者单位|基金项目|课题项目|项目基金)"
    r"(?:[)】\]] ?:?|:)."
)
# When a law was adopted and amended, however often.
HISTORY = re.compile(rf"\( ?{DATE}[^。!?]{{4,1200}}(?:通过|公布|发布|批准|修订|修正|施行|备案) ?\)")
# Below the date of a page a line that ends in the name of an agency describes a picture.
PICTURE = re.compile(rf"[^。!?]{{4,100}}\((?:{SITES})(?:发|图|供图)?\)")
SCENE = re.compile(
    # None begins with a quotation mark.
    rf"(?![“\"])(?:(?:(?:{DATE}|\d{{1,2}}月\d{{1,2}}日),)?(?=[^,。:;!?]{{8,45}}$)(?:[^,。:;!?]{{0,14}}(?:{PERSONS.pattern})(?:[老小阿]{HAN}|{NAME})?|[^,。:;!?]{{0,12}}{NAME}|[一两几\d]+[^,。:;!?]{{1,12}})(?:正)?在(?!于)[^,。:;!?]{{4,30}}|"
    r"(?:俯瞰|航拍|远眺|鸟瞰|无人机(?:拍摄|航拍)|镜头下)[^,。:;!?]{2,30}|[^,。:;!?]{2,30}(?:一角|一景|外景|夜景|全景|全貌|现场|鸟瞰图?|航拍图?|效果图|示意图|工作照|合影|资料图))"
)
# Who wrote a text, in brackets behind its last paragraph.
AUTHORS, BETWEEN_NAMES = re.compile(rf"\({NAMES}\)"), re.compile("[ 、,;]{1,3}(?=.{2})")
MAY_BE_LABELS = ("caption_with_a_mark", "posted_by", "furniture", "translator", "byline_in_english")
PAGE_NUMBER = ".…· 0123456789"
# The list of what is attached, and what may stand below it: nothing, or who signs and when.
ATTACHED = re.compile(r"(?:附件|附) ?(?P<number>\d{1,2})? ?: ?(?P<name>[^。!?;]{0,80})")
ATTACHED_NEXT = re.compile(r"(?:附件 ?)?(?:\d{1,2} ?[.．、:)]|\(\d{1,2}\))(?! ?\d)[^。!?;]{2,80}")
SIGNED = re.compile(r"[^。!?;,:]{2,30}|\([^()]{2,60}\)|联系[^。]{2,60}")
# Who signs a document, and the line below that says when; above them stand a text, or the list of what is attached.
SIGNING = (
    rf"(?:{HAN}{{1,30}}(?:[局厅委办部署院所会社行团联科处室组司府校站队庭网报]|中心|中央|集团|公司|学校|大学|协会|工会|商会|党组|医院|书记|主席)|"
    rf"(?:{HAN} {{1,3}}){{2,12}}[局厅委办部署院所会社行府室])(?: ?\((?:盖?章|公章|代章|印章?)\))?"
)
SIGNER = re.compile(rf"{SIGNING}(?:[ 、]{{1,8}}{SIGNING}){{0,9}}|(?:{HAN}{{0,16}}{OFFICE}(?: {{1,4}}|:))?{NAME}")
SIGNED_ON = re.compile(
    rf"(?:{DATE}|[一二][〇○零Oo0{NUMERALS}]{{3}}年(?:元|[{NUMERALS}]{{1,2}})月(?:[{NUMERALS}]{{1,3}}日)?|"
    r"\d{4} ?年 ?\d{1,2} ?月)(?:印发|公布|发布)?"
)
SIGNERS = 24
ATTACHED_ABOVE = re.compile(
    r"附 ?件? ?\d{0,2} ?[:：]|(?:\d{1,2} ?[.．、]|\(\d{1,2}\))(?! ?\d)|特此|敬礼|联系(?:人|电话|方式)"
)
POST = re.compile(rf"[^。!?;,:]{{1,60}}{OFFICE}")


def mark_above_title(blocks: list[LineBlock]) -> None:
    """Mark what is left of the lines that a page prints above its title."""
    for block in blocks:
        if block.kind is None:
            block.decide("imprint", "imprint_above_title")


class HeadCard:
    """The card that a reader service, a library or a board prints above a text: its first line, the key of each."""

    def __init__(self, blocks: list[LineBlock]):
        self.blocks, head = blocks, [block.normalized for block in blocks[:LIST_LINES]]
        sure = sum(SURE_ARCHIVE.fullmatch(line) is not None for line in head)
        self.archived = sure > 1 and any(line.startswith("HD ") for line in head)
        starts = (at for at, block in enumerate(blocks[:HEAD_LINES]) if self.known_key(block))
        self.start = next(starts, len(blocks))
        self.keys = self.find_keys()
        self.end = self.start + len(self.keys)

    def known_key(self, block: LineBlock) -> re.Match | None:
        """Find the key that a line without a kind begins with, if a rule knows it."""
        tables = [METADATA, *([ARCHIVE] if self.archived else [])] if block.kind is None else []
        return next(filter(None, (match_prefix(table, block.normalized) for table in tables)), None)

    def find_keys(self) -> list[re.Match]:
        """List the keys in a row from the start on; none where they are too few for a card."""
        lines = self.blocks[self.start : LIST_LINES]
        known = list(map(self.known_key, lines))
        keys = list(filter(None, takewhile(bool, known)))
        if not keys:
            return keys
        if len(keys) > 1:
            # Among keys that are known stand others: 发文处室：综合处.
            speakers = [(label := block.facts.label) and label.names_speaker for block in lines]
            others = [None if who else KEY.match(block.normalized) for who, block in zip(speakers, lines, strict=True)]
            either = [key or other for key, other in zip(known, others, strict=True)]
            keys = list(filter(None, takewhile(bool, either)))
            keys = keys[: 1 + max(at for at in range(len(keys)) if known[at])]
        # One key alone makes no head, unless it is a reader service's.
        least = 1 if keys[0][0].casefold().startswith("title") else 2
        only_others = {key.lastgroup for key in keys} <= {"text", "other"} and not any(
            MAIL.match(key[0]) for key in keys
        )
        return keys if len(keys) >= (LEAST_KEYS if only_others else least) else []

    @fact
    def is_titled_below(self) -> bool:
        """Whether the card is a mail's, whose subject is not the title of what it brings, and that has one."""
        below = [block for block in self.blocks[self.end : self.end + 1] if block.kind is None]
        titled = any(block.facts.is_short and len(block.text) >= LONGEST_NAME for block in below)
        return titled and any(MAIL.match(key[0]) for key in self.keys)

    def cut_line(self, block: LineBlock, key: re.Match) -> list[LineBlock]:
        """Part what a key says of title and text from the key; all else that a card says is of the page."""
        says = key.lastgroup in ("subtitle", "text") or (key.lastgroup == "title" and not self.is_titled_below)
        if not says or key.end() == len(block.text):
            block.decide("imprint", "imprint_metadata")
            return [block]
        value = split_block(block, key.end())
        value.mark = "title" if key.lastgroup == "title" else value.mark
        if key.lastgroup == "subtitle":
            value.decide("subtitle", "second_title_line")
        return [split_imprint(block, 0, len(key[0].rstrip()), "imprint_metadata"), value]


def mark_card_lines(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark a card whose fields and values are lines of their own: 文号, below it the number, 标题, below it the title.

    The last value, below which the text begins, is a short one, or one with figures.
    """
    found = {at: match for at, b in enumerate(blocks[:LIST_LINES]) if (match := FIELD_ALONE.fullmatch(b.normalized))}
    gaps = [after - at for at, after in pairwise(found)]
    if len(found) < LEAST_KEYS or max(gaps) > 2 or max(gaps) < 2:
        return blocks
    for (at, field), after in zip(found.items(), [*list(found)[1:], None], strict=True):
        blocks[at].decide("imprint", "imprint_label_alone")
        value = blocks[at + 1] if after != at + 1 and at + 1 < len(blocks) else None
        last = value is not None and after is None
        if value is None or (last and len(value.text) > LONGEST_KEYWORD and not FIGURES.search(value.normalized)):
            continue
        if field["title"]:
            value.mark = "title"
        else:
            value.decide("imprint", "imprint_value")
    return blocks


def cut_metadata(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the head that a reader service, a library or a board prints above a text, all but title and text in it."""
    card = HeadCard(blocks)
    if not card.keys:
        return blocks
    above, lines = blocks[: card.start], blocks[card.start : card.end]
    if any(key.lastgroup == "title" for key in card.keys):
        mark_above_title(above)
    parts = [part for block, key in zip(lines, card.keys, strict=True) for part in card.cut_line(block, key)]
    for block in blocks[card.end :] if card.archived else ():
        if block.kind is None and ARCHIVE_FIELD.fullmatch(block.normalized):
            block.decide("imprint", "imprint_metadata")
    return [*above, *parts, *blocks[card.end :]]


def cut_stamps(blocks: list[LineBlock]) -> list[LineBlock]:
    """Cut date, time and source from the line of the title: where a stamp follows words that are no sentence."""
    cut = []
    for block in blocks[:HEAD_LINES]:
        facts = block.facts
        free = block.kind is None and block.mark != "caption" and len(facts.text) <= IMPRINT_LENGTH
        free = free and not facts.imprint
        found = STAMP.search(facts.normalized) if free and not facts.ends_sentence else None
        own = found and facts.normalized[found.start("stamp") - 1] == "(" and DATE_ALONE.fullmatch(found["stamp"])
        start = found.start("stamp") if found and not (own or LineFacts(found["title"]).ends_with_mark) else 0
        named = SITE_NAME.fullmatch(facts.normalized) if free else None
        if named:
            at = named.start("site") + block.text[named.start("site") :].find(named["site"].strip())
            cut += [
                split_block(block, 0, len(block.text[:at].rstrip())),
                split_imprint(block, at, None, "imprint_site_name"),
            ]
        elif found and start and match_rule(IMPRINT, LineFacts(block.text[start:]).closed):
            title = split_block(block, 0, found.end("title"))
            cut += [title, split_imprint(block, start, None, "imprint_stamp")]
        else:
            cut.append(block)
    return cut + blocks[HEAD_LINES:]


def mark_imprint(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark dates, page numbers, bylines, editors' and source lines, captions, and what a site adds."""
    before, above = None, ""
    unsure = any(block.kind is None and block.facts.imprint in MAY_BE_LABELS for block in blocks)
    labels = count_labels(blocks) if unsure else Counter[object]()
    for block in blocks:
        facts, rule = block.facts, None
        if block.kind is not None:
            pass
        elif block.mark == "caption":
            rule = "imprint_caption_mark"
        elif below := rule_below(before, above, facts):
            rule = below
        elif LONG_NOTE.match(facts.normalized):
            rule = "imprint_about_the_author"
        elif facts.normalized[0] == "(" and HISTORY.fullmatch(facts.normalized):
            rule = "imprint_date_in_brackets"
        elif facts.imprint:
            label = facts.label if facts.imprint in MAY_BE_LABELS else None
            rule = None if label and speaks_again(label, facts.imprint, labels) else f"imprint_{facts.imprint}"
        if rule:
            block.decide("imprint", rule)
        before, above = rule, block.normalized
    return blocks


def speaks_again(label: Label, rule: str, labels: Counter[object]) -> bool:
    """Tell whether a line that fits a `rule` of imprint is a speaker's: a caption with a mark, a name with a time.

    His label tells it by its words, or if it is a name that others of the `labels` of the text ask, or that returns.
    """
    if rule == "furniture":
        # 网友留言： is answered below by 官方回复：.
        return labels["reply"] > 0 and match_rule(WEAK_QUESTIONERS, label.key) is not None
    if label.shape == "timed" or rule == "posted_by":
        return label.shape == "timed" and labels[label.key, True] > 1
    asked = label.name is not None and labels["role"] > 0
    return bool(label.role or asked or labels[label.key, True] + labels[label.key, False] > 1)


def count_labels(blocks: list[LineBlock]) -> Counter[object]:
    """Count the labels of a text by their keys, and whether a time stands beside them; and those that tell a role."""
    labels = [label for block in blocks if (label := block.facts.label)]
    keys: list[object] = [(label.key, label.shape == "timed") for label in labels]
    replies = ["reply" for label in labels if match_rule(WEAK_ANSWERERS, label.key)]
    return Counter(keys + ["role" for label in labels if label.role] + replies)


def rule_below(before: str | None, above: str, facts: LineFacts) -> str | None:
    """Name the rule by which a line belongs to the line `above` it, which is imprint by the rule `before`."""
    length = len(facts.text)
    if before == "imprint_press_alone" and length <= IMPRINT_LENGTH and facts.name:
        return "imprint_byline"
    # The words of a label alone stand below it, one a line.
    alone = before == "imprint_keywords" and not SAID.search(above)
    if alone and length <= LONGEST_KEYWORD and not (facts.ends_with_mark or facts.number):
        return before
    if before == "imprint_names_and_date" and length < LONGEST_NAME and facts.normalized in above:
        return "imprint_author"
    if before in AUTHORED and AFFILIATION.fullmatch(facts.normalized):
        return "imprint_author"
    if before == "imprint_wechat" and above.endswith(f" {facts.normalized}"):
        return before
    return "imprint_caption" if before in DATED and PICTURE.fullmatch(facts.normalized) else None


def mark_broken_lines(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark what the lines below a label say, above or below the text: 来源：, and on the next line 四川日报."""
    # A title may ask.
    text = [
        at for at, b in enumerate(blocks) if b.kind is None and (b.facts.last in "。….;" or len(b.text) >= FULL_LENGTH)
    ]
    inside = range(min(text, default=0) + 1, max(text, default=0))
    said, label, titled = "", LineBlock(0, 0, LineFacts(""), kind="imprint"), False
    for at, block in enumerate(blocks):
        free = at not in inside and block.kind in (None, "imprint") and len(block.text) <= LONGEST_VALUE
        joined = f"{said}/{block.normalized}"
        rule = match_rule(BROKEN, joined) if said and free and not block.facts.number else None
        # Above the title a label without a value is followed by the title.
        named = (
            titled or rule != "source" or PUBLISHER.fullmatch(block.normalized) or match_rule(MEDIA, block.normalized)
        )
        if rule and named:
            said = joined
            for part, code in ((label, "imprint_label_alone"), (block, "imprint_value")):
                if part.kind is None:
                    part.decide("imprint", code)
        else:
            titled = titled or label.kind is None
            said, label = block.facts.closed if free else "", block
    return blocks


def mark_signatures(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark who signs a document below its text, one office or person a line or several, and the date below them.

    Below the date the text does not go on: nothing stands there, a line of the page, or the title of what is attached.
    """
    said = False
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        # However long the title is of what is attached.
        titled = below is not None and len(below.text) <= TITLE_LENGTH and not below.facts.number
        goes_on = below is not None and below.kind is None and (below.facts.ends_with_mark or not titled)
        if said and SIGNED_ON.fullmatch(block.normalized) and not goes_on:
            signers = list(takewhile(may_sign, reversed(blocks[max(0, at - SIGNERS) : at])))
            above = blocks[at - len(signers) - 1]
            closed = above.facts.ends_sentence or above.kind == "imprint" or ATTACHED_ABOVE.match(above.normalized)
            decide_open([block, *signers] if signers and closed else [], "imprint_signature")
        said = said or block.facts.ends_sentence
    return blocks


def may_sign(block: LineBlock) -> bool:
    """Tell whether a line is names of offices, or a person's with the post, and no more."""
    return block.kind is None and not block.facts.number and SIGNER.fullmatch(block.normalized) is not None


def mark_attachments(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the list of what is attached, where it ends a text: below it nothing stands, or who signs and when.

    Where the first is numbered behind the word (附件1：) and nothing follows it, it may head what is attached.
    """
    for at, (before, block) in enumerate(pairwise(blocks), 1):
        first = ATTACHED.fullmatch(block.normalized) if block.kind is None and block.normalized[0] == "附" else None
        if not first or not (before.facts.ends_sentence or before.kind == "imprint"):
            continue
        more = list(takewhile(goes_on_with_attachments, blocks[at + 1 :]))
        if not (more or first["name"] or first["number"]):
            # One that is attached needs no number.
            more = [each for each in blocks[at + 1 : at + 2] if each.kind is None and each.facts.is_short]
        open_lines = takewhile(lambda after: after.kind is None, blocks[at + 1 + len(more) :])
        below = [after.normalized for after in open_lines]
        listed = more or (first["name"] and not first["number"])
        if listed and len(below) < 3 and all(SIGNED.fullmatch(text) for text in below):
            decide_open([block, *more], "imprint_attachments")
    return blocks


def goes_on_with_attachments(block: LineBlock) -> bool:
    """Tell whether a line names one more of what is attached."""
    listed = block.kind is None and ATTACHED_NEXT.fullmatch(block.normalized) is not None
    return listed or block.rule == "imprint_attached_file"


def mark_links(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the titles of other articles below the line that says so: those that end a page, or stand in its text."""
    foot = takewhile(lambda at: blocks[at].kind is not None or not is_full(blocks[at]), range(len(blocks) - 1, 0, -1))
    topmost = min((at for at in foot if match_rule(NEIGHBOURS, blocks[at].normalized)), default=len(blocks))
    for below in blocks[topmost:]:
        label = below.facts.label
        if below.kind is None and not below.facts.number and not (label and label.names_speaker):
            below.decide("imprint", "imprint_links")
    for at, block in enumerate(blocks):
        if block.facts.is_short and block.kind in (None, "imprint") and match_rule(NEIGHBOURS, block.normalized):
            links = list(takewhile(may_be_link, blocks[at + 1 :]))
            for each in [*[block] * (block.kind is None), *links] if links else []:
                each.decide("imprint", "imprint_links")
    return blocks


def may_be_link(block: LineBlock) -> bool:
    """Tell whether a line may be the title of another article: words that nothing ends, and that nobody says."""
    facts = block.facts
    return block.kind is None and facts.is_short and not (facts.ends_with_mark or facts.number or facts.label_form)


# What notes begin with, and the first of them.
LAST_NOTE = re.compile("(?:注|附注|备注|(?:资料|数据)来源) ?:(?=.)")
NOTE_MARK, FIRST_NOTES = re.compile(r"\[\d{1,3}\]|[①-⑳]"), ("[1]", "①")


def mark_notes(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the lists of notes and of works below a word that says so, and that word; other text may stand below."""
    said = False
    for at, block in enumerate(blocks):
        if (
            said
            and block.kind is None
            and len(block.text) <= HEADING_LENGTH
            and match_rule(NOTES_HEAD, block.normalized)
        ):
            notes = notes_below(blocks, at)
            first = notes[0].normalized if notes else ""
            below = range(at + 1 + len(notes), len(blocks) if notes else 0)
            if (
                WORK_CITED.search(first)
                or NOTE_MARK.match(first)
                or (notes and all(blocks[after].kind is not None for after in below))
            ):
                for note in [block, *notes]:
                    note.decide("imprint", "imprint_notes")
        said = said or block.facts.ends_sentence
    return blocks


def notes_below(blocks: list[LineBlock], head: int) -> list[LineBlock]:
    """List the notes below a line: entries, and lines that the entry above, which is not whole, goes on in."""
    notes: list[LineBlock] = []
    for block in (blocks[at] for at in range(head + 1, len(blocks))):
        label, text = block.facts.label, block.normalized
        speaks = label is not None and label.names_speaker
        entry = WORK_CITED.search(text) or (NOTE_LINE.fullmatch(text) and not speaks)
        broken = notes and notes[-1].facts.last not in "。.;!?" and not speaks
        # What goes on is no longer than the line that broke.
        fits = notes and len(text) <= len(notes[-1].normalized) + 4
        goes_on = broken and fits and (text[0].islower() or not WORK_CITED.search(notes[-1].normalized))
        if block.kind is not None or not (entry or goes_on):
            break
        notes.append(block)
    return notes


def mark_cited_notes(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the notes that end a text without a word above, whose marks, from the first on, stand in the text above."""
    open_lines = [block for block in reversed(blocks) if block.kind is None]
    for block in takewhile(lambda last: LAST_NOTE.match(last.normalized), open_lines):
        block.decide("imprint", "imprint_notes")
    free = dropwhile(lambda last: last.kind is not None, open_lines)
    notes = list(takewhile(lambda block: NOTE_LINE.fullmatch(block.normalized), free))
    marks = [mark[0] for note in notes if (mark := NOTE_MARK.match(note.normalized))]
    if notes and len(marks) == len(notes) and marks[-1] in FIRST_NOTES:
        text = "\n".join(other.normalized for other in blocks[: blocks.index(notes[-1])])
        if all(re.search(rf"[\w”’」』》)。]{re.escape(mark)}", text) for mark in marks):
            for note in notes:
                note.decide("imprint", "imprint_notes")
    return blocks


def mark_below_text(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the few short lines that stand among those of the page below the last paragraph, and are no sentences."""
    last = max((at for at, block in enumerate(blocks) if block.kind is None and block.facts.ends_sentence), default=-1)
    below = list(dropwhile(lambda block: block.rule not in FOOT, blocks[last + 1 :] if last >= 0 else []))
    short = [block for block in below if block.kind is None]
    labels = [block.facts.label for block in short]
    speaks = any(label and label.names_speaker for label in labels)
    marked = any(block.mark or block.facts.number or len(block.text) > LONGEST_VALUE for block in short)
    if len(short) <= FOOT_LINES and not speaks and not marked:
        for block in short:
            block.decide("imprint", "imprint_below_text")
    return blocks


def cut_credits(blocks: list[LineBlock]) -> list[LineBlock]:
    """Cut the dateline from the beginning of a paragraph, and the reporter's credit from its end.

    What would leave no paragraph stays whole. The names alone of who wrote the text stand behind its last paragraph.
    """
    cut = []
    last = max((at for at, block in enumerate(blocks) if block.kind is None), default=0)
    for at, block in enumerate(blocks):
        text = block.normalized
        sentence = block.kind is None and ("。" in text or "题:" in text or len(text) >= FULL_LENGTH)
        start = block.facts.dateline if sentence else 0
        if at and "题:" in text[:start] and len(text) <= TITLE_LENGTH and not block.facts.ends_with_mark:
            # Below a title its headline is the title again.
            block.decide("imprint", "imprint_dateline")
        elif 0 < at == last and names_authors(text):
            block.decide("imprint", "imprint_credit")
        end = credit_start(text, start, last=at == last) if block.kind is None else len(text)
        body = text[start:end]
        if block.kind is not None or not body.strip() or len(body) == len(text):
            cut.append(block)
            continue
        first, stop = start + len(body) - len(body.lstrip()), start + len(body.rstrip())
        dateline = [split_imprint(block, 0, len(text[:start].rstrip()), "imprint_dateline")] if start else []
        credit = [split_imprint(block, end, None, "imprint_credit")] if end < len(text) else []
        cut += [*dateline, split_block(block, first, stop), *credit]
    return cut


def credit_start(text: str, start: int, *, last: bool) -> int:
    """Return where the credits begin that stand in brackets behind the stop of a text, up to three; else its end."""
    end = len(text)
    for _ in range(3):
        words = text[start:end].rstrip()
        mark = start + max(words.rfind("(", -80), words.rfind("【", -80)) if words.endswith((")", "】")) else start
        credit = text[mark : start + len(words)]
        if mark <= start or not (match_rule(CREDITS, credit) or (last and names_authors(credit))):
            break
        end = mark
    return end if end == len(text) or LineFacts(text[start:end].rstrip()).ends_sentence else len(text)


def names_authors(text: str) -> bool:
    """Tell whether a text is names in brackets, and no more."""
    return AUTHORS.fullmatch(text) is not None and all(map(speaker_name, BETWEEN_NAMES.split(text.strip("()"))))


def mark_contents(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark a table of contents: the lines after 目录 that stand again further down as headings, or have leaders."""
    short = {n for n, b in enumerate(blocks) if b.kind is None and len(b.text) <= IMPRINT_LENGTH}
    entries = {n for n in short if blocks[n].text[-1].isdecimal() and CONTENTS_ENTRY.fullmatch(blocks[n].text)}
    at = next((n for n in sorted(short) if match_rule(CONTENTS, blocks[n].normalized)), None)
    if at is not None:
        names, end = [block.normalized.rstrip(PAGE_NUMBER).replace(" ", "") for block in blocks], at + 1
        again = {name: number for number, name in enumerate(names)}
        while end < len(blocks) and blocks[end].kind is None and (again[names[end]] > end or end in entries):
            end += 1
        entries |= set(range(at, end)) if end > at + 1 else set()
    for entry in entries:
        blocks[entry].decide("imprint", "imprint_contents")
    return blocks


def mark_names_and_posts(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the captions that give a name and, on the line below it, a post."""
    pairs = [
        (name, post) for name, post in pairwise(blocks)
        if name.kind is None and len(name.text) <= LONGEST_NAME and name.facts.name
        and post.kind is None and len(post.text) <= TITLE_LENGTH and POST.fullmatch(post.normalized)
    ]  # fmt: skip
    for block in chain.from_iterable(pairs):
        block.decide("imprint", "imprint_name_and_post")
    return blocks


def mark_foreign_captions(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the captions of a Chinese text that are in another language, each above its credit: Photograph by ….

    >>> from discourse.texts.layout.blocks import read_line_blocks
    >>> lines = read_line_blocks("车间\\nA shop floor\\nPhoto: Ann Lake", lambda start: 1)
    >>> lines[2].decide("imprint", "imprint_photograph_in_english")
    >>> [line.kind for line in mark_foreign_captions(lines)]
    [None, 'imprint', 'imprint']
    """
    credits = [at for at, block in enumerate(blocks) if at and block.rule == "imprint_photograph_in_english"]
    chinese = bool(credits) and CONTAINS_HAN.search("".join(block.text for block in blocks))
    for above in (blocks[at - 1] for at in (credits if chinese else ())):
        brief = len(above.text) <= LONGEST_CAPTION and ". " not in above.text
        if above.kind is None and brief and not CONTAINS_HAN.search(above.text):
            above.decide("imprint", "imprint_caption")
    return blocks


def mark_captions(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the captions that name a speaker, or between paragraphs say who does something somewhere.

    So are the titles of works that stand alone on several lines: pictures of a film.
    """
    works = Counter(block.normalized for block in blocks if block.normalized[0] == "《" and block.kind is None)
    names = {speaker_name(normalize_line(block.speaker)) for block in blocks if block.opens_turn and block.speaker} - {
        None
    }
    for at, block in enumerate(blocks):
        if block.kind is not None or len(block.text) > HEADING_LENGTH:
            continue
        # Between paragraphs words of somebody who does something somewhere describe a picture.
        plain = at and not (block.facts.ends_with_mark or block.mark or block.facts.number)
        scene = plain and SCENE.fullmatch(block.normalized)
        again = works[block.normalized] > 1 and WORK_LINE.fullmatch(block.normalized)
        if again or block.facts.name in names:
            block.decide("imprint", "imprint_caption")
        elif scene and blocks[at - 1].facts.ends_sentence:
            block.decide("imprint", "imprint_scene")
    return blocks
