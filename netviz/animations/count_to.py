"""Numbers that count from what they show to what they will show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, ManimColor, interpolate_color
from manim.utils.color import ParsableManimColor

from netviz.mobjects.class_probabilities import ClassProbabilities
from netviz.mobjects.number import Number


class CountTo(Animation):
    """A Number, or all bars and numbers of a ClassProbabilities, count to new values.

    For bars, `full` is where a bar is full afterwards and `color` what they turn to (default: as
    before).

    Example:
        >>> from netviz import CountTo, Number
        >>> animation = CountTo(Number(1.82), 0.73, run_time=0.8)
    """

    def __init__(
        self,
        mobject: Number | ClassProbabilities,
        value: float | Sequence[float] | np.ndarray,
        full: float | None = None,
        color: ParsableManimColor | None = None,
        **kwargs: Any,
    ) -> None:
        if not isinstance(mobject, Number | ClassProbabilities):
            raise TypeError(
                f"mobject must be a Number or ClassProbabilities, got {type(mobject).__name__}"
            )
        self._end = np.array(value, dtype=float)
        self._full = full
        self._color = color
        super().__init__(mobject, **kwargs)

    def begin(self) -> None:
        """Read where the count starts."""
        mobject = self.mobject
        if isinstance(mobject, Number):
            self._start, self._from_full = np.array(mobject.value), 1.0
        else:
            self._start, self._from_full = mobject.values.copy(), mobject.full
            self._from_color = mobject.bars[0].get_fill_color()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the values on the way."""
        alpha = self.rate_func(alpha)
        values = self._start + (self._end - self._start) * alpha
        if isinstance(self.mobject, Number):
            self.mobject.set_value(float(values))
            return
        full = self._from_full if self._full is None else self._full
        self.mobject.set_values(values, self._from_full + (full - self._from_full) * alpha)
        if self._color is not None:
            end = ManimColor(self._color)
            self.mobject.bars.set_fill(interpolate_color(self._from_color, end, alpha))
