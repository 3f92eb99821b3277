"""What belongs to the page, not to the text: dates, bylines, captions, credits, tables of contents."""

import re

from discourse.texts.layout.blocks import LineBlock, split_block, split_imprint
from discourse.texts.layout.facts import FULL_LENGTH, HEADING_LENGTH, IMPRINT_LENGTH, TITLE_LENGTH, LineFacts
from discourse.texts.layout.rules import CONTENTS, CREDITS, IMPRINT, OFFICE, match_rule, normalize_line
from discourse.texts.layout.speech import speaker_name

# A stamp may stand on the line of the title, among the first lines.
HEAD_LINES = 6
STAMP = re.compile(
    r"^(?P<title>[^。:]{5,60}?) *[ (]"
    r"(?P<stamp>(?:(?:来源|稿源|作者|日期|[^ :]{0,2}时间|发布日期) ?:|\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.]).*)$"
)
LONGEST_KEYWORD = 10
PAGE_NUMBER = ".…· 0123456789"
POST = re.compile(rf"[^。!?;,:]{{1,60}}{OFFICE}")


def cut_stamps(blocks: list[LineBlock]) -> list[LineBlock]:
    """Cut date, time and source from the line of the title: where a stamp follows words that are no sentence."""
    return [part for block in blocks[:HEAD_LINES] for part in cut_stamp(block)] + blocks[HEAD_LINES:]


def cut_stamp(block: LineBlock) -> list[LineBlock]:
    """Cut one line at its stamp."""
    facts = block.facts
    free = block.kind is None and len(facts.normalized) <= IMPRINT_LENGTH
    found = STAMP.search(facts.normalized) if free else None
    if not found or imprint_rule(block, None) or facts.ends_sentence or LineFacts(found["title"]).ends_with_mark:
        return [block]
    start = found.start("stamp")
    if not match_rule(IMPRINT, LineFacts(block.text[start:]).closed):
        return [block]
    return [split_block(block, 0, found.end("title")), split_imprint(block, start, None, "imprint_stamp")]


def mark_imprint(blocks: list[LineBlock]) -> None:
    """Mark dates, page numbers, bylines, editors' and source lines, captions, and what a site adds."""
    before = None
    for block in blocks:
        before = imprint_rule(block, before) if block.kind is None else None
        if before:
            block.decide("imprint", before)


def imprint_rule(block: LineBlock, before: str | None) -> str | None:
    """Name the rule that makes a line imprint; `before` is that of the line before."""
    facts, length = block.facts, len(block.text)
    if block.mark == "caption":
        return "imprint_caption_mark"
    if before == "imprint_press_alone" and length <= IMPRINT_LENGTH and facts.name:
        return "imprint_byline"
    if before == "imprint_keywords" and length <= LONGEST_KEYWORD and not facts.ends_with_mark:
        return "imprint_keywords"
    return f"imprint_{facts.imprint}" if facts.imprint else None


def cut_credits(blocks: list[LineBlock]) -> list[LineBlock]:
    """Cut the dateline from the beginning of a paragraph, and the reporter's credit from its end."""
    return [part for block in blocks for part in (cut_credit(block) if block.kind is None else [block])]


def cut_credit(block: LineBlock) -> list[LineBlock]:
    """Cut one paragraph at its dateline and its credits; what would leave no paragraph stays whole."""
    text = block.normalized
    sentence = "。" in text or "题:" in text or len(text) >= FULL_LENGTH
    start = block.facts.dateline if sentence else 0
    end = start_of_credits(text, start)
    body = text[start:end]
    if not body.strip() or (start == 0 and end == len(text)):
        return [block]
    first, last = start + len(body) - len(body.lstrip()), start + len(body.rstrip())
    dateline = [split_imprint(block, 0, len(text[:start].rstrip()), "imprint_dateline")] if start else []
    credit = [split_imprint(block, end, None, "imprint_credit")] if end < len(text) else []
    return [*dateline, split_block(block, first, last), *credit]


def start_of_credits(text: str, start: int) -> int:
    """Find where the credits begin that stand in brackets after a paragraph's full stop."""
    end = len(text)
    for _ in range(3):
        words = text[start:end].rstrip()
        at = start + max(words.rfind("(", -80), words.rfind("【", -80)) if words.endswith((")", "】")) else start
        if at <= start or not match_rule(CREDITS, text[at : start + len(words)]):
            break
        end = at
    return end if end == len(text) or LineFacts(text[start:end]).ends_sentence else len(text)


def mark_contents(blocks: list[LineBlock]) -> None:
    """Mark a table of contents: the lines after 目录 that stand again further down as headings."""
    at = next((n for n, b in enumerate(blocks) if b.kind is None and match_rule(CONTENTS, b.normalized)), None)
    if at is None:
        return
    names, end = [block.normalized.rstrip(PAGE_NUMBER).replace(" ", "") for block in blocks], at + 1
    again = {name: number for number, name in enumerate(names)}
    while end < len(blocks) and blocks[end].kind is None and again[names[end]] > end:
        end += 1
    for block in blocks[at:end] if end > at + 1 else []:
        block.decide("imprint", "imprint_contents")


def mark_captions(blocks: list[LineBlock]) -> None:
    """Mark the captions that name a speaker, post and name on one line of their own, or a name above its post."""
    free = [block.kind is None for block in blocks]
    for at, (name, post) in enumerate(zip(blocks, blocks[1:], strict=False)):
        short = len(name.normalized) < 6 and len(post.normalized) <= TITLE_LENGTH
        if free[at] and free[at + 1] and short and name.facts.name and POST.fullmatch(post.normalized):
            name.decide("imprint", "imprint_name_and_post")
            post.decide("imprint", "imprint_name_and_post")
    speakers = {block.speaker for block in blocks if block.opens_turn and block.speaker}
    names = {speaker_name(normalize_line(speaker)) for speaker in speakers} - {None}
    for block in blocks if names else []:
        if block.kind is None and len(block.text) <= HEADING_LENGTH and block.facts.name in names:
            block.decide("imprint", "imprint_caption")
