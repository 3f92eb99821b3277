"""Why are so few terms of a lexicon in the texts? The likeliest reason, for a person to look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pandas as pd

from discourse.texts.characters import CLOSING_MARKS, CONTAINS_HAN, OPENING_MARKS
from discourse.texts.doubts import Doubt
from discourse.texts.formats.encodings import find_misreadings
from discourse.texts.normalize import simplify

if TYPE_CHECKING:
    from discourse.words.lexicon import Lexicon

# Of a shorter text nobody expects a term; of more than this share of the terms nobody wonders.
LEAST_TEXT, FEW = 200, 0.05
# So many terms and characters are looked at for the reason.
SAMPLE_TERMS, SAMPLE_TEXT = 1000, 5000
# Longer than nearly all words: phrases, or whole lines.
LONG = 8
# What stands inside no word: the signs of another column, of a tag, or of the next word.
STRANGE = re.compile(r"[\s\d|/_\\,;:，；：、。]")

HYPHENS = "-\u2010"
# What a reader passes over inside a term, and a search does not: quotes, dots, dashes, the number of a note.
PARTING_SIGN = re.compile(
    r"(?<=[\w+%])(?:[“”‘’\"'「」『』《》〈〉·•・‧—–－①-⑳-]|[\[［〔【(（]\d{1,3}[\]］〕】)）])+(?=\w)"
)
# So many are named in one warning.
MOST_NAMED = 5


def summarize_coverage(lexicon: "Lexicon", texts: list[str]) -> list[str]:
    """Say for each file of a lexicon how many of its terms stand in texts, and if they are few the likeliest reason."""
    found = {row for text in texts for *_, row in lexicon.find(text)}
    rows_of_file: dict[str, list[int]] = {}
    for row, (file, _) in enumerate(lexicon.places):
        rows_of_file.setdefault(file, []).append(row)
    lines = []
    for file, rows in rows_of_file.items():
        n, terms = len(found.intersection(rows)), lexicon.terms["term"].iloc[rows]
        lines.append(f"{file}: {n:,} of {len(rows):,} terms found")
        if n < max(1, FEW * len(rows)):
            lines.append(f"       doubt: {'few' if n else 'none'} found: {explain_absence(terms, texts)}")
    parted = find_parted_terms(lexicon, texts, found) if lines else {}
    lines += [
        f"       doubt: {term!r} is not found, but stands as {form!r}: add that as a form"
        for term, form in parted.items()
    ]
    return lines


def find_parted_terms(lexicon: "Lexicon", texts: Iterable[str], found: Iterable[int]) -> dict[str, str]:
    """Find terms that a reader sees in the texts and a search does not: signs stand inside them (“卡脖子”技术).

    `found` are the rows of the terms that have a place. Returns, for those of the others that stand so, how the first
    place is printed.
    """
    rows = set(found)
    missing = {PARTING_SIGN.sub("", form): row for form, row in lexicon.forms.items() if row not in rows}
    if not missing:
        return {}
    bare_lexicon = replace(lexicon, terms=pd.DataFrame({"term": list(missing)}), places=())
    names = [missing.get(term) for term in bare_lexicon]
    parted: dict[str, str] = {}
    for text in texts:
        bare, places = without_signs(text)
        for start, end, at in bare_lexicon.find(bare) if len(bare) < len(text) else []:
            first, last = places[start], places[end - 1] + 1
            if last - first > end - start and (row := names[at]) is not None:
                form = with_quotes(text, first, last)
                parted.setdefault(lexicon.terms["term"].iloc[row], form)
    return parted


def with_quotes(text: str, start: int, end: int) -> str:
    """Return a part of a text with the quote that stands beside it, if only its other half lies within.

    >>> with_quotes("攻克“卡脖子”技术", 3, 9), with_quotes("“培育”新企业", 4, 7)
    ('“卡脖子”技术', '新企业')
    """
    part = text[start:end]
    opens, closes = (sum(map(part.count, marks)) for marks in (OPENING_MARKS, CLOSING_MARKS))
    before = text[max(0, start - 1) : start] if closes > opens else ""
    after = text[end : end + 1] if opens > closes else ""
    return (before if before in OPENING_MARKS else "") + part + (after if after in CLOSING_MARKS else "")


def without_signs(text: str) -> tuple[str, Sequence[int]]:
    """Leave out of a text the signs that a reader passes over inside a term; say where the others stand.

    >>> without_signs("“卡脖子”技术")
    ('“卡脖子技术', [0, 1, 2, 3, 5, 6])
    """
    passed_over = {at for sign in PARTING_SIGN.finditer(text) for at in range(*sign.span())}
    places = [at for at in range(len(text)) if at not in passed_over]
    return "".join(text[at] for at in places), places


def find_broken_terms(paragraphs: pd.DataFrame, lexicon: "Lexicon") -> list[Doubt]:
    """Doubt the line ends of an article that lie inside a term: there the line was probably broken."""
    doubts = []
    for above, below in pairwise(paragraphs.itertuples(index=False)):
        text = above.text.rstrip(HYPHENS)
        # Between Latin words the line end stands for a blank.
        joined = [text + below.text, f"{text} {below.text}"]
        over = [row for each in joined for start, end, row in lexicon.find(each) if start < len(text) < end]
        if over and above.line != below.line:
            term = lexicon.terms["term"].iloc[over[0]]
            note, declare = f"the line ends inside {term!r}: a broken line?", "a correction that joins the lines"
            doubts.append(Doubt(above.line, above.text[-16:], note, declare, "broken_term"))
    return doubts


def explain_absence(terms: Iterable[str], texts: Iterable[str]) -> str:
    """Give the likeliest reason why the terms of a lexicon do not stand in texts.

    >>> explain_absence(["artificial intelligence"], ["发展人工智能。"])
    'no term has a Chinese character, while the texts are Chinese'
    >>> explain_absence(["浣庣┖缁忔祹"], ["发展低空经济。"])
    'the terms look misread: save their file as UTF-8'
    """
    terms, text = list(islice(terms, SAMPLE_TERMS)), "".join(islice("\n".join(texts), SAMPLE_TEXT))
    chinese = sum(1 for term in terms if CONTAINS_HAN.search(term))
    if find_misreadings("\n".join(terms)):
        return "the terms look misread: save their file as UTF-8"
    if find_misreadings(text):
        return "the texts look misread: declare their encoding"
    if not chinese and CONTAINS_HAN.search(text):
        return "no term has a Chinese character, while the texts are Chinese"
    if chinese and not CONTAINS_HAN.search(text):
        return "the texts have no Chinese character, while the terms are Chinese"
    if 2 * sum(1 for term in terms if STRANGE.search(term) and CONTAINS_HAN.search(term)) > len(terms):
        return "most terms hold blanks, digits or signs: does the file have the columns of a lexicon?"
    if 2 * sum(1 for term in terms if len(term) > LONG and CONTAINS_HAN.search(term)) > len(terms):
        return f"most terms are phrases of more than {LONG} characters: give the words in them"
    if simplify(text) != text:
        return "the texts are in traditional characters, and may use other words (人工智慧): add them as forms"
    return "is it the lexicon of another field, or the wrong file?"
