"""PDF files: the words of each page and where they stand."""

import io
import logging
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ContentStream, DictionaryObject

# pypdf gives a page's text without the width of its words, and columns cannot be told without it. Its fonts know the
# widths, but are not part of what it offers to others.
from pypdf.generic._font import Font

from discourse.errors import DiscourseError
from discourse.texts.formats.columns import Fragment, lay_out_columns
from discourse.texts.formats.encodings import LIKELY, TELLING, plausibility
from discourse.texts.formats.marks import Layout

# An English text with its dashes and signs is below this share of signs that are no plain letters.
MOST_STRANGE = 0.3
NO_LAYER = "has no text layer, only images on {} pages: run OCR over it, and give the text that comes out"
NO_CHARACTERS = "does not say which characters its signs are: run OCR over it, or copy the text from where it came"
ENCRYPTED = "is encrypted: open it with its password and save it without one"
TOO_LARGE = "unpacks to more than 75 MB on a page, which no text does; print the pages of the article to a new PDF"
DAMAGED = "is a PDF that is cut off or damaged; get it anew"

# What comes of a file whose objects are not what the format says.
CROOKED = (
    PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, ZeroDivisionError,
)  # fmt: skip

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# A page may be printed turned, by so many degrees.
TURNS: dict[int, Matrix] = {90: (0, -1, 1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, 1, -1, 0, 0, 0)}
# Forms that a page paints may paint others, and a crooked file has them do so without end.
DEEPEST = 8
NO_SIGN = re.compile(r"[\ud800-\udfff]")
# Some makers of PDF store the sign of a radical where a character that looks the same is printed.
RADICALS = str.maketrans(
    "⺁⺇⺌⺎⺟⺠⺮⻁⻄⻅⻆⻉⻋⻍⻏⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "厂几小兀母民竹虎西见角贝车辶邑長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def lay_out_pages(data: bytes) -> Layout:
    """Take the text out of a PDF: its columns one after the other, its lines as they are printed.

    A line is a line; a blank line stands where the page begins a new paragraph by a gap, an indent or another size of
    type, so that broken lines can be joined later. `marks` are the title, headings (larger type) and bold words; `left`
    are running heads, page numbers and what stands aslant.

    Raises DiscourseError for a file that is damaged, encrypted, or without a text layer that can be read.
    """
    with quiet("pypdf"):
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise DiscourseError(ENCRYPTED)
            pages = [list(read_page(page, reader)) for page in reader.pages]
        except (DependencyError, NotImplementedError) as error:
            raise DiscourseError(ENCRYPTED) from error
        except DiscourseError:
            raise
        except LimitReachedError as error:
            raise DiscourseError(TOO_LARGE) from error
        except CROOKED as error:
            raise DiscourseError(DAMAGED) from error
    text = "".join(fragment.text for page in pages for fragment in page)
    if not text.strip():
        raise DiscourseError(NO_LAYER.format(len(pages)))
    if len(TELLING.findall(text)) > MOST_STRANGE * len(text) and plausibility(text) < LIKELY:
        raise DiscourseError(NO_CHARACTERS)
    return lay_out_columns(pages)


@contextmanager
def quiet(name: str) -> Iterator[None]:
    """Keep a library from writing its warnings about a file to the terminal."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def times(a: Matrix, b: Matrix) -> Matrix:
    """Apply one matrix, then another.

    >>> times((1, 0, 0, 1, 3, 4), (2, 0, 0, 2, 0, 0))
    (2, 0, 0, 2, 6, 8)
    """
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


@dataclass(frozen=True)
class Pen:
    """The state in which a page's text is printed (ISO 32000-1, 8.4 and 9.3)."""

    page: Matrix = PLAIN
    text: Matrix = PLAIN
    line: Matrix = PLAIN
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    between_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def moved(self, x: float, y: float) -> "Pen":
        """Go to the beginning of a line, from that of the line before."""
        line = times((1, 0, 0, 1, x, y), self.line)
        return replace(self, text=line, line=line)

    def advanced(self, width: float) -> "Pen":
        """Go on in the line."""
        return replace(self, text=times((1, 0, 0, 1, width, 0), self.text))


# how many numbers an operator takes, and how it changes the state
STATES = {
    b"cm": (6, lambda pen, n: replace(pen, page=times(tuple(n), pen.page))),
    b"BT": (0, lambda pen, n: replace(pen, text=PLAIN, line=PLAIN)),
    b"Tm": (6, lambda pen, n: replace(pen, text=tuple(n), line=tuple(n))),
    b"Td": (2, lambda pen, n: pen.moved(*n)),
    b"TD": (2, lambda pen, n: replace(pen, leading=-n[1]).moved(*n)),
    b"T*": (0, lambda pen, n: pen.moved(0, -pen.leading)),
    b"'": (0, lambda pen, n: pen.moved(0, -pen.leading)),
    b'"': (2, lambda pen, n: replace(pen, between_words=n[0], between=n[1]).moved(0, -pen.leading)),
    b"Tf": (1, lambda pen, n: replace(pen, size=n[0])),
    b"Tc": (1, lambda pen, n: replace(pen, between=n[0])),
    b"Tw": (1, lambda pen, n: replace(pen, between_words=n[0])),
    b"Tz": (1, lambda pen, n: replace(pen, stretch=n[0] / 100)),
    b"TL": (1, lambda pen, n: replace(pen, leading=n[0])),
    b"Ts": (1, lambda pen, n: replace(pen, rise=n[0])),
}
SHOWING = {b"Tj", b"TJ", b"'", b'"'}


class Fonts:
    """The fonts that a page names, each read when it is first used."""

    def __init__(self, resources: DictionaryObject):
        self.resources = resources
        self.read: dict[str, Font | None] = {}

    def __getitem__(self, name: str) -> Font | None:
        if name not in self.read:
            resource = self.resources.get(name)
            self.read[name] = None if resource is None else Font.from_font_resource(resource.get_object())
        return self.read[name]


def read_page(page: DictionaryObject, reader: PdfReader) -> Iterator[Fragment]:
    """Give the fragments of a page in the order in which they are painted."""
    turn = TURNS.get(int(page.get("/Rotate", 0)) % 360, PLAIN)
    yield from paint(page.get("/Contents"), resources_of(page), Pen(page=turn), reader, 0)


def resources_of(holder: DictionaryObject, default: DictionaryObject | None = None) -> DictionaryObject:
    """Return the fonts and forms that a page or form names; a page may have them from the pages above it."""
    while "/Resources" not in holder and "/Parent" in holder:
        holder = holder["/Parent"].get_object()
    found = holder.get("/Resources")
    return found.get_object() if found is not None else default or DictionaryObject()


def paint(stream, resources: DictionaryObject, pen: Pen, reader: PdfReader, depth: int) -> Iterator[Fragment]:
    """Give the fragments that a stream of operators paints (ISO 32000-1, Annex A)."""
    fonts = Fonts(resources.get("/Font", DictionaryObject()).get_object())
    forms = resources.get("/XObject", DictionaryObject()).get_object()
    kept = []
    for operands, operator in ContentStream(stream, reader, "bytes").operations if stream is not None else ():
        if operator == b"q":
            kept.append(pen)
        elif operator == b"Q":
            pen = kept.pop() if kept else pen
        elif operator == b"Do" and depth < DEEPEST:
            form = forms.get(operands[0], DictionaryObject()).get_object() if operands else {}
            if form.get("/Subtype") == "/Form":
                matrix = tuple(float(number) for number in form.get("/Matrix", PLAIN))
                inner = replace(pen, page=times(matrix, pen.page))
                yield from paint(form, resources_of(form, resources), inner, reader, depth + 1)
        else:
            pen = change(pen, operator, operands, fonts)
            for operand in shown(operator, operands):
                fragment, pen = show(pen, operand)
                if fragment:
                    yield fragment


def change(pen: Pen, operator: bytes, operands: list, fonts: Fonts) -> Pen:
    """Change the state as an operator says; one that lacks its numbers changes nothing, as in a viewer."""
    count, effect = STATES.get(operator, (0, None))
    numbers = [float(operand) for operand in operands if isinstance(operand, (int, float))]
    if effect is None or len(numbers) < count:
        return pen
    if operator == b"Tf":
        pen = replace(pen, font=fonts[operands[0]])
    return effect(pen, numbers[:count])


def shown(operator: bytes, operands: list) -> list[bytes | float]:
    """List the strings that an operator shows, and by how much the pen goes back between them."""
    if operator not in SHOWING or not operands:
        return []
    parts = operands[0] if operator == b"TJ" and isinstance(operands[0], list) else operands[-1:]
    return [part for part in parts if isinstance(part, (bytes, int, float))]


def show(pen: Pen, part: bytes | float) -> tuple[Fragment | None, Pen]:
    """Print a string, or go back by a number; return what is printed, if anything, and the pen after it."""
    if not isinstance(part, bytes):
        return None, pen.advanced(-float(part) / 1000 * pen.size * pen.stretch)
    text, widths = characters(pen.font, part)
    advance = sum(
        (width / 1000 * pen.size + pen.between + (pen.between_words if sign == " " else 0)) * pen.stretch
        for sign, width in zip(text, widths, strict=True)
    )
    a, b, c, d, x, y = times((1, 0, 0, 1, 0, pen.rise), times(pen.text, pen.page))
    size = pen.size * math.hypot(c, d)
    aslant = abs(b) > 0.1 * abs(a) or a < 0
    printed = "".join(text).translate(RADICALS)
    name = pen.font.name if pen.font else ""
    fragment = Fragment(printed, x, x + advance * math.hypot(a, b), y, size, name, aslant)
    return (fragment if printed and size > 0 else None), pen.advanced(advance)


def characters(font: Font | None, data: bytes) -> tuple[list[str], list[float]]:
    """Read the signs of a string: what each stands for, and its width in thousandths of the size."""
    if font is None or not font.interpretable:
        return ["\ufffd"] * len(data), [500.0] * len(data)
    if isinstance(font.encoding, str):
        codes = data.decode(font.encoding, "replace")
        named = list(codes)
    else:
        codes = data.decode("latin-1")
        named = [font.encoding.get(code, chr(code)) for code in data]
    text = [NO_SIGN.sub("\ufffd", font.character_map.get(sign, sign)) for sign in named]
    widths = [font.space_width if code == font.space_char else font.get_text_width(code) for code in codes]
    # A font that gives no widths for Latin letters has them as wide as Chinese ones here; they are half as wide.
    return text, [500.0 if w >= 1000 and sign.isascii() else w for sign, w in zip(text, widths, strict=True)]
