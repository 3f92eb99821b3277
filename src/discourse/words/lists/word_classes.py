"""A clause becomes words, each with the part it can play in a list."""

from typing import NamedTuple

from discourse.texts.normalize import fold
from discourse.texts.sentences import SENTENCE_STOP
from discourse.words.lists.rules import (
    BRACKETS,
    LEADS,
    MARKS,
    MEASURE,
    QUANTITIES,
    QUOTES,
    SUFFIXES,
    TITLES,
    VERBS,
    WITH,
)  # fmt: skip
from discourse.words.segment import rjieba_tokenizer


class Word(NamedTuple):
    """A word of a clause: its span, and what part it can play in a list."""

    start: int
    end: int
    text: str
    role: str


def brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost pairs of quotation marks and brackets in a span."""
    found, open_, close, depth = [], None, None, 0
    for at in range(start, end):
        if open_ is None and text[at] in BRACKETS:
            open_, close, depth = at, fold(BRACKETS[text[at]]), 1
        elif open_ is not None and fold(text[at]) == close:
            depth -= 1
            if not depth:
                found.append((open_, at + 1))
                open_ = None
        elif open_ is not None and text[at] == text[open_]:
            depth += 1
    return found


def read_words(text: str, start: int, end: int, terms: list, shut: list) -> list[Word]:
    """Cut a span into words, terms and brackets whole, and say what part each can play."""
    tag = rjieba_tokenizer().tag
    inside = (term for term in terms if start <= term[0] and term[1] <= end)
    whole = sorted([*shut, *(term for term in inside if not any(a < term[1] and term[0] < b for a, b in shut))])
    words = []
    for a, b in [*whole, (end, end)]:
        for word, kind in tag(text[start:a], hmm=False) if start < a else []:
            words.append(Word(start, start + len(word), word, role_of(word, kind)))
            start += len(word)
        adjoins = words and a < b and words[-1].end == a
        if adjoins and text[a] in QUOTES + TITLES and text[a - 1] in "”’」』》〉":
            words.append(Word(a, a, "", "separator"))
        if a < b:
            # A quotation that is a whole sentence is speech, and no item.
            role = "noun" if text[a] not in QUOTES else "stop" if SENTENCE_STOP.search(text, a, b) else "quote"
            words.append(Word(a, b, text[a:b], role))
        start = b
    words = join_pairs(words)
    return [in_place(*three) for three in zip([None, *words], words, [*words[1:], None], strict=False)]


def join_pairs(words: list[Word]) -> list[Word]:
    """Join a verb and a noun of one character, or its suffix: words that the dictionary lacks (算力, 降碳, 获得感)."""
    joined = []
    for word in words:
        last = joined[-1] if joined else None
        short = last and last.role == "verb" and len(last.text) == len(word.text) == 1 and word.role == "noun"
        if short or (last and last.role == "verb" and word.text in SUFFIXES):
            joined[-1] = Word(last.start, word.end, last.text + word.text, "either")
        else:
            joined.append(word)
    return joined


def in_place(before: Word | None, word: Word, after: Word | None) -> Word:
    """Take a verb of the table for a noun where it governs nothing (产业化发展), 同 after a verb for with.

    After a number and its measure a verb belongs to what is counted: 100个应用场景.
    """
    governed = ("noun", "either", "quote", "quantity", "verb", "lead")
    if word.text in VERBS and (after is None or after.role not in governed):
        return word._replace(role="either")
    if word.role == "verb" and before is not None and MEASURE.search(before.text):
        return word._replace(role="noun")
    if word.text in WITH and (before is None or before.role in ("verb", "lead", "stop")):
        return word._replace(role="lead")
    return word


def role_of(word: str, tag: str) -> str:
    """Say what part a word can play in a list, by the tables and else by its tag."""
    for role, marks in MARKS.items():
        if word in marks:
            return role
    if word in LEADS:
        return "lead"
    if word in QUANTITIES:
        return "quantity"
    if word in VERBS or tag in ("v", "vd"):
        return "verb"
    if tag in ("p", "d"):
        return "lead" if tag == "p" else "adverb"
    return "either" if tag in ("vn", "an") else "space" if word.isspace() else "noun"


def split(words: list[Word], role: str) -> list[list[Word]]:
    """Cut a run of words at those that play a part."""
    parts = [[]]
    for word in words:
        if word.role == role:
            parts.append([])
        elif word.role != "space":
            parts[-1].append(word)
    return parts
