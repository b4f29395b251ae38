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
    as_positive,
    as_vector,
    as_weights,
    describe,
    read_only,
    shape_of,
)
from netviz.model.activations import get_activation, relu, softmax, softmax_exponentials
from netviz.model.by_layer import ByLayer
from netviz.model.forward_trace import ForwardTrace
from netviz.model.gradients import Gradients, backpropagate, check_overflow
from netviz.model.losses import get_loss

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
        W = as_weights(weights, "weights")
        b = _check_biases(as_items(biases, "biases"), W)
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

    @property
    def largest_weight(self) -> float:
        """Largest |weight|, for one scale of several diagrams: `NetworkDiagram(W, full=…)`."""
        return max(float(np.abs(W).max()) for W in self.W)

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

    def loss(self, trace: ForwardTrace, y: npt.ArrayLike, loss: str = "squared_error") -> float:
        """Return the loss of the output in `trace` for the target `y`, shape (sizes[-1],).

        The names of the losses are those of `backward`, and it raises as `backward` does.

        >>> network = Network([[[2]]], [[1]], ["identity"])
        >>> network.loss(network.forward([1]), y=[1])
        2.0
        """
        self._check_trace(trace)
        judge = get_loss(loss, self.activations[-1])
        return judge.value(trace.z[-1], judge.check_target(y, self.sizes[-1]))

    def backward(
        self, trace: ForwardTrace, y: npt.ArrayLike, loss: str = "squared_error"
    ) -> Gradients:
        """Compute the gradients of the loss for the target `y`, and keep every factor.

        `trace` is what `forward` returned, `y` has shape (sizes[-1],). `loss` is "squared_error",
        L = ½ Σ (a - y)², for any output, or "cross_entropy": L = -Σ y ln a after a softmax, where y
        must lie within 0 and 1 and sum to 1, and L = -Σ (y ln a + (1 - y) ln(1 - a)) after a
        sigmoid, where each y must lie within 0 and 1.

        Raises TypeError or ValueError if `trace` is not of this network, `y` is not that many
        suitable real numbers, or `loss` is unknown or does not suit the output; OverflowError if
        the loss or a gradient is too large for float64.

        >>> network = Network([[[2, 1]]], [[0]], ["identity"])
        >>> gradients = network.backward(network.forward([3, -1]), y=[4])
        >>> gradients.loss, gradients.delta[1], gradients.dW[1]
        (0.5, array([1.]), array([[ 3., -1.]]))
        """
        self._check_trace(trace)
        judge = get_loss(loss, self.activations[-1])
        target = judge.check_target(y, self.sizes[-1])
        return backpropagate(self.W, self.activations, trace, target, judge)

    def step(self, gradients: Gradients, learning_rate: float) -> "Network":
        """Return a new network, one step down: W - η ∂L/∂W and b - η ∂L/∂b, with η > 0.

        Raises TypeError or ValueError if `gradients` are not of a network of these sizes or
        `learning_rate` is no positive real number, OverflowError if the step leaves float64.

        >>> network = Network([[[2, 1]]], [[0]], ["identity"])
        >>> gradients = network.backward(network.forward([3, -1]), y=[4])
        >>> network.step(gradients, learning_rate=0.5).W[1]
        array([[0.5, 1.5]])
        """
        if not isinstance(gradients, Gradients):
            raise TypeError(f"gradients must be Gradients, got {describe(gradients)}")
        self._check_fit([dW.shape for dW in gradients.dW], "gradients")
        rate = as_positive(learning_rate, "learning_rate")
        return descend(self, gradients.dW, gradients.db, rate)

    def _check_trace(self, trace: ForwardTrace) -> None:
        """Refuse a trace that this network has not computed: its gradients would be untrue."""
        if not isinstance(trace, ForwardTrace):
            raise TypeError(f"trace must be a ForwardTrace, got {describe(trace)}")
        self._check_fit([products.shape for products in trace.products], "trace")
        again = self.forward(trace.x)
        pairs = zip((*trace.z, *trace.a), (*again.z, *again.a), strict=True)
        if not all(np.allclose(given, own, rtol=1e-9, atol=1e-12) for given, own in pairs):
            raise ValueError(
                "trace must be what this network computes from its input, got that of another:"
                " after a step, call forward of the new network"
            )

    def _check_fit(self, shapes: list[tuple[int, ...]], argument: str) -> None:
        if shapes != [W.shape for W in self.W]:
            sizes = [shapes[0][1], *(n_out for n_out, _ in shapes)]
            raise ValueError(
                f"{argument} must fit a network of sizes {list(self.sizes)}, got one of {sizes}"
            )

    def __repr__(self) -> str:
        return f"Network({list(self.sizes)}, {', '.join(self.activations)})"


def descend(
    network: Network, dW: Iterable[FloatArray], db: Iterable[FloatArray], learning_rate: float
) -> Network:
    """Return the network that is one step down from `network`; the arguments are not checked.

    Raises OverflowError if a weight or bias would be too large for float64.
    """
    with np.errstate(all="ignore"):
        weights = [W - learning_rate * d for W, d in zip(network.W, dW, strict=True)]
        biases = [b - learning_rate * d for b, d in zip(network.b, db, strict=True)]
    for name, arrays in (("W", weights), ("b", biases)):
        for layer, array in enumerate(arrays, start=1):
            check_overflow(array, f"{name}[{layer}]", "the step is too large for float64")
    return Network(weights, biases, network.activations)


def _check_biases(items: tuple[Any, ...], W: tuple[FloatArray, ...]) -> tuple[FloatArray, ...]:
    """Return the vectors, one for the rows of each matrix."""
    _check_count(items, "biases", len(W))
    if all(shape_of(b) == (M.shape[1],) for b, M in zip(items, W, strict=True)) and any(
        M.shape[0] != M.shape[1] for M in W
    ):
        raise ValueError(
            f"biases must have one number for each row of weights, got as many as these have "
            f"columns, {[M.shape[1] for M in W]}: transposed? Keras and scikit-learn keep "
            f"matrices (n_in, n_out): pass [W.T for W in weights]"
        )
    return tuple(
        as_vector(item, f"biases[{i}]", len(M))
        for i, (item, M) in enumerate(zip(items, W, strict=True))
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
