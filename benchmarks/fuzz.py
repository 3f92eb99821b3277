"""Give random and mutated inputs to reading, structure, lists and alignment, and hold what must hold of any.

    python benchmarks/fuzz.py [--seed 0] [--minutes 10] [--inputs 0] [--only html]

Every format gets its share of the time. Of a text: every character is kept (the edits, applied to the file, give the
paragraphs), words join back to their paragraph, offsets are true, sentences sum to the counts, lists lie inside their
paragraph, rows in any order give the same. Of two versions: every character of both stands in one block, and the
mirror image is the mirror of the result. Of everything: no error but the project's own, and ten seconds a megabyte, one
second at the least, and 300 MB above what the process held. Prints the counts and the memory held after any batch; each
failure as the seed that gives it again (`--input html:17`). With `--inputs 10000` each format gets so many inputs,
whatever the time.
"""

import argparse
import io
import random
import re
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import docx
import numpy as np
import pandas as pd
import psutil

import discourse as dc
from discourse.errors import DiscourseError
from discourse.texts.corpus import Article, build_corpus, read_article
from discourse.texts.formats.read_file import parse_bytes

SECONDS_A_MEGABYTE, LEAST_SECONDS, BATCH = 10, 1, 50
# No input may take so much more memory than the process held before.
MEGABYTES = 300
# Lines, and pieces of lines, of which texts are made.
LINES = [
    "谈低空经济", "——访某院院长", "2024年10月08日 来源：某报", "记者：什么是低空经济？", "（责任编辑：李四）", "3.14%",
    "王某：一是发展经济；二是改善民生。", "问：怎么办？", "答：要加快发展、推进改革、扩大开放等。", "一、总体要求",
    "（一）指导思想", "1. 基本原则", "图为工厂一角。张三摄", "据新华社电 会议强调，要统筹发展和安全。", "分享到：", "",
    "首页 > 要闻 > 正文", "“十四五”规划提出……", "A\tB\tC", "  ", "　　空格", "二〇二四年", "6G、AI、",
    "Artificial intelligence (AI) and 5G networks, e.g. in the U.S.",
]  # fmt: skip
PIECES = [
    *"，。；：！？、“”‘’（）《》【】…—·\u3000\u200b\ufeff\u202e\r\n\t\x00\x1b\x7f\xad🏭Å①㎡Ⅻ〇",
    "<b>", "</b>", "<!--", "-->", "&nbsp;", "&#x1F600;", "**", "~~", "![", "](x)", "```", "# ", "- ", "|", "\r\n\r\n",
    "一是", "二是", "等领域", "低空经济", "人工智能", "AI", "问：",
]  # fmt: skip
LEXICON = dc.Lexicon(["低空经济", "人工智能", "AI", "发展", "5G", "经济"])
TABLE = 'doc,date,text\na,2024-10-08,低空经济发展。\nb,2023年,"人工智能，\n等。"\n'
MANIFEST = (
    '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\ntitle = "谈"\ndate = "2024-10-08"\nlabel = {zh = "甲"}\n'
    '[[article.correction]]\nfind = "光伏"\nreplace = "x"\nreason = "y"\n'
    '[[article.declare]]\nline = 3\nkind = "body"\nreason = "z"\n'
)
TERMS = (
    "term,forms,english,category,broader,note\n低空经济,低空|低空产业,low-altitude economy,产业,,\n"
    "无人机,,drone,产业,低空经济,\n"
)


def make_text(draw: random.Random) -> str:
    """Make a text of a few lines, some of them broken, doubled or mixed with signs of every kind."""
    lines = draw.choices(LINES, k=draw.randint(1, 12))
    for _ in range(draw.randint(0, 8)):
        at = draw.randrange(len(lines))
        cut = draw.randint(0, len(lines[at]))
        lines[at] = lines[at][:cut] + draw.choice(PIECES) * draw.choice([1, 1, 1, 2, 30]) + lines[at][cut:]
    return draw.choice(["\n", "\n\n", "\r\n"]).join(lines)


def mutate(draw: random.Random, data: bytes) -> bytes:
    """Change some bytes: others, doubled, left out, moved."""
    made = bytearray(data)
    for _ in range(draw.choice([0, 0, 0, 0, 0, 0, 1, 2, 8, 40])):
        at, length = draw.randrange(len(made) + 1), draw.choice([1, 1, 2, 16])
        way = draw.randrange(4)
        part = bytes(made[at : at + length])
        made[at : at + length] = [part * 2, b"", draw.randbytes(length), part[::-1]][way]
    return bytes(made)


def make_page(draw: random.Random) -> bytes:
    tags = [
        "div",
        "p",
        "span",
        "table",
        "tr",
        "td",
        "a href=x",
        "h1",
        "br",
        "b",
        "ul",
        "li",
        "script",
        "img",
        "pre",
        "ruby",
        "rt",
    ]
    parts = []
    for line in make_text(draw).split("\n"):
        tag = draw.choice(tags)
        parts.append(
            f"<{tag} class='{draw.choice(['nav', 'title', 'x', 'content'])}'>{line}"
            + f"</{tag.split()[0]}>" * draw.choice([0, 1, 1, 2])
        )
    return mutate(
        draw, f"<html><title>谈</title><body>{''.join(parts)}".encode(draw.choice(["utf-8", "gb18030"]), "replace")
    )


STYLES = ["Normal", "Heading1", "ListBullet", "ListNumber", "Title"]


@cache
def parts_of(kind: str) -> dict[str, bytes]:
    """Return the parts of a Word file or a workbook of one row, by their names.

    Of some 160 styles of an empty Word file it has those that paragraphs are set in: others would only take time.
    """
    content = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph("", style="List Number")
        for style in [*document.styles]:
            if style.style_id not in STYLES:
                style.delete()
        document.save(content)
    else:
        pd.DataFrame({"doc": ["a"]}).to_excel(content, index=False)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_archive(draw: random.Random, parts: dict[str, bytes], target: str | None) -> bytes:
    """Pack parts, one of them with changed bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, mutate(draw, part) if name == target else part)
    return made.getvalue()


def make_word_file(draw: random.Random) -> bytes:
    space, paragraphs = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", []
    for line in make_text(draw).split("\n"):
        style = draw.choice(STYLES)
        text = escape(re.sub(r"[\x00-\x08\x0b-\x1f\ufffe]", "", line))
        paragraphs.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>')
    body = f'<w:document xmlns:w="{space}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    target = draw.choice(["word/document.xml", "word/styles.xml", "word/numbering.xml", None])
    made = make_archive(draw, parts_of("docx") | {"word/document.xml": body.encode()}, target)
    return made if draw.random() < 0.9 else mutate(draw, made)


# The words of a PDF, and others that are put in their places.
PDF_WORD = re.compile(rb"\d+ 0 R|<<|>>|\[|\]|/[\w-]+|-?\d+(?:\.\d+)?|<[0-9A-Fa-f]+>|\([^()]*\)|[A-Za-z*'\"]+")
PDF_WORDS = (
    b"null [] <<>> -1 0 -0.0000001 1.5 1000000000000 (x) <4f4e> true 2@0@R 4@0@R 7@0@R 99@0@R [1@/a@null] <</A@1>> "
    b"[[[]]] /Identity-H /Type0 /Type3 /TrueType /FlateDecode"
)
PDF_WORDS_PUT = [*PDF_WORDS.replace(b"@", b" ").split(b" "), b"", b"1" * 200, b"1" * 400]


def change_words(draw: random.Random, data: bytes) -> bytes:
    """Put others in the place of a few words of a PDF."""
    for _ in range(draw.choice([0, 1, 1, 2, 4])):
        word, put = draw.choice([*PDF_WORD.finditer(data)]), draw.choice(PDF_WORDS_PUT)
        data = data[: word.start()] + put + data[word.end() :]
    return data


def make_pdf(draw: random.Random) -> bytes:
    shown = [
        f"BT /F1 {draw.choice([8, 12, 0, -3, 1e9])} Tf {draw.choice([1, -1, 0])} {draw.choice([0, 0, 1])} 0 1 "
        f"{draw.uniform(-50, 700):.1f} {draw.uniform(-50, 900):.1f} Tm <{line.encode('utf-16-be').hex()}> Tj ET"
        for line in make_text(draw).split("\n")
    ]
    code = mutate(draw, " ".join([*shown, "/X1 Do"]).encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
        b"<</Font<</F1 5 0 R>>/XObject<</X1 7 0 R>>>>>>"),
        b"<</Length %d>>stream\n%s\nendstream" % (len(code), code),
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        (b"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)>>"
        b"/DW 1000/W[1[500 600]7 9 500]/W2[1[500 600 700]7 9 500 1 2]/FontDescriptor<</Flags 4/Ascent 900>>>>"),
        (b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 0 9]/Length 40>>stream\n"
        b"BT /F1 9 Tf 5 Tc 90 Tz [<4f4e> -200 (ab)] TJ ET\nendstream"),
    ]  # fmt: skip
    body = b"%PDF-1.4\n" + b"\n".join(b"%d 0 obj\n%s\nendobj" % (at, each) for at, each in enumerate(objects, 1))
    changed = draw.choice([mutate, change_words, lambda _, same: same])(draw, body)
    return changed + b"\ntrailer<</Root 1 0 R/Size 8>>\n%%EOF"


def encoded(draw: random.Random) -> bytes:
    """Make the bytes of a text in one encoding or another."""
    return mutate(draw, make_text(draw).encode(draw.choice(["utf-8", "utf-8", "gb18030", "utf-16", "big5"]), "replace"))


def read_one(data: bytes, ending: str, doc: str = "a") -> tuple[Article, str]:
    """Read a text; return the article, and the file as text."""
    decoded = parse_bytes(data, ending, None)
    return read_article({"doc": doc, "file": "raw/a"}, decoded), decoded.text


def hold_of_articles(read: list[tuple[Article, str]]) -> None:
    """Hold of articles that no character is lost, words join back, offsets are true, sentences sum, lists lie inside.

    Their characters are kept if the edits, applied to the file, give the paragraphs.
    """
    articles, files = [article for article, _ in read], {article.about["doc"]: text for article, text in read}
    corpus = build_corpus(articles)
    paragraphs = corpus.paragraphs
    changes = corpus.edits[corpus.edits["before"] != corpus.edits["after"]].sort_values(["raw_start", "raw_end"])
    edits, printed = dict(iter(changes.groupby("doc"))), paragraphs.groupby("doc")["text"].agg("".join)
    for doc, text in files.items():
        parts, at = [], 0
        for edit in edits[doc].itertuples() if doc in edits else ():
            parts += [text[at : edit.raw_start], edit.after]
            at = edit.raw_end
        assert "".join([*parts, text[at:]]) == printed.get(doc, ""), "a character was lost"
    texts = paragraphs.set_index(["doc", "paragraph"])["text"]
    tokens = dc.segment(paragraphs, lexicon=LEXICON)
    words = tokens.groupby(["doc", "paragraph"])["word"].agg("".join)
    assert words.reindex(texts.index, fill_value="").equals(texts.astype(words.dtype)), "words do not join back"
    for token in tokens.itertuples():
        text = texts[token.doc, token.paragraph]
        assert text[token.start : token.end] == token.word, "an offset of a word is not true"
    for found in dc.find_terms(paragraphs, LEXICON).itertuples():
        text = texts[found.doc, found.paragraph]
        assert text[found.start : found.end] == found.form, "an offset of a term is not true"
    for item in dc.find_lists(paragraphs).itertuples():
        assert 0 <= item.start <= item.end <= len(texts[item.doc, item.paragraph]), "a list is outside its text"
    counted = tokens[(tokens["type"] != "punctuation") & (tokens["kind"] != "imprint")]
    counts = dc.count(tokens, by="doc")
    by_sentence = dc.count(tokens, by=["doc", "paragraph", "sentence"])["n"].sum()
    assert counts["n"].sum() == by_sentence == len(counted), "sentences do not sum to the counts"
    shuffled = dc.segment(paragraphs.sample(frac=1, random_state=0), lexicon=LEXICON)
    pd.testing.assert_frame_equal(dc.count(shuffled, by="doc"), counts)


def hold_of_text(data: bytes, ending: str) -> None:
    """Hold of one text what must hold of any."""
    hold_of_articles([read_one(data, ending)])


def hold_of_versions(draw: random.Random) -> None:
    """Align two versions, some of whose sentences are changed."""
    old = [line for line in make_text(draw).split("\n") if line.strip()] or ["。"]
    new = [line if draw.random() < 0.5 else make_text(draw).split("\n")[0] for line in old]
    draw.shuffle(new) if draw.random() < 0.3 else None
    rows = [
        {
            "doc": doc,
            "section": 0,
            "turn": 0,
            "paragraph": at,
            "kind": "body",
            "speaker": None,
            "point": None,
            "text": text,
        }
        for doc, lines in (("a", old), ("b", new))
        for at, text in enumerate(lines, 1)
    ]
    paragraphs = pd.DataFrame(rows)
    aligned, mirror = (dc.align_versions(paragraphs, old=x, new=y) for x, y in (("a", "b"), ("b", "a")))
    for side, lines in (("old", old), ("new", new)):
        ordered = aligned[aligned[f"text_{side}"].notna()].sort_values(f"first_sentence_{side}")
        assert sorted("".join(ordered[f"text_{side}"].fillna(""))) == sorted("".join(lines)), f"{side} is not covered"
    pairs = [
        sorted(zip(frame[f"text_{x}"].fillna(""), frame[f"text_{y}"].fillna(""), strict=True))
        for frame, x, y in ((aligned, "old", "new"), (mirror, "new", "old"))
    ]
    assert pairs[0] == pairs[1], "the mirror image is another"
    dc.compare_lists(paragraphs, old="a", new="b")


def in_folder(read: Callable[[Path], object], name: str) -> Callable[[bytes], object]:
    """Return what writes bytes into a file of that name, and reads it."""

    def hold(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            (Path(folder) / "raw").mkdir()
            (Path(folder) / "raw" / "a.txt").write_text("谈\n\n问：光伏？\n\n答：是。\n", encoding="utf-8")
            (Path(folder) / name).write_bytes(data)
            read(Path(folder) / name)

    return hold


def hold_of_rows(path: Path) -> None:
    """Read the rows of a table; none may fail by a fault of the code."""
    hold_of_problems(dc.read_table(path, errors="collect").problems)


def hold_of_manifest(path: Path) -> None:
    """Read the articles of a manifest; none may fail by a fault of the code."""
    hold_of_problems(dc.read_corpus(path, errors="collect").problems)


def hold_of_problems(problems: pd.DataFrame) -> None:
    """Hold that what could not be read is told, and no fault of the code."""
    faults = [note for note in problems["note"] if "by a fault of discourse" in note]
    assert not faults, faults[0]


def make_workbook(draw: random.Random) -> bytes:
    texts = [["doc", "date", "text"]]
    for _ in range(4):
        row = [draw.choice(["低空经济", "", "5", "1e300", "=1+1", "2024-10-08"]) for _ in "abc"]
        texts.append([*row[:2], row[2] if draw.random() < 0.1 else draw.choice(LINES[:9])])
    cells = {"": "", "5": "<v>5</v>", "1e300": "<v>1e300</v>", "=1+1": "<f>1+1</f><v>2</v>"}
    rows = "".join(
        "<row>"
        + "".join(
            f"<c>{cells[text]}</c>" if text in cells else f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for text in row
        )
        + "</row>"
        for row in texts
    )
    space, sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "xl/worksheets/sheet1.xml"
    made = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return make_archive(draw, parts_of("xlsx") | {sheet: made.encode()}, draw.choice([sheet, sheet, sheet, None]))


def rows_of_json(draw: random.Random) -> bytes:
    rows = [f'{{"doc": "{at}", "text": "{draw.choice(LINES[:9])}"}}' for at in range(4)]
    return mutate(draw, "\n".join(rows).encode())


def simple(text: str) -> Callable[[random.Random], bytes]:
    """Return what mutates a text, and puts pieces into it."""

    def make(draw: random.Random) -> bytes:
        made = text
        for _ in range(draw.randint(0, 5)):
            at = draw.randint(0, len(made))
            made = made[:at] + draw.choice(PIECES) + made[at:]
        return mutate(draw, made.encode(draw.choice(["utf-8", "utf-8", "gb18030"]), "replace"))

    return make


# What makes the texts of an ending.
TEXTS = {".txt": encoded, ".md": encoded, ".html": make_page, ".docx": make_word_file, ".pdf": make_pdf}
# What makes an input, and what holds it to what must hold; of texts, what does so before they are held together.
FORMATS: dict[str, tuple[Callable, Callable]] = {
    **{
        ending[1:]: (make, lambda data, doc="a", ending=ending: read_one(data, ending, doc))
        for ending, make in TEXTS.items()
    },
    "csv": (simple(TABLE), in_folder(hold_of_rows, "a.csv")),
    "xlsx": (make_workbook, in_folder(hold_of_rows, "a.xlsx")),
    "jsonl": (rows_of_json, in_folder(hold_of_rows, "a.jsonl")),
    "manifest": (simple(MANIFEST), in_folder(hold_of_manifest, "corpus.toml")),
    "lexicon": (simple(TERMS), in_folder(dc.read_lexicon, "terms.csv")),
    "word list": (simple("的\n了\n和\n以及\n# 注\n"), in_folder(dc.read_stopwords, "stopwords.txt")),
    "versions": (lambda draw: draw, hold_of_versions),
}


def attempt(hold: Callable, given: object) -> tuple[str, object]:
    """Hold an input: what became of it (a result, refused, or the failure), and the result."""
    try:
        return "a result", hold(given)
    except DiscourseError as error:
        return "refused" if "by a fault of discourse" not in str(error) else f"FAULT {str(error)[:200]}", None
    except AssertionError as error:
        return f"BROKEN {str(error)[:120]}", None
    except Exception as error:
        place = [each for each in traceback.extract_tb(error.__traceback__) if "/discourse/" in each.filename][-1:]
        at = f" ({Path(place[0].filename).name}:{place[0].lineno})" if place else ""
        return f"RAISED {type(error).__name__}: {str(error)[:120]}{at}", None


def try_batch(kind: str, numbers: range, seed: int) -> Iterator[tuple[int, str]]:
    """Try some inputs: the number of each, and what became of it."""
    make, hold_one = FORMATS[kind]
    articles: dict[int, tuple[Article, str]] = {}
    for number in numbers:
        given = make(random.Random(f"{seed} {kind} {number}"))
        most = max(LEAST_SECONDS, SECONDS_A_MEGABYTE * (len(given) if isinstance(given, bytes) else 0) / 2**20)
        for _ in range(2):
            # What is loaded, or compiled, when it is first met is not counted.
            held, begun = forget_peak(), time.process_time()
            became, result = attempt(partial(hold_one, doc=str(number)) if f".{kind}" in TEXTS else hold_one, given)
            seconds, heavy = time.process_time() - begun, peak() - held
            if seconds <= most and heavy <= MEGABYTES:
                break
        else:
            over = f"SLOW {seconds:.1f} s, where {most:.1f} are allowed"
            became = over if seconds > most else f"HEAVY {heavy:.0f} MB, where {MEGABYTES} are allowed"
        if f".{kind}" in TEXTS and became == "a result":
            articles[number] = result  # type: ignore[assignment]
        else:
            yield number, became
    whole, _ = attempt(hold_of_articles, [*articles.values()]) if articles else ("a result", None)
    for number, article in articles.items():
        yield number, whole if whole == "a result" else attempt(hold_of_articles, [article])[0]


def memory() -> float:
    """Return the memory that the process holds, in MB; it is asked for after each batch."""
    return psutil.Process().memory_info().rss / 2**20


def forget_peak() -> float:
    """Forget the most memory that the process held (Linux counts it, and may begin anew); return what it holds."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return memory()


def peak() -> float:
    """Return the most memory that the process held since, in MB; what it holds where the system does not count it."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
        return int(found[1]) / 1024 if found else memory()
    return memory()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--inputs", type=int, default=0)
    parser.add_argument("--only", choices=[*FORMATS])
    parser.add_argument("--input")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    if asked.input:
        kind, number = asked.input.split(":")
        hold, given = FORMATS[kind][1], FORMATS[kind][0](random.Random(f"{asked.seed} {kind} {number}"))
        print(given)
        hold(given)
        return 0
    # What was counted before it is stopped is printed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kinds = [asked.only] if asked.only else [*FORMATS]
    share, failed = 60 * asked.minutes / len(kinds), 0
    for kind in kinds:
        until, failures, counts = time.monotonic() + share, dict[str, str](), dict[str, int]()
        most = memory()
        number, stopped = 0, False
        try:
            while number < asked.inputs if asked.inputs else time.monotonic() < until:
                for at, became in try_batch(kind, range(number, number + BATCH), asked.seed):
                    word = became.split()[0] if became[0].isupper() else became
                    counts[word] = counts.get(word, 0) + 1
                    if word.isupper():
                        failures.setdefault(re.sub(r"\d+", "#", became), f"--input '{kind}:{at}': {became}")
                number, most = number + BATCH, max(most, memory())
        except KeyboardInterrupt:
            stopped = True
        failed += len(failures)
        print(
            f"{kind}: {sum(counts.values()):,} inputs: "
            + ", ".join([*(f"{n:,} {what}" for what, n in counts.items()), f"{most:,.0f} MB at the most"]),
            flush=True,
        )
        for said in failures.values():
            print(f"  {said}", flush=True)
        if stopped:
            break
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
