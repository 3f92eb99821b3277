"""How well actions, quantities and quotations are found, against keys made by hand: precision and recall.

    python benchmarks/action_accuracy.py [--wrong] [--coded SENTENCES FIRST SECOND]

The keys of `tests/actions` cover every clause of the two interviews. An action is right where its verb, its degree and
its object are those of the key, in the same paragraph; the other columns are scored on the actions whose verb and
object are right. The governing verb of a term is scored place by place: right where all verbs that govern it are.

SENTENCES is a JSON list of lists, of which the last two cells are a sentence and its heading, coded twice by hand in
FIRST and SECOND: a line `number: verb verb … / quantity quantity …` for each sentence, verbs in any order. Their
agreement is printed, as the F measure of one against the other (which places are actions is itself what is coded: there
are no given units, as kappa or alpha need them); then the program is scored against each of them, and against what
both say.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.texts.normalize import fold

PROJECT = Path(__file__).parents[1]
KEYS = PROJECT / "tests" / "actions"
# How the columns of each frame are held against its key: what tells a row, and what else is scored of it.
SCORED = {
    "actions": (["paragraph", "degree", "verb", "object"], ["actor", "modal", "verb_class", "frame"]),
    "quantities": (["paragraph", "form"], ["value", "unit", "counted", "hedge", "deadline", "base", "status"]),
    "quotations": (["paragraph", "text"], ["source", "mark"]),
}


def read_key(name: str) -> pd.DataFrame:
    """Read a key; what is empty is missing, and clauses without an action are left out."""
    key = pd.read_csv(KEYS / f"{name}_key.csv", dtype={"deadline": "str"})
    return key[key["verb"].notna()] if name == "actions" else key


def cell(value: object) -> str:
    """Return a cell as it is compared: as text, width folded, nothing for what is missing."""
    if pd.isna(value):
        return ""
    return fold(f"{value:g}" if isinstance(value, float | int) else str(value))


def match_rows(found: pd.DataFrame, key: pd.DataFrame, by: list[str]) -> tuple[list[tuple], list, list]:
    """Pair the rows of a frame with those of its key that say the same in `by`, in their order; and what is left."""
    waiting = defaultdict(list)
    for row in key.to_dict("records"):
        waiting[(row["doc"], *(cell(row[column]) for column in by))].append(row)
    pairs, wrong = [], []
    for row in found.to_dict("records"):
        same = waiting[(row["doc"], *(cell(row[column]) for column in by))]
        if same:
            pairs.append((row, same.pop(0)))
        else:
            wrong.append(row)
    return pairs, wrong, [row for rows in waiting.values() for row in rows]


def score(name: str, found: pd.DataFrame, *, wrong: bool) -> dict[str, float]:
    """Return precision, recall and the share of right cells of each further column; print what is wrong."""
    by, columns = SCORED[name]
    pairs, false, missed = match_rows(found, read_key(name), by)
    result = {"precision": len(pairs) / len(found), "recall": len(pairs) / (len(pairs) + len(missed))}
    for column in columns:
        right = [cell(row[column]) == cell(want[column]) for row, want in pairs]
        result[column] = sum(right) / len(right)
        for row, want in pairs if wrong else []:
            if cell(row[column]) != cell(want[column]):
                place = f"{row['doc']} {row['paragraph']}"
                print(f"  {name} {place} {row[by[-1]]!r}: {column} {row[column]!r}, not {want[column]!r}")
    for kind, rows in (("missed", missed), ("false", false)) if wrong else ():
        for row in rows:
            print(f"  {name} {kind}: {row['doc']}", *(cell(row[column]) for column in by))
    return result


def place_objects(key: pd.DataFrame, texts: dict) -> pd.DataFrame:
    """Give each row of the key of actions where its object stands."""
    rows, at = [], defaultdict(int)
    last: dict = {}
    for row in key.to_dict("records"):
        place = row["doc"], row["paragraph"]
        text = fold(texts[place])
        if last.get(place) != row["clause"] or fold(row["clause"]) not in text[at[place] :][: len(row["clause"])]:
            at[place] = text.index(fold(row["clause"]), at[place] if last.get(place) == row["clause"] else 0)
        last[place] = row["clause"]
        start = text.find(cell(row["object"]), at[place]) if cell(row["object"]) else -1
        rows.append(row | {"object_start": start, "object_end": start + len(cell(row["object"]))})
    return pd.DataFrame(rows)


def governing(actions: pd.DataFrame, mentions: pd.DataFrame) -> list[frozenset[str]]:
    """List for each mention the verbs that govern it most closely."""
    spans = defaultdict(list)
    for row in actions[actions["object_start"].notna()].to_dict("records"):
        spans[row["doc"], row["paragraph"]].append((row["object_start"], row["object_end"], fold(row["verb"])))
    found = []
    for mention in mentions.itertuples():
        around = [
            (end - start, verb)
            for start, end, verb in spans[mention.doc, mention.paragraph]
            if start <= mention.start and mention.end <= end
        ]
        least = min(around, default=(0, ""))[0]
        found.append(frozenset(verb for size, verb in around if size == least))
    return found


def read_codes(path: Path) -> dict[int, tuple[Counter, Counter]]:
    """Read what was coded by hand: of each sentence its verbs and its quantities."""
    codes = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, said = line.partition(":")
        verbs, _, quantities = said.partition("/")
        codes[int(number)] = Counter(verbs.split()), Counter(map(fold, quantities.split()))
    return codes


def shares(found: dict, wanted: dict, part: int) -> tuple[float, float, float]:
    """Return precision, recall and F of what was found, sentence by sentence."""
    right = sum(sum((found[n][part] & wanted[n][part]).values()) for n in wanted)
    here, there = (sum(sum(each[n][part].values()) for n in wanted) for each in (found, wanted))
    precision, recall = right / here, right / there
    return precision, recall, 2 * precision * recall / (precision + recall)


def score_coded(sentences: Path, first: Path, second: Path, *, wrong: bool) -> None:
    """Print how far two codings agree, and how the program does against each and against what both say."""
    texts = [
        (each[-1] or "", each[-2]) if len(each) > 4 else ("", each[-1])
        for each in json.loads(sentences.read_text("utf-8"))
    ]
    frame = pd.DataFrame(
        {"doc": [str(n) for n in range(1, len(texts) + 1)], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
         "speaker": None, "point": None, "heading": [each[0] for each in texts], "text": [each[1] for each in texts]}
    )  # fmt: skip
    codes = {"first": read_codes(first), "second": read_codes(second)}
    both = {n: tuple(a & b for a, b in zip(codes["first"][n], codes["second"][n], strict=True)) for n in codes["first"]}
    actions = dc.find_actions(frame).drop_duplicates(["doc", "verb_start"])
    quantities = dc.find_quantities(frame)
    found = {
        n: (Counter(actions.loc[actions["doc"].eq(str(n)), "verb"]),
            Counter(map(fold, quantities.loc[quantities["doc"].eq(str(n)), "form"])))
        for n in codes["first"]
    }  # fmt: skip
    for part, name in enumerate(("verbs", "quantities")):
        print(f"{name}: the two codings agree, F {shares(codes['first'], codes['second'], part)[2]:.3f}")
        for which, wanted in (codes | {"what both say": both}).items():
            precision, recall, f = shares(found, wanted, part)
            print(f"  against {which}: precision {precision:.3f} recall {recall:.3f} F {f:.3f}")
        for n in both if wrong else []:
            false, missed = found[n][part] - codes["first"][n][part], codes["first"][n][part] - found[n][part]
            if false or missed:
                print(f"   {n} {texts[n - 1][1][:60]}: false {[*false.elements()]}, missed {[*missed.elements()]}")


def main(arguments: list[str]) -> int:
    """Print the scores of the two interviews, and of coded sentences where they are given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    parser.add_argument("--coded", nargs=3, type=Path, metavar=("SENTENCES", "FIRST", "SECOND"))
    chosen = parser.parse_args(arguments)
    if chosen.coded:
        score_coded(*chosen.coded, wrong=chosen.wrong)
        return 0
    corpus = dc.read_corpus(PROJECT / "data" / "corpus.toml")
    paragraphs = corpus.paragraphs[corpus.paragraphs["kind"] != "imprint"]
    lexicon = dc.read_lexicon(PROJECT / "data" / "lexicons" / "strategic_industries.csv")
    actions = dc.find_actions(paragraphs, lexicon=lexicon)
    for name, found in (
        ("actions", actions),
        ("quantities", dc.find_quantities(paragraphs)),
        ("quotations", dc.find_quotations(paragraphs)),
    ):
        scores = score(name, found, wrong=chosen.wrong)
        print(f"{name} ({len(found)} found):", ", ".join(f"{column} {share:.3f}" for column, share in scores.items()))
    mentions = dc.find_terms(paragraphs, lexicon)
    texts = paragraphs.set_index(["doc", "paragraph"])["text"].to_dict()
    wanted, given = (governing(each, mentions) for each in (place_objects(read_key("actions"), texts), actions))
    right = [a == b for a, b in zip(wanted, given, strict=True)]
    print(f"governing verb of a term: right at {sum(right)} of {len(right)} places ({sum(right) / len(right):.3f})")
    for mention, a, b in zip(mentions.itertuples(), wanted, given, strict=True) if chosen.wrong else ():
        if a != b:
            print(f"  {mention.doc} {mention.paragraph} {mention.term}: {sorted(b)}, not {sorted(a)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
