"""The parts of a corpus: which files they are, and what each holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import escape, has_magic
from glob import glob as match_pattern
from itertools import groupby, takewhile
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, one_line, one_of
from discourse.scale.slices import PARQUET, Slice, cut_table, holds_paragraphs, read_rows_between, read_slice
from discourse.schema import EDITS, KEYS, PARAGRAPHS, make_frame
from discourse.texts.corpus import Corpus, Problem, build_corpus, collecting, note_damage, problem_frame, read_article
from discourse.texts.formats.read_file import NAMES, read_text
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.table import COLUMNS, NAMED, READERS, ArticleRows, read_rows, read_table

TEXTS = [".txt", *NAMES, ".docx", ".pdf"]
# A text file may hold a table, too; in a corpus it is an article.
TABLES = [ending for ending in READERS if ending not in TEXTS]
# Text files are taken so many at once.
FILES_AT_ONCE = 500
# What lies among texts and is none of them: a word on the folder, a lock of Word.
NO_ARTICLE = re.compile(r"~\$|(read[ _-]?me|licen[cs]e)(\.\w+)*$", re.IGNORECASE)
# A browser lays the pictures and frames of a page saved whole beside it.
PAGE_FOLDER = re.compile(r"(.+?)(?:_files|\.files|_文件|-Dateien|_fichiers|_archivos)")


@dataclass(frozen=True)
class Part:
    """A part of a corpus: a table, some rows of one, or some files of texts, whose names are those below `folder`."""

    paths: tuple[Path, ...]
    folder: Path
    rows: Slice | None = None

    @property
    def name(self) -> str:
        """The name of its first file, and how many follow, or from which row on it is meant."""
        more = f" and {len(self.paths) - 1} more" if len(self.paths) > 1 else ""
        more = f" from row {self.rows.above + 1:,} on" if self.rows and self.rows.begin else more
        return f"{self.paths[0].relative_to(self.folder).as_posix()}{more}"


def list_parts(source: str | Path | Iterable[str | Path]) -> list[Part]:
    """List the parts of a folder, of the files that a pattern matches, of a file, or of several of these, by name.

    Each table is a part, a large one several, and so are the text files of a folder, 500 at once.

    Raises MissingFileError for what is not there, DiscourseError for what holds no table and no text.

    >>> list_parts("data/*.parqet")
    Traceback (most recent call last):
    discourse.errors.MissingFileError: data/*.parqet: no file matches this pattern; check the folder and the name
    """
    if not isinstance(source, str | Path | Iterable) or isinstance(source, pd.DataFrame):
        raise DiscourseError(
            f"source={one_line(source)} is no path; give a folder, a file, a pattern, or a list of these"
        )
    parts = list[Part]()
    for each in [source] if isinstance(source, str | Path) else source:
        if not isinstance(each, str | Path) or not str(each).strip():
            raise DiscourseError(f"source names {one_line(each)}, which is no path; give a folder, a file or a pattern")
        folder, found = find_files(Path(each))
        kinds = ", ".join([*TABLES, *TEXTS])
        tables = sorted(file for file in found if file.suffix.lower() in TABLES)
        texts = sorted(file for file in found if may_be_text(file, named=file == Path(each)))
        if not tables and not texts:
            held = f"holds {found[0].name!r}" if found else "is empty"
            raise DiscourseError(f"{each}: {held}, and no file to count; give files of one of the kinds {kinds}")
        parts += [Part((file,), folder, rows) for file in tables for rows in cut_table(file)]
        for _, files in groupby(texts, key=lambda file: file.parent):
            here = list(files)
            parts += [Part(tuple(here[at : at + FILES_AT_ONCE]), folder) for at in range(0, len(here), FILES_AT_ONCE)]
    return parts


def find_files(path: Path) -> tuple[Path, list[Path]]:
    """Find the files of a folder, of a pattern, or the one that a path names; return the folder they are named from.

    Raises MissingFileError where there is none, but in a folder.
    """
    if path.is_dir():
        return path, list(walk_files(path, set()))
    pattern = escape(str(path)) if path.exists() else str(path)
    found = [Path(file) for file in match_pattern(pattern, recursive=True) if Path(file).is_file()]
    if not found:
        said = "no file matches this pattern" if has_magic(pattern) else "no such file or folder"
        raise MissingFileError(f"{path}: {said}; check the folder and the name")
    return Path(*takewhile(lambda name: not has_magic(name), path.parts[:-1])), found


def may_be_text(path: Path, *, named: bool = False) -> bool:
    """Tell whether a file may be an article, by its ending and, unless it is named itself, by its name."""
    return path.suffix.lower() in TEXTS and (named or not NO_ARTICLE.match(path.name))


def walk_files(folder: Path, known: set[Path]) -> Iterator[Path]:
    """Walk through the files of a folder and below, each folder once, though links lead to it again.

    What is hidden, such as the checkpoints of notebooks, is left out, and so is what a browser lays beside a page that
    is saved whole.
    """
    known.add(folder.resolve())
    inside = sorted(folder.iterdir())
    pages = {path.stem for path in inside if NAMES.get(path.suffix.lower()) == "html"}
    for path in inside:
        of_page = PAGE_FOLDER.fullmatch(path.name)
        if path.name.startswith(".") or (of_page and of_page[1] in pages):
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and path.resolve() not in known:
            yield from walk_files(path, known)


class UnreadablePartError(DiscourseError):
    """A part that cannot be read."""


def read_part(part: Part, columns: dict[str, str]) -> Corpus:
    """Read a part as `read_files` does, and say of whatever goes wrong that it concerns this part."""
    try:
        return read_files(part, columns)
    except Exception as error:
        raise UnreadablePartError(str(error)) from error


def read_files(part: Part, columns: dict[str, str]) -> Corpus:
    """Read a table of articles, one of paragraphs as `read_table` gives them, some of their rows, or files of texts.

    A Parquet file with all columns of paragraphs is taken as it stands; its other columns are those of the articles.
    """
    path = part.paths[0]
    if path.suffix.lower() == PARQUET and holds_paragraphs(path):
        paragraphs = pd.read_parquet(path) if part.rows is None else read_rows_between(path, part.rows)
        others = ["doc", *(column for column in paragraphs if column not in [*PARAGRAPHS, *KEYS])]
        return Corpus(paragraphs[others].drop_duplicates("doc"), paragraphs, make_frame([], EDITS))
    if part.rows is not None:
        named = {name: columns.get(name) for name in NAMED}
        rows = ArticleRows.arrange(*read_slice(path, part.rows, columns), named)
        return read_rows(path.name, rows, errors="collect")
    if path.suffix.lower() in TABLES:
        return read_table(path, errors="collect", **columns)
    problems, articles = list[Problem](), []
    for file in part.paths:
        name = file.relative_to(part.folder)
        entry = {"doc": name.with_suffix("").as_posix(), "file": name.as_posix()}
        with collecting(problems, entry), garbage_collection_paused():
            article = read_article(entry, read_text(file))
            problems += note_damage(article)
            articles.append(article.rows_alone())
    found = problem_frame(problems, errors="collect", where=part.name, given=f"{len(part.paths)} files")
    return build_corpus(articles, problems=found)


def check_columns(columns: dict[str, str] | None) -> dict[str, str]:
    """Refuse names that `read_table` has no argument of."""
    if not isinstance(columns, dict | None):
        raise DiscourseError(f'columns={one_line(columns)} is no dict; give one like {{"text": "正文"}}')
    for name in columns or {}:
        one_of("columns", name, COLUMNS)
    return dict(columns or {})
