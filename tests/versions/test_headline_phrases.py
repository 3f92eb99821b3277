"""Phrases of headlines that stand in other kinds of paragraphs, too, and those that went there between two versions."""

import pandas as pd
import pytest
from test_random_versions import draw_versions

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import HEADLINE_PHRASES
from study import NEW, OLD, corpus


def version(doc, *paragraphs):
    """Make the paragraphs of one version, each a kind and a text."""
    rows = [
        {"doc": doc, "section": 1, "turn": 0, "paragraph": at, "kind": kind, "speaker": None, "point": None, "text": text}
        for at, (kind, text) in enumerate(paragraphs, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def phrases_of(old, new, **options):
    both = pd.concat([version("a", *old), version("b", *new)], ignore_index=True)
    return dc.find_headline_phrases(both, old="a", new="b", **options)


def said(found):
    """Return phrase, kinds in either version and whether it migrates, once each."""
    rows = found.drop_duplicates("phrase")[["phrase", "kinds_old", "kinds_new", "migrates"]]
    return rows.astype(object).where(rows.notna(), "").to_numpy().tolist()


def test_a_phrase_that_went_from_the_text_to_a_heading_migrates():
    found = phrases_of(
        [("heading", "紧抓机遇"), ("answer", "我们要筑牢实体经济根基，再出发。")],
        [("heading", "筑牢实体经济根基"), ("answer", "我们要出发。")],
    )
    assert said(found) == [["筑牢实体经济根基", "answer", "heading", True]]
    assert found[["doc", "kind", "start", "end"]].to_numpy().tolist() == [
        ["a", "answer", 3, 11],
        ["b", "heading", 0, 8],
    ]


def test_one_that_both_versions_have_alike_does_not():
    """And a heading that stands nowhere but in headings is no row at all."""
    text = [("heading", "完善政策体系"), ("answer", "要完善政策体系。"), ("heading", "坚持底线思维")]
    assert said(phrases_of(text, text)) == [["完善政策体系", "heading|answer", "heading|answer", False]]


@pytest.mark.parametrize(
    ("heading", "answer", "phrases"),
    [
        # the longest run, of one clause, in any width
        ("加快发展，完善５Ｇ网络体系", "完善5G网络体系，加快发展。", ["完善5G网络体系", "加快发展"]),
        # no single word, no function word at its ends, nothing shorter than four letters
        ("中小企业如何发展", "支持中小企业。", []),
        ("对中小企业的支持", "对中小企业的服务。", []),
        ("企业发展的路径", "要走企业发展的路。", ["企业发展"]),
    ],
)
def test_what_is_a_phrase(heading, answer, phrases):
    found = phrases_of([("heading", heading), ("body", answer)], [("body", "无。")])
    assert found["phrase"].drop_duplicates().tolist() == phrases


def test_terms_of_the_lexicon_are_single_words():
    old, new = [("heading", "壮大中小企业")], [("answer", "支持中小企业。")]
    both = [("heading", "中小企业"), ("answer", "中小企业。")]
    assert phrases_of(both, new, lexicon=dc.Lexicon(["中小企业"])).empty
    assert phrases_of(old, new, lexicon=dc.Lexicon(["壮大中小企业"])).empty


@pytest.mark.slow
def test_the_study_shows_its_slogans():
    """Which headings became text and which text became headings; each row opens its place."""
    paragraphs = corpus().paragraphs
    found = dc.find_headline_phrases(paragraphs, old=OLD, new=NEW)
    kinds = {phrase: (old, new) for phrase, old, new, migrates in said(found) if migrates}
    assert kinds["筑牢实体经济根基"] == ("answer", "heading")
    assert kinds["坚持底线思维"] == ("heading", "answer")
    assert kinds["牢牢把握发展自主权"] == ("", "heading|answer")
    assert not found["kind"].eq("imprint").any()
    assert dc.evidence(found, found, paragraphs)["match"].tolist() == found["form"].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15))
def test_phrases_of_any_two_versions(seed):
    """As many places as a search of the texts finds; kinds are theirs; swapped, the sides are exchanged."""
    paragraphs = draw_versions(seed)
    found, back = (dc.find_headline_phrases(paragraphs, old=old, new=new) for old, new in ("ab", "ba"))
    for phrase, rows in found.groupby("phrase"):
        texts = paragraphs[paragraphs["kind"].ne("imprint")]
        assert len(rows) == sum(text.count(phrase) for text in texts["text"])
        holding = texts[[phrase in text for text in texts["text"]]]
        kinds = {doc: set(holding.loc[holding["doc"].eq(doc), "kind"]) for doc in "ab"}
        assert set(filter(None, str(rows["kinds_old"].fillna("").iloc[0]).split("|"))) == kinds["a"]
        assert rows["migrates"].eq(kinds["a"] != kinds["b"]).all() and len(kinds["a"] | kinds["b"]) > 1
    turned = back.rename(columns={"kinds_old": "kinds_new", "kinds_new": "kinds_old", "old": "new", "new": "old"})
    pd.testing.assert_frame_equal(found, turned[found.columns])


def test_no_phrase_gives_an_empty_frame_and_an_unknown_doc_is_refused():
    nothing = phrases_of([("body", "无。")], [("body", "有。")])
    assert nothing.empty and nothing.dtypes.astype(str).to_dict() == HEADLINE_PHRASES
    with pytest.raises(DiscourseError, match="old='x' is not one of"):
        dc.find_headline_phrases(corpus().paragraphs, old="x", new=NEW)
