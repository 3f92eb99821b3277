"""What is printed again is worked out once, and told of each place where it stands."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from discourse.texts.sentences import split_sentences
from discourse.words.lexicon import Lexicon, find_terms, find_terms_without_lines
from discourse.words.segment import segment

LEXICON = Lexicon(["人形机器人", "机器人", "算力", "大模型"])
TEXTS = [
    "全会提出发展算力。扩大模型应用！",
    "人形机器人和算力，算力网。",
    "无",
    "全会提出发展算力。扩大模型应用！",
    "无",
    "人形机器人和算力，算力网。",
]


def paragraphs_of(texts: list[str], docs: list[str]) -> pd.DataFrame:
    rows = {"doc": docs, "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None, "point": None}
    return pd.DataFrame(rows | {"text": texts})


@pytest.mark.filterwarnings("ignore:terms stand only in longer ones")
@pytest.mark.parametrize(
    "work",
    [
        lambda paragraphs: segment(paragraphs, lexicon=LEXICON),
        lambda paragraphs: find_terms(paragraphs, LEXICON),
        lambda paragraphs: find_terms_without_lines(paragraphs, LEXICON, ["人形机器人", "算力"]),
    ],
)
def test_repeated_paragraphs_give_what_each_gives_alone(work):
    docs = [f"a{number}" for number in range(len(TEXTS))]
    alone = [work(paragraphs_of([text], [doc])) for text, doc in zip(TEXTS, docs, strict=True)]
    assert any(len(frame) for frame in alone)
    assert_frame_equal(work(paragraphs_of(TEXTS, docs)), pd.concat(alone, ignore_index=True), check_dtype=False)


def test_repeated_paragraphs_have_their_sentences_numbered_on():
    rows = split_sentences(
        pd.DataFrame({"doc": ["a", "a", "b", "a"], "text": ["一。二。", "三。", "一。二。", "一。二。"]})
    )
    assert rows == [(1, [0, 2]), (3, [0]), (1, [0, 2]), (4, [0, 2])]
