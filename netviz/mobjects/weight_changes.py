"""How the weights of a layer change: a mark for up or down beside each edge, and what was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Mobject, Triangle, VGroup

from netviz.checks import as_matrix, describe
from netviz.drawing import Drawing
from netviz.mobjects.weighted_edges import Edge, Pair, WeightedEdges
from netviz.theme import current_theme

_SIZE = 0.2  # Manim units, height of a mark
_GHOST_OPACITY = 0.3
_ASIDE = 0.02  # between an edge and its ghost, beside their widths


class ChangeMark(Drawing):
    """▲, filled, for a weight that grows; ▼, hollow, for one that falls. `pair` says which edge."""

    def __init__(self, pair: Pair, rises: bool) -> None:
        theme = current_theme()
        mark = Triangle(stroke_color=theme.text, stroke_width=3.0, fill_color=theme.text)
        mark.stretch_to_fit_height(_SIZE).stretch_to_fit_width(_SIZE * 1.1)
        mark.set_fill(opacity=1.0 if rises else 0.0)
        super().__init__(mark if rises else mark.rotate(np.pi))
        self.pair, self.rises = pair, rises

    def _told(self) -> str:
        return f"{'▲' if self.rises else '▼'} at {self.pair}"


class WeightChanges(Drawing):
    """Marks and ghosts for weights that are about to change: make it before `UpdateWeights`.

    `new_weights` has the shape (n_out, n_in) of the edges' weights. `marks` holds a ▲ beside each
    edge whose weight grows and a ▼ beside each whose weight falls, none where it stays; they keep
    clear of `avoid`, as labels do. `ghosts` holds a faint copy of every edge that changes, as it
    was, next to where the edge is.
    Raises TypeError or ValueError for anything but WeightedEdges, for another shape, NaN and
    infinities, and when there is no room for every mark.

    Example:
        >>> from netviz import NeuronLayer, WeightChanges, WeightedEdges
        >>> left, right = NeuronLayer(2), NeuronLayer(1).shift([3, 0, 0])
        >>> edges = WeightedEdges([[0.5, -0.9]], left, right)
        >>> changes = WeightChanges(edges, [[0.4, -0.2]])
        >>> [mark.rises for mark in changes.marks]
        [False, True]
    """

    def __init__(
        self,
        edges: WeightedEdges,
        new_weights: Sequence[Sequence[float]] | np.ndarray,
        avoid: Iterable[Mobject] = (),
    ) -> None:
        if not isinstance(edges, WeightedEdges):
            raise TypeError(f"edges must be WeightedEdges, got {describe(edges)}")
        change = as_matrix(new_weights, "new_weights", edges.weights.shape) - edges.weights
        changing = [edge for edge in edges if change[edge.pair] != 0]
        self.ghosts = VGroup(*(_ghost(edge) for edge in changing))
        marks = (ChangeMark(edge.pair, bool(change[edge.pair] > 0)) for edge in changing)
        self.marks = edges.place_labels(VGroup(*marks), avoid=avoid)
        for ghost, mark in zip(self.ghosts, self.marks, strict=True):
            _step_aside(ghost, mark)
        super().__init__(*(group for group in (self.ghosts, self.marks) if len(group)))

    def _told(self) -> str:
        rising = sum(mark.rises for mark in self.marks)
        return f"{rising} ▲, {len(self.marks) - rising} ▼"


def _ghost(edge: Edge) -> Edge:
    """The edge as it is, faint."""
    ghost: Edge = edge.copy()
    ghost.set_stroke(opacity=_GHOST_OPACITY)
    return ghost


def _step_aside(ghost: Edge, mark: ChangeMark) -> None:
    """Put the ghost beside its edge, on the side where the mark is not."""
    start, end = ghost.ends()
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0], 0.0])
    if (mark.get_center() - start) @ across > 0:
        across = -across
    ghost.shift(across * (_ASIDE + ghost.get_stroke_width() / 100))
