"""Frames as users have them: other column types, odd names, values that are none."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import collisions, printed_texts
from conftest_names import LABELS
from plots import PLOTS

import discourse as dc
from discourse import figures
from discourse.errors import DiscourseError


def as_text(frame):
    return frame.assign(**{name: frame[name].astype("category") for name in frame.select_dtypes(["object", "str"])})


TYPES = {
    "nullable": lambda frame: frame.convert_dtypes(),
    "objects": lambda frame: frame.astype(object),
    "categories": as_text,
    "arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
}


@pytest.mark.parametrize(
    ("name", "types"),
    [*zip(["frequency", "wordcloud", "heatmap", "pairs", "emphasis_tested", "structure", "scatter"],
          cycle([["nullable", "categories"], ["objects", "arrow"]]))],
)  # fmt: skip
def test_column_types_change_nothing_that_is_printed(name, types, request):
    """Each plot with two of the kinds."""

    def texts(change):
        ax = PLOTS[name](lambda fixture: change(request.getfixturevalue(fixture)), labels=LABELS)
        limits = (*ax.get_xlim(), *ax.get_ylim())
        return sorted([text.get_text() for text in printed_texts(ax.figure)]), limits

    plain = texts(lambda frame: frame)
    assert {kind: texts(TYPES[kind]) == plain for kind in types} == dict.fromkeys(types, True)


def test_a_sign_of_money_is_printed_and_no_formula(tmp_path):
    counts = pd.DataFrame({"term": ["US$100和US$200"], "n": [4], "rate": [3.0], "rate_low": [1.0], "rate_high": [5.0]})
    ax = figures.plot_frequency(counts)
    assert ax.get_yticklabels()[0].get_text() == r"US\$100和US\$200"
    paths = dc.save_figure(ax.figure, "money", data=counts, caption="Money.", folder=tmp_path)
    assert b"DejaVu" not in paths[0].read_bytes()


@pytest.mark.parametrize("nothing", [None, float("nan"), "", " "])
def test_an_empty_label_is_none_and_is_reported(counts, nothing):
    with figures.theme(language="en"), pytest.warns(UserWarning, match="no English label.*人工智能"):
        ax = figures.plot_frequency(counts, labels=[{"人工智能": nothing}, LABELS[0], {"光伏": "PV"}])
    assert "人工智能" in [label.get_text() for label in ax.get_yticklabels()]


def test_a_number_of_rows_may_come_from_numpy(counts):
    assert len(figures.plot_frequency(counts, top=np.int64(2)).get_yticks()) == 2


@pytest.mark.parametrize("rate", [np.inf, -3.0])
def test_what_is_no_rate_is_refused(counts, rate):
    with pytest.raises(DiscourseError, match="is no rate"):
        figures.plot_frequency(counts.assign(rate=rate))


@pytest.mark.parametrize("n", [np.inf, -250.0, np.nan])
def test_what_is_no_number_of_words_is_refused(structure, n):
    structure = structure.astype({"n": float})
    structure.loc[3, "n"] = n
    with pytest.raises(DiscourseError, match="is no number of words in a section|n=inf in row 3"):
        figures.plot_structure(structure)


def test_rows_without_an_article_are_counted_in_the_error(counts):
    counts.loc[0, "doc"] = None
    with pytest.raises(DiscourseError, match="1 rows have no doc"):
        figures.plot_frequency(counts)


@pytest.mark.parametrize("width", [85, 170])
def test_two_hundred_units_end_with_the_page_and_the_rest_is_counted(width):
    rows = pd.DataFrame(
        {"term": [f"术语之{at:03}" for at in range(200)], "n": 1, "rate": 1.0, "rate_low": 0.5, "rate_high": 2.0}
    )
    with figures.theme(width=width):
        ax = figures.plot_frequency(rows, top=200)
        assert collisions(ax.figure) == []
    assert ax.figure.get_figheight() * 25.4 < 230
    assert ax.get_xlabel().endswith(f"另有 {200 - len(ax.get_yticks())} 个词项未画")


@pytest.mark.parametrize("width", [85, 170])
def test_long_names_of_articles_do_not_touch_over_a_heat_map(scores, width):
    name = "《中国工业经济年鉴评论》2024年第12期"
    long = {doc: f"{name}{letter}" for doc, letter in zip(scores["doc"].unique(), "甲乙", strict=True)}
    with figures.theme(width=width):
        assert collisions(figures.plot_heatmap(scores, labels=long).figure) == []
    plt.close("all")


def test_a_short_name_leaves_room_for_the_axis_in_a_column():
    change = pd.DataFrame(
        {"term": ["光伏"], "n_old": [1], "n_new": [2], "log_ratio": [1.0], "log_ratio_low": [-2.0], "log_ratio_high": [3.0],
         "old": ["a"], "new": ["b"]}
    )  # fmt: skip
    for language in ("zh", "en"):
        with figures.theme(width=85, language=language):
            assert collisions(figures.plot_emphasis(change).figure) == []


def test_a_long_name_of_a_term_stands_above_its_strip():
    """Sixty characters take several lines, each of which moves the strip and what is told below it down."""
    contexts = pd.DataFrame({"doc": ["a"], "term": "6G", "place": 4, "words": 9, "section": 1, "point": [4],
                             "kind": "answer", "item_rank": 1, "list_size": 2, "list_items": "6G|量子",
                             "list_pattern": "quoted"})  # fmt: skip
    with figures.theme(width=85):
        ax = figures.plot_contexts(contexts.assign(term="产" * 60))
        ax.figure.canvas.draw()
    name, count = ax.texts[0], ax.texts[1]
    assert name.get_text().replace("\n", "") == "产" * 60 and "\n" in name.get_text()
    assert name.get_window_extent().y0 >= count.get_window_extent().y1 - 1
