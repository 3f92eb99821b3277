"""What stands around a mention: heading, sentence, list, and the counterpart of its sentence in another version."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError

TEXTS = {
    "a": ["一、产业", "一是发展光伏、锂电池和算力等领域。推进改革。", "加强服务。"],
    "b": ["一、产业", "一是发展光伏和算力等领域。推进改革。"],
}
LEXICON = dc.Lexicon(["光伏", "锂电池", "算力", "改革", "服务"])


@pytest.fixture(scope="module")
def paragraphs():
    rows = [
        {"doc": doc, "section": 1, "turn": 0, "paragraph": at, "heading": "产业", "speaker": None, "point": None,
         "kind": "heading" if at == 1 else "body", "text": text}
        for doc, texts in TEXTS.items() for at, text in enumerate(texts, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def contexts(paragraphs):
    mentions = dc.find_terms(paragraphs, LEXICON)
    lists = dc.find_lists(paragraphs, lexicon=LEXICON)
    aligned = dc.align_versions(paragraphs, old="a", new="b")
    return dc.add_context(mentions, paragraphs, lists=lists, aligned=aligned).set_index(["doc", "term"])


def test_a_mention_has_its_sentence_its_heading_and_its_rank_in_its_list(contexts):
    found = contexts.loc[("a", "算力")]
    assert found["sentence_text"] == "一是发展光伏、锂电池和算力等领域。" and found["heading"] == "产业"
    assert (found["item_rank"], found["list_size"], found["list_items"]) == (3, 3, "光伏|锂电池|算力")
    assert (found["list_head"], found["list_pattern"]) == ("领域", "enumeration")
    assert contexts.loc[("b", "算力"), ["item_rank", "list_size"]].tolist() == [2, 2]
    assert contexts.loc[("a", "改革"), ["item_rank", "list_size", "list_items"]].isna().all()


def test_a_mention_has_what_became_of_its_sentence_and_the_counterpart_on_either_side(contexts):
    assert contexts.loc[("a", "光伏"), ["change", "counterpart"]].tolist() == [
        "shortened",
        "一是发展光伏和算力等领域。",
    ]
    assert contexts.loc[("b", "光伏"), "counterpart"] == "一是发展光伏、锂电池和算力等领域。"
    assert contexts.loc[("a", "改革"), "change"] == "same"
    assert contexts.loc[("a", "服务"), ["change", "counterpart"]].tolist() == ["dropped", ""]
    assert contexts["block"].notna().all()


def test_without_lists_and_blocks_their_columns_are_missing_and_no_row_is_lost(paragraphs):
    mentions = dc.find_terms(paragraphs, LEXICON).sample(frac=1, random_state=1)
    told = dc.add_context(mentions, paragraphs.sample(frac=1, random_state=2))
    assert told[list(mentions)].equals(mentions)
    assert told[["item_rank", "list_items", "block", "change", "counterpart"]].isna().all(axis=None)
    assert [row["form"] in row["sentence_text"] for row in told.to_dict("records")] == [True] * len(mentions)


def test_mentions_of_another_text_are_refused(paragraphs):
    mentions = dc.find_terms(paragraphs, LEXICON)
    with pytest.raises(DiscourseError, match="no text of doc='other', paragraph 2"):
        dc.add_context(mentions.assign(doc="other"), paragraphs)
