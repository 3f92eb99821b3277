"""Give discourse bad inputs, and print for each what the user sees, the exit code, and what stayed untouched.

    python benchmarks/bad_inputs.py            the whole table
    python benchmarks/bad_inputs.py manifest   the rows of one kind

An input may give a result or an error of the project in one line; a traceback, another error, or a file that was
changed though the command refused is marked, and ends the run with 1. No row needs a network, a kernel or a browser.
"""

import io
import json
import shutil
import subprocess
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from typer.testing import CliRunner

import discourse as dc
from discourse.cli import app
from discourse.errors import DiscourseError

matplotlib.use("agg")
MANIFEST = '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
TALK = "谈低空经济\n\n问：是什么？\n\n答：低空经济是新增长引擎。光伏也是。\n"
SHOWN = 110


def make_study(folder: Path) -> Path:
    """Write a study of one article."""
    files = {"corpus.toml": MANIFEST, "raw/a.txt": TALK, "lexicons/terms.csv": "term\n低空经济\n"}
    for name, text in files.items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run_command(arguments: list[str], study: Path) -> tuple[str, int, str]:
    """Run a command in the study; return what it said in a line, its exit code and what became of the files."""
    before = contents(study)
    with chdir(study):
        done = CliRunner().invoke(app, arguments)
    said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    after = contents(study)
    touched = "all untouched" if after == before else f"{len(after) - len(before)} files came, {changed(before, after)}"
    if done.exception and not isinstance(done.exception, SystemExit):
        return f"TRACEBACK {done.exception!r}", 1, touched
    if done.exit_code == 3:
        said[-1] = f"FAULT {said[-1]}"
    # Of several files those that can be added are.
    if done.exit_code == 2 and after != before and "not added:" not in said[-1]:
        touched = f"TOUCHED {touched}"
    return (said[-1] if said else "(nothing)"), done.exit_code, touched


def changed(before: dict, after: dict) -> str:
    """Name the files that a command changed."""
    names = [path.name for path in before if before[path] != after.get(path)]
    return f"changed: {', '.join(names)}" if names else "none changed"


def run_call(call: Callable) -> tuple[str, int, str]:
    """Call the library; return its error in a line, or what came out."""
    try:
        result = call()
    except DiscourseError as error:
        lines = str(error).splitlines()
        return ("MORE LINES " if len(lines) > 1 else "") + f"{type(error).__name__}: {lines[0]}", 2, ""
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"TRACEBACK {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})", 1, ""
    finally:
        plt.close("all")
    shown = f"{len(result)} rows" if isinstance(result, pd.DataFrame) else type(result).__name__
    return f"a result: {shown}", 0, ""


# What is written in place of data/corpus.toml, before `discourse check`.
MANIFESTS = {
    "nothing": "",
    "no articles": "title = 'x'\n",
    "not TOML": "[[article\n",
    "a key twice": MANIFEST + 'doc = "b"\n',
    "an article that is a table": '[article]\ndoc = "a"\nfile = "raw/a.txt"\n',
    "an article that is a text": 'article = "a"\n',
    "articles that are numbers": "article = [1, 2]\n",
    "articles inline": 'article = [{doc = "a", file = "raw/a.txt"}]\n',
    "no doc": '[[article]]\nfile = "raw/a.txt"\n',
    "no file": '[[article]]\ndoc = "a"\n',
    "an empty doc": MANIFEST.replace('"a"', '""'),
    "a doc of blanks": MANIFEST.replace('"a"', '"  "'),
    "a doc that is a number": MANIFEST.replace('"a"', "1"),
    "a doc of 10,000 signs": MANIFEST.replace('"a"', f'"{"a" * 10_000}"'),
    "a doc with a control": MANIFEST.replace('"a"', r'"a\u001b[31m"'),
    "a doc with markup": MANIFEST.replace('"a"', '"<script>alert(1)</script>"'),
    "a doc with an emoji": MANIFEST.replace('"a"', '"😀"'),
    "a doc with quotes": MANIFEST.replace('"a"', "'a\"b'"),
    "a doc twice": MANIFEST * 2,
    "a file that is not there": MANIFEST.replace("a.txt", "b.txt"),
    "a file outside": MANIFEST.replace("raw/a.txt", "../../etc/passwd"),
    "a file from the root": MANIFEST.replace("raw/a.txt", "/etc/passwd"),
    "a file that is a folder": MANIFEST.replace("raw/a.txt", "raw"),
    "a file with a NUL": MANIFEST.replace("a.txt", r"a\u0000.txt"),
    "a file of 5,000 signs": MANIFEST.replace("a.txt", "a" * 5000),
    "a file that is a list": MANIFEST.replace('"raw/a.txt"', '["raw/a.txt"]'),
    "a misspelt key": MANIFEST + 'titel = "x"\n',
    "a misspelt table": MANIFEST + '[[article.corection]]\nfind = "x"\n',
    "a date that is none": MANIFEST + 'date = "2024-02-30"\n',
    "a date that is a number": MANIFEST + "date = 20241008\n",
    "a date without a day": MANIFEST + 'date = "soon"\n',
    "a page that is a list": MANIFEST + "page = [1]\n",
    "a label that is a number": MANIFEST + "label = 1\n",
    "a label of another language": MANIFEST + 'label.fr = "x"\n',
    "an encoding that is none": MANIFEST + 'encoding = "klingon"\n',
    "an encoding of bytes": MANIFEST + 'encoding = "hex"\n',
    "an encoding that turns letters": MANIFEST + 'encoding = "rot13"\n',
    "an encoding that does not fit": MANIFEST + 'encoding = "ascii"\n',
    "an encoding with a NUL": MANIFEST + 'encoding = "utf\\u0000"\n',
    "another sum": MANIFEST + f'sha256 = "{"0" * 64}"\n',
    "a sum that is none": MANIFEST + 'sha256 = "x"\n',
    "a start that is not there": MANIFEST + 'starts_at = "xyz"\n',
    "an end before the start": MANIFEST + 'starts_at = "答："\nends_before = "问："\n',
    "an empty start": MANIFEST + 'starts_at = ""\n',
    "a correction of nothing": MANIFEST + '[[article.correction]]\nfind = ""\nreplace = "x"\nreason = "y"\n',
    "a correction of what is not there": MANIFEST
    + '[[article.correction]]\nfind = "xyz"\nreplace = "x"\nreason = "y"\n',
    "a correction of what is there twice": MANIFEST
    + '[[article.correction]]\nfind = "是"\nreplace = "x"\nreason = "y"\n',
    "a correction without a reason": MANIFEST + '[[article.correction]]\nfind = "光伏"\nreplace = "x"\n',
    "a declaration of line 99": MANIFEST + '[[article.declare]]\nline = 99\nkind = "body"\nreason = "x"\n',
    "a declaration of line −1": MANIFEST + '[[article.declare]]\nline = -1\nkind = "body"\nreason = "x"\n',
    "a declaration of no kind": MANIFEST + '[[article.declare]]\nline = 1\nkind = "bdy"\nreason = "x"\n',
    "a declaration that is a text": MANIFEST + 'declare = "title"\n',
    "overrulings that are not there": 'overrulings = "x.csv"\n' + MANIFEST,
    "overrulings outside": 'overrulings = "../../x.csv"\n' + MANIFEST,
    "overrulings that are a number": "overrulings = 5\n" + MANIFEST,
    "UTF-16": MANIFEST.encode("utf-16"),
    "GBK": '[[article]]\ndoc = "甲"\nfile = "raw/a.txt"\n'.encode("gbk"),
    "bytes": bytes(range(256)),
    "nested lists without end": "x = " + "[" * 20_000 + "\n",
    "20,000 levels of a name": "[" + ".".join("a" * 20_000) + "]\n",
}
# What is written in place of data/lexicons/terms.csv, before `discourse check`.
LEXICONS = {
    "nothing": "",
    "a head alone": "term\n",
    "no head": "低空经济\n",
    "no column of terms": "forms\n低空\n",
    "an unknown column": "term,fourms\n低空经济,低空\n",
    "a column twice": "term,forms,forms\na,b,c\n",
    "too many cells": "term,forms\n低空经济,低空,x,y\n",
    "too few cells": "term,forms,english\n低空经济\n",
    "an empty term": "term,forms\n,低空\n",
    "a term of blanks": "term\n \n",
    "a term twice": "term\n低空经济\n低空经济\n",
    "a form of two terms": "term,forms\n低空经济,低空\n低空产业,低空\n",
    "a form of one bar": "term,forms\n低空经济,|\n",
    "a broader term that is none": "term,broader\n低空经济,航空\n",
    "a term broader than itself": "term,broader\n低空经济,低空经济\n",
    "two terms broader than each other": "term,broader\n低空经济,光伏\n光伏,低空经济\n",
    "a chain of 3,000": "term,broader\n" + "".join(f"t{n}x,t{n + 1}x\n" for n in range(3000)) + "t3000x,\n",
    "a quote without end": 'term\n"低空经济\n',
    "a formula": "term\n=1+1\n",
    "a pattern": "term\n(a+)+$\n",
    "markup": "term\n<b>低空</b>\n",
    "a control": "term\n低空\x1b[31m\n",
    "a NUL": "term\n低空\0经济\n",
    "an emoji": "term\n低空😀\n",
    "a term of 100,000 signs": "term\n" + "低" * 100_000 + "\n",
    "UTF-16": "term\n低空经济\n".encode("utf-16"),
    "GBK": "term,category\n低空经济,产业\n".encode("gb18030"),
    "bytes": bytes(range(256)),
    "half-width of a term": "term\nAI\nＡＩ\n",
    "a workbook by its signature": b"PK\x03\x04 and no more",
}


def zipped(**files: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


# Files given to `discourse add`: name, content.
TEXTS: dict[str, tuple[str, str | bytes]] = {
    "an empty file": ("b.txt", ""),
    "blanks": ("b.txt", " \n\t\n　"),
    "one NUL": ("b.txt", "\0"),
    "bytes": ("b.txt", bytes(range(256)) * 4),
    "half a character": ("b.txt", TALK.encode()[:-2]),
    "one character": ("b.txt", "好"),
    "controls": ("b.txt", TALK + "\x1b]0;x\x07\x08"),
    "marks of direction": ("b.txt", TALK + "\u202e经济\u2066"),
    "a million blanks": ("b.txt", TALK + " " * 1_000_000 + "完"),
    "a million stops": ("b.txt", "。" * 1_000_000),
    "a line of a million": ("b.txt", "低" * 1_000_000),
    "six million characters": ("b.txt", "低" * 6_000_000),
    "JSON": ("b.txt", json.dumps([{"text": "x"}] * 9)),
    "a dump of a database": ("b.txt", "INSERT INTO t VALUES (1, 'x');\n" * 9),
    "a table": ("b.csv", "doc,text\na,b\n"),
    "a workbook": ("b.xlsx", b"PK\x03\x04"),
    "an old workbook": ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "an old Word file": ("b.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "an image": ("b.png", b"\x89PNG\r\n\x1a\n"),
    "an image called text": ("b.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "RTF": ("b.rtf", "{\\rtf1 x}"),
    "an archive": ("b.zip", zipped(a_txt=TALK)),
    "a page without text": ("b.html", "<html><body><script>x()</script></body></html>"),
    "a page of nothing": ("b.html", "<html>"),
    "a page of 1,001 attributes": ("b.html", "<p " + " ".join(f"a{n}" for n in range(1001)) + ">低空"),
    "a page of 20,000 levels": ("b.html", "<div>" * 20_000 + "低空"),
    "a page with another charset": ("b.html", "<meta charset=utf-16><p>低空经济</p>"),
    "an entity of entities": ("b.html", '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><p>&c;</p>'),
    "Markdown of fences": ("b.md", "```\n" * 5000),
    "Markdown of brackets": ("b.md", "![" * 50_000),
    "front matter without end": ("b.md", "---\ntitle: x\n" + "y\n" * 100),
    "a Word file of nothing": ("b.docx", b"PK\x03\x04"),
    "a Word file without a body": ("b.docx", zipped(word__document_xml="<x/>")),
    "a Word file that is another archive": ("b.docx", zipped(a_txt="x")),
    "a Word file cut off": ("b.docx", zipped(word__document_xml="<x/>")[:-9]),
    "an external entity": (
        "b.docx", zipped(word__document_xml='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')),
    "a PDF of nothing": ("b.pdf", b"%PDF-1.4\n"),
    "a PDF cut off": ("b.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog"),
    "a PDF whose pages are a circle": (
        "b.pdf", "%PDF-1.4 1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Kids[2 0 R]>> endobj trailer <</Root 1 0 R>>"),
    "another part of a PDF": ("b.pdf", "no PDF at all"),
    "an archive without a page": ("b.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x"),
    "a name with blanks and quotes": ("b '\"c.txt", TALK + "又一。"),
    "a name with an emoji": ("😀.txt", TALK + "又二。"),
    "a name of 80 Chinese signs": ("低" * 80 + ".txt", TALK + "又三。"),
    "a hidden name": (".b.txt", TALK + "又四。"),
    "a name without a stem": ("-.txt", TALK + "又五。"),
    "the same text": ("b.txt", TALK),
}  # fmt: skip
# Commands as they are typed.
COMMANDS = {
    "no such command": ["chekc"],
    "no such option": ["check", "--al"],
    "add without a file": ["add"],
    "add of a file that is not there": ["add", "none.txt"],
    "add of a folder": ["add", "data"],
    "add of an address": ["add", "https://example.org/a.html"],
    "add of two files": ["add", "a.txt", "b.txt"],
    "add with a doc that is taken": ["add", "data/raw/a.txt", "--doc", "a"],
    "add with an empty doc": ["add", "new.txt", "--doc", ""],
    "add with a date that is none": ["add", "new.txt", "--date", "31.2.2024"],
    "add with a basis that is none": ["add", "new.txt", "--date-basis", "x\x1b"],
    "add with a start that is not there": ["add", "new.txt", "--starts-at", "xyz", "--yes"],
    "add with an encoding that is none": ["add", "new.txt", "--encoding", "klingon", "--yes"],
    "check of no article": ["check", "b"],
    "check of a folder that is none": ["check", "--folder", "none"],
    "check of a folder that is no study": ["check", "--folder", "data"],
    "review without a terminal": ["check", "--review"],
    "reproduce without notebooks": ["reproduce"],
    "reproduce with a time of −1": ["reproduce", "--timeout", "-1"],
    "reproduce with a time that is none": ["reproduce", "--timeout", "soon"],
    "verify without a record": ["verify"],
    "verify against a file": ["verify", "new.txt"],
    "new in a folder in use": ["new", "data"],
    "new among the texts": ["new", "data/raw/mine"],
    "new below a file": ["new", "new.txt/mine"],
    "new with a name of 300 signs": ["new", "a" * 300],
    "new with a name in braces": ["new", "{version} {name}"],
    "new with a name of other bytes": ["new", "a\udcff"],
    "terms of −1": ["terms", "--top", "-1"],
    "terms to a text": ["terms", "--output", "x.txt"],
    "terms to the lexicon in use": ["terms", "--output", "data/lexicons/terms.csv"],
    "terms below a file": ["terms", "--output", "new.txt/x.csv"],
    "pack without results": ["pack"],
    "pack to a text": ["pack", "--output", "x.txt"],
    "pack of a folder that is no study": ["pack", "--folder", "data"],
    "cite of something": ["cite", "x"],
    "add of a pattern that nothing matches": ["add", "*.pdf"],
    "add of a folder without texts": ["add", "data/lexicons"],
    "add of a link in a circle": ["add", "circle"],
    "add of several with one doc": ["add", "new.txt", "data", "--doc", "x"],
    "add with a source of other bytes": ["add", "new.txt", "--source", "a\udcff", "--yes"],
    "count of nothing": ["count", "none/*.parquet"],
    "count of a text": ["count", "new.txt", "--jobs", "1"],
    "count by a column that is not there": ["count", "table.csv", "--by", "yaer", "--jobs", "1"],
    "count of broken columns": ["count", "broken.csv", "--jobs", "1"],
    "count within no window": ["count", "table.csv", "--within", "sentense", "--jobs", "1"],
    "count within −5 words": ["count", "table.csv", "--within", "-5", "--jobs", "1"],
    "count with 0 jobs": ["count", "table.csv", "--jobs", "0"],
    "count to a folder": ["count", "table.csv", "--output", "data", "--jobs", "1"],
    "count to an unknown form": ["count", "table.csv", "--output", "x.doc", "--jobs", "1"],
    "count of articles in a window": ["count", "table.csv", "--docs", "--within", "sentence", "--jobs", "1"],
    "count of articles by nothing that is there": ["count", "table.csv", "--docs", "--by", "x", "--jobs", "1"],
    "count of articles of a folder": ["count", "data", "--docs", "--jobs", "1"],
    "add of a folder in itself": ["add", ".", "--yes"],
    "add of a folder and of a file in it": ["add", "data/raw", "data/raw/a.txt"],
    "cite in a form that is none": ["cite", "--format", "x"],
    "pack to the results": ["pack", "--output", "results/x.zip"],
    "terms of a text": ["terms", "--top", "x"],
    "count by a lexicon that is not there": ["count", "table.csv", "--lexicon", "none.csv"],
}


# What is done to the study, and the command that then meets it; {} is the study.
FOLDERS: dict[str, tuple[str, list[str]]] = {
    "data that is a file": ("rm -r data; echo x > data", ["check"]),
    "raw that is a file": ("rm -r data/raw; echo x > data/raw", ["check"]),
    "raw that is a file, before add": ("rm -r data/raw; echo x > data/raw", ["add", "b.txt", "--yes"]),
    "raw that is a link to nowhere": ("rm -r data/raw; ln -s nowhere data/raw", ["add", "b.txt", "--yes"]),
    "raw that is a link outside": ("rm -r data/raw; ln -s /tmp data/raw", ["add", "b.txt", "--yes"]),
    "a manifest that is a link to itself": ("ln -sf corpus.toml data/corpus.toml", ["check"]),
    "a manifest that is a link, before add": ("ln -sf corpus.toml data/corpus.toml", ["add", "b.txt", "--yes"]),
    "a manifest that is a folder": ("rm data/corpus.toml; mkdir data/corpus.toml", ["check"]),
    "a manifest that is a pipe": ("rm data/corpus.toml; mkfifo data/corpus.toml", ["check"]),
    "a manifest that is a device": ("ln -sf /dev/null data/corpus.toml", ["check"]),
    "lexicons that are a file": ("rm -r data/lexicons; echo x > data/lexicons", ["check"]),
    "lexicons that are a file, before terms": ("rm -r data/lexicons; echo x > data/lexicons", ["terms"]),
    "lexicons that are a link to themselves": ("rm -r data/lexicons; ln -s lexicons data/lexicons", ["check"]),
    "a lexicon that is a folder": ("mkdir data/lexicons/x.csv", ["check"]),
    "a lexicon that is a pipe": ("mkfifo data/lexicons/x.csv", ["check"]),
    "a stop list of bytes": ("printf '\\377\\376\\000\\330' > data/lexicons/stopwords.txt", ["check"]),
    "a text that is a pipe": ("rm data/raw/a.txt; mkfifo data/raw/a.txt", ["check"]),
    "a text that is a device": ("ln -sf /dev/zero data/raw/a.txt", ["check"]),
    "add of a pipe": ("mkfifo p.txt", ["add", "p.txt", "--yes"]),
    "add of a device": ("ln -s /dev/zero p.txt", ["add", "p.txt", "--yes"]),
    "add of a link to the text in use": ("ln -s data/raw/a.txt p.txt", ["add", "p.txt", "--yes"]),
    "notebooks that are a file": ("rm -rf notebooks; echo x > notebooks", ["reproduce"]),
    "a notebook of nothing": ("mkdir notebooks; : > notebooks/a.ipynb", ["reproduce"]),
    "a notebook that is a list": ("mkdir notebooks; echo [] > notebooks/a.ipynb", ["reproduce"]),
    "a notebook that is a folder": ("mkdir -p notebooks/a.ipynb", ["reproduce"]),
    "a notebook that is a link to itself": ("mkdir notebooks; ln -s a.ipynb notebooks/a.ipynb", ["reproduce"]),
    "a notebook of another time": ("mkdir notebooks; echo '{\"nbformat\": 99}' > notebooks/a.ipynb", ["reproduce"]),
    "a notebook whose cells are none": (
        (
            "mkdir notebooks; "
            'echo \'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}\' > notebooks/a.ipynb'
        ),
        ["reproduce"],
    ),
    "results that are a file": ("echo x > results", ["pack"]),
    "results that are a link to themselves": ("ln -s results results", ["pack"]),
    "a record of bytes": ("mkdir results; printf '\\377' > results/provenance.json", ["pack"]),
    "a record that is a list": ("mkdir results; echo [] > results/provenance.json", ["pack"]),
    "a record that says nothing": ("mkdir results; echo {} > results/provenance.json", ["pack"]),
    "a record of numbers": ('mkdir results; echo \'{"outputs": 5, "inputs": 5}\' > results/provenance.json', ["pack"]),
    "a record that leads outside": (
        'mkdir results; echo \'{"outputs": {"../../../etc/passwd": "x"}, "inputs": {}}\' > results/provenance.json',
        ["pack"],
    ),
    "a record of bytes, before verify": ("mkdir old; printf '\\377' > old/provenance.json", ["verify", "old"]),
    "a record that is a list, before verify": ("mkdir old; echo [] > old/provenance.json", ["verify", "old"]),
    "a record that says nothing, before verify": ("mkdir old; echo {} > old/provenance.json", ["verify", "old"]),
    "a record without its file": ("mkdir old", ["verify", "old"]),
    "a lock that is a folder": ("mkdir requirements.lock", ["check"]),
    "an output below a file": ("echo x > x", ["terms", "--output", "x/y.csv"]),
    "an output that is a folder": ("mkdir x.csv", ["terms", "--output", "x.csv"]),
    "an output that is a device": ("true", ["terms", "--output", "/dev/full"]),
    "an output nobody may write": ("true", ["terms", "--output", "/proc/x.csv"]),
    "a package nobody may write": ("true", ["pack", "--output", "/proc/x.zip"]),
    "counts nobody may write": ("true", ["count", "data/raw", "--jobs", "1", "--output", "/proc/x.csv"]),
    "a cache that is a file": ("echo x > cache", ["count", "data/raw", "--jobs", "1", "--cache", "cache"]),
    "a cache nobody may write": ("true", ["count", "data/raw", "--jobs", "1", "--cache", "/proc/x"]),
    "a study nobody may write": ("true", ["new", "/proc/mine"]),
    "a study in a link to itself": ("ln -s mine mine", ["new", "mine"]),
    "a study of blanks": ("true", ["new", "  "]),
    "a study of nothing": ("true", ["new", ""]),
    "a study with an emoji": ("true", ["new", "😀 '\"$x"]),
    "a study with a NUL": ("true", ["new", "a\0b"]),
    "a study with a control": ("true", ["new", "a\x1b[31m"]),
    "a folder with a NUL": ("true", ["check", "--folder", "a\0b"]),
    "add with a control in its title": ("true", ["add", "b.txt", "--title", "\x1b[31m", "--yes"]),
    "add with quotes in its doc": ("true", ["add", "b.txt", "--doc", "a\"'\\\n", "--yes"]),
    "add with a slash in its doc": ("true", ["add", "b.txt", "--doc", "../../a", "--yes"]),
    "add with an emoji in its label": ("true", ["add", "b.txt", "--label-zh", "😀\u202e", "--yes"]),
    "a study of 2,000 folders deep": ("mkdir -p $(printf 'd/%.0s' $(seq 900)); cd d; true", ["check", "--folder", "d"]),
    "rights that nobody has": ("chmod 0 data/raw/a.txt data/lexicons/terms.csv", ["check"]),
    "a folder that is read only": ("chmod 555 data data/raw .", ["add", "b.txt", "--yes"]),
    "a lexicon that is another's lock": ("echo x > 'data/lexicons/~$terms.xlsx'", ["check"]),
    "a lexicon of a workbook cut off": ("printf 'PK\\003\\004' > data/lexicons/x.xlsx", ["check"]),
    "a text twice in one folder": ("cp data/raw/a.txt data/raw/c.txt", ["add", "data/raw", "--yes"]),
}


def crooked(frame: pd.DataFrame) -> dict[str, object]:
    """Return a frame crooked in every way that a notebook makes one."""
    first = frame.columns[0]
    numeric = [column for column in frame if pd.api.types.is_numeric_dtype(frame[column])]
    other = [column for column in frame.columns[1:] if column not in numeric]
    return {
        "no rows": frame.iloc[:0],
        "no columns": frame[[]],
        "nothing": pd.DataFrame(),
        f"without {first}": frame.drop(columns=first),
        f"{first} twice": frame[[first, *frame.columns]],
        "columns in upper case": frame.rename(columns=str.upper),
        "numbers for columns": frame.set_axis(range(frame.shape[1]), axis=1),
        "columns of two levels": frame.set_axis(pd.MultiIndex.from_product([["x"], frame.columns]), axis=1),
        "the index of another": frame.set_index(frame.index[::-1] * 7),
        "one index for all": frame.set_axis([0] * len(frame)),
        f"{first} as index": frame.set_index(first),
        "categories": frame.astype({first: "category"}),
        "objects": frame.astype(object),
        "rows twice": pd.concat([frame, frame]),
        f"{first} missing": frame.assign(**{first: None}),
        "NaN": frame.assign(**dict.fromkeys(numeric, np.nan)),
        "infinity": frame.assign(**dict.fromkeys(numeric, np.inf)),
        "negative numbers": frame.assign(**dict.fromkeys(numeric, -5)),
        "texts for numbers": frame.assign(**dict.fromkeys(numeric, "x")),
        "a list": list(frame),
        "None": None,
        "a dict": frame.to_dict("list"),
        "an array": frame.to_numpy(),
        "a column": frame[first],
        "without the last column": frame.iloc[:, :-1],
        "all missing": frame.assign(**dict.fromkeys(frame, None)),
        "other texts": frame.assign(**dict.fromkeys(other, "x")),
        "other texts missing": frame.assign(**dict.fromkeys(other, None)),
        "markup": frame.assign(**dict.fromkeys([first, *other], "<b>$x$\x1b[31m</b>")),
        "lists in cells": frame.assign(**{first: [[1]] * len(frame)}),
        "rows of levels": frame.set_axis(pd.MultiIndex.from_product([["x"], range(len(frame))])),
        "numbers of any size": frame.astype(dict.fromkeys(numeric, object)).assign(**dict.fromkeys(numeric, 10**30)),
    }


def used(name: str, frame: pd.DataFrame, use: Callable) -> dict[str, Callable]:
    """Return the same call on a frame that is crooked in every way."""
    return {f"{name}: {how}": lambda given=given: use(given) for how, given in crooked(frame).items()}


def frames(out: Path) -> dict[str, Callable]:
    """Return calls of the library with frames, parameters and names that are none; what they save goes to `out`."""
    text = {"doc": ["a", "a", "b"], "section": 1, "turn": 0, "paragraph": [1, 2, 1], "kind": "body", "speaker": None}
    texts = ["低空经济和光伏。", "光伏用算力。", "算力和低空经济要发展。"]
    paragraphs = pd.DataFrame(text | {"point": None, "text": texts}).astype({"point": "Int64"})
    lexicon = dc.Lexicon(pd.DataFrame({"term": ["低空经济", "光伏", "算力"], "forms": "", "category": "产业"}))
    tokens, mentions = dc.segment(paragraphs, lexicon=lexicon), dc.find_terms(paragraphs, lexicon)
    counts = dc.count(mentions, base=tokens, by="doc")
    change = dc.compare(counts, old="a", new="b")
    aligned = dc.align_versions(paragraphs, old="a", new="b")
    calls: dict[str, Callable] = {}

    def variants(name: str, frame: pd.DataFrame, use: Callable) -> None:
        calls.update(used(name, frame, use))

    variants("segment", paragraphs, lambda frame: dc.segment(frame, lexicon=lexicon))
    variants("find_terms", paragraphs, lambda frame: dc.find_terms(frame, lexicon))
    variants("align_versions", paragraphs, lambda frame: dc.align_versions(frame, old="a", new="b"))
    variants("count", tokens, lambda frame: dc.count(frame, by="doc"))
    variants("count_pairs", mentions, lambda frame: dc.count_pairs(frame, base=tokens, within="sentence", by="doc"))
    variants("compare", counts, lambda frame: dc.compare(frame, old="a", new="b"))
    variants("add_paired_test", aligned, lambda frame: dc.add_paired_test(change, mentions, frame))
    variants("evidence", change, lambda frame: dc.evidence(frame, mentions, paragraphs))
    variants("report", change, dc.report)
    variants("plot_emphasis", change, dc.plot_emphasis)
    variants("plot_frequency", counts, dc.plot_frequency)
    years = pd.DataFrame({"doc": list("abcd"), "date": ["2021", "2022", "2023", "2024"], "year": range(2021, 2025)})
    many = pd.concat(
        [paragraphs.drop_duplicates("doc").head(1).assign(doc=doc, text=texts[2] * 3) for doc in years["doc"]]
    )
    many, found = many.reset_index(drop=True), dc.find_terms(many, lexicon)
    rates = dc.count(found, base=dc.segment(many, lexicon=lexicon), by="doc")
    passages = dc.find_reuse(many, articles=years)
    shares = dc.count_reuse(passages, many, articles=years, by="year")
    variants("show_table", rates, dc.show_table)
    variants("show_table lines", dc.evidence(change, mentions, paragraphs), lambda frame: dc.show_table(change, frame))
    variants("term_candidates", many, dc.term_candidates)
    variants("formulas", many, lambda frame: dc.formulas(frame, terms=lexicon, articles=years))
    variants("formula_candidates", many, dc.formula_candidates)
    variants("find_reuse", many, lambda frame: dc.find_reuse(frame, articles=years))
    variants("count_reuse", passages, lambda frame: dc.count_reuse(frame, many, articles=years))
    variants("count_reuse years", years, lambda frame: dc.count_reuse(passages, many, articles=frame, by="year"))
    variants("trace", many, lambda frame: dc.trace(frame, source="a"))
    variants("trend", rates, lambda frame: dc.trend(frame, articles=years, draws=19))
    variants("trend years", years, lambda frame: dc.trend(rates, articles=frame, draws=19))
    variants("vocabulary_change", rates, lambda frame: dc.vocabulary_change(frame, articles=years, draws=19))
    variants("plot_reuse", passages, lambda frame: dc.plot_reuse(frame, many, doc="b"))
    variants("plot_reuse_matrix", shares, dc.plot_reuse_matrix)
    variants("plot_trend", rates, lambda frame: dc.plot_trend(frame, years))
    variants("read_table", pd.DataFrame({"doc": ["a"], "text": ["低空。"]}), dc.read_table)
    numbered = [f"{text}到2025年，产业规模达到{n}00亿元。" for n, text in enumerate(texts, 1)]
    told = paragraphs.assign(text=numbered)
    quantities, actions = dc.find_quantities(told), dc.find_actions(told, lexicon=lexicon)
    whole = dc.align_versions(told, old="a", new="b")
    pairs = dc.count_pairs(mentions, base=tokens, within="paragraph", by="doc")
    several = dc.compare(rates, old="a", new="b")
    words = dc.count(dc.segment(many), by="doc")
    variants("find_actions", told, lambda frame: dc.find_actions(frame, lexicon=lexicon))
    variants("find_quantities", told, dc.find_quantities)
    variants("find_quotations", told, dc.find_quotations)
    variants("find_commitments", told, dc.find_commitments)
    variants("compare_actions", actions, lambda frame: dc.compare_actions(frame, whole))
    variants("compare_quantities", quantities, lambda frame: dc.compare_quantities(frame, whole))
    variants("compare_quantities aligned", whole, lambda frame: dc.compare_quantities(quantities, frame))
    variants("add_article_test", several, lambda frame: dc.add_article_test(frame, found, base=tokens, draws=19))
    variants(
        "add_article_test mentions", found, lambda frame: dc.add_article_test(several, frame, base=tokens, draws=19)
    )
    variants("find_topics", words, lambda frame: dc.find_topics(frame, topics=2, seeds=2, halves=2))
    variants("find_communities", pairs, lambda frame: dc.find_communities(frame, seeds=3, draws=3))
    variants("centrality", mentions, lambda frame: dc.centrality(frame, base=tokens, within="doc", by=[], draws=3))
    variants("count_docs", mentions, lambda frame: dc.count_docs(frame, by="doc"))
    variants("save_network", pairs, lambda frame: dc.save_network(frame, "network", folder=out))
    variants("save_network counts", counts, lambda frame: dc.save_network(pairs, "network", counts=frame, folder=out))
    by = [None, 5, "yaer", ["doc", "doc"], [], "", float("nan"), ["doc", None], {"doc"}, paragraphs]
    calls |= {f"count by {str(keys)[:20]!r}": lambda keys=keys: dc.count(tokens, by=keys) for keys in by}
    names = ["a/b", "..", "", " ", "a b", "😀", 'a"b', "con", "a" * 300, None, 5, "a\0b", "C:x", ".a", "~"]
    calls |= {
        f"save_table as {str(name)[:20]!r}": lambda name=name: dc.save_table(counts, name, folder=out) for name in names
    }
    absurd = [0, -1, 1e9, float("nan"), float("inf"), "x", None, True, 2.5, 10**400]
    for value in absurd:
        said = str(value)[:8]
        calls |= {
            f"window of {said}": lambda v=value: dc.count_pairs(mentions, base=tokens, within=v, by="doc"),
            f"width of {said}": lambda v=value: dc.concordance(paragraphs, "光伏", width=v),
            f"least of {said}": lambda v=value: dc.plot_pairs(
                dc.count_pairs(mentions, base=tokens, within="doc", by="doc"), n=v
            ),
            f"topics of {said}": lambda v=value: dc.find_topics(words, topics=v, seeds=2, halves=2),
            f"draws of {said}": lambda v=value: dc.find_communities(pairs, seeds=2, draws=min(v, 9) if v == 1e9 else v),
            f"parts of {said}": lambda v=value: dc.dispersion(mentions, base=tokens, over=v, by="doc"),
        }
    patterns = ["", None, 5, "(", "a" * 10**6, "\0"]
    calls |= {f"concordance of {str(p)[:8]!r}": lambda p=p: dc.concordance(paragraphs, p, width=5) for p in patterns}
    return calls


def parts(out: Path) -> dict[str, Callable]:
    """Return counts of a corpus in parts that are none, or are asked for what is none."""
    folder = out / "parts"
    folder.mkdir(parents=True)
    good = pd.DataFrame({"doc": ["a", "b"], "year": [2023, 2024], "text": ["低空经济发展。", "光伏产业发展。"]})
    frames = {
        "whole": good,
        "no rows": good.iloc[:0],
        "no texts": good.drop(columns="text"),
        "no docs": good.drop(columns="doc"),
        "numbers for texts": good.assign(text=[1, 2]),
        "missing texts": good.assign(text=None),
        "lists for texts": good.assign(text=[["a"], ["b"]]),
        "bytes for texts": good.assign(text=[b"a", b"\xff"]),
        "one doc twice": good.assign(doc="a"),
        "categories": good.astype("category"),
        "dates that are none": good.assign(date=["2024-02-30", "soon"]),
        "years that are texts": good.assign(year=["x", None]),
        "names with signs": good.rename(columns={"year": "a|b\x1b"}),
        "columns of our own": good.assign(n=1, total=2, word="x"),
        "controls in texts": good.assign(text="低\x1b[31m空\u202e"),
        "times": good.assign(year=pd.to_datetime(["2024-01-01", "2025-01-01"])),
        "endless years": good.assign(year=[float("inf"), float("nan")]),
    }
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet")
    contents: dict[str, str | bytes] = {
        "nothing.parquet": b"",
        "bytes.parquet": bytes(range(256)),
        "cut.parquet": b"PAR1\0\0\0",
        "nothing.csv": "",
        "head.csv": "doc,text\n",
        "doubled.csv": "doc,text,text\na,b,c\n",
        "quote.csv": 'doc,text\na,"b\n',
        "wide.csv": "doc,text\na,b,c,d\n",
        "bytes.csv": bytes(range(256)),
        "utf16.csv": "doc,text\na,谈。\n".encode("utf-16"),
        "broken.jsonl": '{"doc": "a", "text": "谈"}\n{"doc":\n',
        "list.jsonl": "[1, 2]\n",
        "deep.jsonl": "[" * 99_999,
        "book.xlsx": b"PK\x03\x04",
        "archive.zip": zipped(a_txt="x"),
        "text.txt": "谈低空经济。",
        "blank.txt": " \n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "circle.parquet").symlink_to("circle.parquet")
    (folder / "folder.parquet").mkdir()
    whole, lexicon = folder / "whole.parquet", dc.Lexicon(["低空经济"])
    counted = dc.count_corpus(whole, by="year", n_jobs=1, lexicon=lexicon, cache=out / "cache")
    (out / "file").write_text("x")
    (out / "other").mkdir()
    (out / "other" / "x.parquet").write_bytes(b"x")
    for name, said in {"numbers": "[1]", "broken": "{", "keyless": "{}"}.items():
        (out / name).mkdir()
        (out / name / "run-0.json").write_text(said)

    def count(source: object = whole, **given: Any) -> pd.DataFrame:
        return dc.count_corpus(source, **{"by": "doc", "n_jobs": 1} | given)  # type: ignore[arg-type]

    sources = {path.name: path for path in sorted(folder.iterdir())} | {
        "a folder of all": folder,
        "a pattern": str(folder / "*.none"),
        "a pattern of all": str(folder / "*"),
        "None": None,
        "a number": 5,
        "an empty list": [],
        "a list of None": [None],
        "a dict": {},
        "a frame": good,
        "an empty name": "",
        "a NUL": "a\0",
        "an address": "https://example.org/a.parquet",
        "one part twice": [whole, whole],
        "a bracket": "[",
        "names of other bytes": "a\udcff*",
        "the root of nothing": "/nowhere/**/*.parquet",
    }
    absurd: dict[str, dict[str, Any]] = {
        **{
            f"by {by!r:.20}": {"by": by} for by in (None, 5, "yaer", "text", "n", "word", ["doc", "doc"], {"doc"}, good)
        },
        **{f"n_jobs {n!r}": {"n_jobs": n} for n in ("x", 0, 1.5, None, 10**9, -2)},
        **{
            f"{name} {value!r:.9}": {name: value}
            for name in ("backend", "engine", "errors", "unit", "interval", "of")
            for value in ("x", 5, "")
        },
        **{
            f"columns {value!r:.30}": {"columns": value}
            for value in ({"text": "x"}, {"x": "text"}, ["text"], "text", {1: 2})
        },
        **{
            f"cache {name}": {"cache": value}
            for name, value in {"a file": out / "file", "others": out / "other", "5": 5, "a NUL": "a\0"}.items()
        },
        **{f"lexicon {value!r:.9}": {"lexicon": value} for value in ("x", 5, ["低空"], good)},
        "options of a backend": {"backend_options": {"x": 1}},
        "options that are none": {"backend_options": "x"},
        "hmm of a text": {"hmm": "x"},
    }
    reads: dict[str, dict[str, Any]] = {
        "a folder that is none": {"cache": out / "none"},
        "a file": {"cache": out / "file"},
        "others' files": {"cache": out / "other"},
        "a record of numbers": {"cache": out / "numbers"},
        "a broken record": {"cache": out / "broken"},
        "an empty record": {"cache": out / "keyless"},
        "None": {"cache": None},
        "by nothing kept": {"by": "yaer"},
        "where of a text": {"where": "x"},
        "where of nothing kept": {"where": {"x": 1}},
        "within nothing": {"within": "x"},
        "of nothing": {"of": "x"},
        "unit of nothing": {"unit": "x"},
    }
    calls: dict[str, Callable] = {f"count of {name}": lambda each=each: count(each) for name, each in sources.items()}
    calls |= {f"count, {name}": lambda given=given: count(**given) for name, given in absurd.items()}
    calls |= {
        f"read_counts of {name}": lambda given=given: dc.read_counts(**{"cache": out / "cache", "by": "year"} | given)
        for name, given in reads.items()
    }
    calls |= used("evidence_corpus", counted, lambda frame: dc.evidence_corpus(frame, whole, lexicon=lexicon))
    for name, source in sources.items():
        calls[f"evidence_corpus in {name}"] = lambda source=source: dc.evidence_corpus(counted, source, lexicon=lexicon)
        calls[f"pairs of {name}"] = lambda source=source: dc.count_pairs_corpus(
            source, within="sentence", by=[], n_jobs=1, lexicon=lexicon
        )
    return calls


def more_frames(out: Path) -> dict[str, Callable]:
    """Return calls of what `frames` leaves out: two versions side by side, figures, matrices, pages and texts."""
    texts = [
        "打造低空经济、光伏等产业。要发展算力和光伏！", "低空经济怎么发展？",
        "一是推动光伏产业达到20亿元。二是加快算力建设。",
        "要推动光伏产业达到10亿元。一是加快算力建设。", "打造低空经济、光伏、算力等新产业。",
        "2025年要建成算力网30个。",
    ]  # fmt: skip
    rows = [
        {"doc": "ab"[at // 3], "section": 1, "turn": at % 3, "paragraph": at % 3 + 1, "speaker": None, "point": None}
        | {"kind": ["heading", "question", "answer"][at % 3], "heading": "谈", "text": text}
        for at, text in enumerate(texts)
    ]
    paragraphs = pd.DataFrame(rows).astype({"point": "Int64"})
    lexicon = dc.Lexicon(pd.DataFrame({"term": ["低空经济", "光伏", "算力"], "forms": "", "category": "产业"}))
    versions = {"old": "a", "new": "b"}
    articles = pd.DataFrame(
        {"doc": ["a", "b"], "title": "谈", "source": ["甲", "乙"], "date": ["2023", "2024"], "group": "g",
         "label_zh": ["甲", "乙"], "label_en": ["A", "B"], "file": "raw/a.txt", "year": [2023, 2024]}
    )  # fmt: skip
    tokens, mentions = dc.segment(paragraphs, lexicon=lexicon), dc.find_terms(paragraphs, lexicon)
    placed = dc.add_token_offset(mentions, base=tokens)
    counts = dc.count(mentions, base=tokens, by="doc")
    aligned = dc.align_versions(paragraphs, **versions)
    change = dc.add_paired_test(dc.compare(counts, **versions), mentions, aligned)
    pairs = dc.count_pairs(mentions, base=tokens, within="paragraph", by="doc")
    lists, actions = dc.find_lists(paragraphs), dc.find_actions(paragraphs, lexicon=lexicon)
    listed = dc.compare_lists(paragraphs, **versions)
    contexts = dc.add_context(placed, paragraphs, lists=lists, aligned=aligned)
    quantities = dc.find_quantities(paragraphs)
    swaps, phrases = dc.substitutions(aligned), dc.find_headline_phrases(paragraphs, **versions)
    life = dc.formulas(paragraphs, terms=lexicon, articles=articles)
    news = dc.vocabulary_change(counts, articles=articles, draws=19)
    verbs = dc.count(dc.add_verbs(mentions, actions), base=tokens, by=["doc", "term"], of="verb")
    sections = dc.count(tokens, of="kind", by=["doc", "section"])
    spread, matrix = dc.dispersion(mentions, base=tokens, over="paragraph", by="doc"), dc.to_matrix(counts)
    uses: dict[str, tuple[pd.DataFrame, Callable]] = {
        "add_context": (placed, lambda frame: dc.add_context(frame, paragraphs, lists=lists, aligned=aligned)),
        "add_context paragraphs": (paragraphs, lambda frame: dc.add_context(placed, frame)),
        "add_context lists": (lists, lambda frame: dc.add_context(placed, paragraphs, lists=frame)),
        "add_context aligned": (aligned, lambda frame: dc.add_context(placed, paragraphs, aligned=frame)),
        "add_dispersion": (change, lambda frame: dc.add_dispersion(frame, mentions, base=tokens, over="paragraph")),
        "add_dispersion base": (tokens, lambda frame: dc.add_dispersion(change, mentions, base=frame, over="section")),
        "add_prompting": (mentions, lambda frame: dc.add_prompting(frame, base=tokens)),
        "add_prompting base": (tokens, lambda frame: dc.add_prompting(mentions, base=frame)),
        "add_sentence_test": (change, lambda frame: dc.add_sentence_test(frame, mentions, base=tokens, draws=19)),
        "add_tfidf": (counts, lambda frame: dc.add_tfidf(frame, by="doc")),
        "add_token_offset": (mentions, lambda frame: dc.add_token_offset(frame, base=tokens)),
        "add_token_offset base": (tokens, lambda frame: dc.add_token_offset(mentions, base=frame)),
        "add_verbs": (mentions, lambda frame: dc.add_verbs(frame, actions)),
        "add_verbs actions": (actions, lambda frame: dc.add_verbs(mentions, frame)),
        "add_word_shift": (change, dc.add_word_shift),
        "compare_lists": (paragraphs, lambda frame: dc.compare_lists(frame, **versions)),
        "find_lists": (paragraphs, dc.find_lists),
        "dated_articles": (articles, lambda frame: dc.dated_articles(frame, least=2)),
        "side_by_side": (articles, dc.side_by_side),
        "version_pairs": (articles, dc.version_pairs),
        "find_boilerplate": (paragraphs, lambda frame: dc.find_boilerplate(frame, by=[], least=2)),
        "find_boilerplate articles": (
            articles, lambda frame: dc.find_boilerplate(paragraphs, by="source", articles=frame, least=2)),
        "find_cooccurrences": (mentions, lambda frame: dc.find_cooccurrences(frame, within="paragraph")),
        "find_headline_phrases": (paragraphs, lambda frame: dc.find_headline_phrases(frame, **versions)),
        "dispersion": (mentions, lambda frame: dc.dispersion(frame, base=tokens, over="paragraph", by="doc")),
        "count base": (tokens, lambda frame: dc.count(mentions, base=frame, by="doc")),
        "count articles": (articles, lambda frame: dc.count(mentions, base=tokens, by="source", articles=frame)),
        "prominence": (mentions, lambda frame: dc.prominence(frame, base=tokens, by="doc")),
        "to_matrix": (counts, dc.to_matrix),
        "substitutions": (aligned, dc.substitutions),
        "concordance": (paragraphs, lambda frame: dc.concordance(frame, "光伏")),
        "concordance mentions": (mentions, lambda frame: dc.concordance(paragraphs, "光伏", mentions=frame)),
        "sensitivity": (
            paragraphs, lambda frame: dc.sensitivity(frame, lexicon, unmended=paragraphs, old="a", new="b")),
        "methods": (counts, dc.methods),
        "references": (counts, dc.references),
        "Lexicon": (lexicon.terms, dc.Lexicon),
        "read_verbs": (dc.read_verbs().table.head(9), dc.Verbs),
        "read_stopwords": (pd.DataFrame({"word": ["的", "了"]}), dc.read_stopwords),
        "save_table": (counts, lambda frame: dc.save_table(frame, "counts", folder=out)),
        "network_layout": (pairs, dc.network_layout),
        "plot_action_changes": (dc.compare_actions(actions, aligned), dc.plot_action_changes),
        "plot_alignment": (aligned, dc.plot_alignment),
        "plot_rewriting": (aligned, dc.plot_rewriting),
        "plot_comparison_cloud": (change, dc.plot_comparison_cloud),
        "plot_contexts": (contexts, dc.plot_contexts),
        "plot_dispersion": (placed, dc.plot_dispersion),
        "plot_dispersion parts": (sections, lambda frame: dc.plot_dispersion(placed, parts=frame)),
        "plot_dumbbell": (change, dc.plot_dumbbell),
        "plot_headline_phrases": (phrases, dc.plot_headline_phrases),
        "plot_heatmap": (dc.add_tfidf(counts, by="doc"), dc.plot_heatmap),
        "plot_life_lines": (life, dc.plot_life_lines),
        "plot_list_changes": (listed, dc.plot_list_changes),
        "plot_network": (pairs, lambda frame: dc.plot_network(frame, doc="a")),
        "plot_new_words": (news, dc.plot_new_words),
        "plot_pair_windows": (pairs, lambda frame: dc.plot_pair_windows(frame, focus=["光伏", "算力"])),
        "plot_paired_test": (change, dc.plot_paired_test),
        "plot_quantity_changes": (dc.compare_quantities(quantities, aligned), dc.plot_quantity_changes),
        "plot_scatter": (change, dc.plot_scatter),
        "plot_structure": (sections, dc.plot_structure),
        "plot_substitutions": (swaps, dc.plot_substitutions),
        "plot_targets": (dc.find_commitments(paragraphs), dc.plot_targets),
        "plot_verbs": (verbs, dc.plot_verbs),
        "plot_word_shift": (dc.add_word_shift(change), dc.plot_word_shift),
        "plot_wordcloud": (counts, dc.plot_wordcloud),
        "report spread": (spread, dc.report),
        "report aligned": (aligned, dc.report),
        "report lists": (listed, dc.report),
        "report pairs": (pairs, dc.report),
    }  # fmt: skip
    calls = {how: call for name, (frame, use) in uses.items() for how, call in used(name, frame, use).items()}
    return calls | {
        "from_matrix of a frame": lambda: dc.from_matrix(counts),
        "from_matrix of a value that is none": lambda: dc.from_matrix(matrix, value="x"),
    }


def rows(kind: str, out: Path) -> Iterator[tuple[str, str, Callable[[Path], tuple[str, int, str]]]]:
    """List the inputs of the kinds that are asked for: kind, input, what runs it in a study of its own.

    What calls of the library save goes to `out`.
    """

    def in_study(name: str, content: str | bytes, arguments: list[str]):
        def run(study: Path) -> tuple[str, int, str]:
            path = study / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            return run_command(arguments, study)

        return run

    def typed(arguments: list[str]):
        def run(study: Path) -> tuple[str, int, str]:
            (study / "new.txt").write_text(TALK.replace("低空", "高空"), encoding="utf-8")
            (study / "circle").symlink_to("circle")
            (study / "table.csv").write_text("doc,year,text\na,2024,低空经济发展。\n", encoding="utf-8")
            (study / "broken.csv").write_text('doc,"text\na,b,c,d\n', encoding="utf-8")
            return run_command(arguments, study)

        return run

    def after(change: str, arguments: list[str]):
        def run(study: Path) -> tuple[str, int, str]:
            (study / "b.txt").write_text(TALK.replace("低空", "高空"), encoding="utf-8")
            subprocess.run(["sh", "-c", change], cwd=study, check=True)
            return run_command(arguments, study)

        return run

    table = [("manifest", name, in_study("data/corpus.toml", text, ["check"])) for name, text in MANIFESTS.items()]
    table += [
        ("lexicon", name, in_study("data/lexicons/terms.csv", text, ["check"])) for name, text in LEXICONS.items()
    ]
    table += [
        ("text", name, in_study(file, content, ["add", file, "--yes"])) for name, (file, content) in TEXTS.items()
    ]
    table += [("command", name, typed(arguments)) for name, arguments in COMMANDS.items()]
    table += [("folder", name, after(change, arguments)) for name, (change, arguments) in FOLDERS.items()]
    for group, calls in {"frame": frames, "more frames": more_frames, "parts": parts}.items():
        if kind in group:
            table += [(group, name, lambda _, call=call: run_call(call)) for name, call in calls(out).items()]
    yield from (row for row in table if kind in row[0])


def main(kind: str = "") -> int:
    """Print the table."""
    counts: Counter[str] = Counter()
    warnings.simplefilter("ignore")
    with TemporaryDirectory() as folder:
        for group, name, run in rows(kind, Path(folder) / "saved"):
            study, begun = make_study(Path(folder) / "study"), time.process_time()
            said, code, touched = run(study)
            seconds = time.process_time() - begun
            shutil.rmtree(study)
            said = said.replace(folder, "…")
            bad = said.startswith(("TRACEBACK", "FAULT", "MORE LINES", "(nothing)")) or touched.startswith("TOUCHED")
            counts.update({"inputs": 1, "bad": bad, f"exit {code}": 1, "over two seconds": seconds > 2})
            shown = said if bad or len(said) <= SHOWN else f"{said[:SHOWN]}…"
            print(
                f"{'!' if bad or seconds > 2 else ' '} {group:<12}{name:<44.44}{code:>4} {seconds:5.1f} s  "
                f"{shown}  [{touched}]"
            )
    print(", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    return int(counts["bad"] > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
