"""What every film sets up: title and progress, the stage and its focus, panel, scales, waves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, Scene, Wait

from netviz.animations.flow_wave import FlowWave
from netviz.checks import as_positive
from netviz.layout import Box, Frame
from netviz.mobjects.formula_panel import FormulaPanel
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.title_bar import TitleBar
from netviz.mobjects.veil import Veil
from netviz.model import ForwardTrace, Network
from netviz.scales import Scale
from netviz.stacking import VEIL
from netviz.theme import Theme
from netviz.timeline import PhasedScene

ONE_ROW = Frame(
    title=Box(-6.74, 3.29, 6.74, 3.9),
    diagram=Box(-6.74, -1.88, 3.05, 3.23),
    side=Box(3.3, -1.7, 6.74, 3.1),
    panel=Box(-6.74, -2.8, 6.74, -2.03),
)
"""A film's regions with a panel of one row; title and words leave the rest to the network."""
TWO_ROWS = replace(
    ONE_ROW,
    diagram=Box(-6.74, -1.46, 3.05, 3.23),
    side=Box(3.3, -1.3, 6.74, 3.1),
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
        self.veil = Veil(Box(-7.2, stage.bottom - 0.08, 7.2, stage.top + 0.02), z_index=VEIL)
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

        `keep` and further arguments are those of `NetworkDiagram`. Sets `trace`, `diagram` and the
        scales "input", "activation", "weight" and "term".
        """
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
        return self.diagram

    def wave(
        self, layer: int, pairs: Iterable[tuple[int, int]] | None = None, **kwargs: Any
    ) -> FlowWave:
        """A wave of the terms w·a that reach a layer, on the film's one scale."""
        full = as_positive(self.scales["term"].full or 1.0, "full")
        edges = self.diagram.edges_into(layer)
        return FlowWave(edges, self.trace.products[layer], full=full, pairs=pairs, **kwargs)

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
            turn.insert(0, FadeIn(self.title_bar))
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
