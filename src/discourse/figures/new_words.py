"""Which words are new, and which are said for the last time, year by year."""

import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import NothingToDrawError, one_of
from discourse.figures.base.arguments import require_rows, unit_column
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import printed_names
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import counts_in_margin, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, fit_rows
from discourse.figures.base.text_size import row_height, small_size, text_width
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.schema import ADDED, DROPPED

MADE_BY = "dc.vocabulary_change"
# Which date a word stands at, by what became of it.
DATES = {ADDED: "first", DROPPED: "last"}
# Points: above and below the rows; from the Axes to the end of the column of counts; between the year and its words.
FRAME, COUNT_RIGHT, LEFT = 40, 24, 4


@themed
def plot_new_words(
    vocabulary: pd.DataFrame,
    *,
    change: str = ADDED,
    of: str | None = None,
    top: int = 15,
    labels: object = None,
    ax: Axes | None = None,
) -> Axes:
    """Print the words that are new in each year, or with change="dropped" those that stand there for the last time.

    Of each year the `top` words with the most places in all texts are printed, the most frequent first, and behind them
    how many there are besides; at the right, how many in all. Where the page has no room for all years, the latest are
    drawn, and a note counts the others.

    `vocabulary` are rows of what `dc.vocabulary_change` returns; those of the verdict shown leave out what chance may
    have brought. Raises DiscourseError for missing columns, a `change` that is neither, and where no word is such.

    >>> words = pd.DataFrame({"word": ["算力", "光伏"], "n": [5, 9], "first": [2021, 2019], "change": "added"})
    >>> [label.get_text() for label in plot_new_words(words).get_yticklabels()]
    ['2019', '2021']
    """
    date = DATES[one_of("change", change, DATES)]
    unit = unit_column(vocabulary, of, maker=MADE_BY)
    rows = require_rows(vocabulary, [unit, "n", date, "change"], maker=MADE_BY)
    rows = rows[rows["change"].eq(change)].sort_values(["n", unit], ascending=[False, True], kind="stable")
    if rows.empty:
        raise NothingToDrawError(f"no row of the frame has change={change!r}")
    top, width = check_top(top), figure_width(ax, columns=2)
    names = printed_names(rows[unit], labels)
    # A date is printed by its year, however exact it is.
    years = list(rows.groupby(rows[date].astype(str).str[:4]))
    room = 0.92 * (width - text_width([year for year, _ in years], small_size())) - COUNT_RIGHT - 2 * LEFT - 12
    texts = [fill_words([names[each] for each in own[unit]], top, room) for _, own in years]
    heights = [row_height([text], least=1.6) for text in texts]
    heads, ranks = [year for year, _ in years], list(range(len(years)))[::-1]
    layout = fit_rows(heads, ax, frame=FRAME, heights=heights, ranks=ranks)
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    layout.draw_frame(ax)
    ax.set_xticks([])
    ax.spines[:].set_visible(False)
    ax.hlines(layout.ends[:-1], 0, 1, lw=0.5, color="0.85", transform=ax.get_yaxis_transform())
    for y, text in zip(layout.middles, layout.keep(texts), strict=True):
        ax.text(0, y, text, transform=margin(ax, right=LEFT), va="center", size=small_size(), linespacing=1.3)
    counts_in_margin(ax, [len(own) for _, own in layout.keep(years)], right=COUNT_RIGHT, at=layout.middles)
    print_notes(ax, [localize(f"new_words.{change}"), *cut_note("note.rows_cut", layout.cut)])
    return record_plot(ax, left_out=layout.cut)


def fill_words(words: list[str], top: int, room: float) -> str:
    """Return the first words in lines of up to `room` points, none broken, and how many there are besides.

    >>> from discourse.figures.base.theme import theme
    >>> with theme():
    ...     fill_words(["算力", "光伏", "氢能"], 2, 400)
    '算力、光伏……另 1 个'
    """
    between = localize("punctuation.enumeration")
    pieces = [f"{word}{between}" for word in words[:top]]
    more = localize("legend.and_more", n=len(words) - top) if len(words) > top else ""
    pieces[-1] = pieces[-1].removesuffix(between) + more
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width([lines[-1] + piece], small_size()) > room:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)
