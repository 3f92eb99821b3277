"""How the code is cut: functions called from one place, names defined twice, long and branched functions.

    python benchmarks/code_structure.py            of src/discourse
    python benchmarks/code_structure.py FOLDER     of another package, to compare with

A place is a call in the package's code (its tests left out), resolved by the imports of its module; the examples of
docstrings do not count. Names of a module's own (with an underscore) count like all others.
"""

import ast
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1] / "src" / "discourse"
LISTED = 12
BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert, ast.match_case)


def read_modules(folder: Path) -> dict[str, ast.Module]:
    """Return the modules of a package by their dotted name, the package's own first."""
    modules = {}
    for path in sorted(path for path in folder.rglob("*.py") if "tests" not in path.relative_to(folder).parts):
        parts = [folder.name, *path.relative_to(folder).with_suffix("").parts]
        modules[".".join(part for part in parts if part != "__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return modules


def imported_names(tree: ast.Module, module: str, modules: dict) -> dict[str, str]:
    """Return what each imported name means: the dotted name of a module, or of something in it."""
    package = module if any(other.startswith(f"{module}.") for other in modules) else module.rpartition(".")[0]
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            source = ".".join(part for part in (above, node.module) if part)
            names |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return names


def count_calls(modules: dict[str, ast.Module]) -> tuple[dict[str, ast.AST], Counter]:
    """Return the top-level functions and classes by their dotted name, and how many calls in the code each has."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    defined = {f"{m}.{node.name}": node for m, tree in modules.items() for node in tree.body if isinstance(node, kinds)}
    imported = {module: imported_names(tree, module, modules) for module, tree in modules.items()}
    exported = {f"{module}.{name}": source for module, names in imported.items() for name, source in names.items()}
    calls = Counter()
    for module, tree in modules.items():
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name):
                name = imported[module].get(called.id, f"{module}.{called.id}")
            elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                name = f"{imported[module].get(called.value.id, '')}.{called.attr}"
            else:
                continue
            while name not in defined and name in exported and exported[name] != name:
                name = exported[name]
            calls[name] += name in defined
    return defined, calls


def complexity(function: ast.AST) -> int:
    """Return McCabe's complexity: one, and one more for each branch (McCabe 1976)."""
    total = 1
    for node in ast.walk(function):
        total += isinstance(node, BRANCHES)
        total += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
        total += 1 + len(node.ifs) if isinstance(node, ast.comprehension) else 0
    return total


def body_length(function: ast.FunctionDef) -> int:
    """Return the lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def main(folder: Path) -> None:
    """Print the figures, and the names behind them."""
    modules = read_modules(folder)
    defined, calls = count_calls(modules)
    functions = {name: node for name, node in defined.items() if not isinstance(node, ast.ClassDef)}
    once = [name for name in functions if calls[name] == 1]
    homes = defaultdict(list)
    for name in defined:
        module, _, own = name.rpartition(".")
        homes[own].append(module)
    several = {name: where for name, where in homes.items() if len(where) > 1}
    branched = sorted(((complexity(node), name) for name, node in functions.items()), reverse=True)
    long = sorted(((body_length(node), name) for name, node in functions.items()), reverse=True)
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))
    print(f"{lines:,} lines, {len(modules)} modules, {len(functions)} top-level functions")
    print(f"called from one place only: {len(once)} of {len(functions)} functions, {len(once) / len(functions):.0%}")
    rooms = Counter(name.split(".")[1] for name in functions)
    ones = Counter(name.split(".")[1] for name in once)
    print("    " + ", ".join(f"{room} {ones[room]} of {n}" for room, n in rooms.most_common()))
    print(f"names defined in several modules: {len(several)}")
    for name, where in sorted(several.items()):
        print(f"    {name}: {', '.join(where)}")
    for title, ranked in (("most branches (with those of comprehensions)", branched), ("longest bodies", long)):
        print(f"{title}:")
        print("\n".join(f"    {size:>4}  {name}" for size, name in ranked[:LISTED]))
    if "--list" in sys.argv:
        print("called from one place only:", *sorted(once), sep="\n    ")


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    main(Path(given[0]) if given else ROOT)
