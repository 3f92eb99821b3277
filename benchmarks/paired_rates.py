"""Does the paired interval of the log ratio hold the truth, do the paired tests keep their level, and what do they see?

    python benchmarks/paired_rates.py              some fifteen minutes on one core
    python benchmarks/paired_rates.py --runs 100   four minutes, with larger errors

A text of 1,300 or 20,000 words is cut into blocks of 10 to 49 words; a term falls on them, word by word, or in clusters
of two mentions on average. Both versions come from it by edits that do not look at the term:

- two-sided: each version drops 15 % of the blocks, rewrites a tenth of the mentions and adds blocks, 20 %, of its own
- one-sided: the new version alone does
- halved: the new version drops half of the blocks
- passages: as two-sided, but added and dropped in runs of five blocks
- selective: the new version drops half of the blocks, and none that has the term (for power: it does prefer the term)

To make a true ratio, mentions are left out of the old version at random. A term is expected N times in the text that
both versions come from. Interval and test are refused where too few blocks differ: `given` and `able` say how often
they are not. `joined` is the test with neighbouring blocks of one version alone as one unit, `both` asks that both
tests say so, as the verdict does. What follows ± is two standard errors of the simulation, in per cent.
"""

import argparse

import numpy as np
import pandas as pd
from scipy.stats import chi2

from discourse.measures.keyness import keyness
from discourse.measures.paired import exchange_p
from discourse.measures.paired_rates import (
    LEAST_BLOCKS,
    LEAST_HOLDING,
    effective_p,
    least_p,
    number_passages,
    paired_interval,
    rate_steps,
)

LEVEL = 0.05
EDITS = ["two-sided", "one-sided", "halved", "passages"]
DROP, ADD, REWRITE, PASSAGE = 0.15, 0.2, 0.1, 5
# Where nothing is drawn for an interval, pairs are cheap: so many times as many are made to see the level.
MORE = 5


def lengths(blocks: int, random) -> np.ndarray:
    """Draw the lengths of so many blocks."""
    return random.integers(10, 50, blocks)


def mentions(sizes: np.ndarray, rate: float, clustered: bool, random) -> np.ndarray:
    """Draw the mentions of a term in blocks of these sizes: each by itself, or in clusters of 1 + geometric."""
    if not clustered:
        return random.poisson(rate * sizes)
    clusters = random.poisson(rate * sizes / 2)
    return np.where(clusters > 0, clusters + random.negative_binomial(np.maximum(clusters, 1), 0.5), 0)


def runs_of(blocks: int, share: float, length: int, random) -> np.ndarray:
    """Mark a share of the blocks, in runs of `length`."""
    return np.repeat(random.random(-(-blocks // length)) < share, length)[:blocks]


def two_versions(edit: str, words: int, expected: float, *, clustered: bool, ratio: float, random) -> tuple:
    """Return the mentions and the words of all blocks in the old and in the new version, and their passages."""
    blocks, rate = round(words / 29.5), expected / words
    size = lengths(blocks, random)
    base = mentions(size, rate, clustered, random)
    length = PASSAGE if edit == "passages" else 1
    sides, places = [], []
    for side in ("old", "new"):
        n, w, own = base, size, np.zeros(0, dtype=int)
        if edit == "selective" and side == "new":
            gone = (base == 0) & (random.random(blocks) < 0.5 * blocks / max(1, (base == 0).sum()))
            n, w = np.where(gone, 0, n), np.where(gone, 0, w)
        elif edit == "halved" and side == "new":
            gone = random.random(blocks) < 0.5
            n, w = np.where(gone, 0, n), np.where(gone, 0, w)
        elif edit in ("two-sided", "passages") or (edit == "one-sided" and side == "new"):
            gone = runs_of(blocks, DROP, length, random)
            n = n - random.binomial(n, REWRITE) + random.poisson(REWRITE * rate * size)
            w = np.maximum(1, w + random.integers(-4, 5, blocks) * (random.random(blocks) < 0.4))
            n, w = np.where(gone, 0, n), np.where(gone, 0, w)
            own = lengths(length * (random.random(blocks) < ADD / length).sum(), random)
        sides.append((n, w, mentions(own, rate, clustered, random), own))
        # A run of blocks of one's own stands after some block of the base.
        after = np.sort(np.repeat(random.integers(0, blocks, len(own) // length), length))
        places.append((np.where(w > 0, np.arange(blocks), np.nan), after + np.linspace(0.1, 0.9, len(own))))
    (n_old, l_old, m_old, w_old), (n_new, l_new, m_new, w_new) = sides
    none_old, none_new = np.zeros_like(w_new), np.zeros_like(w_old)
    (p_old, q_old), (p_new, q_new) = places
    missing_old, missing_new = (np.full(len(none), np.nan) for none in (none_old, none_new))
    passages = number_passages(
        np.concatenate([p_old, q_old, missing_old]), np.concatenate([p_new, missing_new, q_new])
    )  # fmt: skip
    n_old = random.binomial(np.concatenate([n_old, m_old, none_old]), 1 / ratio)
    n_new = np.concatenate([n_new, none_new, m_new])
    words_old, words_new = np.concatenate([l_old, w_old, none_old]), np.concatenate([l_new, none_new, w_new])
    return n_old, words_old, n_new, words_new, passages


def tested(n_old, words_old, n_new, words_new, passages, *, seed: int | None) -> list:
    """Say of one term in one pair of versions what `add_paired_test` does: whether there is an interval, its ends,
    the least p, and p with each block as a unit and with each passage."""
    steps, there = rate_steps(n_old, words_old, n_new, words_new), (n_old + n_new) > 0
    sums, held = (np.bincount(passages, weights=each) for each in (steps, np.where(there, steps, 0)))
    (effective,), (p,) = effective_p(steps[None], there[None])
    _, (joined,) = effective_p(sums[None], held[None] != 0)
    holding = min((n_old > 0).sum(), (n_new > 0).sum())
    given = seed is not None and effective >= LEAST_BLOCKS and holding >= LEAST_HOLDING
    low = high = np.nan
    if given:
        ends = paired_interval(n_old[None], words_old, n_new[None], words_new, effective=[effective], seed=seed)
        low, high = np.ravel(ends)
    return [given, low, high, float(least_p(effective)), p, joined]


def simulate(edit: str, words: int, expected: float, runs: int, *, clustered=False, ratio=1.0, interval=True):
    """Make pairs of versions, and say of each what interval and tests say."""
    rows = []
    for run in range(runs):
        random = np.random.default_rng([2027, run])
        some = two_versions(edit, words, expected, clustered=clustered, ratio=ratio, random=random)
        given, low, high, least, p, joined = tested(*some, seed=run if interval else None)
        n_old, sums = some[0], [int(each.sum()) for each in some[:4]]
        extra = (sums[0] + sums[2]) * (sums[3] - sums[1]) / (sums[3] + sums[1])
        counted = exchange_p((some[2] - n_old)[some[2] != n_old], extra)
        tests = [least <= LEVEL, p, joined, max(p, joined), counted]
        rows.append([*sums, given, low <= np.log2(ratio) <= high, *tests])
    names = [
        "n_old",
        "total_old",
        "n_new",
        "total_new",
        "given",
        "holds",
        "able",
        "p_rate",
        "joined",
        "both",
        "p_paired",
    ]
    found = pd.DataFrame(rows, columns=names).query("n_old + n_new > 0").reset_index(drop=True)
    usual = keyness(*(found[name] for name in names[:4]))
    return found.assign(
        usual=(usual["log_ratio_low"] <= np.log2(ratio)) & (np.log2(ratio) <= usual["log_ratio_high"]),
        G2=chi2.sf(usual["g2"].abs(), 1),
        chi2=chi2.sf(usual["chi2"], 1),
        Fisher=usual["fisher_p"],
    )


def share(hits: pd.Series) -> str:
    """Print a share in per cent ± two standard errors."""
    if not len(hits):
        return "–"
    rate = hits.mean()
    return f"{100 * rate:.1f} ± {200 * np.sqrt(max(rate * (1 - rate), 1 / len(hits) / 4) / len(hits)):.1f}"


def called(some: pd.DataFrame) -> dict:
    """Say how often each test calls the rates different."""
    tests = ["p_rate", "joined", "both", "p_paired", "G2", "chi2", "Fisher"]
    return {"able": f"{100 * some['able'].mean():.0f}"} | {test: share(some[test] <= LEVEL) for test in tests}


def print_table(title: str, rows: list[dict]) -> None:
    """Print rows as a table in Markdown."""
    frame = pd.DataFrame(rows).astype(str)
    print(f"\n{title}\n\n| " + " | ".join(frame.columns) + " |\n|" + " --- |" * frame.shape[1])
    for values in frame.itertuples(index=False):
        print("| " + " | ".join(values) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=400, help="pairs of versions for each design")
    runs = parser.parse_args().runs
    coverage, level, power = [], [], []
    # A text of 20,000 words is dearer, and needs fewer counts to be tried.
    texts = [(1300, (3, 10, 30), runs), (20000, (30, 150), max(2, runs // 2))]
    for words, counts, pairs in texts:
        for edit in EDITS:
            for clustered in (False, True):
                for expected in counts:
                    design = {"words": f"{words:,}", "edits": edit, "clustered": clustered, "N": expected}
                    even = simulate(edit, words, expected, MORE * pairs, clustered=clustered, interval=False)
                    level.append(design | called(even))
                    for ratio in (1, 2):
                        some = simulate(edit, words, expected, pairs, clustered=clustered, ratio=ratio)
                        given = some[some["given"]]
                        held = {"paired": share(given["holds"]), "independent": share(given["usual"])}
                        coverage.append(design | {"ratio": ratio, "given": f"{100 * some['given'].mean():.0f}"} | held)
    print_table("How often the 95 % interval holds the true log ratio, where it is given, in per cent", coverage)
    print_table("How often a test says p ≤ 0.05 where the rates are the same, in per cent of all", level)
    for edit in (*EDITS[:3], "selective"):
        for expected in (10, 30):
            for ratio in (1, 1.25, 1.5, 2, 3) if edit != "selective" else (1,):
                some = simulate(edit, 1300, expected, runs, ratio=ratio, interval=False)
                power.append({"edits": edit, "N": expected, "ratio": ratio} | called(some))
    print_table("How often a test says p ≤ 0.05 where the rates differ (1,300 words), in per cent", power)


if __name__ == "__main__":
    main()
