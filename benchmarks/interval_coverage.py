"""How often a nominal 95 % interval holds the truth, for a word expected 1, 3, 10 or 30 times in 1,300 words.

    python benchmarks/interval_coverage.py              ten to twenty seconds on one core
    python benchmarks/interval_coverage.py --runs 2000  quicker, with larger errors

A text has 45 sentences of unequal length. Its mentions fall word by word independently of each other, as the formulae
suppose; or in clusters: a sentence that has the word repeats it, so that a cluster holds two mentions on average. The
first is what the interval promises, the second what a text gives. What follows ± is two standard errors of the
simulation. Of the two texts compared the new one has the same rate, or the double one.
"""

import argparse
from unittest.mock import patch

import numpy as np
import pandas as pd

import discourse as dc
from discourse.measures import intervals, keyness
from discourse.measures.frequency import PER
from discourse.measures.intervals import INTERVALS, share_interval

WORDS, SENTENCES, EXPECTED, TEXTS = 1300, 45, [1, 3, 10, 30], 20
KINDS = [kind for kind in INTERVALS if kind != "bootstrap"]


def sentence_lengths(random) -> np.ndarray:
    """Cut 1,300 words into 45 sentences of unequal length, none shorter than eight words."""
    return 8 + random.multinomial(WORDS - 8 * SENTENCES, random.dirichlet(np.full(SENTENCES, 2.0)))


def independent(lengths: np.ndarray, expected: float, runs: int, random) -> np.ndarray:
    """Draw the mentions in each sentence, runs × sentences: each word is one with the same chance."""
    return random.binomial(lengths, expected / WORDS, (runs, SENTENCES))


def clustered(lengths: np.ndarray, expected: float, runs: int, random) -> np.ndarray:
    """Draw the mentions in each sentence: half as many clusters, each of 1 + geometric mentions, two on average."""
    clusters = random.binomial(lengths, expected / 2 / WORDS, (runs, SENTENCES))
    more = random.negative_binomial(np.maximum(clusters, 1), 0.5)
    return np.minimum(clusters + np.where(clusters > 0, more, 0), lengths)


DESIGNS = {"independent": independent, "clustered": clustered}


def draw(design: str, expected: float, runs: int, random) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw runs in several texts of sentences of their own lengths: lengths, and mentions in each run and sentence."""
    lengths = [sentence_lengths(random) for _ in range(TEXTS)]
    return [(each, DESIGNS[design](each, expected, runs // TEXTS, random)) for each in lengths]


def bootstrap_holds(texts: list, truth: float) -> tuple[np.ndarray, np.ndarray]:
    """Tell for each run whether the bootstrap over sentences holds the truth, and how many mentions it had.

    The runs of one text are as many terms of it. The library refuses to resample fewer than five mentions; here it is
    made to. A run without any mention has no row, and resampling it gives 0 to 0: it never holds the truth.
    """
    holds, mentions = [], []
    for lengths, found in texts:
        words = pd.DataFrame({"doc": "a", "sentence": np.repeat(range(SENTENCES), lengths), "type": "word", "word": ""})
        run, sentence = np.nonzero(found)
        each = np.repeat(np.arange(len(run)), found[run, sentence])
        places = pd.DataFrame({"doc": "a", "sentence": sentence[each], "term": run[each]})
        with patch.object(intervals, "LEAST", 1):
            counts = dc.count(places, base=words, by="doc", interval="bootstrap")
        inside = np.zeros(len(found), dtype=bool)
        inside[counts["term"]] = (counts["rate_low"] <= PER * truth) & (PER * truth <= counts["rate_high"])
        holds.append(inside)
        mentions.append(found.sum(axis=1))
    return np.concatenate(holds), np.concatenate(mentions)


def coverage(design: str, expected: float, runs: int) -> dict[str, np.ndarray]:
    """Tell for each kind of interval, run by run, whether it holds the true rate."""
    random, truth = np.random.default_rng([1934, list(DESIGNS).index(design), expected]), expected / WORDS
    texts = draw(design, expected, runs, random)
    n = np.concatenate([found.sum(axis=1) for _, found in texts])
    held = {}
    for kind in KINDS:
        low, high = share_interval(n, WORDS, kind)
        held[kind] = (low <= truth) & (truth <= high)
    held["bootstrap"], mentions = bootstrap_holds(texts, truth)
    return held | {"bootstrap, 5 or more": held["bootstrap"][mentions >= intervals.LEAST]}


def ratio_coverage(design: str, expected: float, runs: int, times: float) -> np.ndarray:
    """Tell, run by run, whether the interval of the log ratio holds it: `new` has the word `times` as often.

    Where neither text has the word there is no interval, and the run is left out.
    """
    random = np.random.default_rng([1940, list(DESIGNS).index(design), expected, int(times)])
    old, new = (
        np.concatenate([found.sum(axis=1) for _, found in draw(design, rate, runs, random)])
        for rate in (expected, expected * times)
    )
    rows = keyness(old, WORDS, new, WORDS).loc[old + new > 0]
    return rows["log_ratio_low"].le(np.log2(times)) & rows["log_ratio_high"].ge(np.log2(times))


def per_cent(held: np.ndarray) -> str:
    """Print a share in per cent ± two standard errors."""
    if not len(held):
        return "–"
    rate = np.mean(held)
    return f"{100 * rate:.1f} ± {200 * np.sqrt(rate * (1 - rate) / len(held)):.1f}"


def table(design: str, runs: int) -> pd.DataFrame:
    """Return interval, and its coverage at each number of mentions expected: a row for each kind."""
    cells = {f"{expected} expected": coverage(design, expected, runs) for expected in EXPECTED}
    kinds = next(iter(cells.values()))
    rows = [{"interval": kind} | {name: per_cent(held[kind]) for name, held in cells.items()} for kind in kinds]
    for times in (1, 2):
        ratios = {f"{mean} expected": per_cent(ratio_coverage(design, mean, runs, times)) for mean in EXPECTED}
        rows.append({"interval": f"log ratio of {np.log2(times):.0f}, two texts"} | ratios)
    return pd.DataFrame(rows)


def print_table(title: str, frame: pd.DataFrame) -> None:
    """Print a frame as a table in Markdown."""
    print(f"\n{title}\n")
    print("| " + " | ".join(frame.columns) + " |")
    print("|" + " --- |" * frame.shape[1])
    for values in frame.itertuples(index=False):
        print("| " + " | ".join(values) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000, help="texts for each cell")
    runs = max(parser.parse_args().runs, TEXTS)
    print(f"Coverage of nominal 95 % intervals, in per cent: {runs // TEXTS * TEXTS:,} runs of {WORDS:,} words")
    print_table("Mentions independent of each other", table("independent", runs))
    print_table("Mentions in clusters of two on average, inside sentences", table("clustered", runs))
    print("\nbootstrap: made to resample however few the mentions; `count` refuses below five, and gives the row below")


if __name__ == "__main__":
    main()
