"""Two clouds on one scale: what the old version has more of, and what the new."""

import matplotlib
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import NothingToDrawError
from discourse.figures.base.arguments import compared, rate_unit_name, with_rates
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import article_styles, printed_names, wrap
from discourse.figures.base.notes import fill_lines, print_above, print_notes
from discourse.figures.base.page import figure_width, new_axes
from discourse.figures.base.text_size import name_width, small_size
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.figures.wordcloud import (
    PlacedWord,
    cloud_area,
    draw_words,
    fullest_scale,
    largest_type,
    lay_out_words,
    measure_words,
)

MADE_BY = "dc.compare"
# The centres of both clouds, as shares of the width; what lies between, in points; a line of a note, in type sizes.
CENTRES, BETWEEN, LINE = (0.25, 0.75), 10, 1.3
# Rates nearer than this are even: they differ by the rounding of the computer.
EVEN = 1e-9


@themed
def plot_comparison_cloud(
    change: pd.DataFrame, *, top: int = 60, of: str | None = None, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw what `old` has more of as a cloud at the left, and what `new` has more of as one at the right.

    The area of a word's type is strictly proportional to the difference of its two rates per 1,000 words, on one scale
    in both clouds: the one at which the emptier has most of its words on these Axes. A word stands once, on the side
    that has more of it, and in the colour of that version. At most `top` words a side are drawn, the largest
    differences first; no word is shrunk to fit, and those that would fall below the smallest legible type are left out,
    as are the first that find no room, of many that differ as much the last by their characters, and all of a smaller
    difference. The line below says how many are, how many have equal rates, and what the largest and the smallest type
    mean.

    A cloud shows and does not test: in short texts most differences are of one or two mentions, and frequent words
    differ most. For what can be claimed see `plot_emphasis` and `dc.add_paired_test`.

    `change` has one row per unit: `term`, else `word`, else the column named by `of`; and `rate_old, rate_new, old,
    new`, as `dc.compare` returns. A row that misses a rate is not drawn, and the line below counts it. Raises
    DiscourseError for missing columns, doubled rows, a rate that is negative or infinite, a frame without any pair of
    rates, one that compares more than two versions, rates that are all even, and Axes in which no word is legible.

    >>> change = pd.DataFrame({"term": ["光伏"], "rate_old": [1.0], "rate_new": [2.0], "old": ["a"], "new": ["b"]})
    >>> [text.get_text() for text in plot_comparison_cloud(change).texts]
    ['（无）', '← 更多见于 a', '光伏', '更多见于 b →']
    """
    change, (unit,), *docs = compared(change, of, ["rate_old", "rate_new"], maker=MADE_BY)
    rows = with_rates(change, maker=MADE_BY)
    difference = rows["rate_new"] - rows["rate_old"]
    if (difference.abs() < EVEN).all():
        raise NothingToDrawError("all units have the same rate in both versions, and a cloud shows differences")
    sides = [rows.assign(more=sign * difference).query("more >= @EVEN") for sign in (-1, 1)]
    sides = [side.sort_values(["more", unit], ascending=[False, True]).set_index(unit)["more"] for side in sides]
    drawn = [side.head(check_top(top)) for side in sides]
    names = printed_names([*(name for side in drawn for name in side.index), *docs], labels)
    ax = ax or new_axes(columns=2, height=205 + 0.1 * figure_width(None, columns=2))
    width, units = figure_width(ax, columns=2), sum(map(len, sides))
    unseen = {"even": len(rows) - units, "missing": len(change) - len(rows), "base": rate_unit_name(change)}
    # The longest note that there can be tells how much is left for the clouds.
    lines = len(fill_lines(_comparison_notes(99.9, 99.9, units, **unseen), width))
    both, height = cloud_area(ax, lines=3)
    area = both / 2 - BETWEEN, height - (lines - 1) * LINE * small_size()
    line = name_width(width, share=0.25, most=22)
    sized = [measure_words(side.rename(index=lambda name: wrap(names[name], line))) for side in drawn]
    clouds = {doc: cloud for doc, cloud in zip(docs, sized, strict=True) if len(cloud)}
    scale = fullest_scale(list(clouds.values()), area)
    placed = {doc: lay_out_words(cloud, scale, area) for doc, cloud in clouds.items()}
    looks = article_styles(docs, labels)
    for doc, centre, head in zip(docs, CENTRES, ("legend.more_old", "legend.more_new"), strict=True):
        words = placed.get(doc) or [PlacedWord(localize("legend.none"), small_size(), 0, 0)]
        draw_words(ax, words, color=looks[doc].ink, centre=centre)
        print_above(ax, localize(head, doc=names[doc]), centre, align="center", share=0.85, color=looks[doc].ink)
    ax.plot([0.5, 0.5], [0, 1], color=matplotlib.rcParams["axes.edgecolor"], lw=0.6, marker="", transform=ax.transAxes)
    seen = [scale * (word.size / largest_type()) ** 2 for words in placed.values() for word in words]
    print_notes(ax, _comparison_notes(max(seen), min(seen), units - len(seen), **unseen))
    return record_plot(ax, measures=["rate"], left_out=len(change) - len(seen))


def _comparison_notes(most: float, least: float, cut: int, *, even: int, missing: int, base: str) -> list[str]:
    """Return what has to be said below: what sizes mean, what is not drawn, and that nothing is tested."""
    sizes = localize("note.comparison_sizes", most=f"{most:.1f}", least=f"{least:.1f}", unit=base)
    counts = (("note.smaller_cut", cut), ("note.even", even), ("note.no_rate", missing))
    return [sizes, localize("note.cloud_no_test"), *(localize(key, cut=number) for key, number in counts if number)]
