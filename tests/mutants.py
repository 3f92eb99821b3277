"""Break the code on purpose, one place at a time, and see for each break that a test fails.

    python tests/mutants.py            all of tests/mutants.toml
    python tests/mutants.py measures   those whose file or test has this in its path

Each break stands in a copy of src/discourse; the code itself is never touched. A break that no test sees is printed,
and so is one whose text is no longer found; either ends the run with 1.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
# Those of the project hold for the examples in the copy, too.
SETTINGS = ["-c", str(ROOT / "pyproject.toml"), "-x", "-p", "no:cacheprovider"]


def outcome(mutant: dict) -> str:
    """Return what becomes of one break: seen, unseen, or lost where its text does not stand exactly once."""
    source = ROOT / "src" / "discourse" / mutant["file"]
    code = source.read_text(encoding="utf-8")
    if code.count(mutant["old"]) != 1:
        return "lost"
    with TemporaryDirectory() as folder:
        package = Path(folder) / "discourse"
        shutil.copytree(ROOT / "src" / "discourse", package, ignore=shutil.ignore_patterns("__pycache__"))
        (package / mutant["file"]).write_text(code.replace(mutant["old"], mutant["new"]), encoding="utf-8")
        tests = [str(ROOT / test) if "::" in test or test.startswith("tests") else str(package / test)
                 for test in mutant["tests"]]  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *SETTINGS, *tests],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
        )
    return "seen" if run.returncode == 1 else f"unseen (pytest ended with {run.returncode})"


def main(part: str = "") -> int:
    """Try all breaks and print those that no test sees."""
    mutants = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))["mutant"]
    mutants = [mutant for mutant in mutants if part in " ".join([mutant["file"], *mutant["tests"]])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(outcome, mutants))
    for mutant, said in zip(mutants, outcomes, strict=True):
        if said != "seen":
            print(f"{said}: {mutant['file']}: {mutant['old']!r} -> {mutant['new']!r}")
    print(f"{outcomes.count('seen')} of {len(mutants)} deliberate breaks are seen by a test")
    return int(outcomes.count("seen") < len(mutants))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
