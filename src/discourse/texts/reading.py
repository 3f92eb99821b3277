"""Bytes of a file become text."""

import codecs
import hashlib
import io
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from charset_normalizer import from_bytes

from discourse.errors import DiscourseError, MissingFileError

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
CHINESE_ENCODINGS = ["gb18030", "big5hkscs"]
REPAIR = 'declare it in the manifest, for example encoding = "gb18030"'


class Decoded(NamedTuple):
    """A file as text: `text`, the `encoding` that Python reads it with, and the `sha256` of its bytes."""

    text: str
    encoding: str
    sha256: str


def read_text(path: str | Path, *, encoding: str | None = None) -> Decoded:
    """Read a text file without changing a character, line ends included.

    The encoding is the one given, else the one its byte order mark names, else UTF-8, else the better guess of
    GB18030 and Big5. A byte order mark is no part of the text.

    Raises MissingFileError where there is no such file, DiscourseError where its bytes do not fit the encoding.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_bytes("低空经济".encode("gb18030"))
    >>> read_text(path, encoding="gb18030").text
    '低空经济'
    """
    path = Path(path)
    if not path.is_file():
        raise MissingFileError(f"{path}: no such file. Check the name, or put the file there")
    data = path.read_bytes()
    encoding = encoding or guess_encoding(data)
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise DiscourseError(f"{path}: encoding={encoding!r} is unknown to Python; {REPAIR}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DiscourseError(f"{path}: line {line} is not {encoding} (byte {error.start}); {REPAIR}") from error
    return Decoded(text, encoding, hashlib.sha256(data).hexdigest())


def guess_encoding(data: bytes) -> str:
    """Name the encoding of a file's bytes: byte order mark, UTF-8, or the likelier Chinese one.

    >>> guess_encoding("低空经济".encode())
    'utf-8'
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=CHINESE_ENCODINGS).best()
        return best.encoding if best else CHINESE_ENCODINGS[0]


def read_columns(path: str | Path, needed: list[str]) -> pd.DataFrame:
    """Read a CSV file as text, whatever a spreadsheet saved it as, and make sure of its columns."""
    text = read_text(path).text.lstrip("\ufeff")
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skipinitialspace=True)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DiscourseError(f"{path}: not a table of comma-separated values: {error}".strip()) from error
    missing = [column for column in needed if column not in table]
    if missing:
        raise DiscourseError(f"{path}: lacks the columns {missing}; it has {list(table.columns)}")
    return table
