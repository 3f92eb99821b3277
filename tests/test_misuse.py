"""Frames that are not what a function takes are refused in one line, and never give numbers."""

from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures import spread

TERMS = ["低空经济", "光伏", "算力"]
LEXICON = dc.Lexicon(
    pd.DataFrame({"term": TERMS}).assign(**dict.fromkeys(["forms", "english", "category", "broader", "note"], ""))
)
TEXTS = {
    "a": ["低空经济和光伏一起发展。算力也要发展。", "光伏用算力。"],
    "b": ["算力和低空经济要发展。", "光伏也要发展。低空经济要算力。"],
}


@cache
def paragraphs():
    rows = [
        (doc, number, number, number, "body", None, None, text)
        for doc, texts in TEXTS.items()
        for number, text in enumerate(texts, 1)
    ]
    names = ["doc", "section", "turn", "paragraph", "kind", "speaker", "point", "text"]
    return pd.DataFrame(rows, columns=names).astype({"point": "Int64", "speaker": "str"})


@cache
def corpus():
    return dc.Corpus(pd.DataFrame({"doc": list(TEXTS)}), paragraphs(), pd.DataFrame())


@cache
def tokens():
    return dc.segment(paragraphs(), lexicon=LEXICON)


@cache
def mentions():
    return dc.find_terms(paragraphs(), LEXICON)


@cache
def terms():
    return dc.count(mentions(), base=tokens(), by="doc")


@cache
def pairs():
    return dc.count_pairs(mentions(), base=tokens(), within="sentence", by="doc")


@cache
def aligned():
    return dc.align_versions(paragraphs(), old="a", new="b")


@cache
def by_group():
    counts = dc.count(mentions(), base=tokens(), by="group", articles=GROUPS)
    return dc.compare(counts, old="x", new="y", base=tokens(), articles=GROUPS)


@cache
def change():
    return dc.compare(terms(), old="a", new="b")


GROUPS = pd.DataFrame({"doc": ["a", "b"], "group": ["x", "y"]})
# Every function that takes the tokens as base, with all else as it should be.
WITH_BASE = {
    "count": lambda base: dc.count(mentions(), base=base, by="doc"),
    "dispersion": lambda base: dc.dispersion(mentions(), base=base, over="section", by="doc"),
    "dispersion in equal parts": lambda base: dc.dispersion(mentions(), base=base, over=2, by="doc"),
    "count_pairs": lambda base: dc.count_pairs(mentions(), base=base, within="sentence", by="doc"),
    "count_pairs in words": lambda base: dc.count_pairs(mentions(), base=base, within=5, by="doc"),
    "compare": lambda base: dc.compare(terms(), old="a", new="b", base=base),
    "add_article_test": lambda base: dc.add_article_test(by_group(), mentions(), base=base, articles=GROUPS),
    "add_sentence_test": lambda base: dc.add_sentence_test(change(), mentions(), base=base, draws=9),
    "add_prompting": lambda base: dc.add_prompting(mentions(), base=base),
    "prominence": lambda base: dc.prominence(mentions(), base=base, by="doc"),
    "add_token_offset": lambda base: dc.add_token_offset(mentions(), base=base),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_BASE)
def test_a_base_that_is_no_tokens_is_refused(name):
    """Paragraphs, mentions, a result, a path, a corpus, and tokens in which a word stands twice."""
    call = WITH_BASE[name]
    call(tokens())
    for base in (paragraphs(), mentions()):
        with pytest.raises(DiscourseError, match="base has no column .*'word'.*give what segment returns"):
            call(base)
    for base, kind in (("tokens.csv", "str"), (Path("tokens.csv"), "PosixPath|WindowsPath"), (corpus(), "Corpus")):
        with pytest.raises(DiscourseError, match=f"base is a ({kind}), no DataFrame; give what segment returns"):
            call(base)
    with pytest.raises(DiscourseError, match="base is a result|base has no column"):
        call(dc.count(tokens(), by=["doc", "kind"]))
    with pytest.raises(DiscourseError, match="base has several rows for one place, doc='a', paragraph 1, character 0"):
        call(pd.concat([tokens(), tokens()]))
    with pytest.raises(DiscourseError, match="each article a doc of its own"):
        call(tokens().assign(doc="2024"))


# Every function that takes the places that are counted, with all else as it should be.
WITH_PLACES = {
    "count": lambda places: dc.count(places, base=tokens(), by="doc"),
    "dispersion": lambda places: dc.dispersion(places, base=tokens(), over="section", by="doc"),
    "count_pairs": lambda places: dc.count_pairs(places, base=tokens(), within="sentence", by="doc"),
    "prominence": lambda places: dc.prominence(places, base=tokens(), by="doc"),
    "add_token_offset": lambda places: dc.add_token_offset(places, base=tokens()),
    "add_prompting": lambda places: dc.add_prompting(places, base=tokens()),
    "add_article_test": lambda places: dc.add_article_test(by_group(), places, base=tokens(), articles=GROUPS),
    "add_sentence_test": lambda places: dc.add_sentence_test(change(), places, base=tokens(), draws=9),
    "evidence": lambda places: dc.evidence(terms(), places, paragraphs()),
}


@pytest.mark.parametrize("name", WITH_PLACES)
def test_places_that_are_none_are_refused(name):
    call = WITH_PLACES[name]
    call(mentions())
    for places in ("mentions.csv", corpus(), LEXICON):
        with pytest.raises(DiscourseError, match="no DataFrame; give what find_terms"):
            call(places)
    with pytest.raises(DiscourseError):
        call(terms())
    with pytest.raises(DiscourseError):
        call(paragraphs())
    if name not in ("add_token_offset", "add_prompting"):
        with pytest.raises(DiscourseError, match="several rows for one place|mentions are found|places hold"):
            call(pd.concat([mentions(), mentions()]))


@pytest.mark.parametrize("kind", ["Int64", "float64", "int32"])
def test_keys_and_offsets_may_be_numbers_of_any_kind(kind):
    """As a file or a database gave them."""
    kinds, counts = dict.fromkeys(["paragraph", "start", "end"], kind), terms()
    for places, base in ((mentions().astype(kinds), tokens()), (mentions(), tokens().astype(kinds))):
        pd.testing.assert_frame_equal(dc.count(places, base=base, by="doc"), counts)
    places, base = (frame.astype({"doc": "category"}) for frame in (mentions(), tokens()))
    assert dc.count(places, base=base, by="doc")["n"].tolist() == counts["n"].tolist()


@pytest.mark.parametrize("name", WITH_PLACES)
@pytest.mark.parametrize("by", [-1, 1, 2])
def test_places_that_are_moved_by_some_characters_are_refused(name, by):
    """Inside a word as at its beginning: they would be counted, and lie elsewhere."""
    moved = mentions().assign(**{edge: (mentions()[edge] + by).clip(0) for edge in ("start", "end")})
    with pytest.raises(DiscourseError, match="where the frame has|no word at character|where paragraphs have"):
        WITH_PLACES[name](moved)


def test_places_may_be_tokens_and_one_place_may_have_several_values():
    """What counts words counts them, and a place that belongs to two categories is counted in both."""
    words = dc.count_pairs(tokens(), base=tokens(), within="sentence", by="doc")
    assert words["n"].sum() > 0
    both = pd.concat([mentions().assign(category=category) for category in ("甲", "乙")])
    rows = dc.count(both, base=tokens(), of="category", by="doc")
    assert rows.set_index(["doc", "category"])["n"].to_dict() == {
        ("a", "甲"): 5, ("a", "乙"): 5, ("b", "甲"): 5, ("b", "乙"): 5,
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        lambda base: dc.count(mentions(), base=base, by=[]),
        lambda base: dc.count(mentions(), base=base, by="section"),
        lambda base: dc.dispersion(mentions(), base=base, over="section", by="doc"),
        lambda base: dc.count_pairs(mentions(), base=base, within="sentence", by="doc"),
        lambda base: dc.count_pairs(mentions(), base=base, within=5, by=[]),
        lambda base: dc.prominence(mentions(), base=base, by="doc"),
        lambda base: dc.add_token_offset(mentions(), base=base),
    ],
)
def test_a_base_without_a_doc_of_the_mentions_is_refused(call):
    with pytest.raises(DiscourseError, match="base has no word"):
        call(tokens().query("doc == 'a'"))
    call(tokens())


def with_n(*values):
    return terms().assign(n=[*values, *terms()["n"][len(values) :]])


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (lambda: pd.concat([terms(), terms()]), "counts has 2 rows for doc='a'"),
        (lambda: with_n(True), "counts has n=True in row 0"),
        (lambda: with_n(-1), r"counts has n=-1 in row 0; a count is a whole number, 0 or more"),
        (lambda: with_n(np.nan), "counts has n=nan in row 0"),
        (lambda: with_n(1, 2.5), "counts has n=2.5 in row 1"),
        (lambda: with_n(np.inf), "counts has n=inf in row 0"),
        (lambda: with_n("many"), "counts has n='many' in row 0"),
        (lambda: terms().assign(n=terms()["n"].astype(str)), "counts has n='.' in row 0; a count is a whole number"),
        (lambda: terms().assign(total=terms()["total"].astype(str)), "counts has total='[0-9]+' in row 0"),
        (lambda: with_n(1, 99), "counts has n=99 in row 1, and total=[0-9]+; a count is a part of its total"),
        (lambda: terms().assign(total=-9), "counts has total=-9 in row 0"),
        (lambda: terms().assign(total=9.5), "counts has total=9.5 in row 0"),
        (lambda: terms().assign(total=range(20, 20 + len(terms()))), "counts has several totals for doc='a'"),
        (
            lambda: terms().assign(rate_unit=np.where(terms()["doc"] == "a", "word", "character")),
            "counts has totals in 'word' and 'character'; count both sides in one unit",
        ),
        (lambda: "terms.csv", "counts is a str, no DataFrame; give what count returns"),
        (mentions, "counts has no column 'n', 'total'; give what count returns"),
    ],
)  # fmt: skip
def test_counts_that_are_none_are_not_compared(counts, message):
    with pytest.raises(DiscourseError, match=message):
        dc.compare(counts(), old="a", new="b")


def test_other_functions_on_results_refuse_counts_that_are_none():
    for call in (lambda counts: dc.add_tfidf(counts, by="doc"), lambda counts: dc.compare(counts, old="a", new="b")):
        with pytest.raises(DiscourseError, match="n=-1"):
            call(with_n(-1))
        with pytest.raises(DiscourseError, match="no DataFrame; give what count returns"):
            call(corpus())
    with pytest.raises(DiscourseError, match="counts has no total in the row of"):
        dc.add_tfidf(terms().assign(total=np.nan), by="doc")
    with pytest.raises(DiscourseError, match=r"counts were made by \['doc', 'section'\]"):
        dc.add_tfidf(dc.count(tokens().drop_duplicates("word"), base=tokens(), by=["doc", "section"]), by="doc")
    with pytest.raises(DiscourseError, match="change has n_new=0.5"):
        dc.add_word_shift(change().assign(n_new=0.5))
    with pytest.raises(DiscourseError, match="change has n_old='.'"):
        dc.add_word_shift(change().assign(n_old=change()["n_old"].astype(str)))
    with pytest.raises(DiscourseError, match="change has n_new=99 in row 0, and total_new="):
        dc.add_word_shift(change().assign(n_new=99))
    with pytest.raises(DiscourseError, match="has a fraction; give whole counts"):
        spread([1.5, 2], [10, 10])


def test_places_of_another_reading_open_no_lines():
    """The offsets of a place fit one reading of its text; also where a line is too short, or there is no such line."""
    shifted = paragraphs().assign(text="（一）" + paragraphs()["text"])
    with pytest.raises(
        DiscourseError, match="'低空经济' at character 0 of paragraph 1 of 'a', where .* have '（一）低'"
    ):
        dc.evidence(terms(), mentions(), shifted)
    with pytest.raises(DiscourseError, match="where paragraphs have ''; give the paragraphs in which"):
        dc.evidence(terms(), mentions(), paragraphs().assign(text=""))
    with pytest.raises(DiscourseError, match="of 'b', which paragraphs lack"):
        dc.evidence(terms(), mentions(), paragraphs().query("doc == 'a'"))
    pairs = dc.count_pairs(mentions(), base=tokens(), within="sentence", by="doc")
    with pytest.raises(DiscourseError, match="give the paragraphs in which they were found"):
        dc.evidence(pairs, mentions(), shifted)
    with pytest.raises(DiscourseError, match="row 0 of rows counts 2, and places hold 1 of it"):
        dc.evidence(terms().query("term == '光伏'"), mentions().query("paragraph == 1"), paragraphs())


# Every function that reads paragraphs.
WITH_PARAGRAPHS = {
    "segment": dc.segment,
    "find_terms": lambda frame: dc.find_terms(frame, LEXICON),
    "find_lists": dc.find_lists,
    "concordance": lambda frame: dc.concordance(frame, "光伏"),
    "evidence": lambda frame: dc.evidence(terms(), mentions(), frame),
    "align_versions": lambda frame: dc.align_versions(frame, old="a", new="b"),
    "compare_lists": lambda frame: dc.compare_lists(frame, old="a", new="b"),
}


@pytest.mark.parametrize("name", WITH_PARAGRAPHS)
def test_paragraphs_that_are_none_are_refused(name):
    call = WITH_PARAGRAPHS[name]
    call(paragraphs().assign(raw_start=0, rule="", heading=""))
    with pytest.raises(DiscourseError, match="paragraphs is a Corpus, no DataFrame; give its .paragraphs"):
        call(corpus())
    with pytest.raises(DiscourseError, match="paragraphs is a str, no DataFrame; give what read_corpus returns"):
        call("corpus.toml")
    with pytest.raises(DiscourseError, match="paragraphs has no column .*'text'"):
        call(tokens())
    if name not in ("align_versions", "compare_lists"):
        with pytest.raises(
            DiscourseError, match="paragraphs has 2 rows for doc='2024', paragraph 1; give each article"
        ):
            call(paragraphs().assign(doc="2024"))


@pytest.mark.parametrize("call", [dc.find_terms, lambda frame, x: dc.segment(frame, lexicon=x),
                                  lambda frame, x: dc.find_lists(frame, lexicon=x)])  # fmt: skip
def test_a_lexicon_that_is_none_is_refused(call):
    with pytest.raises(
        DiscourseError, match="lexicon='terms.csv', no Lexicon; give read_lexicon of a file or Lexicon of"
    ):
        call(paragraphs(), "terms.csv")
    with pytest.raises(DiscourseError, match="lexicon is a DataFrame, no Lexicon"):
        call(paragraphs(), LEXICON.terms)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(WITH_BASE) - {"compare"}))
def test_a_base_of_another_text_or_reading_is_refused(name):
    """Of as many docs and paragraphs: other words, one sign more at the beginning, an earlier end; and a part of it."""
    other = paragraphs().assign(text="推动乡村振兴，加强基层治理，办好民生实事。")
    shifted = paragraphs().assign(text="　" + paragraphs()["text"])
    for read in (other, shifted):
        with pytest.raises(
            DiscourseError, match="base has '.*' at character .*, where the frame has '.*'; give as base"
        ):
            WITH_BASE[name](dc.segment(read, lexicon=LEXICON))
    with pytest.raises(DiscourseError, match="which ends before; give as base the tokens of the same text"):
        WITH_BASE[name](tokens().query("start < 5"))
    with pytest.raises(DiscourseError, match="base has no word in doc='a', paragraph=2"):
        WITH_BASE[name](tokens().query("paragraph == 1"))


@pytest.mark.slow
def test_a_base_may_be_of_another_engine_in_small_letters_or_have_its_words_put_together():
    """Where the forms stand in a column of their own; and the places may be any of those in the text."""
    plain = dc.count(mentions(), base=dc.segment(paragraphs(), engine="jieba"), by="doc")
    put_together = tokens().assign(form=tokens()["word"], word="词")
    for base in (tokens().assign(word=tokens()["word"].str.lower()), put_together):
        pd.testing.assert_frame_equal(dc.count(mentions(), base=base, by="doc"), terms())
    assert plain["n"].tolist() == terms()["n"].tolist()
    assert len(dc.count(mentions().query("doc == 'b'"), base=tokens(), by="doc")) == 3


# Every function that takes a number, with all else as it should be; and values that are none.
NUMBERS = {
    "count(seed)": (lambda value: dc.count(tokens(), by="doc", seed=value), ["x", 1.5, -1, None, np.inf, np.nan, True]),
    "compare(min_count)": (
        lambda value: dc.compare(terms(), old="a", new="b", min_count=value),
        ["x", 1.5, -1, None, np.inf, True],
    ),
    "compare(prior)": (lambda value: dc.compare(terms(), old="a", new="b", prior=value), ["x", 0, -1, np.inf]),
    "concordance(width)": (lambda value: dc.concordance(paragraphs(), "光伏", width=value), ["x", 1.5, -1, None]),
    "evidence(width)": (
        lambda value: dc.evidence(terms(), mentions(), paragraphs(), width=value),
        ["x", 1.5, -1, None, np.inf],
    ),
    "sensitivity(level)": (
        lambda value: dc.sensitivity(paragraphs(), LEXICON, unmended=paragraphs(), old="a", new="b", level=value),
        ["x", 0, 1, 2, -1, None, np.nan, True],
    ),
    "sensitivity(min_windows)": (
        lambda value: dc.sensitivity(paragraphs(), LEXICON, unmended=paragraphs(), old="a", new="b", min_windows=value),
        ["x", 0, 1.5],
    ),
    "network_layout(seed)": (lambda value: dc.network_layout(pairs(), seed=value), ["x", 1.5, -1, 2**32]),
    "plot_network(minimum)": (lambda value: dc.plot_network(pairs(), doc="a", minimum=value), ["x", None, np.nan]),
    "plot_frequency(top)": (lambda value: dc.plot_frequency(terms(), top=value), ["x", 0, 1.5, None, np.inf]),
    "panels(columns)": (lambda value: dc.panels(["a"], columns=value), ["x", 0, 1.5, None]),
    "panels(height)": (lambda value: dc.panels(["a"], height=value), ["x", 0, -1, None, np.inf]),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_cannot_be_meant_is_refused_with_its_value(name):
    call, values = NUMBERS[name]
    for value in values:
        with pytest.raises(DiscourseError, match=rf"{name.partition('(')[2][:-1]}={value!r}|of at least nan"):
            call(value)


def test_a_whole_number_may_be_written_in_any_way():
    """As numpy gives it, or as 1e1."""
    ten = dc.compare(terms(), old="a", new="b", min_count=10)
    for value in (np.int64(10), 1e1):
        pd.testing.assert_frame_equal(dc.compare(terms(), old="a", new="b", min_count=value), ten)


def offsets():
    return dc.add_token_offset(mentions(), base=tokens())


def targets_without_doc():
    row = {"value": 5.0, "value_high": None, "unit": "%", "counted": "增速", "hedge": "about", "deadline": None}
    return pd.DataFrame([row | {"quantity": "5%", "doc": doc} for doc in ("a", None)])


def list_changes():
    frame = paragraphs().assign(
        text=np.where(paragraphs()["doc"] == "a", "发展光伏、风电、水电。", "发展光伏、水电、核电。")
    )
    return dc.compare_lists(frame.drop_duplicates("doc"), old="a", new="b")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: dc.plot_frequency(terms(), ax=plt.figure()), "ax is a Figure, no Axes"),
        (lambda: dc.plot_network(pairs(), doc="a", ax=plt.subplots(1, 2)[1]), "ax is a ndarray, no Axes"),
        (lambda: dc.plot_heatmap(corpus()), "the frame is a Corpus, no DataFrame; give what dc.add_tfidf"),
        (lambda: dc.save_network(pairs(), "x", lexicon="data/lexicons"), "lexicon is a str; give what dc.read_lexicon"),
        (lambda: dc.save_table(terms(), "x", folder=__file__), "test_misuse.py is a file; give a folder"),
        (lambda: dc.read_corpus(terms()), "manifest is a DataFrame; give the path of a corpus.toml"),
        (lambda: dc.Lexicon(3), "terms=3 is no list of words"),
        (lambda: dc.Lexicon(None), "terms=None is no list of words"),
        (
            lambda: dc.count(mentions(), base=tokens().drop(columns="type"), by="doc"),
            "no column 'type', so that '[。，]'",
        ),
        (lambda: spread([["x", 2]], [3, 4]), "counts or sizes hold what is no number"),
        (lambda: spread(["3", "2"], [3, 4]), "counts or sizes hold what is no number.*'3'"),
        (lambda: spread([True, False], [3, 4]), "counts or sizes hold what is no number.*True"),
        (lambda: dc.plot_frequency(terms().assign(n="7")), "n='7', which is text, no number; give what dc.count"),
        (lambda: dc.plot_dispersion(pd.concat([offsets()] * 2)), "rows where one is drawn"),
        (lambda: dc.plot_list_changes(pd.concat([list_changes()] * 2)), "rows where one is drawn"),
        (lambda: spread([[1, 2], [3]], [3, 4]), "or rows of other lengths"),
        (lambda: dc.segment(paragraphs(), hmm="no"), "hmm='no' is not one of: True, False"),
        (lambda: dc.find_terms(paragraphs().assign(text=1), LEXICON), "paragraphs has text=1, no text"),
        (
            lambda: dc.count(tokens(), by="g", articles=pd.DataFrame({"doc": ["a", "b"], "g": [["x"], ["y"]]})),
            r"articles has g=\['x'\], which is no one value",
        ),
        (lambda: dc.network_layout(pd.concat([pairs(), pairs()])), "rows where one is drawn"),
        (lambda: dc.find_communities(pairs().assign(term_a=None)), "pairs has no term in row 0"),
        (lambda: dc.find_communities(pairs().assign(by=7)), "pairs has by=7, no name of a column"),
        (lambda: dc.find_topics([terms()], topics=2), "counts is a list, no DataFrame"),
        (lambda: dc.compare(terms().assign(term=[["x"]] * len(terms())), old="a", new="b"), "which is no one value"),
        (lambda: dc.segment(paragraphs().assign(section=None)), "paragraphs has no section in row 0"),
        (lambda: dc.find_reuse(paragraphs().assign(section="x")), "paragraphs has section='x', no whole number"),
        (lambda: dc.find_reuse(paragraphs().assign(point="一")), "paragraphs has point='一', no whole number"),
        (lambda: dc.plot_verbs(None), "is a NoneType, no DataFrame"),
        (lambda: dc.plot_targets(targets_without_doc()), "targets has no doc in row 1"),
        (lambda: LEXICON.find(["光伏"]), "text is a list; give one text, or paragraphs to find_terms"),
    ],
)
def test_what_is_of_another_kind_is_refused_in_one_line(call, said):
    with pytest.raises(DiscourseError, match=said):
        call()
    plt.close("all")


def test_an_argument_that_a_figure_has_not_is_told_with_its_name():
    with pytest.raises(TypeError, match=r"plot_frequency\(\) got an unexpected keyword argument 'terms'"):
        dc.plot_frequency(terms(), terms=["光伏"])


REFUSED = {
    "a paragraph without a number": (
        lambda: dc.find_terms(paragraphs().assign(paragraph=[1, None, 1, 2]), LEXICON),
        "paragraphs has no paragraph in row 1; fill it, or leave the row out",
    ),
    "a paragraph without a doc": (
        lambda: dc.segment(paragraphs().assign(doc=[None, "a", "b", "b"])),
        "paragraphs has no doc in row 0; fill it",
    ),
    "offsets as text": (
        lambda: dc.count(mentions().astype({"start": str}), base=tokens(), by="doc"),
        "the frame has start='0'; a place begins at a character, a whole number",
    ),
    "offsets that are missing": (
        lambda: dc.count(mentions().assign(start=np.nan), base=tokens(), by="doc"),
        "start.*nan|the frame has several rows",
    ),
    "a part of the tokens as all of them": (
        lambda: dc.add_token_offset(tokens().query("word == '光伏'")),
        "mentions have 2 of the 1[0-9] tokens of 'a'; give base=tokens, all of them",
    ),
    "no blocks": (
        lambda: dc.add_context(mentions(), paragraphs(), aligned=dc.find_lists(paragraphs(), lexicon=LEXICON)),
        "aligned has no column 'block'.*give what align_versions returns",
    ),
    "a lexicon for paragraphs": (
        lambda: dc.sensitivity(LEXICON, paragraphs(), unmended=paragraphs(), old="a", new="b"),
        "lexicon is a DataFrame, no Lexicon; give read_lexicon",
    ),
    "nothing unmended": (
        lambda: dc.sensitivity(paragraphs(), LEXICON, unmended=None, old="a", new="b"),
        "unmended is a NoneType, no DataFrame; give what read_corpus",
    ),
    "paragraphs for a corpus": (
        lambda: dc.methods(terms(), corpus=paragraphs()),
        "corpus is a DataFrame; give what read_corpus returns",
    ),
    "words for files": (
        lambda: dc.read_lexicon([5]),
        "source has 5, no path; give files, or a list of words to Lexicon",
    ),
    "lists for words": (lambda: dc.Lexicon([["算力", "AI"]]), r"terms has term=\['算力', 'AI'\]; give one text"),
    "counts for a lexicon": (lambda: dc.Lexicon(terms()), "doc='b' of '低空经济', but it has 'a' in row"),
    "a frame for a pattern": (
        lambda: dc.concordance("光伏", paragraphs()),
        "pattern=a DataFrame is empty or no text; give the characters to look for",
    ),
    "no focus": (lambda: dc.plot_pair_windows(pairs(), focus=None), "focus=None names no unit: name values of"),
    "a number of panels": (lambda: dc.panels(3), "names=3 must be a name for each panel"),
    "a number for a folder": (lambda: dc.save_table(terms(), "n", folder=5), "folder=5 is no path; give a folder"),
    "blocks twice": (lambda: dc.plot_alignment(pd.concat([aligned(), aligned()])), "rows where one is drawn.*block=1"),
    "another change": (
        lambda: dc.plot_rewriting(aligned().assign(change="rewordd")),
        "change='rewordd' is not one of.*Did you mean 'reworded'",
    ),
    "words as text": (
        lambda: dc.plot_alignment(aligned().astype({"words_old": str})),
        "words_old='.*', which is text, no number",
    ),
    "two columns of one name": (
        lambda: dc.compare(terms()[["doc", *terms().columns]], old="a", new="b"),
        "has two columns 'doc'; leave one out",
    ),
    "paragraphs with a column twice": (
        lambda: dc.segment(paragraphs()[["doc", *paragraphs().columns]]),
        "paragraphs has two columns 'doc'; leave one out",
    ),
    "a report of texts": (lambda: dc.report(change().assign(total_old="x")), "total_old='x', which is text, no number"),
    "infinite sentences": (
        lambda: dc.add_paired_test(change(), mentions(), aligned().assign(first_sentence_old=float("inf"))),
        "aligned has first_sentence_old=inf in row 0",
    ),
    "more words than any text": (
        lambda: dc.count_pairs(mentions(), base=tokens(), within=10**400, by="doc"),
        "within=1000+… is too large",
    ),
    "more parts than any text": (
        lambda: dc.dispersion(mentions(), base=tokens(), over=10**30, by="doc"),
        "over=10+ is too large",
    ),
    "a text for a term": (lambda: dc.Lexicon(["低" * 201]), "has 201 characters; a term has 200 at the most"),
    "nobody to count": (lambda: dc.count_corpus("*.csv", by=[], n_jobs=0), "n_jobs=0 counts nothing"),
    "a word without its text": (
        lambda: dc.count(mentions().assign(form=None), base=tokens(), by="doc"),
        "the frame has no form in row 0",
    ),
    "a list for a doc of the counted": (
        lambda: dc.compare(terms().assign(doc=[["a"]] * len(terms())), old="a", new="b"),
        "has doc=.*no one value",
    ),
    "a list for a key of the words": (
        lambda: dc.count(mentions(), base=tokens().assign(doc=[["a"]] * len(tokens())), by="doc"),
        "no one value",
    ),
    "a place beyond all numbers": (
        lambda: dc.segment(paragraphs().assign(section=[10**30] * 4)),
        "section=10+, no whole number",
    ),
    "items that are no frame": (
        lambda: dc.add_context(mentions(), paragraphs(), lists=["x"]),
        "lists is a list, no DataFrame",
    ),
    "a place as text": (
        lambda: dc.find_cooccurrences(mentions().assign(paragraph="x"), within="paragraph"),
        "paragraph='x', which is",
    ),
    "blocks without numbers": (
        lambda: dc.substitutions(aligned().assign(block=None)),
        "has .* of its blocks up to nan",
    ),
    "a side without its text": (lambda: dc.substitutions(aligned().assign(text_old=None)), "no text_old in row 0"),
    "endless counts in words": (lambda: dc.report(change().assign(total_old=float("inf"))), "total_old=inf in row 0"),
    "no windows in words": (lambda: dc.report(pairs().assign(windows=None)), "windows=.* in row 0; a count is"),
    "a frame for a matrix": (lambda: dc.from_matrix(terms()), "matrix is a DataFrame; give what to_matrix returns"),
    "a change that is none": (
        lambda: dc.plot_list_changes(list_changes().assign(change="lost")),
        "change='lost' is not one of",
    ),
    "rates that are missing": (lambda: dc.plot_frequency(terms().assign(rate=None, doc=None)), "rows have no doc"),
    "a frame for a name": (lambda: dc.save_table("n", terms()), "name=a DataFrame must be of letters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_input_is_refused_in_one_line(case):
    """With the value, and what to give instead."""
    call, message = REFUSED[case]
    with pytest.raises(DiscourseError, match=message) as error:
        call()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "call",
    [
        lambda counts: dc.compare(counts, old="a", new="b"),
        lambda counts: dc.trend(counts, articles=GROUPS.assign(date="2024"), base=tokens()),
        lambda counts: dc.plot_trend(counts, GROUPS.assign(date="2024")),
    ],
)
def test_counts_of_nothing_are_told_as_such(call):
    with pytest.raises(DiscourseError, match="found.* in these texts, or a filter kept none"):
        call(terms().iloc[:0])


def test_no_paragraphs_propose_and_borrow_nothing():
    assert dc.term_candidates(paragraphs().iloc[:0]).empty
    passages = dc.find_reuse(paragraphs()).iloc[:0]
    assert dc.count_reuse(passages, paragraphs().iloc[:0]).empty


def test_no_paragraphs_hold_no_terms():
    assert dc.find_terms(paragraphs().iloc[:0], LEXICON).empty
    found = dc.formulas(paragraphs().iloc[:0], terms=["光伏"], articles=pd.DataFrame({"doc": ["a"], "date": ["2021"]}))
    assert found["n"].tolist() == [0]
