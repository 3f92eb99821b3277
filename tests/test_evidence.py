"""Any row of any result opens as many places in the text as it counts."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import CONCORDANCE
from study import change, corpus, lexicon, mentions, terms, tokens

LINES = list(CONCORDANCE)[:7]
TEXT = pd.DataFrame(
    {"doc": "a", "section": 1, "turn": 0, "paragraph": [1], "kind": ["body"], "speaker": None, "point": None,
     "text": ["发展人形机器人。"]}
)  # fmt: skip


def places_of(rows, places, **options):
    lines = dc.evidence(rows, places, corpus().paragraphs, **options)
    return lines.groupby("row").size().reindex(range(len(rows)), fill_value=0)


@pytest.mark.slow
def test_every_count_of_every_term_opens_as_many_lines():
    """For all terms of both texts, and each line's match is a form of the term."""
    assert (places_of(terms(), mentions()) == terms()["n"]).all()
    lines = dc.evidence(terms(), mentions(), corpus().paragraphs)
    forms = {form: lexicon().terms["term"][row] for form, row in lexicon().forms.items()}
    assert all(forms[line.match] == terms()["term"][line.row] for line in lines.itertuples())


def test_every_word_count_opens_as_many_lines():
    """By section, with words that stand for terms and the rest alike."""
    words = dc.count(tokens(), by=["doc", "section"])
    assert (places_of(words, tokens()) == words["n"]).all()


def test_a_comparison_opens_both_versions_and_no_third():
    """Lines are as many as the two counts together, whatever other docs the mentions hold."""
    third = mentions().query("doc == 'peoples-daily'").assign(doc="third")
    lines = dc.evidence(change(), pd.concat([mentions(), third]), corpus().paragraphs)
    counts = lines.groupby("row").size().reindex(range(len(change())), fill_value=0)
    assert (counts == change()["n_old"] + change()["n_new"]).all()


@pytest.mark.parametrize("of", ["category", "broader", "kind"])
def test_totals_of_categories_families_and_kinds_open_too(of):
    """Missing values are a group like any other."""
    counts = dc.count(mentions(), of=of, base=tokens(), by=["doc", "section"])
    assert counts["n"].sum() == (mentions()["kind"] != "imprint").sum()
    assert (places_of(counts, mentions()) == counts["n"]).all()


@pytest.mark.slow
@pytest.mark.parametrize("within", ["sentence", "paragraph", "point", "turn", "section"])
def test_every_pair_opens_one_line_for_each_window(within):
    """The line goes from the one term to the other."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by="doc").groupby("doc").head(40)
    pairs = pairs.reset_index(drop=True)
    assert (places_of(pairs, mentions()) == pairs["n"]).all()


def test_a_pair_is_shown_at_its_nearest():
    """Of two places of a term in the sentence, the one nearer to the other term."""
    text = TEXT.assign(text="光伏好，光伏与6G。")
    found, base = dc.find_terms(text, lexicon()), dc.segment(text, lexicon=lexicon())
    (line,) = dc.evidence(dc.count_pairs(found, base=base, within="sentence", by="doc"), found, text).itertuples()
    assert (line.left, line.match, line.right) == ("光伏好，", "光伏与6G", "。")


@pytest.mark.slow
@pytest.mark.parametrize(("within", "by"), [(1, "kind"), (5, ["doc", "point"]), (10, "doc")])
def test_every_pair_within_words_opens_one_line_for_each_that_was_counted(within, by):
    """For all pairs of terms, and by keys with missing values too; a line runs over both terms, in one paragraph."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=within, by=by)
    lines = dc.evidence(pairs, mentions(), corpus().paragraphs, base=tokens())
    assert (lines.groupby("row").size().reindex(pairs.index, fill_value=0) == pairs["n"]).all()
    forms = lexicon().terms.set_index("term")["forms"].str.split("|")
    terms = pairs[["term_a", "term_b"]].to_numpy()
    for row, match in lines[["row", "match"]].itertuples(index=False, name=None):
        assert all(any(form in match for form in [term, *filter(None, forms[term])]) for term in terms[row])


@pytest.mark.slow
def test_pairs_of_words_open_too():
    """Tokens paired within two words, the most frequent and those of each section."""
    pairs = dc.count_pairs(tokens(), base=tokens(), within=2, by=["doc", "section"])
    assert (places_of(pairs, tokens(), base=tokens()) == pairs["n"]).all()


def test_pairs_of_several_kinds_open_in_one_call():
    """Sentences, 1 and 5 words in one frame, and only some of its rows: each as it was counted."""
    kinds = [dc.count_pairs(mentions(), base=tokens(), within=within, by="doc") for within in ("sentence", 1, 5)]
    pairs = pd.concat(kind.iloc[3:40:2] for kind in kinds)
    assert (places_of(pairs, mentions(), base=tokens()) == pairs["n"].reset_index(drop=True)).all()


def test_a_line_runs_between_the_places_that_were_paired():
    """光伏 with the nearer 6G would leave the other 6G over: both are paired, from the earlier to the later place."""
    text = TEXT.assign(text="光伏好，光伏与6G，6G好。")
    found, base = dc.find_terms(text, lexicon()), dc.segment(text, lexicon=lexicon())
    pairs = dc.count_pairs(found, base=base, within=4, by="doc")
    lines = dc.evidence(pairs, found, text, base=base, width=2)
    assert list(pairs["n"]) == [2]
    assert list(lines[["left", "match", "right"]].itertuples(index=False, name=None)) == [
        ("", "光伏好，光伏与6G", "，6"), ("好，", "光伏与6G，6G", "好。"),
    ]  # fmt: skip


def test_a_line_names_the_sentence_and_the_speaker_of_the_place_that_it_begins_with():
    """6G comes first in the order of terms, 光伏 in the text: the line is of the first sentence, and of its speaker."""
    text = pd.concat([TEXT.assign(text="光伏。", speaker="金"), TEXT.assign(text="6G。", speaker="李", paragraph=2)])
    found, base = dc.find_terms(text, lexicon()), dc.segment(text, lexicon=lexicon())
    (line,) = dc.evidence(dc.count_pairs(found, base=base, within="section", by="doc"), found, text).itertuples()
    assert (line.match, line.paragraph, line.sentence, line.speaker) == ("光伏 … 6G", 1, 1, "金")


def test_the_lines_of_a_row_stand_by_doc_and_place():
    """Whatever the order of the mentions."""
    lines = dc.evidence(change(), mentions()[::-1], corpus().paragraphs)
    pd.testing.assert_frame_equal(lines, lines.sort_values(["row", "doc", "paragraph", "start"], ignore_index=True))


def test_pairs_within_words_want_the_tokens():
    """Without them words cannot be numbered: the error says so and what to give; other rows need none."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=5, by="doc")
    with pytest.raises(DiscourseError, match="within=5: words apart .*give base=tokens"):
        dc.evidence(pairs, mentions(), corpus().paragraphs)
    assert len(dc.evidence(pairs.iloc[:0], mentions(), corpus().paragraphs)) == 0


def test_pairs_say_how_they_were_counted():
    """Rows without within or of cannot be opened, and the error says what they have."""
    pairs = dc.count_pairs(mentions(), base=tokens(), within=5, by="doc")
    with pytest.raises(
        DiscourseError, match="rows has no column 'within'; give what count_pairs returns. It has .*'term_a'"
    ):
        dc.evidence(pairs.drop(columns="within"), mentions(), corpus().paragraphs, base=tokens())


def test_evidence_wants_the_places_that_were_counted():
    """Words cannot be opened with mentions, and the error says what both hold."""
    with pytest.raises(DiscourseError, match="rows count 'word' by .*places have no column 'word'.*give as places"):
        dc.evidence(dc.count(tokens(), by="doc"), mentions(), corpus().paragraphs)


def test_no_rows_give_no_lines():
    """An empty result has the columns all the same."""
    for rows in (terms().iloc[:0], dc.count_pairs(mentions(), base=tokens(), within="sentence", by="doc").iloc[:0]):
        assert list(dc.evidence(rows, mentions(), corpus().paragraphs).columns[:7]) == LINES


def test_a_column_that_the_user_counted_by_finds_its_own_places():
    """Prompted and spontaneous mentions of one term open apart, as many lines as each row counts."""
    spoken = dc.add_prompting(mentions(), base=tokens()).dropna(subset="prompting")
    rows = dc.count(spoken, base=tokens(), by=["doc", "prompting"])
    lines = dc.evidence(rows, spoken, corpus().paragraphs)
    assert lines["row"].value_counts().sort_index().tolist() == rows["n"].tolist()
    pairs = dc.count_pairs(
        spoken, base=tokens().assign(prompting="prompted"), within="sentence", by=["doc", "prompting"]
    )
    opened = dc.evidence(pairs.query("prompting == 'prompted'"), spoken, corpus().paragraphs)
    assert len(opened) == pairs.query("prompting == 'prompted'")["n"].sum()
