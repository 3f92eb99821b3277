"""Where chosen terms stand in each of two texts: every mention at its place, with its list and who brings it up."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import counted_rows, places_in_articles
from discourse.figures.base.focus import units_to_draw
from discourse.figures.base.labels import ArticleStyle, all_labels, article_order, article_styles, printed_names
from discourse.figures.base.notes import print_lines
from discourse.figures.base.page import figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, fit_rows
from discourse.figures.base.text_size import small_size, wrap_to_width
from discourse.figures.base.theme import localize, localize_name, record_plot, themed
from discourse.schema import refuse_gaps

MADE_BY = "dc.add_context(dc.add_token_offset(mentions, base=tokens), paragraphs)"
NEEDED = ["doc", "place", "words", "section", "point", "kind", "item_rank", "list_size", "list_items", "list_pattern"]
# So many mentions of a term in a text are told in words; the strip shows all.
MOST_TOLD = 5
# Heights in points: the name of a term, the strip under it, a line of what is told, the gap between terms, and what
# stands around all terms.
NAME, STRIP, LINE, GAP, FRAME = 12.0, 11.0, 8.2, 7.0, 34.0
# The share of the width that each of two texts has.
HALF = 0.47


@themed
def plot_contexts(
    contexts: pd.DataFrame,
    *,
    focus: str | Iterable[str] | None = None,
    top: int = 4,
    parts: pd.DataFrame | None = None,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a panel for each term: its mentions along one text or two, side by side, and what is around each in words.

    The strip is as long as the text, on one scale for both; its ticks are mentions, and their number stands behind it.
    Below, each mention has a line, in the order of the text: its section and point; whether the question had named it
    (`prompting`); what became of its sentence (`change`); its rank in its list; and a line for the items of that list,
    in English by their labels where `labels` know them. `focus` names the terms: values of `term`, or categories of a
    lexicon among `labels`; without it the `top` most frequent are drawn, as many as the page holds. A note counts what
    is not drawn.

    `contexts` has a row for each mention, with `place, words` (`dc.add_token_offset`), and `item_rank, list_size …` and
    `change` (`dc.add_context`); `prompting` (`dc.add_prompting`) may be there. `parts`, as in `plot_dispersion`, adds
    the beginnings of sections. Raises DiscourseError for missing columns, more than two articles, unknown terms.

    >>> contexts = pd.DataFrame({"doc": ["a"], "term": "6G", "place": 4, "words": 9, "section": 1, "point": [4],
    ...     "kind": "answer", "item_rank": 1, "list_size": 2, "list_items": "6G|量子", "list_pattern": "quoted"})
    >>> [text.get_text() for text in plot_contexts(contexts).texts][:2]
    ['6G', '1']
    """
    contexts, unit = counted_rows(contexts, "term", NEEDED, maker=MADE_BY, keys=())
    refuse_gaps(contexts, ["doc"], name="contexts")
    contexts, ends = places_in_articles(contexts, parts, maker="dc.add_token_offset")
    docs = article_order(ends, labels)
    if len(docs) > 2:
        raise DiscourseError(f"{len(docs)} articles, and the figure has room for two: filter contexts by doc")
    units, cut, absent = units_to_draw(contexts.assign(n=1), unit, focus, labels, top)
    names, looks = printed_names([*units, *docs], labels), article_styles(docs, labels)
    width = figure_width(ax, columns=2)
    room = 0.97 * width * (HALF if len(docs) == 2 else 1)
    known = all_labels(labels)
    heads = {each: wrap_to_width(names[each], 0.97 * width, matplotlib.rcParams["font.size"]) for each in units}
    panels = [
        TermPanel.lay_out(contexts[contexts[unit] == each], each, heads[each], docs, known, room) for each in units
    ]
    layout = fit_rows([""] * len(panels), ax, frame=FRAME, heights=[panel.height for panel in panels])
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    for panel, top_of in zip(layout.keep(panels), [0, *layout.ends], strict=False):
        panel.draw(ax, top_of, contexts[contexts[unit] == panel.term], ends, looks)
    for x, doc in zip((0, 1 - HALF), docs, strict=False):
        place = margin(ax, up=5, data_y=False)
        ax.text(x, 1, wrap_to_width(names[doc], room, small_size() + 1), color=looks[doc].ink, transform=place)
    ax.set(xlim=(0, 1), ylim=(layout.ends[-1], 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    cut += layout.cut
    notes = [localize("note.contexts"), *cut_note("note.units_cut", cut), *absent]
    print_lines(ax, notes, width=0.9 * width, size=small_size())
    return record_plot(ax, counted="places", left_out=cut)


class TermPanel(NamedTuple):
    """What is drawn of a term: its name in lines, those told of its mentions, by doc, and the height of all in points.

    The strip begins `strip` points down.
    """

    term: object
    name: str
    strip: float
    lines: dict[str, list[str]]
    height: float

    @classmethod
    def lay_out(
        cls, rows: pd.DataFrame, term: object, name: str, docs: list[str], known: dict[str, str], room: float
    ) -> "TermPanel":
        """Tell the mentions of a term, its `rows`, in lines of `room` points, for each doc."""
        lines = {}
        for doc in docs:
            mine = rows[rows["doc"] == doc].sort_values("place")
            told = [text for row in mine.head(MOST_TOLD).to_dict("records") for text in describe_mention(row, known)]
            told += cut_note("note.mentions_cut", max(0, len(mine) - MOST_TOLD))
            told = told or [localize("note.no_mention")]
            lines[doc] = [line for text in told for line in wrap_to_width(text, room, small_size()).split("\n")]
        most = max(len(each) for each in lines.values())
        strip = NAME + (NAME - 2) * name.count("\n")
        return cls(term, name, strip, lines, strip + STRIP + LINE * most + GAP)

    def draw(
        self, ax: Axes, top: float, rows: pd.DataFrame, ends: dict[str, pd.Series], looks: dict[str, ArticleStyle]
    ) -> None:
        """Draw the panel from `top` points down: the name, and for each text the strip and the lines."""
        grey, longest = matplotlib.rcParams["axes.edgecolor"], max(mine.iloc[-1] for mine in ends.values())
        if top:
            ax.axhline(top, color=matplotlib.rcParams["grid.color"], lw=matplotlib.rcParams["grid.linewidth"])
        ax.text(0, top + self.strip / 2 + 1, self.name, va="center")
        for (doc, lines), left in zip(self.lines.items(), (0, 1 - HALF), strict=False):
            mine, color, y = rows[rows["doc"] == doc], looks[doc].color, top + self.strip + STRIP / 2
            scale = (HALF - 0.04 if len(self.lines) == 2 else 0.95) / longest
            ax.hlines(y, left, left + scale * ends[doc].iloc[-1], color=grey, lw=0.6, zorder=1)
            begins = left + scale * ends[doc].shift(fill_value=0).iloc[1:]
            ax.vlines(begins, y - 0.28 * STRIP, y + 0.28 * STRIP, color=grey, lw=0.5, zorder=1)
            places = left + scale * mine["place"]
            ax.vlines(places, y - 0.36 * STRIP, y + 0.36 * STRIP, color=color, lw=1.3, zorder=2)
            style = {"size": small_size(), "color": color, "va": "center"}
            ax.text(left + scale * longest + 0.01, y, f"{len(mine)}", **style)
            for at, line in enumerate(lines):
                ax.text(left, top + self.strip + STRIP + LINE * (at + 0.5), line, size=small_size(), va="center")


def describe_mention(row: dict, known: dict[str, str]) -> list[str]:
    """Say where a mention stands, in which list, who brings it up and what became of its sentence; then, its list."""
    where = localize("section.number", n=row["section"]) if row["section"] else ""
    if pd.notna(row["point"]):
        where = localize("context.point", section=where, point=row["point"])
    elif not where or row["kind"] not in ("answer", "body"):
        kind = localize_name("kind", row["kind"])
        where = localize("context.kind", section=where, kind=kind) if where else kind
    # Points are told by their number.
    said, listed = [where], pd.notna(row["list_items"]) and row["list_pattern"] != "points"
    if pd.notna(row.get("prompting")):
        said.append(localize_name("prompting", row["prompting"]))
    if pd.notna(row.get("change")):
        said.append(localize("context.change", change=localize_name("change", row["change"])))
    if listed:
        said.append(localize("context.item", rank=row["item_rank"], size=row["list_size"]))
    items = [known.get(item, item) for item in row["list_items"].split("|")] if listed else []
    return [localize("context.between").join(said), *filter(None, [localize("punctuation.enumeration").join(items)])]
