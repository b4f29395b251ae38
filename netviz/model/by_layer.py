"""A sequence that is indexed by layer, from 1, as in the formulas."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import index
from typing import Generic, SupportsIndex, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class ByLayer(Generic[T]):
    """One value for each of the layers 1 … L: `W[l]` belongs to layer l, `W[-1]` to the output.

    Layer 0 is the input, which has no weights: index 0 raises IndexError, as does one beyond L.
    Iteration goes from layer 1 to layer L; `len` is L.

    >>> activations = ByLayer("activations", ("relu", "softmax"))
    >>> activations[1], activations[-1]
    ('relu', 'softmax')
    >>> activations[0]
    Traceback (most recent call last):
    IndexError: activations[0] does not exist: layer 0 is the input, use 1 to 2 or -2 to -1
    """

    name: str
    values: tuple[T, ...]

    def __getitem__(self, layer: SupportsIndex) -> T:
        layer, n = index(layer), len(self.values)
        if layer == 0 or abs(layer) > n:
            reason = "layer 0 is the input, " if layer == 0 else ""
            raise IndexError(
                f"{self.name}[{layer}] does not exist: {reason}use 1 to {n} or -{n} to -1"
            )
        return self.values[layer - 1 if layer > 0 else layer]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[T]:
        return iter(self.values)

    def __repr__(self) -> str:
        items = (f"{layer}: {value!r}" for layer, value in enumerate(self, start=1))
        return f"{self.name}[{', '.join(items)}]"
