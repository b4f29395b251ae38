from itertools import pairwise

import numpy as np
import pytest

from netviz import LayerProduct, NeuronLayer
from netviz.layout import Box

W = np.array([[-0.4, -0.9, -0.5], [0.9, 0.6, -0.4]])
X, B = np.array([0.5, 0.8, 0.3]), np.array([-0.1, 0.2])
Z = W @ X + B
A = np.maximum(Z, 0)


def product(W=W, x=X, b=B, z=Z, a=A, **arguments):
    n_out, n_in = np.shape(W)
    return LayerProduct(W, x, b, z, a, NeuronLayer(n_in), NeuronLayer(n_out), **arguments)


def test_rows_are_level_with_the_neurons():
    source, target = NeuronLayer(3).shift([-5, 0.5, 0]), NeuronLayer(2).shift([-3, 0.5, 0])
    shown = LayerProduct(W, X, B, Z, Z, source, target)
    for j in range(2):
        for matrix in (shown.W, shown.b, shown.z, shown.a):
            assert matrix.entry(j).get_y() == pytest.approx(target.neuron(j).disc.get_y())
    for k in range(3):
        assert shown.x.entry(k).get_y() == pytest.approx(source.neuron(k).disc.get_y())


def test_it_shows_the_numbers_it_is_given():
    shown = product()
    assert [number.string for number in shown.W.row(0)] == ["−0.4", "−0.9", "−0.5"]
    assert [number.string for number in shown.x.column(0)] == ["0.5", "0.8", "0.3"]
    assert [number.string for number in shown.row(1)] == [
        "0.9",
        "0.6",
        "−0.4",
        "0.2",
        "1.01",
        "1.01",
    ]
    assert len(product(a=None).row(1)) == 5


def test_nothing_overlaps_and_all_is_in_the_box():
    box = Box(-2.2, -0.6, 6.7, 2.7)
    shown = product(box=box)
    parts = sorted(
        [shown.W, shown.x, shown.b, shown.z, shown.a, *shown.signs], key=lambda m: m.get_x()
    )
    for one, other in pairwise(parts):
        assert one.get_right()[0] < other.get_left()[0]
    assert parts[0].get_left()[0] == pytest.approx(box.left)
    assert parts[-1].get_right()[0] <= box.right + 0.01


def test_the_relation_says_whether_numbers_are_rounded():
    exact = product().signs[1]
    rounded = product(z=Z + 0.001).signs[1]
    assert (len(exact), len(rounded)) == (1, 1)
    assert rounded.height > exact.height  # ≈ is higher than =
    assert product(W=W + 1e-12).signs[1].height == pytest.approx(exact.height)
    assert product(W=W + 0.123).signs[1].height == pytest.approx(rounded.height)


def test_columns_are_left_out_where_room_is_short():
    wide = product(W=np.full((2, 12), 0.25), x=np.zeros(12), box=Box(-1, -1, 6.7, 1))
    assert 3 <= len(wide.W.columns) + 1 <= 8
    assert wide.W.columns[-1] == 11
    assert wide.W.get_right()[0] < 6.7
    with pytest.raises(ValueError, match=r"^box must have room"):
        product(box=Box(0, 0, 2, 1))


def test_the_marker_follows(draw):
    shown = product().shift([-1, -2, 0])
    marker = shown.marker(1)
    assert marker.get_y() == pytest.approx(shown.W.row(1).get_y())
    assert draw(marker).any()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"x": X[:2]}, ValueError, "^x must be a vector of shape "),
        ({"b": [[0.1], [0.2]]}, ValueError, "^b must be a vector of shape "),
        ({"z": [1.0, float("nan")]}, ValueError, "^z must be finite, got nan"),
        ({"a": [1.0]}, ValueError, "^a must be a vector of shape "),
        ({"a": ["0", "1"]}, TypeError, "^a must hold real numbers"),
    ],
)
def test_wrong_shapes(arguments, error, message):
    with pytest.raises(error, match=message):
        product(**arguments)


@pytest.mark.parametrize("name", ["source", "target"])
def test_what_is_no_layer(name):
    layers = {"source": NeuronLayer(3), "target": NeuronLayer(2), name: 3}
    with pytest.raises(TypeError, match=rf"^{name} must be a NeuronLayer, got 3 \(int\)$"):
        LayerProduct(W, X, B, Z, A, **layers)


def test_weights_that_do_not_fit_the_layers():
    with pytest.raises(
        ValueError, match=r"^W must be a matrix of shape \(2, 4\), got shape \(2, 3\)$"
    ):
        LayerProduct(W, X, B, Z, None, NeuronLayer(4), NeuronLayer(2))
