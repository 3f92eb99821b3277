"""Paragraphs become sentences."""

import re
from bisect import bisect_right

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
    columns = reading.index, reading["doc"], reading["text"], running_on(reading)
    for row, doc, text, runs_on in zip(*columns, strict=True):
        starts = sentence_starts(text)
        first = last[doc] + (not runs_on)
        rows[row] = (first, starts)
        last[doc] = first + len(starts) - 1
    return [rows[row] for row in range(len(rows))]


def running_on(paragraphs: pd.DataFrame) -> list[bool]:
    """Tell of each row whether it goes on with the sentence of the row before."""
    if not {"raw_start", "raw_end", "kind", "turn"} <= set(paragraphs):
        return [False] * len(paragraphs)
    before = paragraphs.shift()
    adjoins = paragraphs["raw_start"].eq(before["raw_end"])
    for column in ("doc", "kind", "turn"):
        adjoins &= paragraphs[column].eq(before[column])
    if "rule" in paragraphs:
        # A line end that a correction put in has no place in the file: the rows it parts adjoin as well.
        adjoins &= paragraphs["rule"].eq(INSIDE).fillna(False)
    # A text ends where a sentence does if what follows would begin the next.
    return [
        bool(joins) and sentence_starts(f"{text}一")[-1] != len(text)
        for joins, text in zip(adjoins, before["text"], strict=True)
    ]


def sentence_at(sentences: tuple[int, list[int]], offset: int) -> int:
    """Return the number of the sentence that holds a character offset of its paragraph."""
    first, starts = sentences
    return first + bisect_right(starts, offset) - 1
