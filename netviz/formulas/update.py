"""The step of a weight against its gradient, as it is written and worked."""

from __future__ import annotations

from netviz.checks import as_integer
from netviz.formulas.numbers import number, relation
from netviz.formulas.terms import DOT, Term, derivative, equals
from netviz.scales import as_shown, decimals_for, format_value


def update_terms(
    weight: float, learning_rate: float, gradient: float, new: float, decimals: int = 2
) -> tuple[Term, ...]:
    """w ← w − η · ∂L/∂w in numbers: parts new, w, eta and g. `decimals` are the old weight's.

    Raises TypeError or ValueError for anything but finite numbers.

    Example:
        >>> [term.number for term in update_terms(0.9, 3, 0.076, 0.672, decimals=1)]
        ['0.672', '=', '0.9', '-', '3', 'dot', '0.076']
    """
    of_weight = as_integer(decimals, "decimals", minimum=0)
    of_rate = 0 if learning_rate % 1 == 0 else decimals_for([learning_rate], 3)
    step = as_shown(learning_rate, of_rate) * as_shown(gradient, 3)
    on_paper = as_shown(weight, of_weight) - step
    return (
        Term("new", "w", format_value(new, 3)),
        equals(relation(on_paper, new, 3), "arrow.l"),
        Term("w", "w", format_value(weight, of_weight)),
        Term("minus", "-", "-"),
        Term("eta", "eta", format_value(learning_rate, of_rate)),
        DOT,
        Term("g", derivative("L", "w"), number(gradient, 3)),
    )
