"""Where things go: the frame's regions, neurons and edge ends, free places for labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netviz.checks import (
    FloatArray,
    as_integer,
    as_items,
    as_number,
    as_positive,
    brief_fields,
    describe,
)

_GAPS = (0.06, 0.11, 0.16, -0.06, -0.11, -0.16)  # from an edge, to its one side or the other

Point = np.ndarray
Segment = tuple[Point, Point]


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


def as_box(value: object, default: Box) -> Box:
    """Return `value`, a Box, or `default` for None. Raises TypeError for anything else.

    Example:
        >>> as_box(None, Frame().panel) == Frame().panel
        True
    """
    if value is None:
        return default
    if not isinstance(value, Box):
        raise TypeError(f"box must be a netviz.Box, got {describe(value)}")
    return value


@dataclass(frozen=True, repr=False)
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

    @property
    def across(self) -> Box:
        """The diagram's region with what is right of it, as wide as the panel."""
        return Box(self.diagram.left, self.diagram.bottom, self.panel.right, self.diagram.top)

    def __repr__(self) -> str:
        return brief_fields(self)


def collapse(
    count: int, most: int, keep: int | None = None, name: str = "most"
) -> tuple[int | None, ...]:
    """Which of `count` items are shown in at most `most` places; None is an ellipsis.

    `keep` is an item that must not be hidden; `name` is what messages call `most`.
    Raises TypeError or ValueError for a count below 1, for an item that does not exist, and for
    fewer places than an ellipsis needs: 3, or 5 with an item in the middle.

    Example:
        >>> collapse(4, 5), collapse(784, 5), collapse(784, 5, keep=300)
        ((0, 1, 2, 3), (0, 1, None, 782, 783), (0, None, 300, None, 783))
    """
    as_integer(count, "count", minimum=1)
    as_integer(most, name, minimum=1)
    if keep is not None and as_integer(keep, "keep", minimum=0) >= count:
        raise ValueError(f"keep must be at most {count - 1}, the last of {count}, got {keep}")
    if count <= most:
        return tuple(range(count))
    if most < 3:
        raise ValueError(f"{name} must be at least 3 to collapse {count} items, got {most}")
    head, tail = most // 2, (most - 1) // 2
    if keep is None or keep < head or keep >= count - tail:
        return (*range(head), None, *range(count - tail, count))
    if most < 5:
        raise ValueError(f"{name} must be at least 5 to keep an item in the middle, got {most}")
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
    own: Segment,
    size: tuple[float, float],
    others: Sequence[Segment],
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
    places = _places(own, size, others, taken, along, clearance)
    return places.box(0) if len(places.costs) else None


def place_all_beside(
    owns: Sequence[Segment],
    size: Sequence[tuple[float, float]],
    others: Sequence[Sequence[Segment]],
    taken: Sequence[Box],
    along: tuple[float, float] = (0.08, 0.92),
    clearance: float = 0.05,
    apart: float = 0.1,
    beside: bool = True,
) -> list[Box | None]:
    """Places for many labels at once, one beside each edge of `owns`, `apart` from each other.

    As `place_beside`, but a label gives way where that leaves more to the rest: labels taken one by
    one would block each other. When not `beside` they are on their edges. `size` and `others` hold
    one item an edge. None for an edge that had no free place left.

    Example:
        >>> edges = [(np.array([0.0, y, 0.0]), np.array([4.0, y, 0.0])) for y in (0.0, 0.3)]
        >>> boxes = place_all_beside(edges, [(0.4, 0.2)] * 2, [edges[1:], edges[:1]], taken=[])
        >>> boxes[0].top < 0 and boxes[1].bottom > 0.3
        True
    """
    choices = [
        _places(own, extent, near, taken, along, clearance, _GAPS if beside else (0.0,))
        for own, extent, near in zip(owns, size, others, strict=True)
    ]
    chosen = _settle(choices, apart)
    return [
        None if place is None else places.box(place)
        for places, place in zip(choices, chosen, strict=True)
    ]


@dataclass(frozen=True)
class _Places:
    """Places where one label may stand, the best first."""

    boxes: FloatArray  # (n, 4): left, bottom, right, top
    costs: FloatArray

    def box(self, index: int) -> Box:
        return Box(*map(float, self.boxes[index]))

    def clear_of(self, box: FloatArray, margin: float) -> npt.NDArray[np.bool_]:
        """Which places keep a margin from a box."""
        low, high = self.boxes[:, :2], self.boxes[:, 2:]
        return np.asarray(((low >= box[2:] + margin) | (box[:2] >= high + margin)).any(axis=1))


def _places(
    own: Segment,
    size: tuple[float, float],
    others: Sequence[Segment],
    taken: Sequence[Box],
    along: tuple[float, float],
    clearance: float,
    gaps: tuple[float, ...] = _GAPS,
) -> _Places:
    start, end = own
    direction = (end - start) / _length(start, end)
    normal = np.array([-direction[1], direction[0], 0.0])
    half = np.array(size) / 2
    reach = float(np.abs(normal[:2]) @ half)
    shares, offsets = (part.ravel() for part in np.meshgrid(np.linspace(*along, 49), gaps))
    centers = start + (end - start) * shares[:, None]
    centers = centers + normal * (offsets + np.sign(offsets) * reach)[:, None]
    boxes = np.hstack([centers[:, :2] - half, centers[:, :2] + half])
    ends = np.array(others, dtype=float).reshape(-1, 2, 3)[:, :, :2]
    costs = _blame(boxes, abs(offsets), ends) + abs(shares - sum(along) / 2) * 0.5 + abs(offsets)
    places = _Places(boxes, costs)
    free = np.ones(len(costs), dtype=bool)
    for box in taken:
        free &= places.clear_of(np.array([box.left, box.bottom, box.right, box.top]), clearance)
    order = np.argsort(costs[free].round(9), kind="stable")
    return _Places(boxes[free][order], costs[free][order])


def _blame(boxes: FloatArray, own: FloatArray, others: FloatArray) -> FloatArray:
    """How much speaks against each box (n, 4), at a distance `own` from its edge: other edges.

    One that is nearer than its own takes the label for itself, one in it makes it hard to read,
    one not much further is only a bit worse than none.
    """
    inside = _lengths_inside(boxes + np.array([-0.03, -0.03, 0.03, 0.03]), others)
    distance = _distances(boxes, others)
    ambiguous = np.clip((own[:, None] + 0.2 - distance) / 0.2, 0, 1)
    crossed = np.where(inside > 0, 4 + 12 * inside, 0)
    mistaken = np.where((inside == 0) & (distance < own[:, None] + 0.02), 25, 0)
    return np.asarray((crossed + mistaken + 2.5 * ambiguous**2).sum(axis=1))


def _distances(boxes: FloatArray, segments: FloatArray) -> FloatArray:
    """Distance of each box (m, 4) from each segment (n, 2, 2) that does not cross it, as (m, n)."""
    starts, deltas = segments[:, 0], segments[:, 1] - segments[:, 0]
    lengths = (deltas**2).sum(axis=1)
    corners = boxes[:, [[0, 1], [0, 3], [2, 1], [2, 3]]]  # (m, 4, 2)
    offsets = corners[:, None] - starts[:, None]
    shares = np.clip((offsets * deltas[:, None]).sum(axis=-1) / lengths[:, None], 0, 1)
    feet = offsets - shares[..., None] * deltas[:, None]
    from_corners = np.linalg.norm(feet, axis=-1).min(axis=-1)
    low, high = boxes[:, None, None, :2], boxes[:, None, None, 2:]
    gaps = np.maximum(np.maximum(low - segments, segments - high), 0)
    from_ends = np.linalg.norm(gaps, axis=-1).min(axis=-1)
    return np.asarray(np.minimum(from_corners, from_ends))


def _settle(choices: Sequence[_Places], apart: float) -> list[int | None]:
    """For each label the index of its place, or None: a low sum of costs, nothing overlapping.

    Every label is tried in every place that it likes better than its own; those in its way look
    for another one; the move stays when all are better off together.
    """
    homeless = 1000.0
    chosen: list[int | None] = [None] * len(choices)

    def cost(index: int) -> float:
        place = chosen[index]
        return homeless if place is None else float(choices[index].costs[place])

    def settle(index: int) -> None:
        free = np.ones(len(choices[index].costs), dtype=bool)
        for other, place in enumerate(chosen):
            if other != index and place is not None:
                free &= choices[index].clear_of(choices[other].boxes[place], apart)
        chosen[index] = int(np.argmax(free)) if free.any() else None

    for index in sorted(range(len(choices)), key=lambda index: len(choices[index].costs)):
        settle(index)
    moved = True
    for _ in range(20):
        if not moved:
            break
        moved = False
        for index, places in enumerate(choices):
            for place in range(len(places.costs)):
                if places.costs[place] >= cost(index) - 1e-9:
                    break
                before = chosen.copy()
                total = sum(map(cost, range(len(choices))))
                chosen[index] = place
                in_the_way = [
                    other
                    for other, at in enumerate(before)
                    if other != index
                    and at is not None
                    and not choices[other].clear_of(places.boxes[place], apart)[at]
                ]
                for other in in_the_way:
                    chosen[other] = None
                for other in in_the_way:
                    settle(other)
                if sum(map(cost, range(len(choices)))) < total - 1e-9:
                    moved = True
                else:
                    chosen[:] = before
    return chosen


def lengths_inside(box: Box, segments: Iterable[tuple[Point, Point]]) -> FloatArray:
    """Length of the part of each segment that lies in a box (Liang and Barsky's clipping, 1984).

    Example:
        >>> lengths_inside(Box(0, -1, 1, 1), [(np.zeros(3), np.array([4.0, 0.0, 0.0]))])
        array([1.])
    """
    sides = np.array([[box.left, box.bottom, box.right, box.top]], dtype=float)
    ends = np.array([(start[:2], end[:2]) for start, end in segments], dtype=float)
    return np.asarray(_lengths_inside(sides, ends.reshape(-1, 2, 2))[0])


def _lengths_inside(boxes: FloatArray, segments: FloatArray) -> FloatArray:
    """Length of each segment (n, 2, 2) in each box (m, 4), as (m, n)."""
    starts, deltas = segments[:, 0], segments[:, 1] - segments[:, 0]
    low, high = np.zeros((len(boxes), len(segments))), np.ones((len(boxes), len(segments)))
    for axis in range(2):
        start, delta = starts[:, axis], deltas[:, axis]
        level = np.abs(delta) < 1e-12
        safe = np.where(level, 1.0, delta)
        a = (boxes[:, axis, None] - start) / safe
        b = (boxes[:, axis + 2, None] - start) / safe
        inside = (boxes[:, axis, None] <= start) & (start <= boxes[:, axis + 2, None])
        first, last = np.minimum(a, b), np.maximum(a, b)
        low = np.maximum(low, np.where(level, np.where(inside, 0.0, 1.0), first))
        high = np.minimum(high, np.where(level, np.where(inside, 1.0, 0.0), last))
    return np.asarray(np.maximum(0.0, high - low) * np.linalg.norm(deltas, axis=1))


def _length(start: Point, end: Point) -> float:
    length = float(np.linalg.norm(end - start))
    if not (length > 0 and np.isfinite(length)):
        raise ValueError(f"start and end must be two different finite points, got {start}, {end}")
    return length
