"""Paragraphs become sentences."""

import re
from bisect import bisect_right
from itertools import chain

import numpy as np
import pandas as pd

from discourse.texts.characters import CLOSING_MARKS, HAN
from discourse.texts.english import ADDRESS, POINT, ends_english_sentence

# A point that follows a Chinese character stands for 。; one in 2.1 or GDP. does not.
SENTENCE_STOP = re.compile(
    rf"(?:[。｡！？!?]|(?:…{{1,}}|\.{{3,}})|(?<=[{HAN}])\.(?![A-Za-z0-9.]))+[{re.escape(CLOSING_MARKS)}]*[ \t\u3000]*"
)
# Of the half-width ones the English words around them tell whether they do.
POSSIBLE_STOP = re.compile(rf"{SENTENCE_STOP.pattern}|{POINT}")
# So many characters around a mark tell whether it does.
AROUND = 200
CHINESE_STOP = re.compile(rf"(?<=[{HAN}])|.*[。｡！？]")
# A text without these, which stand in few, has no stops but those of Chinese: the point of 6.9 ends nothing.
DOUBTFUL_STOP = re.compile(r"[!?…｡.](?:(?<![0-9]\.)|(?![0-9]))")
PLAIN_STOP = re.compile(rf"[。！？]+[{re.escape(CLOSING_MARKS)}]*[ \t\u3000]*")

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
    starts, addresses = [0], [address.span() for address in ADDRESS.finditer(text)]
    for stop in POSSIBLE_STOP.finditer(text):
        at, end = stop.span()
        if end == len(text) or any(first <= at < last for first, last in addresses):
            continue
        before, after = text[max(starts[-1], at - AROUND) : at], text[end : end + AROUND]
        if CHINESE_STOP.match(text, at, end) or ends_english_sentence(before, stop.group(), after):
            starts.append(end)
    return starts


def split_sentences(paragraphs: pd.DataFrame) -> list[tuple[int, list[int]]]:
    """Return for each paragraph the number of its first sentence, from 1 within the doc, and the sentences' starts.

    Sentences are numbered in the order of `paragraph`, where the frame has it, else in that of its rows.

    A line cut at its points gives rows that adjoin (`raw_start` is the `raw_end` before, if the frame has them, and
    `rule`, if it has it, says that the point begins inside a line): a sentence that runs over such a cut keeps one
    number.

    >>> rows = {"doc": "a", "turn": 0, "kind": "body", "text": ["有两点：", "一是改；", "二是转。再看。"]}
    >>> split_sentences(pd.DataFrame(rows | {"raw_start": [0, 4, 8], "raw_end": [4, 8, 15]}))
    [(1, [0]), (1, [0]), (1, [0, 4])]
    """
    reading = paragraphs.reset_index(drop=True)
    if "paragraph" in reading:
        reading = reading.sort_values(["doc", "paragraph"], kind="stable")
    rows, last = {}, dict.fromkeys(reading["doc"], 0)
    columns = reading.index, reading["doc"], reading["text"]
    for row, doc, text, runs_on in zip(*(column.tolist() for column in columns), running_on(reading), strict=True):
        starts = sentence_starts(text)
        first = last[doc] + (not runs_on)
        rows[row] = (first, starts)
        last[doc] = first + len(starts) - 1
    return [rows[row] for row in range(len(rows))]


def running_on(paragraphs: pd.DataFrame) -> list[bool]:
    """Tell of each row whether it goes on with the sentence of the row before."""
    if not set(ADJOINING) - {"rule"} <= set(paragraphs):
        return [False] * len(paragraphs)
    paragraphs = paragraphs[[column for column in ADJOINING if column in paragraphs]]
    before = paragraphs.shift()
    adjoins = paragraphs["raw_start"].eq(before["raw_end"])
    for column in ("doc", "kind", "turn"):
        adjoins &= paragraphs[column].eq(before[column])
    if "rule" in paragraphs:
        # A line end that a correction put in has no place in the file: the rows it parts adjoin as well.
        adjoins &= paragraphs["rule"].eq(INSIDE).fillna(False)
    # A text ends where a sentence does if what follows would begin the next.
    return [
        joins and sentence_starts(f"{text}一")[-1] != len(text)
        for joins, text in zip(adjoins.tolist(), before["text"].tolist(), strict=True)
    ]


def sentence_at(sentences: tuple[int, list[int]], offset: int) -> int:
    """Return the number of the sentence that holds a character offset of its paragraph."""
    first, starts = sentences
    return first + bisect_right(starts, offset) - 1


def sentences_at(sentences: list[tuple[int, list[int]]], rows: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return the numbers of the sentences that hold places, by the row of their paragraph and their offset in it.

    >>> sentences_at([(1, [0, 4]), (3, [0])], np.array([0, 0, 1]), np.array([3, 4, 2]))
    array([1, 2, 3])
    """
    first = np.array([number for number, _ in sentences], dtype="int64")
    sizes = np.array([len(starts) for _, starts in sentences], dtype="int64")
    begins = np.fromiter(chain.from_iterable(starts for _, starts in sentences), dtype="int64", count=sizes.sum())
    length = max(begins.max(initial=0), offsets.max(initial=0)) + 1
    keys = np.repeat(np.arange(len(sizes)), sizes) * length + begins
    at = np.searchsorted(keys, rows * length + offsets, side="right") - 1
    return (first - np.cumsum(sizes) + sizes)[rows] + at
