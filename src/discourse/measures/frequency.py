"""How often: counts and rates."""

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from discourse.errors import DiscourseError, one_of
from discourse.words.windows import countable

PER = 1000


def count(
    frame: pd.DataFrame, *, by: str | list[str], of: str | None = None, base: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count words, terms or any other column of `frame`, with rates per 1,000 words.

    `frame` are tokens or mentions. `of` names the column to count: by default `term` where there is one, else
    `word`. `base` are the tokens that give the totals; counting tokens, it may be left out, and the totals are those
    of `frame` itself. The totals are taken by those keys of `by` that `base` has. Punctuation and the imprint are
    never counted. Missing keys are kept as a group.

    Returns by…, the column counted, n, total (words), rate (per 1,000 words), rate_low, rate_high: the 95 % interval
    of Clopper and Pearson (1934), exact for n words drawn independently out of total, which words in a text are not.
    Sorted by the keys, then by n from the largest.

    Raises DiscourseError for a `by` or `of` that is no column, and for mentions without `base`.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": ["word", "word", "word", "punctuation"],
    ...                        "word": ["发展", "产业", "发展", "。"]})
    >>> count(tokens, by="doc").round(1)
      doc word  n  total   rate  rate_low  rate_high
    0   a   发展  2      3  666.7      94.3      991.6
    1   a   产业  1      3  333.3       8.4      905.7
    """
    by = check_by(by, frame)
    of = unit_of(frame, of)
    if of in by:
        raise DiscourseError(f"by names {of!r}, which is what is counted; leave it out of by, or count another with of=")
    if base is None and "type" not in frame:
        raise DiscourseError("base=None: mentions hold no total of words; give base=tokens")
    base = frame if base is None else base
    shared = [key for key in by if key in base]
    sizes = countable(base).groupby(shared, dropna=False).size().rename("total").reset_index() if shared else None
    counts = countable(frame).groupby([*by, of], dropna=False).size().rename("n").reset_index()
    if sizes is None:
        counts["total"] = len(countable(base))
    else:
        counts = counts.merge(sizes, on=shared, how="left")
    return add_rates(counts).sort_values([*by, "n", of], ascending=[True] * len(by) + [False, True], ignore_index=True)


def add_rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Add rate, rate_low and rate_high, per 1,000 words, to n and total."""
    low, high = proportion_confint(counts["n"].to_numpy(), counts["total"].to_numpy(), alpha=0.05, method="beta")
    rate = counts["n"] / counts["total"]
    return counts.assign(rate=PER * rate, rate_low=PER * low, rate_high=PER * high)


def check_by(by: str | list[str], frame: pd.DataFrame) -> list[str]:
    """Return `by` as a list of columns of `frame`."""
    keys = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    if not keys:
        raise DiscourseError(f"by={by!r} names no column; give one of {list(frame.columns)}")
    for key in keys:
        one_of("by", key, frame.columns)
    return keys


def unit_of(frame: pd.DataFrame, of: str | None) -> str:
    """Return the column to count: the one named, else term, else word."""
    if of is None:
        of = "term" if "term" in frame else "word"
    return one_of("of", of, frame.columns)
