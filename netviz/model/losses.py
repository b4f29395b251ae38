"""Loss functions: how far an output is from its target, and how each part of it should move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from netviz.checks import FloatArray, as_vector, describe
from netviz.model.activations import ACTIVATIONS, Activation, sigmoid, softmax

# Targets that were rounded to float32 may miss a sum of 1 by about 1e-7.
_SUM_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Loss:
    """A loss L together with the activation of the output a = f(z) that it judges.

    Three functions of the output's pre-activations z and a target y, both of shape (n,), return
    arrays of that shape. `terms` are the addends of L. `dL_da` is ∂L/∂a; where it would be too
    large for float64, it is infinite. `delta` is ∂L/∂z, from a form that stays finite then.

    >>> loss = get_loss("squared_error", "identity")
    >>> z, y = np.array([3.0, 1.0]), np.array([1.0, 1.0])
    >>> loss.terms(z, y), loss.value(z, y), loss.delta(z, y)
    (array([2., 0.]), 2.0, array([2., 0.]))
    """

    name: str
    output: str
    terms: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)
    dL_da: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)  # noqa: N815
    delta: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)

    def value(self, z: FloatArray, y: FloatArray) -> float:
        """Return L, the sum of the terms. Raises OverflowError if it is too large for float64."""
        with np.errstate(over="ignore"):
            value = float(self.terms(z, y).sum())
        if not np.isfinite(value):
            raise OverflowError(
                f"loss must be finite, got {value}: the output or target is too large for float64"
            )
        return value

    def check_target(self, y: object, length: int, argument: str = "y") -> FloatArray:
        """Return `y` as a read-only copy, shape (length,); an error calls it `argument`.

        Raises TypeError or ValueError if it is not that many finite real numbers or, for
        cross-entropy, not within 0 and 1 or, with a softmax, not of sum 1.
        """
        target = as_vector(y, argument, length)
        if self.name != "cross_entropy":
            return target
        outside = (target < 0) | (target > 1)
        if outside.any():
            i = int(np.argmax(outside))
            raise ValueError(
                f"{argument} must lie within 0 and 1 for cross_entropy, got {target[i]:g} at [{i}]"
            )
        total = float(target.sum())
        if self.output == softmax.name and abs(total - 1) > _SUM_TOLERANCE:
            raise ValueError(
                f"{argument} must have the sum 1 for cross_entropy with a softmax, got {total:.7g}"
            )
        return target


def get_loss(name: str, output: str, argument: str = "loss") -> Loss:
    """Return the loss called `name` for an output activation; an error calls the name `argument`.

    Raises TypeError if `name` is no str, ValueError if no loss has this name, or if it has no
    meaning for that output: cross-entropy compares probabilities, from a softmax or a sigmoid.

    >>> get_loss("cross_entropy", "softmax")
    Loss(name='cross_entropy', output='softmax')
    >>> get_loss("cross_entropy", "tanh")
    Traceback (most recent call last):
    ValueError: loss 'cross_entropy' needs an output of 'softmax' or 'sigmoid', got 'tanh'
    """
    if not isinstance(name, str):
        raise TypeError(f"{argument} must be a str, got {describe(name)}")
    if name not in LOSSES:
        allowed = ", ".join(map(repr, LOSSES))
        raise ValueError(f"{argument} must be one of {allowed}, got {name!r}")
    if output not in LOSSES[name]:
        allowed = " or ".join(map(repr, LOSSES[name]))
        raise ValueError(f"{argument} {name!r} needs an output of {allowed}, got {output!r}")
    return LOSSES[name][output]


def _squared_error(f: Activation) -> Loss:
    """L = ½ Σ (a - y)²."""

    @np.errstate(all="ignore")  # underflow is harmless, overflow is raised by those who sum up
    def terms(z: FloatArray, y: FloatArray) -> FloatArray:
        return 0.5 * (f(z) - y) ** 2

    @np.errstate(all="ignore")
    def dL_da(z: FloatArray, y: FloatArray) -> FloatArray:  # noqa: N802
        return f(z) - y

    @np.errstate(all="ignore")
    def delta(z: FloatArray, y: FloatArray) -> FloatArray:
        if f.elementwise:
            return dL_da(z, y) * f.derivative(z)
        # ∂L/∂z_j = Σ_i ∂L/∂a_i ∂a_i/∂z_j
        paths = dL_da(z, y)[:, np.newaxis] * f.derivative(z)
        return np.asarray(paths.sum(axis=0))

    return Loss("squared_error", f.name, terms, dL_da, delta)


# Cross-entropy, L = -Σ y ln a, and with a sigmoid L = -Σ (y ln a + (1 - y) ln(1 - a)). Written in
# terms of z, neither takes the logarithm of a vanished a, and the slope of f cancels from ∂L/∂z
# (Goodfellow, Bengio and Courville, Deep Learning, 2016, sections 6.2.2.2 and 6.2.2.3).


@np.errstate(all="ignore")
def _softmax_terms(z: FloatArray, y: FloatArray) -> FloatArray:
    below = z - np.max(z)
    others = np.exp(below)
    others[np.argmax(z)] = 0.0  # the largest is the 1 in log1p, which keeps a tiny loss
    return np.where(y > 0, y * (np.log1p(others.sum()) - below), 0.0)


@np.errstate(all="ignore")
def _softmax_dL_da(z: FloatArray, y: FloatArray) -> FloatArray:  # noqa: N802
    return np.where(y > 0, -y / softmax(z), 0.0)


@np.errstate(all="ignore")
def _softmax_delta(z: FloatArray, y: FloatArray) -> FloatArray:
    return softmax(z) * float(y.sum()) - y  # a - y, as far as y sums to 1


@np.errstate(all="ignore")
def _sigmoid_terms(z: FloatArray, y: FloatArray) -> FloatArray:
    return y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)


@np.errstate(all="ignore")
def _sigmoid_dL_da(z: FloatArray, y: FloatArray) -> FloatArray:  # noqa: N802
    # 1 - a is the sigmoid of -z
    return np.where(y < 1, (1.0 - y) / sigmoid(-z), 0.0) - np.where(y > 0, y / sigmoid(z), 0.0)


@np.errstate(all="ignore")
def _sigmoid_delta(z: FloatArray, y: FloatArray) -> FloatArray:
    return sigmoid(z) - y


_CROSS_ENTROPIES = (
    Loss("cross_entropy", softmax.name, _softmax_terms, _softmax_dL_da, _softmax_delta),
    Loss("cross_entropy", sigmoid.name, _sigmoid_terms, _sigmoid_dL_da, _sigmoid_delta),
)

LOSSES: Mapping[str, Mapping[str, Loss]] = MappingProxyType(
    {
        "squared_error": MappingProxyType({n: _squared_error(f) for n, f in ACTIVATIONS.items()}),
        "cross_entropy": MappingProxyType({loss.output: loss for loss in _CROSS_ENTROPIES}),
    }
)
"""Each loss by its name and by that of the output activation."""
