"""Bars that glide to other values, while the numbers beside them are exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, ManimColor, VGroup, interpolate_color
from manim.utils.color import ParsableManimColor

from netviz.checks import describe
from netviz.mobjects.class_probabilities import ClassProbabilities


class SetBars(Animation):  # type: ignore[misc, unused-ignore]
    """The bars of a ClassProbabilities go to new values; the numbers are never in between.

    Old numbers fade out in the first half, new ones in in the second: a number that is no result
    is not shown. `full` is where a bar is full afterwards, `color` what the bars turn to (default:
    as before). Raises TypeError for anything but ClassProbabilities, and as their `set_values`.

    Example:
        >>> from netviz import ClassProbabilities, SetBars
        >>> bars = ClassProbabilities(["cat", "dog"])
        >>> animation = SetBars(bars, [0.73, 0.27], run_time=0.8)
    """

    def __init__(
        self,
        bars: ClassProbabilities,
        values: Sequence[float] | np.ndarray,
        full: float | None = None,
        color: ParsableManimColor | None = None,
        **kwargs: Any,
    ) -> None:
        if not isinstance(bars, ClassProbabilities):
            raise TypeError(f"bars must be ClassProbabilities, got {describe(bars)}")
        bars.copy().set_values(values, full)
        self._end, self._end_full, self._end_color = values, full, color
        super().__init__(bars, **kwargs)

    def begin(self) -> None:
        """Read where bars and numbers start, and set what they end with."""
        bars = self.mobject
        self._start, self._start_full = bars.values.copy(), bars.full
        colors = [bars.bars[0].get_fill_color(), self._end_color]
        # The first values come in their own colour: no bar has been seen in another yet.
        end = ManimColor(colors[0] if colors[1] is None else colors[1])
        self._start_color, self._color = (end if len(bars.unknown) else colors[0]), end
        self._old = VGroup(*(number.copy() for number in bars.numbers), *bars.unknown)
        glyphs = self._old.family_members_with_points()
        self._opacities = [(glyph, glyph.get_fill_opacity()) for glyph in glyphs]
        bars.set_values(self._end, self._end_full)
        self._values, self._full = bars.values.copy(), bars.full
        bars.add(self._old)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Bars glide, numbers change in the middle."""
        alpha = self.rate_func(alpha)
        bars = self.mobject
        shares = self._start / self._start_full
        shares = shares + (self._values / self._full - shares) * alpha
        bars.set_shares(shares.clip(0, 1))  # some rate functions overshoot
        bars.bars.set_fill(interpolate_color(self._start_color, self._color, alpha))
        for glyph, opacity in self._opacities:
            glyph.set_fill(opacity=opacity * max(0.0, 1 - 2 * alpha))
        bars.numbers.set_fill(opacity=max(0.0, 2 * alpha - 1))

    def finish(self) -> None:
        """Leave only the new numbers."""
        super().finish()
        self.mobject.remove(self._old)
