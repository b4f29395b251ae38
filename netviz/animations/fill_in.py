"""Numbers are written under the symbols of a formula, out of what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from manim import Animation, AnimationGroup, FadeIn, Indicate, LaggedStart, VMobject

from netviz.checks import describe
from netviz.mobjects.worked_formula import WorkedFormula

_SWELL = 1.15  # how much a source grows as its number is written


class FillIn(LaggedStart):  # type: ignore[misc, unused-ignore]
    """The numbers of a WorkedFormula are written one after another while their sources swell.

    `sources` maps columns to the mobjects on screen whose number is written, in the order in which
    they come; None for a number that comes out of the others, a result. Operators come with the
    first number; numbers of columns that are not in `sources` are left for other plays.
    Raises TypeError for anything but a WorkedFormula, ValueError for columns that have no number.

    Example:
        >>> from netviz import FillIn, Number, WorkedFormula, formulas
        >>> line = WorkedFormula(formulas.delta_terms(0.42, 0.25, 0.105))
        >>> sources = {"e": Number(0.42), "s": Number(0.25), "d": None}
        >>> animation = FillIn(line, sources, run_time=1.2)
    """

    def __init__(
        self,
        line: WorkedFormula,
        sources: Mapping[str, VMobject | None],
        lag_ratio: float = 0.6,
        **kwargs: Any,
    ) -> None:
        if not isinstance(line, WorkedFormula):
            raise TypeError(f"line must be a WorkedFormula, got {describe(line)}")
        operators = line.operators
        steps: list[Animation] = []
        for index, (name, source) in enumerate(sources.items()):
            parts: list[Animation] = [FadeIn(line.number(name))]
            if index == 0 and len(operators):
                parts.append(FadeIn(operators))
            if source is not None:
                parts.append(Indicate(source, _SWELL, None))
            steps.append(AnimationGroup(*parts))
        kwargs.setdefault("name", f"FillIn({line})")
        super().__init__(*steps, lag_ratio=lag_ratio, **kwargs)
