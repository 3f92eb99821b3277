"""The pages of the site and of help(dc) name everything, once."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

import discourse as dc
from discourse.cli import app

DOCS = Path(__file__).parents[1] / "docs"


def api_pages():
    """The pages of the reference, in their order: heading -> names."""
    index = (DOCS / "api" / "index.md").read_text(encoding="utf-8")
    *pages, commands = re.search(r"```{toctree}\n:maxdepth: 1\n\n(.*?)```", index, re.DOTALL)[1].split()
    assert commands == "commands"
    texts = [(DOCS / "api" / f"{page}.md").read_text(encoding="utf-8") for page in pages]
    return {text[2:].splitlines()[0]: re.search("```{names}\n(.*?)```", text, re.DOTALL)[1].split() for text in texts}


def test_help_and_the_reference_have_the_same_tasks_and_each_public_name_once():
    listed = dc.__doc__.split("raises.\n\n")[1].split("\n\n")
    tasks = {task: [line.split()[0] for line in lines] for task, *lines in map(str.splitlines, listed)}
    assert tasks == api_pages()
    assert sorted(name for names in tasks.values() for name in names) == sorted(dc.__all__) == dir(dc)


def test_every_line_of_help_is_short_and_says_something():
    lines = [line for line in dc.__doc__.splitlines() if re.match(r" {4}\w+ {2,}[^ =]", line)]
    assert len(lines) == len(dc.__all__)
    assert max(map(len, lines)) < 110


def test_every_command_is_described():
    page = (DOCS / "api" / "commands.md").read_text(encoding="utf-8")
    commands = get_command(app).commands
    assert re.findall(r"\| `discourse ([a-z]+)", page) == list(commands)
    assert not [name for name, command in commands.items() if command.get_short_help_str(64).endswith("...")]


@pytest.mark.parametrize(("page", "language"), [("index", "en"), ("zh", "zh")])
def test_the_front_pages_show_every_figure_of_the_gallery(page, language):
    shown = re.findall(rf"^{language} (\w+) \S", (DOCS / f"{page}.md").read_text(encoding="utf-8"), re.MULTILINE)
    drawn = re.findall(r"^```python\n# (\w+)$", (DOCS / "gallery.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted([*shown, "study"]) == sorted(drawn)


def test_every_page_can_be_reached():
    """What no page lists, nobody finds; Sphinx says the same, but is not run here."""
    listed = set()
    for page in DOCS.rglob("*.md"):
        for tree in re.findall(r"```{toctree}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            names = [re.sub(r".*<(.*)>", r"\1", line) for line in tree.splitlines() if line and line[0] != ":"]
            listed |= {(page.parent / f"{name}.md").resolve() for name in names}
    pages = {page.resolve() for page in DOCS.rglob("*.md") if "examples" not in page.parts}
    assert pages - listed == {(DOCS / "index.md").resolve()}
