"""Who is who: the lines and brackets that say whom a short label stands for."""

import re

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.rules import HAN, MEDIA, match_rule
from discourse.texts.layout.speech import role_of_label, speaker_name

# 問：記者　黎：黎照昌, on one line or on two; （许：某大学教授许一山；Hay：某研究所 Alastair Hay）.
KEY = r"[^ :,;、/()。?!《》“”]{1,6}"
PAIR = re.compile(rf"(?P<key>{KEY}) ?: ?(?P<who>[^:。?!]{{1,60}}?)(?=$|[ ,;、/]+{KEY} ?:)[ ,;、/]*")
OPENING = re.compile(r"[(]?(?:注|以下为|以下|文中|下文|说明)?(?:,|:)? *(?=\S)")
# 颜一菲（以下简称“颜”）
SHORT_FORM = re.compile(
    r"(?P<who>[^ ,。;:()“”]{1,30}) ?\([^()]{0,20}?[简略]称为? ?:? ?[“‘「\"]?(?P<key>[^”’」\") ]{1,6})[”’」\"]?\)"
)
FIRST_NAMES = re.compile(rf"(?:{HAN}{{1,8}}[·•])+$")
LATIN_NAME = re.compile(r"(?:[A-Z][\w.'’-]* ?){1,4}$")
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
        text = block.normalized
        if block.kind in (None, "imprint", "lead") and ":" in text and len(text) <= LONGEST:
            after = blocks[at + 1].normalized if at + 1 < len(blocks) else ""
            ways = [(text, [at])]
            ways += [(f"{text} {after}", [at, at + 1])] if max(len(text), len(after)) <= SHORTEST else []
            for words, taken in ways:
                found = read_pairs(words, keys) if words.count(":") > 1 else {}
                if found and not set(found) <= set(names):
                    names |= {key: (as_printed(name, blocks[at : at + 2]), name) for key, name in found.items()}
                    lines += taken
                    break
        if "称" in text:
            told = [short for short in SHORT_FORM.finditer(text) if short["key"] in keys]
            found = {short["key"]: full_name(short["key"], short["who"]) for short in told}
            names |= {key: (as_printed(name, [block]), name) for key, name in found.items()}
    return names, lines


def read_pairs(text: str, keys: dict[str, int]) -> dict[str, str]:
    """Read a line that holds nothing but labels, each of which opens other lines, and whom they stand for."""
    if text.count(":") < 2:
        return {}
    start = OPENING.match(text)
    text = text[start.end() if start else 0 :].rstrip(") ")
    pairs = list(PAIR.finditer(text))
    whole = "".join(pair.group() for pair in pairs) == text
    if not whole or len({pair["key"] for pair in pairs}) < 2 or any(keys.get(pair["key"], 0) < 2 for pair in pairs):
        return {}
    names = {pair["key"]: full_name(pair["key"], pair["who"].strip()) for pair in pairs}
    # A person, a paper or a reporter.
    known = sum(
        any((speaker_name(who), role_of_label(who), match_rule(MEDIA, who), LATIN_NAME.fullmatch(who)))
        for who in names.values()
    )
    return names if known > 1 or (known and len(names) == known) else {}


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
    if latin := LATIN_NAME.search(who):
        return latin.group().strip()
    return who if role_of_label(who) else speaker_name(who) or who
