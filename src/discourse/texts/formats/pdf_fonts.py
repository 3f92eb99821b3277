"""The fonts of a PDF, and how much a file may claim of one."""

import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import product
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from discourse.errors import DiscourseError

MEGABYTE = 2**20
# A few kilobytes can unpack to more than fits into the memory.
MOST_UNPACKED = 75 * MEGABYTE
TOO_LARGE = (
    f"unpacks to more than {MOST_UNPACKED // MEGABYTE} MB on a page, which no text does; "
    "print the pages of the article to a new PDF"
)
WRITTEN_AS_TEXT = dict.fromkeys(("ASCIIHexDecode", "AHx"), asciihexdecode) | dict.fromkeys(
    ("ASCII85Decode", "A85"), ascii85decode
)
# A font has 65,536 signs at the most; some maps name signs twice.
MOST_SIGNS = 200_000
TOO_MANY_SIGNS = (
    f"has a font that claims more than {MOST_SIGNS:,} signs, where the largest has 65,536; "
    "print the pages of the article to a new PDF"
)
# How many numbers make a range of signs of one width: first, last and width, or with the place of upright ones.
RANGES = {"W": 3, "W2": 5}
# The fonts of letters, figures and marks of the typesetting program 方正书版 (E-BZ, EU-HT, E-HZ-PK748312). They have no
# Chinese characters: a file that names one means the sign whose code in GB 2312 is so much less (袁 is ，, 员 is １).
# Two signs have codes of the program's own.
FOUNDER_LATIN, FOUNDER_SHIFT = re.compile(r"(?:\A|\+)EU?-[A-Z]"), 0x31
FOUNDER_OWN = {0xE010: ".", 0xE011: "-", ord("郾"): ".", ord("鄄"): "-"}
# The collections of signs that a font names by the map in its file.
OWN_SIGNS = (b"Identity", b"UCS")


@lru_cache(maxsize=100)
def signs_of_font(name: str) -> dict[int, str]:
    """Map the characters by which files name signs of a font to those that it prints, where they are others.

    >>> "圆园圆源袁".translate(signs_of_font("BLIBNA+EU-BZ")), "袁".translate(signs_of_font("FZSSK--GBK1-0"))
    ('２０２４，', '袁')
    """
    if not FOUNDER_LATIN.search(name):
        return {}
    signs = dict(FOUNDER_OWN)
    for row, cell in product(range(0xA1, 0xAA), range(0xA1, 0xFF)):
        with suppress(UnicodeDecodeError):
            named = bytes([row + FOUNDER_SHIFT, cell]).decode("gb2312")
            signs[ord(named)] = bytes([row, cell]).decode("gb2312")
    return signs


class BoundedFonts(PDFResourceManager):
    """Makes the fonts of a file, and none that claims more signs than any has: a line of it can name a billion."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Make a font, or give the one that was made. Raises DiscourseError for one of too many signs."""
        if not (objid and objid in self._cached_fonts):
            if any(count_signs(list_value(spec.get(key, [])), RANGES[key]) > MOST_SIGNS for key in RANGES):
                raise DiscourseError(TOO_MANY_SIGNS)
            self.name_signs(spec)
        return super().get_font(objid, spec)

    def name_signs(self, spec: Mapping[str, object]) -> None:
        """Map the signs of a font to characters, as far as any goes. Raises DiscourseError for one of too many."""
        named = resolve1(spec.get("ToUnicode"))
        file = resolve1(dict_value(spec.get("FontDescriptor", {})).get("FontFile2"))
        for stream in (named, file):
            if isinstance(stream, PDFStream) and len(unpack(stream)) > MOST_UNPACKED:
                raise DiscourseError(TOO_LARGE)
        ordering = resolve1(dict_value(spec.get("CIDSystemInfo", {})).get("Ordering"))
        if isinstance(named, PDFStream):
            CMapParser(BoundedMap(), io.BytesIO(named.get_data())).run()
        elif isinstance(file, PDFStream) and ordering in OWN_SIGNS:
            with suppress(TrueTypeFont.CMapNotFound):
                BoundedTrueType("", io.BytesIO(file.get_data())).create_unicode_map()


class BoundedMap(FileUnicodeMap):
    """A map of the signs of a font to characters that ends where no font has as many."""

    added = 0

    def add_cid2unichr(self, *args: Any) -> None:
        """Count one more. Raises DiscourseError where there are too many."""
        self.added += 1
        if self.added > MOST_SIGNS:
            raise DiscourseError(TOO_MANY_SIGNS)


class BoundedSigns(dict[int, int]):
    """The signs of a font by their characters; ends where no font has as many, a sign named again counted again."""

    added = 0

    def __setitem__(self, character: int, sign: int) -> None:
        self.added += 1
        if self.added > MOST_SIGNS:
            raise DiscourseError(TOO_MANY_SIGNS)
        super().__setitem__(character, sign)

    def update(self, named: Any) -> None:
        """Add pairs of a character and its sign."""
        for character, sign in named:
            self[character] = sign


def bounded(parse: Callable) -> Callable:
    """Return a parser of a map of signs that has all maps of a font file counted together."""

    def parse_bounded(font: "BoundedTrueType", file: io.BytesIO, signs: dict[int, int]) -> None:
        parse(font, file, font.signs)
        signs |= font.signs

    return parse_bounded


class BoundedTrueType(TrueTypeFont):
    """A font file whose maps of signs, by the numbers of their formats, are counted as they are read."""

    def __init__(self, name: str, file: io.BytesIO) -> None:
        super().__init__(name, file)
        self.signs = BoundedSigns()

    parse_cmap_format_0 = bounded(TrueTypeFont.parse_cmap_format_0)
    parse_cmap_format_2 = bounded(TrueTypeFont.parse_cmap_format_2)
    parse_cmap_format_4 = bounded(TrueTypeFont.parse_cmap_format_4)
    parse_cmap_format_6 = bounded(TrueTypeFont.parse_cmap_format_6)
    parse_cmap_format_10 = bounded(TrueTypeFont.parse_cmap_format_10)
    parse_cmap_format_12 = bounded(TrueTypeFont.parse_cmap_format_12)


def unpack(stream: PDFStream) -> bytes:
    """Unpack a stream as far as any of a text goes, and a byte further; what is packed in other ways stays."""
    data = stream.get_rawdata() or b""
    # Packed again, or as text, some kilobytes are as many gigabytes.
    for named, _ in stream.get_filters():
        written = WRITTEN_AS_TEXT.get(literal_name(named))
        with suppress(zlib.error, ValueError):
            data = written(data) if written else zlib.decompressobj().decompress(data, MOST_UNPACKED + 1)
    return data


def count_signs(widths: Iterable[object], numbers: int) -> int:
    """Count the signs of a list of widths, of which so many numbers make a range.

    >>> count_signs([1, [500, 600], 10, 19, 500], 3)
    12
    """
    signs, said = 0, list[Any]()
    for value in map(resolve1, widths):
        if isinstance(value, list):
            signs += len(value)
            said = []
        # What else stands there is passed over.
        elif isinstance(value, int | float):
            said.append(value)
        if len(said) == numbers:
            first, last = said[:2]
            signs += max(0, last - first + 1)
            said = []
    return signs
