"""Outlines and boxes of mobjects as plain arrays."""

from __future__ import annotations

import numpy as np
from manim import Mobject, VMobject

from netviz.layout import Box

_THIN = 1e-3
"""Half the least side of a box, in Manim units: a straight line has a box too."""
_STEPS = np.linspace(0.0, 1.0, 9)[:-1]
_BERNSTEIN = np.stack(
    [
        (1 - _STEPS) ** 3,
        3 * _STEPS * (1 - _STEPS) ** 2,
        3 * _STEPS**2 * (1 - _STEPS),
        _STEPS**3,
    ]
)


def box_of(points: np.ndarray) -> Box:
    """The upright rectangle around points (n, 2 or more)."""
    (left, bottom), (right, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return Box(float(left) - _THIN, float(bottom) - _THIN, float(right) + _THIN, float(top) + _THIN)


def boxes_of(parts: tuple[Mobject, ...]) -> np.ndarray:
    """Left, bottom, right and top of each mobject, (n, 4)."""
    rows = []
    for part in parts:
        points = part.points[:, :2]
        rows.append(np.concatenate([points.min(axis=0), points.max(axis=0)]))
    return np.array(rows).reshape(-1, 4)


def as_row(box: Box) -> np.ndarray:
    """A box as left, bottom, right, top."""
    return np.array([box.left, box.bottom, box.right, box.top])


def common(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Width and height of what two lists of boxes share, (n, m, 2); negative is the gap between."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    answer: np.ndarray = high - low
    return answer


def loops(mobject: Mobject) -> list[np.ndarray]:
    """The closed paths of a mobject as polygons, each (n, 2); an image is its rectangle."""
    if not isinstance(mobject, VMobject):
        left, bottom = mobject.points[:, :2].min(axis=0)
        right, top = mobject.points[:, :2].max(axis=0)
        return [np.array([[left, bottom], [right, bottom], [right, top], [left, top]])]
    found = []
    size = float(np.ptp(mobject.points[:, :2], axis=0).max())
    for path in mobject.get_subpaths():
        points = np.asarray(path, dtype=float)[:, :2]
        if len(points) < 8 or np.abs(points[0] - points[-1]).max() > 1e-3 * max(size, 1e-6):
            continue
        curves = points[: len(points) // 4 * 4].reshape(-1, 4, 2)
        found.append(np.einsum("bs,cbx->csx", _BERNSTEIN, curves).reshape(-1, 2))
    return found


def strokes(mobject: Mobject) -> list[np.ndarray]:
    """The open paths of a mobject as points in a row, each (n, 2)."""
    if not isinstance(mobject, VMobject):
        return []
    found = []
    size = float(np.ptp(mobject.points[:, :2], axis=0).max())
    for path in mobject.get_subpaths():
        points = np.asarray(path, dtype=float)[:, :2]
        if len(points) < 4 or np.abs(points[0] - points[-1]).max() <= 1e-3 * max(size, 1e-6):
            continue
        curves = points[: len(points) // 4 * 4].reshape(-1, 4, 2)
        drawn = np.einsum("bs,cbx->csx", _BERNSTEIN, curves).reshape(-1, 2)
        found.append(np.vstack([drawn, curves[-1, -1]]))
    return found


def inside(polygon: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Which of the points (n, 2) lie in a polygon."""
    a, b = polygon, np.roll(polygon, -1, axis=0)
    x, y = points[:, None, 0], points[:, None, 1]
    spans = (a[None, :, 1] > y) != (b[None, :, 1] > y)
    height = b[None, :, 1] - a[None, :, 1]
    at = a[None, :, 0] + (y - a[None, :, 1]) * (b[None, :, 0] - a[None, :, 0]) / np.where(
        height == 0, 1.0, height
    )
    answer: np.ndarray = (spans & (x < at)).sum(axis=1) % 2 == 1
    return answer


def crosses(polygon: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which boxes (n, 4) a polygon's outline passes through."""
    a, b = polygon[None], np.roll(polygon, -1, axis=0)[None]
    step = b - a
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - a) / step, (high - a) / step
    level = step == 0
    within = (a >= low) & (a <= high)
    enter = np.where(level, np.where(within, -np.inf, np.inf), np.minimum(first, second))
    leave = np.where(level, np.where(within, np.inf, -np.inf), np.maximum(first, second))
    start = np.maximum(enter.max(axis=2), 0.0)
    end = np.minimum(leave.min(axis=2), 1.0)
    answer: np.ndarray = (start < end).any(axis=1)
    return answer
