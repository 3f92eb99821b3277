"""Patterns that are written so that no line takes long: they find what their plain forms do."""

import re
from random import Random

import pytest

from discourse.errors import DiscourseError
from discourse.export import latex
from discourse.texts import dates, english, numerals
from discourse.texts.formats import list_fields, markdown, pdf_paragraphs, small_tables, word_lists
from discourse.texts.formats.html import read_html
from discourse.texts.formats.markdown import find_signs

LETTERS = f"[{english.LETTER}]*"
# The pattern, its plain form, and of what the lines are made.
PLAIN = {
    "the last day of several": (dates.LAST_DAY, r"\s*[日号]?\s*[-/至、]\s*\d{1,2}(?!\d)", " 日至-12x"),
    "a cell": (markdown.CELL, r"[ \t]*\|[ \t]*", " \t|a"),
    "bold type": (pdf_paragraphs.HEAVY, r"bold|heavy|black|hei(?!.*light)|fzht|黑", ["hei", "light", "bold", "x", "黑"]),
    "a gloss": (small_tables.GLOSS, r"(?<=\S)\s*[(（\[【][^()（）]*[)）\]】]$", " （）[】a"),
    "a ruled line": (
        small_tables.RULE_OF_TABLE, r"(?=.*\|)\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*", " |:-"),
    "an entry of contents": (
        numerals.CONTENTS_ENTRY,
        r"\S.*?(?<![.…‥·．])(?:\.[ .]{2,}\.|[…‥]{2,}|[·．][ ·．]{2,}[·．])\s*\d{1,4}\s*", " .…·1a"),
    "a word and a stop": (word_lists.ENDED, r"(?=.*\w)(?P<word>.*?)\s*[,，;；、。]", " a，。"),
    "a pause": (list_fields.PAUSE, r"\s*[、，,；;]\s*", " 、a"),
    "an alternative": (word_lists.ALTERNATIVE, r"\s+or\s+|\s*[|｜]\s*", [" ", "or", "|", "a"]),
    "synonyms": (
        word_lists.SYNONYMS["="],
        r"\s*(?:[^=\s]|(?<=[A-Za-z]) (?=[A-Za-z]))+\s*(?:=\s*(?:[^=\s]|(?<=[A-Za-z]) (?=[A-Za-z]))+\s*)*", " =A经"),
    "fields": (list_fields.BETWEEN_FIELDS, r"(?<!\s) *[\t,;:：]\s*|(?<!\s)\s+[-–—/／]\s+|(?<!\s)\s{2,}", " \t,-经"),
    "a counted word": (word_lists.COUNTED, r"[^\t]*[一-鿿A-Za-z][^\t]*\t\s*\d+(?:\.\d+)?%?", " \t1.经%"),
    "a remark": (word_lists.REMARK, r"\s+(?:#|//).*", " #/a"),
    "a comment": (word_lists.COMMENT, r"(?:#+|//+)(?=[^#]*\w)[^#]*|[共计]\s*\d+\s*[个條条项項].{0,5}", " #/a"),
    "a break": (latex.BREAKS, r"(?<!\s)\s*[\r\n]\s*", " \n\ra"),
    "a compound": (
        english.COMPOUND, re.sub(r"\| \(\?=\[A-Za-z\].*# café", f"| {LETTERS}[\u00c0-\u024f]{LETTERS}", english.COMPOUND.pattern),
        "aÀ×1.-"),
    "a replaced word": (
        word_lists.REPLACED, r"\s*([^→⇒➔>=]*[^→⇒➔>=\s-])\s*(?:→|⇒|➔|[-=]+>)\s*([^→⇒➔>=\s-][^→⇒➔>=]*?)\s*", " a-=>→"),
    "a title": (
        word_lists.TITLE,
        (r"(?:附?表\s*\d+.*|.*(?:[词詞][表典库庫单語语]?|[词詞]汇表?|[术術][语語]表?|名称|名稱)\s*(?:[（(].*[）)])?"
        r"|(?:stop|key|policy)?[ -]?(?:word|term)s?(?: list)?|list of [a-z ]+)(?:\s+\d+)?"),
        ["词", "表", "（", "）", " ", "1", "\t", "list of ", "a", "word"]),
    "a level": (
        word_lists.LEVEL,
        r"(?P<indent> *)(?P<dash>- +)?(?P<name>[^\s:：\[\]][^:：\[\]]*?)\s*(?P<named>[:：])?\s*(?:\[(?P<list>[^\[\]]*)\])?",
        " -:[]a"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_a_pattern_finds_what_its_plain_form_finds(name):
    """Four hundred lines of up to fourteen of its signs, drawn at random, the same in each run."""
    pattern, plain, signs = PLAIN[name]
    plain, random = re.compile(plain, pattern.flags), Random(name)
    for length in [*range(15)] * 27:
        line = "".join(random.choices(list(signs), k=length))
        if name != "bold type":
            # The others are matched whole, or wherever they stand.
            whole = [
                found and (found.span(), found.groupdict()) for found in (p.fullmatch(line) for p in (pattern, plain))
            ]
            assert whole[0] == whole[1], line
        assert (pattern.search(line) is None) == (plain.search(line) is None), line
        if name in ("a cell", "a gloss", "a pause", "an alternative", "a remark", "a break", "fields"):
            assert pattern.sub("\0", line) == plain.sub("\0", line), line


@pytest.mark.parametrize("line", ["-a: b\n", "-a: b\r\n", "- a: b\n", "\r\n"])
def test_front_matter_without_an_end_is_none(line):
    """Each of its lines can be read in two ways: a search through all of them would never end."""
    assert not [sign for sign in find_signs("---\ntitle: 谈\n" + line * 60 + "谈。") if sign.reason == "front matter"]


def test_what_is_never_closed_is_printed():
    """After an end, a comment is one; what begins behind the last end is none."""
    text = "甲<!-- 一 <!-- 二 -->乙<!-- 丙<!-- 丁"
    assert [text[sign.start : sign.end] for sign in find_signs(text)] == ["<!-- 一 <!-- 二 -->"]


def test_the_end_of_what_was_not_begun_ends_no_other_element():
    with pytest.raises(DiscourseError, match="more than 10,000 elements inside each other"):
        read_html("<i></b>" * 10_001 + "谈")
