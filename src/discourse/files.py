"""Files are written whole or not at all."""

from pathlib import Path


def write_whole(files: dict[Path, bytes]) -> list[Path]:
    """Write files that belong together, none in its place before all are on the disk, and return their paths.

    A reader never sees half a file. Whatever goes wrong, Ctrl-C too, leaves no other file behind; those moved into
    their places before it stay. Raises OSError as the system does.

    >>> import tempfile
    >>> [path.name for path in write_whole({Path(tempfile.mkdtemp()) / "a" / "b.txt": b"text"})]
    ['b.txt']
    """
    parts = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, part in parts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(files[path])
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return list(files)
