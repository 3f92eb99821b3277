"""Points of a series are numbered: 一是 … 四是, one a paragraph or several in one."""

from collections.abc import Iterator
from itertools import pairwise

from discourse.texts.layout.blocks import COUNTED, LineBlock, split_block
from discourse.texts.layout.rules import ORDINALS, POINTS
from discourse.texts.layout.series import Opener, PointForms, Series, find_openers

AFTER_COMMA = PointForms(POINTS, {rule.name: "[,、] *" for rule in POINTS}, ORDINALS)
# So many lines below a point show whether its series goes on.
LOOKED_AT = 39


class LineOpeners:
    """Where points may begin in the lines of an article: in each by its number, and in those below it."""

    def __init__(self, blocks: list[LineBlock]):
        self.blocks = blocks
        self.by_line = [self.of_line(block) for block in blocks]
        self.found = any(self.by_line) or any("point" in block.declared for block in blocks)

    @staticmethod
    def numbered(block: LineBlock) -> list[Opener]:
        """List the openers of a line that number points: figures and brackets do inside turns, or inside one line."""
        openers = block.facts.openers if block.kind in COUNTED else []
        found = openers and [opener for opener in openers if opener.anywhere or block.turn]
        if len(found) < len(openers):
            inside = [opener for opener in openers if opener.start]
            styles = {opener.style for opener, after in pairwise(inside) if (opener.number, after.number) == (1, 2)}
            found = [each for each in openers if each.anywhere or (each.start and each.style in styles)]
        return found

    def of_line(self, block: LineBlock) -> list[Opener]:
        """List where points may begin in a line."""
        found = self.numbered(block)
        if not found:
            return found
        # The first may stand after a comma where the others do not: 要做好工作，一是甲；二是乙。
        if found[0].start and found[0].number == 2:
            before = find_openers(block.normalized[: found[0].start], AFTER_COMMA)
            firsts = [each for each in before if (each.style, each.number) == (found[0].style, 1)]
            return [*firsts[-1:], *found]
        if found[0].start:
            return found
        # A line that goes on to the next point after a comma holds the series, and is no point of it.
        first, listed = found[0], find_openers(block.normalized, AFTER_COMMA)
        alike = [opener for opener in listed if opener.style == first.style and (opener.anywhere or block.turn)]
        return found[1:] if any(opener.number == first.number + 1 for opener in alike) else found

    def below(self, number: int) -> list[Opener]:
        """List the points that later lines of the same turn or section open, the first of each line."""
        later, here = [], (self.blocks[number].section, self.blocks[number].turn)
        for after in range(number + 1, min(number + 1 + LOOKED_AT, len(self.blocks))):
            if (self.blocks[after].section, self.blocks[after].turn) != here or self.blocks[after].kind == "heading":
                break
            later += [opener for opener in self.by_line[after][:1] if not opener.start]
        return later


def mark_points(blocks: list[LineBlock]) -> list[LineBlock]:
    """Number the points of each turn or section, and part those of one line; what follows a point continues it."""
    marked, place, series = [], None, Series()
    # How many paragraphs have gone on with the last point, and with the longest before it.
    since = longest = 0
    openers = LineOpeners(blocks)
    if not openers.found:
        return blocks
    for number, (block, found) in enumerate(zip(blocks, openers.by_line, strict=True)):
        here = (block.section, block.turn)
        if here != place or block.kind in ("heading", "imprint"):
            place, series, since, longest = here, Series(), 0, 0
        if block.kind not in COUNTED:
            marked.append(block)
        elif "point" in block.declared:
            block.point = series.rank = block.declared["point"] or None
            marked.append(block)
        else:
            later = openers.below(number) if found else []
            chosen = choose_openers(found, series, later)
            since += not found or found[0].start > 0
            ended = not chosen and since > longest and len(series.openers) > 1
            if ended and not series.goes_on_in(later):
                # What stands below the last point, longer than any below the others, may have a series of its own.
                chosen = choose_openers(found, Series(shut=True), later)
                series = Series() if chosen else series
            if chosen:
                since, longest = 0, max(since, longest) if series.openers else 0
                # A series that stands in one line ends with it.
                series.shut = len(chosen) > 1 and chosen[0].number == 1
                marked += split_points(block, chosen, series)
            else:
                block.point = None if series.shut else series.rank
                marked.append(block)
    return marked


def choose_openers(found: list[Opener], series: Series, later: list[Opener]) -> list[Opener]:
    """Choose the openers of a line that go on with the series, or begin one that surely goes on.

    A line that opens a point may hold the next ones, but no series of its own: 二是 … 第一 … 第二 is one point. Another
    style inside a series is a list inside a point, unless the series is shut.
    """
    for at, opener in enumerate(found):
        after = next((each for each in (*found[at + 1 :], *later) if each.goes_on(opener.style)), None)
        begins = opener.number == 1 and (series.shut or series.style in (None, opener.style))
        if begins and not (opener.sure and not opener.start):
            begins = after is not None and after.number in (0, opener.number + 1)
        if begins or (series.accepts(opener) and not opener.start):
            opened = Series(opener.style, opener.number or (series.rank or 0) + 1)
            rest = [each for each in found[at + 1 :] if each.goes_on(opener.style)]
            return [opener, *opened.take_following(rest, later)]
    return []


def split_points(block: LineBlock, chosen: list[Opener], series: Series) -> Iterator[LineBlock]:
    """Cut a line where its points begin; what stands before a series that begins inside the line has no point."""
    starts, opens_turn = [opener.start for opener in chosen], block.opens_turn
    if starts[0]:
        yield split_block(block, 0, starts[0])
    for opener, start, end in zip(chosen, starts, [*starts[1:], len(block.text)], strict=True):
        part = split_block(block, start, end)
        part.point, part.opens_turn = series.add(opener), opens_turn and not start
        if start:
            part.decide(part.kind, "point_inside_line", style=opener.style)
        yield part


def end_series(blocks: list[LineBlock]) -> list[LineBlock]:
    """Let the last point go on no longer than the longest before it, where each begins a line of its own.

    Of two points the second may still have one paragraph more; what opens points of its own is a list inside the last.
    """
    for opened, stop in list(find_series(blocks)):
        last = opened[-1] + max(after - at for at, after in pairwise(opened)) - 1
        tail = blocks[last + 1 : stop]
        own = all(blocks[at].line != blocks[at - 1].line for at in opened)
        inside = any(block.facts.opener for block in tail)
        if len(tail) < (1 if len(opened) > 2 else 2) or not own or inside:
            continue
        if not any(block.is_overruled for block in blocks[opened[0] : stop]):
            for block in tail:
                block.point = None
                block.decide(block.kind, "after_last_point")
    return blocks


def find_series(blocks: list[LineBlock]) -> Iterator[tuple[list[int], int]]:
    """Give each series of two points or more: where its points begin, and where what carries the last one ends."""
    opened: list[int] = []
    for at, block in enumerate(blocks):
        before = blocks[at - 1]
        same = (block.section, block.turn, block.kind) == (before.section, before.turn, before.kind)
        if opened and same and block.point in (before.point, (before.point or 0) + 1):
            opened += [at] if block.point != before.point else []
            continue
        if len(opened) > 1:
            yield opened, at
        opened = [at] if block.point == 1 else []
    if len(opened) > 1:
        yield opened, len(blocks)
