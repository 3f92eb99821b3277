"""Run the code and the commands of a page, and see that they give what the page shows.

    python docs/run_pages.py lessons/years_en.md …

writes anew what the named pages show below their blocks: printed text, tables, and pictures in figures/lessons.
"""

import ast
import io
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from gallery import picture
from matplotlib.axes import Axes
from PIL import Image
from typer.main import get_command
from typer.testing import CliRunner

from discourse.cli import app

DOCS = Path(__file__).parent
ROOT = DOCS.parent
# A fenced block, and what it shows right below it: a fence without a language, a table, or a picture.
BLOCK = re.compile(
    r"^```(python|sh|bash|toml)\n(.*?)^```\n(?:\n(```\n.*?^```\n|\|.*?(?=\n\n|\Z)|!\[[^\]]*\]\([./]*figures/lessons/\w+\.png\)))?",
    re.DOTALL | re.MULTILINE,
)
# Other tests run these, for minutes; here it is enough that they are commands with such options.
LONG = {"reproduce", "verify", "pack"}
TOLERANCE = 3.0


@dataclass
class Run:
    """One reader of a page: where their shell begins, where they are, and the names that their cells have made."""

    home: Path
    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the project's folder again after a cd: `.venv/bin/…` is a command there alone."""
        self.project = self.folder

    def block(self, kind: str, code: str) -> Any:
        """Run a block as a cell or a shell would, and return what it shows: text, a frame or a figure."""
        with chdir(self.folder):
            if kind == "toml":
                assert tomllib.loads(code)
                with Path("data/corpus.toml").open("a", encoding="utf-8", newline="\n") as manifest:
                    manifest.write("\n" + code if code.startswith("[[article.") else "")
                return None
            if kind == "python":
                return self.cell(code)
        commands = [command for line in code.splitlines() for command in line.split("#")[0].split("&&")]
        return "".join(self.command(shlex.split(command)) for command in commands if command.strip())

    def cell(self, code: str) -> Any:
        """Run lines of Python; the value of the last one is shown, after what they print."""
        body = ast.parse(code).body
        last = ast.Expression(body.pop().value) if isinstance(body[-1], ast.Expr) else None
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(ast.Module(body, []), "page", "exec"), self.names)
            value = eval(compile(last, "page", "eval"), self.names) if last else None
        if isinstance(value, pd.DataFrame):
            return value
        if isinstance(self.names.get("ax"), Axes) and not printed.getvalue() and value is None:
            return self.names["ax"].figure
        return printed.getvalue() + ("" if value is None else f"{value!r}\n")

    def command(self, words: list[str]) -> str:
        """Run one command of a shell, or see that it could be run, and return what it prints."""
        name, *rest = words
        if name.startswith(".venv/"):
            self.folder = self.project
        match name.removeprefix(".venv/bin/"):
            case "cd":
                self.folder = next(base / rest[0] for base in (self.folder, self.home) if (base / rest[0]).is_dir())
            case "discourse" if rest[0] in LONG:
                get_command(app).commands[rest[0]].make_context(rest[0], rest[1:])
            case "discourse":
                with chdir(self.folder):
                    done = CliRunner().invoke(app, rest, input="y\n")
                assert done.exit_code == 0, done.output
                here = re.escape(str(self.project)) + r"(\S*)"
                return re.sub(here, lambda path: "…" + path[1].replace("\\", "/"), done.output)
            case "make":
                assert set(rest) <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
            case "conda":
                environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["name"]
                assert rest in [["env", "create", "-f", "environment.yml"], ["activate", environment]]
            case "jupyter":
                assert rest[0] == "lab"
            case "source":
                assert rest == [".venv/bin/activate"]
            case _:
                raise AssertionError(f"who runs this? {shlex.join(words)}")
        return ""


def as_table(frame: pd.DataFrame) -> str:
    """Write a frame as a page shows it, without row numbers."""
    cells = frame.astype(object).where(frame.notna() | frame.isin([pd.NA]), "NaN")
    rows = [frame.columns, ["---"] * frame.shape[1], *cells.itertuples(index=False)]
    return "\n".join("| " + " | ".join(str(cell).replace("|", r"\|") for cell in row) + " |" for row in rows)


def blocks(page: Path) -> Iterator[re.Match[str]]:
    """Yield the blocks of a page: kind, code, and what is shown below, if anything."""
    return BLOCK.finditer(page.read_text(encoding="utf-8"))


def shown_as(value: Any, shown: str, page: Path) -> str:
    """Return a result in the form in which the page shows it; of a figure the page shows a picture."""
    if shown.startswith("|"):
        return as_table(value)
    if shown.startswith("!"):
        return shown if same_picture(value, picture_of(shown, page)) else "another picture"
    return f"```\n{value.rstrip()}\n```\n"


def picture_of(shown: str, page: Path) -> Path:
    """Return the file of a picture that a page shows."""
    return (page.parent / re.search(r"\((.*)\)", shown)[1]).resolve()


def same_picture(figure: Any, path: Path) -> bool:
    """Tell whether a figure is drawn as it is kept."""
    drawn, kept = picture(figure), Image.open(path).convert("RGB")
    return drawn.size == kept.size and np.sqrt(np.mean((np.asarray(drawn, float) - kept) ** 2)) <= TOLERANCE


def write_page(page: Path, folder: Path) -> None:
    """Run a page in a folder, and write into it what its blocks show."""
    run = Run(folder, folder)

    def rerun(block: re.Match[str]) -> str:
        kind, code, shown = block.groups()
        value = run.block(kind, code)
        if shown and shown.startswith("!"):
            path = picture_of(shown, page)
            path.parent.mkdir(parents=True, exist_ok=True)
            picture(value).quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
        elif shown:
            return block[0].replace(shown, shown_as(value, shown, page))
        return block[0]

    page.write_text(BLOCK.sub(rerun, page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    import shutil
    from tempfile import TemporaryDirectory

    for name in sys.argv[1:]:
        with TemporaryDirectory() as scratch:
            for part in ("data", "docs"):
                shutil.copytree(ROOT / part, Path(scratch) / part)
            write_page(DOCS / name, Path(scratch))
