"""The sum over all parts becomes the frame that `count`, `count_docs` or `count_pairs` gives of the whole."""

import numpy as np
import pandas as pd

from discourse.measures.cooccurrence import CountedPairs, measure_pairs
from discourse.measures.frequency import add_rates, add_sums, count_rows, share_of_docs
from discourse.measures.intervals import share_interval
from discourse.scale.tallies import ARTICLE, Tally


def frame_of(tally: Tally, *, by: list[str], unit: str, within: str | int | None, interval: str) -> pd.DataFrame:
    """Return the frame of what was counted so."""
    of, shared = tally.of, [column for column in tally.totals if column != "total"]
    if within is not None:
        windows = tally.totals.rename(columns={"total": "windows"})
        return measure_pairs(CountedPairs(tally.rows, tally.single, windows, of, by, shared), within=within)
    counts = count_rows(tally.rows, by, of, tally.rows["n"])
    counts = add_sums(counts, tally.totals, tally.totals["total"], keys=shared, name="total")
    if unit == ARTICLE:
        return share_of_docs(counts, of=of, by=by)
    low, high = share_interval(counts["n"], counts["total"], interval)
    refused = np.full(len(counts), False)
    return add_rates(counts, low, high, refused, of=of, by=by, unit=unit, interval=interval)
