"""Does the paired interval of the log ratio hold the truth, do the paired tests keep their level, and what do they see?

    python benchmarks/paired_rates.py              some six minutes on one core
    python benchmarks/paired_rates.py --runs 100   two minutes, with larger errors

A text of 1,300 or 20,000 words is cut into blocks of 10 to 49 words; a term falls on them, word by word, or in clusters
of two mentions on average. Both versions come from it by edits that do not look at the term:

- two-sided: each version drops 15 % of the blocks, rewrites a tenth of the mentions and adds blocks, 20 %, of its own
- one-sided: the new version alone does
- halved: the new version drops half of the blocks
- passages: as two-sided, but added and dropped in runs of five blocks
- selective: the new version drops half of the blocks, and none that has the term (for power: it does prefer the term)

To make a true ratio, mentions are left out of the old version at random. A term is expected N times in the text that
both versions come from. Interval and test are refused where too few blocks differ: `given` and `able` say how often
they are not. What follows ± is two standard errors of the simulation, in per cent.
"""

import argparse

import numpy as np
import pandas as pd
from scipy.stats import chi2

from discourse.measures.keyness import keyness
from discourse.measures.paired import exchange_p
from discourse.measures.paired_rates import LEAST_BLOCKS, effective_number, flip_p, least_p, paired_interval, rate_steps

LEVEL = 0.05
EDITS = ["two-sided", "one-sided", "halved", "passages"]
DROP, ADD, REWRITE, PASSAGE = 0.15, 0.2, 0.1, 5


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
    """Return the mentions and the words of all blocks in the old and in the new version."""
    blocks, rate = round(words / 29.5), expected / words
    size = lengths(blocks, random)
    base = mentions(size, rate, clustered, random)
    length = PASSAGE if edit == "passages" else 1
    sides = []
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
    (n_old, l_old, m_old, w_old), (n_new, l_new, m_new, w_new) = sides
    none_old, none_new = np.zeros_like(w_new), np.zeros_like(w_old)
    n_old = random.binomial(np.concatenate([n_old, m_old, none_old]), 1 / ratio)
    n_new = np.concatenate([n_new, none_new, m_new])
    return n_old, np.concatenate([l_old, w_old, none_old]), n_new, np.concatenate([l_new, none_new, w_new])


def simulate(edit: str, words: int, expected: float, runs: int, *, clustered=False, ratio=1.0, interval=True):
    """Make pairs of versions, and say of each what interval and tests say."""
    rows = []
    for run in range(runs):
        random = np.random.default_rng([2027, run])
        some = two_versions(edit, words, expected, clustered=clustered, ratio=ratio, random=random)
        n_old, l_old, n_new, l_new = some
        steps = rate_steps(*some)
        there = steps[(n_old + n_new) > 0]
        able, low, high = float(least_p(effective_number(there))), np.nan, np.nan
        given = interval and effective_number(there) >= LEAST_BLOCKS and n_old.any() and n_new.any()
        if given:
            low, high = np.ravel(paired_interval(n_old[None], l_old, n_new[None], l_new, steps=steps[None], seed=run))
        sums = [int(each.sum()) for each in some]
        extra = (sums[0] + sums[2]) * (sums[3] - sums[1]) / (sums[3] + sums[1])
        counted = exchange_p((n_new - n_old)[n_new != n_old], extra)
        rows.append([*sums, given, low <= np.log2(ratio) <= high, able <= LEVEL, max(flip_p(steps), able), counted])
    names = ["n_old", "total_old", "n_new", "total_new", "given", "holds", "able", "p_rate", "p_paired"]
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
    tests = ["p_rate", "p_paired", "G2", "chi2", "Fisher"]
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
    texts = [(1300, (3, 10, 30), runs), (20000, (30, 150), max(2, runs // 4))]
    for words, counts, pairs in texts:
        for edit in EDITS:
            for clustered in (False, True):
                for expected in counts:
                    design = {"words": f"{words:,}", "edits": edit, "clustered": clustered, "N": expected}
                    even = simulate(edit, words, expected, pairs, clustered=clustered)
                    level.append(design | called(even))
                    for ratio, some in (
                        (1, even),
                        (2, simulate(edit, words, expected, pairs, clustered=clustered, ratio=2)),
                    ):
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
