"""Lines that a page or a link broke: which of them belong together."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, takewhile

from discourse.texts.characters import ENDS_SENTENCE, HAN, LINE_END, PAUSES
from discourse.texts.lines import (
    CONNECTIVE,
    HEADING,
    IMPRINT,
    NAME_LENGTH,
    OPENER,
    SENTENCE,
    SLACK,
    WORD_BROKEN,
    WORD_ENDED,
    NonblankLine,
    read_lines,
)
from discourse.texts.numerals import NUMERAL
from discourse.texts.wrapping import (
    LEAST_LINES,
    MOSTLY,
    NUMBER_BETWEEN_DASHES,
    find_wrapped,
    is_running_head,
    measure_lines,
)

AT_WIDTH, AT_LINK = "line broken by the width of the page", "line broken at a link: no line begins or ends so"
AT_PAGE = "line broken by the end of the page, whose number stands there"
AT_CLAUSE = "line broken in the middle of a clause: the next ends it"
STORED_AS_ONE = "two paragraphs of a statute stored as one line"
ARTICLE_INSIDE = re.compile(
    rf"(?:(?<=[。！？])|(?:^|(?<=[。！？\s]))第{NUMERAL}[章节]\s(?:\S[ \u3000]{{1,4}}\S|\S{{2,20}})(?=\s))"
    rf"(?P<blank>[ \t\u3000]*)(?=第{NUMERAL}[章节条]\s)"
)
# So many in a text that no width broke, more than refer to others, part it.
LEAST_INSIDE = 3
# Whom a notice addresses, over two lines: 各县、区人民政府，… / 开发区管委会，市各委、办、局：.
ADDRESSEE = re.compile(
    r"(?:各|[^。；：！？〕]{0,6}[省市县区]委)[^。；：！？]{0,200}[，、][^。；！？]{0,100}(?:部门|单位|[委办局省市县区]|企业|学校|政府|机构)：$"
)
# The number of a page before its first words; that many pages show it, of so many lines.
GLUED = re.compile(rf"(\d{{1,4}})(?=[{HAN}“《])(?![年月日个条章节项号级类种次届万亿元人])")
LEAST_PAGES, LEAST_ON_PAGE, MOST_ON_PAGE = 4, 10, 70
ENDS_INSIDE = "（「『《〈【〔［"
GOES_ON = re.compile(rf"[{PAUSES}{ENDS_INSIDE}]$|^(?:{CONNECTIVE})$")
AFTER_NAME = re.compile(r"[等的]|\([\dA-Za-z.]+\)")
# A stop alone on its line ends the sentence above it; a first line or a numbered one is part of that if it ends so.
STOPS = "。！？；"
STOP = re.compile(rf"[{STOPS}][”’」』）)]*")
UNFINISHED = re.compile("(?:[的了在和与對对將将把被由从從向于於以]|根据|按照|通过|审议|听取|關於|关于|请问)$")
# A number that is set lower stands between the lines of its sentence: PM / 2.5 / 浓度.
LETTERS_LAST, LOWERED = re.compile(r"[A-Z]$"), re.compile(r"\d(?:\.\d)?")
SMALL_LAST, SMALL_FIRST = re.compile(r"[a-z][,\u2010-]?$"), re.compile(r"[a-z]")
# After these a clause goes on, wherever the line ends; a line so long is none of verse. A link breaks few lines.
CLAUSE_PAUSES, LONGEST_VERSE, LONGEST_CHAIN = "，、,", 28, 6


class BrokenSentences:
    """The lines of a text whose sentences go on in the next line, though no width broke them."""

    def __init__(self, lines: list[NonblankLine]):
        self.lines = lines

    def find(self, heading_ends: set[int]) -> dict[int, str]:
        """Find all of them but headings, each with why it goes on: broken at a link, or in the middle of a clause."""
        linked = self.linked() | self.above_stops()
        linked |= self.around(linked)
        found = dict.fromkeys(self.cut_off() | self.addressees(), AT_CLAUSE) | dict.fromkeys(linked, AT_LINK)
        gaps = {at: range(self.lines[at].end, self.lines[at + 1].start) for at in found}
        return {at: reason for at, reason in found.items() if heading_ends.isdisjoint(gaps[at])}

    def linked(self) -> set[int]:
        """Find the lines that go on in the next because a link broke them."""
        found = set()
        gaps = [after.blanks > 0 for line, after in pairwise(self.lines) if ENDS_SENTENCE.search(line.text)]
        parted = sum(gaps) >= (MOSTLY * len(gaps) if len(gaps) >= LEAST_LINES else max(2, len(gaps)))
        for at, (line, after) in enumerate(pairwise(self.lines)):
            above = self.lines[max(at - 1, 0)]
            mark = after.mark_inside(above, line)
            if mark:
                found.add(at)
                if at and line.is_name and line.blanks <= after.blanks and above.goes_on_in_name(mark):
                    found.add(at - 1)
                continue
            if line.ends:
                continue
            if LOWERED.fullmatch(after.text) and LETTERS_LAST.search(line.text):
                found |= {at, at + 1} & set(range(len(self.lines) - 1))
            # Where blank lines part paragraphs, a sentence that a line begins, or goes on with, ends in the next.
            joined = at - 1 in found
            begun = parted and not after.blanks and (joined or SENTENCE.search(line.text)) and self.is_ended(at)
            broken = line.text[-1] in ENDS_INSIDE or (
                joined and (GOES_ON.search(line.text) or AFTER_NAME.match(after.text))
            )
            if not (broken or begun or joined) and UNFINISHED.search(line.text):
                found |= self.chain_of_links(at)
            if (broken or begun) and line.may_go_on(after, OPENER):
                found.add(at)
        return found

    def addressees(self) -> set[int]:
        """Find the lines that name whom a notice addresses and go on in the next, which ends in a colon."""
        return {
            at
            for at, (line, after) in enumerate(pairwise(self.lines))
            if after.text[-1] == "：" and not (line.ends or after.blanks or line.text[-1] == "：")
            and ADDRESSEE.match(line.text + after.text)
        }  # fmt: skip

    def is_ended(self, at: int) -> bool:
        """Tell whether a sentence ends below a line, and above the next blank line."""
        below = takewhile(lambda line: not line.blanks, self.lines[at + 1 :])
        return any(line.ends for line in below)

    def chain_of_links(self, first: int) -> set[int]:
        """Find the lines of a sentence from one that ends in an open word (记者从), over names, to its stop."""
        for at in range(first, min(first + LONGEST_CHAIN, len(self.lines) - 1)):
            line, after = self.lines[at], self.lines[at + 1]
            short = at == first or (len(line.text) <= NAME_LENGTH and not SENTENCE.search(line.text))
            if after.blanks or not line.may_go_on(after, OPENER) or not short:
                break
            if after.ends and "，" in after.text and at > first:
                return set(range(first, at + 1))
        return set()

    def around(self, linked: set[int]) -> set[int]:
        """Find the other lines of a sentence that a link broke: up to where it begins, and down to its stop."""
        found: set[int] = set()
        for at in linked:
            for before in reversed(range(1, at)):
                line, after = self.lines[before], self.lines[before + 1]
                unfinished = line.text[-1] in CLAUSE_PAUSES or (self.lines[before - 1].text[-1] in CLAUSE_PAUSES)
                if line.ends or after.blanks or not unfinished or not line.may_go_on(after, OPENER):
                    break
                found.add(before)
            below = range(at + 1, min(at + 1 + LONGEST_CHAIN, len(self.lines) - 1))
            stop = next((end for end in below if self.lines[end].ends), below.stop)
            chain = [(end, self.lines[end], self.lines[end + 1]) for end in range(at + 1, stop)]
            ended = (
                stop < len(self.lines)
                and self.lines[stop].ends
                and "，" in self.lines[at].text + self.lines[at + 1].text
            )
            if ended and all(not after.blanks and line.may_go_on(after, OPENER) for _, line, after in chain):
                found |= {end for end, *_ in chain}
        return found

    def above_stops(self) -> set[int]:
        """Find the lines of sentences whose stop stands alone: all above it, up to another stop or a blank line."""
        found = set()
        for stop in (at for at, line in enumerate(self.lines) if line.text[0] in STOPS and STOP.fullmatch(line.text)):
            for at in reversed(range(stop)):
                line, after = self.lines[at], self.lines[at + 1]
                apart = HEADING.match(line.text) or IMPRINT.match(line.text) or not at
                if (
                    (apart and not UNFINISHED.search(line.text))
                    or line.ends
                    or after.blanks
                    or not line.may_go_on(after, OPENER)
                ):
                    break
                found.add(at)
        return found

    def cut_off(self) -> set[int]:
        """Find the lines that break off in a sentence of several clauses, or of English, which the next line ends.

        Where a hyphen parts a word of English, so does the end of each line between small letters.
        """
        together = [(at, line, after) for at, (line, after) in enumerate(pairwise(self.lines)) if not after.blanks]
        hyphened = any(WORD_BROKEN.search(line.text) and WORD_ENDED.match(after.text) for _, line, after in together)
        small = {at for at, line, after in together if SMALL_LAST.search(line.text) and SMALL_FIRST.match(after.text)}
        open_lines = [
            at for at, (line, after) in enumerate(pairwise(self.lines)) if not line.ends and line.is_open(after)
        ]
        long_lines = [at for at in open_lines if len(self.lines[at].text) >= LONGEST_VERSE]
        found = {at for at in long_lines if self.lines[at].text[-1] in CLAUSE_PAUSES}
        # A line as long as one that surely goes on breaks off at the same width.
        lengths = {len(self.lines[at].text) for at in found}
        near = {length + more for length in lengths for more in range(-(SLACK // 2), SLACK // 2 + 1)}
        for at in open_lines:
            line, after = self.lines[at], self.lines[at + 1]
            alone = (not at or line.blanks > 0) and (at + 2 == len(self.lines) or self.lines[at + 2].blanks > 0)
            as_long = len(line.text) >= LONGEST_VERSE and len(line.text) in near and "，" in line.text
            if line.breaks_off and (as_long or line.goes_on_in_clause(after, alone=alone)):
                found.add(at)
        return found | small if hyphened else found


def find_joins(
    text: str, *, paragraphs_apart: bool = False, heading_ends: Iterable[int] = ()
) -> list[tuple[int, int, str, str]]:
    """Find the line ends inside paragraphs, as (start, end, what to put there, why).

    In a text that was wrapped at one width two lines are joined where the first is full, breaks off without a stop or
    stands in a text whose paragraphs are told apart otherwise (by blank lines, indents or blanks at their ends), and
    the second opens nothing: no label, number, point, indent. The signs of a quoted mail, and a blank line after each
    line, part nothing. A text that is not wrapped has no such joins, nor has a list of headings, whose lines are not
    full or bear no mark. In every text lines are joined that were broken at a link: where one begins with a mark that
    none begins with, such as 。, and the one before is no more than a name, or that mark is a stop alone on its line;
    and where a sentence of several clauses, longer than a heading, breaks off.

    The number of a page that stands before the first words of it goes with the break. What an article of a statute
    begins with inside a line is parted from the paragraph before it by a line end.

    With `paragraphs_apart`, as in the text of a PDF, blank lines part paragraphs, and all others are joined. What the
    layout marks as a title or heading ends at the `heading_ends`, and goes on in no other line.

    >>> find_joins("工业和信息化部\\n部长")
    []
    >>> find_joins("听取了\\n工作报告\\n。")[1]
    (8, 9, '', 'line broken at a link: no line begins or ends so')
    >>> find_joins("发展低空\\n经济。\\n\\n另一段。", paragraphs_apart=True)
    [(4, 5, '', 'line broken by the width of the page')]
    """
    if not LINE_END.search(text):
        return []
    lines, numbers = read_lines(text), []
    if paragraphs_apart:
        wrapped = {at: at + 1 for at, after in enumerate(lines[1:]) if not after.blanks}
        measure_lines(lines)
    else:
        numbers = cut_page_numbers(lines)
        wrapped = over_pages(lines) | find_wrapped(lines)
    kept, places = leave_out_page_lines(lines)
    broken = {places[at]: why for at, why in BrokenSentences(kept).find(set(heading_ends)).items()}
    below = dict(pairwise(places)) if len(kept) < len(lines) else {}
    joins = []
    for at in sorted(broken.keys() | wrapped.keys()):
        then = wrapped.get(at, below.get(at, at + 1))
        line, after = lines[at], lines[then]
        # What ends after so many characters ends inside a word; a lone number after letters is set lower, as in PM2.5.
        inside = line.by_count and not line.trailing if at in wrapped else re.fullmatch(r"[\d.]+", after.text)
        blank = "" if inside else line.blank_before(after)
        reason = AT_PAGE if then > at + 1 or after.paged else AT_WIDTH if at in wrapped else broken[at]
        joins.append((line.end - line.parts_word(after, text), after.start, blank, reason))
    ends = {end for _, end, *_ in joins}
    joins += [(start, end, "", AT_PAGE) for start, end in numbers if end not in ends]
    if not paragraphs_apart:
        parted = part_articles(lines)
        joins += parted if wrapped or len(parted) >= LEAST_INSIDE else []
    return sorted(joins)


def part_articles(lines: list[NonblankLine]) -> list[tuple[int, int, str, str]]:
    """Find where a line end is to part articles of a statute: where a page ended, they are often stored as one line."""
    numbered = [line for line in lines if "第" in line.text]
    found = [(line.start, match) for line in numbered for match in ARTICLE_INSIDE.finditer(line.text)]
    return [(at + m.start("blank"), at + m.end("blank"), "\n", STORED_AS_ONE) for at, m in found]


def leave_out_page_lines(lines: list[NonblankLine]) -> tuple[list[NonblankLine], list[int]]:
    """Leave out the running heads between two lines of one sentence; return the others, and their places."""
    inside = range(1, len(lines) - 1)
    heads = {at for at in inside if is_running_head(lines[at]) and lines[at - 1].breaks_off}
    places = [at for at in range(len(lines)) if at not in heads]
    kept = [replace(lines[at], blanks=0, paged=True) if at - 1 in heads else lines[at] for at in places]
    return (kept if heads else lines), places


def over_pages(lines: list[NonblankLine]) -> dict[int, int]:
    """Map each line that breaks off above the number of a page, set between dashes, to the one below it."""
    found: dict[int, int] = {}
    for at in range(1, len(lines) - 1):
        line, after = lines[at - 1], lines[at + 1]
        goes_on = line.breaks_off or line.text[-1] in CLAUSE_PAUSES
        if NUMBER_BETWEEN_DASHES.fullmatch(lines[at].text) and goes_on and len(line.text) >= LONGEST_VERSE:
            found |= {at - 1: at + 1} if line.may_go_on(after, OPENER) and not after.printed[0].isspace() else {}
    return found


def follow_page_numbers(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep of numbers at lines those that count on, as far apart as pages are long.

    >>> follow_page_numbers([(10, 1), (12, 7), (40, 2)])
    [(10, 1), (40, 2)]
    """
    chain: list[tuple[int, int]] = []
    for at, number in found:
        last, before = chain[-1] if chain else (at - LEAST_ON_PAGE, number - 1)
        pages = number - before
        if 0 < pages <= LEAST_PAGES and LEAST_ON_PAGE * pages <= at - last <= MOST_ON_PAGE * pages:
            chain.append((at, number))
    return chain


def cut_page_numbers(lines: list[NonblankLine]) -> list[tuple[int, int]]:
    """Cut the numbers of pages off the first lines of these, where they stand without a blank; return their spans.

    They count on, one in so many lines, of which most go on in the middle of a sentence.
    """
    if len(lines) < LEAST_PAGES * LEAST_ON_PAGE:
        return []
    found = [(at, int(match[1])) for at, line in enumerate(lines) if (match := GLUED.match(line.text))]
    chain = follow_page_numbers(found)
    inside = sum(at > 0 and not lines[at - 1].ends for at, _ in chain)
    if len(chain) < LEAST_PAGES or 2 * inside < len(chain):
        return []
    places = dict(chain)
    for (at, number), (after, last) in pairwise(chain):
        # Before the number of a heading, 536.2.3, the step from page to page shows it.
        step = (after - at) / (last - number)
        for own in range(number + 1, last):
            near = range(round(at + (own - number - 0.3) * step), round(at + (own - number + 0.3) * step))
            # Where a page holds no more than a picture, its number stands elsewhere, and there alone.
            alone = [place for place, glued in found if glued == own and at < place < after]
            within = near if len(alone) != 1 else alone
            places |= {place: own for place in within if lines[place].text.startswith(str(own))}
    spans = []
    for place, number in sorted(places.items()):
        line, length = lines[place], len(str(number))
        spans.append((line.start, line.start + length))
        line.text, line.printed = line.text[length:], line.printed.replace(str(number), "", 1)
        line.start, line.paged = line.start + length, True
    return spans
