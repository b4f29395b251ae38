import numpy as np
import pytest
from manim import RIGHT

from netviz import ActivationGraph, Tangent, Theme
from netviz.layout import Box


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.fixture
def graph() -> ActivationGraph:
    return ActivationGraph(sigmoid, "Sigmoid", reach=3.0)


def slope(line) -> float:
    across, up, _ = line.get_end() - line.get_start()
    return float(up / across)


@pytest.mark.parametrize("z", [-2.0, 0.0, 0.57, 2.0])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_it_touches_the_curve_with_the_slope(graph, z, scale):
    graph.scale(scale).shift([-1, 1, 0])
    steep = float(sigmoid(z) * (1 - sigmoid(z)))
    tangent = Tangent(graph, z, steep)
    assert np.allclose(tangent.dot.get_center(), graph.on_curve(z))
    assert slope(tangent.line) == pytest.approx(steep)
    at_z = graph.on_curve(z) - tangent.line.get_start()
    assert at_z[1] == pytest.approx(steep * at_z[0])
    assert tangent.line.get_stroke_color().to_hex() == Theme().slope


@pytest.mark.parametrize("z", [-3.0, -2.9, 0.0, 2.9, 3.0])
@pytest.mark.parametrize("steep", [-8.0, 0.0, 0.25, 8.0])
def test_it_ends_where_the_graph_does(graph, z, steep):
    tangent = Tangent(graph, z, steep, length=3.0 if steep == 0 else 0.5)
    axis = graph.axes[0]
    assert tangent.line.get_left()[0] >= axis.get_left()[0] - 1e-9
    assert tangent.line.get_right()[0] <= axis.get_right()[0] + 1e-9
    assert np.isfinite(tangent.line.points).all()


@pytest.mark.parametrize(
    ("function", "z", "steep"),
    [(sigmoid, 0.57, 0.23), (np.tanh, -1.9, 0.05), (lambda z: -z, 1.0, -1.0)],
)
def test_the_label_is_off_the_curve_and_says_the_slope(function, z, steep):
    graph = ActivationGraph(function, "f", reach=2.0, box=Box(-3, -2, 3, 2.7))
    tangent = Tangent(graph, z, steep)
    label = tangent.label()
    half = np.array([label.width, label.height]) / 2
    points = np.concatenate([graph.curve.points, tangent.line.points])[:, :2]
    assert (np.abs(points - label.get_center()[:2]) > half).any(axis=1).all()
    assert label[0].source == "slope"
    assert label[1].value == steep


def test_the_label_follows_when_both_have_moved(graph):
    tangent = Tangent(graph, 0.57, 0.23)
    before = tangent.label().get_center()
    moved = tangent.shift([1, 0, 0])
    assert np.allclose(moved.dot.get_center(), graph.on_curve(0.57) + RIGHT)
    graph.shift([1, 0, 0])
    assert np.allclose(tangent.label().get_center(), before + RIGHT)


def test_it_is_drawn_and_copied(graph, draw):
    tangent = Tangent(graph, 0.57, 0.23)
    lit = draw(tangent)
    assert lit.sum() > 60
    assert (draw(tangent.copy()) == lit).all()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"graph": 1}, TypeError, "^graph must be an ActivationGraph, got 1"),
        ({"z": 3.5}, ValueError, "^z must be within ±3, the graph, got 3.5"),
        ({"z": "1"}, TypeError, "^z must be a real number, got '1'"),
        ({"slope": np.nan}, ValueError, "^slope must be finite, got nan$"),
        ({"length": 0}, ValueError, "^length must be positive, got 0$"),
    ],
)
def test_wrong_tangents(graph, arguments, error, message):
    with pytest.raises(error, match=message):
        Tangent(**{"graph": graph, "z": 0.0, "slope": 0.25, **arguments})
