"""Paragraphs become sentences."""

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.texts.characters import CLOSING_MARKS, HAN
from discourse.texts.english import ADDRESS, POINT, ends_english_sentence
from discourse.texts.joined_texts import SEPARATOR, JoinedTexts, join_texts, number_texts, rows_of_parts
from discourse.texts.normalize import codes_of

# A point that follows a Chinese character stands for 。; one in 2.1 or GDP. does not.
SENTENCE_STOP = re.compile(
    rf"(?:[。｡！？!?]|(?:…{{1,}}|\.{{3,}})|(?<=[{HAN}])\.(?![A-Za-z0-9.]))+[{re.escape(CLOSING_MARKS)}]*[ \t\u3000]*"
)
# Of the half-width ones the English words around them tell whether they do.
POSSIBLE_STOP = re.compile(rf"{SENTENCE_STOP.pattern}|{POINT}")
# What each of them begins with, and one of what each address has: these are searched faster.
STOP_SIGN, OF_ADDRESSES = re.compile("[。｡！？!?….]"), ("://", "www.", "@")
# So many characters around a mark tell whether it does.
AROUND = 200
CHINESE_STOP = re.compile(rf"(?<=[{HAN}])|.*[。｡！？]")
# A text without these, which stand in few, has no stops but those of Chinese: the point of 6.9 ends nothing.
DOUBTFUL_STOP = re.compile(r"[!?…｡.](?:(?<![0-9]\.)|(?![0-9]))")
PLAIN_STOP = re.compile(rf"[。！？]+[{re.escape(CLOSING_MARKS)}]*[ \t\u3000]*")
# What the characters of `PLAIN_STOP` are, and what parts two texts.
STOP, CLOSING, BLANK, END = 1, 2, 3, 4

# What tells whether a row goes on with the one before.
ADJOINING = ["raw_start", "raw_end", "doc", "kind", "turn", "rule", "text"]
# The `rule` of a row where a point begins inside a line.
INSIDE = "point_inside_line"


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a paragraph begin; the first is 0.

    A sentence ends at 。！？ and their half-width kin or …… with the closing quotes and brackets that follow, never
    at ；, and where English words stand, at the point that a reader takes for a full stop. Each character belongs to
    exactly one sentence.

    >>> sentence_starts("他说：“好。”我们走；再见！"), sentence_starts("Reform goes on. The U.S. market grew by 3.5%.")
    ([0, 7], [0, 16])
    """
    if not DOUBTFUL_STOP.search(text):
        return [0, *(end for stop in PLAIN_STOP.finditer(text) if (end := stop.end()) < len(text))]
    starts = [0]
    addresses = [found.span() for found in ADDRESS.finditer(text)] if any(map(text.__contains__, OF_ADDRESSES)) else []
    quotes = seen = end = 0
    for sign in STOP_SIGN.finditer(text):
        stop = POSSIBLE_STOP.match(text, sign.start()) if sign.start() >= end else None
        if not stop:
            continue
        at, end = stop.span()
        quotes, seen = quotes + text.count('"', seen, at), at
        if text[end - 1] == '"' and end < len(text) and quotes % 2 == text.count('"', at, end - 1) % 2 == 0:
            # What stands directly behind a stop, and directly before words, opens their quotation.
            end -= 1
        if end == len(text) or any(first <= at < last for first, last in addresses):
            continue
        before, after = max(starts[-1], at - AROUND), end + AROUND
        if CHINESE_STOP.match(text, at, end) or ends_english_sentence(text[before:at], text[at:end], text[end:after]):
            starts.append(end)
    return starts


class Sentences(NamedTuple):
    """The sentences of paragraphs: of each the number of its first, and how many it has; of all, where they begin."""

    first: np.ndarray
    counts: np.ndarray
    begins: np.ndarray

    def numbers_at(self, rows: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return the numbers of the sentences that hold places, by the row of their paragraph and their offset in it.

        >>> sentences = Sentences(np.array([1, 3]), np.array([2, 1]), np.array([0, 4, 0]))
        >>> sentences.numbers_at(np.array([0, 0, 1]), np.array([3, 4, 2]))
        array([1, 2, 3])
        """
        length = max(self.begins.max(initial=0), offsets.max(initial=0)) + 1
        before = np.repeat(np.cumsum(self.counts) - self.counts, self.counts)
        numbers = np.repeat(self.first, self.counts) + np.arange(len(self.begins)) - before
        keys = np.repeat(np.arange(len(self.counts)), self.counts) * length + self.begins
        places = rows * length + offsets
        if (places[1:] >= places[:-1]).all():
            # There are far more places than sentences.
            return np.repeat(numbers, np.diff(np.searchsorted(places, keys), append=len(places)))
        return numbers[np.searchsorted(keys, places, side="right") - 1]


def find_sentences(paragraphs: pd.DataFrame) -> Sentences:
    """Find the sentences of paragraphs, which are numbered from 1 within the doc.

    They are numbered in the order of `paragraph`, where the frame has it, else in that of its rows.

    A line cut at its points gives rows that adjoin (`raw_start` is the `raw_end` before, if the frame has them, and
    `rule`, if it has it, says that the point begins inside a line): a sentence that runs over such a cut keeps one
    number.

    >>> rows = {"doc": "a", "turn": 0, "kind": "body", "text": ["有两点：", "一是改；", "二是转。再看。"]}
    >>> find_sentences(pd.DataFrame(rows | {"raw_start": [0, 4, 8], "raw_end": [4, 8, 15]})).first
    array([1, 1, 1])
    """
    docs = pd.factorize(paragraphs["doc"])[0]
    reading = np.lexsort((paragraphs["paragraph"], docs)) if "paragraph" in paragraphs else np.arange(len(docs))
    texts, which = number_texts(paragraphs["text"].tolist())
    found, none = [starts_of_joined(joined) for joined in join_texts(texts)], np.array([], dtype="int64")
    counts, begins = (np.concatenate([none, *(each[at] for each in found)]) for at in (0, 1))
    counts, begins = counts[which], begins[rows_of_parts(counts, which)]
    added, runs_on = counts.copy(), none
    if len(docs):
        told = paragraphs[[column for column in ADJOINING if column in paragraphs]]
        runs_on = running_on(told.iloc[reading]).astype("int64")[np.argsort(reading)]
        added = counts - runs_on
    # The rows of each doc stand in a row, and its first numbers from 1.
    rows = reading[np.argsort(docs[reading], kind="stable")]
    before, first = np.cumsum(added[rows]) - added[rows], np.empty(len(docs), dtype="int64")
    first[rows] = 1 + before - before[np.searchsorted(docs[rows], docs[rows])]
    return Sentences(first - runs_on, counts, begins)


def split_sentences(paragraphs: pd.DataFrame) -> list[tuple[int, list[int]]]:
    """Return for each paragraph the number of its first sentence, and where its sentences begin (see `find_sentences`).

    >>> split_sentences(pd.DataFrame({"doc": ["a", "a", "b"], "text": ["一。二。", "三。", "四。"]}))
    [(1, [0, 2]), (3, [0]), (1, [0])]
    """
    first, counts, begins = (each.tolist() for each in find_sentences(paragraphs))
    ends = list(accumulate(counts))
    return [(number, begins[end - n : end]) for number, n, end in zip(first, counts, ends, strict=True)]


def lay_sentences_out(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of paragraphs, or what of one a paragraph has, a row each: sentence, start, end, text.

    The other columns are those of the paragraph.

    >>> rows = lay_sentences_out(pd.DataFrame({"doc": ["a"], "turn": 0, "kind": "body", "text": "一。二。"}))
    >>> rows[["sentence", "start", "end", "text"]].to_numpy().tolist()
    [[1, 0, 2, '一。'], [2, 2, 4, '二。']]
    """
    first, counts, begins = find_sentences(paragraphs)
    row = np.repeat(np.arange(len(paragraphs)), counts)
    pieces = paragraphs.iloc[row].reset_index(drop=True)
    place = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    ends = np.where(np.append(row[1:] == row[:-1], False), np.append(begins[1:], 0), pieces["text"].str.len())
    texts = [text[start:end] for text, start, end in zip(pieces["text"], begins, ends, strict=True)]
    return pieces.assign(sentence=first[row] + place, start=begins, end=ends, text=texts)


def starts_of_joined(joined: JoinedTexts) -> tuple[np.ndarray, np.ndarray]:
    """Return how many sentences each of several texts has, and where these begin in it, as `sentence_starts` does."""
    signs = table_of_stops()[codes_of(joined.text)]
    stops = signs == STOP
    # Behind each text stands a separator, so that none goes on into the next.
    ends = np.flatnonzero(stops[:-1] & ~stops[1:]) + 1
    for closing in (CLOSING, BLANK):
        while (more := signs[ends] == closing).any():
            ends[more] += 1
    begins = ends[signs[ends] != END]
    doubtful = np.unique(joined.texts_at([stop.start() for stop in DOUBTFUL_STOP.finditer(joined.text)]))
    begins = begins[~np.isin(joined.texts_at(begins), doubtful)]
    others = [joined.starts[text] + sentence_starts(joined.texts[text])[1:] for text in doubtful.tolist()]
    begins = np.sort(np.concatenate([joined.starts, begins, *others]).astype("int64"))
    text_of = joined.texts_at(begins)
    return np.bincount(text_of, minlength=len(joined.texts)), begins - joined.starts[text_of]


@cache
def table_of_stops() -> np.ndarray:
    """Say of each character whether it ends sentences, closes or is blank behind their end, or ends a text."""
    table = np.zeros(0x110000, dtype="uint8")
    for kind, signs in ((STOP, "。！？"), (CLOSING, CLOSING_MARKS), (BLANK, " \t\u3000"), (END, SEPARATOR)):
        table[list(map(ord, signs))] = kind
    return table


def running_on(paragraphs: pd.DataFrame) -> np.ndarray:
    """Tell of each row whether it goes on with the sentence of the row before."""
    if not set(ADJOINING) - {"rule"} <= set(paragraphs):
        return np.full(len(paragraphs), False)
    joins = paragraphs["raw_start"].eq(paragraphs["raw_end"].shift()).to_numpy(dtype=bool, na_value=False)
    if "rule" in paragraphs:
        # A line end that a correction put in has no place in the file: the rows it parts adjoin as well.
        joins = joins & paragraphs["rule"].eq(INSIDE).to_numpy(dtype=bool, na_value=False)
    rows = np.flatnonzero(joins)
    here, before = (paragraphs.iloc[at].reset_index(drop=True) for at in (rows, rows - 1))
    same = here[["doc", "kind", "turn"]].eq(before[["doc", "kind", "turn"]]).all(axis=1).tolist()
    # A text ends where a sentence does if what follows would begin the next.
    texts = before["text"].tolist()
    ended = [each and sentence_starts(f"{text}一")[-1] == len(text) for each, text in zip(same, texts, strict=True)]
    return np.isin(np.arange(len(joins)), rows[np.array(same, dtype=bool) & ~np.array(ended, dtype=bool)])


def sentence_at(sentences: tuple[int, list[int]], offset: int) -> int:
    """Return the number of the sentence that holds a character offset of its paragraph."""
    first, starts = sentences
    return first + bisect_right(starts, offset) - 1
