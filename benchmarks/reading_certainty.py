"""How sure each kind of paragraph is: the table of `discourse.texts.layout.certainty`, made from labelled texts.

    python benchmarks/reading_certainty.py FOLDER [--write]

The folder is one of `reading_accuracy.py`. A row of the table says how many paragraphs of a level of rules, a rule and
a shape there were, how many had the right kind, the certainty, which is that share drawn towards the share of the level
above as if `PRIOR` further paragraphs had been read there, and which kind those most often were that were read wrong.
Printed is how well the certainty tells right from wrong in texts that the rates were not made from: each file is left
out in turn. `--write` puts the table into the library; nothing of the texts goes with it.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from reading_accuracy import read_articles, read_keys, scored_pairs

from discourse.errors import DiscourseError
from discourse.texts.formats.read_file import read_text
from discourse.texts.layout.certainty import TABLE, Condition, Rate, Rates, find_conditions, widen
from discourse.texts.layout.facts import LineFacts
from discourse.texts.sentences import INSIDE

# So many rows the row above counts as; a rule of fewer than LEAST rows has no row of its own; what is declared alone is
# certain.
PRIOR, LEAST, MOST = 4, 4, 0.999


class Labelled(NamedTuple):
    """A paragraph that a key has a row for: its file, on what its certainty hangs, the kind it has, and was read as."""

    file: str
    condition: Condition
    kind: str
    read: str


def label_paragraphs(folder: Path) -> list[Labelled]:
    """Return the paragraphs of a folder that its keys have rows for; what was cut off another has no kind."""
    labelled = []
    for path, key in read_keys(folder).items():
        decoded = read_text(path)
        for part, preview in read_articles(path, decoded, key):
            paragraphs = preview.corpus.paragraphs
            lines = map(LineFacts, paragraphs["text"])
            conditions = find_conditions(paragraphs["rule"], paragraphs["kind"], lines)
            before = True
            for row, at in scored_pairs(part, paragraphs, decoded.text):
                if at is None or paragraphs["rule"].iloc[at] == INSIDE:
                    continue
                kind = part["kind"].iloc[row] if row is not None else ""
                read, right = paragraphs["kind"].iloc[at], paragraphs["kind"].iloc[at] == kind
                # What goes on with a turn that was read wrong is the same mistake.
                if before or right or not conditions[at].rule.startswith("continues_"):
                    labelled.append(Labelled(path.name, conditions[at], kind, read))
                before = right
    return labelled


def count_rates(labelled: list[Labelled]) -> pd.DataFrame:
    """Return the table: level, shape, rule, rows, right, certainty, instead, each row below the one it is drawn to."""
    groups: dict[Condition, list[Labelled]] = {}
    for paragraph in labelled:
        for group in dict.fromkeys(widen(paragraph.condition)):
            groups.setdefault(group, []).append(paragraph)
    certain, rows = {}, []
    for group in sorted(groups, key=lambda group: (group.level, group.shape, group.rule)):
        above = next((certain[wider] for wider in widen(group) if wider in certain), 1.0)
        wrong = Counter(each.kind for each in groups[group] if each.kind != each.read)
        n, right = len(groups[group]), len(groups[group]) - wrong.total()
        certain[group] = (right + PRIOR * above) / (n + PRIOR)
        instead = next((kind for kind, _ in wrong.most_common() if kind), "")
        rows.append((group.level, group.shape, group.rule, n, right, min(round(certain[group], 3), MOST), instead))
    table = pd.DataFrame(rows, columns=["level", "shape", "rule", "rows", "right", "certainty", "instead"])
    return table[table["rows"].ge(LEAST) | table["rule"].eq("")]


def print_calibration(labelled: list[Labelled]) -> None:
    """Print certainty beside the share that was right, each file rated by the others."""
    rated = []
    for file in {paragraph.file: 0 for paragraph in labelled}:
        table = count_rates([paragraph for paragraph in labelled if paragraph.file != file])
        found = ((Condition(t.level, t.rule, t.shape), Rate(t.certainty, t.instead)) for t in table.itertuples())
        rates = Rates(found)
        rated += [
            (rates[paragraph.condition].certainty, paragraph.kind == paragraph.read)
            for paragraph in labelled
            if paragraph.file == file
        ]
    rows = pd.DataFrame(rated, columns=["certainty", "right"])
    bands = rows.groupby(pd.cut(rows["certainty"], [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1]).rename("band"), observed=True)
    print(bands.agg(rows=("right", "size"), certainty=("certainty", "mean"), right=("right", "mean")).round(3))
    print(f"Brier score {((rows['certainty'] - rows['right']) ** 2).mean():.3f}")


def main() -> None:
    """Make the table of the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="texts, each with its key beside it, NAME.csv")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name} into the library")
    asked = parser.parse_args()
    try:
        labelled = label_paragraphs(asked.folder)
    except DiscourseError as error:
        sys.exit(str(error))
    table = count_rates(labelled)
    print(table.to_string(index=False), "\n")
    print_calibration(labelled)
    if asked.write:
        table.to_csv(TABLE, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
