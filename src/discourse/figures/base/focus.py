"""Which units of its frame a figure draws: those that a researcher names, else the largest."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from discourse.errors import DiscourseError, NothingToDrawError, one_line, whole_number
from discourse.figures.base.labels import printed_names
from discourse.figures.base.theme import localize

# So many units that stand nowhere are named below a figure.
MOST_ABSENT = 40


class Focus(NamedTuple):
    """The units that a researcher names: those of the frame in the order named, and those it has no row of."""

    units: list
    absent: list[str]

    def note(self, labels: object, *, most: int = MOST_ABSENT) -> list[str]:
        """Return what is to be said of the units that stand nowhere, `most` of them named; nothing where all do."""
        names, more = printed_names(self.absent[:most], labels), len(self.absent) - most
        said = localize("punctuation.enumeration").join(map(str, names.values()))
        said += localize("legend.and_more", n=f"{more:,}") if more > 0 else ""
        return [localize("note.absent", names=said)] if said else []


def choose_units(focus: str | Iterable[str], known: Iterable, labels: object, *, unit: str) -> Focus:
    """Return the units that `focus` names: values of the column `unit`, or categories of a lexicon among `labels`.

    Raises for a name that neither has, and where none of the units is among those `known`.

    >>> choose_units(["光伏"], ["算力", "光伏"], None, unit="term")
    Focus(units=['光伏'], absent=[])
    """
    if not isinstance(focus, Iterable):
        raise DiscourseError(f"focus={one_line(focus)} names no unit: name values of the column {unit!r}")
    focus, values = [focus] if isinstance(focus, str) else list(dict.fromkeys(focus)), dict.fromkeys(known)
    sources = [*labels] if isinstance(labels, (list, tuple)) else [labels]
    named = sources if unit in ("term", "word", "family", "term_a") else []
    lexicons = [each for each in named if isinstance(getattr(each, "terms", None), pd.DataFrame)]
    wanted: dict = {}
    for name in focus:
        holding = [each for each in lexicons if name in {*each.terms["term"], *each.terms["category"]}]
        members = [name] if name in values else holding[0].members(name) if holding else []
        if not members:
            near = get_close_matches(str(name), sorted(map(str, values)), n=3, cutoff=0)
            such = f"name values of its column {unit!r}, such as {', '.join(map(repr, near))}"
            repair = f"{such}, or terms or categories of a lexicon that labels= holds"
            raise DiscourseError(f"focus={name!r} stands nowhere in the frame: {repair}")
        wanted |= dict.fromkeys(members)
    if not wanted:
        raise NothingToDrawError(
            f"focus={focus!r} names no unit to draw, as where the texts have none of those looked for; name values of "
            f"the column {unit!r}"
        )
    present = [each for each in wanted if each in values]
    if not present:
        raise NothingToDrawError(f"focus={focus!r}: none of these stands in the frame; name others of {unit!r}")
    return Focus(present, [each for each in wanted if each not in values])


def focused_rows(
    frame: pd.DataFrame, columns: Sequence[str], focus: str | Iterable[str] | None, labels: object
) -> tuple[pd.DataFrame, Focus]:
    """Return the rows whose `columns` all hold units that `focus` names, and these units; all rows where it is None."""
    if focus is None:
        return frame, Focus([], [])
    chosen = choose_units(focus, pd.unique(frame[list(columns)].to_numpy().ravel()), labels, unit=columns[0])
    rows = frame[frame[list(columns)].isin(chosen.units).all(axis="columns")]
    if rows.empty:
        raise NothingToDrawError(f"focus={focus!r}: no two of these stand together in the frame")
    return rows, chosen


def units_to_draw(
    counts: pd.DataFrame, unit: str, focus: str | Iterable[str] | None, labels: object, top: int
) -> tuple[list, int, list[str]]:
    """Return the units that `focus` names, else the `top` with the largest summed `n`; how many units these leave out;
    and what is to be said of those named that stand nowhere.

    Of equals, the first in the order of their characters are taken. What a focus leaves out was not asked for.

    >>> units_to_draw(pd.DataFrame({"term": ["光伏", "6G", "算力"], "n": [1, 3, 1]}), "term", None, None, 2)
    (['6G', '光伏'], 1, [])
    """
    top = check_top(top)
    if focus is not None:
        chosen = choose_units(focus, counts[unit], labels, unit=unit)
        return chosen.units, 0, chosen.note(labels)
    sums = counts.groupby(unit, dropna=False)["n"].sum().reset_index()
    units = sums.sort_values(["n", unit], ascending=[False, True]).head(top)[unit].tolist()
    return units, len(sums) - len(units), []


def check_top(top: int) -> int:
    """Return `top` if it can be a number of rows, else raise."""
    return whole_number("top", top, least=1)
