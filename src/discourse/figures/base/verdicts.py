"""What a figure prints of the paired tests: their verdicts, in words or as signs."""

from collections.abc import Iterable

import pandas as pd

from discourse.errors import one_of
from discourse.figures.base.labels import wrap
from discourse.figures.base.theme import localize
from discourse.schema import NOT_SHOWN, SAME, SHOWN, TOO_FEW

# What the paired tests say, and the fixed word for it.
VERDICTS = {SHOWN: "shown", NOT_SHOWN: "not_shown", TOO_FEW: "too_few", SAME: "same"}
# What stands for a verdict where there is no room for its words: they are explained below.
SIGNS = {"shown": "*", "not_shown": "\u2013", "too_few": "?", "same": "=", "untested": "·"}


def verdict_column(frame: pd.DataFrame) -> str:
    """Return the column of the main verdict: that of the test of rates where the frame has one."""
    return "verdict_rate" if "verdict_rate" in frame else "verdict"


def verdict_codes(rows: pd.DataFrame) -> list[str]:
    """Return the code of what the main test says of each row; none where the frame has no verdict."""
    column = verdict_column(rows)
    said = rows.get(column, [])
    return ["untested" if pd.isna(each) else VERDICTS[one_of(column, each, VERDICTS)] for each in said]


def verdict_texts(verdicts: Iterable[str], *, wide: bool, line: int = 44) -> list[str]:
    """Return what stands for verdicts of the paired test: words, in lines of `line` half-width characters, or signs."""
    return [wrap(localize(f"verdict.{verdict}"), line) if wide else SIGNS[verdict] for verdict in verdicts]


def explain_signs(verdicts: Iterable[str]) -> str:
    """Return what the signs of `verdicts` mean, in one line."""
    return "   ".join(f"{sign} {localize('verdict.' + key)}" for key, sign in SIGNS.items() if key in verdicts)
