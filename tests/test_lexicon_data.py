"""The lexicon files keep the rules that their README states."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from study import NEW, OLD, mentions

LEXICONS = Path(__file__).parents[1] / "data" / "lexicons"
COLUMNS = ["term", "forms", "english", "category", "category_english", "broader", "note"]
NAMED = [
    "人工智能",
    "6G",
    "低空经济",
    "人形机器人",
    "脑机接口",
    "原子级制造",
    "量子科技",
    "生物医药",
    "生物制造",
    "商业航天",
    "光伏",
    "锂电池",
    "集成电路",
    "工业母机",
    "卫星互联网",
    "工业互联网",
    "算力",
    "大模型",
    "航空航天",
    "智能网联新能源汽车",
    "轨道交通装备",
    "新一代信息技术",
    "新一代移动通信",
    "先进计算",
    "区块链",
    "工业软件",
    "医疗装备",
    "未来制造",
    "未来信息",
    "未来材料",
    "5G",
    "千兆光网",
    "移动物联网",
    "IPv6",
    "车联网",
    "算法",
    "数据",
    "机器人",
    "智能制造",
    "智能产品",
    "家电",
    "手机",
    "原材料",
    "战略性矿产资源",
    "数字经济",
    "数字化转型",
    "数字化改造",
    "数字产业化",
    "产业数字化",
    "数字园区",
    "数字产业集群",
    "制造业",
    "先进制造业",
    "实体经济",
    "产业链",
    "供应链",
    "新型工业化",
    "新质生产力",
    "现代化产业体系",
    "传统产业",
    "优势产业",
    "新兴产业",
    "未来产业",
    "制造业创新中心",
    "首台套",
    "中小企业",
    "专精特新",
    "小巨人",
    "独角兽企业",
    "瞪羚企业",
    "耐心资本",
]


def read(name):
    with open(LEXICONS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


INDUSTRIES = read("strategic_industries.csv")
STOPWORDS = read("stopwords.csv")
TERMS = [row["term"] for row in INDUSTRIES]
BROADER = {row["term"]: row["broader"] for row in INDUSTRIES}


def forms(row):
    return row["forms"].split("|") if row["forms"] else []


def families(term):
    """Return the broader terms of `term`, nearest first; a cycle ends it after one round."""
    found = []
    while (term := BROADER[term]) and term not in found:
        found.append(term)
    return found


@pytest.mark.parametrize("name", ["strategic_industries.csv", "stopwords.csv"])
def test_files_are_plain_utf8_with_newlines_only(name):
    raw = (LEXICONS / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").endswith("\n") and b"\r" not in raw


def test_every_row_has_exactly_the_columns():
    assert {tuple(row) for row in INDUSTRIES} == {tuple(COLUMNS)}
    assert {tuple(row) for row in STOPWORDS} == {("word", "reason")}
    assert not [row for row in INDUSTRIES + STOPWORDS if None in row.values()]


def test_no_cell_carries_stray_spaces_and_only_forms_and_broader_may_be_empty():
    cells = [(column, cell) for row in INDUSTRIES + STOPWORDS for column, cell in row.items()]
    assert not [pair for pair in cells if pair[1] != pair[1].strip()]
    assert {column for column, cell in cells if not cell} <= {"forms", "broader"}


def test_a_term_or_form_stands_only_once_in_the_whole_file_whatever_its_width():
    listed = TERMS + [form for row in INDUSTRIES for form in forms(row)]
    spellings = Counter(unicodedata.normalize("NFKC", form) for form in listed)
    assert "" not in spellings
    assert not [form for form, n in spellings.items() if n > 1]


def test_every_broader_is_a_term_of_the_file():
    assert set(BROADER.values()) - {""} <= set(TERMS)


def test_no_chain_of_broader_terms_returns_to_its_start():
    assert not [term for term in TERMS if term in families(term)]


def test_a_term_that_contains_another_names_it_as_its_family():
    contained = {
        row["term"]: {t for t in TERMS for s in [row["term"], *forms(row)] if t in s and t != row["term"]}
        for row in INDUSTRIES
    }
    assert [term for term, others in contained.items() if not others <= set(families(term))] == []


def test_english_is_unique_and_short_enough_for_a_chart():
    english = Counter(row["english"] for row in INDUSTRIES)
    assert not [label for label, n in english.items() if n > 1]
    assert not [label for label in english if len(label) > 40]


def test_category_and_its_english_go_together_one_to_one():
    pairs = {(row["category"], row["category_english"]) for row in INDUSTRIES}
    assert len(pairs) == len({zh for zh, _ in pairs}) == len({en for _, en in pairs})


def test_the_rows_of_a_category_stand_together():
    order = [row["category"] for row in INDUSTRIES]
    starts = [i for i, category in enumerate(order) if i == 0 or order[i - 1] != category]
    assert len(starts) == len(set(order))


def test_the_readme_names_each_category_with_its_terms_and_what_stands_in_both_texts():
    text = (LEXICONS / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| (.+?) · (.+?) \| .* \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    named = {(zh, en): tuple(map(int, numbers)) for zh, en, *numbers in rows}
    terms = Counter((row["category"], row["category_english"]) for row in INDUSTRIES)
    places = Counter(zip(mentions()["category"], mentions()["doc"], strict=True))
    assert named == {(zh, en): (n, places[zh, OLD], places[zh, NEW]) for (zh, en), n in terms.items()}


def test_what_the_readme_leaves_out_is_counted_nowhere():
    """Its table of decisions names what is no form, and what has no line."""
    text = (LEXICONS / "README.md").read_text(encoding="utf-8")
    decided = re.findall(r"^\| (.+?) \| no (form|line)s? \|", text, re.MULTILINE)
    assert [kind for _, kind in decided].count("form") and [kind for _, kind in decided].count("line") > 1
    counted = {form for row in INDUSTRIES for form in (row["term"], *forms(row))}
    assert not [word for words, _ in decided for word in words.split(", ") if word in counted]


@pytest.mark.parametrize(
    ("term", "old", "new"),
    [
        ("人工智能", 3, 3), ("6G", 1, 1), ("低空经济", 1, 1), ("人形机器人", 1, 1), ("中小企业", 17, 20), ("制造业", 8, 11),
        ("合理比重", 4, 4), ("专精特新", 14, 15), ("安全", 5, 7), ("场景应用", 0, 1), ("应用场景", 0, 1),
        ("先进制造业集群", 1, 2),
    ],
)  # fmt: skip
def test_what_is_cut_stays_cut_and_what_is_asked_for_is_counted(term, old, new):
    """专精特新中小企业, 制造业合理比重 and 国家中小企业发展基金 are cut into their terms."""
    docs = mentions().query("term == @term")["doc"]
    assert (docs.eq(OLD).sum(), docs.eq(NEW).sum()) == (old, new)


def test_what_the_two_texts_name_is_in_the_lexicon():
    assert not [term for term in NAMED if term not in TERMS]


def test_stopwords_are_unique():
    assert not [word for word, n in Counter(row["word"] for row in STOPWORDS).items() if n > 1]


def test_no_stopword_is_a_term_or_form():
    spellings = {*TERMS, *(form for row in INDUSTRIES for form in forms(row))}
    assert not [row["word"] for row in STOPWORDS if row["word"] in spellings]


@pytest.mark.parametrize("word", ["推动", "加强", "加快", "新", "必须", "要", "不", "没有"])
def test_words_that_carry_policy_meaning_are_no_stopwords(word):
    assert word not in {row["word"] for row in STOPWORDS}
