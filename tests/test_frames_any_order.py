"""Columns are found by name: shuffled or added columns, shuffled rows and another index change no result.

One small text in two versions is enough, and counts of eight years: each case is one public function and the frames
that it takes. What is drawn of such frames is in figures/test_every_plot.py.
"""

import inspect
from functools import cache

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.words.lexicon import Lexicon
from shuffled import all_at_once, columns_added, columns_shuffled, index_changed, rows_shuffled

TERMS = {"低空经济": "新产业", "光伏": "新能源", "算力": "新产业", "6G": "新产业", "中小企业": "企业"}
LEXICON = Lexicon(
    pd.DataFrame(
        {"term": TERMS.keys(), "forms": "", "english": "", "category": TERMS.values(), "broader": "", "note": ""}
    )
)
LINES = {
    "old": [
        (0, 0, "title", "金融支持新兴产业"),
        (1, 0, "heading", "一、发展低空经济"),
        (1, 1, "question", "问：如何发展低空经济、光伏？"),
        (1, 2, "answer", "低空经济、光伏、算力是新的增长引擎。中小企业要用好算力。"),
        (1, 2, "answer", "一是支持光伏，6G跟上。二是支持中小企业。低空经济还要再看。"),
        (2, 0, "heading", "二、服务中小企业"),
        (2, 3, "question", "问：中小企业怎么办？"),
        (2, 4, "answer", "中小企业有光伏，也有算力。中小企业、6G、算力一起发展。"),
    ],
    "new": [
        (0, 0, "title", "金融支持新兴产业"),
        (1, 0, "heading", "一、发展低空经济"),
        (1, 1, "question", "问：如何发展低空经济、算力？"),
        (1, 2, "answer", "低空经济、算力、6G是新的增长引擎。中小企业要用好算力。算力最要紧。"),
        (1, 2, "answer", "一是支持算力，6G跟上。二是支持中小企业。"),
        (2, 0, "heading", "二、服务中小企业"),
        (2, 3, "question", "问：中小企业怎么办？"),
        (2, 4, "answer", "中小企业有低空经济，也有算力。算力要发展。"),
        (0, 0, "imprint", "低空经济版 编辑"),
    ],
}


@cache
def paragraphs():
    rows = [
        (
            doc,
            section,
            turn,
            number,
            "标题",
            kind,
            "金" if kind == "answer" else None,
            None,
            text,
            2020 + (doc == "new"),
        )
        for doc, lines in LINES.items()
        for number, (section, turn, kind, text) in enumerate(lines, 1)
    ]
    names = ["doc", "section", "turn", "paragraph", "heading", "kind", "speaker", "point", "text", "year"]
    return pd.DataFrame(rows, columns=names).astype({"point": "Int64", "speaker": "str"})


@cache
def tokens():
    return dc.segment(paragraphs(), lexicon=LEXICON)


@cache
def mentions():
    return dc.find_terms(paragraphs(), LEXICON).merge(paragraphs()[["doc", "year"]].drop_duplicates(), on="doc")


@cache
def lists():
    return dc.find_lists(paragraphs(), lexicon=LEXICON)


@cache
def counts(*by, of="term"):
    return dc.count(mentions(), base=tokens(), by=list(by), of=of)


@cache
def change(*by):
    return dc.compare(counts("doc", *by), old="old", new="new", base=tokens())


@cache
def pairs(within):
    return dc.count_pairs(mentions(), base=tokens(), within=within, by="doc", lists=lists())


@cache
def aligned():
    return dc.align_versions(paragraphs(), old="old", new="new")


@cache
def quantities():
    return dc.find_quantities(paragraphs())


@cache
def actions():
    return dc.find_actions(paragraphs(), lexicon=LEXICON)


@cache
def articles():
    """The two versions, of the older only the year is known."""
    told = {"doc": ["old", "new"], "date": ["2020", "2021-05-06"], "source": "某报", "group": "g", "year": [2020, 2021]}
    return pd.DataFrame(told)


@cache
def sentences():
    """Each sentence as an article of its year."""
    rows = paragraphs().assign(doc=lambda frame: frame["doc"] + frame["paragraph"].astype(str))
    return rows[rows["kind"] != "imprint"], rows[["doc", "year"]].drop_duplicates("doc")


@cache
def between_years():
    """The terms of one year against those of the other, the words and the articles that they are of."""
    texts, about = sentences()
    found, words = dc.find_terms(texts, LEXICON), dc.segment(texts, lexicon=LEXICON)
    counted = dc.count(found, base=words, by="year", articles=about)
    return dc.compare(counted, old=2020, new=2021), found, words, about


@cache
def years():
    """A word that comes, one that goes, one that stays, over eight years of 1,000 words."""
    rates = {"来": [0, 0, 0, 1, 2, 4, 4, 5], "去": [9, 8, 7, 2, 1, 0, 0, 0], "留": [3, 4, 3, 2, 3, 4, 3, 3]}
    rows = [(2015 + at, term, n, 1000) for term, every in rates.items() for at, n in enumerate(every) if n]
    return pd.DataFrame(rows, columns=["year", "term", "n", "total"]).assign(of="term", by="year")


@cache
def passages():
    return dc.find_reuse(paragraphs(), articles=articles(), least=8)


BY = ["doc", "section"]
COMPARED = {"old": "old", "new": "new"}
# The function, and the frames it takes; what it returns stands in the order of its first frame, or has its own.
CASES = {
    "count": (lambda m, t: dc.count(m, base=t, by=BY), mentions, tokens),
    "count words": (lambda t: dc.count(t, by="doc", unit="character"), tokens),
    "count by a column of one's own": (lambda m, t: dc.count(m, base=t, by=["year", "doc"], of="family"), mentions, tokens),
    "count bootstrap": (lambda m, t: dc.count(m, base=t, by="doc", interval="bootstrap"), mentions, tokens),
    "add_tfidf": (lambda c: dc.add_tfidf(c, by=BY, within="doc"), lambda: counts("doc", "section")),
    "dispersion": (lambda m, t: dc.dispersion(m, base=t, over="section", by="doc"), mentions, tokens),
    "dispersion in equal parts": (lambda m, t: dc.dispersion(m, base=t, over=5, by="doc"), mentions, tokens),
    "count_pairs": (
        lambda m, t, i: dc.count_pairs(m, base=t, within="sentence", by="doc", lists=i), mentions, tokens, lists,
    ),
    "count_pairs in words": (
        lambda m, t, i: dc.count_pairs(m, base=t, within=4, by=BY, lists=i), mentions, tokens, lists,
    ),
    "compare": (lambda c: dc.compare(c, **COMPARED), lambda: counts("doc")),
    "compare by section": (
        lambda c, t: dc.compare(c, base=t, **COMPARED), lambda: counts("doc", "section"), tokens,
    ),
    "compare categories": (lambda c: dc.compare(c, **COMPARED), lambda: counts("doc", of="category")),
    "add_paired_test": (dc.add_paired_test, lambda: change("section"), mentions, aligned),
    "add_sentence_test": (
        lambda c, m, t: dc.add_sentence_test(c, m, base=t, draws=49), lambda: change("section"), mentions, tokens,
    ),
    "add_dispersion": (
        lambda c, m, t: dc.add_dispersion(c, m, base=t, over="section"), lambda: change("section"), mentions, tokens,
    ),
    "add_word_shift": (dc.add_word_shift, lambda: change("section")),
    "add_prompting": (lambda m, t: dc.add_prompting(m, base=t), mentions, tokens),
    "prominence": (lambda m, t, i: dc.prominence(m, base=t, by="doc", lists=i), mentions, tokens, lists),
    "add_token_offset": (lambda m, t: dc.add_token_offset(m, base=t), mentions, tokens),
    "add_token_offset of tokens": (dc.add_token_offset, tokens),
    "add_context": (
        lambda m, p, i, a: dc.add_context(m, p, lists=i, aligned=a), mentions, paragraphs, lists, aligned,
    ),
    "find_cooccurrences": (lambda m: dc.find_cooccurrences(m, within="sentence"), mentions),
    "find_cooccurrences within words": (lambda m, t: dc.find_cooccurrences(m, within=4, base=t), mentions, tokens),
    "concordance": (lambda p, m: dc.concordance(p, "低空|企业", regex=True, mentions=m), paragraphs, mentions),
    "evidence of counts": (dc.evidence, lambda: counts("doc", "section"), mentions, paragraphs),
    "evidence of a comparison": (dc.evidence, lambda: change("section"), mentions, paragraphs),
    "evidence of pairs": (dc.evidence, lambda: pairs("section"), mentions, paragraphs),
    "evidence of near pairs": (
        lambda r, m, p, t: dc.evidence(r, m, p, base=t), lambda: pairs(4), mentions, paragraphs, tokens,
    ),
    "find_terms": (lambda p: dc.find_terms(p, LEXICON), paragraphs),
    "segment": (lambda p: dc.segment(p, lexicon=LEXICON), paragraphs),
    "find_lists": (lambda p: dc.find_lists(p, lexicon=LEXICON), paragraphs),
    "align_versions": (lambda p: dc.align_versions(p, **COMPARED), paragraphs),
    "compare_lists": (lambda p: dc.compare_lists(p, **COMPARED), paragraphs),
    "count_docs": (lambda m, t, a: dc.count_docs(m, base=t, by="year", articles=a), mentions, tokens, articles),
    "to_matrix": (lambda c: dc.from_matrix(dc.to_matrix(c)), lambda: counts("doc", "section")),
    "find_topics": (lambda c: dc.find_topics(c, topics=2, seeds=2, halves=2), lambda: counts("doc", "section")),
    "centrality": (lambda m, t: dc.centrality(m, base=t, within="sentence", by="doc", draws=20), mentions, tokens),
    "find_communities": (lambda c: dc.find_communities(c, seeds=3, draws=19), lambda: pairs("sentence")),
    "add_article_test": (
        lambda c, m, t, a: dc.add_article_test(c, m, base=t, articles=a, draws=49),
        *(lambda at=at: between_years()[at] for at in range(4)),
    ),
    "find_quantities": (dc.find_quantities, paragraphs),
    "find_quotations": (dc.find_quotations, paragraphs),
    "find_actions": (lambda p: dc.find_actions(p, lexicon=LEXICON), paragraphs),
    "find_commitments": (lambda p: dc.find_commitments(p, lexicon=LEXICON), paragraphs),
    "add_verbs": (dc.add_verbs, mentions, actions),
    "compare_quantities": (dc.compare_quantities, quantities, aligned),
    "compare_actions": (dc.compare_actions, actions, aligned),
    "find_headline_phrases": (lambda p: dc.find_headline_phrases(p, lexicon=LEXICON, **COMPARED), paragraphs),
    "substitutions": (lambda a: dc.substitutions(a, LEXICON), aligned),
    "version_pairs": (dc.version_pairs, articles),
    "side_by_side": (dc.side_by_side, articles),
    "dated_articles": (lambda a: dc.dated_articles(a, least=2), articles),
    "formula_candidates": (lambda p: dc.formula_candidates(p, least=2), paragraphs),
    "formulas": (lambda p, a: dc.formulas(p, terms=[*TERMS], articles=a), paragraphs, articles),
    "find_boilerplate": (
        lambda p, a: dc.find_boilerplate(p, by="source", articles=a, least=5), paragraphs, articles,
    ),
    "find_reuse": (lambda p, a: dc.find_reuse(p, articles=a, least=8), paragraphs, articles),
    "count_reuse": (lambda r, p, a: dc.count_reuse(r, p, articles=a), passages, paragraphs, articles),
    "trace": (lambda p, a: dc.trace(p, source="old", least=8, articles=a), paragraphs, articles),
    "trend": (lambda c: dc.trend(c, draws=19), years),
    "vocabulary_change": (lambda c: dc.vocabulary_change(c, draws=99), years),
    "term_candidates": (lambda p: dc.term_candidates(p, lexicon=LEXICON), paragraphs),
    "network_layout": (dc.network_layout, lambda: pairs("sentence")),
}  # fmt: skip
# These number the rows of their first frame in what they return, so the order of its rows is part of what is asked.
NUMBERED = [name for name in CASES if name.startswith("evidence")]
# These print or write what they are given, a row as a row; figures are asked in a test of their own.
AS_GIVEN = {
    "report",
    "methods",
    "references",
    "show_concordance",
    "show_table",
    "save_figure",
    "save_network",
    "save_table",
}
# read_table takes what people have, and says by which heads it understood it; evidence_corpus reads files, too.
AS_GIVEN |= {"read_table", "read_stopwords", "evidence_corpus"}
# It calls the others with the paragraphs that it is given, and takes as long as all of them.
AS_GIVEN |= {"sensitivity"}


@cache
def expected(name):
    call, *frames = CASES[name]
    return call(*(frame() for frame in frames))


def test_every_function_that_takes_a_frame_is_asked():
    def takes_frame(name):
        first, *_ = [*inspect.signature(getattr(dc, name)).parameters.values(), None]
        return first is not None and "DataFrame" in str(first.annotation)

    public = {name for name in dir(dc) if inspect.isfunction(getattr(dc, name)) and takes_frame(name)}
    asked = {name.split()[0] for name in CASES}
    assert {name for name in public - AS_GIVEN if not name.startswith("plot_")} == asked


def tidy(frame, like):
    """The columns of the result alone, its rows sorted by all that is no measure; a list as it is."""
    if isinstance(frame, list):
        frame, like = (pd.DataFrame({"value": [*map(str, each)]}) for each in (frame, like))
    frame = frame[list(like.columns)]
    exact = [column for column in frame if frame[column].dtype.kind != "f"]
    return frame.sort_values(exact, key=lambda values: values.astype(str), kind="stable", ignore_index=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_result_hangs_on_no_order(name):
    call, *frames = CASES[name]
    random = np.random.default_rng(8)
    changed = [all_at_once(frame(), random) for frame in frames]
    if name in NUMBERED:
        changed[0] = index_changed(columns_shuffled(columns_added(frames[0](), random), random), random)
    pd.testing.assert_frame_equal(tidy(call(*changed), expected(name)), tidy(expected(name), expected(name)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in CASES if name.startswith(("count", "compare", "disp", "prom", "conc", "evid"))]
)
def test_the_rows_of_a_result_have_one_order(name):
    """Whatever the order of the rows and columns that they are made from."""
    call, *frames = CASES[name]
    random = np.random.default_rng(9)
    changed = [columns_shuffled(frame(), random) for frame in frames]
    changed[name in NUMBERED :] = [rows_shuffled(frame, random) for frame in changed[name in NUMBERED :]]
    pd.testing.assert_frame_equal(call(*changed)[list(expected(name).columns)], expected(name))


def test_a_column_put_before_the_counts_is_not_what_was_counted():
    """Seen: a category inserted before n became what was counted, and totals were lost without a word."""
    plain, more = counts("doc"), counts("doc").copy()
    more.insert(1, "category", more["term"].map(TERMS))
    pd.testing.assert_frame_equal(dc.compare(more, **COMPARED), dc.compare(plain, **COMPARED))


@pytest.mark.slow
def test_counts_by_hand_need_not_say_what_they_count():
    """Without `of` and `by` the term is what was counted, and the keys are those of a text."""
    bare = counts("doc", "section").drop(columns=["of", "by"])
    compared = dc.compare(bare[bare.columns[::-1]], base=tokens(), **COMPARED)
    pd.testing.assert_frame_equal(compared, change("section"))
    again = dc.add_paired_test(change("section").drop(columns=["of", "by"]), mentions(), aligned())
    pd.testing.assert_series_equal(
        again["p_paired"], dc.add_paired_test(change("section"), mentions(), aligned())["p_paired"]
    )


def test_counts_by_hand_that_do_not_name_all_their_keys_are_refused():
    """A year is no key of a text: unless `by` names it, two rows are of one term."""
    years = dc.count(mentions(), base=tokens(), by=["doc", "kind"]).rename(columns={"kind": "sort"})
    with pytest.raises(DiscourseError, match="counts has 2 rows for doc='.*', term='.*'; name all keys .* `by`"):
        dc.compare(years.drop(columns=["of", "by"]), **COMPARED)
    stated = dc.compare(years.assign(by="doc|sort"), **COMPARED)
    assert list(stated.columns[:2]) == ["sort", "term"] and set(stated["by"]) == {"sort"}


def test_counts_of_several_kinds_in_one_frame_are_refused():
    """They say themselves that they were made apart."""
    both = pd.concat([counts("doc"), counts("doc", of="category")])
    with pytest.raises(DiscourseError, match="counts holds results of several countings, of: 'term', 'category'"):
        dc.compare(both, **COMPARED)
