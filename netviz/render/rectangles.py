"""Rectangles of pixels: where a picture has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_MOST = 4
_WORTH = 20_000  # pixels that may be redrawn in vain to have one rectangle less


class Rectangle(NamedTuple):
    """Pixels from `left` to before `right` and from `top` to before `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Pixels in it, 0 when it is empty."""
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)

    def within(self, other: Rectangle) -> Rectangle:
        """What lies in both."""
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def around(self, other: Rectangle) -> Rectangle:
        """The smallest that holds both."""
        return Rectangle(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meets(self, other: Rectangle) -> bool:
        """Whether a pixel lies in both."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_in(self, other: Rectangle) -> bool:
        """Whether the other has all of its pixels."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


def merged(rectangles: Iterable[Rectangle]) -> list[Rectangle]:
    """Few rectangles, none of which meets another, that hold all of the given ones.

    Example:
        >>> merged([Rectangle(0, 0, 10, 10), Rectangle(10, 0, 20, 10)])
        [Rectangle(left=0, top=0, right=20, bottom=10)]
    """
    few: list[Rectangle] = []
    for rectangle in rectangles:
        if rectangle.area and not any(map(rectangle.lies_in, few)):
            _add(few, rectangle)
    return few


def _add(few: list[Rectangle], new: Rectangle) -> None:
    while few:
        waste = [_waste(old, new) for old in few]
        best = min(range(len(few)), key=waste.__getitem__)
        if waste[best] > _WORTH and len(few) < _MOST and not any(map(new.meets, few)):
            break
        touched = next((i for i, old in enumerate(few) if new.meets(old)), best)
        new = new.around(few.pop(touched))
    few.append(new)


def _waste(one: Rectangle, other: Rectangle) -> int:
    return one.around(other).area - one.area - other.area
