"""Phrases of titles, headings and questions that stand in the running text, too, or went there between two versions."""

import re
from collections.abc import Iterator

import pandas as pd

from discourse.schema import HEADLINE_PHRASES, READ, make_frame
from discourse.texts.normalize import fold
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.versions.align import cut_words
from discourse.versions.sentences import check_versions
from discourse.words.lexicon import Lexicon
from discourse.words.segment import check_lexicon, cut_around_terms, rjieba_tokenizer, token_type

HEADLINES = ["title", "subtitle", "heading", "question"]
# The order of kinds in a text.
KINDS = [*HEADLINES, "lead", "answer", "body"]
# A phrase has so many letters and words, and neither begins nor ends with a word of these tags: particles,
# conjunctions, prepositions, pronouns.
LEAST_LETTERS, LEAST_WORDS = 4, 2
FUNCTION_WORD, ADVERB = "ucpyr", "d"


def find_headline_phrases(
    paragraphs: pd.DataFrame, *, old: str, new: str, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """Find the phrases of titles, headings and questions that stand in paragraphs of another kind, in either version.

    Such a phrase (提法, a set formulation) is a run of two words or more, and four letters, of one clause of a
    headline, as long as there is one; the words are those of `lexicon` and the engine. It `migrates` where the kinds
    of paragraphs that have it differ between the versions: from the heading of one into the answer of the other. The
    imprint is left out.

    Returns one row for each place of a phrase in both versions: doc, section, turn, paragraph, sentence, kind, speaker,
    point, phrase, form (as printed there), words (how many), kinds_old, kinds_new (the kinds that have it in either
    version, joined by |), migrates, start, end, old, new. The longest phrases stand first. `evidence` opens the rows.

    Raises DiscourseError for a doc that is not there.

    >>> text = pd.DataFrame({"doc": ["a", "a", "b", "b"], "section": 1, "turn": 0, "paragraph": [1, 2, 1, 2],
    ...     "kind": ["heading", "answer"] * 2, "speaker": None, "point": None,
    ...     "text": ["筑牢大国根基", "要筑牢实体经济根基。", "筑牢实体经济根基", "要发展。"]})
    >>> find_headline_phrases(text, old="a", new="b")[["doc", "kind", "phrase", "kinds_old", "kinds_new"]]
      doc     kind    phrase kinds_old kinds_new
    0   a   answer  筑牢实体经济根基    answer   heading
    1   b  heading  筑牢实体经济根基    answer   heading
    """
    check_versions(paragraphs, READ, old=old, new=new)
    if lexicon is not None:
        check_lexicon(lexicon)
    counted = paragraphs[paragraphs["doc"].isin([old, new]) & paragraphs["kind"].ne("imprint")]
    counted = counted.sort_values(["doc", "paragraph"]).reset_index(drop=True)
    texts = list(zip(counted["kind"], counted["text"].map(fold), strict=True))
    phrases: dict[str, int] = {}
    for kind, text in texts:
        others = [other for other_kind, other in texts if other_kind != kind] if kind in HEADLINES else []
        phrases |= dict(repeated_phrases(text, others, lexicon)) if others else {}
    rows, seen = [], list[tuple[str, int]]()
    lines = list(zip(counted.itertuples(index=False), texts, split_sentences(counted), strict=True))
    for phrase, words in sorted(phrases.items(), key=lambda each: (-len(each[0]), each[0])):
        places = [
            (p, found.start(), sentences)
            for p, (_, text), sentences in lines
            for found in re.finditer(re.escape(phrase), text)
        ]
        # One that stands nowhere but inside a longer one says nothing more.
        if any(phrase in longer and n == len(places) for longer, n in seen):
            continue
        seen.append((phrase, len(places)))
        kinds = {doc: {p.kind for p, *_ in places if p.doc == doc} for doc in (old, new)}
        said = {
            f"kinds_{side}": "|".join(sorted(kinds[doc], key=KINDS.index)) for side, doc in (("old", old), ("new", new))
        }
        for p, start, sentences in places:
            row = p._asdict() | said | {"phrase": phrase, "words": words, "start": start, "end": start + len(phrase)}
            row |= {"form": p.text[start : row["end"]], "sentence": sentence_at(sentences, start)}
            rows.append(row | {"migrates": kinds[old] != kinds[new], "old": old, "new": new})
    return make_frame(rows, HEADLINE_PHRASES)


def repeated_phrases(text: str, others: list[str], lexicon: Lexicon | None) -> Iterator[tuple[str, int]]:
    """Give the runs of words of a headline that stand in one of the other texts, and how many words they are.

    The longest are taken from left to right, none overlapping the one before.
    """
    words = cut_around_terms(text, lexicon, cut_words)
    marks = [token_type(word) == "punctuation" for word in words]
    tags = ["".join(kind[0] for _, kind in rjieba_tokenizer().tag(word, hmm=False)) for word in words]
    no_start = [mark or set(tag) <= set(FUNCTION_WORD) for mark, tag in zip(marks, tags, strict=True)]
    no_end = [no or set(tag) <= {ADVERB} for no, tag in zip(no_start, tags, strict=True)]
    at = 0
    while at < len(words):
        clause_end = next((end for end in range(at, len(words)) if marks[end]), len(words))
        for end in range(clause_end, at + LEAST_WORDS - 1, -1):
            phrase = "".join(words[at:end])
            if no_start[at] or no_end[end - 1] or len(phrase) < LEAST_LETTERS:
                continue
            if any(phrase in other for other in others):
                yield phrase, end - at
                at = end - 1
                break
        at += 1
