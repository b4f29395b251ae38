"""Numbers at places of a diagram, compared with what the model has for that very place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from manim import Mobject, Scene

from netviz.audit.rules._comparison import (
    LEAST_DIGITS,
    LEAST_SHARE,
    Place,
    Shown,
    Wrong,
    agrees,
    belongs_to,
    complaint,
    misfits,
)
from netviz.audit.rules._drawn import Reader
from netviz.audit.rules._model import Model, Quantity
from netviz.audit.shot import Shot
from netviz.audit.wording import glyphs_of
from netviz.mobjects.class_probabilities import ClassProbabilities
from netviz.mobjects.matrix_panel import MatrixPanel
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.neuron_notes import NeuronNotes
from netviz.mobjects.number import Number
from netviz.mobjects.softmax_bars import SoftmaxBars
from netviz.mobjects.weighted_edges import Edge, EdgeLabel
from netviz.theme import Theme

_HOLDERS = (NetworkDiagram, NeuronNotes, MatrixPanel, ClassProbabilities, SoftmaxBars)
_FARTHEST_NOTE, _FARTHEST_LABEL = 1.2, 0.6  # Manim units from neuron and edge
_BAR = 0.03  # of the track, that a bar may be too long or short


class _Home(NamedTuple):
    """A layer of a diagram that numbers may stand at, and how far away it is."""

    away: float
    diagram: NetworkDiagram
    layer: int


class Places:
    """One look at the numbers that stand at places of diagrams, panels and bars."""

    def __init__(self, shot: Shot, model: Model, reader: Reader) -> None:
        self._model, self._reader = model, reader
        theme = getattr(shot.scene, "theme", None)
        self._theme = theme if isinstance(theme, Theme) else Theme()
        self._items = {id(part): item for item in shot.texts for part in item.parts}
        self._drawn = frozenset(self._items)
        self._bars_drawn = frozenset(id(item.mobject) for item in shot.shapes)
        self._labels = [item for item in shot.texts if isinstance(item.mobject, EdgeLabel)]
        held = list(_holders(shot.scene))
        self._diagrams = [one for one in held if isinstance(one, NetworkDiagram)]
        self._held = held

    def wrong(self) -> Iterator[Wrong]:
        """All numbers that are not what the model has for their place."""
        for diagram in self._diagrams:
            yield from self._neurons(diagram)
        yield from self._edge_labels()
        for holder in self._held:
            if isinstance(holder, NeuronNotes):
                yield from self._notes(holder)
            elif isinstance(holder, MatrixPanel):
                yield from self._panel(holder)
            elif isinstance(holder, ClassProbabilities):
                yield from self._bars(holder)
            elif isinstance(holder, SoftmaxBars):
                in_rows = {i: holder.share(i) for i in holder.shown}
                for numbers in (in_rows, holder.shares_in_sum):
                    shown, classes = (
                        self._all({i: numbers[i] for i in numbers}),
                        len(holder.class_names),
                    )
                    yield from misfits(shown, self._of_classes(classes), "class {}", 2)

    def _number(self, number: Mobject, place: Place, like: Number) -> Shown | None:
        string = self._reader.read(number, self._drawn)
        if string is None:
            return None
        item = self._items[id(glyphs_of(number)[0])]
        return Shown(item, place, string, like.decimals, like.sign)

    def _neurons(self, diagram: NetworkDiagram) -> Iterator[Wrong]:
        """Digits in neurons: a or z of that neuron, in any forward pass that the scene holds.

        A diagram that shows some other forward pass altogether is none of the model's.
        """
        right: list[tuple[int, Shown]] = []
        wrong: list[tuple[int, Wrong]] = []
        for index, layer in enumerate(diagram.layers):
            for place in layer.shown:
                neuron = layer.neuron(place)
                string = self._reader.read(neuron.digits, self._drawn)
                is_sum = neuron.quantity == "pre_activation"
                kind = self._model.sums if is_sum else self._model.activations
                quantities = kind(index, diagram.sizes)
                if string is None or not quantities:
                    continue
                glyph = neuron.digits.family_members_with_points()[0]
                shown = Shown(self._items[id(glyph)], place, string, neuron.decimals, False)
                if not agrees(shown, quantities):
                    where = f"neuron {place} of layer {index}"
                    wrong.append((index, complaint(shown, where, quantities)))
                elif shown.digits:
                    right.append((index, shown))
        deep = any(index for index, _ in (*right, *wrong))  # the input may be that of all passes
        counted = [shown for index, shown in right if index or not deep]
        others = sum(1 for index, _ in wrong if index or not deep)
        digits = sum(shown.digits for shown in counted)
        least = 1 if self._is_of_the_model(diagram) else LEAST_DIGITS
        if digits >= least and len(counted) >= LEAST_SHARE * (len(counted) + others):
            yield from (one for _, one in wrong)

    def _is_of_the_model(self, diagram: NetworkDiagram) -> bool:
        """Whether the edges have the weights of a network that the scene holds."""
        layers = range(1, len(diagram.sizes))
        return any(
            tuple(network.sizes) == tuple(diagram.sizes)
            and all(np.allclose(diagram.edges_into(i).weights, network.W[i]) for i in layers)
            for network in self._model.networks.values()
        )

    def _edge_labels(self) -> Iterator[Wrong]:
        """Numbers beside edges: one of the model's for that edge.

        A lone number that the model does not know may be something else, unless it is the number
        of another edge, or says by its colour that it is the weight or a gradient.
        """
        right: list[Shown] = []
        wrong: list[tuple[Shown, int, Edge, bool, list[Quantity]]] = []
        for item in self._labels:
            label = item.mobject
            shown, home = self._number(label, label.pair, label), self._edge_of(label)
            if shown is None or home is None:
                continue
            diagram, layer = home
            quantities = self._model.beside_edges(layer, diagram.sizes)
            if agrees(shown, quantities):
                right.append(shown)
            elif quantities:
                edge = diagram.edges_into(layer).edge(*label.pair)
                meant = self._meant(shown, edge, layer, diagram.sizes)
                wrong.append((shown, layer, edge, bool(meant), meant or quantities))
        digits = sum(shown.digits for shown in right)
        known = digits >= LEAST_DIGITS and len(right) >= LEAST_SHARE * (len(right) + len(wrong))
        for shown, layer, edge, is_said, quantities in wrong:
            belongs = belongs_to(shown, quantities)
            if known or is_said or belongs:
                where = f"edge {edge.pair} into layer {layer}"
                if belongs:
                    where += f", where {belongs} does not belong"
                yield complaint(shown, where, quantities)

    def _meant(self, shown: Shown, edge: Edge, layer: int, sizes: Sequence[int]) -> list[Quantity]:
        """What a number says by its colour that it is; nothing for other colours."""
        color = shown.item.parts[0].get_fill_color().to_hex().upper()
        if shown.sign and color == self._theme.gradient.upper():
            return self._model.gradients_of_weights(layer, sizes)
        if not shown.sign and color == edge.get_stroke_color().to_hex().upper():
            return self._model.weights(layer, sizes)
        return []

    def _edge_of(self, label: EdgeLabel) -> tuple[NetworkDiagram, int] | None:
        """The diagram and layer whose edge the label stands beside."""
        homes: list[_Home] = []
        for diagram in self._diagrams:
            for layer in range(1, len(diagram.sizes)):
                edges = diagram.edges_into(layer)
                if label.pair in edges.pairs:
                    away = _distance(label.get_center(), *edges.edge(*label.pair).ends())
                    homes.append(_Home(away, diagram, layer))
        return _nearest(homes, _FARTHEST_LABEL)

    def _notes(self, notes: NeuronNotes) -> Iterator[Wrong]:
        homes: list[_Home] = []
        for diagram in self._diagrams:
            for index, layer in enumerate(diagram.layers):
                if len(layer.shown) == len(notes):
                    discs = [layer.neuron(i).disc.get_center() for i in layer.shown]
                    pairs = zip(notes, discs, strict=True)
                    away = max(float(np.linalg.norm(n.get_center() - d)) for n, d in pairs)
                    homes.append(_Home(away, diagram, index))
        home = _nearest(homes, _FARTHEST_NOTE)
        if home is None:
            return
        diagram, index = home
        places = diagram.layers[index].shown
        shown = self._all({place: notes[n] for n, place in enumerate(places)})
        quantities = self._model.beside_neurons(index, diagram.sizes)
        yield from misfits(shown, quantities, f"neuron {{}} of layer {index}", 2)

    def _panel(self, panel: MatrixPanel) -> Iterator[Wrong]:
        entries: dict[Place, Number] = {
            (j, k): panel.entry(j, k) for j in panel.rows for k in panel.columns
        }
        quantities = self._model.of_shape(panel.values.shape)
        yield from misfits(self._all(entries), quantities, "place {}")

    def _bars(self, bars: ClassProbabilities) -> Iterator[Wrong]:
        """Numbers of the classes, and bars that are as long as their numbers say."""
        shown = self._all({place: bars.number(place) for place in bars.shown})
        yield from misfits(shown, self._of_classes(bars.count), "class {}", 2)
        for one in shown:
            index = bars.shown.index(one.place)
            bar, track = bars.bars[index], bars.tracks[index]
            share, drawn = bars.values[one.place] / bars.full, bar.width / track.width
            if id(bar) in self._bars_drawn and abs(share - drawn) > max(_BAR, 0.03 / track.width):
                yield Wrong(
                    (one.item.name,),
                    f"a bar of {drawn:.0%} of its track beside {one.string}",
                    f"{share:.0%}",
                )

    def _of_classes(self, count: int) -> list[Quantity]:
        """What may stand beside the classes of a network that has so many."""
        return [
            quantity
            for sizes in self._model.sizes()
            if sizes[-1] == count
            for quantity in self._model.beside_neurons(len(sizes) - 1, sizes)
        ]

    def _all(self, numbers: Mapping[Place, Number]) -> list[Shown]:
        found = (self._number(number, place, number) for place, number in numbers.items())
        return [one for one in found if one is not None]


def _holders(scene: Scene) -> Iterator[Mobject]:
    """Diagrams, notes, panels and bars on the scene or among its attributes."""
    stack: list[object] = [*scene.mobjects]
    for value in vars(scene).values():
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, (list, tuple)):
            stack += value
        else:
            stack.append(value)
    seen: set[int] = set()
    while stack:
        mobject = stack.pop()
        if not isinstance(mobject, Mobject) or id(mobject) in seen:
            continue
        seen.add(id(mobject))
        if isinstance(mobject, _HOLDERS):
            yield mobject
        stack += mobject.submobjects


def _nearest(homes: Sequence[_Home], farthest: float) -> tuple[NetworkDiagram, int] | None:
    """The diagram and layer that numbers stand at, or None when none is near."""
    home = min(homes, key=lambda home: home.away, default=None)
    return None if home is None or home.away > farthest else (home.diagram, home.layer)


def _distance(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """Distance of a point from a segment."""
    step = end - start
    share = np.clip((point - start) @ step / max(float(step @ step), 1e-12), 0, 1)
    return float(np.linalg.norm(point - start - share * step))
