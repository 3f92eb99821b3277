"""One form for comparing: width and script folded, one character for one, so that offsets stay."""

from functools import lru_cache

from opencc import OpenCC

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
HAN = range(0x3400, 0xA000)
# A text is traditional where this share of its characters, and two at the least, have a simplified form; a simplified
# text has next to none.
TRADITIONAL, LEAST = 0.1, 2


@lru_cache(maxsize=1)
def simplified_forms() -> dict[int, int]:
    """Map each traditional character to its simplified one, by OpenCC's table of single characters."""
    converter = OpenCC("t2s")
    pairs = ((code, converter.convert(chr(code))) for code in HAN)
    return {code: ord(form) for code, form in pairs if len(form) == 1 and form != chr(code)}


@lru_cache(maxsize=1)
def folded_forms() -> dict[int, int]:
    """Map what `fold` folds."""
    return FULL_WIDTH | simplified_forms()


def fold(text: str) -> str:
    """Fold full-width letters, digits and signs to half width and traditional characters to simplified ones.

    >>> fold("發展６Ｇ")
    '发展6G'
    """
    return text.translate(folded_forms())


def simplify(text: str) -> str:
    """Fold traditional characters to simplified ones if the text is traditional; else give it back as it is.

    >>> simplify("發展低空經濟"), simplify("乾隆年间的工业")
    ('发展低空经济', '乾隆年间的工业')
    """
    plain = text.translate(simplified_forms())
    changed = sum(a != b for a, b in zip(text, plain, strict=True)) if plain != text else 0
    return plain if changed >= max(LEAST, TRADITIONAL * len(text)) else text
