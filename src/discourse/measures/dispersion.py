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

    Raises DiscourseError where a part has no words, for it is no part; where counts and sizes have not the same parts;
    and for counts that are negative or missing.

    Source: Juilland and Chang-Rodríguez (1964, p. LIII), Carroll (1970), Rosengren (1971), Gries (2008, p. 415) for dp,
    Lijffijt and Gries (2012, p. 148) for dp_norm, Kullback and Leibler (1951); all for parts of unequal length in Gries
    (2020, equations 10 to 14).

    >>> spread([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(3)
       range  juilland_d  carroll_d2  rosengren_s    dp  dp_norm    kld
    0      5       0.785       0.938         0.95  0.18     0.22  0.137
    """
    counts, sizes = (np.atleast_2d(np.asarray(value, dtype=float)) for value in (counts, sizes))
    check_parts(counts, sizes)
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
                "juilland_d": np.maximum(0, 1 - rates.std(axis=1) / rates.mean(axis=1) / np.sqrt(parts - 1)),
                "carroll_d2": (0 - xlogy(rates, rates).sum(axis=1)) / np.log(parts),
                "rosengren_s": np.sqrt(share * counts).sum(axis=1) ** 2 / n[:, 0],
                "dp": dp,
                "dp_norm": dp / (1 - share.min(axis=1)),
                "kld": xlogy(held, held / share).sum(axis=1) / np.log(2),
            }
        )


def check_parts(counts: np.ndarray, sizes: np.ndarray) -> None:
    """Refuse counts and sizes that are not of the same parts, or of none."""
    if counts.shape[1] != sizes.shape[1] or len(sizes) not in (1, len(counts)):
        raise DiscourseError(
            f"counts has {len(counts)} rows of {counts.shape[1]} parts, sizes {len(sizes)} of {sizes.shape[1]}; give a "
            "count and a size for each part, and one row of sizes or as many as there are rows of counts"
        )
    if sizes.size == 0 or not (sizes > 0).all():
        raise DiscourseError(f"sizes={sizes.tolist()} has a part without words; leave such parts out")
    if not (counts >= 0).all():
        raise DiscourseError(f"counts={counts.tolist()} has a count that is negative or missing; give 0 or more")


def dispersion(
    frame: pd.DataFrame, *, base: pd.DataFrame, over: str | int, by: str | list[str], of: str | None = None
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of each text.

    `over` names the parts: "section", "point", "turn", "paragraph", "sentence", or a number of equal parts (by words,
    in reading order). `base`, the tokens, gives the parts and their lengths. What lies in no section, point or turn is
    in no part, so n may be less than `count` gives. `of` names the column measured (default `term`, else `word`).

    Returns by…, the column measured, n (mentions inside parts), parts (their number), and the measures of `spread`:
    range, juilland_d, carroll_d2, rosengren_s, dp, dp_norm, kld; then over. Sorted by the keys, then by n from the
    largest. What stands outside all parts only has n and range 0, and no measures. A text of fewer words than equal
    parts has as many parts as words. With few mentions every measure looks uneven: a term that stands once is in one
    part, whatever its author meant.

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
    shared = [key for key in by if key in base]
    words = add_part(number_words(countable(base), base=base), over, shared)
    sizes = words.groupby(["_group", "_part"]).size()
    places = number_words(countable(frame), base=base)
    rows = places[[*by, of]].drop_duplicates(ignore_index=True)
    here = [*dict.fromkeys([*shared, "doc", "number"])]
    found = places.merge(words[[*here, "_group", "_part"]], on=here).merge(rows.reset_index(names="_row"), on=[*by, of])
    tables = [spread_over(some, sizes.loc[group]) for group, some in found.groupby("_group")]
    measures = pd.concat([pd.DataFrame(columns=["n", *MEASURES], dtype=float), *tables])
    order = [True] * len(by) + [False, True]
    return (
        rows.assign(parts=parts_of(rows, words, shared))
        .join(measures)
        .fillna({"n": 0, "range": 0})
        .astype({"n": int, "range": int})[[*by, of, "n", "parts", *MEASURES]]
        .assign(over=over)
        .sort_values([*by, "n", of], ascending=order, ignore_index=True)
    )


def check_over(over: str | int) -> None:
    """Refuse parts that are neither a kind of window nor a number of two or more."""
    if isinstance(over, str):
        window_keys(over, parameter="over")
    elif not isinstance(over, int | np.integer) or over < 2:
        raise DiscourseError(f"over={over!r} is no number of parts; give 2 or more, or a kind of part as 'section'")


def add_part(words: pd.DataFrame, over: str | int, shared: list[str]) -> pd.DataFrame:
    """Add `_group` and `_part` to numbered words; words in no such part are left out."""
    words = words.sort_values(["doc", "number"], kind="stable")
    words = words.assign(_group=words.groupby(shared, dropna=False).ngroup() if shared else 0)
    if isinstance(over, str):
        words = inside(words, over)
        return words.assign(_part=words.groupby(window_keys(over), dropna=False).ngroup())
    place, size = words.groupby("_group").cumcount(), words.groupby("_group")["_group"].transform("size")
    return words.assign(_part=place * over // size)


def parts_of(rows: pd.DataFrame, words: pd.DataFrame, shared: list[str]) -> pd.Series | int:
    """Return how many parts the text of each row has, whether or not they hold any of its mentions."""
    if not shared:
        return words["_part"].nunique()
    parts = words.groupby(shared, dropna=False)["_part"].nunique().rename("parts").reset_index()
    return rows[shared].merge(parts, on=shared, how="left")["parts"].fillna(0).astype(int)


def spread_over(found: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Measure one group's rows: `found` has a row for each place, with its `_row` and `_part`."""
    row, rows = pd.factorize(found["_row"], sort=True)
    part = sizes.index.get_indexer(found["_part"])
    table = csr_array((np.ones(len(found)), (row, part)), shape=(len(rows), len(sizes)))
    return spread(table.toarray(), sizes).assign(n=table.sum(axis=1)).set_index(rows)
