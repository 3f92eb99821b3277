import codecs
import hashlib
import os
from pathlib import Path

import pytest

from discourse.errors import DiscourseError, MissingFileError
from discourse.texts.formats import read_file as reading
from discourse.texts.formats.read_file import read_text
from discourse.texts.formats.small_tables import read_small_table

TEXT = "加快推进新型工业化，发展低空经济。\r\n第二行。\n"
PAGE = "<html><body><h1>低空经济</h1><p>打造新增长引擎。</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-32-be", codecs.BOM_UTF32_BE),
     ("gb18030", b""), ("utf-16-be", b"")],
)  # fmt: skip
def test_text_comes_back_whole_from_each_encoding(tmp_path, encoding, mark):
    """No character is lost or changed, line ends included, and a byte order mark is no text."""
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode(encoding))
    decoded = read_text(path)
    assert decoded.text == TEXT
    assert path.read_bytes().decode(decoded.encoding) == TEXT
    assert (decoded.format, decoded.marks, decoded.discarded) == ("text", (), ())
    assert decoded.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_an_unknown_encoding_and_a_missing_file_are_said_in_one_line(tmp_path):
    """None ends in Python's own error text."""
    with pytest.raises(DiscourseError, match="is a folder; give one of the files in it"):
        read_text(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(DiscourseError, match="encoding='utf-88' is no encoding"):
        read_text(path, encoding="utf-88")
    with pytest.raises(MissingFileError, match="no such file") as error:
        read_text(tmp_path / "b.txt")
    assert "\n" not in str(error.value)
    assert isinstance(error.value, FileNotFoundError)
    (tmp_path / "c.txt").symlink_to("c.txt")
    with pytest.raises(MissingFileError, match="is a link that leads nowhere, or to itself"):
        read_text(tmp_path / "c.txt")
    with pytest.raises(MissingFileError, match="is a pipe or a device"):
        read_text(os.devnull)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.txt", TEXT, "text"),
        ("a", TEXT, "text"),
        ("a.docx", TEXT, "text"),
        ("a.md", TEXT, "markdown"),
        ("a.html", PAGE, "html"),
        ("a.HTM", "<p>低空经济", "html"),
        ("a.txt", PAGE, "html"),
        ("a.doc", "\ufeff<!-- x -->\n<!DOCTYPE html>" + PAGE, "html"),
        ("a.txt", '<?xml version="1.0"?>' + PAGE, "html"),
        ("a.txt", "<div class='a'><p>低空经济</p></div>", "html"),
        ("a.md", "<p align='center'>低空经济</p>", "markdown"),
        ("a.md", PAGE, "html"),
        ("a.txt", "<html>是一种标记，<p>也是。", "html"),
        ("a.txt", "标记<html>与<p>的用法。", "text"),
        # A pattern that tries all ways to part comments would not end here.
        ("a.txt", "<!-- x -->" * 80 + "低空经济", "text"),
        ("a.csv", "<p>低空经济</p>,1", "text"),
        ("a.jsonl", '{"text": "# 题\\n## 节"}', "text"),
    ],
)
def test_the_format_is_what_the_content_shows_else_what_the_name_says(tmp_path, name, content, found):
    """A page is a page whatever it is called; of a table of articles nothing is taken out."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    decoded = read_text(path)
    assert decoded.format == found
    assert found == "html" or decoded.text == content


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "holds no article text: it is empty"),
        (b" \r\n\t\n", "holds no article text"),
        ("\ufeff\u200b\u3000\xa0\n".encode(), "holds no article text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, r"is an image \(PNG\).*OCR"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, r"is an image \(JPEG\).*OCR"),
        (b"GIF89a" + b"\0" * 40, r"is an image \(GIF\)"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", r"is an image \(WebP\)"),
        (b"\0\0\0\x18ftypheic\0\0", r"is an image \(HEIC\)"),
        (b"II*\0" + b"\0" * 40, r"is an image \(TIFF\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old Word \(.doc\).*save it as .docx"),
        (b"{\\rtf1\\ansi x}", "rich text.*save it as .docx"),
        (b"\x1f\x8b\x08\0" + b"\0" * 40, r"an archive \(gzip\); unpack it"),
        (b"Rar!\x1a\x07\0" + b"\0" * 40, r"an archive \(RAR\)"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, r"an archive \(7z\)"),
        (bytes(range(256)) * 20, "bytes that are no text"),
        (b"\0\1\2\3" * 100, "bytes that are no text"),
        (b"PK\x05\x06" + b"\0" * 18, "zip archive without a Word document"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html"])
def test_what_holds_no_text_is_named_in_one_line(tmp_path, name, content, match):
    """By what it is and what to do, whatever its name."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DiscourseError) as error:
        read_text(path)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(str(path))
    if name != "a.html" or content.strip():
        error.match(match)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """A line of 200 MB: the limit is named, and why there is one; tables of articles have none."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    read = []
    monkeypatch.setattr(Path, "read_bytes", lambda self: read.append(self) or b"text")
    with pytest.raises(DiscourseError, match=r"has 200 MB; an article's file has 100 MB at the most, as it is read"):
        read_text(path)
    assert read == []
    assert read_text(path.rename(tmp_path / "a.jsonl")).text == "text"


def test_a_text_too_long_is_refused(tmp_path, monkeypatch):
    """Each character is kept with its place, which takes memory."""
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 10)
    path = tmp_path / "a.txt"
    path.write_text("低空经济" * 3, encoding="utf-8")
    with pytest.raises(DiscourseError, match="has 12 characters; an article has 10 at the most, as each is kept"):
        read_text(path)
    assert read_text(path.rename(tmp_path / "a.csv")).text == "低空经济" * 3


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    """As the system says it, with the repair."""
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")

    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DiscourseError, match="cannot be read: Permission denied; give yourself the right"):
        read_text(path)


def test_reading_twice_gives_the_same(tmp_path):
    """For each format whose library might do otherwise."""
    for name, content in (("a.html", PAGE), ("a.md", "# 题\n\n**一是**"), ("a.txt", TEXT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert read_text(tmp_path / name) == read_text(tmp_path / name)


def test_a_table_is_read_whatever_a_spreadsheet_saved_it_as(tmp_path):
    """With a byte order mark, in GBK, in UTF-16; its columns are made sure of."""
    path = tmp_path / "a.csv"
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        path.write_bytes("term,forms\n低空经济,低空\n人工智能,AI\n".encode(encoding))
        assert list(read_small_table(path, {}, needed=["term"])["term"]) == ["低空经济", "人工智能"]
    with pytest.raises(DiscourseError, match=r"lacks the columns \['note'\]"):
        read_small_table(path, {}, needed=["note"])
