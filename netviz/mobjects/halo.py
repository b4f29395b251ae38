"""Text that stays legible on top of edges."""

from __future__ import annotations

from typing import TypeVar

from manim import VMobject

from netviz.theme import current_theme

_WIDTH = 7.0
T = TypeVar("T", bound=VMobject)


def halo(writing: T, scale: float = 1.0) -> T:
    """Give glyphs a rim of background colour, where they stand on lines; returns the same mobject.

    `scale` is that of what they stand on.

    Example:
        >>> from netviz import Number
        >>> halo(Number(0.5)).string
        '0.50'
    """
    writing.set_stroke(
        current_theme().background, width=_WIDTH * scale, opacity=1.0, background=True
    )
    return writing
