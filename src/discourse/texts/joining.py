"""Lines that a scan or a PDF broke: which of them belong together."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from discourse.texts.characters import ENDS_CLAUSE, display_width

# Lines without a sentence among them are a list: of headings, of names.
SENTENCE = re.compile(r"[。！？!?]")
# What begins a paragraph of its own, however the line before it ends.
OPENER = re.compile(
    r"[\s\u3000]|[一二三四五六七八九十百\d]+\s*[、.．）)]|[（(][一二三四五六七八九十百\d]+[）)]|第[一二三四五六七八九十百\d]+[章节条部]"
    r"|[一二三四五六七八九十]+[是要]|其[一二三四五六]|[①-⑳]|首先|其次|再次|最后"
    r"|[-*•·●■◆▲△★※—]|#{1,6}\s|[【\[]|[^\s：:，。！？；、]{1,20}[：:]"
)
# A list of names and posts, or a table: blanks part the words of its lines.
TABULAR = re.compile(r"\S(?:\u3000+|[ \t]{2,})\S")
PUNCTUATION = re.compile(r"[，。；、：！？…,;:!?]")
# That many lines in a row without a mark, where a paragraph would begin, are headings.
HEADINGS_IN_A_ROW = 3
LETTER = re.compile(r"[A-Za-z0-9]")
# A wrapped text has this many full lines at the least, and this share of its lines that break off are full.
LEAST_LINES, LEAST_SHARE = 4, 0.6
# A line is full where another character and a stop that may not begin a line would not have fitted.
SLACK = 4
# Shorter lines are headings, verse or tables, not the columns of a page.
NARROWEST = 16


class NonblankLine(NamedTuple):
    """One line of a text that is not blank: its place, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    blanks: int

    @property
    def width(self) -> int:
        """The width in half-width characters."""
        return display_width(self.text)


def find_joins(text: str, *, paragraphs_apart: bool = False) -> list[tuple[int, int, str]]:
    """Find the line ends inside paragraphs of a text that was wrapped at one width, as (start, end, what to put there).

    Two lines are joined where the first is full, breaks off without a stop or stands in a text whose paragraphs are
    told apart otherwise (by blank lines or by indents), and the second opens nothing: no label, number, point, indent.
    A text that is not wrapped has no joins, nor has a list of headings, whose lines are not full or bear no mark.

    With `paragraphs_apart`, as in the text of a PDF, blank lines part paragraphs, and all others are joined.

    >>> find_joins("工业和信息化部\\n部长")
    []
    >>> find_joins("发展低空\\n经济。\\n\\n另一段。", paragraphs_apart=True)
    [(4, 5, '')]
    """
    lines = read_lines(text)
    if paragraphs_apart:
        return [join(line, after) for line, after in pairwise(lines) if not after.blanks]
    full = wrap_width(lines)
    if full is None:
        return []
    apart, runs = paragraph_breaks(lines, full), [[lines[0]]]
    for line, after in pairwise(lines):
        if continues_line(line, after, full, apart):
            runs[-1].append(after)
        else:
            runs.append([after])
    joins, listed = [], 0
    for run in runs:
        # Lines without a mark, where a paragraph would begin, are headings.
        headings = next((n for n, line in enumerate(run) if PUNCTUATION.search(line.text)), len(run))
        if any(SENTENCE.search(line.text) for line in run):
            start = headings if listed + headings >= HEADINGS_IN_A_ROW else 0
            joins += [join(line, after) for line, after in pairwise(run[start:])]
        listed = listed + headings if headings == len(run) and run[0].width >= full else 0
    return joins


def read_lines(text: str) -> list[NonblankLine]:
    """List the lines that are not blank, blanks at their ends left off."""
    found, blanks = [], 0
    for match in re.finditer(r"([^\r\n]*)(\r\n|\n|\r|$)", text):
        line = match[1].rstrip()
        if line:
            found.append(NonblankLine(match.start(), match.start() + len(line), line, blanks))
            blanks = 0
        elif match[2]:
            blanks += 1
    return found


def wrap_width(lines: list[NonblankLine]) -> int | None:
    """Return the least width of a full line, or None where the text was not wrapped at one width."""
    breaking_off = [line for line in lines if not ENDS_CLAUSE.search(line.text)]
    if len(breaking_off) < LEAST_LINES:
        return None
    broken = [line.width for line in breaking_off]
    shares = Counter(width // SLACK for width in broken)
    near = {width: shares[width] + shares[width - 1] for width in shares}
    widest = max(near, key=lambda width: (near[width], width))
    least = (widest - 1) * SLACK
    full = sum(width >= least for width in broken)
    if least < NARROWEST or full < max(LEAST_LINES, LEAST_SHARE * len(broken)):
        return None
    return least if all(line.width < least + 3 * SLACK for line in lines) else None


def paragraph_breaks(lines: list[NonblankLine], full: int) -> str | None:
    """Say how paragraphs are told apart: by blank lines, by indents, or by nothing but a short last line."""
    gaps = [line.blanks for line in lines[1:]]
    if gaps and min(gaps) == 0 and sum(gap > 0 for gap in gaps) >= 2:
        return "blanks"
    opened = [after for line, after in zip(lines, lines[1:], strict=False) if line.width < full]
    indented = [line for line in opened if indent(line.text)]
    return "indents" if len(indented) >= max(2, len(opened) / 2) else None


def continues_line(line: NonblankLine, after: NonblankLine, full: int, apart: str | None) -> bool:
    """Tell whether a line goes on in the next."""
    if TABULAR.search(line.text) or TABULAR.search(after.text):
        return False
    if line.width < full or (after.blanks and apart == "blanks") or OPENER.match(after.text):
        return False
    if ENDS_CLAUSE.search(line.text):
        return apart is not None and not after.blanks
    return after.blanks <= 1


def indent(text: str) -> int:
    """Count the blanks that a line begins with."""
    return len(text) - len(text.lstrip())


def join(line: NonblankLine, after: NonblankLine) -> tuple[int, int, str]:
    """Join two lines: nothing parts them but a blank between Latin letters or digits."""
    latin = LETTER.match(line.text[-1]) and LETTER.match(after.text.lstrip()[0])
    return line.end, after.start + indent(after.text), " " if latin else ""
