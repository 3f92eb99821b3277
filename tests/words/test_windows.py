import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.words.cooccurrences import pair_nearby
from discourse.words.windows import countable, in_windows, number_words, word_distance

FRAME = pd.DataFrame(
    {"section": [0, 1, 1], "turn": [0, 0, 2], "point": pd.array([None, None, 1], dtype="Int64"),
     "kind": ["imprint", "heading", "answer"], "type": ["word", "punctuation", "word"]}
)  # fmt: skip


def test_imprint_and_punctuation_never_count():
    """Of the three rows one counts."""
    assert list(countable(FRAME).index) == [2]


def test_what_belongs_to_no_window_lies_in_none():
    """Section 0, turn 0 and a missing point are not windows; a sentence always is, and so is a number of words."""
    sizes = {within: len(in_windows(FRAME, within)) for within in ("sentence", 5, "section", "turn", "point")}
    assert sizes == {"sentence": 3, 5: 3, "section": 2, "turn": 1, "point": 1}


@pytest.mark.parametrize(("within", "words"), [("sentence", None), ("section", None), (1, 1), (np.int64(7), 7)])
def test_a_number_is_told_from_a_kind_of_window(within, words):
    """A whole number of words, of whatever integer type, or None."""
    assert word_distance(within) == words


@pytest.mark.parametrize("within", [0, -1, 2.5, 5.0, True, None, ["sentence"]])
def test_what_is_neither_is_refused(within):
    """The value and what could be said instead, in one line."""
    with pytest.raises(DiscourseError, match="within=.* is neither a number of words.*'sentence', .*'turn'") as error:
        word_distance(within)
    assert "\n" not in str(error.value)


def test_an_unknown_kind_is_named():
    """The kinds of window, and the one meant."""
    with pytest.raises(DiscourseError, match="within='sentense' is not one of.*Did you mean 'sentence'"):
        word_distance("sentense")


def lay_out(*paragraphs):
    """Lay out paragraphs of (term, size): terms take `size` words of one character, · is a word, ， punctuation."""
    tokens, places = [], []
    for paragraph, pieces in enumerate(paragraphs, 1):
        at = 0
        for term, size in pieces:
            place = {"doc": "a", "paragraph": paragraph, "kind": "body"}
            kind = "punctuation" if term == "，" else "word"
            tokens += [place | {"start": at + i, "end": at + i + 1, "type": kind} for i in range(size)]
            places += [place | {"term": term, "start": at, "end": at + size}] if term not in "·，" else []
            at += size
    types = {"doc": "str", "paragraph": "int64", "kind": "str", "start": "int64", "end": "int64"}
    frames = ((tokens, types | {"type": "str"}), (places, types | {"term": "str"}))
    return [pd.DataFrame(rows, columns=list(columns)).astype(columns) for rows, columns in frames]


def pairs_of(*paragraphs, words):
    """Pair the places of paragraphs given as strings, one character a word."""
    tokens, places = lay_out(*([(term, 1) for term in paragraph] for paragraph in paragraphs))
    met = pair_nearby(places, base=tokens, of="term", by=["doc"], words=words)
    return list(met[["first", "second"]].itertuples(index=False, name=None))


def test_words_are_numbered_and_punctuation_is_not():
    """Over two paragraphs, whatever the order of the tokens; a place ends with the number of its last word."""
    tokens, places = lay_out([("甲", 2), ("，", 1), ("乙", 1)], [("·", 1), ("丙", 3)])
    for base in (tokens, tokens[::-1]):
        numbered = number_words(places, base=base)
        assert list(numbered["number"]) == [0, 2, 4] and list(numbered["last_number"]) == [1, 2, 6]


@pytest.mark.parametrize(
    ("paragraphs", "words", "pairs"),
    [
        (["甲乙"], 1, [(0, 1)]),
        (["乙甲"], 1, [(0, 1)]),
        (["甲·乙"], 1, []),
        (["甲·乙"], 2, [(0, 1)]),
        (["甲，，乙"], 1, [(0, 1)]),
        (["甲", "乙"], 9, []),
        (["甲甲"], 1, []),
        (["甲乙甲"], 1, [(0, 1)]),
        (["甲甲乙乙"], 2, [(0, 2), (1, 3)]),
        (["甲乙丙"], 1, [(0, 1), (1, 2)]),
        (["甲乙丙"], 10**30, [(0, 2), (0, 1), (1, 2)]),
    ],
)
def test_places_are_paired_by_hand(paragraphs, words, pairs):
    """To either side, over punctuation, not over a paragraph's end, a place once for another term; and in 甲甲乙乙 both
    places of each are paired, where the nearest first would leave two over.
    """
    assert sorted(pairs_of(*paragraphs, words=words)) == sorted(pairs)


def test_the_way_is_from_the_last_word_to_the_first():
    """Of 甲 with three words and 乙 with two, a word between them: two steps apart, whichever comes first."""
    for order in ("甲·乙", "乙·甲"):
        tokens, places = lay_out([(term, {"甲": 3, "乙": 2, "·": 1}[term]) for term in order])
        found = [len(pair_nearby(places, base=tokens, of="term", by=["doc"], words=words)) for words in (1, 2)]
        assert found == [0, 1]


def test_groups_are_told_apart():
    """A pair of one paragraph whose places lie in two groups is none; a missing group is one like any other."""
    tokens, places = lay_out([("甲", 1), ("乙", 1), ("甲", 1)])
    for groups, met in (([1, 2, 2], [(1, 2)]), ([None, None, 2], [(0, 1)])):
        frame = places.assign(sentence=pd.array(groups, dtype="Int64"))
        found = pair_nearby(frame, base=tokens, of="term", by=["sentence"], words=1)
        assert list(found[["first", "second"]].itertuples(index=False, name=None)) == met


def test_a_place_without_words_is_refused():
    """It cannot be numbered; the error says where it stands."""
    tokens, places = lay_out([("甲", 1)], [("乙", 1)])
    with pytest.raises(DiscourseError, match="base has no word at 1 of 2 places, the first in paragraph 2 of 'a'"):
        pair_nearby(places, base=tokens[tokens["paragraph"] == 1], of="term", by=["doc"], words=1)


def test_no_places_give_no_pairs():
    """An empty frame has the columns all the same."""
    tokens, places = lay_out([("甲", 1)])
    found = pair_nearby(places.iloc[:0], base=tokens, of="term", by=["doc"], words=1)
    assert list(found.columns) == ["term_a", "term_b", "first", "second"] and len(found) == 0


PIECES = st.lists(st.tuples(st.sampled_from("甲乙丙·，"), st.integers(1, 3)), max_size=14)


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(PIECES, max_size=3), st.integers(1, 9))
def test_no_choice_of_pairs_has_more(paragraphs, words):
    """On random places of one to three words: for every two terms a matching, as large as the largest that there is."""
    tokens, places = lay_out(*paragraphs)
    met = pair_nearby(places, base=tokens, of="term", by=["doc"], words=words)
    counted = tokens[tokens["type"] == "word"].reset_index(drop=True)
    number = {(word.paragraph, word.start): at for at, word in enumerate(counted.itertuples())}
    ends = [(number[p.paragraph, p.start], number[p.paragraph, p.end - 1]) for p in places.itertuples()]
    spots = [(p.term, p.paragraph, *end) for p, end in zip(places.itertuples(), ends, strict=True)]
    for a, b in (("乙", "甲"), ("丙", "乙"), ("丙", "甲")):
        graph = nx.Graph(
            (i, j) for i, x in enumerate(spots) for j, y in enumerate(spots)
            if (x[0], y[0]) == (a, b) and x[1] == y[1] and min(abs(y[2] - x[3]), abs(x[2] - y[3])) <= words
        )  # fmt: skip
        taken = met.loc[met["term_a"].eq(min(a, b)) & met["term_b"].eq(max(a, b)), ["first", "second"]].to_numpy()
        assert all(graph.has_edge(*pair) for pair in taken) and (taken[:, 0] < taken[:, 1]).all()
        assert len(np.unique(taken)) == 2 * len(taken)
        assert len(taken) == len(nx.max_weight_matching(graph, maxcardinality=True))
