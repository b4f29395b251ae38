"""What the package's mobjects have in common: strokes that follow their scale, short names."""

from __future__ import annotations

from typing import Any, Self

from manim import VGroup, VMobject, config
from manim.constants import RendererType


class Drawing(VGroup):  # type: ignore[misc, unused-ignore]
    """A VGroup whose strokes are scaled with it, and which says briefly what it is.

    Raises RuntimeError under Manim's OpenGL renderer.

    Example:
        >>> from manim import Square
        >>> small = Drawing(Square(stroke_width=4)).scale(0.5)
        >>> small, small[0].stroke_width
        (Drawing(), 2.0)
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Refuse another renderer before anything is made for it."""
        refuse_opengl()
        made: Self = super().__new__(cls)
        return made

    def scale(self, scale_factor: float, scale_stroke: bool = True, **kwargs: Any) -> Self:
        """Scale as Manim does, and all strokes too, unless `scale_stroke` is False.

        A VGroup of Manim's own around this one scales only points: it asks none of its members.
        """
        if scale_stroke:
            for member in self.get_family():
                if isinstance(member, VMobject):
                    member.stroke_width = member.stroke_width * abs(scale_factor)
                    member.background_stroke_width = member.background_stroke_width * abs(
                        scale_factor
                    )
        super().scale(scale_factor, **kwargs)
        return self

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._told()})"

    def __str__(self) -> str:
        return repr(self)

    def _told(self) -> str:
        """What stands between the brackets of its `repr`."""
        return ""


def refuse_opengl() -> None:
    """Raise RuntimeError when Manim is set to draw with OpenGL."""
    if config.renderer == RendererType.OPENGL:
        raise RuntimeError(
            "netviz draws with Cairo, and Manim is set to its OpenGL renderer: leave out "
            "--renderer=opengl (config.renderer = 'cairo')"
        )


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> counted(1, "step"), counted(3, "step")
        ('1 step', '3 steps')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
