"""The lives of formulas: where a line runs, where it is broken, and what is said of what is not drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from checks import row_names
from conftest_names import LABELS

from discourse import figures
from discourse.errors import DiscourseError, NothingToDrawError


def lines(ax):
    """The lines of the lives, as the years that they run through."""
    joined = [line.get_xydata() for line in ax.lines if line.get_linestyle() == "-"]
    return [[year for year in (at[:, 0]) if not np.isnan(year)] for at in joined]


def marks(ax):
    """Where marks stand, how wide they are, and whether they are dark."""
    found = [line for line in ax.lines if line.get_marker() == "o"]
    return [
        (line.get_xdata()[0], line.get_ydata()[0], line.get_markersize(), line.get_mfc() == line.get_mec())
        for line in found
    ]


def test_a_line_runs_through_years_that_lack_the_formula_and_breaks_where_there_is_no_text(lives):
    ax = figures.plot_life_lines(lives, labels=LABELS)
    assert row_names(ax) == ["新一代信息技术", "低空经济", "6G"]
    assert lines(ax) == [[2003, 2004, 2005, 2006, 2007, 2009, 2010], [2005, 2006], [2010]]
    assert [text.get_text() for text in ax.texts[1:]] == ["33", "3", "1"]
    assert "文中未见：集成电路" in ax.get_xlabel()


def test_the_area_of_a_mark_is_the_number_of_places_and_the_peak_is_dark(lives):
    found = marks(figures.plot_life_lines(lives))
    assert [(year, row) for year, row, _, dark in found if dark] == [(2010, 0), (2005, 1), (2010, 2)]
    sizes = {(year, row): size for year, row, size, _ in found}
    assert sizes[2010, 0] ** 2 == pytest.approx(30 / 2 * sizes[2005, 0] ** 2)


def test_the_largest_are_drawn_by_their_beginning_and_the_others_counted(lives):
    ax = figures.plot_life_lines(lives, top=2)
    assert row_names(ax) == ["新一代信息技术", "低空经济"] and "另有 1 行未画" in ax.get_xlabel()
    assert row_names(figures.plot_life_lines(lives, focus=["6G", "低空经济"])) == ["低空经济", "6G"]


def test_of_many_that_stand_nowhere_some_are_named_and_the_others_counted_with_none_of_them_as_not_drawn(lives):
    nowhere = pd.concat([lives.tail(1)] * 12).assign(term=[f"词{n:02}" for n in range(12)])
    said = figures.plot_life_lines(pd.concat([lives.head(3), nowhere]), labels=LABELS).get_xlabel().replace("\n", "")
    assert "词00、词01" in said and "词07……另 4 个" in said and "未画" not in said


def test_months_stand_one_after_the_other(lives):
    row = lives.iloc[[1]].assign(
        present_in="2024-11|2025-02", absent_in="2024-12", no_text_in="2025-01", peak="2025-02"
    )
    ax = figures.plot_life_lines(row)
    assert [text.get_text() for text in ax.get_xticklabels()] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert lines(ax) == [[0, 1, 3]]


def test_what_cannot_be_drawn_is_refused(lives):
    with pytest.raises(NothingToDrawError, match="no formula of the frame stands in a text with a date"):
        figures.plot_life_lines(lives.tail(1))
    with pytest.raises(DiscourseError, match="give what dc.formulas returns"):
        figures.plot_life_lines(lives.drop(columns="n_in"))
    plt.close("all")
