"""A number on screen that can change cheaply, digit under digit."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz.scales import format_value
from netviz.theme import current_theme
from netviz.typeset import Weight, number_glyphs


class Number(VGroup):
    """A number in the sans-serif face with digits of one width, written by `scales.format_value`.

    `size` is in pixels of a 1080-line frame (default: the theme's number size). `set_value` swaps
    glyphs from an atlas: it sets no type, keeps the middle of the number in place and keeps its
    colour, opacity and scale. Raises ValueError for NaN and infinities.

    Example:
        >>> from netviz import Number
        >>> Number(-1.165).string
        '−1.17'
    """

    def __init__(
        self,
        value: float,
        decimals: int = 2,
        size: float | None = None,
        color: ParsableManimColor | None = None,
        weight: Weight = "semibold",
        sign: bool = False,
    ) -> None:
        theme = current_theme()
        self.decimals = decimals
        self.sign = sign
        self._weight: Weight = weight
        self._size = size or theme.number_size
        super().__init__()
        self._write(value)
        self.add(*self._glyphs(color or theme.text))
        self.move_to(np.zeros(3))

    def _write(self, value: float) -> None:
        self.value = float(value)
        self.string = format_value(self.value, self.decimals, self.sign)

    def _glyphs(self, color: ParsableManimColor) -> list[VMobject]:
        return number_glyphs(self.string, self._size, color, self._weight)

    def set_value(self, value: float) -> Self:
        """Show another value at the same place, in the same colour."""
        before = self.string
        self._write(value)
        if self.string == before:
            return self
        old = self.submobjects[0]
        reference = VGroup(*number_glyphs(before, self._size, "#FFFFFF", self._weight))
        scale = old.height / reference[0].height
        # Where the middle of the advance-aligned line lies now, from the place of its first glyph.
        middle = old.get_center() + scale * (reference.get_center() - reference[0].get_center())
        glyphs = VGroup(*self._glyphs(old.get_fill_color()))
        middle[1] += scale * (glyphs.get_center()[1] - reference.get_center()[1])
        glyphs.scale(scale).shift(middle - glyphs.get_center())
        glyphs.set_fill(opacity=old.get_fill_opacity()).set_z_index(old.z_index)
        # Glyphs keep their identity while they change: Manim lists what moves before a play starts.
        for slot, glyph in zip(self.submobjects, glyphs, strict=False):
            slot.set_points(glyph.points)
        for slot in self.submobjects[len(glyphs) :]:
            slot.clear_points()
        self.submobjects = [*self.submobjects[: len(glyphs)], *glyphs[len(self.submobjects) :]]
        return self
