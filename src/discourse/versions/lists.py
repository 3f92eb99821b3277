"""What happened to each item of each list between two versions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist, cpdist

from discourse.schema import LIST_CHANGES, SIDES, make_frame
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.normalize import fold, matchable
from discourse.versions.sentences import Sentence, check_versions, read_sentences, version_order
from discourse.versions.sequences import match_greedily, weighted_increasing_subsequence
from discourse.words.lexicon import Lexicon
from discourse.words.lists import find_lists
from discourse.words.lists.rules import BRACKETS, QUOTES

ITEM_COLUMNS = [column.removesuffix("_old") for column in LIST_CHANGES if column.endswith("_old")]
# What an item has the place of, on the side that lacks it: its list's partner.
LIST_COLUMNS = ["list", "length", "section", "point", "paragraph", "sentence", "head"]
# How much speaks for two lists being one: the share of their items, and what stands around them.
WEIGHTS = {"items": 4.0, "head": 1.0, "lead": 1.0, "place": 1.0, "context": 1.0}
LEAST_SHARED, LEAST_UNSHARED = 2.0, 2.5
CONTEXT = 15
# What may follow a name without changing the thing: 人工智能产业 is 人工智能.
TAILS = re.compile(r"(?<=..)(产业|行业|领域)$")
NEGATIONS = set("不非未无反")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Least similarity, of 100, of two items of one meaning and of two sentences; shorter items are not compared by it.
ALIKE, RESTATED, SHORTEST = 80, 50, 5
# Names are compared in so many rows at once.
ROWS = 1000


class Item(NamedTuple):
    """An item of a list of one version: its name whatever its spelling, what is shown of it, and its row.

    The row is that of `find_lists`; for an item that is restated in prose it has no list and no rank.
    """

    name: str
    label: str
    row: dict


class VersionLists(NamedTuple):
    """One version: its lists by number, what stands around each, and its sentences without the imprint."""

    lists: dict[int, list[Item]]
    contexts: dict[int, str]
    sentences: list[Sentence]

    @classmethod
    def read(cls, paragraphs: pd.DataFrame, doc: str, lexicon: Lexicon | None) -> "VersionLists":
        """Read the lists of one version, and what an item is called in each.

        Names fold width, a trailing 产业 and its like, and the forms of a term. A point is called the same in every
        style of numbering: 首先，要稳就业 and 一要稳就业.
        """
        paragraphs = paragraphs[paragraphs["doc"] == doc]
        texts = paragraphs.set_index("paragraph")["text"]
        found = find_lists(paragraphs, lexicon=lexicon)
        listed = defaultdict[int, list[dict]](list)
        for row in found.astype(object).where(found.notna(), None).to_dict("records"):
            listed[row["list"]].append(row)
        lists: dict[int, list[Item]] = {}
        contexts = {}
        for number, rows in sorted(listed.items()):
            lists[number] = []
            for row in rows:
                folded = matchable(row["item"])[0].removeprefix("要" if row["pattern"] == "points" else "")
                name, label = TAILS.sub("", folded), row["item"]
                if lexicon and (form := next((form for form in (folded, name) if form in lexicon.forms), None)):
                    name = label = lexicon.terms["term"].iloc[lexicon.forms[form]]
                lists[number].append(Item(name, label, row))
            text, start = fold(texts[rows[0]["paragraph"]]), rows[0]["start"]
            end = rows[-1]["end"] if rows[-1]["paragraph"] == rows[0]["paragraph"] else rows[0]["end"]
            contexts[number] = text[max(0, start - CONTEXT) : start] + text[end : end + CONTEXT]
        sentences = [sentence for sentence in read_sentences(paragraphs, doc) if sentence.kind != "imprint"]
        return cls(lists, contexts, sentences)

    @garbage_collection_paused()
    def match(self, new: "VersionLists") -> dict[int, int]:
        """Match the lists one to one with those of another version, the surest first, by what speaks for it.

        Those that have no item, head or place in common are not compared.
        """
        signs = [
            {
                number: {("name", item.name) for item in items} | {("place", list_place(items[0].row))}
                | {("head", head) for head in [items[0].row["head"]] if head}
                for number, items in version.lists.items()
            }
            for version in (self, new)
        ]  # fmt: skip
        shared = self.count_shared(new)
        pairs = [
            (i, j)
            for i, j in sorted({*shared, *self.share_lead(new)})
            if not signs[0][i].isdisjoint(signs[1][j])
            and (self.lists[i][0].row["pattern"] == "points") == (new.lists[j][0].row["pattern"] == "points")
        ]
        n_shared = np.array([shared.get(pair, 0) for pair in pairs])
        weights = self.weigh_signs(new, pairs)
        weights["items"] = 2 * n_shared / np.array([len(self.lists[i]) + len(new.lists[j]) for i, j in pairs])
        scores = np.round(sum(WEIGHTS[sign] * weights[sign] for sign in WEIGHTS), 6)
        # Without an item in common, a head that is alike and the same lead must speak for it.
        alone = (weights["head"] * weights["lead"] > 0) & (scores >= LEAST_UNSHARED)
        enough = np.where(n_shared > 0, scores >= LEAST_SHARED, alone)
        shares = [
            {number: at / len(version.lists) for at, number in enumerate(version.lists)} for version in (self, new)
        ]
        options = []
        for (i, j), score, sure in zip(pairs, scores.tolist(), enough.tolist(), strict=True):
            if sure:
                options.append((-score, abs(shares[0][i] - shares[1][j]), i + j, i, j))
        return dict(match_greedily(options))

    def weigh_signs(self, new: "VersionLists", pairs: list[tuple[int, int]]) -> dict[str, np.ndarray]:
        """Say of pairs of lists how alike their heads and neighbours are, and whether lead and place are the same."""
        contexts = [self.contexts[i] for i, _ in pairs], [new.contexts[j] for _, j in pairs]
        # Asked of each list once: there are many more pairs.
        rows = [{number: items[0].row for number, items in version.lists.items()} for version in (self, new)]
        head, lead = ([{at: row[key] for at, row in side.items()} for side in rows] for key in ("head", "lead"))
        place = [{at: list_place(row) for at, row in side.items()} for side in rows]
        heads = [head[0][i] for i, _ in pairs], [head[1][j] for _, j in pairs]
        return {
            "head": cpdist(*heads, scorer=ratio, dtype=np.float64) / 100,
            "context": cpdist(*contexts, scorer=ratio, dtype=np.float64) / 100,
            "lead": np.array([lead[0][i] is not None and lead[0][i] == lead[1][j] for i, j in pairs]),
            "place": np.array([place[0][i] == place[1][j] for i, j in pairs]),
        }

    def count_shared(self, new: "VersionLists") -> dict[tuple[int, int], int]:
        """Count the items that a list has in common with one of the other version, for each two that have some."""
        holders, kinds, known = [], [], dict[tuple, int]()
        for version in (self, new):
            held = defaultdict[str, set[int]](set)
            for number, items in version.lists.items():
                for item in items:
                    held[item.name].add(number)
            holders.append(held)
            keys = ((items[0].row["pattern"], *(item.name for item in items)) for items in version.lists.values())
            kinds.append(dict(zip(version.lists, (known.setdefault(key, len(known)) for key in keys), strict=True)))
        alike = set[tuple[int, int]]()
        names = [list(held) for held in holders]
        for a, b, _ in alike_names(*names):
            alike.update(product(holders[0][names[0][a]], holders[1][names[1][b]]))
        # Lists of the same items are compared once.
        counts = dict[tuple[int, int], int]()
        shared = {}
        for i, j in alike:
            key = kinds[0][i], kinds[1][j]
            if key not in counts:
                counts[key] = len(pair_items(self.lists[i], new.lists[j]))
            if counts[key]:
                shared[i, j] = counts[key]
        return shared

    def share_lead(self, new: "VersionLists") -> Iterator[tuple[int, int]]:
        """Give the lists of either version that have a head, and one lead."""
        led = defaultdict[object, list[int]](list)
        for j, items in new.lists.items():
            if items[0].row["head"] and items[0].row["lead"] is not None:
                led[items[0].row["lead"]].append(j)
        for i, items in self.lists.items():
            if items[0].row["head"]:
                yield from ((i, j) for j in led.get(items[0].row["lead"], ()))


ItemChange = tuple[Item | None, Item | None, str]


def compare_lists(paragraphs: pd.DataFrame, *, old: str, new: str, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Say of each item of each list whether it was kept, added, dropped or moved between two versions.

    Lists are matched one to one, in any order, by their items, heads, leads, neighbours and places. An item is `kept`
    where the matched list has it too, whatever its rank; `moved` where another list has it, or where it went past kept
    items (the fewest that explain the order); else `added` or `dropped`. Items are the same where they are forms of one
    term of `lexicon`, differ in width, in a trailing 产业, 行业 or 领域, or only by insertions (from 5 characters on,
    similarity 80 and the same numbers). A list without partner whose items all stand, in order, in one similar sentence
    of the other version was set in other punctuation: its items are kept, and have no list there.

    Returns item, item_old, item_new, change, then for both sides (list_old, list_new …) list, rank, length, section,
    point, paragraph, sentence, start, end, head, then pattern, old, new. An added or dropped item has the place of its
    list's partner on the other side, but no rank, start or end there.

    Raises DiscourseError for a doc that is not there.

    >>> paragraphs = pd.DataFrame([dict(doc=doc, section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...     text=f"打造{items}等新增长引擎。") for doc, items in [("a", "生物制造、低空经济"), ("b", "低空经济")]])
    >>> compare_lists(paragraphs, old="a", new="b")[["item", "change", "rank_old", "rank_new", "length_new"]]
       item   change  rank_old  rank_new  length_new
    0  生物制造  dropped         1      <NA>           1
    1  低空经济     kept         2         1           1
    """
    columns = ["doc", "section", "turn", "paragraph", "kind", "speaker", "point", "text"]
    check_versions(paragraphs, columns, old=old, new=new)
    versions = before, after = [VersionLists.read(paragraphs, doc, lexicon) for doc in (old, new)]
    changes, partners = trace_items(before, after)
    partners_of_new = {j: i for i, j in partners.items()}
    rows = []
    for *items, change in changes:
        present = [item for item in items if item]
        label = min((item.label for item in present), key=lambda label: (len(label), label))
        pattern = min(item.row["pattern"] for item in present if "pattern" in item.row)
        row = {"item": label, "change": change, "pattern": pattern, "old": old, "new": new}
        sides = zip(SIDES, items, reversed(items), versions, (partners_of_new, partners), strict=True)
        for side, item, other, version, partner in sides:
            if item:
                row |= {f"{column}_{side}": item.row.get(column) for column in ITEM_COLUMNS}
            elif other.row["list"] in partner:
                first = version.lists[partner[other.row["list"]]][0].row
                row |= {f"{column}_{side}": first[column] for column in LIST_COLUMNS}
        rows.append(row)
    rows.sort(key=lambda row: [(row.get(f"{key}_old") is None, row.get(f"{key}_old") or row.get(f"{key}_new"))
                               for key in ("list", "rank")])  # fmt: skip
    return make_frame(rows, LIST_CHANGES)


def pair_items(olds: list[Item], news: list[Item]) -> list[tuple[int, int]]:
    """Pair the items of two lists one to one: those of one name first, then the most alike.

    Items of different names may be one thing in other words. The heads of points are sentences, and may differ
    anywhere; other items only by what one has more than the other.
    """
    options = []
    for i, j, similarity in alike_names([item.name for item in olds], [item.name for item in news]):
        a, b = olds[i], news[j]
        same = a.name == b.name
        if not same:
            short, long = sorted((a.name, b.name), key=len)
            if NUMBER.findall(short) != NUMBER.findall(long):
                continue
            letters = iter(long)
            more = all(letter in letters for letter in short) and not NEGATIONS & set(Counter(long) - Counter(short))
            if not more and not a.row["pattern"] == b.row["pattern"] == "points":
                continue
        options.append((-same, -similarity, abs(i - j), i + j, i, j))
    return match_greedily(options)


def alike_names(olds: list[str], news: list[str]) -> Iterator[tuple[int, int, float]]:
    """Give the places of names that are the same, and of those long enough to be told by it that are alike; and how.

    >>> list(alike_names(["光伏", "低空经济试点"], ["低空经济试点区", "光伏"]))
    [(0, 1, 100.0), (1, 0, 92.3076923076923)]
    """
    places = defaultdict[str, list[int]](list)
    for j, name in enumerate(news):
        places[name].append(j)
    for i, name in enumerate(olds):
        yield from ((i, j, 100.0) for j in places.get(name, ()))
    long_olds, long_news = ([k for k, name in enumerate(names) if len(name) >= SHORTEST] for names in (olds, news))
    for start in range(0, len(long_olds) if long_news else 0, ROWS):
        rows = long_olds[start : start + ROWS]
        similar = cdist(
            [olds[i] for i in rows], [news[j] for j in long_news], scorer=ratio, score_cutoff=ALIKE, dtype=np.float64
        )
        for row, column in np.argwhere(similar).tolist():
            i, j = rows[row], long_news[column]
            if olds[i] != news[j]:
                yield i, j, float(similar[row, column])


def list_place(row: dict) -> tuple[int, int | None]:
    """Return the section and point that a list stands in; one of points stands in its section."""
    return row["section"], None if row["pattern"] == "points" else row["point"]


def compare_matched(olds: list[Item], news: list[Item]) -> tuple[list[ItemChange], list[Item], list[Item]]:
    """Say which items of two matched lists were kept and which moved; return also what is left of either list.

    The fewest items moved that explain the order; of equals names decide.
    """
    pairs = sorted(pair_items(olds, news))
    weights = [1 + crc32(olds[a].name.encode()) / 2**45 for a, _ in pairs]
    kept = weighted_increasing_subsequence([b for _, b in pairs], weights)
    changes: list[ItemChange] = []
    left_old, left_new = dict(enumerate(olds)), dict(enumerate(news))
    for k, (a, b) in enumerate(pairs):
        changes.append((left_old.pop(a), left_new.pop(b), "kept" if k in kept else "moved"))
    return changes, [*left_old.values()], [*left_new.values()]


def trace_items(old: VersionLists, new: VersionLists) -> tuple[list[ItemChange], dict[int, int]]:
    """Say what became of every item of either version, kept, moved, dropped or added, and which lists were matched.

    Items without partner in the list that their own was matched with, and those of lists without partner that no
    sentence restates, are looked for among each other by name: what another list has moved there.
    """
    if version_order(new.sentences) < version_order(old.sentences):
        mirrored = {"added": "dropped", "dropped": "added"}
        changes, partners = trace_items(new, old)
        turned = [(a, b, mirrored.get(change, change)) for b, a, change in changes]
        return turned, {i: j for j, i in partners.items()}
    partners, changes = old.match(new), []
    olds, news = [], []
    for i, items in old.lists.items():
        if i in partners:
            matched, left_old, left_new = compare_matched(items, new.lists[partners[i]])
            changes += matched
            olds += left_old
            news += left_new
        else:
            restated = find_restated(items, old, new)
            changes += [(item, other, "kept") for item, other in restated]
            olds += [] if restated else items
    for j, items in new.lists.items():
        if j not in partners.values():
            restated = find_restated(items, new, old)
            changes += [(other, item, "kept") for item, other in restated]
            news += [] if restated else items
    return changes + match_moved(olds, news), partners


def match_moved(olds: list[Item], news: list[Item]) -> list[ItemChange]:
    """Pair items by their names, those at the nearest places first; the others are dropped and added."""
    named = defaultdict[str, list[int]](list)
    for j, item in enumerate(news):
        named[item.name].append(j)
    places = ((i, j) for i, item in enumerate(olds) for j in named.get(item.name, ()))
    moved = dict(match_greedily([(abs(i - j), i + j, i, j) for i, j in places]))
    changes: list[ItemChange] = [(olds[i], news[j], "moved") for i, j in moved.items()]
    changes += [(item, None, "dropped") for i, item in enumerate(olds) if i not in moved]
    changes += [(None, item, "added") for j, item in enumerate(news) if j not in moved.values()]
    return changes


def find_restated(items: list[Item], here: VersionLists, there: VersionLists) -> list[tuple[Item, Item]]:
    """Find the items of a list, in order, in one sentence of the other version that is similar to the list's own."""
    if len(items) < 2 or items[0].row["pattern"] == "points":
        return []
    own = next(sentence.text for sentence in here.sentences if sentence.sentence == items[0].row["sentence"])
    # A letter or two are looked up in their quotation marks.
    words = [item.row["item"] for item in items]
    quoted = [[mark + word + BRACKETS[mark] for mark in QUOTES if len(word) < 3] for word in words]
    printed = [
        fold(next((form for form in forms if form in own), word)) for forms, word in zip(quoted, words, strict=True)
    ]
    similar = cdist(
        [own], [each.text for each in there.sentences], scorer=ratio, score_cutoff=RESTATED, dtype=np.float64
    )
    ranked = [(-similar[0, k], there.sentences[k].sentence, k) for k in np.flatnonzero(similar[0])]
    for *_, k in sorted(ranked):
        sentence = there.sentences[k]
        text, found, at = fold(sentence.text), [], 0
        for item, form in zip(items, printed, strict=True):
            start = text.find(form, at)
            if start < 0:
                break
            at, mark = start + len(form), form[0] in QUOTES
            span = {"start": sentence.start + start + mark, "end": sentence.start + at - mark}
            place = {key: getattr(sentence, key) for key in ("section", "point", "paragraph", "sentence")}
            row = place | span | {"item": sentence.text[start + mark : at - mark]}
            found.append((item, Item(item.name, item.label, row)))
        if len(found) == len(items):
            return found
    return []
