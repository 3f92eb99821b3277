"""Lists of words as people and programs have them: read right, or refused or told with their lines."""

import warnings

import docx
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.texts.formats.word_lists import is_no_word

THREE = ["人工智能", "6G", "算力"]
IN_CATEGORIES = [("人工智能", "技术"), ("6G", "技术"), ("光伏", "能源")]


def read(folder, text, name="l.txt", read_file=dc.read_lexicon):
    """Read a list, and what is told of it."""
    (folder / name).write_text(text, encoding="utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        result = read_file(folder / name)
    return result, " ".join(str(each.message) for each in told)


OF_ONE_FORM = {
    "counts in brackets": "人工智能（3）\n6G(12次)\n算力（5）",
    "numbers in one line": "①人工智能；②6G；③算力。",
    "several in quotes a line": "'人工智能','6G',\n'算力'",
    "counts behind a mark": "人工智能;3\n6G；12\n算力：5",
    "boxes to tick": "- [ ] 人工智能\n- [x] 6G\n- [ ] 算力",
    "boxes as signs": "☐ 人工智能\n☑ 6G\n☐ 算力",
    "bold bullets": "* **人工智能**\n* **6G**\n* **算力**",
    "numbers of Markdown": "1. 人工智能\n1. 6G\n1. 算力",
    "numbers on two levels": "1 人工智能\n1.1 6G\n2 算力",
    "Chinese numerals": "一、人工智能\n二、6G\n三、算力",
    "bracketed numerals": "（一）人工智能\n（二）6G\n（三）算力",
    "letters": "A. 人工智能\nB. 6G\nC. 算力",
    "a bullet and a number": "• 1) 人工智能\n• 2) 6G\n• 3) 算力",
    "a mark behind some": "人工智能。\n6G\n算力，",
    "full stops": "人工智能，\n6G，\n算力。",
    "one line": "人工智能、6G、算力。",
    "Python": 'words = ["人工智能", "6G",\n    "算力"]  # 三个',
    "a set of Python": "{'人工智能', '6G', '算力'}",
    "JSON": '["人工智能", "6G", "算力"]',
    "R": 'terms <- c("人工智能", "6G", "算力")',
    "YAML": "terms:\n  - 人工智能\n  - 6G\n  - 算力",
    "YAML in one line": 'terms: ["人工智能", "6G", "算力"]',
    "the line of keywords of a paper": "关键词：人工智能；6G；算力",
    "a table in Markdown": "| 术语 | 数 |\n|---|---:|\n| 人工智能 | 3 |\n| 6G | 2 |\n| 算力 | 1 |",
    "a table of a page": "<table><tr><th>术语<th>数<tr><td>人工智能<td>3<tr><td>6G<td>2<tr><td>算力<td>1</table>",
    "a list of a page": "<!DOCTYPE html><ul><li>人工智能</li><li>6G</li><li><b>算力</b></li></ul>",
    "Sogou": "'ren'gong'zhi'neng 人工智能\n'liu'ji 6G\n'suan'li 算力",
    "frequencies behind a comma": "人工智能,120\n6G,80\n算力,7",
    "numbers of pandas": ",0\n0,人工智能\n1,6G\n2,算力",
    "numbers of R": '"","x"\n"1","人工智能"\n"2","6G"\n"3","算力"',
    "one line with signs of all kinds": "人工智能，6G；算力",
    "weights": "人工智能\t3.25\n6G\t-1.5\n算力\t0",
    "rank and frequency": "1\t人工智能\t120\n2\t6G\t80\n3\t算力\t7",
    "heads that stand twice": "词语,强度,强度\n人工智能,1,2\n6G,1,2\n算力,1,2",
}


@pytest.mark.slow
@pytest.mark.parametrize("form", OF_ONE_FORM)
def test_a_form_that_all_lines_have_is_read_without_a_word(tmp_path, form):
    """What stands around every word, and how programs write lists."""
    lexicon, told = read(tmp_path, OF_ONE_FORM[form])
    assert list(lexicon) == THREE and not told
    assert not lexicon.terms["category"].any()


@pytest.mark.parametrize(
    "text",
    [
        "【技术】\n人工智能\n6G\n\n【能源】\n光伏",
        "*技术\n人工智能 or 6G\n\n*能源\n光伏",
        "[技术]\n人工智能\n6G\n[能源]\n光伏",
        "## 技术\n- 人工智能\n* 6G\n\n## 能源\n- 光伏",
        "## 技术\n人工智能\n6G\n\n## 能源\n光伏",
        "序号,节点名称,类别\n1,人工智能,技术\n2,6G,技术\n3,光伏,能源",
        '[技术]\nterms = ["人工智能", "6G"]\n[能源]\nterms = ["光伏"]',
        "类别\t词语\n技术\t人工智能\n技术\t6G\n能源\t光伏",
    ],
)
def test_headings_are_categories(tmp_path, text):
    """Of a list in parts, of KH Coder and of TOML."""
    lexicon, told = read(tmp_path, text)
    assert list(lexicon.terms[["term", "category"]].itertuples(index=False, name=None)) == IN_CATEGORIES
    assert not told


@pytest.mark.parametrize(
    "text",
    [
        "技术：人工智能、6G\n能源：光伏。",
        "技术：\n人工智能\n6G\n能源：\n光伏",
        "【技术】人工智能、6G\n【能源】光伏",
        "一、技术\n1. 人工智能\n2. 6G\n二、能源\n1. 光伏",
        "一、技术\n（一）人工智能\n①6G\n二、能源\n（一）光伏",
        "一、技术\n人工智能\n6G\n二、能源\n光伏",
        "技术（人工智能、6G）\n能源：光伏",
        "技术:\n  - 人工智能\n  - 6G\n能源:\n  - 光伏",
        '{"技术": ["人工智能", "6G"], "能源": ["光伏"]}',
        'dictionary(list(技术 = c("人工智能", "6G"), 能源 = c("光伏")))',
        '技术 <- c("人工智能", "6G")\n能源 <- c("光伏")',
        "【技术】人工智能、6G；【能源】光伏",
        "【技术】人工智能 6G 【能源】光伏",
        "- **技术**：人工智能、6G\n- **能源**：光伏",
        "技术\n\t人工智能 (1)\n\t6G (1)\n能源\n\t光伏 (1)",
        "技术\n\t数字\n\t\t人工智能\n\t\t6G\n能源\n\t再生\n\t\t光伏",
        '{"技术": {"数字": ["人工智能", "6G"]}, "能源": {"再生": ["光伏"]}}',
        "技术:\n  数字:\n    新:\n      - 人工智能\n      - 6G\n能源:\n  再生:\n    电: [光伏]",
        '{"技术": {"数字": {"新": ["人工智能", "6G"]}}, "能源": {"再生": {"电": ["光伏"]}}}',
    ],
)
def test_names_of_lists_are_categories_which_is_told(tmp_path, text):
    """They might be terms with their forms: JSON, YAML, quanteda and R have the same sign for both. So is the highest
    level of an outline."""
    lexicon, told = read(tmp_path, text)
    assert list(lexicon.terms[["term", "category"]].itertuples(index=False, name=None)) == IN_CATEGORIES
    assert "'技术' of 人工智能, 6G; line" in told and "'能源' of 光伏; where it is a term with its other forms" in told
    # The names between are kept beside the words.
    between = ["数字/新", "再生/电"] if "电" in text else ["数字", "再生"] if "再生" in text else []
    assert list(dict.fromkeys(lexicon.terms["note"])) == (between or [""])


@pytest.mark.parametrize(
    "text",
    [
        "技术:\n  人工智能:\n    - AI\n    - 机器智能\n  6G: []\n能源:\n  光伏: [太阳能发电]",
        "技术:\n  人工智能:\n  - AI\n  - 机器智能\n  6G:\n能源:\n  光伏:\n  - 太阳能发电",
        '{"技术": {"人工智能": ["AI", "机器智能"], "6G": []}, "能源": {"光伏": "太阳能发电"}}',
        '{"技术": {"人工智能": ["AI", "机器智能"], "6G": {}}, "能源": {"光伏": "太阳能发电"}}',
        '[{"术语": "人工智能", "类别": "技术", "别名": ["AI", "机器智能"]}, {"术语": "6G", "类别": "技术", "别名": []}, {"术语": "光伏", "类别": "能源", "别名": ["太阳能发电"]}]',
        '[{"术语": "人工智能", "类别": "技术", "别名": "AI|机器智能"}, {"术语": "6G", "类别": "技术"}, {"术语": "光伏", "类别": "能源", "别名": "太阳能发电"}]',
    ],
)  # fmt: skip
def test_lists_of_three_levels_are_categories_terms_and_forms(tmp_path, text):
    """YAML and JSON, which is told, as they might be categories of categories; and objects that are rows of a table."""
    lexicon, told = read(tmp_path, text)
    assert list(lexicon.terms[["term", "category"]].itertuples(index=False, name=None)) == IN_CATEGORIES
    assert list(lexicon.terms["forms"]) == ["AI|机器智能", "", "太阳能发电"]
    assert ("three levels are read as categories, terms and their forms: line" in told) != text.startswith("[")


def test_names_with_nothing_below_them_are_terms_at_every_level(tmp_path):
    """Braces or lists without anything in them, as tools write trees: none is lost."""
    tree = (
        '{"科技": {"智能": {"人工智能": {"AI": {}}, "大模型": {}}}, "文化": {"阅读": {"全民阅读": [], "书香社会": {}}}}'
    )
    terms = read(tmp_path, tree)[0].terms
    assert terms["term"].tolist() == ["AI", "大模型", "全民阅读", "书香社会"]
    assert terms["category"].tolist() == ["科技", "科技", "文化", "文化"]


def test_dictionaries_of_categories_are_read_and_what_is_doubtful_is_told(tmp_path):
    """LIWC and 同义词词林, in which a word may be of several; a column for each category, filled from above."""
    lexicon, told = read(tmp_path, "%\n1\t技术\n2\t能源\n%\n人工智能\t1\n光伏\t2\t1", "l.dic")
    assert lexicon.terms[["term", "category"]].to_numpy().tolist() == [["人工智能", "技术"], ["光伏", "能源|技术"]]
    assert "have all of them, parted by |: '光伏' of 能源|技术" in told
    with pytest.raises(DiscourseError, match=r"l.dic: has words of categories that .* lacks: line 4 '光伏\\t2'"):
        read(tmp_path, "%\n1\t技术\n%\n光伏\t2", "l.dic")
    lexicon, told = read(tmp_path, "Aa01A01= 劳力 劳动力\nAa01A02@ 人手\nAa01A03# 劳力")
    assert dict(lexicon.terms[["term", "category"]].itertuples(index=False, name=None)) == {
        "劳力": "Aa01A01|Aa01A03", "劳动力": "Aa01A01", "人手": "Aa01A02",
    }  # fmt: skip
    lexicon, told = read(tmp_path, "词典（2023年版）\n技术,能源,民生\n人工智能,光伏,医疗\n6G,风电,\n算力,,\n", "l.csv")
    assert "titles are no words of a list: line 1 '词典（2023年版）'" in told
    assert lexicon.terms.groupby("category")["term"].agg(list).to_dict() == {
        "技术": THREE, "能源": ["光伏", "风电"], "民生": ["医疗"],
    }  # fmt: skip
    assert "each column is read as a category of words: '技术' of 3; '能源' of 2; '民生' of 1" in told


def test_parts_of_a_list_give_the_categories_of_its_words(tmp_path):
    """As HowNet numbers its parts; a word below several headings has all of them; an empty line alone is told."""
    for text in (
        "1. “技术|tech”\t3\n人工智能\n6G\n2. “能源|energy”\t2\n光伏\n6G",
        "第一类 技术/tech（2个）\n人工智能\n6G\n第二类 能源/energy（2个）\n光伏\n6G",
        "技术/tech：人工智能；6G\n能源/energy：光伏；6G",
        "1 技术/tech\n1.1 人工智能\n1.2 6G\n2 能源/energy\n2.1 光伏\n2.2 6G",
        "技术/tech——人工智能、6G\n能源/energy——光伏、6G",
    ):
        lexicon, told = read(tmp_path, text)
        assert lexicon.terms[["term", "category"]].to_numpy().tolist() == [
            ["人工智能", "技术/tech"], ["6G", "技术/tech|能源/energy"], ["光伏", "能源/energy"],
        ]  # fmt: skip
        assert "names are read as the categories" in told and "'6G' of 技术/tech|能源/energy" in told
    lexicon, _ = read(tmp_path, "技术类\n人工智能\n能源类\n光伏")
    assert lexicon.terms["category"].tolist() == ["技术类", "能源类"]
    lexicon, told = read(tmp_path, "技术\n人工智能\n\n能源\n光伏")
    assert len(lexicon) == 4 and "first below an empty line is read as a word, too: line 1 '技术'; line 4" in told
    assert "empty line" not in read(tmp_path, "技术\n人工智能\n\n光伏")[1]


def test_one_word_with_a_comma_among_hundreds_is_told_and_others_are_read(tmp_path):
    """丁是丁，卯是卯 in HowNet: 1 of 500; of 499 lines it is one too many."""
    words = [f"词{n}号" for n in range(499)]
    lexicon, told = read(tmp_path, "\n".join([*words, "丁是丁，卯是卯"]))
    assert len(lexicon) == 500 and "each line is read as one: line 500 '丁是丁，卯是卯'" in told
    with pytest.raises(DiscourseError, match="no head names the fields of line 499 '丁是丁"):
        read(tmp_path, "\n".join([*words[1:], "丁是丁，卯是卯"]))


def test_the_number_of_words_below_a_table_is_none_of_them(tmp_path):
    lexicon, told = read(tmp_path, "词语,类别\n人工智能,技术\n6G,技术\n算力,技术\n共3条,\n", "l.csv")
    assert list(lexicon) == THREE and "rows below the table are left out: line 5 '共3条'" in told
    lexicon, told = read(tmp_path, "技术：人工智能 6G 算力\n能源：光伏 风电")
    assert lexicon.terms.groupby("category")["term"].agg(list).to_dict() == {"技术": THREE, "能源": ["光伏", "风电"]}
    assert "names are read as the categories of words" in told
    lexicon, _ = read(tmp_path, "能源：新能源、能源安全\n算力：算力网")
    assert list(lexicon) == ["新能源", "能源安全", "算力网"]


def test_what_is_replaced_is_a_form_and_merged_cells_have_one_category(tmp_path):
    lexicon, _ = read(tmp_path, "AI→人工智能\n算效→算力\n运力→算力")
    assert lexicon.terms[["term", "forms"]].to_numpy().tolist() == [["人工智能", "AI"], ["算力", "算效|运力"]]
    lexicon, _ = read(tmp_path, "所属领域,词语\n技术,人工智能\n,6G\n能源,光伏")
    assert list(lexicon.terms[["term", "category"]].itertuples(index=False, name=None)) == IN_CATEGORIES


def test_the_senses_of_a_word_are_told_with_all_their_categories(tmp_path):
    """As in the sentiment list of DUTIR; elsewhere two categories of one word contradict each other."""
    table = "词语,词义序号,情感分类,强度\n饱满,1,PH,5\n饱满,2,PA,3\n脏乱,1,NN,7\n"
    lexicon, told = read(tmp_path, table)
    assert lexicon.terms[["term", "category", "强度"]].to_numpy().tolist() == [
        ["饱满", "PH|PA", "5|3"],
        ["脏乱", "NN", "7"],
    ]
    assert "'饱满' of PH|PA" in told
    with pytest.raises(DiscourseError, match=r"category='PA' of '饱满', but it has 'PH' .*, or write PH\|PA"):
        read(tmp_path, table.replace("词义序号", "页"))


def test_tags_and_quotes_are_no_part_of_terms(tmp_path):
    """Tags behind every word are its note; quotes around one are nothing."""
    lexicon, _ = read(tmp_path, "人工智能/n\n算力/vn")
    assert lexicon.terms[["term", "note"]].to_numpy().tolist() == [["人工智能", "n"], ["算力", "vn"]]
    assert list(read(tmp_path, "人工智能 nz 1000\n算力 n 200")[0].terms["note"]) == ["nz 1000", "n 200"]
    assert list(read(tmp_path, "“人工智能”\n6G\n『算力』")[0]) == THREE


def test_a_list_may_stand_in_a_word_file(tmp_path):
    """The first table, or the paragraphs."""
    document = docx.Document()
    for word in THREE:
        document.add_paragraph(word)
    document.save(tmp_path / "a.docx")
    assert list(dc.read_lexicon(tmp_path / "a.docx")) == THREE
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["词语", "类别", "光伏", "能源"], strict=True
    ):
        cell.text = text
    document.save(tmp_path / "b.docx")
    assert dc.read_lexicon(tmp_path / "b.docx").terms[["term", "category"]].to_numpy().tolist() == [["光伏", "能源"]]


TOLD = {
    "comments": ("# 技术\n人工智能\n6G # 新\n// 其他\n算力", THREE, ["line 1 '# 技术'", "line 3 '6G # 新'", "line 4"]),
    "a title with the number of words": ("正面词语（中文）\t3\n人工智能\n6G\n算力", THREE, ["line 1 '正面词语（中文）\\t3'"]),
    "a title above a head": ("表1 政策词\n关键词\n人工智能\n6G\n算力", THREE, ["line 1 '表1 政策词'"]),
    "a form in brackets": ("人工智能（AI）\n6G\n算力", THREE, ["line 1: 'AI' of '人工智能'"]),
    "a title in English": ("Word list\n人工智能\n6G\n算力", THREE, ["line 1 'Word list'"]),
    "a foot": ("人工智能\n6G\n算力\n共 3 个词", THREE, ["line 4 '共 3 个词'"]),
    "levels of two depths": ("技术\n\t数字\n\t\t6G\n能源\n\t光伏", ["技术", "数字", "6G", "能源", "光伏"], ["line 2 '数字'"]),
    "years behind some": ("技\n\t新\n\t\t碳达峰 (2030)\n\t\t6G\n能\n\t旧\n\t\t煤", ["碳达峰 (2030)", "6G", "煤"], []),
    "levels": ("- 技术\n  - 人工智能\n  - 6G", ["技术", "人工智能", "6G"], ["line 1 '技术'; where it is a category"]),
    "English before": ("AI 人工智能\n6G\nCP 算力", ["AI 人工智能", "6G", "CP 算力"], ["line 1 'AI 人工智能'; line 3"]),
    "numbers behind": ("人工智能12\n算力80", ["人工智能12", "算力80"], ["line 1 '人工智能12'; line 2 '算力80'"]),
    "numbers in brackets": ("人工智能(12)\n6G\n算力", ["人工智能(12)", "6G", "算力"], ["line 1: '人工智能(12)'"]),
    "forms parted by a blank": ("term,forms\n算力,AI 运力", ["算力"], ["line 2: 'AI 运力'"]),
    "cells of several words": ("term,category\n人工智能；6G;算力,技术", THREE, ["each a row: line 2: '人工智能；6G;算力'"]),
    "forms parted by commas": ("term,forms\n算力,运力、算效", ["算力"], ["line 2: '运力、算效'"]),
    "a form behind a stroke": ("人工智能/AI\n6G\n算力", THREE, ["line 1: 'AI' of '人工智能'"]),
    "a form before a stroke": ("AI／人工智能\n6G\n算力", THREE, ["line 1: 'AI' of '人工智能'"]),
    "two words by 和": ("人工智能和6G\n共和国企业\n算力", ["人工智能和6G", "共和国企业", "算力"], ["perhaps, but looked for as they stand: l.txt: line 1: '人工智能和6G';"]),
    "words in one line": ("人工智能 大模型 算力 光伏", ["人工智能", "大模型", "算力", "光伏"], ["line 1 is read as words"]),
    "words in the one row of a table": ("term\n人工智能、6G、算力", THREE, ["line 2 is read as 3 words"]),
    "rows below a table": ("序号,词语\n1,人工智能\n2,6G\n3,算力\n合计,\n注：自编,", THREE, ["line 5 '合计'; line 6"]),
    "a wildcard": ("人工智能\n6G\n算力*\n光伏", ["人工智能", "6G", "算力*", "光伏"], ["line 3: '算力*'"]),
    "titles": ("《数据法》\n《纲要》", ["《数据法》", "《纲要》"], ["line 1: '《数据法》'", "line 2"]),
    "two words": ("人工智能 技术\n6G\n算力", ["人工智能 技术", "6G", "算力"], ["line 1: '人工智能 技术'"]),
    "a word and its English": ("人工智能 AI\n6G\n算力", ["人工智能 AI", "6G", "算力"], ["line 1: '人工智能 AI'"]),
    "a model's number": ("歼 20\n6G\n算力", ["歼 20", "6G", "算力"], ["line 1: '歼 20'"]),
    "a count of words above": ("词频统计结果\n总词数：234\n人工智能\t12\n6G\t8\n算力\t7", THREE, ["line 1 '词频统计结果'; line 2"]),
    "forms parted by a stroke": ("term,forms\n人工智能,AI/机器智能", ["人工智能"], ["line 2: 'AI/机器智能'"]),
    "words that mean the same": ("人工智能=AI\n6G=六代通信\n算力=运力=算效", THREE, ["and its forms: line 1 '人工智能=AI'"]),
    "words in a line": ("人工智能、6G、算力\n算力、6G。", THREE, ["words parted by 、 are each a word: line 1"]),
    "words to replace": ("AI→人工智能\n六代通信 => 6G\n运力->算力\n算效→算力", THREE, ["the term, the one before it a form"]),
    "terms with | or /": ("人工智能|AI\n6G\n算力", THREE, ["words joined by | are one term, the first, and its forms: line 1"]),
    "families": ("人工智能/机器智能\n6G\n算力/运力", THREE, ["words joined by / are one term, the first, and its forms: line 1"]),
    "several words in most cells": ("一级维度,二级维度,关键词\n技术,数,人工智能、6G\n能源,电,算力 光伏", [*THREE, "光伏"], ["each a row: line 2", "'一级维度' is read as the category"]),
    "words below a heading": ("技术：\n人工智能 大模型\n能源：\n光伏 算力", ["人工智能", "大模型", "光伏", "算力"], ["line 2 '技术' of 人工智能, 大模型"]),
    "merged cells": ("领域,词语\n技术,人工智能\n,6G\n能源,算力", THREE, ["'领域' is read as the category", "as in merged"]),
    "levels of categories": ("二级类别,词语\n技术,人工智能\n技术,6G\n能源,算力", THREE, ["'二级类别' is read as the category"]),
    "one bullet": ("- 人工智能\n6G\n算力", ["- 人工智能", "6G", "算力"], ["line 1: '- 人工智能'"]),
    "one number": ("人工智能\n6G\n3. 算力", ["人工智能", "6G", "3. 算力"], ["line 3: '3. 算力'"]),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_may_be_meant_otherwise_is_told_with_its_line(tmp_path, case):
    """What was left out, or taken for another thing than a word, and words that hold what no word has."""
    text, terms, places = TOLD[case]
    lexicon, told = read(tmp_path, text)
    assert list(lexicon) == terms
    assert [place for place in places if place not in told] == [] and "l.txt" in told


FIELDS = {
    "人工智能  artificial intelligence\n算力\tcomputing power": ("english", ["artificial intelligence", "computing power"]),
    '"人工智能","AI technology, AI"\n算力,power': ("english", ["AI technology, AI", "power"]),
    "Artificial intelligence - 人工智能\nPower - 算力": ("english", ["Artificial intelligence", "Power"]),
    "人工智能：AI\n算力：computing": ("forms", ["AI", ""]),
    "120 人工智能\n300 算力": ("note", ["120", "300"]),
    "人工智能|0.8\n算力|0.6": ("note", ["0.8", "0.6"]),
    "技术,人工智能\n技术,算力\n能源,光伏\n能源,风电": ("category", ["技术", "技术", "能源", "能源"]),
    "技术,人工智能,AI technology\n技术,算力,power\n能源,光伏,solar": ("category", ["技术", "技术", "能源"]),
    "人工智能\tn\t技术\n算力\tv\t技术": ("note", ["n", "v"]),
    "人工智能 artificial intelligence\n算力 computing power": ("english", ["artificial intelligence", "computing power"]),
    "人工智能 rengong zhineng\n算力 suanli": ("note", ["rengong zhineng", "suanli"]),
    "人工智能 -> AI\n算力 → computing power": ("english", ["", "computing power"]),
    "人工智能,人工智慧,智能\n算力,运力": ("forms", ["人工智慧|智能", "运力"]),
    "技术,人工智能,算力\n能源,光伏": ("category", ["技术", "技术", "能源"]),
    "主题词,近义词1,近义词2\n人工智能,AI,人工智慧\n算力,运力,": ("forms", ["AI|人工智慧", "运力"]),
    "- 技术\n  - 人工智能\n  - 算力\n- 能源\n  - 光伏": ("category", ["技术", "技术", "能源"]),
    "terms:\n  技术:\n    - 人工智能\n    - 算力\n  能源:\n    - 光伏": ("category", ["技术", "技术", "能源"]),
    '[["人工智能", "AI"], ["算力", "power"]]': ("english", ["", "power"]),
    "词语,类别\n人工智能,技术\n算力,技术\n注：自编,": ("category", ["技术", "技术"]),
    "# 2024词表\n## 技术\n人工智能\n算力\n## 能源\n光伏": ("category", ["技术", "技术", "能源"]),
    "人工智能 nz 1024\n算力 nz 1024 n 1": ("note", ["nz 1024", "nz 1024 n 1"]),
    "| **词语** | **类别** |\n|---|---|\n| 人工智能 | 技术 |\n| 算力 | 技术 |": ("category", ["技术", "技术"]),
    "人工智能（人工智慧）\n算力（计算力）": ("forms", ["人工智慧", "计算力"]),
    "人工智能（技术）\n算力（技术）\n光伏": ("category", ["技术", "技术", ""]),
    "人工智能：人工智慧、AI\n算力：运力": ("forms", ["人工智慧|AI", "运力"]),
    "技术,数,人工智能\n技术,数,算力\n技术,材,钢铁\n技术,材,铝材\n能源,电,光伏\n能源,电,风电": ("category", ["技术"] * 4 + ["能源"] * 2),
    "技术\n\t人工智能\n\t算力\n能源\n\t光伏": ("category", ["技术", "技术", "能源"]),
    "== 技术 ==\n人工智能\n算力\n== 能源 ==\n光伏": ("category", ["技术", "技术", "能源"]),
    "标准词,变体1,变体2\n人工智能,AI,人工智慧\n算力,,": ("forms", ["AI|人工智慧", ""]),
    "类别,关键词,,\n技术,人工智能,算力,\n能源,光伏,,风电": ("category", ["技术", "技术", "能源", "能源"]),
    '{"人工智能": ["人工智慧", "AI"], "算力": []}': ("forms", ["人工智慧|AI", ""]),
    'library(quanteda)\nd <- list(技术 = c("人工智能", "算力"), 能源 = c("光伏"))': ("category", ["技术", "技术", "能源"]),
    'import jieba\njieba.add_word("人工智能")\njieba.add_word("算力", freq=3)': ("category", ["", ""]),
}  # fmt: skip


@pytest.mark.parametrize("text", FIELDS)
def test_fields_without_a_head_are_known_by_what_they_hold(tmp_path, text):
    """A translation, an abbreviation, a spelling, a frequency before the word, a category that lines share; forms share
    characters with the word."""
    column, values = FIELDS[text]
    lexicon, told = read(tmp_path, text)
    assert list(lexicon)[:2] == ["人工智能", "算力"] and lexicon.terms[column].tolist() == values
    assert column == "note" or "line " in told or text.startswith(("标准词", "主题词", "类别", "import", "|"))


@pytest.mark.parametrize(
    "text",
    [
        "人工智能（rén gōng）\n算力（suàn lì）",
        "Aa01A01= 人 士\nB1= 人类 生人",
        "人工智能：一种技术。\n算力：一种能力。", "人工智能——技术\n算力——能力",
        "经济*\n*制造\n算力", "人工智能|AI\n新质.*力", "人工智能；6G\n算力；光伏", "人工智能,技术\n算力,技术",
        "人工智能\tn\t技术\n算力\t技术\tn", "人工智能 技术\n光伏 能源",
        "一、技术\n1. 人工智能\n3. 6G\n二、能源\n1. 光伏", "3. 人工智能\n1. 6G\n2. 算力", "INSERT INTO t VALUES ('光伏');\nINSERT INTO t VALUES ('算力');",
        '{"人工智能": "AI"}', "x = f(1)\ny = ['光伏']", '"光伏","能源"\n"风电","能源"',
        "<!DOCTYPE html><p>光伏</p>",
    ],
)  # fmt: skip
def test_lists_of_another_form_are_refused_with_a_line(tmp_path, text):
    """Never read as words that stand in no text."""
    with pytest.raises(DiscourseError, match=r"l\.txt: .*(line [12]|page without a table)") as error:
        read(tmp_path, text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stop = {'的', '了'}", ["的", "了"]), ("- 的\n- 了", ["的", "了"]), ("# 助词\n的\n了\n#", ["的", "了", "#"]),
        ("--\n//\n://\n#\n##\n*\n的", ["--", "//", "://", "#", "##", "*", "的"]), ("1\n2\n3", ["1", "2", "3"]),
        ("①\n②\n③", ["①", "②", "③"]), ("A\nB\na\n的", ["A", "B", "a", "的"]), ("［①⑧］\n）÷（１－\nＬＩ\n２．３％\n的", ["［①⑧］", "）÷（１－", "ＬＩ", "２．３％", "的"]),
        ('"\n""""\n“\n”\n的', ['"', "“", "”", "的"]), ("ain't\na's\n许多", ["ain't", "a's", "许多"]),
    ],
)  # fmt: skip
def test_the_words_of_stop_lists_are_marks(tmp_path, text, words):
    """Which stay, while comments are told."""
    found, told = read(tmp_path, text, "stopwords.txt", dc.read_stopwords)
    assert found == words
    assert ("line 1 '# 助词'" in told) == text.startswith("# ")


def test_terms_in_hand_are_doubted_as_those_of_a_file():
    """A list of words and a frame: rows are named."""
    with pytest.warns(UserWarning, match=r"row 2: '经济\*'"):
        dc.Lexicon(["算力", "经济*"])
    with pytest.warns(UserWarning, match="row 7: 'PV' of '光伏'"):
        assert dc.Lexicon(pd.DataFrame({"term": ["光伏（PV）"]}, index=[7])).find("PV") == [(0, 2, 0)]


def test_words_with_signs_of_their_own_are_not_doubted():
    """Real terms of policy texts, products and chemistry."""
    words = (
        "互联网+ 人工智能+ A/B测试 TCP/IP 元/吨 5G-A 1+N PM2.5 C# C++ .NET U.S. R&D COVID-19 首台（套） 首台(套) “双碳”目标 "
        "“1+N”政策体系 16:9 1,3-丙二醇 L3级 G7+ 3% 25℃ O'Neill Nd2Fe14B 5×24小时 马克思·恩格斯 《数据法》实施 京沪—沪昆 3D打印 "
        "100强 2035年 二氧化碳 ＡＩ 〇碳 ⼈工智能"
    )
    assert list(filter(is_no_word, [*words.split(), "5G 网络", "AI 芯片", "windows 10", "deep learning"])) == []


@pytest.mark.slow
def test_a_line_as_long_as_a_text_takes_no_time(tmp_path):
    """An article given for a list: refused or told in seconds, whatever marks it has."""
    for part in ("（光伏", "光伏, ", "# 光伏 a", "光伏 1", '"光伏', "光伏：", "《光伏、", "# 光伏\n6G\n"):
        try:
            read(tmp_path, part * 8_000)
        except DiscourseError:
            continue
