"""Numbers inside formulas, and the sign between them: `=` where the digits shown make it true."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from netviz.checks import as_text, as_vector, describe
from netviz.formulas.parts import part
from netviz.layout import collapse
from netviz.scales import MINUS, as_shown, format_value, is_exact

Vector = Sequence[float] | np.ndarray


def number(value: float, decimals: int = 2) -> str:
    """A number inside a formula: a negative one in brackets, so that no two signs meet.

    Example:
        >>> number(0.5), number(-0.5), number(-0.001)
        ('0.50', '(−0.50)', '0.00')
    """
    digits = format_value(value, decimals)
    return f"({digits})" if digits.startswith(MINUS) else digits


def vector(values: Vector, name: str, decimals: int = 2, most: int = 5) -> str:
    """`(v1, v2, …)`, or `v1` alone; parts name0, name1, … and name for the whole.

    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> vector([0.73, 0.27], "p")
        '{{ ({{ 0.73 : p0 }}, {{ 0.27 : p1 }}) : p }}'
    """
    v, name = as_vector(values, "values"), as_text(name, "name")
    entries = [
        "dots.c" if k is None else part(format_value(v[k], decimals), f"{name}{k}")
        for k in collapse(len(v), most)
    ]
    return part(f"({', '.join(entries)})" if len(v) > 1 else entries[0], name)


def rounding(values: Vector, decimals: int = 2) -> str:
    """`=` when `values` are shown as they are, `approx` when one of them is rounded.

    Example:
        >>> rounding([0.5, 0.25]), rounding([1 / 3])
        ('=', 'approx')
    """
    exact = all(is_exact(value, decimals) for value in as_vector(values, "values"))
    return "=" if exact else "approx"


def relation(on_paper: Decimal, value: float, decimals: int = 2) -> str:
    """`=` when the result worked out on paper is, to the last digit, the number shown for `value`.

    Otherwise `approx`. Raises TypeError or ValueError when either is not a finite number.

    Example:
        >>> relation(Decimal("0.9") * Decimal("0.7"), 0.63), relation(Decimal("0.625"), 0.625)
        ('=', 'approx')
    """
    if not isinstance(on_paper, Decimal):
        raise TypeError(f"on_paper must be a Decimal, got {describe(on_paper)}")
    return "=" if on_paper == as_shown(value, decimals) else "approx"
