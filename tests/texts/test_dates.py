from datetime import date, datetime

import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.texts.dates import read_date

DAY, MONTH, YEAR = "2024-10-08", "2024-10", "2024"
READ = {
    DAY: [
        "2024-10-08", "2024-10-8", "2024/10/8", "2024.10.8", "2024 10 8", "2024－10－08", "2024—10—08", "20241008", 20241008,
        20241008.0, "20241008123000", "2024年10月8日", "2024 年 10 月 08 日", "２０２４年１０月８日", "2024年10月8号", "二〇二四年十月八日",
        "二○二四年十月八日", "二零二四年一〇月〇八日", "2024年10月08日（星期二）", "发布时间：2024-10-08 09:21", "2024年10月8日 12时30分",
        "2024年10月08日08:30", "2024/10/8 0:00", "2024-10-08 12:30:00", "2024-10-08T12:30:00Z", "2024-10-08T12:30:00.123+08:00",
        45573, "45573", 45573.52, 1728345600, 1728345600000, "8 October 2024", "8th of October, 2024", "08-Oct-2024", "Oct. 8, 2024",
        "Tue, 08 Oct 2024 12:30:00 GMT", "Tue Oct 08 12:30:00 CST 2024", "Tue Oct 08 12:30:00 +0800 2024", pd.Timestamp("2024-10-08 23:59"), date(2024, 10, 8),
        datetime(2024, 10, 8, 1), "2024-10-08 第03版", "民国113年10月8日", "民國一百一十三年十月八日", "民國113.10.08",
    ],
    "2024-10-21": ["二〇二四年十月二十一日", "二〇二四年十月廿一日"],
    "2024-08-13": ["13/8/2024", "8/13/2024", "13.08.2024", "8/13/2024 9:05"],
    "2024-08-08": ["8/8/2024"],
    MONTH: ["2024-10", "2024/10", "2024.10", "2024年10月", "2024年10月份", "202410", "二〇二四年十月", "October 2024", "２０２４年１０月"],
    "2024-02": ["2024.2", "2024-2"],
    "1912-01-01": ["民国元年1月1日"],
    YEAR: [2024, 2024.0, "2024", "2024.0", "2024年", "二〇二四年"],
}  # fmt: skip
NONE = [
    "昨天", "不详", "-", "10月8日", "2024-02-30", "20240230", "2024-13-01", "2024-00-00", "24-10-08", "10/8/24", "241008", "Oct-24",
    "2024Q3", "2024年上半年", "2024年第10期", "2024-W41", "113/10/08", "99999", "12:30", "2024-25", True, "",
]  # fmt: skip
SEVERAL = {
    "10/8/2024": "2024-08-10 or 2024-10-08",
    "10.8.2024": "2024-08-10 or 2024-10-08",
    "2024.1": "2024-01 or 2024-10",  # a spreadsheet takes the zero of 2024.10 away
    "20241": "1955-06-01 or 2024-01",
    "1728403200": "2024-10-08 or 2024-10-09",  # late in Greenwich, early the next day in China
    "2024-10-08至2024-10-09": "2024-10-08 or 2024-10-09",
}


@pytest.mark.parametrize(("iso", "written"), [(iso, written) for iso in READ for written in READ[iso]])
def test_a_date_is_read_as_exactly_as_it_was_written(iso, written):
    """A day, a month or a year, whoever wrote it."""
    assert read_date(written) == iso


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_date_is_refused_with_its_value(written):
    with pytest.raises(DiscourseError, match="is no date; write it like 2024-10-08") as error:
        read_date(written)
    assert str(error.value).startswith(f"date={written!r}")


@pytest.mark.parametrize("written", SEVERAL)
def test_what_may_be_several_days_is_refused_with_all_of_them(written):
    with pytest.raises(DiscourseError, match=f"may be {SEVERAL[written]}"):
        read_date(written)


@pytest.mark.parametrize("written", ["2024年10月8日-10日", "2024年10月8日至9日", "2024年10月8、9日", "2024-10-08~10"])
def test_a_span_of_days_is_refused(written):
    with pytest.raises(DiscourseError, match="names several days"):
        read_date(written)
