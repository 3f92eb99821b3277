"""A study's results are made from clean: its inputs, its notebooks, its pages, and the record of them."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError, NothingToCompareError
from discourse.export.files import save_page
from discourse.export.provenance import sums, write_provenance
from discourse.notebooks import read_notebook, run_notebooks
from discourse.pages.reading_page import render_page
from discourse.pages.report_page import render_report
from discourse.strings import LANGUAGES
from discourse.study import CELL_SECONDS, notebook_files
from discourse.texts.manifest import manifest_files, read_corpus
from discourse.versions.align import align_versions
from discourse.versions.pairs import version_pairs
from discourse.words.lexicon import find_terms, read_lexicons

# So many terms of a figure's data are named below it.
MOST_TERMS = 12


def make_results(project: Path, results: Path, *, timeout: int = CELL_SECONDS, remarks: bool = True) -> Path:
    """Execute the notebooks of `project` from clean, write all that comes of them into `results`, an empty folder.

    `timeout` is how many seconds each cell may take, 0 for any number; with `remarks` what a notebook cannot show of
    this study is said on the screen.

    Returns the path of the record, provenance.json.

    Raises `DiscourseError` at the first input that cannot be used, before anything is written; at the first cell that
    fails or takes too long; and where an input was changed while the notebooks read it.
    """
    inputs = sums(check_inputs(project), folder=project)
    run_notebooks(project / "notebooks", results=results, timeout=timeout, remarks=remarks)
    write_pages(project, results)
    now = sums((project / name for name in inputs if (project / name).is_file()), folder=project)
    for name, total in inputs.items():
        if now.get(name) != total:
            raise DiscourseError(f"{name} was changed while the notebooks read it: run again")
    return write_provenance(results, inputs)


def check_inputs(project: Path) -> list[Path]:
    """Read everything the notebooks start from, and return the files: manifest, texts, tables, notebooks, lock.

    The tables are the lexicons, the lists of stop words and the overrulings.

    Raises `DiscourseError` at the first file that cannot be used.
    """
    data, manifest = project / "data", project / "data" / "corpus.toml"
    read_corpus(manifest)
    overrulings = tomllib.loads(manifest.read_text(encoding="utf-8-sig")).get("overrulings")
    notebooks = notebook_files(project / "notebooks")
    read_lexicons(project)
    for path in notebooks:
        read_notebook(path)
    tables = {path for path in (data / "lexicons").rglob("*") if path.is_file()}
    tables |= {data / overrulings} if overrulings else set()
    lock = [path for path in [project / "requirements.lock"] if path.is_file()]
    return [manifest, *manifest_files(manifest), *sorted(tables), *notebooks, *lock]


def write_pages(project: Path, results: Path) -> list[Path]:
    """Write report.html, and for each pair of versions a page: versions.html, versions_2.html …"""
    corpus = read_corpus(project / "data" / "corpus.toml")
    lexicon = read_lexicons(project)
    mentions = find_terms(corpus.paragraphs, lexicon)
    about = (corpus.articles.sort_values(["date", "doc"]), corpus.paragraphs, mentions)
    tables = {path.stem: pd.read_csv(path, dtype=str) for path in sorted((results / "tables").glob("*.csv"))}
    report = render_report(*about, lexicon=lexicon, figures=list_figures(results / "figures"), tables=tables)
    pages = [save_page(report, "report", folder=results)]
    try:
        pairs = version_pairs(corpus.articles)
    except NothingToCompareError:
        return pages
    for number, (old, new) in enumerate(pairs, 1):
        aligned = align_versions(corpus.paragraphs, old=old, new=new, overrulings=corpus.overrulings)
        page = render_page(aligned, mentions, corpus.paragraphs, corpus.articles, lexicon=lexicon)
        pages.append(save_page(page, "versions" if number == 1 else f"versions_{number}", folder=results))
    return pages


def list_figures(folder: Path) -> list[dict[str, Any]]:
    """List the figures of a folder for the report: name, language, caption, and the terms that the data name."""
    figures = []
    for path in sorted(folder.glob("*.png")):
        data, caption = path.with_suffix(".csv"), path.with_suffix(".txt")
        language = path.stem.rpartition("_")[2]
        # A caption file has a line for each language.
        told = caption.read_text(encoding="utf-8").strip().splitlines() if caption.is_file() else []
        if language in LANGUAGES and len(told) == len(LANGUAGES):
            told = [told[LANGUAGES.index(language)]]
        terms: list[str] = []
        if data.is_file():
            frame = pd.read_csv(data, dtype=str)
            named = [frame[column].dropna() for column in ("term", "term_a", "term_b") if column in frame]
            terms = list(pd.concat(named).unique()[:MOST_TERMS]) if named else []
        figures.append(
            {
                "name": path.stem,
                "language": language if language in LANGUAGES else None,
                "caption": " ".join(told),
                "has_data": data.is_file(),
                "terms": terms,
            }
        )
    return figures
