"""Cells of one size in shades of one hue, with their numbers and their key: what matrices are made of."""

from collections.abc import Sequence
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from discourse.figures.canvas import ink, small


class Cell(NamedTuple):
    """One cell: the place of its centre, and its value."""

    x: float
    y: float
    value: float


def draw_cells(ax: Axes, cells: Sequence[Cell], *, width: float, label: str) -> None:
    """Draw `cells`, y running down from 0, on Axes `width` cells wide, and their colour key below, named `label`.

    Numbers are printed in the cells where all of them fit.
    """
    values = np.array([cell.value for cell in cells], dtype=float)
    boxes = [Rectangle((cell.x - 0.5, cell.y - 0.5), 1, 1) for cell in cells]
    shaded = PatchCollection(boxes, cmap=shades(), edgecolor="white", linewidth=0.8)
    shaded.set_array(values)
    # From 0, so that a shade means a size; one value alone still needs a range.
    shaded.set_clim(min(0.0, values.min()), values.max() or 1.0)
    ax.add_collection(shaded)
    ax.set_xlim(-0.5, width - 0.5)
    ax.set_ylim(len(ax.get_yticks()) - 0.5, -0.5)
    ax.spines[:].set_visible(False)
    bar = ax.figure.colorbar(shaded, ax=ax, location="bottom", aspect=40, pad=0.02, shrink=0.9)
    bar.set_label(label)
    bar.outline.set_visible(False)
    _print_numbers(ax, shaded, cells, decimals(values))


def _print_numbers(ax: Axes, shaded: PatchCollection, cells: Sequence[Cell], places: int) -> None:
    ax.figure.draw_without_rendering()
    (left, bottom), (right, top) = ax.transData.transform([(0, 0), (1, -1)])
    room = np.array([right - left, top - bottom]) * 72 / ax.figure.dpi
    texts = [f"{cell.value:.{places}f}".replace("-", "\u2212") for cell in cells]
    if max(ink(text, small()).width for text in texts) > 0.9 * room[0] or small() > 0.95 * room[1]:
        return
    for cell, text, color in zip(cells, texts, shaded.to_rgba(shaded.get_array())):
        dark = color[:3] @ (0.299, 0.587, 0.114) < 0.47
        ink_color = "white" if dark else matplotlib.rcParams["text.color"]
        ax.text(cell.x, cell.y, text, ha="center", va="center", size=small(), color=ink_color)


def shades() -> ListedColormap:
    """Return the sequential colour map without its palest part, which would pass for a blank cell."""
    return ListedColormap(matplotlib.colormaps[matplotlib.rcParams["image.cmap"]](np.linspace(0.12, 0.95, 256)))


def decimals(values: np.ndarray) -> int:
    """Return how many decimals show two digits of the largest of `values`: none where all are whole."""
    if np.all(values == np.round(values)):
        return 0
    return int(np.clip(1 - np.floor(np.log10(np.abs(values).max())), 0, 4))
