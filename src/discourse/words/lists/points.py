"""Points are a series: which of them stand together, and which words head each."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

import pandas as pd

from discourse.texts.layout.rules import normalize_line
from discourse.texts.layout.series import Opener, Series, find_openers
from discourse.words.lists.items import Listing
from discourse.words.lists.rules import BRACKETS, DEEPEST, GOES_ON_AS, LAID_OUT, LAST, RUNNING_FORMS

POINT_LIST = Listing((), "points", None, None)
HEADLINE = re.compile(r"[^。；;！？!?｡]*")
# What leads over to the next point belongs to neither: …，但另一方面
LOOSE_END = re.compile(
    r"(?<![，,、；;：:\s—…“‘「『（(])"
    r"(?:[，,、；;：:\s—…“‘「『（(]++|(?<=[，,；;])(?:但是?|而且?|并且?|不过|然而|同时|以及)?在?){1,9}$"
)
CLOSING = {close: open_ for open_, close in BRACKETS.items() if open_ != close}


def find_points(places: list) -> Iterator[tuple[list[tuple], Listing, list[tuple]]]:
    """Give the series of points of a doc: the items (place, start, end), what they are, and how far each point goes.

    `places` are pairs of a paragraph and its sentences. Points are counted anew at sections, turns and headings.
    """
    texts = [paragraph.text for paragraph, _ in places]
    headings = accumulate(paragraph.kind == "heading" for paragraph, _ in places)
    keys = [(p.section, p.turn, n) for (p, _), n in zip(places, headings, strict=True)]
    for _, scope in groupby(range(len(places)), key=keys.__getitem__):
        openers = []
        for line in scope:
            point = None if pd.isna(places[line][0].point) else int(places[line][0].point)
            found = find_openers(normalize_line(texts[line]), RUNNING_FORMS)
            openers += [opener._replace(line=line, point=point) for opener in found]
        chains = chain_points(openers)
        marks = sorted((opener.line, opener.start) for series in chains for opener in series.openers)
        for series in chains:
            points = PointSeries(series.openers, places, marks)
            items = [points.headline(rank) for rank in range(len(points.openers))]
            if all(re.search(r"\w", texts[line][start:end]) for line, start, end in items):
                yield items, POINT_LIST, points.extents(items)


def chain_points(openers: list[Opener]) -> list[Series]:
    """Join points to series that run 1, 2, 3 …; those of other styles, or inside a point, are series of their own."""
    found: list[Series] = []
    open_: list[Series] = []
    for opener in openers:
        depth = next(accepting_depths(opener, open_), None)
        if depth is not None:
            open_[depth].add(opener)
            open_ = open_[: depth + 1]
        elif 1 in opener.ranks:
            begun = Series(rank=0)
            begun.add(opener)
            found.append(begun)
            kept = [s for s in open_ if s.style != opener.style or s.openers[-1].line == opener.line]
            open_ = [*kept[1 - DEEPEST :], begun]
        else:
            # The series that a point would leave with a gap ends: the innermost of its style that it could go on with.
            near = [s for s in open_ if s.style == opener.style and opener.line - s.openers[-1].line in (0, 1)]
            open_ = [s for s in open_ if s not in near[-1:]]
    return [series for series in found if (series.rank or 0) > 1]


def accepting_depths(opener: Opener, open_: list[Series]) -> Iterator[int]:
    """Give the places of the open series that a point can go on with: of its own style first, the innermost first.

    A point goes on inside its paragraph, or opens a later one. What may open a later paragraph is the point that the
    layout says: this one, the one before where the number has another style, or the one around a list inside it. Where
    it says nothing, a word may open the next paragraph.
    """
    for same in (True, False):
        for depth in reversed(range(len(open_))):
            series = open_[depth]
            last, style = series.openers[-1], str(series.style)
            styles = (style,) if same else GOES_ON_AS.get(style, ("",))
            if last.word == LAST or not series.accepts(opener, styles):
                continue
            if opener.line == last.line or opener.start:
                accepted = opener.line == last.line
            elif opener.point is None:
                follows = opener.line == last.line + 1 or opener.style not in LAID_OUT
                accepted = opener.anywhere and follows
            else:
                rank = (series.rank or 0) + 1
                outer = [around.rank for around in open_[:depth]]
                accepted = opener.point in (rank, rank - (opener.style != series.style), *outer)
            if accepted:
                yield depth


class PointSeries(NamedTuple):
    """One series of points among the `places` of its doc: paragraphs, each with its sentences.

    `marks` are where all points of its scope begin, as places and offsets.
    """

    openers: list[Opener]
    places: list
    marks: list[tuple[int, int]]

    def headline(self, rank: int) -> tuple[int, int, int]:
        """Return the first sentence of a point, without number and stop; the next point, or one inside, ends it."""
        openers, marks = self.openers, self.marks
        line, start = openers[rank].line, openers[rank].stop
        text = self.places[line][0].text
        last = rank + 1 == len(openers) or openers[rank + 1].line != line
        end = start + len(HEADLINE.match(text, start, len(text) if last else openers[rank + 1].start)[0])  # type: ignore[index]
        after = bisect_right(marks, (line, start))
        place, inside = marks[after] if after < len(marks) else (line, end)
        if place == line and inside < end and re.search(r"\w", text[start:inside]):
            end = inside
        # Loose ends go, and closing marks that open outside.
        words = None
        while words != text[start:end]:
            words = text[start:end]
            kept = LOOSE_END.sub("", words)
            if kept.count(kept[-1:]) > kept.count(CLOSING.get(kept[-1:], kept[-1:])):
                kept = kept[:-1]
            end = start + len(kept)
        return line, start, end

    def extents(self, items: list[tuple]) -> list[tuple]:
        """Return from where to where each point goes: to the next, the last to the end of its headline.

        A last point that opens its paragraph goes to the end of that, and of those that the layout says continue it.
        """
        openers, places = self.openers, self.places
        last, at, end = openers[-1], *items[-1][::2]
        if not last.start:
            home = places[at][0]
            place = (home.section, home.turn, home.point)
            while last.point is not None and at + 1 < len(places):
                after = places[at + 1][0]
                if pd.isna(after.point) or (after.section, after.turn, after.point) != place:
                    break
                at += 1
            end = len(places[at][0].text)
        starts = [(opener.line, opener.stop) for opener in openers]
        return list(zip(starts, [*[(opener.line, opener.start) for opener in openers[1:]], (at, end)], strict=True))
