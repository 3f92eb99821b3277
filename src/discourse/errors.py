"""Errors that name the value, the options and the repair."""

import sys
import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from numbers import Real
from pathlib import Path
from typing import Any, TypeVar

Option = TypeVar("Option")
# Why a frame has no rows, as far as it can be told.
NOTHING_LEFT = "nothing was found in these texts, or a filter kept none"


class DiscourseError(ValueError):
    """Input that cannot be used, said in one line.

    A notebook prints that line, and the line of the cell that asked; `traceback.print_exception(sys.last_value)` prints
    the rest.
    """

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints instead of the traceback."""
        # The caller is the last outside the library, before the first inside it.
        frames = traceback.extract_tb(self.__traceback__)
        inside = [Path(__file__).parent in Path(frame.filename).parents for frame in frames]
        callers = frames[: inside.index(True)] if True in inside else frames
        asked = [f"line {frame.lineno}: {frame.line}" for frame in callers[-1:] if frame.line]
        return [*asked, f"{type(self).__name__}: {self}"]


class MissingFileError(DiscourseError, FileNotFoundError):
    """A file that should be there and is not."""

    # OSError builds its own text from two arguments; the one line given is the text here.
    __str__ = Exception.__str__


class FaultError(DiscourseError):
    """An article that a fault of the library's own keeps from being read; the fault is its cause."""


class NothingToCompareError(DiscourseError):
    """A study without two versions of one text, asked for them."""


class NothingToDrawError(DiscourseError):
    """A frame without rows, handed to a figure: the study has nothing of what it shows."""


def arose_in(error: Exception, *packages: str) -> bool:
    """Tell whether an error arose in one of these packages, or in what they take from Python's own library.

    What a package that reads files raises comes of the file, whatever it is; so does a depth that ends all recursion.

    >>> import json
    >>> try:
    ...     json.loads("{")
    ... except ValueError as error:
    ...     arose_in(error, "json"), arose_in(error, "openpyxl")
    (True, False)
    """
    names = [
        frame.f_globals.get("__name__", "").partition(".")[0] for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    told = [name for name in names if name in packages or name not in sys.stdlib_module_names]
    return isinstance(error, RecursionError) or told[-1:] in [[name] for name in packages]


def list_faults(faults: list[str], *, most: int = 10) -> str:
    """Join what is wrong in several places into one line: the first ones, and how many there are more.

    >>> list_faults(["line 2 is empty.", "line 5 is empty", "line 7 is empty"], most=2)
    'line 2 is empty; line 5 is empty; and 1 more'
    """
    more = [f"and {len(faults) - most:,} more"] if len(faults) > most else []
    return "; ".join([*(fault.removesuffix(".") for fault in faults[:most]), *more])


def one_line(value: object) -> str:
    """Return a value as an error shows it: in one line, of 80 characters at the most; a frame by its type.

    >>> one_line("sentense"), one_line([1] * 99)[-6:]
    ("'sentense'", ', 1, …')
    """
    shown = " ".join(repr(value).split()) if not hasattr(value, "columns") else f"a {type(value).__name__}"
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def one_of(parameter: str, value: Option, options: Iterable[object], *, repair: str = "") -> Option:
    """Return `value` if it is among `options`, else raise with the nearest option, and what else may mend it.

    >>> one_of("within", "sentense", ["sentence", "paragraph"])
    Traceback (most recent call last):
    discourse.errors.DiscourseError: within='sentense' is not one of: 'sentence', 'paragraph'. Did you mean 'sentence'?
    """
    options = list(options)
    if value in options:
        return value
    listed = ", ".join(repr(option) for option in options) or f"(none): {NOTHING_LEFT}"
    hint = hint_at(parameter, value, options)
    stop = " " if hint.endswith("?") else ". "
    raise DiscourseError(f"{parameter}={one_line(value)} is not one of: {listed}{hint}{repair and stop}{repair}")


def whole_number(name: str, value: Any, *, least: int = 0, most: int = 2**32) -> int:
    """Return `value` as a whole number if it is one, of `least` or more and of `most` at the most, else raise.

    >>> whole_number("draws", 1e4, least=1)
    10000
    >>> whole_number("draws", 0.5, least=1)
    Traceback (most recent call last):
    discourse.errors.DiscourseError: draws=0.5 is no whole number; give one from 1
    """
    allowed = f"give one from {least}" + (f" to {most}" if most < 2**32 else "")
    number = isinstance(value, Real) and not isinstance(value, bool)
    # What is left of infinity and NaN is no 0.
    if not number or value % 1 != 0:
        raise DiscourseError(f"{name}={one_line(value)} is no whole number; {allowed}")
    if value < least or value > most:
        raise DiscourseError(f"{name}={one_line(value)} is too {'small' if value < least else 'large'}; {allowed}")
    return int(value)


def significance_level(name: str, value: Any) -> float:
    """Return `value` if a p-value can be held against it, else raise.

    >>> significance_level("level", 5)
    Traceback (most recent call last):
    discourse.errors.DiscourseError: level=5 is no level of significance; give a number between 0 and 1, such as 0.05
    """
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not number or not 0 < value < 1:
        raise DiscourseError(
            f"{name}={one_line(value)} is no level of significance; give a number between 0 and 1, such as 0.05"
        )
    return float(value)


def hint_at(parameter: str, value: object, options: Iterable[object]) -> str:
    """Say which option was meant: the one of the same name and another type, else the nearest name; "" if none is near.

    >>> hint_at("old", "2021", [2021, 2022]), hint_at("within", "sentense", ["sentence", "paragraph"])
    ('. These are numbers: give old=2021', ". Did you mean 'sentence'?")
    """
    names = {str(option).removesuffix(".0"): option for option in options}
    same = names.get(str(value).strip().removesuffix(".0"))
    if isinstance(value, str) and isinstance(same, Real) and not isinstance(same, bool):
        return f". These are numbers: give {parameter}={same!r}"
    if isinstance(value, Real) and isinstance(same, str):
        return f". These are texts: give {parameter}={same!r}"
    near = get_close_matches(str(value), names, n=1)
    return f". Did you mean {names[near[0]]!r}?" if near else ""
