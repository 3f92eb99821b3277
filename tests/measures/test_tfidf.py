from math import log, sqrt

import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

import discourse as dc
from discourse.errors import DiscourseError
from study import tokens

COUNTS = pd.DataFrame(
    {"doc": ["a", "a", "a", "b", "b"], "section": [1, 1, 2, 1, 2], "word": ["党", "国", "党", "国", "民"],
     "n": [1, 3, 2, 1, 1], "total": [4, 4, 2, 1, 1]}
)  # fmt: skip


def test_tf_idf_by_hand():
    """N = 4 parts; 党 and 国 stand in two of them, 民 in one."""
    scores = dc.add_tfidf(COUNTS, by=["doc", "section"], norm=None)
    idf = {"党": log(5 / 3) + 1, "国": log(5 / 3) + 1, "民": log(5 / 2) + 1}
    assert list(scores["tf"]) == [1 / 4, 3 / 4, 1, 1, 1]
    assert list(scores["parts"]) == [4] * 5
    assert list(scores["df"]) == [2, 2, 2, 2, 1]
    assert list(scores["idf"]) == pytest.approx([idf[word] for word in COUNTS["word"]])
    assert list(scores["tfidf"]) == pytest.approx(list(scores["tf"] * scores["idf"]))


def test_each_part_is_scaled_to_length_one():
    """Section 1 of a: 党 and 国 as 1 to 3, their idf the same."""
    scores = dc.add_tfidf(COUNTS, by=["doc", "section"])
    assert list(scores["tfidf"][:2]) == pytest.approx([1 / sqrt(10), 3 / sqrt(10)])
    assert list(scores["tfidf"][2:]) == pytest.approx([1, 1, 1])


def test_within_takes_the_idf_inside_each_doc():
    """Inside a 党 stands in both parts: idf ln(3/3) + 1 = 1; over all it stands in two of four."""
    scores = dc.add_tfidf(COUNTS, by=["doc", "section"], within="doc")
    assert list(scores["parts"]) == [2] * 5
    assert list(scores["idf"]) == pytest.approx([1, log(3 / 2) + 1, 1, log(3 / 2) + 1, log(3 / 2) + 1])


def test_scores_are_those_of_scikit_learn_on_the_study():
    """Its vectorizer, given the same words in eight sections, gives every score."""
    inside = tokens().query("section > 0 and type != 'punctuation'")
    scores = dc.add_tfidf(dc.count(inside, by=["doc", "section"]), by=["doc", "section"])
    texts = inside.groupby(["doc", "section"])["word"].agg(list)
    model = TfidfVectorizer(analyzer=lambda words: words)
    table = pd.DataFrame(model.fit_transform(texts).toarray(), texts.index, model.get_feature_names_out())
    expected = table.stack().loc[lambda score: score > 0].sort_index()
    got = scores.set_index(["doc", "section", "word"])["tfidf"].sort_index()
    assert len(texts) == scores["parts"].iloc[0] == 8
    pd.testing.assert_series_equal(got, expected, check_names=False)


def test_rows_stay_where_they_are_whatever_their_order_and_index():
    """Also where the idf is taken inside each doc, so that groups of rows are scored apart."""
    mixed = COUNTS.iloc[::-1].set_axis([7] * len(COUNTS))
    scores = dc.add_tfidf(mixed, by=["doc", "section"], within="doc")
    pd.testing.assert_frame_equal(scores[list(mixed.columns)], mixed)


def test_rows_and_columns_of_the_counts_stay():
    """Scores are added; nothing is sorted or dropped."""
    scores = dc.add_tfidf(COUNTS, by=["doc", "section"], within="doc")
    pd.testing.assert_frame_equal(scores[COUNTS.columns], COUNTS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "doc"}, "does not tell the rows apart"),
        ({"by": ["doc", "sektion"]}, "Did you mean 'section'"),
        ({"by": ["doc", "section"], "within": "point"}, "within='point' is not one of: 'doc', 'section'"),
        ({"by": ["doc", "section"], "norm": "l3"}, "norm='l3'"),
    ],
)
def test_wrong_requests_are_named(options, message):
    """The value and the repair."""
    with pytest.raises(DiscourseError, match=message):
        dc.add_tfidf(COUNTS, **options)


def test_no_counts_give_no_scores():
    """An empty frame has the columns all the same."""
    assert list(dc.add_tfidf(COUNTS.iloc[:0], by=["doc", "section"]).columns[-5:]) == [
        "tf",
        "df",
        "parts",
        "idf",
        "tfidf",
    ]


WORDS = pd.DataFrame(
    {"doc": list("aabbcdef"), "kind": ["body"] * 7 + ["imprint"], "type": "word", "word": list("党国国民民军农工")}
)


def test_parts_without_a_hit_count_with_base():
    """Five docs have words (f has its imprint only), 党 stands in one of them, 国 in two: N is 5, not 2."""
    counts = dc.count(WORDS[WORDS["word"].isin(["党", "国"])], base=WORDS, by="doc")
    without, scores = dc.add_tfidf(counts, by="doc", norm=None), dc.add_tfidf(counts, by="doc", norm=None, base=WORDS)
    assert list(without["parts"]) == [2] * 3 and list(scores["parts"]) == [5] * 3
    expected = {"党": log(6 / 2) + 1, "国": log(6 / 3) + 1}
    assert list(scores["idf"]) == pytest.approx([expected[word] for word in scores["word"]])
    assert list(scores["tfidf"]) == pytest.approx([expected[word] / 2 for word in scores["word"]])


def test_base_changes_nothing_where_all_words_were_counted():
    """Each part has a row, so that N is known; also within each doc."""
    inside = tokens().query("section > 0")
    counts = dc.count(inside, by=["doc", "section"])
    for within in (None, "doc"):
        known = dc.add_tfidf(counts, by=["doc", "section"], within=within)
        pd.testing.assert_frame_equal(dc.add_tfidf(counts, by=["doc", "section"], within=within, base=inside), known)


def test_parts_of_base_are_counted_by_columns_of_articles_within_each_value():
    """A paper's years: X has words in 2021 and 2022, Y in 2021 and in an unknown year; missing is a part."""
    articles = pd.DataFrame({"doc": list("abcdef"), "paper": list("XXXYYY"),
                             "year": pd.array([2021, 2021, 2022, 2021, None, 2023], "Int64")})  # fmt: skip
    by = ["paper", "year"]
    counts = dc.count(WORDS[WORDS["word"].isin(["党", "军"])], base=WORDS, by=by, articles=articles)
    scores = dc.add_tfidf(counts, by=by, within="paper", base=WORDS, articles=articles)
    assert list(scores["parts"]) == [2, 2]
    assert list(dc.add_tfidf(counts, by=by, base=WORDS, articles=articles)["parts"]) == [4, 4]


def test_bases_that_cannot_tell_the_parts_are_refused():
    """A result, a base without the key, one without the words of a part, a key of another type."""
    counts = dc.count(WORDS, by="doc")
    for base, message in [
        (counts, "base has no column 'kind'"),
        (WORDS[WORDS["doc"] != "b"], "base has no word in doc='b', where counts has one"),
        (WORDS.drop(columns="doc"), "base has no column 'doc'"),
        (WORDS.assign(doc=range(8)), "'doc' is .* in the frame and int64 in base"),
    ]:
        with pytest.raises(DiscourseError, match=message):
            dc.add_tfidf(counts, by="doc", base=base)
    by_category = COUNTS.drop(columns="section").iloc[[0, 3]].assign(category="国家")
    with pytest.raises(DiscourseError, match="its parts cannot be told by it"):
        dc.add_tfidf(by_category, by=["doc", "category"], base=WORDS)
