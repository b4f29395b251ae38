"""Paths of cubic curves laid in a Cairo context as Manim's cameras lay them, in less time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

_RELATIVE = 1e-5  # that points of a curve may differ by and be the same for Manim


def lay_path(context: Any, points: np.ndarray, tolerance: float) -> None:
    """Lay curves as the path of a context: four finite points each, (4n, 3).

    A curve that starts where the one before ends, up to the tolerance, continues it.
    """
    curves = points[:, :2].reshape(-1, 4, 2)
    starts, ends = curves[1:, 0], curves[:-1, 3]
    apart = abs(ends - starts) > tolerance + _RELATIVE * abs(starts)
    breaks = np.flatnonzero(apart.any(axis=1)) + 1
    rows = curves.reshape(-1, 8).tolist()
    context.new_path()
    for first, end in pairwise((0, *breaks.tolist(), len(rows))):
        x, y = rows[first][:2]
        context.new_sub_path()
        context.move_to(x, y)
        for row in rows[first:end]:
            context.curve_to(*row[2:])
        x_end, y_end = rows[end - 1][6:]
        dx, dy = abs(x - x_end), abs(y - y_end)
        if dx <= tolerance + _RELATIVE * abs(x_end) and dy <= tolerance + _RELATIVE * abs(y_end):
            context.close_path()
