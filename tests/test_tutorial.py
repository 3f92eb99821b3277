"""docs/add_an_article.md, followed on a copy of the study: what it prints is what the commands print."""

import re
import shlex
import shutil
import tomllib
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

import discourse as dc
from discourse.cli import app

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "add_an_article.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SHOWN = [block for kind, block in BLOCKS if not kind]
TOML = next(block for kind, block in BLOCKS if kind == "toml")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A copy of the study, with the example added as the page says."""
    folder = tmp_path_factory.mktemp("study")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    command = shlex.split(re.search(r"^\.venv/bin/discourse (add .*)$", PAGE, re.MULTILINE)[1])
    with chdir(folder):
        done = CliRunner().invoke(app, command, input="y\n")
    assert done.exit_code == 0, done.stderr
    return folder, done.stdout


def test_what_the_page_shows_of_add_is_printed(study):
    assert study[1].startswith(SHOWN[0].rstrip())


def test_what_the_page_shows_of_check_is_printed(study):
    with chdir(study[0]):
        done = CliRunner().invoke(app, ["check"])
    assert (done.exit_code, done.stdout) == (0, SHOWN[1])


def test_what_the_page_declares_can_be_declared(study):
    """The lead becomes body text, and the correction is made."""
    manifest = study[0] / "data" / "corpus.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n" + TOML, encoding="utf-8")
    corpus = dc.read_corpus(manifest)
    mended = corpus.paragraphs.query("doc == 'low-altitude' and line == 7").iloc[0]
    assert mended["kind"] == "body" and "飞得稳，飞得远？记者" in mended["text"]
    assert corpus.edits.query("doc == 'low-altitude' and rule == 'correction'")["origin"].tolist() == ["declared"]
    assert tomllib.loads(TOML)["article"]
