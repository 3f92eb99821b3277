"""Sentences around the Axes: notes below them, and what stands on which side above them."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from discourse.figures.base.labels import wrap
from discourse.figures.base.page import figure_width, margin
from discourse.figures.base.text_size import small_size, text_extent, wrap_to_width


def print_notes(ax: Axes, notes: Sequence[str], *, name: str = "") -> None:
    """Print the name of the x-axis, and below it what has to be said of a figure, in lines as wide as its place."""
    # Beside a name stands a y-axis, and what is centred below the Axes is off the middle of the figure.
    width = figure_width(ax, columns=1) * (0.88 if name else 1)
    ax.set_xlabel("\n".join([name] * bool(name) + fill_lines(notes, width)), fontsize=small_size(), linespacing=1.3)


def print_lines(ax: Axes, notes: Sequence[str], *, width: float, size: float) -> None:
    """Print each note below the Axes on lines of its own, of up to `width` points at type `size`."""
    ax.set_xlabel("\n".join(wrap_to_width(note, width, size) for note in notes), size=size, linespacing=1.3)


def fill_lines(notes: Sequence[str], width: float) -> list[str]:
    """Return sentences side by side in lines of at most `width` points; one that is longer is broken."""
    lines = [""]
    for text in notes:
        together = f"{lines[-1]}    {text}" if lines[-1] else text
        if text_extent(together, small_size()).width <= 0.96 * width:
            lines[-1] = together
        else:
            lines += wrap(text, int(1.8 * width / small_size())).split("\n")
    return [line for line in lines if line]


def print_above(ax: Axes, text: str, x: float, *, align: str, share: float, **style) -> None:
    """Print `text` above the Axes at `x`, a share of their width, in lines of up to a `share` of the figure."""
    line = int(share * figure_width(ax, columns=1) / small_size())
    ax.text(x, 1, wrap(text, line), ha=align, transform=margin(ax, up=4, data_y=False), **style)
