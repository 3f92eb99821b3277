"""What texts take from each other: where it stands, how much it is, and from whom to whom it goes."""

import pandas as pd
import pytest
from checks import row_names
from conftest_names import LABELS, NEW, OLD

from discourse import figures
from discourse.errors import DiscourseError, NothingToDrawError


def bars(ax):
    """Where the bars of each row stand, as beginnings and ends."""
    boxes = [[path.get_extents() for path in each.get_paths()] for each in ax.collections if len(each.get_facecolor())]
    return [sorted((box.x0, box.x1) for box in row) for row in boxes]


def test_a_passage_stands_where_its_paragraph_begins_and_further_on(reuse):
    """The title has 10 letters, the paragraph behind it 30: those of the third begin at 40; the imprint is none."""
    ax = figures.plot_reuse(*reuse, doc=NEW, labels=LABELS)
    assert row_names(ax) == ["各来源合计", "2003", "经济日报"]
    assert bars(ax)[:3] == [[(10, 22), (45, 60), (50, 65)], [(50, 65)], [(10, 22), (45, 60)]]
    assert [text.get_text() for text in ax.texts] == ["n", "3", "1", "2"] and ax.get_xlim() == (0, 100)


def test_the_sources_with_most_letters_are_drawn_and_the_others_counted(reuse):
    ax = figures.plot_reuse(*reuse, doc=NEW, top=1, labels=LABELS)
    assert row_names(ax) == ["经济日报"] and "另有 1 行未画" in ax.get_xlabel()
    assert row_names(figures.plot_reuse(*reuse, doc=NEW, focus=["2003"])) == ["2003"]
    with pytest.raises(DiscourseError, match="doc='x' is not one of"):
        figures.plot_reuse(*reuse, doc="x")
    with pytest.raises(NothingToDrawError, match="no passage of the frame stands in doc='peoples-daily'"):
        figures.plot_reuse(reuse[0].tail(1), reuse[1], doc=NEW)


def test_the_matrix_has_later_texts_in_rows_and_leaves_out_what_shares_nothing(reuse_shares):
    ax = figures.plot_reuse_matrix(reuse_shares, labels=LABELS)
    assert row_names(ax) == ["人民日报", "经济日报"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2003", "经济日报"]
    printed = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert printed == {(0, 0): "5", (1, 0): "72", (0, 1): "10"}


def test_bands_are_as_wide_as_the_letters_shared_and_none_lies_over_another(reuse_shares):
    """60 letters of 2003 and 300 of the paper at the left; 40 and 320 at the right."""
    ax = figures.plot_reuse_flow(reuse_shares, labels=LABELS)
    assert {text.get_text() for text in ax.texts} == {"2003  60", "经济日报  300", "人民日报  320", "经济日报  40"}
    sizes = sorted(round(patch.get_height() * 360) for patch in ax.patches if hasattr(patch, "get_height"))
    assert sizes == [40, 60, 300, 320]
    ends = [patch.get_path().vertices for patch in ax.patches if not hasattr(patch, "get_height")]
    left, right = (sorted((each[a][1], each[b][1]) for each in ends) for a, b in ((0, 7), (3, 4)))
    for side in (left, right):
        assert all(one[1] <= other[0] + 1e-9 for one, other in zip(side, side[1:], strict=False))
        assert sum(end - begin for begin, end in side) == pytest.approx(1)


def test_what_no_flow_can_show_is_refused(reuse_shares):
    with pytest.raises(NothingToDrawError, match="no text of the frame has passages of another"):
        figures.plot_reuse_flow(reuse_shares.head(1))
    many = pd.DataFrame({"doc_from": [f"{n:02}" for n in range(60)], "doc_to": NEW, "n": 5, "share": 0.1})
    with pytest.raises(DiscourseError, match="a flow of 60 groups on one side is read by nobody"):
        figures.plot_reuse_flow(many)
    with pytest.raises(DiscourseError, match="the frame has 0 pairs of columns _from and _to"):
        figures.plot_reuse_matrix(reuse_shares.rename(columns={"doc_to": OLD}))
