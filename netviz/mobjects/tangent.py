"""The tangent of an activation function: its slope at one pre-activation, as a line."""

from __future__ import annotations

import numpy as np
from manim import DL, DOWN, DR, UL, UR, Circle, Line, VGroup
from manim.utils.color import ParsableManimColor

from netviz.checks import as_number, as_positive, describe
from netviz.drawing import Drawing
from netviz.mobjects.activation_graph import ActivationGraph
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import text

_LINE_GAP = 0.12  # between the word and the number, in Manim units


class Tangent(Drawing):
    """A line that touches an activation graph's curve at z, with a dot where it does.

    `slope` is f'(z). The line is as long as a share `length` of the z axis, but ends where the
    graph does. It is made where the graph is now; `color` defaults to the theme's slope.
    Raises TypeError or ValueError for anything but an ActivationGraph, for a z beyond it, for a
    slope that is not finite, and for a length that is not positive.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph, Tangent
        >>> graph = ActivationGraph(np.tanh, "tanh", reach=2.0)
        >>> tangent = Tangent(graph, z=0.0, slope=1.0)
        >>> bool(np.allclose(tangent.line.get_center(), graph.on_curve(0.0)))
        True
    """

    def __init__(
        self,
        graph: ActivationGraph,
        z: float,
        slope: float,
        length: float = 0.5,
        color: ParsableManimColor | None = None,
    ) -> None:
        if not isinstance(graph, ActivationGraph):
            raise TypeError(f"graph must be an ActivationGraph, got {describe(graph)}")
        theme = current_theme()
        color = theme.slope if color is None else color
        self.slope = as_number(slope, "slope")
        middle, a = graph.on_curve(z), graph.value(z)
        axis = graph.axes[0]
        along = graph.at(z + 1, a + self.slope) - graph.at(z, a)
        along /= np.linalg.norm(along)
        axis_along = axis.get_end() - axis.get_start()
        half = as_positive(length, "length") * float(np.linalg.norm(axis_along)) / 2
        # Shares of the axis, which the line must not leave at either end.
        at, step = (
            float(vector @ axis_along / (axis_along @ axis_along))
            for vector in (middle - axis.get_start(), along)
        )
        back, on = (min(half, room / step if step > 0 else half) for room in (at, 1 - at))
        self.line = Line(middle - along * back, middle + along * on)
        self.line.set_stroke(color, width=4.0)
        self.dot = Circle(0.085, fill_color=color, fill_opacity=1.0)
        self.dot.set_stroke(theme.background, width=2.5).move_to(middle)
        self._graph, self._color = graph, color
        super().__init__(self.line, self.dot)

    def label(self, decimals: int = 2, word: str = "slope") -> VGroup:
        """A word and the slope below it, in the free corner of the graph. Not added: play it in."""
        graph, size = self._graph, current_theme().number_size
        label = VGroup(
            text(word, color=self._color), Number(self.slope, decimals, size, self._color)
        )
        label.arrange(DOWN, buff=_LINE_GAP)
        points = [graph.curve.points[::12], self.line.points]
        reach = np.array([graph.axes[0].width / 4, graph.axes[1].height / 3.6, 0.0])

        def covers(corner: np.ndarray) -> int:
            label.move_to(graph.at(0.0, 0.0) + corner * reach)
            half = np.array([label.width, label.height]) / 2
            near = np.abs(np.concatenate(points) - label.get_center())[:, :2]
            return int((near < half + 0.1).all(axis=1).sum())

        best = min((DR, UL, DL, UR), key=covers)
        return label.move_to(graph.at(0.0, 0.0) + best * reach)

    def _told(self) -> str:
        return f"slope {self.slope:.3g}"
