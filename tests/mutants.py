"""Break the code on purpose, one place at a time, and see for each break that a test fails.

    python tests/mutants.py            all of tests/mutants.toml
    python tests/mutants.py measures   those whose file or test has this in its path

The breaks stand in copies of the project; its own code is never touched. First, the tests must pass in a copy that
nothing is broken in: else no failure would say anything. A break that no test sees is printed, and so is one whose text
is no longer found; either ends the run with 1. One that runs without end is seen, and printed: a better one fails.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import SimpleQueue
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "results", "build", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
)
SECONDS = 300  # the slowest tests that are named take half of this on one core


def copy_project(folder: Path) -> Path:
    """Copy the project with all that its tests find beside the code, and compile the code for good.

    Compiled code is known by the sum of its source: two versions may be of the same second and of the same length.
    """
    shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
    compile_dir(folder / "src", quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def run_tests(
    folder: Path, tests: list[str], *options: str, seconds: float | None = None
) -> subprocess.CompletedProcess:
    """Run some tests of a copy on the code of that copy."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    paths = [test if test.startswith("tests") else f"src/discourse/{test}" for test in tests]
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *options, *paths]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, timeout=seconds, encoding="utf-8"
    )


def outcome(mutant: dict, folder: Path) -> str:
    """Return what becomes of one break in a copy: seen, timed out, unseen, or lost where its text is not there once."""
    source = folder / "src" / "discourse" / mutant["file"]
    code = source.read_text(encoding="utf-8")
    if code.count(mutant["old"]) != 1:
        return "lost"
    source.write_text(code.replace(mutant["old"], mutant["new"]), encoding="utf-8")
    try:
        ended = run_tests(folder, mutant["tests"], seconds=SECONDS).returncode
    except subprocess.TimeoutExpired:
        return "timed out"
    finally:
        source.write_text(code, encoding="utf-8")
    return "seen" if ended == 1 else f"unseen (pytest ended with {ended})"


def main(part: str = "") -> int:
    """Try all breaks and print those that no test sees."""
    mutants = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))["mutant"]
    mutants = [mutant for mutant in mutants if part in " ".join([mutant["file"], *mutant["tests"]])]
    workers = os.cpu_count() or 1
    with TemporaryDirectory() as holder, ThreadPoolExecutor(workers) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            copies.put(copy_project(Path(holder) / str(number) / ROOT.name))

        def tried(mutant: dict) -> str:
            folder = copies.get()
            try:
                return outcome(mutant, folder)
            finally:
                copies.put(folder)

        named = sorted({test for mutant in mutants for test in mutant["tests"]})
        unbroken = run_tests(Path(holder) / "0" / ROOT.name, named, "-n", str(workers))
        if unbroken.returncode:
            print(unbroken.stdout[-3000:], "Tests fail where nothing is broken: no break was tried.", sep="\n")
            return 1
        outcomes = list(pool.map(tried, mutants))
    for mutant, said in zip(mutants, outcomes, strict=True):
        if said != "seen":
            print(f"{said}: {mutant['file']}: {mutant['old']!r} -> {mutant['new']!r}")
    seen = outcomes.count("seen") + outcomes.count("timed out")
    print(f"{seen} of {len(mutants)} deliberate breaks are seen by a test")
    return int(seen < len(mutants))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
