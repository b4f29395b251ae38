"""The forward pass as it is written and worked: sums of products, bias, activation."""

from __future__ import annotations

import numpy as np

from netviz.checks import as_items, as_vector, describe
from netviz.formulas.numbers import Vector, number, relation, rounding
from netviz.formulas.parts import part
from netviz.layout import collapse, shown
from netviz.scales import as_shown, format_value

ACTIVATION_SYMBOLS = {
    "relu": 'op("ReLU")',
    "sigmoid": "sigma",
    "tanh": "tanh",
    "identity": 'op("id")',
}
"""Typst source of each activation's name, as it stands before its argument."""


def layer_rule(activation: str) -> str:
    """a = f(W a + b), a layer's outputs from those of the layer before; parts a and eq.

    Raises ValueError for an activation that has no symbol.

    Example:
        >>> layer_rule("sigmoid")
        '{{ a : a }} {{ = : eq }} sigma(W {{ a : a }} + b)'
    """
    if activation not in ACTIVATION_SYMBOLS:
        raise ValueError(
            f"activation must be one of {', '.join(ACTIVATION_SYMBOLS)}, got {activation!r}"
        )
    symbol = ACTIVATION_SYMBOLS[activation]
    return f"{part('a', 'a')} {part('=', 'eq')} {symbol}(W {part('a', 'a')} + b)"


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
        else part(
            f"{part(number(w[k], of_w), f'w{k}')} dot {part(number(x[k], of_x), f'x{k}')}",
            f"t{k}",
        )
        for k in collapse(len(w), most)
    ]
    return " + ".join([*terms, part(number(bias, of_b), "b")])


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
    terms = ["dots.c" if k is None else part(number(p[k]), f"p{k}") for k in places]
    terms.append(part(number(bias, bias_decimals), "pb"))
    on_paper = sum((as_shown(v) for v in p[seen]), as_shown(bias, bias_decimals))
    unseen = as_shown(float(np.delete(p, seen).sum()), 10)
    last = relation(on_paper + unseen, total)
    return f"{part(rounding(p[seen]), 'eq')} {' + '.join(terms)} " + part(
        f"{last} {part(format_value(total), 'z')}", "sum"
    )


def _three(decimals: tuple[int, int, int]) -> tuple[int, int, int]:
    items = as_items(decimals, "decimals")
    if len(items) != 3:
        raise ValueError(
            f"decimals must be three, of weights, inputs and bias, got {describe(decimals)}"
        )
    return items
