"""Headings: short lines that end without a stop, numbered, before a question, or between full paragraphs."""

import re
from itertools import groupby, pairwise

from discourse.texts.layout.blocks import LineBlock, is_full
from discourse.texts.layout.facts import HEADING_LENGTH, PLAIN_LENGTH, TITLE_LENGTH, LineFacts
from discourse.texts.layout.rules import ADDRESSED, DATE, NOT_SPEAKERS, match_rule

# The most characters of a numbered heading that is a sentence, and of a numbered heading.
SENTENCE_LENGTH, NUMBERED_LENGTH = 20, TITLE_LENGTH
LONG_PARAGRAPH = 100
LONE_SENTENCE = re.compile(r"[^。!?;:,“”\"]{4,24}。")
# Not 他说：, 如下：, which what follows completes.
COLON_LINE = re.compile(r"[^。!?;:,、“”\"]{2,16}(?<![说道称示为问答出到绍下括是有写喊想讲])(?<!各位):")
LONE_DATE = re.compile(DATE)
# Headings that are told by one another, and not by their numbers.
IN_SERIES = {"heading_sentence", "heading_colon", "heading_date"}
# What may stand between a heading and its paragraph.
PASSED_OVER = {
    "imprint_caption", "imprint_photograph", "imprint_file_photograph", "imprint_byline", "imprint_date_and_source",
}  # fmt: skip


def mark_headings(blocks: list[LineBlock]) -> None:
    """Mark the headings of an article; all are told before the first is marked."""
    first = next((at for at, block in enumerate(blocks) if block.opens_turn), 0)
    listed, asking = listed_lines(blocks), False
    heads = {} if any(block.opens_turn for block in blocks) else headings_in_series(blocks)
    for at, block in enumerate(blocks):
        asking = block.kind == "question" if block.opens_turn else asking
        if block.kind is None and at not in heads:
            heads[at] = heading_rule(blocks, at, inside=at < first or asking, listed=listed)
    lone = sum(rule == "heading_question" for rule in heads.values()) == 1
    for block in blocks:
        block.level = "declared" if block.kind == "heading" else None
    for at, rule in heads.items():
        if rule and not (lone and rule == "heading_question"):
            block, number = blocks[at], None if rule in IN_SERIES else blocks[at].facts.number
            block.level = f"mark_{block.mark_level}" if rule == "heading_mark" else number or "plain"
            block.decide("heading", rule)


def heading_rule(blocks: list[LineBlock], at: int, *, inside: bool, listed: set[int]) -> str | None:
    """Name the rule that makes a line a heading; `inside` a lead or a question only one before a question is."""
    block, line = blocks[at], blocks[at].facts
    if block.mark == "heading":
        return "heading_mark"
    after = next_text(blocks, at)
    text = line.normalized
    if after is None or at in listed or len(text) > NUMBERED_LENGTH or "。" in text[:-1]:
        return None
    if text.count("“") != text.count("”") or line.role:
        return None
    if heads_question(blocks, at, after):
        return "heading_before_question"
    if inside:
        return None
    if line.number:
        return f"heading_{line.number}" if heads_numbered(line, blocks[after]) else None
    room = HEADING_LENGTH if block.bold == len(line.text) else PLAIN_LENGTH
    before = blocks[at - 1] if at else None
    between = before and (before.kind is not None or before.facts.ends_with_mark) and is_full(blocks[after])
    said = (line.ends_with_mark and text[-1] != "?") or ADDRESSED.search(text) or text[0] + text[-1] == "()"
    if not between or said or len(text) > room:
        return None
    return "heading_question" if line.ends_with_mark else "heading_between_paragraphs"


def next_text(blocks: list[LineBlock], at: int) -> int | None:
    """Return where the paragraph stands that a line would head: the next, captions and bylines passed over."""
    for after in range(at + 1, len(blocks)):
        if blocks[after].kind != "imprint":
            return after
        if blocks[after].rule not in PASSED_OVER:
            return None
    return None


def heads_question(blocks: list[LineBlock], at: int, after: int | None) -> bool:
    """Tell whether a short line, or two, stand before a question."""
    lines = [blocks[at].facts]
    if blocks[after].kind is None:
        before = blocks[at - 1] if at else blocks[after]
        if lines[0].ends_with_mark or not (before.kind or before.facts.ends_with_mark):
            return False
        lines, after = [*lines, blocks[after].facts], next_text(blocks, after)
    texts = [line.normalized for line in lines]
    if any(len(text) > HEADING_LENGTH or "。" in text or text[-1] in ";:,、" for text in texts):
        return False
    if texts[0].endswith("?") and all(block.kind in ("title", "subtitle", "imprint") for block in blocks[:at]):
        return False
    return after is not None and blocks[after].opens_turn and blocks[after].kind == "question"


def heads_numbered(line: LineFacts, after: LineBlock) -> bool:
    """Tell whether a numbered line is a heading: without a stop, or a question, or a few words with one."""
    text = line.normalized
    if line.number == "article":
        return len(text) <= SENTENCE_LENGTH and is_full(after) and not line.ends_with_mark
    if text.endswith("。"):
        longer = len(after.text) > len(text) and after.facts.number != line.number
        return len(text) <= SENTENCE_LENGTH and is_full(after) and longer
    return not line.ends_with_mark or (text.endswith("?") and len(text) <= HEADING_LENGTH and is_full(after))


def headings_in_series(blocks: list[LineBlock]) -> dict[int, str]:
    """Find the headings of a text without turns that only their series tells: by where each stands, the rule.

    Three or more short sentences that stand in turn with long paragraphs; two or more short lines that end in a colon,
    each above a full paragraph that opens no point; three or more dates, each on a line of its own above a full
    paragraph, as in a chronicle.
    """
    sentences, colons, dates = set(), [], []
    for at, (block, after) in enumerate(pairwise(blocks)):
        line, below, before = block.facts, after.facts, blocks[at - 1] if at else None
        pointed = below.opener and below.opener.sure
        if after.kind is not None:
            continue
        if block.rule == "imprint_date_and_source" and LONE_DATE.fullmatch(line.normalized) and below.ends_sentence:
            dates.append(at)
        if block.kind is not None:
            continue
        if len(below.text) >= LONG_PARAGRAPH and LONE_SENTENCE.fullmatch(line.normalized):
            if not (line.opener and line.opener.sure) and not line.number:
                sentences.add(at)
        apart = before and (before.kind is not None or before.facts.ends_with_mark)
        if apart and below.ends_sentence and not pointed and below.normalized[0] not in "“\"(—1一":
            if COLON_LINE.fullmatch(line.normalized) and not match_rule(NOT_SPEAKERS, line.normalized[:-1]):
                colons.append(at)
    first = {at for at in sentences if {at, at + 2, at + 4} <= sentences}
    in_turn = {at + step for at in first for step in (0, 2, 4)}
    found = dict.fromkeys(in_turn, "heading_sentence")
    found |= dict.fromkeys(colons if len(colons) > 1 else [], "heading_colon")
    return found | dict.fromkeys(dates if len(dates) > 2 else [], "heading_date")


def listed_lines(blocks: list[LineBlock]) -> set[int]:
    """Find three or more lines in a row that might all be headings of one level: a list, or verse."""
    shapes = [heading_shape(block) for block in blocks]
    runs = [list(run) for _, run in groupby(range(len(blocks)), key=shapes.__getitem__)]
    return {at for run in runs for at in run if len(run) > 2 and shapes[at]}


def heading_shape(block: LineBlock) -> str | None:
    """Name what kind of heading a line might be, by its number or its shortness."""
    length = len(block.text)
    if length > NUMBERED_LENGTH or block.kind is not None or block.mark == "heading" or block.facts.ends_with_mark:
        return None
    return block.facts.number or ("plain" if length <= PLAIN_LENGTH else None)
