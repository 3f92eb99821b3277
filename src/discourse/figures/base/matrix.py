"""Cells of one size in shades of one hue, with their numbers and their key: what matrices are made of."""

from collections.abc import Sequence
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from discourse.figures.base.page import axes_box, in_points
from discourse.figures.base.text_size import small_size, text_width
from discourse.figures.base.theme import localize

# The hue of values below 0, and what tells them from those above without colour.
BELOW = "Oranges"
HATCHED = {"facecolor": "none", "edgecolor": "#444444", "linewidth": 0, "hatch": "//////"}


class Cell(NamedTuple):
    """One cell: the place of its centre, and its value."""

    x: float
    y: float
    value: float


def draw_cells(ax: Axes, cells: Sequence[Cell], *, width: float, label: str) -> None:
    """Draw `cells`, y running down from 0, on Axes `width` cells wide, and their colour key below, named `label`.

    Numbers are printed in the cells where all of them fit. Where some are negative, white is 0 and the shades diverge
    from it; negative cells without a number are hatched. Infinite values have the last shade and ∞, missing ones a ×.
    """
    values = np.array([cell.value for cell in cells], dtype=float)
    known = [cell for cell, value in zip(cells, values, strict=True) if not np.isnan(value)]
    finite = values[np.isfinite(values)]
    low, high = min(0.0, finite.min(initial=0)), max(0.0, finite.max(initial=0))
    if np.isneginf(values).any() or low < 0:
        low, high = -(max(-low, high) or 1.0), max(-low, high) or 1.0
    outline = matplotlib.rcParams["grid.color"] if low < 0 else "white"
    shaded = PatchCollection(_boxes(known), cmap=shades(diverging=low < 0), edgecolor=outline, linewidth=0.8)
    shaded.set_array(np.clip([cell.value for cell in known], low, high))
    # From 0, so that a shade means a size; one value alone still needs a range.
    shaded.set_clim(low, high or 1.0)
    ax.add_collection(shaded)
    ax.set_xlim(-0.5, width - 0.5)
    ax.set_ylim(len(ax.get_yticks()) - 0.5, -0.5)
    ax.spines[:].set_visible(False)
    bar = ax.figure.colorbar(shaded, ax=ax, location="bottom", aspect=40, pad=0.02, shrink=0.9)
    bar.set_label(f"{label}  {localize('legend.no_value')}" if len(known) < len(cells) else label, linespacing=1.3)
    bar.outline.set_visible(low < 0)
    _cross_out(ax, [cell for cell, value in zip(cells, values, strict=True) if np.isnan(value)])
    if not _print_numbers(ax, shaded, known, decimals(finite)):
        _hatch(ax, [cell for cell in known if cell.value < 0])
        if low < 0:
            bar.ax.add_patch(Rectangle((low, 0), -low, 1, **HATCHED))


def _boxes(cells: Sequence[Cell]) -> list[Rectangle]:
    return [Rectangle((cell.x - 0.5, cell.y - 0.5), 1, 1) for cell in cells]


def _cross_out(ax: Axes, cells: Sequence[Cell]) -> None:
    """Draw cells that have no value."""
    grey = matplotlib.rcParams["xtick.labelcolor"]
    empty = {"facecolor": "none", "edgecolor": matplotlib.rcParams["grid.color"], "linewidth": 0.8}
    if cells:
        ax.add_collection(PatchCollection(_boxes(cells), **empty))
    for cell in cells:
        ax.text(cell.x, cell.y, "×", ha="center", va="center", size=small_size(), color=grey)


def _hatch(ax: Axes, cells: Sequence[Cell]) -> None:
    """Hatch cells, so that a negative shade differs from a positive one in grey."""
    if cells:
        ax.add_collection(PatchCollection(_boxes(cells), **HATCHED))


def _print_numbers(ax: Axes, shaded: PatchCollection, cells: Sequence[Cell], places: int) -> bool:
    """Print the values of all cells if all fit, else the infinite ones only; return whether all are printed."""
    axes_box(ax)
    room = np.subtract(*in_points(ax, [(1, -1), (0, 0)]))
    texts = [f"{cell.value:.{places}f}".replace("-", "\u2212").replace("inf", "∞") for cell in cells]
    fit = text_width(texts, small_size()) <= 0.9 * room[0] and small_size() <= 0.95 * room[1]
    for cell, text, color in zip(cells, texts, shaded.to_rgba(shaded.get_array()), strict=True):
        if not fit and np.isfinite(cell.value):
            continue
        dark = color[:3] @ (0.299, 0.587, 0.114) < 0.47
        ink_color = "white" if dark else matplotlib.rcParams["text.color"]
        ax.text(cell.x, cell.y, text, ha="center", va="center", size=small_size(), color=ink_color)
    return fit


def shades(*, diverging: bool = False) -> ListedColormap:
    """Return the sequential colour map without its palest part, which would pass for a blank cell.

    Diverging, it runs from the dark of another hue over white to its own dark.
    """
    own = matplotlib.colormaps[matplotlib.rcParams["image.cmap"]]
    if not diverging:
        return ListedColormap(own(np.linspace(0.12, 0.95, 256)))
    other = matplotlib.colormaps[BELOW](np.linspace(0.85, 0, 127))
    return ListedColormap(np.vstack([other, [[1, 1, 1, 1]] * 2, own(np.linspace(0, 0.95, 127))]))


def decimals(values: np.ndarray) -> int:
    """Return how many decimals show two digits of the largest of `values`: none where all are whole."""
    if np.all(values == np.round(values)):
        return 0
    return int(np.clip(1 - np.floor(np.log10(np.abs(values).max())), 0, 4))
