"""A clause becomes words, each with the part it can play in a list."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from discourse.texts.normalize import fold
from discourse.texts.sentences import SENTENCE_STOP
from discourse.words.lists import rules
from discourse.words.lists.names import find_names
from discourse.words.segment import rjieba_tokenizer

# The part that a word can play, by the tables and else by its tag; of two tables the later one here decides.
ROLES = (
    dict.fromkeys(rules.VERBS, "verb")
    | dict.fromkeys(rules.QUANTITIES, "quantity")
    | dict.fromkeys(rules.LEADS, "lead")
    | {mark: role for role, marks in rules.MARKS.items() for mark in marks}
)
TAG_ROLES = {"v": "verb", "vd": "verb", "p": "lead", "d": "adverb", "vn": "either", "an": "either"}
# Quotations and titles that stand side by side are items, as if 、 stood between them.
ADJOINING = re.compile(rf"[”’」』》〉][{rules.QUOTES}{rules.TITLES}]")
# What a verb of the table governs stands right after it.
GOVERNED = ("noun", "either", "quote", "quantity", "verb", "lead")


class Word(NamedTuple):
    """A word of a clause: its span, and what part it can play in a list."""

    start: int
    end: int
    text: str
    role: str


def has_role(words: Iterable[Word], *roles: str) -> bool:
    """Tell whether one of the words plays one of the parts."""
    return any(word.role in roles for word in words)


def is_predicate(item: list[Word]) -> bool:
    """Tell whether an item is a predicate: 打造新动能, but not 数字园区."""
    return len(item) > 1 and has_role(item[:1], "verb", "lead")


def holds_closer(term: str) -> bool:
    """Tell whether a term runs over the 等 of a list: 转型升级等基金, but not 高等教育."""
    return "等" in term and any(
        word in rules.MARKS["closer"] for word, _ in rjieba_tokenizer().tag(term, hmm=False)[1:-1]
    )


def outermost_brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost pairs of quotation marks and brackets in a span."""
    found, open_, close, depth = [], None, None, 0
    for at in range(start, end):
        if open_ is None and text[at] in rules.BRACKETS:
            open_, close, depth = at, fold(rules.BRACKETS[text[at]]), 1
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
    names = {(start + a, start + b) for a, b in find_names(text[start:end])}
    whole: list[tuple[int, int]] = []
    for spans in (shut, names, [term for term in terms if start <= term[0] and term[1] <= end]):
        whole += [(a, b) for a, b in spans if not any(a < last and first < b for first, last in whole)]
    words = []
    for a, b in [*sorted(whole), (end, end)]:
        for word, kind in tag(text[start:a], hmm=False) if start < a else []:
            role = ROLES.get(word, TAG_ROLES.get(kind, "space" if word.isspace() else "noun"))
            words.append(Word(start, start + len(word), word, role))
            start += len(word)
        if a < b:
            if words and ADJOINING.match(text, a - 1):
                words.append(Word(a, a, "", "separator"))
            # A quotation that is a whole sentence is speech, and no item.
            role = "name" if (a, b) in names else "noun"
            if text[a] in rules.QUOTES:
                role = "stop" if SENTENCE_STOP.search(text, a, b) else "quote"
            words.append(Word(a, b, text[a:b], role))
        start = b
    return revise_roles(words)


def revise_roles(words: list[Word]) -> list[Word]:
    """Say again what part words play, now that their neighbours are known.

    A verb and a noun of one character, or its suffix, are one word that the dictionary lacks (算力, 降碳, 获得感). A
    verb of the table is a noun where it governs nothing (产业化发展), any verb after a number and its measure, as it
    belongs to what is counted (100个应用场景); 同 after a verb is with.
    """
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined and joined[-1].role == "verb" else None
        short = last is not None and len(last.text) == len(word.text) == 1 and word.role == "noun"
        if last is not None and (short or word.text in rules.SUFFIXES):
            joined[-1] = Word(last.start, word.end, last.text + word.text, "either")
        else:
            joined.append(word)
    revised = []
    for before, word, after in zip([None, *joined], joined, [*joined[1:], None], strict=False):
        role = word.role
        if word.text in rules.VERBS and (after is None or after.role not in GOVERNED):
            role = "either"
        elif word.role == "verb" and before is not None and rules.MEASURE.search(before.text):
            role = "noun"
        elif word.text in rules.WITH and (before is None or before.role in ("verb", "lead", "stop")):
            role = "lead"
        revised.append(word._replace(role=role))
    return revised


def split_at_role(words: list[Word], role: str) -> list[list[Word]]:
    """Cut a run of words at those that play a part."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.role == role:
            parts.append([])
        elif word.role != "space":
            parts[-1].append(word)
    return parts
