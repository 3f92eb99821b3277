"""Text, heading or imprint by what stands around a line: the table, what it may change, and what it may not."""

import csv
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from discourse.texts import structure
from discourse.texts.cleaning import line_counter
from discourse.texts.layout.kind_cues import find_cues
from discourse.texts.layout.kind_model import STATES, TABLE, find_allowed, weigh_cues
from discourse.texts.structure import find_structure

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import reading_kinds

LONG = "低空经济是新增长引擎，也是新质生产力的代表，各地都在布局，产业链正在形成，应用场景不断拓展，企业也越来越多。"
# What a picture shows, without a stop: the rules take it for a heading.
PICTURE = "老厂长在车间里看新机床，视频画面由他的徒弟录下"
PAGE = f"谈低空经济\n{LONG}\n{PICTURE}\n{LONG}\n{LONG}\n{LONG}"


def read(text, **options):
    return find_structure(text, line_of=line_counter(text), **options)


def test_the_chances_are_the_softmax_of_the_sums_of_the_weights():
    """Computed a second time, from the table itself; a cue without a row adds nothing."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = {row["cue"]: np.array([float(row[state]) for state in STATES]) for row in csv.DictReader(file)}
    assert min(map(len, table)) > 0 and all(np.isfinite(weights).all() for weights in table.values())
    cues = [*list(table)[::7], "no such cue"]
    powers = np.exp(sum(table[cue] for cue in cues[:-1]))
    assert list(weigh_cues(cues).values()) == pytest.approx(list(powers / powers.sum()))


def test_what_is_changed_says_so_and_what_is_likely_else():
    """The rule names the model, and what is likeliest else is another kind."""
    blocks = read(PAGE)
    changed = [block for block in blocks if block.rule.startswith("likely_")]
    assert [(block.text, block.kind, block.rule) for block in changed] == [(PICTURE, "imprint", "likely_imprint")]
    assert math.isclose(sum(changed[0].chances.values()), 1)
    assert changed[0].instead == "heading"


@pytest.mark.parametrize(
    "text",
    [
        f"谈低空经济\n{LONG}\n{PICTURE}\n{PICTURE}\n{LONG}",
        f"谈低空经济\n{LONG}\n{LONG}\n{LONG}\n" + "\n".join(f"{name}车间照片" for name in "甲乙丙丁戊己庚"),
        PICTURE,
    ],
    ids=["few paragraphs", "a long row", "one line"],
)
def test_where_nothing_tells_what_stands_around_a_line_it_stays(text):
    """With fewer than three paragraphs, and in a long row of short lines, the rules have the last word."""
    assert [block.rule for block in read(text) if block.rule.startswith("likely_")] == []


def test_what_is_declared_is_neither_weighed_nor_changed():
    """A declared kind stands, whatever the cues say."""
    block = next(b for b in read(PAGE, declarations=[{"line": 3, "kind": "heading", "reason": "text"}]) if b.line == 3)
    assert (block.kind, block.rule, block.chances, block.certainty) == ("heading", "declared", {}, 1.0)


def test_imprint_and_full_paragraphs_are_not_changed():
    """The cues weigh no full paragraph, and change no imprint: more than the next lines told it."""
    seen = {}

    def note(blocks):
        seen.update(cues=dict(find_cues(blocks)), changes=find_allowed(blocks), kinds=[b.kind for b in blocks])
        return blocks

    kept = structure.STEPS
    structure.STEPS = tuple(note if step is structure.weigh_lines else step for step in kept)
    try:
        read(PAGE.replace(PICTURE, "图为园区"))
    finally:
        structure.STEPS = kept
    assert seen["cues"].keys() <= {0, 2} and "imprint" in seen["kinds"]
    assert all(not change for change, kind in zip(seen["changes"], seen["kinds"], strict=True) if kind == "imprint")


def test_weights_are_learnt_from_what_the_keys_say():
    """A cue that only headings have makes headings likely; a cue of fewer lines than are needed has no weight."""
    line = reading_kinds.Line("a.txt", ["short"], {*STATES}, "heading", "text")
    lines = [line] * 6 + [line._replace(cues=["long"], state="text")] * 6 + [line._replace(cues=["rare"])] * 2
    weights = reading_kinds.learn_weights(lines)
    assert sorted(weights) == ["long", "short"]
    chances = reading_kinds.weigh(lines, weights)
    assert [STATES[row.argmax()] for row in chances[[0, 6]]] == ["heading", "text"]


def test_the_lines_of_a_key_are_taken_as_the_rules_alone_read_them(tmp_path):
    """What the model would change is given with the kind that the rules gave it."""
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    key = f"line,kind,section,turn,speaker,point,begins\n1,title,0,0,,,谈低空\n3,imprint,0,0,,,{PICTURE[:4]}\n"
    (tmp_path / "a.csv").write_text(key, encoding="utf-8")
    found = [(line.state, line.read, line.allowed) for line in reading_kinds.label_lines(tmp_path)]
    assert found == [("imprint", "heading", {*STATES})]
