"""How every figure looks and in which language it speaks."""

import functools
import importlib.util
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from numbers import Real
from pathlib import Path
from typing import NamedTuple

import matplotlib
import matplotlib.style
import pandas as pd
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

from discourse.errors import DiscourseError, MissingFileError, one_of
from discourse.figures.base.column_types import coerce_frame

SHEET = Path(__file__).with_name("discourse.mplstyle")
FONT_FILE = "NotoSansSC-Regular.ttf"
# A name of its own: another "Noto Sans SC" on the machine could otherwise be chosen instead.
FAMILY = "Discourse Noto Sans SC"
LANGUAGES = ("zh", "en")
# Widths of a figure in millimetres: narrower cannot hold a term and its counts, wider is no page.
NARROWEST, WIDEST = 60, 500

WORDS = {
    "rate_per": ("每千{base}次数", "Occurrences per 1,000 {base}"),
    "base_word": ("词", "words"),
    "base_character": ("字", "characters"),
    "interval": ("{rate}（横线：95% 区间）", "{rate} (lines: 95% interval)"),
    "range": ("{rate}（横线：各篇的最低至最高）", "{rate} (lines: lowest to highest article)"),
    "each_article": ("每点一篇（共 {articles} 篇）", "a mark for each of {articles} articles"),
    "articles": ("篇", "texts"),
    "articles_cut": ("另有 {cut} 篇未画", "articles not drawn: {cut}"),
    "largest": ("{value}，各节中的最大值", "{value}, the largest of the sections"),
    "n": ("次数", "Count"),
    "tf": ("词频 tf", "tf"),
    "idf": ("逆文档频率 idf", "idf"),
    "tfidf": ("tf-idf", "tf-idf"),
    "pmi": ("点互信息 PMI", "PMI"),
    "pmi2": ("PMI²", "PMI²"),
    "g2": ("对数似然 G²", "G²"),
    "log_dice": ("logDice", "logDice"),
    "npmi": ("归一化点互信息 NPMI", "NPMI"),
    "pairs_near": ("{k} 词以内的共现次数", "Times within {k} words"),
    "pairs": ("同现窗口数", "Windows shared"),
    "blank": ("{value}（空白：未出现）", "{value} (blank: absent)"),
    "never": ("{value}（空白：未同现）", "{value} (blank: never together)"),
    "none": ("（无）", "(none)"),
    "section": ("第{section}节", "Section {section}"),
    "sections": ("节", "Section"),
    "front": ("篇首", "Lead"),
    "whole": ("全文", "Whole text"),
    "words": ("词数", "Words"),
    "from_start": (
        "距篇首的词数（标点与版本信息不计）",
        "Words from the beginning (without punctuation and imprint)",
    ),
    "section_lines": ("浅竖线：节的起点", "Faint lines: where sections begin"),
    "units_cut": ("另有 {cut} 个词项未画", "{cut} more not drawn"),
    "emphasis": (
        "频率之比，以 2 为底的对数（±1：相差一倍；横线：95% 区间）",
        "Log ratio of the rates, base 2 (±1: twice the rate; lines: 95% interval)",
    ),
    "apart_cut": ("差别最大的 {top} 项；另有 {cut} 项未画", "The {top} largest differences; {cut} more not drawn"),
    "no_rate": ("{cut} 项没有频率，未画", "{cut} without a rate not drawn"),
    "trend": ("{rate}（竖线：95% 区间）", "{rate} (lines: 95% interval)"),
    "undated": ("{cut} 篇没有日期，未画", "not drawn: {cut} without a date"),
    "uncounted": ("{cut} 篇在表中没有次数，未画", "not drawn: {cut} without counts in the table"),
    "date_unsure": ("空心：日期系推断，或为转载网站所记", "hollow: date inferred, or that of a copying site"),
    "one_day": ("同日数篇：并列而不连线", "articles of one day: side by side, not joined"),
    "dense": ("区间过密，未画", "intervals too dense to draw"),
    "no_interval": ("无竖线：表中没有区间（如 0 次）", "no line: no interval in the table, as for a count of 0"),
    "date": ("{year}年{month}月{day}日", "{day} {name} {year}"),
    "day": ("{month}月{day}日", "{day} {name}"),
    "month": ("{month}月", "{name}"),
    "year": ("{year}年", "{year}"),
    "more_old": ("← 更多见于 {doc}", "← more in {doc}"),
    "more_new": ("更多见于 {doc} →", "more in {doc} →"),
    "shift_side": ("合计 {bits} 比特（{share}%）", "{bits} bits in all ({share}%)"),
    "shift": (
        "占两文 Jensen–Shannon 散度（{bits} 比特）的百分比",
        "Share of the Jensen–Shannon divergence of {bits} bits (%)",
    ),
    "shift_drawn": ("所画 {drawn} 项（共 {rows} 项）合占 {share}%", "the {drawn} drawn of {rows} make {share}% of it"),
    "shift_part": (
        "散度只计这些词项，它们占两文词数的 {covered}%",
        "the divergence is of these units alone, {covered}% of the words of both texts",
    ),
    "shift_missing": ("另有 {cut} 项无值", "{cut} more have no value"),
    "shift_tied": ("另有 {tied} 项与末项贡献相同，未画", "{tied} more add as much as the last one and are not drawn"),
    "shift_hollow": ("空心：只见于一文", "hollow: in one text only"),
    "shift_note": ("贡献只作描述，不作检验", "contributions describe, they test nothing"),
    "semicolon": ("；", "; "),
    "scatter_axis": ("{doc}：每千{base}次数", "{doc}: occurrences per 1,000 {base}"),
    "scatter_new": ("↖ 更多见于 {doc}", "↖ more in {doc}"),
    "scatter_old": ("更多见于 {doc} ↘", "more in {doc} ↘"),
    "scatter_log": ("对数刻度", "log scales"),
    "scatter_rank": ("刻度按名次等距", "scales evenly spaced by rank"),
    "scatter_zero": ("灰带：该版没有", "grey strips: absent"),
    "scatter_verdict": ("实心：差异可证；空心：未证", "filled: difference shown; hollow: not shown"),
    "scatter_named": ("标名 {named} / {units} 项", "{named} of {units} named"),
    "scatter_crowd": ("×k：k 项同在一处", "×k: k at one place"),
    "verdict": ("差异", "difference"),
    "shown": ("可证", "shown"),
    "not_shown": ("未证", "not shown"),
    "too_rare": ("太少，难断", "too rare to say"),
    "untested": ("未检验", "not tested"),
    "units": ("次数不同的对齐单位数", "Aligned blocks in which the counts differ"),
    "p_paired": ("配对检验 p（对数刻度）", "Paired p (log scale)"),
    "rows_here": ("{n} 行", "{n} rows"),
    "row_here": ("1 行", "1 row"),
    "able": ("可达 0.05", "0.05 in reach"),
    "even_cut": (
        "另有 {cut} 行无检验值（次数处处相同），未画",
        "rows not drawn, with the same counts everywhere: {cut}",
    ),
    "names_cut": ("另有 {cut} 处名称放不下", "names without room: {cut}"),
    "p_beyond": ("线下：数据给不出的 p", "below the line: no p possible"),
    "no_value": ("×：无值", "×: no value"),
    "terms_cut": ("另有 {cut} 词未画", "terms not drawn: {cut}"),
    "rows_cut": ("另有 {cut} 行未画", "rows not drawn: {cut}"),
    "cloud": ("最大字号 = {most}‰，最小字号 = {least}‰", "Largest type = {most}‰, smallest = {least}‰"),
    "per_mille": ("‰：每千{base}次数", "‰: occurrences per 1,000 {base}"),
    "cloud_cut": ("{note}（更少的 {cut} 词未画）", "{note} ({cut} rarer ones not drawn)"),
    "cloud_no_test": ("图示差异，并非检验", "shows differences, tests none"),
    "comparison_cloud": (
        "字号与每千{base}次数之差成正比：最大 {most}‰，最小 {least}‰",
        "Type size = difference per 1,000 {base}: largest {most}‰, smallest {least}‰",
    ),
    "comparison_cut": ("另有 {cut} 词差别更小，未画", "{cut} smaller differences not drawn"),
    "comparison_even": ("{cut} 词两版相同", "{cut} even in both"),
    "network": ("面积：含该词的窗口数（{range}）", "Area: windows that hold the term ({range})"),
    "network_near": ("面积：该词的次数（{range}）", "Area: places of the term ({range})"),
    "network_width": ("线宽：{value}（{range}）", "Line width: {value} ({range})"),
    "network_larger": ("取两版中较大者", "the larger of both articles"),
    "network_lacks": ("虚线、空心：{doc}所无", "broken lines, hollow: not in {doc}"),
    "network_cut": ("另有 {cut} 对不到 {minimum}，未画", "{cut} more pairs under {minimum} not drawn"),
    "network_unnamed": ("{cut} 个词无处标名", "names without room: {cut}"),
    "paired_both": ("两版都有（{n} 对）", "in both ({n} pairs)"),
    "paired_one": ("只在{doc}共现（{n} 对）", "together only in {doc} ({n})"),
    "kept": ("保留", "kept"),
    "dropped": ("删去", "dropped"),
    "added": ("新增", "added"),
    "moved": ("移位", "moved"),
    "and": ("、", ", "),
    "lists_both": ("两版都有的列举", "Lists in both versions"),
    "lists_one": ("只见于一版的列举", "Lists in one version only"),
    "lists_cut": ("另有 {cut} 组变动的列举未画", "{cut} more changed lists not drawn"),
    "title": ("标题", "title"),
    "subtitle": ("副题", "subtitle"),
    "lead": ("导语", "lead"),
    "heading": ("小标题", "heading"),
    "question": ("问", "question"),
    "answer": ("答", "answer"),
    "body": ("正文", "body"),
    "imprint": ("版本信息", "imprint"),
    "section_old": ("旧版第{section}节", "Section {section} of the old"),
    "rewriting": (
        "占该节两版词数之和的比例（%；标点与版本信息不计）",
        "Share of the words of the section in both versions together (%; without punctuation and imprint)",
    ),
    "ribbon": (
        "长度与词数成正比（标点与版本信息不计）；上为旧版，下为新版",
        "Lengths are proportional to words (without punctuation and imprint); the old version above, the new below",
    ),
    "change_same": ("相同", "same"),
    "change_punctuation": ("标点、残损", "punctuation, damage"),
    "change_reworded": ("改写", "reworded"),
    "change_expanded": ("扩写", "expanded"),
    "change_shortened": ("缩写", "shortened"),
    "change_changed": ("改动", "changed"),
    "change_added": ("新增", "added"),
    "change_dropped": ("删去", "dropped"),
    "change_moved": ("移动", "moved"),
}


class Setting(NamedTuple):
    """What a theme sets: the language, the width of figures in millimetres (None: each its own), and the font."""

    language: str = "zh"
    width: float | None = None
    font: Path | None = None


class PlotRecord(NamedTuple):
    """What a plot leaves on the Axes it drew, for the caption: its own name, its `value`, its `labels`, its font."""

    plot: str
    value: str | None
    labels: object
    font: Path


_setting: ContextVar[Setting | None] = ContextVar("setting", default=None)


def font_path() -> Path:
    """Return the file of the font that figures use: the theme's, by default the Chinese font that comes along.

    That one lies in the installed package zhplot, found without importing it: its import would change matplotlib's
    settings. Raises DiscourseError where the package is missing, MissingFileError where the file is.

    >>> font_path().name
    'NotoSansSC-Regular.ttf'
    """
    return current_setting().font or _own_font()


def style(*, font: Path | None = None) -> dict[str, object]:
    """Return the settings of every figure: the style sheet, the width of the theme, and its font (or `font`) by name.

    Keys and values are matplotlib's rcParams. Figures are to be saved under them too, since some are read only then.

    >>> style()["pdf.fonttype"], style()["svg.fonttype"]
    (42, 'path')
    """
    sheet = matplotlib.rc_params_from_file(SHEET, use_default_template=False)
    if width := current_setting().width:
        sheet["figure.figsize"] = [width / 25.4, sheet["figure.figsize"][1]]
    return {**sheet, "font.family": [_register_font(font or font_path())]}


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
    one_of("language", language, LANGUAGES)
    token = _setting.set(Setting(language, _checked_width(width), _checked_font(font)))
    try:
        with matplotlib.style.context(["default", style()]):
            yield
    finally:
        _setting.reset(token)


def current_setting() -> Setting:
    """Return what the theme around the call sets, the defaults outside any."""
    return _setting.get() or Setting()


def current_language() -> str:
    """Return the language of the theme around the call, "zh" outside any."""
    return current_setting().language


def word(key: str, **values: object) -> str:
    """Return a fixed word of the figures in the current language, with `values` filled in."""
    return WORDS[key][LANGUAGES.index(current_language())].format(**values)


def word_for(name: object) -> str:
    """Return the fixed word for a name of a frame, such as a kind or a column, else the name itself."""
    return word(name) if name in WORDS else str(name)


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
    """Make `plot` draw under the theme around the call, or under the default one, and note on its Axes what it drew."""

    @in_theme
    @functools.wraps(plot)
    def drawn(*args, **kwargs):
        given = inspect.signature(plot).bind(*args, **kwargs)
        given.apply_defaults()
        plain = {
            name: coerce_frame(each) if isinstance(each, pd.DataFrame) else each
            for name, each in given.arguments.items()
        }
        ax = plot(**plain)
        ax.drawn = PlotRecord(plot.__name__, given.arguments.get("value"), given.arguments.get("labels"), font_path())
        return ax

    return drawn


def _checked_width(width: float | None) -> float | None:
    if width is None:
        return None
    if isinstance(width, bool) or not isinstance(width, Real) or not NARROWEST <= width <= WIDEST:
        raise DiscourseError(
            f"width={width!r} is no width of a figure in millimetres: use 85 (a column), 170 (the whole page), "
            f"or another from {NARROWEST} to {WIDEST}"
        )
    return width


def _checked_font(font: str | Path | None) -> Path | None:
    if font is None:
        return None
    if not isinstance(font, (str, Path)):
        raise DiscourseError(f"font={font!r} is no path: give that of a font file (.ttf, .ttc, .otf)")
    path = Path(font)
    if not path.is_file():
        raise MissingFileError(f"font={str(font)!r} is not there: give the path of a font file (.ttf, .ttc, .otf)")
    try:
        FT2Font(str(path))
    except RuntimeError as error:
        raise DiscourseError(f"font={str(font)!r} is no font file of use: give a .ttf, .ttc or .otf") from error
    return path.resolve()


def _own_font() -> Path:
    package = importlib.util.find_spec("zhplot")
    if package is None or not package.submodule_search_locations:
        raise DiscourseError("the package 'zhplot' with the Chinese font is missing: pip install zhplot==1.0.0")
    path = Path(package.submodule_search_locations[0]) / "fonts" / FONT_FILE
    if not path.is_file():
        raise MissingFileError(f"the Chinese font is missing: {path}; pip install --force-reinstall zhplot==1.0.0")
    return path


def _register_font(path: Path) -> str:
    """Make the font of `path` known to matplotlib, once, and return the name by which it is found."""
    name = FAMILY if path.name == FONT_FILE else f"Discourse {path.as_posix()}"
    if not any(entry.name == name for entry in fontManager.ttflist):
        before = len(fontManager.ttflist)
        fontManager.addfont(path)
        # Whatever weight and slant the file has, it is the one that is meant.
        plain = {"name": name, "style": "normal", "variant": "normal", "weight": 400, "stretch": "normal"}
        fontManager.ttflist[before:] = [replace(entry, **plain) for entry in fontManager.ttflist[before:]]
    return name
