"""How the rows of labelled texts are read, with what of them tells whether that is right: for reading_certainty.py.

    python benchmarks/reading_rows.py FOLDER [FOLDER …] --to ROWS.csv

The folders are those of `reading_accuracy.py`. With `PYTHONPATH` the library may be an earlier state, one that had not
seen these texts: its mistakes are those that are made on texts which nobody has seen yet.
"""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd
from reading_accuracy import number_places, read_articles, read_keys, score_article, scored_pairs

from discourse.errors import DiscourseError
from discourse.intake import Preview
from discourse.texts import structure
from discourse.texts.formats.read_file import read_text
from discourse.texts.layout.blocks import LineBlock

# What is noted of a paragraph as it was when its certainty was asked for.
NOTED = ["kind", "rule", "text", "speaker", "opens_turn", "mark", "bold"]


def read_rows(folder: Path) -> pd.DataFrame:
    """Return a row for each paragraph of the texts of a folder: file, article, what is noted of it, verdict, key."""
    read, noted, steps = list[pd.DataFrame](), list[list[dict]](), structure.STEPS

    def note(blocks: list[LineBlock]) -> list[LineBlock]:
        noted.append(
            [
                {name: getattr(block, name) for name in NOTED} | {"chances": json.dumps(getattr(block, "chances", {}))}
                for block in blocks
            ]
        )
        return structure.rate_certainty(blocks)

    structure.STEPS = tuple(note if step is structure.rate_certainty else step for step in steps)
    try:
        for path, key in read_keys(folder).items():
            decoded = read_text(path)
            noted.clear()
            for number, (part, preview) in enumerate(read_articles(path, decoded, key)):
                told = judge_rows(path.name, part, preview, decoded.text)
                read.append(pd.DataFrame(noted[number]).join(told).assign(file=path.name, article=number))
    finally:
        structure.STEPS = steps
    return pd.concat(read, ignore_index=True).fillna({"verdict": "open", "key": ""})


def judge_rows(file: str, key: pd.DataFrame, preview: Preview, text: str) -> pd.DataFrame:
    """Return the verdict and the key of each paragraph of an article that is scored, by its position.

    The verdict is `right`, `wrong` for the first row of a place that is wrong, and where the kind is; `open` where a
    mistake above has numbered it.
    """
    scores = score_article(file, key, preview, text)
    places = number_places(scores)
    fresh = places.ne(places.shift(fill_value=0)) & places.gt(0)
    wrong = fresh | ~scores["kind"].astype(bool)
    verdicts = wrong.map({True: "wrong", False: "open"}).mask(scores["right"].astype(bool), "right")
    at = [paragraph for _, paragraph in scored_pairs(key, preview.corpus.paragraphs, text)]
    told = pd.DataFrame({"verdict": verdicts.tolist(), "key": scores["kind_key"].str.strip("-").tolist()}, index=at)
    return told[told.index.notna()]


def main() -> None:
    """Read the folders that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="+", help="texts, each with its key beside it, NAME.csv")
    parser.add_argument("--to", type=Path, required=True, help="where the rows are written")
    asked = parser.parse_args()
    try:
        rows = pd.concat([read_rows(folder) for folder in asked.folder], ignore_index=True)
    except DiscourseError as error:
        sys.exit(str(error))
    rows.to_csv(asked.to, index=False)
    print(rows["verdict"].value_counts().to_string())


if __name__ == "__main__":
    main()
