"""The head of an article: what stands above the title, the title, the subtitles, author and box below it."""

import re

from discourse.errors import DiscourseError
from discourse.texts.layout.blocks import LineBlock, is_full, split_block, split_imprint
from discourse.texts.layout.facts import HEADING_LENGTH, TITLE_LENGTH, LineFacts
from discourse.texts.layout.imprint import HEAD_LINES, LONGEST_KEYWORD
from discourse.texts.layout.rules import SERIES, match_rule, normalize_line
from discourse.texts.layout.turns import label_at

DASHES = "—―─–- "
LEAST_AGAIN, MENU_WORD, BOX_LINES = 8, 8, 9
STAMPS = {"imprint_stamp", "imprint_date_and_source"}
MENUS = {"imprint_furniture", "imprint_menu", "imprint_size_of_print"}
SPEECH_TITLE = re.compile("讲话|报告|致辞|演讲|发言|贺信")


def mark_head(blocks: list[LineBlock], title: str | None, subtitle: str | None) -> list[LineBlock]:
    """Mark the title, the series label in brackets that follows it, the subtitles, the author and the box below."""
    mark_page_top(blocks)
    at, rule = find_title(blocks, title)
    for block in blocks[:at] if at is not None else blocks[:1] if len(blocks) > 1 else []:
        above = (block.facts.column or block.facts.author) if block.kind is None else None
        if above:
            block.decide("imprint", f"imprint_{above}")
    if at is not None:
        if blocks[at].rule != "declared":
            blocks[at].decide("title", rule)
        blocks = blocks[:at] + cut_series(blocks[at]) + blocks[at + 1 :]
        mark_below_title(blocks, at, subtitle)
    mark_boxes(blocks)
    return blocks


def mark_page_top(blocks: list[LineBlock]) -> None:
    """Mark what a page prints above its article: what stands above a breadcrumb, and a menu above title and stamp."""
    if any(block.mark == "title" or block.kind == "title" for block in blocks):
        return
    crumbs = [at for at, block in enumerate(blocks[:HEAD_LINES]) if block.rule == "imprint_breadcrumb"]
    full = next((at for at, block in enumerate(blocks) if block.kind is None and is_full(block)), len(blocks))
    stamp = next((at for at, block in enumerate(blocks[:full]) if block.rule in STAMPS), 0)
    first = stamp
    while first and blocks[first - 1].kind is None:
        first -= 1
    menu = stamp - first > 3 and all(len(block.text) <= MENU_WORD for block in blocks[first + 1 : stamp - 1])
    crowded = first < stamp and any(block.rule in MENUS for block in blocks[:first])
    end = max([*crumbs, stamp - 1 if menu else first if crowded else 0])
    for block in blocks[:end]:
        if block.kind is None:
            block.decide("imprint", "imprint_above_title")


def find_title(blocks: list[LineBlock], title: str | None) -> tuple[int | None, str]:
    """Find the line that holds the title: the one declared or marked, else a short first line that is no sentence."""
    for at, block in enumerate(blocks):
        if block.kind == "title" or (title and block.kind is None and block.text.startswith(title)):
            return at, "declared_title"
    if title:
        raise DiscourseError(f"title={title!r} begins no line of the article; copy it from the file")
    free = [at for at, block in enumerate(blocks) if block.kind is None]
    marked = [at for at in free if blocks[at].mark == "title"]
    marked += [at for at in free[:3] if (blocks[at].mark, blocks[at].mark_level) == ("heading", 1)]
    if marked:
        return marked[0], f"{blocks[marked[0]].mark}_mark"
    while free and blocks[free[0]].facts.author:
        del free[0]
    if len(blocks) == 1 or not free:
        return None, ""
    name, after = blocks[free[0]], blocks[free[0] + 1] if len(free) > 2 else None
    if after and name.facts.column and after.kind is None and len(after.text) > len(name.text):
        if may_be_title(blocks, free[1]):
            return free[1], "short_line_below_column"
    return (free[0], "short_first_line") if may_be_title(blocks, free[0]) else (None, "")


def may_be_title(blocks: list[LineBlock], at: int) -> bool:
    """Tell whether a line is short enough for a title, and neither sentence, numbered heading nor speech."""
    facts = blocks[at].facts
    if len(facts.text) > TITLE_LENGTH or facts.normalized[-1] in "。;,:" or facts.number or facts.role:
        return False
    label = label_at(blocks[at])
    if label is None or not (label.role or label.name):
        return True
    # A line that a name opens is speech if it ends with a stop, or the next opens with a name too.
    after = next((label_at(block) for block in blocks[at + 1 :] if block.kind is None), None)
    answered = facts.ends_sentence or (after and (after.role or after.name))
    who = normalize_line(label.who) + ":"
    return not label.role and not (answered and any(who in block.normalized[:20] for block in blocks[at + 1 :]))


def cut_series(block: LineBlock) -> list[LineBlock]:
    """Cut a series label such as (权威访谈·…) from the title: page furniture, like the imprint."""
    start = max(block.normalized.rfind("("), block.normalized.rfind("【"))
    if start <= 0 or not match_rule(SERIES, block.normalized[start:]):
        return [block]
    title = split_block(block, 0, len(block.text[:start].rstrip()))
    return [title, split_imprint(block, start, None, "imprint_series")]


def mark_below_title(blocks: list[LineBlock], at: int, subtitle: str | None) -> None:
    """Mark what still belongs to the head below the title, and wherever the title stands again."""
    title, below = blocks[at].normalized, at + 1
    while below < len(blocks):
        block, after = blocks[below], blocks[below + 1] if below + 1 < len(blocks) else None
        found = head_rule(title, block.facts, after, subtitle) if block.kind is None else None
        if found:
            block.decide(*found)
        elif block.kind != "imprint":
            break
        below += 1
    for before, block in zip(blocks[below - 1 :], blocks[below:], strict=False):
        if block.kind is None and block.normalized == title and before.normalized[-1] != ":":
            block.decide("imprint", "imprint_title_again")


def head_rule(title: str, line: LineFacts, after: LineBlock | None, subtitle: str | None) -> tuple[str, str] | None:
    """Say what a line below the title is if it still belongs to the head of the article: its kind, and the rule."""
    length = len(line.normalized)
    if line.normalized == title or (length >= LEAST_AGAIN and line.normalized in title):
        return "imprint", "imprint_title_again"
    if subtitle:
        return ("subtitle", "declared_subtitle") if line.text.strip(DASHES) == subtitle.strip(DASHES) else None
    if line.is_subtitle and not line.ends_sentence:
        return "subtitle", "subtitle_dash"
    if rule := line.series or line.author:
        return "imprint", f"imprint_{rule}"
    boxed = after and length < LONGEST_KEYWORD and after.facts.opens_box
    speech = length < 5 and (SPEECH_TITLE.search(title) or (after and after.normalized.endswith(":")))
    if (boxed or speech) and line.name:
        return "imprint", "imprint_author"
    goes_on = after and (after.kind == "imprint" or after.facts.is_subtitle)
    short = length <= HEADING_LENGTH and not line.ends_with_mark and not line.number
    return ("subtitle", "second_title_line") if goes_on and short else None


def mark_boxes(blocks: list[LineBlock]) -> None:
    """Mark what stands in a box such as 核心阅读 or 编者按 as lead."""
    before = None
    for at, block in enumerate(blocks):
        if block.kind is None and (before == "imprint_box" or (at < BOX_LINES and block.facts.opens_box)):
            block.decide("lead", "box")
        before = block.rule
