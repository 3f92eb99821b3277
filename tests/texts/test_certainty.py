"""How sure a kind is: the table, the lines that it is asked for, and what is doubted for it."""

import sys
from pathlib import Path

import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import SURE, find_doubts
from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.certainty import (
    SECTION_RATES,
    Condition,
    find_conditions,
    inherit_certainty,
    level_of,
    read_rates,
)
from discourse.texts.layout.codes import NOTES
from discourse.texts.layout.facts import LineFacts
from discourse.texts.structure import KINDS, find_structure

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import reading_certainty

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


def test_the_table_has_a_rate_for_every_rule_there_is_and_for_one_to_come():
    """A rate is a share, and the kind that is likely else is a kind; each rule finds one by its level at the least."""
    for rate in [*read_rates().values()]:
        assert 0 < rate.certainty < 1 and rate.instead in ("", *KINDS)
    for rule in (*NOTES, "rule_of_tomorrow"):
        assert read_rates()[Condition(level_of(rule), rule, "shape_of_tomorrow")].certainty > 0


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


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("图为园区", "head_short_open"), ("图为园区。", "head_short_closed"), ("各位代表：", "head_short_closed"),
        ("长" * 40, "head_short_open"), ("长" * 41, "head_long_open"), ("The end of it.", "head_short_closed"),
        ("“好。”", "head_short_closed"), (LONG, "long_closed"),
    ],
)  # fmt: skip
def test_the_shape_of_a_line_is_its_length_its_end_and_whether_text_stands_above(line, shape):
    assert find_conditions(["no_turns"], ["body"], [LineFacts(line)])[0].shape == shape
    below = find_conditions(["no_turns"] * 2, ["body"] * 2, [LineFacts(LONG), LineFacts(line)])[1]
    assert below.shape == shape.removeprefix("head_")


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


def test_the_table_counts_what_keys_say_and_draws_few_rows_towards_their_level(tmp_path):
    """Of five paragraphs two links are read as text. A rule of two rows has no row of its own."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.csv").write_text(KEY, encoding="utf-8")
    labelled = reading_certainty.label_paragraphs(tmp_path)
    assert [each.kind == each.read for each in labelled] == [True, True, False, False, True]
    table = reading_certainty.count_rates(labelled).set_index(["level", "shape", "rule"])
    prior = reading_certainty.PRIOR
    # Two of the four that are left over are right, drawn towards 1; none of two, drawn towards that.
    level = (2 + prior * 1) / (4 + prior)
    assert table.loc["left_over", "", ""].tolist() == [4, 2, round(level, 3), "imprint"]
    assert table.loc["left_over", "short_open", ""].tolist() == [2, 0, round(prior * level / (2 + prior), 3), "imprint"]
    assert ("left_over", "short_open", "no_turns") not in table.index


def test_what_stands_below_an_unsure_heading_is_no_surer_than_its_section():
    """The heading itself, and what stands above it, are as sure as they are; `check` doubts the heading alone."""
    blocks = [LineBlock(at, at + 1, LineFacts("甲"), kind=kind) for at, kind in enumerate(["body", "heading", "body"])]
    blocks[1].kind_certainty = blocks[1].certainty = 0.4
    assert [block.certainty for block in inherit_certainty(blocks)] == [1, 0.4, SECTION_RATES[0][1]]
    assert blocks[2].kind_certainty == 1
