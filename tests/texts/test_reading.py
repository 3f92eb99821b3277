import codecs

import pytest

from discourse.errors import DiscourseError, MissingFileError
from discourse.texts.reading import read_text

TEXT = "加快推进新型工业化，发展低空经济。\r\n第二行。\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-32-be", codecs.BOM_UTF32_BE),
     ("gb18030", b"")],
)  # fmt: skip
def test_text_comes_back_whole_from_each_encoding(tmp_path, encoding, mark):
    """No character is lost or changed, line ends included, and a byte order mark is no text."""
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode(encoding))
    decoded = read_text(path)
    assert decoded.text == TEXT
    assert path.read_bytes().decode(decoded.encoding) == TEXT


def test_declared_encoding_wins(tmp_path):
    """Bytes that are UTF-8 by chance are read as declared."""
    path = tmp_path / "a.txt"
    path.write_bytes("發展".encode("big5"))
    assert read_text(path, encoding="big5").text == "發展"


def test_bytes_that_do_not_fit_are_named_by_line(tmp_path):
    """The error says which line, and how to declare another encoding."""
    path = tmp_path / "a.txt"
    path.write_bytes("一行\n".encode() + b"\xff\xff")
    with pytest.raises(DiscourseError, match="line 2 is not utf-8.*encoding ="):
        read_text(path, encoding="utf-8")


def test_unknown_encoding_and_missing_file_are_said_in_one_line(tmp_path):
    """Neither ends in Python's own error text."""
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(DiscourseError, match="encoding='utf-88' is unknown"):
        read_text(path, encoding="utf-88")
    with pytest.raises(MissingFileError, match="no such file") as error:
        read_text(tmp_path / "b.txt")
    assert "\n" not in str(error.value)
    assert isinstance(error.value, FileNotFoundError)
