from collections import defaultdict
from itertools import combinations
from math import inf, isnan, log2

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import association
from discourse.words.cooccurrences import pair_nearby
from discourse.words.lists import find_lists
from discourse.words.windows import WINDOWS, countable, in_windows, number_words
from study import corpus, lexicon, mentions, tokens

# four sentences of one paragraph; 甲 in 1, 2, 3 (twice in 1), 乙 in 1, 2; nothing in 4, an imprint in 5
MARKS = ["n_same_list", "same_list"]
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


def mentions_of_windows(within):
    """Each window that has a mention of the study: its keys, and its mentions in their order."""
    windows = defaultdict(list)
    for mention in in_windows(countable(mentions()), within).itertuples():
        windows[tuple(getattr(mention, key) for key in WINDOWS[within])].append(mention)
    return windows.items()


@pytest.mark.slow
@pytest.mark.parametrize("within", list(WINDOWS))
def test_pairs_of_the_study_are_those_of_a_plain_loop(within):
    """An independent count: sets of terms for each window, and their combinations."""
    base = in_windows(countable(tokens()), within)
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc")
    expected = {}
    for key, group in mentions_of_windows(within):
        for a, b in combinations(sorted({m.term for m in group}), 2):
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
    printed = [
        (12, 111, 621, 11.3),
        (8, 1105, 44, 11.3),
        (30, 1105, 241, 10.7),
        (6, 275, 621, 9.0),
        (11, 1105, 317, 8.9),
    ]
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
        ({"within": 0, "by": "doc"}, "within=0 is neither a number of words.*nor one of: 'sentence'"),
        ({"within": True, "by": "doc"}, "within=True is neither"),
        ({"within": 5, "by": "term_a"}, "by='term_a'"),
    ],
)
def test_wrong_requests_are_named(options, message):
    """The value and the one meant."""
    with pytest.raises(DiscourseError, match=message):
        dc.count_pairs(mentions(), base=tokens(), **options)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["doc", ["doc", "point"], ["doc", "speaker"]])
@pytest.mark.parametrize("within", ["sentence", 5])
def test_columns_and_types_are_the_same_whatever_is_counted(within, by):
    """With pairs and without, by keys with missing values too; `within` is a text for a kind and a number for words."""
    frames = mentions(), mentions().iloc[:0]
    pairs, none = (dc.count_pairs(frame, base=tokens(), within=within, by=by) for frame in frames)
    assert len(pairs) > 0 and len(none) == 0
    assert list(pairs.columns) == list(none.columns)
    keys = [by] if isinstance(by, str) else by
    whole = dict.fromkeys(["n", "n_a", "n_b", "windows"], "int64")
    measures = dict.fromkeys(association(1, 1, 1, 2).columns, "float64")
    fixed = whole | measures | {"fisher_q": "float64", "tests": "int64"}
    fixed |= {"within": "str" if within == "sentence" else "int64"}
    expected = mentions().dtypes[keys].to_dict() | {"term_a": "str", "term_b": "str"} | fixed
    expected |= {"n_same_list": "Int64", "same_list": "boolean", "n_adjacent": "Int64", "adjacent": "boolean"}
    expected |= {"of": "str", "by": "str"}
    assert list(pairs.columns) == list(expected)
    for frame in (pairs, none):
        assert frame.dtypes.to_dict() == expected, frame.dtypes


# one sentence: 甲、乙 are list 1, 丙、丁 list 3 inside the first item of list 2; 甲 stands again, outside any
LISTED = pd.DataFrame([("甲", 0), ("乙", 2), ("丙", 10), ("丁", 12), ("甲", 20)], columns=["term", "start"]).assign(
    doc="a", section=1, turn=0, paragraph=1, sentence=1, point=None, kind="body", end=lambda frame: frame["start"] + 1
)
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
    items = pd.DataFrame(
        [(1, 1, 0, 5), (1, 2, 6, 7), (2, 1, 1, 2), (2, 2, 3, 4)], columns=["list", "rank", "start", "end"]
    )
    places = LISTED.iloc[:3].assign(term=["丙", "丁", "戊"], start=[1, 3, 6], end=[2, 4, 7])
    pairs = dc.count_pairs(places, base=BASE, within="sentence", by="doc", lists=items.assign(doc="a", paragraph=1))
    assert list(pairs["same_list"]) == [True, True, True]


def test_a_pair_that_meets_outside_a_list_too_is_not_only_listed():
    """甲 and 乙 share one sentence in a list and another in prose: 1 of 2 windows, not all."""
    more = pd.concat([LISTED, LISTED.iloc[:2].assign(sentence=2, paragraph=2)])
    pair = (
        dc.count_pairs(more, base=pd.concat([BASE, BASE.assign(paragraph=2)]), within="sentence", by="doc", lists=ITEMS)
        .query("n == 2")
        .iloc[0]
    )
    assert (pair["n_same_list"], pair["same_list"]) == (1, False)


def test_lists_change_no_other_column_and_their_columns_are_always_there():
    """Missing without lists, of the same types."""
    plain, marked = listed(), listed(lists=ITEMS)
    assert plain.dtypes.equals(marked.dtypes) and plain[MARKS].isna().all(axis=None)
    pd.testing.assert_frame_equal(plain.drop(columns=MARKS), marked.drop(columns=MARKS))


@pytest.mark.slow
@pytest.mark.parametrize("within", list(WINDOWS))
def test_listed_pairs_of_the_study_are_those_of_a_plain_loop(within):
    """An independent count: for each window, the items of one list that hold two terms; evidence opens the rows."""
    lists = find_lists(corpus().paragraphs, lexicon=lexicon())
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc", lists=lists)
    items = {key: list(group.itertuples()) for key, group in lists.groupby(["doc", "paragraph"])}
    expected = {}
    for key, group in mentions_of_windows(within):
        met = set()
        for (a, in_a), (b, in_b) in combinations([(m.term, holding(items, m)) for m in group], 2):
            if a != b and any(number == other and rank != place for number, rank in in_a for other, place in in_b):
                met.add((key[0], *sorted([a, b])))
        for pair in met:
            expected[pair] = expected.get(pair, 0) + 1
    counts = pairs.set_index(["doc", "term_a", "term_b"])["n_same_list"]
    assert counts[counts > 0].to_dict() == expected
    assert (pairs["same_list"] == pairs["n_same_list"].eq(pairs["n"])).all()
    rows = pairs[pairs["same_list"]].head(3)
    assert len(dc.evidence(rows, mentions(), corpus().paragraphs)) == rows["n"].sum()


def test_what_is_printed_as_one_is_marked():
    """产业链供应链 in two sentences, in a third beside another 供应链 apart; then 产业链、供应链: no compound.

    Of the third, 产业链 stands only in the compound; in the fifth, both stand apart from theirs.
    """
    sentences = ["产供", "产供", "产供·供", "产、供", "产供·供·产"]
    rows = [
        {"doc": "a", "section": 1, "paragraph": number, "sentence": number, "kind": "body", "word": word,
         "type": "word", "start": 10 * number + at, "end": 10 * number + at + 1}
        for number, text in enumerate(sentences, 1) for at, word in enumerate(text)
    ]  # fmt: skip
    base = pd.DataFrame(rows)
    places = base[base["word"].isin(["产", "供"])].rename(columns={"word": "term"}).drop(columns="type")
    (pair,) = dc.count_pairs(places, base=base, within="sentence", by="doc").itertuples()
    assert (pair.n, pair.n_adjacent, pair.adjacent) == (5, 3, False)
    (pair,) = dc.count_pairs(places[places["sentence"] < 4], base=base, within="sentence", by="doc").itertuples()
    assert (pair.n, pair.n_adjacent, pair.adjacent) == (3, 3, True)
    (pair,) = dc.count_pairs(places, base=base, within=2, by="doc").itertuples()
    assert (pair.n, pair.n_adjacent) == (6, 4)
    unplaced = dc.count_pairs(places.drop(columns="end"), base=base, within="sentence", by="doc")
    assert unplaced[["n_adjacent", "adjacent"]].isna().all(axis=None)


@pytest.mark.slow
@pytest.mark.parametrize("within", list(WINDOWS))
def test_adjacent_pairs_of_the_study_are_those_of_a_plain_loop(within):
    """An independent count: window by window, the mentions of each term that touch one of the other."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc")
    expected = {}
    for key, group in mentions_of_windows(within):
        places = defaultdict(set)
        for m in group:
            places[m.term].add((m.paragraph, m.start, m.end))
        for a, b in combinations(sorted(places), 2):
            free = [
                [one for one in places[mine]
                 if not any(one[0] == two[0] and (one[2] == two[1] or two[2] == one[1]) for two in places[other])]
                for mine, other in ((a, b), (b, a))
            ]  # fmt: skip
            if not all(free):
                expected[key[0], a, b] = expected.get((key[0], a, b), 0) + 1
    counts = pairs.set_index(["doc", "term_a", "term_b"])["n_adjacent"]
    assert counts[counts > 0].to_dict() == expected
    assert (pairs["adjacent"] == pairs["n_adjacent"].eq(pairs["n"])).all()


def test_q_is_over_all_pairs_that_could_have_met():
    """甲 and 乙 share their only sentence of five, p is 1/5; with 丙 and 丁 there are six pairs, of which one meets."""
    base = frame([(n, None) for n in range(1, 6)], type="word", word="字")
    for places, tests in ([(1, "甲"), (1, "乙")], 1), ([(1, "甲"), (1, "乙"), (2, "丙"), (3, "丁")], 4 * 3 // 2):
        (pair,) = dc.count_pairs(frame(places), base=base, within="sentence", by="doc").itertuples()
        assert (pair.fisher_p, pair.tests, pair.fisher_q) == (
            pytest.approx(1 / 5), tests, pytest.approx(min(1, tests / 5)),
        )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("within", "by"), [("sentence", "doc"), ("paragraph", ["doc", "section"]), (5, "doc")])
def test_q_is_that_of_every_pair_written_out(within, by):
    """All pairs of terms of each group, those that never meet too, corrected by statsmodels."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by=by)
    places = in_windows(countable(mentions()), within)
    keys = [by] if isinstance(by, str) else by
    assert len(pairs) > 100
    for key, group in places.groupby(keys):
        mine = pairs[(pairs[keys] == list(key)).all(axis=1)].set_index(["term_a", "term_b"])
        if not len(mine):
            continue
        unit = ["doc", "paragraph", "start"] if within == 5 else WINDOWS[within]
        n = group.drop_duplicates([*unit, "term"])["term"].value_counts()
        every = pd.MultiIndex.from_tuples(combinations(sorted(n.index), 2))
        ends = [n.reindex(every.get_level_values(level)).array for level in (0, 1)]
        together = mine["n"].reindex(every, fill_value=0).array
        p = association(together, *ends, mine["windows"].iloc[0])["fisher_p"]
        q = pd.Series(multipletests(p, method="fdr_bh")[1], every)
        pd.testing.assert_series_equal(mine["fisher_q"], q.loc[mine.index], check_names=False)
        assert set(mine["tests"]) == {len(n) * (len(n) - 1) // 2}


def holding(items, mention):
    """The (list, rank) of every item that holds a mention."""
    here = items.get((mention.doc, mention.paragraph), [])
    return [(item.list, item.rank) for item in here if item.start <= mention.start and mention.end <= item.end]


def stream(*paragraphs, section=1):
    """Lay out strings as tokens, a paragraph each; ， is punctuation. The terms are all but · and ，."""
    rows = [
        {"doc": "a", "section": section, "paragraph": number, "sentence": number, "kind": "body", "word": word,
         "type": "punctuation" if word == "，" else "word", "start": at, "end": at + 1}
        for number, text in enumerate(paragraphs, 1) for at, word in enumerate(text)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame, frame[~frame["word"].isin(["·", "，"])].rename(columns={"word": "term"}).drop(columns="type")


def near(*paragraphs, within, **options):
    base, places = stream(*paragraphs)
    pairs = dc.count_pairs(places, base=base, within=within, by="doc", **options)
    return pairs.set_index(["term_a", "term_b"])


def test_pairs_within_words_are_counted_by_hand():
    """One word to either side: the first 乙 with a 甲, the second with a 丙; nine words fill four spans of two."""
    pairs = near("甲乙甲·丙，乙··丙", within=1)
    assert list(pairs.index) == [("丙", "乙"), ("乙", "甲")]
    assert pairs[["n", "n_a", "n_b", "windows"]].to_numpy().tolist() == [[1, 2, 2, 4], [1, 2, 2, 4]]
    assert list(pairs["expected"]) == [2 * 2 / 4] * 2 and list(pairs["pmi"]) == [log2(1 / 1)] * 2
    assert list(pairs["within"]) == [1, 1] and list(pairs["of"]) == ["term"] * 2


def test_the_expected_number_is_corrected_for_the_span():
    """n_a · n_b · 2k / words (Evert 2008, section 4.1): 3 · 2 · 4 / 24 in two paragraphs of 12 words, with k = 2."""
    pairs = near("甲" + "·" * 5 + "甲" + "·" * 5, "甲乙" + "·" * 9 + "乙，，", within=2)
    assert pairs[["n_a", "n_b"]].to_numpy().tolist() == [[2, 3]]
    assert list(pairs["expected"]) == [3 * 2 * (2 * 2) / 24]


def test_dividing_by_the_span_lowers_mutual_information_as_printed():
    """Church and Hanks (1990, p. 24): a span of four words takes log2(4) off, from 0.96 down to -1.04."""
    f, with_, doctor, words = 6, 73785, 621, 15_000_000
    assert association(f, doctor, with_, words)["pmi"][0] == pytest.approx(0.96, abs=0.06)
    assert association(f, doctor, with_, words / 4)["pmi"][0] == pytest.approx(-1.04, abs=0.06)


def test_there_is_one_span_at_least():
    """Two words do not fill a span of ten: counts that are no table of four cells have no tests."""
    pair = near("甲乙甲", within=5).iloc[0]
    assert (pair["n"], pair["windows"], pair["expected"]) == (1, 1, 2.0)
    assert pair[["g2", "chi2", "fisher_p"]].isna().all()


def test_words_apart_are_grouped_like_windows():
    """By section: spans are counted in each, and places of two sections are never paired."""
    frames = [stream("甲乙··"), stream("甲", "乙·甲····", section=2)]
    base, places = (pd.concat(side) for side in zip(*frames, strict=True))
    base.loc[base["section"] == 2, "paragraph"] += 1
    places.loc[places["section"] == 2, "paragraph"] += 1
    pairs = dc.count_pairs(places, base=base, within=2, by=["doc", "section"])
    assert pairs[["section", "n", "n_a", "n_b", "windows"]].to_numpy().tolist() == [[1, 1, 1, 1, 1], [2, 1, 1, 2, 2]]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["kind", ["doc", "section"], ["doc", "point"], ["doc", "speaker"]])
def test_no_pair_within_words_is_lost_by_its_group(by):
    """What is one throughout a paragraph splits no pair, and a missing key is a group: as many pairs as by doc."""
    pairs, whole = (dc.count_pairs(mentions(), base=tokens(), within=5, by=keys) for keys in (by, "doc"))
    assert pairs["n"].sum() == whole["n"].sum()
    assert pairs.set_index([*pairs.columns[: pairs.columns.get_loc("n")]]).index.is_unique


def test_any_column_can_be_paired_within_words():
    """of="category": places of one category are no pair, and one without a category is none."""
    base, places = stream("甲乙丙丁")
    places["category"] = places["term"].map({"甲": "天", "乙": "天", "丙": "地"})
    (pair,) = dc.count_pairs(places, base=base, within=9, by="doc", of="category").itertuples()
    assert (pair.term_a, pair.term_b, pair.n, pair.n_a, pair.n_b) == ("地", "天", 1, 1, 2)


@pytest.mark.slow
def test_what_one_list_puts_side_by_side_is_marked_within_words_too():
    """甲 and 乙 are items of a list once and once not: 1 of 2 pairs; 丙 stands in one item with 乙."""
    items = pd.DataFrame([(1, 1, 0, 1), (1, 2, 2, 4)], columns=["list", "rank", "start", "end"])
    items = items.assign(doc="a", paragraph=1)
    pairs = near("甲，乙丙", "甲乙", within=2, lists=items)
    found = pairs[["n", "n_same_list", "same_list"]].to_numpy().tolist()
    assert dict(zip(pairs.index, found, strict=True)) == {
        ("乙", "甲"): [2, 1, False], ("丙", "甲"): [1, 1, True], ("丙", "乙"): [1, 0, False],
    }  # fmt: skip
    plain = near("甲，乙丙", "甲乙", within=2)
    pd.testing.assert_frame_equal(pairs.drop(columns=MARKS), plain.drop(columns=MARKS))
    twice = pd.concat([items, items.assign(list=2)])
    pd.testing.assert_frame_equal(pairs, near("甲，乙丙", "甲乙", within=2, lists=twice))


TEXTS = st.lists(st.text("甲乙丙··，", max_size=16), min_size=1, max_size=3).filter("".join)


@pytest.mark.slow
@settings(max_examples=8)
@given(TEXTS, st.integers(1, 6), st.permutations("甲乙丙"))
def test_names_and_their_order_do_not_matter(texts, within, names):
    """On random texts: under other names, so in another order, every pair has the n it had; n is not above n_a, n_b."""
    other = str.maketrans("甲乙丙", "".join(names))
    plain, renamed = near(*texts, within=within), near(*(text.translate(other) for text in texts), within=within)
    counts = {frozenset(a.translate(other) + b.translate(other)): n for (a, b), n in plain["n"].items()}
    assert counts == {frozenset(pair): n for pair, n in renamed["n"].items()}
    assert (plain["n"] <= plain[["n_a", "n_b"]].min(axis=1)).all() and (plain["n"] >= 1).all()


@pytest.mark.slow
@pytest.mark.parametrize("within", [1, 5, 10])
def test_pairs_within_words_of_the_study_are_largest_matchings(within):
    """An independent count: for each pair and paragraph a graph of the places in reach, and its largest matching."""
    lists = find_lists(corpus().paragraphs, lexicon=lexicon())
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc", lists=lists)
    found = countable(mentions())
    spots = found.join(number_words(found, base=tokens()))
    expected = {}
    for (doc, _), here in spots.groupby(["doc", "paragraph"]):
        reach = {}
        for x, y in combinations(here.sort_values("start").itertuples(), 2):
            if x.term != y.term and y.number - x.last_number <= within:
                reach.setdefault((doc, *sorted([x.term, y.term])), []).append((x.Index, y.Index))
        for pair, edges in reach.items():
            matching = nx.max_weight_matching(nx.Graph(edges), maxcardinality=True)
            expected[pair] = expected.get(pair, 0) + len(matching)
    assert pairs.set_index(["doc", "term_a", "term_b"])["n"].to_dict() == expected
    words = countable(tokens()).groupby("doc").size()
    assert (pairs["windows"] == pairs["doc"].map(words).div(2 * within).round()).all()
    mention_counts = countable(mentions()).groupby(["doc", "term"]).size()
    assert (pairs["n_a"] == [mention_counts[row.doc, row.term_a] for row in pairs.itertuples()]).all()


@pytest.mark.slow
def test_listed_pairs_within_words_of_the_study_are_those_of_a_plain_loop():
    """An independent count: for each pair of places, the items of one list that hold the one and the other."""
    lists = find_lists(corpus().paragraphs, lexicon=lexicon())
    pairs = dc.count_pairs(mentions(), base=tokens(), within=5, by="doc", lists=lists)
    items = {key: list(group.itertuples()) for key, group in lists.groupby(["doc", "paragraph"])}
    places = countable(mentions())
    expected = {}
    for met in pair_nearby(places, base=tokens(), of="term", by=["doc"], words=5).itertuples():
        sides = [holding(items, places.iloc[at]) for at in (met.first, met.second)]
        listed = any(number == other and rank != place for number, rank in sides[0] for other, place in sides[1])
        pair = places.iloc[met.first]["doc"], met.term_a, met.term_b
        expected[pair] = expected.get(pair, 0) + listed
    assert pairs.set_index(["doc", "term_a", "term_b"])["n_same_list"].to_dict() == expected
    assert 0 < pairs["n_same_list"].sum() < pairs["n"].sum()
    assert (pairs["same_list"] == pairs["n_same_list"].eq(pairs["n"])).all()
