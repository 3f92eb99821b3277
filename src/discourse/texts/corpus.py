"""A manifest becomes a corpus: the frames articles, paragraphs and edits."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, one_of
from discourse.schema import ARTICLES, EDITS, PARAGRAPHS, make_frame
from discourse.texts.cleaning import (
    TrackedText,
    clean,
    correct,
    edit_rows,
    join_lines,
    keep_span,
    line_counter,
    note_misreadings,
    settle,
    strip_markup,
)
from discourse.texts.formats.marks import Mark
from discourse.texts.formats.read_file import Decoded, read_columns, read_text
from discourse.texts.structure import SOURCE_LINE, STAMP_LINE, LineBlock, find_structure

ARTICLE_KEYS = [
    "doc", "file", "title", "subtitle", "label", "source", "date", "date_basis", "page", "group", "encoding",
    "sha256", "starts_at", "ends_before", "join_lines", "correction", "declare",
]  # fmt: skip
MANIFEST_KEYS = ["article", "overrulings"]
LABEL_KEYS = ["zh", "en"]
CORRECTION_KEYS = ["find", "replace", "reason", "doubtful"]
DECLARE_KEYS = ["line", "kind", "speaker", "section", "turn", "point", "reason"]
# Of what type a key must be, and what that is called; those that are missing here may be anything.
TEXT, NUMBER, SWITCH = (str, "a text in quotes"), (int, "a whole number, from 0"), (bool, "true or false")
KEY_TYPES = (
    dict.fromkeys(["title", "subtitle", "source", "date_basis", "group", "encoding", "sha256"], TEXT)
    | dict.fromkeys(["starts_at", "ends_before", "find", "replace", "reason", "kind", "speaker", "zh", "en"], TEXT)
    | dict.fromkeys(["line", "section", "turn", "point"], NUMBER)
    | dict.fromkeys(["join_lines", "doubtful"], SWITCH)
    | dict.fromkeys(["correction", "declare"], (list, "written as [[article.…]]"))
)
DECLARABLE = ["doc", "title", "subtitle", "source", "date", "date_basis", "page", "group"]

SOURCE_NAMED = re.compile(
    r"(来源|稿源|信息来源)\s*[:：]\s*(?P<source>(?=[A-Za-z]*[\u4e00-\u9fff《])[\u4e00-\u9fff《》·A-Za-z]{2,20})"
)
DATE_LINE = re.compile(r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})\s*日?")
# The date below a picture is the picture's.
PICTURES = {"imprint_caption", "imprint_photograph"}
OVERRULING_TYPES = {
    "old": "str", "new": "str", "first_sentence_old": "Int64", "first_sentence_new": "Int64", "change": "str", "reason": "str",
    "first_paragraph_old": "Int64", "first_paragraph_new": "Int64",
}  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """The articles of a manifest as three frames.

    `articles` has one row an article, `paragraphs` one a paragraph (title, headings and imprint too), `edits` one
    a change made to the decoded text and one a span left out. Whole articles are left out of a study by filtering
    the frames on `doc`. `overrulings` are the researcher's labels for `align_versions`, from the file that the
    manifest names, if any.
    """

    articles: pd.DataFrame
    paragraphs: pd.DataFrame
    edits: pd.DataFrame
    overrulings: pd.DataFrame = field(default_factory=lambda: make_frame([], OVERRULING_TYPES))

    def labels(self, language: str) -> dict[str, str]:
        """Return what figures print for each doc, in `language` "zh" or "en"."""
        return dict(zip(self.articles["doc"], self.articles[f"label_{language}"], strict=True))


def read_corpus(manifest: str | Path, *, corrections: bool = True) -> Corpus:
    """Read the articles that a TOML manifest names.

    `corrections=False` leaves the manifest's declared corrections out, so that the damage of a page can be seen.

    Returns a `Corpus` of three frames:

    - `articles`: doc, title, subtitle, source, date (ISO, text), date_basis, page, group, file, encoding, sha256,
      characters (of the decoded file), label_zh, label_en, format (text, markdown, html, docx, pdf), left (the share of
      the file's visible characters that is not in its text), discarded_text (what that is)
    - `paragraphs`: doc, section, turn, paragraph, heading, kind, speaker, point, text, raw_start, raw_end, line, rule
      (the code of the rule that told its kind), note (that rule in words)
    - `edits`: doc, rule, raw_start, raw_end, line, before, after, reason, origin, doubtful

    Applying an article's edits to its decoded file gives its paragraphs' texts, one after the other, character for
    character; so does applying those inside `raw_start` to `raw_end` for a single paragraph.

    Raises MissingFileError for a file that is not there and DiscourseError for a manifest with unknown or missing
    keys, a doubled doc, a file that is not the one declared, an article without text, a correction that fits nowhere.

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
    manifest = Path(manifest)
    content = read_manifest(manifest)
    articles = [
        read_article(entry, read_declared_file(entry, manifest), corrections=corrections)
        for entry in content["article"]
    ]
    return gather(articles, overrulings=read_overrulings(content, manifest))


class Article(NamedTuple):
    """One article read: its row of `articles`, its rows of `paragraphs` and `edits`, and the pieces it was read into."""

    about: dict
    paragraphs: list[tuple]
    edits: list[tuple]
    pieces: list[LineBlock]


def gather(articles: list[Article], **more: pd.DataFrame) -> Corpus:
    """Lay articles out as a corpus."""
    return Corpus(
        articles=make_frame([article.about for article in articles], ARTICLES),
        paragraphs=make_frame([row for article in articles for row in article.paragraphs], PARAGRAPHS),
        edits=make_frame([row for article in articles for row in article.edits], EDITS),
        **more,
    )


def read_overrulings(content: dict, manifest: Path) -> pd.DataFrame:
    """Read the table of overrulings that the manifest names.

    Its columns are old, new, first_sentence_old, first_sentence_new, change, reason, and where a sentence has several
    rows first_paragraph_old or first_paragraph_new.
    """
    if "overrulings" not in content:
        return make_frame([], OVERRULING_TYPES)
    if not isinstance(content["overrulings"], str):
        raise DiscourseError(f"{manifest}: overrulings={content['overrulings']!r} must be the name of a CSV file")
    path = manifest.parent / content["overrulings"]
    paragraphs = [column for column in OVERRULING_TYPES if column.startswith("first_paragraph")]
    table = read_columns(path, [column for column in OVERRULING_TYPES if column not in paragraphs])
    table = table.reindex(columns=list(OVERRULING_TYPES), fill_value="")
    for column in [column for column, kind in OVERRULING_TYPES.items() if kind == "Int64"]:
        cells = table[column].str.strip()
        wrong = table.index[~cells.str.fullmatch(r"(\d+(\.0)?)?")]
        if len(wrong):
            what = column.split("_")[1]
            raise DiscourseError(f"{path}: line {wrong[0] + 2}: {column}={cells[wrong[0]]!r} is no {what} number")
        table[column] = pd.to_numeric(cells.where(cells != ""))
    return table.astype(OVERRULING_TYPES)


def read_manifest(manifest: Path) -> dict:
    """Return the manifest as it stands, its keys checked."""
    if not manifest.is_file():
        raise MissingFileError(f"{manifest}: no such manifest. Give the path of a corpus.toml")
    try:
        content = tomllib.loads(manifest.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DiscourseError(f"{manifest}: not a TOML file in UTF-8: {error}") from error
    check_keys(content, MANIFEST_KEYS, ["article"], str(manifest))
    entries = content["article"]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise DiscourseError(f"{manifest}: holds no article; begin each with a line [[article]]")
    for entry in entries:
        check_entry(entry, manifest)
    docs = [entry["doc"] for entry in entries]
    for doc in docs:
        if docs.count(doc) > 1:
            raise DiscourseError(
                f"{manifest}: doc={doc!r} names {docs.count(doc)} articles; give each a doc of its own"
            )
    return content


def check_entry(entry: dict, manifest: Path) -> None:
    """Check the keys of one article and of what it declares."""
    where = f"{manifest}: article {entry.get('doc', '(without doc)')!r}"
    check_keys(entry, ARTICLE_KEYS, ["doc", "file"], where)
    for key in ("doc", "file"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise DiscourseError(f"{where}: {key}={entry[key]!r} must be a text that is not empty")
    check_keys(entry.get("label", {}), LABEL_KEYS, [], f"{where}: label")
    for correction in entry.get("correction", []):
        check_keys(correction, CORRECTION_KEYS, ["find", "reason"], f"{where}: correction")
        needed = [] if correction.get("doubtful") else ["replace"]
        check_keys(correction, CORRECTION_KEYS, needed, f"{where}: correction")
    for declaration in entry.get("declare", []):
        check_keys(declaration, DECLARE_KEYS, ["line", "reason"], f"{where}: declare")


def check_keys(table: dict, known: list[str], needed: list[str], where: str) -> None:
    """Refuse a key that is not known, naming the one meant, a value of another type, and a table that lacks a key."""
    if not isinstance(table, dict):
        raise DiscourseError(f"{where}: {table!r} must be a table with the keys {', '.join(known)}")
    for key in table:
        try:
            one_of("key", key, known)
        except DiscourseError as error:
            raise DiscourseError(f"{where}: {error}") from None
    for key in needed:
        if key not in table:
            raise DiscourseError(f"{where}: lacks the key {key!r}; it has: {', '.join(table) or '(none)'}")
    for key, value in table.items():
        kind, called = KEY_TYPES.get(key, (object, ""))
        # In Python true is a number, too.
        if not isinstance(value, kind) or (kind is int and (value is True or value is False or value < 0)):
            raise DiscourseError(f"{where}: {key}={value!r} must be {called}")


def read_article(entry: dict, decoded: Decoded, *, corrections: bool = True) -> Article:
    """Read one article of the manifest from its decoded file."""
    try:
        draft = keep_span(TrackedText(decoded.text), entry.get("starts_at"), entry.get("ends_before"))
        draft = correct(draft, [c for c in entry.get("correction", []) if corrections])
        draft = note_misreadings(clean(strip_markup(draft) if decoded.format == "markdown" else draft))
        if entry.get("join_lines", True):
            draft = join_lines(draft, paragraphs_apart=decoded.format == "pdf")
        line = line_counter(decoded.text)
        pieces = find_structure(
            draft.text,
            line_of=lambda offset: line(draft.place(offset)),
            title=entry.get("title"),
            subtitle=entry.get("subtitle"),
            declarations=entry.get("declare", []),
            marks=move_marks(decoded.marks, draft),
        )
        if all(piece.kind == "imprint" for piece in pieces):
            raise DiscourseError("holds no article text; check the file, starts_at and ends_before")
        draft, spans = settle(draft, [(piece.start, piece.end) for piece in pieces])
        about = describe(entry, pieces, decoded)
    except DiscourseError as error:
        raise DiscourseError(f"{entry['doc']} ({entry['file']}): {error}") from error
    rows = paragraph_rows(entry["doc"], pieces, spans, line)
    return Article(about, rows, edit_rows(entry["doc"], drop_between(draft, pieces)), pieces)


def move_marks(marks: tuple[Mark, ...], draft: TrackedText) -> list[Mark]:
    """Move the marks of a decoded file to where their characters stand in the draft; those left out mark nothing."""
    starts = np.searchsorted(draft.first, [mark.start for mark in marks])
    ends = np.searchsorted(draft.first, [mark.end for mark in marks])
    return [
        mark._replace(start=int(start), end=int(end))
        for mark, start, end in zip(marks, starts, ends, strict=True)
        if start < end
    ]


def read_declared_file(entry: dict, manifest: Path) -> Decoded:
    """Read an article's file and hold it to the SHA-256 declared."""
    path = manifest.parent / entry["file"]
    if "\0" in entry["file"]:
        raise DiscourseError(f"{entry['doc']}: file={entry['file']!r} is no name of a file")
    if not path.resolve().is_relative_to(manifest.parent.resolve()):
        raise DiscourseError(
            f"{entry['doc']}: file={entry['file']!r} leaves the folder of the manifest; put it in raw/"
        )
    decoded = read_text(path, encoding=entry.get("encoding"))
    declared = entry.get("sha256", decoded.sha256)
    if declared != decoded.sha256:
        raise DiscourseError(
            f"{entry['doc']}: {path} is not the file declared: sha256 {declared} in the manifest, {decoded.sha256} "
            "in the file. Put the old file back, or declare the new sum if the change is meant"
        )
    return decoded


def paragraph_rows(doc: str, pieces: list[LineBlock], spans: list, line: Callable[[int], int]) -> list[tuple]:
    """Lay the pieces of an article, with their spans in the file, out as rows of the frame `paragraphs`."""
    return [
        (doc, p.section, p.turn, number, p.heading, p.kind, p.speaker, p.point, p.text, *span, line(span[0]), p.rule, p.note)
        for number, (p, span) in enumerate(zip(pieces, spans, strict=True), 1)
    ]


def drop_between(draft: TrackedText, pieces: list[LineBlock]) -> TrackedText:
    """Edit away what stands between the paragraphs: whitespace, and the labels of speakers."""
    ends = [0, *(p.end for p in pieces)]
    starts = [*(p.start for p in pieces), len(draft.text)]
    blanks, labels, gone = [], [], 0
    for start, end in zip(ends, starts, strict=True):
        between = draft.text[start:end]
        label = start + len(between) - len(between.lstrip())
        # The labels go first, and what follows moves up.
        blanks += [(start - gone, label - gone, "")] if start < label else []
        labels += [(label, end, "")] if label < end else []
        gone += end - label
    draft = draft.replace(labels, rule="label", reason="names the speaker; it is the column speaker")
    return draft.replace(blanks, rule="whitespace", reason="parts paragraphs or indents them")


def describe(entry: dict, pieces: list[LineBlock], decoded: Decoded) -> dict:
    """Make an article's row: what is declared, else what its own lines say."""
    first = {kind: next((p.text for p in pieces if p.kind == kind), None) for kind in ("title", "subtitle")}
    found = first | find_imprint(pieces)
    row = {key: str(entry[key]) if key in entry else found.get(key) for key in DECLARABLE}
    if "date" in entry:
        row["date"] = read_date(entry["date"])
        row["date_basis"] = str(entry.get("date_basis", "declared"))
    label = entry.get("label", {})
    fallback = row["source"] or row["doc"]
    return row | {
        "file": entry["file"], "encoding": decoded.encoding, "sha256": decoded.sha256, "characters": len(decoded.text),
        "label_zh": label.get("zh", fallback), "label_en": label.get("en", label.get("zh", fallback)),
        "format": decoded.format, "discarded_share": left_share(decoded), "discarded_text": " | ".join(decoded.discarded) or None,
    }  # fmt: skip


def left_share(decoded: Decoded) -> float:
    """Return which share of a file's visible characters is not in its text: menus, captions, running heads."""
    left, kept = (sum(not character.isspace() for character in text) for text in ("".join(decoded.discarded), decoded.text))
    return left / (left + kept) if left else 0.0


def find_imprint(pieces: list[LineBlock]) -> dict:
    """Read source, date and page from the paper's imprint, else source and date from the lines that a page prints.

    A copying site's stamp gives at most a date, and says so.
    """
    lines = [p.text for p in pieces if p.kind == "imprint" and p.rule not in PICTURES]
    for text in lines:
        if match := SOURCE_LINE.search(text):
            return {"source": match["source"], "page": match["page"]} | found_date(match["date"], f"imprint: {text}")
    sources = [match["source"] for text in lines if (match := SOURCE_NAMED.search(text))]
    found = {"source": sources[0]} if sources else {}
    for pattern, basis in ((STAMP_LINE, "stamp of the copying site"), (DATE_LINE, "line of the page")):
        for text in lines:
            if match := pattern.search(text):
                return found | found_date(match["date"], f"{basis}: {text}")
    return found


def found_date(printed: str, basis: str) -> dict:
    """Give a date that a line prints; one that is none stays missing, and the basis says so."""
    try:
        return {"date": read_date(printed), "date_basis": basis}
    except DiscourseError:
        return {"date_basis": f"no date in the {basis}"}


def read_date(value: date | str) -> str:
    """Return a date as ISO text; it may be a TOML date, 2024-10-08 or 2024年10月8日.

    >>> read_date("2024年10月08日")
    '2024-10-08'
    """
    numbers = re.findall(r"\d+", str(value))
    try:
        return date(*(int(number) for number in numbers[:3])).isoformat()
    except (TypeError, ValueError) as error:
        raise DiscourseError(f"date={value!r} is no date; write it like 2024-10-08") from error
