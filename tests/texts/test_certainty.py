"""How sure a kind is: the weights, the cues that they are of, and what is doubted for it."""

import csv
import math
import sys
from pathlib import Path

import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import SURE, find_doubts
from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.certainty import ALL, SECTION_RATES, TABLE, inherit_certainty, weigh_certainty
from discourse.texts.layout.certainty_cues import find_certainty_cues
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.facts import LineFacts
from discourse.texts.structure import KINDS, find_structure

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import reading_certainty
import reading_rows

LONG = "低空经济是新增长引擎，也是新质生产力的代表，各地都在布局，产业链正在形成，应用场景不断拓展。"
# Two lines that no rule knows stand below a paragraph; they are links, the keys say.
ARTICLE = f"谈低空经济\n{LONG}\n甲园风光\n乙园风光\n{LONG}"
KEY = """line,kind,section,turn,speaker,point,begins
1,title,0,0,,,谈低空
2,body,0,0,,,低空
3,imprint,0,0,,,甲园
4,imprint,0,0,,,乙园
5,body,0,0,,,低空
"""


def structure(text, **options):
    return find_structure(text, line_of=line_counter(text), **options)


def test_the_certainty_is_the_logistic_function_of_the_sum_of_the_weights():
    """Computed a second time, from the table itself and the names of the cues; what is likely else is a kind."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = {row["cue"]: row for row in csv.DictReader(file)}
    assert {row["instead"] for row in table.values()} <= {"", *KINDS}
    blocks = structure(f"谈低空经济\n{LONG}\n图为园区\n记者：怎么看？\n王明：好。\n{LONG}\n图为园区")
    for block, cues in zip(blocks, find_certainty_cues(blocks), strict=True):
        odds = sum(float(table[cue]["weight"]) for cue in (ALL, *cues.names()) if cue in table)
        assert weigh_certainty(cues) == pytest.approx(1 / (1 + math.exp(-odds)))
        assert block.kind_certainty == round(weigh_certainty(cues), 3)
    alone = weigh_certainty(next(find_certainty_cues(structure("图为园区"))))
    assert 0 < alone < 1


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        ("no_turns", "left_over"), ("continues_answer", "left_over"), ("heading_number", "own_form"),
        ("imprint_editors", "own_form"), ("label", "own_form"), ("title_mark", "own_form"),
        ("heading_between_paragraphs", "neighbours"), ("short_first_line", "neighbours"),
    ],
)  # fmt: skip
def test_what_decided_tells_the_level(rule, level):
    assert level_of(rule) == level


def test_the_cues_are_of_the_line_of_those_around_it_and_of_its_place():
    """A caption between two paragraphs, printed twice; the kind and the level of its rule have each cue."""
    lines = [("谈低空", "title"), (LONG, "body"), ("图为园区", "imprint"), (LONG * 2, "body"), ("图为园区", "imprint")]
    blocks = [
        LineBlock(0, len(text), LineFacts(text), kind=kind, rule="no_turns" if kind == "body" else "imprint_caption")
        for text, kind in lines
    ]
    blocks[2].mark, blocks[2].chances = "caption", {"imprint": 0.64}
    names = [*find_certainty_cues(blocks)][2].names()
    told = [
        "length 0", "ends open", "shape short open", "begins word", "commas 0", "words picture", "above body",
        "line above body long closed", "rule above no_turns", "two above title", "below body", "line below body long closed",
        "rule below no_turns", "two below imprint", "between body body", "times 3", "lines 2", "top 2", "bottom 2",
        "where inside", "again True", "mark caption", "chance 6",
    ]  # fmt: skip
    by_either = [f"{of}: {cue}" for of in ("imprint", level_of("imprint_caption")) for cue in told]
    assert names == ["imprint_caption", f"{level_of('imprint_caption')} imprint", *by_either]


def test_a_line_that_nothing_tells_is_less_sure_than_one_that_ends_or_has_a_label():
    """And what is declared is certain, whether its kind is declared or only that it was looked at."""
    title, text, link = structure(f"谈低空\n{LONG}\n甲园风光")
    question, answer = structure(f"问：{LONG}\n答：乙。")
    assert link.certainty < SURE < min(block.certainty for block in (title, text, question, answer))
    looked_at = structure(f"谈低空\n{LONG}\n甲园风光", declarations=[{"line": 3, "reason": "looked at"}])[2]
    assert (looked_at.certainty, looked_at.rule) == (1, "no_turns")


def test_what_is_not_sure_is_doubted_once_for_lines_alike_and_never_beside_a_better_reason():
    """The first of short lines has the reason that they are short; what stands below it is doubted once for all."""
    found = find_doubts(structure(f"谈低空\n{LONG}\n甲园风光\n乙园风光\n丙园风光"))
    assert [(doubt.line, doubt.rule, doubt.kind) for doubt in found] == [
        (3, "short_lines", "body"),
        (4, "unsure", "body"),
    ]
    assert found[1].note.endswith("; 1 more like it below")
    assert found[1].declare == f'line = 4, kind = "{found[1].instead}"' and found[1].instead != "body"
    declared = [{"line": line, "reason": "looked at"} for line in (3, 4)]
    left = find_doubts(structure(f"谈低空\n{LONG}\n甲园风光\n乙园风光\n丙园风光", declarations=declared))
    assert [(doubt.line, doubt.rule) for doubt in left] == [(5, "unsure")]


@pytest.mark.parametrize(
    "text",
    [
        f"谈低空\n{LONG}\nThe workers’ pay rose, and the farmers’ pay did not.\n{LONG}",
        f"谈低空\n{LONG}\nThis sentence is long, and it is a paragraph of its own.\nThis one, too.\n{LONG}",
        f"谈低空\n{'—' * 80}\n{LONG}",
    ],
)
def test_a_full_stop_an_apostrophe_and_a_rule_of_dashes_are_not_doubted(text):
    assert find_doubts(structure(text)) == []


def test_rows_say_what_was_read_right_and_weights_are_learnt_from_them(tmp_path):
    """Of five paragraphs two links are read as text, the first begins the place that is wrong, and both count."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.csv").write_text(KEY, encoding="utf-8")
    read = reading_rows.read_rows(tmp_path)
    assert read["verdict"].tolist() == ["right", "right", "wrong", "wrong", "right"]
    assert read["key"].tolist() == ["title", "body", "imprint", "imprint", "body"]
    read.to_csv(tmp_path / "rows.tsv", index=False)
    rows = reading_certainty.find_rows(tmp_path / "rows.tsv")
    assert [row.right for row in rows] == [True, True, False, False, True]
    assert reading_certainty.find_instead(rows) == {"no_turns": "imprint"}
    # Eight of ten rows that have one cue alone are right: the odds are 4, for nothing draws that weight to 0.
    rows = [row._replace(cues=[ALL], right=at % 5 > 0) for at, row in enumerate(rows * 2)]
    assert reading_certainty.learn_weights(rows)[ALL] == pytest.approx(math.log(8 / 2), abs=1e-3)


def test_what_stands_below_an_unsure_heading_is_no_surer_than_its_section():
    """The heading itself, and what stands above it, are as sure as they are; `check` doubts the heading alone."""
    blocks = [LineBlock(at, at + 1, LineFacts("甲"), kind=kind) for at, kind in enumerate(["body", "heading", "body"])]
    blocks[1].kind_certainty = blocks[1].certainty = 0.4
    assert [block.certainty for block in inherit_certainty(blocks)] == [1, 0.4, SECTION_RATES[0][1]]
    assert blocks[2].kind_certainty == 1
