"""What nearly all texts of a source have is found with its extent, and what some of them share is not."""

import pandas as pd
import pytest
from test_reuse import PASSAGE, dated, filler, text

import discourse as dc
from discourse.errors import DiscourseError

LICENCE = "本作品属于公有领域，可自由使用。"
DOCS = {doc: [filler(at), f"{filler(at + 20, 9)}。{LICENCE}"] for at, doc in enumerate("abcde")}


def test_a_closing_line_of_four_in_five_texts_is_found_with_its_extent():
    docs = DOCS | {"e": ["此文无此", "另有"], "a": [PASSAGE, LICENCE], "b": [PASSAGE, LICENCE]}
    found = dc.find_boilerplate(text(docs), by=[])
    assert found["doc"].tolist() == list("abcd") and found["form"].eq(LICENCE[:-1]).all()
    assert found[["start", "end", "length", "docs", "docs_total"]].to_numpy().tolist() == [
        [0, 15, 14, 4, 5], [0, 15, 14, 4, 5], [10, 25, 14, 4, 5], [10, 25, 14, 4, 5],
    ]  # fmt: skip
    assert found["share"].eq(4 / 5).all()
    assert dc.find_boilerplate(text(docs), by=[], share=0.9).empty
    two = {doc: docs[doc] if doc in "ac" else ["此文无此"] for doc in "acde"}
    assert dc.find_boilerplate(text(two), by=[], share=0.5).empty


def test_each_source_has_its_own_and_two_texts_are_too_few():
    articles = dated(**dict.fromkeys("abcde", "2024")).assign(source=["甲", "甲", "甲", "乙", "乙"])
    found = dc.find_boilerplate(text(DOCS), by="source", articles=articles)
    assert found[["doc", "source", "docs_total"]].to_numpy().tolist() == [[doc, "甲", 3] for doc in "abc"]


def test_signs_width_and_script_count_for_nothing_and_the_imprint_is_left_out():
    lines = [
        LICENCE,
        "本作品　屬於公有領域可自由使用",
        "本作品属于“公有领域”，可自由使用！",
        "本作品属于公有领域，可自由使用@",
    ]
    assert dc.find_boilerplate(text(dict(zip("abcd", lines, strict=True))), by=[])["doc"].tolist() == list("abc")


def test_rows_open_their_places():
    frame = text(DOCS)
    found = dc.find_boilerplate(frame, by=[])
    assert dc.evidence(found, frame, frame)["match"].tolist() == [LICENCE[:-1]] * 5


@pytest.mark.parametrize(
    ("more", "message"), [({"share": 0}, "share=0 is no share of docs"), ({"by": "sorce"}, "by='sorce'")]
)
def test_what_cannot_be_is_refused(more, message):
    with pytest.raises(DiscourseError, match=message):
        dc.find_boilerplate(text(DOCS), **{"by": []} | more)
    assert isinstance(dc.find_boilerplate(text({}), by=[]), pd.DataFrame)
