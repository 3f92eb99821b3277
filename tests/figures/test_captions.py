"""What a caption tells beside the user's words."""

from importlib.metadata import version

import numpy as np
import pandas as pd
import pytest
from conftest_names import NEW, OLD, Words
from matplotlib.figure import Figure

from discourse.errors import DiscourseError
from discourse.figures import (
    panels,
    plot_emphasis,
    plot_frequency,
    plot_heatmap,
    plot_network,
    plot_pairs,
    plot_structure,
    theme,
)
from discourse.figures.base.captions.compose import captions, plot_records
from discourse.figures.base.theme import PlotRecord, current_language, font_path

# The terms have no English here; the figures say so, and the captions need none.
pytestmark = pytest.mark.filterwarnings("ignore:no English label")
LABELS = {OLD: "旧报", NEW: "新报"}
MADE = f" Made with discourse {version('discourse')}."


def drawn(plot, data, labels=LABELS, **more):
    """The figure of a plot, in English."""
    with theme(language="en"):
        return plot(data, labels=labels, **more).figure


def told(fig, data, language="en"):
    """The facts of a caption, without the user's words and the version."""
    text = captions(fig, data, "T.")[language]
    end = MADE if language == "en" else f"由 discourse {version('discourse')} 生成。"
    assert text.startswith("T.") and text.endswith(end)
    return text[2 : -len(end)].strip()


def test_the_users_words_stand_first_in_both_languages_and_the_chinese_comes_first():
    paragraphs = captions(Figure(), pd.DataFrame({"x": [1]}), "A figure")
    assert list(paragraphs) == ["zh", "en"]
    assert paragraphs["en"] == f"A figure.{MADE}"
    assert paragraphs["zh"] == f"A figure. 由 discourse {version('discourse')} 生成。"


def test_each_language_has_its_own_words_and_one_without_has_the_facts_alone():
    paragraphs = captions(Figure(), pd.DataFrame({"x": [1]}), {"zh": "一图"})
    assert paragraphs == {"zh": f"一图。由 discourse {version('discourse')} 生成。", "en": MADE.strip()}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一图", "一图。"),
        ("一图。", "一图。"),
        ("A figure", "A figure."),
        ("Really?", "Really?"),
        ("（一图。）", "（一图。）"),
        ("一图（其一）", "一图（其一）。"),
        (" 两行，\n  一图 ", "两行，一图。"),
        ("two\n lines", "two lines."),
    ],
)
def test_the_users_words_become_one_line_with_one_stop(text, line):
    made = {
        language: f"由 discourse {version('discourse')} 生成。" if language == "zh" else MADE
        for language in ("zh", "en")
    }
    blank = "" if line.endswith(("。", "）")) else " "
    assert captions(Figure(), pd.DataFrame({"x": [1]}), text) == {
        "zh": f"{line}{blank}{made['zh']}", "en": f"{line}{made['en'] if blank else made['en'].lstrip()}"
    }  # fmt: skip


def test_another_language_or_no_words_are_refused():
    for caption, message in [
        ({"fr": "x"}, "language of caption='fr'"),
        ({}, "must be a text"),
        ({"zh": " "}, "must be a text"),
    ]:
        with pytest.raises(DiscourseError, match=message):
            captions(Figure(), pd.DataFrame({"x": [1]}), caption)


def counts(**more):
    """In a 3 of 10 words are mentions of two terms, in b 1 of 20."""
    rows = {"doc": [OLD, OLD, NEW], "term": ["光伏", "算力", "光伏"], "n": [2, 1, 1], "total": [10, 10, 20]}
    frame = pd.DataFrame(rows).assign(rate=1.0, rate_low=0.5, rate_high=2.0, rate_unit="word", interval="exact")
    return frame.assign(**more)


def test_mentions_terms_and_words_are_told_of_each_article_by_its_label_and_the_interval_by_its_name():
    fig = drawn(plot_frequency, counts(), labels=[LABELS, Words(3)])
    assert told(fig, counts()) == (
        "n = 3 mentions of 2 terms in 10 words (旧报); 1 mention of 1 term in 20 words (新报). Rates are per 1,000 words. "
        "95% intervals: exact (Clopper–Pearson). Lexicon: terms.csv (3 terms)."
    )
    assert told(fig, counts(), "zh") == (
        "n：旧报 10 词中 2 个术语共 3 次；新报 20 词中 1 个术语共 1 次。频率按每千词计。95% 区间：精确法（Clopper–Pearson）。"
        "词表：terms.csv（3 词）。"
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"rate_unit": "character"},
            "in 10 characters (旧报); 1 mention of 1 term in 20 characters (新报). Rates are per 1,000 characters.",
        ),
        ({"interval": "wilson"}, "95% intervals: Wilson's."),
        (
            {"interval": ["bootstrap", "none", "bootstrap"]},
            "95% intervals: bootstrap percentiles over sentences, none where there are too few.",
        ),
    ],
)
def test_the_unit_and_the_interval_are_those_of_the_data(changed, sentence):
    assert sentence in told(drawn(plot_frequency, counts()), counts(**changed))


def test_what_the_data_do_not_hold_is_left_out_without_a_gap():
    fig = drawn(plot_frequency, counts(), labels=[LABELS, Words(0)])
    assert told(fig, counts()[["doc", "term", "n"]]) == "n = 3 mentions of 2 terms (旧报); 1 mention of 1 term (新报)."
    assert told(fig, counts()[["term", "n"]]) == "n = 4 mentions of 2 terms."
    assert told(fig, counts()[["term"]]) == ""
    assert told(fig, counts().head(0)) == ""


@pytest.mark.parametrize("n", [[2, None, 1], [2, 0.5, 1], [2, np.inf, 1], [2, -1, 1], ["2", "1", "1"]])
def test_no_sum_is_told_of_counts_that_are_none(n):
    assert "n =" not in told(Figure(), counts(n=n))


def test_a_total_that_keys_unknown_to_tokens_repeat_is_not_added_up():
    """Prompted or not, both rows have the words of the whole article as their total."""
    frame = pd.DataFrame({"doc": OLD, "prompting": ["a", "b"], "term": "光伏", "n": [1, 2], "total": 10})
    assert told(Figure(), frame) == f"n = 3 mentions of 1 term ({OLD})."
    sections = frame.rename(columns={"prompting": "section"}).assign(section=[1, 2], total=[10, 5])
    assert told(Figure(), sections) == f"n = 3 mentions of 1 term in 15 words ({OLD})."


def test_totals_that_contradict_each_other_are_not_added_up():
    frame = pd.DataFrame({"doc": OLD, "term": ["光伏", "算力"], "n": [1, 1], "total": [10, 20]})
    assert told(Figure(), frame) == f"n = 2 mentions of 2 terms ({OLD})."
    assert told(Figure(), frame.drop(columns="doc")) == "n = 2 mentions of 2 terms."


def test_intervals_are_told_only_where_the_plot_draws_them():
    """Twelve articles share a line for each term; a text that says 95% draws none."""
    many = pd.concat([counts().assign(doc=f"{doc}") for doc in range(12)]).drop_duplicates(["doc", "term"])
    fig = drawn(plot_frequency, many, labels=None)
    fig.axes[0].set_title("95% of all")
    text = told(fig, many)
    assert "Rates are" in text and "95% intervals" not in text


def test_a_plot_leaves_a_record_of_what_it_drew():
    labels = [LABELS, Words(3)]
    (record,) = plot_records(drawn(plot_frequency, counts(), labels=labels))
    assert record == PlotRecord("plot_frequency", ("rate",), True, None, 0, labels, font_path())
    (record,) = plot_records(drawn(plot_emphasis, comparison(), top=1))
    assert (record.measures, record.intervals, record.left_out) == (("log_ratio", "verdict"), True, 1)


@pytest.mark.parametrize("columns", [["n", "total", "term", "doc"], ["total", "note", "n", "doc", "term"]])
def test_counts_are_found_by_name_whatever_the_order_of_columns_and_whatever_else_there_is(columns):
    frame = counts(note="x")[columns].sample(frac=1, random_state=3)
    assert told(Figure(), frame) == told(Figure(), counts()[["doc", "term", "n", "total"]])


def test_what_was_counted_and_by_which_keys_is_what_the_frame_states():
    """Two sectors in the two years of one article: the words of a year are told for no key that a text does not have."""
    rows = {"sector": ["a", "b"], "doc": OLD, "year": [1, 2], "n": [1, 2], "total": [10, 20], "of": "sector"}
    assert told(Figure(), pd.DataFrame(rows).assign(by="doc|year")) == f"n = 3 mentions of 2 sector values ({OLD})."
    sections = pd.DataFrame(rows).rename(columns={"year": "section"}).assign(by="doc|section")
    assert told(Figure(), sections) == f"n = 3 mentions of 2 sector values in 30 words ({OLD})."
    assert told(Figure(), sections, "zh") == f"n：{OLD} 30 词中 2 个 sector共 3 次。"


def test_many_articles_are_told_of_together():
    many = pd.concat([counts().query("doc == @NEW").assign(doc=str(doc)) for doc in range(5)])
    assert told(Figure(), many) == "n = 5 mentions of 1 term in 100 words (5 articles)."
    assert told(Figure(), many, "zh") == "n：5 篇 100 词中 1 个术语共 5 次。"


def test_all_words_of_an_article_are_told_once():
    words = pd.DataFrame({"doc": OLD, "word": ["的", "和"], "n": [3, 1], "total": 4})
    assert told(Figure(), words) == f"n = 4 words, 2 of them different ({OLD})."
    assert told(Figure(), words, "zh") == f"n：{OLD} 4 词，其中 2 个不同。"


def comparison(**more):
    """光伏 2 to 0 and 算力 1 to 3, of 10 and 20 words."""
    rows = {"term": ["光伏", "算力"], "n_old": [2, 1], "total_old": 10, "n_new": [0, 3], "total_new": 20}
    ratios = {"log_ratio": [-3.0, 0.6], "log_ratio_low": -4.0, "log_ratio_high": 4.0}
    return pd.DataFrame(rows | ratios).assign(old=OLD, new=NEW, **more)


def test_a_comparison_tells_both_versions_the_ratio_its_zero_and_the_verdict():
    frame = comparison(verdict="too few differences")
    fig = drawn(plot_emphasis, frame)
    assert told(fig, frame) == (
        "n = 3 mentions of 2 terms in 10 words (旧报); 3 mentions of 1 term in 20 words (新报). "
        "Log ratio of the rates to base 2, positive: more in 新报; a count of 0 is taken as 0.5. "
        "95% intervals: exact given the sum of both counts (Clopper–Pearson). "
        "Verdict on differences: exact paired test of the counts (aligned blocks and passages exchanged), corrected after Benjamini and Hochberg."
    )
    text = told(fig, frame.drop(columns="verdict").query("n_new > 0"))
    assert "0.5" not in text and "Verdict" not in text


def pairs(**more):
    """Two pairs of three terms in a, one of them in b."""
    rows = {"doc": [OLD, OLD, NEW], "term_a": "光伏", "term_b": ["算力", "算法", "算力"], "n": 1, "n_a": 2, "n_b": 1}
    return pd.DataFrame(rows).assign(windows=[8, 8, 9], npmi=0.5, within="sentence", **more)


def test_pairs_are_told_with_their_windows_and_a_measure_by_its_source():
    text = told(drawn(plot_pairs, pairs(), value="npmi"), pairs())
    assert text == (
        "n = 2 pairs of 3 terms in 8 sentences (旧报); 1 pair of 2 terms in 9 sentences (新报). Window: the same sentence. "
        "NPMI: normalized pointwise mutual information (Bouma 2009), −1 to 1."
    )
    near = pairs().assign(within=5)
    text = told(drawn(plot_pairs, near), near, "zh")
    assert text == "n：旧报 3 个术语组成 2 对；新报 2 个术语组成 1 对。窗口：左右各 5 词以内，不跨段。"


def test_the_facts_of_panels_are_those_of_all_of_them():
    with theme(language="en"):
        figure, axes = panels([OLD, NEW])
        for doc, size in ((OLD, 3), (NEW, 4)):
            plot_network(pairs().query("doc == @doc"), labels=[LABELS, Words(size)], ax=axes[doc])
    assert told(figure, pairs()).endswith("Lexicon: terms.csv (3 terms); terms.csv (4 terms).")


def scores(within):
    """Two sections of each of two articles, each of length 1; N is that of all or of each article."""
    rows = {"doc": [OLD, OLD, NEW, NEW], "section": [1, 2, 1, 2], "term": "光伏", "n": 1, "total": 5}
    return pd.DataFrame(rows).assign(tf=0.2, df=2, parts=2 if within else 4, idf=1.5, tfidf=1.0)


def test_tfidf_tells_its_parts_and_that_they_are_scaled_only_if_the_numbers_say_so():
    formula = "tf-idf as in scikit-learn: idf = ln((1 + N) / (1 + df)) + 1"
    fig = drawn(plot_heatmap, scores(None))
    assert told(fig, scores(None)).endswith(f"{formula}, N = 4 sections, each section scaled to length 1 (L2).")
    assert ", N = 2 sections (each article by itself), each" in told(fig, scores("doc"))
    assert told(fig, scores(None).assign(tfidf=0.3)).endswith(f"{formula}, N = 4 sections.")
    assert told(fig, scores(None).drop(columns="parts")).endswith(f"{formula}, each section scaled to length 1 (L2).")


def test_other_frames_tell_what_they_count():
    structure = pd.DataFrame({"doc": OLD, "section": [1, 2], "kind": "answer", "n": [3, 4], "total": [3, 4]})
    fig = drawn(plot_structure, structure, labels=[LABELS, Words(3)])
    assert told(fig, structure) == "n = 7 words (旧报)."
    sides = {"old": OLD, "new": NEW}
    blocks = pd.DataFrame({"words_old": [2, 0, 9], "words_new": [2, 3, 0], "kind_old": ["answer", None, "imprint"],
                           "kind_new": ["answer", "answer", None]}).assign(**sides)  # fmt: skip
    assert (
        told(Figure(), blocks)
        == f"n = 2 aligned blocks ({OLD}: 2 words, {NEW}: 5 words; as the dictionary cuts words)."
    )
    items = pd.DataFrame({"item": ["a", "b", "c"], "change": ["kept", "dropped", "added"], "rank_old": [1, 2, None],
                          "rank_new": [1, None, 2], "list_old": 1, "list_new": 1}).assign(**sides)  # fmt: skip
    text = f"n = 2 items in 1 list ({OLD}); 2 items in 1 list ({NEW}); 1 kept, 1 dropped, 1 added."
    assert told(Figure(), items) == text
    spread = pd.DataFrame({"doc": OLD, "term": ["光伏"], "n": [2], "parts": 4, "dp": 0.5, "over": "section"})
    assert told(Figure(), spread) == f"n = 2 mentions of 1 term ({OLD}). Spread over sections."
    assert told(Figure(), spread.assign(over="turn"), "zh").endswith("分布所依：话轮。")
    assert told(Figure(), spread.assign(over=10), "zh").endswith("分布所依：按词数均分的 10 份。")


def test_captions_leave_the_theme_as_it_was():
    with theme(language="en"):
        captions(Figure(), counts(), "T")
        assert current_language() == "en"
