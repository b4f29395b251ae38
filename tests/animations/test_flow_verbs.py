"""Signals that pass layers: waves, what they cause, and what is singled out."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Circle, Rectangle, Scene, tempconfig

from netviz import (
    ActivationGraph,
    Box,
    EnterGraph,
    FlowWave,
    GrowBar,
    NetworkDiagram,
    NeuronLayer,
    PassLayer,
    PassLayers,
    SingleOut,
    Spread,
    Strike,
    ThroughGraph,
)


@pytest.fixture
def diagram() -> NetworkDiagram:
    return NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]], [[1.0, 0.3]]])


def played(*animations, on=None, run_time: float = 0.6) -> Scene:
    with tempconfig({"dry_run": True, "frame_rate": 10, "verbosity": "ERROR"}):
        scene = Scene()
        if on is not None:
            scene.add(on)
        scene.play(*animations, run_time=run_time)
    return scene


def test_the_rest_is_dimmed_and_comes_back(diagram):
    edges = diagram.edges_into(1)
    own = [edge.get_stroke_opacity() for edge in edges]
    played(SingleOut(edges, [edges.edge(0, 1)], rest=0.3))
    now = [edge.get_stroke_opacity() for edge in edges]
    expected = [o if edge.pair == (0, 1) else 0.3 * o for o, edge in zip(own, edges, strict=True)]
    assert now == pytest.approx(expected)
    played(SingleOut(edges))
    assert [edge.get_stroke_opacity() for edge in edges] == pytest.approx(own)


def test_only_edges_and_neurons_are_singled_out():
    with pytest.raises(TypeError, match="items must be edges or neurons, got"):
        SingleOut([Circle()])


def test_a_struck_neuron_has_a_ring_that_is_gone_before_and_after(diagram):
    strike = Strike(diagram.layers[1].neurons)
    (ring, *_) = strike.mobject
    strike.interpolate_mobject(0.0)
    assert ring.get_stroke_opacity() == 0
    strike.interpolate_mobject(0.2)
    assert ring.get_stroke_opacity() > 0.3
    assert ring.width > diagram.layers[1].neuron(0).disc.width
    assert played(strike).mobjects == []
    with pytest.raises(TypeError, match="neurons must be Neurons"):
        Strike([Circle()])


def test_neurons_react_when_the_wave_is_at_them(diagram):
    strike = Strike(diagram.layers[1].neurons)
    passing = PassLayer(FlowWave(diagram.edges_into(1)), strike, run_time=2.0)
    (_, _, wave_ends), (_, reaction_starts, _) = passing.anims_with_timings
    assert 0.6 * wave_ends < reaction_starts < wave_ends
    with pytest.raises(TypeError, match="wave must be a FlowWave"):
        PassLayer(strike)


def test_a_sweep_goes_through_all_layers_in_its_time(diagram):
    passes = [
        PassLayer(FlowWave(diagram.edges_into(layer)), Strike(diagram.layers[layer].neurons))
        for layer in (1, 2)
    ]
    sweep = PassLayers(passes, run_time=2.0)
    starts = [start for _, start, _ in sweep.anims_with_timings]
    ends = [end for _, _, end in sweep.anims_with_timings]
    assert starts[0] == 0
    assert 0 < starts[1] < ends[0]
    left = played(sweep, on=diagram).get_mobject_family_members()
    assert {id(mobject) for mobject in left if mobject.has_points()} <= {
        id(member) for member in diagram.get_family()
    }
    with pytest.raises(ValueError, match="passes must hold at least one"):
        PassLayers([])


@pytest.fixture
def entered() -> EnterGraph:
    graph = ActivationGraph(lambda z: np.maximum(z, 0), marks=False)
    layer = NeuronLayer(2).set_values([0.5, -1.2], quantity="pre_activation")
    return EnterGraph(graph, layer, [0.5, -1.2])


def test_sums_enter_the_graph_as_high_or_deep_as_they_are(entered):
    graph = entered.graph
    for j, z in ((0, 0.5), (1, -1.2)):
        stem, dot = entered.mark(j)
        np.testing.assert_allclose(dot.get_center(), graph.on_identity(z), atol=1e-6)
        np.testing.assert_allclose(stem.get_start(), graph.on_axis(z), atol=1e-6)
        np.testing.assert_allclose(stem.get_end(), graph.on_identity(z), atol=1e-6)
    assert entered.mark(0)[1].get_y() > graph.on_axis(0)[1] > entered.mark(1)[1].get_y()
    with pytest.raises(ValueError, match=r"j must be one of \[0, 1\], got 2"):
        entered.mark(2)
    with pytest.raises(ValueError, match="z must be within"):
        EnterGraph(graph, entered.layer, [9.0, 0.0])


def test_what_the_graph_makes_of_sums_is_shown_in_the_neurons(entered):
    graph, layer = entered.graph, entered.layer
    played(entered)
    played(ThroughGraph(entered, [0.5, 0.0], neurons=[0]), on=entered.marks)
    assert [neuron.quantity for neuron in layer.neurons] == ["activation", "pre_activation"]
    played(ThroughGraph(entered, [0.5, 0.0], neurons=[1]), on=entered.marks)
    assert [neuron.value for neuron in layer.neurons] == [0.5, 0.0]
    dots = [dot.get_center() for _, dot in entered.marks]
    np.testing.assert_allclose(dots, [graph.on_curve(0.5), graph.on_curve(-1.2)], atol=1e-6)
    (kept, _), (cut, _) = entered.marks
    assert kept.get_length() > 0.1 > 1e-6 > cut.get_length()


def test_columns_move_until_they_fill_a_box_and_their_edges_follow(diagram):
    edge, (first, _, last) = diagram.edges_into(1).edge(0, 1), diagram.layers
    edge.set_brightness(0.3)
    name = Circle(0.1).move_to(last.neuron(0).disc.get_center() + np.array([0.2, 1.0, 0.0]))
    heights = [layer.heights() for layer in diagram.layers]
    box = Box(-3, -2, 2, 2)
    played(Spread(diagram, box, name), on=diagram)
    places = [layer.neurons[0].disc.get_x() for layer in diagram.layers]
    np.testing.assert_allclose(places, diagram.places_in(box))
    assert first.label.get_x() == pytest.approx(places[0])
    assert name.get_x() == pytest.approx(places[2] + 0.2)
    assert [layer.heights() for layer in diagram.layers] == heights
    source = first.neuron(1).disc
    start = np.linalg.norm(edge.ends()[0] - source.get_center())
    assert start == pytest.approx(source.width / 2)
    assert edge.brightness == pytest.approx(0.3)
    with pytest.raises(TypeError, match="diagram must be a NetworkDiagram"):
        Spread(first, box)
    with pytest.raises(ValueError, match=r"places must have one x a layer \(3\), got 2"):
        diagram.set_columns([0, 1])


def test_a_bar_grows_from_its_left_end_and_keeps_its_height():
    bar = Rectangle(width=2, height=0.2).shift([1, 1, 0])
    left, grow = bar.get_left()[0], GrowBar(bar)
    grow.begin()
    grow.interpolate(0.5)
    assert bar.get_left()[0] == pytest.approx(left)
    assert 0.1 < bar.width < 1.9
    assert bar.height == pytest.approx(0.2)
    grow.interpolate(1.0)
    assert bar.width == pytest.approx(2)
    with pytest.raises(TypeError, match="bar must be a VMobject"):
        GrowBar("bar")
