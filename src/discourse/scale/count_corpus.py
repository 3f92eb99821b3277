"""Count words, terms, articles and pairs of a corpus in parts, however large: the frames of `count` and its like."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError, one_line, one_of
from discourse.measures.frequency import UNITS
from discourse.measures.intervals import INTERVALS
from discourse.scale.results import frame_of
from discourse.scale.runs import Run, load_run
from discourse.scale.tallies import ARTICLE
from discourse.schema import list_keys
from discourse.words.lexicon import Lexicon
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
    machine, "dask" those of a cluster, at the address `backend_options={"scheduler_host": "tcp://…"}`. The result is
    the same whatever the engine. At a terminal a bar shows the rate and the time left.

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
    run = Run.of_arguments(
        by=by, of=of, lexicon=lexicon, unit=unit, within=None, columns=columns, engine=engine, hmm=hmm, cache=cache,
        errors=errors, n_jobs=n_jobs, backend=backend, backend_options=backend_options,
    )  # fmt: skip
    return run.frame(source, interval=interval)


def count_docs_corpus(
    source: str | Path | Iterable[str | Path],
    *,
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
    """Count in how many articles of a corpus in parts words or terms stand: the frame of `count_docs`, row by row.

    All arguments, `attrs` and errors are those of `count_corpus`; no two parts may have a doc of the same name.

    Returns the frame that `count_docs` gives; `add_tfidf` takes it as `docs`.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> pd.DataFrame({"id": [1, 2], "text": ["发展，发展经济。", "发展。"]}).to_csv(path, index=False)
    >>> count_docs_corpus(path, by=[], n_jobs=1)[["word", "docs", "docs_total"]]
      word  docs  docs_total
    0   发展     2           2
    1   经济     1           2
    """
    run = Run.of_arguments(
        by=by, of=of, lexicon=lexicon, unit=ARTICLE, within=None, columns=columns, engine=engine, hmm=hmm, cache=cache,
        errors=errors, n_jobs=n_jobs, backend=backend, backend_options=backend_options,
    )  # fmt: skip
    return run.frame(source)


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
    run = Run.of_arguments(
        by=by, of=of, lexicon=lexicon, unit="word", within=within, columns=columns, engine=engine, hmm=hmm, cache=cache,
        errors=errors, n_jobs=n_jobs, backend=backend, backend_options=backend_options,
    )  # fmt: skip
    return run.frame(source)


def read_counts(
    cache: str | Path,
    *,
    by: str | list[str],
    where: dict[str, Any] | None = None,
    of: str | None = None,
    within: str | int | None = None,
    unit: str | None = None,
    interval: str = "exact",
) -> pd.DataFrame:
    """Read counts that `count_corpus` or its like kept in a folder, `cache`, without reading the corpus again.

    `where` says of which years, terms or other values of a column of the counts, as in where={"year": [2023, 2024],
    "term": lexicon.members("能源")}; the counts of others are not loaded. `by` is what the run counted by; `within`
    is that of a run of pairs, None that of no pairs; `of` and `unit` ("article" for `count_docs_corpus`) tell runs of
    one `by` apart. `interval` is that of `count`.

    Returns the rows that the run gave, or of them those asked for.

    Raises MissingFileError for a folder without counts, DiscourseError where no run or more than one is meant, and for
    a column or a kind of value that the counts have not.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> articles = pd.DataFrame({"id": [1, 2], "year": [2023, 2024], "text": ["发展经济。", "发展产业。"]})
    >>> articles.to_csv(folder / "a.csv", index=False)
    >>> counts = count_corpus(folder / "a.csv", by="year", cache=folder / "counts", n_jobs=1)
    >>> read_counts(folder / "counts", by="year", where={"word": "发展"})[["year", "word", "n", "total"]]
       year word  n  total
    0  2023   发展  1      2
    1  2024   发展  1      2
    """
    one_of("interval", interval, SHARE_INTERVALS)
    if not isinstance(where, dict | None):
        raise DiscourseError(f'where={one_line(where)} is no dict; give one like {{"year": [2023, 2024]}}')
    asked = {key: value if isinstance(value, list) else [value] for key, value in (where or {}).items()}
    tally, run = load_run(cache, asked, by=list_keys(by), of=of, within=within, unit=unit)
    counts = frame_of(tally, by=run["by"], unit=run["unit"], within=run["within"], interval=interval)
    # What a pair is tested by is all that its group has, so that pairs are chosen last.
    for key, values in asked.items():
        counts = counts[counts[one_of("where", key, counts)].isin(values)]
    return counts.reset_index(drop=True)
