"""Dimming all but what matters, and taking it back."""

from __future__ import annotations

from typing import Self

from manim import Mobject, Rectangle

from netviz.layout import Box, Frame
from netviz.theme import current_theme

VEIL_Z = 20


class Veil(Rectangle):
    """A sheet of background colour that dims what it covers; what is `lifted` stays bright.

    It is as opaque as the theme's `dim_opacity` leaves of what lies behind. Play it in and out
    with FadeIn and FadeOut; call `lift` before and `lower` after.

    Example:
        >>> from manim import Circle
        >>> from netviz.mobjects.veil import Veil
        >>> circle = Circle()
        >>> veil = Veil().lift(circle)
        >>> circle.z_index > veil.z_index, veil.lower() and circle.z_index
        (True, 0)
    """

    def __init__(self, box: Box | None = None) -> None:
        theme = current_theme()
        box = box or Frame().diagram
        super().__init__(
            width=box.width + 0.6,
            height=box.height + 0.24,
            fill_color=theme.background,
            fill_opacity=1 - theme.dim_opacity,
            stroke_width=0,
            z_index=VEIL_Z,
        )
        self.move_to(box.center)
        self._lifted: list[Mobject] = []

    def lift(self, *mobjects: Mobject) -> Self:
        """Bring mobjects in front of the veil, in their own order."""
        for mobject in mobjects:
            for member in mobject.get_family():
                if member.z_index < VEIL_Z:
                    member.z_index += VEIL_Z + 1
        self._lifted.extend(mobjects)
        return self

    def lower(self) -> Self:
        """Put everything lifted, and what was added to it since, back where it was."""
        for mobject in self._lifted:
            for member in mobject.get_family():
                if member.z_index > VEIL_Z:
                    member.z_index -= VEIL_Z + 1
        self._lifted = []
        return self
