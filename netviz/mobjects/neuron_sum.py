"""One neuron's sum where it happens: a product beside each edge, the bias at the neuron."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP

from netviz.drawing import Drawing, counted
from netviz.mobjects.extent import box_around
from netviz.mobjects.halo import halo
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.mobjects.number import Number
from netviz.mobjects.weighted_edges import WeightedEdges

_BUFF, _CLEAR = 0.06, 0.05  # from the neuron; kept from other neurons


class NeuronSum(Drawing):
    """The numbers that add up to the z of neuron `j` of `layer`, each at its place in the picture.

    `products` are a `ProductLabel` for each edge that reaches it, `bias` stands below the neuron,
    or above or beside it where there is no room. `values` has one number a source neuron, `terms`
    has the shape of the weights and holds w·a; `decimals` are those of values and of weights.
    Raises ValueError when the terms have not the shape of the weights or the labels no room.

    Example:
        >>> from netviz import NetworkDiagram, NeuronSum
        >>> diagram = NetworkDiagram([[[0.5, -0.9]]])
        >>> edges, layer = diagram.edges_into(1), diagram.layers[1]
        >>> notes = NeuronSum(edges, layer, 0, [0.5, 0.8], [[0.25, -0.72]], bias=0.1)
        >>> notes.bias.string
        '+0.1'
    """

    def __init__(
        self,
        edges: WeightedEdges,
        layer: NeuronLayer,
        j: int,
        values: Sequence[float] | np.ndarray,
        terms: Sequence[Sequence[float]] | np.ndarray,
        bias: float,
        decimals: tuple[int, int] = (1, 1),
    ) -> None:
        near = edges.into(j)
        pairs = [edge.pair for edge in near]
        self.products = edges.product_labels(values, terms, pairs, decimals, clear_of=near)
        self.bias = Number(bias, decimals[1], sign=True)
        disc = as_layer(layer, "layer").neuron(j).disc
        taken = [box_around(neuron.disc) for neuron in layer.neurons]
        if layer.label is not None:
            taken.append(box_around(layer.label))
        for side in (DOWN, UP, RIGHT):
            self.bias.next_to(disc, side, buff=_BUFF)
            if not any(box_around(self.bias).overlaps(box, _CLEAR) for box in taken):
                break
        super().__init__(self.products, halo(self.bias))

    def _told(self) -> str:
        return counted(len(self.products), "product")
