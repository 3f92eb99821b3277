"""A run over a corpus in parts: what is counted, where counts are kept, on what engine; and what came of it."""

import hashlib
import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, list_faults, one_line, one_of, whole_number
from discourse.files import write_whole
from discourse.scale.engines import count_parts
from discourse.scale.parts import list_parts
from discourse.scale.results import frame_of
from discourse.scale.stored import load_tally
from discourse.scale.tallies import Counting, Sum, Tally
from discourse.schema import PROBLEMS, make_frame
from discourse.texts.corpus import ERRORS, REFUSALS, Problem
from discourse.words.groups import PERIODS, no_period

# What tells the runs of a folder apart.
TOLD = ["by", "of", "unit", "within"]
# More processes than any cluster has.
MOST_JOBS = 100_000


@dataclass(frozen=True)
class Run:
    """How the parts of a corpus are counted, where their counts are kept, and on what engine."""

    counting: Counting
    cache: str | Path | None
    errors: str
    n_jobs: int
    backend: str
    options: dict[str, Any] | None

    def __post_init__(self) -> None:
        one_of("errors", self.errors, ERRORS)
        if whole_number("n_jobs", self.n_jobs, least=-1, most=MOST_JOBS) == 0:
            raise DiscourseError("n_jobs=0 counts nothing; give one from 1, or -1 for as many as processors")
        if not isinstance(self.options, dict | None):
            raise DiscourseError(
                f"backend_options={one_line(self.options)} is no dict; name each option with its value"
            )

    @classmethod
    def of_arguments(
        cls, *, cache: Any, errors: str, n_jobs: int, backend: str, backend_options: Any, **counting: Any
    ) -> "Run":
        """Take what a caller says of all this, the arguments of `count_corpus`."""
        return cls(Counting.of_arguments(**counting), cache, errors, n_jobs, backend, backend_options)

    def count(self, source: Any) -> tuple[Tally, dict[str, Any]]:
        """Count all parts of a source and add them up; return that, and what `attrs` of a result say of the run."""
        parts, folder = list_parts(source), None if self.cache is None else cache_folder(self.cache)
        results = count_parts(
            parts, self.counting, cache=folder, n_jobs=self.n_jobs, backend=self.backend, options=self.options or {}
        )
        total, kept, counted, problems = Sum(), list[str](), 0, [make_frame([], PROBLEMS)]
        for result, anew, key in results:
            counted += anew
            if isinstance(result, Problem):
                problems.append(make_frame([result[: len(PROBLEMS)]], PROBLEMS))
                continue
            problems.append(result.problems)
            total.add(result)
            kept.append(key)
        found = pd.concat(problems, ignore_index=True)
        self.tell(found, len(kept))
        whole = check_total(total.whole(), self.counting)
        if folder is not None:
            # So that the counts of this run can be read without the corpus.
            told = {name: getattr(self.counting, name) for name in TOLD} | {"of": whole.of, "parts": kept}
            name = hashlib.sha256(json.dumps(self.counting.settings(), sort_keys=True).encode()).hexdigest()[:16]
            write_whole({folder / f"run-{name}.json": json.dumps(told, indent=1).encode()})
        noted = found.astype(object).where(found.notna(), None).to_dict("records")
        return whole, {"parts": len(parts), "counted": counted, "problems": noted}

    def frame(self, source: Any, *, interval: str = "exact") -> pd.DataFrame:
        """Count all parts of a source; return the frame that counts of the whole are, with what `attrs` say."""
        total, told = self.count(source)
        how = self.counting
        frame = frame_of(total, by=list(how.by), unit=how.unit, within=how.within, interval=interval)
        frame.attrs = told
        return frame

    def tell(self, problems: pd.DataFrame, read: int) -> None:
        """Say in one warning that parts, articles or rows are not counted.

        Raises DiscourseError where no part was read, and with `errors="raise"` where anything was not.
        """
        refused = problems[problems["rule"].isin(REFUSALS)]
        named = list_faults([f"{file}: {note}" for file, note in zip(refused["file"], refused["note"], strict=True)])
        if not read or (self.errors == "raise" and len(refused)):
            repair = "mend them" if not read else 'mend them, or count the others with errors="collect"'
            raise DiscourseError(f"{len(refused)} of the corpus cannot be read: {named}; {repair}")
        if len(refused):
            said = f"{len(refused)} of the corpus are not counted: {named}; attrs['problems'] of the result lists them"
            warnings.warn(said, stacklevel=5)


def check_total(total: Tally, counting: Counting) -> Tally:
    """Refuse what no single part can tell: an article in two parts, and periods that no date says."""
    if counting.tells_articles and total.docs[total.of].duplicated().any():
        raise DiscourseError(
            "articles are told apart, and two parts have a doc of the same name; give each article of the corpus a "
            "name of its own, or count by another column"
        )
    for key in counting.by:
        if key in PERIODS and key in total.totals and len(total.totals) and total.totals[key].isna().all():
            raise no_period(key)
    return total


def cache_folder(cache: object) -> Path:
    """Return the folder in which counts are kept, if a path names it."""
    if not isinstance(cache, str | Path) or "\0" in str(cache):
        raise DiscourseError(f"cache={one_line(cache)} is no path; give a folder")
    if (folder := Path(cache)).is_file():
        raise DiscourseError(f"cache={one_line(cache)} is a file; give a folder")
    return folder


def read_run(path: Path) -> dict[str, Any]:
    """Read what a folder says of one of its runs."""
    try:
        record = json.loads(path.read_bytes())
    except ValueError:
        record = None
    if not isinstance(record, dict) or not {*TOLD, "parts"} <= set(record):
        raise DiscourseError(f"{path}: is no record of a run; delete it, and count the corpus again")
    return record


def load_run(folder: str | Path, where: dict[str, list], **said: Any) -> tuple[Tally, dict[str, Any]]:
    """Add up the counts that a folder keeps of a run, of its rows those that are `where` it says; and how it counted.

    `said` are the values of `TOLD` that the run must have, those that are not None, but for `within`: None is no pairs.
    """
    folder = cache_folder(folder)
    runs = [read_run(path) for path in sorted(folder.glob("run-*.json"))]
    if not runs:
        raise MissingFileError(f"{folder}: keeps no counts; count with cache={str(folder)!r} first")
    wanted = {name: value for name, value in said.items() if value is not None or name == "within"}
    fits = [run for run in runs if all(run[name] == value for name, value in wanted.items())]
    if len(fits) != 1:
        has = "; ".join(", ".join(f"{name}={run[name]!r}" for name in TOLD) for run in fits or runs)
        number = "several runs fit" if fits else "no run fits"
        asked = ", ".join(f"{name}={value!r}" for name, value in wanted.items())
        raise DiscourseError(f"{folder}: {number} {asked}; it keeps those of {has}. Give each run a folder of its own")
    # Of pairs all that a group has is read.
    held = {key: values for key, values in where.items() if fits[0]["within"] is None or key in fits[0]["by"]}
    total = Sum()
    for key in fits[0]["parts"]:
        if (tally := load_tally(folder / f"{key}.parquet", held)) is None:
            raise MissingFileError(f"{folder}: the counts of a part are gone; count the corpus again")
        total.add(tally)
    return total.whole(), fits[0]
