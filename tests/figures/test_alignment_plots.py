"""What the figures of an alignment show."""

from itertools import pairwise

import matplotlib
import pandas as pd
import pytest
from checks import axes_texts, collisions
from conftest_names import BLOCKS, LABELS, NEW, aligned_frame
from matplotlib.patches import PathPatch, Rectangle

from discourse import figures
from discourse.errors import DiscourseError

PLOTS = [figures.plot_rewriting, figures.plot_alignment]


def bars(ax):
    """The widths of the parts of each row, from left to right."""
    rows = {}
    for patch in ax.patches:
        if patch.get_width() > 0:
            rows.setdefault(round(patch.get_y() + patch.get_height() / 2), []).append(patch.get_width())
    return rows


def bands(ax):
    return [patch for patch in ax.patches if isinstance(patch, PathPatch)]


def test_shares_are_of_the_words_of_both_versions_together():
    """Section 1: 60 words reworded, 20 added and 20 dropped of 100; section 2: 160 words."""
    rows = bars(figures.plot_rewriting(aligned_frame(), labels=LABELS))
    assert rows[0] == [100]
    assert rows[1] == [60, 20, 20]
    assert rows[2] == pytest.approx([100 * 40 / 160, 100 * 60 / 160, 100 * 60 / 160])


def test_shares_are_printed_where_they_fit_and_the_words_of_both_versions_in_the_margin():
    shown = axes_texts(figures.plot_rewriting(aligned_frame(), labels=LABELS))
    digits = [text for text in shown if text.isdigit()]
    assert digits[:6] == ["4", "50", "80", "4", "50", "80"] and digits[6:10] == ["100", "60", "20", "20"]


def test_a_share_too_narrow_for_its_number_has_none():
    narrow = [("same", (1, 990, 1), (1, 990, 1)), ("added", None, (1, 20, 2))]
    assert [text for text in axes_texts(figures.plot_rewriting(aligned_frame(narrow))) if text.isdigit()] == [
        "990",
        "1010",
        "99",
    ]


def test_a_dropped_block_is_drawn_in_the_section_that_its_own_became():
    swapped = [
        ("same", (2, 10, 2), (1, 10, 1)),
        ("dropped", (2, 20, 3), None),
        ("same", (1, 10, 1), (2, 10, 2)),
        ("dropped", (3, 5, 4), None),
    ]
    ax = figures.plot_rewriting(aligned_frame(swapped))
    assert bars(ax) == {0: [50, 50], 1: [100], 2: [100]}
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == ["第1节", "第2节", "旧版第3节"]


def test_what_comes_before_the_first_section_is_one_bar_where_nothing_of_it_is_paired():
    fronts = [("dropped", (0, 10, 1), None), ("added", None, (0, 30, 1)), ("same", (1, 10, 2), (1, 10, 2))]
    ax = figures.plot_rewriting(aligned_frame(fronts))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["篇首", "第1节"]
    assert bars(ax)[0] == [75, 25]


def test_the_imprint_is_not_counted():
    with_imprint = [*BLOCKS, ("added", None, (0, 99, 9))]
    for plot in PLOTS:
        assert axes_texts(plot(aligned_frame(with_imprint, imprint=[9]))) == axes_texts(plot(aligned_frame()))


def test_every_change_differs_from_every_other_without_colour():
    """Seven fills: four hatches, plain light grey, and two full colours far apart in lightness."""
    handles = figures.plot_alignment(aligned_frame()).findobj(matplotlib.legend.Legend)[0].legend_handles
    hatches = [handle.get_hatch() for handle in handles if handle.get_hatch()]
    assert len(handles) == 7 and len(set(hatches)) == len(hatches) == 4
    plain = [handle.get_facecolor()[:3] for handle in handles if not handle.get_hatch()]
    grey = sorted(0.299 * r + 0.587 * g + 0.114 * b for r, g, b in plain)
    assert min(b - a for a, b in pairwise(grey)) > 0.2


def test_bars_are_as_long_as_the_words_in_the_order_of_their_own_text_with_a_gap_between_sections():
    """The new text has 134 words: 4 in the lead, 50 in section 1 and 80 in section 2, where two blocks changed places."""
    cells = [patch for patch in figures.plot_alignment(aligned_frame()).patches if isinstance(patch, Rectangle)]
    lower = sorted((cell.get_x(), cell.get_width()) for cell in cells if cell.get_y() < 0)
    words, gap = [4, 30, 20, 5, 15, 25, 35], 0.012 * 134
    starts = [0, 4 + gap, 34 + gap, 54 + 2 * gap, 59 + 2 * gap, 74 + 2 * gap, 99 + 2 * gap]
    assert lower == [pytest.approx(place) for place in zip(starts, words, strict=True)]


def test_a_band_joins_its_two_places_and_what_has_no_partner_leads_nowhere():
    blocks = [("same", (1, 2, 1), (1, 4, 1)), ("added", None, (1, 8, 2)), ("dropped", (1, 8, 2), None)]
    band, added, dropped = (patch.get_path().vertices for patch in bands(figures.plot_alignment(aligned_frame(blocks))))
    assert [tuple(point) for point in band[[0, 3, 4, 7]]] == [(0, 1), (0, 0), (4, 0), (2, 1)]
    ends = sorted([added[:4].tolist(), dropped[:4].tolist()])
    assert ends == [[[2, 1], [4, 0.8], [8, 0.8], [10, 1]], [[4, 0], [6, 0.2], [10, 0.2], [12, 0]]]


@pytest.mark.parametrize("plot", PLOTS)
def test_rows_and_columns_in_another_order_give_the_same_drawing(plot):
    mixed = aligned_frame(moved=[7]).sample(frac=1, random_state=2)
    mixed = mixed[mixed.columns[::-1]].assign(own=1).set_index(pd.Index(range(50, 50 + len(mixed))))
    drawn = [plot(each, labels=LABELS) for each in (aligned_frame(moved=[7]), mixed)]
    paths = [[patch.get_path().vertices.tolist() for patch in ax.patches] for ax in drawn]
    assert paths[0] == paths[1] and axes_texts(drawn[0]) == axes_texts(drawn[1])


def test_the_ribbon_has_a_band_for_every_block_and_two_bars_as_long_as_the_texts():
    ax = figures.plot_alignment(aligned_frame(), labels=LABELS)
    assert len(bands(ax)) == len(BLOCKS)
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    for foot in {cell.get_y() for cell in cells}:
        assert sum(cell.get_width() for cell in cells if cell.get_y() == foot) == pytest.approx(134)


def test_what_moved_stands_out_by_an_outline_and_in_the_legend():
    ax = figures.plot_alignment(aligned_frame(moved=[7]), labels=LABELS)
    outlined = [patch for patch in bands(ax) if patch.get_linewidth() > 1]
    assert len(outlined) == 1 and outlined[0].get_zorder() > 1
    still = figures.plot_alignment(aligned_frame(), labels=LABELS)
    legends = [each.findobj(matplotlib.legend.Legend)[0].get_texts() for each in (ax, still)]
    names = [[text.get_text() for text in legend] for legend in legends]
    assert names[0] == [*names[1], "移位"]


def test_sections_are_named_with_their_words_where_there_is_room():
    shown = axes_texts(figures.plot_alignment(aligned_frame(), labels=LABELS))
    assert "第1节 · n = 50" in shown and "第2节 · n = 80" in shown
    assert "篇首 · n = 4" not in shown


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("change", ["added", "dropped"])
def test_one_empty_side_gives_a_figure(plot, change):
    side = (1, 10, 1)
    one_sided = aligned_frame([(change, *((None, side) if change == "added" else (side, None)))])
    plot(one_sided, labels=LABELS).figure.draw_without_rendering()


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        (aligned_frame().head(0), "no rows"),
        (aligned_frame().drop(columns="words_old"), "no column 'words_old'; give what dc.align_versions"),
        (aligned_frame(BLOCKS[:1], imprint=[1]), "no block of dc.align_versions holds a word outside the imprint"),
        (aligned_frame().assign(new=["x", *[NEW] * (len(BLOCKS) - 1)]), "2 pairs of versions, and a figure shows one"),
        ([1], "DataFrame"),
    ],
)
def test_what_cannot_be_drawn_is_said(plot, spoiled, message):
    with pytest.raises(DiscourseError, match=message):
        plot(spoiled)


def many(sections):
    """So many sections of eight blocks of 20 words, every other block reworded."""
    numbers = [(section, at) for section in range(1, sections + 1) for at in range(8)]
    sides = [(section, 20, 1 + 8 * (section - 1) + at) for section, at in numbers]
    return aligned_frame(
        [("reworded" if at % 2 else "same", side, side) for (_, at), side in zip(numbers, sides, strict=True)]
    )


def legend_of(ax):
    return [text.get_text() for text in ax.findobj(matplotlib.legend.Legend)[0].get_texts()]


def test_blocks_too_many_for_hatches_have_one_grey_for_all_that_changed():
    """Eight blocks at 170 mm are 50 points wide and hatched, 320 are one."""
    assert legend_of(figures.plot_alignment(many(1))) == ["相同", "改写"]
    ax = figures.plot_alignment(many(40))
    assert legend_of(ax) == ["相同", "改动"]
    assert {patch.get_hatch() for patch in bands(ax)} == {None}


# The narrow width is the hard one; the wide one is asked in the language of the longer words.
@pytest.mark.parametrize(("language", "width"), [("zh", 85), ("en", 85), ("en", 170)])
def test_twelve_sections_are_named_without_touching(language, width):
    with figures.theme(language=language, width=width):
        for plot in PLOTS:
            assert collisions(plot(many(12), labels=LABELS).figure) == []


def test_a_text_without_sections_is_named_as_a_whole():
    """Section 0 is the lead only where there are others."""
    ax = figures.plot_rewriting(aligned_frame(BLOCKS[:1]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["全文"]
    assert "全文 · n = 4" in axes_texts(figures.plot_alignment(aligned_frame(BLOCKS[:1])))


def test_in_one_column_the_legend_names_the_versions_and_the_margin_has_their_marks():
    with figures.theme(width=85):
        ax = figures.plot_rewriting(aligned_frame(), labels=LABELS)
    assert legend_of(ax)[:2] == ["经济日报 (n)", "人民日报 (n)"]
    assert "经济日报" not in axes_texts(ax)


def test_more_sections_than_the_height_holds_are_refused_with_how_many_it_does():
    with pytest.raises(DiscourseError, match="80 sections do not fit .* that holds 5.: draw a part"):
        figures.plot_rewriting(many(80))
