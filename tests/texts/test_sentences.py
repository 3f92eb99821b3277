import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.texts.sentences import sentence_at, sentence_starts, split_sentences


def split(text):
    starts = sentence_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三？", ["一。", "二！", "三？"]),
        ("一;二；三。", ["一;二；三。"]),
        ("他说：“好。”走。", ["他说：“好。”", "走。"]),
        ("是吗?!是。", ["是吗?!", "是。"]),
        ("等等……再说", ["等等……", "再说"]),
        ("增长2.1倍。达1.2万家", ["增长2.1倍。", "达1.2万家"]),
        ("我国GDP. 增长", ["我国GDP. 增长"]),
        ("发展经济.我们", ["发展经济.", "我们"]),
        ("没有句号", ["没有句号"]),
        ("（见上。）下", ["（见上。）", "下"]),
        ("一。 二。", ["一。 ", "二。"]),
    ],
)  # fmt: skip
def test_sentences_end_where_readers_end_them(text, sentences):
    """。！？…… with closing quotes and brackets end one; ； and decimal points do not."""
    assert split(text) == sentences


@given(st.text("一二。！？；…”）)\"a1. ", max_size=40))
def test_each_character_lies_in_exactly_one_sentence(text):
    """The sentences join back to the text, and none is empty."""
    parts = split(text)
    assert "".join(parts) == text
    assert all(parts) or text == ""


def test_sentences_are_numbered_through_a_doc():
    """Numbers go on from paragraph to paragraph and begin anew in the next doc."""
    paragraphs = pd.DataFrame({"doc": ["a", "a", "b"], "text": ["一。二。", "三。", "四。"]})
    rows = split_sentences(paragraphs)
    assert [first for first, _ in rows] == [1, 3, 1]
    assert [sentence_at(rows[0], offset) for offset in range(4)] == [1, 1, 2, 2]
