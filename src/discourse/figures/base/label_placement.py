"""Labels beside their marks: off each other, off the marks and, where they can be, off the lines of a figure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from discourse.figures.base.labels import wrap
from discourse.figures.base.page import axes_box, in_points
from discourse.figures.base.text_size import text_extent

# Ways to break a name into lines, best first, as the most half-width characters of a line.
LINE_WIDTHS = (22, 13)
# Directions of a label from its mark in degrees, and what each costs, in points of distance.
DIRECTIONS: dict[float, float] = {0: 0, 180: 0.5, 90: 1, 270: 1, 45: 1.5, 135: 1.5, 225: 1.5, 315: 1.5}
DIRECTIONS |= {22.5: 2, 67.5: 2, 112.5: 2, 157.5: 2, 202.5: 2, 247.5: 2, 292.5: 2, 337.5: 2}
DISTANCES = (0, 1.5, 3, 5, 8, 12, 17, 23, 30, 38, 48, 60)
# What covering one point of a line costs, and another way of breaking lines, in points of distance.
COVERED_COST, BROKEN_COST = 1.5, 3
ROUNDS = 3
# Farther away than NEAR points, a label needs a leader line to its mark, which costs as much as so many points of
# distance; what it costs to stand as near as that to the mark of another.
NEAR, LEADER_COST, CROWDED_COST = 5, 4, 6


class MarkLabel(NamedTuple):
    """A name to be placed: the ways of writing it, best first; its mark in data coordinates, its radius in points."""

    texts: list[str]
    mark: tuple[float, float]
    radius: float


class Placement(NamedTuple):
    """Where a label stands: its bounding box as x0, y0, x1, y1 and the centre of its mark, in points of the figure."""

    label: MarkLabel
    text: str
    box: np.ndarray
    centre: np.ndarray
    has_leader: bool


class Candidates(NamedTuple):
    """The positions open to a label: bounding boxes, leader lines (missing where the box is near), costs, and texts."""

    boxes: np.ndarray
    leaders: np.ndarray
    costs: np.ndarray
    texts: list[str]

    @classmethod
    def around(
        cls,
        label: MarkLabel,
        centre: np.ndarray,
        size: float,
        obstacles: np.ndarray,
        lines: np.ndarray,
        frame: np.ndarray,
    ) -> "Candidates":
        """Return the positions around the mark of a label that are free of the marks, inside `frame`."""
        angles, steps = np.radians(list(DIRECTIONS)), np.array(DISTANCES)
        way = np.column_stack([np.cos(angles), np.sin(angles)])
        # A box that lies more to the side than above touches its mark by that side, else by its foot.
        lean, beside = (1.6 * way).clip(-1, 1), (label.radius + 1 + steps)[:, None, None] * way
        extents = [text_extent(text, size) for text in label.texts]
        halves = [np.array([extent.width + 3, extent.height + 0.4 * size]) / 2 for extent in extents]
        shifts = [(beside + lean * half).reshape(-1, 2) for half in halves]
        boxes = np.vstack([np.hstack([shift - half, shift + half]) for shift, half in zip(shifts, halves, strict=True)])
        boxes += np.tile(centre, 2)
        once = (steps[:, None] + list(DIRECTIONS.values())).ravel()
        costs = np.concatenate([once + BROKEN_COST * n for n in range(len(halves))])
        ends = np.clip(centre, boxes[:, :2], boxes[:, 2:])
        length = np.hypot(*(ends - centre).T)
        # A leader line begins outside the square around its own mark.
        starts = centre + (ends - centre) * (1.45 * label.radius / np.maximum(length, 1e-9))[:, None]
        leaders = np.where((length > label.radius + NEAR)[:, None], np.hstack([starts, ends]), np.nan)
        obstacles = _within_reach(obstacles, boxes)
        inside = (boxes[:, :2] >= frame[:2] - 0.5).all(axis=1) & (boxes[:, 2:] <= frame[2:] + 0.5).all(axis=1)
        # Comparisons with missing numbers are false: a label without a leader line crosses nothing.
        free = inside & ~_overlaps(boxes, obstacles).any(axis=1) & ~(covered(obstacles, leaders) > 0).any(axis=0)
        own = (obstacles[:, :2] < centre).all(axis=1) & (obstacles[:, 2:] > centre).all(axis=1)
        crowded = _overlaps(boxes, obstacles[~own] + np.array([-NEAR, -NEAR, NEAR, NEAR])).any(axis=1)
        # Beside the mark of another, only a leader line tells whose name it is.
        has_leader = np.isfinite(leaders[:, 0])
        free &= has_leader | ~crowded
        costs = costs + LEADER_COST * has_leader + CROWDED_COST * crowded
        costs[free] += COVERED_COST * covered(boxes[free], _within_reach(lines, boxes[free])).sum(axis=1)
        texts = np.repeat(label.texts, len(costs) // len(label.texts))[free]
        return cls(boxes[free], leaders[free], costs[free], texts.tolist())


def line_breaks(name: str) -> list[str]:
    """Return the ways of breaking a name into lines, best first."""
    return list(dict.fromkeys(wrap(name, width) for width in LINE_WIDTHS))


def place_labels(
    ax: Axes, labels: Sequence[MarkLabel], *, size: float, marks: np.ndarray, radii: np.ndarray, lines: np.ndarray
) -> list[Placement | None]:
    """Lay the figure out and return where each label stands, free of all marks and of the others, inside the Axes.

    The position counts that is nearest to the mark and covers least of the `lines`; no leader line from a label to its
    mark crosses a mark. The first labels choose first; then each may choose again among what the others leave. A label
    that finds no position gets None.

    Labels are printed at type `size`. `marks` are rows of x, y, and `lines` rows of the two ends x0, y0, x1, y1, in
    data coordinates; `radii` are those of the marks in points.
    """
    frame = axes_box(ax)
    centres, lines = in_points(ax, marks), in_points(ax, lines.reshape(-1, 2)).reshape(-1, 4)
    obstacles = np.hstack([centres - radii[:, None], centres + radii[:, None]])
    own = [in_points(ax, label.mark) for label in labels]
    options = [
        Candidates.around(label, centre, size, obstacles, lines, frame)
        for label, centre in zip(labels, own, strict=True)
    ]
    boxes, leaders = np.full((len(labels), 4), np.nan), np.full((len(labels), 4), np.nan)
    chosen: list[int | None] = [None] * len(labels)
    for _ in range(ROUNDS):
        before = list(chosen)
        for i, mine in enumerate(options):
            boxes[i] = leaders[i] = np.nan
            others, their_leaders = _within_reach(boxes, mine.boxes), _within_reach(leaders, mine.boxes)
            shut = _overlaps(mine.boxes, others).any(axis=1) | (covered(mine.boxes, their_leaders) > 0).any(axis=1)
            shut |= (covered(others, mine.leaders) > 0).any(axis=0) | crossing(mine.leaders, their_leaders).any(axis=1)
            chosen[i] = None if shut.all() else int(np.where(shut, np.inf, mine.costs).argmin())
            if chosen[i] is not None:
                boxes[i], leaders[i] = mine.boxes[chosen[i]], mine.leaders[chosen[i]]
        if chosen == before:
            break
    return [
        None if i is None else Placement(label, mine.texts[i], mine.boxes[i], centre, np.isfinite(mine.leaders[i, 0]))
        for label, centre, mine, i in zip(labels, own, options, chosen, strict=True)
    ]


def print_label(ax: Axes, placement: Placement, *, size: float, **style) -> None:
    """Print a label in its place, with a thin leader line to its mark where it stands away from it."""
    low, high = placement.box[:2], placement.box[2:]
    away = {"xy": placement.label.mark, "textcoords": "offset points", "annotation_clip": False}
    middle = (low + high) / 2 - placement.centre
    ax.annotate(placement.text, xytext=middle, ha="center", va="center", size=size, **away, **style)
    if placement.has_leader:
        line = {"arrowstyle": "-", "lw": 0.4, "shrinkA": 0, "shrinkB": placement.label.radius}
        ax.annotate("", xytext=np.clip(placement.centre, low, high) - placement.centre, arrowprops=line, **away)


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


def crossing(lines: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell for each of `lines` (rows) which of `others` (columns) it crosses; a missing line crosses none.

    >>> crossing(np.array([[0, 0, 2, 2]]), np.array([[0, 2, 2, 0], [3, 0, 3, 3]])).tolist()
    [[True, False]]
    """
    start, way = lines[:, None, :2], lines[:, None, 2:] - lines[:, None, :2]
    other, their_way = others[None, :, :2], others[None, :, 2:] - others[None, :, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = way[..., 0] * their_way[..., 1] - way[..., 1] * their_way[..., 0]
        gap = other - start
        # The shares of both lines at which they meet, were they longer.
        at = (gap[..., 0] * their_way[..., 1] - gap[..., 1] * their_way[..., 0]) / turn
        there = (gap[..., 0] * way[..., 1] - gap[..., 1] * way[..., 0]) / turn
    return (at > 0) & (at < 1) & (there > 0) & (there < 1)


def _within_reach(rows: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return those of `rows`, boxes or lines by two of their corners, that can reach any of `boxes`."""
    if not len(boxes):
        return rows[:0]
    around = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])[None]
    ends = rows.reshape(-1, 2, 2)
    return rows[_overlaps(around, np.hstack([ends.min(axis=1) - 1e-6, ends.max(axis=1) + 1e-6]))[0]]


def _overlaps(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell for each of `boxes` (rows) which of `others` (columns) it covers a part of."""
    low, high = boxes[:, None, :2] < others[None, :, 2:], boxes[:, None, 2:] > others[None, :, :2]
    return low.all(axis=2) & high.all(axis=2)
