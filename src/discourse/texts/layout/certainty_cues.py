"""Cues of how sure the kind of a paragraph is: of itself, of those around it, and of its place in the text."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from discourse.texts.layout.blocks import COUNTED, LineBlock
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.facts import MANY_LINES
from discourse.texts.layout.kind_cues import ENDS, LENGTHS, LONGEST_LINE, MIDDLING, WORDS, begin_of, shape_of

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
MANY, MANY_OF_A_KIND, MOST_COMMAS = 4, 6, 3
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
    text, end = block.facts.normalized, ENDS.get(block.facts.last, "open")
    return read_form(text, end, shape) if len(text) <= LONGEST_LINE else (len(LENGTHS), end, shape, None, None, None)


@lru_cache(MANY_LINES)
def read_form(text: str, end: str, shape: str) -> tuple[Any, ...]:
    """Return what a short line is by itself."""
    begins, commas = begin_of(text), min(text.count(",") + text.count("、"), MOST_COMMAS)
    words = tuple(name for name, words in WORDS.items() if words.search(text))
    return (bisect_left(LENGTHS, len(text)), end, shape, begins, commas, words)


def read_layout(block: LineBlock) -> tuple[Any, ...]:
    """Return what the file's layout says of a line, and how likely its kind is where a model weighed it."""
    state = "text" if block.kind in COUNTED else block.kind or ""
    chance = round(block.chances.get(state, 0.0) * 10) if block.chances else None
    return block.mark, block.bold >= len(block.facts.text) or None, chance


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
        layout = read_layout(block)
        parts = (
            ("form", find_form(block, shape)), ("above", (*above, two_above[0])),
            ("below", (*below, two_below[0], f"{above[0]} {below[0]}")), ("place", places.read(at, block)),
            ("layout", layout),
        )  # fmt: skip
        yield Cues(kind, level_of(rule), rule, parts[:-1] if layout == NO_LINE else parts)
