"""What every film sets up: title and progress, the stage and its focus, panel, scales, waves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, Scene, VGroup, Wait

from netviz.animations.activate import Activate
from netviz.animations.flow_wave import FlowWave
from netviz.animations.pass_layer import PassLayer
from netviz.animations.strike import Strike
from netviz.checks import as_positive
from netviz.layout import Box, Frame
from netviz.mobjects.activation_graph import ActivationGraph
from netviz.mobjects.formula_panel import FormulaPanel
from netviz.mobjects.layer_product import LayerProduct
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.neuron_layer import Quantity
from netviz.mobjects.softmax_bars import SoftmaxBars
from netviz.mobjects.title_bar import TitleBar
from netviz.mobjects.veil import Veil
from netviz.model import ForwardTrace, Network, get_activation
from netviz.scales import Scale
from netviz.stacking import ASIDE, VEIL
from netviz.theme import Theme
from netviz.timeline import PhasedScene

ONE_ROW = Frame(
    title=Box(-6.74, 3.29, 6.74, 3.9),
    diagram=Box(-6.74, -1.88, 3.05, 3.05),
    side=Box(3.3, -1.7, 6.54, 3.1),
    panel=Box(-6.74, -2.8, 6.74, -2.03),
)
"""A film's regions with a panel of one row; title and words leave the rest to the network."""
TWO_ROWS = replace(
    ONE_ROW,
    diagram=Box(-6.74, -1.46, 3.05, 3.23),
    side=Box(3.3, -1.3, 6.54, 3.1),
    panel=Box(-6.74, -2.8, 6.74, -1.61),
)
"""The same with a panel of two rows."""
TURN = 0.4
"""Seconds in which the title bar goes to the next phase, beside the phase's first play."""


class _Unveil(FadeOut):  # type: ignore[misc, unused-ignore]
    """The veil goes, and what it had lifted goes back to its own place."""

    def clean_up_from_scene(self, scene: Scene) -> None:
        super().clean_up_from_scene(scene)
        self.mobject.lower()


class Explainer(PhasedScene):
    """A film with a title bar, a stage that can be dimmed around a focus, and a formula panel.

    The title bar goes to the next phase by itself, within the first play of each phase. `show`
    draws a network and sets up `trace`, `diagram` and `scales`, one `Scale` a quantity ("input",
    "activation", "weight", "term"), to which a film adds its own. `focus` moves the light, `wave`
    sends the terms w·a into a layer. `frame` says where things are (`ONE_ROW` or `TWO_ROWS`),
    `panel_columns` where the panel's equals signs stand: a film sets what it needs otherwise.

    Example:
        >>> from manim import FadeIn
        >>> from netviz import Explainer, Network, Phase
        >>> class Glance(Explainer):
        ...     title = "A network"
        ...     phases = (Phase("Look", 2, "look"),)
        ...     def setup(self):
        ...         super().setup()
        ...         self.show(Network([[[0.5, -0.9]]], [[0.1]]), [1.0, 0.5])
        ...     def look(self):
        ...         self.play(FadeIn(self.diagram))
        ...         self.play(*self.focus(self.diagram.layers[1]))
    """

    title: str = ""
    frame: Frame = ONE_ROW
    theme = Theme(
        title_size=44,
        word_size=42,
        number_size=40,
        sans_numbers=True,
        dim_opacity=0.4,
        neuron_ring="#73869C",
        edge_width_min=1.8,
        edge_width_max=8.5,
        edge_opacity_min=0.38,
        edge_opacity_max=0.85,
        caption_band=-2.86,
    )

    def setup(self) -> None:
        """Make what every film has; a film's own `setup` calls this first."""
        super().setup()
        self.title_bar = TitleBar(
            self.title or type(self).__name__,
            [phase.name for phase in self.phases],
            [phase.seconds for phase in self.phases],
            box=self.frame.title,
        )
        stage = self.frame.diagram
        top = self.frame.title.bottom - 0.04
        self.veil = Veil(Box(-7.2, stage.bottom - 0.08, 7.2, top), z_index=VEIL)
        self.panel = self.make_panel()
        self.scales: dict[str, Scale] = {}
        self._turned = 0

    def make_panel(self) -> FormulaPanel:
        """The film's formula panel; override to give it other columns."""
        rows = 1 if self.frame.panel.height < 1 else 2
        return FormulaPanel(rows, box=self.frame.panel)

    # The network, and the scales that its numbers are drawn on.

    def show(
        self,
        network: Network,
        x: Sequence[float] | np.ndarray,
        keep: Mapping[int, int] | None = None,
        **diagram: Any,
    ) -> NetworkDiagram:
        """Compute the forward pass, set up the scales and draw the network. Not added: play it in.

        `keep` and further arguments are those of `NetworkDiagram`. Sets `drawn` (the network),
        `trace`, `diagram` and the scales "input", "activation", "weight" and "term".
        """
        self.drawn = network
        self.trace: ForwardTrace = network.forward(x)
        trace = self.trace
        parameters = [*list(network.W), *list(network.b)]
        self.scales["input"] = Scale.over(trace.x)
        self.scales["activation"] = Scale.over(*list(trace.a)[: network.depth], least=1, decimals=2)
        self.scales["weight"] = Scale.over(*parameters)
        self.scales["term"] = Scale.over(*list(trace.products), decimals=2)
        arguments: dict[str, Any] = {
            "box": self.frame.diagram,
            "decimals": [self.scales["input"].decimals] + [2] * network.depth,
            "most_radius": 0.44,
            "most_spacing": 1.45,
            "keep": keep,
        }
        self.diagram = NetworkDiagram(list(network.W), **{**arguments, **diagram})
        for layer in self.diagram.layers:
            layer.label.set_z_index(ASIDE)  # what a layer is called is never dimmed
        return self.diagram

    def wave(
        self, layer: int, pairs: Iterable[tuple[int, int]] | None = None, **kwargs: Any
    ) -> FlowWave:
        """A wave of the terms w·a that reach a layer, on the film's one scale."""
        full = as_positive(self.scales["term"].full or 1.0, "full")
        edges = self.diagram.edges_into(layer)
        return FlowWave(edges, self.trace.products[layer], full=full, pairs=pairs, **kwargs)

    def around(self, layer: int) -> list[Mobject]:
        """A layer's neurons, its edges, and the neurons that they come from: for `focus`."""
        source, target = self.diagram.layers[layer - 1], self.diagram.layers[layer]
        return [*source.neurons, *target.neurons, *self.diagram.edges_into(layer)]

    def activate(
        self, layer: int, only: Iterable[int] | None = None, quantity: Quantity = "activation"
    ) -> Activate:
        """Neurons of a layer take the values that the trace has for them, on the film's scale."""
        values = self.trace.a if quantity == "activation" else self.trace.z
        last = layer == len(self.diagram.layers) - 1
        full = 1.0 if last else self.scales["activation"].full
        return Activate(self.diagram.layers[layer], values[layer], full, quantity, only)

    def pass_layer(
        self,
        layer: int,
        only: Iterable[int] | None = None,
        quantity: Quantity | None = "pre_activation",
        sources: Iterable[int] | None = None,
        also: Iterable[Animation] = (),
    ) -> PassLayer:
        """The wave into a layer; neurons react as they are hit and take their values.

        `only` and `sources` limit it to some neurons and to edges from some. With `quantity` None
        neurons keep what they show, and those that show 0 do not react. `also` comes with them.
        """
        target = self.diagram.layers[layer]
        hit = list(target.shown if only is None else only)
        origins = self.diagram.layers[layer - 1].shown if sources is None else list(sources)
        wave = self.wave(layer, [(j, k) for j in hit for k in origins])
        if quantity is None:
            alive = [target.neuron(j) for j in hit if self.trace.a[layer][j] != 0]
            return PassLayer(wave, Strike(alive), *also)
        struck = Strike(target.neuron(j) for j in hit)
        return PassLayer(wave, self.activate(layer, hit, quantity), struck, *also)

    def graph_of(self, layer: int) -> ActivationGraph:
        """The graph of a layer's activation at the frame's side, for every hidden z of the film."""
        name = self.drawn.activations[layer]
        reach = max([1.0, *(float(np.abs(z).max()) for z in list(self.trace.z)[:-1])]) * 1.15
        side = self.frame.side
        middle = float(side.center[1]) + 0.2
        box = Box(side.left + 0.2, middle - 1.8, side.right + 0.2, middle + 1.8)
        function = get_activation("identity" if name == "softmax" else name)
        graph = ActivationGraph(function, reach=reach, box=box, marks=False)
        graph.set_z_index(ASIDE)
        return graph

    def softmax_bars(self, names: Sequence[str] | None = None) -> SoftmaxBars:
        """The output as bars at the frame's side, level with the output neurons.

        `names` are those of the classes (default: Class 0, Class 1, …). Not added: play it in.
        Raises ValueError for another number of names than outputs, or without a softmax.
        """
        outputs, trace = self.diagram.layers[-1], self.trace
        if trace.exponentials is None:
            raise ValueError(
                f"network must end in softmax, so that there are class probabilities to show, "
                f"got {self.drawn!r}"
            )
        names = [f"Class {i}" for i in range(outputs.count)] if names is None else names
        if len(names) != outputs.count:
            raise ValueError(
                f"class_names must have one name an output ({outputs.count}), got {len(names)}"
            )
        bars = SoftmaxBars(
            names,
            trace.z[self.drawn.depth],
            trace.exponentials,
            trace.output,
            shift=trace.exp_shift,
            box=self.frame.side,
            heights=outputs.heights(),
            keep=trace.prediction,
        )
        VGroup(bars, bars.powers, bars.adding).set_z_index(ASIDE)
        bars.bars.set_z_index(ASIDE + 1)  # tracks may come after the bars
        return bars

    def layer_product(self, layer: int) -> LayerProduct:
        """W x + b = z of a layer in numbers, in the room right of it. Not added: play it in."""
        source, target = self.diagram.layers[layer - 1], self.diagram.layers[layer]
        stage, trace = self.frame.diagram, self.trace
        room = Box(
            float(target.get_right()[0]) + 0.5, stage.bottom, self.frame.panel.right, stage.top
        )
        product = LayerProduct(
            self.drawn.W[layer],
            trace.a[layer - 1],
            self.drawn.b[layer],
            trace.z[layer],
            None,
            source,
            target,
            box=room,
        )
        product.set_x(float(room.center[0]))
        return product

    # Focus.

    def focus(self, *mobjects: Mobject) -> list[Animation]:
        """Animations after which these are bright and the rest of the stage is dimmed.

        The light crosses over from what was in focus before; without mobjects the dimming ends.
        Raises TypeError for anything but mobjects.
        """
        dimmed = self.veil in self.mobjects
        if not mobjects:
            return [_Unveil(self.veil)] if dimmed else []
        if dimmed:
            shown = {id(part) for part in self.get_mobject_family_members()}
            gone = [
                each
                for each in self.veil.lifted
                if not any(id(part) in shown for part in each.family_members_with_points())
            ]
            if gone:  # else it would be seen again as it is dimmed
                self.veil.lower(*gone)
            return self.veil.relight(*mobjects)
        self.veil.lower().lift(*mobjects)
        return [FadeIn(self.veil)]

    # The title bar turns with the first play of each phase.

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play as a PhasedScene does; the title bar goes to the phase's name with the first one."""
        due = 0 if self.current_phase is None else self.phases.index(self.current_phase) + 1
        if not args or self._turned >= due:
            super().play(*args, **kwargs)
            return
        first = self._turned == 0
        while self._turned < due:  # phases may have passed without a play
            turn = self.title_bar.advance()
            self._turned += 1
        if first:
            self.add(self.title_bar)
        said = {key: kwargs.pop(key) for key in list(kwargs) if key.startswith("subcaption")}
        animations = self.compile_animations(*args, **kwargs)
        seconds = min(TURN, max(animation.get_run_time() for animation in animations))
        turning = self.compile_animations(*turn, run_time=seconds)
        if len(animations) == 1 and isinstance(animations[0], Wait):
            wait = animations[0]
            rest = wait.get_run_time() - seconds
            super().play(*turning, **said)
            if rest > 0:
                wait.run_time = wait.duration = rest
                super().play(wait)
            return
        super().play(*animations, *turning, **said)
