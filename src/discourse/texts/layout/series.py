"""Series of points: where a point may begin, and which point goes on with which series.

One engine for the lines of an article and for running text. What differs between them, the styles, what may stand
before and after a number, and the ranks that a word can stand for, is a `PointForms`.
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from discourse.texts.layout.rules import PointRule
from discourse.texts.numerals import read_numeral


class Opener(NamedTuple):
    """Where a point may begin: the span of its number, its style, the word and the ranks it can stand for.

    One that is `sure` opens a point alone; the style of one that is not `anywhere` numbers headings too. `line` is the
    number of its paragraph, `point` what the layout says of that.
    """

    start: int
    stop: int
    style: str
    word: str
    ranks: range
    sure: bool
    anywhere: bool
    line: int = 0
    point: int | None = None

    @property
    def number(self) -> int:
        """The one rank that it stands for, 0 if there are several."""
        return self.ranks.start if len(self.ranks) == 1 else 0

    def goes_on(self, style: str | None) -> bool:
        """Tell whether it may go on with a series of a style: its own, or 首先 in 第二, and 第一 in 其次."""
        return self.style == style or ({style, self.style} == {"首先", "第一，"} and self.number > 1)


@dataclass(frozen=True)
class PointForms:
    """How points are numbered in one kind of text: styles, what stands before (by style) and after, ranks of words."""

    rules: tuple[PointRule, ...]
    before: Mapping[str, str]
    ranks: Mapping[str, range]
    after: str = ""

    @cached_property
    def patterns(self) -> list[re.Pattern]:
        """One pattern for the styles that the same may stand before: each a group `s` with its number, `n` inside."""
        alike = defaultdict(list)
        for number, rule in enumerate(self.rules):
            form = rule.pattern.replace("(?P<n>", f"(?P<n{number}>").replace("(?P=n)", f"(?P=n{number})")
            alike[self.before[rule.name]].append(f"(?P<s{number}>(?:{form}){self.after})")
        return [re.compile(f"(?:{before})(?={'|'.join(forms)})") for before, forms in alike.items()]


@dataclass(eq=False)
class Series:
    """Points that run 1, 2, 3 …: their style, the rank they have reached, where they begin.

    One that is `shut` has ended, though its next point may still come; a series of any style may begin.
    """

    style: str | None = None
    rank: int | None = None
    shut: bool = False
    openers: list[Opener] = field(default_factory=list)

    def accepts(self, opener: Opener, styles: Container[str] = ()) -> bool:
        """Tell whether an opener is the next point: of this series' style if it has one, or of `styles`."""
        alike = opener.style in styles if styles else self.style is None or opener.goes_on(self.style)
        return alike and self.rank is not None and self.rank + 1 in opener.ranks

    def goes_on_in(self, later: list[Opener]) -> bool:
        """Tell whether the first opener of its style in later lines is the next point."""
        following = next((each for each in later if each.style == self.style), None)
        return following is not None and self.accepts(following)

    def add(self, opener: Opener) -> int:
        """Make an opener the last point, and return its rank."""
        self.style = opener.style if opener.number == 1 else self.style or opener.style
        self.rank = opener.number or (self.rank or 0) + 1
        self.openers.append(opener)
        return self.rank

    def take_following(self, rest: list[Opener], later: list[Opener]) -> list[Opener]:
        """Return the openers by which a line goes on with the point it opens, up to what the next lines open."""
        # What a later line numbers from one again is another series.
        alike = takewhile(lambda each: each.number != 1, (each for each in later if each.style == self.style))
        next_ranks = [each.number for each in alike if each.number]
        for each in rest if all(each.number != 1 for each in rest) else []:
            if self.accepts(each) and (not next_ranks or (self.rank or 0) + 1 < next_ranks[0]):
                self.add(each)
        return self.openers


def find_openers(text: str, forms: PointForms) -> list[Opener]:
    """List where points may begin in a text, one at a place; where several styles fit, the first of `forms`."""
    found: dict[int, Opener] = {}
    for pattern in forms.patterns:
        for match in pattern.finditer(text):
            group = str(match.lastgroup)
            rule, word = forms.rules[int(group[1:])], match[f"n{group[1:]}"]
            start, stop = match.span(group)
            number = 0 if word in forms.ranks else int(word) if word.isdecimal() else read_numeral(word)
            ranks = forms.ranks.get(word, range(number, number + 1))
            found.setdefault(start, Opener(start, stop, rule.name, word, ranks, rule.sure, rule.anywhere))
    return [found[start] for start in sorted(found)]
