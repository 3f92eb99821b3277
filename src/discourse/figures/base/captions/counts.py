"""What n counts, for the caption of a figure: mentions, words, pairs, blocks or items, by article."""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd
from pandas.api.types import is_numeric_dtype

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import group_keys, with_doc
from discourse.figures.base.labels import all_labels, article_order
from discourse.figures.base.theme import PlotRecord, localize, quantity
from discourse.schema import KEYS, PAIR, SIDES, counted_column, key_columns

# The fixed text for what is counted, by the column that names it; others are values of their column.
UNITS = {
    "term": "unit.term",
    "word": "unit.different_word",
    "category": "unit.category",
    "family": "unit.family",
    "phrase": "unit.phrase",
    "verb": "unit.verb",
    "verb_class": "unit.verb_class",
    "pair": "unit.pair",
}
WINDOWS = {"sentence", "paragraph", "point", "turn", "section", "part"}
LENGTHS = {"word", "character"}
# What becomes of an item of a list, and the fixed text for it.
FATES = {fate: f"change.{fate}" for fate in ("kept", "moved", "dropped", "added")}
# More articles are told of together.
MOST_ARTICLES = 4
# Counts, of which none may be missing where their sum is told.
NUMBERS = ["n", "n_old", "n_new", "words_old", "words_new"]


def caption_counts(data: pd.DataFrame, records: list[PlotRecord]) -> str:
    """Tell how many were counted: by the first of COUNTS that the plots noted, or whose columns are all there."""
    noted, labels = {None, *(record.counted for record in records)}, [record.labels for record in records]
    for code, columns, tell in COUNTS:
        if code in noted and set(columns) <= set(data.columns):
            numbers = [data[column] for column in NUMBERS if column in columns]
            whole = all(is_numeric_dtype(n) and (n.notna() & n.ge(0) & n.mod(1).eq(0)).all() for n in numbers)
            told = [part.strip() for part in tell(data, labels) if part] if whole and len(data) else []
            return localize("caption.n", counts=localize("punctuation.semicolon").join(told)) if told else ""
    return ""


def count_mentions(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the mentions in each article, of how many units, in how many words."""
    unit = counted_unit(data)
    if unit not in UNITS and "total" not in data:
        return []
    return [mentions_in(rows, unit, doc) for doc, rows in by_doc(data, labels)]


def count_passages(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the passages that texts share."""
    return [quantity(int(data["passages"].sum()), "unit.shared_passage")]


def count_sides(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the mentions in both versions, of how many units, in how many words."""
    unit = counted_unit(data)
    rows = {side: data.assign(n=data[f"n_{side}"], total=data.get(f"total_{side}")) for side in SIDES}
    return [mentions_in(rows[side], unit, doc) for side, doc in sides_of_comparison(data, labels)]


def count_places(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the places drawn in each article, one a row, of how many units, in how many words."""
    unit = counted_unit(data)
    keys = ["doc", "words", *([unit] if unit else [])]
    places = data.dropna(subset="place").groupby(keys, as_index=False, dropna=False).size()
    places = places.rename(columns={"size": "n", "words": "total"})
    return [mentions_in(rows, unit, doc) for doc, rows in by_doc(places, labels)]


def count_words(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the words of each article."""
    unit = length_unit(data)
    sums = [(doc, quantity(int(rows["n"].sum()), unit)) for doc, rows in by_doc(data, labels)]
    return [localize("caption.words", doc=in_article(doc), n=n) for doc, n in sums]


def count_term_pairs(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the pairs of each article, of how many terms, in how many windows."""
    told = []
    for doc, rows in by_doc(data[data["n"] > 0], labels):
        size, kind = text_length(rows, ["doc"] if "doc" in rows else [], "windows"), only_value(data, "within")
        size = localize("caption.within", size=quantity(size, f"unit.{kind}")) if size and kind in WINDOWS else ""
        terms = quantity(pd.concat([rows["term_a"], rows["term_b"]]).nunique(), "unit.term")
        n = quantity(len(rows[PAIR].drop_duplicates()), "unit.pair")
        values = {"doc": in_article(doc), "within": size, "units": localize("caption.units", units=terms)}
        told.append(localize("caption.pairs", n=n, **values))
    return told


def count_blocks(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the aligned blocks and the words of both versions, the imprint left out as in the figures."""
    kinds = data[[column for column in ("kind_old", "kind_new") if column in data]]
    rows = data[((kinds != "imprint") & kinds.notna()).any(axis="columns")] if len(kinds.columns) else data
    rows = rows[rows["words_old"] + rows["words_new"] > 0]
    docs = sides_of_comparison(data, labels)
    words = [(doc, quantity(int(rows[f"words_{side}"].sum()), "unit.word")) for side, doc in docs]
    sides = localize("punctuation.comma").join(localize("caption.side", doc=doc, n=n) for doc, n in words)
    return [localize("caption.blocks", n=quantity(len(rows), "unit.block"), sides=sides)]


def count_items(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the items of the lists of both versions, and what became of them."""
    told = []
    for side, doc in sides_of_comparison(data, labels):
        rows = data[data[f"rank_{side}"].notna()]
        lists = quantity(rows[f"list_{side}"].nunique(), "unit.list")
        told.append(localize("caption.items", doc=in_article(doc), lists=lists, n=quantity(len(rows), "unit.item")))
    return [*told, localize("punctuation.comma").join(tell_codes(data["change"], FATES))]


def count_substitutions(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell how many different substitutions there are, and how often they happened in all."""
    units = localize("caption.units", units=quantity(len(data), "unit.substitution"))
    return [localize("caption.mentions", doc="", within="", units=units, n=quantity(int(data["n"].sum()), "unit.time"))]


def count_phrases(data: pd.DataFrame, labels: list) -> list[str]:
    """Tell the phrases that stand in each version, and at how many places."""
    counts = data.groupby(["doc", "phrase"], as_index=False).size().rename(columns={"size": "n"})
    return [mentions_in(rows.assign(of="phrase", by="doc"), "phrase", doc) for doc, rows in by_doc(counts, labels)]


def count_changes(data: pd.DataFrame, labels: list, *, unit: str) -> list[str]:
    """Tell the actions or the numbers of both versions, and what became of them."""
    fates = ("kept", "strengthened", "weakened", "changed", "dropped", "added")
    told = tell_codes(data["change"], {fate: f"change.{fate}" for fate in fates})
    return [localize("punctuation.comma").join([quantity(len(data), unit), *told])]


def tell_codes(codes: pd.Series, names: dict[str, str]) -> list[str]:
    """Tell how often each code stands that does, in the order of `names`, its fixed texts: "3 kept", "1 added"."""
    counts = codes.value_counts()
    return [
        localize("caption.change", name=localize(name), n=counts[code])
        for code, name in names.items()
        if code in counts
    ]


# What n counts: the first row whose code a plot noted (None: any) and whose columns the data have.
COUNTS: list[tuple[str | None, list[str], Callable[[pd.DataFrame, list], list[str]]]] = [
    ("words", ["n"], count_words),
    ("places", ["doc", "place", "words"], count_places),
    (None, [*PAIR, "n"], count_term_pairs),
    (None, ["before", "after", "n", "old", "new"], count_substitutions),
    (None, ["phrase", "migrates", "doc"], count_phrases),
    (None, ["change", "what", "verb_old", "verb_new"], partial(count_changes, unit="unit.action")),
    (None, ["change", "form_old", "form_new", "value_old", "value_new"], partial(count_changes, unit="unit.number")),
    (None, ["n_old", "n_new", "old", "new"], count_sides),
    (None, ["words_old", "words_new", "old", "new"], count_blocks),
    (None, ["change", "rank_old", "rank_new", "list_old", "list_new", "old", "new"], count_items),
    (None, ["n", "passages", "share_any"], count_passages),
    (None, ["n"], count_mentions),
]


def mentions_in(rows: pd.DataFrame, unit: str | None, doc: str) -> str:
    """Tell how many mentions of how many units stand in how many words of an article, by `n` and `total`."""
    n, length, keys = int(rows["n"].sum()), length_unit(rows), key_columns(rows)
    # Rows of one unit and the same keys were told apart by keys that nobody states: their totals may be one.
    told_apart = not rows.duplicated([*keys, *([unit] if unit else [])]).any()
    words = text_length(rows, keys, "total") if told_apart else None
    named = rows.loc[rows["n"] > 0, unit].nunique() if unit else 0
    if unit == "word" and n == words:
        return localize("caption.all_words", doc=in_article(doc), n=quantity(n, length), kinds=named)
    units = quantity(named, UNITS.get(unit, "unit.value"), column=unit) if unit else ""
    return localize(
        "caption.mentions",
        doc=in_article(doc),
        within=localize("caption.within", size=quantity(words, length)) if words else "",
        units=localize("caption.units", units=units) if units else "",
        n=quantity(n, "unit.occurrence" if unit == "word" else "unit.mention"),
    )


def counted_unit(data: pd.DataFrame) -> str | None:
    """Return the column of what was counted; None where the data do not tell one."""
    try:
        return counted_column(data)
    except DiscourseError:
        return None


def text_length(rows: pd.DataFrame, keys: Iterable[str], total: str) -> int | None:
    """Return the sum of the totals of a frame, each of its parts counted once; None where it cannot be told."""
    keys = [key for key in keys if rows[key].nunique(dropna=False) > 1]
    if total not in rows or not set(keys) <= KEYS.keys() or rows[total].isna().any():
        return None
    parts = rows[[*keys, total]].drop_duplicates()
    once = not parts.duplicated(keys).any() if keys else len(parts) == 1
    return int(parts[total].sum()) if once and len(parts) else None


def length_unit(data: pd.DataFrame) -> str:
    """Return the fixed text for the unit of the texts' lengths; it is words where the frame does not say."""
    unit = only_value(data, "rate_unit")
    return f"unit.{unit}" if unit in LENGTHS else "unit.word"


def by_doc(data: pd.DataFrame, labels: list) -> list[tuple[str, pd.DataFrame]]:
    """List the articles of the data, or groups of them, by their label, with their rows; more than a few as one."""
    if "doc" in data and data["doc"].isna().any():
        return [("", data)]
    doc_of, keys = with_doc(data, beside=["section", "kind"])["doc"], group_keys(data, beside=["section", "kind"])
    docs = article_order(doc_of, labels)
    if len(docs) > MOST_ARTICLES or not keys:
        return [(quantity(len(docs), "unit.article") if keys == ["doc"] else "", data)]
    known = all_labels(labels)
    return [(str(known.get(doc, doc)), data[doc_of == doc]) for doc in docs]


def sides_of_comparison(data: pd.DataFrame, labels: list) -> list[tuple[str, str]]:
    """List the sides of a comparison with the label of their article; none where there is more than one comparison."""
    docs, known = {side: only_value(data, side) for side in SIDES}, all_labels(labels)
    return [] if None in docs.values() else [(side, str(known.get(str(doc), doc))) for side, doc in docs.items()]


def in_article(doc: str) -> str:
    """Return the part of a sentence that names its article, empty where there is none."""
    return localize("caption.doc", doc=doc) if doc else ""


def only_value(data: pd.DataFrame, column: str) -> object:
    """Return the one value of a column; None where it has several or is not there."""
    values = data[column].dropna().unique() if column in data else []
    return values[0] if len(values) == 1 else None
