"""The fonts of a PDF, and how much a file may claim of one."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1

from discourse.errors import DiscourseError

# A font has 65,536 signs at the most; some maps name signs twice.
MOST_SIGNS = 200_000
TOO_MANY_SIGNS = (
    f"has a font that claims more than {MOST_SIGNS:,} signs, where the largest has 65,536; "
    "print the pages of the article to a new PDF"
)
# How many numbers make a range of signs of one width: first, last and width, or with the place of upright ones.
RANGES = {"W": 3, "W2": 5}


class BoundedFonts(PDFResourceManager):
    """Makes the fonts of a file, and none that claims more signs than any has: a line of it can name a billion."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Make a font, or give the one that was made. Raises DiscourseError for one of too many signs."""
        known = objid and objid in self._cached_fonts
        if not known and any(count_signs(list_value(spec.get(key, [])), RANGES[key]) > MOST_SIGNS for key in RANGES):
            raise DiscourseError(TOO_MANY_SIGNS)
        named = resolve1(spec.get("ToUnicode"))
        if not known and isinstance(named, PDFStream):
            CMapParser(BoundedMap(), io.BytesIO(named.get_data())).run()
        return super().get_font(objid, spec)


class BoundedMap(FileUnicodeMap):
    """A map of the signs of a font to characters that ends where no font has as many."""

    added = 0

    def add_cid2unichr(self, *args: Any) -> None:
        """Count one more. Raises DiscourseError where there are too many."""
        self.added += 1
        if self.added > MOST_SIGNS:
            raise DiscourseError(TOO_MANY_SIGNS)


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
        else:
            said.append(value)
        if len(said) == numbers:
            first, last = said[:2]
            signs += max(0, last - first + 1)
            said = []
    return signs
