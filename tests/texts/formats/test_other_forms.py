"""Text files that are no articles are told apart from articles that only look like them."""

import json

import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.texts.formats.other_forms import FORMS, find_other_form

TEXT = "低空经济是新增长引擎，也是新质生产力的代表。"
ROWS = [{"title": f"题目{n}", "text": TEXT} for n in range(3)]
NUMERALS = "零一二三四五六七八九"
WORDS = [f"{a}{b}词" for a in NUMERALS for b in NUMERALS]


def lines(*rows):
    return "\n".join(rows) + "\n"


FILES = {
    "JSON": ("json", json.dumps(ROWS, ensure_ascii=False)),
    "an object": ("json", json.dumps({"articles": ROWS}, indent=2)),
    "JSON lines": ("json", lines(*map(json.dumps, ROWS))),
    "words in JSON": ("json", json.dumps(["低空经济", "人工智能"])),
    "a table with commas": ("table", lines("编号,标题,正文", *(f"{n},题目,{TEXT}" for n in range(6)))),
    "with tabs": ("table", lines("id\ttext", *(f"{n}\t{TEXT}" for n in range(6)))),
    "with line ends in cells": ("table", lines("id,text", *(f'{n},"{TEXT}\n{TEXT}"' for n in range(6)))),
    "words with numbers": ("table", lines("词,频数", *(f"{word},{n}" for n, word in enumerate(WORDS)))),
    "without a head": ("table", lines(*(f"{n}|题目|{TEXT}" for n in range(10)))),
    "numbered words": ("words", lines(*(f"{n}. 人工智能{word}" for n, word in enumerate(WORDS, 101)))),
    "a manifest": ("toml", lines("# 文本", "[[article]]", 'doc = "a"', 'file = "a.txt"')),
    "TEI": ("xml", lines('<?xml version="1.0" encoding="utf-8"?>', f"<TEI><text><p>{TEXT}</p></text></TEI>")),
    "a dump": ("dump", lines("-- MySQL dump", "CREATE TABLE `news` (", "  `id` int", ");")),
    "of rows": ("dump", lines("SET NAMES utf8;", f"INSERT INTO `news` VALUES (1,'题','{TEXT}');")),
    "of PostgreSQL": ("dump", lines("COPY public.news (id, text) FROM stdin;", f"1\t{TEXT}")),
    "words": ("words", lines(*WORDS)),
    "words of another language": ("words", lines(*(f"term{n}" for n in range(60)))),
    "two pages": ("pages", lines("Title: 甲", "URL Source: https://a.cn/1", TEXT, "Title: 乙", "URL Source: https://a.cn/2", TEXT)),
}  # fmt: skip
ARTICLES = {
    "a box to tick above a text": lines("[ ]", TEXT, TEXT),
    "a text": lines("谈低空", TEXT, TEXT),
    "with half-width commas": lines("谈低空", *["开放带来进步,封闭必然落后。"] * 9),
    "with one comma in each line": lines("谈低空", *["开放带来进步,封闭必然落后"] * 9),
    "a year in brackets above it": lines("[2024] 5号", "谈低空", TEXT),
    "an equation in it": lines("产值 = 5", "谈低空", TEXT),
    "a list of numbers above it": lines("[1]", "谈低空", TEXT),
    "a brace above it": lines("{谈低空}", TEXT),
    "with two commas in some lines": lines("谈低空", *["开放带来进步,封闭必然落后,这是结论"] * 9, "开放是结论"),
    "a poem": lines("静夜思", *["床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"] * 6),
    "a short list of names": lines("与会名单", *WORDS[:20]),
    "a refrain": lines(*["发展低空经济"] * 60),
    "verses with stops": lines(*[f"{word}，{word}。" for word in WORDS]),
    "an article about SQL": lines("怎样用 SQL", "INSERT INTO 之后写表名。", TEXT),
    "one page of a reader service": lines("Title: 甲", "URL Source: https://a.cn/1", TEXT),
    "two tables in a text": lines("谈低空", TEXT, "年份|产值", "2023|5", TEXT),
}


@pytest.mark.parametrize("name", FILES)
def test_each_form_is_known_with_what_reads_it(name):
    form, text = FILES[name]
    found = find_other_form(text)
    assert found and found.endswith(FORMS[form][0].split("}")[-1]), found
    assert form in ("pages", "words", "toml", "xml") or "dc.read_table" in found


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_none_of_them(name):
    assert find_other_form(ARTICLES[name]) is None


def test_such_a_file_is_refused_in_one_line_and_read_where_its_title_is_declared(tmp_path):
    (tmp_path / "a.txt").write_text(FILES["words"][1], encoding="utf-8")
    manifest = tmp_path / "corpus.toml"
    manifest.write_text('[[article]]\ndoc = "a"\nfile = "a.txt"\n', encoding="utf-8")
    with pytest.raises(DiscourseError, match=r"^a \(a.txt\): holds 100 lines of a word or two; .* declare its title$"):
        dc.read_corpus(manifest)
    manifest.write_text(f'[[article]]\ndoc = "a"\nfile = "a.txt"\ntitle = "{WORDS[0]}"\n', encoding="utf-8")
    assert len(dc.read_corpus(manifest).paragraphs) > 1
