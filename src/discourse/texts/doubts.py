"""What was understood is doubted: places a reader should look at, and where another article may begin."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from discourse.texts.cleaning import line_counter
from discourse.texts.layout.pieces import Piece, split_lines
from discourse.texts.layout.points import opener_at
from discourse.texts.layout.rules import (
    BELOW_TITLE,
    DATELINES,
    END_MARKS,
    LEVELS,
    NEIGHBOURS,
    SHORT_PIECES,
    SUBTITLE,
    finds,
    fits,
)  # fmt: skip
from discourse.texts.layout.speakers import (
    SPEECHLESS,
    asks,
    label_at,
    person,
    strong_role,
)
from discourse.texts.numerals import NUMERALS, read_numeral
from discourse.texts.structure import (
    LONE_DATE,
    PLAIN_LENGTH,
    SECOND_LINE,
    SENTENCE_END,
    TITLE_LENGTH,
    is_full,
    mark_imprint,
    number_of,
)  # fmt: skip

COUNTED = {"lead", "question", "answer", "body"}
QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "【": "】"}
# Punctuation that no line begins with, and imprint so long that words may be lost in it.
MIDWAY, LONG_IMPRINT = "，。；、：！？）》”’」』】,;:!?)", 60
JOIN = "or a correction that joins the lines"
LINKS = "links to other articles"
NUMBER = re.compile(rf"\d+|[{NUMERALS}]+")


class Doubt(NamedTuple):
    """A place where the reading may be wrong: its line, its first words, why, and what to declare if it is."""

    line: int
    what: str
    why: str
    declare: str


class Boundary(NamedTuple):
    """A line where another article may begin: its line, offset and words, and the evidence."""

    line: int
    start: int
    text: str
    why: str


def find_doubts(pieces: list[Piece]) -> list[Doubt]:
    """List what looks doubtful in an article's structure, by line; nothing declared is doubted.

    >>> from discourse.texts.structure import find_structure
    >>> text = "题目\\n一、甲\\n内容。\\n三、乙\\n内容。"
    >>> find_doubts(find_structure(text, line_of=lambda offset: text.count("\\n", 0, offset) + 1))[0].why
    'number: 三 follows 一'
    """
    declared = {piece.line for piece in pieces if piece.declared}
    doubts = {doubt for doubts_of in DOUBTS for doubt in doubts_of(pieces)}
    return sorted(doubt for doubt in doubts if doubt.line not in declared)


def doubt(piece: Piece, why: str, declare: str) -> Doubt:
    """Make a doubt about a piece."""
    return Doubt(piece.line, piece.text[:16], why, f"line = {piece.line}, {declare}")


def doubt_title(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt an article without a title, and a second line below one: the first may be a kicker, or a menu."""
    for piece in pieces:
        if piece.why == SECOND_LINE:
            yield doubt(piece, "two lines that may be the title", f'kind = "title", or title = "{piece.text[:16]}"')
    if pieces and not any(piece.kind == "title" for piece in pieces):
        yield Doubt(pieces[0].line, pieces[0].text[:16], "no title found", f'title = "{pieces[0].text[:16]}"')


def doubt_speakers(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt a speaker who speaks once where others speak again and again, and a question that no label tells."""
    openings = [piece for piece in pieces if piece.opens_turn]
    times = Counter(piece.speaker for piece in openings)
    for piece in openings:
        if piece.speaker and times[piece.speaker] == 1 and max(times.values()) > 2:
            yield doubt(piece, f"speaker {piece.speaker} speaks once", 'speaker = "…" or kind = "answer"')
        if piece.why.startswith("a question"):
            yield doubt(piece, f"question without a label: {piece.why}", 'kind = "answer" or "heading"')
    for piece in pieces:
        if piece.why == SPEECHLESS:
            yield doubt(piece, piece.why, 'kind = "body" or "heading"')


def doubt_turns(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt an answer without a question, and a question without an answer."""
    openings = [piece for piece in pieces if piece.opens_turn]
    if openings and openings[0].kind == "answer":
        yield doubt(openings[0], "answer without a question", 'kind = "question" or "body"')
    for one, other in pairwise([*openings, None]):
        unanswered = other is None or (other.kind == "question" and one.speaker == other.speaker)
        if one.kind == "question" and unanswered and asks(one.plain):
            yield doubt(one, "question without an answer", 'kind = "answer" on the line where it begins')


def doubt_sections(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt a section without text, and a heading as long as a sentence."""
    filled = {piece.section for piece in pieces if piece.kind in COUNTED}
    for piece in pieces:
        if piece.kind == "heading" and piece.section and piece.section not in filled:
            yield doubt(piece, "section without text", 'kind = "body" or "title"')
        if piece.kind == "heading" and len(piece.text) > PLAIN_LENGTH:
            yield doubt(piece, f"heading of {len(piece.text)} characters", 'kind = "body" or "answer"')


def doubt_numbers(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt numbered headings that leave a number out, inside the next higher heading."""
    last = {}
    for piece in pieces:
        number = number_of(piece.plain) if piece.kind == "heading" else None
        found = NUMBER.search(piece.plain) if number else None
        if not found or "百" in piece.plain[: found.end() + 1]:
            continue
        value = int(found.group()) if found.group().isdigit() else read_numeral(found.group())
        before = last.get(number)
        if value != 1 + (before[0] if before else 0) and value != 1:
            why = f"number: {found.group()} follows {before[1]}" if before else f"number: the first is {found.group()}"
            yield doubt(piece, why, 'kind = "heading" on the line that lacks one, or kind = "body" here')
        last = {level: seen for level, seen in last.items() if LEVELS[level] < LEVELS[number]}
        last[number] = value, found.group()


def doubt_points(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt a point opener that opens none, for its number is not the next, and a series of one."""
    opened = []
    for piece in pieces:
        if piece.kind not in COUNTED:
            continue
        opener = opener_at(piece.text, 0, everywhere=False)
        if opener and opener.sure and opener.number != piece.point:
            expected = f"after point {piece.point}" if piece.point else "alone, or parted by commas from the next"
            yield doubt(piece, f"point {opener.number} {expected}", f"point = {opener.number}")
        elif opener and opener.sure:
            if opener.number == 1:
                opened = [*opened, [piece, 1]]
            elif opened:
                opened[-1][1] = opener.number
    for piece, reached in opened:
        if reached == 1:
            yield doubt(piece, "a series of one point", "point = 0")


def doubt_lines(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt quotation marks and brackets that one line leaves open, and imprint long enough to be text."""
    for piece in pieces:
        odd = [mark for mark, close in QUOTES.items() if piece.text.count(mark) != piece.text.count(close)]
        if odd and piece.kind in COUNTED and not piece.why.startswith("point"):
            yield doubt(piece, f"{''.join(odd)} without its partner in the line", JOIN)
        if piece.kind == "imprint" and len(piece.text) > LONG_IMPRINT:
            yield doubt(piece, f"{len(piece.text)} characters that are not counted ({piece.why})", 'kind = "body"')


def doubt_breaks(pieces: list[Piece]) -> Iterator[Doubt]:
    """Doubt a line that ends in mid-sentence, and one that begins in it; a list of short lines is doubted once."""
    shown = False
    for piece, after in pairwise(pieces):
        if piece.kind not in COUNTED or after.kind not in COUNTED | {"heading"} or after.start == piece.end:
            continue
        if after.text[0] in MIDWAY:
            yield doubt(after, "begins with what ends a sentence: a broken line?", JOIN)
        elif SENTENCE_END.search(piece.plain) or after.kind != piece.kind or after.opens_turn:
            continue
        elif max(len(piece.text), len(after.text)) > PLAIN_LENGTH:
            yield doubt(piece, "ends without a stop: a broken line?", f'kind = "heading", {JOIN}')
        elif not shown:
            shown = True
            yield doubt(piece, "short lines without stops: a list or headings?", 'kind = "heading" or "imprint"')


DOUBTS = (
    doubt_title, doubt_speakers, doubt_turns, doubt_sections, doubt_numbers, doubt_points, doubt_lines, doubt_breaks,
)  # fmt: skip


# --- where another article may begin --------------------------------------------------------------------------------


def find_boundaries(text: str) -> list[Boundary]:
    """Find lines where another article of the file may begin, with the evidence, for `starts_at` and `ends_before`.

    >>> text = "题目\\n第一段。\\n（责任编辑：林晓）\\n另一个题目\\n另一段。"
    >>> [(found.line, found.text) for found in find_boundaries(text)]
    [(4, '另一个题目')]
    """
    pieces = mark_imprint(split_lines(text, line_counter(text)))
    titles = [may_head_article(pieces, at) for at in range(len(pieces))]
    asked = [asks_next(pieces, at) for at in range(len(pieces))]
    found, asking, full = [], 0, False
    for at, piece in enumerate(pieces):
        why = boundary_rule(pieces, at, titles) if full else None
        if not why and full and titles[at] and asking > 1 and not asked[at]:
            why = "no question follows, as one did after each heading before"
        if why:
            found.append(Boundary(piece.line, piece.start, piece.text[:40], why))
            asking, full = 0, why == LINKS
        asking += titles[at] and asked[at]
        full = full or (piece.kind is None and not titles[at] and is_full(piece))
    return found


def may_head_article(pieces: list[Piece], at: int) -> bool:
    """Tell whether a line might be a title: short, no sentence, no numbered heading, no speech."""
    piece = pieces[at]
    if piece.kind or len(piece.plain) > TITLE_LENGTH or SENTENCE_END.search(piece.plain) or number_of(piece.plain):
        return False
    label = label_at(piece, at, set())
    named = label is not None and (strong_role(label.key) or person(label.key))
    return not named and not fits(SUBTITLE, piece.plain)


def asks_next(pieces: list[Piece], at: int) -> bool:
    """Tell whether the next line opens a question by its label."""
    label = label_at(pieces[at + 1], at + 1, set()) if at + 1 < len(pieces) else None
    return label is not None and strong_role(label.key) == "question"


def is_paragraph(piece: Piece) -> bool:
    """Tell whether a line is text, and a full paragraph."""
    return piece.kind is None and is_full(piece)


def boundary_rule(pieces: list[Piece], at: int, titles: list[bool]) -> str | None:
    """Name the evidence that an article begins at a line, after full paragraphs of another."""
    piece, before = pieces[at], pieces[at - 1]
    after = pieces[at + 1 : at + 4]
    dated = [line for line in after if line.kind is None and finds(DATELINES, line.plain)]
    if piece.plain.startswith("(上接"):
        return "continued from another page"
    if fits(NEIGHBOURS, piece.plain) and any(line.kind is None for line in after):
        return LINKS
    if fits(SHORT_PIECES, piece.plain) and piece.kind is None and after and is_full(after[0]):
        return "a short piece under a column's name or mark"
    ended = before.kind == "imprint" and before.why.removeprefix("imprint: ") in END_MARKS
    if not titles[at]:
        dispatch = piece.kind is None and finds(DATELINES, piece.plain) and not titles[at - 1]
        return "a dispatch begins without a title" if dispatch else None
    if ended:
        return f"a title-like line after the end of an article ({before.text[:16]})"
    if dated and (dated[0] is after[0] or titles[at + 1]):
        return "a title-like line above a dateline"
    below = [line for line in after if not fits(SUBTITLE, line.plain)][:2]
    near = {line.why.removeprefix("imprint: ") for line in below if line.kind and not LONE_DATE.fullmatch(line.plain)}
    if below and (below[0].kind or person(below[0].plain)) and BELOW_TITLE & near:
        return "a title-like line above a byline or a stamp"
    ends = SENTENCE_END.search(before.plain) or before.kind
    two = len(after) > 1 and titles[at + 1] and not titles[at - 1] and is_paragraph(after[1])
    if two and ends and ":" not in piece.plain:
        return "two short lines in a row"
    return None
