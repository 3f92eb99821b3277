"""How often: counts and rates."""

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.measures.intervals import LEAST, bootstrap_interval, share_interval
from discourse.schema import check_keys, counted_column, state_counted
from discourse.words.windows import countable, word_sizes

PER = 1000
UNITS = ["word", "character"]
# What stands in `interval` where there is none; `interval_note` says why.
NO_INTERVAL = "none"


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
    rate_unit, interval (its name, or "none" where it was refused), interval_note (why it was refused, or nothing), of
    (the name of the column counted) and by (the keys, joined by |). Sorted by the keys, then by n from the largest.
    Where `base` has no words the rate is missing, where it has fewer than there are mentions the ends are.

    Raises DiscourseError for a `by` or `of` that is no column, an unknown `unit` or `interval`, for mentions without
    `base`, and for "bootstrap" where there are no sentences.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": ["word", "word", "word", "punctuation"],
    ...                        "word": ["发展", "产业", "发展", "。"]})
    >>> count(tokens, by="doc")[["doc", "word", "n", "total", "rate", "rate_low", "rate_high", "of", "by"]].round(1)
      doc word  n  total   rate  rate_low  rate_high    of   by
    0   a   发展  2      3  666.7      94.3      991.6  word  doc
    1   a   产业  1      3  333.3       8.4      905.7  word  doc
    """
    of = counted_column(frame, of)
    by = check_keys(by, frame, of=of)
    one_of("unit", unit, UNITS)
    if base is None and "type" not in frame:
        raise DiscourseError("base=None: mentions hold no total of words; give base=tokens")
    base = frame if base is None else base
    places, shared = countable(frame), [key for key in by if key in base]
    counts = (
        places.groupby([*by, of], dropna=False)
        .size()
        .rename("n")
        .reset_index()
        .pipe(add_totals, base, keys=shared, unit=unit)
        .sort_values([*by, "n", of], ascending=[True] * len(by) + [False, True], ignore_index=True)
    )
    refused = np.full(len(counts), False)
    if interval == "bootstrap":
        refused = counts["n"] < LEAST
        words, keys = countable(base), [*by, of]
        low, high = bootstrap_interval(counts, places, words, keys=keys, shared=shared, unit=unit, seed=seed)
    else:
        low, high = share_interval(counts["n"], counts["total"], interval)
    return counts.assign(
        rate=PER * counts["n"] / counts["total"].where(counts["total"] > 0),
        rate_low=PER * low,
        rate_high=PER * high,
        rate_unit=unit,
        interval=np.where(refused, NO_INTERVAL, interval),
        interval_note=np.where(refused, f"refused: fewer than {LEAST} mentions", ""),
    ).pipe(state_counted, of=of, by=by)


def add_totals(counts: pd.DataFrame, base: pd.DataFrame, *, keys: list[str], unit: str) -> pd.DataFrame:
    """Add total: the words, or their characters, of the tokens that have the same `keys`."""
    words = countable(base)
    sizes = word_sizes(words, unit)
    if not keys:
        return counts.assign(total=int(sizes.sum()))
    totals = sizes.groupby([words[key] for key in keys], dropna=False).sum().rename("total").reset_index()
    return counts.merge(totals, on=keys, how="left")
