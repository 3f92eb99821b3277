"""The runner of notebooks, on notebooks made up here."""

import json
import os
import re
import shutil
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from checks_of_pages import FETCHED
from discourse.errors import DiscourseError, MissingFileError
from discourse.notebooks import ThisPython, gather_outputs, join_streams, run_notebooks

pytestmark = pytest.mark.slow


def write(folder, name, *cells):
    """Write a notebook: code cells of the texts given, and one of prose with a formula and a link."""
    prose = new_markdown_cell("# 结论\n\n$x^2$ [本站](https://example.org)\n\n```mermaid\ngraph TD\n```", id="prose")
    code = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(cells)]
    nbformat.write(new_notebook(cells=[prose, *code]), folder / f"{name}.ipynb")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notebooks").mkdir()
    return tmp_path / "notebooks"


def run(folder, results="results", **options):
    """Run the notebooks of `folder`; return their pages by name."""
    pages = run_notebooks(folder, results=folder.parent / results, progress=False, **options)
    return {page.name: page.read_text(encoding="utf-8") for page in pages}


def output(page):
    """What the cells of a page printed."""
    return re.findall(r"<pre>([^<]*)\n</pre>", page)


# Three notebooks that go through, each with what is asked of its page.
PLACE = ["import os, sys", "print(sys.executable)", "print(os.getcwd())", "print(os.environ['DISCOURSE_RESULTS'])",
         "print('mine' in globals())", "n = 1"]  # fmt: skip
SHOWN = ["import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "import pandas as pd\npd.DataFrame({'a': [1]})",
         "import time\nfor n in range(3):\n    print(n)\n    time.sleep(0.05)", "{'a': 1}",
         "print('x' * 1_000_000)", "print('10 %\\r100 %')"]  # fmt: skip
COUNTS = "pd.DataFrame({'term': ['算力'], 'n': [2], 'rate': [1.5], 'rate_low': [0.4], 'rate_high': [5.5]})"
STUDY = [
    "print('n' in globals())\nimport discourse as dc, pandas as pd",
    f"with dc.theme():\n    dc.plot_frequency({COUNTS})",
    f"with dc.theme():\n    dc.plot_frequency({COUNTS})",
    f"dc.plot_frequency({COUNTS}.head(0))",
    "print('on it goes')\nimport warnings\nwarnings.warn('row 2 is empty')",
    "dc.version_pairs(pd.DataFrame({'doc': ['a'], 'group': ['g'], 'date': ['']}))",
    "print('never come')",
]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The folder of the three, their pages, and what was said on the screen.

    A kernel of the name python3, and a file that IPython runs at its start, are the user's own.
    """
    folder = tmp_path_factory.mktemp("study") / "notebooks"
    folder.mkdir()
    for name, cells in [("02_shown", SHOWN), ("01_place", PLACE), ("03_study", STUDY)]:
        write(folder, name, *cells)
    notebook = nbformat.read(folder / "02_shown.ipynb", as_version=4)
    notebook.cells[4].update(execution_count=7, outputs=[nbformat.v4.new_output("stream", text="stale")])
    nbformat.write(notebook, folder / "02_shown.ipynb")
    spec = folder.parent / "jupyter" / "kernels" / "python3" / "kernel.json"
    startup = folder.parent / "ipython" / "profile_default" / "startup" / "00.py"
    for path in (spec, startup):
        path.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": ["no-such-python"], "display_name": "x", "language": "python"}), "utf-8")
    startup.write_text("mine = 1", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as said:
        patch.setenv("JUPYTER_PATH", str(spec.parents[2]))
        patch.setenv("IPYTHONDIR", str(startup.parents[2]))
        return folder, run(folder), said.getvalue()


def test_each_notebook_becomes_a_page_in_the_order_of_their_names(ran):
    _, pages, _ = ran
    assert list(pages) == ["01_place.html", "02_shown.html", "03_study.html"]
    assert "<title>02_shown</title>" in pages["02_shown.html"] and "结论" in pages["02_shown.html"]


def test_a_page_is_the_same_in_every_run_and_the_notebook_stays_as_it_was(ran, folder):
    shutil.copy(ran[0] / "02_shown.ipynb", folder)
    before = (folder / "02_shown.ipynb").read_bytes()
    assert run(folder) == {"02_shown.html": ran[1]["02_shown.html"]}
    assert (folder / "02_shown.ipynb").read_bytes() == before


def test_notebooks_run_in_their_folder_by_this_python_and_are_told_where_results_go(ran):
    """Another kernel of the name python3, and a startup file of the user, change nothing."""
    folder, pages, _ = ran
    assert output(pages["01_place.html"]) == [sys.executable, str(folder.resolve()), "results", "False"]


def test_a_page_asks_no_host_for_anything(ran):
    page = ran[1]["02_shown.html"]
    assert "data:image/png" in page
    assert '<a href="https://example.org">' in page
    assert FETCHED.findall(page) == []
    assert "<script" not in page


def test_a_page_follows_the_dark_mode_of_the_system_and_leaves_figures_on_white(ran):
    page = ran[1]["02_shown.html"]
    dark = re.findall(r'<style media="screen and \(prefers-color-scheme: dark\)">(.*?)</style>', page, re.DOTALL)
    assert "--jp-layout-color0: #111;" in dark[0] and "img" in dark[1]


def test_a_line_of_a_million_characters_is_no_trouble(ran):
    """And what a progress bar overwrote is gone, as on a terminal."""
    assert output(ran[1]["02_shown.html"])[-2:] == ["x" * 1_000_000, "100 %"]


def test_outputs_saved_in_a_notebook_are_not_taken_over(ran):
    page = ran[1]["02_shown.html"]
    assert "stale" not in page
    assert "[4]:" in page and "[7]:" not in page


def test_notebooks_know_nothing_of_each_other(ran):
    assert output(ran[1]["03_study.html"])[0] == "False"


def test_every_cell_that_plots_shows_its_figure_not_the_first_alone(ran):
    assert ran[1]["03_study.html"].count('src="data:image/png') == 2


def test_a_figure_without_anything_to_draw_is_a_word_on_the_page_and_the_rest_goes_on(ran):
    _, pages, said = ran
    drawn, after = output(pages["03_study.html"])[1:3]
    assert "the frame has no rows to draw" in drawn and after == "on it goes"
    assert "03_study.ipynb: the frame has no rows" in said


def test_what_a_notebook_warns_of_is_said_on_the_screen_too(ran):
    _, pages, said = ran
    assert output(pages["03_study.html"])[3] == "row 2 is empty" and said.count("row 2 is empty") == 1


def test_a_notebook_that_compares_ends_with_a_word_where_there_is_nothing_to_compare(ran):
    _, pages, said = ran
    page = pages["03_study.html"]
    assert "nothing to compare: the study has one article" in output(page)[4]
    assert "never come" not in page and "Traceback" not in page
    assert "03_study.ipynb: nothing to compare" in said


def write_output(text, name="n.csv"):
    return f"import os, pathlib\np = pathlib.Path(os.environ['DISCOURSE_RESULTS'])\n(p / {name!r}).write_text({text!r})"


def test_what_two_notebooks_write_is_gathered(folder):
    """One file of both, if it is the same."""
    write(folder, "01_a", write_output("1"))
    write(folder, "02_b", write_output("1"), "(p / 'more').mkdir()\n(p / 'more' / 'b.csv').write_text('2')")
    run(folder)
    results = folder.parent / "results"
    found = {str(path.relative_to(results)): path.read_text() for path in results.rglob("*.csv")}
    assert found == {"n.csv": "1", str(Path("more") / "b.csv"): "2"}
    assert not [path for path in results.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", ["n.csv", "N.csv"])
def test_two_notebooks_that_write_one_file_are_refused(tmp_path, name):
    """They run side by side: which of them is the last is chance."""
    parts = {notebook: tmp_path / notebook for notebook in ("01_a.ipynb", "02_b.ipynb")}
    for part, (file, text) in zip(parts.values(), [("n.csv", "1"), (name, "2")], strict=True):
        part.mkdir()
        (part / file).write_text(text, encoding="utf-8")
    said = f"01_a.ipynb and 02_b.ipynb both write {name}, and not the same: give one"
    with pytest.raises(DiscourseError, match=said):
        gather_outputs(parts, tmp_path / "results")
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    ("source", "said", "begins"),
    [
        ("\n\n# 低空\nraise ValueError('低空\\n经济')", "ValueError: 低空 经济", "# 低空"),
        (f"{'n' * 80}n =", "SyntaxError: invalid syntax", "n" * 80 + "…"),
        ("import os\nos._exit(1)", "the kernel died", "import os"),
        ("raise SystemExit(3)", "SystemExit: 3", "raise SystemExit(3)"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt:", "raise KeyboardInterrupt"),
    ],
)
def test_a_failure_names_notebook_cell_and_error_in_one_line(folder, source, said, begins):
    """The cell by its number and its first line."""
    write(folder, "01_a", "n = 1", " \n", source, "print('never')")
    with pytest.raises(DiscourseError, match=re.escape(f"01_a.ipynb, code cell 2: {said}")) as caught:
        run(folder)
    assert str(caught.value).endswith(f"; the cell begins: {begins}") and "\n" not in str(caught.value)


def test_a_failure_stops_the_others_and_writes_no_page(folder):
    write(folder, "01_a", "1 / 0")
    write(folder, "02_b", "import time\ntime.sleep(600)")
    write(folder, "03_c", "import pathlib\npathlib.Path('ran').touch()")
    with pytest.raises(DiscourseError, match="01_a"):
        run(folder)
    assert not (folder / "ran").exists()
    assert not list((folder.parent / "results").iterdir())


def test_a_cell_without_end_is_stopped_when_its_time_is_over(folder):
    """Though it hears no interrupt."""
    deaf = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
    write(folder, "01_a", "n = 1", deaf)
    with pytest.raises(
        DiscourseError, match="01_a.ipynb, code cell 2: not done after 1 seconds; give it more with --timeout"
    ):
        run(folder, timeout=1)
    with pytest.raises(DiscourseError, match="timeout=-1 is too small"):
        run(folder, timeout=-1)


def test_what_a_killed_run_left_in_the_temporary_folder_is_cleared(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("discourse.notebooks.gettempdir", lambda: str(tmp_path))
    ended, alive = tmp_path / "discourse-4194305-x", tmp_path / f"discourse-{os.getpid()}-x"
    for left in (ended, alive):
        left.mkdir()
    write(folder, "01_a")
    run(folder)
    assert alive.exists() and not ended.exists()


def test_a_kernel_that_cannot_start_is_said(folder, monkeypatch):
    spec = KernelSpec(argv=[sys.executable, "-c", "raise SystemExit(1)"], language="python")
    monkeypatch.setattr(ThisPython, "get_kernel_spec", lambda self, name: spec)
    write(folder, "01_a", "n = 1")
    with pytest.raises(DiscourseError, match="01_a.ipynb: its kernel did not start"):
        run(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_a_kernel_that_is_stopped_while_it_starts_is_killed_before_it_is_interrupted(folder, monkeypatch):
    """It would print a traceback of the interrupt, with which a shutdown begins."""
    sent, send = [], LocalProvisioner.send_signal

    async def noted(self, signum):
        sent.append(signum)
        await send(self, signum)

    async def stopped(self, timeout):
        raise RuntimeError("stopped")

    monkeypatch.setattr(LocalProvisioner, "send_signal", noted)
    monkeypatch.setattr(AsyncKernelClient, "wait_for_ready", stopped)
    write(folder, "01_a", "n = 1")
    with pytest.raises(DiscourseError, match="did not start: stopped"):
        run(folder)
    assert sent[0] == signal.SIGKILL


def test_a_folder_without_notebooks_and_a_file_that_is_none_are_refused(folder):
    with pytest.raises(MissingFileError, match="no notebook"):
        run(folder)
    for content in ["not json", "[]", "{}"]:
        (folder / "01_a.ipynb").write_text(content, encoding="utf-8")
        with pytest.raises(DiscourseError, match="01_a.ipynb is not a Jupyter notebook"):
            run(folder)


def test_a_page_says_of_a_warning_its_words_alone():
    """Where it was raised differs from machine to machine."""
    text = "/我的 env/x.py:68: UserWarning: no English label\n  warnings.warn(\nplain\n"
    (stream,) = join_streams([new_output("stream", name="stderr", text=text)])
    assert stream.text == "no English label\nplain\n"


def test_a_notebook_prints_an_error_of_the_library_and_the_line_that_asked_without_a_traceback(tmp_path):
    no_history = Config({"HistoryManager": {"enabled": False}})
    shell, printed = InteractiveShell(ipython_dir=str(tmp_path), config=no_history), StringIO()
    with redirect_stdout(printed):
        shell.run_cell("import discourse as dc\n\ndc.segment(\n    [1])\n")
    lines = printed.getvalue().strip().split("\n")
    assert lines[0].startswith("line 3: dc.segment(")
    assert lines[1].startswith("DiscourseError: paragraphs is a list, no DataFrame; give ") and len(lines) == 2
