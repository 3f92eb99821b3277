"""The command `discourse`: the study from a shell."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from discourse.errors import DiscourseError, MissingFileError
from discourse.export import OUTPUTS, project_folder, results_folder, sums, write_provenance
from discourse.texts.corpus import read_corpus
from discourse.words.lexicon import read_lexicon, read_stopwords

app = typer.Typer(
    name="discourse",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def main() -> None:
    """Quantitative discourse analysis of Chinese policy texts."""
    for stream in (sys.stdout, sys.stderr):
        # A console with a legacy code page shows ? for a character it lacks, where Python would stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@app.command()
def reproduce(
    folder: Annotated[
        Path | None,
        typer.Option(
            help="The project folder. By default the nearest one, from here upwards, that holds data/corpus.toml.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Execute all notebooks from clean and write figures, tables, pages and their provenance into results/.

    All inputs are checked first: bad input is said in one line, and nothing is written.
    """
    with errors_in_one_line():
        # Imported here, so that --help does not wait for Jupyter.
        from discourse.notebooks import run_notebooks

        project = find_project(folder)
        results = results_folder(project)
        inputs = sums(check_inputs(project), folder=project)
        clear_results(results, project)
        run_notebooks(project / "notebooks", results=results)
        write_provenance(results, inputs)
        typer.echo(summary(results))


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Turn an error of the input or of the files into one line and the exit code 2, Ctrl-C into 130."""
    try:
        yield
    except (DiscourseError, OSError) as error:
        typer.echo(f"discourse: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("discourse: stopped; the results are not complete", err=True)
        raise typer.Exit(130) from None


def find_project(folder: Path | None) -> Path:
    """Return the project folder meant.

    Raises `MissingFileError` if it holds no data/corpus.toml, or if none is found from here upwards.
    """
    found = project_folder(folder or ".")
    if found is None or folder and found != folder.absolute():
        place = f"in {folder}" if folder else "from here upwards"
        raise MissingFileError(f"no data/corpus.toml {place}: name the project's folder with --folder")
    return found


def check_inputs(project: Path) -> list[Path]:
    """Read everything the notebooks start from, and return the files: manifest, texts, lexicons, notebooks, lock.

    In data/lexicons, stopwords*.csv are lists of stop words and the other CSV files lexicons of terms.
    Raises `DiscourseError` at the first file that cannot be used.
    """
    from discourse.notebooks import notebook_paths, read_notebook

    data = project / "data"
    texts = [data / file for file in read_corpus(data / "corpus.toml").articles["file"]]
    for path in sorted((data / "lexicons").glob("*.csv")):
        read = read_stopwords if path.name.startswith("stopwords") else read_lexicon
        read(path)
    notebooks = notebook_paths(project / "notebooks")
    for path in notebooks:
        read_notebook(path)
    lexicons = [path for path in sorted((data / "lexicons").rglob("*")) if path.is_file()]
    lock = [path for path in [project / "requirements.lock"] if path.is_file()]
    return [data / "corpus.toml", *texts, *lexicons, *notebooks, *lock]


def clear_results(results: Path, project: Path) -> None:
    """Remove what an earlier run left in `results`, and nothing else there.

    Raises `DiscourseError` if `results` is the project itself, whose notebooks would be removed.
    """
    if results.resolve() == project.resolve():
        raise DiscourseError(f"DISCOURSE_RESULTS={results} is the project's own folder: name another for the results")
    for kind in OUTPUTS:
        if (results / kind).exists():
            shutil.rmtree(results / kind)
    (results / "provenance.json").unlink(missing_ok=True)


def summary(results: Path) -> str:
    """Return where the results are and how many of each there are."""
    figures, tables, pages = (
        len(list((results / kind).glob(pattern)))
        for kind, pattern in [("figures", "*.pdf"), ("tables", "*.csv"), ("notebooks", "*.html")]
    )
    return (
        f"Results in {results.absolute()}\n"
        f"  figures/         {figures}, each as PDF, SVG and PNG, with its data and caption\n"
        f"  tables/          {tables}\n"
        f"  notebooks/       {pages}, executed, as pages\n"
        f"  provenance.json  versions, and the SHA-256 of every input and output"
    )


if __name__ == "__main__":
    app()
