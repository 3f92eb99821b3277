"""Figures, tables and the record of a run, as files."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pypdf
import pypdfium2
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from discourse.errors import DiscourseError
from discourse.export import save_figure, save_table, sums, write_provenance
from discourse.export.figure import render
from discourse.figures.base.theme import font_path, theme
from discourse.figures.frequency import plot_frequency
from discourse.study import project_folder, results_folder

pytestmark = pytest.mark.slow

FRAME = pd.DataFrame({"word": ["创新", "人工智能"], "n": [2, 3]})
BOM = b"\xef\xbb\xbf"
SERIF = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


def draw(label="创新 2024 — “产业”"):
    """A figure of 3 by 2 inches with one text, one line, and what gets generated ids in SVG."""
    with theme():
        fig = Figure(figsize=(3, 2))
        ax = fig.add_subplot()
        ax.plot([0, 1], [0, 1], marker="o")
        ax.fill_between([0, 1], [0, 1], hatch="//")
        ax.set_title(label)
    return fig


def save(folder, name="fig", **changed):
    return save_figure(**({"fig": draw(), "name": name, "data": FRAME, "caption": "图", "folder": folder} | changed))


def file_sum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A figure that is saved once: its folder, and the paths that save_figure returned."""
    folder = tmp_path_factory.mktemp("saved")
    return folder, save(folder)


def test_a_figure_becomes_five_files_in_the_figures_folder(saved):
    folder, paths = saved
    assert paths == [folder / "figures" / f"fig.{ending}" for ending in ["pdf", "svg", "png", "csv", "txt"]]
    assert all(path.stat().st_size for path in paths)


def test_the_data_of_a_figure_open_in_a_spreadsheet_without_mojibake(saved):
    expected = BOM + "word,n\n创新,2\n人工智能,3\n".encode()
    assert (saved[0] / "figures" / "fig.csv").read_bytes() == expected


def test_a_caption_has_a_paragraph_for_each_language_the_chinese_first(tmp_path):
    save(tmp_path, caption={"en": "A figure", "zh": "一图"}, data=FRAME.assign(total=10))
    made = version("discourse")
    assert (tmp_path / "figures" / "fig.txt").read_text(encoding="utf-8").splitlines() == [
        f"一图。n：10 词中 2 个不同的词共 5 次。由 discourse {made} 生成。",
        f"A figure. n = 5 occurrences of 2 different words in 10 words. Made with discourse {made}.",
    ]


def test_the_picture_keeps_the_size_of_the_figure_at_300_dots_an_inch(saved):
    height, width, _ = plt.imread(saved[0] / "figures" / "fig.png").shape
    assert (width, height) == (3 * 300, 2 * 300)


def test_all_files_of_a_figure_are_laid_out_alike_and_it_lays_itself_out_afterwards(monkeypatch):
    """Each format measures letters a little differently; the axes stand where the PNG has them."""
    fig, places = draw(), []
    engine, whole = fig.get_layout_engine(), fig.savefig
    monkeypatch.setattr(
        fig, "savefig", lambda *at, **how: (whole(*at, **how), places.append(fig.axes[0].get_position().bounds))
    )
    render(fig)
    assert len(places) == 3 and len({*places}) == 1
    assert fig.get_layout_engine() is engine is not None
    fig.set_size_inches(6, 2)
    fig.draw_without_rendering()
    assert fig.axes[0].get_position().bounds != places[0]


@pytest.mark.parametrize(
    ("label", "font"),
    [
        ("创新 2024 — “产业”", None),
        ("official AVATAR: 5 \\$", None),
        ("official AVATAR: 5 \\$", SERIF),
        ("$x^2$ café", SERIF),
    ],
)
def test_a_pdf_looks_and_reads_as_one_drawn_with_the_whole_font(label, font, monkeypatch):
    """Only the characters of a figure are looked for in its font; ligatures, kerning and the heights of lines stay."""
    with theme(font=font):
        fig = Figure(figsize=(3, 2))
        ax = fig.add_subplot(title=label if font is None else re.sub(r"[^ -ÿ“”]", "", label))
        ax.plot([1, 2], label="10")
        ax.legend()
    pages = [pypdfium2.PdfDocument(render(fig)["pdf"])[0]]
    monkeypatch.setattr("discourse.export.figure.few_glyphs", lambda *_: nullcontext())
    pages.append(pypdfium2.PdfDocument(render(fig)["pdf"])[0])
    few, whole = ((page.render(scale=4).to_numpy().tobytes(), page.get_textpage().get_text_bounded()) for page in pages)
    assert few == whole
    assert [text for text in fig.findobj(Text) if text.get_fontproperties().get_file()] == []


def test_saving_again_gives_the_same_bytes(saved, tmp_path):
    save(tmp_path)
    assert written(saved[0]) == written(tmp_path)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(saved, tmp_path):
    code = "import pathlib, sys, test_export; test_export.save(pathlib.Path(sys.argv[1]))"
    other = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = os.environ | {"PYTHONHASHSEED": other, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert written(saved[0]) == written(tmp_path)


def test_personal_settings_of_matplotlib_do_not_change_the_files(saved, tmp_path):
    fig = draw()
    with plt.rc_context({"font.family": "DejaVu Serif", "savefig.bbox": "tight", "savefig.dpi": 72}):
        save(tmp_path, fig=fig)
    assert written(saved[0]).keys() == written(tmp_path).keys()
    pictures = [plt.imread(folder / "figures" / "fig.png").shape for folder in (saved[0], tmp_path)]
    assert pictures[0] == pictures[1]


def test_no_date_is_in_a_picture(saved):
    folder = saved[0] / "figures"
    assert b"Date" not in (folder / "fig.pdf").read_bytes()
    assert b"<dc:date>" not in (folder / "fig.svg").read_bytes()


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_named(tmp_path):
    r"""A run of a study must not end because a page had a picture sign, or what stands for a lost character."""
    with pytest.warns(UserWarning, match=r"no glyph for 😀 \(U\+1F600\), 🚀 \(U\+1F680\), in '创新😀🚀😀': a box"):
        files = save(tmp_path, fig=draw("创新😀🚀😀"))
    assert len(files) == 5
    with pytest.warns(UserWarning, match=r"U\+0001"):
        made = render(draw("创新\x01"))
    blank = render(draw("创新\u3000"))
    ink = [255 - np.asarray(pypdfium2.PdfDocument(each["pdf"])[0].render().to_numpy()) for each in (made, blank)]
    assert ink[0].sum() > ink[1].sum() and made["png"] != blank["png"]
    assert ElementTree.fromstring(made["svg"]).tag.endswith("svg")


def test_of_many_texts_with_lacking_characters_the_first_three_are_quoted_and_shortened(tmp_path):
    fig = draw()
    for place in range(5):
        fig.text(0, place / 4, f"😀{place}", font=fig.axes[0].title.get_fontproperties())
    with pytest.warns(UserWarning, match="in '😀0', '😀1', '😀2', 2 more texts: a box"):
        save(tmp_path, fig=fig)
    with pytest.warns(UserWarning, match=f"in '{'😀' * 40}…': a box"):
        save(tmp_path, fig=draw("😀" * 50))


def test_a_character_of_a_tick_label_is_checked_like_any_other(tmp_path):
    fig = draw()
    with theme():
        fig.axes[0].set_xticks([0.5], ["😀"])
    with pytest.warns(UserWarning, match="U\\+1F600"):
        save(tmp_path, fig=fig)


def test_chinese_drawn_outside_the_theme_is_refused_with_the_repair(tmp_path):
    fig = Figure()
    fig.suptitle("创新")
    with pytest.raises(
        DiscourseError, match=r"创 \(U\+521B\), 新 \(U\+65B0\), in '创新': draw it inside `with discourse.theme"
    ):
        save(tmp_path, fig=fig)


def test_other_warnings_of_the_drawing_are_passed_on(tmp_path):
    fig = draw()
    # A layout that has no room left for the axes.
    fig.set_layout_engine("constrained", w_pad=5)
    with pytest.warns(UserWarning, match="constrained_layout not applied"):
        save(tmp_path, fig=fig)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": "two words"}, "name='two words' must be of letters"),
        ({"name": "../up"}, "name='../up'"),
        ({"name": "fig.pdf"}, "without folder or ending"),
        ({"name": ""}, "name=''"),
        ({"name": "a" * 101}, "at most 100"),
        ({"name": "NUL"}, "name='NUL' is kept for a device by Windows: use another, such as 'NUL_1'"),
        ({"name": "com1"}, "name='com1' is kept for a device"),
        ({"name": None}, "name=None"),
        ({"data": [1, 2]}, "list must be a pandas DataFrame"),
        ({"data": FRAME["n"]}, "Series must be a pandas DataFrame: of a Series, pass its to_frame"),
        ({"caption": " "}, "caption=' ' must be a text"),
        ({"caption": {}}, "caption={} must be a text"),
        ({"caption": {"zh": "图", "fr": "x"}}, "language of caption='fr' is not one of: 'zh', 'en'"),
        ({"caption": None}, "caption=None must be a text"),
        ({"data": FRAME.set_axis(["n", "n"], axis="columns")}, "more than one column is called 'n'"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_written(tmp_path, changed, message):
    with pytest.raises(DiscourseError, match=message.replace("(", r"\(").replace("{", r"\{")):
        save(tmp_path, **changed)
    assert written(tmp_path) == {}


def test_axes_in_place_of_a_figure_are_refused_with_the_repair(tmp_path):
    with pytest.raises(DiscourseError, match="fig=Axes must be a matplotlib Figure: of Axes, pass ax.figure"):
        save(tmp_path, fig=draw().axes[0])


def test_a_table_goes_into_the_tables_folder_in_four_formats(tmp_path):
    paths = save_table(FRAME, "words", folder=tmp_path)
    assert paths == [tmp_path / "tables" / f"words.{ending}" for ending in ["csv", "xlsx", "tex", "md"]]
    assert paths[0].read_bytes().startswith(BOM + b"word,n\n")


def test_saving_a_table_again_gives_the_same_bytes(tmp_path):
    frame = FRAME.assign(rate=[0.5, float("inf")], q=[0.0001, None])
    save_table(frame, "words", folder=tmp_path / "once")
    save_table(frame, "words", folder=tmp_path / "again")
    assert written(tmp_path / "once") == written(tmp_path / "again")


@pytest.mark.parametrize("name", ["Words", "WORDS"])
def test_a_name_that_windows_takes_for_another_files_is_refused_and_that_file_kept(tmp_path, name):
    save_table(FRAME, "words", folder=tmp_path)
    before = written(tmp_path)
    with pytest.raises(DiscourseError, match=f"name='{name}' is that of 'words' in .* but for capitals"):
        save_table(FRAME, name, folder=tmp_path)
    assert written(tmp_path) == before
    save_table(FRAME.head(1), "words", folder=tmp_path)
    assert written(tmp_path) != before


# In the midst of the five files, and at the last.
@pytest.mark.parametrize("failing", [2, 4])
def test_a_disk_that_fails_leaves_the_earlier_files_whole_and_no_part(tmp_path, monkeypatch, failing):
    save(tmp_path)
    before, calls, write = written(tmp_path), [], Path.write_bytes

    def write_or_fail(path, content):
        calls.append(path)
        if len(calls) > failing:
            write(path, content[:3])
            raise OSError("no space left")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_or_fail)
    with pytest.raises(OSError, match="no space left"):
        save(tmp_path, fig=draw("另一图"), data=FRAME.head(1), caption="另一图")
    assert written(tmp_path) == before


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_file_that_cannot_be_written_is_said_by_its_own_name(tmp_path, monkeypatch, step):
    def held(path, content):
        raise PermissionError(13, "denied", str(path), None, str(content) if step == "replace" else None)

    monkeypatch.setattr(Path, step, held)
    with pytest.raises(DiscourseError, match="words.csv cannot be written: close the program that has it open"):
        save_table(FRAME, "words", folder=tmp_path)
    assert written(tmp_path) == {}


def test_the_text_of_a_pdf_is_embedded_and_comes_back(saved):
    page = pypdf.PdfReader(saved[1][0]).pages[0]
    assert "创新 2024 — “产业”" in page.extract_text()
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert [font["/Subtype"] for font in inner] == ["/CIDFontType2"] * len(fonts)
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in inner)
    assert all(re.match(r"/[A-Z]{6}\+NotoSansSC", font["/BaseFont"]) for font in inner)


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts and pdftotext are not installed")
def test_other_programs_find_the_text_and_no_type_3_in_a_pdf(saved):
    pdf = saved[1][0]
    fonts, text = (
        subprocess.check_output([*command, str(pdf), *rest], encoding="utf-8")
        for command, rest in [(["pdffonts"], []), (["pdftotext", "-enc", "UTF-8"], ["-"])]
    )
    assert "创新" in text and "TrueType" in fonts
    assert "Type 3" not in fonts and "LastResort" not in fonts


def test_an_svg_has_paths_and_no_text_that_needs_a_font(saved):
    svg = saved[1][1].read_text(encoding="utf-8")
    assert "<text" not in svg and "font-family" not in svg and "<path" in svg


def drawn_with(font):
    """A figure of a plot drawn with a font of the user's, saved outside any theme."""
    with theme(font=font, language="en"):
        counts = pd.DataFrame({"term": ["alpha"], "n": [2], "rate": [1.5], "rate_low": [0.4], "rate_high": [5.5]})
        return plot_frequency(counts).figure


def test_a_figure_is_saved_with_the_font_it_was_drawn_with(tmp_path):
    """DejaVu Serif comes with matplotlib; the ticks are made only when the figure is saved."""
    page = pypdf.PdfReader(save(tmp_path, fig=drawn_with(SERIF))[0]).pages[0]
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()}
    assert names == {"DejaVuSerif"}


def test_a_character_that_the_users_own_font_lacks_is_an_error_too(tmp_path):
    fig = drawn_with(SERIF)
    fig.axes[0].set_title("创", font=SERIF)
    with pytest.raises(DiscourseError, match=r"no glyph for 创 \(U\+521B\), in '创': draw"):
        save(tmp_path, fig=fig)
    assert written(tmp_path) == {}


def test_panels_drawn_with_different_fonts_are_refused(tmp_path):
    fig, axes = plt.subplots(1, 2)
    for ax, font in zip(axes, [SERIF, font_path()], strict=True):
        with theme(font=font):
            plot_frequency(
                pd.DataFrame({"term": ["a"], "n": [2], "rate": 1.5, "rate_low": 0.4, "rate_high": 5.5}), ax=ax
            )
    with pytest.raises(DiscourseError, match="the panels were drawn with .*DejaVuSerif.ttf.*: draw all inside one"):
        save(tmp_path, fig=fig)


@pytest.mark.parametrize(
    ("frame", "header"),
    [
        (FRAME[FRAME["n"] > 2], "word,n"),
        (FRAME.set_index("word"), "word,n"),
        (FRAME.set_index(["word", "n"]).assign(rate=0.5), "word,n,rate"),
        (FRAME.set_axis(["a", "b"]), ",word,n"),
    ],
)
def test_an_index_is_written_if_it_says_something(tmp_path, frame, header):
    path = save_table(frame, "words", folder=tmp_path)[0]
    assert path.read_text(encoding="utf-8-sig").splitlines()[0] == header


def test_a_table_keeps_missing_keys_and_line_breaks_inside_cells(tmp_path):
    frame = pd.DataFrame({"point": pd.array([1, None], dtype="Int64"), "text": ["一\n二", "a,b"]})
    path = save_table(frame, "points", folder=tmp_path)[0]
    assert path.read_bytes() == BOM + """point,text\n1,"一\n二"\n,"a,b"\n""".encode()


def test_results_lie_in_the_project_even_if_the_work_is_done_in_its_notebooks_folder(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corpus.toml").touch()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert project_folder() == tmp_path
    assert save_table(FRAME, "words")[0] == tmp_path / "results" / "tables" / "words.csv"


def test_results_lie_in_the_working_folder_outside_any_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert project_folder() is None
    assert save_table(FRAME, "words")[0].resolve() == tmp_path.resolve() / "results" / "tables" / "words.csv"


def test_the_environment_variable_names_the_results_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCOURSE_RESULTS", str(tmp_path / "elsewhere"))
    assert results_folder(tmp_path) == tmp_path / "elsewhere"
    assert save_table(FRAME, "words")[0] == tmp_path / "elsewhere" / "tables" / "words.csv"


def a_run(folder):
    """A project with one input and two outputs."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "文.txt").write_text("创新", encoding="utf-8")
    save_table(FRAME, "b", folder=folder / "results")
    save_table(FRAME, "a", folder=folder / "results")
    return write_provenance(folder / "results", sums([folder / "data" / "文.txt"], folder=folder))


def test_provenance_names_inputs_and_outputs_with_their_sums(tmp_path):
    record = json.loads(a_run(tmp_path).read_text(encoding="utf-8"))
    assert record["inputs"] == {"data/文.txt": hashlib.sha256("创新".encode()).hexdigest()}
    assert list(record["outputs"]) == [
        f"tables/{name}.{kind}" for name in "ab" for kind in ["csv", "md", "tex", "xlsx"]
    ]
    assert record["outputs"]["tables/a.csv"] == file_sum(tmp_path / "results" / "tables" / "a.csv")


def test_provenance_names_the_version_of_everything_that_discourse_asks_for(tmp_path):
    record = json.loads(a_run(tmp_path).read_text(encoding="utf-8"))
    assert record["packages"] == {name: version(name) for name in record["packages"]}
    assert {"discourse", "pandas", "rjieba", "ahocorasick-rs", "python-docx"} <= set(record["packages"])
    assert "pytest" not in record["packages"]
    assert record["python"] == ".".join(str(part) for part in sys.version_info[:3])


def test_provenance_tells_two_states_of_the_library_apart(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr("discourse.export.provenance.PACKAGE", tmp_path)
    sum_of_code = lambda: json.loads(write_provenance(tmp_path, {}).read_text(encoding="utf-8"))["code"]
    seen = [sum_of_code()]
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    seen.append(sum_of_code())
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    seen.append(sum_of_code())
    assert len(set(seen)) == 3


def test_provenance_is_the_same_wherever_the_project_lies_and_whenever_it_runs(tmp_path):
    texts = [a_run(tmp_path / place).read_bytes() for place in ["here", "there"]]
    assert texts[0] == texts[1]
    assert str(tmp_path).encode() not in texts[0]
    assert texts[0].endswith(b"}\n") and "文".encode() in texts[0]


def test_a_second_provenance_does_not_list_the_first(tmp_path):
    first = a_run(tmp_path).read_bytes()
    again = write_provenance(tmp_path / "results", sums([tmp_path / "data" / "文.txt"], folder=tmp_path))
    assert again.read_bytes() == first
