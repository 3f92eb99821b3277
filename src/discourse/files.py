"""Files are written whole or not at all, and what a killed process left behind is cleared."""

import os
import re
import shutil
from pathlib import Path
from threading import get_native_id

import psutil

# How a file is called until it is in its place.
PART_PREFIX = ".part-"


def write_whole(files: dict[Path, bytes]) -> list[Path]:
    """Write files that belong together, none in its place before all are on the disk, and return their paths.

    A reader never sees half a file, and processes that write one name at once do not disturb each other: the last of
    them is kept. Whatever goes wrong, Ctrl-C too, leaves no other file behind; those moved into their places before it
    stay. What a killed process left half written in their folders is removed. Raises OSError as the system
    does, by the name that was asked for.

    >>> import tempfile
    >>> [path.name for path in write_whole({Path(tempfile.mkdtemp()) / "a" / "b.txt": b"text"})]
    ['b.txt']
    """
    for folder in sorted({path.parent for path in files}):
        folder.mkdir(parents=True, exist_ok=True)
        clear_abandoned(folder, PART_PREFIX)
    mine = f"{PART_PREFIX}{os.getpid()}-{get_native_id()}"
    parts = {path: path.with_name(f"{mine}-{number}") for number, path in enumerate(files)}
    try:
        for path, part in parts.items():
            part.write_bytes(files[path])
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        # The file that was asked for is named, not what it is called until then.
        for path, part in parts.items():
            if error.filename in (str(part), part):
                error.filename = str(path)
        raise
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return list(files)


def clear_abandoned(folder: Path, prefix: str) -> None:
    """Remove the files and folders of `folder` that a process left behind which has ended.

    Their names begin with `prefix` and the number of the process.
    """
    for path in folder.glob(f"{prefix}*"):
        number = re.match(r"(\d+)-", path.name.removeprefix(prefix))
        if number and not psutil.pid_exists(int(number[1])):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
