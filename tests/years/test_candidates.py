"""What returns as it is and stands beside one thing and another is a candidate: on texts of random letters."""

import random
from math import log2

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.years.letters import BREAK, repeated_runs

LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]


def paragraphs(texts, doc=lambda at: f"d{at % 2}"):
    rows = [(doc(at), at, text) for at, text in enumerate(texts, 1)]
    frame = pd.DataFrame(rows, columns=["doc", "paragraph", "text"])
    return frame.assign(section=0, turn=0, kind="body", speaker=None, point=None)


def filler(drawn, n=8):
    return "".join(drawn.choices(LETTERS, k=n))


def planted(*runs):
    drawn = random.Random(1)
    return [f"{filler(drawn)}{run}{filler(drawn)}。" for run in runs]


def test_a_planted_run_is_found_whole_with_its_numbers():
    """Its parts have no free border on one side, and are left out."""
    found = dc.formula_candidates(paragraphs(planted(*["新型工业化"] * 6)))
    assert found["term"].tolist() == ["新型工业化"]
    row = found.iloc[0]
    total = 6 * (5 + 16)
    assert row[["n", "docs", "variety_left", "variety_right"]].tolist() == [6, 2, 6, 6]
    assert row["cohesion"] == pytest.approx(log2(6 * total / (6 * 6))) and row["c_value"] == log2(5) * 6
    assert "新型工业化" in row["example"]


def test_the_beginning_of_a_clause_is_each_time_another_border():
    found = dc.formula_candidates(paragraphs([f"新型工业化{filler(random.Random(at), 16)}。" for at in range(6)]))
    assert found[["term", "variety_left"]].to_numpy().tolist() == [["新型工业化", 6]]


def test_a_longer_form_is_found_beside_the_shorter_whose_c_value_it_lowers():
    found = dc.formula_candidates(paragraphs(planted(*["新型工业化"] * 6, *["走新型工业化道路"] * 5))).set_index("term")
    assert set(found.index) == {"新型工业化", "走新型工业化道路"}
    assert found.loc["新型工业化", ["n", "c_value"]].tolist() == [11, log2(5) * (11 - 5)]


@pytest.mark.parametrize(
    "runs",
    [
        ["新型工业化"] * 4,
        ["前新型工业化"] * 6 + ["后新型工业化"],
        ["新型，工业化"] * 6,
        ["新型2工业化"] * 6,
        ["新型工业化"] * 0,
    ],
)
def test_what_is_rare_bound_or_parted_is_none(runs):
    """Four places; one of two letters before it; a mark or a number inside; nothing at all."""
    assert "新型工业化" not in dc.formula_candidates(paragraphs(planted(*runs)))["term"].tolist()


def test_one_doc_is_not_enough_and_width_blanks_and_script_change_nothing():
    texts = planted("新型工业化", "新型 工业化", "新型工業化", "“新型”工业化", "新型工\u200b业化")
    assert dc.formula_candidates(paragraphs(texts))["n"].tolist() == [5]
    assert dc.formula_candidates(paragraphs(texts, doc=lambda at: "a")).empty


def test_runs_are_those_that_a_slow_count_finds():
    drawn = random.Random(3)
    letters = np.array([drawn.choice([0, 1, 2, BREAK]) for _ in range(300)])
    text = "".join("abc."[each] for each in letters)
    for length, repeats in enumerate(repeated_runs(letters, 3, 5), 1):
        runs = [text[at : at + length] for at in range(300 - length + 1)]
        slow = {run: runs.count(run) for run in set(runs) if "." not in run and runs.count(run) >= 3}
        assert {text[at : at + length]: n for at, n in zip(repeats.first, repeats.counts, strict=True)} == slow
    assert length == 5


def test_numbers_that_exclude_each_other_are_refused():
    with pytest.raises(DiscourseError, match="longest=3 is below shortest=4; give a larger one"):
        dc.formula_candidates(paragraphs(["要。"]), longest=3)
