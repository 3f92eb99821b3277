"""An article comes in: how it is read, its entry in the manifest, its copy among the texts as received."""

import filecmp
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from glob import has_magic
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import tomlkit

from discourse.errors import DiscourseError, MissingFileError, one_line
from discourse.files import PART_PREFIX, write_whole
from discourse.scale.parts import TEXTS, find_files, may_be_text
from discourse.texts.boundaries import Boundary, find_boundaries
from discourse.texts.characters import display_width, show_controls
from discourse.texts.corpus import (
    Corpus,
    Problem,
    build_corpus,
    collecting,
    problem_frame,
    read_article,
    read_date_basis,
)
from discourse.texts.dates import read_date
from discourse.texts.doubts import Doubt, find_doubts
from discourse.texts.formats.read_file import Decoded, no_file, read_text
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.manifest import check_entry, read_manifest

SHOWN = ["title", "subtitle", "source", "date", "date_basis", "date_note", "page", "encoding"]
PART = ["starts_at", "ends_before"]
NAMED_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_.年]?(\d{1,2})(?:[-_.月]?(\d{1,2})日?)?)?(?!\d)")
# What is declared of one article alone.
OF_ONE = ["doc", "title", "label", *PART]
# So many doubts that say the same are written out where many articles are shown.
ALIKE = 5
# How Python keeps the bytes of a name or an argument that are no UTF-8.
NO_TEXT = re.compile("[\ud800-\udfff]")


def make_entry(file: Path, manifest: Path, declared: dict) -> dict:
    """Make the entry of a file that is to come in, from what was declared of it.

    Raises MissingFileError where there is no such file, DiscourseError for a doc that is taken, a date that is none,
    and a file that is already there, unless another part of it is meant (`starts_at`, `ends_before`).
    """
    entries = read_entries(manifest)["article"]
    check_file(file)
    docs = [entry["doc"] for entry in entries]
    if declared.get("doc") in docs:
        raise DiscourseError(f"doc={declared['doc']!r} is already in {manifest.name}; give another with --doc")
    received = name_received(file, manifest)
    same = [entry["doc"] for entry in entries if entry["file"] == received]
    if same and not set(PART) & set(declared):
        raise DiscourseError(f"{file}: is there already, as doc={same[0]!r}; for another part of it give --starts-at")
    if "date" in declared:
        declared = declared | {"date": read_date(declared["date"])}
    if "date_basis" in declared:
        basis, note = read_date_basis(declared["date_basis"], declared.get("date_note"))
        declared = declared | {"date_basis": basis} | ({"date_note": note} if note else {})
    doc = free_name(re.sub(r"[^\w]+", "-", file.stem).strip("-_") or "article", docs)
    entry = {"doc": doc, "file": received} | declared
    check_entry(entry, manifest)
    refuse_bytes(file, entry)
    return entry


def read_entries(manifest: Path) -> dict:
    """Return the entries of a manifest, which may have none yet, by their kinds; refuse those that cannot be used."""
    content, problems = read_manifest(manifest, empty=True)
    given = len(content["article"]) + len(content["table"]) + len(problems)
    problem_frame(problems, errors="raise", where=str(manifest), given=f"{given} articles")
    return content


def name_received(file: Path, manifest: Path) -> str:
    """Name a file as it is received, from the folder of the manifest: as what is there already, if that is the same.

    The same, to the byte, is not what a killed run left, nor a link that leads out of the data folder.
    """
    there, inside = sorted((manifest.parent / "raw").glob("*")), manifest.parent.resolve()
    kept = [path for path in there if not path.name.startswith(PART_PREFIX)]
    received = (path for path in kept if path.is_file() and path.resolve().is_relative_to(inside))
    same = next((path.name for path in received if filecmp.cmp(path, file, shallow=False)), None)
    return f"raw/{same or free_name(file.stem, [path.name for path in there], file.suffix)}"


def refuse_bytes(file: Path, entry: dict) -> None:
    """Refuse an entry that bytes which are no text came into, as by the name of a file."""
    for key, value in entry.items():
        if NO_TEXT.search(str(value)):
            raise DiscourseError(f"{file}: {key}={one_line(value)} holds bytes that are no text; give it another name")


def check_file(file: Path) -> None:
    """Refuse what is no file of one article."""
    if re.match(r"https?:", str(file)):
        raise MissingFileError(f"{file}: is an address; save the page in the browser, and add the file")
    if not file.is_file():
        raise MissingFileError(f"{file}: {no_file(file)}")


def free_name(stem: str, taken: list[str], ending: str = "") -> str:
    """Return `stem` with `ending`, numbered from 2 where it is taken.

    >>> free_name("访谈", []), free_name("a", ["a.txt", "a-2.txt"], ".txt")
    ('访谈', 'a-3.txt')
    """
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def list_texts(given: list[Path]) -> tuple[list[Path], list[Path]]:
    """List the files of articles that paths name: files as they stand, the texts of folders, what patterns match.

    The second list is what else lies in these folders, and is no article by its name.

    Raises MissingFileError for a pattern that nothing matches, and a folder that holds no text.
    """
    files, others = list[Path](), list[Path]()
    for path in given:
        if path.is_dir():
            found = sorted(find_files(path)[1])
            texts = [file for file in found if may_be_text(file)]
            others += [file for file in found if file not in texts]
            if not texts:
                raise MissingFileError(f"{path}: holds no text; the kinds are {', '.join(TEXTS)}")
            files += texts
        else:
            # A shell of Windows leaves patterns as they are.
            files += sorted(find_files(path)[1]) if has_magic(str(path)) and not path.exists() else [path]
    return list(dict.fromkeys(files)), others


class Preview(NamedTuple):
    """How one article is read: its frames, what is doubtful, where in its file another article may begin.

    One `of_table` is a row of a table: what is declared of it names its doc.
    """

    corpus: Corpus
    doubts: list[Doubt]
    boundaries: list[Boundary]
    of_table: bool = False

    def outline(self) -> str:
        """Lay out how the article is read: head, each paragraph with its rule, what was left out, what is doubtful."""
        article = self.corpus.articles.iloc[0]
        head = [f"{key:<10} {article[key]}" for key in ["doc", *SHOWN, "format"] if isinstance(article[key], str)]
        paragraphs = []
        for p in self.corpus.paragraphs.itertuples():
            section, turn = f"§{p.section}" if p.section else "", f"turn {p.turn}" if p.turn else ""
            speaker = "" if pd.isna(p.speaker) else shorten(p.speaker, 12)
            point = "" if pd.isna(p.point) else f"({p.point})"
            place = " ".join(part for part in (section, turn, speaker, point) if part)
            paragraphs.append(f"{p.line:>5}  {p.kind:<9}{pad(place, 24)}{pad(shorten(p.text, 34), 36)}{p.note}")
        edits = self.corpus.edits
        visible = edits["rule"].ne("whitespace") & edits["before"].str.strip().ne("")
        told = edits[visible | edits["rule"].isin(["join", "correction", "parted"])]
        counts = ", ".join(f"{n} {rule}" for rule, n in told["rule"].value_counts(sort=False).items())
        changed = told[told["rule"].isin(["outside", "correction"])]
        changes = [f"edits      {counts}"] if counts else []
        changes += [f"{e.line:>5}  {e.rule}: {shorten(e.before, 60) or '(put in)'}" for e in changed.itertuples()]
        # What would overrule the kinds that are not sure, each by what it is likeliest else.
        unsure = [doubt for doubt in rank_doubts(self.doubts) if doubt.rule == "unsure"]
        entry = "table" if self.of_table else "article"
        paste = [f"If these are right, they go below the entry of the {entry} in the manifest:"] if unsure else []
        doc = article["doc"] if self.of_table else None
        paste += [f"\n{declaration_text(declare_kind(doubt, doubt.instead), doc)}" for doubt in unsure]
        doubts = self.doubt_lines(alike=len(self.doubts))
        parts = [head + self.discarded_lines(), paragraphs, changes, doubts, paste]
        return "\n\n".join("\n".join(part) for part in parts if part)

    def summarize(self, *, width: int, words: int | None = None) -> str:
        """Sum up the article in a line, its name `width` columns wide, with its number of words where it is known."""
        paragraphs, edits = self.corpus.paragraphs, self.corpus.edits
        turns = paragraphs[paragraphs["turn"] > 0].drop_duplicates("turn")["kind"].value_counts()
        numbers = {
            "sections": int(paragraphs["section"].max()),
            "questions": int(turns.get("question", 0)),
            "answers": int(turns.get("answer", 0)),
            "points": len(paragraphs.dropna(subset="point").drop_duplicates(["section", "turn", "point"])),
            "words": words,
            "edits": len(edits),
            "doubts": len(self.doubts) + len(self.boundaries),
        }
        name = pad(self.corpus.articles["doc"].iloc[0], width)
        return name + "".join(f"{n:>7,} {counted}" for counted, n in numbers.items() if n is not None)

    def discarded_lines(self) -> list[str]:
        """Say which share of the file's visible text was left behind, and how that begins."""
        article = self.corpus.articles.iloc[0]
        share, text = article["discarded_share"], article["discarded_text"]
        return [f"left       {share:.0%} of the visible text: {shorten(text, 60)}"] if share else []

    def undated_lines(self) -> list[str]:
        """Say that the article has no date, if so, and what that means."""
        undated = self.corpus.articles["date"].isna().any()
        return ["no date    trends and years leave it out; give it date = in data/corpus.toml"] if undated else []

    def doubt_lines(self, *, alike: int = ALIKE) -> list[str]:
        """Write out what is doubtful, the most so first, and where another article may begin, with what to declare.

        Of doubts that say the same so many are written out, and how many follow.
        """
        doubts, said = [], Counter(doubt.note for doubt in self.doubts)
        written = Counter[str]()
        for doubt in rank_doubts(self.doubts):
            written[doubt.note] += 1
            if written[doubt.note] <= alike:
                doubts.append(f"{doubt.line:>5}  doubt: {doubt.note}: {shorten(doubt.what, 34)}  [{doubt.declare}]")
        doc = self.corpus.articles["doc"].iloc[0]
        doubts += [
            f"       {n - alike:,} more such: {note}; discourse check {doc} shows them"
            for note, n in said.items()
            if n > alike
        ]
        for edge in self.boundaries:
            declare = toml_line("ends_before", edge.text[:16])
            doubts.append(f"{edge.line:>5}  another article? {edge.note}: {shorten(edge.text, 34)}  [{declare}]")
        return doubts


def preview_article(entry: dict, decoded: Decoded, *, of_table: bool = False) -> Preview:
    """Read the article of an entry, or of a row of a table, from its decoded text, and look at it as a reader would."""
    with garbage_collection_paused():
        article = read_article(entry, decoded, title_apart=of_table)
    corpus = build_corpus([article])
    remarks = corpus.edits[corpus.edits["doubtful"]]
    noted = [Doubt(e.line, shorten(e.before, 34), e.reason, "a correction", e.rule) for e in remarks.itertuples()]
    begin, end = corpus.paragraphs["raw_start"].min(), corpus.paragraphs["raw_end"].max()
    edges = [] if of_table else find_boundaries(decoded.text, marks=decoded.marks)
    boundaries = [edge for edge in edges if begin < edge.start < end]
    return Preview(corpus, sorted([*find_doubts(article.blocks), *noted]), boundaries, of_table)


def preview_files(
    files: list[Path], manifest: Path, declared: dict
) -> tuple[dict[Path, tuple[dict, Preview]], list[Problem]]:
    """Read files that are to come in one by one: those that can be read, and the problems of the others.

    Of each stand what is declared of it and its preview. A text that names no date has that of its file's name, if any:
    it is declared so, as inferred.

    Raises DiscourseError where something is declared of several files that can be true of one only.
    """
    of_one = [key for key in OF_ONE if key in declared]
    if of_one and len(files) > 1:
        raise DiscourseError(
            f"{of_one[0]} is told of one article, and these are {len(files)}; add that one alone, or leave "
            f"--{of_one[0].replace('_', '-')} out"
        )
    read, problems = {}, list[Problem]()
    for file in files:
        with collecting(problems, {"doc": file.stem, "file": str(file)}):
            entry = make_entry(file, manifest, declared)
            decoded, told = read_text(file, encoding=entry.get("encoding")), {}
            preview = preview_article(entry, decoded)
            if pd.isna(preview.corpus.articles["date"].iloc[0]) and (date := date_of_name(file.stem)):
                told = {"date": date, "date_basis": "inferred", "date_note": "from the name of the file"}
                preview = preview_article(entry | told, decoded)
            read[file] = declared | told, preview
    return read, problems


def date_of_name(stem: str) -> str | None:
    """Return the date that a file's name begins or ends with, no more exact than it is written; None where none does.

    >>> [date_of_name(name) for name in ("2024", "2024-10-08 访谈", "报告202403", "20241345", "000_413", "1-2024-5-6")]
    ['2024', '2024-10-08', '2024-03', None, None, '2024-05-06']
    """
    match = NAMED_DATE.match(stem) or next(
        (match for match in NAMED_DATE.finditer(stem) if match.end() == len(stem)), None
    )
    if not match:
        return None
    try:
        return read_date("-".join(part for part in match.groups() if part))
    except DiscourseError:
        return None


def receive_file(file: Path, kind: str, entry: tomlkit.items.Table, manifest: Path) -> Path:
    """Copy a file among the texts as received, append its entry of a kind to the manifest; return the copy's path.

    The rest of the manifest stays as it is, to the byte. Whatever goes wrong, Ctrl-C too, leaves both as they were.
    Raises DiscourseError where nothing may be written, and where the manifest has its articles in a form that none can
    be appended to.
    """
    target = manifest.parent / str(entry["file"])
    if not target.parent.resolve().is_relative_to(manifest.parent.resolve()):
        raise DiscourseError(f"{target.parent}: leads out of the folder of the manifest; make raw/ a folder in it")
    check_writable(manifest)
    before = manifest.read_bytes()
    document = tomlkit.document()
    document.add(kind, tomlkit.aot())
    document[kind].append(entry)
    written = before.rstrip() + b"\n\n" + tomlkit.dumps(document).encode("utf-8")
    try:
        tomllib.loads(written.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise DiscourseError(f"{manifest}: no entry can be appended; begin each article with [[article]]") from error
    # os.path, where Path would raise in a folder that may not be searched.
    new = not os.path.exists(target)
    with writing(manifest):
        try:
            write_whole(({target: file.read_bytes()} if new else {}) | {manifest: written})
        except BaseException:
            if new and os.path.exists(target) and manifest.read_bytes() == before:
                target.unlink()
            raise
    return target


def check_writable(manifest: Path) -> None:
    """Refuse a manifest that is write-protected, though a folder that may be written would let it be replaced."""
    if not os.access(manifest, os.W_OK):
        said = "is write-protected; take the protection off, or work in a copy of the project"
        raise DiscourseError(f"{manifest}: {said}")


@contextmanager
def writing(manifest: Path) -> Iterator[None]:
    """Say in a DiscourseError what the system has against what is written inside."""
    try:
        yield
    except OSError as error:
        said = f"cannot be written: {error.strerror}"
        if isinstance(error, PermissionError):
            said = "no right to write there; ask for it"
        place = error.filename or manifest.parent
        raise DiscourseError(f"{place}: {said}, or work in a copy of the project") from error


def entry_table(entry: dict, corpus: Corpus) -> tomlkit.items.Table:
    """Write an entry as TOML: what was declared, and in comments what was detected."""
    article = corpus.articles.iloc[0]
    table = tomlkit.table()
    for key in ["doc", "file", *SHOWN, "group", *PART]:
        if key in entry:
            table.add(key, entry[key])
        elif key in SHOWN and isinstance(article[key], str) and article[key]:
            table.add(tomlkit.comment(f"{toml_line(key, article[key])}  # detected"))
    if "label" in entry:
        table.add("label", tomlkit.inline_table())
        table["label"].update(entry["label"])
    table.add("sha256", article["sha256"])
    return table


def toml_line(key: str, value: str) -> str:
    r"""Write a key and its text as a line of TOML.

    >>> print(toml_line("title", '谈"新"字'))
    title = "谈\"新\"字"
    """
    return f"{key} = {tomlkit.string(value).as_string()}"


def rank_doubts(doubts: list[Doubt]) -> list[Doubt]:
    """Order doubts, the least certain kinds first."""
    return sorted(doubts, key=lambda doubt: (doubt.certainty, doubt.line))


def declare_kind(doubt: Doubt, kind: str) -> dict:
    """Declare what the line of a doubt is: if it is what it was read as, only that it was looked at."""
    if kind == doubt.kind:
        return {"line": doubt.line, "reason": f"looked at: {kind}"}
    return {"line": doubt.line, "kind": kind, "reason": f"looked at: {kind}, not {doubt.kind}"}


def declaration_text(declaration: dict, doc: str | None = None) -> str:
    """Write a declaration as TOML, as one of an article, or of that of a row of a table, which names its `doc`.

    >>> print(declaration_text({"line": 3, "reason": "looked at"}))
    [[article.declare]]
    line = 3
    reason = "looked at"
    """
    if doc is None:
        return f"[[article.declare]]\n{tomlkit.dumps(declaration).rstrip()}"
    return f"[[table.declare]]\n{tomlkit.dumps({'doc': doc} | declaration).rstrip()}"


def shorten(text: str, width: int) -> str:
    """Cut a text to a width in the columns of a terminal, line ends shown as blanks, controls as signs.

    >>> shorten("发展低空经济", 8), shorten("一行\\n两行", 9)
    ('发展低…', '一行 两行')
    """
    text = show_controls(" ".join(text.split()))
    for at, filled in enumerate(accumulate(display_width(character, ambiguous=1) for character in text)):
        if filled >= width and at < len(text) - 1:
            return text[:at] + "…"
    return text


def pad(text: str, width: int) -> str:
    """Fill a text with blanks to a width in the columns of a terminal."""
    return text + " " * max(1, width - display_width(text, ambiguous=1))
