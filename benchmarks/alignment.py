"""Time and peak memory of align_versions beside CollateX and difflib, given the same words, as ratios within one run.

    python benchmarks/alignment.py              the two interviews, and growth from 1,000 to 50,000 characters
    python benchmarks/alignment.py --large      also CollateX on a pair of 15,000 characters, which takes its time

CollateX is asked for by `pip install collatex Levenshtein`; without it its rows are left out, and the table says so.
Each figure is
the median of three runs (one for CollateX) in a process of its own; memory is what that process grew by.
"""

import argparse
import importlib.util
import multiprocessing
import random
import resource
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.versions.align import align_versions, cut_words

DATA = Path(__file__).parents[1] / "data"
OLD, NEW = "economic-daily", "peoples-daily"


def interviews():
    """The two versions of the study."""
    return dc.read_corpus(DATA / "corpus.toml").paragraphs


def edited_pair(characters, *, section=1500, seed=0):
    """Two versions of `characters` each, in sections: sentences of the interviews, of which one in five is edited."""
    pick = random.Random(seed)
    sentences = [text for text in interviews()["text"] if len(text) > 20]
    rows, length, number = [], 0, 0
    while length < characters:
        number += 1
        # A numeral in each sentence keeps the sentences of a long text apart, as those of a real one are.
        text = f"{number}年，" + pick.choice(sentences)[:120]
        rows.append(("old", 1 + length // section, number, text))
        change = pick.random()
        if change > 0.05:
            edited = text if change > 0.2 else text[: len(text) // 2] + "进一步" + text[len(text) // 2 + 4 :]
            rows.append(("new", 1 + length // section, number, edited))
        length += len(text)
    frame = pd.DataFrame(rows, columns=["doc", "section", "paragraph", "text"])
    return frame.assign(turn=0, kind="body", point=None)


def words_of(paragraphs, doc):
    return [word for text in paragraphs.loc[paragraphs["doc"] == doc, "text"] for word in cut_words(text)]


def run_discourse(paragraphs, old, new):
    align_versions(paragraphs, old=old, new=new)


def run_difflib(paragraphs, old, new):
    SequenceMatcher(None, words_of(paragraphs, old), words_of(paragraphs, new), autojunk=False).get_opcodes()


def run_collatex(paragraphs, old, new):
    from collatex import collate

    witnesses = [
        {"id": doc, "tokens": [{"t": word, "n": word} for word in words_of(paragraphs, doc)]} for doc in (old, new)
    ]
    collate({"witnesses": witnesses}, output="json", segmentation=False)


TOOLS = {"discourse": run_discourse, "difflib": run_difflib, "CollateX": run_collatex}


def measure_here(tool, paragraphs, old, new):
    # The dictionaries are loaded before the clock starts: every tool needs the words.
    words_of(paragraphs, old), words_of(paragraphs, new)
    align_versions(interviews(), old=OLD, new=NEW)
    if tool == "CollateX":
        import collatex  # noqa: F401
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    TOOLS[tool](paragraphs, old, new)
    seconds = time.perf_counter() - start
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def measure(tool, paragraphs, old, new):
    """Return the median seconds and the megabytes of a tool on a pair."""
    results = []
    for _ in range(1 if tool == "CollateX" else 3):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            results.append(process.submit(measure_here, tool, paragraphs, old, new).result())
    return statistics.median(r[0] for r in results), statistics.median(r[1] for r in results)


def table(name, paragraphs, old, new, tools):
    sizes = [paragraphs.loc[paragraphs["doc"] == doc, "text"].str.len().sum() for doc in (old, new)]
    print(
        f"\n{name}: {sizes[0]:,} and {sizes[1]:,} characters, {len(words_of(paragraphs, old)):,} and "
        f"{len(words_of(paragraphs, new)):,} tokens",
        flush=True,
    )
    measured = {tool: measure(tool, paragraphs, old, new) for tool in tools}
    base = measured["discourse"]
    for tool, (seconds, megabytes) in measured.items():
        print(f"  {tool:10} {seconds:9.3f} s {seconds / base[0]:9.1f} x   {megabytes:8.1f} MB more")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="CollateX on 15,000 characters, too")
    large = parser.parse_args().large
    there = importlib.util.find_spec("collatex") is not None
    if not there:
        print("CollateX is not installed (pip install collatex Levenshtein): its rows are left out")
    quick = ["discourse", "difflib"]
    table("The two interviews", interviews(), OLD, NEW, quick + ["CollateX"] * there)
    table("An edited pair", edited_pair(15_000), "old", "new", quick + ["CollateX"] * (there and large))
    print("\nGrowth of discourse, sections of 1,500 characters; and without sections")
    for sections in (True, False):
        first = None
        for characters in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000):
            pair = edited_pair(characters)
            seconds, megabytes = measure("discourse", pair if sections else pair.assign(section=0), "old", "new")
            first = first or seconds / characters
            print(
                f"  {'with' if sections else 'without'} sections {characters:7,} characters {seconds:8.3f} s "
                f"{seconds / characters / first:6.2f} x the first per character {megabytes:8.1f} MB more"
            )


if __name__ == "__main__":
    main()
