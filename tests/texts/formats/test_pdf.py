import base64
import io
import logging
import math
import re
import struct
import subprocess
import sys
import zlib

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from discourse.errors import DiscourseError
from discourse.figures.base.theme import font_path
from discourse.texts.formats.columns import lay_out_columns
from discourse.texts.formats.pdf import LOOKALIKES, OVERPRINT, merge_overprints, read_pdf
from discourse.texts.formats.pdf_fonts import unpack
from discourse.texts.formats.pdf_lines import Fragment, join_even_letters
from discourse.texts.formats.read_file import read_text
from discourse.texts.manifest import read_corpus

PROSE = (
    "推进新型工业化是一项系统工程，需要把高质量发展的要求贯穿始终，把科技创新和产业创新融合起来，"
    "既要抓住当前，也要着眼长远，一步一个脚印往前走。各地情况不同，路径也应当不同，不能一哄而上，更不能简单照搬。"
)
SIZE, LEADING = 10, 16


def wrap(text, width, *, indent=2):
    """Break a paragraph into lines of so many characters, the first shorter by the indent."""
    lines = [text[: width - indent]]
    for start in range(width - indent, len(text), width):
        lines.append(text[start : start + width])
    return lines


def set_column(paragraphs, x, top, *, width=20, size=SIZE, indent=2):
    """Set paragraphs as a column of lines (x, y, size, text), the first line of each indented."""
    placed, y = [], top
    for paragraph in paragraphs:
        for at, line in enumerate(wrap(paragraph, width, indent=indent)):
            placed.append((x + (indent * size if at == 0 else 0), y, size, line))
            y -= LEADING * size / SIZE
    return placed


def operators(lines, font="F1"):
    """Write the operators that print lines, each at its place."""
    return "\n".join(
        f"BT /{named[0] if named else font} {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for x, y, size, text, *named in lines
    )


def pdf(*pages, fonts=("SimSun", "SimHei"), form="", page_more="", trailer_more="", encoding="UniGB-UTF16-H"):
    """Write a PDF by hand: each page a string of operators, its fonts F1, F2 … without files, and a form X1."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    names = []
    for number, font in enumerate(fonts, 1):
        inner = len(objects) + 2
        names.append(f"/F{number} {len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /{encoding} /DescendantFonts [{inner} 0 R] >>"
        )
        objects.append(
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{font} /DW 1000 "
            f"/FontDescriptor << /Type /FontDescriptor /FontName /{font} /FontBBox [0 -120 1000 880] >> "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
        )
    objects.append(
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 -50] /Length {len(form)} >>\n"
        f"stream\n{form}\nendstream"
    )
    resources = f"/Font << {' '.join(names)} >> /XObject << /X1 {len(objects)} 0 R >>"
    kids = []
    for page in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page_more} "
            f"/Resources << {resources} >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(page.encode())} >>\nstream\n{page}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    data, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data.encode()))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data.encode())
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Root 1 0 R /Size {size} {trailer_more} >>\n"
    return f"{data}startxref\n{start}\n%%EOF".encode()


def drawn(pages, *, fonttype=3):
    """Draw pages of lines with an embedded font, by matplotlib; type 42 takes it ten times as long."""
    file = io.BytesIO()
    font = str(font_path())
    with matplotlib.rc_context({"pdf.fonttype": fonttype}), PdfPages(file) as book:
        for lines in pages:
            figure = Figure(figsize=(595 / 72, 842 / 72))
            for x, y, size, text in lines:
                figure.text(x / 595, y / 842, text, fontproperties=FontProperties(fname=font, size=size))
            book.savefig(figure)
    return file.getvalue()


def paragraphs(layout):
    """List the paragraphs of a layout, their lines joined."""
    return [text.replace("\n", "") for text in layout.text.split("\n\n")]


THREE = [PROSE, PROSE[30:] + PROSE[:41], PROSE[50:]]


def test_lines_stay_as_they_are_printed_and_paragraphs_are_parted():
    """A line of the page is a line of the text; an indent begins a paragraph, a blank line stands before it."""
    layout = read_pdf(pdf(operators(set_column(THREE, 60, 800))))
    assert layout.text == "\n\n".join("\n".join(wrap(text, 20)) for text in THREE)


@pytest.mark.slow
@pytest.mark.parametrize("fonttype", [3, 42])
def test_an_embedded_font_is_read_by_what_it_says_of_its_signs(fonttype):
    """Whole paragraphs, Latin letters and digits among them, under either way of embedding."""
    lines = set_column(["2024年GDP增长5%，" + PROSE], 60, 800)
    assert paragraphs(read_pdf(drawn([lines], fonttype=fonttype))) == ["2024年GDP增长5%，" + PROSE]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("cut", [0, 18])
@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(columns, cut, by_rows):
    """Also where the file paints them row by row; the last may be short."""
    width = 24 if columns == 2 else 15
    text = (PROSE * 10)[: (20 * columns - cut) * width]
    lines = [
        (40 + n // 20 * (width + 2) * SIZE, 760 - n % 20 * LEADING, SIZE, text[n * width : (n + 1) * width])
        for n in range(20 * columns - cut)
    ]
    order = sorted(lines, key=lambda line: (-line[1], line[0])) if by_rows else lines
    assert read_pdf(pdf(operators(order))).text.replace("\n", "") == text
    assert not by_rows or read_pdf(drawn([order])).text.replace("\n", "") == text


def test_a_title_over_the_columns_comes_first_and_a_line_across_them_divides():
    """Title, byline in the middle, two columns, a heading across both, two columns again."""
    title = [(180, 800, 22, "加快推进新型工业化"), (250, 770, 9, "本报记者 某某")]
    upper = set_column([PROSE], 50, 740) + set_column([PROSE[20:]], 310, 740)
    across = [(50, 560, SIZE, "促进实体经济和数字经济深度融合，提升产业体系现代化水平，筑牢根基，行稳致远。")]
    lower = set_column([PROSE[40:]], 50, 530) + set_column([PROSE[::-1]], 310, 530)
    layout = read_pdf(pdf(operators(title + upper + across + lower)))
    wanted = ["加快推进新型工业化", "本报记者 某某", PROSE, PROSE[20:], across[0][3], PROSE[40:], PROSE[::-1]]
    assert paragraphs(layout) == wanted


def test_a_page_of_two_articles_is_read_article_by_article():
    """A large title with nothing beside it ends the columns above it."""
    upper = [(150, 800, 24, "第一篇文章的题目"), *set_column([PROSE], 50, 760), *set_column([PROSE[20:]], 310, 760)]
    three = [line for n in range(3) for line in set_column([PROSE[n:]], 40 + n * 180, 520, width=16)]
    lower = [(200, 560, 20, "第二篇文章的题目"), *three]
    wanted = ["第一篇文章的题目", PROSE, PROSE[20:], "第二篇文章的题目", PROSE, PROSE[1:], PROSE[2:]]
    assert paragraphs(read_pdf(pdf(operators(upper + lower)))) == wanted


@pytest.mark.parametrize("write", [lambda pages: pdf(*map(operators, pages)), drawn], ids=["by hand", "drawn"])
def test_running_heads_and_page_numbers_are_left_behind(write):
    """They stand at the same height on other pages, whatever their numbers; each is named once."""
    pages = []
    for n, text in enumerate(THREE, 1):
        head = [(60, 820, 9, "产业研究"), (480, 820, 9, f"2024年第{n}期")]
        pages.append([*head, *set_column([text], 60, 780), (290, 30, 9, f"— {n} —")])
    layout = read_pdf(write(pages))
    assert paragraphs(layout) == THREE
    assert layout.discarded == ("产业研究", "2024年第1期", "— 1 —", "2024年第2期", "— 2 —", "2024年第3期", "— 3 —")


def test_running_heads_that_change_are_told_by_the_numbers_beside_them():
    """Left pages name the book, right ones the chapter; in the type of the text they may be numbered headings."""
    heads = ["2　乡村阅读史", "第三章　图书室　3"]
    pages = [[(60, 820, 8, head), *set_column([text], 60, 780)] for head, text in zip(heads, THREE, strict=False)]
    layout = read_pdf(pdf(*map(operators, pages)))
    assert paragraphs(layout) == THREE[:2] and list(layout.discarded) == heads
    for small in (
        ["1　见年鉴。", "2　见公报。"],
        ["分布图　1", "走向图　2"],
        ["2　见年鉴。", "另见公报。", "4　见史志。"],
    ):
        pages = [[*set_column([text], 60, 780), (60, 60, 8, line)] for text, line in zip(THREE, small, strict=False)]
        assert not read_pdf(pdf(*map(operators, pages))).discarded
    pages = [[(60, 820, SIZE, head), *set_column([text], 60, 780)] for head, text in zip(heads, THREE, strict=False)]
    assert not read_pdf(pdf(*map(operators, pages))).discarded


def test_a_quotation_across_the_gutter_of_a_newspaper_parts_no_columns():
    """Nor is it text again; in other words than those of a column it is a title, below which other columns begin."""
    left, right = set_column([PROSE, PROSE[20:]], 50, 700), set_column([PROSE[40:], PROSE[60:]], 310, 700)
    apart = [(x, y - 60 * (y < 680), size, text) for x, y, size, text in left + right]
    read = paragraphs(read_pdf(pdf(operators([*apart, (150, 650, 18, PROSE[5:19])]))))
    assert [text for text in read if text != PROSE[5:19]] == [PROSE, PROSE[20:], PROSE[40:], PROSE[60:]]
    read = paragraphs(read_pdf(pdf(operators([*apart, (150, 650, 18, "另一篇文章的题目在这里")]))))
    assert read.index("另一篇文章的题目在这里") == 2


def test_a_repeated_line_inside_the_text_is_no_running_head():
    """Only what is outermost on its page is."""
    pages = [set_column([text, "同样的一句话。", text], 60, 800) for text in (PROSE, PROSE[::-1])]
    assert read_pdf(pdf(*map(operators, pages))).text.count("同样的一句话。") == 2


def test_a_sentence_goes_on_over_a_page():
    """No blank line where the next page goes on without an indent; one where it has one."""
    lines = set_column([PROSE, PROSE[::-1]], 60, 800)
    first, second = lines[:3], [(x, y + 48, size, text) for x, y, size, text in lines[3:]]
    assert paragraphs(read_pdf(pdf(operators(first), operators(second)))) == [PROSE, PROSE[::-1]]


def test_fields_in_a_row_are_lines_of_their_own_however_full():
    """In type of their own no line shows where a full one ends; a paragraph whose lines hold colons stays whole."""
    fields = ["发文日期：二〇二四年五月二十日", "发文字号：院台字第一一三一〇号", "速 别：普通件，请即日办理归档"]
    lines = [(60, 800 - 12 * at, 8, field) for at, field in enumerate(fields)]
    told = ("委员会提出：" + PROSE)[:98] + "".join(
        f"{name}：{PROSE[:15]}" for name in ("主要目标", "产业格局", "会议强调")
    )
    text = set_column([told], 60, 740)
    assert paragraphs(read_pdf(pdf(operators([*lines, *text])))) == [*fields, told]


def test_larger_type_is_marked_as_title_and_headings():
    """The largest on the first page is the title, over two lines too; the others are headings by their size."""
    lines = [
        (150, 800, 24, "加快推进新型工业化"), (170, 768, 24, "夯实高质量根基"), (60, 720, 14, "一、总体要求"),
        *set_column([PROSE], 60, 690), (60, 560, 12, "（一）目标"), *set_column([PROSE], 60, 540),
    ]  # fmt: skip
    layout = read_pdf(pdf(operators(lines)))
    marks = [(layout.text[m.start : m.end], m.name, m.level) for m in layout.marks]
    title = ("加快推进新型工业化\n夯实高质量根基", "title", 0)
    assert marks == [title, ("一、总体要求", "heading", 1), ("（一）目标", "heading", 2)]


def test_words_in_a_heavy_font_are_marked_as_bold():
    """By the name of the font, where that of the text is another; so are words that are printed twice."""
    label = [(80, 800, SIZE, "记者：", "F2"), (110, 800, SIZE, PROSE[:16])]
    lines = [*label, *[(60, 784 - n * LEADING, SIZE, PROSE[16 + 20 * n : 36 + 20 * n]) for n in range(4)]]
    twice = [(60, 700, SIZE, "二次"), (60.4, 700, SIZE, "二次"), (80, 700, SIZE, "印刷，人人有责。")]
    layout = read_pdf(pdf(operators(lines + twice)))
    assert [(layout.text[m.start : m.end], m.name) for m in layout.marks] == [("记者：", "bold"), ("二次", "bold")]
    assert "二次印刷，人人有责。" in layout.text


def test_gaps_in_a_line_are_blanks_only_where_they_are_printed_as_such():
    """Between Latin words a narrow gap is one, between Chinese characters only one as wide as a character."""
    pieces = [(60, "low"), (77, "altitude"), (120, "低空"), (143, "经济"), (172, "张三")]
    pieces = [(x, 800, SIZE, text) for x, text in pieces]
    assert read_pdf(pdf(operators(pieces))).text == "low altitude低空经济 张三"


def test_a_table_is_read_by_rows():
    """What stands on one baseline is one line, its cells parted by tabs."""
    rows = [
        ("指标名称", "二〇二三年", "二〇二四年"), ("工业增加值", "三十九万亿", "四十万亿"), ("专利授权量", "九十二万件", "一百万件"),
    ]  # fmt: skip
    lines = [(60 + 150 * at, 800 - 20 * n, SIZE, cell) for n, row in enumerate(rows) for at, cell in enumerate(row)]
    printed = read_pdf(pdf(operators(lines))).text.split("\n")
    assert [line for line in printed if line] == ["\t".join(row) for row in rows]


@pytest.mark.parametrize("cells", [("HW01", "感染性废物"), ("感染性废物",)])
def test_text_in_larger_type_than_a_table_that_is_longer_is_text(cells):
    """A list in small type is attached to an order of three paragraphs; the size above that of the order is the title's."""
    order = [PROSE[:70] + "。", PROSE[10:60] + "。", PROSE[20:70] + "。"]
    title = [(150, 800, 22, "国家名录")]
    rows = [(60 + 200 * at, 780 - 12 * n, 9, f"{cell}{n}") for n in range(60) for at, cell in enumerate(cells)]
    head, order_of_one = (60, 800, 20, "附表"), set_column(order, 60, 740, width=30, size=15)
    layout = read_pdf(pdf(operators([*title, *order_of_one, (60, 420, 20, "办公室")]), operators([head, *rows])))
    assert paragraphs(layout)[:6] == ["国家名录", *order, "办公室", "附表"]
    heads = [(mark.name, layout.text[mark.start : mark.end]) for mark in layout.marks]
    assert heads == [("title", "国家名录"), ("heading", "办公室"), ("heading", "附表")]


def test_the_signs_of_a_font_of_latin_letters_that_are_named_as_chinese_ones_are_read():
    """The codes of 袁, 遥, 员 and 圆 in GB 2312 are those of ，, 。, １ and ２ and 0x31 rows more; 郾 is a point."""
    placed = [("F1", "产值为"), ("F2", "员圆郾员"), ("F1", "万亿"), ("F2", "袁"), ("F1", "袁先生说"), ("F2", "遥")]
    pieces, x = [], 60
    for font, text in placed:
        pieces.append((x, 800, SIZE, text, font))
        x += SIZE * len(text)
    printed = read_pdf(pdf(operators(pieces), fonts=("SimSun", "ABCDEF+EU-BZ"))).text
    assert printed == "产值为１２.１万亿，袁先生说。"


def test_a_font_of_half_empty_squares_is_as_large_as_its_characters():
    """Set in 20 points with characters 10 wide, the text is read as set in 10: two characters short is short."""
    small = operators(set_column([PROSE[:37] + "。", PROSE], 60, 700, width=20, indent=0))
    large = small.replace(f"/F1 {SIZE} Tf", f"/F1 {2 * SIZE} Tf 50 Tz")
    assert paragraphs(read_pdf(pdf(large))) == paragraphs(read_pdf(pdf(small))) == [PROSE[:37] + "。", PROSE]


def test_a_row_of_a_table_in_larger_type_is_no_heading_and_a_long_dash_is_two():
    """As browsers print tables, and founts that have one sign for both."""
    rows = [("县名", "企业", "产值"), ("东山县", "一百二十", "三十三"), ("西水县", "八十六", "二十一")]
    cells = [(60 + 150 * at, 640 - 20 * n, 12, cell) for n, row in enumerate(rows) for at, cell in enumerate(row)]
    text = set_column([PROSE, PROSE], 60, 800, width=31)
    layout = read_pdf(pdf(operators([*text, *cells])))
    assert not [mark for mark in layout.marks if mark.name == "heading"]
    assert "\t".join(rows[1]) in layout.text and "⸺访".translate(LOOKALIKES) == "——访"


def test_the_operators_of_text_are_obeyed():
    """Moves, leading, kerning, stretch, matrices, quotes; a missing number changes nothing."""
    code = {text: text.encode("utf-16-be").hex() for text in "甲乙丙丁戊己"}
    page = (
        f"q 2 0 0 2 0 0 cm BT /F1 10 Tf 14 TL 50 400 Td <{code['甲']}> Tj T* <{code['乙']}> Tj ET Q "
        f"BT /F1 20 Tf 1 0 0 1 100 700 Tm [<{code['丙']}> -100 <{code['丁']}>] TJ 30 TL 0 -30 Td Td (x) Tc "
        f"<{code['戊']}> ' 0 0 <{code['己']}> \" ET"
    )
    assert read_pdf(pdf(page)).text.replace("\n", "") == "甲乙丙丁戊己"
    gap = f"BT /F1 10 Tf 50 400 Td [<{code['甲']}> -500 <{code['乙']}>] TJ ET"
    assert read_pdf(pdf(gap)).text == "甲乙"
    assert read_pdf(pdf(gap.replace("Td", "Td 200 Tz"))).text == "甲 乙"


def test_a_form_is_read_where_the_page_paints_it():
    """Moved by its own matrix, with the fonts of the page; one that paints itself comes to an end."""
    form = operators([(60, 800, SIZE, "表内文字")])
    page = operators([(60, 780, SIZE, "前文"), (60, 700, SIZE, "后文")]) + " /X1 Do"
    assert read_pdf(pdf(page, form=form)).text.split("\n") == ["前文", "表内文字", "后文"]
    assert read_pdf(pdf("/X1 Do", form=form + " /X1 Do")).text == "表内文字"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn):
    """Its operators print along the other edge."""
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    page = f"q {matrix} cm {operators(set_column([PROSE], 60, 500))} Q"
    assert paragraphs(read_pdf(pdf(page, page_more=f"/Rotate {turn}"))) == [PROSE]


def test_a_string_of_a_vertical_font_is_one_line():
    """Each of its characters stands below the one before it."""
    lines = [(300, 800, 20, "竖排的标题"), (60, 500, SIZE, "横排。")]
    layout = read_pdf(pdf(operators(lines), encoding="UniGB-UTF16-V"))
    assert layout.text == "竖排的标题\n\n横排。"


def test_blanks_before_a_line_are_its_indent():
    """Typed ones begin a paragraph as a moved one does."""
    lines = [(60, 800, SIZE, "甲" * 20), (60, 784, SIZE, "　　" + "乙" * 18), (60, 768, SIZE, "丙" * 20)]
    assert read_pdf(pdf(operators(lines))).text == "甲" * 20 + "\n\n" + "乙" * 18 + "\n" + "丙" * 20


def test_what_stands_aslant_is_left_behind():
    """A watermark is printed, but not as the text."""
    mark = f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET "
    layout = read_pdf(pdf(mark + operators(set_column([PROSE], 60, 800))))
    assert (paragraphs(layout), layout.discarded) == ([PROSE], ("内部资料",))


def test_a_sign_of_a_radical_is_read_as_the_character_it_prints():
    """Some makers of PDF store the one for the other; they look the same and would not be found."""
    assert read_pdf(pdf(operators([(60, 800, SIZE, "⼯业⽤⼈，⻓⻅⻢")]))).text == "工业用人，长见马"


def test_the_same_file_gives_the_same_text_and_no_library_speaks(caplog):
    """Twice, to the last mark; warnings about a crooked file are not written to the terminal."""
    data = pdf(operators(set_column(THREE, 60, 800)) + " BT /F9 10 Tf <4e00> Tj ET")
    with caplog.at_level(logging.WARNING):
        assert read_pdf(data) == read_pdf(data)
    assert caplog.records == []


def locked(user):
    """Write the entry of a file that a password protects; `user` is what the format computes from the password."""
    return (
        f"/ID [<{'69' * 16}> <{'69' * 16}>] /Encrypt << /Filter /Standard /V 4 /R 4 /P -44 /O <{'6f' * 32}> /U <{user}> "
        "/CF << /Std << /CFM /V2 >> >> /StmF /Identity /StrF /Identity >>"
    )


NO_PASSWORD = locked("9d9db20283878491367e4661bd2b68c0" + "00" * 16)
A_PASSWORD = locked("11" * 32)


def test_a_file_that_only_forbids_changes_is_read():
    """Without a password to open it."""
    data = pdf(operators([(60, 800, SIZE, "低空经济")]), trailer_more=NO_PASSWORD)
    assert read_pdf(data).text == "低空经济"


GARBLED = "".join(chr(0x3A00 + 7 * n) for n in range(60))


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (pdf(operators([(60, 800, SIZE, "字")]), trailer_more=A_PASSWORD), "is encrypted: open it with its pass"),
        (pdf("", "0 0 10 10 re f"), "no text layer, only images on 2 pages: run OCR"),
        (pdf(operators([(60, 800, SIZE, "  ")])), "no text layer"),
        (pdf(operators([(60, 800, SIZE, GARBLED)])), "does not say which characters its signs are: run OCR"),
        (b"%PDF-1.4\nx", "cut off or damaged"),
        (pdf(operators([(60, 800, SIZE, "字")]))[:300], "cut off or damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "cut off or damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tmp_path, data, match):
    """By what is wrong with it, in one line, with the repair."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(DiscourseError, match=match) as error:
        read_text(path)
    assert "\n" not in str(error.value)


def test_a_page_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    """The streams of a page are compressed; a few kilobytes can hold hundreds of megabytes."""
    monkeypatch.setattr("discourse.texts.formats.pdf.MOST_UNPACKED", 100)
    with pytest.raises(DiscourseError, match="unpacks to more than 75 MB on a page.*print the pages"):
        read_pdf(drawn([set_column([PROSE], 60, 800)]))


@pytest.mark.parametrize("names", ["FlateDecode FlateDecode", "ASCIIHexDecode FlateDecode", "Fl AHx Fl", "A85 Fl"])
def test_a_stream_that_is_packed_again_is_counted_as_it_is_painted(names):
    """Packed twice, or written as text, a few hundred bytes are a million."""
    data = b" " * 10**6
    pack = {"F": zlib.compress, "A": lambda data: data.hex().encode() + b">"}
    for name in reversed(names.split()):
        data = base64.a85encode(data) + b"~>" if name == "A85" else pack[name[0]](data)
    assert len(data) < 10_000
    assert len(unpack(PDFStream({"Filter": [*map(LIT, names.split())]}, data))) == 10**6


def test_a_form_counts_as_often_as_it_is_painted(monkeypatch):
    """A small form painted again and again makes a page of any length; one that paints itself is painted once."""
    form = operators([(60, 800, SIZE, "低空经济")])
    page = "\n".join(["/X1 Do"] * 5)
    size = len(page) + 5 * len(form)
    monkeypatch.setattr("discourse.texts.formats.pdf.MOST_UNPACKED", size)
    assert read_pdf(pdf(page, form=form)).text == "低空经济"
    monkeypatch.setattr("discourse.texts.formats.pdf.MOST_UNPACKED", size - 1)
    with pytest.raises(DiscourseError, match="on a page"):
        read_pdf(pdf(page, form=form))


@pytest.mark.parametrize(
    ("claim", "ranges"),
    [
        ("/W [0 100000000 500]", 0),
        ("/W [1 [500 500] 0 199997 500]", None),
        ("/W2 [0 100000000 500 0 0]", 0),
        ("/ToUnicode 7 0 R", 4),
    ],
)
def test_a_font_that_claims_more_signs_than_any_has_is_refused(claim, ranges):
    """A line of a file can give a billion signs a width, or a character."""
    content = pdf(
        operators([(60, 800, SIZE, "字")]), form=f"beginbfrange {'<0000> <FFFF> <0000> ' * (ranges or 0)}endbfrange"
    )
    content = content.replace(b"/DescendantFonts", f"{claim} /DescendantFonts".encode())
    content = content.replace(b"/DW 1000", f"{claim} /DW 1000".encode())
    if ranges is None:
        read_pdf(content)
    else:
        with pytest.raises(DiscourseError, match="font that claims more than 200,000 signs"):
            read_pdf(content)


@pytest.mark.parametrize(("last", "said"), [(0x30C7F, "not say which"), (0x30D7F, "200,000"), (0x7F7F7F7F, "200,000")])
def test_the_map_in_a_font_file_names_no_more_signs_than_any_has(last, said):
    """Twelve bytes of a TrueType file name all characters up to the last as many signs."""
    groups = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0, last, 1)
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups
    file = struct.pack(">4sHHHH4sIII", b"\0\1\0\0", 1, 16, 0, 0, b"cmap", 0, 28, len(table)) + table
    content = pdf(operators([(60, 800, SIZE, "字")]), form=file.decode())
    content = content.replace(b"/FontName", b"/FontFile2 7 0 R /FontName").replace(b"(GB1)", b"(Identity)")
    with pytest.raises(DiscourseError, match=said):
        read_pdf(content)


@pytest.mark.parametrize("broken", ["painted_size", "unpack", "PaintedCharacters.render_char", "merge_overprints"])
def test_a_fault_of_our_own_is_told_as_one(monkeypatch, broken):
    """A file that is whole is not called damaged because the code that reads it is wrong."""
    monkeypatch.setattr(f"discourse.texts.formats.pdf.{broken}", lambda *_: {}["fault"])
    with pytest.raises(KeyError):
        read_pdf(pdf(operators([(60, 800, SIZE, "字")])))


def test_type_too_small_to_be_seen_has_a_size():
    """Lengths are in ems: those of type of a hundredth of a point, too."""
    assert read_pdf(pdf(operators([(60, 800, 0.01, "低空"), (60, 780, 0.01, "经济")]))).text.split() == ["低空", "经济"]


def test_a_form_without_text_is_passed_over(monkeypatch):
    """The points of a chart are thousands of forms."""
    monkeypatch.delattr("pdfminer.pdfinterp.PDFPageInterpreter.do_Do")
    page = operators([(60, 800, SIZE, "低空经济")]) + "\n/X1 Do"
    assert read_pdf(pdf(page, form="0 0 m 9 9 l S")).text == "低空经济"
    with pytest.raises(AttributeError):
        read_pdf(pdf(page, form=operators([(60, 700, SIZE, "字")])))


def test_the_library_is_loaded_when_a_pdf_is_read():
    """Whoever reads none does not wait for it."""
    code = "import sys, discourse.texts.formats.read_file; print([m for m in sys.modules if m.startswith('pdf')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_pdf_is_known_by_its_content(tmp_path):
    """Whatever its name; it has no encoding."""
    path = tmp_path / "a.txt"
    path.write_bytes(pdf(operators([(60, 800, SIZE, "低空经济")])))
    decoded = read_text(path)
    assert (decoded.text, decoded.format, decoded.encoding) == ("低空经济", "pdf", None)


@pytest.mark.parametrize("numbers", [("第 12 页", "第三页"), ("— iv —", "— 7 —")])
def test_numbers_of_heads_do_not_count(numbers):
    """Arabic, Chinese and Roman ones."""
    pages = [
        [Fragment(text, 0, 100, 700, 10), Fragment(n, 40, 60, 20, 8)] for text, n in zip(THREE, numbers, strict=False)
    ]
    assert lay_out_columns(pages).discarded == numbers


def test_stops_that_are_set_into_each_other_and_a_raised_sign_stay_in_their_line():
    """Type-setters take away half the width of a stop; the number of a note is smaller and stands higher."""
    places = [("他说", 0, 20), ("”", 20, 30), ("“", 25, 35), ("好", 35, 45)]
    fragments = [Fragment(text, x0, x1, 700, 10) for text, x0, x1 in places]
    assert lay_out_columns([fragments]).text == "他说”“好"
    fragments = [Fragment("产值", 0, 20, 700, 10), Fragment("[1]", 20, 28, 704, 5), Fragment("增长", 28, 48, 700, 10)]
    assert lay_out_columns([fragments]).text == "产值[1]增长"


def test_no_pages_give_no_text():
    """An empty book is no fault of the layout."""
    assert lay_out_columns([]).text == lay_out_columns([[]]).text == ""


def test_a_large_heading_beside_a_gap_of_the_other_column_divides_nothing():
    """Left: six lines with a heading between them; right: six lines with a gap as high as a blank line beside it."""
    left = [("左一左一左一左一左。", 700), ("左二左二左二左二左。", 685), ("左边的标题", 670)]
    left += [(f"左{n}左{n}左{n}左{n}左。", y) for n, y in zip("三四五六", (655, 640, 625, 610), strict=True)]
    right = [
        (f"右{n}右{n}右{n}右{n}右。", y) for n, y in zip("一二三四五六", (700, 685, 655, 640, 625, 610), strict=True)
    ]
    page = [Fragment(text, 0, 100, y, 15 if "标题" in text else 10) for text, y in left]
    page += [Fragment(text, 120, 220, y, 10) for text, y in right]
    read = "".join(lay_out_columns([page]).text.split())
    assert read == "".join(text for text, _ in left + right)


@pytest.mark.parametrize("line", ["1/3", "https://www.example.org/a.html", "11/22/26, 10:05 AM", "2026/11/22 10:05"])
def test_what_a_browser_prints_around_a_lone_page_is_left_behind(line):
    page = [Fragment("低空经济是新增长引擎。", 0, 110, 700, 10), Fragment(line, 0, 60, 20, 8)]
    layout = lay_out_columns([page])
    assert layout.text == "低空经济是新增长引擎。" and list(layout.discarded) == [line]


def by_rows(lines):
    return sorted(lines, key=lambda line: (-line[1], line[0]))


@pytest.mark.parametrize("ems", [1, 1.5, 2, 3])
@pytest.mark.parametrize("order", [list, by_rows])
def test_a_narrow_gutter_parts_columns(ems, order):
    """However the file paints them; below a title and an abstract that run over both; the right one may be shorter."""
    abstract = "摘要：" + PROSE
    above = [(150, 800, 18, "县域经济的高质量发展"), (230, 776, 10, "张某某")]
    above += [(60, 750 - n * 13, 9, line) for n, line in enumerate(wrap(abstract, 40, indent=0))]
    left, right = set_column([PROSE, PROSE[20:]], 50, 690), set_column([PROSE[40:]], 50 + (20 + ems) * SIZE, 690)
    wanted = ["县域经济的高质量发展", "张某某", abstract, PROSE, PROSE[20:], PROSE[40:]]
    assert paragraphs(read_pdf(pdf(operators(above + order(left + right))))) == wanted


def test_a_wide_title_makes_the_lines_below_it_no_shorter():
    """A column ends where its own type does, not where larger or smaller type goes across it."""
    above = [(50, 800, 18, "县域经济的高质量发展与制造业"), (50, 770, 9, PROSE[:40]), (50, 757, 9, PROSE[40:80])]
    read = paragraphs(read_pdf(pdf(operators(above + set_column([PROSE, PROSE[20:]], 50, 690)))))
    assert read[-2:] == [PROSE, PROSE[20:]]


def test_a_short_line_without_a_stop_above_an_indented_one_heads_it():
    """After a full line no room tells it from the paragraph, be it in the next column or below."""
    above = set_column([FULL_LINES], 50, 690)
    rest = set_column([PROSE], 50, 690 - 2 * 16 * 4 - 16)
    heading = (50, min(line[1] for line in above) - 16, SIZE, "现实基础")
    below = [(x, y - (rest[0][1] - heading[1]) - 16, size, text) for x, y, size, text in rest]
    assert paragraphs(read_pdf(pdf(operators([*above, heading, *below])))) == [FULL_LINES, "现实基础", PROSE]


def test_the_numbers_of_lines_in_the_margin_are_no_text():
    """As drafts for comments have them, on either side; those of the rows of a table are its first column."""
    lines = set_column([PROSE, PROSE[20:]], 80, 690)
    for x in (50, 300):
        numbers = [(x, y, 8, f"{n}") for n, (_, y, *_) in enumerate(lines, 1)]
        layout = read_pdf(pdf(operators(lines + numbers)))
        assert paragraphs(layout) == [PROSE, PROSE[20:]]
        assert layout.discarded == (" ".join(f"{n}" for n in range(1, len(lines) + 1)),)
    rows = [(80, y, SIZE, "政策名称") for _, y, *_ in lines] + [(160, y, SIZE, "国务院") for _, y, *_ in lines]
    assert "3\t政策名称\t国务院" in read_pdf(pdf(operators([(50, y, 8, n) for _, y, _, n in numbers] + rows))).text


def test_the_letters_of_a_title_may_be_set_wide_apart():
    wide = [(100 + 1.75 * 20 * at, 750, 20, letter) for at, letter in enumerate("低空经济报告")]
    assert paragraphs(read_pdf(pdf(operators(wide + set_column([PROSE], 50, 690))))) == ["低空经济报告", PROSE]


@pytest.mark.parametrize("labels", [("1.", "2."), ("※", "※"), ("□", "□"), ("– ", "– ")])
def test_the_last_item_of_a_list_hangs_as_the_one_before_it(labels):
    """Of two lines, the second is not the first of a paragraph; whatever sign stands before the item."""
    placed, y = [], 690
    for label, item in zip(labels, (PROSE[:48], PROSE[20:50]), strict=True):
        placed.append((50, y, SIZE, label))
        for line in wrap(item, 20, indent=0):
            placed.append((70, y, SIZE, line))
            y -= LEADING
    assert [each.replace(" ", "") for each in paragraphs(read_pdf(pdf(operators(placed))))] == [
        f"{labels[0].strip()}{PROSE[:48]}", f"{labels[1].strip()}{PROSE[20:50]}",
    ]  # fmt: skip


def test_a_number_below_the_end_of_an_english_sentence_begins_a_heading():
    """Though the line above it is full."""
    lines = [
        "1. Data", "The low-altitude economy is a new engine", "of growth in many of the regions of China.", "2. Methods",
        "We count words, and compare what we find.",
    ]  # fmt: skip
    placed = [(50, 690 - 16 * at, SIZE, line) for at, line in enumerate(lines)]
    assert paragraphs(read_pdf(pdf(operators(placed))))[-2:] == lines[-2:]


def test_a_title_of_two_lines_is_one():
    """Though more room parts them than lines of the text."""
    title = [(150, 800, 18, "县域经济高质量发展的"), (170, 760, 18, "机制与路径")]
    layout = read_pdf(pdf(operators(title + set_column([PROSE, PROSE[20:]], 50, 690))))
    assert [(mark.name, layout.text[mark.start : mark.end]) for mark in layout.marks] == [
        ("title", "县域经济高质量发展的\n机制与路径")
    ]


def test_a_justified_line_ends_where_its_last_character_does():
    """Its small gaps add up: what is raised behind it touches it."""
    wide = [(60 + 1.05 * SIZE * at, 700, SIZE, character) for at, character in enumerate(PROSE[:20])]
    after = [(60 + 1.05 * SIZE * 20, 704, 6, "1"), (64 + 1.05 * SIZE * 20, 700, SIZE, "，好。")]
    layout = read_pdf(pdf(operators(wide + after)))
    assert layout.text == f"{PROSE[:20]}1，好。"
    assert [mark.name for mark in layout.marks] == ["note"]


@pytest.mark.parametrize("ems", [1, 1.5, 2])
def test_three_columns_with_narrow_gutters(ems):
    """Each is sixteen characters wide, and the first line of each stands two further right."""
    lines = [line for n in range(3) for line in set_column([PROSE[n:]], 40 + n * (16 + ems) * SIZE, 700, width=16)]
    title = [(60, 760, 20, "加快建设现代化产业体系")]
    assert paragraphs(read_pdf(pdf(operators(title + by_rows(lines))))) == [title[0][3], PROSE, PROSE[1:], PROSE[2:]]


def test_narrow_gaps_between_the_cells_of_a_table_part_no_columns():
    """Three rows of cells that are nearly as wide as each other, and no prose."""
    rows = [
        ("粮食总产量（万吨）", "六万九千五百四十一", "七万零六百五十"),
        ("工业增加值（亿元）", "三十九万九千一百零", "四十万五千四百四"),
        ("社会消费品零售总额", "四十七万一千四百九", "四十八万七千八百"),
    ]
    lines = [(60 + 100 * at, 800 - 20 * n, SIZE, cell) for n, row in enumerate(rows) for at, cell in enumerate(row)]
    read = read_pdf(pdf(operators(lines))).text
    assert "".join(read.split()) == "".join(cell for row in rows for cell in row)


FULL_LINES = (PROSE * 2)[: 18 + 3 * 20 - 1] + "。"


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize(
    "heading",
    [
        "二、完善市场体系",
        "（二）完善市场体系",
        "第二章 市场体系",
        "第二部分 任务",
        "2.完善市场体系",
        "2.1 完善市场体系",
        "2、完善市场体系",
    ],
)
def test_a_heading_after_a_full_line_begins_a_paragraph(heading, indent):
    """Its number does, though the paragraph before it ends at the margin and it is set in the type of the text."""
    above = set_column([FULL_LINES], 60, 800)
    assert len({line[0] + SIZE * len(line[3]) for line in above}) == 1
    lines = [*above, (60 + indent * SIZE, 736, SIZE, heading), *set_column([PROSE], 60, 720)]
    assert paragraphs(read_pdf(pdf(operators(lines)))) == [FULL_LINES, heading, PROSE]


@pytest.mark.parametrize(
    "heading", ["二、完善市场体系，推动有效市场和有为政府", "二、完善市场体系，推动有效市场和有为政府更好结合"]
)
def test_a_heading_of_a_full_line_or_two_is_a_paragraph(heading):
    """Twenty characters fill a line."""
    printed = [(60, 736 - n * LEADING, SIZE, line) for n, line in enumerate(wrap(heading, 20, indent=0))]
    lines = set_column([FULL_LINES], 60, 800) + printed + set_column([PROSE], 60, 736 - len(printed) * LEADING)
    assert paragraphs(read_pdf(pdf(operators(lines)))) == [FULL_LINES, heading, PROSE]


@pytest.mark.parametrize(
    ("end", "begin"),
    [("依照", "第三十二条的规定处罚。"), ("；", "（二）其他情形由主管部门处理。"), ("第", "（一）项的规定。")],
)
def test_the_number_of_an_article_in_a_sentence_begins_no_paragraph(end, begin):
    """Neither in mid-sentence nor as an item after a semicolon; all lines are full."""
    text = PROSE[: 38 - len(end)] + end + begin
    assert paragraphs(read_pdf(pdf(operators(set_column([text], 60, 800))))) == [text]


@pytest.mark.parametrize("leader", ["…", ".", "·"])
def test_an_entry_of_a_table_of_contents_is_a_line_of_its_own(leader):
    """Though all of them end at the margin; the text after them is none."""
    entries = [
        name + leader * (30 - len(name)) + str(n) for n, name in enumerate(["总体要求", "主要任务", "保障措施"], 1)
    ]
    lines = [(60, 800 - 18 * n, SIZE, entry) for n, entry in enumerate(entries)]
    assert paragraphs(read_pdf(pdf(operators(lines + set_column([PROSE], 60, 700, width=31))))) == [*entries, PROSE]


@pytest.mark.parametrize(
    ("mark", "rise", "size"),
    [("［4］", 8, 6.6), ("①", 4, 6), ("[1]", 5, 5), ("1", 3, 5), ("[1-3]", 4, 6), ("*", 4, 6), ("②", 4, 8.3)],
)
@pytest.mark.parametrize("painted", ["in its place", "first", "last"])
def test_the_raised_number_of_a_note_stays_in_its_line(mark, rise, size, painted):
    """It is marked, however high it stands and whenever it is painted; the sentence goes on."""
    words = ["会议提出了新的目标", "，各地要抓好落实。", "前一行的文字在这里从左边一直写到右边", "后一行的文字。"]
    note = Fragment(mark, 90, 90 + size * len(mark), 700 + rise, size)
    line = [Fragment(words[0], 0, 90, 700, 10), note, Fragment(words[1], note.x1 + 2, note.x1 + 92, 700, 10)]
    around = [Fragment(words[2], 0, 180, 716, 10), Fragment(words[3], 0, 70, 684, 10)]
    rest = [f for f in [around[0], *line, around[1]] if f is not note]
    order = {"in its place": [around[0], *line, around[1]], "first": [note, *rest], "last": [*rest, note]}[painted]
    layout = lay_out_columns([order])
    assert layout.text.replace("\n", "") == words[2] + words[0] + mark + words[1] + words[3]
    assert [layout.text[m.start : m.end] for m in layout.marks if m.name == "note"] == [mark]


def test_exponents_and_lowered_digits_are_no_notes():
    """They stand behind a letter or a digit, or below the line."""
    parts = [
        ("面积120 km", 60, 0, 10),
        ("2", 3, 4, 6),
        ("，为10", 40, 0, 10),
        ("6", 3, 4, 6),
        ("倍，碳", 30, 0, 10),
        ("2", 3, -3, 6),
    ]
    fragments, x = [], 0
    for text, width, rise, size in parts:
        fragments.append(Fragment(text, x, x + width, 700 + rise, size))
        x += width
    layout = lay_out_columns([fragments])
    assert (layout.text, layout.marks) == ("面积120 km2，为106倍，碳2", ())


def noted_page(text, mark, note, number):
    """Set a page: a paragraph with the raised number of a note at its end, the note at the foot, the page number."""
    lines = set_column([text], 60, 780, width=40)
    lines.append((60 + SIZE * len(lines[-1][3]), lines[-1][1] + 4, 5, mark))
    return [*lines, (60, 90, 8, note), (68, 78, 8, "此处从略，不影响原意。"), (290, 40, 9, f"— {number} —")]


def test_notes_at_the_foot_of_a_page_are_left_behind():
    """They begin with the number that is raised above; a sentence goes on over them to the next page."""
    pages = [
        noted_page(PROSE[:78], "①", "① 某某：《论经济》，2019年。", 1),
        noted_page(PROSE[20:90], "2", "2 同上。", 2),
    ]
    pages[1].insert(0, (60, 796, SIZE, "，以及其他各项工作，都要抓好。"))
    layout = read_pdf(pdf(*map(operators, pages)))
    assert paragraphs(layout) == [PROSE[:78] + "①，以及其他各项工作，都要抓好。", PROSE[20:90] + "2"]
    assert layout.discarded == (
        "① 某某：《论经济》，2019年。", "此处从略，不影响原意。", "— 1 —", "2 同上。", "— 2 —",
    )  # fmt: skip


# Each paragraph of a page, by its lines (x0, x1, y, size, text); those of the first are lines of 20 characters.
FULL = PROSE[:20]
SPLIT_LINES = {
    # Latin words that would not have fitted end no paragraph; one that would have does.
    "long word": [[(0, 200, 700, 10, "The office described its offer to all as"), (0, 150, 686, 10, "sufficient and fair,")]],
    "ragged": [[(0, 200, 700, 10, "The office described the offer to all of them"), (0, 158, 686, 10, "as sufficient, and"),
                (0, 196, 672, 10, "reorganization of the services goes on and"), (0, 60, 658, 10, "ends here.")]],
    "short": [[(0, 200, 700, 10, "The office described the offer to all of them"), (0, 120, 686, 10, "as sufficient.")],
              [(0, 200, 672, 10, "It goes on and on, for all who live there and"), (0, 60, 658, 10, "ends here.")]],
    # What stands below an abstract is no part of it.
    "keywords": [[(0, 200, 700, 10, "摘要：" + PROSE[:17]), (0, 195, 684, 10, PROSE[17:36] + "。")],
                 [(0, 200, 668, 10, "关键词：" + "工业；" * 5 + "工")]],
    # The first character of a paragraph may be as large as two of its lines.
    "initial": [[(0, 26, 684, 26, "推"), (28, 198, 700, 10, PROSE[:17]), (28, 198, 684, 10, PROSE[17:34]),
                 (0, 200, 668, 10, PROSE[34:54]), (0, 60, 652, 10, "就是这样。")]],
    "initial in quotes": [[(0, 36, 668, 36, "“推"), (40, 200, 700, 10, PROSE[:16]), (40, 200, 684, 10, PROSE[16:32]),
                           (40, 200, 668, 10, PROSE[32:48]), (0, 200, 652, 10, PROSE[48:68])]],
}  # fmt: skip


@pytest.mark.parametrize("case", SPLIT_LINES)
def test_a_paragraph_goes_on_over_what_stands_oddly_in_it(case):
    """Each is read as one, in the order of its lines; a heading above and a paragraph below show the column."""
    page = [(0, 200, y, 10, FULL) for y in (748, 732)] + [(0, 60, 716, 10, "到此为止。")]
    page += [line for lines in SPLIT_LINES[case] for line in lines] + [(20, 200, 600, 10, FULL[2:])]
    layout = lay_out_columns([[Fragment(text, x0, x1, y, size) for x0, x1, y, size, text in page]])
    read = [re.sub(r"\s", "", text) for text in layout.text.split("\n\n")]
    assert read[1:-1] == [re.sub(r"\s", "", "".join(line[4] for line in lines)) for lines in SPLIT_LINES[case]]


def test_a_large_first_character_beside_no_line_is_kept():
    """The lines beside it begin with two characters that are so much smaller, and go on in type that is not."""
    beside = [(x0, x1, y, size, text) for y in (700, 684) for x0, x1, size, text in (
        (28, 48, 10, PROSE[:2]), (48, 198, 15, PROSE[2:12])
    )]  # fmt: skip
    page = [(0, 26, 684, 26, "推"), *beside, *((0, 195, y, 15, PROSE[12:25]) for y in (664, 644, 624))]
    layout = lay_out_columns([[Fragment(text, x0, x1, y, size) for x0, x1, y, size, text in page]])
    read = re.sub(r"\s", "", layout.text + "".join(layout.discarded))
    assert sorted(read) == sorted("".join(line[4] for line in page))


@pytest.mark.parametrize(
    ("steps", "widths", "read"),
    [
        ([5] * 7, [7, 3, 5, 3, 3, 4, 3], ["Digital"]),
        ([5, 5, 10, 5, 5, 5], [7, 3, 5, 5, 3, 4], ["Dig", "ita"]),
        ([7.2, 2.8, 5, 2.8, 5.3, 4.4], [7.2, 2.8, 5, 2.8, 2.8, 4.4], ["D", "i", "g", "i", "t", "a"]),
        ([40] * 6, [7, 3, 5, 3, 3, 4], ["D", "i", "g", "i", "t", "a"]),
    ],
)
def test_letters_in_a_grid_are_words(steps, widths, read):
    """However narrow a letter is in its half square, no blank is beside it; nor are the columns of a table a grid."""
    places = [sum(steps[:at]) for at in range(len(widths))]
    letters = [Fragment(c, x, x + w, 700, 10) for c, x, w in zip("Digital", places, widths, strict=False)]
    assert [fragment.text for fragment in join_even_letters(letters)] == read


def test_what_a_journal_prints_at_the_foot_of_a_column_is_left_behind():
    """The sentence above it goes on at the head of the next column."""
    left = [(0, 200, 700 - 16 * at, 10, FULL) for at in range(8)] + [(0, 190, 560, 8, "［收稿日期］2024-05-06")]
    right = [(220, 420, 700 - 16 * at, 10, FULL) for at in range(8)]
    layout = lay_out_columns([[Fragment(text, x0, x1, y, size) for x0, x1, y, size, text in left + right]])
    assert paragraphs(layout) == [FULL * 16] and layout.discarded == ("［收稿日期］2024-05-06",)


def test_a_sidebar_of_short_lines_is_no_part_of_the_column_beside_it():
    """It is in other type, all its lines begin at its edge, and a column of the text goes on beside all of it."""
    left, right = ([(x, x + 180, 700 - 16 * at, 10, FULL[:18]) for at in range(12)] for x in (0, 200))
    words = ["新村小档案：", "全村有二百一十户人家，共七百人。", "二〇一九年搬来。", "人均三十平方米。"]
    sidebar = [(400, 400 + 8 * len(line), 700 - 13 * at, 8, line) for at, line in enumerate(words)]
    layout = lay_out_columns([[Fragment(text, x0, x1, y, size) for x0, x1, y, size, text in left + right + sidebar]])
    boxed = [layout.text[mark.start : mark.end] for mark in layout.marks if mark.name == "box"]
    assert "".join(boxed) == "".join(words)
    assert layout.text.replace("\n", "") == "".join(words) + FULL[:18] * 24


def test_what_is_large_in_a_box_heads_nothing():
    """It is marked as standing in a box; that it is in the type of headings says nothing of the text beside it."""
    _, lines = beside_a_box(60, 60 + 14 * SIZE, at_left=True)
    quote = [(60, 722, 13, "既要抓住当前，"), (60, 702, 13, "也要着眼长远")]
    after = set_column([PROSE, PROSE[10:]], 60, 760 - 9 * LEADING, width=40)
    layout = read_pdf(pdf(operators([(60, 800, 20, "书屋"), *lines, *quote, *after])))
    assert {(mark.name, layout.text[mark.start : mark.end]) for mark in layout.marks} == {
        ("title", "书屋"), ("box", "既要抓住当前，"), ("box", "也要着眼长远"),
    }  # fmt: skip


def test_a_list_of_references_is_kept():
    """It is no note at the foot of a page, though its numbers are raised above."""
    lines = [*noted_page(PROSE[:78], "[1]", "[1] 某某. 县域经济研究[M]. 2019.", 1)[:-2], (60, 102, SIZE, "参考文献")]
    layout = read_pdf(pdf(operators(lines)))
    assert paragraphs(layout)[-2:] == ["参考文献", "[1] 某某. 县域经济研究[M]. 2019."] and layout.discarded == ()


def test_raised_numbers_are_edited_away_and_contents_are_not_counted(tmp_path):
    """Each is a row of `edits`; the entries of a table of contents are imprint, the title stands on the page after."""
    entries = ["一、总体要求" + "…" * 20 + "1", "二、保障措施" + "…" * 20 + "2"]
    contents = [(60, 800, 16, "目录"), *((60, 770 - 18 * n, SIZE, entry) for n, entry in enumerate(entries))]
    page = [
        (180, 830, 18, "某某市发展规划"),
        (60, 805, 12, "一、总体要求"),
        *noted_page(PROSE[:78], "①", "① 同上。", 2),
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(operators(contents), operators(page)))
    (tmp_path / "corpus.toml").write_text('[[article]]\ndoc = "a"\nfile = "a.pdf"\n', encoding="utf-8")
    corpus = read_corpus(tmp_path / "corpus.toml")
    read = list(zip(corpus.paragraphs["kind"], corpus.paragraphs["text"], strict=True))
    assert [kind for kind, _ in read] == ["imprint"] * 3 + ["title", "heading", "body"]
    assert read[-1] == ("body", PROSE[:78])
    notes = corpus.edits[corpus.edits["rule"] == "note"]
    assert list(notes["before"]) == ["①"] and list(notes["after"]) == [""]


ROWS = [
    ("指标", "上年", "今年"),
    ("生产总值", "三百亿", "四百亿"),
    ("财政收入", "二十亿", "三十亿"),
    ("就业", "五万", "六万"),
]


def beside_a_box(left, right, *, at_left):
    """Set a paragraph that is twice narrower in its middle: two lines of 40, six of 26 beside a gap, one of 20."""
    text = (PROSE * 4)[: 80 + 6 * 26 + 19] + "。"
    cuts = [0, 40, *range(80, 211, 26), 236]
    x = right if at_left else left
    places = [(left, 40), (left, 40), *[(x, 26)] * 6, (left, 20)]
    lines = [(place, 760 - n * LEADING, SIZE, text[a : a + width]) for n, (a, (place, width)) in enumerate(zip(cuts, places, strict=True))]  # fmt: skip
    return text, lines


@pytest.mark.parametrize("at_left", [False, True])
def test_text_goes_on_beside_a_table(at_left):
    """It is one paragraph; the table stands before the next one, row by row."""
    text, lines = beside_a_box(60, 60 + 14 * SIZE, at_left=at_left)
    x = 60 if at_left else 60 + 27.5 * SIZE
    cells = [(x + 6 * 8 * k, 722 - 18 * n, 8, cell) for n, row in enumerate(ROWS) for k, cell in enumerate(row)]
    after = set_column([PROSE], 60, 760 - 9 * LEADING, width=40)
    read = paragraphs(read_pdf(pdf(operators([*lines, *cells, *after]))))
    assert read == [text, *["\t".join(row) for row in ROWS], PROSE]


@pytest.mark.parametrize("at_left", [False, True])
def test_text_goes_on_beside_a_box_and_a_caption(at_left):
    """The box is text of its own, in another size; a caption is a single line."""
    text, lines = beside_a_box(60, 60 + 14 * SIZE, at_left=at_left)
    x = 60 if at_left else 60 + 28 * SIZE
    for box in (set_column([PROSE[:44] + "。"], x, 726, width=14, size=8, indent=0), [(x, 680, 8, "图1 产值的变化")]):
        wanted = "".join(line[3] for line in box)
        after = set_column([PROSE], 60, 760 - 9 * LEADING, width=40)
        assert paragraphs(read_pdf(pdf(operators([*lines, *box, *after])))) == [text, wanted, PROSE]


def test_a_table_across_two_columns_is_read_by_rows():
    """Its cells stand on either side of the gutter; the columns above it and below are read each in turn."""
    above = set_column([PROSE], 50, 780) + set_column([PROSE[20:]], 310, 780)
    cells = [(60 + 150 * k, 660 - 18 * n, SIZE, cell) for n, row in enumerate(ROWS) for k, cell in enumerate(row)]
    below = set_column([PROSE[40:]], 50, 580) + set_column([PROSE[::-1]], 310, 580)
    read = paragraphs(read_pdf(pdf(operators([*above, *cells, *below]))))
    assert read == [PROSE, PROSE[20:], *["\t".join(row) for row in ROWS], PROSE[40:], PROSE[::-1]]


def test_names_and_days_below_a_title_are_lines_of_their_own():
    """Alone on their page, or above two columns, where nothing shows how wide it is."""
    cover = [(150, 700, 24, "某某市发展规划"), (240, 200, 14, "某某市人民政府"), (240, 178, 14, "二〇二一年三月")]
    read = paragraphs(read_pdf(pdf(operators(cover), operators(set_column([PROSE], 60, 780, width=40)))))
    assert read == ["某某市发展规划", "某某市人民政府", "二〇二一年三月", PROSE]
    byline = [(150, 800, 20, "做实做强实体经济"), (240, 770, SIZE, "本报记者 某某某")]
    columns = set_column([PROSE, PROSE[3:]], 50, 740) + set_column([PROSE[20:], PROSE[9:]], 310, 740)
    read = paragraphs(read_pdf(pdf(operators(byline + columns))))
    assert read == ["做实做强实体经济", "本报记者 某某某", PROSE, PROSE[3:], PROSE[20:], PROSE[9:]]


@pytest.mark.parametrize("registers", [1, 2])
def test_a_page_of_upright_lines_is_read_from_the_right(registers):
    """Down each line, with Latin words that lie on their side; a page has one register of lines, or one below another."""
    texts = [PROSE[:60] + "︒" + PROSE[:37] + "︑甲", PROSE[20:] + "乙︒"][:registers]
    code = []
    for n, text in enumerate(texts):
        for at, line in enumerate(wrap(text, 20)):
            x, top = 500 - at * LEADING, 780 - n * 300 - (2 * SIZE if at == 0 else 0)
            code += [(x, top - k * SIZE, SIZE, sign) for k, sign in enumerate(line)]
    lying = f" BT /F1 {SIZE} Tf 0 -1 1 0 {500 - 5 * LEADING + 2} {780 - 1.12 * SIZE} Tm <{'5G'.encode('utf-16-be').hex()}> Tj ET"
    read = paragraphs(read_pdf(pdf(operators(code) + (lying if registers == 1 else ""))))
    wanted = [text.replace("︒", "。").replace("︑", "、") for text in texts]
    assert read == ([wanted[0] + "5G"] if registers == 1 else wanted)


def test_two_letters_that_are_one_sign_are_two():
    """A font has one for fi and for ffi, which would not be found."""
    assert read_pdf(drawn([[(60, 800, SIZE, "ﬁnd the oﬀer")]])).text == "find the offer"


@pytest.mark.parametrize("label", ["[1] ", "● ", "1."])
def test_the_lines_of_a_list_stand_below_its_words(label):
    """Those of two lines and of three, with a stop at the end or none; below a heading the second line steps back."""
    items = [label + PROSE[n : n + length] for n, length in ((0, 30), (20, 52), (41, 33), (9, 52))]
    lines, y = [], 790
    for item in items:
        for at, line in enumerate([item[:20], *wrap(item[20:], 18, indent=0)]):
            lines.append((60 + (2 * SIZE if at else 0), y, SIZE, line))
            y -= LEADING
    text = set_column([FULL_LINES], 60, 806 + LEADING * 3)
    assert paragraphs(read_pdf(pdf(operators(text + lines)))) == [FULL_LINES, *items]


def test_an_entry_of_contents_of_two_lines_is_one():
    """Its leaders stand in the second."""
    long = "（二）加快建设以企业为主体的技术创新体系和科技"
    entries = ["（一）总体要求" + "…" * 15 + "1", long, "成果转化体系" + "…" * 16 + "4", "（三）保障" + "…" * 17 + "9"]
    lines = [(60, 800 - 18 * n, SIZE, entry) for n, entry in enumerate(entries)]
    read = paragraphs(read_pdf(pdf(operators(lines + set_column([PROSE], 60, 700, width=24)))))
    assert read == [entries[0], long + entries[2], entries[3], PROSE]


@pytest.mark.parametrize("headline", [["乡村振兴开新局"], ["乡村振兴开新局", "城乡融合写华章"]])
def test_an_upright_headline_stands_before_the_text_beside_it(headline):
    """Its characters are painted one below the other; of two lines the right one is first."""
    signs = [(480 - 26 * k, 770 - 24 * n, 22, sign) for k, line in enumerate(headline) for n, sign in enumerate(line)]
    text = set_column([PROSE, PROSE[20:]], 60, 780, width=32)
    layout = read_pdf(pdf(operators(signs + text)))
    assert paragraphs(layout) == ["".join(headline), PROSE, PROSE[20:]]
    assert [mark.name for mark in layout.marks] == ["title"]


@pytest.mark.parametrize("x", [20, 500])
def test_a_note_in_the_margin_stands_between_paragraphs(x):
    """It is smaller, beside the middle of one; the text before and after it is one."""
    text = set_column([PROSE * 2, PROSE[20:]], 90, 780, width=40)
    note = [(x, 752, 7, "数据来自"), (x, 742, 7, "统计公报。")]
    assert paragraphs(read_pdf(pdf(operators(text + note)))) == [PROSE * 2, "数据来自统计公报。", PROSE[20:]]


def test_the_short_last_line_above_a_box_is_no_part_of_it():
    """It stands at the edge where the box does, above the text beside that."""
    above = set_column([PROSE[:84] + "。"], 60, 800, width=40)
    beside = [(200, 752 - n * LEADING, SIZE, PROSE[n * 26 : n * 26 + 26]) for n in range(3)]
    rest = [(60, 752 - 3 * LEADING, SIZE, PROSE[78:] + PROSE[:18]), (60, 752 - 4 * LEADING, SIZE, PROSE[18:30] + "。")]
    caption = [(60, 724, 8, "图1 产值的变化")]
    read = paragraphs(read_pdf(pdf(operators(above + beside + rest + caption))))
    assert read == [PROSE[:84] + "。", PROSE + PROSE[:30] + "。", "图1 产值的变化"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "lines",
    [[(50, 700, 8, "经" * 50_001)], [(9 * (n % 100), 9 * (n // 100), 8, "A") for n in range(0, 20_002, 2)]],
    ids=["characters", "pieces"],
)
def test_a_page_that_holds_more_than_any_page_of_print_is_refused(lines):
    with pytest.raises(DiscourseError, match="more than 50,000 characters or 10,000 loose pieces of text on a page"):
        read_pdf(pdf(operators(lines)))


def test_what_is_centred_above_columns_stands_above_all_of_them():
    """A byline above the second of three columns."""
    columns = [(60 + 160 * at, 780 - 16 * n, SIZE, PROSE[13 * n : 13 * n + 13]) for at in range(3) for n in range(6)]
    head = [(225, 830, 18, "工厂搬进村口"), (245, 804, SIZE, "本报记者林晓写")]
    read = read_pdf(pdf(operators([*head, *columns]))).text
    assert "".join(read.split())[:13] == "工厂搬进村口本报记者林晓写"


PLACES = st.lists(st.tuples(*[st.floats(-9, 9)] * 2), max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PLACES, st.sampled_from([0.5, 8, 40]))
def test_what_is_painted_twice_is_found_as_if_all_pairs_were_compared(places, size):
    chars = [{"text": "谈", "size": size, "fontname": "", "matrix": (1, 0, 0, 1, *place)} for place in places]
    kept = []
    for place in places:
        if all(math.dist(place, other) >= OVERPRINT * size for other in kept):
            kept.append(place)
    assert [char["matrix"][4:] for char in merge_overprints(chars)] == kept
