"""Passages that two texts share: where they begin and end, what was changed, who had them first."""

import random

import numpy as np
import pandas as pd
import pytest
from rapidfuzz.distance import Levenshtein

import discourse as dc
from discourse.errors import DiscourseError
from discourse.years.letters import BREAK
from discourse.years.matches import Passage, extend_run, find_passages

PASSAGE = "加快推进新型工业化建设制造强国和网络强国"
LETTERS = [chr(code) for code in range(0x6000, 0x6000 + 3000)]


def text(docs):
    """Paragraphs of docs: their texts, one a paragraph; what ends with an @ is an imprint."""
    rows = [
        (doc, n, "imprint" if line.endswith("@") else "body", line)
        for doc, lines in docs.items()
        for n, line in enumerate([lines] if isinstance(lines, str) else lines, 1)
    ]
    frame = pd.DataFrame(rows, columns=["doc", "paragraph", "kind", "text"])
    return frame.assign(section=0, turn=0, speaker=None, point=None)


def dated(**dates):
    return pd.DataFrame({"doc": list(dates), "date": list(dates.values())})


def filler(seed, n=30):
    return "".join(random.Random(seed).choices(LETTERS, k=n))


@pytest.mark.parametrize(
    ("later", "printed", "edits"),
    [
        (PASSAGE, PASSAGE, 0),
        ("加快推進新型　工业化，建设“制造强国”和网络强国", "加快推進新型　工业化，建设“制造强国”和网络强国", 0),
        ("加快推动新型工业化建设制造强国和网络强国", "加快推动新型工业化建设制造强国和网络强国", 1),
        ("加快推进新型工业化、建成制造强国网络强国", "加快推进新型工业化、建成制造强国网络强国", 2),
        ("加快推进新型工业化加强建设制造强国和网络强国", "加快推进新型工业化加强建设制造强国和网络强国", 2),
        ("加快推进新型工业化建设的成绩", "加快推进新型工业化建设", 0),
    ],
)
def test_a_passage_is_found_from_its_first_to_its_last_letter(later, printed, edits):
    """As it is; in other signs; with a letter changed, left out, put in; its beginning alone."""
    rows = dc.find_reuse(text({"a": filler(1) + PASSAGE + filler(2), "b": filler(3) + "，" + later + "。" + filler(4)}))
    assert rows[["text_to", "edits"]].to_numpy().tolist() == [[printed, edits]]
    row = rows.iloc[0]
    assert (row["start_from"], row["start_to"], row["changed"]) == (30, 31, edits / max(20, row["length"]))


@pytest.mark.parametrize("later", ["加快推进新型工业", "加快改进新式工业做法建成制造大国和", PASSAGE + "@"])
def test_what_is_short_too_much_changed_or_an_imprint_is_none(later):
    assert dc.find_reuse(text({"a": PASSAGE, "b": ["另起一段", later]})).empty


def test_a_passage_stands_within_a_paragraph():
    rows = dc.find_reuse(text({"a": PASSAGE, "b": [PASSAGE[:10], PASSAGE[10:]]}))
    assert rows[["paragraph_to", "start_from", "length"]].to_numpy().tolist() == [[1, 0, 10], [2, 10, 10]]


def test_the_earlier_text_is_the_source_and_where_dates_do_not_tell_nobody_is():
    frame = text({"a": PASSAGE, "b": PASSAGE, "c": PASSAGE})
    rows = dc.find_reuse(frame, articles=dated(a="2024-10", b="2023", c="2024"))
    assert rows[["doc_from", "doc_to", "direction"]].to_numpy().tolist() == [
        ["b", "a", "earlier"],
        ["b", "c", "earlier"],
        ["c", "a", "unknown"],
    ]
    assert rows["rarity"].tolist() == [3, 3, 3]
    assert dc.find_reuse(frame)["direction"].eq("unknown").all()
    assert len(dc.find_reuse(frame, source="b")) == 2


def test_quotation_source_and_boilerplate_are_told():
    quoted = f"《决定》提出，“{PASSAGE}”。"
    docs = {
        "a": [PASSAGE, "本作品属于公有领域可自由使用"],
        "b": [quoted, "本作品属于公有领域可自由使用"],
        "c": ["", "本作品属于公有领域可自由使用"],
    }
    articles = dated(a="2023", b="2024", c="2025").assign(title=["关于进一步全面深化改革的决定", "", ""], source="网")
    rows = dc.find_reuse(text(docs), articles=articles)
    one, *others = rows[["quoted", "source_named", "boilerplate", "rarity"]].to_numpy().tolist()
    assert one == [True, True, False, 2] and others == [[False, False, True, 3]] * 3


def test_every_passage_opens_both_its_places():
    frame = text({"a": filler(1) + PASSAGE, "b": filler(2) + PASSAGE + "。"})
    places = dc.evidence(dc.find_reuse(frame), frame, frame)
    assert places[["doc", "match"]].to_numpy().tolist() == [["a", PASSAGE], ["b", PASSAGE]]


def test_planted_passages_are_found_and_edits_are_those_of_another_count():
    """Forty passages of 12 to 40 letters, with one edit in ten letters."""
    drawn, pieces, planted = random.Random(7), [], []
    source = filler(9, 4000)
    for number in range(40):
        begin = number * 100 + drawn.randrange(50)
        passage = list(source[begin : begin + drawn.randint(12, 40)])
        for at in drawn.sample(range(1, len(passage) - 1), len(passage) // 10):
            passage[at] = drawn.choice(LETTERS)
        pieces += [filler(100 + number), "".join(passage)]
        planted.append(passage)
    rows = dc.find_reuse(text({"a": source, "b": "".join(pieces)}))
    assert rows["length"].sum() >= 0.9 * sum(map(len, planted)) and len(rows) <= 42
    distances = [Levenshtein.distance(a, b) for a, b in zip(rows["text_from"], rows["text_to"], strict=True)]
    assert rows["edits"].tolist() == distances


def test_a_run_without_what_follows_is_taken_where_both_together_are_changed_too_much():
    """Ten same letters, and 3 of 6 behind them that are not."""
    both = "abcdefghij" + "xxxklm" + "\n" + "abcdefghij" + "yyyklm" + "\n"
    assert extend_run(both, 0, 17, 10, least=10, changed=0.0) == Passage(0, 10, 17, 27, 0)
    assert extend_run(both, 0, 17, 10, least=11, changed=0.0) is None


def test_each_letter_of_the_later_text_is_traced_once_to_each_earlier_one():
    letters = [*b"abcdefghijkl", BREAK, *b"abcdefghij", BREAK, *b"abcdefghijkl", BREAK]
    found = find_passages(np.array(letters), np.repeat([0, 1], [24, 13]), least=10, changed=0.2)
    assert found == [Passage(0, 12, 24, 36, 0)]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"changed": 0.6}, "changed=0.6 is no share of letters that differ; give one from 0 to 0.5"),
        ({"least": 3}, "least=3 is too small"),
        ({"source": "c"}, "source='c' is not one of: 'a', 'b'"),
    ],
)
def test_what_cannot_be_is_refused(more, message):
    with pytest.raises(DiscourseError, match=message):
        dc.find_reuse(text({"a": PASSAGE, "b": PASSAGE}), **more)
