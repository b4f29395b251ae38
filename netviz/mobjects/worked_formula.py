"""A formula with its numbers: each one stands under the symbol that it is the value of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from manim import VGroup

from netviz.checks import as_items, as_positive, describe
from netviz.drawing import Drawing
from netviz.formulas.parts import role_color
from netviz.formulas.terms import Term
from netviz.layout import Box
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text

_GAP = 0.27  # between columns, in Manim units
_ROW_GAP = 0.12  # between the symbols and the numbers below
_SYMBOLS = 0.83  # of the theme's formula size
_PLAIN = re.compile(r"\(?−?\d+(\.\d+)?\)?")


class WorkedFormula(Drawing):
    """Columns of a symbol and the number below it, as `formulas.delta_terms` and its like give.

    `symbols` and `numbers` are the two rows, `symbol(name)` and `number(name)` members of them.
    Each part has the colour of what it stands for. `size` is that of the symbols, in pixels of a
    1080-line frame (default: somewhat less than the theme's formula size). A box, in Manim units,
    is where it stands: it is made smaller when it would not fit.
    Raises TypeError for anything but terms, ValueError when there are none.

    Example:
        >>> from netviz import WorkedFormula, formulas
        >>> line = WorkedFormula(formulas.delta_terms(0.42, 0.25, 0.105))
        >>> len(line.number("e")), line.names
        (4, ('d', 'eq', 'e', 'dot', 's'))
    """

    def __init__(
        self,
        terms: Iterable[Term],
        box: Box | None = None,
        gap: float = _GAP,
        size: float | None = None,
    ) -> None:
        self.terms = tuple(as_items(terms, "terms"))
        for index, term in enumerate(self.terms):
            if not isinstance(term, Term):
                raise TypeError(f"terms[{index}] must be a formulas.Term, got {describe(term)}")
        if not self.terms:
            raise ValueError("terms must hold at least one, got none")
        theme = current_theme()
        size = _SYMBOLS * theme.formula_size if size is None else as_positive(size, "size")
        full = theme.formula_size
        self.symbols = VGroup(*(_set(term.symbol, term.name, size) for term in self.terms))
        self.numbers = VGroup(
            *(_set(term.number, term.name, full) for term in self.terms if term.number)
        )
        super().__init__(self.symbols, self.numbers)
        self._arrange(gap)
        if box is not None:
            self.move_into(box)

    def _arrange(self, gap: float) -> None:
        numbered = iter(self.numbers)
        below = [next(numbered) if term.number else None for term in self.terms]
        end = 0.0
        for symbol, number in zip(self.symbols, below, strict=True):
            symbol.align_baseline(0.0)
            width = max(symbol.width, 0.0 if number is None else number.width)
            middle = end + width / 2
            symbol.set_x(middle)
            if number is not None:
                number.set_x(middle)
            end += width + gap
        bottom = float(self.symbols.get_bottom()[1])
        tallest = max((number for number in below if number is not None), key=_rise, default=None)
        if tallest is not None:
            baseline = bottom - _ROW_GAP - _rise(tallest)
            for number in self.numbers:
                number.align_baseline(baseline)

    def move_into(self, box: Box) -> Self:
        """Stand in the middle of a box, smaller than now if it would not fit."""
        self.scale(min(1.0, box.width / self.width, box.height / self.height))
        self.move_to(box.center)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, from left to right; operators may share one."""
        return tuple(term.name for term in self.terms)

    def symbol(self, name: str) -> Typeset:
        """The symbol of a column. Raises ValueError when there is no such column."""
        symbol: Typeset = self.symbols[self._column(name)]
        return symbol

    def number(self, name: str) -> Typeset:
        """The number of a column. Raises ValueError when there is none."""
        column = self._column(name)
        if not self.terms[column].number:
            raise ValueError(f"name must be a column with a number, got {name!r}")
        place = sum(bool(term.number) for term in self.terms[:column])
        number: Typeset = self.numbers[place]
        return number

    @property
    def operators(self) -> VGroup:
        """What stands between the numbers."""
        numbered = (term for term in self.terms if term.number)
        pairs = zip(self.numbers, numbered, strict=True)
        return VGroup(*(number for number, term in pairs if not re.search(r"\d", term.number)))

    def _told(self) -> str:
        return " ".join(dict.fromkeys(self.names))

    def _column(self, name: str) -> int:
        if name not in self.names:
            raise ValueError(f"name must be one of {list(dict.fromkeys(self.names))}, got {name!r}")
        return self.names.index(name)


def _set(source: str, name: str, size: float) -> Typeset:
    """A symbol or number in the colour of what it stands for; numbers as everywhere else."""
    theme = current_theme()
    if _PLAIN.fullmatch(source):
        line = text(source, size=theme.number_size, weight="semibold")
    else:
        line = formula(source, size=size)
    line.set_color(role_color(name, theme))
    for part in line.part_names if "{{" in source else ():
        line.part(part).set_color(role_color(part, theme))
    return line


def _rise(line: Typeset) -> float:
    """How far a line reaches above its baseline."""
    return float(line.get_top()[1]) - line.baseline
