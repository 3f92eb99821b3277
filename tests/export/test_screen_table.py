"""A frame on the screen: what is printed in each cell, and which sentences a count opens."""

import re

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError

TEXT = pd.DataFrame({"doc": ["a", "b", "b"], "section": 1, "turn": 0, "paragraph": [1, 1, 2], "kind": "body", "point": None,
                     "speaker": None, "text": ["发展6G。", "推广6G。", "<b>6G</b>很快。"]})  # fmt: skip
LEXICON = dc.Lexicon(pd.DataFrame({"term": ["6G"], "english": ["sixth generation"]}))
MENTIONS = dc.find_terms(TEXT, LEXICON)
CHANGE = dc.compare(dc.count(MENTIONS, base=dc.segment(TEXT, lexicon=LEXICON), by="doc"), old="a", new="b")


def cells(table, tag="td"):
    rows = re.findall(r"<tr>(.*?)</tr>", table.html)
    return [re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", row) for row in rows if f"<{tag}" in row]


def test_heads_and_codes_are_words_in_either_language():
    columns = ["term", "n_old", "n_new", "change"]
    labels = [{"a": "甲报"}, LEXICON]
    table = dc.show_table(CHANGE, columns=columns, labels=labels)
    assert cells(table, "th") == [["术语", "<b>频次<br>甲报</b>", "<b>频次<br>b</b>", "变化"]] and cells(table)[0] == [
        "6G",
        "1",
        "2",
        "较多",
    ]
    table = dc.show_table(CHANGE, columns=columns, labels=labels, language="en")
    assert cells(table)[0] == ["sixth generation", "1", "2", "more"] and "sixth generation" in str(table)


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [([1.0, 2.0], [8.6, 9.2], ["5.1 [1.0, 8.6]", "6.3 [2.0, 9.2]"]), ([0, 1.0], [80, 90.0], ["5 [0, 80]", "6 [1, 90]"]),
     ([None, 2.0], [None, float("inf")], ["5.12", "6.34 [2.00, ∞]"])],
)  # fmt: skip
def test_a_measure_is_as_exact_as_its_interval(low, high, printed):
    """7.4 wide: one decimal; 85 wide: none; where no interval is finite, as its size asks."""
    frame = pd.DataFrame({"rate": [5.123, 6.34], "rate_low": low, "rate_high": high})
    assert [row[0] for row in cells(dc.show_table(frame))] == printed


def test_each_count_opens_its_sentences_the_old_and_the_new_apart():
    """As many lines as the count says, with the match marked, and markup in a text shown as text."""
    table = dc.show_table(CHANGE, dc.evidence(CHANGE, MENTIONS, TEXT), columns=["term", "n_old", "n_new"])
    opened = re.findall(r'<tr class="(k\d)">.*?<ol>(.*?)</ol>', table.html)
    assert [(place, lines.count("<li>")) for place, lines in opened] == [("k0", 1), ("k1", 2)]
    assert "发展<b>6G</b>。" in opened[0][1] and "&lt;b&gt;<b>6G</b>&lt;/b&gt;很快" in opened[1][1]
    counts = dc.count(MENTIONS, base=dc.segment(TEXT, lexicon=LEXICON), by="doc")
    table = dc.show_table(counts, dc.evidence(counts, MENTIONS, TEXT))
    assert [lines.count("<li>") for _, lines in re.findall(r'<tr class="(k0)">.*?<ol>(.*?)</ol>', table.html)] == [1, 2]


def test_a_pivot_is_shown_with_its_keys_and_with_heads_that_say_what_they_are_values_of():
    rows = pd.DataFrame(
        {"category": ["企业", "企业", "数字"], "doc": ["a", "b", "a"], "change": ["more", "as many", "more"], "n": 1}
    )
    table = dc.show_table(pd.crosstab(rows["category"], rows["change"]), language="en")
    assert cells(table, "th") == [["category", "as many", "more"]]
    assert cells(table) == [["企业", "1", "1"], ["数字", "0", "1"]]
    table = dc.show_table(
        rows.pivot(index="category", columns=["doc", "change"], values="n"), labels={"a": "甲报", "b": "乙报"}
    )
    assert cells(table, "th") == [["类别", "<b>甲报<br>较多</b>", "<b>乙报<br>一样多</b>"]]
    assert cells(table)[1] == ["数字", "1", "–"]
    measures = rows.assign(year=2024, rate=1.5).pivot(index=["category", "doc"], columns="year", values=["n", "rate"])
    table = dc.show_table(measures, language="en")
    assert cells(table, "th") == [["category", "text", "<b>n<br>year 2024</b>", "<b>per 1,000 words<br>year 2024</b>"]]


def test_lines_of_other_rows_and_unknown_columns_are_refused():
    lines = dc.evidence(CHANGE, MENTIONS, TEXT).assign(row=7)
    with pytest.raises(DiscourseError, match="lines open row 7, and the frame has 1"):
        dc.show_table(CHANGE, lines)
    with pytest.raises(DiscourseError, match="lines has row=-1 in row 0"):
        dc.show_table(CHANGE, lines.assign(row=-1))
    with pytest.raises(DiscourseError, match="frame is a list, no DataFrame"):
        dc.show_table([CHANGE])
    assert "x" in dc.show_table(CHANGE.assign(rate_old_low="x")).html
    with pytest.raises(DiscourseError, match="columns='n_od' is not one of"):
        dc.show_table(CHANGE, columns=["n_od"])
