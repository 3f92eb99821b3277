"""A figure becomes files: PDF, SVG, PNG, its data and its caption."""

import io
import re
import string
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.style as mplstyle
import pandas as pd
import uharfbuzz
from matplotlib.cbook import is_math_text
from matplotlib.figure import Figure
from matplotlib.text import Text

from discourse.errors import DiscourseError
from discourse.export.files import target_folder, write_results
from discourse.export.sheet import csv, make_sheet
from discourse.figures.base.captions.compose import captions, plot_records
from discourse.figures.base.theme import font_path, style
from discourse.texts.characters import show_controls

# A date in a file would change its bytes from day to day.
METADATA = {"pdf": {"CreationDate": None, "ModDate": None}, "svg": {"Date": None}, "png": {}}
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MISSING_GLYPH = re.compile(r"Glyph (\d+) \(.*\) missing from font")


def save_figure(
    fig: Figure, name: str, *, data: pd.DataFrame, caption: str | dict[str, str], folder: str | Path | None = None
) -> list[Path]:
    """Write a figure as PDF, SVG and PNG (300 dpi), with the data and the caption that belong to it.

    `name` is the file name without ending. `data` is the frame the figure shows, written as CSV (see `save_table`).
    `caption` says in a text, or in one for each language {"zh": …, "en": …}, what is shown. The file .txt holds it in
    Chinese and in English, a paragraph each, followed by what `data` and the plots themselves tell: how many were
    counted, the window, the measure and its interval, the lexicon, the version of discourse (see `captions`). `folder`
    is the results folder (see `results_folder`); the files go into its `figures/`, all five or none. The same figure
    always gives the same bytes. It is saved with the font that its plots were drawn with.

    A character that no font here has is drawn as a box, and a warning names it.

    Raises `DiscourseError`, before anything is written, if a font lacks what another has, panels were drawn with
    different fonts, `fig` is no Figure, `data` no DataFrame (or see `make_sheet`), a caption has no words, or for
    a `name` that not every system can hold.

    Returns the five paths: .pdf, .svg, .png, .csv, .txt.

    >>> import matplotlib.pyplot as plt, tempfile
    >>> fig, ax = plt.subplots()
    >>> paths = save_figure(fig, "empty", data=pd.DataFrame({"n": [1]}), caption="No data.", folder=tempfile.mkdtemp())
    >>> [path.name for path in paths]
    ['empty.pdf', 'empty.svg', 'empty.png', 'empty.csv', 'empty.txt']
    """
    target = target_folder(folder, "figures", name)
    check_figure(fig)
    sheet = make_sheet(data)
    text = "".join(f"{paragraph}\n" for paragraph in captions(fig, data, caption).values())
    files = render(fig) | {"csv": csv(sheet), "txt": text.encode("utf-8")}
    return write_results({target / f"{name}.{ending}": content for ending, content in files.items()})


def render(fig: Figure) -> dict[str, bytes]:
    """Return a figure's PDF, SVG and PNG, by ending, without writing them.

    What matplotlib makes only when it saves, such as the labels of some ticks, is in the font of the plots, too. The
    figure is laid out once, for the PNG, whose letters are the widest, fitted to its dots, and stays so in the others:
    all show the same, and layout is half the work.

    Raises `DiscourseError` if `fig` is no Figure, a font lacks what another has, or panels differ in font.
    """
    check_figure(fig)
    fonts = sorted({record.font for record in plot_records(fig) if record.font})
    if len(fonts) > 1:
        names = " and ".join(font.name for font in fonts)
        raise DiscourseError(f"the panels were drawn with {names}: draw all inside one `with discourse.theme(font=…):`")
    font = fonts[0] if fonts else font_path()
    files = {ending: io.BytesIO() for ending in METADATA}
    layout = fig.get_layout_engine()
    # Of these settings follows what "no layout engine" means.
    settings = style(font=font) | {"figure.constrained_layout.use": False, "figure.autolayout": False}
    with mplstyle.context(["default", settings]), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for ending in ("png", "svg"):
                fig.savefig(files[ending], format=ending, metadata=METADATA[ending])
                fig.set_layout_engine(None)
            with few_glyphs(fig, font, settings["font.family"]):
                fig.savefig(files["pdf"], format="pdf", metadata=METADATA["pdf"])
        finally:
            if layout is not None:
                fig.set_layout_engine(layout)
    tell_missing_glyphs(fig, font, caught)
    for other in (each for each in caught if not MISSING_GLYPH.match(str(each.message))):
        warnings.warn_explicit(other.message, other.category, other.filename, other.lineno)
    # In a comment, the picture as SVG says each text: an XML file has no controls.
    picture = NO_XML.sub("\ufffd", files["svg"].getvalue().decode("utf-8"))
    return {ending: file.getvalue() for ending, file in files.items()} | {"svg": picture.encode("utf-8")}


@contextmanager
def few_glyphs(fig: Figure, font: Path, family: object) -> Iterator[None]:
    """Draw the texts of `family` with a copy of its file `font` that has no more than their characters.

    No more than these get into a PDF in any case. But matplotlib finds them by reading all glyphs of the file, thirty
    thousand in a Chinese one, with each figure anew, and that takes longer than to draw all three files.
    """
    texts = [text for text in fig.findobj(Text) if text.get_fontfamily() == family]
    plain = [text for text in texts if not (text.get_fontproperties().get_file() or is_math_text(text.get_text()))]
    keep = uharfbuzz.SubsetInput()
    # By some of these letters, matplotlib measures the height of a legend's line.
    drawn = [string.ascii_letters, *(text.get_text() for text in plain)]
    keep.sets(uharfbuzz.SubsetInputSets.UNICODE).update(ord(each) for text in drawn for each in text)
    copy = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(font)), keep)
    # On Windows, what matplotlib has opened stays until the process ends.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / font.name
        path.write_bytes(copy.blob.data)
        try:
            for text in plain:
                text.get_fontproperties().set_file(str(path))
            yield
        finally:
            for text in plain:
                text.get_fontproperties().set_file(None)


def tell_missing_glyphs(fig: Figure, font: Path, caught: list[warnings.WarningMessage]) -> None:
    """Name the characters that had no glyph, and the first three texts that hold one.

    Those that no other font here has either were drawn as a box, which a warning tells. Raises DiscourseError for
    others, and where the font leaves nothing in the place of what it lacks.
    """
    glyphs = {match for warning in caught if (match := MISSING_GLYPH.match(str(warning.message)))}
    lacking = [chr(code) for code in sorted({int(match[1]) for match in glyphs})]
    if lacking:
        named = ", ".join(f"{show_controls(character)} (U+{ord(character):04X})" for character in lacking)
        texts = dict.fromkeys(text.get_text() for text in fig.findobj(Text) if text.get_visible())
        holding = [text for text in texts if set(lacking) & set(text)]
        quoted = [repr(text if len(text) <= 40 else f"{text[:40]}…") for text in holding[:3]]
        more = [f"{len(holding) - 3} more texts"] if len(holding) > 3 else []
        said = f"the figure's font has no glyph for {named}, in {', '.join(quoted + more) or 'the figure'}"
        look = "where a text was misread, `discourse check` names it: take it out of the manifest, or give a sound file"
        own, usual = (
            uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))) for path in (font, font_path())
        )
        box = own.get_glyph_extents(0)
        if not (box and box.width) or any(usual.get_nominal_glyph(ord(character)) for character in lacking):
            repair = "draw it inside `with discourse.theme():`, with a font that has them, or reword it"
            raise DiscourseError(f"{said}: {repair}; {look}")
        warnings.warn(f"{said}: a box stands in its place; {look}", stacklevel=4)


def check_figure(fig: Figure) -> None:
    """Refuse what is no Figure."""
    if not isinstance(fig, Figure):
        raise DiscourseError(f"fig={type(fig).__name__} must be a matplotlib Figure: of Axes, pass ax.figure")
