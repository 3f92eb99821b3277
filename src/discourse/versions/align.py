"""Which sentences of one version became which of another."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import pandas as pd
from opencc import OpenCC
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from discourse.errors import DiscourseError, one_of
from discourse.schema import make_frame
from discourse.texts.normalize import fold
from discourse.texts.sentences import split_sentences
from discourse.words.segment import make_cutter, token_type

CHANGES = ["same", "damage", "punctuation", "reworded", "expanded", "shortened", "added", "dropped"]
SIDES = ["old", "new"]
# What wear of a page puts in the place of what: blanks inside a line, a Latin word for 和, characters that look alike.
STRAY = [(re.compile(r"\s+"), ""), (re.compile(r"(?<=[\u4e00-\u9fff])and(?=[\u4e00-\u9fff])"), "和")]
ALIKE = ["0O〇", "1lI|", "己已巳", "末未", "日曰", "土士", "干千于", "戊戌戍", "人入"]
LOOK_ALIKES = {ord(character): group[0] for group in ALIKE for character in group}
FULL_STOP = re.compile(r"[。！？!?…][”’」』）)》]*\s*$")
# Titles, headings and questions are paired by their place: a new heading over a paired section is that heading reworded.
BY_PLACE = {"title", "subtitle", "heading", "question"}
# Least similarity (twice the common characters over all) for one sentence to become one, and for any other number.
ONE_TO_ONE, MANY = 0.45, 0.5
# Two sentences of which the shorter shares a smaller part than this with the other are no pair at these similarities.
NEAR = 0.4
# A sentence is looked for outside its section only where it is long enough to be known again.
ELSEWHERE, LONG_ENOUGH = 0.6, 8
BEADS = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)]
SIDE_TYPES = {
    "kind": "str", "section": "Int64", "turn": "Int64", "point": "Int64", "first_paragraph": "Int64",
    "last_paragraph": "Int64", "first_sentence": "Int64", "last_sentence": "Int64", "text": "str", "words": "int64",
}  # fmt: skip
BLOCK_TYPES = (
    {"block": "int64", "change": "str", "moved": "bool", "shape": "str", "similarity": "float64"}
    | {f"{name}_{side}": kind for side in SIDES for name, kind in SIDE_TYPES.items()}
    | {"words_kept": "int64", "operations": "object", "judged": "str", "rule": "str", "old": "str", "new": "str"}
)
# What an overruling names a row by, and what it may add.
SENTENCE_KEYS = ["first_sentence_old", "first_sentence_new"]
PARAGRAPH_KEYS = ["first_paragraph_old", "first_paragraph_new"]


@dataclass(frozen=True)
class Sentence:
    """One sentence of a version, with its place and its letters: folded, without punctuation and blanks."""

    at: int
    doc: str
    kind: str
    section: int
    turn: int
    point: object
    paragraph: int
    sentence: int
    text: str
    letters: str


Bead = tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


def align_versions(
    paragraphs: pd.DataFrame, *, old: str, new: str, overrulings: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Align two versions of a text: sections, then turns and points, then sentences, then words inside a pair.

    Sections are paired by their vocabulary, and inside them turns and points; titles, headings and questions by their
    place. Inside a pair sentences keep their order and may split or merge; what is left over is looked for in the rest
    of the text. Each character of both versions, imprint too, stands in exactly one row, and swapping `old` and `new`
    gives the mirror image. `overrulings` (a frame with old, new, first_sentence_old, first_sentence_new, change,
    reason; one of the two sentences may be missing) puts the researcher's label in the place of the rule's. A line that
    holds several points has several rows for a sentence that runs over them: first_paragraph_old or
    first_paragraph_new, copied from the row, says which is meant.

    Returns one row per block of sentences, in reading order: block, change, moved, shape, similarity (twice the common
    characters over all, without punctuation), for each side kind, section, turn, point, first_ and last_paragraph,
    first_ and last_sentence, text, words (with the suffixes _old and _new; missing or empty where the side has none),
    words_kept, operations (kept, replaced, dropped, added; old text; new text), judged (rule or researcher), rule (what
    the rule says), old, new. `change` is the first that fits:

    - same: the same text, its width and script (simplified or traditional) folded
    - damage: the same but for blanks, a broken line or characters that look alike
    - punctuation: the same letters
    - expanded: the new has all letters of the old in their order, and more; shortened: the reverse
    - reworded: anything else that is paired
    - added, dropped: only the new or only the old has it

    `moved` marks the lightest blocks (by letters) without which all others stand in one order in both versions.

    Raises DiscourseError for an unknown doc, the same doc twice, and an overruling that fits no block or several, or
    one that another overrules, too.

    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...                      "text": ["发展低空经济。改革。", "大力发展低空经济。"]})
    >>> align_versions(text, old="a", new="b")[["text_old", "change"]].to_numpy().tolist()
    [['发展低空经济。', 'expanded'], ['改革。', 'dropped']]
    """
    for side, doc in (("old", old), ("new", new)):
        one_of(side, doc, paragraphs["doc"].unique())
    if old == new:
        raise DiscourseError(f"old={old!r} and new={new!r} are one doc; give two")
    a, b = (sentences_of(paragraphs[paragraphs["doc"] == doc]) for doc in (old, new))
    beads = pair_leftovers(pair_sections(a, b), a, b)
    beads += [((s,), ()) for s in left_over(a, beads, 0)] + [((), (s,)) for s in left_over(b, beads, 1)]
    moved = find_moved(beads)
    rows = [block_row(bead, bead in moved) | {"old": old, "new": new} for bead in in_reading_order(beads, moved)]
    frame = make_frame([row | {"block": number} for number, row in enumerate(rows, 1)], BLOCK_TYPES)
    return frame if overrulings is None else overrule(frame, overrulings)


def sentences_of(paragraphs: pd.DataFrame) -> list[Sentence]:
    """List the sentences of one doc."""
    found = []
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True), first):
            text = p.text[start:end]
            point = None if pd.isna(p.point) else int(p.point)
            place = (p.doc, p.kind, p.section, p.turn, point, p.paragraph, number)
            found.append(Sentence(len(found), *place, text, letters_of(text)))
    return found


@lru_cache(maxsize=1)
def simplifier() -> OpenCC:
    """Make the one converter from traditional to simplified characters of this process."""
    return OpenCC("t2s")


def comparable(text: str) -> str:
    """Fold width and script for comparing.

    >>> comparable("發展６Ｇ，（首台套）")
    '发展6G,(首台套)'
    """
    return simplifier().convert(fold(text)).strip()


def letters_of(text: str) -> str:
    """Keep the letters and digits of a text, folded; a text without any is kept whole."""
    folded = comparable(text)
    return "".join(character for character in folded if character.isalnum()) or folded


def unworn(text: str) -> str:
    """Undo what the wear of a page may have done, for comparing only."""
    folded = comparable(text)
    for pattern, intact in STRAY:
        folded = pattern.sub(intact, folded)
    return folded.translate(LOOK_ALIKES)


def pair_sections(a: list[Sentence], b: list[Sentence]) -> list[Bead]:
    """Align the sentences of paired sections; what belongs to no section is one of them."""
    sections = [group(side, lambda s: s.section) for side in (a, b)]
    inside = [{key: value for key, value in side.items() if key} for side in sections]
    if all(inside):
        pairs = match(inside[0], inside[1], least=0.1) + [(0, 0)]
    else:
        # A version without sections is one: the other is taken as one, too.
        sections, pairs = [{0: a}, {0: b}], [(0, 0)]
    return [bead for x, y in pairs for bead in pair_units(sections[0].get(x, []), sections[1].get(y, []))]


def pair_units(a: list[Sentence], b: list[Sentence]) -> list[Bead]:
    """Align the sentences of paired turns, points, headings … inside a pair of sections."""
    units = [group(side, unit_key(side)) for side in (a, b)]
    beads = []
    for kind in {key[0] for side in units for key in side}:
        mine, theirs = ({key: value for key, value in side.items() if key[0] == kind} for side in units)
        for x, y in match(mine, theirs, least=-1 if kind in BY_PLACE else 0.05):
            if kind in BY_PLACE and len(mine[x]) == len(theirs[y]) == 1:
                beads.append((tuple(mine[x]), tuple(theirs[y])))
            else:
                beads += pair_in_order(mine[x], theirs[y])
    return beads


def unit_key(sentences: list[Sentence]):
    """Return the function that names a sentence's unit inside its section: kind, turn counted there, point."""
    turns = {turn: number for number, turn in enumerate(sorted({s.turn for s in sentences if s.turn}), 1)}
    return lambda s: (s.kind, turns.get(s.turn, 0), s.point or 0)


def group(sentences: list[Sentence], key) -> dict:
    """Group sentences by a key, in the order of the text."""
    groups = {}
    for sentence in sentences:
        groups.setdefault(key(sentence), []).append(sentence)
    return groups


def match(a: dict, b: dict, *, least: float) -> list[tuple]:
    """Pair groups of sentences one to one, so that the pairs share most; those below `least` stay without partner.

    What two groups share is the cosine of their tf-idf weighted pairs of characters; a group with the same key has a
    small advantage.
    """
    if not a or not b:
        return []
    if len(a) == len(b) == 1 and least < 0:
        return [(*a, *b)]
    texts = ["".join(s.letters for s in sentences) for sentences in (*a.values(), *b.values())]
    weights = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), lowercase=False).fit_transform(texts)
    shared = (weights[: len(a)] @ weights[len(a) :].T).toarray()
    same = np.array([[0.1 * (x == y) for y in b] for x in a])
    rows, columns = linear_sum_assignment(shared + same, maximize=True)
    keys = list(a), list(b)
    return [(keys[0][i], keys[1][j]) for i, j in zip(rows, columns, strict=True) if shared[i, j] >= least]


def pair_in_order(a: list[Sentence], b: list[Sentence]) -> list[Bead]:
    """Align sentences that keep their order: those that stand once in both first, then what lies between them."""
    beads, at = [], (0, 0)
    for i, j in [*anchors(a, b), (len(a), len(b))]:
        beads += best_path(a[at[0] : i], b[at[1] : j])
        beads += [((a[i],), (b[j],))] if i < len(a) else []
        at = (i + 1, j + 1)
    return beads


def anchors(a: list[Sentence], b: list[Sentence]) -> list[tuple[int, int]]:
    """Find the longest chain of sentences that stand exactly once in both sides with the same letters."""
    once = [{letters for letters, n in Counter(s.letters for s in side).items() if n == 1} for side in (a, b)]
    place = {s.letters: j for j, s in enumerate(b)}
    pairs = [(i, place[s.letters]) for i, s in enumerate(a) if s.letters in once[0] & once[1]]
    chain = weighted_increasing_subsequence([j for _, j in pairs], [weight((a[i],), (b[j],)) for i, j in pairs])
    return [pairs[k] for k in chain]


def best_path(a: list[Sentence], b: list[Sentence]) -> list[Bead]:
    """Align two runs of sentences so that the sum over beads of (similarity − least) · length is largest.

    The beads are those of Gale and Church (1993, p. 83) and one to three; a sentence may stay without partner at no
    cost.
    """
    score, step, near = np.zeros((len(a) + 1, len(b) + 1)), {}, near_pairs(a, b)
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            choices = [(score[i - 1, j], (1, 0))] * (i > 0) + [(score[i, j - 1], (0, 1))] * (j > 0)
            for m, n in BEADS:
                if m <= i and n <= j and near[i - m : i, j - n : j].any():
                    worth = gain(tuple(a[i - m : i]), tuple(b[j - n : j])) + tie_break(a, b, i - m, j - n)
                    choices.append((score[i - m, j - n] + worth, (m, n)))
            if choices:
                score[i, j], step[i, j] = max(choices, key=lambda choice: (choice[0], min(choice[1]), -sum(choice[1])))
    beads, i, j = [], len(a), len(b)
    while i or j:
        m, n = step[i, j]
        if m and n:
            beads.append((tuple(a[i - m : i]), tuple(b[j - n : j])))
        i, j = i - m, j - n
    return beads[::-1]


def near_pairs(a: list[Sentence], b: list[Sentence]) -> np.ndarray:
    """Tell which sentences share so many letters that pairing them could be worth it."""
    if not a or not b:
        return np.zeros((len(a), len(b)), dtype=bool)
    x, y = ([s.letters for s in side] for side in (a, b))
    shorter = np.minimum.outer([len(letters) for letters in x], [len(letters) for letters in y])
    return cdist(x, y, scorer=LCSseq.similarity) >= NEAR * shorter


def gain(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> float:
    """Return what pairing two runs of sentences is worth; below 0 it is better to leave them apart."""
    x, y = joined(a), joined(b)
    least = ONE_TO_ONE if len(a) == len(b) == 1 else MANY
    return 2 * LCSseq.similarity(x, y) - least * (len(x) + len(y))


def tie_break(a: list[Sentence], b: list[Sentence], i: int, j: int) -> float:
    """Prefer, among equals, what stands at like places and early; the same whichever side comes first."""
    x, y = i / len(a), j / len(b)
    trace = (crc32(a[i].letters.encode()) + crc32(b[j].letters.encode())) / 2**33
    return 1e-4 * (1 - abs(x - y)) - 1e-6 * (x + y) + 1e-8 * trace


def joined(sentences: tuple[Sentence, ...]) -> str:
    """Join the letters of sentences."""
    return "".join(sentence.letters for sentence in sentences)


def pair_leftovers(beads: list[Bead], a: list[Sentence], b: list[Sentence]) -> list[Bead]:
    """Pair what has no partner yet with its like anywhere in the other version, the most alike first."""
    x, y = ([s for s in left_over(side, beads, n) if len(s.letters) >= LONG_ENOUGH] for n, side in enumerate((a, b)))
    if not x or not y:
        return beads
    alike = cdist([s.letters for s in x], [s.letters for s in y], scorer=Indel.normalized_similarity)
    places = sorted(
        zip(*np.where(alike >= ELSEWHERE), strict=True), key=lambda place: leftover_order(alike, x, y, *place)
    )
    taken, found = (set(), set()), []
    for i, j in places:
        if i not in taken[0] and j not in taken[1]:
            found.append(((x[i],), (y[j],)))
            taken[0].add(i)
            taken[1].add(j)
    return beads + found


def leftover_order(alike: np.ndarray, x: list[Sentence], y: list[Sentence], i: int, j: int) -> tuple:
    """Sort pairs from the most alike; of equals those nearest in place, whichever side comes first."""
    return -alike[i, j], abs(x[i].at - y[j].at), x[i].at + y[j].at, min(x[i].at, y[j].at)


def left_over(sentences: list[Sentence], beads: list[Bead], side: int) -> list[Sentence]:
    """List the sentences of a side that no bead holds."""
    held = {sentence.at for bead in beads for sentence in bead[side]}
    return [sentence for sentence in sentences if sentence.at not in held]


def weight(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> float:
    """Weigh a bead by its letters; a trace of its text tells equals apart, the same whichever side comes first."""
    x, y = joined(a), joined(b)
    return len(x) + len(y) + (crc32(x.encode()) + crc32(y.encode())) / 2**35 + min(s.at for s in a + b) / 2**24


def weighted_increasing_subsequence(places: list[int], weights: list[float]) -> list[int]:
    """Return the positions of the heaviest rising chain in `places`.

    >>> weighted_increasing_subsequence([0, 3, 1, 2], [1, 1, 1, 1])
    [0, 2, 3]
    """
    order, best = np.array(places), np.zeros(len(places))
    before = [-1] * len(places)
    for k in range(len(places)):
        below = np.where(order[:k] < order[k])[0]
        if len(below):
            before[k] = int(below[np.argmax(best[below])])
        best[k] = weights[k] + (best[before[k]] if before[k] >= 0 else 0)
    chain, at = [], int(np.argmax(best)) if places else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def find_moved(beads: list[Bead]) -> set[Bead]:
    """Find the lightest beads without which the others stand in one order on both sides."""
    pairs = sorted([bead for bead in beads if bead[0] and bead[1]], key=lambda bead: bead[0][0].at)
    chain = weighted_increasing_subsequence([bead[1][0].at for bead in pairs], [weight(*bead) for bead in pairs])
    return set(pairs) - {pairs[k] for k in chain}


def in_reading_order(beads: list[Bead], moved: set[Bead]) -> list[Bead]:
    """Sort beads as the new version has them; what only the old has follows what it followed there."""
    fixed = sorted([bead for bead in beads if bead[0] and bead[1] and bead not in moved], key=lambda b: b[0][0].at)
    starts = np.array([bead[0][0].at for bead in fixed])

    def place(bead: Bead) -> tuple:
        if bead[1]:
            return bead[1][0].at, 0, 0
        earlier = int(np.searchsorted(starts, bead[0][0].at)) - 1
        return (fixed[earlier][1][-1].at if earlier >= 0 else -1), 1, bead[0][0].at

    return sorted(beads, key=place)


def block_row(bead: Bead, moved: bool) -> dict:
    """Describe one block."""
    texts = ["".join(s.text for s in side) for side in bead]
    operations = word_operations(*texts)
    change = change_of(bead, *texts)
    sides = [side_columns(sentences, side) for sentences, side in zip(bead, SIDES, strict=True)]
    alike = Indel.normalized_similarity(joined(bead[0]), joined(bead[1])) if all(bead) else None
    kept = sum(count_words(old) for op, old, _ in operations if op == "kept")
    return {
        "change": change, "rule": change, "judged": "rule", "moved": moved, "shape": shape_of(*map(len, bead)),
        "similarity": alike, "operations": operations, "words_kept": kept,
    } | sides[0] | sides[1]  # fmt: skip


def side_columns(sentences: tuple[Sentence, ...], side: str) -> dict:
    """Give the keys and the text of one side of a block."""
    text = "".join(s.text for s in sentences)
    columns = {"text": text, "words": count_words(text)}
    if sentences:
        first, last = sentences[0], sentences[-1]
        columns |= {
            "kind": first.kind, "section": first.section, "turn": first.turn, "point": first.point,
            "first_paragraph": first.paragraph, "last_paragraph": last.paragraph, "first_sentence": first.sentence,
            "last_sentence": last.sentence,
        }  # fmt: skip
    return {f"{name}_{side}": value for name, value in columns.items()}


def shape_of(n_old: int, n_new: int) -> str:
    """Name how many sentences became how many.

    >>> [shape_of(*n) for n in [(1, 1), (1, 2), (3, 1), (2, 2), (1, 0), (0, 1)]]
    ['one to one', 'split', 'merged', 'many to many', 'old only', 'new only']
    """
    if not n_old or not n_new:
        return "old only" if n_old else "new only"
    if n_old == n_new == 1:
        return "one to one"
    return "split" if n_old == 1 else "merged" if n_new == 1 else "many to many"


def change_of(bead: Bead, old: str, new: str) -> str:
    """Name the change of a block: the first type that fits."""
    if not all(bead):
        return "dropped" if bead[0] else "added"
    if comparable(old) == comparable(new):
        return "damage" if broken(bead[0]) != broken(bead[1]) else "same"
    if unworn(old) == unworn(new):
        return "damage"
    x, y = letters_of(old), letters_of(new)
    if x == y:
        return "punctuation"
    common = LCSseq.similarity(x, y)
    return "expanded" if common == len(x) else "shortened" if common == len(y) else "reworded"


def broken(sentences: tuple[Sentence, ...]) -> bool:
    """Tell whether a sentence runs on from one paragraph to the next."""
    return any(a.paragraph != b.paragraph and not FULL_STOP.search(a.text) for a, b in pairwise(sentences))


@lru_cache(maxsize=65536)
def cut_words(text: str) -> tuple[str, ...]:
    """Cut a text into words."""
    return tuple(make_cutter("rjieba", hmm=True)(text))


def count_words(text: str) -> int:
    """Count the words of a text, punctuation left out."""
    return sum(token_type(word) != "punctuation" for word in cut_words(text))


def word_operations(old: str, new: str) -> list[tuple[str, str, str]]:
    """Say what was done to the words of `old` to make `new`: kept, replaced, dropped, added.

    >>> word_operations("发展技术市场。", "发展技术和数据市场。")
    [('kept', '发展技术', '发展技术'), ('added', '', '和数据'), ('kept', '市场。', '市场。')]
    """
    x, y = cut_words(old), cut_words(new)
    operations = []
    for code in Indel.opcodes([comparable(word) for word in x], [comparable(word) for word in y]):
        old_part, new_part = "".join(x[code.src_start : code.src_end]), "".join(y[code.dest_start : code.dest_end])
        if code.tag == "equal":
            operations.append(("kept", old_part, new_part))
        elif operations and operations[-1][0] != "kept":
            _, old_before, new_before = operations.pop()
            operations.append(("replaced", old_before + old_part, new_before + new_part))
        else:
            operations.append(("dropped" if old_part else "added", old_part, new_part))
    return operations


def overrule(aligned: pd.DataFrame, overrulings: pd.DataFrame) -> pd.DataFrame:
    """Put the researcher's labels in the place of the rule's; `rule` keeps what the rule says."""
    aligned = aligned.copy()
    mine = overrulings[(overrulings["old"] == aligned["old"].iloc[0]) & (overrulings["new"] == aligned["new"].iloc[0])]
    for line in mine.to_dict("records"):
        one_of("overrulings.change", line["change"], CHANGES)
        at = block_meant(aligned, line)
        if aligned.at[at, "judged"] == "researcher":
            block = aligned.at[at, "block"]
            raise DiscourseError(f"two overrulings fit block {block}, one of them {named(line)}; keep one")
        aligned.loc[at, ["change", "judged"]] = [line["change"], "researcher"]
    return aligned


def block_meant(aligned: pd.DataFrame, line: dict) -> int:
    """Return the index of the one row that an overruling means."""
    fits = pd.Series(True, aligned.index)
    for column in SENTENCE_KEYS:
        fits &= aligned[column].isna() if pd.isna(line[column]) else aligned[column].eq(int(line[column])).fillna(False)
    for column in PARAGRAPH_KEYS:
        if not pd.isna(line.get(column, pd.NA)):
            fits &= aligned[column].eq(int(line[column])).fillna(False)
    found = aligned[fits]
    if found.empty:
        raise DiscourseError(
            f"overruling of {named(line)} fits no block; give the first_sentence_old and first_sentence_new of a row "
            "of align_versions"
        )
    if len(found) > 1:
        rows = "; ".join(f"block {row['block']} ({named(row, PARAGRAPH_KEYS)})" for row in found.to_dict("records"))
        raise DiscourseError(
            f"overruling of {named(line)} fits {len(found)} blocks, as one sentence runs over several paragraphs: "
            f"{rows}. Add the column first_paragraph_old or first_paragraph_new of the one meant"
        )
    return found.index[0]


def named(line: dict, columns: list[str] | None = None) -> str:
    """Write out those of the key columns that a row fills.

    >>> named({"first_sentence_old": 3, "first_sentence_new": None, "change": "same"})
    'first_sentence_old=3'
    """
    columns = columns or [*SENTENCE_KEYS, *PARAGRAPH_KEYS]
    return ", ".join(f"{column}={int(line[column])}" for column in columns if not pd.isna(line.get(column, pd.NA)))
