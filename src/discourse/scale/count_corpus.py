"""Count words, terms and pairs of a corpus in parts, however large: the frames of `count` and `count_pairs`."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, list_faults, one_of, whole_number
from discourse.measures.cooccurrence import CountedPairs, measure_pairs
from discourse.measures.frequency import UNITS, add_rates, add_sums, count_rows
from discourse.measures.intervals import INTERVALS, share_interval
from discourse.scale.engines import count_parts
from discourse.scale.parts import check_columns, list_parts
from discourse.scale.tallies import Counting, Tally, merge_tallies
from discourse.schema import PROBLEMS, list_keys, make_frame
from discourse.texts.corpus import ERRORS, REFUSALS, Problem
from discourse.words.groups import PERIODS, no_period
from discourse.words.lexicon import Lexicon
from discourse.words.segment import ENGINES, check_lexicon
from discourse.words.windows import word_distance

# Of a corpus in parts the sentences are not at hand that a bootstrap draws from.
SHARE_INTERVALS = [name for name in INTERVALS if name != "bootstrap"]


def count_corpus(
    source: str | Path | Iterable[str | Path],
    *,
    by: str | list[str],
    lexicon: Lexicon | None = None,
    of: str | None = None,
    unit: str = "word",
    interval: str = "exact",
    columns: dict[str, str] | None = None,
    engine: str = "rjieba",
    hmm: bool = True,
    cache: str | Path | None = None,
    errors: str = "raise",
    n_jobs: int = -1,
    backend: str = "loky",
    backend_options: dict[str, Any] | None = None,
) -> pd.DataFrame:
    """Count words or terms of a corpus in parts, one after the other: the frame of `count`, row by row.

    `source` is a folder, a file, a pattern as "parts/*.parquet", or a list of these. A table (Parquet, JSON lines, CSV
    … as for `read_table`) is a part, and text files are counted 500 at once; each table must fit into memory, the whole
    need not. A Parquet file of paragraphs, as `read_table` gives them, is not read anew. `columns` names the columns of
    tables as `read_table` does, as in columns={"text": "正文", "doc": "编号"}.

    With a `lexicon` its terms are counted, without one words; `of` names another column, such as "category" or "word".
    `by` names columns of the tables, columns of tokens or mentions, or the year, quarter or month of the date.
    `unit`, `interval` (but for "bootstrap"), `engine` and `hmm` are those of `count` and `segment`.

    `cache` is a folder in which the counts of each part are kept under a sum over the part, the lexicon and the
    settings: a run that was stopped goes on where it was, and only what has changed is counted again. `n_jobs` parts
    are counted at once (-1: as many as there are processors), by the `backend` of joblib: "loky" are processes of this
    machine, "dask" those of a cluster, at the address backend_options={"scheduler_host": "tcp://…"}. The result is the
    same whatever the engine. At a terminal a bar shows the rate and the time left.

    Returns the frame that `count` gives. Its `attrs` say how many `parts` there are and how many were `counted` in this
    run, and `problems` has a row (doc, file, row, rule, note) for each part, article or row that could not be read.

    Raises DiscourseError for parts, articles and rows that cannot be read, when all others are counted; with
    errors="collect" a warning says so instead. MissingFileError for what is not there, DiscourseError for a source
    without tables or texts, a `by` that is no column, a doc that stands in two parts where `by` has doc, and whatever
    `count` refuses.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> for year, text in ((2023, "发展经济。"), (2024, "发展产业。发展经济。")):
    ...     pd.DataFrame({"id": [year], "year": year, "text": text}).to_csv(folder / f"{year}.csv", index=False)
    >>> count_corpus(folder, by="year", n_jobs=1)[["year", "word", "n", "total"]]
       year word  n  total
    0  2023   发展  1      2
    1  2023   经济  1      2
    2  2024   发展  2      4
    3  2024   产业  1      4
    4  2024   经济  1      4
    """
    one_of("unit", unit, UNITS)
    one_of("interval", interval, SHARE_INTERVALS)
    counting = describe_counting(
        by=by, of=of, lexicon=lexicon, unit=unit, within=None, engine=engine, hmm=hmm, columns=columns
    )
    run: dict[str, Any] = {
        "cache": cache,
        "n_jobs": n_jobs,
        "backend": backend,
        "options": backend_options,
        "errors": errors,
    }
    tally, told = tally_corpus(source, counting, **run)
    keys, of = list(counting.by), tally.of
    shared = [column for column in tally.totals if column != "total"]
    counts = count_rows(tally.rows, keys, of, tally.rows["n"])
    counts = add_sums(counts, tally.totals, tally.totals["total"], keys=shared, name="total")
    low, high = share_interval(counts["n"], counts["total"], interval)
    refused = np.full(len(counts), False)
    counts = add_rates(counts, low, high, refused, of=of, by=keys, unit=unit, interval=interval)
    counts.attrs = told
    return counts


def count_pairs_corpus(
    source: str | Path | Iterable[str | Path],
    *,
    within: str | int,
    by: str | list[str],
    lexicon: Lexicon | None = None,
    of: str | None = None,
    columns: dict[str, str] | None = None,
    engine: str = "rjieba",
    hmm: bool = True,
    cache: str | Path | None = None,
    errors: str = "raise",
    n_jobs: int = -1,
    backend: str = "loky",
    backend_options: dict[str, Any] | None = None,
) -> pd.DataFrame:
    """Count pairs of terms of a corpus in parts: the frame of `count_pairs`, row by row, without `lists`.

    `within` is that of `count_pairs`, all other arguments, `attrs` and errors are those of `count_corpus`.

    Returns the frame that `count_pairs` gives.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> pd.DataFrame({"id": [1], "text": "算力和光伏。光伏和算力。"}).to_csv(path, index=False)
    >>> lexicon = Lexicon(["算力", "光伏"])
    >>> count_pairs_corpus(path, within="sentence", by=[], lexicon=lexicon, n_jobs=1)[["term_a", "term_b", "n"]]
      term_a term_b  n
    0     光伏     算力  2
    """
    word_distance(within)
    counting = describe_counting(
        by=by, of=of, lexicon=lexicon, unit="word", within=within, engine=engine, hmm=hmm, columns=columns
    )
    run: dict[str, Any] = {
        "cache": cache,
        "n_jobs": n_jobs,
        "backend": backend,
        "options": backend_options,
        "errors": errors,
    }
    tally, told = tally_corpus(source, counting, **run)
    shared = [column for column in tally.totals if column != "total"]
    windows = tally.totals.rename(columns={"total": "windows"})
    counted = CountedPairs(tally.rows, tally.single, windows, tally.of, list(counting.by), shared)
    pairs = measure_pairs(counted, within=within)
    pairs.attrs = told
    return pairs


def describe_counting(**said: Any) -> Counting:
    """Check what the arguments say of how parts are counted."""
    if said["lexicon"] is not None:
        check_lexicon(said["lexicon"])
    elif said["of"] not in (None, "word", "type"):
        raise DiscourseError(f"of={said['of']!r} is counted of a lexicon's terms; give lexicon=, or leave of out")
    one_of("engine", said["engine"], ENGINES)
    one_of("hmm", said["hmm"], [True, False])
    columns = tuple(sorted(check_columns(said["columns"]).items()))
    return Counting(**said | {"by": tuple(list_keys(said["by"])), "columns": columns})


def gather_problems(unread: list[Problem], tallies: list[Tally], *, errors: str) -> pd.DataFrame:
    """Return the problems of all parts as one frame, and say in one warning that there are parts not counted.

    Raises DiscourseError where none is counted, and with `errors="raise"` where any is not.
    """
    rows = make_frame([problem[: len(PROBLEMS)] for problem in unread], PROBLEMS)
    problems = pd.concat([rows, *(tally.problems for tally in tallies)], ignore_index=True)
    refused = problems[problems["rule"].isin(REFUSALS)]
    named = list_faults([f"{file}: {note}" for file, note in zip(refused["file"], refused["note"], strict=True)])
    if not tallies or (errors == "raise" and len(refused)):
        repair = "mend them" if not tallies else 'mend them, or count the others with errors="collect"'
        raise DiscourseError(f"{len(refused)} of the corpus cannot be read: {named}; {repair}")
    if len(refused):
        said = f"{len(refused)} of the corpus are not counted: {named}. All stand in attrs['problems'] of the result"
        warnings.warn(said, stacklevel=4)
    return problems


def tally_corpus(
    source: Any,
    counting: Counting,
    *,
    cache: str | Path | None,
    n_jobs: int,
    backend: str,
    options: dict[str, Any] | None,
    errors: str,
) -> tuple[Tally, dict[str, Any]]:
    """Count all parts of a source and add them up; return that, and what the attributes of a result say of the run."""
    one_of("errors", errors, ERRORS)
    if whole_number("n_jobs", n_jobs, least=-1) == 0:
        raise DiscourseError("n_jobs=0 counts nothing; give one from 1, or -1 for as many as processors")
    parts, folder = list_parts(source), None if cache is None else Path(cache)
    results = count_parts(parts, counting, cache=folder, n_jobs=n_jobs, backend=backend, options=options or {})
    tallies = [result for result, _ in results if isinstance(result, Tally)]
    problems = gather_problems([result for result, _ in results if isinstance(result, Problem)], tallies, errors=errors)
    whole = merge_tallies(tallies)
    docs = whole.docs[whole.of]
    if "doc" in counting.by and docs.duplicated().any():
        raise DiscourseError(
            "by names doc, and two parts have a doc of the same name; give each article of the corpus a name of its "
            "own, or group by another column"
        )
    for key in counting.by:
        if key in PERIODS and key in whole.totals and len(whole.totals) and whole.totals[key].isna().all():
            raise no_period(key)
    told = {
        "parts": len(parts),
        "counted": sum(anew for _, anew in results),
        "problems": problems.astype(object).where(problems.notna(), None).to_dict("records"),
    }
    return whole, told
