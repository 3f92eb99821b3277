"""What everyone needs to know of the characters of Chinese text, once."""

import re
from functools import cache, lru_cache
from unicodedata import category, east_asian_width

from wcwidth import wcwidth

# Members of a regular expression's class: rf"[{HAN}]".
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# The block of the characters of daily texts; bytes that are misread often give those of the other blocks.
BASIC_HAN = "\u4e00-\u9fff"
# Han and what is printed as wide beside it: radicals, full-width signs and kana.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af"
# What prints as nothing, yet parts words: soft hyphens, joiners, marks of direction, selectors of a glyph.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef"
)
SENTENCE_ENDS = "。｡！？!?…"
CLAUSE_ENDS = f"{SENTENCE_ENDS}；;：:"
PAUSES = "，,、"
CLOSING_MARKS = "”’」』）)】》〉\"'"
OPENING_MARKS = "“‘「『（(【《〈"

# What a terminal obeys or hides: controls, marks of direction and of no width, lone surrogates, line separators.
NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

# A text that ends where a sentence, or at least a clause, does; closing quotes and brackets may follow.
ENDS_SENTENCE = re.compile(rf"(?:[{SENTENCE_ENDS}]|(?<=[A-Za-z0-9%)])\.)[{re.escape(CLOSING_MARKS)}]*\s*$")
ENDS_CLAUSE = re.compile(rf"[{CLAUSE_ENDS}][{re.escape(CLOSING_MARKS)}]*\s*$")
CONTAINS_HAN = re.compile(f"[{HAN}]")


def show_controls(text: str) -> str:
    r"""Show as signs what a terminal would obey or hide; line ends and tabs stay.

    >>> print(show_controls("一\x1b[2J二\u202e三"))
    一\x1b[2J二\u202e三
    """
    if text.isprintable():
        return text
    hidden = {c for c in text if category(c) in NOT_SHOWN} - {"\n", "\t"}
    return text.translate({ord(c): c.encode("unicode_escape").decode("ascii") for c in hidden})


LINE_END = re.compile(r"\r\n|\n|\r")
# What most Chinese texts are made of: printable ASCII, Chinese characters, full-width marks.
ORDINARY_SIGNS = r" -~\u4e00-\u9fff\u3001-\u3011\u3014-\u301f\uff01-\uff5e“”‘’—…"
PLAIN = re.compile(f"[{ORDINARY_SIGNS}]*")
# The same in lines, with indents and the dot of names: a text that is no more holds nothing that does not print, and
# nothing that prints as another character. That is told in a tenth of the time that it takes to look for these.
USUAL = re.compile(rf"[{ORDINARY_SIGNS}\t\r\n\u3000·]*")


@lru_cache(maxsize=1)
def is_usual(text: str) -> bool:
    """Tell whether a text is all of usual characters; several ask it of one text in turn."""
    return USUAL.fullmatch(text) is not None


def display_width(text: str, *, ambiguous: int = 2) -> int:
    """Return the width of a text in half-width columns; combining and invisible characters have none.

    Signs such as “ and … are as wide as a Chinese character in print (`ambiguous=2`), and half as wide in most
    terminals (`ambiguous=1`).

    Source: Unicode Standard Annex #11, East Asian Width.

    >>> display_width("6G 网络"), display_width("“新”"), display_width("“新”", ambiguous=1)
    (7, 6, 4)
    """
    if text.isascii() and text.isprintable():
        return len(text)
    # Of such characters a wide one has three bytes, and a narrow one has one.
    if ambiguous == 2 and PLAIN.fullmatch(text):
        return (len(text.encode("utf-8")) + len(text)) // 2
    return sum(map(print_width if ambiguous == 2 else terminal_width, text))


@cache
def terminal_width(character: str) -> int:
    """Return the width of one character in most terminals."""
    return max(0, wcwidth(character))


@cache
def print_width(character: str) -> int:
    """Return the width of one character in print."""
    return terminal_width(character) + (east_asian_width(character) == "A")
