"""What was put in the place of what between two versions."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import SIDES, SUBSTITUTIONS, make_frame, refuse_gaps, require_columns
from discourse.texts.characters import CLAUSE_ENDS, CLOSING_MARKS, OPENING_MARKS, PAUSES
from discourse.texts.normalize import comparison_form, fold, letters, substitution_rank
from discourse.versions.align import aligned_docs, cut_words, word_operations
from discourse.words.lexicon import Lexicon
from discourse.words.segment import check_lexicon, cut_around_terms

NEEDED = ["block", "change", "moved", "operations", "old", "new"] + [
    f"{column}_{side}" for column in ("kind", "point", "first_paragraph", "first_sentence", "text") for side in SIDES
]
# Marks at the ends of a text are no part of it; nor are brackets and quotes whose other half is not inside.
LOOSE = set(f"{PAUSES}{CLAUSE_ENDS}—· \u3000\n")
BRACKETS = list(zip(OPENING_MARKS, CLOSING_MARKS, strict=False))
# More sentences than can become one another in a block are a passage that went, and another that came.
MOST_SENTENCES = 3
# These part clauses: what is replaced before and behind one is replaced by itself.
PARTING = set(CLAUSE_ENDS) | set(PAUSES) - {"、"}


class SubstitutionPlace(NamedTuple):
    """Where something was replaced: the block of either version, and the characters from the block's first on.

    A sentence that has no like is a block of its own: such a place runs from one block of either version.
    """

    block_old: int
    start_old: int
    end_old: int
    block_new: int
    start_new: int
    end_new: int


Found = tuple[str, str, str, SubstitutionPlace]


def substitutions(aligned: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """List what was put in the place of what between two versions, over all aligned blocks.

    Inside a paired block it is a run of words (`unit` is "word"): words are aligned, the terms of `lexicon` whole, and
    what both sides begin or end with is no part. What is kept between two replaced runs of one clause and is not longer
    than either side of both belongs to them: A、B → C、D is one substitution. Where up to three sentences without their
    like stand in both versions between the same two blocks that did not move, at the same kind and point, the new ones
    stand in the place of the old (`unit` is "sentence"); longer runs are passages that went and came.

    What was only added or only left out is no substitution, nor are marks: for these see `operations` and the blocks
    `added` and `dropped` of `aligned`, which is all that `align_versions` returned. The imprint is left out. Swapping
    the versions gives the mirror image.

    Returns before, after, unit, n (how often it happened), before_in_old, before_in_new, after_in_old, after_in_new
    (how often each text stands in each whole version, width and script folded), terms_before, terms_after (terms of
    the lexicon inside, joined by |; missing without a lexicon), places (n of `SubstitutionPlace`; `evidence` opens
    them), old, new. Those that recur stand first, then the longest.

    Raises DiscourseError for what is no alignment, for one of several pairs of versions, and for a part of one.

    >>> from discourse.versions.align import align_versions
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...                      "text": ["牢牢把握发展主动权。", "牢牢把握发展自主权。"]})
    >>> substitutions(align_versions(text, old="a", new="b"))[["before", "after", "n", "after_in_old"]]
      before after  n  after_in_old
    0    主动权   自主权  1             0
    """
    require_columns(aligned, NEEDED, name="aligned", maker="align_versions")
    if lexicon is not None:
        check_lexicon(lexicon)
    docs = aligned_docs(aligned)
    if sorted(aligned["block"].dropna()) != list(range(1, len(aligned) + 1)):
        raise DiscourseError(
            f"aligned has {len(aligned)} of its blocks up to {aligned['block'].max()}; give all rows of "
            "align_versions, as texts are counted in whole versions, and filter the result"
        )
    refuse_gaps(aligned, ["text_old", "text_new"], name="aligned")
    counted = aligned[~(aligned[["kind_old", "kind_new"]] == "imprint").any(axis="columns")].sort_values("block")
    groups = defaultdict[tuple, list[Found]](list)
    for found in [*find_replaced_words(counted, lexicon), *find_replaced_sentences(counted)]:
        before, after, unit, _ = found
        groups[comparison_form(before), comparison_form(after), unit].append(found)
    wholes = [fold("".join(block.text for block in version_blocks(counted, side))) for side in SIDES]
    ranked = []
    for each in groups.values():
        row: dict[str, Any] = {**docs, "unit": each[0][2], "n": len(each), "places": [place for *_, place in each]}
        for name, texts in zip(("before", "after"), list(zip(*each, strict=True))[:2], strict=True):
            text = min(Counter(texts).items(), key=lambda item: (-item[1], item[0]))[0]
            row[name] = text
            row |= {f"{name}_in_{side}": whole.count(fold(text)) for side, whole in zip(SIDES, wholes, strict=True)}
            terms = [] if lexicon is None else [lexicon.terms["term"].iloc[at] for *_, at in lexicon.find(text)]
            row[f"terms_{name}"] = None if lexicon is None else "|".join(dict.fromkeys(terms))
        ranked.append((substitution_rank(row["before"], row["after"], row["n"]), row))
    ranked.sort(key=itemgetter(0))
    return make_frame([row for _, row in ranked], SUBSTITUTIONS)


class CutText(NamedTuple):
    """A text with the places where its words end, and those inside the terms of the lexicon."""

    text: str
    words: tuple[str, ...]
    ends: set[int]
    inside: set[int]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon | None) -> "CutText":
        """Cut a text into words, the terms of a lexicon whole."""
        words = tuple(cut_around_terms(text, lexicon, cut_words))
        terms = [] if lexicon is None else lexicon.find(text)
        inside = {place for start, end, _ in terms for place in range(start + 1, end)}
        return cls(text, words, set(accumulate(map(len, words))), inside)


def find_replaced_words(aligned: pd.DataFrame, lexicon: Lexicon | None) -> Iterator[Found]:
    """Find the runs of words that stand in the place of others, block by block."""
    for block in aligned[aligned["text_old"].ne("") & aligned["text_new"].ne("")].itertuples(index=False):
        cut = {text: CutText.of(text, lexicon) for text in (block.text_old, block.text_new)}
        old, new = cut[block.text_old], cut[block.text_new]
        words = {text: each.words for text, each in cut.items()}
        start_old = start_new = 0
        for code, before, after in join_replaced(word_operations(old.text, new.text, words.__getitem__)):
            end_old, end_new = start_old + len(before), start_new + len(after)
            if code == "replaced":
                spans = trim_shared(old, new, (start_old, end_old, start_new, end_new))
                place = SubstitutionPlace(block.block, *spans[:2], block.block, *spans[2:])
                before, after = old.text[slice(*spans[:2])], new.text[slice(*spans[2:])]
                if all(any(map(str.isalnum, text)) for text in (before, after)) and letters(before) != letters(after):
                    yield before, after, "word", place
            start_old, start_new = end_old, end_new


def join_replaced(operations: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Join two replaced runs of a clause with what is kept between them, where that is as short as either side of both.

    So it is done with letters by Fraser's diff-match-patch (`diff_cleanupSemantic`, 2006).

    >>> join_replaced([("replaced", "光伏", "算力"), ("kept", "、", "、"), ("replaced", "储能", "数据")])
    [('replaced', '光伏、储能', '算力、数据')]
    """
    joined: list[tuple[str, str, str]] = []
    for operation in operations:
        joined.append(operation)
        codes = [code for code, *_ in joined[-3:]]
        if codes == ["replaced", "kept", "replaced"]:
            left, kept, right = joined[-3:]
            size, *least = (sum(map(str.isalnum, text)) for text in (kept[1], *left[1:], *right[1:]))
            if size <= min(least) and not PARTING & set(kept[1]):
                joined[-3:] = [("replaced", left[1] + kept[1] + right[1], left[2] + kept[2] + right[2])]
    return joined


def trim_shared(old: CutText, new: CutText, spans: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Leave off what both spans end or begin with, where a word ends in one of the texts and no term is cut.

    >>> old, new = (CutText.of(text, None) for text in ("下一步将如何", "工业和信息化部将如何"))
    >>> trim_shared(old, new, (0, 4, 0, 8))
    (0, 3, 0, 7)
    """

    def may_cut(at_old: int, at_new: int) -> bool:
        ends = at_old in old.ends or at_new in new.ends
        return ends and at_old not in old.inside and at_new not in new.inside

    a, b, c, d = spans
    for size in range(min(b - a, d - c) - 1, 0, -1):
        if fold(old.text[b - size : b]) == fold(new.text[d - size : d]) and may_cut(b - size, d - size):
            b, d = b - size, d - size
            break
    for size in range(min(b - a, d - c) - 1, 0, -1):
        if fold(old.text[a : a + size]) == fold(new.text[c : c + size]) and may_cut(a + size, c + size):
            a, c = a + size, c + size
            break
    return (*trim_marks(old.text, a, b), *trim_marks(new.text, c, d))


def trim_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave off marks at the ends of a span, and brackets and quotes whose other half is not in it.

    >>> trim_marks("，《决定》提出“", 0, 8)
    (1, 7)
    """

    def loose(mark: str) -> bool:
        inside = text[start:end]
        return mark in LOOSE or any(
            mark in pair and inside.count(pair[0]) != inside.count(pair[1]) for pair in BRACKETS
        )

    while start < end and loose(text[start]):
        start += 1
    while start < end and loose(text[end - 1]):
        end -= 1
    return start, end


def find_replaced_sentences(aligned: pd.DataFrame) -> Iterator[Found]:
    """Find the sentences without their like that stand in the same place in both versions.

    A place is told by the blocks around it that are in both versions and did not move, by the kind, by whether the
    point is that of the one or the other of these, and by how many of this kind stand there before it.
    """
    runs: dict[str, dict[tuple, tuple[str, int]]] = {side: {} for side in SIDES}
    for side, found in runs.items():
        gap, before = list[Any](), None
        for block in [*version_blocks(aligned, side), None]:
            if block is not None and (block.alone or block.moved):
                gap.append(block)
                continue
            around = [None if each is None else each.block for each in (before, block)]
            points = [None if each is None else each.point for each in (before, block)]
            keys = [(each.alone, each.kind, *(each.point == point for point in points)) for each in gap]
            seen = Counter[tuple]()
            for key, run in groupby(zip(keys, gap, strict=True), itemgetter(0)):
                blocks = [each for _, each in run]
                seen[key] += 1
                if blocks[0].alone and len(blocks) <= MOST_SENTENCES:
                    found[*around, *key, seen[key]] = "".join(each.text for each in blocks), blocks[0].block
            gap, before = [], block
    for place, (text_old, block_old) in runs["old"].items():
        if place in runs["new"]:
            text_new, block_new = runs["new"][place]
            at = SubstitutionPlace(block_old, 0, len(text_old), block_new, 0, len(text_new))
            yield text_old, text_new, "sentence", at


def version_blocks(aligned: pd.DataFrame, side: str) -> list:
    """List the blocks of one version in its order: block, kind, point (0: none), text, moved, alone (with no like)."""
    other = "new" if side == "old" else "old"
    blocks = aligned[aligned[f"first_sentence_{side}"].notna()]
    blocks = blocks.sort_values([f"first_sentence_{side}", f"first_paragraph_{side}"])
    columns = {"block": blocks["block"], "moved": blocks["moved"], "alone": blocks[f"first_sentence_{other}"].isna()}
    columns |= {name: blocks[f"{name}_{side}"] for name in ("kind", "text")}
    return list(pd.DataFrame(columns).assign(point=blocks[f"point_{side}"].fillna(0)).itertuples(index=False))
