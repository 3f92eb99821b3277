"""What the formats of a table share, and the two that are plain text: CSV and Markdown."""

import csv as reader
import io
import re
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.export.sheet import csv, decimals, make_sheet, markdown, print_cell

INF = float("inf")
# Texts of everything that Unicode has, halves of pairs too, and those that a spreadsheet would run.
TEXTS = st.text(st.characters(exclude_categories=[]), max_size=8) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t=1",
        "\r=1",
        "\n",
        " =1",
        "'=1",
        "''@",
        "'a",
        "＝1",
        "−3",
        "1-2",
        "0012",
        '"',
        "a,b",
        "\x00",
    ]
)


def kind_of(values, name="x"):
    return make_sheet(pd.DataFrame({name: values}))[0].kind


def cells_of(values, name="x"):
    return make_sheet(pd.DataFrame({name: values}))[0].cells


def rows_of(frame):
    """The fields of a CSV file as the csv module reads them."""
    return list(reader.reader(io.StringIO(csv(make_sheet(frame)).decode("utf-8-sig"), newline="")))


def given_back(text):
    """The rule of the docstring, written a second time: one apostrophe is taken away before what would run."""
    bare = text.lstrip("'")
    runs = bare[:1] in ("\t", "\r", "\n") or (bare.lstrip() or " ")[0] in "=+-@＝＋－＠"
    return text[1:] if text.startswith("'") and runs else text


def visible(text):
    """Control characters as their pictures, and what is no character at all as the sign for that."""
    pictures = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
    return "".join("�" if 0xD800 <= ord(c) <= 0xDFFF or c in "\ufffe\uffff" else c for c in text.translate(pictures))


@pytest.mark.parametrize(
    ("values", "name", "kind"),
    [
        ([1, 2], "n", "whole"),
        (pd.array([1, None], dtype="Int64"), "point", "whole"),
        ([1.0, None], "section", "whole"),
        ([1.0, INF], "pct_diff", "whole"),
        ([0.5, 1.0], "rate", "decimal"),
        ([0.5, 1.0], "p_paired", "p"),
        ([0.5, 1.0], "fisher_p", "p"),
        ([0.5, None], "q", "p"),
        ([0.5, -0.25], "delta_p_ab", "decimal"),
        ([0.5, 0.25], "dp", "decimal"),
        ([1.5, 0.5], "p", "decimal"),
        ([-0.5, 0.5], "q", "decimal"),
        ([1, 2], "p", "whole"),
        ([True, False], "hapax", "truth"),
        (pd.array([True, None], dtype="boolean"), "same_list", "truth"),
        (["1", "2"], "page", "text"),
        ([1, "a"], "mixed", "text"),
        ([None, None], "nothing", "text"),
        ([INF, -INF], "log_ratio", "decimal"),
        (pd.Categorical(["a", "b"]), "kind", "text"),
        (pd.to_datetime(["2024-10-08"] * 2), "date", "text"),
    ],
)
def test_the_kind_of_a_column_follows_from_its_values_and_that_of_p_values_from_its_name_too(values, name, kind):
    assert kind_of(values, name) == kind


def test_cells_are_plain_values_and_what_is_missing_is_none():
    mixed = [
        None,
        pd.NA,
        pd.NaT,
        float("nan"),
        np.int64(3),
        np.float64(0.5),
        np.bool_(True),
        Decimal("1.5"),
        (1, 2),
        date(2024, 10, 8),
    ]
    assert cells_of(pd.Series(mixed, dtype=object)) == [None] * 4 + [3, 0.5, True, 1.5, "(1, 2)", "2024-10-08"]
    assert cells_of(pd.to_datetime(["2024-10-08", None])) == ["2024-10-08", None]
    assert cells_of(pd.array(["a", None], dtype="string")) == ["a", None]
    assert cells_of([10**20]) == [10**20]


def test_the_index_comes_first_where_it_says_something():
    frame = pd.DataFrame({"n": [1, 2]})
    names = [
        [column.name for column in make_sheet(each)]
        for each in [
            frame,
            frame.iloc[::-1],
            frame.rename_axis("row"),
            frame.set_axis(["a", "b"]),
            frame.set_axis(pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
            frame.set_axis(pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["doc", None])),
        ]
    ]
    assert names == [["n"], ["n"], ["row", "n"], ["", "n"], ["level_0", "level_1", "n"], ["doc", "level_1", "n"]]


def test_names_of_several_levels_are_joined():
    table = pd.DataFrame({"term": ["光伏"] * 2, "doc": ["a", "b"], "n": [1, 2]}).pivot(
        index="term", columns="doc", values=["n"]
    )
    assert [column.name for column in make_sheet(table)] == ["term", "n / a", "n / b"]
    assert [column.name for column in make_sheet(table.reset_index())] == ["term", "n / a", "n / b"]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame([[1, 2]], columns=["n", "n"]), "more than one column is called 'n': rename all but one"),
        (pd.DataFrame([[1, 2]], columns=["1", 1]), "more than one column is called '1'"),
        (pd.DataFrame({"doc": [1]}, index=pd.Index(["a"], name="doc")), "more than one column is called 'doc'"),
        (pd.DataFrame(), "the frame has no columns"),
    ],
)
def test_a_frame_whose_columns_cannot_be_told_apart_or_are_none_is_refused(frame, message):
    with pytest.raises(DiscourseError, match=message):
        make_sheet(frame)


def test_numbers_are_printed_with_the_decimals_that_their_column_needs():
    assert [decimals(number) for number in (999.4, 1000, 1, 0.99, 0.0999, 1e-4, 1e-5)] == [2, 1, 2, 3, 4, 6, None]
    frame = pd.DataFrame({"rate": [12.345, -0.001, INF, -INF, None], "fisher_p": [0.0112, 0.00099, 0.0, 1.0, None]})
    shown = [[print_cell(cell, column) for cell in column.cells] for column in make_sheet(frame)]
    assert shown == [["12.35", "0.00", "∞", "-∞", "–"], ["0.011", "<0.001", "<0.001", "1.000", "–"]]
    assert print_cell(3e-7, make_sheet(pd.DataFrame({"x": [3e-7]}))[0]) == "3.00e-07"


def test_a_csv_has_a_mark_for_spreadsheets_twelve_digits_and_empty_fields_for_what_is_missing():
    frame = pd.DataFrame({"词": ["创新", None], "rate": [1 / 3, INF], "n": [-3, 0], "low": [-1.5, -INF]})
    assert (
        csv(make_sheet(frame)) == b"\xef\xbb\xbf" + "词,rate,n,low\n创新,0.333333333333,-3,-1.5\n,inf,0,-inf\n".encode()
    )


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'ab", "'ab"),
        ("a=1", "a=1"),
        ("−3", "−3"),
        ("1-2", "1-2"),
        ("2024-10-08", "2024-10-08"),
        ("0012", "0012"),
        ("6222021234567890123", "6222021234567890123"),
        ("——访部长", "——访部长"),
    ],
)
def test_a_text_that_would_run_gets_an_apostrophe_and_no_other_text_is_changed(text, stored):
    """In cells, names of columns and the index alike."""
    frame = pd.DataFrame({text: [text]}, index=pd.Index([text], name="key"))
    assert rows_of(frame) == [["key", stored], [stored, stored]]
    assert given_back(stored) == text


@pytest.mark.slow
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), TEXTS)
def test_every_text_comes_back_from_the_csv_by_the_rule(rows, name):
    frame = pd.DataFrame(rows, columns=["a", "b" + name], dtype=object)
    found = rows_of(frame)
    assert found[0][0] == "a"
    assert [[given_back(field) for field in row] for row in found[1:]] == [
        [visible(text) for text in row] for row in rows
    ]
    assert not any(re.match(r"\s*[=+\-@]|[\t\r\n]", field) for row in found for field in row)


@pytest.mark.slow
@given(st.lists(st.floats() | st.integers(-(10**18), 10**18), min_size=1, max_size=5))
def test_every_number_comes_back_from_the_csv(values):
    """Whole ones as they are, others to twelve digits: those beyond differ from one processor to another."""
    column = pd.Series(values, dtype=float)
    read = [float(field) if field else float("nan") for (field,) in rows_of(pd.DataFrame({"x": column}))[1:]]
    assert read == pytest.approx(values, rel=5e-12, abs=0, nan_ok=True)
    assert all(value == found for value, found in zip(column, read, strict=True) if value.is_integer())


def test_what_one_processor_adds_in_the_last_digit_is_not_written():
    """0.1 + 0.2 is 0.30000000000000004, 3 / 10 is 0.3; a number of an article of 16 digits stays as it is."""
    frame = pd.DataFrame({"a": [0.1 + 0.2, 1234567890123456.0, None]})
    assert rows_of(frame) == rows_of(pd.DataFrame({"a": [0.3, 1234567890123456.0, None]}))
    assert rows_of(frame)[2] == ["1234567890123456.0"]


def test_pandas_reads_a_frame_back_as_it_was():
    frame = pd.DataFrame({"term": ["创新", "6G"], "n": [1, 2], "rate": [0.5, -INF], "hapax": [True, False]})
    assert pd.read_csv(io.BytesIO(csv(make_sheet(frame)))).equals(frame)


def test_markdown_keeps_text_as_it_is_and_numbers_at_the_right():
    frame = pd.DataFrame({"a_b": ["x|y", "一\n二\r\n三", None], "q": [0.0001, 0.0112, None], "_n": [-2, 0, 3]})
    assert markdown(make_sheet(frame)).decode().splitlines() == [
        r"| a_b | q | \_n |",
        "| :--- | ---: | ---: |",
        r"| x\|y | \<0.001 | -2 |",
        "| 一<br>二<br>三 | 0.011 | 0 |",
        "| – | – | 3 |",
    ]


@pytest.mark.slow
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_every_text_comes_back_from_markdown(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)
    lines = markdown(make_sheet(frame)).decode()[:-1].split("\n")[2:]
    cells = [
        [
            re.sub(r"\\(.)", r"\1", cell[1:-1].replace("<br>", "\n"))
            for cell in re.findall(r"((?:\\.|[^\\|])*)\|", line[1:])
        ]
        for line in lines
    ]
    assert cells == [[re.sub("\r\n|\r", "\n", visible(text)) for text in row] for row in rows]
