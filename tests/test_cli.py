"""The command `discourse reproduce`, on small projects made up here."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir, suppress
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from discourse.cli import app
from discourse.errors import DiscourseError
from discourse.export.files import replacing_results

pytestmark = pytest.mark.slow

MANIFEST = '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
TEXT = "谈低空经济\n\n问：是什么？\n\n答：低空经济是新增长引擎。\n"
LEXICON = "term,forms,english,category,broader,note\n低空经济,,low-altitude economy,产业,,\n"
# Saves a table as save_table would, without the seconds that importing the library takes.
SAVE = """
import os, pathlib
tables = pathlib.Path(os.environ["DISCOURSE_RESULTS"]) / "tables"
tables.mkdir(parents=True, exist_ok=True)
(tables / "words.csv").write_text("n\\n1\\n")
"""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_notebook(path, *sources):
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells), path)


def make_project(folder):
    """Write a project with one article, one lexicon of one term, and one notebook that saves a table."""
    write(folder / "data" / "corpus.toml", MANIFEST)
    write(folder / "data" / "raw" / "a.txt", TEXT)
    write(folder / "data" / "lexicons" / "terms.csv", LEXICON)
    write(folder / "data" / "lexicons" / "stopwords.csv", "word,reason\n的,particle\n")
    write_notebook(folder / "notebooks" / "01_one.ipynb", SAVE)
    return folder


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "project")


@pytest.fixture
def in_this_process(monkeypatch):
    """Run the cells without a kernel, where only what becomes of the files is asked."""

    def run_notebooks(folder, *, results, timeout, **_):
        for path in sorted(folder.glob("*.ipynb")):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("DISCOURSE_RESULTS", str(results))
                for cell in nbformat.read(path, as_version=4).cells:
                    exec(cell.source, {})
            write(results / "notebooks" / f"{path.stem}.html", path.stem)

    monkeypatch.setattr("discourse.reproduce.run_notebooks", run_notebooks)


def run(*arguments, folder):
    """Run the command in `folder`; return its exit code, stdout and stderr."""
    with chdir(folder):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


def run_apart(*arguments, folder, **environment):
    """Run the command in a process of its own, where every warning is an error."""
    command = [sys.executable, "-W", "error", "-m", "discourse", *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """One run: its project, stdout and stderr."""
    project = make_project(tmp_path_factory.mktemp("finished") / "project")
    code, out, err = run_apart("reproduce", folder=project)
    assert code == 0, err
    return project, out, err


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def contents(folder):
    return {name: (folder / name).read_bytes() for name in files(folder)}


def refused(project, *arguments):
    """Run on bad input; return the one line said."""
    code, out, err = run("reproduce", *arguments, folder=project)
    assert (code, out) == (2, "")
    assert not (project / "results").exists()
    (line,) = err.splitlines()
    assert line.startswith("discourse: ")
    return line


def test_reproduce_writes_the_results_and_says_where(finished):
    project, out, _ = finished
    assert files(project / "results") == ["notebooks/01_one.html", "provenance.json", "report.html", "tables/words.csv"]
    assert str(project / "results") in out
    said = [line.split()[:2] for line in out.splitlines()[1:4]]
    assert said == [["figures/", "0,"], ["tables/", "1,"], ["notebooks/", "1,"]]


def test_the_bar_names_the_notebook_at_work_and_nothing_else_is_on_stderr(finished):
    _, _, err = finished
    lines = err.replace("\r", "\n").split("\n")
    assert any(line.rstrip().endswith("01_one") for line in lines)
    assert [line for line in lines if line.strip() and "notebooks |" not in line] == []


def test_the_provenance_names_all_that_went_in_and_came_out(finished):
    project, _, _ = finished
    record = json.loads((project / "results" / "provenance.json").read_text(encoding="utf-8"))
    assert list(record["inputs"]) == [
        "data/corpus.toml",
        "data/lexicons/stopwords.csv",
        "data/lexicons/terms.csv",
        "data/raw/a.txt",
        "notebooks/01_one.ipynb",
    ]
    assert list(record["outputs"]) == ["notebooks/01_one.html", "report.html", "tables/words.csv"]


def test_another_run_elsewhere_gives_the_same_bytes(finished, project):
    run("reproduce", folder=project)
    assert contents(project / "results") == contents(finished[0] / "results")


@pytest.mark.usefixtures("in_this_process")
def test_a_run_drops_what_the_last_one_made_and_nothing_else(project):
    """Only what provenance.json lists is a run's own, whatever lies beside it."""
    write_notebook(project / "notebooks" / "02_two.ipynb", SAVE.replace("words", "more"))
    run("reproduce", folder=project)
    mine = ["figures/mine.pdf", "letter.txt", "notebooks/thesis.ipynb", "tables/mine.csv"]
    for name in mine:
        write(project / "results" / name, "mine")
    assert "tables/more.csv" in files(project / "results")
    (project / "notebooks" / "02_two.ipynb").unlink()
    run("reproduce", folder=project)
    made = ["notebooks/01_one.html", "provenance.json", "report.html", "tables/words.csv"]
    assert files(project / "results") == sorted([*mine, *made])
    assert all((project / "results" / name).read_text(encoding="utf-8") == "mine" for name in mine)


@pytest.mark.usefixtures("in_this_process")
def test_a_result_that_was_changed_by_hand_is_kept(project):
    """A figure touched up, a table with a note: the new one takes its place, or none where it is made no more."""
    write_notebook(project / "notebooks" / "02_two.ipynb", SAVE.replace("words", "more"))
    run("reproduce", folder=project)
    results = project / "results"
    (project / "notebooks" / "02_two.ipynb").unlink()
    for name in ["tables/words.csv", "tables/more.csv", "notebooks/01_one.html"]:
        write(results / name, "touched up")
    code, out, _ = run("reproduce", folder=project)
    kept = [name for name in files(results) if name.startswith("kept/")]
    assert code == 0 and "kept/" in out
    assert kept == ["kept/notebooks/01_one.html", "kept/tables/more.csv", "kept/tables/words.csv"]
    assert all((results / name).read_text(encoding="utf-8") == "touched up" for name in kept)
    assert "touched" not in (results / "tables" / "words.csv").read_text(encoding="utf-8")
    assert not (results / "tables" / "more.csv").exists()


def test_one_run_at_a_time_writes_into_a_folder(tmp_path):
    """The second is told to wait; the first goes on, and after it the next may run."""
    results = tmp_path / "results"
    with replacing_results(results) as fresh:
        write(fresh / "a.txt", "first")
        with (
            pytest.raises(DiscourseError, match="another run is writing into .*results: wait"),
            replacing_results(results),
        ):
            raise AssertionError
    assert contents(results) == {"a.txt": b"first"}
    with replacing_results(results) as fresh:
        write(fresh / "b.txt", "next")
    assert files(results) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("name", ["notebooks", "data/raw", "a_file"])
def test_what_is_no_folder_for_results_is_refused(project, monkeypatch, name):
    write(project / "a_file", "mine")
    before = contents(project)
    monkeypatch.setenv("DISCOURSE_RESULTS", str(project / name))
    code, _, err = run("reproduce", folder=project)
    assert code == 2 and "for the results" in err and contents(project) == before


@pytest.mark.usefixtures("in_this_process")
def test_a_folder_of_ones_own_may_be_named_for_the_results(project, tmp_path, monkeypatch):
    """And a record that is none stops the run before anything is done."""
    paper = tmp_path / "paper"
    write(paper / "figures" / "mine.pdf", "mine")
    write(paper / "tables" / "words.csv", "my own")
    monkeypatch.setenv("DISCOURSE_RESULTS", str(paper))
    code, out, _ = run("reproduce", folder=project)
    assert code == 0 and "kept/" in out and "tables/          1" in out
    made = [
        "figures/mine.pdf",
        "kept/tables/words.csv",
        "notebooks/01_one.html",
        "provenance.json",
        "report.html",
        "tables/words.csv",
    ]
    assert files(paper) == made
    assert (paper / "kept" / "tables" / "words.csv").read_text(encoding="utf-8") == "my own"
    assert "kept/" not in run("reproduce", folder=project)[1]
    assert files(paper) == made
    write(
        paper / "provenance.json", '{"outputs": ["../project/data/corpus.toml", "/etc/hostname", "tables/words.csv"]}'
    )
    assert run("reproduce", folder=project)[0] == 0 and (project / "data" / "corpus.toml").exists()
    write(paper / "provenance.json", "[]")
    code, _, err = run("reproduce", folder=project)
    assert code == 2 and "is no record of a run" in err and "tables/words.csv" in files(paper)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("place, arguments", [("project/data/raw", []), (".", ["--folder", "project"])])
def test_the_project_is_found_from_any_folder_inside_it_or_by_name(project, tmp_path, place, arguments):
    assert run("reproduce", *arguments, folder=tmp_path / place)[0] == 0
    assert "tables/words.csv" in files(project / "results")
    assert not (tmp_path / "results").exists()


@pytest.mark.usefixtures("in_this_process")
def test_the_environment_variable_names_the_results_folder(project, tmp_path, monkeypatch):
    monkeypatch.setenv("DISCOURSE_RESULTS", str(tmp_path / "elsewhere"))
    assert run("reproduce", folder=project)[0] == 0
    assert "tables/words.csv" in files(tmp_path / "elsewhere")
    assert not (project / "results").exists()


def test_results_never_go_where_they_would_remove_the_notebooks(project, monkeypatch):
    monkeypatch.setenv("DISCOURSE_RESULTS", str(project))
    code, _, err = run("reproduce", folder=project)
    assert code == 2
    assert "is the project's own folder" in err
    assert (project / "notebooks" / "01_one.ipynb").exists()


def test_outside_a_project_it_says_how_to_name_one(tmp_path):
    assert "no data/corpus.toml from here upwards" in refused(tmp_path)


def test_a_folder_inside_a_project_is_not_taken_for_the_project(project):
    assert "no data/corpus.toml in notebooks" in refused(project, "--folder", "notebooks")


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("data/corpus.toml", MANIFEST.replace("file", "fiel"), "Did you mean 'file'?"),
        ("data/corpus.toml", MANIFEST * 2, "doc='a'"),
        ("data/corpus.toml", MANIFEST.replace("a.txt", "b.txt"), "b.txt"),
        ("data/corpus.toml", MANIFEST + f'sha256 = "{"0" * 64}"\n', "0" * 64),
        ("data/raw/a.txt", " \n", "a.txt"),
        ("data/lexicons/terms.csv", LEXICON + "低空,低空经济,,,,\n", "低空经济"),
        ("data/lexicons/stopwords.csv", "wrod,reason\n的,particle\n", "stopwords.csv"),
        ("data/lexicons/more.csv", "wrod,english\n低空经济,low\n", "more.csv"),
        ("data/lexicons/more.csv", "term,category\n低空经济,交通\n", "but it has '交通' in more.csv: line 2"),
        ("notebooks/02_bad.ipynb", "not json", "02_bad.ipynb is not a Jupyter notebook"),
        ("notebooks/02_bad.ipynb", '{"nbformat": 99}', "02_bad.ipynb is not a Jupyter notebook"),
        ("notebooks/02_bad.ipynb", "[" * 99_999, "02_bad.ipynb is not a Jupyter notebook"),
    ],
)
def test_bad_input_is_said_in_one_line_and_nothing_is_written(project, path, content, said):
    write(project / path, content)
    assert said in refused(project)


def test_a_lexicon_that_is_a_link_to_nowhere_is_not_passed_over(project):
    """Its terms would be missing in every count."""
    (project / "data" / "lexicons" / "more.csv").symlink_to("more.csv")
    assert "more.csv: is a link that leads nowhere" in refused(project)
    shutil.rmtree(project / "data" / "lexicons")
    (project / "data" / "lexicons").write_text("term\n", encoding="utf-8")
    assert "lexicons: is no folder" in refused(project)
    (project / "data" / "corpus.toml").unlink()
    (project / "data" / "corpus.toml").symlink_to("corpus.toml")
    assert "corpus.toml: is a link that leads nowhere, or to itself" in refused(project)


def test_a_project_without_notebooks_is_refused(project):
    (project / "notebooks" / "01_one.ipynb").unlink()
    assert "no notebook (*.ipynb)" in refused(project)


def test_earlier_results_outlive_bad_input(project):
    write(project / "results" / "tables" / "words.csv", "n\n")
    write(project / "data" / "raw" / "a.txt", "")
    assert run("reproduce", folder=project)[0] == 2
    assert files(project / "results") == ["tables/words.csv"]


def test_a_failing_notebook_is_said_in_one_line_and_leaves_the_last_results(finished, tmp_path):
    project = shutil.copytree(finished[0], tmp_path / "project")
    write(project / "results" / ".unfinished" / "tables" / "of_a_killed_run.csv", "n\n")
    before = contents(project / "results")
    write_notebook(project / "notebooks" / "00_new.ipynb", SAVE.replace("words", "new"))
    write_notebook(project / "notebooks" / "02_bad.ipynb", "n = 1", "", "{'低空': n}['高空']")
    code, out, err = run("reproduce", folder=project)
    assert (code, out) == (2, "")
    said = "discourse: 02_bad.ipynb, code cell 2: KeyError: '高空'; the cell begins: {'低空': n}['高空']"
    assert err.splitlines()[-1] == said
    assert "Traceback" not in err
    del before[".unfinished/tables/of_a_killed_run.csv"]
    assert contents(project / "results") == before


LATE_FAULTS = {
    "a page": ("discourse.reproduce.align_versions", DiscourseError("block 2"), "block 2"),
    "provenance": (
        "discourse.reproduce.write_provenance",
        OSError(28, "No room"),
        "discourse: No room; make room there",
    ),
    "stopped": (
        "discourse.reproduce.write_provenance",
        KeyboardInterrupt(),
        "discourse: stopped; the results of the last",
    ),
}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", LATE_FAULTS)
def test_what_fails_after_all_notebooks_leaves_the_last_results_too(project, monkeypatch, name):
    """Nothing of the run is kept, and nothing of the last one lost."""
    write(project / "data" / "corpus.toml", VERSIONS)
    write(project / "data" / "raw" / "b.txt", TEXT.replace("新增长引擎", "引擎"))
    assert run("reproduce", folder=project)[0] == 0
    before = contents(project / "results")
    write_notebook(project / "notebooks" / "01_one.ipynb", SAVE.replace("words", "new"))
    where, fault, said = LATE_FAULTS[name]

    def fails(*_, **__):
        raise fault

    monkeypatch.setattr(where, fails)
    code, _, err = run("reproduce", folder=project)
    assert code == (130 if isinstance(fault, KeyboardInterrupt) else 2) and said in err.splitlines()[-1]
    assert contents(project / "results") == before


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "in use", "tables/words.csv"), OSError(28, "full"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("at", range(1, 8))
def test_a_run_takes_the_place_of_the_last_whole_or_not_at_all(tmp_path, monkeypatch, fault, at):
    """Three files go, three come (one of the same name), and the move breaks off at each of them."""
    results, replace, calls = tmp_path / "results", Path.replace, []
    for names in (["a.txt", "tables/b.txt"], ["tables/b.txt", "tables/c.txt"]):
        before = contents(results) if results.exists() else {}
        try:
            with replacing_results(results) as fresh:
                for name in names:
                    write(fresh / name, f"{name} of {names}")
                write(fresh / "provenance.json", json.dumps({"outputs": dict.fromkeys(names, "")}))
                if before:
                    monkeypatch.setattr(
                        Path, "replace", lambda here, there: breaks_at(at, fault, calls) or replace(here, there)
                    )
        except (DiscourseError, OSError, KeyboardInterrupt) as error:
            assert "close the program" in str(error) or not isinstance(fault, PermissionError)
            assert contents(results) == before
        else:
            assert files(results) == sorted([*names, "provenance.json"])


@pytest.mark.parametrize("at", range(1, 9))
def test_the_next_run_puts_back_what_a_killed_one_has_moved(tmp_path, monkeypatch, at):
    """A kill, unlike an error, lets the run move nothing back and remove nothing."""
    results, replace, calls = tmp_path / "results", Path.replace, []
    write(results / "mine.csv", "mine")
    for names in (["a.txt", "tables/b.txt"], ["tables/b.txt", "figures/c.txt", "mine.csv"]):
        before = contents(results)
        with pytest.MonkeyPatch.context() as patch, suppress(Killed), replacing_results(results) as fresh:
            for name in names:
                write(fresh / name, f"{name} of {names}")
            write(fresh / "provenance.json", json.dumps({"outputs": dict.fromkeys(names, "")}))
            if "a.txt" in before:
                patch.setattr("discourse.export.files.move_back", lambda results: None)
                patch.setattr("shutil.rmtree", lambda *_, **__: None)
                patch.setattr(
                    Path, "replace", lambda here, there: breaks_at(at, Killed(), calls) or replace(here, there)
                )
    assert len(calls) == at and files(results) != sorted(before)
    with pytest.raises(KeyboardInterrupt), replacing_results(results):
        raise KeyboardInterrupt
    assert contents(results) == before and not (results / "kept").exists()


class Killed(BaseException):
    """What stands for SIGKILL."""


def test_a_file_that_cannot_be_moved_is_named_by_its_place_in_the_results(tmp_path, monkeypatch):
    results, replace = tmp_path / "results", Path.replace
    write(results / "a.txt", "mine")
    write(results / "provenance.json", json.dumps({"outputs": {"a.txt": ""}}))

    def refused(here, there):
        if here == results / "a.txt":
            raise PermissionError(13, "denied", str(here), None, str(there))
        return replace(here, there)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(DiscourseError) as caught, replacing_results(results) as fresh:
        write(fresh / "a.txt", "new")
    assert str(caught.value).startswith(str(results / "a.txt")) and (results / "a.txt").read_text() == "mine"


def test_results_where_nobody_may_write_are_said_with_the_repair(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(DiscourseError, match=r"results cannot be written: .*DISCOURSE_RESULTS"):
        replacing_results(tmp_path / "results").__enter__()


def test_a_first_run_that_is_stopped_leaves_no_folder(tmp_path):
    with pytest.raises(KeyboardInterrupt), replacing_results(tmp_path / "results"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "results").mkdir()
    with pytest.raises(KeyboardInterrupt), replacing_results(tmp_path / "results"):
        raise KeyboardInterrupt
    assert files(tmp_path) == [] and (tmp_path / "results").is_dir()


def breaks_at(at, fault, calls):
    """Raise the fault at the one call that is meant."""
    calls.append(at)
    if len(calls) == at:
        raise fault


def test_chinese_can_be_said_on_a_console_that_lacks_it(project):
    write(project / "data" / "corpus.toml", MANIFEST.replace("a.txt", "高空.txt"))
    code, _, err = run_apart("check", folder=project, PYTHONIOENCODING="cp1252")
    assert code == 2
    (line,) = err.splitlines()
    assert "??.txt" in line


def test_ctrl_c_is_said_in_one_line_while_the_code_is_still_loaded():
    """The code is loaded for a second, in which a user sees that the command was the wrong one."""
    code = """
import signal, sys
from discourse.__main__ import main

class Interrupt:
    def find_spec(self, name, *_):
        if name == "typer":
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupt())
main()
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (130, "discourse: stopped; nothing was begun\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a group of processes only")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_what_stops_the_run_ends_it_in_one_line_and_leaves_no_kernel_behind(project, sent):
    note = project / "kernel"
    source = f"import os, pathlib, time\npathlib.Path({str(note)!r}).write_text(str(os.getpid()))\ntime.sleep(600)"
    write_notebook(project / "notebooks" / "01_one.ipynb", source)
    write(project / "results" / "provenance.json", '{"outputs": {"tables/words.csv": ""}}')
    write(project / "results" / "tables" / "words.csv", "n\n")
    before = contents(project / "results")
    command = [sys.executable, "-m", "discourse", "reproduce"]
    # Tests that run in the background of a shell hand an ignored Ctrl-C on.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, encoding="utf-8", **heard) as process:
        wait_for(note)
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "discourse: stopped; the results of the last run stay as they were"
    assert "Traceback" not in err
    assert contents(project / "results") == before
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def wait_for(path, seconds=60):
    """Wait until a file is there and has something in it."""
    end = time.monotonic() + seconds
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.05)


def test_a_fault_of_the_code_is_one_line_too_and_debug_shows_where_it_is(project, monkeypatch):
    monkeypatch.setattr("discourse.cli.find_project", lambda folder: {}["高空\x1b"])
    code, out, err = run("check", folder=project)
    assert (code, out) == (3, "") and err.splitlines() == [
        r"discourse: a fault of discourse, to be reported with what --debug shows: KeyError: '高空\x1b'"
    ]
    code, _, shown = run("check", "--debug", folder=project)
    assert code == 3 and shown.startswith("Traceback") and shown.endswith(err)
    monkeypatch.setattr("discourse.cli.find_project", lambda folder: bytearray(10**15))
    assert "not enough memory" in run("check", folder=project)[2]


def test_help_names_the_commands():
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    assert "reproduce" in shown.output


def test_the_command_is_installed_beside_python():
    command = Path(sys.executable).with_name("discourse.exe" if sys.platform == "win32" else "discourse")
    shown = subprocess.run([command, "reproduce", "--help"], capture_output=True, encoding="utf-8", check=True)
    assert "--folder" in shown.stdout


VERSIONS = """
[[article]]
doc = "late"
file = "raw/a.txt"
date = 2024-10-08
group = "interview"

[[article]]
doc = "early"
file = "raw/b.txt"
date = 2024-09-03
group = "interview"
"""


@pytest.mark.usefixtures("in_this_process")
def test_two_versions_of_one_text_get_a_page_with_the_earlier_as_old(project):
    write(project / "data" / "corpus.toml", VERSIONS)
    write(project / "data" / "raw" / "b.txt", TEXT.replace("新增长引擎", "引擎"))
    code, out, err = run("reproduce", folder=project)
    assert code == 0, err
    page = (project / "results" / "versions.html").read_bytes().decode("utf-8")
    assert "两版对读：early — late" in page and "\r" not in page
    assert 'data-name="低空经济"' in page
    assert "  versions.html    two versions side by side" in out.splitlines()
    assert (
        "versions.html" in json.loads((project / "results" / "provenance.json").read_text(encoding="utf-8"))["outputs"]
    )


@pytest.mark.usefixtures("in_this_process")
def test_each_later_version_is_paired_with_the_earliest_and_a_page_of_an_earlier_run_goes(project):
    third = VERSIONS.split("\n\n")[0].replace("late", "latest").replace("2024-10-08", "2024-11-01")
    write(project / "data" / "corpus.toml", VERSIONS + third)
    write(project / "data" / "raw" / "b.txt", TEXT)
    run("reproduce", folder=project)
    titles = [(project / "results" / name).read_text(encoding="utf-8") for name in ["versions.html", "versions_2.html"]]
    assert "early — late" in titles[0] and "early — latest" in titles[1]
    write(project / "results" / "versions_of_mine.html", "mine")
    write(project / "data" / "corpus.toml", MANIFEST)
    run("reproduce", folder=project)
    assert [name for name in files(project / "results") if name.startswith("versions")] == ["versions_of_mine.html"]


def test_a_newcomer_is_told_the_version_and_the_repair(project):
    """The version; a table, a folder and an address given as an article; results that are a file, or a dangling link."""
    run = CliRunner().invoke
    assert run(app, ["--version"]).output.startswith("discourse ") and run(app, ["-h"]).exit_code == 0
    write(project / "terms.csv", "term\n光伏\n")
    write(project / "rows.ndjson", '{"doc": "a", "text": "改革。"}')
    for given, said in [(project / "terms.csv", "If it is a list of words, put it into data/lexicons"),
                        (project / "rows.ndjson", "doc='a' names an article of raw/a.txt, too"),
                        (project / "data" / "lexicons", "holds no text"), ("https://a.cn/b.html", "is an address")]:  # fmt: skip
        done = run(app, ["add", str(given), "--folder", str(project), "--yes"])
        assert done.exit_code == 2 and said in done.output, given
    done = run(app, ["add", "a.txt", "b.txt"])
    assert done.exit_code == 2 and done.output.count("txt: no such file") == 2
    for make in (lambda path: path.write_text("mine"), lambda path: path.symlink_to(project / "nowhere")):
        results = project / "results"
        make(results)
        with (
            pytest.raises(DiscourseError, match="results: is a file, or a link that leads nowhere"),
            replacing_results(results),
        ):
            pass
        results.unlink()
