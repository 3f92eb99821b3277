"""How evenly a word is spread over the parts of a text."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import xlogy

from discourse.errors import DiscourseError
from discourse.measures.frequency import check_by, unit_of
from discourse.words.windows import countable, inside, number_words, window_keys

MEASURES = ["range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "kld"]


def spread(counts, sizes) -> pd.DataFrame:
    """Measure how evenly words are spread over parts; one row of parts for each word.

    `counts` has a row for each word and a column for each part (one row may be given alone), `sizes` the length of
    each part in words, the same for all rows or one row each.

    Returns

    - range: the number of parts that have the word
    - juilland_d: 1 − V / √(parts − 1), where V is the coefficient of variation of the rates; 1 is even
    - carroll_d2: the entropy of the rates over its largest value; 1 is even
    - rosengren_s: (Σ √(size share · count))² / n; 1 is even
    - dp: ½ Σ |count share − size share|; 0 is even
    - dp_norm: dp / (1 − the smallest size share); 1 is all in the smallest part
    - kld: Σ count share · log2(count share / size share), in bits; 0 is even

    All but range are missing for a word without mentions, juilland_d, carroll_d2 and dp_norm with one part alone.

    Raises DiscourseError where a part has no words, for it is no part.

    Source: Gries (2020, pp. 102-105), who gives all of them for parts of unequal length; dp_norm from Lijffijt and
    Gries (2012, p. 148).

    >>> spread([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(3)
       range  juilland_d  carroll_d2  rosengren_s    dp  dp_norm    kld
    0      5       0.785       0.938         0.95  0.18     0.22  0.137
    """
    counts, sizes = np.atleast_2d(np.asarray(counts, dtype=float)), np.asarray(sizes, dtype=float)
    if sizes.size == 0 or not (sizes > 0).all():
        raise DiscourseError(f"sizes={sizes.tolist()} has a part without words; leave such parts out")
    counts, sizes = np.broadcast_arrays(counts, np.atleast_2d(sizes))
    parts = counts.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        n = counts.sum(axis=1, keepdims=True)
        n = np.where(n > 0, n, np.nan)
        held, share, rates = counts / n, sizes / sizes.sum(axis=1, keepdims=True), counts / sizes
        rates = rates / np.where(np.isnan(n), np.nan, rates.sum(axis=1, keepdims=True))
        dp = np.abs(held - share).sum(axis=1) / 2
        return pd.DataFrame(
            {
                "range": (counts > 0).sum(axis=1),
                "juilland_d": 1 - rates.std(axis=1) / rates.mean(axis=1) / np.sqrt(parts - 1),
                "carroll_d2": (0 - xlogy(rates, rates).sum(axis=1)) / np.log(parts),
                "rosengren_s": np.sqrt(share * counts).sum(axis=1) ** 2 / n[:, 0],
                "dp": dp,
                "dp_norm": dp / (1 - share.min(axis=1)),
                "kld": xlogy(held, held / share).sum(axis=1) / np.log(2),
            }
        )


def dispersion(
    frame: pd.DataFrame, *, base: pd.DataFrame, over: str | int, by: str | list[str], of: str | None = None
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of each text.

    `over` names the parts: "section", "point", "turn", "paragraph", "sentence", or a number of equal parts (by words,
    in reading order). `base`, the tokens, gives the parts and their lengths. What lies in no section, point or turn is
    in no part, so n may be less than `count` gives. `of` names the column measured (default `term`, else `word`).

    Returns by…, the column measured, n (mentions inside parts), parts (their number), and the measures of `spread`:
    range, juilland_d, carroll_d2, rosengren_s, dp, dp_norm, kld; then over. Sorted by the keys, then by n from the
    largest. With few mentions every measure looks uneven: a term that stands once is in one part, whatever its author
    meant.

    Raises DiscourseError for an unknown `over`, `by` or `of`, and for fewer than two equal parts.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": "word", "paragraph": 1, "section": [1, 1, 2, 2],
    ...                        "start": range(4), "end": range(1, 5), "word": list("党国国国")})
    >>> dispersion(tokens, base=tokens, over="section", by="doc")[["word", "n", "range", "dp"]].round(2)
      word  n  range    dp
    0    国  3      2  0.17
    1    党  1      1  0.50
    """
    by = check_by(by, frame)
    of = unit_of(frame, of)
    check_over(over)
    places, words = countable(frame), number_words(countable(base), base=base)
    shared = [key for key in by if key in words]
    words = words.assign(group=words.groupby(shared, dropna=False).ngroup() if shared else 0)
    words = add_part(words, over)
    rows = places[[*by, of]].drop_duplicates(ignore_index=True)
    group = words[["doc", "number", "group", "part"]]
    found = number_words(places, base=base).merge(group, on=["doc", "number"]).merge(rows.reset_index(names="row"))
    tables = [
        spread_over(some, words[words["group"] == group]).assign(parts=words.loc[words["group"] == group, "part"].nunique())
        for group, some in found.groupby("group")
    ]
    measures = pd.concat(tables) if tables else spread_over(found, words).assign(parts=0)
    order = [True] * len(by) + [False, True]
    return (
        rows.join(measures)
        .fillna({"n": 0, "parts": 0, "range": 0})
        .astype({"n": int, "parts": int, "range": int})[[*by, of, "n", "parts", *MEASURES]]
        .assign(over=over)
        .sort_values([*by, "n", of], ascending=order, ignore_index=True)
    )


def check_over(over: str | int) -> None:
    """Refuse parts that are neither a kind of window nor a number of two or more."""
    if isinstance(over, str):
        window_keys(over, parameter="over")
    elif not isinstance(over, int | np.integer) or isinstance(over, bool) or over < 2:
        raise DiscourseError(f"over={over!r} is no number of parts; give 2 or more, or a kind of part such as 'section'")


def add_part(words: pd.DataFrame, over: str | int) -> pd.DataFrame:
    """Add `part` to words that have a `group`; words in no such part are left out."""
    if isinstance(over, str):
        words = inside(words, over)
        return words.assign(part=words.groupby(["group", *window_keys(over)], dropna=False).ngroup())
    place, size = words.groupby("group").cumcount(), words.groupby("group")["group"].transform("size")
    return words.assign(part=words["group"] * over + place * over // size)


def spread_over(found: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Measure one group's rows: `found` has a row for each place, with its `row` and `part`."""
    sizes = words.groupby("part").size()
    row, rows = pd.factorize(found["row"], sort=True)
    table = csr_array((np.ones(len(found)), (row, sizes.index.get_indexer(found["part"]))), shape=(len(rows), len(sizes)))
    if not len(rows):
        return pd.DataFrame(columns=["n", *MEASURES])
    return spread(table.toarray(), sizes.to_numpy()).assign(n=table.sum(axis=1).astype(int)).set_index(rows)
