import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.intervals import INTERVALS, share_interval
from study import corpus, lexicon, mentions, terms, tokens

# two docs: a has 5 words in two sections, b has 2; each full stop and the imprint's word must not count
TOKENS = pd.DataFrame(
    [("a", 1, "body", "word", "党"), ("a", 1, "body", "word", "国"), ("a", 1, "body", "word", "国"),
     ("a", 1, "body", "punctuation", "。"), ("a", 2, "body", "word", "国"), ("a", 2, "body", "number", "5"),
     ("b", 1, "body", "word", "党"), ("b", 1, "body", "latin", "6G"), ("b", 0, "imprint", "word", "党")],
    columns=["doc", "section", "kind", "type", "word"],
)  # fmt: skip
MENTIONS = pd.DataFrame(
    {"doc": ["b", "b"], "section": [1, 0], "kind": ["body", "imprint"], "term": "6G", "category": "网"}
)


def test_counts_and_totals_are_those_counted_by_hand():
    """国 is 3 of the 5 words of a: 600 per 1,000; punctuation and imprint are in neither."""
    counts = dc.count(TOKENS, by="doc")
    assert list(counts.columns) == [
        "doc", "word", "n", "total", "rate", "rate_low", "rate_high", "rate_unit", "interval", "interval_note", "of", "by",
    ]  # fmt: skip
    assert set(counts["of"]) == {"word"} and set(counts["by"]) == {"doc"}
    assert set(dc.count(TOKENS, by=["kind", "doc"])["by"]) == {"kind|doc"}
    rows = [tuple(row) for row in counts[["doc", "word", "n", "total", "rate"]].itertuples(index=False)]
    assert rows == [
        ("a", "国", 3, 5, 1000 * 3 / 5), ("a", "5", 1, 5, 1000 / 5), ("a", "党", 1, 5, 1000 / 5),
        ("b", "6G", 1, 2, 1000 / 2), ("b", "党", 1, 2, 1000 / 2),
    ]  # fmt: skip


def test_totals_follow_the_keys():
    """By section, a rate is of the section's words."""
    counts = dc.count(TOKENS, by=["doc", "section"]).set_index(["doc", "section", "word"])
    assert counts.loc[("a", 2, "国"), "total"] == 2
    assert counts.loc[("a", 1, "国"), "rate"] == pytest.approx(1000 * 2 / 3)


def test_no_key_is_one_list_of_the_whole_corpus():
    """国 is 3 of all 7 words, 党 and the other two are the rest; mentions have the same total."""
    counts = dc.count(TOKENS, by=[])
    assert counts[["word", "n", "total"]].to_numpy().tolist() == [["国", 3, 7], ["党", 2, 7], ["5", 1, 7], ["6G", 1, 7]]
    assert set(counts["by"]) == {""} and counts["rate"].tolist() == [1000 * n / 7 for n in (3, 2, 1, 1)]
    assert dc.count(MENTIONS, base=TOKENS, by=[])[["term", "n", "total"]].to_numpy().tolist() == [["6G", 1, 7]]
    assert dc.count(TOKENS, by=()).equals(counts)


def test_mentions_are_counted_on_the_base_of_tokens():
    """One of the two words of b; the mention in the imprint is none."""
    (row,) = dc.count(MENTIONS, base=TOKENS, by="doc").itertuples(index=False)
    assert (row.doc, row.term, row.n, row.total) == ("b", "6G", 1, 2)


def test_a_key_that_the_base_lacks_leaves_its_totals_as_they_are():
    """By doc and category the total is the doc's: tokens have no category."""
    (row,) = dc.count(MENTIONS, base=TOKENS, by=["doc", "category"]).itertuples(index=False)
    assert (row.category, row.n, row.total) == ("网", 1, 2)
    (row,) = dc.count(MENTIONS, base=TOKENS, by="category").itertuples(index=False)
    assert row.total == 7


def test_any_column_can_be_counted():
    """of="category" counts categories, of="kind" the words of each kind."""
    assert dc.count(MENTIONS, of="category", base=TOKENS, by="doc")["category"].tolist() == ["网"]
    assert dc.count(TOKENS, of="kind", by="doc")["n"].tolist() == [5, 2]


def test_missing_keys_drop_no_row():
    """Words outside any point are a group of their own."""
    counts = dc.count(tokens(), by=["doc", "point"])
    assert counts["n"].sum() == (~tokens()["type"].eq("punctuation") & ~tokens()["kind"].eq("imprint")).sum()
    assert counts["point"].isna().any() and counts["total"].notna().all()
    sums = counts.groupby(["doc", "point"], dropna=False)
    assert (sums["total"].first() == sums["n"].sum()).all()


def test_filtering_words_keeps_the_totals_of_the_base():
    """Without stop words a rate is still one of all words."""
    kept = TOKENS[TOKENS["word"] != "国"]
    assert dc.count(kept, base=TOKENS, by="doc").set_index(["doc", "word"]).loc[("a", "党"), "total"] == 5


@pytest.mark.slow
@settings(max_examples=20)
@given(st.integers(1, 3000), st.data())
def test_the_interval_is_the_exact_one_of_scipy(total, data):
    """Clopper and Pearson (1934), held against scipy's binomtest."""
    n = data.draw(st.integers(1, total))
    frame = pd.DataFrame({"doc": "a", "kind": "body", "type": "word", "word": ["甲"] * n + ["乙"] * (total - n)})
    row = dc.count(frame, by="doc").set_index("word").loc["甲"]
    low, high = binomtest(n, total).proportion_ci(0.95, method="exact")
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((1000 * low, 1000 * high))


@pytest.mark.parametrize("interval", [name for name in INTERVALS if name != "bootstrap"])
def test_an_interval_asked_for_by_name_is_the_one_given(interval):
    """Rates of its ends, per 1,000; the column names it; n, total and rate are those of every other."""
    rows, exact = dc.count(TOKENS, by="doc", interval=interval), dc.count(TOKENS, by="doc")
    low, high = share_interval(rows["n"], rows["total"], interval)
    assert (rows["interval"] == interval).all()
    assert rows["rate_low"].tolist() == pytest.approx((1000 * low).tolist())
    assert rows["rate_high"].tolist() == pytest.approx((1000 * high).tolist())
    pd.testing.assert_frame_equal(rows.iloc[:, :5], exact.iloc[:, :5])


def test_characters_as_unit_make_totals_of_the_lengths_of_the_words_that_count():
    """制造业 has three characters, 6G two, 国 one; the full stop and the imprint's word add none."""
    tokens = TOKENS.assign(word=["制造业", "国", "国", "。", "国", "5", "党", "6G", "党党党"])
    rows = dc.count(tokens, by="doc", unit="character").set_index(["doc", "word"])
    assert rows.loc["a", "total"].unique().tolist() == [3 + 1 + 1 + 1 + 1]
    assert rows.loc["b", "total"].unique().tolist() == [1 + 2]
    assert rows.loc[("a", "国"), "rate"] == pytest.approx(1000 * 3 / 7) and (rows["rate_unit"] == "character").all()


def test_characters_of_the_study_are_those_of_its_words():
    """By whatever keys, and the same under both engines, for characters do not hang on the segmentation."""
    counted = tokens()[tokens()["type"].ne("punctuation") & tokens()["kind"].ne("imprint")]
    lengths = counted["word"].str.len()
    for by in (["doc"], ["doc", "section"]):
        rows = dc.count(mentions(), base=tokens(), by=by, unit="character")
        totals = rows.drop_duplicates(by).set_index(by)["total"]
        assert totals.to_dict() == lengths.groupby([counted[key] for key in by]).sum().loc[totals.index].to_dict()
    other = dc.segment(corpus().paragraphs, lexicon=lexicon(), engine="jieba")
    pd.testing.assert_frame_equal(
        dc.count(mentions(), base=other, by="doc", unit="character"),
        dc.count(mentions(), base=tokens(), by="doc", unit="character"),
    )


def test_words_of_no_text_are_no_base():
    """A doc that the tokens lack, and no tokens at all."""
    for base, by in ((TOKENS[TOKENS["doc"] == "a"], "doc"), (TOKENS.iloc[:0], "category")):
        with pytest.raises(DiscourseError, match="base has no word in doc='b'"):
            dc.count(MENTIONS, base=base, by=by)


def test_more_mentions_than_words_have_no_interval_of_a_share():
    """Counted on a base of fewer words: the rate is what was asked for, no share has such an interval."""
    rows = dc.count(TOKENS, base=TOKENS[TOKENS["word"] == "党"], by="doc").set_index(["doc", "word"])
    assert rows.loc[("a", "国"), ["n", "total", "rate"]].tolist() == [3, 1, 3000]
    assert rows.loc[("a", "国"), ["rate_low", "rate_high"]].isna().all()


def test_terms_of_the_study_sum_to_their_mentions():
    """No mention is lost between the frames, by whatever keys."""
    counted = (mentions()["kind"] != "imprint").sum()
    for by in ("doc", ["doc", "section"], ["doc", "kind"], ["speaker", "point"]):
        assert dc.count(mentions(), base=tokens(), by=by)["n"].sum() == counted == terms()["n"].sum()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dc.count(TOKENS, by="dok"), "by='dok' is not one of.*Did you mean 'doc'"),
        (lambda: dc.count(TOKENS, by=["doc", "sektion"]), "by='sektion'.*Did you mean 'section'"),
        (lambda: dc.count(TOKENS, by="doc", of="wort"), "of='wort'.*Did you mean 'word'"),
        (lambda: dc.count(MENTIONS, by="doc"), "base=None.*give base=tokens"),
        (lambda: dc.count(TOKENS, by="word"), "by names 'word'"),
        (lambda: dc.count(TOKENS, by=None), "by=None is no name"),
        (lambda: dc.count(TOKENS, by="doc", unit="sign"), "unit='sign' is not one of: 'word', 'character'"),
        (lambda: dc.count(TOKENS, by="doc", interval="exakt"), "interval='exakt'.*Did you mean 'exact'"),
    ],
)
def test_wrong_requests_are_named(call, message):
    """The value, the options, the one meant."""
    with pytest.raises(DiscourseError, match=message):
        call()


def test_nothing_to_count_gives_an_empty_frame():
    """With its columns, and no crash."""
    assert len(dc.count(TOKENS.iloc[:0], by="doc")) == 0
    assert len(dc.count(MENTIONS.iloc[:0], base=TOKENS, by="doc")) == 0


def test_the_order_is_fixed():
    """Shuffled tokens give the same table."""
    shuffled = dc.segment(corpus().paragraphs).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(dc.count(shuffled, by="doc"), dc.count(dc.segment(corpus().paragraphs), by="doc"))
