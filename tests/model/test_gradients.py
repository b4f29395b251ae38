import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from netviz.model import ACTIVATIONS, LOSSES, ByLayer, Gradients, Network

NAN = float("nan")
BY_LAYER = ("dL_da", "da_dz", "delta", "blame", "dW", "db")
PAIRS = [(name, output) for name in LOSSES for output in LOSSES[name]]


def rounded(values, digits=3):
    return [round(float(v), digits) for v in values]


# --- the numbers of the film -----------------------------------------------------------------


def test_forward_numbers_of_the_film(backprop_trace):
    assert rounded(backprop_trace.a[1], 2) == [0.28, 0.45, 0.75]
    assert rounded(backprop_trace.a[2], 2) == [0.64, 0.50]


def test_backward_numbers_of_the_film(backprop_gradients):
    assert round(backprop_gradients.loss, 3) == 0.226
    assert rounded(backprop_gradients.delta[2]) == [0.124, -0.100]
    assert rounded(backprop_gradients.db[2]) == [0.124, -0.100]


def test_the_worked_output_weight_of_the_film(backprop_trace, backprop_gradients):
    assert round(float(backprop_gradients.dL_da[2][0]), 2) == 0.54
    assert round(float(backprop_gradients.da_dz[2][0]), 2) == 0.23
    assert round(float(backprop_trace.a[1][2]), 2) == 0.75
    assert round(float(backprop_gradients.dW[2][0, 2]), 3) == 0.093
    assert round(0.54 * 0.23 * 0.75, 3) == 0.093


def test_the_worked_hidden_neuron_of_the_film(backprop_gradients):
    assert rounded(backprop_gradients.blame[2][:, 2]) == [0.087, 0.070]
    assert round(float(backprop_gradients.dL_da[1][2]), 3) == 0.157


def test_the_step_of_the_film(backprop_network, backprop_gradients):
    after = backprop_network.step(backprop_gradients, learning_rate=2)
    assert round(float(after.W[2][0, 2]), 3) == 0.514
    assert round(after.loss(after.forward([0.6, 0.9]), [0.1, 0.9]), 3) == 0.135


# --- what it holds ---------------------------------------------------------------------------


@pytest.mark.parametrize(("loss", "output"), PAIRS)
@pytest.mark.parametrize("sizes", [[2, 2], [3, 5, 4, 2], [1, 1, 2]])
def test_every_factor_is_there_and_makes_up_the_next(sizes, loss, output):
    hidden = ["relu", "sigmoid", "tanh"][: len(sizes) - 2]
    network = Network.random(sizes, seed=4, activations=[*hidden, output])
    trace, y = network.forward(np.linspace(-1, 2, sizes[0])), np.array([0.25, 0.75])
    g = network.backward(trace, y, loss)

    assert isinstance(g, Gradients)
    assert g.y.tolist() == y.tolist()
    assert type(g.loss) is float
    assert g.loss == pytest.approx(g.loss_terms.sum())
    assert g.loss == network.loss(trace, y, loss)
    assert g.loss_terms.shape == (2,)
    for name in BY_LAYER:
        assert isinstance(getattr(g, name), ByLayer)
        assert len(getattr(g, name)) == network.depth
        with pytest.raises(IndexError, match=rf"^{name}\[0\] does not exist"):
            getattr(g, name)[0]
    for layer in range(1, network.depth + 1):
        n = sizes[layer]
        assert g.dL_da[layer].shape == g.delta[layer].shape == g.db[layer].shape == (n,)
        assert g.dW[layer].shape == g.blame[layer].shape == network.W[layer].shape
        slope = ACTIVATIONS[network.activations[layer]].derivative(trace.z[layer])
        assert g.da_dz[layer].tolist() == slope.tolist()
        chained = g.dL_da[layer] @ (slope if slope.ndim == 2 else np.diag(slope))
        assert g.delta[layer] == pytest.approx(chained)
        assert g.db[layer].tolist() == g.delta[layer].tolist()
        for j, k in np.ndindex(n, sizes[layer - 1]):
            assert g.dW[layer][j, k] == g.delta[layer][j] * trace.a[layer - 1][k]
            assert g.blame[layer][j, k] == network.W[layer][j, k] * g.delta[layer][j]
        if layer < network.depth:
            assert g.dL_da[layer].tolist() == g.blame[layer + 1].sum(axis=0).tolist()


def test_only_a_softmax_has_a_jacobian():
    softmax, sigmoid = (
        network.backward(network.forward([1, 2]), [1, 0, 0])
        for network in (Network.random([2, 3], activations=[f]) for f in ("softmax", "sigmoid"))
    )
    assert softmax.da_dz[1].shape == (3, 3)
    assert sigmoid.da_dz[1].shape == (3,)


def test_the_first_column_sums_of_blame_are_the_slopes_by_the_input(backprop_network):
    x, y, h = np.array([0.6, 0.9]), [0.1, 0.9], 1e-6
    blame = backprop_network.backward(backprop_network.forward(x), y).blame[1]

    def loss(x):
        return backprop_network.loss(backprop_network.forward(x), y)

    slopes = [(loss(x + h * e) - loss(x - h * e)) / (2 * h) for e in np.eye(2)]
    assert blame.sum(axis=0) == pytest.approx(slopes, abs=1e-9)


def test_a_neuron_that_relu_has_cut_gets_blame_but_no_error_signal():
    network = Network([[[1], [-1]], [[2, 3]]], [[0, 0], [0]], ["relu", "identity"])
    g = network.backward(network.forward([1]), y=[1])
    assert g.dL_da[1].tolist() == [2, 3]
    assert g.delta[1].tolist() == [2, 0]
    assert g.dW[1].tolist() == [[2], [0]]


def test_squared_error_is_the_usual_loss(backprop_network, backprop_trace, backprop_gradients):
    y = [0.1, 0.9]
    assert backprop_network.loss(backprop_trace, y) == backprop_gradients.loss
    named = backprop_network.backward(backprop_trace, y, loss="squared_error")
    assert named.dW[1].tolist() == backprop_gradients.dW[1].tolist()
    assert backprop_network.loss(backprop_trace, y, "cross_entropy") != backprop_gradients.loss


def test_nothing_can_be_changed(backprop_gradients):
    arrays = [
        backprop_gradients.y,
        backprop_gradients.loss_terms,
        *(array for name in BY_LAYER for array in getattr(backprop_gradients, name)),
    ]
    assert len(arrays) == 2 + 6 * 2
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
    with pytest.raises(FrozenInstanceError):
        backprop_gradients.loss = 0.0


def test_target_is_a_copy(backprop_network, backprop_trace):
    y = np.array([0.1, 0.9])
    gradients = backprop_network.backward(backprop_trace, y)
    y[0] = 99
    assert gradients.y.tolist() == [0.1, 0.9]


# --- saturation and overflow -----------------------------------------------------------------


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("loss", "output"), PAIRS)
@pytest.mark.parametrize("first", ["relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize("x", [[1e4, -1e4], [-1e4, -1e4], [1e4, 1e4]])
def test_large_logits_are_safe(first, loss, output, x):
    network = Network([np.eye(2), np.eye(2) * 1e4], [[0, 0], [0, 0]], [first, output])
    g = network.backward(network.forward(x), [0, 1], loss)
    assert np.isfinite(g.loss)
    for name in BY_LAYER[1:]:
        assert all(np.isfinite(array).all() for array in getattr(g, name))


def test_a_confident_mistake_is_still_corrected():
    network = Network([np.eye(2)], [[0, 0]], ["softmax"])
    g = network.backward(network.forward([1e4, -1e4]), [0, 1], "cross_entropy")
    assert g.loss == 2e4
    assert g.delta[1].tolist() == [1, -1]
    assert g.dW[1].tolist() == [[1e4, -1e4], [-1e4, 1e4]]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("W", "x", "y", "message"),
    [
        ([[[1e200]]], [1], [0], "loss must be finite, got inf: the output or target is too large"),
        ([[[1]]], [1], [1e200], "loss must be finite, got inf: the output or target is too large"),
        ([[[0]]], [1e200], [-1e150], "dW[1] must be finite, got inf at [0, 0]: the weights,"),
        ([[[0]], [[1e200]]], [1], [1e150], "delta[1] must be finite, got -inf at [0]: the wei"),
        ([[[1e200]]], [0], [1e150], "blame[1] must be finite, got -inf at [0, 0]: the wei"),
    ],
)
def test_beyond_float64(W, x, y, message):
    network = Network(W, [np.zeros(len(m)) for m in W], ["identity"] * len(W))
    with pytest.raises(OverflowError, match=f"^{re.escape(message)}.* for float64$"):
        network.backward(network.forward(x), y)


# --- wrong input -----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["backward", "loss"])
@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"y": [1]}, ValueError, "y must be a vector of shape (2,), got shape (1,)"),
        ({"y": [1, NAN]}, ValueError, "y must be finite, got nan at [1]"),
        ({"y": ["0", "1"]}, TypeError, "y must hold real numbers only, got ['0', '1'] (list)"),
        ({"loss": "mse"}, ValueError,
         "loss must be one of 'squared_error', 'cross_entropy', got 'mse'"),
        ({"loss": None}, TypeError, "loss must be a str, got None (NoneType)"),
        ({"y": [0, 2], "loss": "cross_entropy"}, ValueError,
         "y must lie within 0 and 1 for cross_entropy, got 2 at [1]"),
        ({"trace": None}, TypeError, "trace must be a ForwardTrace, got None (NoneType)"),
        ({"trace": [0.6, 0.9]}, TypeError, "trace must be a ForwardTrace, got [0.6, 0.9] (list)"),
        ({"trace": Network.random([2, 4, 2]).forward([1, 2])}, ValueError,
         "trace must fit a network of sizes [2, 3, 2], got one of [2, 4, 2]"),
        ({"trace": Network.random([2, 2]).forward([1, 2])}, ValueError,
         "trace must fit a network of sizes [2, 3, 2], got one of [2, 2]"),
        ({"trace": Network.random([2, 3, 2]).forward([1, 2])}, ValueError,
         "trace must be what this network computes from its input, got that of another:"
         " after a step, call forward of the new network"),
    ],
)  # fmt: skip
def test_wrong_arguments(backprop_network, backprop_trace, method, arguments, error, message):
    arguments = {"trace": backprop_trace, "y": [0.1, 0.9]} | arguments
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        getattr(backprop_network, method)(**arguments)


def test_loss_that_does_not_suit_the_output():
    network = Network([[[1]]], [[0]], ["relu"])
    with pytest.raises(ValueError, match=r"^loss 'cross_entropy' needs an output of .* got 'relu'"):
        network.backward(network.forward([1]), [1], "cross_entropy")


@pytest.mark.parametrize("names", [["sigmoid", "identity"], ["tanh", "sigmoid"]])
def test_trace_of_other_activations(backprop_network, backprop_trace, names):
    other = Network(backprop_network.W, backprop_network.b, names)
    with pytest.raises(ValueError, match=r"^trace must be what this network computes"):
        other.backward(backprop_trace, [0.1, 0.9])


def test_trace_from_before_the_step(backprop_network, backprop_trace, backprop_gradients):
    after = backprop_network.step(backprop_gradients, 0.001)
    with pytest.raises(ValueError, match=r"^trace must be what this network computes"):
        after.backward(backprop_trace, [0.1, 0.9])


def test_trace_of_a_network_with_the_same_numbers(backprop_network, backprop_trace):
    twin = Network(backprop_network.W, backprop_network.b, backprop_network.activations)
    assert twin.backward(backprop_trace, [0.1, 0.9]).loss == pytest.approx(0.2264, abs=1e-4)
