"""Actions, tables of verbs and quotations: against the keys of both texts, in small, and where they are refused."""

import csv
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import ACTIONS, PARTS, QUOTATIONS
from discourse.texts.normalize import fold
from study import NEW, OLD, corpus, lexicon, mentions

KEYS = Path(__file__).parent


def text_of(*texts, doc="a", **columns):
    keys = {"doc": doc, "section": 1, "turn": 1, "kind": "answer", "speaker": None, "point": None, "heading": None}
    return pd.DataFrame(keys | columns | {"paragraph": range(1, len(texts) + 1), "text": texts})


def found(*texts, **columns):
    return list(dc.find_actions(text_of(*texts, **columns)).astype(object).fillna("").itertuples(index=False))


def said(*texts):
    return [(row.degree, row.verb, row.object) for row in found(*texts)]


def key_rows(name):
    with (KEYS / f"{name}_key.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_key(frame, columns):
    rows = frame[["doc", "paragraph", *columns]].astype(object).fillna("").to_numpy().tolist()
    return Counter(tuple(fold(str(cell)) for cell in row) for row in rows)


# --- the keys, made by hand before any rule ---------------------------------------------------------------------------


def test_actions_are_those_of_the_key():
    """Of both texts, every clause; `benchmarks/action_accuracy.py --wrong` prints what is not."""
    columns = ["degree", "verb", "verb_class", "object"]
    rows = dc.find_actions(corpus().paragraphs, lexicon=lexicon())
    key = Counter(
        tuple(fold(row[column]) for column in ("doc", "paragraph", *columns))
        for row in key_rows("actions")
        if row["verb"]
    )
    right = sum((in_key(rows, columns) & key).values())
    assert right / len(rows) >= 0.97 and right / key.total() >= 0.97


def test_quotations_and_quantities_are_those_of_the_key():
    quotations = in_key(dc.find_quotations(corpus().paragraphs), ["text", "source", "mark"])
    assert quotations == Counter(tuple(fold(cell) for cell in row.values()) for row in key_rows("quotations"))
    quantities = dc.find_quantities(corpus().paragraphs)
    columns = ["form", "unit", "counted", "hedge", "deadline", "base", "period", "status"]
    assert in_key(quantities, columns) == Counter(
        tuple(fold(row[column]) for column in ("doc", "paragraph", *columns)) for row in key_rows("quantities")
    )
    values = [float(row["value"] or "nan") for row in sorted(key_rows("quantities"), key=lambda row: row["doc"])]
    assert quantities["value"].tolist() == pytest.approx(values, nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("term", "doc", "verb", "degree"),
    [
        ("低空经济", OLD, "打造", ""), ("低空经济", NEW, "打造", ""), ("人形机器人", OLD, "发展", "大力"),
        ("人形机器人", NEW, "发展", "大力"), ("6G", NEW, "发展", "大力"), ("脑机接口", NEW, "发展", "大力"),
        ("原子级制造", OLD, "发展", "大力"), ("机器人", NEW, "发展壮大", ""),
    ],
)  # fmt: skip
def test_which_verb_governs_a_term_of_the_study(term, doc, verb, degree):
    rows = dc.find_actions(corpus().paragraphs, lexicon=lexicon()).fillna({"degree": ""})
    held = rows[
        rows["doc"].eq(doc)
        & rows["terms"].str.split("|").map(lambda terms: term in (terms if isinstance(terms, list) else []))
    ]
    assert held[["verb", "degree"]].to_numpy().tolist() == [[verb, degree]]


def test_a_term_may_stand_in_a_frame_alone():
    rows = dc.find_actions(corpus().paragraphs, lexicon=lexicon())
    for term in ("光伏", "锂电池"):
        framed = rows[rows["frame_terms"].fillna("").str.contains(term)]
        assert set(framed["doc"]) == {OLD} and framed["frame"].str.startswith("围绕").all()
        assert not rows["terms"].fillna("").str.contains(term).any()


# --- in small -------------------------------------------------------------------------------------------------------

CLAUSES = [
    ("大力发展人形机器人、脑机接口、6G。", [("大力", "发展", "人形机器人"), ("大力", "发展", "脑机接口"), ("大力", "发展", "6G")]),
    ("建好用好服务网。", [("", "建好", "服务网"), ("", "用好", "服务网")]),
    ("加快建设体系，加快转型。", [("加快", "建设", "体系"), ("", "加快", "转型")]),
    ("完善支持孵化与加速政策体系。", [("", "完善", "支持孵化与加速政策体系")]),
    ("提升产业链供应链韧性和安全水平。", [("", "提升", "产业链供应链韧性和安全水平")]),
    ("加强行业指导和企业服务。", [("", "加强", "行业指导"), ("", "加强", "企业服务")]),
    ("发展高科技、实现产业化。", [("", "发展", "高科技"), ("", "实现", "产业化")]),
    ("把建设强国同发展经济有机结合。", [("", "建设", "强国"), ("", "发展", "经济"), ("有机", "结合", "建设强国同发展经济")]),
    ("为推进现代化提供支撑。", [("", "推进", "现代化"), ("", "提供", "支撑")]),
    ("对贫困家庭学生免费提供教科书。", [("", "提供", "教科书")]),
    ("严格执行并逐步完善政策。", [("严格", "执行", "政策"), ("", "完善", "政策")]),
    ("实现新型工业化是关键任务。", [("", "实现", "新型工业化")]),
    ("探索建立监管体系。", [("", "探索", "建立监管体系"), ("", "建立", "监管体系")]),
    ("增强上下游企业协同监测和应对能力。",
     [("", "增强", "上下游企业协同监测和应对能力"), ("协同", "监测", ""), ("协同", "应对", "")]),
    # none of these says what is to be done
    ("制造业是立国之本。", []),
    ("居民收入增长8%。", []),
    ("改革发展稳定的任务十分繁重。", []),
    ("户籍制度改革深入推进。", []),
    ("发展和帮扶并举。", []),
    ("由17.8平方米增加到22平方米。", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), CLAUSES)
def test_what_a_clause_says_is_to_be_done(text, rows):
    assert said(text) == rows


def test_who_is_to_act_how_surely_and_in_which_frame():
    """An actor holds for the turn, a modal and a frame for the sentence; who is supported acts, and may."""
    rows = found("我们将围绕光伏等领域，完善政策；支持企业用绿色技术提高质量。力争到2027年建成园区。", "培育企业。")
    assert [(row.actor, row.modal, row.verb, row.frame) for row in rows] == [
        ("我们", "将", "完善", "围绕光伏等领域"), ("我们", "将", "支持", ""), ("企业", "支持", "提高", "用绿色技术"),
        ("我们", "力争", "建成", ""), ("我们", "", "培育", ""),
    ]  # fmt: skip
    assert [row.modal_class for row in rows] == ["intention", "intention", "permission", "goal", ""]
    assert [row.status for row in rows] == ["plan", "plan", "plan", "goal", "plan"]
    other = text_of("培育企业。", turn=2).assign(paragraph=2)
    assert dc.find_actions(pd.concat([text_of("我们将完善政策。"), other]))["actor"].isna().tolist() == [False, True]


def test_what_is_past_is_done():
    assert [row.status for row in found("我国已累计培育企业。")] == ["done"]
    assert [row.status for row in found("培育企业。", heading="一、2023年工作回顾")] == ["done"]


def test_verbs_in_titles_and_in_the_words_of_another_are_marked():
    rows = found("《关于深化改革的决定》提出健全机制，我们将落实“完善促进数字产业化政策体系”，打造“小巨人”企业。")
    assert [(row.verb, row.object, row.rule, row.quoted) for row in rows] == [
        ("深化", "改革", "title", True), ("健全", "机制", "report", True),
        ("落实", "“完善促进数字产业化政策体系”", "subject", False),
        ("完善", "促进数字产业化政策体系", "quotation", True), ("打造", "“小巨人”企业", "head", False),
    ]  # fmt: skip


def test_a_term_belongs_to_the_verb_that_governs_it_most_closely():
    terms = dc.Lexicon(["算力", "企业"])
    rows = dc.find_actions(text_of("支持企业建设算力。"), lexicon=terms)
    assert rows[["verb", "terms"]].fillna("").to_numpy().tolist() == [["支持", "企业"], ["建设", "算力"]]


def test_each_mention_has_its_verb():
    """The closest; two that share an object; the word of a frame; none for what nothing governs."""
    text = text_of("围绕光伏，支持企业大力发展算力，建好用好网络。算法是基础。")
    terms = dc.Lexicon(["光伏", "企业", "算力", "网络", "算法"])
    rows = dc.add_verbs(dc.find_terms(text, terms), dc.find_actions(text, lexicon=terms))
    assert rows[["term", "degree", "verb", "governed"]].fillna("").to_numpy().tolist() == [
        ["光伏", "", "围绕", "frame"], ["企业", "", "支持", "object"], ["算力", "大力", "发展", "object"],
        ["网络", "", "建好|用好", "object"], ["算法", "", "", ""],
    ]  # fmt: skip


def test_what_the_table_lacks_a_tag_may_tell():
    (row,) = found("大力托起明天的希望。")
    assert (row.verb, row.verb_class, row.rule, row.doubtful) == ("托起", "", "tag", True)


def test_every_part_stands_where_it_says():
    rows = dc.find_actions(corpus().paragraphs, lexicon=lexicon())
    texts = corpus().paragraphs.set_index(["doc", "paragraph"])["text"]
    for row in rows.to_dict("records"):
        text = texts[row["doc"], row["paragraph"]]
        for part in PARTS:
            if pd.notna(row[f"{part}_start"]):
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
        assert row["start"] <= row["verb_start"] < row["verb_end"] <= row["end"]
    assert not rows.duplicated(["doc", "paragraph", "start", "end", "verb_start"]).any()


@pytest.mark.slow
def test_actions_are_counted_and_opened_as_mentions_are():
    paragraphs, tokens = corpus().paragraphs, dc.segment(corpus().paragraphs, lexicon=lexicon())
    actions = dc.find_actions(paragraphs, lexicon=lexicon())
    counts = dc.count(actions, base=tokens, by=["doc", "section"])
    assert set(counts["of"]) == {"verb_class"}
    assert counts["n"].sum() == actions.loc[actions["kind"].ne("imprint"), "verb"].size
    assert len(dc.evidence(counts.head(3), actions, paragraphs)) == counts["n"].head(3).sum()
    change = dc.compare(dc.count(actions, base=tokens, by="doc"), old=OLD, new=NEW)
    assert len(dc.evidence(change.head(1), actions, paragraphs)) == change[["n_old", "n_new"]].head(1).sum().sum()
    pairs = dc.count_pairs(actions, base=tokens, within="sentence", by="doc", of="verb_class").head(1)
    assert len(dc.evidence(pairs, actions, paragraphs, base=tokens)) == pairs["n"].sum()


def test_a_mention_says_whether_it_is_quoted():
    """新型工业化 is what the Decision calls for, and what the minister speaks of himself."""
    rows = mentions()
    quoted = rows[rows["term"].eq("新型工业化") & rows["quoted"]]
    assert quoted[["doc", "paragraph"]].drop_duplicates().to_numpy().tolist() == [[NEW, 4], [OLD, 3]]
    assert not rows.loc[rows["term"].eq("低空经济"), "quoted"].any()


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.text(
        alphabet="我们将要把以为在对大力加快支持推动发展改革建设完善企业机制能力的和与、，；。《》“”等了", max_size=40
    )
)
def test_any_text_can_be_read(text):
    for row in found(text):
        assert text[row.verb_start : row.verb_end] == row.verb and row.end <= len(text)


@pytest.mark.slow
def test_a_text_without_a_stop_is_cut_into_clauses():
    """Work grows with the text and not with its square: what stands in each of many pieces is found in each."""
    rows = found("支持企业建设平台、" * 1000)
    assert len(rows) > 1000


def test_what_one_source_says_is_said_once():
    """However often a text without a stop has the words for it."""
    quotations = dc.find_quotations(text_of("《决定》提出" * 2000))
    assert (quotations["start"].iloc[1:].to_numpy() >= quotations["end"].iloc[:-1].to_numpy()).all()
    assert len(quotations) < 200


def test_frames_without_rows_keep_their_columns():
    assert dc.find_actions(text_of()).dtypes.astype(str).to_dict() == ACTIONS
    assert dc.find_actions(text_of("制造业是立国之本。")).dtypes.astype(str).to_dict() == ACTIONS
    assert dc.find_quotations(text_of("我们说的。")).dtypes.astype(str).to_dict() == QUOTATIONS


# --- tables of verbs --------------------------------------------------------------------------------------------------


def test_every_verb_of_the_table_has_its_english():
    assert dc.read_verbs().table["english"].ne("").all()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("打造,创建\n打造,壮大", "verbs.csv: line 3: the verb '打造' stands already in line 2; keep one of the two"),
        ("打造,建造", "verbs.csv: line 2: class='建造' of '打造' is not one of: '创建', '壮大', .*'运用'"),
        (",创建", "verbs.csv: line 2 has no verb; fill it or delete the row"),
        ("打造,创建,grow", "line 2: class_english='grow' of '打造'; 创建 is 'create'"),
        ("打造,创建,,,yes", "line 2: takes='yes' of '打造' is not one of: '', 'clause'"),
    ],
)
def test_a_wrong_table_of_verbs_is_one_line(tmp_path, rows, message):
    path = tmp_path / "verbs.csv"
    path.write_text(f"verb,class,class_english,english,takes\n{rows}\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match=message) as error:
        dc.read_verbs(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dc.find_actions(text_of("。"), verbs=["打造"]), "no table of verbs; give what read_verbs returns"),
        (lambda: dc.find_actions(text_of("。"), lexicon="a.csv"), "lexicon='a.csv'"),
        (lambda: dc.Verbs(pd.DataFrame({"verb": ["打造"]})), "has no column 'class'"),
        (lambda: dc.Verbs(["打造"]), "is no DataFrame"),
    ],
)
def test_what_is_no_table_or_lexicon_is_refused(call, message):
    with pytest.raises(DiscourseError, match=message):
        call()


def test_another_table_finds_other_verbs():
    verbs = dc.Verbs(pd.DataFrame({"verb": ["擘画"], "class": ["创建"]}))
    rows = dc.find_actions(text_of("擘画蓝图，打造平台。"), verbs=verbs)
    assert rows.loc[rows["rule"].ne("tag"), ["verb", "verb_class"]].to_numpy().tolist() == [["擘画", "创建"]]


@pytest.mark.slow
def test_the_command_prints_how_well_the_keys_are_met(capsys):
    sys.path.insert(0, str(KEYS.parents[1] / "benchmarks"))
    import action_accuracy

    assert action_accuracy.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("quantities (26 found): precision 1.000, recall 1.000")
    assert lines[2].startswith("quotations (14 found): precision 1.000, recall 1.000")
    governed = lines[3].split("(")[-1].rstrip(")")
    assert float(governed) >= 0.98
