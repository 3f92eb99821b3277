"""A manifest becomes a corpus: its articles, and the rows of its tables."""

import hashlib
import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, one_line, one_of
from discourse.schema import ARTICLES, OVERRULINGS, make_frame
from discourse.texts.corpus import (
    DECLARABLE,
    ERRORS,
    ArticleError,
    Corpus,
    Problem,
    build_corpus,
    collecting,
    note_damage,
    problem_frame,
    read_article,
)
from discourse.texts.formats.read_file import Decoded, read_text
from discourse.texts.formats.small_tables import read_small_table
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.table import COLUMNS, NAMED, ArticleRows, Table, open_table, read_rows

DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
# What a value may be: what tells it, and what it is called. In Python true is a number, too.
Kind = tuple[Callable[[Any], bool], str]
TEXT: Kind = (lambda value: isinstance(value, str), "a text in quotes")
NAME: Kind = (lambda value: isinstance(value, str) and bool(value.strip()), "a text that is not empty")
NUMBER: Kind = (lambda value: type(value) is int and value >= 0, "a whole number, from 0")
SWITCH: Kind = (lambda value: isinstance(value, bool), "true or false")
PAGE: Kind = (lambda value: type(value) in (str, int), "a text in quotes, or a whole number")
DATE: Kind = (lambda value: type(value) is int or isinstance(value, str | date), "a date, or a text in quotes")
TABLE: Kind = (lambda value: isinstance(value, dict), "a table, as in { zh = … }")
PARTS: Kind = (lambda value: isinstance(value, list), "written as [[article.…]]")
ENTRIES: Kind = (
    lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
    "entries that begin each with a line [[article]] or [[table]]",
)
# All keys: of a manifest, of an article and what it declares, of a table of articles. Its columns are named as those of
# `read_table`.
MANIFEST_KEYS = {"article": ENTRIES, "table": ENTRIES, "overrulings": (NAME[0], "the name of a CSV file")}
ARTICLE_KEYS = dict.fromkeys(["doc", "file"], NAME) | dict.fromkeys(DECLARABLE[1:], TEXT) | {"date": DATE, "page": PAGE}
ARTICLE_KEYS |= dict.fromkeys(["encoding", "sha256", "starts_at", "ends_before"], TEXT)
ARTICLE_KEYS |= {"label": TABLE, "join_lines": SWITCH, "correction": PARTS, "declare": PARTS}
LABEL_KEYS = dict.fromkeys(["zh", "en"], TEXT)
CORRECTION_KEYS = dict.fromkeys(["find", "replace", "reason"], TEXT) | {"doubtful": SWITCH}
DECLARE_KEYS = dict.fromkeys(["line", "section", "turn", "point"], NUMBER)
DECLARE_KEYS |= dict.fromkeys(["kind", "speaker", "reason"], TEXT)
TABLE_KEYS = {"file": NAME, "columns": (TABLE[0], "a table, as in { text = … }"), "errors": TEXT, "sha256": TEXT}
TABLE_KEYS |= {
    "correction": (PARTS[0], "written as [[table.correction]]"),
    "declare": (PARTS[0], "written as [[table.declare]]"),
}
COLUMN_KEYS = dict.fromkeys(COLUMNS, NAME)


def read_corpus(manifest: str | Path, *, corrections: bool = True, errors: str = "raise") -> Corpus:
    """Read the articles that a TOML manifest names, and the rows of the tables that it names.

    `corrections=False` leaves the manifest's declared corrections out, so that the damage of a page can be seen.
    Articles that cannot be read are refused all at once, in one error; with `errors="collect"` the others are read,
    these stand in `problems`, and one warning says so. The rows of a table are read as `read_table` reads them; where
    its entry says `errors = "collect"`, those that cannot be read are left out, whatever `errors` is here.

    Returns a `Corpus` of four frames:

    - `articles`: doc, title, subtitle, source, date (ISO, text), date_basis, page, group, file, encoding, sha256,
      characters (of the decoded file), label_zh, label_en, format (text, markdown, html, docx, pdf), discarded_share
      (the share of the file's visible characters that is not in its text), discarded_text (what that is), date_note.
      `date_basis` is one of declared, imprint, page, stamp, inferred, and missing with the date; `date_note` is the
      line that prints the date, or what the researcher says of it. Of a table also its other columns
    - `paragraphs`: doc, section, turn, paragraph, heading, kind, speaker, point, text, raw_start, raw_end, line, rule
      (the code of what told its kind), certainty (how sure its kind is, and its section, from 0 to 1: the share of
      such paragraphs that were read right in labelled texts; 1 where it is declared), note (the rule in words)
    - `edits`: doc, rule, raw_start, raw_end, line, before, after, reason, origin, doubtful
    - `problems`: doc, file, row (of a table), rule (a code), note (the same in words, with the repair)

    Applying an article's edits to its decoded file gives its paragraphs' texts, one after the other, character for
    character; so does applying those inside `raw_start` to `raw_end` for a single paragraph.

    Raises MissingFileError for a file that is not there and DiscourseError for a manifest with unknown or missing
    keys, a doubled doc, a file that is not the one declared, an article without text, a correction that fits nowhere,
    and an article whose reading fails for whatever reason.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("谈低空经济\\n\\n问：是什么？\\n\\n答：新增长引擎。", encoding="utf-8")
    >>> _ = (folder / "corpus.toml").write_text('[[article]]\\ndoc = "a"\\nfile = "a.txt"\\n', encoding="utf-8")
    >>> read_corpus(folder / "corpus.toml").paragraphs[["turn", "kind", "speaker", "text"]].fillna("-")
       turn      kind speaker    text
    0     0     title       -   谈低空经济
    1     1  question       问    是什么？
    2     2    answer       答  新增长引擎。
    """
    one_of("errors", errors, ERRORS)
    if not isinstance(manifest, str | Path):
        raise DiscourseError(f"manifest is a {type(manifest).__name__}; give the path of a corpus.toml")
    manifest = Path(manifest)
    content, problems = read_manifest(manifest)
    given, articles, tables = len(problems) + len(content["article"]) + len(content["table"]), [], []
    folder = manifest.parent.resolve()
    for entry in content["article"]:
        with collecting(problems, entry), garbage_collection_paused():
            decoded = read_declared_file(entry, manifest, folder)
            article = read_article(entry, decoded, corrections=corrections)
            problems += note_damage(article)
            articles.append(article.rows_alone())
    known = {article.about["doc"]: article.about["file"] for article in articles}
    for entry in content["table"]:
        with collecting(problems, entry):
            collected = entry.get("errors", errors) if errors == "raise" else errors
            rows = ArticleRows.arrange(entry["file"], *open_declared_table(entry, manifest, folder))
            declared = declared_of_rows(entry, corrections=corrections)
            table = read_rows(entry["file"], rows, errors=collected, declared=declared)
            known |= refuse_known(table, known)
            tables.append(table)
    overrulings = read_overrulings(content, manifest)
    found = problem_frame(
        problems,
        errors=errors,
        where=str(manifest),
        given=f"{given} {'entries' if content['table'] else 'articles'}",
        listed="discourse check shows them in their lines, and the frame problems lists them",
    )
    return join_corpora(build_corpus(articles, problems=found, overrulings=overrulings), tables)


def open_declared_table(entry: dict, manifest: Path, folder: Path) -> tuple[Table, Mapping[str, str | None]]:
    """Open the table of an entry, whose file must be the one declared; return it and the columns that are named."""
    path = declared_path(entry, manifest, folder)
    columns = entry.get("columns", {})
    table = open_table(path, columns)[1]
    check_sum(entry, path, hashlib.sha256(path.read_bytes()).hexdigest())
    return table, {part: columns.get(part) for part in NAMED}


def declared_of_rows(entry: dict, *, corrections: bool = True) -> dict[str, dict[str, list]]:
    """Return what the entry of a table declares of single rows: by their doc, as an entry of an article would have it.

    >>> declared_of_rows({"declare": [{"doc": "a", "line": 3, "reason": "looked at"}]})
    {'a': {'declare': [{'line': 3, 'reason': 'looked at'}]}}
    """
    found: dict[str, dict[str, list]] = {}
    for key in ["correction"] * corrections + ["declare"]:
        for part in entry.get(key, []):
            own = {name: value for name, value in part.items() if name != "doc"}
            found.setdefault(part["doc"], {}).setdefault(key, []).append(own)
    return found


def refuse_known(table: Corpus, known: dict[str, str]) -> dict[str, str]:
    """Return the articles of a table by their names and files; refuse one whose name is `known` of another file."""
    own = dict(zip(table.articles["doc"], table.articles["file"], strict=True))
    if both := sorted(own.keys() & known.keys()):
        raise DiscourseError(
            f"{own[both[0]]}: doc={both[0]!r} names an article of {known[both[0]]}, too, and so do "
            f"{len(both) - 1} more; name a column of other names, as in columns = {{ doc = … }}"
        )
    return own


def join_corpora(first: Corpus, others: list[Corpus]) -> Corpus:
    """Put the frames of corpora one below the other; columns that one of them lacks are missing there."""
    if not others:
        return first
    corpora = [first, *others]
    joined = {name: [getattr(corpus, name) for corpus in corpora] for name in ("paragraphs", "edits", "problems")}
    # A table's own columns of numbers and of switches stay such beside missing values.
    kinds = {"i": "Int64", "b": "boolean"}
    own = [corpus.articles.drop(columns=[*ARTICLES]).dtypes.items() for corpus in corpora]
    joined["articles"] = [
        corpus.articles.astype({column: kinds[each.kind] for column, each in types if each.kind in kinds})
        for corpus, types in zip(corpora, own, strict=True)
    ]
    # A frame without a row says nothing of the types of its columns.
    filled = {name: [frame for frame in frames if len(frame)] or frames[:1] for name, frames in joined.items()}
    return replace(first, **{name: pd.concat(frames, ignore_index=True) for name, frames in filled.items()})


def manifest_files(manifest: Path) -> list[Path]:
    """List the files that the articles and tables of a manifest are read from, each once."""
    content, _ = read_manifest(manifest)
    files = [manifest.parent / entry["file"] for entry in [*content["article"], *content["table"]]]
    return list(dict.fromkeys(files))


def read_manifest(manifest: Path, *, empty: bool = False) -> tuple[dict, list[Problem]]:
    """Return a manifest, in `article` and `table` the entries that can be used, and the problems of the others.

    One without an entry is refused, unless it may be `empty`. A table has no `doc`: None stands there.
    """
    content = parse_manifest(manifest)
    check_toml_table(content, MANIFEST_KEYS, [], str(manifest))
    content = {"article": [], "table": []} | content
    if not (content["article"] or content["table"] or empty):
        raise DiscourseError(f"{manifest}: holds no article; add texts with discourse add FILES")
    most = Counter(str(entry.get("doc")) for entry in content["article"])
    usable: dict[str, dict] = {}
    problems = []
    for entry in content["article"]:
        rule, doc = "entry", str(entry.get("doc"))
        try:
            check_entry(entry, manifest)
            if doc in usable:
                rule = "doubled_doc"
                raise DiscourseError(f"{manifest}: doc={doc!r} names {most[doc]} articles; give each a doc of its own")
            usable[doc] = entry
        except DiscourseError as error:
            problems.append(Problem(entry.get("doc"), entry.get("file"), None, rule, str(error), error))
    tables = []
    for entry in content["table"]:
        try:
            check_table(entry, manifest)
            tables.append(entry | {"doc": None})
        except DiscourseError as error:
            problems.append(Problem(None, entry.get("file"), None, "entry", str(error), error))
    return content | {"article": list(usable.values()), "table": tables}, problems


def parse_manifest(manifest: Path) -> dict:
    """Return what a file of TOML holds that should be a manifest."""
    if not manifest.is_file():
        kind = "folder" if manifest.is_dir() else "pipe or a device"
        linked = "is a link that leads nowhere, or to itself" if manifest.is_symlink() else "no such manifest"
        said = f"is a {kind}, no manifest" if manifest.exists() else linked
        within = [manifest / name for name in ("corpus.toml", "data/corpus.toml") if (manifest / name).is_file()]
        repair = f"Give {within[0].as_posix()}" if within else "Give the path of a corpus.toml"
        raise MissingFileError(f"{manifest}: {said}. {repair}")
    try:
        text = manifest.read_text(encoding="utf-8-sig")
        # What tomllib holds of a key grows by the square of its names.
        if DEEP_KEY.search(text):
            raise RecursionError
        return tomllib.loads(text)
    except ValueError as error:
        # A manifest that was damaged is still called one.
        other = "" if manifest.suffix.lower() == ".toml" else "; articles in a table are read by read_table"
        raise DiscourseError(f"{manifest}: not a TOML file in UTF-8: {error}{other}") from error
    except RecursionError as error:
        raise DiscourseError(f"{manifest}: holds dozens of names or lists inside each other; take them out") from error


def check_entry(entry: dict, manifest: Path) -> None:
    """Check the keys of one article and of what it declares."""
    where = f"{manifest}: article {entry.get('doc', '(without doc)')!r}"
    check_toml_table(entry, ARTICLE_KEYS, ["doc", "file"], where, MANIFEST_KEYS)
    check_toml_table(entry.get("label", {}), LABEL_KEYS, [], f"{where}: label", ARTICLE_KEYS)
    check_tables_within(entry, where, ARTICLE_KEYS)


def check_tables_within(entry: dict, where: str, above: Mapping[str, Kind]) -> None:
    """Check the keys of the corrections and declarations of an entry; those of a table's rows name their doc."""
    doc = {"doc": NAME} if above is TABLE_KEYS else {}
    for correction in entry.get("correction", []):
        doubtful = isinstance(correction, dict) and correction.get("doubtful")
        needed = [*doc, "find", "reason"] if doubtful else [*doc, "find", "reason", "replace"]
        check_toml_table(correction, doc | CORRECTION_KEYS, needed, f"{where}: correction", above)
    for declaration in entry.get("declare", []):
        check_toml_table(declaration, doc | DECLARE_KEYS, [*doc, "line", "reason"], f"{where}: declare", above)


def check_table(entry: dict, manifest: Path) -> None:
    """Check the keys of one table of articles, and of the columns that it names."""
    where = f"{manifest}: table {entry.get('file', '(without file)')!r}"
    check_toml_table(entry, TABLE_KEYS, ["file"], where, MANIFEST_KEYS)
    one_of("errors", entry.get("errors", ERRORS[0]), ERRORS)
    check_toml_table(entry.get("columns", {}), COLUMN_KEYS, [], f"{where}: columns", TABLE_KEYS)
    check_tables_within(entry, where, TABLE_KEYS)


def check_toml_table(
    table: dict, known: Mapping[str, Kind], needed: list[str], where: str, above: Mapping[str, Kind] | None = None
) -> None:
    """Refuse a key that is not known, naming the one meant, a value of another kind, and a table that lacks a key.

    A key of TOML belongs to the last line in brackets above it; one of the keys `above` is told to have come below it.
    """
    if not isinstance(table, dict):
        raise DiscourseError(f"{where}: {table!r} must be a table with the keys {', '.join(known)}")
    for key in table:
        try:
            one_of("key", key, known)
        except DiscourseError as error:
            misplaced = "; it belongs one level up: write it above the line in [ ] that it stands below"
            raise DiscourseError(f"{where}: {error}{misplaced if key in (above or {}) else ''}") from None
    for key in needed:
        if key not in table:
            raise DiscourseError(f"{where}: lacks the key {key!r}; it has: {', '.join(table) or '(none)'}")
    for key, value in table.items():
        fits, called = known[key]
        if not fits(value):
            raise DiscourseError(f"{where}: {key}={one_line(value)} must be {called}")


def read_declared_file(entry: dict, manifest: Path, folder: Path) -> Decoded:
    """Read an article's file, which must lie in the manifest's resolved folder and have the SHA-256 declared."""
    path = declared_path(entry, manifest, folder)
    decoded = read_text(path, encoding=entry.get("encoding"))
    check_sum(entry, path, decoded.sha256)
    return decoded


def declared_path(entry: dict, manifest: Path, folder: Path) -> Path:
    """Return the path of an entry's file; refuse one that leaves the manifest's resolved folder."""
    try:
        return path_inside("file", entry["file"], manifest, folder)
    except DiscourseError as error:
        raise ArticleError(entry["doc"] or "table", str(error)) from error


def path_inside(key: str, named: str, manifest: Path, folder: Path) -> Path:
    """Return the path of the file that a key names; refuse one that leaves the manifest's resolved folder."""
    path = manifest.parent / named
    if "\0" in named:
        raise DiscourseError(f"{key}={named!r} is no name of a file")
    # To resolve a path takes as long as to read it: a file that is named without detour, and is behind no link, lies
    # where its name says.
    names = named.split("/")
    direct = os.name != "nt" and {"", ".", ".."}.isdisjoint(names)
    direct = direct and not any(map(os.path.islink, accumulate(names, os.path.join, initial=str(folder))))
    try:
        inside = direct or path.resolve().is_relative_to(folder)
    except (RuntimeError, OSError) as error:
        raise DiscourseError(f"{key}={named!r} is a link that leads to itself; put the file there") from error
    if not inside:
        raise DiscourseError(f"{key}={named!r} leaves the folder of the manifest; put it there")
    return path


def check_sum(entry: dict, path: Path, found: str) -> None:
    """Refuse a file whose SHA-256 is not the one that its entry declares, if it does."""
    declared = entry.get("sha256", found)
    if declared != found:
        raise ArticleError(
            entry["doc"] or "table",
            f"{path} is not the file declared: sha256 {declared} in the manifest, {found} in the file. "
            "Put the old file back, or declare the new sum if the change is meant",
        )


def read_overrulings(content: dict, manifest: Path) -> pd.DataFrame:
    """Read the table of overrulings that the manifest names.

    Its columns are old, new, first_sentence_old, first_sentence_new, change, reason, and where a sentence has several
    rows first_paragraph_old or first_paragraph_new.
    """
    if "overrulings" not in content:
        return make_frame([], OVERRULINGS)
    path = path_inside("overrulings", content["overrulings"], manifest, manifest.parent.resolve())
    needed = [column for column in OVERRULINGS if not column.startswith("first_paragraph")]
    table = read_small_table(path, {column: [] for column in OVERRULINGS}, needed=needed)
    table = table.reindex(columns=list(OVERRULINGS), fill_value="")
    for column in [column for column, kind in OVERRULINGS.items() if kind == "Int64"]:
        cells = table[column]
        wrong = table.index[~cells.str.fullmatch(r"(\d+(\.0)?)?")]
        if len(wrong):
            what = column.split("_")[1]
            raise DiscourseError(f"{path}: line {wrong[0]}: {column}={cells[wrong[0]]!r} is no {what} number")
        table[column] = pd.to_numeric(cells.where(cells != ""))
    return table.astype(OVERRULINGS).drop_duplicates(ignore_index=True)
