"""What is to be done, how much of it and by when; and what of it changed between two versions."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import ACTION_CHANGES, COMMITMENTS
from study import NEW, OLD, corpus, lexicon


def text_of(*texts, doc="a"):
    keys = {"doc": doc, "section": 1, "turn": 0, "kind": "body", "speaker": None, "point": None, "heading": None}
    return pd.DataFrame(keys | {"paragraph": range(1, len(texts) + 1), "text": texts})


def committed(*texts):
    rows = dc.find_commitments(text_of(*texts)).astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False))


def changes_of(old, new):
    both = pd.concat([text_of(old), text_of(new, doc="b")], ignore_index=True)
    commitments = dc.find_commitments(both)
    return both, commitments, dc.compare_actions(commitments, dc.align_versions(both, old="a", new="b"))


def test_a_quantity_goes_with_the_verb_that_governs_it():
    """Of two things to each its own; a number without a verb of the table has a row, and so has a verb without one."""
    rows = committed("打造100个场景、1000家企业，完善政策。国内生产总值增长5%左右。")
    assert [(row.verb, row.object, row.quantity) for row in rows] == [
        ("打造", "100个场景", "100个"), ("打造", "1000家企业", "1000家"), ("完善", "政策", None), (None, None, "5%"),
    ]  # fmt: skip
    assert rows[3].counted == "国内生产总值" and rows[3].hedge == "about"
    inside = [(row.verb, row.quantity) for row in committed("支持企业建成100个平台。")]
    assert sorted(inside) == [("建成", "100个"), ("支持", None)]


def test_two_numbers_of_one_action_have_a_row_each_that_ends_with_them():
    text = "新增贷款1.1万亿元、比上年多8%。"
    rows = [row for row in committed(text) if row.verb]
    assert [(row.verb, row.quantity, text[row.start : row.end]) for row in rows] == [
        ("新增", "1.1万亿元", "新增贷款1.1万亿元"), ("新增", "8%", "新增贷款1.1万亿元、比上年多8%"),
    ]  # fmt: skip


def test_a_deadline_holds_for_what_follows_it_in_the_sentence():
    rows = committed("完善政策，到2027年建成园区、实现全覆盖。培育企业。")
    assert [(row.verb, row.deadline) for row in rows] == [
        ("完善", None), ("建成", "2027"), ("实现", "2027"), ("培育", None),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_goals_of_the_study():
    rows = dc.find_commitments(corpus().paragraphs, lexicon=lexicon())
    goals = rows[rows["status"].eq("goal")].fillna({"hedge": ""})
    for doc in (OLD, NEW):
        assert goals.loc[goals["doc"].eq(doc), ["modal", "verb", "value", "hedge", "deadline"]].to_numpy().tolist() == [
            ["力争", "建成", 200, "about", "2027"], ["力争", "实现", 100, "", "2027"],
        ]  # fmt: skip
    plans = rows[rows["value"].notna() & rows["status"].eq("plan")]
    assert plans[["doc", "verb", "counted", "value"]].to_numpy().tolist() == [
        [NEW, "打造", "应用场景", 100], [NEW, "打造", "标杆企业", 1000],
    ]  # fmt: skip
    assert plans["deadline"].isna().all()


JUDGED = [
    ("完善政策体系。", "完善政策体系。", "kept", ""),
    ("要发展人工智能产业。", "必须发展人工智能产业。", "changed", "modal"),
    ("将发展人工智能产业。", "必须发展人工智能产业。", "strengthened", "modal"),
    ("发展人工智能产业。", "大力发展人工智能产业。", "strengthened", "degree"),
    ("大力发展人工智能产业。", "稳步发展人工智能产业。", "weakened", "degree"),
    ("培育骨干企业100家。", "培育骨干企业200家。", "strengthened", "number"),
    ("培育骨干企业200家以上。", "培育骨干企业200家左右。", "weakened", "hedge"),
    ("力争到2027年建成数字园区200个。", "力争到2030年建成数字园区200个。", "weakened", "deadline"),
    ("力争到2027年建成数字园区200个。", "力争到2030年建成数字园区300个。", "changed", "number|deadline"),
    ("扎实推进中小企业海外服务体系。", "扎实建设中小企业海外服务体系。", "changed", "verb"),
    ("培育全国一体化市场。", "培育全国一体化技术市场。", "changed", "object"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "change", "what"), JUDGED)
def test_what_became_of_a_commitment(old, new, change, what):
    """And seen from the other side."""
    (row,) = changes_of(old, new)[2].fillna({"what": ""}).itertuples()
    assert (row.change, set(row.what.split("|"))) == (change, set(what.split("|")))
    (back,) = changes_of(new, old)[2].itertuples()
    assert back.change == {"strengthened": "weakened", "weakened": "strengthened"}.get(change, change)


def test_one_thing_of_a_list_is_added_and_one_dropped():
    both, commitments, change = changes_of(
        "大力发展机器人、原子级制造、6G等新赛道。", "大力发展机器人、脑机接口、6G等新赛道。"
    )
    said = change[["change", "object_old", "object_new"]].fillna("").to_numpy().tolist()
    assert sorted(said) == [
        ["added", "", "脑机接口"], ["dropped", "原子级制造", ""], ["kept", "6G等新赛道", "6G等新赛道"],
        ["kept", "机器人", "机器人"],
    ]  # fmt: skip
    assert len(dc.evidence(change, commitments, both)) == change[["start_old", "start_new"]].notna().sum().sum()


@pytest.mark.slow
def test_the_study_added_more_than_it_dropped():
    paragraphs = corpus().paragraphs
    commitments = dc.find_commitments(paragraphs, lexicon=lexicon())
    there, back = (
        dc.compare_actions(commitments, dc.align_versions(paragraphs, old=old, new=new))
        for old, new in ((OLD, NEW), (NEW, OLD))
    )
    mirror = {"added": "dropped", "dropped": "added", "strengthened": "weakened", "weakened": "strengthened"}
    assert there["change"].replace(mirror).value_counts().to_dict() == back["change"].value_counts().to_dict()
    counts = there["change"].value_counts()
    assert counts["kept"] > counts["added"] > counts["dropped"] > counts["changed"]
    assert there.loc[there["quantity_new"].isin(["100个", "1000家"]), "change"].tolist() == ["added", "added"]
    assert len(dc.evidence(there, commitments, paragraphs)) == len(commitments)


def test_frames_without_rows_and_other_paragraphs():
    assert dc.find_commitments(text_of()).dtypes.astype(str).to_dict() == COMMITMENTS
    both, commitments, change = changes_of("制造业是立国之本。", "制造业是强国之基。")
    assert change.dtypes.astype(str).to_dict() == ACTION_CHANGES and change.empty
    with pytest.raises(DiscourseError, match="actions has no column 'verb'.*; give what find_actions returns"):
        dc.compare_actions(commitments.drop(columns="verb"), dc.align_versions(both, old="a", new="b"))
