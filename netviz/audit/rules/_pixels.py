"""Colours of a picture where something lies in it, and their contrast."""

from __future__ import annotations

import numpy as np

from netviz.audit.shot import Shot
from netviz.layout import Box


def contrast(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Contrast of colours (…, 3), RGB of 0 to 255, from 1 to 21 (WCAG 2.2, contrast ratio).

    Example:
        >>> float(contrast(np.array([255, 255, 255]), np.array([0, 0, 0])).round(6))
        21.0
    """
    first, second = luminance(a), luminance(b)
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def luminance(colors: np.ndarray) -> np.ndarray:
    """Relative luminance, 0 to 1, of RGB colours (…, 3) of 0 to 255 (WCAG 2.2)."""
    channels = np.asarray(colors, dtype=float) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def window(shot: Shot, box: Box) -> tuple[slice, slice]:
    """Rows and columns of the picture that a box covers, at least one of each inside it."""
    rows, columns = shot.pixels.shape[:2]
    per_unit = np.array([columns / shot.frame.width, rows / shot.frame.height])
    left, right = (np.array([box.left, box.right]) - shot.frame.left) * per_unit[0]
    top, bottom = (shot.frame.top - np.array([box.top, box.bottom])) * per_unit[1]
    return _cells(top, bottom, rows), _cells(left, right, columns)


def colors_at(shot: Shot, picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Colours (n, 3) of a picture at points (m, 2 or 3) of the scene, of those that lie in it."""
    rows, columns = picture.shape[:2]
    across = (points[:, 0] - shot.frame.left) / shot.frame.width * columns
    down = (shot.frame.top - points[:, 1]) / shot.frame.height * rows
    inside = (across >= 0) & (across < columns) & (down >= 0) & (down < rows)
    return np.asarray(picture[down[inside].astype(int), across[inside].astype(int), :3])


def _cells(first: float, last: float, count: int) -> slice:
    start = min(max(int(np.floor(first)), 0), count - 1)
    return slice(start, min(max(int(np.ceil(last)), start + 1), count))
