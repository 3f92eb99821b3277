"""A lexicon file becomes a lexicon; paragraphs become mentions of its terms."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import pandas as pd
from ahocorasick_rs import AhoCorasick, MatchKind

from discourse.errors import DiscourseError
from discourse.schema import MENTIONS, READ, check_paragraphs, make_frame
from discourse.strings import translate
from discourse.texts.formats.read_file import read_columns
from discourse.texts.normalize import fold, simplify
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.segment import check_lexicon, make_cutter

LEXICON_COLUMNS = ["term", "forms", "english", "category", "broader", "note"]
LATIN = re.compile(r"[A-Za-z0-9]")
# What a form that begins so is a part of, if it stands before it: a word, or a number with a point.
LATIN_BEFORE = re.compile(r"([A-Za-z0-9]|[0-9]\.)\Z")


@dataclass(frozen=True)
class Lexicon:
    """The terms to look for, one row each: term, forms, english, category, broader, note; and the file's name."""

    terms: pd.DataFrame
    name: str = ""

    @cached_property
    def forms(self) -> dict[str, int]:
        """Every spelling, its width and script folded, with the row of its term."""
        rows = enumerate(zip(self.terms["term"], self.terms["forms"], strict=True))
        return {fold(form): row for row, (term, forms) in rows for form in spellings(term, forms)}

    @cached_property
    def _matcher(self) -> AhoCorasick:
        return AhoCorasick(list(self.forms), matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return where terms stand in `text` as (start, end, row of the term), leftmost first and longest first."""
        folded, rows = fold(text), list(self.forms.values())
        found = self._matcher.find_matches_as_indexes(folded, overlapping=True)
        spans = [(start, end, rows[form]) for form, start, end in found if stands_alone(folded, start, end)]
        chosen, free = [], 0
        for start, end, row in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= free:
                chosen.append((start, end, row))
                free = end
        return chosen

    def describe(self, language: str) -> str:
        """Name the lexicon and its size, for a caption; nothing of one without categories, which only lends labels."""
        size = (self.terms["category"] != "").sum()
        return translate("caption.lexicon_size", language=language, name=self.name, size=size) if size else ""

    def labels(self, language: str) -> dict[str, str]:
        """Return what figures print for terms and categories: as they are in "zh", their English in "en"."""
        if language == "zh":
            return {word: word for column in ("term", "category") for word in self.terms[column] if word}
        columns = [("category", "category_english"), ("term", "english")]
        pairs = [zip(self.terms[a], self.terms[b], strict=True) for a, b in columns if b in self.terms]
        return {word: english for column in pairs for word, english in column if word and english}


def read_lexicon(path: str | Path) -> Lexicon:
    """Read a lexicon from a CSV file.

    Columns: term, forms (other spellings, separated by |), english, category, broader (the term of the family it
    belongs to), note; category_english and others may follow. `broader` and `category` may be empty.

    Raises DiscourseError for a missing column, an empty or doubled term or form, a `broader` that is no term.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "terms.csv"
    >>> head, line = "term,forms,english,category,broader,note", "人工智能,AI,artificial intelligence,技术,,"
    >>> _ = path.write_text(f"{head}\\n{line}\\n", encoding="utf-8")
    >>> read_lexicon(path).find("AI与人工智能，不是CHAIN")
    [(0, 2, 0), (3, 7, 0)]
    """
    terms = read_columns(path, LEXICON_COLUMNS)
    owner: dict[str, str] = {}
    above = dict(zip(terms["term"], terms["broader"], strict=True))
    for line, (term, forms) in enumerate(zip(terms["term"], terms["forms"], strict=True), 2):
        if not term.strip():
            raise DiscourseError(f"{path}: line {line} has no term; fill it or delete the line")
        for form in spellings(term, forms):
            if other := owner.get(fold(form)):
                stands = f"the form {form!r} of {term!r} stands already under {other!r}"
                raise DiscourseError(f"{path}: line {line}: {stands}; keep it in one place")
            owner[fold(form)] = term
    for line, (term, broader) in enumerate(above.items(), 2):
        where = f"{path}: line {line}:"
        if broader and broader not in above:
            raise DiscourseError(f"{where} broader={broader!r} is no term of this lexicon; add it or empty it")
        if term in family_chain(broader, above):
            raise DiscourseError(f"{where} {term!r} is its own family by way of broader={broader!r}; empty one")
    return Lexicon(terms, name=Path(path).name)


def read_stopwords(path: str | Path) -> list[str]:
    """Read the words that a display leaves out from the column `word` of a CSV file.

    Raises DiscourseError where there is no such column.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "stopwords.csv"
    >>> _ = path.write_text("word,reason\\n的,particle\\n", encoding="utf-8")
    >>> read_stopwords(path)
    ['的']
    """
    return [word.strip() for word in read_columns(path, ["word"])["word"] if word.strip()]


def family_chain(term: str, above: dict[str, str]) -> list[str]:
    """List a term and the families above it, the broadest last; a circle is walked once.

    >>> family_chain("人形机器人", {"人形机器人": "机器人", "机器人": ""})
    ['人形机器人', '机器人']
    """
    chain = []
    while term and term not in chain:
        chain.append(term)
        term = above.get(term, "")
    return chain


def spellings(term: str, forms: str) -> list[str]:
    """List a term and its other forms.

    >>> spellings("人工智能", "AI|人工智慧")
    ['人工智能', 'AI', '人工智慧']
    """
    return [term, *(form.strip() for form in forms.split("|") if form.strip())]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a form that begins or ends with a Latin letter or digit has a boundary there.

    >>> [stands_alone(text, text.find("5G"), text.find("5G") + 2) for text in ("用5G网", "15G", "2.5G", "5GB")]
    [True, False, False, False]
    """
    runs_on = LATIN.match(text[start]) and LATIN_BEFORE.search(text[max(0, start - 2) : start])
    return not runs_on and not (LATIN.match(text[end - 1]) and LATIN.match(text[end : end + 1]))


def find_terms(paragraphs: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find where the terms of a lexicon stand, leftmost first and the longest there.

    Characters are matched, their width and script folded (低空經濟 is found by 低空经济); a form that begins or ends
    with a Latin letter or digit needs a boundary there. A place inside a longer term is not counted (人形机器人 is not
    also 机器人); `broader` says which family it belongs to. A match is `doubtful` where it cuts a word of the jieba
    dictionary in two (大模型 in 扩大模型应用): it stays, to be looked at.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point, term, form, category, broader, start,
    end, doubtful, family (the broadest term above, or the term itself); `start` and `end` are offsets into the
    paragraph's text. The imprint's mentions are there too, and never counted.

    Raises DiscourseError for missing columns, two paragraphs of one number in a doc, and something else than a lexicon.
    """
    check_paragraphs(paragraphs, READ)
    check_lexicon(lexicon)
    cut = make_cutter("rjieba", hmm=False)
    terms = lexicon.terms[["term", "category", "broader"]].replace("", None).to_numpy()
    above = dict(zip(lexicon.terms["term"], lexicon.terms["broader"], strict=True))
    families = {term: family_chain(term, above)[-1] for term in above}
    rows = []
    for p, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        found = lexicon.find(p.text)
        edges = {0, *accumulate(len(word) for word in cut(simplify(p.text)))} if found else set()
        for start, end, row in found:
            term, category, broader = terms[row]
            rows.append(
                (p.doc, p.section, p.turn, p.paragraph, sentence_at(sentences, start), p.kind, p.speaker, p.point, term,
                 p.text[start:end], category, broader, start, end, not {start, end} <= edges, families[term])
            )  # fmt: skip
    return make_frame(rows, MENTIONS)
