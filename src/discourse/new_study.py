"""A study of one's own is laid out: manifest, lexicons, notebooks, and what says how to go on."""

import os
import re
from importlib.metadata import metadata
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import PART_PREFIX, write_whole
from discourse.study import TEMPLATE, carried_folder, project_folder

# What it takes of the study that the package was made for.
CARRIED = {"notebooks": "*.ipynb", "data/lexicons": "*"}


def lay_out_study(folder: Path) -> list[Path]:
    """Lay out a study in a folder that is new or empty, and return its files.

    It has an empty manifest (data/corpus.toml), a place for the texts as received (data/raw), the lexicons and the
    notebooks of the study that discourse was made for, README.md, environment.yml and .gitignore.

    Raises DiscourseError where the folder holds a file, or is one, or lies among the data, notebooks or results of
    another study.
    """
    # Path.resolve ends in an error of its own where links lead in a circle.
    folder = Path(os.path.realpath(folder))
    files = files_of_study(folder)
    finished = (folder / "data" / "corpus.toml").exists()
    own = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    if not finished:
        # A run that was killed before the last file was in its place leaves files as they are to be, and parts of them.
        own = [path for path in own if not path.name.startswith(PART_PREFIX)]
        own = [path for path in own if path.is_symlink() or path not in files or path.read_bytes() != files[path]]
    held = sorted(path.relative_to(folder).parts[0] for path in own)
    if held:
        raise DiscourseError(f"{folder}: holds {held[0]!r} already; name a folder that is new or empty")
    around = project_folder(folder)
    if around and folder.relative_to(around.resolve()).parts[0] in ("data", "notebooks", "results"):
        raise DiscourseError(f"{folder}: lies among the files of the study in {around}; name a folder beside it")
    if folder.exists() and not folder.is_dir():
        raise DiscourseError(f"{folder}: is a file; name a folder that is new or empty")
    (folder / "data" / "raw").mkdir(parents=True, exist_ok=True)
    return write_whole(files)


def files_of_study(folder: Path) -> dict[Path, bytes]:
    """Return the files of a new study: the manifest, which makes a folder one, comes last."""
    names = {"name": folder_name(folder.name), "version": metadata("discourse")["Version"]}
    files = {folder / ".gitignore": b"results/\n.ipynb_checkpoints/\n"}
    for name in ("README.md", "environment.yml"):
        files[folder / name] = fill_in((TEMPLATE / name).read_text(encoding="utf-8"), names).encode("utf-8")
    for name, pattern in CARRIED.items():
        for path in sorted(carried_folder(name).glob(pattern)):
            files[folder / name / path.name] = path.read_bytes()
    return files | {folder / "data" / "corpus.toml": (TEMPLATE / "corpus.toml").read_bytes()}


def folder_name(name: str) -> str:
    """Return the name of a folder as every system, and conda, can hold it.

    >>> folder_name("我的 study: #1"), folder_name("..")
    ('我的-study-1', 'study')
    """
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "study"


def fill_in(text: str, values: dict[str, str]) -> str:
    """Put values in the places that stand in braces; what stands in braces in a value stays.

    >>> fill_in("{name} by {version}, {x}", {"name": "{version}", "version": "1.0"})
    '{version} by 1.0, {x}'
    """
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), text)
