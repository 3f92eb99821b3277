"""What happened to each item of each list between two versions."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple
from zlib import crc32

import pandas as pd
from rapidfuzz.fuzz import ratio

from discourse.errors import one_of
from discourse.schema import make_frame
from discourse.texts.normalize import fold
from discourse.texts.sentences import split_sentences
from discourse.versions.align import weighted_increasing_subsequence
from discourse.words.lists import find_lists
from discourse.words.lists.rules import BRACKETS, QUOTES

SIDE_TYPES = {
    "list": "Int64", "rank": "Int64", "length": "Int64", "section": "Int64", "point": "Int64", "paragraph": "Int64",
    "sentence": "Int64", "start": "Int64", "end": "Int64", "head": "str",
}  # fmt: skip
CHANGE_TYPES = (
    {"item": "str", "item_old": "str", "item_new": "str", "change": "str"}
    | {f"{column}_{side}": kind for column, kind in SIDE_TYPES.items() for side in ("old", "new")}
    | {"pattern": "str", "old": "str", "new": "str"}
)
OF_LIST = ["list", "length", "section", "point", "paragraph", "sentence", "head"]
# How much speaks for two lists being one: the share of their items, and what stands around them.
WEIGHTS = {"items": 4.0, "head": 1.0, "lead": 1.0, "place": 1.0, "context": 1.0}
NEEDED = {"shared": 2.0, "nothing shared": 2.5}
CONTEXT = 15
# What may follow a name without changing the thing: 人工智能产业 is 人工智能.
TAILS = re.compile(r"(?<=..)(产业|行业|领域)$")
NEGATIONS = set("不非未无反")
ALIKE, RESTATED, SHORTEST = 80, 50, 5


def compare_lists(paragraphs: pd.DataFrame, *, old: str, new: str, lexicon=None) -> pd.DataFrame:
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
    docs = list(dict.fromkeys(paragraphs["doc"]))
    one_of("old", old, docs)
    one_of("new", new, docs)
    sides = [read_side(paragraphs[paragraphs["doc"] == doc], lexicon) for doc in (old, new)]
    partners = match_lists(*sides)
    fates = fates_of(*sides, partners)
    rows = [change_row(a, b, change, partners, sides) for a, b, change in fates]
    order = sorted(rows, key=lambda row: (row["_list"], row["_rank"]))
    frame = make_frame([[row.get(column) for column in CHANGE_TYPES] for row in order], CHANGE_TYPES)
    return frame.assign(old=old, new=new).astype(CHANGE_TYPES)


class Item(NamedTuple):
    """An item of a list of one version, as found or as restated in prose (then without list and rank)."""

    name: str
    label: str
    row: dict


class Side(NamedTuple):
    """One version: its lists by number, each a list of items, and its sentences."""

    lists: dict[int, list[Item]]
    around: dict[int, str]
    sentences: list[dict]


def read_side(paragraphs: pd.DataFrame, lexicon) -> Side:
    """Lay out the lists of one version and what stands around them."""
    texts = paragraphs.set_index("paragraph")["text"]
    lists, around = {}, {}
    for number, group in find_lists(paragraphs, lexicon=lexicon).groupby("list"):
        rows = group.astype(object).where(group.notna(), None).to_dict("records")
        lists[number] = [Item(*names_of(row["item"], lexicon, points=row["pattern"] == "points"), row) for row in rows]
        text, start = fold(texts[rows[0]["paragraph"]]), rows[0]["start"]
        end = rows[-1]["end"] if rows[-1]["paragraph"] == rows[0]["paragraph"] else rows[0]["end"]
        around[number] = text[max(0, start - CONTEXT) : start] + text[end : end + CONTEXT]
    return Side(lists, around, list(read_sentences(paragraphs)))


def read_sentences(paragraphs: pd.DataFrame) -> Iterator[dict]:
    """Give the sentences of one version with their places, the imprint left out."""
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        ends = [*starts[1:], len(p.text)] if p.kind != "imprint" else []
        for number, (start, end) in enumerate(zip(starts, ends, strict=False), first):
            yield {"section": p.section, "point": None if pd.isna(p.point) else p.point, "paragraph": p.paragraph,
                   "sentence": number, "start": start, "text": p.text[start:end]}  # fmt: skip


def names_of(item: str, lexicon=None, *, points: bool = False) -> tuple[str, str]:
    """Return what an item is called whatever its spelling, and how it is shown: its term, else as printed.

    A point is called the same in every style of numbering: 首先，要稳就业 and 一要稳就业.

    >>> names_of("６Ｇ产业"), names_of("要稳就业", points=True)
    (('6G', '６Ｇ产业'), ('稳就业', '要稳就业'))
    """
    folded = fold(item).removeprefix("要" if points else "")
    for name in (folded, TAILS.sub("", folded)):
        if lexicon is not None and name in lexicon.forms:
            term = lexicon.terms["term"].iloc[lexicon.forms[name]]
            return term, term
    return TAILS.sub("", folded), item


def alike(a: Item, b: Item) -> bool:
    """Tell whether two items of different names are one thing in other words.

    The heads of points are sentences, and may differ anywhere; other items only by what one has more than the other.
    """
    if min(len(a.name), len(b.name)) < SHORTEST or ratio(a.name, b.name) < ALIKE:
        return False
    if re.findall(r"\d+(?:\.\d+)?", a.name) != re.findall(r"\d+(?:\.\d+)?", b.name):
        return False
    if {a.row["pattern"], b.row["pattern"]} == {"points"}:
        return True
    short, long = sorted((a.name, b.name), key=len)
    rest = iter(long)
    return all(letter in rest for letter in short) and not NEGATIONS & set(Counter(long) - Counter(short))


def pair_items(olds: list[Item], news: list[Item]) -> list[tuple[int, int]]:
    """Pair the items of two lists one to one: those of one name first, then the most alike."""
    options = []
    for i, j in product(range(len(olds)), range(len(news))):
        a, b = olds[i], news[j]
        if a.name == b.name or alike(a, b):
            options.append((-(a.name == b.name), -ratio(a.name, b.name), abs(i - j), i + j, i, j))
    return one_to_one(options)


def one_to_one(options: list[tuple]) -> list[tuple[int, int]]:
    """Take the best options first, each side once; an option ends with what it pairs."""
    left, right, chosen = set(), set(), []
    for *_, i, j in sorted(options):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def match_lists(old: Side, new: Side) -> dict[int, int]:
    """Match the lists of two versions one to one, the surest first."""
    places = [{number: at / max(1, len(side.lists)) for at, number in enumerate(side.lists)} for side in (old, new)]
    signs = [{number: signs_of(items) for number, items in side.lists.items()} for side in (old, new)]
    options = []
    for i, j in product(old.lists, new.lists):
        if signs[0][i].isdisjoint(signs[1][j]):
            continue
        shared = len(pair_items(old.lists[i], new.lists[j]))
        score = likeness(old.lists[i], new.lists[j], shared, old.around[i], new.around[j])
        if score >= NEEDED["shared" if shared else "nothing shared"]:
            options.append((-score, abs(places[0][i] - places[1][j]), i + j, i, j))
    return dict(one_to_one(options))


def signs_of(items: list[Item]) -> set[tuple]:
    """Collect what two lists must have in common, any of it, to be compared at all."""
    row = items[0].row
    signs = {("name", item.name) for item in items} | {("place", *place_of(row))}
    return signs | ({("head", row["head"])} if row["head"] else set())


def place_of(row: dict) -> tuple:
    """Return the section and point that a list stands in; one of points stands in its section."""
    return row["section"], None if row["pattern"] == "points" else row["point"]


def likeness(olds: list[Item], news: list[Item], shared: int, around_old: str, around_new: str) -> float:
    """Weigh what speaks for two lists being one in two versions."""
    a, b = olds[0].row, news[0].row
    if (a["pattern"] == "points") != (b["pattern"] == "points"):
        return 0.0
    signs = {
        "items": 2 * shared / (len(olds) + len(news)),
        "head": a["head"] is not None and b["head"] is not None and ratio(a["head"], b["head"]) / 100,
        "lead": a["lead"] is not None and a["lead"] == b["lead"],
        "place": place_of(a) == place_of(b),
        "context": ratio(around_old, around_new) / 100,
    }
    if not shared and not (signs["head"] and signs["lead"]):
        return 0.0
    return round(sum(WEIGHTS[sign] * value for sign, value in signs.items()), 6)


def fates_of(old: Side, new: Side, partners: dict[int, int]) -> list[tuple[Item | None, Item | None, str]]:
    """Say what became of every item of either version."""
    fates, olds, news = [], [], []
    for i, items in old.lists.items():
        if i not in partners:
            restated = restate(items, old, new)
            fates += [(a, b, "kept") for a, b in restated]
            olds += [] if restated else items
            continue
        others = new.lists[partners[i]]
        pairs = pair_items(items, others)
        stay = unmoved([(a, b, items[a].name) for a, b in pairs])
        fates += [(items[a], others[b], "kept" if (a, b) in stay else "moved") for a, b in pairs]
        olds += [item for a, item in enumerate(items) if a not in dict(pairs)]
        news += [item for b, item in enumerate(others) if b not in {b for _, b in pairs}]
    for j, items in new.lists.items():
        if j not in partners.values():
            restated = restate(items, new, old)
            fates += [(b, a, "kept") for a, b in restated]
            news += [] if restated else items
    elsewhere = one_to_one([
        (abs(i - j), i + j, i, j) for i, j in product(range(len(olds)), range(len(news))) if olds[i].name == news[j].name
    ])  # fmt: skip
    fates += [(olds[i], news[j], "moved") for i, j in elsewhere]
    gone, come = {i for i, _ in elsewhere}, {j for _, j in elsewhere}
    fates += [(item, None, "dropped") for i, item in enumerate(olds) if i not in gone]
    return fates + [(None, item, "added") for j, item in enumerate(news) if j not in come]


def unmoved(pairs: list[tuple[int, int, str]]) -> set[tuple[int, int]]:
    """Return the largest set of pairs (rank, rank, name) that keep their order.

    Of equals, names decide, the same whichever side comes first.

    >>> sorted(unmoved([(0, 2, "甲"), (1, 0, "乙"), (2, 1, "丙")]))
    [(1, 0), (2, 1)]
    """
    ranked = sorted(pairs)
    chain = weighted_increasing_subsequence(
        [b for _, b, _ in ranked], [1 + crc32(name.encode()) / 2**45 for _, _, name in ranked]
    )
    return {ranked[k][:2] for k in chain}


def restate(items: list[Item], here: Side, there: Side) -> list[tuple[Item, Item]]:
    """Find the items of a list, in order, in one sentence of the other version that is similar to the list's own."""
    if len(items) < 2 or items[0].row["pattern"] == "points":
        return []
    own = next(each["text"] for each in here.sentences if each["sentence"] == items[0].row["sentence"])
    for sentence in sorted(there.sentences, key=lambda each: (-ratio(own, each["text"]), each["sentence"])):
        if ratio(own, sentence["text"]) < RESTATED:
            return []
        spans = spans_in(sentence["text"], [printed_in(item, own) for item in items])
        if spans:
            place = {key: sentence[key] for key in ("section", "point", "paragraph", "sentence")}
            return [
                (
                    item,
                    Item(
                        item.name,
                        item.label,
                        place
                        | {"item": sentence["text"][a:b], "start": sentence["start"] + a, "end": sentence["start"] + b},
                    ),
                )
                for item, (a, b) in zip(items, spans, strict=True)
            ]
    return []


def printed_in(item: Item, sentence: str) -> str:
    """Return an item as its sentence prints it: a letter or two are looked up in their quotation marks."""
    text = item.row["item"]
    marked = (mark + text + BRACKETS[mark] for mark in QUOTES)
    return fold(next((each for each in marked if len(text) < 3 and each in sentence), text))


def spans_in(text: str, items: list[str]) -> list[tuple[int, int]]:
    """Return where items stand one after the other, without their quotation marks; empty where one does not."""
    spans, at, text = [], 0, fold(text)
    for item in items:
        start = text.find(item, at)
        if start < 0:
            return []
        at, marked = start + len(item), item[0] in QUOTES
        spans.append((start + marked, at - marked))
    return spans


def change_row(a: Item | None, b: Item | None, change: str, partners: dict[int, int], sides: list[Side]) -> dict:
    """Lay out one item: its place on both sides, or that of its list's partner, and where the row is to stand."""
    back = {new: old for old, new in partners.items()}
    row = {
        "item": min((each.label for each in (a, b) if each), key=lambda label: (len(label), label)),
        "change": change,
    }
    for side, item, other, lists, partner in (
        ("old", a, b, sides[0].lists, back), ("new", b, a, sides[1].lists, partners)
    ):  # fmt: skip
        if item is None and other.row["list"] in partner:
            place = lists[partner[other.row["list"]]][0].row
            row |= {f"{column}_{side}": place[column] for column in OF_LIST}
        elif item is not None:
            row |= {f"{column}_{side}": item.row.get(column) for column in ("item", *SIDE_TYPES)}
    row["pattern"] = min(each.row["pattern"] for each in (a, b) if each and "pattern" in each.row)
    first = row.get("list_old")
    row["_list"] = (first is None, first or row["list_new"])
    row["_rank"] = (row.get("rank_old") is None, row.get("rank_old") or row.get("rank_new"))
    return row
