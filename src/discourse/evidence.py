"""From the rows of any result back to the places in the text behind them."""

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import CONCORDANCE, make_frame
from discourse.words.concordance import check_width
from discourse.words.windows import countable, having, inside, near_pairs, window_keys, words_of

UNITS = ["term", "word", "form", "category", "broader", "family", "type"]
# The first column of numbers in every result; what a row was counted by stands before it.
COUNTED = ["n", "n_old"]
PLACE_KEYS = ["doc", "section", "turn", "paragraph", "sentence", "kind", "speaker", "point"]


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
    return make_frame(lines, CONCORDANCE | {"row": "int64"})


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
