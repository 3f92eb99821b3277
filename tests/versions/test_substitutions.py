"""What was put in the place of what: cut at words, counted in whole versions, mirrored when the versions are swapped."""

import pandas as pd
import pytest
from test_random_versions import draw_versions

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import SUBSTITUTIONS
from study import NEW, OLD, corpus, lexicon


def two(old, new, kinds=("body", "body")):
    """Make two versions, a paragraph each of their texts."""
    rows = [
        {"doc": doc, "section": 0, "turn": 0, "paragraph": at, "kind": kind, "speaker": None, "point": None, "text": text}
        for doc, texts, kind in (("a", old, kinds[0]), ("b", new, kinds[1]))
        for at, text in enumerate(texts, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def swaps_of(old, new, terms=None):
    """Return before, after, unit and n of what was replaced between two texts of one paragraph."""
    aligned = dc.align_versions(two([old], [new]), old="a", new="b")
    swaps = dc.substitutions(aligned, None if terms is None else dc.Lexicon(terms))
    return [(swap.before, swap.after, swap.unit, swap.n) for swap in swaps.itertuples()]


CASES = [
    # whole words, and what both sides share is no part
    ("牢牢把握发展主动权。", "牢牢把握发展自主权。", None, [("主动权", "自主权", "word", 1)]),
    ("制度完善，下一步将如何推进落实？", "制度完善，工业和信息化部将如何推进落实？", None,
     [("下一步", "工业和信息化部", "word", 1)]),
    # twice is one row that counts two, and stands before a longer one
    ("全会提出发展工业，全会提出扩大开放，加快建设大国根基。", "《决定》提出发展工业，《决定》提出扩大开放，加快建设实体经济根基。", None,
     [("全会", "《决定》", "word", 2), ("大国", "实体经济", "word", 1)]),
    # a list is replaced as a whole, a clause by itself
    ("聚焦光伏、风电、储能等领域，加快推进建设。", "聚焦算力、数据、芯片等领域，加快推进改造。", None,
     [("光伏、风电、储能", "算力、数据、芯片", "word", 1), ("建设", "改造", "word", 1)]),
    # a term is one word, whatever the engine makes of it
    ("打造低空经济等新增长引擎。", "打造海洋经济等新增长引擎。", ["低空经济", "海洋经济"],
     [("低空经济", "海洋经济", "word", 1)]),
    ("激发涌现更多专精特新企业。", "激发涌现更多专精特新中小企业。", ["中小企业"], [("企业", "中小企业", "word", 1)]),
    ("培育壮大战略性新兴产业。", "培育壮大战略性产业。", ["战略性新兴产业"], [("战略性新兴产业", "战略性产业", "word", 1)]),
    # what is kept between two is no part of either, unless it is as short as they
    ("全会提出健全促进制造业发展的政策。", "《决定》提出健全促进制造业发展的制度。", None,
     [("全会", "《决定》", "word", 1), ("政策", "制度", "word", 1)]),
    # additions, omissions, marks and width are none
    ("大力发展先进制造业。", "大力发展先进、绿色的制造业。", None, []),
    ("坚持服务和管理并重，发展５Ｇ。", "坚持服务和管理并重、发展5G.", None, []),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "terms", "swaps"), CASES)
def test_what_was_replaced_is_cut_at_words(old, new, terms, swaps):
    """And the other way round when the versions change places."""
    assert swaps_of(old, new, terms) == swaps
    turned = [(after, before, unit, n) for before, after, unit, n in swaps]
    assert swaps_of(new, old, terms) == turned


def test_sentences_between_the_same_two_blocks_replace_each_other():
    """One without a like on the other side, and one that stands at another place, do not."""
    same, more = "坚持稳中求进工作总基调。", "不断提高人民生活水平。"
    paragraphs = two([same, "发展耐心资本。", more, "壮大海洋牧场。"], [same, "设立转型升级基金。", more])
    swaps = dc.substitutions(dc.align_versions(paragraphs, old="a", new="b"))
    assert swaps[["before", "after", "unit"]].to_numpy().tolist() == [
        ["发展耐心资本。", "设立转型升级基金。", "sentence"]
    ]
    apart = two([same, "发展耐心资本。", more], [same, more, "设立转型升级基金。"])
    assert dc.substitutions(dc.align_versions(apart, old="a", new="b")).empty


def test_a_passage_of_many_sentences_is_no_substitution():
    """Three may replace one; four are a passage that went, beside another that came."""
    same, more = "坚持稳中求进工作总基调。", "不断提高人民生活水平。"
    gone = ["发展耐心资本。", "壮大海洋牧场。", "探索监管体系。", "优化开源环境。"]
    for most, count in ((3, 1), (4, 0)):
        paragraphs = two([same, *gone[:most], more], [same, "设立转型升级基金。", more])
        swaps = dc.substitutions(dc.align_versions(paragraphs, old="a", new="b"))
        assert swaps["before"].tolist() == ["".join(gone[:most])] * count


def test_texts_are_counted_in_whole_versions_and_terms_named():
    """The imprint is left out; a lexicon names the terms inside, and without one nothing is said of them."""
    old, new = ["全会提出发展光伏。", "全会闭幕。"], ["《决定》提出发展光伏。", "全会闭幕。"]
    paragraphs = two(old, new)
    stamp = paragraphs.iloc[[-1]].assign(paragraph=3, kind="imprint", text="《决定》发布")
    aligned = dc.align_versions(pd.concat([paragraphs, stamp]), old="a", new="b")
    (swap,) = dc.substitutions(aligned, dc.Lexicon(["全会", "光伏"])).itertuples()
    assert (swap.before_in_old, swap.before_in_new, swap.after_in_old, swap.after_in_new) == (2, 1, 0, 1)
    assert (swap.terms_before, swap.terms_after) == ("全会", "")
    assert dc.substitutions(aligned)["terms_before"].isna().all()


def test_the_study_shows_what_a_reader_finds():
    """全会 became 《决定》, 主动权 自主权, and the funds were exchanged; each row opens as many places as it counts."""
    paragraphs = corpus().paragraphs
    aligned = dc.align_versions(paragraphs, old=OLD, new=NEW)
    swaps = dc.substitutions(aligned, lexicon())
    first = swaps.iloc[0]
    assert (first["before"], first["after"], first["n"], first["after_in_old"], first["after_in_new"]) == (
        "全会", "《决定》", 3, 0, 6)  # fmt: skip
    pairs = dict(zip(swaps["before"], swaps["after"], strict=True))
    assert pairs["主动权"] == "自主权"
    assert pairs["集成电路、工业软件、卫星互联网"] == "新一代移动通信、先进计算、区块链"
    funds = swaps[swaps["terms_before"].eq("产业投资基金|耐心资本")].iloc[0]
    assert funds["after"].startswith("发挥国家制造业转型升级等基金")
    lines = dc.evidence(swaps, aligned, paragraphs)
    assert (lines.groupby(["row", "doc"]).size().unstack()[[OLD, NEW]].eq(swaps["n"], axis="index")).all(axis=None)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_substitutions_of_any_two_versions(seed):
    """Each stands in its texts as often as is said, opens its places, and turns round with the versions."""
    paragraphs = draw_versions(seed)
    there, back = (
        (aligned := dc.align_versions(paragraphs, old=old, new=new), dc.substitutions(aligned)) for old, new in ("ab", "ba")
    )  # fmt: skip
    for (aligned, swaps), docs in ((there, "ab"), (back, "ba")):
        texts = [
            "".join(p.text for p in paragraphs.itertuples() if p.doc == doc and p.kind != "imprint") for doc in docs
        ]
        for swap in swaps.itertuples():
            for name in ("before", "after"):
                counts = [text.count(getattr(swap, name)) for text in texts]
                assert counts == [getattr(swap, f"{name}_in_{side}") for side in ("old", "new")]
            assert swap.before_in_old >= swap.n <= swap.after_in_new and swap.before != swap.after
        lines = dc.evidence(swaps, aligned, paragraphs, width=0)
        for line in lines.itertuples():
            swap = swaps.iloc[line.row]
            meant = swap["before" if line.doc == docs[0] else "after"]
            shown = line.match.split(" … ")
            assert meant == shown[0] or (meant.startswith(shown[0]) and meant.endswith(shown[-1]))
        assert len(lines) == 2 * swaps["n"].sum()
    turned = back[1].rename(columns={"before": "after", "after": "before"})
    kept = ["before", "after", "unit", "n"]
    assert sorted(map(tuple, there[1][kept].to_numpy())) == sorted(map(tuple, turned[kept].to_numpy()))


def test_any_order_of_the_rows_gives_the_same_and_nothing_gives_an_empty_frame():
    aligned = dc.align_versions(corpus().paragraphs, old=OLD, new=NEW)
    pd.testing.assert_frame_equal(dc.substitutions(aligned), dc.substitutions(aligned.sample(frac=1, random_state=1)))
    empty = dc.substitutions(aligned.iloc[:0])
    assert empty.empty and empty.dtypes.astype(str).to_dict() == SUBSTITUTIONS


def test_what_is_no_whole_alignment_is_refused():
    """Counts of whole versions cannot be had from a part of one; other paragraphs do not hold the places."""
    aligned = dc.align_versions(corpus().paragraphs, old=OLD, new=NEW)
    with pytest.raises(DiscourseError, match=r"aligned has 5 of its blocks up to 5|give all rows of align_versions"):
        dc.substitutions(aligned[aligned["change"] != "same"])
    with pytest.raises(DiscourseError, match="aligned holds 2 pairs of versions"):
        dc.substitutions(pd.concat([aligned, aligned.assign(old="c")]))
    with pytest.raises(DiscourseError, match="aligned has no column 'block'"):
        dc.substitutions(corpus().paragraphs)
    swaps, other = dc.substitutions(aligned), corpus().paragraphs.assign(text=lambda p: "一" + p["text"])
    with pytest.raises(DiscourseError, match="row 0 of rows has '全会' at character .*, paragraphs have"):
        dc.evidence(swaps, aligned, other)
    with pytest.raises(DiscourseError, match="row 0 of rows has .* as places, which are none any more"):
        dc.evidence(swaps.assign(places=swaps["places"].astype(str)), aligned, corpus().paragraphs)
    with pytest.raises(DiscourseError, match="row 0 of rows stands in block 12"):
        dc.evidence(swaps, aligned, corpus().paragraphs[lambda p: p["doc"] != OLD])
