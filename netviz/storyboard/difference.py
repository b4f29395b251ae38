"""What differs between two pictures, whether they are drawn or come out of an encoder."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image
from scipy.ndimage import (  # type: ignore[import-untyped, unused-ignore]
    find_objects,
    label,
    maximum_filter,
    uniform_filter,
)

from netviz.checks import FloatArray

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first ones outside."""

_WINDOW = 11 / 720
"""Side of the square in which pictures are compared, as a part of their height."""
_FLAT = 40.0
"""Grey levels added to a square's own contrast: what an encoder may change where nothing is."""
_CHANGED = 0.5
"""Share of that contrast that is a change. Measured on 60 frames of a film at 720p: drawn against
encoded by Manim reaches 0.21, encoded again at crf 28 0.38 (light that runs over edges; half of the
frames stay below 0.16), and changed digits 1.0 at least."""


def changed_boxes(before: Image.Image, after: Image.Image, encoded: bool = False) -> list[PixelBox]:
    """Where two pictures differ, as boxes in pixels of `after` that do not overlap.

    Pictures as drawn differ where one pixel does. With `encoded`, for frames of films, or when
    their sizes differ, what an encoder does to a picture is no difference: a changed digit or line
    is found, something nearly as dark as the background is not.
    Raises ValueError for pictures of another shape.

    Example:
        >>> before, after = Image.new("RGB", (320, 180)), Image.new("RGB", (320, 180))
        >>> after.paste("white", (100, 50, 120, 60))
        >>> changed_boxes(before, after)
        [(98, 48, 122, 62)]
    """
    if abs(before.width * after.height - after.width * before.height) > max(
        *before.size, *after.size
    ):
        raise ValueError(f"pictures must have one shape, got {before.size} and {after.size}")
    if before.size != after.size:
        before, encoded = before.resize(after.size, Image.Resampling.LANCZOS), True
    window = max(round(after.height * _WINDOW), 5)
    if encoded:
        changed = _difference(_ycbcr(before), _ycbcr(after), window) > _CHANGED
    else:
        changed = (np.asarray(before.convert("RGB")) != np.asarray(after.convert("RGB"))).any(2)
    if not changed.any():
        return []
    regions, _ = label(maximum_filter(changed, window))
    boxes = [(x.start, y.start, x.stop, y.stop) for y, x in find_objects(regions)]
    return _merged(boxes, margin=window // 2)


def _ycbcr(picture: Image.Image) -> FloatArray:
    return np.asarray(picture.convert("YCbCr"), dtype=np.float64)


def _difference(before: FloatArray, after: FloatArray, window: int) -> FloatArray:
    """Around each pixel: how much the pictures differ, against how much there is to see."""
    change = before - after
    squares = uniform_filter(change[:, :, 0], 2) ** 2
    for channel in (1, 2):  # films keep a quarter of the colours
        squares += uniform_filter(change[:, :, channel], 4) ** 2
    contrast = np.maximum(_contrast(before[:, :, 0], window), _contrast(after[:, :, 0], window))
    result: FloatArray = _root(uniform_filter(squares, window)) / (_FLAT + contrast)
    return result


def _contrast(luma: FloatArray, window: int) -> FloatArray:
    mean = uniform_filter(luma, window)
    return _root(uniform_filter(luma**2, window) - mean**2)


def _root(mean_square: FloatArray) -> FloatArray:
    """The root, also where running sums have come out a little below 0."""
    root: FloatArray = np.sqrt(np.maximum(mean_square, 0))
    return root


def _merged(boxes: Iterable[PixelBox], margin: int) -> list[PixelBox]:
    """The boxes, those nearer to each other than `margin` joined to one, from the top on."""
    merged: list[PixelBox] = []
    waiting = list(boxes)
    while waiting:
        box = waiting.pop()
        near = next((other for other in merged if _near(box, other, margin)), None)
        if near is None:
            merged.append(box)
        else:
            merged.remove(near)
            waiting.append(_around(box, near))
    return sorted(merged, key=lambda box: (box[1], box[0]))


def _near(one: PixelBox, other: PixelBox, margin: int) -> bool:
    return (
        one[0] < other[2] + margin
        and other[0] < one[2] + margin
        and one[1] < other[3] + margin
        and other[1] < one[3] + margin
    )


def _around(one: PixelBox, other: PixelBox) -> PixelBox:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
