import io
import re
import zipfile

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from discourse.errors import DiscourseError
from discourse.texts.corpus import build_corpus, read_article
from discourse.texts.formats.docx import keep_only, read_docx
from discourse.texts.formats.numbering import write_roman
from discourse.texts.formats.read_file import parse_bytes, read_text
from discourse.texts.numerals import write_numeral

SPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def element(code):
    """Make an element of Word's language."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {SPACES}", code))


def saved(document):
    """Return the bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(*codes):
    """Lay out a document whose only paragraph holds these elements."""
    document = Document()
    paragraph = document.add_paragraph()._p
    for code in codes:
        paragraph.append(element(code))
    return read_docx(saved(document)).text


def run(text, properties=""):
    """Write a run of Word's language."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(*levels):
    """Make a document with one list of levels (format, text, suffix); paragraphs name its number and a depth."""
    document = Document()
    numbering = document.part.numbering_part.element
    code = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, gap) in enumerate(levels)
    )
    numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="90">{code}</w:abstractNum>'))
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(element(f'<w:num w:numId="91"><w:abstractNumId w:val="90"/>{restart}</w:num>'))
    return document


def add_numbered(document, text, depth=0, number=90):
    """Add a paragraph of a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(element(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def test_paragraphs_and_tables_come_in_their_order():
    """A blank line between paragraphs, a row a line, its cells parted by tabs; longer cells are paragraphs."""
    document = Document()
    document.add_paragraph("　　首段。")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["项目", "数", "低空", "3"], strict=True):
        cell.text = text
    table.cell(1, 1).add_paragraph("（亿元）")
    document.add_paragraph("末段。")
    assert read_docx(saved(document)).text == "　　首段。\n\n项目\t数\n\n低空\n\n3\n\n（亿元）\n\n末段。"


def test_styles_and_bold_words_are_marked():
    """Title, headings by level, captions; bold by hand, by a style of the words, or of the paragraph."""
    document = Document()
    document.add_heading("加快发展", 0)
    document.add_heading("一、总体", 1)
    document.add_heading("（一）目标", 2)
    paragraph = document.add_paragraph("第一，")
    paragraph.add_run("改造").bold = True
    paragraph.add_run("升级").bold = True
    paragraph.add_run("传统产业")
    paragraph.add_run("，重点", style="Strong")
    document.add_paragraph("图1", style="Caption")
    document.styles["Quote"].font.bold = True
    quoted = document.add_paragraph("引文", style="Quote")
    quoted.add_run("不粗").bold = False
    layout = read_docx(saved(document))
    marks = [(layout.text[m.start : m.end], m.name, m.level) for m in layout.marks]
    assert marks == [
        ("加快发展", "title", 0), ("一、总体", "heading", 1), ("（一）目标", "heading", 2), ("改造升级", "bold", 0),
        ("，重点", "bold", 0), ("图1", "caption", 0), ("引文", "bold", 0),
    ]  # fmt: skip


def test_an_outline_level_makes_a_heading_of_any_style():
    """As Word's outline shows it; level 9 is that of the text."""
    document = Document()
    for text, level in (("章", 0), ("正文", 9)):
        document.add_paragraph(text)._p.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{level}"/>'))
    assert [(m.name, m.level) for m in read_docx(saved(document)).marks] == [("heading", 1)]


DELETED = f'<w:del w:id="2" w:author="a"><w:r><w:delText>旧</w:delText></w:r>{run("也旧")}</w:del>'
MOVED = f'<w:moveFrom w:id="1" w:author="a">{run("移走")}</w:moveFrom>'
SIGNS = '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end"))
RUBY = f"<w:r><w:ruby><w:rt>{run('dī')}</w:rt><w:rubyBase>{run('低')}</w:rubyBase></w:ruby></w:r>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([run("前"), f'<w:ins w:id="1" w:author="a">{run("新")}</w:ins>', DELETED, run("后")], "前新后"),
        ([run("前"), MOVED, f'<w:moveTo w:id="2" w:author="a">{run("移来")}</w:moveTo>'], "前移来"),
        ([f"<w:hyperlink>{run('全文')}</w:hyperlink>", f"<w:smartTag>{run('北京')}</w:smartTag>"], "全文北京"),
        ([run("显"), run("隐", "<w:vanish/>")], "显"),
        ([SIGNS], "甲\t乙\n丙\u2011"),
        (["<w:r><w:t> 两边空 </w:t></w:r>", run(" 保留 "), run("。")], "两边空 保留 。"),
        ([BEGIN, "<w:r><w:instrText>DATE</w:instrText></w:r>", SEPARATE, run("2024年"), END], "2024年"),
        ([f"<w:sdt><w:sdtContent>{run('控件内')}</w:sdtContent></w:sdt>", run("外")], "控件内外"),
        ([RUBY, run("空")], "低空"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("已办")], "\uf0fe已办"),
        (["<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", run("式")], "E=mc式"),
        ([run("注"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run("文")], "注文"),
    ],
)
def test_a_paragraph_is_what_word_prints_of_it(codes, text):
    """Tracked changes as if accepted, no codes of fields, nothing hidden, each sign as its character."""
    assert printed(*codes) == text


def test_a_paragraph_whose_end_is_deleted_runs_into_the_next():
    """Two paragraphs that a tracked change makes one are one; a deleted row of a table is none."""
    document = Document()
    first = document.add_paragraph("前半，")
    first._p.get_or_add_pPr().append(element('<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'))
    document.add_paragraph("后半。")
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "删去的行", "留下的行"
    table.rows[0]._tr.get_or_add_trPr().append(element('<w:del w:id="2" w:author="a"/>'))
    assert read_docx(saved(document)).text == "前半，后半。\n\n留下的行"


def test_the_numbers_of_lists_are_written_out():
    """They are printed but stand in no paragraph's text; deeper levels begin anew after a higher one."""
    first, second = ("chineseCounting", "%1、", "nothing"), ("chineseCounting", "（%2）", "nothing")
    document = numbered(first, second, ("decimal", "%1.%3.", "space"))
    for text, depth in [("总体", 0), ("目标", 1), ("原则", 1), ("任务", 0), ("产业", 1), ("细则", 2), ("保障", 0)]:
        add_numbered(document, text, depth)
    add_numbered(document, "另起", number=91)
    lines = "一、总体\n（一）目标\n（二）原则\n二、任务\n（一）产业\n二.1. 细则\n三、保障\n一、另起"
    assert read_docx(saved(document)).text.replace("\n\n", "\n") == lines


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3"), ("decimalZero", "03"), ("decimalFullWidth", "３"), ("japaneseCounting", "三"),
        ("upperRoman", "III"), ("lowerLetter", "c"), ("decimalEnclosedCircleChinese", "③"), ("bullet", ""), ("none", ""),
        ("ideographTraditional", "丙"), ("ideographZodiac", "寅"), ("decimalEnclosedParen", "⑶"), ("someNewFormat", "3"),
    ],
)  # fmt: skip
def test_each_format_of_numbers_is_written_as_word_writes_it(form, third):
    """Bullets are no characters of the text."""
    document = numbered((form, "%1", "nothing"))
    for text in "甲乙丙":
        add_numbered(document, text)
    assert read_docx(saved(document)).text.split("\n\n")[2] == third + "丙"


def test_a_number_of_more_signs_than_a_line_has_is_refused():
    """A file of a few kilobytes could print gigabytes: before each paragraph of its list."""
    assert read_docx(saved(numbered(("decimal", "%1" * 127, "space")))).text == ""
    with pytest.raises(DiscourseError, match="by 256 signs each; a number has 255 at the most"):
        read_docx(saved(numbered(("decimal", "%1" * 128, "space"))))


def test_numbers_are_counted_beyond_their_signs():
    """Chinese numbers to the thousands, Roman ones by subtraction."""
    chinese = ["一", "十", "十一", "二十一", "一百", "一百〇一", "一百一十", "一百一十一"]
    assert [write_numeral(n) for n in (1, 10, 11, 21, 100, 101, 110, 111)] == chinese
    assert [write_roman(n) for n in (4, 9, 40, 1994)] == ["iv", "ix", "xl", "mcmxciv"]


@pytest.mark.parametrize("start", ["1000000000000", "-5", "2.5", "abc", ""])
def test_a_start_that_word_does_not_count_to_is_the_first(start):
    document = numbered(("upperRoman", "%1.", "space"))
    (level,) = document.part.numbering_part.element.xpath("w:abstractNum[@w:abstractNumId='90']/w:lvl/w:start")
    level.set(qn("w:val"), start)
    add_numbered(document, "推进新型工业化。")
    assert read_docx(saved(document)).text == "I. 推进新型工业化。"


@pytest.mark.parametrize("char", ["ZZZZ", "FFFFFFFF", "", "-1", "D800"])
def test_a_symbol_that_is_no_character_is_shown_as_one_that_cannot_be_read(char):
    assert printed(f'<w:r><w:sym w:font="Symbol" w:char="{char}"/></w:r>', run("低空经济")) == "\ufffd低空经济"


@pytest.mark.parametrize(("level", "marked"), [("8", 9), ("9", None), ("99", None), ("-1", None), ("abc", None)])
def test_an_outline_level_that_word_does_not_know_makes_no_heading(level, marked):
    document = Document()
    document.add_paragraph("低空经济")._p.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{level}"/>'))
    assert [mark.level for mark in read_docx(saved(document)).marks] == ([marked] if marked else [])


def test_pictures_are_not_unpacked(monkeypatch):
    """One that unpacks to more than the memory holds is passed over, and the text read."""
    monkeypatch.setattr("discourse.texts.formats.docx.MOST_UNPACKED", 2**20)
    document = Document()
    document.add_paragraph("低空经济。")
    data = io.BytesIO(saved(document))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", b"\0" * 2**21)
    asked = []
    monkeypatch.setattr(
        "discourse.texts.formats.docx.keep_only", lambda *given: asked.append(given) or keep_only(*given)
    )
    assert read_docx(data.getvalue()).text == "低空经济。" and len(asked) == 1
    (emptied,) = [keep_only(package, package.infolist()[:1]) for package in [zipfile.ZipFile(data)]]
    assert sum(file.file_size > 0 for file in zipfile.ZipFile(io.BytesIO(emptied)).infolist()) == 1


def test_headers_footers_notes_and_contents_are_left_behind():
    """Each once, in order; they are printed, but not as the text."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体\t1", style="toc 1")
    document.add_paragraph("正文。")
    part = document.part.package.main_document_part
    notes = f"<w:footnotes {SPACES}><w:footnote w:id='1'><w:p>{run('注释文字。')}</w:p></w:footnote></w:footnotes>"
    foot = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), part.package)
    part.relate_to(foot, RELATIONSHIP_TYPE.FOOTNOTES)
    layout = read_docx(saved(document))
    assert layout.text == "正文。"
    assert layout.discarded == ("一、总体\t1", "内部资料", "第1页", "注释文字。")


def test_a_text_box_is_printed_once_before_its_paragraph():
    """Word stores it twice, for new and for old versions."""
    box = "<w:txbxContent><w:p><w:r><w:t>框内题目</w:t></w:r></w:p></w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    code = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert printed(code, run("正文。")) == "框内题目\n\n正文。"


def test_a_document_read_as_a_file_has_no_encoding(tmp_path):
    """Neither found nor to be declared; the format is found by the content, whatever the name."""
    document = Document()
    document.add_paragraph("正文。")
    path = tmp_path / "a.txt"
    path.write_bytes(saved(document))
    decoded = read_text(path)
    assert (decoded.text, decoded.format, decoded.encoding) == ("正文。", "docx", None)
    with pytest.raises(DiscourseError, match="encoding='gbk' is declared, but a docx file has none"):
        read_text(path, encoding="gbk")


def archive(**files):
    """Make a zip of files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            # Without the time of writing, which would change the name of the test.
            entry = zipfile.ZipInfo(name.replace("__", "/").replace("_xml", ".xml"))
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (archive(a_xml="x"), "zip archive without a Word document"),
        (archive(word__document_xml="<a/>"), "zip archive without a Word document"),
        (archive(xl__workbook_xml="<a/>"), "Excel workbook; read it as a table"),
        (archive(content_xml="<a/>"), "OpenDocument file; save it as .docx"),
        (archive(ppt__presentation_xml="<a/>"), "PowerPoint"),
        (archive(a_xml="x")[:-30], "cut off or damaged"),
        (b"PK\x03\x04" + b"\0" * 50, "cut off or damaged"),
        (saved(Document()), "holds no article text"),
    ],
)
def test_what_is_no_word_document_is_named(tmp_path, data, match):
    """By what it is, in one line, with the repair."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(DiscourseError, match=match) as error:
        read_text(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_a_document_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    """A few kilobytes can hold hundreds of megabytes of one character."""
    monkeypatch.setattr("discourse.texts.formats.docx.MOST_UNPACKED", 2 * 2**20)
    data = archive(word__document_xml=b"\0" * (3 * 2**20))
    assert len(data) < 2**20
    with pytest.raises(DiscourseError, match="unpacks to 3 MB.*2 MB at the most.*Divide"):
        read_docx(data)


def test_entities_of_a_document_are_not_fetched():
    """An external entity stays what it is, a name; what follows it is not lost."""
    document = Document()
    document.add_paragraph("正文。")
    data = io.BytesIO(saved(document))
    changed = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                head, rest = content.replace("正文".encode(), "正文&e;".encode()).split(b"?>", 1)
                content = head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + rest
            new.writestr(item, content)
    assert read_docx(changed.getvalue()).text == "正文&e;。"


@pytest.mark.parametrize("last", ["s3000", "s0"], ids=["chain", "circle"])
def test_styles_are_read_however_many_are_based_on_each_other(last):
    """What the last of 3,000 says holds for the first; those of a circle say what they say."""
    document = Document()
    for n in range(3000):
        code = f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        document.styles.element.append(element(code.replace("s3000", last)))
    bold = '<w:style w:type="paragraph" w:styleId="s3000"><w:name w:val="s3000"/><w:rPr><w:b/></w:rPr></w:style>'
    document.styles.element.append(element(bold))
    paragraph = document.add_paragraph("低空经济")
    paragraph._p.get_or_add_pPr().insert(0, element('<w:pStyle w:val="s0"/>'))
    layout = read_docx(saved(document))
    assert layout.text == "低空经济"
    assert [mark.name for mark in layout.marks] == (["bold"] if last == "s3000" else [])


def test_headings_of_the_deepest_levels_make_sections():
    """Word has nine levels, of which pages and Markdown know six."""
    document = Document()
    for text, level in (("谈低空", 0), ("发展低空经济", 6), ("建设算力设施", 8), ("推进光伏产业", 6)):
        document.add_paragraph(text)._p.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{level}"/>'))
        document.add_paragraph("要加快发展新兴产业，推进新型工业化，建设现代化产业体系。")
    article = read_article({"doc": "a", "file": "a.docx"}, parse_bytes(saved(document), ".docx", None))
    headings = build_corpus([article]).paragraphs.query("kind == 'heading'")
    assert headings["section"].tolist() == [1, 1, 2]
