"""A pair as a thing that stands somewhere: places by hand, counts as count_pairs gives them, tests between versions."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.words.windows import WINDOWS
from study import NEW, OLD, corpus, mentions, tokens


def places(*rows):
    columns = ["paragraph", "sentence", "term", "start", "end"]
    return pd.DataFrame(rows, columns=columns).assign(doc="a", section=1, turn=0, point=pd.NA, kind="body")


# 甲 … 乙乙 in one sentence, 乙 in the next; then 乙 and 甲 in two paragraphs of one section
HERE = places((1, 1, "甲", 0, 1), (1, 1, "乙", 4, 5), (1, 1, "乙", 8, 9), (1, 2, "乙", 12, 13), (2, 3, "甲", 0, 1))


def test_a_window_is_one_place_from_the_one_to_the_other_of_the_nearest_two():
    """甲 at 0 is nearer to 乙 at 4 than at 8: from 0 to 5."""
    (row,) = dc.find_cooccurrences(HERE, within="sentence").itertuples()
    assert (row.pair, row.term_a, row.term_b) == ("乙–甲", "乙", "甲")
    assert (row.doc, row.paragraph, row.sentence, row.start, row.end, row.within) == ("a", 1, 1, 0, 5, "sentence")


def test_over_two_paragraphs_it_stands_at_the_earlier_place():
    """Only 乙 of the second sentence and 甲 of the next paragraph: the place is that of 乙."""
    (row,) = dc.find_cooccurrences(HERE.iloc[3:], within="section").itertuples()
    assert (row.pair, row.paragraph, row.sentence, row.start, row.end) == ("乙–甲", 1, 2, 12, 13)


@pytest.mark.slow
@pytest.mark.parametrize("within", [*WINDOWS, 5])
def test_they_are_as_many_as_count_pairs_counts(within):
    """By doc and pair; evidence opens each."""
    met = dc.find_cooccurrences(mentions(), within=within, base=tokens())
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc")
    assert met.value_counts(["doc", "term_a", "term_b"]).to_dict() == (
        pairs.set_index(["doc", "term_a", "term_b"])["n"].to_dict()
    )
    counts = dc.count(met, base=tokens(), by="doc")
    assert len(dc.evidence(counts.head(5), met, corpus().paragraphs)) == counts["n"].head(5).sum()


@pytest.mark.slow
def test_pairs_are_tested_between_versions_block_by_block():
    """专精特新 and 中小企业: by how much each block differs, counted sentence by sentence."""
    aligned = dc.align_versions(corpus().paragraphs, old=OLD, new=NEW)
    met = dc.find_cooccurrences(mentions(), within="sentence")
    change = dc.compare(dc.count(met, base=tokens(), by="doc"), old=OLD, new=NEW)
    row = dc.add_paired_test(change, met, aligned).set_index("pair").loc["专精特新–中小企业"]
    both = mentions()[mentions()["term"].isin(["专精特新", "中小企业"])].groupby(["doc", "sentence"])["term"].nunique()
    sentences = {key for key, terms in both.items() if terms == 2}
    differ = 0
    for block in aligned.to_dict("records"):
        sides = []
        for side, doc in (("old", OLD), ("new", NEW)):
            first, last = block[f"first_sentence_{side}"], block[f"last_sentence_{side}"]
            here = range(first, last + 1) if pd.notna(first) else []
            sides.append(sum((doc, sentence) in sentences for sentence in here))
        differ += sides[0] != sides[1]
    assert (row["n_old"], row["n_new"], row["n_blocks"]) == (8, 10, differ)
    assert row["verdict_rate"] == "too few differences"


def test_no_pair_gives_the_same_columns():
    """Nothing meets: no row."""
    none, some = (dc.find_cooccurrences(HERE.iloc[:n], within="sentence") for n in (1, 2))
    assert len(none) == 0 and len(some) == 1
    assert list(none.columns) == list(some.columns)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"within": 5}, "within=5: words apart are found by numbering words; give base=tokens"),
        ({"within": "sentense"}, "within='sentense' is not one of.*Did you mean 'sentence'"),
        ({"within": "sentence", "of": "wort"}, "of='wort'"),
    ],
)
def test_wrong_requests_are_named_for_cooccurrences(options, message):
    """The value and the repair."""
    with pytest.raises(DiscourseError, match=message):
        dc.find_cooccurrences(mentions(), **options)
