"""The library beside a notebook written by hand (`by_hand.py`) and other tools: tables of ratios, or `make bench`.

    python benchmarks/scale_speed.py                       2,000 and 20,000 short articles, 200 long ones; some minutes
    python benchmarks/scale_speed.py --texts FOLDER        articles out of the study's texts and those of a folder
    python benchmarks/scale_speed.py --times 100           up to 200,000 articles, in parts; an hour

1. Words, tf-idf and pairs of terms by article, by hand and by the library. 2. Other functions, at the most articles of
the first. 3. The two engines, token for token. 4. The counts of words by year of other tools (`other_tools.py`), where
they are installed. 5. A corpus in parts.

Each is run in a process of its own, in turns, `--repeat` times; shown are medians, and in brackets the least and the
most. Seconds are the processor's; the start (imports and dictionaries) is left out of the others and stated apart.
Ratios travel between machines, seconds do not.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
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
    # The library, too, cuts what stands there again once.
    texts = corpus.paragraphs["text"].unique()
    marks["different"] = len(texts) / len(corpus.paragraphs)
    marks["bare cut"], _ = timed(lambda: cut_bare(texts))
    marks["words"], tokens = timed(lambda: dc.segment(corpus.paragraphs, lexicon=lexicon))
    marks["terms"], mentions = timed(lambda: dc.find_terms(corpus.paragraphs, lexicon))
    marks["count"], counts = timed(lambda: dc.count(tokens, by="doc"))
    marks["tf-idf"], _ = timed(lambda: dc.add_tfidf(counts, by="doc"))
    marks["pairs"], _ = timed(lambda: dc.count_pairs(mentions, base=tokens, within="sentence", by="doc"))
    return marks


def run_measures(table: Path) -> dict[str, float]:
    """Do what else is measured, and return the seconds of each function."""
    import discourse as dc

    lexicon, corpus = dc.read_lexicon(LEXICON), dc.read_table(table, errors="collect")
    tokens, mentions = dc.segment(corpus.paragraphs, lexicon=lexicon), dc.find_terms(corpus.paragraphs, lexicon)
    by = {"by": "source", "base": tokens, "articles": corpus.articles}
    terms = dc.count(mentions, **by)
    old, new = sorted(set(terms["source"]))[:2]
    change = dc.compare(terms, old=old, new=new)
    where = {"base": tokens, "articles": corpus.articles}
    runs = {
        "count_docs": lambda: dc.count_docs(tokens, by="year", articles=corpus.articles),
        "dispersion": lambda: dc.dispersion(mentions, over="doc", **by),
        "concordance": lambda: dc.concordance(corpus.paragraphs, "经济"),
        "evidence": lambda: dc.evidence(change, mentions, corpus.paragraphs, **where),
        "add_sentence_test": lambda: dc.add_sentence_test(change, mentions, **where),
        "add_article_test": lambda: dc.add_article_test(change, mentions, **where),
        "bootstrap": lambda: dc.count(mentions, interval="bootstrap", **by),
    }
    return {name: timed(run)[0] for name, run in runs.items()}


def run_engine(table: Path) -> dict[str, float]:
    """Cut articles by both engines, guessing words and not; return how many tokens differ, and of which kind."""
    import discourse as dc
    from discourse.words.segment import token_type

    paragraphs, marks = dc.read_table(table, errors="collect").paragraphs, dict[str, float]()
    dc.segment(paragraphs.head(1), engine="jieba")
    for hmm in (True, False):
        cut = {}
        for engine in ("jieba", "rjieba"):
            marks[f"{engine} {hmm}"], cut[engine] = timed(
                lambda e=engine, h=hmm: dc.segment(paragraphs, engine=e, hmm=h)
            )
        place = ["doc", "paragraph", "start", "end"]
        both = cut["jieba"].merge(cut["rjieba"], on=place, how="outer", indicator=True)
        other = both[both["_merge"] != "both"]
        marks[f"tokens {hmm}"], marks[f"same {hmm}"] = len(cut["jieba"]), len(both) - len(other)
        for kind, n in other["word_x"].fillna(other["word_y"]).map(token_type).value_counts().items():
            marks[f"{kind} {hmm}"] = int(n)
    return marks


def run_tool(table: Path, tool: str) -> dict[str, float]:
    """Count words by year as a tool does, its dictionary loaded before; "library" is ours, from the paragraphs on."""
    from other_tools import TOOLS

    articles = pd.read_csv(table).assign(group=lambda frame: frame["date"].str[:4])
    if tool != "library":
        TOOLS[tool](articles.head(2))
        return {"count": timed(lambda: TOOLS[tool](articles))[0]}
    import discourse as dc

    corpus = dc.read_table(articles.drop(columns="group"), errors="collect")
    dc.segment(corpus.paragraphs.head(1))
    return {"count": timed(lambda: dc.count(dc.segment(corpus.paragraphs), by="year", articles=corpus.articles))[0]}


def run_bare(folder: Path) -> dict[str, float]:
    """Cut the texts of a corpus in parts by the engine, each of a part once, and do nothing else."""
    cut_bare(["中国"])
    texts = [pd.read_parquet(path, columns=["text"])["text"] for path in sorted(folder.glob("*.parquet"))]
    return {"work": sum(timed(lambda each=each: cut_bare(each.unique()))[0] for each in texts)}


def cut_bare(texts: Iterable[str]) -> list[list[str]]:
    """Cut texts by the engine and do nothing else: no library can be faster."""
    from discourse.words.segment import rjieba_tokenizer

    return [rjieba_tokenizer().cut(text, hmm=True) for text in texts]


def run_parts(folder: Path, jobs: int) -> dict[str, float]:
    """Count the words of a corpus in parts: seconds of the clock, start included, and those of one processor."""
    import discourse as dc

    cut_bare(["中国"])
    begun, start = perf_counter(), process_time()
    dc.count_corpus(folder, by="year", n_jobs=jobs)
    return {"clock": perf_counter() - begun, "work": process_time() - start}


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
    runs = {
        "by hand": run_by_hand,
        "library": run_library,
        "measures": run_measures,
        "engines": run_engine,
        "bare": run_bare,
    }
    if what == "parts":
        marks = run_parts(table, jobs)
    else:
        marks = runs[what](table) if what in runs else run_tool(table, what.removeprefix("tool "))
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
            steps = [step for step in told[0] if step not in ("start", "read", "bare cut", "different", "MB")]
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
        print(f"{'':>15} {runs['library'][0]['different']:.0%} of the paragraphs are no repetitions of others")


def compare_measures(table: Path) -> None:
    """Print a row for each function that is measured alone."""
    print(f"\n{'other functions, seconds':<28} {table.stem} articles, once")
    for name, seconds in measure("measures", table).items():
        print(f"{name:<28} {seconds:>8.2f}" if name != "MB" else f"{'MB':<28} {seconds:>8.0f}")


def compare_engines(table: Path, repeat: int) -> None:
    """Print how far the two engines agree, and which is how fast."""
    told = [measure("engines", table) for _ in range(repeat)]
    print(f"\n{'engines':<12} {'tokens':>9} {'the same':>9} {'times as fast':>22}  tokens of one engine alone, by type")
    for hmm in (True, False):
        first = told[0]
        faster = spread_of([run[f"jieba {hmm}"] / run[f"rjieba {hmm}"] for run in told])
        ends = ("jieba", "rjieba", "tokens", "same")
        kinds = {name: n for name, n in first.items() if name.endswith(f" {hmm}") and name.split()[0] not in ends}
        said = ", ".join(f"{name.split()[0]} {n}" for name, n in kinds.items()) or "none"
        same = first[f"same {hmm}"] / first[f"tokens {hmm}"]
        print(f"{'with' if hmm else 'without'} HMM {first[f'tokens {hmm}']:>11,} {same:>9.4%} {faster:>22}  {said}")


def compare_tools(table: Path, repeat: int) -> None:
    """Print how long other tools take for the counts of words by year, beside the library, from the articles on."""
    from other_tools import TOOLS, is_installed

    print(f"\n{'words by year':<12} {'seconds':>22} {'of the library':>22}")
    tools = ["library", *filter(is_installed, TOOLS)]
    told = [{tool: measure(f"tool {tool}", table)["count"] for tool in tools} for _ in range(repeat)]
    for tool in ["library", *TOOLS]:
        if tool in tools:
            times = spread_of([run[tool] / run["library"] for run in told])
            print(f"{tool:<12} {spread_of([run[tool] for run in told]):>22} {times:>22}")
        else:
            print(f"{tool:<12} {'not installed':>22}")


def compare_parts(folder: Path, texts: Path | None, times: int, repeat: int) -> None:
    """Print a row for 1, 10, 100 times the corpus in parts, with one and with two workers."""
    from make_articles import make_articles

    import discourse as dc

    print(
        f"\n{'paragraphs':>12} {'workers':>8} {'seconds of the clock':>24} {'MB with one':>12} {'processor':>22} "
        f"{'of the bare engine':>22}"
    )
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
            told = [(measure("parts", parts, jobs), measure("bare", parts)) for _ in range(repeat)]
            line = f"{2 * size * len(paragraphs):>12,} {jobs:>8} {spread_of([run['clock'] for run, _ in told]):>24}"
            if jobs == 1:
                line += (
                    f" {median(run['MB'] for run, _ in told):>12.0f} {spread_of([run['work'] for run, _ in told]):>22}"
                )
                line += f" {spread_of([bare['work'] / run['work'] for run, bare in told]):>22}"
            print(line)


def main() -> None:
    """Print all tables, or do what `measure` asks."""
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
        small, large = (Path(folder, f"{count}.csv") for count in sorted({count for count, _ in SIZES})[1:])
        compare_measures(large if large.exists() else small)
        compare_engines(small, asked.repeat)
        compare_tools(small, asked.repeat)
        compare_parts(Path(folder), asked.texts, asked.times, asked.repeat)


if __name__ == "__main__":
    main()
