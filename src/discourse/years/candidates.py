"""Expressions that return again and again, as candidates for a list of formulas."""

import re
from collections import defaultdict
from math import log2

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, whole_number
from discourse.schema import CANDIDATES, READ, check_paragraphs, make_frame, state_counted
from discourse.texts.normalize import matchable
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.years.letters import BREAK, Letters, Repeats, read_letters, repeated_runs

# What an expression is made of. All else, numbers too, parts expressions: 2023年 and 2024年 are none.
LETTER = re.compile(r"[^\W\d_]")
# So many other characters stand at either border of what is free there (Feng et al. 2004 try 2 to 9), and so many bits
# the weakest joint inside holds: below, 的 and 和 are taken in, which stand before anything.
VARIETY, COHESION = 3, 4.0


def formula_candidates(
    paragraphs: pd.DataFrame, *, least: int = 5, least_docs: int = 2, shortest: int = 4, longest: int = 16
) -> pd.DataFrame:
    """Find expressions that may be formulas (提法): they return as they are, and stand beside one thing and another.

    Of all runs of `shortest` to `longest` letters that stand `least` times and in `least_docs` docs, those are
    candidates whose borders are free and whose inside is fixed. A border is as free as the number of different
    characters that stand there, the end of a clause counting each time (accessor variety, Feng et al. 2004); three are
    asked for on either side. The inside is as fixed as its weakest joint: the pointwise mutual information, in bits, of
    the two parts of the run, the smallest over all places where it can be parted (after Silva and Lopes 1999); four
    bits are asked for. They are ranked by their C-value (Frantzi et al. 2000), which counts for less what mostly stands
    inside longer candidates. Which of them are formulas, the researcher decides, and puts them into the lexicon or
    hands them to `formulas`.

    Width, script, blanks and quotes inside count for nothing; marks and numbers part expressions. The imprint is left
    out.

    Returns term, n (its places, those inside longer candidates too), docs (that have it), variety_left,
    variety_right, cohesion, c_value, example (the first sentence that has it), of and by, the largest `c_value` first.
    `evidence(row, find_terms(paragraphs, Lexicon([term])), paragraphs)` opens all places of one.

    Raises DiscourseError for numbers that are none, and a `longest` below `shortest`.

    >>> lines = [
    ...     "开创新局面，人民至上是一切工作根本立场。",
    ...     "前进途中坚持人民至上，反对官僚作风。",
    ...     "把人民至上写进章程里面，代代传下去。",
    ... ]
    >>> text = pd.DataFrame({"doc": list("aab"), "section": 0, "turn": 0, "paragraph": [1, 2, 3], "kind": "body",
    ...                      "speaker": None, "point": None, "text": lines})
    >>> formula_candidates(text, least=3)[["term", "n", "docs", "variety_left", "variety_right", "c_value"]]
       term  n  docs  variety_left  variety_right  c_value
    0  人民至上  3     2             3              3      6.0
    """
    least, least_docs = whole_number("least", least, least=2), whole_number("least_docs", least_docs, least=1)
    shortest, longest = whole_number("shortest", shortest, least=2), whole_number("longest", longest, least=2)
    if longest < shortest:
        raise DiscourseError(
            f"longest={longest} is below shortest={shortest}; give a larger one, or a smaller shortest"
        )
    check_paragraphs(paragraphs, READ)
    counted = paragraphs[paragraphs["kind"].ne("imprint").to_numpy()].sort_values(["doc", "paragraph"], kind="stable")
    texts, letters = counted["text"].tolist(), read_letters(counted["text"].tolist(), LETTER).parted()
    docs, levels, rows = pd.factorize(counted["doc"])[0], list[Repeats](), list[dict]()
    for repeats in repeated_runs(letters.numbers, least, longest):
        levels.append(repeats)
        if len(levels) >= shortest:
            rows += fixed_runs(levels, letters, docs, least_docs)
    sentences = split_sentences(counted)
    for row in rows:
        text, start, end = (row.pop(name) for name in ("text", "start", "end"))
        row["term"] = matchable(texts[text][start:end], quotes=False)[0]
        begins = sentences[text][1]
        at = sentence_at((0, begins), start)
        row["example"] = texts[text][begins[at] : [*begins, None][at + 1]].strip()
    values = c_values({row["term"]: row["n"] for row in rows}, shortest)
    found = make_frame([row | {"c_value": values[row["term"]]} for row in rows], CANDIDATES)
    found = found.sort_values(["c_value", "term"], ascending=[False, True], ignore_index=True)
    return state_counted(found, of="term", by=[])


def fixed_runs(levels: list[Repeats], letters: Letters, docs: np.ndarray, least_docs: int) -> list[dict]:
    """Return those of the longest runs so far whose borders are free and whose inside is fixed, with what was measured.

    `docs` are the numbers of the docs of the texts.
    """
    length, longest = len(levels), levels[-1]
    places = np.flatnonzero(longest.at != BREAK)
    run, total = longest.at[places], int((letters.numbers != BREAK).sum())
    size = len(longest.counts)
    before = np.where(places > 0, letters.numbers[places - 1], BREAK)
    behind = np.append(letters.numbers, BREAK)[places + length]
    varieties = [variety(run, beside, size) for beside in (before, behind)]
    in_docs = variety(run, docs[letters.text[places]], size)
    # Of n places out of all letters, as a share against that of both parts by chance.
    joints = [
        log2(total) + np.log2(longest.counts) - np.log2(head.counts[head.at[longest.first]])
        - np.log2(tail.counts[tail.at[longest.first + parted]])
        for parted, (head, tail) in enumerate(zip(levels, levels[-2::-1], strict=False), 1)
    ]  # fmt: skip
    cohesion = np.min(joints, axis=0)
    free = np.minimum(*varieties) >= VARIETY
    return [
        {
            "text": int(letters.text[at]),
            "start": int(letters.offset[at]),
            "end": int(letters.offset[at + length - 1]) + 1,
            "n": int(longest.counts[each]),
            "docs": int(in_docs[each]),
            "variety_left": int(varieties[0][each]),
            "variety_right": int(varieties[1][each]),
            "cohesion": float(cohesion[each]),
        }
        for each in np.flatnonzero(free & (cohesion >= COHESION) & (in_docs >= least_docs)).tolist()
        for at in [longest.first[each]]
    ]


def variety(run: np.ndarray, beside: np.ndarray, size: int) -> np.ndarray:
    """Count for each run, numbered below `size`, what different things stand beside it; a `BREAK` is each time another.

    >>> variety(np.array([0, 0, 0, 1, 1]), np.array([7, 7, 8, BREAK, BREAK]), 2).tolist()
    [2, 2]
    """
    known = beside != BREAK
    pairs = np.unique(run[known] * (beside.max(initial=0) + 1) + beside[known])
    kinds = np.bincount(pairs // (beside.max(initial=0) + 1), minlength=size)
    return kinds + np.bincount(run[~known], minlength=size)


def c_values(counts: dict[str, int], shortest: int) -> dict[str, float]:
    """Return the C-value of each candidate: log2 of its letters, times its places less the mean of those of the longer
    candidates that hold it (Frantzi et al. 2000).

    >>> c_values({"新型工业化": 10, "走新型工业化道路": 4}, 4)["新型工业化"] == log2(5) * (10 - 4 / 1)
    True
    """
    longer = defaultdict[str, list[int]](list)
    for term, n in counts.items():
        inside = {term[a:b] for a in range(len(term)) for b in range(a + shortest, len(term) + 1)} - {term}
        for each in inside & counts.keys():
            longer[each].append(n)
    return {
        term: log2(len(term)) * (n - (sum(longer[term]) / len(longer[term]) if term in longer else 0))
        for term, n in counts.items()
    }
