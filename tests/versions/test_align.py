import importlib.util
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.schema import ALIGNMENT
from discourse.texts.manifest import read_corpus
from discourse.versions.align import BEAD_SIZES, Bead, Bitext, align_versions
from discourse.versions.sentences import read_sentences
from discourse.versions.sequences import weighted_increasing_subsequence
from study import DATA, NEW, OLD, corpus


def version(doc, *paragraphs):
    """Make the paragraphs of one doc; each is a text, or a text with section, kind and point."""
    rows = []
    for number, paragraph in enumerate(paragraphs, 1):
        text, section, kind, point = paragraph if isinstance(paragraph, tuple) else (paragraph, 0, "body", None)
        rows.append(
            {"doc": doc, "section": section, "turn": 0, "paragraph": number, "kind": kind, "point": point, "text": text}
        )
    return pd.DataFrame(rows, columns=["doc", "section", "turn", "paragraph", "kind", "point", "text"])


def aligned(old, new):
    both = pd.concat([version("a", *old), version("b", *new)], ignore_index=True)
    return align_versions(both, old="a", new="b")


def found(old, new):
    rows = aligned(old, new)
    return [(row.change, row.shape, row.moved) for row in rows.itertuples()]


ONE = ("one to one", False)
A, B, C, D = "加快建设制造强国。", "大力发展低空经济。", "完善中小企业服务体系。", "提升产业链韧性和安全水平。"
LONG = "深入实施制造业重大技术改造升级和大规模设备更新工程，支持企业用数智技术、绿色技术改造提升传统产业。"
CAPTION = ("图为工厂一角", 0, "imprint", None)
H1, H2 = ("筑牢实体经济根基", 1, "heading", None), ("提升发展自主权", 2, "heading", None)
PARTS = ["完善产业政策", "优化营商环境", "壮大企业主体", "强化人才支撑", "扩大开放合作", "守牢安全底线", "健全推进机制"]
FILLER = [f"第{n}个城市今年新建了{n * 7}个数字园区并引进{n * 3}家企业。" for n in range(1, 40)]

# what is given, old and new, and the blocks: change, shape, moved
CASES = {
    "equal": ([A], [A], [("same", *ONE)]),
    "full width against half width": (["建设５Ｇ，（首台套）。"], ["建设5G,(首台套)。"], [("same", *ONE)]),
    "simplified against traditional": (["发展人工智能与制造业。"], ["發展人工智能與製造業。"], [("same", *ONE)]),
    "a comma dropped": (["今年上半年，总体稳定。"], ["今年上半年总体稳定。"], [("punctuation", *ONE)]),
    "a stop for a comma": (["坚持并重，发展并举。"], ["坚持并重、发展并举。"], [("punctuation", *ONE)]),
    "a stray blank": (["建设数字 园区。"], ["建设数字园区。"], [("damage", *ONE)]),
    "a stray Latin word": (["战略腹地 and 产业备份。"], ["战略腹地和产业备份。"], [("damage", *ONE)]),
    "a look-alike character": (["未来产业自己发展。"], ["末来产业自已发展。"], [("damage", *ONE)]),
    "a digit for a letter": (["发展IPv6与AI产业。"], ["发展1Pv6与A1产业。"], [("damage", *ONE)]),
    "a line broken in a sentence": (["加快建设", "制造强国。"], [A], [("damage", "merged", False)]),
    "a line broken twice in a sentence": (["加快", "建设", "制造强国。"], [A], [("damage", "merged", False)]),
    "a line broken in the second of two sentences": (
        [A + B[:4], B[4:]], [A[:-1] + "，" + B], None),
    "a paragraph break after a stop": ([A, B], [A + B], [("same", *ONE)] * 2),
    "a word added": ([B], ["大力发展低空经济产业。"], [("expanded", *ONE)]),
    "a word dropped": (["大力发展低空经济产业。"], [B], [("shortened", *ONE)]),
    "a word replaced": (["打造低空经济新增长引擎。"], ["打造商业航天新增长引擎。"], [("reworded", *ONE)]),
    "a number changed": (["超过14万家企业。"], ["超过15万家企业。"], [("reworded", *ONE)]),
    "a sentence added": ([A + C], [A + B + C], [("same", *ONE), ("added", "new only", False), ("same", *ONE)]),
    "a sentence dropped": ([A + B + C], [A + C], [("same", *ONE), ("dropped", "old only", False), ("same", *ONE)]),
    "first dropped": ([A + C], [C], [("dropped", "old only", False), ("same", *ONE)]),
    "last added": ([A], [A, D], [("same", *ONE), ("added", "new only", False)]),
    "one sentence split": ([A[:-1] + "，" + D], [A + D], [("punctuation", "split", False)]),
    "two sentences merged": ([A + D], [A[:-1] + "，" + D], [("punctuation", "merged", False)]),
    "one sentence that became seven": (["，".join(PARTS) + "。"], ["。".join([*PARTS, ""])], [("punctuation", "split", False)]),
    "seven sentences made one, with additions": (
        ["。".join([*PARTS, ""])], ["，并且".join(PARTS) + "。"], [("expanded", "merged", False)]),
    "one sentence of seven rewritten": (
        ["。".join([*PARTS[:3], "全面启动试点", *PARTS[4:], ""])], ["，".join(PARTS) + "。"], [("reworded", "merged", False)]),
    "two blanks for one": (["第一条　　为了加强工作，制定本条例。"], ["第一条 为了加强工作，制定本条例。"], [("same", *ONE)]),
    "a blank dropped": (["第一条 为了加强工作，制定本条例。"], ["第一条为了加强工作，制定本条例。"], [("damage", *ONE)]),
    "a part kept across the border of a point": (
        [(LONG[:-1] + "，" + D, 0, "body", 1), (B, 0, "body", 2)],
        [(LONG, 0, "body", 1), (D[:-1] + "，", 0, "body", 2), (B, 0, "body", 2)],
        [("punctuation", "split", False), ("same", *ONE)]),
    "a short sentence kept in a long one elsewhere": (
        [H1, (A + A[:-1] + "和质量强国。", 1, "body", None), H2, (B + LONG[:14] + "。", 2, "body", None)],
        [H1, (A + A[:-1] + "和质量强国。" + LONG, 1, "body", None), H2, (B, 2, "body", None)], None),
    "a summary that repeats the body": (
        [("发展低空经济等新增长引擎。", 0, "lead", None), C, "大力发展低空经济等新增长引擎产业。"],
        ["大力发展低空经济等新增长引擎。", C], None),
    "split with an addition": (
        [A[:-1] + "，" + D], [A + "持续" + D], [("expanded", "split", False)]),
    "a paragraph split in three": ([A + B + C], [A, B, C], [("same", *ONE)] * 3),
    "three paragraphs made one": ([A, B, C], [A + B + C], [("same", *ONE)] * 3),
    "two near-identical sentences": (
        ["建设数字园区。建设数字园区试点。"], ["建设数字园区。建设数字园区试点。"], [("same", *ONE)] * 2),
    "a sentence that stands twice": ([A + B + A], [A + B + A], [("same", *ONE)] * 3),
    "one of two equal sentences dropped": ([A + A], [A], None),
    "nothing in common": (["甲乙丙丁戊己庚辛壬癸。"], ["子丑寅卯辰巳午未申酉。"],
        [("dropped", "old only", False), ("added", "new only", False)]),
    "an empty side": ([], [A], "unknown doc"),
    "a light sentence moved": (
        [B + LONG + D], [LONG + D + B], [("same", *ONE), ("same", *ONE), ("same", "one to one", True)]),
    "moved and reworded": (
        ["大力发展低空经济新赛道。" + LONG + D], [LONG + D + "加快发展低空经济新赛道。"],
        [("same", *ONE), ("same", *ONE), ("reworded", "one to one", True)]),
    "two that crossed, one of them twice": ([B, B, A], [A, B, C], None),
    "two that crossed, each of them twice": ([B, B, B, A], [B, A, A, B], None),
    "swapped sections": (
        [H1, (A + LONG, 1, "body", None), H2, (D, 2, "body", None)],
        [(H2[0], 1, "heading", None), (D, 1, "body", None), (H1[0], 2, "heading", None), (A + LONG, 2, "body", None)],
        [("same", "one to one", True), ("same", "one to one", True), ("same", *ONE), ("same", *ONE), ("same", *ONE)]),
    "a new heading over the same section": (
        [H1, (LONG, 1, "body", None)], [("全新的说法", 1, "heading", None), (LONG, 1, "body", None)],
        [("dropped", "old only", False), ("added", "new only", False), ("same", *ONE)]),
    "a heading reworded over the same section": (
        [H1, (LONG, 1, "body", None)], [("夯实经济根基", 1, "heading", None), (LONG, 1, "body", None)],
        [("reworded", *ONE), ("same", *ONE)]),
    "questions with nothing in common": (
        [("工业怎么样？", 0, "question", None), (A, 0, "answer", None)],
        [("为何扩大开放？", 0, "question", None), (A, 0, "answer", None)],
        [("dropped", "old only", False), ("added", "new only", False), ("same", *ONE)]),
    "a caption between two sentences that became one": (
        [A, CAPTION, D], [A[:-1] + "，" + D], [("shortened", "merged", False)]),
    "a heading between the parts of a sentence that was split": (
        [A[:-1] + "，" + D], [A, ("产业链", 0, "heading", None), D], [("expanded", "split", False)]),
    "a caption of several sentences": (
        [A, ("图为工厂。新华社发", 0, "imprint", None), D], [A[:-1] + "，" + D], [("shortened", "merged", False)]),
    "two captions in one sentence": (
        [A, CAPTION, B, CAPTION, D], [A[:-1] + "，" + B[:-1] + "，" + D], [("shortened", "merged", False)]),
    "a question between": (
        [A, ("为什么？", 0, "question", None), D], [A[:-1] + "，" + D], [("shortened", "merged", False)]),
    "captions in both, in other places": (
        [A, CAPTION, D], [A[:-1] + "，" + D, CAPTION],
        [("shortened", "merged", False), ("added", "new only", False)]),
    "a heading between that the other version has elsewhere": (
        [A, (H1[0], 0, *H1[2:]), D], [(H1[0], 0, *H1[2:]), A[:-1] + "，" + D], None),
    "a long passage between": (
        [A, (LONG, 0, "lead", None), (LONG[::-1], 0, "lead", None), D], [A[:-1] + "，" + D], None),
    "imprints at both ends of another text": (
        [("责任编辑王五。", 0, "imprint", None), LONG, ("本报北京十月八日电。", 0, "imprint", None)],
        [("责任编辑王五，本报北京十月八日电。", 0, "imprint", None), A], None),
    "points that changed places": (
        [("一是" + LONG, 0, "body", 1), ("二是" + D, 0, "body", 2)], [("一是" + D, 0, "body", 1), ("二是" + LONG, 0, "body", 2)],
        [("reworded", "one to one", True), ("reworded", *ONE)]),
    "sections on one side only": (
        [H1, (A, 1, "body", None), H2, (D, 2, "body", None)], [A, D],
        [("dropped", "old only", False), ("same", *ONE), ("dropped", "old only", False), ("same", *ONE)]),
    "a sentence moved to another section": (
        [H1, (A + LONG, 1, "body", None), H2, (D, 2, "body", None)],
        [H1, (A, 1, "body", None), H2, (D + LONG, 2, "body", None)], None),
    "one text inside a much longer one": ([A, B], [*FILLER[:20], A, B, *FILLER[20:]], None),
    "only punctuation": (["……"], ["……"], [("same", *ONE)]),
    "a title and a body": ([("谈开放", 0, "title", None), A], [("再谈开放", 0, "title", None), A],
        [("expanded", *ONE), ("same", *ONE)]),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if isinstance(CASES[case][2], list)])
def test_hard_cases(case):
    """Each change, shape and move as a reader would name it."""
    old, new, blocks = CASES[case]
    assert found(old, new) == blocks


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if CASES[case][0]])
def test_no_character_is_lost_and_swapping_the_sides_mirrors(case):
    """Each side's rows join back to its text; added is dropped seen from the other side."""
    there, back = aligned(*CASES[case][:2]), aligned(*CASES[case][1::-1])
    check_whole(there, CASES[case][0], CASES[case][1])
    assert blocks_of(there) == mirrored(blocks_of(back))


def check_whole(rows, old, new):
    for side, texts in (("old", old), ("new", new)):
        here = rows[rows[f"text_{side}"] != ""].sort_values(f"first_sentence_{side}")
        whole = "".join(text if isinstance(text, str) else text[0] for text in texts)
        assert "".join(here[f"text_{side}"]) == whole
        ends = list(zip(here[f"first_sentence_{side}"], here[f"last_sentence_{side}"], strict=True))
        assert all(a[1] + 1 == b[0] for a, b in pairwise(ends))
        assert rows[f"first_sentence_{side}"].dropna().is_monotonic_increasing or side == "old"


def blocks_of(rows):
    return {(r.change, r.moved, r.first_sentence_old, r.last_sentence_old, r.first_sentence_new, r.last_sentence_new)
            for r in rows.fillna({c: 0 for c in rows if "sentence" in c}).itertuples()}  # fmt: skip


def mirrored(blocks):
    other = {"added": "dropped", "dropped": "added", "expanded": "shortened", "shortened": "expanded"}
    return {(other.get(change, change), moved, c, d, a, b) for change, moved, a, b, c, d in blocks}


SENTENCES = st.lists(
    st.sampled_from([A, B, C, D, LONG, "是的。", "建设数字园区！", "建设数字园区试点。"]),
    min_size=1,
    max_size=8,
    unique=True,
)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(SENTENCES, SENTENCES)
def test_random_versions_are_whole_and_mirror(old, new):
    """Whatever stands in both, every character is in one row and the sides can be swapped."""
    there, back = aligned(old, new), aligned(new, old)
    check_whole(there, old, new)
    assert blocks_of(there) == mirrored(blocks_of(back))


def test_one_of_two_equal_sentences_is_kept_and_the_other_dropped():
    """Which of the two is no matter; that there is one of each is."""
    assert sorted(change for change, _, _ in found([A + A], [A])) == ["dropped", "same"]


def test_a_sentence_is_found_in_another_section():
    """It is paired, moved or the lighter rest is, and nothing is called dropped."""
    rows = found(*CASES["a sentence moved to another section"][:2])
    assert [change for change, _, _ in rows] == ["same"] * 5
    assert sum(moved for _, _, moved in rows) >= 1


def test_a_sentence_that_a_longer_one_has_kept_is_its_pair():
    """It stands in another section, and only three tenths of the longer one are its letters."""
    rows = aligned(*CASES["a short sentence kept in a long one elsewhere"][:2])
    assert rows.loc[rows["text_new"] == LONG, ["text_old", "change"]].to_numpy().tolist() == [
        [LONG[:14] + "。", "expanded"]
    ]


def test_a_summary_takes_no_partner_from_the_body():
    """The sentence of the lead is more like that of the body than the one of the body is, which is its pair still."""
    rows = aligned(*CASES["a summary that repeats the body"][:2])
    pairs = rows.set_index("text_old")[["kind_new", "change"]]
    assert pairs.loc["大力发展低空经济等新增长引擎产业。"].tolist() == ["body", "shortened"]
    assert pairs.loc["发展低空经济等新增长引擎。", "change"] == "dropped"


def test_a_short_text_is_found_inside_a_long_one():
    """Its sentences are the same, all others added."""
    rows = aligned(*CASES["one text inside a much longer one"][:2])
    assert rows["change"].value_counts().to_dict() == {"added": len(FILLER), "same": 2}


def test_a_doc_without_paragraphs_is_unknown():
    """An empty side cannot be compared, and the error names the docs there are."""
    with pytest.raises(DiscourseError, match="old='a' is not one of: 'b'"):
        aligned(*CASES["an empty side"][:2])
    with pytest.raises(DiscourseError, match="are one doc"):
        align_versions(version("a", A), old="a", new="a")


def test_paragraphs_given_twice_or_without_a_text_are_refused():
    twice = pd.concat([version("a", A), version("a", A), version("b", A)])
    with pytest.raises(DiscourseError, match="2 rows for doc='a', paragraph 1"):
        align_versions(twice, old="a", new="b")
    with pytest.raises(DiscourseError, match="no text for doc='a', paragraph 1"):
        align_versions(pd.concat([version("a", A).assign(text=None), version("b", A)]), old="a", new="b")


@pytest.mark.parametrize("corrections", [True, False])
def test_both_versions_of_the_study_are_whole(corrections):
    """All characters of both files' articles, mended or not, and word operations that give both texts."""
    paragraphs = corpus(corrections).paragraphs
    rows = align_versions(paragraphs, old=OLD, new=NEW)
    assert list(rows.columns) == list(ALIGNMENT)
    texts = [paragraphs.loc[paragraphs["doc"] == doc, "text"] for doc in (OLD, NEW)]
    check_whole(rows, *texts)
    for row in rows.itertuples():
        assert "".join(old for _, old, _ in row.operations) == row.text_old
        assert "".join(new for _, _, new in row.operations) == row.text_new


def test_all_sixteen_points_are_paired():
    """The headline of each point stands against the headline of its like."""
    rows = align_versions(corpus().paragraphs, old=OLD, new=NEW).dropna(subset=["point_old", "point_new"])
    pairs = rows[["section_old", "point_old", "section_new", "point_new"]].drop_duplicates()
    assert [tuple(pair) for pair in pairs.to_numpy()] == [(s, p, s, p) for s in range(1, 5) for p in range(1, 5)]


def test_the_points_that_are_word_for_word_the_same():
    """3.3, 4.2 and 4.4 are the same; 3.2 has 和数据 as its one change."""
    rows = align_versions(corpus().paragraphs, old=OLD, new=NEW)
    of_point = lambda section, point: rows[(rows["section_old"] == section) & (rows["point_old"] == point)]
    for place in ((3, 3), (4, 2), (4, 4)):
        assert set(of_point(*place)["change"]) == {"same"}
    changed = of_point(3, 2)[of_point(3, 2)["change"] != "same"]
    assert [op for op in changed["operations"].iloc[0] if op[0] != "kept"] == [("added", "", "和数据")]


def test_damage_shows_without_the_corrections_and_only_then():
    """Mended, no damage is left; unmended, point 3.3 has it and its other sentences stay the same."""
    mended, worn = (align_versions(corpus(on).paragraphs, old=OLD, new=NEW) for on in (True, False))
    assert "damage" not in set(mended["change"])
    place = worn[(worn["section_new"] == 3) & (worn["point_new"] == 3)]
    assert set(place["change"]) == {"same", "damage"}


def test_a_researcher_overrules_a_label_and_it_is_recorded():
    """The label changes, the rule's stays beside it; a line that fits nowhere is refused."""
    both = pd.concat([version("a", A), version("b", A)], ignore_index=True)
    line = {
        "old": "a",
        "new": "b",
        "first_sentence_old": 1,
        "first_sentence_new": 1,
        "change": "reworded",
        "reason": "x",
    }
    row = align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line])).iloc[0]
    assert (row["change"], row["judged"], row["rule"]) == ("reworded", "researcher", "same")
    with pytest.raises(DiscourseError, match="fits no block"):
        align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line | {"first_sentence_old": 9}]))
    with pytest.raises(DiscourseError, match="Did you mean 'reworded'"):
        align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line | {"change": "rewordet"}]))


def run_on():
    """Make two versions of one sentence that runs over three rows, as a line with points does."""
    texts = ["有三点：", "一是加快改革；", "二是扩大开放。"]
    paragraphs = pd.concat([version(doc, *texts) for doc in "ab"], ignore_index=True)
    ends = paragraphs.groupby("doc")["text"].transform(lambda text: text.str.len().cumsum())
    return paragraphs.assign(point=[None, 1, 2] * 2, raw_start=ends - paragraphs["text"].str.len(), raw_end=ends)


OVERRULED = {
    "old": "a", "new": "b", "first_sentence_old": 1, "first_sentence_new": 1, "change": "reworded", "reason": "x",
}  # fmt: skip


def test_an_overruling_names_the_one_row_it_means():
    """Where a sentence has several rows, the paragraph tells them apart; without it the rows are named."""
    both = run_on()
    assert align_versions(both, old="a", new="b")["first_sentence_old"].tolist() == [1, 1, 1]
    named = r"fits 3 blocks.*block 2 \(first_paragraph_old=2, first_paragraph_new=2\).*Add the column"
    with pytest.raises(DiscourseError, match=named):
        align_versions(both, old="a", new="b", overrulings=pd.DataFrame([OVERRULED]))
    for side in ("old", "new"):
        line = OVERRULED | {f"first_paragraph_{side}": 2}
        rows = align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line]))
        assert rows["judged"].tolist() == ["rule", "researcher", "rule"]
        assert rows["change"].tolist() == ["same", "reworded", "same"]
    with pytest.raises(DiscourseError, match="first_paragraph_old=4 fits no block"):
        align_versions(both, old="a", new="b", overrulings=pd.DataFrame([OVERRULED | {"first_paragraph_old": 4}]))


def test_what_only_one_version_has_is_named_by_its_paragraph_too():
    """The other side's sentence is empty, and two rows of the sentence were dropped."""
    both = run_on()
    both = both[(both["doc"] == "a") | both["point"].isna()]
    line = OVERRULED | {"first_sentence_new": None, "change": "damage"}
    with pytest.raises(DiscourseError, match="fits 2 blocks"):
        align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line]))
    rows = align_versions(both, old="a", new="b", overrulings=pd.DataFrame([line | {"first_paragraph_old": 3}]))
    assert rows.loc[rows["judged"] == "researcher", "text_old"].tolist() == ["二是扩大开放。"]


def test_two_overrulings_of_one_row_are_refused():
    """The second would win in silence."""
    both = pd.concat([version("a", A), version("b", A)], ignore_index=True)
    lines = pd.DataFrame([OVERRULED, OVERRULED | {"change": "same"}])
    with pytest.raises(DiscourseError, match="two overrulings fit block 1"):
        align_versions(both, old="a", new="b", overrulings=lines)


@settings(max_examples=20)
@given(st.permutations(range(7)))
def test_the_heaviest_chain_is_the_one_of_a_plain_search(places):
    """Held against all chains of the permutation."""
    weights = [1 + place % 3 for place in places]
    chain = weighted_increasing_subsequence(list(places), weights)
    best = 0
    for bits in range(2 ** len(places)):
        picked = [k for k in range(len(places)) if bits >> k & 1]
        if all(places[a] < places[b] for a, b in pairwise(picked)):
            best = max(best, sum(weights[k] for k in picked))
    assert sum(weights[k] for k in chain) == best
    assert all(places[a] < places[b] for a, b in pairwise(chain))


def test_word_operations_replace_words_and_not_letters():
    """A change inside a word replaces the word."""
    operations = aligned(["推动战略性新兴产业。"], ["推动战略性产业。"])["operations"].iloc[0]
    assert operations[0] == ("kept", "推动战略性", "推动战略性")


def test_the_manifest_names_the_overrulings(tmp_path):
    """A file beside the manifest, its lines checked when it is read."""
    (tmp_path / "a.txt").write_text("题目\n正文在此。", encoding="utf-8")
    (tmp_path / "o.csv").write_text(
        "old,new,first_sentence_old,first_sentence_new,change,reason\na,b,1,,dropped,x\n", encoding="utf-8"
    )
    path = tmp_path / "corpus.toml"
    path.write_text('overrulings = "o.csv"\n[[article]]\ndoc = "a"\nfile = "a.txt"\n', encoding="utf-8")
    line = read_corpus(path).overrulings.iloc[0]
    assert (line["first_sentence_old"], pd.isna(line["first_sentence_new"]), line["change"]) == (1, True, "dropped")
    assert line[["first_paragraph_old", "first_paragraph_new"]].isna().all()
    assert read_corpus(DATA / "corpus.toml").overrulings.empty
    assert np.issubdtype(read_corpus(DATA / "corpus.toml").overrulings.index.dtype, np.integer)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("2", 2), ("2.0", 2), (" ", None), ("二", "no paragraph number"), ("2.5", "no paragraph number")],
)
def test_the_overrulings_may_name_paragraphs(tmp_path, cell, number):
    """A spreadsheet's 2.0 is 2; what is no number is refused with its line."""
    (tmp_path / "a.txt").write_text("题目\n正文在此。", encoding="utf-8")
    head = "first_paragraph_old,old,new,first_sentence_old,first_sentence_new,change,reason"
    (tmp_path / "o.csv").write_text(f"{head}\n{cell},a,b,1,1,same,x\n", encoding="utf-8")
    path = tmp_path / "corpus.toml"
    path.write_text('overrulings = "o.csv"\n[[article]]\ndoc = "a"\nfile = "a.txt"\n', encoding="utf-8")
    if isinstance(number, str):
        with pytest.raises(DiscourseError, match=f"line 2: first_paragraph_old='{cell}' is {number}"):
            read_corpus(path)
        return
    found = read_corpus(path).overrulings["first_paragraph_old"].iloc[0]
    assert pd.isna(found) if number is None else found == number


def accuracy():
    path = DATA.parent / "benchmarks" / "alignment_accuracy.py"
    spec = importlib.util.spec_from_file_location("alignment_accuracy", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.accuracy().set_index("change")


def test_the_study_is_aligned_as_a_reader_did_by_hand():
    """Against the key: every type but the rarest calls is right, and two close calls of ninety are not."""
    table = accuracy()
    assert (table.loc[["same", "punctuation", "expanded", "shortened"], ["precision", "recall"]] == 1).all(axis=None)
    assert table.loc["all", "key"] == 90
    assert table.loc["all", "right"] >= 88
    assert (table.loc[["reworded", "added", "dropped"], "recall"] > 0.9).all()


def test_the_key_covers_every_sentence_of_both_versions_once():
    """80 sentences of the old version, 88 of the new one."""
    key = pd.read_csv(DATA.parent / "tests" / "versions" / "alignment_key.csv", dtype=str, keep_default_na=False)
    for side, count in (("old", 80), ("new", 88)):
        assert sorted(int(n) for cell in key[side] for n in cell.split()) == list(range(1, count + 1))


def test_rows_and_columns_in_any_order_give_the_same_alignment():
    """Shuffled, turned round, with another index and a column more; without a column the repair is said."""
    paragraphs = corpus().paragraphs
    other = paragraphs.sample(frac=1, random_state=1)[paragraphs.columns[::-1]].assign(note_of_mine=1)
    there, here = (align_versions(frame, old=OLD, new=NEW) for frame in (other, paragraphs))
    pd.testing.assert_frame_equal(there, here)
    with pytest.raises(DiscourseError, match="paragraphs has no column 'turn'; give what read_corpus returns"):
        align_versions(paragraphs.drop(columns="turn"), old=OLD, new=NEW)


def test_thousands_of_sentences_without_one_in_common_are_refused(monkeypatch):
    """In texts that share none, each sentence is held against each."""
    monkeypatch.setattr("discourse.versions.align.MOST_PAIRS", 3)
    with pytest.raises(DiscourseError, match="2 sentences of one version and 2 of the other .* more than 3 pairs"):
        aligned(["甲一。甲二。"], ["甲三。甲四。"])
    assert aligned(["甲一。甲二。"], ["甲一。甲四。"])["change"].iloc[0] == "same"


SHORT_SENTENCES = st.lists(st.text("低空经", min_size=1, max_size=5), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SHORT_SENTENCES, SHORT_SENTENCES)
def test_no_other_beads_in_order_have_a_larger_sum(old, new):
    """Those that are left out unseen could not have added anything: all are tried here, one by one."""
    frame = pd.concat([version("a", "。".join(old) + "。"), version("b", "。".join(new) + "。")])
    x, y = read_sentences(frame, "a"), read_sentences(frame, "b")
    best = np.zeros((len(x) + 1, len(y) + 1))
    for i, j in np.ndindex(len(x), len(y)):
        fitting = [(m, n) for m, n in BEAD_SIZES if m <= i + 1 and n <= j + 1]
        beads = [Bead(tuple(x[i + 1 - m : i + 1]), tuple(y[j + 1 - n : j + 1])) for m, n in fitting]
        sums = [best[i + 1 - m, j + 1 - n] + bead.gain() for (m, n), bead in zip(fitting, beads, strict=True)]
        best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], *sums)
    # The place of a bead weighs a ten-thousandth at the most.
    assert sum(map(Bead.gain, Bitext(x, y).best_path())) == pytest.approx(best[-1, -1], abs=1e-3)
