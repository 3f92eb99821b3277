"""The commands `discourse add` and `discourse check`: what they show, what they write, what they refuse."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from contextlib import chdir
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

import discourse as dc
from discourse import intake
from discourse.cli import app
from discourse.files import PART_PREFIX

MANIFEST = '# The study.\n[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n'
TALK = "谈低空经济\n\n问：是什么？\n\n答：低空经济是新增长引擎。\n\n（责任编辑：林晓）\n"
PAGE = """<html><head><meta charset="utf-8"><title>谈开放-某网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/x">要闻</a></div>
<div class="article"><h1>谈开放</h1><p>2024年10月08日 来源：某报</p>
<p><strong>记者：</strong>为什么要扩大开放？开放对企业意味着什么？</p>
<p><strong>王某：</strong>一是开放带来进步，封闭必然落后，这是历史的结论。二是开放带来市场，企业因此长大。</p></div>
<div class="footer">版权所有 某网</div></body></html>"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "lexicons").mkdir()
    (folder / "data" / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "data" / "raw" / "a.txt").write_text("一条新闻。\n第二段。\n", encoding="utf-8")
    return folder


def run(*arguments, folder, typed=None):
    with chdir(folder):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed)
    return done.exit_code, done.stdout, done.stderr


def state(folder):
    return {path.relative_to(folder): path.read_bytes() for path in (folder / "data").rglob("*") if path.is_file()}


def put(folder, name, content=TALK):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_an_article_is_shown_and_added_on_confirmation(project, tmp_path):
    """The file is copied as it is, the entry appended, the rest of the manifest kept to the byte."""
    file = put(tmp_path, "访谈 一.txt")
    code, out, err = run("add", file, "--source", "某报", "--date", "2024-10-08", folder=project, typed="y\n")
    assert code == 0, err
    for shown in ("谈低空经济", "label 问 (colon)", "turn 2 答", "imprint: editors", "2024-10-08"):
        assert shown in out
    assert (project / "data" / "raw" / "访谈 一.txt").read_bytes() == file.read_bytes()
    manifest = (project / "data" / "corpus.toml").read_text(encoding="utf-8")
    assert manifest.startswith(MANIFEST) and '# title = "谈低空经济"  # detected' in manifest
    entry = tomllib.loads(manifest)["article"][1]
    assert (entry["doc"], entry["file"], entry["source"], entry["date"]) == (
        "访谈-一",
        "raw/访谈 一.txt",
        "某报",
        "2024-10-08",
    )
    corpus = dc.read_corpus(project / "data" / "corpus.toml")
    assert corpus.articles["doc"].tolist() == ["a", "访谈-一"]


def test_several_articles_come_in_together_and_each_fault_is_told(project, tmp_path):
    """A folder gives its texts; what is doubled or unreadable is named, and the others are added."""
    pages = tmp_path / "pages"
    (pages / "later").mkdir(parents=True)
    for name, text in {
        "b.txt": TALK,
        "later/b.txt": TALK + "尾。\n",
        "c.txt": TALK,
        "d.txt": " ",
        "e.css": "x",
        "README.md": TALK + "读我。\n",
        "f.markdown": TALK + "记。\n",
        "f_files/frame.html": PAGE,
        "f.html": PAGE,
    }.items():
        (pages / name).parent.mkdir(exist_ok=True)
        put(pages, name, text)
    code, out, err = run("add", pages, "--source", "某报", "--yes", folder=project)
    assert code == 2
    told = [line.partition("not added: ")[2].partition(": ")[0] for line in err.strip().splitlines()[1:]]
    assert sorted(Path(name).name for name in told) == ["c.txt", "d.txt"]
    entries = tomllib.loads((project / "data" / "corpus.toml").read_text(encoding="utf-8"))["article"]
    added = ["raw/b.txt", "raw/f.html", "raw/f.markdown", "raw/b-2.txt"]
    assert [entry["file"] for entry in entries[1:]] == added and entries[4]["doc"] == "b-2"
    assert err.startswith("left out, as no articles: README.md; e.css\n")
    assert {entry["source"] for entry in entries[1:]} == {"某报"}
    assert "    1 questions" in out and "discourse check" in out


def test_a_text_without_a_date_has_that_of_its_name_and_the_manifest_says_so(project, tmp_path):
    """Its own date is better; both stand in the table of articles with their basis."""
    put(tmp_path, "2019.txt")
    put(tmp_path, "2018.txt", "谈开放\n\n2024年10月08日 来源：某报\n\n问：是什么？\n\n答：开放带来进步。\n")
    assert run("add", tmp_path / "2019.txt", tmp_path / "2018.txt", "--yes", folder=project)[0] == 0
    articles = dc.read_corpus(project / "data" / "corpus.toml").articles.set_index("doc")
    assert articles.loc[["2019", "2018"], "date"].tolist() == ["2019", "2024-10-08"]
    assert articles.loc["2019", ["date_basis", "date_note"]].tolist() == ["inferred", "from the name of the file"]


def test_no_is_no_for_several_and_what_is_true_of_one_is_refused_for_them(project, tmp_path):
    before = state(project)
    files = [put(tmp_path, "b.txt"), put(tmp_path, "c.txt", TALK + "尾。")]
    assert run("add", *files, folder=project, typed="n\n")[0] == 0 and state(project) == before
    code, _, err = run("add", *files, "--title", "谈", folder=project)
    assert (code, state(project)) == (2, before) and "title is told of one article, and these are 2" in err


def test_a_study_of_ones_own_begins_without_an_article(tmp_path):
    """Its lexicons and notebooks are those of this study; a folder in use is left alone."""
    code, _, err = run("new", "我的 study", folder=tmp_path)
    study = tmp_path / "我的 study"
    assert code == 0, err
    root = Path(__file__).parents[1]
    for folder in ("notebooks", "data/lexicons"):
        files = [path for path in (root / folder).iterdir() if path.suffix in (".ipynb", ".csv", ".md")]
        assert {path.name: path.read_bytes() for path in files} == {
            path.name: path.read_bytes() for path in (study / folder).iterdir()
        }
    assert "name: 我的-study\n" in (study / "environment.yml").read_text(encoding="utf-8")
    code, _, err = run("check", folder=study)
    assert code == 2 and "holds no article; add texts with discourse add FILES" in err
    assert run("add", put(tmp_path, "b.txt"), "--yes", folder=study)[0] == 0
    assert dc.read_corpus(study / "data" / "corpus.toml").articles["doc"].tolist() == ["b"]
    before = state(study)
    code, _, err = run("new", study, folder=tmp_path)
    assert code == 2 and "already; name a folder that is new or empty" in err and state(study) == before


def test_a_study_that_was_killed_while_it_was_laid_out_is_none_and_is_laid_out_again(tmp_path):
    """The manifest comes last, and half a file stands under a name of its own; the user's own files are never taken."""
    study = tmp_path / "study"
    assert run("new", study, folder=tmp_path)[0] == 0
    whole = state(study)
    (study / "data" / "corpus.toml").rename(study / "data" / f"{PART_PREFIX}999999999-1-18")
    code, _, err = run("check", folder=study)
    assert code == 2 and "no data/corpus.toml" in err
    assert run("new", study, folder=tmp_path)[0] == 0 and state(study) == whole
    (study / "data" / "corpus.toml").unlink()
    (study / "README.md").write_text("my own", encoding="utf-8")
    code, _, err = run("new", study, folder=tmp_path)
    assert code == 2 and "holds 'README.md' already" in err


def test_a_study_is_not_laid_out_among_the_files_of_another_and_begins_again_where_nothing_was_written(project):
    before = state(project)
    for place in ("data/mine", "results"):
        code, _, err = run("new", place, folder=project)
        assert code == 2 and "lies among the files of the study" in err
    assert state(project) == before
    (project / "{version}" / "data" / "raw").mkdir(parents=True)
    assert run("new", "{version}", folder=project)[0] == 0
    assert "conda activate version\n" in (project / "{version}" / "environment.yml").read_text(encoding="utf-8")


def test_a_folder_is_walked_through_once_though_links_lead_back_to_it(project, tmp_path):
    """Two links in each folder would otherwise lead to 2⁴⁰ paths."""
    (tmp_path / "texts").mkdir()
    put(tmp_path / "texts", "b.txt")
    for name in ("again", "above"):
        (tmp_path / "texts" / name).symlink_to(tmp_path / "texts")
    code, _, err = run("add", tmp_path / "texts", "--yes", folder=project)
    assert (code, err) == (0, "") and len(dc.read_corpus(project / "data" / "corpus.toml").articles) == 2


def test_a_name_that_is_no_text_is_told(project, tmp_path):
    code, _, err = run("add", put(tmp_path, "b.txt"), "--yes", "--source", "报\udcff", folder=project)
    assert code == 2 and "holds bytes that are no text; give it another name" in err


def test_no_is_no(project, tmp_path):
    """Nothing is written before the answer."""
    before = state(project)
    code, out, _ = run("add", put(tmp_path, "b.txt"), folder=project, typed="n\n")
    assert code == 0 and "nothing was added" in out and state(project) == before


def test_a_saved_page_comes_in_without_its_menus(project, tmp_path):
    """The share left behind and its first words are shown."""
    code, out, err = run("add", put(tmp_path, "page.html", PAGE), "--yes", "--doc", "page", folder=project)
    assert code == 0, err
    assert "html" in out and "of the visible text" in out and "首页" in out
    paragraphs = dc.read_corpus(project / "data" / "corpus.toml").paragraphs.query("doc == 'page'")
    assert paragraphs.query("kind == 'question'")["speaker"].tolist() == ["记者"]
    assert paragraphs.query("kind == 'answer'")["point"].dropna().tolist() == [1, 2]
    assert not paragraphs["text"].str.contains("首页|版权所有").any()


def test_two_parts_of_one_file_share_its_copy(project, tmp_path):
    """A page with two articles is copied once and cut twice."""
    file = put(tmp_path, "two.txt", TALK + "\n另一个题目\n\n另一篇的第一段，讲的是别的事情，和上面没有关系。\n")
    assert run("add", file, "--yes", "--ends-before", "另一个题目", folder=project)[0] == 0
    code, _, err = run("add", file, "--yes", folder=project)
    assert code == 2 and "is there already, as doc='two'" in err
    assert run("add", file, "--yes", "--doc", "other", "--starts-at", "另一个题目", folder=project)[0] == 0
    assert sorted(path.name for path in (project / "data" / "raw").iterdir()) == ["a.txt", "two.txt"]
    titles = dc.read_corpus(project / "data" / "corpus.toml").articles.set_index("doc")["title"]
    assert titles[["two", "other"]].tolist() == ["谈低空经济", "另一个题目"]


def test_a_name_that_is_taken_by_another_file_is_numbered(project, tmp_path):
    """Neither file is written over."""
    assert run("add", put(tmp_path, "a.txt"), "--yes", folder=project)[0] == 0
    assert sorted(path.name for path in (project / "data" / "raw").iterdir()) == ["a-2.txt", "a.txt"]
    assert dc.read_corpus(project / "data" / "corpus.toml").articles["doc"].tolist() == ["a", "a-2"]


def as_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "文")
    return path


BAD = {
    "empty": (lambda at: put(at, "b.txt", ""), [], "empty"),
    "blanks": (lambda at: put(at, "b.txt", " \n\n"), [], "blanks"),
    "image": (lambda at: write_bytes(at / "b.png", b"\x89PNG\r\n\x1a\n" + bytes(60)), [], "image|picture"),
    "renamed image": (lambda at: write_bytes(at / "b.txt", b"\xff\xd8\xff\xe0" + bytes(60)), [], "image|picture"),
    "zip as docx": (lambda at: as_zip(at / "b.docx"), [], "Word|docx"),
    "huge": (lambda at: sparse(at / "b.txt", 200_000_000), [], "MB"),
    "missing": (lambda at: at / "none.txt", [], "no such file"),
    "folder": (lambda at: at / "empty" if (at / "empty").mkdir() is None else at, [], "holds no text"),
    "no date": (lambda at: put(at, "b.txt"), ["--date", "2024-02-30"], "is no date"),
    "doc taken": (lambda at: put(at, "b.txt"), ["--doc", "a"], "doc='a' is already in"),
    "start unknown": (lambda at: put(at, "b.txt"), ["--starts-at", "没有"], "stands 0 times"),
    "encoding unknown": (lambda at: put(at, "b.txt"), ["--encoding", "gbx"], "gbx"),
}


def write_bytes(path, data):
    path.write_bytes(data)
    return path


def sparse(path, size):
    with open(path, "wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_come_in_is_said_in_one_line_and_nothing_is_touched(project, tmp_path, name):
    """The manifest and the data stay as they were."""
    make, options, said = BAD[name]
    before = state(project)
    code, _, err = run("add", make(tmp_path), "--yes", *options, folder=project)
    assert code == 2 and len(err.strip().splitlines()) == 1, err
    assert any(word in err for word in said.split("|")), err
    assert "Traceback" not in err and state(project) == before


FAULTS = {
    "no right to write": PermissionError(13, "Permission denied", "data/corpus.toml"),
    "cannot be written: No space left": OSError(28, "No space left on device"),
    "cannot be written: Read-only": OSError(30, "Read-only file system", "data/raw"),
    "stopped": KeyboardInterrupt(),
}


@pytest.mark.slow
@pytest.mark.parametrize(("said", "fault"), FAULTS.items(), ids=list(FAULTS))
@pytest.mark.parametrize("at", [1, 2])
def test_a_write_that_breaks_off_leaves_everything_as_it_was(project, tmp_path, monkeypatch, said, fault, at):
    """No right to write, no room, or Ctrl-C, while the file or the manifest is written."""
    calls, replace, before = [], intake.os.replace, state(project)

    def breaks(*paths):
        calls.append(paths)
        if len(calls) == at:
            raise fault
        replace(*paths)

    monkeypatch.setattr(intake.os, "replace", breaks)
    code, _, err = run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    assert code == (130 if isinstance(fault, KeyboardInterrupt) else 2)
    assert len(err.strip().splitlines()) == 1 and said in err
    assert state(project) == before


def test_a_manifest_that_is_write_protected_is_not_replaced(project, tmp_path, monkeypatch):
    """A folder that may be written would let it be replaced all the same."""
    before = state(project)
    monkeypatch.setattr(intake.os, "access", lambda path, mode, **_: mode != intake.os.W_OK)
    code, _, err = run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    assert code == 2 and "corpus.toml: is write-protected; take the protection off" in err and state(project) == before


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no links")
def test_a_link_that_leads_out_of_the_data_is_refused(project, tmp_path):
    """raw/ may be no door to elsewhere, neither for what comes in nor for what is there."""
    outside = tmp_path / "outside"
    shutil.move(project / "data" / "raw", outside)
    (project / "data" / "raw").symlink_to(outside, target_is_directory=True)
    code, _, err = run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    assert code == 2 and "leads out of the folder" in err and sorted(p.name for p in outside.iterdir()) == ["a.txt"]
    code, _, err = run("check", folder=project)
    assert code == 2 and "leaves the folder of the manifest" in err


def test_check_says_each_article_in_a_line_and_each_fault_with_its_repair(project, tmp_path):
    """The readable ones are counted all the same, and the exit code tells."""
    run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    code, out, err = run("check", folder=project)
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines() if not line.startswith("   ")]
    assert [line[0] for line in lines] == ["a", "b"]
    assert lines[1][1:9] == ["0", "sections", "1", "questions", "1", "answers", "0", "points"]
    (project / "data" / "raw" / "b.txt").write_text("换了", encoding="utf-8")
    code, out, err = run("check", folder=project)
    assert code == 2 and "b: " in err and "sha256" in err and out.split()[0] == "a"


def test_check_counts_by_all_lexicons_of_the_study_and_says_what_is_found_of_each(project):
    """谈, 发展, 加快推进, 高质量发展 are four words by a term list of one's own, six without it."""
    (project / "data" / "raw" / "a.txt").write_text("谈发展\n\n加快推进高质量发展。", encoding="utf-8")
    assert "6 words" in run("check", folder=project)[1]
    folder = project / "data" / "lexicons"
    (folder / "mine.csv").write_text("term\n加快推进\n高质量发展\n", encoding="utf-8")
    (folder / "solar.txt").write_text("光伏\n", encoding="utf-8")
    (folder / "stopwords.csv").write_text("word\n的\n", encoding="utf-8")
    code, out, err = run("check", folder=project)
    assert (code, err) == (0, "") and "4 words" in out
    assert out.splitlines()[-3:-1] == ["mine.csv: 2 of 2 terms found", "solar.txt: 0 of 1 terms found"]
    assert out.splitlines()[-1].startswith("       doubt: none found: ")
    (project / "data" / "raw" / "a.txt").write_text("谈发展\n\n要加快\n推进改革。", encoding="utf-8")
    assert "    3  doubt: the line ends inside '加快推进'" in run("check", folder=project)[1]
    (folder / "solar.txt").write_text("加快 推进 有误\n光伏,风电\n", encoding="utf-8")
    code, out, err = run("check", folder=project)
    assert code == 2 and "no head names the fields of line 2 '光伏,风电'" in err


def test_what_a_killed_add_left_is_no_text_as_received(project, tmp_path):
    """It is cleared, where its process has ended, and never taken for the article."""
    ended, alive = project / "data" / "raw" / ".part-4194305-1-0", project / "data" / "raw" / f".part-{os.getpid()}-0-0"
    for part in (ended, alive):
        part.write_text(TALK, encoding="utf-8")
    assert run("add", put(tmp_path, "b.txt"), "--yes", folder=project)[0] == 0
    assert 'file = "raw/b.txt"' in (project / "data" / "corpus.toml").read_text(encoding="utf-8")
    assert alive.exists() and not ended.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('overrulings = "x.csv"', "x.csv: no such file"),
        ('overrulings = "../../x.csv"', "leaves the folder of the manifest"),
        ('overrulings = "x\\u0000"', "is no name of a file"),
        ("x = " + "[" * 20_000, "holds dozens of names or lists inside each other"),
        (".".join(["x", "'x y'", r'"\""'] * 20) + " = 1", "holds dozens of names or lists inside each other"),
        ("x = " + "9" * 5000, "Exceeds the limit"),
    ],
)
def test_check_refuses_what_a_run_would(project, given, said):
    (project / "data" / "corpus.toml").write_text(f"{given}\n{MANIFEST}", encoding="utf-8")
    code, _, err = run("check", folder=project)
    assert code == 2 and said in err and len(err.splitlines()) == 1
    (project / "data" / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    (project / "data" / "lexicons" / "terms.csv").write_text("term\n", encoding="utf-8")
    assert "the lexicon is empty" in run("check", folder=project)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes pipes in another way")
def test_what_is_asked_for_is_done_where_nobody_reads_on(project, tmp_path):
    """As behind head -1, which ends before the article is added."""
    command = [sys.executable, "-m", "discourse", "add", str(put(tmp_path, "b.txt")), "--yes"]
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(command, cwd=project, stdout=writes, stderr=subprocess.PIPE, check=False)
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, b"") and (project / "data" / "raw" / "b.txt").exists()


def test_check_goes_on_after_an_article_whose_reading_fails(project, tmp_path, monkeypatch):
    """A wrong entry, a doubled name and a fault of the code are said in a line each, and the exit code tells."""
    for name in ("b.txt", "c.txt"):
        run("add", put(tmp_path, name, TALK + name), "--yes", folder=project)

    def fail(blocks):
        if any("b.txt" in block.text for block in blocks):
            raise IndexError("list index out of range")
        return []

    monkeypatch.setattr(intake, "find_doubts", fail)
    with (project / "data" / "corpus.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('[[article]]\ndoc = "d"\nfil = "raw/a.txt"\n[[article]]\ndoc = "a"\nfile = "raw/a.txt"\n')
    code, out, err = run("check", folder=project)
    assert code == 2 and [line.split()[0] for line in out.splitlines() if line[0] != " "] == ["a", "c"]
    entry, doubled, failed = err.splitlines()
    assert "Did you mean 'file'" in entry and "doc='a' names 2 articles" in doubled
    assert failed.startswith("discourse: b (raw/b.txt): cannot be read, by a fault of discourse: IndexError")
    code, out, err = run("check", "b", folder=project)
    assert (code, out) == (2, "") and "IndexError" in err
    code, out, _ = run("check", "c", folder=project)
    assert code == 2 and "label 答 (colon)" in out


def test_an_article_whose_reading_fails_is_not_added(project, tmp_path, monkeypatch):
    """In one line, and nothing is written."""

    def fail(blocks):
        raise IndexError("list index out of range")

    monkeypatch.setattr(intake, "find_doubts", fail)
    before = state(project)
    code, out, err = run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    assert (code, out) == (3, "") and "by a fault of discourse: IndexError" in err and state(project) == before
    assert len(err.splitlines()) == 1


def test_check_shows_one_article_in_full_with_its_evidence(project, tmp_path):
    """Each paragraph with the rule that decided; an unknown name is answered with those there are."""
    run("add", put(tmp_path, "b.txt"), "--yes", folder=project)
    code, out, _ = run("check", "b", folder=project)
    assert code == 0 and "label 答 (colon)" in out and "short first line" in out
    code, _, err = run("check", "c", folder=project)
    assert code == 2 and "doc='c' is not one of: 'a', 'b'" in err


def test_a_word_file_comes_in(project, tmp_path):
    """Its headings divide it."""
    document = Document()
    document.add_heading("谈开放", 0)
    for heading in ("一、意义", "二、路径"):
        document.add_heading(heading, 1)
        document.add_paragraph("开放带来进步，封闭必然落后，这是历史的结论，也是现实的要求。")
    document.save(tmp_path / "b.docx")
    code, _, err = run("add", tmp_path / "b.docx", "--yes", folder=project)
    assert code == 0, err
    paragraphs = dc.read_corpus(project / "data" / "corpus.toml").paragraphs.query("doc == 'b'")
    assert paragraphs["kind"].tolist() == ["title", "heading", "body", "heading", "body"]
    assert paragraphs["section"].tolist() == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("doc", ["", " "])
def test_an_empty_name_is_refused_before_anything_is_written(project, tmp_path, doc):
    before = state(project)
    code, _, err = run("add", put(tmp_path, "b.txt"), "--doc", doc, "--yes", folder=project)
    assert code == 2 and "must be a text that is not empty" in err and state(project) == before


def test_every_character_of_a_name_comes_back(project, tmp_path):
    """JSON and TOML differ on the character 7F."""
    run("add", put(tmp_path, "b.txt"), "--title", "低空\x7f经济", "--doc", "b", "--yes", folder=project)
    assert run("check", folder=project)[0] == 0


# ESC, BEL, a sequence of C1, marks of direction, a line separator, a carriage return and backspaces.
OBEYED = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066\u061c\u200f\u2028\r\x08\x7f\x00"
EVIL = OBEYED.replace("\x00", "").replace("\x08", "")
EVIL_PAGE = (
    PAGE.replace("谈开放", f"谈开放{EVIL}").replace("首页", f"{EVIL}首页").replace("开放带来", f"开放{EVIL}带来")
)
SHOWN_ANYWAY = {
    "text": ("b.txt", lambda: TALK.replace("低空", f"低{OBEYED}空").replace("问：", f"{EVIL}问：")),
    "page": ("b.html", lambda: EVIL_PAGE),
    "entities": ("b.html", lambda: PAGE.replace("谈开放", "谈&#27;[31m开&#x9b;31m放&#x202e;&#7;")),
    "Markdown": ("b.md", lambda: f"# 谈开放{EVIL}\n\n[连{EVIL}接](x) 开放带来进步。\n"),
    "label": ("b.txt", lambda: f"谈开放\n\n记{EVIL}者：为什么？\n\n王{EVIL}某：因为这样。\n"),
    "another article": (
        "b.txt",
        lambda: TALK + f"\n另一个{EVIL}题目\n本报记者 某{EVIL}某\n另一篇的第一段，讲的是别的事情。\n",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN_ANYWAY)
def test_what_a_terminal_obeys_is_shown_as_signs(project, tmp_path, name):
    """Neither `add` nor `check`, of all articles or of one in full, lets a control of a file through."""
    file, make = SHOWN_ANYWAY[name]
    for command in (["add", put(tmp_path, file, make()), "--yes", "--doc", "b"], ["check"], ["check", "b"]):
        code, out, err = run(*command, folder=project)
        assert code == 0, err
        assert (out + err).replace("\n", "").isprintable(), out
        # HTML takes &#x9b; for a sign of Windows; most others are taken out of the text, each a row of edits.
        assert "\\x9b" in out or command == ["check"] or name == "entities"


TOLD = {
    "manifest": ('[[article]]\ndoc = "a"\nfile = "raw/a.txt"\ntitel = "{}"\n"x{}" = 1\n', ["check"]),
    "title": ('[[article]]\ndoc = "a"\nfile = "raw/a.txt"\ntitle = "{}"\n', ["check"]),
    "doc": ('[[article]]\ndoc = "a{}"\nfile = "raw/none.txt"\n', ["check"]),
    "file": ('[[article]]\ndoc = "a"\nfile = "raw/{}.txt"\n', ["check"]),
    "correction": (MANIFEST + '[[article.correction]]\nfind = "{}"\nreplace = "x"\nreason = "y"\n', ["check"]),
    "reason": (MANIFEST + '[[article.correction]]\nfind = "一条"\nreplace = "两条"\nreason = "y{}"\n', ["check", "a"]),
    "name asked for": (MANIFEST, ["check", "c" + EVIL]),
    "file asked for": (MANIFEST, ["add", "c" + EVIL]),
    "start": (MANIFEST, ["add", "raw/a.txt", "--yes", "--starts-at", EVIL]),
}


@pytest.mark.parametrize("name", TOLD)
def test_errors_and_what_was_declared_are_shown_as_signs_too(project, name):
    """Whatever the manifest or the command line held."""
    manifest, command = TOLD[name]
    escaped = "".join(f"\\u{ord(character):04x}" for character in EVIL)
    (project / "data" / "corpus.toml").write_text(manifest.replace("{}", escaped), encoding="utf-8")
    code, out, err = run(*command, folder=project)
    assert (out + err).replace("\n", "").isprintable() and out + err
    assert "Traceback" not in err and code in (0, 2)
