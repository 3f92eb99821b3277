"""PDF files: the words of each page and where they stand."""

import io
import logging
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise, product
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from discourse.errors import DiscourseError, arose_in
from discourse.texts.characters import HAN
from discourse.texts.formats.columns import lay_out_columns
from discourse.texts.formats.encodings import LIKELY, TELLING, plausibility
from discourse.texts.formats.marks import Layout
from discourse.texts.formats.pdf_fonts import MOST_UNPACKED, TOO_LARGE, BoundedFonts, signs_of_font, unpack
from discourse.texts.formats.pdf_lines import BEGINS_WIDE, LATIN_BLANK, Fragment, join_even_letters

# An English text with its dashes and signs is below this share of signs that are no plain letters.
MOST_STRANGE = 0.3
# A page of a broadsheet has some 10,000 characters, and hundreds of pieces.
MOST_CHARACTERS, MOST_FRAGMENTS = 50_000, 10_000
# The name of a form or a picture, where a page paints it.
PAINTS = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+Do\b")
# What paints a text, or a form that may.
SHOWS_TEXT = re.compile(rb"T[jJ]|['\"]|Do")
NO_LAYER = "has no text layer, only images on {} pages: run OCR over it, and give the text that comes out"
NO_CHARACTERS = "does not say which characters its signs are: run OCR over it, or copy the text from where it came"
ENCRYPTED = "is encrypted: open it with its password and save it without one"
TOO_FULL = (
    f"has more than {MOST_CHARACTERS:,} characters or {MOST_FRAGMENTS:,} loose pieces of text on a page, which no "
    "printed page has; "
    "print the pages of the article to a new PDF"
)
# What reads a file for it.
READ_BY = ("pdfplumber", "pdfminer", "PIL", "cryptography")
DAMAGED = "is a PDF that is cut off or damaged; get it anew, or open it in a reader and print it to a new PDF"

# What is painted a second time so near, in ems, is bold.
OVERPRINT = 0.12
# A character below another, in ems, goes on with it in an upright line if it stands so near, and hardly beside it; a
# page has upright lines if most of its characters go on so.
BELOW, BESIDE, MOSTLY_UPRIGHT = (0.7, 1.6), 0.35, 0.6
# The top of a character above its baseline, in ems.
ASCENT = 0.88
# What a font does not name comes as its number in the font; half of a surrogate pair is no character.
UNNAMED = re.compile(r"\(cid:\d+\)|[\ud800-\udfff]")
# Some makers of PDF store the sign of a radical where a character that looks the same is printed, one sign for two
# letters, or the mark as it stands in upright lines.
LOOKALIKES = str.maketrans(
    "⺁⺇⺌⺎⺟⺠⺮⻁⻄⻅⻆⻉⻋⻍⻏⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰"
    "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796",
    "厂几小兀母民竹虎西见角贝车辶邑長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙"
    "，、。：；！？〖〗…‥—–（）｛｝〔〕【】《》〈〉「」『』［］"
    "，。、：；！？〖〗…",
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xFB00, 0xFB07))}
# The dash of a fount that sets two as one sign.
LOOKALIKES |= {0x2E3A: "——"}
# Which character ⼾ stands for only the whole text tells.
del LOOKALIKES[0x2F3E]
# Condensed type is this wide at the least; in fonts of 方正书版 a character fills half of its square.
LEAST_WIDE, IS_CHINESE = 0.7, re.compile(f"[{HAN}]")
# What stands before the first character of a page.
NOTHING = Fragment("", math.inf, math.inf, math.inf, math.inf, "", False)


def read_pdf(data: bytes) -> Layout:
    """Take the text out of a PDF: its columns one after the other, its lines as they are printed.

    A line is a line; a blank line stands where the page begins a new paragraph by a gap, an indent or another size of
    type, so that broken lines can be joined later. `marks` are the title, headings (larger type), bold words and the
    raised numbers of notes; `discarded` are running heads, page numbers, notes at the foot and what stands aslant.

    Raises DiscourseError for a file that is damaged, encrypted, or without a text layer that can be read.
    """
    pages, fonts = [], BoundedFonts()
    with silence("pdfminer"), silence("pdfplumber"):
        try:
            with pdfplumber.open(io.BytesIO(data)) as book:
                for page in book.pages:
                    if painted_size(page.page_obj.contents, page.page_obj.resources, {}) > MOST_UNPACKED:
                        raise DiscourseError(TOO_LARGE)
                    pages.append(join_even_letters(join_characters(read_characters(page.page_obj, fonts))))
                    if len(pages[-1]) > MOST_FRAGMENTS:
                        raise DiscourseError(TOO_FULL)
        except Exception as error:
            # Whatever they raise comes of the file: its objects are not what the format says.
            if not arose_in(error, *READ_BY):
                raise
            encrypted = any(isinstance(cause, PDFEncryptionError) for cause in (error, *error.args))
            raise DiscourseError(ENCRYPTED if encrypted else DAMAGED) from error
    if not pages:
        raise DiscourseError(DAMAGED)
    text = "".join(fragment.text for page in pages for fragment in page)
    if not text.strip():
        raise DiscourseError(NO_LAYER.format(len(pages)))
    if len(TELLING.findall(text)) > MOST_STRANGE * len(text) and plausibility(text) < LIKELY:
        raise DiscourseError(NO_CHARACTERS)
    return lay_out_columns(pages)


@contextmanager
def silence(name: str) -> Iterator[None]:
    """Keep a library from writing its warnings about a file to the terminal."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


class PaintedCharacters(PDFLayoutAnalyzer):
    """Keeps the characters that a page paints, and nothing else of it."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.characters: list[LTChar] = []

    def render_char(self, *args: Any) -> float:
        """Keep a character. Raises DiscourseError where a page has more than any has."""
        advance = super().render_char(*args)
        (char,) = self.cur_item._objs[-1:]
        self.characters += [char] if isinstance(char, LTChar) else []
        if len(self.characters) > MOST_CHARACTERS:
            raise DiscourseError(TOO_FULL)
        return advance

    def paint_path(self, *args: Any) -> None:
        """Leave lines and curves out."""

    def render_image(self, *args: Any) -> None:
        """Leave images out."""


class TextInterpreter(PDFPageInterpreter):
    """Carries out what a page says, but for what holds no text: the signs of a chart can be thousands of forms."""

    def do_Do(self, name: Any) -> None:
        """Paint a form that holds text, or another form."""
        form = resolve1(self.xobjmap.get(literal_name(name)))
        is_form = isinstance(form, PDFStream) and literal_name(form.get("Subtype")) == "Form"
        if is_form and SHOWS_TEXT.search(form.get_data()):
            super().do_Do(name)


def read_characters(page: PDFPage, resources: PDFResourceManager) -> list[dict]:
    """List the characters of a page in the order in which it paints them, with their places and fonts.

    pdfplumber lists them, too, with all that is known of each, in three times the time.
    """
    painted = PaintedCharacters(resources)
    TextInterpreter(resources, painted).process_page(page)
    if not all(math.isfinite(sum((*char.matrix, char.size, char.adv, char.width))) for char in painted.characters):
        raise DiscourseError(DAMAGED)
    chars = []
    for char in painted.characters:
        font = char.fontname if isinstance(char.fontname, str) else ""
        text = char.get_text().translate(signs_of_font(font))
        places = {"matrix": char.matrix, "size": char.size, "adv": char.adv, "width": char.width}
        chars.append({"text": text, "fontname": font} | places)
    return fit_sizes(chars)


def fit_sizes(chars: list[dict]) -> list[dict]:
    """Give the characters of a font whose squares are half empty the size that is seen, the width of a Chinese one."""
    shares = defaultdict[str, list[float]](list)
    for char in chars:
        if IS_CHINESE.fullmatch(char["text"]) and char["matrix"][1] == 0 and char["size"] > 0:
            shares[char["fontname"]].append(char["width"] / char["size"])
    narrow = {font: share for font, own in shares.items() if 0 < (share := median(own)) < LEAST_WIDE}
    return [char | {"size": char["size"] * narrow.get(char["fontname"], 1)} for char in chars] if narrow else chars


def painted_size(streams: Iterable[object], resources: object, known: dict[int | None, int]) -> int:
    """Count the bytes that streams paint a page by, each form as often as it is painted, and none that paints itself.

    No stream is unpacked beyond what a text can have. `known` are the sizes of forms counted before, by their numbers.
    """
    size = 0
    forms = dict_value(dict_value(resources).get("XObject"))
    for stream in map(stream_value, streams):
        code = unpack(stream)
        size += len(code)
        for name, times in Counter(PAINTS.findall(code)).items():
            form = resolve1(forms.get(name.decode("latin-1")))
            if not isinstance(form, PDFStream) or literal_name(form.get("Subtype")) != "Form":
                continue
            if form.objid not in known:
                known[form.objid] = 0
                known[form.objid] = painted_size([form], form.get("Resources", resources), known)
            size += times * known[form.objid]
    return size


def merge_overprints(chars: Iterable[dict]) -> list[dict]:
    """Take characters that are painted twice, hardly moved, as painted once in bold."""
    kept: list[dict] = []
    # By character and cell, several times as wide as it may be moved: a line can be thousands of the same.
    cells: dict[tuple[str, int, float, float], list[int]] = defaultdict(list)
    for char in chars:
        text, place, reach = char["text"], char["matrix"][4:], OVERPRINT * char["size"]
        level = math.frexp(reach)[1]
        cell = math.ldexp(4, level)
        columns, rows = ({(each - reach) // cell, (each + reach) // cell} for each in place)
        looked = () if text.isspace() else product(columns, rows)
        same = [at for x, y in looked for at in cells.get((text, level, x, y), ())]
        near = min((at for at in same if math.dist(kept[at]["matrix"][4:], place) < reach), default=None)
        if near is None:
            cells[text, level, place[0] // cell, place[1] // cell].append(len(kept))
            kept.append(char)
        else:
            kept[near] = kept[near] | {"fontname": "bold"}
    return kept


def goes_on_below(char: dict, last: dict) -> bool:
    """Tell whether a character stands below the one painted before it, as in an upright line."""
    (x, y), (x0, y0), size = char["matrix"][4:], last["matrix"][4:], last["size"]
    return abs(x - x0) <= BESIDE * size and BELOW[0] * size <= y0 - y <= BELOW[1] * size


def lay_level(chars: list[dict]) -> list[dict]:
    """Turn the characters of a page of upright lines, so that its lines run to the right and stand below each other."""
    upright = sum(goes_on_below(char, last) for last, char in pairwise(chars))
    if upright <= MOSTLY_UPRIGHT * len(chars):
        return chars
    turned = []
    for char in chars:
        a, b, _, _, x, y = char["matrix"]
        scale = math.hypot(a, b) or 1.0
        # Latin words lie on their side; all others are as long as they are wide.
        lying = abs(b) > abs(a)
        size = char["width"] if lying else char["size"]
        begin, advance = (-y, abs(char["adv"])) if lying else (-y - ASCENT * size, size / scale)
        turned.append(char | {"matrix": (scale, 0.0, 0.0, scale, begin, x), "adv": advance, "size": size})
    return turned


def join_characters(chars: Iterable[dict]) -> list[Fragment]:
    """Join the characters that a page paints in one go to fragments, in the order in which they are painted."""
    fragments: list[Fragment] = []
    end, surplus, before = (math.inf, math.inf), 0.0, dict[str, Any]()
    for char in lay_level(merge_overprints(chars)):
        a, b, _, _, x, y = char["matrix"]
        text, size, advance = UNNAMED.sub("\ufffd", char["text"]).translate(LOOKALIKES), char["size"], char["adv"]
        if not text or size <= 0:
            continue
        width, aslant = abs(advance) * math.hypot(a, b), abs(b) > 0.1 * abs(a) or a < 0
        sign = Fragment(text, x, x + width, y, size, char["fontname"].rpartition("+")[2], aslant)
        last = fragments[-1] if fragments else NOTHING
        alike = last.is_of_type(sign)
        touching = math.dist(end, (x, y)) <= LATIN_BLANK * size
        # A wide character goes on below an upright line, or below another that begins one.
        upright = BEGINS_WIDE.match(text) and (last.upright or BEGINS_WIDE.fullmatch(last.text))
        if alike and upright and goes_on_below(char, before):
            fragments[-1] = last._replace(text=last.text + text, upright=True)
        # Blanks before a line are its indent.
        elif alike and touching and last.text.strip():
            # A justified line has small gaps between its characters.
            level = advance >= 0 and a > 0
            fragments[-1] = last._replace(text=last.text + text, x1=(x if level else last.x1) + width)
        else:
            # A font without widths has Latin letters as wide as Chinese ones; the words after them show that they are
            # half as wide.
            if abs(last.y - y) <= LATIN_BLANK * size and last.x1 - surplus <= x < last.x1:
                fragments[-1] = last._replace(x1=last.x1 - surplus)
            fragments.append(sign)
            surplus = 0.0
        surplus += width / 2 * (text.isascii() and width >= 0.99 * size)
        before = char
        end = x + advance * a, y + advance * b
    return fragments
