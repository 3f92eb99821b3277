"""Rows of two texts that face each other: what one version has on the left, what the other has on the right."""

from collections.abc import Sequence
from typing import NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform, blended_transform_factory

from discourse.figures.base.labels import article_styles, printed_names, wrap
from discourse.figures.base.notes import print_notes
from discourse.figures.base.page import figure_height, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note, fit_rows
from discourse.figures.base.text_size import small_size, text_extent, text_width
from discourse.figures.base.theme import LINE_STEP, record_plot

# What stands above and below the rows, the air between and beside texts, and above a row, in points.
FRAME, AIR, BETWEEN_ROWS = 46, 4, 5
# A longer text ends with …: a figure shows what a row is about, and the frame has all of it.
MOST_LINES = 5
# A screen sets letters on whole pixels, and a text in up to so much more width than print.
ON_SCREEN = 1.05
# The distance of the lines of a text, and how the two sides stand: which way, and how their texts and notes are set.
LEADING, SIDES = 1.14, ((-1, "right", "left"), (1, "left", "right"))


class FacingRow(NamedTuple):
    """One row: the text of either side, the mark between them, and what is noted in either margin.

    A `quiet` row is grey, and a `struck` one has its left text struck out.
    """

    left: str
    mark: str
    right: str
    left_note: str = ""
    right_note: str = ""
    quiet: bool = False
    struck: bool = False


class FacingColumns(NamedTuple):
    """How the texts of rows are broken, and where they stand, in points from the middle.

    `texts` are the pairs of texts, `line` the longest line in letters, `half` where the texts begin on either side,
    `edge` where the notes end, and `step` the distance of lines.
    """

    texts: list[list[str]]
    line: int
    half: float
    edge: float
    step: float

    @classmethod
    def fit(cls, rows: Sequence[FacingRow], names: dict[str, str], note_head: str, width: float) -> "FacingColumns":
        """Fit rows into a figure of `width` points.

        Both sides have the same room, so that the marks stand in the middle. Short texts do not take all of it: a note
        that is far from its text is read as that of another.
        """
        size, small = matplotlib.rcParams["ytick.labelsize"], small_size()
        beside = text_width([note_head, *(note for row in rows for note in (row.left_note, row.right_note))], small)
        half = text_width([row.mark for row in rows], size) / 2 + AIR
        room = width / 2 - half - beside - 2 * AIR
        line = max(4, int(1.9 * room / size))
        lines = [[wrap(text, line).split("\n") for text in (row.left, row.right)] for row in rows]
        # A text that is cut ends with … in the room of its last two signs.
        texts = [
            ["\n".join(each[:MOST_LINES])[:-2] + "…" if len(each) > MOST_LINES else "\n".join(each) for each in pair]
            for pair in lines
        ]
        told = [each for pair in texts for text in pair for each in text.split("\n")]
        heads = [each for name in names.values() for each in wrap(name, line).split("\n")]
        room = min(
            room, max(ON_SCREEN * text_width(told, size), text_width(heads, matplotlib.rcParams["font.size"]) + AIR)
        )
        return cls(texts, line, half, half + room + AIR + beside, LINE_STEP * size * LEADING)

    def heights(self) -> list[float]:
        """Return how high each row is, in points."""
        return [self.step * max(text.count("\n") + 1 for text in pair) + BETWEEN_ROWS for pair in self.texts]


def draw_facing_rows(
    rows: Sequence[FacingRow],
    docs: tuple[str, str],
    *,
    note_head: str,
    notes: list[str],
    left_out: int,
    labels: object,
    ax: Axes | None,
) -> Axes:
    """Draw as many rows as the page, or a given `ax`, holds, under the names of the two `docs`, and what is left out.

    `note_head` stands above the notes in both margins, `notes` stand below all rows, of which so many are not given.
    """
    names, looks = printed_names(docs, labels), article_styles(docs, labels)
    size, small = matplotlib.rcParams["ytick.labelsize"], small_size()
    columns = FacingColumns.fit(rows, names, note_head, figure_width(ax, columns=2))
    half, edge = columns.half, columns.edge
    layout = fit_rows([""] * len(rows), ax, frame=FRAME + (10 if ax else 0), heights=columns.heights())
    height = max(layout.ends[-1], figure_height(ax) - layout.frame) if ax else layout.ends[-1]
    ax = ax or new_axes(columns=2, height=layout.figure_height)
    ax.set(xlim=(0, 1), ylim=(height, 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    across = from_middle(ax)
    grey, rule = matplotlib.rcParams["xtick.labelcolor"], {"color": matplotlib.rcParams["grid.color"], "lw": 0.5}
    for at, y, end in zip(layout.kept, layout.middles, layout.ends, strict=True):
        row, style = rows[at], {"transform": across, "va": "center"}
        sides = zip(SIDES, docs, columns.texts[at], (row.left_note, row.right_note), strict=True)
        for (side, inner, outer), doc, text, note in sides:
            words = {"color": grey if row.quiet else looks[doc].ink, "size": size, "linespacing": LEADING, **style}
            ax.text(side * half, y, text, ha=inner, multialignment=inner, **words)
            ax.text(side * edge, y, note, ha=outer, color=grey, size=small, **style)
        ax.text(half - AIR, y, row.mark, ha="right", size=size, color=grey, **style)
        struck = columns.texts[at][0].split("\n") if row.struck else []
        for number, text in enumerate(struck):
            height_of_line = y + columns.step * (number - (len(struck) - 1) / 2)
            strike_out(ax, text, -half, height_of_line, size, looks[docs[0]].ink)
        ax.plot([-edge, edge], [end, end], marker="", transform=across, clip_on=False, **rule)
    for (side, inner, outer), doc in zip(SIDES, docs, strict=True):
        place, beyond = (margin(ax, right=side * right, up=5, data_y=False) for right in (half, edge))
        ax.text(0.5, 1, wrap(names[doc], columns.line), ha=inner, color=looks[doc].ink, transform=place)
        ax.text(0.5, 1, note_head, ha=outer, color=grey, size=small, transform=beyond)
    print_notes(ax, [*notes, *cut_note("note.rows_cut", left_out + layout.cut)])
    return record_plot(ax, left_out=left_out + layout.cut)


def from_middle(ax: Axes) -> Transform:
    """Return the transform by which x is points right of the middle of the Axes, and y is data.

    Distances across stay as they are when the Axes shrink to fit a figure.
    """
    middle = Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans + ScaledTranslation(0.5, 0, ax.transAxes)
    return blended_transform_factory(middle, ax.transData)


def strike_out(ax: Axes, line: str, end: float, y: float, size: float, color: str) -> None:
    """Strike out a line of text that ends `end` points right of the middle of the Axes, at `y`."""
    ends = [end, end - text_extent(line, size).width - 1]
    ax.plot(ends, [y, y], color=color, lw=0.6, marker="", clip_on=False, transform=from_middle(ax))
