"""The chain rule for one weight, in three factors: error, slope and what came in."""

from __future__ import annotations

from netviz.formulas.numbers import number, relation
from netviz.formulas.terms import DOT, Term, derivative, equals, paths_sum
from netviz.scales import as_shown, format_value


def chain_follows(
    error: float,
    slope: float,
    source: float,
    gradient: float,
    decimals: tuple[int, int] = (2, 2),
) -> bool:
    """Whether the product of the factors as shown is, rounded, the gradient as shown.

    Example:
        >>> chain_follows(0.189, 0.20, 0.6, gradient=0.0228, decimals=(3, 1))
        True
        >>> chain_follows(0.189, 0.20, 0.7, gradient=0.0267, decimals=(3, 1))
        False
    """
    of_error, of_source = decimals
    on_paper = as_shown(error, of_error) * as_shown(slope) * as_shown(source, of_source)
    return as_shown(float(on_paper), 3) == as_shown(gradient, 3)


def chain_terms(
    error: float,
    slope: float,
    source: float,
    gradient: float,
    decimals: tuple[int, int] = (2, 2),
    hidden: bool = False,
) -> tuple[Term, ...]:
    """∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w in numbers: parts g, e, s and a.

    `decimals` are those of the error and of the source's value. For a weight of a `hidden` neuron
    the first factor is the sum over the paths ahead, Σ w δ.
    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> [term.number for term in chain_terms(0.42, 0.25, 0.72, 0.0756)]
        ['0.076', 'approx', '0.42', 'dot', '0.25', 'dot', '0.72']
    """
    of_error, of_source = decimals
    on_paper = as_shown(error, of_error) * as_shown(slope) * as_shown(source, of_source)
    first = paths_sum() if hidden else derivative("L", "a")
    return (
        Term("g", derivative("L", "w"), format_value(gradient, 3)),
        equals(relation(on_paper, gradient, 3)),
        Term("e", first, format_value(error, of_error)),
        DOT,
        Term("s", derivative("a", "z"), number(slope)),
        DOT,
        Term("a", derivative("z", "w"), number(source, of_source)),
    )
