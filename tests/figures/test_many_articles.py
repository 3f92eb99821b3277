"""Figures of one article, of three, of thirty and of a hundred."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import collisions, printed_texts, row_names
from conftest_names import TERMS, Lexicon

from discourse import figures
from discourse.texts.labels import label_articles


def counts_of(articles, *, sections=None):
    """Every term once more in each next article: n runs from 1; each article has 1,000 words."""
    docs = [f"paper-{number:03}" for number in range(1, articles + 1)]
    rows = [(doc, term, 1 + at % 7 + place) for at, doc in enumerate(docs) for place, term in enumerate(TERMS)]
    frame = pd.DataFrame(rows, columns=["doc", "term", "n"]).assign(total=1000)
    frame = frame.assign(
        rate=frame["n"] * 1.0, rate_low=frame["n"] * 0.5, rate_high=frame["n"] * 2.0, tfidf=frame["n"] / 10
    )
    if sections is None:
        return frame
    return pd.concat(
        [frame.assign(section=section, tfidf=frame["tfidf"] / section) for section in range(1, sections + 1)]
    )


def structure_of(articles):
    docs = [f"paper-{number:03}" for number in range(1, articles + 1)]
    rows = [(doc, section, kind, 10 * section) for doc in docs for section in (1, 2) for kind in ("heading", "body")]
    return pd.DataFrame(rows, columns=["doc", "section", "kind", "n"])


PLOTS = {
    "frequency": lambda articles: figures.plot_frequency(counts_of(articles)),
    "structure": lambda articles: figures.plot_structure(structure_of(articles)),
    "heatmap": lambda articles: figures.plot_heatmap(counts_of(articles, sections=4)),
}


@pytest.mark.parametrize(("articles", "width"), [(1, 85), (11, 85), (100, 170)])
@pytest.mark.parametrize("name", PLOTS)
def test_any_number_of_articles_fits_a_page(name, articles, width):
    with figures.theme(width=width):
        figure = PLOTS[name](articles).figure
        assert collisions(figure) == []
    assert figure.get_figheight() * 25.4 <= 250


def places_of(articles):
    rows = [(doc, TERMS[0], place, 100) for doc in counts_of(articles)["doc"].unique() for place in (3, 50)]
    return pd.DataFrame(rows, columns=["doc", "term", "place", "words"])


def dates_of(articles):
    days = pd.date_range("2021-01-05", periods=articles, freq="20D").strftime("%Y-%m-%d")
    return pd.DataFrame({"doc": counts_of(articles)["doc"].unique(), "date": days})


NAMED = PLOTS | {
    "frequency": lambda articles, **more: figures.plot_frequency(counts_of(articles), **more),
    "structure": lambda articles, **more: figures.plot_structure(structure_of(articles), **more),
    "heatmap": lambda articles, **more: figures.plot_heatmap(counts_of(articles, sections=4), **more),
    "dispersion": lambda articles, **more: figures.plot_dispersion(places_of(articles), **more),
    "trend": lambda articles, **more: figures.plot_trend(counts_of(articles), dates_of(articles), **more),
    "wordcloud": lambda articles, **more: figures.plot_wordcloud(counts_of(articles), doc="paper-002", **more),
}


@pytest.mark.parametrize(
    ("name", "articles", "language"),
    # A cloud is of one article, however many there are; of many, half of the plots have names in Chinese.
    [
        *[(name, 3, "en") for name in NAMED],
        *[(name, *many) for name, many in zip(NAMED, cycle([(31, "en"), (50, "zh")])) if name != "wordcloud"],
    ],
)
def test_articles_of_one_paper_have_each_a_label_of_its_own_that_has_its_place(name, language, articles):
    """Every third is without a date, and named by its title, which is as long as a title may be."""
    docs, days = dates_of(articles).to_numpy().T
    dates = {doc: day for number, (doc, day) in enumerate(zip(docs, days, strict=True)) if number % 3}
    titles = {
        doc: f"加快推进新型工业化，为推进中国式现代化提供坚实支撑之{number}：访部长" for number, doc in enumerate(docs)
    }
    labels = label_articles(dict.fromkeys(docs, "人民日报" if language == "zh" else "People's Daily"), dates, titles)
    assert len({*labels.values()}) == articles
    with figures.theme(language=language):
        ax = NAMED[name](articles, labels=[labels, Lexicon()])
        assert collisions(ax.figure) == []
    rows, columns = row_names(ax), [label.get_text() for label in ax.get_xticklabels()]
    assert len({*rows}) == len(rows) or name == "trend"
    if name == "heatmap" and articles > 3:
        assert len({*columns}) == len(columns) and {*columns} <= {*labels.values()}


def texts(ax):
    return [text.get_text() for text in printed_texts(ax.figure)]


def test_up_to_three_articles_have_intervals_and_more_share_a_line():
    three, four = figures.plot_frequency(counts_of(3)), figures.plot_frequency(counts_of(4))
    assert len(three.collections) == 3 and len(four.collections) == 1
    low, high = four.collections[0].get_segments()[0][:, 0]
    # 集成电路, the last of six terms, stands on top: 6 + 0 … 6 + 3 times.
    assert (low, high) == (6, 9)
    assert str(6 + 7 + 8 + 9) in texts(four)


def test_articles_that_lack_a_unit_are_counted_in_the_margin():
    counts = counts_of(4)
    counts = counts[~((counts["term"] == TERMS[-1]) & (counts["doc"] == "paper-004"))]
    margin = [text.get_text() for text in figures.plot_frequency(counts).texts]
    assert margin.count("3") == 1 and margin.count("4") == len(TERMS) - 1


def test_more_than_three_articles_have_one_bar_each_with_all_their_words():
    ax = figures.plot_structure(structure_of(5))
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"paper-00{number}" for number in range(1, 6)]
    assert [text.get_text() for text in ax.texts] == [str(2 * 10 + 2 * 20)] * 5


def test_sections_without_room_are_counted_below_and_a_given_ax_holds_them_all():
    """A page is 640 points high; bars on Axes of one's own may be as low as they must."""
    docs, sections = ["a", "b", "c"], 40
    counts = pd.DataFrame({"doc": docs * sections, "section": np.repeat(range(1, sections + 1), 3), "n": 10})
    with figures.theme(language="en"):
        bars = figures.plot_structure(counts)
        assert 72 * bars.figure.get_figheight() <= 640
        assert 0 < len(bars.get_yticks()) < sections
        assert f"Words\nrows not drawn: {sections - len(bars.get_yticks())}" in texts(bars)
        assert len(figures.plot_structure(counts, ax=plt.subplots()[1]).get_yticks()) == sections


def test_articles_without_room_are_counted_below():
    with figures.theme(language="en"):
        bars = figures.plot_structure(structure_of(100))
        assert f"Words\narticles not drawn: {100 - len(bars.get_yticks())}" in texts(bars)
        heat = figures.plot_heatmap(counts_of(100, sections=4))
        drawn = len(heat.get_xticklabels())
        assert any(text.endswith(f"articles not drawn: {100 - drawn}") for text in texts(heat))


def test_a_heatmap_of_many_articles_shows_the_largest_of_their_sections():
    ax = figures.plot_heatmap(counts_of(7, sections=4))
    assert [label.get_text() for label in ax.get_xticklabels()] == [f"paper-00{number}" for number in range(1, 8)]
    shaded = ax.collections[0].get_array()
    # Section 1 has the largest scores; 集成电路 in paper-007 is (1 + 6 + 5) / 10.
    assert np.max(shaded) == pytest.approx(1.2)


def test_long_names_over_columns_leave_room_for_the_cells_and_stay_apart():
    counts = counts_of(12, sections=4)
    names = {doc: f"《中国工业和信息化高质量发展研究》编辑部与各地通讯员 {doc[-3:]}" for doc in counts["doc"].unique()}
    with figures.theme(width=85):
        ax = figures.plot_heatmap(counts, labels=names)
    heads = [label.get_text() for label in ax.get_xticklabels()]
    assert len({*heads}) == 12 and all("…" in head and head[-3:].isdigit() for head in heads)
    assert max(label.get_window_extent().height for label in ax.get_xticklabels()) < 0.5 * ax.figure.bbox.height


def test_no_more_rows_than_a_page_holds_are_drawn():
    rows = [(f"paper-{doc:02}", f"词{doc:02}{rank}", 10 - rank) for doc in range(20) for rank in range(4)]
    scores = pd.DataFrame(rows, columns=["doc", "term", "tfidf"])
    assert len(figures.plot_heatmap(scores, top=4).get_yticks()) == 20 * 2


@pytest.mark.parametrize("over", ["doc", "year"])
def test_a_ladder_of_targets_has_the_articles_whose_numbers_most_others_have_or_the_last_years(over):
    """Of 90 columns every third has two numbers that others have, the others one, and two that none has; names are
    longer than a column is wide."""
    numbers = [
        {"doc": f"政府工作报告与国民经济计划 {at:02}", "year": 1930 + at, "counted": thing, "value": 5.0 + at}
        for at in range(90)
        for thing in (("增速", "就业") if at % 3 == 0 else ("增速", f"第{at}次", f"第{at}项"))
    ]
    rows = pd.DataFrame(numbers).assign(value_high=np.nan, unit="%", hedge="over", deadline=None, quantity="5.5%")
    with figures.theme(language="en"):
        ax = figures.plot_targets(rows, over=over)
        assert collisions(ax.figure) == []
    heads = [label.get_text().replace("\n", "") for label in ax.get_xticklabels()]
    assert 20 < len(heads) < 40 and any(f"s not drawn: {90 - len(heads)}" in text for text in texts(ax))
    if over == "doc":
        # 30 articles have two of them; of the others the first.
        assert sum(int(head[-2:]) % 3 == 0 for head in heads) == min(30, len(heads))
    else:
        assert heads == [str(year) for year in range(2020 - len(heads), 2020)]


def test_verbs_of_a_whole_corpus_stand_as_far_apart_as_their_numbers_are_wide():
    rows = [(term, f"动词{at:02}", 1000 + at) for term in TERMS[:3] for at in range(40)]
    counts = pd.DataFrame(rows, columns=["term", "verb", "n"]).assign(of="verb", by="term")
    ax = figures.plot_verbs(counts)
    assert collisions(ax.figure) == [] and 0 < len(ax.get_xticks()) < 40
    assert any(text.endswith(f"另有 {40 - len(ax.get_xticks())} 个动词未画") for text in texts(ax))
