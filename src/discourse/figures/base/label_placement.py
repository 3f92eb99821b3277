"""Where words go: labels beside their marks, off each other and off the lines; words of a cloud near its centre."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from discourse.figures.base.labels import wrap
from discourse.figures.base.page import figure_width
from discourse.figures.base.text_size import small_size, text_extent

# Ways to break a name into lines, best first, as the most half-width characters of a line.
LINES = (22, 13)
# Directions of a label from its mark in degrees, and what each costs, in points of distance.
DIRECTIONS = {0: 0, 180: 0.5, 90: 1, 270: 1, 45: 1.5, 135: 1.5, 225: 1.5, 315: 1.5}
DIRECTIONS |= {22.5: 2, 67.5: 2, 112.5: 2, 157.5: 2, 202.5: 2, 247.5: 2, 292.5: 2, 337.5: 2}
STEPS = (0, 1.5, 3, 5, 8, 12, 17, 23, 30, 38, 48, 60)
# What covering one point of a line costs, and another way of breaking lines, in points of distance.
COVERED, BROKEN = 0.6, 3
ROUNDS = 3
# Farther away than NEAR points, a label needs a line to its mark, which costs as much as LED points of distance.
NEAR, LED = 5, 4
# What it costs to stand as near as that to the mark of another.
CLOSE = 6


class Written(NamedTuple):
    """A name in one way of breaking it into lines, and half the width and the height of it in points, with some air."""

    text: str
    half: np.ndarray


class Label(NamedTuple):
    """A name to be placed: the ways of writing it, best first, the centre of its mark, and the radius of that.

    Lengths are points, in the frame of the canvas.
    """

    ways: list[Written]
    centre: tuple[float, float]
    radius: float


class Spot(NamedTuple):
    """Where a label stands: its text, its box as x0, y0, x1, y1 in points of the canvas, and if a line leads to it."""

    text: str
    box: np.ndarray
    led: bool

    @property
    def middle(self) -> np.ndarray:
        """The centre of the box."""
        return (self.box[:2] + self.box[2:]) / 2


def label_options(texts: Sequence[str], size: float) -> list[Written]:
    """Return `texts`, the ways of writing one name, best first, with the room that each takes at `size`."""
    boxes = [text_extent(text, size) for text in texts]
    halves = [np.array([box.width + 3, box.height + 0.4 * size]) / 2 for box in boxes]
    return [Written(text, half) for text, half in zip(texts, halves, strict=True)]


def broken(name: str) -> list[str]:
    """Return the ways of breaking a name into lines, best first."""
    return list(dict.fromkeys(wrap(name, width) for width in LINES))


def squares(centres: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Return the boxes around marks, as rows of x0, y0, x1, y1."""
    return np.hstack([centres - radii[:, None], centres + radii[:, None]])


def place_labels(
    labels: Sequence[Label], *, taken: np.ndarray, lines: np.ndarray, frame: np.ndarray
) -> list[Spot | None]:
    """Return where each label stands free of all boxes `taken` and of the others, inside `frame`.

    The place counts that is nearest to the mark and covers least of the `lines`; no line from a label to its mark
    crosses what is taken. The first labels choose first; then each may choose again among what the others leave. A
    label that finds no place gets None.

    Boxes are rows of x0, y0, x1, y1, lines are rows of the two ends x0, y0, x1, y1; all lengths are points.
    """
    options = [_options(label, taken, lines, frame) for label in labels]
    boxes, leaders = np.full((len(labels), 4), np.nan), np.full((len(labels), 4), np.nan)
    chosen: list[int | None] = [None] * len(labels)
    for _ in range(ROUNDS):
        before = list(chosen)
        for i, mine in enumerate(options):
            boxes[i] = leaders[i] = np.nan
            chosen[i] = _best(mine, boxes, leaders)
            if chosen[i] is not None:
                boxes[i], leaders[i] = mine.boxes[chosen[i]], mine.leaders[chosen[i]]
        if chosen == before:
            break
    return [
        None if pick is None else Spot(mine.texts[pick], mine.boxes[pick], bool(np.isfinite(mine.leaders[pick, 0])))
        for pick, mine in zip(chosen, options, strict=True)
    ]


def print_label(ax: Axes, place: Sequence[float], label: Label, spot: Spot, *, size: float, **style) -> None:
    """Print a label on its spot, with a thin line to its mark at `place` (data) where it stands away from it."""
    centre = np.array(label.centre)
    away = {"xy": place, "textcoords": "offset points", "annotation_clip": False}
    ax.annotate(spot.text, xytext=spot.middle - centre, ha="center", va="center", size=size, **away, **style)
    if spot.led:
        line = {"arrowstyle": "-", "lw": 0.4, "shrinkA": 0, "shrinkB": label.radius}
        ax.annotate("", xytext=np.clip(centre, spot.box[:2], spot.box[2:]) - centre, arrowprops=line, **away)


def under(ax: Axes, said: Sequence[str], *, name: str = "") -> None:
    """Print the name of the x-axis, and below it what has to be said of a figure, in lines as wide as its place."""
    # Beside a name stands a y-axis, and what is centred below the Axes is off the middle of the paper.
    room = figure_width(ax, columns=1) * (0.88 if name else 1)
    ax.set_xlabel("\n".join([name] * bool(name) + filled(said, room)), fontsize=small_size())


def filled(said: Sequence[str], paper: float) -> list[str]:
    """Return sentences side by side in lines of at most `paper` points; one that is longer is broken."""
    lines = [""]
    for text in said:
        together = f"{lines[-1]}    {text}" if lines[-1] else text
        if text_extent(together, small_size()).width <= 0.96 * paper:
            lines[-1] = together
        else:
            lines += wrap(text, int(1.8 * paper / small_size())).split("\n")
    return [line for line in lines if line]


def covered(boxes: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return how many points of each of `lines` (columns) lie inside each of `boxes` (rows).

    >>> covered(np.array([[0, 0, 4, 2]]), np.array([[-1, 1, 9, 1], [0, 5, 4, 5]])).tolist()
    [[4.0, 0.0]]
    """
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    # The share of a line at which it crosses each side; along a side, never or always.
    way = np.where(way == 0, 1e-9, way)
    low, high = ((boxes[:, None, side] - start) / way for side in (slice(0, 2), slice(2, 4)))
    enter = np.minimum(low, high).max(axis=2).clip(0, 1)
    leave = np.maximum(low, high).min(axis=2).clip(0, 1)
    return (leave - enter).clip(0) * np.hypot(*way.T)


def most_central(integral: np.ndarray, high: int, wide: int) -> tuple[int, int] | None:
    """Return the free place of `high` × `wide` points nearest to the centre, or None.

    `integral` holds, for each point, how many points above and left of it are taken.
    """
    sums = np.pad(integral, ((1, 0), (1, 0))).astype(np.int64)
    rows, columns = sums.shape[0] - high, sums.shape[1] - wide
    if rows < 1 or columns < 1:
        return None
    free = sums[high:, wide:] - sums[:rows, wide:] - sums[high:, :columns] + sums[:rows, :columns] == 0
    down, right = np.ogrid[:rows, :columns]
    # Distances are shares of the sides, so that the cloud takes the shape of its place.
    distance = ((2 * down + high) / (sums.shape[0] - 1) - 1) ** 2 + ((2 * right + wide) / (sums.shape[1] - 1) - 1) ** 2
    if not free.any():
        return None
    return divmod(int(np.where(free, distance, np.inf).argmin()), columns)


def crossing(lines: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell for each of `lines` (rows) which of `others` (columns) it crosses; a missing line crosses none.

    >>> crossing(np.array([[0, 0, 2, 2]]), np.array([[0, 2, 2, 0], [3, 0, 3, 3]])).tolist()
    [[True, False]]
    """

    def side(ends: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Tell on which side of the lines through `ends` (rows) `points` (columns) lie, by sign."""
        start, way = ends[:, None, :2], ends[:, None, 2:] - ends[:, None, :2]
        return np.sign(
            way[..., 0] * (points[None, :, 1] - start[..., 1]) - way[..., 1] * (points[None, :, 0] - start[..., 0])
        )

    apart = side(lines, others[:, :2]) * side(lines, others[:, 2:]) < 0
    return apart & (side(others, lines[:, :2]) * side(others, lines[:, 2:]) < 0).T


class _Options(NamedTuple):
    """The places open to a label: their boxes, the lines to its mark (missing where it is near), costs, and texts."""

    boxes: np.ndarray
    leaders: np.ndarray
    costs: np.ndarray
    texts: list[str]


def _options(label: Label, taken: np.ndarray, lines: np.ndarray, frame: np.ndarray) -> _Options:
    """Return the places around the mark of a label that are free of what is `taken`, inside `frame`."""
    angles = np.radians(list(DIRECTIONS))
    way = np.column_stack([np.cos(angles), np.sin(angles)])
    # A box that lies more to the side than above touches its mark by that side, else by its foot.
    lean, steps = (1.6 * way).clip(-1, 1), np.array(STEPS)
    halves = [way.half for way in label.ways]
    shifts = [((label.radius + 1 + steps)[:, None, None] * way + lean * half).reshape(-1, 2) for half in halves]
    boxes = np.vstack([np.hstack([shift - half, shift + half]) for shift, half in zip(shifts, halves, strict=True)])
    boxes += np.tile(label.centre, 2)
    once = (steps[:, None] + list(DIRECTIONS.values())).ravel()
    costs = np.concatenate([once + BROKEN * n for n in range(len(halves))])
    leaders, taken = _leaders(label, boxes), _near(taken, boxes)
    inside = (boxes[:, :2] >= frame[:2] - 0.5).all(axis=1) & (boxes[:, 2:] <= frame[2:] + 0.5).all(axis=1)
    # Comparisons with missing numbers are false: a label without a line crosses nothing.
    free = inside & ~_meet(boxes, taken).any(axis=1) & ~(covered(taken, leaders) > 0).any(axis=0)
    led, close = np.isfinite(leaders[:, 0]), _meet(boxes, _others(taken, label)).any(axis=1)
    # Beside the mark of another, only a line tells whose name it is.
    free &= led | ~close
    costs = costs + LED * led + CLOSE * close
    costs[free] += COVERED * covered(boxes[free], _near(lines, boxes[free])).sum(axis=1)
    texts = np.repeat([way.text for way in label.ways], len(costs) // len(label.ways))[free]
    return _Options(boxes[free], leaders[free], costs[free], texts.tolist())


def _others(taken: np.ndarray, label: Label) -> np.ndarray:
    """Return the boxes around which a label would seem to belong to another mark than its own."""
    own = (taken[:, :2] < label.centre).all(axis=1) & (taken[:, 2:] > label.centre).all(axis=1)
    return taken[~own] + np.array([-NEAR, -NEAR, NEAR, NEAR])


def _leaders(label: Label, boxes: np.ndarray) -> np.ndarray:
    """Return the line from the mark of a label to each of `boxes`, missing where the box is near."""
    centre = np.array(label.centre)
    ends = np.clip(centre, boxes[:, :2], boxes[:, 2:])
    length = np.hypot(*(ends - centre).T)
    # It begins outside the square around its own mark.
    starts = centre + (ends - centre) * (1.45 * label.radius / np.maximum(length, 1e-9))[:, None]
    return np.where((length > label.radius + NEAR)[:, None], np.hstack([starts, ends]), np.nan)


def _best(mine: _Options, boxes: np.ndarray, leaders: np.ndarray) -> int | None:
    """Return the cheapest place of a label that is free of the `boxes` of the others and of their lines, or None."""
    boxes, leaders = _near(boxes, mine.boxes), _near(leaders, mine.boxes)
    shut = _meet(mine.boxes, boxes).any(axis=1) | (covered(mine.boxes, leaders) > 0).any(axis=1)
    shut |= (covered(boxes, mine.leaders) > 0).any(axis=0) | crossing(mine.leaders, leaders).any(axis=1)
    return None if shut.all() else int(np.where(shut, np.inf, mine.costs).argmin())


def _near(rows: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return those of `rows`, boxes or lines by two of their corners, that can reach any of `boxes`."""
    if not len(boxes):
        return rows[:0]
    around = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])[None]
    ends = rows.reshape(-1, 2, 2)
    return rows[_meet(around, np.hstack([ends.min(axis=1) - 1e-6, ends.max(axis=1) + 1e-6]))[0]]


def _meet(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell for each of `boxes` (rows) which of `others` (columns) it covers a part of."""
    low, high = boxes[:, None, :2] < others[None, :, 2:], boxes[:, None, 2:] > others[None, :, :2]
    return low.all(axis=2) & high.all(axis=2)
