"""The page on methods cannot go stale: its worked lines are run on the study's corpus, and it names every column."""

import ast
import doctest
import re
from contextlib import chdir
from decimal import Decimal
from functools import cache
from math import isclose
from pathlib import Path

import pytest

import discourse as dc
from discourse import measures, schema
from discourse.measures import association, keyness, shift, spread, weighted_log_odds
from discourse.measures.intervals import INTERVALS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
WORKED = re.compile(r"`([^`\n]+) → ([^`\n]+)`")
CITED = re.compile(r"([A-Z][\w-]+)(?: and [A-Z][\w-]+| et al\.)?,? \(?(\d{4}[ab]?)\b")
LISTED = re.compile(r"^- (.+?)\. (\d{4}[ab]?)\. ")
NEAR = 1e-9
# The page's own names of what each function returned, and of the frame that it was handed and gave back with more.
RESULTS = {
    "count": ("terms", None),
    "count_docs": ("held", None),
    "add_tfidf": ("scores", "counts"),
    "to_matrix": ("topics", None),
    "from_matrix": ("topics", None),
    "find_topics": ("subjects", None),
    "dispersion": ("spread", None),
    "count_pairs": ("pairs", None),
    "centrality": ("central", None),
    "find_communities": ("parted", None),
    "compare": ("change", None),
    "add_dispersion": ("typical", "change"),
    "add_word_shift": ("shifted", "vocabulary"),
    "add_paired_test": ("paired", "categories"),
    "add_sentence_test": ("dealt", "categories"),
    "add_article_test": ("dealt_articles", "by_year"),
    "prominence": ("profile", None),
    "add_prompting": ("prompting", "mentions"),
    "add_token_offset": ("placed", "mentions"),
    "sensitivity": ("findings", None),
    "formulas": ("lives", None),
    "trend": ("steps", None),
    "vocabulary_change": ("changing", None),
    "find_reuse": ("passages", None),
    "count_reuse": ("shares", None),
    "trace": ("traced", None),
    "find_boilerplate": ("common", None),
    "formula_candidates": ("candidates", None),
}


@cache
def sections():
    """Give the text below each heading, fenced blocks left out."""
    _, *parts = re.split(r"^## (.+)$", FENCED.sub("", PAGE), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def section_of(function):
    """Find the section that has a function in its heading."""
    return next(text for heading, text in sections().items() if f"`{function}`" in heading)


def table_rows(text):
    """List the rows of all tables of a text: the name of the last column, and the cells."""
    rows, last = [], None
    for line in text.splitlines():
        if not line.startswith("|"):
            last = None
            continue
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if last is None:
            last = line.strip("| ").split("|")[-1].strip()
        elif not line.startswith("|-"):
            rows.append((last, cells))
    return rows


def first_cells(function):
    """List the columns that the tables of a function's section describe."""
    return [name for _, cells in table_rows(section_of(function)) for name in SPAN.findall(cells[0])]


def own_columns(function):
    """List the columns that a function makes itself."""
    names, _ = run_page()
    result, given = RESULTS[function]
    return [column for column in names[result] if given is None or column not in names[given]]


def failures_of(block, names, line):
    """Run one fenced block in the names so far, and say what it printed otherwise than the page does."""
    said = []
    test = doctest.DocTestParser().get_doctest(block, names, "docs/methods.md", "docs/methods.md", line)
    doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    return said


def as_printed(value, printed):
    """Tell whether a value rounds to what is printed."""
    if isinstance(value, str | bool):
        return value == ast.literal_eval(printed)
    return abs(value - float(printed)) <= 0.5 * 10.0 ** Decimal(printed).as_tuple().exponent * (1 + NEAR)


def same(value, other):
    """Tell whether a value is the one in the table."""
    if other is None or isinstance(value, str | bool):
        return value == other
    return isclose(value, other, rel_tol=NEAR, abs_tol=NEAR)


def worked_failures(line, last, names):
    """Work the lines of one row out: they give what is printed, and, where they are of a column, what the row has."""
    cells, said = line.strip("| ").split(" | "), []
    column = SPAN.fullmatch(cells[0].strip())
    for expression, printed in WORKED.findall(line):
        value = eval(expression, names)
        if not as_printed(value, printed):
            said.append(f"{expression} gives {value}, not {printed}")
        in_table = names["row"].get(column[1]) if last == "worked" and column else value
        if not same(value, in_table):
            said.append(f"{expression} gives {value}, but {column[1]} is {in_table}")
    return said


@cache
def run_page():
    """Run the page from top to bottom, its paths read from the root; give the names it made, and all that failed."""
    names, said, last, start = {}, [], None, 0
    with chdir(ROOT):
        for fence in [*FENCED.finditer(PAGE), None]:
            for line in PAGE[start : fence.start() if fence else None].splitlines():
                last = (last or line.strip("| ").split("|")[-1].strip()) if line.startswith("|") else None
                said += worked_failures(line, last, names)
            if fence:
                said += failures_of(fence[1], names, PAGE[: fence.start()].count("\n") + 1)
                start = fence.end()
    return names, said


@pytest.mark.slow
def test_every_worked_line_gives_the_number_printed_and_the_one_in_the_table():
    _, said = run_page()
    assert not said, "\n".join(said)


@pytest.mark.parametrize("formulae", [keyness, association, shift, spread, weighted_log_odds])
def test_every_measure_has_a_worked_line(formulae):
    """Each column of the formulae is worked out by hand once; the standard error is a part of log_odds_z."""
    arguments = {spread: ([1, 2], [3, 4])}.get(formulae, (1, 3, 2, 5))
    function = {association: "count_pairs", shift: "add_word_shift", spread: "dispersion"}.get(formulae, "compare")
    worked = [
        SPAN.fullmatch(cells[0])[1]
        for last, cells in table_rows(section_of(function))
        if last == "worked" and WORKED.search(cells[-1]) and SPAN.fullmatch(cells[0])
    ]
    assert set(formulae(*arguments).columns) - {"log_odds_se"} <= set(worked)


def test_every_function_that_measures_has_a_section():
    """A measure that becomes public without a word on this page is found here."""
    rooms = ("discourse.measures", "discourse.sensitivity", "discourse.years")
    measuring = {name for name in dc.__all__ if getattr(getattr(dc, name), "__module__", "").startswith(rooms)}
    measuring -= {"dated_articles"}
    headings = set(SPAN.findall(" ".join(sections())))
    assert measuring <= set(RESULTS) == headings


@pytest.mark.slow
@pytest.mark.parametrize("function", RESULTS)
def test_every_column_is_named_in_the_section_of_its_function(function):
    """Keys are named once, for all frames."""
    keys = SPAN.findall(sections()["How to read this page"])
    described = first_cells(function)
    assert [column for column in own_columns(function) if column not in [*described, *keys]] == []


@pytest.mark.slow
def test_no_column_is_described_that_no_function_returns():
    names, _ = run_page()
    known = {column for result, _ in RESULTS.values() for column in names[result]} | set(INTERVALS)
    described = [name for function in RESULTS for name in first_cells(function)]
    assert set(described) - known == set()


@pytest.mark.slow
def test_the_glossary_names_what_the_library_has():
    """Columns of frames and results, and public functions; each term stands once, in both languages."""
    names, _ = run_page()
    frames = [schema.ARTICLES, schema.PARAGRAPHS, schema.EDITS, schema.TOKENS, schema.MENTIONS, schema.LISTS]
    frames += [schema.QUANTITIES, schema.HEADLINE_PHRASES, schema.COMMITMENTS, schema.QUOTATIONS, schema.ACTION_CHANGES]
    known = {column for frame in frames for column in frame} | set(dc.__all__)
    known |= {column for result, _ in RESULTS.values() for column in names[result]}
    known |= {f"measures.{name}" for name in measures.__all__}
    rows = [cells for _, cells in table_rows(GLOSSARY)]
    assert {name for _, _, where, _ in rows for name in SPAN.findall(where)} - known == set()
    assert all(map(all, rows)) and all(SPAN.search(where) for _, _, where, _ in rows)
    for language in (0, 1):
        terms = [term.strip() for cells in rows for term in re.split("[；;]", cells[language])]
        assert len(terms) == len(set(terms))


def test_every_interval_is_described():
    """The table of intervals has those that count takes, in their order."""
    intervals = [cells[0] for last, cells in table_rows(section_of("count")) if last == "not for"]
    assert [SPAN.match(cell)[1] for cell in intervals] == INTERVALS


def test_every_source_is_listed_and_every_listed_source_is_cited():
    text, references = PAGE.split("## References")
    listed = [LISTED.match(re.sub(r"\s+", " ", entry)) for entry in re.split(r"\n(?=- )", references.strip())]
    assert all(listed)
    sources = [(entry[1], entry[2]) for entry in listed]
    cited = CITED.findall(re.sub(r"\s+", " ", text))
    assert [pair for pair in cited if not any(pair[0] in who and pair[1] == year for who, year in sources)] == []
    assert [who for who, year in sources if not any(name in who and year == when for name, when in cited)] == []


def test_the_contents_list_every_section():
    contents = re.findall(r"^- \[(.+)\]\(#(.+)\)$", PAGE.split("\n## ")[0], flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in sections()]
    assert contents == list(zip(sections(), anchors, strict=True))
