"""Make a table of articles out of the two texts of the study and those of a folder, as large as one likes.

    python benchmarks/make_articles.py articles.csv --articles 2000 --characters 200
    python benchmarks/make_articles.py articles.parquet --articles 20000 --texts FOLDER

An article is a run of whole sentences of one text, from one drawn at random on, until it has so many characters. Each
has an id, a title, a date and a source, all drawn too; the same arguments give the same table. FOLDER has text files in
UTF-8. The kind of table is told by its ending: .csv, .jsonl or .parquet.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd

RAW = Path(__file__).parents[1] / "data" / "raw"
SOURCES = ["人民日报", "经济日报", "光明日报", "科技日报"]
YEARS = range(2005, 2025)


def sentences_of(folders: list[Path]) -> list[list[str]]:
    """Return the sentences of each text of the folders."""
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [re.findall(r"[^。！？]+[。！？]", re.sub(r"\s+", "", text)) for text in texts]


def make_articles(count: int, characters: int, *, folder: Path | None = None, seed: int = 0) -> pd.DataFrame:
    """Make `count` articles of some `characters` each: id, title, date, source and text."""
    texts = sentences_of([RAW, *([folder] if folder else [])])
    lengths = np.array([sum(map(len, text)) for text in texts])
    random = np.random.default_rng(seed)
    rows = []
    for number, which in enumerate(random.choice(len(texts), count, p=lengths / lengths.sum())):
        at, taken, size = int(random.integers(len(texts[which]))), list[str](), 0
        while size < characters:
            # Behind the last sentence of a text stands its first.
            taken.append(texts[which][at % len(texts[which])])
            size, at = size + len(taken[-1]), at + 1
        year, month, day = random.choice(YEARS), random.integers(1, 13), random.integers(1, 29)
        date, source = f"{year}-{month:02}-{day:02}", SOURCES[random.integers(len(SOURCES))]
        rows.append((f"a{number:07}", f"第{number}篇", date, source, "".join(taken)))
    return pd.DataFrame(rows, columns=["id", "title", "date", "source", "text"])


def save_articles(articles: pd.DataFrame, path: Path) -> Path:
    """Write a table of the kind that the ending of its path tells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        articles.to_parquet(path, index=False)
    elif path.suffix == ".jsonl":
        articles.to_json(path, orient="records", lines=True, force_ascii=False)
    else:
        articles.to_csv(path, index=False)
    return path


def main() -> None:
    """Write the table that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=200)
    parser.add_argument("--texts", type=Path)
    asked = parser.parse_args()
    save_articles(make_articles(asked.articles, asked.characters, folder=asked.texts), asked.table)


if __name__ == "__main__":
    main()
