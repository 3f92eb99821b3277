"""Which sentences of one version became which of another."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise, product
from math import log
from operator import attrgetter, itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist, cpdist
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of
from discourse.schema import ALIGNMENT, OVERRULINGS, SIDES, make_frame, require_columns
from discourse.texts.characters import ENDS_SENTENCE, HAN
from discourse.texts.normalize import comparison_form, letters
from discourse.versions.sentences import Sentence, check_versions, read_sentences, version_order
from discourse.versions.sequences import match_greedily, number_characters, weighted_increasing_subsequence
from discourse.words.segment import make_cutter, token_type

CHANGES = ["same", "damage", "punctuation", "reworded", "expanded", "shortened", "added", "dropped"]
# By whether the old and the new side of a block have several sentences.
SHAPES = {(False, False): "one to one", (False, True): "split", (True, False): "merged", (True, True): "many to many"}
# What wear of a page puts in the place of what: blanks inside a line, a Latin word for 和, characters that look alike.
STRAY_MARKS = [(re.compile(r"\s+"), ""), (re.compile(rf"(?<=[{HAN}])and(?=[{HAN}])"), "和")]
ALIKE = ["0O〇", "1lI|", "己已巳", "末未", "日曰", "土士", "干千于", "戊戌戍", "人入"]
LOOK_ALIKES = {ord(character): group[0] for group in ALIKE for character in group}
# These are paired by their place, unless they have nothing in common.
PAIRED_BY_PLACE = {"title", "subtitle", "heading", "question"}
# Least similarity (twice the common characters over all) for one sentence to become one, and for any other number.
ONE_TO_ONE, MANY = 0.45, 0.5
# A sentence is looked for outside its section only where it is long enough to be known again.
ELSEWHERE, LONG_ENOUGH = 0.6, 8
# A sentence of which this share of the runs of four letters stands in one sentence of the other version was kept there.
KEPT, RUN = 0.6, 4
# The most sentences that one sentence became, or was made of.
MOST_PARTS = 12
# Two parts of a text without a sentence in common are compared sentence by sentence, so many pairs at the most.
MOST_PAIRS = 10_000_000
BEAD_SIZES = [(1, 1), (2, 2), *((1, n) for n in range(2, MOST_PARTS + 1)), *((n, 1) for n in range(2, MOST_PARTS + 1))]
# Of equal sums the bead with most on its smaller side is taken, then the one with fewest sentences, then the first.
PREFERRED_LAST = sorted(range(len(BEAD_SIZES)), key=lambda size: (min(BEAD_SIZES[size]), -sum(BEAD_SIZES[size]), -size))
# Beads are looked for in so many rows at once. The place of a bead weighs less than the slack.
ROWS, SLACK = 250, 2e-4
# Kinds of paragraphs that hold running text: a sentence of one may be kept in one of another.
RUNNING_KINDS = {"lead", "body", "answer"}
# What an overruling names a row by: the sentences, always, and the paragraphs where a sentence has several rows.
SENTENCE_KEYS = [column for column in OVERRULINGS if column.startswith("first_sentence")]
PARAGRAPH_KEYS = [column for column in OVERRULINGS if column.startswith("first_paragraph")]


class Bead(NamedTuple):
    """Sentences of the old version and those of the new one that they became; one side may be empty.

    The term is the field's: Brown, Lai and Mercer (1991), Aligning sentences in parallel corpora.
    """

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]

    def len_common(self) -> int:
        """Return how many letters both sides have in one order."""
        return LCSseq.similarity(*map(join_letters, self))

    def gain(self) -> float:
        """Return what it adds to an alignment: (similarity − least) · length."""
        least = ONE_TO_ONE if len(self.old) == len(self.new) == 1 else MANY
        return 2 * self.len_common() - least * len(join_letters(self.old + self.new))

    def best_runs(self) -> "Bead":
        """Return the runs of the text, one of either side, that have most in common."""
        numbered = (groupby(enumerate(side), lambda place: place[1].index - place[0]) for side in self)
        runs = ([tuple(sentence for _, sentence in run) for _, run in side] for side in numbered)
        return max((Bead(*pair) for pair in product(*runs)), key=Bead.gain)

    def classify(self, old: str, new: str) -> str:
        """Return the code of what changed from the text of one side to that of the other: the first that fits."""
        if not all(self):
            return "dropped" if self.old else "added"
        if comparison_form(old) == comparison_form(new):
            # A sentence that runs on from one paragraph to the next is a broken line.
            joints = [[a for a, b in pairwise(side) if a.paragraph != b.paragraph] for side in self]
            broken = [any(not ENDS_SENTENCE.search(a.text) for a in side) for side in joints]
            return "damage" if broken[0] != broken[1] else "same"
        if undo_page_wear(old) == undo_page_wear(new):
            return "damage"
        x, y = letters(old), letters(new)
        if x == y:
            return "punctuation"
        common = LCSseq.similarity(x, y)
        return "expanded" if common == len(x) else "shortened" if common == len(y) else "reworded"

    def describe(self) -> dict:
        """Describe it as a block: what changed, how many sentences became how many, and its place on both sides."""
        texts = ["".join(s.text for s in sentences) for sentences in self]
        change, operations = self.classify(*texts), word_operations(texts[0], texts[1])
        row: dict[str, object] = {"change": change, "rule": change, "judged": "rule", "operations": operations}
        row["words_kept"] = sum(count_without_punctuation(old) for op, old, _ in operations if op == "kept")
        if all(self):
            row["shape"] = SHAPES[len(self.old) > 1, len(self.new) > 1]
            row["similarity"] = Indel.normalized_similarity(join_letters(self.old), join_letters(self.new))
        else:
            row["shape"] = "old only" if self.old else "new only"
        for side, sentences, text in zip(SIDES, self, texts, strict=True):
            # A caption between sentences is text of the block, but never counted.
            body = "".join(s.text for s in sentences if s.kind != "imprint") or text
            row |= {f"text_{side}": text, f"words_{side}": count_without_punctuation(body)}
            if sentences:
                row |= {f"{key}_{side}": getattr(sentences[0], key) for key in ("kind", "section", "turn", "point")}
                ends = product((("first", sentences[0]), ("last", sentences[-1])), ("paragraph", "sentence"))
                row |= {f"{end}_{key}_{side}": getattr(sentence, key) for (end, sentence), key in ends}
        return row


def align_versions(
    paragraphs: pd.DataFrame, *, old: str, new: str, overrulings: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Align two versions of a text: sections, then turns and points, then sentences, then words inside a pair.

    `paragraphs` are those of read_corpus, with the docs `old` and `new` among them.
    Sections are paired by their vocabulary, and inside them turns and points; titles, headings and questions by their
    place. Inside a pair sentences keep their order and may split or merge; what is left over is looked for in the rest
    of the text. Each character of both versions, imprint too, stands in exactly one row; a row is a run of the text on
    either side, and swapping `old` and `new` gives the mirror image. `overrulings` (a frame with old, new,
    first_sentence_old, first_sentence_new, change, reason; one of the two sentences may be missing) puts the
    researcher's label in the place of the rule's. A line that holds several points has several rows for a sentence that
    runs over them: first_paragraph_old or first_paragraph_new, copied from the row, says which is meant.

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

    Raises DiscourseError for an unknown doc, the same doc twice, two parts of thousands of sentences without one in
    common, and an overruling that fits no block or several, or
    one that another overrules, too.

    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...                      "text": ["发展低空经济。改革。", "大力发展低空经济。"]})
    >>> align_versions(text, old="a", new="b")[["text_old", "change"]].to_numpy().tolist()
    [['发展低空经济。', 'expanded'], ['改革。', 'dropped']]
    """
    columns = ["doc", "section", "turn", "paragraph", "kind", "point", "text"]
    check_versions(paragraphs, columns, old=old, new=new)
    beads, fixed = align_sentences(*(read_sentences(paragraphs, doc) for doc in (old, new)))
    stayed, starts = set(fixed), [bead.old[0].index for bead in fixed]
    rows = []
    for bead in beads:
        if bead.new:
            place = bead.new[0].index, 0, 0
        else:
            # What only the old version has follows what it followed there.
            earlier = bisect_left(starts, bead.old[0].index) - 1
            place = fixed[earlier].new[-1].index if earlier >= 0 else -1, 1, bead.old[0].index
        moved = all(bead) and bead not in stayed
        rows.append((place, bead.describe() | {"old": old, "new": new, "moved": moved}))
    rows.sort(key=itemgetter(0))
    aligned = make_frame([row | {"block": block} for block, (_, row) in enumerate(rows, 1)], ALIGNMENT)
    return aligned if overrulings is None else apply_overrulings(aligned, overrulings, old, new)


def aligned_docs(aligned: pd.DataFrame) -> dict[str, str]:
    """Return the docs of an alignment by their side; refuse one of several pairs of versions."""
    pairs = aligned[["old", "new"]].drop_duplicates().to_dict("records")
    if len(pairs) > 1:
        raise DiscourseError(f"aligned holds {len(pairs)} pairs of versions, such as {pairs[:2]}; give one at a time")
    return pairs[0] if pairs else dict.fromkeys(SIDES, "")


def align_sentences(olds: list[Sentence], news: list[Sentence]) -> tuple[list[Bead], list[Bead]]:
    """Put each sentence of both versions into one bead; return also the pairs that did not move, in their order."""
    if version_order(news) < version_order(olds):
        beads, fixed = align_sentences(news, olds)
        return [Bead(*bead[::-1]) for bead in beads], [Bead(*bead[::-1]) for bead in fixed]
    texts = Bitext(olds, news)
    beads = texts.add_unpaired(texts.join_kept_parts(texts.make_runs(texts.align_sections())))
    pairs = sorted([bead for bead in beads if all(bead)], key=lambda bead: bead.old[0].index)
    weights = [len(join_letters(bead.old + bead.new)) for bead in pairs]
    return beads, [pairs[k] for k in weighted_increasing_subsequence([b.new[0].index for b in pairs], weights)]


class Bitext(NamedTuple):
    """The sentences of two versions, or of a part of both, in their order.

    The term is the field's, too: Melamed (2001), Empirical methods for exploiting parallel texts.
    """

    olds: list[Sentence]
    news: list[Sentence]

    def align_sections(self) -> list[Bead]:
        """Align the sentences of paired sections, and there of paired turns, points, headings …; 0 is a section."""
        sections = [group_sentences(side, "section") for side in self]
        if all(any(side) for side in sections):
            numbered = [{number: side[number] for number in side if number} for side in sections]
            pairs = [*pair_groups(*numbered, least=0.1), (0, 0)]
        else:
            # A version without sections is one: the other is taken as one, too.
            sections, pairs = [{0: self.olds}, {0: self.news}], [(0, 0)]
        beads = []
        for pair in pairs:
            section = [side.get(number, []) for side, number in zip(sections, pair, strict=True)]
            kinds = [group_sentences(side, "kind") for side in section]
            # Turns are counted inside the section.
            turns = [sorted({0, *(s.turn for s in side)}) for side in section]
            for kind in sorted(kinds[0].keys() & kinds[1].keys()):
                by_place = kind in PAIRED_BY_PLACE
                units = (group_sentences(side[kind], "turn", "point").items() for side in kinds)
                mine, theirs = (
                    {(numbers.index(turn), point): unit for (turn, point), unit in side}
                    for side, numbers in zip(units, turns, strict=True)
                )
                for x, y in pair_groups(mine, theirs, least=0.05):
                    one = by_place and len(mine[x]) == len(theirs[y]) == 1
                    beads += (
                        [Bead(tuple(mine[x]), tuple(theirs[y]))] if one else Bitext(mine[x], theirs[y]).align_in_order()
                    )
        return beads

    def align_in_order(self) -> list[Bead]:
        """Align sentences that keep their order: first the anchors, then what lies between them.

        Anchors are sentences that stand exactly once in both sides with the same letters, the heaviest that keep their
        order (the field's term, too: Brown, Lai and Mercer 1991).
        """
        olds, news = self
        counts = [Counter(s.letters for s in side) for side in self]
        place = {s.letters: j for j, s in enumerate(news)}
        shared = [
            (i, place[s.letters]) for i, s in enumerate(olds) if counts[0][s.letters] == counts[1][s.letters] == 1
        ]
        weights = [len(olds[i].letters) for i, _ in shared]
        anchors = [shared[k] for k in weighted_increasing_subsequence([j for _, j in shared], weights)]
        beads, start = [], (0, 0)
        for i, j in anchors:
            beads += [*Bitext(olds[start[0] : i], news[start[1] : j]).best_path(), Bead((olds[i],), (news[j],))]
            start = (i + 1, j + 1)
        return beads + Bitext(olds[start[0] :], news[start[1] :]).best_path()

    def best_path(self) -> list[Bead]:
        """Align the sentences in their order so that the sum over beads of (similarity − least) · length is largest.

        The beads are those of Gale and Church (1993, p. 83) and one to as many as `MOST_PARTS`; a sentence may stay
        without partner at no cost. Among equals, what stands at like places and early comes first.
        """
        olds, news = self
        if not olds or not news:
            return []
        x, y = ([s.letters for s in side] for side in self)
        if len(x) * len(y) > MOST_PAIRS:
            raise DiscourseError(
                f"{len(x):,} sentences of one version and {len(y):,} of the other stand in one part, and none is the "
                f"same: more than {MOST_PAIRS:,} pairs are not compared; give versions of one text, or parts of them"
            )
        score = np.zeros((len(x) + 1, len(y) + 1))
        # Which size of bead ends where with the best sum, by its number in BEAD_SIZES from 1.
        taken = np.zeros(score.shape, dtype=np.uint8)
        from_new = np.arange(len(y) + 1) / len(y)
        for i, ending in self.promising_beads():
            best, sizes = np.full(len(y) + 1, -np.inf), np.zeros(len(y) + 1, dtype=np.uint8)
            for size, ends, gains in ending:
                m, n = BEAD_SIZES[size]
                from_old, begins = (i - m) / len(x), from_new[ends - n]
                like_place = 1e-4 * (1 - abs(from_old - begins)) - 1e-6 * (from_old + begins)
                reached = score[i - m, ends - n] + (gains + like_place)
                better = reached >= best[ends]
                best[ends[better]], sizes[ends[better]] = reached[better], size + 1
            score[i] = np.maximum.accumulate(np.maximum(score[i - 1], best))
            taken[i] = np.where(best == score[i], sizes, 0)
        beads, i, j = [], len(x), len(y)
        while i and j:
            if taken[i, j]:
                m, n = BEAD_SIZES[taken[i, j] - 1]
                beads.append(Bead(tuple(olds[i - m : i]), tuple(news[j - n : j])))
                i, j = i - m, j - n
            else:
                i, j = (i - 1, j) if score[i - 1, j] == score[i, j] else (i, j - 1)
        return beads[::-1]

    def promising_beads(self) -> Iterator[tuple[int, list[tuple[int, np.ndarray, np.ndarray]]]]:
        """Give, for each old sentence in its order, the beads that end there and may add to an alignment.

        They come by their size (its number in BEAD_SIZES), those that are preferred among equals last: where each ends
        in the new version, and its gain. Most beads cannot add: what two runs of sentences have in common is at most
        the sum of what each two of their sentences have, and single sentences inside the runs may gain more than that.
        """
        texts = number_characters(*([s.letters for s in side] for side in self))
        lengths = [np.array([*map(len, side)]) for side in texts]
        for start in range(0, len(texts[0]), ROWS):
            # Beads that end in these rows begin so many earlier at the most.
            first, last = max(0, start - MOST_PARTS + 1), min(start + ROWS, len(texts[0]))
            common = cdist(texts[0][first:last], texts[1], scorer=LCSseq.similarity, dtype=np.int32)
            found = defaultdict[int, list[tuple[int, np.ndarray, np.ndarray]]](list)
            for size, (bound, enough) in bound_beads(common, lengths[0][first:last], lengths[1]).items():
                m, n = BEAD_SIZES[size]
                rows, places = np.nonzero(bound > enough)
                rows, places = (each[rows + first + m > start] for each in (rows, places))
                gains = bound[rows, places]
                if m * n > 1:
                    runs = [
                        ["".join(side[k : k + part]) for k in range(len(side))]
                        for side, part in zip(texts, (m, n), strict=True)
                    ]
                    pairs = [runs[0][k] for k in (rows + first).tolist()], [runs[1][k] for k in places.tolist()]
                    total = np.array([len(x) + len(y) for x, y in zip(*pairs, strict=True)])
                    gains = 2 * cpdist(*pairs, scorer=LCSseq.similarity, dtype=np.int32) - MANY * total
                    rows, places, gains = (each[gains > enough[rows, places]] for each in (rows, places, gains))
                edges = np.searchsorted(rows, np.arange(last - first + 1))
                for row in np.flatnonzero(np.diff(edges)).tolist():
                    part = slice(edges[row], edges[row + 1])
                    found[first + row + m].append((size, places[part] + n, gains[part]))
            for i in range(start + 1, last + 1):
                yield i, found.get(i, [])

    def make_runs(self, beads: list[Bead]) -> list[Bead]:
        """Make each bead a run of either text: a block is read from its first sentence to its last.

        What stands between two sentences of a bead (a caption, a heading) joins it, without partner, where more of the
        text finds its like that way; else the bead keeps the runs that have most in common.
        """
        runs = list(beads)
        for bead in beads:
            sides = zip(self, bead, strict=True)
            whole = Bead(*(tuple(side[part[0].index : part[-1].index + 1]) for side, part in sides))
            between = {s for side in whole for s in side}.difference(*bead)
            if not between or bead not in runs:
                continue
            inside = [run for run in runs if not between.isdisjoint(run.old + run.new)]
            best = bead.best_runs()
            apart = sum(max(0, each.gain()) for each in (best, *inside))
            # What is never counted takes nothing in that is.
            counted = bead.old[0].kind != "imprint" or {s.kind for s in between} == {"imprint"}
            joins = counted and whole.gain() > apart
            runs = [run for run in runs if run != bead and not (joins and run in inside)]
            runs += [whole] if joins else [best] if best.gain() > 0 else []
        return runs

    def join_kept_parts(self, beads: list[Bead]) -> list[Bead]:
        """Join a sentence without partner to the bead beside it, where the other side of the bead has kept its text."""
        joined = list(beads)
        for side, sentences in enumerate(self):
            held = {sentence for bead in joined for sentence in bead[side]}
            for step in (1, -1):
                # In this direction a sentence is met right after the one it may join.
                places = {bead[side][-1 if step > 0 else 0]: k for k, bead in enumerate(joined)}
                for before, sentence in pairwise(sentences[::step]):
                    k = places.get(before)
                    if k is None or sentence in held or not may_keep(sentence, joined[k][side][0]):
                        continue
                    part = (*joined[k][side], sentence) if step > 0 else (sentence, *joined[k][side])
                    whole = joined[k]._replace(**{Bead._fields[side]: part})
                    gained = whole.len_common() - joined[k].len_common()
                    if gained >= KEPT * len(sentence.letters) >= KEPT * LONG_ENOUGH and whole.gain() > 0:
                        joined[k] = whole
                        held.add(sentence)
                        places[sentence] = k
        return joined

    def add_unpaired(self, beads: list[Bead]) -> list[Bead]:
        """Pair what has no partner yet with its like anywhere in the other version; what then has none is a bead alone.

        Its like is a sentence as a whole, or one that has kept most runs of four of its letters. Those of one kind come
        first, then the most alike, and of equals those nearest in place.
        """
        held = {sentence for bead in beads for sentence in bead.old + bead.new}
        x, y = ([s for s in side if s not in held and len(s.letters) >= LONG_ENOUGH] for side in self)
        letters_of = number_characters(*([s.letters for s in side] for side in (x, y)))
        alike = cdist(*letters_of, scorer=Indel.normalized_similarity, score_cutoff=0.99 * ELSEWHERE)
        kept = Bitext(x, y).shares_kept()
        options = []
        for i, j in zip(*np.where((alike >= ELSEWHERE) | (kept >= KEPT)), strict=True):
            if may_keep(x[i], y[j]) or alike[i, j] >= ELSEWHERE:
                places = sorted([x[i].index, y[j].index])
                similarity = Indel.normalized_similarity(letters_of[0][i], letters_of[1][j])
                nearness = -similarity, places[1] - places[0], sum(places), places[0]
                options.append((alike[i, j] < ELSEWHERE, x[i].kind != y[j].kind, *nearness, i, j))
        pairs = match_greedily(options)
        found = [Bead((x[i],), (y[j],)) for i, j in pairs]
        held |= {sentence for bead in found for sentence in bead.old + bead.new}
        alone = [Bead((s,), ()) for s in self.olds if s not in held] + [
            Bead((), (s,)) for s in self.news if s not in held
        ]
        return [*beads, *found, *alone]

    def shares_kept(self) -> np.ndarray:
        """Return for each two sentences the larger share of the runs of four letters of either that the other has.

        A sentence too short to have as many runs as letters in one has none.
        """
        texts = [[sentence.letters for sentence in side] for side in self]
        runs = [[{text[at : at + RUN] for at in range(len(text) - RUN + 1)} for text in side] for side in texts]
        holders = defaultdict(list)
        for j, each in enumerate(runs[1]):
            for run in each:
                holders[run].append(j)
        shares = np.zeros((len(self.olds), len(self.news)))
        for i, each in enumerate(runs[0]):
            for j, n in Counter(j for run in each for j in holders.get(run, ())).items():
                shares[i, j] = n / min(len(each), len(runs[1][j]))
        return shares


def bound_beads(common: np.ndarray, olds: np.ndarray, news: np.ndarray) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Bound the gain of the beads of each size that fits, by where they begin; return also what it must be more than.

    `common` are the letters that each two sentences have in one order, `olds` and `news` the letters of each. Sizes
    come by their number in BEAD_SIZES, those that are preferred among equals last. Of one sentence each the bound is
    the gain.
    """
    gain = 2 * common - ONE_TO_ONE * np.add.outer(olds, news)
    found, single = {(1, 1): (gain, np.zeros_like(gain))}, np.maximum(gain, 0)
    for turned in (False, True):
        begun, alone = (common.T, single.T) if turned else (common, single)
        one, several = (news, olds) if turned else (olds, news)
        most, instead, run = begun, alone, several
        for n in range(2, min(MOST_PARTS, len(several)) + 1):
            most, run = most[:, :-1] + begun[:, n - 1 :], run[:-1] + several[n - 1 :]
            instead = np.maximum(instead[:, :-1], alone[:, n - 1 :])
            if run.min() >= (2 / MANY - 1) * one.max():
                # What is so much longer has too little in common, and longer runs have less.
                break
            bound = 2 * np.minimum(most, np.minimum.outer(one, run)) - MANY * np.add.outer(one, run)
            found[(n, 1) if turned else (1, n)] = (bound.T, instead.T) if turned else (bound, instead)
    if min(common.shape) > 1:
        # What two sentences have in common with two others lies in three of the four pairs.
        quarters = [[each[:-1, :-1], each[:-1, 1:], each[1:, :-1], each[1:, 1:]] for each in (common, single)]
        (a, b, c, d), (p, q, r, s) = quarters
        pairs = olds[:-1] + olds[1:], news[:-1] + news[1:]
        bound = 2 * np.minimum(a + d + np.maximum(b, c), np.minimum.outer(*pairs)) - MANY * np.add.outer(*pairs)
        found[2, 2] = bound, np.maximum(p + s, np.maximum(q, r))
    sizes = [size for size in PREFERRED_LAST if BEAD_SIZES[size] in found]
    return {size: (found[BEAD_SIZES[size]][0], np.maximum(found[BEAD_SIZES[size]][1] - SLACK, 0)) for size in sizes}


def group_sentences(sentences: list[Sentence], *keys: str) -> dict:
    """Group sentences by one or several of their keys, in the order of the text."""
    key = attrgetter(*keys)
    groups = defaultdict(list)
    for sentence in sentences:
        groups[key(sentence)].append(sentence)
    return groups


def pair_groups(olds: dict, news: dict, *, least: float) -> list[tuple]:
    """Pair groups of sentences one to one, so that the pairs share most; those below `least` stay without partner.

    What two groups share is the cosine of their characters and pairs of characters, weighted by tf-idf; a group with
    the same key has a small advantage.
    """
    if not olds or not news:
        return []
    texts = [join_letters(sentences) for sentences in (*olds.values(), *news.values())]
    counts = [Counter([*text, *map("".join, pairwise(text))]) for text in texts]
    held = Counter(chain.from_iterable(counts))
    columns = {each: number for number, each in enumerate(held)}
    # As scikit-learn weighs by default; to load it takes longer than all else here.
    idf = {each: 1 + log((1 + len(texts)) / (1 + n)) for each, n in held.items()}
    weights = [np.array([n * idf[each] for each, n in row.items()]) for row in counts]
    units = np.concatenate([row / np.sqrt(row @ row) for row in weights])
    ends = np.cumsum([0, *map(len, counts)])
    table = csr_array((units, [columns[each] for row in counts for each in row], ends), shape=(len(texts), len(held)))
    shared = (table[: len(olds)] @ table[len(olds) :].T).toarray()
    same = np.array([[0.1 * (x == y) for y in news] for x in olds])
    keys = list(olds), list(news)
    pairs = zip(*linear_sum_assignment(shared + same, maximize=True), strict=True)
    return [(keys[0][i], keys[1][j]) for i, j in pairs if shared[i, j] >= least]


def may_keep(sentence: Sentence, other: Sentence) -> bool:
    """Whether text of one of two sentences may stand in the other: of one kind, or both in running text."""
    return sentence.kind == other.kind or {sentence.kind, other.kind} <= RUNNING_KINDS


def join_letters(sentences: Iterable[Sentence]) -> str:
    """Join the letters of sentences."""
    return "".join(sentence.letters for sentence in sentences)


def undo_page_wear(text: str) -> str:
    """Undo what the wear of a page may have done, for comparing only."""
    text = comparison_form(text)
    for pattern, intact in STRAY_MARKS:
        text = pattern.sub(intact, text)
    return text.translate(LOOK_ALIKES)


@lru_cache(maxsize=65536)
def cut_words(text: str) -> tuple[str, ...]:
    """Cut a text into words."""
    return tuple(make_cutter("rjieba", hmm=True)(text))


def count_without_punctuation(text: str) -> int:
    """Count the words of a text, punctuation left out."""
    return sum(token_type(word) != "punctuation" for word in cut_words(text))


def word_operations(old: str, new: str, cut: Callable[[str], Sequence[str]] = cut_words) -> list[tuple[str, str, str]]:
    """Say what was done to the words of `old`, as `cut` gives them, to make `new`: kept, replaced, dropped, added.

    >>> word_operations("发展技术市场。", "发展技术和数据市场。")
    [('kept', '发展技术', '发展技术'), ('added', '', '和数据'), ('kept', '市场。', '市场。')]
    """
    if old < new:
        # Of equals the first is taken: seen from the other side, it is the same.
        mirrored = {"dropped": "added", "added": "dropped"}
        return [(mirrored.get(op, op), a, b) for op, b, a in word_operations(new, old, cut)]
    if not new:
        return [("dropped", old, "")] if old else []
    x, y = cut(old), cut(new)
    operations: list[tuple[str, str, str]] = []
    for code in Indel.opcodes([comparison_form(word) for word in x], [comparison_form(word) for word in y]):
        old_part, new_part = "".join(x[code.src_start : code.src_end]), "".join(y[code.dest_start : code.dest_end])
        if code.tag == "equal":
            operations.append(("kept", old_part, new_part))
        elif operations and operations[-1][0] != "kept":
            _, old_before, new_before = operations.pop()
            operations.append(("replaced", old_before + old_part, new_before + new_part))
        else:
            operations.append(("dropped" if old_part else "added", old_part, new_part))
    return operations


def apply_overrulings(aligned: pd.DataFrame, overrulings: pd.DataFrame, old: str, new: str) -> pd.DataFrame:
    """Put the researcher's labels in the place of the rule's, each in the one row it means; `rule` stays."""
    require_columns(overrulings, ["old", "new", *SENTENCE_KEYS, "change"], name="overrulings", maker="read_corpus")
    for line in overrulings[overrulings["old"].eq(old) & overrulings["new"].eq(new)].to_dict("records"):
        one_of("overrulings.change", line["change"], CHANGES)
        meant = pd.Series(True, aligned.index)
        for column in [*SENTENCE_KEYS, *PARAGRAPH_KEYS]:
            number = line.get(column, pd.NA)
            if not pd.isna(number):
                meant &= aligned[column].eq(int(number)).fillna(False)
            elif column in SENTENCE_KEYS:
                meant &= aligned[column].isna()
        found, named = aligned[meant], name_keys(line)
        if found.empty:
            keys = "first_sentence_old and first_sentence_new"
            raise DiscourseError(f"overruling of {named} fits no block; give the {keys} of a row of align_versions")
        if len(found) > 1:
            blocks = [f"block {row['block']} ({name_keys(row, PARAGRAPH_KEYS)})" for row in found.to_dict("records")]
            raise DiscourseError(
                f"overruling of {named} fits {len(found)} blocks, as one sentence runs over several paragraphs: "
                f"{'; '.join(blocks)}. Add the column first_paragraph_old or first_paragraph_new of the one meant"
            )
        if found["judged"].iloc[0] == "researcher":
            block = found["block"].iloc[0]
            raise DiscourseError(f"two overrulings fit block {block}, one of them {named}; keep one")
        aligned.loc[meant, ["change", "judged"]] = [line["change"], "researcher"]
    return aligned


def name_keys(line: dict, columns: list[str] = SENTENCE_KEYS + PARAGRAPH_KEYS) -> str:
    """Write out those of the key columns that a row fills.

    >>> name_keys({"first_sentence_old": 3, "first_sentence_new": None, "change": "same"})
    'first_sentence_old=3'
    """
    return ", ".join(f"{column}={int(line[column])}" for column in columns if not pd.isna(line.get(column, pd.NA)))
