import numpy as np
import pytest

from netviz import ActivationGraph, Theme
from netviz.layout import Frame


def relu(z):
    return np.maximum(z, 0)


@pytest.fixture
def graph() -> ActivationGraph:
    return ActivationGraph(relu, "ReLU", reach=2.0)


def test_points_of_the_graph(graph):
    assert graph.value(1.5) == 1.5
    assert np.allclose(graph.on_axis(-1), graph.at(-1, 0))
    assert np.allclose(graph.on_curve(-1), graph.on_axis(-1))
    assert np.allclose(graph.on_curve(1), graph.at(1, 1))
    assert np.allclose(graph.on_identity(-1), graph.at(-1, -1))
    right, up = graph.at(1, 0) - graph.at(0, 0), graph.at(0, 1) - graph.at(0, 0)
    assert right[0] > 0
    assert right[1] == up[0] == 0
    assert up[1] == pytest.approx(right[0])


@pytest.mark.parametrize("reach", [0.05, 0.7, 1.0, 2.0, 9.9, 60.0])
def test_ticks_say_how_long_a_unit_is(reach):
    graph = ActivationGraph(relu, "ReLU", reach=reach)
    z_mark, z_number, a_mark, a_number = graph.ticks
    tick = z_number.value
    assert reach / 10 <= tick <= reach
    assert tick == 1.0 or not 1 <= reach < 10
    assert z_number.string == a_number.string == f"{tick:g}"
    assert np.allclose(z_mark.get_center(), graph.on_axis(tick))
    assert np.allclose(a_mark.get_center(), graph.at(0, tick))
    assert z_mark.height > 10 * z_mark.width
    assert a_mark.width > 10 * a_mark.height
    assert z_number.get_top()[1] < graph.at(0, 0)[1]
    assert a_number.get_right()[0] < graph.at(0, 0)[0]


def test_the_dashed_line_is_where_nothing_is_done_to_z(graph):
    start, end = graph.identity.get_start(), graph.identity.get_end()
    assert np.allclose(start, graph.on_identity(-2))
    assert np.allclose(end, graph.on_identity(2))
    assert np.allclose(graph.on_identity(1.5), graph.on_curve(1.5))  # ReLU keeps it


@pytest.mark.parametrize(
    "function", [relu, np.tanh, lambda z: z, lambda z: 0 * z, lambda z: 1 + z**2]
)
@pytest.mark.parametrize("reach", [0.2, 3.0])
def test_the_curve_passes_through_its_points_and_stays_in_its_box(function, reach):
    graph = ActivationGraph(function, "f", reach=reach)
    for index, z in ((0, -reach), (-1, reach)):
        assert np.allclose(graph.curve.points[index], graph.on_curve(z))
    side = Frame().side
    assert graph.get_left()[0] >= side.left
    assert graph.get_right()[0] <= side.right
    assert graph.get_bottom()[1] >= side.bottom
    assert graph.get_top()[1] <= side.top
    crossing = graph.at(0, 0)
    assert crossing[1] == pytest.approx(graph.axes[0].get_start()[1])
    assert crossing[0] == pytest.approx(graph.axes[1].get_start()[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda g: g.shift([-3, 1, 0]),
        lambda g: g.scale(0.4),
        lambda g: g.stretch(1.5, 1),
        lambda g: g.rotate(0.5),
        lambda g: g.copy().scale(2).move_to([1, 1, 0]),
    ],
    ids=["shift", "scale", "stretch", "rotate", "copy"],
)
def test_points_follow_the_graph(graph, change):
    changed = change(graph)
    assert np.allclose(changed.on_curve(-2), changed.curve.points[0])
    assert np.allclose(changed.on_curve(2), changed.curve.points[-1])
    assert np.allclose(changed.on_axis(0), changed.curve.points[len(changed.curve.points) // 2])
    assert np.allclose(changed.on_identity(2), changed.identity.get_end())
    assert np.allclose(changed.dot(1).get_center(), changed.on_identity(1))


def test_dots_are_drawn(graph, draw):
    assert graph.dot(-1).get_fill_color().to_hex() == Theme().pre_activation
    assert draw(graph.dot(-1)).any()


@pytest.mark.parametrize("z", [2.01, -2.01])
def test_beyond_the_graph(graph, z):
    for call in (graph.on_axis, graph.on_curve, graph.on_identity, graph.dot):
        with pytest.raises(ValueError, match=r"^z must be within ±2, the graph, got "):
            call(z)


@pytest.mark.parametrize(
    ("z", "error"),
    [("1", TypeError), (float("nan"), ValueError), (1j, TypeError), (True, TypeError)],
)
def test_wrong_z(graph, z, error):
    for call in (graph.on_axis, graph.on_curve, graph.on_identity, graph.value, graph.dot):
        with pytest.raises(error, match=r"^z must be "):
            call(z)


@pytest.mark.parametrize(
    ("function", "error", "message"),
    [
        ("relu", TypeError, "^function must be callable, got 'relu'"),
        (lambda z: 1.0, ValueError, r"^function\(z\) must be a vector of shape \(241,\)"),
        (lambda z: z[:-1], ValueError, r"^function\(z\) must be a vector of shape \(241,\)"),
        (lambda z: z * np.nan, ValueError, r"^function\(z\) must be finite"),
        (lambda z: z > 0, TypeError, r"^function\(z\) must hold real numbers"),
    ],
)
def test_wrong_functions(function, error, message):
    with pytest.raises(error, match=message):
        ActivationGraph(function, "f")


@pytest.mark.parametrize(
    ("reach", "error"), [(0, ValueError), (-1, ValueError), (np.inf, ValueError), ("2", TypeError)]
)
def test_wrong_reach(reach, error):
    with pytest.raises(error, match=r"^reach must be "):
        ActivationGraph(relu, "ReLU", reach=reach)


def test_wrong_boxes():
    with pytest.raises(TypeError, match=r"^box must be a netviz.Box, got \(1, 2, 3, 4\)"):
        ActivationGraph(relu, "ReLU", box=(1, 2, 3, 4))


def test_wrong_names():
    with pytest.raises(ValueError, match=r"^name must have a visible character"):
        ActivationGraph(relu, " ")
