"""Bytes of a file become text: its encoding, its format, the article in it."""

import hashlib
import re
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

from discourse.errors import DiscourseError, MissingFileError
from discourse.texts.characters import INVISIBLE
from discourse.texts.formats.encodings import CANDIDATES, decode, encodings_named, guess_encoding
from discourse.texts.formats.markdown import READER_LINE, TITLED_FRONT, find_layout_marks
from discourse.texts.formats.marks import MARKS, Layout, Mark
from discourse.texts.garbage_collection import garbage_collection_paused

__all__ = ["MARKS", "Decoded", "Mark", "guess_encoding", "read_bytes", "read_text"]

MEGABYTE = 2**20
# A book has a million characters. Each is kept with its place, so that what goes beyond would fill the memory.
MOST_BYTES, MOST_CHARACTERS = 100 * MEGABYTE, 5_000_000
# Many articles in one file: no limits, and whoever reads it knows what it lacks.
TABLES = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"]

OLD_WORD = "a file of old Word (.doc), or a password-protected one; save it as .docx without a password"
IMAGE = "an image ({}): it holds no characters; read them off by OCR and give the text"
ARCHIVE = "an archive ({}); unpack it and give the files in it"
# what a file begins with, the format that is read
SIGNATURES = [(re.compile(rb"%PDF-"), "pdf"), (re.compile(rb"PK(\x03\x04|\x05\x06)"), "docx")]
# what a file begins with, what it is and what to do
OTHER_SIGNATURES = [
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in [
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_WORD),
        (rb"\{\\rtf", "rich text (.rtf); save it as .docx"),
        (rb"\x89PNG\r\n", IMAGE.format("PNG")),
        (rb"\xff\xd8\xff", IMAGE.format("JPEG")),
        (rb"GIF8[79]a", IMAGE.format("GIF")),
        (rb"RIFF....WEBP", IMAGE.format("WebP")),
        (rb"(II\*\0|MM\0\*)", IMAGE.format("TIFF")),
        (rb"BM....\0\0\0\0", IMAGE.format("BMP")),
        (rb"....ftyp(heic|heix|mif1|avif)", IMAGE.format("HEIC")),
        (rb"AT&TFORM", IMAGE.format("DjVu")),
        (rb"\x1f\x8b", ARCHIVE.format("gzip")),
        (rb"Rar!\x1a\x07", ARCHIVE.format("RAR")),
        (rb"7z\xbc\xaf\x27\x1c", ARCHIVE.format("7z")),
    ]
]
ANY_SIGNATURE = re.compile(b"|".join(known.pattern for known, _ in [*SIGNATURES, *OTHER_SIGNATURES]), re.DOTALL)
NAMES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mhtml": "html", ".mht": "html",
    ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip
# The beginning of a page, of a part of one, and of one saved with its pictures in the form of a mail.
HEAD = 4096
BLANKS = {
    "text": "holds no article text: it is empty, or holds blanks only; save the article into it",
    "html": "holds no article text: it is a page that prints no text of its own; open it in a browser and save it whole"
    " once the text is there",
    "docx": "holds no article text: what it shows may be images: read them off by OCR and give the text",
}
PAGE = re.compile(
    r"(\ufeff|ï»¿|\s|<\?xml[^>]*>|(?><!--.*?-->))*+<(!doctype\s+html|html|head|body)\b", re.DOTALL | re.IGNORECASE
)
# A text is Markdown whatever its name if it has headings with signs, and another or signs of another kind.
SIGNED_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
OTHER_SIGN = re.compile(r"\*\*[^*\n]+\*\*|\]\((?:https?:|/|#)|^> |^ {0,3}(?:```|---|\* |- )", re.MULTILINE)
PAGE_PART = re.compile(r"\s*<(div|p|article|section|table|h[1-6])\b[^<>]*>", re.IGNORECASE)
CHARSET = re.compile(rb"""<(?:meta[^<>]+charset|\?xml[^<>]+encoding)\s*+=\s*+(?:["']\s*+)?([\w-]+)""", re.IGNORECASE)
MAIL = re.compile(rb"[A-Z][\w-]+: ")
BLANK = re.compile(rf"[\s\0{INVISIBLE}]*")


class Decoded(NamedTuple):
    """A file as text.

    `text`, the `encoding` that Python reads it with (None for DOCX and PDF, which have none), the `sha256` of its
    bytes, its `format` (text, markdown, html, docx, pdf), the `marks` of its layout, as offsets into `text`, what of
    its visible text was `discarded`, each once, and what the code of a page says of when it was `published`.
    """

    text: str
    encoding: str | None
    sha256: str
    format: str = "text"
    marks: tuple[Mark, ...] = ()
    discarded: tuple[str, ...] = ()
    published: tuple[str, str] | None = None


def read_text(path: str | Path, *, encoding: str | None = None) -> Decoded:
    """Read a file without losing a character of its article.

    The format is what the file's content shows, else what its name says. A text or Markdown file comes back as it
    stands, line ends included; of an HTML, DOCX or PDF file the text of the article is taken out, a blank line between
    paragraphs, each line as printed. The encoding is the one given, else the one its byte order mark names, else UTF-8,
    else the likeliest of those that Chinese texts are in. A byte order mark is no part of the text.

    Raises MissingFileError where there is no such file, DiscourseError where it cannot be read, holds no text, is
    larger than 100 MB or 5 million characters, or where its bytes do not fit the encoding.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_bytes("低空经济".encode("gb18030"))
    >>> read_text(path).text
    '低空经济'
    """
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        decoded = parse_bytes(read_bytes(path, limited=suffix not in TABLES), suffix, encoding)
        if suffix not in TABLES and len(decoded.text) > MOST_CHARACTERS:
            raise DiscourseError(
                f"has {len(decoded.text):,} characters; an article has {MOST_CHARACTERS:,} at the most, as each is "
                "kept with its place. Divide it into its articles"
            )
    except DiscourseError as error:
        raise type(error)(f"{path}: {error}") from error
    return decoded


def read_bytes(path: Path, *, limited: bool = False) -> bytes:
    """Read the bytes of a file, where `limited` no more than an article has; errors are said without its name."""
    try:
        if not path.is_file():
            if path.is_dir():
                raise DiscourseError("is a folder; give one of the files in it")
            raise no_file(path)
        if limited and (size := path.stat().st_size) > MOST_BYTES:
            raise DiscourseError(
                f"has {size / MEGABYTE:,.0f} MB; an article's file has {MOST_BYTES // MEGABYTE} MB at the most,"
                " as it is read whole. Divide it into its articles, or save it without its images"
            )
        return path.read_bytes()
    except DiscourseError:
        raise
    except OSError as error:
        raise DiscourseError(f"cannot be read: {error.strerror}; give yourself the right to read it") from error


def no_file(path: Path) -> MissingFileError:
    """Return the error for a path where no file is: what is there instead, and the repair, without its name.

    >>> str(no_file(Path("nowhere")))
    'no such file. Check the name, or put the file there'
    """
    if path.is_symlink() and not path.exists():
        return MissingFileError("is a link that leads nowhere, or to itself; put the file there")
    if path.exists() and not path.is_dir():
        return MissingFileError("is a pipe or a device; save what it gives into a file")
    return MissingFileError("no such file. Check the name, or put the file there")


@garbage_collection_paused()
def parse_bytes(data: bytes, suffix: str, encoding: str | None) -> Decoded:
    """Turn the bytes of a file into its article, by the format that they show or its name says."""
    kind, text = None, ""
    if ANY_SIGNATURE.match(data):
        other = next((what for signature, what in OTHER_SIGNATURES if signature.match(data)), None)
        if other:
            raise DiscourseError(f"is {other}")
        kind = next(kind for signature, kind in SIGNATURES if signature.match(data))
    if kind and encoding:
        raise DiscourseError(f"encoding={encoding!r} is declared, but a {kind} file has none; leave it out")
    if kind is None:
        text, encoding = decode_text(data, encoding)
        kind = find_format(text, suffix)
    layout = Layout(text)
    # Each of the three readers brings a library that only its format needs.
    if kind == "markdown":
        layout = Layout(text, tuple(find_layout_marks(text)))
    elif kind == "html":
        from discourse.texts.formats.html import read_html

        layout = read_html(text)
    elif kind == "docx":
        from discourse.texts.formats.docx import read_docx

        layout = read_docx(data)
    elif kind == "pdf":
        from discourse.texts.formats.pdf import read_pdf

        layout = read_pdf(data)
    if suffix not in TABLES and BLANK.fullmatch(layout.text):
        raise DiscourseError(BLANKS.get(kind, BLANKS["text"]))
    return Decoded(layout.text, encoding, hashlib.sha256(data).hexdigest(), kind, *layout[1:])


def find_format(text: str, suffix: str) -> str:
    """Name the format of a text: a page if it begins like one, Markdown if full of it, else what the name says."""
    if suffix in TABLES:
        return "text"
    if PAGE.match(text):
        return "html"
    if suffix in NAMES:
        return NAMES[suffix]
    if PAGE_PART.match(text):
        return "html"
    headings = len(SIGNED_HEADING.findall(text)) if "#" in text else 0
    signed = headings > 1 or (headings and OTHER_SIGN.search(text)) or TITLED_FRONT.match(text)
    return "markdown" if signed or f"\n{READER_LINE}" in f"\n{text}" else "text"


def decode_text(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Decode a text or a page; a page's few damaged characters become U+FFFD, as a browser shows them.

    Of a page saved as one file (.mhtml) the page is decoded, with the charset that it is sent with.
    """
    hint = None
    if MAIL.match(data) and b"multipart/related" in data[:HEAD]:
        try:
            parts = BytesParser().parsebytes(data).walk()
            page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        except RecursionError as error:
            raise DiscourseError("holds archives inside each other; save the page as .html") from error
        if page is None:
            raise DiscourseError("is a mail or a web archive without a page; save the page as .html")
        data, hint = page.get_payload(decode=True), page.get_content_charset()  # type: ignore[assignment]
    charset = CHARSET.search(data[:HEAD]) if b"<" in data[:HEAD] else None
    hint = charset[1].decode() if charset else hint
    try:
        return decode(data, declared=encoding, hint=hint)
    except DiscourseError:
        if not PAGE.match(data[:HEAD].decode("latin-1")):
            raise
        read = {name: data.decode(name, "replace") for name in encodings_named(encoding or hint) or CANDIDATES[:3]}
        least = min(read, key=lambda name: read[name].count("\ufffd"))
        # More than one damaged character in a hundred is another encoding.
        if read[least].count("\ufffd") * 100 > len(read[least]):
            raise
        return read[least], least
