"""Is the difference real? Tests that know two versions of one text for what they are."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of
from discourse.measures.comparison import false_discovery
from discourse.words.windows import countable, having

SIGNS = {"old": -1, "new": 1}
VERDICTS = ["shown", "not shown", "too rare to say"]
DRAWS = 9999
CELLS_AT_ONCE = 5_000_000


def add_paired_test(
    change: pd.DataFrame, mentions: pd.DataFrame, aligned: pd.DataFrame, *, level: float = 0.05
) -> pd.DataFrame:
    """Add what exchanging the aligned units of two versions says of each difference.

    A unit is a block of `aligned`: sentences that became each other, or stand in one version only. Had the two versions
    been edited alike, each unit could as well have stood the other way round. p_paired is the share of all 2^units ways
    that give a difference as large as the one seen, or larger, in either direction; it is counted out, not drawn.

    From the difference seen is first taken what the versions' lengths (total_old, total_new) would bring at the rate of
    both together, so that an abridged version is not shown to mention everything less. Lengths never make a difference
    larger: a version that was cut and kept all its mentions is not shown to stress them.

    A unit is taken to be edited by itself. Where an editor adds a whole passage on one theme, its sentences are no
    units of their own, and p_paired is too small: number its blocks alike in `aligned`, and it is one unit.

    `change` comes from `compare`, `mentions` are the mentions or tokens that were counted, `aligned` comes from
    `align_versions`; both may hold several pairs of versions.

    Returns `change` with

    - n_blocks: the blocks in which the counts differ
    - p_paired; missing where a total is
    - p_smallest: 2 / 2^n_blocks, the least p that so many units can give; fewer than six never reach 0.05
    - q: p_paired after Benjamini and Hochberg (1995) over the rows whose p_smallest reaches `level`; missing for the
      others, for what can never be shown is no test (Tarone 1990; Gilbert 2005)
    - verdict: "shown" (q is at most `level`), "not shown", or "too rare to say" (p_smallest is above `level`)

    Raises DiscourseError where `aligned` lacks the versions of `change`, or `mentions` are not what was counted.

    Source: Fisher (1935, § 21) for the exchange of pairs; Nichols and Holmes (2002) for its use on many tests.
    """
    check_same_docs(change, aligned)
    steps = differences(change, mentions, aligned)
    expected = (change["n_old"] + change["n_new"]) * longer_by(change["total_old"], change["total_new"])
    p = np.array([exchange_p(step, extra) for step, extra in zip(steps, expected, strict=True)], dtype=float)
    units = np.array([len(step) for step in steps], dtype=int)
    smallest = np.minimum(1, 2.0 ** (1 - units))
    able = pd.Series(smallest <= level)
    q = false_discovery(pd.Series(p), among=able)
    shown, not_shown, too_rare = VERDICTS
    verdict = np.select([~able, q <= level], [too_rare, shown], not_shown)
    return change.assign(n_blocks=units, p_paired=p, p_smallest=smallest, q=q, verdict=verdict)


def check_same_docs(change: pd.DataFrame, aligned: pd.DataFrame) -> None:
    """Refuse an alignment of other versions than those compared."""
    pairs, there = (sorted(set(zip(frame["old"], frame["new"], strict=True))) for frame in (change, aligned))
    for pair in pairs:
        one_of("(old, new) of change", pair, there)


def differences(change: pd.DataFrame, mentions: pd.DataFrame, aligned: pd.DataFrame) -> list[np.ndarray]:
    """List, for each row of `change`, by how much the new version's count exceeds the old one's in each block."""
    found = places_of(change, mentions).merge(blocks_of(aligned), on=["doc", "sentence", "old", "new"])
    check_counts(change, found)
    steps = found.groupby(["row", "block"])["sign"].sum().loc[lambda sums: sums != 0]
    rows = steps.index.get_level_values("row")
    return np.split(steps.to_numpy(), np.searchsorted(rows, np.arange(1, len(change))))[: len(change)]


def places_of(change: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List the places that the rows of `change` count: their keys, row, old, new, sign (−1 in old, 1 in new)."""
    columns = counted_by(change)
    for column in (*columns, "doc", "sentence"):
        if column not in mentions:
            raise DiscourseError(f"mentions have no column {column!r}; give the mentions or tokens that change counts")
    rows = change[[*columns, "old", "new"]].assign(row=range(len(change)))
    places = countable(mentions)[[*dict.fromkeys([*columns, "doc", "sentence"])]].merge(rows, on=columns)
    places = places[places["doc"].eq(places["old"]) | places["doc"].eq(places["new"])]
    return places.assign(sign=np.where(places["doc"] == places["old"], SIGNS["old"], SIGNS["new"]))


def counted_by(change: pd.DataFrame) -> list[str]:
    """Return the columns that tell the rows of a comparison apart: its keys, then what was counted."""
    return list(change.columns[: list(change.columns).index("n_old")])


def blocks_of(aligned: pd.DataFrame) -> pd.DataFrame:
    """List the sentences of both versions with their block: old, new, doc, sentence, block."""
    sides = []
    for side in SIGNS:
        first, last = f"first_sentence_{side}", f"last_sentence_{side}"
        rows = aligned[aligned[first].notna()]
        sentences = [range(int(a), int(b) + 1) for a, b in zip(rows[first], rows[last], strict=True)]
        sides.append(rows[["old", "new", "block"]].assign(doc=rows[side], sentence=sentences).explode("sentence"))
    return pd.concat(sides, ignore_index=True).astype({"sentence": "int64"})


def check_counts(change: pd.DataFrame, found: pd.DataFrame) -> None:
    """Refuse places of another state of the texts than the one that was counted."""
    for side, sign in SIGNS.items():
        n = found.loc[found["sign"] == sign, "row"].value_counts().reindex(range(len(change)), fill_value=0).to_numpy()
        for at in np.flatnonzero(n != change[f"n_{side}"])[:1]:
            *_, unit = counted_by(change)
            raise DiscourseError(
                f"{unit}={change[unit].iloc[at]!r} has n_{side}={change[f'n_{side}'].iloc[at]}, but {n[at]} mentions "
                "are found in the sentences; make change, mentions, tokens and aligned from the same paragraphs"
            )


def longer_by(old: pd.Series, new: pd.Series) -> pd.Series:
    """Return by which share of both texts' words the new version is the longer; missing where either total is."""
    both = old + new
    return (new - old) / both.where(both != 0)


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
    change: pd.DataFrame, mentions: pd.DataFrame, *, base: pd.DataFrame, draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Add p_sentence: what dealing the sentences of both versions out anew says of each difference.

    All sentences are shuffled and dealt to two texts of as many sentences as the versions have; p_sentence is the share
    of `draws` shuffles, the one seen counted in, whose rates differ as much or more. Words of one sentence stay
    together, so a sentence that repeats a word is one event; but the versions are taken as independent texts, which
    they are not: beside `add_paired_test`, which pairs what is the same in both, this is the test for two unrelated
    texts.

    `change` comes from `compare`, `mentions` are what was counted, `base` the tokens. `seed` fixes the shuffles.

    Returns `change` with p_sentence; missing where one version has no words.

    Raises DiscourseError where `mentions` are not what was counted, or stand in sentences that `base` lacks.

    Source: Fisher (1935, § 21); Phipson and Smyth (2010, eq. 2) for counting the one seen in.
    """
    found, words = places_of(change, mentions), countable(base)
    check_counts(change, found)
    shared = [key for key in counted_by(change)[:-1] if key in base]
    p = np.full(len(change), np.nan)
    for values, some in change.assign(row=range(len(change))).groupby([*shared, "old", "new"], dropna=False):
        *here, old, new = values
        mine = having(words, dict(zip(shared, here, strict=True)))
        sizes = mine[mine["doc"].isin([old, new])].groupby(["doc", "sentence"]).size()
        seen = (sizes.index.get_level_values("doc") == new).astype(float)
        if 0 < seen.sum() < len(seen):
            table = sentence_table(found[found["row"].isin(some["row"])], sizes.index, some["row"])
            p[some["row"]] = shuffle_p(table, sizes.to_numpy(), seen, draws=draws, seed=seed)
    return change.assign(p_sentence=p)


def sentence_table(found: pd.DataFrame, sentences: pd.MultiIndex, rows: pd.Series) -> csr_array:
    """Count the places of each of `rows` in each sentence: sentences × rows."""
    at = sentences.get_indexer(pd.MultiIndex.from_frame(found[["doc", "sentence"]]))
    if (at < 0).any():
        doc, sentence = found.loc[at < 0, ["doc", "sentence"]].iloc[0]
        raise DiscourseError(
            f"base has no word in sentence {sentence} of {doc!r}, where mentions has one; make both from the same "
            "paragraphs"
        )
    column = pd.Index(rows).get_indexer(found["row"])
    return csr_array((np.ones(len(found)), (at, column)), shape=(len(sentences), len(rows)))


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
