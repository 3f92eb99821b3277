"""The library beside a notebook written by hand (`by_hand.py`): one table of ratios, or `make bench`.

    python benchmarks/scale_speed.py                       2,000 and 20,000 short articles, 200 long ones; some minutes
    python benchmarks/scale_speed.py --texts FOLDER        articles out of the study's texts and those of a folder
    python benchmarks/scale_speed.py --times 100           up to 200,000 articles, in parts; an hour

Both do words, tf-idf and pairs of terms by article, each in a process of its own, in turns, `--repeat` times;
shown are medians, and in brackets the least and the most. Seconds are the processor's; the start (imports and
dictionaries) is left out of the others and stated apart. Ratios travel between machines, seconds do not.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pandas as pd

HERE = Path(__file__).parent
LEXICON = HERE.parent / "data" / "lexicons" / "strategic_industries.csv"
# Articles, and characters of each.
SIZES = [(2_000, 200), (20_000, 200), (200, 20_000)]
ARTICLES_OF_A_PART = 10_000


def run_by_hand(table: Path) -> dict[str, float]:
    """Do by hand all that is compared, and return the seconds of each step."""
    start = process_time()
    import by_hand

    terms = pd.read_csv(LEXICON)["term"].tolist()
    by_hand.prepare(terms)
    marks = {"start": process_time() - start}
    marks["read"], articles = timed(lambda: pd.read_csv(table))
    marks["words"], words = timed(lambda: by_hand.cut_sentences(articles))
    marks["count"], counts = timed(lambda: by_hand.count_words(words))
    marks["tf-idf"], _ = timed(lambda: by_hand.weigh_words(counts))
    marks["pairs"], _ = timed(lambda: by_hand.count_pairs(words, terms))
    return marks


def run_library(table: Path) -> dict[str, float]:
    """Do with the library all that is compared, and return the seconds of each step."""
    start = process_time()
    import discourse as dc

    lexicon = dc.read_lexicon(LEXICON)
    first = dc.read_table(pd.DataFrame({"id": [1], "text": ["算力和光伏，人工智能。" * 20]}))
    tokens = dc.segment(first.paragraphs, lexicon=lexicon)
    dc.add_tfidf(dc.count(tokens, by="doc"), by="doc")
    mentions = dc.find_terms(first.paragraphs, lexicon)
    dc.count_pairs(mentions, base=tokens, within="sentence", by="doc")
    marks = {"start": process_time() - start}
    marks["read"], corpus = timed(lambda: dc.read_table(table, errors="collect"))
    marks["bare cut"], _ = timed(lambda: cut_bare(corpus.paragraphs["text"]))
    marks["words"], tokens = timed(lambda: dc.segment(corpus.paragraphs, lexicon=lexicon))
    marks["terms"], mentions = timed(lambda: dc.find_terms(corpus.paragraphs, lexicon))
    marks["count"], counts = timed(lambda: dc.count(tokens, by="doc"))
    marks["tf-idf"], _ = timed(lambda: dc.add_tfidf(counts, by="doc"))
    marks["pairs"], _ = timed(lambda: dc.count_pairs(mentions, base=tokens, within="sentence", by="doc"))
    return marks


def cut_bare(texts: pd.Series) -> list[list[str]]:
    """Cut texts by the engine and do nothing else: no library can be faster."""
    from discourse.words.segment import rjieba_tokenizer

    return [rjieba_tokenizer().cut(text, hmm=True) for text in texts]


def run_parts(folder: Path, jobs: int) -> dict[str, float]:
    """Count the words of a corpus in parts: seconds of the clock, start included, and the most memory of a worker."""
    import discourse as dc

    begun = perf_counter()
    dc.count_corpus(folder, by="year", n_jobs=jobs)
    return {"clock": perf_counter() - begun}


def timed(work) -> tuple[float, object]:
    """Run `work` and return the processor's seconds and its result."""
    start = process_time()
    result = work()
    return process_time() - start, result


def measure(what: str, table: Path, jobs: int = 1) -> dict[str, float]:
    """Run one of these in a process of its own, and return its seconds and the most memory that it took, in MB."""
    command = [sys.executable, __file__, "--run", what, str(table), "--jobs", str(jobs)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


def answer(what: str, table: Path, jobs: int) -> None:
    """Do what `measure` asks of a process of its own."""
    warnings.simplefilter("ignore")
    runs = {"by hand": lambda: run_by_hand(table), "library": lambda: run_library(table)}
    marks = runs[what]() if what in runs else run_parts(table, jobs)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps(marks | {"MB": most / 1024}))


def spread_of(values: list[float]) -> str:
    """Write the median of values, and the least and the most."""
    return f"{median(values):.2f} [{min(values):.2f}, {max(values):.2f}]"


def compare_sizes(folder: Path, texts: Path | None, times: int, repeat: int) -> None:
    """Print a row for each size: both ways, and the ratios."""
    from make_articles import make_articles, save_articles

    print(f"{'articles':>15} {'':>8} {'start':>7} {'read':>7} {'from the paragraphs on':>24} {'MB':>6}  steps")
    for count, characters in SIZES[: 2 if times < 10 else 3]:
        table = save_articles(make_articles(count, characters, folder=texts), folder / f"{count}.csv")
        runs: dict[str, list[dict]] = {"by hand": [], "library": []}
        for _ in range(repeat):
            for what, told in runs.items():
                told.append(measure(what, table))
        work, whole = {}, {}
        for what, told in runs.items():
            steps = [step for step in told[0] if step not in ("start", "read", "bare cut", "MB")]
            work[what] = [sum(run[step] for step in steps) for run in told]
            whole[what] = [run["read"] + did for run, did in zip(told, work[what], strict=True)]
            shown = ", ".join(f"{step} {median(run[step] for run in told):.2f}" for step in steps)
            start, read, most = (median(run[each] for run in told) for each in ("start", "read", "MB"))
            print(
                f"{f'{count:,} × {characters:,}':>15} {what:>8} {start:>7.2f} {read:>7.2f} "
                f"{spread_of(work[what]):>24} {most:>6.0f}  {shown}"
            )
        faster, read_too = ([a / b for a, b in zip(*each.values(), strict=True)] for each in (work, whole))
        bare = median(run["words"] / run["bare cut"] for run in runs["library"])
        print(f"{'':>15} times as fast: {spread_of(faster)}, with reading {spread_of(read_too)}")
        print(f"{'':>15} words take {bare:.1f} times as long as the bare engine")


def compare_parts(folder: Path, texts: Path | None, times: int, repeat: int) -> None:
    """Print a row for 1, 10, 100 times the corpus in parts, with one and with two workers."""
    from make_articles import make_articles

    import discourse as dc

    print(f"\n{'paragraphs':>12} {'workers':>8} {'seconds of the clock':>24} {'MB with one worker':>26}")
    # The parts are copies of one, each with docs of its own.
    corpus = dc.read_table(make_articles(ARTICLES_OF_A_PART, 200, folder=texts), errors="collect")
    years = corpus.articles["date"].str[:4].set_axis(corpus.articles["doc"])
    paragraphs = corpus.paragraphs.assign(year=corpus.paragraphs["doc"].map(years))
    for size in [each for each in (1, 10, 100) if each <= times]:
        parts = folder / f"parts{size}"
        parts.mkdir()
        for number in range(2 * size):
            paragraphs.assign(doc=paragraphs["doc"] + f"-{number}").to_parquet(parts / f"{number:04}.parquet")
        for jobs in (1, 2):
            told = [measure("parts", parts, jobs) for _ in range(repeat)]
            clock, most = [run["clock"] for run in told], median(run["MB"] for run in told)
            memory = f"{most:.0f}" if jobs == 1 else ""
            print(f"{2 * size * len(paragraphs):>12,} {jobs:>8} {spread_of(clock):>24} {memory:>26}")


def main() -> None:
    """Print both tables, or do what `measure` asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a folder of texts, beside those of the study")
    parser.add_argument("--times", type=int, default=10, help="how many times the corpus, at the most: 1, 10 or 100")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--run", nargs=2, metavar=("WHAT", "TABLE"), help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        answer(asked.run[0], Path(asked.run[1]), asked.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare_sizes(Path(folder), asked.texts, asked.times, asked.repeat)
        compare_parts(Path(folder), asked.texts, asked.times, asked.repeat)


if __name__ == "__main__":
    main()
