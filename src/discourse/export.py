"""Write figures, tables and the record of how they came about."""

import hashlib
import io
import json
import os
import platform
import re
import warnings
from collections.abc import Iterable
from importlib.metadata import requires, version
from pathlib import Path

import matplotlib.style as mplstyle
import pandas as pd
from matplotlib.figure import Figure

from discourse.errors import DiscourseError, one_of
from discourse.figures.theme import style

# A date in a file would change its bytes from day to day.
METADATA = {"pdf": {"CreationDate": None, "ModDate": None}, "svg": {"Date": None}, "png": {}}
MISSING_GLYPH = re.compile(r"Glyph (\d+) \(.*\) missing from font")
PACKAGE = Path(__file__).parent
OUTPUTS = ["figures", "tables", "notebooks"]
# The kinds of file that decide what comes out.
SOURCES = {".py", ".mplstyle", ".j2", ".css", ".js"}


def save_figure(
    fig: Figure,
    name: str,
    *,
    data: pd.DataFrame,
    caption: str | dict[str, str],
    folder: str | Path | None = None,
) -> list[Path]:
    """Write a figure as PDF, SVG and PNG (300 dpi), with the data and the caption that belong to it.

    `name` is the file name without ending. `data` is the frame the figure shows, written
    as CSV (see `save_table`); `caption` a text, or one for each language {"zh": …, "en": …},
    a line each. `folder` is the results folder (see `results_folder`); the files go into
    its `figures/`. The same figure always gives the same bytes.

    Raises `DiscourseError`, before anything is written, if a character has no glyph in the
    font, `fig` is no Figure, `data` no DataFrame, or `name` not of letters, digits, - and _.

    Returns the five paths: .pdf, .svg, .png, .csv, .txt.

    >>> import matplotlib.pyplot as plt, tempfile
    >>> fig, ax = plt.subplots()
    >>> paths = save_figure(fig, "empty", data=pd.DataFrame({"n": [1]}), caption="No data.", folder=tempfile.mkdtemp())
    >>> [path.name for path in paths]
    ['empty.pdf', 'empty.svg', 'empty.png', 'empty.csv', 'empty.txt']
    """
    target = _target(folder, "figures", name)
    beside = {"csv": _csv(data), "txt": _caption(caption)}
    files = render(fig) | beside
    return [_write(target / f"{name}.{ending}", content) for ending, content in files.items()]


def save_table(frame: pd.DataFrame, name: str, *, folder: str | Path | None = None) -> Path:
    """Write a frame as CSV that spreadsheets open without mojibake (UTF-8 with a byte-order mark).

    `name` is the file name without ending. An index is written if it has a name or holds
    words; mere row numbers are not. `folder` is the results folder (see `results_folder`);
    the file goes into its `tables/`.

    Raises `DiscourseError` if `frame` is no DataFrame or `name` not of letters, digits, - and _.

    >>> import tempfile
    >>> save_table(pd.DataFrame({"word": ["创新"], "n": [2]}), "words", folder=tempfile.mkdtemp()).name
    'words.csv'
    """
    target = _target(folder, "tables", name)
    return _write(target / f"{name}.csv", _csv(frame))


def save_page(page: str, name: str, *, folder: str | Path | None = None) -> Path:
    """Write an HTML page (UTF-8, lines ending in \\n) into the results folder itself, as `name`.html.

    `folder` is the results folder (see `results_folder`). The same page always gives the same bytes.

    Raises `DiscourseError` if `page` is no text or `name` not of letters, digits, - and _.

    >>> import tempfile
    >>> save_page("<!DOCTYPE html>\\n<title>对读</title>\\n", "versions", folder=tempfile.mkdtemp()).name
    'versions.html'
    """
    target = _target(folder, "", name)
    if not isinstance(page, str):
        raise DiscourseError(f"page={type(page).__name__} must be a text: pass what render_page returns")
    return _write(target / f"{name}.html", page.encode("utf-8"))


def page_files(results: str | Path) -> list[Path]:
    """List the pages of versions that stand in a results folder: versions.html, versions_2.html …"""
    pages = sorted(Path(results).glob("versions*.html"))
    return [path for path in pages if re.fullmatch(r"versions(_\d+)?", path.stem)]


def render(fig: Figure) -> dict[str, bytes]:
    """Return a figure's PDF, SVG and PNG, by ending, without writing them.

    Raises `DiscourseError` if `fig` is no Figure or a character has no glyph in the font.
    """
    if not isinstance(fig, Figure):
        raise DiscourseError(f"fig={type(fig).__name__} must be a matplotlib Figure: of Axes, pass ax.figure")
    with mplstyle.context(["default", style()]), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        files = {ending: _draw(fig, ending) for ending in METADATA}
    lacking = _missing_glyphs(caught)
    if lacking:
        raise DiscourseError(
            f"the figure's font has no glyph for {lacking}: draw it inside `with discourse.theme():`, or reword it"
        )
    for other in caught:
        warnings.warn_explicit(other.message, other.category, other.filename, other.lineno)
    return files


def project_folder(start: str | Path = ".") -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds data/corpus.toml; None if there is none."""
    start = Path(start).absolute()
    holders = (folder for folder in [start, *start.parents] if (folder / "data" / "corpus.toml").is_file())
    return next(holders, None)


def results_folder(project: str | Path | None = None) -> Path:
    """Return where results go.

    The environment variable DISCOURSE_RESULTS names the folder; without it, it is `results`
    inside `project`, by default the nearest folder from the working directory upwards that
    holds data/corpus.toml (notebooks run one folder below it), else the working directory.
    """
    named = os.environ.get("DISCOURSE_RESULTS")
    return Path(named) if named else Path(project or project_folder() or ".") / "results"


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
    record = {
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ["discourse", *direct_dependencies()]},
        "code": sha256_of_code(),
        "inputs": inputs,
        "outputs": sums(outputs, folder=results),
    }
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return _write(results / "provenance.json", text.encode("utf-8"))


def sums(paths: Iterable[str | Path], *, folder: str | Path) -> dict[str, str]:
    """Return the SHA-256 of each file under its name as seen from `folder`.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "data" / "a.txt"
    >>> path.parent.mkdir()
    >>> _ = path.write_bytes(b"")
    >>> sums([path], folder=path.parents[1])
    {'data/a.txt': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}
    """
    return {Path(os.path.relpath(path, folder)).as_posix(): sha256(path) for path in paths}


def direct_dependencies() -> list[str]:
    """Return the names of the packages that discourse itself asks for, test tools aside."""
    return [re.match(r"[\w.-]+", line)[0] for line in requires("discourse") or [] if "extra ==" not in line]


def sha256(path: str | Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_code() -> str:
    """Return one SHA-256 over the source files of discourse: it tells two states of one version apart."""
    code = sums((path for path in PACKAGE.rglob("*") if path.suffix in SOURCES), folder=PACKAGE)
    return hashlib.sha256(json.dumps(code, sort_keys=True).encode("utf-8")).hexdigest()


def _draw(fig: Figure, ending: str) -> bytes:
    drawn = io.BytesIO()
    fig.savefig(drawn, format=ending, metadata=METADATA[ending])
    return drawn.getvalue()


def _missing_glyphs(caught: list[warnings.WarningMessage]) -> str:
    found = {MISSING_GLYPH.match(str(warning.message)) for warning in caught} - {None}
    codes = sorted({int(match[1]) for match in found})
    return ", ".join(f"{chr(code)} (U+{code:04X})" for code in codes)


def _csv(frame: pd.DataFrame) -> bytes:
    if not isinstance(frame, pd.DataFrame):
        raise DiscourseError(f"{type(frame).__name__} must be a pandas DataFrame: of a Series, pass its to_frame()")
    speaks = any(frame.index.names) or not pd.api.types.is_integer_dtype(frame.index)
    return frame.to_csv(index=speaks, lineterminator="\n").encode("utf-8-sig")


def _caption(caption: str | dict[str, str]) -> bytes:
    lines = caption if isinstance(caption, dict) else {"en": caption}
    for language in lines:
        one_of("language of caption", language, ["zh", "en"])
    if not lines or not all(isinstance(line, str) and line.strip() for line in lines.values()):
        raise DiscourseError(f'caption={caption!r} must be a text that says what is shown, or {{"zh": …, "en": …}}')
    return "".join(f"{line.strip()}\n" for line in lines.values()).encode("utf-8")


def _target(folder: str | Path | None, kind: str, name: str) -> Path:
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise DiscourseError(f"name={name!r} must be of letters (A-Z, a-z), digits, - and _, without folder or ending")
    return Path(folder or results_folder()) / kind


def _write(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
