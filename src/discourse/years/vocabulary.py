"""Which words come, rise, fall and go over the years."""

import numpy as np
import pandas as pd

from discourse.errors import significance_level, whole_number
from discourse.measures.comparison import false_discovery
from discourse.schema import (
    ADDED,
    AS_MANY,
    DROPPED,
    FEWER,
    MORE,
    NOT_SHOWN,
    SHOWN,
    TOO_FEW,
    VOCABULARY,
    make_frame,
    state_counted,
)
from discourse.years.trend import date_type, dated_by, read_series

# Units whose orders are held against chance at once.
AT_ONCE = 2000


def vocabulary_change(
    counts: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    base: pd.DataFrame | None = None,
    of: str | None = None,
    min_count: int = 5,
    level: float = 0.05,
    draws: int = 1999,
    seed: int = 0,
) -> pd.DataFrame:
    """Say of each word whether it is new, rises, falls or goes over the texts of a corpus, and since when.

    `counts`, `articles` and `base` are those of `trend`: counts by doc, or by a year, quarter, month or day; the
    articles of one date are one text. Whether a rate rises or falls is told by Kendall's tau: of all two texts, those
    in which the later has the higher rate, less those in which it has the lower, as a share (Mann 1945; Kendall 1975,
    tau b; for words Hilpert and Gries 2009). It takes a text as one draw, however often it repeats a word. p is the
    share of `draws` random orders of the texts in which tau is as far from 0; it is corrected over the units with
    `min_count` places. Where a rate turned, and when, `trend` says.

    Returns one row a unit, the column counted, then

    - n, first, last (dates of the first and last text that have it), present, texts (texts that have it, of all)
    - change: added (new: the first text lacks it, and it rises), more, fewer, dropped (the last lacks it, and it
      falls), as many (tau is 0)
    - tau, p, p_smallest (of a unit in as many texts, all at that end of time that has fewer orders), q (missing for
      units that are not among the tests), tested
    - verdict: shown (q is at most `level`), too few differences (p_smallest is above it, or the unit is not tested), or
      not shown
    - dated_by (the key of the dates), undated (articles left out), of and by

    sorted by change and date: what is new by its first text, what goes by its last, all else by tau. `evidence` opens
    the n places of a row, given the articles.

    Raises DiscourseError for what `trend` refuses; two texts are enough here, though nothing can be shown of them.

    >>> years = [*range(2015, 2023)] * 2
    >>> counts = pd.DataFrame({"year": years, "term": ["改革"] * 8 + ["算力"] * 8, "total": 1000})
    >>> counts["n"] = [5, 4, 6, 5, 5, 6, 4, 5, 0, 0, 0, 1, 2, 2, 4, 5]
    >>> found = vocabulary_change(counts[counts["n"] > 0].assign(by="year", of="term"))
    >>> found[["term", "first", "change", "tau", "verdict"]].round(2)
      term  first   change   tau    verdict
    0   算力   2018    added  0.93      shown
    1   改革   2015  as many  0.00  not shown
    """
    level, seed = significance_level("level", level), whole_number("seed", seed)
    min_count, draws = whole_number("min_count", min_count), whole_number("draws", draws, least=19)
    of, key, points, series = read_series(counts, articles=articles, base=base, of=of, least=2)
    table = np.array(list(series.values())).reshape(-1, len(points.names))
    n, stands = table.sum(axis=1), table > 0
    tested = (n >= max(1, min_count)) & stands.any(axis=1)
    p, smallest = np.full((2, len(table)), np.nan)
    rates = table / points.sizes
    # Kendall's tau b: no two dates are tied, but rates may be; 0 where all are the same.
    signs = signs_of(rates).astype(float)
    tau = signs.sum(axis=1) / np.sqrt(np.maximum(1, signs.shape[1] * np.abs(signs).sum(axis=1)))
    p[tested], smallest[tested] = order_p(rates[tested], stands[tested].sum(axis=1), draws, seed)
    q = false_discovery(p, among=tested & (smallest <= level))
    ends = stands.argmax(axis=1), stands.shape[1] - 1 - stands[:, ::-1].argmax(axis=1)
    first, last = (np.array(points.names, dtype=object)[each] for each in ends)
    cases = {AS_MANY: tau == 0, ADDED: (tau > 0) & ~stands[:, 0], DROPPED: (tau < 0) & ~stands[:, -1], MORE: tau > 0}
    said = {SHOWN: q <= level, TOO_FEW: ~tested | (smallest > level)}
    found = make_frame(
        {
            of: list(series), "n": n, "first": first, "last": last, "present": stands.sum(axis=1),
            "texts": len(points.names), "change": np.select(list(cases.values()), list(cases), FEWER), "tau": tau,
            "p": p, "p_smallest": smallest, "q": q, "tested": tested, "undated": points.undated,
            "verdict": np.select(list(said.values()), list(said), NOT_SHOWN), "dated_by": dated_by(key),
        },
        {of: str(counts[of].dtype)} | VOCABULARY,
    )  # fmt: skip
    found = found[found["n"] > 0].astype(dict.fromkeys(["first", "last"], date_type(points)))
    order = found["change"].map({ADDED: 0, MORE: 1, AS_MANY: 2, FEWER: 3, DROPPED: 4})
    since = found["first"].where(found["change"].eq(ADDED), found["last"].where(found["change"].eq(DROPPED)))
    found = found.assign(_order=order, _since=since).sort_values(
        ["_order", "_since", "tau", "n", of], ascending=[True, True, False, False, True], ignore_index=True
    )
    return state_counted(found.drop(columns=["_order", "_since"]), of=of, by=[])


def signs_of(rates: np.ndarray) -> np.ndarray:
    """Return of each row, for all two columns, whether the later has more (1), as much (0) or less (-1).

    >>> signs_of(np.array([[1, 2, 1]])).tolist()
    [[1.0, 0.0, -1.0]]
    """
    earlier, later = np.triu_indices(rates.shape[1], 1)
    return np.sign(rates[:, later] - rates[:, earlier]).astype("float32")


def order_p(rates: np.ndarray, present: np.ndarray, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how often random orders of the columns rise or fall as much as they do, and the least that could be.

    Both count the order seen in. The least is that of a row that stands in as many columns, all at one end, and rises
    over them.
    """
    size, random = rates.shape[1], np.random.default_rng(seed)
    # Which of all two columns stands before the other in each order.
    orders = signs_of(random.permuted(np.tile(np.arange(size), (draws, 1)), axis=1)).T

    def share(rows: np.ndarray) -> np.ndarray:
        signs = signs_of(rows)
        return (1 + (np.abs(signs @ orders) >= np.abs(signs.sum(axis=1))[:, None] - 0.5).sum(axis=1)) / (1 + draws)

    kinds, at = np.unique(present, return_inverse=True)
    ends = np.maximum(0, np.arange(size) - (size - kinds[:, None]) + 1)
    parts = np.array_split(rates, max(1, len(rates) // AT_ONCE))
    return np.concatenate([share(part) for part in parts]), share(ends)[at]
