"""Paragraphs become tokens."""

import re
from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from discourse.errors import one_of
from discourse.schema import TOKENS, make_frame
from discourse.texts.normalize import simplify
from discourse.texts.sentences import sentence_at, split_sentences

ENGINES = ["rjieba", "jieba"]
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,:/\-]\d+)*[%％‰]?")
# What jieba's dictionary does not hold, it cuts by these two patterns; rjieba leaves it whole.
LATIN_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]{2,}")
LATIN_PART = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


def segment(paragraphs: pd.DataFrame, *, lexicon=None, engine: str = "rjieba", hmm: bool = True) -> pd.DataFrame:
    """Segment paragraphs into tokens; a paragraph's words join back to its text.

    The lexicon's terms are found first, on characters, and stay whole; the engine cuts what lies between them.
    `engine` is "rjieba" or "jieba" (the same tokens, the first about twenty times faster); `hmm` says whether it
    guesses words that its dictionary lacks. `lexicon` is a `Lexicon` or None. A traditional text is cut by its simplified
    form, which the dictionary knows; the words are as printed.

    Returns doc, section, turn, paragraph, sentence, position, kind, speaker, point, word, type, start, end. `type` is
    word, number, latin or punctuation (blanks too); `position` counts tokens from 1 within the doc, before anything
    is filtered; `start` and `end` are offsets into the paragraph's text. Totals count all types but punctuation.

    Raises DiscourseError for an unknown engine.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None,
    ...                                 point=None, text="发展6G，产值占27%。")])
    >>> segment(paragraphs)[["position", "word", "type", "start", "end"]]
       position word         type  start  end
    0         1   发展         word      0    2
    1         2   6G        latin      2    4
    2         3    ，  punctuation      4    5
    3         4   产值         word      5    7
    4         5    占         word      7    8
    5         6  27%       number      8   11
    6         7    。  punctuation     11   12
    """
    cut = make_cutter(engine, hmm=hmm)
    find = lexicon.find if lexicon is not None else lambda text: []
    rows, position = [], {}
    for p, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        start = 0
        plain, terms = simplify(p.text), find(p.text)
        for length in map(len, cut_around(plain, terms, cut)):
            word = p.text[start : start + length]
            position[p.doc] = position.get(p.doc, 0) + 1
            end = start + len(word)
            rows.append(
                (p.doc, p.section, p.turn, p.paragraph, sentence_at(sentences, start), position[p.doc], p.kind,
                 p.speaker, p.point, word, type_of(word), start, end)
            )  # fmt: skip
            start = end
    return make_frame(rows, TOKENS)


def cut_around(text: str, terms: list[tuple[int, int, int]], cut: Callable[[str], list[str]]) -> list[str]:
    """Cut a text into words, the given spans (start, end, …) kept whole."""
    words, at = [], 0
    for start, end, _ in terms:
        words += [*cut(text[at:start]), text[start:end]]
        at = end
    return words + cut(text[at:])


def type_of(word: str) -> str:
    """Say what a token is: word, number, latin or punctuation.

    >>> [type_of(word) for word in ["经济", "27%", "6G", "。", "2027年", "\u3000"]]
    ['word', 'number', 'latin', 'punctuation', 'word', 'punctuation']
    """
    if not any(character.isalnum() for character in word):
        return "punctuation"
    if NUMBER.fullmatch(word):
        return "number"
    return "latin" if all(character < "\u0250" or not character.isalpha() for character in word) else "word"


def make_cutter(engine: str, *, hmm: bool) -> Callable[[str], list[str]]:
    """Return the function text -> words of an engine, on an instance of its own."""
    one_of("engine", engine, ENGINES)
    if engine == "jieba":
        tokenizer = jieba_tokenizer()
        return lambda text: list(tokenizer.cut(text, HMM=hmm))
    tokenizer = rjieba_tokenizer()
    if not hmm:
        return lambda text: tokenizer.cut(text, hmm=False)
    return lambda text: [part for word in tokenizer.cut(text, hmm=True) for part in cut_latin(word, tokenizer)]


def cut_latin(word: str, tokenizer) -> list[str]:
    """Cut a run of Latin letters and digits that the dictionary lacks as jieba does."""
    if not LATIN_RUN.fullmatch(word) or tokenizer.has_word(word):
        return [word]
    return [part for part in LATIN_PART.split(word) if part]


@lru_cache(maxsize=1)
def rjieba_tokenizer():
    """Make the one rjieba instance of this process; no word is ever added to it."""
    from rjieba import Jieba

    return Jieba()


@lru_cache(maxsize=1)
def jieba_tokenizer():
    """Make the one jieba instance of this process; the module's own dictionary stays as it is."""
    import logging
    import warnings

    with warnings.catch_warnings():
        # jieba asks setuptools for its files, in a way that newer setuptools deprecate.
        warnings.simplefilter("ignore")
        from jieba import Tokenizer
    logger = logging.getLogger("jieba")
    level = logger.level
    logger.setLevel(logging.WARNING)
    tokenizer = Tokenizer()
    tokenizer.initialize()
    logger.setLevel(level)
    return tokenizer
