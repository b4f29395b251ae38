"""What a number stands on where it covers a line: a plate of background colour."""

from __future__ import annotations

from typing import Any, Self

from manim import Mobject, RoundedRectangle

from netviz.checks import as_number
from netviz.theme import current_theme

PLATE_PADDING = (0.1, 0.07)
"""Beside and above what stands on a plate, in Manim units."""


_EARLIER = 6.0  # times as fast as the digits on it a plate comes, and goes when they have gone


class Plate(RoundedRectangle):  # type: ignore[misc, unused-ignore]
    """A rounded plate of background colour behind a mobject, in the scale given.

    It keeps its colour when the group that it is in is coloured.
    Raises TypeError or ValueError for a scale that is not a number of at least 0.

    Example:
        >>> from netviz import Number
        >>> from netviz.mobjects.plate import Plate
        >>> number = Number(0.076, 3)
        >>> bool(Plate(number).width > number.width)
        True
    """

    def __init__(self, behind: Mobject, scale: float = 1.0) -> None:
        scale = as_number(scale, "scale", minimum=0)
        width, height = (
            extent + 2 * padding * scale
            for extent, padding in zip((behind.width, behind.height), PLATE_PADDING, strict=True)
        )
        self._ground = current_theme().background
        super().__init__(
            width=width,
            height=height,
            corner_radius=min(width, height) / 2.5,
            fill_color=self._ground,
            fill_opacity=1.0,
            stroke_width=0,
        )
        self.move_to(behind)

    def interpolate_color(self, mobject1: Any, mobject2: Any, alpha: float) -> None:
        """Fade in before what stands on it and out after: no line runs through fading digits."""
        super().interpolate_color(mobject1, mobject2, alpha)
        first, last = mobject1.get_fill_opacity(), mobject2.get_fill_opacity()
        if min(first, last) == 0:
            share = alpha if last else 1 - alpha
            self.set_fill(opacity=max(first, last) * min(1.0, _EARLIER * share))

    def set_fill(self, color: Any = None, opacity: Any = None, family: bool = True) -> Self:
        """Change the opacity alone."""
        super().set_fill(self._ground, opacity, family)
        return self
