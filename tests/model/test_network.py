import math
import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netviz.model import Network

NAN, INF = float("nan"), float("inf")
W1, W2 = [[1, 2], [3, 4], [5, 6]], [[1, 2, 3]]
B1, B2 = [1, 2, 3], [1]


# --- what it holds ---------------------------------------------------------------------------


def test_layers_are_numbered_from_one(film_network):
    assert film_network.W[1][0].tolist() == [-0.4, -0.9, -0.5]
    assert film_network.W[-1].tolist() == [[-0.5, 0.9, -0.3, -0.3], [0.8, -0.5, -0.5, 0.3]]
    assert film_network.b[2].tolist() == [-0.2, 0.2, -0.1, -0.1]
    assert [film_network.activations[layer] for layer in (1, 2, 3)] == ["relu", "relu", "softmax"]
    assert film_network.sizes == (3, 4, 4, 2)
    assert film_network.depth == 3
    assert repr(film_network) == "Network([3, 4, 4, 2], relu, relu, softmax)"


@pytest.mark.parametrize("name", ["W", "b", "activations"])
def test_the_input_layer_has_no_parameters(film_network, name):
    with pytest.raises(IndexError, match=rf"^{name}\[0\] does not exist: layer 0 is the input"):
        getattr(film_network, name)[0]


def test_given_activations_are_kept():
    network = Network([W1, W2], [B1, B2], np.array(["tanh", "identity"]))
    assert list(network.activations) == ["tanh", "identity"]


def test_parts_of_a_network_make_a_network(film_network):
    again = Network(film_network.W, film_network.b, film_network.activations)
    assert (
        again.forward([1, 2, 3]).output.tolist() == film_network.forward([1, 2, 3]).output.tolist()
    )


def test_arrays_are_read_only_copies():
    W, b = np.array(W1, dtype=float), np.array(B1, dtype=float)
    network = Network([W], [b])
    W[0, 0] = b[0] = 99
    assert network.W[1].tolist() == W1
    assert network.b[1].tolist() == B1
    for array in (network.W[1], network.b[1]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


@pytest.mark.parametrize("name", ["W", "b", "activations", "sizes", "depth"])
def test_parts_cannot_be_replaced(film_network, name):
    with pytest.raises(AttributeError):
        setattr(film_network, name, None)


# --- forward, against plain Python -----------------------------------------------------------


def forward_by_hand(weights, biases, activations, x):
    """Exact sums of exact products with fractions; the functions from their textbook forms."""
    a = [Fraction(v) for v in x]
    zs = []
    for W, b, name in zip(weights, biases, activations, strict=True):
        z = []
        for j in range(len(b)):
            total = Fraction(b[j])
            for k in range(len(a)):
                total += Fraction(W[j][k]) * a[k]
            z.append(total)
        a = [Fraction(v) for v in apply_by_hand(name, z)]
        zs.append([float(v) for v in z])
    return zs, [float(v) for v in a]


def apply_by_hand(name, z):
    match name:
        case "identity":
            return z
        case "relu":
            return [v if v > 0 else 0 for v in z]
        case "tanh":
            return [math.tanh(v) for v in z]
        case "sigmoid":
            return [(1 + math.tanh(v / 2)) / 2 for v in z]
        case "softmax":
            return [1 / sum(exp_or_inf(other - v) for other in z) for v in z]


def exp_or_inf(v):
    return math.exp(v) if v < 700 else INF


numbers = st.floats(-3, 3, allow_subnormal=False)


@st.composite
def networks_with_input(draw):
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    weights = [
        [[draw(numbers) for _ in range(n_in)] for _ in range(n_out)]
        for n_in, n_out in pairwise(sizes)
    ]
    biases = [[draw(numbers) for _ in range(n)] for n in sizes[1:]]
    hidden = st.sampled_from(["relu", "sigmoid", "tanh", "identity"])
    output = st.sampled_from(["relu", "sigmoid", "tanh", "identity", "softmax"])
    activations = [draw(hidden) for _ in sizes[2:]] + [draw(output)]
    return weights, biases, activations, [draw(numbers) for _ in range(sizes[0])]


@settings(max_examples=100, deadline=None)
@given(networks_with_input())
def test_forward_is_what_plain_python_computes(case):
    weights, biases, activations, x = case
    trace = Network(weights, biases, activations).forward(x)
    zs, output = forward_by_hand(weights, biases, activations, x)
    for layer, z in enumerate(zs, start=1):
        assert trace.z[layer] == pytest.approx(z, rel=1e-9, abs=1e-9)
    assert trace.output == pytest.approx(output, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("sizes", [[2, 2], [5, 7, 6, 3], [1, 1, 1]])
def test_random_networks_too(sizes, seed):
    network = Network.random(sizes, seed=seed)
    x = [0.1 * (i + seed) for i in range(sizes[0])]
    lists = [[v.tolist() for v in values] for values in (network.W, network.b)]
    _, output = forward_by_hand(*lists, network.activations, x)
    assert network.forward(x).output == pytest.approx(output, abs=1e-12)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("logits", "output"),
    [([1e4, -1e4], [1, 0]), ([-1e4, -1e4], [0.5, 0.5]), ([1e308, -1e308], [1, 0])],
)
def test_extreme_logits_give_probabilities(logits, output):
    network = Network([np.eye(2)], [np.zeros(2)])
    with np.errstate(all="raise"):
        assert network.forward(logits).output.tolist() == output


@pytest.mark.parametrize(
    ("W", "b", "layer", "neuron", "came"),
    [
        ([[[1], [1e300]], [[1, 1]]], [[0, 0], [0]], 1, 1, "inf"),
        ([[[1e150]], [[-1e150]]], [[0], [0]], 2, 0, "-inf"),
        ([[[1e300], [1e300]], [[1, -1]]], [[0, 0], [0]], 1, 0, "inf"),
        ([[[1], [1]], [[1e300, -1e300]]], [[0, 0], [0]], 2, 0, "nan"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_overflow_names_layer_and_neuron(W, b, layer, neuron, came):
    network = Network(W, b, ["identity", "softmax"])
    message = rf"^z\[{layer}\] of neuron {neuron} must be finite, got {came}: .* too large"
    with pytest.raises(OverflowError, match=message):
        network.forward([1e10])


# --- random ----------------------------------------------------------------------------------


def parameters(network):
    return [array.tolist() for array in (*network.W, *network.b)]


def test_same_seed_same_network():
    assert parameters(Network.random([3, 4, 2], seed=5)) == parameters(
        Network.random([3, 4, 2], seed=5)
    )
    assert parameters(Network.random([3, 4, 2])) == parameters(Network.random([3, 4, 2], seed=0))
    assert parameters(Network.random([3, 4, 2], seed=5)) != parameters(
        Network.random([3, 4, 2], seed=6)
    )


def test_random_leaves_numpys_global_generator_alone():
    np.random.seed(1)
    expected = np.random.random()
    np.random.seed(1)
    Network.random([3, 4, 2], seed=1)
    assert np.random.random() == expected


@pytest.mark.parametrize("sizes", [[2, 2], (5, 7, 6, 3), np.array([3, 1]), range(1, 5)])
def test_random_has_the_sizes_asked_for(sizes):
    assert Network.random(sizes, seed=1).sizes == tuple(sizes)


def test_random_defaults_to_relu_and_softmax():
    assert list(Network.random([1, 2, 3, 4]).activations) == ["relu", "relu", "softmax"]
    assert list(Network.random([1, 2, 3], activations=["tanh", "sigmoid"]).activations) == [
        "tanh",
        "sigmoid",
    ]


@pytest.mark.parametrize(
    ("name", "variance"), [("relu", 2 / 300), ("tanh", 2 / 500), ("softmax", 2 / 500)]
)
def test_random_spread_follows_he_or_glorot(name, variance):
    network = Network.random([300, 200], seed=3, activations=[name])
    assert network.W[1].var() == pytest.approx(variance, rel=0.03)
    assert network.W[1].mean() == pytest.approx(0, abs=0.001)
    assert network.b[1].std() == pytest.approx(0.1, rel=0.2)


# --- wrong input -----------------------------------------------------------------------------

BAD_NETWORKS = [
    ([], [], None, ValueError, "weights must hold at least one matrix, got none"),
    (None, [B1], None, TypeError, "weights must be a sequence, got None (NoneType)"),
    ("abc", [B1], None, TypeError, "weights must be a sequence, got 'abc' (str)"),
    (W1, [B1], None, ValueError, "weights[0] must be a matrix of shape (any, any), got shape (2,)"),
    ([W1, [[1, 2]]], [B1, B2], None, ValueError,
     "weights[1] must be a matrix of shape (any, 3), got shape (1, 2)"),
    ([W1, [[1], [2], [3]]], [B1, B1], None, ValueError,
     "weights[1] must be a matrix of shape (any, 3), got shape (3, 1): transposed?"),
    ([W1, [[1, 2], [3]]], [B1, B2], None, ValueError,
     "weights[1] must be a matrix, not ragged, got [[1, 2], [3]] (list)"),
    ([[[]]], [B1], None, ValueError, "weights[0] must not be empty, got shape (1, 0)"),
    ([np.zeros((0, 3))], [[]], None, ValueError, "weights[0] must not be empty, got shape (0, 3)"),
    ([[[1, NAN]]], [[1]], None, ValueError, "weights[0] must be finite, got nan at [0, 1]"),
    ([W1, [[1, -INF, 2]]], [B1, B2], None, ValueError,
     "weights[1] must be finite, got -inf at [0, 1]"),
    ([[["a", "b"]]], [[1]], None, TypeError,
     "weights[0] must hold real numbers only, got [['a', 'b']] (list)"),
    ([[[1, 2j]]], [[1]], None, TypeError,
     "weights[0] must hold real numbers only, got [[1, 2j]] (list)"),
    ([[[1, True]]], [[1]], None, TypeError,
     "weights[0] must hold real numbers only, got [[1, True]] (list)"),
    ([None], [[1]], None, TypeError, "weights[0] must hold real numbers only, got None (NoneType)"),
    ([W1], None, None, TypeError, "biases must be a sequence, got None (NoneType)"),
    ([W1], [], None, ValueError, "biases must hold one item for each of the 1 layers, got 0"),
    ([W1], [B1, B2], None, ValueError, "biases must hold one item for each of the 1 layers, got 2"),
    ([W1], [[1]], None, ValueError, "biases[0] must be a vector of shape (3,), got shape (1,)"),
    ([W1], [0.5], None, ValueError, "biases[0] must be a vector of shape (3,), got shape ()"),
    ([W1], [[[1], [2], [3]]], None, ValueError,
     "biases[0] must be a vector of shape (3,), got shape (3, 1)"),
    ([W1, W2], [B1, [NAN]], None, ValueError, "biases[1] must be finite, got nan at [0]"),
    ([W1, W2], [B1, [None]], None, TypeError,
     "biases[1] must hold real numbers only, got [None] (list)"),
    ([W1], [B1], "relu", TypeError, "activations must be a sequence, got 'relu' (str)"),
    ([W1], [B1], [], ValueError, "activations must hold one item for each of the 1 layers, got 0"),
    ([W1], [B1], ["relu", "relu"], ValueError,
     "activations must hold one item for each of the 1 layers, got 2"),
    ([W1, W2], [B1, B2], ["relu", "selu"], ValueError,
     "activations[1] must be one of 'relu', 'sigmoid', 'tanh', 'identity', 'softmax', got 'selu'"),
    ([W1, W2], [B1, B2], [None, "relu"], TypeError,
     "activations[0] must be a str, got None (NoneType)"),
    ([W1, W2], [B1, B2], ["softmax", "softmax"], ValueError,
     "activations[0] must be elementwise, as layer 1 of 2 is hidden,"
     " got 'softmax', which only the output may have"),
]  # fmt: skip


@pytest.mark.parametrize(("weights", "biases", "activations", "error", "message"), BAD_NETWORKS)
def test_wrong_network(weights, biases, activations, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        Network(weights, biases, activations)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        ([1, 2], ValueError, "x must be a vector of shape (3,), got shape (2,)"),
        ([1], ValueError, "x must be a vector of shape (3,), got shape (1,)"),
        (0.5, ValueError, "x must be a vector of shape (3,), got shape ()"),
        ([[1, 2, 3]], ValueError, "x must be a vector of shape (3,), got shape (1, 3)"),
        ([[1], [2], [3]], ValueError, "x must be a vector of shape (3,), got shape (3, 1)"),
        ([[1], [2, 3]], ValueError, "x must be a vector, not ragged, got [[1], [2, 3]] (list)"),
        ([], ValueError, "x must not be empty, got shape (0,)"),
        ([1, NAN, 3], ValueError, "x must be finite, got nan at [1]"),
        ([1, 2, INF], ValueError, "x must be finite, got inf at [2]"),
        ("123", TypeError, "x must hold real numbers only, got '123' (str)"),
        (["1", "2", "3"], TypeError, "x must hold real numbers only, got ['1', '2', '3'] (list)"),
        ([1, 2, 3j], TypeError, "x must hold real numbers only, got [1, 2, 3j] (list)"),
        ([1, 2, True], TypeError, "x must hold real numbers only, got [1, 2, True] (list)"),
        (None, TypeError, "x must hold real numbers only, got None (NoneType)"),
    ],
)
def test_wrong_input(film_network, x, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        film_network.forward(x)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"sizes": []}, ValueError, "sizes must name at least two layers, got []"),
        ({"sizes": [3]}, ValueError, "sizes must name at least two layers, got [3]"),
        ({"sizes": 3}, TypeError, "sizes must be a sequence, got 3 (int)"),
        ({"sizes": "34"}, TypeError, "sizes must be a sequence, got '34' (str)"),
        ({"sizes": [3, 0, 2]}, ValueError, "sizes[1] must be at least 1, got 0"),
        ({"sizes": [-1, 2]}, ValueError, "sizes[0] must be at least 1, got -1"),
        ({"sizes": [3, 4.0]}, TypeError, "sizes[1] must be an int, got 4.0 (float)"),
        ({"sizes": [3, True]}, TypeError, "sizes[1] must be an int, got True (bool)"),
        ({"sizes": [3, None]}, TypeError, "sizes[1] must be an int, got None (NoneType)"),
        ({"seed": -1}, ValueError, "seed must be at least 0, got -1"),
        ({"seed": 1.5}, TypeError, "seed must be an int, got 1.5 (float)"),
        ({"seed": None}, TypeError, "seed must be an int, got None (NoneType)"),
        ({"seed": "7"}, TypeError, "seed must be an int, got '7' (str)"),
        ({"seed": True}, TypeError, "seed must be an int, got True (bool)"),
        (
            {"activations": ["relu"]},
            ValueError,
            "activations must hold one item for each of the 2 layers, got 1",
        ),
        (
            {"activations": ["relu", "hardmax"]},
            ValueError,
            "activations[1] must be one of 'relu', 'sigmoid', 'tanh', 'identity', 'softmax',"
            " got 'hardmax'",
        ),
    ],
)
def test_wrong_arguments_of_random(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        Network.random(**{"sizes": [3, 4, 2], "seed": 1} | arguments)
