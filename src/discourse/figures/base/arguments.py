"""What a figure asks of the frame it draws."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, NothingToDrawError, one_of
from discourse.figures.base.labels import article_order
from discourse.figures.base.theme import localize, localize_name
from discourse.schema import (
    NUMBERS,
    PAIR,
    SIDES,
    check_numbers,
    counted_column,
    first_rows,
    key_columns,
    number_groups,
    require_columns,
)


def require_rows(frame: pd.DataFrame, columns: Iterable[str], *, maker: str) -> pd.DataFrame:
    """Return `frame` if it has rows and all `columns`, else say what is missing and that `maker` makes such frames."""
    require_columns(frame, columns := list(columns), name="the frame", maker=maker)
    if frame.empty:
        raise NothingToDrawError(
            f"the frame has no rows to draw: {maker} found none in these texts, or a filter kept none"
        )
    check_numbers(frame, columns, name="the frame", maker=maker)
    # A column that holds nothing has no type of its own.
    empty = [each for each in columns if each in NUMBERS and frame[each].dtype == object and frame[each].isna().all()]
    return frame.astype(dict.fromkeys(empty, "float64"))


def unit_column(frame: pd.DataFrame, of: str | None, *, maker: str) -> str:
    """Return the column that names what was counted: `of`, else what the frame states, else "term", else "word" …"""
    require_rows(frame, [of] if of else [], maker=maker)
    return counted_column(frame, of)


def group_keys(frame: pd.DataFrame, *, beside: Iterable[str] = ()) -> list[str]:
    """Return the columns that tell apart what a figure takes for articles: `doc`, else the keys that the frame states.

    The keys `beside` it the figure draws by themselves. None, where the frame is of one text, or of the whole corpus.

    >>> group_keys(pd.DataFrame({"year": [2024], "section": [1], "n": [2], "by": ["year|section"]}), beside=["section"])
    ['year']
    """
    require_columns(frame, [], name="the frame", maker="a measure")
    if "by" not in frame or frame["by"].isna().all():
        return ["doc"] if "doc" in frame else []
    keys = key_columns(frame)
    return ["doc"] if "doc" in keys else [key for key in keys if key not in beside]


def with_doc(frame: pd.DataFrame, *, beside: Iterable[str] = ()) -> pd.DataFrame:
    """Return `frame` with a column `doc`: the article, else the values of its `group_keys`, else one without a name.

    A group is named by its value, several by theirs; raises where rows have a doc, and some none.

    >>> with_doc(pd.DataFrame({"year": [2023.0, None], "by": "year"}))["doc"].tolist()
    ['2023', '（无）']
    """
    keys = group_keys(frame, beside=beside)
    if keys == ["doc"] and frame["doc"].isna().any():
        raise DiscourseError(f"{frame['doc'].isna().sum()} rows have no doc: leave them out, or name their article")
    (group,) = number_groups(keys, frame) if keys else [np.zeros(len(frame), dtype="int64")]
    # Each group is named once, however many rows it has.
    values = frame[keys].iloc[first_rows(group)].astype(object).to_numpy()
    none = localize("legend.none")
    # A whole number beside missing ones is a float: 2024.0.
    whole = [[int(each) if isinstance(each, float) and each.is_integer() else each for each in row] for row in values]
    names = [" · ".join(none if pd.isna(each) else str(each) for each in row) for row in whole]
    return frame.assign(doc=pd.array(names, dtype="str")[group])


def case_name(frame: pd.DataFrame, *, beside: Iterable[str] = ()) -> str:
    """Return what the fixed texts call that which a figure tells apart by colour or row: "article" or "group"."""
    return "group" if set(group_keys(frame, beside=beside)) - {"doc"} else "article"


def name_missing(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return `frame` with a printable name where `unit` has none, such as the category of an unclassified term."""
    names = frame[unit].astype(object)
    return frame.assign(**{unit: names.where(names.notna(), localize("legend.none"))})


def refuse_doubled_rows(frame: pd.DataFrame, keys: list[str], *, maker: str) -> None:
    """Raise where several rows share `keys`: drawn on one place they would hide each other."""
    require_columns(frame, keys, name="the frame", maker=maker)
    twice = frame.loc[frame.duplicated(keys, keep=False), keys]
    if len(twice):
        first = ", ".join(
            f"{key}={value!r}" for key, value in twice.head(1).to_dict("records")[0].items() if value != ""
        )
        raise DiscourseError(
            f"{len(twice)} rows where one is drawn, such as {first}: use {maker} by no more keys than {keys}, or filter"
        )


def counted_rows(
    frame: pd.DataFrame,
    of: str | None,
    columns: Sequence[str],
    *,
    maker: str,
    keys: Sequence[str] = ("doc",),
    rates: Sequence[str] = (),
) -> tuple[pd.DataFrame, str]:
    """Return a frame that has `columns` and `rates`, and the column of its units, which all have names.

    Raises for what is missing or no rate, and, where there are `keys`, for rows that share them and the unit.
    """
    unit = unit_column(frame, of, maker=maker)
    frame = require_rows(frame, [unit, *columns, *rates], maker=maker)
    check_rates(frame, rates)
    frame = name_missing(with_doc(frame, beside=keys) if "doc" in keys else frame, unit)
    if keys:
        refuse_doubled_rows(frame, [*keys, unit], maker=maker)
    return frame, unit


def places_in_articles(
    places: pd.DataFrame, parts: pd.DataFrame | None, *, maker: str
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Return the rows that have a place, as numbers, and for each article the words up to the end of each section.

    Without `parts` an article is one section. Refuses places outside their article, and parts of other lengths.
    """
    rows = require_rows(places[places["place"].notna()], [], maker=maker).astype({"place": float, "words": float})
    outside = rows[~((rows["place"] >= 0) & (rows["place"] < rows["words"]) & np.isfinite(rows["words"]))]
    if len(outside):
        place, words, doc = outside.iloc[0][["place", "words", "doc"]]
        raise DiscourseError(
            f"place={place:g} lies outside {doc!r} with its {words:g} words, as {len(outside)} of {len(rows)} rows: "
            f"make places by {maker}"
        )
    rows = rows.sort_values(["doc", "place"], kind="stable")
    lengths = rows.groupby("doc")["words"].max()
    if parts is None:
        return rows, {doc: pd.Series([words]) for doc, words in lengths.items()}
    sections = with_doc(require_rows(parts, ["section", "n"], maker="dc.count")).groupby(["doc", "section"])["n"].sum()
    ends = {doc: mine.droplevel("doc").sort_index().cumsum() for doc, mine in sections.groupby(level="doc")}
    for doc, words in lengths.items():
        known = ends[doc].iloc[-1] if doc in ends else 0
        if known != words:
            raise DiscourseError(
                f"parts have {known:g} words of {doc!r}, and its places say {words:g}: "
                'give as parts dc.count(tokens, of="kind", by=["doc", "section"])'
            )
    return rows, ends


def in_text_order(changes: pd.DataFrame) -> pd.DataFrame:
    """Return what was compared in the order of the new text, what it lacks by its place in the old one.

    So a figure hangs on no order of rows. Where a row has no places, the rows stay as they are.

    >>> changes = pd.DataFrame({"start_old": [None, 4], "start_new": [9, 3]})
    >>> in_text_order(changes).index.tolist(), in_text_order(changes[["start_new"]]).index.tolist()
    ([1, 0], [0, 1])
    """
    keys = {
        column: changes[f"{column}_new"].fillna(changes[f"{column}_old"])
        for column in ("block", "paragraph", "start")
        if {f"{column}_{side}" for side in SIDES} <= set(changes)
    }
    rows = changes.reset_index(drop=True)
    if not keys:
        return rows
    places = pd.DataFrame({column: place.to_numpy() for column, place in keys.items()})
    return rows.loc[places.sort_values(list(keys), kind="stable").index]


def compared_docs(frame: pd.DataFrame) -> tuple[str, str]:
    """Return the docs `old` and `new` of a frame that compares one pair of versions, else raise."""
    require_columns(frame, ["old", "new"], name="the frame", maker="a comparison of versions")
    versions = frame[["old", "new"]].drop_duplicates()
    if len(versions) > 1:
        several = f"{len(versions)} pairs of versions, and a figure shows one"
        raise DiscourseError(f"{several}: filter the frame by old and new")
    return versions["old"].item(), versions["new"].item()


def compared(
    change: pd.DataFrame, of: str | None, columns: list[str], *, maker: str, by_section: bool = False
) -> tuple[pd.DataFrame, list[str], str, str]:
    """Return a frame that compares one pair of versions, its units named, the keys of a row, and the docs old and new.

    The unit is the last of the keys; a section is one too where the frame has it and rows may be told apart
    `by_section`. Raises for what cannot be drawn.
    """
    unit = unit_column(change, of, maker=maker)
    require_rows(change, [unit, *columns, "old", "new"], maker=maker)
    keys = [key for key in ("section", unit) if key in change and (by_section or key == unit)]
    change = name_missing(change, unit)
    refuse_doubled_rows(change, keys, maker=maker if by_section else f"{maker} of counts by doc")
    return change, keys, *compared_docs(change)


def check_rates(frame: pd.DataFrame, columns: Iterable[str], *, most: float = np.inf) -> None:
    """Raise where one of `columns` holds what cannot be a rate, or is above `most`; it may be missing."""
    said = "no rate, which is 0 or more" if most == np.inf else f"not between 0 and {most:g}"
    for column in columns:
        wrong = frame.loc[(frame[column] < 0) | (frame[column] > most) | np.isinf(frame[column]), column]
        if len(wrong):
            raise DiscourseError(f"{column}={wrong.iloc[0]:g} is {said}: look at how it was made")


def with_rates(change: pd.DataFrame, *, maker: str) -> pd.DataFrame:
    """Return the rows that have both rates; raise where none has."""
    check_rates(change, ["rate_old", "rate_new"])
    rated = change.dropna(subset=["rate_old", "rate_new"])
    if rated.empty:
        raise NothingToDrawError(f"no row has both rates: give {maker} the words of both texts, as in base=tokens")
    return rated


def rate_unit_name(frame: pd.DataFrame | dict[str, list]) -> str:
    """Return what rates are counted in, words or characters, by the column `rate_unit`; raise where it names both."""
    units = {*pd.unique(pd.Series(frame["rate_unit"]))} & {"word", "character"} if "rate_unit" in frame else set()
    if len(units) > 1:
        raise DiscourseError("rates per word and per character cannot share a scale: filter the frame by rate_unit")
    return localize(f"unit.{units.pop() if units else 'word'}", plural=True)


def rate_axis_name(frame: pd.DataFrame) -> str:
    """Return the name of the axis of rates."""
    return localize("measure.rate", unit=rate_unit_name(frame))


def number_column(frame: pd.DataFrame, value: str) -> str:
    """Return `value` if it names a column of numbers, else raise with those that do."""
    return one_of("value", value, [column for column in frame.select_dtypes("number") if column != "section"])


def value_name(value: str, span: int | None) -> str:
    """Return what to print for a measure of pairs; `n` counts windows shared, or times within `span` words."""
    if value == "n":
        return localize("axis.windows") if span is None else localize("axis.times_near", k=span)
    return localize_name("measure", value)


def one_expression(pairs: pd.DataFrame) -> np.ndarray:
    """Return which pairs are always printed as one expression, as far as the frame says: `adjacent`.

    >>> one_expression(pd.DataFrame({"adjacent": [True, None, False]})).tolist()
    [True, False, False]
    """
    return pairs.get("adjacent", pd.Series(False, pairs.index)).eq(True).fillna(False).to_numpy(dtype=bool)


def require_pairs(
    pairs: pd.DataFrame, columns: list[str], value: str, *, labels: object, maker: str, doc: object = None
) -> tuple[pd.DataFrame, list[str], int | None]:
    """Return pairs of terms of one article or two, sorted; their docs; and k where they were counted within k words.

    `columns` are needed beside `term_a, term_b, n` and the column of numbers `value`. Of more than two articles, `doc`
    names the one that is taken. Raises for what cannot be drawn.
    """
    require_rows(pairs, [*PAIR, "n", *columns, value], maker=maker)
    keys, pairs = group_keys(pairs), with_doc(pairs)
    number_column(pairs, value)
    ways = pairs["within"].unique() if "within" in pairs else []
    if len(ways) > 1:
        several = ", ".join(map(str, ways))
        raise DiscourseError(f"pairs counted within {several}, and a figure shows one: filter by within")
    refuse_doubled_rows(pairs, ["doc", *PAIR], maker=f"{maker} of one article")
    docs = article_order(pairs["doc"], labels)
    if doc is not None:
        doc = one_of("doc", str(doc), docs)
        pairs, docs = (pairs[pairs["doc"] == doc], [doc]) if len(docs) > 2 else (pairs, docs)
    if len(docs) > 2:
        two = [pairs.loc[pairs["doc"] == each, keys[0]].tolist()[0] for each in docs[:2]]
        example = f", as in pairs[pairs[{keys[0]!r}].isin({two!r})]" if len(keys) == 1 else f" by {keys}"
        several = f"{len(docs)}, {', '.join(docs[:4])}{' …' * (len(docs) > 4)}"
        raise DiscourseError(
            f"a figure shows one article or two, the frame has {several}: filter it to two{example}, "
            "or count all together, by=[]"
        )
    span = int(ways[0]) if len(ways) and not isinstance(ways[0], str) else None
    return pairs.sort_values(["doc", *PAIR], ignore_index=True), docs, span
