"""The command `discourse verify`, and results held against a record of them, on files made up here."""

import json
import sys
from contextlib import chdir

import matplotlib.pyplot as plt
import numpy as np
import pytest
from typer.testing import CliRunner

from discourse.cli import app
from discourse.errors import DiscourseError, MissingFileError
from discourse.export import save_table, sums, write_provenance
from discourse.export.files import sum_file
from discourse.verify import FilePair, PicturePair, compare_results, draw_first_figure

pytestmark = pytest.mark.slow

TEXT = "谈低空经济\n\n问：是什么？\n\n答：低空经济是新增长引擎。\n"
TABLE = "term,n\n低空经济,3\n人工智能,3\n"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def draw(path, *, at=None):
    """Write a picture of 20 × 10 pixels in grey, one of them black."""
    pixels = np.full((10, 20, 3), 0.5)
    if at:
        pixels[at] = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    plt.imsave(path, pixels)
    return path


def make_run(folder, inputs=None):
    """Write the results of a run: a table, a figure in two formats, a page, and the record of them."""
    write(folder / "tables" / "terms.csv", TABLE)
    draw(folder / "figures" / "terms.png")
    write(folder / "figures" / "terms.svg", "<svg>\n<text>甲</text>\n</svg>\n")
    write(folder / "notebooks" / "01.html", "<p>1</p>\n")
    write_provenance(folder, inputs or {"data/a.txt": "0" * 64})
    return folder


@pytest.fixture
def runs(tmp_path):
    return make_run(tmp_path / "old"), make_run(tmp_path / "new")


def rows(frame):
    return [tuple(value if isinstance(value, str) else None for value in row) for row in frame.itertuples(index=False)]


def test_two_equal_runs_have_no_difference(runs):
    assert rows(compare_results(*runs)) == []


def test_one_digit_of_a_table_is_named_with_its_line_and_column(runs):
    old, new = runs
    write(new / "tables" / "terms.csv", TABLE.replace("人工智能,3", "人工智能,4"))
    write_provenance(new, {"data/a.txt": "0" * 64})
    assert rows(compare_results(old, new)) == [("tables/terms.csv", "changed", "line 3, column n", "3", "4")]


def test_a_digit_changed_in_the_record_itself_is_told_apart(runs):
    old, new = runs
    write(old / "tables" / "terms.csv", TABLE.replace("低空经济,3", "低空经济,5"))
    assert rows(compare_results(old, new)) == [("tables/terms.csv", "edited", "line 2, column n", "5", "3")]


def test_one_glyph_of_a_figure_one_byte_of_an_input_and_what_came_and_went_are_named(runs):
    old, new = runs
    write(new / "figures" / "terms.svg", "<svg>\n<text>乙</text>\n</svg>\n")
    draw(new / "figures" / "terms.png", at=(4, 6))
    (new / "notebooks" / "01.html").unlink()
    write(new / "texts" / "methods.txt", "…\n")
    write_provenance(new, {"data/a.txt": "1" * 64, "data/b.txt": "2" * 64})
    assert rows(compare_results(old, new)) == [
        ("data/a.txt", "changed", None, None, None),
        ("data/b.txt", "added", None, None, None),
        ("figures/terms.png", "changed", "1 of 200 pixels, rows 5 to 5, columns 7 to 7", None, None),
        ("figures/terms.svg", "changed", "line 2", "<text>甲</text>", "<text>乙</text>"),
        ("notebooks/01.html", "missing", None, None, None),
        ("texts/methods.txt", "added", None, None, None),
    ]


def test_a_record_without_its_files_is_compared_by_their_sums(runs):
    old, new = runs
    for path in [old / "tables" / "terms.csv", old / "figures" / "terms.png"]:
        path.unlink()
    assert rows(compare_results(old, new)) == []
    write(new / "tables" / "terms.csv", TABLE.replace("3", "4"))
    write_provenance(new, {"data/a.txt": "0" * 64})
    assert rows(compare_results(old, new)) == [("tables/terms.csv", "changed", None, None, None)]


def test_the_cell_of_a_workbook_that_differs_is_named(tmp_path):
    import pandas as pd

    for n, side in ((3, "old"), (4, "new")):
        save_table(pd.DataFrame({"term": ["低空经济"], "n": [n]}), "terms", folder=tmp_path / side)
    place = FilePair(*(tmp_path / side / "tables" / "terms.xlsx" for side in ("old", "new"))).first_difference()
    assert place == ("table!B2", "3", "4")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("a,b\n1,2\n", "a,b\n1,2\n3,4\n", ("line 3, column a", "", "3")),
        ("a,b\n1,2\n3,4\n", "a,b\n1,2\n", ("line 3, column a", "3", "")),
        ("a,b\n1,2\n", "a,c\n1,2\n", ("line 1, column 2", "b", "c")),
        ('a\n"甲\n乙"\n', 'a\n"甲\n丙"\n', ("line 2, column a", "甲\n乙", "甲\n丙")),
        ("", "a\n", ("line 1, column 1", "", "a")),
    ],
)
def test_tables_of_other_lengths_heads_and_cells_over_lines(tmp_path, old, new, place):
    assert FilePair(write(tmp_path / "o.csv", old), write(tmp_path / "n.csv", new)).first_difference() == place


def test_a_long_line_is_shown_around_what_differs(tmp_path):
    old, new = (write(tmp_path / f"{sign}.md", "字" * 500 + sign + "尾" * 500) for sign in "甲乙")
    _, recorded, found = FilePair(old, new).first_difference()
    assert (recorded, found) == ("…" + "字" * 30 + "甲" + "尾" * 29 + "…", "…" + "字" * 30 + "乙" + "尾" * 29 + "…")


def test_what_differs_is_framed_in_both_pictures(tmp_path):
    old, new = draw(tmp_path / "old.png"), draw(tmp_path / "new.png", at=(4, 6))
    sheet = plt.imread(PicturePair(plt.imread(old), plt.imread(new)).draw(tmp_path / "both.png"))[..., :3]
    assert sheet.shape == (10, 20 + 20 + 20, 3)
    red = np.isclose(sheet, (0.84, 0.15, 0.16), atol=0.01).all(axis=2)
    # Four pixels around the one that differs stand inside the frame, which is four wide as far as the picture reaches.
    assert red[:, :20].sum() == red[:, 40:].sum() == 10 * 15 - 9 * 9
    assert not red[0:9, 2:11].any() and sheet[4, 46].max() == 0


def test_no_record_and_a_broken_one_are_said(runs):
    old, new = runs
    write(old / "provenance.json", '{"outputs": {}}')
    with pytest.raises(DiscourseError, match="inputs"):
        compare_results(old, new)
    (old / "provenance.json").unlink()
    with pytest.raises(MissingFileError, match=r"holds no provenance\.json"):
        compare_results(old, new)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A study whose run writes one table and one figure without a kernel; its results, made once."""
    folder = tmp_path / "研 究"
    write(folder / "data" / "corpus.toml", '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n')
    write(folder / "data" / "raw" / "a.txt", TEXT)
    write(folder / "data" / "lexicons" / "terms.csv", "term\n低空经济\n")
    write(
        folder / "notebooks" / "01.ipynb", json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )

    def run_notebooks(notebooks, *, results, timeout, remarks):
        text = (notebooks.parent / "data" / "raw" / "a.txt").read_text(encoding="utf-8")
        write(results / "tables" / "n.csv", f"n\n{text.count('低空经济')}\n")
        draw(results / "figures" / "n.png", at=(text.count("引擎"), 3))
        print(*["01.ipynb: nothing to compare"] * remarks, sep="\n", end="", file=sys.stderr)

    monkeypatch.setattr("discourse.reproduce.run_notebooks", run_notebooks)
    assert run("reproduce", folder=folder)[0] == 0
    return folder


def run(*arguments, folder):
    """Run the command in `folder`; return its exit code, and the lines of stdout and stderr."""
    with chdir(folder):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_verify_says_that_a_run_gives_the_same(project):
    before = contents(project)
    code, out, err = run("verify", folder=project)
    assert (code, err) == (0, []) and out == [f"the same: all 3 files of {project / 'results'}"]
    assert contents(project) == before


def test_verify_names_the_input_the_cell_and_the_picture(project):
    write(project / "data" / "raw" / "a.txt", TEXT.replace("引擎。", "引擎。引擎与低空经济。"))
    before = contents(project)
    code, out, _ = run("verify", folder=project)
    assert (
        code == 1
        and out.pop(2).startswith("report.html differs, line")
        and out
        == [
            "data/raw/a.txt differs",
            "figures/n.png differs, 2 of 200 pixels, rows 2 to 3, columns 4 to 4",
            "tables/n.csv differs, line 2, column n: '2' recorded, '3' now",
            f"figures/n.png as recorded and as it is now: {project / 'results' / 'difference.png'}",
            f"4 differ from the 3 files and 4 inputs of {project / 'results'}",
        ]
    )
    assert {path: contents(project)[path] for path in before} == before
    write(project / "data" / "raw" / "a.txt", TEXT)
    assert run("verify", folder=project) == (0, [f"the same: all 3 files of {project / 'results'}"], [])
    assert not (project / "results" / "difference.png").exists()


def test_expected_is_the_record_where_it_is_there_and_other_versions_are_said(project):
    (project / "results").rename(project / "expected")
    record = json.loads((project / "expected" / "provenance.json").read_text(encoding="utf-8"))
    record["packages"]["pandas"] = "0.1"
    write(project / "expected" / "provenance.json", json.dumps(record))
    code, out, _ = run("verify", folder=project)
    assert code == 0 and out[0].endswith(", the record with 0.1") and "expected" in out[1]
    assert not (project / "results").exists()


def test_verify_without_a_record_runs_nothing(project):
    code, out, err = run("verify", project / "data", folder=project)
    assert (code, out, len(err)) == (2, [], 1) and "holds no provenance.json" in err[0]


def test_an_input_edited_while_the_notebooks_read_it_is_noticed(project, monkeypatch):
    before = contents(project / "results")
    monkeypatch.setattr(
        "discourse.reproduce.run_notebooks", lambda *_, **__: write(project / "data" / "raw" / "a.txt", "换了一篇。\n")
    )
    code, _, err = run("reproduce", folder=project)
    assert code == 2 and "data/raw/a.txt was changed while the notebooks read it" in err[0]
    assert contents(project / "results") == before


def test_the_table_of_overrulings_is_an_input(project):
    write(project / "data" / "lexicons" / "more.csv", "term\n新增长引擎\n")
    head = "old,new,first_sentence_old,first_sentence_new,change,reason\n"
    write(project / "data" / "overrulings.csv", head)
    manifest = project / "data" / "corpus.toml"
    write(manifest, 'overrulings = "overrulings.csv"\n' + manifest.read_text(encoding="utf-8"))
    assert run("reproduce", folder=project)[0] == 0
    record = json.loads((project / "results" / "provenance.json").read_text(encoding="utf-8"))
    assert record["inputs"]["data/overrulings.csv"] == sum_file(project / "data" / "overrulings.csv")
    assert sums([manifest], folder=project).items() <= record["inputs"].items()


def test_a_figure_is_drawn_beside_the_old_one_only_where_its_picture_differs(runs):
    old, new = runs
    write(new / "figures" / "terms.svg", "<svg/>\n")
    write_provenance(new, {"data/a.txt": "0" * 64})
    target = new / "difference.png"
    assert draw_first_figure(compare_results(old, new), old, new, target) is None and not target.exists()
    draw(new / "figures" / "terms.png", at=(4, 6))
    write_provenance(new, {"data/a.txt": "0" * 64})
    assert draw_first_figure(compare_results(old, new), old, new, target) == ("figures/terms.png", target)
