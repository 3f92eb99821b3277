"""How sure the reading is of each paragraph's kind: how likely it is right, by what it is, and what stands around it.

The cues are weighed as in logistic regression; the weights were learnt from labelled pages, many of them as they were
read before anybody had looked at them.
"""

import csv
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import Any

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.certainty_cues import Cues, find_certainty_cues, name_cues
from discourse.texts.layout.facts import MANY_LINES
from discourse.texts.layout.kind_cues import state_of
from discourse.texts.sentences import INSIDE

# A row for each cue, with what it adds, and of rules the kind that was mostly right where theirs was not; made by
# benchmarks/reading_certainty.py.
TABLE = Path(__file__).with_name("certainty.csv")
# The cue that all lines have.
ALL = "all"
# What has the number of a section; and how often that was right in labelled texts, where the least sure heading above
# was less sure than so.
NUMBERED_BY_HEADINGS = {"heading", "question", "answer", "body"}
SECTION_RATES = ((0.5, 0.5), (0.86, 0.9))


@cache
def read_certainty_weights() -> dict[str, tuple[float, str]]:
    """Return what each cue of the table adds to the log odds that a kind is right, and what it mostly was else."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["cue"]: (float(row["weight"]), row["instead"]) for row in csv.DictReader(file)}


@lru_cache(MANY_LINES)
def weigh_part(kind: str, level: str, part: str, values: tuple[Any, ...]) -> float:
    """Return what one part of the cues of a paragraph adds."""
    weights = read_certainty_weights()
    by_either = ([f"{of}: {cue}" for of in (kind, level)] for cue in name_cues(part, values))
    return sum(sum(weights[name][0] for name in names if name in weights) for names in by_either)


def weigh_certainty(cues: Cues) -> float:
    """Return how likely the kind of a paragraph is right.

    >>> weigh_certainty(Cues("a kind", "a level", "a rule to come", ())) > 0.5
    True
    """
    kind, level, rule, parts = cues
    weights = read_certainty_weights()
    # What all have, and the rule that told the kind.
    odds = sum(weights[cue][0] for cue in (ALL, rule, f"{level} {kind}") if cue in weights)
    for part in parts:
        odds += weigh_part(kind, level, *part)
    return 1 / (1 + exp(-odds))


def rate_certainty(blocks: list[LineBlock]) -> list[LineBlock]:
    """Say of each block how sure its kind is, and what it is likeliest else; what is declared is certain."""
    weights, above = read_certainty_weights(), (1.0, "")
    for block, cues in zip(blocks, find_certainty_cues(blocks), strict=True):
        if block.rule != INSIDE:
            _, instead = weights.get(block.rule, (0.0, ""))
            if block.chances:
                # Weighed by another model, of three states.
                rest = {other: chance for other, chance in block.chances.items() if other != state_of(block)}
                instead = max(rest, key=rest.__getitem__)
            above = round(weigh_certainty(cues), 3), "body" if instead == "text" else instead
        # A point inside a line is of the kind of its line.
        certainty, block.instead = above
        block.certainty = block.kind_certainty = 1.0 if block.declared else certainty
    return blocks


def inherit_certainty(blocks: list[LineBlock]) -> list[LineBlock]:
    """Make what is numbered by headings no surer than the section of such rows was, by the least sure heading above.

    >>> from discourse.texts.layout.facts import LineFacts
    >>> heading, below = LineBlock(0, 1, LineFacts("甲"), kind="heading"), LineBlock(2, 3, LineFacts("乙"), kind="body")
    >>> heading.kind_certainty, below.certainty = 0.4, 0.99
    >>> [block.certainty for block in inherit_certainty([heading, below])]
    [1.0, 0.5]
    """
    least = 1.0
    for block in blocks:
        if block.kind in NUMBERED_BY_HEADINGS and not block.declared:
            block.certainty = min(block.certainty, next((rate for limit, rate in SECTION_RATES if least < limit), 1.0))
        if block.kind == "heading":
            least = min(least, block.kind_certainty)
    return blocks
