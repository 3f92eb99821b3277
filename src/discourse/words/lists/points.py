"""Points are a series: which of them stand together, and which words head each."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, groupby
from typing import NamedTuple

import pandas as pd

from discourse.texts.layout.points import number_of_point
from discourse.texts.layout.rules import POINTS, plain
from discourse.words.lists.items import Listing
from discourse.words.lists.rules import (
    BEFORE,
    BRACKETS,
    DEEPEST,
    FORMS,
    GOES_ON_AS,
    LAST,
    RANKS,
)

POINT_LIST = Listing((), "points", None, None)
HEADLINE = re.compile(r"[^。；;！？!?｡]*")
# 首先是 and 一方面是 go on as 一是 does; 是否 is a word of the point.
AFTER = r"(?:(?<=[先次者后面])就?是(?!否|不是))?[,、: ]*"
# What leads over to the next point belongs to neither: …，但另一方面
LOOSE_END = re.compile(r"(?:[，,、；;：:\s—…“‘「『（(]|(?<=[，,；;])(?:但是?|而且?|并且?|不过|然而|同时|以及)?在?)+$")
CLOSING = {close: open_ for open_, close in BRACKETS.items() if open_ != close}
LAID_OUT = {rule.name for rule in POINTS}
SIGNS = {rule.name for rule in FORMS if not rule.anywhere}


class Opener(NamedTuple):
    """Where a point may begin: its paragraph, the span of its number, its style, and the point of the paragraph."""

    at: int
    start: int
    stop: int
    style: str
    word: str
    point: int | None

    def ranks(self) -> range:
        """Return the ranks that the number can stand for."""
        number = 0 if self.word in RANKS else number_of_point(self.word)
        return RANKS.get(self.word, range(number, number + 1))


Series = list[Opener]


def find_points(places: list) -> Iterator[tuple[list[tuple], Listing, list[tuple]]]:
    """Give the series of points of a doc: the items (place, start, end), what they are, and how far each point goes.

    `places` are pairs of a paragraph and its sentences.
    """
    texts = [paragraph.text for paragraph, _ in places]
    for scope in scopes(places):
        series = chain([opener for at in scope for opener in openers_of(at, places[at][0])])
        marks = sorted((opener.at, opener.start) for each in series for opener in each)
        for each in series:
            items = [headline(each, rank, marks, texts[opener.at]) for rank, opener in enumerate(each)]
            if all(re.search(r"\w", texts[at][start:end]) for at, start, end in items):
                yield items, POINT_LIST, extents(each, items, places)


def scopes(places: list) -> Iterator[list[int]]:
    """Part the paragraphs of a doc where its points are counted anew: at sections, turns and headings."""
    headings = accumulate(paragraph.kind == "heading" for paragraph, _ in places)
    keys = [(p.section, p.turn, n) for (p, _), n in zip(places, headings, strict=True)]
    for _, group in groupby(range(len(places)), key=keys.__getitem__):
        yield list(group)


@cache
def openings() -> tuple[tuple[str, re.Pattern], ...]:
    """Compile the table of forms, each with what may stand before it and what is skipped after it."""
    return tuple((rule.name, re.compile(f"{BEFORE[rule.name]}(?:{rule.pattern}){AFTER}")) for rule in FORMS)


def openers_of(at: int, paragraph) -> list[Opener]:
    """List where points may begin in a paragraph, one at a place."""
    text, point = plain(paragraph.text), None if pd.isna(paragraph.point) else int(paragraph.point)
    found = {}
    for style, pattern in openings():
        for match in pattern.finditer(text):
            found.setdefault(match.start(), Opener(at, match.start(), match.end(), style, match["n"], point))
    return [found[start] for start in sorted(found)]


# --- which points stand together ------------------------------------------------------------------------------------


def chain(openers: list[Opener]) -> list[Series]:
    """Join points to series that run 1, 2, 3 …; those of other styles, or inside a point, are series of their own."""
    all_, open_ = [], []
    for opener in openers:
        depth = next(depths(opener, open_), None)
        if depth is not None:
            open_[depth].append(opener)
            open_ = open_[: depth + 1]
        elif 1 in opener.ranks():
            all_.append([opener])
            open_ = [each for each in open_ if each[0].style != opener.style or each[-1].at == opener.at][1 - DEEPEST :]
            open_.append(all_[-1])
        else:
            open_ = without_gap(opener, open_)
    return [series for series in all_ if len(series) > 1]


def depths(opener: Opener, open_: list[Series]) -> Iterator[int]:
    """Give the places of the open series that a point can go on with: of its own style first, the innermost first."""
    for same in (True, False):
        for depth in reversed(range(len(open_))):
            style, outer = open_[depth][0].style, [len(series) for series in open_[:depth]]
            fits = opener.style == (style if same else GOES_ON_AS.get(style))
            if fits and goes_on(opener, open_[depth], outer):
                yield depth


def goes_on(opener: Opener, series: Series, outer: list[int]) -> bool:
    """Tell whether a point has the next rank of a series, and stands in its paragraph or opens a later one.

    What may open a later paragraph is the point that the layout says: this one, the one before where the number has
    another style, or the one around a list inside it. Where it says nothing, a word may open the next paragraph.
    """
    rank, last = len(series) + 1, series[-1]
    if rank not in opener.ranks() or last.word == LAST:
        return False
    if opener.at == last.at or opener.start:
        return opener.at == last.at
    if opener.point is None:
        return opener.style not in SIGNS and (opener.at == last.at + 1 or opener.style not in LAID_OUT)
    return opener.point in (rank, rank - (opener.style != series[0].style), *outer)


def without_gap(opener: Opener, open_: list[Series]) -> list[Series]:
    """Close the series that a point would leave with a gap: the innermost of its style that it could go on with."""
    same = [n for n, each in enumerate(open_) if each[0].style == opener.style]
    near = [n for n in same if opener.at - open_[n][-1].at in (0, 1)]
    return [each for n, each in enumerate(open_) if n not in near[-1:]]


# --- what heads a point ---------------------------------------------------------------------------------------------


def headline(series: Series, rank: int, marks: list[tuple], text: str) -> tuple[int, int, int]:
    """Return the first sentence of a point, without its number and its stop; the next point, or one inside, ends it."""
    at, _, start = series[rank][:3]
    last = rank + 1 == len(series) or series[rank + 1].at != at
    end = HEADLINE.match(text, start, len(text) if last else series[rank + 1].start).end()
    after = bisect_right(marks, (at, start))
    place, inside = marks[after] if after < len(marks) else (at, end)
    if place == at and inside < end and re.search(r"\w", text[start:inside]):
        end = inside
    return at, start, trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> int:
    """Return where a span ends without loose ends, and without closing marks that open outside it."""
    while True:
        words = LOOSE_END.sub("", text[start:end])
        last = words[-1:]
        if words.count(last) > words.count(CLOSING.get(last, last)):
            words = words[:-1]
        if start + len(words) == end:
            return end
        end = start + len(words)


def extents(series: Series, items: list[tuple], places: list) -> list[tuple]:
    """Return from where to where each point goes: to the next, the last to the end of its headline.

    A last point that opens its paragraph goes to the end of that, and of those that the layout says continue it.
    """
    last, at, end = series[-1], *items[-1][::2]
    if not last.start:
        home = places[at][0]
        while at + 1 < len(places) and last.point is not None and continues(places[at + 1][0], home):
            at += 1
        end = len(places[at][0].text)
    starts = [(opener.at, opener.stop) for opener in series]
    return list(zip(starts, [*[(opener.at, opener.start) for opener in series[1:]], (at, end)], strict=True))


def continues(paragraph, home) -> bool:
    """Tell whether a paragraph goes on with the point that another opens."""
    same = (paragraph.section, paragraph.turn) == (home.section, home.turn)
    return same and pd.notna(paragraph.point) and paragraph.point == home.point
