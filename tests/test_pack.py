"""The replication package: all that a study is made of, or all but the texts, and only where the results are its own."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from discourse.cli import app
from discourse.errors import DiscourseError
from discourse.export import sums, write_provenance
from discourse.pack import find_printed, pack_study
from discourse.reproduce import check_inputs
from discourse.texts.manifest import read_corpus

TEXT = "谈低空经济\n\n低空经济是新增长引擎，要把规则立起来。\n\n人形机器人要走进工厂，也要走进家庭。\n"


@pytest.fixture
def study(tmp_path):
    """A study of one text, with a table of its paragraphs, a table of counts, and a page whose marks part the words."""
    folder, results = tmp_path / "我的 study", tmp_path / "我的 study" / "results"
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "data" / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n', encoding="utf-8")
    (folder / "data" / "lexicons").mkdir()
    (folder / "data" / "lexicons" / "terms.csv").write_text("term\n低空经济\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(), folder / "notebooks" / "00.ipynb")
    tables = results / "tables"
    tables.mkdir(parents=True)
    (tables / "paragraphs.csv").write_text(TEXT, encoding="utf-8")
    (tables / "paragraphs.xlsx").write_bytes(b"PK")
    (tables / "counts.csv").write_text("term,n\n低空经济,2\n", encoding="utf-8")
    (results / "versions.html").write_text(TEXT.replace("，", "<ins>，</ins>"), encoding="utf-8")
    write_provenance(results, sums(check_inputs(folder), folder=folder))
    return folder


def packed(study, **options):
    with zipfile.ZipFile(pack_study(study, study / "results", study.parent / "p.zip", **options)) as archive:
        return {name.removeprefix("p/"): archive.read(name) for name in archive.namelist()}


def test_a_package_holds_the_study_with_a_sum_for_each_file(study):
    files = packed(study)
    for name in ("data/corpus.toml", "data/raw/a.txt", "data/lexicons/terms.csv", "notebooks/00.ipynb",
                 "results/tables/paragraphs.csv", "results/provenance.json"):  # fmt: skip
        assert files[name] == (study / name).read_bytes()
    told = dict(line.split("  ", 1)[::-1] for line in files.pop("checksums.sha256").decode().splitlines())
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert "pandas==" in files["requirements.txt"].decode()
    first = (study.parent / "p.zip").read_bytes()
    packed(study)
    assert (study.parent / "p.zip").read_bytes() == first


def test_without_texts_neither_they_nor_what_prints_most_of_one_are_given(study):
    """The forms of one table go together; the sum of the text stays, and the README names what is left out."""
    files = packed(study, texts=False)
    assert not {
        "data/raw/a.txt",
        "results/versions.html",
        "results/tables/paragraphs.csv",
        "results/tables/paragraphs.xlsx",
    } & set(files)
    assert "results/tables/counts.csv" in files
    assert hashlib.sha256(TEXT.encode()).hexdigest() in files["texts.csv"].decode()
    assert "`results/tables/paragraphs.*`, `results/versions.*`" in files["README.md"].decode()
    assert not [name for name, content in files.items() if "走进工厂".encode() in content]


def test_no_file_of_a_package_leaves_its_folder_and_no_link_leads_out_of_the_study(study):
    (study.parent / "secret").write_text("x", encoding="utf-8")
    (study / "environment.yml").symlink_to(study.parent / "secret")
    with zipfile.ZipFile(pack_study(study, study / "results", study.parent / "...zip")) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"study"}
        assert "study/environment.yml" not in archive.namelist()


def test_a_record_whose_versions_are_no_texts_is_refused(study):
    record = study / "results" / "provenance.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps(told | {"python": 3}), encoding="utf-8")
    with pytest.raises(DiscourseError, match="give the folder of a whole run"):
        packed(study)
    record.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(DiscourseError, match="is no record of a run"):
        packed(study)


def test_half_of_a_text_is_not_most_of_it(study):
    """Two runs of ten characters in the first sentence's paragraph and one in each other: shown in part, kept."""
    paragraphs = read_corpus(study / "data" / "corpus.toml").paragraphs
    page = study / "results" / "tables" / "counts.csv"
    page.write_text(TEXT.split("\n\n")[1], encoding="utf-8")
    assert find_printed(study / "results", {"tables/counts.csv": ""}, paragraphs) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("data/lexicons/terms.csv", "was changed since the results were made"),
        ("results/tables/counts.csv", "is not as it was when the results were made"),
    ],
)
def test_results_of_another_state_are_not_packed(study, name, said):
    (study / name).write_text("term,n\n光伏,1\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match=said):
        packed(study)
    assert not (study.parent / "p.zip").exists()


def test_a_study_without_results_says_what_to_run(study, tmp_path):
    shutil.rmtree(study / "results")
    done = CliRunner().invoke(app, ["pack", "--folder", str(study), "--output", str(tmp_path / "a.zip")])
    assert done.exit_code == 2 and "discourse reproduce" in done.output and not Path(tmp_path / "a.zip").exists()
