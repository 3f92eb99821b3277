"""Lines become pieces: spans of the text that learn step by step what they are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from discourse.errors import DiscourseError, one_of
from discourse.texts.layout.rules import plain

KINDS = ["title", "subtitle", "lead", "heading", "question", "answer", "body", "imprint"]
LINE = re.compile(r"[^\s](?:[^\r\n\x0b\x0c\x85\u2028\u2029]*[^\s])?")


class Piece(NamedTuple):
    """A paragraph in the making: a span of the text, what it was understood to be, and `why`.

    `plain` is `text` as the tables of rules see it. `mark` and `mark_level` are what the file's layout says of
    the whole line, `bold` the length of its bold beginning.
    """

    start: int
    end: int
    text: str
    line: int = 0
    kind: str | None = None
    speaker: str | None = None
    opens_turn: bool = False
    level: str | None = None
    section: int = 0
    turn: int = 0
    point: int | None = None
    heading: str | None = None
    why: str = ""
    plain: str = ""
    mark: str | None = None
    mark_level: int = 0
    bold: int = 0
    declared: Mapping = MappingProxyType({})


def split_lines(text: str, line_of: Callable[[int], int]) -> list[Piece]:
    """Give each line that is not blank, without the blanks at its ends."""
    lines = LINE.finditer(text)
    return [Piece(m.start(), m.end(), m.group(), line_of(m.start()), plain=plain(m.group())) for m in lines]


def part(piece: Piece, start: int, end: int | None = None, **changes) -> Piece:
    """Cut a span, given as offsets into its text, out of a piece."""
    end = len(piece.text) if end is None else end
    if (start, end) == (0, len(piece.text)):
        return piece._replace(**changes) if changes else piece
    span = {"start": piece.start + start, "end": piece.start + end}
    return piece._replace(**span, text=piece.text[start:end], plain=piece.plain[start:end], **changes)


def declare(pieces: list[Piece], declarations: Iterable[dict]) -> list[Piece]:
    """Attach each declaration to the paragraph that begins on its line.

    Raises DiscourseError where a line holds no paragraph, or a kind is unknown.
    """
    lines, by_line = {piece.line for piece in pieces}, {}
    for declaration in declarations:
        line = declaration["line"]
        if line not in lines:
            raise DiscourseError(f"declare.line={line} holds no paragraph of the article; count from 1 in the file")
        if "kind" in declaration:
            one_of("declare.kind", declaration["kind"], KINDS)
        by_line[line] = by_line.get(line, {}) | declaration
    return [attach(piece, by_line[piece.line]) if piece.line in by_line else piece for piece in pieces]


def attach(piece: Piece, declared: dict) -> Piece:
    """Give a piece what is declared of it; a declared kind is no longer guessed."""
    return piece._replace(declared=declared, kind=declared.get("kind"), why="declared" if "kind" in declared else "")


def attach_marks(pieces: list[Piece], marks: Iterable) -> list[Piece]:
    """Give each line what the file's layout says of it: (start, end, name, level), name title, heading, caption, bold.

    Of several marks over a whole line the first in this order counts; a mark over a line's beginning counts if bold.
    """
    order = ["title", "heading", "caption", "bold"]
    starts, marked = [piece.start for piece in pieces], list(pieces)
    for start, end, name, level in sorted(marks, key=lambda mark: order.index(mark[2]), reverse=True):
        first = max(bisect_right(starts, start) - 1, 0)
        for at in range(first, bisect_left(starts, end)):
            piece = marked[at]
            if start <= piece.start and piece.end <= end:
                marked[at] = piece._replace(mark=name, mark_level=level, bold=len(piece.text))
            elif name == "bold" and start <= piece.start < end:
                marked[at] = piece._replace(bold=max(piece.bold, end - piece.start))
    return marked
