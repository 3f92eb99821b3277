"""How often each test calls a word different between two groups of articles of one population, and finds one that is.

    python benchmarks/article_test.py          300 corpora a line, in some five minutes of one core
    python benchmarks/article_test.py 50       so many

Articles have 300 to 3,000 words. How often an article has each of 40 words is Poisson at a rate of its own, drawn from
a gamma distribution of mean 1 in 1,000: with a burst of 0 all articles have one rate, with 4 most lack the word and
some repeat it (the variance of the rate is so many times its square). Both groups are of one population, but for a
twentieth of the words, which the new group has twice as often. Shares of words called different at 5 %, without
correction; how often the 95 % interval, where there is one, has the ratio. What follows ± is two standard errors,
corpora as units.
"""

import sys

import numpy as np
import pandas as pd
from scipy.stats import chi2

import discourse as dc

WORDS, RATE, LEVEL, DRAWS = 40, 1 / 1000, 0.05, 999
SIZES, BURSTS, RATIO = [(5, 5), (10, 10), (5, 20), (30, 30)], [0, 1, 4], 2
TESTS = {"G2": "p_g2", "Fisher": "fisher_p", "articles": "p_article"}


def draw(sizes: tuple[int, int], burst: float, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return tokens and articles: `other` fills an article up, and the first two of the words differ."""
    groups = np.repeat(["old", "new"], sizes)
    lengths = rng.integers(300, 3001, len(groups))
    rates = RATE * (rng.gamma(1 / burst, burst, (len(groups), WORDS)) if burst else np.ones((len(groups), WORDS)))
    rates[np.ix_(groups == "new", np.arange(WORDS // 20))] *= RATIO
    counts = rng.poisson(rates * lengths[:, None])
    counts = np.column_stack([counts, np.maximum(0, lengths - counts.sum(axis=1))])
    names = np.array([*(f"w{number:02}" for number in range(WORDS)), "other"])
    docs, words = (
        np.repeat(each, counts.ravel())
        for each in (np.arange(len(groups)).repeat(WORDS + 1), np.tile(names, len(groups)))
    )
    tokens = pd.DataFrame({"doc": docs.astype(str), "word": words}).assign(sentence=1, kind="body", type="word")
    return tokens, pd.DataFrame({"doc": np.arange(len(groups)).astype(str), "source": groups})


def corpus(sizes: tuple[int, int], burst: float, seed: int) -> dict[str, float]:
    """Return what is called different in one corpus, of the words of one population and of those that differ."""
    tokens, articles = draw(sizes, burst, np.random.default_rng(seed))
    change = dc.compare(dc.count(tokens, by="source", articles=articles), old="old", new="new")
    change = dc.add_article_test(change, tokens, base=tokens, articles=articles, draws=DRAWS, seed=seed)
    change = change[change["word"] != "other"].assign(p_g2=lambda rows: chi2.sf(rows["g2"].abs(), 1))
    differs = change["word"].isin([f"w{number:02}" for number in range(WORDS // 20)])
    true = np.where(differs, np.log2(RATIO), 0)
    inside = change["log_ratio_article_low"].le(true) & change["log_ratio_article_high"].ge(true)
    found = {f"{name} level": change.loc[~differs, p].le(LEVEL).mean() for name, p in TESTS.items()}
    found |= {f"{name} power": change.loc[differs, p].le(LEVEL).mean() for name, p in TESTS.items()}
    return found | {"interval": inside[change["interval"].eq("articles")].mean()}


def main(corpora: int) -> None:
    """Print both tables."""
    rows = {}
    for sizes in SIZES:
        for burst in BURSTS:
            found = pd.DataFrame([corpus(sizes, burst, seed) for seed in range(corpora)])
            error = 2 * found.std() / np.sqrt(found.notna().sum())
            rows["{} + {}".format(*sizes), burst] = 100 * found.mean(), 100 * error
    for kind, title in (("level", "one population"), ("power", f"{RATIO} times as often")):
        extra = ["interval"] * (kind == "level")
        names = [*(f"{name} {kind}" for name in TESTS), *extra]
        print(f"| articles | burst | {' | '.join([*TESTS, *('interval has it' for _ in extra)])} |  {title}")
        print("|---" * (2 + len(names)) + "|")
        for (sizes, burst), (mean, error) in rows.items():
            print(f"| {sizes} | {burst} | {' | '.join(f'{mean[name]:.1f} ± {error[name]:.1f}' for name in names)} |")
        print()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
