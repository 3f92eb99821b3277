"""A rate over time is parted where it changes, by an exact search; chance is held against it by draws."""

from itertools import combinations, product
from math import log, log2

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.years.segmentation import ChangeTest, dispersion_index, draw_series, estimate_dispersion, part_series

TEST = ChangeTest(least=1, dispersed=False, draws=4999, seed=0)
YEARS = range(2011, 2021)


def likelihood(n, sizes):
    return sum(n) * log(sum(n) / sum(sizes)) if sum(n) else 0


def best_by_hand(n, sizes, changes, least):
    """Try all partings."""
    found = []
    for cuts in combinations(range(least, len(n)), changes):
        ends = [0, *cuts, len(n)]
        steps = [(n[a:b], sizes[a:b]) for a, b in zip(ends, ends[1:], strict=False)]
        if all(len(step) >= least for step, _ in steps):
            found.append((sum(likelihood(*step) for step in steps), list(cuts)))
    return max(found)


@pytest.mark.parametrize("changes", [1, 2, 3])
def test_the_best_parting_is_the_one_that_trying_all_finds(changes):
    rng = np.random.default_rng(5)
    n, sizes = rng.poisson(3, (4, 9)), rng.uniform(1, 3, 9)
    parted = part_series(n, sizes, most=3, least=2)
    for row in range(4):
        value, cuts = best_by_hand(n[row].tolist(), sizes.tolist(), changes, 2)
        assert parted.likelihoods[row, changes] == pytest.approx(value) and parted.changes(changes, row) == cuts


def test_p_is_the_share_of_all_ways_in_which_the_places_could_have_fallen():
    """Three places on four texts of unequal length: 64 ways, each with its chance."""
    sizes, own = np.array([1.0, 2.0, 2.0, 3.0]), np.array([0, 0, 1, 2])

    def gain(n):
        return 2 * (best_by_hand(n, sizes.tolist(), 1, 1)[0] - likelihood(n, sizes.tolist()))

    exact = 0
    for places in product(range(4), repeat=3):
        n = [places.count(text) for text in range(4)]
        exact += np.prod(sizes[list(places)] / 8) * (gain(n) >= gain(own.tolist()) - 1e-9)
    assert TEST.p(own, sizes, 0) == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 4999))


def test_drawn_counts_keep_the_sum_of_each_step_and_are_as_dispersed_as_asked():
    n, sizes = np.array([2] * 10 + [9] * 30), np.ones(40)
    drawn = draw_series(n, sizes, [10], dispersion=4.0, draws=2000, seed=1)
    assert (drawn[:, :10].sum(axis=1) == 20).all() and (drawn[:, 10:].sum(axis=1) == 270).all()
    # Given the sum of 30 texts a part of the variance is gone.
    variance = drawn[:, 10:].var(axis=0).mean() / 9
    weight = 270 / (4 - 1)
    assert variance == pytest.approx((1 - 1 / 30) * (270 + weight) / (1 + weight), rel=0.05)


def test_dispersion_is_that_of_neighbours_so_that_a_change_hardly_raises_it():
    """(1 − 2)² / 2 twice, and 0."""
    assert dispersion_index(np.array([[1, 3, 3, 3]]), np.ones(4))[0] == pytest.approx(2 * 1 / 2 / 3)
    assert estimate_dispersion(np.array([1, 1, 1, 9, 9, 9]), np.ones(6)) < 3
    rng = np.random.default_rng(2)
    assert estimate_dispersion(rng.negative_binomial(10 / 2, 1 / 3, 4000), np.ones(4000)) == pytest.approx(3, rel=0.1)


def counts(years=YEARS, total=1000, **units):
    """Counts by year, 0 left out, as count gives them."""
    rows = [(year, unit, n, total) for unit, every in units.items() for year, n in zip(years, every, strict=True) if n]
    return pd.DataFrame(rows, columns=["year", "term", "n", "total"]).assign(of="term", by="year")


ARTICLES = pd.DataFrame({"doc": [f"r{year}" for year in YEARS], "date": [f"{year}-03-05" for year in YEARS]})
DATED = ARTICLES.assign(characters=500)


def test_steps_say_from_when_to_when_how_often_and_what_changed():
    steps = dc.trend(counts(改革=[2, 1, 2, 3, 2, 9, 8, 9, 7, 9], 市场=[3, 3, 3, 2, 4, 3, 3, 4, 2, 3]))
    one, other = steps[steps["term"] == "改革"], steps[steps["term"] == "市场"]
    assert one[["first", "last", "texts", "n", "total"]].to_numpy().tolist() == [
        [2011, 2015, 5, 10, 5000],
        [2016, 2020, 5, 42, 5000],
    ]
    assert one["rate"].tolist() == [2.0, 8.4] and one["log_ratio"].iloc[1] == pytest.approx(log2(4.2))
    assert one[["step", "steps", "change", "verdict"]].iloc[1].tolist() == [2, 2, "more", "shown"]
    assert one["begins_low"].iloc[1] <= 2016 <= one["begins_high"].iloc[1] and one["q"].eq(2 / 1000).all()
    assert other[["steps", "n", "verdict"]].to_numpy().tolist() == [[1, 30, "not shown"]]


def test_a_text_that_lacks_a_unit_has_a_count_of_0_and_one_that_lacks_all_takes_the_length_of_its_article():
    new = counts(新质生产力=[0] * 8 + [3, 4])
    steps = dc.trend(new, articles=DATED)
    assert steps[["first", "last", "total", "rate_unit", "change"]].iloc[1].tolist() == [
        2019,
        2020,
        1000,
        "character",
        "added",
    ]
    assert steps["texts"].tolist() == [8, 2] and steps["rate"].tolist() == [0, 7.0]
    # The counts alone know of two years only.
    with pytest.raises(DiscourseError, match="a trend needs 4 to 200 dates, and counts have 2"):
        dc.trend(new)


def test_counts_by_doc_stand_at_the_dates_of_their_articles_whatever_their_order():
    by_doc = counts(改革=[2, 1, 2, 3, 2, 9, 8, 9, 7, 9]).rename(columns={"year": "doc"}).assign(by="doc")
    by_doc["doc"] = "r" + by_doc["doc"].astype(str)
    steps = dc.trend(by_doc.sample(frac=1, random_state=0), articles=DATED.iloc[::-1])
    assert steps["first"].tolist() == ["2011-03-05", "2016-03-05"]
    undated = DATED.assign(date=DATED["date"].mask(DATED["doc"] == "r2015"))
    assert dc.trend(by_doc, articles=undated)[["texts", "undated"]].to_numpy().tolist() == [[4, 1], [5, 1]]


def test_two_places_are_too_few_unless_they_could_have_shown_a_change():
    """In the last of twenty texts alone chance is one in ten: either end."""
    steps = dc.trend(counts(range(2001, 2021), 甲=[0] * 19 + [1], 乙=[5] * 20))
    assert steps.set_index("term")["verdict"].to_dict() == {"甲": "too few differences", "乙": "not shown"}


def test_the_least_texts_of_a_step_may_be_one():
    series = counts(甲=[5] * 9 + [40])
    assert dc.trend(series, least=1)["first"].tolist() == [2011, 2020]
    assert dc.trend(series)["texts"].min() >= 2


@pytest.mark.parametrize(
    ("change", "more", "message"),
    [
        ({"by": "source"}, {}, "source"),
        ({"by": ""}, {}, "counts are by nothing, and a trend is one over dates"),
        ({}, {"family": "normal"}, "family='normal' is not one of: 'negative_binomial', 'poisson'"),
        ({}, {"level": 5}, "no level of significance"),
        ({"n": -1}, {}, "a count is a whole number"),
    ],
)
def test_what_is_no_trend_is_refused(change, more, message):
    with pytest.raises(DiscourseError, match=message):
        dc.trend(counts(甲=[5] * 10).assign(**change), **more)


def test_counts_of_an_article_that_is_not_there_are_refused():
    with pytest.raises(DiscourseError, match="year=2020 is not one of: 2011, .*Give the articles of all counts"):
        dc.trend(counts(甲=[5] * 10), articles=DATED.head(9))
