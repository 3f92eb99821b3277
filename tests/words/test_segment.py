import marshal
import tempfile
import warnings

import jieba
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import TOKENS
from discourse.words.segment import ENGINES, jieba_tokenizer, make_cutter, token_type
from study import corpus, lexicon, tokens

LETTERS = "低空经济人形机器人新产业的是在加快推进数字化一是。，、；：“”（）()AIG6v2027.-%+ \u3000\n"


def find_terms(paragraphs, lexicon):
    """Find terms, whatever warnings say of their spelling."""
    with warnings.catch_warnings(action="ignore"):
        return dc.find_terms(paragraphs, lexicon)


def paragraph(text, **keys):
    row = {"doc": "a", "section": 1, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None, "point": None}
    return pd.DataFrame([row | {"text": text} | keys])


@pytest.mark.slow
@pytest.mark.parametrize("hmm", [True, False])
@pytest.mark.parametrize("with_lexicon", [True, False])
def test_both_engines_give_the_same_tokens_on_both_texts(hmm, with_lexicon):
    """jieba is the reference; rjieba must not differ in one token."""
    options = {"lexicon": lexicon() if with_lexicon else None, "hmm": hmm}
    a, b = (dc.segment(corpus().paragraphs, engine=engine, **options) for engine in ("rjieba", "jieba"))
    pd.testing.assert_frame_equal(a, b)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(LETTERS, max_size=40), st.booleans())
def test_both_engines_agree_on_random_text_and_words_rejoin(text, hmm):
    """Runs of Latin letters and digits included; the words join back to the text at their offsets."""
    a, b = (dc.segment(paragraph(text), engine=engine, hmm=hmm) for engine in ("rjieba", "jieba"))
    assert list(a["word"]) == list(b["word"])
    assert "".join(a["word"]) == text
    assert all(text[row.start : row.end] == row.word for row in a.itertuples())


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.text(f"{LETTERS}U.S@:/’展發\u2028\uffef\r", max_size=20), max_size=3),
    st.sampled_from(ENGINES),
    st.booleans(),
)
def test_many_paragraphs_are_cut_as_each_alone(texts, engine, hmm):
    """Words and terms stop where a paragraph does, whatever stands at the edges of both."""
    many = pd.concat([paragraph(""), *(paragraph(text, paragraph=n) for n, text in enumerate(texts, 2))])
    words = dc.segment(many, lexicon=lexicon(), engine=engine, hmm=hmm)
    terms = find_terms(many, lexicon())
    for n, text in enumerate(texts, 2):
        alone = paragraph(text, paragraph=n)
        for found, single in (
            (words, dc.segment(alone, lexicon=lexicon(), engine=engine, hmm=hmm)),
            (terms, find_terms(alone, lexicon())),
        ):
            mine = found[found["paragraph"] == n].drop(columns=["sentence", "position"], errors="ignore")
            pd.testing.assert_frame_equal(mine.reset_index(drop=True), single[mine.columns])
        assert "".join(words[words["paragraph"] == n]["word"]) == text


def test_words_rejoin_to_each_paragraph_of_the_study():
    """Titles and imprint too: nothing is dropped."""
    words = tokens().groupby(["doc", "paragraph"])["word"].agg("".join)
    texts = corpus().paragraphs.set_index(["doc", "paragraph"])["text"]
    pd.testing.assert_series_equal(words, texts.sort_index(), check_names=False)


def test_lexicon_terms_are_single_tokens():
    """低空经济 and 人形机器人, which stock jieba cuts in two, are whole."""
    for term in ("低空经济", "人形机器人", "原子级制造"):
        whole = tokens()[tokens()["word"] == term]
        assert len(whole) == corpus().paragraphs["text"].str.count(term).sum() > 0
    stock = dc.segment(paragraph("发展低空经济和人形机器人"), engine="jieba")
    assert "低空经济" not in set(stock["word"])


def test_jiebas_own_dictionary_is_untouched():
    """The module-level tokenizer is neither filled nor initialized by ours."""
    before = dict(jieba.dt.FREQ), jieba.dt.initialized
    dc.segment(paragraph("低空经济"), lexicon=lexicon(), engine="jieba")
    dc.find_terms(paragraph("低空经济"), lexicon())
    assert (dict(jieba.dt.FREQ), jieba.dt.initialized) == before
    assert "低空经济" not in jieba.dt.FREQ


@pytest.mark.slow
def test_a_cache_in_the_folder_for_temporary_files_changes_nothing(tmp_path, monkeypatch):
    """jieba would take its dictionary from there, whoever wrote it."""
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"济和": 10**9, "济": 0, "和": 0}, 10**9)))
    before = (tmp_path / "jieba.cache").read_bytes()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jieba_tokenizer.cache_clear()
    words = dc.segment(paragraph("经济和社会"), engine="jieba")["word"]
    jieba_tokenizer.cache_clear()
    assert list(words) == ["经济", "和", "社会"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == before


def test_tokens_carry_the_keys_promised():
    """Columns in their order; position counts from 1 within each doc and has no gap."""
    assert list(tokens().columns) == list(TOKENS)
    for _, mine in tokens().groupby("doc"):
        assert list(mine["position"]) == list(range(1, len(mine) + 1))
        assert (mine["sentence"].diff().dropna().between(0, 1)).all()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("经济", "word"), ("党", "word"), ("27%", "number"), ("1.2", "number"), ("2024-10-08", "number"), ("5G", "latin"),
     ("GDP", "latin"), ("IPv6", "latin"), ("，", "punctuation"), ("……", "punctuation"), (" ", "punctuation"),
     ("+", "punctuation"), ("３０", "number"), ("A股", "word"), ("café", "latin")],
)  # fmt: skip
def test_types(word, kind):
    """What a token is made of decides its type."""
    assert token_type(word) == kind


def test_an_unknown_engine_is_named():
    """With the options, and the one meant."""
    with pytest.raises(DiscourseError, match="engine='jeiba' is not one of: 'rjieba', 'jieba'. Did you mean"):
        dc.segment(paragraph("x"), engine="jeiba")


def test_no_paragraphs_give_no_tokens():
    """An empty frame has the same columns."""
    assert list(dc.segment(paragraph("x").iloc[:0]).columns) == list(TOKENS)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("hmm", [True, False])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sino-U.S. talks", "Sino-U.S.:latin talks:latin"),
        ("U.S.-China", "U.S.-China:latin"),
        ("non-U.S. firms", "non-U.S.:latin firms:latin"),
        ("the U.S.'s role", "the:latin U.S.'s:latin role:latin"),
        ("U.S.-中国", "U.S.:latin -:punctuation 中国:word"),
        ("发布v2.0.1版", "发布:word v2.0.1:latin 版:word"),
        ("第4.2.1节。", "第:word 4.2.1:number 节:word 。:punctuation"),
        ("See 4.2.1.", "See:latin 4.2.1:number .:punctuation"),
        ("在10.0.0.1上", "在:word 10.0.0.1:number 上:word"),
        ("见www.example.com。", "见:word www.example.com:latin 。:punctuation"),
        ("(https://a.b/c?d=1)", "(:punctuation https://a.b/c?d=1:latin ):punctuation"),
        ("邮箱a@b.com，", "邮箱:word a@b.com:latin ，:punctuation"),
        ("<x.y@mofcom.gov.cn>", "<:punctuation x.y@mofcom.gov.cn:latin >:punctuation"),
        ("open report.pdf, please", "open:latin report.pdf:latin ,:punctuation please:latin"),
        ("goes on.Next", "goes:latin on:latin .:punctuation Next:latin"),
        ("AI@Work", "AI:latin @:punctuation Work:latin"),
    ],
)
def test_versions_addresses_and_hyphened_initials_are_one_token(engine, hmm, text, words):
    """By both engines alike, and only what readers take for one; all joins back to the text."""
    cut = make_cutter(engine, hmm=hmm)(text)
    assert "".join(cut) == text
    assert " ".join(f"{word}:{token_type(word)}" for word in cut if word.strip()) == words
