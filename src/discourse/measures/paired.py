"""Is the difference real? Tests that know two versions of one text for what they are."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of
from discourse.measures.comparison import false_discovery
from discourse.words.windows import countable

SIDES = ["old", "new"]
VERDICTS = ["shown", "not shown", "too rare to say"]
# Keys of a comparison that a block of an alignment has too, on each side.
BLOCK_KEYS = ["section", "turn", "point", "kind"]
DRAWS = 9999


def add_paired_test(
    change: pd.DataFrame, mentions: pd.DataFrame, aligned: pd.DataFrame, *, level: float = 0.05
) -> pd.DataFrame:
    """Add what exchanging the aligned units of two versions says of each difference.

    A unit is a block of `aligned`: sentences that became each other, or stand in one version only. Had the two versions
    been edited alike, each unit could as well have stood the other way round. p_paired is the share of all 2^units ways
    that give a difference as large as the one seen, or larger, in either direction; it is counted out, not drawn. What
    the versions' difference in length would bring at the rate of both together is first taken off, so that an abridged
    version is not shown to mention everything less.

    `change` comes from `compare`, `mentions` are the mentions or tokens that were counted.

    Returns `change` with

    - units: the blocks in which the counts differ
    - p_paired
    - p_smallest: 2 / 2^units, the least p that so many units can give; fewer than six never reach 0.05
    - q: p_paired after Benjamini and Hochberg (1995) over the rows whose p_smallest reaches `level` (as Gilbert 2005
      does for discrete tests); missing for the others
    - verdict: "shown" (q is at most `level`), "not shown", or "too rare to say" (p_smallest is above `level`)

    Raises DiscourseError where `aligned` holds other docs than `change`, or `mentions` lack what was counted.

    Source: Fisher (1935, § 21) for the exchange of pairs; Nichols and Holmes (2002) for its use on many tests.
    """
    check_same_docs(change, aligned)
    keys, unit = keys_of(change, mentions)
    steps = differences(change, mentions, aligned, keys, unit)
    check_sums(change, steps, unit)
    longer = longer_by(change, aligned, keys)
    expected = (change["n_old"] + change["n_new"]) * longer
    p = np.array([exchange_p(step, extra) for step, extra in zip(steps, expected, strict=True)])
    units = np.array([len(step) for step in steps], dtype=int)
    smallest = np.minimum(1, 2.0 ** (1 - units))
    able = pd.Series(smallest <= level)
    q = false_discovery(pd.Series(p), among=able)
    verdict = np.select([~able, q <= level], ["too rare to say", "shown"], "not shown")
    return change.assign(units=units, p_paired=p, p_smallest=smallest, q=q, verdict=verdict)


def check_same_docs(change: pd.DataFrame, aligned: pd.DataFrame) -> None:
    """Refuse an alignment of other versions than those compared."""
    for side in SIDES:
        for doc in change[side].unique():
            one_of(f"aligned.{side}", doc, aligned[side].unique())


def keys_of(change: pd.DataFrame, places: pd.DataFrame) -> tuple[list[str], str]:
    """Return the keys of a comparison and the column counted; `places` must hold them."""
    *keys, unit = change.columns[: list(change.columns).index("n_old")]
    for column in (*keys, unit):
        if column not in places:
            raise DiscourseError(
                f"mentions have no column {column!r}, which change counts by; give the mentions or tokens that were counted"
            )
    return keys, unit


def differences(
    change: pd.DataFrame, mentions: pd.DataFrame, aligned: pd.DataFrame, keys: list[str], unit: str
) -> list[np.ndarray]:
    """List, for each row of `change`, by how much the new version's count exceeds the old one's in each block."""
    places = countable(mentions).merge(blocks_of(aligned), on=["doc", "sentence"])
    rows = change[[*keys, unit]].assign(row=range(len(change)))
    steps = places.merge(rows, on=[*keys, unit]).groupby(["row", "block"])["sign"].sum()
    steps = steps[steps != 0]
    found = {row: some.to_numpy() for row, some in steps.groupby(level="row")}
    return [found.get(row, np.array([], dtype=int)) for row in range(len(change))]


def blocks_of(aligned: pd.DataFrame) -> pd.DataFrame:
    """List the sentences of both versions with their block, and a sign: −1 for old, 1 for new."""
    sides = []
    for side, sign in zip(SIDES, (-1, 1), strict=True):
        rows = aligned[aligned[f"first_sentence_{side}"].notna()]
        spans = zip(rows[f"first_sentence_{side}"], rows[f"last_sentence_{side}"], strict=True)
        sentences = [range(int(first), int(last) + 1) for first, last in spans]
        sides.append(
            pd.DataFrame({"doc": rows[side], "block": rows["block"], "sentence": sentences, "sign": sign}).explode("sentence")
        )
    return pd.concat(sides, ignore_index=True).astype({"sentence": "int64"})


def check_sums(change: pd.DataFrame, steps: list[np.ndarray], unit: str) -> None:
    """Refuse mentions or an alignment of another state of the texts than the counts are of."""
    for row, step in zip(change.to_dict("records"), steps, strict=True):
        if row["n_new"] - row["n_old"] != step.sum():
            raise DiscourseError(
                f"{unit}={row[unit]!r} has n_old={row['n_old']}, n_new={row['n_new']}, but the mentions in the aligned "
                f"sentences differ by {step.sum()}; make change, mentions and aligned from the same paragraphs"
            )


def longer_by(change: pd.DataFrame, aligned: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return by which share of both texts' words the new version is the longer, for each row's keys."""
    counted = {side: aligned[aligned[f"kind_{side}"].notna() & aligned[f"kind_{side}"].ne("imprint")] for side in SIDES}
    known = [key for key in keys if key in BLOCK_KEYS]
    if not known:
        old, new = (int(counted[side][f"words_{side}"].sum()) for side in SIDES)
        return pd.Series((new - old) / (new + old) if new + old else 0.0, index=change.index)
    words = pd.concat(
        [
            counted[side].rename(columns={f"{key}_{side}": key for key in known}).groupby(known)[f"words_{side}"].sum()
            for side in SIDES
        ],
        axis=1,
    ).fillna(0)
    share = words.diff(axis=1).iloc[:, -1] / words.sum(axis=1)
    return change[known].merge(share.rename("share").reset_index(), on=known, how="left")["share"].fillna(0).set_axis(change.index)


def exchange_p(steps: np.ndarray, expected: float = 0.0) -> float:
    """Return the share of the 2^m signs of m steps whose sum is as far from 0 as the sum seen, or farther.

    `expected` is taken off the sum seen, but never so that it grows.

    >>> exchange_p([1, 1, 1, 1, 1, 1]), exchange_p([1, 1, -1]), exchange_p([-9, -11], -20)
    (0.03125, 1.0, 1.0)
    """
    sizes, seen = np.abs(np.asarray(steps, dtype=int)), int(np.sum(steps))
    far = min(abs(seen), max(0.0, (seen - expected) * np.sign(seen)))
    chances = np.array([1.0])
    for size in sizes:
        step = np.zeros(2 * size + 1)
        step[[0, -1]] = 0.5
        chances = np.convolve(chances, step)
    sums = np.abs(np.arange(len(chances)) - sizes.sum())
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

    Source: Fisher (1935, § 21); Phipson and Smyth (2010, eq. 2) for counting the one seen in.
    """
    keys, unit = keys_of(change, mentions)
    shared = [key for key in keys if key in base]
    rows = change.assign(row=range(len(change)))
    p = np.full(len(change), np.nan)
    for values, some in rows.groupby(shared, dropna=False) if shared else [((), rows)]:
        here = dict(zip(shared, values, strict=True))
        places, words = (pick(countable(frame), here) for frame in (mentions, base))
        docs = [some["old"].iloc[0], some["new"].iloc[0]]
        sizes = words[words["doc"].isin(docs)].groupby(["doc", "sentence"]).size()
        found = places.merge(some[[*keys, unit, "row"]], on=[*keys, unit])
        found = found[found["doc"].isin(docs)]
        if len(found) and sizes.index.get_level_values("doc").nunique() == 2:
            p[some["row"]] = shuffle_p(found, sizes, some["row"].to_numpy(), docs[1], draws, seed)
    return change.assign(p_sentence=p)


def pick(frame: pd.DataFrame, here: dict) -> pd.DataFrame:
    """Keep the rows that have the given values; missing equals missing."""
    for column, value in here.items():
        frame = frame[frame[column].isna() if pd.isna(value) else frame[column].eq(value)]
    return frame


def shuffle_p(found: pd.DataFrame, sizes: pd.Series, rows: np.ndarray, new: str, draws: int, seed: int) -> np.ndarray:
    """Return, for each of `rows`, the share of shuffles whose rates differ as much as those seen."""
    at = sizes.index.get_indexer(pd.MultiIndex.from_frame(found[["doc", "sentence"]]))
    row = pd.Index(rows).get_indexer(found["row"])
    table = csr_array((np.ones(len(found)), (at, row)), shape=(len(sizes), len(rows)))
    seen = (sizes.index.get_level_values("doc") == new).astype(float)
    ways = np.vstack([seen, np.random.default_rng(seed).permuted(np.tile(seen, (draws, 1)), axis=1)])
    there, words = table.T.dot(ways.T).T, (ways @ sizes.to_numpy())[:, None]
    n, total = table.sum(axis=0), sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.abs(there / words - (n - there) / (total - words))
    return (gap >= gap[0] - 1e-12).mean(axis=0)
