"""The results folder: where it is, what may be written there under which name, and how it is written."""

import os
import re
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import write_whole

OUTPUTS = ["figures", "tables", "notebooks"]
NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Windows keeps these for devices, with any ending and in any case.
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)


def save_page(page: str, name: str, *, folder: str | Path | None = None) -> Path:
    """Write an HTML page (UTF-8, lines ending in \\n) into the results folder itself, as `name`.html.

    `folder` is the results folder (see `results_folder`). The same page always gives the same bytes.

    Raises `DiscourseError` if `page` is no text, or for a `name` that `check_name` refuses.

    >>> import tempfile
    >>> save_page("<!DOCTYPE html>\\n<title>对读</title>\\n", "versions", folder=tempfile.mkdtemp()).name
    'versions.html'
    """
    target = target_folder(folder, "", name)
    if not isinstance(page, str):
        raise DiscourseError(f"page={type(page).__name__} must be a text: pass what render_page returns")
    return write_results({target / f"{name}.html": page.encode("utf-8")})[0]


def page_files(results: str | Path) -> list[Path]:
    """List the pages of versions that stand in a results folder: versions.html, versions_2.html …"""
    pages = sorted(Path(results).glob("versions*.html"))
    return [path for path in pages if re.fullmatch(r"versions(_\d+)?", path.stem)]


def project_folder(start: str | Path = ".") -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds data/corpus.toml; None if there is none."""
    start = Path(start).absolute()
    holders = (folder for folder in [start, *start.parents] if (folder / "data" / "corpus.toml").is_file())
    return next(holders, None)


def results_folder(project: str | Path | None = None) -> Path:
    """Return where results go.

    The environment variable DISCOURSE_RESULTS names the folder; without it, it is `results`
    inside `project`, by default the nearest folder from the working directory upwards that
    holds data/corpus.toml (notebooks run one folder below it), else the working directory.
    """
    named = os.environ.get("DISCOURSE_RESULTS")
    return Path(named) if named else Path(project or project_folder() or ".") / "results"


def target_folder(folder: str | Path | None, kind: str, name: str) -> Path:
    """Return the folder `kind` of the results folder, if files may be called `name` there (see `check_name`)."""
    target = Path(folder or results_folder()) / kind
    check_name(name, target)
    return target


def check_name(name: str, target: Path) -> None:
    """Refuse a file name, without ending, that not every system can hold, or that Windows takes for another's.

    Raises `DiscourseError` if it is not of up to 100 letters, digits, - and _; if Windows keeps it for a device; if a
    file in `target` is called the same but for capitals.
    """
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


def write_results(files: dict[Path, bytes]) -> list[Path]:
    """Write results that belong together: each whole or not at all, and none before all are on the disk.

    Raises `DiscourseError` where another program holds one of them open.
    """
    try:
        return write_whole(files)
    except PermissionError as error:
        raise DiscourseError(
            f"{error.filename2 or error.filename} cannot be written: close the program that has it open, "
            "or allow writing there"
        ) from error
