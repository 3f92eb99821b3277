"""Where words stand in a text, those inside and across each other, too."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick

# So many places are taken at once at the most: at each character begins one of each length.
MOST_PLACES = 300_000


def find_overlapping(matcher: AhoCorasick, text: str, lengths: set[int]) -> Iterator[np.ndarray]:
    """Give the places of words of some lengths as rows: which word, its start, its end.

    >>> [places.tolist() for places in find_overlapping(AhoCorasick(["算力", "力网"]), "算力网", {2})]
    [[[0, 0, 2], [1, 1, 3]]]
    """
    longest, window = max(lengths, default=0), MOST_PLACES // max(1, len(lengths))
    for begin in range(0, len(text), window):
        found = matcher.find_matches_as_indexes(text[begin : begin + window + longest], overlapping=True)
        places = np.fromiter(chain.from_iterable(found), dtype="int64", count=3 * len(found)).reshape(-1, 3)
        yield places[places[:, 1] < window] + (0, begin, begin)
