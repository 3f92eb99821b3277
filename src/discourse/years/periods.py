"""Years, quarters and months in their order, and those between two of them."""

import re
from collections.abc import Iterable
from numbers import Integral

import pandas as pd

# How a period is written that has a next one, and the frequency of pandas.
WRITTEN = {re.compile(r"\d{4}-Q[1-4]"): "Q", re.compile(r"\d{4}-\d{2}"): "M", re.compile(r"\d{4}-\d{2}-\d{2}"): "D"}


def periods_between(first: object, last: object, known: Iterable) -> list:
    """List the periods from the first to the last, those that no text is of as well.

    Whole numbers, quarters (2024-Q4), months (2024-10) and days have a next one; of other values only those `known` are
    listed.

    >>> periods_between(2003, 2006, [2003, 2006]), periods_between("2023-Q4", "2024-Q2", ["2023-Q4", "2024-Q2"])
    ([2003, 2004, 2005, 2006], ['2023-Q4', '2024-Q1', '2024-Q2'])
    >>> periods_between("十五", "十六", ["十六", "十五", "十七"])
    ['十五', '十六']
    """
    if isinstance(first, Integral) and isinstance(last, Integral):
        return list(range(int(first), int(last) + 1))
    for pattern, frequency in WRITTEN.items():
        if pattern.fullmatch(str(first)) and pattern.fullmatch(str(last)):
            between = pd.period_range(str(first), str(last), freq=frequency)
            return [re.sub("Q", "-Q", str(each)) for each in between]
    return [each for each in sorted(known) if first <= each <= last]
