"""Edges take on new weights: width, opacity, hue and dashes change together."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Animation, VGroup

from netviz.checks import as_items, as_matrix, describe
from netviz.mobjects.weighted_edges import EdgeLabel, WeightedEdges
from netviz.scales import weight_color
from netviz.theme import current_theme

_OVERSHOOT = 0.12  # of the change: how far the edges swing past their new weights


class UpdateWeights(Animation):  # type: ignore[misc, unused-ignore]
    """The edges of a layer go from their weights to new ones, a little beyond, and settle.

    `weights` has the shape (n_out, n_in) of the edges' weights. `labels`, made by the edges'
    `weight_labels`, count along, but not beyond; each takes the hue of its sign.
    Raises TypeError or ValueError for anything but WeightedEdges, for another shape, NaN and
    infinities, and for labels that are not of these edges. Warns when a new weight is beyond
    `edges.full`: it would be drawn no thicker than that.

    Example:
        >>> from netviz import NeuronLayer, UpdateWeights, WeightedEdges
        >>> left, right = NeuronLayer(2), NeuronLayer(1).shift([3, 0, 0])
        >>> edges = WeightedEdges([[0.5, -0.9]], left, right)
        >>> animation = UpdateWeights(edges, [[0.1, -0.2]], run_time=1)
    """

    def __init__(
        self,
        edges: WeightedEdges,
        weights: Sequence[Sequence[float]] | np.ndarray,
        labels: Iterable[EdgeLabel] = (),
        **kwargs: Any,
    ) -> None:
        if not isinstance(edges, WeightedEdges):
            raise TypeError(f"edges must be WeightedEdges, got {describe(edges)}")
        self._edges = edges
        self._end = as_matrix(weights, "weights", shape=edges.weights.shape)
        largest = float(np.abs(self._end).max())
        if largest > edges.full * (1 + 1e-9):
            warnings.warn(
                f"weights up to {largest:.3g} are drawn as thick as {edges.full:.3g}, where the "
                f"scale of {edges!r} ends: make it with full={largest:.3g}",
                stacklevel=2,
            )
        self._labels: list[EdgeLabel] = list(as_items(labels, "labels"))
        for index, label in enumerate(self._labels):
            if not isinstance(label, EdgeLabel):
                raise TypeError(f"labels[{index}] must be an EdgeLabel, got {describe(label)}")
            edges.edge(*label.pair)
        kwargs.setdefault("name", f"UpdateWeights({edges})")
        super().__init__(VGroup(edges, *self._labels), **kwargs)

    def begin(self) -> None:
        """Read the weights that the edges show."""
        self._start = np.array(self._edges.weights)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the weights on the way: past the new ones in the second half, then back."""
        share = self.rate_func(alpha)
        swing = _OVERSHOOT * np.sin(np.pi * np.clip(2 * alpha - 1, 0, 1))
        self._show(share, share + swing)

    def finish(self) -> None:
        """Show exactly the new weights."""
        super().finish()
        if self.rate_func(1) == 1:
            self._edges.set_weights(self._end)

    def _show(self, counted: float, drawn: float) -> None:
        change = self._end - self._start
        self._edges.set_weights(self._start + change * drawn)
        theme = current_theme()
        for label in self._labels:
            value = float((self._start + change * counted)[label.pair])
            label.set_value(value).set_fill(weight_color(value, theme))
