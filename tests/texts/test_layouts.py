"""Each layout of tests/texts/layouts is a text with the habits of a real one, and an answer made by hand."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.texts.boundaries import find_boundaries
from discourse.texts.cleaning import line_counter
from discourse.texts.doubts import find_doubts
from discourse.texts.layout import facts
from discourse.texts.layout import rules as layout_rules
from discourse.texts.layout.codes import NOTES
from discourse.texts.layout.rules import PointRule, Rule, RuleTable, match_prefix, match_rule, normalize_line
from discourse.texts.structure import KINDS, find_structure
from study import apply_edits

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
TABLES = {
    name: rules for name, rules in vars(layout_rules).items()
    if isinstance(rules, tuple) and rules and isinstance(rules[0], Rule | PointRule)
}  # fmt: skip
# The tables whose rows fit the beginning of a line, or any part of one; those of the others fit a whole line.
BEGINNINGS, PARTS = {"DATELINES", "METADATA", "ARCHIVE", "BOX", "LABELS", "HEADINGS", "POINTS"}, {"HOST"}
LONG = 50_000


def read(path):
    """Read a layout as (text, rows of its answer)."""
    with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as file:
        answer = [tuple(row.values()) for row in csv.DictReader(file)]
    return path.read_text(encoding="utf-8"), answer


def row_of(piece):
    """Lay a piece out as a row of an answer."""
    fields = (piece.line, piece.kind, piece.section, piece.turn, piece.speaker, piece.point, piece.text[:6])
    return tuple("" if field is None else str(field) for field in fields)


def structure(text):
    return find_structure(text, line_of=line_counter(text))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_as_a_person_reads_it(path):
    """Line, kind, section, turn, speaker, point and first characters of every paragraph."""
    text, answer = read(path)
    assert [row_of(piece) for piece in structure(text)] == answer


def test_every_paragraph_says_by_which_rule_it_is_what_it_is():
    """Each has a code of the table, and the sentence for people beside it."""
    pieces = [piece for path in LAYOUTS for piece in structure(read(path)[0])]
    assert {piece.rule for piece in pieces} <= NOTES.keys()
    assert all(piece.note for piece in pieces)


def test_no_step_reads_the_sentences_for_people(monkeypatch):
    """Whatever they say, kinds, sections, turns, points, doubts and boundaries are the same."""

    def understood():
        texts = [read(path)[0] for path in LAYOUTS]
        blocks = [structure(text) for text in texts]
        doubts = [sorted((doubt.line, doubt.rule) for doubt in find_doubts(each)) for each in blocks]
        boundaries = [(edge.line, edge.rule) for text in texts for edge in find_boundaries("\n".join([text] * 2))]
        return [(*row_of(block), block.rule) for each in blocks for block in each], doubts, boundaries

    before = understood()
    for code in NOTES:
        monkeypatch.setitem(NOTES, code, "…")
    assert understood() == before


@pytest.mark.parametrize("path", [LAYOUTS[0], LAYOUTS[-1]], ids=lambda path: path.stem)
def test_a_line_is_asked_each_rule_once(path, monkeypatch):
    """However many steps want to know the answer."""
    asked = []
    for name, ask in (("match_rule", match_rule), ("match_prefix", match_prefix)):
        monkeypatch.setattr(
            facts, name, lambda rules, text, ask=ask: asked.append((id(rules), text)) or ask(rules, text)
        )
    text = "\n".join(dict.fromkeys(read(path)[0].split("\n")))
    facts.kept_facts.cache_clear()
    find_doubts(structure(text))
    assert asked and len(asked) == len(set(asked))


@pytest.mark.slow
def test_the_edits_rebuild_every_layout(tmp_path):
    """Labels and blanks are edits, and a line that was cut into points is whole in its rows."""
    entries = []
    for path in LAYOUTS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        entries.append(f'[[article]]\ndoc = "{path.stem}"\nfile = "{path.name}"\n')
    (tmp_path / "corpus.toml").write_text("".join(entries), encoding="utf-8")
    corpus = dc.read_corpus(tmp_path / "corpus.toml")
    for path in LAYOUTS:
        text = path.read_bytes().decode("utf-8")
        edits = corpus.edits[corpus.edits["doc"] == path.stem]
        paragraphs = corpus.paragraphs[corpus.paragraphs["doc"] == path.stem]
        assert apply_edits(text, edits) == "".join(paragraphs["text"])
        assert set(edits["rule"]) <= {"label", "whitespace"}


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_a_rule_fits_its_example_and_not_what_is_unlike_it(table):
    """So each row of each table has a case that it must match and one that it must not."""
    for rule in TABLES[table]:
        pattern = re.compile(rule.pattern)
        fits = pattern.match if table in BEGINNINGS else pattern.search if table in PARTS else pattern.fullmatch
        assert fits(normalize_line(rule.example)), (table, rule.name, rule.example)
        assert not fits(normalize_line(rule.unlike)), (table, rule.name, rule.unlike)


@pytest.mark.parametrize("table", [name for name, rules in TABLES.items() if isinstance(rules, RuleTable)])
def test_a_full_stop_hides_no_rule(table):
    """Of a text with one only those are asked that can take it: the answer is that of asking all."""
    rules = TABLES[table]
    for text in [normalize_line(rule.example) for rule in rules]:
        for at in range(len(text) + 1):
            stopped = f"{text[:at]}。{text[at:]}"
            found = rules.any_rule.fullmatch(stopped)
            assert match_rule(rules, stopped) == (found and found.lastgroup), stopped


def test_patterns_see_one_character_for_one():
    """So that offsets into what they see are offsets into the text."""
    every = "".join(map(chr, range(1, 0xD800)))
    assert len(normalize_line(every)) == len(every)
    assert normalize_line("記者　：Ｑ１（答覆）") == "记者 :Q1(答复)"


LINES = st.sampled_from(
    [
        "记者：",
        "问：",
        "答：",
        "金壮龙：",
        "王明（部长）：",
        "【记者】",
        "题目",
        "一、二",
        "（一）三",
        "第一条\u3000四。",
        "一是五；",
        "二是六。",
        "七",
        "，八",
        "。",
        "？",
        "本报记者 王明",
        "新华社北京1月2日电 ",
        "（记者 王明）",
        "图为九。",
        "核心阅读",
        "目录",
        "——十",
        "\u3000\u3000",
        "**记者**",
        "Q1：",
        "A：",
        "首先，",
        "其次，",
        "1.",
        "（1）",
        "①",
        "“",
        "”",
        "谢谢。",
        "您怎么看？",
        "2024年1月2日",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(LINES, max_size=5).map("".join), max_size=9).map("\n".join))
def test_no_character_is_lost_but_blanks_and_labels(text):
    """The pieces stand in order, each is its own span, and what lies between two is blank or a label."""
    at, pieces = 0, structure(text)
    speakers = {piece.speaker for piece in pieces if piece.speaker}
    for piece in pieces:
        between = text[at : piece.start]
        assert piece.kind in KINDS
        assert at <= piece.start < piece.end
        assert text[piece.start : piece.end] == piece.text
        assert not between.strip() or any(speaker in between for speaker in speakers)
        at = piece.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit", ["一", "。记者：", "；一是二；二是", "（", "王明 ", "【", "“。”", "1.", "您？", "记者 王明、", "http://a"]
)
def test_a_line_of_any_length_is_read(unit):
    """A line of 50,000 characters takes no more than its length."""
    line = (unit * LONG)[:LONG]
    pieces = structure(f"题目\n问：甲？\n答：好。\n{line}\n记者：为什么？\n王明：好。")
    assert sum(len(piece.text) for piece in pieces) <= LONG + 40
