"""Paragraphs become tokens."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from discourse.errors import DiscourseError, one_of
from discourse.schema import READ, TOKENS, check_paragraphs, make_frame
from discourse.texts.english import find_compounds
from discourse.texts.joined_texts import SEPARATOR, JoinedTexts, join_texts, number_texts, rows_of_parts
from discourse.texts.normalize import codes_of, find_runs, simplify, simplify_texts
from discourse.texts.sentences import find_sentences

ENGINES = ["rjieba", "jieba"]
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,:/\-]\d+)*[%％‰]?")
# What jieba's dictionary does not hold, it cuts by these two patterns; rjieba leaves it whole.
LATIN_SIGN = re.compile(r"[a-zA-Z0-9+#&._%\-]")
LATIN_RUN = re.compile(f"{LATIN_SIGN.pattern}{{2,}}")
LATIN_OR_DIGIT, NEITHER = re.compile("[a-zA-Z0-9]"), re.compile("[^a-zA-Z0-9]")
LATIN_PART = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# A blank, that no word and no address holds, and no line end that might be half of one.
HOLE = "\u2028"


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
    # Positions follow the text, in whatever order the rows come.
    docs = pd.factorize(paragraphs["doc"])[0]
    order = np.lexsort((paragraphs["paragraph"], docs))
    paragraphs, docs = paragraphs.iloc[order], docs[order]
    cut = cut_texts(paragraphs["text"].tolist(), lexicon, engine=engine, hmm=hmm)
    row = np.repeat(np.arange(len(paragraphs)), cut.counts)
    distinct = cut.words.dictionary_encode()
    types = pa.array(map(token_type, distinct.dictionary.to_pylist()), type=pa.large_string())
    # The tokens of a doc stand in a row.
    before = (np.cumsum(cut.counts) - cut.counts)[np.searchsorted(docs, docs)]
    columns = {column: paragraphs[column].array[row] for column in TOKENS if column in paragraphs}
    columns |= {
        "sentence": find_sentences(paragraphs).numbers_at(row, cut.starts),
        "position": np.arange(1, len(row) + 1) - np.repeat(before, cut.counts),
        "word": pd.array(cut.words, dtype="str"),
        "type": pd.array(types.take(distinct.indices), dtype="str"),
        "start": cut.starts,
        "end": cut.starts + pc.utf8_length(cut.words).to_numpy(),
    }
    return make_frame(columns, TOKENS)


class Words(NamedTuple):
    """The words of texts, all of them one after the other: where each begins in its text, and how many a text has."""

    words: pa.LargeStringArray
    starts: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, joined: JoinedTexts, lexicon: Any, find_ends: Callable[[str], np.ndarray]) -> "Words":
        """Cut joined texts around the terms of a lexicon, which stay whole."""
        characters = codes_of(SEPARATOR.join([*simplify_texts(joined.texts), ""])).copy()
        ends = joined.starts + np.fromiter(map(len, joined.texts), dtype="int64", count=len(joined.texts))
        first, last = np.empty((2, 0), dtype="int64") if lexicon is None else lexicon.find_spans(joined.text)[:, :2].T
        # Signs in the place of each term, and of what joins two texts, part what lies between them.
        inside = np.zeros(len(characters), dtype="int8")
        np.add.at(inside, first, 1)
        np.add.at(inside, last, -1)
        covered = np.cumsum(inside, dtype="int8").astype(bool)
        characters[covered] = characters[ends] = ord(HOLE)
        begins = np.zeros(len(characters) + 1, dtype=bool)
        begins[find_ends(characters.tobytes().decode("utf-32-le", "surrogatepass"))] = True
        begins[:-1] &= ~covered
        begins[first] = begins[last] = begins[joined.starts] = True
        begins[ends] = begins[-1] = False
        at = np.flatnonzero(begins)
        counts = np.diff(np.searchsorted(at, [*joined.starts, len(characters)]))
        before = np.repeat(np.arange(len(ends)), counts)
        # The words are parts of the encoded texts, so that none is made by itself.
        encoded = "".join(joined.texts).encode("utf-8")
        # No byte but the first of a character is like 10xxxxxx.
        characters_at = np.flatnonzero(np.frombuffer(encoded, dtype="int8") >= -64)
        offsets = np.append(characters_at[at - before], len(encoded)).astype("int64")
        words = pa.LargeStringArray.from_buffers(len(at), pa.py_buffer(offsets), pa.py_buffer(encoded))
        return cls(words, at - np.repeat(joined.starts, counts), counts)

    @classmethod
    def join(cls, parts: list["Words"]) -> "Words":
        """Put the words of several lots of texts one after the other."""
        none = np.array([], dtype="int64")
        words = pa.chunked_array([part.words for part in parts], type=pa.large_string()).combine_chunks()
        starts, counts = (np.concatenate([none, *(part[at] for part in parts)]) for at in (1, 2))
        return cls(words, starts, counts)


def cut_texts(texts: Sequence[str], lexicon: Any, *, engine: str, hmm: bool) -> Words:
    """Cut texts into words, as `segment` does."""
    find_ends, (distinct, which) = make_end_finder(engine, hmm=hmm), number_texts(texts)
    cut = Words.join([Words.of(joined, lexicon, find_ends) for joined in join_texts(distinct)])
    if len(distinct) == len(texts):
        return cut
    rows = rows_of_parts(cut.counts, which)
    return Words(cut.words.take(pa.array(rows)), cut.starts[rows], cut.counts[which])


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
    # Most are of letters alone, and none of them Latin.
    if word.isalpha() and min(word) >= "\u0250":
        return "word"
    if is_punctuation(word):
        return "punctuation"
    if NUMBER.fullmatch(word):
        return "number"
    return "latin" if all(character < "\u0250" or not character.isalpha() for character in word) else "word"


def is_punctuation(word: str) -> bool:
    """Tell whether a token has neither letter nor digit.

    >>> is_punctuation("……"), is_punctuation("6G")
    (True, False)
    """
    return not any(map(str.isalnum, word))


def make_cutter(engine: str, *, hmm: bool) -> Callable[[str], list[str]]:
    """Return the function text -> words of an engine (see `make_end_finder`)."""
    find_ends = make_end_finder(engine, hmm=hmm)
    return lambda text: [text[start:end] for start, end in pairwise([0, *find_ends(text).tolist()])]


def make_end_finder(engine: str, *, hmm: bool) -> Callable[[str], np.ndarray]:
    """Return the function text -> where its words end, of an engine on an instance of its own.

    A run of Latin letters and digits that the dictionary lacks is cut as jieba cuts it, whatever the engine; what
    English readers take for one word (don't, Sino-U.S., 1,234.5, v2.0.1, www.gov.cn) is put together again.
    """
    one_of("engine", engine, ENGINES)

    def find_ends(text: str) -> np.ndarray:
        if engine == "jieba":
            words = jieba_tokenizer().lcut(text, HMM=hmm)
        else:
            words = rjieba_tokenizer().cut(text, hmm=hmm)
        ends = np.cumsum(np.fromiter(map(len, words), dtype="int64", count=len(words)))
        bounds = np.zeros(len(text) + 1, dtype=bool)
        bounds[ends] = bounds[0] = True
        if engine == "rjieba" and hmm:
            cut_latin_runs(text, words, ends, bounds)
        join_compounds(text, bounds)
        return np.flatnonzero(bounds[1:]) + 1

    return find_ends


def cut_latin_runs(text: str, words: list[str], ends: np.ndarray, bounds: np.ndarray) -> None:
    """Cut, in `bounds`, the runs of Latin letters and digits that rjieba leaves whole and jieba cuts."""
    # Most are numbers, which are one part.
    found = find_runs(LATIN_SIGN, text, holding=[LATIN_OR_DIGIT, NEITHER])
    spans = [span for span in found if not LATIN_PART.fullmatch(text, *span)]
    runs = np.array(spans, dtype="int64").reshape(-1, 2)
    first, last = np.searchsorted(ends, runs.T, side="right")
    for at in chain.from_iterable(map(range, first.tolist(), last.tolist())):
        for before in latin_parts(words[at]):
            bounds[ends[at] - before] = True


@lru_cache(maxsize=100_000)
def latin_parts(word: str) -> list[int]:
    """Say before how many of the last characters of a word jieba cuts it, if it is a run that the dictionary lacks.

    >>> latin_parts("2024-11-23"), latin_parts("经济")
    ([6, 5, 3, 2], [])
    """
    if not LATIN_RUN.fullmatch(word) or rjieba_tokenizer().has_word(word):
        return []
    parts = accumulate(map(len, LATIN_PART.split(word)), initial=0)
    return sorted({len(word) - part for part in parts} - {0, len(word)}, reverse=True)


def join_compounds(text: str, bounds: np.ndarray) -> None:
    """Join, in `bounds`, the words of a text that make one English word or number; those of the dictionary stay whole.

    `bounds` tells of each place, from 0 to the end of the text, whether a word begins or ends there.

    >>> bounds = np.isin(np.arange(10), [0, 1, 2, 3, 4, 5, 6, 9])
    >>> join_compounds("R&D，1,234", bounds)
    >>> np.flatnonzero(bounds)
    array([0, 3, 4, 9])
    """
    spans = find_compounds(text)
    for end in chain.from_iterable(spans):
        # An engine takes .- of U.S.-led for one mark, and the point of U.S.—— to what follows it.
        if not any(map(str.isalnum, text[max(0, end - 1) : end + 1])):
            bounds[end] = True
    for first, last in spans:
        if bounds[first] and bounds[last]:
            bounds[first + 1 : last] = False


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
