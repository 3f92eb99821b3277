"""Forms of a text for comparing: width and script folded, one character for one where offsets must stay."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.texts.characters import INVISIBLE, WIDE

if TYPE_CHECKING:
    from opencc import OpenCC

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# Characters whose simplified form OpenCC is asked for.
COMMON_HAN = range(0x3400, 0xA000)
# Signs that editors and keyboards put in the place of each other, the first of each row for all.
SAME_SIGNS = [
    "-‐‑‒–—―−﹣",
    "·•・‧∙⋅･",
    '"“”„‟「」『』﹁﹂﹃﹄',
    "'‘’‛`´ʼ",
    "〇○◯",
    *map("".join, zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)),
]
# One sign that prints as several: ⅲ, ㎡, ﬁ.
COMPOSED = re.compile("[\u2160-\u217f\u3380-\u33df\ufb00-\ufb06℃℉№]")
# Blanks, what prints as nothing, and accents that stand for themselves; a Chinese character on either side makes it no
# gap between words. So it is of quotes, where they count for nothing.
PARTING = rf"\s{INVISIBLE}\u0300-\u036f"
GAP, GAP_OR_QUOTE = re.compile(rf"[{PARTING}]+"), re.compile(rf"[{PARTING}\"'《》〈〉]+")
ACCENTS = re.compile("[\u0300-\u036f]+")
# Its first sign is asked for first: it stands in few places.
ZERO = re.compile("零(?<=[〇一二三四五六七八九]零)(?=[〇零一二三四五六七八九])")
UNSEEN = re.compile(f"[{INVISIBLE}]+")
BESIDE_CHINESE = re.compile(rf"[{WIDE}]")
# A text is traditional where this share of its characters, and two at the least, have a simplified form; a simplified
# text has next to none.
TRADITIONAL, LEAST = 0.1, 2
# From so many characters on looking up all at once is faster than one after the other.
LONG_TEXT = 50


@lru_cache(maxsize=1)
def opencc_converter() -> "OpenCC":
    """Make the one converter from traditional to simplified characters of this process, when it is first needed."""
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=1)
def simplified_forms() -> dict[int, int]:
    """Map each traditional character to its simplified one, by OpenCC's table of single characters."""
    forms = opencc_converter().convert("\n".join(map(chr, COMMON_HAN))).split("\n")
    pairs = zip(COMMON_HAN, forms, strict=True)
    return {code: ord(form) for code, form in pairs if len(form) == 1 and form != chr(code)}


@lru_cache(maxsize=1)
def small_letters() -> dict[int, int]:
    """Map the capitals of the Latin alphabets to their small letters, where these are one character."""
    return {code: ord(chr(code).lower()) for code in range(0x250) if len(chr(code).lower()) == 1}


@lru_cache(maxsize=1)
def folded_forms() -> dict[int, int]:
    """Map each character that `fold` folds to its folded form."""
    return FULL_WIDTH | simplified_forms()


def codes_of(text: str) -> np.ndarray:
    """Return the code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def end_of_plane(codes: np.ndarray) -> int:
    """Return the end of the last Unicode plane that code points lie in: texts of the first need small tables."""
    return ((int(codes.max(initial=0)) >> 16) + 1) << 16


def translate_codes(codes: np.ndarray, forms: Callable[[], dict[int, int]]) -> np.ndarray:
    """Put in the place of each code point that of its form, itself where `forms` has none."""
    return table_of_forms(forms, end_of_plane(codes))[codes]


@lru_cache
def table_of_forms(forms: Callable[[], dict[int, int]], end: int) -> np.ndarray:
    """Return the code point that stands for each below `end`."""
    table = np.arange(end, dtype="<u4")
    below = {code: form for code, form in forms().items() if code < end}
    table[list(below)] = list(below.values())
    return table


def translate_characters(text: str, forms: Callable[[], dict[int, int]]) -> str:
    """Put in the place of each character its form, as `str.translate` does, in a tenth of the time for long texts.

    >>> translate_characters("發展", simplified_forms), translate_characters("發展" * 50, simplified_forms)[:2]
    ('发展', '发展')
    """
    if len(text) < LONG_TEXT:
        return text.translate(forms())
    return translate_codes(codes_of(text), forms).tobytes().decode("utf-32-le", "surrogatepass")


def fold(text: str) -> str:
    """Fold full-width letters, digits and signs to half width and traditional characters to simplified ones.

    One character for one: offsets stay.

    >>> fold("發展６Ｇ")
    '发展6G'
    """
    return translate_characters(text, folded_forms)


@lru_cache(maxsize=1)
def matchable_forms() -> dict[int, int]:
    """Map each character to the one that it is found as: folded, without an accent, one sign for all that are alike."""
    accented = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
    plain = {code: ord(unicodedata.normalize("NFD", chr(code))[0]) for code in accented}
    return (
        folded_forms()
        | {code: letter for code, letter in plain.items() if letter < 0x80}
        | {ord(sign): ord(row[0]) for row in SAME_SIGNS for sign in row}
    )


def matchable(text: str, *, quotes: bool = True) -> tuple[str, np.ndarray]:
    """Fold a text for finding words in it, blanks that part no words left out; say where its characters stand.

    Chinese is written without blanks: 先进 制造业 and 5G 网络 are 先进制造业 and 5G网络. Between Latin words one blank
    stays. What prints as nothing goes, and so do accents; dashes are one sign, as are the dots of names, and Ⅲ is III.
    With `quotes=False` quotes beside a Chinese character go, too. Terms are found where their matchable forms are the
    same.

    >>> matchable("５G 网络"), matchable("big \u3000data ")
    (('5G网络', array([0, 1, 3, 4])), ('big data', array([0, 1, 2, 3, 5, 6, 7, 8])))
    >>> matchable("Ⅲ类"), matchable("“双碳”目标，don’t", quotes=False)[0]
    (('III类', array([0, 0, 0, 1])), "双碳目标,don't")
    """
    folded = translate_characters(text, matchable_forms)
    if "零" in folded:
        folded = ZERO.sub("〇", folded)
    gap = GAP if quotes else GAP_OR_QUOTE
    if not gap.search(folded) and not COMPOSED.search(folded):
        return folded, np.arange(len(folded))
    # How many characters each becomes; at either end stands what parts nothing.
    codes = codes_of(folded).copy()
    gaps = np.concatenate([[False], are_of_class(codes, gap), [False]])
    kept = ~gaps[1:-1]
    begins, ends = np.flatnonzero(gaps[1:] & ~gaps[:-1]), np.flatnonzero(gaps[:-1] & ~gaps[1:])
    inside = (begins > 0) & (ends < len(codes))
    begins, ends = begins[inside], ends[inside]
    parting = ~are_of_class(codes[[begins - 1, ends]], BESIDE_CHINESE).any(axis=0)
    for start, end in zip(begins[parting].tolist(), ends[parting].tolist(), strict=True):
        signs = re.sub(r"\s+", " ", re.sub(f"[{INVISIBLE}\u0300-\u036f]", "", folded[start:end]))
        codes[start : start + len(signs)], kept[start : start + len(signs)] = codes_of(signs), True
    places = np.flatnonzero(kept)
    printed = {at: unicodedata.normalize("NFKC", folded[at]) for at in places[are_of_class(codes[places], COMPOSED)]}
    if printed:
        times = np.ones(len(codes), dtype="int64")
        times[list(printed)] = list(map(len, printed.values()))
        places = np.repeat(places, times[places])
    written = codes[places]
    for at, signs in printed.items():
        first = np.searchsorted(places, at)
        written[first : first + len(signs)] = codes_of(signs)
    return written.tobytes().decode("utf-32-le", "surrogatepass"), places


def are_of_class(codes: np.ndarray, pattern: re.Pattern) -> np.ndarray:
    """Tell of each code point whether a pattern, that of a class of characters, fits it."""
    return table_of_class(pattern, end_of_plane(codes))[codes]


@lru_cache
def table_of_class(pattern: re.Pattern, end: int) -> np.ndarray:
    """Tell of each code point below `end` whether the pattern of a class fits it."""
    fits = np.zeros(end, dtype=bool)
    characters = np.arange(end, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    # Characters that follow each other are found at once.
    for found in re.finditer(f"(?:{pattern.pattern})+", characters):
        fits[slice(*found.span())] = True
    return fits


def find_runs(pattern: re.Pattern, text: str, *, holding: Iterable[re.Pattern] = ()) -> list[tuple[int, int]]:
    """Return where characters that fit the pattern of a class stand in a row, in a long text, of which few do.

    Of `holding`, classes too, each fits a character of the row.

    >>> find_runs(re.compile("[A-Z&]"), "发展AI和R&D")
    [(2, 4), (5, 8)]
    >>> find_runs(re.compile("[A-Z&]"), "发展AI和R&D，&", holding=[re.compile("&"), re.compile("[A-Z]")])
    [(5, 8)]
    """
    codes = codes_of(text)
    fits = np.concatenate([[False], are_of_class(codes, pattern), [False]])
    runs = np.flatnonzero(fits[1:] != fits[:-1]).reshape(-1, 2)
    inside, lengths = codes[fits[1:-1]], runs[:, 1] - runs[:, 0]
    held = [np.add.reduceat(are_of_class(inside, each), np.cumsum(lengths) - lengths) for each in holding if len(runs)]
    return list(map(tuple, runs[np.logical_and.reduce([lengths, *held])].tolist()))


def fold_case(text: str) -> str:
    """Fold Latin capitals to small letters, one character for one.

    >>> fold_case("Artificial intelligence（AI）")
    'artificial intelligence（ai）'
    """
    return translate_characters(text, small_letters)


def simplify(text: str) -> str:
    """Fold traditional characters to simplified ones if the text is traditional; else give it back as it is.

    One character for one: offsets stay.

    >>> simplify("發展低空經濟"), simplify("乾隆年间的工业")
    ('发展低空经济', '乾隆年间的工业')
    """
    simplified = translate_characters(text, simplified_forms)
    changed = (codes_of(text) != codes_of(simplified)).sum() if simplified != text else 0
    return simplified if changed >= max(LEAST, TRADITIONAL * len(text)) else text


def simplify_texts(texts: Sequence[str]) -> list[str]:
    """Simplify each text that is traditional, as `simplify` does.

    >>> simplify_texts(["發展經濟", "乾隆年间的工业"])
    ['发展经济', '乾隆年间的工业']
    """
    joined = "".join(texts)
    return list(texts) if translate_characters(joined, simplified_forms) == joined else list(map(simplify, texts))


def comparison_form(text: str) -> str:
    """Fold width and script for comparing, phrase by phrase; blanks at the ends go, several become one.

    Lengths may change.

    >>> comparison_form("第一条　　發展６Ｇ，（首台套） ")
    '第一条 发展6G,(首台套)'
    """
    return " ".join(opencc_converter().convert(fold(text)).split())


def letters(text: str) -> str:
    """Keep the letters and digits of a text, folded for comparing; a text without any is kept whole.

    >>> letters("發展６Ｇ，（首台套）"), letters("……")
    ('发展6G首台套', '……')
    """
    folded = comparison_form(text)
    return "".join(character for character in folded if character.isalnum()) or folded


def clean(cell: object) -> str:
    """Return a cell as text without blanks around it and without characters that print as nothing."""
    return "" if cell is None or pd.isna(cell) else UNSEEN.sub("", str(cell)).strip()


def fold_head(head: object) -> str:
    """Fold the head of a column for comparing: width, script, capitals; blanks, underscores and hyphens go.

    >>> fold_head(" Publish_Ｄate "), fold_head("_")
    ('publishdate', '_')
    """
    folded = fold(clean(head)).casefold()
    return re.sub(r"[\s_-]+", "", folded) or folded


def substitution_rank(before: str, after: str, n: int) -> tuple[int, int, list[str], list[str]]:
    """Return by what substitutions are ranked: recurring ones first, then the longest, whichever is the old one.

    >>> substitution_rank("主动权", "自主权", 2) < substitution_rank("在一些领域", "在若干领域", 1)
    True
    """
    pair = [before, after]
    return -n, -sum(len(letters(text)) for text in pair), sorted(pair), pair
