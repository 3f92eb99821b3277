"""Doubts are gone through one by one, and each answer is written into the manifest as a declaration."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from discourse.errors import DiscourseError, one_of
from discourse.files import write_whole
from discourse.intake import (
    Preview,
    check_writable,
    declaration_text,
    declare_kind,
    preview_article,
    rank_doubts,
    shorten,
    writing,
)
from discourse.texts.corpus import collecting
from discourse.texts.doubts import DOUBTS, Doubt
from discourse.texts.formats.read_file import Decoded
from discourse.texts.manifest import read_declared_file, read_manifest
from discourse.texts.structure import KINDS

# What a key says of a doubt; each kind has the number of its place among the kinds.
ACCEPT, SKIP, QUIT = "a", "s", "q"
KIND_KEYS = {str(number): kind for number, kind in enumerate(KINDS, 1)}
KEYS = {ACCEPT: "as it is", **KIND_KEYS, SKIP: "skip", QUIT: "quit"}
HEADER = re.compile(r"^\ufeff?[ \t]*\[\[[ \t]*article[ \t]*\]\]", re.MULTILINE)


class OpenManifest:
    """A manifest that nobody else may change while declarations are `written` into it, each whole or not at all."""

    def __init__(self, path: Path):
        check_writable(path)
        self.path, self.known, self.written = path, path.read_bytes(), 0

    def write(self, doc: str, declaration: dict) -> None:
        """Write a declaration below the entry of an article.

        Raises DiscourseError where another program has changed the manifest, or it cannot be written.
        """
        if self.path.read_bytes() != self.known:
            raise DiscourseError(
                f"{self.path}: was changed by another program meanwhile, and is left as it is; run discourse check "
                "--review again"
            )
        text = insert_declaration(self.known.decode("utf-8"), doc, declaration, str(self.path))
        with writing(self.path):
            write_whole({self.path: text.encode("utf-8")})
        self.known, self.written = text.encode("utf-8"), self.written + 1


def review_doubts(manifest: Path, docs: list[str], *, say: Callable[[str], None], press: Callable[[], str]) -> None:
    """Go through the doubts that a declaration can answer, the most doubtful of each article first.

    `docs` names the articles, none all of them; one that cannot be read is told and passed over. `say` prints a text,
    `press` waits for a key. Each answer is in the manifest before the next doubt is shown.

    Raises DiscourseError for another doc, and where the manifest cannot be written or was changed by another program.
    """
    opened = OpenManifest(manifest)
    content, problems = read_manifest(manifest)
    entries = {entry["doc"]: entry for entry in content["article"]}
    known = [*entries, *(str(problem.doc) for problem in problems)]
    chosen = [one_of("doc", doc, known) for doc in docs] or known
    for entry in (entries[doc] for doc in chosen if doc in entries):
        article = None
        with collecting(problems, entry):
            decoded = read_declared_file(entry, manifest, manifest.parent.resolve())
            article = Reviewed(entry, decoded, preview_article(entry, decoded))
        if article and not review_article(article, opened, say=say, press=press):
            break
    for problem in problems:
        if problem.doc in chosen:
            say(f"{problem.doc} is passed over: {problem.note}")
    say(f"{opened.written} answers written into {manifest}")


class Reviewed(NamedTuple):
    """An article in review: its entry, with the answers so far, its file, and how it is read."""

    entry: dict
    decoded: Decoded
    preview: Preview

    def declare(self, declaration: dict) -> "Reviewed":
        """Read the article again with one declaration more; raises DiscourseError where that cannot be."""
        entry = self.entry | {"declare": [*self.entry.get("declare", []), declaration]}
        return Reviewed(entry, self.decoded, preview_article(entry, self.decoded))

    def answerable(self, passed: set[int]) -> Iterator[Doubt]:
        """Give the doubts that a declaration can answer, the most doubtful first, but those on lines passed over."""
        return (
            doubt for doubt in rank_doubts(self.preview.doubts) if doubt.rule in DOUBTS and doubt.line not in passed
        )

    def show(self, doubt: Doubt) -> str:
        """Show a doubt between the paragraphs around it, and the keys."""
        paragraphs = self.preview.corpus.paragraphs
        at = int(paragraphs["line"].searchsorted(doubt.line))
        around = [
            f"{'>' if p.line == doubt.line else ' '}{p.line:>5}  {p.kind:<9}{shorten(p.text, 60)}"
            for p in paragraphs.iloc[max(at - 2, 0) : at + 3].itertuples()
        ]
        keys = "  ".join(f"{key} {meaning}" for key, meaning in KEYS.items())
        return "\n".join(["", f"{self.entry['doc']}, line {doubt.line}: {doubt.note}", *around, keys])


def review_article(
    article: Reviewed, manifest: OpenManifest, *, say: Callable[[str], None], press: Callable[[], str]
) -> bool:
    """Go through the doubts of one article, which is read again with each answer; tell whether to go on to the next."""
    doc = article.entry["doc"]
    passed: set[int] = set()
    while doubt := next(article.answerable(passed), None):
        say(article.show(doubt))
        while (key := press().lower()) not in KEYS:
            say(f"{key!r} is none of the keys {', '.join(KEYS)}")
        if key == QUIT:
            return False
        passed.add(doubt.line)
        if key == SKIP:
            continue
        declaration = declare_kind(doubt, KIND_KEYS.get(key, doubt.kind))
        try:
            article = article.declare(declaration)
        except DiscourseError as error:
            say(f"not declared: {error}")
            continue
        manifest.write(doc, declaration)
    return True


def insert_declaration(text: str, doc: str, declaration: dict, where: str) -> str:
    r"""Put a declaration behind the last line of an article's entry; the rest of the manifest stays as it is.

    >>> manifest = '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
    >>> print(insert_declaration(manifest, "a", {"line": 3, "reason": "looked at"}, "corpus.toml"))
    [[article]]
    doc = "a"
    file = "raw/a.txt"
    <BLANKLINE>
    [[article.declare]]
    line = 3
    reason = "looked at"
    <BLANKLINE>
    """
    wanted = tomllib.loads(text.removeprefix("\ufeff"))
    number = [entry.get("doc") for entry in wanted["article"]].index(doc)
    wanted["article"][number].setdefault("declare", []).append(declaration)
    starts = [match.start() for match in HEADER.finditer(text)]
    lines = text[: starts[number + 1] if number + 1 < len(starts) else len(text)].splitlines(keepends=True)
    # A comment right above the next entry belongs to that.
    while number + 1 < len(starts) and lines[-1].lstrip().startswith("#"):
        lines.pop()
    entry = "".join(lines).rstrip()
    end = "\r\n" if "\r\n" in text else "\n"
    written = end.join(["", "", *declaration_text(declaration).split("\n")])
    after = text[len(entry) :] or end
    refusal = DiscourseError(
        f"{where}: no declaration can be put into the entry of {doc!r}; begin each article with [[article]], and each "
        "declaration with [[article.declare]]"
    )
    try:
        found = tomllib.loads(f"{entry}{written}{after}".removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise refusal from error
    if found != wanted:
        raise refusal
    return f"{entry}{written}{after}"
