"""What holds for every figure, whatever it shows."""

import inspect
import io

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import collisions, printed_texts
from conftest_names import LABELS, Words
from matplotlib.font_manager import findfont
from plots import PLOTS

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.captions.compose import captions
from shuffled import all_at_once


@pytest.fixture(params=PLOTS)
def plot(request):
    """One of the plots, ready to be drawn from its frame."""
    return lambda **more: PLOTS[request.param](request.getfixturevalue, **more)


def saved(figure, kind):
    """The bytes of a figure that is laid out: to save it would lay it out twice more."""
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
    file = io.BytesIO()
    with matplotlib.rc_context(figures.style()):
        figure.savefig(file, format=kind, metadata={"Date" if kind == "svg" else "CreationDate": None})
    return file.getvalue()


def check_texts(figure):
    """No text leaves the canvas or covers another, none is smaller than 6.5 points, and all are in the one font."""
    assert collisions(figure) == []
    texts = printed_texts(figure, drawn=True)
    assert min(text.get_size() for text in texts) >= 6.5
    assert {str(findfont(text.get_fontproperties())) for text in texts} == {str(figures.font_path())}
    assert {text.get_weight() for text in texts} == {"normal"}


def otherwise_laid_out(value, random):
    """The same frame, or frames, with rows in another order, other and further columns and other labels of rows."""
    if isinstance(value, tuple):
        return tuple(otherwise_laid_out(each, random) for each in value)
    if not isinstance(value, pd.DataFrame):
        return value
    return all_at_once(value, random)


@pytest.mark.parametrize("name", PLOTS)
def test_outside_any_theme_it_is_chinese_and_of_frames_laid_out_otherwise_the_same_svg(name, request):
    """All settings stay; the captions have no empty field, no doubled stop or blank, nothing unfilled.

    A missing glyph would warn.
    """
    before, labels, frames = dict(matplotlib.rcParams), [LABELS, Words(3)], []

    def get(frame):
        value = request.getfixturevalue(frame)
        frames.append(value if isinstance(value, pd.DataFrame) else value[0])
        return value

    first = PLOTS[name](get, labels=labels).figure
    assert dict(matplotlib.rcParams) == before
    for text in captions(first, frames[0], "T").values():
        for gap in ["  ", " .", "..", "。。", "()", "（）", "{", "nan", "None", " ,", "，，", " 。", "；。", ": ."]:
            assert gap not in text, text
    random = np.random.default_rng(5)
    with figures.theme(language="zh"):
        second = PLOTS[name](lambda frame: otherwise_laid_out(get(frame), random), labels=labels).figure
        check_texts(second)
        second.set_layout_engine("none")
        svg = saved(second, "svg")
    assert saved(first, "svg") == svg


def test_a_pdf_embeds_the_font_as_truetype(counts):
    """A missing glyph would put LastResort into the file."""
    pdf = saved(figures.plot_frequency(counts, labels=LABELS).figure, "pdf")
    assert b"/CIDFontType2" in pdf and b"LastResort" not in pdf


def test_the_given_axes_are_drawn_on_as_wide_as_their_part_of_a_figure_and_no_figure_is_opened(plot):
    with figures.theme(language="en"):
        whole = plt.figure(figsize=(170 / 25.4, 8))
        ax = whole.subfigures(1, 2)[1].subplots()
        assert plot(labels=LABELS, ax=ax) is ax
        check_texts(whole)
    assert len(plt.get_fignums()) == 1


@pytest.mark.parametrize("name", [name for name in figures.__all__ if name.startswith("plot_")])
def test_the_frame_comes_first_and_all_else_is_named(name):
    """A second frame may follow the first; anything else is a keyword."""
    first, *rest = inspect.signature(getattr(figures, name)).parameters.values()
    assert first.kind is first.POSITIONAL_OR_KEYWORD
    assert {each.kind for each in rest if each.annotation is not pd.DataFrame} == {first.KEYWORD_ONLY}


@pytest.mark.parametrize(
    ("name", "frame", "column", "maker"),
    [
        ("plot_frequency", "counts", "n", "dc.count"),
        ("plot_wordcloud", "counts", "rate", "dc.count"),
        ("plot_heatmap", "scores", "tfidf", "dc.add_tfidf"),
        ("plot_pairs", "pairs", "n", "dc.count_pairs"),
        ("plot_network", "pairs", "n", "dc.count_pairs"),
        ("plot_emphasis", "change", "log_ratio", "dc.compare"),
        ("plot_dumbbell", "rated", "rate_new", "dc.compare"),
        ("plot_scatter", "rated", "rate_new", "dc.compare"),
        ("plot_comparison_cloud", "rated", "rate_new", "dc.compare"),
        ("plot_paired_test", "tested", "n_effective", "dc.add_paired_test"),
        ("plot_structure", "structure", "n", "dc.count"),
        ("plot_dispersion", "places", "place", "dc.add_token_offset"),
        ("plot_word_shift", "shifted", "shift", "dc.add_word_shift"),
    ],
)
def test_a_frame_that_cannot_be_drawn_is_refused_with_the_reason_and_one_row_is_enough(
    name, frame, column, maker, request
):
    """No rows; a missing column, named with those present and the maker; what is no frame."""
    plot, whole = getattr(figures, name), request.getfixturevalue(frame)
    with pytest.raises(DiscourseError, match="no rows"):
        plot(whole.head(0))
    with pytest.raises(DiscourseError, match=f"no column '{column}'; give what {maker} returns. It has"):
        plot(whole.drop(columns=column))
    with pytest.raises(DiscourseError, match="DataFrame"):
        plot([1, 2, 3])
    plot(whole.head(1)).figure.draw_without_rendering()
