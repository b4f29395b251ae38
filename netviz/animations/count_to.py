"""A number that counts from what it shows to what it will show."""

from __future__ import annotations

from typing import Any

from manim import Animation

from netviz.checks import as_integer, as_number, describe
from netviz.mobjects.number import Number
from netviz.scales import format_value


class CountTo(Animation):  # type: ignore[misc, unused-ignore]
    """A Number counts to another value, shown with `decimals` if they are given.

    Raises TypeError or ValueError when `number` is no Number or `value` not finite.

    Example:
        >>> from netviz import CountTo, Number
        >>> animation = CountTo(Number(1.82), 0.73, run_time=0.8)
    """

    def __init__(
        self, number: Number, value: float, decimals: int | None = None, **kwargs: Any
    ) -> None:
        if not isinstance(number, Number):
            raise TypeError(f"number must be a Number, got {describe(number)}")
        self._end = as_number(value, "value")
        self._decimals = (
            number.decimals if decimals is None else as_integer(decimals, "decimals", 0)
        )
        shown = format_value(self._end, self._decimals, number.sign)
        kwargs.setdefault("name", f"CountTo({number.string} → {shown})")
        super().__init__(number, **kwargs)

    def begin(self) -> None:
        """Read where the count starts."""
        self._start = self.mobject.value
        self.mobject.set_decimals(self._decimals)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value on the way."""
        share = self.rate_func(alpha)
        self.mobject.set_value(self._start * (1 - share) + self._end * share)
