"""Typst source of worked formulas: numbers in, a line with named parts out, `≈` where it rounds.

A relation is `=` only when the digits on screen make it true: what is shown counts as it is shown,
what an ellipsis leaves out counts with its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from netviz.checks import as_items, as_text, as_vector, describe
from netviz.layout import collapse, shown
from netviz.scales import MINUS, as_shown, format_value, is_exact

Vector = Sequence[float] | np.ndarray


ACTIVATION_SYMBOLS = {
    "relu": 'op("ReLU")',
    "sigmoid": "sigma",
    "tanh": "tanh",
    "identity": 'op("id")',
}
"""Typst source of each activation's name, as it stands before its argument."""


def number(value: float, decimals: int = 2) -> str:
    """A number inside a formula: a negative one in brackets, so that no two signs meet.

    Example:
        >>> number(0.5), number(-0.5), number(-0.001)
        ('0.50', '(−0.50)', '0.00')
    """
    digits = format_value(value, decimals)
    return f"({digits})" if digits.startswith(MINUS) else digits


def weighted_sum(
    weights: Vector,
    inputs: Vector,
    bias: float,
    decimals: tuple[int, int, int],
    most: int = 4,
) -> str:
    """`w1 · x1 + w2 · x2 + … + b`; parts w0, x0, t0 (the term), …, b.

    `decimals` are those of weights, inputs and bias. More than `most` terms are shortened to an
    ellipsis, in the places that `layout.collapse` gives.
    Raises TypeError or ValueError for vectors of different lengths, NaN and infinities.

    Example:
        >>> weighted_sum([0.9], [0.5], -0.1, decimals=(1, 1, 1))
        '{{ {{ 0.9 : w0 }} dot {{ 0.5 : x0 }} : t0 }} + {{ (−0.1) : b }}'
    """
    w = as_vector(weights, "weights")
    x = as_vector(inputs, "inputs", length=len(w))
    of_w, of_x, of_b = _three(decimals)
    terms = [
        "dots.c"
        if k is None
        else _part(
            f"{_part(number(w[k], of_w), f'w{k}')} dot {_part(number(x[k], of_x), f'x{k}')}",
            f"t{k}",
        )
        for k in collapse(len(w), most)
    ]
    return " + ".join([*terms, _part(number(bias, of_b), "b")])


def added_products(
    products: Vector,
    bias: float,
    total: float,
    bias_decimals: int = 2,
    most: int = 4,
) -> str:
    """`= p1 + p2 + … + b = z`; parts eq, p0, …, pb, z and sum (the last relation and z).

    The first relation is `≈` when products are shown rounded, the last one when the numbers shown
    (and the values of those left out) do not add up to the total shown.
    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> added_products([0.45], -0.1, 0.35, bias_decimals=1)
        '{{ = : eq }} {{ 0.45 : p0 }} + {{ (−0.1) : pb }} {{ = {{ 0.35 : z }} : sum }}'
    """
    p = as_vector(products, "products")
    places = collapse(len(p), most)
    seen = list(shown(places))
    terms = ["dots.c" if k is None else _part(number(p[k]), f"p{k}") for k in places]
    terms.append(_part(number(bias, bias_decimals), "pb"))
    on_paper = sum((as_shown(v) for v in p[seen]), as_shown(bias, bias_decimals))
    unseen = as_shown(float(np.delete(p, seen).sum()), 10)
    last = relation(on_paper + unseen, total)
    return f"{_part(rounding(p[seen]), 'eq')} {' + '.join(terms)} " + _part(
        f"{last} {_part(format_value(total), 'z')}", "sum"
    )


def vector(values: Vector, part: str, decimals: int = 2, most: int = 5) -> str:
    """`(v1, v2, …)`, or `v1` alone; parts part0, part1, … and part for the whole.

    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> vector([0.73, 0.27], "p")
        '{{ ({{ 0.73 : p0 }}, {{ 0.27 : p1 }}) : p }}'
    """
    v, name = as_vector(values, "values"), as_text(part, "part")
    entries = [
        "dots.c" if k is None else _part(format_value(v[k], decimals), f"{name}{k}")
        for k in collapse(len(v), most)
    ]
    return _part(f"({', '.join(entries)})" if len(v) > 1 else entries[0], name)


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


def _part(body: str, name: str) -> str:
    return f"{{{{ {body} : {name} }}}}"


def _three(decimals: tuple[int, int, int]) -> tuple[int, int, int]:
    items = as_items(decimals, "decimals")
    if len(items) != 3:
        raise ValueError(
            f"decimals must be three, of weights, inputs and bias, got {describe(decimals)}"
        )
    return items
