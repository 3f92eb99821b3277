"""Numbers: what is one, its value and unit, how exact it is and how far it is meant."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import QUANTITIES, QUANTITY_CHANGES
from discourse.texts.numerals import read_amount, write_numeral
from study import NEW, OLD, corpus


def text_of(*texts, doc="a", heading=None):
    return pd.DataFrame(
        {"doc": doc, "section": 1, "turn": 0, "paragraph": range(1, len(texts) + 1), "kind": "body", "speaker": None,
         "point": None, "heading": heading, "text": texts}
    )  # fmt: skip


def found(text, **options):
    return list(dc.find_quantities(text_of(text, **options)).itertuples(index=False))


QUANTITY = [
    # figures: form, value, unit, hedge
    ("数字产业实现收入32.5万亿元。", "32.5万亿元", 32.5e12, "元", None),
    ("培育企业超过14万家。", "14万家", 140000, "家", "over"),
    ("建成200个左右园区。", "200个", 200, "个", "about"),
    ("占比为２７％。", "２７％", 27, "%", None),
    ("比去年预算低0.4个百分点。", "0.4个百分点", 0.4, "个百分点", None),
    ("提高2个多百分点。", "2个多百分点", 2, "个百分点", "over"),
    ("新增3.7亿千瓦装机。", "3.7亿千瓦", 3.7e8, "千瓦", None),
    ("近1,244万人就业。", "1,244万人", 12440000, "人", "under"),
    ("运营里程2万5千公里。", "2万5千公里", 25000, "公里", None),
    ("新建学校2400多所。", "2400多所", 2400, "所", "over"),
    ("涨幅控制在3%以内。", "3%", 3, "%", "under"),
    ("不超过5项。", "5项", 5, "项", "under"),
    ("覆盖13亿人口。", "13亿", 13e8, None, None),
    ("收入超过 7000 亿元。", "7000 亿元", 7e11, "元", "over"),
    ("农村1.5 亿中小学生免费。", "1.5 亿", 1.5e8, None, None),
    # Chinese numerals
    ("三百六十五天服务。", "三百六十五天", 365, "天", None),
    ("抓好两项工作。", "两项", 2, "项", None),
    ("惠及十二亿人。", "十二亿人", 12e8, "人", None),
    ("增长一倍以上。", "一倍", 1, "倍", "over"),
    ("减少三分之一。", "三分之一", 100 / 3, "%", None),
    ("达到百分之十五点五。", "百分之十五点五", 15.5, "%", "reached"),
    ("超过一半的企业。", "一半", 50, "%", "over"),
    ("完成七成任务。", "七成", 70, "%", None),
    ("收入翻两番。", "翻两番", 4, "倍", None),
    ("实现5G网络全覆盖。", "全覆盖", 100, "%", None),
    ("培育一批企业。", "一批", float("nan"), "批", None),
    ("若干模型。", "若干", float("nan"), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "value", "unit", "hedge"), QUANTITY)
def test_what_a_quantity_says(text, form, value, unit, hedge):
    (row,) = found(text)
    assert (row.form, row.value) == (form, pytest.approx(value, nan_ok=True))
    assert (row.unit if pd.notna(row.unit) else None, row.hedge if pd.notna(row.hedge) else None) == (unit, hedge)
    assert text[row.start : row.end] == form


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("增长5%—6%。", 5, 6, "%"), ("3至5年内。", 3, 5, "年"), ("用两三年时间。", 2, 3, "年"), ("约1.5-2万亿元。", 1.5e12, 2e12, "元")],
)  # fmt: skip
def test_a_range_has_both_ends(text, low, high, unit):
    (row,) = found(text)
    assert (row.value, row.value_high, row.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "到2027年，2023—2025年，二〇二四年，上世纪90年代，10月8日13:26。",
        "一是改革；二是开放。一要稳，二要进。",
        "一个企业、一些项目、一些地区、一项制度、一系列政策、进一步、一定、万一、十分。",
        "第一，第14次，十四届三中全会，二十大，“十四五”规划，成立75周年。",
        "“三个代表”，两个确立，四个自信，“两个一百年”，中央八项规定精神。",
        "5G、6G、IPv6、C919、PM2.5、工业4.0。",
        "《2030年前5000家企业名单》。",
        "几十年来，数十万人，数百家企业。",
        "百姓千家万户，千方百计，五年规划，三位一体，五次会议。",
        "",
    ],
)
def test_what_is_no_quantity(text):
    assert [row.form for row in found(text)] == []


@pytest.mark.parametrize(
    ("text", "counted", "base", "deadline", "status"),
    [
        ("今年上半年，我国制造业增加值占GDP比重为27%。", "制造业增加值", "GDP", None, "done"),
        ("我国已累计培育专精特新中小企业超过14万家。", "专精特新中小企业", None, None, "done"),
        ("力争到2027年建成200个左右高标准数字园区。", "高标准数字园区", None, "2027", "goal"),
        ("打造100个应用场景。", "应用场景", None, None, "plan"),
        ("国内生产总值比上年增长5%左右，是今年的目标。", "国内生产总值", "上年", None, "goal"),
        ("为60岁以上老年人服务。", None, None, None, "condition"),
        ("2023年，我国出口增长8%。", "出口", None, None, "done"),
    ],
)
def test_what_is_counted_of_what_by_when_and_how_far_it_is_meant(text, counted, base, deadline, status):
    (row,) = found(text)
    said = [value if pd.notna(value) else None for value in (row.base, row.deadline, row.status)]
    assert said == [base, deadline, status]
    assert row.counted == counted if counted else pd.isna(row.counted)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年，我国数字产业实现收入32.5万亿元。", "2023年"),
        ("今年上半年，我国制造业增加值占GDP比重为27%。", "今年上半年"),
        ("去年前三季度，出口增长8%。", "去年前三季度"),
        ("截至2024年9月底，培育企业14万家。", "截至2024年9月底"),
        ("“十三五”时期，研发投入年均增长12%。", "“十三五”时期"),
        ("近五年，新增企业20万家。", "近五年"),
        ("党的十八大以来，五年来建成园区80个。", "五年来"),
        ("2023年产量比2020年增长40%。", "2023年"),
        ("2019—2023年，新增就业1200万人。", "2019—2023年"),
        ("力争到2027年建成200个左右高标准数字园区。", None),
        ("2030年前建成50个园区。", None),
        ("2012年底人均住房面积达到32.9平方米。", "2012年底"),
        ("2003年到 2007年，中央财政累计转移支付4万亿元。", "2003年到 2007年"),
        ("十四五规划安排项目80个。", None),
        ("产量比上年增长5%。", None),
        ("我国中小企业已超过14万家。", None),
        ("十年树木，建成园区8个。", None),
    ],
)
def test_the_time_that_a_number_refers_to(text, period):
    row = found(text)[-1]
    assert (row.period if pd.notna(row.period) else None) == period


def test_a_heading_tells_the_status_where_the_clause_does_not():
    assert found("城镇就业1244万人。", heading="一、2023年工作回顾")[0].status == "done"
    assert found("城镇就业1200万人。", heading="三、2024年工作任务")[0].status == "plan"
    assert (found("城镇就业1200万人。")[0].status, found("城镇就业1200万人。")[0].doubtful) == ("done", True)


def test_every_amount_reads_as_it_is_written():
    """Chinese numerals up to 9,999, alone and counted in 万 and 亿."""
    for n in range(1, 10000, 7):
        assert read_amount(write_numeral(n)) == n
        assert read_amount(f"{write_numeral(n)}万") == n * 10**4
    assert read_amount("三万二千") == 32000 and read_amount("十二亿三千万") == 12.3e8


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.text(
        alphabet="0123456789.,%一二三十百千万亿零两个家年月日分之到至—多余约近以上第《》“”是增长企业。，", max_size=40
    )
)
def test_any_text_can_be_read(text):
    """Forms stand where they say, none overlaps the next, and values are numbers."""
    rows = found(text)
    assert all(text[row.start : row.end] == row.form and not row.value < 0 for row in rows)
    assert all(a.end <= b.start for a, b in zip(rows, rows[1:], strict=False))


def test_an_empty_frame_gives_an_empty_one_of_the_same_types():
    assert dc.find_quantities(text_of()).dtypes.astype(str).to_dict() == QUANTITIES


# --- two versions ----------------------------------------------------------------------------------------------------


def changes_of(olds, news):
    both = pd.concat([text_of(*olds), text_of(*news, doc="b")], ignore_index=True)
    quantities, aligned = dc.find_quantities(both), dc.align_versions(both, old="a", new="b")
    return both, quantities, dc.compare_quantities(quantities, aligned)


def test_numbers_are_kept_changed_added_and_dropped():
    """By block and unit; another hedge but 达 is a change, and a number that went to another sentence is kept."""
    olds = [
        "加快建设数字园区100个，服务企业近8万家。",
        "深入各地帮助解决困难，培育骨干企业300家。",
        "完善政策体系，服务更加便利。",
        "农户达2万户。",
    ]
    news = [
        "加快建设数字园区200个，服务企业超过8万家。",
        "完善政策体系，新增骨干企业300家，服务更加便利。",
        "农户2万户。",
        "地方要抓好落实，打造50个平台。",
    ]
    _, _, change = changes_of(olds, news)
    said = {
        (row.change, row.form_old, row.form_new) for row in change.astype(object).where(change.notna(), "").itertuples()
    }
    assert said == {
        ("changed", "100个", "200个"), ("changed", "8万家", "8万家"), ("kept", "300家", "300家"), ("added", "", "50个"),
        ("kept", "2万户", "2万户"),
    }  # fmt: skip


@pytest.mark.slow
def test_the_study_dropped_one_number_and_added_two_plans():
    """Each row opens its places; swapping the versions gives the mirror image."""
    paragraphs = corpus().paragraphs
    quantities = dc.find_quantities(paragraphs)
    there, back = (
        dc.compare_quantities(quantities, dc.align_versions(paragraphs, old=old, new=new))
        for old, new in ((OLD, NEW), (NEW, OLD))
    )
    assert there.loc[there["change"].eq("dropped"), "form_old"].tolist() == ["32.5万亿元"]
    added = there[there["change"].eq("added")]
    assert added[["value_new", "status_new"]].to_numpy().tolist() == [[100, "plan"], [1000, "plan"]]
    assert set(there["change"]) == {"kept", "dropped", "added"}
    mirrored = {"dropped": "added", "added": "dropped"}
    assert sorted(there["change"].replace(mirrored)) == sorted(back["change"])
    lines = dc.evidence(there, quantities, paragraphs)
    assert len(lines) == there[["start_old", "start_new"]].notna().sum().sum()
    kept = there[there["form_old"].eq("全覆盖")]
    assert kept[["change", "deadline_old", "status_new"]].to_numpy().tolist() == [["kept", "2027", "goal"]]
    assert set(dc.evidence(quantities, quantities, paragraphs)["match"]) == set(quantities["form"])


def test_numbers_of_other_paragraphs_are_refused():
    both, quantities, change = changes_of(["建成8个园区。"], ["建成9个园区。"])
    aligned = dc.align_versions(both.assign(paragraph=both["paragraph"] + 1), old="a", new="b")
    with pytest.raises(
        DiscourseError, match="aligned has no block for paragraph 1 of 'a', where quantities have '8个'"
    ):
        dc.compare_quantities(quantities, aligned)
    assert change.dtypes.astype(str).to_dict() == QUANTITY_CHANGES


@pytest.mark.parametrize("column", ["paragraph", "sentence", "start"])
def test_places_that_are_texts_are_refused(column):
    both, quantities, _ = changes_of(["建成8个园区。"], ["建成9个园区。"])
    aligned = dc.align_versions(both, old="a", new="b")
    with pytest.raises(DiscourseError, match=f"quantities has {column}='x', which is text, no number"):
        dc.compare_quantities(quantities.assign(**{column: "x"}), aligned)
