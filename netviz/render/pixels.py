"""Pixels as Manim draws them, RGBA, to those that are encoded, Y'CbCr 4:2:0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from netviz.render.encoder import PIXEL_FORMAT, FilmFormat
from netviz.render.rectangles import Rectangle

# A colour sample is made of two columns and, being smoothed, of up to two rows beyond its own two.
_ROWS_BEYOND = 2
_ROWS_READ = 4  # beyond those: swscale smooths less than eight rows in another way


class Picture:
    """The picture last shown, ready to be encoded."""

    def __init__(self, film_format: FilmFormat) -> None:
        self._whole = Rectangle(0, 0, film_format.width, film_format.height)
        self._reformatter = VideoReformatter()
        self._planes: list[np.ndarray] | None = None
        self.frame: VideoFrame

    def show(self, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None) -> None:
        """Show pixels, (rows, columns, 4) of bytes; None: all of it may have changed.

        Outside `changed` they have to be those shown last. Raises ValueError for another shape.
        """
        if pixels.shape != (self._whole.bottom, self._whole.right, 4):
            raise ValueError(
                f"a frame must have shape {(self._whole.bottom, self._whole.right, 4)}, "
                f"got {pixels.shape}"
            )
        if self._planes is None or changed is None or self._whole in changed:
            self.frame = self._converted(pixels)
            self._planes = _planes(self.frame)
            return
        for rectangle in changed:
            self._update(pixels, self._planes, rectangle.within(self._whole))

    def _update(self, pixels: np.ndarray, planes: list[np.ndarray], changed: Rectangle) -> None:
        if not changed.area:
            return
        left, top = changed.left & ~1, changed.top - changed.top % 2
        right, bottom = changed.right + changed.right % 2, changed.bottom + changed.bottom % 2
        # Rows beyond the changed ones are made of these, too, and themselves of rows further on.
        top, bottom = max(top - _ROWS_BEYOND, 0), min(bottom + _ROWS_BEYOND, self._whole.bottom)
        first, last = max(top - _ROWS_READ, 0), min(bottom + _ROWS_READ, self._whole.bottom)
        converted = _planes(self._converted(np.ascontiguousarray(pixels[first:last, left:right])))
        for plane, part, size in zip(planes, converted, (1, 2, 2), strict=True):
            rows = part[(top - first) // size : (bottom - first) // size]
            plane[top // size : bottom // size, left // size : right // size] = rows

    def _converted(self, pixels: np.ndarray) -> VideoFrame:
        source = VideoFrame.from_ndarray(pixels, format="rgba")
        return self._reformatter.reformat(source, format=PIXEL_FORMAT)


def _planes(frame: VideoFrame) -> list[np.ndarray]:
    """The frame's own samples, brightness and two of colour: writing to them changes the frame."""
    planes: tuple[Any, ...] = frame.planes
    return [
        np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in planes
    ]
