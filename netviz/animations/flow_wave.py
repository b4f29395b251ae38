"""A glow that travels along the edges of a layer, each edge as bright as what it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim import WHITE, Animation, ManimColor, VGroup, VMobject, interpolate_color, linear
from manim.utils.color import ParsableManimColor

from netviz.layout import dashes
from netviz.mobjects.weighted_edges import Edge, Pair, WeightedEdges, draw_segments
from netviz.checks import as_matrix
from netviz.scales import flow_brightness
from netviz.theme import current_theme

# Strokes that make the pulse: how much wider than the edge, how opaque, how far towards white.
_STROKES = ((22.0, 0.07, 0.0), (13.0, 0.13, 0.0), (6.0, 0.30, 0.0), (1.0, 1.0, 0.35))
# Opacity along the pulse, from its tail to its head.
_PROFILE = (0.0, 0.10, 0.28, 0.55, 0.85, 1.0, 0.55, 0.0)
_LENGTH = 0.5  # of the pulse, as a share of the way
_LEVELS = 12  # of brightness, when there are more edges than that
_DASH, _GAP = 0.16, 0.14


class FlowWave(Animation):
    """A wave of light along all edges of a layer, in the direction of the flow.

    `values` (n_out, n_in) is what each edge carries, w·a forward or ∂L/∂w backward: an edge is lit
    with the square root of |value| / `full` (default: the largest |value|), a value of 0 stays
    dark, a negative one travels as a dashed pulse. `pairs` limits the wave to some edges;
    `reverse` sends it from target to source. `color` defaults to the theme's activation colour,
    to its gradient colour in reverse. The number of mobjects drawn does not grow with the number
    of edges: edges of about the same brightness are one stroke whose gradient moves.
    Raises ValueError when `values` has not the shape of the weights, or for NaN and infinities.

    Example:
        >>> from netviz import FlowWave, NeuronLayer, WeightedEdges
        >>> left, right = NeuronLayer(2), NeuronLayer(1).shift([3, 0, 0])
        >>> edges = WeightedEdges([[0.5, -0.9]], left, right)
        >>> wave = FlowWave(edges, values=[[0.25, -0.72]], run_time=1.2)
    """

    def __init__(
        self,
        edges: WeightedEdges,
        values: Sequence[Sequence[float]] | np.ndarray | None = None,
        color: ParsableManimColor | None = None,
        full: float | None = None,
        reverse: bool = False,
        pairs: Iterable[Pair] | None = None,
        run_time: float = 1.2,
        rate_func: Callable[[float], float] = linear,
        **kwargs: Any,
    ) -> None:
        theme = current_theme()
        carried = edges.weights if values is None else values
        carried = as_matrix(carried, "values", shape=edges.weights.shape)
        full = float(np.abs(carried).max()) if full is None else full
        color = color or (theme.gradient if reverse else theme.activation)
        chosen = [edges.edge(*pair) for pair in (edges.pairs if pairs is None else pairs)]
        self.pulses = _pulses(chosen, carried, full, ManimColor(color))
        for pulse in self.pulses:
            pulse.set_z_index(chosen[0].z_index + 1)
        self._start, self._way = _course(chosen, reverse)
        super().__init__(
            self.pulses,
            run_time=run_time,
            rate_func=rate_func,
            introducer=True,
            remover=True,
            **kwargs,
        )

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the lit window: before the sources at 0, past the targets at 1."""
        head = self.rate_func(alpha) * (1 + _LENGTH)
        tail = head - _LENGTH
        for pulse in self.pulses:
            pulse.window = (self._start + self._way * tail, self._start + self._way * head)


class _Pulse(VMobject):
    """Edges lit alike; only what lies in `window`, from the tail to the head, is visible."""

    def __init__(self, color: ManimColor, width: float, opacity: float) -> None:
        super().__init__(fill_opacity=0.0)
        self.window: tuple[np.ndarray, np.ndarray] = (np.zeros(3), np.ones(3))
        self.set_stroke(color, width=width)
        self.stroke_rgbas = np.array(
            [[*color.to_rgb(), opacity * share] for share in _PROFILE], dtype=float
        )

    def get_gradient_start_and_end_points(self) -> tuple[np.ndarray, np.ndarray]:
        """Manim's hook for where a stroke's gradient begins and ends."""
        return self.window


def _pulses(
    edges: Sequence[Edge], values: np.ndarray, full: float, color: ManimColor
) -> VGroup:
    """The strokes of all edges that carry something, grouped by brightness, sign and width."""
    brightness = {edge: flow_brightness(values[edge.pair], full) for edge in edges}
    many = len(edges) > _LEVELS
    groups: dict[tuple[float, float, bool], list[Edge]] = {}
    for edge, bright in brightness.items():
        if bright == 0.0:
            continue
        level = max(1, round(bright * _LEVELS)) / _LEVELS if many else bright
        width = round(edge.get_stroke_width()) if many else edge.get_stroke_width()
        groups.setdefault((level, width, bool(values[edge.pair] < 0)), []).append(edge)
    pulses = VGroup()
    for extra, opacity, whiter in _STROKES:
        for (level, width, dashed), group in groups.items():
            stroke = _Pulse(
                interpolate_color(color, WHITE, whiter * level),
                width + 1 + extra * (0.4 + 0.6 * level),
                opacity * level,
            )
            segments = [
                segment
                for edge in group
                for segment in (dashes(*edge.ends(), _DASH, _GAP) if dashed else [edge.ends()])
            ]
            pulses.add(draw_segments(stroke, segments))
    return pulses


def _course(edges: Sequence[Edge], reverse: bool) -> tuple[np.ndarray, np.ndarray]:
    """Where the wave starts and the vector it travels: along the layers' common direction."""
    ends = np.array([edge.ends() for edge in edges])
    if reverse:
        ends = ends[:, ::-1]
    direction = (ends[:, 1] - ends[:, 0]).mean(axis=0)
    direction /= np.linalg.norm(direction)
    first, last = (ends[:, 0] @ direction).min(), (ends[:, 1] @ direction).max()
    anchor = ends[:, 0].mean(axis=0)
    return anchor + direction * (first - anchor @ direction), direction * (last - first)
