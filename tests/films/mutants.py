"""A film with faults planted in it, for the tests that look at finished films."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import BLACK, FullScreenRectangle

from netviz import Activate, FlowWave
from scenes.backprop import Backprop


class Faulty(Backprop):
    """Backprop with a black second, no title, waves that run back, a wrong digit, a phase that
    shows nothing new, and no phase after that one.
    """

    phases = Backprop.phases[:3]  # type: ignore[assignment, unused-ignore]

    def setup(self) -> None:
        super().setup()
        self.title_bar.title.set_opacity(0)

    def intro(self) -> None:
        super().intro()
        curtain = FullScreenRectangle(fill_color=BLACK, fill_opacity=1, stroke_width=0).set_z_index(
            1000
        )
        self.add(curtain)
        self.wait(1)
        self.remove(curtain)

    def loss_computation(self) -> None:
        self.say("Squared errors add up to the loss.", at=0.1)

    def wave(self, layer: int, *args: Any, **kwargs: Any) -> FlowWave:
        edges = self.diagram.edges_into(layer)
        values = self.trace.products[layer]
        return FlowWave(edges, values, color=self.theme.activation, reverse=True)

    def take_on(self, layer: int, values: Sequence[np.ndarray]) -> Activate:
        return super().take_on(layer, [a + 0.01 for a in values])
