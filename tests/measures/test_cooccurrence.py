from itertools import combinations
from math import inf, isnan, log2

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import association
from discourse.words.windows import WINDOWS, countable, inside
from discourse.words.enumerations import find_lists
from study import corpus, lexicon, mentions, tokens

# four sentences of one paragraph; 甲 in 1, 2, 3 (twice in 1), 乙 in 1, 2; nothing in 4, an imprint in 5
PLACES = [(1, "甲"), (1, "甲"), (1, "乙"), (2, "乙"), (2, "甲"), (3, "甲")]


def frame(rows, **columns):
    base = {"doc": "a", "section": 1, "turn": 0, "paragraph": 1, "point": None, "kind": "body"}
    return pd.DataFrame([base | {"sentence": sentence} | {"term": term} for sentence, term in rows]).assign(**columns)


BASE = frame([(n, None) for n in range(1, 5)], type="word", word="字")


def test_pairs_are_counted_by_hand():
    """甲 and 乙 share 2 of 4 sentences; 甲 has 3, 乙 2; expected are 3 · 2 / 4."""
    (pair,) = dc.count_pairs(frame(PLACES), base=BASE, within="sentence", by="doc").itertuples(index=False)
    assert (pair.term_a, pair.term_b, pair.n, pair.n_a, pair.n_b, pair.windows) == ("乙", "甲", 2, 2, 3, 4)
    assert pair.expected == 3 * 2 / 4
    assert pair.pmi == pytest.approx(log2(2 / 1.5))
    assert pair.npmi == pytest.approx(log2(2 / 1.5) / -log2(2 / 4))
    assert (pair.within, pair.of) == ("sentence", "term")


def test_the_imprint_is_no_window_and_holds_no_pair():
    """A sixth place in an imprint changes nothing."""
    more = pd.concat([frame(PLACES), frame([(5, "甲"), (5, "乙")], kind="imprint")])
    base = pd.concat([BASE, frame([(5, None)], type="word", word="字", kind="imprint")])
    pd.testing.assert_frame_equal(
        dc.count_pairs(more, base=base, within="sentence", by="doc"),
        dc.count_pairs(frame(PLACES), base=BASE, within="sentence", by="doc"),
    )


@pytest.mark.parametrize("within", list(WINDOWS))
def test_pairs_of_the_study_are_those_of_a_plain_loop(within):
    """An independent count: sets of terms for each window, and their combinations."""
    found, base = inside(countable(mentions()), within), inside(countable(tokens()), within)
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc")
    expected = {}
    for key, group in found.groupby(WINDOWS[within]):
        for a, b in combinations(sorted(set(group["term"])), 2):
            expected[key[0], a, b] = expected.get((key[0], a, b), 0) + 1
    assert pairs.set_index(["doc", "term_a", "term_b"])["n"].to_dict() == expected
    sizes = base.drop_duplicates(WINDOWS[within]).groupby("doc").size()
    assert (pairs["windows"] == pairs["doc"].map(sizes)).all()
    assert (pairs["n"] <= pairs[["n_a", "n_b"]].min(axis=1)).all()


def test_categories_can_be_paired():
    """of="category" pairs what a column holds; a missing one pairs with nothing."""
    places = frame(PLACES).assign(category=frame(PLACES)["term"].map({"甲": "天"}))
    assert len(dc.count_pairs(places, base=BASE, within="sentence", by="doc", of="category")) == 0
    places["category"] = places["term"].map({"甲": "天", "乙": "地"})
    assert len(dc.count_pairs(places, base=BASE, within="sentence", by="doc", of="category")) == 1


def test_mutual_information_has_the_values_printed():
    """Church and Hanks (1990, Table 2, associations with doctor): N is printed as 15 million, hence the tolerance."""
    printed = [(12, 111, 621, 11.3), (8, 1105, 44, 11.3), (30, 1105, 241, 10.7), (6, 275, 621, 9.0), (11, 1105, 317, 8.9)]
    for n, n_a, n_b, value in printed:
        assert association(n, n_a, n_b, 15_000_000)["pmi"][0] == pytest.approx(value, abs=0.06)


def test_the_ends_of_the_scale():
    """Never together −1, never apart 1, independent 0, everywhere both: undefined."""
    scores = association([0, 2, 1, 8], [2, 2, 2, 8], [3, 2, 4, 8], [8, 8, 8, 8])
    assert list(scores["npmi"][:3]) == [-1, 1, 0]
    assert list(scores["pmi"]) == [-inf, 2, 0, 0]
    assert isnan(scores["npmi"][3])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"within": "sentense", "by": "doc"}, "within='sentense' is not one of.*Did you mean 'sentence'"),
        ({"within": "sentence", "by": "dok"}, "by='dok'"),
        ({"within": "sentence", "by": "doc", "of": "wort"}, "of='wort'"),
    ],
)
def test_wrong_requests_are_named(options, message):
    """The value and the one meant."""
    with pytest.raises(DiscourseError, match=message):
        dc.count_pairs(mentions(), base=tokens(), **options)


def test_no_mentions_give_no_pairs():
    """An empty frame has the columns all the same."""
    pairs = dc.count_pairs(mentions().iloc[:0], base=tokens(), within="sentence", by="doc")
    assert list(pairs.columns)[:4] == ["doc", "term_a", "term_b", "n"]
    assert len(pairs) == 0


# one sentence: 甲、乙 are list 1, 丙、丁 list 3 inside the first item of list 2; 甲 stands again, outside any
LISTED = pd.DataFrame(
    [("甲", 0), ("乙", 2), ("丙", 10), ("丁", 12), ("甲", 20)], columns=["term", "start"]
).assign(doc="a", section=1, turn=0, paragraph=1, sentence=1, point=None, kind="body", end=lambda frame: frame["start"] + 1)
ITEMS = pd.DataFrame(
    [(1, 1, 0, 1), (1, 2, 2, 3), (2, 1, 10, 13), (2, 2, 14, 15), (3, 1, 10, 11), (3, 2, 12, 13)],
    columns=["list", "rank", "start", "end"],
).assign(doc="a", paragraph=1)


def listed(**options):
    pairs = dc.count_pairs(LISTED, base=BASE, within="sentence", by="doc", **options)
    return pairs.set_index(["term_a", "term_b"])


def test_what_one_list_puts_side_by_side_is_marked():
    """乙 and 甲 are items of list 1, 丁 and 丙 of list 3 inside one item of list 2; the others share no list."""
    pairs = listed(lists=ITEMS)
    assert pairs.loc[("乙", "甲"), "n_same_list"] == 1 and pairs["n_same_list"].sum() == 2
    assert set(pairs.index[pairs["same_list"]]) == {tuple(sorted("乙甲")), tuple(sorted("丙丁"))}
    assert len(pairs[~pairs["same_list"]]) == 6 - 2


def test_a_nested_list_counts_for_the_outer_one():
    """丙 in an inner list of item 1 and 戊 in item 2 of the outer list share the outer list."""
    items = pd.DataFrame([(1, 1, 0, 5), (1, 2, 6, 7), (2, 1, 1, 2), (2, 2, 3, 4)], columns=["list", "rank", "start", "end"])
    places = LISTED.iloc[:3].assign(term=["丙", "丁", "戊"], start=[1, 3, 6], end=[2, 4, 7])
    pairs = dc.count_pairs(places, base=BASE, within="sentence", by="doc", lists=items.assign(doc="a", paragraph=1))
    assert list(pairs["same_list"]) == [True, True, True]


def test_a_pair_that_meets_outside_a_list_too_is_not_only_listed():
    """甲 and 乙 share one sentence in a list and another in prose: 1 of 2 windows, not all."""
    more = pd.concat([LISTED, LISTED.iloc[:2].assign(sentence=2, paragraph=2)])
    pair = dc.count_pairs(more, base=BASE, within="sentence", by="doc", lists=ITEMS).query("n == 2").iloc[0]
    assert (pair["n_same_list"], pair["same_list"]) == (1, False)


def test_lists_change_no_other_column_and_their_columns_are_always_there():
    """Missing without lists, of the same types."""
    plain, marked = listed(), listed(lists=ITEMS)
    assert plain.dtypes.equals(marked.dtypes) and plain[["n_same_list", "same_list"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(plain.iloc[:, :-2], marked.iloc[:, :-2])


@pytest.mark.parametrize("within", list(WINDOWS))
def test_listed_pairs_of_the_study_are_those_of_a_plain_loop(within):
    """An independent count: for each window, the items of one list that hold two terms; evidence opens the rows."""
    lists = find_lists(corpus().paragraphs, lexicon=lexicon())
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc", lists=lists)
    items = {key: list(group.itertuples()) for key, group in lists.groupby(["doc", "paragraph"])}
    expected = {}
    for key, group in inside(countable(mentions()), within).groupby(WINDOWS[within]):
        met = set()
        for (a, in_a), (b, in_b) in combinations([(m.term, holding(items, m)) for m in group.itertuples()], 2):
            if a != b and any(number == other and rank != place for number, rank in in_a for other, place in in_b):
                met.add((key[0], *sorted([a, b])))
        for pair in met:
            expected[pair] = expected.get(pair, 0) + 1
    counts = pairs.set_index(["doc", "term_a", "term_b"])["n_same_list"]
    assert counts[counts > 0].to_dict() == expected
    assert (pairs["same_list"] == pairs["n_same_list"].eq(pairs["n"])).all()
    rows = pairs[pairs["same_list"]].head(3)
    assert len(dc.evidence(rows, mentions(), corpus().paragraphs)) == rows["n"].sum()


def holding(items, mention):
    """The (list, rank) of every item that holds a mention."""
    here = items.get((mention.doc, mention.paragraph), [])
    return [(item.list, item.rank) for item in here if item.start <= mention.start and mention.end <= item.end]
