"""Spans of decimal numbers, and what arithmetic makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

_LARGEST_POWER = 400


class Unreadable(ValueError):  # noqa: N818
    """An expression with something in it that is no number and no known operation."""


@dataclass(frozen=True)
class Span:
    """All values from `low` to `high`; of what is exact, both are the same.

    Example:
        >>> Span(Decimal(1), Decimal(2)).meets(Span(Decimal(2), Decimal(3)))
        True
    """

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        """Whether there is a value in both."""
        return self.low <= other.high and other.low <= self.high


def exactly(value: Decimal) -> Span:
    """A span of one value."""
    return Span(value, value)


def negative(span: Span) -> Span:
    """All values with the other sign."""
    return Span(-span.high, -span.low)


def add(a: Span, b: Span) -> Span:
    """All sums."""
    return Span(a.low + b.low, a.high + b.high)


def multiply(a: Span, b: Span) -> Span:
    """All products."""
    corners = [x * y for x, y in product((a.low, a.high), (b.low, b.high))]
    return Span(min(corners), max(corners))


def divide(a: Span, b: Span) -> Span:
    """All quotients. Raises Unreadable when one would be a division by 0."""
    if b.low <= 0 <= b.high:
        raise Unreadable("a division by what may be 0")
    return multiply(a, Span(1 / b.high, 1 / b.low))


def power(base: Span, exponent: Span) -> Span:
    """All powers. Raises Unreadable for roots of negative numbers, and beyond reason."""
    if max(abs(exponent.low), abs(exponent.high)) > _LARGEST_POWER:
        raise Unreadable("a power beyond reason")
    whole = exponent.low == exponent.high == exponent.low.to_integral_value()
    if base.low <= 0 and not whole:
        raise Unreadable("a root of what may be negative")
    if base.low <= 0 <= base.high and exponent.low < 0:
        raise Unreadable("a division by what may be 0")
    corners = [x**y for x, y in product((base.low, base.high), (exponent.low, exponent.high))]
    if base.low < 0 < base.high:
        corners.append(Decimal(0) if exponent.low else Decimal(1))
    return Span(min(corners), max(corners))


def rising(function: Callable[[Decimal], Decimal]) -> Callable[[Span], Span]:
    """A function that rises everywhere, of a span."""
    return lambda span: Span(function(span.low), function(span.high))


def _tanh(value: Decimal) -> Decimal:
    grown = (2 * value).exp()
    return (grown - 1) / (grown + 1)


def _sigmoid(value: Decimal) -> Decimal:
    return 1 / (1 + (-value).exp())


def _relu(value: Decimal) -> Decimal:
    return max(value, Decimal(0))


def _absolute(span: Span) -> Span:
    sizes = sorted((abs(span.low), abs(span.high)))
    return Span(Decimal(0) if span.low <= 0 <= span.high else sizes[0], sizes[1])


def _largest(*spans: Span) -> Span:
    return Span(max(span.low for span in spans), max(span.high for span in spans))


def _smallest(*spans: Span) -> Span:
    return Span(min(span.low for span in spans), min(span.high for span in spans))


FUNCTIONS: dict[str, tuple[Callable[..., Span], int | None]] = {
    "exp": (rising(Decimal.exp), 1),
    "ln": (rising(Decimal.ln), 1),
    "sqrt": (rising(Decimal.sqrt), 1),
    "tanh": (rising(_tanh), 1),
    "sigmoid": (rising(_sigmoid), 1),
    "ReLU": (rising(_relu), 1),
    "relu": (rising(_relu), 1),
    "abs": (_absolute, 1),
    "max": (_largest, None),
    "min": (_smallest, None),
    "frac": (divide, 2),
}
"""Name -> the function, and how many arguments it takes (None: one or more)."""
