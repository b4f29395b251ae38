"""The graph of an activation function, with a dot for each pre-activation that goes through it."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log10

import numpy as np
from manim import DOWN, LEFT, Arrow, Circle, Line, VGroup, VMobject

from netviz.checks import FloatArray, as_number, as_positive, as_text, as_vector, describe
from netviz.drawing import Drawing
from netviz.layout import Box, Frame, as_box
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import formula, text


class ActivationGraph(Drawing):
    """a = f(z) as a curve with labelled axes, under the function's name if one is given.

    `function` takes and gives a float64 vector. The z axis reaches from -reach to reach, with
    `reach` in the units of z; with `equal_units` a unit is as long on both axes. Without `marks`
    there are no ticks and no line a = z. `dot` makes a dot on the line
    a = z, where nothing has been done to z; `on_curve` says where the function takes it. Both
    follow the graph when it is moved or scaled.
    Raises TypeError or ValueError when `function` does not give one finite number for each it
    takes, when `reach` is not positive, and for a z beyond it.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph
        >>> graph = ActivationGraph(lambda z: np.maximum(z, 0), "ReLU")
        >>> bool(graph.on_curve(-1.17)[1] == graph.on_axis(-1.17)[1])
        True
    """

    def __init__(
        self,
        function: Callable[[FloatArray], FloatArray],
        name: str | None = None,
        reach: float = 1.5,
        box: Box | None = None,
        marks: bool = True,
        equal_units: bool = True,
    ) -> None:
        theme = current_theme()
        if not callable(function):
            raise TypeError(f"function must be callable, got {describe(function)}")
        self._function, self._name = function, name
        self._reach = as_positive(reach, "reach")
        box = as_box(box, Frame().side)
        zs = np.linspace(-reach, reach, 241)
        values = self._values(zs)
        top, bottom = max(float(values.max()), 0.0), min(float(values.min()), 0.0)
        title = VGroup()
        if name is not None:
            title.add(text(as_text(name, "name"), color=theme.activation))
            title[0].move_to([box.center[0], 0, 0]).align_baseline(box.top - 0.3)
        # Room for the title above and for the label of the z axis at the right. One unit is as
        # long on either axis, and a = z, from which the dots start, fits in.
        above = 0.3 if name is None else 0.75
        plot = Box(box.left + 0.1, box.bottom + 0.1, box.right - 0.4, box.top - above)
        if equal_units:
            top, bottom = max(top, reach), min(bottom, -reach)
        unit = np.array([plot.width / (2 * reach), plot.height / (top - bottom)])
        if equal_units:
            unit[:] = unit.min()
        middle = plot.center - np.array([0.0, (top + bottom) / 2 * unit[1], 0.0])
        plot = Box(
            middle[0] - reach * unit[0],
            middle[1] + bottom * unit[1],
            middle[0] + reach * unit[0],
            middle[1] + top * unit[1],
        )
        span = top - bottom
        zero_z, zero_a = middle[0], middle[1]
        style = {"stroke_color": theme.muted, "stroke_width": 2.5, "buff": 0.0, "tip_length": 0.14}
        self.axes = VGroup(
            Arrow([plot.left - 0.05, zero_a, 0], [plot.right + 0.2, zero_a, 0], **style),
            Arrow([zero_z, plot.bottom, 0], [zero_z, plot.top + 0.1, 0], **style),
        )
        # The units of z and a, and where z is 0, as shares of the arrows.
        along_z, along_a = self._arrows()
        self._unit_z = plot.width / (2 * reach) / along_z[0]
        self._unit_a = plot.height / span / along_a[1]
        self._zero = (plot.width / 2 + 0.05) / along_z[0]
        for axis in self.axes:
            axis.tip.set_color(theme.muted)
        label_z = formula("z", color=theme.pre_activation)
        label_a = formula("a", color=theme.activation)
        label_z.next_to(self.axes[0].get_end(), np.array([0.0, -1.0, 0.0]), buff=0.12)
        label_a.next_to(self.axes[1].get_end(), np.array([-1.0, 0.0, 0.0]), buff=0.14)
        self.labels = VGroup(label_z, label_a)
        points = [self.at(z, value) for z, value in zip(zs, values, strict=True)]
        self.curve = VMobject(stroke_color=theme.activation, stroke_width=5.0, fill_opacity=0.0)
        self.curve.set_points_as_corners(points)
        self.identity = Line(
            self.at(-reach, -reach),
            self.at(reach, reach),
            stroke_color=theme.hairline,
            stroke_width=theme.hairline_width,
        )
        power = floor(log10(reach))  # the ticks are at 1, or as near to it as they can be seen
        tick = 10.0**power
        self.ticks = VGroup()
        for point, side in ((self.at(tick, 0.0), DOWN), (self.at(0.0, tick), LEFT)):
            across = np.array([side[1], side[0], 0.0]) * 0.06
            mark = Line(point - across, point + across, stroke_color=theme.muted, stroke_width=2.5)
            number = Number(tick, decimals=max(0, -power), color=theme.muted)
            number.next_to(mark, side, buff=0.13)
            self.ticks.add(mark.rotate(np.pi / 2), number)
        ruled = [self.ticks, self.identity] if marks else []
        super().__init__(self.axes, self.labels, *ruled, self.curve, *title)

    def _arrows(self) -> tuple[np.ndarray, np.ndarray]:
        z_axis, a_axis = self.axes
        return z_axis.get_end() - z_axis.get_start(), a_axis.get_end() - a_axis.get_start()

    def at(self, z: float, a: float) -> np.ndarray:
        """The point of the picture at (z, a)."""
        along_z, along_a = self._arrows()
        shift = along_z * (self._zero + z * self._unit_z) + along_a * a * self._unit_a
        return np.asarray(self.axes[0].get_start() + shift)

    def on_axis(self, z: float) -> np.ndarray:
        """The point of the z axis at z. Raises ValueError when z is beyond the graph."""
        return self.at(self._within(z), 0.0)

    def on_identity(self, z: float) -> np.ndarray:
        """The point of the line a = z at z. Raises ValueError when z is beyond the graph."""
        return self.at(self._within(z), z)

    def on_curve(self, z: float) -> np.ndarray:
        """The point of the curve at z. Raises ValueError when z is beyond the graph."""
        return self.at(self._within(z), self.value(z))

    def _within(self, z: float) -> float:
        if abs(as_number(z, "z")) > self._reach:
            raise ValueError(f"z must be within ±{self._reach:g}, the graph, got {z:g}")
        return z

    def value(self, z: float) -> float:
        """f(z)."""
        return float(self._values(np.array([as_number(z, "z")]))[0])

    def _values(self, z: FloatArray) -> FloatArray:
        return as_vector(self._function(z), "function(z)", length=len(z))

    def level(self, z: float) -> VGroup:
        """z as a stem: as high above the z axis, or as deep below it, as z is; a dot at its end.

        Both are in the colour of pre-activations. Not added: play them in.
        """
        theme = current_theme()
        dot = Circle(0.085, fill_color=theme.pre_activation, fill_opacity=1.0)
        dot.set_stroke(theme.background, width=2.0).move_to(self.on_identity(z))
        stem = Line(self.on_axis(z), self.on_identity(z), stroke_width=6.0)
        return VGroup(stem.set_stroke(theme.pre_activation), dot)

    def dot(self, z: float) -> Circle:
        """A dot at (z, z), in the colour of pre-activations. Not added: play it in."""
        theme = current_theme()
        dot = Circle(0.095, fill_color=theme.pre_activation, fill_opacity=1.0)
        dot.set_stroke(theme.background, width=2.5)
        return dot.move_to(self.on_identity(z))

    def _told(self) -> str:
        named = "" if self._name is None else f"{self._name!r}, "
        return f"{named}z within ±{self._reach:g}"
