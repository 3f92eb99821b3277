import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError, MissingFileError
from discourse.schema import MENTIONS
from discourse.words.lexicon import Lexicon
from study import corpus, lexicon, mentions

HEAD = "term,forms,english,category,broader,note\n"


def small(*lines):
    rows = [(line + ",,,,,").split(",")[:6] for line in lines]
    return Lexicon(pd.DataFrame(rows, columns=HEAD.strip().split(",")))


def found(text, *lines):
    return [text[start:end] for start, end, _ in small(*lines).find(text)]


def paragraphs(*texts):
    return pd.DataFrame(
        {"doc": "a", "section": 1, "turn": 0, "paragraph": range(1, len(texts) + 1), "kind": "body", "speaker": None,
         "point": None, "text": texts}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("人形机器人和机器人", ["人形机器人", "机器人"]),
        ("人形机", []),
        ("用6G、AI。", ["6G", "AI"]),
        ("56GB与CHAIN、AI4S、2.6G", []),
        ("（6G）/AI+", ["6G", "AI"]),
        ("６Ｇ和ＡＩ", ["６Ｇ", "ＡＩ"]),
        ("工业互联网互联网", ["工业互联网", "互联网"]),
        ("数字化转型与数字化", ["数字化转型", "数字化"]),
    ],
)
def test_the_longest_term_wins_and_latin_forms_need_boundaries(text, places):
    """人形机器人 is not also 机器人; no 6G in 56GB, no AI in CHAIN; full width is found as printed."""
    assert (
        found(text, "机器人", "人形机器人", "人工智能,AI", "6G", "互联网", "工业互联网", "数字化", "数字化转型")
        == places
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Artificial intelligence", ["Artificial intelligence"]),
        ("ARTIFICIAL INTELLIGENCE, artificial intelligence", ["ARTIFICIAL INTELLIGENCE", "artificial intelligence"]),
        ("Ａrtificial intelligence", ["Ａrtificial intelligence"]),
        ("artificial intelligences", []),
        ("AI ai Ai aI", ["AI"]),
        ("US us", ["US"]),
        ("École école", ["École", "école"]),
    ],
)
def test_a_form_without_capitals_is_found_with_them_and_no_other(text, places):
    """At the head of a sentence and in headings; what has capitals of its own is told by them."""
    assert found(text, "人工智能,AI|artificial intelligence", "US", "école") == places


def test_of_two_forms_that_differ_in_capitals_each_finds_its_own():
    """As it is written comes first."""
    for both in (small("IT", "it"), small("it", "IT")):
        terms = dc.find_terms(paragraphs("IT, it and It"), both)
        assert terms[["form", "term"]].to_numpy().tolist() == [["IT", "IT"], ["it", "it"], ["It", "it"]]


def test_a_longer_form_without_its_boundary_gives_way_to_a_shorter_term():
    """In 5G网x9 the form 5G网x runs on into a digit; 5G still stands."""
    assert found("5G网x，", "5G网x", "5G") == ["5G网x"]
    assert found("5G网x9", "5G网x", "5G") == ["5G"]


@pytest.mark.parametrize(
    ("term", "peoples", "economic"),
    [("人工智能", 3, 3), ("低空经济", 1, 1), ("人形机器人", 1, 1), ("6G", 1, 1), ("脑机接口", 1, 0), ("原子级制造", 0, 1),
     ("量子科技", 1, 0), ("光伏", 0, 1), ("集成电路", 0, 2)],
)  # fmt: skip
def test_mentions_in_both_texts_are_those_counted_by_hand(term, peoples, economic):
    """The page's other articles, which add a 人工智能 and two 光伏, count nowhere."""
    counted = mentions()[(mentions()["term"] == term) & (mentions()["kind"] != "imprint")]
    assert [(counted["doc"] == doc).sum() for doc in ("peoples-daily", "economic-daily")] == [peoples, economic]


def test_mentions_stand_where_their_offsets_say():
    """text[start:end] is the form printed, for every mention of the study."""
    texts = corpus().paragraphs.set_index(["doc", "paragraph"])["text"]
    assert list(mentions().columns) == list(MENTIONS)
    assert all(texts[m.doc, m.paragraph][m.start : m.end] == m.form for m in mentions().itertuples())


def test_a_match_that_cuts_a_dictionary_word_is_doubtful_and_stays():
    """大模型 in 扩大模型应用 cuts 扩大."""
    terms = dc.find_terms(paragraphs("扩大模型应用", "训练大模型"), small("大模型"))
    assert list(terms["doubtful"]) == [True, False]


def test_families_and_missing_values_travel_with_the_mention():
    """broader is the family's term, missing where there is none."""
    terms = dc.find_terms(paragraphs("机器人，人形机器人"), small("机器人", "人形机器人,,,技术,机器人"))
    assert list(terms["broader"].fillna("-")) == ["-", "机器人"]
    assert list(terms["category"].fillna("-")) == ["-", "技术"]


def test_a_text_without_terms_gives_an_empty_frame():
    """With the same columns and types."""
    assert list(dc.find_terms(paragraphs("无"), small("6G")).columns) == list(MENTIONS)
    assert dc.find_terms(paragraphs("无"), small("6G")).dtypes.equals(mentions().iloc[:0].dtypes)


BAD = {
    "doubled form": (
        HEAD + "人工智能,AI,,,,\n智能,AI,,,,\n",
        "line 3: the form 'AI' of '智能' stands already under '人工智能'",
    ),
    "doubled term": (HEAD + "光伏,,,,,\n光伏,,,,,\n", "line 3: the form '光伏'"),
    "doubled in full width": (HEAD + "6G,,,,,\n六代,６Ｇ,,,,\n", "stands already under '6G'"),
    "empty term": (HEAD + ",AI,,,,\n", "line 2 has no term"),
    "no family": (HEAD + "机器人,,,,机械,\n", "broader='机械' is no term"),
    "no column": ("term,forms\n光伏,\n", "lacks the columns .*'english'"),
    "empty": ("", "not a table"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_lexicons_are_refused_with_their_line(tmp_path, case):
    """Each says what stands where, and what to do."""
    content, message = BAD[case]
    path = tmp_path / "terms.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DiscourseError, match=message) as error:
        dc.read_lexicon(path)
    assert "\n" not in str(error.value)


def test_a_lexicon_saved_by_a_chinese_excel_is_read(tmp_path):
    """GB18030 bytes and a byte order mark are no obstacle."""
    for encoding in ("gb18030", "utf-8-sig"):
        path = tmp_path / f"{encoding}.csv"
        path.write_text(HEAD + "低空经济,,low-altitude economy,新兴产业,,高度一千米以下的经济活动\n", encoding=encoding)
        assert list(dc.read_lexicon(path).terms["term"]) == ["低空经济"]


def test_a_missing_lexicon_is_named(tmp_path):
    """By its path."""
    with pytest.raises(MissingFileError, match=r"x\.csv: no such file"):
        dc.read_lexicon(tmp_path / "x.csv")


def test_labels_are_chinese_or_english():
    """Terms and categories as figures print them."""
    assert lexicon().labels("zh")["低空经济"] == "低空经济"
    assert lexicon().labels("en")["低空经济"] == "low-altitude economy"
    assert lexicon().labels("en")["人工智能与机器人"] == "AI and robotics"
