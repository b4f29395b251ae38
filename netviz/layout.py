"""Where things go: the frame's regions, neurons and edge ends, free places for labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netviz.checks import as_integer, as_items, as_number, as_positive, describe

Point = np.ndarray


@dataclass(frozen=True)
class Box:
    """An upright rectangle in Manim units.

    Raises TypeError or ValueError for sides that are not finite numbers or not in order.

    Example:
        >>> Box(left=-2, bottom=-1, right=4, top=1).width
        6
    """

    left: float
    bottom: float
    right: float
    top: float

    def __post_init__(self) -> None:
        for side in ("left", "bottom", "right", "top"):
            as_number(getattr(self, side), f"Box.{side}")
        if self.left >= self.right or self.bottom >= self.top:
            raise ValueError(f"Box must have left < right and bottom < top, got {self}")

    @property
    def center(self) -> Point:
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def grown(self, margin: float) -> Box:
        """The box with `margin` more on every side."""
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)

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
    """The regions of a film's picture; the lowest sixth stays free for captions.

    Example:
        >>> Frame().panel.overlaps(Frame().diagram)
        False
    """

    title: Box = Box(-6.7, 3.08, 6.7, 3.82)
    diagram: Box = Box(-6.7, -1.02, 3.1, 2.78)
    side: Box = Box(3.6, -0.95, 6.5, 2.7)
    panel: Box = Box(-6.7, -2.56, 6.7, -1.2)


def collapse(count: int, most: int, keep: int | None = None) -> tuple[int | None, ...]:
    """Which of `count` items are shown in at most `most` places; None is an ellipsis.

    `keep` is an item that must not be hidden. Raises TypeError or ValueError for a count below 1,
    for an item that does not exist, and for fewer places than an ellipsis needs: 3, or 5 with an
    item in the middle.

    Example:
        >>> collapse(4, 5), collapse(784, 5), collapse(784, 5, keep=300)
        ((0, 1, 2, 3), (0, 1, None, 782, 783), (0, None, 300, None, 783))
    """
    as_integer(count, "count", minimum=1)
    as_integer(most, "most", minimum=1)
    if keep is not None and as_integer(keep, "keep", minimum=0) >= count:
        raise ValueError(f"keep must be at most {count - 1}, the last of {count}, got {keep}")
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


def as_places(value: object, name: str, count: int) -> tuple[int | None, ...]:
    """Return places as `collapse` gives them: rising indices below `count`, None where some lack.

    Raises TypeError or ValueError for anything else: an item may only be left out at a None.

    Example:
        >>> as_places([0, None, 7], "row_places", count=8)
        (0, None, 7)
    """
    places = as_items(value, name)
    gap, following = False, 0
    for place in (*places, count):
        if place is None:
            gap = True
            continue
        index = as_integer(place, name, minimum=0)
        if index != following and not (gap and index > following):
            raise ValueError(
                f"{name} must be rising indices of {count} items, with None where items are left "
                f"out, got {describe(value)}"
            )
        gap, following = False, index + 1
    if not shown(places):
        raise ValueError(f"{name} must show at least one item, got {describe(value)}")
    return places


def shown(places: Sequence[int | None]) -> tuple[int, ...]:
    """The indices among `places`, without the ellipsis.

    Example:
        >>> shown((0, 1, None, 783))
        (0, 1, 783)
    """
    return tuple(index for index in places if index is not None)


def column_heights(places: int, height: float, most_spacing: float) -> list[float]:
    """Heights of `places` points centred on 0, top first, no further apart than `most_spacing`.

    Example:
        >>> column_heights(3, height=2.8, most_spacing=1.0)
        [1.0, 0.0, -1.0]
    """
    as_integer(places, "places", minimum=1)
    as_positive(height, "height")
    spacing = min(as_positive(most_spacing, "most_spacing"), height / max(places - 1, 1))
    return [spacing * ((places - 1) / 2 - place) for place in range(places)]


def edge_ends(start: Point, end: Point, gap_start: float, gap_end: float) -> tuple[Point, Point]:
    """Ends of a straight edge between two centres, set back by a gap at either end.

    Raises ValueError when the gaps leave nothing of the edge.

    Example:
        >>> edge_ends(np.zeros(3), np.array([4.0, 0.0, 0.0]), 1, 1)
        (array([1., 0., 0.]), array([3., 0., 0.]))
    """
    length = float(np.linalg.norm(end - start))
    if not length > gap_start + gap_end:
        raise ValueError(
            f"start and end must be further apart than the gaps, {gap_start:g} and {gap_end:g}, "
            f"got a distance of {length:g}"
        )
    direction = (end - start) / length
    return start + direction * gap_start, end - direction * gap_end


def dashes(start: Point, end: Point, dash: float, gap: float) -> list[tuple[Point, Point]]:
    """A line cut into dashes of about these lengths; it begins and ends with a dash.

    Raises ValueError for a line without a length.

    Example:
        >>> len(dashes(np.zeros(3), np.array([2.0, 0.0, 0.0]), dash=0.13, gap=0.09))
        10
    """
    length = _length(start, end)
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
    `along` is the share of the edge beside which it may stand. None when there is no free place.

    Example:
        >>> edge = np.zeros(3), np.array([4.0, 0.0, 0.0])
        >>> place_beside(edge, (0.4, 0.2), others=[], taken=[]).center.round(2)
        array([2.  , 0.16, 0.  ])
    """
    start, end = own
    direction = (end - start) / _length(start, end)
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
                near = box.grown(0.12)  # an edge this near could be taken for the label's
                crossed = sum(length_inside(near, a, b) for a, b in others)
                cost = crossed * 10 + abs(t - 0.5) * 0.5 + distance
                if best is None or cost < best[0] - 1e-9:
                    best = (cost, box)
    return best[1] if best else None


def length_inside(box: Box, start: Point, end: Point) -> float:
    """Length of the part of a segment that lies in a box (Liang and Barsky's clipping, 1984).

    Example:
        >>> length_inside(Box(0, -1, 1, 1), np.zeros(3), np.array([4.0, 0.0, 0.0]))
        1.0
    """
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


def _length(start: Point, end: Point) -> float:
    length = float(np.linalg.norm(end - start))
    if not (length > 0 and np.isfinite(length)):
        raise ValueError(f"start and end must be two different finite points, got {start}, {end}")
    return length
