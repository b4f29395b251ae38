"""Where a mobject is, as a `layout.Box`."""

from __future__ import annotations

import numpy as np
from manim import Mobject

from netviz.layout import Box


def box_around(mobject: Mobject, scale: float = 1.0) -> Box:
    """The upright rectangle around a mobject, in units of `scale`.

    Raises ValueError for a mobject without width or height.

    Example:
        >>> from manim import Square
        >>> box_around(Square(2)).width
        2.0
    """
    low, high = (mobject.get_corner(np.array([side, side, 0.0])) / scale for side in (-1.0, 1.0))
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
