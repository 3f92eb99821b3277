"""The study itself: its notebooks, and what a run of them gives."""

import ast
import re
import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from matplotlib.testing.compare import compare_images

from checks_of_pages import FETCHED
from discourse.errors import NothingToCompareError
from discourse.notebooks import run_notebooks

FOLDER = Path(__file__).parents[1] / "notebooks"
COMMITTED = sorted(FOLDER.glob("*.ipynb"))
MOST_LINES = 10


# The notebooks are executed once: all tests of a file run in one process.
executes = pytest.mark.slow


@pytest.fixture(scope="module")
def reproduced(tmp_path_factory):
    """The results of all committed notebooks, run once."""
    if not COMMITTED:
        pytest.skip("no notebook yet")
    results = tmp_path_factory.mktemp("reproduced") / "results"
    run_notebooks(FOLDER, results=results, progress=False)
    return results


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


committed = pytest.mark.parametrize("path", COMMITTED, ids=[path.stem for path in COMMITTED])


@committed
def test_a_notebook_is_valid_and_its_cells_have_ids(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    assert all(cell.id for cell in notebook.cells)


@committed
def test_a_notebook_is_committed_without_outputs(path):
    cells = code_cells(path)
    assert [cell.source for cell in cells if cell.outputs or cell.execution_count] == []


@committed
def test_a_notebook_calls_the_library_and_defines_nothing(path):
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    trees = [ast.parse(cell.source) for cell in code_cells(path)]
    assert [ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, defined)] == []


@committed
def test_no_cell_of_a_notebook_is_long(path):
    lines = [[line for line in cell.source.splitlines() if line.strip()] for cell in code_cells(path)]
    assert [cell[0] for cell in lines if len(cell) > MOST_LINES] == []


@executes
@committed
def test_the_page_of_a_notebook_asks_no_host_and_names_no_place_of_this_machine(reproduced, path):
    page = (reproduced / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
    assert FETCHED.findall(page) == []
    assert re.findall(r" at 0x[0-9a-f]{6}", page) == []
    assert str(FOLDER.parent) not in page
    assert "Warning:" not in page


def saved_names():
    """The names under which the notebooks save, with how often each is used."""
    sources = "\n".join(cell.source for path in COMMITTED for cell in code_cells(path))
    return re.findall(r"save_(figure|table)\(\s*[^,]+,\s*[\"']([^\"']+)[\"']", sources)


def test_no_two_figures_and_no_two_tables_share_a_name():
    names = saved_names()
    assert sorted(names) == sorted(set(names))


@executes
def test_every_figure_is_there_as_pdf_svg_and_png_with_its_data_and_caption(reproduced):
    figures = {path.stem for path in (reproduced / "figures").iterdir()}
    assert figures
    for name in figures:
        files = [reproduced / "figures" / f"{name}.{ending}" for ending in ["pdf", "svg", "png", "csv", "txt"]]
        assert [file.name for file in files if not file.stat().st_size] == []


@executes
def test_every_table_is_there_and_not_empty(reproduced):
    tables = list((reproduced / "tables").glob("*.csv"))
    assert tables
    assert [table.name for table in tables if len(table.read_text(encoding="utf-8-sig").splitlines()) < 2] == []


@executes
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_shows_the_figure_that_reproduce_makes(reproduced, language):
    name = f"emphasis_by_category_{language}.png"
    shown = FOLDER.parent / "docs" / "figures" / name
    assert compare_images(shown, reproduced / "figures" / name, tol=1) is None


@executes
def test_a_study_of_one_article_is_drawn_and_the_notebooks_that_compare_end_with_a_word(tmp_path, monkeypatch):
    """By the cells alone: each figure is laid out, and its files are empty."""

    def lay_out(figure):
        figure.draw_without_rendering()
        plt.close(figure)
        return dict.fromkeys(["pdf", "svg", "png"], b"")

    shutil.copytree(FOLDER.parent / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("DISCOURSE_RESULTS", str(tmp_path / "results"))
    monkeypatch.setattr("discourse.export.figure.render", lay_out)
    manifest = tmp_path / "data" / "corpus.toml"
    one = manifest.read_text(encoding="utf-8").split("\n[[article]]")[1]
    manifest.write_text(f"[[article]]{one}", encoding="utf-8")
    for name in ["02_term_frequency", "04_cooccurrence"]:
        exec("\n".join(cell.source for cell in code_cells(FOLDER / f"{name}.ipynb")), {"display": str})
    for name in ["00_four_terms", "05_emphasis"]:
        with pytest.raises(NothingToCompareError, match="nothing to compare: the study has one article"):
            exec("\n".join(cell.source for cell in code_cells(FOLDER / f"{name}.ipynb")), {"display": str})
    drawn = {path.stem for path in (tmp_path / "results" / "figures").glob("*.pdf")}
    assert {"terms_en", "clouds_en", "trend_zh", "pairs_zh", "network_en", "networks_zh"} <= drawn
