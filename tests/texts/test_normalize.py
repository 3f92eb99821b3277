import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.texts.normalize import fold, matchable, simplify
from study import lexicon

TEXT = "發展低空經濟和人工智能，推進新型工業化。"


def paragraph(text):
    row = {"doc": "a", "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None, "point": None}
    return pd.DataFrame([row | {"text": text}])


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ＡＩ　６Ｇ", "AI 6G"), ("產業鏈", "产业链"), ("后来", "后来"), ("後來", "后来"), ("显著", "显著")],
)
def test_width_and_script_are_folded_one_for_one(text, folded):
    """What is simplified and half-width already stays as it is."""
    assert fold(text) == folded


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text())
def test_folding_keeps_every_offset(text):
    """As many characters as before, and folding twice is folding once."""
    assert len(fold(text)) == len(simplify(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(max_examples=60)
@given(st.text(alphabet="经济AIé ‘’“”—·\u0301\u200bⅢ零二〇,'\n"), st.booleans())
def test_matchable_characters_stand_in_order_where_they_were(text, quotes):
    """A place for each, none before that of the one ahead; and what is matchable stays as it is."""
    folded, places = matchable(text, quotes=quotes)
    assert len(folded) == len(places)
    assert list(places) == sorted(places) and all(0 <= place < len(text) for place in places)
    assert matchable(folded, quotes=quotes)[0] == folded


def test_a_traditional_text_has_its_terms_and_its_words_as_printed():
    """The terms of a simplified lexicon are found, and the words join back to the text."""
    found = dc.find_terms(paragraph(TEXT), lexicon())
    assert found[["term", "form", "doubtful"]].to_numpy().tolist() == [
        ["低空经济", "低空經濟", False], ["人工智能", "人工智能", False], ["新型工业化", "新型工業化", False],
    ]  # fmt: skip
    words = dc.segment(paragraph(TEXT), lexicon=lexicon())
    assert words["word"].tolist() == ["發展", "低空經濟", "和", "人工智能", "，", "推進", "新型工業化", "。"]
    assert dc.concordance(paragraph(TEXT), "低空经济")["match"].tolist() == ["低空經濟"]


def test_a_simplified_text_is_cut_as_it_stands():
    """A single character that looks traditional changes nothing."""
    assert dc.segment(paragraph("乾隆年间的工业。"))["word"].str.cat() == "乾隆年间的工业。"
    assert simplify("乾隆年间的工业。") == "乾隆年间的工业。"
