import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from netviz.model import Network, Training, train

NAN, INF = float("nan"), float("inf")
XOR_XS, XOR_YS = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]


def parameters(network):
    return [array.tolist() for array in (*network.W, *network.b)]


# --- one step --------------------------------------------------------------------------------


def test_step_is_weights_minus_rate_times_gradients(backprop_network, backprop_gradients):
    after = backprop_network.step(backprop_gradients, 0.5)
    for layer in (1, 2):
        W, dW = backprop_network.W[layer], backprop_gradients.dW[layer]
        b, db = backprop_network.b[layer], backprop_gradients.db[layer]
        assert after.W[layer].tolist() == (W - 0.5 * dW).tolist()
        assert after.b[layer].tolist() == (b - 0.5 * db).tolist()
    assert list(after.activations) == ["sigmoid", "sigmoid"]


def test_step_leaves_the_network_as_it_was(backprop_network, backprop_gradients):
    before = parameters(backprop_network)
    after = backprop_network.step(backprop_gradients, 2)
    assert after is not backprop_network
    assert parameters(backprop_network) == before
    with pytest.raises(ValueError, match="read-only"):
        after.W[1][0, 0] = 0.0


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
@pytest.mark.parametrize("seed", range(5))
def test_a_small_step_lowers_the_loss_by_the_squared_gradient(seed, output, loss):
    network = Network.random([3, 4, 2], seed=seed, activations=["tanh", output])
    x, y, rate = [0.5, -1, 2], [0.25, 0.75], 1e-5
    gradients = network.backward(network.forward(x), y, loss)
    after = network.step(gradients, rate)
    lower = gradients.loss - after.loss(after.forward(x), y, loss)
    square = sum(float((g**2).sum()) for g in (*gradients.dW, *gradients.db))
    assert lower == pytest.approx(rate * square, rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"learning_rate": 0}, ValueError, "learning_rate must be positive, got 0"),
        ({"learning_rate": -0.5}, ValueError, "learning_rate must be positive, got -0.5"),
        ({"learning_rate": NAN}, ValueError, "learning_rate must be finite, got nan"),
        ({"learning_rate": INF}, ValueError, "learning_rate must be finite, got inf"),
        ({"learning_rate": "2"}, TypeError, "learning_rate must be a real number, got '2' (str)"),
        ({"learning_rate": None}, TypeError,
         "learning_rate must be a real number, got None (NoneType)"),
        ({"learning_rate": True}, TypeError,
         "learning_rate must be a real number, got True (bool)"),
        ({"gradients": None}, TypeError, "gradients must be Gradients, got None (NoneType)"),
        ({"gradients": [[1]]}, TypeError, "gradients must be Gradients, got [[1]] (list)"),
    ],
)  # fmt: skip
def test_wrong_step(backprop_network, backprop_gradients, arguments, error, message):
    arguments = {"gradients": backprop_gradients, "learning_rate": 2} | arguments
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        backprop_network.step(**arguments)


@pytest.mark.parametrize("sizes", [[2, 2], [2, 4, 2], [3, 3, 2], [2, 3, 2, 2]])
def test_step_with_the_gradients_of_another_network(backprop_gradients, sizes):
    message = f"gradients must fit a network of sizes {sizes}, got one of [2, 3, 2]"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Network.random(sizes).step(backprop_gradients, 2)


@pytest.mark.filterwarnings("error")
def test_step_beyond_float64():
    network = Network([[[1]]], [[0]], ["identity"])
    gradients = network.backward(network.forward([1e10]), y=[0])
    message = r"^W\[1\] must be finite, got -inf at \[0, 0\]: the step is too large for float64$"
    with pytest.raises(OverflowError, match=message):
        network.step(gradients, 1e300)


# --- many steps ------------------------------------------------------------------------------


def test_one_example_is_stepped_as_by_hand(backprop_network):
    x, y = [0.6, 0.9], [0.1, 0.9]
    training = train(backprop_network, [x], [y], learning_rate=2, steps=5)
    network, losses = backprop_network, []
    for _ in range(5):
        gradients = network.backward(network.forward(x), y)
        losses.append(gradients.loss)
        network = network.step(gradients, 2)
    losses.append(network.loss(network.forward(x), y))
    assert training.losses.tolist() == losses
    assert parameters(training.network) == parameters(network)
    assert [round(loss, 3) for loss in losses[:2]] == [0.226, 0.135]


@pytest.mark.parametrize(
    ("loss", "output"),
    [("squared_error", "identity"), ("cross_entropy", "sigmoid"), ("cross_entropy", "softmax")],
)
def test_each_step_goes_against_the_mean_of_the_gradients(loss, output):
    network = Network.random([2, 3, 2], seed=1, activations=["tanh", output])
    xs, ys = [[1, 2], [0, -1], [3, 0.5]], [[1, 0], [0, 1], [0.5, 0.5]]
    training = train(network, xs, ys, learning_rate=0.5, steps=1, loss=loss)
    each = [network.backward(network.forward(x), y, loss) for x, y in zip(xs, ys, strict=True)]
    for layer in (1, 2):
        dW, db = (sum(getattr(g, name)[layer] for g in each) / 3 for name in ("dW", "db"))
        assert training.network.W[layer] == pytest.approx(network.W[layer] - 0.5 * dW)
        assert training.network.b[layer] == pytest.approx(network.b[layer] - 0.5 * db)
    assert training.losses[0] == pytest.approx(np.mean([g.loss for g in each]))
    after = training.network
    last = [after.loss(after.forward(x), y, loss) for x, y in zip(xs, ys, strict=True)]
    assert training.losses[1] == pytest.approx(np.mean(last))


def test_examples_that_are_repeated_change_nothing(backprop_network):
    x, y = [0.6, 0.9], [0.1, 0.9]
    once, thrice = (train(backprop_network, [x] * n, [y] * n, 2, steps=10) for n in (1, 3))
    assert thrice.losses == pytest.approx(once.losses)


def test_xor_is_learned():
    network = Network.random([2, 4, 1], seed=3, activations=["tanh", "sigmoid"])
    training = train(network, XOR_XS, XOR_YS, 1, steps=500, loss="cross_entropy")
    assert training.losses[-1] < 0.05
    outputs = [training.network.forward(x).output[0] for x in XOR_XS]
    assert [round(float(v)) for v in outputs] == [0, 1, 1, 0]


def test_the_film_learns_its_example(backprop_network):
    losses = train(backprop_network, [[0.6, 0.9]], [[0.1, 0.9]], 2, steps=100).losses
    assert (np.diff(losses) < 0).all()
    assert losses[-1] < 0.001


def test_training_goes_on_where_it_ended(backprop_network):
    def learn(network, steps):
        return train(network, XOR_XS, [[0, 1]] * 4, 2, steps)

    whole, first = learn(backprop_network, 10), learn(backprop_network, 4)
    second = learn(first.network, 6)
    assert [*first.losses, *second.losses[1:]] == whole.losses.tolist()
    assert parameters(second.network) == parameters(whole.network)


def test_no_steps_tell_the_loss_alone(backprop_network, backprop_gradients):
    training = train(backprop_network, [[0.6, 0.9]], [[0.1, 0.9]], 2, steps=0)
    assert training.losses.tolist() == [backprop_gradients.loss]
    assert training.network is backprop_network


def test_nothing_can_be_changed(backprop_network):
    before = parameters(backprop_network)
    training = train(backprop_network, [[0.6, 0.9]], [[0.1, 0.9]], 2, steps=3)
    assert isinstance(training, Training)
    assert training.losses.shape == (4,)
    assert parameters(backprop_network) == before
    with pytest.raises(ValueError, match="read-only"):
        training.losses[0] = 0.0
    with pytest.raises(FrozenInstanceError):
        training.losses = None


# --- divergence ------------------------------------------------------------------------------


@pytest.mark.filterwarnings("error")
def test_divergence_names_the_step():
    # a = w x with x = 10, y = 0, biases apart: each step multiplies w by about 1 - 1e6 · 101.
    network = Network([[[1]]], [[0]], ["identity"])
    message = r"^training diverged at step 20 with learning_rate 1e\+06: loss must be finite, got"
    with pytest.raises(OverflowError, match=message):
        train(network, [[10]], [[0]], learning_rate=1e6, steps=100)
    losses = train(network, [[10]], [[0]], learning_rate=1e6, steps=19).losses
    assert np.isfinite(losses).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("W", "rate", "steps", "message"),
    [
        (1e200, 1, 5, "step 0 with learning_rate 1: loss must be finite, got inf: the output or"),
        (1e200, 1, 0, "step 0 with learning_rate 1: loss must be finite, got inf: the output or"),
        (1e100, 1e250, 5, "step 0 with learning_rate 1e+250: W[1] must be finite, got -inf at"),
        (1, 1e200, 1, "step 1 with learning_rate 1e+200: loss must be finite, got inf: the out"),
    ],
)
def test_divergence_wherever_it_shows(W, rate, steps, message):
    network = Network([[[W]]], [[0]], ["identity"])
    with pytest.raises(OverflowError, match=f"^training diverged at {re.escape(message)}"):
        train(network, [[1]], [[0]], rate, steps)


@pytest.mark.filterwarnings("error")
def test_a_mean_near_the_limit_is_no_divergence():
    network = Network([[[0]]], [[0]], ["identity"])
    training = train(network, [[0]] * 4, [[1.3e154]] * 4, learning_rate=1, steps=1)
    assert training.losses.tolist() == [0.5 * 1.3e154**2, 0]


def test_saturation_is_no_divergence():
    network = Network([np.eye(2)], [[0, 0]], ["softmax"])
    training = train(network, [[1e4, -1e4]], [[0, 1]], 10, steps=3, loss="cross_entropy")
    assert training.losses.tolist() == [2e4, 0, 0, 0]


# --- wrong input -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"network": None}, TypeError, "network must be a Network, got None (NoneType)"),
        ({"xs": [1, 2]}, ValueError, "xs must be a matrix of shape (any, 2), got shape (2,)"),
        ({"xs": [[1], [2]]}, ValueError,
         "xs must be a matrix of shape (any, 2), got shape (2, 1): transposed?"),
        ({"xs": []}, ValueError, "xs must not be empty, got shape (0,)"),
        ({"xs": [[1, 2], [NAN, 0]]}, ValueError, "xs must be finite, got nan at [1, 0]"),
        ({"xs": [["1", "2"]]}, TypeError,
         "xs must hold real numbers only, got [['1', '2']] (list)"),
        ({"xs": [[1, 2], [3]]}, ValueError,
         "xs must be a matrix, not ragged, got [[1, 2], [3]] (list)"),
        ({"ys": [0, 1]}, ValueError, "ys must be a matrix of shape (2, 2), got shape (2,)"),
        ({"ys": [[0, 1]]}, ValueError, "ys must be a matrix of shape (2, 2), got shape (1, 2)"),
        ({"ys": [[0, 1], [0, INF]]}, ValueError, "ys must be finite, got inf at [1, 1]"),
        ({"ys": "01"}, TypeError, "ys must hold real numbers only, got '01' (str)"),
        ({"ys": [[0, 1], [0, -1]], "loss": "cross_entropy"}, ValueError,
         "ys[1] must lie within 0 and 1 for cross_entropy, got -1 at [1]"),
        ({"learning_rate": 0}, ValueError, "learning_rate must be positive, got 0"),
        ({"learning_rate": NAN}, ValueError, "learning_rate must be finite, got nan"),
        ({"learning_rate": "1"}, TypeError, "learning_rate must be a real number, got '1' (str)"),
        ({"steps": -1}, ValueError, "steps must be at least 0, got -1"),
        ({"steps": 1.0}, TypeError, "steps must be an int, got 1.0 (float)"),
        ({"steps": True}, TypeError, "steps must be an int, got True (bool)"),
        ({"loss": "mse"}, ValueError,
         "loss must be one of 'squared_error', 'cross_entropy', got 'mse'"),
    ],
)  # fmt: skip
def test_wrong_arguments(backprop_network, arguments, error, message):
    good = {"network": backprop_network, "xs": [[1, 2], [3, 4]], "ys": [[0, 1], [1, 0]]}
    arguments = good | {"learning_rate": 1, "steps": 2} | arguments
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        train(**arguments)


def test_softmax_targets_must_be_probabilities():
    message = r"^ys\[1\] must have the sum 1 for cross_entropy with a softmax, got 2$"
    with pytest.raises(ValueError, match=message):
        train(
            Network.random([2, 2]), [[1, 2]] * 2, [[0, 1], [1, 1]], 1, steps=1, loss="cross_entropy"
        )
