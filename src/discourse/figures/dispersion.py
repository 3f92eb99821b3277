"""Where along each article chosen units stand."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import counted_rows, places_in_articles, refuse_doubled_rows, with_doc
from discourse.figures.base.focus import units_to_draw
from discourse.figures.base.labels import ArticleStyle, article_order, article_styles, printed_names, wrap
from discourse.figures.base.legends import article_legend, legend_above, legend_height
from discourse.figures.base.page import counts_in_margin, figure_width, margin, new_axes
from discourse.figures.base.rows import RowLayout, cut_note, fit_rows, row_names
from discourse.figures.base.text_size import row_height, small_size, text_extent
from discourse.figures.base.theme import localize, localize_name, record_plot, themed

MADE_BY = "dc.add_token_offset"
# Heights in points, of one article in a row, between two rows of several articles, and of what stands around all rows
# but the legends; the axis down counts points too.
LANE, GAP, FRAME = 8.5, 5.0, 44.0
# So many articles stand one below the other in the row of a unit; more have a row each, and there is one unit.
MOST_LANES = 6
# Half a tick marks what the one who speaks or writes the text did not say in its running words.
HALF_TICKS = ["title", "subtitle", "heading", "question"]
KINDS = ["title", "subtitle", "lead", "heading", "question", "answer", "body"]


@themed
def plot_dispersion(
    places: pd.DataFrame,
    *,
    top: int = 10,
    focus: str | Iterable[str] | None = None,
    of: str | None = None,
    parts: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a tick where a unit stands, along a line as long as the article, for each unit and article.

    The scale is words from the beginning, the same for all articles. `focus` names the units and their order: values of
    what was counted, or terms or categories of a lexicon among `labels`; without it the `top` most frequent are drawn,
    and the label below says how many are not. `n` stands in the right margin. A half tick stands for titles, headings
    and questions, where `places` have a `kind`; ticks that fall together are darker. Up to six articles stand one below
    the other in the row of each unit. More have a row each, and one unit is to be named. Rows for which the page has no
    room are not drawn, and the label says how many. Choose by `focus`, not by a filter: an article without any place
    would not be known.

    `parts`, words by section as `dc.count(tokens, of="kind", by=["doc", "section"])` returns, adds a faint line where
    a section begins, and, above the units, the number of each section that has room for it; section 0 is taken to
    come first.

    `places` has a row for each place, with the unit (`term`, else `word`, else the column named by `of`), `doc` (if it
    has one), `place` and `words`, as `dc.add_token_offset` returns. Rows without a place, which are punctuation and
    imprint, are not drawn. Raises DiscourseError for missing columns, unknown terms, places outside their article,
    parts of other lengths, and for more than six articles with more than one unit.

    >>> places = pd.DataFrame({"term": ["算力", "光伏", "算力"], "place": [3, 20, 90], "words": 100})
    >>> [label.get_text() for label in plot_dispersion(places).get_yticklabels()]
    ['算力', '光伏']
    """
    places, unit = counted_rows(places, of, ["place", "words"], maker=MADE_BY, keys=())
    places, ends = places_in_articles(with_doc(places), parts, maker=MADE_BY)
    if {"paragraph", "start"} <= set(places):
        refuse_doubled_rows(places, ["doc", "paragraph", "start", unit], maker=MADE_BY)
    units, cut, absent = units_to_draw(places.assign(n=1), unit, focus, labels, top)
    docs = article_order(ends, labels)
    apart, columns = len(docs) <= MOST_LANES, 1 if len(docs) < 3 else 2
    if not apart and len(units) > 1:
        raise DiscourseError(
            f"{len(units)} units in {len(docs)} articles, and more than {MOST_LANES} articles show one: "
            f"name it, as in focus={[units[0]]!r}, or choose articles"
        )
    names, looks = printed_names([*units, *docs], labels), article_styles(docs, labels)
    width, shown = figure_width(ax, columns=columns), places[places[unit].isin(units)]
    legends = [tick_legend(shown), article_legend(looks, names) if apart else ([], [])]
    rows, heads, heights = lane_rows(units, docs, names, width, numbered=parts is not None)
    frame = FRAME + sum(legend_height(texts, 0.5 * width) for _, texts in legends) + (0 if apart else 12)
    layout = fit_rows(heads, ax, frame=frame, heights=heights, least_rows=2 if rows[0].unit is None else 1)
    ax = ax or new_axes(columns=columns, height=layout.figure_height)
    layout.draw_frame(ax)
    for row, middle in zip(layout.keep(rows), layout.middles, strict=True):
        mine = shown[shown[unit].eq(row.unit)]
        row._replace(middle=middle).draw(ax, mine, ends, looks, 0.6 * width, marked=apart and docs != [""])
    _draw_around(ax, layout, ends, legends, "" if apart else names[units[0]], 0.5 * width)
    notes = cut_note("note.units_cut", cut + layout.cut) if apart else cut_note("cases_cut.article", layout.cut)
    lines = [localize("note.section_lines")] if parts is not None and not apart else []
    line = int(0.62 * width / matplotlib.rcParams["axes.labelsize"] * 2)
    below = [wrap(text, line) for text in [localize("axis.words_from_start"), *lines, *notes, *absent]]
    ax.set_xlabel("\n".join(below), linespacing=1.3)
    return record_plot(ax, counted="places", left_out=cut + layout.cut)


class LaneRow(NamedTuple):
    """A row: the unit whose places it shows (None: the sections), the articles whose lanes it has, and its middle."""

    unit: object
    docs: list[str]
    middle: float = 0.0

    def lanes(self) -> list[tuple[str, float]]:
        """Return each article with the middle of its lane."""
        first = self.middle - LANE * (len(self.docs) - 1) / 2
        return [(doc, first + LANE * lane) for lane, doc in enumerate(self.docs)]

    def draw(
        self,
        ax: Axes,
        places: pd.DataFrame,
        ends: dict[str, pd.Series],
        looks: dict[str, ArticleStyle],
        width: float,
        *,
        marked: bool,
    ) -> None:
        """Draw a line for each article, its mark before it, where its sections begin, and a tick at each place.

        The number of places stands in the margin. A row of the sections has their numbers, where these have room on the
        `width` points of the longest article.
        """
        grey, longest = matplotlib.rcParams["axes.edgecolor"], max(mine.iloc[-1] for mine in ends.values())
        half = places["kind"].isin(HALF_TICKS) if "kind" in places else pd.Series(False, index=places.index)
        for doc, y in self.lanes():
            look, begins = looks[doc], ends[doc].shift(fill_value=0)
            ax.hlines(y, 0, ends[doc].iloc[-1], color=grey, lw=0.4, zorder=1)
            ax.vlines(begins.iloc[1:], y - LANE / 2, y + LANE / 2, color=grey, lw=0.5, alpha=0.6, zorder=1)
            if marked:
                ax.plot(-0.018 * longest, y, ls="none", marker=look.marker, color=look.color, ms=2.6, mew=0.6)
            if self.unit is not None:
                mine = places["doc"].eq(doc)
                for some, foot in ((mine & ~half, 0.4), (mine & half, 0.0)):
                    low, high = y - 0.4 * LANE, y + foot * LANE
                    ax.vlines(places.loc[some, "place"], low, high, color=look.color, lw=0.9, alpha=0.85, zorder=2)
                style = {"size": small_size(), "color": look.ink, "ha": "right", "va": "center"}
                ax.text(1, y, f"{mine.sum()}", transform=margin(ax, right=2.2 * small_size()), **style)
                continue
            for section, begin in begins.items():
                text, end = localize("section.front") if section == 0 else str(section), ends[doc][section]
                if text_extent(text, small_size()).width + 2 < width / longest * (end - begin):
                    style = {"size": small_size(), "color": matplotlib.rcParams["xtick.labelcolor"]}
                    box = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
                    ax.text((begin + end) / 2, y, text, ha="center", va="center", bbox=box, **style)


def lane_rows(
    units: list, docs: list[str], names: dict, width: float, *, numbered: bool
) -> tuple[list[LaneRow], list[str], list[float]]:
    """Return a row for each unit, or for each article where these are many, with its name and its height in points.

    `numbered`, the first row has the sections of the articles, where these are few.
    """
    apart = len(docs) <= MOST_LANES
    rows = [LaneRow(each, docs) for each in units] if apart else [LaneRow(units[0], [doc]) for doc in docs]
    heads, gap = row_names(units if apart else docs, names, width, share=0.3), GAP if apart else 1.0
    if apart and numbered:
        rows, heads = [LaneRow(None, docs), *rows], [localize("unit.section").capitalize(), *heads]
    return rows, heads, [max(LANE * len(rows[0].docs), row_height([head], least=1.0)) + gap for head in heads]


def tick_legend(places: pd.DataFrame) -> tuple[list[Line2D], list[str]]:
    """Return whole and half ticks with the kinds of paragraphs that they stand for; none where there are not both."""
    kinds = places["kind"].unique() if "kind" in places else []
    kinds = sorted(kinds, key=lambda kind: ([*KINDS, kind].index(kind), str(kind)))
    sides = [[kind for kind in kinds if (kind in HALF_TICKS) == half] for half in (False, True)]
    if not all(sides):
        return [], []
    style = {"ls": "none", "color": matplotlib.rcParams["xtick.labelcolor"], "mew": 0.9}
    # Marker 2 of matplotlib is a tick that goes up.
    ticks = [Line2D([], [], marker="|", ms=0.8 * LANE, **style), Line2D([], [], marker=2, ms=0.4 * LANE, **style)]
    names, comma = [[localize_name("kind", kind) for kind in side] for side in sides], "punctuation.enumeration"
    return ticks, [localize(comma).join(side) for side in names]


def _draw_around(
    ax: Axes,
    layout: RowLayout,
    ends: dict[str, pd.Series],
    legends: list[tuple[list, list[str]]],
    title: str,
    room: float,
) -> None:
    """Set the scale; print legends above the Axes, one above the other, over them the title, and below it n's name."""
    longest = max(mine.iloc[-1] for mine in ends.values())
    # Space for the mark of an article before its first word.
    ax.set_xlim(-0.03 * longest, longest)
    ax.spines["bottom"].set_bounds(0, longest)
    for end in layout.ends[:-1]:
        ax.axhline(end, color=matplotlib.rcParams["grid.color"], lw=0.4, zorder=0)
    up = 3.0
    for handles, texts in legends:
        if texts:
            legend_above(ax, handles, texts, room=room, up=up)
            up += legend_height(texts, room)
    if title:
        ax.text(0, 1, title, transform=margin(ax, up=up + 1, data_y=False), va="bottom")
    counts_in_margin(ax, (), right=2.2 * small_size())
