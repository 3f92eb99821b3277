"""The letters of many texts in a row, each with its place."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from discourse.texts.joined_texts import join_texts
from discourse.texts.normalize import are_of_class, codes_of, matchable, small_letters, translate_codes

# What no letter is.
BREAK = -1


class Letters(NamedTuple):
    """Characters of texts one after the other: of each its number, or `BREAK`, and the text and offset where it is."""

    numbers: np.ndarray
    text: np.ndarray
    offset: np.ndarray

    def parted(self) -> "Letters":
        """Number the letters from 0 without a gap."""
        kinds, numbers = np.unique(self.numbers, return_inverse=True)
        return self._replace(numbers=numbers - int(kinds[:1].sum() == BREAK))

    def joined(self) -> "Letters":
        """Leave out what is no letter, so that marks part nothing, and fold capitals; a `BREAK` is behind each text.

        >>> read_letters(["发、展", "好"], re.compile(r"\\w")).joined().offset.tolist()
        [0, 2, 2, 0, 0]
        """
        kept = self.numbers != BREAK
        numbers, text, offset = (each[kept] for each in self)
        numbers = translate_codes(numbers, small_letters).astype("int64")
        ends = np.flatnonzero(np.append(text[1:] != text[:-1], True)) + 1 if len(text) else np.array([], dtype="int64")
        return Letters(
            np.insert(numbers, ends, BREAK),
            np.insert(text, ends, text[ends - 1]),
            np.insert(offset, ends, offset[ends - 1]),
        )


class Repeats(NamedTuple):
    """The expressions of one length that return: of each how often, and where it first stands; the expression at every
    place, or `BREAK`.
    """

    counts: np.ndarray
    first: np.ndarray
    at: np.ndarray


def read_letters(texts: Sequence[str], letter: re.Pattern) -> Letters:
    """Lay texts out as they are found, whatever their width, script and blanks; what `letter` fits is one.

    >>> read_letters(["发 展。"], re.compile(r"\\w")).offset.tolist()
    [0, 2, 3, 4]
    """
    codes, text, offset, before = [], [], [], 0
    for joined in join_texts(texts):
        folded, at = matchable(joined.text, quotes=False)
        codes.append(codes_of(folded).astype("int64"))
        text.append(before + joined.texts_at(at))
        offset.append(at - joined.starts[joined.texts_at(at)])
        before += len(joined.texts)
    none = np.array([], dtype="int64")
    every = np.concatenate([none, *codes])
    numbers = np.where(are_of_class(every, letter), every, BREAK)
    return Letters(numbers, np.concatenate([none, *text]), np.concatenate([none, *offset]))


def repeated_runs(numbers: np.ndarray, least: int, longest: int) -> Iterator[Repeats]:
    """Give the runs of 1, 2 … `longest` letters that stand `least` times, as long as there are any.

    A run returns only where both runs of one letter less do that make it up (Nagao and Mori 1994 sort all endings).

    >>> [repeats.counts.tolist() for repeats in repeated_runs(np.array([1, 2, BREAK, 1, 2, 3]), 2, 9)]
    [[2, 2], [2]]
    """
    at = numbers
    for length in range(1, longest + 1):
        if length > 1:
            head, tail = at, np.append(at[1:], BREAK)
            at = np.where((head != BREAK) & (tail != BREAK), head * (at.max(initial=0) + 1) + tail, BREAK)
        places = np.flatnonzero(at != BREAK)
        _, first, run, counts = np.unique(at[places], return_index=True, return_inverse=True, return_counts=True)
        kept = counts >= least
        if not kept.any():
            return
        at = np.full(len(numbers), BREAK)
        at[places] = np.where(kept, np.cumsum(kept) - 1, BREAK)[run]
        yield Repeats(counts[kept], places[first[kept]], at)
