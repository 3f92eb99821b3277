"""What stands together: pairs of terms in one window."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from discourse.measures.frequency import check_by, unit_of
from discourse.words.windows import countable, inside, window_keys


def association(n, n_a, n_b, windows) -> pd.DataFrame:
    """Measure how much more often two terms share a window than chance would have it.

    `n` of the `windows` hold both, `n_a` the one, `n_b` the other; numbers or arrays of one length.

    Returns expected = n_a · n_b / windows, pmi = log2(n / expected), npmi = pmi / −log2(n / windows), from −1 (never
    together) over 0 (as chance has it) to 1 (never apart). With n = 0 pmi is −∞ and npmi its limit −1; where every
    window holds both, npmi is undefined and missing.

    Source: Church and Hanks (1990, p. 23) for PMI, Bouma (2009, eq. 7) for NPMI.

    >>> association(2, 2, 2, 8)
       expected  pmi  npmi
    0       0.5  2.0   1.0
    """
    n, n_a, n_b, windows = (np.atleast_1d(np.asarray(value, dtype=float)) for value in (n, n_a, n_b, windows))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n_a * n_b / windows
        pmi = np.log2(n / expected)
        npmi = np.where((n == 0) & (expected > 0), -1.0, pmi / -np.log2(n / windows))
    return pd.DataFrame({"expected": expected, "pmi": pmi, "npmi": npmi})


def count_pairs(
    mentions: pd.DataFrame, *, base: pd.DataFrame, within: str, by: str | list[str], of: str | None = None
) -> pd.DataFrame:
    """Count in how many windows two terms stand together.

    A window is a sentence, paragraph, point, turn or section (`within`); `base`, the tokens, says how many there are,
    those without any term included. The imprint has none, and what belongs to no point, turn or section lies in none
    of these. A term that stands twice in a window counts once. `of` names the column whose values are paired
    (default `term`, else `word`).

    Returns by…, term_a, term_b (in the order of their characters), n, n_a, n_b, windows, expected, pmi, npmi, within,
    of: one row for each pair that shares a window, from the most frequent.

    Raises DiscourseError for an unknown `within`, `by` or `of`.
    """
    by = check_by(by, mentions)
    of = unit_of(mentions, of)
    keys = [*dict.fromkeys([*by, *window_keys(within)])]
    check_by(keys, base)
    windows = inside(countable(base), within)[keys].drop_duplicates()
    held = inside(countable(mentions), within)[[*keys, of]].dropna(subset=of).drop_duplicates()
    sizes = windows.groupby(by, dropna=False).size().rename("windows").reset_index()
    groups = held.groupby(by, dropna=False)
    tables = [pair_up(group, keys, of).assign(**dict(zip(by, key, strict=True))) for key, group in groups]
    columns = [*by, "term_a", "term_b", "n", "n_a", "n_b"]
    pairs = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    pairs = pairs.merge(sizes, on=by, how="left")
    measures = association(pairs["n"], pairs["n_a"], pairs["n_b"], pairs["windows"])
    order = [True] * len(by) + [False, True, True]
    return (
        pairs.join(measures)
        .assign(within=within, of=of)
        .sort_values([*by, "n", "term_a", "term_b"], ascending=order, ignore_index=True)
    )


def pair_up(held: pd.DataFrame, keys: list[str], of: str) -> pd.DataFrame:
    """Count the windows of one group that two terms share; `held` has a row for each window and term."""
    window = held.groupby(keys, dropna=False).ngroup().to_numpy()
    term, names = pd.factorize(held[of], sort=True)
    table = csr_array((np.ones(len(held), dtype=int), (window, term)))
    both = triu(table.T @ table, k=1).tocoo()
    single = table.sum(axis=0)
    a, b = both.coords
    return pd.DataFrame(
        {"term_a": names[a], "term_b": names[b], "n": both.data, "n_a": single[a], "n_b": single[b]}
    )
