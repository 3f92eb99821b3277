"""Which articles are versions of one text."""

from typing import NamedTuple

import pandas as pd

from discourse.errors import NothingToCompareError
from discourse.schema import require_columns


class Versions(NamedTuple):
    """The docs of two versions of one text, the earlier print first."""

    old: str
    new: str


def version_pairs(articles: pd.DataFrame) -> list[Versions]:
    """Pair the earliest article of each group, the base, with each later one, as (old, new).

    A group is what the manifest calls `group`. The groups come in the order of their earliest articles; an article
    without a date comes after the dated ones, one of a month or a year before those of its days, and articles of one
    day come in the order of their names.

    `articles` has doc, group and date, as `read_corpus` returns. Raises DiscourseError for missing columns,
    NothingToCompareError where no two articles share a group.

    >>> dates = ["2024-10-08", "2024-09-03", None]
    >>> old, new = version_pairs(pd.DataFrame({"doc": ["b", "a", "c"], "group": ["g", "g", None], "date": dates}))[0]
    >>> old, new
    ('a', 'b')
    """
    require_columns(articles, ["doc", "group", "date"], name="articles", maker="read_corpus")
    dated = articles.sort_values(["date", "doc"], na_position="last")
    groups = [list(docs) for _, docs in dated.groupby("group", sort=False)["doc"]]
    pairs = [Versions(base, doc) for base, *later in groups for doc in later]
    if not pairs:
        number = "one article" if len(articles) == 1 else f"{len(articles)} articles, and no two of one group"
        raise NothingToCompareError(
            f"nothing to compare: the study has {number}. Give the versions of a text one group= in data/corpus.toml"
        )
    return pairs


def side_by_side(articles: pd.DataFrame) -> list[str]:
    """Return the docs that a figure of two articles sets side by side, the earlier first.

    They are the first pair of `version_pairs`; where no two articles are versions of one text, the earliest
    and the latest; the one, if there is but one. `articles` has doc, group and date, as `read_corpus` returns.

    Raises DiscourseError for missing columns.

    >>> dates = ["2024-10-08", "2024-09-03", "2023-01-01"]
    >>> side_by_side(pd.DataFrame({"doc": ["b", "a", "c"], "group": ["g", "g", None], "date": dates}))
    ['a', 'b']
    """
    try:
        return list(version_pairs(articles)[0])
    except NothingToCompareError:
        dated = articles[articles["date"].notna()]
        docs = (dated if len(dated) > 1 else articles).sort_values(["date", "doc"], na_position="last")["doc"].tolist()
        return docs[:1] + docs[1:][-1:]
