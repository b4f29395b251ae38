"""One neuron's sum where it happens: a weight and a product beside each edge, a bias beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from netviz.drawing import Drawing, counted
from netviz.mobjects.halo import halo
from netviz.mobjects.neuron_layer import Neuron
from netviz.mobjects.number import Number
from netviz.mobjects.weighted_edges import WeightedEdges
from netviz.theme import current_theme
from netviz.typeset import text

_WEIGHTS, _PRODUCTS = (0.1, 0.42), (0.64, 0.97)  # the parts of an edge beside which they stand


class NeuronSum(Drawing):
    """The numbers that add up to neuron `j`'s z, each at its place in the picture.

    `products` has the shape of the weights and holds w·a; `neuron` is the target's j-th. `weights`
    stand where edges begin, `products` where they arrive, `bias` beside the neuron; `words` are
    "weight" and "bias", once each. `decimals` are those of weights and bias.
    Raises ValueError when the products have not the shape of the weights or the labels no room.

    Example:
        >>> from netviz import NetworkDiagram, NeuronSum
        >>> diagram = NetworkDiagram([[[0.5, -0.9]]])
        >>> neuron = diagram.layers[1].neuron(0)
        >>> notes = NeuronSum(diagram.edges_into(1), neuron, 0, [[0.25, -0.72]], bias=0.1)
        >>> [label.string for label in notes.products]
        ['0.25', '−0.72']
    """

    def __init__(
        self,
        edges: WeightedEdges,
        neuron: Neuron,
        j: int,
        products: Sequence[Sequence[float]] | np.ndarray,
        bias: float,
        decimals: int = 1,
    ) -> None:
        theme = current_theme()
        near = edges.into(j)
        pairs = [edge.pair for edge in near]
        self.weights = edges.weight_labels(pairs, decimals, near, along=_WEIGHTS)
        self.products = edges.value_labels(
            products, theme.activation, 2, pairs, near, [self.weights], _PRODUCTS, sign=False
        )
        self.bias = halo(Number(bias, decimals, sign=True).next_to(neuron.disc, RIGHT, buff=0.14))
        self.words = VGroup(
            text("weight", color=theme.muted).next_to(self.weights[0], UP, buff=0.1),
            text("bias", color=theme.muted).next_to(self.bias, DOWN, buff=0.1),
        )
        super().__init__(self.weights, self.products, self.bias, halo(self.words))

    def _told(self) -> str:
        return counted(len(self.weights), "weight")
