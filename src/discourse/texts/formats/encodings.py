"""Bytes become characters: which encoding a Chinese text is in, and which of its characters are doubtful."""

import codecs
import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from discourse.errors import DiscourseError
from discourse.texts.characters import BASIC_HAN, is_usual

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
]
# Of two that read equally plausible text out of the bytes, the first is taken.
CANDIDATES = ["utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
# What files that go by a name hold in practice: its extensions.
KIN = {"gb2312": ["gb18030"], "gbk": ["gb18030"], "big5": ["cp950", "big5hkscs"]}
REPAIR = (
    'declare it in the manifest or in read_table, for example encoding = "gb18030", leave encoding out where one is '
    "given (it is found), or save the file as UTF-8"
)

# The 200 most frequent characters of the words in jieba's dictionary, weighted by their frequencies, the traditional
# forms of those that have one, and the stops.
FREQUENT = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分"
    "方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好"
    "外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第"
    "她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知國爲為這個來會時學說説於們後發對"
    "長過業裏裡經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無見戰點場數樣問並萬著，。、；：？！“”‘’"
    "（）《》—…·「」『』％"
    "\u3000"
)
# How plausible a character is in a Chinese text, as a logarithm.
FREQUENT_ONE, COMMON, RARE, STRANGE, NO_CHARACTER = 0.0, -1.5, -5.0, -7.0, -8.0
# The mean over a Chinese text lies above; bytes read in an encoding not theirs, or that are no text, lie below.
LIKELY = -3.5
SAMPLE = 200
TELLING = re.compile(r"[^\t\n\v\f\r -~]")
CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
SYMBOL = re.compile(r"[\u2010-\u203a\u2460-\u249b\u25a0-\u25ff\u3001-\u301f\uff01-\uff5e]")
ONE_HAN = re.compile(f"[{BASIC_HAN}]")
THREE_HAN = re.compile(rf"[\u3000-\u301f{BASIC_HAN}\uff01-\uff5e]{{3}}")

# what it looks like in the text, why it is doubted
DOUBTS = [
    (r"\ufffd+", "characters were lost before the file came here; look them up in the source"),
    (r"(?:锟斤拷|锟斤|斤拷)+锟?",
     "characters were lost, and what marked the loss was read as GBK; look them up in the source"),
    (r"(?:[\u00c2\u00c3\u00e2-\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]{1,2}){2,}",
     "looks like UTF-8 read as a Western encoding; save the source anew"),
    (r"[\ue000-\uf8ff\U000f0000-\U0010fffd]+", "private-use characters: what they print depends on the font"),
    (r"\?{3,}", "a run of question marks often stands for characters that were lost"),
    (r"〓+", "stands for characters that the typesetter lacked"),
]  # fmt: skip
# A text that has none of these characters, and no ???, has none of those places.
DOUBTED = re.compile(r"[\ufffd锟斤\u00c2\u00c3\u00e2-\u00ef\ue000-\uf8ff\U000f0000-\U0010fffd〓]")

# Written out twice: a repeated group takes five times as long to look for.
TWO_HAN_BYTES = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}[\xe4-\xe9][\x80-\xbf]{2}")
# Chinese in GBK or Big5 that was read as Latin-1; a row of one sign is none.
WESTERN_RUN = re.compile(r"[\xa1-\xff](?<=(.))(?!\1{3})[\xa1-\xff]{3,}")
GBK_AS_WESTERN = "looks like GBK or Big5 read as a Western encoding; save the source anew"
UTF8_AS_GBK = "looks like UTF-8 read as GBK; save the source anew"
# Copied out of a PDF whose fonts name marks as characters: so many, and so many times the marks themselves.
NAMED_MARK, MARK, LEAST_NAMED, TIMES_MARKS = re.compile("[袁遥尧渊冤曰]"), re.compile("[，。、（）；]"), 6, 4
MARK_AS_CHARACTER = "looks like a mark of 方正书版 (袁 is ，, 遥 is 。) copied out of a PDF; give the PDF itself"
FOREIGN_RUN = re.compile(r"[^\0-\x7f\s]{4,}")


class Misreading(NamedTuple):
    """A span of a text whose characters are probably not those that were printed, and why."""

    start: int
    end: int
    reason: str


class MixedLinesError(DiscourseError):
    """A text of which some lines are UTF-8, and others are not."""


def decode(data: bytes, *, declared: str | None = None, hint: str | None = None) -> tuple[str, str]:
    """Return the text of bytes, every character of it, and the encoding that gives it.

    `declared` is the researcher's word and wins; `hint` is what the file says of itself, one piece of evidence. An
    encoding declared by the name of a smaller kin (gb2312, gbk, big5) is read as what goes by that name in practice.

    Raises DiscourseError for bytes that do not fit, an encoding unknown to Python, lines in two encodings, no text.

    >>> decode("低空经济".encode("gb18030"))
    ('低空经济', 'gb18030')
    """
    name = declared or guess_encoding(data, hint=hint)
    try:
        codec = codecs.lookup(name).name
        "".encode(codec).decode(codec)
    except (LookupError, ValueError) as error:
        # Python also knows codecs of bytes, such as hex, and names none with a NUL in it.
        raise DiscourseError(f"encoding={name!r} is no encoding of texts that Python knows; {REPAIR}") from error
    marked = byte_order_mark(data)
    if marked and marked.split("-")[:2] == codec.split("-")[:2]:
        codec = marked
    kin = KIN.get(codec, [codec])
    encoding = kin[0] if len(kin) == 1 else likeliest(readings(data, kin)) or kin[0]
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise DiscourseError(f"line {line} is not {encoding} (byte {error.start}); {REPAIR}") from error


def guess_encoding(data: bytes, *, hint: str | None = None) -> str:
    """Name the encoding of a file's bytes: byte order mark, UTF-8, what the file says of itself, or the likeliest one.

    The likeliest is the one that reads the most plausible Chinese out of the bytes. Raises DiscourseError where none
    does, and where some lines are UTF-8 and others are not.

    >>> guess_encoding("低空经济".encode()), guess_encoding("低空經濟".encode("big5"))
    ('utf-8', 'cp950')
    """
    if marked := byte_order_mark(data):
        return marked
    read = readings(data, ["utf-8"])
    if read and (ONE_HAN.search(read["utf-8"]) or not CONTROL.search(read["utf-8"])):
        return "utf-8"
    hinted = likeliest(readings(data, encodings_named(hint)))
    if hinted:
        return hinted
    if not read:
        refuse_mixture(data)
    guessed = likeliest(readings(data, CANDIDATES))
    if guessed:
        return guessed
    # Plain ASCII with a control character is UTF-8 still.
    if b"\0" in data:
        raise DiscourseError("holds bytes that are no text; give a text, Markdown, HTML, DOCX or PDF file")
    if not data.isascii():
        raise DiscourseError(
            f"is Chinese text in none of UTF-8, GB18030, Big5, UTF-16, UTF-32; if it is text, {REPAIR}"
        )
    return "utf-8"


def byte_order_mark(data: bytes) -> str | None:
    """Name the encoding whose byte order mark the bytes begin with."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def encodings_named(name: str | None) -> list[str]:
    """List the encodings that files of a name are in; none where Python does not know the name."""
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return []
    return KIN.get(codec, [codec])


def readings(data: bytes, encodings: list[str]) -> dict[str, str]:
    """Decode bytes by each encoding, leaving out those they do not fit."""
    read = {}
    for encoding in encodings:
        try:
            read[encoding] = data.decode(encoding)
        except (UnicodeDecodeError, LookupError, AttributeError):
            continue
    return read


def likeliest(read: dict[str, str]) -> str | None:
    """Name the encoding whose reading is the most plausible Chinese; None where none is plausible."""
    marks = {encoding: plausibility(text) for encoding, text in read.items()}
    best = max(marks, key=lambda encoding: marks[encoding], default=None)
    return best if best and marks[best] >= LIKELY else None


def plausibility(text: str) -> float:
    """Return the mean plausibility, 0 at the most, of the first characters of a text that are not plain ASCII.

    >>> plausibility("的一是") > plausibility("鐨勪竴鏄")
    True
    """
    sample = [match.group() for match in islice(TELLING.finditer(text), SAMPLE)]
    return sum(map(character_plausibility, sample)) / len(sample) if sample else 0.0


@cache
def character_plausibility(character: str) -> float:
    """Weigh a character: frequent, of the first level of GB 2312 or Big5, other Chinese, any other, none.

    The first levels of the two standards hold the common characters, simplified and traditional.
    """
    if character in FREQUENT:
        return FREQUENT_ONE
    if CONTROL.match(character):
        return NO_CHARACTER
    if SYMBOL.match(character):
        return COMMON
    if not ONE_HAN.match(character):
        return STRANGE
    simplified = character.encode("gb2312", "replace")[:1]
    traditional = character.encode("big5", "replace")[:1]
    return COMMON if b"\xb0" <= simplified <= b"\xd7" or b"\xa4" <= traditional <= b"\xc6" else RARE


def refuse_mixture(data: bytes) -> None:
    """Raise DiscourseError where some lines are Chinese in UTF-8 and others are no UTF-8."""
    lines = {number: line for number, line in enumerate(data.split(b"\n"), 1) if not line.isascii()}
    read = {number: readings(line, ["utf-8"]).get("utf-8") for number, line in lines.items()}
    utf8 = [number for number, text in read.items() if text and THREE_HAN.search(text)]
    other = [number for number, text in read.items() if text is None]
    if not utf8 or not other:
        return
    odd, rest = (other, "utf-8") if len(other) <= len(utf8) else (utf8, "not")
    encoding = likeliest(readings(lines[odd[0]], CANDIDATES))
    what = f"is {encoding}" if encoding else "is damaged, in no encoding of Chinese text"
    more = f" (so are {len(odd) - 1} more lines)" if len(odd) > 1 else ""
    raise MixedLinesError(
        f"line {odd[0]} {what}, while the others are {rest}{more}: a file has one encoding; mend the line in an editor "
        "and save the file as UTF-8"
    )


def find_misreadings(text: str) -> list[Misreading]:
    """List the spans of a text whose characters are probably not those that were printed, in order.

    >>> find_misreadings("发展低\\ufffd经济")[0][:2]
    (3, 4)
    """
    usual = is_usual(text)
    # Of the characters that are looked for these alone are usual ones.
    doubted = "锟" in text or "斤" in text or "???" in text or not (usual or not DOUBTED.search(text))
    doubts = DOUBTS if doubted else []
    found = [Misreading(m.start(), m.end(), reason) for pattern, reason in doubts for m in re.finditer(pattern, text)]
    for run in () if usual else WESTERN_RUN.finditer(text):
        data = run[0].encode("latin-1")
        whole = readings(data[: len(data) // 2 * 2], ["gb18030", "cp950"])
        if likeliest(whole) and not any(run.start() < other.end and other.start < run.end() for other in found):
            found.append(Misreading(*run.span(), GBK_AS_WESTERN))
    found += find_named_marks(text)
    # Most texts need no decoding: where more than half a run's characters are Chinese in UTF-8, two of them adjoin.
    if TWO_HAN_BYTES.search(text.encode("gb18030", "ignore")):
        for run in FOREIGN_RUN.finditer(text):
            # Two characters of GBK stand for three bytes of UTF-8, which are one Chinese character.
            meant = run[0].encode("gb18030", "ignore").decode("utf-8", "ignore")
            if 2 * len(ONE_HAN.findall(meant)) > len(run[0]) and plausibility(meant) > plausibility(run[0]):
                found.append(Misreading(*run.span(), UTF8_AS_GBK))
    return sorted(found)


def find_named_marks(text: str) -> list[Misreading]:
    """List the characters of a text that stand for marks which the fonts of a PDF name so; none of other texts.

    >>> len(find_named_marks("发展工业袁稳定就业袁改善民生遥抓项目尧资金尧人才遥"))
    6
    """
    if "袁" not in text or "遥" not in text:
        return []
    named = [Misreading(*mark.span(), MARK_AS_CHARACTER) for mark in NAMED_MARK.finditer(text)]
    return named if len(named) >= max(LEAST_NAMED, TIMES_MARKS * len(MARK.findall(text))) else []
