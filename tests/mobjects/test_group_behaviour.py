"""What holds for every part: it is drawn, and it is an ordinary VGroup."""

import shutil

import numpy as np
import pytest
from manim import DOWN, RIGHT, UP, VGroup
from manim.animation.animation import prepare_animation

from netviz import (
    ActivationGraph,
    ClassProbabilities,
    FormulaPanel,
    LayerProduct,
    MatrixPanel,
    NetworkDiagram,
    Neuron,
    NeuronLayer,
    Number,
    TitleBar,
    WeightedEdges,
    formula,
    text,
)
from netviz.layout import Box


def edges() -> WeightedEdges:
    layers = NeuronLayer(2).shift([-2, 0, 0]), NeuronLayer(3).shift([2, 0, 0])
    return WeightedEdges([[0.5, -0.9], [0.0, 0.1], [-0.2, 1.0]], *layers)


def diagram() -> NetworkDiagram:
    diagram = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]], [[1.0, 0.3]]], box=Box(-4, -2, 4, 2))
    for layer in diagram.layers:
        layer.set_values(np.linspace(-1, 0.5, layer.count))
    return diagram


MAKERS = {
    "text": lambda: text("hidden layer"),
    "formula": lambda: formula("{{ z : z }} = W x + b"),
    "Number": lambda: Number(-1.165),
    "MatrixPanel": lambda: MatrixPanel([[0.9, 0.6, -0.4], [0.3, 0.3, -0.4]]),
    "FormulaPanel": FormulaPanel,
    "LayerProduct": lambda: LayerProduct(
        [[0.5, -0.9]], [1, 0.5], [0.1], [0.15], [0.15], NeuronLayer(2), NeuronLayer(1)
    ),
    "TitleBar": lambda: TitleBar("Forward Pass", ["Intro", "Outro"], [3, 4]),
    "ActivationGraph": lambda: ActivationGraph(np.tanh, "tanh"),
    "Neuron": lambda: Neuron().set_value(-0.75),
    "NeuronLayer": lambda: NeuronLayer(12, name="hidden (12)").set_values(np.linspace(-1, 2, 12)),
    "WeightedEdges": edges,
    "NetworkDiagram": diagram,
    "ClassProbabilities": lambda: ClassProbabilities(["cat", "dog"]).set_values([0.73, 0.27]),
}


@pytest.fixture(autouse=True)
def no_latex(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert shutil.which("latex") is None


@pytest.fixture(params=MAKERS)
def part(request):
    return MAKERS[request.param]()


def test_it_is_drawn_where_it_says(part, draw):
    rows, columns = np.nonzero(draw(part))
    assert len(rows) > 60
    edge = 2  # pixels: half a stroke
    assert columns.min() >= 426.5 + 60 * part.get_left()[0] - edge
    assert columns.max() <= 426.5 + 60 * part.get_right()[0] + edge
    assert rows.min() >= 240 - 60 * part.get_top()[1] - edge
    assert rows.max() <= 240 - 60 * part.get_bottom()[1] + edge


def test_every_member_is_a_finite_shape_that_can_be_seen(part):
    for member in part.family_members_with_points():
        assert np.isfinite(member.points).all()
        assert member.get_fill_opacity() > 0 or member.get_stroke_width() > 0


def test_a_copy_looks_the_same_and_moves_alone(part, draw):
    before = draw(part)
    copy = part.copy()
    assert type(copy) is type(part)
    assert (draw(copy) == before).all()
    copy.shift(UP)
    assert (draw(part) == before).all()


def test_it_moves_and_scales_as_a_whole(part, draw):
    before, width, center = draw(part), part.width, part.get_center()
    part.shift(0.5 * DOWN)
    after = draw(part)
    differing = np.count_nonzero(after[30:] != before[:-30])
    assert differing < 0.02 * np.count_nonzero(before) + 5
    part.scale(0.5)
    assert part.width == pytest.approx(width / 2)
    assert np.allclose(part.get_center(), center + 0.5 * DOWN)
    part.next_to(VGroup(Number(1)), RIGHT, buff=1)
    assert part.get_left()[0] == pytest.approx(Number(1).get_right()[0] + 1)


def test_it_can_be_animated(part):
    target = part.get_center() + RIGHT
    animation = prepare_animation(part.animate.shift(RIGHT))
    animation.begin()
    animation.interpolate(0.5)
    assert np.allclose(part.get_center(), target - 0.5 * RIGHT)
    animation.finish()
    assert np.allclose(part.get_center(), target)
