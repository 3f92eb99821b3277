"""How many planted passages `find_reuse` finds, and how much of what it finds was planted.

    python benchmarks/reuse_accuracy.py            200 passages, in half a minute of one core
    python benchmarks/reuse_accuracy.py FOLDER     and the time that the text files of a folder take, all against all

Two texts of 40,000 letters are made of words drawn from the dictionary of jieba by their frequency. 200 passages of 10
to 60 letters of the first are put into the second; of each a share of letters, from none to a fifth, is changed, put in
or left out. A passage is found where rows cover four fifths of its letters. What is found counts as planted by its
letters: those of rows that lie in planted passages. The words of the dictionary stand in both texts, too, and may
agree by chance.
"""

import random
import sys
import time
from pathlib import Path

import jieba
import pandas as pd

import discourse as dc

LETTERS, PASSAGES, SHORTEST, LONGEST = 40_000, 200, 10, 60
EDITS = [0, 0.05, 0.1, 0.15, 0.2]
COVERED = 0.8


def dictionary() -> tuple[list[str], list[int]]:
    """Return the Chinese words of jieba's dictionary with their frequencies."""
    with jieba.get_dict_file() as file:
        rows = [line.decode("utf-8").split() for line in file]
    words = [(word, int(n)) for word, n, _ in rows if all("\u4e00" <= letter <= "\u9fff" for letter in word)]
    return [word for word, _ in words], [n for _, n in words]


def edit(drawn: random.Random, passage: str, share: float, letters: str) -> str:
    """Change a share of the letters inside a passage: another letter, one put in, one left out."""
    kept = list(passage)
    for at in sorted(drawn.sample(range(1, len(kept) - 1), round(share * len(kept))), reverse=True):
        kind = drawn.choice(["changed", "added", "dropped"])
        other = drawn.choice(letters)
        kept[at : at + 1] = {"changed": [other], "added": [kept[at], other], "dropped": []}[kind]
    return "".join(kept)


def plant(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make both texts, a paragraph a row, and the places of what was planted: start, end, share of letters changed."""
    drawn = random.Random(seed)
    words, weights = dictionary()
    texts = ["".join(drawn.choices(words, weights, k=LETTERS))[:LETTERS] for _ in range(2)]
    step = LETTERS // PASSAGES
    pieces, planted, at = [], [], 0
    for number in range(PASSAGES):
        length, share = drawn.randint(SHORTEST, LONGEST), EDITS[number % len(EDITS)]
        begin = drawn.randrange(number * step, (number + 1) * step - length)
        passage = edit(drawn, texts[0][begin : begin + length], share, texts[0])
        filler = texts[1][number * step : (number + 1) * step - length]
        planted.append((at + len(filler), at + len(filler) + len(passage), share))
        pieces += [filler, passage]
        at += len(filler) + len(passage)
    rows = [("source", "2023", texts[0]), ("later", "2024", "".join(pieces))]
    text = pd.DataFrame(rows, columns=["doc", "date", "text"]).assign(
        section=0, turn=0, paragraph=1, kind="body", speaker=None, point=None
    )
    return text, pd.DataFrame(planted, columns=["start", "end", "share"])


def score(seeds: range) -> None:
    """Print recall by the share of letters changed, and precision."""
    found, right, total = [], 0, 0
    for seed in seeds:
        text, planted = plant(seed)
        rows = dc.find_reuse(text.drop(columns="date"), articles=text[["doc", "date"]])
        inside = {at for start, end in zip(planted["start"], planted["end"], strict=True) for at in range(start, end)}
        said = {at for start, end in zip(rows["start_to"], rows["end_to"], strict=True) for at in range(start, end)}
        right, total = right + len(said & inside), total + len(said)
        found += [
            (share, sum(at in said for at in range(start, end)) >= COVERED * (end - start))
            for start, end, share in planted.itertuples(index=False)
        ]
    frame = pd.DataFrame(found, columns=["share", "found"])
    print("| letters changed | passages | recall |\n|---|---|---|")
    for share, own in frame.groupby("share")["found"]:
        print(f"| {share:.0%} | {len(own)} | {own.mean():.3f} |")
    print(f"\nprecision by letters: {right / total:.3f} of {total:,}")


def clock(folder: Path) -> None:
    """Print how long the texts of a folder take, all against all, and how many passages they share."""
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(folder.glob("*.txt"))]
    rows = [
        (f"{doc:03}", number, line)
        for doc, text in enumerate(texts)
        for number, line in enumerate(filter(None, map(str.strip, text.split("\n"))), 1)
    ]
    text = pd.DataFrame(rows, columns=["doc", "paragraph", "text"]).assign(
        section=0, turn=0, kind="body", speaker=None, point=None
    )
    for some in (len(texts) // 2, len(texts)):
        begun = time.process_time()
        part = text[text["doc"] < f"{some:03}"]
        found = dc.find_reuse(part)
        took, size = time.process_time() - begun, part["text"].str.len().sum()
        print(f"{some} texts, {size:,} characters: {took:.1f} s, {len(found):,} passages")


if __name__ == "__main__":
    score(range(5))
    if sys.argv[1:]:
        clock(Path(sys.argv[1]))
