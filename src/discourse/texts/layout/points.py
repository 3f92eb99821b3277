"""Points of a series are numbered: 一是 … 四是, one a paragraph or several in one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from discourse.texts.layout.pieces import Piece, part
from discourse.texts.layout.rules import ORDINALS, POINTS, compiled
from discourse.texts.numerals import read_numeral

COUNTED = {"answer", "question", "body", "lead"}
AFTER_SERIES = "follows the last point"
# Inside a line a point begins a sentence or follows ； or ：, and never inside a quotation's first words.
INNER = re.compile(r"[。｡！？!?…；;：:][”’」』）)】]*[ \t\u3000]*")

COMMA = re.compile(r"[，,、][ \t\u3000]*")


class Opener(NamedTuple):
    """Where a point may begin in a line: offset, style, number (0: the next), whether it opens one alone."""

    offset: int
    style: int
    number: int
    sure: bool


@dataclass
class Series:
    """The series of points that a turn or section is in; one that stands in one line is `shut` after it."""

    style: int | None = None
    last: int | None = None
    shut: bool = False

    def goes_on(self, opener: Opener) -> bool:
        """Tell whether an opener is the next point of this series."""
        return self.style in (None, opener.style) and self.last is not None and opener.number in (0, self.last + 1)

    def may_begin(self, opener: Opener) -> bool:
        """Tell whether an opener may begin a series here: another style inside a series is a list inside a point."""
        return self.style in (None, opener.style) and opener.number == 1

    def take(self, opener: Opener) -> int:
        """Make an opener the last point."""
        self.style, self.last = opener.style, opener.number or self.last + 1
        return self.last


def point_of(text: str) -> tuple[int, int] | None:
    """Return the style and the number of the point that a paragraph opens (一是 → 1), else None.

    >>> point_of("二是加快中小企业数字化转型。"), point_of("第三，加强保障。"), point_of("问题是")
    ((0, 2), (1, 3), None)
    """
    opener = opener_at(text, 0, everywhere=False)
    return (opener.style, opener.number) if opener and opener.sure else None


def number_of_point(numeral: str) -> int:
    """Read the number of a point in any style; 0 is 最后, whatever came before.

    >>> [number_of_point(n) for n in ["三", "③", "12", "其次", "最后"]]
    [3, 3, 12, 2, 0]
    """
    if numeral in ORDINALS:
        return ORDINALS[numeral]
    if numeral.isdecimal():
        return int(numeral)
    return read_numeral(numeral)


def opener_at(text: str, at: int, *, everywhere: bool) -> Opener | None:
    """Read the point that begins at an offset; `everywhere` takes the styles that also number headings."""
    for style, rule in enumerate(POINTS):
        if (rule.anywhere or everywhere) and (match := compiled(rule.pattern).match(text, at)):
            return Opener(at, style, number_of_point(match["n"]), rule.sure)
    return None


def openers_of(piece: Piece) -> list[Opener]:
    """List where points may begin in a line."""
    everywhere, text = piece.turn > 0, piece.text
    places = [0, *(stop.end() for stop in INNER.finditer(text))]
    found = [opener for at in places if (opener := opener_at(text, at, everywhere=everywhere))]
    return found[1:] if found and not found[0].offset and lists_all(text, found[0], everywhere) else found


def lists_all(text: str, first: Opener, everywhere: bool) -> bool:
    """Tell whether a line goes on to the next point after a comma: it holds the series, and is no point of it."""
    parts = (opener_at(text, comma.end(), everywhere=everywhere) for comma in COMMA.finditer(text))
    return any(opener and opener[1:3] == (first.style, first.number + 1) for opener in parts)


def mark_points(pieces: list[Piece]) -> list[Piece]:
    """Number the points of each turn or section, and part those of one line; what follows a point continues it."""
    marked, place, series = [], None, Series()
    openers = [openers_of(piece) if piece.kind in COUNTED else [] for piece in pieces]
    for number, piece in enumerate(pieces):
        here = (piece.section, piece.turn)
        if here != place or piece.kind in ("heading", "imprint"):
            place, series = here, Series()
        if piece.kind not in COUNTED:
            marked.append(piece)
        elif "point" in piece.declared:
            series.last = piece.declared["point"] or None
            marked.append(piece._replace(point=series.last))
        else:
            chosen = taken_openers(openers[number], series, following(pieces, openers, number))
            marked += cut_points(piece, chosen, series)
    return end_series(marked)


def end_series(pieces: list[Piece]) -> list[Piece]:
    """Let the last point go on no longer than the longest before it, where each begins a line of its own.

    Of two points the second may still have one paragraph more, and what opens points of its own is a list inside the last.
    """
    ended = list(pieces)
    for opened, stop in series_of(pieces):
        last = opened[-1] + max(after - at for at, after in pairwise(opened)) - 1
        tail = stop - last - 1
        own = all(pieces[at].line != pieces[at - 1].line for at in opened)
        enough = tail >= (1 if len(opened) > 2 else 2)
        inside = any(opener_at(piece.text, 0, everywhere=False) for piece in pieces[last + 1 : stop])
        if own and enough and not inside and not any(piece.declared for piece in pieces[opened[0] : stop]):
            ended[last + 1 : stop] = [p._replace(point=None, why=AFTER_SERIES) for p in pieces[last + 1 : stop]]
    return ended


def series_of(pieces: list[Piece]) -> Iterator[tuple[list[int], int]]:
    """Give each series of two points or more: where its points begin, and where what carries the last one ends."""
    opened = []
    for at, piece in enumerate([*pieces, None]):
        if opened and piece is not None and piece.point == pieces[at - 1].point and same_place(piece, pieces[at - 1]):
            continue
        goes_on = opened and piece is not None and piece.point and same_place(piece, pieces[at - 1])
        if goes_on and piece.point == pieces[at - 1].point + 1:
            opened.append(at)
            continue
        if len(opened) > 1:
            yield opened, at
        opened = [at] if piece is not None and piece.point == 1 else []


def same_place(piece: Piece, before: Piece) -> bool:
    """Tell whether two pieces stand in the same section and turn, on lines of their own."""
    return (piece.section, piece.turn) == (before.section, before.turn) and piece.kind == before.kind


def following(pieces: list[Piece], openers: list[list[Opener]], number: int) -> Iterator[Opener]:
    """Give the points that later lines of the same turn or section open, the first of each line."""
    for piece, found in zip(pieces[number + 1 : number + 40], openers[number + 1 : number + 40], strict=True):
        if (piece.section, piece.turn) != (pieces[number].section, pieces[number].turn) or piece.kind == "heading":
            return
        if found and not found[0].offset:
            yield found[0]


def taken_openers(found: list[Opener], series: Series, later: Iterable[Opener]) -> list[Opener]:
    """Choose the openers of a line that go on with the series, or begin one that surely goes on.

    A line that opens a point may hold the next ones, but no series of its own: 二是 … 第一 … 第二 is one point.
    """
    later = list(later) if found else []
    for at, (opener, follows) in enumerate(zip(found, are_followed(found, later), strict=True)):
        begins = series.may_begin(opener) and (follows or (opener.sure and not opener.offset))
        if begins or (series.goes_on(opener) and not opener.offset):
            opened = Series(opener.style, opener.number or series.last + 1)
            return [opener, *next_openers(opened, found[at + 1 :], later)]
    return []


def are_followed(found: list[Opener], later: list[Opener]) -> list[bool]:
    """Tell of each opener of a line whether the next one of its style is the next point."""
    following, followed = {opener.style: opener for opener in reversed(later)}, []
    for opener in reversed(found):
        after = following.get(opener.style)
        followed.append(after is not None and after.number in (0, opener.number + 1))
        following[opener.style] = opener
    return followed[::-1]


def next_openers(series: Series, rest: list[Opener], later: list[Opener]) -> Iterator[Opener]:
    """Give the openers inside a line that go on with the point it opens, up to what the next lines open."""
    rest = [opener for opener in rest if opener.style == series.style]
    stop = next((opener.number for opener in later if opener.style == series.style and opener.number > 1), None)
    if any(opener.number == 1 for opener in rest):
        return
    for opener in rest:
        if series.goes_on(opener) and (stop is None or series.last + 1 < stop):
            series.take(opener)
            yield opener


def cut_points(piece: Piece, chosen: list[Opener], series: Series) -> Iterator[Piece]:
    """Cut a line where its points begin; what stands before a series that begins inside the line has no point."""
    if not chosen:
        yield piece._replace(point=None if series.shut else series.last)
        return
    series.shut = len(chosen) > 1 and chosen[0].number == 1
    starts = [opener.offset for opener in chosen]
    if starts[0]:
        yield part(piece, 0, starts[0])
    for opener, start, end in zip(chosen, starts, [*starts[1:], len(piece.text)], strict=True):
        opens = piece.opens_turn and not start
        why = piece.why if not start else f"point {POINTS[opener.style].name} inside a line"
        yield part(piece, start, end, point=series.take(opener), opens_turn=opens, why=why)
