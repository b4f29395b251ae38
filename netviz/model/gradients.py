"""Everything that the backward pass computes for one example, kept so that a scene only reads."""

from dataclasses import dataclass

import numpy as np

from netviz.checks import FloatArray, read_only
from netviz.model.activations import get_activation
from netviz.model.by_layer import ByLayer
from netviz.model.forward_trace import ForwardTrace
from netviz.model.losses import Loss


@dataclass(frozen=True, eq=False, repr=False)
class Gradients:
    """The numbers of one backward pass, as `Network.backward` returns them; all arrays read-only.

    `y`, shape (n_L,), is the target, `loss` the value L, and `loss_terms`, shape (n_L,), are the
    addends of L, one for each output neuron.

    For each layer l from 1 to L:

    `dL_da[l]`, shape (n_l,), is ∂L/∂a: at the output from the loss, in a hidden layer the sum
    `blame[l + 1].sum(axis=0)`. Cross-entropy makes it infinite where the output has vanished.
    `da_dz[l]`, shape (n_l,), are the slopes f'(z); for a softmax, its Jacobian ∂a_i/∂z_j.
    `delta[l]`, shape (n_l,), is the error signal ∂L/∂z = ∂L/∂a · ∂a/∂z.
    `blame[l]`, shape (n_l, n_(l-1)), are the products W[l][j, k] · delta[l][j]: column k holds what
    reaches neuron k of layer l - 1, over each path ahead of it, as its ∂L/∂a.
    `dW[l]`, shape (n_l, n_(l-1)), is ∂L/∂W: dW[l][j, k] = delta[l][j] · a[l-1][k], where the last
    factor, ∂z/∂w, is found in the trace.
    `db[l]`, shape (n_l,), is ∂L/∂b, which equals delta[l].

    The equations are those of Rumelhart, Hinton and Williams, Learning representations by
    back-propagating errors, Nature 323, 1986.

    >>> from netviz.model import Network
    >>> network = Network([[[1, 2]], [[3], [4]]], [[0], [0, 0]], ["relu", "identity"])
    >>> gradients = network.backward(network.forward([1, 0.5]), y=[5, 9])
    >>> gradients.loss, gradients.delta[2]
    (1.0, array([ 1., -1.]))
    >>> gradients.blame[2]
    array([[ 3.],
           [-4.]])
    >>> gradients.dL_da[1], gradients.dW[1]
    (array([-1.]), array([[-1. , -0.5]]))
    """

    y: FloatArray
    loss: float
    loss_terms: FloatArray
    dL_da: ByLayer[FloatArray]  # noqa: N815
    da_dz: ByLayer[FloatArray]
    delta: ByLayer[FloatArray]
    blame: ByLayer[FloatArray]
    dW: ByLayer[FloatArray]  # noqa: N815
    db: ByLayer[FloatArray]

    def __repr__(self) -> str:
        sizes = [self.dW[1].shape[1], *(len(db) for db in self.db)]
        return f"Gradients({sizes}, loss {self.loss:.4g})"


@np.errstate(all="ignore")  # underflow is harmless, overflow is raised by check_overflow
def backpropagate(
    W: ByLayer[FloatArray],
    activations: ByLayer[str],
    trace: ForwardTrace,
    y: FloatArray,
    loss: Loss,
) -> Gradients:
    """Return the gradients of a network that has computed `trace`; its arguments are not checked.

    Raises OverflowError if the loss, a delta or a gradient is too large for float64.
    """
    output = len(W)
    value = loss.value(trace.z[output], y)
    da_dz = {
        layer: get_activation(activations[layer]).derivative(trace.z[layer])
        for layer in range(1, output + 1)
    }
    dL_da = {output: loss.dL_da(trace.z[output], y)}
    delta = {output: loss.delta(trace.z[output], y)}
    blame, dW = {}, {}
    for layer in range(output, 0, -1):
        dW[layer] = np.outer(delta[layer], trace.a[layer - 1])
        # Summed by numpy, not by BLAS, whose last digits depend on the machine.
        blame[layer] = W[layer] * delta[layer][:, np.newaxis]
        if layer > 1:
            dL_da[layer - 1] = blame[layer].sum(axis=0)
            delta[layer - 1] = dL_da[layer - 1] * da_dz[layer - 1]

    cause = "the weights, activations or target are too large for float64"
    for name, arrays in (("delta", delta), ("blame", blame), ("dW", dW)):
        for layer in arrays:
            check_overflow(arrays[layer], f"{name}[{layer}]", cause)
    return Gradients(
        y=y,
        loss=value,
        loss_terms=read_only(loss.terms(trace.z[output], y)),
        dL_da=_by_layer("dL_da", dL_da),
        da_dz=_by_layer("da_dz", da_dz),
        delta=_by_layer("delta", delta),
        blame=_by_layer("blame", blame),
        dW=_by_layer("dW", dW),
        db=_by_layer("db", delta),
    )


def check_overflow(array: FloatArray, name: str, cause: str) -> None:
    """Raise OverflowError, with `name`, index and `cause`, unless all of `array` is finite."""
    finite = np.isfinite(array)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise OverflowError(f"{name} must be finite, got {array[index]} at {list(index)}: {cause}")


def _by_layer(name: str, arrays: dict[int, FloatArray]) -> ByLayer[FloatArray]:
    return ByLayer(name, tuple(read_only(arrays[layer]) for layer in sorted(arrays)))
