"""What may be written into the results folder, under which name, and how."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from itertools import count
from pathlib import Path, PurePosixPath

from discourse.errors import DiscourseError
from discourse.files import write_whole
from discourse.study import OUTPUTS, results_folder

NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Windows keeps these for devices, with any ending and in any case.
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)
CLOSED_TO_US = "cannot be written: close the program that has it open, or allow writing there"


def save_page(page: str, name: str, *, folder: str | Path | None = None) -> Path:
    """Write an HTML page (UTF-8, lines ending in \\n) into the results folder itself, as `name`.html.

    `folder` is the results folder (see `results_folder`). The same page always gives the same bytes.

    Raises `DiscourseError` if `page` is no text, or for a `name` that not every system can hold.

    >>> import tempfile
    >>> save_page("<!DOCTYPE html>\\n<title>对读</title>\\n", "versions", folder=tempfile.mkdtemp()).name
    'versions.html'
    """
    target = target_folder(folder, "", name)
    if not isinstance(page, str):
        raise DiscourseError(f"page={type(page).__name__} must be a text: pass what render_page returns")
    return write_results({target / f"{name}.html": page.encode("utf-8")})[0]


def target_folder(folder: str | Path | None, kind: str, name: str) -> Path:
    """Return the folder `kind` of the results folder, if files may be called `name` there, without an ending.

    Raises `DiscourseError` if that is not of up to 100 letters, digits, - and _; if Windows keeps it for a device; if a
    file in the folder is called the same but for capitals; or if the folder is a file.
    """
    target = Path(folder or results_folder()) / kind
    if taken := [each for each in (target, *target.parents) if each.is_file()]:
        raise DiscourseError(f"folder={str(folder)!r}: {taken[0]} is a file; give a folder, it is made if need be")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise DiscourseError(
            f"name={name!r} must be of letters (A-Z, a-z), digits, - and _, at most 100, without folder or ending"
        )
    if RESERVED.fullmatch(name):
        raise DiscourseError(f"name={name!r} is kept for a device by Windows: use another, such as {name + '_1'!r}")
    stems = sorted({path.stem for path in target.iterdir()}) if target.is_dir() else []
    for stem in stems:
        if stem != name and stem.lower() == name.lower():
            raise DiscourseError(
                f"name={name!r} is that of {stem!r} in {target} but for capitals, and Windows would overwrite it: "
                "use another"
            )
    return target


def write_results(files: dict[Path, bytes]) -> list[Path]:
    """Write results that belong together: each whole or not at all, and none before all are on the disk.

    Raises `DiscourseError` where another program holds one of them open.
    """
    try:
        return write_whole(files)
    except PermissionError as error:
        raise DiscourseError(f"{error.filename2 or error.filename} {CLOSED_TO_US}") from error


def move_all(moves: list[tuple[Path, Path]]) -> None:
    """Move files, one after the other, or none of them: whatever goes wrong, Ctrl-C too, all are moved back.

    Raises `DiscourseError` where another program holds one of them open.
    """
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    except BaseException as error:
        for source, target in reversed(moves):
            if target.is_file() and not source.is_file():
                target.replace(source)
        if isinstance(error, PermissionError):
            raise DiscourseError(f"{error.filename2 or error.filename} {CLOSED_TO_US}") from error
        raise


def read_outputs(record: Path) -> set[Path]:
    """Return the files that the run of a provenance.json made, itself among them, as seen from its folder."""
    if not record.is_file():
        return set()
    try:
        outputs = list(json.loads(record.read_text(encoding="utf-8"))["outputs"])
        listed = {PurePosixPath(name) for name in [*outputs, record.name]}
    except (ValueError, KeyError, TypeError) as error:
        raise DiscourseError(f"{record} is no record of a run: move it away, with the results beside it") from error
    return {Path(path) for path in listed if not path.is_absolute() and ".." not in path.parts}


@contextmanager
def replacing_results(results: Path) -> Iterator[Path]:
    """Yield an empty folder for a run to write into; what it wrote takes the place of the earlier run's results.

    Only what the earlier run's provenance.json lists is ever removed. What else lies where the run writes is kept, if
    it differs, in the folder `kept` of the results (kept_2, … where that is there). If the block fails, or is stopped,
    all stays as it was. The folder is `results`/.unfinished; one that a killed run left is emptied.

    Raises `DiscourseError` where provenance.json is there and is no record of a run.
    """
    unfinished = results / ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        earlier = read_outputs(results / "provenance.json")
        yield unfinished
        made = [path.relative_to(unfinished) for path in sorted(unfinished.rglob("*")) if path.is_file()]
        there = [path for path in sorted(earlier.union(made)) if (results / path).is_file()]
        foreign = {path for path in there if path not in earlier and not cmp(results / path, unfinished / path, False)}
        kept = next(place for n in count(1) if not (place := results / (f"kept_{n}" if n > 1 else "kept")).exists())
        moves = [(results / path, (kept if path in foreign else unfinished / ".last") / path) for path in there]
        moves += [(unfinished / path, results / path) for path in made]
        move_all(moves)
        for kind in OUTPUTS:
            if (results / kind).is_dir() and not any((results / kind).iterdir()):
                (results / kind).rmdir()
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
