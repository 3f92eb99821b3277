from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest_names import BLOCKS, NEW, OLD, TERMS, aligned_frame

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A first check draws no figure."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("slow")


def _counted(rows, total):
    frame = pd.DataFrame(rows).assign(total=total)
    rate = 1000 * frame["n"] / frame["total"]
    return frame.assign(rate=rate, rate_low=0.5 * rate, rate_high=2 * rate)


@pytest.fixture
def counts():
    """人工智能 6 and 5 times, 脑机接口 5 and 4 …; each article has 1,000 words, so that the rate is n."""
    rows = [
        {"doc": doc, "term": term, "n": 6 - i - j} for j, doc in enumerate((NEW, OLD)) for i, term in enumerate(TERMS)
    ]
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
        n_blocks=[10, 1, 1, 6],
        p_paired=[2 / 2**10, 1.0, 1.0, 14 / 2**6],
        p_smallest=[2 / 2**10, 1.0, 1.0, 2 / 2**6],
        q=[2 / 2**9, np.nan, np.nan, 14 / 2**6],
        verdict=["shown", "too few differences", "too few differences", "not shown"],
        n_effective=[10.0, 1, 1, 6],
        p_rate=[2 / 2**10, 1.0, 1.0, 14 / 2**6],
        p_rate_smallest=[2 / 2**10, 1.0, 1.0, 2 / 2**6],
    )


@pytest.fixture
def rated(change):
    """The same with rates: each version has 1,000 words, so that a rate is a count."""
    return change.assign(rate_old=change["n_old"] / 1.0, rate_new=change["n_new"] / 1.0)


@pytest.fixture
def rated_tested(rated, tested):
    """The same with verdicts."""
    return rated.assign(verdict=tested["verdict"])


@pytest.fixture
def articles():
    """The two papers, five weeks apart; the date of the older one is inferred."""
    basis = ["imprint", "inferred"]
    return pd.DataFrame({"doc": [NEW, OLD], "date": ["2024-10-08", "2024-09-03"], "date_basis": basis})


@pytest.fixture
def many():
    """Counts of three terms in thirty articles of 1,000 words, ten days apart, and these articles."""
    days = pd.date_range("2023-11-05", periods=30, freq="10D").strftime("%Y-%m-%d")
    articles = pd.DataFrame({"doc": [f"d{i:02d}" for i in range(30)], "date": days})
    rows = [
        {"doc": doc, "term": TERMS[k], "n": 1 + (i * (k + 2)) % 7}
        for i, doc in enumerate(articles["doc"])
        for k in range(3)
    ]
    return _counted(rows, 1000), articles


@pytest.fixture
def shifted(change):
    """The same with what each adds to a divergence of 0.02 bits: 人工智能 40 %, 集成电路 30 %, the others 15 % each."""
    share = np.array([0.4, 0.15, 0.15, 0.3])
    sign = np.sign(change["n_new"] - change["n_old"])
    return change.assign(shift=0.02 * share * sign, shift_share=share, divergence=0.02, covered=0.1)


@pytest.fixture
def places():
    """Two articles of 1,410 words: term i stands i + 1 times, 10 words apart from word 300 i on, first in a heading."""
    rows = [
        (doc, term, "answer" if at else "heading", 300 * i + 10 * at + 50 * (doc == OLD), 1410)
        for doc in (NEW, OLD)
        for i, term in enumerate(TERMS[:4])
        for at in range(i + 1)
    ]
    return pd.DataFrame(rows, columns=["doc", "term", "kind", "place", "words"])


@pytest.fixture
def contexts(places):
    """The same places, each in section 1, point 2, second of a list of three, its sentence reworded."""
    told = {"section": 1, "point": 2, "item_rank": 2, "list_size": 3, "list_pattern": "enumeration"}
    return places.assign(**told, list_items="算法|算力|数据", prompting="spontaneous", change="reworded")


@pytest.fixture
def windows(pairs):
    """The pairs by sentence, where half of them are of one list, and as many again by paragraph."""
    by_sentence = pairs.assign(within="sentence", n_same_list=[1, 0] * 6 + [0])
    return pd.concat([by_sentence, pairs.assign(within="paragraph", n=2 * pairs["n"], n_same_list=0)])


@pytest.fixture
def structure():
    """Each of two articles: a lead of 50 words and four sections of 10 + 30 + 300."""
    parts = [(0, "lead", 50)] + [
        (s, *part) for s in (1, 2, 3, 4) for part in (("heading", 10), ("question", 30), ("answer", 300))
    ]
    return pd.DataFrame([(doc, *part) for doc in (NEW, OLD) for part in parts], columns=["doc", "section", "kind", "n"])


@pytest.fixture
def aligned():
    """A block of every change: a lead of 4 words a side, section 1 of 50 and 50, section 2 of 95 and 95; one moved."""
    return aligned_frame(
        [*BLOCKS[:6], ("expanded", (2, 25, 6), (2, 35, 8)), BLOCKS[7], ("same", (2, 15, 8), (2, 15, 7))], moved=[7]
    )


@pytest.fixture
def items():
    """List 1 of both versions: 光伏 dropped, 人工智能 and 低空经济 kept, 脑机接口 added; list 2 only in new."""
    rows = [
        ("dropped", "光伏", 1, None),
        ("kept", "人工智能", 2, 1),
        ("kept", "低空经济", 3, 3),
        ("added", "脑机接口", None, 2),
    ]
    frame = pd.DataFrame(rows, columns=["change", "item", "rank_old", "rank_new"])
    frame = pd.concat([frame.assign(list_old=1, list_new=1), _alone("新一代信息技术")], ignore_index=True)
    for side in ("old", "new"):
        there = frame[f"list_{side}"].notna()
        frame[f"item_{side}"] = frame["item"].where(frame[f"rank_{side}"].notna())
        frame[f"section_{side}"] = there.map({True: 1, False: None})
        frame[f"point_{side}"] = there.map({True: 3, False: None})
        frame[f"head_{side}"] = there.map({True: "光伏", False: None})
    return frame.assign(pattern="enumeration", old=OLD, new=NEW)


def _alone(*names):
    """The rows of a list that only the new version has."""
    rows = [{"change": "added", "item": name, "rank_new": rank} for rank, name in enumerate(names, 1)]
    return pd.DataFrame(rows).assign(rank_old=None, list_old=None, list_new=2)


@pytest.fixture
def swaps():
    """What was replaced, short and long, with signs that are special elsewhere."""
    texts = [("全会", "《决定》", 3), ("工业是立国之本，" * 20, "50 $ 与 60 $", 1), ("主动权", "自主权", 1)]
    counts = dict.fromkeys(["before_in_old", "before_in_new", "after_in_old", "after_in_new"], 12)
    return pd.DataFrame(texts, columns=["before", "after", "n"]).assign(**counts, old=OLD, new=NEW)


@pytest.fixture
def numbers():
    """A number of each fate; what one counts is a long text."""
    rows = [
        ("kept", "27%", "27%", "制造业增加值", "制造业增加值", None, None, "done", "done", None, None),
        ("changed", "8万家", "9万家", "企业", "企业", "over", "about", "goal", "goal", "2027", "2030"),
        ("dropped", "32.5万亿元", None, "数字产业实现收入" * 6, None, None, None, "done", None, None, None),
        ("added", None, "100个", None, "应用场景", None, "under", None, "plan", None, None),
    ]
    columns = [
        f"{name}_{side}" for name in ("form", "counted", "hedge", "status", "deadline") for side in ("old", "new")
    ]
    frame = pd.DataFrame(rows, columns=["change", *columns]).assign(value_old=1, value_new=1, old=OLD, new=NEW)
    return frame.assign(start_old=[0, 10, 20, None], start_new=[0, 10, None, 30])


@pytest.fixture
def governed():
    """Which verb governs which term: develop in both, twice in new; a verb that two share, and one of the old alone."""
    rows = [
        (OLD, "低空经济", "build", 1), (NEW, "低空经济", "build", 1), (OLD, "脑机接口", "develop", 1),
        (NEW, "脑机接口", "develop", 2), (OLD, "光伏", "build well|use well", 1), (NEW, "人工智能", None, 3),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["doc", "term", "verb", "n"])
    return frame.assign(total=1000, rate=1.0, of="verb", by="doc|term")


@pytest.fixture
def targets():
    """Targets of every hedge, one that falls, one of the new alone; one thing has a long name."""
    rows = [
        (OLD, "集成电路", "个", 200, None, "about", "2027", "200个"), (NEW, "集成电路", "个", 100, None, "over", "2030", "100个"),
        (NEW, "新一代信息技术", "个", 100, None, None, None, "100个"), (OLD, "低空经济", "%", 6.5, 7.0, None, None, "6.5%—7%"),
        (NEW, "低空经济", "%", 5.0, None, "under", None, "5%"),
    ]  # fmt: skip
    columns = ["doc", "counted", "unit", "value", "value_high", "hedge", "deadline", "quantity"]
    return pd.DataFrame(rows, columns=columns).assign(paragraph=1, start=[0, 0, 9, 18, 18])


@pytest.fixture
def acts():
    """An action of each fate; one is a long text, and has a deadline."""
    rows = [
        ("kept", None, "完善", "完善", "政策体系", "政策体系", None, None),
        ("strengthened", "degree", "发展", "发展", "低空经济", "低空经济", None, "2027"),
        ("weakened", "number|deadline", "建成", "建成", "200个园区", "100个园区", "2027", "2030"),
        ("changed", "verb", "推进", "建设", "服务体系" * 8, "服务体系" * 8, None, None),
        ("dropped", None, "补", None, "短板", None, None, None),
        ("added", None, None, "打造", None, "100个应用场景", None, None),
    ]
    columns = [f"{name}_{side}" for name in ("verb", "object", "deadline") for side in ("old", "new")]
    frame = pd.DataFrame(rows, columns=["change", "what", *columns])
    none = dict.fromkeys(f"{name}_{side}" for name in ("modal", "degree", "quantity") for side in ("old", "new"))
    places = {"start_old": [0, 10, 20, 30, 40, None], "start_new": [0, 10, 20, 30, None, 50]}
    return frame.assign(**none, **places, old=OLD, new=NEW)


@pytest.fixture
def phrases():
    """One that migrates and one that does not, in all kinds; numbers of two digits."""
    kinds = ["title", "subtitle", "heading", "question", "lead", "answer", "body"]
    rows = [(doc, "加快提升产业链供应链韧性和安全水平", kind) for kind in kinds for doc in [OLD, *[NEW] * 12]]
    rows += [(OLD, "筑牢实体经济根基", "answer"), (NEW, "筑牢实体经济根基", "heading")]
    places = pd.DataFrame(rows, columns=["doc", "phrase", "kind"])
    return places.assign(migrates=places["phrase"].str.startswith("筑牢"), old=OLD, new=NEW)


@pytest.fixture
def lives():
    """Three formulas over eight years, of which one has no text, and one that stands nowhere."""
    rows = [
        ("新一代信息技术", 2003, 2010, 2010, "2003|2005|2010", "1|2|30", "2004|2006|2007|2009", "2008"),
        ("低空经济", 2005, 2006, 2005, "2005|2006", "2|1", "", ""),
        ("6G", 2010, 2010, 2010, "2010", "1", "", ""),
        ("集成电路", None, None, None, None, None, None, None),
    ]
    columns = ["term", "first", "last", "peak", "present_in", "n_in", "absent_in", "no_text_in"]
    frame = pd.DataFrame(rows, columns=columns).assign(n=[33, 3, 1, 0])
    return frame.astype(dict.fromkeys(["first", "last", "peak"], "Int64"))


@pytest.fixture
def reuse():
    """Two passages of one text and one of another in a text of two sections, and its paragraphs."""
    rows = [(OLD, 2, 0, 12), (OLD, 3, 5, 20), ("2003", 3, 10, 25), (OLD, 1, 0, 9)]
    passages = pd.DataFrame(rows, columns=["doc_from", "paragraph_to", "start_to", "end_to"])
    passages = passages.assign(doc_to=[NEW] * 3 + [OLD], length=passages["end_to"] - passages["start_to"])
    texts = pd.DataFrame(
        {"paragraph": [1, 2, 3, 4], "section": [0, 1, 2, 2], "kind": ["title", "body", "body", "imprint"]}
    )
    return passages, texts.assign(doc=NEW, text=["题" * 10, "文" * 30, "章" * 60, "版"])


@pytest.fixture
def reuse_shares():
    """What three texts share, and one that has nothing of others."""
    rows = [(None, "2003", 0, 0.0), ("2003", OLD, 40, 0.1), ("2003", NEW, 20, 0.05), (OLD, NEW, 300, 0.72)]
    return pd.DataFrame(rows, columns=["doc_from", "doc_to", "n", "share"])


@pytest.fixture
def vocabulary():
    """Thirty new words of 2019, one of 2021, and one that goes."""
    rows = [("光伏", 9, 2021, 2024, "added"), ("集成电路", 5, 2013, 2016, "dropped")]
    rows += [(f"low-altitude{n:02}", 40 - n, 2019, 2024, "added") for n in range(30)]
    frame = pd.DataFrame(rows, columns=["term", "n", "first", "last", "change"])
    return frame.astype({"first": "Int64", "last": "Int64"})
