"""Make files that are built to take much time or memory, and print what each takes and what is said of it.

    python benchmarks/heavy_inputs.py            the whole table
    python benchmarks/heavy_inputs.py pdf        the rows of one kind (they stand in KINDS)
    python benchmarks/heavy_inputs.py pdf form   of these, whose name has this word

Each is read in a process of its own: the paragraphs and doubts of a text and its lists, the articles of a table, the
terms of a lexicon in a text, the alignment and the lists of two versions. It may take two seconds of processor time and
300 MB more than the process held before, and gives a result or one line of the project; what does not is marked, and
ends the run with 1. After half a minute, or at 4 GB, it is stopped. Needs Linux.
"""

import io
import multiprocessing
import random
import resource
import struct
import sys
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pandas as pd
import xlsxwriter

import discourse as dc
from discourse.errors import DiscourseError
from discourse.texts.corpus import build_corpus, read_article
from discourse.texts.formats.read_file import parse_bytes

SECONDS, MEGABYTES, PATIENCE, MOST = 2.0, 300, 30, 4 * 2**30
N = 20_000
HAN = "低空经济人工智能光伏算力产业发展改革开放市场企业创新技术数据安全绿色"
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_text_of(data: bytes, ending: str) -> str:
    """Read a text and its lists."""
    article = read_article({"doc": "a", "file": f"raw/a{ending}"}, parse_bytes(data, ending, None))
    paragraphs = build_corpus([article]).paragraphs
    return f"{len(paragraphs)} paragraphs, {len(dc.find_lists(paragraphs))} items"


def read_rows_of(data: bytes, name: str) -> str:
    """Read the rows of a table."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        read = dc.read_table(path, errors="collect")
    return f"{len(read.articles)} articles, {len(read.problems)} problems"


def find_terms_of(lexicon: str, text: str) -> str:
    """Read a lexicon, and find its terms in a text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "terms.csv"
        path.write_text(lexicon, encoding="utf-8")
        read = dc.read_lexicon(path)
    return f"{len(dc.find_terms(frame_of({'a': [text]}), read))} mentions of {len(read.terms)} terms"


def compare_of(old: list[str], new: list[str]) -> str:
    """Align two versions, and compare their lists."""
    paragraphs = frame_of({"a": old, "b": new})
    aligned = dc.align_versions(paragraphs, old="a", new="b")
    return f"{len(aligned)} blocks, {len(dc.compare_lists(paragraphs, old='a', new='b'))} items"


def frame_of(docs: dict[str, list[str]]) -> pd.DataFrame:
    about = {"section": 0, "turn": 0, "kind": "body", "speaker": None, "point": None}
    rows = [
        about | {"doc": doc, "paragraph": at, "text": text}
        for doc, texts in docs.items()
        for at, text in enumerate(texts, 1)
    ]
    return pd.DataFrame(rows).astype({"point": "Int64"})


def sentences(n: int, seed: str, length: int = 20) -> list[str]:
    """Write sentences of signs by chance."""
    draw = random.Random(seed)
    return ["".join(draw.choices(HAN, k=length)) + "。" for _ in range(n)]


def pages() -> Iterator[tuple[str, bytes]]:
    """Write pages of HTML."""
    for n in (9_999, 20_000):
        yield f"{n:,} div inside each other", b"<div>" * n + "谈".encode()
    for tag in (
        "span",
        "b",
        "font",
        "ul><li",
        "blockquote",
        "table><tr><td",
        "dl><dd",
        "a href=x",
        "section",
        "svg><g",
    ):
        yield f"2,000 {tag} inside each other, with text", f"<{tag}>谈低空".encode() * 2000
    for tag in ("p", "br", "td", "li", "span", "img src=x", "a href=x", "b", "h2", "tr><td", "i></b", "select><option"):
        yield f"100,000 {tag}", f"<{tag}>".encode() * 100_000
    for tag in ("p", "li", "td", "h2", "span", "a href=x", "div", "tr><td", "b", "dd"):
        yield f"20,000 {tag} with text", f"<{tag}>谈低空".encode() * 20_000
    for sign in ("<!--", "<![CDATA[", "<script>", "<", "&", "&amp;", "&#x4f4e;", "</p>", "<p ", "<style>", "<pre>\n\n"):
        yield f"100,000 {sign!r}", sign.encode() * 100_000
    yield "20,000 pictures with captions", "<figure><img src=x><figcaption>图为工厂</figcaption></figure>".encode() * N
    yield "20,000 notes that are linked", "<p>谈<a href=#n>[1]</a></p>".encode() * N
    yield (
        "10,000 headings of six levels",
        "".join(f"<h{n % 6 + 1}>谈{n}</h{n % 6 + 1}><p>谈" for n in range(10_000)).encode(),
    )
    yield "10,000 headings of comments", "<h3>网友评论</h3><p>谈低空经济。</p>".encode() * 10_000
    page = b"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + "<p>谈低空经济</p>".encode() + b"\r\n"
    yield (
        "5,000 pages in one archive",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + page * 5000,
    )
    yield "a table of 1,000 columns and 50 rows", b"<table>" + (b"<tr>" + "<td>谈".encode() * 1000) * 50
    yield "a cell that spans a million columns", "<table><tr><td colspan=1000000 rowspan=1000000>谈</table>".encode()
    yield "an attribute of five million signs", b"<p class='" + b"x" * 5_000_000 + "'>谈".encode()


def pdf(code: bytes, *, more: dict[int, bytes] | None = None, page: bytes = b"", packed: int = 0) -> bytes:
    """Write a PDF of one page; `more` are objects by number, from 7, or in the place of one of the first six."""
    for _ in range(packed):
        code = zlib.compress(code, 9)
    packing = b"/Filter[" + b"/FlateDecode" * packed + b"]" if packed else b""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s/Resources<</Font<</F1 5 0 R>>"
        b"/XObject<</X7 7 0 R>>>>>>" % page,
        4: b"<</Length %d%s>>stream\n%s\nendstream" % (len(code), packing, code),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)>>>>",
    } | (more or {})
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in objects.items())
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (max(objects) + 1)


def shown(text: str, x: float, y: float, size: float = 8) -> bytes:
    """Paint a text at its place."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def form(code: bytes, forms: list[int]) -> bytes:
    """Write a form that may paint others."""
    named = b"".join(b"/X%d %d 0 R" % (n, n) for n in forms)
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d/Resources<</XObject<<%s>>/Font<</F1 5 0 R>>>>>>"
    return head % (len(code), named) + b"stream\n" + code + b"\nendstream"


def print_files() -> Iterator[tuple[str, bytes]]:
    """Write PDF files."""
    talk = shown("谈低空经济", 60, 700)
    yield "a form that paints itself", pdf(talk + b"/X7 Do", more={7: form(b"/X7 Do /X7 Do", [7])})
    yield (
        "two forms that paint each other",
        pdf(talk + b"/X7 Do", more={7: form(b"/X8 Do", [8]), 8: form(b"/X7 Do", [7])}),
    )
    fan = {n: form(talk if n == 37 else b"/X%d Do " % (n + 1) * 2, [n + 1]) for n in range(7, 38)}
    yield "a form that fans out to 2³⁰", pdf(b"/X7 Do", more=fan)
    chain = {n: form(b"/X%d Do" % (n + 1) if n < 2000 else talk, [n + 1]) for n in range(7, 2001)}
    yield "a chain of 2,000 forms", pdf(b"/X7 Do", more=chain)
    yield "a form of 1,000 letters 1,000 times", pdf(b"/X7 Do " * 1000, more={7: form(shown("谈" * 1000, 60, 700), [])})
    yield "an empty form 100,000 times", pdf(talk + b"/X7 Do " * 100_000, more={7: form(b" ", [])})
    circle = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 7 0 R>>", 7: b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R>>"}
    yield "parents in a circle", pdf(talk, more=circle)
    yield (
        "a tree of 5,000 pages inside each other",
        pdf(
            talk,
            more={2: b"<</Type/Pages/Kids[7 0 R]>>"}
            | {
                n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]>>" % (n - 1, n + 1 if n < 5000 else 3)
                for n in range(7, 5001)
            },
        ),
    )
    yield (
        "5,000 times the same page",
        pdf(talk, more={2: b"<</Type/Pages/Count 5000/Kids[" + b"3 0 R " * 5000 + b"]>>"}),
    )
    yield "8,000 lines", pdf(b"".join(shown("谈低空经济", 60 + n % 7, 800 - n / 11, 1) for n in range(8000)))
    yield "8,000 lines of one height", pdf(b"".join(shown("谈低空经济", n % 500, 800 - n / 10**6) for n in range(8000)))
    yield "9,900 letters on a line, painted one by one", pdf(b"".join(shown("谈", n * 9, 700) for n in range(9900)))
    yield "9,900 letters on a line, from the right", pdf(b"".join(shown("谈", n * 9, 700) for n in range(9900, 0, -1)))
    yield "9,900 letters at one place", pdf(b"".join(shown("谈", 60, 700) for n in range(9900)))
    yield "9,900 letters in one column", pdf(b"".join(shown("谈", 60, 9000 - n * 12) for n in range(9900)))
    yield "9,900 letters upside down", pdf(b"".join(shown("谈", 60, n * 12) for n in range(9900)))
    draw = random.Random(0)
    apart = [(draw.choice(HAN), draw.uniform(0, 595), draw.uniform(0, 842)) for n in range(9900)]
    yield "9,900 letters anywhere", pdf(b"".join(shown(*each) for each in apart))
    yield "9,900 letters anywhere, of any size", pdf(b"".join(shown(*each, draw.uniform(1, 30)) for each in apart))
    yield (
        "9,900 letters, each raised",
        pdf(b"".join(shown(HAN[n % 9], n * 5, 700 + 3 * (n % 2), 8 - 3 * (n % 2)) for n in range(9900))),
    )
    yield (
        "9,900 words in 30 columns",
        pdf(b"".join(shown("低空", 20 * (n % 30), 9000 - 9 * (n // 30)) for n in range(9900))),
    )
    yield "9,900 digits at a gap", pdf(b"".join(shown("1", n * 9, 700 + 4 * (n % 2), 4) for n in range(9900)))
    yield "49,000 letters in one go", pdf(shown("谈" * 49_000, 60, 700))
    yield "49,000 letters, a word each", pdf(b"".join(shown("谈低空经济", 60, 9000 - n) for n in range(9800)))
    yield "a stream of 1 GB", pdf(talk + b" " * 10**9, packed=1)
    yield "a stream packed five times", pdf(talk + b" " * 10**8, packed=5)
    yield "brackets inside each other", pdf(talk + b"[" * 100_000 + b"]" * 100_000)
    yield "dictionaries inside each other", pdf(talk, page=b"/X" + b"<</A" * 20_000 + b" 1" + b">>" * 20_000)
    yield "100,000 states inside each other", pdf(b"q " * 100_000 + talk)
    yield "operands without end", pdf(b"1 " * 500_000 + talk)
    yield "a picture without end", pdf(talk + b"BI /W 1 ID " + b"EI" * 200_000)
    ranges = b"100 beginbfrange " + b"<0000> <FFFF> <0000> " * 100 + b"endbfrange"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
    yield (
        "100 times all signs of a font",
        pdf(talk, more={5: font, 7: b"<</Length %d>>stream\n%s\nendstream" % (len(ranges), ranges)}),
    )
    wide = b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/W[0 100000000 500]>>"
    yield "a font of 100 million widths", pdf(talk, more={6: wide})
    table = struct.pack(">4sHHHH4sIII", b"\0\1\0\0", 1, 16, 0, 0, b"cmap", 0, 28, 40)
    table += struct.pack(">HHHHIHHIIIIII", 0, 1, 3, 10, 12, 12, 0, 28, 0, 1, 0, 2**32 - 1, 1)
    unnamed = wide.replace(b"/W[0 100000000 500]", b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>%s")
    unnamed %= b"/FontDescriptor<</FontFile2 7 0 R>>"
    font_file = b"<</Length %d%s>>stream\n%s\nendstream"
    yield "a font file of 4 billion signs", pdf(talk, more={6: unnamed, 7: font_file % (len(table), b"", table)})
    packed = zlib.compress(b" " * 10**9, 9)
    flate = b"/Filter/FlateDecode"
    yield "a font file of 1 GB", pdf(talk, more={6: unnamed, 7: font_file % (len(packed), flate, packed)})
    yield "names of signs of 1 GB", pdf(talk, more={5: font, 7: font_file % (len(packed), flate, packed)})
    yield "20,000 objects", pdf(talk, more={n: b"<</A %d>>" % n for n in range(7, 20_000)})
    yield "20,000 tables of objects", pdf(talk) + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9>>\n" * 20_000
    yield "a million signs of nothing", b"%PDF-1.4\n" + b"obj endobj stream " * 60_000


def word_file(body: str, **parts: str | bytes) -> bytes:
    """Write a Word file with this body, and other parts."""
    content, made = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("", style="List Number")
    document.save(content)
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name == "word/document.xml":
                archive.writestr(name, f"<w:document {WORDS}><w:body>{body}</w:body></w:document>")
            elif name.rpartition("/")[2].removesuffix(".xml") not in parts:
                archive.writestr(name, source.read(name))
        for name, part in parts.items():
            archive.writestr(f"word/{name}{'' if '.' in name else '.xml'}", part)
    return made.getvalue()


def office_files() -> Iterator[tuple[str, bytes]]:
    """Write Word files."""
    talk, end = "<w:p><w:r><w:t>谈低空经济</w:t></w:r></w:p>", "</w:r></w:p>"
    level = (
        '<w:numbering {0}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{1}"/>'
        '<w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>谈</w:t></w:r></w:p>'
    )
    for kind in ("upperRoman", "lowerLetter", "chineseCounting", "decimal", "ideographEnclosedCircle"):
        yield f"numbers from 10¹² in {kind}", word_file(listed * 99, numbering=level.format(WORDS, 10**12, kind, "%1."))
    yield (
        "a number of a million signs",
        word_file(listed * 9, numbering=level.format(WORDS, 1, "decimal", "%1" * 500_000)),
    )
    yield "20,000 numbered paragraphs", word_file(listed * N, numbering=level.format(WORDS, 1, "upperRoman", "%1."))
    for tag in ("w:ins", "w:hyperlink", "w:sdt><w:sdtContent", "w:smartTag"):
        close = "".join(f"</{each}>" for each in reversed(tag.split("><")))
        yield (
            f"2,000 {tag} inside each other",
            word_file("<w:p>" + f"<{tag}>" * 2000 + "<w:r><w:t>谈</w:t></w:r>" + close * 2000 + "</w:p>"),
        )
    cells = "<w:tbl><w:tr><w:tc>"
    yield "100 tables inside each other", word_file(cells * 100 + talk + "</w:tc></w:tr></w:tbl>" * 100)
    yield "2,000 tables inside each other", word_file(cells * 2000 + talk + "</w:tc></w:tr></w:tbl>" * 2000)
    yield "20,000 tables", word_file((cells + talk + "</w:tc></w:tr></w:tbl>") * 20_000)
    yield (
        "a cell that spans a billion",
        word_file(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>' + talk + "</w:tc></w:tr></w:tbl>"
        ),
    )
    yield "100,000 runs", word_file("<w:p>" + "<w:r><w:t>谈</w:t></w:r>" * 100_000 + "</w:p>")
    yield (
        "100,000 bold runs",
        word_file(
            "<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>谈</w:t></w:r><w:r><w:t>低</w:t></w:r>" * 50_000 + "</w:p>"
        ),
    )
    yield "100,000 breaks", word_file("<w:p><w:r>" + "<w:br/>" * 100_000 + "<w:t>谈</w:t>" + end)
    yield "100,000 tabs", word_file("<w:p><w:r>" + "<w:tab/>" * 100_000 + "<w:t>谈</w:t>" + end)
    yield "20,000 paragraphs", word_file(talk * N)
    yield "100,000 empty paragraphs", word_file(talk + "<w:p/>" * 100_000)
    yield (
        "20,000 paragraphs deleted into one",
        word_file(talk + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>谈</w:t></w:r></w:p>" * N),
    )
    styles = (
        f"<w:styles {WORDS}>"
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/>'
            f'<w:basedOn w:val="s{n + 1}"/></w:style>'
            for n in range(5000)
        )
        + "</w:styles>"
    )
    styled = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>谈</w:t></w:r></w:p>' for n in range(5000))
    yield "a chain of 5,000 styles", word_file(styled, styles=styles)
    yield "a circle of 5,000 styles", word_file(styled, styles=styles.replace("s5000", "s0"))
    notes = (
        f"<w:footnotes {WORDS}>"
        + "".join(f'<w:footnote w:id="{n}">{talk}</w:footnote>' for n in range(N))
        + "</w:footnotes>"
    )
    yield "20,000 notes at the foot", word_file(talk, footnotes=notes)
    for name, part in {
        "sym": '<w:sym w:char="xyz" w:font="x"/>',
        "outline": '<w:outlineLvl w:val="9999999999999"/>',
    }.items():
        yield (
            f"a crooked {name}",
            word_file(f"<w:p><w:pPr>{part if name == 'outline' else ''}</w:pPr><w:r>{part}<w:t>谈</w:t>{end}"),
        )
    for name in ("numbering", "styles", "footnotes"):
        yield f"crooked {name}", word_file(talk + listed, **{name: "<x"})
    yield (
        "entities of entities",
        word_file(
            talk,
            styles=(
                "<!DOCTYPE x [<!ENTITY a0 'x'>"
                + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
                + f"]><w:styles {WORDS}>&a11;</w:styles>"
            ),
        ),
    )
    linked = '<w:hyperlink r:id="r1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    yield "20,000 links", word_file("<w:p>" + (linked + "<w:r><w:t>谈</w:t></w:r></w:hyperlink>") * N + "</w:p>")
    levels = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{n % 9}"/></w:pPr><w:r><w:t>谈{n}</w:t></w:r></w:p>' for n in range(N)
    )
    yield "20,000 headings of nine levels", word_file(levels)
    yield "20,000 members of the archive", word_file(talk, **{f"media/{n}.png": b"x" for n in range(N)})
    yield "a body of 95 MB", word_file(talk + " " * 95_000_000)
    yield "a body of 190 MB", word_file(talk + " " * 190_000_000)
    yield "a body of 1 GB", word_file(talk + " " * 10**9)
    yield "a picture of 1.5 GB", word_file(talk, **{"media/x.png": bytes(1_500_000_000)})


def marked_texts() -> Iterator[tuple[str, bytes]]:
    """Write Markdown, most of it of one sign."""
    signs = "~~ ![ <!-- [ ]( * ` **a | # \\ &amp; http:// [a]( [^1] *a** <b> $ ![a](b) [a][b] == ^ {#"
    blanks = ["a b ", "_ ", "> ", "<a ", "- ", "  \n"]
    lines = ["- ", "> ", "|a|", "# ", "```\n", "~~~\n", "1. ", "---\n", "    a", "a\n=\n", ": "]
    for sign in [*signs.split(), *blanks, *(f"\n{line}" for line in lines)]:
        yield f"{N:,} {sign!r}", ("谈。" + sign * N).encode()
    yield (
        f"{N:,} links, each defined",
        "".join(f"[谈{n}][{n}]。\n\n[{n}]: http://x.cn/{n}\n\n" for n in range(N)).encode(),
    )
    yield f"{N:,} notes, each told", "".join(f"谈[^{n}]。\n\n[^{n}]: 低\n\n" for n in range(10_000)).encode()
    for depth in (" ", ">", "- "):
        yield f"2,000 lines, each deeper by {depth!r}", "\n".join(depth * n + "- 谈" for n in range(2000)).encode()


def texts() -> Iterator[tuple[str, bytes]]:
    """Write texts: one line of one sign or mark, and many lines of one kind."""
    signs = "、 “ ” 等领域 1、 谈、 （ ） 《 一是 ； ， 和 以及 A、 谈， ① （1） 首先 其次 1. 2024年 10% …… ——"
    more = [
        "：",
        "问：",
        "、等",
        "“谈”、",
        "万亿元",
        "第一",
        "既",
        "也",
        "以",
        "为",
        "A ",
        " ",
        "\u3000",
        "\t",
        "\u202e",
        "😀",
        "\u0301",
        "a",
        "0",
    ]
    for sign in [*signs.split(), *more]:
        yield f"{N:,} {sign!r}", ("谈" + sign * N + "。").encode()
    kinds = "谈低空经济 问：谈？ 答：谈。 一、谈 （一）谈 1.谈 王某：谈。 2024年10月8日 图为谈。 （责任编辑：谈）"
    for line in [*kinds.split(), "低", "谈、低空、", "一是谈", "——谈", "A\tB"]:
        yield f"10,000 lines of {line!r}", "\n\n".join([line] * 10_000).encode()
        yield f"10,000 lines like {line!r}", "\n".join(f"{line}{n}" for n in range(10_000)).encode()
    yield (
        "10,000 turns of 10,000 people",
        "\n\n".join(f"王{HAN[n % 33]}{HAN[n // 33 % 33]}：谈{n}。" for n in range(10_000)).encode(),
    )
    yield "50,000 short lines", "\n".join(f"低{n}" for n in range(50_000)).encode()
    yield "a line of 2 MB", ("低空经济，" * 130_000).encode()
    yield "a line of 2 MB of sentences", ("发展低空经济。" * 95_000).encode()
    yield "a million blanks inside a line", ("谈" + " " * 10**6 + "低").encode()
    yield "100,000 lines without words", ("谈" + "\n" * 100_000 + "低").encode()
    yield (
        "10,000 words of one list",
        ("打造" + "、".join(HAN[n % 30] + HAN[n // 30 % 30] + str(n) for n in range(10_000)) + "等。").encode(),
    )
    yield "5,000 points of one line", "".join(f"{n}是谈低空；" for n in range(5000)).encode()
    yield "10,000 brackets inside each other", ("（" * 10_000 + "谈" + "）" * 10_000).encode()
    yield "10,000 quotations inside each other", ("“" * 10_000 + "谈" + "”" * 10_000).encode()


def lexicons() -> Iterator[tuple[str, tuple[str, str]]]:
    """Write lexicons, and a text for each."""
    head = "term,forms,broader\n"
    yield (
        "a chain of 3,000 families",
        (head + "".join(f"t{n}x,,t{n + 1}x\n" for n in range(3000)) + "t3000x,,\n", "t1x"),
    )
    yield "3,000 terms of one family", (head + "家族,,\n" + "".join(f"t{n}x,,家族\n" for n in range(3000)), "家族")
    yield "a circle of 3,000 families", (head + "".join(f"t{n}x,,t{(n + 1) % 3000}x\n" for n in range(3000)), "t1x")
    yield "20,000 terms", (head + "".join(f"低{n}空,,\n" for n in range(N)), "低7空" * 1000)
    yield "20,000 forms of one term", (head + "低空," + "|".join(f"低{n}空" for n in range(N)) + ",\n", "低7空" * 1000)
    yield "forms that begin each other", (head + "".join(f"{'低' * n},,\n" for n in range(1, 200)), "低" * N)
    yield "forms that end each other", (head + "".join(f"{'低' * n}空,,\n" for n in range(1, 199)), "低" * N)
    yield (
        "all pairs of thirty signs",
        (head + "".join(f"{a}{b},,\n" for a in dict.fromkeys(HAN) for b in dict.fromkeys(HAN)), HAN * 1000),
    )
    yield "forms of Latin letters", (head + "".join(f"{'A' * n},,\n" for n in range(1, 150)), "A" * N)
    yield "one sign as a term", (head + "低,,\n", "低" * N)
    yield "20,000 categories", ("term,category\n" + "".join(f"低{n}空,类{n}\n" for n in range(N)), "低7空")
    yield "20,000 lines of one quotation", (head + '"' + "低空\n" * N, "低空")
    yield "a pattern", (head + "(低+)+空,,\n", "低" * N)


def workbook(write: Callable, *, constant_memory: bool = True) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": constant_memory})
    write(book)
    book.close()
    return content.getvalue()


def tables() -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Write tables of articles, and their names."""

    def cells(*places: tuple[int, int, str], names: int = 1) -> Callable:
        def write(book: xlsxwriter.Workbook) -> None:
            for name in range(names):
                sheet = book.add_worksheet(f"s{name}")
                for row, column, text in ((0, 0, "doc"), (0, 1, "text"), (1, 0, "a"), (1, 1, "谈。"), *places):
                    sheet.write_string(row, column, text)

        return write

    yield "a workbook with a cell at XFD1048576", (workbook(cells((1_048_575, 16_383, "x"))), "a.xlsx")
    yield "a workbook with a cell at A1048576", (workbook(cells((1_048_575, 0, "x"))), "a.xlsx")
    yield "a workbook with a cell at XFD2", (workbook(cells((1, 16_383, "x"))), "a.xlsx")
    yield "a workbook of 500 sheets", (workbook(cells(names=500)), "a.xlsx")
    yield (
        "a workbook of 10,000 cells of 2,000 signs",
        (workbook(cells(*((n, 2, "谈" * 2000) for n in range(2, 10_000)))), "a.xlsx"),
    )

    def merged(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["doc", "text"])
        for row in range(1, 5000):
            sheet.merge_range(row, 1, row, 9, "谈低空经济。")

    yield "a workbook of 5,000 merged cells", (workbook(merged, constant_memory=False), "a.xlsx")
    long = [(n, 2, f"{n}" + "谈" * 5000) for n in range(2, 6000)]
    yield "a workbook of 90 MB of shared texts", (workbook(cells(*long), constant_memory=False), "a.xlsx")
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(cells()))) as source,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, source.read(name) + (b" " * 10**9 if "sheet1" in name else b""))
    yield "a workbook of 1 GB", (bomb.getvalue(), "a.xlsx")
    yield (
        "a CSV of 100,000 columns",
        ((",".join(["doc", "text", *(f"c{n}" for n in range(100_000))]) + "\na,谈。\n").encode(), "a.csv"),
    )
    yield "a CSV of a line of 5 MB", (b"doc,text\na," + "谈".encode() * 1_600_000 + b"\n", "a.csv")
    yield "a CSV whose quotation does not end", (b'doc,text\na,"' + "谈。\n".encode() * 100_000, "a.csv")
    yield "a CSV of 100,000 quotes", (b"doc,text\na," + b'"' * 100_001 + b"\n", "a.csv")
    yield "a CSV of 200,000 empty lines", (b"doc,text\na," + "谈。".encode() + b"\n" * 200_000, "a.csv")
    yield "a CSV of one doc 2,000 times", (b"doc,text\n" + "a,谈。\n".encode() * 2000, "a.csv")
    yield "JSON of 100,000 levels", (b'{"doc": "a", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "a.jsonl")
    yield "JSON of a number of 100,000 digits", (b'{"doc": "a", "text": ' + b"1" * 100_000 + b"}\n", "a.jsonl")
    yield (
        "JSON of 20,000 keys",
        (
            b'{"doc": "a", "text": "' + "谈。".encode() + b'"' + b"".join(b', "k%d": 1' % n for n in range(N)) + b"}\n",
            "a.jsonl",
        ),
    )
    yield (
        "JSON of other keys in 2,000 rows",
        (b"".join(b'{"doc": "d%d", "k%d": 1, "text": ""}\n' % (n, n) for n in range(2000)), "a.jsonl"),
    )
    yield "JSON on a line of 5 MB", (b'{"doc": "a", "text": "' + b"\\u4f4e" * 900_000 + b'"}\n', "a.jsonl")


def versions() -> Iterator[tuple[str, tuple[list[str], list[str]]]]:
    """Write two versions."""
    some = sentences(2000, "x")
    yield "2,000 sentences and 2,000 others", (some, sentences(2000, "y"))
    yield "2,000 in one paragraph and 2,000 others", (["".join(some)], ["".join(sentences(2000, "y"))])
    yield "2,000 in another order", (some, random.Random(0).sample(some, 2000))
    yield "2,000 and the same from behind", (some, some[::-1])
    yield "one sentence 2,000 times, and once more", (["谈低空经济。"] * 2000, ["谈低空经济。"] * 2001)
    yield (
        "two sentences by turns, and from behind",
        (["谈低空经济。", "谈光伏产业。"] * 1000, ["谈光伏产业。", "谈低空经济。"] * 1000),
    )
    yield "2,000, and each with a sign more", (some, [f"又{each}" for each in some])
    yield (
        "2,000, and each with half of it new",
        (some, [each[:10] + new[10:] for each, new in zip(some, sentences(2000, "y"), strict=True)]),
    )
    yield (
        "2,000, and pairs of them joined",
        (some, [a[:-1] + "，" + b for a, b in zip(some[::2], some[1::2], strict=True)]),
    )
    yield "2,000 and one", (some, ["谈低空经济。"])
    yield "1,000 sentences of 200 signs and 1,000 others", (sentences(1000, "x", 200), sentences(1000, "y", 200))
    yield "a sentence of 20,000 signs and another", (sentences(1, "x", N), sentences(1, "y", N))
    yield (
        "20 sentences of 5,000 signs, half of each new",
        (
            [*map("".join, zip(sentences(20, "x", 2500), sentences(20, "z", 2500), strict=True))],
            [*map("".join, zip(sentences(20, "x", 2500), sentences(20, "y", 2500), strict=True))],
        ),
    )
    yield (
        "a list of 2,000 and of 2,000 others",
        (
            [f"打造{'、'.join(each[:4] for each in some)}等产业。"],
            [f"打造{'、'.join(each[:4] for each in sentences(2000, 'y'))}等产业。"],
        ),
    )
    yield (
        "500 lists of four and 500 others",
        tuple(
            [f"打造{'、'.join(each[n : n + 4] for n in (0, 4, 8, 12))}等产业。" for each in sentences(500, seed)]
            for seed in "xy"
        ),
    )
    yield "500 lists that are alike", tuple(["打造低空、光伏、算力、数据等产业。"] * n for n in (500, 501))
    yield "4,000 sentences and 4,000 others", (sentences(4000, "x"), sentences(4000, "y"))


# What makes the inputs of a kind, and what reads one.
KINDS: dict[str, tuple[Callable, Callable]] = {
    "html": (pages, partial(read_text_of, ending=".html")),
    "pdf": (print_files, partial(read_text_of, ending=".pdf")),
    "docx": (office_files, partial(read_text_of, ending=".docx")),
    "markdown": (marked_texts, partial(read_text_of, ending=".md")),
    "text": (texts, partial(read_text_of, ending=".txt")),
    "lexicon": (lexicons, lambda given: find_terms_of(*given)),
    "table": (tables, lambda given: read_rows_of(*given)),
    "versions": (versions, lambda given: compare_of(*given)),
}

# A usual input of each kind: patterns are compiled where they are first needed.
TALK = (
    "谈低空经济", "2024年10月8日 来源：某报", "记者：什么是低空经济？", "王某：一是发展经济；二是改善民生。",
    "一、总体要求", "打造低空、光伏、算力等产业。", "图为工厂。张三摄",
)  # fmt: skip
FIRST = {
    "html": "".join(f"<p>{line}</p>" for line in TALK).encode(),
    "pdf": pdf(b"".join(shown(line, 60, 700 - 20 * at) for at, line in enumerate(TALK))),
    "docx": word_file("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TALK)),
    "markdown": "\n\n".join(TALK).encode(),
    "text": "\n\n".join(TALK).encode(),
    "lexicon": ("term\n低空\n", "低空"),
    "table": ("doc,text\na,谈。\n".encode(), "a.csv"),
    "versions": (["谈低空。"], ["谈光伏。"]),
}


def held(name: str) -> float:
    """Return what the process holds (VmRSS), or held at the most (VmHWM), in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def measure(read: Callable, given: object, answer) -> None:
    """Read an input; send what is said, the seconds of processor time and the MB above the start."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    before, begun = held("VmRSS"), time.process_time()
    try:
        said = f"a result: {read(given)}"
    except DiscourseError as error:
        said = str(error) if "by a fault of discourse" not in str(error) else f"FAULT {error}"
    except Exception as error:
        said = f"RAISED {type(error).__name__}: {error}"
    answer.send((said, time.process_time() - begun, held("VmHWM") - before))


def main(kind: str = "", word: str = "") -> int:
    """Print the table."""
    bad = n = 0
    start = multiprocessing.get_context("fork")
    for name, (make, read) in KINDS.items():
        if kind not in name:
            continue
        # What is loaded when it is first met is no part of an input.
        read(FIRST[name])
        for what, given in make():
            if word not in what:
                continue
            mine, theirs = start.Pipe(duplex=False)
            child = start.Process(target=measure, args=(read, given, theirs))
            child.start()
            theirs.close()
            try:
                said, seconds, megabytes = mine.recv()
            except EOFError:
                said, seconds, megabytes = "STOPPED", float(PATIENCE), float("nan")
            child.join()
            over = seconds > SECONDS or not megabytes <= MEGABYTES or said.startswith(("FAULT", "RAISED", "STOPPED"))
            n, bad = n + 1, bad + over
            shown_name = what if len(what) < 48 else f"{what[:47]}…"
            print(
                f"{'!' if over else ' '} {name:<9}{shown_name:<49}{seconds:5.1f} s {megabytes:5.0f} MB  {said[:90]!s}",
                flush=True,
            )
    print(f"{n} inputs, {bad} that take more than {SECONDS:g} seconds or {MEGABYTES} MB, or fail")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
