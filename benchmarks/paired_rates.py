"""Does the paired interval of the log ratio hold the truth, do the paired tests keep their level, and what do they see?

    python benchmarks/paired_rates.py              some three minutes of processor time
    python benchmarks/paired_rates.py --runs 100   a fifth of it, with errors twice as large
    python benchmarks/paired_rates.py --jobs 4     the same numbers, by four processes

A text of 1,300 or 20,000 words is cut into blocks of 10 to 49 words; a term falls on them, word by word, or in clusters
of two mentions on average. Both versions come from it by edits that do not look at the term:

- two-sided: each version drops 15 % of the blocks, rewrites a tenth of the mentions and adds blocks, 20 %, of its own
- one-sided: the new version alone does
- halved: the new version drops half of the blocks
- passages of 5: as two-sided, but blocks are added and dropped five at a time
- themes of 5, themes of 10: as passages, and each passage of the text, and each that is added, is either about the
  term, with two mentions a block on average, or lacks it
- selective: the new version drops half of the blocks, and none that has the term (for power: it does prefer the term)

To make a true ratio, mentions are left out of the old version at random. A term is expected N times in the text that
both versions come from. Interval and tests are refused where too few blocks differ: `given` and `able` say how often
they are not. `joined` are the tests with neighbouring blocks of one version alone as one unit; `rate` and `counts` ask
that both tests say so, of blocks and of passages, as the verdicts do. What follows ± is two standard errors of the
simulation, in per cent.
"""

import argparse
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy.stats import chi2

from discourse.measures.keyness import keyness
from discourse.measures.paired import exchange_p
from discourse.measures.paired_rates import (
    LEAST_BLOCKS,
    LEAST_HOLDING,
    effective_number,
    effective_p,
    least_p,
    number_passages,
    paired_interval,
    rate_steps,
)

LEVEL = 0.05
# How many blocks are added or dropped at a time.
EDITS = {"two-sided": 1, "one-sided": 1, "halved": 1, "passages of 5": 5, "themes of 5": 5, "themes of 10": 10}
DROP, ADD, REWRITE, MEAN_LENGTH, IN_THEME = 0.15, 0.2, 0.1, 29.5, 2
# Where no interval is drawn pairs are cheap: so many times as many are made to see the level.
MORE = 4
TEXTS = {1300: (3, 10, 30), 20000: (30, 150)}
TESTS = ["p_rate", "joined", "rate", "p_paired", "counts", "G2", "chi2", "Fisher"]


class Design(NamedTuple):
    """How pairs of versions are made."""

    edits: str
    words: int
    n: int
    clustered: bool = False
    ratio: float = 1.0


class Pairs(NamedTuple):
    """Pairs of versions: the mentions and words of their blocks, pairs × blocks; 0 words where a version lacks one."""

    n_old: np.ndarray
    words_old: np.ndarray
    n_new: np.ndarray
    words_new: np.ndarray


def runs_of(shape: tuple, share: float, length: int, random) -> np.ndarray:
    """Mark a share of the blocks of each row, `length` at a time."""
    marked = random.random((shape[0], -(-shape[1] // length))) < share
    return np.repeat(marked, length, axis=1)[:, : shape[1]]


def mentions(sizes: np.ndarray, design: Design, random) -> np.ndarray:
    """Draw the mentions in blocks of these sizes: each by itself, in clusters of 1 + geometric, or by theme."""
    rate = design.n / design.words
    if design.edits.startswith("themes"):
        about = runs_of(sizes.shape, rate * MEAN_LENGTH / IN_THEME, EDITS[design.edits], random)
        return about * (sizes > 0) * random.poisson(IN_THEME, sizes.shape)
    if not design.clustered:
        return random.poisson(rate * sizes)
    clusters = random.poisson(rate * sizes / 2)
    return np.where(clusters > 0, clusters + random.negative_binomial(np.maximum(clusters, 1), 0.5), 0)


def make_pairs(design: Design, pairs: int, random) -> Pairs:
    """Make pairs of versions: the blocks of the text, and after each passage those that either version adds."""
    length = EDITS.get(design.edits, 1)
    shape = (pairs, length * -(-round(design.words / MEAN_LENGTH) // length))
    sizes = random.integers(10, 50, shape)
    base = mentions(sizes, design, random)
    none, sides = np.zeros(shape, dtype=int), []
    for side in ("old", "new"):
        n, words, own = base, sizes, none
        gone = np.zeros(shape, dtype=bool)
        if design.edits in ("halved", "selective"):
            # As many as half of all, of those that may go.
            free = base <= (0 if design.edits == "selective" else base.max())
            share = 0.5 * shape[1] / np.maximum(1, free.sum(axis=1, keepdims=True))
            gone = free & (random.random(shape) < share) & (side == "new")
        elif side == "new" or design.edits != "one-sided":
            gone = runs_of(shape, DROP, length, random)
            n = n - random.binomial(n, REWRITE) + random.poisson(REWRITE * design.n / design.words * sizes)
            words = np.maximum(1, words + random.integers(-4, 5, shape) * (random.random(shape) < 0.4))
            own = random.integers(10, 50, shape) * runs_of(shape, ADD, length, random)
        added = {"old": [own, none], "new": [none, own]}[side]
        n_own = mentions(own, design, random)
        counted = {"old": [n_own, none], "new": [none, n_own]}[side]
        for kept, more in ((np.where(gone, 0, n), counted), (np.where(gone, 0, words), added)):
            parts = [each.reshape(pairs, -1, length) for each in (kept, *more)]
            sides.append(np.concatenate(parts, axis=2).reshape(pairs, -1))
    sides[0] = random.binomial(sides[0], 1 / design.ratio)
    return Pairs(*sides)


def passages_of(pairs: Pairs) -> np.ndarray:
    """Number the passages of each pair, as the library does."""
    places = [np.where(words > 0, np.arange(words.shape[1]), np.nan) for words in (pairs.words_old, pairs.words_new)]
    return np.array([number_passages(*each) for each in zip(*places, strict=True)])


def sums_by(passages: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Sum values over the blocks of each passage."""
    return np.array([np.bincount(*each, minlength=len(each[0])) for each in zip(passages, values, strict=True)])


def intervals(pairs: Pairs, effective: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of each pair; those of as many passages have the same draws, as rows do."""
    there = (pairs.words_old + pairs.words_new) > 0
    order = np.argsort(~there, axis=1, kind="stable")
    packed, units = [np.take_along_axis(each, order, axis=1) for each in pairs], there.sum(axis=1)
    low, high = np.empty((2, len(units)))
    for number in np.unique(units):
        rows = units == number
        some = [each[rows, :number] for each in packed]
        low[rows], high[rows] = paired_interval(*some, effective=effective[rows], seed=int(number))
    return low, high


def simulate(design: Design, pairs: int, *, tests: bool = True) -> pd.DataFrame:
    """Make pairs of versions, and say of each what the tests say, or whether the intervals hold the true ratio."""
    seed = [2027, list(EDITS).index(design.edits) if design.edits in EDITS else 9, design.words, design.n]
    made = make_pairs(design, pairs, np.random.default_rng([*seed, design.clustered, int(4 * design.ratio), tests]))
    made = Pairs(*(each[(made.n_old + made.n_new).any(axis=1)] for each in made))
    steps, there, passages = rate_steps(*made), (made.n_old + made.n_new) > 0, passages_of(made)
    joined, held = sums_by(passages, steps), sums_by(passages, np.where(there, steps, 0)) != 0
    totals = [each.sum(axis=1) for each in made]
    effective, usual = effective_number(np.where(there, steps, 0)), keyness(*totals)
    frame = pd.DataFrame({"of": len(there), "effective": effective, "able": least_p(effective) <= LEVEL})
    if not tests:
        units = Pairs(*(sums_by(passages, each) for each in made))
        apart = effective_number(np.where(held, joined, 0))
        holding = np.minimum((units.n_old > 0).sum(axis=1), (units.n_new > 0).sum(axis=1))
        frame = frame.assign(holding=holding, enough=np.minimum(effective, apart) >= LEAST_BLOCKS)
        frame["given"] = frame["enough"] & (holding >= LEAST_HOLDING)
        # Those that are refused are looked at, too, to see why.
        some = (apart >= 3) & (holding >= 1)
        low, high = intervals(Pairs(*(each[some] for each in units)), apart[some])
        truth, usual = np.log2(design.ratio), usual[some]
        usually = (usual["log_ratio_low"] <= truth) & (truth <= usual["log_ratio_high"])
        return frame[some].assign(holds=(low <= truth) & (truth <= high), usual=usually.to_numpy())
    frame["p_rate"], frame["joined"] = effective_p(steps, there)[1], effective_p(joined, held)[1]
    n_old, words_old, n_new, words_new = totals
    longer = (n_old + n_new) * (words_new - words_old) / (words_new + words_old)
    counts = made.n_new - made.n_old
    for name, units in (("p_paired", counts), ("counts", sums_by(passages, counts))):
        frame[name] = [exchange_p(each[each != 0], extra) for each, extra in zip(units, longer, strict=True)]
    frame["rate"], frame["counts"] = frame[["p_rate", "joined"]].max(axis=1), frame[["p_paired", "counts"]].max(axis=1)
    likely = {"G2": chi2.sf(usual["g2"].abs(), 1), "chi2": chi2.sf(usual["chi2"].abs(), 1), "Fisher": usual["fisher_p"]}
    return frame.assign(**likely)


def share(hits: pd.Series) -> str:
    """Print a share in per cent ± two standard errors."""
    if not len(hits):
        return "–"
    rate = hits.mean()
    return f"{100 * rate:.1f} ± {200 * np.sqrt(max(rate * (1 - rate), 1 / len(hits) / 4) / len(hits)):.1f}"


def called(some: pd.DataFrame) -> dict:
    """Say how often each test calls the rates different."""
    return {"able": f"{100 * some['able'].mean():.0f}"} | {test: share(some[test] <= LEVEL) for test in TESTS}


def print_table(title: str, rows: list[dict]) -> None:
    """Print rows as a table in Markdown."""
    frame = pd.DataFrame(rows).astype(str)
    print(f"\n{title}\n\n| " + " | ".join(frame.columns) + " |\n|" + " --- |" * frame.shape[1])
    for values in frame.itertuples(index=False):
        print("| " + " | ".join(values) + " |", flush=True)


def print_coverage(found: dict[Design, pd.DataFrame]) -> None:
    """Print how often the intervals hold the true ratio: cell by cell, by edits, and by the blocks behind them."""
    rows = []
    for design, frame in found.items():
        given = frame[frame["given"]]
        held = {"paired": share(given["holds"]), "independent": share(given["usual"])}
        rows.append(design._asdict() | {"given": f"{100 * len(given) / max(1, frame['of'].max()):.0f}"} | held)
    print_table("How often the 95 % interval holds the true log ratio, where it is given, in per cent", rows)
    every = pd.concat([frame.assign(**design._asdict()) for design, frame in found.items()], ignore_index=True)
    given, rows = every[every["given"]], []
    for edits in EDITS:
        some = given[given["edits"] == edits]
        cells = some.groupby(["words", "n", "clustered", "ratio"])["holds"]
        # A cell of next to no pairs says nothing.
        shares = cells.mean()[cells.size() >= 100]
        ends = [share(cells.get_group(at)) for at in (shares.idxmin(), shares.idxmax())] if len(shares) else ["–"] * 2
        means = {f"{words:,} words": share(some.loc[some["words"] == words, "holds"]) for words in TEXTS}
        rows.append({"edits": edits} | means | {"lowest cell": ends[0], "highest cell": ends[1]})
    print_table("The same by edits (cells of a hundred pairs or more)", rows)
    plain = every[~every["edits"].str.startswith("themes")]
    for title, column, edges, among in (
        ("passages with the term in the version that has fewer", "holding", [0, 1, 2, 3, 5, np.inf], plain["enough"]),
        ("effective blocks", "effective", [2, 4, 6, 8, 12, 24, np.inf], plain["holding"] >= LEAST_HOLDING),
    ):
        bands = pd.cut(plain.loc[among, column], edges).rename(title)
        held = plain[among].groupby(bands, observed=True)["holds"].agg([share, "size"]).reset_index()
        print_table(f"The same by the {title}, given or not; without themes", held.to_dict("records"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=500, help="pairs of versions for each design")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    runs = options.runs
    cells = [
        Design(edits, words, n, clustered)
        for edits, (words, counts), clustered in product(EDITS, TEXTS.items(), (False, True))
        for n in counts
        if not (clustered and edits.startswith("themes"))
    ]
    powers = [
        Design(edits, 1300, n, ratio=ratio)
        for edits, n, ratio in product(["two-sided", "one-sided", "halved"], (10, 30), (1.0, 1.25, 1.5, 2.0, 3.0))
    ]
    powers += [Design("selective", 1300, n) for n in (10, 30)]
    paired = [design._replace(ratio=ratio) for design in cells for ratio in (1.0, 2.0)]
    # A text of 20,000 words is dearer.
    many = {1300: MORE * runs, 20000: runs}
    work = [(design, many[design.words], True) for design in cells]
    work += [(design, runs, True) for design in powers] + [(design, runs, False) for design in paired]
    done = iter(Parallel(n_jobs=options.jobs)(delayed(simulate)(d, pairs, tests=tests) for d, pairs, tests in work))
    level, power, coverage = ({design: next(done) for design in some} for some in (cells, powers, paired))
    print_coverage(coverage)
    rows = [design._asdict() | called(frame) for design, frame in level.items()]
    print_table("How often a test says p ≤ 0.05 where the rates are the same, in per cent of all", rows)
    rows = [design._asdict() | called(frame) for design, frame in power.items()]
    print_table("How often a test says p ≤ 0.05 where the rates differ, in per cent of all", rows)


if __name__ == "__main__":
    main()
