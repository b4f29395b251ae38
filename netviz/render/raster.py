"""Images and point clouds as the pixels that Manim's cameras set for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from manim import Mobject, PMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from PIL import Image

from netviz.render.rectangles import Rectangle

RASTERS = (PMobject, AbstractImageMobject)
"""What Manim draws pixel by pixel."""


class Raster(Protocol):
    """Pixels of a mobject."""

    @property
    def box(self) -> Rectangle:
        """Around all of them."""

    def paint(self, canvas: np.ndarray, rectangle: Rectangle) -> None:
        """Set those in a rectangle of a picture, (rows, columns, 4) of bytes."""


def raster(camera: Any, mobject: Mobject) -> Raster:
    """The pixels of a mobject that is one of `RASTERS`, as a camera of netviz sees it now."""
    canvas = _Canvas(camera.pixel_array.shape)
    if isinstance(mobject, PMobject):
        camera.display_multiple_point_cloud_mobjects([mobject], canvas)
    else:
        camera.display_multiple_image_mobjects([mobject], canvas)
    return canvas.drawn


def raster_look(camera: Any, mobject: Mobject) -> tuple[Any, ...]:
    """All that these pixels depend on."""
    view = *map(float, camera.frame_center), camera.frame_width, camera.frame_height
    look = (mobject.points.tobytes(), view)
    if isinstance(mobject, PMobject):
        return (*look, mobject.rgbas.tobytes(), mobject.stroke_width)
    pixels = mobject.get_pixel_array()
    return (*look, pixels.tobytes(), pixels.shape, mobject.resampling_algorithm)


class _Canvas:
    """Stands for a camera's picture and keeps what the camera does to it."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.drawn: Raster = _Nothing()

    def overlay(self, image: Image.Image) -> None:
        """Take an image of the whole picture's size, which lies over it."""
        if box := image.getbbox():
            self.drawn = _Overlay(Rectangle(*box), image.crop(box))

    def reshape(self, shape: tuple[int, ...]) -> _Canvas:
        """Answer as one row of pixels."""
        return self

    def __setitem__(self, place: Any, pixels: Any) -> None:
        if isinstance(place, np.ndarray) and len(place):
            self.drawn = _Dots.of(place, pixels, self.shape[1])


class _Nothing:
    box = Rectangle(0, 0, 0, 0)

    def paint(self, canvas: np.ndarray, rectangle: Rectangle) -> None:
        """Nothing."""


@dataclass(frozen=True)
class _Overlay:
    """An image that covers a box."""

    box: Rectangle
    image: Image.Image

    def paint(self, canvas: np.ndarray, rectangle: Rectangle) -> None:
        left, top, right, bottom = here = rectangle.within(self.box)
        if not here.area:
            return
        under = canvas[top:bottom, left:right]
        x, y = self.box.left, self.box.top
        over = self.image.crop((left - x, top - y, right - x, bottom - y))
        under[:] = Image.alpha_composite(Image.fromarray(np.ascontiguousarray(under)), over)


@dataclass(frozen=True)
class _Dots:
    """Pixels that are set one after the other."""

    box: Rectangle
    x: np.ndarray
    y: np.ndarray
    pixels: np.ndarray

    @classmethod
    def of(cls, places: np.ndarray, pixels: np.ndarray, width: int) -> _Dots:
        y, x = np.divmod(places, width)
        box = Rectangle(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
        return cls(box, x, y, pixels)

    def paint(self, canvas: np.ndarray, rectangle: Rectangle) -> None:
        x, y, pixels = self.x, self.y, self.pixels
        if not self.box.lies_in(rectangle):
            left, top, right, bottom = rectangle
            here = (left <= x) & (x < right) & (top <= y) & (y < bottom)
            x, y, pixels = x[here], y[here], pixels[here]
        canvas[y, x] = pixels
