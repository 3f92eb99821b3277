"""Chinese numerals: read and written."""

import re

NUMERALS = "一二三四五六七八九十"
DIGITS = "〇一二三四五六七八九"
PLACES = ["", "十", "百", "千"]
# The number that a heading or an article begins with; not that of an article which a sentence refers to.
NUMERAL = r"[一二三四五六七八九十百零〇\d]+"
# What a number counts stands behind it.
MEASURED = "个月年日万亿千百人家项名次种元时分岁天号位所条件版期届倍吨米亩度周座辆台户处批"
# The words of a heading behind its number; blanks may stand around the figures in them.
TITLE_BEHIND = r"[“《]?[\u4e00-\u9fff](?:[\u4e00-\u9fff]| \d)(?:[^\s%，。；]|(?<=\d) | (?=\d)){0,60}$"
NUMBERED = re.compile(
    rf"{NUMERAL}\s*(?:[、）)]|[.．](?!\d))|\d+(?:[.．]\d+){{2,}}\s"
    rf"|\d{{1,2}}\.\d{{1,2}}\s+(?={TITLE_BEHIND})(?![{MEASURED}])"
    rf"|[（(](?!\d{{4}}){NUMERAL}[）)](?![项款目、和至])"
    rf"|第{NUMERAL}(?:[章节条]|部分?)(?![的款项、和或及至之规所中，])|[①-⑳]"
)
# An entry of a table of contents: the leaders to the number of its page. They are looked at from their first one only.
CONTENTS_ENTRY = re.compile(
    r"\S.*?(?<![.…‥·．])(?<![.·．] )(?:\.[ .]{2,}\.|[…‥]{2,}|[·．][ ·．]{2,}[·．])\s*\d{1,4}\s*"
)
ROMAN = {"I": 1, "V": 5, "X": 10}


def read_numeral(numeral: str) -> int:
    """Read a Chinese numeral up to 99, one in a circle up to 20, or a Roman one up to 49.

    >>> [read_numeral(numeral) for numeral in ["三", "十", "十二", "二十一", "③", "XIV"]]
    [3, 10, 12, 21, 3, 14]
    """
    if numeral[0] in ROMAN:
        signs = [ROMAN[sign] for sign in numeral]
        return sum(-sign if sign < after else sign for sign, after in zip(signs, [*signs[1:], 0], strict=True))
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return NUMERALS.index(numeral[-1]) + 1
    return 10 * (NUMERALS.index(tens[-1]) + 1 if tens else 1) + (NUMERALS.index(ones[-1]) + 1 if ones else 0)


def write_numeral(n: int) -> str:
    """Write a number from 1 to 99,999,999 in Chinese, as the paragraphs of a list are numbered.

    >>> [write_numeral(n) for n in (3, 10, 12, 20, 105, 120, 1010, 20003)]
    ['三', '十', '十二', '二十', '一百〇五', '一百二十', '一千〇一十', '二万〇三']
    """
    if n >= 10_000:
        rest = n % 10_000
        return f"{write_numeral(n // 10_000)}万{'〇' if 0 < rest < 1000 else ''}{write_numeral(rest) if rest else ''}"
    digits = str(n)
    written = "".join(
        DIGITS[int(digit)] + (PLACES[len(digits) - 1 - at] if digit != "0" else "") for at, digit in enumerate(digits)
    )
    written = re.sub("〇+", "〇", written).rstrip("〇")
    return written.removeprefix("一") if 10 <= n < 20 else written


def read_amount(amount: str) -> float:
    """Read a number in figures, Chinese numerals or both, as in prices and counts.

    >>> [read_amount(amount) for amount in ("32.5万亿", "1,244", "三百六十五", "两千", "十二亿", "3千", "二〇二四")]
    [32500000000000.0, 1244.0, 365.0, 2000.0, 1200000000.0, 3000.0, 2024.0]
    """
    for name, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        before, mark, after = amount.rpartition(name)
        if mark:
            # 亿 may be counted in 万 and 万亿 in 万 of it: what stands before is a number of its own.
            return (read_amount(before) if before else 1) * size + (read_amount(after) if after else 0)
    figures = amount.replace(",", "").replace("两", "二").replace("零", "〇")
    if all(digit in DIGITS for digit in figures):
        figures = "".join(str(DIGITS.index(digit)) for digit in figures)
    return float(figures)
