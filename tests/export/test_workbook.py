"""A table as an Excel workbook, read back."""

import io
import re
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from test_sheet import INF, TEXTS, visible

from discourse.errors import DiscourseError
from discourse.export import workbook as module
from discourse.export.sheet import make_sheet
from discourse.export.table import save_table
from discourse.export.workbook import workbook


def page_of(frame):
    return load_workbook(io.BytesIO(workbook(make_sheet(frame)))).active


def column_of(values, name="x"):
    return [cell for (cell,) in page_of(pd.DataFrame({name: values})).iter_rows(min_row=2)]


def test_the_head_is_bold_frozen_and_has_filters_over_all_rows():
    page = page_of(pd.DataFrame({"term": ["创新", "光伏"], "n": [1, 2]}))
    assert [cell.value for cell in page[1]] == ["term", "n"]
    assert all(cell.font.bold for cell in page[1]) and not any(cell.font.bold for cell in page[2])
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")


@pytest.mark.parametrize(
    ("name", "values", "format_"),
    [
        ("n", [1, 2], "0"),
        ("rate", [12.25, 0.5], "0.00"),
        ("npmi", [0.25, 0.5], "0.000"),
        ("log_ratio", [-1.5, -0.004], '[<=-0.005]-0.00;[<0]"0.00";0.00'),
        ("g2", [1281.5, 0.5], "0.0"),
        ("tiny", [1e-7, 2e-7], "0.00E+00"),
        ("fisher_p", [0.0112, 0.0001], '[<0.001]"<0.001";0.000'),
        ("hapax", [True, False], "General"),
        ("text", ["0012", "1-2"], "@"),
    ],
)
def test_numbers_keep_all_digits_and_are_shown_by_the_kind_of_their_column(name, values, format_):
    cells = column_of(values, name)
    assert [cell.value for cell in cells] == values
    assert {cell.number_format for cell in cells} == {format_}


def test_what_is_missing_is_empty_and_what_excel_cannot_hold_is_text():
    assert [cell.value for cell in column_of([1.5, None, INF, -INF])] == [1.5, None, "∞", "-∞"]
    assert [cell.value for cell in column_of(pd.array([None, 1], dtype="Int64"))] == [None, 1]
    assert [cell.value for cell in column_of([10**15 - 1, 10**15, -(10**15)])] == [
        10**15 - 1,
        str(10**15),
        str(-(10**15)),
    ]
    assert [cell.value for cell in column_of(["", None, "a"])] == [None, None, "a"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "＝1", "#N/A", "−3", "1-2", "2024-10-08", "0012"]
)
def test_a_text_stays_the_text_that_it_is(text):
    """In cells, names of columns and the index; one that would run stays a text even when its cell is edited."""
    page = page_of(pd.DataFrame({text: [text]}, index=pd.Index([text], name="key")))
    cells = [page["B1"], page["A2"], page["B2"]]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text.replace("\r", "\n"), "s")] * 3
    runs = text.strip()[0] in "=+-@＝"
    assert [bool(cell.quotePrefix) for cell in cells[1:]] == [runs, runs]


def test_a_negative_number_stays_a_number():
    assert [(cell.value, cell.data_type) for cell in column_of([-3, 2])] == [(-3, "n"), (2, "n")]


def test_columns_are_as_wide_as_what_they_hold_chinese_counting_double():
    page = page_of(
        pd.DataFrame({"n": [1], "a": ["人工智能与机器人"], "b": ["x" * 20], "long": ["长" * 100], "a_long_name": [1]})
    )
    widths = [page.column_dimensions[letter].width for letter in "ABCDE"]
    # A file holds the width with the margins of a cell, 5 pixels where a digit has 7.
    margins = 5 / 7
    assert widths == pytest.approx([w + margins for w in [6, 2 * 8 + 1, 20 + 1, 60, len("a_long_name") + 3]], abs=0.01)


def test_no_day_is_in_a_workbook():
    with ZipFile(io.BytesIO(workbook(make_sheet(pd.DataFrame({"n": [1]}))))) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"n": range(4)}), "t: 4 rows and 1 columns; Excel holds 3 below the head and 2"),
        (pd.DataFrame([[1, 2, 3]]), "t: 1 rows and 3 columns"),
        (
            pd.DataFrame({"a": ["x", "x" * 11]}),
            "t: the text in row 2 of column 'a' has 11 characters, and a cell of Excel holds 10",
        ),
        (pd.DataFrame({"a": ["😀" * 6]}), "the text in row 1 of column 'a' has 6 characters"),
        (pd.DataFrame({"x" * 11: [1]}), "the text in the head of column 'xxxxxxxxxxx'"),
    ],
)
def test_what_excel_would_cut_off_is_refused(monkeypatch, tmp_path, frame, message):
    for limit, value in {"MOST_ROWS": 4, "MOST_COLUMNS": 2, "MOST_CHARACTERS": 10}.items():
        monkeypatch.setattr(module, limit, value)
    workbook(make_sheet(pd.DataFrame({"a": ["x" * 10, "😀" * 5, "c"]})))
    with pytest.raises(DiscourseError, match=message):
        save_table(frame, "t", folder=tmp_path)


def test_a_cell_may_hold_as_many_characters_as_excel_does():
    assert column_of(["x" * 32_767])[0].value == "x" * 32_767


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_every_text_comes_back(texts, name):
    page = page_of(pd.DataFrame({"x" + name: texts}, dtype=object))
    stored = [re.sub("\r\n?", "\n", visible(text)) for text in ("x" + name, *texts)]
    assert [page.cell(row, 1).value or "" for row in range(1, len(texts) + 2)] == stored
