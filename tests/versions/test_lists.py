"""What is a list, where its items begin and end, and what became of each in another version."""

import csv
import sys
from functools import cache
from itertools import combinations
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

import discourse as dc
from discourse import figures
from discourse.errors import DiscourseError
from discourse.versions.lists import alike_names, compare_lists
from discourse.words.lists import find_lists
from study import NEW, OLD, corpus, lexicon

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import list_accuracy

KEY = Path(__file__).with_name("lists_key.csv")


def paragraphs(*texts, doc="a", **columns):
    base = {"doc": doc, "section": 1, "turn": 0, "kind": "body", "speaker": None, "point": None}
    rows = [base | columns | {"paragraph": number, "text": text} for number, text in enumerate(texts, 1)]
    return pd.DataFrame(rows, columns=[*base, "paragraph", "text"]).astype({"point": "Int64"})


def versions(old, new):
    return pd.concat([paragraphs(*old, doc="a"), paragraphs(*new, doc="b")], ignore_index=True)


@cache
def study_lists():
    return find_lists(corpus().paragraphs, lexicon=lexicon())


@cache
def study_changes():
    return compare_lists(corpus().paragraphs, old=OLD, new=NEW, lexicon=lexicon())


def items_of(text):
    """The lists of a text, each as its items joined by a blank."""
    lists = find_lists(paragraphs(text), lexicon=lexicon())
    return [" ".join(group["item"]) for _, group in lists.groupby("list")]


def fates(old, new, terms=None):
    changes = compare_lists(versions(old, new), old="a", new="b", lexicon=terms)
    return {(row["item"], row["change"]) for row in changes.to_dict("records")}


# --- the two interviews ----------------------------------------------------------------------------------------------


def test_every_item_of_every_list_of_both_interviews_is_found_and_no_other():
    """Words, rank, and the place, lead and head of its list are those of the key, for all 193 items."""
    found = list_accuracy.found_items(study_lists())
    assert found == list_accuracy.key_items()
    assert len(found) == 193


@pytest.mark.slow
def test_the_fate_of_every_item_is_that_of_the_key():
    """All 129 items: change and rank on both sides."""
    assert list_accuracy.found_fates(study_changes()) == list_accuracy.key_fates()
    assert len(list_accuracy.key_fates()) == 129


def test_the_key_names_only_what_the_papers_print():
    """Each item of the key stands in the text of each version that is said to have it."""
    texts = corpus().paragraphs.groupby("doc")["text"].sum()
    with KEY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for doc, without in ((OLD, "added"), (NEW, "dropped")):
                assert row["change"] == without or row["item"] in texts[doc]


def test_without_a_lexicon_few_items_are_lost():
    """Terms whole is what the lexicon adds: 5 of 193 items end elsewhere without it."""
    key, found = list_accuracy.key_items(), list_accuracy.found_items(find_lists(corpus().paragraphs))
    assert len(key.keys() - found.keys()) <= 5 and len(found.keys() - key.keys()) <= 5


def test_no_item_cuts_a_term():
    """Every mention lies inside an item or outside, never across its edge, but for 转型升级等基金, which runs over 等."""
    items = study_lists()
    found = dc.find_terms(corpus().paragraphs, lexicon()).query("form != '转型升级等基金'")
    both = found.merge(items, on=["doc", "paragraph"], suffixes=("", "_item"))
    apart = (both["end"] <= both["start_item"]) | (both["end_item"] <= both["start"])
    within = (both["start_item"] <= both["start"]) & (both["end"] <= both["end_item"])
    around = (both["start"] <= both["start_item"]) & (both["end_item"] <= both["end"])
    assert (apart | within | around).all()


def test_offsets_lead_back_to_the_words_and_lists_are_numbered_in_order():
    """text[start:end] is the item; ranks run from 1 to the length; lists from 1 within each doc."""
    lists = study_lists()
    texts = corpus().paragraphs.set_index(["doc", "paragraph"])["text"]
    for row in lists.itertuples():
        assert texts[row.doc, row.paragraph][row.start : row.end] == row.item
    for _, group in lists.groupby(["doc", "list"]):
        assert list(group["rank"]) == list(range(1, len(group) + 1)) and set(group["length"]) == {len(group)}
    for _, group in lists[lists["rank"].eq(1)].groupby("doc"):
        assert list(group["list"]) == list(range(1, len(group) + 1))
        assert group[["paragraph", "start"]].apply(tuple, axis=1).is_monotonic_increasing


def test_the_imprint_holds_no_list():
    """The editors' names are no enumeration."""
    assert not study_lists()["kind"].eq("imprint").any()
    assert len(find_lists(paragraphs("(责编:岳弘彬、牛镛)", kind="imprint"))) == 0


# --- where items begin and end ---------------------------------------------------------------------------------------

LISTS = [
    # a verb or preposition before, 等 and a noun after
    ("积极培育商业航天、低空经济、深海科技等新兴产业。", ["商业航天 低空经济 深海科技"]),
    ("推进钢铁、有色、石化、建材等重点行业节能降碳改造。", ["钢铁 有色 石化 建材"]),
    ("构建新能源、新材料、高端装备等一批新的增长引擎。", ["新能源 新材料 高端装备"]),
    ("培育一批领军企业、独角兽企业。", ["领军企业 独角兽企业"]),
    # 和, 以及, 与 beside 、 or before 等
    ("要看到机遇、优势和潜力。", ["机遇 优势 潜力"]),
    ("覆盖农业、林业、渔业以及制造业。", ["农业 林业 渔业 制造业"]),
    ("通过设备更新和以旧换新等方式扩大内需。", ["设备更新 以旧换新"]),
    ("推动人工智能、大数据、区块链与制造业深度融合。", ["人工智能 大数据 区块链"]),
    ("坚持服务和管理并重、发展和帮扶并举。", ["服务和管理并重 发展和帮扶并举"]),
    ("发展人工智能手机和电脑、智能机器人等智能终端。", ["人工智能手机和电脑 智能机器人"]),
    # what follows the last item does not belong to it
    ("以城市群、都市圈为依托构建发展格局。", ["城市群 都市圈"]),
    ("强化学前教育、特殊教育普惠发展。", ["学前教育 特殊教育"]),
    ("营造市场化、法治化、国际化营商环境。", ["市场化 法治化 国际化"]),
    ("我国建成规模大、体系全、竞争力较强的产业体系。", ["规模大 体系全 竞争力较强"]),
    ("增加国内紧缺粮食、关键零件和大型设备的供应。", ["国内紧缺粮食 关键零件 大型设备"]),
    ("教育、科技、人才是现代化国家的基础性、战略性支撑。", ["教育 科技 人才", "基础性 战略性"]),
    # predicates
    ("统筹推进降碳、减污、扩绿、增长。", ["降碳 减污 扩绿 增长"]),
    ("多出有利于稳预期、稳增长、稳就业的政策。", ["稳预期 稳增长 稳就业"]),
    ("科技是第一生产力、人才是第一资源、创新是第一动力。", ["科技是第一生产力 人才是第一资源 创新是第一动力"]),
    ("这对推动高质量发展、保障国家安全具有重要意义。", ["推动高质量发展 保障国家安全"]),
    ("有的同志不敢为、不愿为、不善为。", ["不敢为 不愿为 不善为"]),
    ("让群众有更多获得感、幸福感、安全感。", ["获得感 幸福感 安全感"]),
    ("将引进原材料、铸造、结构件、齿轮箱等制造企业。", ["原材料 铸造 结构件 齿轮箱"]),
    ("从政策、市场、科技三个维度阐释路径。", ["政策 市场 科技"]),
    # quoted, in brackets, titles
    ("实施“揭榜挂帅”“赛马”等新型组织方式。", ["揭榜挂帅 赛马"]),
    ("实现“学有所教、劳有所得、病有所医”。", ["学有所教 劳有所得 病有所医"]),
    ("《网络安全法》《数据安全法》等法律相继出台。", ["《网络安全法》 《数据安全法》"]),
    ("发展特色产业（如茶叶、中药材、食用菌等）。", ["茶叶 中药材 食用菌"]),
    # half-width, one item, numbers, names, letters
    ("打造低空经济等新增长引擎,支持企业。", ["低空经济"]),
    ("打造100个应用场景、1000家标杆企业。", ["100个应用场景 1000家标杆企业"]),
    ("受访者包括张明、李强、王芳等专家。", ["张明 李强 王芳"]),
    ("推进5G、IPv6等规模部署。", ["5G IPv6"]),
    ("下一步：一是稳增长；二是促转型；三是强企业。", ["稳增长 促转型 强企业"]),
]
NO_LISTS = [
    "工业和信息化部党组书记、部长金壮龙接受采访。",
    "中国科学院院士、清华大学教授张明表示，要加强研究。",
    "健全促进实体经济和数字经济深度融合制度。",
    "加强行业指导和企业服务，完善政策和治理体系。",
    "坚持“放得活，管得住”，“走出去，引进来”。",
    "《关于进一步全面深化改革、推进中国式现代化的决定》发布。",
    "对加快推进新型工业化等作出明确要求。",
    "一、总体要求",
    "一、二、三产业比重更加合理。",
    "三、四线城市房地产市场平稳。",
    "人人平等，高等教育等待改革。",
    "深化“放管服”改革，落实“双碳”目标和“双减”政策。",
    "“我们会努力。”“85后”工人说。",
    "问题是缺人，但是不缺钱。",
    "",
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "lists"), LISTS)
def test_items_begin_and_end_where_a_reader_would_say(text, lists):
    """Each list as its items, joined by a blank."""
    assert items_of(text) == lists


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list_is_none(text):
    """和 alone, offices of one person, titles, comma-joined mottos, numbers of paragraphs."""
    assert items_of(text) == []


@pytest.mark.parametrize(
    ("text", "lead", "head"),
    [
        ("聚焦光伏、锂电池等领域的竞争优势。", "聚焦", "领域"),
        ("增强车联网等新型融合领域安全保障能力。", "增强", "新型融合领域"),
        ("构建新能源、新材料等一批新的增长引擎。", "构建", "新的增长引擎"),
        ("把建设强国同发展数字经济、产业信息化等有机结合。", "发展", None),
        ("建设全民终身学习的学习型社会、学习型大国。", "建设", None),
        ("产业链、供应链不能断。", None, None),
    ],
)
def test_lead_and_head_are_what_governs_and_what_classes(text, lead, head):
    """The verb before, also across a 的; the noun after 等, up to the last that names a class."""
    row = find_lists(paragraphs(text)).iloc[0]
    assert (row["lead"] if pd.notna(row["lead"]) else None, row["head"] if pd.notna(row["head"]) else None) == (
        lead,
        head,
    )


def test_a_list_inside_an_item_has_the_outer_list_as_parent():
    """In quotation marks, and in the head of a point."""
    lists = find_lists(paragraphs("完善“选种、育苗、培优”体系、服务体系等制度。"))
    inner, outer = lists[lists["pattern"].eq("quoted")].iloc[0], lists[lists["pattern"].eq("enumeration")].iloc[0]
    assert inner["parent"] == outer["list"] and pd.isna(outer["parent"])
    points = find_lists(paragraphs("一是稳就业；二是推进智能化、绿色化。"))
    assert list(points["parent"].fillna(0)) == [0, 0, 1, 1]


def test_points_are_a_list_of_their_first_sentences_over_all_their_paragraphs():
    """一是 and 二是 are left out, what follows the first 。 too; a new turn begins a new list."""
    texts = paragraphs("一是稳就业。加强培训。", "补充一段。", "二是促转型。", "一是强企业。", "二是保供应。")
    texts["point"] = pd.array([1, 1, 2, 1, 2], dtype="Int64")
    texts["turn"] = [2, 2, 2, 4, 4]
    assert [" ".join(group["item"]) for _, group in find_lists(texts).groupby("list")] == [
        "稳就业 促转型",
        "强企业 保供应",
    ]


def test_an_empty_frame_gives_an_empty_one_of_the_same_types():
    """Columns and types do not depend on the rows."""
    some = find_lists(paragraphs("光伏、锂电池等领域。"))
    assert find_lists(paragraphs("无。")).dtypes.equals(some.dtypes)
    assert find_lists(paragraphs("无。").iloc[:0]).dtypes.equals(some.dtypes)


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="、，。等和的“”《》（）是在一二智能产业5G 发展", max_size=40))
def test_any_text_can_be_read(text):
    """Offsets hold, items are not empty, and no item of one list overlaps the next."""
    lists = find_lists(paragraphs(text))
    for _, group in lists.groupby("list"):
        spans = list(zip(group["start"], group["end"], strict=True))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


# --- two versions ----------------------------------------------------------------------------------------------------

FATES = [
    # a rank that shifts because others came or went is kept
    (["打造生物制造、低空经济等引擎。"], ["打造低空经济等引擎。"], "-生物制造 =低空经济"),
    (["发展甲类、乙类。"], ["发展丙类、甲类、丁类、乙类。"], "=甲类 =乙类 +丙类 +丁类"),
    # past a kept item: the fewest that explain the order
    (["发展光伏、风电、储能、氢能。"], ["发展储能、光伏、风电、氢能。"], "=光伏 =风电 >储能 =氢能"),
    # to another list
    (["聚焦光伏、风电等领域。", "打造氢能、储能等引擎。"], ["聚焦风电等领域。", "打造氢能、储能、光伏等引擎。"],
     "=风电 >光伏 =氢能 =储能"),
    # lists in another order, and nothing else
    (["聚焦光伏、风电等领域。", "打造氢能、储能等引擎。"], ["打造氢能、储能等引擎。", "聚焦光伏、风电等领域。"],
     "=光伏 =风电 =氢能 =储能"),
    # the same thing in other words
    (["发展６Ｇ、光伏产业。"], ["发展6G、光伏。"], "=6G =光伏"),
    # … but of a name two characters are left at the least
    (["发展光伏产业、新产业。"], ["发展光伏、新行业。"], "=光伏 -新产业 +新行业"),
    (["建成200个左右高标准数字园区、智慧集群。"], ["建成200个高标准数字园区、智慧集群。"], "=200个高标准数字园区 =智慧集群"),
    # … and what is not: another number, a negation, an exchange
    (["建成100个应用场景、智慧集群。"], ["建成200个应用场景、智慧集群。"], "-100个应用场景 +200个应用场景 =智慧集群"),
    (["反对“公平竞争行为”“垄断”。"], ["反对“不公平竞争行为”“垄断”。"], "-公平竞争行为 +不公平竞争行为 =垄断"),
    (["支持东部地区优势产业、农业。"], ["支持西部地区优势产业、农业。"], "-东部地区优势产业 +西部地区优势产业 =农业"),
    # other items under the same words
    (["聚焦集成电路、工业软件等领域，强化创新。"], ["聚焦移动通信、区块链等领域，强化创新。"],
     "-集成电路 -工业软件 +移动通信 +区块链"),
    # set in other punctuation
    (["要坚持服务和管理并重、发展和帮扶并举。"], ["要坚持服务和管理并重，发展和帮扶并举。"], "=服务和管理并重 =发展和帮扶并举"),
    (["“点”“线”“面”协同发力，推动企业改造。"], ["在“点”上协同发力；在“线”上，在“面”上推动企业改造。"], "=点 =线 =面"),
    # points, whatever numbers them; 要 belongs to the number
    (["一是稳就业；二是促转型。"], ["首先，要稳就业。其次，要促转型。"], "=稳就业 =促转型"),
    (["会议要求，一要稳就业，二要促转型，三要强企业。"], ["会议要求，一要稳就业，二要强企业。"], "=稳就业 -促转型 =强企业"),
    (["首先，稳就业。最后，促转型。"], ["第一，稳就业。第二，强企业。第三，促转型。"], "=稳就业 +强企业 =促转型"),
    (["分工：（1）稳就业；（2）促转型。"], ["分工：①促转型；②稳就业。"], "=稳就业 >促转型"),
    (["一方面稳就业，另一方面促转型。"], ["其一，稳就业；其二，促转型。"], "=稳就业 =促转型"),
    (["一要大力推进新型工业化建设；二要稳就业。"], ["一要加快推进新型工业化建设；二要稳就业。"], "=加快推进新型工业化建设 =稳就业"),
    (["一要稳就业，二要促转型。"], ["要稳就业，也要促转型。"], "-稳就业 -促转型"),
    # a side without lists
    (["发展光伏、风电。"], ["没有。"], "-光伏 -风电"),
    (["没有。"], ["没有。"], ""),
]  # fmt: skip
SIGNS = {"=": "kept", "+": "added", "-": "dropped", ">": "moved"}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "expected"), FATES)
def test_the_fate_of_each_item(old, new, expected):
    """= kept, + added, - dropped, > moved."""
    assert fates(old, new) == {(item[1:], SIGNS[item[0]]) for item in expected.split()}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("发挥国家制造业转型升级等基金的作用。", ["国家制造业转型升级"]),
        ("发展高等教育、光伏等产业。", ["高等教育 光伏"]),
    ],
)
def test_a_term_that_runs_over_the_closing_word_of_a_list_hides_no_list(text, items):
    terms = dc.Lexicon(["转型升级等基金", "高等教育", "光伏"])
    lists = find_lists(paragraphs(text), lexicon=terms)
    assert [" ".join(group["item"]) for _, group in lists.groupby("list")] == items


def test_forms_of_one_term_are_one_item():
    """AI is 人工智能 to the lexicon."""
    old, new = ["发展AI、光伏等产业。"], ["发展人工智能、光伏等产业。"]
    assert fates(old, new, lexicon()) == {("人工智能", "kept"), ("光伏", "kept")}


def mirrored(changes):
    """The changes as they are when old and new are swapped."""
    swap = {"old": "new", "new": "old"}
    names = {column: column[:-3] + swap[column[-3:]] for column in changes if column[-3:] in swap}
    turned = changes.rename(columns=names).replace({"change": {"added": "dropped", "dropped": "added"}})
    return turned[changes.columns]


def ordered(changes):
    return changes.sort_values(["item", "list_old", "rank_old", "list_new", "rank_new"], ignore_index=True)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [fate[:2] for fate in FATES])
def test_swapping_the_versions_gives_the_mirror_image(old, new):
    """Added is dropped, and all else stays."""
    there, back = (compare_lists(versions(old, new), old=a, new=b, lexicon=lexicon()) for a, b in ("ab", "ba"))
    pd.testing.assert_frame_equal(ordered(there), ordered(mirrored(back)))


@pytest.mark.slow
def test_swapping_the_versions_of_the_study_gives_the_mirror_image():
    """Added is dropped, and all else stays."""
    back = compare_lists(corpus().paragraphs, old=NEW, new=OLD, lexicon=lexicon())
    pd.testing.assert_frame_equal(ordered(study_changes()), ordered(mirrored(back)))


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.permutations("甲乙丙丁戊"))
def test_the_fewest_items_move(order):
    """As many are left in place as the longest common subsequence has, the same ones from either side."""
    old, new = (f"发展{'、'.join(f'{name}类' for name in names)}。" for names in ("甲乙丙丁戊", order))
    kept, back = ({item for item, change in fates([a], [b]) if change == "kept"} for a, b in ((old, new), (new, old)))
    subsequences = (
        names
        for n in range(6)
        for names in combinations(order, n)
        if list(names) == sorted(names, key="甲乙丙丁戊".index)
    )
    longest = max(map(len, subsequences))
    ranks = [order.index(name) for name in "甲乙丙丁戊" if f"{name}类" in kept]
    assert ranks == sorted(ranks) and len(ranks) == longest and kept == back


def test_points_are_one_list_whether_they_stand_in_one_paragraph_or_in_three():
    """Their list is matched, though one version has a point on each line and the other all of them in one."""
    old = paragraphs("要求如下。", "一是稳就业。", "二是促转型。", "三是强企业。", doc="a")
    old["point"] = pd.array([None, 1, 2, 3], dtype="Int64")
    new = paragraphs("要求如下：一要稳就业，二要强企业，三要促转型，四要保供应。", doc="b")
    changes = compare_lists(pd.concat([old, new], ignore_index=True), old="a", new="b")
    assert list(changes["list_old"].dropna().unique()) == [1] and list(changes["list_new"].unique()) == [1]
    assert sorted(changes["change"]) == ["added", "kept", "kept", "moved"]
    assert changes.loc[changes["change"].eq("added"), "item"].tolist() == ["保供应"]


def test_a_list_of_points_stands_in_its_section_and_in_no_point():
    """One item in three is enough to match two lists of one section, the lines of one of them cut at the points."""
    old = paragraphs("一是稳就业。", "二是促转型。", "三是强企业。", doc="a")
    old["point"] = pd.array([1, 2, 3], dtype="Int64")
    new = paragraphs("会议指出：一要稳就业，二要保供应，三要防风险。", doc="b")
    changes = compare_lists(pd.concat([old, new], ignore_index=True), old="a", new="b")
    assert set(changes["list_old"]) == set(changes["list_new"]) == {1} and sum(changes["change"].eq("kept")) == 1


def test_points_inside_points_are_compared_with_their_own_kind():
    """The outer list and the list inside its first point, each with its partner."""
    texts = [
        "一是稳就业：（1）青年；（2）老人。二是促转型。",
        "第一，稳就业：①青年；②老人。第二，促转型。第三，强企业。",
    ]
    changes = compare_lists(versions(*([text] for text in texts)), old="a", new="b")
    pairs = changes.dropna(subset=["list_old", "list_new"]).groupby("list_old")["list_new"].unique().map(list)
    assert pairs.to_dict() == {1: [1], 2: [2]}
    assert dict(zip(changes["item"], changes["change"], strict=True)) == {
        "稳就业": "kept", "促转型": "kept", "强企业": "added", "青年": "kept", "老人": "kept",
    }  # fmt: skip


def test_what_was_dropped_has_the_place_of_its_list_on_the_other_side():
    """The partner's number and length, but no rank."""
    changes = compare_lists(versions(["打造氢能、储能等引擎。"], ["打造储能等引擎。"]), old="a", new="b")
    row = changes[changes["change"].eq("dropped")].iloc[0]
    assert (row["list_new"], row["length_new"], row["head_new"]) == (1, 1, "引擎") and pd.isna(row["rank_new"])


def test_columns_and_types_do_not_depend_on_the_rows():
    """No list, no row, the same columns."""
    some = compare_lists(versions(["发展光伏、风电。"], ["发展光伏。"]), old="a", new="b")
    none = compare_lists(versions(["无。"], ["无。"]), old="a", new="b")
    assert none.dtypes.equals(some.dtypes) and len(none) == 0


def test_an_unknown_version_is_named():
    """With the one that was meant."""
    with pytest.raises(DiscourseError, match="new='peoples-dail' is not one of.*Did you mean 'peoples-daily'"):
        compare_lists(corpus().paragraphs, old=OLD, new="peoples-dail")


def test_rows_and_columns_in_any_order_give_the_same_lists():
    """Shuffled, turned round, with another index and a column more; without a column the repair is said."""
    old = ["聚焦光伏、风电等领域。", "打造氢能、储能等引擎。", "一是稳就业。", "二是促转型，发展甲类、乙类。"]
    both = versions(old, [*old[1:], old[0]]).assign(point=pd.array([None, None, 1, 2, None, 1, 2, None], dtype="Int64"))
    other = both.sample(frac=1, random_state=1)[both.columns[::-1]].assign(note_of_mine=1)
    there, here = (compare_lists(frame, old="a", new="b") for frame in (other, both))
    pd.testing.assert_frame_equal(there, here)
    lists = [find_lists(frame).sort_values(["doc", "list", "rank"], ignore_index=True) for frame in (other, both)]
    pd.testing.assert_frame_equal(*lists)
    for compute in (find_lists, lambda frame: compare_lists(frame, old="a", new="b")):
        with pytest.raises(DiscourseError, match="paragraphs has no column 'point'; give what read_corpus returns"):
            compute(both.drop(columns="point"))


# --- the figure ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changes():
    return study_changes()


def drawn(changes, language="zh", **options):
    with figures.theme(language=language):
        ax = figures.plot_list_changes(changes, labels=[corpus(), lexicon()], **options)
        ax.figure.draw_without_rendering()
    return ax, [text.get_text() for text in ax.texts]


@cache
def drawn_study(language):
    return drawn(study_changes(), language)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_figure_fits_a_page_and_its_texts_do_not_overlap(language):
    """170 mm wide, at most 230 mm high."""
    ax, _ = drawn_study(language)
    width, height = ax.figure.get_size_inches() * 25.4
    assert width == pytest.approx(170, abs=1) and height <= 230
    renderer = ax.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer).shrunk(0.98, 0.8) for text in ax.texts if text.get_text()]
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]


def test_every_changed_item_has_its_sign_and_kept_ones_a_line(changes):
    """A sign for each item of a list of both versions, one for each list of one version."""
    _, texts = drawn_study("zh")
    alone = changes["list_old"].isna() | changes["list_new"].isna()
    for change, sign, number in (("dropped", "−", "list_old"), ("added", "+", "list_new")):
        mine = changes["change"].eq(change)
        assert texts.count(sign) == sum(mine & ~alone) + changes.loc[mine & alone, number].nunique()
    assert {"光伏", "锂电池", "脑机接口", "用地"} <= set(texts)


def test_english_where_the_lexicon_has_it_and_no_warning_where_not():
    """Terms are translated; 用地 is none and stays as printed."""
    _, texts = drawn_study("en")
    assert {"photovoltaics", "用地", "Economic Daily"} <= set(texts)


def test_a_moved_item_names_where_it_went():
    """In another list: the place of that list; past a kept item: a dashed line."""
    old, new = (
        ["聚焦光伏、风电等领域。", "打造氢能、储能等引擎。"],
        ["聚焦风电等领域。", "打造储能、氢能、光伏等引擎。"],
    )
    ax, texts = drawn(compare_lists(versions(old, new), old="a", new="b"))
    assert {"光伏 (→ 1)", "光伏 (← 1)"} <= set(texts)
    assert sum(line.is_dashed() for line in ax.lines) == 1


def test_top_leaves_lists_out_and_counts_them(changes):
    """The lists of both versions come first."""
    _, texts = drawn(changes, top=2)
    assert any("另有" in text for text in texts) and "只见于一版的列举" not in texts


def test_frames_that_cannot_be_drawn_are_named(changes):
    """No row, no column, no change, two pairs of versions."""
    with pytest.raises(DiscourseError, match="no rows"):
        figures.plot_list_changes(changes.head(0))
    with pytest.raises(DiscourseError, match="no column 'change'"):
        figures.plot_list_changes(changes.drop(columns="change"))
    with pytest.raises(DiscourseError, match="no list changed"):
        figures.plot_list_changes(changes[changes["list_old"].eq(3)])
    with pytest.raises(DiscourseError, match="2 pairs of versions"):
        figures.plot_list_changes(pd.concat([changes, changes.assign(old="x")]))


def test_given_axes_are_drawn_on(changes):
    """No figure is opened beside them."""
    with figures.theme():
        _, ax = plt.subplots(figsize=(7, 8))
        assert figures.plot_list_changes(changes, ax=ax) is ax
    assert len(plt.get_fignums()) == 1


def test_a_version_is_not_compared_with_itself():
    with pytest.raises(DiscourseError, match="are one doc"):
        compare_lists(versions(["发展算力、光伏和风电。"], ["发展算力。"]), old="b", new="b")


def test_lists_without_an_item_in_common_are_matched_by_lead_and_head():
    frame = versions(["加快发展光伏、风电等新兴产业。"], ["加快发展算力、大数据等新兴产业。"])
    changes = compare_lists(frame, old="a", new="b")
    assert changes[["list_old", "list_new"]].notna().all(axis=None)
    assert set(changes["change"]) == {"dropped", "added"}


@settings(max_examples=50, deadline=None, derandomize=True)
@given(*[st.lists(st.text("低空试点", max_size=8), max_size=6)] * 2)
def test_names_that_are_alike_are_those_of_all_pairs(olds, news):
    pairs = {(i, j): ratio(a, b) for i, a in enumerate(olds) for j, b in enumerate(news)}
    long = {(i, j) for i, j in pairs if min(len(olds[i]), len(news[j])) >= 5}
    wanted = {pair: how for pair, how in pairs.items() if how == 100 or (pair in long and how >= 80)}
    assert {(i, j): how for i, j, how in alike_names(olds, news)} == pytest.approx(wanted)
