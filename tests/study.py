"""The study's own corpus, for tests that read the two real texts."""

from functools import cache
from pathlib import Path

import discourse as dc

DATA = Path(__file__).parents[1] / "data"
OLD, NEW = "economic-daily", "peoples-daily"


@cache
def corpus(corrections=True):
    return dc.read_corpus(DATA / "corpus.toml", corrections=corrections)


@cache
def lexicon():
    return dc.read_lexicon(DATA / "lexicons" / "strategic_industries.csv")


@cache
def tokens():
    return dc.segment(corpus().paragraphs, lexicon=lexicon())


@cache
def mentions():
    return dc.find_terms(corpus().paragraphs, lexicon())


@cache
def terms():
    return dc.count(mentions(), base=tokens(), by="doc")


@cache
def change():
    return dc.compare(terms(), old=OLD, new=NEW)


def apply_edits(text, edits):
    """Apply the `edits` of one article to its decoded text: the paragraphs' texts, one after the other."""
    parts, at = [], 0
    changing = edits[edits["before"] != edits["after"]]
    for edit in changing.sort_values(["raw_start", "raw_end"]).itertuples():
        parts += [text[at : edit.raw_start], edit.after]
        at = edit.raw_end
    return "".join([*parts, text[at:]])
