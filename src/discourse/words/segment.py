"""Paragraphs become tokens."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.schema import READ, TOKENS, check_paragraphs, make_frame
from discourse.texts.english import COMPOUND
from discourse.texts.normalize import simplify
from discourse.texts.sentences import split_sentences

ENGINES = ["rjieba", "jieba"]
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,:/\-]\d+)*[%％‰]?")
# What jieba's dictionary does not hold, it cuts by these two patterns; rjieba leaves it whole.
LATIN_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]{2,}")
LATIN_PART = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


def segment(paragraphs: pd.DataFrame, *, lexicon=None, engine: str = "rjieba", hmm: bool = True) -> pd.DataFrame:
    """Segment paragraphs into tokens; a paragraph's words join back to its text.

    The lexicon's terms are found first, on characters, and stay whole; the engine cuts what lies between them.
    `engine` is "rjieba" or "jieba" (the same tokens, the first about twenty times faster); `hmm` says whether it
    guesses words that its dictionary lacks. `lexicon` is a `Lexicon` or None. A traditional text is cut by its
    simplified form, which the dictionary knows; the words are as printed.

    Returns doc, section, turn, paragraph, sentence, position, kind, speaker, point, word, type, start, end. `type` is
    word, number, latin or punctuation (blanks too); `position` counts tokens from 1 within the doc, before anything
    is filtered; `start` and `end` are offsets into the paragraph's text. Totals count all types but punctuation. An
    English word is one token, with its hyphens, apostrophes and points (don't, state-of-the-art, Sino-U.S.), and so is
    the number of a version or section (v2.0.1, 4.2.1) and an address (www.example.com, a@b.com).

    Raises DiscourseError for an unknown engine, missing columns, two paragraphs of one number in a doc, and for
    something else than a lexicon.

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
    check_paragraphs(paragraphs, READ)
    if lexicon is not None:
        check_lexicon(lexicon)
    one_of("hmm", hmm, [True, False])
    cut = make_cutter(engine, hmm=hmm)
    # Positions follow the text, in whatever order the rows come.
    paragraphs = paragraphs.iloc[np.lexsort((paragraphs["paragraph"], pd.factorize(paragraphs["doc"])[0]))]
    words, counts, starts, sentences = list[str](), list[int](), list[np.ndarray](), list[np.ndarray]()
    for text, (first, begun) in zip(paragraphs["text"], split_sentences(paragraphs), strict=True):
        cuts = cut_around_terms(text, lexicon, cut)
        ends = np.fromiter(accumulate(map(len, cuts)), dtype="int64", count=len(cuts))
        begins = np.concatenate([[0], ends[:-1]]) if len(cuts) else ends
        words += [text[start:end] for start, end in zip(begins.tolist(), ends.tolist(), strict=True)]
        counts.append(len(cuts))
        starts.append(begins)
        sentences.append(first + np.searchsorted(begun, begins, side="right") - 1)
    paragraph_of = np.repeat(np.arange(len(paragraphs)), counts)
    docs = pd.factorize(paragraphs["doc"])[0][paragraph_of]
    start = np.concatenate([np.array([], dtype="int64"), *starts])
    codes, types = pd.factorize(np.array(words, dtype=object))
    columns = {column: paragraphs[column].array[paragraph_of] for column in TOKENS if column in paragraphs}
    columns |= {
        "sentence": np.concatenate([np.array([], dtype="int64"), *sentences]),
        # The tokens of a doc stand in a row.
        "position": np.arange(len(words)) - np.searchsorted(docs, docs) + 1,
        "word": words,
        "type": np.array([token_type(word) for word in types], dtype=object)[codes],
        "start": start,
        "end": start + np.fromiter(map(len, words), dtype="int64", count=len(words)),
    }
    return make_frame(columns, TOKENS)


def cut_around_terms(text: str, lexicon: Any, cut: Callable[[str], Sequence[str]]) -> list[str]:
    """Cut a text into words of its simplified form, the terms of a lexicon whole: `cut` gets what lies between them."""
    simplified, words, at = simplify(text), list[str](), 0
    for start, end, _ in lexicon.find(text) if lexicon is not None else []:
        words += [*cut(simplified[at:start]), simplified[start:end]]
        at = end
    return [*words, *cut(simplified[at:])]


def check_lexicon(lexicon: object) -> None:
    """Refuse what is no lexicon: a path, a frame, a list of words."""
    if not isinstance(getattr(lexicon, "terms", None), pd.DataFrame):
        said = f"lexicon={lexicon!r}" if isinstance(lexicon, str) else f"lexicon is a {type(lexicon).__name__}"
        made = "read_lexicon of a file or Lexicon of a frame or a list of words"
        raise DiscourseError(f"{said}, no Lexicon; give {made}")


def token_type(word: str) -> str:
    """Say what a token is: word, number, latin or punctuation.

    >>> [token_type(word) for word in ["经济", "27%", "6G", "。", "2027年", "\u3000"]]
    ['word', 'number', 'latin', 'punctuation', 'word', 'punctuation']
    """
    if not any(character.isalnum() for character in word):
        return "punctuation"
    if NUMBER.fullmatch(word):
        return "number"
    return "latin" if all(character < "\u0250" or not character.isalpha() for character in word) else "word"


def make_cutter(engine: str, *, hmm: bool) -> Callable[[str], list[str]]:
    """Return the function text -> words of an engine, on an instance of its own.

    A run of Latin letters and digits that the dictionary lacks is cut as jieba cuts it, whatever the engine; what
    English readers take for one word (don't, Sino-U.S., 1,234.5, v2.0.1, www.gov.cn) is put together again.
    """
    one_of("engine", engine, ENGINES)
    if engine == "jieba":
        return lambda text: join_compounds(text, jieba_tokenizer().lcut(text, HMM=hmm))
    tokenizer = rjieba_tokenizer()
    if not hmm:
        return lambda text: join_compounds(text, tokenizer.cut(text, hmm=False))

    def cut(text: str) -> list[str]:
        words: list[str] = []
        for word in tokenizer.cut(text, hmm=True):
            if LATIN_RUN.fullmatch(word) and not tokenizer.has_word(word):
                words += [part for part in LATIN_PART.split(word) if part]
            else:
                words.append(word)
        return join_compounds(text, words)

    return cut


def join_compounds(text: str, words: list[str]) -> list[str]:
    """Join the words of a text that make one English word or number; those of the dictionary stay whole.

    >>> join_compounds("China's R&D，1,234", ["China", "'", "s", " ", "R", "&", "D", "，", "1", ",", "234"])
    ["China's", ' ', 'R&D', '，', '1,234']
    """
    spans = [compound.span() for compound in COMPOUND.finditer(text)]
    if not spans:
        return words
    # An engine takes .- of U.S.-led for one mark, and the point of U.S.—— to what follows it.
    bounds = {end for span in spans for end in span if not any(map(str.isalnum, text[max(0, end - 1) : end + 1]))}
    ends = sorted({*accumulate(map(len, words), initial=0), *bounds})
    inside = {end for first, last in spans if {first, last} <= set(ends) for end in range(first + 1, last)}
    cuts = [end for end in ends if end not in inside]
    return [text[start:end] for start, end in pairwise(cuts)]


@lru_cache(maxsize=1)
def rjieba_tokenizer():
    """Make the one rjieba instance of this process; no word is ever added to it."""
    from rjieba import Jieba

    return Jieba()


@lru_cache(maxsize=1)
def jieba_tokenizer():
    """Make the one jieba instance of this process; the module's own dictionary stays as it is.

    The dictionary is read from jieba's package. Its cache, a file of a fixed name in the folder for temporary files,
    where anybody may have put another, is neither read nor written; it would save no time.
    """
    import warnings

    with warnings.catch_warnings():
        # jieba asks setuptools for its files, in a way that newer setuptools deprecate.
        warnings.simplefilter("ignore")
        from jieba import Tokenizer
    tokenizer = Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
