"""Sections and turns: what is left over gets its kind, and all are numbered."""

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.rules import LEVELS


def fill_kinds(blocks: list[LineBlock]) -> list[LineBlock]:
    """Give each paragraph left over its kind: lead before the first turn, then the turn it continues, else body.

    A speaker who goes on under a label of the same name goes on with the same turn, unless a heading lies between.
    """
    turns = any(block.opens_turn for block in blocks)
    kind, rule = ("lead", "before_first_turn") if turns else ("body", "no_turns")
    speaker: str | None = None
    going_on: str | None = None
    for block in blocks:
        if block.opens_turn:
            same = block.kind == "answer" and block.speaker is not None and block.speaker == going_on
            kind, speaker, rule = str(block.kind), block.speaker, f"continues_{block.kind}"
            block.opens_turn, going_on = not same, speaker if kind == "answer" else None
        elif block.kind is None:
            block.kind, block.speaker = kind, speaker
            if not block.rule:
                block.decide(kind, rule)
        if block.kind == "heading":
            going_on = None
    return blocks


def number_sections(blocks: list[LineBlock]) -> list[LineBlock]:
    """Number sections and turns from 1; 0 is what belongs to none."""
    opening, section, turn, heading = opening_headings(blocks), 0, 0, None
    for at, block in enumerate(blocks):
        if at in opening:
            section, heading = section + 1, block.text
        elif at - 1 in opening and goes_on(blocks, at):
            heading = f"{heading} {block.text}"
        turn += block.opens_turn
        if block.kind in ("question", "answer"):
            block.turn = turn
        if block.kind in ("question", "answer", "heading", "body"):
            block.section, block.heading = section, heading
    return blocks


def goes_on(blocks: list[LineBlock], at: int) -> bool:
    """Tell whether a heading is the second line of the one before it."""
    pair = blocks[at - 1 : at + 1]
    return len(pair) == 2 and all(block.kind == "heading" and block.level == "plain" for block in pair)


def opening_headings(blocks: list[LineBlock]) -> set[int]:
    """Choose the headings that open a section: those before questions, else those of the highest level."""
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    heads = [at for at in heads if not goes_on(blocks, at)]
    declared = {at for at in heads if blocks[at].level == "declared"}
    asking, follows = set(), None
    for at in reversed(range(len(blocks))):
        if blocks[at].kind not in ("heading", "imprint"):
            follows = blocks[at]
        elif follows and follows.opens_turn and follows.kind == "question":
            asking.add(at)
    asking &= set(heads)
    levels = [LEVELS[blocks[at].level] for at in (asking or heads) if at not in declared]
    chosen = asking if len(asking) > 1 else heads
    return declared | {at for at in chosen if levels and LEVELS[blocks[at].level] == min(levels)}
