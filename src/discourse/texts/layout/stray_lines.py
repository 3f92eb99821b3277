"""Short lines that are left over: around the text, and one or two alone inside it, they belong to the page."""

import re
from itertools import groupby

from discourse.texts.layout.blocks import LineBlock, item_details
from discourse.texts.layout.facts import PLAIN_LENGTH

# With fewer paragraphs nothing tells what stands around them.
LEAST_PARAGRAPHS = 3
# More short lines in a row are a list, verse or a table, as are lines with gaps or figures only.
MOST_IN_A_ROW = 2
GAP = re.compile(r"\t| {2,}")
# Who signs a document, what an abstract begins with, and a speaker's thanks.
EQUATION = re.compile(r"^[^=＝≈\n]*+[=＝≈].*[0-9÷×+%]|^[^÷×\n]*+[÷×].*[=＝≈]", re.MULTILINE)
SIGNS = re.compile("(?:[局厅部委院会府署]|办公室|中心|公司|集团|(?:专家|调查|工作|领导小|课题)组)$")
KEPT = re.compile(
    r"^\[?【?(?:摘 *要|关 *键 *词|關鍵詞|Abstract|Key ?words)|^(?:谢谢|感谢|欢迎|你好|您好|大家好|各位)|"
    + SIGNS.pattern,
    re.IGNORECASE,
)
# An aside, and so many of them.
ASIDE, LEAST_ASIDES = re.compile(r"\((?!.*(?:图|摄|资料|视频|照片|来源|供|记者|编辑|作者))[^()]{1,20}\)"), 3
STRAY, TITLE = ("imprint", "imprint_stray_line"), ("title", "short_first_line")


def repeated_asides(blocks: list[LineBlock]) -> set[int]:
    """Find what is said aside, in brackets, if again and again: it is part of the text."""
    aside = {at for at, block in enumerate(blocks) if block.kind is None and ASIDE.fullmatch(block.normalized)}
    return aside if len(aside) >= LEAST_ASIDES else set()


def mark_stray_lines(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark one or two left-over short lines without a stop before the first paragraph, behind the last, and between.

    Where people speak, only those before the first of them.
    """
    paragraphs = [
        at for at, block in enumerate(blocks)
        if block.opens_turn or (block.kind is None and block.facts.is_paragraph)
    ]  # fmt: skip
    if len(paragraphs) < LEAST_PARAGRAPHS:
        return blocks
    spoken, titled = any(block.opens_turn for block in blocks), any(block.kind == "title" for block in blocks)
    kept = item_details(blocks) | repeated_asides(blocks)
    for row in rows_of_short_lines(blocks):
        if len(row) > MOST_IN_A_ROW or (spoken and row[0] > paragraphs[0]):
            continue
        for at in filter(lambda at: at not in kept and is_stray(blocks[at]), row):
            # What stands above everything is the title, where nothing else is.
            above = not titled and at < paragraphs[0] and all(block.kind is None for block in blocks[:at])
            blocks[at].decide(*(TITLE if above else STRAY))
    return blocks


def rows_of_short_lines(blocks: list[LineBlock]) -> list[list[int]]:
    """List the rows of short lines that nothing explains so far, each of lines that follow one another."""
    # A full stop of English ends a sentence, too.
    short = [
        block.kind is None and len(block.text) <= PLAIN_LENGTH
        and not block.facts.ends_sentence and block.facts.last != "."
        for block in blocks
    ]  # fmt: skip
    return [list(run) for is_short, run in groupby(range(len(blocks)), key=short.__getitem__) if is_short]


def is_stray(block: LineBlock) -> bool:
    """Tell whether a short line is no clause, no point, no row of a table and nobody's words."""
    facts = block.facts
    known = (
        block.mark == "heading"
        or facts.is_paragraph
        or facts.opens_point
        or facts.number
        or facts.dateline
        or facts.opens_box
        or facts.label_form
    )
    return not (
        known
        or facts.is_subtitle
        or GAP.search(block.text)
        or EQUATION.search(block.text)
        or KEPT.search(facts.normalized)
    )
