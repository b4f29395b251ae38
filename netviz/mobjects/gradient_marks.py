"""What a backward pass leaves on a network: edges by gradient, rings by δ, gradients as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Mobject

from netviz.checks import as_items, describe
from netviz.drawing import Drawing, counted
from netviz.mobjects.gradient_edges import GradientEdges
from netviz.mobjects.gradient_rings import GradientRings
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.weighted_edges import EdgeLabels
from netviz.stacking import EDGES, NOTES
from netviz.theme import current_theme

_ALONG = (0.2, 0.8)  # the part of an edge on which its number may stand


class GradientMarks(Drawing):
    """The marks of all layers, the output's first: the order in which a sweep reaches them.

    `dW` holds the gradients ∂L/∂W of each layer, as the weights are, `delta` the δ of each layer.
    `edges`, `rings` and `labels` hold `GradientEdges`, `GradientRings` and the numbers by layer, 1
    to the last; widths are on one scale for the whole network. Numbers stand on their edges and
    keep clear of `avoid`, such as notes beside neurons. Not added: play it in, with `Sweep`.
    Raises TypeError or ValueError for anything but a diagram, when there is not one of both a
    layer, for other shapes, NaN and infinities, and when there is no room for a number.

    Example:
        >>> from netviz import GradientMarks, Network, NetworkDiagram
        >>> network = Network([[[0.5, -0.9], [0.1, 0.2]]], [[0.1, 0.0]], ["sigmoid"])
        >>> gradients = network.backward(network.forward([0.6, 0.7]), [0.1, 0.9])
        >>> marks = GradientMarks(NetworkDiagram(network.W), gradients.dW, gradients.delta)
        >>> len(marks.labels[1])
        4
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        dW: Iterable[Sequence[Sequence[float]] | np.ndarray],
        delta: Iterable[Sequence[float] | np.ndarray],
        avoid: Iterable[Mobject] = (),
        decimals: int = 3,
    ) -> None:
        if not isinstance(diagram, NetworkDiagram):
            raise TypeError(f"diagram must be a NetworkDiagram, got {describe(diagram)}")
        depth = len(diagram.sizes) - 1
        matrices, vectors = list(dW), list(delta)
        for name, given in (("dW", matrices), ("delta", vectors)):
            if len(given) != depth:
                raise ValueError(f"{name} must have one item a layer ({depth}), got {len(given)}")
        avoid, color = as_items(avoid, "avoid"), current_theme().gradient
        widest, largest = (
            max(float(np.abs(np.asarray(each)).max()) for each in given) or 1.0
            for given in (matrices, vectors)
        )
        self.edges: dict[int, GradientEdges] = {}
        self.rings: dict[int, GradientRings] = {}
        self.labels: dict[int, EdgeLabels] = {}
        super().__init__()
        for layer in range(depth, 0, -1):
            plain, carried = diagram.edges_into(layer), matrices[layer - 1]
            edges = GradientEdges(plain, carried, widest).set_z_index(EDGES + 1)
            rings = GradientRings(diagram.layers[layer], vectors[layer - 1], largest)
            labels = plain.value_labels(
                carried, color, decimals, avoid=avoid, along=_ALONG, beside=False, sign=False
            )
            self.edges[layer], self.rings[layer], self.labels[layer] = edges, rings, labels
            self.add(edges, rings.set_z_index(NOTES - 1), labels.set_z_index(NOTES))

    def _told(self) -> str:
        return counted(len(self.edges), "layer")
