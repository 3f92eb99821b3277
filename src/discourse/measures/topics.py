"""Topics of a matrix of counts, and whether other seeds and half of the texts find the same ones."""

import warnings

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array, csr_matrix, diags_array

from discourse.errors import DiscourseError, whole_number
from discourse.measures.term_matrix import to_matrix
from discourse.schema import NOT_SHOWN, SHOWN, TOPICS, counted_column, make_frame, state_counted

# So many units tell a topic, or fewer where there are few of them, of which two topics would have half in common by
# chance; with half in common they are one.
FEWEST, MOST, OF_ALL, SAME = 3, 10, 5, 0.5
# Matrices dealt anew, and the halves of each.
SHUFFLES, HALVES = 19, 5


def find_topics(
    counts: pd.DataFrame,
    *,
    topics: int,
    value: str = "n",
    seeds: int = 20,
    halves: int = 20,
    least: float = 0.8,
    seed: int = 0,
) -> pd.DataFrame:
    """Find topics by non-negative matrix factorization, and say of each whether it is stable.

    `counts` are laid out by `to_matrix`: a row of it, a text or paragraph by their keys, is taken as shares of its sum,
    these as a sum of topics, and a topic as a sum of units (Lee and Seung 1999). `value` is n, or tfidf of what
    `add_tfidf` returns. How many `topics` there are is asked of you; try several. The factors start from numbers by
    chance: of `seeds` such starts that with the least error is taken.

    Topics can be had of any matrix. One is stable if a share `least` of the other seeds has one with half of its
    heaviest units (topics are matched one to one), and if `halves` of the rows, drawn at random, have more of these
    units in theirs (after Greene, O'Callaghan and Cunningham 2014) than the halves of 19 matrices in which each unit
    was dealt out anew over the rows: those have topics by chance alone, and one in twenty such matrices goes beyond.

    Returns one row for each of the ten heaviest units of a topic (a fifth of all, where these are few): topic (from 1,
    the heaviest first), rank, the column counted, weight (1 for the first), share (of all weight that the topic has in
    the rows), agree_seeds (share of seeds that have the topic), agree_halves (share of its heaviest units that halves
    have, on average), agree_by_chance (the most of these in a matrix dealt anew), verdict (shown: stable; or not
    shown), units (the keys of a row), of and by. Where no verdict is *shown*, there is no stable topic, and that is the
    result.

    Raises DiscourseError for what `to_matrix` refuses, and for fewer than twice as many rows, or fewer units, than
    topics.

    >>> farms, chips = "农田 粮食 种子 灌溉 农机 化肥".split(), "芯片 算力 模型 数据 软件 网络".split()
    >>> rows = [(doc, (2 * (farms if doc < 12 else chips))[doc % 6 + at]) for doc in range(24) for at in range(4)]
    >>> counts = pd.DataFrame(rows, columns=["doc", "word"]).assign(n=1, total=4, of="word", by="doc")
    >>> found = find_topics(counts, topics=2)
    >>> [set(words) <= set(farms) or set(words) <= set(chips) for _, words in found.groupby("topic")["word"]]
    [True, True]
    """
    topics, seeds = whole_number("topics", topics, least=2), whole_number("seeds", seeds, least=2)
    halves, seed = whole_number("halves", halves, least=2), whole_number("seed", seed)
    if isinstance(least, bool) or not 0 < least <= 1:
        raise DiscourseError(f"least={least!r} is no share of seeds and halves; give one above 0, and 1 at the most")
    of, matrix = counted_column(counts, name="counts"), to_matrix(counts, value=value)
    sums = matrix.values.sum(axis=1)
    values = csr_matrix(diags_array(1 / sums[sums > 0]) @ csr_array(matrix.values, dtype=float)[sums > 0])
    if values.shape[0] < 2 * topics or values.shape[1] < topics:
        raise DiscourseError(
            f"topics={topics}, and counts have {values.shape[0]} rows of {values.shape[1]} units; ask for fewer, or "
            "count by smaller parts, as in by=['doc', 'paragraph']"
        )
    found = [factorize(values, topics, seed + each) for each in range(seeds)]
    best = min(found, key=lambda each: each[0])
    agree_seeds = (overlaps(best[2], [each[2] for each in found if each is not best]) >= SAME).mean(axis=0)
    random = np.random.default_rng(seed)
    agree_halves = overlaps(best[2], halve(values, topics, halves, random)).mean(axis=0)
    by_chance = 0.0
    for each in range(SHUFFLES):
        dealt = deal_out(values, random)
        own = factorize(dealt, topics, seed + each)[2]
        by_chance = max(by_chance, overlaps(own, halve(dealt, topics, HALVES, random)).mean(axis=0).max())
    keys = "|".join(name for name in matrix.rows if name != "total")
    weights, rows = best[1].sum(axis=0) * best[2].sum(axis=1), list[dict]()
    for number, topic in enumerate(np.argsort(-weights, kind="stable"), 1):
        stable = agree_seeds[topic] >= least and agree_halves[topic] > by_chance
        said = {"topic": number, "share": weights[topic] / weights.sum(), "verdict": SHOWN if stable else NOT_SHOWN}
        said |= {
            "units": keys,
            "agree_seeds": agree_seeds[topic],
            "agree_halves": agree_halves[topic],
            "agree_by_chance": by_chance,
        }
        heaviest = best[2][topic] / max(best[2][topic].max(), np.finfo(float).tiny)
        for rank, unit in enumerate(top_units(best[2])[topic], 1):
            if heaviest[unit] > 0:
                rows.append(said | {"rank": rank, of: matrix.columns[unit], "weight": heaviest[unit]})
    types = {"topic": "int64", "rank": "int64", of: str(counts[of].dtype)} | TOPICS
    return state_counted(make_frame(rows, types), of=of, by=[])


def deal_out(values: csr_matrix, random: np.random.Generator) -> csr_matrix:
    """Deal the shares of each unit out anew over the rows.

    >>> dealt = deal_out(csr_matrix([[1.0, 0], [0, 2], [3, 0]]), np.random.default_rng(0)).toarray()
    >>> dealt.sum(axis=0).tolist(), (dealt > 0).sum(axis=0).tolist()
    ([4.0, 2.0], [2, 1])
    """
    dealt = values.tocsc()
    taken = np.diff(dealt.indptr)
    dealt.indices = np.concatenate([random.choice(values.shape[0], n, replace=False) for n in taken])
    dealt.has_sorted_indices = False
    return dealt.tocsr()


def halve(values: csr_matrix, topics: int, halves: int, random: np.random.Generator) -> list[np.ndarray]:
    """Return the topics of halves of the rows, drawn at random."""
    size = values.shape[0]
    parts = (values[np.sort(random.permutation(size)[: size // 2])] for _ in range(halves))
    return [factorize(part, topics, each)[2] for each, part in enumerate(parts)]


def factorize(values: csr_matrix, topics: int, seed: int) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the error of a factorization, the topics of the rows and the units of the topics."""
    # Imported where it is asked for: it takes longer to load than all else that a count needs.
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(topics, init="random", random_state=seed, max_iter=400, tol=1e-4)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        # One that is not done in so many steps is a start like any other: another has a smaller error.
        warnings.simplefilter("ignore", ConvergenceWarning)
        rows = model.fit_transform(values)
    # The root of an error that rounds to less than nothing is none.
    return float(np.nan_to_num(model.reconstruction_err_)), rows, model.components_


def top_units(components: np.ndarray) -> np.ndarray:
    """Return the heaviest units of each topic, by their number where they weigh the same.

    >>> top_units(np.array([[0.0, 2.0, 1.0]])).tolist()
    [[1, 2, 0]]
    """
    most = min(MOST, max(FEWEST, components.shape[1] // OF_ALL))
    return np.argsort(-components.round(9), axis=1, kind="stable")[:, :most]


def overlaps(components: np.ndarray, others: list[np.ndarray]) -> np.ndarray:
    """Return what share of its heaviest units each topic has in common with its match in each of other factorizations.

    >>> overlaps(np.array([[2.0, 1, 0, 0], [0, 0, 2, 1]]), [np.array([[0, 0, 1.0, 2], [1, 2, 0, 0]])]).tolist()
    [[1.0, 1.0]]
    """
    shares = np.zeros((len(others), len(components)))
    own = heaviest_units(components)
    for at, other in enumerate(others):
        common = np.array([[len(a & b) / max(1, len(a), len(b)) for b in heaviest_units(other)] for a in own])
        topic, match = linear_sum_assignment(-common)
        shares[at, topic] = common[topic, match]
    return shares


def heaviest_units(components: np.ndarray) -> list[set[int]]:
    """Return those of the heaviest units of each topic that weigh anything."""
    tops = zip(top_units(components).tolist(), components, strict=True)
    return [{unit for unit in units if row[unit] > 0} for units, row in tops]
