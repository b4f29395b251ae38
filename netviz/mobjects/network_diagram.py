"""A whole network: neuron layers side by side, the weighted edges between them, names below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import VGroup

from netviz.checks import (
    as_integer,
    as_items,
    as_number,
    as_positive,
    as_text,
    as_weights,
    describe,
)
from netviz.drawing import Drawing
from netviz.layout import Box, as_box, collapse
from netviz.mobjects.neuron_layer import NeuronLayer
from netviz.mobjects.weighted_edges import Edge, WeightedEdges
from netviz.stacking import EDGES, GLOWS, NEURONS

_NAME_BAND = 0.52  # height kept for the names below the layers
_NAME_GAP = 0.1
_HALF_NAME = 0.75  # from a box's side to the middle of the outer columns
# A diagram alone: as wide and as high as it needs, at most so.
_WIDTH_A_LAYER, _MOST_WIDTH, _MOST_HEIGHT = 4.2, 12.4, 5.2


class NetworkDiagram(Drawing):
    """A network, the input layer at the left.

    `weights` holds one matrix (n_out, n_in) a layer, as `Network.W` does; sizes follow from them.
    `box` is where it is drawn: the middle of the frame unless a `Box` is given, such as
    `Frame().diagram`, which leaves room for a panel below and bars at the right.
    Layers with more than `most_shown` neurons are collapsed; `keep` says by layer which neuron must
    stay visible. Neurons of a layer are at most `most_spacing` apart, one number, or one a layer,
    their radius is at most `most_radius` (Manim units). `names` are written below the layers with
    the true sizes (default: input, hidden 1, …, output), in a band `name_band` high, which may
    leave room for notes. `decimals` says for each layer with how many its values are shown.
    `full` is the size of weight drawn widest (default: the largest of `weights`): one for several
    diagrams, or for a training, makes their edges comparable (see `Network.largest_weight`).
    Raises TypeError or ValueError when the matrices do not fit each other, when there is not one
    name and one number of decimals a layer, when names would run into each other, and for a `full`
    that is not positive or less than a weight.

    Example:
        >>> from netviz import NetworkDiagram
        >>> diagram = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]], [[1.0, 0.3]]])
        >>> diagram.sizes, diagram.edges_into(2).edge(0, 1).weight
        ((2, 2, 1), 0.3)
    """

    def __init__(
        self,
        weights: Sequence[Sequence[Sequence[float]] | np.ndarray],
        names: Sequence[str] | None = None,
        box: Box | None = None,
        most_shown: int = 5,
        decimals: Sequence[int] | None = None,
        show_values: bool = True,
        keep: Mapping[int, int] | None = None,
        most_spacing: float | Sequence[float] = 1.15,
        most_radius: float = 0.36,
        full: float | None = None,
        name_band: float = _NAME_BAND,
    ) -> None:
        if hasattr(weights, "W"):
            raise TypeError(
                f"weights must be a matrix for each layer, got {describe(weights)}: write network.W"
            )
        matrices = as_weights(weights, "weights")
        # One scale for the whole network: the same width means the same weight in every layer.
        largest = max(float(np.abs(matrix).max()) for matrix in matrices)
        if full is not None and as_positive(full, "full") < largest:
            raise ValueError(
                f"full must be at least the largest weight, {largest:g}, so that its edge can be "
                f"told from others, got {full:g}"
            )
        self.sizes = (matrices[0].shape[1], *(matrix.shape[0] for matrix in matrices))
        depth = len(matrices)
        names = default_names(depth) if names is None else as_items(names, "names")
        decimals = [2] * (depth + 1) if decimals is None else as_items(decimals, "decimals")
        keep = {} if keep is None else keep
        if not isinstance(keep, Mapping):
            raise TypeError(f"keep must map layers to neurons, got {describe(keep)}")
        wrong = [layer for layer in keep if layer not in range(depth + 1)]
        if wrong:
            raise ValueError(f"keep must name layers 0 to {depth}, got {wrong}")
        alike = isinstance(most_spacing, (int, float))
        spacings = as_items([most_spacing] * (depth + 1) if alike else most_spacing, "most_spacing")
        for argument, value in (
            ("names", names),
            ("decimals", decimals),
            ("most_spacing", spacings),
        ):
            if len(value) != depth + 1:
                raise ValueError(
                    f"{argument} must have one item a layer ({depth + 1}), got {len(value)}"
                )
        places = max(len(collapse(size, most_shown, name="most_shown")) for size in self.sizes)
        for spacing in spacings:
            as_positive(spacing, "most_spacing")
        as_positive(most_radius, "most_radius")
        box = as_box(box, _alone(depth, places, max(spacings), most_radius))
        room = box.height - as_positive(name_band, "name_band")
        if room <= 0 or box.width <= 2 * _HALF_NAME:
            raise ValueError(
                f"box must be wider than {2 * _HALF_NAME:g} and higher than {name_band:g} units, "
                f"got {box.width:g} by {box.height:g}"
            )
        radius = min(most_radius, room / (places * 2.2), box.width / (depth + 1) / 3.5)
        self.layers = Layers()
        # Names are wider than neurons: the outer columns keep half a name's width to the border.
        xs = _columns(box, depth + 1)
        columns = zip(self.sizes, xs, decimals, spacings, strict=True)
        for index, (size, x, digits, spacing) in enumerate(columns):
            layer = NeuronLayer(
                size,
                radius=radius,
                height=room - 2 * radius,
                most_spacing=spacing,
                most_shown=most_shown,
                decimals=digits,
                show_values=show_values,
                keep=keep.get(index),
            )
            layer.shift([x, box.top - room / 2, 0])
            self.layers.add(layer.set_z_index(NEURONS))
            for neuron in layer.neurons:  # no glow lies over another neuron
                neuron.glow.set_z_index(GLOWS)
        self._edges = VGroup(
            *(
                WeightedEdges(matrix, self.layers[i], self.layers[i + 1], (full or largest) or None)
                for i, matrix in enumerate(matrices)
            )
        ).set_z_index(EDGES)
        for index, (layer, name) in enumerate(zip(self.layers, names, strict=True)):
            name = as_text(name, f"names[{index}]")
            layer.add_name(f"{name} ({layer.count})", box.bottom + 0.08)
        super().__init__(self._edges, self.layers)
        for left, right in pairwise(self.layers):
            gap = float(right.label.get_left()[0] - left.label.get_right()[0])
            if gap < _NAME_GAP:
                raise ValueError(
                    f"names must leave {_NAME_GAP} units between layers, got {gap:.2f} between "
                    f"{left.label.source!r} and {right.label.source!r}: shorten them, or draw "
                    f"fewer layers"
                )

    def places_in(self, box: Box) -> list[float]:
        """Where the columns are when they fill the width of a box: their middles' x."""
        return list(map(float, _columns(as_box(box, box), len(self.layers))))

    def set_columns(self, places: Sequence[float]) -> NetworkDiagram:
        """Move the columns to these x (Manim units), with their names; the edges follow.

        Raises ValueError for another number of places than layers.

        Example:
            >>> from netviz import Box, NetworkDiagram
            >>> diagram = NetworkDiagram([[[0.5, -0.9]]])
            >>> diagram = diagram.set_columns(diagram.places_in(Box(-6, -2, 6, 2)))
            >>> round(float(diagram.layers[1].neuron(0).disc.get_x()), 2)
            5.25
        """
        items = as_items(places, "places")
        if len(items) != len(self.layers):
            raise ValueError(
                f"places must have one x a layer ({len(self.layers)}), got {len(items)}"
            )
        for layer, x in zip(self.layers, items, strict=True):
            layer.shift([as_number(x, "places") - layer.neurons[0].disc.get_x(), 0.0, 0.0])
        for edges in self._edges:
            edges.reconnect()
        return self

    @property
    def edges(self) -> list[Edge]:
        """Every edge drawn, layer by layer."""
        return [edge for edges in self._edges for edge in edges]

    def as_icon(self, width: float, center: Sequence[float] | np.ndarray) -> NetworkDiagram:
        """A small copy without names and digits, for a place inside something else."""
        icon: NetworkDiagram = self.copy()
        icon.scale(as_positive(width, "width") / icon.width).move_to(center)
        for layer in icon.layers:
            VGroup(layer.label, *(neuron.digits for neuron in layer.neurons)).set_opacity(0)
        return icon

    def edges_into(self, layer: int) -> WeightedEdges:
        """The edges that reach a layer; 1 is the first hidden one, -1 the output.

        Raises ValueError for the input layer and for layers that do not exist.
        """
        last = len(self.sizes) - 1
        index = as_integer(layer, "layer", minimum=-last)
        index += len(self.sizes) if index < 0 else 0
        if not 1 <= index <= last:
            raise ValueError(f"layer must be 1 to {last}, or -1 for the last, got {layer}")
        edges: WeightedEdges = self._edges[index - 1]
        return edges

    def _told(self) -> str:
        return str(list(self.sizes))


def _columns(box: Box, count: int) -> np.ndarray:
    """The x of columns that fill a box, but for half a name's width at its sides."""
    return np.linspace(box.left + _HALF_NAME, box.right - _HALF_NAME, count)


class Layers(VGroup):  # type: ignore[misc, unused-ignore]
    """The layers of a diagram: 0 is the input, -1 the output."""

    def __getitem__(self, layer: Any) -> Any:
        """The layer of this index, or those of a slice. Raises IndexError for one that is not."""
        try:
            return super().__getitem__(layer)
        except IndexError:
            last = len(self) - 1
            raise IndexError(
                f"layers[{layer}] does not exist: use 0 to {last} (0 is the input, {last} the "
                f"output) or -{last + 1} to -1"
            ) from None


def _alone(depth: int, places: int, most_spacing: float, most_radius: float) -> Box:
    """The middle of the frame, as large as a network needs it."""
    x = min(_MOST_WIDTH, depth * _WIDTH_A_LAYER + 2 * _HALF_NAME) / 2
    column = (places - 1) * most_spacing + 2 * most_radius
    y = min(_MOST_HEIGHT, column + 0.15 + _NAME_BAND) / 2
    return Box(-x, -y, x, y)


def default_names(depth: int) -> list[str]:
    """Names of the layers of a network with `depth` layers that compute."""
    hidden = ["hidden"] if depth == 2 else [f"hidden {i}" for i in range(1, depth)]
    return ["input", *hidden, "output"]
