"""A network that grows layer by layer."""

import pytest
from manim import Scene, tempconfig

from netviz import GrowNetwork, NetworkDiagram

SMALL = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 10, "dry_run": True}


def test_it_grows_from_the_input_and_is_whole_at_the_end():
    diagram = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]], [[1.0, 0.3]]])
    widths = [[n.disc.width for n in layer.neurons] for layer in diagram.layers]
    ends = [edge.points.copy() for edge in diagram.edges_into(1)]
    animation = GrowNetwork(diagram, run_time=1)
    animation.begin()
    animation.interpolate(0.45)
    first, _, last = diagram.layers
    assert first.neurons[0].disc.width > 0.9 * widths[0][0]
    assert last.neurons[0].disc.width < 0.1 * widths[2][0]
    animation.interpolate(1)
    animation.finish()
    grown = [[n.disc.width for n in layer.neurons] for layer in diagram.layers]
    assert grown == [pytest.approx(column) for column in widths]
    for edge, points in zip(diagram.edges_into(1), ends, strict=True):
        assert edge.points == pytest.approx(points)


def test_it_plays_in_any_scene():
    diagram = NetworkDiagram([[[0.5, -0.9]]])
    with tempconfig({**SMALL, "progress_bar": "none", "verbosity": "ERROR"}):
        scene = Scene()
        scene.play(GrowNetwork(diagram), run_time=0.5)
        shown = {id(part) for mobject in scene.mobjects for part in mobject.get_family()}
    assert {id(neuron) for layer in diagram.layers for neuron in layer.neurons} <= shown


def test_only_a_diagram_grows():
    with pytest.raises(TypeError, match=r"^diagram must be a NetworkDiagram, got "):
        GrowNetwork([[1.0]])
