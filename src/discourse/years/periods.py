"""Years, quarters and months in their order, and those between two of them."""

import re
from collections.abc import Iterable
from numbers import Integral

import pandas as pd

from discourse.errors import NothingToCompareError, whole_number
from discourse.schema import require_columns

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


def dated_articles(articles: pd.DataFrame, *, least: int = 5) -> pd.DataFrame:
    """Return the articles that have a date, in the order of their dates, if they have `least` dates or more.

    `articles` has doc and date, as `read_corpus` returns; a date may be no more than a year. Articles of one date stand
    in the order of their names. A study of years begins with this: with fewer dates, nothing can be said of years.

    Raises DiscourseError for missing columns, NothingToCompareError where there are fewer.

    >>> dates = ["2024-10-08", None, "2023"]
    >>> dated_articles(pd.DataFrame({"doc": ["b", "c", "a"], "date": dates}), least=2)["doc"].tolist()
    ['a', 'b']
    """
    require_columns(articles, ["doc", "date"], name="articles", maker="read_corpus")
    least = whole_number("least", least, least=1)
    dated = articles[articles["date"].notna()].sort_values(["date", "doc"], ignore_index=True)
    if (dates := dated["date"].nunique()) < least:
        raise NothingToCompareError(
            f"nothing to compare: the study has a date for {len(dated)} of its {len(articles)} articles, {dates} "
            f"different dates, and a study of years takes {least}. Add texts, or dates in data/corpus.toml or in the "
            "table of articles"
        )
    return dated
