import re

import pandas as pd
import pytest

from discourse.words.coverage import (
    doubt_counts,
    explain_absence,
    find_broken_terms,
    find_other_spellings,
    find_parts,
    summarize_coverage,
)
from discourse.words.lexicon import Lexicon, find_terms


@pytest.mark.parametrize(
    ("terms", "text", "reason"),
    [
        (["solar", "power"], "发展光伏。", "no term has a Chinese character"),
        (["光伏"], "Solar power grows.", "the texts have no Chinese character"),
        (["浣庣┖缁忔祹"], "发展低空经济。", "the terms look misread"),
        (["低空经济"], "发展锟斤拷锟斤拷。", "the texts look misread"),
        (["光伏 100", "风电 5", "水电"], "发展低空经济。", "most terms hold blanks, digits or signs"),
        (["大力发展战略性新兴产业", "光伏", "加快建设现代化产业体系"], "发展低空经济。", "most terms are phrases"),
        (["人工智能"], "發展人工智慧與數位經濟。", "the texts are in traditional characters"),
        (["量子"], "发展低空经济。", "another field, or the wrong file"),
    ],
)
def test_the_likeliest_reason_is_given(terms, text, reason):
    """One for each reason that there is."""
    assert reason in explain_absence(terms, [text])


def test_each_file_says_how_many_of_its_terms_are_found():
    """Two of two, and none of one, with the reason; a term in hand has no file."""
    places = (("a.csv", 2), ("a.csv", 3), ("b.csv", 2))
    lexicon = Lexicon(pd.DataFrame({"term": ["光伏", "风电", "量子"]}), places=places)
    said = summarize_coverage(lexicon, ["发展光 伏", "风电，光伏"])
    assert said[:2] == ["a.csv: 2 of 2 terms found", "b.csv: 0 of 1 terms found"]
    assert said[2].strip() == "doubt: none found: is it the lexicon of another field, or the wrong file?"
    assert summarize_coverage(Lexicon(["光伏"]), ["光伏"]) == []


def test_one_term_in_thirty_is_few():
    """Of a hundred terms, four are few and five are not."""
    terms = [f"词{chr(0x4E00 + n)}" for n in range(100)]
    lexicon = Lexicon(terms, places=tuple(("a.csv", n) for n in range(100)))
    assert len(summarize_coverage(lexicon, ["，".join(terms[:4])])) == 2
    assert len(summarize_coverage(lexicon, ["，".join(terms[:5])])) == 1


def test_a_term_over_a_line_end_is_doubted_with_its_line():
    """Hyphen or not; two lines that were one in the file are one, and a term that ends with its line is whole."""
    texts = {1: "发展人工", 2: "智能，做强工业互-", 3: "联网，人工智能", 5: "人工", 6: "成本"}
    frame = pd.DataFrame({"line": texts.keys(), "text": texts.values()})
    found = find_broken_terms(frame, Lexicon(["人工智能", "工业互联网"]))
    assert [(doubt.line, doubt.rule) for doubt in found] == [(1, "broken_term"), (2, "broken_term")]
    assert "'人工智能'" in found[0].note
    assert find_broken_terms(frame.assign(line=1), Lexicon(["人工智能"])) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:hardly one word each")
@pytest.mark.parametrize(
    ("term", "text", "form"),
    [
        ("新质生产力", "发展新质[12]生产力。", "新质[12]生产力"),
        ("工业互联网", "工业③互联网平台。", "工业③互联网"),
        ("数字经济", "数字(2)经济规模。", "数字(2)经济"),
        ("数字经济", "数字²经济规模。", "数字²经济"),
        ("魑魅", "魑（chī）魅。", "魑（chī）魅"),
        ("首台套", "首台（套）产品", "首台（套）"),
        ("碳达峰碳中和", "碳达峰、碳中和", "碳达峰、碳中和"),
        ("数字经济", "数字★经济", "数字★经济"),
        ("十四五", "“十四·五”规划", "十四·五"),
        ("e-commerce", "and ecommerce", "ecommerce"),
        ("ChatGPT", "Chat GPT 与", "Chat GPT"),
        ("第一季度", "第1季度增长", "第1季度"),
        ("第1季度", "第一季度增长", "第一季度"),
        ("二十一世纪", "21世纪", "21世纪"),
        ("2035年", "二○三五年", "二○三五年"),
        ("百分之三十", "达30%。", "30%"),
        ("100%", "百分之百兑现", "百分之百"),
        ("1000亿", "规模1,000亿元", "1,000亿"),
        ("2021—2025年", "2021～2025年", "2021～2025年"),
        ("GDP", "带动gdp增长", "gdp"),
        ("Internet", "the internet of today", "internet"),
        ("supply chain", "two supply chains broke", "supply chains"),
        ("RCEP", "R.C.E.P.生效", "R.C.E.P."),
        ("US", "the U.S. economy", "U.S."),
        ("账户", "个人帐户", "帐户"),
        ("个人帐户", "个人账户", "个人账户"),
        ("计划", "推進計畫。", "計畫"),
        ("产学研", "产/学/研结合", "产/学/研"),
        ("新质生产力", "新质（注1）生产力", "新质（注1）生产力"),
        ("新质生产力", "新质^3^生产力", "新质^3^生产力"),
        ("乡村图书室", "鄉邨圖書室", "鄉邨圖書室"),
        ("5G", "建设5 G网络", "5 G"),
        ("政企合作", "政 — 企合作", "政 — 企合作"),
    ],
)
def test_a_term_written_otherwise_is_no_silent_nought(term, text, form):
    """It is told with how it is printed; with that as a form it is found, and nothing is told."""
    frame = pd.DataFrame({"doc": ["a"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None,
                          "point": None, "text": [text]})  # fmt: skip
    lexicon = Lexicon(pd.DataFrame({"term": [term]}), places=(("a.csv", 2),))
    with pytest.warns(UserWarning, match=re.escape(f"{term!r} as {form!r} (1)")):
        assert find_terms(frame, lexicon).empty
    assert form in summarize_coverage(lexicon, [text])[-1]
    mended = Lexicon(pd.DataFrame({"term": [term], "forms": [form]}), places=(("a.csv", 2),))
    assert find_terms(frame, mended)["form"].tolist() == [form]
    assert summarize_coverage(mended, [text]) == ["a.csv: 1 of 1 terms found"]


@pytest.mark.parametrize(
    ("terms", "texts"),
    [
        (["US", "WHO"], ["tell us who"]),
        (["制造业"], ["“中国制造”业务", "“制造”“业态”"]),
        (["人形机器人", "机器人"], ["人形机器人用“双碳”技术"]),
        (["一带一路", "AI"], ["共建“一带一路”，AI 与 AI。"]),
        (["改革开放"], ["坚持改革。开放是国策", "改革", "开放"]),
        (["5G", "Internet"], ["15 Gbit, 2.5G", "an internetwork"]),
        (["投早"], ["投早、投小"]),
    ],
)
def test_what_is_found_or_another_word_is_not_told(terms, texts):
    """Capitals tell US from us; quotes that part a word, marks between sentences and longer words make other words."""
    assert find_other_spellings(Lexicon(terms), texts) == {}


def test_places_written_otherwise_are_told_beside_those_found():
    """Two of three places of the one term, the line end between two paragraphs of one article and none between two."""
    texts = ["GDP增长", "gdp与gdp", "推动低空", "经济发展", "推动低空", "经济发展"]
    frame = pd.DataFrame({"doc": [*"aaaabc"], "section": 0, "turn": 0, "paragraph": [1, 2, 3, 4, 1, 1], "kind": "body",
                          "speaker": None, "point": None, "text": texts})  # fmt: skip
    with pytest.warns(UserWarning, match=r"'GDP' as 'gdp' \(2\); '低空经济' as '低空↵经济' \(1\);"):
        assert find_terms(frame, Lexicon(["GDP", "低空经济"]))["form"].tolist() == ["GDP"]


def test_a_list_is_told_as_a_term_where_its_parts_are_long_or_the_term_stands_nowhere():
    """生物、医药 are two, where 生物医药 is written elsewhere."""
    texts = ["生物医药，生物、医药，生物-医药，碳达峰碳中和，碳达峰、碳中和，优势、产业"]
    (said,) = doubt_counts(Lexicon(["生物医药", "碳达峰碳中和", "优势产业"]), texts, {0, 1})
    assert (
        "too: '生物医药' as '生物-医药' (1); '碳达峰碳中和' as '碳达峰、碳中和' (1); '优势产业' as '优势、产业' (1); to count"
        in said
    )


@pytest.mark.parametrize(
    "text", ["共建“一带”和“一路”", "「一帶」与「一路」", "《一带》、《一路》", "'一带' 以及 '一路'"]
)
def test_two_quoted_halves_are_told_as_a_term_though_another_is_found(text):
    """Nor do two sentences or two other words make one."""
    found = find_other_spellings(Lexicon(["一带一路", "低空经济"]), [f"低空经济，{text}，“低空”。“经济”"], {1})
    assert [(term, places) for term, (_, places) in found.items()] == [("一带一路", 1)]


@pytest.mark.filterwarnings("ignore:two words each")
def test_a_term_of_two_is_told_where_only_its_parts_stand():
    """Not where the whole stands, nor where a part is nowhere."""
    texts = ["人工智能，大模型；治理体系和治理能力"]
    found = find_parts(Lexicon(["人工智能和大模型", "治理体系和治理能力", "人工智能和光伏"]), texts, {1})
    assert found == {"人工智能和大模型": ["人工智能", "大模型"]}


def test_other_signs_part_terms():
    """A clause ends between the two halves."""
    lexicon = Lexicon(pd.DataFrame({"term": ["新质生产力"]}), places=(("a.csv", 2),))
    assert len(summarize_coverage(lexicon, ["新质，生产力"])) == 2


def test_a_term_that_stands_in_the_imprint_alone_is_not_found_and_told():
    """By `check` and by `find_terms` alike; one that stands in the text, too, is found."""
    lexicon = Lexicon(pd.DataFrame({"term": ["光伏", "风电"]}), places=(("a.csv", 2), ("a.csv", 3)))
    frame = pd.DataFrame(
        {"doc": "a", "section": 0, "turn": 0, "paragraph": [1, 2, 3], "kind": ["body", "imprint", "imprint"]}
        | {"speaker": None, "point": None, "text": ["发展光伏", "光伏日报", "风电日报"]}
    )
    said = summarize_coverage(lexicon, ["发展光伏"], ["光伏日报", "风电日报"])
    assert said[0] == "a.csv: 1 of 2 terms found" and said[1].endswith(
        "never counted: '风电'; where that is text, declare its kind"
    )
    with pytest.warns(UserWarning, match="imprint alone, which is never counted: '风电'"):
        find_terms(frame, lexicon)


def test_a_term_that_only_longer_ones_hold_is_told():
    """Whichever they lie in; not where they name it as their family, where it is counted itself, or is another word."""
    terms = {"term": ["智能", "人工智能", "人工智能大模型", "AI"], "forms": ["", "", "CHAIN", ""]}
    places = tuple(("a.csv", line) for line in range(2, 6))
    nested, family = (
        Lexicon(pd.DataFrame(terms | {"broader": ["", broader[0], broader[1], ""]}), places=places)
        for broader in (["", ""], ["智能", "人工智能"])
    )
    said = summarize_coverage(nested, ["人工智能大模型", "CHAIN"])
    assert said[0] == "a.csv: 1 of 4 terms found"
    assert (
        "longer ones, which are counted in their place: '人工智能' in '人工智能大模型'; '智能' in '人工智能';"
        in said[1]
    )
    assert summarize_coverage(family, ["人工智能大模型"]) == said[:1]
    assert summarize_coverage(nested, ["人工智能大模型与人工智能、智能。"]) == ["a.csv: 3 of 4 terms found"]


def test_a_line_end_inside_a_latin_term_is_a_blank():
    """Belt and | Road is one term; beltway | Roads are two words."""
    frame = pd.DataFrame({"line": [1, 2, 3], "text": ["推进 Belt and", "Road 合作，belt", "ways"]})
    assert [doubt.line for doubt in find_broken_terms(frame, Lexicon(["Belt and Road"]))] == [1]


def test_places_that_are_printed_more_than_once_count_each():
    """What stands around them is looked at once."""
    texts = ["发展新质[1]生产力。", "发展新质[1]生产力。", "新质[1]生产力", "发展新质[1]生产力。"]
    assert find_other_spellings(Lexicon(["新质生产力"]), texts) == {"新质生产力": ("新质[1]生产力", 4)}
