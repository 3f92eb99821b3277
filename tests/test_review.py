"""Doubts are gone through by keys, and the manifest holds the answers, or is as it was."""

import os
import sys
import time
import tomllib

import pytest
from typer.testing import CliRunner

import discourse as dc
from discourse import cli, review
from discourse.errors import DiscourseError
from discourse.texts.structure import KINDS

LONG = "低空经济是新增长引擎，也是新质生产力的代表，各地都在布局，产业链正在形成，应用场景不断拓展。"
# Three lines that nothing tells stand below the paragraph: line 3 is doubted as one of short lines, 4 and 5 as unsure.
TEXT = f"谈低空\n{LONG}\n甲园风光\n乙园风光\n丙园风光\n"
MANIFEST = """# the study
[[article]]
doc = "a"
file = "raw/a.txt"  # as received
[[article.declare]]
line = 1
reason = "looked at"

# the other
[[article]]
doc = "b"
file = "raw/b.txt"
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A study of two articles alike, at a terminal."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    for name in "ab":
        (tmp_path / "data" / "raw" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data" / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    monkeypatch.setattr(cli, "at_terminal", lambda: True)
    return tmp_path


def press(monkeypatch, project, keys, *docs, before=None):
    """Run the review with these keys; an exception among them is raised, `before` is called before each key."""
    waiting = iter(keys)

    def key():
        if before:
            before()
        pressed = next(waiting)
        if isinstance(pressed, BaseException):
            raise pressed
        return pressed

    monkeypatch.setattr(cli.typer, "getchar", key)
    done = CliRunner().invoke(cli.app, ["check", "--review", *docs, "--folder", str(project)])
    return done.exit_code, done.stdout, done.stderr


def declared(project, doc):
    content = tomllib.loads((project / "data" / "corpus.toml").read_text(encoding="utf-8-sig"))
    return next(entry for entry in content["article"] if entry["doc"] == doc).get("declare", [])


@pytest.mark.slow
def test_each_key_writes_what_it_says_and_the_text_is_read_so(project, monkeypatch):
    """The least sure line is asked first: a caption, then the last, a heading; the line between is asked last."""
    code, out, _ = press(monkeypatch, project, ["8", "4", "q"], "b")
    assert code == 0 and "2 answers written" in out
    answers = {answer["line"]: answer["kind"] for answer in declared(project, "b")}
    assert answers == {3: "imprint", 5: "heading"}
    assert all(answer["reason"].startswith("looked at: ") for answer in declared(project, "b"))
    paragraphs = dc.read_corpus(project / "data" / "corpus.toml").paragraphs.query("doc == 'b' and line in [3, 5]")
    assert dict(zip(paragraphs["line"], paragraphs["kind"], strict=True)) == answers
    assert (paragraphs["certainty"] == 1).all()
    assert declared(project, "a") == [{"line": 1, "reason": "looked at"}]
    assert "1 answers written" in press(monkeypatch, project, ["8"], "b")[1]
    # Nothing is left to ask.
    assert "0 answers written" in press(monkeypatch, project, [], "b")[1]


def test_each_kind_has_a_key():
    assert [*review.KIND_KEYS.values()] == KINDS


def test_what_is_skipped_is_asked_no_more_and_stays_as_it_is(project, monkeypatch):
    """In neither article; and a bad key, a key of several signs too, is told and asked again."""
    code, out, _ = press(monkeypatch, project, ["x", "\x1b[A", "s", "S", *"ssssss"], "a")
    assert code == 0 and (project / "data" / "corpus.toml").read_text(encoding="utf-8") == MANIFEST
    assert "'x' is none of the keys a, 1, 2" in out and "\x1b" not in out


def test_accepting_as_it_is_changes_nothing_but_the_doubts(project, monkeypatch):
    before = dc.read_corpus(project / "data" / "corpus.toml").paragraphs
    press(monkeypatch, project, ["a"] * 6)
    after = dc.read_corpus(project / "data" / "corpus.toml").paragraphs
    assert len(declared(project, "a")) == 4 and len(declared(project, "b")) == 3
    assert after.drop(columns="certainty").equals(before.drop(columns="certainty"))


def test_the_rest_of_the_manifest_stays_as_it_is_to_the_byte(project, monkeypatch):
    """The comment above the next entry stays above it, with any line end and byte order mark."""
    press(monkeypatch, project, ["8", "q"], "a")
    added = '\n\n[[article.declare]]\nline = {}\nkind = "imprint"\nreason = "looked at: imprint, not body"'
    line = declared(project, "a")[1]["line"]
    wanted = MANIFEST.replace("\n\n# the other", added.format(line) + "\n\n# the other")
    assert (project / "data" / "corpus.toml").read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("doc", ["a", "b"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n", "\n# the end"])
def test_a_manifest_of_any_form_takes_a_declaration(mark, end, doc, tail):
    """Whatever ends its lines and its last one."""
    text = mark + (MANIFEST.rstrip() + tail).replace("\n", end)
    written = review.insert_declaration(
        text, {"doc": doc}, doc, {"line": 3, "kind": "body", "reason": '他说"是"'}, "corpus.toml"
    )
    content = tomllib.loads(written.removeprefix("\ufeff"))
    wanted = tomllib.loads(text.removeprefix("\ufeff"))
    wanted["article"]["ab".index(doc)].setdefault("declare", []).append(
        {"line": 3, "kind": "body", "reason": '他说"是"'}
    )
    assert content == wanted and written.startswith(mark)
    assert "\n" not in written.replace("\r\n", "") if end == "\r\n" else "\r" not in written


@pytest.mark.parametrize(
    "text",
    [
        'article = [{doc = "a", file = "raw/a.txt"}]\n',
        '[[article]]\ndoc = "a"\nfile = "raw/a.txt"\ndeclare = [{line = 1, reason = "x"}]\n',
        '[[article]]\ndoc = "a"\nfile = "x"\n[["article"]]\ndoc = "b"\nfile = "raw/b.txt"\n',
        '[[article]]\ndoc = "b"\nfile = "x"\ndate_note = """\n[[article]]\n"""\n[[article]]\ndoc = "a"\nfile = "y"\n',
    ],
)
def test_a_form_that_takes_none_is_refused_in_one_line(text):
    with pytest.raises(DiscourseError, match=r"no declaration can be put into the entry of 'a'; begin each"):
        review.insert_declaration(text, {"doc": "a"}, "a", {"line": 3, "reason": "x"}, "corpus.toml")


def test_ctrl_c_leaves_what_was_answered_and_says_so_in_one_line(project, monkeypatch):
    code, _, err = press(monkeypatch, project, ["a", KeyboardInterrupt()], "b")
    assert (code, err) == (130, "discourse: stopped; what was answered before is in the manifest\n")
    assert len(declared(project, "b")) == 1
    assert press(monkeypatch, project, [EOFError()], "b")[0] == 0


def test_a_manifest_that_another_program_changes_is_left_as_that_wrote_it(project, monkeypatch):
    path = project / "data" / "corpus.toml"
    theirs = MANIFEST + "# mine\n"
    code, _, err = press(monkeypatch, project, ["a"], "b", before=lambda: path.write_text(theirs, encoding="utf-8"))
    assert code == 2 and len(err.splitlines()) == 1 and "changed by another program meanwhile" in err
    assert path.read_text(encoding="utf-8") == theirs


def test_a_manifest_that_cannot_be_written_is_told_before_any_question(project, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.W_OK)
    code, out, err = press(monkeypatch, project, [], "b")
    assert code == 2 and out == "" and "is write-protected" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), PermissionError(13, "denied")])
def test_a_write_that_breaks_off_leaves_the_manifest_whole(project, monkeypatch, fault):
    def breaks(self, target):
        raise fault

    monkeypatch.setattr(review.Path, "replace", breaks)
    code, _, err = press(monkeypatch, project, ["a"], "b")
    assert code == 2 and len(err.splitlines()) == 1
    assert (project / "data" / "corpus.toml").read_text(encoding="utf-8") == MANIFEST
    assert sorted(path.name for path in (project / "data").iterdir()) == ["corpus.toml", "raw"]


def test_without_a_terminal_and_for_another_name_one_line_says_so(project, monkeypatch):
    code, out, err = press(monkeypatch, project, [], "c")
    assert code == 2 and "doc='c' is not one of: 'a', 'b'" in err
    monkeypatch.setattr(cli, "at_terminal", lambda: False)
    code, out, err = press(monkeypatch, project, [], "b")
    assert (code, out) == (2, "") and "no terminal is there" in err and len(err.splitlines()) == 1


def test_an_article_that_cannot_be_read_is_passed_over(project, monkeypatch):
    (project / "data" / "raw" / "a.txt").unlink()
    code, out, _ = press(monkeypatch, project, ["a", "q"])
    assert code == 0 and "a is passed over: " in out and len(declared(project, "b")) == 1


def test_an_answer_that_nothing_could_be_read_with_is_not_written(project, monkeypatch):
    """All imprint is no article: the line is told, and the next doubt asked."""
    (project / "data" / "raw" / "b.txt").write_text("甲园风光\n乙园风光\n", encoding="utf-8")
    code, _, err = press(monkeypatch, project, [*"8888888q"], "b")
    assert code == 0, err
    assert dc.read_corpus(project / "data" / "corpus.toml", errors="raise").articles.shape[0] == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
def test_the_command_takes_keys_from_a_real_terminal(project):
    """One key, without the line end."""
    import pty
    import subprocess

    main, other = pty.openpty()
    command = [sys.executable, "-m", "discourse", "check", "b", "--review", "--folder", str(project)]
    with subprocess.Popen(command, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        # A key pressed before it is waited for is lost.
        for key in (b"a", b"q"):
            while line := running.stdout.readline():
                if line.rstrip().endswith(b"q quit"):
                    break
            time.sleep(0.2)
            os.write(main, key)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0 and b"1 answers written" in out, err
    assert len(declared(project, "b")) == 1


def test_the_doubts_of_a_row_are_answered_below_the_entry_of_its_table(project, monkeypatch):
    """Line 3 of the text of row r; the article above, and the other row, stay as they were."""
    rows = "".join(f'{name},"{TEXT.replace("低空", other)}"\n' for name, other in (("r", "海洋"), ("s", "低碳")))
    (project / "data" / "raw" / "t.csv").write_text(f"id,text\n{rows}", encoding="utf-8")
    manifest = project / "data" / "corpus.toml"
    manifest.write_text(
        MANIFEST.replace("# the other", '[[table]]\nfile = "raw/t.csv"\n\n# the other'), encoding="utf-8"
    )
    code, out, _ = press(monkeypatch, project, ["8", "q"], "r")
    assert code == 0 and "1 answers written" in out
    content = tomllib.loads(manifest.read_text(encoding="utf-8"))
    [answer] = content["table"][0]["declare"]
    assert (answer["doc"], answer["line"], answer["kind"]) == ("r", 3, "imprint")
    assert "declare" not in content["article"][1]
    third = dc.read_corpus(manifest).paragraphs.query("line == 3").set_index("doc")
    assert third["certainty"].eq(1).to_dict() == {"a": False, "b": False, "r": True, "s": False}
    shown = CliRunner().invoke(cli.app, ["check", "s", "--folder", str(project)]).stdout
    assert '[[table.declare]]\ndoc = "s"\nline = 4' in shown
    wrong = manifest.read_text(encoding="utf-8").replace('doc = "r"', 'doc = "x"')
    manifest.write_text(wrong, encoding="utf-8")
    with pytest.raises(DiscourseError, match="declared of doc='x' is told of none of its rows"):
        dc.read_corpus(manifest)


def test_a_row_of_a_table_may_be_corrected(project):
    (project / "data" / "raw" / "t.csv").write_text(f'id,text\nr,"{TEXT}"\n', encoding="utf-8")
    correction = 'doc = "r"\nfind = "甲园"\nreplace = "果园"\nreason = "misprint"'
    manifest = project / "data" / "corpus.toml"
    manifest.write_text(f'[[table]]\nfile = "raw/t.csv"\n[[table.correction]]\n{correction}\n', encoding="utf-8")
    texts = [dc.read_corpus(manifest, corrections=on).paragraphs["text"].str.cat() for on in (True, False)]
    assert ["果园" in text for text in texts] == [True, False]
