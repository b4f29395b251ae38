"""Lines of light that last: edges by their gradients, wires by their errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Animation, FadeOut, Line, ManimColor, VGroup, VMobject, interpolate_color
from manim.utils.color import ParsableManimColor

from netviz.checks import as_matrix, as_positive, as_vector, describe
from netviz.drawing import Drawing, counted
from netviz.mobjects.weighted_edges import Edge, Pair, WeightedEdges, draw_segments
from netviz.scales import flow_brightness
from netviz.theme import current_theme

_LEAST, _MOST = 2.2, 10.0  # stroke widths, for 0 and for the largest value
_GLOW = ((4.6, 0.03), (3.6, 0.04), (2.7, 0.06), (1.9, 0.10))  # wider than the edge, and how opaque


class Trace(Drawing):
    """A lasting line of light, glow and core, along the segments of a line.

    `ends` is where it starts and ends, `segments` (n, 2, 3) what of it is drawn: its dashes.
    `level`, 0 to 1, decides width and glow. `colors` are those at the start and at the end.
    """

    def __init__(
        self,
        ends: tuple[np.ndarray, np.ndarray],
        segments: np.ndarray,
        level: float,
        colors: tuple[ManimColor, ManimColor],
    ) -> None:
        self.ends, self.level, self.colors = ends, level, colors
        self.thickness = _LEAST + (_MOST - _LEAST) * level
        super().__init__()
        self._segments: list[np.ndarray] = []
        # A glow is too wide to show dashes.
        for wider, opaque in _GLOW:
            self._stroke(np.array([ends]), self.thickness * wider, opaque * level, colors[0])
        bright = interpolate_color(colors[0], ManimColor("#FFFFFF"), 0.2 * level)
        self._stroke(segments, self.thickness, 0.55 + 0.45 * level, bright)

    @property
    def segments(self) -> np.ndarray:
        """The ends of what is drawn when all of it is seen, (n, 2, 3)."""
        return self._segments[-1]

    def _stroke(
        self, segments: np.ndarray, width: float, opacity: float, color: ManimColor
    ) -> None:
        stroke = VMobject(stroke_color=color, stroke_width=width, stroke_opacity=opacity)
        self._segments.append(segments)
        self.add(draw_segments(stroke, list(segments)))

    def uncover(self, start: np.ndarray, way: np.ndarray) -> float:
        """Show what lies before `start + way`, seen along `way`; return which share that is."""
        length = float(way @ way)
        for stroke, segments in zip(self, self._segments, strict=True):
            first, last = ((segments - start) @ way / length).T
            span = np.where(np.abs(last - first) < 1e-9, 1e-9, last - first)
            cut = np.clip((1 - first) / span, 0, 1)[:, None]
            middle = segments[:, 0] + (segments[:, 1] - segments[:, 0]) * cut
            away = (span > 0)[:, None]  # the front reaches its first end first
            passed = np.stack(
                [np.where(away, segments[:, 0], middle), np.where(away, middle, segments[:, 1])],
                axis=1,
            )
            lit = np.linalg.norm(passed[:, 1] - passed[:, 0], axis=1) > 1e-9
            if lit.any():
                draw_segments(stroke, list(passed[lit]))
            else:
                stroke.clear_points()
        low, high = np.sort((np.array(self.ends) - start) @ way / length)
        return float(np.clip((1 - low) / max(high - low, 1e-9), 0, 1))


class GradientEdge(Trace):
    """The edge from neuron `k` to neuron `j` (`pair`), drawn by what it carries."""

    def __init__(self, edge: Edge, level: float, color: ManimColor) -> None:
        self.pair, self.edge = edge.pair, edge
        # Dashes are those of negative weights; what is carried has a sign of its own, in figures.
        ends = edge.ends()
        super().__init__(ends, np.array([ends]), level, (color, color))


class ErrorWires(Drawing):
    """The wires between outputs and loss, in red or `color`, as wide as what they carry is large.

    `wires` are lines from outputs to the loss, as `LossBox.wires` gives them, `errors` a vector
    with one number a wire. Light that runs along them to the outputs turns into that of gradients.
    Raises TypeError or ValueError for anything but lines, a vector of another length, NaN and
    infinities, and when `full` is not positive.

    Example:
        >>> from manim import Animation, FadeOut, Line, VGroup
        >>> from netviz import ErrorWires
        >>> wires = VGroup(Line([0, 1, 0], [2, 1, 0]), Line([0, 0, 0], [2, 0, 0]))
        >>> [wire.level for wire in ErrorWires(wires, [0.4, -0.1])]
        [1.0, 0.5]
    """

    def __init__(
        self,
        wires: VGroup,
        errors: Sequence[float] | np.ndarray,
        full: float | None = None,
        color: ParsableManimColor | None = None,
    ) -> None:
        for index, wire in enumerate(wires):
            if not isinstance(wire, Line):
                raise TypeError(f"wires[{index}] must be a Line, got {describe(wire)}")
        theme = current_theme()
        vector = as_vector(errors, "errors", length=len(wires))
        full = float(np.abs(vector).max()) if full is None else as_positive(full, "full")
        colors = ManimColor(theme.error), ManimColor(theme.gradient)
        if color is not None:
            colors = ManimColor(color), ManimColor(color)
        super().__init__()
        for wire, error in zip(wires, vector, strict=True):
            ends = wire.get_end(), wire.get_start()
            self.add(Trace(ends, np.array([ends]), flow_brightness(float(error), full), colors))

    def _told(self) -> str:
        return counted(len(self), "wire")


class GradientEdges(Drawing):
    """What each edge of a layer carries, such as ∂L/∂w, drawn over the edges and lasting.

    `values` has the shape of the weights. The width grows with the square root of |value| / `full`
    (default: the largest), the same for several layers when `full` is. Lines are solid: a dash
    would say that a weight is negative, not what the edge carries.
    `color` defaults to the theme's gradient colour.
    Raises TypeError or ValueError for anything but WeightedEdges, for values of another shape, NaN
    and infinities, and when `full` is not positive.

    Example:
        >>> from netviz import GradientEdges, NetworkDiagram
        >>> edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
        >>> GradientEdges(edges, [[0.08, -0.02], [0.01, 0]]).edge(0, 1).level
        0.5
    """

    def __init__(
        self,
        edges: WeightedEdges,
        values: Sequence[Sequence[float]] | np.ndarray,
        full: float | None = None,
        color: ParsableManimColor | None = None,
    ) -> None:
        if not isinstance(edges, WeightedEdges):
            raise TypeError(f"edges must be WeightedEdges, got {describe(edges)}")
        matrix = as_matrix(values, "values", shape=edges.weights.shape)
        full = float(np.abs(matrix).max()) if full is None else as_positive(full, "full")
        tint = ManimColor(current_theme().gradient if color is None else color)
        levels = {edge.pair: flow_brightness(float(matrix[edge.pair]), full) for edge in edges}
        ordered = sorted(edges, key=lambda edge: levels[edge.pair])  # the strongest on top
        super().__init__(*(GradientEdge(edge, levels[edge.pair], tint) for edge in ordered))

    def turn_back(self) -> list[Animation]:
        """Animations after which the plain edges are seen again, and this is gone."""
        return [FadeOut(self), *(edge.edge.animate.set_brightness(1) for edge in self)]

    def edge(self, j: int, k: int) -> GradientEdge:
        """The edge to neuron j of the target from neuron k of the source.

        Raises ValueError when there is no such edge or it is hidden behind an ellipsis.
        """
        for edge in self:
            if edge.pair == (j, k):
                return edge  # type: ignore[no-any-return, unused-ignore]
        pairs: list[Pair] = sorted(edge.pair for edge in self)
        raise ValueError(f"(j, k) must be one of {pairs}, got {(j, k)}")

    def _told(self) -> str:
        return counted(len(self), "edge")
