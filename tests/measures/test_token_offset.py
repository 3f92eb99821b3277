import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from study import mentions, tokens


def text(doc, *paragraphs, kinds=None):
    """Tokens of a doc: one string a paragraph, its words parted by blanks; 。 is punctuation."""
    rows = []
    for number, words in enumerate(paragraphs, 1):
        start = 0
        for word in words.split():
            kind = kinds[number - 1] if kinds else "body"
            type_ = "punctuation" if word == "。" else "word"
            rows.append((doc, number, kind, word, type_, start, start + len(word)))
            start += len(word)
    return pd.DataFrame(rows, columns=["doc", "paragraph", "kind", "word", "type", "start", "end"])


def mentions_of(words, *terms):
    return words[words["word"].isin(terms)].rename(columns={"word": "term"}).drop(columns="type")


TEXT = text("a", "产业 发展 。 产业", "算力 产业 。")


def test_a_place_is_the_number_of_words_before():
    """产业 is the first word, the third and the fifth of five; the stop between them is no word."""
    placed = dc.add_token_offset(mentions_of(TEXT, "产业"), base=TEXT)
    assert placed["place"].tolist() == [0, 2, 4] and placed["words"].tolist() == [5, 5, 5]


def test_words_themselves_have_places_and_punctuation_has_none():
    placed = dc.add_token_offset(TEXT)
    assert placed["place"].dropna().tolist() == [0, 1, 2, 3, 4]
    assert placed.loc[placed["place"].isna(), "word"].tolist() == ["。", "。"]


def test_no_row_is_lost_and_none_is_moved():
    shuffled = dc.add_token_offset(TEXT).sample(frac=1, random_state=1)
    again = dc.add_token_offset(shuffled.drop(columns=["place", "words"]), base=TEXT)
    pd.testing.assert_frame_equal(again, shuffled)


def test_the_imprint_is_neither_counted_nor_placed():
    """Two words of imprint stand before three words of text."""
    words = text("a", "责编 某某", "产业 发展 产业", kinds=["imprint", "body"])
    placed = dc.add_token_offset(words)
    assert placed["place"].isna().tolist() == [True, True, False, False, False]
    assert placed["place"].dropna().tolist() == [0, 1, 2] and set(placed["words"]) == {3}


def test_each_doc_counts_its_own_words():
    words = pd.concat([text("a", "甲 乙 丙"), text("b", "乙 甲")], ignore_index=True)
    placed = dc.add_token_offset(mentions_of(words, "甲"), base=words)
    assert placed[["doc", "place", "words"]].to_numpy().tolist() == [["a", 0, 3], ["b", 1, 2]]


def test_a_mention_that_begins_inside_a_word_has_the_place_of_that_word():
    """大模型 in 扩大 模型 begins within the first word."""
    words = text("a", "要 扩大 模型")
    mention = pd.DataFrame({"doc": ["a"], "paragraph": [1], "start": [2], "end": [5], "term": ["大模型"]})
    assert dc.add_token_offset(mention, base=words)["place"].tolist() == [1]


def test_any_index_is_kept():
    words = TEXT.set_index(pd.Index([5] * len(TEXT)))
    assert dc.add_token_offset(words)["place"].dropna().tolist() == [0, 1, 2, 3, 4]


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["甲", "乙", "。"]), min_size=1, max_size=30), st.integers(1, 5))
def test_places_count_up_from_0_to_the_words_of_the_doc(words, length):
    """However the words are parted into paragraphs."""
    paragraphs = [" ".join(words[at : at + length]) for at in range(0, len(words), length)]
    placed = dc.add_token_offset(text("a", *paragraphs))
    counted = len(words) - words.count("。")
    assert placed["place"].dropna().tolist() == list(range(counted))


def test_no_mentions_give_an_empty_frame_with_both_columns():
    placed = dc.add_token_offset(mentions_of(TEXT), base=TEXT)
    assert placed.empty and list(placed.columns[-2:]) == ["place", "words"]


@pytest.mark.parametrize(
    ("frame", "base", "said"),
    [
        (mentions_of(TEXT, "产业"), None, "base=None: mentions do not hold the words between them"),
        (TEXT.drop(columns="start"), None, "mentions has no column 'start'; give what find_terms returns"),
        (mentions_of(TEXT, "产业"), TEXT.drop(columns="end"), "base has no column 'end'; give what segment returns"),
        (mentions_of(TEXT, "产业"), TEXT.query("paragraph == 2"), "base has no word in doc='a', paragraph=1"),
    ],
)
def test_frames_that_tell_no_place_are_refused(frame, base, said):
    with pytest.raises(DiscourseError, match=said):
        dc.add_token_offset(frame, base=base)


def test_the_first_place_of_a_term_is_the_first_of_emphasis():
    """Another function that counts the words before, on the study's mentions."""
    placed = dc.add_token_offset(mentions(), base=tokens())
    first = placed.assign(first=placed["place"] / placed["words"]).groupby(["doc", "term"])["first"].min()
    profile = dc.prominence(mentions(), base=tokens(), by="doc").set_index(["doc", "term"])["first"]
    np.testing.assert_allclose(first.reindex(profile.index).astype(float), profile)


def test_the_words_of_the_study_are_the_totals_of_count():
    totals = dc.count(tokens(), by="doc").groupby("doc")["total"].first()
    assert dc.add_token_offset(tokens()).groupby("doc")["words"].first().to_dict() == totals.to_dict()
