"""What the trend shows: where marks stand in time, what is joined, what is said of what is not drawn."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import collisions
from conftest_names import LABELS, NEW, OLD
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.trend import spread_out

DAY = pd.Timedelta(days=1)


def table(counts, total=1000):
    """Counts of units by article, such as {"a": {"光伏": 2}}; the rate is n, of 1,000 words."""
    rows = [(doc, unit, n) for doc, units in counts.items() for unit, n in units.items()]
    frame = pd.DataFrame(rows, columns=["doc", "term", "n"])
    rate = 1000 * frame["n"] / total
    return frame.assign(total=total, rate=rate, rate_low=rate / 2, rate_high=2 * rate)


def dated(dates, **more):
    """The articles of these names and dates."""
    return pd.DataFrame({"doc": list(dates), "date": list(dates.values()), **more})


def lines(ax):
    """The joined rates of each unit, as [(day, rate), …], in the order of the units."""
    return [line.get_xydata() for line in ax.lines if line.get_linestyle() != "None"]


def marks(ax):
    """The marks drawn, as (day, rate, hollow)."""
    drawn = [line for line in ax.lines if line.get_linestyle() == "None" and line.get_zorder() == 3]
    return sorted((x, y, line.get_markerfacecolor() == "white") for line in drawn for x, y in line.get_xydata())


def ticks(ax):
    return [label.get_text() for label in ax.get_xticklabels()]


THREE = dated({"a": "2024-09-03", "b": "2024-09-13", "c": "2024-11-02"})
COUNTS = table({"a": {"光伏": 1}, "b": {"光伏": 3}, "c": {"光伏": 2}})


def test_marks_stand_at_their_dates_and_rates_on_an_axis_true_to_time():
    """Ten days, then fifty."""
    places = marks(figures.plot_trend(COUNTS, THREE))
    assert [rate for _, rate, _ in places] == [1, 3, 2]
    assert np.diff([day for day, _, _ in places]).tolist() == [10, 50]
    assert places[0][0] == (pd.Timestamp("2024-09-03") - pd.Timestamp("1970-01-01")) / DAY


def test_articles_are_drawn_by_date_whatever_the_order_of_the_rows():
    assert marks(figures.plot_trend(COUNTS[::-1], THREE[::-1])) == marks(figures.plot_trend(COUNTS, THREE))


def test_each_mark_has_its_interval():
    ax = figures.plot_trend(COUNTS, THREE)
    assert [segment[:, 1].tolist() for segment in ax.collections[0].get_segments()] == [[0.5, 2], [1.5, 6], [1, 4]]


def test_an_article_that_lacks_a_unit_has_a_rate_of_zero_and_no_interval():
    ax = figures.plot_trend(table({"a": {"光伏": 1}, "b": {"算力": 1}}), THREE.head(2), focus=["光伏"])
    assert [rate for _, rate, _ in marks(ax)] == [1, 0]
    assert "没有区间" in ax.get_xlabel()


def test_an_inferred_date_and_that_of_a_copying_site_are_hollow():
    ax = figures.plot_trend(COUNTS, THREE.assign(date_basis=["imprint", "inferred", "stamp"]))
    assert [hollow for _, _, hollow in marks(ax)] == [False, True, True]
    assert "空心" in ax.get_xlabel()
    assert "空心" not in figures.plot_trend(COUNTS, THREE.assign(date_basis=[None, "declared", "imprint"])).get_xlabel()


def test_articles_of_one_day_stand_side_by_side_and_are_not_joined():
    same = THREE.assign(date=["2024-09-03", "2024-09-13", "2024-09-13"])
    ax = figures.plot_trend(COUNTS, same)
    (_, first, _), (b, second, _), (c, third, _) = marks(ax)
    assert [first, second, third] == [1, 3, 2] and 0 < c - b < 3 and (b + c) / 2 == pytest.approx(marks(ax)[0][0] + 10)
    assert np.isnan(lines(ax)[0][1:, 1]).all()
    assert "同日数篇" in ax.get_xlabel()


def test_units_stand_beside_each_other_on_their_day_so_that_intervals_can_be_seen():
    ax = figures.plot_trend(table({"a": {"光伏": 2, "算力": 2}, "b": {"光伏": 3, "算力": 3}}), THREE.head(2))
    first, second = (line[:, 0] for line in lines(ax))
    assert (first < second).all() and np.diff(first).tolist() == pytest.approx([10.0])


def test_what_is_not_drawn_is_said():
    """One article without a date, one that the counts lack, and two rarer units."""
    counts = pd.concat([COUNTS, table({"a": {"算力": 1, "算法": 1}})])
    articles = pd.concat([THREE.assign(date=["2024-09-03", None, "2024-11-02"]), dated({"d": "2024-01-01"})])
    with figures.theme(language="en"):
        said = figures.plot_trend(counts, articles, top=1).get_xlabel().replace("\n", " ")
    assert "2 more not drawn" in said
    assert "not drawn: 1 without a date" in said and "not drawn: 1 without counts" in said


def test_no_date_at_all_is_an_error_that_names_the_repair():
    with pytest.raises(DiscourseError, match="declare date= in the manifest"):
        figures.plot_trend(COUNTS, THREE.assign(date=None))


def test_an_article_without_words_is_not_drawn():
    counts = COUNTS.assign(total=[1000, 0, 1000], rate=[1.0, np.nan, 2.0])
    ax = figures.plot_trend(counts, THREE)
    assert len(marks(ax)) == 2 and "1 篇" in ax.get_xlabel()
    with pytest.raises(DiscourseError, match="no article with a date has words"):
        figures.plot_trend(counts.assign(total=0), THREE)


@pytest.mark.parametrize("date", ["2024-9", "2024-", "20240903", "3 September", "2024-13-01", "2024-13"])
def test_a_date_that_is_none_is_named(date):
    with pytest.raises(DiscourseError, match=f"date='{date}' is no date"):
        figures.plot_trend(COUNTS, THREE.assign(date=["2024-09-03", date, None]))


def test_a_year_or_a_month_stands_at_its_first_day_and_the_figure_says_so():
    ax = figures.plot_trend(COUNTS, THREE.assign(date=["2022", "2023-06", "2024-10-08"]))
    assert [label.get_text().split("\n")[0] for label in ax.get_xticklabels()] == [
        "2022年",
        "2023年6月",
        "2024年10月8日",
    ]
    days = pd.to_datetime(["2022-01-01", "2023-06-01", "2024-10-08"])
    assert ax.get_xticks().tolist() == ((days - pd.Timestamp(0)) / pd.Timedelta(days=1)).tolist()
    assert "只知年、月的，画在其首日" in ax.get_xlabel()
    assert "首日" not in figures.plot_trend(COUNTS, THREE).get_xlabel()


@pytest.mark.parametrize(
    ("dates", "broken"),
    [
        (["2013", "2014", "2016"], True),
        (["2013", "2014", "2015"], False),
        (["2023-11", "2024-01", "2024-02"], True),
        (["2023-12", "2024-01", "2024-02"], False),
        (["2023-Q3", "2024-Q1", "2024-Q2"], True),
        (["2013-01-01", "2014-01-01", "2024-01-01"], False),
        (["2013", "2014", "2024-01-01"], False),
    ],
)
def test_no_line_is_drawn_over_a_year_a_quarter_or_a_month_without_a_text(dates, broken):
    """Nobody knows what a text of 2015 would have said."""
    ax = figures.plot_trend(COUNTS, THREE.assign(date=dates))
    assert [np.isnan(line).any() for line in lines(ax)] == [broken]
    assert ("断处：没有文本" in ax.get_xlabel()) == broken


def test_dates_may_be_text_or_dates():
    day = pd.Timestamp("2024-09-03")
    for date in ("2024-09-03", " 2024-09-03T08:00", day, day.date()):
        articles = THREE.assign(date=pd.Series([date, None, ""], dtype=object))
        assert [at for at, _, _ in marks(figures.plot_trend(COUNTS, articles))] == [19969]


def test_articles_of_another_corpus_are_refused():
    with pytest.raises(DiscourseError, match="doc='c'"):
        figures.plot_trend(COUNTS, THREE.head(2))
    with pytest.raises(DiscourseError, match="several rows of doc='a'"):
        figures.plot_trend(COUNTS, pd.concat([THREE, THREE.head(1)]))


def test_frames_that_cannot_be_drawn_say_why():
    with pytest.raises(DiscourseError, match="no rows"):
        figures.plot_trend(COUNTS.head(0), THREE)
    with pytest.raises(DiscourseError, match="no column 'total'; give what dc.count"):
        figures.plot_trend(COUNTS.drop(columns="total"), THREE)
    with pytest.raises(DiscourseError, match="no column 'date'; give what dc.read_corpus"):
        figures.plot_trend(COUNTS, THREE.drop(columns="date"))
    with pytest.raises(DiscourseError, match="DataFrame"):
        figures.plot_trend([1, 2, 3], THREE)
    with pytest.raises(DiscourseError, match="3 rows where one is drawn|6 rows"):
        figures.plot_trend(pd.concat([COUNTS, COUNTS]), THREE)
    with pytest.raises(DiscourseError, match="rate=-1 is no rate"):
        figures.plot_trend(COUNTS.assign(rate=-1.0), THREE)


def test_terms_names_the_units_in_its_order_and_an_unknown_one_is_refused():
    counts = table({"a": {"光伏": 5, "算力": 2}, "b": {"算法": 1}})
    names = [text.get_text() for text in figures.plot_trend(counts, THREE.head(2), focus=["算法", "光伏"]).texts]
    assert [name for name in names if name in ("算法", "光伏", "算力")] == ["算法", "光伏"]
    with pytest.raises(DiscourseError, match=r"focus='光扶' stands nowhere.*such as '光伏'"):
        figures.plot_trend(counts, THREE.head(2), focus="光扶")
    with pytest.raises(DiscourseError, match=r"focus=\[\] names no unit"):
        figures.plot_trend(counts, THREE.head(2), focus=[])


def test_few_articles_are_named_under_their_dates(counts, articles):
    with figures.theme(language="en"):
        english = ticks(figures.plot_trend(counts, articles, labels=LABELS))
    assert english == ["3 Sep 2024\nEconomic Daily", "8 Oct 2024\nPeople's Daily"]
    chinese = ticks(figures.plot_trend(counts, articles, labels=LABELS))
    assert chinese == ["2024年9月3日\n经济日报", "2024年10月8日\n人民日报"]


def test_dates_too_near_for_their_names_give_ticks_of_the_calendar():
    near = THREE.assign(date=["2024-09-29", "2024-09-30", "2025-02-20"])
    with figures.theme(width=85):
        assert ticks(figures.plot_trend(COUNTS, near)) == ["10月\n2024年", "11月", "12月", "1月\n2025年", "2月"]
    with figures.theme(width=85, language="en"):
        assert ticks(figures.plot_trend(COUNTS, near)) == ["Oct\n2024", "Nov", "Dec", "Jan\n2025", "Feb"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-09-29", "2024-10-02", ["29 Sep\n2024", "30 Sep", "1 Oct", "2 Oct"]),
        ("2024-09-28", "2024-10-06", ["29 Sep\n2024", "1 Oct", "3 Oct", "5 Oct"]),
        ("2024-09-08", "2024-10-14", ["9 Sep\n2024", "16 Sep", "23 Sep", "30 Sep", "7 Oct", "14 Oct"]),
        ("2024-08-28", "2024-11-02", ["1 Sep\n2024", "15 Sep", "1 Oct", "15 Oct", "1 Nov"]),
        ("2023-11-15", "2024-04-15", ["Dec\n2023", "Jan\n2024", "Feb", "Mar", "Apr"]),
        ("2023-11-15", "2025-09-15", ["Jan\n2024", "Apr", "Jul", "Oct", "Jan\n2025", "Apr", "Jul"]),
        ("1929-10-01", "2001-01-01", ["1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000"]),
    ],
)
def test_the_calendar_begins_its_units_where_a_reader_expects_them(first, last, expected):
    """Days on the first, weeks on Mondays, fortnights on the first and the fifteenth, years in round numbers."""
    days = pd.date_range(first, last, periods=13).strftime("%Y-%m-%d")
    docs = [f"d{number:02}" for number in range(13)]
    with figures.theme(language="en", width=85):
        ax = figures.plot_trend(table({doc: {"光伏": 1} for doc in docs}), dated(dict(zip(docs, days, strict=True))))
    assert ticks(ax) == expected


def test_more_than_ten_articles_give_each_unit_a_zero_line_of_its_own(many):
    """Three units: the first stands highest, and 0 is printed for each."""
    counts, articles = many
    ax = figures.plot_trend(counts, articles)
    feet = [np.nanmin(line[:, 1]) for line in lines(ax)]
    assert feet[0] > feet[1] > feet[2] > 0
    assert [label.get_text() for label in ax.get_yticklabels()].count("0") == 3
    few = counts[counts["doc"] < "d10"]
    assert [label.get_text() for label in figures.plot_trend(few, articles.head(10)).get_yticklabels()].count("0") == 1


def test_neighbouring_days_too_near_for_marks_side_by_side_part_the_units_too():
    counts = table({doc: {"光伏": 2, "算力": 2} for doc in "abc"})
    near = THREE.assign(date=["2020-01-01", "2020-01-02", "2024-11-02"])
    assert [label.get_text() for label in figures.plot_trend(counts, near).get_yticklabels()].count("0") == 2


@pytest.mark.parametrize(
    ("articles", "width", "language"), [(1, 85, "en"), (3, 170, "zh"), (30, 85, "zh"), (30, 170, "en"), (300, 85, "en")]
)
def test_any_number_of_articles_is_drawn_without_collisions(articles, width, language):
    days = pd.date_range("2015-01-30", periods=articles, freq="11D").strftime("%Y-%m-%d")
    docs = [f"d{i:03d}" for i in range(articles)]
    names = ["新一代信息技术的融合应用以及产业化", "算力", "incomprehensibilities", "人工智能", "光伏", "集成电路"]
    counts = table({doc: {name: 1 + (i + k) % 4 for k, name in enumerate(names)} for i, doc in enumerate(docs)})
    with figures.theme(language=language, width=width):
        figure = figures.plot_trend(counts, dated(dict(zip(docs, days, strict=True)))).figure
        assert collisions(figure) == []
    assert figure.get_figheight() * 25.4 <= 227


def test_intervals_too_dense_to_tell_apart_are_left_out_and_it_is_said():
    days = pd.date_range("2015-01-30", periods=300, freq="D").strftime("%Y-%m-%d")
    docs = [f"d{i:03d}" for i in range(300)]
    counts, articles = table({doc: {"光伏": 1} for doc in docs}), dated(dict(zip(docs, days, strict=True)))
    with figures.theme(width=85):
        narrow = figures.plot_trend(counts, articles)
    with figures.theme(width=170):
        wide = figures.plot_trend(counts, articles)
    assert not narrow.collections and "区间过密" in narrow.get_xlabel()
    assert len(wide.collections[0].get_segments()) == 300 and "区间过密" not in wide.get_xlabel()


def test_a_page_holds_so_many_units_and_no_more():
    units = {f"词{i:03d}": 1 + i % 3 for i in range(200)}
    ax = figures.plot_trend(table({"a": units, "b": units}), THREE.head(2), top=200)
    drawn = len(lines(ax))
    assert ax.figure.get_figheight() * 25.4 <= 227 and str(200 - drawn) in ax.get_xlabel()
    with pytest.raises(DiscourseError, match=f"names 200 units, and the figure has room for 1 to {drawn}"):
        figures.plot_trend(table({"a": units, "b": units}), THREE.head(2), focus=list(units))


def test_a_missing_rate_leaves_a_gap_that_is_counted():
    ax = figures.plot_trend(COUNTS.assign(rate=[1.0, np.nan, 2.0]), THREE)
    assert np.isnan(lines(ax)[0][1, 1]) and "1 项没有频率" in ax.get_xlabel()


def test_rates_by_characters_say_so():
    with figures.theme(language="en"):
        ax = figures.plot_trend(COUNTS.assign(rate_unit="character"), THREE)
    assert "per 1,000 characters" in ax.texts[0].get_text()


def test_units_never_share_all_of_colour_mark_and_line():
    units = {f"词{number:02}": 40 - number for number in range(32)}
    with figures.theme():
        _, ax = plt.subplots(figsize=(6.7, 20))
        figures.plot_trend(table({"a": units, "b": units}), THREE.head(2), top=32, ax=ax)
    joined = [line for line in ax.lines if line.get_linestyle() != "None"]
    named = [line for line in ax.lines if line.get_linestyle() == "None" and line.get_zorder() == 2]
    # matplotlib has no public name for the dashes of a line.
    styles = [
        (line.get_color(), mark.get_marker(), str(line._unscaled_dash_pattern))
        for line, mark in zip(joined, named, strict=True)
    ]
    assert len(set(styles)) == 32
    assert all(one != other for a, b in pairwise(styles[:8]) for one, other in zip(a, b, strict=True))


def test_units_do_not_take_the_colours_of_the_two_versions(counts, articles):
    ax = figures.plot_trend(counts, articles, labels=LABELS)
    alone = [figures.plot_frequency(counts[counts["doc"] == doc], labels=LABELS) for doc in (NEW, OLD)]
    versions = {each.lines[0].get_color() for each in alone}
    assert versions.isdisjoint(line.get_color() for line in ax.lines)


boxes = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 12)), min_size=1, max_size=8)


@settings(max_examples=40)
@given(boxes)
def test_names_stand_clear_of_each_other_in_the_order_of_their_rates(drawn):
    """Their boxes do not meet, they stay on the Axes where it is high enough, and keep their order."""
    wanted, heights = (np.array(side) for side in zip(*drawn, strict=True))
    places = spread_out(wanted, heights, 100)
    order = np.argsort(wanted, kind="stable")
    gaps = np.diff(places[order]) - (heights[order][1:] + heights[order][:-1]) / 2
    assert (gaps >= -1e-9).all()
    assert (places - heights / 2).min() >= -1e-9 and (places + heights / 2).max() <= 100 + 1e-9


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=6))
def test_names_that_have_room_stay_where_they_are_wanted(steps):
    wanted = np.cumsum(np.array(steps) + 10) + 5
    room = wanted[-1] + 5
    assert spread_out(wanted, np.full(len(wanted), 10.0), room) == pytest.approx(wanted)


def test_counts_of_the_whole_corpus_are_refused_by_name():
    """They have no date; the error says by what to count."""
    counts = pd.DataFrame({"term": ["6G"], "n": [1], "total": [9], "rate": [1.0], "rate_low": [0.0], "rate_high": [2.0],
                           "of": ["term"], "by": [""]})  # fmt: skip
    with pytest.raises(DiscourseError, match="counts are of the whole corpus.*count by='doc', or by='year'"):
        figures.plot_trend(counts, pd.DataFrame({"doc": ["a"], "date": ["2024"]}))


def test_steps_lie_behind_the_marks_from_their_first_text_to_their_last():
    """A unit of one step has no bar; the bar on the zero line is where the second step may begin."""
    years = [str(year) for year in range(2011, 2015)]
    counts = table({year: {"光伏": n, "算力": 2} for year, n in zip(years, [1, 1, 8, 8], strict=True)})
    rows = [
        ("光伏", 2, "2011", "2012", None, None, 1.0),
        ("光伏", 2, "2013", "2014", "2012", "2013", 8.0),
        ("算力", 1, "2011", "2014", None, None, 2.0),
    ]
    steps = pd.DataFrame(rows, columns=["term", "steps", "first", "last", "begins_low", "begins_high", "rate"])
    articles = dated(dict(zip(years, years, strict=True)))
    ax = figures.plot_trend(counts, articles, focus=["光伏", "算力"], steps=steps)
    # The last two collections with a broad line are the bars of the steps and those of where they begin.
    bars, begins = [each for each in ax.collections if each.get_linewidth()[0] >= 2]
    day = {year: (pd.Timestamp(year) - pd.Timestamp(0)) / DAY for year in years}
    ends = [[day["2011"], 1.0], [day["2012"], 1.0], [day["2013"], 8.0], [day["2014"], 8.0]]
    assert np.concatenate(bars.get_segments()).tolist() == ends
    (line,) = begins.get_segments()
    assert line[0, 0] < day["2012"] < day["2013"] < line[1, 0] and "宽条" in ax.get_xlabel()
    with pytest.raises(DiscourseError, match="steps are per 1,000 字, and counts per 1,000 词: .*base=tokens"):
        figures.plot_trend(counts, articles, steps=steps.assign(rate_unit="character"))
