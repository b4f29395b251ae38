"""A box in one of three shapes: the same factor in a formula and in the picture."""

from __future__ import annotations

from manim import Mobject, SurroundingRectangle

from netviz.drawing import Drawing
from netviz.formulas.parts import role_color
from netviz.theme import current_theme

_WIDTH = 3.0
_SHAPES = {"e": ((0.0, 0.08),), "s": ((0.0, 0.05), (0.0, 0.1)), "a": ((0.2, 0.08),)}
"""Corner radius and distance of each outline, by the name of the factor."""


class FactorBox(Drawing):
    """A box around a mobject, in shape and colour that of a factor of the chain rule.

    `name` is that of its part: a plain box for the error "e", a double one for the slope "s", one
    with round corners for the incoming value "a". Shapes tell factors apart without colours.
    Raises ValueError for another name.

    Example:
        >>> from netviz import FactorBox, Number
        >>> len(FactorBox("s", Number(0.25)))
        2
    """

    def __init__(self, name: str, around: Mobject) -> None:
        if name not in _SHAPES:
            raise ValueError(f"name must be one of {', '.join(_SHAPES)}, got {name!r}")
        self._name = name
        color = role_color(name, current_theme())
        super().__init__(
            *(
                SurroundingRectangle(
                    around, color=color, buff=buff, corner_radius=corner, stroke_width=_WIDTH
                )
                for corner, buff in _SHAPES[name]
            )
        )

    def _told(self) -> str:
        return self._name
