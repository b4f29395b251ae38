"""The networks that a scene holds, and what they say about each place of a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from typing import Any, Self

import numpy as np
from manim import Scene

from netviz.model.forward_trace import ForwardTrace
from netviz.model.gradients import Gradients
from netviz.model.network import Network
from netviz.scales import format_value


@dataclass(frozen=True)
class Quantity:
    """An array of the model and what a person calls it, such as "trace.a[1]"."""

    name: str
    values: np.ndarray

    def shown(self, place: int | tuple[int, int], decimals: int, sign: bool) -> str:
        """How one of its values is written."""
        return format_value(float(self.values[place]), decimals, sign)


@dataclass
class Model:
    """All networks, forward passes and gradients among a scene's attributes, by their names."""

    networks: dict[str, Network] = field(default_factory=dict)
    traces: dict[str, ForwardTrace] = field(default_factory=dict)
    gradients: dict[str, Gradients] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene) -> Self:
        """What a scene holds, on itself or on its class, in lists, tuples and dicts too."""
        model = cls()
        for name, value in _attributes(scene):
            if isinstance(value, Network):
                model.networks[name] = value
            elif isinstance(value, ForwardTrace):
                model.traces[name] = value
            elif isinstance(value, Gradients):
                model.gradients[name] = value
        return model

    def __bool__(self) -> bool:
        return bool(self.networks or self.traces or self.gradients)

    def activations(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """a of a layer, in every forward pass of a network of these sizes."""
        return [
            Quantity(f"{name}.a[{layer}]", trace.a[layer]) for name, trace in self._traces(sizes)
        ]

    def sums(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """z of a layer, in every forward pass; none for the input."""
        if layer == 0:
            return []
        return [
            Quantity(f"{name}.z[{layer}]", trace.z[layer]) for name, trace in self._traces(sizes)
        ]

    def beside_neurons(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """Every vector with one number for each neuron of a layer."""
        found = self.activations(layer, sizes) + self.sums(layer, sizes)
        if layer == 0:
            return found
        for name, network in self.networks.items():
            if list(network.sizes) == list(sizes):
                found.append(Quantity(f"{name}.b[{layer}]", network.b[layer]))
        for name, gradients in self._gradients(sizes):
            for kind in ("dL_da", "da_dz", "delta", "db"):
                values = getattr(gradients, kind)[layer]
                if values.ndim == 1:
                    found.append(Quantity(f"{name}.{kind}[{layer}]", values))
            if layer == len(sizes) - 1:
                found.append(Quantity(f"{name}.y", gradients.y))
                found.append(Quantity(f"{name}.loss_terms", gradients.loss_terms))
        for name, trace in self._traces(sizes):
            if layer == len(sizes) - 1 and trace.exponentials is not None:
                found.append(Quantity(f"{name}.exponentials", trace.exponentials))
        return found

    def weights(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """W of a layer, of every network of these sizes."""
        return [
            Quantity(f"{name}.W[{layer}]", network.W[layer])
            for name, network in self.networks.items()
            if list(network.sizes) == list(sizes)
        ]

    def beside_edges(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """Every matrix with one number for each edge into a layer."""
        found = self.weights(layer, sizes)
        for a, b in permutations(found, 2):
            found.append(Quantity(f"{a.name} − {b.name}", a.values - b.values))
        for name, trace in self._traces(sizes):
            found.append(Quantity(f"{name}.products[{layer}]", trace.products[layer]))
        return found + self.gradients_of_weights(layer, sizes)

    def gradients_of_weights(self, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """∂L/∂W of a layer, and what each of its weights hands back."""
        return [
            Quantity(f"{name}.{kind}[{layer}]", getattr(gradients, kind)[layer])
            for name, gradients in self._gradients(sizes)
            for kind in ("dW", "blame")
        ]

    def of_shape(self, shape: tuple[int, ...]) -> list[Quantity]:
        """Every vector or matrix of a shape; a vector also counts as one column."""
        found = []
        for sizes in self.sizes():
            for layer in range(len(sizes)):
                vectors = [
                    Quantity(quantity.name, quantity.values[:, None])
                    for quantity in self.beside_neurons(layer, sizes)
                ]
                matrices = self.beside_edges(layer, sizes) if layer else []
                found += [q for q in (*vectors, *matrices) if q.values.shape == shape]
        return found

    def sizes(self) -> list[tuple[int, ...]]:
        """Neurons in each layer, of every kind of network there is."""
        sizes = [tuple(network.sizes) for network in self.networks.values()]
        sizes += [_sizes_of(trace) for trace in self.traces.values()]
        return list(dict.fromkeys(sizes))

    def _traces(self, sizes: Sequence[int]) -> list[tuple[str, ForwardTrace]]:
        return [(n, t) for n, t in self.traces.items() if _sizes_of(t) == tuple(sizes)]

    def _gradients(self, sizes: Sequence[int]) -> list[tuple[str, Gradients]]:
        return [
            (name, gradients)
            for name, gradients in self.gradients.items()
            if [dW.shape for dW in gradients.dW]
            == [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
        ]


def _sizes_of(trace: ForwardTrace) -> tuple[int, ...]:
    return tuple(len(a) for a in trace.a)


def _attributes(scene: Scene) -> Iterator[tuple[str, Any]]:
    own = dict(vars(scene))
    for parent in type(scene).__mro__:
        if parent is Scene:
            break
        for name, value in vars(parent).items():
            own.setdefault(name, value)
    for name, value in own.items():
        if isinstance(value, dict):
            for key, held in value.items():
                yield f"{name}[{key!r}]", held
        elif isinstance(value, (list, tuple)):
            for index, held in enumerate(value):
                yield f"{name}[{index}]", held
        else:
            yield name, value
