"""Names, labels and blocks that the tests of this folder share."""

import pandas as pd

ENGLISH = {
    "人工智能": "artificial intelligence",
    "脑机接口": "brain-computer interface",
    "新一代信息技术": "new-generation information technology",
    "低空经济": "low-altitude economy",
    "光伏": "photovoltaics",
    "集成电路": "integrated circuits",
}
TERMS = list(ENGLISH)
OLD, NEW = "economic-daily", "peoples-daily"

# change, (section, words, first sentence) of the old and of the new: 54 words in the lead and section 1, 80 in 2.
BLOCKS = [
    ("same", (0, 4, 1), (0, 4, 1)),
    ("reworded", (1, 30, 2), (1, 30, 2)),
    ("added", None, (1, 20, 3)),
    ("dropped", (1, 20, 3), None),
    ("punctuation", (2, 5, 4), (2, 5, 4)),
    ("damage", (2, 15, 5), (2, 15, 5)),
    ("expanded", (2, 25, 6), (2, 35, 7)),
    ("shortened", (2, 35, 7), (2, 25, 6)),
]


def aligned_frame(blocks=BLOCKS, *, moved=(), imprint=()):
    """What `dc.align_versions` returns of such blocks, which count from 1."""
    rows = []
    for number, (change, *sides) in enumerate(blocks, 1):
        row = {"block": number, "change": change, "moved": number in moved, "old": OLD, "new": NEW}
        for name, side in zip(("old", "new"), sides, strict=True):
            section, words, first = side or (None, 0, None)
            kind = None if side is None else "imprint" if number in imprint else "answer"
            place = {"kind": kind, "section": section, "words": words, "first_sentence": first}
            row |= {f"{key}_{name}": value for key, value in place.items()}
        rows.append(row)
    whole = [f"{key}_{name}" for key in ("section", "first_sentence") for name in ("old", "new")]
    return pd.DataFrame(rows).astype(dict.fromkeys(whole, "Int64"))


class Corpus:
    def labels(self, language):
        return {"zh": {NEW: "人民日报", OLD: "经济日报"}, "en": {NEW: "People's Daily", OLD: "Economic Daily"}}[
            language
        ]


class Lexicon:
    def labels(self, language):
        return ENGLISH if language == "en" else {term: term for term in ENGLISH}


LABELS = [Corpus(), Lexicon()]


class Words:
    """A lexicon as captions see it."""

    def __init__(self, size):
        self.size = size

    def labels(self, language):
        return {}

    def describe(self, language):
        return self.size and (f"terms.csv（{self.size} 词）" if language == "zh" else f"terms.csv ({self.size} terms)")
