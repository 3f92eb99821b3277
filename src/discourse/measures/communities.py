"""Who stands in the middle of a network of terms, and whether it falls into communities."""

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from discourse.errors import DiscourseError, one_of, significance_level, whole_number
from discourse.measures.cooccurrence import keep_in_windows
from discourse.schema import (
    CENTRALITIES,
    COMMUNITIES,
    NOT_SHOWN,
    PAIR,
    SHOWN,
    TOO_FEW,
    check_unique,
    key_columns,
    make_frame,
    number_groups,
    require_columns,
    state_counted,
)
from discourse.words.groups import group_places
from discourse.words.windows import WINDOWS, check_windows, window_keys

MEASURES = ["degree", "strength", "eigenvector", "betweenness"]
# A term stays with its community in a seed where both have more than half of all their terms together (Hennig 2007).
SAME = 0.5
# So many swaps are tried for each edge.
SWAPS = 10
NEAR = 1e-9
# Longer than any way.
NO_WAY = 1e6


def centrality(
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    within: str,
    by: str | list[str],
    of: str | None = None,
    articles: pd.DataFrame | None = None,
    draws: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how central each term is in the network of those that stand together, with intervals.

    Terms are tied by the windows that hold both, as in `count_pairs`: `within`, `by`, `of` and `articles` are the same.
    An interval says how far the measure would lie apart in other sentences of the kind: the windows of a group are
    drawn anew with replacement, `draws` times, those without a term among them. Draws lose ties that were seen once, so
    that their middle is not the value; the middle 95 % of them are moved by as much (a correction for bias, Efron and
    Tibshirani 1993, ch. 10).

    Returns by…, term, windows (that hold it), and, each with _low and _high

    - degree: the terms that it stands with in some window
    - strength: the windows that it shares, added up over them
    - eigenvector: the more, the more it is tied to terms that are themselves (Bonacich 1972), 1 for the first
    - betweenness: the share of shortest ways between two others that lead over it, a tie of n windows being 1 / n long
      (Freeman 1977)

    then within, of and by: from the largest strength. Terms that never stand with another have 0. Ranks of neighbouring
    terms are no finding where the intervals overlap.

    Raises DiscourseError for what `count_pairs` refuses, and for a number of words as `within`.

    >>> tokens = pd.DataFrame({"doc": "a", "paragraph": 1, "sentence": [1, 1, 2, 2], "kind": "body", "type": "word",
    ...                        "start": range(4), "end": range(1, 5), "word": list("党国党民")})
    >>> centrality(tokens, base=tokens, within="sentence", by="doc")[["word", "degree", "strength", "betweenness"]]
      word  degree  strength  betweenness
    0    党     2.0       2.0          1.0
    1    国     1.0       1.0          0.0
    2    民     1.0       1.0          0.0
    """
    draws, seed = whole_number("draws", draws, least=20), whole_number("seed", seed)
    window = window_keys(one_of("within", within, WINDOWS))
    grouped = group_places(mentions, base, by=by, of=of, articles=articles)
    places, words, of, by, shared = keep_in_windows(grouped, within, window)
    check_windows(places, words, window)
    (group,), (meeting,) = number_groups(by, places), number_groups([*dict.fromkeys([*by, *window])], places)
    parts, here = number_groups(shared, words.drop_duplicates([*dict.fromkeys([*shared, *window])]), places)
    rows = []
    for each in np.unique(group):
        own = places[group == each]
        term, names = pd.factorize(own[of], sort=True)
        at = np.unique(meeting[group == each], return_inverse=True)[1]
        total = int((parts == here[group == each][0]).sum())
        table = csr_array((np.ones(len(at)), (at, term)), shape=(max(total, at.max() + 1), len(names)))
        table.data[:] = 1.0
        keys = own[by].iloc[0].to_dict()
        measured = measure_centrality(table, draws, seed)
        held = np.asarray((table > 0).sum(axis=0)).ravel()
        rows += [keys | {of: name, "windows": n} | row for name, n, row in zip(names, held, measured, strict=True)]
    types = {**{key: str(places[key].dtype) for key in by}, of: str(places[of].dtype)} | CENTRALITIES
    found = make_frame(rows, types).assign(within=within).pipe(state_counted, of=of, by=by)
    ascending = [True] * len(by) + [False, True]
    return found.sort_values([*by, "strength", of], ascending=ascending, ignore_index=True)


def measure_centrality(table: csr_array, draws: int, seed: int) -> list[dict[str, float]]:
    """Measure each term of a table of windows × terms, with the ends of its intervals."""
    random, n = np.random.default_rng(seed), table.shape[0]
    seen = np.stack(measures_of(table, np.ones(n)))
    drawn = np.stack([np.stack(measures_of(table, each)) for each in random.multinomial(n, np.full(n, 1 / n), draws)])
    low, middle, high = np.percentile(drawn, [2.5, 50, 97.5], axis=0)
    most = np.array([table.shape[1] - 1, np.inf, 1, 1])[:, None]
    ends = {"": seen, "_low": np.maximum(0, seen + low - middle), "_high": np.minimum(most, seen + high - middle)}
    return [
        {f"{name}{end}": values[measure, term] for end, values in ends.items() for measure, name in enumerate(MEASURES)}
        for term in range(table.shape[1])
    ]


def measures_of(table: csr_array, weights: np.ndarray) -> list[np.ndarray]:
    """Return the MEASURES of every term, the windows of a table counted as often as `weights` say."""
    ties = (table.T @ (table * weights[:, None])).toarray()
    np.fill_diagonal(ties, 0)
    first = np.zeros(len(ties))
    if ties.any():
        # From one beginning, so that the same ties give the same.
        first = np.abs(eigsh(ties, k=1, which="LA", v0=np.ones(len(ties)))[1][:, 0])
    # Terms without a tie lie on no way.
    tied, between = ties.any(axis=1), np.zeros(len(ties))
    between[tied] = betweenness(ties[np.ix_(tied, tied)])
    pairs = max(1, (len(ties) - 1) * (len(ties) - 2))
    return [(ties > 0).sum(axis=0), ties.sum(axis=0), first / max(first.max(), NEAR), between / pairs]


def betweenness(ties: np.ndarray) -> np.ndarray:
    """Return for each term how many shortest ways between two others, in either direction, lead over it.

    Of several equally short ways each counts for its share. All are found at once (Floyd 1962), a tie of n windows
    being 1 / n long.

    >>> betweenness(np.array([[0, 2, 1], [2, 0, 2], [1, 2, 0]])).tolist()
    [0.0, 1.0, 0.0]
    """
    ways = (ties > 0).astype(float)
    far = np.divide(1, ties, out=np.full(ties.shape, NO_WAY), where=ties > 0)
    np.fill_diagonal(far, 0)
    for over in range(len(ties)):
        long, many = far[:, over, None] + far[over], ways[:, over, None] * ways[over]
        shorter = long < far - NEAR
        ways = np.where(shorter, many, ways + many * (np.abs(long - far) <= NEAR))
        far = np.minimum(far, long)
    lead = np.zeros(len(ties))
    each = np.divide(1, ways, out=np.zeros_like(ways), where=ways > 0)
    for over in range(len(ties)):
        on = np.abs(far[:, over, None] + far[over] - far) <= NEAR
        lead[over] = ways[:, over] @ (each * on) @ ways[over]
    return lead


def find_communities(
    pairs: pd.DataFrame, *, value: str = "n", seeds: int = 100, draws: int = 199, level: float = 0.05, seed: int = 0
) -> pd.DataFrame:
    """Part the network of pairs into communities of terms, and say whether it has any.

    Terms are parted so that they are tied within communities more than their ties would make it by chance (modularity,
    Newman and Girvan 2004), by the method of Louvain (Blondel et al. 2008), which starts from an order by chance: it is
    run with `seeds` of them, and the best parting is taken. Any network can be parted. Whether there is something to
    part is asked of `draws` random networks in which each term has as many ties as here, and the ties the same weights
    (two ties swap their ends, again and again: Maslov and Sneppen 2002): where they are parted as well, no community
    structure is shown, and no term has a community.

    `pairs` are what `count_pairs` returns, or those of its rows that are a tie; `value` is a column of numbers, and
    rows where it is not above 0 are no tie. Each article, or group, is a network by itself. Windows that hold many
    terms tie all of them, which random networks do not know: of long windows *shown* says little.

    Returns one row a term: the keys, term, community (from 1, the largest first; missing where none is shown), agree
    (share of seeds in which the community of the term is the same for more than half of all terms in either, Hennig
    2007), degree, communities (how many the best parting has), seeds_agree (share of seeds with that very parting),
    modularity (the median of the seeds), modularity_random (the median of the random networks), p (share of these, this
    one counted in, that are parted as well), verdict (shown, not shown, or too few differences: under four ties), of
    and by.

    Raises DiscourseError for missing columns, doubled rows, and a `value` that is no column of numbers.

    >>> rows = [(a, b) for group in ("甲乙丙丁戊", "子丑寅卯辰") for a in group for b in group if a < b]
    >>> pairs = pd.DataFrame([*rows, ("戊", "子")], columns=["term_a", "term_b"]).assign(n=1)
    >>> found = find_communities(pairs, seeds=20)
    >>> found.groupby("community")["term"].agg("".join).tolist(), found["verdict"].unique().tolist()
    (['丁丙乙戊甲', '丑卯子寅辰'], ['shown'])
    """
    require_columns(pairs, PAIR, name="pairs", maker="count_pairs")
    if (none := pairs[PAIR].isna().any(axis=1).to_numpy()).any():
        raise DiscourseError(f"pairs has no term in row {np.flatnonzero(none)[0]}; leave the row out")
    pairs = pairs.astype(dict.fromkeys(PAIR, "object"))
    keys = key_columns(pairs, name="pairs") if "by" in pairs else [key for key in ("doc",) if key in pairs]
    one_of("value", value, [column for column in pairs.select_dtypes("number") if column not in keys])
    seeds, draws = whole_number("seeds", seeds, least=2), whole_number("draws", draws, least=19)
    level, seed = significance_level("level", level), whole_number("seed", seed)
    check_unique(pairs, [*keys, *PAIR], name="pairs")
    ties = pairs[pairs[value].gt(0) & pairs["term_a"].ne(pairs["term_b"])].sort_values([*keys, *PAIR])
    of = str(pairs["of"].iloc[0]) if "of" in pairs and len(pairs) else "term"
    (group,), rows = number_groups(keys, ties), list[dict]()
    for each in np.unique(group):
        own = ties[group == each]
        found = part_network(own[PAIR].to_numpy().tolist(), own[value].to_numpy(float), seeds, draws, level, seed)
        rows += [own[keys].iloc[0].to_dict() | row for row in found]
    found = make_frame(rows, {key: str(ties[key].dtype) for key in keys} | COMMUNITIES)
    found = found.sort_values([*keys, "community", "agree", "term"], ascending=[True] * (len(keys) + 1) + [False, True])
    return state_counted(found.reset_index(drop=True), of=of, by=keys)


def part_network(
    ends: list[list[str]], weights: np.ndarray, seeds: int, draws: int, level: float, seed: int
) -> list[dict[str, object]]:
    """Part one network, by the two ends and the weight of each tie; return a row for each term."""
    partings = [louvain(ends, weights, seed + each) for each in range(seeds)]
    best = max(partings, key=lambda parting: parting[0])[1]
    order = sorted(best, key=lambda each: (-len(each), min(each)))
    own = float(np.median([modularity for modularity, _ in partings]))
    random = np.random.default_rng(seed)
    others = [louvain(swapped, weights, seed)[0] for swapped in swap_ends(ends, draws, random)]
    p = (1 + sum(other >= own - NEAR for other in others)) / (1 + draws)
    verdict = TOO_FEW if len(ends) < 4 else SHOWN if p <= level and len(best) > 1 else NOT_SHOWN
    same = [{frozenset(each) for each in parting} for _, parting in partings]
    said = {
        "communities": len(best), "seeds_agree": np.mean([each == {*map(frozenset, best)} for each in same]),
        "modularity": own, "modularity_random": float(np.median(others)), "p": p, "verdict": verdict,
    }  # fmt: skip
    degrees = pd.Series([term for tie in ends for term in tie]).value_counts()
    rows = []
    for number, community in enumerate(order, 1):
        for term in community:
            theirs = [next(each for each in parting if term in each) for _, parting in partings]
            agree = np.mean([len(community & each) > SAME * len(community | each) for each in theirs])
            shown = {"community": number if verdict == SHOWN else pd.NA, "agree": agree}
            rows.append(said | shown | {"term": term, "degree": degrees[term]})
    return rows


def louvain(ends: list[list[str]], weights: np.ndarray, seed: int) -> tuple[float, list[set[str]]]:
    """Part a network once, and return its modularity and its communities."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in zip(ends, weights, strict=True))
    parting = nx.community.louvain_communities(graph, seed=seed)
    return nx.community.modularity(graph, parting), parting


def swap_ends(ends: list[list[str]], draws: int, random: np.random.Generator) -> Iterator[list[list[str]]]:
    """Give networks in which every term has as many ties as here, and no two are tied twice.

    >>> ends = [["a", "b"], ["c", "d"], ["e", "f"]]
    >>> [sorted(sum(each, [])) for each in swap_ends(ends, 1, np.random.default_rng(0))]
    [['a', 'b', 'c', 'd', 'e', 'f']]
    """
    ties = [tuple(each) for each in ends]
    for _ in range(draws):
        known = {frozenset(tie) for tie in ties}
        chosen = random.integers(len(ties), size=(SWAPS * len(ties), 2)).tolist()
        turned = random.random(len(chosen)) < 0.5
        for (first, second), turn in zip(chosen, turned, strict=True):
            (a, b), (c, d) = ties[first], ties[second][:: -1 if turn else 1]
            one, other = frozenset((a, d)), frozenset((c, b))
            if len({a, b, c, d}) == 4 and one not in known and other not in known:
                known -= {frozenset((a, b)), frozenset((c, d))}
                known |= {one, other}
                ties[first], ties[second] = (a, d), (c, b)
        yield [list(tie) for tie in ties]
