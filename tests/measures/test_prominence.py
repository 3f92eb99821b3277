from collections import Counter, defaultdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.measures.prominence import KINDS, add_prompting, prominence
from study import NEW, OLD, corpus, lexicon, mentions, tokens

TERMS = "甲乙丙"
FAMILIES = {"甲": "天干", "乙": "天干", "丙": None}
NAMES = ["title", "subtitle", "lead", "heading", "question", "answer", "body", "imprint"]
LETTERS = dict(zip("TSLHQABI", NAMES, strict=True))
TYPES = dict.fromkeys(["doc", "kind", "word", "type"], "str")
TYPES |= dict.fromkeys(["section", "turn", "paragraph", "start", "end"], "int64")


def speak(text, doc="a"):
    """Tokens of one character each; "H字 Q甲 A乙 a字" is a heading, a question, and an answer of two paragraphs."""
    rows, section, turn = [], 0, 0
    for paragraph, (letter, *chars) in enumerate(text.split(), 1):
        kind = LETTERS[letter.upper()]
        section, turn = section + (letter == "H"), turn + (letter in "QA")
        place = section * (letter in "HQqAaB"), turn * (letter in "QqAa"), paragraph, kind
        for at, char in enumerate(chars):
            rows.append((doc, *place, char, "punctuation" if char in "。、，" else "word", at, at + 1))
    columns = ["doc", "section", "turn", "paragraph", "kind", "word", "type", "start", "end"]
    return pd.DataFrame(rows, columns=columns).astype(TYPES)


def terms_of(words):
    """The mentions among such tokens: 甲, 乙 and 丙."""
    found = words[words["word"].isin(list(TERMS))].rename(columns={"word": "term"}).drop(columns="type")
    return found.assign(family=found["term"].map(FAMILIES).astype("str"))


def answers(text, **options):
    """What is said of each mention in an answer: p(rompted), s(pontaneous) or - for missing."""
    words = speak(text)
    told = add_prompting(terms_of(words), base=words, **options).query("kind == 'answer'")["prompting"]
    return "".join("-" if pd.isna(value) else value[0] for value in told)


# --- who brings it up -----------------------------------------------------------------------------------------------


def test_a_term_that_the_question_named_is_prompted():
    """甲 stands in question and answer, 乙 in the answer only; lead, question and imprint are neither."""
    words = speak("L乙 Q问甲 A甲与乙 I甲")
    told = add_prompting(terms_of(words), base=words)["prompting"]
    assert told.dtype == "str"
    assert told.fillna("-").tolist() == ["-", "-", "prompted", "spontaneous", "-"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "text", "told"),
    [
        ("every answerer answers it", "Q甲 A甲 A乙甲", "psp"),
        ("every paragraph of an answer does", "Q甲 A字 a甲", "p"),
        ("a question has as many paragraphs as it takes", "Q甲 q字 A甲", "p"),
        ("and as many turns", "Q甲 Q乙 A甲乙丙", "pps"),
        ("an earlier question does not count", "Q甲 A字 Q乙 A甲", "s"),
        ("nor where the later one names no term", "Q甲 A字 Q字 A甲", "s"),
        ("what is asked afterwards does not either", "Q字 A甲 Q甲", "s"),
        ("what an answer said first prompts nothing", "Q字 A甲甲 A甲", "sss"),
        ("an answer without a question tells nothing", "A甲 Q甲 A甲", "-p"),
        ("nor does a text of answers only", "A甲 A甲", "--"),
        ("a heading may stand inside an answer", "Q甲 A甲 H字 a甲", "pp"),
        ("or between question and answer", "Q甲 H字 A甲 A甲", "pp"),
        ("a new answer under it has lost its question", "Q甲 A甲 H字 A甲 A甲", "p--"),
        ("until someone asks again", "Q甲 A甲 H字 A甲 Q甲 A甲", "p-p"),
        ("what else stands between is no matter", "Q甲 I字 A甲 B字 A甲", "pp"),
        ("no text, no answer", "", ""),
    ],
)
def test_the_question_of_an_answer_is_all_that_was_asked_since_the_last_answer(point, text, told):
    """By as many people, for answers by as many people."""
    assert answers(text) == told, point


def test_a_question_in_another_text_prompts_nothing():
    """The second text begins with an answer; the first ends with a question."""
    words = pd.concat([speak("Q甲"), speak("A甲 Q字 A甲", doc="b")])
    assert add_prompting(terms_of(words), base=words)["prompting"].fillna("-").tolist() == ["-", "-", "spontaneous"]


def test_a_question_about_a_family_prompts_its_members():
    """甲 and 乙 are one family; 丙 has none, and so is compared with nothing, not even with itself."""
    assert answers("Q甲丙 A甲乙丙") == "psp"
    assert answers("Q甲丙 A甲乙丙", of="family") == "pp-"


def test_mentions_stay_as_they_are():
    """The same rows, index and columns, with one column more; asked twice it is the same."""
    shuffled = mentions().sample(frac=1, random_state=1)
    told = add_prompting(shuffled, base=tokens().sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(told.drop(columns="prompting"), shuffled)
    pd.testing.assert_frame_equal(told.sort_index(), add_prompting(mentions(), base=tokens()))
    pd.testing.assert_frame_equal(add_prompting(told, base=tokens()), told)


def test_prompting_of_the_study_is_that_of_a_plain_loop():
    """Each question is one turn and its answer the next, so the turn before is all there is to compare with."""
    told = add_prompting(mentions(), base=tokens())
    asked = {(m.doc, m.turn, m.term) for m in mentions().itertuples() if m.kind == "question"}
    for m in told.itertuples():
        expected = "prompted" if (m.doc, m.turn - 1, m.term) in asked else "spontaneous"
        assert pd.isna(m.prompting) if m.kind != "answer" else m.prompting == expected


def test_prompting_can_be_counted():
    """No mention is lost; per doc and kind a rate is one of the words of the answers."""
    told, counted = add_prompting(mentions(), base=tokens()), mentions()["kind"].ne("imprint").sum()
    assert dc.count(told, base=tokens(), by=["doc", "prompting"])["n"].sum() == counted
    counts = dc.count(told, base=tokens(), by=["doc", "kind", "prompting"]).query("prompting == 'prompted'")
    spoken = tokens().query("kind == 'answer' and type != 'punctuation'").groupby("doc").size()
    assert (counts["total"] == counts["doc"].map(spoken)).all()


def texts(letters):
    """Any text of paragraphs of these kinds, up to nine."""
    paragraphs = st.tuples(st.sampled_from(letters), st.text("甲乙丙字。", min_size=1, max_size=4)).map("".join)
    return st.lists(paragraphs, max_size=9).map(" ".join)


@settings(max_examples=8)
@given(texts("QAHB"))
def test_prompting_of_any_talk_is_that_of_a_plain_loop(text):
    """An independent reading, paragraph by paragraph: what was asked, and under which heading it was answered last."""
    asked, answered, heading, expected = None, None, 0, ""
    for letter, *chars in text.split():
        heading += letter == "H"
        if letter == "Q":
            asked, answered = (asked or set()) | set(chars) if answered is None else set(chars), None
        if letter == "A":
            asked = asked if answered in (None, heading) else None
            answered = heading
            expected += "".join("-" if asked is None else "ps"[char not in asked] for char in chars if char in TERMS)
    assert answers(text) == expected


# --- where it stands ------------------------------------------------------------------------------------------------

# 16 words that count: 2 in the title, 3 in the lead, 2 + 2 + 3 in section 1, 1 + 3 in section 2; none in the imprint
TEXT = speak("T字甲 I丙丙 L字乙字。 H甲字 Q问乙 A乙字丙。 H字 B甲甲字")
FOUND = terms_of(TEXT)


RANKS = ["listed", "best_rank", "list_size"]


def profile(words=TEXT, **options):
    return prominence(terms_of(words), base=words, **({"by": "doc"} | options))


@pytest.mark.parametrize(
    ("term", "n", "first", "sections", "kinds", "told"),
    [
        ("甲", 4, (1, 0), 2, {"in_title": 1, "in_heading": 1, "in_body": 2}, {}),
        ("乙", 3, (3, 0), 1, {"in_lead": 1, "in_question": 1, "in_answer": 1}, {"prompted": 1}),
        ("丙", 1, (11, 1), 1, {"in_answer": 1}, {"spontaneous": 1}),
    ],
)
def test_every_part_is_that_counted_by_hand(term, n, first, sections, kinds, told):
    """`first` are the words before the first mention, of 16, and its section; what is not named is 0."""
    row = profile().set_index("term").loc[term].drop([*RANKS, "of", "by"])
    assert row.to_dict() == {
        "doc": "a", "n": n, "total": 16, "rate": 1000 * n / 16, "first": first[0] / 16, "first_section": first[1],
        "sections": sections, "sections_share": sections / 2, **dict.fromkeys([*KINDS, "prompted", "spontaneous"], 0),
    } | kinds | told  # fmt: skip


def test_the_imprint_may_be_left_out():
    """Tokens without it give the same table: nothing in it is counted."""
    pd.testing.assert_frame_equal(prominence(FOUND, base=TEXT[TEXT["kind"] != "imprint"], by="doc"), profile())


def test_the_first_word_of_a_text_is_at_zero():
    """No word comes before it; the last of four has three before it."""
    words = speak("B甲字字乙")
    assert profile(words).set_index("term")["first"].to_dict() == {"甲": 0, "乙": 3 / 4}


def test_a_term_of_several_words_stands_at_its_first():
    """甲乙 is the second and third word of four: one word comes before it."""
    words = speak("B字甲乙字")
    assert prominence(terms_of(words).head(1).assign(end=3), base=words, by="doc")["first"].tolist() == [1 / 4]


def test_a_subtitle_is_of_the_title():
    """One mention in each: two in the title."""
    assert profile(speak("T甲 S甲"))["in_title"].tolist() == [2]


def test_a_text_without_sections_has_no_share_of_them():
    """Missing, not 0; a text beside it that has sections keeps its share, and a term in its title alone has 0."""
    plain, divided = speak("B甲"), speak("T甲 H字 B乙", doc="b")
    rows = profile(pd.concat([plain, divided])).set_index(["doc", "term"])
    assert rows["sections"].to_dict() == {("a", "甲"): 0, ("b", "乙"): 1, ("b", "甲"): 0}
    assert rows["sections_share"].fillna(-1).to_dict() == {("a", "甲"): -1, ("b", "乙"): 1, ("b", "甲"): 0}
    assert profile(plain)["sections_share"].isna().all()


def test_a_family_stands_wherever_a_member_does():
    """甲 and 乙 together: 4 + 3 mentions, first where 甲 is; 丙 has no family and is a group of its own."""
    rows = profile(of="family")
    assert rows["n"].tolist() == [4 + 3, 1] and rows["family"].isna().tolist() == [False, True]
    assert rows.loc[0, ["first", "in_title", "prompted"]].tolist() == [1 / 16, 1, 1]
    assert rows.loc[1, ["prompted", "spontaneous"]].tolist() == [0, 0]


def test_more_keys_divide_the_mentions_and_not_the_text():
    """By section too, the first 甲 of section 2 is still at word 13 of 16, and the share one of both sections."""
    rows = profile(by=["doc", "section"]).set_index(["section", "term"])
    assert rows.loc[(2, "甲"), ["n", "first", "sections_share"]].tolist() == [2, 13 / 16, 1 / 2]
    assert rows.loc[(2, "甲"), "total"] == 4
    assert rows.loc[(1, "乙"), ["in_question", "in_answer", "prompted"]].tolist() == [1, 1, 1]


# By year: 甲 begins at 1 of 2 words in a, 0 of 6 in b and 3 of 4 in c; a has no section, b two and c one.
YEARS = pd.concat([speak("B字甲"), speak("H甲 Q甲 A甲乙 H字 B字", doc="b"), speak("H字 B字字甲", doc="c")])
ARTICLES = pd.DataFrame({"doc": ["a", "b", "c"], "date": ["2023", "2023-05", "2024"], "source": "报"})


def test_a_group_of_articles_has_the_places_of_them_all():
    """First is the mean over the articles that have the term; sections are told apart by their doc."""
    rows = profile(YEARS, by="year", articles=ARTICLES).set_index(["year", "term"])
    early = rows.loc[(2023, "甲")]
    assert early[["n", "total", "first", "sections", "sections_share"]].tolist() == [4, 8, (1 / 2 + 0) / 2, 1, 1 / 2]
    assert early[["in_heading", "in_question", "in_answer", "in_body", "prompted"]].tolist() == [1, 1, 1, 1, 1]
    assert rows.loc[(2023, "乙"), ["first", "sections_share", "spontaneous"]].tolist() == [3 / 6, 1 / 2, 1]
    assert rows.loc[(2024, "甲"), ["n", "total", "first", "sections_share"]].tolist() == [1, 4, 3 / 4, 1]
    assert rows["first_section"].isna().all()
    whole = profile(YEARS, by=[]).set_index("term").loc["甲"]
    assert whole[["n", "total", "sections", "sections_share"]].tolist() == [5, 12, 2, 2 / 3]
    assert whole["first"] == pytest.approx((1 / 2 + 0 + 3 / 4) / 3)


def test_a_group_of_one_article_is_that_article():
    """By doc and source as by doc alone; by a column that parts the articles only the section has no name."""
    plain = profile(YEARS)
    both = profile(YEARS, by=["doc", "source"], articles=ARTICLES)
    pd.testing.assert_frame_equal(both.drop(columns=["source", "by"]), plain.drop(columns="by"))
    named = profile(YEARS, by="name", articles=ARTICLES.assign(name=ARTICLES["doc"]))
    same = ["doc", "first_section", "by"]
    pd.testing.assert_frame_equal(named.drop(columns=["name", *same[1:]]), plain.drop(columns=same))


def test_missing_keys_drop_no_row():
    """Outside any point is a group like any other."""
    for by in (["doc", "point"], ["doc", "speaker", "point"]):
        rows = prominence(mentions(), base=tokens(), by=by)
        pd.testing.assert_frame_equal(
            rows[[*by, "term", "n", "total", "rate"]],
            dc.count(mentions(), base=tokens(), by=by)[[*by, "term", "n", "total", "rate"]],
        )
        assert (rows[list(KINDS)].sum(axis=1) == rows["n"]).all()


# 甲 at 0, 乙 at 2, 丙 at 4, 甲 again at 6, 乙 at 8
LISTED = speak("B甲、乙、丙，甲，乙")


def items(*rows):
    return pd.DataFrame(rows, columns=["rank", "length", "start", "end"]).assign(doc="a", paragraph=1)


def ranks(*rows):
    """listed, best_rank, list_size of each term; - for missing."""
    frame = profile(LISTED, lists=items(*rows)).set_index("term")[["listed", "best_rank", "list_size"]]
    return {term: tuple(row) for term, row in frame.astype(object).fillna("-").iterrows()}


def test_a_rank_is_the_best_that_a_term_has_in_any_list():
    """甲 is first of 3 and second of 2; 乙 second of 3, and once outside; 丙 in no list."""
    assert ranks((1, 3, 0, 1), (2, 3, 2, 3), (2, 2, 6, 7)) == {"甲": (2, 1, 3), "乙": (1, 2, 3), "丙": (0, "-", "-")}


@pytest.mark.slow
def test_of_equal_ranks_the_longer_list_is_named():
    """First of 1 and first of 4: the 4 says more, in whatever order they stand."""
    assert ranks((1, 1, 0, 1), (1, 4, 6, 7))["甲"] == ranks((1, 4, 0, 1), (1, 1, 6, 7))["甲"] == (2, 1, 4)
    assert ranks((1, 2, 0, 1), (1, 4, 0, 5))["甲"] == ranks((1, 4, 0, 1), (1, 2, 0, 5))["甲"] == (1, 1, 4)


def test_what_stands_in_a_list_inside_an_item_stands_in_that_item_too():
    """丙 is third of 3 inside the second of 2 items; it is one mention all the same."""
    assert ranks((3, 3, 4, 5), (2, 2, 2, 5))["丙"] == (1, 2, 2)


def test_a_mention_that_an_item_cuts_is_not_in_it():
    """An item that ends before the mention does holds it not."""
    words = LISTED.assign(end=LISTED["end"] + LISTED["word"].eq("甲"))
    assert profile(words, lists=items((1, 2, 0, 1)))["listed"].sum() == 0


def test_a_list_of_another_paragraph_or_text_ranks_nothing():
    """The same offsets elsewhere are other places."""
    elsewhere = pd.concat([items((1, 2, 0, 1)).assign(doc="b"), items((1, 2, 0, 1)).assign(paragraph=2)])
    assert profile(LISTED, lists=elsewhere)["listed"].tolist() == [0, 0, 0]


def test_lists_change_no_other_column_and_their_columns_are_always_there():
    """Missing without lists, of the same types, with as many rows."""
    plain, listed = profile(LISTED), profile(LISTED, lists=items((1, 2, 0, 1), (1, 2, 0, 5)))
    assert plain.dtypes.equals(listed.dtypes) and plain[RANKS].isna().all(axis=None)
    pd.testing.assert_frame_equal(plain.drop(columns=RANKS), listed.drop(columns=RANKS))


def find_lists():
    return dc.find_lists(corpus().paragraphs, lexicon=lexicon())


def test_the_study_stresses_what_its_titles_name():
    """新型工业化 is the third word of both titles; 专精特新 heads the fourth section, and its question prompts it."""
    rows = prominence(mentions(), base=tokens(), by="doc").set_index(["doc", "term"])
    for doc in (OLD, NEW):
        industry, firms = rows.loc[(doc, "新型工业化")], rows.loc[(doc, "专精特新")]
        assert (industry["first"], industry["in_title"]) == (2 / industry["total"], 1)
        assert firms[["first_section", "in_heading", "in_question", "sections_share"]].tolist() == [2, 1, 1, 2 / 4]
        assert firms["prompted"] + firms["spontaneous"] == firms["in_answer"] > firms["prompted"] > firms["spontaneous"]


@pytest.mark.slow
@pytest.mark.parametrize("of", ["term", "family", "category"])
def test_the_study_is_that_of_a_plain_loop(of):
    """An independent reading of every place: words before it, its section and kind, and the items that hold it."""
    lists, places = find_lists(), mentions().query("kind != 'imprint'")
    rows = prominence(mentions(), base=tokens(), by="doc", of=of, lists=lists).set_index(["doc", of])
    assert len(rows) == len(places.groupby(["doc", of])) and (rows["sections_share"] == rows["sections"] / 4).all()
    words = tokens().query("kind != 'imprint' and type != 'punctuation'")
    ends = {doc: list(zip(some["paragraph"], some["end"], strict=True)) for doc, some in words.groupby("doc")}
    held = {key: list(group.itertuples()) for key, group in lists.groupby(["doc", "paragraph"])}
    groups, told = defaultdict(list), rows.to_dict("index")
    for m in places.itertuples():
        groups[m.doc, getattr(m, of)].append(m)
    for key, group in groups.items():
        row, spoken, first = told[key], ends[key[0]], group[0]
        before = sum(end <= (first.paragraph, first.start) for end in spoken)
        assert row["first"] == before / len(spoken) and row["first_section"] == first.section
        assert row["sections"] == len({m.section for m in group} - {0})
        kinds = Counter("title" if m.kind == "subtitle" else m.kind for m in group)
        assert [row[name] for name in KINDS] == [kinds[name.removeprefix("in_")] for name in KINDS]
        around = [holding(held.get((m.doc, m.paragraph), []), m) for m in group]
        assert row["listed"] == sum(bool(each) for each in around)
        best = min([rank for each in around for rank in each], default=None)
        assert best == (None if pd.isna(row["best_rank"]) else (row["best_rank"], -row["list_size"]))


def holding(items, mention):
    """The (rank, −length) of every item that holds a mention."""
    return [(i.rank, -i.length) for i in items if i.start <= mention.start and mention.end <= i.end]


@pytest.mark.slow
def test_every_row_opens_its_places():
    """As many lines as mentions, for terms and for families."""
    for of in ("term", "family"):
        rows = prominence(mentions(), base=tokens(), by="doc", of=of, lists=find_lists())
        lines = dc.evidence(rows, mentions(), corpus().paragraphs)
        assert lines["row"].value_counts(sort=False).sort_index().tolist() == rows["n"].tolist()


def test_the_order_is_fixed():
    """Shuffled mentions, tokens and lists give the same table."""
    shuffled = [frame.sample(frac=1, random_state=1) for frame in (mentions(), tokens(), find_lists())]
    pd.testing.assert_frame_equal(
        prominence(shuffled[0], base=shuffled[1], by="doc", lists=shuffled[2]),
        prominence(mentions(), base=tokens(), by="doc", lists=find_lists()),
    )


@pytest.mark.slow
@settings(max_examples=8)
@given(st.lists(texts("TSLHQABI"), max_size=3), st.sampled_from(["doc", ["doc", "section"], ["kind", "doc"]]))
def test_the_parts_of_any_text_hold_together(docs, by):
    """The kinds sum to n, n is that of count, places and shares keep their range, answers hold what is told of them."""
    words = pd.concat([speak(""), *(speak(text, doc=str(at)) for at, text in enumerate(docs))])
    rows, counts = profile(words, by=by), dc.count(terms_of(words), base=words, by=by)
    pd.testing.assert_series_equal(rows["n"], counts["n"])
    assert (rows[list(KINDS)].sum(axis=1) == rows["n"]).all()
    assert rows["first"].between(0, 1, inclusive="left").all()
    assert rows["sections_share"].dropna().between(0, 1).all()
    assert (rows["sections_share"].isna() <= rows["sections"].eq(0)).all()
    assert (rows["prompted"] + rows["spontaneous"] <= rows["in_answer"]).all()


@pytest.mark.slow
def test_nothing_gives_an_empty_frame():
    """With its columns, of the same types."""
    full = prominence(mentions(), base=tokens(), by="doc", lists=find_lists())
    for base, lists in ((tokens(), None), (tokens(), find_lists().iloc[:0]), (tokens().iloc[:0], find_lists())):
        empty = prominence(mentions().iloc[:0], base=base, by="doc", lists=lists)
        assert len(empty) == 0 and empty.dtypes.equals(full.dtypes)
    assert add_prompting(mentions().iloc[:0], base=tokens().iloc[:0])["prompting"].dtype == "str"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: profile(by="dok"), "by='dok' is not one of.*Did you mean 'doc'"),
        (lambda: profile(of="trem"), "of='trem' is not one of.*Did you mean 'term'"),
        (lambda: profile(by=["doc", "term"]), "by names 'term', which is what is counted"),
        (lambda: profile(lists=FOUND), "lists has no column 'rank', 'length'; give what find_lists returns"),
        (lambda: prominence(FOUND.drop(columns="start"), base=TEXT, by="doc"), "mentions has no column 'start'.*find_t"),
        (lambda: prominence(FOUND, base=TEXT.drop(columns="kind"), by="doc"), "base has no column 'kind'.*segment"),
        (lambda: prominence(FOUND.assign(doc="b"), base=TEXT, by="doc"), "no word in doc='b', paragraph=1"),
        (lambda: prominence(FOUND, base=TEXT[TEXT["section"] < 2], by="doc"), "no word in doc='a', paragraph=8"),
        (lambda: prominence(FOUND, base=TEXT[TEXT["start"] > 0], by="doc"), "base has no word at 3 of 8 places"),
        (lambda: add_prompting(FOUND, base=TEXT, of="famly"), "of='famly'.*Did you mean 'family'"),
        (lambda: add_prompting(FOUND.drop(columns="turn"), base=TEXT), "mentions has no column 'turn'"),
        (lambda: add_prompting(FOUND.assign(doc="b"), base=TEXT), "base has no word in doc='b'"),
    ],
)  # fmt: skip
def test_wrong_requests_are_named(call, message):
    """The value, the options, the repair."""
    with pytest.raises(DiscourseError, match=message):
        call()
