"""Labels that stand nearer to something else than to what they belong to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Mobject, Scene

from netviz.audit.finding import Finding
from netviz.audit.rules._dots import labels_at_one_dot
from netviz.audit.shot import Item, Shot
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.neuron_layer import Neuron, NeuronLayer
from netviz.mobjects.neuron_notes import NeuronNotes
from netviz.mobjects.weighted_edges import EdgeLabel, WeightedEdges

_NEARER = 0.05
"""Manim units (of the whole frame) by which a stranger has to be nearer."""
_FARTHEST = 1.2  # beyond it nobody takes a label for a neuron's
_SEEN = 0.3  # opacity


class Stranger:
    """Finds the numbers of edges and neurons that a viewer takes for those of others.

    The library knows whose they are: an `EdgeLabel` says its pair of neurons, `NeuronNotes` go with
    a layer of as many. Each has to be nearer to its own edge or neuron than to any other that is
    seen. Labels of plain Manim belong to nobody: of these are found two at one dot while another
    dot has none, where there are as many labels of one style as dots.
    """

    name = "stranger"

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings of this shot."""
        labels = [item for item in shot.texts if not item.ghost]
        family = [member for mobject in shot.scene.mobjects for member in mobject.get_family()]
        opacity = {id(item.mobject): item.opacity for item in shot.shapes}
        edges = [one for one in family if isinstance(one, WeightedEdges)]
        for item in labels:
            if isinstance(item.mobject, EdgeLabel):
                yield from self._beside_edges(item, item.mobject.pair, edges, opacity, shot)
        neurons = [
            one
            for one in family
            if isinstance(one, Neuron) and opacity.get(id(one.disc), 0.0) >= _SEEN
        ]
        yield from _at_one_dot(shot)
        by_id = {id(item.mobject): item for item in labels}
        for notes in (one for one in family if isinstance(one, NeuronNotes)):
            yield from self._beside_neurons(notes, by_id, neurons, shot)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _beside_edges(
        self,
        label: Item,
        pair: tuple[int, int],
        groups: list[WeightedEdges],
        opacity: dict[int, float],
        shot: Shot,
    ) -> Iterator[Finding]:
        at = np.array([*label.box.center[:2], 0.0])
        own, others = np.inf, []
        for edges in groups:
            for edge in edges:
                if opacity.get(id(edge), 0.0) < _SEEN and edge.pair != pair:
                    continue
                away = _distance(at, *edge.ends())
                if edge.pair == pair:
                    own = min(own, away)
                else:
                    others.append((away, edge.pair))
        if others and own < _FARTHEST:
            nearest, stranger = min(others)
            yield from self._judge(label, own, nearest, f"edge {stranger}", f"edge {pair}", shot)

    def _beside_neurons(
        self, notes: NeuronNotes, labels: dict[int, Item], neurons: list[Neuron], shot: Shot
    ) -> Iterator[Finding]:
        layer = _layer_of(notes, shot.scene)
        if layer is None:
            return
        for note, place in zip(notes, layer.shown, strict=True):
            item, own = labels.get(id(note)), layer.neuron(place)
            if item is None:
                continue
            at = np.array([*item.box.center[:2], 0.0])
            distances = [(_gap(at, one), one) for one in neurons if one is not own]
            if distances:
                nearest, stranger = min(distances, key=lambda pair: pair[0])
                names = shot.name_of(stranger), shot.name_of(own)
                yield from self._judge(item, _gap(at, own), nearest, *names, shot)

    def _judge(
        self, label: Item, own: float, nearest: float, stranger: str, owner: str, shot: Shot
    ) -> Iterator[Finding]:
        if nearest < own - _NEARER * shot.frame.height / 8:
            yield Finding(
                self.name,
                shot.time,
                shot.phase,
                (label.name, stranger),
                f"{nearest:.2f} units from it, {own:.2f} from {owner}",
                "nearest to its own",
            )


def _at_one_dot(shot: Shot) -> Iterator[Finding]:
    for stray, dot, bare in labels_at_one_dot(shot):
        yield Finding(
            Stranger.name,
            shot.time,
            shot.phase,
            (*(label.name for label in stray), dot.name),
            f"two labels at one dot, and none at {bare.name}",
            "one label at each dot",
        )


def _layer_of(notes: NeuronNotes, scene: Scene) -> NeuronLayer | None:
    """The layer whose neurons the notes are nearest to, of those with as many."""
    layers = [
        layer
        for mobject in scene.mobjects
        for diagram in mobject.get_family()
        if isinstance(diagram, NetworkDiagram)
        for layer in diagram.layers
        if len(layer.shown) == len(notes)
    ]
    middle = notes.get_center()
    return min(
        layers, key=lambda layer: float(np.linalg.norm(layer.get_center() - middle)), default=None
    )


def _gap(at: np.ndarray, neuron: Neuron) -> float:
    """How far a place is from a neuron's rim."""
    disc: Mobject = neuron.disc
    return float(np.linalg.norm(at[:2] - disc.get_center()[:2])) - float(disc.width) / 2


def _distance(at: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    step = end - start
    share = float(np.clip((at - start) @ step / max(float(step @ step), 1e-12), 0.0, 1.0))
    return float(np.linalg.norm((at - start - share * step)[:2]))
