"""The backward pass as it is written and worked: loss, δ, gradients, sums over paths."""

from __future__ import annotations

import numpy as np

from netviz.checks import as_integer, as_vector
from netviz.formulas.numbers import Vector, number, relation
from netviz.formulas.parts import part
from netviz.formulas.terms import DOT, Term, derivative, equals, paths_sum
from netviz.layout import collapse, shown
from netviz.scales import as_shown, format_value


def loss_rule() -> str:
    """L = ½ Σ (a − y)², half the sum of squared errors; parts L, eq, e and a.

    Example:
        >>> from netviz import formula
        >>> formula(loss_rule()).part_names
        ('L', 'eq', 'e', 'a')
    """
    error = part(f"{part('a', 'a')} - y", "e")
    return f"{part('L', 'L')} {part('=', 'eq')} 1/2 sum ({error})^2"


def delta_terms(error: float, slope: float, delta: float, decimals: int = 2) -> tuple[Term, ...]:
    """δ = ∂L/∂a · ∂a/∂z in numbers: parts d, e and s. `decimals` are the error's.

    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> [term.number for term in delta_terms(0.42, 0.25, 0.105)]
        ['0.105', '=', '0.42', 'dot', '0.25']
    """
    on_paper = as_shown(error, decimals) * as_shown(slope)
    return (
        Term("d", "delta", format_value(delta, 3)),
        equals(relation(on_paper, delta, 3)),
        Term("e", derivative("L", "a"), format_value(error, decimals)),
        DOT,
        Term("s", derivative("a", "z"), number(slope)),
    )


def gradient_terms(
    delta: float, source: float, gradient: float, decimals: int = 2
) -> tuple[Term, ...]:
    """∂L/∂w = δ · a in numbers: parts g, d and a. `decimals` are those of the source's value.

    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> [term.number for term in gradient_terms(0.105, 0.72, 0.076)]
        ['0.076', 'approx', '0.105', 'dot', '0.72']
    """
    on_paper = as_shown(delta, 3) * as_shown(source, decimals)
    return (
        Term("g", derivative("L", "w"), format_value(gradient, 3)),
        equals(relation(on_paper, gradient, 3)),
        Term("d", "delta", format_value(delta, 3)),
        DOT,
        Term("a", "a", number(source, decimals)),
    )


def paths_terms(
    weights: Vector, deltas: Vector, total: float, decimals: int = 2, most: int = 3
) -> tuple[Term, ...]:
    """∂L/∂a = Σ w δ of a hidden neuron in numbers: parts e and sum, in it w0, d0, w1, d1, ….

    `weights` are those of the paths ahead, shown with `decimals`, `deltas` the δ at their ends.
    More than `most` paths are shortened to an ellipsis.
    Raises TypeError or ValueError for vectors of different lengths, NaN and infinities.

    Example:
        >>> paths_terms([0.9], [0.105], 0.0945, decimals=1)[2].number
        '{{ 0.9 : w0 }} dot {{ 0.105 : d0 }}'
    """
    w = as_vector(weights, "weights")
    d = as_vector(deltas, "deltas", length=len(w))
    places = collapse(len(w), as_integer(most, "most", minimum=1))
    seen = list(shown(places))
    paths = " + ".join(
        "dots.c"
        if j is None
        else f"{part(number(w[j], decimals), f'w{j}')} dot {part(number(d[j], 3), f'd{j}')}"
        for j in places
    )
    unseen = as_shown(float(np.delete(w * d, seen).sum()), 10)
    on_paper = sum((as_shown(w[j], decimals) * as_shown(d[j], 3) for j in seen), unseen)
    return (
        Term("e", derivative("L", "a"), format_value(total, 3)),
        equals(relation(on_paper, total, 3)),
        Term("sum", paths_sum(), paths),
    )
