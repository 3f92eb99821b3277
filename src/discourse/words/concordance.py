"""The way back: from a string or a number to the places in the text behind it."""

import re

import pandas as pd

from discourse.errors import DiscourseError
from discourse.tables import keys, make_frame
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.folding import fold
from discourse.words.windows import countable, having, inside, near_pairs, window_keys, words_of

LINE_TYPES = keys("doc", "section", "paragraph", "sentence") | {
    "left": "str", "match": "str", "right": "str", "kind": "str", "speaker": "str", "start": "int64", "end": "int64",
}  # fmt: skip
UNITS = ["term", "word", "form", "category", "broader", "family", "type"]
# The first column of numbers in every result; what a row was counted by stands before it.
COUNTED = ["n", "n_old"]
PLACE_KEYS = ["doc", "section", "turn", "paragraph", "sentence", "kind", "speaker", "point"]


def concordance(
    paragraphs: pd.DataFrame, pattern: str, *, width: int = 20, regex: bool = False, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Show every place where a string stands, with `width` characters of its paragraph on either side.

    Characters are matched, their width and script folded (ＡＩ is found by AI), so there may be more lines than a term has
    counts; give `mentions` and the column `note` says why: the place lies inside a longer term, or in the imprint.
    `regex=True` takes `pattern` as a regular expression.

    Returns doc, section, paragraph, sentence, left, match, right, then kind, speaker, start, end, note.

    Raises DiscourseError for an empty pattern or one that is no regular expression, and a width below 0.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, paragraph=1, kind="body", speaker=None,
    ...                                 text="打造低空经济等新增长引擎。")])
    >>> concordance(paragraphs, "低空经济", width=4)[["left", "match", "right"]]
      left match right
    0   打造  低空经济  等新增长
    """
    find = compile_pattern(pattern, regex)
    check_width(width)
    owner = {} if mentions is None else {
        (m.doc, m.paragraph, m.start): (m.end, m.term) for m in mentions.itertuples(index=False)
    }
    rows = []
    for p, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        for found in find.finditer(fold(p.text)):
            start, end = found.span()
            context = p.text[max(0, start - width) : start], p.text[start:end], p.text[end : end + width]
            rows.append(
                (p.doc, p.section, p.paragraph, sentence_at(sentences, start), *context, p.kind, p.speaker, start, end,
                 note_on(p, start, end, owner))
            )  # fmt: skip
    return make_frame(rows, LINE_TYPES | {"note": "str"})


def compile_pattern(pattern: str, regex: bool) -> re.Pattern:
    """Compile what to look for, its width and script folded."""
    if not isinstance(pattern, str) or not pattern:
        raise DiscourseError(f"pattern={pattern!r} is empty or no text; give the characters to look for")
    try:
        return re.compile(fold(pattern) if regex else re.escape(fold(pattern)))
    except re.error as error:
        raise DiscourseError(f"pattern={pattern!r} is no regular expression: {error}; mend it or leave regex out") from error


def check_width(width: int) -> None:
    """Refuse a width that is no number of characters."""
    if width < 0:
        raise DiscourseError(f"width={width!r} is below 0; give the characters to show on either side, for example 20")


def note_on(paragraph, start: int, end: int, owner: dict) -> str:
    """Say why a place is not counted as the term searched for, or nothing."""
    if paragraph.kind == "imprint":
        return "imprint: not counted"
    for at in range(start, max(-1, start - 40), -1):
        stop, term = owner.get((paragraph.doc, paragraph.paragraph, at), (0, ""))
        if stop >= end and (at, stop) != (start, end):
            return f"inside {term}"
    return ""


def evidence(
    rows: pd.DataFrame,
    places: pd.DataFrame,
    paragraphs: pd.DataFrame,
    *,
    base: pd.DataFrame | None = None,
    width: int = 20,
) -> pd.DataFrame:
    """Show the places in the text behind the rows of any result, as many as each row's count says.

    `rows` come from count, add_tfidf, compare, count_pairs …; `places` are the mentions or tokens that were counted.
    What a row and the places share (doc, section, term, category …) finds the lines; a comparison opens both its
    versions, and a pair one line for each window that holds both terms, from the one to the other. A pair counted
    within some words opens the pairs of places that were counted; to number the words, it takes `base`, the tokens.

    Returns doc, section, paragraph, sentence, left, match, right, then kind, speaker, start, end and `row`, the
    position in `rows` of the row that a line belongs to.

    Raises DiscourseError where `rows` count what `places` do not hold, or were counted within some words and `base`
    is missing.
    """
    check_width(width)
    rows = rows.reset_index(drop=True)
    places = countable(places)
    found = pair_places(rows, places, base) if "term_a" in rows else unit_places(rows, places)
    texts = paragraphs.set_index(["doc", "paragraph"])["text"]
    lines = [line_of(place, texts, width) for place in found.itertuples(index=False)]
    return make_frame(lines, LINE_TYPES | {"row": "int64"})


def unit_places(rows: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Find the places that share a row's keys."""
    shared = shared_keys(rows, places)
    found = places.assign(order=range(len(places))).merge(rows[shared].assign(row=rows.index), on=shared)
    if {"old", "new"} <= set(rows):
        sides = rows.loc[found["row"], ["old", "new"]].set_axis(found.index)
        found = found[found["doc"].eq(sides["old"]) | found["doc"].eq(sides["new"])]
    found = found.sort_values(["row", "order"])
    return found.assign(paragraph_b=found["paragraph"], start_b=found["start"], end_b=found["end"])


def shared_keys(rows: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """List the columns that say what a row counts and where; all of them must be in `places`."""
    named = [column for column in [*by_of(rows, places), *UNITS] if column in rows]
    missing = [column for column in named if column not in places]
    if missing or not set(named) & set(UNITS + ["kind"]):
        raise DiscourseError(
            f"rows have the columns {named}, places have {[c for c in PLACE_KEYS + UNITS if c in places]}; "
            "give as places the mentions or tokens that were counted"
        )
    return named


def by_of(rows: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """List the columns that rows were counted by: keys of places, and columns of `places` that stand before the counts."""
    counts = [at for at, column in enumerate(rows) if column in COUNTED]
    own = [column for column in rows.columns[: counts[0] if counts else 0] if column in places and column not in UNITS]
    return [*dict.fromkeys([*(column for column in PLACE_KEYS if column in rows), *own])]


def pair_places(rows: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame | None) -> pd.DataFrame:
    """Find, for each pair, the nearest two places of each window that holds both, or the places that were counted."""
    if not {"within", "of"} <= set(rows):
        raise DiscourseError(f"rows of pairs lack within or of: they have {list(rows)}; give rows of count_pairs")
    apart = rows["within"].map(words_of).notna()
    by = by_of(rows, places)
    found = [nearest(row, places, by) for row in rows[~apart].itertuples()]
    found += [matched(some, places, base) for _, some in rows[apart].groupby(["within", "of"])]
    return pd.concat(found, ignore_index=True).sort_values("row", kind="stable") if found else places.iloc[:0]


def matched(rows: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame | None) -> pd.DataFrame:
    """Find the places that were paired for rows counted within one number of words, one line for each two places."""
    within, of = rows["within"].iloc[0], rows["of"].iloc[0]
    if base is None:
        raise DiscourseError(f"base=None: pairs within {within} words are found by numbering words; give base=tokens")
    by = by_of(rows, places)
    places = places[places[of].isin([*rows["term_a"], *rows["term_b"]])]
    met = near_pairs(places, base=base, of=of, by=by, words=words_of(within))
    first, second = (places.iloc[met[side]].reset_index(drop=True) for side in ("first", "second"))
    both = first.join(second[["paragraph", "start", "end"]].add_suffix("_b")).join(met[["term_a", "term_b"]])
    shared = [*by, "term_a", "term_b"]
    return both.merge(rows[shared].assign(row=rows.index), on=shared)


def nearest(row, places: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Find the nearest places of one pair's terms, one line for each of its windows."""
    window = [*dict.fromkeys([*by, *window_keys(row.within)])]
    places = inside(having(places, {column: getattr(row, column) for column in by}), row.within)
    place = ["paragraph", "start", "end", "section", "sentence", "kind", "speaker"]
    columns = [*dict.fromkeys([*window, *place])]
    a, b = (places.loc[places[row.of].eq(term), columns] for term in (row.term_a, row.term_b))
    both = a.merge(b[[*dict.fromkeys([*window, "paragraph", "start", "end"])]], on=window, suffixes=("", "_b"))
    if "paragraph_b" not in both:
        both["paragraph_b"] = both["paragraph"]
    both["far"] = (both["paragraph"] - both["paragraph_b"]).abs() * 1_000_000 + (both["start"] - both["start_b"]).abs()
    return both.sort_values([*window, "far", "paragraph", "start"]).drop_duplicates(window).assign(row=row.Index)


def line_of(place, texts: pd.Series, width: int) -> tuple:
    """Make a concordance line from a place, or from the first to the second of two."""
    (first, start, end), (last, start_b, end_b) = sorted(
        [(place.paragraph, place.start, place.end), (place.paragraph_b, place.start_b, place.end_b)]
    )
    head, tail = texts[place.doc, first], texts[place.doc, last]
    stop = max(end, end_b)
    match = head[start:stop] if first == last else f"{head[start:end]} … {tail[start_b:end_b]}"
    stop = stop if first == last else end_b
    left, right = head[max(0, start - width) : start], tail[stop : stop + width]
    return (place.doc, place.section, first, place.sentence, left, match, right, place.kind, place.speaker, start, stop,
            place.row)  # fmt: skip
