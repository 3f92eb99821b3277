"""Read many articles to paragraphs: time and memory for 1,000, 2,500 and 5,000, beside merely decoding their files.

Run `python benchmarks/reading.py`. The articles are the study's two texts cut to 1,500 characters, each with a number
of its own in it. All figures are of one run; the ratios travel between machines, the seconds do not.
"""

import gc
import tempfile
import tracemalloc
from pathlib import Path
from time import perf_counter

import discourse as dc

DATA = Path(__file__).parents[1] / "data"
SIZES = [1000, 2500, 5000]
LENGTH = 1500


def write_corpus(folder: Path, size: int) -> Path:
    """Write `size` articles and their manifest, and return the manifest's path."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted((DATA / "raw").glob("*.txt"))]
    (folder / "raw").mkdir(parents=True)
    entries = []
    for number in range(size):
        text = texts[number % len(texts)].replace("新型工业化", f"新型工业化{number}")[:LENGTH]
        (folder / "raw" / f"{number}.txt").write_bytes(text.encode("utf-8"))
        entries.append(f'[[article]]\ndoc = "article-{number}"\nfile = "raw/{number}.txt"\n')
    (folder / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder / "corpus.toml"


def timed(work) -> tuple[float, object]:
    """Run `work` and return its seconds and its result."""
    gc.collect()
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak(work) -> float:
    """Run `work` and return the most memory that Python held meanwhile, in megabytes."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    """Print one line for each size."""
    print(
        f"{'articles':>8} {'paragraphs':>10} {'decode s':>9} {'read s':>8} {'ratio':>6} {'ms/article':>10} "
        f"{'peak MB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            manifest = write_corpus(Path(folder) / str(size), size)
            files = sorted((manifest.parent / "raw").glob("*.txt"))
            decode, _ = timed(lambda files=files: [file.read_bytes().decode("utf-8") for file in files])
            read, corpus = timed(lambda manifest=manifest: dc.read_corpus(manifest))
            memory = peak(lambda manifest=manifest: dc.read_corpus(manifest))
            print(
                f"{size:>8,} {len(corpus.paragraphs):>10,} {decode:>9.2f} {read:>8.1f} {read / decode:>6.0f} "
                f"{1000 * read / size:>10.2f} {memory:>8.0f}"
            )


if __name__ == "__main__":
    main()
