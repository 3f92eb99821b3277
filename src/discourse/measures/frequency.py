"""How often: counts and rates."""

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.measures.intervals import LEAST, bootstrap_interval, share_interval
from discourse.words.windows import countable

PER = 1000
UNITS = ["word", "character"]


def count(
    frame: pd.DataFrame,
    *,
    by: str | list[str],
    of: str | None = None,
    base: pd.DataFrame | None = None,
    unit: str = "word",
    interval: str = "exact",
    seed: int = 0,
) -> pd.DataFrame:
    """Count words, terms or any other column of `frame`, with rates per 1,000 words.

    `frame` are tokens or mentions. `of` names the column to count: by default `term` where there is one, else
    `word`. `base` are the tokens that give the totals; counting tokens, it may be left out, and the totals are those
    of `frame` itself. The totals are taken by those keys of `by` that `base` has. Punctuation and the imprint are
    never counted. Missing keys are kept as a group. `unit="character"` takes totals and rates in characters, so that
    no rate hangs on the segmentation.

    `interval` names how the 95 % interval is made. "exact" (Clopper and Pearson 1934), "wilson" (1927), "jeffreys"
    (Brown, Cai and DasGupta 2001), "agresti_coull" (1998), "normal" (Wald) and "poisson" (Garwood 1936) take words as
    independent draws, which words in a text are not. "bootstrap" resamples whole sentences (`seed` fixes the draws)
    and is refused, row by row, below five mentions.

    Returns by…, the column counted, n, total (words or characters), rate (per 1,000 of them), rate_low, rate_high,
    rate_unit, interval: the name of the interval, or why it was refused. Sorted by the keys, then by n from the largest.
    Where `base` has no words the rate is missing, where it has fewer than there are mentions the ends are.

    Raises DiscourseError for a `by` or `of` that is no column, an unknown `unit` or `interval`, for mentions without
    `base`, and for "bootstrap" where there are no sentences.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": ["word", "word", "word", "punctuation"],
    ...                        "word": ["发展", "产业", "发展", "。"]})
    >>> count(tokens, by="doc").drop(columns=["rate_unit", "interval"]).round(1)
      doc word  n  total   rate  rate_low  rate_high
    0   a   发展  2      3  666.7      94.3      991.6
    1   a   产业  1      3  333.3       8.4      905.7
    """
    by = check_by(by, frame)
    of = unit_of(frame, of)
    one_of("unit", unit, UNITS)
    if of in by:
        raise DiscourseError(f"by names {of!r}, which is what is counted; leave it out, or count another with of=")
    if base is None and "type" not in frame:
        raise DiscourseError("base=None: mentions hold no total of words; give base=tokens")
    places, words = countable(frame), sized(frame if base is None else base, unit)
    shared = [key for key in by if key in words]
    counts = (
        places.groupby([*by, of], dropna=False)
        .size()
        .rename("n")
        .reset_index()
        .pipe(add_totals, words, shared)
        .sort_values([*by, "n", of], ascending=[True] * len(by) + [False, True], ignore_index=True)
    )
    if interval == "bootstrap":
        ends = bootstrap_interval(counts, places, words, keys=[*by, of], shared=shared, seed=seed)
    else:
        ends = share_interval(counts["n"], counts["total"], interval)
    return add_rates(counts, *ends).assign(rate_unit=unit, interval=name_interval(counts["n"], interval))


def sized(base: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Keep the tokens that count, with `_size`: how much each adds to a total in that unit."""
    words = countable(base)
    return words.assign(_size=words["word"].str.len() if unit == "character" else 1)


def add_totals(counts: pd.DataFrame, words: pd.DataFrame, shared: list[str]) -> pd.DataFrame:
    """Add total: the size of all words that have the same shared keys."""
    if not shared:
        return counts.assign(total=int(words["_size"].sum()))
    totals = words.groupby(shared, dropna=False)["_size"].sum().rename("total").reset_index()
    return counts.merge(totals, on=shared, how="left")


def add_rates(counts: pd.DataFrame, low, high) -> pd.DataFrame:
    """Add rate, rate_low and rate_high, per 1,000, to n and total; missing where there are no words."""
    rate = PER * counts["n"] / counts["total"].where(counts["total"] > 0)
    return counts.assign(rate=rate, rate_low=PER * np.asarray(low), rate_high=PER * np.asarray(high))


def name_interval(n: pd.Series, interval: str):
    """Name the interval of each row, or say why there is none."""
    if interval != "bootstrap":
        return interval
    return np.where(n < LEAST, f"refused: fewer than {LEAST} mentions", interval)


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
