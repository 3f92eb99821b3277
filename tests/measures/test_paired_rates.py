import sys
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap, permutation_test
from test_paired import outcome, pair, row, study_alignment

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.paired_rates import (
    describe_rates,
    detectable_ratio,
    effective_number,
    flip_p,
    least_p,
    number_passages,
    paired_interval,
    rate_steps,
    shown_share,
)
from study import NEW, OLD, change, corpus, mentions, tokens

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from paired_rates import EDITS, TESTS, Design, make_pairs, simulate

RATE_COLUMNS = [
    "n_effective",
    "p_rate",
    "p_rate_smallest",
    "p_rate_joined",
    "p_rate_joined_smallest",
    "q_rate",
    "detectable",
]
ENDS = ["log_ratio_paired_low", "log_ratio_paired_high"]
COUNTS = st.lists(st.tuples(*[st.integers(0, 3), st.integers(3, 9)] * 2), min_size=2, max_size=10)


def with_lengths(words, aligned):
    """Give blocks the words of their sentences."""
    sizes = words.groupby(["doc", "sentence"]).size()
    for side in ("old", "new"):
        places = zip(aligned[side], aligned[f"first_sentence_{side}"], strict=True)
        lengths = [0 if pd.isna(sentence) else sizes[doc, sentence] for doc, sentence in places]
        aligned = aligned.assign(**{f"words_{side}": lengths})
    return words, aligned


def halved(kept, others):
    """Sentences with a term, all of them kept, and as many without, of which all are dropped."""
    return [("6G 发展 产业", "6G 发展 产业")] * kept + [("创新 发展 产业", "")] * others


# the steps


@settings(max_examples=16)
@given(COUNTS)
def test_steps_sum_to_the_difference_of_the_rates(blocks):
    """In mentions of a text as long as the harmonic mean of both; swapped versions give the mirror image."""
    n_old, w_old, n_new, w_new = (np.array(each) for each in zip(*blocks, strict=True))
    steps = rate_steps(n_old, w_old, n_new, w_new)
    mean = 2 / (1 / w_old.sum() + 1 / w_new.sum())
    assert steps.sum() == pytest.approx(mean * (n_new.sum() / w_new.sum() - n_old.sum() / w_old.sum()))
    assert rate_steps(n_new, w_new, n_old, w_old).tolist() == (-steps).tolist()


def test_steps_of_versions_of_one_length_are_counts_less_what_their_lengths_bring():
    """Both have 20 words and 4 mentions, a rate of 1 / 10: a block adds d − l / 10."""
    steps = rate_steps([1, 1, 0], [10, 10, 0], [1, 0, 1], [10, 0, 10])
    assert steps.tolist() == pytest.approx([0, -1 + 10 / 10, 1 - 10 / 10])
    steps = rate_steps([2, 0, 0], [10, 10, 0], [1, 0, 1], [10, 0, 10])
    assert steps.tolist() == pytest.approx([-1, 10 / 10, 1 - 10 / 10])


# the flipping of signs


@settings(max_examples=16)
@given(st.lists(st.integers(-9, 9).map(lambda n: n / 4), max_size=10))
def test_the_share_is_that_of_all_signs_written_out(steps):
    sums = [abs(sum(np.multiply(signs, steps))) for signs in product((-1, 1), repeat=len(steps))]
    assert flip_p(steps) == pytest.approx(np.mean(np.array(sums) >= abs(sum(steps)) - 1e-9))


@pytest.mark.parametrize("seed", range(3))
def test_many_steps_are_counted_as_scipy_draws_them(seed):
    """Twenty steps are beyond writing out: against 20,000 draws of scipy, within five standard errors."""
    steps = np.random.default_rng(seed).normal(0.5, 1, 20)
    drawn = permutation_test((steps,), np.sum, permutation_type="samples", n_resamples=20_000, random_state=1).pvalue
    assert flip_p(steps) == pytest.approx(drawn, abs=5 * (drawn * (1 - drawn) / 20_000) ** 0.5)


def test_steps_of_one_size_give_the_sign_test_whatever_their_number():
    """14 of 15 one way, counted on the grid: 2 · (1 + 15) / 2^15."""
    assert flip_p([0.3] * 14 + [-0.3]) == pytest.approx(2 * 16 / 2**15)
    assert flip_p([0.3] * 40) == pytest.approx(2 / 2**40)


def test_effective_blocks_by_hand():
    """Weights 3 and 1 count as (3 + 1)² / (9 + 1) blocks; six of one size can give 2 / 2^6."""
    assert effective_number(np.array([3.0, -1, 0])) == pytest.approx(16 / 10)
    assert least_p(effective_number(np.array([0.2] * 6))) == pytest.approx(2 / 2**6)
    assert least_p(0) == 1


# the test in a comparison


def test_the_term_that_is_kept_while_the_rest_is_cut_is_shown():
    """Eight sentences are kept, eight dropped that lack the term: the exchange of counts has no unit to see it by."""
    found = row(outcome(*with_lengths(*pair(*halved(8, 8)))), "6G")
    assert found[["n_old", "n_new", "n_blocks", "p_paired"]].tolist() == [8, 8, 0, 1]
    assert found["verdict"] == "same everywhere" and found["verdict_rate"] == "shown"
    assert found["p_rate"] == pytest.approx(2 / 2**8)


def test_an_equal_count_in_equal_blocks_has_p_1():
    """Nothing is added anywhere."""
    rows = outcome(*with_lengths(*pair(*[("6G 发展", "6G 发展")] * 9)))
    assert rows["p_rate"].tolist() == [1, 1] and rows["n_effective"].tolist() == [0, 0]
    assert set(rows["verdict_rate"]) == {"same everywhere"} and rows["q_rate"].isna().all()


@pytest.mark.slow
@pytest.mark.parametrize(("units", "verdict"), [(5, "too few differences"), (6, "shown")])
def test_five_blocks_can_never_show_what_six_can(units, verdict):
    found = row(outcome(*with_lengths(*pair(*[("光伏 发展", "6G 发展")] * units, ("发展 产业", "发展 产业")))), "6G")
    assert found["n_effective"] == units
    assert found["p_rate"] == found["p_rate_smallest"] == 2 / 2**units
    assert found["verdict_rate"] == verdict


@pytest.mark.slow
def test_q_and_verdict_follow_the_level():
    """6G and 光伏 are two tests of p = 2 / 2^6; at 3 % none is made."""
    blocks = with_lengths(*pair(*[("光伏", "6G")] * 6))
    assert row(outcome(*blocks, level=0.05), "6G")[["q_rate", "verdict_rate"]].tolist() == [2 / 2**6, "shown"]
    assert row(outcome(*blocks, level=0.03), "6G")["verdict_rate"] == "too few differences"


@pytest.mark.slow
def test_base_gives_the_lengths_that_blocks_state():
    """The same numbers, whether blocks say how long they are or tokens do; without either there is a reason."""
    words, aligned = pair(*halved(8, 5), ("发展", "6G 发展"))
    stated, counted = outcome(*with_lengths(words, aligned)), outcome(words, aligned, base=words)
    pd.testing.assert_frame_equal(stated, counted)
    none = outcome(words, aligned)
    assert none["p_rate"].isna().all() and none["verdict_rate"].isna().all() and (none["interval"] == "none").all()
    assert none["interval_note"].str.contains("give base=tokens").all()


@pytest.mark.slow
def test_swapping_the_versions_gives_the_mirror_image():
    """The same p, verdicts and detectable ratios, and the interval turned round."""
    back = dc.compare(dc.count(mentions(), of="category", base=tokens(), by="doc"), old=NEW, new=OLD)
    back = dc.add_paired_test(back, mentions(), study_alignment(NEW, OLD)).set_index("category")
    there = categories().set_index("category").loc[back.index]
    pd.testing.assert_frame_equal(there[RATE_COLUMNS], back[RATE_COLUMNS], rtol=1e-9)
    assert there["verdict_rate"].tolist() == back["verdict_rate"].tolist()
    pd.testing.assert_series_equal(there[ENDS[0]], -back[ENDS[1]], check_names=False, rtol=1e-9)


@pytest.mark.slow
def test_the_order_of_rows_does_not_matter():
    """Neither of the comparison, nor of the mentions, nor of the blocks."""
    some = {"frac": 1, "random_state": 1}
    rows = dc.compare(dc.count(mentions(), of="category", base=tokens(), by="doc"), old=OLD, new=NEW).sample(**some)
    rows = dc.add_paired_test(rows, mentions().sample(**some), study_alignment().sample(**some)).sort_index()
    pd.testing.assert_frame_equal(rows, categories())


def categories():
    rows = dc.compare(dc.count(mentions(), of="category", base=tokens(), by="doc"), old=OLD, new=NEW)
    return dc.add_paired_test(rows, mentions(), study_alignment())


# the interval


@pytest.mark.slow
def test_the_paired_intervals_of_the_study_are_narrower_than_those_of_two_samples():
    """Each holds its log ratio, and that of the firms, with the most mentions that moved, is about half as wide."""
    found = categories().dropna(subset=ENDS).set_index("category")
    assert (found["log_ratio"].gt(found[ENDS[0]]) & found["log_ratio"].lt(found[ENDS[1]])).all() and len(found) > 2
    paired, usual = found[ENDS[1]] - found[ENDS[0]], found["log_ratio_high"] - found["log_ratio_low"]
    assert (paired < usual).all() and paired["企业与企业培育"] < 0.55 * usual["企业与企业培育"]


def paired_blocks(seed):
    """Make the counts and words of twenty blocks, eight of which have the term in the new version."""
    random = np.random.default_rng(seed)
    n_new = np.where(np.arange(20) < 8, random.integers(1, 4, 20), 0)
    sides = random.integers(0, 3, 20), random.integers(10, 30, 20), n_new, random.integers(10, 30, 20)
    return [each.astype(float) for each in sides]


@pytest.mark.parametrize("seed", range(3))
def test_the_interval_of_endless_blocks_is_the_accelerated_one_of_scipy(seed):
    """With t as good as normal the ends are those of scipy's BCa bootstrap, which drops blocks one by one instead."""
    n_old, w_old, n_new, w_new = paired_blocks(seed)

    def ratio(*sides, axis):
        old, words_old, new, words_new = (each.sum(axis=axis) for each in sides)
        return np.log2(np.maximum(new, 0.5) / words_new) - np.log2(np.maximum(old, 0.5) / words_old)

    options = {"paired": True, "vectorized": True, "n_resamples": 20_000, "method": "BCa", "rng": 1}
    expected = bootstrap((n_old, w_old, n_new, w_new), ratio, **options).confidence_interval
    low, high = paired_interval(n_old[None], w_old, n_new[None], w_new, effective=[1e9], seed=0)
    assert (low[0], high[0]) == pytest.approx(tuple(expected), abs=0.12)


def test_the_interval_of_few_blocks_is_wider_by_the_quantiles_of_t():
    """Even blocks pull to neither side: the ends are the quantiles Φ(t) of plain resamples, t with 9 degrees of freedom
    for ten effective blocks."""
    n_old, n_new = np.tile([1.0, 0, 2, 1], 5), np.tile([0, 1.0, 1, 2], 5)
    words = np.full(20, 10.0)
    random, ratios = np.random.default_rng(5), []
    for _ in range(4000):
        drawn = random.integers(0, 20, 20)
        ratios.append(np.log2(n_new[drawn].sum() / n_old[drawn].sum()))
    low, high = paired_interval(n_old[None], words, n_new[None], words, effective=[10], seed=0)
    # The 2.5 % quantile is −2.262, and Φ of it 0.0118.
    assert (low[0], high[0]) == pytest.approx(tuple(np.quantile(ratios, [0.0118, 1 - 0.0118])), abs=0.12)
    again = paired_interval(n_old[None], words, n_new[None], words, effective=[10], seed=0)
    assert (low[0], high[0]) == (again[0][0], again[1][0])


def test_rows_of_other_lengths_have_their_own_intervals():
    """Two pairs of versions at once give what each gives by itself."""
    pairs = [paired_blocks(seed) for seed in (0, 1)]
    together = paired_interval(*(np.array(each) for each in zip(*pairs, strict=True)), effective=[9, 12], seed=0)
    for at, (n_old, w_old, n_new, w_new) in enumerate(pairs):
        alone = paired_interval(n_old[None], w_old, n_new[None], w_new, effective=[[9, 12][at]], seed=0)
        assert [ends[at] for ends in together] == pytest.approx([ends[0] for ends in alone])


def test_an_interval_is_refused_with_its_reason():
    """A term of one version has none, nor has one whose counts differ in few blocks; there is one of eight."""
    blocks = [("6G 发展", "发展 发展"), ("6G 发展", "6G 发展 光伏")] * 5 + [
        ("算力 发展", "算力 算力"),
        ("发展", "发展"),
    ]
    rows = outcome(*with_lengths(*pair(*blocks)), seed=0).set_index("word")
    notes = rows["interval_note"].to_dict()
    assert notes["光伏"] == "refused: one version has none" and notes["算力"] == "refused: too few blocks differ"
    assert rows.loc["6G", ["interval", "interval_note"]].tolist() == ["paired_bootstrap", ""]
    assert rows.loc["6G", ENDS].notna().all() and rows.drop(index=["6G", "发展"])[ENDS].isna().all(axis=None)
    assert rows.loc["光伏", "detectable_note"] == "refused: one version has none"


def test_an_interval_is_refused_where_one_version_has_the_term_in_one_block_alone():
    """Its spread cannot be seen: eight blocks of the old version have it and one of the new; with two there is one."""
    for new, note in ((1, "refused: one version has it in one block or passage"), (2, "")):
        sides = np.repeat([[1.0, 0.0]], [8, 4], axis=1), np.repeat([[0.0, 1.0]], [12 - new, new], axis=1)
        rows = describe_rates(*sides, np.full(12, 10), np.full(12, 10), log_ratio=np.zeros(1))
        assert rows["interval_note"].item() == note and rows[ENDS].notna().all(axis=None) == (not note)


def test_the_interval_takes_a_passage_as_one_block():
    """Ten blocks have the term in both versions; four more, of the new one alone, make one with four times the words."""
    counts = [np.array([[2.0] * 10 + [0] * 4]), np.array([[2.0, 1] * 5 + [1] * 4])]
    words = [np.array([12.0] * 10 + [0] * 4), np.array([10.0] * 14)]
    options = {"log_ratio": np.zeros(1), "seed": 0}
    passages = describe_rates(*counts, *words, passages=[*range(10), 20, 20, 20, 20], **options)
    sums = [
        np.concatenate([each[..., :10], each[..., 10:].sum(axis=-1, keepdims=True)], axis=-1)
        for each in [*counts, *words]
    ]
    blocks, joined = describe_rates(*counts, *words, **options), describe_rates(*sums, **options)
    assert passages[ENDS].equals(joined[ENDS]) and not passages[ENDS].equals(blocks[ENDS])
    # What is said of blocks stays.
    assert passages["n_effective"].equals(blocks["n_effective"]) and passages["p_rate"].equals(blocks["p_rate"])


# the simulation of methods.md


def test_pairs_of_the_benchmark_are_versions_that_its_tests_and_intervals_are_made_of():
    """Each edit makes two versions of some 1,300 words that share most blocks; every p is one, and verdicts take the
    larger."""
    random = np.random.default_rng(0)
    for edits in [*EDITS, "selective"]:
        made = make_pairs(Design(edits, 1300, 30), 40, random)
        assert not made.n_old[made.words_old == 0].any() and not made.n_new[made.words_new == 0].any()
        assert 1100 < made.words_old.sum(axis=1).mean() < 1700 and 15 < made.n_old.sum(axis=1).mean() < 60
        assert 0.4 < ((made.words_old > 0) & (made.words_new > 0)).sum() / (made.words_old > 0).sum() < 1
    frame = simulate(Design("themes of 5", 1300, 10), 6)
    assert frame[TESTS].isin([np.nan]).sum().sum() == 0 and frame[TESTS].stack().between(0, 1 + 1e-9).all()
    assert (frame["rate"] >= frame["p_rate"]).all() and (frame["counts"] >= frame["p_paired"]).all()
    assert simulate(Design("two-sided", 1300, 30), 6, tests=False)["holds"].mean() > 0.5


# passages as one unit


def test_neighbours_in_one_version_alone_are_one_passage_whichever_version_it_is():
    """Old has A B C D E, new A D X E Y Z: B and C are one, Y and Z, and X stands by itself."""
    old, new = [1, 2, 3, 4, 5, np.nan, np.nan, np.nan], [1, np.nan, np.nan, 2, 4, 3, 5, 6]
    assert number_passages(old, new).tolist() == [0, 1, 1, 3, 4, 5, 6, 6] == number_passages(new, old).tolist()
    assert number_passages([], []).tolist() == []
    # Places say what follows what, whatever the order of the blocks.
    assert number_passages([3, 1, 2, np.inf], [np.inf, np.inf, 4, 2]).tolist() == [0, 1, 2, 3]


def test_a_passage_on_one_theme_is_not_shown_by_its_sentences():
    """Eight sentences with 6G are added: one after the other they are one edit of an editor, spread over the text they
    are eight, and shown."""
    kept = [("发展 产业", "发展 产业")] * 9
    apart = [each for block in kept[:8] for each in (block, ("", "6G 发展"))] + kept[8:]
    row_apart, row_together = (
        row(outcome(*with_lengths(*pair(*blocks))), "6G") for blocks in (apart, [*kept, *[("", "6G 发展")] * 8])
    )
    assert row_apart["p_rate"] == row_apart["p_rate_joined"] == row_together["p_rate"] <= 0.05
    assert row_apart["verdict_rate"] == "shown" and row_apart["q_rate"] <= 0.05
    # One passage can never show anything, however many sentences it has.
    assert row_together["p_rate_joined"] == row_together["p_rate_joined_smallest"] == 1
    assert row_together["verdict_rate"] == "too few differences" and np.isnan(row_together["q_rate"])


@settings(max_examples=16)
@given(COUNTS, st.data())
def test_joined_steps_are_flipped_as_sums(blocks, data):
    """Passages by any numbers: the share of all signs of the sums, not below what so many can give."""
    n_old, w_old, n_new, w_new = (np.array(each) for each in zip(*blocks, strict=True))
    numbers = data.draw(st.lists(st.integers(0, len(blocks) - 1), min_size=len(blocks), max_size=len(blocks)))
    found = describe_rates(n_old[None], n_new[None], w_old, w_new, log_ratio=np.zeros(1), passages=numbers, seed=None)
    steps = rate_steps(n_old, w_old, n_new, w_new)
    stands = np.where(n_old + n_new > 0, steps, 0)
    sums, held = (
        np.array([sum(step for step, at in zip(each, numbers, strict=True) if at == k) for k in sorted(set(numbers))])
        for each in (steps, stands)
    )
    held = np.where(held != 0, sums, 0)
    expected = max(flip_p(sums), least_p(effective_number(held)))
    assert found["p_rate_joined"].item() == pytest.approx(expected)


# what could have been shown


def test_a_ratio_is_detectable_four_times_of_five():
    """Twenty mentions, one a block, the same in both: the test itself, on versions thinned to that ratio, sees it."""
    n, words = np.tile([1, 0], 20), np.full(40, 10)
    ratio = detectable_ratio(n, words, n, words, level=0.05, seed=0)
    random = np.random.default_rng(1)
    seen = [flip_p(rate_steps(random.binomial(n, 1 / ratio), words, n, words)) <= 0.05 for _ in range(200)]
    assert 1.2 < ratio < 3 and 0.7 < np.mean(seen) < 0.97
    assert shown_share(n, words, n, words, 1.0, seen=1.0, level=0.05, seed=0) == 0


def test_more_mentions_make_smaller_ratios_detectable():
    """Nothing can be of five; forty do better than twenty."""
    few, some, many = (np.tile([1, 0], each) for each in (6, 20, 40))
    ratios = [
        detectable_ratio(n, np.full(len(n), 10), n, np.full(len(n), 10), level=0.05, seed=0) for n in (some, many)
    ]
    assert ratios[0] > ratios[1] > 1
    assert detectable_ratio(few, np.full(12, 10), few, np.full(12, 10), level=0.01, seed=0) != ratios[0]


# what is refused


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"level": 2}, "level=2 is no level"),
        ({"level": 0}, "level=0 is no level"),
        ({"seed": -1}, "seed=-1 is too small"),
        ({"seed": 0.5}, "seed=0.5 is no whole number"),
    ],
)
def test_levels_and_seeds_are_checked(options, said):
    with pytest.raises(DiscourseError, match=said):
        dc.add_paired_test(change(), mentions(), study_alignment(), **options)


def test_other_alignments_are_refused():
    """One filtered, one doubled, one without what it needs, and doubled rows of the comparison."""
    aligned = study_alignment()
    tried = {
        "aligned has no block for sentence": aligned[aligned["change"] != "same"],
        "aligned has sentence 1 of 'economic-daily' in several blocks": pd.concat([aligned, aligned]),
        "aligned has no column 'block'": aligned.drop(columns="block"),
    }
    for said, frame in tried.items():
        with pytest.raises(DiscourseError, match=said):
            dc.add_paired_test(change(), mentions(), frame)
    with pytest.raises(DiscourseError, match="change has 2 rows for term="):
        dc.add_paired_test(pd.concat([change(), change()]), mentions(), aligned)


@pytest.mark.slow
def test_a_foreign_base_is_refused():
    """Tokens of another segmentation, and those that lack a doc, in both tests."""
    plain = dc.segment(corpus().paragraphs)
    for base in (plain, tokens()[tokens()["doc"] == NEW]):
        with pytest.raises(DiscourseError, match="but base has .* of its words"):
            dc.add_paired_test(change(), mentions(), study_alignment(), base=base)
        with pytest.raises(DiscourseError, match="but base has .* of its words|base has no word in doc="):
            dc.add_sentence_test(change(), mentions(), base=base)


@pytest.mark.parametrize(("options", "said"), [({"draws": 0}, "draws=0 is too small"), ({"seed": "x"}, "seed='x'")])
def test_draws_of_sentences_are_checked(options, said):
    with pytest.raises(DiscourseError, match=said):
        dc.add_sentence_test(change(), mentions(), base=tokens(), **options)


def test_without_a_seed_the_tests_are_the_same_and_nothing_is_drawn():
    """Eight blocks of ten words, one mention more in each of the new version."""
    sides = np.ones((1, 8)), np.full((1, 8), 2.0), np.full(8, 10), np.full(8, 10)
    drawn, plain = (describe_rates(*sides, log_ratio=np.ones(1), seed=seed) for seed in (0, None))
    tested = ["n_effective", "p_rate", "p_rate_smallest"]
    assert drawn[tested].equals(plain[tested]) and drawn["log_ratio_paired_low"].notna().all()
    assert plain[["log_ratio_paired_low", "log_ratio_paired_high", "detectable"]].isna().all(axis=None)
    assert (
        plain["interval_note"].item() == plain["detectable_note"].item() == "refused: nothing is drawn with seed=None"
    )
