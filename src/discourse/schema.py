"""The columns of every frame: their types, what was counted in it, and by which keys."""

from collections.abc import Hashable, Iterable
from difflib import get_close_matches
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.types import is_numeric_dtype

from discourse.errors import DiscourseError, one_line, one_of

# Where something stands in a text. A key never changes its meaning, so any result joins back to its paragraph.
KEYS = {
    "doc": "str", "section": "int64", "turn": "int64", "paragraph": "int64", "sentence": "int64", "position": "int64",
    "kind": "str", "speaker": "str", "point": "Int64",
}  # fmt: skip
# So many rows of one text are kept, and stand for all.
SAME_ROWS = 10_000
# What these columns have are lists: the operations of a block, the places of a substitution.
LIST_COLUMNS = {"operations", "places"}
# What can be counted, by the column that names it. Where a frame does not say so itself, the first that it has was.
COUNTABLE = ["term", "word", "verb_class", "category", "family", "broader", "form", "type", "pair"]
# Columns that countings have of their own: no key can bear these names.
RESULTS = [
    "n", "total", "old", "new", "of", "by", "rate", "rate_low", "rate_high", "rate_unit", "interval", "interval_note",
    "parts", "over", "range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "kld", "term_a", "term_b",
    "n_a", "n_b", "windows", "within", "expected", "pmi", "pmi2", "npmi", "dice", "log_dice", "jaccard", "g2", "chi2",
    "t", "z", "delta_p_ab", "delta_p_ba", "fisher_p", "fisher_q", "tests", "n_same_list", "same_list", "n_adjacent",
    "adjacent", "pair", "first", "first_section", "sections", "sections_share", "in_title", "in_heading", "in_lead",
    "in_question", "in_answer", "in_body", "prompted", "spontaneous", "listed", "best_rank", "list_size",
]  # fmt: skip
# What the counts of two versions say, and what a test of their difference does.
ADDED, DROPPED, MORE, FEWER, AS_MANY = CHANGES = ("added", "dropped", "more", "fewer", "as many")
SHOWN, NOT_SHOWN, TOO_FEW, SAME = VERDICTS = ("shown", "not shown", "too few differences", "same everywhere")


def keys(*names: str) -> dict[str, str]:
    """Return the types of the named key columns, in that order."""
    return {name: KEYS[name] for name in names}


PLACE = keys("doc", "section", "turn", "paragraph", "sentence", "kind", "speaker", "point")
ARTICLES = {
    "doc": "str", "title": "str", "subtitle": "str", "source": "str", "date": "str", "date_basis": "str", "page": "str",
    "group": "str", "file": "str", "encoding": "str", "sha256": "str", "characters": "int64", "label_zh": "str",
    "label_en": "str", "format": "str", "discarded_share": "float64", "discarded_text": "str", "date_note": "str",
}  # fmt: skip
PARAGRAPHS = keys("doc", "section", "turn", "paragraph") | {
    "heading": "str", "kind": "str", "speaker": "str", "point": "Int64", "text": "str", "raw_start": "int64",
    "raw_end": "int64", "line": "int64", "rule": "str", "certainty": "float64", "note": "str",
}  # fmt: skip
# What every function that reads paragraphs asks of them.
READ = [*keys("doc", "section", "turn", "paragraph", "kind", "speaker", "point"), "text"]
EDITS = {
    "doc": "str", "rule": "str", "raw_start": "int64", "raw_end": "int64", "line": "int64", "before": "str",
    "after": "str", "reason": "str", "origin": "str", "doubtful": "bool",
}  # fmt: skip
PROBLEMS = {"doc": "str", "file": "str", "row": "Int64", "rule": "str", "note": "str"}
TOKENS = KEYS | {"word": "str", "type": "str", "start": "int64", "end": "int64"}
MENTIONS = PLACE | {
    "term": "str", "form": "str", "category": "str", "broader": "str", "start": "int64", "end": "int64",
    "doubtful": "bool", "family": "str", "quoted": "bool",
}  # fmt: skip
# The parts of an action that have places of their own in the paragraph.
PARTS = ["actor", "modal", "degree", "verb", "object", "frame"]
ACTIONS = PLACE | {
    "actor": "str", "modal": "str", "degree": "str", "verb": "str", "verb_class": "str", "object": "str",
    "terms": "str", "frame": "str", "start": "int64", "end": "int64", "rule": "str", "doubtful": "bool",
    "modal_class": "str", "degree_class": "str", "frame_terms": "str", "status": "str", "quoted": "bool",
} | {f"{part}_{end}": "Int64" for part in PARTS for end in ("start", "end")}  # fmt: skip
# What is added to a mention of the verb that governs it.
GOVERNING = dict.fromkeys(["verb", "verb_class", "degree", "modal", "actor", "status", "governed"], "str")
QUOTATIONS = PLACE | {
    "text": "str", "source": "str", "mark": "str", "start": "int64", "end": "int64", "rule": "str",
}  # fmt: skip
QUANTITIES = PLACE | {
    "form": "str", "value": "float64", "value_high": "float64", "unit": "str", "counted": "str", "hedge": "str",
    "deadline": "str", "base": "str", "period": "str", "status": "str", "start": "int64", "end": "int64", "rule": "str",
    "status_rule": "str", "doubtful": "bool",
}  # fmt: skip
# What a commitment says of its quantity, beside what the action says.
OF_QUANTITY = ["value", "value_high", "unit", "counted", "hedge", "base", "period"]
COMMITMENTS = (
    {name: kind for name, kind in ACTIONS.items() if not name.endswith(("_start", "_end"))}
    | {"quantity": "str", "deadline": "str"}
    | {name: QUANTITIES[name] for name in OF_QUANTITY}
)
LISTS = PLACE | {
    "list": "int64", "parent": "Int64", "pattern": "str", "head": "str", "lead": "str", "rank": "int64",
    "length": "int64", "item": "str", "start": "int64", "end": "int64",
}  # fmt: skip
CONCORDANCE = keys("doc", "section", "paragraph", "sentence") | {
    "left": "str", "match": "str", "right": "str", "kind": "str", "speaker": "str", "start": "int64", "end": "int64",
}  # fmt: skip
# What stands on both sides of a comparison of versions, in columns that end with _old and _new.
SIDES = ("old", "new")
# The terms that stand together, in the order of their characters.
PAIR = ["term_a", "term_b"]
BLOCK = {
    "kind": "str", "section": "Int64", "turn": "Int64", "point": "Int64", "first_paragraph": "Int64",
    "last_paragraph": "Int64", "first_sentence": "Int64", "last_sentence": "Int64", "text": "str", "words": "int64",
}  # fmt: skip
ALIGNMENT = (
    {"block": "int64", "change": "str", "moved": "bool", "shape": "str", "similarity": "float64"}
    | {f"{column}_{side}": kind for side in SIDES for column, kind in BLOCK.items()}
    | {"words_kept": "int64", "operations": "object", "judged": "str", "rule": "str", "old": "str", "new": "str"}
)
LISTED = {
    "list": "Int64", "rank": "Int64", "length": "Int64", "section": "Int64", "point": "Int64", "paragraph": "Int64",
    "sentence": "Int64", "start": "Int64", "end": "Int64", "head": "str",
}  # fmt: skip
LIST_CHANGES = (
    {"item": "str", "item_old": "str", "item_new": "str", "change": "str"}
    | {f"{column}_{side}": kind for column, kind in LISTED.items() for side in SIDES}
    | {"pattern": "str", "old": "str", "new": "str"}
)
HEADLINE_PHRASES = PLACE | {
    "phrase": "str", "form": "str", "words": "int64", "kinds_old": "str", "kinds_new": "str", "migrates": "bool",
    "start": "int64", "end": "int64", "old": "str", "new": "str",
}  # fmt: skip
COMPARED_QUANTITY = {
    "form": "str", "value": "float64", "value_high": "float64", "unit": "str", "counted": "str", "hedge": "str",
    "deadline": "str", "base": "str", "period": "str", "status": "str", "section": "Int64", "point": "Int64",
    "paragraph": "Int64", "sentence": "Int64", "start": "Int64", "end": "Int64", "block": "Int64",
}  # fmt: skip
QUANTITY_CHANGES = (
    {"change": "str"}
    | {f"{column}_{side}": kind for column, kind in COMPARED_QUANTITY.items() for side in SIDES}
    | {"old": "str", "new": "str"}
)
COMPARED_ACTION = {
    name: kind
    for name, kind in (COMMITMENTS | {"block": "Int64"}).items()
    if name not in ("doc", "turn", "kind", "speaker", "point", "rule", "doubtful")
} | {"point": "Int64", "section": "Int64", "paragraph": "Int64", "sentence": "Int64", "start": "Int64", "end": "Int64"}
ACTION_CHANGES = (
    {"change": "str", "what": "str"}
    | {f"{column}_{side}": kind.replace("bool", "object") for column, kind in COMPARED_ACTION.items() for side in SIDES}
    | {"old": "str", "new": "str"}
)
SUBSTITUTIONS = {
    "before": "str", "after": "str", "unit": "str", "n": "int64", "before_in_old": "int64", "before_in_new": "int64",
    "after_in_old": "int64", "after_in_new": "int64", "terms_before": "str", "terms_after": "str", "places": "object",
    "old": "str", "new": "str",
}  # fmt: skip
# What may be a formula, and why.
CANDIDATES = {
    "term": "str", "n": "int64", "docs": "int64", "variety_left": "int64", "variety_right": "int64",
    "cohesion": "float64", "c_value": "float64", "example": "str",
}  # fmt: skip
TERM_CANDIDATES = {"term": "str", "reason": "str", "n": "int64", "docs": "int64", "example": "str"}
# The life of a formula; a period is a year, or what else was asked for.
FORMULAS = {
    "term": "str", "n": "int64", "first": "object", "last": "object", "peak": "object", "peak_n": "Int64",
    "peak_rate": "float64", "present": "int64", "absent": "int64", "no_text": "int64", "docs": "int64",
    "docs_total": "int64", "share": "float64", "low": "float64", "high": "float64", "grade": "str",
    "first_doc": "str", "first_paragraph": "Int64", "first_sentence": "Int64", "first_text": "str",
    "first_speaker": "str", "first_source": "str", "first_docs": "int64", "fixedness": "float64", "variants": "str",
    "longer": "str", "n_longer": "int64", "present_in": "str", "n_in": "str", "absent_in": "str", "no_text_in": "str",
    "undated": "int64", "period": "str",
}  # fmt: skip
# What nearly all texts of a source have.
BOILERPLATE = PLACE | {
    "start": "int64", "end": "int64", "form": "str", "length": "int64", "docs": "int64", "docs_total": "int64",
    "share": "float64",
}  # fmt: skip
# A passage that two texts share; each side of it has a place of its own.
SHARED = {"paragraph": "int64", "sentence": "int64", "start": "int64", "end": "int64", "text": "str"}
REUSE = {"doc_from": "str", "doc_to": "str", "direction": "str"} | {
    f"{name}_{side}": kind for name, kind in SHARED.items() for side in ("from", "to")
} | {
    "length": "int64", "edits": "int64", "changed": "float64", "quoted": "bool", "source_named": "bool",
    "rarity": "int64", "boilerplate": "bool",
}  # fmt: skip
# How much of a text, or group of texts, stands in another; the two stand before, by what they were grouped.
REUSED = {
    "n": "int64", "total": "int64", "share": "float64", "low": "float64", "high": "float64", "passages": "int64",
    "sentences": "int64", "sentences_total": "int64", "share_any": "float64", "low_any": "float64",
    "high_any": "float64", "direction": "str",
}  # fmt: skip
# How much of a sentence stands in one other text.
TRACED = PLACE | {
    "start": "int64", "end": "int64", "text": "str", "letters": "int64", "n": "int64", "share": "float64",
    "shared": "str", "direction": "str", "source": "str",
}  # fmt: skip
# How central a term is in a network of those that stand together, behind the keys and the term.
CENTRALITIES = {"windows": "int64"} | {
    f"{name}{end}": "float64"
    for name in ("degree", "strength", "eigenvector", "betweenness")
    for end in ("", "_low", "_high")
}
# The community of each term, behind the keys.
COMMUNITIES = {
    "term": "str", "community": "Int64", "agree": "float64", "degree": "int64", "communities": "int64",
    "seeds_agree": "float64", "modularity": "float64", "modularity_random": "float64", "p": "float64", "verdict": "str",
}  # fmt: skip
# The heaviest units of a topic, behind topic, rank and the column of what was counted.
TOPICS = {
    "weight": "float64", "share": "float64", "agree_seeds": "float64", "agree_halves": "float64",
    "agree_by_chance": "float64", "verdict": "str", "units": "str",
}  # fmt: skip
# A step of a rate over time, behind the column of what was counted; dates are years, or what the texts are told by.
TREND = {
    "step": "int64", "steps": "int64", "first": "object", "last": "object", "texts": "int64", "n": "int64",
    "total": "int64", "rate": "float64", "rate_low": "float64", "rate_high": "float64", "rate_unit": "str",
    "begins_low": "object", "begins_high": "object", "change": "str", "log_ratio": "float64", "p": "float64",
    "q": "float64", "p_more": "float64", "p_smallest": "float64", "dispersion": "float64", "family": "str",
    "verdict": "str", "undated": "int64", "dated_by": "str",
}  # fmt: skip
# How a unit comes and goes over time, behind the column of what was counted.
VOCABULARY = {
    "n": "int64", "first": "object", "last": "object", "present": "int64", "texts": "int64", "change": "str",
    "tau": "float64", "p": "float64", "p_smallest": "float64", "q": "float64", "tested": "bool", "verdict": "str",
    "dated_by": "str", "undated": "int64",
}  # fmt: skip
# What may be missing of an overruling stands last: where a sentence has several rows, it says which is meant.
OVERRULINGS = {
    "old": "str", "new": "str", "first_sentence_old": "Int64", "first_sentence_new": "Int64", "change": "str",
    "reason": "str", "first_paragraph_old": "Int64", "first_paragraph_new": "Int64",
}  # fmt: skip
# Two results folders, file by file.
DIFFERENCES = {"file": "str", "difference": "str", "place": "str", "recorded": "str", "found": "str"}
# Columns of numbers, whatever function made the frame.
NUMBERS = {
    *["n", "total", "rate", "rate_low", "rate_high", "n_a", "n_b", "place", "words", "rank_old", "rank_new"],
    *(f"{name}_{side}" for name in ("n", "total", "rate", "words", "first_sentence") for side in SIDES),
    *(f"{name}_in_{side}" for name in ("before", "after") for side in SIDES),
    *["log_ratio", "log_ratio_low", "log_ratio_high", "contribution", "tfidf", "offset"],
    *["n_effective", "p_rate", "p_rate_smallest", "n_blocks", "p_paired", "p_smallest", "value", "value_high"],
}
# Those that say where something stands, and those that count, neither of which is without end.
PLACES = {
    *["paragraph", "sentence", "position", "start", "end", "block"],
    *(f"{name}_{side}" for name in ("list", "rank", "section", "point", "first_sentence") for side in SIDES),
}
COUNTS = {
    *["n", "total", "n_a", "n_b", "windows", "words", "words_kept", "rank", "length"],
    *(f"{name}_{side}" for name in ("n", "total", "words") for side in SIDES),
}


def make_frame(rows: list | dict[str, Any], types: dict[str, str]) -> pd.DataFrame:
    """Lay rows, or whole columns by their names, out as a frame with the columns and types given, however few the rows.

    >>> make_frame([("a", 2)], {"doc": "str", "n": "float64"})
      doc    n
    0   a  2.0
    """
    if not isinstance(rows, list):
        # Columns are made for the frame: they need not be copied into it.
        return pd.DataFrame(rows, columns=list(types), copy=False).astype(types)
    if rows and isinstance(rows[0], dict):
        columns = [[row.get(name) for row in rows] for name in types]
    else:
        columns = list(map(list, zip(*rows, strict=True))) or [[]] * len(types)
    # Arrays of their types: a frame of rows infers each type first, and takes three times as long.
    arrays = [
        np.fromiter(values, dtype=object, count=len(values)) if kind == "object" else pd.array(values, dtype=kind)
        for values, kind in zip(columns, types.values(), strict=True)
    ]
    return pd.DataFrame(dict(zip(types, arrays, strict=True)), copy=False)


def require_columns(frame: pd.DataFrame, columns: Iterable[str], *, name: str, maker: str) -> None:
    """Refuse what is no frame or lacks one of `columns`; `maker` is the function whose frames have them.

    >>> require_columns(pd.DataFrame({"do": ["a"]}), ["doc"], name="rows", maker="count")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: rows has no column 'doc'; give what count returns. It has 'do'. Did you mean 'do'?
    """
    if not isinstance(frame, pd.DataFrame):
        inside = isinstance(getattr(frame, name, None), pd.DataFrame)
        repair = f"its .{name}" if inside else f"what {maker} returns"
        raise DiscourseError(f"{name} is a {type(frame).__name__}, no DataFrame; give {repair}")
    missing = [column for column in dict.fromkeys(columns) if column not in frame]
    if missing:
        near = get_close_matches(str(missing[0]), map(str, frame.columns), n=1)
        hint = f". Did you mean {near[0]!r}?" if near else ""
        names, has = ", ".join(map(repr, missing)), ", ".join(map(repr, frame.columns)) or "(none)"
        raise DiscourseError(f"{name} has no column {names}; give what {maker} returns. It has {has}{hint}")
    refuse_doubled(frame, name)
    refuse_several(frame, [column for column in columns if column not in LIST_COLUMNS], name)
    check_numbers(frame, PLACES.intersection(columns), name=name, maker=maker)


def refuse_several(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse a frame that has a list, or the like, in a cell of one of `columns`.

    >>> refuse_several(pd.DataFrame({"doc": [["a"]]}), ["doc"], "counts")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: counts has doc=['a'], which is no one value; write one in each row
    """
    for column in dict.fromkeys(columns):
        values = frame[column] if frame[column].dtype == object else ()
        several = next((value for value in values if not isinstance(value, Hashable)), None)
        if several is not None:
            raise DiscourseError(
                f"{name} has {column}={one_line(several)}, which is no one value; write one in each row"
            )


def refuse_gaps(frame: pd.DataFrame, columns: Iterable[str], *, name: str) -> None:
    """Refuse a frame that has a row without a value in one of `columns`.

    >>> refuse_gaps(pd.DataFrame({"doc": ["a", None]}), ["doc"], name="changes")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: changes has no doc in row 1; fill it, or leave the row out
    """
    for column in columns:
        if (none := frame[column].isna().to_numpy()).any():
            raise DiscourseError(
                f"{name} has no {column} in row {np.flatnonzero(none)[0]}; fill it, or leave the row out"
            )


def check_codes(frame: pd.DataFrame, column: str, codes: Iterable[object]) -> None:
    """Refuse a frame that has in a column what is none of its codes.

    >>> check_codes(pd.DataFrame({"change": ["kept", "keep"]}), "change", ["kept", "moved"])
    Traceback (most recent call last):
    discourse.errors.DiscourseError: change='keep' is not one of: 'kept', 'moved'. Did you mean 'kept'?
    """
    codes = list(codes)
    for code in frame[column].unique():
        one_of(column, code, codes)


def refuse_doubled(frame: pd.DataFrame, name: str) -> None:
    """Refuse a frame that has two columns of one name.

    >>> refuse_doubled(pd.DataFrame([[1, 2]], columns=["n", "n"]), "counts")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: counts has two columns 'n'; leave one out
    """
    if not frame.columns.is_unique:
        raise DiscourseError(f"{name} has two columns {frame.columns[frame.columns.duplicated()][0]!r}; leave one out")


def check_paragraphs(paragraphs: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse paragraphs that lack one of `columns`, a key or a text, or in which one number stands twice in a doc.

    >>> check_paragraphs(pd.DataFrame({"doc": ["a", "a"], "paragraph": [1, 2], "text": "。"}), ["text"])
    """
    require_columns(paragraphs, ["doc", "paragraph", *columns], name="paragraphs", maker="read_corpus")
    silent = paragraphs["text"].isna().to_numpy() if "text" in columns else np.array([])
    if silent.any():
        doc, paragraph = paragraphs.loc[silent, ["doc", "paragraph"]].iloc[0]
        raise DiscourseError(f"paragraphs has no text for doc={doc!r}, paragraph {paragraph}; leave the row out")
    texts = "text" in columns and not isinstance(paragraphs["text"].dtype, pd.StringDtype)
    other = [each for each in paragraphs["text"] if not isinstance(each, str)] if texts else []
    if other:
        raise DiscourseError(f"paragraphs has text={other[0]!r}, no text; give what read_corpus or read_table returns")
    keys = ["doc", "paragraph", *(key for key in ("section", "turn") if key in columns)]
    refuse_gaps(paragraphs, keys, name="paragraphs")
    placed = ["section", "turn", "paragraph", *(["point"] if "point" in columns else [])]
    for key in [each for each in placed if set(placed[:2]) <= {*columns} and paragraphs[each].dtype.kind not in "iu"]:
        numbers = pd.to_numeric(paragraphs[key].astype(object), errors="coerce").astype("float64")
        known = (numbers % 1 == 0) & (numbers.abs() < 2**53)
        if (other := (~known & paragraphs[key].notna()).to_numpy()).any():
            value = paragraphs[key].iloc[int(np.flatnonzero(other)[0])]
            raise DiscourseError(f"paragraphs has {key}={value!r}, no whole number; give what read_corpus returns")
    twice = paragraphs.duplicated(["doc", "paragraph"], keep=False).to_numpy()
    if twice.any():
        doc, paragraph = paragraphs.loc[twice, ["doc", "paragraph"]].iloc[0]
        rows = (paragraphs["doc"].eq(doc) & paragraphs["paragraph"].eq(paragraph)).sum()
        raise DiscourseError(
            f"paragraphs has {rows} rows for doc={doc!r}, paragraph {paragraph}; give each article a doc of its own, "
            "and name what groups them in a column of articles"
        )


def check_keys(by: str | Iterable[str], frame: pd.DataFrame, *, of: str | None = None, repair: str = "") -> list[str]:
    """Return `by` as a list of columns of `frame` that can be keys of a result in which `of` is counted.

    No column at all makes one group of the whole frame. `repair` says what else to do about a column that is missing.

    >>> check_keys("doc", pd.DataFrame({"doc": ["a"], "term": ["6G"]}), of="term")
    ['doc']
    """
    keys = list_keys(by)
    for key in keys:
        one_of("by", key, frame.columns, repair=repair)
        if "|" in key:
            raise DiscourseError(f"by names {key!r}; results join their keys by |, so rename it without one")
        if key in RESULTS:
            raise DiscourseError(f"by names {key!r}, a column that results have of their own; rename it")
    if of in keys:
        raise DiscourseError(f"by names {of!r}, which is what is counted; leave it out, or count another with of=")
    return keys


def list_keys(by: str | Iterable[str]) -> list[str]:
    """Return the names that `by` gives, a single one or several, each once.

    >>> list_keys("doc"), list_keys(("year", "doc", "year")), list_keys([])
    (['doc'], ['year', 'doc'], [])
    """
    if not isinstance(by, Iterable) or not all(isinstance(key, str) for key in by):
        raise DiscourseError(
            f"by={one_line(by)} is no name; give that of a column, several in a list, or [] for the whole corpus"
        )
    return [by] if isinstance(by, str) else list(dict.fromkeys(by))


def state_counted(frame: pd.DataFrame, *, of: str, by: list[str]) -> pd.DataFrame:
    """Add the columns `of` and `by`: which column of a result names what was counted, and which are its keys.

    >>> state_counted(pd.DataFrame({"doc": ["a"], "section": [1], "term": ["6G"]}), of="term", by=["doc", "section"])
      doc  section term    of           by
    0   a        1   6G  term  doc|section
    """
    return frame.assign(of=same_text(of, len(frame)), by=same_text("|".join(by), len(frame)))


def same_text(text: str, times: int) -> pd.api.extensions.ExtensionArray:
    """Return a column of one text, which is kept once for many rows: in no time, and in next to no memory.

    >>> list(same_text("doc", 2))
    ['doc', 'doc']
    """
    whole, left = divmod(times, SAME_ROWS)
    rows = pa.repeat(pa.scalar(text, pa.large_string()), SAME_ROWS if whole else left)
    return pd.array(pa.chunked_array([*[rows] * whole, rows[:left]]), dtype="str")


def counted_column(frame: pd.DataFrame, of: str | None = None, *, name: str = "the frame") -> str:
    """Return the column that names what was counted: `of`, else what the frame states, else the first of `COUNTABLE`.

    >>> counted_column(pd.DataFrame({"category": ["材料"], "n": [2], "of": ["category"]}))
    'category'
    """
    if of is not None:
        return one_of("of", of, frame.columns)
    stated = _stated(frame, "of", name)
    column = stated or next((column for column in COUNTABLE if column in frame), None)
    if column is None or column not in frame:
        has = ", ".join(map(repr, frame.columns)) or "(none)"
        missing = f"no column {column!r}" if column else f"none of the columns {', '.join(map(repr, COUNTABLE))}"
        raise DiscourseError(f"{name} has {missing}, only {has}; name the one that was counted in a column `of`")
    refuse_several(frame, [column], name)
    return column


def key_columns(frame: pd.DataFrame, *, name: str = "the frame") -> list[str]:
    """Return the keys that a result was counted by: those that it states, else the columns that are keys of a text.

    >>> key_columns(pd.DataFrame({"n": [2], "term": ["6G"], "doc": ["a"], "year": [2024], "by": ["doc|year"]}))
    ['doc', 'year']
    """
    stated = _stated(frame, "by", name)
    columns = [key for key in KEYS if key in frame] if stated is None else [key for key in stated.split("|") if key]
    if missing := [column for column in columns if column not in frame]:
        raise DiscourseError(f"{name} was counted by {columns}, but its column {missing[0]!r} is gone; keep the keys")
    refuse_several(frame, columns, name)
    return columns


def compared_key(change: pd.DataFrame, *, name: str = "change") -> str:
    """Return the key whose values stand in `old` and `new` of a comparison: the one that it states, else doc.

    >>> compared_key(pd.DataFrame({"old": [2023], "new": [2024], "between": ["year"]}))
    'year'
    """
    return _stated(change, "between", name) or "doc"


def kind_of_interval(columns: Iterable, measure: str = "log_ratio") -> str:
    """Return which interval of a measure a comparison has, by what stands in the names of its ends: that of its own
    test, _paired of two versions or _article of groups, else none.

    >>> kind_of_interval(["log_ratio_low", "log_ratio_high", "log_ratio_article_low", "log_ratio_article_high"])
    '_article'
    """
    known = set(columns)
    return next(
        (kind for kind in ("_paired", "_article") if {f"{measure}{kind}_low", f"{measure}{kind}_high"} <= known), ""
    )


def check_unique(frame: pd.DataFrame, columns: list[str], *, name: str) -> None:
    """Refuse a result that has two rows for one combination of its keys and what was counted.

    >>> check_unique(pd.DataFrame({"year": [1, 2], "term": ["6G", "算力"]}), ["term"], name="counts")
    """
    require_columns(frame, columns, name=name, maker="count")
    twice = frame[frame.duplicated(columns, keep=False)]
    if len(twice):
        same = frame[columns].merge(twice.iloc[[0]][columns])
        row = ", ".join(f"{column}={value!r}" for column, value in twice.iloc[0][columns].items())
        raise DiscourseError(
            f"{name} has {len(same)} rows for {row}; name all keys it was counted by in a column `by`, joined by |"
        )


def check_counts(frame: pd.DataFrame, *, n: Iterable[str], totals: Iterable[str], name: str) -> None:
    """Refuse a result whose counts are no whole numbers from 0, or above their totals; a total may be missing.

    Each of `n` has its total at its place in `totals`, where there are any.

    >>> check_counts(pd.DataFrame({"n": [2, -1], "total": 9}), n=["n"], totals=["total"], name="counts")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: counts has n=-1 in row 1; a count is a whole number, 0 or more
    """
    numbers = {}
    for column, known in [*((column, False) for column in totals), *((column, True) for column in n)]:
        if isinstance(frame[column].dtype, np.dtype) and frame[column].dtype.kind in "iuf":
            values = frame[column].astype("float64")
        else:
            other = frame[column].map(lambda value: isinstance(value, str | bool | np.bool_)).astype(bool)
            values = pd.to_numeric(frame[column].astype(object).mask(other), errors="coerce").astype("float64")
        good = (values >= 0) & (values == np.floor(values)) & (values < 2**53)
        if not known:
            good |= frame[column].isna()
        if not good.all():
            at = int(np.flatnonzero(~good)[0])
            value = frame[column].iloc[at : at + 1].tolist()[0]
            raise DiscourseError(f"{name} has {column}={value!r} in row {at}; a count is a whole number, 0 or more")
        numbers[column] = values.to_numpy()
    for column, total in zip(n, totals, strict=False):
        if (above := numbers[column] > numbers[total]).any():
            at = int(np.flatnonzero(above)[0])
            n_here, total_here = (frame[each].iloc[at] for each in (column, total))
            raise DiscourseError(
                f"{name} has {column}={n_here} in row {at}, and {total}={total_here}; a count is a part of its total"
            )


def check_numbers(frame: pd.DataFrame, columns: Iterable[str], *, name: str, maker: str) -> None:
    """Refuse a frame that has a text where `maker` gives a number, or infinity where it counts or places.

    >>> check_numbers(pd.DataFrame({"n": ["2"]}), ["n"], name="x", maker="f")
    Traceback (most recent call last):
    discourse.errors.DiscourseError: x has n='2', which is text, no number; give what f returns, or use pd.to_numeric
    """
    for column in [column for column in columns if column in frame and column in NUMBERS | PLACES | COUNTS]:
        values = frame[column]
        text = [] if is_numeric_dtype(values.dtype) else [value for value in values if isinstance(value, str)]
        if text:
            raise DiscourseError(
                f"{name} has {column}={text[0]!r}, which is text, no number; give what {maker} returns, or use "
                "pd.to_numeric"
            )
        finite = values.dtype.kind == "f" and column in PLACES | COUNTS
        if finite and (endless := np.isinf(values.to_numpy("float64", na_value=np.nan))).any():
            at = int(np.flatnonzero(endless)[0])
            raise DiscourseError(
                f"{name} has {column}={values.iloc[at]:g} in row {at}, which counts and places nothing; give what "
                f"{maker} returns"
            )


# Of fewer rows, to look for those alike takes longer than it spares.
WORTH_RUNS = 1_000


def number_groups(keys: list[str], *frames: pd.DataFrame) -> list[np.ndarray]:
    """Number the combinations of `keys` alike in several frames, in their order; missing equals missing.

    >>> number_groups(["doc"], pd.DataFrame({"doc": ["b", "a", "b"]}), pd.DataFrame({"doc": ["b", None]}))
    [array([1, 0, 1]), array([1, 2])]
    """
    for frame in frames:
        refuse_several(frame, keys, "a frame")
    # A frame given twice is numbered once, and what stands in a row with the same keys, as the words of an article do.
    distinct = {id(frame): frame for frame in frames}
    begins = {name: begins_of_runs(frame, keys) for name, frame in distinct.items()}
    ends = np.cumsum([len(frame if (own := begins[name]) is None else own) for name, frame in distinct.items()])
    numbers = np.zeros(ends[-1] if len(ends) else 0, dtype="int64")
    for key in keys:
        columns = [
            frame[key] if begins[name] is None else frame[key].iloc[begins[name]] for name, frame in distinct.items()
        ]
        kind, *others = {column.dtype for column in columns}
        plain = not others and (kind == "str" or (isinstance(kind, np.dtype) and kind.kind in "biuf"))
        own = number_values(columns, few=plain and len(numbers) < WORTH_RUNS)
        numbers = number_densely(numbers * (own.max(initial=0) + 1) + own)
    at = dict(zip(distinct, np.split(numbers, ends[:-1]), strict=True))
    for name, first in begins.items():
        if first is not None:
            at[name] = np.repeat(at[name], np.diff(first, append=len(distinct[name])))
    return [at[id(frame)] for frame in frames]


def number_values(columns: list[pd.Series], *, few: bool = False) -> np.ndarray:
    """Number the values of columns, one below the other, in their order, what is missing last.

    Of a `few` texts, numbers or truths it takes a tenth of the time.

    >>> number_values([pd.Series(["乙", None]), pd.Series(["甲", "乙"])])
    array([0, 2, 1, 0])
    """
    if few:
        plain = [*chain.from_iterable(column.tolist() for column in columns)]
        # What is missing is not itself.
        ranks = {value: number for number, value in enumerate(sorted({value for value in plain if value == value}))}
        return np.array([ranks.get(value, len(ranks)) for value in plain], dtype="int64")
    values = columns[0] if len(columns) == 1 else pd.concat(columns, ignore_index=True)
    if not isinstance(values.dtype, np.dtype | pd.StringDtype) or values.dtype == object:
        try:
            return values.groupby(values, dropna=False).ngroup().to_numpy()
        except TypeError:
            # Texts or dates beside numbers have no order.
            return values.groupby(values, dropna=False, sort=False).ngroup().to_numpy()
    numbers, known = pd.factorize(values, sort=True)
    numbers[numbers < 0] = len(known)
    return numbers


def begins_of_runs(frame: pd.DataFrame, keys: list[str]) -> np.ndarray | None:
    """Return the rows in which other values of `keys` stand than in the row before; None where most are, or few rows.

    >>> docs = pd.DataFrame({"doc": ["b"] * 400 + [None] * 600}, dtype="str")
    >>> begins_of_runs(docs, ["doc"])
    array([  0, 400])
    """
    if len(frame) < WORTH_RUNS:
        return None
    begins = np.arange(len(frame)) == 0
    for key in keys:
        column = frame[key]
        if column.dtype == object or isinstance(column.dtype, pd.CategoricalDtype):
            return None
        array, missing = column.array, column.isna().to_numpy()
        other = pd.Series(array[1:] != array[:-1]).to_numpy(dtype=bool, na_value=True)
        begins[1:] |= other & ~(missing[1:] & missing[:-1])
        if 2 * begins.sum() > len(begins):
            return None
    return np.flatnonzero(begins)


def number_densely(numbers: np.ndarray) -> np.ndarray:
    """Number whole numbers anew from 0, in their order and without a gap.

    >>> number_densely(np.array([7, 3, 7]))
    array([1, 0, 1])
    """
    if numbers.max(initial=0) > 8 * len(numbers) + 1000:
        return np.unique(numbers, return_inverse=True)[1]
    present = np.zeros(numbers.max(initial=-1) + 1, dtype=bool)
    present[numbers] = True
    return (np.cumsum(present) - 1)[numbers]


def first_rows(numbers: np.ndarray) -> np.ndarray:
    """Return the first row of each of the numbers, which go from 0 without a gap.

    >>> first_rows(np.array([1, 0, 1]))
    array([1, 0])
    """
    first = np.zeros(numbers.max(initial=-1) + 1, dtype="int64")
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return first


def _stated(frame: pd.DataFrame, column: str, name: str) -> str | None:
    """Return the one value of `of` or `by`; None where the frame states none."""
    require_columns(frame, [], name=name, maker="count")
    values = frame[column].dropna().unique() if column in frame else []
    if len(values) > 1:
        several = ", ".join(map(repr, values))
        raise DiscourseError(f"{name} holds results of several countings, {column}: {several}; filter it by {column}")
    if len(values) and not isinstance(values[0], str):
        raise DiscourseError(f"{name} has {column}={values[0]}, no name of a column; give a result as it was returned")
    return values[0] if len(values) else None
