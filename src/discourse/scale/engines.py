"""Parts are counted on any engine that joblib knows: processes of this machine, or those of a cluster."""

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed, parallel_config
from joblib.parallel import BACKENDS, EXTERNAL_BACKENDS
from tqdm import tqdm

from discourse.errors import DiscourseError, one_of
from discourse.scale.parts import Part, UnreadablePartError
from discourse.scale.stored import key_of, load_tally, store_tally
from discourse.scale.tallies import Counting, Tally, count_part
from discourse.texts.corpus import Problem

# A worker that dies, as one that takes too much memory, ends all of its kind: so often they are started anew.
STARTS = 3


def count_or_load(part: Part, counting: Counting, cache: Path | None) -> tuple[Tally | Problem, bool, str]:
    """Count a part, or load its counts where they are kept under a key; tell which, and the key, if any.

    What cannot be read is a problem.
    """
    key = ""
    try:
        if cache is not None:
            key = key_of(part, counting)
            if (kept := load_tally(cache / f"{key}.parquet")) is not None:
                return kept, False, key
        tally = count_part(part, counting)
    except (UnreadablePartError, OSError) as error:
        note = " ".join(str(error).split())
        # Beside the file its name is no news.
        for named in (str(part.paths[0]), part.paths[0].name):
            note = note.removeprefix(f"{named}: ")
        return Problem(None, part.name, None, "unreadable", note), True, key
    if cache is not None:
        store_tally(tally, cache / f"{key}.parquet")
    return tally, True, key


@contextmanager
def engine(backend: str, n_jobs: int, options: dict[str, Any]) -> Iterator[None]:
    """Let joblib run on an engine; what it made to speak to a cluster at an address is closed in the end.

    It would go on asking for the cluster, though this has ended.
    """
    with parallel_config(backend, n_jobs=n_jobs, **options) as made:
        try:
            yield
        finally:
            if "scheduler_host" in options and options.get("client") is None:
                made["backend"].client.close()


def count_parts(
    parts: list[Part], counting: Counting, *, cache: Path | None, n_jobs: int, backend: str, options: dict[str, Any]
) -> Iterator[tuple[Tally | Problem, bool, str]]:
    """Count parts on an engine, and give what `count_or_load` does of each, in their order whatever the engine."""
    one_of("backend", backend, sorted({*BACKENDS, *EXTERNAL_BACKENDS}))
    left = list(range(len(parts)))
    # On a terminal alone; with it the rate and the time that is left.
    with tqdm(total=len(parts), unit="part", disable=None) as bar:
        for _ in range(STARTS):
            try:
                with engine(backend, n_jobs, options):
                    run = Parallel(return_as="generator")
                    for result in run(delayed(count_or_load)(parts[at], counting, cache) for at in list(left)):
                        del left[0]
                        yield result
                        bar.update()
                return
            except BrokenProcessPool:
                continue
            except ImportError as error:
                raise DiscourseError(
                    f"backend={backend!r} is not installed ({error}); for dask: pip install 'discourse[scale]'"
                ) from error
    raise DiscourseError(
        f"worker processes died {STARTS} times, the last before {parts[left[0]].name} was counted; parts may be too "
        "large for the memory: make them smaller, or give fewer workers in n_jobs"
    )
