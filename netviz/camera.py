"""Manim's cameras, where a mobject may paint itself with Cairo when strokes would cost too much."""

from __future__ import annotations

from typing import Any, Self

import cairo
import manim
from manim import VMobject


class SelfPainted(VMobject):  # type: ignore[misc, unused-ignore]
    """A mobject that a camera of this module lets paint itself; any other draws its points."""

    def paint(self, context: cairo.Context[Any], line_width: float) -> None:
        """Paint in Manim's units on what has been drawn so far.

        `line_width` is the width in units of a stroke of width 1. Manim keeps its pixels with red
        and blue exchanged, so a colour is given to Cairo as blue, green, red. The context has to
        be left as it was, but for its path and source.
        """
        raise NotImplementedError(f"{type(self).__name__} must say how it paints itself")


class _Painting:
    """What both cameras add to Manim's."""

    cairo_line_width_multiple: float

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> Self:
        """Draw a mobject as Manim does, or let it paint itself."""
        if isinstance(vmobject, SelfPainted):
            vmobject.paint(ctx, self.cairo_line_width_multiple)
        else:
            super().display_vectorized(vmobject, ctx)  # type: ignore[misc]
        return self


class Camera(_Painting, manim.Camera):  # type: ignore[misc, unused-ignore]
    """Manim's camera, for any scene: `Scene(camera_class=Camera)`. `PhasedScene` has it already."""


class MovingCamera(_Painting, manim.MovingCamera):  # type: ignore[misc, unused-ignore]
    """Manim's moving camera, likewise."""


def painting_camera(camera_class: type[manim.Camera]) -> type[manim.Camera]:
    """The camera of this module that stands for one of Manim's; any other class is kept."""
    ours: dict[type[manim.Camera], type[manim.Camera]] = {
        manim.Camera: Camera,
        manim.MovingCamera: MovingCamera,
    }
    return ours.get(camera_class, camera_class)
