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
from discourse.texts.manifest import declared_of_rows, open_declared_table, read_declared_file, read_manifest
from discourse.texts.structure import KINDS
from discourse.texts.table import ArticleRows

# What a key says of a doubt; each kind has the number of its place among the kinds.
ACCEPT, SKIP, QUIT = "a", "s", "q"
KIND_KEYS = {str(number): kind for number, kind in enumerate(KINDS, 1)}
KEYS = {ACCEPT: "as it is", **KIND_KEYS, SKIP: "skip", QUIT: "quit"}
HEADER = re.compile(r"^\ufeff?[ \t]*\[\[[ \t]*(article|table)[ \t]*\]\]", re.MULTILINE)


class OpenManifest:
    """A manifest that nobody else may change while declarations are `written` into it, each whole or not at all."""

    def __init__(self, path: Path):
        check_writable(path)
        self.path, self.known, self.written = path, path.read_bytes(), 0

    def write(self, entry: dict, doc: str, declaration: dict) -> None:
        """Write a declaration of an article below its entry, or below that of the table that it is a row of.

        Raises DiscourseError where another program has changed the manifest, or it cannot be written.
        """
        if self.path.read_bytes() != self.known:
            raise DiscourseError(
                f"{self.path}: was changed by another program meanwhile, and is left as it is; run discourse check "
                "--review again"
            )
        text = insert_declaration(self.known.decode("utf-8"), entry, doc, declaration, str(self.path))
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
    folder = manifest.parent.resolve()
    entries: dict[str, tuple[dict, ArticleRows | None]] = {entry["doc"]: (entry, None) for entry in content["article"]}
    for entry in content["table"]:
        with collecting(problems, entry):
            table = ArticleRows.arrange(entry["file"], *open_declared_table(entry, manifest, folder))
            entries |= {doc: (entry, table) for doc in table.docs if doc not in entries}
    known = [*entries, *(str(problem.doc) for problem in problems)]
    chosen = [one_of("doc", doc, known) for doc in docs] or known
    for doc, (entry, rows) in ((doc, entries[doc]) for doc in chosen if doc in entries):
        article = None
        with collecting(problems, entry | {"doc": doc}):
            article = Reviewed.open(doc, entry, rows, manifest)
        if article and not review_article(article, opened, say=say, press=press):
            break
    for problem in problems:
        if problem.doc in chosen:
            say(f"{problem.doc} is passed over: {problem.note}")
    say(f"{opened.written} answers written into {manifest}")


class Reviewed(NamedTuple):
    """An article in review: the entry `given` for it or its table, its own with the answers so far, how it is read."""

    doc: str
    given: dict
    entry: dict
    decoded: Decoded
    preview: Preview

    @classmethod
    def open(cls, doc: str, given: dict, rows: ArticleRows | None, manifest: Path) -> "Reviewed":
        """Read an article of an entry that is `given`, or of one of the `rows` of its table."""
        if rows is None:
            entry, decoded = given, read_declared_file(given, manifest, manifest.parent.resolve())
        else:
            entry, decoded = rows.entry(doc, given["file"])
            entry |= declared_of_rows(given).get(doc, {})
        return cls(doc, given, entry, decoded, preview_article(entry, decoded, of_table=rows is not None))

    def declare(self, declaration: dict) -> "Reviewed":
        """Read the article again with one declaration more; raises DiscourseError where that cannot be."""
        entry = self.entry | {"declare": [*self.entry.get("declare", []), declaration]}
        preview = preview_article(entry, self.decoded, of_table=self.preview.of_table)
        return self._replace(entry=entry, preview=preview)

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
        return "\n".join(["", f"{self.doc}, line {doubt.line}: {doubt.note}", *around, keys])


def review_article(
    article: Reviewed, manifest: OpenManifest, *, say: Callable[[str], None], press: Callable[[], str]
) -> bool:
    """Go through the doubts of one article, which is read again with each answer; tell whether to go on to the next."""
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
        manifest.write(article.given, article.doc, declaration)
    return True


def insert_declaration(text: str, entry: dict, doc: str, declaration: dict, where: str) -> str:
    r"""Put a declaration behind the last line of an entry, of an article or a table; all else stays as it is.

    >>> manifest = '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
    >>> print(insert_declaration(manifest, {"doc": "a"}, "a", {"line": 3, "reason": "looked at"}, "corpus.toml"))
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
    # A table has no doc of its own, and a row of it names the article in its declaration.
    of_article = entry.get("doc") is not None
    kind, key = ("article", "doc") if of_article else ("table", "file")
    number = [each.get(key) for each in wanted[kind]].index(entry[key])
    own = declaration if of_article else {"doc": doc} | declaration
    wanted[kind][number].setdefault("declare", []).append(own)
    starts = [(match.start(), match[1]) for match in HEADER.finditer(text)]
    at = [place for place, (_, each) in enumerate(starts) if each == kind][number:]
    ends = [start for start, _ in starts[at[0] + 1 :][:1]] if at else []
    lines = text[: ends[0] if ends else len(text)].splitlines(keepends=True)
    # A comment right above the next entry belongs to that.
    while ends and lines[-1].lstrip().startswith("#"):
        lines.pop()
    before = "".join(lines).rstrip()
    end = "\r\n" if "\r\n" in text else "\n"
    written = end.join(["", "", *declaration_text(declaration, None if of_article else doc).split("\n")])
    after = text[len(before) :] or end
    refusal = DiscourseError(
        f"{where}: no declaration can be put into the entry of {entry[key]!r}; begin each article with "
        "[[article]], each table with [[table]], and each declaration with [[article.declare]] or [[table.declare]]"
    )
    try:
        found = tomllib.loads(f"{before}{written}{after}".removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise refusal from error
    if found != wanted:
        raise refusal
    return f"{before}{written}{after}"
