"""The command `discourse`: the study from a shell."""

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.errors import DiscourseError, FaultError, list_faults
from discourse.study import CELL_SECONDS, find_project, page_files, results_folder

if TYPE_CHECKING:
    from discourse.intake import Preview
    from discourse.texts.corpus import Problem
    from discourse.words.lexicon import Lexicon

app = typer.Typer(
    name="discourse",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
FOLDER = typer.Option(
    help="The project folder. By default the nearest one, from here upwards, that holds data/corpus.toml.",
    show_default=False,
)
TIMEOUT = typer.Option(
    "--timeout", help="The seconds that a cell of a notebook may take; 0: as many as it needs.", metavar="SECONDS"
)
PAGES = {
    "report": "figures, tables, a concordance and the texts, linked, in one page",
    "versions": "two versions side by side",
}
DEBUG = typer.Option("--debug", help="Show where in the code an error comes from.")


def say(text: str, *, error: bool = False) -> None:
    """Print a text, that of an error on stderr; all that the command prints goes through here.

    Where nobody reads on, as behind head, what was asked for is done all the same.
    """
    from discourse.texts.characters import show_controls

    try:
        typer.echo(show_controls(text), err=error)
    except BrokenPipeError:
        stream = sys.stderr if error else sys.stdout
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


def ending_of(output: Path, *endings: str) -> str:
    """Return the ending of a file that is to be written; refuse another than these."""
    if output.suffix.lower() not in endings:
        raise DiscourseError(f"--output {output}: must be the name of a file that ends in {' or '.join(endings)}")
    return output.suffix.lower()


def say_version(asked: bool) -> None:
    """Print the version and end, where it is asked for."""
    if asked:
        say(f"discourse {version('discourse')}")
        raise typer.Exit


@app.callback()
def prepare(
    _asked: Annotated[
        bool, typer.Option("--version", callback=say_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Quantitative discourse analysis of Chinese policy texts.

    Ends with 0 when done, 1 if results differ, 2 for what cannot be used, 3 for a fault of its own, 130 when stopped.
    """
    # nbformat brings a checker of web addresses whose grammar takes a second to compile; no notebook is held to it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for stream in (sys.stdout, sys.stderr):
        # A console with a legacy code page shows ? for a character it lacks, where Python would stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is new or empty.")],
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Lay out a study of your own in a new folder.

    It has a manifest, lexicons and notebooks, and needs no text yet. Go on with discourse add FILES in the folder.
    """
    with errors_in_one_line("no study was laid out", debug=debug):
        from discourse.new_study import lay_out_study

        files = lay_out_study(folder)
        say(f"laid out {folder}: {len(files)} files")
        say("next, in that folder: discourse add PAGES, then discourse reproduce; README.md says more")


@app.command()
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Articles: text, Markdown, saved web pages, DOCX, PDF; folders, or patterns; tables of articles.",
            metavar="FILES",
        ),
    ],
    doc: Annotated[str | None, typer.Option(help="Its name in every table; by default the file's.")] = None,
    title: Annotated[str | None, typer.Option(help="The first words of its title line.")] = None,
    source: Annotated[str | None, typer.Option(help="The paper or site.")] = None,
    date: Annotated[str | None, typer.Option(help="The day it was printed, like 2024-10-08.")] = None,
    date_basis: Annotated[str | None, typer.Option(help="How the date is known, like inferred.")] = None,
    date_note: Annotated[str | None, typer.Option(help="The same in a sentence.")] = None,
    group: Annotated[str | None, typer.Option(help="The name that the versions of one text share.")] = None,
    label_zh: Annotated[str | None, typer.Option(help="What Chinese figures print for it.")] = None,
    label_en: Annotated[str | None, typer.Option(help="What English figures print for it.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The file's encoding, if the guess is wrong.")] = None,
    starts_at: Annotated[str | None, typer.Option(help="The article's first words in the file.")] = None,
    ends_before: Annotated[str | None, typer.Option(help="The first words that follow the article.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="Of a table: what a column says, like text=正文, or sheet=Articles; may be repeated."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Show how articles are read, and on a yes add them to the study.

    Each file is copied into data/raw/ and an entry appended to data/corpus.toml; nothing else changes. One article is
    shown paragraph by paragraph, several in a line each, with what is doubtful; source, date, group and encoding may be
    given for all of them. Of a folder, the texts in it and below are taken. A table, with an article in each row, gets
    one entry: its columns are found by their heads, or named by --column, and all others are kept.

    Ends with 2 if any of them cannot be added, and says for each the file and the repair; the others are added.
    """
    label = {language: name for language, name in [("zh", label_zh), ("en", label_en)] if name is not None}
    options = {
        "doc": doc, "title": title, "source": source, "date": date, "date_basis": date_basis, "date_note": date_note,
        "group": group, "encoding": encoding, "starts_at": starts_at, "ends_before": ends_before,
        "label": label or None,
    }  # fmt: skip
    declared = {key: value for key, value in options.items() if value is not None}
    with errors_in_one_line("nothing more was added", debug=debug):
        from discourse.table_intake import is_table

        manifest = find_project(folder) / "data" / "corpus.toml"
        tables = [file for file in files if is_table(file)]
        add_tables(tables, manifest, declared, column or [], yes=yes)
        if len(tables) < len(files):
            add_texts([file for file in files if file not in tables], manifest, declared, yes=yes)


def add_texts(files: list[Path], manifest: Path, declared: dict, *, yes: bool) -> None:
    """Show how files of articles are understood, and on confirmation add each; end with 2 if any cannot be."""
    from discourse.intake import entry_table, list_texts, make_entry, preview_files, receive_file
    from discourse.table_intake import is_table
    from discourse.texts.corpus import collecting

    listed, others = list_texts(files)
    if others:
        say(f"left out, as no articles: {list_faults([file.name for file in others])}", error=True)
    if tables := [file for file in others if is_table(file)]:
        say(f"a table with an article in each row comes in by its name: discourse add {tables[0]}", error=True)
    previews, problems = preview_files(listed, manifest, declared)
    if len(listed) == 1 and problems:
        raise problems[0].error or DiscourseError(f"{listed[0]}: {problems[0].note}")
    several = len(listed) > 1
    docs = show_previews([preview for _, preview in previews.values()], several=several)
    asked = f"these {len(docs)} articles" if several else f"it as {docs[0]!r}"
    if docs and not yes and not typer.confirm(f"\nAdd {asked}?"):
        say("nothing was added")
        return
    for file, (of_file, preview) in previews.items():
        with collecting(problems, {"doc": file.stem, "file": str(file)}):
            # Made anew: a name or a text may be taken by one that came before.
            entry = make_entry(file, manifest, of_file)
            target = receive_file(file, "article", entry_table(entry, preview.corpus), manifest)
            say(f"added {entry['doc']!r}: {target.name if several else target}")
    if docs:
        say(f"{'their entries stand' if several else 'its entry stands'} in {manifest}")
    notes = [" ".join(problem.note.removeprefix(f"{problem.file}: ").split()) for problem in problems]
    end_with_faults([f"not added: {each.file}: {note}" for each, note in zip(problems, notes, strict=True)])


def add_tables(files: list[Path], manifest: Path, declared: dict, columns: list[str], *, yes: bool) -> None:
    """Show how tables of articles are understood, and on confirmation add each; refuse what is told of no table."""
    from discourse.table_intake import add_table, preview_table

    named = dict(column.partition("=")[::2] for column in columns)
    if wrong := [column for column in columns if "=" not in column]:
        raise DiscourseError(f"--column {wrong[0]}: say what the column is, as in --column text={wrong[0]}")
    if columns and not files:
        raise DiscourseError(f"--column {columns[0]} is told of tables, and no table is named")
    if declared and files:
        option = next(iter(declared)).replace("_", "-")
        raise DiscourseError(f"--{option} is told of texts; of {files[0]} a column says it: --column NAME=HEAD")
    for file in files:
        preview = preview_table(file, manifest, named)
        say(preview.outline())
        if not yes and not typer.confirm(f"\nAdd these {len(preview.corpus.articles):,} articles?"):
            say("nothing was added")
            continue
        say(f"added {add_table(preview.entry, file, manifest)}\nits entry stands in {manifest}")


def show_previews(previews: "list[Preview]", *, several: bool) -> list[str]:
    """Show how articles are understood, one whole, several in a line each; return their docs."""
    from discourse.texts.characters import display_width

    docs = [preview.corpus.articles["doc"].iloc[0] for preview in previews]
    width = max((display_width(doc, ambiguous=1) for doc in docs), default=0) + 1
    for preview in previews:
        say(preview.summarize(width=width) if several else preview.outline())
    if len(docs) > 1:
        say("discourse check will list what is doubtful, and how to overrule it")
    return docs


def end_with_faults(faults: list[str]) -> None:
    """Say what could not be done, a line each, and end with 2 if there is any."""
    for fault in faults:
        say(f"discourse: {fault}", error=True)
    if faults:
        raise typer.Exit(2)


@app.command()
def check(
    docs: Annotated[list[str] | None, typer.Argument(help="Articles to show paragraph by paragraph.")] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Go through the doubts, a key each, and write the answers down.")
    ] = False,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Tell how the study's articles are read, and what is doubtful.

    Each article has one line; with names of articles, these are shown in full. Of a table of articles stands what
    its columns were taken for, and what is wrong with its rows.

    Below stand the lexicons of data/lexicons, each with the number of its terms that were found.

    Ends with 2 if any article cannot be read, and says for each the file, the line and the repair.

    With --review, each doubt is shown between its lines, and one key accepts it as it is, says which kind it is, skips
    it or ends the review. Each answer is written into data/corpus.toml at once, as a declaration.
    """
    if review:
        review_articles(docs or [], folder, debug=debug)
        return
    with errors_in_one_line("the check is not complete", debug=debug):
        from discourse.table_intake import find_preview, preview_manifest
        from discourse.words.coverage import summarize_coverage
        from discourse.words.lexicon import read_lexicons

        project = find_project(folder)
        lexicon = read_lexicons(project)
        read, tables, problems = preview_manifest(project / "data" / "corpus.toml")
        for name in docs or []:
            if preview := find_preview(name, read, tables, problems):
                say(preview.outline() + "\n")
        if not docs:
            say_summaries(read, lexicon, problems)
            for table in tables:
                say(table.outline())
        corpora = [preview.corpus for preview in read.values()] + [table.corpus for table in tables]
        rows = [
            row for corpus in corpora for row in zip(corpus.paragraphs["kind"], corpus.paragraphs["text"], strict=True)
        ]
        texts, imprint = ([text for kind, text in rows if (kind == "imprint") == beside] for beside in (False, True))
        for line in summarize_coverage(lexicon, texts, imprint) if lexicon.places else []:
            say(line)
        end_with_faults([" ".join(str(problem.error).split()) for problem in problems])


def say_summaries(read: "dict[str, Preview]", lexicon: "Lexicon", problems: "list[Problem]") -> None:
    """Say each article in a line, with its number of words, and below it what was left behind and what is doubtful."""
    from discourse.texts.characters import display_width
    from discourse.texts.corpus import collecting
    from discourse.words.coverage import find_broken_terms
    from discourse.words.segment import segment
    from discourse.words.windows import countable

    width = max((display_width(doc, ambiguous=1) for doc in read), default=0) + 1
    for doc, preview in read.items():
        with collecting(problems, {"doc": doc, "file": preview.corpus.articles["file"].iloc[0]}):
            paragraphs = preview.corpus.paragraphs
            preview.doubts.extend(find_broken_terms(paragraphs, lexicon))
            tokens = countable(segment(paragraphs, lexicon=lexicon))
            say(preview.summarize(words=len(tokens), width=width))
            told = [f"       {line}" for line in preview.discarded_lines() + preview.undated_lines()]
            for line in told + preview.doubt_lines():
                say(line)


def review_articles(docs: list[str], folder: Path | None, *, debug: bool) -> None:
    """Review the doubts of the articles named, by default of all, at a terminal."""
    with errors_in_one_line("what was answered before is in the manifest", debug=debug):
        if not at_terminal():
            raise DiscourseError(
                "--review waits for keys, and no terminal is there; paste what discourse check DOC proposes instead"
            )
        from discourse.review import review_doubts

        review_doubts(find_project(folder) / "data" / "corpus.toml", docs, say=say, press=press_key)


def at_terminal() -> bool:
    """Tell whether somebody is there to press keys."""
    return sys.stdin.isatty()


def press_key() -> str:
    """Wait for a key; the end of the input is the one that ends the review."""
    try:
        return typer.getchar()
    except EOFError:
        return "q"


@app.command()
def terms(
    top: Annotated[int, typer.Option(help="Propose so many of each kind.")] = 30,
    output: Annotated[
        Path | None,
        typer.Option(help="Write a lexicon of them (.csv), to strike out what is no term and keep the rest."),
    ] = None,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Propose terms for the lexicon.

    They are frequent words, words typical of a text, and expressions that return. Each stands with its places, its
    texts and a sentence. What data/lexicons has already is not proposed.
    """
    with errors_in_one_line("no terms were proposed", debug=debug):
        from discourse.files import write_whole
        from discourse.intake import pad, shorten
        from discourse.study import word_files
        from discourse.term_candidates import term_candidates
        from discourse.texts.manifest import read_corpus
        from discourse.words.lexicon import read_lexicons, read_stopwords

        project = find_project(folder)
        if output:
            ending_of(output, ".csv")
            if output.exists():
                raise DiscourseError(f"{output}: is there already, with what was struck out in it; name a new file")
        corpus = read_corpus(project / "data" / "corpus.toml")
        stopwords = [word for file in word_files(project / "data" / "lexicons")[1] for word in read_stopwords(file)]
        found = term_candidates(corpus.paragraphs, lexicon=read_lexicons(project), stopwords=stopwords, top=top)
        if output:
            note = found["reason"] + ", " + found["n"].astype(str) + ": " + found["example"]
            lexicon = found[["term"]].assign(forms="", english="", category="", broader="", note=note)
            write_whole({output: b"\xef\xbb\xbf" + lexicon.to_csv(index=False, lineterminator="\n").encode("utf-8")})
            say(f"{output}: {len(found)} proposals; strike out what is no term, then put it into data/lexicons")
            return
        say("    n  texts  term                      why                 sentence")
        for row in found.itertuples():
            say(f"{row.n:>5}  {row.docs:>5}  {pad(row.term, 26)}{pad(row.reason, 20)}{shorten(row.example, 50)}")


@app.command()
def reproduce(
    timeout: Annotated[int, TIMEOUT] = CELL_SECONDS,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Execute all notebooks; figures, tables, pages go into results/.

    Their provenance does, too. All inputs are checked first: bad input is said in one line, and nothing is written.
    If a cell fails, or the run is stopped, the results of the last run stay as they are.
    """
    with errors_in_one_line("the results of the last run stay as they were", debug=debug):
        # Imported here and below, so that --help waits for nothing.
        from discourse.export.files import replacing_results
        from discourse.reproduce import make_results

        project = find_project(folder)
        results = results_folder(project)
        kept_before = {*results.glob("kept*")}
        with replacing_results(results) as fresh:
            make_results(project, fresh, timeout=timeout)
            kinds = {"figures": "*.pdf", "tables": "*.csv", "networks": "**/*.gexf", "notebooks": "*.html"}
            made = {kind: len(list((fresh / kind).glob(pattern))) for kind, pattern in kinds.items()}
        kept_now = sorted({*results.glob("kept*")} - kept_before)
        lines = {
            "figures/": f"{made['figures']}, each as PDF, SVG and PNG, with its data and caption",
            "tables/": f"{made['tables']}, each as CSV, XLSX, LaTeX and Markdown",
            **({"networks/": f"{made['networks']}, each as GEXF, for Gephi, and GraphML"} if made["networks"] else {}),
            "notebooks/": f"{made['notebooks']}, executed, as pages",
            **{path.name: PAGES[path.stem.partition("_")[0]] for path in page_files(results)},
            **{
                f"{kept.name}/": "your own files, and results changed since the last run, that this one would have lost"
                for kept in kept_now
            },
            "provenance.json": "versions, and the SHA-256 of every input and output",
        }
        say("\n".join([f"Results in {results.absolute()}", *(f"  {name:<16} {n}" for name, n in lines.items())]))


@app.command()
def verify(
    record: Annotated[
        Path | None,
        typer.Argument(help="The results of an earlier run; by default expected/, else those of the study."),
    ] = None,
    timeout: Annotated[int, TIMEOUT] = CELL_SECONDS,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Execute all notebooks anew: are the results the same?

    They are compared with a record, the results folder of an earlier run or a copy of it. Each file that differs is
    named in a line, with the first cell, line or pixels that do; the first figure that does is drawn beside the
    recorded one, in results/difference.png. No result is replaced. Ends with 1 if anything differs.
    """
    with errors_in_one_line("nothing was compared; the results stay as they were", debug=debug):
        from discourse.export.files import UNFINISHED, held_alone
        from discourse.reproduce import make_results
        from discourse.verify import (
            compare_results,
            describe_difference,
            draw_first_figure,
            other_versions,
            read_record,
        )

        project = find_project(folder)
        results = results_folder(project)
        record = record or (project / "expected" if (project / "expected").is_dir() else results)
        listed = read_record(record)
        with held_alone(results / UNFINISHED):
            fresh = results / UNFINISHED / "results"
            fresh.mkdir()
            make_results(project, fresh, timeout=timeout, remarks=False)
            different = compare_results(record, fresh)
            drawn = draw_first_figure(different, record, fresh, results / "difference.png")
            versions = other_versions(listed, read_record(fresh))
        for line in [*map(describe_difference, different.itertuples()), *versions]:
            say(line)
        if drawn:
            say(f"{drawn[0]} as recorded and as it is now: {drawn[1].absolute()}")
        files = len(listed["outputs"])
        if different.empty:
            say(f"the same: all {files} files of {record}")
            return
        say(f"{len(different)} differ from the {files} files and {len(listed['inputs'])} inputs of {record}")
        raise typer.Exit(1)


@app.command()
def pack(
    output: Annotated[
        Path | None, typer.Option(help="The zip file to write; by default the study's name and -replication.zip.")
    ] = None,
    without_texts: Annotated[
        bool, typer.Option("--without-texts", help="Leave out the texts, and results that print most of one.")
    ] = False,
    folder: Annotated[Path | None, FOLDER] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Write a replication package, a zip for a journal's archive.

    It holds inputs, results, versions, checksums and a README. The results must be those of the study as it is.
    Whoever unpacks it runs discourse verify in its folder.
    """
    with errors_in_one_line("nothing was packed", debug=debug):
        from discourse.pack import pack_study

        project = find_project(folder)
        target = output or Path(f"{project.absolute().name}-replication.zip")
        ending_of(target, ".zip")
        pack_study(project, results_folder(project), target, texts=not without_texts)
        say(
            f"{target}: {target.stat().st_size / 2**20:,.1f} MB; discourse verify in its folder makes the results again"
        )


@app.command("count")
def count_source(
    source: Annotated[list[str], typer.Argument(help="Folders, tables or files of texts; patterns in quotes.")],
    by: Annotated[
        list[str] | None, typer.Option(help="A column, or year, quarter or month; may be repeated. Without: the whole.")
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option(help="Count the terms of this lexicon, in place of all words.")
    ] = None,
    of: Annotated[str | None, typer.Option(help="Count another column: category, word …")] = None,
    within: Annotated[
        str | None, typer.Option(help="Count pairs within a sentence, paragraph, section …, or so many words.")
    ] = None,
    docs: Annotated[
        bool, typer.Option("--docs", help="Count the articles that have a word, in place of places.")
    ] = False,
    cache: Annotated[
        Path | None, typer.Option(help="Keep the counts of each part here; a stopped run then goes on where it was.")
    ] = None,
    jobs: Annotated[int, typer.Option(help="How many parts are counted at once; -1: as many as processors.")] = -1,
    output: Annotated[Path | None, typer.Option(help="Write .csv or .parquet, in place of printing CSV.")] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Count words, terms, articles or pairs of a corpus of any size.

    Each table is a part, a large one several, and so are the text files of a folder. Parts that cannot be read are
    named when all others are counted, and the command ends with 2.
    """
    with errors_in_one_line("the counts of finished parts are kept where --cache names a folder", debug=debug):
        from io import BytesIO

        from discourse.files import write_whole
        from discourse.scale import count_corpus, count_docs_corpus, count_pairs_corpus
        from discourse.texts.corpus import REFUSALS
        from discourse.words.lexicon import read_lexicon

        ending = ending_of(output, ".csv", ".parquet") if output else ".csv"
        terms = read_lexicon(lexicon) if lexicon else None
        asked: dict = {"by": by or [], "of": of, "lexicon": terms, "cache": cache, "n_jobs": jobs, "errors": "collect"}
        with warnings.catch_warnings(action="ignore"):
            if within:
                counts = count_pairs_corpus(source, within=int(within) if within.isdecimal() else within, **asked)
            else:
                counts = (count_docs_corpus if docs else count_corpus)(source, **asked)
        told, counts.attrs = counts.attrs, {}
        if output:
            content = BytesIO()
            writers = {".csv": counts.to_csv, ".parquet": counts.to_parquet}
            writers[ending](content, index=False)
            write_whole({output: content.getvalue()})
            say(f"{output}: {len(counts):,} rows")
        else:
            say(counts.to_csv(index=False).rstrip("\n"))
        say(f"{told['parts']:,} parts, {told['counted']:,} of them counted in this run", error=True)
        end_with_faults([f"{each['file']}: {each['note']}" for each in told["problems"] if each["rule"] in REFUSALS])


@app.command("cite")
def print_citation() -> None:
    """Print how to cite this software, with its version.

    In words, by GB/T 7714, and for BibTeX.
    """
    from discourse.cite import cite

    say(cite())


@contextmanager
def errors_in_one_line(undone: str, *, debug: bool) -> Iterator[None]:
    """Say in one line what ends the command, and end it with the code of its kind; with `debug` also where it arose.

    What is warned of inside is said in a line, too, once.

    The codes: 2 for input or files that cannot be used, 3 for a fault of discourse's own, 130 for Ctrl-C and SIGTERM.
    """
    handlers = {signal.SIGTERM: lambda *_: signal.raise_signal(signal.SIGINT)}
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        handlers[signal.SIGINT] = signal.default_int_handler
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    said: set[str] = set()

    def say_once(message: Warning | str, *_: object) -> None:
        if str(message) not in said:
            say(f"discourse: {' '.join(str(message).split())}", error=True)
        said.add(str(message))

    try:
        with warnings.catch_warnings():
            warnings.showwarning = say_once  # type: ignore[assignment]
            yield
    except (typer.Exit, BrokenPipeError):
        # Who reads on no further, as head does, need not be told.
        raise
    except (KeyboardInterrupt, typer.Abort):
        say(f"discourse: stopped; {undone}", error=True)
        raise typer.Exit(130) from None
    except Exception as error:
        if debug:
            say(traceback.format_exc(), error=True)
        line, code = " ".join(str(error).split()), 3 if isinstance(error, FaultError) else 2
        if isinstance(error, MemoryError):
            line = "not enough memory; close other programs, or give less at once"
        elif isinstance(error, OSError) and error.strerror and not isinstance(error, DiscourseError):
            place = error.filename2 or error.filename
            named = f"{place}: {error.strerror}; name another place, or ask for the right to it"
            # What is written into an open file that the disk has no room for has no name.
            line = named if place else f"{error.strerror}; make room there, or name another place"
        elif not isinstance(error, DiscourseError | OSError):
            line = f"a fault of discourse, to be reported with what --debug shows: {type(error).__name__}: {line}"
            code = 3
        say(f"discourse: {line}", error=True)
        raise typer.Exit(code) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    app()
