"""Typst source of worked formulas: numbers in, a line with named parts out, `≈` where it rounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from netviz.layout import collapse
from netviz.scales import as_shown, format_value


def number(value: float, decimals: int = 2) -> str:
    """A number inside a formula: a negative one in brackets, so that no two signs meet."""
    digits = format_value(value, decimals)
    return digits if value >= 0 or digits[0].isdigit() else f"({digits})"


def weighted_sum(
    weights: Sequence[float] | np.ndarray,
    inputs: Sequence[float] | np.ndarray,
    bias: float,
    decimals: tuple[int, int, int],
    most: int = 4,
) -> str:
    """`w1 · x1 + w2 · x2 + … + b`; parts w0, x0, t0 (the term), …, b.

    `decimals` are those of weights, inputs and bias. More than `most` terms are shortened to an
    ellipsis, in the places that `layout.collapse` gives.
    """
    terms = []
    for k in collapse(len(weights), most):
        if k is None:
            terms.append("dots.c")
        else:
            w, x = number(weights[k], decimals[0]), number(inputs[k], decimals[1])
            terms.append(f"{{{{ {{{{ {w} : w{k} }}}} dot {{{{ {x} : x{k} }}}} : t{k} }}}}")
    return " + ".join([*terms, f"{{{{ {number(bias, decimals[2])} : b }}}}"])


def added_products(
    products: Sequence[float] | np.ndarray,
    bias: float,
    total: float,
    bias_decimals: int = 2,
    most: int = 4,
) -> str:
    """`= p1 + p2 + … + b = z`; parts eq, p0, …, pb and z.

    The last relation is `≈` when the numbers shown do not add up to the total shown.
    """
    places = collapse(len(products), most)
    terms = [
        "dots.c" if k is None else f"{{{{ {number(products[k])} : p{k} }}}}" for k in places
    ]
    shown_sum = sum((as_shown(p) for p in products), as_shown(bias, bias_decimals))
    equals = relation(Decimal(shown_sum), total)
    terms.append(f"{{{{ {number(bias, bias_decimals)} : pb }}}}")
    return (
        f"{{{{ = : eq }}}} {' + '.join(terms)} "
        f"{{{{ {equals} {{{{ {format_value(total)} : z }}}} : sum }}}}"
    )


def vector(
    values: Sequence[float] | np.ndarray, part: str, decimals: int = 2, most: int = 5
) -> str:
    """`(v1, v2, …)`; parts part0, part1, … and part for the whole."""
    entries = [
        "dots.c" if k is None else f"{{{{ {format_value(values[k], decimals)} : {part}{k} }}}}"
        for k in collapse(len(values), most)
    ]
    return f"{{{{ ({', '.join(entries)}) : {part} }}}}"


def relation(by_pencil: Decimal, value: float, decimals: int = 2) -> str:
    """`=` when a result worked out from the digits shown gives the digits shown, else `approx`."""
    return "=" if as_shown(float(by_pencil), decimals) == as_shown(value, decimals) else "approx"
