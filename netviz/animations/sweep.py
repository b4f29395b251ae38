"""A front of light crosses the picture and leaves behind what it uncovers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import LEFT, Animation, Mobject, Scene, VGroup, VMobject, linear

from netviz.animations.flow_wave import _CORE, _GLOW, _Beam, _Course, _Picture
from netviz.checks import as_items, as_positive, as_vector, describe
from netviz.drawing import counted
from netviz.mobjects.gradient_edges import GradientEdge, Trace
from netviz.mobjects.number import Number
from netviz.typeset import Typeset

_SOFT = 0.05  # of the way: how long what the front has reached takes to appear
_FLASH = 0.7  # wider than it stays is a stroke as it appears
_LEAST = 0.35  # brightness of the light on a line that carries next to nothing
_HUES = 12  # colours in which a line is drawn that turns from one into another
_PULSE = 2.2  # Manim units, length of the light at the front


class _Stroke(NamedTuple):
    """How a part looks when it has appeared."""

    part: VMobject
    fill: np.ndarray
    stroke: np.ndarray
    behind: np.ndarray
    width: float


class Sweep(Animation):  # type: ignore[misc, unused-ignore]
    """What the mobjects hold appears as a front passes it, in one move from side to side.

    `GradientEdges` are drawn along the way, and their plain edges go out as they are; anything else
    appears where the front is, strokes with a flash. `direction` is where the front runs (default:
    to the left); `between` are two points that it starts from and ends at (default: the mobjects'
    outermost ones). `through` are lines of light that stand already, such as `ErrorWires`: at the
    front a pulse runs along them and along the edges, as bright as each is, and turns from the
    colour of a line's start into that of its end.
    Raises TypeError for anything but mobjects, ValueError without one and for a direction that has
    no length.

    Example:
        >>> from netviz import GradientEdges, NetworkDiagram, Sweep
        >>> edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
        >>> animation = Sweep(GradientEdges(edges, [[0.08, -0.02], [0.01, 0]]), run_time=2.5)
    """

    def __init__(
        self,
        *mobjects: Mobject,
        direction: Sequence[float] | np.ndarray = LEFT,
        between: tuple[np.ndarray, np.ndarray] | None = None,
        through: Iterable[Mobject] = (),
        run_time: float = 2.5,
        rate_func: Callable[[float], float] = linear,
        **kwargs: Any,
    ) -> None:
        for index, mobject in enumerate(mobjects):
            if not isinstance(mobject, Mobject):
                raise TypeError(f"mobjects[{index}] must be a Mobject, got {describe(mobject)}")
        if not mobjects:
            raise ValueError("mobjects must hold at least one, got none")
        along = as_vector(direction, "direction", length=3)
        along = along / as_positive(float(np.linalg.norm(along)), "direction's length")
        everything, lines = VGroup(*mobjects), VGroup(*as_items(through, "through"))
        if between is None:
            both = VGroup(everything, lines)
            between = (both.get_critical_point(-along), both.get_critical_point(along))
        self._uncovered = mobjects
        self._start = between[0]
        self._way = along * float((between[1] - between[0]) @ along)
        self._edges = [part for part in everything.get_family() if isinstance(part, GradientEdge)]
        traces = [t for t in lines.get_family() if isinstance(t, Trace)] + self._edges
        self._pulse = _pulse(traces, _Course(self._start, self._way))
        self._length = _PULSE / float(np.linalg.norm(self._way))
        drawn = {id(part) for edge in self._edges for part in edge.get_family()}
        self._strokes = [
            _Stroke(
                part,
                part.fill_rgbas.copy(),
                part.stroke_rgbas.copy(),
                part.background_stroke_rgbas.copy(),
                float(part.stroke_width),
            )
            for part in everything.family_members_with_points()
            if id(part) not in drawn
        ]
        whole = {
            id(part): number.get_center()  # no number is read before all of it is there
            for number in everything.get_family()
            if isinstance(number, (Number, Typeset))
            for part in number.get_family()
        }
        self._at = [
            float((place - self._start) @ self._way / (self._way @ self._way))
            for place in (
                whole.get(id(stroke.part), stroke.part.get_center()) for stroke in self._strokes
            )
        ]
        for picture in self._pulse:
            picture.set_z_index(max(part.z_index for t in traces for part in t.get_family()) + 1)
        moving = VGroup(everything, *self._pulse)
        kwargs.setdefault("name", f"Sweep({counted(len(mobjects), 'mobject')})")
        super().__init__(moving, run_time=run_time, rate_func=rate_func, introducer=True, **kwargs)
        self.interpolate_mobject(0)

    def create_starting_mobject(self) -> Mobject:
        """Each frame is drawn from the front alone, so nothing has to be copied to start from."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Uncover what the front has passed."""
        head = self.rate_func(alpha) * (1 + self._length)
        for picture in self._pulse:
            picture.uncover(head - self._length, head)
        front = max(head - self._length / 2, 1e-6)  # where the pulse is brightest
        for edge in self._edges:
            passed = edge.uncover(self._start, self._way * front)
            edge.edge.set_brightness(1 - passed)
        for stroke, at in zip(self._strokes, self._at, strict=True):
            share = float(np.clip((front - at) / _SOFT, 0, 1))
            part = stroke.part
            part.fill_rgbas = stroke.fill * (1, 1, 1, share)
            part.stroke_rgbas = stroke.stroke * (1, 1, 1, share)
            part.background_stroke_rgbas = stroke.behind * (1, 1, 1, share)
            part.stroke_width = stroke.width * (1 + _FLASH * np.sin(np.pi * share))

    def clean_up_from_scene(self, scene: Scene) -> None:
        """The pulse goes, what it uncovered stays."""
        super().clean_up_from_scene(scene)
        scene.remove(self.mobject)
        scene.add(*self._uncovered)


def _pulse(traces: Sequence[Trace], course: _Course) -> list[_Picture]:
    """The light at the front, along all lines at once; nothing without lines."""
    looks = []
    for layer in _GLOW + _CORE:
        for trace in sorted(traces, key=lambda trace: trace.level):
            for beam, rgb in _beams(trace, course):
                looks.append((beam.for_layer(layer), beam.look(layer, rgb, 1.0)))
    return [_Picture(looks, looks)] if looks else []


def _beams(trace: Trace, course: _Course) -> Iterator[tuple[_Beam, np.ndarray]]:
    """A line of light as beams of one colour each."""
    start, end = (np.asarray(color.to_rgb(), dtype=float) for color in trace.colors)
    steps = 1 if np.allclose(start, end) else _HUES
    shares = np.linspace(0, 1, steps + 1)
    points = trace.ends[0] + (trace.ends[1] - trace.ends[0]) * shares[:, None]
    for step in range(steps):
        ends = points[None, [step, step + 1]]
        segments = trace.segments if steps == 1 else ends
        hue = start + (end - start) * (step / max(steps - 1, 1))
        dashed = len(segments) > 1
        level = _LEAST + (1 - _LEAST) * trace.level
        yield _Beam(ends, segments, level, trace.thickness, 1.0, dashed, course), hue
