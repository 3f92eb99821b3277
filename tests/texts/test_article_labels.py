"""What figures call articles, so that each can be told from the others."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.schema import ARTICLES, EDITS, PARAGRAPHS, make_frame
from discourse.texts.characters import display_width
from discourse.texts.corpus import Corpus
from discourse.texts.labels import LONG_TITLE, label_articles, sharing, shorten_title

PAPER = "人民日报"
ENGLISH = {"人民日报": "People's Daily"}


def corpus(rows, *, sources=None):
    """A corpus of articles (date, title), of one source or of `sources`, named d00, d01 …"""
    sources = sources or [PAPER] * len(rows)
    articles = [
        dict.fromkeys(ARTICLES)
        | {"doc": f"d{number:02}", "date": date, "title": title, "characters": 1, "discarded_share": 0.0}
        | {"source": source, "label_zh": source, "label_en": ENGLISH.get(source, source)}
        for number, ((date, title), source) in enumerate(zip(rows, sources, strict=True))
    ]
    frames = make_frame(articles, ARTICLES), make_frame([], PARAGRAPHS), make_frame([], EDITS)
    return Corpus(*frames)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("2024-09-03", "甲"), ("2023-10-08", "乙")], ["{} 2024", "{} 2023"]),
        ([("2024-09-03", "甲"), ("2024-10-08", "乙")], ["{} 2024-09", "{} 2024-10"]),
        ([("2024-10-03", "甲"), ("2024-10-08", "乙")], ["{} 2024-10-03", "{} 2024-10-08"]),
        ([("2024-10-03", "甲"), ("2024-10-08", "乙"), ("2022-01-01", "丙")], ["{} 2024-10-03", "{} 2024-10-08", "{} 2022-01-01"]),
        ([("2024-10-08", "甲"), ("2024-10-08", "乙")], ["甲", "乙"]),
        ([("2024-10-08", "甲"), ("2024-10-08", "甲")], ["d00", "d01"]),
        ([("2024-10-08", "甲"), ("2024-10-08", None)], ["甲", "d01"]),
        ([("2024-10-08", "甲"), (None, "乙")], ["{} 2024", "乙"]),
        ([("2024", "甲"), ("2024-10", "乙")], ["{} 2024", "{} 2024-10"]),
        ([(None, None), (None, None)], ["d00", "d01"]),
        ([(None, "甲")], ["{}"]),
        ([("2023-10-08", "甲"), ("2024-10-08", "乙"), ("2024-10-08", "丙")], ["{} 2023", "乙", "丙"]),
    ],
)  # fmt: skip
def test_articles_of_one_source_are_told_apart_by_date_then_title_then_doc(rows, told, language):
    source = PAPER if language == "zh" else ENGLISH[PAPER]
    labels = corpus(rows).labels(language)
    assert [labels[doc] for doc in sorted(labels)] == [text.format(source) for text in told]


def test_a_source_that_is_alone_keeps_its_name():
    told = corpus([("2024-09-03", "甲"), ("2024-09-03", "甲"), (None, None)], sources=[PAPER, "经济日报", "新华社"])
    assert list(told.labels("zh").values()) == [PAPER, "经济日报", "新华社"]


PLAN = "中共中央关于制定国民经济和社会发展第{}个五年规划的建议"


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        ([PLAN.format("十三"), "政府工作报告"], ["中共中央关于制定国民经…", "政府工作报告"]),
        # They differ in the ninth character from the end: the shortest form that shows it.
        ([PLAN.format("十三"), PLAN.format("十四")], ["中共中央关于制定国…三个五年规划的建议", "中共中央关于制定国…四个五年规划的建议"]),
        (["加快推进新型工业化，构筑强国（上）", "加快推进新型工业化，构筑强国（下）"], ["加快推进新型…强国（上）", "加快推进新型…强国（下）"]),
        (["  加快\n推进  ", "加快推进"], ["加快 推进", "加快推进"]),
        (["甲" * 40 + "上" + "甲" * 40, "甲" * 40 + "下" + "甲" * 40], ["d00", "d01"]),
    ],
)  # fmt: skip
def test_titles_are_shortened_to_what_tells_them_apart(titles, told):
    labels = list(corpus([("2024-10-08", title) for title in titles]).labels("zh").values())
    assert labels == told


def test_a_declared_label_stays_where_another_article_would_be_told_by_the_same_words():
    declared = {"a": PAPER, "b": PAPER, "c": f"{PAPER} 2024"}
    told = label_articles(declared, {"a": "2024-10-08", "b": "2023-01-01"}, {})
    assert told == {"a": "a", "b": f"{PAPER} 2023", "c": f"{PAPER} 2024"}


def test_the_doc_of_one_article_may_be_the_label_of_another():
    assert label_articles({"a": "b", "b": "x", "c": "x"}, {}, {}) == {"a": "a", "b": "b", "c": "c"}


def test_labels_that_differ_in_blanks_only_are_the_same():
    assert sharing({"a": "人民日报", "b": " 人民日报", "c": "人民 日报"}) == [["a", "b"]]


@given(st.text("加快推进新型工业化 abc，", max_size=60), st.integers(24, 48), st.booleans())
def test_a_shortened_text_is_no_wider_than_asked_and_says_where_it_was_cut(text, width, ends):
    short = shorten_title(text, width, ends=ends)
    assert display_width(short) <= width
    head, mark, tail = short.partition("…")
    assert (text.startswith(head) and text.endswith(tail)) if mark else short == text


WORDS = [PAPER, "经济日报", f"{PAPER} 2024", "d00", "d01", "政府工作报告", "政府工作报告（2023年）", " 人民日报"]
DATES = [None, "2024", "2024-10", "2024-10-08", "2024-10-09", "2023-10-08"]
ANY_ARTICLE = st.tuples(st.sampled_from([None, *WORDS]), st.sampled_from(DATES), st.sampled_from([None, *WORDS]))


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(ANY_ARTICLE, min_size=1, max_size=30), st.randoms())
def test_whatever_is_known_of_the_articles_no_two_share_a_label_in_whatever_order_they_stand(rows, random: Random):
    whole = corpus(
        [(date, title) for _, date, title in rows],
        sources=[source or f"d{at:02}" for at, (source, _, _) in enumerate(rows)],
    )
    for language in ("zh", "en"):
        told = whole.labels(language)
        dates = [whole.articles.set_index("doc")["date"].fillna("9").loc[doc] for doc in told]
        assert sharing(told) == [] and dates == sorted(dates)
        order = random.sample(range(len(rows)), len(rows))
        mixed = Corpus(whole.articles.iloc[order], whole.paragraphs, whole.edits)
        assert mixed.labels(language) == told


@pytest.mark.parametrize("articles", [2, 3, 18, 31, 50])
def test_any_number_of_articles_of_one_paper_have_labels_short_enough_for_a_figure(articles):
    days = pd.date_range("2021-01-05", periods=articles, freq="20D").strftime("%Y-%m-%d")
    told = corpus([(day, PLAN.format(number)) for number, day in enumerate(days)]).labels("zh")
    assert sharing(told) == [] and max(map(len, told.values())) <= max(LONG_TITLE // 2, len(f"{PAPER} 2021-01-05"))


def test_no_number_or_latin_word_of_a_title_is_cut():
    """Nor that of a document: all of it stands, or none."""
    title = "国务院关于印发2024年至2025年节能降碳行动方案的通知国发〔2024〕12号全文"
    for width in range(4, 60):
        for ends in (False, True):
            head, _, tail = shorten_title(title, width, ends=ends).partition("…")
            behind = title[len(head) : len(head) + 1]
            assert head[-1:] != "〔" and not (head[-1:].isdigit() and behind in "0123456789年〕号")
            assert tail[:1] not in tuple("0123456789〕号年") or len(head) + 1 + len(tail) >= len(title)
