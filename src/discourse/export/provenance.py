"""The record of what the results were made from, and with."""

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable
from importlib.metadata import requires, version
from pathlib import Path

from discourse.export.files import sum_file, write_results
from discourse.study import OUTPUTS, PACKAGE, TEMPLATE, page_files

# The kinds of file that decide what comes out.
SOURCES = {".py", ".pyi", ".toml", ".csv", ".bib", ".mplstyle", ".j2", ".css", ".js"}


def write_provenance(results: str | Path, inputs: dict[str, str]) -> Path:
    """Write `results`/provenance.json: what the results were made from, and with.

    `inputs` are the sums of what the run started from, taken by `sums` before it. To them
    the file adds the sums of every figure, table, notebook and page in `results`, the
    versions of Python, discourse and the packages discourse asks for, and a sum over
    discourse's own source (`code`). Nothing in it depends on the day, the machine or the user.
    """
    results = Path(results)
    outputs = [path for kind in OUTPUTS for path in (results / kind).rglob("*") if path.is_file()]
    outputs += page_files(results)
    asked = [line for line in requires("discourse") or [] if "extra ==" not in line]
    packages = ["discourse", *(match[0] for line in asked if (match := re.match(r"[\w.-]+", line)))]
    # A wheel has notebooks and lexicons in its template: they are inputs of a study, not code.
    sources = (path for path in PACKAGE.rglob("*") if path.suffix in SOURCES and TEMPLATE not in path.parents)
    code = sums(sources, folder=PACKAGE)
    record = {
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "code": hashlib.sha256(json.dumps(code, sort_keys=True).encode("utf-8")).hexdigest(),
        "inputs": inputs,
        "outputs": sums(outputs, folder=results),
    }
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return write_results({results / "provenance.json": text.encode("utf-8")})[0]


def sums(paths: Iterable[str | Path], *, folder: str | Path) -> dict[str, str]:
    """Return the SHA-256 of each file, in hexadecimal, under its name as seen from `folder`.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "data" / "a.txt"
    >>> path.parent.mkdir()
    >>> _ = path.write_bytes(b"")
    >>> sums([path], folder=path.parents[1])
    {'data/a.txt': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}
    """
    return {Path(os.path.relpath(path, folder)).as_posix(): sum_file(Path(path)) for path in paths}
