"""Lines of light that last: edges by their gradients, wires by their errors."""

from __future__ import annotations

import pytest
from manim import Line, VGroup

from netviz import ErrorWires, GradientEdges, GradientRings, NetworkDiagram

DIAGRAM_WEIGHTS = [[[0.5, -0.9], [0.1, 0.2]]]
GRADIENTS = [[0.08, -0.02], [0.01, 0.0]]


@pytest.fixture
def edges():
    return NetworkDiagram(DIAGRAM_WEIGHTS).edges_into(1)


def test_width_grows_with_the_square_root_of_the_gradient(edges):
    traces = GradientEdges(edges, GRADIENTS)
    widths = [traces.edge(*pair)[-1].get_stroke_width() for pair in ((1, 1), (0, 1), (0, 0))]
    assert widths[0] < widths[1] < widths[2]
    assert traces.edge(0, 1).level == pytest.approx(0.5)  # a quarter of the largest
    assert (widths[1] - widths[0]) / (widths[2] - widths[0]) == pytest.approx(0.5)


def test_one_scale_for_several_layers(edges):
    assert GradientEdges(edges, GRADIENTS, full=0.32).edge(0, 0).level == pytest.approx(0.5)


def test_what_is_carried_is_solid_also_over_the_dashes_of_a_negative_weight(edges):
    traces = GradientEdges(edges, [[-0.08, 0.02], [0.01, 0.0]])
    assert len(edges.edge(0, 1).get_subpaths()) > 1
    for pair in ((0, 0), (0, 1)):
        assert len(traces.edge(*pair)[-1].get_subpaths()) == 1


def test_the_strongest_lies_on_top(edges):
    assert GradientEdges(edges, GRADIENTS)[-1].pair == (0, 0)


def test_wires_are_as_wide_as_their_errors():
    wires = VGroup(Line([0, 1, 0], [2, 1, 0]), Line([0, 0, 0], [2, 0, 0]))
    large, small = ErrorWires(wires, [-0.4, 0.1])
    assert (large.level, small.level) == (1.0, 0.5)
    assert large.colors[0] != large.colors[1]  # red turns orange on the way to the outputs


def test_rings_by_delta():
    layer = NetworkDiagram(DIAGRAM_WEIGHTS).layers[1].set_values([0.5, 0.4])
    rings = GradientRings(layer, [0.1, -0.4])
    small, large = (rings.ring(i)[-1] for i in (0, 1))
    assert small.get_stroke_width() < large.get_stroke_width()
    for ring, neuron in zip((small, large), layer.neurons, strict=True):
        inner = ring.width / 2 - ring.get_stroke_width() / 200
        assert inner > neuron.disc.width / 2


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda e: GradientEdges("x", GRADIENTS), TypeError, "edges must be WeightedEdges"),
        (lambda e: GradientEdges(e, [[1.0]]), ValueError, "values must be a matrix of shape"),
        (lambda e: GradientEdges(e, GRADIENTS).edge(5, 0), ValueError, r"\(j, k\) must be one of"),
        (lambda e: ErrorWires(VGroup(VGroup()), [1]), TypeError, r"wires\[0\] must be a Line"),
    ],
)
def test_wrong_input(edges, make, error, message):
    with pytest.raises(error, match=message):
        make(edges)
