"""Sections and turns: what is left over gets its kind, and all are numbered."""

import re
from itertools import pairwise
from operator import attrgetter

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.rules import END_MARKS, HEADINGS, LEVELS, TELLING, normalize_line
from discourse.texts.layout.speech import WHOLE_NAME, speaker_name

# What somebody says of himself, and what is said inside quotation marks.
FIRST_PERSON, QUOTATION = re.compile("[我俺咱]"), re.compile(r"“[^“”]*”|「[^「」]*」|\"[^\"]*\"")
TURNS = ("question", "answer")
NUMBERED = {rule.name for rule in HEADINGS}
# What stands before or behind the sections of a text whose numbers are its highest level.
FRAME = re.compile(
    r"(?:前|引|导|序|绪|弁)言|绪论|引子|序|楔子|写在前面|(?:文章|核心)?(?:导读|摘要|提要)|(?:研究|问题|编写|采访)?背景|问题的?提出|"
    r"结语|结束语|结论|小结|总结|余论|尾声|后记|跋|编后|附[则录件表注]?.{0,3}|参考(?:文献|资料)|注释|致谢|名词解释|"
    r"Foreword|Preface|Preamble|Introduction|Background|Overview|(?:Executive )?Summary|"
    r"(?:Conclu|Closing|Final)[a-z]*(?: [Rr]emarks)?|"
    r"Epilogue|Appendix|Annex|References|Acknowledge?ments"
)


def fill_kinds(blocks: list[LineBlock]) -> list[LineBlock]:
    """Give each paragraph left over its kind: lead before the first turn, then the turn it continues, else body.

    Below a heading, but for 前言 and the like, the lead is over: what stands there before the first turn is body.
    A speaker who goes on under a label of the same name goes on with the same turn, unless a heading lies between.
    A paragraph that names who speaks, and in which nobody says 我, tells of the speaker; so do those below it, up to
    one in which somebody does, or the next label. So does a line in brackets, and what introduces who speaks below.
    """
    turns = any(map(attrgetter("opens_turn"), blocks))
    kind, rule = ("lead", "before_first_turn") if turns else ("body", "no_turns")
    introductions = find_introductions(blocks)
    speaker: str | None = None
    told = False
    going_on: str | None = None
    for at, block in enumerate(blocks):
        if block.opens_turn:
            same = block.kind == "answer" and block.speaker is not None and block.speaker == going_on
            kind, speaker, rule = str(block.kind), block.speaker, f"continues_{block.kind}"
            block.opens_turn, going_on = not same, speaker if kind == "answer" else None
            told = False
        elif block.kind is None and not block.rule and kind in TURNS:
            told = kind == "answer" and is_narration(block, speaker, told)
            apart = told or block.facts.tells or at in introductions
            block.decide(*(("body", "narration") if apart else (kind, rule)))
            block.speaker = speaker if block.kind in TURNS else None
        elif block.kind is None:
            block.kind, block.speaker = kind, speaker
            if not block.rule:
                block.decide(kind, rule)
        if block.kind == "heading":
            going_on = None
            kind = "body" if kind == "lead" and not frames(block) else kind
    return blocks


def is_narration(block: LineBlock, speaker: str | None, told: bool) -> bool:
    """Tell whether a paragraph behind an answer tells of who gave it."""
    name = speaker_name(normalize_line(speaker or "")) or ""
    named = len(name) > 1 and WHOLE_NAME.fullmatch(name) is not None
    if not (told or named):
        return False
    words = QUOTATION.sub("", block.normalized)
    return (told or name in words or bool(TELLING.match(words))) and not FIRST_PERSON.search(words)


def frames(heading: LineBlock) -> bool:
    """Tell whether a heading names what stands before or behind a text."""
    return FRAME.fullmatch(heading.normalized.replace(" ", "")) is not None


def find_introductions(blocks: list[LineBlock]) -> set[int]:
    """Find the paragraphs directly below headings that name a person whose first words stand below them."""
    first = {block.speaker: at for at, block in reversed([*enumerate(blocks)]) if block.opens_turn}
    words = {name: at for name, at in first.items() if name and WHOLE_NAME.fullmatch(name)}
    if not words:
        return set()
    # Looked up as pieces of a text, of the lengths that names have, names take no longer the more there are.
    lengths, found = {len(name) for name in words}, set[int]()
    for at, (above, block) in enumerate(pairwise(blocks), 1):
        if above.kind == "heading" and not FIRST_PERSON.search(QUOTATION.sub("", block.normalized)):
            pieces = (block.text[start : start + length] for length in lengths for start in range(len(block.text)))
            found |= {at} if any(words.get(piece, 0) > at for piece in pieces) else set()
    return found


def number_sections(blocks: list[LineBlock]) -> list[LineBlock]:
    """Number sections and turns from 1; 0 is what belongs to none."""
    section, turn, heading = 0, 0, None
    for at, block in enumerate(blocks):
        if block.opens_section:
            section, heading = section + 1, block.text
        elif block.kind == "heading" and goes_on(blocks, at) and blocks[at - 1].opens_section:
            heading = f"{heading} {block.text}"
        turn += block.opens_turn and block.kind != "body"
        if block.kind in TURNS:
            block.turn = turn
        if block.kind in ("question", "answer", "heading", "body"):
            block.section, block.heading = section, heading
    return blocks


def goes_on(blocks: list[LineBlock], at: int) -> bool:
    """Tell whether a heading is the second line of the one before it."""
    pair = blocks[at - 1 : at + 1]
    if len(pair) < 2 or any(block.kind != "heading" for block in pair):
        return False
    levels = pair[0].level, pair[1].level
    return levels in (("plain", "plain"), ("alone", "plain"), ("document", "document"))


def highest_level(blocks: list[LineBlock], heads: list[int], among: set[int]) -> str | None:
    """Return the highest level of some headings, `among` all; one mark below all others is that of the page."""
    levels = sorted({blocks[at].level for at in among}, key=LEVELS.__getitem__)
    top = levels[0] if levels else None
    of_page = str(top).startswith("mark_") and [at for at in heads if blocks[at].level == top] == heads[-1:]
    return levels[1] if of_page and len(levels) > 1 else top


def open_sections(blocks: list[LineBlock]) -> list[LineBlock]:
    """Choose the headings that open a section: those before questions, else those of the highest level."""
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading" and not goes_on(blocks, at)]
    if not heads:
        return blocks
    declared = {at for at in heads if blocks[at].level == "declared"}
    asking = heads_before_questions(blocks) & set(heads)
    chosen = asking if len(asking) > 1 else heads
    top = highest_level(blocks, heads, {*(asking or heads)} - declared)
    if top in NUMBERED or str(top).startswith("mark_"):
        # A section that holds no question is numbered with those that do.
        chosen, top = heads, "plain" if plain_above_numbered(blocks, heads) else top
    # Above a question a heading without a mark is one of those that have one.
    alike = {top, "plain"} if len(asking) > 1 and str(top).startswith("mark_") else {top}
    for at in declared | {
        at for at in chosen if blocks[at].level == top or (at in asking and blocks[at].level in alike)
    }:
        blocks[at].opens_section = True
    return blocks


def heads_before_questions(blocks: list[LineBlock]) -> set[int]:
    """Return the places of the headings, and of the imprint among them, that stand right above a question."""
    asking, before_question = set(), False
    for at in reversed(range(len(blocks))):
        if blocks[at].kind not in ("heading", "imprint"):
            before_question = blocks[at].opens_turn and blocks[at].kind == "question"
        elif before_question:
            asking.add(at)
    return asking


def plain_above_numbered(blocks: list[LineBlock], heads: list[int]) -> bool:
    """Tell whether headings without a number, two or more, stand above the numbered ones.

    The first heading has no number; below each that has none, numbers begin at one again, or each has its numbers
    directly below it. What frames a text, 前言 and 结语, stands above nothing, nor does the title of a document that is
    attached.
    """
    heads = [at for at in heads if not frames(blocks[at]) and blocks[at].level != "document"]
    plain = [at for at in heads if blocks[at].level == "plain"]
    if len(plain) < 2 or heads[0] != plain[0]:
        return False
    if all(at + 1 in heads and blocks[at + 1].level in NUMBERED for at in plain):
        return True
    above, begun = heads[0], set[str | None]()
    for at in heads:
        level = blocks[at].level
        if level == "plain":
            above, begun = at, set()
        # Numbers behind the end of an article are those of another.
        elif level not in begun and (
            blocks[at].facts.rank != 1 or any(block.rule in END_MARKS for block in blocks[above:at])
        ):
            return False
        begun.add(level)
    return True
