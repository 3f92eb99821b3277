"""What a figure asks of the frame it draws."""

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.figures.theme import WORDS, word


def require(frame: pd.DataFrame, columns: Iterable[str], *, maker: str) -> pd.DataFrame:
    """Return `frame` if it has rows and all `columns`, else say what is missing and that `maker` makes such frames."""
    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        raise DiscourseError(f"a figure draws a DataFrame, not {kind}: pass the frame that {maker} returns")
    missing = [column for column in dict.fromkeys(columns) if column not in frame]
    if missing:
        names, has = ", ".join(map(repr, missing)), ", ".join(map(repr, frame.columns)) or "(none)"
        near = get_close_matches(str(missing[0]), map(str, frame.columns), n=1)
        hint = f". Did you mean {near[0]!r}?" if near else ""
        raise DiscourseError(f"the frame has no column {names}, only {has}: {maker} makes a frame that has it{hint}")
    if frame.empty:
        raise DiscourseError(f"the frame has no rows to draw: look at the filter before it, or at {maker}")
    return frame


def unit_column(frame: pd.DataFrame, of: str | None, *, maker: str) -> str:
    """Return the column that names what was counted: `of`, else "term", else "word"."""
    require(frame, [of] if of else [], maker=maker)
    if of:
        return of
    for unit in ("term", "word"):
        if unit in frame:
            return unit
    has = ", ".join(map(repr, frame.columns))
    raise DiscourseError(f"no column 'term' or 'word', only {has}: name the one to draw, as in of='category'")


def with_doc(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with a column `doc`: one nameless article where it has none."""
    return frame if "doc" in frame else frame.assign(doc="")


def name_missing(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return `frame` with a printable name where `unit` has none, such as the category of an unclassified term."""
    names = frame[unit].astype(object)
    return frame.assign(**{unit: names.where(names.notna(), word("none"))})


def one_row_each(frame: pd.DataFrame, keys: list[str], *, maker: str) -> None:
    """Raise where several rows share `keys`: drawn on one place they would hide each other."""
    twice = frame.loc[frame.duplicated(keys, keep=False), keys]
    if len(twice):
        first = ", ".join(f"{key}={value!r}" for key, value in twice.iloc[0].items() if value != "")
        raise DiscourseError(
            f"{len(twice)} rows where one is drawn, such as {first}: use {maker} by no more keys than {keys}, or filter"
        )


def one_pair(frame: pd.DataFrame) -> tuple[str, str]:
    """Return the docs `old` and `new` of a frame that compares one pair of versions, else raise."""
    versions = frame[["old", "new"]].drop_duplicates()
    if len(versions) > 1:
        raise DiscourseError(f"{len(versions)} pairs of versions, and a figure shows one: filter the frame by old and new")
    return versions["old"].item(), versions["new"].item()


def number_column(frame: pd.DataFrame, value: str) -> str:
    """Return `value` if it names a column of numbers, else raise with those that do."""
    return one_of("value", value, [column for column in frame.select_dtypes("number") if column != "section"])


def at_least_one(top: int) -> int:
    """Return `top` if it can be a number of rows, else raise."""
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise DiscourseError(f"top={top!r} is not a number of rows: use a whole number from 1")
    return top


def span_of(pairs: pd.DataFrame) -> int | None:
    """Return k where pairs were counted within k words, None where within a kind of window; a figure shows one of both."""
    ways = pairs["within"].unique() if "within" in pairs else []
    if len(ways) > 1:
        raise DiscourseError(f"pairs counted within {', '.join(map(str, ways))}, and a figure shows one: filter by within")
    return int(ways[0]) if len(ways) and not isinstance(ways[0], str) else None


def value_name(value: str, span: int | None) -> str:
    """Return what to print for a measure of pairs; `n` counts windows shared, or times within `span` words."""
    if value == "n":
        return word("pairs") if span is None else word("pairs_near", k=span)
    return word(value) if value in WORDS else value
