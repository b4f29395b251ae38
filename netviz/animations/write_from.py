"""A line is written; some parts of it come out of what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from manim import Animation, AnimationGroup, FadeIn, Indicate, LaggedStart, Scene, VMobject

from netviz.animations.travel import Travel
from netviz.checks import describe
from netviz.typeset import Typeset

Sources = Mapping[str, VMobject] | Typeset
_SWELL = 1.12  # how much a source grows as its part is written


class WriteFrom(LaggedStart):  # type: ignore[misc, unused-ignore]
    """The parts of a line come out of their sources one after another; the rest fades in at once.

    `sources` maps names of parts to mobjects on screen, in the order in which they come; a Typeset
    is a source for all parts of the same names, as when a line follows a rule. A part "before X",
    such as the plus before a term, comes with the part X. Each part is written
    in place while its source swells; with `travel` a copy of the source flies to it instead: for
    ways that cross nothing. Parts named in `last` come after these, those in `later` are left for a
    following play. Afterwards the whole line is on screen, unless some of it was left.
    Raises TypeError for a line that is no Typeset, ValueError for names that are no parts of it.

    Example:
        >>> from netviz import Number, WriteFrom, formula
        >>> line = formula("{{ z : z }} = {{ 0.45 : p0 }} + {{ 0.48 : p1 }}")
        >>> animation = WriteFrom(line, {"p0": Number(0.45), "p1": Number(0.48)}, run_time=0.8)
    """

    def __init__(
        self,
        line: Typeset,
        sources: Sources | None = None,
        travel: bool = False,
        last: tuple[str, ...] = (),
        later: tuple[str, ...] = (),
        lag_ratio: float = 0.4,
        **kwargs: Any,
    ) -> None:
        if not isinstance(line, Typeset):
            raise TypeError(f"line must be a Typeset, got {describe(line)}")
        if isinstance(sources, Typeset):
            sources = {n: sources.part(n) for n in line.part_names if n in sources.part_names}
        sources = dict(sources or {})
        self._line, self._whole = line, not later
        before = {n: f"before {n}" for n in sources if f"before {n}" in line.part_names}
        rest = line.without(*sources, *last, *later, *before.values())
        steps: list[Animation] = [FadeIn(rest)] if len(rest) else []
        for name, source in sources.items():
            part = line.part(name)
            come = [FadeIn(line.part(before[name]))] if name in before else []
            come += (
                [Travel(source, part)] if travel else [Indicate(source, _SWELL, None), FadeIn(part)]
            )
            steps.append(AnimationGroup(*come))
        if last:
            steps.append(FadeIn(*(line.part(name) for name in last)))
        kwargs.setdefault("name", f"WriteFrom({line})")
        super().__init__(*steps, lag_ratio=lag_ratio, **kwargs)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """The line takes the place of its parts."""
        super().clean_up_from_scene(scene)
        if self._whole:
            scene.add(self._line)
