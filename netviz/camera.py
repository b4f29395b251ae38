"""Manim's cameras, where a mobject may paint itself with Cairo when strokes would cost too much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import cairo
import manim
import numpy as np
from manim import Mobject, VMobject


class SelfPainted(VMobject):  # type: ignore[misc, unused-ignore]
    """A mobject that a camera of this module lets paint itself and all that is within it.

    Any other camera draws its points and those of its submobjects.
    """

    def paint(self, context: cairo.Context[Any], line_width: float) -> None:
        """Paint in Manim's units on what has been drawn so far.

        `line_width` is the width in units of a stroke of width 1. Manim keeps its pixels with red
        and blue exchanged, so a colour is given to Cairo as blue, green, red. The context has to
        be left as it was, but for its path and source.
        """
        raise NotImplementedError(f"{type(self).__name__} must say how it paints itself")

    def looks(self) -> tuple[Any, ...] | None:
        """All that the painting depends on; None if that cannot be said: it may always differ."""
        return None

    def extent(self, line_width: float) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of what is painted, in Manim's units; None: anywhere."""
        return None


class _Painting:
    """What both cameras add to Manim's."""

    cairo_line_width_multiple: float
    use_z_index: bool
    drawings = 0
    """How often the whole picture has been drawn or set."""

    def set_pixel_array(self, *args: Any, **kwargs: Any) -> None:
        """Set the picture as Manim does."""
        self.drawings += 1
        super().set_pixel_array(*args, **kwargs)  # type: ignore[misc]

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw mobjects as Manim does."""
        self.drawings += 1
        super().capture_mobjects(mobjects, **kwargs)  # type: ignore[misc]

    def overlay_PIL_image(self, pixel_array: Any, image: Any) -> None:  # noqa: N802
        """Lay an image over a picture as Manim does; a picture that is no array does so itself."""
        if isinstance(pixel_array, np.ndarray):
            super().overlay_PIL_image(pixel_array, image)  # type: ignore[misc]
        else:
            pixel_array.overlay(image)

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """The mobjects to draw and their families, as Manim lists them, in linear time."""
        if excluded_mobjects or not include_submobjects:
            as_manim: list[Mobject] = super().get_mobjects_to_display(  # type: ignore[misc]
                mobjects, include_submobjects, excluded_mobjects
            )
            return as_manim
        listed = list(mobjects)
        shown: list[Mobject] = []
        # Manim may list a family member by member.
        painters = (mobject for mobject in listed if isinstance(mobject, SelfPainted))
        seen = {id(part) for painter in painters for part in painter.get_family()[1:]}
        for mobject in reversed(listed):
            _list_backwards(mobject, shown, seen)
        shown.reverse()
        return sorted(shown, key=_z_index) if self.use_z_index else shown

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


def _list_backwards(mobject: Mobject, shown: list[Mobject], seen: set[int]) -> None:
    """Add a family, last member first; one that is met twice stands where it is met last."""
    if id(mobject) in seen:
        return
    if not isinstance(mobject, SelfPainted):
        for part in reversed(mobject.submobjects):
            _list_backwards(part, shown, seen)
    seen.add(id(mobject))
    if len(mobject.points):
        shown.append(mobject)


def _z_index(mobject: Mobject) -> float:
    return float(mobject.z_index)


def painting_camera(camera_class: type[manim.Camera]) -> type[manim.Camera]:
    """The camera of this module that stands for one of Manim's; any other class is kept."""
    ours: dict[type[manim.Camera], type[manim.Camera]] = {
        manim.Camera: Camera,
        manim.MovingCamera: MovingCamera,
    }
    return ours.get(camera_class, camera_class)
