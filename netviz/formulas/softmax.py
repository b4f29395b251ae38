"""What softmax writes: the rule, each score's power, and its share of their sum."""

from __future__ import annotations

from decimal import Decimal

from netviz.formulas.numbers import number, relation
from netviz.formulas.parts import part
from netviz.scales import MINUS, as_shown, format_value


def softmax_rule(shift: float = 0.0) -> str:
    """`p = eᶻ / Σ eᶻ`; parts p, eq, power, over, sum. `shift` is what was taken off every z.

    Example:
        >>> softmax_rule()[:52]
        '{{ p : p }} {{ = : eq }} {{ e^({{ z : z }}) : power '
    """
    power = f"e^({part('z', 'z')}{f' - {number(shift)}' if shift else ''})"
    return " ".join(
        (
            part("p", "p"),
            part("=", "eq"),
            part(power, "power"),
            part("slash", "over"),
            part(f"inline(sum) {power}", "sum"),
        )
    )


def power(z: float, exponential: float, shift: float = 0.0) -> str:
    """`e^0.60 ≈ 1.82`; parts z, power, equals, result. `shift` is what was taken off z.

    The relation is `≈` where the power is rounded, as nearly all are.

    Example:
        >>> power(0.6, 1.8221)
        '{{ e^({{ 0.60 : z }}) : power }} {{ approx : equals }} {{ 1.82 : result }}'
    """
    exponent = format_value(z)
    on_paper = (as_shown(z) - as_shown(shift)).exp()
    if shift:
        sign, size = ("+", -shift) if shift < 0 else (MINUS, shift)
        inside = f"{part(exponent, 'z')} {sign} {format_value(size)}"
    else:
        inside = part(exponent, "z")
    return " ".join(
        (
            part(f"e^({inside})", "power"),
            part(relation(on_paper, exponential), "equals"),
            part(format_value(exponential), "result"),
        )
    )


def share(exponential: float, total: float, probability: float) -> str:
    """`p = 1.82 / 2.50 ≈ 0.73`; parts p, eq, power, over, sum, equals, p0.

    Example:
        >>> share(1.82, 2.5, 0.728)[:56]
        '{{ p : p }} {{ = : eq }} {{ 1.82 : power }} {{ slash : o'
    """
    shown_total = as_shown(total)
    on_paper = Decimal(0)
    if shown_total:
        on_paper = as_shown(exponential) / shown_total
    return " ".join(
        (
            part("p", "p"),
            part("=", "eq"),
            part(format_value(exponential), "power"),
            part("slash", "over"),
            part(format_value(total), "sum"),
            part(relation(on_paper, probability), "equals"),
            part(format_value(probability), "p0"),
        )
    )
