"""The numbers that Word prints before the paragraphs of its lists: they stand in no paragraph's text."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element

from discourse.errors import DiscourseError
from discourse.texts.numerals import DIGITS, write_numeral

ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
# The largest number that Word takes; so many signs may stand around it.
MOST, MOST_SIGNS = 32767, 255
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class ListLevel(NamedTuple):
    """How one level of a list is numbered; `text` holds %1 for the number of the first level, and so on."""

    start: int
    format: str
    text: str
    gap: str


class NumberedList(NamedTuple):
    """A list: the one it counts together with, its levels, and the levels that begin anew with it."""

    counted_with: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int]


def write_roman(n: int) -> str:
    """Write a number in small Roman letters."""
    written = ""
    for value, letters in ROMAN:
        written, n = written + letters * (n // value), n % value
    return written


def pick_sign(row: str, n: int) -> str:
    """Write a number by the n-th sign of a row, and in digits beyond its end."""
    return row[n - 1] if 0 < n <= len(row) else str(n)


# How the formats of Word write a number; those not named here write it plainly, bullets are no characters of the text.
FORMATS = {
    "bullet": lambda n: "",
    "none": lambda n: "",
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: "".join(chr(0xFF10 + int(digit)) for digit in str(n)),
    "chineseCounting": write_numeral,
    "chineseCountingThousand": lambda n: write_numeral(n).replace("〇", "零"),
    "taiwaneseCounting": write_numeral,
    "taiwaneseCountingThousand": lambda n: write_numeral(n).replace("〇", "零"),
    "japaneseCounting": write_numeral,
    "ideographDigital": lambda n: "".join(DIGITS[int(digit)] for digit in str(n)),
    "ideographTraditional": lambda n: pick_sign("甲乙丙丁戊己庚辛壬癸", n),
    "ideographZodiac": lambda n: pick_sign("子丑寅卯辰巳午未申酉戌亥", n),
    "decimalEnclosedCircle": lambda n: pick_sign(CIRCLED, n),
    "decimalEnclosedCircleChinese": lambda n: pick_sign(CIRCLED, n),
    "decimalEnclosedParen": lambda n: pick_sign("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", n),
    "decimalEnclosedFullstop": lambda n: pick_sign("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", n),
    "lowerLetter": lambda n: pick_sign("abcdefghijklmnopqrstuvwxyz", n),
    "upperLetter": lambda n: pick_sign("ABCDEFGHIJKLMNOPQRSTUVWXYZ", n),
    "lowerRoman": write_roman,
    "upperRoman": lambda n: write_roman(n).upper(),
}


class Numbering:
    """The lists of a document; counts their paragraphs, in order."""

    def __init__(self, numbering: _Element | None):
        self.lists: dict[str, NumberedList] = {}
        self.counts: dict[str, Counter] = {}
        self.begun: set[tuple[str, int]] = set()
        elements = [] if numbering is None else numbering.findall(full_path("w:abstractNum"))
        patterns = {pattern.get(full_path("w:abstractNumId")): read_levels(pattern) for pattern in elements}
        for element in [] if numbering is None else numbering.findall(full_path("w:num")):
            pattern = child_value(element, "w:abstractNumId") or ""
            own: dict[int, ListLevel] = {}
            restarts: dict[int, int] = {}
            for override in element.findall(full_path("w:lvlOverride")):
                own |= read_levels(override)
                if (start := child_value(override, "w:startOverride")) is not None:
                    restarts[counted_number(override.get(full_path("w:ilvl")))] = counted_number(start, 1)
            numbered = NumberedList(pattern, patterns.get(pattern, {}) | own, restarts)
            self.lists[element.get(full_path("w:numId"))] = numbered

    def next(self, number: str, depth: int) -> str:
        """Return what is printed before the next paragraph of a list at a depth from 0; nothing for no known list.

        The text of its level is filled with the numbers of its own and of the outer levels.
        """
        found = self.lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        counts = self.counts.setdefault(found.counted_with, Counter())
        if depth in found.restarts and (number, depth) not in self.begun:
            self.begun.add((number, depth))
            counts[depth] = found.restarts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = found.levels[depth].start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if found.levels[depth].format in ("bullet", "none"):
            return ""
        text = found.levels[depth].text
        for outer, level in found.levels.items():
            text = text.replace(f"%{outer + 1}", FORMATS.get(level.format, str)(counts.get(outer, level.start)))
        return re.sub(r"%[1-9]", "", text) + found.levels[depth].gap


def read_levels(element: _Element) -> dict[int, ListLevel]:
    """Read the levels of a list by their depth; raise DiscourseError for a number of more signs than a line has."""
    texts = {level: child_value(level, "w:lvlText") or "" for level in element.findall(full_path("w:lvl"))}
    if longest := max((len(text) for text in texts.values() if len(text) > MOST_SIGNS), default=0):
        raise DiscourseError(
            f"numbers the paragraphs of a list by {longest:,} signs each; a number has {MOST_SIGNS} at the most: "
            "number them anew in Word"
        )
    return {
        counted_number(level.get(full_path("w:ilvl"))): ListLevel(
            counted_number(child_value(level, "w:start"), 1),
            child_value(level, "w:numFmt") or "decimal",
            text,
            "" if child_value(level, "w:suff") == "nothing" else " ",
        )
        for level, text in texts.items()
    }


def counted_number(value: str | None, default: int = 0) -> int:
    """Return a number that a Word file names, `default` for none and for what Word does not count to."""
    return int(value) if value and re.fullmatch("[0-9]{1,5}", value) and int(value) <= MOST else default


def child_value(element: _Element | None, path: str) -> str | None:
    """Return the value of what stands at a path below an element, None where nothing does."""
    child = None if element is None else element.find(full_path(path))
    return None if child is None else child.get(full_path("w:val"))


@cache
def full_path(path: str) -> str:
    """Write the names of a path with the space that they belong to.

    >>> full_path("w:rPr/w:b").count("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}")
    2
    """
    return "/".join(map(qn, path.split("/")))
