import ast
import inspect
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "discourse"
MAY_KNOW = {
    "texts": {"texts", "schema", "errors"},
    "words": {"words", "texts", "study", "schema", "strings", "errors"},
    "actions": {"actions", "words", "texts", "study", "schema", "errors"},
    "measures": {"measures", "words", "schema", "errors"},
    "scale": {"scale", "measures", "words", "texts", "schema", "files", "errors"},
    "versions": {"versions", "words", "texts", "schema", "errors"},
    "years": {"years", "measures", "words", "texts", "schema", "errors"},
    "figures": {"figures", "texts", "schema", "strings", "errors"},
    "evidence.py": {"scale", "words", "texts", "schema", "errors"},
    "pages": {"pages", "evidence", "figures", "words", "texts", "schema", "strings", "errors"},
    "sensitivity.py": {"versions", "measures", "words", "schema", "errors"},
    "study.py": {"errors"},
    "reports": {"reports", "figures", "versions", "schema", "strings", "errors"},
    "export": {"export", "figures", "study", "files", "texts", "schema", "strings", "errors"},
    "files.py": set(),
    "schema.py": {"errors"},
    "strings.py": {"errors"},
    "errors.py": set(),
}
# What asks for a file, or changes one; and the modules that ask for no other than those that come with the library.
TOUCHES = {
    "read_text", "read_bytes", "write_text", "write_bytes", "write_whole", "is_file", "glob", "rglob", "iterdir",
    "mkdir", "unlink",
}  # fmt: skip
OWN_FILES = {"strings.py", "reports/methods.py", "figures/base/theme.py"}


def imports(path):
    """List the rooms of discourse that a file imports."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {node.module.split(".")[1] for node in nodes if (node.module or "").startswith("discourse.")}


@pytest.mark.parametrize("room", MAY_KNOW)
def test_imports_run_down_the_rooms_only(room):
    """A room knows those before it, and figures draw frames without knowing where they come from."""
    place = SOURCE / room
    for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
        assert imports(path) <= MAY_KNOW[room], path.name


def test_only_those_that_the_page_names_touch_files():
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page[page.index("Only\n`files`") : page.index("touch files")]))
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE)
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        touched = TOUCHES & {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
        assert not touched or named & {*place.parts, place.stem} or place.as_posix() in OWN_FILES, (place, touched)


def test_every_public_name_says_what_it_does_and_shows_it():
    """A docstring of one imperative line, and an example or the columns it returns."""
    import discourse

    for name in discourse.__all__:
        text = getattr(discourse, name).__doc__ or ""
        assert text.strip().split("\n")[0].endswith("."), name
        if name[0].islower() and name != "theme":
            assert ">>>" in text or "Returns" in text, name
        if name.startswith("plot_"):
            missing = [each for each in inspect.signature(getattr(discourse, name)).parameters if each not in text]
            assert missing == [], name
            assert text.index("Returns the Axes") < text.index(">>>"), name


def test_type_checkers_see_the_public_names():
    """Of what a stub imports, they take as its own only what is imported as itself."""
    for stub in SOURCE.rglob("*.pyi"):
        nodes = [node for node in ast.parse(stub.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
        assert nodes and [each.name for node in nodes for each in node.names if each.asname != each.name] == [], stub


def test_the_plan_names_every_module_and_nothing_else():
    """docs/architecture.md shows each file of the library in its room."""
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    plan = page.split("```")[3]
    words = set(re.findall(r"[a-z_]+", plan))
    modules = {path.stem for path in SOURCE.rglob("*.py") if path.stem != "__init__"}
    rooms = {path.parent.name for path in SOURCE.rglob("*.py")}
    assert (modules | rooms) - words == set()
    files = set(re.findall(r"\b[a-z_]+(?=\.py\b)", plan))
    assert files - modules == set()


def test_the_command_prints_by_one_function():
    """What shows the controls of a file as signs cannot be passed by."""
    calls = [
        (function.name, ast.unparse(node.func))
        for name in ("cli.py", "intake.py", "notebooks.py")
        for function in ast.walk(ast.parse((SOURCE / name).read_text(encoding="utf-8")))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    ]
    assert [who for who, called in calls if called in ("typer.echo", "print", "typer.secho", "click.echo")] == ["say"]
