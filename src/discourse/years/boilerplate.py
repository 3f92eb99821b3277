"""What stands in nearly all texts of a source: licences, salutations, closing lines."""

import re
from collections.abc import Iterable
from math import ceil

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, whole_number
from discourse.schema import BOILERPLATE, READ, check_paragraphs, list_keys, make_frame, number_groups
from discourse.texts.sentences import find_sentences
from discourse.words.groups import add_keys
from discourse.years.letters import BREAK, read_letters, repeated_runs

LETTER = re.compile(r"\w")
# Of fewer docs nothing can be said of all.
LEAST_DOCS = 3
# A share of docs is a whole number of them but for rounding.
NEAR = 1e-9


def find_boilerplate(
    paragraphs: pd.DataFrame,
    *,
    by: str | Iterable[str],
    articles: pd.DataFrame | None = None,
    share: float = 0.8,
    least: int = 10,
) -> pd.DataFrame:
    """Find what stands in nearly all docs of a source: runs of `least` letters that a `share` of them has.

    `by` names what a source is: columns of the paragraphs or of `articles`, or [] for all docs together. A source of
    fewer than three docs has none. Runs that overlap or follow each other are one place, within a paragraph. Letters
    and digits count; width, script, capitals, blanks and marks do not. The imprint is left out: it is never counted.

    Nothing is taken away. What is to be left out of counts, the researcher declares to be imprint, in the manifest:
    `[[article.declare]]` with `line`, `kind = "imprint"` and a reason.

    Returns one row a place: doc, section, turn, paragraph, sentence, kind, speaker, point, start, end, form (as
    printed), length (its letters), docs (of the source that have all of its runs, the fewest), docs_total, share (docs
    / docs_total), and the columns of `by`. `evidence` opens the rows.

    Raises DiscourseError for missing columns, a `by` that is none, and a `share` that is not above 0 and up to 1.

    >>> lines = ["本作品属于公有领域，可自由使用。"] * 2 + ["本作品属于公有领域，可自由使用！完"]
    >>> text = pd.DataFrame({"doc": list("abc"), "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": lines})
    >>> find_boilerplate(text, by=[])[["doc", "form", "docs"]]
      doc             form  docs
    0   a  本作品属于公有领域，可自由使用     3
    1   b  本作品属于公有领域，可自由使用     3
    2   c  本作品属于公有领域，可自由使用     3
    """
    least = whole_number("least", least, least=2)
    if isinstance(share, bool) or not 0 < share <= 1:
        raise DiscourseError(f"share={share!r} is no share of docs; give one above 0, and 1 at the most")
    check_paragraphs(paragraphs, READ)
    keys = list_keys(by)
    counted = add_keys(paragraphs, keys, articles)
    counted = counted.assign(_row=np.arange(len(counted)))[counted["kind"].ne("imprint").to_numpy()]
    counted = counted.sort_values(["doc", "paragraph"], kind="stable", ignore_index=True)
    letters = read_letters(counted["text"].tolist(), LETTER).joined()
    (source,), (doc,) = number_groups(keys, counted), number_groups(["doc"], counted)
    found = [
        common_runs(np.where(source[letters.text] == each, letters.numbers, BREAK), doc[letters.text], share, least)
        for each in np.unique(source)
    ]
    start, end, docs, total = np.concatenate([np.zeros((4, 0), dtype="int64"), *found], axis=1)
    order = np.argsort(start)
    start, end, docs, total = (each[order] for each in (start, end, docs, total))
    rows = counted.iloc[letters.text[start]].reset_index(drop=True)
    begins, ends = letters.offset[start], letters.offset[end - 1] + 1
    forms = [text[first:last] for text, first, last in zip(rows["text"], begins, ends, strict=True)]
    rows = rows.assign(
        sentence=find_sentences(paragraphs).numbers_at(rows["_row"].to_numpy(), begins),
        start=begins, end=ends, form=forms, length=end - start, docs=docs, docs_total=total, share=docs / total,
    )  # fmt: skip
    own = {key: rows[key] for key in keys if key not in BOILERPLATE}
    return make_frame({name: rows[name] for name in BOILERPLATE}, BOILERPLATE).assign(**own)


def common_runs(numbers: np.ndarray, docs: np.ndarray, share: float, least: int) -> np.ndarray:
    """Find the stretches made of runs of `least` letters that a `share` of the docs has.

    Returns where each begins and ends, how many docs have the rarest of its runs, and how many there are, a row each.

    >>> letters = np.array([1, 2, 3, BREAK, 1, 2, 3, BREAK, 9, 1, 2, 3])
    >>> common_runs(letters, np.array([0] * 4 + [1] * 4 + [2] * 4), 1.0, 2).T.tolist()
    [[0, 3, 3, 3], [4, 7, 3, 3], [9, 12, 3, 3]]
    """
    total, levels = len(np.unique(docs[numbers != BREAK])), list(repeated_runs(numbers, 2, least))
    if total < LEAST_DOCS or len(levels) < least:
        return np.zeros((4, 0), dtype="int64")
    places = np.flatnonzero(levels[-1].at != BREAK)
    run, size = levels[-1].at[places], docs.max() + 1
    having = np.bincount(np.unique(run * size + docs[places]) // size)[run]
    common = having >= max(LEAST_DOCS, ceil(share * total - NEAR))
    places, having = places[common], having[common]
    if not len(places):
        return np.zeros((4, 0), dtype="int64")
    first = np.flatnonzero(np.append(True, np.diff(places) > least))
    last = np.append(first[1:], len(places)) - 1
    fewest = np.minimum.reduceat(having, first)
    return np.stack([places[first], places[last] + least, fewest, np.full(len(first), total)])
