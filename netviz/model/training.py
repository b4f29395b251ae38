"""Training: gradient descent over all examples at once, with the history of the loss."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netviz.checks import FloatArray, as_integer, as_matrix, as_positive, describe, read_only
from netviz.model.by_layer import ByLayer
from netviz.model.gradients import backpropagate
from netviz.model.losses import get_loss
from netviz.model.network import Network, descend


@dataclass(frozen=True, eq=False, repr=False)
class Training:
    """The outcome of `train`: the `network` after the last step, and the history of its loss.

    `losses`, shape (steps + 1,), read-only, holds the mean loss over the examples: losses[0] of the
    network as it was given, losses[i] after i steps.

    >>> network = Network([[[0.5]]], [[0]], ["identity"])
    >>> training = train(network, xs=[[1]], ys=[[1]], learning_rate=0.25, steps=2)
    >>> training.losses
    array([0.125    , 0.03125  , 0.0078125])
    >>> training.network.W[1], training.network.b[1]
    (array([[0.6875]]), array([0.1875]))
    """

    network: Network
    losses: FloatArray

    def __repr__(self) -> str:
        steps = len(self.losses) - 1
        return f"Training({steps} steps, loss {self.losses[0]:.4g} → {self.losses[-1]:.4g})"


def train(
    network: Network,
    xs: npt.ArrayLike,
    ys: npt.ArrayLike,
    learning_rate: float,
    steps: int,
    loss: str = "squared_error",
) -> Training:
    """Train on all examples at once: each step goes against the mean of their gradients.

    `xs`, shape (n, sizes[0]), holds an input in each row, and `ys`, shape (n, sizes[-1]), the
    target of each; n may be 1. A second call with the network of the first goes on where that one
    ended: to see the networks between, train in parts.

    Raises TypeError or ValueError if a value is no finite real number, a shape does not fit,
    `learning_rate` is not positive, `steps` is no int of 0 or more, or `loss` does not suit the
    output or a target; OverflowError, naming the step, if the training diverges beyond float64.
    """
    if not isinstance(network, Network):
        raise TypeError(f"network must be a Network, got {describe(network)}")
    inputs = as_matrix(xs, "xs", (None, network.sizes[0]))
    targets = as_matrix(ys, "ys", (len(inputs), network.sizes[-1]))
    judge = get_loss(loss, network.activations[-1])
    examples = [
        (x, judge.check_target(y, len(y), f"ys[{i}]"))
        for i, (x, y) in enumerate(zip(inputs, targets, strict=True))
    ]
    learning_rate = as_positive(learning_rate, "learning_rate")
    steps = as_integer(steps, "steps", 0)

    losses, step = np.empty(steps + 1), 0
    try:
        for step in range(steps):
            batch = [
                backpropagate(network.W, network.activations, network.forward(x), y, judge)
                for x, y in examples
            ]
            losses[step] = _mean([gradients.loss for gradients in batch])
            dW = _mean_by_layer([gradients.dW for gradients in batch])
            db = _mean_by_layer([gradients.db for gradients in batch])
            network = descend(network, dW, db, learning_rate)
        step = steps
        losses[step] = _mean([judge.value(network.forward(x).z[-1], y) for x, y in examples])
    except OverflowError as error:
        raise OverflowError(
            f"training diverged at step {step} with learning_rate {learning_rate:g}: {error}"
        ) from error
    return Training(network, read_only(losses))


def _mean_by_layer(examples: Sequence[ByLayer[FloatArray]]) -> list[FloatArray]:
    """Return the mean over the examples for each layer."""
    return [_mean(arrays) for arrays in zip(*examples, strict=True)]


def _mean(values: Sequence[float | FloatArray]) -> FloatArray:
    """Return the mean, divided before it is summed, which cannot overflow."""
    return np.asarray((np.asarray(values) / len(values)).sum(axis=0))
