"""Numbers on screen that are not the numbers they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from manim import DecimalNumber, Mobject, Scene

from netviz.audit.finding import Finding
from netviz.audit.rules._drawn import Reader, written, wrong_decimals, wrong_glyphs
from netviz.audit.rules._model import Model
from netviz.audit.rules._places import Places
from netviz.audit.rules._stand_ins import StandIns
from netviz.audit.shot import Item, Shot
from netviz.mobjects.neuron_layer import Neuron
from netviz.mobjects.number import Number
from netviz.scales import format_value
from netviz.typeset import Typeset


class ShownNumbers:
    """A displayed number that differs from the value, or from the model, that it stands for.

    - The figures drawn, read from their outlines, have to be those of the mobject's value as it is
      formatted: netviz numbers, neurons and formulas, Manim's DecimalNumber and Integer. Mobjects
      that updaters redraw have no value of their own; what a Transform has changed shows the
      value of its target.
    - In a scene that holds networks, forward passes or gradients, the figures at a place of a
      NetworkDiagram, NeuronNotes, MatrixPanel or ClassProbabilities have to be the model's for that
      very place, of any of those that the scene holds. Numbers of something else (a training step
      that was not kept, another data set) are passed over: at least half of a group has to agree
      before the rest of it is called wrong.
    """

    name = "numbers"

    def __init__(self) -> None:
        self._reader = Reader()
        self._stand_ins = StandIns()

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings among the numbers that are on screen now."""
        self._stand_ins.follow(shot.scene.animations)
        drawn = frozenset(id(part) for item in shot.texts for part in item.parts)
        neurons, live = _neurons_and_live(shot.scene)
        told: set[str] = set()
        for item in shot.texts:
            if id(item.mobject) in live:
                continue
            for shown, stands_for in self._drawn_otherwise(item, drawn, neurons):
                told.add(item.name)
                yield self._finding(shot, (item.name,), f"shows {shown}", stands_for)
        model = Model.of(shot.scene)
        if model:
            for wrong in Places(shot, model, self._reader).wrong():
                if not told & set(wrong.names):
                    yield self._finding(shot, *wrong)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _finding(self, shot: Shot, names: tuple[str, ...], measure: str, limit: str) -> Finding:
        return Finding(self.name, shot.time, shot.phase, names, measure, limit)

    def _drawn_otherwise(
        self, item: Item, drawn: frozenset[int], neurons: dict[int, Neuron]
    ) -> Iterator[tuple[str, str]]:
        """(what is shown, what it stands for) where these differ."""
        meant = self._stand_ins.what(item.mobject)
        neuron = neurons.get(id(item.mobject))
        expected = None
        if isinstance(meant, Number):
            expected = written(meant)
        elif neuron is not None and neuron.value is not None and meant is item.mobject:
            expected = format_value(neuron.value, neuron.decimals)
        if expected is not None:
            shown = self._reader.read(item.mobject, drawn)
            if shown is not None and shown != expected:
                yield shown, f"its value is {expected}"
        elif isinstance(meant, DecimalNumber) and meant is item.mobject:
            if (wrong := wrong_decimals(meant)) is not None:
                yield wrong[0], f"its value is {wrong[1]}"
        elif isinstance(meant, Typeset) and meant is item.mobject:
            for seen, expected in wrong_glyphs(meant, drawn):
                yield f"{seen} for {expected}", f"as its source says: {expected}"


def _neurons_and_live(scene: Scene) -> tuple[dict[int, Neuron], set[int]]:
    """Neurons by the ids of their digits, and the ids of all that updaters redraw."""
    neurons: dict[int, Neuron] = {}
    live: set[int] = set()
    stack: list[tuple[Mobject, bool]] = [(mobject, False) for mobject in scene.mobjects]
    while stack:
        mobject, redrawn = stack.pop()
        redrawn = redrawn or bool(mobject.updaters)
        if redrawn:
            live.add(id(mobject))
        if isinstance(mobject, Neuron):
            neurons[id(mobject.digits)] = mobject
        stack += [(part, redrawn) for part in mobject.submobjects]
    return neurons, live
