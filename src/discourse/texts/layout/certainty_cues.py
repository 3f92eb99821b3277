"""Cues of how sure the kind of a paragraph is: of itself, of those around it, and of its place in the text."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from discourse.texts.layout.blocks import COUNTED, LineBlock
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.kind_cues import LENGTHS, LONGEST_LINE, MIDDLING, end_of, read_form, shape_of, state_of

# What is seen of a paragraph, in parts: what it is by itself, a short one also by what it begins with and speaks
# of; what the file's layout says of it, and of ten how likely its kind is where a model weighed it; what the lines
# around it are taken for; where it stands, and how many others have its rule, its kind, its words, its speaker.
NAMES = {
    "form": ("length", "ends", "shape", "begins", "commas", "words"),
    "layout": ("mark", "bold", "chance"),
    "above": ("above", "line above", "rule above", "two above"),
    "below": ("below", "line below", "rule below", "two below", "between"),
    "place": ("times", "lines", "top", "bottom", "where", "spoken", "again", "speaks"),
}
# So often, so far, so many: more are told apart no more.
MANY, MANY_OF_A_KIND = 4, 6
NO_LINE = (None, None, None)


class Cues(NamedTuple):
    """The kind of a paragraph, the level of its rule, the rule, and what else is seen of it: parts with their values.

    A value of None is no cue, a tuple has several.
    """

    kind: str
    level: str
    rule: str
    parts: tuple[tuple[str, tuple[Any, ...]], ...]

    def names(self) -> list[str]:
        """Name all cues, as the weights do: the rule, its level and the kind, then what else is seen, by either.

        >>> Cues("body", "left_over", "no_turns", (("layout", ("caption", None, None)),)).names()
        ['no_turns', 'left_over body', 'body: mark caption', 'left_over: mark caption']
        """
        told = [cue for part in self.parts for cue in name_cues(*part)]
        by_either = [f"{of}: {cue}" for of in (self.kind, self.level) for cue in told]
        return [self.rule, f"{self.level} {self.kind}", *by_either]


def name_cues(part: str, values: tuple[Any, ...]) -> list[str]:
    """Name the cues of one part of what is seen of a paragraph."""
    return [
        f"{name} {each}"
        for name, value in zip(NAMES[part], values, strict=True)
        for each in (value if isinstance(value, tuple) else (value,))
        if each is not None
    ]


def find_form(block: LineBlock, shape: str) -> tuple[Any, ...]:
    """Return what a line is by itself, the `form`; what a long one begins with and speaks of tells nothing."""
    text = block.facts.normalized
    if len(text) > LONGEST_LINE:
        return len(LENGTHS), end_of(block), shape, None, None, None
    size, *others = read_form(text)
    return size, end_of(block), shape, *others


class Places:
    """Where each line of a text stands, and how many others are like it."""

    def __init__(self, blocks: list[LineBlock]):
        self.last = len(blocks) - 1
        self.rules = Counter([block.rule for block in blocks])
        self.kinds = Counter([block.kind for block in blocks])
        self.texts = Counter([block.facts.text for block in blocks])
        self.speakers = Counter([block.speaker for block in blocks if block.opens_turn])
        self.spoken = bool(self.kinds["question"] or self.kinds["answer"]) or None
        full = [at for at, block in enumerate(blocks) if len(block.facts.text) > MIDDLING and block.kind in COUNTED]
        self.first_full, self.last_full = (full[0], full[-1]) if full else (len(blocks), -1)

    def read(self, at: int, block: LineBlock) -> tuple[Any, ...]:
        """Return the `place` of a line."""
        if at < self.first_full:
            where = "head"
        else:
            where = "inside" if at <= self.last_full else f"tail {min(at - self.last_full, MANY)}"
        speaks = min(self.speakers[block.speaker], MANY) if block.speaker else None
        return (
            min(self.rules[block.rule], MANY), min(self.kinds[block.kind], MANY_OF_A_KIND), min(at, MANY),
            min(self.last - at, MANY), where, self.spoken, self.texts[block.facts.text] > 1 or None, speaks,
        )  # fmt: skip


def find_certainty_cues(blocks: list[LineBlock]) -> Iterator[Cues]:
    """Give the cues of each paragraph of an article, whose kinds and rules are known.

    >>> from discourse.texts.layout.facts import LineFacts
    >>> lines = [LineBlock(0, 3, LineFacts("谈低空"), kind="title", rule="short_first_line")]
    >>> next(find_certainty_cues(lines)).names()[2:5]
    ['title: length 0', 'title: ends open', 'title: shape short open']
    """
    shapes = [shape_of(block) for block in blocks]
    if len(blocks) == 1:
        # Nothing stands around it.
        form = "form", find_form(blocks[0], shapes[0])
        yield Cues(blocks[0].kind or "", level_of(blocks[0].rule), blocks[0].rule, (form,))
        return
    places = Places(blocks)
    lines = [
        (block.kind or "", f"{block.kind} {shape}", block.rule) for block, shape in zip(blocks, shapes, strict=True)
    ]
    around = [NO_LINE, NO_LINE, *lines, NO_LINE, NO_LINE]
    for at, (block, shape, (kind, _, rule)) in enumerate(zip(blocks, shapes, lines, strict=True)):
        two_above, above, _, below, two_below = around[at : at + 5]
        chance = round(block.chances.get(state_of(block), 0.0) * 10) if block.chances else None
        layout = block.mark, block.bold >= len(block.facts.text) or None, chance
        parts = (
            ("form", find_form(block, shape)), ("above", (*above, two_above[0])),
            ("below", (*below, two_below[0], f"{above[0]} {below[0]}")), ("place", places.read(at, block)),
            ("layout", layout),
        )  # fmt: skip
        yield Cues(kind, level_of(rule), rule, parts[:-1] if layout == NO_LINE else parts)
