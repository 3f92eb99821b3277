"""The folder of a study: where its manifest, its lexicons, its notebooks and its results lie."""

import os
import re
from pathlib import Path

from discourse.errors import DiscourseError, MissingFileError

PACKAGE = Path(__file__).parent
TEMPLATE = PACKAGE / "template"
# What a run writes into the results folder, a folder each.
OUTPUTS = ["figures", "tables", "networks", "texts", "notebooks"]
# The seconds that a cell may take, where nothing else is said.
CELL_SECONDS = 1800
# Tables and lists of words, by their endings; which of them are lists of stop words, and which are no lexicons either.
WORD_FILES = [".csv", ".tsv", ".txt", ".dict", ".dic", ".xlsx"]
STOPWORDS = re.compile(r"stop[ _-]?words?|停用[词詞]|停止[词詞]", re.IGNORECASE)
NO_LEXICON = re.compile(r"common[ _-]words|(?:\w+[ _-])?verbs\b|overrulings|readme", re.IGNORECASE)


def carried_folder(name: str) -> Path:
    """Return where the package carries `notebooks` or `data/lexicons` of the study that it was made for.

    A wheel has them in its template; in a clone they are the study's own.
    """
    packed = TEMPLATE / name
    return packed if packed.is_dir() else PACKAGE.parents[1] / name


def project_folder(start: str | Path = ".") -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds data/corpus.toml; None if there is none.

    A link that leads nowhere, or a folder of that name, is a manifest that cannot be read: who reads it says so.
    """
    start = Path(start).absolute()
    holders = (folder for folder in [start, *start.parents] if os.path.lexists(folder / "data" / "corpus.toml"))
    return next(holders, None)


def find_project(folder: Path | None) -> Path:
    """Return the project folder meant: `folder`, or the nearest one from here upwards.

    Raises `MissingFileError` if it holds no data/corpus.toml, or if none is found from here upwards.
    """
    found = project_folder(folder or ".")
    if found is None or (folder and found != folder.absolute()):
        place = f"in {folder}" if folder else "from here upwards"
        raise MissingFileError(f"no data/corpus.toml {place}: name the project's folder with --folder")
    return found


def results_folder(project: str | Path | None = None) -> Path:
    """Return where results go.

    The environment variable DISCOURSE_RESULTS names the folder; without it, it is `results`
    inside `project`, by default the nearest folder from the working directory upwards that
    holds data/corpus.toml (notebooks run one folder below it), else the working directory.

    Raises `DiscourseError` if the variable names the project itself, or a folder of its data or notebooks, where
    results would lie among the sources; or a file.
    """
    named, project = os.environ.get("DISCOURSE_RESULTS"), Path(project or project_folder() or ".").resolve()
    folder = Path(named or ".").resolve()
    if named and (folder == project or any(folder.is_relative_to(project / part) for part in ("data", "notebooks"))):
        raise DiscourseError(f"DISCOURSE_RESULTS={named} is the project's own folder: name another for the results")
    if named and folder.is_file():
        raise DiscourseError(f"DISCOURSE_RESULTS={named} is a file: name a folder for the results")
    return Path(named) if named else project / "results"


def word_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """List the lexicons of terms and the lists of stop words in a folder: tables and lists, told apart by their names.

    What an editor or Excel keeps beside them is neither. A link that leads nowhere is listed: who reads it says so.

    Raises `DiscourseError` where a file, or a link that leads nowhere, stands in the place of the folder, and
    `PermissionError` where it may not be read.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise DiscourseError(f"{folder}: is no folder; make one of that name, for lexicons and lists of words")
    # Of a folder that may not be read, glob would say that it has no files.
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [path for path in inside if path.suffix.lower() in WORD_FILES and not path.is_dir()]
    files = [path for path in files if not (path.name.startswith((".", "~")) or NO_LEXICON.match(path.name))]
    stopwords = [path for path in files if STOPWORDS.search(path.name)]
    return [path for path in files if path not in stopwords], stopwords


def notebook_files(folder: str | Path) -> list[Path]:
    """Return the notebooks of `folder` in the order of their names.

    Raises `MissingFileError` if there is none.
    """
    paths = sorted(Path(folder).glob("*.ipynb"), key=lambda path: path.name)
    if not paths:
        raise MissingFileError(f"no notebook (*.ipynb) in {folder}: put at least one there")
    return paths


def page_files(results: str | Path) -> list[Path]:
    """List the pages that stand in a results folder itself: report.html, versions.html, versions_2.html …"""
    pages = sorted(Path(results).glob("*.html"))
    return [path for path in pages if re.fullmatch(r"report|versions(_\d+)?", path.stem)]
