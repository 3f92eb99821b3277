"""What is a text file, and no article: a table, JSON, TOML, XML, a dump of a database, lines of words, or pages."""

import csv
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable

from discourse.texts.characters import CLAUSE_ENDS, PAUSES

ROWS = "read its rows as articles with dc.read_table, or its words with dc.read_lexicon"
DUMP = re.compile(
    r"(?:INSERT INTO|CREATE TABLE|COPY) (?:IF NOT EXISTS )?[`\"\[]?\w.*(?:VALUES|\(|FROM stdin)", re.IGNORECASE
)
# A name and what it is.
TOML = re.compile(r"[\w.-]+ *= *\S")
# What a reader service prints above each page.
PAGE_HEAD = re.compile(r"^URL Source: (.*)", re.MULTILINE)
# The number or bullet of a line.
NUMBER = re.compile(r"(?:(?<!\d)\d++[.、．)）]|[-*•]) *(?=\S)")
SEPARATORS = ",\t;|"
# A table has so many lines at the least, a list of words so many, each of so many characters; so many are looked at.
FEW, MANY, WORD, LOOKED_AT = 5, 50, 10, 200


def find_other_form(text: str) -> str | None:
    """Say what a text is that is no article, and how to read it; None for what may be one.

    >>> find_other_form('[{"title": "谈低空", "text": "低空经济是新增长引擎。"}]')[:11]
    'holds JSON;'
    >>> find_other_form("谈低空\\n低空经济是新增长引擎。") is None
    True
    """
    lines = [line for line in text[: LOOKED_AT * 500].splitlines() if line.strip()][:LOOKED_AT]
    return next((said.format(n=n) for said, count in FORMS.values() if (n := count(text, lines))), None)


def holds_json(text: str, lines: list[str]) -> bool:
    """Tell whether a text is JSON, an object or a list of something, or has an object in each line."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    for part in [text, *lines[:1]]:
        try:
            found = json.loads(part)
        except (ValueError, RecursionError):
            continue
        # A number in brackets may stand above an article.
        return isinstance(found, dict) or (
            isinstance(found, list) and (len(found) > 1 or isinstance([*found, None][0], dict))
        )
    return False


def holds_toml(text: str, lines: list[str]) -> bool:
    """Tell whether a text is TOML: lines of names and values, as a manifest is."""
    if not any(TOML.match(line) for line in lines):
        return False
    try:
        return bool(tomllib.loads(text))
    except (ValueError, RecursionError):
        return False


def holds_xml(text: str, lines: list[str]) -> bool:
    """Tell whether a text is XML that is no page of the web."""
    return text.lstrip().startswith("<?xml ")


def holds_dump(text: str, lines: list[str]) -> bool:
    """Tell whether a line is a command of a database that fills a table, or makes one."""
    return any(DUMP.match(line) for line in lines if line[0].isascii())


def count_pages(text: str, lines: list[str]) -> int:
    """Count the pages that a reader service put into one text, if there are several."""
    pages = {*PAGE_HEAD.findall(text)} if "URL Source: " in text else ()
    return len(pages) if len(pages) > 1 else 0


def count_cells(text: str, lines: list[str]) -> int:
    """Return into how many cells one sign parts all lines, below a head of short names or in many lines; 0 if none."""
    for sign in SEPARATORS:
        if not lines or sign not in lines[0]:
            continue
        try:
            rows = list(csv.reader(lines, delimiter=sign))
        except csv.Error:
            continue
        head, widths = rows[0], Counter(map(len, rows))
        named = len(set(head)) == len(head) and all(0 < len(cell.strip()) <= 2 * WORD for cell in head)
        # A cell may hold the end of a line, and the last row of those that are looked at may be cut.
        alike = len(rows) >= FEW and widths[len(head)] >= len(rows) - 1
        named = named and not any(cell[-1] in CLAUSE_ENDS for cell in head)
        # Without a head, more lines are alike by chance only where each has few signs.
        if alike and (named or (len(head) > 2 and len(rows) >= 2 * FEW)):
            return len(head)
    return 0


def count_word_lines(text: str, lines: list[str]) -> int:
    """Count the lines that hold a word each: many, short, nearly none like another, nearly all without a mark."""
    if len(lines) < MANY:
        return 0
    stripped = [NUMBER.sub("", line.strip()) for line in lines]
    words = [line for line in stripped if len(line) <= WORD and not set(line) & {*CLAUSE_ENDS, *PAUSES}]
    if len(words) >= 0.98 * len(lines) and len(set(words)) >= 0.9 * len(words):
        return sum(bool(line.strip()) for line in text.splitlines())
    return 0


# What is said of each form, and what counts its parts; each is asked in turn.
FORMS: dict[str, tuple[str, Callable[[str, list[str]], int]]] = {
    "json": (f"holds JSON; {ROWS}", holds_json),
    "toml": ("holds TOML, as a manifest does; name the articles themselves", holds_toml),
    "xml": ("holds XML; save the page as HTML, or the text alone", holds_xml),
    "dump": (
        "holds a dump of a database; export the table as CSV and read its rows as articles with dc.read_table",
        holds_dump,
    ),
    "pages": (
        "holds {n} pages; save each in a file of its own, or name one by --starts-at and --ends-before",
        count_pages,
    ),
    "table": (f"holds a table, {{n}} cells in each line; {ROWS}", count_cells),
    "words": ("holds {n:,} lines of a word or two; read them as words with dc.read_lexicon", count_word_lines),
}
