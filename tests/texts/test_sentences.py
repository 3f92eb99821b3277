import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.texts.corpus import build_corpus, read_article
from discourse.texts.formats.read_file import Decoded
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


@given(st.text('一二。！？；…”）)"a1. ', max_size=40))
def test_each_character_lies_in_exactly_one_sentence(text):
    """The sentences join back to the text, and none is empty."""
    parts = split(text)
    assert "".join(parts) == text
    assert all(parts) or text == ""


@given(st.lists(st.text('一。！”） "a1.!…', max_size=12), max_size=4))
def test_many_texts_at_once_have_the_sentences_of_each(texts):
    """They are looked through as one text, in which none runs over into the next."""
    rows = split_sentences(pd.DataFrame({"doc": [str(number) for number in range(len(texts))], "text": texts}))
    assert rows == [(1, sentence_starts(text)) for text in texts]


def test_sentences_are_numbered_through_a_doc():
    """Numbers go on from paragraph to paragraph and begin anew in the next doc."""
    paragraphs = pd.DataFrame({"doc": ["a", "a", "b"], "text": ["一。二。", "三。", "四。"]})
    rows = split_sentences(paragraphs)
    assert [first for first, _ in rows] == [1, 3, 1]
    assert [sentence_at(rows[0], offset) for offset in range(4)] == [1, 1, 2, 2]


def numbered(text, **declared):
    """Read a text, and give the number of the first sentence of each paragraph."""
    entry = {"doc": "a", "file": "a.txt"} | declared
    paragraphs = build_corpus([read_article(entry, Decoded(text, "utf-8", "0"))]).paragraphs
    return [(p.text, first) for p, (first, _) in zip(paragraphs.itertuples(), split_sentences(paragraphs), strict=True)]


@pytest.mark.parametrize("between", ["", "\u200b", " ", "\ufeff \x00"])
def test_a_sentence_that_runs_over_a_cut_keeps_its_number_whatever_does_not_print_there(between):
    """Points of one line are one sentence with an invisible character between them, too."""
    rows = numbered(f"问：是什么？\n答：一是改；{between}二是转。好。\n")
    assert [first for _, first in rows] == [1, 2, 2]


def test_a_line_end_that_a_correction_puts_in_ends_a_sentence():
    """As one of the file does, though nothing in the file parts the two paragraphs."""
    corrected = numbered(
        "题目\n这里少了换行，还有一段。\n", correction=[{"find": "，还", "replace": "，\n还", "reason": "x"}]
    )
    assert (
        corrected
        == numbered("题目\n这里少了换行，\n还有一段。\n")
        == [("题目", 1), ("这里少了换行，", 2), ("还有一段。", 3)]
    )


def test_a_point_behind_a_number_ends_a_sentence_where_none_follows():
    """The point of 6.9 does not, that of a year does, in English and before Chinese."""
    assert sentence_starts("It grew by 6.9 in 2024. The rest followed") == [0, 24]
    assert sentence_starts("增长6.9个点。后来放缓。") == [0, 8]
