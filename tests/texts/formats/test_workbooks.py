"""Workbooks whose parts were written to take much time or memory, and what stands beside the table."""

import io
import zipfile

import openpyxl
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.texts.formats import workbooks
from discourse.texts.formats.workbooks import read_sheets


def workbook(rows="", *, beside="", book=None):
    """Write a workbook with the head doc, text, term and a row below it; `rows` and what stands `beside` them are XML."""
    made, content = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["doc", "text", "term"])
    made.active.append(["a", "谈低空经济。", "低空"])
    made.save(content)
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"{rows}</sheetData>{beside}")
    parts |= {"xl/workbook.xml": book} if book else {}
    with zipfile.ZipFile(content := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def merged(cells):
    return f'<mergeCells><mergeCell ref="{cells}"/></mergeCells>'


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (workbook('<row r="1000000000000000"><c r="A1000000000000000"><v>1</v></c></row>'), "more than 9 rows"),
        (workbook('<row r="3"><c r="XFD3"><v>1</v></c></row>'), "or 999 cells"),
        (workbook('<row r="3"><c r="ALL3"><v>1</v></c></row>', beside=merged("A1:A2")), "or 999 cells"),
        (workbook(beside=merged("A1:XFD1048576")), "more than 100,000 merged cells"),
        (workbook(" " * 3_000_000), "unpacks to 3 MB of cells, nearly all of them blank;.* has 1 MB"),
        (workbook(book='<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'), "read|sheet"),
    ],
)
def test_a_workbook_that_would_fill_the_memory_is_refused(monkeypatch, given, said):
    """By its rows, its cells, those that are merged, and blanks; one without a sheet is refused, too."""
    for name, most in {"MOST_ROWS": 9, "MOST_CELLS": 999, "MOST_BLANK": 2**20}.items():
        monkeypatch.setattr(workbooks, name, most)
    monkeypatch.setattr(workbooks, "TOO_WIDE", "more than 9 rows or 999 cells")
    with pytest.raises(DiscourseError, match=said) as error:
        read_sheets(given)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("cells", ["B50:B51", "B2:B60", "Z1:Z9", "D1:D3"])
def test_cells_that_are_merged_beside_the_table_are_none_of_it(tmp_path, cells):
    """Some of them stand in rows that a spreadsheet wrote and that hold nothing."""
    (tmp_path / "a.xlsx").write_bytes(workbook('<row r="51"><c r="B51"/></row>', beside=merged(cells)))
    assert dc.read_table(tmp_path / "a.xlsx").articles["doc"].tolist() == ["a"]
    assert list(dc.read_lexicon(tmp_path / "a.xlsx")) == ["低空"]


def test_cells_that_are_merged_from_an_empty_row_on_are_empty(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "text", "source"], [None] * 3, ["a", "发展低空经济，推进改革。" * 4, "甲报"]):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    articles = dc.read_table(tmp_path / "a.xlsx").articles
    assert articles["doc"].tolist() == ["a"] and articles["source"].isna().all()
