"""Which places rise together, and which options pair each side once."""

from collections.abc import Sequence

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
