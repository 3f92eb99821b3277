"""Several pictures on one page, one for each article or unit."""

from collections.abc import Iterable
from numbers import Real

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from discourse.errors import DiscourseError, NothingToDrawError, one_line, whole_number
from discourse.figures.base.page import figure_width
from discourse.figures.base.theme import in_theme


@in_theme
def panels(names: Iterable[str], *, columns: int = 2, height: float = 75) -> tuple[Figure, dict[str, Axes]]:
    """Return a figure with one empty panel for each of `names`, in rows of `columns`, and the panels by name.

    A row is `height` millimetres high. The figure is as wide as the theme says, else 85 mm for one column and 170 mm
    for more. Raises DiscourseError for no names, doubled names, or less than one column.

    >>> figure, axes = panels(["peoples-daily", "economic-daily"])
    >>> list(axes)
    ['peoples-daily', 'economic-daily']
    """
    if not isinstance(names, Iterable):
        raise DiscourseError(f"names={one_line(names)} must be a name for each panel, such as those of the articles")
    names = [names] if isinstance(names, str) else list(names)
    if not names:
        raise NothingToDrawError(
            "there is no panel to draw (names=[]): the texts have none of what each would show, such as sections, or "
            "terms of the lexicon that stand together"
        )
    if len(set(names)) < len(names):
        raise DiscourseError(f"names={names!r} must be different: a panel is found by its name")
    columns = min(whole_number("columns", columns, least=1), len(names))
    if isinstance(height, bool) or not isinstance(height, Real) or not 0 < height < np.inf:
        raise DiscourseError(f"height={height!r} is no height of a row; give millimetres, such as 75")
    rows = -(-len(names) // columns)
    size = figure_width(None, columns=min(columns, 2)) / 72, rows * height / 25.4
    figure, grid = plt.subplots(rows, columns, figsize=size, squeeze=False)
    places = list(grid.flat)
    for empty in places[len(names) :]:
        empty.remove()
    return figure, dict(zip(names, places, strict=False))
