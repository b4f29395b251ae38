"""A network of dense layers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from netviz.checks import (
    FloatArray,
    as_integer,
    as_items,
    as_matrix,
    as_vector,
    read_only,
)
from netviz.model.activations import get_activation, relu, softmax, softmax_exponentials
from netviz.model.by_layer import ByLayer
from netviz.model.forward_trace import ForwardTrace

_BIAS_SPREAD = 0.1


class Network:
    """Dense layers one after another: a[l] = f(W[l] a[l-1] + b[l]), with a[0] the input x.

    `weights` holds a matrix (n_out, n_in) for each layer, `biases` a vector (n_out,), `activations`
    a name: relu, sigmoid, tanh, identity or, on the output only, softmax. Without names, the hidden
    layers are relu and the output is softmax. The arrays are copied, as float64, and read-only.

    Raises TypeError or ValueError, naming the argument, if a value is no finite real number, a
    shape does not fit, or a name is unknown. In these messages `weights[0]` is the first item of
    the argument, which is then `network.W[1]`, the weights of layer 1.

    >>> network = Network([[[0.5, -1], [1, 2]]], [[0, 0.5]])
    >>> network
    Network([2, 2], softmax)
    >>> network.W[1]
    array([[ 0.5, -1. ],
           [ 1. ,  2. ]])
    """

    def __init__(
        self,
        weights: Iterable[npt.ArrayLike],
        biases: Iterable[npt.ArrayLike],
        activations: Iterable[str] | None = None,
    ) -> None:
        W = _check_weights(as_items(weights, "weights"))
        b = _check_biases(as_items(biases, "biases"), [len(matrix) for matrix in W])
        self._W = ByLayer("W", W)
        self._b = ByLayer("b", b)
        self._activations = ByLayer("activations", _check_activations(activations, len(W)))

    @classmethod
    def random(
        cls, sizes: Iterable[int], seed: int = 0, activations: Iterable[str] | None = None
    ) -> "Network":
        """Return a network with random weights and biases, the same for the same arguments.

        `sizes` counts the neurons of each layer, the input first. Weights are normal with mean 0
        and variance 2 / n_in before a relu (He et al., 2015, arXiv:1502.01852, eq. 10), else
        2 / (n_in + n_out) (Glorot and Bengio, 2010, Understanding the difficulty of training deep
        feedforward neural networks, eq. 12). Training would start from biases of zero; here they
        are normal with standard deviation 0.1, so that there is something to see.

        Raises TypeError or ValueError unless there are at least two sizes, each an int of 1 or
        more, and `seed` is an int of 0 or more.

        >>> Network.random([3, 4, 4, 2], seed=7)
        Network([3, 4, 4, 2], relu, relu, softmax)
        """
        counts = [as_integer(n, f"sizes[{i}]", 1) for i, n in enumerate(as_items(sizes, "sizes"))]
        if len(counts) < 2:
            raise ValueError(f"sizes must name at least two layers, got {counts}")
        names = _check_activations(activations, len(counts) - 1)
        rng = np.random.default_rng(as_integer(seed, "seed", 0))

        weights, biases = [], []
        for n_in, n_out, name in zip(counts[:-1], counts[1:], names, strict=True):
            variance = 2 / n_in if name == relu.name else 2 / (n_in + n_out)
            weights.append(rng.normal(0.0, np.sqrt(variance), size=(n_out, n_in)))
            biases.append(rng.normal(0.0, _BIAS_SPREAD, size=n_out))
        return cls(weights, biases, names)

    @property
    def W(self) -> ByLayer[FloatArray]:  # noqa: N802
        """Weight matrices: `W[l][j, k]` leads from neuron k of layer l-1 to neuron j of layer l."""
        return self._W

    @property
    def b(self) -> ByLayer[FloatArray]:
        """Bias vectors: `b[l][j]` is that of neuron j of layer l."""
        return self._b

    @property
    def activations(self) -> ByLayer[str]:
        """Names of the activation functions: `activations[l]` is that of layer l."""
        return self._activations

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons in each layer: `sizes[l]` is that of layer l, `sizes[0]` that of the input."""
        return (self.W[1].shape[1], *(len(b) for b in self.b))

    @property
    def depth(self) -> int:
        """Number L of layers with weights, which is also the index of the output layer."""
        return len(self.W)

    @np.errstate(all="ignore")  # underflow is harmless, overflow is raised by _check_overflow
    def forward(self, x: npt.ArrayLike) -> ForwardTrace:
        """Compute the output for the input `x`, shape (sizes[0],), and keep every step.

        Raises TypeError or ValueError if `x` is not that many finite real numbers, OverflowError
        if a pre-activation is too large for float64.

        >>> network = Network([[[1, 2]], [[3], [3]]], [[0.5], [0, 0]])
        >>> trace = network.forward([1, 0.5])
        >>> trace.a[1], trace.output, trace.prediction
        (array([2.5]), array([0.5, 0.5]), 0)
        """
        a = [as_vector(x, "x", length=self.sizes[0])]
        z: list[FloatArray] = []
        products: list[FloatArray] = []
        for W, b, name in zip(self.W, self.b, self.activations, strict=True):
            # Summed by numpy, not by BLAS, whose last digits depend on the machine.
            products.append(read_only(W * a[-1]))
            z.append(read_only(products[-1].sum(axis=1) + b))
            _check_overflow(z[-1], layer=len(z))
            a.append(read_only(get_activation(name)(z[-1])))

        trace = ForwardTrace(tuple(a), ByLayer("z", tuple(z)), ByLayer("products", tuple(products)))
        if self.activations[-1] != softmax.name:
            return trace
        exponentials, shift = softmax_exponentials(z[-1])
        return replace(
            trace,
            exponentials=read_only(exponentials),
            exp_sum=float(exponentials.sum()),
            exp_shift=shift,
        )

    def __repr__(self) -> str:
        return f"Network({list(self.sizes)}, {', '.join(self.activations)})"


def _check_weights(items: tuple[Any, ...]) -> tuple[FloatArray, ...]:
    """Return the matrices; the columns of each must number as the rows of the one before."""
    if not items:
        raise ValueError("weights must hold at least one matrix, got none")
    matrices: list[FloatArray] = []
    for i, item in enumerate(items):
        n_in = len(matrices[-1]) if matrices else None
        matrices.append(as_matrix(item, f"weights[{i}]", shape=(None, n_in)))
    return tuple(matrices)


def _check_biases(items: tuple[Any, ...], lengths: list[int]) -> tuple[FloatArray, ...]:
    """Return the vectors, one of each length."""
    _check_count(items, "biases", len(lengths))
    return tuple(
        as_vector(item, f"biases[{i}]", length)
        for i, (item, length) in enumerate(zip(items, lengths, strict=True))
    )


def _check_activations(activations: Iterable[str] | None, depth: int) -> tuple[str, ...]:
    """Return the names, one for each layer: relu and a softmax output if None."""
    if activations is None:
        return (relu.name,) * (depth - 1) + (softmax.name,)
    names = as_items(activations, "activations")
    _check_count(names, "activations", depth)
    found = [get_activation(name, f"activations[{i}]") for i, name in enumerate(names)]
    for i, activation in enumerate(found[:-1]):
        if not activation.elementwise:
            raise ValueError(
                f"activations[{i}] must be elementwise, as layer {i + 1} of {depth} is hidden,"
                f" got {activation.name!r}, which only the output may have"
            )
    return tuple(activation.name for activation in found)


def _check_count(items: tuple[Any, ...], argument: str, depth: int) -> None:
    if len(items) != depth:
        raise ValueError(
            f"{argument} must hold one item for each of the {depth} layers, got {len(items)}"
        )


def _check_overflow(z: FloatArray, layer: int) -> None:
    if not np.isfinite(z).all():
        neuron = int(np.argmin(np.isfinite(z)))
        raise OverflowError(
            f"z[{layer}] of neuron {neuron} must be finite, got {z[neuron]}:"
            " the weights, biases or input are too large for float64"
        )
