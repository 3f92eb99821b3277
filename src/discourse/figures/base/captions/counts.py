"""What n counts, for the caption of a figure: mentions, words, pairs, blocks or items, by article."""

from collections.abc import Callable, Iterable

import pandas as pd
from pandas.api.types import is_numeric_dtype

from discourse.figures.base.labels import article_order, label_tables
from discourse.figures.base.theme import PlotRecord, localize, quantity

# The fixed text for what is counted, by the column that names it; others are values of their column.
UNITS = {"term": "unit.term", "word": "unit.different_word", "category": "unit.category", "family": "unit.family"}
WINDOWS = {"sentence", "paragraph", "point", "turn", "section", "part"}
LENGTHS = {"word", "character"}
FATES = ["kept", "moved", "dropped", "added"]
# More articles are told of together.
MOST_ARTICLES = 4
# Counts, of which none may be missing where their sum is told.
NUMBERS = ["n", "n_old", "n_new", "words_old", "words_new"]
# Keys of tokens: a total differs from one to the next, and the totals of all make the total of the whole.
KEYS = {"doc", "section", "turn", "paragraph", "sentence", "kind", "speaker", "point"}


def counted(data: pd.DataFrame, drawn: list[PlotRecord]) -> str:
    """Tell how many were counted: by the first row of COUNTS whose plot is drawn or whose columns are all there."""
    plots = {each.plot for each in drawn} | {None}
    for plot, columns, tell in COUNTS:
        if plot in plots and set(columns) <= set(data.columns):
            whole = all(is_whole(data[column]) for column in NUMBERS if column in columns)
            return tell(data, [each.labels for each in drawn]) if whole and len(data) else ""
    return ""


def is_whole(numbers: pd.Series) -> bool:
    """Tell whether numbers are counts: none missing, negative, or with a fraction."""
    return is_numeric_dtype(numbers) and bool((numbers.notna() & numbers.ge(0) & numbers.mod(1).eq(0)).all())


def count_mentions(data: pd.DataFrame, labels: list) -> str:
    """Tell the mentions in each article, of how many units, in how many words."""
    unit, told = unit_of(data, "n"), []
    if unit not in UNITS and "total" not in data:
        return ""
    for doc, rows in by_doc(data, labels):
        words = length_of(rows, keys_of(data, "n", unit), "total")
        told.append(mentions_of(rows, "n", unit, words, doc))
    return join_articles(told)


def count_sides(data: pd.DataFrame, labels: list) -> str:
    """Tell the mentions in both versions, of how many units, in how many words."""
    unit, told = unit_of(data, "n_old"), []
    for side, doc in sides_of(data, labels):
        words = length_of(data, keys_of(data, "n_old", unit), f"total_{side}")
        told.append(mentions_of(data, f"n_{side}", unit, words, doc))
    return join_articles(told)


def count_places(data: pd.DataFrame, labels: list) -> str:
    """Tell the places drawn in each article, one a row, of how many units, in how many words."""
    unit, told = unit_of(data, "place"), []
    for doc, rows in by_doc(data[data["place"].notna()].assign(_n=1), labels):
        told.append(mentions_of(rows, "_n", unit, length_of(rows, ["doc"], "words"), doc))
    return join_articles(told)


def count_words(data: pd.DataFrame, labels: list) -> str:
    """Tell the words of each article."""
    length = length_unit(data)
    counts = [(doc, int(rows["n"].sum())) for doc, rows in by_doc(data, labels)]
    return join_articles(localize("caption.words", doc=in_doc(doc), n=quantity(n, length)) for doc, n in counts)


def count_pairs_of(data: pd.DataFrame, labels: list) -> str:
    """Tell the pairs of each article, of how many terms, in how many windows."""
    told = []
    for doc, rows in by_doc(data[data["n"] > 0], labels):
        size, kind = length_of(rows, ["doc"] if "doc" in rows else [], "windows"), only(data, "within")
        size = within(quantity(size, f"unit.{kind}")) if size and kind in WINDOWS else ""
        terms = quantity(pd.concat([rows["term_a"], rows["term_b"]]).nunique(), "unit.term")
        n = quantity(len(rows[["term_a", "term_b"]].drop_duplicates()), "unit.pair")
        told.append(
            localize("caption.pairs", doc=in_doc(doc), within=size, units=localize("caption.units", units=terms), n=n)
        )
    return join_articles(told)


def count_blocks(data: pd.DataFrame, labels: list) -> str:
    """Tell the aligned blocks and the words of both versions, the imprint left out as in the figures."""
    kinds = data[[column for column in ("kind_old", "kind_new") if column in data]]
    rows = data[((kinds != "imprint") & kinds.notna()).any(axis="columns")] if len(kinds.columns) else data
    rows = rows[rows["words_old"] + rows["words_new"] > 0]
    words = {doc: quantity(int(rows[f"words_{side}"].sum()), "unit.word") for side, doc in sides_of(data, labels)}
    sides = localize("punctuation.comma").join(localize("caption.side", doc=doc, n=n) for doc, n in words.items())
    return localize("caption.blocks", n=quantity(len(rows), "unit.block"), sides=sides)


def count_items(data: pd.DataFrame, labels: list) -> str:
    """Tell the items of the lists of both versions, and what became of them."""
    told = []
    for side, doc in sides_of(data, labels):
        rows = data[data[f"rank_{side}"].notna()]
        lists = quantity(rows[f"list_{side}"].nunique(), "unit.list")
        told.append(localize("caption.items", doc=in_doc(doc), lists=lists, n=quantity(len(rows), "unit.item")))
    counts = data["change"].value_counts()
    fates = [
        localize("caption.change", name=localize(f"change.{change}"), n=counts[change])
        for change in FATES
        if change in counts
    ]
    return join_articles([*told, localize("punctuation.comma").join(fates)])


# What n counts: the first row whose plot is drawn (None: any) and whose columns the data have.
COUNTS: list[tuple[str | None, list[str], Callable[[pd.DataFrame, list], str]]] = [
    ("plot_structure", ["n"], count_words),
    ("plot_dispersion", ["doc", "place", "words"], count_places),
    (None, ["term_a", "term_b", "n"], count_pairs_of),
    (None, ["n_old", "n_new", "old", "new"], count_sides),
    (None, ["words_old", "words_new", "old", "new"], count_blocks),
    (None, ["change", "rank_old", "rank_new", "list_old", "list_new", "old", "new"], count_items),
    (None, ["n"], count_mentions),
]


def mentions_of(rows: pd.DataFrame, count: str, unit: str | None, words: int | None, doc: str) -> str:
    """Tell how many mentions of how many units stand in how many words of an article."""
    n, length = int(rows[count].sum()), length_unit(rows)
    named = rows.loc[rows[count] > 0, unit].nunique() if unit else 0
    if unit == "word" and n == words:
        return localize("caption.all_words", doc=in_doc(doc), n=quantity(n, length), kinds=named)
    units = quantity(named, UNITS.get(unit, "unit.value"), column=unit) if unit else ""
    return localize(
        "caption.mentions",
        doc=in_doc(doc),
        within=within(quantity(words, length)) if words else "",
        units=localize("caption.units", units=units) if units else "",
        n=quantity(n, "unit.occurrence" if unit == "word" else "unit.mention"),
    )


def join_articles(parts: Iterable[str]) -> str:
    """Join what is told of several articles."""
    return localize("punctuation.semicolon").join(part.strip() for part in parts if part)


def length_unit(data: pd.DataFrame) -> str:
    """Return the fixed text for the unit of the texts' lengths; it is words where the frame does not say."""
    unit = only(data, "rate_unit")
    return f"unit.{unit}" if unit in LENGTHS else "unit.word"


def by_doc(data: pd.DataFrame, labels: list) -> list[tuple[str, pd.DataFrame]]:
    """List the articles of the data by their label, with their rows; more than a few as one."""
    if "doc" not in data or data["doc"].isna().any():
        return [("", data)]
    docs = article_order(data["doc"], labels)
    if len(docs) > MOST_ARTICLES:
        return [(quantity(len(docs), "unit.article"), data)]
    return [(label_of(doc, labels), data[data["doc"] == doc]) for doc in docs]


def sides_of(data: pd.DataFrame, labels: list) -> list[tuple[str, str]]:
    """List the sides of a comparison with the label of their article; none where there is more than one comparison."""
    docs = [(side, only(data, side)) for side in ("old", "new")]
    return [] if None in dict(docs).values() else [(side, label_of(doc, labels)) for side, doc in docs]


def label_of(doc: str, labels: list) -> str:
    """Return the first label of an article, else its name."""
    return next((str(source[doc]) for source in label_tables(labels) if doc in source), str(doc))


def in_doc(doc: str) -> str:
    """Return the part of a sentence that names its article, empty where there is none."""
    return localize("caption.doc", doc=doc) if doc else ""


def within(size: str) -> str:
    """Return the part of a sentence that says in how much text."""
    return localize("caption.within", size=size)


def unit_of(data: pd.DataFrame, count: str) -> str | None:
    """Return the column of what was counted: term, else word, else the one before the count, if that is no key."""
    columns = list(data.columns)
    before = columns[max(0, columns.index(count) - 1)]
    return next((each for each in ("term", "word", before) if each in columns and each not in KEYS | {count}), None)


def keys_of(data: pd.DataFrame, count: str, unit: str | None) -> list[str]:
    """Return the columns before the count that tell the rows of one unit apart."""
    return [column for column in data.columns[: list(data.columns).index(count)] if column != unit]


def length_of(rows: pd.DataFrame, keys: list[str], total: str) -> int | None:
    """Return the sum of the totals of a frame, each of its parts counted once; None where it cannot be told."""
    if total not in rows or not set(keys) <= KEYS or rows[total].isna().any():
        return None
    parts = rows[[*keys, total]].drop_duplicates()
    once = not parts.duplicated(keys).any() if keys else len(parts) == 1
    return int(parts[total].sum()) if once and len(parts) else None


def only(data: pd.DataFrame, column: str) -> object:
    """Return the one value of a column; None where it has several or is not there."""
    values = data[column].dropna().unique() if column in data else []
    return values[0] if len(values) == 1 else None
