"""An article comes in: what was understood of it, its entry in the manifest, its copy among the texts as received."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from discourse.errors import DiscourseError, MissingFileError
from discourse.files import write_whole
from discourse.texts.corpus import (
    Corpus,
    check_entry,
    gather,
    read_article,
    read_date,
    read_declared_file,
    read_manifest,
)
from discourse.texts.doubts import Boundary, Doubt, find_boundaries, find_doubts
from discourse.texts.formats.read_file import Decoded, read_text
from discourse.texts.joining import width_of

SHOWN = ["title", "subtitle", "source", "date", "date_basis", "page", "encoding"]
PART = ["starts_at", "ends_before"]


def make_entry(file: Path, manifest: Path, declared: dict) -> dict:
    """Make the entry of a file that is to come in, from what was declared of it.

    Raises MissingFileError where there is no such file, DiscourseError for a doc that is taken, a date that is none,
    and a file that is already there, unless another part of it is meant (`starts_at`, `ends_before`).
    """
    entries = read_manifest(manifest)["article"]
    if not file.is_file():
        raise MissingFileError(f"{file}: no such file. Check the name")
    docs, doc = [entry["doc"] for entry in entries], declared.get("doc")
    if doc in docs:
        raise DiscourseError(f"doc={doc!r} is already in {manifest.name}; give another with --doc")
    there = next((path for path in received(manifest) if same_bytes(path, file)), None)
    known = [entry["doc"] for entry in entries if there and entry["file"] == f"raw/{there.name}"]
    if known and not set(PART) & set(declared):
        raise DiscourseError(f"{file}: is there already, as doc={known[0]!r}; for another part of it give --starts-at")
    name = (
        there.name
        if there
        else free_name(file.stem, [path.name for path in (manifest.parent / "raw").glob("*")], file.suffix)
    )
    if "date" in declared:
        declared = declared | {"date": read_date(declared["date"])}
    entry = {"doc": propose_doc(file, docs), "file": f"raw/{name}"} | declared
    check_entry(entry, manifest)
    return entry


def received(manifest: Path) -> list[Path]:
    """List the texts as received; a link that leads out of the data folder is none."""
    inside = manifest.parent.resolve()
    files = sorted((manifest.parent / "raw").glob("*"))
    return [path for path in files if path.is_file() and path.resolve().is_relative_to(inside)]


def same_bytes(a: Path, b: Path) -> bool:
    """Tell whether two files are the same, byte for byte."""
    return a.stat().st_size == b.stat().st_size and a.read_bytes() == b.read_bytes()


def propose_doc(file: Path, taken: list[str]) -> str:
    """Make a name for an article from that of its file, other than those taken.

    >>> propose_doc(Path("人民日报 访谈.html"), []), propose_doc(Path("a.txt"), ["a", "a-2"])
    ('人民日报-访谈', 'a-3')
    """
    return free_name(re.sub(r"[^\w]+", "-", file.stem).strip("-_") or "article", taken)


def free_name(stem: str, taken: list[str], ending: str = "") -> str:
    """Return `stem` with `ending`, numbered from 2 where it is taken."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


class Reading(NamedTuple):
    """How one article was understood: its frames, what is doubtful, where in its file another article may begin."""

    corpus: Corpus
    doubts: list[Doubt]
    boundaries: list[Boundary]


def understand(entry: dict, decoded: Decoded) -> Reading:
    """Read the article of an entry, and look at it as a reader would."""
    article = read_article(entry, decoded)
    corpus = gather([article])
    remarks = corpus.edits[corpus.edits["doubtful"]]
    noted = [Doubt(e.line, short(e.before, 34), e.reason, "a correction", e.rule) for e in remarks.itertuples()]
    spans = corpus.paragraphs[["raw_start", "raw_end"]]
    begin, end = spans["raw_start"].min(), spans["raw_end"].max()
    boundaries = [edge for edge in find_boundaries(decoded.text) if begin < edge.start < end]
    return Reading(corpus, sorted([*find_doubts(article.pieces), *noted]), boundaries)


def try_entry(entry: dict, file: Path) -> Reading:
    """Read the article of an entry from where its file lies now."""
    return understand(entry, read_text(file, encoding=entry.get("encoding")))


def read_each(manifest: Path) -> tuple[dict[str, Reading], list[DiscourseError]]:
    """Read the articles of a manifest one by one: those that can be read, and the faults of the others."""
    read, faults = {}, []
    for entry in read_manifest(manifest)["article"]:
        try:
            read[entry["doc"]] = understand(entry, read_declared_file(entry, manifest))
        except DiscourseError as error:
            faults.append(error)
    return read, faults


def add_article(entry: dict, corpus: Corpus, file: Path, manifest: Path) -> Path:
    """Copy a file among the texts as received and append its entry to the manifest; return the copy's path.

    Whatever goes wrong, Ctrl-C too, leaves both as they were. Raises DiscourseError where nothing may be written.
    """
    target = manifest.parent / entry["file"]
    if not target.parent.resolve().is_relative_to(manifest.parent.resolve()):
        raise DiscourseError(f"{target.parent}: leads out of the folder of the manifest; make raw/ a folder in it")
    written = manifest.read_bytes().rstrip() + b"\n\n" + entry_text(entry, corpus).encode("utf-8")
    with undone_on_failure(target, manifest):
        copy = {} if os.path.exists(target) else {target: file.read_bytes()}
        write_whole(copy | {manifest: written})
    return target


@contextmanager
def undone_on_failure(target: Path, manifest: Path) -> Iterator[None]:
    """Put back what was there if anything goes wrong; say a missing right or a full disk in one line."""
    if not os.access(manifest, os.W_OK):
        raise DiscourseError(
            f"{manifest}: is write-protected; take the protection off, or work in a copy of the project"
        )
    # os.path, where Path would raise in a folder that may not be searched.
    new, before = not os.path.exists(target), manifest.read_bytes()
    try:
        yield
    except BaseException as error:
        if new and os.path.exists(target) and manifest.read_bytes() == before:
            target.unlink()
        if not isinstance(error, OSError):
            raise
        said = (
            "no right to write there; ask for it"
            if isinstance(error, PermissionError)
            else f"cannot be written: {error.strerror}"
        )
        place = error.filename or manifest.parent
        raise DiscourseError(f"{place}: {said}, or work in a copy of the project") from error


def entry_text(entry: dict, corpus: Corpus) -> str:
    """Write an entry as TOML: what was declared, and in comments what was detected."""
    article = corpus.articles.iloc[0]
    lines = ["[[article]]", toml_line("doc", entry["doc"]), toml_line("file", entry["file"])]
    for key in SHOWN:
        if key in entry:
            lines.append(toml_line(key, entry[key]))
        elif isinstance(article[key], str) and article[key]:
            lines.append(f"# {toml_line(key, article[key])}  # detected")
    lines += [toml_line(key, entry[key]) for key in ["group", *PART] if key in entry]
    if "label" in entry:
        lines.append("label = { " + ", ".join(toml_line(key, text) for key, text in entry["label"].items()) + " }")
    return "\n".join([*lines, toml_line("sha256", article["sha256"])]) + "\n"


def toml_line(key: str, value: str) -> str:
    r"""Write a key and its text as a line of TOML.

    >>> print(toml_line("title", '谈"新"字'))
    title = "谈\"新\"字"
    """
    # JSON lets the character 7F stand, TOML does not.
    written = json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{key} = {written}"


def outline(reading: Reading) -> str:
    """Lay out what was understood: the head, each paragraph with the rule for it, what was left out, what is doubtful."""
    corpus = reading.corpus
    article = corpus.articles.iloc[0]
    head = [f"{key:<10} {article[key]}" for key in ["doc", *SHOWN, "format"] if isinstance(article[key], str)]
    parts = [
        head + left_lines(corpus),
        paragraph_lines(corpus.paragraphs),
        edit_lines(corpus.edits),
        doubt_lines(reading),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def left_lines(corpus: Corpus) -> list[str]:
    """Say which share of a file's visible text was left behind, and how that begins."""
    article = corpus.articles.iloc[0]
    return (
        [f"left       {article['discarded_share']:.0%} of the visible text: {short(article['discarded_text'], 60)}"]
        if article["discarded_share"]
        else []
    )


def paragraph_lines(paragraphs: pd.DataFrame) -> list[str]:
    """Write one line a paragraph: its line in the file, what it is, where it belongs, its first words, and why."""
    return [
        f"{p.line:>5}  {p.kind:<9}{pad(place_of(p), 24)}{pad(short(p.text, 34), 36)}{p.note}"
        for p in paragraphs.itertuples()
    ]


def place_of(p) -> str:
    """Say where a paragraph belongs: section, turn, who speaks, point."""
    speaker = "" if pd.isna(p.speaker) else short(p.speaker, 12)
    point = "" if pd.isna(p.point) else f"({p.point})"
    return " ".join(
        part
        for part in [f"§{p.section}" if p.section else "", f"turn {p.turn}" if p.turn else "", speaker, point]
        if part
    )


def edit_lines(edits: pd.DataFrame) -> list[str]:
    """Sum up the edits by rule, and write out what was left out and what was corrected; blanks are left aside."""
    told = edits[
        (edits["rule"] != "whitespace") & edits["before"].str.strip().ne("")
        | edits["rule"].isin(["join", "correction"])
    ]
    if told.empty:
        return []
    counts = ", ".join(f"{n} {rule}" for rule, n in told["rule"].value_counts(sort=False).items())
    shown = told[told["rule"].isin(["outside", "correction"])]
    return [f"edits      {counts}"] + [
        f"{e.line:>5}  {e.rule}: {short(e.before, 60) or '(put in)'}" for e in shown.itertuples()
    ]


def doubt_lines(reading: Reading) -> list[str]:
    """Write out what looks doubtful, and where another article may begin, each with what to declare."""
    doubts = [f"{d.line:>5}  doubt: {d.note}: {short(d.what, 34)}  [{d.declare}]" for d in reading.doubts]
    edges = [
        f"{edge.line:>5}  another article? {edge.note}: {short(edge.text, 34)}  [{toml_line('ends_before', edge.text[:16])}]"
        for edge in reading.boundaries
    ]
    return doubts + edges


def short(text: str, width: int) -> str:
    """Cut a text to a width in half-width characters, line ends shown as blanks.

    >>> short("发展低空经济", 8)
    '发展低…'
    """
    text = " ".join(text.split())
    for at in range(len(text)):
        if columns_of(text[: at + 1]) > width - 1 and at < len(text) - 1:
            return text[:at] + "…"
    return text


def pad(text: str, width: int) -> str:
    """Fill a text with blanks to a width in half-width characters."""
    return text + " " * max(1, width - columns_of(text))


def columns_of(text: str) -> int:
    """Count the columns of a terminal that a text fills; “ and … fill one there."""
    return width_of(text, wide="WF")


def summary_line(reading: Reading, words: int, width: int) -> str:
    """Sum up one article in a line."""
    paragraphs = reading.corpus.paragraphs
    turns = paragraphs[paragraphs["turn"] > 0].drop_duplicates("turn")["kind"].value_counts()
    points = paragraphs.dropna(subset="point").drop_duplicates(["section", "turn", "point"])
    numbers = {
        "sections": int(paragraphs["section"].max()),
        "questions": int(turns.get("question", 0)),
        "answers": int(turns.get("answer", 0)),
        "points": len(points),
        "words": words,
        "edits": len(reading.corpus.edits),
        "doubts": len(reading.doubts) + len(reading.boundaries),
    }
    return pad(reading.corpus.articles["doc"].iloc[0], width) + "".join(
        f"{n:>7,} {name}" for name, n in numbers.items()
    )
