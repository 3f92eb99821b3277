"""Which findings hang on a choice: small corpora whose answer one knows, and the study."""

from functools import cache
from importlib import import_module
from math import log2

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.sensitivity import BASE, CHOICES, KEYS, OTHERS, VARIANTS, WITHOUT_A_LINE, compare_variants, sensitivity
from discourse.versions.units import unite_blocks
from discourse.words.lexicon import Lexicon
from study import NEW, OLD, corpus, lexicon, mentions, tokens

pytestmark = pytest.mark.slow
# What each variant calls the library with, where that is not the base case.
SEGMENT = {
    "base": {}, "jieba": {"engine": "jieba"}, "no_hmm": {"hmm": False}, "no_lexicon": {"lexicon": None}, "unmended": {},
    "within_paragraph": {}, "unit_replacement": {}, "unit_point": {}, "all_at_once": {"engine": "jieba", "hmm": False, "lexicon": None},
}  # fmt: skip
UNMENDED = ["unmended", "all_at_once"]
WIDE = ["within_paragraph", "all_at_once"]
UNIT = {"unit_replacement": "replacement", "unit_point": "point", "all_at_once": "point"}


@cache
def table():
    """The findings of the study, with every pair."""
    return sensitivity(
        corpus().paragraphs, lexicon(), unmended=corpus(False).paragraphs, old=OLD, new=NEW, min_windows=1
    )


@cache
def state(mended):
    """The texts of the study in one state: paragraphs, mentions, alignment."""
    paragraphs = corpus(mended).paragraphs
    return paragraphs, dc.find_terms(paragraphs, lexicon()), dc.align_versions(paragraphs, old=OLD, new=NEW)


@cache
def plain(variant, of):
    """The change of the study by plain calls, tested where it is an inference."""
    if variant == "within_paragraph":
        # The window parts no words.
        return plain(BASE, of)
    paragraphs, mentions, aligned = state(variant not in UNMENDED)
    tokens = dc.segment(paragraphs, **{"lexicon": lexicon()} | SEGMENT[variant])
    places = tokens if of == "word" else mentions
    change = dc.compare(dc.count(places, of=of, base=tokens, by="doc"), old=OLD, new=NEW)
    units = unite_blocks(aligned, UNIT.get(variant, "block"))
    return (change if of == "term" else dc.add_paired_test(change, places, units, seed=None)).set_index(of)


@cache
def plain_pairs(variant):
    """The pairs of the study by plain calls: windows shared in either version."""
    paragraphs = corpus(variant not in UNMENDED).paragraphs
    tokens = dc.segment(paragraphs, lexicon=lexicon())
    pairs = dc.count_pairs(
        state(variant not in UNMENDED)[1], base=tokens, within="paragraph" if variant in WIDE else "sentence", by="doc"
    )
    return {(row.doc, row.term_a, row.term_b): row.n for row in pairs.itertuples()}


def terms(*words, **columns):
    frame = pd.DataFrame({"term": words, "forms": "", "category": "技术", "broader": ""})
    return Lexicon(frame.assign(**columns))


def written(folder, old, new, **corrections):
    """Write two articles and a manifest with corrections of the first; read them mended and not."""
    for name, text in (("a", old), ("b", new)):
        (folder / f"{name}.txt").write_bytes(f"题目\n\n{text}\n".encode())
    lines = ["[[article]]", 'doc = "a"', 'file = "a.txt"']
    for replace, find in corrections.items():
        lines += ["[[article.correction]]", f"find = '''{find}'''", f'replace = "{replace}"', 'reason = "damage"']
    lines += ["[[article]]", 'doc = "b"', 'file = "b.txt"']
    (folder / "corpus.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [dc.read_corpus(folder / "corpus.toml", corrections=on).paragraphs for on in (True, False)]


def by_variants(names, *frames, **options):
    """The findings by some of the variants alone, where the others would add no evidence."""
    with pytest.MonkeyPatch.context() as patch:
        some = [variant for variant in VARIANTS if variant.name in names]
        patch.setattr(import_module("discourse.sensitivity"), "VARIANTS", some)
        return sensitivity(*frames, **options)


def row(findings, about, item, item_b=None):
    rows = findings[(findings["about"] == about) & (findings["item"] == item)]
    rows = rows if item_b is None else rows[rows["item_b"] == item_b]
    assert len(rows) == 1
    return rows.iloc[0]


def differing(finding):
    return finding["differs"].split(", ") if finding["differs"] else []


# --- small corpora ---------------------------------------------------------------------------------------------------

PLACES = ["工厂", "学校", "医院", "农场", "港口", "机场", "园区", "大学"]
# A term broken over a blank line, one that a lost comma makes; eight sentences each that gain a word which the
# dictionary lacks, and that lose a term.
OLD_TEXT = "\n\n".join([
    "发展光", "伏和6G。", "计算力量。", "低空经济。",
    "".join(f"我们在{place}工作。" for place in PLACES), "".join(f"他们去{place}谈低空经济问题。" for place in PLACES),
])  # fmt: skip
NEW_TEXT = "\n\n".join([
    "发展6G。", "计算，力量。", "低空经济。",
    "".join(f"我们在{place}引才工作。" for place in PLACES), "".join(f"他们去{place}谈问题。" for place in PLACES),
])  # fmt: skip
WORDS = terms("光伏", "6G", "算力", "低空经济")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """Both versions, mended and unmended."""
    corrections = {"光伏": "光\n\n伏", "计算，力量": "计算力量"}
    return written(tmp_path_factory.mktemp("damaged"), OLD_TEXT, NEW_TEXT, **corrections)


@pytest.fixture(scope="module")
def heard(damaged):
    """The findings, and what the segmentation was called with for each variant."""
    calls = []

    def listen(paragraphs, **options):
        calls.append(options)
        return dc.segment(paragraphs, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("discourse.sensitivity"), "segment", listen)
        return sensitivity(damaged[0], WORDS, unmended=damaged[1], old="a", new="b"), calls


@pytest.fixture
def findings(heard):
    return heard[0]


def test_a_term_that_only_the_mending_makes_does_not_stand(findings):
    """光|伏, broken over a blank line, is no term where the line is left broken; 6G is there all the same."""
    broken, whole = row(findings, "term", "光伏"), row(findings, "term", "6G")
    assert (broken["finding"], broken["n_old"], broken["n_new"]) == ("dropped", 1, 0)
    assert (broken["no_lexicon"], broken["unmended"]) == ("dropped: 1 → 0", "in neither: 0 → 0")
    assert not broken["stands"] and differing(broken) == UNMENDED
    assert whole["stands"] and differing(whole) == [] and whole["unmended"] == "as many: 1 → 1"


def test_a_term_that_only_the_damage_makes_is_a_finding_too(findings):
    """计算力量, where a comma is lost: in the base case 算力 is in neither version."""
    found = row(findings, "term", "算力")
    assert (found["finding"], found["n_old"], found["unmended"]) == ("in neither", 0, "dropped: 1 → 0")
    assert differing(found) == UNMENDED


def test_a_word_that_only_the_guessing_makes_does_not_stand(findings):
    """The dictionary lacks 引才: eight sentences gain it, each a unit, so p is 2 / 2^8; without HMM it is 引 and 才."""
    guessed, single = row(findings, "word", "引才"), row(findings, "word", "引")
    assert (guessed["finding"], guessed["n_old"], guessed["n_new"]) == ("shown: more in new", 0, 8)
    assert guessed["p_rate"] == 2 / 2**8
    assert guessed["no_hmm"] == "in neither: 0 → 0" and differing(guessed) == ["no_hmm", "unit_point", "all_at_once"]
    assert single["finding"] == "in neither" and single["no_hmm"].startswith("shown: more in new: 0 → 8, log ratio +")
    assert pd.isna(single["p_rate"]) and differing(single) == ["no_hmm", "all_at_once"]


def test_a_term_is_one_word_only_with_the_lexicon(findings):
    """低空经济 is dropped from eight sentences: as a word it hangs on the lexicon, as term and family not.

    All sentences are of one section without points: a test by points has one unit, and shows nothing.
    """
    whole, part = row(findings, "word", "低空经济"), row(findings, "word", "低空")
    assert whole["finding"] == "shown: less in new" and differing(whole) == ["no_lexicon", "unit_point", "all_at_once"]
    assert part["finding"] == "in neither" and part["no_lexicon"].startswith("shown: less in new: 9 → 1")
    assert row(findings, "term", "低空经济")["no_lexicon"] == "fewer: 9 → 1"
    assert row(findings, "term", "低空经济")["stands"]
    for about, item in (("category", "技术"), ("family", "低空经济")):
        # Of a family of one line nothing is left without it; the category shows nothing without 低空经济.
        assert (
            differing(row(findings, about, item))
            == ["unit_point", "all_at_once", WITHOUT_A_LINE][: 2 + (about == "category")]
        )
        assert row(findings, about, item)["unit_point"].startswith("too few differences")


def test_what_no_choice_can_touch_stands_by_construction(findings):
    """The mending touches the paragraphs of 光伏, 6G and 算力, not those of 低空经济; a test can always fall."""
    given = findings.groupby("about")["by_construction"].sum()
    assert {*findings.loc[findings["by_construction"], "item"]} == {"低空经济"} and given["term"] == given.sum() == 1
    assert findings.loc[findings["by_construction"], "stands"].all()


def test_each_variant_segments_as_its_row_says(heard):
    """Engine, HMM and lexicon reach the segmentation: both engines give the same tokens, so no table would tell."""
    base = {"engine": "rjieba", "hmm": True, "lexicon": WORDS}
    assert heard[1] == [base | SEGMENT[variant.name] for variant in VARIANTS]


def test_a_pair_is_reported_where_it_shares_two_windows_of_one_version(findings):
    """光伏 and 6G share one, in the mended text; a request of one reports it, as the next test does."""
    assert "pair" not in set(findings["about"])


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """氢能 and 光伏 meet in a paragraph, 氢能 and 算力 in a sentence of the old version alone; 6G is once in either."""
    old = "发展光伏。发展氢能和算力。\n\n6G。低空经济低空经济低空经济。"
    new = "发展光伏。发展氢能。\n\n发展算力。\n\n6G。学校工厂大学。低空经济。"
    return written(tmp_path_factory.mktemp("few"), old, new)


FEW = terms("光伏", "氢能", "算力", "6G", "低空经济", category=["技术"] * 4 + [""])


def of_few(few, old="a", new="b"):
    return sensitivity(few[0], FEW, unmended=few[1], old=old, new=new, min_windows=1)


@pytest.fixture(scope="module")
def found_in_few(few):
    return of_few(few)


def test_a_pair_in_one_paragraph_but_not_in_one_sentence_does_not_stand(found_in_few):
    near, wide = row(found_in_few, "pair", "氢能", "算力"), row(found_in_few, "pair", "光伏", "氢能")
    assert (near["finding"], near["n_old"], near["n_new"], near["stands"]) == ("only in old", 1, 0, True)
    assert (wide["finding"], wide["n_old"], wide["n_new"]) == ("in neither", 0, 0)
    assert wide["no_hmm"] == "in neither: 0 → 0" and wide["within_paragraph"] == "in both: 1 → 1"
    assert differing(wide) == WIDE


def test_the_sign_of_a_difference_not_shown_concludes_nothing(found_in_few):
    """6G once in either: with the title 11 words against 12, but 14 against 13 without the lexicon; the finding stands."""
    found = row(found_in_few, "family", "6G")
    assert found["no_hmm"] == f"same everywhere: 1 → 1, log ratio {log2(11 / 12):+.2f}, p of the rates 1"
    assert found["no_lexicon"] == f"same everywhere: 1 → 1, log ratio {log2(14 / 13):+.2f}, p of the rates 1"
    assert found["finding"] == "same everywhere" and found["stands"]
    # A term without a category is not lost: it stands under one without a name.
    categories = found_in_few[found_in_few["about"] == "category"]["item"]
    assert list(categories.fillna("-").sort_values()) == ["-", "技术"]


def test_swapped_versions_give_the_mirror_image_whatever_the_order_of_the_frames_and_the_other_docs(few, found_in_few):
    """Dropped is added, more is fewer, only in old is only in new; what stands stays."""
    swap = {"added": "dropped", "more": "fewer", "only in old": "only in new"}
    swap |= {b: a for a, b in swap.items()}
    three = [
        pd.concat([frame[frame["doc"] == "a"].assign(doc="c"), frame]).iloc[::-1, ::-1].assign(category="", n=1)
        for frame in few
    ]
    there, back = (table.set_index(KEYS).sort_index() for table in (found_in_few, of_few(three, "b", "a")))
    assert there.index.equals(back.index)
    assert (there["finding"].replace(swap) == back["finding"]).all()
    assert (there[["n_old", "n_new"]].to_numpy() == back[["n_new", "n_old"]].to_numpy()).all()
    assert (there[["stands", "differs"]] == back[["stands", "differs"]]).all(axis=None)
    assert {*there["finding"]} >= {"fewer", "only in old", "as many", "in neither"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"old": "x", "new": "b"}, "^old='x' is not one of: 'a', 'b'"),
        ({"old": "a", "new": "x"}, "^new='x' is not one of: 'a', 'b'"),
        ({"old": "a", "new": "a"}, "are one doc"),
    ],
)
def test_unknown_docs_are_named(tmp_path, options, message):
    """With those there are, in either state of the texts."""
    mended, unmended = written(tmp_path, "发展6G。", "发展6G。")
    with pytest.raises(DiscourseError, match=message):
        sensitivity(mended, terms("6G"), unmended=unmended, **options)
    with pytest.raises(DiscourseError, match="^unmended: new='b' is not one of: 'a'"):
        sensitivity(mended, terms("6G"), unmended=unmended[unmended["doc"] == "a"], old="a", new="b")


# 机器人 hides in 人形机器人, 数字产业 in 数字产业化, and 体系建设 in what 产业体系 covers first.
NESTED = pd.DataFrame({
    "term": ["人形机器人", "机器人", "数字产业化", "数字产业", "产业体系", "体系建设", "算力"],
    "category": ["技术", "技术", "产业", "产业", "产业", "产业", ""],
    "broader": ["机器人", "", "", "", "", "", ""],
})  # fmt: skip
HIDING_OLD = (
    "发展人形机器人。" * 2 + "推进产业体系建设。" + "".join(f"在{place}推进数字产业化。" for place in PLACES) + "算力。"
)
HIDING_NEW = (
    "发展人形机器人和机器人。"
    + "推进体系建设。" * 2
    + "数字产业。算力。"
    + "".join(f"在{place}工作。" for place in PLACES)
)


@pytest.fixture(scope="module")
def nested(tmp_path_factory):
    """The findings, and each conclusion and count anew with a lexicon built without each line."""
    mended, unmended = written(tmp_path_factory.mktemp("nested"), HIDING_OLD, HIDING_NEW)
    whole = Lexicon(NESTED)
    tokens, aligned = dc.segment(mended, lexicon=whole), dc.align_versions(mended, old="a", new="b")
    names = dc.find_terms(mended, whole).drop_duplicates("term").set_index("term")
    concluded = {}
    for line in ["", *NESTED["term"]]:
        rows = NESTED[NESTED["term"] != line]
        places = dc.find_terms(mended, Lexicon(rows.assign(broader=rows["broader"].where(rows["broader"] != line, ""))))
        places = places.assign(family=places["term"].map(names["family"]).fillna(places["family"]))
        for about in ("term", "category", "family"):
            change = dc.compare(dc.count(places, of=about, base=tokens, by="doc"), old="a", new="b")
            conclusions = change["change"]
            if about != "term":
                change = dc.add_paired_test(change, places, aligned, seed=None)
                shown = change["verdict_rate"].eq("shown")
                way = np.where(change["log_ratio"] > 0, ": more in new", ": less in new")
                conclusions = change["verdict_rate"] + np.where(shown, way, "")
            for said, each in zip(conclusions, change.to_dict("records"), strict=True):
                concluded[about, each[about], line] = f"{said}: {each['n_old']} → {each['n_new']}"
    return by_variants([BASE], mended, whole, unmended=unmended, old="a", new="b"), concluded


def test_without_a_line_is_what_a_lexicon_built_without_it_gives(nested):
    """Each finding differs where one of those lexicons concludes otherwise, and the line named is such a one."""
    findings, concluded = nested
    kept = {}
    for (about, item, line), said in concluded.items():
        kept.setdefault((about, item), {})[line] = said
    named = {}
    for finding in findings[findings["about"].isin(["term", "category", "family"])].to_dict("records"):
        about, item, line = finding["about"], finding["item"], finding["line"]
        if pd.isna(item):
            continue
        lines = kept[about, item]
        base, others = lines[""].rsplit(":", 1)[0], {said.rsplit(":", 1)[0] for said in lines.values()}
        assert finding["finding"] == base
        assert (WITHOUT_A_LINE in differing(finding)) == (others != {base})
        assert finding[WITHOUT_A_LINE].startswith(lines[line])
        assert bool(line) == (set(lines.values()) != {lines[""]})
        named[about, item] = line
    assert named["term", "机器人"] == "人形机器人" and named["term", "体系建设"] == "产业体系"
    # Without 数字产业化 its places are those of 数字产业, of the same category.
    assert named["category", "产业"] == "数字产业" and named["family", "算力"] == ""


def test_a_term_that_another_line_hides_does_not_stand_by_construction(nested):
    """No break is mended: all terms would, but for those that hide in others."""
    facts = nested[0].query("about == 'term'")
    assert {*facts.loc[~facts["by_construction"], "item"]} == {"机器人", "数字产业", "体系建设"}


def test_of_many_lines_those_with_the_most_places_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("discourse.sensitivity"), "LINES_AT_MOST", 1)
    mended, unmended = written(tmp_path, "发展6G，6G和光伏。", "发展6G。")
    with pytest.warns(UserWarning, match="2 lines of the lexicon stand in these texts; of these the 1 with"):
        found = by_variants([BASE], mended, terms("光伏", "6G"), unmended=unmended, old="a", new="b")
    assert row(found, "category", "技术")["line"] == "6G"


# --- the study -------------------------------------------------------------------------------------------------------


def test_each_variant_makes_one_choice_differently_and_the_last_makes_all():
    """Of six: mended, engine, HMM, terms whole, window, unit."""
    base, *others = VARIANTS
    changed = [sum(a != b for a, b in zip(base[1:], variant[1:], strict=True)) for variant in others]
    assert changed == [1, 1, 1, 1, 1, 1, 1, 6]
    assert base.name == BASE == "base" and [variant.name for variant in others] == OTHERS


def test_one_row_a_finding_and_its_columns_in_order():
    """Facts first; the names of the variants are columns."""
    findings = table()
    assert list(findings) == [
        "nature", "about", "item", "item_b", "finding", "n_old", "n_new", "log_ratio", "p_rate", "jieba", "no_hmm",
        "no_lexicon", "unmended", "within_paragraph", "unit_replacement", "unit_point", "all_at_once",
        "without_a_line", "line", "stands", "differs", "by_construction", "old", "new",
    ]  # fmt: skip
    assert not findings.duplicated(KEYS).any()
    assert list(findings["about"].unique()) == ["term", "pair", "category", "family", "word"]
    assert (
        findings["nature"] == findings["about"].isin(["term", "pair"]).map({True: "fact", False: "inference"})
    ).all()
    assert findings.drop(columns=["item_b", "log_ratio", "p_rate"]).notna().all(axis=None)
    assert findings.loc[findings["nature"] == "fact", ["log_ratio", "p_rate"]].isna().all(axis=None)


@pytest.mark.parametrize("of", ["term", "category", "family", "word"])
def test_the_base_case_is_what_the_plain_calls_give(of):
    """Counts, log ratio, p and verdict, in the order of compare; every term, category and family is there."""
    findings, change = table().query("about == @of").set_index("item"), plain("base", of)
    if of == "word":
        # Some are reported for what another variant gives.
        assert set(change.index[change["p_rate"] <= 0.05]) < set(findings.index)
        change = change[change.index.isin(findings.index)]
    assert list(findings.index) == list(change.index)
    assert (findings[["n_old", "n_new"]] == change[["n_old", "n_new"]]).all(axis=None)
    if of == "term":
        assert (findings["finding"] == change["change"]).all()
        return
    assert (findings[["log_ratio", "p_rate"]] == change[["log_ratio", "p_rate"]]).all(axis=None)
    assert (findings["finding"] == change["verdict_rate"]).all()


# A change of the words shows in each variant's words; the last, with all choices, stands for the other findings.
@pytest.mark.parametrize(
    ("variant", "of"), [*[(v, "word") for v in OTHERS], *[(OTHERS[-1], of) for of in ("term", "category", "family")]]
)
def test_a_variant_is_what_the_plain_calls_give_with_that_choice(variant, of):
    """Its words and numbers for every finding."""
    for finding in table().query("about == @of").to_dict("records"):
        there = plain(variant, of).loc[finding["item"]]
        counts = f"{there['n_old']} → {there['n_new']}"
        expected = f"{there['change']}: {counts}"
        if finding["nature"] == "inference":
            numbers = f"log ratio {there['log_ratio']:+.2f}, p of the rates {there['p_rate']:.3g}"
            direction = ": more in new" if there["log_ratio"] > 0 else ": less in new"
            verdict = there["verdict_rate"] + direction * (there["verdict_rate"] == "shown")
            expected = f"{verdict}: {counts}, {numbers}"
        assert finding[variant] == expected


@pytest.mark.parametrize("variant", ["base", "unmended", "within_paragraph", "all_at_once"])
def test_pairs_are_those_of_the_plain_calls(variant):
    """Windows in either version, and where there are none on a side, that is what the table says."""
    counts = plain_pairs(variant)
    for pair in table().query("about == 'pair'").to_dict("records"):
        old, new = (counts.get((doc, pair["item"], pair["item_b"]), 0) for doc in (OLD, NEW))
        where = {(True, True): "in both", (True, False): "only in old", (False, True): "only in new"}
        said = where.get((old > 0, new > 0), "in neither")
        if variant == "base":
            assert (pair["finding"], pair["n_old"], pair["n_new"]) == (said, old, new)
        else:
            assert pair[variant] == f"{said}: {old} → {new}"


def test_every_pair_of_any_variant_is_reported_and_no_other():
    """By a request of one window."""
    counts = [plain_pairs(variant) for variant in ("base", "unmended", "within_paragraph", "all_at_once")]
    expected = {(a, b) for pairs in counts for (_, a, b), n in pairs.items() if n}
    pairs = table().query("about == 'pair'")
    assert set(zip(pairs["item"], pairs["item_b"], strict=True)) == expected


def test_the_mending_makes_pairs_in_the_study():
    """The broken line at 生态主导型企业 parts it from 专精特新, which stands after the break in one version alone."""
    pair = row(table(), "pair", "专精特新", "生态主导型企业")
    assert (pair["finding"], pair["unmended"]) == ("in both", "only in new: 0 → 1")
    assert differing(pair) == UNMENDED


def test_what_stands_is_what_every_variant_says():
    """`stands` and `differs` follow from the words of the columns."""
    findings = table()
    said = findings[CHOICES].apply(lambda values: values.str.rsplit(":", n=1).str[0])
    other = said.ne(findings["finding"], axis=0)
    assert (findings["stands"] == ~other.any(axis=1)).all()
    assert list(findings["differs"]) == [", ".join(other.columns[line]) for line in other.to_numpy()]


@pytest.mark.parametrize("about", ["term", "category", "family", "word", "pair"])
def test_rows_open_their_sentences(about):
    """As many places as n_old and n_new say."""
    rows = table().query("about == @about")
    if about == "pair":
        rows = rows.rename(columns={"item": "term_a", "item_b": "term_b"}).assign(within="sentence", of="term")
    lines = dc.evidence(
        rows.rename(columns={"item": about}), tokens() if about == "word" else mentions(), corpus().paragraphs
    )
    assert list(lines["row"].value_counts().reindex(range(len(rows)), fill_value=0)) == list(
        rows["n_old"] + rows["n_new"]
    )


# --- any outcome -----------------------------------------------------------------------------------------------------


NAMES = [BASE, *CHOICES]


def outcome(variant, conclusion, **more):
    keys = {"nature": "fact", "about": "term", "item": "6G", "item_b": None}
    numbers = {"n_old": 1, "n_new": 0, "log_ratio": None, "p_rate": None}
    return keys | numbers | {"conclusion": conclusion, "variant": variant, "line": ""} | more


@settings(max_examples=8)
@given(st.lists(st.sampled_from(["added", "dropped", None]), min_size=len(NAMES), max_size=len(NAMES)))
def test_a_finding_stands_where_all_variants_agree(conclusions):
    """None is a variant that lacks the term, which is a conclusion like any other."""
    each = list(zip(NAMES, conclusions, strict=True))
    assume(any(conclusions))
    found = [outcome(variant, conclusion) for variant, conclusion in each if conclusion]
    finding = compare_variants(pd.DataFrame(found), level=0.05, min_windows=2).iloc[0]
    assert finding["finding"] == (conclusions[0] or "in neither")
    assert finding["stands"] == (len(set(conclusions)) == 1)
    assert differing(finding) == [variant for variant, other in each if other != conclusions[0]]


windows = st.integers(0, 4)


@settings(max_examples=8)
@given(st.lists(st.tuples(windows, windows), min_size=len(NAMES), max_size=len(NAMES)), st.integers(1, 4))
def test_a_pair_is_reported_where_one_version_of_one_variant_has_the_windows(each, least):
    """So many as are asked for, whatever the other variants and the other version have."""
    found = [
        outcome(variant, "in both", about="pair", item_b="光伏", n_old=old, n_new=new)
        for variant, (old, new) in zip(NAMES, each, strict=True)
    ]
    reported = compare_variants(pd.DataFrame(found), level=0.05, min_windows=least)
    assert len(reported) == (max(max(pair) for pair in each) >= least)


def test_a_version_without_any_term_is_compared_all_the_same(tmp_path):
    """光伏 stands in one version only, and there only once the broken line is mended."""
    mended, unmended = written(tmp_path, "发展光\n\n伏。", "无。", 光伏="光\n\n伏")
    findings = by_variants([BASE, *UNMENDED], mended, terms("光伏"), unmended=unmended, old="a", new="b")
    row = findings.query("about == 'term'").iloc[0]
    assert (row["item"], row["finding"], row["unmended"]) == ("光伏", "dropped", "in neither: 0 → 0")
