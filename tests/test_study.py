"""The study itself: its notebooks, and what a run of them gives."""

import ast
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from matplotlib.testing.compare import compare_images

from checks_of_pages import FETCHED
from discourse.export.files import sum_file
from discourse.notebooks import run_notebooks
from discourse.verify import FilePair

FOLDER = Path(__file__).parents[1] / "notebooks"
EXPECTED = FOLDER.parent / "expected"
COMMITTED = sorted(FOLDER.glob("*.ipynb"))
MOST_LINES = 10


# The notebooks are executed once: all tests of a file run in one process.
executes = pytest.mark.slow
# The figures that the README shows are drawn, in both languages. Of the others, made in one, nothing is drawn and the files are
# empty: docs/test_gallery draws the study, and test_notebook_findings the figures of others; that a figure becomes files which
# hold what it shows, test_export asks. Of tables, what is held against the record is written; the other forms of any table are
# asked for in tests/export.
SHOWN, PLOTS = "emphasis_by_category", ["plot_emphasis"]
BOTH = "for language in languages:\n    with"
BEFORE = f"""
import inspect, discourse, matplotlib.pyplot
from discourse.export import figure as export, table
render, save = export.render, discourse.save_figure
table.WRITERS |= dict.fromkeys(["xlsx", "tex", "md"], lambda sheet: b"")

def leave_blank(figure):
    matplotlib.pyplot.close(figure)
    return dict.fromkeys(["pdf", "svg", "png"], b"")

def save_figure(figure, name, **more):
    export.render = render if name.startswith({SHOWN!r}) else leave_blank
    return save(figure, name, **more)

def leave_undrawn(plot):
    def check_arguments(*frames, **more):
        inspect.signature(plot).bind(*frames, **more)
        return more.get("ax") or matplotlib.pyplot.subplots()[1]
    return check_arguments

discourse.save_figure = save_figure
for name in [name for name in dir(discourse) if name.startswith("plot_") and name not in {PLOTS!r}]:
    setattr(discourse, name, leave_undrawn(getattr(discourse, name)))
"""


@pytest.fixture(scope="module")
def reproduced(tmp_path_factory):
    """The results of all committed notebooks, run once, one after the other in one kernel.

    A kernel each would load all libraries eight times. That none needs another, test_notebook_findings asks.
    """
    folder = tmp_path_factory.mktemp("reproduced")
    shutil.copytree(FOLDER.parent / "data", folder / "data")
    (folder / "notebooks").mkdir()
    notebook = nbformat.read(COMMITTED[0], as_version=4)
    notebook.cells = [nbformat.v4.new_code_cell(BEFORE, id="before")]
    for number, path in enumerate(COMMITTED):
        for cell in nbformat.read(path, as_version=4).cells:
            if SHOWN not in cell.source:
                cell.source = cell.source.replace(BOTH, BOTH.replace("languages", "languages[:1]"))
            cell.id = f"{number}-{cell.id}"
            notebook.cells.append(cell)
    nbformat.write(notebook, folder / "notebooks" / "all.ipynb")
    run_notebooks(folder / "notebooks", results=folder / "results", progress=False)
    return folder / "results"


@executes
def test_the_tables_are_those_of_the_record(reproduced):
    """A change of them that is meant: make expected, and say in the commit which ones changed, and why."""
    record = json.loads((EXPECTED / "provenance.json").read_text(encoding="utf-8"))
    recorded = {
        name: total for name, total in record["outputs"].items() if name.startswith("tables/") and name.endswith(".csv")
    }
    made = {f"tables/{path.name}": sum_file(path) for path in (reproduced / "tables").glob("*.csv")}
    different = sorted(name for name in {*recorded, *made} if recorded.get(name) != made.get(name))
    kept = [name for name in different if (EXPECTED / name).is_file() and name in made]
    assert {name: FilePair(EXPECTED / name, reproduced / name).first_difference() for name in kept} == {}
    assert different == []


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
def test_the_page_of_a_notebook_asks_no_host_and_names_no_place_of_this_machine(reproduced):
    page = (reproduced / "notebooks" / "all.html").read_text(encoding="utf-8")
    assert FETCHED.findall(page) == []
    assert re.findall(r" at 0x[0-9a-f]{6}", page) == []
    assert not [folder for folder in (FOLDER.parent, reproduced.parent) if str(folder) in page]
    assert "Warning:" not in page


def saved_names(notebooks=COMMITTED):
    """The names under which the notebooks save, with how often each is used."""
    sources = "\n".join(cell.source for path in notebooks for cell in code_cells(path))
    return re.findall(r"save_(figure|table)\(\s*[^,]+,\s*f?[\"']([^\"']+)[\"']", sources)


def test_no_two_figures_and_no_two_tables_share_a_name():
    names = saved_names()
    assert sorted(names) == sorted(set(names))


@executes
def test_every_figure_is_there_with_its_data_and_caption(reproduced):
    # The notebook of years asks for five dated texts, and this study has two.
    here = [path for path in COMMITTED if path.stem != "09_years"]
    figures = {name for kind, name in saved_names(here) if kind == "figure"}
    files = {path.name for path in (reproduced / "figures").iterdir()}
    names = {name.format(language="zh") for name in figures} | {f"{SHOWN}_en"}
    endings = ["pdf", "svg", "png", "csv", "txt"]
    assert files == {f"{name}.{ending}" for name in names for ending in endings}


@executes
def test_every_table_is_there_and_not_empty(reproduced):
    tables = list((reproduced / "tables").glob("*.csv"))
    assert tables
    assert [table.name for table in tables if len(table.read_text(encoding="utf-8-sig").splitlines()) < 2] == []


@executes
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_shows_the_figure_that_reproduce_makes(reproduced, language):
    name = f"{SHOWN}_{language}.png"
    shown = FOLDER.parent / "docs" / "figures" / name
    assert compare_images(shown, reproduced / "figures" / name, tol=1) is None
