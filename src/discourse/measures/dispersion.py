"""How evenly a word is spread over the parts of a text."""

import numpy as np
import pandas as pd
from scipy.special import xlogy

from discourse.errors import DiscourseError, one_of, whole_number
from discourse.measures.keyness import keyness
from discourse.measures.paired import check_found, find_counted
from discourse.schema import (
    SIDES,
    check_unique,
    compared_key,
    counted_column,
    first_rows,
    key_columns,
    list_keys,
    number_groups,
    require_columns,
    state_counted,
)
from discourse.words.groups import group_places
from discourse.words.windows import WINDOWS, check_numbered, in_windows, number_words

WORD = ["doc", "paragraph", "start", "end"]
MEASURES = ["range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "kld"]
# What `over` may name. An article is a part of a group of articles.
PARTS = WINDOWS | {"doc": ["doc"]}
CELLS_AT_ONCE = 5_000_000


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
    and for counts that are negative or missing, or no whole numbers.

    Source: Juilland and Chang-Rodríguez (1964, p. LIII), Carroll (1970), Rosengren (1971), Gries (2008, p. 415) for dp,
    Lijffijt and Gries (2012, p. 148) for dp_norm, Kullback and Leibler (1951); all for parts of unequal length in Gries
    (2020, equations 10 to 14).

    >>> spread([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(3)
       range  juilland_d  carroll_d2  rosengren_s    dp  dp_norm    kld
    0      5       0.785       0.938         0.95  0.18     0.22  0.137
    """
    try:
        if other := [
            each for value in (counts, sizes) for each in np.ravel(value).tolist() if isinstance(each, str | bool)
        ]:
            raise ValueError(repr(other[0]))
        counts, sizes = (np.atleast_2d(np.asarray(value, dtype=float)) for value in (counts, sizes))
    except (TypeError, ValueError) as error:
        raise DiscourseError(f"counts or sizes hold what is no number, or rows of other lengths ({error})") from error
    if counts.shape[1] != sizes.shape[1] or len(sizes) not in (1, len(counts)):
        raise DiscourseError(
            f"counts has {len(counts)} rows of {counts.shape[1]} parts, sizes {len(sizes)} of {sizes.shape[1]}; give a "
            "count and a size for each part, and one row of sizes or as many as there are rows of counts"
        )
    if sizes.size == 0 or not (sizes > 0).all():
        raise DiscourseError(f"sizes={sizes.tolist()} has a part without words; leave such parts out")
    if not (counts >= 0).all():
        raise DiscourseError(f"counts={counts.tolist()} has a count that is negative or missing; give 0 or more")
    if (counts != np.floor(counts)).any():
        raise DiscourseError(f"counts={counts.tolist()} has a fraction; give whole counts, no rates or shares")
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


def dispersion(
    frame: pd.DataFrame,
    *,
    base: pd.DataFrame,
    over: str | int,
    by: str | list[str],
    of: str | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of the texts.

    `frame` are mentions or tokens. `over` names the parts: "doc" (each article of a group is one), "section", "point",
    "turn", "paragraph", "sentence", or a number of equal parts of each text (by words, in reading order). A part is of
    one doc: a group of docs has the parts of them all. `base`, the tokens, gives the parts and their lengths. What lies
    in no section, point or turn is in no part, so n may be less than `count` gives. `of` names the column measured
    (default `term`, else `word`), `by` and `articles` are those of `count`.

    Returns by…, the column measured, n (mentions inside parts), parts (their number), and the measures of `spread`:
    range, juilland_d, carroll_d2, rosengren_s, dp, dp_norm, kld; then over, of (the name of the column measured) and
    by (the keys, joined by |). Sorted by the keys, then by n from the largest. What stands outside all parts only has n
    and range 0, and no measures. A text of fewer words than equal parts has as many parts as words. With few mentions
    every measure looks uneven: a term that stands once is in one part, whatever its author meant.

    Raises DiscourseError for an unknown `over`, `by` or `of`, doc both in `over` and in `by`, a key that `base` lacks,
    a `base` that is no tokens or lacks the words of a place, and for fewer than two equal parts.

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "type": "word", "paragraph": 1, "section": [1, 1, 2, 2],
    ...                        "start": range(4), "end": range(1, 5), "word": list("党国国国")})
    >>> dispersion(tokens, base=tokens, over="section", by="doc")[["word", "n", "range", "dp"]].round(2)
      word  n  range    dp
    0    国  3      2  0.17
    1    党  1      1  0.50
    """
    if isinstance(over, str):
        one_of("over", over, PARTS)
    elif not isinstance(over, int | np.integer) or isinstance(over, bool) or over < 2:
        raise DiscourseError(f"over={over!r} is no number of parts; give 2 or more, or a kind of part as 'section'")
    else:
        whole_number("over", over)
    if over == "doc" and "doc" in list_keys(by):
        raise DiscourseError(
            f"over='doc' and by={by!r}: a group is then one article, and has one part; leave doc out of by, "
            "or give over='section'"
        )
    places, words, of, by, shared = group_places(frame, base, by=by, of=of, articles=articles)
    for part, name, maker in ((places, "the frame", "find_terms or segment"), (words, "base", "segment")):
        require_columns(part, WORD, name=name, maker=maker)
    words = words.reset_index(drop=True)
    group, place_group = number_groups(shared, words, places)
    spots = number_parts(words, group, over)
    (row,) = number_groups([*by, of], places)
    first = first_rows(row)
    numbers = number_words(places, base=words)
    check_numbered(places, numbers)
    found = places[["doc"]].assign(number=numbers["number"], group=place_group, row=row)
    found = found.merge(spots, on=["doc", "number", "group"])
    sizes = spots.groupby(["group", "part"]).size()
    parts = sizes.groupby("group").size().reindex(place_group[first], fill_value=0)
    return (
        places.iloc[first][[*by, of]]
        .reset_index(drop=True)
        .join(spread_of_rows(found, sizes))
        .assign(parts=parts.to_numpy(), over=over)
        .fillna({"n": 0, "range": 0})
        .astype({"n": int, "range": int})[[*by, of, "n", "parts", *MEASURES, "over"]]
        .pipe(state_counted, of=of, by=by)
        .sort_values([*by, "n", of], ascending=[True] * len(by) + [False, True], ignore_index=True)
    )


def add_dispersion(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    over: str | int,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add to a comparison in how many parts of each side a term stands, and whether it is typical of more of them.

    A term may be far more frequent on one side, and that in one part of it alone: key by its mentions, typical of
    nothing. With over="doc" the parts are texts, and range_g2 is text dispersion keyness: of how many texts of a group
    has the term, out of all, as against the other group, however often it stands there. Any other `over` of
    `dispersion` (section, a number of equal parts …) asks the same of the parts of texts.

    `change` comes from `compare`, `mentions` are the mentions or tokens that were counted, `base` the tokens, and
    `articles` have the keys that these lack, as in `count`. Parts are taken as independent draws, which the sections of
    two versions of one text are not: for these, the columns describe and test nothing.

    Returns `change` with parts_old, parts_new (the parts of each side that have words), range_old, range_new (those of
    them that have the term), dp_norm_old, dp_norm_new (0 is even, 1 all in the smallest part, as in `dispersion`;
    missing without mentions in a part), range_log_ratio, range_g2, range_fisher_p (log_ratio, g2 and fisher_p of
    `measures.keyness`, of parts with the term out of all parts; missing where a side has no parts or neither has it)
    and over.

    Raises DiscourseError for an `over` that `dispersion` does not know, for "doc" where two docs are compared, each of
    which is one text; and where `mentions` are not what was counted or `base` not their tokens.

    Source: Egbert and Biber (2019, pp. 84–87) for text dispersion keyness; Gries (2008, p. 415), Lijffijt and Gries
    (2012, p. 148) for dp_norm, and Gries (2021) for setting frequency and dispersion side by side.

    >>> tokens = pd.DataFrame({"doc": list("aaabbb"), "year": [1, 1, 1, 2, 2, 2], "section": [1, 1, 2, 1, 1, 2],
    ...                        "kind": "body", "type": "word", "paragraph": 1, "sentence": 1,
    ...                        "start": [0, 1, 2] * 2, "end": [1, 2, 3] * 2, "word": list("党国党国国党")})
    >>> counts = pd.DataFrame({"doc": list("aabb"), "word": list("党国党国"), "n": [2, 1, 1, 2], "total": 3})
    >>> from discourse import compare
    >>> change = compare(counts, old="a", new="b")
    >>> add_dispersion(change, tokens, base=tokens, over="section")[["word", "n_old", "range_old", "range_new"]]
      word  n_old  range_old  range_new
    0    国      1          1          1
    1    党      2          2          1
    """
    between, keys, of = compared_key(change), key_columns(change), counted_column(change)
    if over == between == "doc":
        raise DiscourseError(
            "over='doc', and change compares two docs, each of which is one text; compare groups of articles, or give "
            "over='section'"
        )
    check_unique(change, [*keys, of, *SIDES], name="change")
    check_found(change, find_counted(change, mentions, articles))
    by = [between, *keys]
    held = dispersion(mentions, base=base, over=over, by=by, of=of, articles=articles)
    held = held[[*by, of, "range", "dp_norm"]]
    _, words, _, _, shared = group_places(mentions, base, by=by, of=of, articles=articles)
    sides = [change[[*keys, of]].assign(**{between: change[side].array}) for side in SIDES]
    groups, *ours = number_groups(shared, words, *sides)
    parts = number_parts(words.reset_index(drop=True), groups, over).groupby("group")["part"].nunique()
    found = {}
    for side, rows, group in zip(SIDES, sides, ours, strict=True):
        rows = rows.merge(held, on=[*by, of], how="left")
        found[f"parts_{side}"] = parts.reindex(group, fill_value=0).to_numpy()
        found[f"range_{side}"] = rows["range"].fillna(0).astype(int).array
        found[f"dp_norm_{side}"] = rows["dp_norm"].array
    key = keyness(*(found[f"{name}_{side}"] for side in SIDES for name in ("range", "parts")))
    ratios = {f"range_{name}": key[name].array for name in ("log_ratio", "g2", "fisher_p")}
    return change.assign(**found, **ratios, over=over)


def spread_of_rows(found: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Return n and the measures of `spread` for each `row` of the places found in parts of their group.

    `sizes` are the words of the parts, by group and part. Groups of as many parts are measured together.
    """
    parts = sizes.rename("size").reset_index()
    parts = parts.assign(
        at=parts.groupby("group").cumcount(), parts=parts.groupby("group")["part"].transform("size")
    ).sort_values(["parts", "group", "at"], ignore_index=True)
    counts = found.groupby(["row", "group", "part"]).size().rename("n").reset_index().merge(parts, on=["group", "part"])
    tables = [pd.DataFrame(columns=["n", *MEASURES], dtype=float)]
    for width, some in counts.groupby("parts"):
        same = parts[parts["parts"] == width]
        groups, lengths = same["group"].to_numpy()[::width], same["size"].to_numpy().reshape(-1, width)
        rows = some.drop_duplicates("row")
        for at in np.array_split(np.arange(len(rows)), len(rows) * width // CELLS_AT_ONCE + 1):
            few = rows.iloc[at]
            here = some[some["row"].isin(few["row"])]
            table = np.zeros((len(few), width))
            table[pd.Index(few["row"]).get_indexer(here["row"]), here["at"]] = here["n"]
            held = spread(table, lengths[np.searchsorted(groups, few["group"])])
            tables.append(held.assign(n=table.sum(axis=1)).set_index(few["row"].to_numpy()))
    return pd.concat(tables)


def number_parts(words: pd.DataFrame, group: np.ndarray, over: str | int) -> pd.DataFrame:
    """List the words that lie in parts of a doc: doc, group, number (of the word in its doc) and part."""
    spots = words[["doc"]].assign(group=group, number=number_words(words, base=words)["number"])
    spots = spots.sort_values(["doc", "number"], kind="stable")
    if isinstance(over, str):
        inside = in_windows(words, over)
        return spots.loc[inside.index].assign(part=number_groups(PARTS[over], inside)[0])
    own = spots.groupby(["group", "doc"], sort=False)["number"]
    spots = spots.assign(part=own.cumcount() * over // own.transform("size"))
    return spots.assign(part=number_groups(["doc", "part"], spots)[0])
