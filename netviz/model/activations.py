"""Activation functions: value and derivative of each, and one registry by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from netviz.checks import FloatArray, describe

# While the largest logit lies within ±500, exp(z) can neither overflow, however many are summed,
# nor lose its largest terms to underflow: float64 reaches from about e^-745 to e^709.
_SAFE_EXPONENT = 500.0


@dataclass(frozen=True)
class Activation:
    """An activation function a = f(z), with its derivative.

    `function` maps z, shape (n,), to a, shape (n,). `derivative` maps z to f'(z), shape (n,), when
    the function is `elementwise`; softmax is not, and its derivative is the Jacobian ∂a_i/∂z_j,
    shape (n, n).

    >>> relu(np.array([-1.5, 0.0, 2.0]))
    array([0., 0., 2.])
    >>> relu.derivative(np.array([-1.5, 0.0, 2.0]))
    array([0., 0., 1.])
    """

    name: str
    function: Callable[[FloatArray], FloatArray] = field(repr=False)
    derivative: Callable[[FloatArray], FloatArray] = field(repr=False)
    elementwise: bool = True

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return a = f(z)."""
        return self.function(z)


def get_activation(name: str, argument: str = "name") -> Activation:
    """Return the activation called `name`; an error calls the value `argument`.

    Raises TypeError if it is no str, ValueError if no activation has this name.

    >>> get_activation("tanh")
    Activation(name='tanh', elementwise=True)
    """
    if not isinstance(name, str):
        raise TypeError(f"{argument} must be a str, got {describe(name)}")
    if name not in ACTIVATIONS:
        allowed = ", ".join(map(repr, ACTIVATIONS))
        raise ValueError(f"{argument} must be one of {allowed}, got {name!r}")
    return ACTIVATIONS[name]


def softmax_exponentials(z: FloatArray) -> tuple[FloatArray, float]:
    """Return exp(z - shift) and the shift: 0.0 while max z lies within ±500, else max z.

    The shift cancels in softmax: exp(z - c) / Σ exp(z - c) is the same for every c
    (Goodfellow, Bengio and Courville, Deep Learning, 2016, section 4.1).

    >>> softmax_exponentials(np.array([0.0, 0.0]))
    (array([1., 1.]), 0.0)
    >>> softmax_exponentials(np.array([1e4, 1e4]))
    (array([1., 1.]), 10000.0)
    """
    largest = float(np.max(z))
    shift = 0.0 if abs(largest) <= _SAFE_EXPONENT else largest
    return np.exp(z - shift), shift


def _sigmoid(z: FloatArray) -> FloatArray:
    # 1 / (1 + e^-z), written so that no exponent is positive
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def _sigmoid_derivative(z: FloatArray) -> FloatArray:
    a = _sigmoid(z)
    return a * (1.0 - a)


def _softmax(z: FloatArray) -> FloatArray:
    exponentials, _ = softmax_exponentials(z)
    return exponentials / float(exponentials.sum())


def _softmax_jacobian(z: FloatArray) -> FloatArray:
    # ∂a_i/∂z_j = a_i (δ_ij - a_j)
    a = _softmax(z)
    return np.diag(a) - np.outer(a, a)


# The slope of ReLU at exactly 0 is taken as 0, as PyTorch and TensorFlow do.
relu = Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: np.where(z > 0, 1.0, 0.0))
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_derivative)
tanh = Activation("tanh", np.tanh, lambda z: 1.0 - np.tanh(z) ** 2)
identity = Activation("identity", lambda z: z.copy(), np.ones_like)
softmax = Activation("softmax", _softmax, _softmax_jacobian, elementwise=False)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {activation.name: activation for activation in (relu, sigmoid, tanh, identity, softmax)}
)
