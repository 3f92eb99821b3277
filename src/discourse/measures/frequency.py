"""How often: counts and rates."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import one_of, whole_number
from discourse.measures.intervals import LEAST, bootstrap_interval, share_interval
from discourse.schema import first_rows, number_groups, same_text, state_counted
from discourse.words.groups import group_places
from discourse.words.windows import word_sizes

PER = 1000
# A table with more cells for each row that is counted is kept without those that are empty.
CELLS_PER_ROW = 4
UNITS = ["word", "character"]
# What stands in `interval` where there is none; `interval_note` says why.
NO_INTERVAL = "none"


def count(
    frame: pd.DataFrame,
    *,
    by: str | list[str],
    of: str | None = None,
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    unit: str = "word",
    interval: str = "exact",
    seed: int = 0,
) -> pd.DataFrame:
    """Count words, terms or any other column of `frame`, with rates per 1,000 words.

    `frame` are tokens or mentions. `of` names the column to count: by default `term` where there is one, else
    `word`. `base` are the tokens that give the totals; counting tokens, it may be left out, and the totals are those
    of `frame` itself. `by` names columns of `frame`, or of `articles`, which are joined by doc (source, year …; without
    a column of that name year, quarter and month are those of the date); by=[] counts the whole corpus. The totals are
    taken by the same keys; only what tells mentions apart and not words (category, family, prompting …) parts no total.
    Punctuation and the imprint are never counted. Missing keys are kept as a group. `unit="character"` takes totals and
    rates in characters, so that no rate hangs on the segmentation.

    `interval` names how the 95 % interval is made. "exact" (Clopper and Pearson 1934), "wilson" (1927), "jeffreys"
    (Brown, Cai and DasGupta 2001), "agresti_coull" (1998), "normal" (Wald) and "poisson" (Garwood 1936) take words as
    independent draws, which words in a text are not. "bootstrap" resamples whole sentences (`seed` fixes the draws)
    and is refused, row by row, below five mentions.

    Returns by…, the column counted, n, total (words or characters), rate (per 1,000 of them), rate_low, rate_high,
    rate_unit, interval (its name, or "none" where it was refused), interval_note (why it was refused, or nothing), of
    (the name of the column counted) and by (the keys, joined by |). Sorted by the keys, then by n from the largest.
    Where a group has no words in `base` the rate is missing, where it has fewer than mentions the ends are.

    Raises DiscourseError for a `by` or `of` that is no column, a key that `base` lacks, an unknown `unit` or
    `interval`, for mentions without `base`, a `base` that is no tokens, lacks a paragraph of the mentions or has
    other words there, for a place that has several rows, and for "bootstrap" where there are no sentences.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": ["word", "word", "word", "punctuation"],
    ...                        "word": ["发展", "产业", "发展", "。"]})
    >>> count(tokens, by="doc")[["doc", "word", "n", "total", "rate", "rate_low", "rate_high", "of", "by"]].round(1)
      doc word  n  total   rate  rate_low  rate_high    of   by
    0   a   发展  2      3  666.7      94.3      991.6  word  doc
    1   a   产业  1      3  333.3       8.4      905.7  word  doc
    """
    one_of("unit", unit, UNITS)
    seed = whole_number("seed", seed)
    # Characters are those of words, and what is drawn anew are sentences.
    columns = [
        *(["word"] if unit == "character" else []),
        *(["doc", "sentence", "word"] if interval == "bootstrap" else []),
    ]
    places, words, of, by, shared = group_places(frame, base, by=by, of=of, articles=articles, columns=columns)
    counts = count_rows(places, by, of).pipe(add_sums, words, word_sizes(words, unit), keys=shared, name="total")
    refused = np.full(len(counts), False)
    if interval == "bootstrap":
        refused = counts["n"] < LEAST
        low, high = bootstrap_interval(counts, places, words, keys=[*by, of], shared=shared, unit=unit, seed=seed)
    else:
        low, high = share_interval(counts["n"], counts["total"], interval)
    return add_rates(counts, low, high, refused, of=of, by=by, unit=unit, interval=interval)


def count_docs(
    frame: pd.DataFrame,
    *,
    by: str | list[str],
    of: str | None = None,
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count in how many articles words, terms or any other column of `frame` stand: document frequencies.

    All arguments are those of `count`. An article has a term once, however many its places, and counts in the total
    where it has any word. `add_tfidf` takes the result as `docs`.

    Returns by…, the column counted, docs (the articles that have it), docs_total (those of the group), share, low, high
    (the ends of its 95 % interval, of Clopper and Pearson 1934), of (the name of the column counted) and by (the keys,
    joined by |). Sorted by the keys, then by docs from the largest.

    Raises DiscourseError for whatever `count` refuses.

    Source: Spärck Jones (1972), who weighs terms by it.

    >>> words = {"doc": ["a", "a", "b"], "word": ["发展", "发展", "产业"]}
    >>> tokens = pd.DataFrame(words | {"kind": "body", "type": "word"})
    >>> count_docs(tokens, by=[])[["word", "docs", "docs_total", "share"]]
      word  docs  docs_total  share
    0   产业     1           2    0.5
    1   发展     1           2    0.5
    """
    places, words, of, by, shared = group_places(frame, base, by=by, of=of, articles=articles, columns=["doc"])
    counts = count_rows(places.drop_duplicates([*by, of, "doc"]), by, of)
    words = words.drop_duplicates([*shared, "doc"])
    counts = counts.pipe(add_sums, words, pd.Series(1, words.index), keys=shared, name="total")
    return share_of_docs(counts, of=of, by=by)


def share_of_docs(counts: pd.DataFrame, *, of: str, by: list[str]) -> pd.DataFrame:
    """Name what was counted of articles, n of a total, as `count_docs` does, and add their share and its interval."""
    low, high = share_interval(counts["n"], counts["total"], "exact")
    share = counts["n"] / counts["total"]
    named = counts.rename(columns={"n": "docs", "total": "docs_total"})
    return named.assign(share=share, low=low, high=high).pipe(state_counted, of=of, by=by)


def add_rates(
    counts: pd.DataFrame,
    low: np.ndarray,
    high: np.ndarray,
    refused: np.ndarray,
    *,
    of: str,
    by: list[str],
    unit: str,
    interval: str,
) -> pd.DataFrame:
    """Add to n and total the rates and the ends of their intervals, shares `low` and `high`, if not `refused`."""
    notes = {"interval": [interval, NO_INTERVAL], "interval_note": ["", f"refused: fewer than {LEAST} mentions"]}
    shown = {
        name: pd.array(texts, dtype="str").take(refused.astype(int))
        if refused.any()
        else same_text(texts[0], len(counts))
        for name, texts in notes.items()
    }
    return counts.assign(
        rate=PER * counts["n"] / counts["total"].where(counts["total"] > 0),
        rate_low=PER * low,
        rate_high=PER * high,
        rate_unit=same_text(unit, len(counts)),
        **shown,
    ).pipe(state_counted, of=of, by=by)


def count_rows(rows: pd.DataFrame, by: list[str], of: str, sizes: pd.Series | None = None) -> pd.DataFrame:
    """Count the rows of each value of `of` in each group: by…, of, n, by the keys and then from the largest n.

    `sizes` are what each row counts for, where that is not 1.

    >>> count_rows(pd.DataFrame({"doc": list("bab"), "word": list("国国党")}), ["doc"], "word").to_numpy().tolist()
    [['a', '国', 1], ['b', '党', 1], ['b', '国', 1]]
    """
    (group,), (value,) = number_groups(by, rows), number_groups([of], rows)
    groups, values, n = tabulate(group, value, None if sizes is None else sizes.to_numpy())
    order = np.lexsort((-n, groups))
    named = [
        rows[columns].iloc[first_rows(number)].reset_index(drop=True).iloc[at[order]].reset_index(drop=True)
        for columns, number, at in ((by, group, groups), ([of], value, values))
    ]
    return named[0].assign(**{of: named[1][of]}, n=n[order])


def tabulate(
    groups: np.ndarray, values: np.ndarray, sizes: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count the rows of each value in each group, by their numbers: the groups, the values, and how many there are.

    >>> [each.tolist() for each in tabulate(np.array([1, 0, 1]), np.array([0, 2, 0]))]
    [[0, 1], [2, 0], [1, 2]]
    """
    # Rows of a table are groups, its columns values, and what stands in a cell is added up.
    height, width = (number.max(initial=0) + 1 for number in (groups, values))
    if height * width <= CELLS_PER_ROW * len(groups):
        cells = groups * width + values
        here, added = np.bincount(cells), np.bincount(cells, weights=sizes)
        filled = np.flatnonzero(here)
        return *np.divmod(filled, width), added[filled].astype("int64")
    sizes = np.ones(len(groups), dtype="int64") if sizes is None else sizes.astype("int64")
    table = csr_array((sizes, (groups, values)), shape=(height, width))
    return np.repeat(np.arange(height), np.diff(table.indptr)), table.indices, table.data


def add_sums(counts: pd.DataFrame, rows: pd.DataFrame, sizes: pd.Series, *, keys: list[str], name: str) -> pd.DataFrame:
    """Add the sum of the `sizes` of those `rows` that have the same `keys`."""
    if not keys:
        return counts.assign(**{name: int(sizes.sum())})
    here, there = number_groups(keys, counts, rows)
    found = np.bincount(there, minlength=here.max(initial=-1) + 1)
    sums = pd.Series(np.bincount(there, weights=sizes, minlength=len(found))).astype(sizes.dtype)
    return counts.assign(**{name: sums.where(found > 0).iloc[here].array})
