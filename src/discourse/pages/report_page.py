"""The page of a study's results: figures, tables, a concordance and the texts, linked, in one file without network."""

import re
from itertools import pairwise
from typing import Any

import pandas as pd

from discourse.pages.page_template import fill_page
from discourse.pages.reading_page import IMPRINT
from discourse.schema import require_columns
from discourse.strings import LANGUAGES, translate
from discourse.texts.labels import labels_of_frame
from discourse.words.lexicon import Lexicon

# What the script says itself.
SPOKEN = {"found": "report_page.found", "copied": "report_page.copied"}
# Of a table so many rows and columns are shown, and of a cell so many characters; the files have all.
ROWS, COLUMNS, CELL = 8, 9, 60
DECIMAL = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
# Of more articles than these terms are counted in all of them together, and the articles that have them.
MOST_COUNTED = 12
# A page with more text than this would not open: it then has none, and says so.
MOST_CHARACTERS = 3_000_000


def render_report(
    articles: pd.DataFrame,
    paragraphs: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    lexicon: Lexicon | None = None,
    figures: list[dict[str, Any]] | None = None,
    tables: dict[str, pd.DataFrame] | None = None,
) -> str:
    """Return an HTML page on which figures, tables, terms, a concordance and the texts lead to each other.

    The page is one file for any browser and asks no host for anything; it stands in the results folder, whose figures
    it shows and whose files it links. A term anywhere opens its places, a line of them its paragraph; a string that is
    typed is found as it stands. The same frames always give the same page. `articles` (doc, label_zh, label_en, date),
    `paragraphs` (doc, section, paragraph, kind, speaker, text) and `mentions` (doc, paragraph, kind, term, category,
    start, end) are those of the study; `lexicon` gives the English of terms and categories. `figures` are dicts of
    name, language (zh, en or missing), caption, has_data and terms, the terms that its data name; `tables` the saved
    ones by name, of which the first rows and columns are shown. Texts of more than 3,000,000 characters are left out,
    and the page says so.

    Raises DiscourseError for missing columns.

    >>> text = pd.DataFrame([dict(doc="a", section=0, paragraph=1, kind="body", speaker=None, text="发展6G。")])
    >>> places = pd.DataFrame([dict(doc="a", paragraph=1, kind="body", term="6G", category=None, start=2, end=4)])
    >>> page = render_report(pd.DataFrame({"doc": ["a"], "date": ["2024-10-08"]}), text, places)
    >>> '<mark data-term="0">6G</mark>' in page
    True
    """
    require_columns(articles, ["doc", "date"], name="articles", maker="read_corpus")
    columns = ["doc", "section", "paragraph", "kind", "speaker", "text"]
    require_columns(paragraphs, columns, name="paragraphs", maker="read_corpus")
    places = ["doc", "paragraph", "kind", "term", "category", "start", "end"]
    require_columns(mentions, places, name="mentions", maker="find_terms")
    docs = articles["doc"].tolist()
    counted = mentions[mentions["kind"] != IMPRINT]
    labels = [labels_of_frame(articles, language) for language in LANGUAGES]
    heads = [[each.get(doc, doc) for each in labels] for doc in docs]
    if len(docs) > MOST_COUNTED:
        heads = [[translate(key, language=language) for language in LANGUAGES] for key in ("column.n", "column.docs")]
    terms = describe_terms(counted, docs, lexicon.labels("en") if lexicon else {})
    whole = paragraphs["text"].str.len().sum() <= MOST_CHARACTERS
    return fill_page(
        "report_page",
        SPOKEN,
        articles=describe_texts(articles, paragraphs, counted, terms) if whole else [],
        whole=whole,
        heads=heads,
        terms=terms,
        figures=[figure | {"terms": [term for term in figure["terms"] if term in terms]} for figure in figures or []],
        tables=[describe_table(name, frame) for name, frame in (tables or {}).items()],
    )


def describe_terms(mentions: pd.DataFrame, docs: list[str], english: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Number the terms that stand anywhere, the most frequent first, with their counts in each article.

    Of many articles the counts are that in all of them, and the number of those that have the term.
    """
    counts = pd.crosstab(mentions["term"], mentions["doc"]).reindex(columns=docs, fill_value=0)
    categories = mentions.drop_duplicates("term").set_index("term")["category"].fillna("")
    total = counts.sum(axis="columns")
    ordered = sorted(counts.index, key=lambda term: (-total[term], term))
    if len(docs) > MOST_COUNTED:
        counts = pd.DataFrame({"n": total, "docs": (counts > 0).sum(axis="columns")})
    return {
        term: {
            "number": number,
            "english": english.get(term, ""),
            "category": [categories[term], english.get(categories[term], categories[term])],
            "counts": counts.loc[term].tolist(),
        }
        for number, term in enumerate(ordered)
    }


def describe_texts(
    articles: pd.DataFrame, paragraphs: pd.DataFrame, mentions: pd.DataFrame, terms: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Describe each article: its label in both languages, its date, its paragraphs, each cut where a term stands."""
    labels = [labels_of_frame(articles, language) for language in LANGUAGES]
    places: dict[tuple, list[tuple[int, int, str]]] = {}
    for row in mentions.sort_values("start", kind="stable").itertuples():
        places.setdefault((row.doc, row.paragraph), []).append((row.start, row.end, row.term))
    described = []
    for number, article in enumerate(articles.itertuples()):
        own = paragraphs[paragraphs["doc"] == article.doc].sort_values("paragraph", kind="stable")
        parts = []
        for p in own.itertuples():
            spans = places.get((p.doc, p.paragraph), []) if p.kind != IMPRINT else []
            cuts = sorted({0, len(p.text), *(end for start, stop, _ in spans for end in (start, stop))})
            named = {(start, stop): terms[term]["number"] for start, stop, term in spans}
            runs = [(named.get(cut), p.text[slice(*cut)]) for cut in pairwise(cuts)]
            speaker = None if pd.isna(p.speaker) else p.speaker
            part = {"paragraph": p.paragraph, "section": p.section, "kind": p.kind, "speaker": speaker, "runs": runs}
            parts.append(part)
        label = [each.get(article.doc, article.doc) for each in labels]
        date = "" if pd.isna(article.date) else str(article.date)
        described.append({"number": number, "label": label, "date": date, "parts": parts})
    return described


def describe_table(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Describe the first rows and columns of a saved table."""
    shown = frame.iloc[:ROWS, :COLUMNS].astype(object)
    cells = [[print_short(cell) for cell in row] for row in shown.itertuples(index=False)]
    return {"name": name, "rows": len(frame), "columns": frame.shape[1], "heads": list(map(str, shown)), "cells": cells}


def print_short(cell: object) -> str:
    """Print a cell of a table for a first look: a number with four digits, a text with its beginning.

    >>> [print_short(cell) for cell in ("23.5294117647", "1095", "低空经济", None)]
    ['23.53', '1095', '低空经济', '']
    """
    text = "" if pd.isna(cell) else str(cell)
    if DECIMAL.fullmatch(text):
        return f"{float(text):.4g}"
    return text if len(text) <= CELL else f"{text[:CELL]}…"
