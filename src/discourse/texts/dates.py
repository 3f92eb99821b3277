"""Dates as people write them become ISO text, no more exact than they were written."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

from discourse.errors import DiscourseError
from discourse.texts.normalize import FULL_WIDTH
from discourse.texts.numerals import DIGITS, NUMERALS, read_amount, read_numeral

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FIGURES = str.maketrans(f"{DIGITS}零○", "012345678900")
CHINESE_YEAR = re.compile(f"[{DIGITS}零○]{{4}}(?=年)")
CHINESE_NUMBER = re.compile(f"[{DIGITS}零○十廿卅]{{1,4}}(?=[月日号])")
# Years of the Republic, the first of which is 1912.
REPUBLIC = re.compile(rf"民[国國]\s*(元|\d{{1,3}}|[{DIGITS}零○十百]{{1,6}})\s*[年./-]")
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[秒分]?")
BETWEEN, NAME = r"(?:\s*+[-/._,·‐-―]\s*+|\s++)", rf"\b(?P<name>{'|'.join(MONTHS)})[a-z]*\.?"
YEAR_AND_MONTH = rf"(?P<year>\d{{4}})(?:\s*年\s*|{BETWEEN})(?P<month>\d{{1,2}})"
# A day may stand among other words; where a year or a month is all that is known, no other word stands.
DAYS = [
    rf"(?<!\d){YEAR_AND_MONTH}(?:\s*月\s*|{BETWEEN})(?P<day>\d{{1,2}})(?!\d)",
    r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\d{4}(?:\d{2})?)?(?!\d)",
    r"(?<![\d./-])(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})(?!\d)",
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{NAME},?[\s-]*(?P<year>\d{{4}})(?!\d)",
    rf"{NAME}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:(?:[a-z]{{3}}|[+-]\d{{4}})\s+)?(?P<year>\d{{4}})(?!\d)",
]
PERIODS = [
    r"(?P<year>[12]\d{3})\s*年?",
    rf"{YEAR_AND_MONTH}\s*(?:月份?)?",
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{1,2})",
    # A spreadsheet takes the zero of 2024.10 away.
    r"(?P<year>\d{4})\.(?P<month>1)(?P<zero>)",
    rf"{NAME},?\s+(?P<year>\d{{4}})",
]
LAST_DAY = re.compile(r"\s*+(?:[日号]\s*+)?[-/~〜‐-―至到、和及]\s*+\d{1,2}(?!\d)")
# How a line that prints a date in words writes it.
ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)})[a-z]*\.? {{1,2}}"
    r"(?:(?P<first>\d{1,2})(?:,| \d{2}:\d{2}:\d{2}) )?(?P<year>\d{4})",
    re.IGNORECASE,
)
CHINESE_DATE = re.compile(
    rf"[一二][〇○零{NUMERALS}]{{3}}年(?:十[一二]?|[一二三四五六七八九])月(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
# Excel counts days from here; five figures reach from 1927 to 2099.
SERIAL, SERIAL_ZERO, LAST_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?"), date(1899, 12, 30), 73050
# Seconds, or milliseconds, since 1970; mostly they are of one day in Greenwich and in China.
TIME_STAMP, EPOCH, CHINA = re.compile(r"(1\d{9})(?:\d{3})?"), datetime(1970, 1, 1), timedelta(hours=8)


def read_date(written: object) -> str:
    """Return a date as ISO text: a day 2024-10-08, a month 2024-10 or a year 2024, no more exact than it was written.

    It may be a date, a number as Excel or a database keeps it (45573, 20241008, 1728345600), or a text in Chinese or
    English, in figures of any width, with other words or a time of day: 2024年10月8日, 2024.10.8, 二〇二四年十月八日,
    2024-10-08T12:30:00Z (the day as written, whatever the zone), 8 October 2024, 民國113年10月8日.

    Raises DiscourseError for what is no date, for several days, and for what may be one of several: 10/8/2024 is in
    October or in August, where 13/8/2024 and 8/8/2024 can be but one day.

    >>> [read_date(written) for written in ("2024年10月08日", 45573, "２０２４．１０", "二〇二四年十月八日")]
    ['2024-10-08', '2024-10-08', '2024-10', '2024-10-08']
    """
    if isinstance(written, date):
        return written.isoformat()[:10]
    with suppress(ValueError):
        # Most dates are written so, and this takes a tenth of the time.
        if ISO_DAY.fullmatch(str(written)):
            return date.fromisoformat(str(written)).isoformat()
    text = re.sub(r"^(\d{4,})\.0$", r"\1", str(written).translate(FULL_WIDTH).strip())
    text = REPUBLIC.sub(
        lambda year: f"{1911 + int(read_amount(year[1].replace('元', '1').replace('○', '〇')))}年", text
    )
    text = CLOCK.sub(" ", write_figures(text)).strip()
    days = [match for pattern in DAYS for match in re.finditer(pattern, text, re.IGNORECASE)]
    if any(LAST_DAY.match(text, match.end()) for match in days):
        raise DiscourseError(f"date={written!r} names several days; write the first, like 2024-10-08")
    periods = [match for pattern in PERIODS if (match := re.fullmatch(pattern, text, re.IGNORECASE))]
    found = {iso for match in days or periods for iso in valid_dates(match)}
    if (serial := SERIAL.fullmatch(text)) and int(serial[1]) <= LAST_SERIAL:
        found.add((SERIAL_ZERO + timedelta(int(serial[1]))).isoformat())
    if stamp := TIME_STAMP.fullmatch(text):
        time = EPOCH + timedelta(seconds=int(stamp[1]))
        found |= {time.date().isoformat(), (time + CHINA).date().isoformat()}
    if len(found) > 1:
        raise DiscourseError(f"date={written!r} may be {' or '.join(sorted(found))}; write it like one of these")
    if not found:
        raise DiscourseError(f"date={written!r} is no date; write it like 2024-10-08")
    return found.pop()


def write_figures(text: str) -> str:
    """Write the years, months and days of a text in figures; whether there is such a day is not asked.

    >>> write_figures("二〇二四年二月三十日")
    '2024年2月30日'
    """
    return CHINESE_NUMBER.sub(read_month_or_day, CHINESE_YEAR.sub(lambda year: year[0].translate(FIGURES), text))


def date_in_figures(text: str) -> str:
    """Write the dates of a text in figures that it has in English, or in Chinese characters.

    >>> date_in_figures("Oct. 8, 2024, 林晓"), date_in_figures("二〇二四年十月八日 第2版")
    ('2024-10-8, 林晓', '2024-10-8 第2版')
    """
    text = ENGLISH_DATE.sub(
        lambda m: f"{m['year']}-{MONTHS.index(m['month'].lower()) + 1}-{m['day'] or m['first'] or 0}", text
    )
    return CHINESE_DATE.sub(lambda m: re.sub("[年月]", "-", write_figures(m[0])).rstrip("日"), text)


def read_month_or_day(numeral: re.Match) -> str:
    """Write a Chinese month or day in figures, be it counted (二十一) or spelt (二一)."""
    text = numeral[0].replace("廿", "二十").replace("卅", "三十")
    return (
        str(read_numeral(text))
        if re.fullmatch("[一二三四五六七八九]?十[一二三四五六七八九]?", text)
        else text.translate(FIGURES)
    )


def valid_dates(match: re.Match) -> Iterator[str]:
    """Give the dates that a match of `DAYS` or `PERIODS` can mean: none, one, or two where the order is not known."""
    part = match.groupdict()
    month = MONTHS.index(part["name"][:3].lower()) + 1 if "name" in part else part.get("month")
    orders = [(month, part.get("day"))]
    if "first" in part:
        orders = [(part["first"], part["second"]), (part["second"], part["first"])]
    if "zero" in part:
        orders = [(1, None), (10, None)]
    for order in orders:
        numbers = [int(number) for number in (part["year"], *order) if number is not None]
        try:
            yield date(*numbers, *[1] * (3 - len(numbers))).isoformat()[: 1 + 3 * len(numbers)]
        except ValueError:
            continue
