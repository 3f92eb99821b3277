"""Text, heading or imprint? Where no rule decides by a line's own form, cues of the line and those around it do.

The cues are weighed as in multinomial logistic regression; the weights were learnt from labelled pages.
"""

import csv
from functools import cache
from itertools import groupby
from math import exp
from pathlib import Path

from discourse.texts.characters import PAUSES
from discourse.texts.layout.blocks import LineBlock, has_short_paragraphs, item_details
from discourse.texts.layout.kind_cues import MIDDLING, find_cues, is_full_text, is_picture
from discourse.texts.layout.stray_lines import LEAST_PARAGRAPHS, MOST_IN_A_ROW

# A row for each cue, with what it adds for each state; made by benchmarks/reading_kinds.py.
TABLE = Path(__file__).with_name("kind_model.csv")
STATES = ("text", "heading", "imprint")
# How likely another state must be to overrule what the rules say, and what they say is a heading.
OVERRULES, UNDOES = 0.5, 0.7
# Imprint that only the lines around it told.
BY_NEIGHBOURS = {"imprint_stray_line", "imprint_scene"}
# So many headings are a series.
LEAST_HEADINGS = 3
# More short lines in a row are a list, verse or a table, whatever each looks like.
LONGEST_ROW = 6


def weigh_lines(blocks: list[LineBlock]) -> list[LineBlock]:
    """Weigh the cues of each line that no rule knew by its own form; change what it is taken for where they are clear.

    All are weighed before the first is changed.
    """
    wanted, few = [], sum(map(is_full_text, blocks)) < LEAST_PARAGRAPHS
    short = has_short_paragraphs(blocks)
    for at, cues in find_cues(blocks):
        if (few or (short and not blocks[at].facts.number)) and blocks[at].facts.ends_sentence:
            # Among few paragraphs, or short ones, a short sentence is one, too.
            continue
        chances = blocks[at].chances = weigh_cues(cues)
        state = likely_state(taken_for(blocks[at]), chances)
        if state != taken_for(blocks[at]):
            wanted.append((at, state))
    allowed = find_allowed(blocks) if wanted else []
    for at, state in wanted:
        if state in allowed[at]:
            blocks[at].decide(None if state == "text" else state, f"likely_{state}")
            if state == "heading":
                blocks[at].level = blocks[at].facts.number or "plain"
    return blocks


def taken_for(block: LineBlock) -> str:
    """Say which of the states a line has by the rules."""
    return block.kind or "text"


def likely_state(taken: str, chances: dict[str, float]) -> str:
    """Return the likeliest state where it is likely enough to overrule that which a line is taken for, else this.

    >>> likely_state("text", {"text": 0.1, "heading": 0.0, "imprint": 0.9}), likely_state("imprint", {"text": 1.0})
    ('imprint', 'text')
    """
    state = max(chances, key=chances.__getitem__)
    return state if chances[state] >= (UNDOES if taken == "heading" else OVERRULES) else taken


def find_allowed(blocks: list[LineBlock]) -> list[set[str]]:
    """Tell of each line what its cues may make of it.

    Nothing where there are few full paragraphs: they tell what stands around them. Imprint was told by more than its
    neighbours, but for stray lines and scenes. Lines in a row head nothing, nor do those between speeches, but for what
    rules tell.
    """
    full = [at for at, block in enumerate(blocks) if is_full_text(block)]
    if len(full) < LEAST_PARAGRAPHS:
        return [set() for _ in blocks]
    spoken = any(block.opens_turn for block in blocks)
    short = [block.kind is None and not (block.opens_turn or block.facts.is_paragraph) for block in blocks]
    rows = [length * is_short for is_short, run in groupby(short) for length in [len([*run])] for _ in range(length)]
    headed = sum(block.kind == "heading" for block in blocks) >= LEAST_HEADINGS and not any(map(is_picture, blocks))
    details, allowed = item_details(blocks), []
    for at, (block, row) in enumerate(zip(blocks, rows, strict=True)):
        wanted = allow_states(block, row, spoken)
        # Without a picture in sight no heading of several is a caption, nor is a list between paragraphs.
        kept = at in details or (headed and (block.kind == "heading" or (row > MOST_IN_A_ROW and at < full[-1])))
        allowed.append(wanted - {"imprint"} if kept else wanted)
    return allowed


def allow_states(block: LineBlock, row: int, spoken: bool) -> set[str]:
    """Tell what a line by itself may be, one of `row` short ones in a row, in a text that is `spoken` or not."""
    if row > LONGEST_ROW or (block.kind == "imprint" and block.rule not in BY_NEIGHBOURS):
        return set()
    stops = block.normalized[:-1].count("。") + bool(block.facts.number)
    if stops > 1 and len(block.text) > MIDDLING:
        # Sentences with more words behind them, or one with a number, are no caption: a heading was lost.
        return {"text"}
    goes_on = block.facts.last in PAUSES or block.facts.last == ":"
    heads = not spoken and row <= MOST_IN_A_ROW and block.facts.can_head and not goes_on
    # A number belongs to a list or a heading.
    return ({*STATES} if heads else {"text", "imprint"}) - ({"imprint"} if block.facts.number else set())


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
