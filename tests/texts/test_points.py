import pandas as pd
import pytest

from discourse.texts.cleaning import line_counter
from discourse.texts.layout.facts import LineFacts
from discourse.texts.sentences import split_sentences
from discourse.texts.structure import find_structure
from discourse.versions.align import align_versions
from discourse.versions.lists import compare_lists
from discourse.words.lists import find_lists
from discourse.words.segment import segment

ONE_LINE = "有三点：一是甲；二是乙。乙也好；三是丙。"


def answer(*lines, **options):
    """Read lines as an answer, and give its pieces."""
    text = "\n".join(["题目", "问：为什么？", f"答：{lines[0]}", *lines[1:]])
    return find_structure(text, line_of=line_counter(text), **options)[2:]


def points(*lines):
    return [(piece.text, piece.point) for piece in answer(*lines)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("有两点：一是甲；二是乙。", [("有两点：", None), ("一是甲；", 1), ("二是乙。", 2)]),
        ("一是甲。甲好。二是乙。", [("一是甲。甲好。", 1), ("二是乙。", 2)]),
        (
            "首先，甲。其次，乙。再次，丙。最后，丁。",
            [("首先，甲。", 1), ("其次，乙。", 2), ("再次，丙。", 3), ("最后，丁。", 4)],
        ),
        ("首先，甲。最后，乙。", [("首先，甲。", 1), ("最后，乙。", 2)]),
        ("首先，甲。其次，乙。最後，丙。", [("首先，甲。", 1), ("其次，乙。", 2), ("最後，丙。", 3)]),
        (
            "首先，甲。其次，乙。第三，丙。最后，丁。",
            [("首先，甲。", 1), ("其次，乙。", 2), ("第三，丙。", 3), ("最后，丁。", 4)],
        ),
        ("第一，甲。其次，乙。第三，丙。", [("第一，甲。", 1), ("其次，乙。", 2), ("第三，丙。", 3)]),
        ("好。第一，甲。第二，乙。", [("好。", None), ("第一，甲。", 1), ("第二，乙。", 2)]),
        ("其一，甲；其二，乙。", [("其一，甲；", 1), ("其二，乙。", 2)]),
        ("分工：（1）甲；（2）乙。", [("分工：", None), ("（1）甲；", 1), ("（2）乙。", 2)]),
        ("①甲。②乙。", [("①甲。", 1), ("②乙。", 2)]),
        ("如下：1.甲；2.乙。", [("如下：", None), ("1.甲；", 1), ("2.乙。", 2)]),
        ("要做好，一是甲；二是乙。", [("要做好，", None), ("一是甲；", 1), ("二是乙。", 2)]),
        ("做好工作，一要稳；二要进。", [("做好工作，", None), ("一要稳；", 1), ("二要进。", 2)]),
        ("他说：“好。”一是甲； 二是乙。", [("他说：“好。”", None), ("一是甲； ", 1), ("二是乙。", 2)]),
    ],
)
def test_a_line_is_cut_where_its_points_begin(line, parts):
    """At an opener that begins a sentence or follows ； or ：; what stands before the first has no point."""
    assert points(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        "要讲规矩，一是一、二是二，不能含糊。",
        "规矩：一是一、二是二；二是二。",
        "这一是要看凭证；二是要看实物。",
        "有两点：一是甲；三是丙。",
        "有两点：二是乙；三是丙。",
        "有一点：一是甲。",
        "有两点：一是甲；第二，乙。",
        "一是甲，二是乙，三是丙。",
        "（一是甲；二是乙。）",
        "增长2.1倍；3.5倍。",
        "首先感谢大家。其次再说。",
    ],
)
def test_a_line_without_a_certain_series_stays_whole(line):
    """A series begins at 1, goes on with 2, keeps one style, and is not parted by commas."""
    assert points(line) == [(line, None)]


def test_a_series_goes_on_from_line_to_line_and_inside_a_line():
    """Whichever way the next point begins."""
    assert points("要做好：一是甲。", "二是乙；三是丙。", "接着讲丙。") == [
        ("要做好：", None), ("一是甲。", 1), ("二是乙；", 2), ("三是丙。", 3), ("接着讲丙。", 3),
    ]  # fmt: skip


def test_a_series_of_one_line_ends_with_it():
    """What follows is no longer its last point, unless it opens the next."""
    assert [point for _, point in points("一是甲；二是乙。", "再说别的。")] == [1, 2, None]
    assert [point for _, point in points("一是甲；二是乙。", "三是丙。", "讲丙。")] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["三点：一是甲；二是乙；三是丙。", "一是丁。", "二是戊。"], [None, 1, 2, 3, 1, 2]),
        (
            ["三点：一是甲；二是乙；三是丙。", "过渡。", "一是丁。", "讲丁。", "二是戊。"],
            [None, 1, 2, 3, None, 1, 1, 2],
        ),
        (["第一，甲；第二，乙；第三，丙。", "第一，丁。", "第二，戊。"], [1, 2, 3, 1, 2]),
        (["首先，甲。其次，乙。最后，丙。", "首先，丁。", "最后，戊。"], [1, 2, 3, 1, 2]),
        (["其一，甲；其二，乙。", "其一，丁。", "其二，戊。"], [1, 2, 1, 2]),
        (["（1）甲；（2）乙；（3）丙。", "（1）丁。", "（2）戊。"], [1, 2, 3, 1, 2]),
        (["1.甲；2.乙；3.丙。", "1.丁。", "2.戊。"], [1, 2, 3, 1, 2]),
        (["①甲；②乙；③丙。", "①丁。", "②戊。"], [1, 2, 3, 1, 2]),
        (["一是甲；二是乙；三是丙。", "一是丁；二是戊。", "一是己。", "二是庚。"], [1, 2, 3, 1, 2, 1, 2]),
        (["一是甲；二是乙；三是丙。", "第一，丁。", "第二，戊。", "第三，己。"], [1, 2, 3, 1, 2, 3]),
        (["一是甲；二是乙；三是丙。", "（1）丁。", "（2）戊。"], [1, 2, 3, 1, 2]),
        # below a series of one paragraph each, another paragraph that has its own
        (["一是甲。", "二是乙。", "三是己。", "过渡。", "一要丙。", "二要丁。"], [1, 2, 3, None, 1, 2]),
        (["一是甲。", "二是乙。", "过渡：一要丙；二要丁。"], [1, 2, None, 1, 2]),
        (["一是甲。", "二是乙。", "其中：（1）子；（2）丑。", "三是丙。"], [1, 2, 2, 3]),
        # what goes on with the line, or is no list
        (["一是甲；二是乙。", "三是丙。", "四是丁。"], [1, 2, 3, 4]),
        (["一是甲；二是子。", "二是乙。", "三是丙。"], [1, 2, 3]),
        (["一是甲。", "二是乙，其中：一是子；二是丑。", "三是丙。"], [1, 2, 3]),
        (["三点，一是甲，二是乙，三是丙。", "一是丁。", "二是戊。"], [None, 1, 2]),
        (["一是甲；二是乙；三是丙。", "最后，丁。"], [1, 2, 3, None]),
        (["一是甲；二是乙；三是丙。", "首先，丁。", "再说。"], [1, 2, 3, None, None]),
    ],
)
def test_a_list_below_a_series_in_one_line_is_another_series(lines, numbers):
    """The line keeps all its points, whatever the list below counts, and in whatever style."""
    assert [point for _, point in points(*lines)] == numbers


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["一是甲。", "二是乙。", "三是丙。", "总之。"], [1, 2, 3, None]),
        (["一是甲。", "讲甲。", "二是乙。", "讲乙。", "三是丙。", "讲丙。", "总之。"], [1, 1, 2, 2, 3, 3, None]),
        (["一是甲。", "讲甲。", "二是乙。", "三是丙。", "讲丙。"], [1, 1, 2, 3, 3]),
        (["一是甲。", "二是乙。", "讲乙。"], [1, 2, 2]),
        (["一是甲。", "二是乙。", "讲丁。", "讲戊。"], [1, 2, None, None]),
    ],
)
def test_what_follows_the_last_point_belongs_to_it_only_if_the_others_are_as_long(lines, numbers):
    """Points of one length end with as much; where lengths differ, or too little follows, the last goes on."""
    assert [point for _, point in points(*lines)] == numbers


def test_a_list_of_another_style_stays_inside_the_last_point():
    lines = ["一是甲。", "二是乙。", "三是丙。", "首先，丁。", "其次，戊。", "最后，己。"]
    assert [point for _, point in points(*lines)] == [1, 2, 3, 3, 3, 3]


def test_a_list_inside_a_point_does_not_cut_it():
    """二是 … 第一 … 第二 is one point, and so is a second 一是 inside."""
    assert points("一是甲。", "二是乙。第一，丙。第二，丁。") == [("一是甲。", 1), ("二是乙。第一，丙。第二，丁。", 2)]
    assert points("一是甲。包括：一是子；二是丑。") == [("一是甲。包括：一是子；二是丑。", 1)]
    assert points("一是甲。包括：一是子；二是丑。", "二是乙。") == [
        ("一是甲。包括：一是子；二是丑。", 1),
        ("二是乙。", 2),
    ]


def test_figures_number_points_in_answers_only():
    """Elsewhere 1. and （1） number headings and paragraphs."""
    text = "题目\n1.甲好。\n2.乙好。\n（1）丙好。\n（2）丁好。"
    assert {piece.point for piece in find_structure(text, line_of=line_counter(text))} == {None}
    assert [point for _, point in points("好。", "（1）甲好。", "（2）乙好。")] == [None, 1, 2]


@pytest.mark.parametrize("numbers", ["①②", ("（1）", "（2）"), ("1.", "2."), ("（一）", "（二）")])
def test_figures_in_one_line_of_the_body_number_points(numbers):
    """A series that stands in one line counts nothing else; one figure, or figures that jump, may be anything."""
    first, second = numbers
    text = f"题目\n三项行动：{first}甲行动；{second}乙行动。\n好。\n按{first}办；其中：{second}好。"
    pieces = find_structure(text, line_of=line_counter(text))
    assert [(piece.text, piece.point) for piece in pieces[1:]] == [
        ("三项行动：", None), (f"{first}甲行动；", 1), (f"{second}乙行动。", 2), ("好。", None), (f"按{first}办；其中：{second}好。", None),
    ]  # fmt: skip


def test_the_last_item_of_a_list_is_no_heading():
    """Though it ends with a full stop, for those before it end with semicolons."""
    text = "条例\n第一条 市政府履行下列职责：\n（一）制定规划；\n（二）组织检查。\n第二条 本条例自公布之日起施行，由市政府解释。"
    assert [piece.kind for piece in find_structure(text, line_of=line_counter(text))][1:] == ["body"] * 4


def test_a_declared_point_keeps_its_line_whole():
    """And 0 declares that there is none."""
    for declared, point in ((2, 2), (0, None)):
        pieces = answer(ONE_LINE, declarations=[{"line": 3, "point": declared, "reason": "x"}])
        assert [(piece.text, piece.point) for piece in pieces] == [(ONE_LINE, point)]


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("一是改革。", [1]),
        ("二十一是开放。", [21]),
        ("第三，保障。", [3]),
        ("第二个方面是落实。", [2]),
        ("其二，落实。", [2]),
        ("⑩落实。", [10]),
        ("12.落实。", [12]),
        ("（３）落实。", [3]),
        ("首先，落实。", [1]),
        ("最后，落实。", range(2, 100)),
        ("最後，落實。", range(2, 100)),
        ("这是一是二", None),
        ("问题是", None),
    ],
)
def test_points_are_read_by_their_numeral_in_every_style(text, ranks):
    """一是 is 1, 第三， is 3, 最后 whatever comes next; 是 after no numeral is none."""
    openers = LineFacts(text).openers
    assert (list(openers[0].ranks) if openers else None) == (ranks and list(ranks))


def frame(doc, *lines):
    """Lay an answer out as the frame `paragraphs`, as a corpus does."""
    rows = [
        {"doc": doc, "section": p.section, "turn": p.turn, "paragraph": n, "kind": p.kind, "speaker": p.speaker, "point": p.point,
             "text": p.text, "raw_start": p.start, "raw_end": p.end}
        for n, p in enumerate(answer(*lines), 1)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"point": "Int64"})


def test_a_sentence_that_runs_over_a_cut_keeps_one_number():
    """有三点：一是甲；二是乙。 is one sentence in three rows; the tokens of all three carry its number."""
    rows = frame("a", ONE_LINE, "再说。")
    assert [first for first, _ in split_sentences(rows)] == [1, 1, 1, 2, 3]
    tokens = segment(rows)
    assert tokens.groupby("paragraph")["sentence"].unique().map(list).to_list() == [[1], [1], [1, 2], [2], [3]]
    assert "".join(tokens["word"]) == ONE_LINE + "再说。"


def test_two_lines_that_merely_follow_each_other_are_two_sentences():
    """Only rows that adjoin in the file are one line."""
    rows = frame("a", "没有句号", "另一行。")
    assert [first for first, _ in split_sentences(rows)] == [1, 2]
    assert [first for first, _ in split_sentences(rows.drop(columns="raw_start"))] == [1, 2]


def test_a_title_and_its_series_label_are_two_sentences():
    """They adjoin, but are of two kinds."""
    rows = frame("a", ONE_LINE).assign(kind=["answer", "imprint", "answer", "answer"])
    assert [first for first, _ in split_sentences(rows)] == [1, 2, 3, 4]


def test_versions_hold_the_whole_text_of_lines_that_were_cut():
    """A line with its points in one version, a line for each in the other: every character stands in one row."""
    both = pd.concat(
        [frame("old", ONE_LINE, "再说。"), frame("new", "有三点：", "一是甲。", "二是乙。乙也好。", "三是丁。")]
    )
    aligned = align_versions(both, old="old", new="new")
    assert sorted("".join(aligned["text_old"])) == sorted(ONE_LINE + "再说。")
    assert sorted("".join(aligned["text_new"])) == sorted("有三点：一是甲。二是乙。乙也好。三是丁。")
    assert set(aligned.loc[aligned["point_old"] == 1, "point_new"]) == {1}


def test_the_points_of_one_line_are_a_list():
    """Their heads are its items, as those of points with a line each."""
    rows = pd.concat([frame("old", ONE_LINE), frame("new", "有三点：", "一是甲。", "二是乙。", "三是丁。")])
    lists = find_lists(rows)
    assert lists.loc[lists["pattern"] == "points"].groupby("doc")["item"].agg(list).to_dict() == {
        "old": ["甲", "乙", "丙"], "new": ["甲", "乙", "丁"],
    }  # fmt: skip
    changes = compare_lists(rows, old="old", new="new")
    assert dict(zip(changes["item"], changes["change"], strict=True)) == {
        "甲": "kept", "乙": "kept", "丙": "dropped", "丁": "added",
    }  # fmt: skip
