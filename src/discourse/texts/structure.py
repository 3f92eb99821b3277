"""Text becomes paragraphs: title, lead, headings, turns, speakers, points."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from discourse.texts.layout.blocks import KINDS, LineBlock, attach_marks, declare, read_line_blocks
from discourse.texts.layout.certainty import inherit_certainty, rate_certainty
from discourse.texts.layout.copied_page import mark_around_article
from discourse.texts.layout.foot import cut_notices, mark_foot
from discourse.texts.layout.head import (
    mark_above_breadcrumb,
    mark_boxes,
    mark_head,
    mark_kicker,
    mark_page_top,
    mark_pull_quotes,
    mark_red_head,
)
from discourse.texts.layout.headings import mark_headings
from discourse.texts.layout.imprint import (
    cut_credits,
    cut_metadata,
    cut_stamps,
    mark_attachments,
    mark_below_text,
    mark_broken_lines,
    mark_captions,
    mark_card_lines,
    mark_cited_notes,
    mark_contents,
    mark_foreign_captions,
    mark_imprint,
    mark_links,
    mark_names_and_posts,
    mark_notes,
    mark_signatures,
)
from discourse.texts.layout.kind_model import weigh_lines
from discourse.texts.layout.legends import mark_roster
from discourse.texts.layout.points import end_series, mark_points
from discourse.texts.layout.sections import fill_kinds, number_sections, open_sections
from discourse.texts.layout.stray_lines import mark_stray_lines
from discourse.texts.layout.turns import mark_statement, mark_turns, mark_unlabelled

__all__ = ["KINDS", "SOURCE_LINE", "STAMP_LINE", "LineBlock", "find_structure"]

SOURCE_LINE = re.compile(
    r"《\s*(?P<source>[^\s《》][^《》]{0,60}?)\s*》\s*+(?:[（(]\s*+)?(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(第?\s*0{0,3}(?P<page>\w+?)\s*版)?"
)
STAMP_LINE = re.compile(
    r"(?:(?:发布时间|发布日期|发表时间|公布日期|PubTime-发表时间|^(?:date|pub(?:lish)?(?:ed)?(?: ?time|[\w-]*)|日期))"
    r"\s*[:：】]+\s*[\"']?|发信站\s*[:：][^()（）]{0,40}[(（][A-Za-z]{3} )"
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})",
    re.IGNORECASE,
)


def find_structure(
    text: str, *, line_of: Callable[[int], int], title: str | None = None, subtitle: str | None = None,
    title_apart: bool = False, declarations: Iterable[dict] = (), marks: Iterable = (),
) -> list[LineBlock]:  # fmt: skip
    """Divide an article's text into its paragraphs and say what each is, by which rule.

    `line_of` gives the line in the file for an offset into `text`; `marks` are what the file's layout says of spans
    of `text` (start, end, name, level); `declarations` are the manifest's `[[article.declare]]`, which overrule every
    guess. A title that is known `title_apart` from the text need not stand in it, and the text is one, whatever it
    looks like. A line that holds several points, or the words of several speakers, gives several blocks.

    Raises DiscourseError where a declaration's line holds no paragraph, or a declared title is not found.
    """
    given: dict[Callable, dict[str, Any]] = {
        mark_around_article: {"title": title},
        mark_head: {"title": title, "subtitle": subtitle, "title_apart": title_apart},
        keep_text: {"known": title_apart},
    }
    blocks = declare(attach_marks(read_line_blocks(text, line_of), marks), declarations)
    for step in STEPS:
        alone = step in BY_NEIGHBOURS and len(blocks) == 1 and not (blocks[0].mark or blocks[0].declared)
        blocks = blocks if alone else step(blocks, **given.get(step, {}))
    return blocks


def keep_text(blocks: list[LineBlock], *, known: bool) -> list[LineBlock]:
    """Take the lines of what is `known` to be a text for its body, where all of them look like imprint."""
    if known and all(block.kind == "imprint" and not block.declared for block in blocks):
        for block in blocks:
            block.decide("body", "imprint_alone")
    return blocks


def overrule(blocks: list[LineBlock]) -> list[LineBlock]:
    """Put what the manifest declares of a paragraph in the place of what was guessed; point 0 is none."""
    for block in blocks:
        for key in ("speaker", "section", "turn", "point"):
            if key in block.declared:
                setattr(block, key, block.declared[key])
        block.point = block.point or None
    return blocks


# Each takes the blocks and returns them.
STEPS = (
    # what belongs to the page
    mark_card_lines, cut_metadata, cut_stamps, mark_imprint, mark_broken_lines, mark_around_article,
    cut_notices, mark_foot, mark_links, mark_notes, mark_cited_notes,
    mark_signatures, mark_attachments, mark_below_text, cut_credits,
    # the head of the article
    mark_above_breadcrumb, mark_page_top, mark_red_head, mark_kicker, mark_head, mark_pull_quotes, mark_boxes,
    mark_contents,
    # who speaks, and under which heading
    mark_turns, mark_statement, mark_unlabelled, mark_roster, mark_names_and_posts, mark_foreign_captions,
    mark_captions, mark_headings, mark_stray_lines,
    # what no rule was sure of
    weigh_lines, fill_kinds, keep_text,
    # what belongs together
    open_sections, number_sections, mark_points, end_series, overrule,
    # how sure that is
    rate_certainty, inherit_certainty,
)  # fmt: skip
# The steps that tell a line by others: to one that is alone, as most cells of a table are, they have nothing to say, if
# neither the file's layout nor the manifest has.
BY_NEIGHBOURS = {
    mark_card_lines, mark_broken_lines, mark_around_article, mark_foot, mark_links, mark_notes, mark_cited_notes,
    mark_signatures, mark_attachments, mark_below_text, mark_above_breadcrumb, mark_page_top, mark_red_head,
    mark_kicker, mark_pull_quotes, mark_statement, mark_unlabelled, mark_names_and_posts, mark_foreign_captions,
    mark_captions, mark_headings, mark_stray_lines, end_series, inherit_certainty,
}  # fmt: skip
