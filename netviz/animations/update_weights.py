"""Edges take on new weights: width, opacity, hue and dashes change together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation

from netviz.checks import as_matrix
from netviz.mobjects.weighted_edges import WeightedEdges


class UpdateWeights(Animation):  # type: ignore[misc, unused-ignore]
    """The edges of a layer go from their weights to new ones, a little beyond, and back.

    `weights` has the shape (n_out, n_in) of the edges' weights. Raises ValueError for another
    shape, NaN and infinities.

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
        **kwargs: Any,
    ) -> None:
        self._end = as_matrix(weights, "weights", shape=edges.weights.shape)
        super().__init__(edges, **kwargs)

    def begin(self) -> None:
        """Read the weights that the edges show."""
        self._start = np.array(self.mobject.weights)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the weights on the way: past the new ones by a tenth, then settling."""
        share = self.rate_func(alpha)
        overshoot = 0.1 * np.sin(np.pi * min(1.0, max(0.0, 2 * alpha - 1)))
        self.mobject.set_weights(self._start + (self._end - self._start) * (share + overshoot))

    def finish(self) -> None:
        """Show exactly the new weights."""
        super().finish()
        self.mobject.set_weights(self._end)
