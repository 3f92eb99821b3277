"""How often each test calls a difference real between two versions that were edited alike, and when one was not.

    python benchmarks/paired_test.py            some ten minutes on one core
    python benchmarks/paired_test.py --runs 30  two minutes, with larger errors

Both versions are made from one base text by the same editor, who goes from sentence to sentence: drops it, replaces
some of its words, or puts in a sentence out of a pool that repeats its theme, a word of its own. So no word is truly
favoured, and a test at the 5 % level should call at most 5 % of the words different. The texts are the interview of the
study, with the sentences of its other version as the pool, and a random text with Zipf's law. What follows ± is two
standard errors, the words of one text taken together; 0.0 ± 0.0 means that none was seen, which of 150 texts with a
chance of 2 % each happens one time in twenty.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2

import discourse as dc

DATA = Path(__file__).parents[1] / "data"
OLD, NEW = "economic-daily", "peoples-daily"
LEVEL, DRAWS = 0.05, 999
# The chance that a sentence is dropped, that one is put in after it, and that a word is replaced.
DROP, ADD, REPLACE = 0.15, 0.2, 0.1
TESTS = {
    "rates": "p_rate",
    "rates of passages": "p_rate_joined",
    "counts": "p_paired",
    "counts of passages": "p_paired_joined",
    "sentence": "p_sentence",
    "G2": "p_g2",
    "Fisher": "fisher_p",
}
TARGET = "目标词"

Text = list[tuple[str, list[str]]]  # the name of its block, and the words, of each sentence


def study_text() -> tuple[list, list]:
    """The sentences of the older interview, and those of the newer as the pool, as lists of words."""
    paragraphs = dc.read_corpus(DATA / "corpus.toml").paragraphs
    words = dc.segment(paragraphs, lexicon=dc.read_lexicon(DATA / "lexicons" / "strategic_industries.csv"))
    words = words[(words["kind"] != "imprint") & (words["type"] != "punctuation")]
    sides = [words[words["doc"] == doc].groupby("sentence")["word"].agg(list) for doc in (OLD, NEW)]
    return list(sides[0]), list(sides[1])


def random_text(random) -> tuple[list, list]:
    """A text and a pool of 45 sentences of 10 to 50 words each, of 700 words that follow Zipf's law."""
    chances = 1 / np.arange(1, 701)
    names = np.array([f"词{rank}" for rank in range(1, 701)])
    draw = lambda: list(random.choice(names, random.integers(10, 51), p=chances / chances.sum()))
    return [draw() for _ in range(45)], [draw() for _ in range(45)]


def edit(base: list, pool: list, random, *, side: str, repeats: float = 1.0, passage: int = 1) -> Text:
    """Make a version: drop sentences, replace words, put in passages of `passage` sentences, each with one theme."""
    words, version = [word for sentence in base for word in sentence], []
    for number, sentence in enumerate(base):
        if random.random() > DROP:
            swap = random.random(len(sentence)) < REPLACE
            other = random.choice(words, len(sentence))
            version.append((f"{number:03}", [b if s else a for a, b, s in zip(sentence, other, swap, strict=True)]))
        if random.random() < ADD / passage:
            first = pool[random.integers(len(pool))]
            theme = first[random.integers(len(first))]
            for more in range(passage):
                own = first if more == 0 else pool[random.integers(len(pool))]
                version.append((f"{number:03}{side}{more}", own + [theme] * (random.poisson(repeats) + (more > 0))))
    return version


def abridge(version: Text, random) -> Text:
    """Drop half of the sentences."""
    kept = np.sort(random.permutation(len(version))[: len(version) // 2])
    return [version[at] for at in kept]


def stress(version: Text, extra: int, random, *, together: bool) -> Text:
    """Put a word `extra` times more into a version: into as many sentences, or all into one."""
    places = random.permutation(len(version))[: 1 if together else extra]
    more = extra if together else 1
    return [(block, words + [TARGET] * (more * (at in places))) for at, (block, words) in enumerate(version)]


def tokens_of(versions: dict[str, Text]) -> pd.DataFrame:
    """Lay versions out as tokens."""
    rows = [
        (doc, number, "body", "word", word)
        for doc, version in versions.items()
        for number, (_, words) in enumerate(version, 1)
        for word in words
    ]
    return pd.DataFrame(rows, columns=["doc", "sentence", "kind", "type", "word"])


def aligned_of(versions: dict[str, Text]) -> pd.DataFrame:
    """Lay out the blocks as the editor knows them, in the columns of align_versions."""
    numbers = {doc: {block: n for n, (block, _) in enumerate(version, 1)} for doc, version in versions.items()}
    blocks = sorted(set().union(*numbers.values()))
    places = {
        f"{end}_sentence_{doc}": pd.array([numbers[doc].get(block) for block in blocks], dtype="Int64")
        for doc in versions
        for end in ("first", "last")
    }
    return pd.DataFrame({"block": range(1, len(blocks) + 1), "old": "old", "new": "new", **places})


def join_passages(aligned: pd.DataFrame) -> pd.DataFrame:
    """Number neighbouring blocks of one version alike, so that a passage that was added or dropped is one unit."""
    side = aligned["first_sentence_old"].notna() - 1 * aligned["first_sentence_new"].notna()
    return aligned.assign(block=(side.eq(0) | side.ne(side.shift())).cumsum())


def paragraphs_of(versions: dict[str, Text]) -> pd.DataFrame:
    """Print versions as text, five sentences a paragraph, for the way through segment and align_versions."""
    rows = [
        (doc, start // 5 + 1, "".join("".join(words) + "。" for _, words in version[start : start + 5]))
        for doc, version in versions.items()
        for start in range(0, len(version), 5)
    ]
    frame = pd.DataFrame(rows, columns=["doc", "paragraph", "text"]).assign(section=1, turn=1, heading="", kind="body")
    return frame.assign(speaker=None, point=None).astype({"point": "Int64"})


def tested(versions: dict[str, Text], seed: int, *, through: bool = False, join: bool = False) -> pd.DataFrame:
    """Compare all words of two versions by every test; `through` the library's own segmentation and alignment."""
    if through:
        paragraphs = paragraphs_of(versions)
        words, aligned = dc.segment(paragraphs), dc.align_versions(paragraphs, old="old", new="new")
    else:
        words, aligned = tokens_of(versions), aligned_of(versions)
    change = dc.compare(dc.count(words, by="doc"), old="old", new="new")
    change = dc.add_paired_test(change, words, join_passages(aligned) if join else aligned, base=words, seed=None)
    change = dc.add_sentence_test(change, words, base=words, draws=DRAWS, seed=seed)
    return change.assign(p_g2=chi2.sf(change["g2"].abs(), 1), able=change["p_smallest"] <= LEVEL)


def run(source, runs: int, *, halve: bool = False, through: bool = False, join: bool = False, **habits) -> pd.DataFrame:
    """Test the words of `runs` pairs of versions of one base, edited alike; `habits` are the editor's."""
    results = []
    for number in range(runs):
        random = np.random.default_rng([2025, number])
        base, pool = source(random)
        versions = {side: edit(base, pool, random, side=side, **habits) for side in ("old", "new")}
        if halve:
            versions["new"] = abridge(versions["new"], random)
        results.append(tested(versions, number, through=through, join=join).assign(run=number))
    return pd.concat(results, ignore_index=True)


def share(hits: pd.Series, runs: pd.Series) -> str:
    """Print a share in per cent ± two standard errors, each run one cluster."""
    sums = pd.DataFrame({"hit": hits, "all": 1}).groupby(runs).sum()
    if not len(sums):
        return "–"
    rate = sums["hit"].sum() / sums["all"].sum()
    error = 2 * np.sqrt(((sums["hit"] - rate * sums["all"]) ** 2).sum()) / sums["all"].sum()
    return f"{100 * rate:.1f} ± {100 * error:.1f}"


def row_of(results: pd.DataFrame, among: pd.Series) -> dict:
    """Say how many words there are a text, and which share of them each test calls different."""
    some, texts = results[among], results["run"].nunique()
    shares = {name: share(some[column] <= LEVEL, some["run"]) for name, column in TESTS.items()}
    return {"words a text": f"{len(some) / texts:.1f}"} | shares


def texts_with(results: pd.DataFrame) -> dict:
    """Say in which share of the texts any word is called different after correction, and by G² without."""
    calls = {
        "rates shown": results["verdict_rate"] == "shown",
        "counts shown": results["verdict"] == "shown", "Fisher q": results["fisher_q"] <= LEVEL,
        "bare paired p": results["p_paired"] <= LEVEL, "bare G2": results["p_g2"] <= LEVEL,
    }  # fmt: skip
    texts = pd.Series(sorted(results["run"].unique()))
    return {name: share(hits.groupby(results["run"]).any(), texts) for name, hits in calls.items()}


def power(source, runs: int) -> pd.DataFrame:
    """Test a word that stands in five sentences of the base and that the newer version stresses."""
    rows = []
    for extra, together in [(0, False), (6, False), (8, False), (12, False), (20, False), (8, True), (20, True)]:
        found = []
        for number in range(runs):
            random = np.random.default_rng([2026, number])
            base, pool = source(random)
            base = [words for _, words in stress([("", words) for words in base], 5, random, together=False)]
            versions = {side: edit(base, pool, random, side=side) for side in ("old", "new")}
            versions["new"] = stress(versions["new"], extra, random, together=together)
            found.append(tested(versions, number).query("word == @TARGET").assign(run=number))
        some = pd.concat(found, ignore_index=True)
        shares = {name: share(some[column] <= LEVEL, some["run"]) for name, column in TESTS.items()}
        where = "no sentence" if not extra else "one sentence" if together else f"{extra} sentences"
        shares["shown"] = share(some["verdict"] == "shown", some["run"])
        rows.append({"more in new": extra, "in": where} | shares)
    return pd.DataFrame(rows)


def print_table(title: str, rows: list[dict] | pd.DataFrame) -> None:
    """Print rows as a table in Markdown."""
    frame = pd.DataFrame(rows).astype(str)
    print(f"\n{title}\n")
    print("| " + " | ".join(frame.columns) + " |")
    print("|" + " --- |" * frame.shape[1])
    for values in frame.itertuples(index=False):
        print("| " + " | ".join(values) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=150, help="pairs of versions for each design")
    runs = parser.parse_args().runs
    base, pool = study_text()
    study = lambda random: (base, pool)
    fewer = max(2, runs // 5)
    designs = {
        "interview": run(study, runs),
        "interview, strong bursts": run(study, runs, repeats=6),
        "random text": run(random_text, runs),
        "interview, own alignment": run(study, fewer, through=True),
        "interview, new cut by half": run(study, runs, halve=True),
        "random text, new cut by half": run(random_text, runs, halve=True),
        "interview, passages of 5": run(study, runs, passage=5),
        "interview, passages of 10": run(study, runs, passage=10),
        "interview, passages of 10, joined": run(study, runs, passage=10, join=True),
    }
    among = {
        "all words": lambda results: results["n_old"] >= 0,
        "words that stand five times in both together": lambda results: results["tested"],
        "words whose p_paired could reach the level": lambda results: results["able"],
        "words whose p_rate could reach the level": lambda results: results["p_rate_smallest"] <= LEVEL,
    }
    print(f"Words called different at the {100 * LEVEL:.0f} % level, in per cent, where neither version favours any")
    named = [({"text": title, "pairs": results["run"].nunique()}, results) for title, results in designs.items()]
    for title, some in among.items():
        print_table(f"Among {title}", [name | row_of(results, some(results)) for name, results in named])
    texts = [name | texts_with(results) for name, results in named]
    print_table("Texts with any word called different, in per cent", texts)
    stressed = power(study, max(2, runs // 2))
    print_table("A word that new does stress: how often each test says so, in per cent (interview)", stressed)


if __name__ == "__main__":
    main()
