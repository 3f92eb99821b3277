"""The page of findings quotes both texts to the letter, and names only functions that there are."""

import re
from pathlib import Path

import discourse as dc
from study import NEW, OLD, corpus

PAGE = (Path(__file__).parents[1] / "docs" / "findings.md").read_text(encoding="utf-8")
ROWS = [line[2:-2].split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]


def test_each_finding_has_its_number_and_all_its_cells():
    assert [int(row[0]) for row in ROWS] == list(range(1, 71))
    assert {len(row) for row in ROWS} == {7}


def test_every_quotation_stands_in_its_version():
    texts = corpus().paragraphs.groupby("doc")["text"].agg("\n".join)
    quoted = [(doc, quotation) for row in ROWS for doc, cell in ((OLD, row[2]), (NEW, row[3])) for quotation in cell.split("｜")]  # fmt: skip
    assert not [(doc, quotation) for doc, quotation in quoted if quotation.strip() not in texts[doc]]
    assert sum(bool(quotation.strip()) for _, quotation in quoted) > 100


def test_what_shows_a_finding_is_a_function_of_the_library_or_said_to_be_missing():
    for row in ROWS:
        names = re.findall(r"`(\w+)`", row[6])
        assert all(hasattr(dc, name) for name in names)
        assert names or row[6] in ("block only", "not shown")


def test_the_counts_on_the_page_are_those_of_its_table():
    said = {
        name: int(n) for name, n in re.findall(r"\*(fact|count|claim|block only|not shown)\*(?:[^(|]*)\((\d+)\)", PAGE)
    }
    cells = [cell for row in ROWS for cell in row[5:7]]
    assert said == {name: cells.count(name) for name in ("fact", "count", "claim", "block only", "not shown")}
