"""Where words stand in a text, whatever part of it is looked at a time."""

import numpy as np
from ahocorasick_rs import AhoCorasick

from discourse.words import places
from discourse.words.places import find_overlapping


def test_words_across_the_edge_of_a_part_are_found_once(monkeypatch):
    monkeypatch.setattr(places, "MOST_PLACES", 6)
    words, text = ["低", "低低低", "低空"], "低低低低空低空"
    expected = [
        [n, at, at + len(word)] for n, word in enumerate(words) for at in range(len(text)) if text[at:].startswith(word)
    ]
    found = np.concatenate([*find_overlapping(AhoCorasick(words), text, {1, 2, 3})])
    assert sorted(found.tolist()) == expected
