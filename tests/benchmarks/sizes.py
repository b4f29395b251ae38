"""How large things are that are measured."""

from __future__ import annotations

from math import isqrt

QUALITIES = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "k": (3840, 2160, 60),
}
"""Manim's qualities: pixels of a row and of a column, frames a second."""


def layers_for(edges: int) -> tuple[int, int]:
    """Sizes of two layers, as near to each other as can be, with so many edges between them.

    Example:
        >>> layers_for(36), layers_for(672), layers_for(8192)
        ((6, 6), (28, 24), (128, 64))
    """
    smaller = next(size for size in range(isqrt(edges), 0, -1) if edges % size == 0)
    return edges // smaller, smaller
