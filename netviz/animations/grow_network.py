"""A network grows, layer by layer, from its input to its output."""

from __future__ import annotations

from typing import Any

from manim import Animation, AnimationGroup, Create, FadeIn, GrowFromCenter, LaggedStart

from netviz.checks import describe
from netviz.mobjects.network_diagram import NetworkDiagram


class GrowNetwork(LaggedStart):  # type: ignore[misc, unused-ignore]
    """Neurons with their layer's name, then the edges to the next ones, and so on.

    `then` are further animations that follow at the same pace, for what stands beyond the output.
    Raises TypeError for anything but a NetworkDiagram.

    Example:
        >>> from netviz import GrowNetwork, NetworkDiagram
        >>> animation = GrowNetwork(NetworkDiagram([[[0.5, -0.9]]]), run_time=1.7)
    """

    def __init__(
        self, diagram: NetworkDiagram, *then: Animation, lag_ratio: float = 0.3, **kwargs: Any
    ) -> None:
        if not isinstance(diagram, NetworkDiagram):
            raise TypeError(f"diagram must be a NetworkDiagram, got {describe(diagram)}")
        steps: list[Animation] = []
        for index, layer in enumerate(diagram.layers):
            if index > 0:
                edges = diagram.edges_into(index)
                steps.append(LaggedStart(*map(Create, edges), lag_ratio=0.03, run_time=0.8))
            neurons = AnimationGroup(*map(GrowFromCenter, layer.neurons))
            steps.append(AnimationGroup(neurons, FadeIn(layer.ellipsis), FadeIn(layer.label)))
        kwargs.setdefault("name", f"GrowNetwork({diagram})")
        super().__init__(*steps, *then, lag_ratio=lag_ratio, **kwargs)
