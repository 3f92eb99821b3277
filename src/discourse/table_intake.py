"""A table of articles comes in: how it is read, its entry, its copy; and all entries of a manifest, looked at again."""

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import tomlkit

from discourse.errors import DiscourseError, one_of
from discourse.intake import (
    Preview,
    check_file,
    name_received,
    pad,
    preview_article,
    read_entries,
    receive_file,
    refuse_bytes,
)
from discourse.schema import ARTICLES
from discourse.texts.corpus import REFUSALS, Corpus, Problem, collecting
from discourse.texts.manifest import (
    check_table,
    declared_of_rows,
    open_declared_table,
    read_corpus,
    read_declared_file,
    read_manifest,
    read_overrulings,
    refuse_known,
)
from discourse.texts.table import NAMED, READERS, ArticleRows, Table, match_columns, open_table, read_rows


class TablePreview(NamedTuple):
    """How a table of articles is read: entry, columns by what they say of an article, rows, articles."""

    entry: dict
    columns: dict[str, str]
    rows: ArticleRows
    corpus: Corpus

    def outline(self) -> str:
        """Lay out which columns were taken for what, how many articles there are, and what is wrong with rows."""
        articles = self.corpus.articles
        dates = articles["date"].dropna()
        without = len(articles) - len(dates)
        dated = [f"{dates.min()} to {dates.max()}"] if len(dates) else []
        dated += [f"{without:,} without"] if without else []
        others = [column for column in articles if column not in ARTICLES]
        said = {
            **self.columns,
            "dates": "; ".join(dated),
            "kept": ", ".join(others) or "(no other column)",
            "sections": f"{len(self.corpus.paragraphs.query('section > 0').drop_duplicates(['doc', 'section'])):,}",
            "turns": f"{len(self.corpus.paragraphs.query('turn > 0').drop_duplicates(['doc', 'turn'])):,}",
        }
        head = f"{self.entry['file']}: {len(articles):,} articles, {articles['characters'].sum():,} characters"
        return "\n".join([head, *(f"       {pad(part, 10)}{what}" for part, what in said.items()), *self.fault_lines()])

    def fault_lines(self) -> list[str]:
        """Say what is wrong with rows and how many they are, the first of each kind with its note."""
        lines = []
        for rule, rows in self.corpus.problems.groupby("rule", sort=False):
            first = rows.iloc[0]
            place = "" if pd.isna(first["row"]) else f"row {first['row']}: "
            more = f"; {len(rows) - 1:,} more such" if len(rows) > 1 else ""
            lines.append(f"       {'not read: ' if rule in REFUSALS else ''}{place}{first['note']}{more}")
        return lines

    def article(self, doc: str) -> Preview:
        """Return one of its articles as one that has a file of its own."""
        entry, decoded = self.rows.entry(doc, self.entry["file"])
        return preview_article(entry | declared_of_rows(self.entry).get(doc, {}), decoded, of_table=True)


def is_table(file: Path) -> bool:
    """Tell whether a file is a table by its ending; one may be called .txt, too, as nearly every article is."""
    return file.suffix.lower() in {*READERS} - {".txt"}


def preview_table(file: Path, manifest: Path, columns: dict[str, str]) -> TablePreview:
    """Read a table of articles that is to come in, whose `columns` are named as `read_table` names them.

    Rows that cannot be read are left out, and the entry says so.

    Raises MissingFileError where there is no such file, DiscourseError for a table that is there already, that holds no
    article, or one whose name is taken.
    """
    check_file(file)
    entries, received = read_entries(manifest), name_received(file, manifest)
    if any(entry["file"] == received for entry in entries["table"]):
        raise DiscourseError(f"{file}: is there already; its entry in {manifest.name} names its columns")
    entry: dict = {"file": received} | ({"columns": columns} if columns else {})
    check_table(entry, manifest)
    refuse_bytes(file, entry)
    given = open_table(file, columns)[1]
    named = {part: columns.get(part) for part in NAMED}
    try:
        match_columns(given, named, file.name)
    except DiscourseError as error:
        raise DiscourseError(f"{error}, by --column. If it is a list of words, put it into data/lexicons") from error
    preview = preview_rows(entry, given, named)
    if preview.corpus.articles.empty:
        raise DiscourseError(f"{file}: none of its rows is an article: {preview.corpus.problems['note'].iloc[0]}")
    if entries["article"] or entries["table"]:
        with warnings.catch_warnings(action="ignore"):
            others = read_corpus(manifest, errors="collect").articles
        refuse_known(preview.corpus, dict(zip(others["doc"], others["file"], strict=True)))
    refused = preview.corpus.problems["rule"].isin(list(REFUSALS)).any()
    return preview._replace(entry=entry | ({"errors": "collect"} if refused else {}))


def preview_rows(entry: dict, given: Table, named: Mapping[str, str | None]) -> TablePreview:
    """Read the rows of a table that can be read; `named` are the columns that its entry names."""
    places, declared = match_columns(given, named, entry["file"]), declared_of_rows(entry)
    with warnings.catch_warnings(action="ignore"):
        rows = ArticleRows.arrange(entry["file"], given, named)
        corpus = read_rows(entry["file"], rows, errors="collect", declared=declared)
    columns = {part: given.heads[at] for part, at in places.items()}
    return TablePreview(entry, columns, rows, corpus)


def add_table(entry: dict, file: Path, manifest: Path) -> Path:
    """Copy a table of articles among the texts as received and append its entry, as `receive_file` does."""
    table = tomlkit.table()
    for key, value in {**entry, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}.items():
        table.add(key, tomlkit.inline_table() if key == "columns" else value)
    table.get("columns", {}).update(entry.get("columns", {}))
    return receive_file(file, "table", table, manifest)


def preview_manifest(manifest: Path) -> tuple[dict[str, Preview], list[TablePreview], list[Problem]]:
    """Read the articles and tables of a manifest one by one: those that can be read, and the problems of the others.

    Rows that cannot be read are problems unless the entry of their table leaves them out.
    """
    content, problems = read_manifest(manifest)
    read, tables, folder = {}, list[TablePreview](), manifest.parent.resolve()
    with collecting(problems, {"doc": "overrulings", "file": str(content.get("overrulings", ""))}):
        read_overrulings(content, manifest)
    for entry in content["article"]:
        with collecting(problems, entry):
            read[entry["doc"]] = preview_article(entry, read_declared_file(entry, manifest, folder))
    known = {doc: preview.corpus.articles["file"].iloc[0] for doc, preview in read.items()}
    for entry in content["table"]:
        with collecting(problems, entry):
            preview = preview_rows(entry, *open_declared_table(entry, manifest, folder))
            known |= refuse_known(preview.corpus, known)
            tables.append(preview)
            refused = preview.corpus.problems[preview.corpus.problems["rule"].isin(list(REFUSALS))]
            if len(refused) and entry.get("errors") != "collect":
                raise DiscourseError(
                    f"{entry['file']}: {len(refused):,} rows cannot be read: mend them, or leave them out by "
                    'errors = "collect" in the entry of the table'
                )
    return read, tables, problems


def find_preview(
    doc: str, read: dict[str, Preview], tables: list[TablePreview], problems: list[Problem]
) -> Preview | None:
    """Return the article of that name, be it of a file or of a row; None where it cannot be read; refuse another."""
    rows = {name: table for table in tables for name in table.corpus.articles["doc"]}
    one_of("doc", doc, [*read, *rows, *(problem.doc for problem in problems if problem.doc)])
    return read[doc] if doc in read else rows[doc].article(doc) if doc in rows else None
