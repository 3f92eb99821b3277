"""How results were made, in words, as a methods section says it, and the works that it cites."""

import re
from importlib.metadata import version
from pathlib import Path
from string import Formatter
from typing import Any

import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.theme import localize, theme
from discourse.reports.report import frame_kind
from discourse.reports.wording import paragraph
from discourse.schema import counted_column
from discourse.strings import LANGUAGES, STRINGS

_BIB = Path(__file__).with_name("references.bib").read_text(encoding="utf-8")
# The entries of the bibliography, by their keys.
REFERENCES = {re.split(r"[{,]", entry)[1]: entry for entry in _BIB.strip().split("\n")}
FIELD = re.compile(r"\b(\w+) = \{((?:[^{}]|\{[^{}]*\})*)\}")
# What is said of the frames of a function, besides their windows, intervals and tests.
OF_FRAMES = {
    "align_versions": ["methods.alignment"],
    "compare_lists": ["methods.lists"],
    "substitutions": ["methods.substitutions"],
    "compare_quantities": ["methods.quantities"],
    "find_actions": ["methods.actions"],
    "find_commitments": ["methods.actions", "methods.quantities_found"],
    "add_verbs": ["methods.actions", "methods.governing"],
    "compare_actions": ["methods.actions", "methods.action_changes"],
    "find_quotations": ["methods.quotations"],
    "find_headline_phrases": ["methods.headline_phrases"],
    "sensitivity": ["methods.sensitivity"],
    "formulas": ["methods.formulas"],
    "trend": ["methods.trend"],
    "vocabulary_change": ["methods.vocabulary"],
    "count_reuse": ["methods.reuse"],
    "find_topics": ["methods.topics"],
    "add_context": ["methods.contexts"],
    "count_pairs": ["methods.association"],
    "add_word_shift": ["methods.word_shift"],
    "compare": ["methods.comparison"],
    "add_tfidf": ["methods.tfidf"],
    "dispersion": ["methods.dispersion"],
    "prominence": ["methods.prominence"],
    "count": ["methods.rates"],
}
# What is said of a comparison that has a column.
OF_TESTS = {
    "range_g2": ["methods.text_dispersion"],
    "verdict_rate": ["methods.test_rate", "methods.test_exchange", "methods.paired_interval"],
    "p_article": ["methods.test_article"],
}
# The key of a sentence, and what it is filled with.
Statement = tuple[str, dict[str, Any]]
ENGINES = ["rjieba", "jieba"]
INTERVALS = ["exact", "wilson", "jeffreys", "agresti_coull", "poisson", "bootstrap"]


def methods(
    *frames: pd.DataFrame,
    corpus: object = None,
    lexicon: object = None,
    engine: str = "rjieba",
    hmm: bool = True,
    language: str = "zh",
) -> str:
    """Write the paragraph of a methods section for the frames whose results are reported.

    `frames` are those that `report` tells, in the order of the text; each kind is described once. `corpus` adds how
    many articles were read, and how many corrections were declared; `lexicon` its name and size; `engine` and `hmm` are
    those of `segment`. What is said of windows, intervals, tests and corrections for their number is read off the
    frames. Works are cited by author and year: `references` gives them for a reference manager. `language` is "zh" or
    "en".

    Returns one paragraph. Raises DiscourseError for frames that `report` does not know, and for another language.

    >>> scores = pd.DataFrame({"doc": ["a"], "n": 1, "tfidf": 1.0, "idf": 1.0})
    >>> "idf = ln((1 + N) / (1 + df)) + 1" in methods(scores, language="en")
    True
    """
    one_of("language", language, LANGUAGES)
    with theme(language=language):
        cut = {"engine": one_of("engine", engine, ENGINES), "version": version(engine)}
        cut["hmm"] = localize("methods.with_hmm" if hmm else "methods.without_hmm")
        said = statements(frames, corpus, lexicon)
        said.insert(len(said) - len(frame_statements(frames)), ("methods.segmentation", cut))
        return paragraph(localize(key, **cited(key), **values) for key, values in said)


def references(*frames: pd.DataFrame, corpus: object = None, lexicon: object = None) -> str:
    """Return the works that `methods` cites for the same frames, as BibTeX, in the order of their keys.

    `corpus` and `lexicon` are those of `methods`. Raises DiscourseError for frames that `report` does not know.

    >>> scores = pd.DataFrame({"doc": ["a"], "n": 1, "tfidf": 1.0, "idf": 1.0})
    >>> [line.split(",")[0] for line in references(scores).splitlines()]
    ['@article{pedregosa2011', '@article{sparckjones1972']
    """
    keys = {work for key, _ in statements(frames, corpus, lexicon) for work in cited(key)}
    return "".join(f"{REFERENCES[key]}\n" for key in sorted(keys))


def statements(frames: tuple[pd.DataFrame, ...], corpus: object, lexicon: object) -> list[Statement]:
    """List what is said of software, corpus and lexicon, and then of the frames."""
    said: list[Statement] = [("methods.software", {"version": version("discourse")})]
    articles, edits = (getattr(corpus, name, None) for name in ("articles", "edits"))
    if corpus is not None and (articles is None or edits is None):
        raise DiscourseError(f"corpus is a {type(corpus).__name__}; give what read_corpus returns")
    if articles is not None and edits is not None:
        corrections = int(edits.query("origin == 'declared' and rule != 'outside' and before != after").shape[0])
        said.append(("methods.corpus", {"n": len(articles), "corrections": corrections}))
    terms = getattr(lexicon, "terms", None)
    if lexicon is not None and terms is None:
        raise DiscourseError(f"lexicon is a {type(lexicon).__name__}; give what read_lexicon returns")
    if terms is not None:
        name = getattr(lexicon, "name", "") or localize("methods.unnamed")
        said.append(("methods.lexicon", {"name": name, "size": len(terms)}))
    return said + frame_statements(frames)


def frame_statements(frames: tuple[pd.DataFrame, ...]) -> list[Statement]:
    """List what is said of the frames, each thing once."""
    said: list[Statement] = []
    for frame in frames:
        kind = frame_kind(frame)
        said += [(key, {}) for key in OF_FRAMES.get(kind, [])]
        if kind == "count_pairs":
            said += [
                ("methods.window", {"window": localize(f"unit.{within}")})
                if isinstance(within, str)
                else ("methods.window_words", {"k": within})
                for within in pd.unique(frame["within"])
            ]
        if kind == "count" and "interval" in frame:
            said += [(f"methods.{name}", {}) for name in INTERVALS if frame["interval"].eq(name).any()]
        if kind == "compare":
            said += [(key, {}) for column, keys in OF_TESTS.items() if column in frame for key in keys]
        if kind == "compare" and "p_sentence" in frame:
            said.append(("methods.test_sentence", {"of": localize(f"unit.{counted_column(frame)}")}))
    return [each for at, each in enumerate(said) if each not in said[:at]]


def cited(key: str) -> dict[str, str]:
    """Return how the works that a sentence cites are named in it: those of its places to fill that are works."""
    fields = [field for _, field, _, _ in Formatter().parse(STRINGS[key]["en"]) if field]
    return {field: citation(REFERENCES[field]) for field in fields if field in REFERENCES}


def citation(entry: str) -> str:
    """Return the author and the year of an entry.

    >>> citation("@book{x, author = {Church, Kenneth and Hanks, Patrick}, year = {1990}}")
    'Church & Hanks 1990'
    """
    fields = dict(FIELD.findall(entry))
    names = [author.split(",")[0].strip("{} ") for author in fields["author"].split(" and ")]
    who = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{who} {fields['year']}"
