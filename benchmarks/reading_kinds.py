"""What cues tell text, headings and imprint apart: the table of `discourse.texts.layout.kind_model`, learnt from texts.

    python benchmarks/reading_kinds.py FOLDER [FOLDER …] [--also FOLDER] [--marked FOLDER] [--write]

The folders are those of `reading_accuracy.py`. Printed is what the model makes of texts that it did not learn from:
a tenth of them at a time is read with weights learnt from the others, and beside the rules' own kinds stand those that
the model overruled for better and for worse. `--also` names texts to learn from that are not counted, such as
`tests/texts/layouts`; `--marked` those whose keys were not made by hand, but from the headings and captions that their
files mark: they count little, and only between the first paragraph and the last. `--write` puts the weights that all
texts give into the library; nothing of them goes with it.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from reading_accuracy import read_articles, read_keys, scored_pairs
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from discourse.errors import DiscourseError
from discourse.texts import structure
from discourse.texts.formats.read_file import Decoded, read_text
from discourse.texts.layout.blocks import COUNTED
from discourse.texts.layout.kind_cues import find_cues
from discourse.texts.layout.kind_model import STATES, TABLE, find_allowed, likely_state

# How strongly weights are drawn to 0, how many lines a cue needs to have any, and into how many parts files are cut.
RIDGE, LEAST, PARTS = 2.0, 3, 10
# What a line counts whose state only a mark of its file tells.
MARKED = 0.1


class Line(NamedTuple):
    """A line that a key has a row for: its file and cues, what they may make of it, its state, and the rules'.

    `weight` is what it counts in learning.
    """

    file: str
    cues: list[str]
    allowed: set[str]
    state: str
    read: str
    weight: float = 1.0


def state_of_kind(kind: str) -> str:
    """Return the state of a kind; a title is none of the model's, and has its own."""
    return "text" if kind in COUNTED else kind


def label_lines(folder: Path) -> list[Line]:
    """Return the lines of a folder that its keys have rows for, as the rules alone read them."""
    lines = []
    for path, key in read_keys(folder).items():
        decoded = read_text(path)
        noted, articles = read_noting(path, decoded, key)
        for (cues, starts), (part, preview) in zip(noted, articles, strict=True):
            paragraphs = preview.corpus.paragraphs
            for row, at in scored_pairs(part, paragraphs, decoded.text):
                if row is not None and at is not None and starts[at] in cues:
                    states = (state_of_kind(side["kind"].iloc[n]) for side, n in ((part, row), (paragraphs, at)))
                    lines.append(Line(path.name, *cues[starts[at]], *states))
    return lines


def read_noting(path: Path, decoded: Decoded, key: pd.DataFrame) -> tuple[list[tuple[dict, list[int]]], list[tuple]]:
    """Read the articles of a file without the model; note the cues of each line, and where paragraphs begin."""
    noted: list[tuple[dict, list[int]]] = []
    steps = structure.STEPS

    def note_cues(blocks):
        allowed = find_allowed(blocks)
        noted.append(({blocks[at].start: (cues, allowed[at]) for at, cues in find_cues(blocks)}, []))
        return blocks

    def note_starts(blocks):
        noted[-1][1].extend(block.start for block in blocks)
        return structure.rate_certainty(blocks)

    instead = {structure.weigh_lines: note_cues, structure.rate_certainty: note_starts}
    try:
        structure.STEPS = tuple(instead.get(step, step) for step in steps)
        return noted, read_articles(path, decoded, key)
    finally:
        structure.STEPS = steps


def learn_weights(lines: list[Line]) -> dict[str, np.ndarray]:
    """Return what each cue adds for each state, by penalized maximum likelihood."""
    lines = [line for line in lines if line.state in STATES]
    counts = Counter(cue for line in lines for cue in set(line.cues))
    cues = sorted(cue for cue, count in counts.items() if count >= LEAST)
    place = {cue: at for at, cue in enumerate(cues)}
    cells = [(row, place[cue]) for row, line in enumerate(lines) for cue in set(line.cues) if cue in place]
    rows, columns = zip(*cells, strict=True)
    data = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(lines), len(cues)))
    truth = np.array([[line.state == state for state in STATES] for line in lines], dtype=float)
    counted = np.array([[line.weight] for line in lines])

    def loss(flat):
        weights = flat.reshape(len(cues), len(STATES))
        scores = data @ weights
        scores -= np.log(np.exp(scores - scores.max(1, keepdims=True)).sum(1, keepdims=True)) + scores.max(
            1, keepdims=True
        )
        slope = data.T @ (counted * (np.exp(scores) - truth)) + RIDGE * weights
        return RIDGE / 2 * (flat @ flat) - (counted * truth * scores).sum(), slope.ravel()

    found = minimize(loss, np.zeros(len(cues) * len(STATES)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(cues, found.x.reshape(len(cues), len(STATES)), strict=True))


def weigh(lines: list[Line], weights: dict[str, np.ndarray]) -> np.ndarray:
    """Return the probability of each state of each line."""
    scores = np.array(
        [sum((weights[cue] for cue in line.cues if cue in weights), np.zeros(len(STATES))) for line in lines]
    )
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def print_validation(lines: list[Line], also: list[Line], seed: int = 0) -> None:
    """Print how the model does for files that it did not learn from, beside the rules."""
    files = np.random.default_rng(seed).permutation(sorted({line.file for line in lines}))
    rows = []
    for part in range(PARTS):
        apart = set(files[part::PARTS])
        weights = learn_weights([line for line in lines if line.file not in apart] + also)
        tested = [line for line in lines if line.file in apart]
        for line, shares in zip(tested, weigh(tested, weights), strict=True):
            chances = dict(zip(STATES, shares, strict=True))
            likely = likely_state(line.read, chances)
            model = likely if likely in line.allowed else line.read
            sure = shares[STATES.index(model)] if model in STATES else np.nan
            rows.append((line.file, line.state == line.read, line.state == model, sure))
    table = pd.DataFrame(rows, columns=["file", "rules", "model", "sure"])
    better, worse = (table["model"] & ~table["rules"]).sum(), (table["rules"] & ~table["model"]).sum()
    by_file = table.groupby("file")[["rules", "model"]].sum()
    print(
        f"{len(files)} files, {len(table)} lines; right by the rules {table['rules'].mean():.1%}, with the model "
        f"{table['model'].mean():.1%}\nchanged for better {better}, for worse {worse}; files better "
        f"{(by_file['model'] > by_file['rules']).sum()}, worse {(by_file['model'] < by_file['rules']).sum()}"
    )
    bands = table.groupby(pd.cut(table["sure"], [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1]).rename("band"), observed=True)
    print(bands.agg(lines=("model", "size"), sure=("sure", "mean"), right=("model", "mean")).round(3))


def main() -> None:
    """Learn from the folders that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="+", help="texts, each with its key beside it, NAME.csv")
    parser.add_argument(
        "--also", type=Path, action="append", default=[], help="texts to learn from that are not counted"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name} into the library")
    parser.add_argument(
        "--marked", type=Path, action="append", default=[], help="texts whose files mark headings and captions"
    )
    asked = parser.parse_args()
    try:
        lines, also, marked = (
            [line for folder in folders for line in label_lines(folder)]
            for folders in (asked.folder, asked.also, asked.marked)
        )
    except DiscourseError as error:
        sys.exit(str(error))
    also += [line._replace(weight=MARKED) for line in marked if "inside" in line.cues]
    print_validation(lines, also)
    if asked.write:
        weights = learn_weights(lines + also)
        table = pd.DataFrame(
            [(cue, *map(float, np.round(each, 3))) for cue, each in weights.items()], columns=["cue", *STATES]
        )
        table.to_csv(TABLE, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
