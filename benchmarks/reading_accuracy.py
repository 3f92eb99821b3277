"""How a folder of texts is read, against keys made by hand: rows right, doubts, boundaries, and what went wrong.

    python benchmarks/reading_accuracy.py FOLDER [--wrong]

Beside each text stands its key, `NAME.csv`, in the form of `tests/texts/layouts`: a row for each paragraph, in the
order of the text, with its line in the decoded file, kind, section, turn, speaker, point and first characters. A text
without a key is passed over. Two columns may follow. `article` numbers the articles of a file that holds several: each
is read by itself, as after `starts_at` and `ends_before`, and a boundary ought to be proposed in its head, from its
first row to its title. `open` is not empty in a row that two careful readers would answer differently: it is left out.

A row is matched to the paragraph that begins on its line with its first characters, else to what else begins there.
It is right where every column is; a row without a paragraph (joined to another, or left out) and a paragraph without a
row (cut off another) are wrong; imprint that is left out, joined to other imprint or cut further is not scored. What
decided of a row that is missing is what decided of the paragraph it vanished in. A *place* is what one mend might put
right: it begins where a column goes wrong that was right in the row above. One heading or label numbers all that
follows: a section or turn that is missed by as much as the last one was is still the same place, whatever stands
between. A place is doubted where one of its lines is, and mostly that is the line of the heading. A doubt is needless
where no row on its line is wrong.
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from discourse.errors import DiscourseError
from discourse.intake import Preview, preview_article
from discourse.texts.boundaries import find_boundaries
from discourse.texts.cleaning import line_counter
from discourse.texts.formats.read_file import Decoded, read_text

COLUMNS = ["kind", "section", "turn", "speaker", "point"]
KEY = ["line", *COLUMNS, "begins"]
# What numbers the rows below it, and the kinds that have the number.
NUMBERED = {"section": ["heading", "question", "answer", "body"], "turn": ["question", "answer"]}
# What is scored of a row: whether a paragraph begins there, each column, and all of them.
SCORES = ["found", *COLUMNS, "right"]
# What became of the boundaries that a file has, and what was proposed where it has none.
VERDICTS = ["found", "missed", "false"]


def read_keys(folder: Path) -> dict[Path, pd.DataFrame]:
    """Return the texts of a folder that have a key, each with it.

    Raises DiscourseError where the folder has none, two texts would share one, or one lacks a column.
    """
    texts = [path for path in sorted(folder.glob("*")) if path.suffix != ".csv" and path.with_suffix(".csv").is_file()]
    stems = [path.stem for path in texts]
    if not texts:
        raise DiscourseError(f"{folder}: holds no text with a key beside it; write NAME.csv beside NAME.txt")
    if shared := next((path.name for path in texts if stems.count(path.stem) > 1), None):
        raise DiscourseError(f"{folder}: {shared} shares its key with another text; give each a name of its own")
    return {path: read_key(path.with_suffix(".csv")) for path in texts}


def read_key(path: Path) -> pd.DataFrame:
    """Return a key: the columns of `KEY` as text, the number of the `article`, and whether the row is `open`."""
    key = pd.read_csv(path, dtype=str, keep_default_na=False)
    if missing := [column for column in KEY if column not in key]:
        raise DiscourseError(f"{path}: lacks {', '.join(missing)}; a key has {', '.join(KEY)}")
    article = key["article"].astype(int) if "article" in key else 1
    return key[KEY].assign(article=article, open=key["open"].ne("") if "open" in key else False)


def read_articles(path: Path, decoded: Decoded, key: pd.DataFrame) -> list[tuple[pd.DataFrame, Preview]]:
    """Read each article of a file by itself, from its first line to that of the next; return it with its rows."""
    text, line = decoded.text, line_counter(decoded.text)
    parts = [rows for _, rows in key.groupby("article", sort=False)]
    firsts = [int(rows["line"].iloc[0]) for rows in parts[1:]]
    starts = [next(at for at in range(len(text)) if line(at) == first) for first in firsts]
    previews = []
    for start, after in zip([0, *starts], [*starts, len(text)], strict=True):
        entry = {"doc": path.stem, "file": path.name}
        entry |= ({"starts_at": text[start:]} if start else {}) | (
            {"ends_before": text[after:]} if text[after:] else {}
        )
        previews.append(preview_article(entry, decoded))
    return list(zip(parts, previews, strict=True))


def match_rows(key: pd.DataFrame, paragraphs: pd.DataFrame) -> list[tuple[int | None, int | None]]:
    """Pair the rows of a key with paragraphs, both by position, in the order of the text; None is without a partner."""
    begins = ["".join(text.split()) for text in key["begins"]]
    texts = ["".join(text.split()) for text in paragraphs["text"]]
    places: dict[int, tuple[list[int], list[int]]] = {}
    for side, lines in enumerate((key["line"].astype(int), paragraphs["line"])):
        for at, line in enumerate(lines):
            places.setdefault(line, ([], []))[side].append(at)
    pairs: list[tuple[int | None, int | None]] = []
    for _, (rows, free) in sorted(places.items()):
        partners: dict[int, int | None] = {}
        for row in rows:
            partners[row] = next((at for at in free if texts[at].startswith(begins[row])), None)
            free = [at for at in free if at != partners[row]]
        for row in rows:
            if partners[row] is None and free:
                partners[row] = free.pop(0)
        pairs += [*partners.items(), *((None, at) for at in free)]
    return pairs


def scored_pairs(key: pd.DataFrame, paragraphs: pd.DataFrame, text: str) -> list[tuple[int | None, int | None]]:
    """Leave out of the pairs what is not scored: open rows, and imprint that was left out or cut further."""
    line_of, imprint = line_counter(text), key["kind"] == "imprint"
    counted = paragraphs[paragraphs["kind"] != "imprint"]
    first, last = counted["line"], (counted["raw_end"] - 1).map(line_of)
    only_imprint = {int(line) for line, rows in imprint.groupby(key["line"]) if rows.all()}
    pairs = []
    for row, at in match_rows(key, paragraphs):
        if row is None:
            skipped = paragraphs["kind"].iloc[at] == "imprint" and paragraphs["line"].iloc[at] in only_imprint
        elif at is None and imprint.iloc[row]:
            line = int(key["line"].iloc[row])
            skipped = not ((first <= line) & (line <= last)).any()
        else:
            skipped = key["open"].iloc[row]
        pairs += [] if skipped else [(row, at)]
    return pairs


def score_article(file: str, key: pd.DataFrame, preview: Preview, text: str) -> pd.DataFrame:
    """Return a row for each row of a key, and for each paragraph that has none.

    file, line, rule (what decided), text, what was read and what the key has (`kind_read`, `kind_key`, …), which of
    `SCORES` are right, and whether its line is doubted.
    """
    paragraphs = preview.corpus.paragraphs
    read = paragraphs[COLUMNS].astype(object).where(paragraphs[COLUMNS].notna(), "").astype(str)
    doubted = {doubt.line for doubt in preview.doubts}
    rows = []
    for row, at in scored_pairs(key, paragraphs, text):
        asked = key.iloc[row] if row is not None else None
        line = int(asked["line"]) if asked is not None else int(paragraphs["line"].iloc[at])
        above = paragraphs[paragraphs["line"] <= line]["rule"]
        rule = paragraphs["rule"].iloc[at] if at is not None else f"missing in {above.iloc[-1] if len(above) else ''}"
        found = asked is not None and at is not None
        right = {column: found and read[column].iloc[at] == asked[column] for column in COLUMNS}
        rows.append(
            {"file": file, "line": line, "rule": rule if asked is not None else f"cut off by {rule}",
             "text": asked["begins"] if asked is not None else paragraphs["text"].iloc[at][:12],
             **{f"{column}_read": read[column].iloc[at] if at is not None else "-" for column in COLUMNS},
             **{f"{column}_key": asked[column] if asked is not None else "-" for column in COLUMNS},
             "found": found, **right, "right": all(right.values()), "doubted": line in doubted}
        )  # fmt: skip
    return pd.DataFrame(rows)


def number_places(rows: pd.DataFrame) -> pd.Series:
    """Number the places of an article where its reading goes wrong; 0 in rows that are right."""
    wrong = ~rows[["found", *COLUMNS]].astype(bool)
    fresh = wrong & ~wrong.shift(fill_value=False)
    for column, kinds in NUMBERED.items():
        inside = rows["kind_read"].isin(kinds) & rows["kind_key"].isin(kinds)
        read, asked = (pd.to_numeric(rows[f"{column}_{side}"], errors="coerce") for side in ("read", "key"))
        missed = (read - asked).where(inside)
        # Missed by as much as before it is the same miss; rows that have no such number may lie between.
        fresh[column] &= ~missed.eq(missed.ffill().shift())
    return fresh.any(axis=1).cumsum().where(~rows["right"].astype(bool), 0)


def score_boundaries(file: str, key: pd.DataFrame, decoded: Decoded) -> pd.DataFrame:
    """Return file, line, rule, text and verdict (found, missed, false) of the boundaries that a file has, or should."""
    lines = key["line"].astype(int)
    proposed = find_boundaries(decoded.text, marks=decoded.marks)
    edges = [edge for edge in proposed if lines.iloc[0] < edge.line <= lines.iloc[-1]]
    heads, rows = [], []
    for _, part in list(key.groupby("article", sort=False))[1:]:
        titles = [*part.index[part["kind"] == "title"], part.index[0]]
        head = range(lines[part.index[0]], lines[titles[0]] + 1)
        heads.append(head)
        edge = next((edge for edge in edges if edge.line in head), None)
        found = (edge.rule, edge.text, "found") if edge else ("", part["begins"].iloc[0], "missed")
        rows.append((file, head.start, *found))
    false = [edge for edge in edges if not any(edge.line in head for head in heads)]
    rows += [(file, edge.line, edge.rule, edge.text, "false") for edge in false]
    return pd.DataFrame(rows, columns=["file", "line", "rule", "text", "verdict"])


class Scores(NamedTuple):
    """The scored rows of a folder, with the article and the place; its boundaries; and a summary of each file."""

    rows: pd.DataFrame
    boundaries: pd.DataFrame
    files: pd.DataFrame


def score_folder(folder: Path) -> Scores:
    """Score all texts of a folder that have a key."""
    scored, boundaries, files = [], [], []
    for path, key in read_keys(folder).items():
        decoded = read_text(path)
        articles = read_articles(path, decoded, key)
        frames = [score_article(path.name, part, preview, decoded.text) for part, preview in articles]
        frames = [frame.assign(article=n, place=number_places(frame)) for n, frame in enumerate(frames, 1)]
        wrong = {line for frame in frames for line in frame.loc[~frame["right"], "line"]}
        is_open = set(key.loc[key["open"], "line"].astype(int))
        doubts = [doubt.line for _, preview in articles for doubt in preview.doubts if doubt.line not in is_open]
        edges = score_boundaries(path.name, key, decoded)
        files.append(
            {"file": path.name, "rows": sum(map(len, frames)),
             "wrong": sum((~frame["right"]).sum() for frame in frames),
             "places": sum(frame["place"].max() for frame in frames),
             "doubts": len(doubts), "needless": sum(line not in wrong for line in doubts),
             **{verdict: (edges["verdict"] == verdict).sum() for verdict in VERDICTS}}
        )  # fmt: skip
        scored += frames
        boundaries.append(edges)
    return Scores(pd.concat(scored, ignore_index=True), pd.concat(boundaries, ignore_index=True), pd.DataFrame(files))


def count_causes(rows: pd.DataFrame) -> pd.DataFrame:
    """Count wrong places and rows by what decided of the first row of each place."""
    wrong = rows[~rows["right"]].groupby(["file", "article", "place"], as_index=False)
    places = wrong.agg(rule=("rule", "first"), rows=("rule", "size"), doubted=("doubted", "any"))
    causes = places.groupby("rule", as_index=False).agg(
        places=("rule", "size"), rows=("rows", "sum"), doubted=("doubted", "sum")
    )
    return causes.sort_values(["places", "rows", "rule"], ascending=[False, False, True], ignore_index=True)


def print_scores(scores: Scores) -> None:
    """Print the totals, then the causes and the files."""
    rows, _, files = scores
    causes, wrong, total = count_causes(rows), rows[~rows["right"]], files.sum(numeric_only=True)
    print(f"{len(files)} files, {len(rows)} rows")
    for column in SCORES:
        print(f"  {column:<9}{rows[column].sum():>6} {rows[column].mean():>7.1%}")
    print(
        f"wrong rows {len(wrong)}, doubted {wrong['doubted'].sum()}; places {causes['places'].sum()}, "
        f"doubted {causes['doubted'].sum()}\n"
        f"doubts {total['doubts']}, needless {total['needless']}: {total['needless'] / len(rows):.3f} a row\n"
        f"boundaries {', '.join(f'{total[verdict]} {verdict}' for verdict in VERDICTS)}"
    )
    print(f"\n{causes.to_string(index=False)}\n\n{files.to_string(index=False)}")


def print_wrong(scores: Scores) -> None:
    """Print the wrong rows, by what decided of them (what was read → what is right), and the wrong boundaries."""
    for rule, found in scores.rows[~scores.rows["right"]].groupby("rule"):
        print(f"\n{rule}")
        for row in found.to_dict("records"):
            differs = [
                f"{column} {row[f'{column}_read'] or 'none'} → {row[f'{column}_key'] or 'none'}"
                for column in COLUMNS
                if not row[column]
            ]
            print(f"  {row['file']}:{row['line']}  {row['text']}  {'; '.join(differs)}")
    for row in scores.boundaries[scores.boundaries["verdict"] != "found"].itertuples():
        print(f"{row.verdict} boundary  {row.file}:{row.line}  {row.text}  {row.rule}")


def main() -> None:
    """Score the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="texts, each with its key beside it, NAME.csv")
    parser.add_argument("--wrong", action="store_true", help="print the wrong rows, too")
    asked = parser.parse_args()
    try:
        scores = score_folder(asked.folder)
    except DiscourseError as error:
        sys.exit(str(error))
    print_scores(scores)
    if asked.wrong:
        print_wrong(scores)


if __name__ == "__main__":
    main()
