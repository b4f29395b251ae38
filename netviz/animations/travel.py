"""A copy of what is on screen goes where it is needed and becomes what stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Self

import numpy as np
from manim import Animation, FadeIn, Scene, VGroup, VMobject, smooth
from manim.utils.paths import path_along_arc

from netviz.checks import as_number, describe
from netviz.typeset import Typeset


class _Look(NamedTuple):
    """A shape's points and colours, (red, green, blue, opacity) each, as they were."""

    points: np.ndarray
    fill: np.ndarray
    stroke: np.ndarray

    @classmethod
    def of(cls, shape: VMobject) -> Self:
        return cls(shape.points.copy(), shape.fill_rgbas.copy(), shape.stroke_rgbas.copy())


class _Start(NamedTuple):
    """A mobject of the play, and what it was like before."""

    part: VMobject
    looks: list[_Look]
    center: np.ndarray
    height: float

    @classmethod
    def of(cls, part: VMobject) -> Self:
        looks = [_Look.of(member) for member in part.get_family()]
        return cls(part, looks, part.get_center(), float(part.height))


class Travel(Animation):  # type: ignore[misc, unused-ignore]
    """A copy of `source` moves to `target`, turns into it as it arrives, and stays there.

    The source stays. The copy takes the target's colour as it sets out, and nothing of the target
    is seen before, so that several can follow each other in a LaggedStart. `path_arc` (radians)
    bends the way to the right of the direction it goes when positive, as Manim's Transform does.
    Raises TypeError when one of them is no VMobject, ValueError when one has nothing to show.

    Example:
        >>> from netviz import Number, Travel, formula
        >>> number, sum_ = Number(0.9), formula("{{ 0.9 : w }} dot x")
        >>> animation = Travel(number, sum_.part("w"), run_time=0.6)
    """

    def __init__(
        self,
        source: VMobject,
        target: VMobject,
        run_time: float = 0.6,
        rate_func: Callable[[float], float] = smooth,
        path_arc: float = 0.0,
        **kwargs: Any,
    ) -> None:
        self._along = path_along_arc(as_number(path_arc, "path_arc"))
        for name, value in (("source", source), ("target", target)):
            if not isinstance(value, VMobject):
                raise TypeError(f"{name} must be a VMobject, got {describe(value)}")
            if not value.has_points() and not value.family_members_with_points():
                raise ValueError(f"{name} must have something to show, got {describe(value)}")
        self._source, self._target = source, target
        above = max(member.z_index for member in (*source.get_family(), *target.get_family())) + 1
        color = target.family_members_with_points()[0].get_fill_color()
        self._leaving = source.copy().set_color(color).set_z_index(above)
        self._arriving = target.copy().set_z_index(above)
        self._starts = (_Start.of(self._leaving), _Start.of(self._arriving))
        kwargs.setdefault("name", f"Travel({source} → {target})")
        super().__init__(
            VGroup(self._leaving, self._arriving),
            run_time=run_time,
            rate_func=rate_func,
            introducer=True,
            remover=True,
            **kwargs,
        )
        self.interpolate_mobject(0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Move both; the copy appears at once where the source is and fades into the target."""
        alpha = self.rate_func(alpha)
        leaving, arriving = self._starts
        middle = self._along(leaving.center, arriving.center, alpha)
        height = leaving.height + (arriving.height - leaving.height) * alpha
        arrived = float(np.clip((alpha - 0.7) / 0.25, 0, 1))
        left = float(np.clip(alpha * 6, 0, 1)) * (1 - arrived)
        for start, seen in ((leaving, left), (arriving, arrived)):
            growth = height / start.height if start.height else 1.0  # a level line has no height
            for member, look in zip(start.part.get_family(), start.looks, strict=True):
                member.points = (look.points - start.center) * growth + middle
                member.fill_rgbas = look.fill * (1, 1, 1, seen)
                member.stroke_rgbas = look.stroke * (1, 1, 1, seen)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """The target itself takes the place of the copies."""
        super().clean_up_from_scene(scene)
        scene.add(self._target)


def travel_parts(source: Typeset, target: Typeset) -> list[Animation]:
    """Animations that make a line out of copies of another line's parts of the same names.

    What `target` has besides fades in.

    Example:
        >>> from netviz import formula, travel_parts
        >>> rule, line = formula("{{ z : z }} = W x"), formula("{{ z : z }} = 1.01")
        >>> len(travel_parts(rule, line))
        2
    """
    both = [name for name in target.part_names if name in source.part_names]
    rest = target.without(*both)
    moves: list[Animation] = [Travel(source.part(name), target.part(name)) for name in both]
    return [*moves, FadeIn(rest)] if len(rest) else moves
