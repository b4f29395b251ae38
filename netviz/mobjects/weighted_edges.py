"""The weights between two layers as edges: width and opacity by size, hue and dashes by sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Mobject, VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz import scales
from netviz.checks import (
    as_integer,
    as_items,
    as_matrix,
    as_number,
    as_positive,
    as_vector,
    describe,
)
from netviz.drawing import Drawing
from netviz.formulas import number, relation
from netviz.layout import dashes, edge_ends, lengths_inside, place_all_beside, place_beside
from netviz.mobjects.extent import box_around
from netviz.mobjects.halo import halo
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.mobjects.number import Number
from netviz.mobjects.plate import PLATE_PADDING, Plate
from netviz.theme import current_theme
from netviz.typeset import text

Pair = tuple[int, int]

_DASH, _GAP = 0.13, 0.09
_ALONG = (0.08, 0.92)  # the part of an edge beside which its label may stand
_NOTE_GAP = 0.05  # kept from notes, beside what `place_all_beside` keeps
_LABEL_GAP = 0.1  # kept between weight labels, beside what `place_beside` keeps


class Edge(VMobject):  # type: ignore[misc, unused-ignore]
    """The edge from neuron `k` to neuron `j`; its `weight` decides width, opacity, hue, dashes."""

    def __init__(self, start: np.ndarray, end: np.ndarray, pair: Pair) -> None:
        self.pair = pair
        self.weight, self.full = 0.0, 1.0
        plain = scales.weight_width(self.weight, self.full, current_theme())
        super().__init__(fill_opacity=0.0, stroke_width=plain)
        self.start, self.end = start, end

    def set_weight(self, weight: float, full: float) -> Edge:
        """Take the look of a weight; `full` is the size of weight drawn widest."""
        theme, scale = current_theme(), self.stroke_scale
        self.weight, self.full = as_number(weight, "weight"), full
        start, end = self.ends()
        draw_segments(self, dashes(start, end, _DASH, _GAP) if weight < 0 else [(start, end)])
        self.set_stroke(
            scales.weight_color(weight, theme),
            width=scales.weight_width(weight, full, theme) * scale,
            opacity=scales.weight_opacity(weight, full, theme),
        )
        return self

    @property
    def stroke_scale(self) -> float:
        """How wide the edge is drawn, as a share of its weight's width: 1 unless it was scaled."""
        plain = scales.weight_width(self.weight, self.full, current_theme())
        return float(self.stroke_width) / plain if plain > 0 else 1.0

    def set_brightness(self, share: float) -> Edge:
        """Draw the edge with a share of the opacity of its weight; 1 is its own look."""
        full = scales.weight_opacity(self.weight, self.full, current_theme())
        self.set_stroke(opacity=full * share)
        return self

    @property
    def brightness(self) -> float:
        """The share of the opacity of its weight with which the edge is drawn."""
        full = scales.weight_opacity(self.weight, self.full, current_theme())
        return float(self.get_stroke_opacity()) / full if full > 0 else 1.0

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the edge leaves neuron k and where it reaches neuron j."""
        if len(self.points):
            return self.points[0].copy(), self.points[-1].copy()
        return self.start, self.end

    def __repr__(self) -> str:
        return f"Edge({self.pair[1]} → {self.pair[0]}, {self.weight:.3g})"


class WeightedEdges(Drawing):
    """The edges of a weight matrix W between two neuron layers.

    `weights` has the shape (n_out, n_in): `W[j, k]` belongs to the edge from neuron k of `source`
    to neuron j of `target`. Width and opacity grow with |w|, relative to `full` (default: the
    largest |w| of this matrix; all-zero weights are drawn at the minimum); negative weights have
    another hue and are dashed. Edges of neurons hidden behind an ellipsis are not drawn.
    Raises ValueError when the shape does not fit the layers, or for NaN and infinities.

    Example:
        >>> from netviz import NeuronLayer, WeightedEdges
        >>> left, right = NeuronLayer(2), NeuronLayer(1).shift([3, 0, 0])
        >>> WeightedEdges([[0.5, -0.9]], left, right).edge(0, 1).weight
        -0.9
    """

    def __init__(
        self,
        weights: Sequence[Sequence[float]] | np.ndarray,
        source: NeuronLayer,
        target: NeuronLayer,
        full: float | None = None,
    ) -> None:
        shape = (as_layer(target, "target").count, as_layer(source, "source").count)
        self.weights = as_matrix(weights, "weights", shape)
        largest = float(np.abs(self.weights).max())
        self.full = largest if full is None else as_positive(full, "full")
        self._source, self._target = source, target
        pairs = [(j, k) for j in target.shown for k in source.shown]
        self._edges = {pair: index for index, pair in enumerate(pairs)}
        super().__init__(*(Edge(*self._ends(pair), pair) for pair in pairs))
        for edge in self:
            edge.set_weight(self.weights[edge.pair], self.full)

    def _ends(self, pair: Pair) -> tuple[np.ndarray, np.ndarray]:
        a, b = self._source.neuron(pair[1]).disc, self._target.neuron(pair[0]).disc
        return edge_ends(a.get_center(), b.get_center(), a.width / 2, b.width / 2)

    def update(self, dt: float = 0, recursive: bool = True) -> WeightedEdges:
        """Call updaters as Manim does, and pass over the edges that have none.

        Manim asks in every frame, of thousands of edges.
        """
        super().update(dt, recursive=False)
        if recursive:
            for edge in self.submobjects:
                if edge.updaters or edge.submobjects:
                    edge.update(dt)
        return self

    def reconnect(self) -> WeightedEdges:
        """Draw the edges again, each as bright as it is, where their neurons are now."""
        for edge in self:
            share = edge.brightness
            edge.clear_points()
            edge.start, edge.end = self._ends(edge.pair)
            edge.set_weight(edge.weight, edge.full).set_brightness(share)
        return self

    def set_weights(self, weights: Sequence[Sequence[float]] | np.ndarray) -> WeightedEdges:
        """Show other weights of the same shape, on the same scale."""
        self.weights = as_matrix(weights, "weights", shape=self.weights.shape)
        for edge in self:
            edge.set_weight(self.weights[edge.pair], self.full)
        return self

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """(j, k) of every edge drawn."""
        return tuple(self._edges)

    def edge(self, j: int, k: int) -> Edge:
        """The edge to neuron j of the target from neuron k of the source.

        Raises ValueError when there is no such edge or it is hidden behind an ellipsis.
        """
        if (j, k) not in self._edges:
            raise ValueError(
                f"(j, k) must be an edge drawn, from one of {sorted({k for _, k in self.pairs})} "
                f"to one of {sorted({j for j, _ in self.pairs})}, got {(j, k)}"
            )
        edge: Edge = self[self._edges[j, k]]
        return edge

    def chosen(self, pairs: Iterable[Pair]) -> list[Edge]:
        """The edges of some pairs (j, k), each once.

        Raises TypeError or ValueError for what is no pair, for no pair at all, and for an edge that
        is not drawn.
        """
        edges = {}
        for pair in as_items(pairs, "pairs"):
            items = as_items(pair, "pairs")
            indices = tuple(as_integer(index, "pairs", minimum=0) for index in items)
            if len(indices) != 2:
                raise ValueError(f"pairs must hold (j, k) of edges, got {describe(pair)}")
            edges[indices] = self.edge(*indices)
        if not edges:
            raise ValueError("pairs must name at least one edge, got none")
        return list(edges.values())

    def into(self, j: int) -> VGroup:
        """The edges that reach neuron j of the target."""
        return VGroup(*(self.edge(*pair) for pair in self.pairs if pair[0] == j))

    def out_of(self, k: int) -> VGroup:
        """The edges that leave neuron k of the source."""
        return VGroup(*(self.edge(*pair) for pair in self.pairs if pair[1] == k))

    def strongest(
        self, count: int, values: Sequence[Sequence[float]] | np.ndarray | None = None
    ) -> tuple[Pair, ...]:
        """The pairs of the `count` edges with the largest |w|, or |value|, largest first."""
        most = as_integer(count, "count", minimum=0)
        sizes = self.weights if values is None else as_matrix(values, "values", self.weights.shape)
        return tuple(sorted(self.pairs, key=lambda pair: -abs(sizes[pair])))[:most]

    def weight_labels(
        self,
        pairs: Iterable[Pair],
        decimals: int | None = None,
        clear_of: Iterable[Edge] | None = None,
        avoid: Iterable[Mobject] = (),
        along: tuple[float, float] = _ALONG,
        beside: bool = True,
        at: float | None = None,
    ) -> EdgeLabels:
        """The weights of some edges as numbers beside them, in their colour.

        Labels touch neither neurons nor each other nor anything of `avoid`, and stand as far from
        other edges as they can: from those of `clear_of` (default: all, which is right unless the
        rest is dimmed), beside the part `along` of its edge, in shares of its length. Each has its
        edge's `pair`.
        Raises ValueError when there is no free place for one of them: label fewer edges.
        """
        decimals = self._decimals(decimals)
        labels = EdgeLabels(*(weight_label(edge, decimals) for edge in self.chosen(pairs)))
        self.place_labels(labels, clear_of, avoid, along, beside, at)
        return labels

    def strongest_labels(
        self,
        count: int,
        values: Sequence[Sequence[float]] | np.ndarray | None = None,
        decimals: int | None = None,
    ) -> VGroup:
        """Weight labels for up to `count` edges: the strongest with nothing else beside them."""
        most = as_integer(count, "count", minimum=0)
        every = self.strongest(len(self.pairs), values)
        return self._place_strongest(every, self._decimals(decimals), most)

    def value_labels(
        self,
        values: Sequence[Sequence[float]] | np.ndarray,
        color: ParsableManimColor,
        decimals: int = 3,
        pairs: Iterable[Pair] | None = None,
        clear_of: Iterable[Edge] | None = None,
        avoid: Iterable[Mobject] = (),
        along: tuple[float, float] = _ALONG,
        beside: bool = True,
        at: float | None = None,
        sign: bool = True,
    ) -> EdgeLabels:
        """A signed number beside each edge (or those of `pairs`), such as ∂L/∂w, in one colour.

        `values` has the shape of the weights. Labels are placed as `weight_labels` are, and touch
        nothing of `avoid` either: notes beside neurons, other labels.
        Raises ValueError for values of another shape, and when there is no room for every label.

        Example:
            >>> from netviz import NetworkDiagram
            >>> edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
            >>> labels = edges.value_labels([[0.093, -0.02], [0.1, 0]], color="#FF9B3D")
            >>> [label.string for label in labels]
            ['+0.093', '−0.020', '+0.100', '0.000']
        """
        shown = as_matrix(values, "values", self.weights.shape)
        edges = self if pairs is None else self.chosen(pairs)
        labels = EdgeLabels(
            *(EdgeLabel(e.pair, shown[e.pair], decimals, color, sign) for e in edges)
        )
        self.place_labels(labels, clear_of, avoid, along, beside, at)
        return labels

    def product_labels(
        self,
        values: Sequence[float] | np.ndarray,
        products: Sequence[Sequence[float]] | np.ndarray,
        pairs: Iterable[Pair],
        decimals: tuple[int, int] = (1, 1),
        clear_of: Iterable[Edge] | None = None,
        along: tuple[float, float] = (0.2, 0.8),
    ) -> VGroup:
        """`0.5 · 0.9`, and in its place 0.45, beside each edge of `pairs`: a `ProductLabel` each.

        `values` has one number a source neuron, `products` the shape of the weights; `decimals`
        are those of values and weights. Labels are placed one by one, to be shown one at a time.
        Raises ValueError when there is no free place for one of them.

        Example:
            >>> from netviz import NetworkDiagram
            >>> edges = NetworkDiagram([[[0.5, -0.9]]]).edges_into(1)
            >>> (label,) = edges.product_labels([1, 0.8], [[0.5, -0.72]], [(0, 1)])
            >>> label.factors.source, label.result.source
            ('0.8 · (−0.9)', '−0.72')
        """
        inputs = as_vector(values, "values", length=self._source.count)
        results = as_matrix(products, "products", shape=self.weights.shape)
        labels = VGroup()
        for edge in self.chosen(pairs):
            j, k = edge.pair
            label = ProductLabel(edge, float(inputs[k]), float(results[j, k]), decimals)
            self.place_labels(VGroup(label), clear_of, along=along, rim=False)
            labels.add(label)
        return labels

    def place_labels(
        self,
        labels: VGroup,
        clear_of: Iterable[Edge] | None = None,
        avoid: Iterable[Mobject] = (),
        along: tuple[float, float] = _ALONG,
        beside: bool = True,
        at: float | None = None,
        rim: bool = True,
    ) -> VGroup:
        """Move mobjects that know their edge's `pair` beside their edges, or on them; return them.

        They are first brought to the scale of the neurons. `clear_of` and `avoid` are as those of
        `value_labels`; with `rim` those over another edge get a rim of the background's colour.
        Raises ValueError when there is no free place for one of them.
        """
        disc = self._source.neurons[0].disc
        scale = float(disc.width) / (2 * self._source.neurons[0].radius)
        for label in labels:
            label.scale(scale)
        if at is not None:
            for label in labels:
                start, end = self.edge(*label.pair).ends()
                _stand_on_edge(label.move_to(start + (end - start) * at), scale)
            return labels
        near = list(self if clear_of is None else clear_of)
        owns = [self.edge(*label.pair) for label in labels]
        taken = [box_around(mobject, scale) for mobject in self._taken()]
        taken += [box_around(mobject, scale).grown(_NOTE_GAP) for mobject in _parts(avoid)]
        grown = (0.0, 0.0) if beside else PLATE_PADDING
        for part in (along, _ALONG):  # where there is no room in the part that is wished for
            # In the neurons' scale the edges have their plain size, for which the gaps are meant.
            places = place_all_beside(
                [_scaled(edge.ends(), scale) for edge in owns],
                [
                    (label.width / scale + 2 * grown[0], label.height / scale + 2 * grown[1])
                    for label in labels
                ],
                [[_scaled(e.ends(), scale) for e in near if e is not own] for own in owns],
                taken,
                part,
                beside=beside,
            )
            if None not in places:
                break
        missing = [own.pair for own, place in zip(owns, places, strict=True) if place is None]
        if missing:
            raise ValueError(
                f"pairs must leave room for every label; there is none at {missing}: label fewer"
            )
        for label, own, place in zip(labels, owns, places, strict=True):
            assert place is not None
            label.move_to(place.center * scale)
            ends = (_scaled(edge.ends(), scale) for edge in self if edge is not own)
            if not beside:
                _stand_on_edge(label, scale)
            elif rim and lengths_inside(place, ends).any():
                halo(label, scale)
        return labels

    def _taken(self) -> list[Mobject]:
        """What labels must not touch: the neurons, and the names below them."""
        layers = self._source, self._target
        names = [layer.label for layer in layers if layer.label is not None]
        return [*(neuron.disc for layer in layers for neuron in layer.neurons), *names]

    def _decimals(self, decimals: int | None) -> int:
        """As many as are given, or as the weights need."""
        return scales.decimals_for(self.weights.ravel()) if decimals is None else decimals

    def _place_strongest(self, pairs: Sequence[Pair], decimals: int, most: int) -> VGroup:
        """Labels one by one, where neither a neuron nor a label nor an edge is in the way."""
        taken = [box_around(mobject) for mobject in self._taken()]
        labels = VGroup()
        for pair in pairs:
            if len(labels) >= most:
                break
            edge = self.edge(*pair)
            label = weight_label(edge, decimals)
            others = [other.ends() for other in self if other is not edge]
            place = place_beside(edge.ends(), (label.width, label.height), others, taken)
            if place is not None and not lengths_inside(place, others).any():
                taken.append(place.grown(_LABEL_GAP))
                labels.add(label.move_to(place.center))
        return labels

    def _told(self) -> str:
        return f"{self._source.count} → {self._target.count}"


class EdgeLabel(Number):
    """A number beside an edge, such as its weight or its gradient; `pair` says which edge."""

    def __init__(
        self,
        pair: Pair,
        value: float,
        decimals: int,
        color: ParsableManimColor,
        sign: bool = False,
    ) -> None:
        super().__init__(value, decimals, color=color, sign=sign)
        self.pair = pair

    def _told(self) -> str:
        return f"{self.string} at {self.pair}"


class ProductLabel(VGroup):  # type: ignore[misc, unused-ignore]
    """`0.5 · 0.9` and, in the same place, its product: `factors` and `result`, to be exchanged.

    The factors are the value that enters and the weight, in its edge's colour. A product that is
    shown rounded has `≈` before it. `decimals` are those of value and weight.
    """

    def __init__(self, edge: Edge, value: float, result: float, decimals: tuple[int, int]) -> None:
        theme = current_theme()
        self.pair = edge.pair
        on_paper = scales.as_shown(value, decimals[0]) * scales.as_shown(edge.weight, decimals[1])
        shown = scales.format_value(result)
        first, second = number(value, decimals[0]), number(edge.weight, decimals[1])
        self.factors = text(f"{first} · {second}", weight="semibold")
        for glyphs, color in (
            (self.factors[: len(first)], theme.activation),
            (self.factors[-len(second) :], scales.weight_color(edge.weight, theme)),
        ):
            VGroup(*glyphs).set_color(color)
        exact = relation(on_paper, result) == "="
        self.result = text(shown if exact else f"≈ {shown}", None, theme.activation, "semibold")
        self.result.align_baseline(self.factors).set_x(self.factors.get_x())
        super().__init__(self.factors, self.result)


class EdgeLabels(VGroup):  # type: ignore[misc, unused-ignore]
    """Numbers beside edges, or on them; `label(j, k)` is that of one edge."""

    def label(self, j: int, k: int) -> EdgeLabel:
        """The label of the edge to neuron j of the target from neuron k of the source.

        Raises ValueError when that edge has none.
        """
        labels: dict[Pair, EdgeLabel] = {label.pair: label for label in self}
        if (j, k) not in labels:
            raise ValueError(f"(j, k) must be one of {sorted(labels)}, got {(j, k)}")
        return labels[j, k]


def weight_label(edge: Edge, decimals: int) -> EdgeLabel:
    """An edge's weight in figures, in the edge's colour."""
    color = scales.weight_color(edge.weight, current_theme())
    return EdgeLabel(edge.pair, edge.weight, decimals, color)


def _stand_on_edge(label: Mobject, scale: float) -> None:
    """Part the edge below a label."""
    label.add_to_back(Plate(label, scale))


def draw_segments(mobject: VMobject, segments: Sequence[tuple[np.ndarray, np.ndarray]]) -> VMobject:
    """Make a mobject of separate straight strokes, each one cubic curve."""
    ends = np.array(segments, dtype=float)
    starts, stops = ends[:, :1], ends[:, 1:]
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    mobject.set_points((starts + (stops - starts) * shares).reshape(-1, 3))
    return mobject


def _parts(avoid: Iterable[Mobject]) -> list[Mobject]:
    """Mobjects one by one: of a group, its members."""
    parts: list[Mobject] = []
    for index, mobject in enumerate(as_items(avoid, "avoid")):
        if not isinstance(mobject, Mobject):
            raise TypeError(f"avoid[{index}] must be a Mobject, got {describe(mobject)}")
        parts += mobject.submobjects or [mobject]
    return [part for part in parts if part.family_members_with_points()]


def _scaled(ends: tuple[np.ndarray, np.ndarray], scale: float) -> tuple[np.ndarray, np.ndarray]:
    return ends[0] / scale, ends[1] / scale
