"""A glow that travels along the edges of a layer, each edge as bright as what it carries."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, Self
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Animation, ManimColor, Mobject, Scene, VGroup, VMobject, linear
from manim.utils.color import ParsableManimColor

from netviz.camera import SelfPainted
from netviz.checks import as_matrix, describe
from netviz.mobjects.weighted_edges import Edge, Pair, WeightedEdges
from netviz.scales import flow_brightness
from netviz.theme import current_theme

_WIDER = 3.0  # than its edge is a pulse of full brightness


class _Layer(NamedTuple):
    """One of the strokes that make a pulse, for an edge of full brightness."""

    wider: float  # than the pulse
    opaque: float
    whiter: float


_GLOW = (_Layer(26.0, 0.10, 0.0), _Layer(15.0, 0.22, 0.0))
_CORE = (_Layer(7.0, 0.55, 0.0), _Layer(1.0, 1.0, 0.6))
_UNDER_DASHES = 0.35  # of its opacity has the wide core below dashes, where it has no gaps
# Opacity along the pulse, from its tail to its head.
_PROFILE = (0.0, 0.12, 0.35, 0.65, 0.95, 1.0, 0.9, 0.45, 0.0)
_LENGTH = 0.6  # of the pulse, as a share of the way
_DASH, _GAP = 0.16, 0.14

# More edges than this are a crowd: drawn slim, for room, with longer dashes, and by cameras that
# know only strokes as few strokes, each of many edges.
_CROWD = 64
_CROWD_LEVELS = 4
_CROWD_DASHES = 2.0


class FlowWave(Animation):  # type: ignore[misc, unused-ignore]
    """A wave of light along all edges of a layer, in the direction of the flow.

    `values` (n_out, n_in) is what each edge carries, w·a forward or ∂L/∂w backward: an edge is lit
    with the square root of |value| / `full` (default: the largest |value|), a value of 0 stays
    dark. On a dashed edge, that of a negative weight, the pulse runs on the dashes. `pairs`
    limits the wave to some edges; `reverse` sends it from target to source. `color` defaults to the
    theme's activation colour, to its gradient colour in reverse.

    In a `PhasedScene`, or any scene with a camera of `netviz.camera`, the edges are painted once
    and each frame uncovers a part of that picture, so a frame costs about the same for four
    thousand edges as for forty. Other cameras draw strokes, of more than 64 edges in less detail.

    Raises TypeError or ValueError when `values` has not the shape of the weights or holds anything
    but finite numbers, when `full` is not positive, when `pairs` names no edge that is drawn, and
    when none of the edges is on screen as the wave is played.

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
        if not isinstance(edges, WeightedEdges):
            raise TypeError(f"edges must be WeightedEdges, got {describe(edges)}")
        theme = current_theme()
        carried = edges.weights if values is None else values
        carried = as_matrix(carried, "values", shape=edges.weights.shape)
        full = float(np.abs(carried).max()) if full is None else _positive(full, "full")
        color = color or (theme.gradient if reverse else theme.activation)
        chosen = _chosen(edges, pairs)
        course = _Course.along(chosen, reverse)
        self._wave = _wave(_beams(chosen, carried, full, course), ManimColor(color))
        self._edges, self._named = chosen, repr(edges)
        self._scene: Scene | None = None
        kwargs.setdefault("name", f"FlowWave({edges})")
        super().__init__(
            self._wave.set_z_index(chosen[0].z_index + 1),
            run_time=run_time,
            rate_func=rate_func,
            introducer=True,
            remover=True,
            **kwargs,
        )
        self.interpolate_mobject(0)

    def _setup_scene(self, scene: Scene | None) -> None:
        """Add the wave as Manim does, and look for its edges when its play begins."""
        super()._setup_scene(scene)
        self._scene = scene

    def create_starting_mobject(self) -> Mobject:
        """Each frame is drawn from the values alone, so nothing has to be copied to start from."""
        return self._wave

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the lit window: before the sources at 0, past the targets at 1."""
        if alpha > 0 and self._scene is not None:
            self._check_on_screen(self._scene)
            self._scene = None
        head = self.rate_func(alpha) * (1 + _LENGTH)
        tail = head - _LENGTH
        if isinstance(self._wave, _Picture):
            self._wave.uncover(tail, head)

    def _check_on_screen(self, scene: Scene) -> None:
        """Raise ValueError when none of the edges is in the picture, now that the play runs."""
        shown = {id(part) for part in scene.get_mobject_family_members()}
        if not any(id(edge) in shown for edge in self._edges):
            raise ValueError(
                f"edges must be on screen when a wave runs along them, and none of "
                f"{self._named} is: add the diagram first, as with self.add(diagram) or "
                f"self.play(GrowNetwork(diagram))"
            )


Window = tuple[np.ndarray, np.ndarray]
"""Where the tail and the head of the wave are."""


class _Course(NamedTuple):
    """Where the wave starts and the vector that it travels."""

    start: np.ndarray
    way: np.ndarray

    @classmethod
    def along(cls, edges: Sequence[Edge], reverse: bool) -> Self:
        """From the first source to the last target, in the layers' common direction."""
        ends = np.array([edge.ends() for edge in edges])
        if reverse:
            ends = ends[:, ::-1]
        direction = (ends[:, 1] - ends[:, 0]).mean(axis=0)
        direction /= np.linalg.norm(direction)
        first, last = (ends[:, 0] @ direction).min(), (ends[:, 1] @ direction).max()
        anchor = ends[:, 0].mean(axis=0)
        return cls(anchor + direction * (first - anchor @ direction), direction * (last - first))

    def at(self, share: float) -> np.ndarray:
        """The point at a share of the way."""
        return self.start + self.way * share

    def share(self, points: np.ndarray) -> np.ndarray:
        """The share of the way at which the wave reaches each of the points."""
        return np.asarray((points - self.start) @ self.way / (self.way @ self.way))


@dataclass(frozen=True)
class _Beam:
    """What is lit alike: an edge, or several."""

    edges: np.ndarray  # (m, 2, 3): their ends
    segments: np.ndarray  # (n, 2, 3): the ends of what is drawn, the edges or their dashes
    level: float
    width: float  # of the edge
    scale: float  # of its strokes
    dashed: bool
    course: _Course

    @cached_property
    def reached(self) -> np.ndarray:
        """The share of the way at which the wave is at the ends of each segment, (n, 2)."""
        return self.course.share(self.segments)

    def for_layer(self, layer: _Layer) -> _Beam:
        """The beam as one layer draws it: all but the thinnest are too wide to show dashes."""
        if layer is _CORE[-1] or not self.dashed:
            return self
        return replace(self, segments=self.edges, dashed=False)

    def look(self, layer: _Layer, color: np.ndarray, slim: float) -> _Look:
        return _Look(
            color + (1 - color) * layer.whiter * self.level,
            slim * (self.width + self.scale * (_WIDER + layer.wider) * (0.25 + 0.75 * self.level)),
            layer.opaque * self.level * (_UNDER_DASHES if self.dashed and layer is _CORE[0] else 1),
        )

    def between(self, tail: float, head: float) -> np.ndarray:
        """The parts between two shares of the way, as the points of cubic curves."""
        first, span = self.reached[:, :1], np.diff(self.reached)
        span[abs(span) < 1e-9] = 1e-9
        cuts = np.sort((np.array([tail, head]) - first) / span).clip(0, 1)
        lit = cuts[:, 1] > cuts[:, 0]
        shares = cuts[lit, :1] + np.diff(cuts[lit]) * np.array([0, 1 / 3, 2 / 3, 1])
        start, end = self.segments[lit, :1], self.segments[lit, 1:]
        return np.asarray(start + (end - start) * shares[:, :, None]).reshape(-1, 3)


class _Look(NamedTuple):
    color: np.ndarray  # red, green and blue
    width: float
    opacity: float


class _Stroke(VMobject):  # type: ignore[misc, unused-ignore]
    """A beam as a camera draws it that knows only strokes: its gradient is the pulse."""

    def __init__(self, beam: _Beam, look: _Look) -> None:
        self._beam, self._shares = beam, (0.0, 0.0)
        self._points: np.ndarray | None = None
        super().__init__(fill_opacity=0.0)
        self.window: Window = (np.zeros(3), np.zeros(3))
        self.set_stroke(ManimColor(look.color), width=look.width)
        self.stroke_rgbas = np.array([[*look.color, look.opacity * share] for share in _PROFILE])

    def uncover(self, tail: float, head: float, window: Window) -> None:
        """Show what lies between two shares of the way."""
        self._shares, self.window, self._points = (tail, head), window, None

    @property
    def points(self) -> np.ndarray:
        """The points of the lit part, computed for a camera that asks for them."""
        if self._points is None:
            self._points = self._beam.between(*self._shares)
        return self._points

    @points.setter
    def points(self, points: np.ndarray | None) -> None:
        self._points = points

    def get_gradient_start_and_end_points(self) -> Window:
        """Manim's hook for where a stroke's gradient begins and ends."""
        return self.window


class _Picture(SelfPainted):
    """All beams, painted once; only what lies in the window is shown. `strokes` do it elsewhere."""

    def __init__(
        self, beams: Sequence[tuple[_Beam, _Look]], strokes: Sequence[tuple[_Beam, _Look]]
    ) -> None:
        super().__init__(stroke_width=0.0, fill_opacity=0.0)
        self.window: Window = (np.zeros(3), np.zeros(3))
        self._beams = beams
        ends = np.concatenate([beam.segments.reshape(-1, 3) for beam, _ in beams])
        self.set_points_as_corners([ends.min(axis=0), ends.max(axis=0)])
        self._margin = max(look.width for _, look in beams) / 2
        self.add(*(_Stroke(beam, look) for beam, look in strokes))

    def uncover(self, tail: float, head: float) -> None:
        """Show what lies between two shares of the way."""
        course = self._beams[0][0].course
        self.window = (course.at(tail), course.at(head))
        for stroke in self.submobjects:
            stroke.uncover(tail, head, self.window)

    def looks(self) -> tuple[Any, ...]:
        """Where the picture lies and the window in it."""
        return (self.points.tobytes(), *(point.tobytes() for point in self.window))

    def extent(self, line_width: float) -> tuple[float, float, float, float]:
        """The box around what the window shows."""
        margin = self._margin * line_width
        left, bottom = self.points[0, :2] - margin
        right, top = self.points[-1, :2] + margin
        corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
        tail, head = (point[:2] for point in self.window)
        lit = _beyond(_beyond(corners, tail, head - tail), head, tail - head)
        if not len(lit):
            return (left, bottom, left, bottom)
        (left, bottom), (right, top) = lit.min(axis=0).tolist(), lit.max(axis=0).tolist()
        return (left, bottom, right, top)

    def paint(self, context: cairo.Context[Any], line_width: float) -> None:
        """Uncover the picture through a moving gradient."""
        tail, head = (point[:2] for point in self.window)
        light = cairo.LinearGradient(*tail, *head)
        for offset, share in zip(np.linspace(0, 1, len(_PROFILE)), _PROFILE, strict=True):
            light.add_color_stop_rgba(offset, 0, 0, 0, share)

        context.save()
        context.new_path()
        low, high = self.points[0, :2], self.points[-1, :2]
        margin = self._margin * line_width
        context.rectangle(*(low - margin), *(high - low + 2 * margin))
        context.clip()
        picture = self._picture(context, line_width)
        if picture is not None:
            matrix = context.get_matrix()
            context.identity_matrix()
            context.set_source_surface(picture)
            context.set_matrix(matrix)
            _clip_to_band(context, tail, head)
            context.mask(light)
        context.restore()

    def _picture(self, context: cairo.Context[Any], line_width: float) -> cairo.Surface | None:
        """The painted surface, as large as the part in the frame; None when there is none."""
        matrix, target = context.get_matrix(), context.get_target()
        margin = self._margin * line_width
        corners = [self.points[0, :2] - margin, self.points[-1, :2] + margin]
        (left, bottom), (right, top) = (matrix.transform_point(*corner) for corner in corners)
        left, top = max(math.floor(left), 0), max(math.floor(top), 0)
        right = min(math.ceil(right), target.get_width())
        bottom = min(math.ceil(bottom), target.get_height())
        if right <= left or bottom <= top:
            return None
        extents = (left, top, right, bottom)
        if self not in _painted or _painted[self][:2] != (matrix, extents):
            surface = target.create_similar(cairo.CONTENT_COLOR_ALPHA, right - left, bottom - top)
            surface.set_device_offset(-left, -top)
            pen = cairo.Context(surface)
            pen.set_matrix(matrix)
            for beam, look in self._beams:
                red, green, blue = look.color
                pen.set_source_rgba(blue, green, red, look.opacity)
                pen.set_line_width(look.width * line_width)
                for x0, y0, x1, y1 in beam.segments[:, :, :2].reshape(-1, 4).tolist():
                    pen.move_to(x0, y0)
                    pen.line_to(x1, y1)
                pen.stroke()
            _painted[self] = (matrix, extents, surface)
        return _painted[self][2]


_Extents = tuple[int, int, int, int]
# Each picture, and for which view it was painted. Not kept in the mobject: Manim copies and hashes
# mobjects as it likes.
_painted: WeakKeyDictionary[_Picture, tuple[cairo.Matrix, _Extents, cairo.Surface]] = (
    WeakKeyDictionary()
)


def _beyond(corners: np.ndarray, start: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The part of a polygon, (n, 2), that lies from a point on in a direction."""
    reached = (corners - start) @ way
    kept = []
    for a, b, at_a, at_b in zip(
        corners, np.roll(corners, -1, axis=0), reached, np.roll(reached, -1), strict=True
    ):
        if at_a >= 0:
            kept.append(a)
        if (at_a >= 0) != (at_b >= 0):
            kept.append(a + (b - a) * at_a / (at_a - at_b))
    return np.array(kept).reshape(-1, 2)


def _clip_to_band(context: cairo.Context[Any], tail: np.ndarray, head: np.ndarray) -> None:
    """Limit drawing to what lies between tail and head: outside, the light is dark anyway."""
    x, y = head - tail
    across = np.array([-y, x]) * (1000 / math.hypot(x, y))
    for corner in (tail - across, tail + across, head + across, head - across):
        context.line_to(*corner)
    context.clip()


def _wave(beams: Sequence[_Beam], color: ManimColor) -> Mobject:
    """The picture of the beams, and within it strokes for other cameras, layer by layer."""
    if not beams:
        return VGroup()
    rgb = np.asarray(color.to_rgb(), dtype=float)
    crowded = len(beams) > _CROWD
    slim = math.sqrt(_CROWD / len(beams)) if crowded else 1.0
    layers = _CORE if crowded else _GLOW + _CORE

    def looks(beams: Sequence[_Beam]) -> list[tuple[_Beam, _Look]]:
        return [
            (beam.for_layer(layer), beam.look(layer, rgb, slim))
            for layer in layers
            for beam in beams
        ]

    return _Picture(looks(beams), looks(_merged(beams) if crowded else beams))


def _beams(edges: Sequence[Edge], values: np.ndarray, full: float, course: _Course) -> list[_Beam]:
    """A beam for each edge that carries something, the brightest last, which is on top."""
    levels = [flow_brightness(values[edge.pair], full) for edge in edges]
    crowded = int(np.count_nonzero(levels)) > _CROWD
    beams = []
    for edge, level in zip(edges, levels, strict=True):
        if level > 0:
            dashed = edge.weight < 0
            start, end = edge.ends()
            ends = np.array([[start, end]])
            segments = _dashes_along(edge, crowded) if dashed else ends
            width, scale = edge.get_stroke_width(), edge.stroke_scale
            beams.append(_Beam(ends, segments, level, width, scale, dashed, course))
    return sorted(beams, key=lambda beam: beam.level)


def _merged(beams: Sequence[_Beam]) -> list[_Beam]:
    """Few beams for many: one for all of a sign and of about the same brightness."""
    groups: dict[tuple[int, bool], list[_Beam]] = {}
    for beam in beams:
        key = (math.ceil(beam.level * _CROWD_LEVELS), beam.dashed)
        groups.setdefault(key, []).append(beam)
    return [
        _Beam(
            np.concatenate([beam.edges for beam in group]),
            np.concatenate([beam.segments for beam in group]),
            float(np.mean([beam.level for beam in group])),
            float(np.mean([beam.width for beam in group])),
            float(np.mean([beam.scale for beam in group])),
            dashed,
            group[0].course,
        )
        for (_, dashed), group in sorted(groups.items())
    ]


def _dashes_along(edge: Edge, crowded: bool) -> np.ndarray:
    """The edge's own dashes, where it has some, or else others: (n, 2, 3)."""
    own = edge.points.reshape(-1, 4, 3)[:, [0, 3]]
    if len(own) > 1 and not crowded:
        return np.asarray(own)
    return _dashes(*edge.ends(), stretch=_CROWD_DASHES if crowded else 1.0)


def _dashes(start: np.ndarray, end: np.ndarray, stretch: float) -> np.ndarray:
    """A line as dashes (n, 2, 3); like `layout.dashes`, but quick enough for thousands of edges."""
    dash, gap = _DASH * stretch, _GAP * stretch
    count = max(2, round((float(np.linalg.norm(end - start)) + gap) / (dash + gap)))
    unit = 1 / (count * dash + (count - 1) * gap)
    first = np.arange(count) * (dash + gap) * unit
    shares = np.stack([first, first + dash * unit], axis=1)[:, :, None]
    return np.asarray(start + shares * (end - start))


def _chosen(edges: WeightedEdges, pairs: Iterable[Pair] | None) -> list[Edge]:
    if pairs is None:
        return list(edges.submobjects)  # type: ignore[arg-type, unused-ignore]
    return edges.chosen(pairs)


def _positive(value: float, name: str) -> float:
    number = float(as_matrix([[value]], name)[0, 0])
    if number <= 0:
        raise ValueError(f"{name} must be greater than 0, got {number}")
    return number
