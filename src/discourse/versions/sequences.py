"""Which places rise together, which options pair each side once, and texts that are compared fast."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np


def weighted_increasing_subsequence(places: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Return the positions of the increasing subsequence of `places` whose weights have the largest sum.

    >>> weighted_increasing_subsequence([0, 3, 1, 2], [1, 1, 1, 1])
    [0, 2, 3]
    """
    order, best = np.array(places), np.zeros(len(places))
    before = [-1] * len(places)
    for k in range(len(places)):
        below = np.where(order[:k] < order[k])[0]
        if len(below):
            before[k] = int(below[np.argmax(best[below])])
        best[k] = weights[k] + (best[before[k]] if before[k] >= 0 else 0)
    chosen, at = [], int(np.argmax(best)) if places else -1
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def match_greedily(options: list[tuple]) -> list[tuple[int, int]]:
    """Pair each side once, the smallest options first; an option ends with the two that it pairs.

    >>> match_greedily([(0.2, 1, 1), (0.1, 1, 2), (0.3, 3, 1)])
    [(1, 2), (3, 1)]
    """
    left, right, pairs = set(), set(), []
    for *_, i, j in sorted(options):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def number_characters(*sides: Sequence[str]) -> list[list[str]]:
    r"""Put the first code of all in the place of the commonest character of the texts, and so on: equal stays equal.

    Of the first 256 codes rapidfuzz knows the places by a table, of all others by a search, which takes five times as
    long.

    >>> number_characters(["光伏光"], ["伏"])
    [['\x00\x01\x00'], ['\x01']]
    """
    common = Counter(chain.from_iterable(chain(*sides))).most_common()
    codes = {ord(character): code for code, (character, _) in enumerate(common)}
    return [[text.translate(codes) for text in side] for side in sides]
