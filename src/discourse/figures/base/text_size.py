"""The type of a figure: its sizes, how much room a text takes, and how many rows and lines that makes."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path as FilePath

import matplotlib
import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath, TextToPath
from matplotlib.transforms import Bbox

from discourse.figures.base.labels import wrap
from discourse.figures.base.theme import LINE_STEP, ROW_AIR, ROW_STEP, font_path


def small_size() -> float:
    """Return the smallest size of type, in points."""
    return matplotlib.rcParams["legend.title_fontsize"]


def text_extent(text: str, size: float) -> Bbox:
    """Return the box in points that the ink of `text` fills at `size`.

    Its lines are centred on x = 0, and y = 0 is the baseline of the last. It is the box of the points which draw the
    letters: the outlines of a font have points where they reach farthest, and to compute the curves between them would
    take ten times as long.
    """
    scale = size / TextToPath.FONT_SCALE
    lines = [[scale * end for end in line_extent(line, font_path())] for line in text.split("\n")]
    half = max(right - left for left, _, right, _ in lines) / 2
    (_, bottom, _, _), (_, _, _, top) = lines[-1], lines[0]
    # Versions of matplotlib set the lines of this font 1.0 to 1.1 times its size apart.
    return Bbox([[-half, bottom], [half, top + LINE_STEP * size * (len(lines) - 1)]])


@lru_cache(maxsize=20_000)
def line_extent(line: str, font: FilePath) -> tuple[float, float, float, float]:
    """Return where the ink of a line lies, x0, y0, x1, y1 at the size at which matplotlib reads outlines.

    A figure measures the same names many times, and the next figure again.
    """
    if not line.strip():
        return 0.0, 0.0, 0.0, 0.0
    path = TextPath((0, 0), line, size=TextToPath.FONT_SCALE, prop=FontProperties(fname=font))
    points = path.vertices[path.codes != Path.CLOSEPOLY]
    return *points.min(axis=0).tolist(), *points.max(axis=0).tolist()


def text_width(texts: Iterable[str], size: float) -> float:
    """Return the width in points of the longest line of `texts` at `size`."""
    return max((text_extent(text, size).width for text in texts), default=0.0)


def wrap_to_width(text: str, width: float, size: float) -> str:
    """Return `text` at `size` in as few even lines as `width` points need."""
    whole = text_extent(text, size).width
    longest = int(2 * whole / size) + 40
    for number in range(max(1, math.ceil(whole / width)), len(text) + 1):
        for units in range(8, longest, 2):
            lines = wrap(text, units)
            if lines.count("\n") < number and text_extent(lines, size).width <= width:
                return lines
    return wrap(text, int(2 * width / size))


def name_width(width: float, *, share: float = 0.32, most: int = 44) -> int:
    """Return how many half-width characters a line of names may have that gets `share` of `width` points."""
    return int(np.clip(2 * share * width / matplotlib.rcParams["ytick.labelsize"], 10, most))


def row_height(texts: Sequence[str], *, least: float = 1.5) -> float:
    """Return the height in points of even rows in which no two neighbours of `texts` touch.

    It is `least` times the type size at the least.
    """
    lines = [text.count("\n") + 1 for text in texts]
    closest = max((sum(two) / 2 for two in pairwise([lines[0], *lines])), default=1)
    return matplotlib.rcParams["ytick.labelsize"] * max(least, ROW_STEP * closest + ROW_AIR)
