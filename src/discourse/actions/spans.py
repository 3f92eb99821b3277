"""Which of many spans hold a place."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def part_of(action: Mapping[str, Any], part: str) -> tuple[int, int] | None:
    """Return where a part of an action stands, if it has one."""
    start, end = action[f"{part}_start"], action[f"{part}_end"]
    return None if pd.isna(start) else (start, end)


class Spans:
    """Spans of one text, some of them missing, which are asked for those around a place.

    >>> Spans([(0, 9), None, (2, 5), (6, 8)]).around(3, 4), Spans([(0, 9), (2, 5), (2, 5)]).closest(3, 4)
    ([0, 2], [1, 2])
    """

    def __init__(self, spans: Sequence[tuple[int, int] | None]) -> None:
        """Take the spans in any order; each is called by its number."""
        self.ordered = sorted((*span, number) for number, span in enumerate(spans) if span)
        self.starts = [start for start, _, _ in self.ordered]
        self.longest = max((end - start for start, end, _ in self.ordered), default=0)

    def around(self, start: int, end: int) -> list[int]:
        """Return the numbers of the spans that hold a place, in their order."""
        return sorted(number for _, _, number in self.holding(start, end))

    def closest(self, start: int, end: int) -> list[int]:
        """Return the number of the smallest span that holds a place, and of all that are the same."""
        sizes = {number: (last - first, first) for first, last, number in self.holding(start, end)}
        least = min(sizes.values(), default=None)
        return sorted(number for number, size in sizes.items() if size == least)

    def holding(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the spans that hold a place: none begins farther before its end than the longest is long."""
        near = slice(bisect_left(self.starts, end - self.longest), bisect_right(self.starts, start))
        return [span for span in self.ordered[near] if end <= span[1]]
