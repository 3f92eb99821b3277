"""Paragraphs become sentences."""

import re
from bisect import bisect_right

import pandas as pd

CLOSERS = "”’」』）)】》〉\"'"
# A point that follows a Chinese character stands for 。; one in 2.1 or GDP. does not.
SENTENCE_STOP = re.compile(
    rf"(?:[。｡！？!?]|(?:…{{1,}}|\.{{3,}})|(?<=[\u4e00-\u9fff])\.(?![A-Za-z0-9.]))+[{re.escape(CLOSERS)}]*[ \t\u3000]*"
)


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a paragraph begin; the first is 0.

    A sentence ends at 。！？ and their half-width kin or …… with the closing quotes and brackets that follow, never
    at ；. Each character belongs to exactly one sentence.

    >>> sentence_starts("他说：“好。”我们走；再见！")
    [0, 7]
    """
    return [0, *(m.end() for m in SENTENCE_STOP.finditer(text) if m.end() < len(text))]


def split_sentences(paragraphs: pd.DataFrame) -> list[tuple[int, list[int]]]:
    """Return for each paragraph the number of its first sentence, from 1 within the doc, and the sentences' starts."""
    rows, last = [], {}
    for doc, text in zip(paragraphs["doc"], paragraphs["text"], strict=True):
        starts = sentence_starts(text)
        rows.append((last.get(doc, 0) + 1, starts))
        last[doc] = last.get(doc, 0) + len(starts)
    return rows


def sentence_at(sentences: tuple[int, list[int]], offset: int) -> int:
    """Return the number of the sentence that holds a character offset of its paragraph."""
    first, starts = sentences
    return first + bisect_right(starts, offset) - 1
