"""A number on screen that can change cheaply, digit under digit."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ORIGIN, VMobject
from manim.utils.color import ParsableManimColor

from netviz.checks import as_integer, as_number
from netviz.drawing import Drawing
from netviz.mobjects.plate import Plate
from netviz.scales import format_value
from netviz.theme import current_theme
from netviz.typeset import Weight, glyph, number_outlines


class Number(Drawing):
    """A number in the sans-serif face with digits of one width, written by `scales.format_value`.

    `size` is in pixels of a 1080-line frame (default: the theme's number size). `set_value` swaps
    glyphs from an atlas and sets no type, so that many changing numbers are cheap. With a `plate`
    it hides what it stands on.
    Raises TypeError for anything but a real number, ValueError for NaN and infinities.

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
        plate: bool = False,
    ) -> None:
        theme = current_theme()
        self.value = as_number(value, "value")
        self.decimals = decimals
        self.sign = sign
        self.string = format_value(self.value, decimals, sign)
        self._size = theme.number_size if size is None else size
        self._weight: Weight = weight
        color = theme.text if color is None else color
        super().__init__(*(glyph(outline, color) for outline in self._outlines()))
        if plate:
            self.add_to_back(Plate(self))
        self.move_to(ORIGIN)

    @property
    def _glyphs(self) -> list[VMobject]:
        """The characters, without the plate that they may stand on."""
        return [part for part in self.submobjects if not isinstance(part, Plate)]

    def _outlines(self) -> list[np.ndarray]:
        return number_outlines(self.string, self._size, self._weight)

    def set_value(self, value: float) -> Self:
        """Show another value in the same place, size, colour and opacity.

        The middle stays where it is and digits are of one width: a number with as many characters
        changes digit by digit.
        """
        number = as_number(value, "value")
        string = format_value(number, self.decimals, self.sign)
        if string != self.string:
            before, self.string = self._outlines(), string
            placement = _placement(before, [glyph.points for glyph in self._glyphs])
            self._redraw([_with_ones(outline) @ placement for outline in self._outlines()])
        self.value = number
        return self

    def set_decimals(self, decimals: int) -> Self:
        """Show the same value with more or fewer decimals, in the same place."""
        self.decimals = as_integer(decimals, "decimals", minimum=0)
        return self.set_value(self.value)

    def _redraw(self, outlines: list[np.ndarray]) -> None:
        """Put outlines into the glyphs there are: Manim lists what moves before a play starts.

        When a number grows longer its last glyph takes in what is too many.
        """
        glyphs = self._glyphs
        drawn, left_over = glyphs[: len(outlines)], glyphs[len(outlines) :]
        for shape, outline in zip(drawn, outlines, strict=False):
            shape.set_points(outline)
        drawn[-1].set_points(np.vstack(outlines[len(drawn) - 1 :]))
        for shape in left_over:
            shape.clear_points()
        self.remove(*left_over)

    def _told(self) -> str:
        return self.string


def _placement(plain: list[np.ndarray], drawn: list[np.ndarray]) -> np.ndarray:
    """The map (x, y, 1) -> (x, y, z) that took the plain glyphs to where they are drawn now."""
    source, target = np.vstack(plain), np.vstack(drawn)
    if source.shape != target.shape:  # a Transform has made other glyphs of them
        source, target = _corners(source), _corners(target)
    placement: np.ndarray = np.linalg.lstsq(_with_ones(source), target, rcond=None)[0]
    return placement


def _with_ones(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, :2], np.ones(len(points))])


def _corners(points: np.ndarray) -> np.ndarray:
    (left, bottom, z), (right, top, _) = points.min(axis=0), points.max(axis=0)
    return np.array([[left, bottom, z], [right, bottom, z], [left, top, z]])
