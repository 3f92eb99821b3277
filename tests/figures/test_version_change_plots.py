"""Figures of what changed between two versions: replacements, numbers, phrases."""

import pandas as pd
import pytest
from checks import article_color, axes_texts, row_names
from conftest_names import LABELS, NEW, OLD
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from discourse import figures
from discourse.errors import DiscourseError
from discourse.figures.base.captions.compose import captions


def test_a_substitution_is_printed_with_how_often_and_how_often_in_all(swaps):
    """Old left, new right, in their articles' colours."""
    ax = figures.plot_substitutions(swaps, labels=LABELS)
    by_text = {text.get_text(): text for text in ax.texts}
    assert {"全会", "《决定》", "×3 →", "→", "12 → 12"} <= set(by_text)
    assert to_hex(by_text["全会"].get_color()) == article_color(OLD)
    assert to_hex(by_text["《决定》"].get_color()) == article_color(NEW)
    assert by_text["全会"].get_ha() == "right" and by_text["《决定》"].get_ha() == "left"


def test_a_long_text_ends_with_a_mark_and_rows_beyond_top_are_counted(swaps):
    ax = figures.plot_substitutions(swaps, labels=LABELS)
    (long,) = [text for text in axes_texts(ax) if text.startswith("工业")]
    assert long.endswith("…") and long.count("\n") == 4
    few = figures.plot_substitutions(swaps, top=1, labels=LABELS)
    assert "另有 2 行未画" in few.get_xlabel()


def test_a_page_holds_as_many_rows_as_fit_and_the_others_are_counted(swaps):
    many = pd.concat([swaps.tail(1)] * 90, ignore_index=True).assign(before=[f"主动权{n}" for n in range(90)])
    ax = figures.plot_substitutions(many, top=90)
    drawn = sum(text == "自主权" for text in axes_texts(ax))
    assert 20 < drawn < 90 and f"另有 {90 - drawn} 行未画" in ax.get_xlabel()


def boxes_middle(ax):
    """Return where the middle of the Axes is, in pixels."""
    return ax.transAxes.transform((0.5, 0))[0]


def test_doubled_rows_are_refused(swaps, numbers):
    """A frame that was joined to itself; two equal numbers at two places are two."""
    with pytest.raises(DiscourseError, match="2 rows where one is drawn, such as before="):
        figures.plot_substitutions(pd.concat([swaps, swaps.head(1)]))
    ends = {f"{name}_{side}": range(4) for name in ("sentence", "start") for side in ("old", "new")}
    with pytest.raises(DiscourseError, match="2 rows where one is drawn, such as start_old="):
        figures.plot_quantity_changes(pd.concat([numbers.assign(**ends), numbers.assign(**ends).head(1)]))
    twice = numbers.head(1).loc[[0, 0]].assign(sentence_old=[1, 2], sentence_new=[1, 2], start_old=0, start_new=0)
    assert sum(text.startswith("27%") for text in axes_texts(figures.plot_quantity_changes(twice))) == 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_notes_stand_beside_short_texts_however_wide_the_figure_is(numbers, language):
    """At 170 mm no note is farther from the longest text of its side than a few letters."""
    short = numbers[numbers["change"].ne("dropped")]
    with figures.theme(language=language, width=170):
        ax = figures.plot_quantity_changes(short, labels=LABELS)
        boxes = {text: text.get_window_extent() for text in ax.texts if text.get_text()}
    right = [box for text, box in boxes.items() if text.get_ha() == "left" and box.x0 > boxes_middle(ax)]
    notes = [box for text, box in boxes.items() if text.get_ha() == "right" and box.x0 > boxes_middle(ax)]
    gap = max(box.x1 for box in notes) - max(box.x1 for box in right)
    assert 0 < gap < 0.2 * ax.figure.bbox.width


def test_numbers_have_the_sign_of_their_fate_and_what_was_kept_stands_last(numbers):
    ax = figures.plot_quantity_changes(numbers, labels=LABELS)
    texts = axes_texts(ax)
    signs = [text for text in texts if text in ("=", "→", "−", "+")]
    assert signs == ["→", "−", "+", "="]
    assert {"> 8万家 企业", "≈ 9万家 企业", "< 100个 应用场景", "目标 2027", "计划"} <= set(texts)


def test_a_mark_stands_where_a_version_has_the_phrase(phrases):
    """Migrating ones above; a number says how often, if more than once."""
    ax = figures.plot_headline_phrases(phrases, labels=LABELS)
    assert [name.replace("\n", "") for name in row_names(ax)] == [
        "筑牢实体经济根基",
        "加快提升产业链供应链韧性和安全水平",
    ]
    marks = {(round(line.get_xdata()[0]), line.get_ydata()[0], to_hex(line.get_color())) for line in ax.lines
             if line.get_marker() not in ("", "None")}  # fmt: skip
    assert (2, 0, article_color(NEW)) in marks and (5, 0, article_color(OLD)) in marks
    assert (5, 0, article_color(NEW)) not in marks
    assert axes_texts(ax).count("12") == 7


@pytest.mark.parametrize(
    ("name", "frame"), [("substitutions", "swaps"), ("quantity_changes", "numbers"), ("headline_phrases", "phrases")]
)
def test_no_rows_no_column_and_two_pairs_are_refused(name, frame, request):
    plot, rows = getattr(figures, f"plot_{name}"), request.getfixturevalue(frame)
    with pytest.raises(DiscourseError, match="no rows"):
        plot(rows.head(0))
    with pytest.raises(DiscourseError, match="no column 'old'"):
        plot(rows.drop(columns="old"))
    with pytest.raises(DiscourseError, match="2 pairs of versions"):
        plot(pd.concat([rows, rows.assign(old="third")]))
    with pytest.raises(DiscourseError, match="top=0"):
        plot(rows, top=0)


@pytest.mark.parametrize(
    ("frame", "zh", "en"),
    [
        ("swaps", "n： 3 种替换共 5 次", "n = 5 times of 3 substitutions"),
        (
            "numbers",
            "n：4 个数字，保留 1，改动 1，删去 1，新增 1",
            "n = 4 numbers, 1 kept, 1 changed, 1 dropped, 1 added",
        ),
        ("phrases", "2 个提法共 85 次", "85 mentions of 2 phrases"),
    ],
)
def test_the_caption_says_how_many(frame, zh, en, request):
    told = captions(Figure(), request.getfixturevalue(frame), "A figure")
    assert zh.replace(" ", "") in told["zh"].replace(" ", "") and en in told["en"]
