import math
import re

import numpy as np
import pytest

from netviz.model import ACTIVATIONS, get_activation
from netviz.model.activations import softmax, softmax_exponentials

ELEMENTWISE = ("relu", "sigmoid", "tanh", "identity")

# The definitions, written with Python floats; z is kept small enough for them.
BY_HAND = {
    "relu": lambda z: z if z > 0 else 0.0,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "identity": lambda z: z,
}


def test_registry_holds_the_five_by_name():
    assert set(ACTIVATIONS) == {*ELEMENTWISE, "softmax"}
    assert all(get_activation(name).name == name for name in ACTIVATIONS)
    assert [name for name, f in ACTIVATIONS.items() if not f.elementwise] == ["softmax"]


def test_registry_cannot_be_changed():
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = softmax
    with pytest.raises(AttributeError):
        softmax.name = "hardmax"


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_value_is_the_definition(name):
    z = np.linspace(-6, 6, 49)
    assert get_activation(name)(z) == pytest.approx([BY_HAND[name](v) for v in z], abs=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivative_is_the_slope_of_the_value(name):
    f, h = get_activation(name), 1e-6
    z = np.linspace(-5.05, 5.05, 40)  # none at 0, where ReLU has a corner
    slope = (f(z + h) - f(z - h)) / (2 * h)
    assert f.derivative(z) == pytest.approx(slope, abs=1e-8)


def test_relu_has_no_slope_at_zero():
    assert get_activation("relu").derivative(np.array([0.0])).tolist() == [0.0]


def test_identity_returns_an_array_of_its_own():
    z = np.array([1.0, 2.0])
    assert not np.shares_memory(get_activation("identity")(z), z)


def test_softmax_of_known_odds():
    assert softmax(np.log([1.0, 2.0, 5.0])) == pytest.approx([0.125, 0.25, 0.625])


def test_softmax_jacobian_is_the_slope_of_each_output_by_each_logit():
    z, h = np.array([0.3, -1.2, 2.0, 0.0]), 1e-6
    columns = [(softmax(z + h * e) - softmax(z - h * e)) / (2 * h) for e in np.eye(4)]
    assert softmax.derivative(z) == pytest.approx(np.column_stack(columns), abs=1e-9)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [[1e4, -1e4], [1e4, 1e4], [-1e4, -1e4], [1e4, 0.0, 9999.0], [-1e4]])
def test_large_logits_are_safe(name, z):
    f = get_activation(name)
    assert np.isfinite(f(np.array(z))).all()
    assert np.isfinite(f.derivative(np.array(z))).all()


def test_values_at_large_logits():
    z = np.array([-1e4, 1e4])
    assert get_activation("sigmoid")(z).tolist() == [0, 1]
    assert get_activation("tanh")(z).tolist() == [-1, 1]
    assert softmax(z).tolist() == [0, 1]
    assert softmax(np.array([-1e4, -1e4 + math.log(3)])) == pytest.approx([0.25, 0.75])
    assert softmax(np.array([1e4, 1e4 + math.log(3)])) == pytest.approx([0.25, 0.75])


def test_sigmoid_keeps_its_digits_far_below_zero():
    assert get_activation("sigmoid")(np.array([-50.0]))[0] == pytest.approx(math.exp(-50), abs=0)


@pytest.mark.parametrize(
    ("z", "shift"),
    [
        ([0.6, -0.39], 0.0),
        ([500.0, -500.0], 0.0),
        ([-500.0], 0.0),
        ([501.0, 3.0], 501.0),
        ([-501.0, -600.0], -501.0),
    ],
)
def test_exponentials_are_plain_unless_the_largest_logit_is_extreme(z, shift):
    exponentials, used = softmax_exponentials(np.array(z))
    assert used == shift
    assert exponentials == pytest.approx([math.exp(v - shift) for v in z], abs=0)


@pytest.mark.parametrize("name", ["swish", "ReLU", "", " relu"])
def test_unknown_name(name):
    with pytest.raises(ValueError, match=r"^name must be one of 'relu', .*'softmax', got") as error:
        get_activation(name)
    assert str(error.value).endswith(repr(name))
    assert all(repr(known) in str(error.value) for known in ACTIVATIONS)


@pytest.mark.parametrize("name", [None, 3, ["relu"], np.tanh, softmax])
def test_name_that_is_no_text(name):
    message = rf"^activations\[1\] must be a str, got .*{re.escape(type(name).__name__)}"
    with pytest.raises(TypeError, match=message):
        get_activation(name, "activations[1]")
