"""Which words come, rise, fall and go: told by the order of texts, each of them one draw."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

import discourse as dc
from discourse.years.vocabulary import order_p, signs_of

YEARS = range(2015, 2023)
RATES = {
    "新": [0, 0, 0, 1, 2, 2, 4, 5],
    "升": [1, 2, 2, 3, 4, 5, 6, 7],
    "降": [7, 6, 5, 5, 3, 2, 2, 1],
    "去": [5, 4, 3, 2, 1, 0, 0, 0],
    "平": [3, 3, 3, 3, 3, 3, 3, 3],
    "聚": [0, 0, 0, 60, 0, 0, 0, 0],
    "少": [0, 0, 0, 0, 0, 0, 0, 2],
}


def counts():
    rows = [(year, word, n, 1000) for word, every in RATES.items() for year, n in zip(YEARS, every, strict=True) if n]
    return pd.DataFrame(rows, columns=["year", "term", "n", "total"]).assign(of="term", by="year")


def test_what_became_of_each_word_and_what_is_shown():
    """Sixty places in one text are one text of eight; two places are no test."""
    found = dc.vocabulary_change(counts())
    assert found[["term", "change", "verdict"]].to_numpy().tolist() == [
        ["新", "added", "shown"],
        ["少", "added", "too few differences"],
        ["升", "more", "shown"],
        ["平", "as many", "not shown"],
        ["降", "fewer", "shown"],
        ["聚", "dropped", "too few differences"],
        ["去", "dropped", "shown"],
    ]
    row = found.set_index("term").loc["新"]
    assert row[["n", "first", "last", "present", "texts", "tested"]].tolist() == [14, 2018, 2022, 5, 8, True]
    assert row["tau"] == pytest.approx(kendalltau(RATES["新"], YEARS).statistic)


def test_p_is_the_share_of_all_orders_that_rise_or_fall_as_much():
    rates = np.array([[0, 1, 1, 3, 2], [0, 0, 0, 0, 4]], dtype=float)
    p, smallest = order_p(rates, (rates > 0).sum(axis=1), 4999, 0)
    for row, own in zip(rates, p, strict=True):
        orders = [abs(signs_of(np.array([order])).sum()) for order in permutations(row)]
        exact = np.mean([each >= abs(signs_of(row[None]).sum()) - 1e-9 for each in orders])
        assert own == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 4999))
    # One text of five, at either end.
    assert smallest[1] == pytest.approx(2 / 5, abs=0.03) and smallest[0] < 0.05


def test_a_step_of_a_trend_and_a_change_of_vocabulary_open_the_places_between_their_dates():
    """The same word in five years, and in an article without a date."""
    years = {"a": "2019", "b": "2020", "c": "2021", "d": "2022", "e": None}
    lines = {
        "a": "发展。",
        "b": "发展。",
        "c": "算力、算力、算力、算力、算力。",
        "d": "算力、算力、算力、算力、算力。",
        "e": "算力。",
    }
    text = pd.DataFrame({"doc": [*lines], "text": [*lines.values()]}).assign(
        section=0, turn=0, paragraph=1, kind="body", speaker=None, point=None
    )
    articles = pd.DataFrame({"doc": [*years], "date": [*years.values()], "characters": 10})
    lexicon = dc.Lexicon(["算力"])
    tokens, mentions = dc.segment(text, lexicon=lexicon), dc.find_terms(text, lexicon)
    for key in ("year", "doc"):
        terms = dc.count(mentions, base=tokens, by=key, articles=articles)
        steps = dc.trend(terms.dropna(subset=key), articles=articles, base=tokens)
        assert steps["n"].tolist() == [0, 10]
        places = dc.evidence(steps, mentions, text, articles=articles)
        assert places.groupby("row")["doc"].agg("".join).to_dict() == {1: "cccccddddd"}
        found = dc.vocabulary_change(terms.dropna(subset=key), articles=articles, base=tokens)
        assert len(dc.evidence(found, mentions, text, articles=articles)) == found["n"].item() == 10
