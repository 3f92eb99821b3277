from math import fsum, log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cityblock
from scipy.stats import chi2_contingency, entropy, fisher_exact, variation

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import spread
from study import OLD, mentions, tokens

COLUMNS = ["range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "kld"]
# Gries (2020): a corpus of five parts
SIZES = [9, 10, 10, 10, 11]


@st.composite
def parts(draw):
    """Counts and sizes of two to twelve parts, with a mention at least."""
    sizes = draw(st.lists(st.integers(1, 5000), min_size=2, max_size=12))
    counts = [draw(st.integers(0, size)) for size in sizes]
    counts[draw(st.integers(0, len(sizes) - 1))] = draw(st.integers(1, 5000))
    return counts, sizes


# printed figures


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        ([1, 2, 3, 4, 5], {"range": 5, "juilland_d": 0.785, "carroll_d2": 0.938, "rosengren_s": 0.95, "dp": 0.18,
                           "dp_norm": 0.22, "kld": 0.137}),
        ([2, 2, 2, 2, 2], {"range": 5, "juilland_d": 0.968, "rosengren_s": 0.999, "dp": 0.02, "dp_norm": 0.024,
                           "kld": 0.003}),
        ([1, 0, 0, 0, 0], {"range": 1, "juilland_d": 0, "rosengren_s": 0.18, "dp": 0.82, "dp_norm": 1, "kld": 2.474}),
        ([0, 1, 0, 0, 0], {"range": 1, "juilland_d": 0, "rosengren_s": 0.2, "dp": 0.8, "dp_norm": 0.976, "kld": 2.322}),
        ([0, 0, 0, 0, 1], {"range": 1, "juilland_d": 0, "rosengren_s": 0.22, "dp": 0.78, "dp_norm": 0.951,
                           "kld": 2.184}),
    ],
)  # fmt: skip
def test_all_measures_have_the_values_printed(counts, printed):
    """Gries (2020, equations 10 to 14): the words a, b, i, q and x of his corpus of five parts."""
    row = spread(counts, SIZES).iloc[0]
    for measure, value in printed.items():
        assert round(row[measure], 3) == value, measure


def test_measures_of_lynes_allemand_are_those_that_another_package_prints():
    """The README of the R package tlda: ALLEMAND in ten parts of French business letters (Lyne 1985); its D_KL is scaled
    to 0 … 1, as kld / (1 + kld)."""
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    row = spread([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], sizes).iloc[0]
    printed = [0.6038797, 0.6521444, 0.4763652, 0.4990705, 0.5334922]
    mine = [*row[["juilland_d", "carroll_d2", "rosengren_s", "dp"]], row["kld"] / (1 + row["kld"])]
    assert mine == pytest.approx(printed, abs=5e-8)


def test_carroll_d2_has_the_value_printed():
    """Carroll (1970, p. 13): 2, 1, 1, 1 and 0 in five parts, 0.8277."""
    assert round(spread([2, 1, 1, 1, 0], [1] * 5)["carroll_d2"][0], 4) == 0.8277


def test_juilland_d_has_the_value_printed():
    """Carroll (1970, p. 14): 0, 4, 3, 2 and 1 in five parts, 0.6464."""
    assert round(spread([0, 4, 3, 2, 1], [1] * 5)["juilland_d"][0], 4) == 0.6464


def test_rosengren_s_has_the_value_printed():
    """Gries (2008, p. 407): 1 to 5 in five parts of ten words, 0.937."""
    assert round(spread([1, 2, 3, 4, 5], [10] * 5)["rosengren_s"][0], 3) == 0.937


def test_dp_norm_has_the_value_printed():
    """Lijffijt and Gries (2012, p. 148): two thirds in one of three equal parts, one third in another, 0.5."""
    assert spread([2, 1, 0], [1, 1, 1])["dp_norm"][0] == pytest.approx(0.5)


# independent implementations


@settings(max_examples=20)
@given(parts())
def test_measures_are_those_of_scipy(case):
    """Juilland's D from the coefficient of variation, D2 and KLD from entropies, DP from the city-block distance."""
    counts, sizes = map(np.array, case)
    row, held, share, rates = spread(*case).iloc[0], counts / counts.sum(), sizes / sizes.sum(), counts / sizes
    expected = {
        "range": np.count_nonzero(counts),
        "juilland_d": 1 - variation(rates) / sqrt(len(sizes) - 1),
        "carroll_d2": entropy(rates, base=len(sizes)),
        "rosengren_s": fsum(sqrt(s * v) for s, v in zip(share, counts, strict=True)) ** 2 / counts.sum(),
        "dp": cityblock(held, share) / 2,
        "dp_norm": cityblock(held, share) / 2 / (1 - min(share)),
        "kld": entropy(held, share, base=2),
    }
    assert list(row.index) == COLUMNS == list(expected)
    for measure, value in expected.items():
        assert row[measure] == pytest.approx(value, rel=1e-9, abs=1e-9), measure


@settings(max_examples=20)
@given(parts())
def test_measures_keep_to_their_ranges(case):
    """D, D2, DP and DPnorm from 0 to 1, S from the smallest part to 1, KLD up to that part's bits."""
    row, least = spread(*case).iloc[0], min(case[1]) / sum(case[1])
    for measure in ("juilland_d", "carroll_d2", "dp", "dp_norm"):
        assert -1e-12 <= row[measure] <= 1 + 1e-12, measure
    assert least - 1e-12 <= row["rosengren_s"] <= 1 + 1e-12
    assert -1e-12 <= row["kld"] <= -log2(least) + 1e-12


# ends and errors


@pytest.mark.parametrize("sizes", [[10, 10], [9, 10, 11, 70], [1, 1000]])
def test_as_many_in_each_part_as_its_size_asks_is_even(sizes):
    """D, D2 and S are 1, DP, DPnorm and KLD 0."""
    row = spread([3 * size for size in sizes], sizes).iloc[0]
    assert row.tolist() == pytest.approx([len(sizes), 1, 1, 1, 0, 0, 0], abs=1e-12)


@pytest.mark.parametrize("sizes", [[10, 10], SIZES, [9, 10, 11, 70], [1, 1000]])
def test_all_in_the_smallest_part_is_as_uneven_as_can_be(sizes):
    """D and D2 are exactly 0, never a little less, S the part's share, DPnorm 1, KLD its bits."""
    share = sizes[0] / sum(sizes)
    row = spread([7] + [0] * (len(sizes) - 1), sizes).iloc[0]
    assert row.tolist() == pytest.approx([1, 0, 0, share, 1 - share, 1, -log2(share)])
    assert row["juilland_d"] >= 0 and row["carroll_d2"] >= 0


def test_a_word_without_mentions_is_in_no_part_and_neither_even_nor_uneven():
    """Range 0, all others missing; the words beside it are as they would be alone."""
    rows = spread([[0, 0, 0, 0, 0], [1, 2, 3, 4, 5]], SIZES)
    assert rows["range"].tolist() == [0, 5] and rows.loc[0, COLUMNS[1:]].isna().all()
    pd.testing.assert_frame_equal(rows.iloc[[1]].reset_index(drop=True), spread([1, 2, 3, 4, 5], SIZES))


def test_one_part_alone_has_nothing_to_be_compared_with():
    """D, D2 and DPnorm are missing; all lies where all words lie."""
    row = spread(3, 10).iloc[0]
    assert row[["juilland_d", "carroll_d2", "dp_norm"]].isna().all()
    assert row[["range", "rosengren_s", "dp", "kld"]].tolist() == pytest.approx([1, 1, 0, 0])
    assert spread([[0]], [10]).iloc[0].drop("range").isna().all()


def test_each_word_can_have_sizes_of_its_own():
    """As from texts of different lengths."""
    rows = spread([[1, 2], [1, 2]], [[10, 10], [10, 20]])
    pd.testing.assert_frame_equal(rows.iloc[[0]], spread([1, 2], [10, 10]))
    assert rows["dp"].tolist() == pytest.approx([1 / 6, 0])


def test_frames_and_series_are_taken_by_their_order():
    """Whatever their index; and no words give an empty frame."""
    counts = pd.DataFrame([[1, 2, 3, 4, 5]], index=[9], columns=list("edcba"))
    sizes = pd.Series(SIZES, index=[4, 3, 2, 1, 0])
    pd.testing.assert_frame_equal(spread(counts, sizes), spread([1, 2, 3, 4, 5], SIZES))
    assert list(spread(np.empty((0, 5)), SIZES).columns) == COLUMNS and len(spread(np.empty((0, 5)), SIZES)) == 0


@pytest.mark.parametrize(
    ("counts", "sizes", "message"),
    [
        ([1, 2], [10, 0], "sizes=.*a part without words; leave such parts out"),
        ([1, 2], [10, np.nan], "a part without words"),
        ([], [], "a part without words"),
        ([1, 2], [10, 10, 10], "1 rows of 2 parts, sizes 1 of 3"),
        ([1, 2, 3, 4, 5], [10], "1 rows of 5 parts, sizes 1 of 1"),
        ([[1], [2]], [9, 10], "2 rows of 1 parts, sizes 1 of 2"),
        ([[1, 2]], [[9, 10], [9, 10]], "1 rows of 2 parts, sizes 2 of 2"),
        ([1, -1, 2], [9, 10, 11], "counts=.*negative or missing"),
        ([1, np.nan, 2], [9, 10, 11], "negative or missing"),
    ],
)
def test_counts_and_sizes_of_other_parts_are_refused(counts, sizes, message):
    """Rather than repeated until they fit."""
    with pytest.raises(DiscourseError, match=message):
        spread(counts, sizes)


# the frame function, on a corpus that can be counted: one character a word, a full stop ends a sentence


def text(doc, *sections, points=None):
    """Tokens of a doc, one paragraph for each section; section 0 is in none."""
    rows, sentence = [], 1
    for paragraph, (section, characters) in enumerate(sections, start=1):
        for start, word in enumerate(characters):
            kind = "punctuation" if word == "。" else "word"
            rows.append((doc, section, 1 if section else 0, paragraph, sentence, "body", word, kind, start, start + 1))
            sentence += word == "。"
    columns = ["doc", "section", "turn", "paragraph", "sentence", "kind", "word", "type", "start", "end"]
    point = pd.array([(points or {}).get(row[3]) for row in rows], dtype="Int64")
    return pd.DataFrame(rows, columns=columns).assign(point=point)


# a: section 1 has 3 words, section 2 has 5, the lead 2; b: one section of 4
A = text("a", (0, "甲己。"), (1, "甲甲乙。"), (2, "甲乙乙。丙乙。"), points={2: 1, 3: 2})
B = text("b", (1, "甲甲。"), (1, "乙丙。"), points={1: 1, 2: 2})
BASE = pd.concat([A, B], ignore_index=True)


def of(rows, word, doc="a"):
    """The row of one word."""
    return rows[(rows["doc"] == doc) & (rows["word"] == word)].iloc[0]


def test_sections_are_the_parts():
    """甲 stands 2 times in the 3 words of section 1 and once in the 5 of section 2; the lead is in no section."""
    rows = dc.dispersion(A, base=A, over="section", by="doc")
    assert list(rows.columns) == ["doc", "word", "n", "parts", *COLUMNS, "over", "of", "by"]
    expected = spread([[2, 1], [1, 3], [0, 1]], [3, 5])
    for at, word in enumerate("甲乙丙"):
        row = of(rows, word)
        assert (row["n"], row["parts"], row["over"]) == ([3, 4, 1][at], 2, "section")
        assert row[COLUMNS].tolist() == pytest.approx(expected.iloc[at].tolist())
    assert rows["n"].sum() == 3 + 5


def test_what_stands_outside_all_parts_stays_without_measures():
    """己 stands in the lead only: n and range 0 of the two sections, and no measure."""
    row = of(dc.dispersion(A, base=A, over="section", by="doc"), "己")
    assert (row["n"], row["parts"], row["range"]) == (0, 2, 0) and row[COLUMNS[1:]].isna().all()
    alone = dc.dispersion(A[A["section"] == 0], base=A, over="section", by="doc")
    assert alone["n"].tolist() == [0, 0] and alone["parts"].tolist() == [2, 2]
    assert alone[COLUMNS[1:]].dtypes.eq("float64").all()


def test_points_are_the_parts():
    """Point 1 is paragraph 2, point 2 paragraph 3; what stands in no point is left out."""
    row = of(dc.dispersion(A, base=A, over="point", by="doc"), "甲")
    assert row[["n", "parts", *COLUMNS]].tolist() == pytest.approx([3, 2, *spread([2, 1], [3, 5]).iloc[0]])


def test_sentences_and_paragraphs_are_parts_too():
    """a has four sentences of 2, 3, 3 and 2 words: 乙 stands 0, 1, 2 and 1 times in them."""
    row = of(dc.dispersion(A, base=A, over="sentence", by="doc"), "乙")
    assert row[["n", "parts", *COLUMNS]].tolist() == pytest.approx([4, 4, *spread([0, 1, 2, 1], [2, 3, 3, 2]).iloc[0]])
    row = of(dc.dispersion(A, base=A, over="paragraph", by="doc"), "乙")
    assert row[["n", "parts", *COLUMNS]].tolist() == pytest.approx([4, 3, *spread([0, 1, 3], [2, 3, 5]).iloc[0]])


def test_equal_parts_are_cut_by_words_in_reading_order():
    """甲己甲甲乙甲乙乙丙乙 in four: 甲己甲, 甲乙, 甲乙乙, 丙乙."""
    rows = dc.dispersion(A, base=A, over=4, by="doc")
    sizes = [3, 2, 3, 2]
    assert of(rows, "甲")[COLUMNS].tolist() == pytest.approx(spread([2, 1, 1, 0], sizes).iloc[0].tolist())
    assert of(rows, "乙")[COLUMNS].tolist() == pytest.approx(spread([0, 1, 2, 1], sizes).iloc[0].tolist())
    assert (rows["parts"] == 4).all() and rows["n"].sum() == sum(sizes) == 10


def test_the_order_of_the_rows_of_the_tokens_cuts_no_part_otherwise():
    """Shuffled tokens give the same table."""
    shuffled = BASE.sample(frac=1, random_state=1)
    for over in (3, "section"):
        expected = dc.dispersion(BASE, base=BASE, over=over, by="doc")
        pd.testing.assert_frame_equal(dc.dispersion(shuffled, base=shuffled, over=over, by="doc"), expected)


def test_a_text_of_fewer_words_than_parts_has_as_many_parts_as_words():
    """b has four words: of six equal parts four have one word each."""
    row = of(dc.dispersion(BASE, base=BASE, over=6, by="doc"), "甲", doc="b")
    assert row[["n", "parts", *COLUMNS]].tolist() == pytest.approx([2, 4, *spread([1, 1, 0, 0], [1] * 4).iloc[0]])


def test_each_text_has_its_own_parts():
    """Two docs in one call are as each alone."""
    both = dc.dispersion(BASE, base=BASE, over="paragraph", by="doc")
    alone = [dc.dispersion(frame, base=frame, over="paragraph", by="doc") for frame in (A, B)]
    pd.testing.assert_frame_equal(both, pd.concat(alone, ignore_index=True))


def test_by_section_the_parts_are_those_of_the_section():
    """乙 in section 2: 2 of 3 words of one sentence, 1 of 2 of the other."""
    rows = dc.dispersion(A, base=A, over="sentence", by=["doc", "section"])
    row = rows[(rows["section"] == 2) & (rows["word"] == "乙")].iloc[0]
    assert row[["n", "parts", *COLUMNS]].tolist() == pytest.approx([3, 2, *spread([2, 1], [3, 2]).iloc[0]])
    assert rows["n"].sum() == 10


def test_any_column_can_be_measured_and_any_key_may_group():
    """Categories over sections; a key that the tokens lack takes no words away; a column may be named group."""
    places = BASE.assign(category=BASE["word"].map({"甲": "天"}).fillna("地"), group=BASE["doc"] + "集")
    rows = dc.dispersion(places, of="category", base=BASE, over="section", by="doc")
    row = rows[(rows["doc"] == "a") & (rows["category"] == "天")].iloc[0]
    assert row[COLUMNS].tolist() == pytest.approx(spread([2, 1], [3, 5]).iloc[0].tolist())
    keyed = dc.dispersion(places, base=BASE, over="section", by=["doc", "category"])
    plain = dc.dispersion(BASE, base=BASE, over="section", by="doc")
    assert of(keyed, "乙")[COLUMNS].tolist() == of(plain, "乙")[COLUMNS].tolist()
    grouped = dc.dispersion(places, base=places, over="section", by="group")
    assert grouped["group"].unique().tolist() == ["a集", "b集"]
    pd.testing.assert_frame_equal(grouped.drop(columns=["group", "by"]), plain.drop(columns=["doc", "by"]))


def test_missing_keys_are_a_group():
    """By point, the words of the lead, which has none, are measured too."""
    rows = dc.dispersion(A, base=A, over="sentence", by=["doc", "point"])
    assert rows[rows["point"].isna()][["word", "n", "parts"]].to_numpy().tolist() == [["己", 1, 1], ["甲", 1, 1]]


def test_mentions_of_the_study_are_those_counted_in_its_sections():
    """The n of all terms are their mentions in sections; the parts the four sections of each version."""
    rows = dc.dispersion(mentions(), base=tokens(), over="section", by="doc")
    assert rows["n"].sum() == ((mentions()["section"] > 0) & (mentions()["kind"] != "imprint")).sum()
    assert (rows["parts"] == 4).all() and (rows["range"] <= rows["n"]).all()
    words = tokens()[tokens()["doc"].eq(OLD) & tokens()["type"].ne("punctuation") & tokens()["kind"].ne("imprint")]
    sizes = words[words["section"] > 0].groupby("section").size().to_numpy()
    held = mentions().query("doc == @OLD and section > 0 and kind != 'imprint'")
    counts = pd.crosstab(held["term"], held["section"]).reindex(columns=range(1, 5), fill_value=0)
    old = rows[(rows["doc"] == OLD) & (rows["n"] > 0)].set_index("term").sort_index()
    np.testing.assert_allclose(old[COLUMNS].to_numpy(), spread(counts, sizes).to_numpy(), rtol=1e-9, atol=1e-12)


def test_nothing_to_measure_gives_an_empty_frame():
    """With its columns."""
    for base in (A, A.iloc[:0]):
        rows = dc.dispersion(A.iloc[:0], base=base, over="section", by="doc")
        assert list(rows.columns) == ["doc", "word", "n", "parts", *COLUMNS, "over", "of", "by"] and len(rows) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"over": "sektion", "by": "doc"}, "over='sektion' is not one of.*Did you mean 'section'"),
        ({"over": 1, "by": "doc"}, "over=1 is no number of parts; give 2 or more"),
        ({"over": 2.5, "by": "doc"}, "over=2.5 is no number of parts"),
        ({"over": True, "by": "doc"}, "over=True is no number of parts"),
        ({"over": 4, "by": "dok"}, "by='dok' is not one of.*Did you mean 'doc'"),
        ({"over": 4, "by": "doc", "of": "wort"}, "of='wort' is not one of.*Did you mean 'word'"),
    ],
)
def test_wrong_requests_are_named(options, message):
    """The value, the options, the one meant."""
    with pytest.raises(DiscourseError, match=message):
        dc.dispersion(A, base=A, **options)


ARTICLES = pd.DataFrame({"doc": list("pqrs"), "year": [2023, 2023, 2024, 2024]})
# 党 stands in p twice among four words and in q once among two; r has none among six, s has it once among four.
WHOLE = pd.DataFrame({"doc": list("ppppqqrrrrrrssss"), "kind": "body", "type": "word", "paragraph": 1,
                      "start": [*range(4), *range(2), *range(6), *range(4)], "word": list("党党国民党国国国民民工工党国民工")})  # fmt: skip
WHOLE["end"] = WHOLE["start"] + 1


def test_spread_over_the_articles_of_a_corpus():
    """党: 2, 1, 0, 1 of 4 in parts of 4, 2, 6, 4 of 16 words."""
    row = dc.dispersion(WHOLE, base=WHOLE, over="doc", by=[]).set_index("word").loc["党"]
    held, share = [2 / 4, 1 / 4, 0, 1 / 4], [4 / 16, 2 / 16, 6 / 16, 4 / 16]
    dp = sum(abs(h - s) for h, s in zip(held, share, strict=True)) / 2
    assert (row["n"], row["parts"], row["range"], row["over"], row["by"]) == (4, 4, 3, "doc", "")
    assert row["dp"] == pytest.approx(dp) and row["dp_norm"] == pytest.approx(dp / (1 - 2 / 16))
    assert row["kld"] == pytest.approx(2 / 4 * 1 + 1 / 4 * 1 + 1 / 4 * 0)


def test_spread_over_the_articles_of_a_group():
    """In 2023 党 is as even as can be, 2 in 4 and 1 in 2 words; in 2024 it stands in one of two articles."""
    rows = dc.dispersion(WHOLE, base=WHOLE, over="doc", by="year", articles=ARTICLES).query("word == '党'")
    assert rows[["year", "n", "parts", "range"]].to_numpy().tolist() == [[2023, 3, 2, 2], [2024, 1, 2, 1]]
    assert rows["dp"].tolist() == pytest.approx([0, 6 / 10])


def test_one_article_is_no_spread_over_articles():
    """With doc among the keys each group has one part."""
    for by in ("doc", ["year", "doc"]):
        with pytest.raises(DiscourseError, match="over='doc' and by=.*leave doc out of by"):
            dc.dispersion(WHOLE, base=WHOLE, over="doc", by=by, articles=ARTICLES)


# beside a comparison: in how many parts, on either side


def of_years(**texts):
    """Tokens of texts, whose first letter is the group they belong to; each character is a word."""
    return pd.concat([text(doc, (1, words)).assign(year=doc[0]) for doc, words in texts.items()], ignore_index=True)


def typical(words, *, over="doc", old="a", new="b", by="year"):
    """Compare two groups, and say in how many parts of each a word stands."""
    change = dc.compare(dc.count(words, by=by), old=old, new=new)
    return dc.add_dispersion(change, words, base=words, over=over).set_index("word")


# 甲 stands in one text of a, ten times, and in one of b; 乙 in one of four and in three of three; 丙 in a alone
YEARS = of_years(
    a1="甲甲甲甲甲甲甲甲甲甲丁", a2="乙丁", a3="丙丁", a4="丙丁", b1="甲乙丁丁", b2="乙丁丁丁", b3="乙丁丁丁"
)


def test_a_word_is_typical_of_the_side_that_has_it_in_more_texts():
    """乙: one text of four against three of three, by the four cells 3, 0, 1, 3 of a table of texts."""
    row = typical(YEARS).loc["乙"]
    assert row[["parts_old", "parts_new", "range_old", "range_new"]].tolist() == [4, 3, 1, 3]
    cells = [(3, 4 * 3 / 7), (1, 4 * 4 / 7), (3, 3 * 4 / 7)]
    assert row["range_g2"] == pytest.approx(2 * sum(o * log(o / e) for o, e in cells))
    assert row["range_log_ratio"] == pytest.approx(log2((3 / 3) / (1 / 4)))
    assert row["range_fisher_p"] == pytest.approx(fisher_exact([[3, 1], [0, 3]]).pvalue)
    assert row["over"] == "doc"


def test_a_word_that_is_key_in_one_text_alone_is_seen():
    """甲 is ten times as frequent in a, by one text of four, and so typical of nothing; there it is as uneven as can be
    but for the text's length."""
    row = typical(YEARS).loc["甲"]
    assert (row["n_old"], row["n_new"], row["range_old"], row["range_new"]) == (10, 1, 1, 1)
    assert row["log_ratio"] < -2 and row["range_log_ratio"] == pytest.approx(log2((1 / 3) / (1 / 4)))
    assert row["dp_norm_old"] == pytest.approx((1 - 11 / 17) / (1 - 2 / 17))
    assert row["dp_norm_new"] == pytest.approx((1 - 4 / 12) / (1 - 4 / 12))


def test_a_side_without_the_word_has_its_parts_all_the_same():
    """丙 is in two texts of four, and in none of three."""
    row = typical(YEARS).loc["丙"]
    assert row[["parts_new", "range_old", "range_new"]].tolist() == [3, 2, 0]
    assert np.isnan(row["dp_norm_new"]) and row["range_g2"] < 0
    rows = typical(YEARS, old="b", new="a")
    assert rows.loc["丙", "range_g2"] == pytest.approx(-row["range_g2"])


def test_what_all_texts_have_is_typical_of_none():
    """丁 is in all seven: there is no other cell, so that nothing is measured but the ratio, which is 0."""
    row = typical(YEARS).loc["丁"]
    assert row["range_log_ratio"] == pytest.approx(0, abs=1e-15) and np.isnan(row["range_g2"])


def test_sections_of_two_texts_are_asked_as_texts_of_two_groups():
    """甲 is in both sections of a and the one of b; 己 in the lead of a, in no section: neither side has it in one."""
    rows = typical(BASE, over="section", by="doc")
    assert rows.loc["甲", ["parts_old", "range_old", "parts_new", "range_new"]].tolist() == [2, 2, 1, 1]
    assert rows.loc["己", ["parts_old", "range_old", "range_new"]].tolist() == [2, 0, 0]
    assert rows.loc["己", ["dp_norm_old", "range_log_ratio"]].isna().all()
    halves = typical(BASE, over=2, by="doc")
    assert halves.loc["丙", ["parts_old", "range_old", "parts_new", "range_new"]].tolist() == [2, 1, 2, 1]


def test_other_keys_have_parts_of_their_own():
    """By kind, a heading's words are parts of headings; rows in any order, with any index, are told the same."""
    words = YEARS.assign(kind=np.where(YEARS["start"] == 0, "heading", "body"))
    change = dc.compare(dc.count(words, by=["year", "kind"]), old="a", new="b")
    rows = dc.add_dispersion(change, words, base=words, over="doc").set_index(["kind", "word"])
    assert rows.loc[("heading", "乙"), ["range_old", "parts_old", "range_new", "parts_new"]].tolist() == [1, 4, 2, 3]
    mixed = change.sample(frac=1, random_state=2).set_axis(range(5, 5 + len(change)))
    again = dc.add_dispersion(mixed, words, base=words, over="doc").set_index(["kind", "word"])
    pd.testing.assert_frame_equal(again.loc[rows.index], rows)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=6), min_size=2, max_size=9), st.integers(1, 8))
def test_texts_that_have_a_word_are_counted_as_sets_and_tested_as_scipy_does(texts, cut):
    """G² of the table of texts with and without the word, by scipy; signed by the larger share."""
    cut = min(cut, len(texts) - 1)
    words = of_years(**{f"{'a' if at < cut else 'b'}{at}": each for at, each in enumerate(texts)})
    rows = typical(words)
    for word, row in rows.iterrows():
        have = [sum(word in each for each in side) for side in (texts[:cut], texts[cut:])]
        sizes = [cut, len(texts) - cut]
        assert row[["range_old", "range_new", "parts_old", "parts_new"]].tolist() == [*have, *sizes]
        if sum(have) == len(texts):
            assert np.isnan(row["range_g2"])
            continue
        table = [[there, size - there] for there, size in zip(have, sizes, strict=True)]
        g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(row["range_g2"]) == pytest.approx(g2, abs=1e-9)
        assert row["range_g2"] * (have[1] / sizes[1] - have[0] / sizes[0]) >= 0


def test_two_docs_are_no_groups_of_texts_and_other_mentions_are_refused():
    change = dc.compare(dc.count(BASE, by="doc"), old="a", new="b")
    with pytest.raises(DiscourseError, match="over='doc', and change compares two docs.*give over='section'"):
        dc.add_dispersion(change, BASE, base=BASE, over="doc")
    with pytest.raises(DiscourseError, match="make change, mentions, tokens and aligned from the same paragraphs"):
        dc.add_dispersion(change, BASE.iloc[1:], base=BASE, over="section")
    with pytest.raises(DiscourseError, match="over='sektion' is not one of"):
        dc.add_dispersion(change, BASE, base=BASE, over="sektion")
    with pytest.raises(DiscourseError, match="change has 2 rows for"):
        dc.add_dispersion(pd.concat([change, change]), BASE, base=BASE, over="section")
