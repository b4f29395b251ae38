"""A front of light crosses the picture and leaves behind what it uncovers."""

from __future__ import annotations

import numpy as np
import pytest
from manim import RIGHT, Circle, Scene, tempconfig

from netviz import ErrorWires, GradientEdges, GradientRings, NetworkDiagram, Number, Sweep

W = [[[0.5, -0.9], [0.1, 0.2]]]
GRADIENTS = [[0.08, -0.02], [0.01, 0.0]]


@pytest.fixture
def diagram():
    return NetworkDiagram(W)


def test_edges_are_drawn_from_the_side_where_the_front_starts(diagram):
    edges = diagram.edges_into(1)
    traces = GradientEdges(edges, GRADIENTS)
    sweep = Sweep(traces)
    end = edges.edge(0, 0).ends()[1]
    core = traces.edge(0, 0)[-1]
    assert not core.has_points()
    sweep.interpolate(0.5)
    assert core.get_right()[0] == pytest.approx(end[0])
    assert edges.edge(0, 0).ends()[0][0] + 0.1 < core.get_left()[0] < end[0] - 0.1
    sweep.interpolate(1)
    assert core.get_left()[0] == pytest.approx(edges.edge(0, 0).ends()[0][0])


def test_plain_edges_go_out_as_the_front_passes(diagram):
    edge = diagram.edges_into(1).edge(0, 0)
    own = edge.get_stroke_opacity()
    sweep = Sweep(GradientEdges(diagram.edges_into(1), GRADIENTS))
    sweep.interpolate(0.0)
    assert edge.get_stroke_opacity() == pytest.approx(own)
    sweep.interpolate(1)
    assert edge.get_stroke_opacity() == pytest.approx(0)


def test_what_the_front_reaches_first_appears_first():
    left, right = Number(1).shift([-3, 0, 0]), Number(2).shift([3, 0, 0])
    sweep = Sweep(left, right)
    sweep.interpolate(0.5)
    assert right[0].get_fill_opacity() == 1
    assert left[0].get_fill_opacity() == 0
    left, right = Number(1).shift([-3, 0, 0]), Number(2).shift([3, 0, 0])
    sweep = Sweep(left, right, direction=RIGHT)
    sweep.interpolate(0.5)
    assert left[0].get_fill_opacity() > right[0].get_fill_opacity()


def test_a_ring_flashes_and_keeps_its_width(diagram):
    rings = GradientRings(diagram.layers[1].set_values([0.5, 0.4]), [0.1, -0.1])
    ring = rings.ring(0)[-1]
    width = ring.get_stroke_width()
    sweep = Sweep(rings)
    widths = []
    for alpha in np.linspace(0, 1, 60):
        sweep.interpolate(alpha)
        widths.append(ring.get_stroke_width())
    assert max(widths) > 1.4 * width
    assert widths[-1] == pytest.approx(width)


def test_afterwards_what_was_uncovered_is_on_screen_and_nothing_else():
    with tempconfig({"dry_run": True, "frame_rate": 4, "progress_bar": "none"}):
        scene = Scene()
        diagram = NetworkDiagram(W)
        scene.add(diagram)
        traces, number = GradientEdges(diagram.edges_into(1), GRADIENTS), Number(0.1)
        scene.play(Sweep(traces, number), run_time=1)
        assert scene.mobjects == [diagram, traces, number]


def test_light_runs_through_lines_that_stand_already(diagram):
    from manim import Line, VGroup

    wires = ErrorWires(VGroup(Line([5, 0, 0], [6, 0, 0])), [0.4])
    core = wires[0][-1].points.copy()
    sweep = Sweep(Circle().shift([4, 0, 0]), through=[wires])
    sweep.interpolate(0.5)
    assert np.array_equal(wires[0][-1].points, core)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Sweep(), ValueError, "mobjects must hold at least one, got none"),
        (lambda: Sweep("x"), TypeError, r"mobjects\[0\] must be a Mobject"),
        (lambda: Sweep(Circle(), direction=[0, 0, 0]), ValueError, "direction's length"),
    ],
)
def test_wrong_input(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_a_number_appears_as_a_whole():
    number = Number(-0.033, 3)
    sweep = Sweep(number, direction=RIGHT)
    for alpha in np.linspace(0, 1, 21):
        sweep.interpolate(alpha)
        assert len({round(float(part.get_fill_opacity()), 6) for part in number}) == 1
