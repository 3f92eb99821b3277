"""Read many articles to paragraphs: time and memory for 1,000, 2,500 and 5,000, beside dividing them into words.

Run `python benchmarks/reading.py`. The articles are the study's two texts cut to 1,500 characters, each with a number
of its own in it; the book is both texts one after the other until it has three million characters. Times are the
processor's. All figures are of one run; the ratios travel between machines, the seconds do not.
"""

import gc
import tempfile
import tracemalloc
from pathlib import Path
from time import process_time

import discourse as dc

DATA = Path(__file__).parents[1] / "data"
SIZES = [1000, 2500, 5000]
LENGTH, BOOK = 1500, 3_000_000


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
    start = process_time()
    result = work()
    return process_time() - start, result


def peak(work) -> float:
    """Run `work` and return the most memory that Python held meanwhile, in megabytes."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def compare(name: str, articles: int, manifest: Path) -> None:
    """Print the line of a corpus: reading it beside segmenting what was read, and the memory that reading takes."""
    read, corpus = timed(lambda: dc.read_corpus(manifest))
    segment, _ = timed(lambda: dc.segment(corpus.paragraphs))
    memory = peak(lambda: dc.read_corpus(manifest))
    characters = int(corpus.articles["characters"].sum())
    print(
        f"{name:>8} {len(corpus.paragraphs):>10,} {read:>7.2f} {segment:>10.2f} {read / segment:>6.2f} "
        f"{1000 * read / articles:>10.2f} {1e6 * read / characters:>13.2f} {memory:>8.0f}"
    )


def main() -> None:
    """Print one line for each size, and one for a book."""
    print(
        f"{'articles':>8} {'paragraphs':>10} {'read s':>7} {'segment s':>10} {'ratio':>6} {'ms/article':>10} "
        f"{'µs/character':>13} {'peak MB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        # What is loaded once is loaded before.
        dc.segment(dc.read_corpus(write_corpus(Path(folder) / "first", 2)).paragraphs)
        for size in SIZES:
            compare(f"{size:,}", size, write_corpus(Path(folder) / str(size), size))
        book = write_corpus(Path(folder) / "book", 1)
        texts = "\n".join(path.read_bytes().decode("utf-8") for path in sorted((DATA / "raw").glob("*.txt")))
        whole = texts * (BOOK // len(texts) + 1)
        (book.parent / "raw" / "0.txt").write_bytes(whole[:BOOK].encode("utf-8"))
        compare("a book", 1, book)


if __name__ == "__main__":
    main()
