"""A theme's width and font reach every figure made under it."""

from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from checks import printed_texts
from conftest_names import LABELS
from matplotlib.font_manager import findfont

import discourse as dc
from discourse import figures
from discourse.errors import DiscourseError, MissingFileError

# A font with Latin letters only, which matplotlib brings.
LATIN = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


@pytest.mark.parametrize("width", [60, 85, 120.5, 170])
def test_a_figure_is_as_wide_as_the_theme_says(counts, width):
    with figures.theme(width=width):
        assert figures.plot_frequency(counts, labels=LABELS).figure.get_figwidth() * 25.4 == pytest.approx(width)
        assert plt.subplots()[0].get_figwidth() * 25.4 == pytest.approx(width)


@pytest.mark.parametrize("width", [0, -85, 59, 501, "85", True, float("nan")])
def test_what_is_no_width_is_refused(width):
    with (
        pytest.raises(DiscourseError, match="is no width of a figure in millimetres: use 85"),
        figures.theme(width=width),
    ):
        pass


def test_every_text_is_set_in_the_font_of_the_theme():
    latin = pd.DataFrame(
        {"word": ["AI", "6G"], "n": [2, 1], "rate": [2.0, 1.0], "rate_low": [1, 0.5], "rate_high": [3, 2]}
    )
    with figures.theme(language="en", font=LATIN):
        figure = figures.plot_frequency(latin).figure
        figure.draw_without_rendering()
        texts = printed_texts(figure, drawn=True)
    assert {Path(findfont(text.get_fontproperties())).name for text in texts} == {LATIN.name}
    assert figures.font_path().name == "NotoSansSC-Regular.ttf"


def test_a_character_that_the_font_lacks_is_named_before_anything_is_written(counts, tmp_path):
    with figures.theme(font=LATIN):
        figure = figures.plot_frequency(counts, labels=LABELS).figure
    with pytest.raises(DiscourseError, match=r"人 \(U\+4EBA\)"):
        dc.save_figure(figure, "terms", data=counts, caption="Terms.", folder=tmp_path)
    assert list(tmp_path.rglob("*.*")) == []


def test_a_font_that_is_not_there_or_is_none_is_refused(tmp_path):
    with (
        pytest.raises(MissingFileError, match="give the path of a font file"),
        figures.theme(font=tmp_path / "simsun.ttc"),
    ):
        pass
    (tmp_path / "a.ttf").write_text("no font", encoding="utf-8")
    with pytest.raises(DiscourseError, match="no font"), figures.theme(font=tmp_path / "a.ttf"):
        pass
