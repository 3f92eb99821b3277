"""Time of all measures of association for 100,000 pairs in one call, beside a plain Python loop over the same formulae.

    python benchmarks/association_speed.py                 some ten seconds
    python benchmarks/association_speed.py --pairs 10000   quicker

The loop uses the math module, pair by pair, and sums Fisher's p outcome by outcome. Both are checked to agree to nine
digits. Pairs are those of terms with Zipf frequencies; a study has many pairs with the same four counts, whose p the
library works out once, so the time is also given for pairs of which no two are alike.
"""

import argparse
import time
from math import exp, inf, lgamma, log, log2, nan, sqrt

import numpy as np

from discourse.measures import association

REPEATS = 3


def zipf_pairs(pairs: int, *, windows: int = 2000, terms: int = 500, seed: int = 0) -> list[np.ndarray]:
    """Draw n, n_a, n_b and windows of pairs of terms that stand in windows as Zipf's law and chance have it."""
    random = np.random.default_rng(seed)
    frequency = np.maximum(1, (windows / 4 / np.arange(1, terms + 1)).astype(int))
    n_a, n_b = (random.choice(frequency, pairs) for _ in range(2))
    # A third of the pairs is drawn towards each other, so that all parts of the formulae are used.
    drawn = random.integers(0, np.minimum(n_a, n_b) + 1)
    n = np.where(random.random(pairs) < 1 / 3, drawn, random.hypergeometric(n_a, windows - n_a, n_b))
    return [n, n_a, n_b, np.full(pairs, windows)]


def distinct_pairs(pairs: int, *, seed: int = 0) -> list[np.ndarray]:
    """Draw pairs of which no two have the same four counts."""
    random = np.random.default_rng(seed)
    windows = 2000 + np.arange(pairs)
    n_a, n_b = (random.integers(1, 60, pairs) for _ in range(2))
    return [random.integers(0, np.minimum(n_a, n_b) + 1), n_a, n_b, windows]


def ln_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def fisher(n: int, n_a: int, n_b: int, windows: int) -> float:
    low, high = max(0, n_a + n_b - windows), min(n_a, n_b)
    whole = ln_choose(windows, n_b)
    chances = [exp(ln_choose(n_a, k) + ln_choose(windows - n_a, n_b - k) - whole) for k in range(low, high + 1)]
    seen = chances[n - low] * (1 + 1e-7)
    return min(1.0, sum(chance for chance in chances if chance <= seen))


def one_pair(n: int, n_a: int, n_b: int, windows: int) -> tuple:
    """Work out all measures of one pair, in the order of `association`."""
    expected = n_a * n_b / windows
    pmi = log2(n / expected) if n else -inf
    npmi = -1.0 if not n else nan if n == windows else pmi / -log2(n / windows)
    dice = 2 * n / (n_a + n_b)
    observed = n, n_a - n, n_b - n, windows - n_a - n_b + n
    rows, columns = (n_a, n_a, windows - n_a, windows - n_a), (n_b, windows - n_b, n_b, windows - n_b)
    cells = [row * column / windows for row, column in zip(rows, columns, strict=True)]
    sign = (n > expected) - (n < expected)
    return (
        expected,
        pmi,
        log2(n**2 / expected) if n else -inf,
        npmi,
        dice,
        14 + log2(dice) if n else -inf,
        n / (n_a + n_b - n),
        sign * 2 * sum(o * log(o / e) for o, e in zip(observed, cells, strict=True) if o),
        sign * sum((o - e) ** 2 / e for o, e in zip(observed, cells, strict=True)),
        (n - expected) / sqrt(n) if n else -inf,
        (n - expected) / sqrt(expected),
        n / n_a - (n_b - n) / (windows - n_a),
        n / n_b - (n_a - n) / (windows - n_b),
        fisher(n, n_a, n_b, windows),
    )


def loop(n, n_a, n_b, windows) -> list[tuple]:
    rows = zip(n.tolist(), n_a.tolist(), n_b.tolist(), windows.tolist(), strict=True)
    return [one_pair(*row) for row in rows]


def seconds(function, counts: list[np.ndarray], repeats: int) -> tuple[float, object]:
    """Return the processor seconds of the shortest of some runs, and what the function gave."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        result = function(*counts)
        times.append(time.process_time() - start)
    return min(times), result


def check_alike(frame, rows: list[tuple]) -> None:
    """Stop where library and loop disagree."""
    np.testing.assert_allclose(frame.to_numpy(), np.array(rows), rtol=1e-9, atol=1e-9)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=100_000)
    pairs = parser.parse_args().pairs
    print(f"All measures of association, {pairs:,} pairs\n")
    print("| pairs | different tables | discourse | plain loop | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for name, counts in (("Zipf", zipf_pairs(pairs)), ("no two alike", distinct_pairs(pairs))):
        fast, frame = seconds(association, counts, REPEATS)
        slow, rows = seconds(loop, counts, 1)
        check_alike(frame, rows)
        kinds = len(np.unique(np.stack(counts), axis=1).T)
        print(f"| {name} | {kinds:,} | {fast:.3f} s | {slow:.2f} s | {slow / fast:.0f} times |", flush=True)


if __name__ == "__main__":
    main()
