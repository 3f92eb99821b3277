"""Who is who: the lines and brackets that say whom a short label stands for."""

import re
from collections.abc import Iterable
from itertools import takewhile

from discourse.texts.layout.blocks import LineBlock, is_text
from discourse.texts.layout.rules import COMPOUND, HAN, MEDIA, NAME, OFFICE, SURNAMES, match_rule, normalize_line
from discourse.texts.layout.speech import role_of_label, speaker_name

# 問：記者　黎：黎照昌, on one line or on two; （许：某大学教授许一山；Hay：某研究所 Alastair Hay）.
KEY = r"[^ :,;、/()。?!《》“”]{1,6}"
PAIR = re.compile(rf"(?P<key>{KEY}) ?: ?(?P<who>[^:。?!]{{1,60}}?)(?=$|[ ,;、/]+{KEY} ?:)[ ,;、/]*")
OPENING = re.compile(r"[(]?(?:注|以下为|以下|文中|下文|说明)?(?:,|:)? *(?=\S)")
# 颜一菲（以下简称“颜”）
SHORT_FORM = re.compile(
    r"(?P<who>[^ ,。;:()“”]{1,30}) ?\([^()]{0,20}?[简略]称为? ?:? ?"
    r"[“‘「\"]?(?P<key>[^”’」\") ]{1,6})[”’」\"]?(?:,? ?下同)?\)"
)
# What stands in brackets behind a word, with a colon of its own, says more of it.
BRACKETED = re.compile(r"(?<=[^ :,;、/(])\([^():]*:[^()]*\)")
FIRST_NAMES = re.compile(rf"(?:{HAN}{{1,8}}[·•]){{1,9}}$")
LATIN_WORDS = re.compile(r"[A-Z][\w.'’-]{0,30}+(?: [A-Z][\w.'’-]{0,30}+){0,3} ?$")
# Who takes part in a dialogue, when and where it took place, and who took it down.
ROSTER = re.compile(
    rf"[【\[■●◆]?(?=[^:]{{0,10}}(?:嘉宾|主持|采访|访谈|对话|对谈|人物|时间|地点|日期|出席|列席|参加|参会|播出|首播|录制|受访|主讲|与谈|口述|讲述|发布人|记录|整理|听证|陈述|代理|审判|辩护|公诉|书记员|摄[影像]|栏目|节目|主办|承办|协办))"
    rf"{HAN}(?: {{0,4}}{HAN}){{1,9}}(?:[】\]]? ?[:|丨]|[】\]]) ?[^。!?]{{1,120}}|"
    rf"{HAN}{{0,4}}(?:嘉宾|人物|人员|专家|名单|[对与访]谈人|对话人) ?:?"
)
# What somebody told, whom nobody is printed to ask.
TOLD_BY = re.compile(r"[【\[]?(?:口述|讲述|自述|受访)[^:]{0,4}[】\]]? ?:")
ROSTER_NAME = re.compile(rf"(?P<name>{NAME})(?: |[,，(:].*[^。!?])[^。!?]*")
# Whoever has a post behind a blank, in a legend, is named, though his surname be a rare one.
NAME_BEFORE_POST = re.compile(rf"(?P<name>{HAN}{{2,4}}) {{1,4}}{HAN}{{2,40}}(?:{OFFICE}|[员长])")
# 王厅长, 王总; 王志强厅长.
NAME_AND_POST = re.compile(
    rf"(?P<name>[{SURNAMES}]{HAN}{{0,2}}?|(?:{COMPOUND}){HAN}{{0,2}}?)(?:副?{OFFICE}|[总工老导院局])"
)
# The most lines in a row that say each of one who he is.
MOST_PAIRS = 12
# The most characters of a line that says who is who, and of what may be parted over several lines.
LONGEST, SHORTEST = 160, 40


def read_legends(blocks: list[LineBlock], keys: dict[str, int]) -> tuple[dict[str, tuple[str, str]], list[int]]:
    """Return whom the labels stand for, by their `keys`, as printed and as the rules see it, and the lines that say so.

    `keys` tell how many lines each label opens: one that a legend names opens others.
    """
    names: dict[str, tuple[str, str]] = {}
    lines: list[int] = []
    if max(keys.values(), default=0) < 2:
        return names, lines
    for at, block in enumerate(blocks):
        text = BRACKETED.sub("", block.normalized.replace("=", ":"))
        if block.kind in (None, "imprint", "lead") and ":" in text and len(text) <= LONGEST:
            after = blocks[at + 1].normalized.replace("=", ":") if at + 1 < len(blocks) else ""
            ways = [(text, [at])]
            ways += [(f"{text} {after}", [at, at + 1])] if max(len(text), len(after)) <= SHORTEST else []
            row = [each.normalized for each in blocks[at : at + MOST_PAIRS]]
            row = [*takewhile(lambda each: each.partition(":")[0].strip() in keys and name_before_post(each), row)]
            ways.append((" ".join(row), [*range(at, at + len(row))]))
            for words, taken in ways:
                found = read_pairs(words, keys) if words.count(":") > 1 else {}
                if found and not set(found) <= set(names):
                    names |= {key: (as_printed(name, blocks[at : taken[-1] + 2]), name) for key, name in found.items()}
                    lines += taken
                    break
        if "称" in text:
            told = [short for short in SHORT_FORM.finditer(text) if short["key"] in keys]
            found = {short["key"]: full_name(short["key"], short["who"]) for short in told}
            names |= {key: (as_printed(name, [block]), name) for key, name in found.items()}
    return names, lines


def name_before_post(who: str) -> str | None:
    """Return the name that a legend gives, behind a key or not, before what its bearer does: M：林晓　虚拟县工会."""
    who = who.rpartition(":")[2].strip()
    found = ROSTER_NAME.fullmatch(who) or NAME_BEFORE_POST.fullmatch(who)
    return found["name"] if found else None


def mark_roster(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the lines above the first turn that say who takes part, when and where: 对话人物：林晓，作家.

    Below such a line those belong to it that begin with a name, or are a post and a name; and any that begins with a
    speaker's. Where nobody speaks, as in what somebody told, they stand above the first sentence.
    """
    spoken = [block for block in blocks if block.opens_turn]
    begins = next(iter(spoken or filter(is_text, blocks)), None)
    head = list(takewhile(lambda block: block is not begins, blocks))
    if not spoken and not any(TOLD_BY.match(block.normalized) for block in head):
        return blocks
    speakers = {normalize_line(block.speaker) for block in blocks if block.speaker}
    listed = False
    for block in head:
        text = block.normalized
        if block.kind is not None or len(text) > LONGEST or text[-1] in "。!?;":
            lists = block.rule == "imprint_names_after_a_role" or ROSTER.fullmatch(text) is not None
            listed = block.kind == "imprint" and (lists or listed)
            continue
        who = listed_person(block)
        if ROSTER.fullmatch(text) or (who and (listed or who in speakers)):
            block.decide("imprint", "imprint_roster")
        listed = block.kind == "imprint"
    return blocks


def listed_person(block: LineBlock) -> str | None:
    """Return the person whom a line lists: a name before a post, or behind it, and no more."""
    named = ROSTER_NAME.match(block.normalized)
    return named["name"] if named else block.facts.name


def join_posts(keys: Iterable[str]) -> dict[str, str]:
    """Say whose the keys are that name a person by surname or name and post, where one other label has that name.

    >>> join_posts(["王厅长", "王志强", "王志强厅长", "李主任", "主持人", "LAKE", "ANNA LAKE"])
    {'王厅长': '王志强', '王志强厅长': '王志强', 'LAKE': 'ANNA LAKE'}
    """
    posts = {key: found["name"] for key in keys if (found := NAME_AND_POST.fullmatch(key))}
    posts |= {key: key for key in keys if LATIN_WORDS.fullmatch(key) and " " not in key}
    people = [key for key in keys if key not in posts and len(key) > 1 and speaker_name(key) == key]
    # A Chinese name begins with the surname, a Latin one ends with it.
    alike = {key: [n for n in people if n.startswith(own) or n.endswith(f" {own}")] for key, own in posts.items()}
    return {key: names[0] for key, names in alike.items() if len(names) == 1}


def read_pairs(text: str, keys: dict[str, int]) -> dict[str, str]:
    """Read a line that holds nothing but labels, each of which opens other lines, and whom they stand for."""
    if text.count(":") < 2:
        return {}
    start = OPENING.match(text)
    text = text[start.end() if start else 0 :].rstrip(") ")
    pairs = list(PAIR.finditer(text))
    whole = "".join(pair.group() for pair in pairs) == text
    if not whole or len({pair["key"] for pair in pairs}) < 2 or any(pair["key"] not in keys for pair in pairs):
        return {}
    names = {pair["key"]: full_name(pair["key"], pair["who"].split(",")[0].strip()) for pair in pairs}
    # A person, a paper or a reporter.
    known = sum(
        any((speaker_name(who), role_of_label(who), match_rule(MEDIA, who), LATIN_WORDS.fullmatch(who)))
        for who in names.values()
    )
    # Beside a reporter who asks stands who answers, whatever he is.
    asked = all(map(role_of_label, names)) and any(map(role_of_label, names.values()))
    return names if known > 1 or (known and (asked or len(names) == known)) else {}


def as_printed(name: str, blocks: list[LineBlock]) -> str:
    """Give a name in the characters of the line that holds it."""
    found = ((block.text, block.normalized.find(name)) for block in blocks)
    return next((text[at : at + len(name)] for text, at in found if at >= 0), name)


def full_name(key: str, who: str) -> str:
    """Take the name out of the words that say whom a label stands for: the last that begins with it, or all of them."""
    begins = who.rfind(key)
    if len(key) == 1 and begins >= 0 and 2 <= len(who) - begins <= 4:
        # The first name stands before a point: 路易·韦斯特.
        return (FIRST_NAMES.search(who[:begins]) or [""])[0] + who[begins:].replace(" ", "")
    if latin := LATIN_WORDS.search(who):
        return latin.group().strip()
    return who if role_of_label(who) else name_before_post(who) or speaker_name(who) or who
