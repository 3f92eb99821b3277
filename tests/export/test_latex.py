"""A table as LaTeX: what it says, and that TeX could read it."""

import re
import shutil
import subprocess

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_sheet import INF, TEXTS

from discourse.export.latex import escape, latex
from discourse.export.sheet import make_sheet

FRAME = pd.DataFrame({"term": ["A_1 & B", "50%"], "n": [-2, 3], "ratio": [-0.5, INF], "q": [0.0001, None]})


def lines_of(frame):
    return latex(make_sheet(frame)).decode().splitlines()


def test_a_table_is_a_tabular_of_booktabs_with_its_packages_named():
    assert lines_of(FRAME) == [
        r"% In the preamble: \usepackage{booktabs}",
        r"\begin{tabular}{lrrr}",
        r"\toprule",
        r"term & n & ratio & q \\",
        r"\midrule",
        r"A\_1 \& B & $-2$ & $-0.500$ & $<0.001$ \\",
        r"50\% & 3 & $\infty$ & -- \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


def test_a_chinese_table_says_what_it_needs():
    assert "ctex" in lines_of(pd.DataFrame({"term": ["创新"]}))[1]
    assert "ctex" in lines_of(pd.DataFrame({"词": [1]}))[1]


def test_above_forty_rows_a_table_runs_over_pages_and_repeats_its_head():
    short, long = (lines_of(pd.DataFrame({"n": range(rows)})) for rows in (40, 41))
    assert r"\begin{tabular}{r}" in short and r"\begin{longtable}{r}" in long
    assert long[0] == r"% In the preamble: \usepackage{booktabs} \usepackage{longtable}"
    assert long[2:8] == [r"\toprule", r"n \\", r"\midrule", r"\endhead", r"\bottomrule", r"\endfoot"]
    assert long[-2:] == [r"40 \\", r"\end{longtable}"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("& % $ # _ { }", r"\& \% \$ \# \_ \{ \}"),
        ("\\", r"\textbackslash{}"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("<|>", r"\textless{}\textbar{}\textgreater{}"),
        ("[1]*", "{[}1{]}{*}"),
        ("一\n\n二", "一 二"),
        ("−3, 1-2, 创新", "−3, 1-2, 创新"),
    ],
)
def test_what_latex_would_take_for_its_own_is_written_out(text, written):
    assert escape(text) == written


def test_long_and_broken_texts_get_a_column_that_breaks_lines():
    lines = lines_of(pd.DataFrame({"text": ["一\n二"], "long": ["长" * 21], "short": ["长" * 20]}))
    assert r"\begin{tabular}{p{6cm}p{6cm}l}" in lines
    assert r"一\newline{}二 & " + "长" * 21 + " & " + "长" * 20 + r" \\" in lines


def test_numbers_too_small_for_decimals_have_a_power_of_ten():
    assert r"$-3.00\times10^{-7}$ \\" in lines_of(pd.DataFrame({"x": [-3e-7]}))
    assert r"$-\infty$ \\" in lines_of(pd.DataFrame({"x": [-INF]}))


@pytest.mark.slow
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_leaves_a_table_of_two_columns_with_balanced_braces(rows):
    text = latex(make_sheet(pd.DataFrame(rows, columns=["a", "b"], dtype=object))).decode()
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    bare = re.sub(r"\\[&%$#_{}]", "", body)
    assert bare.count("{") == bare.count("}") and not re.search(r"[%$#_~^]", bare)
    assert [line.count("&") for line in bare[:-1].split("\n")] == [1] * len(rows)
    assert all(line.endswith(r" \\") for line in body[:-1].split("\n"))


@pytest.mark.skipif(not shutil.which("xelatex"), reason="xelatex is not installed")
def test_xelatex_compiles_short_and_long_tables(tmp_path):
    tables = [latex(make_sheet(frame)).decode() for frame in (FRAME, pd.concat([FRAME] * 30, ignore_index=True))]
    head = "\\documentclass{article}\n\\usepackage{booktabs}\n\\usepackage{longtable}\n\\begin{document}\n"
    (tmp_path / "t.tex").write_text(head + "\n\n".join(tables) + "\\end{document}\n", encoding="utf-8")
    subprocess.run(["xelatex", "-halt-on-error", "t.tex"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
