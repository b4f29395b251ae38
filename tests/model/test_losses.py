import math
import re

import numpy as np
import pytest

from netviz.model import ACTIVATIONS, LOSSES, get_loss

NAN, INF = float("nan"), float("inf")
ALL = [(name, output) for name in LOSSES for output in LOSSES[name]]


def test_registry_holds_the_meaningful_pairs():
    assert set(LOSSES) == {"squared_error", "cross_entropy"}
    assert set(LOSSES["squared_error"]) == set(ACTIVATIONS)
    assert set(LOSSES["cross_entropy"]) == {"softmax", "sigmoid"}
    for name, output in ALL:
        assert (get_loss(name, output).name, get_loss(name, output).output) == (name, output)


def test_registry_cannot_be_changed():
    with pytest.raises(TypeError):
        LOSSES["hinge"] = {}
    with pytest.raises(TypeError):
        LOSSES["cross_entropy"]["relu"] = None
    with pytest.raises(AttributeError):
        get_loss("cross_entropy", "softmax").name = "hinge"


# --- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_squared_error_is_half_of_each_square(output):
    z, y = np.array([0.3, -1.2, 2.0]), np.array([0.5, 0.25, -1.0])
    a = ACTIVATIONS[output](z)
    loss = get_loss("squared_error", output)
    assert loss.terms(z, y) == pytest.approx([(v - t) ** 2 / 2 for v, t in zip(a, y, strict=True)])
    assert loss.value(z, y) == pytest.approx(sum(loss.terms(z, y)))
    assert loss.dL_da(z, y).tolist() == (a - y).tolist()


@pytest.mark.parametrize("y", [[0, 1, 0], [0.2, 0.3, 0.5]])
def test_cross_entropy_of_a_softmax(y):
    z, y = np.log([1.0, 2.0, 5.0]), np.array(y)
    loss = get_loss("cross_entropy", "softmax")
    a = [0.125, 0.25, 0.625]
    terms = [-t * math.log(v) for v, t in zip(a, y, strict=True)]
    assert loss.terms(z, y) == pytest.approx(terms)
    assert loss.value(z, y) == pytest.approx(sum(terms))
    assert loss.dL_da(z, y) == pytest.approx(-y / a)
    assert loss.delta(z, y) == pytest.approx(a - y)


@pytest.mark.parametrize("y", [[0, 1], [0.2, 0.7]])
def test_cross_entropy_of_a_sigmoid(y):
    z, y = np.log([0.25, 4.0]), np.array(y)
    loss = get_loss("cross_entropy", "sigmoid")
    a = np.array([0.2, 0.8])
    terms = -y * np.log(a) - (1 - y) * np.log(1 - a)
    assert loss.terms(z, y) == pytest.approx(terms)
    assert loss.value(z, y) == pytest.approx(sum(terms))
    assert loss.dL_da(z, y) == pytest.approx((a - y) / (a * (1 - a)))
    assert loss.delta(z, y) == pytest.approx(a - y)


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_delta_of_cross_entropy_is_output_minus_target_to_the_last_digit(output):
    z, y = np.array([0.3, -1.2, 2.0]), np.array([0.0, 1.0, 0.0])
    delta = get_loss("cross_entropy", output).delta(z, y)
    assert delta.tolist() == (ACTIVATIONS[output](z) - y).tolist()


def test_a_target_that_sums_to_nearly_one_has_its_own_slope():
    loss, z = get_loss("cross_entropy", "softmax"), np.array([0.3, -1.2])
    y, h = loss.check_target(np.array([0.3, 0.7000005]), 2), 1e-4
    slope = [(loss.value(z + h * e, y) - loss.value(z - h * e, y)) / (2 * h) for e in np.eye(2)]
    assert loss.delta(z, y) == pytest.approx(slope, abs=1e-8)
    assert loss.delta(z, y).sum() == pytest.approx(0, abs=1e-15)


# --- saturation ------------------------------------------------------------------------------


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("name", "output"), ALL)
@pytest.mark.parametrize("y", [[1.0, 0.0], [0.0, 1.0], [0.25, 0.75]])
@pytest.mark.parametrize("z", [[1e4, -1e4], [1e4, 1e4], [-1e4, -1e4], [1e4, 0.0]])
def test_large_logits_are_safe(name, output, z, y):
    loss, z, y = get_loss(name, output), np.array(z), np.array(y)
    with np.errstate(all="warn"):
        assert np.isfinite(loss.terms(z, y)).all()
        assert np.isfinite(loss.delta(z, y)).all()
        assert not np.isnan(loss.dL_da(z, y)).any()
        assert loss.value(z, y) >= 0


def test_cross_entropy_of_a_softmax_at_large_logits():
    loss, z = get_loss("cross_entropy", "softmax"), np.array([1e4, -1e4])
    right, wrong = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert (loss.value(z, right), loss.value(z, wrong)) == (0, 2e4)
    assert loss.delta(z, right).tolist() == [0, 0]
    assert loss.delta(z, wrong).tolist() == [1, -1]
    assert loss.dL_da(z, right).tolist() == [-1, 0]
    assert loss.dL_da(z, wrong).tolist() == [0, -INF]
    assert loss.value(np.array([-1e4, -1e4]), right) == pytest.approx(math.log(2))


def test_cross_entropy_of_a_sigmoid_at_large_logits():
    loss, z = get_loss("cross_entropy", "sigmoid"), np.array([1e4, -1e4])
    right, wrong = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert (loss.value(z, right), loss.value(z, wrong)) == (0, 2e4)
    assert loss.delta(z, right).tolist() == [0, 0]
    assert loss.delta(z, wrong).tolist() == [1, -1]
    assert loss.dL_da(z, right).tolist() == [-1, 1]
    assert loss.dL_da(z, wrong).tolist() == [INF, -INF]


def test_a_tiny_cross_entropy_keeps_its_digits():
    sigmoid, softmax = (get_loss("cross_entropy", output) for output in ("sigmoid", "softmax"))
    tiny = math.log1p(math.exp(-40))
    assert sigmoid.value(np.array([40.0]), np.array([1.0])) == pytest.approx(tiny, abs=0)
    assert softmax.value(np.array([40.0, 0]), np.array([1.0, 0])) == pytest.approx(tiny, abs=0)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("name", "output", "z"),
    [
        ("squared_error", "identity", [1e200, 0]),
        ("squared_error", "relu", [1e154, 1e155]),
        ("cross_entropy", "softmax", [1e308, -1e308]),
        ("cross_entropy", "sigmoid", [1e308, -1e308]),
    ],
)
def test_a_loss_beyond_float64(name, output, z):
    message = "^loss must be finite, got inf: the output or target is too large for float64$"
    with pytest.raises(OverflowError, match=message):
        get_loss(name, output).value(np.array(z) * 1.2, np.array([0.0, 1.0]))


# --- wrong input -----------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["relu", "tanh", "identity"])
def test_cross_entropy_needs_probabilities(output):
    message = f"loss 'cross_entropy' needs an output of 'softmax' or 'sigmoid', got '{output}'"
    with pytest.raises(ValueError, match=f"^{message}$"):
        get_loss("cross_entropy", output)


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("mse", ValueError, "loss must be one of 'squared_error', 'cross_entropy', got 'mse'"),
        ("", ValueError, "loss must be one of 'squared_error', 'cross_entropy', got ''"),
        (None, TypeError, "loss must be a str, got None (NoneType)"),
        (["mse"], TypeError, "loss must be a str, got ['mse'] (list)"),
    ],
)
def test_wrong_name(name, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        get_loss(name, "sigmoid")


BAD_TARGETS = [
    (("squared_error", "tanh"), [1, 2, 3], ValueError,
     "y must be a vector of shape (2,), got shape (3,)"),
    (("squared_error", "tanh"), 1, ValueError, "y must be a vector of shape (2,), got shape ()"),
    (("squared_error", "tanh"), [[1, 2]], ValueError,
     "y must be a vector of shape (2,), got shape (1, 2)"),
    (("squared_error", "tanh"), [], ValueError, "y must not be empty, got shape (0,)"),
    (("squared_error", "tanh"), [1, NAN], ValueError, "y must be finite, got nan at [1]"),
    (("squared_error", "tanh"), [1, INF], ValueError, "y must be finite, got inf at [1]"),
    (("squared_error", "tanh"), "01", TypeError,
     "y must hold real numbers only, got '01' (str)"),
    (("squared_error", "tanh"), ["0", "1"], TypeError,
     "y must hold real numbers only, got ['0', '1'] (list)"),
    (("squared_error", "tanh"), None, TypeError,
     "y must hold real numbers only, got None (NoneType)"),
    (("squared_error", "tanh"), [0, True], TypeError,
     "y must hold real numbers only, got [0, True] (list)"),
    (("cross_entropy", "sigmoid"), [0, 1.5], ValueError,
     "y must lie within 0 and 1 for cross_entropy, got 1.5 at [1]"),
    (("cross_entropy", "softmax"), [-0.5, 1.5], ValueError,
     "y must lie within 0 and 1 for cross_entropy, got -0.5 at [0]"),
    (("cross_entropy", "softmax"), [0.5, 0.25], ValueError,
     "y must have the sum 1 for cross_entropy with a softmax, got 0.75"),
    (("cross_entropy", "softmax"), [1, 1], ValueError,
     "y must have the sum 1 for cross_entropy with a softmax, got 2"),
    (("cross_entropy", "softmax"), [1], ValueError,
     "y must be a vector of shape (2,), got shape (1,)"),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "y", "error", "message"), BAD_TARGETS)
def test_wrong_target(pair, y, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        get_loss(*pair).check_target(y, 2)


def test_suitable_targets_come_back_as_read_only_copies():
    y = np.array([0.2, 0.3, 0.5], dtype=np.float32)
    for name, output in ALL:
        target = get_loss(name, output).check_target(y, 3)
        assert target.tolist() == y.tolist()
        assert target.dtype == np.float64
        assert not target.flags.writeable
    assert get_loss("squared_error", "sigmoid").check_target([-3, 7], 2).tolist() == [-3, 7]
    assert get_loss("cross_entropy", "sigmoid").check_target([1, 1], 2).tolist() == [1, 1]
