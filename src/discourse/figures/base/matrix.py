"""Matrices: cells of one size in shades of one hue, with their numbers and their colour key."""

from typing import Any

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
NEGATIVE_HUE = "Oranges"
HATCHED: dict[str, Any] = {"facecolor": "none", "edgecolor": "#444444", "linewidth": 0, "hatch": "//////"}


def draw_matrix(ax: Axes, centres: np.ndarray, values: np.ndarray, *, width: float, label: str) -> None:
    """Draw a cell of each of `values` at `centres` (rows of x, y), and their colour key below, named `label`.

    y runs down from 0, the Axes are `width` cells wide. Numbers are printed in the cells where all of them fit. Where
    some are negative, white is 0 and the shades diverge from it; negative cells without a number are hatched. Infinite
    values have the last shade and ∞, missing ones a ×.
    """
    values = np.asarray(values, dtype=float)
    missing = np.isnan(values)
    known, places = values[~missing], centres[~missing]
    finite = values[np.isfinite(values)]
    low, high = min(0.0, finite.min(initial=0)), max(0.0, finite.max(initial=0))
    if diverging := bool(np.isneginf(values).any() or low < 0):
        low, high = -(max(-low, high) or 1.0), max(-low, high) or 1.0
    grid = matplotlib.rcParams["grid.color"]
    # Without its palest part, which would pass for a blank cell; diverging, from another hue over white to its own.
    hue = matplotlib.colormaps[matplotlib.rcParams["image.cmap"]]
    colors = hue(np.linspace(0.12, 0.95, 256))
    if diverging:
        other = matplotlib.colormaps[NEGATIVE_HUE](np.linspace(0.85, 0, 127))
        colors = np.vstack([other, [[1, 1, 1, 1]] * 2, hue(np.linspace(0, 0.95, 127))])
    shaded = PatchCollection(
        _squares(places), cmap=ListedColormap(colors), edgecolor=grid if diverging else "white", linewidth=0.8
    )
    shaded.set_array(np.clip(known, low, high))
    # From 0, so that a shade means a size; one value alone still needs a range.
    shaded.set_clim(low, high or 1.0)
    ax.add_collection(shaded)
    ax.set_xlim(-0.5, width - 0.5)
    ax.set_ylim(len(ax.get_yticks()) - 0.5, -0.5)
    ax.spines[:].set_visible(False)
    bar = ax.figure.colorbar(shaded, ax=ax, location="bottom", aspect=40, pad=0.02, shrink=0.9)
    bar.set_label(f"{label}  {localize('legend.no_value')}" if missing.any() else label, linespacing=1.3)
    bar.outline.set_visible(diverging)
    if missing.any():
        ax.add_collection(PatchCollection(_squares(centres[missing]), facecolor="none", edgecolor=grid, linewidth=0.8))
    for x, y in centres[missing]:
        ax.text(x, y, "×", ha="center", va="center", size=small_size(), color=matplotlib.rcParams["xtick.labelcolor"])
    if not _print_values(ax, places, known, shaded.to_rgba(np.clip(known, low, high))) and diverging:
        # A negative shade then differs from a positive one in grey too.
        if (known < 0).any():
            ax.add_collection(PatchCollection(_squares(places[known < 0]), **HATCHED))
        bar.ax.add_patch(Rectangle((low, 0), -low, 1, **HATCHED))


def _squares(centres: np.ndarray) -> list[Rectangle]:
    return [Rectangle((x - 0.5, y - 0.5), 1, 1) for x, y in centres]


def _print_values(ax: Axes, centres: np.ndarray, values: np.ndarray, colors: np.ndarray) -> bool:
    """Print all `values` if all fit into their cells, else the infinite ones only; return whether all are printed."""
    axes_box(ax)
    wide, high = np.subtract(*in_points(ax, np.array([[1, -1], [0, 0]])))
    decimals = decimals_to_show(values[np.isfinite(values)])
    texts = [f"{value:z.{decimals}f}".replace("-", "\u2212").replace("inf", "∞") for value in values]
    fit = text_width(texts, small_size()) <= 0.9 * wide and small_size() <= 0.95 * high
    for (x, y), value, text, color in zip(centres, values, texts, colors, strict=True):
        if fit or np.isinf(value):
            ax.text(x, y, text, ha="center", va="center", size=small_size(), color=color_on(color))
    return fit


def color_on(shade: np.ndarray) -> str:
    """Return the colour of a text that can be read on a shade, of red, green, blue and more."""
    return "white" if shade[:3] @ (0.299, 0.587, 0.114) < 0.47 else matplotlib.rcParams["text.color"]


def decimals_to_show(values: np.ndarray) -> int:
    """Return how many decimals show two digits of the largest of `values`: none where all are whole."""
    if np.all(values == np.round(values)):
        return 0
    return int(np.clip(1 - np.floor(np.log10(np.abs(values).max())), 0, 4))
