"""Stretches that two places of a row of letters share, exactly or with some letters changed."""

from itertools import product
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from discourse.years.letters import BREAK, repeated_runs

# A passage holds a run of so many same letters, or of half of its least length.
SEED = 5
# The letters passed over on either side where a passage goes on, the fewest first, and how many same letters must
# follow. An edit takes off what so many same letters add, and a stretch that has lost so much is not followed further.
STEPS = sorted(
    ((a, b) for a in range(4) for b in range(4) if a or b), key=lambda step: (max(step), step[0] != step[1], step)
)
FOLLOWING, WORTH, LOST = 2, 2, 6
STOP = "\n"
SEEN = 8


class Passage(NamedTuple):
    """Where two stretches of letters begin and end that are the same but for some edits."""

    start_from: int
    end_from: int
    start_to: int
    end_to: int
    edits: int


class Extension(NamedTuple):
    """How far a run goes on, on either side."""

    first: int
    second: int


def find_passages(
    numbers: np.ndarray, docs: np.ndarray, *, least: int, changed: float, only: int | None = None
) -> list[Passage]:
    """Find the passages of `least` letters and more that two docs share, of which up to a share `changed` differs.

    `numbers` are letters, with a `BREAK` behind each text; `docs` are the numbers of their docs, in their order. With
    `only`, one of the two docs is that. Each letter of the later doc is in one passage of each earlier doc.

    >>> letters = np.array([*b"xxabcdefghij", BREAK, *b"abcdeFghijyy", BREAK])
    >>> find_passages(letters, np.repeat([0, 1], 13), least=10, changed=0.2)
    [Passage(start_from=2, end_from=12, start_to=13, end_to=23, edits=1)]
    """
    text = "".join(STOP if each == BREAK else chr(each) for each in numbers.tolist())
    first, second, length = same_runs(numbers, docs, min(SEED, least // 2), only)
    pair = docs[first] * (docs.max(initial=0) + 1) + docs[second]
    order = np.lexsort((first, second, -length, pair))
    found, before, taken = list[Passage](), -1, bytearray()
    base = np.searchsorted(docs, np.arange(docs.max(initial=0) + 2)).tolist()
    places = zip(*(each[order].tolist() for each in (pair, first, second, length, docs[second])), strict=True)
    for both, i, j, run, doc in places:
        if both != before:
            taken, before = bytearray(base[doc + 1] - base[doc]), both
        if 2 * sum(taken[j - base[doc] : j - base[doc] + run]) > run:
            continue
        passage = extend_run(text, i, j, run, least=least, changed=changed)
        if passage is not None:
            found.append(passage)
            taken[passage.start_to - base[doc] : passage.end_to - base[doc]] = b"\1" * (
                passage.end_to - passage.start_to
            )
    return found


def same_runs(
    numbers: np.ndarray, docs: np.ndarray, seed: int, only: int | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where the longest runs of `seed` same letters and more begin in an earlier and a later doc, and how long.

    >>> letters = np.array([1, 2, 3, BREAK, 1, 2, 3])
    >>> [each.tolist() for each in same_runs(letters, np.repeat([0, 1], [4, 3]), 2, None)]
    [[0], [4], [3]]
    """
    levels = list(repeated_runs(numbers, 2, seed))
    grams = levels[-1].at if len(levels) == seed else np.full(len(numbers), BREAK)
    places = np.flatnonzero(grams != BREAK)
    places = places[np.argsort(grams[places], kind="stable")]
    # All pairs of places in two docs that begin with the same gram, an earlier and a later place a column.
    pairs, at = [np.zeros((2, 0), dtype="int64")], np.arange(len(places))
    for lag in range(1, len(places)):
        at = at[at + lag < len(places)]
        at = at[grams[places[at]] == grams[places[at + lag]]]
        if not len(at):
            break
        pair = np.stack([places[at], places[at + lag]])
        kept = docs[pair[0]] != docs[pair[1]]
        if only is not None:
            kept &= (docs[pair] == only).any(axis=0)
        pairs.append(pair[:, kept])
    first, second = np.concatenate(pairs, axis=1)
    # What stands on one diagonal, letter by letter, is one run.
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    begins = np.append(True, (np.diff(first) != 1) | (np.diff(second) != 1))[: len(first)]
    starts = np.flatnonzero(begins)
    return first[starts], second[starts], np.diff(np.append(starts, len(first))) + seed - 1


def extend_run(text: str, i: int, j: int, run: int, *, least: int, changed: float) -> Passage | None:
    """Follow a run of same letters at i and j both ways over single edits; None where it makes no passage.

    Of the run with what goes on before and behind it, the longest is taken in which no more than a share is changed.
    """
    sides = [(follow(text, i - 1, j - 1, -1), Extension(0, 0)), (follow(text, i + run, j + run, 1), Extension(0, 0))]
    for left, right in sorted(product(*sides), key=lambda both: -sum(map(sum, both))):
        start_from, end_from = i - left.first, i + run + right.first
        start_to, end_to = j - left.second, j + run + right.second
        if min(end_from - start_from, end_to - start_to) < least:
            continue
        edits = Levenshtein.distance(text[start_from:end_from], text[start_to:end_to])
        if edits <= changed * max(end_from - start_from, end_to - start_to):
            return Passage(start_from, end_from, start_to, end_to, edits)
    return None


def follow(text: str, i: int, j: int, step: int) -> Extension:
    """Return how far two stretches go on from i and j, forwards or backwards, over edits that same letters make up for.

    >>> follow("abcdef\\nabxdef\\n", 2, 9, 1)
    Extension(first=4, second=4)
    """
    first, second, score, best, ends = i, j, 0, 0, Extension(0, 0)
    while score >= best - LOST:
        ahead, other = stretch(text, i, step), stretch(text, j, step)
        # The letters to pass over on either side until so many follow that are the same.
        sizes = ((a, b, FOLLOWING + max(a, b) - 1) for a, b in STEPS)
        same_behind = ((a, b) for a, b, n in sizes if ahead[a : a + n] == other[b : b + n] and len(ahead) >= a + n)
        over = next(same_behind, None)
        if over is None:
            break
        i, j, same = i + step * over[0], j + step * over[1], 0
        while min(i, j) >= 0 and max(i, j) < len(text) and text[i] == text[j] != STOP:
            i, j, same = i + step, j + step, same + 1
        score += same - WORTH * max(over)
        if score > best:
            best, ends = score, Extension(abs(i - first), abs(j - second))
    return ends


def stretch(text: str, at: int, step: int) -> str:
    """Return the letters from a place on, forwards or backwards, as many as a step looks at, in one text."""
    seen = text[at : at + SEEN] if step > 0 else text[max(0, at + 1 - SEEN) : at + 1][::-1]
    return seen.split(STOP, 1)[0]
