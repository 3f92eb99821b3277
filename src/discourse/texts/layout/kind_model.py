"""Text, heading or imprint? Where no rule decides by a line's own form, cues of the line and those around it do.

The cues are weighed as in multinomial logistic regression; the weights were learnt from labelled pages.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from math import exp
from pathlib import Path

from discourse.texts.layout.blocks import COUNTED, LineBlock
from discourse.texts.layout.certainty import level_of
from discourse.texts.layout.stray_lines import LEAST_PARAGRAPHS

# A row for each cue, with what it adds for each state; made by benchmarks/reading_kinds.py.
TABLE = Path(__file__).with_name("kind_model.csv")
STATES = ("text", "heading", "imprint")
# What a line is taken for that may be open.
OPEN = (None, "heading", "imprint")
# So likely another state must be to overrule what the rules say.
OVERRULES = 0.6
# More short lines in a row are a list, verse or a table, whatever each looks like; a longer line is a paragraph.
LONGEST_ROW, LONGEST_LINE = 6, 80
# The most characters of a line of each length, and of one that is short, and that is middling.
LENGTHS = (4, 8, 14, 20, 30, 45, LONGEST_LINE)
SHORT, MIDDLING = 30, 45
ENDS = {
    **dict.fromkeys("。!….", "stop"), "?": "question", **dict.fromkeys(",、;", "pause"), ":": "colon",
    **dict.fromkeys(")】]", "bracket"),
}  # fmt: skip
CLOSED = {"stop": "closed", "question": "closed", "pause": "going on", "colon": "going on"}
BEGINS = dict.fromkeys("([【", "bracket") | dict.fromkeys('“"「《‘', "quotation")
# What pictures, credits and the buttons and notices of a page speak of; and lines of foreign words, and of figures.
WORDS = {
    "picture": re.compile("图|照片|摄|视频|截屏|供稿"),
    "credit": re.compile("记者|编辑|责编|来源|作者|撰[文稿]|采写|校对|审核|文[/|]|通讯员"),
    "notice": re.compile(
        "点击|关注|扫码|二维码|下载|返回|阅读|推荐|转载|版权|评论|分享|登录|注册|声明|链接|原文|回复|客户端|公众号|订阅"
    ),
    "date": re.compile(r"\d{2,4}[-年/.]\d{1,2}[-月/.]\d{1,2}|\d{1,2}:\d{2}"),
}
SIGNS, SHARE = {"latin": re.compile("[A-Za-z]"), "figures": re.compile(r"\d")}, 0.3
# How far below the last paragraph places are told apart.
FAR = 4


def weigh_lines(blocks: list[LineBlock]) -> list[LineBlock]:
    """Weigh the cues of each line that no rule knew by its own form; change what it is taken for where they are clear.

    All are weighed before the first is changed.
    """
    wanted = []
    for at, cues in find_cues(blocks):
        chances = blocks[at].chances = weigh_cues(cues)
        state = max(STATES, key=chances.__getitem__)
        # A heading moves the sections of all that follows: it takes a rule.
        if chances[state] >= OVERRULES and state not in ("heading", blocks[at].kind or "text"):
            wanted.append((at, state))
    changes = find_changeable(blocks) if wanted else []
    for at, state in wanted:
        if changes[at]:
            blocks[at].decide(None if state == "text" else state, f"likely_{state}")
    return blocks


def find_changeable(blocks: list[LineBlock]) -> list[bool]:
    """Tell of each line whether its cues may change what it is taken for.

    Where there are few paragraphs nothing tells what stands around them. Imprint was told by more than its neighbours.
    """
    free = [block.kind is None and not block.opens_turn for block in blocks]
    short = [is_free and not block.facts.is_paragraph for is_free, block in zip(free, blocks, strict=True)]
    enough = sum(free) - sum(short) >= LEAST_PARAGRAPHS
    rows = [length for _, run in groupby(short) for length in [len([*run])] for _ in range(length)]
    return [
        enough and block.kind != "imprint" and not (is_short and row > LONGEST_ROW)
        for block, is_short, row in zip(blocks, short, rows, strict=True)
    ]


def is_open(block: LineBlock) -> bool:
    """Tell whether a line is no title and no full paragraph, and no declaration, label or form of its own says more."""
    if block.opens_turn or block.kind not in OPEN or is_full_text(block):
        return False
    rule = block.rule
    return rule == "" or (rule != "heading_before_question" and level_of(rule) != "own_form")


def find_cues(blocks: list[LineBlock]) -> Iterator[tuple[int, list[str]]]:
    """Give the place of each open line, and its cues: its length, marks and words, where it stands, its neighbours.

    >>> from discourse.texts.layout.blocks import read_line_blocks
    >>> dict(find_cues(read_line_blocks("图为园区", lambda offset: 1)))[0][:4]
    ['length 4', 'ends open', 'begins word', 'commas 0']
    """
    places = range(len(blocks))
    first = next((at for at in places if is_full_text(blocks[at])), len(blocks))
    last = next((at for at in reversed(places) if is_full_text(blocks[at])), -1)
    around = [None, None, *blocks, None, None]
    for at, block in enumerate(blocks):
        if is_open(block):
            end = ENDS.get(block.facts.last, "open")
            size = "short" if len(block.text) <= SHORT and end != "stop" else "other"
            place = "inside" if first <= at <= last else "above" if at < first else f"below {min(at - last, FAR)}"
            two_above, above, _, below, two_below = around[at : at + 5]
            yield at, [
                *own_cues(block.normalized, end), *(["bold"] if block.bold >= len(block.text) else []),
                f"taken for {state_of(block)}", place,
                f"{size} below {state_of(above)} {shape_of(above)}",
                f"{size} above {state_of(below)} {shape_of(below)}",
                f"two below {state_of(two_above)}", f"two above {state_of(two_below)}",
            ]  # fmt: skip


def state_of(block: LineBlock | None) -> str:
    """Say what a line is taken for so far: text for all kinds of it, `free` where that is open, `none` for no line."""
    if block is None:
        return "none"
    return "text" if block.opens_turn or block.kind in COUNTED else block.kind or "free"


def shape_of(block: LineBlock | None) -> str:
    """Say how long a line is, and whether its end is closed, open, or shows that it goes on."""
    if block is None:
        return ""
    length = len(block.text)
    size = "short" if length <= SHORT else "middling" if length <= MIDDLING else "long"
    return f"{size} {CLOSED.get(ENDS.get(block.facts.last, ''), 'open')}"


def is_full_text(block: LineBlock) -> bool:
    """Tell whether a line is surely a paragraph: free or speech, and very long, or long and a sentence."""
    length = len(block.text)
    if length <= MIDDLING or (length <= LONGEST_LINE and ENDS.get(block.facts.last) not in ("stop", "question")):
        return False
    return state_of(block) in ("free", "text")


def own_cues(text: str, end: str) -> list[str]:
    """Give the cues of a line alone."""
    length, begin = len(text), text[0]
    letter = "figure" if begin.isdecimal() else "latin" if begin.isascii() else "word"
    form = BEGINS.get(begin) or (letter if begin.isalnum() else "sign")
    size = next((most for most in LENGTHS if length <= most), LONGEST_LINE)
    cues = [
        f"length {size}", f"ends {end}", f"begins {form}", f"commas {min(text.count(',') + text.count('、'), 3)}",
    ]  # fmt: skip
    cues += [name for name, words in WORDS.items() if words.search(text)]
    return cues + [name for name, sign in SIGNS.items() if len(sign.findall(text)) > length * SHARE]


@cache
def read_weights() -> dict[str, tuple[float, float, float]]:
    """Return what each cue of the table adds for each state."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["cue"]: (float(row["text"]), float(row["heading"]), float(row["imprint"])) for row in rows}


def weigh_cues(cues: list[str]) -> dict[str, float]:
    """Return the probability of each state.

    >>> weigh_cues(["a cue of no weight"])
    {'text': 0.3333333333333333, 'heading': 0.3333333333333333, 'imprint': 0.3333333333333333}
    """
    weights, text, heading, imprint = read_weights(), 0.0, 0.0, 0.0
    for cue in cues:
        if cue in weights:
            for_text, for_heading, for_imprint = weights[cue]
            text, heading, imprint = text + for_text, heading + for_heading, imprint + for_imprint
    shares = exp(text), exp(heading), exp(imprint)
    whole = sum(shares)
    return {state: share / whole for state, share in zip(STATES, shares, strict=True)}
