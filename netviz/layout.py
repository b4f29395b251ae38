"""Where things go: the frame's regions, neurons and edge ends, free places for labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Point = np.ndarray


@dataclass(frozen=True)
class Box:
    """An upright rectangle in Manim units."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def center(self) -> Point:
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def overlaps(self, other: Box, margin: float = 0.0) -> bool:
        """Whether the boxes come nearer to each other than `margin`."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.bottom < other.top + margin
            and other.bottom < self.top + margin
        )


@dataclass(frozen=True)
class Frame:
    """The regions of a film's picture; the lowest sixth stays free for captions."""

    title: Box = Box(-6.7, 3.08, 6.7, 3.82)
    diagram: Box = Box(-6.7, -1.02, 3.1, 2.78)
    side: Box = Box(3.6, -0.95, 6.5, 2.7)
    panel: Box = Box(-6.7, -2.64, 6.7, -1.2)


def collapse(count: int, most: int, keep: int | None = None) -> tuple[int | None, ...]:
    """Which of `count` items are shown in at most `most` places; None is an ellipsis.

    `keep` is an item that must not be hidden.

    Example:
        >>> collapse(4, 5), collapse(784, 5), collapse(784, 5, keep=300)
        ((0, 1, 2, 3), (0, 1, None, 782, 783), (0, None, 300, None, 783))
    """
    if count <= most:
        return tuple(range(count))
    if most < 3:
        raise ValueError(f"most must be at least 3 to collapse {count} items, got {most}")
    head, tail = most // 2, (most - 1) // 2
    if keep is None or keep < head or keep >= count - tail:
        return (*range(head), None, *range(count - tail, count))
    if most < 5:
        raise ValueError(f"most must be at least 5 to keep an item in the middle, got {most}")
    head, tail = (most - 3) // 2, (most - 2) // 2
    before = () if keep == head else (None,)
    after = () if keep == count - tail - 1 else (None,)
    return (*range(head), *before, keep, *after, *range(count - tail, count))


def shown(places: Sequence[int | None]) -> tuple[int, ...]:
    """The indices among `places`, without the ellipsis."""
    return tuple(index for index in places if index is not None)


def column_heights(places: int, height: float, most_spacing: float) -> list[float]:
    """Heights of `places` points centred on 0, top first, no further apart than `most_spacing`."""
    spacing = min(most_spacing, height / max(places - 1, 1))
    return [spacing * ((places - 1) / 2 - place) for place in range(places)]


def edge_ends(start: Point, end: Point, gap_start: float, gap_end: float) -> tuple[Point, Point]:
    """Ends of a straight edge between two centres, set back by a gap at either end."""
    direction = (end - start) / np.linalg.norm(end - start)
    return start + direction * gap_start, end - direction * gap_end


def dashes(start: Point, end: Point, dash: float, gap: float) -> list[tuple[Point, Point]]:
    """A line cut into dashes of about these lengths; it begins and ends with a dash."""
    length = float(np.linalg.norm(end - start))
    count = max(2, round((length + gap) / (dash + gap)))
    unit = length / (count * dash + (count - 1) * gap)
    direction = (end - start) / length
    return [
        (
            start + direction * (i * (dash + gap) * unit),
            start + direction * ((i * (dash + gap) + dash) * unit),
        )
        for i in range(count)
    ]


def place_beside(
    own: tuple[Point, Point],
    size: tuple[float, float],
    others: Sequence[tuple[Point, Point]],
    taken: Sequence[Box],
    along: tuple[float, float] = (0.14, 0.86),
    clearance: float = 0.05,
) -> Box | None:
    """A free place for a label of `size` (width, height) beside the edge `own`.

    The label touches neither its edge nor a taken box (neurons, other labels); among such places
    the one over the least length of other edges wins, then the one nearest to the edge's middle.
    None when there is no free place.
    """
    start, end = own
    direction = (end - start) / np.linalg.norm(end - start)
    normal = np.array([-direction[1], direction[0], 0.0])
    width, height = size
    reach = abs(normal[0]) * width / 2 + abs(normal[1]) * height / 2
    best: tuple[float, Box] | None = None
    for side in (1.0, -1.0):
        for distance in (0.06, 0.16):
            for t in np.linspace(*along, 25):
                x, y, _ = start + (end - start) * t + normal * side * (reach + distance)
                box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                if any(box.overlaps(other, clearance) for other in taken):
                    continue
                crossed = sum(length_inside(box, a, b) for a, b in others)
                cost = crossed * 10 + abs(t - 0.5) * 0.5 + distance
                if best is None or cost < best[0] - 1e-9:
                    best = (cost, box)
    return best[1] if best else None


def length_inside(box: Box, start: Point, end: Point) -> float:
    """Length of the part of a segment that lies in a box (Liang and Barsky's clipping, 1984)."""
    delta = end - start
    low, high = 0.0, 1.0
    for axis, (least, most) in enumerate(((box.left, box.right), (box.bottom, box.top))):
        if abs(delta[axis]) < 1e-12:
            if not least <= start[axis] <= most:
                return 0.0
            continue
        a, b = (least - start[axis]) / delta[axis], (most - start[axis]) / delta[axis]
        low, high = max(low, min(a, b)), min(high, max(a, b))
    return float(max(0.0, high - low) * np.linalg.norm(delta))
