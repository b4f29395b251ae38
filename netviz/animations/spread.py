"""A network's columns move together or apart, and its edges follow."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, Mobject, VGroup

from netviz.checks import describe
from netviz.layout import Box
from netviz.mobjects.network_diagram import NetworkDiagram


class Spread(Animation):  # type: ignore[misc, unused-ignore]
    """The columns of a diagram move until they fill the width of a box; heights stay.

    Mobjects in `along`, such as a name above a column, keep their distance from the column that is
    nearest. Raises TypeError for anything but a NetworkDiagram.

    Example:
        >>> from netviz import Box, NetworkDiagram, Spread
        >>> diagram = NetworkDiagram([[[0.5, -0.9]]])
        >>> animation = Spread(diagram, Box(-6, -2, 6, 2), run_time=0.8)
    """

    def __init__(self, diagram: NetworkDiagram, box: Box, *along: Mobject, **kwargs: Any) -> None:
        if not isinstance(diagram, NetworkDiagram):
            raise TypeError(f"diagram must be a NetworkDiagram, got {describe(diagram)}")
        self._diagram, self._along = diagram, along
        self._end = np.array(diagram.places_in(box))
        kwargs.setdefault("name", f"Spread({diagram})")
        super().__init__(VGroup(diagram, *along), **kwargs)

    def begin(self) -> None:
        """Read where the columns are now, and which one each further mobject belongs to."""
        self._start = np.array([x.neurons[0].disc.get_x() for x in self._diagram.layers])
        self._columns = [
            int(np.argmin(np.abs(self._start - mobject.get_x()))) for mobject in self._along
        ]
        self._offsets = [
            float(mobject.get_x() - self._start[column])
            for mobject, column in zip(self._along, self._columns, strict=True)
        ]
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Each frame is computed from the places alone, so nothing has to be copied."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Put the columns where they are on their way."""
        places = self._start + (self._end - self._start) * self.rate_func(alpha)
        self._diagram.set_columns(places)
        for mobject, column, offset in zip(self._along, self._columns, self._offsets, strict=True):
            mobject.set_x(float(places[column]) + offset)
