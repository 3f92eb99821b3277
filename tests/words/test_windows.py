import pandas as pd

from discourse.words.windows import countable, inside

FRAME = pd.DataFrame(
    {"section": [0, 1, 1], "turn": [0, 0, 2], "point": pd.array([None, None, 1], dtype="Int64"),
     "kind": ["imprint", "heading", "answer"], "type": ["word", "punctuation", "word"]}
)  # fmt: skip


def test_imprint_and_punctuation_never_count():
    """Of the three rows one counts."""
    assert list(countable(FRAME).index) == [2]


def test_what_belongs_to_no_window_lies_in_none():
    """Section 0, turn 0 and a missing point are not windows; a sentence always is."""
    sizes = {within: len(inside(FRAME, within)) for within in ("sentence", "section", "turn", "point")}
    assert sizes == {"sentence": 3, "section": 2, "turn": 1, "point": 1}
