from functools import cache
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, permutation_test

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import dealt
from discourse.measures.paired import exchange_p
from study import NEW, OLD, change, corpus, lexicon, mentions, tokens

STEPS = st.lists(st.integers(-4, 4).filter(bool), max_size=9)
TEXTS = st.lists(st.sampled_from("甲乙丙"), max_size=4).map(" ".join)
BLOCKS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=10)
ADDED = ["n_blocks", "p_paired", "p_smallest", "p_paired_joined", "p_paired_joined_smallest", "q", "verdict"]


def pair(*blocks, old="a", new="b", **keys):
    """Make the tokens and the alignment of two versions: of each block the words in old and in new, "" for none.

    `keys` are further columns of the tokens.
    """
    words, rows, last = [], [], {old: 0, new: 0}
    for number, texts in enumerate(blocks, 1):
        row = {"block": number, "old": old, "new": new}
        for side, doc, text in zip(("old", "new"), (old, new), texts, strict=True):
            last[doc] += bool(text)
            row |= {f"{end}_sentence_{side}": last[doc] if text else None for end in ("first", "last")}
            words += [(doc, last[doc], "body", "word", word) for word in text.split()]
        rows.append(row)
    places = [f"{end}_sentence_{side}" for end in ("first", "last") for side in ("old", "new")]
    frame = pd.DataFrame(words, columns=["doc", "sentence", "kind", "type", "word"]).assign(**keys)
    return frame, pd.DataFrame(rows).astype(dict.fromkeys(places, "Int64"))


def outcome(words, aligned, *, by="doc", old="a", new="b", **options):
    """Count, compare and test the words of two versions; intervals, which are drawn, where a seed is given."""
    rows = dc.compare(dc.count(words, by=by), old=old, new=new, base=words if by != "doc" else None)
    return dc.add_paired_test(rows, words, aligned, **{"seed": None} | options)


def in_turn(*sequences):
    """Take blocks from each sequence in turn."""
    return [block for blocks in zip(*sequences, strict=True) for block in blocks]


def row(rows, word):
    return rows.set_index("word").loc[word]


@cache
def study_alignment(old=OLD, new=NEW):
    return dc.align_versions(corpus().paragraphs, old=old, new=new)


@cache
def study_words():
    return outcome(tokens(), study_alignment(), old=OLD, new=NEW)


def brute_force(steps, expected=0.0):
    """Write all 2^m signs out."""
    seen = sum(steps)
    far = abs(seen - expected) if seen * (seen - expected) > 0 else 0
    sums = [abs(sum(s * a for s, a in zip(signs, steps, strict=True))) for signs in product((-1, 1), repeat=len(steps))]
    return sum(total >= min(far, abs(seen)) for total in sums) / len(sums)


# the exchange of units


@settings(max_examples=16)
@given(STEPS)
def test_the_share_of_signs_is_that_of_all_signs_written_out(steps):
    """Steps of any size, in any order; none at all gives 1."""
    assert exchange_p(steps) == pytest.approx(brute_force(steps), abs=1e-12)


@settings(max_examples=16)
@given(STEPS, st.integers(-80, 80).map(lambda quarters: quarters / 4))
def test_what_the_lengths_would_bring_is_taken_off_but_never_put_on(steps, expected):
    """The difference left over is counted against the same signs, and never gives a smaller share."""
    assert exchange_p(steps, expected) == pytest.approx(brute_force(steps, expected), abs=1e-12)
    assert exchange_p(steps, expected) >= exchange_p(steps)


@settings(max_examples=16)
@given(st.integers(0, 60), st.integers(0, 60))
def test_units_that_differ_by_one_give_the_sign_test(more, fewer):
    """scipy's binomial test of `more` out of all at one half."""
    expected = binomtest(more, more + fewer).pvalue if more + fewer else 1
    assert exchange_p([1] * more + [-1] * fewer) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=16)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=7))
def test_the_exchange_is_that_of_scipy(counts):
    """scipy.stats.permutation_test with paired samples, all exchanges written out."""
    old, new = np.array(counts).T
    gap = lambda x, y, axis: np.sum(x - y, axis=axis)
    expected = permutation_test((new, old), gap, permutation_type="samples", vectorized=True, n_resamples=np.inf)
    assert exchange_p(new - old) == pytest.approx(min(1, expected.pvalue), abs=1e-12)


def test_fishers_figure_for_darwins_plants():
    """Fisher (1935, § 21): 15 pairs, in eighths of an inch; 863 of 32,768 ways give 314 or more, 863 −314 or less."""
    inches = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    assert sum(inches) == 314
    assert exchange_p(inches) == 2 * 863 / 2**15
    assert round(exchange_p(inches), 5) == 0.05267


def test_a_length_that_is_not_known_leaves_no_p():
    """A missing total is missing, not a difference of none; a step of 0 changes nothing."""
    assert np.isnan(exchange_p([1] * 9, np.nan))
    assert exchange_p([0, 1, 0, 1]) == exchange_p([1, 1]) == 1 / 2


# units, the smallest p, and the verdict


@pytest.mark.parametrize(("units", "smallest", "verdict"), [(5, 0.0625, "too few differences"), (6, 0.03125, "shown")])
def test_five_units_can_never_say_what_six_can(units, smallest, verdict):
    """6G is added in every block, and an old word goes for it, so that both versions are equally long."""
    words, aligned = pair(*[(f"光伏{n}", "6G") for n in range(units)], ("发展 产业", "发展 产业"))
    found = row(outcome(words, aligned), "6G")
    assert found[["n_blocks", "p_paired", "p_smallest"]].tolist() == [units, smallest, smallest]
    assert found["verdict"] == verdict
    assert smallest == 2 / 2**units


def test_a_block_is_one_unit_however_many_mentions_it_has():
    """Nine mentions in one added sentence are one unit; two sentences that became one are one, too."""
    words, aligned = pair(("发展", "发展"), ("", "6G " * 9), ("光伏", "光伏 光伏"), ("", "光伏"))
    aligned.loc[3, ["first_sentence_old", "last_sentence_old"]] = 2
    aligned = aligned.drop(index=2).assign(first_sentence_new=[1, 2, 3])
    rows = outcome(words, aligned)
    assert row(rows, "6G")[["n_new", "n_blocks", "p_paired"]].tolist() == [9, 1, 1.0]
    assert row(rows, "光伏")[["n_old", "n_new", "n_blocks"]].tolist() == [1, 3, 1]


def test_blocks_numbered_alike_are_one_unit():
    """Six sentences, replaced one by one, are shown as six units; the new ones as one are too few differences."""
    words, aligned = pair(*in_turn([(f"光伏{n}", "") for n in range(6)], [("", "6G")] * 6, [("发展", "发展")] * 6))
    passage = aligned.assign(block=aligned["block"].mask(aligned["first_sentence_old"].isna(), 99))
    assert row(outcome(words, aligned), "6G")[["n_blocks", "verdict"]].tolist() == [6, "shown"]
    assert row(outcome(words, passage), "6G")[["n_blocks", "verdict"]].tolist() == [1, "too few differences"]


def test_blocks_in_which_nothing_changes_are_no_units():
    """A word that stays where it is has none; one that goes in one block and comes in another has two that cancel."""
    words, aligned = pair(("发展 6G", "发展"), ("发展", "发展 6G"))
    rows = outcome(words, aligned)
    assert row(rows, "发展")[["n_blocks", "p_paired", "p_smallest", "verdict"]].tolist() == [0, 1, 1, "same everywhere"]
    assert row(rows, "6G")[["n_blocks", "p_paired", "p_smallest"]].tolist() == [2, 1, 1 / 2]


def test_the_verdict_follows_the_level():
    """Six units of p = 2 / 2^6 are shown at 5 %, and too few differences at 3 %."""
    words, aligned = pair(*[(f"光伏{n}", "6G") for n in range(6)])
    assert row(outcome(words, aligned, level=0.05), "6G")["verdict"] == "shown"
    assert row(outcome(words, aligned, level=0.03), "6G")["verdict"] == "too few differences"


def test_q_is_corrected_over_the_rows_that_could_reach_the_level_alone():
    """6G (p = 2 / 2^6) and 发展 (6 of 7 units: p = 16 / 2^7) are two tests; the hapaxes beside them are none."""
    replaced = [(f"光伏{n} 发展", f"6G 算力{n}") for n in range(6)]
    rows = outcome(*pair(*replaced, ("算力", "发展")))
    assert row(rows, "6G")["q"] == 2 * 2 / 2**6
    assert row(rows, "发展")["p_paired"] == row(rows, "发展")["q"] == 16 / 2**7
    assert rows["q"].notna().sum() == 2
    assert (rows["q"].notna() == (rows["p_smallest"] <= 0.05)).all()
    assert set(rows["verdict"]) == {"not shown", "too few differences"}


@pytest.mark.slow
def test_identical_versions_show_nothing():
    """No unit differs: p is 1, and no row can say anything."""
    paragraphs = corpus().paragraphs.query("doc == @OLD")
    both = pd.concat([paragraphs, paragraphs.assign(doc="copy")], ignore_index=True)
    words = dc.segment(both, lexicon=lexicon())
    rows = outcome(words, dc.align_versions(both, old=OLD, new="copy"), old=OLD, new="copy")
    assert (rows["n_blocks"] == 0).all() and (rows["p_paired"] == 1).all()
    assert (rows["verdict"] == "same everywhere").all()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_an_abridged_version_is_not_shown_to_mention_everything_less(seed):
    """Half of the blocks are dropped at random: the bare signs say that every word is mentioned less, the test none."""
    random = np.random.default_rng(seed)
    texts = [" ".join(random.choice(["6G", "光伏", "算力", "发展"], random.integers(5, 30))) for _ in range(60)]
    dropped = random.permutation(60) < 30
    rows = outcome(*pair(*[(text, "" if gone else text) for text, gone in zip(texts, dropped, strict=True)]))
    assert (rows["n_blocks"] > 15).all() and (rows["n_new"] < 0.7 * rows["n_old"]).all()
    assert (rows["verdict"] == "not shown").all()


def test_a_theme_added_in_twenty_places_is_shown_and_in_one_is_not():
    """Twenty sentences with other words, one each, that are too rare: spread over the text they are twenty edits, two by
    two they are ten, in one piece they are one of twenty mentions. What they lengthen the text by is taken off."""
    kept = [(f"发展 产业 创新 词{n}", f"发展 产业 创新 词{n}") for n in range(40)]
    added = [("", f"6G 新{n} 又{n}") for n in range(20)]
    for blocks, p_joined, verdict in (
        (in_turn(kept[:20], added, kept[20:]), 2 * (1 + 20) / 2**20, "shown"),
        ([*in_turn(kept[:10], added[:10], added[10:]), *kept[10:]], 2 / 2**10, "shown"),
        ([*kept, *added], 1, "too few differences"),
    ):
        rows = outcome(*pair(*blocks))
        found = row(rows, "6G")
        assert found[["n_blocks", "verdict"]].tolist() == [20, verdict]
        # 60 of 380 words are the newer version's surplus: of the 20 mentions 3.2 are taken off, and 18 is the next sum.
        assert found["p_paired"] == pytest.approx(2 * (1 + 20) / 2**20)
        assert found["p_paired_joined"] == pytest.approx(p_joined)
        assert np.isnan(found["q"]) if verdict == "too few differences" else found["q"] == found["p_paired_joined"]
        assert set(rows.loc[rows["word"] != "6G", "verdict"]) == {"too few differences", "same everywhere"}


@pytest.mark.slow
@settings(max_examples=8)
@given(BLOCKS)
def test_each_row_is_counted_from_its_own_blocks_and_swapping_old_and_new_changes_nothing(blocks):
    """Block by block in plain Python: differences, lengths, all signs written out; and the same units, p, q and verdict
    the other way round."""
    blocks = [("甲 丁", "乙 丁"), *blocks]
    there, back = (outcome(*pair(*some)).sort_values("word") for some in (blocks, [(b, a) for a, b in blocks]))
    for column in ADDED:
        assert there[column].tolist() == pytest.approx(back[column].tolist(), nan_ok=True) or column == "verdict"
    assert there["verdict"].tolist() == back["verdict"].tolist()
    old, new = (sum(len(block[side].split()) for block in blocks) for side in (0, 1))
    for found in there.itertuples():
        steps = [b.split().count(found.word) - a.split().count(found.word) for a, b in blocks]
        assert found.n_blocks == sum(step != 0 for step in steps)
        expected = (found.n_old + found.n_new) * (new - old) / (new + old)
        assert found.p_paired == pytest.approx(brute_force([s for s in steps if s], expected), abs=1e-9)


# through the alignment, and by every key


def test_moved_and_merged_sentences_are_units_through_the_alignment():
    """A sentence that only moved is no unit, and two that became one with a word less are one unit."""
    moved, end = "支持中小企业发展。", "提升产业链供应链韧性和安全水平。"
    apart = "加快建设制造强国，推进新型工业化。大力发展数字经济，做强平台企业。"
    merged = "加快建设制造强国，推进新型工业化，大力发展数字经济，做强企业。"
    texts = ["今年总体稳定。" + moved + apart + end, "今年总体稳定。" + merged + end + moved]
    frame = pd.DataFrame({"doc": ["a", "b"], "section": 1, "turn": 1, "paragraph": 1, "heading": "", "kind": "body"})
    frame = frame.assign(speaker=None, point=pd.Series([pd.NA, pd.NA], dtype="Int64"), text=texts)
    aligned, words = dc.align_versions(frame, old="a", new="b"), dc.segment(frame)
    assert aligned["moved"].any() and "merged" in set(aligned["shape"])
    rows = outcome(words, aligned)
    assert (rows["n_blocks"] == (rows["n_old"] != rows["n_new"])).all()
    assert row(rows, "平台")[["n_old", "n_new", "n_blocks"]].tolist() == [1, 0, 1]
    assert rows["n_blocks"].sum() == 1


def test_a_sentence_that_runs_over_several_points_counts_in_the_block_of_each():
    """A line cut at its points gives three blocks of one sentence; each mention stands in one of them."""
    texts = {
        "a": ["有两点：", "一是发展6G；", "二是发展算力。"],
        "b": ["有两点：", "一是发展6G和算力；", "二是发展算力。"],
    }
    rows = [{"doc": doc, "paragraph": n, "text": text} for doc in texts for n, text in enumerate(texts[doc], 1)]
    frame = pd.DataFrame(rows).assign(section=0, turn=0, kind="body", speaker=None, point=[None, 1, 2] * 2)
    ends = frame["text"].str.len().groupby(frame["doc"]).cumsum()
    frame = frame.assign(raw_start=ends - frame["text"].str.len(), raw_end=ends).astype({"point": "Int64"})
    aligned, words = dc.align_versions(frame, old="a", new="b"), dc.segment(frame)
    assert aligned["first_sentence_old"].tolist() == [1, 1, 1]
    assert row(outcome(words, aligned), "算力")[["n_old", "n_new", "n_blocks"]].tolist() == [1, 2, 1]
    assert row(outcome(words, aligned), "6G")[["n_old", "n_new", "n_blocks"]].tolist() == [1, 1, 0]


@pytest.mark.slow
def test_the_study_has_one_word_under_the_level_and_shows_none():
    """Of some 640 types 和 alone has a paired p under 0.05; after correction none is shown."""
    rows = study_words()
    assert 600 < len(rows) < 680
    assert rows.loc[rows["p_paired"] < 0.05, "word"].tolist() == ["和"]
    assert not (rows["q"] <= 0.05).any()
    assert "shown" not in set(rows["verdict"])


@pytest.mark.slow
def test_the_study_says_the_same_whichever_version_comes_first():
    """The alignment of the swapped versions is the mirror image, and the tests are the same."""
    back = outcome(tokens(), study_alignment(NEW, OLD), old=NEW, new=OLD)
    there, back = (rows.set_index("word").sort_index()[ADDED] for rows in (study_words(), back))
    pd.testing.assert_frame_equal(there, back)


@pytest.mark.slow
@pytest.mark.parametrize("of", ["term", "category", "family", "broader"])
def test_terms_categories_and_families_are_tested(of):
    """Each with units enough for its difference; a missing value is a row like any other."""
    counts = dc.count(mentions(), of=of, base=tokens(), by="doc")
    rows = dc.add_paired_test(dc.compare(counts, old=OLD, new=NEW), mentions(), study_alignment())
    assert (rows["n_blocks"] > 0).sum() >= (rows["n_old"] != rows["n_new"]).sum() > 0
    assert rows["p_paired"].between(0, 1).all()
    assert (rows["p_paired"] >= rows["p_smallest"]).all()


def test_the_units_of_a_category_are_blocks_not_terms():
    """6G goes and 算力 comes in one block: the terms differ by one each, their category not at all."""
    words, aligned = pair(("6G", "算力"), ("6G", "6G"))
    places = words.rename(columns={"word": "term"}).assign(category="数字")
    for of, units in {"term": [1, 1], "category": [0]}.items():
        counts = dc.count(places, of=of, base=words, by="doc")
        assert dc.add_paired_test(dc.compare(counts, old="a", new="b"), places, aligned)["n_blocks"].tolist() == units


@pytest.mark.slow
def test_a_section_is_tested_by_its_own_places_and_lengths():
    """Section 1 gains 6G six times, section 2 loses it six times: together nothing, each by itself a difference."""
    words, aligned = pair(*[(f"旧{n} 和", "6G 和") for n in range(6)], *[("6G 和", f"旧{n} 和") for n in range(6)])
    words = words.assign(section=np.where(words["sentence"] <= 6, 1, 2))
    rows = outcome(words, aligned, by=["doc", "section"]).query("word == '6G'")
    assert rows[["section", "n_blocks", "p_paired"]].to_numpy().tolist() == [[1, 6, 2 / 2**6], [2, 6, 2 / 2**6]]
    assert row(outcome(words, aligned), "6G")[["n_blocks", "p_paired"]].tolist() == [12, 1]


def test_a_sentence_that_changed_its_section_counts_in_both():
    """Section 1 has one mention less, section 2 one more."""
    words, aligned = pair(("6G", "6G"), ("发展", "发展"), ("产业", "产业"))
    words = words.assign(section=[1, 2, 1, 1, 2, 2])
    rows = outcome(words, aligned, by=["doc", "section"]).query("word == '6G'")
    assert rows[["section", "n_old", "n_new", "n_blocks"]].to_numpy().tolist() == [[1, 1, 0, 1], [2, 0, 1, 1]]


@pytest.mark.slow
@pytest.mark.parametrize("key", ["section", "point", "speaker"])
def test_missing_keys_are_a_group_like_any_other(key):
    """What belongs to no point is tested as what belongs to one is, its length included."""
    kept = [("6G 发展 产业", "6G 发展 产业")] * 8
    words, aligned = pair(*kept, *[("6G 发展 产业", "")] * 8)
    one, none = ("金壮龙", None) if key == "speaker" else (1, pd.NA)
    kind = "str" if key == "speaker" else "Int64"
    frames = [words.assign(**{key: pd.Series([value] * len(words), dtype=kind)}) for value in (one, none)]
    known, missing = (outcome(frame, aligned, by=["doc", key]) for frame in frames)
    assert missing[key].isna().all()
    pd.testing.assert_frame_equal(known[ADDED], missing[ADDED])
    assert row(missing, "6G")[["n_blocks", "p_paired", "verdict"]].tolist() == [8, 1, "too few differences"]


@pytest.mark.slow
@pytest.mark.parametrize("by", [["point"], ["section", "point"], ["speaker"], ["section", "kind", "speaker"], ["turn"]])
def test_every_key_of_the_study_is_tested(by):
    """With missing points and speakers among the keys, no row is lost, and each p could be."""
    rows = outcome(tokens(), study_alignment(), by=["doc", *by], old=OLD, new=NEW)
    whole = rows["total_old"].notna() & rows["total_new"].notna()
    assert (rows["p_paired"].notna() == whole).all() and whole.any()
    assert (rows["p_paired"] >= rows["p_smallest"])[whole].all()


def test_where_a_total_is_missing_so_is_p():
    """Without base, nobody knows how long section 2 of b is, and whether its seven mentions less are of its length."""
    blocks = in_turn([("发展", "发展")] * 7, [("6G", "")] * 7)
    words, aligned = pair(*blocks)
    words = words.assign(section=np.where(words["word"] == "6G", 2, 1))
    rows = dc.compare(dc.count(words, by=["doc", "section"]), old="a", new="b")
    found = row(dc.add_paired_test(rows, words, aligned), "6G")
    assert np.isnan(found["p_paired"]) and np.isnan(found["q"])
    assert found[["n_blocks", "verdict"]].tolist() == [7, "not shown"]


def test_the_imprint_is_never_counted():
    """Six mentions in the added imprint are no units."""
    words, aligned = pair(("6G 发展", "6G 发展"), *[("", "6G")] * 6)
    words.loc[(words["doc"] == "b") & (words["sentence"] > 1), "kind"] = "imprint"
    rows = outcome(words, aligned)
    assert row(rows, "6G")[["n_old", "n_new", "n_blocks", "p_paired"]].tolist() == [1, 1, 0, 1]


@pytest.mark.slow
def test_rows_left_out_of_a_comparison_are_not_needed():
    """A filtered comparison keeps its index and its p; one of no rows gives no rows, with the same columns."""
    whole = dc.compare(dc.count(tokens(), by="doc"), old=OLD, new=NEW)
    some = whole[whole["tested"]]
    rows = dc.add_paired_test(some, tokens(), study_alignment())
    assert rows.index.equals(some.index)
    pd.testing.assert_series_equal(rows["p_paired"], study_words().loc[some.index, "p_paired"])
    none = dc.add_paired_test(whole.head(0), tokens(), study_alignment())
    assert len(none) == 0 and none.dtypes.equals(rows.dtypes)


@pytest.mark.slow
def test_the_comparison_given_is_not_changed():
    """A new frame comes out; the old one has no new columns."""
    before = change().copy()
    dc.add_paired_test(change(), mentions(), study_alignment())
    dc.add_sentence_test(change(), mentions(), base=tokens(), draws=9)
    pd.testing.assert_frame_equal(change(), before)


def test_several_pairs_of_versions_are_tested_in_one_frame():
    """One version stands in both pairs, and the blocks of the pairs have the same numbers."""
    first = pair(*[("发展", "6G")] * 6)
    second = pair(*[("6G", "光伏")] * 6, old="b", new="c")
    words = pd.concat([first[0], second[0].query("doc == 'c'")], ignore_index=True)
    aligned = pd.concat([first[1], second[1]], ignore_index=True)
    counts = dc.count(words, by="doc")
    both = pd.concat([dc.compare(counts, old=a, new=b) for a, b in ("ab", "bc")], ignore_index=True)
    rows = dc.add_sentence_test(dc.add_paired_test(both, words, aligned), words, base=words, draws=99)
    assert rows["n_blocks"].tolist() == [6] * 4 and rows["p_paired"].tolist() == [2 / 2**6] * 4
    assert (rows["p_sentence"] < 0.05).all()


# what is refused


def test_an_alignment_of_other_versions_is_refused():
    """With the pairs there are; one the other way round is another, too."""
    with pytest.raises(DiscourseError, match=f"'{OLD}', '{NEW}'.* is not one of: .'{NEW}', '{OLD}'"):
        dc.add_paired_test(change(), mentions(), study_alignment(NEW, OLD))


@pytest.mark.slow
def test_mentions_of_another_state_of_the_texts_are_refused():
    """Those of the damaged text, and those that lack a mention on either side, though the difference be the same."""
    damaged = dc.find_terms(corpus(corrections=False).paragraphs, lexicon())
    with pytest.raises(DiscourseError, match="make change, mentions, tokens and aligned from the same paragraphs"):
        dc.add_paired_test(change(), damaged, study_alignment())
    words, aligned = pair(("6G 发展", "6G 发展"))
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    fewer = words.query("word != '6G'")
    with pytest.raises(DiscourseError, match="word='6G' has n_old=1, but 0 mentions"):
        dc.add_paired_test(rows, fewer, aligned)
    with pytest.raises(DiscourseError, match="word='6G' has n_old=1, but 0 mentions"):
        dc.add_sentence_test(rows, fewer, base=words)


def test_mentions_without_what_was_counted_are_refused():
    """Tokens have no terms, and mentions no words."""
    with pytest.raises(DiscourseError, match="mentions have no column 'term'; give"):
        dc.add_paired_test(change(), tokens(), study_alignment())
    with pytest.raises(DiscourseError, match="mentions have no column 'term'; give"):
        dc.add_sentence_test(change(), tokens(), base=tokens())


def test_a_base_without_the_sentences_of_the_mentions_is_refused():
    """The tokens of another state of the texts."""
    words, _ = pair(("6G", "6G"), ("发展 6G", "发展"))
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    with pytest.raises(DiscourseError, match="base has no word in sentence 2 of 'a'"):
        dc.add_sentence_test(rows, words, base=words.assign(sentence=1))


# the shuffle of sentences


def plain_shuffles(blocks, word, draws, seed):
    """Shuffle and count in plain Python, with the generator's own shuffles."""
    sentences = [(text.split(), side) for side in (0, 1) for text in (block[side] for block in blocks) if text]
    seen = np.array([side for _, side in sentences], dtype=float)
    shuffles = np.random.default_rng(seed).permuted(np.tile(seen, (draws, 1)), axis=1)

    def gap(deal):
        n, total = [0, 0], [0, 0]
        for (words, _), side in zip(sentences, deal, strict=True):
            n[int(side)] += words.count(word)
            total[int(side)] += len(words)
        return abs(n[1] / total[1] - n[0] / total[0])

    return (1 + sum(gap(deal) >= gap(seen) - 1e-12 for deal in shuffles)) / (1 + draws)


@pytest.mark.slow
@settings(max_examples=8)
@given(BLOCKS, st.integers(0, 99))
def test_shuffles_are_counted_as_a_plain_loop_counts_them(blocks, seed):
    """The same shuffles, word by word."""
    blocks = [("甲 丁", "乙 丁"), *blocks]
    words, _ = pair(*blocks)
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    for found in dc.add_sentence_test(rows, words, base=words, draws=50, seed=seed).itertuples():
        assert found.p_sentence == pytest.approx(plain_shuffles(blocks, found.word, 50, seed), abs=1e-12)


def test_many_shuffles_come_near_all_deals_written_out():
    """Four sentences out of eight: 70 deals, with four standard errors of 9,999 draws."""
    blocks = [("甲 丁", "乙 丁 丁"), ("甲 甲 丁", "甲 丁"), ("甲 丁 丁 丁", "丁"), ("甲", "丁 丁")]
    texts = [block[side].split() for side in (0, 1) for block in blocks]
    rate = lambda deal: sum(texts[at].count("甲") for at in deal) / sum(len(texts[at]) for at in deal)
    gap = lambda deal: abs(rate(deal) - rate(set(range(8)) - set(deal)))
    exact = np.mean([gap(deal) >= gap((0, 1, 2, 3)) - 1e-12 for deal in combinations(range(8), 4)])
    words, _ = pair(*blocks)
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    found = row(dc.add_sentence_test(rows, words, base=words), "甲")["p_sentence"]
    assert 0.02 < exact < 0.5
    assert found == pytest.approx(exact, abs=4 * (exact * (1 - exact) / 9999) ** 0.5)


def test_words_of_one_sentence_stay_together():
    """Nine mentions in one sentence are one event, which lies in one text or the other in every deal: p is 1."""
    words, _ = pair(("6G " * 9, "发展 " * 9), *[("发展 " * 9, "发展 " * 9)] * 3)
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    assert row(dc.add_sentence_test(rows, words, base=words, draws=99), "6G")["p_sentence"] == 1
    assert row(rows, "6G")["fisher_p"] < 0.01


def test_the_seed_fixes_the_shuffles_and_their_number_per_step_does_not_matter(monkeypatch):
    """Equal seeds give equal p, others others; large tables are shuffled in several steps with the same outcome."""
    test = lambda seed: dc.add_sentence_test(change(), mentions(), base=tokens(), draws=299, seed=seed)["p_sentence"]
    first = test(1)
    pd.testing.assert_series_equal(first, test(1))
    assert (first != test(2)).any()
    monkeypatch.setattr(dealt, "CELLS_AT_ONCE", 5000)
    pd.testing.assert_series_equal(first, test(1))


def test_the_one_seen_is_counted_in():
    """No p is 0: the least of 99 draws is 1 in 100 (Phipson and Smyth 2010)."""
    words, _ = pair(*[("发展 产业", "6G 产业")] * 20)
    rows = dc.compare(dc.count(words, by="doc"), old="a", new="b")
    found = dc.add_sentence_test(rows, words, base=words, draws=99).set_index("word")["p_sentence"]
    assert found.to_dict() == {"6G": 1 / 100, "产业": 1, "发展": 1 / 100}


def test_sections_are_shuffled_by_themselves():
    """The p of a section are those of two texts of that section only; one that a version lacks has none."""
    words, _ = pair(*[("甲 丁", "乙 丁"), ("甲", "丁 丁"), ("乙 乙", "甲")] * 2, ("丙", ""))
    words = words.assign(section=np.where(words["word"] == "丙", 3, 1 + words["sentence"].gt(3)))
    rows = dc.compare(dc.count(words, by=["doc", "section"]), old="a", new="b", base=words)
    found = dc.add_sentence_test(rows, words, base=words, draws=99)
    for section in (1, 2):
        alone = words[words["section"] == section]
        expected = dc.compare(dc.count(alone, by="doc"), old="a", new="b")
        expected = dc.add_sentence_test(expected, alone, base=alone, draws=99)
        mine = found[found["section"] == section].sort_values("word")
        assert mine["p_sentence"].tolist() == expected.sort_values("word")["p_sentence"].tolist()
    assert found.query("section == 3")["p_sentence"].isna().tolist() == [True]


def test_points_that_are_missing_are_shuffled_too():
    """A missing point is a group, and its sentences are those without a point."""
    rows = dc.compare(dc.count(mentions(), base=tokens(), by=["doc", "point"]), old=OLD, new=NEW)
    found = dc.add_sentence_test(rows, mentions(), base=tokens(), draws=99)
    assert found["point"].isna().any()
    assert found["p_sentence"].between(0, 1).all()


def test_categories_are_shuffled_among_all_words():
    """Tokens have no category: the total is that of the version."""
    counts = dc.count(mentions(), of="term", base=tokens(), by=["doc", "category"])
    by_category = dc.compare(counts, old=OLD, new=NEW)
    found = dc.add_sentence_test(by_category, mentions(), base=tokens(), draws=99)
    plain = dc.add_sentence_test(change(), mentions(), base=tokens(), draws=99)
    both = found.merge(plain, on="term", suffixes=("", "_plain"))
    assert (both["p_sentence"] == both["p_sentence_plain"]).all() and len(both) == len(change())


def test_no_rows_give_no_rows():
    """With the column that rows would have."""
    none = dc.add_sentence_test(change().head(0), mentions(), base=tokens())
    assert len(none) == 0 and none["p_sentence"].dtype == float
