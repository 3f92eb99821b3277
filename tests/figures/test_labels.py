import warnings

import numpy as np
import pandas as pd
import pytest
from conftest_names import LABELS, NEW, OLD, Corpus
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import rgb_to_hsv, to_rgb

from discourse import figures
from discourse.errors import DiscourseError
from discourse.export import save_figure
from discourse.figures.base.labels import article_order, article_styles, printed_names, wrap
from discourse.texts import corpus as read


def test_words_are_dark_enough_to_be_read_and_of_the_hue_of_their_article():
    with figures.theme():
        looks = list(article_styles([f"{n:02}" for n in range(8)], None).values())
    for look in looks:
        light = [part**2.2 for part in to_rgb(look.ink)] @ np.array([0.2126, 0.7152, 0.0722])
        assert light < 0.255
        assert np.allclose(rgb_to_hsv(to_rgb(look.ink))[:2], rgb_to_hsv(to_rgb(look.color))[:2], atol=0.02)
    assert [look.ink == look.color for look in looks[:2]] == [True, True]


def test_a_list_is_asked_from_its_first_part_on():
    assert printed_names(["光伏", "算力"], [{"光伏": "PV"}, {"光伏": "x", "算力": "power"}]) == {
        "光伏": "PV",
        "算力": "power",
    }


def test_names_that_one_source_labels_alike_are_told_apart_by_themselves():
    labels = [{"a": "人民日报", "b": "人民日报", "c": "经济日报"}, {"PV": "光伏", "光伏": "光伏", "d": "经济日报"}]
    assert printed_names("abcd", labels) == {
        "a": "人民日报（a）",
        "b": "人民日报（b）",
        "c": "经济日报",
        "d": "经济日报",
    }
    assert printed_names(["a", "PV", "光伏"], labels) == {"a": "人民日报", "PV": "光伏（PV）", "光伏": "光伏"}


def test_objects_are_asked_for_the_language_of_the_theme():
    with figures.theme(language="en"):
        assert printed_names([NEW], LABELS) == {NEW: "People's Daily"}
    assert printed_names([NEW], LABELS) == {NEW: "人民日报"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_articles_of_a_corpus_hold_its_labels(language):
    articles = pd.DataFrame(
        {"doc": ["c", "b", "a"], "label_zh": ["人民日报", "人民日报", None], "label_en": ["P", "P", "Q"]}
        | {"date": ["2024-10-08", "2023", None], "title": "题", "year": 2024}
    )
    with figures.theme(language=language):
        want = printed_names("abc", read.Corpus(articles, *[pd.DataFrame()] * 2))
        assert printed_names("abc", articles) == want
        # As users change them: no title, and days as pandas has them.
        told = articles.drop(columns="title").assign(date=pd.to_datetime(articles["date"], format="ISO8601"))
        assert printed_names("abc", [told])["b"] == want["b"]
        assert article_order("abc", [articles]) == ["b", "c", "a"]


def test_a_figure_labelled_by_articles_has_its_caption(tmp_path, counts):
    articles = pd.DataFrame({"doc": [NEW, OLD], "label_zh": ["新报", "旧报"]})
    ax = figures.plot_frequency(counts, labels=[articles, LABELS[1]])
    paths = save_figure(ax.figure, "a", data=counts, caption="词频", folder=tmp_path)
    caption = next(path for path in paths if path.suffix == ".txt").read_text(encoding="utf-8")
    assert "新报" in caption and "旧报" in caption


def test_a_frame_without_labels_is_refused():
    with pytest.raises(DiscourseError, match="a corpus or its articles"):
        printed_names("a", pd.DataFrame({"doc": ["a"], "title": ["题"]}))


def test_terms_without_english_are_printed_in_chinese_and_reported_once():
    with figures.theme(language="en"), pytest.warns(UserWarning, match="量子科技、算法") as caught:
        assert printed_names(["量子科技", "6G", "算法", "光伏"], LABELS)["量子科技"] == "量子科技"
    assert len(caught) == 1


@pytest.mark.parametrize(("language", "labels"), [("zh", LABELS), ("en", None)])
def test_nothing_is_reported_in_chinese_or_without_labels(language, labels):
    with figures.theme(language=language), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert printed_names(["量子科技"], labels) == {"量子科技": "量子科技"}


def test_what_holds_no_labels_is_refused():
    with pytest.raises(DiscourseError, match=r"labels=\[corpus, lexicon\]"):
        printed_names(["光伏"], "lexicon")


def test_articles_follow_the_corpus_and_else_the_alphabet():
    assert article_order([OLD, NEW], LABELS) == [NEW, OLD]
    assert article_order([NEW, OLD], None) == [OLD, NEW]


def test_an_article_keeps_its_look_when_it_is_drawn_alone():
    with figures.theme():
        both, alone = article_styles([NEW, OLD], Corpus()), article_styles([OLD], Corpus())
    assert alone[OLD] == both[OLD] != both[NEW]


def test_the_first_two_articles_differ_in_grey_as_well_as_in_mark():
    with figures.theme():
        first, second = article_styles([NEW, OLD], Corpus()).values()
    grey = [np.dot(to_rgb(look.color), [0.299, 0.587, 0.114]) for look in (first, second)]
    assert abs(grey[0] - grey[1]) > 0.25 and first.marker != second.marker


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("人工智能", "人工智能"),
        ("brain-computer interface", "brain-computer\ninterface"),
        ("new-generation information technology", "new-generation\ninformation technology"),
        ("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十\n一二三四五六七八九十"),
        ("一二三四五六七八九十一，二三四五六七八九", "一二三四五六七八九十\n一，二三四五六七八九"),
        ("一二三四五六七八九十，一二三四五六七八九", "一二三四五六七八九十，\n一二三四五六七八九"),
        ("一二三四五六七八九（十）一二三四五六七八", "一二三四五六七八九\n（十）一二三四五六七八"),
        ("一二三四五六七八九“十”一二三四五六七八", "一二三四五六七八九\n“十”一二三四五六七八"),
        ("一二三四五六七八九十(AI)一二三四五六七八", "一二三四五六七八九十\n(AI)一二三四五六七八"),
        ("artificial intelligence · Section 12", "artificial\nintelligence ·\nSection 12"),
        ("人民日报海外版评论员 2024-09", "人民日报海外版评论员\n2024-09"),
        ("更多见于 一二三四五六七八九十 2015", "更多见于 一二三四\n五六七八九十 2015"),
        ("incomprehensibilities-of-it", "incomprehensibilities-\nof-it"),
        ("", ""),
    ],
)
def test_long_names_break_into_even_lines_between_words(text, wrapped):
    assert wrap(text) == wrapped


@given(st.text("低空经济工业互联网aB -，。；：、）】》！？”’·（【《“‘", max_size=60), st.integers(6, 30))
def test_no_line_begins_with_closing_punctuation_or_ends_with_an_opening_bracket(text, width):
    """Whatever the text, from its second line on; and nothing but spaces is lost."""
    lines = wrap(text, width).split("\n")
    assert not any(line[:1] in tuple("，。；：、）】》！？”’·") for line in lines[1:])
    assert not any(line[-1:] in tuple("（【《“‘") for line in lines[:-1])
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
