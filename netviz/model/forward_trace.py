"""Everything a network computes for one input, kept so that a scene only reads."""

from dataclasses import dataclass

import numpy as np

from netviz.checks import FloatArray, brief
from netviz.model.by_layer import ByLayer


@dataclass(frozen=True, eq=False, repr=False)
class ForwardTrace:
    """The numbers of one forward pass, as `Network.forward` returns them; all arrays read-only.

    `a[l]`, shape (n_l,), are the activations; `a[0]` is the input x.
    `z[l]`, shape (n_l,), are the pre-activations, from l = 1.
    `products[l]`, shape (n_l, n_(l-1)), are the products W[l][j, k] · a[l-1][k], from l = 1:
    the sum of row j plus b[l][j] is z[l][j].

    If the output is a softmax, `output` is `exponentials / exp_sum`. The `exponentials`, shape
    (n_L,), are plainly exp(z[L]), and `exp_shift` is 0.0. Only when the largest logit is beyond
    ±500, where exp would soon overflow or vanish, are they exp(z[L] - exp_shift), with that largest
    logit as the shift. For any other output, `exponentials` and `exp_sum` are None.

    >>> from netviz.model import Network
    >>> trace = Network([[[1, 2], [3, 4]]], [[0, 1]], ["identity"]).forward([1, -1])
    >>> trace.products[1]
    array([[ 1., -2.],
           [ 3., -4.]])
    >>> trace.z[1]
    array([-1.,  0.])
    """

    a: tuple[FloatArray, ...]
    z: ByLayer[FloatArray]
    products: ByLayer[FloatArray]
    exponentials: FloatArray | None = None
    exp_sum: float | None = None
    exp_shift: float = 0.0

    def __repr__(self) -> str:
        return f"ForwardTrace({[len(a) for a in self.a]}, output {brief(self.output)})"

    @property
    def x(self) -> FloatArray:
        """The input, a[0]."""
        return self.a[0]

    @property
    def output(self) -> FloatArray:
        """The activations of the last layer, a[L]."""
        return self.a[-1]

    @property
    def prediction(self) -> int:
        """Index of the largest output; of equal ones, the first."""
        return int(np.argmax(self.output))

    def strongest_path(self) -> list[int]:
        """One neuron a layer, input first: back from the prediction, what adds most to each z.

        >>> from netviz.model import Network
        >>> network = Network([[[1, 2], [3, 4]], [[1, 9]]], [[0, 0], [0]], ["identity"] * 2)
        >>> network.forward([1, 0.5]).strongest_path()
        [0, 1, 0]
        """
        path = [self.prediction]
        for layer in range(len(self.a) - 1, 0, -1):
            path.insert(0, int(self.products[layer][path[0]].argmax()))
        return path
