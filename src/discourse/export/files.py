"""What may be written into the results folder, under which name, and how."""

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from filecmp import cmp
from itertools import count
from pathlib import Path, PurePosixPath

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from discourse.errors import DiscourseError, one_line, one_of
from discourse.files import write_whole
from discourse.study import OUTPUTS, results_folder

NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Windows keeps these for devices, with any ending and in any case.
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)
TEXT_ENDINGS = ["txt", "md", "bib"]
# Where a run writes until it is done, and puts the last one's results aside.
UNFINISHED = ".unfinished"
# What it says there of the files that it is moving.
MOVES = "moves.json"
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


def save_text(text: str, name: str, *, ending: str = "txt", folder: str | Path | None = None) -> Path:
    """Write a text (UTF-8, lines ending in \\n), such as what `report`, `methods` and `references` return.

    `name` is the file name without ending, `ending` one of txt, md and bib, `folder` the results folder (see
    `results_folder`); the file goes into its `texts/`. The same text always gives the same bytes.

    Returns the path. Raises `DiscourseError` if `text` is no text, for another ending, or for a `name` that not every
    system can hold.

    >>> import tempfile
    >>> save_text("@article{dunning1993}", "references", ending="bib", folder=tempfile.mkdtemp()).name
    'references.bib'
    """
    one_of("ending", ending, TEXT_ENDINGS)
    target = target_folder(folder, "texts", name)
    if not isinstance(text, str):
        raise DiscourseError(
            f"text={type(text).__name__} must be a text: pass what report, methods or references returns"
        )
    return write_results({target / f"{name}.{ending}": f"{text.rstrip()}\n".encode()})[0]


def target_folder(folder: str | Path | None, kind: str, name: str) -> Path:
    """Return the folder `kind` of the results folder, if files may be called `name` there, without an ending.

    Raises `DiscourseError` if that is not of up to 100 letters, digits, - and _; if Windows keeps it for a device; if a
    file in the folder is called the same but for capitals; or if the folder is a file.
    """
    if not isinstance(folder, str | Path | None):
        raise DiscourseError(f"folder={one_line(folder)} is no path; give a folder, or None for that of the results")
    target = Path(folder or results_folder()) / kind
    if taken := [each for each in (target, *target.parents) if each.is_file()]:
        raise DiscourseError(f"folder={str(folder)!r}: {taken[0]} is a file; give a folder, it is made if need be")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise DiscourseError(
            f"name={one_line(name)} must be of letters (A-Z, a-z), digits, - and _, at most 100, "
            "without folder or ending"
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


def remove_emptied(results: Path, moved: list[Path]) -> None:
    """Remove the folders for outputs that are empty now that these files are moved."""
    folders = {folder for path in moved for folder in path.parents if folder.parts[:1]}
    for folder in sorted({*folders, *map(Path, OUTPUTS)}, reverse=True):
        place = results / folder
        if folder.parts[0] in OUTPUTS and place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def move_all(moves: list[tuple[Path, Path]], results: Path) -> None:
    """Move files of `results`, one after the other, or none of them: whatever goes wrong, Ctrl-C too, all go back.

    What is being moved is written down as long as it takes, so that the next run moves back what a killed one has
    moved. Raises `DiscourseError` where another program holds a file open.
    """
    journal = results / UNFINISHED / MOVES
    named = [[path.relative_to(results).as_posix() for path in move] for move in moves]
    try:
        write_whole({journal: json.dumps(named).encode("utf-8")})
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        journal.unlink()
    except BaseException as error:
        move_back(results)
        if isinstance(error, PermissionError):
            places = [each for each in (error.filename2, error.filename) if each]
            # What a user knows of is what lies in the results, not where it is put aside.
            named = next((each for each in places if UNFINISHED not in Path(each).parts), places[0])
            raise DiscourseError(f"{named} {CLOSED_TO_US}") from error
        raise


def move_back(results: Path) -> None:
    """Move back what a run that did not come to its end has moved, and remove the folders that are empty then."""
    journal = results / UNFINISHED / MOVES
    if not journal.is_file():
        return
    moves = [[results / name for name in move] for move in json.loads(journal.read_text(encoding="utf-8"))]
    for source, target in reversed(moves):
        if target.is_file() and not source.is_file():
            source.parent.mkdir(parents=True, exist_ok=True)
            target.replace(source)
    folders = {folder for _, target in moves for folder in target.parents if folder.is_relative_to(results)}
    for folder in sorted(folders - {results}, reverse=True):
        with suppress(OSError):
            folder.rmdir()


def read_outputs(record: Path) -> dict[Path, str]:
    """Return the files that the run of a provenance.json made, as seen from its folder, and their sums.

    The record itself is among them, without a sum.
    """
    if not record.is_file():
        return {}
    try:
        outputs = json.loads(record.read_text(encoding="utf-8"))["outputs"]
        told = outputs if isinstance(outputs, dict) else {}
        listed = {PurePosixPath(name): str(told.get(name, "")) for name in [*outputs, record.name]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DiscourseError(f"{record} is no record of a run: move it away, with the results beside it") from error
    return {Path(path): total for path, total in listed.items() if not path.is_absolute() and ".." not in path.parts}


def sum_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """Hold an empty `folder` as long as the block runs, and remove it then, with the one above if that was made for it.

    The system lets go of it when the process ends, killed or not. What a killed run left in it is removed, and what it
    had moved in the folder above is moved back.

    Raises `DiscourseError` where another run holds it.
    """
    first = not folder.parent.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise DiscourseError(
            f"{folder.parent}: is a file, or a link that leads nowhere, where a folder should be: remove it, "
            "or name another folder in DISCOURSE_RESULTS"
        ) from error
    except PermissionError as error:
        raise DiscourseError(
            f"{folder.parent} cannot be written: allow writing there, or name another folder in DISCOURSE_RESULTS"
        ) from error
    lock = folder / ".lock"
    with lock.open("ab") as held:
        # A run that has just ended has removed the file that was waited for.
        alone = lock_file(held.fileno()) and lock.exists() and os.path.samestat(os.fstat(held.fileno()), lock.stat())
        if not alone:
            raise DiscourseError(
                f"another run is writing into {folder.parent}: wait until it has ended, then run again"
            )
        try:
            move_back(folder.parent)
            for path in folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif path != lock:
                    path.unlink()
            yield
        finally:
            # Before the lock is let go of: the next run may begin at once.
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                # Refused where a run has left its results.
                folder.parent.rmdir() if first else None
    # Windows removes no file that is open.
    if sys.platform == "win32":
        with suppress(OSError):
            lock.unlink()
            folder.rmdir()


def lock_file(number: int) -> bool:
    """Lock an open file until it is closed; False where another process has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        # Some network drives know no locks: there it is up to the user.
        return True
    return True


@contextmanager
def replacing_results(results: Path) -> Iterator[Path]:
    """Yield an empty folder for a run to write into; what it wrote takes the place of the earlier run's results.

    Only what the earlier run's provenance.json lists, as it made it, is ever removed. What else lies where the run
    writes, and what was changed since that run, is kept, if it differs, in the folder `kept` of the results (kept_2, …
    where that is there). If the block fails, or is stopped, all stays as it was. The folder is `results`/.unfinished.

    Raises `DiscourseError` where provenance.json is there and is no record of a run, and where another run is at work.
    """
    unfinished = results / UNFINISHED
    with held_alone(unfinished):
        earlier = read_outputs(results / "provenance.json")
        fresh = unfinished / "results"
        fresh.mkdir()
        yield fresh
        made = [path.relative_to(fresh) for path in sorted(fresh.rglob("*")) if path.is_file()]
        there = [path for path in sorted({*earlier, *made}) if (results / path).is_file()]
        own = {path for path in there if earlier.get(path) in ("", sum_file(results / path))}
        same = {path for path in made if path in there and cmp(results / path, fresh / path, False)}
        kept = next(place for n in count(1) if not (place := results / (f"kept_{n}" if n > 1 else "kept")).exists())
        moves = [(results / path, (unfinished / "last" if path in own | same else kept) / path) for path in there]
        moves += [(fresh / path, results / path) for path in made]
        move_all(moves, results)
        remove_emptied(results, there)
