"""How sure each kind of paragraph is: the weights of `discourse.texts.layout.certainty`, learnt from labelled texts.

    python benchmarks/reading_certainty.py ROWS.csv [ROWS.csv …] [--earlier ROWS.csv …] [--write]

The rows are those of `reading_rows.py`. `--earlier` names rows that earlier states of the rules read: of texts that the
rules were mended on they keep the mistakes that such rules make elsewhere, and count a little. Printed is how well the
certainty tells right from wrong in texts that the weights were not learnt from: a tenth of them at a time, with what
earlier states made of them. `--write` puts the weights into the library; nothing of the texts goes with it.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.certainty import ALL, TABLE
from discourse.texts.layout.certainty_cues import find_certainty_cues
from discourse.texts.layout.facts import LineFacts

# How strongly weights are drawn to 0, how many rows a cue needs to have one, what a row counts that an earlier state
# read, how far from 0 a weight must be to be kept, and into how many parts texts are cut.
RIDGE, LEAST, EARLIER, KEPT, PARTS = 3.0, 8, 0.1, 0.02, 10


class Row(NamedTuple):
    """A paragraph that a key has a row for: its file, cues, and whether it was read right; its rule, kind and key."""

    file: str
    cues: list[str]
    right: bool
    rule: str
    kind: str
    key: str
    weight: float


def find_rows(path: Path, weight: float = 1.0) -> list[Row]:
    """Return the rows of a table that say whether a paragraph was read right, with the cues of each."""
    rows = []
    told = pd.read_csv(path, dtype=str, keep_default_na=False).astype({"bold": int})
    for (file, _), article in told.groupby(["file", "article"], sort=False):
        paragraphs = article.to_dict("records")
        blocks = [
            LineBlock(
                0, len(each["text"]), LineFacts(each["text"]), kind=each["kind"], rule=each["rule"], bold=each["bold"],
                speaker=each["speaker"] or None, opens_turn=each["opens_turn"] == "True", mark=each["mark"] or None,
                chances=json.loads(each["chances"]),
            )
            for each in paragraphs
        ]  # fmt: skip
        for each, cues in zip(paragraphs, find_certainty_cues(blocks), strict=True):
            if each["verdict"] != "open":
                right = each["verdict"] == "right"
                rows.append(Row(file, [ALL, *cues.names()], right, each["rule"], each["kind"], each["key"], weight))
    return rows


def learn_weights(rows: list[Row]) -> dict[str, float]:
    """Return what each cue adds to the log odds that a paragraph is read right, by penalized maximum likelihood."""
    counts = Counter(cue for row in rows for cue in set(row.cues))
    place = {cue: at for at, cue in enumerate(sorted(cue for cue, count in counts.items() if count >= LEAST))}
    cells = [(at, place[cue]) for at, row in enumerate(rows) for cue in set(row.cues) if cue in place]
    data = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(place)))
    right, counted = np.array([row.right for row in rows], dtype=float), np.array([row.weight for row in rows])
    # What all rows have is drawn nowhere.
    ridge = np.where(np.arange(len(place)) == place[ALL], 0.0, RIDGE)

    def loss(weights):
        scores = data @ weights
        slope = data.T @ (counted * (1 / (1 + np.exp(-scores)) - right)) + ridge * weights
        return (counted * (np.logaddexp(0, scores) - right * scores)).sum() + ridge @ weights**2 / 2, slope

    found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(place, found.x.tolist(), strict=True))


def find_instead(rows: list[Row]) -> dict[str, str]:
    """Return of each rule which kind was mostly right where that which it told was not."""
    kinds: dict[str, Counter] = {}
    for row in rows:
        if not row.right and row.key not in ("", row.kind):
            kinds.setdefault(row.rule, Counter())[row.key] += 1
    return {rule: min(found, key=lambda kind: (-found[kind], kind)) for rule, found in kinds.items()}


def print_validation(rows: list[Row], earlier: list[Row], seed: int = 0) -> None:
    """Print certainty beside the share that was right, each text rated by weights from others."""
    files = np.random.default_rng(seed).permutation(sorted({row.file for row in rows + earlier}))
    rated = []
    for part in range(PARTS):
        apart = set(files[part::PARTS])
        weights = learn_weights([row for row in rows + earlier if row.file not in apart])
        for row in rows + earlier:
            if row.file in apart:
                score = sum(weights.get(cue, 0.0) for cue in set(row.cues))
                rated.append((row.weight < 1, 1 / (1 + np.exp(-score)), row.right))
    table = pd.DataFrame(rated, columns=["earlier", "certainty", "right"])
    for state, read in table.groupby("earlier"):
        bands = read.groupby(pd.cut(read["certainty"], [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1]).rename("band"), observed=True)
        print("\nas earlier states read them" if state else "\nas they are read now")
        print(bands.agg(rows=("right", "size"), certainty=("certainty", "mean"), right=("right", "mean")).round(3))


def main() -> None:
    """Learn from the rows that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("rows", type=Path, nargs="+", help="rows of reading_rows.py")
    parser.add_argument(
        "--earlier", type=Path, nargs="+", default=[], help="rows that earlier states of the rules read"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name} into the library")
    asked = parser.parse_args()
    rows = [row for path in asked.rows for row in find_rows(path)]
    earlier = [row for path in asked.earlier for row in find_rows(path, EARLIER)]
    print_validation(rows, earlier)
    if asked.write:
        weights, instead = learn_weights(rows + earlier), find_instead(rows + earlier)
        kept = [
            (cue, round(weight, 3), instead.get(cue, ""))
            for cue, weight in weights.items()
            if abs(weight) >= KEPT or cue in instead
        ]
        table = pd.DataFrame(kept, columns=["cue", "weight", "instead"])
        table.to_csv(TABLE, index=False, lineterminator="\n")
        print(f"\n{len(table)} weights")


if __name__ == "__main__":
    main()
