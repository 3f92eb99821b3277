"""How sure the reading is of each paragraph's kind: how often such a paragraph was read right in labelled texts."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from discourse.texts.layout.blocks import COUNTED, LineBlock
from discourse.texts.layout.codes import NOTES
from discourse.texts.layout.facts import LineFacts
from discourse.texts.layout.rules import AUTHOR, BOX_ALONE, COLUMN, HEADINGS, IMPRINT, SERIES
from discourse.texts.sentences import INSIDE

# Made by benchmarks/reading_certainty.py. A row without a rule is of all rules of its level, one without a shape of all
# shapes.
TABLE = Path(__file__).with_name("certainty.csv")
# What has the number of a section; and how often that was right in labelled texts, where the least sure heading above
# was less sure than so.
NUMBERED_BY_HEADINGS = {"heading", "question", "answer", "body"}
SECTION_RATES = ((0.5, 0.7), (0.86, 0.93))
# Up to so many characters a line is short, as most headings, captions and lines of the page are.
SHORT = 40
# What decided: nothing but that no rule did; the form of the line itself, or a mark of the file; else its neighbours.
LEFT_OVER = {"before_first_turn", "no_turns", "after_last_point"}
OWN_FORM = {"label", "box", "subtitle_dash", "heading_document"} | {
    *(f"heading_{rule.name}" for rule in HEADINGS),
    *(f"imprint_{rule.name}" for rule in (*IMPRINT, *BOX_ALONE, *AUTHOR, *COLUMN, *SERIES)),
    *(rule for rule in NOTES if rule.endswith("_mark") or rule.startswith("declared")),
}


class Condition(NamedTuple):
    """What the certainty of a paragraph hangs on: the level of its rule, the rule, and its shape.

    The shape of what is left over is that of its line; of what its neighbours told, whether the one above is text.
    """

    level: str
    rule: str
    shape: str


class Rate(NamedTuple):
    """How often the kind of such paragraphs was right, and what those most often were that were read wrong."""

    certainty: float
    instead: str


def find_conditions(rules: Iterable[str], kinds: Iterable[str | None], lines: Iterable[LineFacts]) -> list[Condition]:
    """Return on what the certainty of each paragraph of an article hangs: its rule, its line, and the kind above it.

    >>> lines = [LineFacts("谈低空"), LineFacts("图为园区")]
    >>> [condition.shape for condition in find_conditions(["short_first_line", "no_turns"], ["title", "body"], lines)]
    ['below_page', 'head_short_open']
    """
    found, head, above = list[Condition](), "head_", "below_page"
    for rule, kind, line in zip(rules, kinds, lines, strict=True):
        if rule == INSIDE and found:
            # It is of the kind of its line.
            found.append(found[-1])
            continue
        level = level_of(rule)
        is_long = len(line.text) > SHORT
        # A full stop of English ends a line, too.
        closed = line.last == "." or line.ends_with_mark
        if is_long and closed:
            head = ""
        if level == "left_over":
            found.append(
                Condition(level, rule, f"{head}{'long' if is_long else 'short'}_{'closed' if closed else 'open'}")
            )
        else:
            found.append(Condition(level, rule, above if level == "neighbours" else ""))
        above = "below_text" if kind in COUNTED else "below_page"
    return found


@cache
def level_of(rule: str) -> str:
    """Return what decided: the `own_form` of a line, its `neighbours`, or nothing, so that it was `left_over`."""
    if rule in LEFT_OVER or rule.startswith("continues_"):
        return "left_over"
    return "own_form" if rule in OWN_FORM else "neighbours"


class Rates(dict[Condition, Rate]):
    """Rates by what they hang on; a condition that has none takes that of the next wider one, and keeps it.

    >>> rates = read_rates()
    >>> rates[Condition("own_form", "imprint_of_tomorrow", "")] == rates[Condition("own_form", "", "")]
    True
    """

    def __missing__(self, condition: Condition) -> Rate:
        rate = self[condition] = next(self[wider] for wider in widen(condition)[1:] if wider in self)
        return rate


@cache
def read_rates() -> Rates:
    """Return the rates of the table by what they hang on."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rates = {
            Condition(row["level"], row["rule"], row["shape"]): Rate(float(row["certainty"]), row["instead"])
            for row in csv.DictReader(file)
        }
    return Rates(rates)


def widen(condition: Condition) -> list[Condition]:
    """Return a condition, its shape in its level, and its level.

    >>> [each.rule or each.shape for each in widen(Condition("neighbours", "title_of_page", "alone"))]
    ['title_of_page', 'alone', '']
    """
    return [condition, condition._replace(rule=""), Condition(condition.level, "", "")]


def rate_certainty(blocks: list[LineBlock]) -> list[LineBlock]:
    """Say of each block how sure its kind is, and what it is likeliest else; what is declared is certain."""
    rules, kinds, lines = ([getattr(block, name) for block in blocks] for name in ("rule", "kind", "facts"))
    rates = read_rates()
    for block, condition in zip(blocks, find_conditions(rules, kinds, lines), strict=True):
        certainty, block.instead = rates[condition]
        if block.chances:
            # Weighed by a model.
            state = "text" if block.kind in COUNTED else block.kind
            rest = {other: chance for other, chance in block.chances.items() if other != state}
            instead = max(rest, key=rest.__getitem__)
            certainty = round(block.chances.get(state or "", 0.0), 2)
            block.instead = "body" if instead == "text" else instead
        block.certainty = block.kind_certainty = 1.0 if block.declared else certainty
    return inherit_certainty(blocks)


def inherit_certainty(blocks: list[LineBlock]) -> list[LineBlock]:
    """Make what is numbered by headings no surer than the section of such rows was, by the least sure heading above.

    >>> heading, below = LineBlock(0, 1, LineFacts("甲"), kind="heading"), LineBlock(2, 3, LineFacts("乙"), kind="body")
    >>> heading.kind_certainty, below.certainty = 0.4, 0.99
    >>> [block.certainty for block in inherit_certainty([heading, below])]
    [1.0, 0.7]
    """
    least = 1.0
    for block in blocks:
        if block.kind in NUMBERED_BY_HEADINGS and not block.declared:
            block.certainty = min(block.certainty, next((rate for limit, rate in SECTION_RATES if least < limit), 1.0))
        if block.kind == "heading":
            least = min(least, block.kind_certainty)
    return blocks
