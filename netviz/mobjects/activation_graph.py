"""The graph of an activation function, with a dot for each pre-activation that goes through it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Arrow, Circle, Line, VGroup, VMobject

from netviz.layout import Box, Frame
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text


class ActivationGraph(VGroup):
    """a = f(z) as a curve with labelled axes.

    `function` takes and gives a float64 vector. The z axis reaches from -reach to reach, with
    `reach` in the units of z. `dot` makes a dot on the z axis, `on_curve` says where it goes.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph
        >>> graph = ActivationGraph(lambda z: np.maximum(z, 0), "ReLU")
        >>> bool(graph.on_curve(-1.17)[1] == graph.on_axis(-1.17)[1])
        True
    """

    def __init__(
        self,
        function: Callable[[np.ndarray], np.ndarray],
        name: str,
        reach: float = 1.5,
        box: Box | None = None,
    ) -> None:
        theme = current_theme()
        if not (np.isfinite(reach) and reach > 0):
            raise ValueError(f"reach must be a positive number, got {reach!r}")
        self._box = box = box or Frame().side
        self._function = function
        self._reach = float(reach)
        zs = np.linspace(-reach, reach, 241)
        values = np.asarray(function(zs), dtype=float)
        top, bottom = max(float(values.max()), 0.0), min(float(values.min()), 0.0)
        title = text(name, color=theme.activation)
        title.move_to([box.center[0], 0, 0]).align_baseline(box.top - 0.3)
        # Room for the title above and for the label of the z axis at the right.
        plot = Box(box.left + 0.1, box.bottom + 0.35, box.right - 0.45, box.top - 0.95)
        self._unit_x = plot.width / (2 * reach)
        self._unit_y = plot.height / max(top - bottom, 1e-9)
        self._origin = np.array([plot.center[0], plot.bottom - bottom * self._unit_y, 0.0])
        style = {"stroke_color": theme.muted, "stroke_width": 2.5, "buff": 0.0, "tip_length": 0.14}
        self.axes = VGroup(
            Arrow([plot.left - 0.05, self._origin[1], 0], [plot.right + 0.2, self._origin[1], 0],
                  **style),
            Arrow([self._origin[0], plot.bottom - 0.1, 0], [self._origin[0], plot.top + 0.25, 0],
                  **style),
        )
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
        self.title = title
        super().__init__(self.axes, self.labels, self.curve, self.title)

    def at(self, z: float, a: float) -> np.ndarray:
        """The point of the picture at (z, a)."""
        return self._origin + np.array([z * self._unit_x, a * self._unit_y, 0.0])

    def on_axis(self, z: float) -> np.ndarray:
        """The point of the z axis at z. Raises ValueError when z is beyond the graph."""
        if abs(z) > self._reach:
            raise ValueError(f"z must be within ±{self._reach:g} of the graph, got {z!r}")
        return self.at(z, 0.0)

    def on_curve(self, z: float) -> np.ndarray:
        """The point of the curve at z."""
        return self.at(z, self.value(z))

    def value(self, z: float) -> float:
        """f(z)."""
        return float(np.asarray(self._function(np.array([z])))[0])

    def dot(self, z: float) -> Circle:
        """A dot on the z axis, in the colour of pre-activations. Not added: play it in."""
        theme = current_theme()
        dot = Circle(0.095, fill_color=theme.pre_activation, fill_opacity=1.0)
        dot.set_stroke(theme.background, width=2.5)
        return dot.move_to(self.on_axis(z))

    def note(self, words: str, z: float) -> Typeset:
        """Words above the curve at z, kept inside the graph. Not added: play it in."""
        note = text(words, color=current_theme().muted)
        note.next_to(self.on_curve(z), np.array([0.0, 1.0, 0.0]), buff=0.28)
        left = float(self.axes[0].get_left()[0])
        note.shift([max(0.0, left - float(note.get_left()[0])), 0.0, 0.0])
        return note

    def drop(self, z: float) -> Line:
        """A thin line from the z axis to the curve at z. Not added: play it in."""
        theme = current_theme()
        return Line(
            self.on_axis(z), self.on_curve(z), stroke_color=theme.pre_activation, stroke_width=2.0
        )
