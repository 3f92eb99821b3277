"""The score of a folder of texts against keys made by hand, on texts that one can count."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from discourse.errors import DiscourseError

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import reading_accuracy

HEAD = "line,kind,section,turn,speaker,point,begins"
# Lines 2 to 5 are read as lead, imprint, question, answer; the heading above the question is a heading, of section 1.
INTERVIEW = """谈低空经济
近日，记者采访了专家，请他谈低空经济的发展。
（责任编辑：林晓）
问：怎样发展？
答：一是管好天空。
二是建好设施。
"""
INTERVIEW_KEY = f"""{HEAD}
1,title,0,0,,,谈低空
2,lead,0,0,,,近日，
3,imprint,0,0,,,（责任
4,question,0,1,问,,怎样发
5,answer,0,2,答,1,一是管
6,answer,0,2,答,2,二是建
"""
ARTICLES = """甲市建成新港
本报北京1月2日电 甲市建成新港，年吞吐量居全省第一。
（责任编辑：林晓）
乙市修通公路
本报北京1月3日电 乙市修通公路，从此两地只隔一小时。
"""
ARTICLES_KEY = f"""{HEAD},article
1,title,0,0,,,甲市,1
2,imprint,0,0,,,本报,1
2,body,0,0,,,甲市,1
3,imprint,0,0,,,（责,1
4,title,0,0,,,乙市,2
5,imprint,0,0,,,本报,2
5,body,0,0,,,乙市,2
"""


def score(tmp_path, *, text=INTERVIEW, key=INTERVIEW_KEY):
    """Score a folder of one text."""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text(key, encoding="utf-8")
    scores = reading_accuracy.score_folder(tmp_path)
    return scores.rows, scores.files.iloc[0]


def test_a_text_that_is_read_as_its_key_has_no_wrong_row(tmp_path):
    """Six rows, all right in every column."""
    rows, file = score(tmp_path)
    assert rows[reading_accuracy.SCORES].all(axis=None)
    assert (file["rows"], file["wrong"], file["places"], file["false"]) == (6, 0, 0, 0)


def test_wrong_rows_are_counted_by_column_place_and_cause(tmp_path):
    """Two rows by one cause, then one that is right, then one more: two places."""
    key = INTERVIEW_KEY.replace("1,title", "1,imprint").replace("2,lead", "2,body").replace(",2,二是", ",,二是")
    rows, file = score(tmp_path, key=key)
    assert rows["right"].tolist() == [False, False, True, True, True, False]
    assert (rows["kind"].sum(), rows["point"].sum(), rows["speaker"].sum()) == (4, 5, 6)
    assert (file["wrong"], file["places"]) == (3, 2)
    causes = reading_accuracy.count_causes(rows).set_index("rule")["rows"].to_dict()
    assert causes == {"short_first_line": 2, rows["rule"].iloc[5]: 1}


def test_a_row_without_a_paragraph_and_a_paragraph_without_a_row_are_wrong(tmp_path):
    """The key has one row where the text gives two, and two where it gives one."""
    key = INTERVIEW_KEY.replace("6,answer,0,2,答,2,二是建\n", "").replace("近日，\n", "近日，\n2,lead,0,0,,,请他谈\n")
    rows, file = score(tmp_path, key=key)
    missing, cut = rows[~rows["found"]].to_dict("records")
    assert (missing["line"], missing["rule"]) == (2, "missing in before_first_turn")
    assert (cut["line"], cut["rule"][:10]) == (6, "cut off by")
    assert (file["rows"], file["wrong"]) == (7, 2)


def test_a_label_that_is_not_read_makes_one_wrong_row_not_two(tmp_path):
    """The key begins behind 甲某： and the paragraph with it; they are one row all the same, with its kind right."""
    text = "题目\n甲某：发展经济，提高水平。\n"
    rows, _ = score(tmp_path, text=text, key=f"{HEAD}\n1,title,0,0,,,题目\n2,body,0,0,甲某,,发展\n")
    assert rows[["line", "found", "kind", "speaker"]].values.tolist() == [[1, True, True, True], [2, True, True, False]]


def test_open_rows_are_left_out(tmp_path):
    """Whatever they say."""
    lines = INTERVIEW_KEY.replace("2,lead", "2,heading").splitlines()
    key = "\n".join(line + ("," if at != 2 else ",x") for at, line in enumerate(lines)).replace(
        "begins,", "begins,open"
    )
    rows, file = score(tmp_path, key=key)
    assert (file["rows"], file["wrong"], rows["line"].tolist()) == (5, 0, [1, 3, 4, 5, 6])


def test_imprint_that_is_left_out_is_not_scored(tmp_path):
    """Front matter is no paragraph: as imprint its row is not scored, as lead it is missing."""
    text = "---\nauthor: 林晓\n---\n\n# 题目\n\n来源：\n虚拟日报\n\n第一段，有一句完整的话。\n"
    key = f"{HEAD}\n2,imprint,0,0,,,author\n5,title,0,0,,,题目\n7,imprint,0,0,,,来源\n8,imprint,0,0,,,虚拟\n10,body,0,0,,,第一段\n"
    rows, _ = score(tmp_path, text=text, key=key)
    assert rows["right"].all() and 2 not in set(rows["line"])
    rows, _ = score(tmp_path, text=text, key=key.replace("2,imprint", "2,lead"))
    assert rows.loc[~rows["right"], ["line", "found"]].values.tolist() == [[2, False]]


def test_articles_of_one_file_are_read_by_themselves_and_their_boundary_counted(tmp_path):
    """One boundary, found; in the text of one article the same proposal is false."""
    rows, file = score(tmp_path, text=ARTICLES, key=ARTICLES_KEY)
    assert rows["right"].all() and rows["article"].tolist() == [1] * 4 + [2] * 3
    assert (file["found"], file["missed"], file["false"]) == (1, 0, 0)
    one = ARTICLES_KEY.replace(",article", "").replace(",1\n", "\n").replace(",2\n", "\n")
    _, file = score(tmp_path, text=ARTICLES, key=one)
    assert (file["found"], file["missed"], file["false"]) == (0, 0, 1)


def test_needless_doubts_and_doubted_rows_are_told_apart(tmp_path):
    """One doubt, on line 1: a series of one point. Right as it is, it is needless; with another key, the row is doubted."""
    text, key = "题目\n一是发展经济，提高水平。\n", f"{HEAD}\n1,title,0,0,,,题目\n2,body,0,0,,1,一是\n"
    _, file = score(tmp_path, text=text, key=key)
    assert (file["doubts"], file["needless"]) == (1, 1)
    _, file = score(tmp_path, text=text, key=f"{HEAD},open\n1,title,0,0,,,题目,\n2,body,0,0,,1,一是,x\n")
    assert (file["doubts"], file["needless"]) == (0, 0)
    rows, file = score(tmp_path, text=text, key=key.replace(",1,一是", ",,一是"))
    assert (file["doubts"], file["needless"], rows["doubted"].tolist()) == (1, 0, [False, True])


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "题目"}, "NAME.csv beside NAME.txt"),
        ({"a.txt": "题目", "a.md": "题目", "a.csv": HEAD}, "a.md shares its key"),
        ({"a.txt": "题目", "a.csv": "line,kind"}, "lacks section, turn"),
    ],
)
def test_a_folder_that_cannot_be_scored_is_refused(files, said, tmp_path):
    """With what is missing and what to do."""
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DiscourseError, match=said):
        reading_accuracy.score_folder(tmp_path)


def test_the_command_prints_totals_causes_files_and_the_wrong_rows(tmp_path, capsys, monkeypatch):
    """What was read stands before the arrow, what is right behind it."""
    score(tmp_path, key=INTERVIEW_KEY.replace("1,title", "1,imprint"))
    monkeypatch.setattr(sys, "argv", ["reading_accuracy.py", str(tmp_path), "--wrong"])
    reading_accuracy.main()
    printed = capsys.readouterr().out
    assert "1 files, 6 rows" in printed and "short_first_line       1     1" in printed
    assert "a.txt:1  谈低空  kind title → imprint" in printed


def test_sections_below_one_wrong_heading_are_one_place_whatever_stands_between():
    """A caption taken for a heading: all sections below are one too high, also behind a caption that is right."""
    kinds_read = ["heading", "body", "imprint", "body", "heading", "heading", "body"]
    kinds_key = ["imprint", "body", "imprint", "body", "heading", "body", "body"]
    rows = pd.DataFrame(
        {"kind_read": kinds_read, "kind_key": kinds_key, "section_read": [1, 1, 0, 1, 2, 3, 3],
         "section_key": [0, 0, 0, 0, 1, 1, 1], "turn_read": 0, "turn_key": 0, "found": True, "speaker": True, "point": True}
    )  # fmt: skip
    for column in ("kind", "section", "turn"):
        rows[column] = rows[f"{column}_read"] == rows[f"{column}_key"]
    rows["right"] = rows["kind"] & rows["section"]
    # The second line that is no heading moves the sections once more.
    assert reading_accuracy.number_places(rows).tolist() == [1, 1, 0, 1, 1, 2, 2]
