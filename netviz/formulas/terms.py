"""A formula as columns: each symbol with the number that stands under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from netviz.formulas.parts import part


@dataclass(frozen=True)
class Term:
    """A symbol of a formula, Typst mathematics, and below it what it is worth here.

    `name` is that of the part and decides the colour (`formulas.role_color`). `number` is Typst
    mathematics, too, or empty for a symbol that has none.

    Example:
        >>> Term("s", derivative("a", "z"), "0.25").number
        '0.25'
    """

    name: str
    symbol: str
    number: str = ""


def symbols(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The same formula without its numbers.

    Example:
        >>> symbols([Term("a", "a", "0.72")])
        (Term(name='a', symbol='a', number=''),)
    """
    return tuple(replace(term, number="") for term in terms)


DOT = Term("dot", "dot", "dot")


def equals(on_paper_relation: str = "=", symbol: str = "=") -> Term:
    """The column of the equals sign; below it `=` or `approx`, as the digits make it true."""
    return Term("eq", symbol, on_paper_relation)


def derivative(of: str, by: str) -> str:
    """∂of/∂by as a fraction, in Typst.

    Example:
        >>> derivative("L", "w")
        '(partial L) / (partial w)'
    """
    return f"(partial {of}) / (partial {by})"


def paths_sum() -> str:
    """Σ w δ over the paths that lead on from a neuron, in Typst; parts sum, w and d.

    Example:
        >>> paths_sum()
        '{{ sum : sum }} {{ w : w }} {{ delta : d }}'
    """
    return f"{part('sum', 'sum')} {part('w', 'w')} {part('delta', 'd')}"
