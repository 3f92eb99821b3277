"""Is the difference real? Tests that know two versions of one text for what they are."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of
from discourse.measures.comparison import false_discovery
from discourse.schema import (
    NOT_SHOWN,
    SHOWN,
    TOO_RARE,
    compared_key,
    counted_column,
    key_columns,
    number_groups,
    require_columns,
)
from discourse.words.groups import add_metadata, check_words, shared_keys
from discourse.words.windows import countable

SIGNS = {"old": -1, "new": 1}
COMPARED = ["n_old", "total_old", "n_new", "total_new", "old", "new"]
DRAWS = 9999
CELLS_AT_ONCE = 5_000_000


def add_paired_test(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    aligned: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    level: float = 0.05,
) -> pd.DataFrame:
    """Add what exchanging the aligned blocks of two versions says of each difference.

    A block of `aligned` is a unit: sentences that became each other, or stand in one version only. Had the two versions
    been edited alike, each unit could as well have stood the other way round. p_paired is the share of all 2^units ways
    that give a difference as large as the one seen, or larger, in either direction; it is counted out, not drawn.

    From the difference seen is first taken what the versions' lengths (total_old, total_new) would bring at the rate of
    both together, so that an abridged version is not shown to mention everything less. Lengths never make a difference
    larger: a version that was cut and kept all its mentions is not shown to stress them.

    A unit is taken to be edited by itself. Where an editor adds a whole passage on one theme, its sentences are no
    units of their own, and p_paired is too small: number its blocks alike in `aligned`, and it is one unit.

    `change` comes from `compare`, `mentions` are the mentions or tokens that were counted, `aligned` comes from
    `align_versions`; both may hold several pairs of versions. `articles` have the keys that mentions lack, as in
    `count`.

    Returns `change` with

    - n_blocks: the blocks in which the counts differ
    - p_paired; missing where a total is
    - p_smallest: 2 / 2^n_blocks, the least p that so many units can give; fewer than six never reach 0.05
    - q: p_paired after Benjamini and Hochberg (1995) over the rows whose p_smallest reaches `level`; missing for the
      others, for what can never be shown is no test (Tarone 1990; Gilbert 2005)
    - verdict: "shown" (q is at most `level`), "not shown", or "too rare to say" (p_smallest is above `level`)

    Raises DiscourseError where `aligned` lacks the versions of `change`, `mentions` are not what was counted, or
    `change` compares groups of articles, which have no blocks.

    Source: Fisher (1935, § 21) for the exchange of pairs; Nichols and Holmes (2002) for its use on many tests.
    """
    counted = find_counted(change, mentions, articles)
    if (between := compared_key(change)) != "doc":
        raise DiscourseError(f"change compares by {between!r}, and blocks are of two docs; take add_sentence_test")
    pairs, there = (sorted(set(zip(frame["old"], frame["new"], strict=True))) for frame in (change, aligned))
    for pair in pairs:
        one_of("(old, new) of change", pair, there)
    sides = []
    for side in SIGNS:
        rows = aligned[aligned[f"first_sentence_{side}"].notna()]
        places = zip(rows[f"first_sentence_{side}"], rows[f"last_sentence_{side}"], strict=True)
        rows = rows.assign(doc=rows[side], sentence=[range(int(first), int(last) + 1) for first, last in places])
        names = {f"{end}_paragraph_{side}": end for end in ("first", "last")}
        rows = rows.reindex(columns=["old", "new", "block", "doc", "sentence", *names]).rename(columns=names)
        sides.append(rows.explode("sentence"))
    sentences = pd.concat(sides, ignore_index=True).astype({"sentence": "int64"})
    found = counted.merge(sentences, on=["doc", "sentence", "old", "new"])
    # A sentence that runs over several points has a block for each; the paragraph tells which of them holds a place.
    apart = found["paragraph"].lt(found["first"]) | found["paragraph"].gt(found["last"])
    found = found[~apart.fillna(False)]
    check_found(change, found)
    # By how much the new version's count exceeds the old one's, row by row and block by block.
    sums = found.groupby(["row", "block"])["sign"].sum().loc[lambda sums: sums != 0]
    ends = np.searchsorted(sums.index.get_level_values("row"), np.arange(1, len(change)))
    steps = np.split(sums.to_numpy(), ends) if len(change) else []
    totals = change["total_old"] + change["total_new"]
    longer = (change["total_new"] - change["total_old"]) / totals.where(totals != 0)
    expected = (change["n_old"] + change["n_new"]) * longer
    p = np.array([exchange_p(step, extra) for step, extra in zip(steps, expected, strict=True)], dtype=float)
    n_blocks = np.array([len(step) for step in steps], dtype=int)
    smallest = np.minimum(1, 2.0 ** (1 - n_blocks))
    able = smallest <= level
    q = false_discovery(pd.Series(p), among=pd.Series(able))
    verdict = np.select([~able, q <= level], [TOO_RARE, SHOWN], NOT_SHOWN)
    return change.assign(n_blocks=n_blocks, p_paired=p, p_smallest=smallest, q=q, verdict=verdict)


def find_counted(change: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """List the places that the rows of `change` count: row, doc, paragraph (missing where `mentions` have none),
    sentence, old, new, sign (−1 in old, 1 in new)."""
    require_columns(change, COMPARED, name="change", maker="compare")
    require_columns(mentions, [], name="mentions", maker="find_terms")
    between = compared_key(change)
    columns = [*key_columns(change, name="change"), counted_column(change, name="change")]
    mentions = add_metadata(mentions, [between, *columns], articles, name="mentions")
    for column in (*columns, between, "doc", "sentence"):
        if column not in mentions:
            repair = "give the mentions or tokens that change counts; a column of the articles needs articles="
            raise DiscourseError(f"mentions have no column {column!r}; {repair}")
    mentions = countable(mentions)
    rows, groups = number_groups(columns, change, mentions)
    places = mentions.reindex(columns=["doc", "paragraph", "sentence"])
    places = places.assign(side=mentions[between].array, group=groups)
    found = places.merge(change[["old", "new"]].assign(group=rows, row=range(len(change))), on="group")
    found = found[found["side"].eq(found["old"]) | found["side"].eq(found["new"])]
    return found.assign(sign=np.where(found["side"].eq(found["old"]), SIGNS["old"], SIGNS["new"]))


def check_found(change: pd.DataFrame, found: pd.DataFrame) -> None:
    """Refuse places of another state of the texts than the one that was counted."""
    for side, sign in SIGNS.items():
        n = found.loc[found["sign"] == sign, "row"].value_counts().reindex(range(len(change)), fill_value=0).to_numpy()
        for at in np.flatnonzero(n != change[f"n_{side}"])[:1]:
            of = counted_column(change)
            raise DiscourseError(
                f"{of}={change[of].iloc[at]!r} has n_{side}={change[f'n_{side}'].iloc[at]}, but {n[at]} mentions "
                "are found in the sentences; make change, mentions, tokens and aligned from the same paragraphs"
            )


def exchange_p(steps: np.ndarray, expected: float = 0.0) -> float:
    """Return the share of the 2^m signs of m steps whose sum is as far from 0 as the sum seen, or farther.

    `expected` is taken off the sum seen, but never so that it grows; where it is missing, so is the share.

    >>> exchange_p([1, 1, 1, 1, 1, 1]), exchange_p([1, 1, -1]), exchange_p([-9, -11], -20)
    (0.03125, 1.0, 1.0)
    """
    if np.isnan(expected):
        return np.nan
    sizes, seen = np.abs(np.asarray(steps, dtype=int)), int(np.sum(steps))
    sizes = sizes[sizes > 0]
    far = min(abs(seen), max(0.0, (seen - expected) * np.sign(seen)))
    # chances[k] is the chance that the steps with a plus add up to k.
    chances = np.array([1.0])
    for size in sizes:
        step = np.zeros(size + 1)
        step[[0, -1]] = 0.5
        chances = np.convolve(chances, step)
    sums = np.abs(2 * np.arange(len(chances)) - sizes.sum())
    return float(min(1.0, chances[sums >= far - 1e-9].sum()))


def add_sentence_test(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Add p_sentence: what dealing the sentences of both sides out anew says of each difference.

    All sentences are shuffled and dealt to two texts of as many sentences as the two have; p_sentence is the share
    of `draws` shuffles, the one seen counted in, whose rates differ as much or more. Words of one sentence stay
    together, so a sentence that repeats a word is one event; but the versions are taken as independent texts, which
    they are not: beside `add_paired_test`, which pairs what is the same in both, this is the test for two unrelated
    texts, or two groups of texts.

    `change` comes from `compare`, `mentions` are what was counted, `base` the tokens; `articles` have the keys that
    these lack, as in `count`. `seed` fixes the shuffles.

    Returns `change` with p_sentence; missing where one side has no words.

    Raises DiscourseError where `mentions` are not what was counted, or stand in sentences that `base` lacks, and for a
    `base` that is no tokens or lacks a key.

    Source: Fisher (1935, § 21); Phipson and Smyth (2010, eq. 2) for counting the one seen in.
    """
    found, between = find_counted(change, mentions, articles), compared_key(change)
    check_found(change, found)
    check_words(base, columns=["doc", "sentence"])
    keys = [between, *key_columns(change)]
    words = countable(add_metadata(base, keys, articles, name="base"))
    shared = shared_keys(keys, change.assign(**{between: change["old"]}), words)
    if between not in shared:
        raise DiscourseError(
            f"change compares by {between!r}, which parts no words; compare docs or groups of articles"
        )
    groups, here = number_groups([key for key in shared if key != between], change, words)
    p = np.full(len(change), np.nan)
    parts = change[["old", "new"]].reset_index(drop=True).groupby([groups, "old", "new"])
    for (group, old, new), some in parts:
        mine = words[(here == group) & words[between].isin([old, new])]
        sign = np.where(mine[between].eq(old), SIGNS["old"], SIGNS["new"])
        sizes = mine.groupby([mine["doc"], mine["sentence"], pd.Series(sign, mine.index, name="sign")]).size()
        seen = (sizes.index.get_level_values("sign") == SIGNS["new"]).astype(float)
        if 0 < seen.sum() < len(seen):
            places = found[found["row"].isin(some.index)]
            at = sizes.index.get_indexer(pd.MultiIndex.from_frame(places[["doc", "sentence", "sign"]]))
            if (at < 0).any():
                doc, sentence = places.loc[at < 0, ["doc", "sentence"]].iloc[0]
                raise DiscourseError(
                    f"base has no word in sentence {sentence} of {doc!r}, where mentions has one; make both from the "
                    "same paragraphs"
                )
            column = some.index.get_indexer(places["row"])
            table = csr_array((np.ones(len(places)), (at, column)), shape=(len(sizes), len(some)))
            p[some.index] = shuffle_p(table, sizes.to_numpy(), seen, draws=draws, seed=seed)
    return change.assign(p_sentence=p)


def shuffle_p(table: csr_array, sizes: np.ndarray, seen: np.ndarray, *, draws: int, seed: int) -> np.ndarray:
    """Return, for each column of `table`, the share of shuffles of `seen` whose rates differ as much as those seen."""
    random, n, total = np.random.default_rng(seed), table.sum(axis=0), sizes.sum()

    def gap(ways: np.ndarray) -> np.ndarray:
        there, words = (table.T @ ways.T).T, (ways @ sizes)[:, None]
        return np.abs(there / words - (n - there) / (total - words))

    least, as_far, left = gap(seen[None])[0] - 1e-12, np.ones(len(n)), draws
    while left:
        now = min(left, max(1, CELLS_AT_ONCE // max(table.shape)))
        as_far += (gap(random.permuted(np.tile(seen, (now, 1)), axis=1)) >= least).sum(axis=0)
        left -= now
    return as_far / (draws + 1)
