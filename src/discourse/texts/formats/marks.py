"""What a file's layout says of its text: the paragraphs of a page, laid one after the other, and their marks."""

from collections.abc import Iterable
from typing import NamedTuple

MARKS = ["title", "heading", "bold", "caption", "note"]
PARAGRAPH, LINE = "\n\n", "\n"


class Mark(NamedTuple):
    """What a file's layout says of a span of its text; `name` is one of MARKS, `level` that of a heading, else 0."""

    start: int
    end: int
    name: str
    level: int = 0


class Layout(NamedTuple):
    """The text of an article as it was taken out of a file, its marks, and the visible texts discarded.

    `published` is what the code of a page says of its date: what says so, and the date as written.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    discarded: tuple[str, ...] = ()
    published: tuple[str, str] | None = None


class Block(NamedTuple):
    """A paragraph or a line of a page: its text, marks as offsets into it, and what parts it from the block before."""

    text: str
    marks: tuple[Mark, ...] = ()
    parting: str = PARAGRAPH


def extend_bold(marks: list[Mark], start: int, end: int) -> None:
    """Add bold words to the marks of a paragraph, in place; words right behind bold ones go on with them."""
    if marks and marks[-1].end == start:
        marks[-1] = marks[-1]._replace(end=end)
    else:
        marks.append(Mark(start, end, "bold"))


def join_blocks(blocks: Iterable[Block], discarded: Iterable[str] = ()) -> Layout:
    """Set blocks one after the other; what is discarded is named once each, in order.

    >>> layout = join_blocks([Block("低空经济", (Mark(0, 4, "title"),)), Block("新增长引擎。", (Mark(0, 3, "bold"),))])
    >>> layout.text, layout.marks[1]
    ('低空经济\\n\\n新增长引擎。', Mark(start=6, end=9, name='bold', level=0))
    """
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for block in blocks:
        parting = block.parting if parts else ""
        at += len(parting)
        parts += [parting, block.text]
        marks += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in block.marks]
        at += len(block.text)
    return Layout("".join(parts), tuple(sorted(marks)), tuple(dict.fromkeys(text for text in discarded if text)))
