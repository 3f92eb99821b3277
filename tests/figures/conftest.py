import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from conftest_names import NEW, OLD, TERMS

@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def _counted(rows, total):
    frame = pd.DataFrame(rows).assign(total=total)
    rate = 1000 * frame["n"] / frame["total"]
    return frame.assign(rate=rate, rate_low=0.5 * rate, rate_high=2 * rate)


@pytest.fixture
def counts():
    """人工智能 6 and 5 times, 脑机接口 5 and 4 …; each article has 1,000 words, so that the rate is n."""
    rows = [{"doc": doc, "term": term, "n": 6 - i - j} for j, doc in enumerate((NEW, OLD)) for i, term in enumerate(TERMS)]
    return _counted([row for row in rows if row["n"]], 1000)


@pytest.fixture
def scores():
    """Term i stands in section 1 + i % 4 of both articles, and 人工智能 everywhere."""
    rows = [
        {"doc": doc, "section": section, "term": term, "n": 1 + i}
        for doc in (NEW, OLD)
        for section in range(5)
        for i, term in enumerate(TERMS)
        if i == 0 or section == 1 + i % 4
    ]
    frame = _counted(rows, 250)
    return frame.assign(tf=frame["n"] / 250, idf=1.0, tfidf=frame["n"] / 10)


@pytest.fixture
def pairs():
    """Two groups of three terms, each term 3 times with both others of its group, and one bridge."""
    links = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)]
    rows = [(doc, TERMS[a], TERMS[b], 3, 9, 4) for doc in (NEW, OLD) for a, b in links]
    rows += [(NEW, TERMS[2], TERMS[3], 1, 9, 9)]
    frame = pd.DataFrame(rows, columns=["doc", "term_a", "term_b", "n", "n_a", "n_b"])
    frame["n_a"] = frame["term_a"].map({term: 4 + i for i, term in enumerate(TERMS)})
    frame["n_b"] = frame["term_b"].map({term: 4 + i for i, term in enumerate(TERMS)})
    return frame.assign(npmi=0.5)


@pytest.fixture
def change():
    """More in new: 人工智能 (4 : 8) and 脑机接口 (0 : 1); more in old: 光伏 (1 : 0) and 集成电路 (6 : 3)."""
    return pd.DataFrame(
        {
            "term": ["人工智能", "脑机接口", "光伏", "集成电路"],
            "n_old": [4, 0, 1, 6],
            "n_new": [8, 1, 0, 3],
            "log_ratio": [1.0, np.inf, -np.inf, -1.0],
            "log_ratio_low": [-0.5, -3.0, -np.inf, -2.75],
            "log_ratio_high": [2.5, np.inf, 3.0, 0.75],
            "old": OLD,
            "new": NEW,
        }
    )


@pytest.fixture
def tested(change):
    """The same, by the paired test: ten units all one way, one, one, and six of which five are one way."""
    return change.assign(
        units=[10, 1, 1, 6],
        p_paired=[2 / 2**10, 1.0, 1.0, 14 / 2**6],
        p_smallest=[2 / 2**10, 1.0, 1.0, 2 / 2**6],
        q=[2 / 2**9, np.nan, np.nan, 14 / 2**6],
        verdict=["shown", "too rare to say", "too rare to say", "not shown"],
    )


@pytest.fixture
def structure():
    """Each of two articles: a lead of 50 words and four sections of 10 + 30 + 300."""
    parts = [(0, "lead", 50)] + [(s, *part) for s in (1, 2, 3, 4) for part in (("heading", 10), ("question", 30), ("answer", 300))]
    return pd.DataFrame([(doc, *part) for doc in (NEW, OLD) for part in parts], columns=["doc", "section", "kind", "n"])
