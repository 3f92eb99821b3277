"""Results in words: every number and name is read off the frame, in both languages alike."""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
import study
from discourse.errors import DiscourseError
from discourse.reports.methods import FIELD, REFERENCES, citation, cited
from discourse.reports.report import KINDS
from discourse.strings import STRINGS

NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
# Two made-up versions, in which everything can be counted by hand.
OLD = ["一、产业", "发展光伏、锂电池和算力等领域。推进改革。", "支持光伏，稳住就业，加强服务。到2027年建成200个园区。"]
NEW = ["一、产业", "发展光伏和算力等领域。推进改革。", "支持光伏，扩大就业，加强服务和改革。到2027年建成300个园区。"]
LEXICON = dc.Lexicon(
    pd.DataFrame(
        {
            "term": ["光伏", "锂电池", "算力", "改革", "服务"],
            "english": ["photovoltaics", "lithium batteries", "computing power", "reform", "services"],
            "category": ["能源", "能源", "信息", "治理", "治理"],
        }
    )
)
LABELS = [LEXICON, {"甲报": "Paper A", "乙报": "Paper B"}]


@cache
def headed():
    """筑牢经济根基 stands in the answer of the old version, and in the heading of the new one."""
    texts = ["推进产业升级", "要筑牢经济根基。", "筑牢经济根基", "要发展产业。"]
    return pd.DataFrame(
        {"doc": ["甲报", "甲报", "乙报", "乙报"], "section": 1, "turn": 0, "paragraph": [1, 2] * 2, "speaker": None,
         "kind": ["heading", "answer"] * 2, "point": None, "text": texts}
    )  # fmt: skip


@cache
def frames():
    rows = [
        {"doc": doc, "section": 1, "turn": 0, "paragraph": at, "heading": "产业", "speaker": None, "point": None,
         "kind": "heading" if at == 1 else "body", "text": text}
        for doc, texts in (("甲报", OLD), ("乙报", NEW)) for at, text in enumerate(texts, 1)
    ]  # fmt: skip
    paragraphs = pd.DataFrame(rows)
    tokens, mentions = dc.segment(paragraphs, lexicon=LEXICON), dc.find_terms(paragraphs, LEXICON)
    lists = dc.find_lists(paragraphs, lexicon=LEXICON)
    aligned = dc.align_versions(paragraphs, old="甲报", new="乙报")
    counts = dc.count(mentions, base=tokens, by="doc")
    words = dc.compare(dc.count(tokens, by="doc"), old="甲报", new="乙报")
    change = dc.compare(counts, old="甲报", new="乙报")
    actions, commitments = (
        dc.find_actions(paragraphs, lexicon=LEXICON),
        dc.find_commitments(paragraphs, lexicon=LEXICON),
    )
    return {
        "find_actions": actions,
        "find_commitments": commitments,
        "add_verbs": dc.add_verbs(mentions, actions),
        "compare_actions": dc.compare_actions(commitments, aligned),
        "find_quotations": dc.find_quotations(study.corpus().paragraphs),
        "align_versions": aligned,
        "compare_lists": dc.compare_lists(paragraphs, old="甲报", new="乙报", lexicon=LEXICON),
        "substitutions": dc.substitutions(aligned, lexicon=LEXICON),
        "compare_quantities": dc.compare_quantities(dc.find_quantities(paragraphs), aligned),
        "find_headline_phrases": dc.find_headline_phrases(headed(), old="甲报", new="乙报"),
        "sensitivity": dc.sensitivity(paragraphs, LEXICON, unmended=paragraphs, old="甲报", new="乙报"),
        "add_context": dc.add_context(mentions, paragraphs, lists=lists, aligned=aligned),
        "count_pairs": dc.count_pairs(mentions, base=tokens, within="sentence", by="doc", lists=lists),
        "add_word_shift": dc.add_word_shift(words),
        "compare": change,
        "add_paired_test": dc.add_paired_test(change, mentions, aligned),
        "add_dispersion": dc.add_dispersion(change, mentions, base=tokens, over="sentence"),
        "add_tfidf": dc.add_tfidf(counts, by="doc"),
        "dispersion": dc.dispersion(mentions, base=tokens, over="sentence", by="doc"),
        "prominence": dc.prominence(mentions, base=tokens, by="doc", lists=lists),
        "count": counts,
        **of_years(),
        "Corpus.edits": study.corpus().edits,
        "Corpus.articles": study.corpus().articles,
    }


def of_years():
    """What is told of the made-up corpus of twelve years."""
    folder = Path(__file__).parents[1] / "docs" / "examples" / "made_up"
    corpus, lexicon = dc.read_corpus(folder / "corpus.toml"), dc.read_lexicon(folder / "terms.csv")
    paragraphs, articles = corpus.paragraphs, corpus.articles
    tokens, mentions = dc.segment(paragraphs, lexicon=lexicon), dc.find_terms(paragraphs, lexicon)
    passages = dc.find_reuse(paragraphs, articles=articles)
    return {
        "formulas": dc.formulas(paragraphs, terms=lexicon, articles=articles),
        "trend": dc.trend(dc.count(mentions, base=tokens, by="year", articles=articles), draws=99),
        "vocabulary_change": dc.vocabulary_change(dc.count(tokens, by="year", articles=articles)),
        "count_reuse": dc.count_reuse(passages, paragraphs, articles=articles),
        "find_topics": dc.find_topics(dc.count(tokens, by=["doc", "paragraph"]), topics=3, seeds=2, halves=2),
    }


def say(name, language="zh", **more):
    return dc.report(frames()[name], language=language, labels=LABELS if language == "en" else LEXICON, **more)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:no English label")
@pytest.mark.parametrize("name", [*KINDS, "add_paired_test", "add_dispersion"])
def test_both_languages_say_the_same_numbers_and_nothing_is_counted_as_0_of_something(name):
    chinese, english = (say(name, language) for language in ("zh", "en"))
    numbers = [sorted(NUMBER.findall(re.sub(r"95 ?%|1,000 words|每千词", "", text))) for text in (chinese, english)]
    assert numbers[0] == numbers[1] != []
    assert chinese.endswith("。") and english.endswith(".")
    assert "{" not in chinese + english and "nan" not in english and "<NA>" not in english
    # What is none is said to be none, or is left out.
    assert not ZERO.findall(chinese) + ZERO.findall(english)


def test_counts_are_told_with_rate_and_interval_the_most_frequent_first():
    frame = pd.DataFrame(
        {"doc": "A", "term": ["光伏", "算力", "服务"], "n": [5, 2, 2], "total": 500, "rate": [10.0, 4.0, 4.0],
         "rate_low": [3.2, 0.5, 0.5], "rate_high": [23.1, 14.4, 14.4], "of": "term", "by": "doc"}
    )  # fmt: skip
    assert dc.report(frame, top=2) == (
        "A（500 词）：3 个术语，共 9 次。次数最多的是光伏（5 次，每千词 10 次，95% 区间 3.2–23）、"
        "服务（2 次，每千词 4.0 次，95% 区间 0.5–14）（另有 1 项与末项并列）。"
    )
    assert dc.report(frame, top=1, language="en", labels=LEXICON) == (
        "A: 9 mentions of 3 terms in 500 words. The most frequent: "
        "photovoltaics (5; 10 per 1,000 words, 95% interval 3.2–23)."
    )


def test_of_many_that_are_tied_none_is_named_by_chance():
    frame = pd.DataFrame(
        {"doc": "A", "term": [*"甲乙丙丁戊"], "n": [3, 1, 1, 1, 1], "total": 50, "of": "term", "by": "doc"}
    )
    frame["rate"] = 20.0 * frame["n"]
    assert dc.report(frame, top=2).endswith("次数最多的是甲（3 次，每千词 60 次）（其后 4 项并列）。")
    assert dc.report(frame.tail(4), top=2).endswith("丙（1 次，每千词 20 次）（另有 2 项与末项并列）。")


@pytest.mark.slow
def test_p_values_are_told_before_their_correction_where_none_outlasts_it():
    row = frames()["add_paired_test"].head(1)
    asked = row.assign(
        verdict_rate="not shown", p_rate=0.03, p_rate_joined=0.02, q_rate=0.2, verdict="not shown", p_paired=0.4, q=0.4
    )
    text = dc.report(asked, language="en", labels=LABELS)
    name = LEXICON.labels("en")[row["term"].item()]
    assert f"Before the correction p is below .05 for {name} (p = .030, q = .20 after correction)." in text
    assert text.count("Before the correction") == 1
    # A theme of one passage has a small p by blocks alone, and is not named.
    theme = row.assign(verdict="not shown", p_paired=0.01, p_paired_joined=0.4, q=0.4).drop(columns="verdict_rate")
    assert "Before the correction" not in dc.report(theme, language="en", labels=LABELS)


def test_a_comparison_tells_what_came_and_went_and_what_the_tests_show():
    text = say("add_paired_test")
    # Of five terms one is gone (锂电池), one is more (改革 1 → 2), three stay.
    assert "共 5 个术语" in text and "只见于旧版 1、新版较多 1、次数相同 3" in text
    assert "增加最多的是改革 1→2" in text and "减少最多的是锂电池 1→0" in text
    assert text.count("对哪一项都无从显出差异。") == 2 and "差异太少 2、各处相同 3" in text
    without = say("compare")
    assert "检验" not in without


def test_what_more_parts_have_is_told_and_what_is_key_in_one_alone():
    """Text dispersion keyness: 改革 is in one sentence of five before and in two after; the one whose interval leaves
    out 0 stands in one text only."""
    assert "按见于多少句计（文本离散关键性），乙报最突出的是改革（2/5，另一方 1/5）。" in say("add_dispersion")
    row = frames()["add_dispersion"].head(1).assign(
        over="doc", log_ratio_bound=1.5, n_new=9, n_old=1, range_new=1, parts_new=8, range_old=2, parts_old=6, range_g2=-1.0
    )  # fmt: skip
    text, name = dc.report(row, language="en", labels=LABELS), LEXICON.labels("en")[row["term"].item()]
    assert "By how many articles have it (text dispersion keyness), most typical of Paper A: " in text
    assert f"Paper A: {name} (in 2 of 6, against 1 of 8)." in text
    assert f"More frequent in Paper B, and that in one article only: {name} (9)." in text


def test_a_shown_difference_is_named_with_p_and_q_of_its_test():
    row = frames()["add_paired_test"].head(1)
    shown = row.assign(
        verdict_rate="shown", p_rate=0.0004, p_rate_joined=0.0002, q_rate=0.012, verdict="not shown", q=0.3
    )
    text = dc.report(shown, language="en", labels=LABELS)
    name = LEXICON.labels("en")[shown["term"].item()]
    assert f"A difference is shown in 1 term: {name} (p < .001, q = .012 after correction)." in text
    assert text.count("It is not shown to differ.") == 1 and "None of them" not in text


def test_phrases_of_headlines_are_told_with_the_kinds_that_they_went_to():
    assert say("find_headline_phrases") == (
        "从甲报到乙报，标题与提问中的提法也见于另一类段落的有 1 个（2 处），其中 1 个在两版中所处的段落类别不同。"
        "类别不同的是“筑牢经济根基”（答→小标题）。"
    )
    gone = frames()["find_headline_phrases"].query("doc == '甲报'").assign(kinds_new="")
    assert "“筑牢经济根基” (answer → –)" in dc.report(gone, language="en", labels=LABELS)


def test_pairs_of_two_texts_are_said_to_be_the_same_only_where_they_are():
    pairs = frames()["count_pairs"]
    same = pairs[pairs["term_a"].eq("光伏") & pairs["term_b"].eq("算力")]
    assert len(same) == 2 and "两文的同现完全相同" in dc.report(same)
    assert "两文的同现完全相同" not in dc.report(pairs)
    met = pairs[pairs["doc"].eq("甲报") & pairs["n"].gt(0)]
    assert f"甲报：在 {met['windows'].iloc[0]} 句中，{len(met)} 对同现。" in dc.report(pairs)
    assert "只见于甲报的有 2 对" in dc.report(pairs)


def test_numbers_and_substitutions_are_told_with_what_they_became():
    assert "200个（目标） → 300个（目标）" in say("compare_quantities")
    assert "从甲报到乙报" in say("substitutions")


def test_contexts_tell_place_list_and_sentence_of_each_mention():
    text = say("add_context", top=9)
    assert "【锂电池】甲报 1 次：第1节，句缩写，列举 2/3（光伏、锂电池、算力）。" in text
    # 光伏 stands twice in either version.
    assert dc.report(frames()["add_context"], top=1).count("（另有 1 项）") == 2


def test_rows_are_told_whatever_their_order_and_none_is_said_to_be_none():
    pairs = frames()["count_pairs"]
    assert dc.report(pairs.sample(frac=1, random_state=3)) == dc.report(pairs)
    assert dc.report(pairs.head(0), language="en") == "The frame has no rows: there is nothing to report."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"frame": pd.DataFrame({"a": [1]})}, "frame has 'a', and report tells what these return: align_versions"),
        ({"frame": "counts"}, "frame is a str, no DataFrame"),
        ({"language": "fr"}, "language='fr' is not one of: 'zh', 'en'"),
        ({"top": 0}, "top=0"),
    ],
)
def test_what_cannot_be_told_is_refused(arguments, message):
    with pytest.raises(DiscourseError, match=re.escape(message)):
        dc.report(**{"frame": frames()["count"]} | arguments)


def test_methods_says_each_thing_once_and_cites_what_references_lists():
    results = [frames()[name] for name in ("count", "count_pairs", "add_paired_test", "add_tfidf", "count")]
    for language in ("zh", "en"):
        text = dc.methods(*results, corpus=study.corpus(), lexicon=LEXICON, language=language)
        works = dc.references(*results, corpus=study.corpus(), lexicon=LEXICON)
        assert [citation(entry) in text for entry in works.splitlines()] == [True] * works.count("\n")
        assert len(re.findall(r"(?:19|20)\d\d", text)) == len(re.findall(r"year = ", works)) + text.count("1993") - 2
        assert text.count("Clopper & Pearson 1934") == 1
    assert "Window: the same sentence." in text and "declared by the researcher in reading them: 4" in text


@pytest.mark.parametrize("name", [*KINDS, "add_paired_test", "add_dispersion"])
def test_the_methods_of_each_frame_are_told_in_both_languages(name):
    texts = [dc.methods(frames()[name], language=language) for language in ("zh", "en")]
    assert all("{" not in text for text in texts)
    assert name.startswith("Corpus") or len(texts[1]) > len(dc.methods(language="en"))


def test_every_work_is_cited_by_a_sentence_and_has_what_a_reference_needs():
    keys = {work for key in STRINGS if key.startswith("methods.") for work in cited(key)}
    assert keys == set(REFERENCES)
    for entry in REFERENCES.values():
        fields = dict(FIELD.findall(entry))
        assert {"author", "year", "title"} <= set(fields) and entry.count("{") == entry.count("}")


ZERO = re.compile(r"(?<![\d.,→(（])(?<!against )0 (?:[个对项处次篇段节]|of|terms?|pairs?|items?|blocks?|mentions?)")


def test_edits_tell_what_there_is_and_none_where_there_is_none():
    row = {"doc": "A", "rule": "width", "before": "a", "after": "b", "origin": "automatic", "doubtful": False}
    frame = pd.DataFrame([row, row | {"origin": "declared"}, row | {"doc": "B", "after": "a"}])
    assert dc.report(frame) == "A：按规则改动 1 处、研究者订正 1 处。B：未作改动。"


def test_what_is_typical_is_told_section_by_section_with_its_score():
    """As the frame has it: the largest tf-idf first, two decimals, equal ones by name."""
    scores = pd.DataFrame(
        {"doc": "A", "section": [1, 1, 2, 2], "term": ["甲", "乙", "甲", "丙"], "n": 1, "idf": 1.0,
         "tfidf": [0.6, 0.8, 1.0, 0.0], "of": "term", "by": "doc|section"}
    )  # fmt: skip
    assert (
        dc.report(scores)
        == "A第1节的特征词：乙（0.80）、甲（0.60）。A第2节的特征词：甲（1.00）。tf-idf 只作排序，不作检验。"
    )


def test_dispersion_is_told_from_the_most_even_of_what_stands_often_enough():
    """Of five mentions or more; what stands more than once and in one part is named apart."""
    spread = pd.DataFrame(
        {"doc": "A", "term": ["甲", "乙", "丙", "丁"], "n": [5, 9, 3, 1], "parts": 4, "range": [2, 4, 1, 1],
         "dp": 0.1, "dp_norm": [0.5, 0.25, 1.0, 1.0], "of": "term", "by": "doc"}
    )  # fmt: skip
    assert dc.report(spread) == (
        "A（只计各部分之内）：2 个术语不足 5 次，其分布不足为据。分布由匀到聚：乙（9 次，见于 4 个部分中的 4 个，归一化 DP 0.25）、"
        "甲（5 次，见于 4 个部分中的 2 个，归一化 DP 0.50）。不止一次而只见于一个部分的：丙（3 次）。"
    )  # fmt: skip
    assert dc.report(spread.head(2), language="en").startswith("A, inside the parts: all have 5 mentions or more.")
    # What follows the names of a whole kind is counted, though no more of it is tied.
    short = dc.report(spread.assign(n=[5, 9, 3, 2]), language="en", top=1)
    assert "most bunched: 乙 (9; in 4 of 4 parts, normalised DP 0.25) and 1 more." in short
    assert "in one part only: 丙 (3) and 1 more." in short


def test_prominence_is_told_by_kind_by_place_and_by_who_asks():
    """Two terms: one in the title and first, one in answers, of whose mentions three of four were prompted."""
    kinds = {f"in_{kind}": [0, 0] for kind in ("title", "heading", "lead", "question", "body")}
    profile = pd.DataFrame(
        {"doc": "A", "term": ["甲", "乙"], "n": [1, 4], "first": [0.0, 0.25], "sections": 1, **kinds,
         "in_answer": [0, 4], "prompted": [0, 3], "spontaneous": [0, 1], "of": "term", "by": "doc"}
    ).assign(in_title=[1, 0])  # fmt: skip
    assert dc.report(profile) == (
        "A的标题有甲。最先提到的（括号内为此前占全文的比例）：甲（0%）、乙（25%）。"
        "答语中的 4 次，3 次承问（75%），1 次自发（25%）。"
    )


def test_findings_are_told_to_stand_as_many_as_the_frame_says():
    """Three facts, one of which no choice could change and one that falls by a line; one inference that falls."""
    findings = pd.DataFrame(
        {"nature": ["fact"] * 3 + ["inference"], "about": ["term"] * 3 + ["word"], "item": ["甲", "乙", "丙", "和"],
         "item_b": None, "finding": "", "stands": [True, True, False, False], "differs": ["", "", "without_a_line", "jieba"],
         "by_construction": [True, False, False, False], "line": ["", "", "丁", ""]}
    )  # fmt: skip
    text = dc.report(findings)
    assert "2 项中 1 项在各种选择下都成立。另有 1 项任何选择都触及不到" in text and "不都成立的：丙。" in text
    assert "丙（丁）" in text and "1 项中没有一项在各种选择下都成立。不都成立的：和。" in text


def test_a_number_that_rounds_to_nothing_has_no_sign():
    row = (
        frames()["compare"]
        .head(1)
        .assign(log_ratio=-0.000001, log_ratio_low=-0.0, log_ratio_high=0.5, n_new=3, n_old=1)
    )
    assert "（对数比 0.00，95% 区间 [0.00, 0.50]）" in dc.report(row)


def test_targets_are_told_and_not_what_is_reached():
    text = headed().iloc[[1]].assign(text="力争到2027年建成200个左右园区。我国已培育企业14万家。")
    said = dc.report(dc.find_commitments(text), language="en")
    assert "200个 园区 (about, by 2027, goal)" in said and "14万家" not in said


@pytest.mark.parametrize(
    "columns",
    [
        {"term": "算力", "n": 2, "total": 100, "rate": 20.0, "of": "term", "by": "doc"},
        {"kind": "body", "n": 2, "total": 100, "rate": 20.0, "of": "kind", "by": "doc"},
        {"text": "高质量", "source": "规划", "mark": "“", "start": 0, "end": 3},
        {"term": "算力", "verb": "发展", "governed": True, "modal": None, "degree": None},
    ],
)
def test_of_many_articles_the_first_are_told_and_how_many_follow(columns):
    """Whatever is told article by article; the order is that of the labels."""
    docs = [f"d{at:02}" for at in range(15)]
    frame = pd.DataFrame([{"doc": doc, **columns} for doc in docs])
    for language, cut in (("zh", "另有 3 篇（组）未述。"), ("en", "Articles or groups not told here: 3.")):
        labels = [{doc: f"《{doc}》" for doc in reversed(docs)}, {"算力": "compute", "发展": "develop"}]
        said = dc.report(frame, language=language, labels=labels)
        assert [doc for doc in docs if f"《{doc}》" in said] == docs[3:] and said.endswith(cut)
        assert cut not in dc.report(frame.head(12), language=language)
