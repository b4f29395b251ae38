"""The forward pass as it is written and worked: sums of products, bias, activation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from netviz.checks import as_items, as_vector, describe
from netviz.formulas.numbers import Vector, number, relation, rounding
from netviz.formulas.parts import part
from netviz.layout import collapse, shown
from netviz.scales import MINUS, as_shown, format_value

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


def any_layer_rule() -> str:
    """a⁽ˡ⁾ = f(W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾), what every layer does; parts a, eq, f, W, x, plus, b.

    Example:
        >>> from netviz import formula
        >>> formula(any_layer_rule()).part_names
        ('a', 'eq', 'f', 'W', 'x', 'plus', 'b')
    """
    here, before = "^((l))", "^((l-1))"
    inside = [(f"W{here}", "W"), (f"a{before}", "x"), ("+", "plus"), (f"b{here}", "b")]
    terms = " ".join(part(body, name) for body, name in inside)
    return f"{part(f'a{here}', 'a')} {part('=', 'eq')} {part('f', 'f')}({terms})"


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


def sum_rule(enters: str = "x", layer: int | None = None) -> str:
    """`z = W x + b`, or, with a layer, `z⁽²⁾ = W⁽²⁾ a⁽¹⁾ + b⁽²⁾`; parts z, eq, W, x, plus, b.

    `enters` is the letter of what enters the layer: x for the input, a for activations.

    Example:
        >>> sum_rule()
        '{{ z : z }} {{ = : eq }} {{ W : W }} {{ x : x }} {{ + : plus }} {{ b : b }}'
    """
    here, before = ("", "") if layer is None else (f"^(({layer}))", f"^(({layer - 1}))")
    return " ".join(
        part(body, name)
        for body, name in (
            (f"z{here}", "z"), ("=", "eq"), (f"W{here}", "W"), (f"{enters}{before}", "x"),
            ("+", "plus"), (f"b{here}", "b"),
        )
    )  # fmt: skip


def activation_rule(activation: str, layer: int | None = None) -> str:
    """`a = ReLU(z)` or, with a layer, `a⁽²⁾ = ReLU(z⁽²⁾)`; parts a, eq, f, open, z, close.

    Example:
        >>> activation_rule("sigmoid").split(" }} ")[:3]
        ['{{ a : a', '{{ = : eq', '{{ sigma : f']
    """
    here = "" if layer is None else f"^(({layer}))"
    return " ".join(
        part(body, name)
        for body, name in (
            (f"a{here}", "a"), ("=", "eq"), (ACTIVATION_SYMBOLS[activation], "f"),
            ("\\(", "open"), (f"z{here}", "z"), ("\\)", "close"),
        )
    )  # fmt: skip


def sum_of_products(
    products: Vector,
    bias: float,
    total: float,
    bias_decimals: int = 2,
    most: int = 4,
) -> str:
    """`z = p0 + p1 − … + b = total`; parts z, eq, p0, p1, …, b, equals, total.

    The operator before a term is a part of its own, "before " and the term's name. The first
    relation is `≈` when products are shown rounded, the last one when the numbers shown (and the
    values of those left out) do not add up to the total shown.
    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> sum_of_products([0.45], -0.1, 0.35, bias_decimals=1)[:50]
        '{{ z : z }} {{ = : eq }} {{ 0.45 : p0 }} {{ − : be'
    """
    p = as_vector(products, "products")
    places = collapse(len(p), most)
    seen = list(shown(places))
    line = [part("z", "z"), part(rounding(p[seen]), "eq")]
    items = [(None if k is None else (p[k], 2, f"p{k}")) for k in places]
    for index, item in enumerate([*items, (bias, bias_decimals, "b")]):
        if item is None:
            line.append(part("+ dots.c" if index else "dots.c", "dots"))
            continue
        value, decimals, name = item
        digits = format_value(value, decimals)
        if index:
            minus = digits.startswith(MINUS)
            line.append(part(MINUS if minus else "+", f"before {name}"))
            digits = digits.removeprefix(MINUS)
        line.append(part(digits, name))
    on_paper = sum((as_shown(v) for v in p[seen]), as_shown(bias, bias_decimals))
    unseen = as_shown(float(np.delete(p, seen).sum()), 10)
    line.append(part(relation(on_paper + unseen, total), "equals"))
    line.append(part(format_value(total), "total"))
    return " ".join(line)


def product(terms: Sequence[tuple[float, int]], result: float, decimals: int = 2) -> str:
    """`0.9 · 1.14 ≈ 1.03`: factors as (value, decimals); parts f0, f1, …, equals, result.

    The relation is `≈` unless the digits shown give the result shown.

    Example:
        >>> product([(0.9, 1), (0.5, 1)], 0.45)
        '{{ 0.9 : f0 }} dot {{ 0.5 : f1 }} {{ = : equals }} {{ 0.45 : result }}'
    """
    on_paper = Decimal(1)
    for value, digits in terms:
        on_paper *= as_shown(value, digits)
    exact = relation(on_paper, result, decimals)
    return factors(terms) + (
        f" {part(exact, 'equals')} {part(format_value(result, decimals), 'result')}"
    )


def factors(terms: Sequence[tuple[float, int]]) -> str:
    """`0.9 · 0.5`, what is multiplied, each as (value, decimals); parts f0, f1, ….

    Example:
        >>> factors([(0.9, 1), (-0.5, 1)])
        '{{ 0.9 : f0 }} dot {{ (−0.5) : f1 }}'
    """
    return " dot ".join(
        part(number(value, digits), f"f{i}") for i, (value, digits) in enumerate(terms)
    )


def _three(decimals: tuple[int, int, int]) -> tuple[int, int, int]:
    items = as_items(decimals, "decimals")
    if len(items) != 3:
        raise ValueError(
            f"decimals must be three, of weights, inputs and bias, got {describe(decimals)}"
        )
    return items
