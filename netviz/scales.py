"""Value to look: one function a quantity, so that a hue or a width means the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Self

import numpy as np
from manim import ManimColor, interpolate_color
from numpy.typing import ArrayLike

from netviz.checks import as_integer, as_number, as_vector
from netviz.theme import Theme

MINUS = "−"
"""U+2212, as wide as a digit and a plus sign."""

_ALL_DIGITS = Context(prec=400)  # a float64 has at most 309 digits before the point


def format_value(value: float, decimals: int = 2, sign: bool = False) -> str:
    """A number as it is shown: fixed decimals, halves rounded up in size, a true minus sign.

    `sign` puts a plus before positive values. A value that rounds to zero has no sign.
    Raises TypeError for anything but a real number, ValueError for NaN and infinities.

    Example:
        >>> format_value(-1.165), format_value(-0.001), format_value(0.5, 1, sign=True)
        ('−1.17', '0.00', '+0.5')
    """
    rounded = as_shown(value, decimals)
    digits = f"{abs(rounded):f}"
    if rounded < 0:
        return MINUS + digits
    return f"+{digits}" if sign and rounded > 0 else digits


def as_shown(value: float, decimals: int = 2) -> Decimal:
    """The exact decimal number that `format_value` prints: for checking sums by pencil.

    Float noise, 8 places behind the last one shown, is removed first, so that 0.285 computed as
    0.28499999999999998 rounds as on paper. Raises as `format_value` does.

    Example:
        >>> as_shown(0.285) + as_shown(0.5, 1)
        Decimal('0.79')
    """
    exact = Decimal(repr(as_number(value, "value")))
    places = as_integer(decimals, "decimals", minimum=0)
    on_paper = exact.quantize(Decimal(1).scaleb(-places - 8), context=_ALL_DIGITS)
    return on_paper.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_ALL_DIGITS)


def is_exact(value: float, decimals: int = 2) -> bool:
    """Whether a value is shown without rounding, float noise aside.

    Example:
        >>> is_exact(0.1 + 0.2), is_exact(0.125)
        (True, False)
    """
    return as_shown(value, decimals) == as_shown(value, decimals + 8)


def decimals_for(values: Iterable[float], most: int = 2) -> int:
    """The fewest decimals, 1 to `most`, that show all `values` without rounding, else `most`.

    Raises TypeError or ValueError for no values at all, NaN, infinities and `most` below 1.

    Example:
        >>> decimals_for([0.5, -0.9]), decimals_for([0.25, 1.0]), decimals_for([1 / 3])
        (1, 2, 2)
    """
    numbers = as_vector(list(values), "values")
    for decimals in range(1, as_integer(most, "most", minimum=1)):
        if all(is_exact(value, decimals) for value in numbers):
            return decimals
    return most


@dataclass(frozen=True)
class Scale:
    """How one quantity of a film is shown: what is drawn at full strength, and its decimals.

    `full` is the largest size in the domain, `decimals` what its values need. The same value has
    the same width, brightness and digits in the whole film.
    Raises TypeError or ValueError as `as_number` and `as_integer` do.

    Example:
        >>> weights = Scale.over([0.5, -0.9], [[0.25, 1.0]])
        >>> weights, weights.share(0.25), weights.text(-0.9)
        (Scale(full=1.0, decimals=2), 0.25, '−0.90')
    """

    full: float
    decimals: int = 2

    def __post_init__(self) -> None:
        as_number(self.full, "Scale.full", minimum=0)
        as_integer(self.decimals, "Scale.decimals", minimum=0)

    @classmethod
    def over(
        cls, *domain: ArrayLike, least: float = 0.0, decimals: int | None = None, most: int = 2
    ) -> Self:
        """The scale of all the numbers in some arrays; `least` is the least that `full` may be.

        Without `decimals` it has as many as all the numbers need, `most` at most.
        """
        values = np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in domain])
        full = max(float(np.abs(values).max()), as_number(least, "least", minimum=0))
        return cls(full, decimals_for(values, most) if decimals is None else decimals)

    def share(self, value: float) -> float:
        """|value| as a share of `full`, 0 to 1."""
        return _share(value, self.full)

    def text(self, value: float, sign: bool = False) -> str:
        """The value as it is shown."""
        return format_value(value, self.decimals, sign)


def activation_level(value: float, full: float = 1.0) -> float:
    """How bright a neuron is, 0 to 1: |activation| as a share of `full`, the brightest one."""
    return _share(value, full)


def activation_fill(level: float, theme: Theme) -> ManimColor:
    """Colour of a neuron's disc at a brightness of 0 to 1."""
    return interpolate_color(ManimColor(theme.neuron), ManimColor(theme.activation), level)


def digits_on(fill: ManimColor) -> str:
    """Pure black or pure white, whichever has the higher contrast on `fill` (WCAG 2.2)."""
    luminance = relative_luminance(fill)
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#FFFFFF"


def relative_luminance(color: ManimColor) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = np.asarray(color.to_rgb(), dtype=float)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def weight_share(weight: float, full: float) -> float:
    """|weight| as a share of the largest one drawn, 0 to 1; 0 when all weights are 0."""
    return _share(weight, full)


def weight_width(weight: float, full: float, theme: Theme) -> float:
    """Stroke width of an edge: grows linearly with |weight|, from the theme's least width."""
    span = theme.edge_width_max - theme.edge_width_min
    return theme.edge_width_min + span * weight_share(weight, full)


def weight_opacity(weight: float, full: float, theme: Theme) -> float:
    """Opacity of an edge: grows linearly with |weight|, from the theme's least opacity."""
    span = theme.edge_opacity_max - theme.edge_opacity_min
    return theme.edge_opacity_min + span * weight_share(weight, full)


def weight_color(weight: float, theme: Theme) -> str:
    """Hue of a weight, by its sign. Zero has the hue of the positive ones."""
    return theme.negative if weight < 0 else theme.positive


def flow_brightness(value: float, full: float) -> float:
    """How bright a pulse is, 0 to 1: the square root of |value| / full, so small terms show."""
    return math.sqrt(_share(value, full))


def _share(value: float, full: float) -> float:
    """|value| / full, at most 1; 0 when `full` is 0."""
    size, most = abs(as_number(value, "value")), as_number(full, "full", minimum=0)
    return min(size / most, 1.0) if most > 0 else 0.0
