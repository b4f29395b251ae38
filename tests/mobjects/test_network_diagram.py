from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netviz import Box, Network, NetworkDiagram, Theme, use_theme
from netviz.mobjects.network_diagram import default_names

W = [[[0.5, -0.9], [0.1, 0.2], [0.0, -0.3]], [[1.0, 0.3, -0.4]]]


def random(*sizes, seed=1, **arguments) -> NetworkDiagram:
    rng = np.random.default_rng(seed)
    weights = [rng.normal(size=(n_out, n_in)) for n_in, n_out in pairwise(sizes)]
    return NetworkDiagram(weights, **arguments)


def test_layers_and_edges_are_those_of_the_matrices(draw):
    diagram = NetworkDiagram(W)
    assert diagram.sizes == (2, 3, 1)
    assert [layer.count for layer in diagram.layers] == [2, 3, 1]
    for index, matrix in enumerate(W, start=1):
        assert diagram.edges_into(index).weights.tolist() == matrix
    assert diagram.edges_into(-1) is diagram.edges_into(2)
    assert diagram.edges_into(-2) is diagram.edges_into(1)
    edge = diagram.edges_into(1).edge(2, 1)
    source, target = diagram.layers[0].neuron(1), diagram.layers[1].neuron(2)
    for point, neuron in zip(edge.ends(), (source, target), strict=True):
        away = np.linalg.norm(point - neuron.disc.get_center())
        assert away == pytest.approx(neuron.disc.width / 2)
    assert draw(diagram).any()


def test_a_width_means_the_same_weight_in_every_layer():
    diagram = NetworkDiagram([[[0.5, -1.0]], [[0.5]]])
    one, same = diagram.edges_into(1).edge(0, 0), diagram.edges_into(2).edge(0, 0)
    assert one.get_stroke_width() == same.get_stroke_width()
    assert one.get_stroke_opacity() == same.get_stroke_opacity()
    largest = diagram.edges_into(1).edge(0, 1)
    assert largest.get_stroke_width() == Theme().edge_width_max > one.get_stroke_width()


def test_weights_that_are_all_zero():
    diagram = NetworkDiagram([np.zeros((2, 2)), np.zeros((1, 2))])
    widths = {edge.get_stroke_width() for i in (1, 2) for edge in diagram.edges_into(i)}
    assert widths == {Theme().edge_width_min}


def test_names_say_the_true_sizes():
    diagram = random(784, 64, 10)
    labels = [layer.label.source for layer in diagram.layers]
    assert labels == ["input (784)", "hidden (64)", "output (10)"]
    assert default_names(3) == ["input", "hidden 1", "hidden 2", "output"]
    assert default_names(1) == ["input", "output"]
    named = NetworkDiagram(W, names=["x", "h", "y"])
    assert [layer.label.source for layer in named.layers] == ["x (2)", "h (3)", "y (1)"]
    assert len({round(layer.label.baseline, 6) for layer in diagram.layers}) == 1


def test_large_layers_are_collapsed_but_not_what_is_to_be_kept():
    diagram = random(784, 64, 10, most_shown=5, keep={1: 30, 2: 7})
    assert [len(layer.places) for layer in diagram.layers] == [5, 5, 5]
    assert diagram.layers[0].shown == (0, 1, 782, 783)
    assert 30 in diagram.layers[1].shown
    assert 7 in diagram.layers[2].shown
    assert diagram.edges_into(2).edge(7, 30) in diagram.edges_into(2).submobjects


def test_decimals_and_values_by_layer():
    diagram = NetworkDiagram(W, decimals=[1, 2, 3])
    for layer, glyphs in zip(diagram.layers, (3, 4, 5), strict=True):
        layer.set_values(np.full(layer.count, 0.5))
        assert len(layer.neuron(0).digits) == glyphs
    blank = NetworkDiagram(W, show_values=False).layers[0].set_values([0.5, 0.5])
    assert all(d.get_fill_opacity() == 0 for d in blank.neuron(0).digits)


def test_neurons_lie_over_edges():
    diagram = NetworkDiagram(W)
    edges = [member.z_index for i in (1, 2) for member in diagram.edges_into(i).get_family()]
    neurons = [member.z_index for layer in diagram.layers for member in layer.neurons.get_family()]
    assert max(edges) < min(neurons)


@given(
    sizes=st.lists(st.integers(1, 9), min_size=2, max_size=5),
    most=st.integers(5, 8),
    box=st.sampled_from([None, Box(-4.4, -2, 4.6, 2), Box(-6.5, 0, 6.5, 3)]),
)
@settings(max_examples=15, deadline=None)
def test_nothing_touches_and_all_is_in_the_box(sizes, most, box):
    diagram = random(*sizes, box=box, most_shown=most)
    box = box or Box(-6.2, -2.6, 6.2, 2.6)
    boxes = []
    for layer in diagram.layers:
        for part in (*(neuron.disc for neuron in layer.neurons), *layer.ellipsis, layer.label):
            left, bottom = part.get_left()[0], part.get_bottom()[1]
            boxes.append(Box(left, bottom, left + part.width, bottom + part.height))
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    for part in boxes:
        assert part.left >= box.left - 1e-6
        assert part.right <= box.right + 1e-6
        assert part.top <= box.top + 1e-6
        assert part.bottom >= box.bottom - 0.1  # the tail of a p may hang below


def test_layers_stand_from_left_to_right():
    xs = [layer.get_x() for layer in random(2, 3, 4, 2).layers]
    assert np.allclose(np.diff(xs, 2), 0)
    assert xs[0] < xs[1]


def test_parts_move_along():
    diagram = NetworkDiagram(W)
    before = diagram.edges_into(1).edge(0, 0).ends()[0]
    diagram.shift([1, 0.5, 0]).scale(0.5, about_point=[0, 0, 0])
    start = diagram.edges_into(1).edge(0, 0).ends()[0]
    assert np.allclose(start, (before + np.array([1, 0.5, 0])) / 2)
    neuron = diagram.layers[0].neuron(0)
    away = np.linalg.norm(start - neuron.disc.get_center())
    assert away == pytest.approx(neuron.disc.width / 2)


def test_copies_are_complete_and_change_alone(draw):
    diagram = NetworkDiagram(W)
    before = draw(diagram)
    copy = diagram.copy()
    copy.layers[0].set_values([0.9, 0.1])
    copy.layers[1].shift([0.5, 0, 0])
    copy.edges_into(1).reconnect()
    assert (draw(diagram) == before).all()
    end = copy.edges_into(1).edge(0, 0).ends()[1]
    neuron = copy.layers[1].neuron(0)
    assert np.linalg.norm(end - neuron.disc.get_center()) == pytest.approx(neuron.disc.width / 2)


def test_the_theme_gives_the_colours():
    with use_theme(Theme(positive="#00FF00", neuron="#001100", muted="#AABBCC")):
        diagram = NetworkDiagram(W)
    assert diagram.edges_into(1).edge(0, 0).get_stroke_color().to_hex() == "#00FF00"
    assert diagram.layers[0].neuron(0).disc.get_fill_color().to_hex() == "#001100"
    assert diagram.layers[0].label[0].get_fill_color().to_hex() == "#AABBCC"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"weights": []}, ValueError, "^weights must hold at least one matrix, got none$"),
        ({"weights": 3}, TypeError, r"^weights must be a sequence, got 3 \(int\)$"),
        ({"weights": "ab"}, TypeError, "^weights must be a sequence, got 'ab'"),
        ({"weights": [[1.0, 2.0]]}, ValueError, r"^weights\[0\] must be a matrix"),
        ({"weights": [np.zeros((0, 2))]}, ValueError, r"^weights\[0\] must not be empty"),
        (
            {"weights": [W[0], [[1.0]]]},
            ValueError,
            r"^weights\[1\] must .* \(any, 3\), got shape \(1,",
        ),
        ({"weights": [[[np.nan]]]}, ValueError, r"^weights\[0\] must be finite, got nan"),
        ({"weights": [[["1"]]]}, TypeError, r"^weights\[0\] must hold real numbers only"),
        ({"names": ["a", "b"]}, ValueError, r"^names must have one item a layer \(3\), got 2$"),
        ({"names": "xhy"}, TypeError, "^names must be a sequence, got 'xhy'"),
        ({"names": ["x", None, "y"]}, TypeError, r"^names\[1\] must be a str, got None"),
        ({"names": ["x", " ", "y"]}, ValueError, r"^names\[1\] must have a visible character"),
        (
            {"names": ["a rather long name"] * 3, "box": Box(-2, -2, 2, 2)},
            ValueError,
            "^names must l",
        ),
        ({"decimals": [1]}, ValueError, r"^decimals must have one item a layer \(3\), got 1$"),
        ({"decimals": [1, 1, -1]}, ValueError, "^decimals must be at least 0, got -1$"),
        ({"keep": {7: 0}}, ValueError, r"^keep must name layers 0 to 2, got \[7\]$"),
        ({"keep": {"a": 0, 4: 1}}, ValueError, r"^keep must name layers 0 to 2, got \['a', 4\]$"),
        ({"keep": {1: 3}}, ValueError, "^keep must be at most 2, the last of 3, got 3$"),
        ({"keep": [0, 1, 0]}, TypeError, r"^keep must map layers to neurons, got \[0, 1, 0\]"),
        (
            {"most_shown": 2},
            ValueError,
            "^most_shown must be at least 3 to collapse 3 items, got 2$",
        ),
        ({"most_shown": 2.5}, TypeError, "^most_shown must be an int, got 2.5"),
        (
            {"box": Box(0, 0, 3, 0.5)},
            ValueError,
            "^box must be wider than 1.5 and higher than 0.52",
        ),
        ({"weights": Network.random([2, 3, 1])}, TypeError, "^weights must .*: write network.W$"),
        ({"full": 0.9}, ValueError, "^full must be at least the largest weight, 1, .* got 0.9$"),
        ({"full": 0}, ValueError, "^full must be positive, got 0$"),
        ({"full": "1"}, TypeError, "^full must be a real number"),
        ({"box": (0, 0, 3, 3)}, TypeError, r"^box must be a netviz.Box, got \(0, 0, 3, 3\)"),
    ],
)
def test_wrong_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        NetworkDiagram(**{"weights": W, **arguments})


@pytest.mark.parametrize(
    ("layer", "error", "message"),
    [
        (0, ValueError, "^layer must be 1 to 2, or -1 for the last, got 0$"),
        (3, ValueError, "^layer must be 1 to 2, or -1 for the last, got 3$"),
        (-3, ValueError, "^layer must be at least -2, got -3$"),
        (1.0, TypeError, "^layer must be an int, got 1.0"),
        ("1", TypeError, "^layer must be an int, got '1'"),
    ],
)
def test_layers_without_edges(layer, error, message):
    with pytest.raises(error, match=message):
        NetworkDiagram(W).edges_into(layer)


@pytest.mark.parametrize("sizes", [(1, 1), (3, 4, 2), (2, 2, 2, 2), (784, 64, 10), (9, 1, 9, 1, 9)])
def test_alone_it_stands_in_the_middle_of_the_frame(draw, sizes):
    rows, columns = draw(random(*sizes, most_shown=5)).nonzero()
    left, right = columns.min(), 853 - 1 - columns.max()
    top, bottom = rows.min(), 480 - 1 - rows.max()
    assert abs(left - right) <= 0.03 * 853
    assert abs(top - bottom) <= 0.05 * 480
    assert min(left, right, top, bottom) > 20


def test_one_scale_for_several_diagrams_and_for_training():
    before, after = Network.random([2, 3, 1], seed=1), Network.random([2, 3, 1], seed=2)
    full = max(before.largest_weight, after.largest_weight)
    assert before.largest_weight != after.largest_weight
    widths = {}
    for network in (before, after):
        diagram = NetworkDiagram(network.W, full=full)
        for layer in (1, 2):
            for edge in diagram.edges_into(layer):
                widths[abs(edge.weight)] = float(edge.get_stroke_width())
    sizes = sorted(widths)
    assert widths[full] == Theme().edge_width_max
    grown = np.diff([widths[size] for size in sizes]) / np.diff(sizes)
    assert grown == pytest.approx(grown[0])  # the same size, the same width, and none saturates
    trained = NetworkDiagram(before.W, full=full)
    for layer in (1, 2):
        trained.edges_into(layer).set_weights(after.W[layer])
        for edge in trained.edges_into(layer):
            assert edge.get_stroke_width() == pytest.approx(widths[abs(edge.weight)])


@pytest.mark.parametrize("layer", [3, 5, -4])
def test_layers_that_do_not_exist(layer):
    layers = NetworkDiagram(W).layers
    with pytest.raises(IndexError, match=rf"^layers\[{layer}\] does not exist: use 0 to 2 "):
        layers[layer]
    assert layers[-1] is layers[2]
    assert [layer.count for layer in layers[:2]] == [2, 3]
    assert len(list(layers)) == 3


def test_each_layer_may_have_its_own_spacing():
    weights = [[[0.5, 0.1]] * 3, [[0.2, 0.3, 0.1]] * 2]
    diagram = NetworkDiagram(weights, most_spacing=[2.0, 0.9, 1.5])
    gaps = [layer.heights()[0] - layer.heights()[1] for layer in diagram.layers]
    assert gaps == pytest.approx([2.0, 0.9, 1.5])
    with pytest.raises(ValueError, match="most_spacing must have one item a layer"):
        NetworkDiagram(weights, most_spacing=[2.0, 0.9])


def test_an_icon_is_small_and_has_neither_names_nor_digits():
    diagram = NetworkDiagram([[[0.5, 0.1]] * 3])
    diagram.layers[0].set_values([0.6, 0.7])
    icon = diagram.as_icon(1.5, [2, 1, 0])
    assert icon.width == pytest.approx(1.5)
    assert icon.get_center() == pytest.approx([2, 1, 0])
    assert icon.layers[0].neuron(0).digits[0].get_fill_opacity() == 0
    assert diagram.layers[0].neuron(0).digits[0].get_fill_opacity() == 1
