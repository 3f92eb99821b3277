"""Lines become blocks: spans of the text that learn step by step what they are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from operator import attrgetter

from discourse.errors import DiscourseError, one_of
from discourse.texts.layout.codes import NOTES
from discourse.texts.layout.facts import TITLE_LENGTH, LineFacts, line_facts
from discourse.texts.layout.rules import normalize_line

KINDS = ["title", "subtitle", "lead", "heading", "question", "answer", "body", "imprint"]
# The kinds that are the text itself.
COUNTED = {"lead", "question", "answer", "body"}
MARKS = ["title", "heading", "caption", "bold", "box"]
LINE = re.compile(r"[^\s](?:[^\r\n\x0b\x0c\x85\u2028\u2029]*[^\s])?")
# The most characters of a short paragraph, what part of the paragraphs of a text are many, and of how many at least.
SHORT_PARAGRAPH, MANY_SHORT, LEAST_OF_MANY = 40, 0.4, 12


@dataclass(slots=True)
class LineBlock:
    """A paragraph in the making: a span of the text, what it was understood to be, by which `rule`, and a `note` on it.

    `kind_certainty` is how sure the kind is, `certainty` how sure that and the section are, `instead` what the kind is
    likeliest else; `chances` are those of text, heading and imprint where a model weighed them.
    `mark` and `mark_level` are what the file's layout says of the whole line, `bold` the length of its bold beginning.
    The passes of `find_structure` write into the blocks of its own; nobody else should.
    """

    start: int
    end: int
    facts: LineFacts
    line: int = 0
    kind: str | None = None
    speaker: str | None = None
    opens_turn: bool = False
    opens_section: bool = False
    level: str | None = None
    section: int = 0
    turn: int = 0
    point: int | None = None
    heading: str | None = None
    rule: str = ""
    note: str = ""
    certainty: float = 1.0
    kind_certainty: float = 1.0
    instead: str = ""
    chances: dict[str, float] = field(default_factory=dict)
    mark: str | None = None
    mark_level: int = 0
    bold: int = 0
    declared: dict = field(default_factory=dict)

    # Asked so often that the time of a call counts.
    text = property(attrgetter("facts.text"), doc="The text as it is printed.")
    normalized = property(attrgetter("facts.normalized"), doc="The text as the rules see it.")

    @property
    def is_overruled(self) -> bool:
        """Whether the manifest declares more of the block than that it was looked at."""
        return bool(self.declared.keys() - {"line", "reason"})

    def decide(self, kind: str | None, rule: str, **details: str) -> None:
        """Say what the block is, and by which rule; `details` are named in the rule's sentence."""
        note = NOTES[rule]
        self.kind, self.rule, self.note = kind, rule, note.format(**details) if details else note


OTHER_FIELDS = attrgetter(*(each.name for each in fields(LineBlock)[3:]))


def is_full(block: LineBlock) -> bool:
    """Tell whether a block is known, or a paragraph, and not one more short line."""
    return block.kind is not None or block.facts.is_paragraph


def is_text(block: LineBlock) -> bool:
    """Tell whether a block is a sentence that no rule knows."""
    return block.kind is None and block.facts.ends_sentence


def decide_open(blocks: Iterable[LineBlock], rule: str) -> None:
    """Say of the lines that no rule knows yet that they belong to the page, and by which rule."""
    for block in blocks:
        if block.kind is None:
            block.decide("imprint", rule)


def item_details(blocks: list[LineBlock]) -> set[int]:
    """Find the short lines that stand alone between numbered lines, and below the last: an item's office or place."""
    found = set[int]()
    for at, (above, block) in enumerate(pairwise(blocks), 1):
        line, below = block.facts, blocks[at + 1 : at + 2]
        if block.kind or not line.is_short or line.number or line.label_form or not above.facts.number:
            continue
        follows = any(
            each.facts.number == above.facts.number and each.facts.rank == above.facts.rank + 1 for each in below
        )
        if (follows or at - 2 in found) and not above.facts.ends_with_mark:
            found.add(at)
    return found


def has_short_paragraphs(blocks: list[LineBlock]) -> bool:
    """Tell whether many paragraphs of a text are of a sentence or two, as where each sentence has a line of its own."""
    lengths = [len(block.text) for block in blocks if block.kind in (None, "body") and block.facts.ends_sentence]
    short = sum(length <= SHORT_PARAGRAPH for length in lengths)
    return len(lengths) >= LEAST_OF_MANY and short >= MANY_SHORT * len(lengths)


def read_line_blocks(text: str, line_of: Callable[[int], int]) -> list[LineBlock]:
    """Give each line that is not blank, without the blanks at its ends."""
    normalized = normalize_line(text)
    return [
        LineBlock(start, end, line_facts(text[start:end], normalized[start:end]), line_of(start))
        for start, end in map(re.Match.span, LINE.finditer(text))
    ]


def split_block(block: LineBlock, start: int, end: int | None = None) -> LineBlock:
    """Cut a span, given as offsets into its text, out of a block."""
    end = len(block.text) if end is None else end
    if (start, end) == (0, len(block.text)):
        return block
    facts = line_facts(block.text[start:end], block.normalized[start:end])
    # As dataclasses.replace does, in a fifth of the time.
    return LineBlock(block.start + start, block.start + end, facts, *OTHER_FIELDS(block))


def split_imprint(block: LineBlock, start: int, end: int | None, rule: str) -> LineBlock:
    """Cut what belongs to the page out of a block; what is declared is declared of the rest."""
    imprint = replace(split_block(block, start, end), declared={})
    imprint.decide("imprint", rule)
    return imprint


def declare(blocks: list[LineBlock], declarations: Iterable[dict]) -> list[LineBlock]:
    """Attach each declaration to the paragraph that begins on its line; a declared kind is no longer guessed.

    Raises DiscourseError where a line holds no paragraph, or a kind is unknown.
    """
    by_line: dict[int, list[LineBlock]] = {block.line: [] for block in blocks}
    for block in blocks:
        by_line[block.line].append(block)
    for declaration in declarations:
        line = declaration["line"]
        if line not in by_line:
            raise DiscourseError(f"declare.line={line} holds no paragraph of the article; count from 1 in the file")
        if "kind" in declaration:
            one_of("declare.kind", declaration["kind"], KINDS)
        for block in by_line[line]:
            block.declared = {**block.declared, **declaration}
            if "kind" in declaration:
                block.decide(declaration["kind"], "declared")
    return blocks


def attach_marks(blocks: list[LineBlock], marks: Iterable) -> list[LineBlock]:
    """Give each line what the file's layout says of it: (start, end, name, level), name title, heading, caption, bold.

    Of several marks over a whole line the first in this order counts; a mark over a line's beginning counts if bold, or
    if it says that the line stands in a box.
    Marks of other names, such as the numbers of notes, say nothing of a line.
    """
    starts = [block.start for block in blocks]
    known = [mark for mark in marks if mark[2] in MARKS]
    for start, end, name, level in sorted(known, key=lambda mark: MARKS.index(mark[2]), reverse=True):
        first = max(bisect_right(starts, start) - 1, 0)
        for block in blocks[first : bisect_left(starts, end)]:
            if start <= block.start and block.end <= end:
                # What is set as a heading, but is a paragraph by its length and its stop, heads nothing.
                paragraph = name == "heading" and len(block.text) > TITLE_LENGTH and block.facts.ends_sentence
                block.mark, block.mark_level = ("bold", 0) if paragraph else (name, level)
                block.bold = len(block.text)
            elif name == "box" and start <= block.start < end:
                block.mark = name
            elif name == "bold" and start <= block.start < end:
                block.bold = max(block.bold, end - block.start)
    return blocks
