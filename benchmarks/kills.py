"""Kill `discourse reproduce`, `add`, `new`, `pack` and `terms` at random moments, and see what is left.

    python benchmarks/kills.py                       40 kills of each, on a small study made up here
    python benchmarks/kills.py --only new --kills 15
    python benchmarks/kills.py --kills 5 --study .   5 kills of `reproduce` on a copy of this study
    python benchmarks/kills.py --seed 1              at other moments

Each process gets SIGKILL, SIGTERM or SIGINT somewhere between its start and its end. Then the results (or the data)
must be, to the byte, those of before or those of a whole run; no kernel may be there ten seconds later; a stop by
SIGTERM or SIGINT must be said in one line. A whole run at the end must leave nothing behind. Prints the counts, and
ends with 1 if one does not hold. Needs a system with these signals.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook

SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT]
SECONDS_FOR_KERNELS = 10
MANIFEST = '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
TALK = "谈低空经济\n\n问：是什么？\n\n答：低空经济是新增长引擎。\n"
SAVE = """
import discourse as dc
corpus = dc.read_corpus("../data/corpus.toml")
tokens = dc.segment(corpus.paragraphs)
dc.save_table(dc.count(tokens, by="doc"), "words_{name}")
"""


def make_study(folder: Path) -> Path:
    """Write a study of one article and two notebooks."""
    for name, text in {
        "data/corpus.toml": MANIFEST,
        "data/raw/a.txt": TALK,
        "data/lexicons/terms.csv": "term\n低空经济\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "notebooks").mkdir()
    for name in ("one", "two"):
        notebook = new_notebook(cells=[new_code_cell(SAVE.format(name=name), id="cell")])
        nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a user sees in a folder: its files by name, without hidden ones."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in named.items() if "/." not in f"/{name}"}


class Command:
    """One command of discourse on one study, whose processes are told apart from all others by a mark."""

    def __init__(self, study: Path, *arguments: str) -> None:
        self.study, self.arguments = study, arguments
        self.temporary = study.parent / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.environment = os.environ | {"TMPDIR": str(self.temporary), "DISCOURSE_KILLS": str(study)}

    def start(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "discourse", *self.arguments]
        self.said = self.study.parent / "said"
        # What runs in the background of a shell hands an ignored Ctrl-C on.
        heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
        with self.said.open("w") as said:
            return subprocess.Popen(
                command, cwd=self.study, env=self.environment, stdout=subprocess.DEVNULL, stderr=said, **heard
            )

    def whole(self) -> float:
        """Run it to its end; return the seconds that it took."""
        begun = time.monotonic()
        process = self.start()
        assert process.wait() == 0, self.said.read_text(encoding="utf-8")
        return time.monotonic() - begun

    def killed(self, moment: float, by: signal.Signals) -> tuple[int, str]:
        """Start it, send the signal after so many seconds; return its exit code and what it said."""
        process = self.start()
        time.sleep(moment)
        process.send_signal(by)
        return process.wait(), self.said.read_text(encoding="utf-8")

    def kernels_end(self) -> float:
        """Wait until no process of it is there; return the seconds, infinite if one still is after ten."""
        begun = time.monotonic()
        while any(self.is_mine(process) for process in psutil.process_iter()):
            if time.monotonic() - begun > SECONDS_FOR_KERNELS:
                return float("inf")
            time.sleep(0.1)
        return time.monotonic() - begun

    def is_mine(self, process: psutil.Process) -> bool:
        try:
            return process.pid != os.getpid() and process.environ().get("DISCOURSE_KILLS") == str(self.study)
        except psutil.Error:
            return False


def try_kills(
    command: Command, seen: Path, change, *, kills: int, chance: random.Random, settle=lambda left: left
) -> Counter:
    """Kill a command so many times; count what was left in the folder `seen`, as the next command takes it (`settle`).

    `change(n)` changes the input for the n-th time, so that a run gives something new, and returns what `seen` holds
    before a run and after a whole one, and the seconds that one takes.
    """
    counts: Counter = Counter()
    for number in range(kills):
        former, new, seconds = change(number)
        by, moment = chance.choice(SIGNALS), chance.uniform(0, seconds * 1.1)
        code, said = command.killed(moment, by)
        left = settle(contents(seen))
        state = "former" if left == former else "new" if left == new else "NEITHER"
        waited = command.kernels_end()
        told = said.strip().splitlines()[-1:] if "Traceback" not in said else ["TRACEBACK"]
        counts[state] += 1
        counts["kernels left after ten seconds"] += waited == float("inf")
        counts["tracebacks"] += "Traceback" in said
        counts["slowest end of kernels"] = max(counts["slowest end of kernels"], round(min(waited, 99), 1))
        shown = f"{number + 1:>4} {by.name:<8}{moment:6.2f} s  exit {code:>4}  {state:<8}{waited:5.1f} s"
        print(f"{shown}  {''.join(told)[-90:]}", flush=True)
    return counts


def kill_reproduce(folder: Path, source: Path | None, *, kills: int, chance: random.Random) -> Counter:
    """Kill `discourse reproduce`; the runs differ by a comment in the first notebook's first cell."""
    study = folder / "study"
    if source:
        kept = shutil.ignore_patterns(".*", "results", "build", "dist")
        shutil.copytree(source, study, ignore=kept)
    else:
        make_study(study)
    command, results = Command(study, "reproduce"), study / "results"
    path = sorted((study / "notebooks").glob("*.ipynb"))[0]
    original, whole = path.read_text(encoding="utf-8"), {}

    def set_variant(name: str) -> None:
        notebook = nbformat.reads(original, as_version=4)
        notebook.cells[0].source += f"\n# {name}"
        nbformat.write(notebook, path)

    for name in ("odd", "even"):
        set_variant(name)
        seconds = command.whole()
        whole[name] = contents(results)

    def change(_: int) -> tuple:
        former = "odd" if contents(results) == whole["odd"] else "even"
        new = "even" if former == "odd" else "odd"
        if contents(results) != whole[former]:
            # What a kill broke is told once; the next one begins with a whole run.
            set_variant(former)
            command.whole()
        set_variant(new)
        return whole[former], whole[new], seconds

    counts = try_kills(command, results, change, kills=kills, chance=chance)
    set_variant("odd")
    command.whole()
    left = [path for path in study.rglob("*") if path.name.startswith((".unfinished", ".part"))]
    counts["left behind after a whole run"] = len(left) + len(list(command.temporary.iterdir()))
    return counts


def kill_add(folder: Path, *, kills: int, chance: random.Random) -> Counter:
    """Kill `discourse add`; the copy of a file that no entry names yet belongs to what was before."""
    study = make_study(folder / "study")
    (folder / "b.txt").write_text(TALK.replace("低空", "高空"), encoding="utf-8")
    command, data = Command(study, "add", str(folder / "b.txt"), "--yes"), study / "data"
    shutil.copytree(data, folder / "former")
    seconds = command.whole()
    former, new = contents(folder / "former"), contents(data)

    def change(_: int) -> tuple:
        shutil.rmtree(data)
        shutil.copytree(folder / "former", data)
        return former, new, seconds

    counts = try_kills(command, data, change, kills=kills, chance=chance)
    counts["left behind after a whole run"] = count_left_behind(command, change, data, ".*")
    return counts


def count_left_behind(command: Command, change: Callable[[int], tuple], folder: Path, pattern: str) -> int:
    """Run the command once more, undisturbed, and count the files beside its own that it leaves."""
    change(0)
    command.whole()
    return len([*folder.rglob(pattern), *command.temporary.iterdir()])


def kill_new(folder: Path, *, kills: int, chance: random.Random) -> Counter:
    """Kill `discourse new`: the folder is no study yet, and laid out by the next run, or is one as a whole."""
    study = folder / "study"
    study.mkdir()
    command = Command(study, "new", str(study))
    seconds = command.whole()
    new = contents(study)

    def change(_: int) -> tuple:
        shutil.rmtree(study)
        study.mkdir()
        return {}, new, seconds

    def settle(left: dict[str, bytes]) -> dict[str, bytes]:
        if "data/corpus.toml" in left:
            return left
        command.whole()
        return {} if contents(study) == new else left

    counts = try_kills(command, study, change, kills=kills, chance=chance, settle=settle)
    counts["left behind after a whole run"] = count_left_behind(command, change, study, ".part*")
    return counts


def kill_output(folder: Path, name: str, *, kills: int, chance: random.Random) -> Counter:
    """Kill a command that writes one file, `pack` or `terms`, of a study that has results."""
    study = make_study(folder / "study")
    Command(study, "reproduce").whole()
    seen = folder / "output"
    seen.mkdir()
    command = Command(study, name, "--output", str(seen / {"pack": "a.zip", "terms": "a.csv"}[name]))
    seconds = command.whole()
    new = contents(seen)

    def change(_: int) -> tuple:
        shutil.rmtree(seen)
        seen.mkdir()
        return {}, new, seconds

    counts = try_kills(command, seen, change, kills=kills, chance=chance)
    counts["left behind after a whole run"] = count_left_behind(command, change, seen, ".*")
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--study", type=Path)
    parser.add_argument("--only")
    asked = parser.parse_args()
    tried = {"reproduce": lambda folder, **how: kill_reproduce(folder, asked.study, **how)}
    if not asked.study:
        outputs = {name: partial(kill_output, name=name) for name in ("pack", "terms")}
        tried |= {"add": kill_add, "new": kill_new} | outputs
    tried = {name: attempt for name, attempt in tried.items() if name == (asked.only or name)}
    failed = 0
    for name, attempt in tried.items():
        with TemporaryDirectory() as folder:
            counts = attempt(Path(folder), kills=asked.kills, chance=random.Random(asked.seed))
        print(f"{name}: {asked.kills} kills: " + ", ".join(f"{counted} {what}" for what, counted in counts.items()))
        failed += counts["NEITHER"] + counts["kernels left after ten seconds"] + counts["tracebacks"]
        failed += counts["left behind after a whole run"]
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
