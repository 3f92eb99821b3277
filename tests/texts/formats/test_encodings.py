import codecs
import random
import re
from functools import cache
from pathlib import Path
from unittest.mock import patch

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.texts.formats.encodings import LIKELY, decode, find_misreadings, guess_encoding, plausibility

DATA = Path(__file__).parents[3] / "data" / "raw"
OWN = (
    "各地区、各部门要因地制宜发展新质生产力，防止一哄而上、泡沫化，也不要搞一种模式。清晨的雨下得很小，村口的老槐树下站着三个等车的人。"
    "昆曲《牡丹亭》在海外连演八场，观众起立鼓掌达十分钟之久！“你看，”她指着窗外说，“那座桥是去年才修好的。”量子纠缠态的保真度提高到99.2%。"
    "气温骤降至零下12℃，供热企业提前三天开栓；医院儿科门诊量环比上升了两成……谁来种地？怎样种好地？这是一道必答题。\n"
    "鲁迅先生在日记里写道：“晴，无事。”翻开泛黄的账簿，墨迹依旧清楚。渔民把网撒向暮色里的海，远处的灯塔忽明忽暗。\n"
)
STUDY = "".join(path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt")))
SIMPLIFIED = re.sub(r"\s*\n\s*", "\n", STUDY) + OWN
ENCODINGS = {
    "simplified": ["utf-8", "gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
    "s2t": ["utf-8", "gb18030", "big5", "cp950", "utf-16-le", "utf-16-be"],
    "s2hk": ["big5hkscs", "utf-8", "gb18030", "utf-16-be"],
    "s2twp": ["cp950", "big5", "utf-16-le", "utf-32-be"],
}
MARKS = {
    "utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE,
}  # fmt: skip


@cache
def written(kind):
    """The text in simplified characters, or in the traditional ones of a table of opencc."""
    return SIMPLIFIED if kind == "simplified" else opencc.OpenCC(kind).convert(SIMPLIFIED)


def samples(encoding, text, length, *, count):
    """Cut pieces out of a text, without the characters that an encoding lacks, most of each of them Chinese."""
    text = "".join(c for c in text if c.encode(encoding, "ignore").decode(encoding) == c)
    chance = random.Random(length)
    pieces = []
    while len(pieces) < count:
        start = chance.randrange(len(text) - length)
        piece = text[start : start + length]
        if len(re.findall("[\u4e00-\u9fff]", piece)) >= length / 2:
            pieces.append(piece)
    return pieces


@pytest.mark.slow
@pytest.mark.parametrize("length", [10, 20, 50, 300, 3000])
@pytest.mark.parametrize(("kind", "encoding"), [(kind, name) for kind in ENCODINGS for name in ENCODINGS[kind]])
def test_every_piece_of_a_text_comes_back_whole(kind, encoding, length):
    """Without a mark or a declaration, from ten characters on, in each encoding, simplified and traditional."""
    for piece in samples(encoding, written(kind), length, count=40 if length < 100 else 4):
        assert decode(piece.encode(encoding))[0] == piece


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(encoding):
    """Also where the encoding is declared without its mark."""
    data = MARKS[encoding] + OWN.encode(encoding)
    assert decode(data)[0] == decode(data, declared=encoding)[0] == OWN
    assert data.decode(decode(data)[1]) == OWN


@pytest.mark.parametrize(
    ("declared", "text", "data", "found"),
    [
        ("gb2312", "镕、喆、堃", "镕、喆、堃".encode("gb18030"), "gb18030"),
        ("gbk", "㐂—𠮷", "㐂—𠮷".encode("gb18030"), "gb18030"),
        ("big5", "①發展", "①發展".encode("big5hkscs"), "big5hkscs"),
        ("big5", "約翰‧甘迺迪～", "約翰‧甘迺迪～".encode("cp950"), "cp950"),
        ("GB18030", "低空经济", "低空经济".encode("gb18030"), "gb18030"),
        ("utf-16-le", "低空", "低空".encode("utf-16-le"), "utf-16-le"),
        ("latin-1", "Ã©", "é".encode(), "iso8859-1"),
    ],
)
def test_a_declared_encoding_wins_and_is_read_as_what_goes_by_its_name(declared, text, data, found):
    """Files called gb2312, gbk and big5 hold the characters of their extensions."""
    assert decode(data, declared=declared) == (text, found)


@pytest.mark.parametrize(
    ("hint", "encoding", "found"),
    [("gb2312", "gb18030", "gb18030"), ("big5", "cp950", "cp950"), ("gb2312", "utf-8", "utf-8"),
     ("utf-8", "gb18030", "gb18030"), ("iso-8859-1", "gb18030", "gb18030"), ("no-such-code", "cp950", "cp950"),
     ("", "utf-8", "utf-8")],
)  # fmt: skip
def test_what_a_page_says_of_itself_is_evidence_and_no_more(hint, encoding, found):
    """A browser that saves a page as UTF-8 may leave the old name in it."""
    assert decode("兩岸經濟合作".encode(encoding), hint=hint) == ("兩岸經濟合作", found)


@pytest.mark.parametrize("other", ["gb18030", "cp950"])
@pytest.mark.parametrize("most_are_utf8", [True, False])
def test_lines_in_two_encodings_are_refused_by_the_number_of_the_odd_one(other, most_are_utf8):
    """The third of five lines is written in another encoding than the rest."""
    names = ["utf-8", other] if most_are_utf8 else [other, "utf-8"]
    lines = [f"第{n}行的內容是經濟與民生。".encode(names[n == 3]) for n in range(1, 6)]
    with pytest.raises(DiscourseError, match=r"^line 3 is .*mend the line") as error:
        decode(b"\n".join(lines))
    assert "\n" not in str(error.value)
    assert names[1] in str(error.value)


def test_a_character_cut_in_half_is_named_by_its_line():
    """A download that broke off, or a damaged byte."""
    with pytest.raises(DiscourseError, match=r"^line 2 is damaged"):
        decode("第一行完整。\n第二行被截断".encode()[:-1])


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (bytes(range(256)) * 4, "no text"),
        (b"\0" * 50, "no text"),
        (bytes(random.Random(7).randbytes(500)), "no text|none of"),
        (b"caf\xe9 \xff\xfe\xe9\xe8", "none of.*encoding ="),
        ("東京で会議".encode("shift_jis"), "none of.*encoding ="),
    ],
)
def test_what_is_no_chinese_text_is_refused_in_one_line(data, match):
    """Nothing is guessed into Chinese characters that stand nowhere."""
    with pytest.raises(DiscourseError, match=match) as error:
        guess_encoding(data)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "declared", "match"),
    [
        (b"ok\n\xff\xff", "utf-8", r"line 2 is not utf-8 \(byte 3\); declare"),
        ("低空".encode("utf-16-le") + b"\n", "utf-16-le", "line 1 is not utf-16-le"),
        (b"x", "utf-88", "encoding='utf-88' is no encoding of texts"),
        *(
            (b"x", name, re.escape(f"encoding={name!r} is no encoding of texts"))
            for name in ("hex", "rot13", "undefined", "a\0b")
        ),
        ("字".encode(), "ascii", "line 1 is not ascii"),
    ],
)
def test_a_declaration_that_does_not_fit_is_named(data, declared, match):
    """By its line, its byte, and what to write instead."""
    with pytest.raises(DiscourseError, match=match):
        decode(data, declared=declared)


def test_a_control_character_does_not_make_a_text_binary():
    """Databases and PDF copies leave them; they stay in the text for the cleaning to edit away."""
    for text in ("低空\0经济\x08发展", "low\x08altitude"):
        assert decode(text.encode()) == (text, "utf-8")
        assert decode(text.encode("gb18030"))[0] == text


def test_plausible_and_not_are_far_apart():
    """The pieces of texts lie well above the bound, what other encodings read out of their bytes well below."""
    right = [plausibility(piece) for piece in samples("gb18030", SIMPLIFIED, 20, count=200)]
    data = [piece.encode("gb18030") for piece in samples("gb18030", SIMPLIFIED, 20, count=200)]
    wrong = [plausibility(piece.decode("utf-16-le", "ignore")) for piece in data]
    assert min(right) > LIKELY + 1 > LIKELY > sum(wrong) / len(wrong)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("发展低\ufffd\ufffd经济", ["\ufffd\ufffd"]),
        ("发展锟斤拷锟斤拷经济", ["锟斤拷锟斤拷"]),
        ("低空经济".encode().decode("gb18030", "replace"), None),
        ("发展，经济。".encode().decode("latin-1"), None),
        ("姓名：\ue5e5某", ["\ue5e5"]),
        ("发展???经济", ["???"]),
        ("朱〓基", ["〓"]),
        ("谁来种地？怎样种好地？？", []),
        ("café naïve Ångström", []),
        ("锛是旧时写法", []),
        ("发展工业袁稳定就业袁改善民生遥要抓好项目尧资金尧人才遥", [*"袁袁遥尧尧遥"]),
        ("袁遥、袁隆平、袁遥和袁遥，来了。", []),
        (OWN, []),
        (STUDY, []),
    ],
)
def test_characters_that_were_probably_lost_are_doubted(text, doubted):
    """By their place and with a reason; whole texts are not."""
    found = find_misreadings(text)
    assert [text[d.start : d.end] for d in found] == doubted if doubted is not None else found
    assert all(d.reason for d in found)
    assert found == sorted(found)


@settings(max_examples=40)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_one_line(data):
    """There is no third way."""
    try:
        text, encoding = decode(data)
    except DiscourseError as error:
        assert "\n" not in str(error)
    else:
        assert data.decode(encoding) == text


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from(sorted(set(SIMPLIFIED))), max_size=80))
def test_any_text_survives_utf8(text):
    """However short, and whatever it consists of."""
    assert decode(text.encode()) == (text, "utf-8")


@given(st.text("的锟斤拷?？·鐨勪竴a…—", max_size=24))
def test_usual_texts_are_misread_in_two_ways_only(text):
    """What is not looked for in them would not be found."""
    with patch("discourse.texts.formats.encodings.is_usual", lambda _: False):
        found = find_misreadings(text)
    assert find_misreadings(text) == found
