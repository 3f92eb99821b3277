"""Which words make the difference between two texts: what each adds to the divergence of the whole."""

import numpy as np
import pandas as pd
from scipy.special import rel_entr

from discourse.errors import DiscourseError
from discourse.measures.keyness import valid_counts
from discourse.schema import (
    SIDES,
    check_counts,
    check_unique,
    counted_column,
    key_columns,
    number_groups,
    require_columns,
)

COUNTS = ["n_old", "total_old", "n_new", "total_new"]
# Shares are sums of divisions, which miss a whole by this much at the most.
ROUNDING = 1e-9


def shift(n_old, total_old, n_new, total_new) -> pd.DataFrame:
    """Measure what each word adds to the difference of an old and a new text; more in `new` is positive.

    Counts and totals are numbers or arrays of one length. The rows are those of the arrays, numbered from 0. With p and
    q the word's shares of the old and the new text, and m = (p + q) / 2:

    - proportion_shift: q − p
    - shift: ½ p log2(p / m) + ½ q log2(q / m), in bits, with a minus where p is larger. Without its sign it is what the
      word adds to the Jensen–Shannon divergence of the texts: over all their words these sum to it, from 0 (each word
      has the same share of both) to 1 (no word in common). A word of one text alone adds half its share.

    Both are 0 where neither text has the word, and missing where a text has no words.

    Source: Gallagher et al. (2021, table 1, relative frequency and Jensen–Shannon divergence, both texts weighted ½);
    Lin (1991) for the divergence.

    >>> shift([1, 2, 1], 4, [1, 0, 3], 4).round(3)
       proportion_shift  shift
    0               0.0  0.000
    1              -0.5 -0.250
    2               0.5  0.094
    """
    n_old, total_old, n_new, total_new = valid_counts(n_old, total_old, n_new, total_new)
    p, q = n_old / total_old, n_new / total_new
    m = (p + q) / 2
    # The sum cannot be negative, but where p and q are next to equal, rounding could make it so.
    bits = np.maximum(0, rel_entr(p, m) + rel_entr(q, m)) / 2 / np.log(2)
    return pd.DataFrame({"proportion_shift": q - p, "shift": np.sign(q - p) * bits})


def add_word_shift(change: pd.DataFrame) -> pd.DataFrame:
    """Add to each row of a comparison what it adds to the difference of the two texts.

    `change` comes from `compare`; each combination of its keys (section, …) and docs is a comparison of its own. Give
    all its rows: what is left out adds nothing. Counts of all words make the whole divergence; terms or categories make
    the part that they are, and `covered` says of how much of the texts. Rows that are filtered afterwards keep their
    share of that whole.

    Contributions describe the two texts. They test nothing: that a word adds much does not say that chance would not.

    Returns `change` with

    - proportion_shift, shift: as in `measures.shift`
    - shift_share: abs(shift) / divergence; missing where the divergence is 0
    - divergence: the sum of abs(shift) over the rows, in bits; of all words it is the Jensen–Shannon divergence
    - covered: the share of both texts that the rows are, the mean of the two; 1 for all words

    Raises DiscourseError for missing columns, and for rows that count more than there are words.

    Source: Gallagher et al. (2021), as in `measures.shift`; shift_share is their contribution relative to the sum of
    all without signs.

    >>> change = pd.DataFrame({"word": ["企业", "工业"], "n_old": [1, 2], "total_old": 4, "n_new": [3, 0],
    ...                        "total_new": 4, "old": "a", "new": "b"})
    >>> add_word_shift(change)[["word", "shift", "shift_share", "divergence", "covered"]].round(3)
      word  shift  shift_share  divergence  covered
    0   企业  0.094        0.274       0.344     0.75
    1   工业 -0.250        0.726       0.344     0.75
    """
    require_columns(change, [*COUNTS, "old", "new"], name="change", maker="compare")
    keys = [*key_columns(change, name="change"), "old", "new"]
    check_unique(change, [*keys, counted_column(change, name="change")], name="change")
    check_counts(change, n=["n_old", "n_new"], totals=["total_old", "total_new"], name="change")
    parts = shift(*(change[column] for column in COUNTS)).set_index(change.index)
    (wholes,) = number_groups(keys, change)
    shares = pd.DataFrame({side: change[f"n_{side}"] / change[f"total_{side}"] for side in SIDES})
    held = shares.groupby(wholes).transform("sum")
    for side, most in held.max().items():
        if most > 1 + ROUNDING:
            raise DiscourseError(
                f"the rows of change count {most:.2f} times the words of the {side} text, so that some count the same "
                "words; give one row for each word or term"
            )
    known = parts["shift"].notna()
    divergence = parts["shift"].abs().groupby(wholes).transform("sum").where(known)
    return change.assign(
        **parts,
        shift_share=parts["shift"].abs() / divergence,
        divergence=divergence,
        covered=held.mean(axis="columns").where(known),
    )
