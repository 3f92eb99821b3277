"""How every figure looks and in which language it speaks."""

import functools
import importlib.util
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import matplotlib.pyplot as plt
import matplotlib.style
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

from discourse.errors import DiscourseError, MissingFileError, one_of
from discourse.figures.base.column_types import coerce_frame
from discourse.strings import LANGUAGES, STRINGS, translate

SHEET = Path(__file__).with_name("discourse.mplstyle")
FONT_FILE = "NotoSansSC-Regular.ttf"
# A name of its own: another "Noto Sans SC" on the machine could otherwise be chosen instead.
FAMILY = "Discourse Noto Sans SC"
# Widths of a figure in millimetres: narrower cannot hold a term and its counts, wider is no page.
NARROWEST, WIDEST = 60, 500
# The height of a page in points, 226 mm: leaves room for a caption.
PAGE_HEIGHT = 640
# Sizes for which matplotlib has no setting, as shares of the size of the type: from line to line, from line to line in
# a legend, and around the ink of a name in a row.
LINE_STEP, LEGEND_STEP, ROW_STEP, ROW_AIR = 1.1, 1.7, 1.12, 0.2
# The same for what stands in the right margin above and below the rows: a head, the mark under it, and a foot.
HEAD_UP, MARK_UP, FOOT_DOWN, MARK_IN = 1.5, 0.7, 1.8, 0.3

# What the docstring of every plot says of its last two arguments, and of what it returns.
OF_EVERY_PLOT = """\
    `labels` hold what is printed for names: a dict, a lexicon, a corpus, or a list of these; a name that none of them
    has is printed as it is. `ax` are the Axes to draw on, by default those of a new figure.

    Returns the Axes, with a record of what was drawn, from which `save_figure` makes the caption."""


class Setting(NamedTuple):
    """What a theme sets: the language, the width of figures in millimetres (None: each its own), and the font."""

    language: str = "zh"
    width: float | None = None
    font: Path | None = None

    @classmethod
    def checked(cls, language: str, width: float | None, font: str | Path | None) -> "Setting":
        """Return the setting of a theme; refuse another language, what is no width, and what is no font."""
        one_of("language", language, LANGUAGES)
        if width is not None and (
            isinstance(width, bool) or not isinstance(width, Real) or not NARROWEST <= width <= WIDEST
        ):
            raise DiscourseError(
                f"width={width!r} is no width of a figure in millimetres: use 85 (a column), 170 (the whole page), "
                f"or another from {NARROWEST} to {WIDEST}"
            )
        if font is None:
            return cls(language, width)
        if not isinstance(font, (str, Path)):
            raise DiscourseError(f"font={font!r} is no path: give that of a font file (.ttf, .ttc, .otf)")
        path = Path(font)
        if not path.is_file():
            raise MissingFileError(f"font={str(font)!r} is not there: give the path of a font file (.ttf, .ttc, .otf)")
        try:
            FT2Font(str(path))
        except RuntimeError as error:
            raise DiscourseError(f"font={str(font)!r} is no font file of use: give a .ttf, .ttc or .otf") from error
        return cls(language, width, path.resolve())


class PlotRecord(NamedTuple):
    """What a plot leaves on the Axes it drew, for captions and files.

    Its own name, the `measures` it shows, by their columns, if it draws their `intervals`, what `n` counts where the
    columns of its frame do not tell ("words" or "places"), how many rows, units, pairs or articles it says it leaves
    out, its `labels` and its font.
    """

    plot: str = ""
    measures: tuple[str, ...] = ()
    intervals: bool = False
    counted: str | None = None
    left_out: int = 0
    labels: object = None
    font: Path | None = None


_setting: ContextVar[Setting | None] = ContextVar("setting", default=None)


def font_path() -> Path:
    """Return the file of the font that figures use: the theme's, by default the Chinese font that comes along.

    That one lies in the installed package zhplot, found without importing it: its import would change matplotlib's
    settings. Raises DiscourseError where the package is missing, MissingFileError where the file is.

    >>> font_path().name
    'NotoSansSC-Regular.ttf'
    """
    return current_setting().font or installed_font()


@functools.cache
def installed_font() -> Path:
    """Return the file of the font that comes along, looked for once: a figure asks for each of its texts."""
    package = importlib.util.find_spec("zhplot")
    if package is None or not package.submodule_search_locations:
        raise DiscourseError("the package 'zhplot' with the Chinese font is missing: pip install zhplot==1.0.0")
    path = Path(package.submodule_search_locations[0]) / "fonts" / FONT_FILE
    if not path.is_file():
        raise MissingFileError(f"the Chinese font is missing: {path}; pip install --force-reinstall zhplot==1.0.0")
    return path


def style(*, font: Path | None = None) -> dict[str, object]:
    """Return the settings of every figure: the style sheet, the width of the theme, and its font (or `font`) by name.

    Keys and values are matplotlib's rcParams. Figures are to be saved under them too, since some are read only then.

    >>> style()["pdf.fonttype"], style()["svg.fonttype"]
    (42, 'path')
    """
    sheet = read_sheet().copy()
    if width := current_setting().width:
        sheet["figure.figsize"] = [width / 25.4, sheet["figure.figsize"][1]]
    path = font or font_path()
    family = FAMILY if path.name == FONT_FILE else f"Discourse {path.as_posix()}"
    if not any(entry.name == family for entry in fontManager.ttflist):
        before = len(fontManager.ttflist)
        fontManager.addfont(path)
        # Whatever weight and slant the file has, it is the one that is meant.
        meant = {"name": family, "style": "normal", "variant": "normal", "weight": 400, "stretch": "normal"}
        fontManager.ttflist[before:] = [replace(entry, **meant) for entry in fontManager.ttflist[before:]]
    return {**sheet, "font.family": [family]}  # type: ignore[dict-item]


@functools.cache
def read_sheet() -> matplotlib.RcParams:
    """Return the settings of the style sheet, read once: each plot asks for them."""
    return matplotlib.rc_params_from_file(SHEET, use_default_template=False)


@contextmanager
def theme(*, language: str = "zh", width: float | None = None, font: str | Path | None = None) -> Iterator[None]:
    """Draw all figures of a block in one look and one language, "zh" or "en".

    `width` is the width of the figures in millimetres, such as 85 for a column of a journal page and 170 for the whole
    page; without it each figure takes that of the two which suits it. `font` is the file of another font (.ttf, .ttc,
    .otf), for a journal that asks for 宋体. The settings of matplotlib are its defaults and the style sheet inside the
    block, and what they were after it. A plot outside any block is drawn as in `theme(language="zh")`.

    Raises DiscourseError for another language, a width that is none, or a file that is no font; MissingFileError
    where `font` is not there.

    >>> with theme(language="en"):
    ...     current_language()
    'en'
    """
    setting = Setting.checked(language, width, font)
    load_backend()
    token = _setting.set(setting)
    try:
        with matplotlib.style.context(["default", style()]):
            yield
    finally:
        _setting.reset(token)


@functools.cache
def load_backend() -> None:
    """Load what shows figures, once, outside the settings of any theme.

    That of notebooks turns interactive drawing on when it is loaded; inside a theme this would end with it, and no
    later cell would show its figures.
    """
    plt.draw_if_interactive()


def current_setting() -> Setting:
    """Return what the theme around the call sets, the defaults outside any."""
    return _setting.get() or Setting()


def current_language() -> str:
    """Return the language of the theme around the call, "zh" outside any."""
    return current_setting().language


def localize(key: str, **values: Any) -> str:
    """Return a fixed text in the current language, with `values` filled in (see `discourse.strings.translate`)."""
    return translate(key, language=current_language(), **values)


def localize_name(topic: str, name: object) -> str:
    """Return the fixed text for a name of a frame, such as a kind or a measure, else the name itself."""
    key = f"{topic}.{name}"
    return localize(key) if key in STRINGS else str(name)


def quantity(n: int, unit: str, **values: Any) -> str:
    """Return a number with its noun, as in "1,281 words"; `unit` is a key of the fixed texts."""
    return f"{n:,} {localize(unit, n=n, **values)}"


def in_theme(draw: Callable) -> Callable:
    """Make `draw` work under the theme around the call, or under the default one."""

    @functools.wraps(draw)
    def under_a_theme(*args, **kwargs):
        if _setting.get() is not None:
            return draw(*args, **kwargs)
        with theme():
            return draw(*args, **kwargs)

    return under_a_theme


def themed(plot: Callable) -> Callable:
    """Make `plot` draw under the theme around the call, or under the default one, and note on its Axes what it drew.

    Its docstring says, before the example, what is true of every plot.
    """
    about, example, result = (plot.__doc__ or "").partition("\n\n    >>>")
    plot.__doc__ = f"{about}\n\n{OF_EVERY_PLOT}{example}{result}"

    @in_theme
    @functools.wraps(plot)
    def recorded(*args, **kwargs):
        try:
            given = inspect.signature(plot).bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{plot.__name__}() {error}") from None
        given.apply_defaults()
        if not isinstance(ax := given.arguments["ax"], Axes | None):
            raise DiscourseError(f"ax is a {type(ax).__name__}, no Axes; give one panel, as plt.subplots()[1] is")
        frames = {name: each for name, each in given.arguments.items() if isinstance(each, pd.DataFrame)}
        ax = plot(**given.arguments | {name: coerce_frame(frame) for name, frame in frames.items()})
        labels = given.arguments.get("labels")
        ax.drawn = ax.drawn._replace(plot=plot.__name__, labels=labels, font=font_path())
        return ax

    return recorded


def record_plot(
    ax: Axes, *, measures: Iterable[str] = (), intervals: bool = False, counted: str | None = None, left_out: int = 0
) -> Axes:
    """Return `ax` with a record of what was drawn on it (see `PlotRecord`)."""
    ax.drawn = PlotRecord(measures=tuple(measures), intervals=intervals, counted=counted, left_out=left_out)  # type: ignore[attr-defined]
    return ax
