"""How often `trend` shows a change that is none, and finds one that is there: series of the lengths of 22 reports.

    python benchmarks/trend_steps.py          1,000 series a line, in some ten minutes of one core
    python benchmarks/trend_steps.py 200      so many

A series has a text for each report; its counts are Poisson or negative binomial (variance = dispersion × mean), of one
rate or of two. Percentages; two standard errors are 1.4 at 5 %, and 2.5 at 80 %, of 1,000 series.
"""

import sys

import numpy as np
from scipy.stats import binomtest

from discourse.years.segmentation import ChangeTest, part_series

# The words of 22 government work reports, 2003 to 2025 without 2020.
WORDS = np.array(
    [10110, 7403, 8071, 9146, 8793, 10588, 8546, 8689, 8674, 7979, 6892,
     7644, 8172, 8936, 8573, 9107, 9065, 7669, 7489, 8162, 7528, 7976]
)  # fmt: skip
HALF, DRAWS, LEVEL = 11, 199, 0.05


def draw(rng: np.random.Generator, means: np.ndarray, dispersion: float) -> np.ndarray:
    """Draw the counts of one series."""
    return rng.poisson(means) if dispersion == 1 else rng.negative_binomial(means / (dispersion - 1), 1 / dispersion)


def means_of(before: float, after: float) -> np.ndarray:
    """Return the expected counts of a series with so many mentions before and after its middle."""
    first, second = WORDS[:HALF], WORDS[HALF:]
    return np.concatenate([before * first / first.sum(), after * second / second.sum()])


def shares(means: np.ndarray, dispersion: float, *, dispersed: bool, series: int) -> tuple[float, float, float]:
    """Return how often a change is shown, how often within a text of the middle, and how often its interval has it."""
    shown = near = held = 0
    for number in range(series):
        n = draw(np.random.default_rng(number), means, dispersion)
        test = ChangeTest(least=2, dispersed=dispersed, draws=DRAWS, seed=number)
        if not n.any() or test.p(n, WORDS, 0) > LEVEL:
            continue
        change = part_series(n[None], WORDS, most=1, least=2).changes(1)[0]
        low, high = test.interval(n, WORDS, change, LEVEL)
        shown, near, held = shown + 1, near + (abs(change - HALF) <= 1), held + (low <= HALF <= high)
    return 100 * shown / series, 100 * near / series, 100 * held / max(1, shown)


def ceilings(means: np.ndarray, series: int) -> tuple[float, float]:
    """Return how often a test that is told where the change is shows it, and how often the likeliest place is near it.

    The first is the exact two-sided test of two Poisson counts given their sum, the second of series of which it is
    known that they change once: no test that has to find both out can do better in both.
    """
    n = np.array([np.random.default_rng(number).poisson(means) for number in range(series)])
    before, share = n[:, :HALF].sum(axis=1), WORDS[:HALF].sum() / WORDS.sum()
    told = [
        binomtest(int(first), int(total), share).pvalue <= LEVEL
        for first, total in zip(before, n.sum(axis=1), strict=True)
    ]
    parted = part_series(n, WORDS, most=1, least=2)
    near = [abs(parted.changes(1, row)[0] - HALF) <= 1 for row in range(series)]
    return 100 * np.mean(told), 100 * np.mean(near)


def main(series: int) -> None:
    """Print all tables."""
    print("| a doubling: mentions | place told: shown | change told: likeliest place within a text |\n|---|---|---|")
    for before in (10, 20, 30, 40, 60, 220):
        found = ceilings(means_of(before, 2 * before), series)
        print(f"| {before}, {2 * before} | {found[0]:.1f} | {found[1]:.1f} |")
    print()
    print("| no change: mentions | dispersion | family poisson | family negative_binomial |\n|---|---|---|---|")
    for total in (10, 40, 200):
        for dispersion in (1, 1.5, 2, 4):
            level = [
                shares(means_of(total / 2, total / 2), dispersion, dispersed=each, series=series)[0]
                for each in (False, True)
            ]
            print(f"| {total} | {dispersion} | {level[0]:.1f} | {level[1]:.1f} |")
    print("\n| a doubling: mentions | family | shown | within a text | interval has it |\n|---|---|---|---|---|")
    for before in (10, 20, 30, 40, 60, 220):
        for dispersed in (False, True):
            found = shares(means_of(before, 2 * before), 1, dispersed=dispersed, series=series)
            name = "negative_binomial" if dispersed else "poisson"
            print(f"| {before}, {2 * before} | {name} | {found[0]:.1f} | {found[1]:.1f} | {found[2]:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
