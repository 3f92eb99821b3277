"""What a word cloud shows."""

import numpy as np
import pandas as pd
import pytest
from checks import collisions
from conftest_names import LABELS, NEW, OLD

from discourse import figures
from discourse.errors import DiscourseError


def test_areas_of_words_are_proportional_to_rates_within_and_across_clouds(counts):
    clouds = [figures.plot_wordcloud(counts, doc=doc, labels=LABELS) for doc in (NEW, OLD)]
    rates = [counts[counts["doc"] == doc].set_index("term")["rate"] for doc in (NEW, OLD)]
    ratios = [
        text.get_size() ** 2 / rate[text.get_text()]
        for cloud, rate in zip(clouds, rates, strict=True)
        for text in cloud.texts
    ]
    assert len(ratios) > 6 and ratios == pytest.approx([ratios[0]] * len(ratios))


def test_cloud_scale_is_the_rate_of_the_largest_type(counts):
    one = counts[counts["doc"] == NEW]
    small, large = (figures.plot_wordcloud(one, scale=scale).texts[0].get_size() for scale in (24, 6))
    assert large == 2 * small == 45


def test_cloud_says_its_largest_and_smallest_rate_and_how_many_words_it_leaves_out(counts):
    one = counts[counts["doc"] == NEW]
    assert (
        figures.plot_wordcloud(one, scale=12).get_xlabel()
        == "字的面积与频率成正比：最大 6.0‰，最小 4.0‰（另有 3 词未画）"
    )


def test_clouds_of_four_articles_have_four_colours_wherever_they_stand_in_the_corpus(counts):
    """Of thirty-four articles, the first, the eleventh and so on share a place in the round of looks."""
    corpus = {f"d{place:02}": "" for place in range(34)}
    docs = ["d00", "d10", "d20", "d30"]
    frame = pd.concat([counts[counts["doc"] == NEW].assign(doc=doc) for doc in docs])
    clouds = [figures.plot_wordcloud(frame, doc=doc, labels=corpus) for doc in docs]
    assert len({cloud.texts[0].get_color() for cloud in clouds}) == 4


def test_cloud_of_rates_by_character_says_so(counts):
    one = counts[counts["doc"] == NEW]
    assert "每千字次数" not in figures.plot_wordcloud(one.assign(rate_unit="word")).get_xlabel()
    assert "‰：每千字次数" in figures.plot_wordcloud(one.assign(rate_unit="character")).get_xlabel()


def test_cloud_refuses_a_scale_below_the_largest_rate_and_gives_one_that_is_not(counts):
    one = counts[counts["doc"] == NEW]
    with pytest.raises(DiscourseError, match="scale=5 is too small.*at least scale=6 "):
        figures.plot_wordcloud(one, scale=5)


def test_cloud_of_several_articles_asks_which(counts):
    with pytest.raises(DiscourseError, match="name it, as in doc='economic-daily'"):
        figures.plot_wordcloud(counts)
    with pytest.raises(DiscourseError, match="Did you mean 'peoples-daily'"):
        figures.plot_wordcloud(counts, doc="people-daily")


def test_cloud_counts_units_without_a_rate_and_refuses_what_is_no_rate(counts):
    """A missing rate is said below the cloud; a negative or an infinite one is an error."""
    one = counts[counts["doc"] == NEW].reset_index(drop=True)
    lost = one.assign(rate=one["rate"].where(one.index != 2))
    assert figures.plot_wordcloud(lost).get_xlabel().endswith("1 项没有频率，未画")
    for wrong in (-1, np.inf):
        with pytest.raises(DiscourseError, match="is no rate"):
            figures.plot_wordcloud(one.assign(rate=one["rate"].where(one.index != 2, wrong)))


def test_cloud_of_an_article_that_has_no_legible_word_says_so(counts):
    """Beside an article whose rates are a hundred times as high, no word of the other reaches legible type."""
    rates = counts["rate"].where(counts["doc"] == NEW, counts["rate"] / 100)
    ax = figures.plot_wordcloud(counts.assign(rate=rates), doc=OLD)
    assert len(ax.texts) == 0 and ax.get_xlabel() == "（无）（另有 5 词未画）"


def test_words_of_a_cloud_do_not_touch_in_a_narrow_column():
    """Sixty terms of twenty characters, drawn in a column, keep a space between any two."""
    names = [f"{'专精特新中小企业数字化转型升级服务平'}{i:02d}" for i in range(60)]
    frame = pd.DataFrame({"term": names, "rate": np.linspace(30, 10, 60)})
    with figures.theme(width=85):
        ax = figures.plot_wordcloud(frame)
    boxes = [text.get_window_extent().padded(-1) for text in ax.texts]
    assert len(boxes) > 1 and not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_words_that_find_no_room_leave_out_the_rarer_ones_not_their_equals():
    """Four hundred words of one rate: those that find room, and none of those below them."""
    few = pd.DataFrame({"term": ["产业", "技术"], "rate": [20.0, 15.0]})
    many, rare = (
        pd.DataFrame({"term": [f"{sign}{i:03}" for i in range(400)], "rate": r})
        for sign, r in (("词", 5.0), ("字", 4.0))
    )
    ax = figures.plot_wordcloud(pd.concat([few, many, rare]), top=900)
    drawn = [text.get_text() for text in ax.texts]
    assert {"产业", "技术"} < set(drawn) and 300 > sum("词" in word for word in drawn) > 10
    assert not any("字" in word for word in drawn) and f"另有 {802 - len(drawn)} 词未画" in ax.get_xlabel()


def test_the_emptiest_of_several_clouds_has_most_of_its_words():
    """Beside one of twenty frequent words those of one mention are legible, and the twenty find room."""
    full = pd.DataFrame({"doc": "full", "term": [f"词语{i:02}" for i in range(20)], "rate": np.linspace(9, 3, 20)})
    bare = pd.DataFrame({"doc": "bare", "term": [f"词{i}" for i in range(6)], "rate": 1.0})
    shown = [len(figures.plot_wordcloud(pd.concat([full, bare]), doc=doc).texts) for doc in ("full", "bare")]
    assert shown == [20, 6]


def test_long_names_above_panels_neither_touch_nor_leave_the_page(counts):
    names = {OLD: "Journal of Contemporary Chinese Industrial Policy and Discourse Studies", NEW: "专精特新" * 9}
    with figures.theme(width=85):
        figure, axes = figures.panels([OLD, NEW], height=60)
        sizes = [
            {
                text.get_text(): text.get_size()
                for text in figures.plot_wordcloud(counts, doc=doc, labels=names, ax=ax).texts
            }
            for doc, ax in axes.items()
        ]
        assert collisions(figure) == []
    rate = counts.set_index(["doc", "term"])["rate"]
    scales = {
        round(size**2 / rate[doc, term], 6)
        for doc, some in zip(axes, sizes, strict=True)
        for term, size in some.items()
    }
    assert len(scales) == 1
