"""Where words stand in a text, those inside and across each other, too."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick

# Words are looked for in so many characters at once: hundreds of them may begin at each.
WINDOW = 2048


def find_overlapping(matcher: AhoCorasick, text: str, longest: int) -> Iterator[np.ndarray]:
    """Give the places of words of `longest` characters at the most as rows: which word, its start, its end.

    >>> [places.tolist() for places in find_overlapping(AhoCorasick(["算力", "力网"]), "算力网", 2)]
    [[[0, 0, 2], [1, 1, 3]]]
    """
    for begin in range(0, len(text), WINDOW):
        found = matcher.find_matches_as_indexes(text[begin : begin + WINDOW + longest], overlapping=True)
        places = np.fromiter(chain.from_iterable(found), dtype="int64", count=3 * len(found)).reshape(-1, 3)
        yield places[places[:, 1] < WINDOW] + (0, begin, begin)
