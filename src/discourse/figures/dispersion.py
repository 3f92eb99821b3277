"""Where along each article chosen units stand."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import (
    at_least_one,
    most_frequent,
    name_missing,
    named_terms,
    require,
    unit_column,
    with_doc,
)  # fmt: skip
from discourse.figures.base.labels import (
    MOST_LOOKS,
    ArticleStyle,
    article_order,
    article_styles,
    printed,
    wrap,
)
from discourse.figures.base.legends import legend_height, legend_over, mark
from discourse.figures.base.page import figure_height, figure_width, margin, new_axes
from discourse.figures.base.text_size import name_width, row_height, small_size, text_extent
from discourse.figures.base.theme import localize, localize_name, themed

MADE_BY = "dc.add_token_offset"
# Heights in points, of one article in a row, between two rows, and of what stands around all rows but the legends; the
# axis down counts points too.
LANE, GAP, FRAME = 8.5, 5.0, 44.0
# So many articles stand one below the other in the row of a unit; more have a row each, and there is one unit.
APART = 6
# Half a tick marks what the one who speaks or writes the text did not say in its running words.
AROUND = ["title", "subtitle", "heading", "question"]


class Row(NamedTuple):
    """A row: its name, the articles whose lanes it has, their unit (None for the sections), its top and its end."""

    name: str
    docs: list[str]
    unit: object
    top: float = 0.0
    end: float = 0.0

    def lanes(self) -> list[tuple[str, float]]:
        """Return each article with the middle of its lane."""
        first = (self.top + self.end - LANE * (len(self.docs) - 1)) / 2
        return [(doc, first + LANE * place) for place, doc in enumerate(self.docs)]


@themed
def plot_dispersion(
    places: pd.DataFrame,
    *,
    terms: Iterable[str] | None = None,
    top: int = 10,
    of: str | None = None,
    parts: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a tick where a unit stands, along a line as long as the article, for each unit and article.

    The scale is words from the beginning, the same for all articles. `terms` names the units and their order; without
    it the `top` most frequent are drawn, and the label below says how many are not. `n` stands in the right margin. A
    half tick stands for titles, headings and questions, where `places` have a `kind`; ticks that fall together are
    darker. Up to six articles stand one below the other in the row of each unit. More have a row each, and one unit is
    to be named. Rows for which the page has no room are not drawn, and the label says how many. Choose by `terms`, not
    by a filter: an article without any place would not be known.

    `parts`, words by section as `dc.count(tokens, of="kind", by=["doc", "section"])` returns, adds a faint line where
    a section begins, and, above the units, the number of each section that has room for it; section 0 is taken to
    come first.

    `places` has a row for each place, with the unit (`term`, else `word`, else the column named by `of`), `doc` (if it
    has one), `place` and `words`, as `dc.add_token_offset` returns. Rows without a place, which are punctuation and imprint,
    are not drawn. Raises DiscourseError for missing columns, unknown terms, places outside their article, parts of
    other lengths, and for more than six articles with more than one unit.

    >>> places = pd.DataFrame({"term": ["算力", "光伏", "算力"], "place": [3, 20, 90], "words": 100})
    >>> [label.get_text() for label in plot_dispersion(places).get_yticklabels()]
    ['算力', '光伏']
    """
    unit = unit_column(places, of, maker=MADE_BY)
    places = placed(name_missing(with_doc(require(places, [unit, "place", "words"], maker=MADE_BY)), unit))
    bounds = None if parts is None else section_bounds(parts)
    lengths = text_lengths(places, bounds)
    units, cut = chosen(places, unit, terms, at_least_one(top))
    docs = article_order(lengths.index, labels)
    check_rows(units, docs)
    apart, columns = len(docs) <= APART, 1 if len(docs) < 3 else 2
    names, looks = printed([*units, *docs], labels), article_styles(docs, labels)
    paper, shown = figure_width(ax, columns=columns), places[places[unit].isin(units)]
    legends = _legends(shown, docs if apart else [], names, looks)
    frame = FRAME + sum(legend_height(texts, 0.5 * paper) for _, texts in legends) + (0 if apart else 12)
    texts = {each: wrap(names[each], name_width(paper, share=0.3)) for each in (*units, *docs)}
    rows, lost = fitting(rows_of(units, docs, texts, head=bounds is not None), figure_height(ax) - frame)
    ax = ax or new_axes(columns=columns, height=rows[-1].end + frame)
    _draw_frame(ax, rows, lengths.max())
    for row in rows:
        _draw_row(ax, row, shown[shown[unit].eq(row.unit)], lengths, looks, marked=apart and docs != [""])
        if bounds is not None:
            _draw_bounds(ax, row, bounds, points=0.6 * paper / lengths.max())
    _draw_heads(ax, legends, paper, "" if apart else names[units[0]])
    cuts = (
        {"note.units_cut": cut + lost, "note.articles_cut": 0}
        if apart
        else {"note.units_cut": 0, "note.articles_cut": lost}
    )
    _label(ax, {"note.section_lines": bounds is not None and not apart, **cuts}, paper)
    return ax


def placed(places: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a place, as numbers, and refuse places that lie outside their article."""
    rows = require(places[places["place"].notna()], [], maker=MADE_BY).astype({"place": float, "words": float})
    outside = rows[~((rows["place"] >= 0) & (rows["place"] < rows["words"]) & np.isfinite(rows["words"]))]
    if len(outside):
        place, words, doc = outside.iloc[0][["place", "words", "doc"]]
        raise DiscourseError(
            f"place={place:g} lies outside {doc!r} with its {words:g} words, as {len(outside)} of {len(rows)} rows: "
            f"make places by {MADE_BY}"
        )
    return rows


def section_bounds(parts: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each article the words up to the end of each section, by section."""
    words = with_doc(require(parts, ["section", "n"], maker="dc.count")).groupby(["doc", "section"])["n"].sum()
    return {doc: mine.droplevel("doc").sort_index().cumsum() for doc, mine in words.groupby(level="doc")}


def text_lengths(places: pd.DataFrame, bounds: dict[str, pd.Series] | None) -> pd.Series:
    """Return the words of each article, of those too that only `bounds` know; refuse bounds of other lengths."""
    lengths = places.groupby("doc")["words"].max()
    if bounds is None:
        return lengths
    ends = pd.Series({doc: float(mine.iloc[-1]) for doc, mine in bounds.items()})
    for doc, words in lengths.items():
        if ends.get(doc) != words:
            raise DiscourseError(
                f"parts have {ends.get(doc, 0):g} words of {doc!r}, and its places say {words:g}: "
                'give as parts dc.count(tokens, of="kind", by=["doc", "section"])'
            )
    return ends


def chosen(places: pd.DataFrame, unit: str, terms: Iterable[str] | None, top: int) -> tuple[list, int]:
    """Return the units to draw, and how many are not: those named, else the `top` with the most places."""
    if terms is None:
        units = most_frequent(places.assign(n=1), unit, top)
        return units, places[unit].nunique() - len(units)
    return named_terms(terms, places[unit], unit=unit), 0


def check_rows(units: list, docs: list[str]) -> None:
    """Refuse more articles than a row can hold, where there is more than one unit."""
    if len(docs) > APART and len(units) > 1:
        raise DiscourseError(
            f"{len(units)} units in {len(docs)} articles, and more than {APART} articles show one: "
            f"name it, as in terms={[units[0]]!r}, or choose articles"
        )


def rows_of(units: list, docs: list[str], texts: dict, *, head: bool) -> list[Row]:
    """Return a row for each unit, or for each article where these are many; with `head` one for the sections before."""
    if len(docs) > APART:
        rows, gap = [Row(texts[doc], [doc], units[0]) for doc in docs], 1.0
    else:
        rows, gap = (
            [Row(localize("unit.section").capitalize(), docs, None)] * head
            + [Row(texts[each], docs, each) for each in units],
            GAP,
        )
    heights = [max(LANE * len(row.docs), row_height([row.name], least=1.0)) + gap for row in rows]
    ends = np.cumsum(heights)
    return [row._replace(top=end - height, end=end) for row, height, end in zip(rows, heights, ends, strict=True)]


def fitting(rows: list[Row], room: float) -> tuple[list[Row], int]:
    """Return the rows that end within `room` points, one with a unit at the least, and how many do not."""
    least = 2 if rows[0].unit is None else 1
    kept = max(least, sum(row.end <= room for row in rows))
    return rows[:kept], len(rows[kept:])


def _draw_frame(ax: Axes, rows: list[Row], longest: float) -> None:
    ax.set_yticks([(row.top + row.end) / 2 for row in rows], [row.name for row in rows])
    ax.set_ylim(rows[-1].end, 0)
    # Room for the mark of an article before its first word.
    ax.set_xlim(-0.03 * longest, longest)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, longest)
    for row in rows[:-1]:
        ax.axhline(row.end, color=matplotlib.rcParams["grid.color"], lw=0.4, zorder=0)


def _draw_row(
    ax: Axes, row: Row, places: pd.DataFrame, lengths: pd.Series, looks: dict[str, ArticleStyle], *, marked: bool
) -> None:
    """Draw the line of each article, its mark before it, a tick at each place, and their number in the margin."""
    around = places["kind"].isin(AROUND) if "kind" in places else pd.Series(False, index=places.index)
    for doc, y in row.lanes():
        look, mine = looks[doc], places["doc"].eq(doc)
        ax.hlines(y, 0, lengths[doc], color=matplotlib.rcParams["axes.edgecolor"], lw=0.4, zorder=1)
        if marked:
            ax.plot(-0.018 * lengths.max(), y, ls="none", marker=look.marker, color=look.color, ms=2.6, mew=0.6)
        if row.unit is None:
            continue
        for some, foot in ((mine & ~around, 0.4), (mine & around, 0.0)):
            ends = y - 0.4 * LANE, y + foot * LANE
            ax.vlines(places.loc[some, "place"], *ends, color=look.color, lw=0.9, alpha=0.85, zorder=2)
        place = {"transform": margin(ax, right=2.2 * small_size()), "ha": "right", "va": "center"}
        ax.text(1, y, f"{mine.sum()}", size=small_size(), color=look.color, **place)


def _draw_bounds(ax: Axes, row: Row, bounds: dict[str, pd.Series], *, points: float) -> None:
    """Draw where sections begin, and in the row of the sections their numbers; `points` is the width of a word."""
    grey = matplotlib.rcParams["axes.edgecolor"]
    for doc, y in row.lanes():
        ends = bounds[doc]
        begins = ends.shift(fill_value=0)
        ax.vlines(begins.iloc[1:], y - LANE / 2, y + LANE / 2, color=grey, lw=0.5, alpha=0.6, zorder=1)
        for section in ends.index if row.unit is None else []:
            text = localize("section.front") if section == 0 else str(section)
            if text_extent(text, small_size()).width + 2 < points * (ends[section] - begins[section]):
                style = {"size": small_size(), "color": matplotlib.rcParams["xtick.labelcolor"]}
                box = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
                middle = (begins[section] + ends[section]) / 2
                ax.text(middle, y, text, ha="center", va="center", bbox=box, **style)


def _legends(
    places: pd.DataFrame, docs: list[str], names: dict, looks: dict[str, ArticleStyle]
) -> list[tuple[list, list[str]]]:
    """Return the handles and texts of the legends: what the ticks mean, where there are both, and the articles."""
    kinds = places["kind"].unique() if "kind" in places else []
    order = ["title", "subtitle", "lead", "heading", "question", "answer", "body"]
    kinds = sorted(kinds, key=lambda kind: ([*order, kind].index(kind), str(kind)))
    around, running = [kind for kind in kinds if kind in AROUND], [kind for kind in kinds if kind not in AROUND]
    legends = []
    if around and running:
        style = {"ls": "none", "color": matplotlib.rcParams["xtick.labelcolor"], "mew": 0.9}
        # Marker 2 of matplotlib is a tick that goes up.
        ticks = [Line2D([], [], marker="|", ms=0.8 * LANE, **style), Line2D([], [], marker=2, ms=0.4 * LANE, **style)]
        told = [
            localize("punctuation.enumeration").join(localize_name("kind", kind) for kind in some)
            for some in (running, around)
        ]
        legends.append((ticks, told))
    if docs and docs != [""] and len(docs) <= MOST_LOOKS:
        legends.append(([mark(looks[doc]) for doc in docs], [names[doc] for doc in docs]))
    return legends


def _draw_heads(ax: Axes, legends: list[tuple[list, list[str]]], paper: float, title: str) -> None:
    """Print the legends above the Axes, one above the other, over them the unit where no row names it, and n's name."""
    up = 3.0
    for handles, texts in legends:
        legend_over(ax, handles, texts, room=0.5 * paper, up=up)
        up += legend_height(texts, 0.5 * paper)
    if title:
        ax.text(0, 1, title, transform=margin(ax, up=up + 1, data_y=False), va="bottom")
    foot = margin(ax, right=2.2 * small_size(), up=-1.8 * small_size(), data_y=False)
    ax.text(1, 0, "n", transform=foot, ha="right", size=small_size())


def _label(ax: Axes, said: dict[str, int], paper: float) -> None:
    """Print below the scale what it counts, and those of the further lines that have something to say."""
    lines = [localize("axis.words_from_start"), *(localize(key, cut=cut) for key, cut in said.items() if cut)]
    width = int(0.62 * paper / matplotlib.rcParams["axes.labelsize"] * 2)
    ax.set_xlabel("\n".join(wrap(line, width) for line in lines), linespacing=1.3)
