"""Groups of articles, by year, by source or all together, are drawn as articles are."""

from itertools import product

import pandas as pd
import pytest
from checks import axes_texts, collisions, printed_texts, row_names
from matplotlib.legend import Legend

import discourse as dc
from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.captions.compose import captions

VALUES = {"doc": ["a", "b"], "year": [2023, 2024], "source": ["人民日报", "经济日报"], "section": [1, 2]}
GROUPS = {
    "doc": (["doc"], ["a", "b"]),
    "year": (["year"], ["2023", "2024"]),
    "source": (["source"], ["人民日报", "经济日报"]),
    "all": ([], [""]),
    "both": (["source", "year"], [f"{source} · {year}" for source in VALUES["source"] for year in (2023, 2024)]),
}


def counted(keys, **columns):
    """Two terms in each combination of the values of `keys`, as a function counts them by these keys."""
    rows = [dict(zip(keys, each, strict=True)) for each in product(*(VALUES[key] for key in keys))]
    frame = pd.DataFrame(rows, index=range(len(rows))).merge(pd.DataFrame(columns), how="cross")
    return frame.assign(by="|".join(keys))


def terms(keys):
    numbers = {"n": [4, 2], "total": [1000, 1000], "rate": [4.0, 2.0], "rate_low": [2.0, 1.0], "rate_high": [8.0, 4.0]}
    return counted(keys, term=["算力", "光伏"], **numbers, of="term").assign(tfidf=0.5)


def pairs(keys):
    return counted(keys, term_a=["算力"], term_b=["光伏"], n=[2], n_a=[3], n_b=[2], within=["sentence"])


def legend(ax):
    return [text.get_text() for each in ax.findobj(Legend) for text in each.get_texts()]


@pytest.mark.parametrize(("keys", "names"), GROUPS.values(), ids=GROUPS)
def test_frequencies_name_each_group_and_none_where_all_are_counted_together(keys, names):
    ax = figures.plot_frequency(terms(keys))
    assert row_names(ax) == ["算力", "光伏"] and collisions(ax.figure) == []
    assert legend(ax) == [name for name in names if name]


@pytest.mark.parametrize(("keys", "names"), GROUPS.values(), ids=GROUPS)
@pytest.mark.parametrize("by_section", [False, True])
def test_heatmaps_have_the_columns_of_each_group(keys, names, by_section):
    ax = figures.plot_heatmap(terms([*keys, *["section"] * by_section]))
    heads = ["1", "2"] * len(names) if by_section else names
    assert [label.get_text().replace(" ", "").replace("\n", "") for label in ax.get_xticklabels()] == [
        head.replace(" ", "") for head in heads
    ]
    printed = {text.replace(" ", "").replace("\n", "") for text in axes_texts(ax)}
    assert printed >= {name.replace(" ", "") for name in names if name and by_section}


@pytest.mark.parametrize(("keys", "names"), GROUPS.values(), ids=GROUPS)
def test_structure_has_a_bar_for_each_group_counted_without_sections(keys, names):
    counts = counted(keys, kind=["body", "heading"], n=[30, 4], of="kind")
    ax = figures.plot_structure(counts)
    assert row_names(ax) == names and axes_texts(ax) == ["34"] * len(names)
    assert legend(ax) == ["小标题", "正文"] or legend(ax) == ["正文", "小标题"]


def test_structure_draws_the_sections_of_few_groups():
    ax = figures.plot_structure(counted(["year", "section"], kind=["body"], n=[30], of="kind"))
    assert row_names(ax) == ["第1节", "第2节"] and legend(ax) == ["2023", "2024"]


@pytest.mark.parametrize(("keys", "names"), GROUPS.values(), ids=GROUPS)
def test_a_cloud_shows_the_group_that_doc_names(keys, names):
    ax = figures.plot_wordcloud(terms(keys), doc=names[-1] or None)
    assert ax.get_title() == names[-1]


def test_a_group_may_be_named_by_its_number():
    assert figures.plot_wordcloud(terms(["year"]), doc=2024).get_title() == "2024"
    assert figures.plot_network(pairs(["year"]), doc=2024).get_title("left") == "2024"


@pytest.mark.parametrize("keys", [["year"], ["source"], ["doc"]], ids=str)
def test_pairs_of_two_groups_are_drawn_together(keys):
    first, second = map(str, VALUES[keys[0]])
    assert figures.plot_pairs(pairs(keys)).get_title("left") == f"◣ {first}    ◥ {second}"
    both = "两篇都有（1 对）" if keys == ["doc"] else "两组都有（1 对）"
    said = [both, f"只在{first}共现（0 对）", f"只在{second}共现（0 对）"]
    assert legend(figures.plot_network(pairs(keys))) == said


@pytest.mark.parametrize("plot", [figures.plot_pairs, figures.plot_network])
def test_pairs_of_all_together_are_drawn_and_of_more_than_two_groups_refused_with_the_repair(plot):
    assert "算力" in [text.get_text() for text in printed_texts(plot(pairs([])).figure)]
    three = pd.concat([pairs(["year"]), pairs(["year"]).head(1).assign(year=2025)])
    with pytest.raises(
        DiscourseError, match=r"has 3, 2023, 2024, 2025: .*pairs\[pairs\['year'\].isin\(\[2023, 2024\]\)\]"
    ):
        plot(three)
    with pytest.raises(
        DiscourseError, match=r"filter it to two by \['source', 'year'\], or count all together, by=\[\]"
    ):
        plot(pairs(["source", "year"]))


def test_a_trend_by_year_stands_at_the_years():
    ax = figures.plot_trend(terms(["year"]), pd.DataFrame({"doc": [], "date": []}))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2023年", "2024年"]
    with figures.theme(language="en"):
        ax = figures.plot_trend(terms(["year"]).assign(year=lambda frame: frame["year"].astype(str) + "-05"), None)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["May 2023", "May 2024"]
    ax = figures.plot_trend(terms(["year"]).assign(year=lambda frame: frame["year"].astype(str) + "-Q4"), None)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2023年第4季度", "2024年第4季度"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_has_no_name_stands_last(language):
    """In English its name begins with a bracket, which sorts before any other."""
    sizes = pd.DataFrame({"speaker": [None, "金壮龙", "记者"], "kind": "body", "n": [9, 5, 2], "by": "speaker|kind"})
    with figures.theme(language=language):
        heads = [label.get_text() for label in figures.plot_structure(sizes).get_yticklabels()]
    assert heads[-1] in ("（无）", "(none)") and len(heads) == 3


def test_a_trend_of_groups_without_dates_is_refused():
    with pytest.raises(DiscourseError, match="source='人民日报' is none: count by doc, or by a year"):
        figures.plot_trend(terms(["source"]), None)


def test_a_group_without_a_value_is_drawn_as_one_and_whole_numbers_have_no_point():
    counts = terms(["year"])
    counts = counts.assign(year=counts["year"].replace(2023, float("nan")))
    assert legend(figures.plot_frequency(counts)) == ["2024", "（无）"]
    assert "1 篇没有日期" in figures.plot_trend(counts, None).get_xlabel()


def test_groups_stand_in_the_order_of_their_numbers_and_more_than_eight_share_a_mark():
    rows = pd.concat([terms([]).assign(month=month, by="month") for month in (10, 2, 1)])
    assert legend(figures.plot_frequency(rows)) == ["1", "2", "10"]
    many = pd.concat([terms([]).assign(month=month, by="month") for month in range(1, 13)])
    ax = figures.plot_frequency(many)
    assert legend(ax) == ["每点一组（共 12 组）"] and "组" in axes_texts(ax) and "各组" in ax.get_xlabel()


def test_labels_name_groups_too():
    names = {2023: "疫情后", "2024": "转折"}
    assert legend(figures.plot_frequency(terms(["year"]), labels=names)) == ["疫情后", "转折"]


def test_more_keys_than_a_figure_draws_beside_the_article_are_refused():
    with pytest.raises(DiscourseError, match="rows where one is drawn"):
        figures.plot_frequency(terms(["doc", "section"]))


def test_the_caption_tells_the_counts_of_each_group():
    counts = terms(["year"])
    said = captions(figures.plot_frequency(counts).figure, counts, "A figure")["en"]
    assert "6 mentions of 2 terms in 1,000 words (2023); 6 mentions of 2 terms in 1,000 words (2024)" in said


def test_a_corpus_counted_by_doc_is_drawn_as_ever(counts):
    stated = counts.assign(of="term", by="doc")
    assert legend(figures.plot_frequency(stated)) == legend(figures.plot_frequency(counts))
    assert dc.plot_frequency is figures.plot_frequency


def test_the_heads_of_the_margin_have_room_in_english():
    """Of seven years the sums stand in the margin, n beside groups."""
    years = pd.DataFrame({"year": range(2018, 2025), "term": "6G", "n": 2, "total": 1000, "rate": 2.0})
    years = years.assign(rate_low=0.2, rate_high=7.2, of="term", by="year")
    with figures.theme(language="en"):
        assert collisions(figures.plot_frequency(years).figure) == []


def test_long_names_over_a_heatmap_leave_its_rows_their_height():
    """Over one broad column a name has one line; over two it has several, and the figure grows by them."""
    name = "中华人民共和国工业和信息化部规划司政策研究处官方网站"
    rows = [
        ("a" + name, "甲", 1, 9.0),
        ("a" + name, "乙", 1, 5.0),
        ("b" + name, "甲", 1, 3.0),
        ("b" + name, "乙", 1, 4.0),
    ]
    frame = pd.DataFrame(rows, columns=["source", "term", "n", "rate"]).assign(of="term", by="source")

    def drawn(part):
        ax = dc.plot_heatmap(part, value="rate")
        return max(tick.get_text().count("\n") for tick in ax.get_xticklabels()), ax.figure.get_size_inches()[1]

    plain = drawn(frame.assign(source=frame["source"].str[0]))
    with dc.theme(width=170):
        assert drawn(frame.head(2))[0] == 0
    lines, height = drawn(frame)
    assert plain[0] == 0 < lines and height > plain[1]
